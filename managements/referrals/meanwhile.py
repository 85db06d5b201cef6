"""Who helps with what a management does itself, while it is not there."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest

from managements.models import Management
from managements.models.distance import kilometres
from managements.referrals.models import Answer, Enquiry
from managements.referrals.models.enquiries import EnquiryContact
from managements.referrals.models.referring import (
    Candidate,
    Referral,
    Referrals,
    contact_referral,
    enquiry_address,
    management_referral,
    more_helpful,
)
from managements.referrals.standings import Standing

# Of one enquiry among many; the page about the enquiry has them all.
FEW = 3


@dataclass(frozen=True)
class Meanwhile:
    """Who helps with one enquiry instead."""

    enquiry: Enquiry
    referrals: Referrals


def enquiries_it_helps_with(management: Management) -> list[Enquiry]:
    """Return what people may ask a management for with success, in the usual order; one query."""
    return list(
        Enquiry.objects.offered().filter(
            pk__in=Answer.objects.of(management).helpful().values("enquiry")
        )
    )


def helpers_meanwhile(
    management: Management,
    enquiries: Iterable[Enquiry],
    *,
    absent: Mapping[int, str],
    on: datetime.date,
    request: HttpRequest | None,
    most: int = FEW,
) -> list[Meanwhile]:
    """Return who helps with some enquiries while a management is not there; three queries.

    `absent` are the managements that are not there themselves, by their ids, with what to say of
    them. They are named only where nobody else is left. Whoever is named does it or advises on it:
    those who do it come first, then the nearest.
    """
    enquiries = list(enquiries)
    ordered = _ordered(management, enquiries, absent)
    shown = {pk: found[:most] for pk, found in ordered.items()}
    answers = {
        (answer.enquiry_id, answer.management_id): answer
        for answer in Answer.objects.helpful()
        .filter(
            enquiry__in=enquiries,
            management__in={one.management_id for found in shown.values() for one in found},
        )
        .select_related("management__page")
    }
    contacts = defaultdict(list)
    for link in EnquiryContact.objects.filter(enquiry__in=enquiries).select_related("contact"):
        contacts[link.enquiry_id].append(contact_referral(link.contact, note=link.note))

    def referral(enquiry: Enquiry, candidate: Candidate) -> Referral | None:
        answer = answers.get((enquiry.pk, candidate.management_id))
        if answer is None:  # it has just changed its mind
            return None
        answer.enquiry = enquiry
        found = management_referral(
            answer.management,
            answer=answer,
            enquiry=enquiry,
            on=on,
            distance=candidate.distance,
            request=request,
        )
        absence = absent.get(candidate.management_id, "")
        return replace(found, note=" ".join(filter(None, [absence, found.note])))

    return [
        Meanwhile(
            enquiry,
            Referrals(
                helpers=[found for one in shown[enquiry.pk] if (found := referral(enquiry, one))],
                contacts=contacts[enquiry.pk],
                further=len(ordered[enquiry.pk]) - len(shown[enquiry.pk]),
                all_url=enquiry_address(enquiry, request),
            ),
        )
        for enquiry in enquiries
    ]


def _ordered(
    management: Management, enquiries: list[Enquiry], absent: Mapping[int, str]
) -> dict[int, list[Candidate]]:
    """Return who helps, in the order of the lists, by the enquiries' ids."""
    centre = (management.latitude, management.longitude)
    facts = (
        Answer.objects.filter(enquiry__in=enquiries)
        .helpful()
        .of_open_managements()
        .values_list(
            "enquiry_id", "management_id", "state", "management__latitude",
            "management__longitude", "management__short_name",
        )
    )  # fmt: skip
    candidates: dict[int, list[Candidate]] = {enquiry.pk: [] for enquiry in enquiries}
    for enquiry_id, pk, state, latitude, longitude, name in facts:
        distance = kilometres(centre, (latitude, longitude))
        candidates[enquiry_id].append(Candidate(pk, Standing(state), distance, name))
    return {pk: _present(found, management, absent) for pk, found in candidates.items()}


def _present(
    candidates: list[Candidate], management: Management, absent: Mapping[int, str]
) -> list[Candidate]:
    """Return the helping ones in order, those who are not there only if nobody else is left."""
    helping = more_helpful(management.pk, None, candidates)
    return [one for one in helping if one.management_id not in absent] or helping
