"""People at work, and the record of what they did."""

import logging
from collections.abc import Callable

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from managements.accounts.models import User
from managements.audit.models import AuditEntry
from managements.models import Management
from managements.pages.models import ContentPage
from managements.tenancy.roles import city_editors
from tests.builders import logged_in

Actions = Callable[..., list[str]]
Note = Callable[..., AuditEntry]
Events = Callable[..., list[dict[str, object]]]
# What every record of the logging module has, and what is added when it is formatted.
ORDINARY = {*vars(logging.makeLogRecord({})), "message", "asctime"}


@pytest.fixture
def blank(gruenau: Management, paunsdorf: Management) -> None:
    """Two managements, and a record without all that making them left in it."""
    AuditEntry.objects.all().delete()


def joined(user: User, management: Management) -> User:
    """Let somebody work for a management, without what joining leaves in the record."""
    user.groups.add(management.editors)
    AuditEntry.objects.filter(action="teams.join").delete()
    return user


@pytest.fixture
def editor(gruenau: Management, editor_of) -> User:
    """Somebody who edits Grünau."""
    return joined(editor_of(gruenau), gruenau)


@pytest.fixture
def neighbour(paunsdorf: Management, editor_of) -> User:
    """Somebody who edits Paunsdorf."""
    return joined(editor_of(paunsdorf), paunsdorf)


@pytest.fixture
def at_gruenau(editor: User) -> Client:
    """The browser of Grünau's editor."""
    return logged_in(editor)


@pytest.fixture
def city_editor(city) -> User:
    """Somebody of the Stadtredaktion."""
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    return user


@pytest.fixture
def actions() -> Actions:
    """Return the actions told to a management, the first one first; None is the city."""

    def told(management: Management | None, label: str | None = None) -> list[str]:
        entries = AuditEntry.objects.filter(management=management).order_by("timestamp", "pk")
        if label is not None:
            entries = entries.filter(label=label)
        return list(entries.values_list("action", flat=True))

    return told


@pytest.fixture
def note(db: None) -> Note:
    """Put an entry into the record."""

    def make(management: Management | None, label: str, **facts: object) -> AuditEntry:
        facts = {
            "timestamp": timezone.now(),
            "action": "wagtail.publish",
            "content_type": ContentType.objects.get_for_model(ContentPage),
            "object_id": "0",
            "by_system": facts.get("user") is None,
        } | facts
        return AuditEntry.objects.create(management=management, label=label, **facts)

    return make


@pytest.fixture
def events(caplog: pytest.LogCaptureFixture) -> Events:
    """Return the lines of the security log as their facts, or forget those written so far."""

    def written(*, forget: bool = False) -> list[dict[str, object]]:
        if forget:
            caplog.clear()
        return [
            {"event": record.getMessage()}
            | {key: value for key, value in vars(record).items() if key not in ORDINARY}
            for record in caplog.records
            if record.name == "audit"
        ]

    caplog.set_level("INFO", "audit")
    return written


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return a context at whose end all that waits for a commit happens."""

    def context():
        return django_capture_on_commit_callbacks(execute=True)

    return context
