"""Posts in the hands of their editors."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from managements.models import FieldOfAction
from managements.news.models import NewsPage
from managements.tenancy.roles import city_editors
from tests.builders import logged_in
from tests.dates import at
from tests.managements.events.seen import words
from tests.posts import make_post, news_of

INDEX, NEW = "/admin/aktuelles/", "/admin/aktuelles/neu/"


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(at("2026-12-01", "12:00"), tick=False)


@pytest.fixture
def browser(gruenau, editor_of):
    return logged_in(editor_of(gruenau))


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def form_at(management) -> str:
    return reverse("wagtailadmin_pages:add", args=["news", "newspage", news_of(management).pk])


def form(**facts) -> dict[str, object]:
    return nested_form_data(
        {
            "title": "Straßenfest", "slug": "strassenfest", "introduction": "Wir feiern.",
            "body": streamfield([]), "image": "", "shown_until": "",
            "in_network": "on", "seo_title": "", "search_description": "", "go_live_at": "",
            "expire_at": "", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
            "action-publish": "1",
        } | facts
    )  # fmt: skip


def test_the_menu_leads_to_the_list_and_from_there_to_a_new_post(browser, gruenau) -> None:
    menu = browser.get("/admin/").content.decode()
    assert json.dumps(INDEX) in menu or f'href="{INDEX}"' in menu
    page = soup(browser.get(INDEX))
    ways = {words(one): one["href"] for one in page.find_all("a", href=True)}
    assert ways["Neuer Beitrag"] == NEW
    assert browser.get(NEW)["Location"] == form_at(gruenau)


def test_an_editor_of_two_managements_chooses_whose_post_it_is(
    gruenau, paunsdorf, editor_of
) -> None:
    editor = editor_of(gruenau)
    editor.groups.add(paunsdorf.editors)
    browser = logged_in(editor)
    page = soup(browser.get(NEW))
    links = page.select(".new-page-choice a")
    assert [one["href"] for one in links] == [form_at(gruenau), form_at(paunsdorf)]
    assert "Auf wessen Seiten soll er stehen?" in words(page.main)
    assert browser.get(NEW, {"management": "paunsdorf"})["Location"] == form_at(paunsdorf)


def test_nobody_begins_a_post_of_others_or_of_what_has_ended(browser, gruenau, paunsdorf) -> None:
    assert browser.get(NEW, {"management": "paunsdorf"}).status_code == 404
    gruenau.status = gruenau.Status.CLOSED
    gruenau.save()
    assert browser.get(NEW).status_code == 404


def test_the_stadtredaktion_writes_for_the_city(gruenau, editor_of) -> None:
    editor = editor_of(gruenau)
    editor.groups.set([city_editors()])
    browser = logged_in(editor)
    assert browser.get(NEW)["Location"] == form_at(None)
    assert browser.get(NEW, {"management": "gruenau"})["Location"] == form_at(gruenau)


def test_a_post_is_published_by_its_form_and_stands_in_the_network(
    browser, gruenau, client
) -> None:
    assert soup(browser.get(form_at(gruenau))).find(id="id_in_network").has_attr("checked")
    response = browser.post(form_at(gruenau), form())
    assert response.status_code == 302
    post = NewsPage.objects.get()
    assert (post.live, post.in_network, post.slug) == (True, True, "strassenfest")
    assert "Straßenfest" in client.get("/aktuelles/").content.decode()


def test_a_second_post_of_the_same_title_gets_an_address_that_says_when(browser, gruenau) -> None:
    for _again in range(3):
        assert browser.post(form_at(gruenau), form()).status_code == 302
    assert set(NewsPage.objects.values_list("slug", flat=True)) == {
        "strassenfest", "strassenfest-dezember-2026", "strassenfest-1-dezember-2026",
    }  # fmt: skip


def test_an_old_post_is_not_renamed_unasked(browser, gruenau) -> None:
    make_post(gruenau, "Straßenfest", slug="strassenfest")
    other = make_post(gruenau, "Anderes", slug="anderes")
    address = reverse("wagtailadmin_pages:edit", args=[other.pk])
    response = browser.post(address, form(title="Anderes"))
    assert response.status_code == 200
    other.refresh_from_db()
    assert other.slug == "anderes"


def test_a_last_day_that_is_past_is_refused_at_its_field(browser, gruenau) -> None:
    response = browser.post(form_at(gruenau), form(shown_until="30.11.2026"))
    field = soup(response).find(id="panel-child-content-shown_until-errors") or soup(response).main
    assert "noch nicht veröffentlicht" in words(field)
    assert not NewsPage.objects.exists()


def test_without_an_introduction_nothing_is_published_but_a_draft_is_kept(browser, gruenau) -> None:
    assert browser.post(form_at(gruenau), form(introduction="")).status_code == 200
    draft = form(introduction="")
    del draft["action-publish"]
    assert browser.post(form_at(gruenau), draft).status_code == 302
    assert not NewsPage.objects.get().live


def test_a_new_post_can_be_previewed_before_it_is_stored(browser, gruenau) -> None:
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["news", "newspage", news_of(gruenau).pk]
    )
    topic = FieldOfAction.objects.first()
    response = browser.post(address, form() | {"topics": [topic.pk]})
    assert response.json()["is_valid"]
    html = soup(browser.get(address))
    assert "Veröffentlicht am Dienstag, 1. Dezember 2026" in words(html.main)
    assert topic.name in words(html.main)


def test_the_list_says_of_each_post_what_one_wants_to_know(browser, gruenau, paunsdorf) -> None:
    topic = FieldOfAction.objects.get(slug="wohnen-wohnumfeld")
    make_post(gruenau, "Baum", day="2026-11-23", topics=[topic], in_network=False)
    make_post(gruenau, "Alt", day="2024-11-23")
    make_post(paunsdorf, "Fremd", day="2026-11-23")
    rows = {
        words(row.find(class_="title-wrapper")): words(row)
        for row in soup(browser.get(INDEX)).select("tbody tr")
    }
    assert set(rows) == {"Baum", "Alt"}
    for expected in ("23. November 2026", "Wohnen und Wohnumfeld", "Nein", "in den Listen"):
        assert expected in rows["Baum"]
    assert "im Archiv" in rows["Alt"]
    filtered = soup(browser.get(INDEX, {"topics": topic.pk}))
    assert "Baum" in words(filtered.main)
    assert "Alt" not in words(filtered.find("tbody"))


def test_the_list_names_nobody_of_other_managements_in_its_filters(
    browser, gruenau, paunsdorf, editor_of
) -> None:
    stranger = editor_of(paunsdorf)
    post = make_post(paunsdorf, "Fremd", owner=stranger)
    post.save_revision(user=stranger, log_action=True)
    make_post(gruenau, "Baum")
    for url in (INDEX, f"{INDEX}results/"):
        html = browser.get(url, {"owner": stranger.pk, "edited_by": stranger.pk}).content.decode()
        assert stranger.username not in html
        assert "Baum" in html
        assert not re.search('name="(owner|edited_by|site)"', html)


def test_a_list_of_fifty_asks_the_database_as_often_as_one_of_two(browser, gruenau) -> None:
    topics = list(FieldOfAction.objects.all())
    counted = []
    for numbers in (range(2), range(2, 40)):
        for number in numbers:
            make_post(gruenau, f"Nummer {number}", topics=topics)
        browser.get(INDEX)
        with CaptureQueriesContext(connection) as captured:
            browser.get(INDEX)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_the_start_of_the_cms_shows_the_newest_posts(browser, gruenau, paunsdorf) -> None:
    panel = soup(browser.get("/admin/")).find(id="latest-posts-section")
    assert "noch keinen Beitrag" in words(panel)
    make_post(gruenau, "Baum", day="2026-11-23")
    make_post(paunsdorf, "Fremd")
    panel = soup(browser.get("/admin/")).find(id="latest-posts-section")
    assert [words(one) for one in panel.select("li")] == ["23. November 2026: Baum"]
    ways = {words(one): one["href"] for one in panel.select("a.button")}
    assert ways == {"Neuer Beitrag": NEW, "Zu Ihren Beiträgen": INDEX}
