"""Nobody raises the own rights."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from managements.accounts.models import User
from managements.models import Management
from managements.teams.acceptance import InvitationGoneError, NewAccount, accept
from managements.teams.invitations import invite, withdraw
from managements.teams.memberships import change_end, leave
from managements.teams.models import Invitation, Membership
from managements.teams.rules import OutOfReachError
from tests.managements.teams.conftest import token_in

TODAY = timezone.localdate()
SOON, LATER, LATEST = (TODAY + timedelta(days=days) for days in (10, 20, 30))


def membership(user: User, management: Management) -> Membership:
    return Membership.objects.get(user=user, management=management)


@pytest.fixture
def team(gruenau, member) -> dict[str, User]:
    """A deputy, a colleague who leaves sooner, one who leaves later, and one who stays."""
    return {
        "deputy": member("Doro", gruenau, last_day=LATER),
        "sooner": member("Suse", gruenau, last_day=SOON),
        "latest": member("Lena", gruenau, last_day=LATEST),
        "staying": member("Bea", gruenau),
    }


def test_a_deputy_invites_until_the_own_last_day_and_no_longer(gruenau, team, invited) -> None:
    deputy = team["deputy"]
    invited(deputy, gruenau, "a@example.org", LATER)
    invited(deputy, gruenau, "b@example.org", SOON)
    for last_day in (LATEST, None):
        with pytest.raises(ValidationError) as caught:
            invited(deputy, gruenau, "c@example.org", last_day)
        assert list(caught.value.message_dict) == ["last_day"]
    assert Invitation.objects.count() == 2


def test_a_deputy_cannot_replace_or_withdraw_an_invitation_that_holds_longer(
    gruenau, team, invited
) -> None:
    invited(team["staying"], gruenau, "a@example.org", None)
    with pytest.raises(ValidationError, match="eingeladen"):
        invited(team["deputy"], gruenau, "a@example.org", LATER)
    with pytest.raises(OutOfReachError):
        withdraw(invitation=Invitation.objects.get(), by=team["deputy"])
    assert Invitation.objects.get().last_day is None


def test_a_deputy_touches_only_who_leaves_no_later(gruenau, team) -> None:
    deputy = team["deputy"]
    for name in ("latest", "staying"):
        with pytest.raises(OutOfReachError):
            leave(user=team[name], management=gruenau, by=deputy)
        with pytest.raises(OutOfReachError):
            change_end(
                membership=membership(team[name], gruenau), last_day=SOON, by=deputy, today=TODAY
            )
    change_end(
        membership=membership(team["sooner"], gruenau), last_day=LATER, by=deputy, today=TODAY
    )
    leave(user=team["sooner"], management=gruenau, by=deputy)
    assert Membership.objects.count() == 3


@pytest.mark.parametrize("last_day", [LATEST, None])
def test_a_deputy_gives_nobody_more_than_the_own_time(gruenau, team, last_day) -> None:
    with pytest.raises(ValidationError):
        change_end(
            membership=membership(team["sooner"], gruenau),
            last_day=last_day,
            by=team["deputy"],
            today=TODAY,
        )
    assert membership(team["sooner"], gruenau).last_day == SOON


def test_nobody_touches_the_own_membership(gruenau, team, city_editor) -> None:
    city_editor.groups.add(gruenau.editors)
    superuser = User.objects.create_superuser("chef", "chef@example.org", "geheim")
    superuser.groups.add(gruenau.editors)
    for person in (team["staying"], team["deputy"], city_editor, superuser):
        with pytest.raises(OutOfReachError):
            change_end(
                membership=membership(person, gruenau), last_day=SOON, by=person, today=TODAY
            )
        with pytest.raises(OutOfReachError):
            leave(user=person, management=gruenau, by=person)
    assert Membership.objects.count() == 6


def test_the_redaktion_counts_for_nothing_in_other_managements(
    gruenau, paunsdorf, team, member, invited
) -> None:
    other = member("Paula", paunsdorf)
    invited(other, paunsdorf)
    with pytest.raises(OutOfReachError):
        invited(team["staying"], paunsdorf, "a@example.org", None)
    with pytest.raises(OutOfReachError):
        leave(user=other, management=paunsdorf, by=team["staying"])
    with pytest.raises(OutOfReachError):
        change_end(
            membership=membership(other, paunsdorf), last_day=SOON, by=team["staying"], today=TODAY
        )
    with pytest.raises(OutOfReachError):
        withdraw(invitation=Invitation.objects.get(), by=team["staying"])
    assert membership(other, paunsdorf).last_day is None
    assert Invitation.objects.count() == 1


def test_who_has_left_counts_for_nothing_any_more(gruenau, team) -> None:
    leave(user=team["staying"], management=gruenau, by=None)
    gone = User.objects.get(pk=team["staying"].pk)
    with pytest.raises(OutOfReachError):
        leave(user=team["latest"], management=gruenau, by=gone)


@pytest.mark.parametrize("role", ["stadtredaktion", "superuser"])
def test_the_city_invites_to_and_removes_from_every_management(
    gruenau, paunsdorf, team, city_editor, invited, role: str
) -> None:
    by = city_editor
    if role == "superuser":
        by = User.objects.create_superuser("chef", "chef@example.org", "geheim")
    for management in (gruenau, paunsdorf):
        invited(by, management, "a@example.org", None)
    leave(user=team["staying"], management=gruenau, by=by)
    change_end(membership=membership(team["deputy"], gruenau), last_day=None, by=by, today=TODAY)
    assert Invitation.objects.count() == 2


def test_the_invitations_of_who_leaves_are_withdrawn_in_that_management_alone(
    gruenau, paunsdorf, member, invited
) -> None:
    anna, berta = member("Anna", gruenau, paunsdorf), member("Berta", gruenau)
    invited(anna, gruenau, "a@example.org")
    invited(anna, paunsdorf, "a@example.org")
    invited(berta, gruenau, "b@example.org")
    leave(user=anna, management=gruenau, by=berta)
    left = set(Invitation.objects.values_list("management__slug", "email"))
    assert left == {("paunsdorf", "a@example.org"), ("gruenau", "b@example.org")}


def test_whose_end_is_moved_forward_keeps_no_invitation_that_lasts_longer(
    gruenau, team, invited
) -> None:
    giver = team["latest"]
    invited(giver, gruenau, "lang@example.org", LATEST)
    invited(giver, gruenau, "kurz@example.org", SOON)
    change_end(
        membership=membership(giver, gruenau), last_day=SOON, by=team["staying"], today=TODAY
    )
    assert Invitation.objects.get().email == "kurz@example.org"


@pytest.mark.parametrize("loss", ["ended", "demoted", "blocked", "deleted"])
def test_an_invitation_holds_only_while_its_giver_might_give_it(
    gruenau, member, invited, loss: str
) -> None:
    if loss == "demoted":
        giver = User.objects.create_superuser("chef", "chef@example.org", "geheim")
    else:
        giver = member("Anna", gruenau)
    path = invited(giver, gruenau)
    if loss == "ended":
        # Whoever does not come back is not there to be noticed.
        Membership.objects.update(last_day=TODAY - timedelta(days=1))
    elif loss == "deleted":
        giver.delete()
    else:
        User.objects.update(**{"is_superuser" if loss == "demoted" else "is_active": False})
    with pytest.raises(InvitationGoneError):
        accept(token=token_in(path), account=NewAccount("Neu", "Neu", "x"), now=timezone.now())
    assert not User.objects.filter(email="neu@example.org").exists()


@pytest.mark.parametrize("last_day", [TODAY - timedelta(days=1), date(1, 1, 1)])
def test_nothing_ends_in_the_past(gruenau, team, last_day: date) -> None:
    with pytest.raises(ValidationError, match="vorbei"):
        invite(
            management=gruenau,
            email="a@example.org",
            last_day=last_day,
            by=team["staying"],
            now=timezone.now(),
            build_url=str,
        )
    with pytest.raises(ValidationError, match="vorbei"):
        change_end(
            membership=membership(team["deputy"], gruenau),
            last_day=last_day,
            by=team["staying"],
            today=TODAY,
        )
