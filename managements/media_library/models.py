"""Images and documents."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from managements.media_library.metadata import without_metadata


class Image(AbstractImage):
    """A picture, with its description, its author, and how long the people in it agreed to be shown.

    `description` is the alternative text that pages start from; it comes with Wagtail's own model.
    """

    file: Any  # WagtailImageField, declared in AbstractImage
    is_decorative = models.BooleanField(
        _("is decoration only"),
        default=False,
        help_text=_("Tick this if the picture tells nothing that the text does not say anyway."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=160,
        blank=True,
        help_text=_("Who made it. Shown below the picture."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=80,
        blank=True,
        help_text=_("For example “CC BY 4.0” or “all rights with us”."),
    )
    consent_until = models.DateField(
        _("consent of the people shown, until"),
        null=True,
        blank=True,
        help_text=_("Empty if nobody can be recognised, or if the consent has no end."),
    )

    # Wagtail's own model is there too, and would take the same reverse name.
    tags = TaggableManager(
        blank=True, related_name="library_images", help_text=None, verbose_name=_("tags")
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "credit",
        "licence",
        "consent_until",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    search_fields = [*AbstractImage.search_fields, index.SearchField("credit")]

    class Meta(AbstractImage.Meta):
        default_related_name = "library_images"
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.CheckConstraint(
                name="media_library_image_described_or_decorative",
                condition=models.Q(is_decorative=True) | ~models.Q(description=""),
                violation_error_message=_(
                    "Please describe the picture for people who cannot see it, or tick that it is "
                    "decoration only."
                ),
            ),
        ]

    @property
    def default_alt_text(self) -> str:
        """The text that pages start from: the description, and never the title or the file name."""
        return "" if self.is_decorative else self.description

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new file without its metadata, whichever way it came."""
        file: Any = self.file
        if file and not file._committed:  # noqa: SLF001 - Django's only mark of a new upload
            self.file = without_metadata(file.file, file.name)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class Rendition(AbstractRendition):
    """A smaller or cropped version of an image."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="media_library_rendition_unique",
            ),
        ]


class Document(AbstractDocument):
    """A file to download, with its text beside it for those who cannot read the file."""

    text_version = RichTextField(
        _("text version"),
        blank=True,
        help_text=_(
            "What the file says, once more as text. Many PDF files cannot be read by a screen reader."
        ),
    )

    tags = TaggableManager(
        blank=True, related_name="library_documents", help_text=None, verbose_name=_("tags")
    )

    admin_form_fields = ("title", "file", "text_version", "collection")

    search_fields = [*AbstractDocument.search_fields, index.SearchField("text_version")]

    class Meta(AbstractDocument.Meta):
        default_related_name = "library_documents"
        verbose_name = _("document")
        verbose_name_plural = _("documents")
