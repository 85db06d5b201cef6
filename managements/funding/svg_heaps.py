"""Few elements of an SVG that draw others, which draw others, so that nobody gets to the end.

Browsers and typst draw what a `<use>`, a pattern, a mask, a clip path, a filter or a marker points
to again for each element that names it. Seven patterns of ten shapes each make ten million.

Where it is not certain how often something is drawn, it counts as often as it might be.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from managements.funding.svg_pictures import pixels_of
from managements.funding.svg_refusals import doubled, too_much

_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"']*))", re.IGNORECASE)
# They colour what names them, and draw nothing themselves.
_GRADIENTS = {"linearGradient", "radialGradient"}
# What a group says with one of them is for the group as a whole; all else is for each element of it.
_OF_ONE = {"clip-path", "filter", "mask"}
# Each vertex of a line may have a marker. Other shapes have a few.
_VERTEX = re.compile(r"[a-z]|[0-9]+", re.IGNORECASE)
_VERTICES_OF_OTHERS = 8

_PLAIN_SELECTOR = re.compile(r"(?:\s*/\*[^*/]*\*/)*\s*\.[\w-]+\s*(?:,\s*\.[\w-]+\s*)*")
_CLASS = re.compile(r"\.([\w-]+)")
_PLAIN_TEXT = re.compile(r"\"[^\"'{};/*\r\n\f]*\"|'[^\"'{};/*\r\n\f]*'")

MOST_DRAWN = 20_000  # elements, each as often as it is drawn
# Of all pictures in it, each as often as it is drawn.
MOST_PIXELS_DRAWN = 16_000_000


@dataclass(frozen=True)
class _Drawn:
    """How much is drawn in all."""

    elements: int = 0
    # Where a marker may stand.
    vertices: int = 0
    # Of pictures inside the drawing.
    pixels: int = 0

    def plus(self, other: "_Drawn", times: int = 1) -> "_Drawn":
        """Return the sum.

        Raises:
            ValidationError: as soon as it is too much; all that follows would only add to it.
        """
        found = _Drawn(
            self.elements + times * other.elements,
            self.vertices + times * other.vertices,
            self.pixels + times * other.pixels,
        )
        if found.elements > MOST_DRAWN or found.pixels > MOST_PIXELS_DRAWN:
            raise too_much()
        return found


@dataclass(frozen=True)
class _Reference:
    """Where an element, or a rule of a style, points to."""

    name: str
    # Whether each element below points there, too.
    is_inherited: bool = False
    is_marker: bool = False


# How often which is made.
_References = Counter[_Reference]


def refuse_heaps(root: Element) -> None:
    """Refuse a drawing, as it is kept, of which more is drawn than may be, or that has no end.

    Raises:
        ValidationError: with a sentence for people.
    """
    try:
        _Heap(root).of(root)
    except RecursionError as error:
        raise too_much() from error


class _Heap:
    """Counts what is below each element once, however often it is drawn."""

    def __init__(self, root: Element) -> None:
        self._by_id: dict[str, Element] = {}
        self._doubled: set[str] = set()
        for element in root.iter():
            if name := element.get("id"):
                if name in self._by_id:
                    self._doubled.add(name)
                self._by_id.setdefault(name, element)
        sheets = ["".join(one.itertext()) for one in root.iter() if _tag(one) == "style"]
        values = [value for element in root.iter() for value in element.attrib.values()]
        said = "\n".join((*sheets, *values)).lower()
        # Whoever writes that takes over even what is said for a group as a whole.
        self._is_all_inherited = "inherit" in said or "\\" in said
        self._has_variables = "var(" in said
        # What the rules of styles point to, by the classes that they are for.
        self._by_class: dict[str, list[_References]] = defaultdict(list)
        for sheet in sheets:
            self._add_rules(sheet)
        self._known: dict[int, _Drawn] = {}
        self._open: set[int] = set()

    def of(self, element: Element) -> _Drawn:
        key = id(element)
        if key in self._known:
            return self._known[key]
        if key in self._open:
            raise too_much()
        self._open.add(key)
        total = _alone(element)
        for child in element:
            total = total.plus(self.of(child))
        inherited: _References = Counter()
        for references in self._made_by(element):
            for one, times in references.items():
                if one.is_inherited:
                    inherited[one] += times
                else:
                    total = total.plus(self.of(self._by_id[one.name]), times)
        # Markers first: what they draw may take over the other paints.
        for is_marker in (True, False):
            often = total.vertices if is_marker else total.elements
            for one, times in inherited.items():
                if one.is_marker is is_marker:
                    total = total.plus(self.of(self._by_id[one.name]), times * often)
        self._open.remove(key)
        self._known[key] = total
        return total

    def _made_by(self, element: Element) -> Iterator[_References]:
        """Yield what an element points to by itself, and by the styles for its classes."""
        yield self._drawing(_references_of(element))
        if style := element.get("style"):
            yield self._drawing_in(style, style)
        for name in set((element.get("class") or "").split()):
            yield from self._by_class.get(name, ())

    def _add_rules(self, sheet: str) -> None:
        """Note what the rules of a style point to.

        That is known only if nobody can mistake which elements a rule is for: a class may stand in a
        `:not(.a)`, and the end of a rule in a comment. What is for all elements is for what it points
        to as well, and so has no end.
        """
        # Otherwise it is not certain where a text begins.
        is_plain_sheet = not set("\"'") & set(_PLAIN_TEXT.sub("", sheet))
        # Cut, not searched for: a search would begin anew at each letter of a long text.
        for rule in sheet.split("}"):
            references = self._drawing_in(rule, sheet)
            if not references:
                continue
            selector, _brace, body = rule.partition("{")
            is_plain = is_plain_sheet and not any(one in body for one in ("{", "/*", "*/"))
            if not (is_plain and _PLAIN_SELECTOR.fullmatch(selector)):
                raise too_much()
            for name in set(_CLASS.findall(selector.rpartition("*/")[2])):
                self._by_class[name].append(references)

    def _drawing_in(self, style: str, whole: str) -> _References:
        """Return what a style, or a part of it, points to.

        Raises:
            ValidationError: also if it puts that into a variable, to be used any number of times.
        """
        found = self._drawing(_references_in(style))
        if found and self._has_variables and "--" in whole:
            raise too_much()
        return found

    def _drawing(self, references: Iterator[_Reference]) -> _References:
        """Return those references whose targets are there and draw something.

        Raises:
            ValidationError: if it is not certain which target is meant.
        """
        found: _References = Counter()
        for one in references:
            # Browsers read a letter that is written as a number, too.
            for name in {one.name, unquote(one.name)} & self._by_id.keys():
                if name in self._doubled:
                    raise doubled(name)
                if _tag(self._by_id[name]) not in _GRADIENTS:
                    is_inherited = one.is_inherited or self._is_all_inherited
                    found[_Reference(name, is_inherited, one.is_marker)] += 1
        return found


def _references_of(element: Element) -> Iterator[_Reference]:
    """Yield what an element points to, save for its style."""
    href = (element.get("href") or element.get(_XLINK_HREF) or "").strip()
    if href.startswith("#"):
        yield _Reference(href[1:])
    for name, value in element.attrib.items():
        if name != "style":
            for target in _targets_in(value):
                yield _Reference(target, name not in _OF_ONE, "marker" in name)


def _references_in(style: str) -> Iterator[_Reference]:
    if "url(" not in style.lower():
        return
    if any(set(";{}") & set(target) for target in _targets_in(style)):
        raise too_much()
    for part in re.split(r"[;{]", style):
        before, _colon, after = part.partition(":")
        before = before.strip().lower()
        is_marker = "marker" in before
        # A comment may hide where it begins.
        is_of_one = before in _OF_ONE and "*" not in after
        for target in _targets_in(part):
            yield _Reference(target, not is_of_one, is_marker)


def _targets_in(value: str) -> list[str]:
    urls = ("".join(found).strip() for found in _REFERENCE.findall(value))
    return [url[1:] for url in urls if url.startswith("#")]


def _alone(element: Element) -> _Drawn:
    course = element.get("d") or element.get("points")
    vertices = len(_VERTEX.findall(course)) if course else _VERTICES_OF_OTHERS
    is_picture = _tag(element) == "image"
    href = element.get("href") or element.get(_XLINK_HREF) or ""
    return _Drawn(1, vertices, pixels_of(href) if is_picture else 0)


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
