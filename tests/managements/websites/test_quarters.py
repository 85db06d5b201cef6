"""Managements as the public sees them in lists."""

from managements.models import Management
from managements.models.distance import kilometres
from managements.websites.quarters import neighbours_of
from tests.many import make_many_managements


def test_the_neighbours_are_the_nearest_and_those_without_a_centre_come_last(
    make_management,
) -> None:
    own = make_management("mitte", latitude=51.34, longitude=12.37)
    make_management("ohne-ort")
    make_many_managements(range(1, 30))
    neighbours = neighbours_of(own, 40)
    here = (own.latitude, own.longitude)
    distances = [kilometres(here, (one.latitude, one.longitude)) for one in neighbours]
    assert len(neighbours) == 30
    assert distances == sorted(distances)
    assert neighbours[-1].slug == "ohne-ort"
    assert neighbours_of(own, 3) == neighbours[:3]


def test_without_a_centre_the_order_of_names_decides(make_management) -> None:
    own = make_management("ohne-ort")
    make_many_managements(range(1, 5))
    assert [one.short_name for one in neighbours_of(own, 2)] == ["Nummer 1", "Nummer 2"]


def test_the_owners_of_a_few_pages_and_of_very_many_are_the_same(city, make_management) -> None:
    gruenau = make_management("gruenau")
    page = gruenau.page.get_children().first()
    made = make_many_managements(range(1, 600))
    every = [city, page, *(one.page for one in made)]
    owners = Management.objects.of_pages(every)
    assert owners == {city.pk: None, page.pk: gruenau} | {one.page.pk: one for one in made}
    assert Management.objects.of_pages([city, page]) == {city.pk: None, page.pk: gruenau}
