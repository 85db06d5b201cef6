"""Whether an SVG shows anything at all.

Only what is certain counts: where a style sheet, a filter or an odd value might paint something, it
does.
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

_SVG, _XLINK_HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
# What stands in them is drawn elsewhere, or never.
_KEPT_FOR_LATER = {
    "clipPath", "defs", "desc", "filter", "linearGradient", "marker", "mask", "metadata", "pattern",
    "radialGradient", "style", "symbol", "title", "view",
}  # fmt: skip
# Without them, or if one is 0, such a shape has no place.
_MEASURES = {"rect": ("width", "height"), "circle": ("r",)}
_POINTS = {"path": "d", "polygon": "points", "polyline": "points"}
_UNPAINTED = {"none", "transparent"}
# These hold for what stands inside, too.
_INHERITED = ("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "visibility")
_NUMBER = re.compile(r"[0-9.]+")
_ZERO = re.compile(r"[+-]?0*\.?0+(e[+-]?[0-9]+)?\s*(%|[a-z]*)", re.IGNORECASE)


def draws_something(root: Element) -> bool:
    """Whether anything of a drawing can be seen, as far as that is certain."""
    # A style sheet may say otherwise about every element.
    has_sheet = any(_name(element) == "style" for element in root.iter())
    by_id = {element.get("id", ""): element for element in root.iter()}
    waiting: list[tuple[Element, Mapping[str, str], bool]] = [(root, {}, False)]
    while waiting:
        element, inherited, is_used = waiting.pop()
        name = _name(element)
        is_later = name in _KEPT_FOR_LATER and not (is_used and name == "symbol")
        if is_later or not element.tag.startswith(_SVG):
            continue
        said = _said_by(element)
        paint = {**inherited, **{key: said[key] for key in _INHERITED if key in said}}
        if not has_sheet and (said.get("display") == "none" or _is_zero(said.get("opacity", "1"))):
            continue
        if name == "use":
            href = element.get("href") or element.get(_XLINK_HREF) or ""
            target = by_id.get(href[1:])
            # It has an end: what draws itself was refused.
            if target is not None:
                waiting.append((target, paint, True))
        elif _has_a_place(name, said, has_sheet) and (has_sheet or _is_painted(name, paint)):
            return True
        waiting.extend((inner, paint, is_used) for inner in element)
    return False


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _said_by(element: Element) -> dict[str, str]:
    """Return what an element says about itself; its style counts more than its attributes."""
    said = {key: value.strip() for key, value in element.attrib.items()}
    for declaration in element.get("style", "").split(";"):
        key, colon, value = declaration.partition(":")
        if colon:
            said[key.strip().lower()] = value.replace("!important", "").strip()
    return said


def _has_a_place(name: str, said: Mapping[str, str], has_sheet: bool) -> bool:
    if name in _POINTS:
        # A single point is not seen; a style sheet may give a path its course.
        is_written = len(_NUMBER.findall(said.get(_POINTS[name], ""))) > 2
        return is_written or (has_sheet and name == "path")
    if name in _MEASURES:
        return has_sheet or not any(_is_zero(said.get(one, "0")) for one in _MEASURES[name])
    return name in {"ellipse", "image", "line", "text"}


def _is_painted(name: str, paint: Mapping[str, str]) -> bool:
    if paint.get("visibility") in {"hidden", "collapse"}:
        return False
    if name == "image":
        return True
    is_filled = name != "line" and _is_seen(paint, "fill", "black", "fill-opacity")
    is_stroked = _is_seen(paint, "stroke", "none", "stroke-opacity")
    return is_filled or (is_stroked and not _is_zero(paint.get("stroke-width", "1")))


def _is_seen(paint: Mapping[str, str], key: str, otherwise: str, opacity: str) -> bool:
    is_colour = paint.get(key, otherwise).lower() not in _UNPAINTED
    return is_colour and not _is_zero(paint.get(opacity, "1"))


def _is_zero(written: str) -> bool:
    # The pattern looks at some places twice: nobody writes so many zeros.
    return len(written) < 30 and _ZERO.fullmatch(written) is not None
