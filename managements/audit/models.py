"""Who changed what, when, and in which management."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name
from wagtail.coreutils import get_content_type_label

from managements.audit.wording import in_words
from managements.models import Management
from managements.tenancy.roles import managements_of, works_for_the_city


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Reading the record."""

    def for_user(self, user: Any) -> Self:
        """Return what somebody may read: the own managements' entries, or all for the city."""
        if works_for_the_city(user):
            return self.all()
        return self.filter(management__in=managements_of(user))

    def about(self, content_type: ContentType | None, object_id: str) -> Self:
        """Return the entries about one record, the latest first."""
        return self.filter(content_type=content_type, object_id=object_id)

    def older_than(self, moment: datetime) -> Self:
        """Return the entries from before a moment."""
        return self.filter(timestamp__lt=moment)

    def with_names(self) -> Self:
        """Fetch in the same query what a list of entries shows."""
        return self.select_related("user__wagtail_userprofile", "management", "content_type")


class AuditEntry(models.Model):
    """That somebody did something to a page, a picture or a record, told to one management.

    It is a copy of a line of Wagtail's logs, made in the same transaction, that also knows whose
    the record was at that time. It needs nothing else to be still there: no page, no account.
    What passes from one management to another gives each of them an entry of its own.
    """

    timestamp = models.DateTimeField(_("when"), db_index=True)
    management = models.ForeignKey(
        Management,
        on_delete=models.PROTECT,
        null=True,
        related_name="audit_entries",
        verbose_name=_("management"),
        help_text=_("Empty: the city's own pages, and what all share."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="audit_entries",
        verbose_name=_("who"),
    )
    # An empty user alone would not tell a deleted account from a nightly run.
    by_system = models.BooleanField(_("by the system"), default=False)
    action = models.CharField(_("action"), max_length=255)
    content_type = models.ForeignKey(
        ContentType,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("kind"),
    )
    object_id = models.CharField(max_length=255)
    label = models.CharField(_("title"), max_length=255)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    # Wagtail gives one to all that somebody did in one go, several automatic saves of a draft
    # included. Null outside of the CMS.
    uuid = models.UUIDField(null=True, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    # An entry is no use of the management or the person that it names.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-timestamp", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["management", "-timestamp"], name="audit_entry_by_management"),
            models.Index(fields=["content_type", "object_id"], name="audit_entry_by_record"),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_entry_system_is_nobody",
                condition=models.Q(by_system=False) | models.Q(user__isnull=True),
            ),
            # In two parts, because two nulls are never equal to a database.
            models.UniqueConstraint(
                fields=["uuid", "action", "content_type", "object_id", "management"],
                condition=models.Q(management__isnull=False),
                name="audit_entry_once_per_act",
            ),
            models.UniqueConstraint(
                fields=["uuid", "action", "content_type", "object_id"],
                condition=models.Q(management__isnull=True),
                name="audit_entry_once_per_act_city",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.timestamp:%Y-%m-%d %H:%M} {self.action} {self.label}"

    @property
    def who(self) -> str:
        """The name of the person, or why there is none."""
        if self.user is not None:
            return str(get_user_display_name(self.user))
        return str(_("System") if self.by_system else _("deleted account"))

    @property
    def kind(self) -> str:
        """What sort of page or record it is, empty if the product knows the sort no more."""
        return str(get_content_type_label(self.content_type)) if self.content_type else ""

    @property
    def message(self) -> str:
        """What was done, in words."""
        return in_words(self.action, self.details, self._model())

    @property
    def management_name(self) -> str:
        """The short name of the management, or the city."""
        return self.management.short_name if self.management else str(_("City"))

    def _model(self) -> type[models.Model] | None:
        return self.content_type.model_class() if self.content_type else None
