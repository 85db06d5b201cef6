"""What was published when, with which notice: evidence that stays."""

import datetime
import hashlib
import zlib
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from managements.funding.models.damaged_pages import Damage
from managements.funding.models.written_once import WrittenOnce
from managements.models import Management
from managements.schedules.local_time import moment


class EvidenceStaysError(Exception):
    """Somebody tried to change or to delete what was written down for good."""


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Reading publications."""

    def of(self, management: Management | None) -> Self:
        """Return the publications of a management, or those of the city's own pages."""
        return self.filter(management=management)

    def in_year(self, year: int) -> Self:
        """Return the publications of a year, as Berlin counts it, from the first to the last."""
        first, following = (datetime.date(one, 1, 1) for one in (year, year + 1))
        midnight = datetime.time()
        return self.filter(
            published_at__gte=moment(first, midnight), published_at__lt=moment(following, midnight)
        ).order_by("published_at", "pk")

    def without_html(self) -> Self:
        """Leave the stored pages in the database: lists do not need them."""
        return self.defer("packed_html")

    def newest_of(self, page_keys: Iterable[int]) -> Self:
        """Return the last publication of each of some pages."""
        newest = Publication.objects.filter(page_key=models.OuterRef("page_key"))
        newest = newest.order_by("-published_at", "-pk")
        return self.filter(
            page_key__in=list(page_keys), pk=models.Subquery(newest.values("pk")[:1])
        )

    def update(self, **kwargs: Any) -> int:
        """Refuse it.

        Raises:
            EvidenceStaysError: always.
        """
        raise EvidenceStaysError("Publications are not changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse it.

        Raises:
            EvidenceStaysError: always.
        """
        raise EvidenceStaysError("Publications are not deleted.")


class Publication(models.Model):
    """A page as the public saw it at a moment, with the notice below it.

    It is written once and never changed. It outlives its page.
    """

    class Occasion(models.TextChoices):
        """Why it was written down."""

        PUBLISHED = "published", _("published")
        CHANGED = "changed", _("changed")
        NOTICE = "notice", _("other notice")
        # It was published before, and nobody had written that down.
        RECORDED = "recorded", _("first recorded")

    management = models.ForeignKey(
        Management,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name=_("management"),
    )
    # No relation: the page may be deleted for good.
    page_key = models.BigIntegerField(_("number of the page"), db_index=True)
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion.choices)
    # When the page was seen as it is stored here.
    published_at = models.DateTimeField(_("when"))
    # When the page became public for the first time, as far as the CMS knows.
    first_published_at = models.DateTimeField(_("first published"), null=True, blank=True)
    # Which publication of the page this is: its own moment, as it was before the page was rendered.
    version_of = models.DateTimeField(_("version of"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=255)
    address = models.CharField(_("address"), max_length=2000)
    wording = models.TextField(_("wording"), blank=True)
    # Each as name, alternative_text, digest, in their order.
    logos = models.JSONField(_("logos"), default=list, blank=True)
    digest = models.CharField(_("SHA-256 of the page"), max_length=64)
    packed_html = models.BinaryField(_("page"))

    # Nothing asks where a management is used in evidence, and it is never edited.
    wagtail_reference_index_ignore = True
    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["published_at", "pk"]
        indexes = [
            models.Index(fields=["management", "published_at"], name="funding_publication_of_year")
        ]
        constraints = [WrittenOnce(name="funding_publication_written_once")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it, once.

        Raises:
            EvidenceStaysError: if it is stored already.
        """
        if not self._state.adding:
            raise EvidenceStaysError("Publications are not changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse it.

        Raises:
            EvidenceStaysError: always.
        """
        raise EvidenceStaysError("Publications are not deleted.")

    @property
    def html(self) -> bytes:
        """The page as the public saw it."""
        return zlib.decompress(self.packed_html)

    @html.setter
    def html(self, html: bytes) -> None:
        self.packed_html = zlib.compress(html, 9)

    def intact_html(self) -> bytes | Damage:
        """Return the page as the public saw it, or what is wrong with what is stored."""
        try:
            html = self.html
        except zlib.error:
            return Damage.UNREADABLE
        return html if hashlib.sha256(html).hexdigest() == self.digest else Damage.CHANGED
