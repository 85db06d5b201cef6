"""Whom to ask instead: for every matrix of answers the way ends, and never where it began."""

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from managements.models import Management
from managements.referrals.models import (
    Answer,
    Contact,
    Enquiry,
    EnquiryContact,
)
from managements.referrals.models.referring import (
    MOST_SHOWN,
    Candidate,
    Referral,
    Referrals,
    distance_words,
    more_helpful,
    referrals_to,
)
from managements.referrals.standings import Standing, State, standing_on
from tests.builders import CITY_HOST
from tests.managements.referrals.conftest import TODAY

A_YEAR_AGO = TODAY.replace(year=2025)
HELPING = {Standing.YES, Standing.ADVICE}

# Few values of each, so that equals are frequent.
distances = st.one_of(
    st.sampled_from([0.0, 1.5, math.inf]), st.floats(min_value=0, allow_nan=False)
)
names = st.one_of(st.sampled_from(["Grünau", "grünau", "Mockau", ""]), st.text(max_size=8))
matrices = st.lists(
    st.builds(
        Candidate,
        management_id=st.integers(min_value=1, max_value=30),
        standing=st.sampled_from(Standing),
        distance=distances,
        name=names,
    ),
    max_size=12,
    unique_by=lambda one: one.management_id,
)


def names_of(referrals: Iterable[Referral]) -> list[str]:
    return [one.name for one in referrals]


# --- The rule alone -------------------------------------------------------------------------------


@given(matrix=matrices, own_id=st.integers(1, 30), own=st.sampled_from(Standing))
def test_nobody_is_referred_to_themselves_or_to_one_who_helps_no_more(
    matrix: list[Candidate], own_id: int, own: Standing
) -> None:
    shown = more_helpful(own_id, own, matrix)
    for one in shown:
        assert one.management_id != own_id
        assert one.standing in HELPING
        assert not one.standing.is_refusal
        assert one.standing.helpfulness > own.helpfulness


@given(matrix=matrices, own_id=st.integers(1, 30), own=st.sampled_from(Standing))
def test_nobody_who_helps_more_is_left_out(
    matrix: list[Candidate], own_id: int, own: Standing
) -> None:
    left_out = set(matrix) - set(more_helpful(own_id, own, matrix))
    for one in left_out:
        assert one.management_id == own_id or one.standing.helpfulness <= own.helpfulness


@given(matrix=matrices)
def test_no_chain_of_referrals_is_a_circle_and_none_has_more_than_two_steps(
    matrix: list[Candidate],
) -> None:
    def follow(here: Candidate, before: tuple[int, ...]) -> None:
        assert here.management_id not in before, "people walk in a circle"
        assert len(before) <= 2, "people take more than two steps"
        for there in more_helpful(here.management_id, here.standing, matrix):
            assert there.standing.helpfulness > here.standing.helpfulness
            follow(there, (*before, here.management_id))

    for start in matrix:
        follow(start, ())


@given(matrix=matrices)
def test_where_the_most_helpful_stand_nobody_is_sent_on(matrix: list[Candidate]) -> None:
    for one in matrix:
        sent_on = more_helpful(one.management_id, one.standing, matrix)
        if one.standing is Standing.YES:
            assert sent_on == []
        elif any(other.standing is Standing.YES for other in matrix):
            assert sent_on[0].standing is Standing.YES, "one step is enough"


@given(
    matrix=matrices, own=st.sampled_from([None, *Standing]), own_id=st.none() | st.integers(1, 30),
    data=st.data(),
)  # fmt: skip
def test_the_order_of_the_list_does_not_depend_on_the_order_of_the_answers(
    matrix: list[Candidate], own: Standing | None, own_id: int | None, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(matrix))
    assert more_helpful(own_id, own, shuffled) == more_helpful(own_id, own, matrix)


@given(matrix=matrices, own=st.sampled_from([None, *Standing]))
def test_doing_comes_before_advising_then_the_nearest_then_the_name(
    matrix: list[Candidate], own: Standing | None
) -> None:
    shown = more_helpful(None, own, matrix)
    for first, second in pairwise(shown):
        if first.standing != second.standing:
            assert (first.standing, second.standing) == (Standing.YES, Standing.ADVICE)
        elif first.distance != second.distance:
            assert first.distance < second.distance
        elif first.name.casefold() != second.name.casefold():
            assert first.name.casefold() < second.name.casefold()
        else:
            assert first.management_id < second.management_id


@given(matrix=matrices)
def test_on_the_citys_pages_everybody_who_helps_is_shown(matrix: list[Candidate]) -> None:
    helping = {one for one in matrix if one.standing in HELPING}
    assert set(more_helpful(None, None, matrix)) == helping


def test_an_unknown_distance_comes_last_and_is_told_by_no_words() -> None:
    far = Candidate(1, Standing.YES, math.inf, "A")
    near = Candidate(2, Standing.YES, 40.0, "Z")
    assert more_helpful(None, None, [far, near]) == [near, far]
    assert distance_words(math.inf) == ""


@pytest.mark.parametrize(
    ("distance", "words"),
    [(0.04, "0,0 km"), (1.25, "1,2 km"), (9.94, "9,9 km"), (10.4, "10 km"), (123.4, "123 km")],
)
def test_a_distance_is_told_as_exactly_as_it_is_useful(distance: float, words: str) -> None:
    assert words in distance_words(distance)


# --- Through the database -------------------------------------------------------------------------


@pytest.fixture
def quarters(make_management) -> list[Management]:
    """Five managements."""
    slugs = ("gruenau", "paunsdorf", "mockau", "verborgen", "loessnig")
    return [make_management(slug) for slug in slugs]


@pytest.fixture
def internship(ask) -> Enquiry:
    """Something that people ask for."""
    return ask("Praktikum")


facts_of_one = st.fixed_dictionaries(
    {
        "state": st.sampled_from([None, *State, State.YES, State.ADVICE]),
        "has_expired": st.booleans(),
        "status": st.sampled_from([*Management.Status, Management.Status.ACTIVE]),
        "is_online": st.sampled_from([True, True, True, False]),
        "centre": st.sampled_from([(None, None), (51.3, 12.4), (51.35, 12.3)]),
    }
)
five_of_them = st.lists(facts_of_one, min_size=5, max_size=5)
through_the_database = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def arranged(
    quarters: list[Management], enquiry: Enquiry, facts: list[dict[str, Any]]
) -> Iterator[list[Management]]:
    """Let the managements be and say what was drawn, as long as one example takes."""
    with transaction.atomic():
        arrange(quarters, enquiry, facts)
        yield list(Management.objects.select_related("page").order_by("pk"))
        transaction.set_rollback(True)


def arrange(quarters: list[Management], enquiry: Enquiry, facts: list[dict[str, Any]]) -> None:
    for management, fact in zip(quarters, facts, strict=True):
        latitude, longitude = fact["centre"]
        Management.objects.filter(pk=management.pk).update(
            status=fact["status"], latitude=latitude, longitude=longitude
        )
        type(management.page).objects.filter(pk=management.page.pk).update(live=fact["is_online"])
        if fact["state"]:
            end = A_YEAR_AGO if fact["has_expired"] else TODAY
            Answer.objects.create(
                management=management,
                enquiry=enquiry,
                state=fact["state"],
                until=end if fact["state"] == State.NOT_NOW else None,
            )


def standing_of(management: Management) -> Standing:
    answer = Answer.objects.filter(management=management).first()
    return answer.standing(TODAY) if answer else standing_on(TODAY, None)


def shown_by(management: Management, enquiry: Enquiry) -> Referrals:
    return referrals_to(
        enquiry,
        own=management,
        own_standing=standing_of(management) if management.is_open else None,
        on=TODAY,
        request=None,
    )


@through_the_database
@given(facts=five_of_them)
def test_referrals_of_any_managements_lead_to_open_ones_that_help_more(
    quarters, internship, facts: list[dict[str, Any]]
) -> None:
    with arranged(quarters, internship, facts) as managements:
        by_name = {one.name: one for one in managements}

        def follow(here: Management, before: tuple[int, ...]) -> None:
            assert here.pk not in before, "people walk in a circle"
            assert len(before) <= 2, "people take more than two steps"
            # Where people start a site may have ended: it helps nobody any more.
            own_help = standing_of(here).helpfulness if here.is_open else 0
            for referral in shown_by(here, internship).helpers:
                there = by_name[referral.name]
                assert there.is_open
                assert there.page.live
                assert referral.standing == standing_of(there)
                assert referral.standing in HELPING
                assert standing_of(there).helpfulness > own_help
                follow(there, (*before, here.pk))

        for start in managements:
            follow(start, ())


@through_the_database
@given(facts=five_of_them, has_contact=st.booleans())
def test_every_answers_page_has_an_end(
    quarters, internship, facts: list[dict[str, Any]], has_contact: bool
) -> None:
    with arranged(quarters, internship, facts) as managements:
        if has_contact:
            contact = Contact.objects.create(name="Mängelmelder")
            EnquiryContact.objects.create(enquiry=internship, contact=contact)
        for management in managements:
            if management.status == "preparation" or not management.page.live:
                continue
            response = Client(SERVER_NAME=CITY_HOST).get(f"/{management.slug}/anliegen/praktikum/")
            assert response.status_code == 200
            main = BeautifulSoup(response.content, "html.parser").select_one("main .flow")
            helps_itself = management.is_open and standing_of(management) in HELPING
            has_helper = main.select_one("ul.referrals .referral")
            has_telephone = main.select_one('p.empty a[href="tel:115"]')
            assert helps_itself or has_helper or has_telephone
            assert ("Mängelmelder" in main.get_text()) is has_contact


def test_those_who_do_it_come_first_and_the_nearest_of_them(quarters, ask, answer) -> None:
    here, far, near, adviser, unknown = quarters
    enquiry = ask()
    for management, centre in (
        (here, (51.30, 12.30)),
        (far, (51.40, 12.50)),
        (near, (51.31, 12.31)),
        (adviser, (51.30, 12.30)),
        (unknown, (None, None)),
    ):
        management.latitude, management.longitude = centre
        management.save()
    answer(here, enquiry, State.NOT_OUR_TASK)
    for management in (unknown, far, near):
        answer(management, enquiry, State.YES)
    answer(adviser, enquiry, State.ADVICE)
    helpers = shown_by(here, enquiry).helpers
    assert names_of(helpers) == [near.name, far.name, unknown.name, adviser.name]
    assert [bool(one.distance_words) for one in helpers] == [True, True, False, True]
    assert helpers[0].distance_words == "etwa 1,3 km entfernt"


def test_who_advises_refers_to_those_who_do_it_and_to_no_other_adviser(
    gruenau, paunsdorf, make_management, ask, answer
) -> None:
    enquiry, mockau = ask(), make_management("mockau")
    answer(gruenau, enquiry, State.ADVICE)
    answer(paunsdorf, enquiry, State.ADVICE)
    answer(mockau, enquiry, State.YES)
    assert names_of(shown_by(gruenau, enquiry).helpers) == [mockau.name]
    assert shown_by(mockau, enquiry).helpers == []


def test_answers_to_something_else_are_no_help(gruenau, paunsdorf, ask, answer) -> None:
    answer(paunsdorf, ask("Raum"), State.YES)
    assert shown_by(gruenau, ask()).is_empty


def test_a_referral_says_why_and_how_to_reach_them_about_this(
    gruenau, paunsdorf, ask, answer
) -> None:
    enquiry = ask()
    answer(
        paunsdorf, enquiry, State.YES, reason="Ab drei Wochen.", contact_phone="0341 7",
        contact_email="praktikum@example.org",
    )  # fmt: skip
    (helper,) = shown_by(gruenau, enquiry).helpers
    assert (helper.note, helper.phone, helper.email) == (
        "Ab drei Wochen.",
        "0341 7",
        "praktikum@example.org",
    )
    assert helper.url.endswith("/paunsdorf/anliegen/praktikum/")
    assert helper.standing_words == "macht das"


def test_contacts_outside_stand_in_their_order_with_what_they_help_with(gruenau, ask) -> None:
    enquiry = ask()
    for position, (name, note) in enumerate([("Zuerst", ""), ("Danach", "Nur Bänke")]):
        contact = Contact.objects.create(name=name, responsible_for="Alles")
        EnquiryContact.objects.create(
            enquiry=enquiry, contact=contact, note=note, sort_order=position
        )
    contacts = shown_by(gruenau, enquiry).contacts
    assert [(one.name, one.note) for one in contacts] == [
        ("Zuerst", "Alles"),
        ("Danach", "Nur Bänke"),
    ]


def test_a_long_list_is_cut_and_says_how_many_more_there_are(
    monkeypatch, quarters, ask, answer
) -> None:
    enquiry = ask()
    for management in quarters[1:]:
        answer(management, enquiry, State.YES)
    assert MOST_SHOWN == 10
    monkeypatch.setattr("managements.referrals.models.referring.MOST_SHOWN", 3)
    shown = shown_by(quarters[0], enquiry)
    assert (len(shown.helpers), shown.further) == (3, 1)
    assert shown.all_url.endswith("/anliegen/praktikum/")
