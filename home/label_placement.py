"""Where names stand on a map so that none covers another, whoever is close to whom.

The same marks always get the same places: first the names that have the most neighbours, each where
it is nearest to its mark. Where that leaves a name without a place, other orders are tried. A name
that finds none has none on the map.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# Units of the map. On the narrowest phones it is 320 pixels wide for its 400 units: 18 are 14.4 pixels.
FONT_SIZE = 18.0
LINE_HEIGHT = 20.0
# 44 pixels there, for the finger.
TARGET = 55.0
MARK_RADIUS = 8
_PADDING = 5.0
_EDGE = 3.0
_LONGEST_LINE = 15
_MOST_LINES = 3
_FARTHEST = 130
_DIRECTIONS = 16
_MOST_ORDERS = 8
_NEAR = 90.0
# Fira Sans, semi-bold, in parts of the font size: a little wider than it is.
_NARROW, _PLAIN, _CAPITAL, _WIDE = 0.34, 0.6, 0.7, 0.92


class Box(NamedTuple):
    """A rectangle on the map."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether two rectangles share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the rectangle that is nearest to another one."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


@dataclass(frozen=True)
class Mark:
    """A point on the map with its name."""

    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Label:
    """Where the name of a mark stands: the box that takes the finger, and the lines in it."""

    box: Box
    lines: tuple[str, ...]
    # "start", "middle" or "end": the side of the text that is nearest to its mark.
    anchor: str
    x: float
    # The base line of the first line.
    y: float
    # The end of the line from the mark, None where the name stands beside it.
    leader: tuple[float, float] | None


class _Candidate(NamedTuple):
    cost: float
    box: Box
    words: Box
    across: int
    leader: tuple[float, float] | None


def place_labels(marks: Sequence[Mark], width: float, height: float) -> list[Label | None]:
    """Return the labels of some marks in their order, None for a mark whose name has no room."""
    frame = Box(_EDGE, _EDGE, width - _EDGE, height - _EDGE)
    lines = [wrapped(mark.name) for mark in marks]
    candidates = [
        sorted(_candidates(mark, its, frame, marks), key=lambda one: one.cost)
        for mark, its in zip(marks, lines, strict=True)
    ]
    order = sorted(
        range(len(marks)),
        key=lambda one: (-_crowd(marks[one], marks), marks[one].y, marks[one].x, one),
    )
    best: dict[int, _Candidate] = {}
    best_rank = (-1, 0.0)
    for turn in range(min(_MOST_ORDERS, max(1, len(marks)))):
        found, left_over = _in_order(order, marks, candidates)
        rank = (len(found), -sum(one.cost for one in found.values()))
        if rank > best_rank:
            best, best_rank = found, rank
        # What found no place chooses first the next time; else somebody else begins.
        first = left_over or [order[turn % len(order)]] if order else []
        order = [*first, *(one for one in order if one not in first)]
    return [
        _label(marks[one], lines[one], best[one]) if one in best else None
        for one in range(len(marks))
    ]


def wrapped(name: str) -> tuple[str, ...]:
    """Return a name in lines of about the same length; what is still too long is cut."""
    words = name.replace("-", "-\N{ZERO WIDTH SPACE}").split()
    pieces = [
        (piece, " " if number == 0 else "")
        for word in words
        for number, piece in enumerate(word.split("\N{ZERO WIDTH SPACE}"))
        if piece
    ]
    if not pieces:
        return (name,)
    for count in range(1, _MOST_LINES + 1):
        longest = max(_LONGEST_LINE if count == 1 else 0, math.ceil(len(name) / count))
        for limit in range(longest, _LONGEST_LINE + 1):
            lines = _filled(pieces, limit)
            if len(lines) <= count and all(len(line) <= _LONGEST_LINE for line in lines):
                return tuple(lines)
    lines = _filled(pieces, _LONGEST_LINE)[:_MOST_LINES]
    return tuple(
        line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…" for line in lines
    )


def _filled(pieces: list[tuple[str, str]], limit: int) -> list[str]:
    lines: list[str] = []
    for piece, blank in pieces:
        if lines and len(lines[-1]) + len(blank) + len(piece) <= limit:
            lines[-1] += blank + piece
        else:
            lines.append(piece)
    return lines


def _width(line: str) -> float:
    return FONT_SIZE * sum(map(_letter_width, line))


def _letter_width(letter: str) -> float:
    if letter in "fijlrtI1.,;:'’-/()| ":
        return _NARROW
    if letter in "mwMWÆŒ@%…":
        return _WIDE
    if ord(letter) > 0x2E7F:
        return 1.0
    return _CAPITAL if letter.isupper() else _PLAIN


def _crowd(mark: Mark, marks: Sequence[Mark]) -> int:
    return sum(math.dist((mark.x, mark.y), (one.x, one.y)) < _NEAR for one in marks)


def _candidates(
    mark: Mark, lines: tuple[str, ...], frame: Box, marks: Sequence[Mark]
) -> Iterator[_Candidate]:
    """Yield where a name may stand: around its mark, nearer and farther, inside the map."""
    text_width = max(map(_width, lines)) + 2 * _PADDING
    text_height = len(lines) * LINE_HEIGHT + _PADDING
    width, height = max(text_width, TARGET), max(text_height, TARGET)
    for distance in (0, 10, 22, 36, 52, 70, 90, 110, _FARTHEST):
        for number in range(_DIRECTIONS):
            angle = 2 * math.pi * number / _DIRECTIONS
            right, down = math.cos(angle), math.sin(angle)
            across = 1 if right > 0.38 else -1 if right < -0.38 else 0
            along = 1 if down > 0.38 else -1 if down < -0.38 else 0
            # The words touch the mark, whatever is around them for the finger.
            x = mark.x + right * (MARK_RADIUS + distance) + across * text_width / 2
            y = mark.y + down * (MARK_RADIUS + distance) + along * text_height / 2
            words = _around(x, y, text_width, text_height)
            box = Box(*_within(_around(x, y, width, height), words, frame))
            if not _contains(frame, box) or not _contains(box, words):
                continue
            if any(_hits(box, one) for one in marks if one is not mark):
                continue
            cost = distance + 6 * (across == 0) + 3 * (across < 0) + 4 * abs(down)
            leader = words.nearest(mark.x, mark.y) if distance else None
            yield _Candidate(cost, box, words, across, leader)


def _around(x: float, y: float, width: float, height: float) -> Box:
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _within(box: Box, words: Box, frame: Box) -> Box:
    """Push what is around some words into the map; the words stay where they are."""
    right = max(0.0, frame.left - box.left) - max(0.0, box.right - frame.right)
    down = max(0.0, frame.top - box.top) - max(0.0, box.bottom - frame.bottom)
    return Box(box.left + right, box.top + down, box.right + right, box.bottom + down)


def _contains(outer: Box, inner: Box) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and outer.right >= inner.right
        and outer.bottom >= inner.bottom
    )


def _hits(box: Box, mark: Mark) -> bool:
    if mark.x < box.left - MARK_RADIUS or mark.x > box.right + MARK_RADIUS:
        return False
    return math.dist(box.nearest(mark.x, mark.y), (mark.x, mark.y)) < MARK_RADIUS


def _in_order(
    order: list[int], marks: Sequence[Mark], candidates: list[list[_Candidate]]
) -> tuple[dict[int, _Candidate], list[int]]:
    """Give each mark in turn its nearest place that is free; return those that found none, too."""
    found: dict[int, _Candidate] = {}
    left_over = []
    for one in order:
        mark = marks[one]
        for candidate in candidates[one]:
            if all(
                _go_together(mark, candidate, marks[other], taken) for other, taken in found.items()
            ):
                found[one] = candidate
                break
        else:
            left_over.append(one)
    return found, left_over


def _go_together(mark: Mark, one: _Candidate, other_mark: Mark, other: _Candidate) -> bool:
    if one.box.overlaps(other.box):
        return False
    if one.leader and _crosses((mark.x, mark.y), one.leader, other.words):
        return False
    if other.leader and _crosses((other_mark.x, other_mark.y), other.leader, one.words):
        return False
    return not (
        one.leader
        and other.leader
        and _cross((mark.x, mark.y), one.leader, (other_mark.x, other_mark.y), other.leader)
    )


_Point = tuple[float, float]


def _crosses(start: _Point, end: _Point, box: Box) -> bool:
    corners = (
        (box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom),
    )  # fmt: skip
    return any(
        _cross(start, end, corners[number], corners[number - 1]) for number in range(len(corners))
    )


def _cross(start: _Point, end: _Point, other_start: _Point, other_end: _Point) -> bool:
    """Whether two lines cross each other."""

    def side(a: _Point, b: _Point, c: _Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return (
        side(start, end, other_start) * side(start, end, other_end) < 0
        and side(other_start, other_end, start) * side(other_start, other_end, end) < 0
    )


def _label(mark: Mark, lines: tuple[str, ...], chosen: _Candidate) -> Label:
    words = chosen.words
    anchor, x = {
        1: ("start", words.left + _PADDING),
        0: ("middle", (words.left + words.right) / 2),
        -1: ("end", words.right - _PADDING),
    }[chosen.across]
    return Label(
        box=chosen.box,
        lines=lines,
        anchor=anchor,
        x=x,
        y=words.top + _PADDING / 2 + LINE_HEIGHT * 0.76,
        leader=chosen.leader,
    )
