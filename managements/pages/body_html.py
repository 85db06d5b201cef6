"""The bodies of many pages as plain HTML, for feed readers, which know none of our components."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

from managements.pages.blocks.languages import language_of, with_numbers_in_order

# Nothing that editors write is kept with comments in it.
_BORDER = "<!--border-->"
_LINK = re.compile(r'<a href="([^"]*)"')


@dataclass(frozen=True)
class BodyHtml:
    """What a body says as plain HTML; `is_whole` unless it has something that only pages show."""

    html: SafeString
    is_whole: bool


def bodies_as_html(bodies: Iterable[tuple[StreamValue, str]]) -> list[BodyHtml]:
    """Return the words of some bodies, each given with the full address of its page.

    Links are full addresses. Pictures, tables and what follows from records are left to the page.
    Few queries, and the same for any number of bodies: all links are read together.
    """
    bodies = list(bodies)
    words = [_words_of(body) for body, _url in bodies]
    stored = _BORDER.join("".join(html) for html, _is_whole in words)
    expanded = expand_db_html(stored).split(_BORDER) if bodies else []
    return [
        BodyHtml(with_full_links(html, url), is_whole)
        for html, (_words, is_whole), (_body, url) in zip(expanded, words, bodies, strict=True)
    ]


def with_full_links(html: str, url: str) -> SafeString:
    """Return HTML whose links lead on from anywhere, for a page at a full address."""

    # What is escaped in an address (&amp;) stays as it is: nothing of it is read here.
    def full(link: re.Match[str]) -> str:
        return f'<a href="{urljoin(url, link[1])}"'

    return mark_safe(_LINK.sub(full, html))


def _words_of(body: StreamValue) -> tuple[list[str], bool]:
    html: list[str] = []
    is_whole = True
    # As it is stored: reading the values would look up what each body points to.
    for block in body.raw_data:
        write = _WRITERS.get(block["type"])
        if write is None:
            is_whole = False
        else:
            html.append(write(block["value"]))
    return html, is_whole


def _text(value: Any) -> str:
    return str(value or "")


def _foreign_text(value: dict[str, Any]) -> str:
    language = language_of(value.get("language") or "")
    text = _text(value.get("text"))
    if language is None:
        return text
    if language.is_right_to_left:
        text = with_numbers_in_order(text)
    return f'<div lang="{language.code}" dir="{language.direction}">{text}</div>'


def _heading(value: dict[str, Any]) -> str:
    return format_html("<h3>{}</h3>", value.get("text") or "")


def _call_out(value: dict[str, Any]) -> str:
    title = format_html("<p><strong>{}</strong></p>", value.get("title") or "")
    return title + _text(value.get("text"))


def _accordion(value: dict[str, Any]) -> str:
    parts: list[str] = []
    if value.get("title"):
        parts.append(format_html("<h3>{}</h3>", value["title"]))
    for entry in _entries(value.get("entries") or []):
        parts.append(format_html("<h4>{}</h4>", entry.get("title") or ""))
        parts.append(_text(entry.get("text")))
    return "".join(parts)


def _quote(value: dict[str, Any]) -> str:
    quote = f"<blockquote>{linebreaks(value.get('text') or '', autoescape=True)}</blockquote>"
    attribution = value.get("attribution")
    return quote + (f"<p>{escape(attribution)}</p>" if attribution else "")


def _entries(stored: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the entries of a list, which Wagtail stores with or without an id of their own."""
    return [
        entry["value"] if set(entry) >= {"type", "value"} else entry
        for entry in stored
        if isinstance(entry, dict)
    ]


_WRITERS: dict[str, Callable[[Any], str]] = {
    "text": _text,
    "foreign_text": _foreign_text,
    "heading": _heading,
    "call_out": _call_out,
    "accordion": _accordion,
    "quote": _quote,
}
