"""What the CMS says of notices: on its start for editors, and in an overview."""

import csv
import datetime
import io
import re
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from managements.accounts.models import User
from managements.funding.models import CityNotice, FundingNotice
from managements.models import Management
from managements.tenancy.roles import allow_admin
from tests.builders import funding_notice, logged_in
from tests.dates import at
from tests.managements.funding.conftest import ALWAYS, day, name_in, programme
from tests.many import make_many_managements

URL = "/admin/foerderung/"
ADD = "/admin/snippets/funding/fundingnotice/add/"
TODAY = day("2026-06-01")


@pytest.fixture(autouse=True)
def _on_the_first_of_june() -> Any:
    with time_machine.travel(at(TODAY, "12:00"), tick=False):
        yield


def soup(client: Client, url: str = URL, **query: Any) -> BeautifulSoup:
    response = client.get(url, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def rows(client: Client, **query: Any) -> dict[str, Tag]:
    table = soup(client, **query).find(class_="notices__table")
    return {words(row.th): row for row in table.tbody.find_all("tr")} if table else {}


def ways(tag: Tag) -> dict[str, str]:
    """Return where the links of a row or of a panel lead to, by their words."""
    return {words(one).partition(" –")[0]: one["href"] for one in tag.find_all("a")}


def address(what: str, notice: FundingNotice | CityNotice) -> str:
    """Return the address of a view of a notice."""
    name = f"wagtailsnippets_funding_{notice._meta.model_name}"
    return reverse(f"{name}:{what}", args=[notice.pk])


def panel(client: Client) -> Tag | None:
    return soup(client, "/admin/").select_one("#funding-notice-section")


# --- The overview


def test_the_stadtredaktion_sees_all_and_the_citys_own_pages(
    stadt, gruenau, paunsdorf, make_management
) -> None:
    make_management("mockau", is_public=False)
    notice = funding_notice(gruenau, "{Programm}", valid_until=day("2026-06-30"))
    name_in(notice, programme("SZP"))
    funding_notice(paunsdorf, "früher", valid_until=day("2026-03-01"))
    funding_notice(paunsdorf, "jetzt", valid_from=day("2026-03-05"))
    found = rows(stadt)
    assert list(found) == [
        "Die Seiten der Stadt", "Mockau noch nicht öffentlich", "Gruenau", "Paunsdorf",
    ]  # fmt: skip
    row = words(found["Gruenau"])
    assert "endet bald" in row
    assert "danach ist keiner eingetragen" in row
    assert "30. Juni 2026" in row
    assert "Programm SZP" in row
    assert "ab 1. Juli 2026" in row
    assert "2. März 2026 bis 4. März 2026" in words(found["Paunsdorf"])
    links = [link["href"] for link in found["Gruenau"].find_all("a")]
    edit = reverse("wagtailsnippets_funding_fundingnotice:edit", args=[notice.pk])
    evidence = reverse("evidence:years", args=["gruenau"])
    copy = reverse("wagtailsnippets_funding_fundingnotice:copy", args=[notice.pk])
    assert links == [copy, edit, evidence]
    for url in links:
        assert stadt.get(url).status_code == 200
    city = found["Die Seiten der Stadt"].find_all("a")
    assert [link["href"] for link in city] == [
        "/admin/snippets/funding/citynotice/add/",
        reverse("evidence:years", args=["stadt"]),
    ]


def test_an_editor_sees_the_own_management_alone(gruenau, paunsdorf, editor_of) -> None:
    browser = logged_in(editor_of(gruenau))
    funding_notice(paunsdorf, "Geheimnis")
    assert list(rows(browser)) == ["Gruenau"]
    assert "Geheimnis" not in browser.get(URL, {"export": "csv"}).content.decode()
    assert list(rows(browser, zeige="covered")) == []


def test_whoever_has_no_management_reads_why_it_is_empty(gruenau, editor_of) -> None:
    person = editor_of(gruenau)
    browser = logged_in(person)
    other = Group.objects.create(name="Andere")
    allow_admin(other)
    person.groups.set([other])
    assert "Sie gehören zu keinem Management." in words(soup(browser))
    assert URL not in browser.get("/admin/").content.decode()


def test_visitors_do_not_get_in(client, city) -> None:
    assert client.get(URL).status_code == 302


def test_it_can_only_be_read(stadt) -> None:
    assert stadt.post(URL).status_code == 405


def test_the_menu_leads_to_it(stadt, gruenau, editor_of) -> None:
    for browser in (stadt, logged_in(editor_of(gruenau))):
        assert re.search(rf'"url": "{URL}"', browser.get("/admin/").content.decode())


def test_it_is_filtered_by_light(stadt, gruenau, paunsdorf, make_management) -> None:
    funding_notice(gruenau)
    funding_notice(paunsdorf, "{Träger}")
    ended = make_management("mockau")
    Management.objects.filter(pk=ended.pk).update(status=Management.Status.CLOSED)
    counts = [words(one) for one in soup(stadt).find(class_="notices__counts").find_all("li")]
    assert counts == [
        "fehlt: 1", "endet bald: 0", "unvollständig: 1", "gilt: 1", "Management beendet: 1",
    ]  # fmt: skip
    assert list(rows(stadt, zeige="gap")) == ["Die Seiten der Stadt"]
    assert list(rows(stadt, zeige="incomplete")) == ["Paunsdorf"]
    assert list(rows(stadt, zeige="covered")) == ["Gruenau"]
    assert list(rows(stadt, zeige="ended")) == ["Mockau"]
    assert len(rows(stadt, zeige="Unsinn")) == 4
    nothing = soup(stadt, zeige="ends-soon")
    assert "Davon gibt es nichts." in words(nothing)
    assert nothing.find("a", href=URL, string="Alles zeigen")


def test_a_light_is_a_word_and_a_shape_and_not_only_a_colour(stadt, gruenau) -> None:
    light = rows(stadt)["Gruenau"].find(class_="notice-light")
    assert light.text.strip() == "fehlt"
    assert light.svg.use["href"] == "#icon-circle-xmark"


def test_the_file_holds_what_is_filtered_and_runs_nothing(stadt, gruenau, paunsdorf) -> None:
    funding_notice(gruenau, '=HYPERLINK("https://example.org")')
    response = stadt.get(URL, {"export": "csv", "zeige": "covered"})
    assert (
        response["Content-Disposition"] == 'attachment; filename="foerderhinweise-2026-06-01.csv"'
    )
    text = response.content.decode("utf-8-sig")
    (heads, row) = csv.reader(io.StringIO(text), delimiter=";")
    found = dict(zip(heads, row, strict=True))
    assert found["Management"] == "Gruenau"
    assert found["Ampel"] == "gilt"
    assert found["Ohne Lücke bis"] == "auf Weiteres"
    assert found["Wortlaut heute"].startswith("'=")


@pytest.mark.once
def test_700_managements_cost_as_many_queries_as_two_and_come_in_pages(stadt) -> None:
    def fill(numbers: range) -> None:
        for one in make_many_managements(numbers):
            FundingNotice.objects.create(management=one, text="Text", valid_from=ALWAYS)

    def count() -> int:
        rows(stadt)
        with CaptureQueriesContext(connection) as captured:
            rows(stadt)
        return len(captured)

    CityNotice.objects.create(text="Text")
    fill(range(2))
    few = count()
    fill(range(2, 700))
    assert count() == few
    assert len(rows(stadt)) == 50
    assert len(rows(stadt, p="15")) == 1
    assert len(rows(stadt, p="99")) == 1
    assert stadt.get(URL, {"export": "csv"}).content.count(b"\r\n") == 702


# --- What can be done


def test_the_next_one_is_a_copy_of_the_newest_also_after_its_end(stadt, gruenau, editor_of) -> None:
    browser = logged_in(editor_of(gruenau))
    funding_notice(gruenau, "alt", valid_until=day("2025-12-31"))
    newest = funding_notice(
        gruenau, "neu", valid_from=day("2026-01-01"), valid_until=day("2026-06-30")
    )
    copy = address("copy", newest)
    assert ways(panel(browser))["Den nächsten eintragen"] == copy
    FundingNotice.objects.filter(pk=newest.pk).update(valid_until=day("2026-05-28"))
    for tag in (panel(browser), rows(browser)["Gruenau"], rows(stadt)["Gruenau"]):
        assert ways(tag)["Förderhinweis eintragen"] == copy
    assert soup(browser, copy).find("textarea", attrs={"name": "text"}).text.strip() == "neu"


def test_the_citys_next_one_is_a_copy_too(stadt, city) -> None:
    notice = CityNotice.objects.create(text="Text", valid_until=day("2026-06-30"))
    found = ways(rows(stadt)["Die Seiten der Stadt"])
    assert found["Den nächsten eintragen"] == address("copy", notice)
    assert stadt.get(address("copy", notice)).status_code == 200


def test_the_next_one_is_named_and_can_be_opened(gruenau, editor_of) -> None:
    browser = logged_in(editor_of(gruenau))
    funding_notice(gruenau, "jetzt", valid_until=day("2026-06-30"))
    following = funding_notice(gruenau, "dann", valid_from=day("2026-07-01"))
    for tag in (panel(browser), rows(browser)["Gruenau"]):
        assert "Ab 1. Juli 2026 gilt der nächste." in words(tag)
        assert "ohne Ende" not in words(tag)
        assert ways(tag)["Den nächsten ändern"] == address("edit", following)
        assert ways(tag)["Einen weiteren eintragen"] == address("copy", following)


def test_a_gap_between_two_is_closed_at_either_side(gruenau, editor_of) -> None:
    browser = logged_in(editor_of(gruenau))
    present = funding_notice(gruenau, "jetzt", valid_until=day("2026-06-30"))
    following = funding_notice(gruenau, "dann", valid_from=day("2026-07-05"))
    buttons = [(one.text, one["href"]) for one in panel(browser).select("a.button")]
    assert buttons == [
        ("Den nächsten vorziehen", address("edit", following)),
        ("Den von heute verlängern", address("edit", present)),
    ]
    assert ways(rows(browser)["Gruenau"]).items() >= dict(buttons).items()


def test_what_is_incomplete_is_mended_in_the_notice_of_today(gruenau, editor_of) -> None:
    notice = funding_notice(gruenau, "{Träger}")
    (button,) = panel(logged_in(editor_of(gruenau))).select("a.button")
    assert (button.text, button["href"]) == ("Den von heute ändern", address("edit", notice))


def test_the_form_chooses_the_management_that_the_address_names(stadt, gruenau, paunsdorf) -> None:
    url = ways(rows(stadt)["Paunsdorf"])["Förderhinweis eintragen"]
    assert url == f"{ADD}?management={paunsdorf.pk}"
    chosen = soup(stadt, url).select("select[name=management] option[selected]")
    assert [one["value"] for one in chosen] == [str(paunsdorf.pk)]


def test_of_all_speaks_the_overview_only_to_those_who_have_several(
    stadt, gruenau, paunsdorf, editor_of
) -> None:
    own, every = soup(logged_in(editor_of(gruenau))), soup(stadt)
    assert words(own.h1) == "Ihr Förderhinweis"
    assert own.find(class_="notices__counts") is None
    assert words(every.h1) == "Alle Förderhinweise auf einen Blick"
    explained = [words(one) for one in every.select(".notices__legend dt")]
    assert explained == ["fehlt", "endet bald", "unvollständig", "gilt"]


# --- The start of the CMS


def panels_in_order(client: Client) -> list[str]:
    return [one["id"] for one in soup(client, "/admin/").select("section.w-panel--dashboard")]


def test_what_is_wrong_comes_first_on_the_start(gruenau, editor_of) -> None:
    browser = logged_in(editor_of(gruenau))
    assert panels_in_order(browser)[0] == "funding-notice-section"
    notice = funding_notice(gruenau, "{Träger}")
    assert panels_in_order(browser)[0] == "funding-notice-section"
    notice.carrier = "CivixX"
    notice.save()
    order = panels_in_order(browser)
    assert len(order) > 1
    assert order[0] != "funding-notice-section"


def test_the_stadtredaktion_reads_in_a_line_how_many_need_somebody(
    stadt, gruenau, paunsdorf, make_management
) -> None:
    def line() -> Tag | None:
        return soup(stadt, "/admin/").find(class_="notice-line")

    funding_notice(gruenau, valid_until=day("2026-06-30"))
    incomplete = funding_notice(paunsdorf, "{Träger}")
    mockau = make_management("mockau")
    assert "fehlt: 2 · endet bald: 1 · unvollständig: 1" in words(line())
    assert line().a["href"] == URL
    FundingNotice.objects.update(valid_until=None)
    FundingNotice.objects.filter(pk=incomplete.pk).update(carrier="CivixX")
    assert "– fehlt: 2 Alle" in words(line())
    CityNotice.objects.create(text="Text")
    funding_notice(mockau)
    assert line() is None


@pytest.mark.once
def test_the_line_costs_as_many_queries_with_90_managements_as_with_two(stadt) -> None:
    def count(numbers: range) -> int:
        for one in make_many_managements(numbers):
            FundingNotice.objects.create(management=one, text="{Träger}", valid_from=ALWAYS)
        soup(stadt, "/admin/")
        with CaptureQueriesContext(connection) as captured:
            assert soup(stadt, "/admin/").find(class_="notice-line")
        return len(captured)

    assert count(range(2)) == count(range(2, 90))


def test_the_start_says_that_a_notice_is_missing_and_leads_to_the_form(gruenau, editor_of) -> None:
    browser = logged_in(editor_of(gruenau))
    found = panel(browser)
    assert "fehlt" in words(found)
    assert "Heute gilt kein Förderhinweis. Es ist noch keiner eingetragen." in words(found)
    (link,) = found.select("a.button")
    assert link.text == "Förderhinweis eintragen"
    assert browser.get(link["href"]).status_code == 200
    assert found.select_one(".notice-panel__one--gap")


def test_the_start_shows_todays_words_and_is_small_where_all_is_well(gruenau, editor_of) -> None:
    browser = logged_in(editor_of(gruenau))
    notice = funding_notice(gruenau, "Erster <b>Absatz</b>.\n\nZweiter.", carrier="CivixX")
    found = panel(browser)
    assert "gilt" in words(found)
    assert "Heute gilt ein Förderhinweis, ohne Ende." in words(found)
    assert [one.text for one in found.select(".notice-wording p")] == [
        "Erster <b>Absatz</b>.", "Zweiter.",
    ]  # fmt: skip
    assert not found.details.has_attr("open")
    assert not found.select(".button, [class*='notice-panel__one--']")
    edit = reverse("wagtailsnippets_funding_fundingnotice:edit", args=[notice.pk])
    assert [link["href"] for link in found.select(".notice-panel a")][1] == edit


def test_the_start_opens_what_ends_soon_or_is_incomplete(gruenau, editor_of) -> None:
    browser = logged_in(editor_of(gruenau))
    notice = funding_notice(gruenau, "Von {Träger}.")
    found = panel(browser)
    assert "unvollständig" in words(found)
    assert "aber es fehlt: der Träger" in words(found)
    assert found.details.has_attr("open")
    notice.carrier, notice.valid_until = "CivixX", TODAY + datetime.timedelta(days=60)
    notice.save()
    found = panel(browser)
    assert "endet bald" in words(found)
    assert "endet am 31. Juli 2026" in words(found)


def test_whoever_works_for_two_reads_the_worse_one_first_and_no_third(
    gruenau, paunsdorf, make_management
) -> None:
    make_management("mockau")
    funding_notice(gruenau)
    both = User.objects.create_user("beide", "beide@example.org", "geheim")
    both.groups.add(gruenau.editors, paunsdorf.editors)
    found = panel(logged_in(both))
    assert [one.text for one in found.select("h3")] == ["Paunsdorf", "Gruenau"]
    assert f"{ADD}?management={paunsdorf.pk}" in [link["href"] for link in found.select("a")]


def test_the_start_marks_preparation_and_leaves_out_what_has_ended(
    make_management, editor_of
) -> None:
    hidden = make_management(is_public=False)
    person = editor_of(hidden)
    assert "noch nicht öffentlich" in words(panel(logged_in(person)))
    Management.objects.update(status=Management.Status.CLOSED)
    assert panel(logged_in(person)) is None


def test_the_stadtredaktion_has_the_overview_instead(stadt, gruenau) -> None:
    assert panel(stadt) is None
