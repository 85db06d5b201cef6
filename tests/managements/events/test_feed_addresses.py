"""Where calendars are as files, and how programs that ask again and again are answered."""

import datetime
import gzip

import pytest
from django.test import Client
from django.utils.http import http_date
from pytest_django import DjangoAssertNumQueries

from managements.events.models import Participation
from managements.events.participating import withdraw
from managements.models import Management
from managements.tenancy.provisioning import repair_management
from tests.builders import content_page
from tests.dates import at, calendar_of, make_event, make_hour

pytestmark = pytest.mark.once

FEED = "/gruenau/termine.ics"
OWN_HOST = "gruenau.example"
RULE = {"repeats": "weekly", "weekdays": [2], "first_day": datetime.date(2026, 1, 1)}


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(at("2026-12-01", "12:00"), tick=False)


@pytest.fixture
def on_own_host(gruenau: Management) -> Client:
    gruenau.hostname = OWN_HOST
    gruenau.save()
    repair_management(gruenau)
    return Client(SERVER_NAME=OWN_HOST)


def test_a_feed_is_a_file_for_calendars(client, gruenau) -> None:
    make_event(gruenau, "Café für alle", slug="cafe")
    hour = make_hour(gruenau)
    for url, name in (
        (FEED, "termine-gruenau.ics"),
        ("/termine.ics", "termine-leipzig.ics"),
        ("/gruenau/termine/cafe.ics", "cafe.ics"),
        (f"/gruenau/termine/sprechstunde-{hour.pk}.ics", f"sprechstunde-{hour.pk}.ics"),
    ):
        response = client.get(url)
        assert response.status_code == 200, url
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response["Content-Disposition"] == f'inline; filename="{name}"'
        assert response["Cache-Control"] == "public, max-age=300"
        assert response["Vary"] == "Accept-Encoding"
        assert not response.cookies


def test_the_city_has_files_of_its_own_events(client, city) -> None:
    make_event(None, "Tag der Städtebauförderung", slug="stadttag")
    response = client.get("/termine/stadttag.ics")
    assert "Tag der Städtebauförderung" in response.content.decode()
    assert "http://quartiere.test/termine/stadttag/" in response.content.decode()


def test_who_polls_is_told_that_nothing_has_changed(client, gruenau) -> None:
    event = make_event(gruenau)
    first = client.get(FEED)
    again = client.get(FEED, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Vary"] == "Accept-Encoding"
    assert again["Cache-Control"] == first["Cache-Control"]
    event.title = "Anders"
    event.save_revision().publish()
    changed = client.get(FEED, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_compressed_answer_has_the_same_tag(client, gruenau) -> None:
    make_event(gruenau)
    plain = client.get(FEED)
    packed = client.get(FEED, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] == plain["ETag"]
    headers = {"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]}
    assert client.get(FEED, headers=headers).status_code == 304


def test_who_asks_by_date_alone_is_sent_the_file_again(client, gruenau, paunsdorf) -> None:
    event = make_event(paunsdorf, "Von nebenan")
    joined = Participation.objects.create(
        event=event,
        management=gruenau,
        state=Participation.State.ACCEPTED,
        decided_at=at("2026-12-01", "11:00"),
    )
    shown = client.get(FEED)
    assert "Von nebenan" in shown.content.decode()
    assert "Last-Modified" not in shown
    # Nothing that is stored says when it was taken back.
    withdraw(participation=joined, by=None, now=at("2026-12-01", "12:00"))
    since = http_date(at("2026-12-01", "12:00").timestamp())
    again = client.get(FEED, headers={"If-Modified-Since": since})
    assert again.status_code == 200
    assert "Von nebenan" not in again.content.decode()


def test_a_head_request_is_answered_like_a_get_without_its_content(client, gruenau) -> None:
    make_event(gruenau)
    got, head = client.get(FEED), client.head(FEED)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control"):
        assert head[name] == got[name], name
    assert client.head(FEED, headers={"If-None-Match": got["ETag"]}).status_code == 304
    assert client.post(FEED).status_code == 405


def test_on_a_hostname_of_its_own_the_feed_is_at_the_root(
    client, on_own_host: Client, gruenau
) -> None:
    hour = make_hour(gruenau)
    make_event(gruenau, slug="fest")
    names = ("termine.ics", "termine/fest.ics", f"termine/sprechstunde-{hour.pk}.ics")
    for name in names:
        file = on_own_host.get(f"/{name}")
        assert file.status_code == 200
        assert f"SOURCE;VALUE=URI:http://{OWN_HOST}/{name}" in file.content.decode()
        assert "quartiere.test" not in file.content.decode()
        elsewhere = client.get(f"/gruenau/{name}")
        assert elsewhere.status_code == 301
        assert elsewhere["Location"] == f"http://{OWN_HOST}/{name}"
        assert elsewhere["Cache-Control"] == "public, max-age=300"
    assert f"http://{OWN_HOST}/termine/fest/" in client.get("/termine.ics").content.decode()


def test_who_subscribed_goes_on_getting_it_after_an_event_was_renamed(
    client, gruenau, django_capture_on_commit_callbacks
) -> None:
    event = make_event(gruenau, slug="alt")
    event.slug = "neu"
    with django_capture_on_commit_callbacks(execute=True):
        event.save_revision().publish()
    response = client.get("/gruenau/termine/alt.ics")
    assert (response.status_code, response["Location"]) == (301, "/gruenau/termine/neu.ics")
    event.unpublish()
    assert client.get("/gruenau/termine/alt.ics").status_code == 404


def test_a_page_that_came_back_to_its_address_leads_in_no_circle(
    client, gruenau, django_capture_on_commit_callbacks
) -> None:
    event = make_event(gruenau, slug="alt")
    for slug in ("neu", "alt"):
        event.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            event.save_revision().publish()
    assert client.get("/gruenau/termine/alt.ics").status_code == 200
    assert client.get("/gruenau/termine/neu.ics")["Location"] == "/gruenau/termine/alt.ics"


@pytest.mark.parametrize(
    "url",
    [
        "/nirgends/termine.ics",
        "/gruenau/seite/termine.ics",
        "/gruenau/termine/gibt-es-nicht.ics",
        "/gruenau/termine/sprechstunde-0.ics",
        "/gruenau/termine/sprechstunde-².ics",
        "/gruenau/termine/sprechstunde-٣.ics",
        "/gruenau/termine/sprechstunde-99999999999999999999.ics",
        "/gruenau/termine/%00.ics",
        "/gruenau/termine/..%2F.ics",
        "/gruenau/termine/.ics",
        "/termine/sprechstunde-1.ics",
        "/impressum/termine.ics",
    ],
)
def test_a_wrong_address_gets_help(client, gruenau, paunsdorf, url: str) -> None:
    content_page(gruenau.page, "Seite", slug="seite")
    make_hour(paunsdorf)
    response = client.get(url)
    assert response.status_code in {400, 404}
    if response.status_code == 404:
        assert "Diese Seite gibt es nicht" in response.content.decode()


def test_nobody_finds_an_hour_in_the_calendar_of_others(client, gruenau, paunsdorf) -> None:
    hour = make_hour(gruenau)
    assert client.get(f"/paunsdorf/termine/sprechstunde-{hour.pk}.ics").status_code == 404
    make_event(gruenau, slug="fest")
    assert client.get("/paunsdorf/termine/fest.ics").status_code == 404


@pytest.mark.once
def test_a_feed_of_fifty_asks_the_database_as_often_as_one_of_two(
    client, gruenau, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_event(gruenau, "Nummer 0", **RULE)
    make_hour(gruenau)
    client.get(FEED)
    for url, most in ((FEED, 11), ("/termine.ics", 9)):
        with django_assert_num_queries(most):
            client.get(url)
    for number in range(1, 25):
        make_event(gruenau, f"Nummer {number}", **RULE)
        make_hour(gruenau, title=f"Stunde {number}")
    for url, most in ((FEED, 11), ("/termine.ics", 9)):
        with django_assert_num_queries(most):
            client.get(url)


def test_calendars_announce_their_file_and_explain_how_to_subscribe(client, gruenau) -> None:
    link = '<link rel="alternate" type="text/calendar" title="Termine: {}" href="{}">'
    own = link.format(gruenau.name, "http://quartiere.test/gruenau/termine.ics")
    of_the_city = link.format("Leipziger Quartiere", "http://quartiere.test/termine.ics")
    for url, announced in (("/gruenau/termine/", own), ("/termine/", of_the_city)):
        assert announced in client.get(url).content.decode()
        page = client.get(f"{url}abonnieren/")
        assert page.status_code == 200
        html = page.content.decode()
        address = f"quartiere.test{url.removesuffix('/')}.ics"
        assert announced in html
        assert f'href="webcal://{address}"' in html
        assert f">http://{address}<" in html
        assert f'href="http://{address}" type="text/calendar"' in html
        assert f'<link rel="canonical" href="http://quartiere.test{url}abonnieren/">' in html
    # On every page of a site one can subscribe to its dates, on the city's own to those of all alone.
    assert own in client.get("/gruenau/impressum/").content.decode()
    assert own not in client.get("/impressum/").content.decode()


def test_how_to_subscribe_is_explained_on_a_hostname_of_its_own(
    client, on_own_host: Client, gruenau
) -> None:
    html = on_own_host.get("/termine/abonnieren/").content.decode()
    assert f'href="webcal://{OWN_HOST}/termine.ics"' in html
    response = client.get("/gruenau/termine/abonnieren/")
    assert response["Location"] == f"http://{OWN_HOST}/termine/abonnieren/"


def test_an_event_announces_its_own_file(client, gruenau) -> None:
    event = make_event(gruenau, "Fest & Feier", slug="fest")
    html = client.get(event.url).content.decode()
    assert 'title="Fest &amp; Feier" href="http://quartiere.test/gruenau/termine/fest.ics"' in html
    assert calendar_of(gruenau).subscription.url in client.get("/gruenau/termine/").content.decode()
