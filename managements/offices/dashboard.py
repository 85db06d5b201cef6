"""The switch on the start of the CMS: closed at present, or not."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.admin.ui.components import Component

from managements.models import Management
from managements.offices.models import Closure
from managements.offices.wording import from_in_words, until_in_words
from managements.tenancy.roles import managements_of, works_for_the_city


@dataclass(frozen=True)
class _Shown:
    """A closure that holds or comes, as the panel shows it."""

    words: str
    holds: bool
    starts: str
    ends: str
    reason: str
    edit_url: str
    end_url: str


class ClosurePanel(Component):
    """Whether one's own offices are closed, and the way to say so.

    Not for those who work for the whole city: they have the list of all closures.
    """

    name = "closures"
    template_name = "offices/closure_panel.html"
    order = 110
    media = Media(css={"all": ["offices/closure_admin.css"]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Find what holds or comes; one query, and one for the managements."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        user, now = parent_context["request"].user, timezone.now()
        own = [] if works_for_the_city(user) else list(managements_of(user).working())
        coming: dict[int, list[_Shown]] = {management.pk: [] for management in own}
        if own:
            closures = Closure.objects.filter(management__in=own).coming(now)
            for closure in closures.order_by("starts_at"):
                coming[closure.management_id].append(_shown(closure, now))
        # The buttons post forms.
        context["request"] = parent_context["request"]
        context["csrf_token"] = parent_context.get("csrf_token")
        context["is_several"] = len(own) > 1
        context["offices"] = [
            {
                "management": management,
                "closures": coming[management.pk],
                "add_url": _add_url(management if len(own) > 1 else None),
            }
            for management in own
        ]
        return context


def _shown(closure: Closure, now: datetime.datetime) -> _Shown:
    return _Shown(
        words=str(closure.get_kind_display()),
        holds=closure.phase(now) is Closure.Phase.HOLDS,
        starts=from_in_words(closure.starts_at, now=now),
        ends=until_in_words(closure.ends_at, now=now),
        reason=closure.reason,
        edit_url=reverse("wagtailsnippets_offices_closure:edit", args=[closure.pk]),
        end_url=reverse("closures:end", args=[closure.pk]),
    )


def _add_url(management: Management | None) -> str:
    """Return where a closure is entered; whoever has several managements need not choose again."""
    url = reverse("wagtailsnippets_offices_closure:add")
    return f"{url}?{urlencode({'management': management.pk})}" if management else url
