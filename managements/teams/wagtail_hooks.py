"""Where the page "Team" stands in the CMS, and what the log says about teams."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from managements.tenancy.addresses import Audience, open_to

open_to(Audience.EDITORS, "teams:*")
# The token in the address is the key.
open_to(Audience.EVERYBODY, "teams_invitation:*")


@hooks.register("register_admin_urls")
def register_team_addresses() -> list[URLResolver]:
    """Put the page into the CMS."""
    return [path("team/", include("managements.teams.urls"))]


@hooks.register("register_admin_menu_item")
def register_team_menu_item() -> MenuItem:
    """Lead to it; everybody in the CMS has a team."""
    return MenuItem(_("Team"), reverse("teams:index"), name="team", icon_name="group", order=500)


@hooks.register("register_log_actions")
def register_team_actions(actions: LogActionRegistry) -> None:
    """Name what happens to teams."""
    for action, label, message in (
        ("teams.invite", _("Invite to a team"), _("invited somebody to the team")),
        ("teams.withdraw", _("Withdraw an invitation"), _("withdrew an invitation to the team")),
        ("teams.join", _("Join a team"), _("joined the team")),
        ("teams.leave", _("Leave a team"), _("left the team")),
        ("teams.end", _("End of a membership"), _("belonged to the team until the last day")),
        (
            "teams.change_end",
            _("Change of a membership's end"),
            _("has another last day in the team"),
        ),
    ):
        actions.register_action(action, label, message)
