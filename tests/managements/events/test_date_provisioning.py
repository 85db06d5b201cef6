"""Every site has its calendar, and events stand in calendars alone."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from managements.events.models import EventIndexPage, EventPage
from managements.models import FieldOfAction, Management
from managements.tenancy.provisioning import repair_management
from managements.trash.trashing import TrashError, move_to_trash
from tests.builders import content_page, logged_in
from tests.dates import at, calendar_of, make_event


def test_every_site_has_its_calendar_in_the_menu(city, gruenau) -> None:
    for root in (city, gruenau.page):
        calendar = EventIndexPage.objects.child_of(root).live().get()
        assert (calendar.slug, calendar.title) == ("termine", "Termine")
        assert calendar.show_in_menus


def test_the_command_after_a_release_gives_every_site_its_calendar(
    city, gruenau, paunsdorf
) -> None:
    for page in EventIndexPage.objects.all():
        Page.objects.get(pk=page.pk).delete()
    FieldOfAction.objects.all().delete()
    for _again in range(2):
        call_command("provision_city", verbosity=0)
        assert EventIndexPage.objects.live().count() == 3
        assert FieldOfAction.objects.count() == 4


def test_a_page_that_has_the_calendars_address_moves_aside(gruenau, client) -> None:
    EventIndexPage.objects.child_of(gruenau.page).get().delete()
    gruenau.page.refresh_from_db()
    former = content_page(gruenau.page, "Unsere Termine", slug="termine")
    repair_management(gruenau)
    former.refresh_from_db()
    assert former.slug == "termine-2"
    assert client.get("/gruenau/termine-2/").status_code == 200
    assert calendar_of(gruenau).slug == "termine"


def test_topics_that_the_stadtredaktion_has_changed_stay(city) -> None:
    FieldOfAction.objects.exclude(slug="ordnung-sauberkeit").delete()
    call_command("provision_city", verbosity=0)
    assert FieldOfAction.objects.count() == 1


def test_editors_make_events_below_their_calendar_and_nowhere_else(
    gruenau, paunsdorf, city, editor_of
) -> None:
    browser = logged_in(editor_of(gruenau))

    def answer(parent: Page) -> int:
        address = reverse("wagtailadmin_pages:add", args=["events", "eventpage", parent.pk])
        return browser.get(address).status_code

    assert answer(calendar_of(gruenau)) == 200
    assert answer(gruenau.page) in {302, 403}
    assert answer(calendar_of(paunsdorf)) == 404
    assert answer(calendar_of(None)) == 404


def test_nobody_makes_a_second_calendar(gruenau, admin_client) -> None:
    address = reverse("wagtailadmin_pages:add", args=["events", "eventindexpage", gruenau.page.pk])
    assert admin_client.get(address).status_code in {302, 403}


@pytest.mark.parametrize("act", ["delete", "move", "copy", "unpublish"])
def test_the_calendar_is_not_taken_away(gruenau, paunsdorf, editor_of, act) -> None:
    calendar = calendar_of(gruenau)
    browser = logged_in(editor_of(gruenau))
    address = reverse(f"wagtailadmin_pages:{act}", args=[calendar.pk])
    assert browser.get(address).status_code in {302, 403}
    browser.post(address)
    calendar.refresh_from_db()
    assert calendar.live
    assert calendar.get_parent() == gruenau.page.page_ptr


def test_the_calendar_does_not_go_to_the_trash_but_its_events_do(gruenau) -> None:
    event = make_event(gruenau)
    with pytest.raises(TrashError):
        move_to_trash(page=calendar_of(gruenau), by=None, now=at("2026-12-01"))
    move_to_trash(page=event, by=None, now=at("2026-12-01"))
    assert not EventPage.objects.child_of(calendar_of(gruenau)).exists()


def test_a_repair_gives_no_rights_on_events_of_others(gruenau, paunsdorf) -> None:
    repair_management(Management.objects.get(pk=gruenau.pk))
    pages = GroupPagePermission.objects.filter(group=gruenau.editors).values_list("page", flat=True)
    assert set(pages) == {gruenau.page.pk}
