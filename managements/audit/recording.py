"""Every line of Wagtail's logs becomes an entry, and so does what Wagtail forgets to log."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import BaseLogEntry, ModelLogEntry, Page, PageLogEntry

from managements.audit.models import AuditEntry
from managements.audit.ownership import owner_of, owners_of_pages
from managements.audit.wording import HANDED_OVER, TAKEN_OVER
from managements.models import Management

# What is kept of the facts that Wagtail logs with an action. What is not named here is dropped:
# above all the words of comments, which are somebody's own.
KEPT_FACTS = {
    "title": ("old", "new"),
    "revision": ("id", "created", "go_live_at", "has_live_version"),
    "restriction": ("title",),
    "date": ("day", "new_day"),
    "participant": ("name",),
}
# Facts that name another page. Its title is kept if it is a page of the same management.
NAMED_PAGES = ("page", "source", "destination")


@dataclass(frozen=True)
class _Act:
    """One thing that somebody did to one record."""

    action: str
    content_type: ContentType | None
    object_id: str
    user_id: int | None
    uuid: UUID | None
    timestamp: datetime


@dataclass(frozen=True)
class _Share:
    """What one management is told of an act."""

    management: Management | None
    label: str
    details: dict[str, Any] = field(default_factory=dict)


def record_line(
    sender: type[BaseLogEntry],
    instance: BaseLogEntry,
    created: bool,
    raw: bool = False,
    **_kwargs: Any,
) -> None:
    """Copy a new line of Wagtail's logs, in the same transaction: both are stored, or neither."""
    if not created or raw:
        return
    if isinstance(instance, PageLogEntry):
        content_type, object_id = instance.page.cached_content_type, str(instance.page_id)
        shares = _shares_in_page(instance)
    elif isinstance(instance, ModelLogEntry):
        content_type, object_id = instance.content_type, instance.object_id
        shares = _shares_in_record(
            content_type,
            object_id,
            record=_record_of(instance),
            label=instance.label,
            details=_facts(instance.data),
        )
    else:  # a log of somebody else's: nothing is known of whose its records are
        content_type, object_id = instance.content_type, str(instance.object_id)
        shares = [_Share(None, instance.label, _facts(instance.data))]
    act = _Act(
        action=instance.action,
        content_type=content_type,
        object_id=object_id,
        user_id=instance.user_id,
        uuid=instance.uuid,
        timestamp=instance.timestamp,
    )
    _write(act, shares)


def record_saved(
    sender: type[Model],
    instance: Model,
    created: bool,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **_kwargs: Any,
) -> None:
    """Record that a picture or document was stored: uploads of several at once log nothing.

    A line of Wagtail's log that follows in the same act is the same entry. What is stored field by
    field (a file's hash) is no work of an editor.
    """
    if not raw and update_fields is None:
        _record_unlogged("wagtail.create" if created else "wagtail.edit", instance)


def record_deleted(sender: type[Model], instance: Model, **_kwargs: Any) -> None:
    """Record that a picture, a document or a collection is about to go."""
    _record_unlogged("wagtail.delete", instance)


def _record_unlogged(action: str, record: Model) -> None:
    context = get_active_log_context()
    if context.uuid is None:
        return  # nobody is at work in the CMS: a command stores what it makes as often as it likes
    act = _Act(
        action=action,
        content_type=ContentType.objects.get_for_model(record, for_concrete_model=False),
        object_id=str(record.pk),
        user_id=context.user.pk if context.user else None,
        uuid=context.uuid,
        timestamp=timezone.now(),
    )
    shares = _shares_in_record(
        act.content_type, act.object_id, record=record, label=str(record), details={}
    )
    _write(act, shares)


def _shares_in_page(line: PageLogEntry) -> list[_Share]:
    """Return who is told of what was done to a page.

    A page that is moved belongs to where it was and to where it is now, and each side learns
    nothing of the other. Wagtail logs a deletion before it deletes, page by page from the top, so
    that the tree still tells whose it is; and it logs a move with the page as it was before, so
    that the tree has to be asked anew.
    """
    page = Page.objects.filter(pk=line.page_id).first() or line.page
    owner = owner_of(page)
    named = {key: line.data[key] for key in NAMED_PAGES if isinstance(line.data.get(key), dict)}
    owners = owners_of_pages(fact["id"] for fact in named.values()) if named else {}
    source_id = named.get("source", {}).get("id")
    if line.action == "wagtail.move" and owners.get(source_id, owner) != owner:
        return [
            _Share(owners[source_id], line.label, {HANDED_OVER: True}),
            _Share(owner, line.label, {TAKEN_OVER: True}),
        ]
    details = _facts(line.data) | {
        key: {"title": fact["title"]}
        for key, fact in named.items()
        if owners.get(fact["id"], _NOBODY) == owner
    }
    return [_Share(owner, line.label, details)]


def _shares_in_record(
    content_type: ContentType | None,
    object_id: str,
    *,
    record: Model | None,
    label: str,
    details: dict[str, Any],
) -> list[_Share]:
    """Return who is told of what was done to a record.

    Whom the last entry was for tells who had it before: a picture that goes to another collection
    leaves an entry with both, under the title that each of them knows. It also tells whose a
    record was that is gone already.
    """
    if content_type is not None and content_type.model_class() is get_user_model():
        # Entries outlive accounts: a person's name must not stay behind in them.
        label = _("No. %(id)s") % {"id": object_id}
    last = AuditEntry.objects.about(content_type, object_id).select_related("management").first()
    if record is None:
        return [_Share(last.management if last else None, label, details)]
    owner = owner_of(record)
    if last is None or last.management is None or last.management == owner:
        return [_Share(owner, label, details)]
    return [
        _Share(last.management, last.label, {HANDED_OVER: True}),
        _Share(owner, label, {TAKEN_OVER: True}),
    ]


def _record_of(line: ModelLogEntry) -> Model | None:
    """Return the record that a line is about, None if it is gone."""
    model = line.content_type.model_class() if line.content_type else None
    if model is None:
        return None
    record: Model | None = model._base_manager.filter(pk=line.object_id).first()  # noqa: SLF001 - Django's public API
    return record


_NOBODY = object()


def _facts(data: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept of the facts that Wagtail logged."""
    return {
        key: {name: data[key][name] for name in names if name in data[key]}
        for key, names in KEPT_FACTS.items()
        if isinstance(data.get(key), dict)
    }


def _write(act: _Act, shares: list[_Share]) -> None:
    """Store an act for each who is told of it; once more in one go renews the same entry."""
    for share in shares:
        facts: dict[str, Any] = {
            "timestamp": act.timestamp,
            "user_id": act.user_id,
            "by_system": act.user_id is None,
            "label": Truncator(share.label).chars(255),
            "details": share.details,
        }
        place = {
            "uuid": act.uuid,
            "action": act.action,
            "content_type": act.content_type,
            "object_id": act.object_id,
            "management": share.management,
        }
        if act.uuid is None:
            AuditEntry.objects.create(**place, **facts)
            continue
        entry, is_new = AuditEntry.objects.get_or_create(**place, defaults=facts)
        if not is_new:
            facts["details"] = entry.details | facts["details"]
            AuditEntry.objects.filter(pk=entry.pk).update(**facts)
