"""The plane on which the map of the city is drawn: one unit is about 58 metres, north is up.

Everything on the map speaks of it: the drawing of ours, the imported outlines, the marks of the
managements. Inside one city the earth may be flat.
"""

from typing import NamedTuple

from managements.models.distance import KILOMETRES_PER_DEGREE, LONGITUDE_SCALE

WIDTH, HEIGHT = 400, 432
UNITS_PER_KILOMETRE = 17.2
# What lies in the middle of the map, in degrees.
_LATITUDE, _LONGITUDE = 51.343, 12.3896
# The box around the city's area, with some room; in degrees.
SOUTH, NORTH, WEST, EAST = 51.2, 51.49, 12.18, 12.6


class Point(NamedTuple):
    """A point of the map, in its units, from the upper left corner."""

    x: float
    y: float


def on_plane(latitude: float, longitude: float) -> Point:
    """Return where a place, given in degrees, lies on the map."""
    north = (latitude - _LATITUDE) * KILOMETRES_PER_DEGREE
    east = (longitude - _LONGITUDE) * LONGITUDE_SCALE * KILOMETRES_PER_DEGREE
    return Point(
        WIDTH / 2 + east * UNITS_PER_KILOMETRE,
        HEIGHT / 2 - north * UNITS_PER_KILOMETRE,
    )


def is_in_the_city(latitude: float, longitude: float) -> bool:
    """Whether a place may lie in Leipzig."""
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST
