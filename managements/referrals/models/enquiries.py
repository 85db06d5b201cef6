"""What people ask for."""

import re
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from managements.models import SharedByAll
from managements.referrals.models.contacts import Contact

# Addresses beside the enquiries' own, below the same page.
RESERVED_SLUGS = frozenset({"uebersicht", "gezaehlt", "orte"})


def validate_enquiry_slug(slug: str) -> None:
    """Refuse address parts that the finder itself uses."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is an address of the finder itself. Please choose another one."),
            params={"slug": slug},
        )


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Reading enquiries."""

    def offered(self) -> Self:
        """Return those that the public may choose from."""
        return self.filter(is_offered=True)


class Enquiry(SharedByAll, index.Indexed, ClusterableModel):
    """Something that people ask managements for (Anliegen). Shared by all managements."""

    name = models.CharField(
        _("name"),
        max_length=80,
        unique=True,
        help_text=_("In plain German, as people would say it: “Praktikum”, “Müll und Unordnung”."),
    )
    slug = models.SlugField(
        _("address part"),
        max_length=80,
        unique=True,
        validators=[validate_enquiry_slug],
        help_text=_("Stands in the address of the answers, and stays as it is."),
    )
    explanation = models.CharField(
        _("explanation"),
        max_length=240,
        blank=True,
        help_text=_("One sentence that says what is meant."),
    )
    synonyms = models.TextField(
        _("other words"),
        max_length=600,
        blank=True,
        help_text=_("Words that people type when they mean this, with commas between them."),
    )
    is_offered = models.BooleanField(
        _("offered"),
        default=True,
        help_text=_("Without the tick it disappears from all sites; the answers are kept."),
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    objects: ClassVar[models.Manager["Enquiry"]] = EnquiryQuerySet.as_manager()

    sort_order_field = "sort_order"
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("explanation"),
        FieldPanel("synonyms"),
        FieldPanel("is_offered"),
        InlinePanel(
            "enquiry_contacts",
            heading=_("Who really handles it, outside the managements"),
            label=_("Contact"),
            panels=[FieldPanel("contact"), FieldPanel("note")],
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("synonyms"),
    ]

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def other_words(self) -> list[str]:
        """The other words that people type, one by one."""
        return [word for part in re.split(r"[,;\n]", self.synonyms) if (word := part.strip())]


class EnquiryContact(Orderable):
    """That somebody outside really handles an enquiry."""

    enquiry = ParentalKey(
        Enquiry,
        on_delete=models.CASCADE,
        related_name="enquiry_contacts",
        verbose_name=_("enquiry"),
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        related_name="enquiry_contacts",
        verbose_name=_("contact"),
    )
    note = models.CharField(_("what they help with"), max_length=240, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("contact for an enquiry")
        verbose_name_plural = _("contacts for enquiries")
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "contact"],
                name="referrals_contact_once_per_enquiry",
                violation_error_message=_("This contact already stands at the enquiry."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.contact)
