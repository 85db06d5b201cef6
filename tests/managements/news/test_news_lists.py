"""What is new, in lists: of a management, of the city, in the archive, on start pages."""

import datetime

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from managements.models import FieldOfAction, Management
from tests.dates import at
from tests.managements.events.seen import choices, main, page, words
from tests.managements.news.atom import read_feed
from tests.posts import make_post, news_of

TODAY = datetime.date(2026, 12, 1)
CITY, GRUENAU = "/aktuelles/", "/gruenau/aktuelles/"
HOST = "http://quartiere.test"


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(at(TODAY, "12:00"), tick=False)


def titles(client, url: str, *, status: int = 200) -> list[str]:
    html = page(client, url, status=status)
    return [words(title) for title in html.find_all("h3", class_="post-entry__title")]


def canonical(html: BeautifulSoup) -> str:
    return str(html.find("link", rel="canonical")["href"])


@pytest.fixture
def posts(gruenau, paunsdorf) -> None:
    health = FieldOfAction.objects.get(slug="bildung-gesundheit")
    living = FieldOfAction.objects.get(slug="wohnen-wohnumfeld")
    make_post(gruenau, "Baum", day="2026-11-30", topics=[living])
    make_post(gruenau, "Arzt", day="2026-11-10", topics=[health, living])
    make_post(gruenau, "Intern", day="2026-11-05", in_network=False)
    make_post(paunsdorf, "Markt", day="2026-11-20", topics=[living])
    make_post(None, "Stadt", day="2026-10-02", in_network=False)
    make_post(gruenau, "Alt", day="2025-03-02")
    make_post(gruenau, "Abgelaufen", day="2026-11-01", shown_until=datetime.date(2026, 11, 8))
    make_post(gruenau, "Entwurf", is_live=False)


def test_a_management_shows_its_own_news_the_newest_first(client, posts) -> None:
    assert titles(client, GRUENAU) == ["Baum", "Arzt", "Intern"]
    html = page(client, GRUENAU)
    assert [words(month) for month in html.find_all("h2", class_="day__title")] == ["November 2026"]
    assert "Montag, 30. November 2026" in main(html)


def test_the_city_shows_its_own_news_and_those_for_the_network_and_says_whose(
    client, posts
) -> None:
    assert titles(client, CITY) == ["Baum", "Markt", "Arzt", "Stadt"]
    html = page(client, CITY)
    owners = [words(owner) for owner in html.find_all(class_="post-entry__owner")]
    assert owners == ["Gruenau", "Paunsdorf", "Gruenau"]
    months = [words(month) for month in html.find_all("h2", class_="day__title")]
    assert months == ["November 2026", "Oktober 2026"]


def test_nobody_reads_of_a_management_in_preparation_elsewhere(
    client, make_management, editor_of
) -> None:
    hidden = make_management("verborgen", is_public=False)
    post = make_post(hidden, "Geheim")
    for url in (CITY, "/", "/aktuelles/feed.atom"):
        assert "Geheim" not in client.get(url).content.decode()
    assert client.get(post.url).status_code == 404
    assert client.get("/verborgen/aktuelles/feed.atom").status_code == 404
    client.force_login(editor_of(hidden))
    assert titles(client, "/verborgen/aktuelles/") == ["Geheim"]
    assert "Geheim" in client.get("/verborgen/").content.decode()


def test_what_is_restricted_stands_in_no_list(client, posts, gruenau) -> None:
    PageViewRestriction.objects.create(
        page=news_of(gruenau).get_children().get(slug="baum"),
        restriction_type=PageViewRestriction.LOGIN,
    )
    for url in (CITY, GRUENAU, "/", "/gruenau/", "/aktuelles/feed.atom"):
        assert "Baum" not in client.get(url).content.decode(), url


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("quartier=gruenau", ["Baum", "Arzt"]),
        ("thema=wohnen-wohnumfeld", ["Baum", "Markt", "Arzt"]),
        ("thema=bildung-gesundheit", ["Arzt"]),
        ("quartier=paunsdorf&thema=bildung-gesundheit", []),
    ],
)
def test_the_list_shows_what_fits_the_selection(client, posts, query, expected) -> None:
    assert titles(client, f"{CITY}?{query}") == expected


def test_links_say_how_many_posts_are_left(client, posts) -> None:
    found = choices(page(client, CITY))
    assert found == {
        "Nur Beiträge dieses Quartiers: Gruenau (2)": f"{CITY}?quartier=gruenau",
        "Nur Beiträge dieses Quartiers: Paunsdorf (1)": f"{CITY}?quartier=paunsdorf",
        "Nur Beiträge zu diesem Thema: Bildung und Gesundheit (1)": (
            f"{CITY}?thema=bildung-gesundheit"
        ),
        "Nur Beiträge zu diesem Thema: Wohnen und Wohnumfeld (3)": f"{CITY}?thema=wohnen-wohnumfeld",
    }
    narrowed = choices(page(client, f"{CITY}?quartier=gruenau"))
    assert narrowed["Aufheben: Gruenau"] == CITY
    assert narrowed["Nur Beiträge zu diesem Thema: Wohnen und Wohnumfeld (2)"] == (
        f"{CITY}?quartier=gruenau&thema=wohnen-wohnumfeld"
    )
    assert not any("Quartiers" in name for name in choices(page(client, GRUENAU)))


def test_a_selection_that_nothing_fits_says_so_and_leads_to_all(client, posts) -> None:
    html = page(client, f"{CITY}?quartier=paunsdorf&thema=bildung-gesundheit")
    assert "Kein Beitrag passt zu Ihrer Auswahl." in main(html)
    assert html.find(class_="empty").a["href"] == CITY


@pytest.mark.parametrize(
    "query",
    ["quartier=nirgends", "quartier=verborgen", "thema=%ff%fe", "thema=" + "x" * 3000, "seite=²"],
)
def test_what_an_address_asks_for_in_vain_is_left_out_with_a_sentence(
    client, posts, make_management, query
) -> None:
    make_management("verborgen", is_public=False)
    html = page(client, f"{CITY}?{query}")
    assert "In dieser Adresse steht etwas, das wir nicht kennen." in main(html)
    assert titles(client, f"{CITY}?{query}") == ["Baum", "Markt", "Arzt", "Stadt"]


def test_on_a_managements_list_no_quarter_can_be_asked_for(client, posts) -> None:
    assert "nicht kennen" in main(page(client, f"{GRUENAU}?quartier=paunsdorf"))


def test_a_long_list_goes_on_on_further_pages(client, gruenau) -> None:
    for number in range(21):
        make_post(gruenau, f"Nummer {number}", day=TODAY - datetime.timedelta(days=number))
    first = page(client, GRUENAU)
    assert len(titles(client, GRUENAU)) == 20
    assert first.find("a", rel="next")["href"] == f"{GRUENAU}?seite=2"
    assert titles(client, f"{GRUENAU}?seite=2") == ["Nummer 20"]
    beyond = page(client, f"{GRUENAU}?seite=3", status=404)
    assert "So viele Beiträge gibt es nicht." in main(beyond)


def test_every_page_of_a_list_has_an_address_and_a_title_of_its_own(client, gruenau) -> None:
    for number in range(21):
        make_post(gruenau, f"Neu {number}", day=TODAY - datetime.timedelta(days=number))
        make_post(gruenau, f"Alt {number}", day="2025-03-02")
    for path, title, heading in (
        ("", "Aktuelles – Gruenau", "Aktuelles"),
        ("archiv/", "Archiv – Aktuelles – Gruenau", "Archiv"),
        ("archiv/2025/", "Archiv 2025 – Aktuelles – Gruenau", "Archiv 2025"),
    ):
        url = f"{GRUENAU}{path}"
        first, second = page(client, url), page(client, f"{url}?seite=2")
        assert words(first.title) == f"{title} – Leipziger Quartiere"
        assert words(second.title) == f"Seite 2 – {title} – Leipziger Quartiere"
        assert words(first.h1) == words(second.h1) == heading
        assert canonical(first) == canonical(page(client, f"{url}?seite=1")) == f"{HOST}{url}"
        assert canonical(second) == f"{HOST}{url}?seite=2"
        assert words(second.find("nav", class_="breadcrumb")) == words(
            first.find("nav", class_="breadcrumb")
        )
        beyond = page(client, f"{url}?seite=3", status=404)
        assert (canonical(beyond), words(beyond.title)) == (canonical(first), words(first.title))


def test_the_address_of_a_narrowed_list_is_that_of_the_whole_one(client, gruenau) -> None:
    topic = FieldOfAction.objects.get(slug="wohnen-wohnumfeld")
    for number in range(21):
        make_post(gruenau, f"Nummer {number}", topics=[topic])
    for query in ("", "&seite=2"):
        html = page(client, f"{GRUENAU}?thema=wohnen-wohnumfeld{query}")
        assert canonical(html) == f"{HOST}{GRUENAU}"


def test_the_archive_has_what_is_old_or_over_by_years(client, posts) -> None:
    assert titles(client, f"{GRUENAU}archiv/") == ["Abgelaufen", "Alt"]
    html = page(client, f"{GRUENAU}archiv/")
    assert "War aktuell bis 8. November 2026" in main(html)
    assert [words(link) for link in html.find_all(class_="filters__choice")] == [
        "Alle Jahre", "2026", "2025",
    ]  # fmt: skip
    assert titles(client, f"{GRUENAU}archiv/2025/") == ["Alt"]
    assert titles(client, f"{CITY}archiv/2026/") == ["Abgelaufen"]
    for wrong in ("2024", "²", "archiv", "99999"):
        unknown = page(client, f"{GRUENAU}archiv/{wrong}/", status=404)
        assert "Im Archiv steht nichts aus diesem Jahr" in main(unknown)


def test_the_year_of_a_post_is_that_of_clocks_in_leipzig(client, gruenau) -> None:
    post = make_post(gruenau, "Neujahr", is_live=False)
    post.first_published_at = at("2025-01-01", "00:30")
    post.save()
    post.save_revision().publish()
    assert titles(client, f"{GRUENAU}archiv/2025/") == ["Neujahr"]
    assert client.get(f"{GRUENAU}archiv/2024/").status_code == 404


def test_what_an_ended_management_told_stands_in_the_citys_archive_alone(
    client, posts, make_management
) -> None:
    make_post(make_management("lindenau"), "Weiter", day="2026-11-15")
    Management.objects.filter(slug="gruenau").update(status=Management.Status.CLOSED)
    assert titles(client, CITY) == titles(client, "/") == ["Markt", "Weiter", "Stadt"]
    assert read_feed(client, f"{CITY}feed.atom").titles == ["Markt", "Weiter", "Stadt"]
    assert titles(client, f"{CITY}?quartier=gruenau") == []
    found = choices(page(client, CITY))
    assert not any("Gruenau" in name for name in found)
    assert any("Wohnen und Wohnumfeld (1)" in name for name in found)
    assert titles(client, f"{CITY}archiv/") == ["Baum", "Arzt", "Abgelaufen", "Alt"]
    assert titles(client, f"{CITY}archiv/2026/") == ["Baum", "Arzt", "Abgelaufen"]
    # Its own site is an archive as a whole, and says so on every page.
    assert titles(client, GRUENAU) == ["Baum", "Arzt", "Intern"]
    assert read_feed(client, f"{GRUENAU}feed.atom").titles == ["Baum", "Arzt", "Intern"]


def test_a_list_with_nothing_new_helps_on(client, gruenau, paunsdorf) -> None:
    for url in (CITY, GRUENAU):
        html = page(client, url)
        assert "Zurzeit gibt es hier nichts Neues." in main(html)
        assert html.find(class_="empty").a["href"] == f"{url}archiv/"
    assert "Im Archiv steht noch nichts." in main(page(client, f"{GRUENAU}archiv/"))
    Management.objects.filter(pk=gruenau.pk).update(status=Management.Status.CLOSED)
    assert "Hier kommt nichts Neues mehr dazu." in main(page(client, GRUENAU))


def test_start_pages_show_the_newest_three(client, posts) -> None:
    for url, expected, all_of_it in (
        ("/", ["Baum", "Markt", "Arzt"], CITY),
        ("/gruenau/", ["Baum", "Arzt", "Intern"], GRUENAU),
    ):
        assert titles(client, url) == expected
        section = page(client, url).find("section", attrs={"aria-labelledby": "titel-aktuelles"})
        assert section.find("a", string="Alle Beiträge")["href"] == all_of_it


def test_a_start_page_without_news_has_no_room_for_them_but_the_citys_says_so(
    client, gruenau
) -> None:
    assert "Zurzeit gibt es nichts Neues." in main(page(client, "/"))
    assert "titel-aktuelles" not in client.get("/gruenau/").content.decode()
