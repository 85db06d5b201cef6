"""SVG files that do nothing but draw.

`py_svg_hush` lets through what is known to be harmless and silently leaves out the rest. That would
change a logo without a word, and let somebody believe that a file with a script was fine. So it is
read before and after: what runs, moves, or fetches something is refused with a sentence, and so is
what would be lost, save for what drawing programs note down for themselves.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from py_svg_hush import filter_svg

from managements.funding.svg_heaps import refuse_heaps
from managements.funding.svg_paint import draws_something
from managements.funding.svg_pictures import pixels_of
from managements.funding.svg_refusals import damaged, fetches, lost, runs, too_much
from managements.typesetting.trials import can_be_set

SVG, XLINK, XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
# Whose elements browsers know: what others note down in a file, they pass over.
_OTHER_LANGUAGES = {"http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"}
_RUNNING = {
    "audio", "canvas", "embed", "foreignobject", "handler", "iframe", "link", "listener", "object",
    "script", "video",
}  # fmt: skip
_MOVING = {"animate", "animatecolor", "animatemotion", "animatetransform", "discard", "set"}
_PICTURES = {"image": ["png", "jpeg", "webp"]}
_POINTING = {"base", "data", "href", "poster", "src", "srcset"}

# These run over what strangers wrote: none of them looks at a place twice.
_URL = re.compile(r"url\(([^()]*)\)", re.IGNORECASE)
_FUNCTION = re.compile(r"(?<![a-z-])([a-z-]+)\(", re.IGNORECASE)
_STYLE_FUNCTIONS = {
    "calc", "circle", "color", "ellipse", "hsl", "hsla", "inset", "is", "matrix", "not",
    "nth-child", "path", "polygon", "rgb", "rgba", "rotate", "scale", "skewx", "skewy",
    "translate", "translatex", "translatey", "url", "var", "where",
}  # fmt: skip

# Elements and attributes without which a logo looks the same.
_NOTES = {"metadata"}
_NOTED = {"contentScriptType", "contentStyleType", "crossorigin", "focusable", "lang", "role"}
_NOTED_BEGINNINGS = ("aria-", "data-")

_UNITS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_LENGTH = re.compile(r"\s*([0-9.]+(?:e[+-]?[0-9]+)?)\s*([a-z]*)\s*", re.IGNORECASE)
# An SVG has no pixels: the longer side counts as that many.
LONGER_SIDE = 1000

DEEPEST = 100
# It writes every element on a line of its own, moved to the right by how deep it stands.
_MOST_GROWTH = 4


@dataclass(frozen=True)
class Svg:
    """An SVG that draws and does nothing else; the longer side counts `LONGER_SIDE`."""

    content: bytes
    width: int
    height: int


def read_svg(content: bytes) -> Svg:
    """Return what may be kept of an SVG file.

    Raises:
        ValidationError: with a sentence for people, if it does more than draw, or is damaged.
    """
    root = _parsed(content)
    if root.tag != f"{{{SVG}}}svg":
        raise ValidationError(
            _("This is no SVG file, even if its name says so. Please look at what you export."),
            code="no_svg",
        )
    _refuse_what_acts(root)
    width, height = _size(root)
    try:
        kept = bytes(filter_svg(content, _PICTURES))
    except ValueError as error:
        raise damaged() from error
    if len(kept) > _MOST_GROWTH * len(content) + 1000:
        raise too_much()
    drawing = _parsed(kept)
    _refuse_loss(root, drawing)
    # Counted is what browsers get: names are written differently there, and notes are left out.
    refuse_heaps(drawing)
    if not draws_something(drawing):
        raise ValidationError(_("Nothing is drawn on this SVG."), code="nothing_drawn")
    if not can_be_set(kept.decode()):
        raise ValidationError(
            _("This SVG cannot be put on paper. Please export it as plain SVG, or take a PNG."),
            code="not_set",
        )
    return Svg(kept, width, height)


class _Builder(TreeBuilder):
    """Builds a tree, and looks at what does not become part of it."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: Any, attrs: Any) -> Any:
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_much()
        return super().start(tag, attrs)

    def end(self, tag: Any) -> Any:
        self._depth -= 1
        return super().end(tag)

    def pi(self, target: str, text: str | None = None) -> Any:
        if target.lower() == "xml-stylesheet":
            raise fetches("<?xml-stylesheet ?>")
        return super().pi(target, text)


def _parsed(content: bytes) -> Element:
    parser = DefusedXMLParser(
        target=_Builder(), forbid_dtd=True, forbid_entities=True, forbid_external=True
    )
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise ValidationError(
            _(
                "This SVG begins with a DOCTYPE, or defines entities. Please export it as plain SVG: "
                "then your drawing program leaves them out."
            ),
            code="doctype",
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        raise damaged() from error
    return root


def _name(tag: str) -> tuple[str, str]:
    """Return the namespace of an element or an attribute, and its name in it."""
    namespace, brace, local = tag.rpartition("}")
    return (namespace[1:], local) if brace else ("", tag)


def _refuse_what_acts(root: Element) -> None:
    for element in root.iter():
        namespace, name = _name(element.tag)
        if namespace in _OTHER_LANGUAGES or name.lower() in _RUNNING:
            raise runs(f"<{name}>")
        for key in element.attrib:
            local = _name(key)[1]
            if local.lower().startswith("on"):
                raise runs(local)
        if namespace != SVG:
            continue
        if name.lower() in _MOVING:
            raise ValidationError(
                _("This logo moves (%(what)s). Please upload a picture that stands still."),
                code="moves",
                params={"what": f"<{name}>"},
            )
        if name == "style":
            _refuse_style("".join(element.itertext()))
        if name == "image" and not {"href", f"{{{XLINK}}}href"} & element.attrib.keys():
            raise damaged()
        for key, value in element.attrib.items():
            _refuse_attribute(name, *_name(key), value)


def _refuse_attribute(element: str, namespace: str, name: str, value: str) -> None:
    # Browsers pass over white space and other signs that cannot be seen before such an address.
    visible = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]", "", value).lower()
    if visible.startswith(("javascript:", "vbscript:")):
        raise runs(name)
    if namespace not in {"", XLINK, XML}:
        return
    if element == "a" and name == "href":
        raise ValidationError(
            _("This SVG holds a link (%(what)s). Please take it out: a logo is a picture."),
            code="link",
            params={"what": value[:60]},
        )
    if element == "image" and name == "href":
        pixels_of(value)
    elif name in _POINTING and not value.strip().startswith("#"):
        raise fetches(f"{name}: {value[:60]}")
    if name == "style":
        _refuse_style(value)
    else:
        _refuse_urls(value)


def _refuse_style(style: str) -> None:
    before, *comments = style.split("/*")
    # Of a comment without an end, all is looked at.
    style = " ".join([before, *(one.split("*/", 1)[-1] for one in comments)])
    _refuse_urls(style)
    odd = re.findall(r"@[\w-]*|\\", style)
    odd += [name for name in _FUNCTION.findall(style) if name.lower() not in _STYLE_FUNCTIONS]
    if odd:
        raise ValidationError(
            _(
                "The style of this SVG holds something that a logo does not need (%(what)s). Please "
                "turn texts into paths, and export it as plain SVG."
            ),
            code="style",
            params={"what": odd[0][:60]},
        )


def _refuse_urls(value: str) -> None:
    for url in map(_unquoted, _URL.findall(value)):
        if not url.startswith("#"):
            raise fetches(f"url({url[:60]})")
    if "url(" in _URL.sub("", value).lower():
        raise fetches("url(")


def _size(root: Element) -> tuple[int, int]:
    """Return width and height in the same ratio as those of the drawing."""
    lengths = (_length(root.get("width", "")), _length(root.get("height", "")))
    width, height = lengths if all(lengths) else _view_box(root.get("viewBox", ""))
    if not width or not height:
        raise ValidationError(
            _(
                "This SVG does not say how large it is. Please export it with a viewBox, or with "
                "width and height."
            ),
            code="no_size",
        )
    longer = max(width, height)
    return (
        max(1, round(LONGER_SIDE * (width / longer))),
        max(1, round(LONGER_SIDE * (height / longer))),
    )


def _length(written: str) -> float:
    """Return a length in pixels, 0 for a share of the page and for what is no length."""
    found = _LENGTH.fullmatch(written)
    if found is None or found[2].lower() not in _UNITS:
        return 0
    try:
        length = float(found[1]) * _UNITS[found[2].lower()]
    except ValueError:
        return 0
    return length if math.isfinite(length) else 0


def _view_box(written: str) -> tuple[float, float]:
    try:
        _x, _y, width, height = map(float, re.split(r"[\s,]+", written.strip()))
    except ValueError:
        return 0, 0
    is_usable = math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0
    return (width, height) if is_usable else (0, 0)


def _refuse_loss(before: Element, after: Element) -> None:
    """Compare what was sent with what would be kept, element by element."""
    sent, kept = list(_drawing(before)), list(_drawing(after))
    for (name, attributes), (kept_name, kept_attributes) in zip(sent, kept, strict=False):
        if name != kept_name:
            raise lost(f"<{name}>")
        for key, value in attributes.items():
            if kept_attributes.get(key) != value:
                raise lost(f"{key} – <{name}>")
    if len(sent) != len(kept):
        name = sent[len(kept)][0] if len(sent) > len(kept) else kept[len(sent)][0]
        raise lost(f"<{name}>")


def _drawing(root: Element) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the elements that draw, with their attributes, in their order.

    Of their names only those count that something points to: programs put layers' titles there.
    """
    pointing = "\n".join(
        value
        for element in root.iter()
        for value in (*element.attrib.values(), element.text or "")
        if "#" in value
    )
    waiting = [root]
    while waiting:
        element = waiting.pop()
        namespace, name = _name(element.tag)
        if (namespace != SVG and element is not root) or name in _NOTES:
            continue
        attributes: dict[str, str] = {}
        for key, value in element.attrib.items():
            space, local = _name(key)
            if _is_drawn(space, local) and (local != "id" or f"#{value}" in pointing):
                attributes.setdefault(local, _plain(value))
        if name == "style":
            attributes["style"] = _plain("".join(element.itertext()))
        yield (name if namespace == SVG else element.tag), attributes
        waiting.extend(reversed(element))


def _is_drawn(namespace: str, name: str) -> bool:
    if namespace:
        return (namespace, name) == (XLINK, "href")
    return name not in _NOTED and not name.startswith(_NOTED_BEGINNINGS)


def _plain(value: str) -> str:
    """Return a value without what may be written either way: quotation marks and white space."""
    return " ".join(_URL.sub(lambda found: f"url({_unquoted(found[1])})", value).split())


def _unquoted(url: str) -> str:
    return url.strip().strip("\"'").strip()
