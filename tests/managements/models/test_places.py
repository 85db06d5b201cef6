"""Places as people type them, and who looks after them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from managements.models import District, Management, ManagementDistrict, Street
from managements.models.places import find_places, responsible_for

NAMES = {
    "Eisenbahnstraße": ("Volkmarsdorf", "Neustadt-Neuschönefeld"),
    "Georg-Schumann-Straße": ("Möckern",),
    "Robert-Schumann-Straße": ("Möckern",),
    "Schumannweg": ("Möckern",),
    "Wurzner Straße": ("Volkmarsdorf",),
    "Volkmarsdorfer Markt": ("Volkmarsdorf",),
    "Straße des 17. Juni": ("Möckern",),
    "Platz des 20. Juli 1944": ("Möckern",),
    "Lößniger Straße": ("Lößnig",),
}


@pytest.fixture
def city_map(db: None) -> dict[str, District]:
    districts = {
        name: District.objects.create(name=name, slug=slug, other_names=others)
        for name, slug, others in (
            ("Volkmarsdorf", "volkmarsdorf", ""),
            ("Neustadt-Neuschönefeld", "neustadt-neuschoenefeld", ""),
            ("Möckern", "moeckern", ""),
            ("Lößnig", "loessnig", ""),
            ("Alt-Paunsdorf", "alt-paunsdorf", "Paunsdorf"),
            ("Neu-Paunsdorf", "neu-paunsdorf", "Paunsdorf"),
        )
    }
    for name, its in NAMES.items():
        Street.objects.create(name=name).districts.set(districts[one] for one in its)
    return districts


def names(words: str, **options: int) -> list[str]:
    return [place.name for place in find_places(words, **options)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Eisenbahnstraße", "Eisenbahnstraße"),
        ("Eisenbahnstr. 66", "Eisenbahnstraße"),
        ("eisenbahnstrasse 66 a", "Eisenbahnstraße"),
        ("EISENBAHNSTR", "Eisenbahnstraße"),
        ("Eisenbahnstraße, Leipzig", "Eisenbahnstraße"),
        ("Eisenbahnstr.66a", "Eisenbahnstraße"),
        ("Eisenbahn Straße 66-68", "Eisenbahnstraße"),
        ("Eisenbahnstraße 66 a – 68 b, 04315 Leipzig", "Eisenbahnstraße"),
        ("Georg-Schumann-Straße", "Georg-Schumann-Straße"),
        ("georg schumann strasse", "Georg-Schumann-Straße"),
        ("Georg Schumann Str. 12/14", "Georg-Schumann-Straße"),
        ("Wurznerstr 70", "Wurzner Straße"),
        ("Loessniger Strasse", "Lößniger Straße"),
        ("Str. des 17. Juni 5", "Straße des 17. Juni"),
        ("Platz des 20. Juli 1944", "Platz des 20. Juli 1944"),
        ("Platz des 20. Juli 1944 3", "Platz des 20. Juli 1944"),
        ("loessnig", "Lößnig"),
        ("Volkmarsdorf", "Volkmarsdorf"),
        ("neustadt-neuschoenefeld", "Neustadt-Neuschönefeld"),
        ("NEUSTADT NEUSCHÖNEFELD", "Neustadt-Neuschönefeld"),
    ],
)
def test_a_place_is_known_however_people_write_it(city_map, words: str, name: str) -> None:
    (place,) = find_places(words)
    assert place.name == name
    assert place.is_exact


def test_a_street_lies_in_all_its_districts(city_map) -> None:
    (place,) = find_places("Eisenbahnstraße 1")
    assert place.kind == "street"
    assert {one.name for one in place.districts} == {"Volkmarsdorf", "Neustadt-Neuschönefeld"}


def test_one_name_may_mean_several_districts(city_map) -> None:
    (place,) = find_places("paunsdorf")
    assert (place.name, place.kind) == ("Paunsdorf", "district")
    assert [one.name for one in place.districts] == ["Alt-Paunsdorf", "Neu-Paunsdorf"]


def test_the_own_name_of_a_district_goes_before_other_names(city_map) -> None:
    own = District.objects.create(name="Paunsdorf", slug="paunsdorf")
    (place,) = find_places("Paunsdorf")
    assert place.districts == (own,)


def test_names_that_begin_so_come_before_those_that_hold_it(city_map) -> None:
    assert names("schumann") == ["Schumannweg", "Georg-Schumann-Straße", "Robert-Schumann-Straße"]
    assert names("volkmarsd") == ["Volkmarsdorf", "Volkmarsdorfer Markt"]
    assert not any(place.is_exact for place in find_places("volkmarsd"))


def test_the_beginning_of_a_name_may_have_a_house_number(city_map) -> None:
    assert names("Eisenbahn 66") == ["Eisenbahnstraße"]


def test_no_more_are_returned_than_asked_for(city_map) -> None:
    assert len(names("s", limit=2)) == 2


@pytest.mark.parametrize("words", ["", "   ", "…", "😀", "Xyz", "-", "%", "_", "66 a"])
def test_what_means_nothing_finds_nothing(city_map, words: str) -> None:
    assert find_places(words) == []


def test_what_is_chosen_from_a_list_is_found_again(city_map) -> None:
    Street.objects.create(name="Wurznerstraße").districts.set([city_map["Lößnig"]])
    both = find_places("wurzner str")
    assert len(both) == 2
    for place in [*both, *find_places("volkmarsd"), *find_places("paunsdorf")]:
        (again,) = find_places(place.word)
        assert (again.name, again.kind, again.districts) == (
            place.name,
            place.kind,
            place.districts,
        )


def test_two_places_of_one_name_do_not_make_people_choose_for_ever(city_map) -> None:
    Street.objects.create(name="Möckern").districts.set([city_map["Lößnig"]])
    (place,) = find_places("Möckern")
    assert place.kind == "district"


def test_three_queries_are_enough_with_three_thousand_streets(
    city_map, django_assert_max_num_queries
) -> None:
    streets = [Street(name=f"Straße {n}", search_key=f"strasse{n}") for n in range(3000)]
    Street.objects.bulk_create(streets, batch_size=500)
    for words in (
        "straße",
        "Eisenbahnstr. 3",
        "schumann",
        "Volkmarsdorf",
        "Paunsdorf",
        "gibt es nicht",
    ):
        with django_assert_max_num_queries(3):
            find_places(words)


@given(st.text(max_size=60) | st.text(alphabet="str ß.-_%\\'0123456789a²½😀", max_size=60))
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_nothing_that_anybody_types_is_an_error(city_map, words: str) -> None:
    for place in find_places(words):
        assert place.districts


@pytest.mark.parametrize(
    "words", ["²", "½", "straße" * 20_000, "1 " * 10_000, "\ufdfa" * 500, "\ud800"]
)
def test_odd_and_very_long_words_are_no_error(city_map, words: str) -> None:
    find_places(words)


def looks_after(management: Management, district: District, *, only_in_part: bool = False) -> None:
    ManagementDistrict.objects.create(
        management=management, district=district, only_in_part=only_in_part
    )


def test_who_looks_after_the_whole_district_comes_first(city_map, gruenau, paunsdorf) -> None:
    district = city_map["Möckern"]
    looks_after(gruenau, district, only_in_part=True)
    looks_after(paunsdorf, district)
    (found,) = responsible_for([district])
    assert [(one.management, one.only_in_part) for one in found.shares] == [
        (paunsdorf, False),
        (gruenau, True),
    ]
    assert found.is_certain


def test_a_district_of_which_only_parts_are_looked_after_is_not_certain(city_map, gruenau) -> None:
    looks_after(gruenau, city_map["Möckern"], only_in_part=True)
    whole, nobody = responsible_for([city_map["Möckern"], city_map["Lößnig"]])
    assert whole.shares
    assert not whole.is_certain
    assert nobody.shares == ()
    assert not nobody.is_certain


@pytest.mark.parametrize("status", ["preparation", "closed"])
def test_nobody_is_sent_to_a_management_that_is_not_open(city_map, gruenau, status: str) -> None:
    looks_after(gruenau, city_map["Möckern"])
    Management.objects.update(status=status)
    assert responsible_for([city_map["Möckern"]])[0].shares == ()


def test_one_query_tells_who_looks_after_all_districts(
    city_map, gruenau, paunsdorf, django_assert_num_queries
) -> None:
    for district in city_map.values():
        looks_after(gruenau, district)
        looks_after(paunsdorf, district, only_in_part=True)
    with django_assert_num_queries(1):
        for found in responsible_for(city_map.values()):
            assert [share.management.page.title for share in found.shares]
