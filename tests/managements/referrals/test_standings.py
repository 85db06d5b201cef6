"""What holds on a day: four answers, no answer, and the day on which "not at present" ends."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from managements.referrals.models import Answer
from managements.referrals.standings import Standing, State, standing_on

LAST_DAY = datetime.date(2026, 12, 31)
DAYS = {
    "long before": datetime.date(2020, 2, 29),
    "the day before": datetime.date(2026, 12, 30),
    "the last day": LAST_DAY,
    "the day after": datetime.date(2027, 1, 1),
    "long after": datetime.date(2040, 1, 1),
}
UTC = datetime.UTC
# Berlin is one hour ahead of UTC in winter and two in summer.
MOMENTS = [
    pytest.param(datetime.date(2026, 12, 31), "2026-12-31T22:00", True, id="winter: 23 h"),
    pytest.param(datetime.date(2026, 12, 31), "2026-12-31T22:59:59", True, id="winter: 23:59:59"),
    pytest.param(datetime.date(2026, 12, 31), "2026-12-31T23:00", False, id="winter: midnight"),
    pytest.param(datetime.date(2026, 12, 31), "2026-12-31T23:59", False, id="winter: 0:59"),
    pytest.param(datetime.date(2026, 12, 31), "2027-01-01T00:00", False, id="winter: 1 h"),
    pytest.param(datetime.date(2026, 6, 30), "2026-06-30T21:59:59", True, id="summer: 23:59:59"),
    pytest.param(datetime.date(2026, 6, 30), "2026-06-30T22:00", False, id="summer: midnight"),
    pytest.param(datetime.date(2026, 6, 30), "2026-06-30T23:59", False, id="summer: 1:59"),
    # The nights before the clocks change, and after: the offset of the day itself counts.
    pytest.param(datetime.date(2026, 3, 28), "2026-03-28T22:59", True, id="spring: 23:59"),
    pytest.param(datetime.date(2026, 3, 28), "2026-03-28T23:00", False, id="spring: midnight"),
    pytest.param(datetime.date(2026, 3, 29), "2026-03-29T21:59", True, id="first summer day"),
    pytest.param(datetime.date(2026, 3, 29), "2026-03-29T22:00", False, id="after it"),
    pytest.param(datetime.date(2026, 10, 24), "2026-10-24T22:00", False, id="autumn: midnight"),
    pytest.param(datetime.date(2026, 10, 25), "2026-10-25T22:59", True, id="first winter day"),
    pytest.param(datetime.date(2026, 10, 25), "2026-10-25T23:00", False, id="after that"),
]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("state", [State.YES, State.ADVICE, State.NOT_OUR_TASK])
def test_what_has_no_end_holds_on_every_day(state: State, day: str) -> None:
    assert standing_on(DAYS[day], state) == Standing(state)


@pytest.mark.parametrize("day", DAYS)
def test_without_an_answer_nobody_can_say_on_any_day(day: str) -> None:
    assert standing_on(DAYS[day], None) is Standing.ASK


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("long before", Standing.NOT_NOW),
        ("the day before", Standing.NOT_NOW),
        ("the last day", Standing.NOT_NOW),
        ("the day after", Standing.ASK),
        ("long after", Standing.ASK),
    ],
)
def test_not_at_present_holds_through_its_last_day_and_then_people_ask(
    day: str, standing: Standing
) -> None:
    assert standing_on(DAYS[day], State.NOT_NOW, LAST_DAY) is standing
    answer = Answer(state=State.NOT_NOW, until=LAST_DAY)
    assert answer.standing(DAYS[day]) is standing
    assert answer.has_expired(DAYS[day]) is (standing is Standing.ASK)


@given(on=st.dates(), until=st.dates(), state=st.sampled_from([None, *State]))
def test_no_day_turns_a_no_or_an_unknown_into_help(
    on: datetime.date, until: datetime.date, state: State | None
) -> None:
    standing = standing_on(on, state, until)
    assert bool(standing.helpfulness) == (state in {State.YES, State.ADVICE})
    assert standing.is_refusal == (
        state == State.NOT_OUR_TASK or (state == State.NOT_NOW and on <= until)
    )
    assert not (standing.is_refusal and standing.helpfulness)


def test_doing_helps_more_than_advising_and_the_rest_is_no_help_that_is_certain() -> None:
    assert {standing: standing.helpfulness for standing in Standing} == {
        Standing.YES: 2,
        Standing.ADVICE: 1,
        Standing.ASK: 0,
        Standing.NOT_NOW: 0,
        Standing.NOT_OUR_TASK: 0,
    }


@pytest.mark.parametrize(
    ("standing", "own", "others"),
    [
        (Standing.YES, "Ja, das machen wir.", "macht das"),
        (Standing.ADVICE, "Dazu beraten wir Sie.", "berät dazu"),
        (Standing.ASK, "Bitte fragen Sie nach.", "bitte nachfragen"),
        (Standing.NOT_NOW, "Zurzeit nicht.", "zurzeit nicht"),
        (Standing.NOT_OUR_TASK, "Das ist nicht unsere Aufgabe.", "nicht die Aufgabe dort"),
    ],
)
def test_every_standing_has_german_words_for_oneself_and_for_others(
    standing: Standing, own: str, others: str
) -> None:
    assert (standing.sentence, standing.of_others) == (own, others)


@pytest.mark.parametrize(("last_day", "utc", "holds"), MOMENTS)
def test_the_day_ends_at_midnight_in_berlin(
    at, client, gruenau, ask, answer, last_day: datetime.date, utc: str, holds: bool
) -> None:
    answer(gruenau, ask(), State.NOT_NOW, until=last_day, reason="Uns fehlt die Zeit.")
    at(datetime.datetime.fromisoformat(utc).replace(tzinfo=UTC))
    shown = shown_answer(client.get("/gruenau/anliegen/praktikum/"))
    assert ("Zurzeit nicht." in shown) is holds
    assert ("Bitte fragen Sie nach." in shown) is not holds
    assert ("Uns fehlt die Zeit." in shown) is holds, "a reason that no longer holds is not told"
    assert str(last_day.year) in shown, "until when it held is said either way"
    listed = client.get("/gruenau/anliegen/").content.decode()
    assert ("standing--not_now" in listed) is holds
    assert ("standing--ask" in listed) is not holds


@pytest.mark.parametrize(("last_day", "utc", "holds"), MOMENTS)
def test_the_editors_are_told_from_the_same_midnight_on(
    at, gruenau, ask, answer, last_day: datetime.date, utc: str, holds: bool
) -> None:
    answer(gruenau, ask(), State.NOT_NOW, until=last_day)
    at(datetime.datetime.fromisoformat(utc).replace(tzinfo=UTC))
    assert Answer.objects.expired(timezone.localdate()).exists() is not holds


def test_the_database_takes_no_end_for_what_has_none_and_asks_for_one(gruenau, ask) -> None:
    enquiry = ask()
    wrong: list[dict[str, Any]] = [
        {"state": State.NOT_NOW, "until": None},
        {"state": State.YES, "until": LAST_DAY},
        {"state": State.ADVICE, "until": LAST_DAY},
        {"state": State.NOT_OUR_TASK, "until": LAST_DAY},
        {"state": "vielleicht", "until": None},
        {"state": "", "until": None},
        {"state": Standing.ASK, "until": None},
    ]
    for facts in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.create(management=gruenau, enquiry=enquiry, **facts)


def test_a_management_answers_an_enquiry_once(gruenau, ask, answer) -> None:
    enquiry = ask()
    answer(gruenau, enquiry)
    with pytest.raises(IntegrityError), transaction.atomic():
        answer(gruenau, enquiry, State.NOT_OUR_TASK)


def test_editors_are_asked_for_the_last_day_at_its_field(gruenau, ask) -> None:
    with pytest.raises(ValidationError) as caught:
        Answer(management=gruenau, enquiry=ask(), state=State.NOT_NOW).full_clean()
    assert list(caught.value.message_dict) == ["until"]


def shown_answer(response: Any) -> str:
    """Return the words of the answer on its page."""
    assert response.status_code == 200
    part = BeautifulSoup(response.content, "html.parser").select_one("section.answer")
    return " ".join(part.get_text(" ").split())
