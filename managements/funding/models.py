"""The funding notice of a management.

Whoever carries a funded measure must name who pays for it in prescribed words (§ 44a SäHO), so the
words are data with dates, per management, and never stand in a template.
"""

import datetime
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from managements.models import ManagementOwned, ManagementOwnedQuerySet, SharedByAll
from managements.schedules.form_fields import DayField
from managements.schedules.panels import TypedPanel


class Programme(SharedByAll):
    """A funding programme, for example "Sozialer Zusammenhalt"."""

    name = models.CharField(
        _("full name"), max_length=200, unique=True, help_text=_("As it must be named.")
    )
    short_name = models.CharField(_("short name"), max_length=40, blank=True)

    panels = [FieldPanel("name"), FieldPanel("short_name")]

    class Meta:
        verbose_name = _("funding programme")
        verbose_name_plural = _("funding programmes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FundingNoticeQuerySet(ManagementOwnedQuerySet):
    """Reading funding notices."""

    def valid_on(self, date: datetime.date) -> Self:
        """Return the notices that are valid on a day (in Berlin), the latest first."""
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=date),
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=date),
        ).order_by(models.F("valid_from").desc(nulls_last=True), "-pk")


class FundingNotice(ManagementOwned, index.Indexed, models.Model):
    """Who commissioned a management, who pays for it, who carries it, and in which words."""

    commissioner = models.CharField(
        _("commissioned by"),
        max_length=200,
        default="Stadt Leipzig, Amt für Wohnungsbau und Stadterneuerung",
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="funding_notices",
        verbose_name=_("funding programme"),
    )
    carrier = models.CharField(_("carrier"), max_length=200, blank=True)
    text = models.TextField(
        _("notice"),
        max_length=2000,
        help_text=_(
            "As it must stand on every page, word for word. An empty line starts a paragraph."
        ),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects: ClassVar[models.Manager] = FundingNoticeQuerySet.as_manager()

    panels = [
        FieldPanel("management"),
        FieldPanel("text"),
        MultiFieldPanel(
            [FieldPanel("commissioner"), FieldPanel("programme"), FieldPanel("carrier")],
            _("Facts"),
        ),
        FieldRowPanel(
            [
                TypedPanel("valid_from", form_field=DayField),
                TypedPanel("valid_until", form_field=DayField),
            ],
            _("Valid"),
        ),
    ]
    search_fields = [
        index.SearchField("text"),
        index.AutocompleteField("text"),
        index.SearchField("carrier"),
        index.FilterField("management"),
    ]

    class Meta:
        verbose_name = _("funding notice")
        verbose_name_plural = _("funding notices")
        ordering = ["management", models.F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.CheckConstraint(
                name="funding_notice_ends_after_its_start",
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                violation_error_message=_("The last day must not lie before the first one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.management}: {self.text[:60]}"

    def clean(self) -> None:
        """Refuse two notices for one day: nobody could say which one holds."""
        super().clean()
        if self.management_id is None:
            return
        others = FundingNotice.objects.of(self.management).exclude(pk=self.pk)
        if self.valid_until:
            others = others.exclude(valid_from__gt=self.valid_until)
        if self.valid_from:
            others = others.exclude(valid_until__lt=self.valid_from)
        if others.exists():
            raise ValidationError(
                {"valid_from": _("In this time another notice of the same management is valid.")}
            )
