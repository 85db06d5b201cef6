"""Read the outlines of the city's districts from a GeoJSON file (RFC 7946), and say what is wrong with it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from managements.models.city_plane import is_in_the_city, on_plane
from managements.models.district import DistrictOutline
from managements.models.spelling import place_key

MOST_MEGABYTES = 20
_MOST_FEATURES = 500
_MOST_POINTS = 500_000
_SHORTEST_RING = 4  # RFC 7946, section 3.1.6: the last position is the first again
_LONGEST_NAME = DistrictOutline._meta.get_field("name").max_length or 0  # noqa: SLF001 - Django's public API

# The points of a ring on the map; the rings of a polygon, the outer one first.
Ring = list[tuple[float, float]]
Polygon = list[Ring]


class OutlineFileError(Exception):
    """A file holds no outlines of districts; `problems` says why, a sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class FileOutline:
    """An outline as a file has it, on the plane of the map."""

    name: str
    polygons: list[Polygon]


def read_outline_file(path: Path) -> list[FileOutline]:
    """Return the outlines of a file; a name that stands there twice has both.

    Raises:
        OutlineFileError: with a sentence for every outline that cannot be understood.
        OSError: if the file cannot be read.
    """
    if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
        raise OutlineFileError(
            [
                _("The file is larger than %(most)s megabytes. Please simplify it first.")
                % {"most": MOST_MEGABYTES}
            ]
        )
    return read_outlines(path.read_bytes())


def read_outlines(content: bytes) -> list[FileOutline]:
    """Return the outlines that stand in a text; see `read_outline_file`."""
    features = _features(content)
    problems: list[str] = []
    found: dict[str, FileOutline] = {}
    points = 0
    for number, feature in enumerate(features, start=1):
        try:
            outline = _outline(feature)
        except _OutlineError as problem:
            problems.append(
                _("Outline %(number)s: %(problem)s") % {"number": number, "problem": problem}
            )
            continue
        points += sum(len(ring) for polygon in outline.polygons for ring in polygon)
        known = found.setdefault(place_key(outline.name), FileOutline(outline.name, []))
        known.polygons.extend(outline.polygons)
    if points > _MOST_POINTS:
        problems.append(
            _("The outlines have more than %(most)s points. Please simplify the file first.")
            % {"most": _MOST_POINTS}
        )
    if problems:
        raise OutlineFileError(problems)
    return sorted(found.values(), key=lambda outline: place_key(outline.name))


class _OutlineError(Exception):
    """What is wrong with one outline."""


def _features(content: bytes) -> list[Any]:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise OutlineFileError([_("The file is no JSON.")]) from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection":
        raise OutlineFileError(
            [_("The file is no GeoJSON with a list of outlines (FeatureCollection).")]
        )
    if not features:
        raise OutlineFileError([_("The file has no outlines in it.")])
    if len(features) > _MOST_FEATURES:
        raise OutlineFileError(
            [
                _("The file has more than %(most)s outlines. That cannot be the districts.")
                % {"most": _MOST_FEATURES}
            ]
        )
    return features


def _outline(feature: Any) -> FileOutline:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    name = " ".join(name.split()) if isinstance(name, str) else ""
    if not name.isprintable() or not place_key(name):
        raise _OutlineError(_("it has no name (property “name”)."))
    if len(name) > _LONGEST_NAME:
        raise _OutlineError(_("its name is too long."))
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    parts = geometry.get("coordinates") if isinstance(geometry, dict) else None
    is_area = isinstance(kind, str) and kind in {"Polygon", "MultiPolygon"}
    if not is_area or not isinstance(parts, list) or not parts:
        raise _OutlineError(_("“%(name)s” is no area (Polygon or MultiPolygon).") % {"name": name})
    polygons = [parts] if kind == "Polygon" else parts
    return FileOutline(name, [list(_rings(polygon, name)) for polygon in polygons])


def _rings(polygon: Any, name: str) -> Iterator[Ring]:
    rings = polygon if isinstance(polygon, list) else []
    if not rings or not all(
        isinstance(ring, list) and len(ring) >= _SHORTEST_RING for ring in rings
    ):
        raise _OutlineError(_("the outline of “%(name)s” has too few points.") % {"name": name})
    for ring in rings:
        yield [_point(position, name) for position in ring]


def _point(position: Any, name: str) -> tuple[float, float]:
    numbers = position[:2] if isinstance(position, list) else []
    if len(numbers) != 2 or not all(type(one) in {int, float} for one in numbers):
        raise _OutlineError(_("a point of “%(name)s” is no pair of numbers.") % {"name": name})
    longitude, latitude = numbers
    if not is_in_the_city(latitude, longitude):
        raise _OutlineError(
            _(
                "a point of “%(name)s” does not lie in Leipzig. Needed are longitude and latitude "
                "in degrees (WGS 84), in this order."
            )
            % {"name": name}
        )
    return on_plane(latitude, longitude)
