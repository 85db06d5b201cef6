"""Ask other managements to hold an event together, and answer them.

Each act is one function and one transaction; whatever is done twice is done once.
"""

import datetime
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from managements.accounts.models import User
from managements.events.mails import send_request
from managements.events.models import EventPage, Participation
from managements.events.refreshing import refresh_event
from managements.models import Management, ManagementQuerySet
from managements.tenancy.choosing import restricted_paths


class ParticipationError(Exception):
    """It cannot be; the message is one sentence for people."""


def may_be_asked(event: EventPage) -> ManagementQuerySet:
    """Return the managements that could hold an event together with its owner."""
    known = Participation.objects.filter(event=event).values("management")
    others = Management.objects.open().exclude(pk__in=known)
    return others.exclude(pk=event.management.pk) if event.management else others


def is_public(event: EventPage) -> bool:
    """Whether everybody may read of an event, so that its title may be told."""
    owner = event.management
    return (
        event.live
        and (owner is None or owner.is_public)
        and not event.path.startswith(restricted_paths())
    )


def open_requests(managements: Sequence[Management]) -> list[Participation]:
    """Return what some managements have been asked and not answered, the oldest first.

    A request for an event that is not public (any more) waits, and nobody is told its title.
    """
    asked = (
        Participation.objects.filter(management__in=managements, state=Participation.State.ASKED)
        .select_related("event", "management")
        .order_by("asked_at", "pk")
    )
    return with_public_events(asked)


def with_public_events(participations: Iterable[Participation]) -> list[Participation]:
    """Return those whose event everybody may read of; each knows its event's owner by then."""
    found = list(participations)
    owners = Management.objects.of_pages([one.event for one in found])
    for one in found:
        one.event.management = owners[one.event_id]
    return [one for one in found if is_public(one.event)]


def ask(*, event: EventPage, management: Management, by: User | None) -> tuple[Participation, bool]:
    """Ask a management to hold an event together; its editors get a mail, once.

    Returns what is stored, and whether the mail could be sent; True if there was none to send.

    Raises:
        ParticipationError: if it is the owner, not open, or the event is not public.
    """
    with transaction.atomic():
        # Without its key, so that dates of it can be stored meanwhile (see `date_changes`).
        event = EventPage.objects.select_for_update(no_key=True).get(pk=event.pk)
        if not is_public(event):
            raise ParticipationError(
                _("This event is not public yet. Publish it first, then ask the others.")
            )
        if management == event.management:
            raise ParticipationError(_("This is your own event."))
        if not Management.objects.open().filter(pk=management.pk).exists():
            raise ParticipationError(_("This management cannot be asked at present."))
        asked, is_new = Participation.objects.get_or_create(event=event, management=management)
        if is_new:
            _log(asked, "participations.ask", by)
    # Afterwards: a mail that has left cannot be taken back with the rest.
    return asked, not is_new or send_request(asked)


@transaction.atomic
def accept(*, participation: Participation, by: User | None, now: datetime.datetime) -> bool:
    """Take part: from now on the event stands in the management's calendar, too.

    Raises:
        ParticipationError: if the request was withdrawn, or turned down meanwhile.
    """
    stored = _locked(participation)
    if stored.state == Participation.State.ACCEPTED:
        return False
    if stored.state == Participation.State.DECLINED:
        raise ParticipationError(_("A colleague has turned this down meanwhile."))
    _decide(stored, Participation.State.ACCEPTED, by, now)
    _log(stored, "participations.accept", by)
    return True


@transaction.atomic
def decline(*, participation: Participation, by: User | None, now: datetime.datetime) -> bool:
    """Take no part, or no longer; the owner sees it.

    Raises:
        ParticipationError: if the request was withdrawn meanwhile.
    """
    stored = _locked(participation)
    if stored.state == Participation.State.DECLINED:
        return False
    was_accepted = stored.state == Participation.State.ACCEPTED
    _decide(stored, Participation.State.DECLINED, by, now)
    _log(stored, "participations.end" if was_accepted else "participations.decline", by)
    return True


@transaction.atomic
def withdraw(*, participation: Participation, by: User | None, now: datetime.datetime) -> bool:
    """Ask no longer, or hold the event alone again; also removes what was turned down."""
    stored = Participation.objects.select_for_update().filter(pk=participation.pk).first()
    if stored is None:
        return False
    _log(stored, "participations.withdraw", by)
    event = stored.event
    stored.delete()
    refresh_event(event, now=now)
    return True


def remove_the_owners_own(event: EventPage) -> None:
    """Forget that a management was asked to take part in what has become its own event."""
    if event.management is not None:
        Participation.objects.filter(event=event, management=event.management).delete()


def _locked(participation: Participation) -> Participation:
    stored = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("event", "management")
        .filter(pk=participation.pk)
        .first()
    )
    if stored is None:
        raise ParticipationError(_("This request was withdrawn meanwhile."))
    return stored


def _decide(
    stored: Participation, state: Participation.State, by: User | None, now: datetime.datetime
) -> None:
    stored.state, stored.decided_at, stored.decided_by = state, now, by
    stored.save()
    refresh_event(stored.event, now=now)


def _log(stored: Participation, action: str, by: User | None) -> None:
    """Write a line for the owner, and one for the management that was asked."""
    name = {"participant": {"name": stored.management.short_name}}
    log(instance=stored.event, action=action, user=by, data=name)
    log(instance=stored, action=action, user=by, title=stored.event.title, data=name)
