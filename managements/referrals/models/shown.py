"""A management's own answer as its site shows it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from managements.models import Management
from managements.pages.addresses import page_address, visible_pages
from managements.pages.blocks.texts import phone_link
from managements.referrals.models.answers import Answer
from managements.referrals.models.enquiries import Enquiry
from managements.referrals.models.matching import words_of
from managements.referrals.models.referring import answer_address
from managements.referrals.standings import Standing


@dataclass(frozen=True)
class ListedAnswer:
    """An answer in a list: what is asked, what holds, where it says more."""

    name: str
    explanation: str
    url: str
    standing: Standing
    words: str
    reason: str
    # For the browser, which narrows the list while somebody types.
    search_words: str


@dataclass(frozen=True)
class ShownAnswer:
    """An answer on its own page."""

    standing: Standing
    sentence: str
    reason: str
    # For search engines and shared links.
    summary: str
    # What to expect of the days to come, or an empty text.
    outlook: str
    more_title: str
    more_url: str
    phone: str
    phone_url: str
    email: str
    write_url: str
    # Whether people reach the management about this in another way than about the rest.
    has_own_contact: bool


def listed_answers(
    management: Management,
    enquiries: Iterable[Enquiry],
    *,
    on: datetime.date,
    request: HttpRequest | None,
) -> list[ListedAnswer]:
    """Return a management's answers to some enquiries, in their order; one query.

    A management that has ended answers nothing any more.
    """
    if management.has_ended:
        return []
    answers = {answer.enquiry_id: answer for answer in Answer.objects.of(management)}
    return [
        _listed(enquiry, answers.get(enquiry.pk), management, on, request) for enquiry in enquiries
    ]


def _listed(
    enquiry: Enquiry,
    answer: Answer | None,
    management: Management,
    on: datetime.date,
    request: HttpRequest | None,
) -> ListedAnswer:
    standing = answer.standing(on) if answer else Standing.ASK
    words = str(standing.label)
    if standing is Standing.NOT_NOW and answer and answer.until:
        words = _("Not until after %(day)s") % {"day": date_format(answer.until, "j. F Y")}
    return ListedAnswer(
        name=enquiry.name,
        explanation=enquiry.explanation,
        url=answer_address(management, enquiry, request),
        standing=standing,
        words=words,
        reason=answer.reason if answer and standing is not Standing.ASK else "",
        search_words=words_of(enquiry),
    )


def shown_answer(
    enquiry: Enquiry,
    answer: Answer | None,
    *,
    management: Management,
    on: datetime.date,
    request: HttpRequest,
) -> ShownAnswer:
    """Return an answer for its own page."""
    standing = answer.standing(on) if answer else Standing.ASK
    reason = answer.reason if answer and standing is not Standing.ASK else ""
    said = f"{standing.sentence} {reason}".strip() if management.is_open else ""
    page = management.page
    phone = (answer.contact_phone if answer else "") or page.contact_phone
    email = (answer.contact_email if answer else "") or page.contact_email
    more = answer.page if answer and answer.page and _is_readable(answer.page, management) else None
    return ShownAnswer(
        standing=standing,
        sentence=standing.sentence,
        reason=reason,
        summary=": ".join(filter(None, [f"{enquiry.name} – {management.name}", said])),
        outlook=_outlook(standing, answer),
        more_title=more.title if more else "",
        more_url=page_address(more, request) if more else "",
        phone=phone,
        phone_url=phone_link(phone),
        email=email,
        write_url=f"mailto:{email}?subject={quote(enquiry.name)}" if email else "",
        has_own_contact=bool(answer and (answer.contact_phone or answer.contact_email)),
    )


def _is_readable(page: Page, management: Management) -> bool:
    """Whether the readers of a site may see one of its pages; a hidden site is whole for its own."""
    return bool(visible_pages([page])) or (
        page.live and not management.is_public and page.path.startswith(management.page.path)
    )


def _outlook(standing: Standing, answer: Answer | None) -> str:
    if standing is Standing.NOT_NOW and answer and answer.until:
        return _("This holds until %(day)s. After that, please ask us again.") % {
            "day": date_format(answer.until, "j. F Y")
        }
    if standing is Standing.ASK and answer and answer.until:
        return _(
            "Until %(day)s we could not do it. Whether we can now, we will gladly tell you."
        ) % {"day": date_format(answer.until, "j. F Y")}
    if standing is Standing.ASK:
        return _("We have not written down yet whether we can help. We will gladly tell you.")
    return ""
