"""Shared lists of those who may help instead."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from managements.models import Management
from managements.referrals.models import Contact, ReferralEntry, ReferralList
from tests.builders import block, content_page
from tests.managements.referrals.conftest import TODAY


@pytest.fixture
def everybody(gruenau: Management, paunsdorf: Management) -> ReferralList:
    contact = Contact.objects.create(name="Mängelmelder", phone="115", responsible_for="Müll")
    made = ReferralList(title="Fragen Sie gerne", introduction="<p>Vielleicht dort.</p>")
    made.entries = [
        ReferralEntry(sort_order=0, management=paunsdorf, note="Hat einen Raum"),
        ReferralEntry(sort_order=1, contact=contact),
        ReferralEntry(sort_order=2, management=gruenau),
    ]
    made.save()
    return made


def names_for(own: Management | None, referral_list: ReferralList) -> list[str]:
    return [one.name for one in referral_list.entries_for(own, on=TODAY, request=None)]


def shown_on(management: Management, referral_list: ReferralList, client) -> str:
    body = [block("referral_list", referral_list=referral_list.pk)]
    page = content_page(management.page, "Wen fragen", slug="wen-fragen", body=body)
    return client.get(page.url).content.decode().split("<footer")[0]


def test_the_list_stands_on_a_page_in_its_order(client, gruenau, everybody) -> None:
    html = shown_on(gruenau, everybody, client)
    assert html.index("Quartiersmanagement Paunsdorf") < html.index("Mängelmelder")
    assert "Vielleicht dort." in html
    assert "Hat einen Raum" in html
    assert 'href="/paunsdorf/"' in html
    assert 'href="tel:115"' in html


def test_the_own_management_is_left_out_on_every_site(gruenau, paunsdorf, everybody) -> None:
    assert names_for(gruenau, everybody) == [
        "Quartiersmanagement Paunsdorf",
        "Mängelmelder",
    ]
    assert names_for(paunsdorf, everybody) == [
        "Mängelmelder",
        "Quartiersmanagement Gruenau",
    ]
    assert len(names_for(None, everybody)) == 3


@pytest.mark.parametrize("status", ["preparation", "closed"])
def test_nobody_is_sent_to_a_management_that_is_not_open(
    gruenau, paunsdorf, everybody, status: str
) -> None:
    paunsdorf.status = status
    paunsdorf.save()
    assert names_for(gruenau, everybody) == ["Mängelmelder"]


def test_one_change_of_a_contact_shows_on_every_site(client, gruenau, paunsdorf, everybody) -> None:
    body = [block("referral_list", referral_list=everybody.pk)]
    pages = [content_page(one.page, "Wen", body=body) for one in (gruenau, paunsdorf)]
    Contact.objects.update(phone="0341 1")
    for page in pages:
        assert "tel:+493411" in client.get(page.url).content.decode()


def test_an_empty_list_names_the_telephone_of_all_offices(client, gruenau) -> None:
    empty = ReferralList.objects.create(title="Leer")
    assert 'href="tel:115"' in shown_on(gruenau, empty, client)


@pytest.mark.once
def test_the_number_of_queries_does_not_grow_with_the_list(
    client, gruenau, make_management, django_assert_num_queries
) -> None:
    made = ReferralList(title="Lang")
    made.entries = [
        ReferralEntry(sort_order=n, contact=Contact.objects.create(name=f"Stelle {n}"))
        for n in range(30)
    ] + [
        ReferralEntry(sort_order=99, management=make_management(f"quartier-{n}")) for n in range(3)
    ]
    made.save()
    made.entries_for(gruenau, on=TODAY, request=None)  # the addresses of all sites are read once
    with django_assert_num_queries(1):
        assert len(made.entries_for(gruenau, on=TODAY, request=None)) == 33


def test_an_entry_is_a_management_or_a_contact_and_not_both(everybody, gruenau) -> None:
    contact = Contact.objects.get()
    for wrong in ({}, {"management": gruenau, "contact": contact}):
        entry = ReferralEntry(referral_list=everybody, **wrong)
        with pytest.raises(ValidationError):
            entry.clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            entry.save()


def test_a_management_stands_in_a_list_once(everybody, gruenau) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralEntry.objects.create(referral_list=everybody, management=gruenau)
