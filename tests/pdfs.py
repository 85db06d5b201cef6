"""Reads PDFs back: their words, and what a screen reader finds in them."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def words_of(pdf: bytes) -> str:
    """Return the text of all pages with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def times_in(part: str, pdf: bytes) -> int:
    """Return how often some words stand in a file, wherever lines and words are broken."""
    return re.sub(r"[\s-]", "", words_of(pdf)).count(re.sub(r"[\s-]", "", part))


def elements(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Yield the elements of the structure, in the order in which they are read out."""

    def below(node: Any) -> Iterator[DictionaryObject]:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                yield from below(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from below(node["/K"])

    yield from below(reader.trailer["/Root"]["/StructTreeRoot"])


def kinds(reader: PdfReader) -> list[str]:
    return [str(element["/S"]) for element in elements(reader)]
