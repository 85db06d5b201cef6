"""Where something takes place, and who gets in."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from managements.models import District, ManagementOwned, ManagementOwnedQuerySet
from managements.schedules.choice_lists import ChoiceListField


class Fact(models.TextChoices):
    """What is known about a help for people with a disability; nothing is promised unasked."""

    UNKNOWN = "", _("not known")
    YES = "yes", _("yes")
    PARTLY = "partly", _("in part")
    NO = "no", _("no")


@dataclass(frozen=True)
class KnownFact:
    """A help about which something is known, in words; `value` is what a picture may repeat."""

    label: str
    answer: str
    value: str


# What is spoken in the offices, by ISO 639; dgs is the German sign language.
LANGUAGES = (
    ("de", _("German")),
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("uk", _("Ukrainian")),
    ("ru", _("Russian")),
    ("fa", _("Persian")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("pl", _("Polish")),
    ("tr", _("Turkish")),
    ("vi", _("Vietnamese")),
    ("dgs", _("German sign language")),
)


# The box around Leipzig, with some room.
_SOUTH, _NORTH, _WEST, _EAST = 51.0, 51.6, 12.0, 12.8
_NOT_HERE = _("This point does not lie in Leipzig.")


class Place(ManagementOwned, index.Indexed, models.Model):
    """Where people meet a management, or where something takes place."""

    name = models.CharField(_("name"), max_length=120)
    address = models.TextField(
        _("address"), max_length=200, blank=True, help_text=_("Street and number, then the town.")
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("district"),
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(_SOUTH, _NOT_HERE), MaxValueValidator(_NORTH, _NOT_HERE)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(_WEST, _NOT_HERE), MaxValueValidator(_EAST, _NOT_HERE)],
    )
    directions = models.TextField(
        _("how to get there"),
        max_length=400,
        blank=True,
        help_text=_("Stop, entrance, bell: what somebody needs who comes for the first time."),
    )
    step_free = models.CharField(
        _("step-free"), max_length=6, choices=Fact.choices, blank=True, default=Fact.UNKNOWN
    )
    accessible_toilet = models.CharField(
        _("toilet for wheelchair users"),
        max_length=6,
        choices=Fact.choices,
        blank=True,
        default=Fact.UNKNOWN,
    )
    induction_loop = models.CharField(
        _("induction loop for hearing aids"),
        max_length=6,
        choices=Fact.choices,
        blank=True,
        default=Fact.UNKNOWN,
    )
    languages = ChoiceListField(_("languages spoken"), blank=True, options=LANGUAGES)
    accessibility_note = models.CharField(
        _("more about access"),
        max_length=200,
        blank=True,
        help_text=_("For example: the side entrance has a ramp."),
    )

    objects: ClassVar[models.Manager] = ManagementOwnedQuerySet.as_manager()

    # What is asked about every place, in the order in which people read it.
    FACTS = ("step_free", "accessible_toilet", "induction_loop")

    panels = [
        FieldPanel("management"),
        FieldPanel("name"),
        FieldPanel("address"),
        FieldPanel("district"),
        FieldPanel("directions"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")], _("Point on the map")),
        MultiFieldPanel(
            [
                *(FieldPanel(name) for name in FACTS),
                FieldPanel("languages"),
                FieldPanel("accessibility_note"),
            ],
            _("Accessibility"),
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("address"),
        index.FilterField("management"),
    ]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["management", "name"],
                name="offices_place_name_once_per_management",
                violation_error_message=_("There already is a place of this name."),
            ),
            models.CheckConstraint(
                name="offices_place_point_is_whole",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Please give latitude and longitude, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_one_line(self) -> str:
        """Name and address with commas, for calendars and mails."""
        return ", ".join([self.name, *filter(None, map(str.strip, self.address.splitlines()))])

    def is_at(self, address: str) -> bool:
        """Whether it stands at an address: what people call the place may stand before that."""
        bare = bare_address(self.address)
        return bool(bare) and bare_address(address) in {bare, bare_address(self.name) + bare}

    @property
    def spoken(self) -> list[str]:
        """The languages in words."""
        return [str(label) for code, label in LANGUAGES if code in self.languages]

    @property
    def known_facts(self) -> list[KnownFact]:
        """What is known about who gets in: yes, in part, no. Nobody knowing is no "no"."""
        return [
            KnownFact(self._label(name), str(Fact(value).label), value)
            for name in self.FACTS
            if (value := getattr(self, name))
        ]

    @property
    def unknown_facts(self) -> list[str]:
        """The helps about which nothing is known yet."""
        return [self._label(name) for name in self.FACTS if not getattr(self, name)]

    def _label(self, name: str) -> str:
        field: Any = self._meta.get_field(name)
        return str(capfirst(field.verbose_name))


def bare_address(address: str) -> str:
    """Return an address for comparing: its letters and figures alone."""
    return "".join(letter for letter in address.casefold() if letter.isalnum())
