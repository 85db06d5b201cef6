"""What visitors read while an office is closed, from its first minute to its last."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from managements.models import Management
from managements.offices.models import Closure
from managements.referrals.models import Answer, Enquiry
from managements.websites.models import LegalPage
from tests.builders import content_page
from tests.dates import at, make_closure

STARTS, ENDS = at("2026-12-07", "08:00"), at("2026-12-14", "08:00")


@pytest.fixture
def closed(gruenau: Management) -> Closure:
    return make_closure(
        gruenau, STARTS, ENDS, reason="Umzug <b>", deputy="Stadtteilhaus\nhilfe@example.org"
    )


def line(client: Client, url: str = "/gruenau/") -> BeautifulSoup | None:
    response = client.get(url)
    return BeautifulSoup(response.content, "html.parser").find(class_="closure-line")


def words(tag: BeautifulSoup | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def section(client: Client, url: str = "/gruenau/anliegen/") -> BeautifulSoup | None:
    return BeautifulSoup(client.get(url).content, "html.parser").find(id="inzwischen")


def ask(name: str) -> Enquiry:
    """Make something that people may ask for."""
    return Enquiry.objects.create(name=name, slug=name.lower())


def says(management: Management, enquiry: Enquiry, state: str = "yes", reason: str = "") -> None:
    Answer.objects.create(management=management, enquiry=enquiry, state=state, reason=reason)


def test_the_line_says_until_when_why_who_stands_in_and_who_helps(
    client: Client, closed: Closure
) -> None:
    with time_machine.travel(at("2026-12-08"), tick=False):
        shown = line(client)
    assert words(shown).startswith(
        "Zurzeit geschlossen bis Montag, 14. Dezember, 8 Uhr. Grund: Umzug <b>"
    )
    assert "Vertretung: Stadtteilhaus hilfe@example.org" in words(shown)
    links = {link["href"]: link.text for link in shown.find_all("a")}
    assert links["/gruenau/anliegen/#inzwischen"] == "Wer hilft inzwischen?"
    assert "mailto:hilfe@example.org" in links
    assert shown.find("b") is None


@pytest.mark.parametrize(
    ("moment", "is_shown"),
    [
        (at("2026-12-07", "07:59"), False),
        (at("2026-12-07", "08:00"), True),
        (at("2026-12-14", "07:59"), True),
        (at("2026-12-14", "08:00"), False),
        (at("2026-12-14", "08:01"), False),
    ],
)
def test_the_line_comes_and_goes_by_itself_at_its_minute_on_every_page(
    client: Client, gruenau: Management, closed: Closure, moment, is_shown: bool
) -> None:
    enquiry = ask("Praktikum")
    content_page(gruenau.page, "Projekte", slug="projekte")
    with time_machine.travel(moment, tick=False):
        for path in (
            "", "projekte/", "impressum/", "anliegen/", f"anliegen/{enquiry.slug}/", "termine/",
            "gibt-es-nicht/",
        ):  # fmt: skip
            assert (line(client, f"/gruenau/{path}") is not None) is is_shown, path
        assert (section(client) is not None) is is_shown


def test_nobody_elses_pages_show_it(client: Client, paunsdorf: Management, closed: Closure) -> None:
    with time_machine.travel(at("2026-12-08"), tick=False):
        for url in ("/", "/paunsdorf/", "/paunsdorf/anliegen/", "/anliegen/"):
            assert line(client, url) is None


def test_a_management_that_has_ended_is_not_closed_at_present(
    client: Client, gruenau: Management, closed: Closure
) -> None:
    gruenau.status = Management.Status.CLOSED
    gruenau.save()
    with time_machine.travel(at("2026-12-08"), tick=False):
        assert line(client) is None
        assert section(client) is None


def test_being_short_of_people_is_said_as_such(client: Client, gruenau: Management) -> None:
    make_closure(gruenau, STARTS, at("2027-01-01"), kind=Closure.Kind.SHORT_STAFFED)
    with time_machine.travel(at("2026-12-08"), tick=False):
        assert words(line(client)) == (
            "Zurzeit unterbesetzt bis einschließlich Donnerstag, 31. Dezember. Wer hilft inzwischen?"
        )


def test_the_answers_page_says_who_helps_with_what_the_office_does_itself(
    client: Client, gruenau: Management, paunsdorf: Management, closed: Closure
) -> None:
    internship, advice, refused, alone = (
        ask(name) for name in ("Praktikum", "Beratung", "Umzug", "Garten")
    )
    says(gruenau, internship)
    says(gruenau, advice, "advice")
    says(gruenau, refused, "not_our_task")
    says(gruenau, alone)
    says(paunsdorf, internship, reason="Im Sommer.")
    says(paunsdorf, advice)
    says(paunsdorf, refused)
    with time_machine.travel(at("2026-12-08"), tick=False):
        found = section(client)
    shown = {
        entry.find("summary").get_text(strip=True): words(entry)
        for entry in found.find_all("details")
    }
    assert "Wählen Sie, worum es geht. Dann sehen Sie, wer Ihnen bis dahin hilft:" in words(found)
    again = "Zurzeit geschlossen bis Montag, 14. Dezember, 8 Uhr. Danach gilt wieder:"
    assert words(found.find_next_sibling("h2").find_next_sibling("p")) == again
    assert list(shown) == ["Beratung", "Garten", "Praktikum"]
    assert "Quartiersmanagement Paunsdorf" in shown["Praktikum"]
    assert "Im Sommer." in shown["Praktikum"]
    assert "Gruenau" not in shown["Praktikum"]
    assert "115" in shown["Garten"]


def test_an_answer_says_who_helps_meanwhile_although_it_is_yes(
    client: Client, gruenau: Management, paunsdorf: Management, closed: Closure
) -> None:
    enquiry = ask("Praktikum")
    says(gruenau, enquiry)
    says(paunsdorf, enquiry)
    url = f"/gruenau/anliegen/{enquiry.slug}/"
    with time_machine.travel(at("2026-12-07", "07:59"), tick=False):
        assert "Wer hilft inzwischen?" not in client.get(url).content.decode()
    with time_machine.travel(at("2026-12-08"), tick=False):
        main = BeautifulSoup(client.get(url).content, "html.parser").find("main")
    assert "Ja, das machen wir." in words(main)
    assert "Wer hilft inzwischen?" in [one.text for one in main.find_all("h2")]
    assert main.find("a", string="Quartiersmanagement Paunsdorf")["href"] == (
        "/paunsdorf/anliegen/praktikum/"
    )


@pytest.mark.once
def test_the_line_costs_one_query_and_who_helps_a_constant_number(
    client: Client, gruenau: Management, make_management
) -> None:
    legal = LegalPage.objects.child_of(gruenau.page).get(kind="impressum").url

    def cost(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    with time_machine.travel(at("2026-12-08"), tick=False):
        open_cost = cost(legal)
        make_closure(gruenau, STARTS, ENDS)
        # One query finds out in both cases.
        assert cost(legal) == open_cost
        with CaptureQueriesContext(connection) as captured:
            client.get(legal)
        assert sum("offices_closure" in query["sql"] for query in captured) == 1
        costs = []
        for numbers in (range(2), range(2, 8)):
            for number in numbers:
                other = make_management(f"quartier-{number}")
                enquiry = ask(f"Frage-{number}")
                for management in (gruenau, other):
                    says(management, enquiry)
            costs.append([cost("/gruenau/anliegen/"), cost("/gruenau/anliegen/frage-1/")])
        assert costs[0] == costs[1]
