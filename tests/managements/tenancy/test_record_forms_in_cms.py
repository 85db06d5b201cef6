"""Every form of a record has a first heading, and speaks a German that needs no dictionary."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from managements.accounts.models import User
from managements.offices.models import Place
from tests.builders import logged_in
from tests.dates import make_place


@pytest.fixture
def superuser_browser(city):
    return logged_in(User.objects.create_superuser("alle", "alle@example.org", "geheim"))


@pytest.fixture
def browser(gruenau, editor_of):
    return logged_in(editor_of(gruenau))


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200, response
    return BeautifulSoup(response.content, "html.parser")


def first_headings(page: BeautifulSoup) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in page.select("h1")]


def test_every_form_for_a_new_record_has_one_first_heading(superuser_browser, gruenau) -> None:
    found = {}
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        response = superuser_browser.get(reverse(viewset.get_url_name("add")))
        if response.status_code == 200:  # some records are not made by hand
            found[model.__name__] = first_headings(soup(response))
    assert len(found) > 5
    assert [name for name, titles in found.items() if len(titles) != 1 or not titles[0]] == []


def test_the_form_of_a_record_has_its_name_in_the_first_heading(browser, gruenau) -> None:
    place = make_place(gruenau, "Stadtteilhaus")
    page = soup(browser.get(reverse("wagtailsnippets_offices_place:edit", args=[place.pk])))
    [title] = first_headings(page)
    assert "Stadtteilhaus" in title


def test_what_is_wrong_in_a_form_is_said_in_plain_german(browser, gruenau) -> None:
    response = browser.post(reverse("wagtailsnippets_offices_place:add"), {"name": ""})
    said = soup(response).select_one(".messages").get_text(" ", strip=True)
    assert "konnte nicht gespeichert werden. Bitte sehen Sie sich die markierten Felder an." in said
    assert "Objekt" not in said
    assert not Place.objects.exists()


def test_an_empty_list_is_told_in_plain_german(browser, gruenau) -> None:
    page = soup(browser.get(reverse("wagtailsnippets_offices_closure:list")))
    said = " ".join(page.select_one("#listing-results").get_text(" ").split())
    assert "Unter „Schließzeiten“ steht noch nichts. Den ersten Eintrag anlegen" in said


def test_a_chooser_says_what_is_chosen(browser, gruenau) -> None:
    chooser = Place.snippet_viewset.chooser_viewset
    response = browser.get(reverse(chooser.get_url_name("choose")))
    page = BeautifulSoup(response.json()["html"], "html.parser")
    assert first_headings(page) == ["Ort auswählen"]
