"""Nobody finds what is not for them."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from managements.models import Management
from managements.referrals.models import Answer, AnswerIndexPage, Enquiry, EnquiryIndexPage
from managements.referrals.standings import State
from managements.search.indexing import index_everything
from managements.trash.trashing import move_to_trash, restore
from tests.builders import CITY_HOST, content_page, logged_in
from tests.dates import at
from tests.managements.search.seen import results_of

SECRET = "Zucchinigeheimnis"
EVERYWHERE = ("/suche/", "/gruenau/suche/")


@pytest.fixture
def found(search):
    """Where the secret is found."""
    return lambda: [address for address in EVERYWHERE if search(SECRET, address).found]


def secret_page(management: Management, **fields):
    return content_page(management.page, SECRET, slug="geheim", **fields)


def test_what_is_published_is_found(found, gruenau) -> None:
    secret_page(gruenau)
    assert found() == list(EVERYWHERE)


def test_a_draft_is_not_found_nor_what_a_draft_changes(found, gruenau) -> None:
    page = content_page(gruenau.page, "Offen", slug="offen")
    page.title = SECRET
    page.save_revision()
    assert not found()
    page.get_latest_revision().publish()
    assert found()


def test_what_is_taken_offline_is_not_found_any_more(found, gruenau) -> None:
    page = secret_page(gruenau)
    page.unpublish()
    assert not found()
    index_everything()
    assert not found()


def test_what_is_hidden_below_a_page_is_not_found(found, gruenau) -> None:
    page = secret_page(gruenau)
    content_page(page, f"{SECRET} darunter", slug="darunter")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not found()
    restriction.delete()
    assert found()


def test_the_trash_is_not_searched(found, gruenau) -> None:
    page = secret_page(gruenau)
    entry = move_to_trash(page=page, by=None, now=at("2026-12-01"))
    assert not found()
    index_everything()
    assert not found()
    restore(entry=entry, by=None, now=at("2026-12-01", "13:00"))
    assert found()


def test_a_deleted_page_is_gone(found, gruenau) -> None:
    secret_page(gruenau).delete()
    assert not found()


def test_a_management_in_preparation_is_found_by_its_own_people_alone(
    search, make_management, editor_of
) -> None:
    hidden = make_management("verborgen", is_public=False)
    enquiry = Enquiry.objects.create(name="Praktikum", slug="praktikum")
    Answer.objects.create(management=hidden, enquiry=enquiry, state=State.YES, reason=SECRET)
    secret_page(hidden)
    assert not search(SECRET).found
    assert not search("Verborgen").found
    assert search("Praktikum").urls == ["/anliegen/praktikum/"]
    assert search(SECRET, "/verborgen/suche/").status == 404
    browser = logged_in(editor_of(hidden))
    own = results_of(browser.get("/verborgen/suche/", {"q": SECRET}))
    assert set(own.urls) == {"/verborgen/geheim/", "/verborgen/anliegen/praktikum/"}
    assert not results_of(browser.get("/suche/", {"q": SECRET})).found


def test_a_management_in_preparation_stays_hidden_without_its_restriction(
    search, make_management
) -> None:
    hidden = make_management("verborgen", is_public=False)
    secret_page(hidden)
    PageViewRestriction.objects.all().delete()
    assert not search(SECRET).found


def test_one_management_is_searched_without_the_others(search, gruenau, paunsdorf) -> None:
    secret_page(paunsdorf)
    assert not search(SECRET, "/gruenau/suche/").found
    assert search(SECRET, "/paunsdorf/suche/").found
    everywhere = search(SECRET, "/gruenau/suche/").link("In allen Quartieren suchen")
    assert everywhere == f"/suche/?q={SECRET}"
    assert search(SECRET).found


def test_a_closed_management_is_an_archive_and_answers_nothing(search, gruenau, paunsdorf) -> None:
    enquiry = Enquiry.objects.create(name="Praktikum", slug="praktikum")
    Answer.objects.create(management=gruenau, enquiry=enquiry, state=State.YES)
    secret_page(gruenau)
    content_page(paunsdorf.page, "Offen", introduction=SECRET, slug="offen")
    Management.objects.filter(pk=gruenau.pk).update(status=Management.Status.CLOSED)
    results = search(SECRET)
    assert results.titles == ["Offen", SECRET], "the archive comes last"
    assert results.found[1].facts == "Seite · Gruenau · Archiv"
    assert search("Praktikum").urls == ["/anliegen/praktikum/"]
    assert not search("Praktikum", "/gruenau/suche/").found


def test_words_of_hidden_pages_are_suggested_to_nobody(search, gruenau) -> None:
    page = secret_page(gruenau)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    html = Client(SERVER_NAME=CITY_HOST).get("/suche/", {"q": "Zucchinigeheimnes"})
    assert SECRET not in html.content.decode()
    assert "ähnlich geschrieben" not in html.content.decode()


def test_words_of_hidden_pages_keep_nobody_from_a_guess(search, gruenau) -> None:
    content_page(gruenau.page, "Sprachkursangebot", slug="offen")
    hidden = content_page(gruenau.page, "Sprachkorsangebot intern", slug="intern")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    for typed in ("Sprachkorsangebot", "Sprachkarsangebot"):
        results = search(typed)
        assert results.titles == ["Sprachkursangebot"], typed
        assert "ähnlich geschrieben" in results.text
    content_page(gruenau.page, "Sprachkursangebot für Zucchini", slug="beides")
    assert search("Sprachkorsangebot Zucchini").titles == ["Sprachkursangebot für Zucchini"]


def test_answers_are_found_where_a_page_shows_them_alone(found, gruenau, city) -> None:
    enquiry = Enquiry.objects.create(name="Praktikum", slug="praktikum")
    Answer.objects.create(management=gruenau, enquiry=enquiry, state=State.YES, reason=SECRET)
    assert found() == list(EVERYWHERE)
    page = AnswerIndexPage.objects.child_of(gruenau.page).get()
    page.unpublish()
    assert not found()
    page.save_revision().publish()
    assert found() == list(EVERYWHERE)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not found()
    restriction.delete()
    assert found() == list(EVERYWHERE)


def test_enquiries_are_found_while_the_city_shows_them(search, city) -> None:
    Enquiry.objects.create(name=SECRET, slug="praktikum")
    assert search(SECRET).urls == ["/anliegen/praktikum/"]
    EnquiryIndexPage.objects.child_of(city).get().unpublish()
    assert not search(SECRET).found


def test_publishing_goes_on_where_the_search_cannot_follow(
    found, gruenau, monkeypatch, caplog
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("out of order")

    with monkeypatch.context() as broken:
        broken.setattr("managements.search.indexing.texts_of_page", fail)
        page = secret_page(gruenau)
    assert page.live
    assert f"pages.ContentPage {page.pk}" in caplog.text
    assert SECRET not in caplog.messages[0]
    assert not found()
    index_everything()
    assert found()
