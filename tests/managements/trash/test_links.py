"""Before pages go, whoever links to them is named, as far as the person may know."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from managements.accounts.models import User
from managements.models import Management
from managements.referrals.models import ReferralList
from managements.trash.links import LinkingRecord, links_to
from managements.trash.trashing import move_to_trash
from tests.builders import block, content_page, text
from tests.managements.trash.moments import NOW


def link(page: Page) -> list[dict]:
    return [text(f'<p><a linktype="page" id="{page.pk}">dorthin</a></p>')]


def titles(pages) -> list[str]:
    return [page.title for page in pages]


@pytest.fixture
def target(gruenau: Management) -> Page:
    return content_page(gruenau.page, "Fest")


def test_others_are_named_by_management_and_public_title(
    editor: User, target: Page, gruenau: Management, paunsdorf: Management, city
) -> None:
    page = content_page(paunsdorf.page, "Nachbarn", body=link(target))
    page.title = "Kanarienvogel"
    page.save_revision()
    content_page(city, "Tipps", body=link(target))
    content_page(gruenau.page, "Eigene", body=link(target))
    links = links_to([target], user=editor)
    assert {name: titles(pages) for name, pages in links.others.items()} == {
        paunsdorf.name: ["Nachbarn"],
        "Seiten der Stadt": ["Tipps"],
    }
    assert titles(links.own) == ["Eigene"]
    assert all(not page.edit_url for pages in links.others.values() for page in pages)
    assert links.own[0].edit_url


def test_neither_drafts_nor_hidden_pages_of_others_are_named_or_counted(
    editor: User, target: Page, paunsdorf: Management, make_management
) -> None:
    content_page(paunsdorf.page, "Kanarienvogel", body=link(target)).unpublish()
    restricted = content_page(paunsdorf.page, "Kanarienvogel, intern", body=link(target))
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    hidden = make_management("verborgen", is_public=False)
    content_page(hidden.page, "Kanarienvogel in Vorbereitung", body=link(target))
    assert not links_to([target], user=editor)


def test_own_drafts_are_named_as_such(
    editor: User, browser: Client, target: Page, gruenau: Management
) -> None:
    content_page(gruenau.page, "Eigener Entwurf", body=link(target)).unpublish()
    assert [page.is_live for page in links_to([target], user=editor).own] == [False]
    html = browser.get(f"/admin/pages/{target.pk}/delete/").content.decode()
    assert "Eigener Entwurf" in html
    assert "(Entwurf)" in html


def test_the_stadtredaktion_sees_the_drafts_too_under_their_management(
    city_editor: User, target: Page, paunsdorf: Management
) -> None:
    content_page(paunsdorf.page, "Entwurf", body=link(target)).unpublish()
    links = links_to([target], user=city_editor)
    assert titles(links.others[paunsdorf.name]) == ["Entwurf"]


def test_links_to_subpages_count_and_say_so(
    editor: User, browser: Client, target: Page, paunsdorf: Management
) -> None:
    child = content_page(target, "Anfahrt")
    content_page(paunsdorf.page, "Nachbarn", body=link(child))
    links = links_to([target], user=editor)
    assert links.others[paunsdorf.name][0].to_subpages == ("Anfahrt",)
    html = browser.get(f"/admin/pages/{target.pk}/delete/").content.decode()
    assert "führt zur Unterseite „Anfahrt“" in html


def test_links_between_pages_that_go_together_do_not_count(editor: User, target: Page) -> None:
    content_page(target, "Anfahrt", body=link(target))
    assert not links_to([target], user=editor)


def test_choosers_count_as_links(editor: User, target: Page, paunsdorf: Management) -> None:
    link = {"page": target.pk, "url": "", "text": "", "description": ""}
    links = [{"type": "item", "id": str(uuid4()), "value": link}]
    body = [block("links", title="Mehr", links=links)]
    content_page(paunsdorf.page, "Liste", body=body)
    assert titles(links_to([target], user=editor).others[paunsdorf.name]) == ["Liste"]


def test_an_alias_counts_as_a_link(editor: User, target: Page, city) -> None:
    target.create_alias(parent=city)
    assert titles(links_to([target], user=editor).others["Seiten der Stadt"]) == ["Fest"]


def test_what_lies_in_the_trash_does_not_count(
    editor: User, target: Page, gruenau: Management
) -> None:
    page = content_page(gruenau.page, "Eigene", body=link(target))
    move_to_trash(page=page, by=None, now=NOW)
    assert not links_to([target], user=editor)


def test_shared_records_are_named(editor: User, browser: Client, target: Page) -> None:
    ReferralList.objects.create(
        title="Feste feiern", introduction=f'<a linktype="page" id="{target.pk}">Fest</a>'
    )
    assert links_to([target], user=editor).records == [
        LinkingRecord("Verweisliste", "Feste feiern")
    ]
    html = browser.get(f"/admin/pages/{target.pk}/delete/").content.decode()
    assert "Verweisliste: Feste feiern" in html


@pytest.mark.once
def test_the_number_of_queries_does_not_grow(
    editor: User, gruenau: Management, paunsdorf: Management
) -> None:
    counts = []
    for number in (1, 8):
        targets = [content_page(gruenau.page, f"Ziel {number}{one}") for one in range(number)]
        for target in targets:
            child = content_page(target)
            for site in (gruenau, paunsdorf):
                content_page(site.page, body=link(target) + link(child))
            ReferralList.objects.create(
                title=f"Liste {target.pk}",
                introduction=f'<a linktype="page" id="{target.pk}">Ziel</a>',
            )
        user = User.objects.get(pk=editor.pk)
        with CaptureQueriesContext(connection) as queries:
            links = links_to(targets, user=user)
        assert len(links.own) == len(links.records) == number
        counts.append(len(queries))
    assert counts[0] == counts[1]


ASKING = [
    "/admin/pages/{pk}/delete/",
    "/admin/pages/{pk}/unpublish/",
    "/admin/bulk/wagtailcore/page/delete/?next=/admin/&id={pk}",
    "/admin/bulk/wagtailcore/page/unpublish/?next=/admin/&id={pk}",
]


@pytest.mark.parametrize("address", ASKING)
def test_they_are_named_before_pages_go(
    browser: Client, target: Page, paunsdorf: Management, address: str
) -> None:
    content_page(paunsdorf.page, "Nachbarn", body=link(target))
    content_page(paunsdorf.page, "Kanarienvogel", body=link(target)).unpublish()
    html = browser.get(address.format(pk=target.pk)).content.decode()
    assert "ins Leere" in html
    assert paunsdorf.name in html
    assert "Nachbarn" in html
    assert "Kanarienvogel" not in html


@pytest.mark.parametrize("address", ASKING)
def test_without_links_nothing_is_said_and_nothing_counted(
    browser: Client, target: Page, paunsdorf: Management, address: str
) -> None:
    content_page(paunsdorf.page, "Kanarienvogel", body=link(target)).unpublish()
    html = browser.get(address.format(pk=target.pk)).content.decode()
    assert "ins Leere" not in html
    assert "referenziert" not in html
    assert "/usage/" not in html


@pytest.mark.parametrize("with_subpages", [True, False])
def test_unpublishing_still_works_as_before(
    browser: Client, target: Page, with_subpages: bool
) -> None:
    child = content_page(target, "Anfahrt")
    html = browser.get(f"/admin/pages/{target.pk}/unpublish/").content.decode()
    assert 'name="include_descendants"' in html
    data = {"include_descendants": "on"} if with_subpages else {}
    browser.post(f"/admin/pages/{target.pk}/unpublish/", data)
    assert not Page.objects.get(pk=target.pk).live
    assert Page.objects.get(pk=child.pk).live is not with_subpages


def test_unpublishing_several_still_works_as_before(browser: Client, target: Page) -> None:
    browser.post(ASKING[3].format(pk=target.pk))
    assert not Page.objects.get(pk=target.pk).live
