"""The outlines of the districts, and how they come in."""

import contextlib
import random
import re
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from managements.models import District, DistrictOutline
from managements.models import outline_files as files
from managements.models.district_outlines import MOST_BYTES, draw_outlines, replace_outlines
from managements.models.outline_files import OutlineFileError, read_outlines
from managements.tenancy.provisioning import DistrictShare
from tests.outlines import SIDE, SOUTH, TRUE_CITY, WEST, collection, feature, square, squares


@pytest.fixture
def run(tmp_path: Path, db: None):
    """Import a file with some content; returns what the command prints."""

    def imported(content: bytes, *options: str) -> str:
        path = tmp_path / "ortsteile.geojson"
        path.write_bytes(content)
        output = StringIO()
        call_command("import_districts", str(path), *options, stdout=output)
        return output.getvalue()

    return imported


def stored() -> list[dict[str, Any]]:
    return list(DistrictOutline.objects.values())


def points_of(path: str) -> list[set[tuple[int, int]]]:
    """Return the points of each ring of a path."""
    rings = []
    for ring in path.split("z")[:-1]:
        start, way = re.fullmatch(r"M(-?\d+ -?\d+)l(.*)", ring).groups()
        x, y = map(int, start.split())
        numbers = list(map(int, re.findall(r"-?\d+", way)))
        points = {(x, y)}
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            points.add((x, y))
        rings.append(points)
    return rings


def test_outlines_come_in_with_what_they_are_called(run) -> None:
    District.objects.create(name="Lößnig", slug="loessnig")
    District.objects.create(name="Reudnitz", slug="reudnitz", other_names="Reudnitz-Thonberg")
    printed = run(squares("LOESSNIG", "Reudnitz-Thonberg", "Anderswo"))
    assert "3 Umrisse auf der Karte" in printed
    assert set(DistrictOutline.objects.values_list("name", flat=True)) == {
        "LOESSNIG", "Reudnitz-Thonberg", "Anderswo",
    }  # fmt: skip
    unknown = printed.split("kein Ortsteil trägt")[1]
    assert "Anderswo" in unknown
    assert "Reudnitz" not in unknown


def test_districts_of_managements_without_an_outline_are_named(run, make_management) -> None:
    make_management("osten", districts=[DistrictShare("Volkmarsdorf", "volkmarsdorf")])
    District.objects.create(name="Ohne Management", slug="ohne")
    printed = run(squares("Anderswo"))
    missing = printed.split("keinen Umriss gibt")[1]
    assert "Volkmarsdorf" in missing
    assert "Ohne Management" not in missing


def test_importing_twice_changes_nothing_and_says_so(run) -> None:
    content = squares("A", "B")
    run(content)
    before = stored()
    assert "dieselben wie vorher" in run(content)
    assert stored() == before


def test_new_outlines_take_the_place_of_the_old_ones(run) -> None:
    run(squares("A", "B"))
    run(squares("B", "C"))
    assert set(DistrictOutline.objects.values_list("name", flat=True)) == {"B", "C"}


def test_a_trial_changes_nothing(run) -> None:
    run(squares("A"))
    before = stored()
    printed = run(squares("B", "C"), "--dry-run")
    assert "2 Umrisse werden vereinfacht" in printed
    assert "2 Umrisse" in printed
    assert "Das war eine Probe" in printed
    assert stored() == before


def test_neighbours_share_their_border_however_differently_it_was_drawn(db) -> None:
    # The eastern neighbour knows nothing of the western one's bend of some ten metres.
    content = collection(
        [feature("West", square(0, 0, bent=0.00015)), feature("Ost", square(1, 0))]
    )
    drawn = {one.name: one for one in draw_outlines(read_outlines(content))}
    [west], [east] = points_of(drawn["West"].path), points_of(drawn["Ost"].path)
    assert len(west & east) >= 2
    replace_outlines(list(drawn.values()))
    outline = DistrictOutline.objects.get(name="West")
    assert 0 < outline.x < 400
    assert outline.area == pytest.approx(1.39 * 2.22 * 17.2**2, rel=0.05)


def test_a_district_in_two_parts_has_both_and_a_name_twice_is_one_district() -> None:
    content = collection(
        [
            feature("Zwei", [square(0, 0)], [square(3, 0)], kind="MultiPolygon"),
            feature("Insel", square(6, 0)),
            feature("INSEL", square(6, 2)),
        ]
    )
    drawn = {one.name: one.path.count("z") for one in draw_outlines(read_outlines(content))}
    assert drawn == {"Zwei": 2, "Insel": 2}


def test_what_is_too_fine_is_simplified_until_it_fits() -> None:
    count = 400
    wavy = [
        [WEST + SIDE * 4 * step / count, SOUTH + 0.0006 * (step % 2)] for step in range(count + 1)
    ]
    ring = [*wavy, [WEST + SIDE * 4, SOUTH + SIDE], [WEST, SOUTH + SIDE], wavy[0]]
    outlines = read_outlines(collection([feature("Fein", ring)]))
    [fine] = draw_outlines(outlines, most_bytes=100_000)
    [coarse] = draw_outlines(outlines, most_bytes=200)
    assert len(fine.path) > 400
    assert len(coarse.path) <= 200


def test_what_does_not_fit_at_all_is_refused() -> None:
    outlines = read_outlines(squares("A", "B", "C"))
    with pytest.raises(OutlineFileError, match="zu viele Umrisse"):
        draw_outlines(outlines, most_bytes=10)


POINT = {"type": "Feature", "properties": {"name": "A"}, "geometry": {"type": "Point"}}
BAD = {
    b"\xff\xfe": "kein JSON",
    b"{": "kein JSON",
    b"[" * 100_000: "kein JSON",
    b"[]": "kein GeoJSON",
    b'{"type": "FeatureCollection", "features": 7}': "kein GeoJSON",
    collection([]): "keine Umrisse",
    collection([None]): "Umriss 1: Er hat keinen Namen",
    collection([feature(7, square(0, 0))]): "keinen Namen",
    collection([feature(" ", square(0, 0))]): "keinen Namen",
    collection([feature("A" * 81, square(0, 0))]): "zu lang",
    collection([POINT]): "keine Fläche",
    collection([feature("A")]): "keine Fläche",
    collection([feature("A", square(0, 0), kind=["Polygon"])]): "keine Fläche",
    collection([feature("A", square(0, 0), kind={"a": 1})]): "keine Fläche",
    collection([feature("A", square(0, 0)[:2])]): "zu wenige Punkte",
    collection([feature("A", "Ring")]): "zu wenige Punkte",
    collection([feature("A", [["a", "b"]] * 4)]): "kein Paar von Zahlen",
    collection([feature("A", [[True, 51.3]] * 4)]): "kein Paar von Zahlen",
    collection([feature("A", [[317000, 5690000]] * 4)]): "liegt nicht in Leipzig",
    collection([feature("A", [[51.34, 12.37]] * 4)]): "liegt nicht in Leipzig",
    collection([feature("A", [[float("nan"), 51.34]] * 4)]): "liegt nicht in Leipzig",
    collection([feature("A", [[12.37, 51.34]] * 4)]): "umschließt keine Fläche",
    collection([feature("A", square(0, 0))] * 501): "mehr als 500 Umrisse",
}


@pytest.mark.parametrize(("content", "words"), BAD.items(), ids=BAD.values())
def test_a_bad_file_says_what_is_wrong_and_changes_nothing(run, content, words) -> None:
    run(squares("A"))
    before = stored()
    with pytest.raises(CommandError, match=words) as refused:
        run(content)
    assert "Es wurde nichts geändert" in str(refused.value)
    assert stored() == before


def test_a_single_outline_is_spoken_of_as_one(run) -> None:
    printed = run(squares("A"))
    assert "1 Umriss wird vereinfacht" in printed
    assert "1 Umriss auf der Karte" in printed


def test_many_bad_outlines_are_named_up_to_twenty(run) -> None:
    with pytest.raises(CommandError, match="Und 5 weitere Fehler") as refused:
        run(collection([POINT] * 25))
    assert "Umriss 20:" in str(refused.value)
    assert "Umriss 21:" not in str(refused.value)


def test_a_huge_file_is_refused_before_it_is_read(run, monkeypatch) -> None:
    monkeypatch.setattr(files, "MOST_MEGABYTES", 0)
    with pytest.raises(CommandError, match="größer als"):
        run(squares("A"))
    monkeypatch.setattr(files, "MOST_MEGABYTES", 20)
    monkeypatch.setattr(files, "_MOST_POINTS", 5)
    with pytest.raises(CommandError, match="mehr als 5 Punkte"):
        run(squares("A"))


def test_a_file_that_is_not_there_says_so(db) -> None:
    with pytest.raises(CommandError, match="lässt sich nicht lesen"):
        call_command("import_districts", "/nirgends.geojson", stdout=StringIO())


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


@given(name=JSON, geometry=JSON, ring=st.lists(st.tuples(st.floats(), st.floats()), max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_file_whatsoever_breaks_the_import(name, geometry, ring) -> None:
    features = [
        {"properties": {"name": name}, "geometry": geometry},
        feature("A", [list(point) for point in ring]),
        feature("B", geometry),
    ]
    for one in features:
        # Everything else than a refusal breaks out of here.
        with contextlib.suppress(OutlineFileError):
            assert draw_outlines(read_outlines(collection([one])))


@given(
    st.lists(
        st.tuples(st.floats(WEST, WEST + SIDE), st.floats(SOUTH, SOUTH + SIDE)),
        min_size=4,
        max_size=12,
    )
)
@settings(max_examples=25, deadline=None)
def test_rings_that_cross_themselves_are_mended_or_refused(ring) -> None:
    content = collection([feature("A", [list(point) for point in [*ring, ring[0]]])])
    try:
        [drawn] = draw_outlines(read_outlines(content))
    except OutlineFileError:
        return
    assert drawn.area >= 0


def wild_ring(count: int) -> list[list[float]]:
    """Return a ring of points anywhere: almost each of its lines crosses a third of the others."""
    anywhere = random.Random(count)
    ring = [
        [WEST + SIDE * 4 * anywhere.random(), SOUTH + SIDE * 4 * anywhere.random()]
        for _number in range(count)
    ]
    return [*ring, ring[0]]


def never(*shapes: Any, **options: Any) -> None:
    pytest.fail("borders that cross too often are put in order")


# One ring, many parts of one district, many districts, many holes: nothing of it may take hours.
WILD = {
    "ring": [feature("A", wild_ring(1_500))],
    "parts": [feature("A", *([wild_ring(n)] for n in range(4, 120)), kind="MultiPolygon")],
    "districts": [feature(f"A{n}", wild_ring(n)) for n in range(4, 120)],
    "holes": [feature("A", square(0, 0), *(wild_ring(n) for n in range(4, 120)))],
    "the same": [feature(f"A{n}", wild_ring(60)[:60] + wild_ring(60)[:1]) for n in range(100)],
}


@pytest.mark.parametrize("features", WILD.values(), ids=WILD)
def test_borders_that_cross_all_the_time_are_refused_before_any_work(
    run, monkeypatch, features
) -> None:
    monkeypatch.setattr("shapely.make_valid", never)
    monkeypatch.setattr("shapely.coverage_clean", never)
    with pytest.raises(CommandError, match="überschneiden sich zu oft"):
        run(collection(features))


def test_the_search_for_crossings_ends_where_too_many_lines_lie_upon_each_other(
    monkeypatch,
) -> None:
    monkeypatch.setattr("managements.models.district_outlines._MOST_NEIGHBOURS", 1_000)
    outlines = read_outlines(collection([feature(f"A{n}", square(0, 0)) for n in range(60)]))
    with pytest.raises(OutlineFileError, match="überschneiden sich zu oft"):
        draw_outlines(outlines)


def test_a_few_crossings_are_mended_whatever_the_size_of_the_ring() -> None:
    bow_tie = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]
    steps = [
        [[x + (to_x - x) * n / 500, y + (to_y - y) * n / 500] for n in range(500)]
        for (x, y), (to_x, to_y) in pairwise(bow_tie)
    ]
    ring = [[WEST + SIDE * x, SOUTH + SIDE * y] for part in steps for x, y in part]
    [drawn] = draw_outlines(read_outlines(collection([feature("Schleife", [*ring, ring[0]])])))
    whole = draw_outlines(read_outlines(collection([feature("Ganz", square(0, 0))])))[0]
    assert drawn.area == pytest.approx(whole.area / 2, rel=0.1)


def test_the_outlines_of_the_whole_city_fit_and_share_their_borders(db) -> None:
    if not TRUE_CITY.exists():
        pytest.skip(f"needs the file {TRUE_CITY.name}, which is not part of the product")
    drawn = draw_outlines(read_outlines(TRUE_CITY.read_bytes()))
    assert len(drawn) == 63
    assert sum(len(one.path) for one in drawn) <= MOST_BYTES
    # Every point inside the city belongs to the outlines of two districts at least, at most to a few.
    outlines = {one.name: set().union(*points_of(one.path)) for one in drawn}
    shared = outlines["Volkmarsdorf"] & outlines["Neustadt-Neuschönefeld"]
    assert len(shared) >= 2
    around = set().union(*(points for name, points in outlines.items() if name != "Zentrum"))
    assert outlines["Zentrum"] <= around
