"""Whom to ask instead: always somebody more helpful, the most helpful and nearest first."""

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from wagtail.models import Site

from managements.models import Management
from managements.models.distance import kilometres
from managements.pages.addresses import page_address
from managements.pages.blocks.texts import phone_link
from managements.referrals.models.answers import Answer
from managements.referrals.models.contacts import Contact
from managements.referrals.models.enquiries import Enquiry
from managements.referrals.standings import Standing

# Below every start page, the city's and the managements'.
FINDER_SLUG = "anliegen"
# Nobody reads further down; the page about the enquiry has them all.
MOST_SHOWN = 10


@dataclass(frozen=True)
class Candidate:
    """A management that may help, as far as the order of a list needs it."""

    management_id: int
    standing: Standing
    distance: float
    name: str


def more_helpful(
    own_id: int | None, own: Standing | None, candidates: Iterable[Candidate]
) -> list[Candidate]:
    """Return who helps more than one's own management, in the order of the list.

    That alone keeps people from walking in a circle: every step leads to somebody more helpful, so
    the second step at most is the last. Those who do it come before those who advise; then the
    nearest comes first, and the order of names decides between equals.
    """
    least = own.helpfulness if own is not None else 0
    helping = [
        candidate
        for candidate in candidates
        if candidate.management_id != own_id and candidate.standing.helpfulness > least
    ]
    return sorted(
        helping,
        key=lambda one: (
            -one.standing.helpfulness, one.distance, one.name.casefold(), one.management_id,
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class Referral:
    """Somebody who may help, as a visitor sees it."""

    kind: str  # "management" or "contact"
    name: str
    note: str = ""
    url: str = ""
    phone: str = ""
    phone_url: str = ""
    email: str = ""
    address: str = ""
    emblem_url: str = ""
    accent_class: str = ""
    standing: Standing | None = None
    standing_words: str = ""
    distance_words: str = ""


@dataclass(frozen=True)
class Referrals:
    """A computed list."""

    helpers: list[Referral]
    contacts: list[Referral]
    # Managements that help as well, but are left out here, and where all of them stand.
    further: int = 0
    all_url: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nobody is known who helps."""
        return not (self.helpers or self.contacts)


def referrals_to(
    enquiry: Enquiry,
    *,
    own: Management | None,
    own_standing: Standing | None,
    on: datetime.date,
    request: HttpRequest | None,
) -> Referrals:
    """Return who helps with an enquiry instead of one's own management; three queries.

    `own` is None on the city's pages: then everybody who helps is shown.
    """
    centre = (own.latitude, own.longitude) if own else (None, None)
    facts = (
        Answer.objects.to(enquiry)
        .helpful()
        .of_open_managements()
        .values_list(
            "management_id", "state", "management__latitude", "management__longitude",
            "management__short_name",
        )
    )  # fmt: skip
    ordered = more_helpful(
        own.pk if own else None,
        own_standing,
        (
            Candidate(pk, Standing(state), kilometres(centre, (latitude, longitude)), name)
            for pk, state, latitude, longitude, name in facts
        ),
    )
    shown = ordered[:MOST_SHOWN]
    answers = {
        answer.management_id: answer
        for answer in Answer.objects.to(enquiry)
        .helpful()
        .filter(management__in=[candidate.management_id for candidate in shown])
        .select_related("management__page")
    }
    helpers = []
    for candidate in shown:
        answer = answers.get(candidate.management_id)
        if answer is None:  # it has just changed its mind
            continue
        answer.enquiry = enquiry
        helpers.append(
            management_referral(
                answer.management,
                answer=answer,
                enquiry=enquiry,
                on=on,
                distance=candidate.distance,
                request=request,
            )
        )
    return Referrals(
        helpers=helpers,
        contacts=[
            contact_referral(link.contact, note=link.note)
            for link in enquiry.enquiry_contacts.select_related("contact")
        ],
        further=len(ordered) - len(shown),
        all_url=enquiry_address(enquiry, request),
    )


def management_referral(
    management: Management,
    *,
    answer: Answer | None,
    enquiry: Enquiry | None,
    on: datetime.date,
    request: HttpRequest | None,
    note: str = "",
    distance: float = math.inf,
) -> Referral:
    """Return a management as a list shows it; with an enquiry, with its answer and a link to it."""
    page = management.page
    standing = None
    if enquiry is not None:
        standing = answer.standing(on) if answer else Standing.ASK
    # A reason that no longer holds is not told.
    reason = answer.reason if answer and standing is not Standing.ASK else ""
    phone = (answer.contact_phone if answer else "") or page.contact_phone
    return Referral(
        kind="management",
        name=management.name,
        note=note or reason,
        url=answer_address(management, enquiry, request),
        phone=phone,
        phone_url=phone_link(phone),
        email=(answer.contact_email if answer else "") or page.contact_email,
        address=page.contact_address,
        emblem_url=page.emblem_url,
        accent_class=management.accent_class,
        standing=standing,
        standing_words=standing_words(standing, answer),
        distance_words=distance_words(distance),
    )


def contact_referral(contact: Contact, *, note: str = "") -> Referral:
    """Return somebody outside as a list shows them."""
    return Referral(
        kind="contact",
        name=contact.name,
        note=note or contact.responsible_for,
        url=contact.url,
        phone=contact.phone,
        phone_url=phone_link(contact.phone),
        email=contact.email,
        address=contact.address,
    )


def answer_address(
    management: Management, enquiry: Enquiry | None, request: HttpRequest | None
) -> str:
    """Return where a management's answer stands; without an enquiry, its start page."""
    start = page_address(management.page, request)
    return f"{start}{FINDER_SLUG}/{enquiry.slug}/" if enquiry and start else start


def city_finder_address(request: HttpRequest | None) -> str:
    """Return where the city's finder stands: a path on its own site, else a full address."""
    site = Site.find_for_request(request) if request else None
    root = "" if site is not None and site.is_default_site else settings.BASE_URL
    return f"{root}/{FINDER_SLUG}/"


def enquiry_address(enquiry: Enquiry, request: HttpRequest | None) -> str:
    """Return where the city's site says who helps with an enquiry."""
    return f"{city_finder_address(request)}{enquiry.slug}/"


def standing_words(standing: Standing | None, answer: Answer | None) -> str:
    """Return a standing in a few words about others, with its last day if it has one."""
    if standing is None:
        return ""
    if standing is Standing.NOT_NOW and answer and answer.until:
        return _("%(standing)s (until %(day)s)") % {
            "standing": standing.of_others,
            "day": date_format(answer.until, "j. F Y"),
        }
    return standing.of_others


def distance_words(distance: float) -> str:
    """Return a distance in kilometres in words, an empty text where it is not known."""
    if math.isinf(distance):
        return ""
    digits = 0 if distance >= 10 else 1
    return _("about %(distance)s km away") % {
        "distance": number_format(round(distance, digits), digits)
    }
