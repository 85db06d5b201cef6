"""The two tables of the page "Team"."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import ButtonsColumnMixin, Column, Table
from wagtail.admin.widgets.button import Button

from managements.teams.models import Invitation, Membership, person_name
from managements.teams.rules import Reach


class _ActionsColumn(ButtonsColumnMixin, Column):
    """What one may do about a row."""

    cell_template_name = "teams/tables/actions_cell.html"

    def __init__(self, reach: Reach | None) -> None:
        # There is no value; looking for one would ask for each row's management.
        super().__init__("actions", label=_("Actions"), accessor=lambda _row: None)
        self.reach = reach


class _ColleagueActions(_ActionsColumn):
    def get_buttons(self, instance: Membership, parent_context: Any) -> Sequence[Button]:
        if self.reach is None or not self.reach.may_touch(instance):
            return []
        name = {"name": person_name(instance.user)}
        return [
            _button(
                _("Change the end"),
                reverse("teams:change_end", args=[instance.pk]),
                _("Change the end for %(name)s") % name,
                priority=1,
            ),
            _button(
                _("Remove"),
                reverse("teams:remove", args=[instance.pk]),
                _("Remove %(name)s") % name,
                priority=2,
            ),
        ]


class _InvitationActions(_ActionsColumn):
    def get_buttons(self, instance: Invitation, parent_context: Any) -> Sequence[Button]:
        if self.reach is None or not self.reach.may_withdraw(instance):
            return []
        return [
            _button(
                _("Withdraw"),
                reverse("teams:withdraw", args=[instance.pk]),
                _("Withdraw the invitation to %(email)s") % {"email": instance.email},
            )
        ]


class _NameColumn(Column):
    """Somebody's name, and whether that is the one who is reading."""

    cell_template_name = "teams/tables/name_cell.html"

    def __init__(self, user_id: int) -> None:
        super().__init__("name", label=_("Name"), accessor=lambda row: person_name(row.user))
        self.user_id = user_id

    def get_cell_context_data(self, instance: Membership, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"is_reader": instance.user_id == self.user_id}


def colleagues_table(
    memberships: Iterable[Membership], *, reader_id: int, reach: Reach | None
) -> Table:
    """Return the table of those who belong to a team; the members come with their users."""
    return Table(
        [
            _NameColumn(reader_id),
            Column("email", label=_("E-mail"), accessor="user.email"),
            Column("since", label=_("Since"), accessor=lambda row: _day(row.joined_at)),
            Column(
                "until",
                label=_("Until"),
                accessor=lambda row: _end(row.last_day),
                classname="w-whitespace-nowrap",
            ),
            _ColleagueActions(reach),
        ],
        list(memberships),
        caption=_("Colleagues"),
    )


def invitations_table(invitations: Iterable[Invitation], *, reach: Reach | None) -> Table:
    """Return the table of the open invitations of a team."""
    return Table(
        [
            Column("email", label=_("E-mail")),
            Column("sent", label=_("Sent"), accessor=lambda row: _day(row.created_at)),
            Column("expires", label=_("Valid until"), accessor=lambda row: _moment(row.expires_at)),
            Column(
                "until",
                label=_("Access until"),
                accessor=lambda row: _end(row.last_day),
                classname="w-whitespace-nowrap",
            ),
            _InvitationActions(reach),
        ],
        list(invitations),
        caption=_("Open invitations"),
    )


def _button(label: str, url: str, description: str, *, priority: int = 1) -> Button:
    return Button(
        label,
        url=url,
        classname="button button-small button-secondary",
        # The words on the button come first, so that who speaks to the computer can say them.
        attrs={"aria-label": description},
        priority=priority,
    )


def _day(moment: datetime.datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")


def _moment(moment: datetime.datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def _end(last_day: datetime.date | None) -> str:
    return date_format(last_day, "SHORT_DATE_FORMAT") if last_day else _("no end")
