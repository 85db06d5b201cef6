"""Forms of the CMS that know the walls between managements."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from managements.tenancy.references import References, problems_with, references_of
from managements.tenancy.roles import managements_of


class ReferenceCheckMixin:
    """Refuses what newly points to something that its editor may not choose.

    It holds for previews as well: they use the same form.
    """

    instance: Any
    for_user: Any
    fields: dict[str, Any]
    _known: References

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Before the form's data replaces what is there.
        self._known = references_of(self.instance) if self.instance.pk else {}

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        problems = problems_with(references_of(self.instance), self.for_user, known=self._known)
        for field, sentence in problems.items():
            place = field if field in self.fields else None
            self.add_error(place, sentence)  # type: ignore[attr-defined]


class WalledPageForm(ReferenceCheckMixin, WagtailAdminPageForm):
    """The form of every page."""


class RecordForm(ReferenceCheckMixin, WagtailAdminModelForm):
    """The form of every record."""


class OwnedRecordForm(RecordForm):
    """The form of a record of one management: it stays where it was made.

    Whoever works for one management alone is not asked for which.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.management_id is not None:
            self.fields.pop("management", None)
            return
        own = managements_of(self.for_user)
        if len(own) == 1:
            self.instance.management = own[0]
            self.fields.pop("management", None)
        elif field := self.fields.get("management"):
            field.queryset = own
            field.error_messages["invalid_choice"] = _("Please choose one of your managements.")

    def _get_validation_exclusions(self) -> set[str]:
        """Check rules that involve the management, too, where the form does not ask for it."""
        exclusions: set[str] = super()._get_validation_exclusions()
        return exclusions - {"management"}
