"""What search engines, networks and feed readers find in the head of every page of the demonstration."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.browser.conftest import PreparedDemo
from tests.demo_server import fetched
from tests.examples import SHOWN
from tests.schema_org import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.once]

MANAGEMENT = "/leipziger-osten/"
FEEDS_OF_THE_CITY = {"/termine.ics", "/aktuelles/feed.atom"}
FEEDS_OF_THE_MANAGEMENT = {f"{MANAGEMENT}termine.ics", f"{MANAGEMENT}aktuelles/feed.atom"}

Soups = dict[str, BeautifulSoup]


@pytest.fixture(scope="module")
def demo(prepared_demo: PreparedDemo) -> str:
    """Stands in for the demonstration of all browser tests."""
    return prepared_demo.base_url


@pytest.fixture(scope="module")
def pages(sources: dict[str, bytes]) -> Soups:
    return {path: BeautifulSoup(source, "html.parser") for path, source in sources.items()}


def blocks(page: BeautifulSoup) -> list[dict[str, Any]]:
    """Return all that a page says in JSON-LD."""
    found = page.find_all("script", type="application/ld+json")
    return [json.loads(block.string) for block in found]


def nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Return all things of which some data speaks."""
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    if isinstance(data, list):
        for one in data:
            yield from nodes(one)


def of_type(page: BeautifulSoup, *kinds: str) -> list[dict[str, Any]]:
    return [node for block in blocks(page) for node in nodes(block) if node.get("@type") in kinds]


def is_found(page: BeautifulSoup) -> bool:
    """Whether search engines may keep it: it is no answer to a wrong address."""
    return page.find("meta", attrs={"name": "robots", "content": "noindex"}) is None


def test_all_data_are_what_schema_org_says(pages: Soups) -> None:
    wrong = [
        fault
        for path, page in pages.items()
        for one in blocks(page)
        for fault in faults_of(one, path)
    ]
    assert not wrong
    things = [node for page in pages.values() for one in blocks(page) for node in nodes(one)]
    kinds = {node["@type"] for node in things if "@type" in node}
    assert {
        "GovernmentOrganization", "GovernmentOffice", "WebSite", "BreadcrumbList", "Event", "NewsArticle",
    } <= kinds  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Organization", "name": "A"},
        {"@context": "https://schema.org", "@type": "Office", "name": "A"},
        {"@context": "https://schema.org", "@type": "Organization"},
        {"@context": "https://schema.org", "@type": "Organization", "name": "A", "geo": "here"},
        {"@context": "https://schema.org", "@type": "Organization", "name": "A", "url": "/a/"},
        {
            "@context": "https://schema.org",
            "@graph": [{"@type": "Place", "geo": {"@type": "City"}}],
        },
    ],
)
def test_the_rules_find_what_is_wrong(wrong: dict[str, Any]) -> None:
    assert list(faults_of(wrong))


@pytest.mark.parametrize("path", ["/", MANAGEMENT, "/loessnig/"])
def test_the_start_page_of_a_site_says_whose_it_is_with_a_logo_that_exists(
    pages: Soups, demo: str, path: str
) -> None:
    url = urljoin(demo, path)
    (owner,) = [
        node
        for node in of_type(pages[path], "GovernmentOffice", "GovernmentOrganization")
        if node.get("logo")
    ]
    assert owner["url"] == url
    assert owner["@id"].startswith(f"{url}#")
    assert b"<svg" in fetched(owner["logo"])
    if path != "/":
        (city,) = [
            node for node in of_type(pages["/"], "GovernmentOrganization") if node.get("logo")
        ]
        assert owner["parentOrganization"]["@id"] == city["@id"]
        assert owner["areaServed"]


def test_the_breadcrumb_says_the_same_to_people_and_to_machines(pages: Soups) -> None:
    shown = {
        path: page for path, page in pages.items() if is_found(page) and page.select(".breadcrumb")
    }
    assert len(shown) > 20
    for path, page in shown.items():
        (data,) = of_type(page, "BreadcrumbList")
        steps = [(one["name"], urlsplit(one["item"]).path) for one in data["itemListElement"]]
        links = [(link.get_text(strip=True), link["href"]) for link in page.select(".breadcrumb a")]
        assert steps[:-1] == links, path
        assert steps[-1][1] == urlsplit(page.find("link", rel="canonical")["href"]).path, path


def test_every_page_names_its_one_address_in_full(pages: Soups, demo: str) -> None:
    # Nobody finds that month, and the calendar is shown instead.
    for path in pages.keys() - {SHOWN["month, unknown"]}:
        page = pages[path]
        found = page.find_all("link", rel="canonical")
        if is_found(page):
            assert [link["href"] for link in found] == [urljoin(demo, path.partition("?")[0])], path


def test_every_page_announces_the_feeds_of_its_site_and_of_the_city(
    pages: Soups, demo: str
) -> None:
    announced: set[tuple[str, str]] = set()
    for path, page in pages.items():
        links = [(link["href"], link["type"]) for link in page.find_all("link", rel="alternate")]
        assert len(links) == len(set(links)), path
        announced |= set(links)
        addresses = {href.removeprefix(demo) for href, _kind in links}
        wanted = FEEDS_OF_THE_CITY
        if path.startswith(MANAGEMENT):
            wanted = wanted | FEEDS_OF_THE_MANAGEMENT
        assert wanted <= addresses, path
        assert path.startswith(MANAGEMENT) or not addresses & FEEDS_OF_THE_MANAGEMENT, path
    beginnings = {"text/calendar": b"BEGIN:VCALENDAR", "application/atom+xml": b"<?xml"}
    for href, kind in announced:
        assert fetched(href).startswith(beginnings[kind]), href
