"""The form in which the Stadtredaktion makes and changes managements."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from managements.models import Management, remember_name, was_renamed
from managements.tenancy.events import record_management
from managements.tenancy.provisioning import (
    activation_obstacles,
    give_belongings,
    naming_problems,
    repair_management,
)
from managements.tenancy.record_forms import RecordForm


class ManagementForm(RecordForm):
    """Makes and repairs all that belongs to a management, together with its facts."""

    def clean(self) -> dict[str, Any]:
        """Keep an unfinished site from the public, and say what is missing."""
        cleaned_data: dict[str, Any] = super().clean() or self.cleaned_data
        status = cleaned_data.get("status")
        is_new = self.instance.pk is None
        for field, sentence in naming_problems(self._named_as(cleaned_data)).items():
            self.add_error(None if field == NON_FIELD_ERRORS else field, sentence)
        if status and status != Management.Status.PREPARATION:
            if is_new:
                self.add_error(
                    "status",
                    ValidationError(
                        _("A new management begins in preparation: its legal pages come first.")
                    ),
                )
            elif self._stored("status") == Management.Status.PREPARATION and (
                obstacles := activation_obstacles(self.instance)
            ):
                self.add_error(
                    "status",
                    ValidationError(
                        [_("The site cannot go public yet."), *obstacles], code="unfinished"
                    ),
                )
        return cleaned_data

    def _named_as(self, cleaned_data: dict[str, Any]) -> Management:
        """Return the management with the names that were typed, without touching the form's own."""
        return Management(
            pk=self.instance.pk,
            editors_id=self.instance.editors_id,
            hostname=cleaned_data.get("hostname"),
            **{name: cleaned_data.get(name) or "" for name in ("name", "short_name", "slug")},
        )

    def _stored(self, field: str) -> str:
        return str(Management.objects.values_list(field, flat=True).get(pk=self.instance.pk))

    def save(self, commit: bool = True) -> Management:
        """Store the facts, then make what is missing; all or nothing."""
        if not commit:
            return super().save(commit=False)
        with transaction.atomic():
            is_new = self.instance.pk is None
            was_hidden = is_new or self._stored("status") == Management.Status.PREPARATION
            today = timezone.localdate()
            # What nobody read, or nobody before today, is no former name.
            is_new_name = was_hidden or was_renamed(self.instance, today)
            name = "" if is_new_name else self._stored("name")
            if is_new:
                give_belongings(self.instance)
            management: Management = super().save()
            if name and name != management.name:
                remember_name(management, name=name, today=today)
            repair_management(management)
            record_management("provisioned" if is_new else "repaired", management)
            if was_hidden and management.is_public:
                record_management("activated", management)
        return management
