"""A post: what people read, from its day on."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from managements.funding.models import FundingNotice
from managements.models import FieldOfAction
from managements.news.models import NewsPage
from managements.news.news_slugs import free_slug
from tests.builders import stored_image, text
from tests.dates import at
from tests.managements.events.seen import main, page, words
from tests.managements.news.atom import read_feed
from tests.posts import make_post

TODAY = datetime.date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(at(TODAY, "12:00"), tick=False)


def test_a_post_says_when_it_was_published_and_by_whom(client, gruenau) -> None:
    topic = FieldOfAction.objects.get(slug="wohnen-wohnumfeld")
    post = make_post(gruenau, day="2026-11-23", topics=[topic], body=[text("<p>Endlich.</p>")])
    html = page(client, post.url)
    assert "Veröffentlicht am Montag, 23. November 2026" in main(html)
    assert "Kurz gesagt: Der Brunnen läuft wieder." in main(html)
    assert "Endlich." in main(html)
    assert "Stand:" not in main(html)
    links = {words(link): link["href"] for link in html.main.find_all("a")}
    assert links[gruenau.name] == "/gruenau/"
    assert links["Beiträge zum Thema: Wohnen und Wohnumfeld"] == (
        "/gruenau/aktuelles/?thema=wohnen-wohnumfeld"
    )


def test_a_change_on_a_later_day_is_told_and_one_on_the_same_day_is_not(client, gruenau) -> None:
    post = make_post(gruenau, day=TODAY)
    post.save_revision().publish()
    assert "Stand:" not in main(page(client, post.url))
    other = make_post(gruenau, "Anders", day="2026-11-23")
    other.save_revision().publish()
    assert "Stand: 1. Dezember 2026" in main(page(client, other.url))
    assert "Veröffentlicht am Montag, 23. November 2026" in main(page(client, other.url))


def test_a_post_goes_on_naming_who_paid_on_its_day(client, gruenau) -> None:
    FundingNotice.objects.create(
        management=gruenau, text="Gefördert bis 2025.", valid_until=datetime.date(2025, 12, 31)
    )
    FundingNotice.objects.create(
        management=gruenau, text="Gefördert ab 2026.", valid_from=datetime.date(2026, 1, 1)
    )
    post = make_post(gruenau, day="2025-12-31")
    assert "Gefördert bis 2025." in words(page(client, post.url).footer)
    # Read again, and put right, a year later.
    post.save_revision().publish()
    assert "Gefördert bis 2025." in words(page(client, post.url).footer)
    assert "Gefördert ab 2026." in words(page(client, "/gruenau/aktuelles/").footer)
    draft = make_post(gruenau, "Entwurf", is_live=False)
    assert draft.as_of(TODAY) == TODAY


@pytest.mark.parametrize(
    ("day", "shown_until", "sentence"),
    [
        ("2026-11-01", "2026-11-30", "nicht mehr aktuell. Er galt bis 30. November 2026."),
        ("2026-11-01", "2026-12-01", None),
        ("2026-11-01", None, None),
        ("2025-12-01", None, None),
        ("2025-11-30", None, "älter als ein Jahr"),
        ("2024-01-01", "2026-12-01", None),
    ],
)
def test_a_post_that_is_not_current_any_more_says_so(
    client, gruenau, day, shown_until, sentence
) -> None:
    until = shown_until and datetime.date.fromisoformat(shown_until)
    post = make_post(gruenau, day=day, shown_until=until)
    shown = main(page(client, post.url))
    if sentence:
        assert sentence in shown
    else:
        assert "nicht mehr aktuell" not in shown
        assert "älter als" not in shown
    in_list = post.title in main(page(client, "/gruenau/aktuelles/"))
    in_archive = post.title in main(page(client, "/gruenau/aktuelles/archiv/"))
    assert (in_list, in_archive) == (not sentence, bool(sentence))


def test_the_introduction_is_short_and_has_to_be_there(gruenau) -> None:
    post = make_post(gruenau, is_live=False)
    for wrong in ("", "x" * 301):
        post.introduction = wrong
        with pytest.raises(ValidationError) as caught:
            post.full_clean()
        assert list(caught.value.message_dict) == ["introduction"]


def test_nobody_gives_a_last_day_on_which_nobody_has_read_it(gruenau) -> None:
    draft = make_post(gruenau, is_live=False)
    draft.shown_until = TODAY - datetime.timedelta(days=1)
    with pytest.raises(ValidationError) as caught:
        draft.full_clean()
    assert "noch nicht veröffentlicht" in caught.value.message_dict["shown_until"][0]
    draft.shown_until = TODAY
    draft.full_clean()
    draft.go_live_at = at("2026-12-05", "08:00")
    with pytest.raises(ValidationError):
        draft.full_clean()
    # What is old may be put right, and its end may have passed.
    old = make_post(gruenau, "Alt", day="2026-10-01", shown_until=datetime.date(2026, 10, 1))
    old.full_clean()
    old.shown_until = datetime.date(2026, 9, 30)
    with pytest.raises(ValidationError):
        old.full_clean()


def test_no_post_stands_where_the_news_have_their_archive(gruenau) -> None:
    post = make_post(gruenau, is_live=False)
    post.slug = "archiv"
    with pytest.raises(ValidationError) as caught:
        post.full_clean()
    assert "braucht die Seite Aktuelles selbst" in caught.value.message_dict["slug"][0]


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (set(), "fest"),
        ({"fest"}, "fest-maerz-2027"),
        ({"fest", "fest-maerz-2027"}, "fest-5-maerz-2027"),
        ({"fest", "fest-maerz-2027", "fest-5-maerz-2027"}, "fest-5-maerz-2027-2"),
    ],
)
def test_posts_of_one_title_get_addresses_that_say_when(taken, expected) -> None:
    assert free_slug("fest", taken, datetime.date(2027, 3, 5)) == expected


def test_an_address_never_becomes_too_long() -> None:
    long = "x" * 255
    found = free_slug(long, {long}, TODAY)
    assert len(found) == 255
    assert found.endswith("-dezember-2026")


def test_a_copy_is_a_post_of_its_own_day(gruenau) -> None:
    post = make_post(gruenau, day="2025-06-01", shown_until=datetime.date(2025, 7, 1))
    published = post.copy(update_attrs={"slug": "kopie"}, keep_live=True)
    draft = post.copy(update_attrs={"slug": "entwurf"}, keep_live=False)
    assert published.as_of(TODAY) == TODAY
    assert draft.first_public_day is None
    assert {published.shown_until, draft.shown_until} == {None}
    keys = NewsPage.objects.values_list("translation_key", flat=True)
    assert len(set(keys)) == 3


def test_machines_read_whose_post_it_is_and_no_editors_name(client, gruenau, editor_of) -> None:
    editor = editor_of(gruenau)
    topic = FieldOfAction.objects.get(slug="wohnen-wohnumfeld")
    image = stored_image()
    post = make_post(gruenau, day="2026-11-23", topics=[topic], image=image, owner=editor)
    html = client.get(post.url).content.decode()
    soup = BeautifulSoup(html, "html.parser")
    data = json.loads(soup.find("script", type="application/ld+json").string)
    url = "http://quartiere.test/gruenau/aktuelles/der-brunnen-lauft-wieder/"
    who = {
        "@type": "Organization",
        "name": gruenau.name,
        "url": "http://quartiere.test/gruenau/",
    }
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == post.title
    assert (data["url"], data["mainEntityOfPage"]) == (url, url)
    assert (data["publisher"], data["author"]) == (who, who)
    assert data["datePublished"] == "2026-11-23T12:00:00+01:00"
    assert data["about"] == ["Wohnen und Wohnumfeld"]
    assert data["image"].startswith("http://quartiere.test/media/")
    meta = {tag.get("property"): tag["content"] for tag in soup.find_all("meta", property=True)}
    assert meta["og:type"] == "article"
    assert meta["article:published_time"] == "2026-11-23T12:00:00+01:00"
    assert editor.username not in html
    listed = client.get("/gruenau/aktuelles/").content.decode()
    assert '<meta property="og:type" content="website">' in listed


def test_the_picture_has_its_alternative_text(client, gruenau) -> None:
    post = make_post(gruenau, image=stored_image(credit="Stadtarchiv"))
    html = page(client, post.url)
    assert html.main.find("img")["alt"] == "Zwei Farbflächen, rot und blau"
    assert "Bild: Stadtarchiv" in main(html)


def test_a_lost_picture_takes_nothing_else_with_it(client, gruenau) -> None:
    image = stored_image()
    image.file.storage.delete(image.file.name)
    post = make_post(gruenau, image=image, body=[text("<p>Endlich.</p>")])
    html = page(client, post.url)
    assert "Endlich." in main(html)
    data = json.loads(html.find("script", type="application/ld+json").string)
    assert data["headline"] == post.title
    assert "image" not in data
    for url in ("/gruenau/aktuelles/feed.atom", "/aktuelles/feed.atom"):
        (entry,) = read_feed(client, url).entries
        assert "Endlich." in entry.content.get_text()
        assert entry.content.img is None
