"""When and where a management is there for people without an invitation."""

from typing import Any, ClassVar

from django.db import models
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from managements.models import ManagementOwned, ManagementOwnedQuerySet
from managements.offices.models.places import Place
from managements.schedules.models import Scheduled
from managements.schedules.panels import schedule_panels
from managements.schedules.sentences import sentence

# Sent with `instance` once an hour and its places are stored, within the same transaction.
consultation_hour_saved = Signal()


class ConsultationHour(ManagementOwned, Scheduled, index.Indexed, ClusterableModel):
    """A consultation hour (Sprechstunde): by which rule, in which places in turn, what for."""

    class Appointment(models.TextChoices):
        """Whether people have to say that they come."""

        NONE = "none", _("just come by, no appointment needed")
        POSSIBLE = "possible", _("with or without an appointment")
        NEEDED = "needed", _("by appointment only")

    title = models.CharField(_("title"), max_length=120, default="Sprechstunde")
    purpose = models.TextField(
        _("what for"),
        max_length=300,
        blank=True,
        help_text=_("What people can come with, in a sentence."),
    )
    appointment = models.CharField(
        _("appointment"), max_length=10, choices=Appointment.choices, default=Appointment.NONE
    )
    appointment_contact = models.CharField(
        _("how to make an appointment"),
        max_length=200,
        blank=True,
        help_text=_("Telephone or e-mail, if it is not the one at the foot of the page."),
    )

    objects: ClassVar[models.Manager] = ManagementOwnedQuerySet.as_manager()

    panels = [
        FieldPanel("management"),
        FieldPanel("title"),
        FieldPanel("purpose"),
        *schedule_panels(),
        InlinePanel(
            "hour_places",
            heading=_("Where"),
            label=_("Place"),
            min_num=1,
            help_text=_("Several places take turns in this order."),
        ),
        MultiFieldPanel(
            [FieldPanel("appointment"), FieldPanel("appointment_contact")], _("Appointment")
        ),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("purpose"),
        index.FilterField("management"),
    ]

    class Meta(Scheduled.Meta):
        abstract = False
        verbose_name = _("consultation hour")
        verbose_name_plural = _("consultation hours")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def rule_in_words(self) -> str:
        """Its rule as a sentence."""
        return sentence(self.rule)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Tell those who keep dates, once the places are stored as well."""
        super().save(*args, **kwargs)
        consultation_hour_saved.send(sender=type(self), instance=self)


class HourPlace(Orderable):
    """One of the places of a consultation hour; they take turns."""

    hour = ParentalKey(ConsultationHour, on_delete=models.CASCADE, related_name="hour_places")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="hour_places", verbose_name=_("place")
    )

    panels = [FieldPanel("place")]

    class Meta(Orderable.Meta):
        verbose_name = _("place of a consultation hour")
        verbose_name_plural = _("places of consultation hours")

    def __str__(self) -> str:
        return str(self.place)
