"""An event in the hands of its editors: previews, revisions, site maps."""

import datetime

import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from managements.events.models import EventPage, EventPlace
from tests.dates import calendar_of, make_event, make_place


def test_a_new_event_can_be_previewed_before_it_is_stored(
    client, make_management, editor_of
) -> None:
    management = make_management("gruenau")
    client.force_login(editor_of(management))
    address = reverse(
        "wagtailadmin_pages:preview_on_add",
        args=["events", "eventpage", calendar_of(management).pk],
    )
    form = nested_form_data(
        {
            "title": "Sommerfest", "slug": "sommerfest", "introduction": "", "repeats": "once",
            "first_day": "01.07.2027", "every": "1", "is_free": "on",
            "event_places": inline_formset([]), "comments": inline_formset([]),
            "body": streamfield([]),
        }
    )  # fmt: skip
    assert client.post(address, form).json()["is_valid"]
    shown = client.get(address, {"mode": ""})
    assert shown.status_code == 200
    assert "1. Juli 2027" in shown.content.decode()


def test_listed_days_without_further_days_stand_in_the_site_map(client, make_management) -> None:
    make_event(make_management("gruenau"), repeats="listed", days=[])
    shown = client.get("/sitemap.xml")
    assert shown.status_code == 200
    assert "/gruenau/termine/stadtteilforum/" in shown.content.decode()


def test_revisions_that_name_a_deleted_place_can_still_be_opened(
    client, make_management, editor_of
) -> None:
    management = make_management("gruenau")
    old, new = make_place(management, "Alter Saal"), make_place(management, "Neuer Saal")
    event = make_event(management, "Fest", old)
    first = event.get_latest_revision()
    draft = first.as_object()
    draft.event_places = [EventPlace(place=new)]
    draft.save_revision().publish()
    old.delete()
    client.force_login(editor_of(management))
    for name, arguments in (
        ("revisions_revert", [event.pk, first.pk]),
        ("revisions_compare", [event.pk, first.pk, "latest"]),
        ("history", [event.pk]),
    ):
        address = reverse(f"wagtailadmin_pages:{name}", args=arguments)
        assert client.get(address).status_code == 200, name


def test_an_event_goes_online_at_its_time_though_its_place_was_deleted(make_management) -> None:
    management = make_management("gruenau")
    event = make_event(management, "Fest", make_place(management, "Saal"))
    place = make_place(management, "Garten")
    draft = event.get_latest_revision_as_object()
    draft.title, draft.event_places = "Gartenfest", [EventPlace(place=place)]
    draft.go_live_at = timezone.now() + datetime.timedelta(minutes=1)
    draft.save_revision(approved_go_live_at=draft.go_live_at)
    place.delete()
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=1)):
        call_command("publish_scheduled")
    event = EventPage.objects.get(pk=event.pk)
    assert (event.title, list(event.places)) == ("Gartenfest", [])
