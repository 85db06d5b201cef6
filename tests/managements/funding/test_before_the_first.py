"""Pages that are older than the notices of their site have the first one."""

import datetime

import pytest
import time_machine
from django.test import Client

from managements.funding.coverage import Light, Period, period_read
from managements.funding.evidence.keeping import keep_evidence
from managements.funding.evidence.turning_days import Notices
from managements.funding.lights import lights_of
from managements.funding.models import CityNotice, Publication
from managements.models import FormerName, Management
from managements.news.models import NewsPage
from managements.tenancy.provisioning import activate_management
from tests.builders import funding_notice
from tests.conftest import finish_legal_pages
from tests.dates import at, make_event
from tests.managements.funding.conftest import day, name_in, programme
from tests.managements.funding.test_days import footer
from tests.managements.news.atom import read_feed
from tests.posts import make_post, news_of

DAY = datetime.timedelta(days=1)
MARCH, TODAY = day("2026-03-01"), day("2026-06-01")


def rights_of(client: Client, management: Management | None) -> list[str]:
    """Return whom the feed of a site names as payers of its entries."""
    return [one.rights for one in read_feed(client, f"{news_of(management).url}feed.atom").entries]


def test_what_was_written_in_preparation_has_the_notice_with_which_the_site_opened(
    client, make_management
) -> None:
    named = programme("SZP", ("2000-01-01", "Soziale Stadt"), ("2026-02-01", "Zusammenhalt"))
    gruenau = make_management(is_public=False)
    with time_machine.travel(at("2026-01-15"), tick=False):
        post = make_post(gruenau, "Wir eröffnen bald")
        event = make_event(gruenau, "Eröffnung", first_day=MARCH)
        finish_legal_pages(gruenau)
    name_in(funding_notice(gruenau, "Aus {Programm}.", valid_from=MARCH), named)
    with time_machine.travel(at(MARCH), tick=False):
        activate_management(gruenau)
    with time_machine.travel(at(TODAY), tick=False):
        gruenau.refresh_from_db()
        assert lights_of([gruenau], TODAY)[0].light is Light.COVERED
        # In the words of its first day: on the day of the post it was not valid.
        assert footer(client, post.url) == footer(client, event.url) == "Aus Zusammenhalt."
        assert rights_of(client, gruenau) == ["Aus Zusammenhalt."]
        assert keep_evidence(NewsPage.objects.all(), today=TODAY).written.total() == 1
        assert Publication.objects.get(page_key=post.pk).wording == "Aus Zusammenhalt."
        assert keep_evidence(NewsPage.objects.all(), today=TODAY).written.total() == 0


def test_a_post_that_comes_from_another_management_has_the_first_notice_of_the_new_one(
    client, gruenau, paunsdorf, admin_user
) -> None:
    funding_notice(gruenau, "Grünau")
    funding_notice(paunsdorf, "Paunsdorf", valid_from=MARCH)
    post = make_post(gruenau, "Überall", day="2026-01-15")
    moved = make_post(gruenau, "Umgezogen", day="2026-01-15")
    alias = post.create_alias(parent=news_of(paunsdorf), user=admin_user)
    moved.move(news_of(paunsdorf), pos="last-child", user=admin_user)
    moved = NewsPage.objects.get(pk=moved.pk)
    with time_machine.travel(at(TODAY), tick=False):
        assert footer(client, post.url) == "Grünau"
        for page in (alias, moved):
            assert page.url.startswith("/paunsdorf/")
            assert footer(client, page.url) == "Paunsdorf"
        assert rights_of(client, paunsdorf) == ["Paunsdorf", "Paunsdorf"]


def test_the_citys_own_posts_have_its_first_notice(client, city) -> None:
    CityNotice.objects.create(text="Stadt", valid_from=MARCH, valid_until=TODAY)
    CityNotice.objects.create(text="Danach", valid_from=TODAY + DAY)
    post = make_post(None, day="2026-01-15")
    with time_machine.travel(at(TODAY), tick=False):
        assert footer(client, post.url) == "Stadt"
        assert rights_of(client, None) == ["Stadt"]


def test_a_gap_between_notices_stays_one_and_one_to_come_is_not_read_yet(client, gruenau) -> None:
    funding_notice(gruenau, "Später", valid_from=TODAY)
    post = make_post(gruenau, day="2026-01-15")
    with time_machine.travel(at(TODAY - DAY), tick=False):
        assert footer(client, post.url) == footer(client, "/gruenau/") == ""
    funding_notice(gruenau, "Früher", valid_until=day("2025-12-31"))
    with time_machine.travel(at(TODAY), tick=False):
        assert footer(client, post.url) == ""


def test_what_is_read_once_for_many_days_is_the_same_before_the_first_notice(gruenau) -> None:
    funding_notice(gruenau, "{Management}", valid_from=MARCH)
    FormerName.objects.create(management=gruenau, name="Alt", last_day=day("2026-01-31"))
    notices = Notices(TODAY)
    for one in (day("2026-01-31"), day("2026-02-01"), MARCH):
        assert notices.of(gruenau, one).text == gruenau.name


@pytest.mark.parametrize(
    ("periods", "on", "today", "expected"),
    [
        ([(MARCH, TODAY)], MARCH - DAY, MARCH, (0, MARCH)),
        ([(MARCH, TODAY)], MARCH - DAY, TODAY + DAY, (0, MARCH)),
        ([(MARCH, TODAY)], MARCH - DAY, MARCH - DAY, None),
        ([(MARCH, TODAY), (TODAY + DAY, None)], day("2020-01-01"), TODAY, (0, MARCH)),
        ([(None, MARCH), (TODAY, None)], MARCH + DAY, TODAY, None),
        ([], MARCH, TODAY, None),
    ],
)
def test_before_all_notices_the_first_one_is_read_once_it_has_begun(
    periods: list[Period],
    on: datetime.date,
    today: datetime.date,
    expected: tuple[int, datetime.date] | None,
) -> None:
    assert period_read(periods, on, today=today, has_ended=False) == expected
