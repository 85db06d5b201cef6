"""A site in preparation is for its editors alone."""

import hashlib

import pytest
from wagtail.contrib.redirects.models import Redirect

from managements.accounts.models import User
from managements.models import Management
from managements.tenancy.roles import city_editors
from tests.builders import content_page, logged_in
from tests.conftest import MakeManagement


@pytest.fixture
def hidden(make_management: MakeManagement) -> Management:
    return make_management("verborgen", is_public=False)


def test_visitors_get_404_and_no_word_of_it(client, hidden, gruenau) -> None:
    for url in ("/verborgen/", "/verborgen/impressum/", "/verborgen/ueber-uns/"):
        response = client.get(url)
        assert response.status_code == 404
        assert "Verborgen" not in response.content.decode()
    for url in ("/", "/gruenau/", "/sitemap.xml"):
        content = client.get(url).content.decode()
        assert "Verborgen" not in content
        assert "/verborgen/" not in content


def test_its_editors_and_the_stadtredaktion_see_it_whole(hidden, editor_of) -> None:
    content_page(hidden.page, "Projekte", slug="projekte")
    city_editor = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    city_editor.groups.add(city_editors())
    for user in (editor_of(hidden), city_editor):
        html = logged_in(user).get("/verborgen/").content.decode()
        assert "Quartiersmanagement Verborgen" in html
        assert "/verborgen/impressum/" in html
        assert 'href="/verborgen/projekte/"' in html.split("<main")[1]


def test_editors_of_another_management_do_not_see_it(hidden, gruenau, editor_of) -> None:
    response = logged_in(editor_of(gruenau)).get("/verborgen/")
    assert response.status_code == 404
    assert "Verborgen" not in response.content.decode()


def test_its_accent_is_known_to_those_alone_who_see_its_pages(client, hidden, editor_of) -> None:
    assert "verborgen" not in client.get("/stil/quartiere.css").content.decode()
    guessed = client.get("/stil/quartiere.css?v=0&mit=verborgen")
    assert "verborgen" not in guessed.content.decode()
    html = logged_in(editor_of(hidden)).get("/verborgen/").content.decode()
    address = html.split('href="/stil/quartiere.css')[1].split('"')[0].replace("&amp;", "&")
    styles = client.get(f"/stil/quartiere.css{address}")
    assert ".quartier-verborgen" in styles.content.decode()


def test_no_redirect_leads_to_it(client, hidden, django_capture_on_commit_callbacks) -> None:
    page = content_page(hidden.page, "Projekte", slug="alt")
    page.slug = "ganz-geheim"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert Redirect.objects.filter(redirect_page=page).exists()
    response = client.get("/verborgen/alt/")
    assert response.status_code == 404
    assert "ganz-geheim" not in response.content.decode()


def test_a_default_colour_does_not_tell_that_it_exists(client, hidden, gruenau) -> None:
    """The mark in the address is made with the secret key: it cannot be computed from guesses."""
    facts = "|".join(sorted(f"{one.slug}:{one.accent}" for one in (hidden, gruenau)))
    guess = hashlib.sha256(facts.encode()).hexdigest()[:12]
    css = client.get(f"/stil/quartiere.css?mit=verborgen&v={guess}").content.decode()
    assert "verborgen" not in css
