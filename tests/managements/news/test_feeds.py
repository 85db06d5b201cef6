"""News as files that programs subscribe to."""

import datetime
import gzip

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from managements.funding.models import CityNotice
from managements.models import FieldOfAction, Management
from managements.tenancy.provisioning import repair_management
from tests.builders import block, content_page, funding_notice, stored_document, stored_image, text
from tests.dates import at
from tests.managements.news.atom import read_feed
from tests.posts import make_post, news_of

pytestmark = pytest.mark.once

CITY, GRUENAU = "/aktuelles/feed.atom", "/gruenau/aktuelles/feed.atom"
OWN_HOST = "gruenau.example"
HOST = "http://quartiere.test"


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(at("2026-12-01", "12:00"), tick=False)


@pytest.fixture
def topic(city) -> FieldOfAction:
    return FieldOfAction.objects.get(slug="wohnen-wohnumfeld")


@pytest.fixture
def on_own_host(gruenau: Management) -> Client:
    gruenau.hostname = OWN_HOST
    gruenau.save()
    repair_management(gruenau)
    return Client(SERVER_NAME=OWN_HOST)


def test_a_feed_has_the_newest_posts_of_a_management(client, gruenau, paunsdorf, topic) -> None:
    make_post(gruenau, "Baum & Bank", day="2026-11-30", topics=[topic], slug="baum")
    make_post(gruenau, "Arzt", day="2026-11-10")
    make_post(gruenau, "Alt", day="2025-01-10")
    make_post(gruenau, "Vorbei", day="2026-11-01", shown_until=datetime.date(2026, 11, 2))
    make_post(gruenau, "Entwurf", is_live=False)
    make_post(paunsdorf, "Markt", day="2026-11-20")
    feed = read_feed(client, GRUENAU)
    assert feed.titles == ["Baum & Bank", "Arzt"]
    assert feed.title == f"Aktuelles: {gruenau.name}"
    assert (feed.url, feed.own_url) == (f"{HOST}/gruenau/aktuelles/", f"{HOST}{GRUENAU}")
    assert feed.author == gruenau.name
    first = feed.entries[0]
    assert first.url == f"{HOST}/gruenau/aktuelles/baum/"
    assert first.author == gruenau.name
    assert first.summary == "Kurz gesagt: Baum &amp; Bank."
    assert first.published == first.updated == at("2026-11-30", "12:00")
    assert first.categories == ["Wohnen und Wohnumfeld"]


def test_the_feed_of_the_city_names_whose_each_post_is(client, gruenau, paunsdorf) -> None:
    make_post(gruenau, "Baum", day="2026-11-30")
    make_post(gruenau, "Intern", day="2026-11-29", in_network=False)
    make_post(paunsdorf, "Markt", day="2026-11-20")
    make_post(None, "Stadt", day="2026-11-10")
    feed = read_feed(client, CITY)
    assert [(one.title, one.author) for one in feed.entries] == [
        ("Baum", gruenau.name), ("Markt", paunsdorf.name), ("Stadt", "Stadt Leipzig"),
    ]  # fmt: skip
    # One post is one entry, whichever feed it stands in.
    own = read_feed(client, GRUENAU)
    assert own.entries[0].id == feed.entries[0].id
    assert own.id != feed.id


def test_a_topic_has_a_feed_of_its_own(client, gruenau, topic) -> None:
    make_post(gruenau, "Baum", topics=[topic])
    make_post(gruenau, "Arzt")
    for start in ("/gruenau", ""):
        feed = read_feed(client, f"{start}/aktuelles/feed-wohnen-wohnumfeld.atom")
        assert feed.titles == ["Baum"]
        assert feed.title.endswith("– Wohnen und Wohnumfeld")
        assert feed.url == f"{HOST}{start}/aktuelles/?thema=wohnen-wohnumfeld"
    ids = {
        read_feed(client, f"/gruenau/aktuelles/{name}.atom").id
        for name in ("feed", "feed-wohnen-wohnumfeld", "feed-bildung-gesundheit")
    }
    assert len(ids) == 3


def test_an_entry_has_the_whole_post_with_links_that_lead_on_from_anywhere(
    client, gruenau, paunsdorf
) -> None:
    document, hidden = stored_document(), content_page(paunsdorf.page, "Weg")
    hidden.unpublish()
    links = (
        f'<p><a linktype="page" id="{paunsdorf.page.pk}">Nachbarn</a> '
        f'<a linktype="document" id="{document.pk}">Protokoll</a> '
        f'<a linktype="page" id="{hidden.pk}">Nichts</a> '
        '<a href="mailto:a@example.org?x=1&amp;y=2">Mail</a> <b>fett</b></p>'
    )
    make_post(
        gruenau,
        image=stored_image(),
        body=[
            text(links),
            block("heading", text="Und <i>mehr</i>", level="2"),
            block("quote", text="So\n\nist es.", attribution="Jemand"),
            block("call_out", kind="info", title="Achtung", text="<p>Bald</p>"),
            block("accordion", title="Fragen", entries=[{"title": "Wann?", "text": "<p>Um 3</p>"}]),
            block("links", title="Weiter", links=[]),
        ],
    )
    (entry,) = read_feed(client, GRUENAU).entries
    found = {link.string: link.get("href") for link in entry.content.find_all("a")}
    assert found["Nachbarn"] == f"{HOST}/paunsdorf/"
    assert found["Protokoll"].startswith(f"{HOST}/documents/")
    assert found["Mail"] == "mailto:a@example.org?x=1&y=2"
    assert found["Auf der Seite selbst steht mehr."] == entry.url
    assert "Nichts" in entry.content.get_text()
    assert entry.content.h3.get_text() == "Und <i>mehr</i>"
    assert [one.get_text() for one in entry.content.blockquote.find_all("p")] == ["So", "ist es."]
    assert "Um 3" in entry.content.get_text()
    assert entry.content.img["alt"] == "Zwei Farbflächen, rot und blau"
    assert "editor" not in str(entry.content)


def test_a_post_that_is_whole_in_the_feed_sends_nobody_on(client, gruenau) -> None:
    make_post(gruenau, body=[text("<p>Das ist alles.</p>")])
    (entry,) = read_feed(client, GRUENAU).entries
    assert "Das ist alles." in entry.content.get_text()
    assert not entry.content.find_all("a")


def test_every_entry_names_who_paid_on_its_own_day(client, gruenau, paunsdorf) -> None:
    day = datetime.date
    funding_notice(gruenau, "Bis 2025 & weiter.", valid_until=day(2025, 12, 31))
    funding_notice(gruenau, "Ab 2026.\n\n{Management}", valid_from=day(2026, 1, 1))
    CityNotice.objects.create(text="Die Stadt.")
    make_post(gruenau, "Neu", day="2026-01-01")
    make_post(gruenau, "Alt", day="2025-12-31")
    make_post(None, "Stadt", day="2025-12-30")
    make_post(paunsdorf, "Ohne", day="2025-12-29")
    for url in (CITY, GRUENAU):
        feed = read_feed(client, url)
        rights = {one.title: one.rights for one in feed.entries}
        assert rights["Alt"] == "Bis 2025 & weiter."
        assert rights["Neu"] == f"Ab 2026.\n\n{gruenau.name}"
        for entry in feed.entries:
            for line in filter(None, entry.rights.splitlines()):
                assert line in entry.content.get_text()
    assert read_feed(client, GRUENAU).rights.startswith("Ab 2026.")
    city = read_feed(client, CITY)
    assert city.rights == "Die Stadt."
    assert {one.title: one.rights for one in city.entries}["Stadt"] == "Die Stadt."
    assert {one.title: one.rights for one in city.entries}["Ohne"] == ""


def test_ids_stay_wherever_a_post_and_its_management_move(
    client, gruenau, django_capture_on_commit_callbacks
) -> None:
    # It was recorded on the day on which the tests run, which is still to come here.
    Page.objects.filter(pk=news_of(gruenau).pk).update(last_published_at=at("2026-11-01"))
    post = make_post(gruenau, "Baum", day="2026-11-30")
    before = read_feed(client, GRUENAU)
    post.slug, post.title = "anders", "Ein Baum"
    with django_capture_on_commit_callbacks(execute=True):
        post.save_revision().publish()
        gruenau.slug = "neu"
        gruenau.save()
        repair_management(gruenau)
    moved = client.get(GRUENAU)
    assert (moved.status_code, moved["Location"]) == (301, "/neu/aktuelles/feed.atom")
    after = read_feed(client, "/neu/aktuelles/feed.atom")
    assert after.id == before.id
    assert after.entries[0].id == before.entries[0].id
    assert after.entries[0].url == f"{HOST}/neu/aktuelles/anders/"
    assert after.entries[0].published == before.entries[0].published
    assert after.entries[0].updated == after.updated == at("2026-12-01", "12:00")
    topic = client.get("/gruenau/aktuelles/feed-wohnen-wohnumfeld.atom")
    assert topic["Location"] == "/neu/aktuelles/feed-wohnen-wohnumfeld.atom"


def test_on_a_hostname_of_its_own_the_feed_is_there(client, on_own_host: Client, gruenau) -> None:
    link = f'<p><a linktype="page" id="{gruenau.page.pk}">Start</a></p>'
    make_post(gruenau, "Baum", body=[text(link)], image=stored_image())
    feed = read_feed(on_own_host, "/aktuelles/feed.atom")
    assert feed.own_url == f"http://{OWN_HOST}/aktuelles/feed.atom"
    assert feed.entries[0].url == f"http://{OWN_HOST}/aktuelles/baum/"
    assert feed.entries[0].content.a["href"] == f"http://{OWN_HOST}/"
    assert feed.entries[0].content.img["src"].startswith(f"http://{OWN_HOST}/media/")
    elsewhere = client.get(GRUENAU)
    assert elsewhere.status_code == 301
    assert elsewhere["Location"] == f"http://{OWN_HOST}/aktuelles/feed.atom"
    city = read_feed(client, CITY)
    assert city.entries[0].url == f"http://{OWN_HOST}/aktuelles/baum/"
    assert city.entries[0].id == feed.entries[0].id


def test_who_polls_is_told_that_nothing_has_changed(client, gruenau, time_machine) -> None:
    first = client.get(GRUENAU)
    assert first["Cache-Control"] == "public, max-age=300"
    assert first["Content-Disposition"] == 'inline; filename="aktuelles-gruenau.atom"'
    # An empty one says nothing of the moment at which it is asked for.
    time_machine.move_to(at("2026-12-01", "13:00"), tick=False)
    assert client.get(GRUENAU, headers={"If-None-Match": first["ETag"]}).status_code == 304
    make_post(gruenau)
    changed = client.get(GRUENAU, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    packed = client.get(GRUENAU, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == changed.content
    assert packed["ETag"] == changed["ETag"]
    assert client.head(GRUENAU)["ETag"] == changed["ETag"]
    assert client.post(GRUENAU).status_code == 405


def test_letters_that_xml_cannot_hold_break_no_feed(client, gruenau, topic) -> None:
    topic.name = "Wohnen\x1f"
    topic.save()
    make_post(
        gruenau, "Zeile\x0bUmbruch \ufffe", slug="zeile", introduction="Vor\x0cnach ]]> <b>",
        topics=[topic], body=[text("<p>Mit\x08ten</p>")],
    )  # fmt: skip
    (entry,) = read_feed(client, GRUENAU).entries
    assert entry.title == "ZeileUmbruch "
    assert "Mitten" in entry.content.get_text()
    assert entry.categories == ["Wohnen"]


@pytest.mark.parametrize(
    "url",
    [
        "/nirgends/aktuelles/feed.atom",
        "/gruenau/aktuelles/feed-gibt-es-nicht.atom",
        "/gruenau/aktuelles/feed-.atom",
        "/gruenau/aktuelles/anderes.atom",
        "/gruenau/aktuelles/.atom",
        "/gruenau/aktuelles/f%C3%A9ed.atom",
        "/gruenau/aktuelles/feed-%00.atom",
        "/impressum/aktuelles/feed.atom",
    ],
)
def test_a_wrong_address_gets_help(client, gruenau, url: str) -> None:
    response = client.get(url)
    assert response.status_code in {400, 404}
    if response.status_code == 404:
        assert "Diese Seite gibt es nicht" in response.content.decode()


def test_lists_announce_their_feeds(client, gruenau) -> None:
    link = '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">'
    own = link.format(f"Aktuelles: {gruenau.name}", f"{HOST}{GRUENAU}")
    of_the_city = link.format("Aktuelles: Leipziger Quartiere", f"{HOST}{CITY}")
    of_the_topic = link.format(
        f"Aktuelles: {gruenau.name} – Wohnen und Wohnumfeld",
        f"{HOST}/gruenau/aktuelles/feed-wohnen-wohnumfeld.atom",
    )
    assert of_the_city in client.get("/aktuelles/").content.decode()
    for url in ("/gruenau/aktuelles/", "/gruenau/aktuelles/archiv/"):
        assert own in client.get(url).content.decode()
    html = client.get("/gruenau/aktuelles/?thema=wohnen-wohnumfeld").content.decode()
    assert own in html
    assert of_the_topic in html
    assert news_of(gruenau).feed().url == f"{HOST}{GRUENAU}"


def test_a_feed_of_many_posts_asks_the_database_as_often_as_one_of_two(
    client, gruenau, paunsdorf, topic, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for management in (gruenau, paunsdorf):
        funding_notice(management, "Bis 2025.", valid_until=datetime.date(2025, 12, 31))
        funding_notice(management, "Ab 2026.", valid_from=datetime.date(2026, 1, 1))
    CityNotice.objects.create(text="Die Stadt.")
    target, document = content_page(paunsdorf.page, "Ziel"), stored_document()
    links = (
        f'<p><a linktype="page" id="{target.pk}">Ziel</a>'
        f'<a linktype="document" id="{document.pk}">Datei</a></p>'
    )

    def more(numbers: range) -> None:
        for number in numbers:
            for management in (gruenau, paunsdorf, None):
                make_post(
                    management, f"Nummer {number}", image=stored_image(title=f"Bild {number}"),
                    topics=[topic], body=[text(links)], day=f"202{5 + number % 2}-12-01",
                )  # fmt: skip

    more(range(1))
    for url in (CITY, GRUENAU):
        client.get(url)  # pictures are made once
    queries = {CITY: 22, GRUENAU: 22}
    for url, most in queries.items():
        with django_assert_num_queries(most):
            client.get(url)
    more(range(1, 12))
    for url, most in queries.items():
        client.get(url)
        with django_assert_num_queries(most):
            client.get(url)
