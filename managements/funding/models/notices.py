"""The funding notice of a management, and that of the city's own pages.

Whoever carries a funded measure must name who pays for it in prescribed words (§ 44a SäHO), so the
words are data with dates, per management, and never stand in a template.
"""

import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, PreviewableMixin
from wagtail.search import index

from managements.funding.models.days_in_words import days_in_words, named_by_days
from managements.funding.models.programmes import Programme
from managements.funding.placeholders import Placeholder, check_placeholders, check_readable
from managements.models import Evidence, ManagementOwned, ManagementOwnedQuerySet, SharedByAll
from managements.schedules.overlaps import NoOverlap
from managements.schedules.reach import validate_day

AWS = "Stadt Leipzig, Amt für Wohnungsbau und Stadterneuerung"

_IN_ORDER = (models.F("valid_from").asc(nulls_first=True), "pk")


class Phase(models.TextChoices):
    """How a notice stands to a day."""

    VALID = "valid", _("is valid")
    COMING = "coming", _("comes")
    PAST = "past", _("is over")


class WordedNoticeQuerySet(ManagementOwnedQuerySet):
    """Reading notices."""

    def valid_on(self, day: datetime.date) -> Self:
        """Return the notices that are valid on a day (in Berlin): one of each owner at most."""
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day),
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=day),
        )

    def in_phase(self, phase: Phase, on: datetime.date) -> Self:
        """Return the notices that stand so to a day."""
        match phase:
            case Phase.COMING:
                return self.filter(valid_from__gt=on)
            case Phase.PAST:
                return self.filter(valid_until__lt=on)
        return self.valid_on(on)

    def in_order(self) -> Self:
        """Return the notices from the first to the last."""
        return self.order_by(*_IN_ORDER)


class WordedNotice(Evidence, PreviewableMixin, ClusterableModel):
    """What has to stand below pages, in which words, from which day until which.

    One that has begun was read, and is evidence. The preview is filled by `notice_preview`.
    """

    # What its texts may name, filled by its own facts.
    PLACEHOLDERS: ClassVar[tuple[Placeholder, ...]] = ()
    # Refuses two for one day; `clean` says so at the field.
    ONE_A_DAY: ClassVar[NoOverlap]
    # Whether the one before it ends as soon as it is stored: then that one is not in its way.
    ends_previous = False
    # Whether both its days could be read: else nothing follows from them.
    _has_days = True

    commissioner = models.CharField(_("commissioned by"), max_length=200, default=AWS)
    text = models.TextField(
        _("notice"),
        max_length=2000,
        help_text=_("As it must be given, word for word. An empty line starts a paragraph."),
    )
    budget_sentence = models.TextField(
        _("sentence on the budget of the Landtag"),
        max_length=600,
        blank=True,
        help_text=_(
            "In the wording that the funding decision prescribes; there are several. It stands as "
            "a paragraph of its own. Empty if none is prescribed."
        ),
    )
    extra_wording = models.TextField(
        _("further wording"),
        max_length=1000,
        blank=True,
        help_text=_("What else the funding decision asks for, for example on EU money."),
    )
    valid_from = models.DateField(
        _("valid from"),
        null=True,
        blank=True,
        validators=[validate_day],
        help_text=_("The first day. Empty: it has always been valid."),
    )
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        validators=[validate_day],
        help_text=_("The last day. Empty: until further notice."),
    )

    objects: ClassVar[models.Manager] = WordedNoticeQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        # A name for headings and logs: all of them read alike, so their days tell them apart.
        return named_by_days(self._kind, self.valid_from, self.valid_until)

    @property
    def _kind(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def days_in_words(self) -> str:
        """From when until when it is valid: “ab dem 1. März 2026”."""
        return days_in_words(self.valid_from, self.valid_until)

    @property
    def texts(self) -> dict[str, str]:
        """Its texts with their placeholders, by the names of their fields, in their order."""
        names = ("text", "budget_sentence", "extra_wording")
        return {name: getattr(self, name) for name in names}

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Where people read it: below pages, and where there are no pictures."""
        return [("", _("Below every page")), ("text", _("As plain text"))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return what shows it alone."""
        return "funding/notice_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """Return what the view has found out, which knows the form."""
        return super().get_preview_context(request, mode_name) | {
            "preview": request.notice_preview,
            "is_text": mode_name == "text",
        }

    def has_begun(self, on: datetime.date) -> bool:
        """Whether it was valid by a day."""
        return self.valid_from is None or self.valid_from <= on

    def is_evidence(self, on: datetime.date) -> bool:
        """Whether somebody may have read it."""
        return self.has_begun(on)

    def _was_evidence(self, on: datetime.date) -> bool:
        stored = self.of_the_same_owner().filter(pk=self.pk).first()
        return stored is not None and stored.is_evidence(on)

    def phase(self, on: datetime.date) -> Phase:
        """Return how it stands to a day."""
        if not self.has_begun(on):
            return Phase.COMING
        is_past = self.valid_until is not None and self.valid_until < on
        return Phase.PAST if is_past else Phase.VALID

    def day_to_read(self, today: datetime.date) -> datetime.date:
        """Return the day for which it is told how it reads: today, or its first or last one."""
        if not self.has_begun(today):
            return self.valid_from or today
        return today if self.valid_until is None else min(today, self.valid_until)

    @property
    def empty_placeholders(self) -> set[Placeholder]:
        """What its texts cannot name, because the fact for it is missing."""
        return set() if self.commissioner else {Placeholder.COMMISSIONER}

    def clean_fields(self, exclude: Any = None) -> None:
        """Note whether its days are as they were meant: `clean` compares them with others."""
        wrong = set(exclude or ())
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            wrong.update(error.message_dict)
            raise
        finally:
            self._has_days = wrong.isdisjoint({"valid_from", "valid_until"})

    def clean(self) -> None:
        """Refuse what nobody could show: unknown names, an end before the start, two for one day.

        Raises:
            ValidationError: with a sentence at the field.
        """
        super().clean()
        errors: dict[str, Any] = {}
        for name, text in self.texts.items():
            try:
                check_placeholders(text, self.PLACEHOLDERS, self.empty_placeholders)
                check_readable(text)
            except ValidationError as error:
                errors[name] = error
        if not self._has_days:
            pass
        elif self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            errors["valid_until"] = _("The last day must not lie before the first one.")
        elif self._was_evidence(today := timezone.localdate()) and not self.is_evidence(today):
            errors["valid_from"] = _(
                "This notice has been read already, so that its first day cannot come later than "
                "today. Please let it end, and write another one."
            )
        elif other := self.in_its_way().order_by(*_IN_ORDER).first():
            errors["valid_from"] = other.in_the_way(self)
        if errors:
            raise ValidationError(errors)

    def validate_constraints(self, exclude: Any = None) -> None:
        """Leave the days to `clean` where it knows that another one is about to end."""
        days = {"valid_from", "valid_until"} if self.ends_previous else set()
        super().validate_constraints(exclude={*(exclude or ()), *days})

    def previous(self) -> Any:
        """Return the notice that began earlier and is still valid on the first day of this one."""
        if self.valid_from is None:
            return None
        began_earlier = models.Q(valid_from=None) | models.Q(valid_from__lt=self.valid_from)
        overlapping: Any = self.ONE_A_DAY.overlapping(self)
        return overlapping.filter(began_earlier).valid_on(self.valid_from).first()

    def in_its_way(self) -> Any:
        """Return the other notices that are valid on one of its days, once it is stored."""
        found = self.ONE_A_DAY.overlapping(self)
        previous = self.previous() if self.ends_previous else None
        return found.exclude(pk=previous.pk) if previous else found

    def others(self) -> models.QuerySet[Any]:
        """Return the other notices of the same owner."""
        return self.of_the_same_owner().exclude(pk=self.pk)

    def of_the_same_owner(self) -> models.QuerySet[Any]:
        """Return all stored notices of its owner."""
        return type(self)._default_manager.all()  # noqa: SLF001 - Django's public API

    def in_the_way(self, of: "WordedNotice") -> ValidationError:
        """Return what to say to whoever enters another notice for the same days."""
        words = _(
            "Another notice is valid %(period)s already. Please let that one end first, or choose "
            "other days."
        )
        if of.pk is None and of.valid_from is None:
            words = _(
                "Another notice is valid %(period)s already. Please give the first day of the new "
                "one."
            )
        return ValidationError(words, code="taken", params={"period": self.days_in_words})


def _rules(name: str, one_a_day: NoOverlap) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            name=f"funding_{name}_ends_after_its_start",
            condition=models.Q(valid_from__isnull=True)
            | models.Q(valid_until__isnull=True)
            | models.Q(valid_until__gte=models.F("valid_from")),
            violation_error_message=_("The last day must not lie before the first one."),
        ),
        one_a_day,
    ]


_TAKEN = _("In this time another notice is valid already.")
_ONE_OF_A_MANAGEMENT = NoOverlap(
    owner="management",
    starts="valid_from",
    ends="valid_until",
    name="funding_notice_one_a_day",
    violation_error_message=_TAKEN,
)
_ONE_OF_THE_CITY = NoOverlap(
    starts="valid_from",
    ends="valid_until",
    name="funding_city_notice_one_a_day",
    violation_error_message=_TAKEN,
)


class FundingNotice(ManagementOwned, index.Indexed, WordedNotice):
    """Who commissioned a management, who pays for it, who carries it, and in which words."""

    PLACEHOLDERS = (
        Placeholder.MANAGEMENT,
        Placeholder.COMMISSIONER,
        Placeholder.CARRIER,
        Placeholder.PROGRAMME,
    )
    ONE_A_DAY = _ONE_OF_A_MANAGEMENT

    carrier = models.CharField(
        _("carrier"), max_length=200, blank=True, help_text=_("Who runs the office for the city.")
    )

    # What a form is about to store; None where what is stored counts.
    chosen_programmes: list[Programme] | None = None

    search_fields = [
        index.SearchField("text"),
        index.AutocompleteField("text"),
        index.SearchField("carrier"),
        index.FilterField("management"),
        index.FilterField("valid_from"),
        index.FilterField("valid_until"),
    ]

    objects: ClassVar[models.Manager] = WordedNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding notice")
        verbose_name_plural = _("funding notices")
        ordering = ["management", models.F("valid_from").asc(nulls_first=True)]
        constraints = _rules("notice", _ONE_OF_A_MANAGEMENT)

    @property
    def programmes(self) -> list[Programme]:
        """The programmes that it names, in their order."""
        if self.chosen_programmes is not None:
            return self.chosen_programmes
        return [one.programme for one in self.notice_programmes.all()]

    @property
    def empty_placeholders(self) -> set[Placeholder]:
        """Add what a management may lack."""
        empty = super().empty_placeholders
        if not self.carrier:
            empty.add(Placeholder.CARRIER)
        if not self.programmes:
            empty.add(Placeholder.PROGRAMME)
        return empty

    def of_the_same_owner(self) -> models.QuerySet[Any]:
        """Return all stored notices of its management."""
        return super().of_the_same_owner().filter(management=self.management_id)

    @property
    def _kind(self) -> str:
        if self.management_id is None:
            return super()._kind
        return f"{super()._kind} {self.management.short_name}"


class NoticeProgramme(Orderable):
    """That a notice names a programme."""

    notice = ParentalKey(FundingNotice, on_delete=models.CASCADE, related_name="notice_programmes")
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        related_name="notice_programmes",
        verbose_name=_("funding programme"),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("programme of a notice")
        verbose_name_plural = _("programmes of notices")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "programme"],
                name="funding_programme_once_in_a_notice",
                violation_error_message=_("This programme is there twice."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.programme)


class CityNotice(SharedByAll, index.Indexed, WordedNotice):
    """What the commissioner wants to stand below the city's own pages."""

    PLACEHOLDERS = (Placeholder.COMMISSIONER,)
    ONE_A_DAY = _ONE_OF_THE_CITY

    search_fields = [index.SearchField("text"), index.AutocompleteField("text")]

    objects: ClassVar[models.Manager] = WordedNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of the city's pages")
        verbose_name_plural = _("notices of the city's pages")
        ordering = [models.F("valid_from").asc(nulls_first=True)]
        constraints = _rules("city_notice", _ONE_OF_THE_CITY)
