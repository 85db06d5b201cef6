"""Joining, leaving, and ending by itself."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageSubscription

from managements.accounts.models import User
from managements.models import Management
from managements.teams.memberships import end_memberships, join, leave
from managements.teams.models import Invitation, Membership
from managements.tenancy.roles import works_for
from tests.builders import CITY_HOST, content_page, logged_in

# The last moment of a day in Berlin and the first of the next, in UTC: in winter, in summer, and
# on the days on which the clocks change.
MIDNIGHTS = [
    (date(2026, 1, 31), datetime(2026, 1, 31, 23, 0, tzinfo=UTC)),
    (date(2026, 7, 31), datetime(2026, 7, 31, 22, 0, tzinfo=UTC)),
    (date(2027, 3, 27), datetime(2027, 3, 27, 23, 0, tzinfo=UTC)),
    (date(2027, 3, 28), datetime(2027, 3, 28, 22, 0, tzinfo=UTC)),
    (date(2026, 10, 24), datetime(2026, 10, 24, 22, 0, tzinfo=UTC)),
    (date(2026, 10, 25), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
]


def fresh(user: User) -> User:
    """Return the account as the next request sees it."""
    return User.objects.get(pk=user.pk)


def may_edit(client: Client, management: Management) -> bool:
    """Whether somebody can open the start page of a management in the CMS."""
    return client.get(f"/admin/pages/{management.page.pk}/edit/").status_code == 200


@pytest.fixture
def at(monkeypatch):
    """Set the clock."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock


def test_who_joins_works_for_the_management_from_then_on(gruenau, paunsdorf, member) -> None:
    anna = member("Anna", gruenau)
    assert works_for(anna, gruenau)
    assert not works_for(anna, paunsdorf)
    assert may_edit(logged_in(anna), gruenau)


def test_joining_twice_changes_nothing(gruenau, member) -> None:
    anna = member("Anna", gruenau, last_day=date(2099, 1, 1))
    join(user=anna, management=gruenau, last_day=None, by=None)
    assert Membership.objects.get().last_day == date(2099, 1, 1)


def test_who_leaves_loses_the_rights_at_the_next_request(gruenau, paunsdorf, member) -> None:
    anna = member("Anna", gruenau, paunsdorf)
    client = logged_in(anna)
    assert may_edit(client, gruenau)
    leave(user=anna, management=gruenau, by=None)
    assert not may_edit(client, gruenau)
    assert may_edit(client, paunsdorf)
    assert fresh(anna).is_active


def test_the_account_of_who_belongs_to_nothing_any_more_is_closed(gruenau, member) -> None:
    anna = member("Anna", gruenau)
    client = logged_in(anna)
    leave(user=anna, management=gruenau, by=None)
    assert not fresh(anna).is_active
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert not Client().login(username="anna", password="geheim")


def test_who_joins_again_may_log_in_again(gruenau, member) -> None:
    anna = member("Anna", gruenau)
    leave(user=anna, management=gruenau, by=None)
    join(user=anna, management=gruenau, by=None)
    assert fresh(anna).is_active


@pytest.mark.parametrize("kind", ["superuser", "stadtredaktion"])
def test_the_account_of_who_has_another_role_stays_open(
    gruenau, member, city_editor, kind: str
) -> None:
    person = city_editor
    if kind == "superuser":
        person = User.objects.create_superuser("chef", "chef@example.org", "geheim")
    join(user=person, management=gruenau, by=None)
    leave(user=person, management=gruenau, by=None)
    assert fresh(person).is_active


def test_joining_does_not_open_an_account_that_was_blocked(gruenau, paunsdorf, member) -> None:
    anna = member("Anna", gruenau)
    User.objects.update(is_active=False)
    join(user=anna, management=paunsdorf, by=None)
    assert not fresh(anna).is_active


def test_who_does_not_belong_cannot_leave(gruenau, paunsdorf, member) -> None:
    anna = member("Anna", gruenau)
    with pytest.raises(Membership.DoesNotExist):
        leave(user=anna, management=paunsdorf, by=None)


def test_a_failure_half_way_leaves_everything_as_it_was(gruenau, member, monkeypatch) -> None:
    anna = member("Anna", gruenau)

    def fail(**kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("managements.teams.memberships.withdraw_what_outlasts", fail)
    with pytest.raises(RuntimeError):
        leave(user=anna, management=gruenau, by=None)
    assert Membership.objects.filter(user=anna).exists()
    assert works_for(fresh(anna), gruenau)


@pytest.mark.parametrize(("last_day", "midnight"), MIDNIGHTS, ids=str)
def test_the_last_day_still_counts_and_the_next_one_does_not(
    gruenau, paunsdorf, member, at, last_day: date, midnight: datetime
) -> None:
    at(midnight - timedelta(hours=1))
    anna = member("Anna", gruenau)
    join(user=anna, management=paunsdorf, last_day=last_day, by=None)
    client = logged_in(anna)
    at(midnight - timedelta(seconds=1))
    assert may_edit(client, paunsdorf)
    at(midnight)
    assert not may_edit(client, paunsdorf)
    assert may_edit(client, gruenau)
    assert [one.management for one in anna.memberships.all()] == [gruenau]


def test_a_session_ends_with_the_last_membership(gruenau, member, at) -> None:
    at(datetime(2026, 7, 31, 20, 0, tzinfo=UTC))
    client = logged_in(member("Anna", gruenau, last_day=date(2026, 7, 31)))
    assert client.get("/admin/").status_code == 200
    at(datetime(2026, 7, 31, 22, 0, tzinfo=UTC))
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_after_the_last_day_nobody_logs_in(gruenau, paunsdorf, member, at) -> None:
    at(datetime(2026, 8, 1, 8, 0, tzinfo=UTC))
    member("Anna", gruenau, last_day=date(2026, 7, 31))
    browser = Client(SERVER_NAME=CITY_HOST)
    assert not browser.login(username="anna", password="geheim")
    deputy = member("Berta", paunsdorf)
    join(user=deputy, management=gruenau, last_day=date(2026, 7, 31), by=None)
    assert browser.login(username="berta", password="geheim")
    assert not may_edit(browser, gruenau)
    assert may_edit(browser, paunsdorf)


def test_a_request_costs_one_query_more_while_nothing_has_passed(gruenau, member) -> None:
    client = logged_in(member("Anna", gruenau, last_day=date(2099, 1, 1)))
    client.get("/admin/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/admin/")
    about_memberships = [q for q in captured.captured_queries if "teams_membership" in q["sql"]]
    assert len(about_memberships) == 1


def test_the_nightly_run_ends_what_has_passed_and_says_how_much(
    gruenau, paunsdorf, member, invited
) -> None:
    now = timezone.now()
    today = timezone.localdate()
    anna = member("Anna", gruenau, last_day=today - timedelta(days=1))
    berta = member("Berta", gruenau, paunsdorf, last_day=today)
    invited(berta, gruenau, "alt@example.org", today, now=now - timedelta(days=15))
    invited(berta, gruenau, "neu@example.org", today)
    output = StringIO()
    call_command("end_memberships", stdout=output)
    call_command("end_memberships", stdout=StringIO())
    assert "memberships: 1." in output.getvalue()
    assert "invitations: 1." in output.getvalue()
    assert not fresh(anna).is_active
    assert berta.memberships.count() == 2
    assert Invitation.objects.get().email == "neu@example.org"


def test_ending_for_one_person_leaves_the_others(gruenau, member) -> None:
    anna, berta = (member(name, gruenau, last_day=date(2026, 1, 1)) for name in ("Anna", "Berta"))
    assert end_memberships(today=date(2026, 1, 2), user=anna) == 1
    assert Membership.objects.get().user == berta


@pytest.mark.parametrize("way", ["leave", "end", "group", "editors"])
def test_who_leaves_is_no_longer_subscribed_to_pages_there(
    way: str, gruenau, paunsdorf, member
) -> None:
    today = timezone.localdate()
    anna = member("Anna", gruenau, paunsdorf, last_day=today)
    berta = member("Berta", gruenau)
    Membership.objects.filter(management=paunsdorf).update(last_day=None)
    page = content_page(gruenau.page, "Entwurf")
    for user, subscribed in ((anna, page), (anna, paunsdorf.page), (berta, page)):
        PageSubscription.objects.create(user=user, page=subscribed, comment_notifications=True)
    match way:
        case "leave":
            leave(user=anna, management=gruenau, by=None)
        case "end":
            end_memberships(today=today + timedelta(days=1))
        case "group":
            anna.groups.remove(gruenau.editors)
        case "editors":
            gruenau.editors.user_set.remove(anna)
    assert set(PageSubscription.objects.values_list("user", "page")) == {
        (anna.pk, paunsdorf.page.pk),
        (berta.pk, page.pk),
    }
