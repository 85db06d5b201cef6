"""The history of a page, without what it tells of other managements.

A page keeps its history when it moves to another management or is copied there.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Table
from wagtail.admin.views.pages.history import PageHistoryFilterSet, PageHistoryView
from wagtail.models import PageLogEntry
from wagtail.permissions import page_permission_policy

from managements.accounts.models import User
from managements.tenancy.people import known_to

# Facts of Wagtail's log that name another page than the one that the entry is about.
NAMED_PAGES = ("source", "destination")


def keep_to_what_is_known(entries: list[PageLogEntry], user: Any) -> None:
    """Take out of entries, as they are shown, whom and what somebody does not know; two queries.

    Without a page's title Wagtail only says that something was moved or copied.
    """
    named = [
        entry.data[key]["id"] for entry in entries for key in NAMED_PAGES if entry.data.get(key)
    ]
    pages = page_permission_policy.explorable_instances(user).filter(pk__in=named)
    known_pages = set(pages.values_list("pk", flat=True))
    authors = {entry.user_id for entry in entries}
    known_people = set(known_to(user).filter(pk__in=authors).values_list("pk", flat=True))
    for entry in entries:
        entry.data = {
            key: fact
            for key, fact in entry.data.items()
            if key not in NAMED_PAGES or (fact and fact["id"] in known_pages)
        }
        # An account that was deleted has no name any more, only its number.
        if entry.user is not None and entry.user_id not in known_people:
            entry.user_display_name = _stand_in_for(entry.user)
            entry.user = None


def _stand_in_for(person: User) -> str:
    # Whoever belongs to nothing any more has a closed account, and may have been a colleague.
    if person.is_active:
        return _("somebody from another management")
    return _("somebody who has left")


class WalledPageHistoryFilterSet(PageHistoryFilterSet):
    """Wagtail's filters offer everybody who ever worked on the page."""

    def get_users_queryset(self) -> QuerySet[User]:
        """Return those whom the reader knows."""
        people: QuerySet[User] = super().get_users_queryset()
        return people.filter(pk__in=known_to(self.request.user))


class WalledPageHistoryView(PageHistoryView):
    """A page's history."""

    filterset_class = WalledPageHistoryFilterSet

    def get_table(self, object_list: QuerySet[PageLogEntry]) -> Table:
        """Show the entries as the reader may know them."""
        entries = list(object_list)
        keep_to_what_is_known(entries, self.request.user)
        return super().get_table(entries)
