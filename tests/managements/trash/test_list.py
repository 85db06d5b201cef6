"""The trash in the CMS: who sees what in it, and may do what."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry, Page

from managements.accounts.models import User
from managements.models import Management
from managements.trash.models import TrashEntry
from managements.trash.trashing import move_to_trash
from tests.builders import content_page, logged_in
from tests.managements.trash.moments import NOW

TRASH = "/admin/papierkorb/"
ADDRESSES = [f"{TRASH}{{pk}}/zurueckholen/", f"{TRASH}{{pk}}/entfernen/"]


def trash(page: Page, by: User | None = None) -> TrashEntry:
    return move_to_trash(page=page, by=by, now=NOW)


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_it_lists_what_was_deleted_by_whom_and_until_when_it_waits(
    browser: Client, editor: User, gruenau: Management
) -> None:
    editor.first_name, editor.last_name = "Erika", "Muster"
    editor.save()
    page = content_page(gruenau.page, "Fest")
    for title in ("Anfahrt", "Programm"):
        content_page(page, title)
    trash(page, by=editor)
    response = browser.get(TRASH)
    html = response.content.decode()
    for text in ("Fest", "Erika Muster", "26. Dezember 2026", "Zurückholen"):
        assert text in html
    assert response.context["object_list"][0].subpages == 2
    assert f"/admin/pages/{page.pk}/" not in html


def test_an_empty_trash_says_what_it_is_for(browser: Client) -> None:
    assert "Der Papierkorb ist leer" in browser.get(TRASH).content.decode()


def test_it_stands_in_the_menu(browser: Client, city_browser: Client, admin_client: Client) -> None:
    for client in (browser, city_browser, admin_client):
        assert TRASH in client.get("/admin/").content.decode()


def test_it_is_not_in_the_menu_of_somebody_without_a_management(gruenau: Management) -> None:
    nobody = User.objects.create_user("niemand", "niemand@example.org", "geheim")
    nobody.user_permissions.add(*gruenau.editors.permissions.all())
    client = logged_in(nobody)
    assert TRASH not in client.get("/admin/").content.decode()
    trash(content_page(gruenau.page, "Kanarienvogel"))
    assert "Kanarienvogel" not in client.get(TRASH).content.decode()


def test_an_editor_sees_neither_others_pages_nor_the_citys(
    browser: Client, gruenau: Management, paunsdorf: Management, city
) -> None:
    trash(content_page(gruenau.page, "Eigener Vogel"))
    foreign = [
        trash(content_page(paunsdorf.page, "Kanarienvogel")),
        trash(content_page(city, "Kanarienvogel der Stadt")),
    ]
    html = browser.get(TRASH).content.decode()
    assert "Eigener Vogel" in html
    assert "Kanarienvogel" not in html
    for entry in foreign:
        for address in ADDRESSES:
            for ask in (browser.get, browser.post):
                assert ask(address.format(pk=entry.pk)).status_code == 404
    assert TrashEntry.objects.count() == 3


def test_the_stadtredaktion_sees_everything_and_whose_it_is(
    city_browser: Client, gruenau: Management, city
) -> None:
    trash(content_page(gruenau.page, "Fest"))
    trash(content_page(city, "Über uns alle"))
    html = city_browser.get(TRASH).content.decode()
    for words in ("Fest", gruenau.short_name, "Über uns alle", "Seiten der Stadt"):
        assert words in html


def test_somebody_with_two_managements_is_told_which_is_which(
    browser: Client, editor: User, gruenau: Management, paunsdorf: Management
) -> None:
    for management in (gruenau, paunsdorf):
        trash(content_page(management.page, "Fest"))
    html = browser.get(TRASH).content.decode()
    assert "Management" not in html.replace("Managements", "")
    editor.groups.add(paunsdorf.editors)
    html = browser.get(TRASH).content.decode()
    for words in ("Management", gruenau.short_name, paunsdorf.short_name):
        assert words in html


def test_only_the_stadtredaktion_removes_for_good(
    browser: Client, city_browser: Client, gruenau: Management
) -> None:
    page = content_page(gruenau.page, "Fest")
    child = content_page(page, "Anfahrt")
    entry = trash(page)
    html = browser.get(TRASH).content.decode()
    assert "Endgültig entfernen" not in html
    assert "leeren" not in html
    for address in (ADDRESSES[1].format(pk=entry.pk), f"{TRASH}leeren/"):
        for ask in (browser.get, browser.post):
            assert ask(address).status_code == 404
    html = city_browser.get(TRASH).content.decode()
    assert "Endgültig entfernen" in html
    assert "Papierkorb leeren" in html
    address = ADDRESSES[1].format(pk=entry.pk)
    assert "1 Unterseite" in city_browser.get(address).content.decode()
    assert TrashEntry.objects.exists()
    city_browser.post(address)
    assert not Page.objects.filter(pk__in=[page.pk, child.pk]).exists()
    log = ModelLogEntry.objects.get(action="trash.purge")
    assert (log.label, log.user.username) == ("Fest", "stadt")
    assert log.message == "Endgültig entfernt"


def test_the_stadtredaktion_empties_it(
    city_browser: Client, gruenau: Management, paunsdorf: Management
) -> None:
    pages = [content_page(one.page, "Fest") for one in (gruenau, paunsdorf)]
    for page in pages:
        trash(page)
    assert "2 Seiten" in city_browser.get(f"{TRASH}leeren/").content.decode()
    assert TrashEntry.objects.count() == 2
    city_browser.post(f"{TRASH}leeren/")
    assert not Page.objects.filter(pk__in=[page.pk for page in pages]).exists()
    assert Page.objects.filter(slug="papierkorb").exists()


def test_bringing_back_asks_first(browser: Client, gruenau: Management) -> None:
    page = content_page(content_page(gruenau.page, "Feste"), "Fest")
    entry = trash(page)
    address = ADDRESSES[0].format(pk=entry.pk)
    html = browser.get(address).content.decode()
    assert "„Fest“ kommt zurück unter „Feste“" in html
    assert 'name="parent"' not in html
    assert TrashEntry.objects.exists()
    response = browser.post(address)
    assert response["Location"] == f"/admin/pages/{entry.former_parent_id}/"
    assert "„Fest“ ist zurück" in said(response)


def test_without_its_place_it_asks_for_one_of_the_same_site(
    browser: Client, editor: User, gruenau: Management, paunsdorf: Management
) -> None:
    parent = content_page(gruenau.page, "Feste")
    other = content_page(gruenau.page, "Märkte")
    entry = trash(content_page(parent, "Fest"))
    trash(parent)
    editor.groups.add(paunsdorf.editors)
    address = ADDRESSES[0].format(pk=entry.pk)
    response = browser.get(address)
    field = response.context["form"].fields["parent"]
    offered = set(field.queryset.values_list("pk", flat=True))
    assert {gruenau.page.pk, other.pk} <= offered
    assert not offered & {parent.pk, paunsdorf.page.pk}
    assert not field.queryset.filter(slug="impressum").exists()
    assert field.initial == gruenau.page.pk
    response = browser.post(address, {"parent": paunsdorf.page.pk})
    assert "Bitte wählen Sie eine dieser Seiten." in response.content.decode()
    browser.post(address, {"parent": other.pk})
    assert Page.objects.get(pk=entry.page_id).get_parent().pk == other.pk


def test_a_page_of_the_city_comes_back_to_the_citys_pages(
    city_browser: Client, city, gruenau: Management
) -> None:
    parent = content_page(city, "Themen")
    entry = trash(content_page(parent, "Wohnen"))
    trash(parent)
    response = city_browser.get(ADDRESSES[0].format(pk=entry.pk))
    offered = response.context["form"].fields["parent"].queryset
    assert city.pk in offered.values_list("pk", flat=True)
    assert not offered.filter(path__startswith=gruenau.page.path).exists()


@pytest.mark.once
def test_the_number_of_queries_does_not_grow(
    city_browser: Client, gruenau: Management, paunsdorf: Management
) -> None:
    counts = []
    for number in (2, 20):
        for management in (gruenau, paunsdorf):
            for _page in range(number // 2):
                page = content_page(management.page)
                content_page(page)
                trash(page, by=User.objects.create_user(f"u{page.pk}"))
        city_browser.get(TRASH)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            city_browser.get(TRASH)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_long_list_has_pages(city_browser: Client, gruenau: Management) -> None:
    for number in range(31):
        trash(content_page(gruenau.page, f"Seite {number}"))
    response = city_browser.get(TRASH)
    assert len(response.context["object_list"]) == 30
    assert "?p=2" in response.content.decode()
    assert len(city_browser.get(f"{TRASH}?p=2").context["object_list"]) == 1


@pytest.mark.parametrize("address", [TRASH, f"{TRASH}leeren/", f"{TRASH}1/zurueckholen/"])
def test_without_a_log_in_there_is_nothing_to_see(client: Client, city, address: str) -> None:
    assert "/login/" in client.get(address)["Location"]
