"""The pages "Termine" of the CMS: what stands on them, what a click does, and for whom."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from managements.accounts.models import User
from managements.events.models import DateChange, Occurrence
from managements.tenancy.roles import city_editors
from managements.trash.trashing import move_to_trash
from tests.builders import logged_in
from tests.dates import at, calendar_of, make_closure, make_event, make_hour, make_place

pytestmark = pytest.mark.once

NOW = at("2026-12-01", "09:00")
MONDAY = datetime.date(2026, 12, 7)
INDEX = "/admin/termine/"
NEW = "/admin/termine/veranstaltung/neu/"


@pytest.fixture(autouse=True)
def _first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def hour(gruenau):
    return make_hour(gruenau, make_place(gruenau), repeats="weekly", nths=[])


@pytest.fixture
def event(gruenau):
    return make_event(gruenau, first_day=MONDAY)


@pytest.fixture
def browser(gruenau, editor_of):
    """An editor of Grünau in the CMS."""
    return logged_in(editor_of(gruenau))


@pytest.fixture
def city_browser(city):
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    return logged_in(user)


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200, response
    return BeautifulSoup(response.content, "html.parser")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def rows(response) -> list[str]:
    return [words(row) for row in soup(response).select(".dates-row")]


def button(page: BeautifulSoup, label: str):
    """Return the first form whose button begins with a label, as a browser would send it."""
    for form in page.select(".dates-acts form"):
        if words(form.button).startswith(label):
            fields = {one["name"]: one.get("value", "") for one in form.select("input")}
            return form["action"], fields
    raise AssertionError(f"There is no button “{label}”.")


def click(browser, address: str, label: str):
    action, fields = button(soup(browser.get(address)), label)
    response = browser.post(action, fields)
    assert response.status_code == 302
    assert response["Location"] == address
    return browser.get(address)


def told(response) -> str:
    return words(soup(response).select_one(".messages"))


def move_url(source, day="2026-12-07", act="move") -> str:
    kind = "hour" if hasattr(source, "purpose") else "event"
    return reverse(f"dates:{kind}_{act}", args=[source.pk, day])


def test_the_next_dates_stand_by_day_with_events_and_consultation_hours(
    browser, hour, event
) -> None:
    page = soup(browser.get(INDEX))
    assert words(page.select(".dates-day__title")[0]) == "Montag, 7. Dezember 2026"
    first, second = page.select(".dates-day")[0].select(".dates-row")
    assert "Sprechstunde" in words(first)
    assert "14–16 Uhr · Stadtteilhaus" in words(first)
    assert "Stadtteilforum" in words(second)
    assert "findet statt" in words(second)


def test_one_click_cancels_and_one_click_takes_it_back(browser, event) -> None:
    after = click(browser, INDEX, "Absagen")
    assert "„Stadtteilforum“ am Montag, 7. Dezember 2026 ist abgesagt." in told(after)
    [row] = soup(after).select(".dates-row")
    assert "fällt aus" in words(row)
    assert words(row.select_one("s")) == "Stadtteilforum"
    after = click(browser, INDEX, "Doch nicht absagen")
    assert "findet statt" in rows(after)[0]
    assert not DateChange.objects.exists()


def test_a_second_click_says_that_it_is_so_already(browser, event) -> None:
    action, fields = button(soup(browser.get(INDEX)), "Absagen")
    for _click in range(2):
        browser.post(action, fields)
    assert "Das ist schon so." in told(browser.get(INDEX))
    assert DateChange.objects.count() == 1


def test_clicks_need_the_token_of_the_form(gruenau, editor_of, event) -> None:
    careless = logged_in(editor_of(gruenau))
    careless.handler.enforce_csrf_checks = True
    assert careless.post(move_url(event, act="cancel")).status_code == 403
    assert not DateChange.objects.exists()


def test_looking_at_an_address_changes_nothing(browser, event, hour) -> None:
    for source in (event, hour):
        for act in ("cancel", "move", "leave_out", "take_back"):
            assert browser.get(move_url(source, act=act)).status_code in {200, 302}
    assert not DateChange.objects.exists()
    browser.post(reverse("dates:hour_add", args=[hour.pk]), {"day": "2026-12-09"})
    before = list(DateChange.objects.values())
    for act in ("cancel_addition", "take_back_addition"):
        address = reverse(f"dates:hour_{act}", args=[hour.pk, before[0]["id"]])
        assert browser.get(address).status_code in {200, 302}
    assert list(DateChange.objects.values()) == before


def test_a_reason_is_given_in_a_form_and_read_at_the_date(browser, event) -> None:
    click(browser, INDEX, "Absagen")
    [link] = [a for a in soup(browser.get(INDEX)).select(".dates-acts a") if "Grund" in words(a)]
    response = browser.post(link["href"], {"note": "wegen <Sturm>", "back": INDEX}, follow=True)
    assert "fällt aus wegen <Sturm>" in rows(response)[0]


def test_the_reason_of_a_cancelled_date_is_changed_in_a_form_about_the_reason(
    browser, event
) -> None:
    def said() -> list[str]:
        page = soup(browser.get(move_url(event, act="cancel")))
        return [words(page.select_one(one)) for one in (".dates-day__title", ".dates-form button")]

    assert said() == ["Termin absagen: Montag, 7. Dezember 2026", "Diesen Termin absagen"]
    browser.post(move_url(event, act="cancel"), {"note": "Krank"})
    assert said() == ["Grund der Absage: Montag, 7. Dezember 2026", "Grund speichern"]
    response = browser.post(move_url(event, act="cancel"), {"note": "Sturm"}, follow=True)
    assert told(response) == "Der Grund ist gespeichert."
    assert DateChange.objects.get().note == "Sturm"


def test_a_date_is_moved_in_a_form_that_begins_with_what_is_planned(browser, gruenau, hour) -> None:
    cafe = make_place(gruenau, "Café")
    page = soup(browser.get(move_url(hour)))
    values = {one["name"]: one.get("value") for one in page.select("form input[name^=new_]")}
    assert values == {
        "new_day": "07.12.2026", "new_starts_at": "14:00", "new_ends_at": "16:00",
    }  # fmt: skip
    sent = {
        "new_day": "09.12.2026", "new_starts_at": "10:00", "new_ends_at": "11:30",
        "place": cafe.pk, "note": "Bibliothek zu",
    }  # fmt: skip
    response = browser.post(move_url(hour), sent, follow=True)
    assert "ist vom Montag, 7. Dezember 2026 auf Mittwoch, 9. Dezember 2026 verlegt" in told(
        response
    )
    was, now_at = rows(response)[:2]
    assert "verlegt auf Mittwoch, 9. Dezember 2026 Bibliothek zu" in was
    assert "10–11:30 Uhr · Café" in now_at
    assert "verlegt vom Montag, 7. Dezember 2026" in now_at


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("new_day", "30.02.2027", "Diesen Tag gibt es nicht"),
        ("new_day", "2027-02-30", "Diesen Tag gibt es nicht"),
        ("new_day", "٣.١.٢٠٢٧", "Bitte schreiben Sie den Tag so: 24.12.2026."),
        ("new_day", "", "Bitte geben Sie einen Tag an"),
        ("new_day", "2026-11-30", "Dieser Tag ist vorbei"),
        ("new_day", "2026-12-14", "schon ein Termin"),
        ("new_day", "9999-12-31", "höchstens bis zum"),
        ("new_day", "0001-01-01", "Dieser Tag ist vorbei"),
        ("new_starts_at", "25:00", "Bitte schreiben Sie die Uhrzeit so: 14:30."),
        ("new_ends_at", "13:00", "nach dem Beginn"),
        ("new_starts_at", "", "muss auch einen Beginn angeben"),
        ("place", "4711", "Ihrer eigenen Orte"),
        ("note", "x" * 161, "160"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(
    browser, hour, field, value, sentence
) -> None:
    sent = {
        "new_day": "2026-12-09", "new_starts_at": "14:00", "new_ends_at": "16:00",
        "note": "Bibliothek zu", "place": "",
    } | {field: value}  # fmt: skip
    page = soup(browser.post(move_url(hour), sent))
    assert sentence in words(page.select_one(f"#id_{field}").find_parent(class_="w-field__wrapper"))
    if field != "note":
        assert page.select_one("#id_note")["value"] == "Bibliothek zu"
    assert not DateChange.objects.exists()


def test_a_place_of_others_is_refused_without_its_name(browser, hour, paunsdorf) -> None:
    theirs = make_place(paunsdorf, "Geheimer Treff")
    page = browser.post(move_url(hour), {"new_day": "2026-12-09", "place": theirs.pk})
    assert "Ihrer eigenen Orte" in words(soup(page))
    assert "Geheimer Treff" not in page.content.decode()
    assert not DateChange.objects.exists()


def test_all_dates_of_one_stand_on_its_page_with_what_is_not_shown(browser, hour) -> None:
    address = reverse("dates:hour", args=[hour.pk])
    page = soup(browser.get(address))
    assert "jeden Montag, 14–16 Uhr" in words(page)
    after = click(browser, address, "Nicht anzeigen")
    assert "Montag, 7. Dezember" not in words(soup(after).select_one("[aria-labelledby=kommend]"))
    assert "Montag, 7. Dezember 2026" in words(
        soup(after).select_one("[aria-labelledby=ausgelassen]")
    )
    after = click(browser, address, "Doch anzeigen")
    assert "Montag, 7. Dezember" in words(soup(after).select_one("[aria-labelledby=kommend]"))


def test_an_additional_date_is_entered_and_removed(browser, hour) -> None:
    address = reverse("dates:hour", args=[hour.pk])
    sent = {"day": "2026-12-09", "new_starts_at": "10:00", "new_ends_at": "11:00"}
    response = browser.post(reverse("dates:hour_add", args=[hour.pk]), sent, follow=True)
    assert "zusätzlich" in " ".join(rows(response))
    click(browser, address, "Entfernen")
    assert not DateChange.objects.exists()


def test_additional_dates_are_cancelled_one_by_one_with_a_click_or_a_reason(browser, hour) -> None:
    address = reverse("dates:hour", args=[hour.pk])
    for starts_at, ends_at in (("10:00", "11:00"), ("17:00", "18:00")):
        sent = {"day": "2026-12-07", "new_starts_at": starts_at, "new_ends_at": ends_at}
        browser.post(reverse("dates:hour_add", args=[hour.pk]), sent)
    after = click(browser, address, "Absagen")
    assert "am Montag, 7. Dezember 2026 ist abgesagt." in told(after)
    morning, planned, evening = rows(after)[:3]
    assert "10–11 Uhr" in morning
    assert "fällt aus" in morning
    assert "findet statt" in planned
    assert "zusätzlich" in evening
    [link] = [a for a in soup(after).select(".dates-acts a") if "Grund" in words(a)]
    form = soup(browser.get(link["href"]))
    assert "Montag, 7. Dezember 2026" in words(form.select_one("h2.dates-day"))
    response = browser.post(link["href"], {"note": "wegen <Sturm>", "back": address}, follow=True)
    assert "fällt aus wegen <Sturm>" in rows(response)[0]
    assert soup(browser.get(link["href"])).select_one("#id_note")["value"] == "wegen <Sturm>"
    after = click(browser, address, "Doch nicht absagen")
    assert "zusätzlich" in rows(after)[0]
    first = soup(after).select_one(".dates-row")
    labels = [words(one).partition(":")[0].strip() for one in first.select("button")]
    assert labels == ["Absagen", "Entfernen"]


def test_a_cancelled_date_and_an_addition_at_the_same_time_have_buttons_of_their_own(
    browser, hour
) -> None:
    address = reverse("dates:hour", args=[hour.pk])
    browser.post(move_url(hour, act="cancel"))
    browser.post(reverse("dates:hour_add", args=[hour.pk]), {"day": "2026-12-07"})
    extra = DateChange.objects.get(kind="extra")
    act = reverse("dates:hour_cancel_addition", args=[hour.pk, extra.pk])
    browser.post(act)
    first, second = soup(browser.get(address)).select(".dates-row")[:2]
    assert {one.form["action"] for one in (first, second)} == {
        move_url(hour, act="take_back"),
        reverse("dates:hour_take_back_addition", args=[hour.pk, extra.pk]),
    }


def test_what_was_removed_meanwhile_is_said_and_has_no_form(browser, hour) -> None:
    for number in (4711, 10**30):
        for act in ("cancel", "take_back"):
            address = reverse(f"dates:hour_{act}_addition", args=[hour.pk, number])
            response = browser.post(address, follow=True)
            assert "gelöscht" in told(response)
        address = reverse("dates:hour_cancel_addition", args=[hour.pk, number])
        assert browser.get(address).status_code == 404


def test_an_additional_date_in_a_closure_has_no_button(browser, hour, gruenau) -> None:
    browser.post(reverse("dates:hour_add", args=[hour.pk]), {"day": "2026-12-05"})
    make_closure(gruenau, at("2026-12-05"), at("2026-12-06"), reason="Urlaub")
    first = soup(browser.get(INDEX)).select_one(".dates-row")
    assert "fällt aus Urlaub" in words(first)
    assert first.form is None


def test_a_change_that_fits_no_day_is_named_and_removed(browser, hour) -> None:
    browser.post(move_url(hour, act="cancel"))
    hour.weekdays = [1]
    hour.save()
    address = reverse("dates:hour", args=[hour.pk])
    page = soup(browser.get(address))
    orphans = page.select_one("[aria-labelledby=verwaist]")
    assert "Passt zu keinem Tag der Regel mehr" in words(orphans)
    assert "Montag, 7. Dezember 2026" in words(orphans)
    browser.post(orphans.form["action"])
    assert soup(browser.get(address)).select_one("[aria-labelledby=verwaist]") is None


def test_what_a_closure_cancels_has_no_button(browser, hour, gruenau) -> None:
    make_closure(gruenau, at("2026-12-07"), at("2026-12-08"), reason="Urlaub")
    first = soup(browser.get(INDEX)).select_one(".dates-row")
    assert "fällt aus Urlaub" in words(first)
    assert first.form is None


def test_what_moved_into_a_closure_keeps_its_move(browser, hour, gruenau) -> None:
    browser.post(move_url(hour), {"new_day": "2026-12-09"})
    make_closure(gruenau, at("2026-12-09"), at("2026-12-10"), reason="Urlaub")
    rows = soup(browser.get(INDEX)).select(".dates-row")
    [cancelled] = [row for row in rows if "fällt aus Urlaub" in words(row)]
    assert cancelled.form is None


def test_others_find_nothing_and_change_nothing(
    gruenau, paunsdorf, editor_of, event, hour, browser
) -> None:
    stranger = logged_in(editor_of(paunsdorf))
    browser.post(reverse("dates:hour_add", args=[hour.pk]), {"day": "2026-12-09"})
    extra = DateChange.objects.get()
    before = list(DateChange.objects.values()), list(Occurrence.objects.values())
    assert rows(stranger.get(INDEX)) == []
    assert stranger.get(INDEX, {"management": "gruenau"}).status_code == 404
    for kind, source in (("event", event), ("hour", hour)):
        addresses = [
            reverse(f"dates:{kind}", args=[source.pk]),
            reverse(f"dates:{kind}_add", args=[source.pk]),
            *(
                reverse(f"dates:{kind}_{act}", args=[source.pk, extra.pk])
                for act in ("remove", "cancel_addition", "take_back_addition")
            ),
            *(move_url(source, act=act) for act in ("cancel", "move", "leave_out", "take_back")),
        ]
        for address in addresses:
            assert stranger.get(address).status_code == 404, address
            sent = {"new_day": "2026-12-10", "day": "2026-12-10"}
            assert stranger.post(address, sent).status_code == 404, address
    assert (list(DateChange.objects.values()), list(Occurrence.objects.values())) == before


def test_a_change_of_another_source_is_not_changed_by_its_number(
    paunsdorf, editor_of, browser, hour
) -> None:
    browser.post(reverse("dates:hour_add", args=[hour.pk]), {"day": "2026-12-09"})
    own = make_hour(paunsdorf)
    stranger = logged_in(editor_of(paunsdorf))
    foreign = DateChange.objects.get()
    before = list(DateChange.objects.values())
    for act in ("remove", "cancel_addition", "take_back_addition"):
        address = reverse(f"dates:hour_{act}", args=[own.pk, foreign.pk])
        stranger.get(address)
        stranger.post(address, {"note": "fremd"})
    assert list(DateChange.objects.values()) == before


@pytest.mark.parametrize("day", ["2026-02-30", "gestern", "2026-12-08", "99999999999999"])
def test_days_that_are_none_lead_nowhere(browser, hour, day) -> None:
    assert browser.get(move_url(hour, day)).status_code == 404
    assert browser.post(move_url(hour, day, "cancel")).status_code in {302, 404, 200}
    assert not DateChange.objects.exists()


@pytest.mark.parametrize("number", ["0", "99999999999999999999999"])
def test_numbers_that_are_none_lead_nowhere(browser, number) -> None:
    for kind in ("veranstaltung", "sprechstunde"):
        assert browser.get(f"{INDEX}{kind}/{number}/").status_code == 404
    for act in ("zusagen", "nicht-dabei", "zuruecknehmen"):
        assert browser.post(f"{INDEX}gemeinsam/{number}/{act}/").status_code == 404


def test_a_change_without_a_number_of_its_own_is_none(browser, hour) -> None:
    address = reverse("dates:hour_remove", args=[hour.pk, 10**30])
    assert browser.post(address).status_code == 302


@pytest.mark.parametrize("number", ["0", "-1", "²", "abc", "999999999999999999999"])
def test_page_numbers_out_of_range_show_some_page(browser, hour, number) -> None:
    assert browser.get(INDEX, {"p": number}).status_code == 200


def test_acts_do_not_lead_to_other_websites(browser, event) -> None:
    for back in (
        "https://example.org/",
        "//example.org/",
        "javascript:alert(1)",
        "\\\\example.org",
    ):
        response = browser.post(move_url(event, act="take_back"), {"back": back})
        assert response["Location"] == reverse("dates:event", args=[event.pk])
        assert back not in str(
            soup(browser.get(move_url(event), {"back": back})).select(".dates-form a")
        )


def test_an_editor_of_two_managements_chooses_between_them(
    gruenau, paunsdorf, editor_of, event
) -> None:
    make_hour(paunsdorf, title="Sprechzeit")
    editor = editor_of(gruenau)
    editor.groups.add(paunsdorf.editors)
    browser = logged_in(editor)
    both = " ".join(rows(browser.get(INDEX)))
    assert "Stadtteilforum" in both
    assert "Sprechzeit" in both
    one = " ".join(rows(browser.get(INDEX, {"management": "gruenau"})))
    assert "Stadtteilforum" in one
    assert "Sprechzeit" not in one


def test_the_city_sees_all_and_its_own(city_browser, event, city) -> None:
    make_event(None, "Stadtfest")
    found = rows(city_browser.get(INDEX))
    assert any("Stadtfest" in row and "Stadt" in row for row in found)
    assert any("Stadtteilforum" in row and "Gruenau" in row for row in found)


def test_an_event_that_is_not_published_has_a_page_without_dates(browser, gruenau) -> None:
    draft = make_event(gruenau, "Entwurf", is_live=False)
    page = soup(browser.get(reverse("dates:event", args=[draft.pk])))
    assert "Diese Veranstaltung ist nicht veröffentlicht" in words(page)
    browser.post(move_url(draft, act="cancel"))
    assert "nicht veröffentlicht" in words(soup(browser.get(INDEX)))
    assert not DateChange.objects.exists()


def test_an_event_in_the_trash_is_nobodys(browser, event) -> None:
    move_to_trash(page=event, by=None, now=NOW)
    assert browser.get(reverse("dates:event", args=[event.pk])).status_code == 404


def test_the_way_to_the_dates_stands_at_the_event(browser, event, gruenau) -> None:
    address = reverse("dates:event", args=[event.pk])
    for page in (
        reverse("wagtailadmin_pages:edit", args=[event.pk]),
        reverse("wagtailadmin_explore", args=[event.get_parent().pk]),
    ):
        assert address in browser.get(page).content.decode(), page
    edit = reverse("wagtailadmin_pages:edit", args=[gruenau.page.pk])
    assert "/admin/termine/veranstaltung/" not in browser.get(edit).content.decode()


def test_the_way_to_the_dates_stands_in_the_list_of_consultation_hours(browser, hour) -> None:
    listed = browser.get(reverse("wagtailsnippets_offices_consultationhour:list"))
    assert reverse("dates:hour", args=[hour.pk]) in listed.content.decode()
    page = browser.get(reverse("dates:hour", args=[hour.pk])).content.decode()
    assert reverse("wagtailsnippets_offices_consultationhour:edit", args=[hour.pk]) in page


def test_the_menu_leads_to_the_dates_of_those_who_have_any(browser, city) -> None:
    assert '"/admin/termine/"' in browser.get("/admin/").content.decode()
    outsider = User.objects.create_user("fremd", "fremd@example.org", "geheim")
    outsider.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert '"/admin/termine/"' not in logged_in(outsider).get("/admin/").content.decode()


@pytest.mark.once
def test_many_dates_take_as_many_queries_as_few(browser, gruenau, hour, event) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert browser.get(INDEX).status_code == 200
        return len(found)

    queries()
    few = queries()
    for number in range(20):
        make_event(gruenau, f"Fest {number}", first_day=MONDAY)
    assert queries() == few


def header(page: BeautifulSoup) -> dict[str, str]:
    """Return where the buttons beside the title lead."""
    return {words(one): one["href"] for one in page.select("a.w-header-button")}


def public_ways(page: BeautifulSoup) -> dict[str, str]:
    """Return where the links to what the public sees lead."""
    return {words(one): one["href"] for one in page.select(".dates-ways a")}


def new_event_at(management) -> str:
    calendar = calendar_of(management)
    return reverse("wagtailadmin_pages:add", args=["events", "eventpage", calendar.pk])


def test_the_ways_to_new_dates_and_to_what_the_public_sees_stand_above_the_dates(
    browser, gruenau
) -> None:
    page = soup(browser.get(INDEX))
    ways, public = header(page), public_ways(page)
    assert list(ways) == ["Neue Veranstaltung", "Neue Sprechstunde"]
    response = browser.get(ways["Neue Veranstaltung"], follow=True)
    assert response.redirect_chain[-1][0] == new_event_at(gruenau)
    assert response.status_code == 200
    assert browser.get(ways["Neue Sprechstunde"]).status_code == 200
    assert list(public) == ["Aushang drucken (PDF)", "Öffentlicher Kalender"]
    assert public["Aushang drucken (PDF)"].endswith("/gruenau/termine/aushang.pdf")
    assert public["Öffentlicher Kalender"].endswith("/gruenau/termine/")


def test_a_management_in_preparation_has_no_public_calendar_to_look_at(browser, gruenau) -> None:
    gruenau.status = gruenau.Status.PREPARATION
    gruenau.save()
    page = soup(browser.get(INDEX))
    assert list(header(page)) == ["Neue Veranstaltung", "Neue Sprechstunde"]
    assert public_ways(page) == {}


def test_a_management_that_has_ended_holds_nothing_new(browser, gruenau) -> None:
    gruenau.status = gruenau.Status.CLOSED
    gruenau.save()
    assert "Neue Veranstaltung" not in header(soup(browser.get(INDEX)))
    assert browser.get(NEW).status_code == 404


def test_an_editor_of_two_managements_chooses_the_calendar_of_a_new_event(
    gruenau, paunsdorf, editor_of
) -> None:
    editor = editor_of(gruenau)
    editor.groups.add(paunsdorf.editors)
    browser = logged_in(editor)
    page = soup(browser.get(INDEX))
    ways = header(page)
    assert list(ways) == ["Neue Veranstaltung", "Neue Sprechstunde"]
    assert public_ways(page) == {}
    links = soup(browser.get(ways["Neue Veranstaltung"])).select(".new-page-choice a")
    assert [one["href"] for one in links] == [new_event_at(gruenau), new_event_at(paunsdorf)]
    page = soup(browser.get(INDEX, {"management": "paunsdorf"}))
    ways = header(page)
    assert browser.get(ways["Neue Veranstaltung"])["Location"] == new_event_at(paunsdorf)
    assert public_ways(page)["Öffentlicher Kalender"].endswith("/paunsdorf/termine/")


def test_a_new_event_of_the_city_stands_in_its_calendar(city_browser, gruenau) -> None:
    page = soup(city_browser.get(INDEX))
    ways, public = header(page), public_ways(page)
    assert city_browser.get(ways["Neue Veranstaltung"])["Location"] == new_event_at(None)
    assert public["Öffentlicher Kalender"].endswith("/termine/")
    assert "gruenau" not in public["Öffentlicher Kalender"]
    response = city_browser.get(NEW, {"management": "gruenau"})
    assert response["Location"] == new_event_at(gruenau)


def test_nobody_is_led_to_the_calendar_of_others(browser, paunsdorf) -> None:
    assert browser.get(NEW, {"management": "paunsdorf"}).status_code == 404
    assert browser.get(NEW, {"management": "nirgends"}).status_code == 404


def panel(browser) -> BeautifulSoup:
    return soup(browser.get("/admin/")).find(id="next-dates-section")


def test_the_start_of_the_cms_shows_the_next_dates_and_the_way_to_a_new_one(
    browser, hour, event, gruenau, paunsdorf
) -> None:
    make_event(paunsdorf, "Fremdes Fest")
    shown = panel(browser)
    found = [words(one) for one in shown.select("li")]
    assert len(found) == 4
    assert found[0].startswith("Montag, 7. Dezember")
    assert "Sprechstunde" in found[0]
    assert "Stadtteilforum" in found[1]
    assert "Fremdes Fest" not in words(shown)
    ways = {words(one): one["href"] for one in shown.select("a.button")}
    assert ways == {"Neue Veranstaltung": NEW, "Zu Ihren Terminen": INDEX}
    assert browser.get(NEW)["Location"] == new_event_at(gruenau)


def test_a_date_that_fails_says_so_on_the_start_of_the_cms(browser, event) -> None:
    click(browser, INDEX, "Absagen")
    [line] = panel(browser).select("li")
    assert "fällt aus" in words(line)
    assert words(line.s) == "Stadtteilforum"


def test_the_start_of_the_cms_says_that_nothing_is_coming(browser, gruenau) -> None:
    assert "Zurzeit steht kein Termin an." in words(panel(browser))


def test_the_city_sees_its_own_dates_on_the_start_of_the_cms(city_browser, event) -> None:
    make_event(None, "Stadtfest")
    assert [words(one.a) for one in panel(city_browser).select("li")] == ["Stadtfest"]


def test_people_without_a_management_have_no_dates_on_the_start_of_the_cms(city) -> None:
    outsider = User.objects.create_user("fremd", "fremd@example.org", "geheim")
    outsider.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert panel(logged_in(outsider)) is None


@pytest.mark.once
def test_the_next_dates_cost_the_same_with_many_as_with_few(browser, gruenau, event) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert panel(browser)
        return len(found)

    queries()
    few = queries()
    for number in range(10):
        make_event(gruenau, f"Fest {number}")
    assert queries() == few
