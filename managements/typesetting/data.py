"""What reaches typst: data that paper can show, and never a part of its program."""

import datetime
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

# Controls, halves of characters, and what every font may draw as it likes.
_UNPRINTABLE = {"Cc", "Cs", "Co"}
_BYTE_ORDER_MARK = "\ufeff"
# They would turn around what stands after them, to the end of the paragraph.
_TURNING = {chr(code) for code in range(0x202A, 0x202F)}

# What breaks lines or stretches; spaces that hold words together stay, as in “§ 44a”.
_WHITE_SPACE = re.compile(r"[^\S\u00a0\u202f]+")


def as_json(content: Mapping[str, Any]) -> str:
    """Return what a program shows: equal contents give equal texts, days are written as ISO 8601.

    Raises:
        TypeError: if something in it is no text, number, day, list or mapping.
    """
    return json.dumps(_cleaned(content), ensure_ascii=False, sort_keys=True)


def printable(text: str) -> str:
    """Return a text without what no paper shows, and what would turn the text around it."""
    return "".join(filter(_is_printable, unicodedata.normalize("NFC", text)))


def _is_printable(character: str) -> bool:
    code = ord(character)
    is_no_character = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return not (
        is_no_character
        or character in _TURNING
        or character == _BYTE_ORDER_MARK
        or unicodedata.category(character) in _UNPRINTABLE
    )


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return printable(_WHITE_SPACE.sub(" ", value).strip(" "))
    if isinstance(value, Mapping):
        return {key: _cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one) for one in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value
