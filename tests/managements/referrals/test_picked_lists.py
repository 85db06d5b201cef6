"""Lists picked by hand: everybody open stands there with the answer of today, a no as well."""

from collections.abc import Iterable

import pytest

from managements.models import Management
from managements.referrals.models import Contact, Enquiry, ReferralEntry, ReferralList
from managements.referrals.models.referring import Referral
from managements.referrals.standings import Standing, State
from tests.managements.referrals.conftest import TODAY

A_YEAR_AGO = TODAY.replace(year=2025)


def names_of(referrals: Iterable[Referral]) -> list[str]:
    return [one.name for one in referrals]


@pytest.fixture
def quarters(make_management) -> list[Management]:
    """Five managements."""
    slugs = ("gruenau", "paunsdorf", "mockau", "verborgen", "loessnig")
    return [make_management(slug) for slug in slugs]


def picked(
    *targets: Management | Contact, enquiry: Enquiry | None = None, note: str = ""
) -> ReferralList:
    """Store a list of some managements and contacts in their order."""
    made = ReferralList(title="Fragen Sie gerne", enquiry=enquiry)
    made.entries = [
        ReferralEntry(
            sort_order=position,
            note=note,
            **{"contact" if isinstance(target, Contact) else "management": target},
        )
        for position, target in enumerate(targets)
    ]
    made.save()
    return made


def entries(made: ReferralList, own: Management | None) -> list[Referral]:
    return made.entries_for(own, on=TODAY, request=None)


def test_a_picked_list_keeps_its_order_and_leaves_the_own_management_out(quarters) -> None:
    contact = Contact.objects.create(name="Mängelmelder")
    first, second, third = quarters[2], quarters[0], quarters[1]
    made = picked(first, contact, second, third)
    assert names_of(entries(made, second)) == [first.name, "Mängelmelder", third.name]
    assert names_of(entries(made, first)) == ["Mängelmelder", second.name, third.name]


def test_a_picked_list_shows_those_who_refuse_with_their_answer(quarters, ask, answer) -> None:
    own, yes, not_now, never, silent = quarters
    enquiry = ask()
    answer(yes, enquiry, State.YES)
    answer(not_now, enquiry, State.NOT_NOW, until=TODAY, reason="Keine Zeit.")
    answer(never, enquiry, State.NOT_OUR_TASK)
    answer(own, enquiry, State.NOT_OUR_TASK)
    shown = entries(picked(never, not_now, silent, yes, own, enquiry=enquiry), own)
    assert [(one.name, one.standing, one.standing_words) for one in shown] == [
        (never.name, Standing.NOT_OUR_TASK, "nicht die Aufgabe dort"),
        (not_now.name, Standing.NOT_NOW, "zurzeit nicht (bis 1. Dezember 2026)"),
        (silent.name, Standing.ASK, "bitte nachfragen"),
        (yes.name, Standing.YES, "macht das"),
    ]
    assert shown[1].note == "Keine Zeit."


def test_in_a_picked_list_too_a_refusal_ends_after_its_last_day(
    gruenau, paunsdorf, ask, answer
) -> None:
    enquiry = ask()
    answer(paunsdorf, enquiry, State.NOT_NOW, until=A_YEAR_AGO, reason="Keine Zeit.")
    (shown,) = entries(picked(paunsdorf, enquiry=enquiry), gruenau)
    assert (shown.standing, shown.note) == (Standing.ASK, "")


@pytest.mark.parametrize("status", ["preparation", "closed"])
def test_a_picked_list_names_nobody_who_is_not_open(
    gruenau, paunsdorf, ask, answer, status: str
) -> None:
    enquiry = ask()
    answer(paunsdorf, enquiry, State.YES)
    Management.objects.filter(pk=paunsdorf.pk).update(status=status)
    assert entries(picked(paunsdorf, enquiry=enquiry), gruenau) == []


def test_a_picked_list_names_nobody_whose_site_is_offline(gruenau, paunsdorf) -> None:
    made = picked(paunsdorf)
    paunsdorf.page.unpublish()
    assert entries(made, gruenau) == []


def test_a_management_that_winds_down_still_can_be_asked(gruenau, paunsdorf, ask, answer) -> None:
    enquiry = ask()
    answer(paunsdorf, enquiry, State.YES)
    Management.objects.filter(pk=paunsdorf.pk).update(status="winding_down")
    assert names_of(entries(picked(paunsdorf), gruenau)) == [paunsdorf.name]


def test_without_an_enquiry_a_picked_list_leads_to_start_pages_and_tells_no_answers(
    gruenau, paunsdorf, ask, answer
) -> None:
    answer(paunsdorf, ask(), State.NOT_OUR_TASK, reason="Nein.")
    (shown,) = entries(picked(paunsdorf, note="Hat einen Raum"), gruenau)
    assert (shown.standing, shown.standing_words, shown.note) == (None, "", "Hat einen Raum")
    assert shown.url.endswith("/paunsdorf/")


def test_a_picked_list_leads_to_no_answer_that_nobody_may_ask_for(
    gruenau, paunsdorf, ask, answer
) -> None:
    enquiry = ask(is_offered=False)
    answer(paunsdorf, enquiry, State.YES, reason="Gern.")
    (shown,) = entries(picked(paunsdorf, enquiry=enquiry), gruenau)
    assert (shown.standing, shown.note) == (None, "")
    assert shown.url.endswith("/paunsdorf/")


def test_what_a_list_says_of_somebody_goes_before_their_own_reason(
    gruenau, paunsdorf, ask, answer
) -> None:
    enquiry = ask()
    answer(paunsdorf, enquiry, State.YES, reason="Ab drei Wochen.")
    (shown,) = entries(picked(paunsdorf, enquiry=enquiry, note="Auch kurz"), gruenau)
    assert shown.note == "Auch kurz"
