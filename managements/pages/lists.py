"""Long lists, a page at a time, and the plain links by which they are narrowed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpResponsePermanentRedirect, QueryDict
from django.utils.functional import cached_property

from managements.pages.addresses import REDIRECT_CACHING

PAGE = "seite"
# ASCII alone: Python takes "²" and "٣" for digits, too.
_NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_YEAR = re.compile(r"[12][0-9]{3}", re.ASCII)

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class PageNumber:
    """Which page of a list somebody asks for; `is_known` is false if the address makes no sense."""

    number: int
    is_known: bool


def page_number(query: QueryDict) -> PageNumber:
    """Read the page from an address; the first one if it says none, or nonsense."""
    asked = query.get(PAGE, "")
    if not asked:
        return PageNumber(1, is_known=True)
    if not _NUMBER.fullmatch(asked):
        return PageNumber(1, is_known=False)
    return PageNumber(int(asked), is_known=True)


def year_named(text: str) -> int | None:
    """Return the year that an address names, None if it makes no sense."""
    return int(text) if _YEAR.fullmatch(text) else None


def address_with(url: str, values: dict[str, str]) -> str:
    """Return an address with parameters."""
    return f"{url}?{urlencode(values)}" if values else url


def led_on(
    query: QueryDict, url: str, name: str, slug: str
) -> HttpResponsePermanentRedirect | None:
    """Return the way to the present address of a list that is asked for by a slug of before.

    `url` is the list without its parameters, `slug` what the record that the parameter `name` names is
    called now. All other parameters stay. None if the address is the present one, or names nothing.
    """
    if not slug or query.get(name, slug) in {"", slug}:
        return None
    present = query.copy()
    present[name] = slug
    response = HttpResponsePermanentRedirect(f"{url}?{present.urlencode()}")
    response["Cache-Control"] = REDIRECT_CACHING
    return response


def record_named(records: QuerySet[Any], slug: str | None) -> Any:
    """Return the record that an address names, None if there is none."""
    return records.filter(slug=slug).first() if slug else None


@dataclass(frozen=True)
class Choice:
    """A link that narrows a list, or takes a choice back."""

    words: str
    url: str
    is_active: bool = False


@dataclass(frozen=True)
class ChoiceGroup:
    """Choices of one kind; `purpose` says for screen readers what each of them does."""

    title: str
    purpose: str
    choices: list[Choice]


class PagedList(Generic[Row]):
    """One page of a list of records. One more is fetched than shown: nothing need be counted.

    `url` is the address of the first page without its parameters, `values` are those.
    """

    def __init__(
        self,
        records: QuerySet[Row],
        *,
        number: int,
        url: str,
        size: int,
        values: dict[str, str] | None = None,
    ) -> None:
        self.number = number
        self._records, self._size = records, size
        self._address: Callable[[int], str] = lambda page: address_with(
            url, (values or {}) | ({PAGE: str(page)} if page > 1 else {})
        )

    def fetch(self, records: QuerySet[Row]) -> list[Row]:
        """Read some records."""
        return list(records)

    @cached_property
    def _fetched(self) -> list[Row]:
        start = (self.number - 1) * self._size
        return self.fetch(self._records[start : start + self._size + 1])

    @property
    def rows(self) -> list[Row]:
        """The records of the page."""
        return self._fetched[: self._size]

    @property
    def is_beyond(self) -> bool:
        """Whether somebody asks for a page after the last one."""
        return self.number > 1 and not self._fetched

    @property
    def first_url(self) -> str:
        """The first page."""
        return self._address(1)

    @property
    def previous_url(self) -> str:
        """The page before, an empty text on the first one."""
        return self._address(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        """The page after, an empty text on the last one."""
        return self._address(self.number + 1) if len(self._fetched) > self._size else ""
