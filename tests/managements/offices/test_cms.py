"""Places, consultation hours and closures in the CMS: lists, forms, and what they refuse."""

import datetime
import json
import re
from collections.abc import Iterator

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from managements.models import Management
from managements.offices.models import Closure, ConsultationHour, Place
from managements.offices.mornings import next_morning
from managements.tenancy.roles import city_editors
from tests.builders import logged_in
from tests.dates import at, make_closure, make_event, make_hour, make_place

HOURS = "/admin/snippets/offices/consultationhour/"
CLOSURES = "/admin/snippets/offices/closure/"
PLACES = "/admin/snippets/offices/place/"


@pytest.fixture
def browser(gruenau: Management, editor_of) -> Iterator[Client]:
    """An editor's browser on Monday, 30 November 2026, at nine o'clock."""
    with time_machine.travel(at("2026-11-30", "09:00"), tick=False):
        yield logged_in(editor_of(gruenau))


def shown(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.find("main").get_text(" ").split())


def errors(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    found = page.select(".error-message, .help-critical, .messages li.error")
    return " ".join(one.get_text(" ", strip=True) for one in found)


def hour_form(*places: Place, **changes) -> dict[str, object]:
    facts = {
        "title": "Sprechstunde", "purpose": "", "repeats": "monthly", "first_day": "2026-01-01",
        "last_day": "", "starts_at": "14:00", "ends_at": "16:00", "every": "1", "nths": ["1", "3"],
        "weekdays": ["0"], "days": "", "until": "", "skips_public_holidays": "on",
        "appointment": "none", "appointment_contact": "",
    } | changes  # fmt: skip
    rows = inline_formset([{"place": place.pk} for place in places])
    return facts | nested_form_data({"hour_places": rows})


def closure_form(**changes) -> dict[str, str]:
    return {
        "kind": "closed", "starts_at": "2026-12-07 08:00", "ends_at": "2026-12-14 08:00",
        "cancels_hours": "on", "reason": "Urlaub", "deputy": "",
    } | changes  # fmt: skip


def test_lists_say_when_in_words_and_what_comes_next(browser: Client, gruenau: Management) -> None:
    library = make_place(gruenau, "Bibliothek", address="Am Platz 1", step_free="partly")
    make_hour(gruenau, library)
    make_closure(gruenau, at("2026-12-07", "15:00"), at("2026-12-09"), reason="Urlaub")
    hours = shown(browser.get(HOURS))
    assert "jeden 1. und 3. Montag im Monat, 14–16 Uhr, nicht an Feiertagen" in hours
    # The closure cancels the 7th of December.
    assert "Montag, 21. Dezember, 14 Uhr" in hours
    closures = shown(browser.get(CLOSURES))
    assert "Montag, 7. Dezember, 15 Uhr einschließlich Dienstag, 8. Dezember kommt noch" in closures
    places = shown(browser.get(PLACES))
    assert "Am Platz 1" in places
    assert "teilweise" in places


@pytest.mark.once
def test_lists_cost_the_same_with_one_and_with_many_records(
    browser: Client, gruenau: Management
) -> None:
    def fill(numbers: range) -> None:
        for number in numbers:
            place = make_place(gruenau, f"Ort {number}")
            make_hour(gruenau, place, title=f"Sprechstunde {number}")
            day = datetime.date(2027, 1, 1) + datetime.timedelta(days=2 * number)
            make_closure(gruenau, at(day), at(day, "12:00"))

    def costs() -> list[int]:
        found = []
        for url in (HOURS, CLOSURES, PLACES):
            browser.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(url).status_code == 200
            found.append(len(captured))
        return found

    fill(range(1))
    with_one = costs()
    fill(range(1, 6))
    assert costs() == with_one


def test_a_consultation_hour_is_stored_with_its_places_and_its_dates(
    browser: Client, gruenau: Management
) -> None:
    places = [make_place(gruenau, "Büro"), make_place(gruenau, "Bibliothek")]
    response = browser.post(f"{HOURS}add/", hour_form(*places))
    assert errors(response) == ""
    hour = ConsultationHour.objects.get()
    assert hour.management == gruenau
    assert [one.place for one in hour.hour_places.all()] == places
    assert hour.occurrences.exists()


def test_a_consultation_hour_without_a_place_is_refused(
    browser: Client, gruenau: Management
) -> None:
    response = browser.post(f"{HOURS}add/", hour_form())
    assert "Bitte wählen Sie mindestens einen Ort." in errors(response)
    hour = make_hour(gruenau, make_place(gruenau))
    form = hour_form()
    row = hour.hour_places.get()
    form |= {
        "hour_places-TOTAL_FORMS": "1", "hour_places-INITIAL_FORMS": "1",
        "hour_places-0-id": str(row.pk), "hour_places-0-place": str(row.place_id),
        "hour_places-0-DELETE": "on", "hour_places-0-ORDER": "1",
    }  # fmt: skip
    response = browser.post(f"{HOURS}edit/{hour.pk}/", form)
    assert "Bitte wählen Sie mindestens einen Ort." in errors(response)
    assert hour.hour_places.count() == 1


def test_strangers_places_are_refused_from_everybody(
    browser: Client, gruenau: Management, paunsdorf: Management, editor_of
) -> None:
    theirs = make_place(paunsdorf, "Kanarienvogel")
    response = browser.post(f"{HOURS}add/", hour_form(theirs))
    assert "Hier wird auf etwas verwiesen" in errors(response)
    assert "Kanarienvogel" not in response.content.decode()
    # Whoever works for both, and the Stadtredaktion: it would be somebody else's to rename.
    both = editor_of(paunsdorf)
    both.groups.add(gruenau.editors)
    for user in (both, city_editors().user_set.create(username="stadt", email="s@example.org")):
        form = hour_form(theirs, management=gruenau.pk)
        response = logged_in(user).post(f"{HOURS}add/", form)
        assert "Dieser Ort gehört zu einem anderen Management." in errors(response)
    assert not ConsultationHour.objects.exists()


@pytest.mark.parametrize("nonsense", ["0", "99999999999999999999", "²", "x", ""])
def test_a_place_that_is_no_place_is_refused(
    browser: Client, gruenau: Management, nonsense: str
) -> None:
    form = hour_form(make_place(gruenau)) | {"hour_places-0-place": nonsense}
    response = browser.post(f"{HOURS}add/", form)
    assert response.status_code == 200
    assert errors(response)
    assert not ConsultationHour.objects.exists()


def test_only_own_places_can_be_chosen(
    browser: Client, gruenau: Management, paunsdorf: Management
) -> None:
    make_place(gruenau, "Büro")
    make_place(paunsdorf, "Kanarienvogel")
    html = browser.get("/admin/snippets/choose/offices/place/").json()["html"]
    assert "Büro" in html
    assert "Kanarienvogel" not in html
    # Nor may the form itself list any.
    assert "Kanarienvogel" not in browser.get(f"{HOURS}add/").content.decode()


@pytest.mark.parametrize("use", ["hour", "event"])
def test_a_place_in_use_is_kept_with_a_sentence(
    browser: Client, gruenau: Management, use: str
) -> None:
    place = make_place(gruenau, "Büro")
    if use == "hour":
        make_hour(gruenau, place)
    else:
        make_event(gruenau, "Fest", place)
    assert browser.get(f"{PLACES}delete/{place.pk}/").status_code == 200
    for url in (
        f"{PLACES}delete/{place.pk}/",
        f"/admin/bulk/offices/place/delete/?id={place.pk}&next={PLACES}",
    ):
        response = browser.post(url, follow=True)
        assert response.status_code == 200
        assert (
            "Nichts wurde gelöscht. Hier findet noch etwas statt: Büro."
            in response.content.decode()
        )
    assert Place.objects.filter(pk=place.pk).exists()


def test_a_place_that_is_not_in_use_is_deleted(browser: Client, gruenau: Management) -> None:
    place = make_place(gruenau, "Büro")
    assert browser.post(f"{PLACES}delete/{place.pk}/").status_code == 302
    assert not Place.objects.exists()


def test_a_name_is_given_once_and_a_point_is_whole(browser: Client, gruenau: Management) -> None:
    make_place(gruenau, "Büro")
    form = {
        "name": "Büro", "address": "", "district": "", "directions": "", "latitude": "51.3",
        "longitude": "", "step_free": "", "accessible_toilet": "", "induction_loop": "",
        "accessibility_note": "",
    }  # fmt: skip
    said = errors(browser.post(f"{PLACES}add/", form))
    assert "Einen Ort mit diesem Namen gibt es schon." in said
    assert "Bitte geben Sie" in said
    assert Place.objects.count() == 1


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (("2026-11-25", "23:59"), "2026-11-26"),
        (("2026-11-27", "09:00"), "2026-11-30"),
        # Reformationstag is a Saturday in 2026, Buß- und Bettag a Wednesday.
        (("2026-11-17", "09:00"), "2026-11-19"),
        (("2026-12-24", "12:00"), "2026-12-28"),
        # The night in which clocks go back.
        (("2026-10-23", "12:00"), "2026-10-26"),
    ],
)
def test_a_new_closure_lasts_until_the_next_working_morning(now, morning) -> None:
    assert next_morning(at(*now)) == at(morning, "08:00")


OUT_OF_REACH = "zwischen 2000 und 2099"


@time_machine.travel(at("2026-07-03", "16:20"), tick=False)
def test_the_form_begins_with_now_until_monday_morning_in_local_time(
    gruenau: Management, editor_of
) -> None:
    browser = logged_in(editor_of(gruenau))
    page = BeautifulSoup(browser.get(f"{CLOSURES}add/").content, "html.parser")
    assert page.find("input", {"name": "starts_at"})["value"] == "03.07.2026 16:20"
    assert page.find("input", {"name": "ends_at"})["value"] == "06.07.2026 08:00"


def test_what_is_typed_is_local_time(browser: Client, gruenau: Management) -> None:
    form = closure_form(starts_at="01.07.2027 08:00", ends_at="01.12.2027 08:00")
    assert browser.post(f"{CLOSURES}add/", form).status_code == 302
    closure = Closure.objects.get()
    assert (closure.starts_at, closure.ends_at) == (
        at("2027-07-01", "08:00"),
        at("2027-12-01", "08:00"),
    )
    assert closure.management == gruenau


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_at": "2026-12-07 08:00"}, "Das Ende muss nach dem Beginn liegen."),
        (
            {"starts_at": "2026-11-01 08:00", "ends_at": "2026-11-30 09:00"},
            "Das ist schon vorbei. Bitte geben Sie einen späteren Zeitpunkt an.",
        ),
        ({"starts_at": "30.02.2027 18:00"}, "Diesen Tag gibt es nicht."),
        ({"starts_at": "morgen"}, "Bitte schreiben Sie den Tag so: 24.12.2026."),
        ({"ends_at": "14.12.2026 25:00"}, "Bitte schreiben Sie die Uhrzeit hinter den Tag:"),
        ({"starts_at": "07.12.2026 24:00"}, "Bitte schreiben Sie die Uhrzeit hinter den Tag:"),
        ({"ends_at": "31.12.9999"}, OUT_OF_REACH),
        ({"starts_at": "01.01.0001"}, OUT_OF_REACH),
        # Clocks leave this time out.
        ({"ends_at": "28.03.2027 2:30"}, "An diesem Tag lassen die Uhren diese Zeit aus."),
        ({"ends_at": ""}, "Bitte geben Sie einen Tag an."),
        ({"starts_at": "01.01.0001 00:00"}, OUT_OF_REACH),
        ({"starts_at": "31.12.1999 08:00"}, OUT_OF_REACH),
        ({"ends_at": "31.12.9999 23:59"}, OUT_OF_REACH),
        ({"starts_at": "0001-01-01 00:00", "ends_at": "9999-12-31 23:59"}, OUT_OF_REACH),
        (
            {"starts_at": "2026-12-07 08:00", "ends_at": "2027-12-08 08:01"},
            "Ein Eintrag gilt höchstens ein Jahr.",
        ),
        ({"kind": "weg"}, "weg"),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused_at_its_field(
    browser: Client, changes, sentence: str
) -> None:
    response = browser.post(f"{CLOSURES}add/", closure_form(**changes))
    assert sentence in errors(response)
    assert not Closure.objects.exists()
    page = BeautifulSoup(response.content, "html.parser")
    for name in ("starts_at", "ends_at"):
        if name in changes:
            assert page.find("input", {"name": name}).get("value", "") == changes[name]


@pytest.mark.parametrize(
    ("typed", "ends_at", "shown_again"),
    [
        ("12.12.2026", at("2026-12-13"), "12.12.2026"),
        ("12.12.26", at("2026-12-13"), "12.12.2026"),
        ("12.12.2026 24 Uhr", at("2026-12-13"), "12.12.2026"),
        ("12.12.2026 18:00", at("2026-12-12", "18:00"), "12.12.2026 18:00"),
        ("12.12.2026, 18 Uhr", at("2026-12-12", "18:00"), "12.12.2026 18:00"),
        ("12.12.2026 0:00", at("2026-12-12"), "11.12.2026"),
        # The day on which clocks go forward is over an hour earlier.
        ("28.03.2027", at("2027-03-29"), "28.03.2027"),
    ],
)
def test_a_day_without_a_time_belongs_to_a_closure_as_a_whole(
    browser: Client, typed: str, ends_at, shown_again: str
) -> None:
    form = closure_form(starts_at="07.12.2026", ends_at=typed)
    assert errors(browser.post(f"{CLOSURES}add/", form)) == ""
    closure = Closure.objects.get()
    assert (closure.starts_at, closure.ends_at) == (at("2026-12-07"), ends_at)
    page = BeautifulSoup(browser.get(f"{CLOSURES}edit/{closure.pk}/").content, "html.parser")
    assert page.find("input", {"name": "starts_at"})["value"] == "07.12.2026"
    assert page.find("input", {"name": "ends_at"})["value"] == shown_again


def test_the_calendar_of_a_closure_offers_days_alone_and_leaves_what_is_typed(
    browser: Client,
) -> None:
    html = browser.get(f"{CLOSURES}add/").content.decode()
    calendars = re.findall(r'initDateTimeChooser\("id_(?:starts|ends)_at", (.*?)\);', html)
    assert len(calendars) == 2
    for told in map(json.loads, calendars):
        chosen = (told["validateOnBlur"], told["timepicker"], told["format"])
        assert chosen == (False, False, "d.m.Y")
    assert "js/typed_days.js" in html


def test_a_closure_that_is_over_stands_in_the_way_of_none(
    browser: Client, gruenau: Management
) -> None:
    over = make_closure(gruenau, at("2026-11-28"), at("2026-11-30", "08:30"))
    form = closure_form(starts_at="30.11.2026", ends_at="04.12.2026")
    assert errors(browser.post(f"{CLOSURES}add/", form)) == ""
    new = Closure.objects.latest("pk")
    # What was stays as it was, and holds from its end on.
    assert (new.starts_at, new.ends_at) == (at("2026-11-30", "08:30"), at("2026-12-05"))
    over.refresh_from_db()
    assert (over.starts_at, over.ends_at) == (at("2026-11-28"), at("2026-11-30", "08:30"))
    # One that goes on still does.
    form = closure_form(starts_at="28.11.2026", ends_at="12.12.2026")
    assert "bis einschließlich Freitag, 4. Dezember" in errors(
        browser.post(f"{CLOSURES}add/", form)
    )


def test_an_empty_row_asks_for_a_place_and_a_point_lies_in_leipzig(
    browser: Client, gruenau: Management
) -> None:
    form = hour_form(make_place(gruenau)) | {"hour_places-0-place": ""}
    said = errors(browser.post(f"{HOURS}add/", form))
    assert "Bitte wählen Sie einen Ort." in said
    assert "Dieses Feld" not in said
    form = {
        "name": "Büro", "address": "", "district": "", "directions": "", "latitude": "53.3",
        "longitude": "2.4", "step_free": "", "accessible_toilet": "", "induction_loop": "",
        "accessibility_note": "",
    }  # fmt: skip
    assert errors(browser.post(f"{PLACES}add/", form)).count("liegt nicht in Leipzig") == 2


def test_two_closures_at_the_same_time_are_refused_with_the_time_of_the_other(
    browser: Client, gruenau: Management, paunsdorf: Management
) -> None:
    make_closure(gruenau, at("2026-12-10", "12:00"), at("2026-12-12"))
    make_closure(paunsdorf, at("2026-12-07", "08:00"), at("2026-12-08"))
    response = browser.post(f"{CLOSURES}add/", closure_form())
    said = errors(response)
    assert "Von Donnerstag, 10. Dezember, 12 Uhr bis einschließlich Freitag, 11. Dezember" in said
    assert said.count("schon eine Schließzeit eingetragen") == 1
    # One may begin as the other ends; and a closure is not in its own way.
    ends = {"ends_at": "2026-12-10 12:00"}
    assert browser.post(f"{CLOSURES}add/", closure_form(**ends)).status_code == 302
    own = Closure.objects.of(gruenau).earliest("starts_at")
    changed = closure_form(starts_at="2026-12-06 08:00", **ends)
    assert browser.post(f"{CLOSURES}edit/{own.pk}/", changed).status_code == 302
    assert Closure.objects.of(gruenau).count() == 2


def test_what_the_database_refuses_is_said_at_the_field(
    browser: Client, gruenau: Management, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args, **_kwargs):
        raise IntegrityError

    monkeypatch.setattr(Closure, "save", refuse)
    response = browser.post(f"{CLOSURES}add/", closure_form())
    assert "In dieser Zeit ist schon eine Schließzeit eingetragen." in errors(response)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot watch over it")
def test_the_database_itself_refuses_two_closures_at_the_same_time(gruenau: Management) -> None:
    make_closure(gruenau, at("2026-12-10", "12:00"), at("2026-12-12"))
    make_closure(gruenau, at("2026-12-12"), at("2026-12-13"))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_closure(gruenau, at("2026-12-11"), at("2026-12-14"))


def test_whoever_has_two_managements_need_not_choose_again(
    gruenau: Management, paunsdorf: Management, editor_of
) -> None:
    user = editor_of(gruenau)
    user.groups.add(paunsdorf.editors)
    browser = logged_in(user)

    def chosen(query: str) -> list[str]:
        page = BeautifulSoup(browser.get(f"{CLOSURES}add/{query}").content, "html.parser")
        return [
            option.text for option in page.select("select[name=management] option[selected]")
            if option["value"]
        ]  # fmt: skip

    assert chosen(f"?management={paunsdorf.pk}") == [str(paunsdorf)]
    for nonsense in ("²", "٣", "0", "9" * 30, "x"):
        assert chosen(f"?management={nonsense}") == []
