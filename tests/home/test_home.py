"""The city-wide site."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, Site

from home.models import HomePage
from home.provisioning import provision_city
from managements.tenancy.provisioning import DistrictShare
from managements.tenancy.roles import city_editors
from tests.conftest import MakeManagement


def test_provisioning_the_city_twice_changes_nothing(city: HomePage) -> None:
    def snapshot() -> list[object]:
        return [
            list(Page.objects.order_by("path").values_list("pk", "path", "latest_revision_id")),
            list(Site.objects.values()),
            list(Group.objects.values()),
            sorted(city_editors().permissions.values_list("pk", flat=True)),
        ]

    before = snapshot()
    assert provision_city() == city
    assert snapshot() == before


def test_the_site_follows_the_citys_address(city: HomePage, settings) -> None:
    settings.BASE_URL = "https://quartiere.example"
    provision_city()
    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_page_id) == ("quartiere.example", 443, city.pk)


def test_the_groups_that_wagtail_makes_are_gone(city: HomePage) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {"Stadtredaktion"}


def test_the_start_page_shows_every_open_management(
    client, make_management: MakeManagement
) -> None:
    management = make_management(
        "osten", districts=[DistrictShare("Reudnitz", "reudnitz", only_in_part=True)]
    )
    management.page.introduction = "Wir hören zu."
    management.page.save_revision().publish()
    html = client.get("/").content.decode()
    for words in ("Osten", "Quartiersmanagement", "Teile von Reudnitz", "Wir hören zu."):
        assert words in html
    assert 'href="/osten/"' in html


def test_the_start_page_without_managements_says_so(client, city: HomePage) -> None:
    html = client.get("/").content.decode()
    assert client.get("/").status_code == 200
    assert 'href="tel:115"' in html


@pytest.mark.parametrize("kind", ["konzeptionelle-untersuchung", "stadtumbaumanagement"])
def test_no_management_is_called_what_it_is_not(
    client, make_management: MakeManagement, kind: str
) -> None:
    make_management("norden", kind=kind, name="Untersuchung Norden")
    for url in ("/norden/", "/norden/impressum/"):
        assert "Quartiersmanagement" not in client.get(url).content.decode(), url
