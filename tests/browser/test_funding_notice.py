"""Who pays stands on everything that the public can get: pages, their print, calendars, notices."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import icalendar
import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from managements.demo.facts import QUARTERS, Quarter

pytestmark = [pytest.mark.browser, pytest.mark.once]

COMMISSIONER = "Stadt Leipzig, Amt für Wohnungsbau und Stadterneuerung"


class Reader(HTMLParser):
    """Reads the links of a page, and what stands in the section with the notice."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.words = ""
        self.logos: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a":
            self.links.append(named.get("href") or "")
        if tag == "section" and "site-footer__notice" in (named.get("class") or ""):
            self._is_inside = True
        if tag == "img" and self._is_inside:
            self.logos.append(named.get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = self._is_inside and tag != "section"

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.words += data


@dataclass
class Crawled:
    """What a crawl of the demonstration found, by the addresses' paths."""

    pages: dict[str, Reader] = field(default_factory=dict)
    calendars: dict[str, bytes] = field(default_factory=dict)
    papers: dict[str, bytes] = field(default_factory=dict)


def squeezed(text: str) -> str:
    """Leave out what lines and words are broken by: paper breaks them where it likes."""
    return re.sub(r"[\s\u00ad\u200b-]", "", text)


def owner_of(path: str) -> Quarter | None:
    """Return the management that an address belongs to, None for the city."""
    first = path.strip("/").split("/")[0]
    return next((quarter for quarter in QUARTERS if quarter.slug == first), None)


def facts_of(quarter: Quarter | None) -> list[str]:
    """Return what the notice has to name."""
    facts = [quarter.name, quarter.programme, quarter.carrier] if quarter else []
    return [squeezed(fact) for fact in [COMMISSIONER, *facts] if fact]


def is_right(words: str, quarter: Quarter | None) -> bool:
    """Whether some words name all who have to be named, and no other management."""
    words = squeezed(words)
    others = [squeezed(other.name) for other in QUARTERS if other is not quarter]
    return all(fact in words for fact in facts_of(quarter)) and not any(
        other in words for other in others
    )


@pytest.fixture(scope="module")
def crawled(demo: str) -> Crawled:
    """Everything that links lead to from the city's start page on."""
    found, seen, waiting = Crawled(), {"/"}, ["/"]
    while waiting:
        path = waiting.pop()
        with urlopen(urljoin(demo, path)) as answer:
            kind, content = answer.headers.get_content_type(), answer.read()
        if kind == "text/calendar":
            found.calendars[path] = content
        elif kind == "application/pdf":
            found.papers[path] = content
        elif kind == "text/html":
            reader = found.pages[path] = Reader()
            reader.feed(content.decode())
            targets = (urldefrag(urljoin(f"{demo}{path}", link)).url for link in reader.links)
            for url in targets:
                target = urlsplit(url)
                if url.startswith(f"{demo}/") and not target.query and target.path not in seen:
                    seen.add(target.path)
                    waiting.append(target.path)
    return found


def test_every_page_shows_the_notice_of_those_whose_page_it_is(crawled: Crawled) -> None:
    assert len(crawled.pages) > 150
    assert {owner_of(path) for path in crawled.pages} == {None, *QUARTERS}
    assert [
        path for path, page in crawled.pages.items() if not is_right(page.words, owner_of(path))
    ] == []


def test_every_page_shows_the_logos_of_those_who_pay(crawled: Crawled) -> None:
    for path, page in crawled.pages.items():
        quarter = owner_of(path)
        names = " ".join(page.logos)
        assert "Stadt Leipzig" in names, path
        assert ("Städtebauförderung" in names) == bool(quarter and quarter.programme), path


def test_pages_take_the_notice_along_onto_paper(crawled: Crawled, visitor: Page) -> None:
    """All pages of one management, and the start pages of the others: printing takes its time."""
    printed_ones = [
        path
        for path in crawled.pages
        if path.startswith("/leipziger-osten/") or path.count("/") <= 2
    ]
    assert {owner_of(path) for path in printed_ones} == {None, *QUARTERS}
    lacking = []
    for path in printed_ones:
        visitor.goto(path)
        printed = PdfReader(BytesIO(visitor.pdf(format="A4", print_background=False)))
        words = squeezed("".join(page.extract_text() for page in printed.pages))
        if not all(fact in words for fact in facts_of(owner_of(path))):
            lacking.append(path)
    assert lacking == []


def test_every_calendar_carries_the_notice(crawled: Crawled) -> None:
    assert len(crawled.calendars) > 20
    for path, content in crawled.calendars.items():
        calendar = icalendar.Calendar.from_ical(content)
        quarter = None if path == "/termine.ics" else owner_of(path)
        assert is_right(calendar["DESCRIPTION"], quarter), path


def test_every_notice_for_the_shop_window_carries_it(crawled: Crawled) -> None:
    assert len(crawled.papers) == len(QUARTERS) + 1
    for path, content in crawled.papers.items():
        words = squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))
        assert all(fact in words for fact in facts_of(owner_of(path))), path


def test_the_overview_of_all_notices_is_printed_whole(stadt: Page) -> None:
    stadt.goto("/admin/foerderung/")
    names = stadt.locator(".notices__table tbody th").all_inner_texts()
    assert len(names) > len(QUARTERS)
    pages = PdfReader(BytesIO(stadt.pdf(format="A4"))).pages
    words = squeezed("".join(page.extract_text() for page in pages))
    assert len(pages) > 1
    assert [name for name in names if squeezed(name) not in words] == []
    assert squeezed("Alle Förderhinweise auf einen Blick") in words
