"""Forms of the CMS that know the walls between managements."""

from collections.abc import Iterator
from typing import Any

from django.forms import Select
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from managements.tenancy.forgetting import without
from managements.tenancy.references import Target, forbidden, references_in, references_of
from managements.tenancy.roles import managements_of, works_for_the_city


class ReferenceCheckMixin:
    """Refuses what newly points to something that its editor may not choose.

    It holds for previews as well: they use the same form. What was there before is left alone: an
    editor may go on working on a page whose target has been hidden since.
    """

    instance: Any
    for_user: Any
    formsets: dict[str, Any]
    _known: set[Target]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Before the form's data replaces what is there.
        self._known = references_of(self.instance) if self.instance.pk else set()

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if works_for_the_city(self.for_user):
            return
        sent = {
            (form, name): references_in(field, form[name].value()) - self._known
            for form in (self, *self._forms_inside())
            for name, field in form.fields.items()
            if name != form.instance._meta.pk.name  # noqa: SLF001 - a form inside names its own record
        }
        bad = forbidden(set().union(*sent.values()), self.for_user)
        for (form, name), targets in sent.items():
            if targets & bad:
                _refuse(form, name, targets & bad)

    def _forms_inside(self) -> Iterator[Any]:
        for formset in getattr(self, "formsets", {}).values():
            for form in formset.forms:
                form.full_clean()
                yield form


def _refuse(form: Any, name: str, targets: set[Target]) -> None:
    """Say what is wrong at its field, and let the form show it no more."""
    field = form.fields[name]
    shown = without(field, form[name].value(), targets)
    form.add_error(
        name,
        _(
            "This points to something that you may not use, or that no longer exists. "
            "Please choose something else."
        ),
    )
    field.bound_data = lambda _data, _initial: shown


class WalledPageForm(ReferenceCheckMixin, WagtailAdminPageForm):
    """The form of every page."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse a day of expiry for pages that stay for good, whose form does not ask for one."""
        cleaned: dict[str, Any] | None = super().clean()
        if getattr(self.instance, "is_fixed", False) and self.data.get("expire_at"):
            self.add_error(
                None, _("This page is a fixed part of the site. It cannot go offline on some day.")
            )
        return cleaned


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
            # A chooser would offer all managements that are public.
            field.widget = Select()
            field.queryset = own
            field.error_messages["invalid_choice"] = _("Please choose one of your managements.")

    def _get_validation_exclusions(self) -> set[str]:
        """Check rules that involve the management, too, where the form does not ask for it."""
        exclusions: set[str] = super()._get_validation_exclusions()
        return exclusions - {"management"}
