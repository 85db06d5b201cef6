"""Few elements of an SVG that draw others, which draw others, so that nobody gets to the end.

Browsers and typst draw what a `<use>`, a pattern, a mask, a clip path, a filter or a marker points
to again for each element that names it. Seven patterns of ten shapes each make ten million.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from managements.funding.svg_pictures import pixels_of

_IMAGE = "{http://www.w3.org/2000/svg}image"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(\s*[\"']?#([^()\"'\s]+)", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)")
# They colour what names them, and draw nothing themselves.
_GRADIENTS = {"linearGradient", "radialGradient"}
# Stands for every element where a style names no class.
_ALL = "*"


class EndlessError(Exception):
    """Something draws itself."""


@dataclass(frozen=True)
class Drawn:
    """How much is drawn in all."""

    elements: int = 0
    # Of pictures inside the drawing.
    pixels: int = 0

    def __add__(self, other: "Drawn") -> "Drawn":
        return Drawn(self.elements + other.elements, self.pixels + other.pixels)


def drawn(root: Element) -> Drawn:
    """Return how many elements and pixels a drawing comes to, each as often as it is drawn.

    Raises:
        EndlessError: if something draws itself, on whichever way round.
    """
    return _Heap(root).of(root)


class _Heap:
    """Counts what is below each element once, however often it is drawn."""

    def __init__(self, root: Element) -> None:
        self._by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
        self._by_class = _references_of_styles(root)
        self._known: dict[int, Drawn] = {}
        self._open: set[int] = set()

    def of(self, element: Element) -> Drawn:
        key = id(element)
        if key in self._known:
            return self._known[key]
        if key in self._open:
            raise EndlessError
        self._open.add(key)
        total = Drawn(1, _pixels_of(element))
        for name in self._names_in(element):
            target = self._by_id.get(name)
            if target is not None and _tag(target) not in _GRADIENTS:
                total += self.of(target)
        for child in element:
            total += self.of(child)
        self._open.remove(key)
        self._known[key] = total
        return total

    def _names_in(self, element: Element) -> list[str]:
        """Return the ids that an element points to, each as often as it does."""
        names = [name for value in element.attrib.values() for name in _REFERENCE.findall(value)]
        href = element.get("href") or element.get(_XLINK_HREF) or ""
        if href.startswith("#"):
            names.append(href[1:])
        for name in (*(element.get("class") or "").split(), _ALL):
            names += self._by_class.get(name, [])
        return names


def _references_of_styles(root: Element) -> dict[str, list[str]]:
    """Return what the styles of a drawing point to, by the classes that they are for."""
    found: dict[str, list[str]] = defaultdict(list)
    for style in root.iter():
        if _tag(style) != "style":
            continue
        # Cut, not searched for: a search would begin anew at each letter of a long text.
        for rule in "".join(style.itertext()).split("}"):
            selector, _brace, body = rule.rpartition("{")
            for name in _CLASS.findall(selector) or [_ALL]:
                found[name] += _REFERENCE.findall(body)
    return found


def _pixels_of(element: Element) -> int:
    # What others note down under this name is no picture.
    if element.tag != _IMAGE:
        return 0
    return pixels_of(element.get("href") or element.get(_XLINK_HREF) or "")


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
