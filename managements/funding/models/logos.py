"""Logos of those who pay, and how they looked when."""

import datetime
import hashlib
from typing import IO, Any

from django.core.files.storage import Storage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from managements.funding.logo_files import Drawing, read_logo
from managements.funding.models.programmes import Programme
from managements.models import SharedByAll
from managements.schedules.form_fields import DayField
from managements.schedules.panels import TypedPanel
from managements.schedules.reach import validate_day


def logo_path(version: Any, file_name: str) -> str:
    """Return where a drawing is kept: under its own hash, so that a name always means the same."""
    return f"logos/{version.digest}.{file_name.rsplit('.', 1)[-1].lower()}"


class Logo(SharedByAll, index.Indexed, ClusterableModel):
    """The logo of a body that has to be shown, for example that of the city. Its drawing may change.

    Logos are not deleted: they were shown, and that has to be provable.
    """

    name = models.CharField(
        _("whose logo"), max_length=80, unique=True, help_text=_("For example: Stadt Leipzig.")
    )
    with_every_notice = models.BooleanField(
        _("with every funding notice of the managements"), default=False
    )
    programmes = ParentalManyToManyField(
        Programme,
        blank=True,
        related_name="logos",
        verbose_name=_("with notices that name these programmes"),
    )
    on_city_pages = models.BooleanField(_("on the city's own pages"), default=False)
    shown_until = models.DateField(
        _("shown until"),
        null=True,
        blank=True,
        validators=[validate_day],
        help_text=_("The last day on which it is shown. Empty: until further notice."),
    )
    sort_order = models.IntegerField(default=0, editable=False)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def places_in_words(self) -> str:
        """Where it is shown."""
        places = [str(programme) for programme in self.programmes.all()]
        if self.with_every_notice:
            places = [gettext("all funding notices")]
        if self.on_city_pages:
            places.append(gettext("the city's pages"))
        return ", ".join(places)

    def belongs_to(self, day: datetime.date) -> bool:
        """Whether it is shown with what speaks as of a day."""
        return self.shown_until is None or day <= self.shown_until

    def version_on(self, day: datetime.date) -> "LogoVersion | None":
        """Return its drawing on a day, None before the first one."""
        held = [one for one in self.versions.all() if one.has_begun(day)]
        return max(held, key=lambda one: one.valid_from, default=None)

    def add_version(
        self, file: IO[bytes], *, alternative_text: str, valid_from: datetime.date
    ) -> "LogoVersion":
        """Let it look otherwise from a day on.

        Raises:
            ValidationError: if the file is no logo that can be shown, or something else is wrong.
        """
        version = LogoVersion(logo=self, alternative_text=alternative_text, valid_from=valid_from)
        version.draw(read_logo(file))
        version.full_clean()
        version.save()
        return version


class LogoVersion(models.Model):
    """How a logo looks from a day on, until it looks otherwise."""

    logo = ParentalKey(Logo, on_delete=models.CASCADE, related_name="versions")
    file = models.FileField(
        _("file"),
        upload_to=logo_path,
        max_length=120,
        help_text=_("PNG or WebP, at least 400 pixels wide, or SVG."),
    )
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=200,
        help_text=_("What the logo says, for people who cannot see it: Logo der Stadt Leipzig."),
    )
    valid_from = models.DateField(
        _("valid from"),
        default=timezone.localdate,
        validators=[validate_day],
        help_text=_("The first day on which it is shown, everywhere."),
    )
    # Of the stored file: SHA-256 as hexadecimal digits, and pixels; of an SVG, which has none, the
    # longer side counts 1000.
    digest = models.CharField(max_length=64, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    panels = [
        FieldPanel("file"),
        FieldPanel("alternative_text"),
        TypedPanel("valid_from", form_field=DayField),
    ]

    class Meta:
        verbose_name = _("version of a logo")
        verbose_name_plural = _("versions of logos")
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["logo", "valid_from"],
                name="funding_logo_one_version_a_day",
                violation_error_message=_("From this day on there is another version already."),
            ),
            models.CheckConstraint(
                name="funding_logo_version_has_alternative_text",
                condition=~models.Q(alternative_text=""),
                violation_error_message=_("Please describe the logo for people who cannot see it."),
            ),
            models.CheckConstraint(
                name="funding_logo_version_was_read",
                condition=~models.Q(digest="") & models.Q(width__gt=0, height__gt=0),
                violation_error_message=_("The file of this logo was never looked at."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.logo} ({self.valid_from:%d.%m.%Y})"

    def has_begun(self, day: datetime.date) -> bool:
        """Whether it has been shown on a day, or before."""
        return self.valid_from <= day

    def draw(self, drawing: Drawing) -> None:
        """Take a picture that was read; it is stored when the version is."""
        self.digest, self.width, self.height = drawing.digest, drawing.width, drawing.height
        storage, path = self.file.storage, logo_path(self, str(drawing.file.name))
        is_there = storage.exists(path)
        if is_there and not _is_intact(storage, path, drawing.digest):
            # At once: other versions and evidence name it, whatever becomes of this one.
            storage.delete(path)
            storage.save(path, drawing.file)
        # Django would choose another name for what lies under its own hash already.
        self.file = path if is_there else drawing.file


def _is_intact(storage: Storage, path: str, digest: str) -> bool:
    """Whether a stored drawing is still the one that its hash stands for."""
    try:
        with storage.open(path) as file:
            return hashlib.sha256(file.read()).hexdigest() == digest
    except OSError:
        return False
