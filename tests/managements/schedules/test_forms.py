"""Rules as editors write them down: in the forms of consultation hours and of events."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.admin.panels import ObjectList

from managements.events.models import EventPage
from managements.offices.models import ConsultationHour
from managements.schedules.panels import SCHEDULE_FIELDS
from managements.schedules.rules import LAST, Repeats
from tests.builders import logged_in
from tests.dates import calendar_of, make_place
from tests.isolation.walking import forms_in
from tests.managements.schedules.rules import day
from tests.managements.schedules.typed import BAD, LISTED, MONTHLY, ONCE, WEEKLY

pytestmark = pytest.mark.once

Typed = dict[str, Any]


@pytest.fixture
def fill_in(gruenau, editor_of):
    """Fill in the form of a consultation hour as the CMS makes it."""
    handler = ObjectList(ConsultationHour.panels).bind_to_model(ConsultationHour)
    form_class = handler.get_form_class()
    editor = editor_of(gruenau)
    place = {
        "hour_places-TOTAL_FORMS": "1", "hour_places-INITIAL_FORMS": "0",
        "hour_places-0-place": make_place(gruenau).pk, "hour_places-0-ORDER": "1",
    }  # fmt: skip

    def fill(typed: Typed, instance: ConsultationHour | None = None) -> Any:
        data = {"management": gruenau.pk, "title": "Sprechstunde", "appointment": "none"}
        form = form_class(data | place | typed, instance=instance, for_user=editor)
        form.handler = handler
        return form

    return fill


@pytest.fixture
def browser(gruenau, editor_of) -> Client:
    return logged_in(editor_of(gruenau))


def add_event(browser: Client, gruenau, typed: Typed) -> Any:
    """Send the form for a new event as a browser would."""
    address = f"/admin/pages/add/events/eventpage/{calendar_of(gruenau).pk}/"
    data = next(form for form in forms_in(browser.get(address)) if "first_day" in form)
    data |= {"title": "Stadtteilforum", "slug": "stadtteilforum", "body-count": "0"}
    return browser.post(address, data | typed)


def words_at(html: str, field: str) -> str:
    """Return what a form says to be wrong, beside a field."""
    page = BeautifulSoup(html, "html.parser")
    found = page.find(attrs={"name": field}).find_parent(class_="w-field__wrapper")
    return " ".join(one.get_text(" ", strip=True) for one in found.select(".error-message"))


def typed_in(html: str, field: str) -> Any:
    """Return what stands in a field, or what is chosen in it."""
    page = BeautifulSoup(html, "html.parser")
    first = page.find(attrs={"name": field})
    if first.name == "textarea":
        return first.text.removeprefix("\n")
    if first.name == "select":
        chosen = first.find("option", selected=True)
        return chosen["value"] if chosen else None
    if first["type"] == "checkbox":
        return [
            box["value"] for box in page.find_all(attrs={"name": field}) if "checked" in box.attrs
        ]
    return first.get("value", "")


IDS = [f"{field} {str(typed[field])[:24]!a}" for typed, field, _words in BAD]


@pytest.mark.parametrize(("typed", "field", "words"), BAD, ids=IDS)
def test_the_form_of_an_hour_says_what_is_wrong_at_its_field_and_loses_nothing(
    fill_in, typed, field, words, rf
) -> None:
    form = fill_in(typed)
    assert not form.is_valid()
    assert words in " ".join(form.errors[field])
    assert "This field" not in str(form.errors)
    bound = form.handler.get_bound_panel(instance=form.instance, form=form, request=rf.get("/"))
    html = bound.render_html()
    assert words in words_at(html, field)
    for name, value in typed.items():
        if isinstance(value, list):
            offered = {str(key) for key, _label in form.fields[name].choices}
            assert set(typed_in(html, name)) == set(value) & offered
        elif (name, value) not in {("repeats", "yearly"), ("repeats", "")}:
            assert typed_in(html, name).replace("\ufffd", "\x00") == value, name
    assert not ConsultationHour.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        case
        for case in BAD
        if case[0][case[1]]
        in ("14:00", "30.02.2027", [], ["5"], ["0", "²"], "14.12.2026\n30.02.2027")
    ],
)
def test_the_form_of_an_event_says_so_too(browser, gruenau, typed, field, words) -> None:
    response = add_event(browser, gruenau, typed)
    assert response.status_code == 200
    assert words in words_at(response.content.decode(), field)
    assert typed_in(response.content.decode(), "title") == "Stadtteilforum"
    assert not EventPage.objects.exists()


def test_an_event_by_a_rule_is_stored_as_typed(browser, gruenau) -> None:
    response = add_event(browser, gruenau, MONTHLY | {"until": "31.03.2027"})
    assert response.status_code == 302
    event = EventPage.objects.get()
    assert (event.repeats, event.nths, event.weekdays) == (Repeats.MONTHLY, [1, 3], [0])
    assert (event.first_day, event.until) == (day("2026-12-07"), day("2027-03-31"))
    assert (event.starts_at, event.ends_at) == (datetime.time(14), datetime.time(16))


def test_a_draft_comes_back_with_its_rule(browser, gruenau) -> None:
    add_event(browser, gruenau, LISTED)
    event = EventPage.objects.get().get_latest_revision_as_object()
    assert event.rule.days == (day("2026-12-14"),)
    html = browser.get(f"/admin/pages/{event.pk}/edit/").content.decode()
    assert typed_in(html, "days") == "14.12.2026"


@pytest.mark.parametrize(
    ("typed", "emptied"),
    [
        (WEEKLY | {"last_day": "09.12.2026"}, {"last_day": None}),
        (ONCE | {"every": "3", "weekdays": ["1"]}, {"every": 1, "weekdays": []}),
        (WEEKLY | {"nths": ["5"]}, {"nths": []}),
        (MONTHLY | {"days": "14.12.2026", "every": "2"}, {"days": [], "every": 1}),
        (LISTED | {"until": "01.12.2026", "nths": ["1"]}, {"until": None, "nths": []}),
        (WEEKLY | {"every": ""}, {"every": 1}),
    ],
)
def test_what_does_not_belong_to_the_kind_of_rule_is_emptied(fill_in, typed, emptied) -> None:
    form = fill_in(typed)
    assert form.is_valid(), form.errors
    stored = form.save()
    stored.refresh_from_db()
    assert {name: getattr(stored, name) for name in emptied} == emptied


@pytest.mark.parametrize("written", ["14:00", "14.00", "14", "14 Uhr", "14:00 Uhr", "um 14 Uhr"])
def test_times_may_be_written_in_many_ways(fill_in, written) -> None:
    form = fill_in(ONCE | {"starts_at": written, "ends_at": "16 Uhr"})
    assert form.is_valid(), form.errors
    assert (form.instance.starts_at, form.instance.ends_at) == (
        datetime.time(14),
        datetime.time(16),
    )
    assert not form.fields["starts_at"].has_changed(datetime.time(14), written)


def test_times_of_an_event_too(browser, gruenau) -> None:
    typed = ONCE | {"starts_at": "14 Uhr", "ends_at": "16.30"}
    assert add_event(browser, gruenau, typed).status_code == 302
    event = EventPage.objects.get()
    assert (event.starts_at, event.ends_at) == (datetime.time(14), datetime.time(16, 30))


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        (ONCE | {"starts_at": "nachmittags"}, {"starts_at"}),
        (ONCE | {"starts_at": "17:00", "ends_at": "abends"}, {"ends_at"}),
        (ONCE | {"first_day": "morgen", "last_day": "01.12.2026"}, {"first_day"}),
        (ONCE | {"starts_at": "17:00", "last_day": "morgen"}, {"last_day"}),
        (WEEKLY | {"first_day": "morgen", "until": "01.12.2026"}, {"first_day"}),
        (WEEKLY | {"first_day": "morgen", "weekdays": []}, {"first_day", "weekdays"}),
        (WEEKLY | {"weekdays": ["8"]}, {"weekdays"}),
    ],
)
def test_what_cannot_be_read_is_refused_once_and_compared_with_nothing(
    fill_in, gruenau, typed, fields
) -> None:
    stored = ConsultationHour(
        management=gruenau, repeats=typed["repeats"], weekdays=[0], first_day=day("2026-12-07"),
        starts_at=datetime.time(16, 30), ends_at=datetime.time(16, 45),
    )  # fmt: skip
    for instance in (None, stored):
        form = fill_in(typed, instance)
        assert {name: len(said) for name, said in form.errors.items()} == dict.fromkeys(fields, 1)


@pytest.mark.parametrize(
    "written",
    ["24.12.2026\n7.1.2027", "7. 1. 2027, 24.12.26", "2027-01-07;2026-12-24\r\n\r\n24.12.2026\n"],
)
def test_days_may_be_written_in_many_ways(fill_in, written) -> None:
    form = fill_in(LISTED | {"days": written})
    assert form.is_valid(), form.errors
    assert form.save().days == ["2026-12-24", "2027-01-07"]
    assert fill_in(LISTED | {"days": written}, form.instance)["days"].value() == written
    assert not form.fields["days"].has_changed(["2026-12-24", "2027-01-07"], written)


def test_choices_are_stored_once_in_their_order(fill_in) -> None:
    form = fill_in(MONTHLY | {"weekdays": ["4", "0", "4"], "nths": ["-1", "2", "2"]})
    assert form.is_valid(), form.errors
    assert (form.instance.weekdays, form.instance.nths) == ([0, 4], [2, LAST])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("weekdays", [True]),
        ("weekdays", ["0"]),
        ("weekdays", [0.0]),
        ("weekdays", {"0": 1}),
        ("weekdays", "0"),
        ("weekdays", [[0]]),
        ("weekdays", [None]),
        ("nths", [0]),
        ("days", ["30.12.2026"]),
        ("days", ["2027-02-30"]),
        ("days", [20261230]),
        ("days", [None]),
        ("days", {"2026-12-30": 1}),
        ("days", "2026-12-30"),
        ("days", ["9999-12-31"]),
        ("first_day", datetime.date.max),
        ("until", datetime.date.max),
    ],
)
def test_what_does_not_come_from_a_form_is_refused_as_well(gruenau, field, value) -> None:
    hour = ConsultationHour(management=gruenau, repeats="weekly", first_day=day("2026-12-07"))
    hour.weekdays = [0]
    if field in {"nths", "days"}:
        hour.repeats = {"nths": "monthly", "days": "listed"}[field]
    setattr(hour, field, value)
    with pytest.raises(Exception, match=field) as caught:
        hour.full_clean()
    assert caught.type.__name__ == "ValidationError"


@pytest.mark.parametrize(
    ("field", "value", "shape"),
    [
        ("weekdays", (4, 0, 4), (0, 4)),
        ("nths", [LAST, 1, 1], (1, LAST)),
        ("days", ["20270107", datetime.date(2026, 12, 24)], (day("2026-12-24"), day("2027-01-07"))),
        ("days", None, ()),
        ("days", "", ()),
        ("weekdays", {}, ()),
        ("nths", None, ()),
    ],
)
def test_whatever_passes_validation_gives_a_rule(gruenau, field, value, shape) -> None:
    kind = {"nths": "monthly", "days": "listed"}.get(field, "weekly" if value else "once")
    hour = ConsultationHour(management=gruenau, repeats=kind if value else "once")
    hour.first_day, hour.weekdays = day("2026-12-07"), [0]
    setattr(hour, field, value)
    hour.clean_fields()
    assert getattr(hour.rule, field) == shape


def test_fields_of_the_panels_are_those_that_the_preview_sends(fill_in) -> None:
    form = fill_in(ONCE)
    assert set(SCHEDULE_FIELDS) <= set(form.fields)


def test_fields_say_for_which_kind_of_rule_they_are(browser, gruenau) -> None:
    address = f"/admin/pages/add/events/eventpage/{calendar_of(gruenau).pk}/"
    page = BeautifulSoup(browser.get(address).content, "html.parser")
    kinds = {
        one.find(attrs={"name": True})["name"]: one["data-schedule-kinds"]
        for one in page.select("[data-schedule-kinds]")
    }
    assert kinds == {
        "last_day": "once", "every": "weekly", "nths": "monthly", "weekdays": "weekly monthly",
        "days": "listed", "until": "weekly monthly", "skips_public_holidays": "weekly monthly",
        "skips_school_holidays": "weekly monthly",
    }  # fmt: skip
    assert page.select_one("script[type=module][src*=schedule_form]")
    assert page.select_one("[data-schedule-preview='/admin/termine/vorschau/'][aria-live=polite]")
