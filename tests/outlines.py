"""A small city of our own for tests: squares beside each other, as a file of outlines has them."""

import json
import math
import random
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely

from managements.models.distance import LONGITUDE_SCALE

# Degrees of one square, and where the first one begins.
SIDE = 0.02
WEST, SOUTH = 12.36, 51.32
# Of the whole city, in degrees of latitude.
_MIDDLE, _RADIUS = (12.385, 51.343), 0.1
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))

# The true city's districts, where they lie beside the project: they are no part of it.
TRUE_CITY = Path(__file__).parents[2] / "shared" / "data" / "leipzig-districts.geojson"

_Place = tuple[float, float]


def square(column: int, row: int, *, bent: float = 0.0) -> list[list[float]]:
    """Return the ring of a square; its right side may be bent a little."""
    left, lower = WEST + column * SIDE, SOUTH + row * SIDE
    right, upper = left + SIDE, lower + SIDE
    return [
        [left, lower], [right, lower], [right + bent, lower + SIDE / 2], [right, upper],
        [left, upper], [left, lower],
    ]  # fmt: skip


def feature(name: Any, *rings: Any, kind: str = "Polygon") -> dict[str, Any]:
    """Return an outline as GeoJSON has it."""
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": kind, "coordinates": list(rings)},
    }


def collection(features: Iterable[Any]) -> bytes:
    """Return a file of outlines."""
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def squares(*names: str) -> bytes:
    """Return a file of squares beside each other, from west to east."""
    return collection(feature(name, square(column, 0)) for column, name in enumerate(names))


def whole_city(count: int = 63, *, bends: int = 16) -> bytes:
    """Return a file of as many districts as Leipzig has, named as `make_many_managements` does.

    The districts are as crooked as true ones, small in the middle and large at the edge, and what
    two of them share is the same for both. It is always the same city.
    """
    chance = random.Random(count)
    seats = [
        _polar((number / count) ** 0.65 * chance.uniform(0.85, 1.0), number * _GOLDEN_ANGLE)
        for number in range(1, count + 1)
    ]
    cells = shapely.voronoi_polygons(
        shapely.MultiPoint(seats),
        extend_to=_edge(),
        ordered=True,
    )
    borders: dict[frozenset[_Place], list[_Place]] = {}
    features = []
    for number, cell in enumerate(shapely.get_parts(cells)):
        corners = [_place(point) for point in shapely.intersection(cell, _edge()).exterior.coords]
        ring: list[_Place] = []
        for start, end in pairwise(corners):
            key = frozenset((start, end))
            if key not in borders:
                borders[key] = _crooked(start, end, bends, chance)
            border = borders[key]
            ring += (border if border[0] == start else border[::-1])[:-1]
        features.append(feature(f"Ortsteil {number}", [list(one) for one in [*ring, ring[0]]]))
    return collection(features)


def _polar(distance: float, angle: float) -> _Place:
    """Return a place by its way from the middle; the edge is about 1 away."""
    longitude, latitude = _MIDDLE
    return (
        longitude + distance * _RADIUS * math.cos(angle) / LONGITUDE_SCALE,
        latitude + distance * _RADIUS * math.sin(angle),
    )


def _edge() -> shapely.Polygon:
    """Return the city's edge: no circle, as a city's is none."""
    return shapely.Polygon(
        [
            _polar(1 + 0.12 * math.sin(3 * angle) + 0.08 * math.cos(5 * angle), angle)
            for angle in (2 * math.pi * step / 60 for step in range(60))
        ]
    )


def _place(point: Iterable[float]) -> _Place:
    longitude, latitude = point
    return round(longitude, 6), round(latitude, 6)


def _crooked(start: _Place, end: _Place, bends: int, chance: random.Random) -> list[_Place]:
    """Return a border between two corners that winds as brooks and railways do."""
    if bends < 2:
        return [start, end]
    (x, y), (to_x, to_y) = start, end
    aside = chance.uniform(-0.16, 0.16)
    middle = _place(((x + to_x) / 2 - (to_y - y) * aside, (y + to_y) / 2 + (to_x - x) * aside))
    return [
        *_crooked(start, middle, bends // 2, chance)[:-1],
        *_crooked(middle, end, bends // 2, chance),
    ]
