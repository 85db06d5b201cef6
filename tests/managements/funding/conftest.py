"""What the tests about funding share."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
import time_machine
from django.test import Client

from managements.accounts.models import User
from managements.funding.models import Logo, LogoVersion, NoticeProgramme, Programme, ProgrammeName
from managements.funding.models.notices import FundingNotice
from managements.tenancy.roles import city_editors
from tests.builders import logged_in
from tests.dates import at

ALWAYS = datetime.date(2000, 1, 1)


@pytest.fixture
def stadt(city) -> Client:
    """Somebody of the Stadtredaktion in the CMS."""
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    return logged_in(user)


Committed = Callable[[], AbstractContextManager[Any]]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    """Do what follows a commit at the end of `with committed():`, as if it were one."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def on(committed: Committed) -> Callable[..., AbstractContextManager[datetime.datetime]]:
    """Commit something on a day, at noon: `with on("2026-03-01") as now:`."""

    @contextmanager
    def on_day(text: str, time: str = "12:00") -> Iterator[datetime.datetime]:
        now = at(text, time)
        with time_machine.travel(now, tick=False), committed():
            yield now

    return on_day


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def programme(title: str = "SZP", *names: tuple[str, str], **facts: Any) -> Programme:
    """Make a programme; its names as day and name, by default one that it always had."""
    made = Programme.objects.create(title=title, **facts)
    for valid_from, name in names or ((ALWAYS.isoformat(), f"Programm {title}"),):
        ProgrammeName.objects.create(programme=made, name=name, valid_from=day(valid_from))
    return made


def name_in(notice: FundingNotice, *programmes: Programme) -> None:
    """Let a notice name programmes, in this order."""
    for order, one in enumerate(programmes):
        NoticeProgramme.objects.create(notice=notice, programme=one, sort_order=order)


def logo(name: str, *valid_from: str, programmes: tuple[Programme, ...] = (), **facts: Any) -> Logo:
    """Make a logo with a version from each of some days on; no file stands behind them."""
    made = Logo.objects.create(name=name, **facts)
    made.programmes.set(programmes)
    made.save()
    for number, start in enumerate(valid_from):
        LogoVersion.objects.bulk_create(
            [
                LogoVersion(
                    logo=made, file=f"logos/{made.pk}-{number}.png", alternative_text=f"Logo {name}",
                    valid_from=day(start), digest="0" * 64, width=400, height=100,
                )
            ]
        )  # fmt: skip
    return made
