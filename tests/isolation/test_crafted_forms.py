"""One's own forms with strangers' ids in them: neither saved nor shown in a preview."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from managements.pages.models import ContentPage
from tests.builders import logged_in
from tests.isolation.specimen.models import Specimen
from tests.isolation.world import Things, World, canaries_in


@pytest.fixture
def me(world: World) -> Things:
    return world.paunsdorf


@pytest.fixture
def browser(me: Things) -> Client:
    return logged_in(me.editor)


def contentstate(entity: str, **data: Any) -> str:
    """Return a text with one link or picture, as Draftail sends it."""
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "00000", "type": "unstyled", "depth": 0, "text": "Hier", "data": {},
                    "inlineStyleRanges": [], "entityRanges": [{"key": 0, "offset": 0, "length": 4}],
                }
            ],
            "entityMap": {"0": {"type": entity, "mutability": "MUTABLE", "data": data}},
        }
    )  # fmt: skip


def page_form(*blocks: tuple[str, Any]) -> dict[str, Any]:
    """Return the form of a page with some blocks."""
    return nested_form_data(
        {
            "title": "Eigene Seite", "slug": "eigene-seite", "introduction": "",
            "search_description": "", "seo_title": "", "body": streamfield(blocks),
            "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
        }
    )  # fmt: skip


Crafted = Callable[[Things], tuple[str, Any]]
LINK = {"url": "", "text": "", "description": ""}
POINTING: dict[str, Crafted] = {
    "image": lambda them: (
        "image",
        {"image": {"image": them.image.pk, "decorative": "on", "alt_text": ""}, "caption": ""},
    ),
    "document": lambda them: ("download", {"document": them.document.pk, "title": ""}),
    "draft": lambda them: (
        "links", {"title": "Weiter", "links": streamfield_list({**LINK, "page": them.draft.pk})},
    ),
    "link in a text": lambda them: ("text", contentstate("LINK", id=them.draft.pk, url="/x/")),
    "document in a text": lambda them: (
        "text", contentstate("DOCUMENT", id=them.document.pk, url="/x/", filename="x"),
    ),
}  # fmt: skip


def streamfield_list(*items: dict[str, Any]) -> dict[str, Any]:
    """Return a list block as a form sends it."""
    form: dict[str, Any] = {"count": str(len(items))}
    for number, item in enumerate(items):
        form[str(number)] = {"value": item, "deleted": "", "order": str(number), "type": "item"}
    return form


@pytest.mark.parametrize("kind", POINTING)
@pytest.mark.parametrize("whose", ["gruenau", "hidden"])
def test_a_page_that_points_to_a_strangers_belongings_is_refused(
    world: World, me: Things, browser: Client, kind: str, whose: str
) -> None:
    form = page_form(POINTING[kind](getattr(world, whose)))
    for url, page_id in (
        (f"/admin/pages/add/pages/contentpage/{me.root.pk}/", None),
        (f"/admin/pages/{me.live.pk}/edit/", me.live.pk),
    ):
        revisions = me.live.revisions.count()
        answer = browser.post(url, form | {"action-publish": "1"})
        assert answer.status_code == 200, "it was saved"
        html = answer.content.decode()
        assert "Hier wird auf etwas verwiesen" in html
        assert not canaries_in(html)
        assert not ContentPage.objects.filter(slug="eigene-seite").exists()
        assert me.live.revisions.count() == revisions
        preview = browser.post(f"{url}preview/", form)
        assert not preview.json()["is_valid"]
        shown = browser.get(f"{url}preview/", {"mode": ""})
        assert not canaries_in(shown.content.decode())
        assert page_id is None or ContentPage.objects.get(pk=page_id).title != "Eigene Seite"


@pytest.mark.parametrize("kind", POINTING)
def test_a_form_that_is_refused_for_another_reason_shows_nothing_of_strangers(
    world: World, me: Things, browser: Client, kind: str
) -> None:
    form = page_form(POINTING[kind](world.gruenau), ("heading", {"text": "", "level": "2"}))
    url = f"/admin/pages/add/pages/contentpage/{me.root.pk}/"
    for wrong in ({}, {"title": "", "slug": "!"}):
        answer = browser.post(url, form | wrong | {"action-publish": "1"})
        assert answer.status_code == 200
        assert not canaries_in(answer.content.decode())


@pytest.mark.parametrize("kind", POINTING)
def test_a_page_that_points_to_ones_own_belongings_is_saved(
    me: Things, browser: Client, kind: str
) -> None:
    """The control: the forms above are right but for whose things they name."""
    form = page_form(POINTING[kind](me))
    url = f"/admin/pages/add/pages/contentpage/{me.root.pk}/"
    assert browser.post(f"{url}preview/", form).json()["is_valid"]
    assert browser.post(url, form | {"action-publish": "1"}).status_code == 302
    assert ContentPage.objects.filter(slug="eigene-seite").exists()


def test_a_page_may_point_to_what_everybody_reads(
    world: World, me: Things, browser: Client
) -> None:
    block = (
        "links",
        {"title": "Weiter", "links": streamfield_list({**LINK, "page": world.gruenau.live.pk})},
    )
    url = f"/admin/pages/add/pages/contentpage/{me.root.pk}/"
    assert browser.post(url, page_form(block) | {"action-publish": "1"}).status_code == 302


def test_what_a_page_pointed_to_before_may_stay(world: World, me: Things, browser: Client) -> None:
    """Somebody else hid the target meanwhile: that must not lock the editor out of the page."""
    them = world.gruenau
    block = (
        "links",
        {"title": "Weiter", "links": streamfield_list({**LINK, "page": them.live.pk})},
    )
    form = page_form(block)
    browser.post(
        f"/admin/pages/add/pages/contentpage/{me.root.pk}/", form | {"action-publish": "1"}
    )
    page = ContentPage.objects.get(slug="eigene-seite")
    them.live.unpublish()
    answer = browser.post(f"/admin/pages/{page.pk}/edit/", form | {"title": "Neu"})
    assert answer.status_code == 302


def record_form(management: int, **fields: Any) -> dict[str, Any]:
    """Return the form of a record."""
    return {
        "title": "Eigener",
        "management": management,
        "text": contentstate("LINK", url="/x/"),
    } | fields


@pytest.mark.parametrize("field", ["image", "document", "page", "fellow"])
def test_a_record_that_points_to_a_strangers_belongings_is_refused(
    world: World, me: Things, browser: Client, field: str
) -> None:
    for them in world.strangers:
        target = {"page": them.draft, "fellow": them.specimen}.get(field) or getattr(them, field)
        form = record_form(me.management.pk, **{field: target.pk})
        for url in ("add/", f"edit/{me.specimen.pk}/"):
            answer = browser.post(f"/admin/snippets/specimen/specimen/{url}", form)
            assert answer.status_code == 200, "it was saved"
            assert not canaries_in(answer.content.decode())
        for url in ("preview/", f"preview/{me.specimen.pk}/"):
            answer = browser.post(f"/admin/snippets/specimen/specimen/{url}", form)
            assert not answer.json()["is_valid"]
            shown = browser.get(f"/admin/snippets/specimen/specimen/{url}")
            assert not canaries_in(shown.content.decode())
    assert not Specimen.objects.filter(title="Eigener").exists()


def test_a_record_cannot_be_given_to_a_stranger(world: World, me: Things) -> None:
    form = record_form(world.gruenau.management.pk)
    add = "/admin/snippets/specimen/specimen/add/"
    # Whoever works for one management alone is not asked: it becomes their own.
    assert logged_in(me.editor).post(add, form).status_code == 302
    assert Specimen.objects.get(title="Eigener").management == me.management
    both = logged_in(world.both)
    answer = both.post(add, form | {"title": "Beider"})
    assert answer.status_code == 200
    assert "eines Ihrer Managements" in answer.content.decode()
    own = Specimen.objects.get(title="Eigener")
    both.post(f"/admin/snippets/specimen/specimen/edit/{own.pk}/", form | {"title": "Verschenkt"})
    assert Specimen.objects.get(pk=own.pk).management == me.management
    assert (
        not Specimen.objects.filter(management=world.gruenau.management)
        .exclude(pk=world.gruenau.specimen.pk)
        .exists()
    )


def test_a_picture_cannot_be_put_into_a_strangers_collection(
    world: World, me: Things, browser: Client
) -> None:
    them = world.gruenau.management
    form = {
        "title": "Meins", "description": "x", "collection": them.collection_id,
        "focal_point_x": "", "focal_point_y": "", "focal_point_width": "", "focal_point_height": "",
    }  # fmt: skip
    browser.post(f"/admin/images/{me.image.pk}/", form)
    me.image.refresh_from_db()
    assert me.image.collection == me.management.collection


@pytest.mark.parametrize("whose", ["gruenau", "hidden"])
def test_a_page_is_not_copied_or_moved_to_a_stranger(
    world: World, me: Things, browser: Client, whose: str
) -> None:
    them: Things = getattr(world, whose)
    before = set(Page.objects.values_list("path", flat=True))
    for place in (them.root, them.draft, them.live, them.trash_entry.page):
        form = {
            "new_title": "Kopie", "new_slug": "kopie", "new_parent_page": place.pk,
            "chooser": place.pk,
        }  # fmt: skip
        copy = f"/admin/pages/{me.live.pk}/copy/"
        for url, more in (
            (copy, {}),
            (copy, {"alias": "on"}),
            (copy, {"copy_subpages": "on", "publish_copies": "on"}),
            (f"/admin/pages/{me.live.pk}/move/", {}),
            (f"/admin/pages/{me.live.pk}/move/{place.pk}/confirm/", {}),
            (f"/admin/bulk/wagtailcore/page/move/?id={me.live.pk}", {}),
            (f"/admin/papierkorb/{me.trash_entry.pk}/zurueckholen/", {"parent": place.pk}),
            (f"/admin/pages/create/pages/contentpage?parent={place.pk}", {"parent_page": place.pk}),
        ):
            answer = browser.post(url, form | more)
            found = canaries_in(answer.content.decode()) | canaries_in(str(answer.headers))
            assert not found, url
            assert answer.status_code < 500, url
    after = set(Page.objects.values_list("path", flat=True))
    # Where nothing else was possible, the page came back to its own place.
    assert {path for path in after - before if not path.startswith(me.root.path)} == set()
    assert ContentPage.objects.get(pk=me.live.pk).get_parent().pk == me.root.pk


@pytest.mark.parametrize("entity", ["LINK", "DOCUMENT"])
@pytest.mark.parametrize("whose", ["gruenau", "hidden"])
def test_the_text_of_a_document_that_points_to_a_stranger_is_refused(
    world: World, me: Things, browser: Client, entity: str, whose: str
) -> None:
    them: Things = getattr(world, whose)
    target = them.draft if entity == "LINK" else them.document
    data = {"id": target.pk, "url": "/x/", "filename": "x"}
    before = me.document.text_version
    for title in ("Meins", ""):
        form = {"title": title, "text_version": contentstate(entity, **data)}
        for url in (
            f"/admin/documents/edit/{me.document.pk}/",
            f"/admin/documents/multiple/{me.document.pk}/",
            "/admin/documents/add/",
            "/admin/documents/chooser/create/",
        ):
            prefixed = form | {f"doc-{me.document.pk}-{name}": form[name] for name in form}
            prefixed |= {f"document-chooser-upload-{name}": form[name] for name in form}
            answer = browser.post(url, prefixed, headers={"X-Requested-With": "XMLHttpRequest"})
            assert not canaries_in(answer.content.decode()), url
    me.document.refresh_from_db()
    assert me.document.text_version == before


def test_the_text_of_a_document_may_point_to_ones_own(me: Things, browser: Client) -> None:
    form = {"title": "Meins", "text_version": contentstate("LINK", id=me.draft.pk, url="/x/")}
    assert browser.post(f"/admin/documents/edit/{me.document.pk}/", form).status_code == 302
    me.document.refresh_from_db()
    assert f'id="{me.draft.pk}"' in me.document.text_version


def test_a_page_that_went_offline_is_named_as_it_was_public(
    world: World, me: Things, browser: Client
) -> None:
    """Pages of others may still point to it, and show its name in their forms."""
    them = world.gruenau
    block = (
        "links",
        {"title": "Weiter", "links": streamfield_list({**LINK, "page": them.live.pk})},
    )
    form = page_form(block) | {"action-publish": "1"}
    browser.post(f"/admin/pages/add/pages/contentpage/{me.root.pk}/", form)
    page = ContentPage.objects.get(slug="eigene-seite")
    them.live.unpublish()
    them.live.title = "Kanariespaeterxq"
    them.live.save_revision()
    html = browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Offen Gruenau" in html
    assert not canaries_in(html)
