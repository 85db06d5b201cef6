"""What managements work on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from managements.models.sharing import SharedByAll


class FieldOfAction(SharedByAll):
    """A field of action (Handlungsfeld): the topics of dates and news, the same on all sites."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address part"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("position")]

    class Meta:
        verbose_name = _("field of action")
        verbose_name_plural = _("fields of action")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
