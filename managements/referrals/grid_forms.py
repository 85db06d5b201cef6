"""A management's whole row of answers as one form."""

import calendar
import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from managements.models import Management
from managements.referrals.forms import ToldOnceMixin, refuse_past_end
from managements.referrals.models import Answer, Enquiry
from managements.referrals.standings import Standing, State

MONTHS_PROPOSED = 3
_PREFIX = "enquiry"
_SEEN = "seen"


def proposed_end(on: datetime.date) -> datetime.date:
    """Return the day three months after one, or the last of that month."""
    months = on.month - 1 + MONTHS_PROPOSED
    year, month = on.year + months // 12, months % 12 + 1
    return datetime.date(year, month, min(on.day, calendar.monthrange(year, month)[1]))


def version_of(answer: Answer | None) -> str:
    """Return what tells a stored answer from an earlier or later one; empty where there is none."""
    return answer.updated_at.isoformat() if answer else ""


class _DayInput(forms.DateInput):
    """A day in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class _PlainTextField(forms.CharField):
    """A text whose lines end as we store them, however a browser sends them."""

    def to_python(self, value: Any) -> str:
        """Turn the line ends of forms into those of texts."""
        return super().to_python(str(value or "").replace("\r\n", "\n")) or ""


class AnswerRowForm(ToldOnceMixin, forms.ModelForm):
    """One row: what a management says to one enquiry.

    It is not looked at unless somebody changed it, compared with what they were shown: that is sent
    along in hidden fields. So saving one row leaves alone what others changed meanwhile.
    """

    state = forms.ChoiceField(
        label=gettext_lazy("answer"),
        choices=State.choices,
        widget=forms.RadioSelect,
        show_hidden_initial=True,
        error_messages={"required": gettext_lazy("Please choose one of the four answers.")},
    )
    until = forms.DateField(
        label=gettext_lazy("not until after"),
        required=False,
        widget=_DayInput(),
        show_hidden_initial=True,
    )
    reason = _PlainTextField(
        label=gettext_lazy("reason"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        show_hidden_initial=True,
    )
    review_on = forms.DateField(
        label=gettext_lazy("look at it again on"),
        required=False,
        widget=_DayInput(),
        show_hidden_initial=True,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Answer
        fields = ["state", "until", "reason", "review_on"]

    def __init__(
        self,
        *,
        management: Management,
        enquiry: Enquiry,
        stored: Answer | None,
        on: datetime.date,
        data: QueryDict | None = None,
    ) -> None:
        self.enquiry, self.stored, self.on = enquiry, stored, on
        self.is_new = stored is None
        self.is_outdated = False
        self.version = version_of(stored)
        super().__init__(
            data=data,
            prefix=prefix_of(enquiry),
            instance=stored or Answer(management=management, enquiry=enquiry),
            initial={
                "until": (stored.until if stored else None) or proposed_end(on),
                _SEEN: self.version,
            },
            # An unchanged row is not looked at.
            empty_permitted=True,
            use_required_attribute=False,
        )
        # The instance itself takes on what was typed.
        self.stored_words = _words_of(stored)
        self.stored_standing = stored.standing(on) if stored else Standing.ASK
        self.stored_until = stored.until if stored else None

    @property
    def was_shown(self) -> bool:
        """Whether the row was on the page that was sent: it may be about a new enquiry."""
        return not self.is_bound or self.add_prefix(_SEEN) in self.data

    def has_changed(self) -> bool:
        """Whether somebody changed what they were shown."""
        return self.was_shown and bool(set(self.changed_data) - {_SEEN})

    def clean(self) -> dict[str, Any]:
        """Refuse a row that somebody else changed meanwhile, and a day that is over."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get(_SEEN) != self.version:
            self.is_outdated = True
            raise ValidationError(_conflict(self.stored_words), code="outdated")
        if {"state", "until"} & set(self.changed_data):
            try:
                refuse_past_end(cleaned.get("state"), cleaned.get("until"), self.on)
            except ValidationError as error:
                self.add_error("until", error)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Look at the whole record, also at what the row does not ask for."""
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions & set(self.errors)

    def catch_up(self, data: QueryDict) -> None:
        """Let a row that was refused compare with what is stored now; what was typed stays."""
        fresh = type(self)(
            management=self.instance.management,
            enquiry=self.enquiry,
            stored=Answer.objects.filter(pk=self.stored.pk).first() if self.stored else None,
            on=self.on,
        )
        data[self.add_prefix(_SEEN)] = fresh.version
        for name, field in fresh.fields.items():
            if field.show_hidden_initial:
                value = field.prepare_value(fresh.get_initial_for_field(field, name))
                data[self.add_initial_prefix(name)] = "" if value is None else str(value)


class AnswerGrid:
    """All rows of a management, in the order of the enquiries."""

    def __init__(
        self,
        management: Management,
        enquiries: Iterable[Enquiry],
        answers: Iterable[Answer],
        *,
        on: datetime.date,
        data: QueryDict | None = None,
    ) -> None:
        stored = {answer.enquiry_id: answer for answer in answers}
        self.data = data.copy() if data is not None else None
        self.rows = [
            AnswerRowForm(
                management=management,
                enquiry=enquiry,
                stored=stored.get(enquiry.pk),
                on=on,
                data=self.data,
            )
            for enquiry in enquiries
        ]
        if data is not None:
            self._refuse_nonsense(data)

    def _refuse_nonsense(self, data: QueryDict) -> None:
        """Refuse what this form does not send.

        Raises:
            BadRequest: if a field is there twice, or one of a row that does not exist.
        """
        known = {prefix_of(row.enquiry) for row in self.rows}
        own = [name for name in data if name.removeprefix("initial-").startswith(f"{_PREFIX}-")]
        if any(len(data.getlist(name)) > 1 for name in own):
            raise BadRequest("A row is there twice.")
        for name in own:
            parts = name.removeprefix("initial-").split("-")
            # An enquiry that is offered no longer may still stand on a page that was opened before.
            if len(parts) != 3 or not parts[1].isascii() or not parts[1].isdigit():
                raise BadRequest("There is no such row.")
        self.has_unknown_rows = any(
            "-".join(name.removeprefix("initial-").split("-")[:2]) not in known for name in own
        )

    has_unknown_rows = False

    @property
    def changed(self) -> list[AnswerRowForm]:
        """The rows that somebody changed."""
        return [row for row in self.rows if row.has_changed()]

    @property
    def faulty(self) -> list[AnswerRowForm]:
        """The rows with something to put right."""
        return [row for row in self.rows if row.is_bound and row.errors]

    def is_valid(self) -> bool:
        """Whether every changed row can be stored; refused ones catch up with what is stored."""
        faulty = self.faulty
        for row in faulty:
            if row.is_outdated and self.data is not None:
                row.catch_up(self.data)
        return not faulty and not self.has_unknown_rows


def prefix_of(enquiry: Enquiry) -> str:
    """Return how the fields of an enquiry's row begin."""
    return f"{_PREFIX}-{enquiry.pk}"


def _words_of(answer: Answer | None) -> str:
    """Return an answer as it is stored, in a few words."""
    if answer is None:
        return ""
    words = str(answer.get_state_display())
    if answer.until:
        words = _("%(state)s, until %(day)s") % {
            "state": words,
            "day": date_format(answer.until, "j. F Y"),
        }
    return f"{words}. {answer.reason}" if answer.reason else words


def _conflict(stored: str) -> str:
    if not stored:
        return _("Somebody removed this answer meanwhile. To store yours, save once more.")
    return _(
        "Somebody changed this answer while you were at it. Stored now: “%(stored)s” "
        "To store yours instead, save once more."
    ) % {"stored": stored}
