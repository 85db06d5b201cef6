"""The districts (Ortsteile) of the city."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from managements.models.sharing import SharedByAll
from managements.models.spelling import LONGEST_PLACE_KEY


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


class DistrictOutline(SharedByAll):
    """The outline of an Ortsteil as the city's map draws it. All of them come from `import_districts`.

    It belongs to the districts that bear its name, their own or another one: official outlines and
    managements cut the city differently, and what bears a name may change in the CMS.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    search_key = models.CharField(max_length=LONGEST_PLACE_KEY, unique=True, editable=False)
    # In whole units of the outlines (`district_outlines.UNITS_PER_POINT`), as SVG writes a path.
    path = models.TextField(_("outline"))
    # Where its name or a mark may stand, and how large it is: in units of the map.
    x = models.FloatField()
    y = models.FloatField()
    area = models.FloatField()
    # Which import it came with; all outlines have the same.
    version = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("outline of a district")
        verbose_name_plural = _("outlines of districts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
