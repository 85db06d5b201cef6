"""The districts (Ortsteile) of the city."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from managements.models.sharing import SharedByAll


class District(SharedByAll):
    """An Ortsteil. Several managements may look after parts of the same one, and many have none."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address part"), max_length=80, unique=True)
    other_names = models.CharField(
        _("other names"),
        max_length=240,
        blank=True,
        help_text=_(
            "What official lists and people call it as well, with commas between the names. "
            "Several districts may have the same other name."
        ),
    )

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("other_names")]

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def also_called(self) -> list[str]:
        """The other names, one by one."""
        return [name for part in re.split(r"[,;\n]", self.other_names) if (name := part.strip())]
