"""Pages that were published and are not written down as evidence yet."""

import datetime
from collections.abc import Iterable
from typing import Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class WaitingPageQuerySet(models.QuerySet["WaitingPage"]):
    """Reading and writing what waits."""

    def add(self, page_key: int, *, now: datetime.datetime) -> None:
        """Let a page wait, from now on if it does already; one query.

        Not several in one: they would be locked together, and whoever publishes some of them in
        another order, in a transaction of theirs, and this query could wait for each other.
        """
        WaitingPage.objects.bulk_create(
            [WaitingPage(page_key=page_key, since=now)],
            update_conflicts=True,
            unique_fields=["page_key"],
            update_fields=["since", "has_failed"],
        )

    def forget(self, page_keys: Iterable[int], *, since: Iterable[datetime.datetime]) -> None:
        """Let pages wait no longer, unless they were published again since they were looked at."""
        with transaction.atomic():
            free = self._free(page_keys).filter(since__in=list(since))
            self.filter(pk__in=list(free.values_list("pk", flat=True))).delete()

    def let_fail(self, page_keys: Iterable[int]) -> None:
        """Remember that pages could not be rendered."""
        with transaction.atomic():
            free = self._free(page_keys)
            self.filter(pk__in=list(free.values_list("pk", flat=True))).update(has_failed=True)

    def _free(self, page_keys: Iterable[int]) -> Self:
        """Lock those that nobody publishes at this moment.

        Whoever locks several here waits for none of them, so those who publish wait for no circle.
        """
        found = self.filter(page_key__in=list(page_keys)).order_by("pk")
        return found.select_for_update(skip_locked=True)

    def to_be_tried(self) -> Self:
        """Leave out what could not be rendered: that waits for the night."""
        return self.filter(has_failed=False)


class WaitingPage(models.Model):
    """A page that has to be written down.

    It begins to wait in the transaction that publishes it, so that nothing is lost if the process ends
    before it is rendered. Without this the night would find it too; but nobody would see it wait.
    """

    # No relation: the page may be deleted meanwhile.
    page_key = models.BigIntegerField(_("number of the page"), unique=True)
    since = models.DateTimeField(_("since"))
    has_failed = models.BooleanField(_("could not be rendered"), default=False)

    wagtail_reference_index_ignore = True
    objects = WaitingPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page that waits to be recorded")
        verbose_name_plural = _("pages that wait to be recorded")
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.page_key}: {self.since}"
