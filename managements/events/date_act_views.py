"""What is done with single dates of a rule: each act takes a form, and comes back to where it was asked for."""

import datetime
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages

from managements.accounts.models import User
from managements.events import date_changes
from managements.events.date_changes import DateError
from managements.events.date_forms import (
    MoveForm,
    NoteForm,
    move_initial,
    places_for,
)
from managements.events.date_views import SourceMixin
from managements.events.models import DateChange
from managements.events.sources import dates_address
from managements.schedules.dates import ChangeKind
from managements.schedules.sentences import day_in_words

_SOMEBODY_ELSE = _("Somebody else changed the same date at this moment. Please look at it again.")


def come_back(request: HttpRequest, default: str) -> HttpResponse:
    """Return to the page that a form came from, if it is one of ours."""
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if is_ours else default)


def tell(request: HttpRequest, act: Callable[[], bool], done: str) -> bool:
    """Do something, and say that it is done, that it was already, or why it cannot be."""
    try:
        is_new = act()
    except DateError as error:
        messages.error(request, str(error))
        return False
    except IntegrityError:  # the lock is not known to every database
        messages.error(request, _SOMEBODY_ELSE)
        return False
    if is_new:
        messages.success(request, done)
    else:
        messages.info(request, gettext("Nothing was changed: this is so already."))
    return True


class ActMixin(SourceMixin):
    """Knows who acts."""

    @property
    def editor(self) -> User:
        """Who is logged in."""
        return cast(User, self.request.user)


class _DayMixin(ActMixin):
    """About one day of one event or consultation hour."""

    day: datetime.date

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Read the day.

        Raises:
            Http404: if there is no such day.
        """
        super().setup(request, *args, **kwargs)
        try:
            self.day = datetime.datetime.strptime(kwargs["day"], "%Y-%m-%d").date()  # noqa: DTZ007 - a day
        except ValueError as error:
            raise Http404 from error

    @property
    def day_in_words(self) -> str:
        """The day, for people."""
        return day_in_words(self.day, with_weekday=True)

    @property
    def stored(self) -> DateChange | None:
        """What is stored about the day."""
        return date_changes.stored_change(self.source, self.day)


class DateFormView(ActMixin, FormView):
    """A form about the dates of one. Subclasses act."""

    template_name = "events/date_form.html"
    submit_label: Any = ""

    def act(self, data: dict[str, Any]) -> bool:
        """Do it, and return whether anything changed.

        Raises:
            DateError: if it cannot be.
            ValidationError: by field.
        """
        raise NotImplementedError

    def done(self, data: dict[str, Any]) -> str:
        """Return what is told afterwards."""
        raise NotImplementedError

    def keeps_what_was_typed(self) -> bool:
        """Whether a form was sent, and not just a button."""
        return True

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it; what cannot be is said at its field."""
        data = form.cleaned_data
        try:
            is_told = tell(self.request, lambda: self.act(data), self.done(data))
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        if not is_told and self.keeps_what_was_typed():
            return self.render_to_response(self.get_context_data(form=form))
        return come_back(self.request, dates_address(self.source))

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Say above the form, too, that something is wrong."""
        messages.validation_error(self.request, gettext("Please check what is marked below."), form)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name what the buttons do, and where they lead."""
        context = super().get_context_data(**kwargs)
        is_first = self.request.method != "POST"
        back = self.request.GET.get("back", "") if is_first else self.request.POST.get("back", "")
        is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
        return context | {
            "source": self.source,
            "submit_label": self.submit_label,
            "back": back if is_ours and back.startswith("/") else dates_address(self.source),
        }


class CancelFormView(DateFormView):
    """One click cancels; the form, asked for by a link, also takes or changes the reason."""

    form_class = NoteForm
    day_in_words: Any

    @property
    def reason_given(self) -> str | None:
        """The reason, if the date was cancelled before: then the form is about the reason alone."""
        raise NotImplementedError

    def get_page_title(self) -> Any:
        """Say what the form does."""
        is_new = self.reason_given is None
        return _("Cancel a date") if is_new else _("Reason of the cancellation")

    @property
    def submit_label(self) -> Any:
        """Say what the button does."""
        return _("Cancel this date") if self.reason_given is None else _("Store the reason")

    def get_initial(self) -> dict[str, Any]:
        """Propose the reason that is given."""
        return {"note": self.reason_given or ""}

    def keeps_what_was_typed(self) -> bool:
        """The button in lists sends no reason."""
        return "note" in self.request.POST

    def note_of(self, data: dict[str, Any]) -> str | None:
        """Return the reason; a click without the form leaves it as it is."""
        return data["note"] if self.keeps_what_was_typed() else None

    def done(self, data: dict[str, Any]) -> str:
        """Name the date, or speak of the reason where that alone is new."""
        if self.reason_given is not None:
            return gettext("The reason is stored.")
        return gettext("“%(title)s” on %(day)s is cancelled. Everybody reads that now.") % {
            "title": self.source,
            "day": self.day_in_words,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which date it is."""
        return super().get_context_data(**kwargs) | {"about": self.day_in_words}


class CancelView(_DayMixin, CancelFormView):
    """Cancel a date of the rule."""

    @property
    def reason_given(self) -> str | None:
        """What the change to its day says."""
        stored = self.stored
        return stored.note if stored is not None and stored.kind == ChangeKind.CANCELLED else None

    def act(self, data: dict[str, Any]) -> bool:
        """Cancel it."""
        return date_changes.cancel(
            source=self.source,
            day=self.day,
            note=self.note_of(data),
            by=self.editor,
            now=timezone.now(),
        )


class MoveView(_DayMixin, DateFormView):
    """Move a date."""

    page_title = _("Move a date")
    form_class = MoveForm
    submit_label = _("Move this date")

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Find what the rule plans.

        Raises:
            Http404: if it plans nothing on this day.
        """
        super().setup(request, *args, **kwargs)
        planned = date_changes.planned_dates(self.source, now=timezone.now())
        if self.day not in planned:
            raise Http404
        self.planned = planned[self.day]

    def get_initial(self) -> dict[str, Any]:
        """Propose where it is now."""
        stored = self.stored
        is_moved = stored is not None and stored.kind == ChangeKind.MOVED
        return move_initial(self.planned, stored if is_moved else None)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer one's own places."""
        return super().get_form_kwargs() | {
            "places": places_for(self.source.management, self.request.user),
            "lasts_several_days": self.planned.last_day > self.planned.day,
        }

    def act(self, data: dict[str, Any]) -> bool:
        """Move."""
        return date_changes.move(
            source=self.source, day=self.day, by=self.editor, now=timezone.now(), **data
        )

    def done(self, data: dict[str, Any]) -> str:
        """Name both days."""
        return gettext("“%(title)s” is moved from %(day)s to %(new_day)s.") % {
            "title": self.source,
            "day": self.day_in_words,
            "new_day": day_in_words(data["new_day"], with_weekday=True),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which date it is."""
        return super().get_context_data(**kwargs) | {"about": self.day_in_words}


class ClickMixin:
    """For what one click does: whoever asks for the address is led to the dates."""

    source: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change nothing by looking."""
        return redirect(dates_address(self.source))


class TakeBackView(ClickMixin, _DayMixin, View):
    """Take back what was changed about a date."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it back."""
        tell(
            request,
            lambda: date_changes.take_back(
                source=self.source, day=self.day, by=self.editor, now=timezone.now()
            ),
            gettext("The change of %(day)s is taken back.") % {"day": self.day_in_words},
        )
        return come_back(request, dates_address(self.source))


class LeaveOutView(ClickMixin, _DayMixin, View):
    """Show a date to nobody."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leave it out."""
        tell(
            request,
            lambda: date_changes.leave_out(
                source=self.source, day=self.day, by=self.editor, now=timezone.now()
            ),
            gettext("The date of %(day)s is not shown any more.") % {"day": self.day_in_words},
        )
        return come_back(request, dates_address(self.source))


class RemoveView(ClickMixin, ActMixin, View):
    """Remove an additional date, or a change that fits no day."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it."""
        tell(
            request,
            lambda: date_changes.remove(
                source=self.source,
                change_id=kwargs["change_id"],
                by=self.editor,
                now=timezone.now(),
            ),
            gettext("It is removed."),
        )
        return come_back(request, dates_address(self.source))
