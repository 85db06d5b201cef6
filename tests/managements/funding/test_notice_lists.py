"""Notices in lists, what is deleted and what is not, and those of the city's own pages."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.search.backends import get_search_backend

from managements.funding.models import CityNotice, FundingNotice
from managements.models import Management
from tests.builders import logged_in
from tests.dates import at
from tests.managements.funding.noticed import (
    CITY_NOTICES,
    NOTICES,
    editor_form,
    errors_by_field,
    form,
    make_notice,
    make_programme,
)

day = datetime.date.fromisoformat


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    """It is Monday, 30 November 2026, at nine o'clock."""
    with time_machine.travel(at("2026-11-30", "09:00"), tick=False):
        yield


@pytest.fixture
def browser(gruenau: Management, editor_of: Any) -> Client:
    return logged_in(editor_of(gruenau))


# --- Deleting ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["city", "superuser"])
@pytest.mark.parametrize("kind", ["fundingnotice", "citynotice"])
def test_what_has_been_valid_is_not_deleted_by_anybody(
    stadt: Client, admin_client: Client, gruenau: Management, who: str, kind: str
) -> None:
    browser = stadt if who == "city" else admin_client
    begun = (
        make_notice(gruenau, "alt", valid_from=day("2026-11-30"))
        if kind == "fundingnotice"
        else CityNotice.objects.create(text="alt", valid_from=day("2026-11-30"))
    )
    urls = (
        f"/admin/snippets/funding/{kind}/delete/{begun.pk}/",
        f"/admin/bulk/funding/{kind}/delete/?id={begun.pk}&next=/admin/",
    )
    for url in urls:
        browser.get(url)
        browser.post(url)
        assert type(begun).objects.filter(pk=begun.pk).exists(), url
    html = browser.get(urls[0], follow=True).content.decode()
    assert "Ein Hinweis, der gegolten hat, bleibt" in html
    assert (
        f"/snippets/funding/{kind}/delete/"
        not in browser.get(f"/admin/snippets/funding/{kind}/").content.decode()
    )


def test_the_city_deletes_a_notice_to_come_and_editors_do_not(
    browser: Client, stadt: Client, gruenau: Management
) -> None:
    notice = make_notice(gruenau, "neu", valid_from=day("2026-12-01"))
    url = f"{NOTICES}delete/{notice.pk}/"
    browser.post(url)
    assert FundingNotice.objects.exists()
    assert stadt.get(url).status_code == 200
    stadt.post(url)
    assert not FundingNotice.objects.exists()


# --- Lists ------------------------------------------------------------------------------------


def listed(response: Any) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [" ".join(row.get_text(" ").split()) for row in page.select("table tbody tr")]


def test_the_list_shows_each_notice_as_it_reads_with_its_days_in_words(
    browser: Client, gruenau: Management
) -> None:
    make_notice(gruenau, "{Management} früher.", valid_until=day("2026-02-28"))
    make_notice(
        gruenau, "{Management}: {Träger}.", carrier="Verein",
        valid_from=day("2026-03-01"), valid_until=day("2026-12-31"),
    )  # fmt: skip
    get_search_backend().add(make_notice(gruenau, "Neu.", valid_from=day("2027-01-01")))
    # Each as it reads, the newest first.
    coming, now, past = listed(browser.get(NOTICES))
    assert "Quartiersmanagement Gruenau früher." in past
    assert "bis zum 28. Februar 2026" in past
    assert "ist vorbei" in past
    assert "Quartiersmanagement Gruenau: Verein." in now
    assert "vom 1. März 2026 bis zum 31. Dezember 2026" in now
    assert "gilt" in now
    assert "kommt noch" in coming
    # Whoever has one management alone need not read its name in each row.
    assert len(listed(browser.get(f"{NOTICES}?phase=coming"))) == 1
    assert "früher" in listed(browser.get(f"{NOTICES}?phase=past"))[0]
    assert "Verein" in listed(browser.get(f"{NOTICES}?phase=valid"))[0]
    assert len(listed(browser.get(f"{NOTICES}?phase=coming&q=Neu"))) == 1


def test_the_citys_list_goes_by_management_and_begins_with_the_newest(
    stadt: Client, gruenau: Management, paunsdorf: Management
) -> None:
    make_notice(gruenau, "g alt", valid_until=day("2026-12-31"))
    make_notice(paunsdorf, "p neu", valid_from=day("2027-01-01"))
    make_notice(gruenau, "g neu", valid_from=day("2027-01-01"))
    make_notice(paunsdorf, "p alt", valid_until=day("2026-12-31"))
    assert [row[:5] for row in listed(stadt.get(NOTICES))] == ["g neu", "g alt", "p neu", "p alt"]


def test_boxes_are_there_only_where_several_could_be_deleted(
    browser: Client, stadt: Client, gruenau: Management
) -> None:
    def has_boxes(somebody: Client) -> list[bool]:
        page = BeautifulSoup(somebody.get(NOTICES).content, "html.parser")
        return [bool(page.select(f"table {part} input[type=checkbox]")) for part in ("thead", "td")]

    make_notice(gruenau, "alt", valid_until=day("2026-12-31"))
    assert has_boxes(browser) == has_boxes(stadt) == [False, False]
    make_notice(gruenau, "neu", valid_from=day("2027-01-01"))
    assert has_boxes(browser) == [False, False]
    assert has_boxes(stadt) == [True, True]


@pytest.mark.once
def test_the_list_costs_the_same_with_one_and_with_many_notices(
    stadt: Client, gruenau: Management, paunsdorf: Management
) -> None:
    def fill(years: range) -> None:
        for year in years:
            programme = make_programme(f"Programm {year}")
            for management in (gruenau, paunsdorf):
                make_notice(
                    management, "{Management} {Programm}", programme,
                    valid_from=day(f"{year}-01-01"), valid_until=day(f"{year}-12-31"),
                )  # fmt: skip

    def cost() -> int:
        stadt.get(NOTICES)
        with CaptureQueriesContext(connection) as captured:
            assert stadt.get(NOTICES).status_code == 200
        return len(captured)

    fill(range(2020, 2021))
    with_few = cost()
    fill(range(2021, 2026))
    assert cost() == with_few


def test_an_empty_list_says_why_a_notice_is_needed(browser: Client, gruenau: Management) -> None:
    html = browser.get(NOTICES).content.decode()
    assert "Noch gibt es keinen Förderhinweis." in html


# --- The city's own ---------------------------------------------------------------------------


def test_the_city_writes_its_own_notice_and_its_next_one(stadt: Client) -> None:
    sent = form(text="Im Auftrag: {Auftraggeber}.")
    assert errors_by_field(stadt.post(f"{CITY_NOTICES}add/", sent)) == {}
    old = CityNotice.objects.get()
    copied = editor_form(stadt.get(f"{CITY_NOTICES}copy/{old.pk}/"))
    copied["valid_from"] = "01.01.2027"
    assert errors_by_field(stadt.post(f"{CITY_NOTICES}add/", copied)) == {}
    old.refresh_from_db()
    assert old.valid_until == day("2026-12-31")
    said = errors_by_field(stadt.post(f"{CITY_NOTICES}add/", form(text="{Träger}")))
    assert "Möglich sind: {Auftraggeber}." in said["text"]
    assert listed(stadt.get(CITY_NOTICES))[0].startswith("Im Auftrag: Stadt Leipzig.")


def test_editors_of_a_management_do_not_reach_the_citys_notices(
    browser: Client, gruenau: Management
) -> None:
    notice = CityNotice.objects.create(text="Stadt")
    for url in ("", "add/", f"edit/{notice.pk}/", f"copy/{notice.pk}/"):
        assert browser.get(f"{CITY_NOTICES}{url}").status_code in {302, 403, 404}, url
