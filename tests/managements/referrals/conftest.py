"""What the tests about answers share."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from managements.models import Management
from managements.referrals.models import Answer, Enquiry

# The first moment of 1 December 2026 in Berlin is 23:00 of the day before in UTC.
BERLIN_MIDNIGHT = datetime.datetime(2026, 11, 30, 23, 0, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 12, 1)


@pytest.fixture
def at(monkeypatch) -> Callable[[datetime.datetime], None]:
    """Set the clock."""

    def set_clock(moment: datetime.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock


@pytest.fixture
def ask(db) -> Callable[..., Enquiry]:
    """Make something that people ask for."""

    def make(name: str = "Praktikum", **facts: Any) -> Enquiry:
        facts = {"slug": name.lower().replace(" ", "-")} | facts
        return Enquiry.objects.create(name=name, **facts)

    return make


@pytest.fixture
def answer(db) -> Callable[..., Answer]:
    """Store what a management says."""

    def make(
        management: Management, enquiry: Enquiry, state: str = "yes", **facts: Any
    ) -> Answer:  # fmt: skip
        return Answer.objects.create(management=management, enquiry=enquiry, state=state, **facts)

    return make


def form_of(response: Any) -> dict[str, str]:
    """Return what a browser would send from the page with all answers, if nothing was touched."""
    fields: dict[str, str] = {}
    form = BeautifulSoup(response.content, "html.parser").select_one("form.answers-grid")
    for one in form.select("input, textarea"):
        if one.get("type") == "radio" and not one.has_attr("checked"):
            continue
        if one["name"] != "csrfmiddlewaretoken":
            fields[one["name"]] = one.text if one.name == "textarea" else one.get("value", "")
    return fields
