"""The map of Leipzig on the city's start page."""

import functools
import re

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from home.city_map import MOST_MARKS
from managements.models import District, DistrictOutline, Management, ManagementDistrict
from managements.models.district_outlines import MOST_BYTES as MOST_OF_PATHS
from managements.models.district_outlines import DrawnOutline, draw_outlines, replace_outlines
from managements.models.outline_files import read_outlines
from managements.tenancy.provisioning import DistrictShare
from tests.conftest import MakeManagement
from tests.many import make_many_managements
from tests.outlines import TRUE_CITY, squares, whole_city

pytestmark = pytest.mark.once

MOST_BYTES = 15_000


def start_page(client: Client) -> BeautifulSoup:
    response = client.get("/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def links_of(page: BeautifulSoup) -> dict[str, str]:
    return {
        " ".join(link.text.split()): link["href"] for link in page.select("a.city-map__quarter")
    }


def import_squares(*names: str) -> None:
    replace_outlines(draw_outlines(read_outlines(squares(*names))))


def paths(page: BeautifulSoup, selector: str) -> str:
    return "".join(path["d"] for path in page.select(f"{selector} path[d]"))


def hatched(page: BeautifulSoup) -> list[Tag]:
    return page.select(".city-map__areas path[mask='url(#teile)']")


@pytest.fixture
def two(make_management: MakeManagement) -> tuple[Management, Management]:
    """One that looks after all of a district and parts of another, and one with a whole one."""
    osten = make_management(
        "osten", latitude=51.34, longitude=12.41,
        districts=[
            DistrictShare("Volkmarsdorf", "volkmarsdorf"),
            DistrictShare("Reudnitz", "reudnitz", only_in_part=True),
        ],
    )  # fmt: skip
    return osten, make_management(
        "gruenau", latitude=51.32, longitude=12.29, districts=[DistrictShare("Schönau", "schoenau")]
    )


def test_quarters_are_links_with_their_names(client, two) -> None:
    page = start_page(client)
    assert links_of(page) == {"Gruenau": "/gruenau/", "Osten": "/osten/"}
    drawing = page.select_one("svg.city-map__picture")
    assert drawing["role"] == "group"
    assert drawing["aria-label"] == "Karte von Leipzig mit den Quartieren"
    assert all("tabindex" not in link.attrs for link in page.select("a.city-map__quarter"))
    assert {"quartier-osten", "quartier-gruenau"} <= {
        name for link in page.select("a.city-map__quarter") for name in link["class"]
    }


def test_numbers_on_the_map_are_no_german_ones(client, two) -> None:
    circles = start_page(client).select(".city-map__quarter circle")
    assert len(circles) == 2
    assert all(circle[name].isdigit() for circle in circles for name in ("cx", "cy", "r"))


def test_who_has_no_centre_stands_in_the_list_alone(client, two, make_management) -> None:
    make_management("ohne-ort", name="Ohne Ort", short_name="Ohne Ort")
    page = start_page(client)
    assert "Ohne Ort" not in links_of(page)
    links = [link["href"] for link in page.select(".quarter-list a")]
    assert "/ohne-ort/" in links


def test_the_list_leads_to_quarters_by_their_names_as_the_map_does(client, two) -> None:
    page = start_page(client)
    in_list = [link["href"] for link in page.select(".quarter-list a")]
    assert sorted(in_list) == ["/gruenau/", "/osten/", "tel:115"]
    names = [" ".join(name.text.split()) for name in page.select(".quarter-list__name")]
    assert {"Gruenau", "Osten"} <= set(names)


def test_imported_outlines_show_whole_districts_parts_and_the_others(client, two) -> None:
    import_squares("Volkmarsdorf", "Reudnitz", "Schoenau", "Anderswo")
    outline = dict(DistrictOutline.objects.values_list("name", "path"))
    page = start_page(client)
    assert paths(page, ".city-map__areas .quartier-osten") == (
        outline["Volkmarsdorf"] + outline["Reudnitz"]
    )
    assert paths(page, ".city-map__areas .quartier-gruenau") == outline["Schoenau"]
    assert page.select_one(".city-map__others")["d"] == outline["Anderswo"]
    assert [path["d"] for path in hatched(page)] == [outline["Reudnitz"]]
    assert page.select_one("mask#teile rect")["fill"] == f"url(#{page.pattern['id']})"
    assert "Schraffiert" in page.select_one(".city-map__legend").text
    assert page.select_one(".city-map__land") is None


def test_the_areas_take_the_mouse_and_nobody_hears_or_passes_them_twice(client, two) -> None:
    import_squares("Volkmarsdorf")
    [areas] = start_page(client).select(".city-map__areas")
    assert areas["aria-hidden"] == "true"
    assert [(area["href"], area["tabindex"]) for area in areas.select("a")] == [("/osten/", "-1")]


def test_an_outline_of_several_districts_is_whole_if_a_management_has_all(
    client, make_management
) -> None:
    shares = [DistrictShare("Alt-Paunsdorf", "alt"), DistrictShare("Neu-Paunsdorf", "neu")]
    management = make_management("paunsdorf", districts=shares)
    District.objects.update(other_names="Paunsdorf")
    import_squares("Paunsdorf")
    assert hatched(start_page(client)) == []
    management.management_districts.get(district__slug="neu").delete()
    assert len(hatched(start_page(client))) == 1


def test_a_district_that_no_management_has_makes_an_outline_one_in_part_at_once(
    client, make_management
) -> None:
    make_management("paunsdorf", districts=[DistrictShare("Alt-Paunsdorf", "alt")])
    District.objects.update(other_names="Paunsdorf")
    import_squares("Paunsdorf")
    assert hatched(start_page(client)) == []
    other = District.objects.create(name="Heiterblick", slug="heiterblick", other_names="Paunsdorf")
    assert len(hatched(start_page(client))) == 1
    other.other_names = ""
    other.save()
    assert hatched(start_page(client)) == []


def test_who_has_no_centre_stands_in_its_largest_district(client, make_management) -> None:
    make_management("osten", districts=[DistrictShare("Volkmarsdorf", "volkmarsdorf")])
    assert links_of(start_page(client)) == {}
    import_squares("Volkmarsdorf")
    assert links_of(start_page(client)) == {"Osten": "/osten/"}


def test_the_map_follows_at_once_what_changes(client, two) -> None:
    osten, _gruenau = two
    assert "Osten" in links_of(start_page(client))
    Management.objects.filter(pk=osten.pk).update(short_name="Ostviertel")
    assert "Ostviertel" in links_of(start_page(client))
    District.objects.filter(slug="volkmarsdorf").update(other_names="Anders genannt")
    import_squares("Anders genannt")
    assert len(start_page(client).select(".city-map__areas path")) == 1
    District.objects.filter(slug="volkmarsdorf").update(other_names="")
    assert start_page(client).select(".city-map__areas") == []


def test_the_map_of_forty_quarters_costs_no_more_queries(client, two) -> None:
    make_quarters(range(1, 40))

    def cost() -> int:
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        return len(captured)

    for is_true in (False, True):
        if is_true:
            import_squares("Volkmarsdorf", "Reudnitz", "Schönau", "Anderswo")
        Management.objects.update(status=Management.Status.ACTIVE)
        many = cost()
        Management.objects.exclude(pk__in=[one.pk for one in two]).update(
            status=Management.Status.CLOSED
        )
        assert cost() == many


# As long as names of quarters are, and as what stands before the hostname of one.
NAMES = ("Leipziger Osten", "Möckern und Gohlis-Nord", "Gartenvorstadt Südwest")


def make_quarters(numbers: range, *, have_hosts: bool = False) -> None:
    """Open quarters with names as long as true ones, each with parts of its districts alone."""
    managements = make_many_managements(
        numbers, lambda number: f"{NAMES[number % len(NAMES)]} {number}"
    )
    links = [one.management_districts.get() for one in managements]
    districts = list(District.objects.exclude(pk__in=[one.district_id for one in links]))
    for number, (management, link) in enumerate(zip(managements, links, strict=True)):
        link.only_in_part = True
        link.save()
        # As many districts as there are, and no more than four for one.
        for district in districts[number :: len(managements)][:3]:
            ManagementDistrict.objects.create(
                management=management, district=district, only_in_part=number % 3 > 0
            )
        if have_hosts:
            hostname = f"{management.slug}.quartiere.example"
            Site.objects.create(hostname=hostname, root_page_id=management.page.pk)


@functools.cache
def whole_city_drawn() -> list[DrawnOutline]:
    """Return the outlines of a whole city, as fine as fits."""
    return draw_outlines(read_outlines(whole_city()))


def drawing_of(client: Client) -> BeautifulSoup:
    """Return the map, which is light as it is sent."""
    [sent] = re.findall(
        rb'<svg class="city-map__picture.*?</svg>', client.get("/").content, re.DOTALL
    )
    assert len(sent) <= MOST_BYTES
    return BeautifulSoup(sent, "html.parser")


def test_the_map_of_forty_quarters_without_outlines_stays_small(client, city) -> None:
    make_quarters(range(50), have_hosts=True)
    drawing = drawing_of(client)
    assert len(drawing.select(".city-map__quarter, .city-map__mark")) > MOST_MARKS * 0.9


@pytest.mark.parametrize("have_hosts", [False, True], ids=["paths", "hostnames"])
@pytest.mark.parametrize("count", [7, MOST_MARKS])
def test_the_map_with_the_outlines_of_a_whole_city_stays_small(
    client, city, count: int, have_hosts: bool
) -> None:
    drawn = whole_city_drawn()
    assert MOST_OF_PATHS * 0.8 < sum(len(one.path) for one in drawn) <= MOST_OF_PATHS
    make_quarters(range(count), have_hosts=have_hosts)
    Management.objects.update(latitude=None, longitude=None)  # each stands in its largest district
    replace_outlines(drawn)
    drawing = drawing_of(client)
    # No quarter is left out for it, and no outline is drawn twice.
    assert len(drawing.select(".city-map__areas a")) == count
    assert len(hatched(drawing)) == count
    others = "".join(path["d"] for path in drawing.select(".city-map__others"))
    shown = paths(drawing, ".city-map__areas") + others
    assert sorted(shown.split("z")) == sorted("".join(one.path for one in drawn).split("z"))


def test_the_map_with_the_true_outlines_stays_small(client, city) -> None:
    if not TRUE_CITY.exists():
        pytest.skip(f"needs the file {TRUE_CITY.name}, which is not part of the product")
    drawn = draw_outlines(read_outlines(TRUE_CITY.read_bytes()))
    make_quarters(range(MOST_MARKS), have_hosts=True)
    Management.objects.update(latitude=None, longitude=None)
    for district, outline in zip(District.objects.all(), drawn, strict=False):
        district.name = outline.name
        district.save()
    replace_outlines(drawn)
    assert len(drawing_of(client).select(".city-map__areas a")) == MOST_MARKS


def test_a_quarter_outside_the_map_is_in_the_list_alone(client, make_management) -> None:
    make_management("weit", latitude=51.01, longitude=12.79)
    page = start_page(client)
    assert links_of(page) == {}
    assert page.select_one(".quarter-list a")["href"] == "/weit/"
