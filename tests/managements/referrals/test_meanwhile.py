"""Who helps while a management is not there."""

import datetime

from managements.models import Management
from managements.referrals.meanwhile import enquiries_it_helps_with, helpers_meanwhile
from managements.referrals.models import Answer, Contact, Enquiry, EnquiryContact

DAY = datetime.date(2026, 12, 8)
# Centres, from Gruenau outwards.
PLACES = {"mockau": (51.32, 12.29), "paunsdorf": (51.34, 12.40), "osten": (51.38, 12.50)}


def stand(make_management, slug: str) -> Management:
    management = make_management(slug)
    management.latitude, management.longitude = PLACES.get(slug, (51.3194, 12.2903))
    management.save()
    return management


def say(enquiry: Enquiry, **states: tuple[Management, str]) -> None:
    for management, state in states.values():
        Answer.objects.create(management=management, enquiry=enquiry, state=state)


def names(management: Management, enquiry: Enquiry, absent: dict[int, str], **more) -> list[str]:
    (found,) = helpers_meanwhile(management, [enquiry], absent=absent, on=DAY, request=None, **more)
    return [one.name.removeprefix("Quartiersmanagement ") for one in found.referrals.helpers]


def test_those_who_do_it_come_first_then_the_nearest_and_never_oneself(make_management) -> None:
    gruenau, mockau, paunsdorf, osten = (
        stand(make_management, slug) for slug in ("gruenau", "mockau", "paunsdorf", "osten")
    )
    enquiry = Enquiry.objects.create(name="Praktikum", slug="praktikum")
    say(
        enquiry,
        a=(gruenau, "yes"), b=(mockau, "advice"), c=(paunsdorf, "yes"), d=(osten, "yes"),
    )  # fmt: skip
    assert names(gruenau, enquiry, {gruenau.pk: "Zu."}) == ["Paunsdorf", "Osten", "Mockau"]
    assert names(gruenau, enquiry, {}, most=1) == ["Paunsdorf"]


def test_whoever_is_not_there_either_is_named_only_if_nobody_else_is_left_and_it_is_said(
    make_management,
) -> None:
    gruenau, mockau, paunsdorf = (
        stand(make_management, slug) for slug in ("gruenau", "mockau", "paunsdorf")
    )
    enquiry = Enquiry.objects.create(name="Praktikum", slug="praktikum")
    say(enquiry, a=(gruenau, "yes"), b=(mockau, "yes"), c=(paunsdorf, "advice"))
    Answer.objects.update(reason="Gern.")
    absent = {gruenau.pk: "Zu.", mockau.pk: "Ist zurzeit selbst geschlossen."}
    assert names(gruenau, enquiry, absent) == ["Paunsdorf"]
    absent[paunsdorf.pk] = "Ist zurzeit selbst unterbesetzt."
    (found,) = helpers_meanwhile(gruenau, [enquiry], absent=absent, on=DAY, request=None)
    assert [one.note for one in found.referrals.helpers] == [
        "Ist zurzeit selbst geschlossen. Gern.",
        "Ist zurzeit selbst unterbesetzt. Gern.",
    ]


def test_managements_that_have_ended_or_are_in_preparation_help_nobody(make_management) -> None:
    gruenau, mockau = make_management("gruenau"), make_management("mockau")
    hidden = make_management("verborgen", is_public=False)
    enquiry = Enquiry.objects.create(name="Praktikum", slug="praktikum")
    say(enquiry, a=(gruenau, "yes"), b=(mockau, "yes"), c=(hidden, "yes"))
    mockau.status = Management.Status.CLOSED
    mockau.save()
    assert names(gruenau, enquiry, {}) == []


def test_those_outside_who_handle_it_stand_there_as_well(make_management) -> None:
    gruenau = make_management("gruenau")
    enquiry = Enquiry.objects.create(name="Müll", slug="muell")
    contact = Contact.objects.create(name="Ordnungstelefon", phone="0341 1")
    EnquiryContact.objects.create(enquiry=enquiry, contact=contact, note="Bei Müll")
    (found,) = helpers_meanwhile(gruenau, [enquiry], absent={}, on=DAY, request=None)
    assert [(one.name, one.note) for one in found.referrals.contacts] == [
        ("Ordnungstelefon", "Bei Müll")
    ]
    assert found.referrals.all_url.endswith("/anliegen/muell/")


def test_only_what_a_management_helps_with_and_what_is_offered_is_asked_about(
    make_management,
) -> None:
    gruenau = make_management("gruenau")
    for number, (state, is_offered) in enumerate(
        [("yes", True), ("advice", True), ("not_our_task", True), ("yes", False)]
    ):
        enquiry = Enquiry.objects.create(
            name=f"Frage {number}", slug=f"frage-{number}", is_offered=is_offered
        )
        say(enquiry, a=(gruenau, state))
    found = enquiries_it_helps_with(gruenau)
    assert [enquiry.name for enquiry in found] == ["Frage 0", "Frage 1"]


def test_three_queries_whatever_is_asked(make_management, django_assert_num_queries) -> None:
    gruenau, mockau = make_management("gruenau"), make_management("mockau")
    enquiries = []
    for number in range(6):
        enquiry = Enquiry.objects.create(name=f"Frage {number}", slug=f"frage-{number}")
        say(enquiry, a=(gruenau, "yes"), b=(mockau, "yes"))
        enquiries.append(enquiry)
    helpers_meanwhile(gruenau, enquiries, absent={}, on=DAY, request=None)  # sites are read once
    with django_assert_num_queries(3):
        helpers_meanwhile(gruenau, enquiries, absent={}, on=DAY, request=None)
