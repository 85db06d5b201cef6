"""The districts (Ortsteile) of the city."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from managements.models.sharing import SharedByAll


class District(SharedByAll):
    """An Ortsteil. Several managements may look after parts of the same one, and many have none."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address part"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
