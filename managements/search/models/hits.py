"""Results as visitors see them."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from managements.events.models import Occurrence
from managements.events.models.shown_dates import days_of, times_of
from managements.models import Management
from managements.pages.addresses import page_address
from managements.referrals.models import Answer
from managements.referrals.models.referring import answer_address, enquiry_address
from managements.referrals.standings import Standing
from managements.schedules.dates import State
from managements.schedules.local_time import local
from managements.schedules.sentences import day_in_words, unbroken
from managements.search.models.entries import Kind, SearchEntry
from managements.search.models.excerpts import excerpt, marked
from managements.search.words import without_invisible


@dataclass(frozen=True)
class Hit:
    """One result in words."""

    title: SafeString
    url: str
    kind: str
    # Whose it is, where that is not clear from the site.
    owner: str
    accent_class: str
    # Its day, or what holds.
    fact: str
    machine_day: str
    # That it is past or an archive, an empty text for what is current.
    note: str
    teaser: SafeString


@dataclass(frozen=True)
class Showing:
    """For whom results are put into words: one visitor, at one moment."""

    management: Management | None
    marked: Collection[str]
    now: datetime.datetime
    request: HttpRequest

    @property
    def today(self) -> datetime.date:
        """The day in Berlin."""
        return local(self.now).date()


def shown_hits(entries: Iterable[SearchEntry], showing: Showing) -> list[Hit]:
    """Return results in words, in their order; one query for whose they are, one for their dates."""
    entries = list(entries)
    owners = _owners([one.page for one in entries if one.page], showing)
    dates = _dates(entries)
    return [_shown(one, owners, dates, showing) for one in entries]


def _owners(pages: Sequence[Page], showing: Showing) -> dict[int, Management | None]:
    if showing.management:
        return dict.fromkeys((page.pk for page in pages), showing.management)
    return Management.objects.of_pages(pages)


def _dates(entries: Iterable[SearchEntry]) -> dict[int, Occurrence]:
    keys = {key for one in entries if (key := getattr(one, "date_pk", None))}
    return Occurrence.objects.in_bulk(keys) if keys else {}


def _shown(
    entry: SearchEntry,
    owners: dict[int, Management | None],
    dates: dict[int, Occurrence],
    showing: Showing,
) -> Hit:
    if entry.answer is not None:
        return _of_answer(entry.answer, showing)
    if entry.enquiry is not None:
        enquiry = entry.enquiry
        return _hit(
            showing,
            kind=Kind.ENQUIRY,
            title=enquiry.name,
            url=enquiry_address(enquiry, showing.request),
            text=enquiry.explanation,
            fact=_("Who helps with this in all of Leipzig"),
        )
    page: Any = entry.page  # the third that an entry may point to
    owner = owners.get(page.pk)
    fact, day, note = _facts(entry, page, dates)
    if owner and owner.has_ended:
        note = _("Archive")
    return _hit(
        showing,
        kind=Kind(entry.kind),
        title=page.title,
        url=page_address(page, showing.request),
        text=entry.text,
        owner=owner,
        fact=fact,
        machine_day=day,
        note=note,
    )


def _facts(entry: SearchEntry, page: Page, dates: dict[int, Occurrence]) -> tuple[str, str, str]:
    """Return the day of a page in words and for machines, and that it is past."""
    date = dates.get(getattr(entry, "date_pk", None) or 0)
    is_old = bool(getattr(entry, "is_old", False))
    if date is not None:
        first, _last = days_of(date)
        words = day_in_words(first, with_weekday=True)
        if not is_old:
            words = ", ".join(filter(None, [words, times_of(date, first)]))
        if date.state == State.CANCELLED:
            words = f"{words} – {pgettext('of a date', 'is cancelled')}"
        return unbroken(words), first.isoformat(), _("Past") if is_old else ""
    if entry.kind == Kind.POST and page.first_published_at:
        day = local(page.first_published_at).date()
        return unbroken(day_in_words(day)), day.isoformat(), _("From the archive") if is_old else ""
    return "", "", ""


def _of_answer(answer: Answer, showing: Showing) -> Hit:
    standing = answer.standing(showing.today)
    words = str(standing.label)
    if standing is Standing.NOT_NOW and answer.until:
        words = _("Not until after %(day)s") % {"day": date_format(answer.until, "j. F Y")}
    # What has expired is not said any more.
    reason = answer.reason if standing is not Standing.ASK else ""
    return _hit(
        showing,
        kind=Kind.ANSWER,
        title=answer.enquiry.name,
        url=answer_address(answer.management, answer.enquiry, showing.request),
        text=reason or answer.enquiry.explanation,
        owner=answer.management,
        fact=words,
    )


def _hit(
    showing: Showing,
    *,
    kind: Kind,
    title: str,
    url: str,
    text: str,
    owner: Management | None = None,
    fact: str = "",
    machine_day: str = "",
    note: str = "",
) -> Hit:
    whose = owner.short_name if owner else _("Leipziger Quartiere")
    return Hit(
        title=marked(without_invisible(title), showing.marked),
        url=url,
        kind=str(kind.label),
        owner="" if showing.management else whose,
        accent_class=owner.accent_class if owner else "",
        fact=fact,
        machine_day=machine_day,
        note=note,
        teaser=excerpt(without_invisible(text), showing.marked),
    )
