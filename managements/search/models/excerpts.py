"""A few words of what was found, with those marked that somebody looked for."""

from collections.abc import Collection

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from managements.search.words import Token, tokens

_LENGTH = 190
_BEFORE = 50
# Nobody waits until the last word of a book has been looked at.
_MOST_LETTERS = 20_000
_MORE = "…"


def marked(text: str, stems: Collection[str]) -> SafeString:
    """Return a text as HTML with the words marked whose stems are looked for."""
    return _marked(text, [one for one in tokens(text) if one.is_one_of(stems)], 0, len(text))


def excerpt(text: str, stems: Collection[str]) -> SafeString:
    """Return the part of a text that has most of the words looked for, else its beginning."""
    text = text[:_MOST_LETTERS]
    hits = [one for one in tokens(text) if one.is_one_of(stems)]
    start = _start(text, hits)
    end = len(text)
    if start + _LENGTH < end:
        # At a border between words, unless there is none.
        border = text.rfind(" ", start + _LENGTH // 2, start + _LENGTH)
        end = border if border > 0 else start + _LENGTH
    shown = _marked(
        text, [one for one in hits if start <= one.start and one.end <= end], start, end
    )
    return format_html(
        "{}{}{}", f"{_MORE} " if start else "", shown, f" {_MORE}" if end < len(text) else ""
    )


def _start(text: str, hits: list[Token]) -> int:
    """Return where the window begins that shows most different words, the first of several."""
    if not hits:
        return 0
    best, most = hits[0], 0
    for place, first in enumerate(hits):
        seen = set()
        for one in hits[place:]:
            if one.end - first.start > _LENGTH - _BEFORE:
                break
            seen.add(one.stem)
        if len(seen) > most:
            best, most = first, len(seen)
    if best.start <= _BEFORE:
        return 0
    border = text.find(" ", best.start - _BEFORE, best.start)
    return border + 1 if border >= 0 else best.start


def _marked(text: str, hits: list[Token], start: int, end: int) -> SafeString:
    parts: list[tuple[object]] = []
    for hit in hits:
        parts.append((conditional_escape(text[start : hit.start]),))
        parts.append((format_html("<mark>{}</mark>", text[hit.start : hit.end]),))
        start = hit.end
    parts.append((conditional_escape(text[start:end]),))
    return mark_safe(format_html_join("", "{}", parts))
