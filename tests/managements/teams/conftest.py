"""People in teams, and a way to invite."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone

from managements.accounts.models import User
from managements.models import Management
from managements.teams.invitations import invite
from managements.teams.memberships import join
from managements.tenancy.roles import CITY_EDITORS

MakeManagement = Callable[..., Management]
MakeMember = Callable[..., User]
Invite = Callable[..., str]


@pytest.fixture
def gruenau(make_management: MakeManagement) -> Management:
    """A management; for its team it need not be public, which takes longer."""
    return make_management("gruenau", is_public=False)


@pytest.fixture
def paunsdorf(make_management: MakeManagement) -> Management:
    """Another one."""
    return make_management("paunsdorf", is_public=False)


@pytest.fixture
def member(db: None) -> MakeMember:
    """Make somebody with a name who belongs to managements, until a day or without end."""

    def make(name: str, *managements: Management, last_day: date | None = None) -> User:
        user = User.objects.create_user(
            name.lower(),
            f"{name.lower()}@example.org",
            "geheim",
            first_name=name,
            last_name="Muster",
        )
        for management in managements:
            join(user=user, management=management, last_day=last_day, by=None)
        return User.objects.get(pk=user.pk)

    return make


@pytest.fixture
def city_editor(city) -> User:
    """Somebody of the Stadtredaktion."""
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim", first_name="Stadtfrau")
    user.groups.add(Group.objects.get(name=CITY_EDITORS))
    return user


@pytest.fixture
def invited(db: None) -> Invite:
    """Invite somebody, and return the path in the mail's link."""

    def send(
        by: User,
        management: Management,
        email: str = "neu@example.org",
        last_day: date | None = None,
        now: datetime | None = None,
    ) -> str:
        invite(
            management=management,
            email=email,
            last_day=last_day,
            by=by,
            now=now or timezone.now(),
            build_url=lambda token: f"/admin/einladung/{token}/",
        )
        return next(
            line for line in mail.outbox[-1].body.splitlines() if line.startswith("/admin/")
        )

    return send


def token_in(path: str) -> str:
    """Return the token of an invitation's address."""
    return path.rstrip("/").rpartition("/")[2]
