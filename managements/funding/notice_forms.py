"""Forms for the funding notices, and for those of the city's own pages."""

import sys
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from managements.funding.coverage import Gap
from managements.funding.models import NoticeProgramme, Programme, WordedNotice
from managements.funding.notice_words import follower_question, past_question
from managements.funding.past_days import past_days_changed
from managements.funding.succession import gaps_of, make_room
from managements.schedules.previewing import Problem
from managements.tenancy.record_forms import OwnedRecordForm, RecordForm


class NoticeForm(RecordForm):
    """What the forms of both kinds of notices share.

    For a preview (Wagtail calls it deferred validation) it takes what the record itself objects to,
    and keeps it as `problems`: who is just typing should see how it will look.
    """

    ends_previous = forms.BooleanField(
        label=_("Let the notice that is valid until then end on the day before"),
        required=False,
        initial=True,
        help_text=_(
            "That is nearly always right: without it you have to give the old notice its last day "
            "first. Nothing else about the old one changes."
        ),
    )

    changes_past = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whether other words would stand below posts of days that are over.
        self.asks_about_past = False
        # Days that lack a notice since this one was stored.
        self.new_gaps: list[Gap] = []
        self.problems: list[Problem] = []
        # The one before it, whose last day was set as this one was stored.
        self.ended: WordedNotice | None = None
        if self.instance.pk:
            del self.fields["ends_previous"]

    def _post_clean(self) -> None:
        self.instance.ends_previous = bool(self.cleaned_data.get("ends_previous"))
        super()._post_clean()
        if not self.is_deferred_validation:
            self._ask_about_past()

    def _ask_about_past(self) -> None:
        """Refuse days that take the notice from posts of days that are over, unless it is meant."""
        if not {"valid_from", "valid_until"}.isdisjoint(self.errors):
            return
        days = past_days_changed(self.instance, timezone.localdate())
        if not days:
            return
        self.asks_about_past = True
        if self.instance.ends_previous and self.instance.previous() is not None:
            label, question = follower_question(self.instance)
        else:
            label, question = past_question(days)
        self["changes_past"].label = label
        if not self.cleaned_data.get("changes_past"):
            self.add_error("changes_past", question)

    def _update_errors(self, errors: ValidationError) -> None:
        """Add what the record itself objects to, or only take note of it."""
        if not self.is_deferred_validation:
            super()._update_errors(errors)
            return
        for name, words in errors.message_dict.items():
            label = str(self.fields[name].label) if name in self.fields else ""
            self.problems += [Problem(label=label, words=one) for one in words]

    def save(self, commit: bool = True) -> Any:
        """Store it, together with the end of the one before it, or nothing at all.

        Raises:
            ValidationError: if somebody else has taken its days in the meantime.
        """
        if not commit:
            return super().save(commit=False)
        with transaction.atomic():
            today = timezone.localdate()
            gaps = gaps_of(self.instance, today)
            # Waits for whoever stores one at the same moment: before that, no row may be locked.
            self.ended = make_room(self.instance, by=self.for_user)
            self._free_rows()
            stored = super().save()
            self.new_gaps = [gap for gap in gaps_of(stored, today) if gap not in gaps]
        return stored

    def _free_rows(self) -> None:
        """Take out rows inside it that would be in the way of what is stored."""


class CityNoticeForm(NoticeForm):
    """The form of a notice of the city's own pages."""


class FundingNoticeForm(NoticeForm, OwnedRecordForm):
    """The form of a management's notice; its programmes are rows inside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in self._rows:
            row.fields["programme"].error_messages["required"] = _("Please choose a programme.")

    @property
    def _rows(self) -> list[Any]:
        rows: list[Any] = self.formsets["notice_programmes"].forms
        return rows

    def _chosen_rows(self) -> Iterator[tuple[Any, Programme]]:
        """Yield the rows that are to stay, with their programmes, in the order on the screen."""
        formset = self.formsets["notice_programmes"]
        rows = [row for row in self._rows if not row.errors or row.cleaned_data]
        for row in sorted(rows, key=_place):
            programme = row.cleaned_data.get("programme")
            is_gone = formset.can_delete and row.cleaned_data.get(DELETION_FIELD_NAME)
            if isinstance(programme, Programme) and not is_gone:
                yield row, programme

    def _post_clean(self) -> None:
        # The wording is checked against the programmes that were sent, not those that are stored.
        self.instance.chosen_programmes = [programme for _row, programme in self._chosen_rows()]
        super()._post_clean()
        self._refuse_programmes_twice()

    def _refuse_programmes_twice(self) -> None:
        seen: set[Programme] = set()
        for row, programme in list(self._chosen_rows()):
            if programme in seen:
                row.add_error("programme", _("This programme is there twice."))
            seen.add(programme)

    def save(self, commit: bool = True) -> Any:
        """Store it with its programmes."""
        notice = super().save(commit)
        # From now on what is stored counts.
        if commit:
            notice.chosen_programmes = None
        return notice

    def _free_rows(self) -> None:
        """Take out rows whose programme changes: two that swap theirs would be in each other's way."""
        initial = self.formsets["notice_programmes"].initial_forms
        changed = [row.instance.pk for row in initial if "programme" in row.changed_data]
        NoticeProgramme.objects.filter(pk__in=[pk for pk in changed if pk]).delete()


def _place(row: Any) -> int:
    """Return where a row stands on the screen; one without a number stands at the end."""
    number = row.cleaned_data.get(ORDERING_FIELD_NAME)
    return sys.maxsize if number is None else int(number)
