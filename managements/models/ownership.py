"""Records that belong to one management."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from managements.models.management import Management


class ManagementOwnedQuerySet(models.QuerySet):
    """Reading records that belong to managements."""

    def of(self, management: Management) -> Self:
        """Return the records of one management."""
        return self.filter(management=management)


class ManagementOwned(models.Model):
    """Mixin for a record that belongs to exactly one management, for good."""

    management = models.ForeignKey(
        Management,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("management"),
    )

    objects: ClassVar[models.Manager] = ManagementOwnedQuerySet.as_manager()

    class Meta:
        abstract = True
