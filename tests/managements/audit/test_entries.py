"""Entries outlive what they are about, as long as they are kept."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import LogContext, log

from managements.accounts.models import User
from managements.audit.models import AuditEntry
from managements.models import Management
from tests.builders import content_page, stored_image
from tests.managements.audit.conftest import Note

pytestmark = pytest.mark.usefixtures("blank")


def test_an_entry_outlives_its_page_its_picture_and_its_account(
    at_gruenau: Client, editor: User, gruenau: Management
) -> None:
    page = content_page(gruenau.page, "Sommerfest")
    image = stored_image(title="Apfelbaum", collection=gruenau.collection)
    for record in (page, image):
        log(record, "wagtail.edit", user=editor)
    page.delete()
    image.delete()
    editor.delete()
    for label in ("Sommerfest", "Apfelbaum"):
        entry = AuditEntry.objects.get(label=label, action="wagtail.edit")
        assert entry.management == gruenau
        assert entry.user is None
        assert not entry.by_system
        assert entry.who == "gelöschtes Konto"


def test_an_entry_outlives_the_kind_of_record_it_is_about(gruenau: Management, note: Note) -> None:
    kind = ContentType.objects.create(app_label="old", model="thing")
    note(gruenau, "Altes Ding", content_type=kind, action="old.thing")
    assert AuditEntry.objects.get().message == "old.thing"
    kind.delete()
    entry = AuditEntry.objects.get()
    assert entry.kind == ""
    assert entry.message == "old.thing"


def test_a_management_with_entries_cannot_be_deleted(gruenau: Management, note: Note) -> None:
    note(gruenau, "Sommerfest")
    with pytest.raises(ProtectedError):
        Management.objects.filter(pk=gruenau.pk).delete()


def test_the_database_keeps_the_system_from_being_a_person(
    gruenau: Management, editor: User, note: Note
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        note(gruenau, "Sommerfest", user=editor, by_system=True)


@pytest.mark.parametrize("is_the_citys", [True, False])
def test_the_database_keeps_one_entry_per_act(
    gruenau: Management, note: Note, is_the_citys: bool
) -> None:
    uuid = LogContext().uuid
    management = None if is_the_citys else gruenau
    note(management, "Sommerfest", uuid=uuid)
    with pytest.raises(IntegrityError), transaction.atomic():
        note(management, "Sommerfest", uuid=uuid)


def test_a_very_long_title_is_cut(gruenau: Management) -> None:
    log(gruenau, "wagtail.edit", title="x" * 1000)
    assert len(AuditEntry.objects.get().label) == 255


def test_what_is_older_than_two_years_is_deleted_and_nothing_else(
    gruenau: Management, note: Note
) -> None:
    now = timezone.now()
    note(gruenau, "Alt", timestamp=now - timedelta(days=730, minutes=1))
    note(gruenau, "Fast alt", timestamp=now - timedelta(days=730) + timedelta(minutes=1))
    note(None, "Neu", timestamp=now)
    out = StringIO()
    call_command("prune_audit", stdout=out)
    assert out.getvalue() == "1 entries older than 730 days deleted.\n"
    assert set(AuditEntry.objects.values_list("label", flat=True)) == {"Fast alt", "Neu"}
    call_command("prune_audit", days=1, stdout=StringIO())
    assert list(AuditEntry.objects.values_list("label", flat=True)) == ["Neu"]


@pytest.mark.parametrize("days", [0, -1])
def test_everything_at_once_cannot_be_deleted_by_mistake(
    gruenau: Management, note: Note, days: int
) -> None:
    note(gruenau, "Sommerfest", timestamp=timezone.now() - timedelta(days=1))
    with pytest.raises(CommandError, match="--days must be at least 1"):
        call_command("prune_audit", days=days)
    assert AuditEntry.objects.exists()
