"""What tests about statements and barriers share."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from managements.accessibility.models import BarrierReport
from managements.accessibility.stamps import new_stamp
from managements.accounts.models import User
from managements.models import Management
from managements.tenancy.roles import city_editors
from tests.dates import at

NOW = at("2026-11-26", "12:00")
TODAY = datetime.date(2026, 11, 26)
FORM = "/gruenau/barrierefreiheit/melden/"


@pytest.fixture
def _at_noon() -> Any:
    """Let it be noon of a Thursday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stadt(city) -> User:
    """Somebody of the Stadtredaktion."""
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    return user


def stamp_of_before(seconds: int = 60) -> str:
    """Return the stamp of a form that was shown some time ago."""
    with time_machine.travel(timezone.now() - datetime.timedelta(seconds=seconds), tick=False):
        return new_stamp()


def filled(**fields: str) -> dict[str, str]:
    """Return what a browser sends that has shown the form a minute ago."""
    facts = {
        "seite": "/gruenau/", "barriere": "Die Karte hat keinen Text.", "hilfsmittel": "", "email": "",
        "webseite": "", "marke": stamp_of_before(),
    }  # fmt: skip
    return facts | fields


MakeReport = Callable[..., BarrierReport]


@pytest.fixture
def make_report(db: None) -> MakeReport:
    """Store a report without any ceremony."""

    def make(management: Management | None = None, **facts: Any) -> BarrierReport:
        number = BarrierReport.objects.count()
        received: datetime.datetime = facts.pop("received_at", timezone.now())
        complete = {
            "barrier": "Die Karte hat keinen Text.", "reply_to": "jemand@example.org",
            "aids": "Bildschirmleser", "received_at": received,
            "due_on": timezone.localdate(received) + datetime.timedelta(days=30),
            "digest": f"{number:064}",
        }  # fmt: skip
        return BarrierReport.objects.create(management=management, **complete | facts)

    return make
