"""Rows of a form of which each holds from its day on, until the next one begins."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Field
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext_lazy
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel

from managements.schedules.form_fields import DayField


class DatedRowForm(WagtailAdminModelForm):
    """One row."""

    class Meta:
        field_classes: dict[str, type[Field]] = {"valid_from": DayField}


class DatedRowFormSet(BaseChildFormSet):
    """All rows: one a day at most, and of those that are added none is passed over."""

    same_day: Any = gettext_lazy("From this day on there is another one already.")

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        # Else a row in which nothing was filled in would disappear without a word.
        form.empty_permitted = False
        return form

    def validate_unique(self) -> None:
        """Say at the field which row begins on the day of another one."""
        days = set()
        for form in self.forms:
            day = getattr(form, "cleaned_data", {}).get("valid_from")
            if day is None or self._should_delete_form(form):
                continue
            if day in days:
                sentence = self.sentence_for(day)
                form.add_error("valid_from", ValidationError(sentence, code="same_day"))
            days.add(day)

    def sentence_for(self, _day: datetime.date) -> Any:
        """Say that another row begins on a day already."""
        return self.same_day

    def keep(self, form: Any) -> None:
        """Show a row again that somebody wanted to delete."""
        form.fields[DELETION_FIELD_NAME].bound_data = lambda _data, _initial: False


class DatedRowsPanel(InlinePanel):
    """The panel with the rows."""

    def __init__(
        self,
        *args: Any,
        form: type[DatedRowForm] = DatedRowForm,
        formset: type[DatedRowFormSet] = DatedRowFormSet,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.form, self.formset = form, formset

    def clone_kwargs(self) -> dict[str, Any]:
        """Return what a copy is made of."""
        return super().clone_kwargs() | {"form": self.form, "formset": self.formset}

    def get_form_options(self) -> dict[str, Any]:
        """Let rows be read by forms of their own."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": self.form, "formset": self.formset}
        return options
