"""Events at addresses that the calendar needs itself."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data

from managements.events.models import EventPage
from tests.builders import logged_in
from tests.dates import calendar_of, make_event

TAKEN = ["monat", "tag", "archiv", "abonnieren", "aushang", "sprechstunde-1", "sprechstunde-2048"]
SENTENCE = "braucht der Kalender selbst"


@pytest.mark.parametrize("slug", TAKEN)
def test_an_event_cannot_stand_where_the_calendar_has_something(gruenau, slug) -> None:
    event = make_event(gruenau)
    event.slug = slug
    with pytest.raises(ValidationError) as caught:
        event.full_clean()
    assert SENTENCE in caught.value.message_dict["slug"][0]


@pytest.mark.parametrize("slug", ["archivtag", "monat-der-offenen-tuer", "sprechstunde-im-park"])
def test_an_address_that_only_begins_like_that_is_free(gruenau, slug) -> None:
    event = make_event(gruenau)
    event.slug = slug
    event.full_clean()


def test_an_editor_reads_it_at_the_address_when_making_an_event(gruenau, editor_of) -> None:
    client = logged_in(editor_of(gruenau))
    calendar = calendar_of(gruenau)
    url = reverse("wagtailadmin_pages:add", args=["events", "eventpage", calendar.pk])
    form = nested_form_data(
        {
            "title": "Archiv",
            "slug": "archiv",
            "repeats": "once",
            "first_day": "07.12.2026",
            "every": "1",
            "body-count": "0",
            **{
                f"{name}-{part}": "0"
                for name in ("event_places", "comments")
                for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
            },
            "action-publish": "1",
        }
    )
    response = client.post(url, form)
    assert response.status_code == 200
    assert SENTENCE in response.content.decode()
    assert not EventPage.objects.exists()


def test_an_event_is_not_copied_there_either(gruenau, editor_of) -> None:
    client = logged_in(editor_of(gruenau))
    event = make_event(gruenau)
    url = reverse("wagtailadmin_pages:copy", args=[event.pk])
    facts = {"new_title": "Archiv", "new_parent_page": calendar_of(gruenau).pk}
    response = client.post(url, {**facts, "new_slug": "archiv"})
    assert response.status_code == 200
    assert SENTENCE in response.content.decode()
    assert EventPage.objects.count() == 1
    client.post(url, {**facts, "new_slug": "archivtag"})
    assert EventPage.objects.filter(slug="archivtag").exists()


def test_addresses_have_no_umlauts_and_the_form_spells_them_out(gruenau, editor_of) -> None:
    client = logged_in(editor_of(gruenau))
    event = make_event(gruenau)
    copy = reverse("wagtailadmin_pages:copy", args=[event.pk])
    facts = {"new_title": "Prüfung", "new_parent_page": calendar_of(gruenau).pk}
    assert client.post(copy, {**facts, "new_slug": "prüfung"}).status_code == 200
    assert EventPage.objects.count() == 1
    form = client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content
    slug = BeautifulSoup(form, "html.parser").find(id="id_slug")
    assert "data-w-slug-allow-unicode-value" not in slug.attrs
    spelled = {
        pattern: to for (pattern, _flags), to in json.loads(slug["data-w-slug-formatters-value"])
    }
    assert spelled == {"[äÄ]": "ae", "[öÖ]": "oe", "[üÜ]": "ue", "[ßẞ]": "ss"}
