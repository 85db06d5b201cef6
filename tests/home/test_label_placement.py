"""Names on the map: none covers another, and all of them can be tapped."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from home.label_placement import MARK_RADIUS, TARGET, Label, Mark, place_labels, wrapped
from managements.demo.facts import QUARTERS
from managements.models.city_plane import HEIGHT, WIDTH, on_plane

SEVEN = [Mark(one.short_name, *on_plane(one.latitude, one.longitude)) for one in QUARTERS]
NAMES = st.one_of(
    st.sampled_from([one.short_name for one in QUARTERS]),
    st.text("AbcdeMmöß -", min_size=1, max_size=60).filter(str.strip),
)
MARKS = st.lists(
    st.builds(
        Mark,
        NAMES,
        st.integers(MARK_RADIUS, WIDTH - MARK_RADIUS).map(float),
        st.integers(MARK_RADIUS, HEIGHT - MARK_RADIUS).map(float),
    ),
    max_size=40,
)


def problems(marks: list[Mark]) -> list[str]:
    labels = place_labels(marks, WIDTH, HEIGHT)
    assert len(labels) == len(marks)
    placed = [(mark, label) for mark, label in zip(marks, labels, strict=True) if label]
    found = []
    for _mark, label in placed:
        box = label.box
        if not (box.left >= 0 and box.top >= 0 and box.right <= WIDTH and box.bottom <= HEIGHT):
            found.append(f"{label.lines} lies outside")
        if min(box.right - box.left, box.bottom - box.top) < TARGET - 0.01:
            found.append(f"{label.lines} is too small for a finger")
    for (_one, label), (_other, other) in itertools.combinations(placed, 2):
        if label.box.overlaps(other.box):
            found.append(f"{label.lines} covers {other.lines}")
    for mark in marks:
        for its, label in placed:
            near = label.box.nearest(mark.x, mark.y)
            if its is not mark and math.dist(near, (mark.x, mark.y)) < MARK_RADIUS:
                found.append(f"{label.lines} covers the mark of {mark.name}")
    return found


def test_all_seven_quarters_of_the_demonstration_have_their_names() -> None:
    labels = place_labels(SEVEN, WIDTH, HEIGHT)
    assert all(labels)
    assert problems(SEVEN) == []


@given(MARKS)
@settings(max_examples=12, deadline=None)
def test_no_name_covers_another_or_a_mark_or_leaves_the_map(marks: list[Mark]) -> None:
    assert problems(marks) == []


@pytest.mark.parametrize("number", [0, 1, 2, 12, 40])
def test_many_in_one_place_get_as_many_names_as_there_is_room_for(number: int) -> None:
    marks = [Mark(f"Nummer {one}", 200.0 + one % 3, 216.0 + one % 5) for one in range(number)]
    assert problems(marks) == []
    assert sum(label is not None for label in place_labels(marks, WIDTH, HEIGHT)) >= min(number, 2)


def test_who_is_far_from_all_others_always_has_a_name() -> None:
    crowd = [Mark(f"Nummer {one}", 100.0 + one, 100.0) for one in range(30)]
    labels = place_labels([*crowd, Mark("Allein", 300.0, 350.0)], WIDTH, HEIGHT)
    assert labels[-1] is not None


def test_the_same_marks_get_the_same_places_in_any_order() -> None:
    def places(marks: list[Mark]) -> dict[str, Label | None]:
        labels = place_labels(marks, WIDTH, HEIGHT)
        return {mark.name: label for mark, label in zip(marks, labels, strict=True)}

    assert places(SEVEN) == places(SEVEN[::-1])


def test_a_name_stands_beside_its_mark_or_is_tied_to_it() -> None:
    for mark, label in zip(SEVEN, place_labels(SEVEN, WIDTH, HEIGHT), strict=True):
        assert label is not None
        distance = math.dist(label.box.nearest(mark.x, mark.y), (mark.x, mark.y))
        assert label.leader is not None or distance < 2 * MARK_RADIUS


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Grünau", ("Grünau",)),
        ("Leipziger Osten", ("Leipziger Osten",)),
        ("Möckern und Gohlis-Nord", ("Möckern und", "Gohlis-Nord")),
        ("Schönefeld-Abtnaundorf", ("Schönefeld-", "Abtnaundorf")),
        ("Straßenbahnhofsviertel", ("Straßenbahnhof…",)),
        (" ", (" ",)),
    ],
)
def test_a_long_name_breaks_its_lines(name: str, lines: tuple[str, ...]) -> None:
    assert wrapped(name) == lines
