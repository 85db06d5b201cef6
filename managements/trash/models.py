"""What was deleted, by whom, and what is needed to bring it back."""

import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from managements.models import Management
from managements.tenancy.roles import managements_of, works_for_the_city

# How many days a deleted page can be brought back, the day of the deletion not counted.
RETENTION = datetime.timedelta(days=30)


class TrashEntryQuerySet(models.QuerySet["TrashEntry"]):
    """Reading the trash."""

    def within_reach_of(self, user: Any) -> Self:
        """Return what somebody may see: the own managements'; for the Stadtredaktion everything."""
        if works_for_the_city(user):
            return self
        return self.filter(management__in=managements_of(user))

    def due(self, now: datetime.datetime) -> Self:
        """Return what nobody can bring back any more: its last day, in Berlin, is over."""
        first_day_kept = timezone.localdate(now, timezone.get_default_timezone()) - RETENTION
        midnight = datetime.datetime.combine(first_day_kept, datetime.time.min)
        return self.filter(
            deleted_at__lt=timezone.make_aware(midnight, timezone.get_default_timezone())
        )

    def with_list_facts(self) -> Self:
        """Fetch what the list shows, the number of pages below each one included."""
        below = (
            Page.objects.filter(
                path__startswith=models.OuterRef("page__path"),
                depth__gt=models.OuterRef("page__depth"),
            )
            .order_by()
            .values(nothing=models.Value(0))
            .annotate(number=models.Count("pk"))
            .values("number")
        )
        return self.select_related("page", "management", "deleted_by").annotate(
            subpages=Coalesce(models.Subquery(below), 0)
        )


class TrashEntry(models.Model):
    """A page that was deleted and waits, with all pages below it.

    `management` is empty for the city's own pages. The pages themselves are not changed but for
    their place, their slug and that they are not live: titles, revisions, references, and what
    points to them stay as they are.
    """

    management = models.ForeignKey(
        Management,
        on_delete=models.PROTECT,
        null=True,
        related_name="trash_entries",
        verbose_name=_("management"),
    )
    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="trash_entry", verbose_name=_("page")
    )
    former_parent = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        related_name="trash_entries_from_below",
        verbose_name=_("former place"),
    )
    former_slug = models.CharField(_("former address part"), max_length=255)
    former_url_path = models.TextField(_("former place in the tree"))
    # The ids of all pages of the former parent in their order, those in the trash included.
    former_order = models.JSONField(_("former order"), default=list)
    # The ids of the pages that were live: in the tree, and aliases that follow them elsewhere.
    live_pages = models.JSONField(_("pages that were public"), default=list)
    # By the id of a revision, as text: when it was to be published, in ISO format.
    schedules = models.JSONField(_("planned publications"), default=dict)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="trash_entries",
        verbose_name=_("deleted by"),
    )
    deleted_at = models.DateTimeField(_("deleted at"))

    objects: ClassVar[models.Manager] = TrashEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("page in the trash")
        verbose_name_plural = _("pages in the trash")
        ordering = ["-deleted_at", "-pk"]

    def __str__(self) -> str:
        return str(self.page.get_admin_display_title())

    @property
    def deleted_by_name(self) -> str:
        """The person's name; empty where the account is gone."""
        return (
            self.deleted_by.get_full_name() or self.deleted_by.username if self.deleted_by else ""
        )

    @property
    def last_day(self) -> datetime.date:
        """The last day on which the page can be brought back."""
        return last_day_of(self.deleted_at)

    @property
    def removal_day(self) -> datetime.date:
        """The day on whose early morning the page is removed for good."""
        return self.last_day + datetime.timedelta(days=1)

    @cached_property
    def subpage_count(self) -> int:
        """The number of pages below the page."""
        return int(self.page.get_descendant_count())


def last_day_of(deleted_at: datetime.datetime) -> datetime.date:
    """Return the last day, in Berlin, on which something deleted then can be brought back."""
    return timezone.localdate(deleted_at, timezone.get_default_timezone()) + RETENTION
