"""One's own events with strangers' pictures, places and drafts in them, and their dates by number."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from managements.events.models import EventIndexPage, EventPage, Participation
from tests.builders import logged_in
from tests.dates import make_place
from tests.isolation.world import DAY, Things, World, canaries_in, canary, strangers_rows


@pytest.fixture
def me(world: World) -> Things:
    return world.paunsdorf


@pytest.fixture
def browser(me: Things) -> Client:
    return logged_in(me.editor)


def event_form(*, place: Any = None, **facts: Any) -> dict[str, Any]:
    """Return the form of an event as a browser sends it."""
    places = [{"id": "", "ORDER": "1", "DELETE": "", "place": place}] if place else []
    form = {
        "title": "Eigenes Fest", "slug": "eigenes-fest", "introduction": "", "repeats": "once",
        "first_day": DAY.isoformat(), "last_day": "", "starts_at": "18:00", "ends_at": "20:00",
        "every": "1", "days": "", "until": "", "meeting_point": "", "image": "", "cost": "",
        "is_free": "on", "registration": "", "registration_url": "", "audience": "",
        "accessibility": "", "organisers": "", "search_description": "", "seo_title": "",
        "body": streamfield([]), "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
        "event_places-TOTAL_FORMS": len(places), "event_places-INITIAL_FORMS": 0,
    } | facts  # fmt: skip
    form |= {
        f"event_places-{number}-{name}": value
        for number, one in enumerate(places)
        for name, value in one.items()
    }
    return nested_form_data(form)


def address_of(things: Things) -> str:
    calendar = EventIndexPage.objects.child_of(things.root).get()
    return reverse("wagtailadmin_pages:add", args=["events", "eventpage", calendar.pk])


def test_an_event_with_ones_own_picture_and_place_is_stored(me: Things, browser: Client) -> None:
    """The control: the forms below are right but for whose things they name."""
    form = event_form(place=make_place(me.management).pk, image=me.image.pk)
    answer = browser.post(address_of(me), form | {"action-publish": "1"})
    assert answer.status_code == 302, answer.content.decode()
    event = EventPage.objects.get(slug="eigenes-fest")
    assert event.image == me.image
    assert event.occurrences.get().place.name == "Stadtteilhaus"


@pytest.mark.parametrize("what", ["image", "place"])
@pytest.mark.parametrize("whose", ["gruenau", "hidden"])
def test_an_event_with_a_strangers_picture_or_place_is_refused(
    world: World, me: Things, browser: Client, what: str, whose: str
) -> None:
    them: Things = getattr(world, whose)
    place = make_place(them.management, canary("geheimort"))
    form = event_form(**{what: them.image.pk if what == "image" else place.pk})
    for url in (address_of(me), reverse("wagtailadmin_pages:edit", args=[me.event.pk])):
        answer = browser.post(url, form | {"action-publish": "1"})
        assert answer.status_code == 200, "it was saved"
        assert not canaries_in(answer.content.decode())
        preview = browser.post(f"{url}preview/", form)
        assert not preview.json()["is_valid"]
        assert not canaries_in(browser.get(f"{url}preview/", {"mode": ""}).content.decode())
    assert not EventPage.objects.filter(slug="eigenes-fest").exists()


def test_strangers_dates_are_not_changed_by_their_numbers(
    world: World, me: Things, browser: Client
) -> None:
    before = strangers_rows(world)
    for them in world.strangers:
        for kind, mine, theirs in (("event", me.event, them.event), ("hour", me.held, them.held)):
            for change in theirs.date_changes.all():
                for act in ("remove", "cancel_addition", "take_back_addition"):
                    address = reverse(f"dates:{kind}_{act}", args=[mine.pk, change.pk])
                    assert not canaries_in(browser.get(address).content.decode())
                    browser.post(address, {"note": "fremd"})
            for act in ("cancel", "move", "leave_out", "take_back"):
                address = reverse(f"dates:{kind}_{act}", args=[theirs.pk, DAY.isoformat()])
                answer = browser.post(address, {"new_day": DAY.isoformat(), "back": "/admin/"})
                assert answer.status_code == 404
        for act in ("accept", "decline", "withdraw"):
            answer = browser.post(reverse(f"dates:{act}", args=[them.participation.pk]))
            assert answer.status_code == 404
    assert strangers_rows(world) == before


def test_asking_a_site_in_preparation_tells_nothing_of_it(
    world: World, me: Things, browser: Client
) -> None:
    before = Participation.objects.count()
    answer = browser.post(
        reverse("dates:event_ask", args=[me.event.pk]),
        {"participant": world.hidden.management.slug},
        follow=True,
    )
    assert not canaries_in(answer.content.decode())
    assert Participation.objects.count() == before
    answer = browser.get(reverse("dates:event", args=[me.event.pk]))
    assert not canaries_in(answer.content.decode())
