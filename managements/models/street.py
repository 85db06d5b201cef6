"""The streets of the city."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from managements.models.district import District
from managements.models.sharing import SharedByAll
from managements.models.spelling import LONGEST_PLACE_KEY, place_key


class Street(SharedByAll):
    """A street and the districts it runs through. The whole list comes from `import_streets`."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    search_key = models.CharField(max_length=LONGEST_PLACE_KEY, db_index=True, editable=False)
    districts = models.ManyToManyField(
        District,
        related_name="streets",
        verbose_name=_("districts"),
        help_text=_("A long street may run through several."),
    )

    panels = [FieldPanel("name"), FieldPanel("districts")]

    class Meta:
        verbose_name = _("street")
        verbose_name_plural = _("streets")
        ordering = ["search_key", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Keep the key under which the street is found in step with its name."""
        self.search_key = place_key(self.name)
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "search_key"}
        super().save(*args, update_fields=update_fields, **kwargs)
