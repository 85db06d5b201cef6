"""By which words something is found, and what of its text stands below a result.

What pages say is what their types name in `search_fields`; what belongs to it but stands elsewhere
(places, topics, districts) is added here.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.search import index

from managements.events.models import EventPage
from managements.models import Management
from managements.news.models import NewsPage
from managements.offices.models import ConsultationHour, Place
from managements.pages.models import BasePage
from managements.referrals.models import Answer, Enquiry
from managements.search.models import Kind
from managements.search.words import spelt_stems, stems, without_invisible

# Of what is kept and looked at. The longest page anybody reads is a tenth of it.
MOST_LETTERS = 200_000
# How people call what every start page answers, whatever its office calls it. Content, as editors write it.
_WHEN_AND_WHERE = "Sprechstunde Sprechzeiten Öffnungszeiten Bürozeiten"
_END_OF_SENTENCE = ".!?:;…"
# What counts twice, beside the rest of the text.
_BOOSTED = 2


@dataclass(frozen=True)
class Texts:
    """The words of one thing that can be found."""

    kind: Kind
    title: str
    # Stands below the result.
    text: str
    # Found as if they stood in the title, but never shown.
    synonyms: str = ""
    # Found, but not shown.
    further: str = ""
    # Shown in the text already, and more important than the rest of it.
    stressed: str = ""
    is_frame: bool = False

    @property
    def title_words(self) -> list[str]:
        """The stems of its title."""
        return stems(f"{self.title} {self.synonyms}")

    @property
    def words(self) -> list[tuple[str, str]]:
        """All its stems with their spellings, in their order."""
        parts = [self.title, self.synonyms, self.stressed, self.text, self.further]
        return spelt_stems(" ".join(parts)[: 2 * MOST_LETTERS])


def texts_of_page(page: BasePage) -> Texts:
    """Return the words of a page as it is published."""
    shown: list[str] = []
    stressed: list[str] = []
    for field in page.get_search_fields():
        if not isinstance(field, index.SearchField) or field.field_name == "title":
            continue
        words = _one_line(_apart(_strings(field.get_value(page))))
        shown.append(words)
        if (field.boost or 0) >= _BOOSTED:
            stressed.append(words)
    kind, synonyms, further = _beside(page)
    return Texts(
        kind=kind,
        title=_one_line([page.title]),
        text=_one_line(shown)[:MOST_LETTERS],
        synonyms=synonyms,
        further=_one_line([page.search_description, *further]),
        stressed=_one_line(stressed),
        is_frame=page.is_fixed and kind is Kind.PAGE,
    )


def texts_of_answer(answer: Answer) -> Texts:
    """Return the words of a management's answer: what is asked, and what it says."""
    enquiry = answer.enquiry
    return Texts(
        kind=Kind.ANSWER,
        title=enquiry.name,
        text=_one_line([answer.reason, enquiry.explanation]),
        synonyms=" ".join(enquiry.other_words),
        stressed=_one_line([answer.reason]),
    )


def texts_of_enquiry(enquiry: Enquiry) -> Texts:
    """Return the words of an enquiry, which stands on the city's site."""
    return Texts(
        kind=Kind.ENQUIRY,
        title=enquiry.name,
        text=_one_line([enquiry.explanation]),
        synonyms=" ".join(enquiry.other_words),
    )


def _beside(page: BasePage) -> tuple[Kind, str, list[str]]:
    """Return what a page is, words as good as its title, and words that stand elsewhere."""
    if isinstance(page, EventPage):
        topics = [topic.name for topic in page.topics.all()]
        places = [row.place for row in page.event_places.all() if row.place_id]
        about = [page.meeting_point, page.audience, page.organisers, page.accessibility]
        return Kind.EVENT, "", [*about, *topics, *_places(places)]
    if isinstance(page, NewsPage):
        return Kind.POST, "", [topic.name for topic in page.topics.all()]
    management = page.management
    if management is not None and management.page.pk == page.pk:
        return Kind.QUARTER, _names(management), _about(management)
    return Kind.PAGE, "", []


def _names(management: Management) -> str:
    return " ".join(
        [management.short_name, management.get_kind_display(), *management.district_names]
    )


def _about(management: Management) -> list[str]:
    """Return what people look for who want to visit a management."""
    page = management.page
    hours = ConsultationHour.objects.filter(management=management)
    # Not all of them: a place that no page names is nobody's business. Those of dates are found
    # with their pages.
    at_hours = Place.objects.filter(hour_places__hour__management=management).distinct()
    address = getattr(page, "contact_address", "")
    office = [place for place in Place.objects.of(management) if place.is_at(address)][:1]
    places = list(dict.fromkeys([*office, *at_hours]))
    return [
        _WHEN_AND_WHERE,
        *(value for name in ("contact_address", "contact_phone", "contact_email")
          if (value := getattr(page, name, ""))),
        *(part for hour in hours for part in (str(hour), hour.title, hour.purpose)),
        *_places(places),
    ]  # fmt: skip


def _places(places: Iterable[Place]) -> list[str]:
    return [part for place in places for part in (place.name, place.address)]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
    elif value is not None:
        yield str(value)


def _apart(parts: Iterable[str]) -> Iterator[str]:
    """Yield texts with a mark between one that is no sentence, such as a heading, and the next one."""
    before = ""
    for part in parts:
        if before and not before.endswith(tuple(_END_OF_SENTENCE)):
            yield "·"
        yield part
        before = part.strip() or before


def _one_line(parts: Iterable[str]) -> str:
    """Return texts one behind the other, in the composed spelling of umlauts."""
    text = without_invisible(" ".join(part for part in parts if part))
    return unicodedata.normalize("NFC", " ".join(text.replace("\0", "").split()))
