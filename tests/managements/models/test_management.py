"""Managements and districts."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from managements.models import FormerHostname, Management
from managements.tenancy.provisioning import DistrictShare
from tests.builders import content_page
from tests.conftest import MakeManagement


def test_a_part_of_a_district_is_named_as_a_part(make_management: MakeManagement) -> None:
    management = make_management(
        "osten",
        districts=[
            DistrictShare("Volkmarsdorf", "volkmarsdorf"),
            DistrictShare("Reudnitz", "reudnitz", only_in_part=True),
        ],
    )
    assert management.district_names == ["Volkmarsdorf", "Teile von Reudnitz"]


@pytest.mark.parametrize("slug", ["admin", "anliegen", "termine", "static"])
def test_an_address_of_the_city_cannot_become_a_management(gruenau: Management, slug: str) -> None:
    gruenau.slug = slug
    with pytest.raises(ValidationError) as caught:
        gruenau.full_clean()
    assert "slug" in caught.value.message_dict


@pytest.mark.parametrize(
    "hostname", ["https://gruenau.example", "gruenau", "gruenau.example/", "-a.example", "a b.de"]
)
def test_what_is_no_hostname_is_refused(gruenau: Management, hostname: str) -> None:
    gruenau.hostname = hostname
    with pytest.raises(ValidationError) as caught:
        gruenau.full_clean()
    assert "hostname" in caught.value.message_dict


def test_a_hostname_is_stored_in_small_letters_and_an_empty_one_not_at_all(
    gruenau: Management,
) -> None:
    gruenau.hostname = " Gruenau.Example "
    gruenau.clean()
    assert gruenau.hostname == "gruenau.example"
    gruenau.hostname = ""
    gruenau.clean()
    assert gruenau.hostname is None


def test_the_former_hostname_of_another_management_is_refused(
    gruenau: Management, paunsdorf: Management
) -> None:
    FormerHostname.objects.create(management=paunsdorf, hostname="alt.example")
    gruenau.hostname = "alt.example"
    with pytest.raises(ValidationError):
        gruenau.clean()


def test_the_database_refuses_a_management_as_its_own_successor(gruenau: Management) -> None:
    gruenau.successor = gruenau
    with pytest.raises(IntegrityError), transaction.atomic():
        gruenau.save()


def test_the_database_refuses_half_a_centre(gruenau: Management) -> None:
    gruenau.latitude = 51.3
    with pytest.raises(IntegrityError), transaction.atomic():
        gruenau.save()


def test_a_page_knows_its_management_at_every_depth(gruenau: Management) -> None:
    child = content_page(gruenau.page)
    grandchild = content_page(child, "Tiefer")
    assert grandchild.management == gruenau
    assert Management.objects.of_pages([child, grandchild]) == {
        child.pk: gruenau,
        grandchild.pk: gruenau,
    }


def test_the_citys_pages_belong_to_no_management(city, gruenau: Management) -> None:
    assert city.management is None
    assert content_page(city).management is None


def test_only_open_managements_can_be_turned_to(make_management: MakeManagement) -> None:
    active = make_management("a")
    winding_down = make_management("b")
    closed = make_management("c")
    make_management("d", is_public=False)
    for management, status in ((winding_down, "winding_down"), (closed, "closed")):
        management.status = status
        management.save()
    assert set(Management.objects.open()) == {active, winding_down}
    assert set(Management.objects.public()) == {active, winding_down, closed}
