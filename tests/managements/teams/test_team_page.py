"""The page "Team" and its forms."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from managements.accounts.models import User
from managements.models import Management
from managements.teams.invitations import invite
from managements.teams.memberships import join
from managements.teams.models import Invitation, Membership
from managements.tenancy.addresses import Audience, verdict_on
from tests.builders import CITY_HOST, logged_in

pytestmark = pytest.mark.once

TODAY = timezone.localdate()
CANARIES = ("Kanaria", "kanaria@example.org", "kanarienvogel@example.org", "Paunsdorf")


def main(response) -> str:
    """Return the words of a page's main part, without the tags."""
    html = response.content.decode().split('id="main"')[1]
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def anna(gruenau, member) -> User:
    return member("Anna", gruenau)


@pytest.fixture
def berta(gruenau, member) -> User:
    return member("Berta", gruenau, last_day=TODAY + timedelta(days=9))


@pytest.fixture
def client(anna) -> Client:
    """Anna's browser."""
    return logged_in(anna)


@pytest.fixture
def canary(paunsdorf, member, invited) -> Membership:
    """Somebody of another management, who has invited somebody there."""
    user = member("Kanaria", paunsdorf)
    invited(user, paunsdorf, "kanarienvogel@example.org")
    return Membership.objects.get(user=user)


def addresses(membership: Membership) -> list[str]:
    """Return all addresses about a membership, an invitation, and the team of a management."""
    invitation = Invitation.objects.of(membership.management).get()
    slug = membership.management.slug
    return [
        f"/admin/team/?management={slug}",
        f"/admin/team/{slug}/einladen/",
        f"/admin/team/mitglied/{membership.pk}/ende/",
        f"/admin/team/mitglied/{membership.pk}/entfernen/",
        f"/admin/team/einladung/{invitation.pk}/zurueckziehen/",
    ]


def stored() -> tuple[object, ...]:
    return (
        list(Membership.objects.order_by("pk").values()),
        list(Invitation.objects.order_by("pk").values()),
        list(User.groups.through.objects.order_by("pk").values("user", "group")),
    )


# --- Hostile ---------------------------------------------------------------------------------------


def test_what_belongs_to_another_management_is_not_there(client, canary) -> None:
    before = stored()
    data = {"email": "x@example.org", "last_day": "", "management": canary.management.slug}
    for address in addresses(canary):
        for headers in ({}, {"x-requested-with": "XMLHttpRequest"}):
            answers = [client.get(address, headers=headers)]
            if "?management" not in address:
                answers.append(client.post(address, data, headers=headers))
            for response in answers:
                assert response.status_code == 404, address
                assert not any(word in response.content.decode() for word in CANARIES), address
    assert stored() == before


def test_what_does_not_exist_answers_like_what_is_foreign(client) -> None:
    for address in (
        "?management=gibt-es-nicht",
        "?management=",
        "?management=%22%3E%3Cscript%3E",
        "gibt-es-nicht/einladen/",
        "mitglied/99999999999999999999999/ende/",
        "mitglied/0/entfernen/",
        "einladung/99999999999999999999999/zurueckziehen/",
    ):
        assert client.get(f"/admin/team/{address}").status_code == 404, address


def test_the_page_shows_nobody_of_other_managements(client, berta, canary, paunsdorf) -> None:
    join(user=berta, management=paunsdorf, by=None)
    page = client.get("/admin/team/").content.decode()
    assert "Berta Muster" in page
    assert not any(word in page for word in CANARIES)
    page = client.get(f"/admin/team/mitglied/{berta.memberships.first().pk}/entfernen/")
    assert not any(word in page.content.decode() for word in CANARIES)


def test_messages_name_nobody_of_other_managements(client, canary) -> None:
    response = client.post(
        "/admin/team/gruenau/einladen/", {"email": "kanaria@example.org"}, follow=True
    )
    assert response.status_code == 200
    assert "Kanaria" not in response.content.decode()


def test_visitors_are_asked_to_log_in(canary) -> None:
    visitor = Client(SERVER_NAME=CITY_HOST)
    before = stored()
    for address in addresses(canary):
        for response in (visitor.get(address), visitor.post(address)):
            assert response["Location"].startswith("/admin/login/"), address
    assert stored() == before


def test_an_account_without_the_cms_sees_nothing(canary) -> None:
    nobody = logged_in(User.objects.create_user("niemand", "niemand@example.org", "x"))
    for address in addresses(canary):
        assert nobody.get(address).status_code == 302


@pytest.mark.parametrize("action", ["ende", "entfernen"])
def test_nobody_touches_the_own_membership(client, anna, berta, action: str) -> None:
    before = stored()
    address = f"/admin/team/mitglied/{anna.memberships.get().pk}/{action}/"
    for response in (client.get(address), client.post(address, {"last_day": "2099-01-01"})):
        assert response["Location"] == "/admin/"
    assert stored() == before


@pytest.mark.parametrize("action", ["ende", "entfernen"])
def test_a_deputy_cannot_touch_who_stays_longer(anna, berta, action: str) -> None:
    before = stored()
    address = f"/admin/team/mitglied/{anna.memberships.get().pk}/{action}/"
    client = logged_in(berta)
    for response in (client.get(address), client.post(address, {"last_day": ""})):
        assert response["Location"] == "/admin/"
    assert stored() == before


def test_a_deputy_cannot_withdraw_an_invitation_without_end(gruenau, anna, berta, invited) -> None:
    invited(anna, gruenau)
    client = logged_in(berta)
    address = f"/admin/team/einladung/{Invitation.objects.get().pk}/zurueckziehen/"
    assert client.post(address)["Location"] == "/admin/"
    assert Invitation.objects.count() == 1
    assert "zurueckziehen" not in client.get("/admin/team/").content.decode()


@pytest.mark.parametrize("last_day", ["", "2099-12-31"])
def test_a_deputy_cannot_invite_for_longer_than_the_own_time(berta, last_day: str) -> None:
    response = logged_in(berta).post(
        "/admin/team/gruenau/einladen/", {"email": "x@example.org", "last_day": last_day}
    )
    assert "Sie selbst gehören bis" in main(response)
    assert list(response.context["form"].errors) == ["last_day"]
    assert not Invitation.objects.exists()


def test_looking_changes_nothing(client, gruenau, berta, anna, invited) -> None:
    invited(anna, gruenau)
    before = stored()
    for address in addresses(berta.memberships.get()):
        assert client.get(address).status_code == 200
    assert stored() == before


# --- What it is for ----------------------------------------------------------------------------------


def test_the_table_says_who_since_when_and_until_when(client, gruenau, berta) -> None:
    words = main(client.get("/admin/team/"))
    assert "Anna Muster das sind Sie anna@example.org" in words
    assert "ohne Ende" in words
    assert "Berta Muster berta@example.org" in words
    assert words.count("das sind Sie") == 1
    last_day = berta.memberships.get().last_day
    assert f"{last_day:%d.%m.%Y}" in words
    assert "Zurzeit ist keine Einladung offen." in words


def test_an_account_without_a_name_is_shown_by_its_user_name(client, gruenau, editor_of) -> None:
    editor_of(gruenau)
    assert "redaktion-gruenau" in main(client.get("/admin/team/"))


def test_the_menu_leads_to_the_page(client) -> None:
    html = client.get("/admin/").content.decode()
    assert '"/admin/team/"' in html


def test_somebody_is_invited_and_the_invitation_is_shown(client) -> None:
    response = client.post(
        "/admin/team/gruenau/einladen/", {"email": "Neu@Example.org"}, follow=True
    )
    words = main(response)
    assert "Die Einladung ist unterwegs an neu@example.org." in words
    assert words.count("neu@example.org") > 1


def test_expired_invitations_are_not_shown(client, gruenau, anna, invited) -> None:
    invited(anna, gruenau, "alt@example.org", now=timezone.now() - timedelta(days=15))
    assert "alt@example.org" not in client.get("/admin/team/").content.decode()


def test_removing_asks_first(client, berta) -> None:
    address = f"/admin/team/mitglied/{berta.memberships.get().pk}/entfernen/"
    assert "Möchten Sie Berta Muster" in main(client.get(address))
    assert Membership.objects.filter(user=berta).exists()
    words = main(client.post(address, follow=True))
    assert "Berta Muster gehört nicht mehr zum Team." in words
    assert not Membership.objects.filter(user=berta).exists()
    assert client.post(address).status_code == 404


def test_the_end_of_a_colleague_is_changed(client, berta) -> None:
    address = f"/admin/team/mitglied/{berta.memberships.get().pk}/ende/"
    day = (TODAY + timedelta(days=100)).isoformat()
    assert "geändert" in main(client.post(address, {"last_day": day}, follow=True))
    assert berta.memberships.get().last_day.isoformat() == day
    client.post(address, {"last_day": ""})
    assert berta.memberships.get().last_day is None


@pytest.mark.parametrize("day", ["2020-01-01", "übermorgen", "2026-02-31"])
def test_a_day_that_cannot_be_is_said_at_its_field(client, berta, day: str) -> None:
    before = stored()
    address = f"/admin/team/mitglied/{berta.memberships.get().pk}/ende/"
    response = client.post(address, {"last_day": day})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["last_day"]
    assert "Bitte prüfen Sie die markierten Felder." in main(response)
    assert stored() == before


def test_an_invitation_is_withdrawn_after_asking(client, gruenau, anna, invited) -> None:
    invited(anna, gruenau)
    address = f"/admin/team/einladung/{Invitation.objects.get().pk}/zurueckziehen/"
    assert "neu@example.org" in main(client.get(address))
    assert "zurückgezogen" in main(client.post(address, follow=True))
    assert not Invitation.objects.exists()


def test_who_belongs_to_several_managements_chooses_by_a_link(
    gruenau, paunsdorf, make_management, member
) -> None:
    make_management("mockau")
    client = logged_in(member("Doppel", gruenau, paunsdorf))
    html = client.get("/admin/team/?management=paunsdorf").content.decode()
    assert 'href="/admin/team/?management=gruenau"' in html
    assert re.search(r'href="/admin/team/\?management=paunsdorf"[^>]*aria-current="page"', html)
    assert "mockau" not in html


@pytest.mark.parametrize("role", ["stadtredaktion", "superuser"])
def test_the_city_sees_and_changes_every_team(
    gruenau, paunsdorf, canary, city_editor, admin_client, role: str
) -> None:
    browser = logged_in(city_editor) if role == "stadtredaktion" else admin_client
    for address in addresses(canary):
        response = browser.get(address)
        assert response.status_code == 200
        assert "Kanaria" in main(response) or "anari" in main(response) or "einladen" in address
    browser.post(addresses(canary)[3])
    assert not Membership.objects.of(paunsdorf).exists()
    words = main(browser.get("/admin/team/?management=paunsdorf"))
    assert "Laden Sie die erste Person ein." in words


def test_who_belongs_to_nothing_yet_is_told_what_to_do(city, admin_client) -> None:
    assert "zu keinem Team" in main(admin_client.get("/admin/team/"))


def test_the_addresses_have_their_verdicts(db) -> None:
    assert verdict_on("teams:index") == Audience.EDITORS
    assert verdict_on("teams:remove") == Audience.EDITORS
    assert verdict_on("teams_invitation:accept") == Audience.EVERYBODY


@pytest.mark.once
def test_the_page_costs_the_same_for_few_and_for_many(
    client, anna, gruenau, member, make_management, city_editor
) -> None:
    def queries(browser: Client) -> int:
        browser.get("/admin/team/?management=gruenau")
        with CaptureQueriesContext(connection) as captured:
            assert browser.get("/admin/team/?management=gruenau").status_code == 200
        return len(captured)

    def people_and_invitations(names: str, management: Management) -> None:
        for name in names:
            user = member(f"{name}-{management.slug}", management)
            join(user=user, management=gruenau, by=None)
            invite(
                management=gruenau, email=f"{name}-{management.slug}@example.com", last_day=None,
                by=anna, now=timezone.now(), build_url=str,
            )  # fmt: skip

    city_browser = logged_in(city_editor)
    people_and_invitations("ab", make_management("eins"))
    before = queries(client), queries(city_browser)
    for slug in ("zwei", "drei"):
        management = make_management(slug)
        join(user=anna, management=management, by=None)
        people_and_invitations("abcdefgh", management)
    assert (queries(client), queries(city_browser)) == before
