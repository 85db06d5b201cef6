"""Every day has its own words: of random days, over midnight in Berlin, and after renamings."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from managements.events.models import EventPage
from managements.funding.models import CityNotice, FundingNotice, Programme, ProgrammeName
from managements.funding.notices import notice_for
from managements.models import FormerName, Management, name_on
from tests.builders import content_page, funding_notice
from tests.dates import at, make_event
from tests.managements.funding.conftest import day, name_in, programme

DAY = datetime.timedelta(days=1)
SECOND = datetime.timedelta(seconds=1)

days = st.dates(day("2025-01-01"), day("2026-12-31"))
with_database = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def periods(draw: st.DrawFn) -> list[tuple[datetime.date | None, datetime.date | None]]:
    """Draw periods that do not overlap; the first one may have no start, the last one no end."""
    cuts = sorted(draw(st.lists(days, max_size=8)))
    found: list[Any] = []
    for first, last in zip(cuts[::2], cuts[1::2], strict=False):
        # Where two would share a day, the later one begins on the next day, or is none.
        first = max(first, found[-1][1] + DAY) if found else first
        if first <= last:
            found.append((first, last))
    if found and draw(st.booleans()):
        found[0] = (None, found[0][1])
    if found and draw(st.booleans()):
        found[-1] = (found[-1][0], None)
    return found


def naive_choice(
    given_periods: list[Any], on: datetime.date, *, has_ended: bool
) -> tuple[int, datetime.date] | None:
    """Return the number of the notice of a day, and the day whose names it gives."""
    for number, (first, last) in enumerate(given_periods):
        if (first or datetime.date.min) <= on <= (last or datetime.date.max):
            return number, on
    if not has_ended or not given_periods:
        return None
    # The last one stays once all are over.
    last, number = max(
        (last or datetime.date.max, number) for number, (_first, last) in enumerate(given_periods)
    )
    return (number, last) if last < on else None


@given(periods(), days, days, st.booleans())
@with_database
def test_the_notice_of_a_day_is_the_one_that_somebody_with_a_calendar_would_choose(
    gruenau: Management, given_periods: list[Any], on: datetime.date, renamed: Any, ended: bool
) -> None:
    FundingNotice.objects.all().delete()
    FormerName.objects.all().delete()
    FormerName.objects.create(management=gruenau, name="Früher", last_day=renamed)
    FundingNotice.objects.bulk_create(
        FundingNotice(
            management=gruenau, text=f"{number} {{Management}}", valid_from=first, valid_until=last
        )
        for number, (first, last) in reversed(list(enumerate(given_periods)))
    )
    gruenau.status = Management.Status.CLOSED if ended else Management.Status.ACTIVE
    shown = notice_for(gruenau, on, today=on)
    chosen = naive_choice(given_periods, on, has_ended=ended)
    if chosen is None:
        assert shown is None
    else:
        number, words_of = chosen
        name = "Früher" if words_of <= renamed else gruenau.name
        assert shown is not None
        assert shown.text == f"{number} {name}"


@given(periods(), days)
@with_database
def test_the_citys_notice_of_a_day_is_chosen_in_the_same_way(
    city: Any, given_periods: list[Any], on: datetime.date
) -> None:
    CityNotice.objects.all().delete()
    CityNotice.objects.bulk_create(
        CityNotice(text=str(number), valid_from=first, valid_until=last)
        for number, (first, last) in enumerate(given_periods)
    )
    shown = notice_for(None, on, today=on)
    chosen = naive_choice(given_periods, on, has_ended=False)
    assert (shown and shown.text) == (None if chosen is None else str(chosen[0]))


@given(st.sets(days, max_size=5), days)
def test_a_programme_is_called_as_its_latest_name_up_to_the_day(
    beginnings: set[datetime.date], on: datetime.date
) -> None:
    one = Programme(title="SZP")
    one.names = [ProgrammeName(name=first.isoformat(), valid_from=first) for first in beginnings]
    begun = [first for first in sorted(beginnings) if first <= on]
    expected = begun[-1:] or sorted(beginnings)[:1]
    assert one.name_on(on) == (expected[0].isoformat() if expected else "SZP")


@given(st.sets(days, max_size=4), days)
@with_database
def test_a_management_is_called_as_it_was_on_the_day(
    gruenau: Management, last_days: set[datetime.date], on: datetime.date
) -> None:
    FormerName.objects.all().delete()
    FormerName.objects.bulk_create(
        FormerName(management=gruenau, name=last.isoformat(), last_day=last) for last in last_days
    )
    to_come = sorted(last for last in last_days if last >= on)
    assert name_on(gruenau, on) == (to_come[0].isoformat() if to_come else gruenau.name)


# --- As visitors read it


def footer(client: Client, url: str) -> str:
    """Return the notice that a visitor reads below a page, an empty text for none."""
    response = client.get(url)
    assert response.status_code == 200, url
    found = BeautifulSoup(response.content, "html.parser").select_one("footer .funding-notice")
    return " ".join(found.get_text(" ").split()) if found else ""


# Winter and summer, both days on which clocks change and those before them, a year's end, and the
# last day of a February with 29.
EVENINGS = [
    "2026-01-15", "2026-03-28", "2026-03-29", "2026-07-15", "2026-10-24", "2026-10-25",
    "2026-12-31", "2028-02-29",
]  # fmt: skip


@pytest.mark.parametrize("evening", EVENINGS)
def test_the_notice_changes_at_midnight_in_berlin(client, gruenau, evening: str) -> None:
    last = day(evening)
    funding_notice(gruenau, "Alter Hinweis", valid_until=last)
    funding_notice(gruenau, "Neuer Hinweis", valid_from=last + DAY)
    CityNotice.objects.create(text="Alt, Stadt", valid_until=last)
    CityNotice.objects.create(text="Neu, Stadt", valid_from=last + DAY)
    midnight = at(last + DAY)
    with time_machine.travel(midnight - SECOND, tick=False):
        assert footer(client, "/gruenau/") == "Alter Hinweis"
        assert footer(client, "/gruenau/impressum/") == "Alter Hinweis"
        assert footer(client, "/") == "Alt, Stadt"
    with time_machine.travel(midnight, tick=False):
        assert footer(client, "/gruenau/") == "Neuer Hinweis"
        assert footer(client, "/gruenau/impressum/") == "Neuer Hinweis"
        assert footer(client, "/") == "Neu, Stadt"


@pytest.mark.parametrize("evening", EVENINGS)
def test_a_post_keeps_the_words_of_the_day_in_berlin_on_which_it_was_published(
    client, gruenau, evening: str
) -> None:
    last = day(evening)
    funding_notice(gruenau, "Alter Hinweis", valid_until=last)
    funding_notice(gruenau, "Neuer Hinweis", valid_from=last + DAY)
    before, after = published_around(at(last + DAY), gruenau)
    for later in (last, last + DAY, last + 400 * DAY):
        with time_machine.travel(at(later, "12:00"), tick=False):
            assert footer(client, before.url) == "Alter Hinweis"
            assert footer(client, after.url) == "Neuer Hinweis"


def published_around(midnight: datetime.datetime, management: Any) -> tuple[EventPage, EventPage]:
    """Publish one event a second before a moment, and another one at it."""
    facts = {"first_day": midnight.date() + 30 * DAY}
    with time_machine.travel(midnight - SECOND, tick=False):
        before = make_event(management, "Davor", **facts)
    with time_machine.travel(midnight, tick=False):
        after = make_event(management, "Danach", **facts)
    return before, after


def test_a_renamed_programme_leaves_the_old_name_below_older_posts(client, gruenau) -> None:
    day_of_change = day("2026-06-01")
    named = programme("SZP", ("2000-01-01", "Soziale Stadt"), ("2026-06-01", "Zusammenhalt"))
    name_in(funding_notice(gruenau, "Gefördert aus: {Programm}."), named)
    before, after = published_around(at(day_of_change), gruenau)
    with time_machine.travel(at("2026-05-31", "23:59"), tick=False):
        assert footer(client, "/gruenau/") == "Gefördert aus: Soziale Stadt."
    with time_machine.travel(at("2027-02-01"), tick=False):
        assert footer(client, before.url) == "Gefördert aus: Soziale Stadt."
        assert footer(client, after.url) == "Gefördert aus: Zusammenhalt."
        assert footer(client, "/gruenau/") == "Gefördert aus: Zusammenhalt."
        # Whoever corrects an old post publishes it again, but not for the first time.
        before.title = "Davor, berichtigt"
        before.save_revision().publish()
        assert footer(client, before.url) == "Gefördert aus: Soziale Stadt."


@pytest.fixture
def rename(admin_client: Client) -> Callable[..., None]:
    """Rename a management by the form of the CMS."""

    def post(management: Management, name: str) -> None:
        empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
        form = {
            "name": name,
            "short_name": management.short_name,
            "kind": management.kind,
            "status": management.status,
            "successor": "",
            "commissioner": management.commissioner,
            "slug": management.slug,
            "hostname": "",
            "accent": management.accent,
            "latitude": "",
            "longitude": "",
        }
        for prefix in ("management_districts", "former_names"):
            form |= {f"{prefix}-{field}": value for field, value in empty.items()}
        url = f"/admin/snippets/managements/management/edit/{management.pk}/"
        assert admin_client.post(url, form).status_code == 302

    return post


def test_a_renamed_management_leaves_the_old_name_below_older_posts(
    client, gruenau, admin_client, rename
) -> None:
    old_name = gruenau.name
    funding_notice(gruenau, "{Management}")
    before, after = published_around(at("2026-06-01"), gruenau)
    with time_machine.travel(at("2026-06-01"), tick=False):
        admin_client.force_login(admin_client.get("/admin/").wsgi_request.user)
        rename(gruenau, "Stadtteilbüro Grünau")
    with time_machine.travel(at("2027-02-01"), tick=False):
        assert footer(client, before.url) == old_name
        assert footer(client, after.url) == "Stadtteilbüro Grünau"
        assert footer(client, "/gruenau/") == "Stadtteilbüro Grünau"


def test_a_series_names_who_pays_now_and_once_it_is_over_who_paid_on_its_last_day(
    client, gruenau
) -> None:
    funding_notice(gruenau, "2025", valid_until=day("2025-12-31"))
    funding_notice(gruenau, "2026", valid_from=day("2026-01-01"), valid_until=day("2026-12-31"))
    funding_notice(gruenau, "2027", valid_from=day("2027-01-01"))
    with time_machine.travel(at("2025-11-01"), tick=False):
        series = make_event(
            gruenau, repeats="weekly", weekdays=[0], first_day=day("2025-11-03"),
            until=day("2026-06-29"),
        )  # fmt: skip
    for moment, words in (("2025-12-31", "2025"), ("2026-01-01", "2026"), ("2027-03-01", "2026")):
        with time_machine.travel(at(moment), tick=False):
            assert footer(client, series.url) == words


def test_a_management_that_has_ended_keeps_its_last_notice(client, gruenau, paunsdorf) -> None:
    named = programme("SZP", ("2000-01-01", "Soziale Stadt"), ("2026-02-01", "Zusammenhalt"))
    for management in (gruenau, paunsdorf):
        funding_notice(management, "davor", valid_until=day("2024-12-31"))
        name_in(
            funding_notice(
                management, "zuletzt: {Programm}",
                valid_from=day("2025-01-01"), valid_until=day("2025-12-31"),
            ),
            named,
        )  # fmt: skip
        content_page(management.page, "Projekte", slug="projekte")
    Management.objects.filter(pk=gruenau.pk).update(status=Management.Status.CLOSED)
    with time_machine.travel(at("2031-05-01"), tick=False):
        assert footer(client, "/gruenau/") == "zuletzt: Soziale Stadt"
        assert footer(client, "/gruenau/projekte/") == "zuletzt: Soziale Stadt"
        assert footer(client, "/paunsdorf/") == "", "it has not ended: somebody has to write one"
