"""What is published is written down as the public sees it, once, and stays."""

import hashlib
import logging
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from managements.funding.evidence import patience, receivers
from managements.funding.evidence.keeping import keep_evidence
from managements.funding.evidence.patience import Patience
from managements.funding.models import CityNotice, Publication
from managements.funding.models.publications import EvidenceStaysError
from managements.models import Management
from managements.pages.models import ContentPage
from managements.tenancy.provisioning import activate_management, repair_management
from managements.trash.trashing import move_to_trash, purge, restore
from tests.builders import CITY_HOST, content_page, funding_notice, logged_in, text
from tests.conftest import finish_legal_pages
from tests.dates import at, make_event
from tests.logos import make_logo, svg
from tests.managements.funding.conftest import day, name_in, programme


def of(page: Page) -> list[Publication]:
    """Return what was written down about a page."""
    return list(Publication.objects.filter(page_key=page.pk))


def occasions(page: Page) -> list[str]:
    return [one.occasion for one in of(page)]


def publish(page: Page, **facts: object) -> None:
    page = Page.objects.get(pk=page.pk).specific
    for name, value in facts.items():
        setattr(page, name, value)
    page.save_revision().publish()


# --- What is written down -------------------------------------------------------------------------


def test_a_published_page_is_written_down_as_a_visitor_gets_it(on, client, gruenau) -> None:
    notice = funding_notice(gruenau, "{Management} wird gefördert: {Programm}.\n\nDanke.")
    name_in(notice, programme("SZP", ("2000-01-01", "Sozialer Zusammenhalt")))
    logo = make_logo("Stadt Leipzig")
    new = logo.add_version(
        BytesIO(svg('<path d="M0 0h9v9z"/>')),
        alternative_text="Stadt",
        valid_from=day("2026-01-01"),
    )
    make_logo("Freistaat", shown_until=day("2020-12-31"))
    with on("2026-03-01") as now:
        page = content_page(gruenau.page, "Projekte", slug="projekte", body=[text("<p>Neu</p>")])
    (kept,) = of(page)
    assert (kept.management, kept.occasion, kept.published_at) == (gruenau, "published", now)
    assert kept.first_published_at == now
    assert (kept.title, kept.address) == ("Projekte", f"http://{CITY_HOST}/gruenau/projekte/")
    wanted = "Quartiersmanagement Gruenau wird gefördert: Sozialer Zusammenhalt.\n\nDanke."
    assert kept.wording == wanted
    assert kept.logos == [
        {"name": "Stadt Leipzig", "alternative_text": "Stadt", "digest": new.digest}
    ]
    with on("2026-03-01"):
        assert kept.html == client.get("/gruenau/projekte/").content
    assert new.digest.encode() in kept.html
    assert kept.digest == hashlib.sha256(kept.html).hexdigest()
    assert len(kept.packed_html) < len(kept.html) / 3


def test_a_post_is_written_down_with_the_notice_of_its_own_day(on, gruenau) -> None:
    funding_notice(gruenau, "Alt", valid_until=day("2025-12-31"))
    funding_notice(gruenau, "Neu", valid_from=day("2026-01-01"))
    with on("2025-06-01"):
        event = make_event(gruenau, first_day=day("2025-07-01"))
    with on("2026-03-01"):
        publish(event, introduction="Nachtrag")
    assert [(one.occasion, one.wording) for one in of(event)] == [
        ("published", "Alt"),
        ("changed", "Alt"),
    ]


def test_the_citys_own_pages_are_nobodys_and_carry_the_citys_notice(on, city: HomePage) -> None:
    CityNotice.objects.create(text="Im Auftrag der Stadt.")
    with on("2026-03-01"):
        publish(city)
    (kept,) = of(city)
    assert (kept.management, kept.wording) == (None, "Im Auftrag der Stadt.")


def test_a_page_without_a_notice_is_written_down_without_one(on, gruenau) -> None:
    with on("2026-03-01"):
        page = content_page(gruenau.page)
    (kept,) = of(page)
    assert (kept.wording, kept.logos) == ("", [])


def test_what_is_written_down_knows_nothing_of_who_published_it(
    committed, client, gruenau, editor_of
) -> None:
    page = content_page(gruenau.page, "Projekte", slug="projekte")
    browser = logged_in(editor_of(gruenau))
    form = {
        "title": "Vorhaben", "slug": "projekte", "introduction": "", "body-count": "0",
        "action-publish": "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    with translation.override("en"), committed():
        response = browser.post(f"/admin/pages/{page.pk}/edit/", form)
    assert response.status_code == 302
    (kept,) = of(page)
    assert kept.title == "Vorhaben"
    assert kept.html == Client(SERVER_NAME=CITY_HOST).get("/gruenau/projekte/").content
    for word in (b"csrf", b"userbar", b"redaktion-gruenau", b"/admin/"):
        assert word not in kept.html
    assert "Zum Inhalt" in kept.html.decode()


def test_a_page_on_a_host_of_its_own_is_asked_for_there(on, gruenau) -> None:
    with on("2026-02-01"):
        gruenau.hostname = "gruenau.test"
        gruenau.save()
        repair_management(gruenau)
    with on("2026-03-01"):
        page = content_page(gruenau.page, "Projekte", slug="projekte")
    (kept,) = of(page)
    assert kept.address == "http://gruenau.test/projekte/"
    assert kept.html == Client(SERVER_NAME="gruenau.test").get("/projekte/").content


# --- When it is written down ----------------------------------------------------------------------


def test_every_act_of_publishing_is_written_down(on, gruenau) -> None:
    with on("2026-03-01"):
        page = content_page(gruenau.page)
    with on("2026-03-02"):
        publish(page, title="Anders")
    with on("2026-03-03"):
        publish(page)
    assert occasions(page) == ["published", "changed", "changed"]
    assert [one.title for one in of(page)] == ["Ein Beitrag", "Anders", "Anders"]


def test_publishing_twice_in_one_transaction_is_written_down_once(on, gruenau) -> None:
    with on("2026-03-01"):
        page = content_page(gruenau.page)
        publish(page, title="Anders")
    assert [(one.occasion, one.title) for one in of(page)] == [("published", "Anders")]


def test_what_is_rolled_back_is_not_written_down(on, gruenau) -> None:
    with on("2026-03-01"), transaction.atomic():
        page = content_page(gruenau.page)
        transaction.set_rollback(True)
    assert of(page) == []


def test_saving_a_draft_is_not_written_down(on, gruenau) -> None:
    with on("2026-03-01"):
        page = content_page(gruenau.page)
    with on("2026-03-02"):
        page.title = "Entwurf"
        page.save_revision()
    assert occasions(page) == ["published"]


def test_a_page_that_not_everybody_may_see_is_not_written_down(on, gruenau) -> None:
    parent = content_page(gruenau.page, "Intern", slug="intern")
    PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    with on("2026-03-01"):
        page = content_page(parent)
    assert of(page) == of(parent) == []


def test_the_pages_of_a_site_in_preparation_are_written_down_when_it_opens(
    on, make_management
) -> None:
    with on("2026-03-01"):
        hidden: Management = make_management("verborgen", is_public=False)
        page = content_page(hidden.page, "Projekte", slug="projekte")
    assert not Publication.objects.exists()
    with on("2026-04-01") as opened:
        finish_legal_pages(hidden)
        funding_notice(hidden)
        activate_management(hidden)
    live = Page.objects.descendant_of(hidden.page, inclusive=True).live()
    assert {one.page_key for one in Publication.objects.of(hidden)} == {one.pk for one in live}
    # Nobody saw it before.
    assert [(one.occasion, one.published_at, one.first_published_at) for one in of(page)] == [
        ("published", opened, opened)
    ]
    with on("2026-04-02"):
        repair_management(hidden)
    assert Publication.objects.count() == live.count()


def test_a_site_that_was_open_is_not_said_to_open_when_it_is_repaired(on, gruenau) -> None:
    page = gruenau.page
    with on("2026-03-01"):
        repair_management(gruenau)
    with on("2026-03-02"):
        call_command("keep_evidence", verbosity=0)
    assert occasions(page) == ["recorded"]


def test_a_large_site_that_opens_is_left_to_the_night_in_part(
    on, make_management, monkeypatch
) -> None:
    with on("2026-03-01"):
        hidden: Management = make_management("verborgen", is_public=False)
        page = content_page(hidden.page)
    monkeypatch.setattr(patience, "of_the_request", lambda: Patience(2, 60))
    with on("2026-04-01") as opened:
        finish_legal_pages(hidden)
        funding_notice(hidden)
        activate_management(hidden)
    monkeypatch.undo()
    assert Publication.objects.count() == 2
    with on("2026-04-02"):
        call_command("keep_evidence", verbosity=0)
    # What was published in preparation was not public before the site opened.
    assert [(one.occasion, one.first_published_at) for one in of(page)] == [("recorded", opened)]


def test_planned_publishing_is_written_down_when_it_comes_to_pass(on, gruenau) -> None:
    with on("2026-03-01"):
        page = gruenau.page.add_child(instance=ContentPage(title="Später", live=False))
        page.go_live_at = at("2026-03-05")
        page.save_revision().publish()
    assert of(page) == []
    with on("2026-03-05", "00:05") as now:
        call_command("publish_scheduled", verbosity=0)
    assert [(one.occasion, one.published_at) for one in of(page)] == [("published", now)]


def test_many_pages_published_at_once_are_each_written_down(on, gruenau, admin_client) -> None:
    pages = [
        gruenau.page.add_child(instance=ContentPage(title=f"Nr. {number}", live=False))
        for number in range(3)
    ]
    query = "&".join(f"id={page.pk}" for page in pages)
    with on("2026-03-01"):
        admin_client.force_login(admin_client.get("/admin/").wsgi_request.user)
        response = admin_client.post(f"/admin/bulk/wagtailcore/page/publish/?{query}", {})
    assert response.status_code == 302
    assert [occasions(page) for page in pages] == [["published"]] * 3


def test_a_page_that_comes_back_from_the_trash_is_written_down_if_something_differs(
    on, gruenau
) -> None:
    funding_notice(gruenau, "Alt", valid_until=day("2026-03-31"))
    funding_notice(gruenau, "Neu", valid_from=day("2026-04-01"))
    with on("2026-03-01"):
        same, other = content_page(gruenau.page, "Eins"), content_page(gruenau.page, "Zwei")
    with on("2026-03-10") as now:
        entries = [move_to_trash(page=page, by=None, now=now) for page in (same, other)]
    with on("2026-03-11") as now:
        restore(entry=entries[0], by=None, now=now)
    with on("2026-04-11") as now:
        restore(entry=entries[1], by=None, now=now)
    assert [(one.occasion, one.wording) for one in of(same)] == [("published", "Alt")]
    assert [(one.occasion, one.wording) for one in of(other)] == [
        ("published", "Alt"),
        ("notice", "Neu"),
    ]


def test_pages_that_get_another_address_are_written_down_with_it(on, gruenau) -> None:
    with on("2026-03-01"):
        page = content_page(gruenau.page, "Projekte", slug="projekte")
        child = content_page(page, "Parkbogen", slug="parkbogen")
        target = content_page(gruenau.page, "Ziel", slug="ziel")
    with on("2026-03-02"):
        publish(page, slug="vorhaben")
    with on("2026-03-03"):
        Page.objects.get(pk=page.pk).move(target, pos="last-child")
    paths = ["projekte/", "vorhaben/", "ziel/vorhaben/"]
    for moved, below in ((page, ""), (child, "parkbogen/")):
        assert occasions(moved) == ["published", "changed", "changed"]
        assert [one.address for one in of(moved)] == [
            f"http://{CITY_HOST}/gruenau/{path}{below}" for path in paths
        ]
    assert occasions(target) == ["published"]


def test_pages_that_only_change_places_are_not_written_down(on, gruenau) -> None:
    with on("2026-03-01"):
        first, second = content_page(gruenau.page, "Eins"), content_page(gruenau.page, "Zwei")
    with on("2026-03-02"):
        Page.objects.get(pk=second.pk).move(Page.objects.get(pk=first.pk), pos="left")
    assert occasions(first) == occasions(second) == ["published"]


def test_an_alias_is_written_down_under_its_own_address(on, gruenau) -> None:
    with on("2026-03-01"):
        page = content_page(gruenau.page, "Projekte", slug="projekte")
        alias = page.create_alias(update_slug="kopie")
    with on("2026-03-02"):
        publish(page, title="Vorhaben")
    assert [(one.title, one.address) for one in of(alias)][-1] == (
        "Vorhaben",
        f"http://{CITY_HOST}/gruenau/kopie/",
    )


def test_what_is_published_again_without_a_record_is_recorded(on, gruenau, monkeypatch) -> None:
    with on("2026-03-01") as first:
        monkeypatch.setattr(receivers, "keep_evidence", lambda *args, **kwargs: None)
        page = content_page(gruenau.page)
    monkeypatch.undo()
    with on("2026-03-02") as again:
        publish(page, title="Anders")
    with on("2026-03-03"):
        publish(page)
    assert [(one.occasion, one.first_published_at) for one in of(page)] == [
        ("recorded", first),
        ("changed", first),
    ]
    assert of(page)[0].published_at == again


# --- When it fails ---------------------------------------------------------------------------------


def test_a_page_that_cannot_be_rendered_is_published_all_the_same(
    on, gruenau, monkeypatch, caplog
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ValueError("Frau Muster")

    funding_notice(gruenau, "Gefördert.")
    monkeypatch.setattr(ContentPage, "get_context", fail)
    caplog.set_level(logging.ERROR, "managements.funding")
    with on("2026-03-01") as published:
        page = content_page(gruenau.page, "Besuch bei Frau Muster")
    assert page.live
    assert of(page) == []
    (said,) = [one.getMessage() for one in caplog.records if one.name.startswith("managements")]
    assert said == (
        f"ContentPage {page.pk} could not be written down as evidence: its address answers 500."
    )
    monkeypatch.undo()
    with on("2026-03-02") as night:
        call_command("keep_evidence", verbosity=0)
    (late,) = of(page)
    assert (late.occasion, late.published_at) == ("recorded", night)
    assert late.first_published_at == published


def test_a_change_that_could_not_be_written_down_is_made_up_for(on, gruenau, monkeypatch) -> None:
    with on("2026-03-01"):
        page = content_page(gruenau.page)
    with on("2026-03-02"):
        monkeypatch.setattr(receivers, "keep_evidence", lambda *args, **kwargs: None)
        publish(page, introduction="Neu")
    monkeypatch.undo()
    assert occasions(page) == ["published"]
    keep_evidence(Page.objects.all(), today=day("2026-03-02"))
    assert occasions(page) == ["published", "changed"]


def test_an_error_of_the_database_does_not_reach_whoever_publishes(
    on, gruenau, monkeypatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(receivers, "keep_evidence", fail)
    with on("2026-03-01"):
        page = content_page(gruenau.page)
    assert page.live


# --- It stays ----------------------------------------------------------------------------------------


@pytest.fixture
def kept(on, gruenau) -> Publication:
    with on("2026-03-01"):
        page = content_page(gruenau.page)
    (kept,) = of(page)
    return kept


def test_what_is_written_down_is_neither_changed_nor_deleted(kept: Publication) -> None:
    rows = Publication.objects.filter(pk=kept.pk)
    for act in (
        kept.save,
        kept.delete,
        rows.delete,
        lambda: rows.update(title="x"),
        lambda: Publication.objects.bulk_update([kept], ["title"]),
    ):
        with pytest.raises(EvidenceStaysError), transaction.atomic():
            act()
    with pytest.raises(ValidationError):
        kept.full_clean()
    assert Publication.objects.get(pk=kept.pk) == kept


@pytest.mark.parametrize("statement", ["UPDATE {} SET title = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_evidence(statement: str, kept: Publication) -> None:
    if connection.vendor == "sqlite" and statement.startswith("DELETE"):
        pytest.skip("on SQLite tables are emptied by deleting their rows")
    with (
        pytest.raises(IntegrityError, match="evidence"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(Publication._meta.db_table))


def test_evidence_outlives_its_page_and_keeps_its_management(on, kept, gruenau) -> None:
    page = Page.objects.get(pk=kept.page_key)
    with on("2026-03-02") as now:
        purge(entry=move_to_trash(page=page, by=None, now=now))
    assert not Page.objects.filter(pk=kept.page_key).exists()
    assert Publication.objects.get() == kept
    with pytest.raises(ProtectedError):
        gruenau.delete()
