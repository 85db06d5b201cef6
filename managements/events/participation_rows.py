"""Who holds an event together, as the CMS shows it: in words, with what can be done."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from managements.events.date_rows import Act
from managements.events.models import Participation
from managements.pages.addresses import page_address
from managements.schedules.sentences import sentence


@dataclass(frozen=True)
class ParticipationRow:
    """One management that was asked."""

    # Of the event for those who were asked, of the management for those who asked.
    name: str
    management: str
    state: str
    owner: str = ""
    # When it takes place, and where everybody may read of it.
    rule: str = ""
    address: str = ""
    acts: list[Act] = field(default_factory=list)


def as_asked(
    one: Participation, request: HttpRequest, *, is_over: bool = False
) -> ParticipationRow:
    """Return what the management that was asked sees; nobody leaves what is over."""
    owner = one.event.management
    return ParticipationRow(
        name=one.event.title,
        management=one.management.short_name,
        state=_("You take part")
        if one.state == Participation.State.ACCEPTED
        else _("You have been asked"),
        owner=owner.short_name if owner else _("the City of Leipzig (of whom)"),
        rule=sentence(one.event.rule, today=timezone.localdate()),
        address=page_address(one.event, request),
        acts=_answers(one, is_over=is_over),
    )


def _answers(one: Participation, *, is_over: bool) -> list[Act]:
    decline = reverse("dates:decline", args=[one.pk])
    if one.state == Participation.State.ACCEPTED:
        return [] if is_over else [Act(_("Take part no longer"), decline)]
    return [
        Act(_("Accept"), reverse("dates:accept", args=[one.pk])),
        Act(_("Not with us"), decline),
    ]


def as_owner(one: Participation) -> ParticipationRow:
    """Return what those see who asked."""
    labels = {
        Participation.State.ASKED: _("Withdraw the request"),
        Participation.State.ACCEPTED: _("Hold it without them"),
        Participation.State.DECLINED: _("Remove from the list"),
    }
    return ParticipationRow(
        name=one.management.name,
        management=one.management.short_name,
        state=one.get_state_display(),
        acts=[
            Act(labels[Participation.State(one.state)], reverse("dates:withdraw", args=[one.pk]))
        ],
    )
