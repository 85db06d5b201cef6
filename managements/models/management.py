"""The neighbourhood managements."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from managements.models.colour import Palette, accent_class, validate_accent
from managements.models.district import District
from managements.models.emblem import NEUTRAL_EMBLEM, NO_EMBLEM_LABEL, Emblem

if TYPE_CHECKING:
    from wagtail.models import Page

# Addresses of the city's own that no management may take; “stadt” stands for it in the CMS.
RESERVED_SLUGS = frozenset(
    {
        "admin", "aktuelles", "anliegen", "barriere-melden", "barrierefreiheit", "datenschutz",
        "documents", "dokumente", "healthz", "impressum", "media", "quartiere", "readyz", "stadt",
        "static", "suche", "teilen", "termine",
    }
)  # fmt: skip

validate_hostname = RegexValidator(
    re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$"),
    _("Please give a hostname such as leipziger-osten.de: no https://, no path, small letters."),
)


def validate_slug_is_free(slug: str) -> None:
    """Refuse address parts that the city's own pages use."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is an address of the city's own site. Please choose another one."),
            params={"slug": slug},
        )


_MOST_PATHS = 500


class ManagementQuerySet(models.QuerySet["Management"]):
    """Reading managements."""

    def public(self) -> Self:
        """Return the managements whose sites the public may see."""
        return self.filter(page__live=True).exclude(status=Management.Status.PREPARATION)

    def open(self) -> Self:
        """Return the managements that people can turn to."""
        return self.public().exclude(status=Management.Status.CLOSED)

    def working(self) -> Self:
        """Return the managements that have not ended, public or not."""
        return self.exclude(status=Management.Status.CLOSED)

    def with_facts(self) -> Self:
        """Fetch what lists of managements show: pages and districts, in two more queries."""
        return self.select_related("page", "successor").prefetch_related(
            models.Prefetch(
                "management_districts",
                ManagementDistrict.objects.select_related("district"),
            )
        )

    def of_pages(self, pages: Iterable["Page"]) -> "dict[int, Management | None]":
        """Return each page's management by the page's id, None for the city's own; one query."""
        pages = list(pages)
        paths = {path for page in pages for path in _paths(page)}
        # A few pages need not read all managements, and no database takes any number of paths.
        owners = self.filter(page__path__in=paths) if len(paths) <= _MOST_PATHS else self
        by_path = {
            management.page.path: management
            for management in owners.filter(page__isnull=False).select_related("page")
        }
        return {
            page.pk: next(
                (found for path in _paths(page) if (found := by_path.get(path)) is not None), None
            )
            for page in pages
        }

    def of_page(self, page: "Page") -> "Management | None":
        """Return the management in whose page tree a page stands, or None for the city's own pages."""
        return self.filter(page__path__in=_paths(page)).select_related("page", "successor").first()


def _paths(page: "Page") -> list[str]:
    """Return the tree paths of a page and of all pages above it."""
    return [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]


class Management(ClusterableModel):
    """A neighbourhood management: who it is, where it works, and in which phase of its life.

    It knows no features: a capability that needs a setting per management keeps it in a model of
    its own. All that belongs to a management is made by `tenancy.provisioning`.
    """

    class Kind(models.TextChoices):
        """What the body calls itself."""

        QUARTER = "quartiersmanagement", _("Quartiersmanagement")
        REDEVELOPMENT = "stadtumbaumanagement", _("Stadtumbaumanagement")
        DISTRICT = "stadtteilmanagement", _("Stadtteilmanagement")
        STUDY = "konzeptionelle-untersuchung", _("Konzeptionelle Untersuchung")

    class Status(models.TextChoices):
        """The phases of a management's life."""

        PREPARATION = "preparation", _("in preparation (not public)")
        ACTIVE = "active", _("active")
        WINDING_DOWN = "winding_down", _("winding down")
        CLOSED = "closed", _("closed (archive)")

    name = models.CharField(_("name"), max_length=120, unique=True)
    short_name = models.CharField(
        _("short name"), max_length=60, help_text=_("The quarter alone, for example “Grünau”.")
    )
    slug = models.SlugField(
        _("address part"), max_length=60, unique=True, validators=[validate_slug_is_free]
    )
    kind = models.CharField(_("kind"), max_length=40, choices=Kind.choices)
    status = models.CharField(
        _("phase"), max_length=20, choices=Status.choices, default=Status.PREPARATION
    )
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
        help_text=_("Who people should turn to when this management has ended."),
    )
    districts = models.ManyToManyField(
        District,
        through="ManagementDistrict",
        related_name="managements",
        verbose_name=_("districts"),
    )
    commissioner = models.CharField(
        _("commissioned by"),
        max_length=200,
        default="Stadt Leipzig, Amt für Wohnungsbau und Stadterneuerung",
    )
    accent = models.CharField(
        _("accent colour"), max_length=7, default="#1F4E8C", validators=[validate_accent]
    )
    emblem = models.CharField(_("emblem"), max_length=40, choices=Emblem.choices, blank=True)
    latitude = models.FloatField(
        _("latitude of the centre"),
        null=True,
        blank=True,
        validators=[MinValueValidator(51.0), MaxValueValidator(51.6)],
    )
    longitude = models.FloatField(
        _("longitude of the centre"),
        null=True,
        blank=True,
        validators=[MinValueValidator(12.0), MaxValueValidator(12.8)],
    )
    hostname = models.CharField(
        _("own hostname"),
        max_length=253,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_hostname],
        help_text=_("Empty: the site stands at the city's address, below the address part."),
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        on_delete=models.PROTECT,
        related_name="management",
        editable=False,
        verbose_name=_("collection"),
    )
    editors = models.OneToOneField(
        "auth.Group",
        on_delete=models.PROTECT,
        related_name="management",
        editable=False,
        verbose_name=_("editors"),
    )

    objects = ManagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("management")
        verbose_name_plural = _("managements")
        ordering = ["short_name"]
        constraints = [
            models.CheckConstraint(
                name="managements_management_hostname_not_empty",
                condition=models.Q(hostname__isnull=True) | ~models.Q(hostname=""),
            ),
            models.CheckConstraint(
                name="managements_management_not_its_own_successor",
                condition=models.Q(successor__isnull=True) | ~models.Q(successor=models.F("id")),
                violation_error_message=_("A management cannot be its own successor."),
            ),
            models.CheckConstraint(
                name="managements_management_centre_is_whole",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Please give latitude and longitude, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep hostnames of two managements apart, and let no successors go in a circle."""
        super().clean()
        if self.successor and self in self.successor.and_successors():
            raise ValidationError(
                {
                    "successor": _(
                        "A management cannot come after itself, not even by way of others."
                    )
                }
            )
        self.hostname = (self.hostname or "").strip().lower() or None
        if self.hostname and (
            FormerHostname.objects.filter(hostname=self.hostname)
            .exclude(management_id=self.pk)
            .exists()
        ):
            raise ValidationError(
                {
                    "hostname": _(
                        "Another management used this hostname before and redirects from it."
                    )
                }
            )

    def and_successors(self) -> "list[Management]":
        """Return this management and all that came after it, each once, in their order."""
        line: list[Management] = []
        following: Management | None = self
        while following is not None and following not in line:
            line.append(following)
            following = following.successor
        return line

    @property
    def is_public(self) -> bool:
        """Whether the public may see this management's site."""
        return self.status != self.Status.PREPARATION

    @property
    def is_open(self) -> bool:
        """Whether people can turn to this management."""
        return self.status in {self.Status.ACTIVE, self.Status.WINDING_DOWN}

    @property
    def has_ended(self) -> bool:
        """Whether this management is an archive: nobody answers there any more."""
        return self.status == self.Status.CLOSED

    @property
    def accent_class(self) -> str:
        """The style class under which the accent's shades are known."""
        return accent_class(self.slug)

    @property
    def drawing(self) -> str:
        """The name of the drawing that stands for the management; there always is one."""
        return self.emblem if self.emblem in Emblem.values else NEUTRAL_EMBLEM

    @property
    def drawing_label(self) -> str:
        """What is to be seen on it."""
        return str(self.get_emblem_display() if self.emblem else NO_EMBLEM_LABEL)

    @property
    def palette(self) -> Palette:
        """The shades of the accent."""
        return Palette(self.accent)

    @cached_property
    def district_names(self) -> list[str]:
        """The districts in words, for example ["Volkmarsdorf", "Teile von Reudnitz"]."""
        return [str(link) for link in self.management_districts.all()]


class ManagementDistrict(Orderable):
    """That a management looks after a district, or after a part of it."""

    management = ParentalKey(
        Management, on_delete=models.CASCADE, related_name="management_districts"
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        related_name="management_districts",
        verbose_name=_("district"),
    )
    only_in_part = models.BooleanField(_("only parts of it"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("district of a management")
        verbose_name_plural = _("districts of managements")
        constraints = [
            models.UniqueConstraint(
                fields=["management", "district"], name="managements_district_once_per_management"
            ),
        ]

    def __str__(self) -> str:
        if self.only_in_part:
            return str(_("parts of %(district)s") % {"district": self.district})
        return str(self.district)


class FormerHostname(models.Model):
    """A hostname that a management no longer uses; its addresses redirect for good."""

    management = ParentalKey(Management, on_delete=models.CASCADE, related_name="former_hostnames")
    hostname = models.CharField(
        _("former hostname"), max_length=253, unique=True, validators=[validate_hostname]
    )

    class Meta:
        verbose_name = _("former hostname")
        verbose_name_plural = _("former hostnames")
        ordering = ["hostname"]
        constraints = [
            models.UniqueConstraint(Lower("hostname"), name="managements_former_hostname_unique"),
        ]

    def __str__(self) -> str:
        return self.hostname
