"""Finding those who send people round in a circle."""

from collections import deque
from collections.abc import Iterable, Mapping

Links = Mapping[int, Iterable[int]]


def circles_in(links: Links) -> list[set[int]]:
    """Return the groups in which everybody leads to everybody else, sooner or later.

    Whoever stands in a circle is in one group, and nobody else is. Groups are returned instead of
    single circles because seven who all point at each other make more than two thousand of those.
    """
    onward = {one: {other for other in others if other != one} for one, others in links.items()}
    backward: dict[int, set[int]] = {}
    for one, others in onward.items():
        for other in others:
            backward.setdefault(other, set()).add(one)
    groups = []
    # Nobody gets back to somebody to whom nobody points.
    left = onward.keys() & backward.keys()
    while left:
        start = min(left)
        group = (_reached(start, onward) & _reached(start, backward)) | {start}
        if len(group) > 1:
            groups.append(group)
        left -= group
    return groups


def shortest_circle(start: int, links: Links) -> list[int]:
    """Return the shortest way from somebody back to them, with them at both ends; [] if none."""
    came_from: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        one = waiting.popleft()
        for other in sorted(links.get(one, ())):
            if other == start and one != start:
                way = [start, one]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if other != start and other not in came_from:
                came_from[other] = one
                waiting.append(other)
    return []


def _reached(start: int, links: Links) -> set[int]:
    reached: set[int] = set()
    waiting = [start]
    while waiting:
        for other in links.get(waiting.pop(), ()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached
