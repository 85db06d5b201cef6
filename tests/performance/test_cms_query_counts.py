"""What an editor does most costs the same, however many managements there are."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import HomePage
from managements.referrals.models import Contact
from managements.tenancy.roles import allow_models
from tests.builders import content_page, logged_in, stored_document, stored_image
from tests.dates import make_event, make_hour, make_place
from tests.isolation.specimen.models import Specimen
from tests.isolation.world import SPECIMENS

FEW, MANY = 2, 30
ROWS_OF_A_CHOOSER = 25
ADDRESSES = {
    "the explorer": "/admin/pages/{root}/",
    "a search for pages": "/admin/pages/search/?q=Seite",
    "the images": "/admin/images/",
    "the documents": "/admin/documents/",
    "the chooser of pages": "/admin/choose-page/{root}/",
    "the chooser's search": "/admin/choose-page/search/?q=Seite",
    "the chooser of images": "/admin/images/chooser/",
    "the chooser of shared records": "/admin/snippets/choose/referrals/contact/",
    "the own records": "/admin/snippets/specimen/specimen/",
    "the chooser of own records": "/admin/snippets/choose/specimen/specimen/",
    "a page's form": "/admin/pages/{root}/edit/",
    "the start of the CMS": "/admin/",
    "the team": "/admin/team/",
    "the trash": "/admin/papierkorb/",
    "the record of changes": "/admin/verlauf/",
    "the dates": "/admin/termine/",
}


@pytest.fixture
def fill(make_management, editor_of):
    """Make managements, each with a page, a picture, a document, a record and somebody."""

    def make(numbers: range) -> None:
        for number in numbers:
            management = make_management(f"quartier-{number}")
            if number:
                editor_of(management)
            content_page(management.page, "Seite")
            stored_image(collection=management.collection)
            stored_document(collection=management.collection)
            Specimen.objects.create(management=management, title="Datensatz")
            make_event(management, repeats="weekly", weekdays=[0], first_day=timezone.localdate())
            make_hour(management, make_place(management), first_day=timezone.localdate())

    return make


@pytest.mark.once
def test_what_an_editor_does_most_costs_the_same_with_2_and_with_30_managements(
    city, fill, editor_of
) -> None:
    Contact.objects.create(name="115")
    fill(range(FEW))
    own = Specimen.objects.order_by("pk").first().management
    allow_models(own.editors, SPECIMENS)
    browser = logged_in(editor_of(own))
    places = {"root": own.page.pk}

    def counts() -> dict[str, int]:
        found = {}
        for name, address in ADDRESSES.items():
            url = address.format(**places)
            assert browser.get(url).status_code == 200, url
            with CaptureQueriesContext(connection) as captured:
                browser.get(url)
            found[name] = len(captured)
        return found

    with_few, of_all_with_few = counts(), cost_of_choosing_among_all(browser, city)
    fill(range(FEW, MANY))
    assert counts() == with_few
    # Where the managements themselves are listed, Wagtail looks for the page above each row.
    rows_more = ROWS_OF_A_CHOOSER - FEW
    assert cost_of_choosing_among_all(browser, city) <= of_all_with_few + rows_more


def cost_of_choosing_among_all(browser: Client, city: HomePage) -> int:
    """Count the queries of the page chooser on the level where the managements' pages stand."""
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(f"/admin/choose-page/{city.pk}/").status_code == 200
    return len(captured)
