"""Every site has its finder, also where somebody else had its address first."""

import pytest
from django.core.management import call_command

from managements.referrals.models import AnswerIndexPage, EnquiryIndexPage
from managements.tenancy.provisioning import repair_management
from tests.builders import content_page

pytestmark = pytest.mark.once


def test_a_site_that_lacks_its_finder_gets_it_and_nothing_else_changes(gruenau) -> None:
    AnswerIndexPage.objects.child_of(gruenau.page).get().delete()
    gruenau.page.refresh_from_db()
    repair_management(gruenau)
    repair_management(gruenau)
    assert AnswerIndexPage.objects.child_of(gruenau.page).live().get().slug == "anliegen"


def test_a_page_that_has_the_finders_address_moves_aside(gruenau, client) -> None:
    AnswerIndexPage.objects.child_of(gruenau.page).get().delete()
    gruenau.page.refresh_from_db()
    former = content_page(gruenau.page, "Ihre Anliegen", slug="anliegen")
    content_page(gruenau.page, "Noch eine", slug="anliegen-2")
    repair_management(gruenau)
    former.refresh_from_db()
    assert former.slug == "anliegen-3"
    assert client.get("/gruenau/anliegen-3/").status_code == 200
    assert AnswerIndexPage.objects.child_of(gruenau.page).get().slug == "anliegen"


def test_the_command_after_a_release_gives_every_site_its_finder(city, gruenau, paunsdorf) -> None:
    for page in [*AnswerIndexPage.objects.all(), *EnquiryIndexPage.objects.all()]:
        page.delete()
    call_command("provision_city", verbosity=0)
    assert AnswerIndexPage.objects.count() == 2
    assert EnquiryIndexPage.objects.get().get_parent().specific == city
