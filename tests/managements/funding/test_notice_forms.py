"""The forms of funding notices: what they ask, refuse, and change along with what is asked."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import IntegrityError
from django.test import Client
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from managements.funding.models import FundingNotice, NoticeProgramme
from managements.funding.placeholders import Placeholder
from managements.models import Management
from tests.builders import logged_in
from tests.dates import at
from tests.managements.funding.noticed import (
    NOTICES,
    editor_form,
    errors_by_field,
    form,
    make_notice,
    make_programme,
)

day = datetime.date.fromisoformat


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    """It is Monday, 30 November 2026, at nine o'clock."""
    with time_machine.travel(at("2026-11-30", "09:00"), tick=False):
        yield


@pytest.fixture
def browser(gruenau: Management, editor_of: Any) -> Client:
    return logged_in(editor_of(gruenau))


def days_of(management: Management) -> list[tuple[Any, Any]]:
    notices = FundingNotice.objects.of(management).in_order()
    return [(one.valid_from, one.valid_until) for one in notices]


# --- A new notice -----------------------------------------------------------------------------


def test_a_notice_is_stored_with_its_programmes_in_their_order(
    browser: Client, gruenau: Management
) -> None:
    second, first = make_programme("Zweites"), make_programme("Erstes")
    text = "{Management} im Auftrag {Auftraggeber}, Träger {Träger}, aus {Programm}."
    sent = form(first, second, text=text, carrier="Verein")
    response = browser.post(f"{NOTICES}add/", sent)
    assert errors_by_field(response) == {}
    notice = FundingNotice.objects.get()
    assert notice.management == gruenau
    assert notice.programmes == [first, second]
    assert NoticeProgramme.objects.count() == 2


def test_a_new_form_knows_the_commissioner_already(browser: Client, gruenau: Management) -> None:
    Management.objects.filter(pk=gruenau.pk).update(commissioner="Stadt Halle")
    assert editor_form(browser.get(f"{NOTICES}add/"))["commissioner"] == "Stadt Halle"


def test_whoever_has_several_managements_gets_the_commissioner_of_the_one_in_the_address(
    stadt: Client, gruenau: Management, paunsdorf: Management
) -> None:
    Management.objects.filter(pk=paunsdorf.pk).update(commissioner="Stadt Halle")
    shown = editor_form(stadt.get(f"{NOTICES}add/?management={paunsdorf.pk}"))
    assert shown["commissioner"] == "Stadt Halle"
    assert shown["management"] == [str(paunsdorf.pk)]
    assert editor_form(stadt.get(f"{NOTICES}add/"))["commissioner"] != "Stadt Halle"


def test_the_form_says_what_each_placeholder_becomes(browser: Client, gruenau: Management) -> None:
    notice = make_notice(gruenau, "{Träger}", carrier="Verein <b>")
    page = BeautifulSoup(browser.get(f"{NOTICES}edit/{notice.pk}/").content, "html.parser")
    told = {
        one.code.get_text(): one.get_text(" ", strip=True)
        for one in page.select(".help-info li")
        if one.code
    }
    assert list(told) == [one.written for one in Placeholder]
    # A name may have quotation marks of its own, so that none stand around it.
    assert told["{Management}"].endswith(", zurzeit: Quartiersmanagement Gruenau")
    assert told["{Träger}"].endswith(", zurzeit: Verein <b>")
    assert "zurzeit" not in told["{Programm}"]


# --- What is refused --------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["text", "budget_sentence", "extra_wording"])
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{Stadt}", "Einen Platzhalter {Stadt} gibt es nicht. Möglich sind: {Management},"),
        ("{träger}", "Einen Platzhalter {träger} gibt es nicht."),
        ("{}", "Einen Platzhalter {} gibt es nicht."),
        ("Von {", "Hier steht eine Klammer allein."),
        ("}", "Hier steht eine Klammer allein."),
        ("{{Träger}}", "Träger"),
        # Signs that nobody sees, and such that say nothing.
        ("\u200b", "Hier steht kein Buchstabe und keine Ziffer."),
        ("\u00ad – \u2060 …", "Bitte schreiben Sie einen Text, den man lesen kann."),
        ("{Träger}", "Hier steht {Träger}, aber oben ist kein Träger eingetragen."),
        ("{Programm}", "Hier steht {Programm}, aber oben ist kein Programm gewählt."),
    ],
)
def test_what_a_text_cannot_name_is_refused_at_that_text(
    browser: Client, gruenau: Management, field: str, text: str, sentence: str
) -> None:
    said = errors_by_field(browser.post(f"{NOTICES}add/", form(**{field: text})))
    assert list(said) == [field]
    assert sentence in said[field]
    assert not FundingNotice.objects.exists()


def test_a_programme_that_is_taken_out_no_longer_fills_its_placeholder(
    browser: Client, gruenau: Management
) -> None:
    notice = make_notice(gruenau, "Aus {Programm}.", make_programme("Eins"))
    row = notice.notice_programmes.get()
    sent = form(text="Aus {Programm}.") | nested_form_data(
        {
            "notice_programmes": inline_formset(
                [{"programme": row.programme_id, "id": row.pk, "DELETE": "on"}], initial=1
            )
        }
    )
    said = errors_by_field(browser.post(f"{NOTICES}edit/{notice.pk}/", sent))
    assert "kein Programm gewählt" in said["text"]
    assert notice.notice_programmes.count() == 1


def test_the_same_programme_twice_is_refused_at_the_second(
    browser: Client, gruenau: Management
) -> None:
    programme = make_programme("Eins")
    said = errors_by_field(browser.post(f"{NOTICES}add/", form(programme, programme)))
    assert said == {"notice_programmes-1-programme": "Dieses Programm steht hier schon."}


def test_an_empty_row_asks_for_a_programme(browser: Client, gruenau: Management) -> None:
    rows = nested_form_data({"notice_programmes": inline_formset([{"programme": ""}])})
    said = errors_by_field(browser.post(f"{NOTICES}add/", form() | rows))
    assert said == {"notice_programmes-0-programme": "Bitte wählen Sie ein Programm."}


def test_programmes_may_swap_their_places(browser: Client, gruenau: Management) -> None:
    one, two = make_programme("Eins"), make_programme("Zwei")
    notice = make_notice(gruenau, "Aus {Programm}.", one, two)
    first, second = notice.notice_programmes.all()
    rows = inline_formset(
        [{"programme": two.pk, "id": first.pk}, {"programme": one.pk, "id": second.pk}], initial=2
    )
    sent = form() | nested_form_data({"notice_programmes": rows})
    assert errors_by_field(browser.post(f"{NOTICES}edit/{notice.pk}/", sent)) == {}
    assert FundingNotice.objects.get().programmes == [two, one]


def test_an_end_before_the_start_and_days_that_do_not_exist_are_refused(
    browser: Client, gruenau: Management
) -> None:
    sent = form(valid_from="01.03.2027", valid_until="28.02.2027")
    said = errors_by_field(browser.post(f"{NOTICES}add/", sent))
    assert said == {"valid_until": "Der letzte Tag darf nicht vor dem ersten liegen."}
    sent = form(valid_from="30.02.2027", valid_until="01.01.1999")
    assert list(errors_by_field(browser.post(f"{NOTICES}add/", sent))) == [
        "valid_from", "valid_until",
    ]  # fmt: skip


def test_a_form_without_a_text_or_a_commissioner_is_refused(
    browser: Client, gruenau: Management
) -> None:
    said = errors_by_field(browser.post(f"{NOTICES}add/", form(text="", commissioner=" ")))
    assert list(said) == ["commissioner", "text"]


# --- The notice before ------------------------------------------------------------------------


def test_the_notice_before_ends_on_the_day_before(browser: Client, gruenau: Management) -> None:
    old = make_notice(gruenau, "alt")
    response = browser.post(f"{NOTICES}add/", form(valid_from="01.01.2027"), follow=True)
    assert errors_by_field(response) == {}
    assert days_of(gruenau) == [(None, day("2026-12-31")), (day("2027-01-01"), None)]
    old.refresh_from_db()
    assert old.text == "alt"
    assert "Der Hinweis davor gilt bis zum 31. Dezember 2026." in response.content.decode()
    assert ModelLogEntry.objects.filter(object_id=str(old.pk), action="wagtail.edit").exists()


def test_only_the_notice_that_is_valid_on_the_first_day_ends(
    browser: Client, gruenau: Management, paunsdorf: Management
) -> None:
    make_notice(gruenau, "früher", valid_until=day("2025-12-31"))
    make_notice(gruenau, "alt", valid_from=day("2026-01-01"), valid_until=day("2027-06-30"))
    make_notice(gruenau, "später", valid_from=day("2027-07-01"))
    make_notice(paunsdorf, "fremd")
    sent = form(valid_from="01.03.2027", valid_until="30.06.2027")
    assert errors_by_field(browser.post(f"{NOTICES}add/", sent)) == {}
    assert days_of(gruenau) == [
        (None, day("2025-12-31")),
        (day("2026-01-01"), day("2027-02-28")),
        (day("2027-03-01"), day("2027-06-30")),
        (day("2027-07-01"), None),
    ]
    assert days_of(paunsdorf) == [(None, None)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        # The box is not ticked.
        (
            {"ends_previous": None, "valid_from": "01.01.2027"},
            "Ein anderer Hinweis gilt schon ab dem 1. Januar 2026. Bitte lassen",
        ),
        # Both would begin on the same day: then nothing of the old one would be left.
        ({"valid_from": "01.01.2026"}, "ab dem 1. Januar 2026. Bitte lassen"),
        ({"valid_from": "01.12.2025"}, "ab dem 1. Januar 2026. Bitte lassen"),
        ({"valid_from": ""}, "Bitte geben Sie an, von welchem Tag an der neue gilt."),
    ],
)
def test_other_overlaps_are_refused_with_the_other_notice_and_its_days(
    browser: Client, gruenau: Management, changes: dict[str, Any], sentence: str
) -> None:
    make_notice(gruenau, "alt", valid_from=day("2026-01-01"))
    said = errors_by_field(browser.post(f"{NOTICES}add/", form(**changes)))
    assert list(said) == ["valid_from"]
    assert sentence in said["valid_from"]
    assert days_of(gruenau) == [(day("2026-01-01"), None)]


def test_a_later_notice_is_in_the_way_although_the_one_before_would_end(
    browser: Client, gruenau: Management
) -> None:
    make_notice(gruenau, "alt", valid_until=day("2027-06-30"))
    make_notice(gruenau, "später", valid_from=day("2027-07-01"))
    said = errors_by_field(browser.post(f"{NOTICES}add/", form(valid_from="01.03.2027")))
    assert "ab dem 1. Juli 2027" in said["valid_from"]
    assert days_of(gruenau)[0] == (None, day("2027-06-30"))


def test_a_form_that_fails_elsewhere_changes_nothing(browser: Client, gruenau: Management) -> None:
    make_notice(gruenau, "alt")
    sent = form(valid_from="01.01.2027", text="{Unbekannt}")
    assert list(errors_by_field(browser.post(f"{NOTICES}add/", sent))) == ["text"]
    assert days_of(gruenau) == [(None, None)]


def test_nothing_is_changed_where_the_new_notice_cannot_be_stored(
    browser: Client, gruenau: Management, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_notice(gruenau, "alt")
    save = FundingNotice.save

    def refuse(notice: FundingNotice, *args: Any, **kwargs: Any) -> None:
        if notice.pk is None:
            raise IntegrityError
        save(notice, *args, **kwargs)

    monkeypatch.setattr(FundingNotice, "save", refuse)
    said = errors_by_field(browser.post(f"{NOTICES}add/", form(valid_from="01.01.2027")))
    assert said == {"valid_from": "In dieser Zeit gilt schon ein anderer Hinweis."}
    assert days_of(gruenau) == [(None, None)]
    assert not ModelLogEntry.objects.filter(action="wagtail.edit").exists()


# --- Notices that are there -------------------------------------------------------------------


def test_a_running_notice_may_be_corrected_and_the_form_says_what_that_does(
    browser: Client, gruenau: Management
) -> None:
    notice = make_notice(gruenau, "falsch", valid_from=day("2026-03-01"))
    page = browser.get(f"{NOTICES}edit/{notice.pk}/")
    html = " ".join(BeautifulSoup(page.content, "html.parser").get_text(" ").split())
    assert "Dieser Hinweis gilt ab dem 1. März 2026." in html
    assert "unter allen Beiträgen aus diesen Tagen" in html
    assert "ends_previous" not in editor_form(page)
    sent = form(text="richtig", valid_from="01.02.2026", valid_until="31.12.2026")
    assert errors_by_field(browser.post(f"{NOTICES}edit/{notice.pk}/", sent)) == {}
    notice.refresh_from_db()
    assert (notice.text, notice.valid_from) == ("richtig", day("2026-02-01"))


def test_a_notice_to_come_needs_no_such_hint(browser: Client, gruenau: Management) -> None:
    notice = make_notice(gruenau, "neu", valid_from=day("2026-12-01"))
    html = browser.get(f"{NOTICES}edit/{notice.pk}/").content.decode()
    assert "unter allen Beiträgen" not in html


def test_a_copy_takes_words_and_programmes_and_begins_as_the_last_one_ends(
    browser: Client, gruenau: Management
) -> None:
    programmes = [make_programme("Zwei"), make_programme("Eins")]
    old = make_notice(gruenau, "Aus {Programm}.", *programmes, valid_until=day("2025-12-31"))
    make_notice(gruenau, "danach", valid_from=day("2026-01-01"), valid_until=day("2026-12-31"))
    page = browser.get(f"{NOTICES}copy/{old.pk}/")
    html = page.content.decode()
    assert "unter allen Beiträgen" not in html
    sent = editor_form(page)
    assert (sent["valid_from"], sent["valid_until"]) == ("01.01.2027", "")
    action = BeautifulSoup(html, "html.parser").find(attrs={"name": "text"}).find_parent("form")
    assert errors_by_field(browser.post(action["action"], sent)) == {}
    new = FundingNotice.objects.latest("pk")
    assert new.text == "Aus {Programm}."
    assert new.programmes == programmes == old.programmes
    assert (new.valid_from, new.valid_until) == (day("2027-01-01"), None)
    old.refresh_from_db()
    assert old.valid_until == day("2025-12-31")


def test_a_copy_of_a_notice_without_an_end_asks_for_its_first_day_and_lets_the_old_one_end(
    browser: Client, gruenau: Management
) -> None:
    old = make_notice(gruenau, "alt", make_programme("Eins"))
    sent = editor_form(browser.get(f"{NOTICES}copy/{old.pk}/"))
    assert sent["valid_from"] == ""
    said = errors_by_field(browser.post(f"{NOTICES}add/", sent))
    assert "von welchem Tag an" in said["valid_from"]
    sent["valid_from"] = "01.01.2027"
    assert errors_by_field(browser.post(f"{NOTICES}add/", sent)) == {}
    assert days_of(gruenau) == [(None, day("2026-12-31")), (day("2027-01-01"), None)]


def test_the_city_copies_a_notice_within_its_management_or_to_another_one(
    stadt: Client, gruenau: Management, paunsdorf: Management
) -> None:
    old = make_notice(gruenau, "alt", valid_until=day("2026-12-31"))
    sent = editor_form(stadt.get(f"{NOTICES}copy/{old.pk}/"))
    assert sent["management"] == [str(gruenau.pk)]
    assert errors_by_field(stadt.post(f"{NOTICES}add/", sent)) == {}
    sent["management"] = [str(paunsdorf.pk)]
    assert errors_by_field(stadt.post(f"{NOTICES}add/", sent)) == {}
    assert len(days_of(gruenau)) == 2
    assert len(days_of(paunsdorf)) == 1


def test_strangers_notices_are_neither_copied_nor_entered(
    browser: Client, gruenau: Management, paunsdorf: Management
) -> None:
    theirs = make_notice(paunsdorf, "Kanarienvogel")
    assert browser.get(f"{NOTICES}copy/{theirs.pk}/").status_code == 404
    browser.post(f"{NOTICES}add/", form(management=paunsdorf.pk, valid_from="01.01.2027"))
    assert len(days_of(paunsdorf)) == 1
    assert days_of(paunsdorf) == [(None, None)]
