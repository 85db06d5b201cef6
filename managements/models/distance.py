"""How far it is from one quarter to another."""

import math

# At Leipzig's latitude a degree of longitude is this much shorter than one of latitude.
LONGITUDE_SCALE = math.cos(math.radians(51.34))
KILOMETRES_PER_DEGREE = 111.2

Centre = tuple[float | None, float | None]


def kilometres(here: Centre, there: Centre) -> float:
    """Return the distance of two centres (latitude, longitude in degrees) as the crow flies.

    Infinite where a centre is not known, so that such a quarter comes last. Inside one city the
    earth may be flat.
    """
    if here[0] is None or here[1] is None or there[0] is None or there[1] is None:
        return math.inf
    north = there[0] - here[0]
    east = (there[1] - here[1]) * LONGITUDE_SCALE
    return math.hypot(north, east) * KILOMETRES_PER_DEGREE
