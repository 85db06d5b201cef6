"""Forms for enquiries, and for one answer with all that belongs to it."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from managements.referrals.models import Answer, Enquiry
from managements.referrals.standings import State
from managements.tenancy.record_forms import OwnedRecordForm, RecordForm


class EnquiryForm(RecordForm):
    """The form of an enquiry: its address stays once it is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["slug"].disabled = True


def refuse_past_end(state: str | None, until: datetime.date | None, on: datetime.date) -> None:
    """Refuse "not at present" that ended before a day: nobody would ever read it.

    Raises:
        ValidationError: with a sentence.
    """
    if state == State.NOT_NOW and until is not None and until < on:
        raise ValidationError(
            _("%(day)s is over. Please give today or a later day."),
            params={"day": date_format(until, "j. F Y")},
        )


class ToldOnceMixin:
    """Say one thing at a field, and what is wrong with the rest of the record above all fields."""

    fields: dict[str, forms.Field]

    def _update_errors(self, errors: ValidationError) -> None:
        """Add what the record itself objects to."""
        if not hasattr(errors, "error_dict"):
            self.add_error(None, errors)  # type: ignore[attr-defined]
            return
        known = dict(self.errors)  # type: ignore[attr-defined]
        for name, found in errors.error_dict.items():
            if name not in known:
                place = name if name in self.fields else None
                self.add_error(place, ValidationError(found))  # type: ignore[attr-defined]


class OwnPageField(forms.ModelChoiceField):
    """A page of a management's site, from a list that shows how they stand in the tree.

    Wagtail's chooser would offer the public pages of all.
    """

    def __init__(self, root: Page, **kwargs: Any) -> None:
        self.depth = root.depth
        super().__init__(
            queryset=Page.objects.descendant_of(root, inclusive=True).order_by("path"),
            required=False,
            error_messages={"invalid_choice": _("Please choose one of your own pages.")},
            **kwargs,
        )

    def label_from_instance(self, page: Page) -> str:
        """Return the title, moved to the right by how deep the page stands."""
        return "\u2003" * (page.depth - self.depth) + str(page.get_admin_display_title())


class AnswerForm(ToldOnceMixin, OwnedRecordForm):
    """The form of one answer: it stays with its management and its enquiry."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        enquiry: Any = self.fields["enquiry"]
        page = self.fields.pop("page")
        enquiry.widget = forms.Select()
        if self.instance.pk:
            enquiry.disabled = True
            enquiry.queryset = Enquiry.objects.filter(pk=self.instance.enquiry_id)
        else:
            enquiry.queryset = Enquiry.objects.offered()
            enquiry.error_messages["invalid_choice"] = _("Nobody can be asked for this any more.")
        # Whoever chooses the management in the form itself chooses the page afterwards.
        if self.instance.management_id:
            root = self.instance.management.page
            self.fields["page"] = OwnPageField(root, label=page.label, help_text=page.help_text)

    def clean(self) -> dict[str, Any]:
        """Say at its field what the database would refuse."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._refuse_second_answer(cleaned)
        if {"state", "until"} & set(self.changed_data):
            try:
                refuse_past_end(cleaned.get("state"), cleaned.get("until"), timezone.localdate())
            except ValidationError as error:
                self.add_error("until", error)
        return cleaned

    def _refuse_second_answer(self, cleaned: dict[str, Any]) -> None:
        management = cleaned.get("management") or self.instance.management_id
        enquiry = cleaned.get("enquiry")
        if self.instance.pk or not (management and enquiry):
            return
        if Answer.objects.filter(management=management, enquiry=enquiry).exists():
            self.add_error(
                "enquiry", _("To this enquiry there is an answer already. Please change that one.")
            )
