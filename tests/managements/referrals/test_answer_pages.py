"""A management's answers: all of them on one page, and each on a page of its own."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from managements.models import Management
from managements.referrals.models import AnswerIndexPage, Contact, EnquiryContact, EnquiryIndexPage
from managements.referrals.standings import State
from tests.builders import content_page, logged_in
from tests.managements.referrals.conftest import BERLIN_MIDNIGHT, TODAY

pytestmark = pytest.mark.once

PAGE = "/gruenau/anliegen/praktikum/"
LIST = "/gruenau/anliegen/"
YESTERDAY = TODAY - datetime.timedelta(days=1)
NOBODY = "Zurzeit hat noch niemand zugesagt, dabei zu helfen."


@pytest.fixture(autouse=True)
def _december(at) -> None:
    at(BERLIN_MIDNIGHT)


def main_of(response: Any) -> Tag:
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").select_one("main")
    assert main is not None
    return main


def words(part: Tag | None) -> str:
    return " ".join(part.get_text(" ").split()) if part else ""


def headings(main: Tag) -> list[str]:
    return [words(one) for one in main.select("h1, h2, h3")]


def names_in_list(client, query: str = "") -> list[str]:
    return [words(one) for one in main_of(client.get(LIST + query)).select(".answer-list__name")]


# --- What stands on the page of an answer -----------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "until", "says", "refers", "writes"),
    [
        (State.YES, None, "Ja, das machen wir.", False, "Melden Sie sich bei uns"),
        (State.ADVICE, None, "Dazu beraten wir Sie.", True, "Melden Sie sich bei uns"),
        (State.NOT_NOW, TODAY, "Zurzeit nicht.", True, "Trotzdem an uns schreiben"),
        (State.NOT_NOW, YESTERDAY, "Bitte fragen Sie nach.", True, "Melden Sie sich bei uns"),
        (
            State.NOT_OUR_TASK, None, "Das ist nicht unsere Aufgabe.", True,
            "Trotzdem an uns schreiben",
        ),
        (None, None, "Bitte fragen Sie nach.", True, "Melden Sie sich bei uns"),
    ],
)  # fmt: skip
def test_every_answer_says_what_holds_and_whom_to_ask_instead(
    client, gruenau, paunsdorf, ask, answer, state, until, says: str, refers: bool, writes: str
) -> None:
    enquiry = ask(explanation="Sie suchen einen Platz.")
    answer(paunsdorf, enquiry, State.YES)
    if state:
        answer(gruenau, enquiry, state, until=until)
    main = main_of(client.get(PAGE))
    assert words(main.select_one("h1")) == "Praktikum"
    assert "Sie suchen einen Platz." in words(main)
    assert says in words(main.select_one("section.answer"))
    referrals = [link["href"] for link in main.select(".referral__name a")]
    assert referrals == (["/paunsdorf/anliegen/praktikum/"] if refers else [])
    assert writes in headings(main), "writing is one click away"
    assert NOBODY not in words(main)


@pytest.mark.parametrize(
    ("state", "until", "outlook"),
    [
        (State.NOT_NOW, TODAY, "Das gilt bis zum 1. Dezember 2026."),
        (State.NOT_NOW, YESTERDAY, "Bis zum 30. November 2026 ging es nicht."),
        (None, None, "Hier steht noch nicht, ob wir helfen können."),
    ],
)
def test_what_may_change_is_said_with_its_day(
    client, gruenau, ask, answer, state, until, outlook: str
) -> None:
    enquiry = ask()
    if state:
        answer(gruenau, enquiry, state, until=until)
    assert outlook in words(main_of(client.get(PAGE)).select_one("section.answer"))


def test_where_nobody_helps_the_page_says_so_and_names_the_telephone(client, gruenau, ask) -> None:
    ask()
    main = main_of(client.get(PAGE))
    assert NOBODY in words(main)
    assert main.select_one('p.empty a[href="tel:115"]')


def test_those_outside_who_handle_it_are_named_whatever_the_answer(
    client, gruenau, ask, answer
) -> None:
    enquiry = ask()
    contact = Contact.objects.create(name="Mängelmelder", url="https://example.org/melden")
    EnquiryContact.objects.create(enquiry=enquiry, contact=contact)
    for state in (None, *State):
        enquiry.answers.all().delete()
        if state:
            answer(gruenau, enquiry, state, until=TODAY if state == State.NOT_NOW else None)
        main = main_of(client.get(PAGE))
        assert "Diese Stellen sind dafür da" in headings(main)
        assert main.select_one('a[href="https://example.org/melden"]')
        assert NOBODY not in words(main)


def test_a_reason_and_an_own_page_tell_more(client, gruenau, ask, answer) -> None:
    page = content_page(gruenau.page, "Praktika bei uns", slug="praktika")
    answer(gruenau, ask(), State.YES, reason="Ab drei Wochen.", page=page)
    part = main_of(client.get(PAGE)).select_one("section.answer")
    assert "Ab drei Wochen." in words(part)
    assert words(part.select_one('a[href="/gruenau/praktika/"]')) == "Praktika bei uns"


def test_a_page_that_went_offline_is_not_linked(client, gruenau, ask, answer) -> None:
    page = content_page(gruenau.page, "Geheim", slug="geheim")
    answer(gruenau, ask(), State.YES, page=page)
    page.unpublish()
    html = client.get(PAGE).content.decode()
    assert "Geheim" not in html
    assert "geheim" not in html


def test_people_write_to_the_address_for_this_with_the_subject_filled_in(
    client, gruenau, ask, answer
) -> None:
    enquiry = ask("Müll & Co?", slug="praktikum")
    gruenau.page.contact_email, gruenau.page.contact_phone = "qm@example.org", "0341 1"
    gruenau.page.save()
    main = main_of(client.get(PAGE))
    assert main.select_one('.write a[href="mailto:qm@example.org?subject=M%C3%BCll%20%26%20Co%3F"]')
    answer(
        gruenau, enquiry, State.YES, contact_email="muell@example.org", contact_phone="0341 2"
    )  # fmt: skip
    write = main_of(client.get(PAGE)).select_one(".write")
    assert write.select_one('a[href^="mailto:muell@example.org?subject="]')
    assert write.select_one('a[href="tel:+493412"]')


def test_a_management_without_any_address_names_the_telephone_of_all_offices(
    client, gruenau, ask
) -> None:
    ask()
    write = main_of(client.get(PAGE)).select_one(".write")
    assert "Hier steht noch keine Adresse." in words(write)
    assert write.select_one('a[href="tel:115"]')


def test_what_editors_type_is_shown_as_text(client, gruenau, ask, answer) -> None:
    enquiry = ask("<b>Fett</b>", slug="praktikum", explanation="<script>1</script>", synonyms='"x')
    answer(gruenau, enquiry, State.YES, reason="<img src=x onerror=1>")
    for url in (PAGE, LIST):
        html = client.get(url).content.decode()
        assert "<b>Fett" not in html
        assert "<script>1" not in html
        assert "<img src=x" not in html
        assert "&lt;b&gt;Fett" in html


# --- Sites that ended, are hidden, or never were ---------------------------------------------------


def test_the_page_of_a_closed_management_says_so_and_leads_on(
    client, gruenau, paunsdorf, ask, answer
) -> None:
    enquiry = ask()
    answer(gruenau, enquiry, State.YES, reason="Ab drei Wochen.")
    answer(paunsdorf, enquiry, State.ADVICE)
    Management.objects.filter(pk=gruenau.pk).update(status="closed")
    main = main_of(client.get(PAGE))
    assert "gibt es nicht mehr" in words(main.select_one("section.answer"))
    assert "Ja, das machen wir." not in words(main)
    assert "Ab drei Wochen." not in words(main)
    assert not main.select_one(".write")
    assert main.select_one('.referral__name a[href="/paunsdorf/anliegen/praktikum/"]')


def test_a_closed_management_where_nobody_helps_names_the_telephone(
    client, gruenau, ask, answer
) -> None:
    answer(gruenau, ask(), State.YES)
    Management.objects.filter(pk=gruenau.pk).update(status="closed")
    assert main_of(client.get(PAGE)).select_one('p.empty a[href="tel:115"]')


@pytest.mark.parametrize(
    "url",
    [
        "/gruenau/anliegen/gibt-es-nicht/",
        "/gruenau/anliegen/praktikum/mehr/",
        "/gruenau/anliegen/uebersicht/",
        "/gruenau/anliegen/²/",
        "/gruenau/anliegen/Praktikum%20x/",
        "/gruenau/anliegen/%3Cscript%3E/",
        "/gruenau/anliegen/" + "x" * 3000 + "/",
        "/gruenau/anliegen/versteckt/",
        "/anliegen/versteckt/",
        "/anliegen/gibt-es-nicht/",
        "/gibt-es-nicht/anliegen/praktikum/",
    ],
)
def test_what_nobody_may_ask_for_is_a_helpful_page_that_was_not_found(
    client, gruenau, ask, answer, url: str
) -> None:
    ask()
    hidden = ask("Versteckt", is_offered=False)
    answer(gruenau, hidden, State.YES)
    response = client.get(url)
    assert response.status_code == 404
    html = response.content.decode()
    assert "Diese Seite gibt es nicht" in html
    assert 'href="tel:115"' in html
    assert "Versteckt" not in html


def test_answers_of_a_site_in_preparation_are_for_its_editors_alone(
    client, make_management, editor_of, gruenau, ask, answer
) -> None:
    hidden = make_management("verborgen", is_public=False)
    answer(hidden, ask(), State.YES)
    for url in ("/verborgen/anliegen/praktikum/", "/verborgen/anliegen/"):
        response = client.get(url)
        assert response.status_code == 404
        assert "Verborgen" not in response.content.decode()
    assert "Verborgen" not in client.get(PAGE).content.decode()
    editor = logged_in(editor_of(hidden))
    assert "Ja, das machen wir." in words(main_of(editor.get("/verborgen/anliegen/praktikum/")))
    other = logged_in(editor_of(gruenau))
    assert other.get("/verborgen/anliegen/praktikum/").status_code == 404


# --- The page with all answers ---------------------------------------------------------------------


def test_all_that_is_offered_stands_in_the_list_in_its_order(client, gruenau, ask, answer) -> None:
    ask("Zuletzt", sort_order=9)
    answer(gruenau, ask("Zuerst", sort_order=1), State.YES)
    answer(gruenau, ask("Versteckt", is_offered=False), State.YES)
    answer(gruenau, ask("Danach", sort_order=2), State.NOT_NOW, until=TODAY)
    assert names_in_list(client) == ["Zuerst", "Danach", "Zuletzt"]
    stands = [words(one) for one in main_of(client.get(LIST)).select(".standing")]
    assert stands == ["Das machen wir", "Zurzeit nicht, bis 1. Dezember 2026", "Bitte nachfragen"]
    links = [one["href"] for one in main_of(client.get(LIST)).select(".answer-list__link")]
    assert links == [f"{LIST}{slug}/" for slug in ("zuerst", "danach", "zuletzt")]


def test_without_any_enquiry_the_page_still_helps(client, gruenau) -> None:
    assert "Hier steht noch nichts. Bitte fragen Sie uns." in words(main_of(client.get(LIST)))


def test_typed_words_narrow_the_list_and_all_are_one_click_away(client, gruenau, ask) -> None:
    ask(synonyms="Schülerpraktikum, hospitieren")
    ask("Raum")
    assert names_in_list(client, "?q=HOSPITIEREN") == ["Praktikum"]
    main = main_of(client.get(f"{LIST}?q=hospitieren"))
    assert words(main.select_one(f'a[href="{LIST}"]')) == "Alle Anliegen zeigen"
    assert main.select_one('input[name="q"]')["value"] == "hospitieren"


def test_words_that_nobody_knows_are_said_and_all_are_one_click_away(client, gruenau, ask) -> None:
    ask()
    main = main_of(client.get(f"{LIST}?q=Xylophon"))
    assert "Mit „Xylophon“ haben wir nichts gefunden." in words(main.select_one("[role=status]"))
    assert main.select_one(f'a[href="{LIST}"]')


@pytest.mark.parametrize(
    "query",
    [
        "?q=" + "x" * 5000,
        "?q=²",
        "?q=٣",
        "?q=%FF%FE",
        "?q='\"",
        "?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "?q=%25s%20{0}%20{{x}}",
        "?q=ﷺ" + "ﷺ" * 200,
        "?q[]=1",
        "?q=a&q=b",
        "?q",
        "?" + "a=1&" * 500,
    ],
)
def test_no_query_that_anybody_writes_is_an_error(client, gruenau, ask, query: str) -> None:
    ask()
    for url in (LIST, PAGE):
        html = client.get(url + query).content.decode()
        assert words(main_of(client.get(url + query)).select_one("h1"))
        assert "<script>alert" not in html


# --- In the CMS -----------------------------------------------------------------------------------


@pytest.mark.parametrize("page_type", [AnswerIndexPage, EnquiryIndexPage])
def test_the_finders_draft_and_its_preview_work_in_the_cms(
    admin_client, gruenau, ask, page_type
) -> None:
    ask()
    page = page_type.objects.get()
    draft = admin_client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert "Praktikum" in words(main_of(draft))
    url = f"/admin/pages/{page.pk}/edit/preview/"
    form = {"title": "Wobei wir helfen", "introduction": "Neu gesagt.", "comments-TOTAL_FORMS": 0}
    form |= {"comments-INITIAL_FORMS": 0, "comments-MIN_NUM_FORMS": 0}
    assert admin_client.post(url, form).json()["is_valid"]
    preview = main_of(admin_client.get(url))
    assert words(preview.select_one("h1")) == "Wobei wir helfen"
    assert "Neu gesagt." in words(preview)
    assert "Praktikum" in words(preview)


def test_a_character_that_no_database_takes_is_refused_with_a_helpful_page(client, gruenau) -> None:
    response = client.get(f"{LIST}?q=%00")
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


def test_an_editor_changes_the_introduction_of_the_own_list(client, gruenau, editor_of) -> None:
    page = AnswerIndexPage.objects.get()
    editor = logged_in(editor_of(gruenau))
    assert editor.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    form = {"title": page.title, "introduction": "Neu.", "action-publish": "1"}
    form |= {f"comments-{one}_FORMS": 0 for one in ("TOTAL", "INITIAL", "MIN_NUM")}
    editor.post(f"/admin/pages/{page.pk}/edit/", form)
    assert "Neu." in words(main_of(client.get(LIST)))
