"""Topics that get another address part: feeds and filters by the former ones lead on."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from managements.accounts.models import User
from managements.models import FieldOfAction, FormerTopicSlug, Management
from managements.tenancy.provisioning import repair_management
from managements.tenancy.roles import city_editors
from tests.builders import logged_in
from tests.dates import at
from tests.managements.news.atom import read_feed
from tests.posts import make_post

OLD, NEW, NEWEST = "wohnen-wohnumfeld", "wohnen", "daheim"
FEED = "/gruenau/aktuelles/feed-%s.atom"
LISTS = ("/aktuelles/", "/gruenau/aktuelles/", "/termine/", "/gruenau/termine/")
MONTH = "/gruenau/termine/monat/2026-12/"


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(at("2026-12-01", "12:00"), tick=False)


@pytest.fixture
def topic(gruenau) -> FieldOfAction:
    found = FieldOfAction.objects.get(slug=OLD)
    make_post(gruenau, "Baum", topics=[found])
    return found


def renamed(topic: FieldOfAction, *slugs: str) -> FieldOfAction:
    for slug in slugs:
        topic.slug = slug
        topic.full_clean()
        topic.save()
    return topic


def answer(client: Client, url: str) -> tuple[int, str]:
    """Return status and, for redirects, the target."""
    response = client.get(url)
    return response.status_code, response.headers.get("Location", "")


def test_another_name_changes_no_address(client, topic) -> None:
    before = read_feed(client, FEED % OLD)
    topic.name = "Daheim in Leipzig"
    topic.save()
    after = read_feed(client, FEED % OLD)
    assert (after.id, after.own_url) == (before.id, before.own_url)
    assert after.title.endswith("– Daheim in Leipzig")
    assert not FormerTopicSlug.objects.exists()


def test_a_feed_by_a_former_slug_leads_on_in_one_step_after_several_changes(client, topic) -> None:
    before = read_feed(client, FEED % OLD)
    renamed(topic, NEW)
    assert answer(client, FEED % OLD) == (301, FEED % NEW)
    renamed(topic, NEWEST)
    for slug in (OLD, NEW):
        assert answer(client, FEED % slug) == (301, FEED % NEWEST)
        assert answer(client, f"/aktuelles/feed-{slug}.atom") == (
            301,
            f"/aktuelles/feed-{NEWEST}.atom",
        )
    assert client.head(FEED % OLD).status_code == 301
    assert client.get(FEED % OLD)["Cache-Control"] == "public, max-age=300"
    after = read_feed(client, FEED % NEWEST)
    # The same feed, with the same entries: no reader shows anything twice.
    assert (after.id, after.titles) == (before.id, ["Baum"])
    assert [one.id for one in after.entries] == [one.id for one in before.entries]


@pytest.mark.parametrize("url", [*LISTS, MONTH])
def test_a_list_by_a_former_slug_leads_on_and_keeps_all_else_that_was_chosen(
    client, topic, url: str
) -> None:
    renamed(topic, NEW, NEWEST)
    for slug in (OLD, NEW):
        assert answer(client, f"{url}?thema={slug}") == (301, f"{url}?thema={NEWEST}")
        assert answer(client, f"{url}?seite=2&thema={slug}&x=%26") == (
            301,
            f"{url}?seite=2&thema={NEWEST}&x=%26",
        )
    assert answer(client, f"{url}?thema={NEWEST}") == (200, "")
    assert answer(client, f"{url}?thema=") == (200, "")


def test_a_topic_that_gets_its_former_slug_back_leads_nowhere_in_circles(client, topic) -> None:
    renamed(topic, NEW, OLD)
    assert client.get(FEED % OLD).status_code == 200
    assert answer(client, FEED % NEW) == (301, FEED % OLD)
    assert list(FormerTopicSlug.objects.values_list("slug", flat=True)) == [NEW]


def test_a_slug_that_becomes_another_topics_goes_to_that_one(client, gruenau, topic) -> None:
    renamed(topic, NEW)
    other = FieldOfAction.objects.get(slug="bildung-gesundheit")
    make_post(gruenau, "Arzt", topics=[other])
    renamed(other, OLD)
    assert read_feed(client, FEED % OLD).titles == ["Arzt"]
    assert answer(client, f"{LISTS[1]}?thema={OLD}") == (200, "")
    assert answer(client, FEED % "bildung-gesundheit") == (301, FEED % OLD)
    # Whoever had it last has it.
    renamed(other, "lernen")
    assert answer(client, FEED % OLD) == (301, FEED % "lernen")


def test_a_slug_that_a_new_topic_takes_goes_to_that_one(client, topic) -> None:
    renamed(topic, NEW)
    FieldOfAction.objects.create(name="Anderes", slug=OLD)
    assert read_feed(client, FEED % OLD).titles == []
    assert FormerTopicSlug.objects.count() == 0


def test_of_a_topic_that_is_deleted_nothing_is_left(client, gruenau, topic) -> None:
    renamed(topic, NEW)
    topic.delete()
    for slug in (OLD, NEW):
        assert client.get(FEED % slug).status_code == 404
        assert answer(client, f"{LISTS[1]}?thema={slug}") == (200, "")
        assert "thema" not in client.get(f"{LISTS[1]}?thema={slug}").context["filters"].url


def test_what_was_never_a_topic_is_not_found(client, topic) -> None:
    renamed(topic, NEW)
    assert client.get(FEED % "erfunden").status_code == 404
    assert answer(client, f"{LISTS[1]}?thema=erfunden") == (200, "")


def test_it_leads_on_at_the_former_address_of_a_site_too(client, gruenau, topic) -> None:
    renamed(topic, NEW)
    gruenau.hostname = "gruenau.example"
    gruenau.save()
    repair_management(gruenau)
    own = Client(SERVER_NAME="gruenau.example")
    assert answer(own, f"/aktuelles/feed-{OLD}.atom") == (301, f"/aktuelles/feed-{NEW}.atom")
    status, moved = answer(client, FEED % OLD)
    assert (status, moved) == (301, f"http://gruenau.example/aktuelles/feed-{OLD}.atom")


def test_it_leads_to_no_strange_host(client, topic) -> None:
    renamed(topic, NEW)
    # In an address, the client would take `gruenau` for the host.
    response = client.get("/", PATH_INFO="//gruenau/aktuelles/", QUERY_STRING=f"thema={OLD}")
    assert (response.status_code, response.headers.get("Location", "")) == (404, "")


def test_the_stadtredaktion_changes_the_slug_in_the_cms(client, topic) -> None:
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    browser = logged_in(user)
    url = f"/admin/snippets/managements/fieldofaction/edit/{topic.pk}/"
    assert "führen die früheren Adressen zu den neuen" in browser.get(url).content.decode()
    response = browser.post(url, {"name": topic.name, "slug": NEW, "position": "0"})
    assert response.status_code == 302
    assert answer(client, FEED % OLD) == (301, FEED % NEW)
    # It does not keep anybody from deleting the topic.
    FieldOfAction.objects.get(pk=topic.pk).delete()


def test_a_slug_that_is_refused_leaves_nothing_behind(topic) -> None:
    with pytest.raises(ValidationError):
        renamed(topic, "bildung-gesundheit")
    assert not FormerTopicSlug.objects.exists()


def test_saving_other_fields_alone_forgets_nothing(topic) -> None:
    topic.slug, topic.position = NEW, 7
    topic.save(update_fields=["position"])
    assert not FormerTopicSlug.objects.exists()
    assert FieldOfAction.objects.get(pk=topic.pk).slug == OLD


def test_a_present_slug_costs_no_query_more_for_former_ones(gruenau: Management, topic) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert FieldOfAction.objects.named(topic.slug) == topic
        return len(captured)

    assert count() == 1
    renamed(topic, NEW)
    assert count() == 1
