"""Of which events and consultation hours somebody may change the dates, and where that is done."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.permissions import policy_registry

from managements.events.models import EventPage, Source
from managements.offices.models import ConsultationHour

# No key is greater; databases refuse to look for one that they could not store.
_GREATEST_KEY = 2**31 - 1


def known(records: QuerySet[Any], pk: int) -> Any:
    """Return a record by the key in an address.

    Raises:
        Http404: if there is none.
    """
    found = records.filter(pk=pk).first() if pk <= _GREATEST_KEY else None
    if found is None:
        raise Http404
    return found


def event_for(user: Any, pk: int) -> EventPage:
    """Return an event that somebody may publish.

    Raises:
        Http404: if there is none, or it is none of the person's business.
    """
    event: EventPage = known(EventPage.objects.all(), pk)
    if not event.permissions_for_user(user).can_publish():
        raise Http404
    return event


def hour_for(user: Any, pk: int) -> ConsultationHour:
    """Return a consultation hour that somebody may change.

    Raises:
        Http404: if there is none, or it is none of the person's business.
    """
    hour: ConsultationHour = known(ConsultationHour.objects.select_related("management"), pk)
    policy = policy_registry.get_by_type(ConsultationHour)
    if not policy.user_has_permission_for_instance(user, "change", hour):
        raise Http404
    return hour


def dates_address(source: Source) -> str:
    """Return where all dates of an event or a consultation hour are managed."""
    return _address(source, "")


def act_address(source: Source, act: str, day: datetime.date | None = None) -> str:
    """Return where something is done with one date, or with the whole."""
    return _address(source, f"_{act}", *([] if day is None else [day.isoformat()]))


def remove_address(source: Source, change_id: int) -> str:
    """Return where an additional date, or a change that fits no day, is removed."""
    return _address(source, "_remove", change_id)


def addition_address(source: Source, act: str, change_id: int) -> str:
    """Return where something is done with one additional date."""
    return _address(source, f"_{act}_addition", change_id)


def _address(source: Source, act: str, *args: Any) -> str:
    kind = "event" if isinstance(source, EventPage) else "hour"
    return reverse(f"dates:{kind}{act}", args=[source.pk, *args])


def edit_address(source: Source, user: Any) -> str:
    """Return where the rule is changed; empty where the person may not."""
    return AdminURLFinder(user).get_edit_url(source) or ""
