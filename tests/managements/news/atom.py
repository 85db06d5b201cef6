"""Reads Atom feeds back, as strictly as RFC 4287 asks for."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from django.test import Client

ATOM = "{http://www.w3.org/2005/Atom}"
# Section 4.1: which elements there may be, and how many of those that are asked for.
OF_A_FEED = {"id": 1, "title": 1, "updated": 1, "author": 1}
OF_AN_ENTRY = {"id": 1, "title": 1, "updated": 1, "published": 1, "author": 1, "summary": 1}
ONCE = {"content", "rights", "subtitle", "generator", "icon", "logo", "source"}


@dataclass
class Entry:
    id: str
    title: str
    url: str
    author: str
    updated: datetime.datetime
    published: datetime.datetime
    summary: str
    content: BeautifulSoup
    rights: str
    categories: list[str]


@dataclass
class Feed:
    id: str
    title: str
    subtitle: str
    url: str
    own_url: str
    author: str
    rights: str
    updated: datetime.datetime
    entries: list[Entry]

    @property
    def titles(self) -> list[str]:
        return [entry.title for entry in self.entries]


def read_feed(client: Client, url: str) -> Feed:
    """Ask for a feed and check it: what is missing or twice, wrong ids, dates, addresses."""
    response = client.get(url)
    assert response.status_code == 200, url
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return parsed(response.content)


def parsed(content: bytes) -> Feed:
    root = ElementTree.fromstring(content)
    assert root.tag == f"{ATOM}feed"
    _check(root, OF_A_FEED)
    entries = [_entry(one) for one in root.findall(f"{ATOM}entry")]
    # 4.1.1: no two entries with one id that were changed at the same time.
    assert len({(one.id, one.updated) for one in entries}) == len(entries)
    return Feed(
        id=_id(root),
        title=_text(root, "title"),
        subtitle=_text(root, "subtitle"),
        url=_link(root, "alternate"),
        own_url=_link(root, "self"),
        author=_text(root, f"author/{ATOM}name"),
        rights=_text(root, "rights"),
        updated=_moment(root, "updated"),
        entries=entries,
    )


def _entry(node: ElementTree.Element) -> Entry:
    _check(node, OF_AN_ENTRY)
    for name in ("summary", "content"):
        found = node.find(f"{ATOM}{name}")
        assert found is not None
        assert found.get("type") == "html"
    content = BeautifulSoup(_text(node, "content"), "html.parser")
    for tag in content.find_all("a", href=True) + content.find_all("img"):
        _check_address(tag.get("href") or tag["src"])
    return Entry(
        id=_id(node),
        title=_text(node, "title"),
        url=_link(node, "alternate"),
        author=_text(node, f"author/{ATOM}name"),
        updated=_moment(node, "updated"),
        published=_moment(node, "published"),
        summary=_text(node, "summary"),
        content=content,
        rights=_text(node, "rights"),
        categories=[one.attrib["term"] for one in node.findall(f"{ATOM}category")],
    )


def _check(node: ElementTree.Element, wanted: dict[str, int]) -> None:
    for name, number in wanted.items():
        assert len(node.findall(f"{ATOM}{name}")) == number, name
    for name in ONCE:
        assert len(node.findall(f"{ATOM}{name}")) <= 1, name
    assert all(child.tag.startswith(ATOM) for child in node)


def _text(node: ElementTree.Element, name: str) -> str:
    return node.findtext(f"{ATOM}{name}") or ""


def _id(node: ElementTree.Element) -> str:
    found = _text(node, "id")
    assert found.startswith("urn:uuid:")
    return found


def _link(node: ElementTree.Element, rel: str) -> str:
    (found,) = (one for one in node.findall(f"{ATOM}link") if one.get("rel") == rel)
    _check_address(found.attrib["href"])
    return found.attrib["href"]


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    assert parts.scheme in {"http", "https", "mailto", "tel"}, url
    assert parts.netloc or parts.scheme in {"mailto", "tel"}, url


def _moment(node: ElementTree.Element, name: str) -> datetime.datetime:
    found = datetime.datetime.fromisoformat(_text(node, name))
    assert found.tzinfo is not None
    return found
