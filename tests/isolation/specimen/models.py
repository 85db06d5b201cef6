"""One owned and one shared record with all of Wagtail's mixins: what later capabilities may use."""

from typing import ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Page,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from managements.media_library.models import Document, Image
from managements.models import ManagementOwned, ManagementOwnedQuerySet, SharedByAll


class Richest(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin,
    index.Indexed, models.Model,
):  # fmt: skip
    """What both have in common."""

    title = models.CharField(max_length=120)
    text = RichTextField(blank=True)
    image = models.ForeignKey(
        Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    panels = [FieldPanel(name) for name in ("title", "text", "image", "document", "page")]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show all that the record points to, as a careless template would."""
        parts = [self.title, self.text, self.image, self.document, self.page]
        return HttpResponse(" | ".join(str(part) for part in parts))


class Specimen(Richest, ManagementOwned):
    """Belongs to one management, and may belong together with another record of it."""

    fellow = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[models.Manager] = ManagementOwnedQuerySet.as_manager()

    panels = [FieldPanel("management"), *Richest.panels, FieldPanel("fellow")]
    search_fields = [*Richest.search_fields, index.FilterField("management")]

    class Meta:
        ordering = ["title"]


class CommonSpecimen(Richest, SharedByAll):
    """Belongs to all."""

    class Meta:
        ordering = ["title"]
