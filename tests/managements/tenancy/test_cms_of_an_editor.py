"""What an editor sees of the CMS: what is theirs, in German, and nothing that leads nowhere."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import resolve

from managements.models import Management
from managements.tenancy.addresses import is_open_to
from managements.tenancy.roles import city_editors
from tests.builders import content_page, logged_in


@pytest.fixture
def user(gruenau: Management, editor_of):
    return editor_of(gruenau)


@pytest.fixture
def editor(user) -> Client:
    return logged_in(user)


def menu_of(browser: Client) -> dict[str, str]:
    """Return the addresses in the menu by their labels, those in submenus included."""
    html = browser.get("/admin/").content.decode()
    props = json.loads(BeautifulSoup(html, "html.parser").find(id="wagtail-sidebar-props").text)
    return dict(_links_in(props))


def _links_in(props: Any) -> Iterator[tuple[str, str]]:
    if isinstance(props, dict):
        if props.get("url", "").startswith("/admin/"):
            yield props["label"], props["url"]
        props = list(props.values())
    if isinstance(props, list):
        for part in props:
            yield from _links_in(part)


def test_the_menu_of_an_editor_holds_what_the_role_can_use(editor: Client, user) -> None:
    menu = menu_of(editor)
    assert {"Bilder", "Dokumente", "Team", "Papierkorb", "Verlauf"} <= menu.keys()
    for label, url in menu.items():
        assert is_open_to(user, resolve(url).view_name), label
        assert editor.get(url, follow=True).status_code == 200, label
    assert not {"Weiterleitungen", "Benutzer", "Gruppen", "Websites", "Sammlungen"} & menu.keys()


def test_the_menu_names_no_website_of_others(editor: Client) -> None:
    html = editor.get("/admin/").content.decode()
    assert not re.findall(r"https?://(?!quartiere\.test)[\w.]+\.(?:org|com|net)[^\"]*", html)


def test_the_city_sees_more_but_no_machine_room(city) -> None:
    from_city = city_editors().user_set.create(username="stadt", email="stadt@example.org")
    menu = menu_of(logged_in(from_city))
    assert {"Managements", "Verweislisten", "Förderhinweise"} <= menu.keys()
    assert not {"Weiterleitungen", "Benutzer", "Gruppen"} & menu.keys()


def test_the_explorer_opens_in_the_own_tree(editor: Client, gruenau: Management, paunsdorf) -> None:
    content_page(paunsdorf.page, "Anderswo")
    response = editor.get("/admin/pages/", follow=True)
    assert response.context["parent_page"].pk == gruenau.page.pk
    assert "Anderswo" not in response.content.decode()
    assert "Paunsdorf" not in response.content.decode()


def test_filters_name_colleagues_and_nobody_else(
    editor: Client, gruenau: Management, paunsdorf: Management, editor_of
) -> None:
    stranger = editor_of(paunsdorf)
    content_page(paunsdorf.page, "Anderswo", owner=stranger)
    for address in (f"/admin/pages/{gruenau.page.pk}/", "/admin/reports/aging-pages/"):
        html = editor.get(address).content.decode()
        assert stranger.username not in html
        assert stranger.email not in html


@pytest.mark.parametrize("was_published_by", ["an editor", "a program"])
def test_the_title_of_unfinished_work_is_not_shown_where_a_public_page_is_chosen(
    editor: Client, paunsdorf: Management, was_published_by: str
) -> None:
    page = content_page(paunsdorf.page, "Sommerfest")
    if was_published_by == "a program":
        type(page).objects.filter(pk=page.pk).update(first_published_at=None)
    page.title = "Fällt aus, noch geheim"
    page.save_revision()
    html = editor.get(f"/admin/choose-page/{paunsdorf.page.pk}/").json()["html"]
    assert "Sommerfest" in html
    assert "geheim" not in html
    # Its own editors find the draft's title in the form, and publishing makes it public.
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert (page.title, page.draft_title) == ("Fällt aus, noch geheim",) * 2


def test_only_a_superuser_hides_single_pages(editor: Client, admin_client, gruenau) -> None:
    """The form for it names the groups of all managements."""
    page = content_page(gruenau.page, "Projekte")
    assert editor.get(f"/admin/pages/{page.pk}/privacy/").status_code == 302
    assert admin_client.get(f"/admin/pages/{page.pk}/privacy/").status_code == 200
    edit = f"/admin/pages/{page.pk}/edit/"
    opener = 'data-a11y-dialog-show="set-privacy"'
    assert opener in admin_client.get(edit).content.decode()
    assert opener not in editor.get(edit).content.decode()


def test_somebody_of_one_management_is_not_asked_for_which(
    editor: Client, gruenau: Management, paunsdorf: Management, editor_of
) -> None:
    add = "/admin/snippets/funding/fundingnotice/add/"
    assert 'name="management"' not in editor.get(add).content.decode()
    both = editor_of(paunsdorf)
    both.groups.add(gruenau.editors)
    form = BeautifulSoup(logged_in(both).get(add).content.decode(), "html.parser")
    offered = [option.text for option in form.select("[name=management] option") if option["value"]]
    assert offered == [gruenau.name, paunsdorf.name]
