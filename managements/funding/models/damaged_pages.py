"""Stored pages that prove nothing any more, so that people get to know while there are backups."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Damage(models.TextChoices):
    """What is wrong with a stored page, as a sentence."""

    MISSING = "missing", _("The stored page is not there any more.")
    UNREADABLE = "unreadable", _("The stored page cannot be read any more.")
    CHANGED = "changed", _("The stored page is not the one that was recorded: its hash differs.")


class DamagedPage(models.Model):
    """A publication whose stored page was damaged when it was looked at last.

    If its whole row is gone, nobody looks at it any more: the night forgets it (`check_all`).
    """

    # No relation: whoever puts the publication back from a backup may have to delete it first.
    publication_key = models.BigIntegerField(_("number of the publication"), unique=True)
    damage = models.CharField(_("damage"), max_length=10, choices=Damage.choices)
    found_at = models.DateTimeField(_("found"))
    # Whether those who run the website were told: whoever downloads it tells them nothing.
    is_reported = models.BooleanField(_("reported"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("damaged stored page")
        verbose_name_plural = _("damaged stored pages")

    def __str__(self) -> str:
        return f"{self.publication_key}: {self.damage}"
