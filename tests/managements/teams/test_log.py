"""Every act stands in the log, without e-mail addresses."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from managements.teams.acceptance import NewAccount, accept
from managements.teams.invitations import withdraw
from managements.teams.memberships import change_end, end_memberships, leave
from managements.teams.models import Invitation
from tests.managements.teams.conftest import token_in

TODAY = timezone.localdate()


def entries() -> list[tuple[str, str | None]]:
    """Return what happened in teams and who did it, in its order."""
    return [
        (entry.action, entry.user and entry.user.username)
        for entry in ModelLogEntry.objects.filter(action__startswith="teams.").order_by("pk")
    ]


@pytest.fixture
def anna(gruenau, member):
    anna = member("Anna", gruenau)
    ModelLogEntry.objects.all().delete()
    return anna


def test_every_act_is_logged_once_with_who_did_it(gruenau, anna, member, invited) -> None:
    path = invited(anna, gruenau)
    neu = accept(token=token_in(path), account=NewAccount("Neu", "Ling", "x"), now=timezone.now())
    change_end(membership=neu.memberships.get(), last_day=TODAY, by=anna, today=TODAY)
    change_end(membership=neu.memberships.get(), last_day=TODAY, by=anna, today=TODAY)
    end_memberships(today=TODAY + timedelta(days=1))
    berta = member("Berta", gruenau)
    invited(berta, gruenau, "b@example.org")
    invited(anna, gruenau, "a@example.org")
    withdraw(invitation=Invitation.objects.get(email="a@example.org"), by=anna)
    leave(user=berta, management=gruenau, by=anna)
    assert entries() == [
        ("teams.invite", "anna"),
        ("teams.join", "neu@example.org"),
        ("teams.change_end", "anna"),
        ("teams.end", None),
        ("teams.join", None),
        ("teams.invite", "berta"),
        ("teams.invite", "anna"),
        ("teams.withdraw", "anna"),
        ("teams.leave", "anna"),
        ("teams.withdraw", "anna"),
    ]


def test_a_change_in_the_form_for_accounts_is_logged_with_who_made_it(
    admin_client, gruenau, paunsdorf, anna
) -> None:
    admin_client.post(
        f"/admin/users/edit/{anna.pk}/",
        {
            "username": "anna", "email": "anna@example.org", "first_name": "Anna",
            "last_name": "Muster", "is_active": "on", "groups": [paunsdorf.editors_id],
        },
    )  # fmt: skip
    assert sorted(entries()) == [("teams.join", "admin"), ("teams.leave", "admin")]


def test_no_entry_holds_an_address(gruenau, anna, invited) -> None:
    path = invited(anna, gruenau)
    neu = accept(token=token_in(path), account=NewAccount("", "", "x"), now=timezone.now())
    leave(user=neu, management=gruenau, by=anna)
    invited(anna, gruenau)
    withdraw(invitation=Invitation.objects.get(), by=anna)
    logged = ModelLogEntry.objects.filter(action__startswith="teams.")
    assert logged.count() == 5
    for entry in logged:
        assert "@" not in entry.label + json.dumps(entry.data)
        assert "Gruenau" in entry.label


def test_what_is_logged_knows_its_management(gruenau, anna, invited) -> None:
    """The record of changes copies entries by the management of what they are about."""
    invited(anna, gruenau)
    for instance in (anna.memberships.get(), Invitation.objects.get()):
        assert instance.management == gruenau


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("teams.invite", "Hat jemanden ins Team eingeladen"),
        ("teams.join", "Ist dem Team beigetreten"),
        ("teams.leave", "Gehört nicht mehr zum Team"),
        ("teams.end", "Mitgliedschaft nach dem letzten Tag beendet"),
        ("teams.withdraw", "Hat eine Einladung ins Team zurückgezogen"),
        ("teams.change_end", "Hat einen anderen letzten Tag im Team"),
    ],
)
def test_the_log_speaks_german(db, action: str, words: str) -> None:
    assert registry.action_exists(action)
    assert ModelLogEntry(action=action).message == words
