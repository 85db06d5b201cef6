"""What is done with additional dates: adding one, cancelling it, and taking that back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from managements.events import additions
from managements.events.date_act_views import (
    ActMixin,
    CancelFormView,
    ClickMixin,
    DateFormView,
    come_back,
    tell,
)
from managements.events.date_forms import ExtraForm, extra_initial, places_for
from managements.events.models import DateChange
from managements.events.sources import dates_address
from managements.schedules.sentences import day_in_words


class AddView(DateFormView):
    """Add a date."""

    page_title = _("Additional date")
    form_class = ExtraForm
    submit_label = _("Add this date")

    def get_initial(self) -> dict[str, Any]:
        """Propose the usual times."""
        return extra_initial(self.source)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer one's own places."""
        return super().get_form_kwargs() | {
            "places": places_for(self.source.management, self.request.user)
        }

    def act(self, data: dict[str, Any]) -> bool:
        """Add."""
        return additions.add(source=self.source, by=self.editor, now=timezone.now(), **data)

    def done(self, data: dict[str, Any]) -> str:
        """Name the day."""
        return gettext("“%(title)s” also takes place on %(day)s.") % {
            "title": self.source,
            "day": day_in_words(data["day"], with_weekday=True),
        }


class _AdditionMixin(ActMixin):
    """About one additional date, by its key; None if somebody removed it, or it is none of these."""

    addition: DateChange | None

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Find it."""
        super().setup(request, *args, **kwargs)
        found = additions.additions_of(self.source).filter(pk=kwargs["change_id"])
        self.addition = found.first()

    @property
    def day_in_words(self) -> str:
        """Its day, for people."""
        return day_in_words(self.addition.day, with_weekday=True) if self.addition else ""


class CancelAdditionView(_AdditionMixin, CancelFormView):
    """Cancel an additional date."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form.

        Raises:
            Http404: if there is no such date.
        """
        if self.addition is None:
            raise Http404
        return super().get(request, *args, **kwargs)

    @property
    def reason_given(self) -> str | None:
        """What the addition itself says."""
        addition = self.addition
        return addition.cancelled_because if addition and addition.is_cancelled else None

    def act(self, data: dict[str, Any]) -> bool:
        """Cancel it."""
        return additions.cancel(
            source=self.source,
            change_id=self.kwargs["change_id"],
            note=self.note_of(data),
            by=self.editor,
            now=timezone.now(),
        )


class TakeBackAdditionView(ClickMixin, _AdditionMixin, View):
    """Let an additional date take place after all."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it back."""
        tell(
            request,
            lambda: additions.take_back(
                source=self.source,
                change_id=kwargs["change_id"],
                by=self.editor,
                now=timezone.now(),
            ),
            gettext("The change of %(day)s is taken back.") % {"day": self.day_in_words},
        )
        return come_back(request, dates_address(self.source))
