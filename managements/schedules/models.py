"""When something takes place, as columns of whatever takes place."""

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from managements.schedules.choice_lists import ChoiceListField, DayListField
from managements.schedules.public_holidays import public_holiday
from managements.schedules.reach import EARLIEST, LATEST, validate_day
from managements.schedules.rules import LAST, IsFree, Repeats, Rule, planned_days

WEEKDAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)
NTHS = (
    (1, _("1st")),
    (2, _("2nd")),
    (3, _("3rd")),
    (4, _("4th")),
    (5, _("5th, if there is one")),
    (LAST, _("last")),
)
MOST_WEEKS = 12
# What days follow from, apart from the first and the last.
_COUNTED = frozenset({"every", "nths", "weekdays", "days"})


class Scheduled(models.Model):
    """Mixin for what takes place by a rule."""

    repeats = models.CharField(
        _("how often"), max_length=10, choices=Repeats.choices, default=Repeats.ONCE
    )
    first_day = models.DateField(
        _("day"),
        validators=[validate_day],
        help_text=_("For example 07.12.2026. If it repeats: the day from which on it does."),
    )
    last_day = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        validators=[validate_day],
        help_text=_("Only if it lasts several days."),
    )
    starts_at = models.TimeField(
        _("from (time)"), null=True, blank=True, help_text=_("Empty: it lasts the whole day.")
    )
    ends_at = models.TimeField(
        _("until (time)"), null=True, blank=True, help_text=_("Empty: the end is not known.")
    )
    every = models.PositiveSmallIntegerField(
        _("every how many weeks"),
        default=1,
        blank=True,
        help_text=_(
            "Only on the same weekdays: 1 means every week, 2 every other week, counted from the first day on."
        ),
    )
    nths = ChoiceListField(
        _("which ones in the month"),
        blank=True,
        options=NTHS,
        help_text=_(
            "Only on certain weekdays of the month. All but the 3rd means “every one except the 3rd”."
        ),
    )
    weekdays = ChoiceListField(
        _("weekdays"), blank=True, options=WEEKDAYS, help_text=_("Only if it repeats.")
    )
    days = DayListField(
        _("further days"),
        blank=True,
        help_text=_("Only on single days. One per line, for example 24.12.2026."),
    )
    until = models.DateField(
        _("last possible day of the rule"),
        null=True,
        blank=True,
        validators=[validate_day],
        help_text=_("Only if it repeats. Empty: until further notice."),
    )
    skips_public_holidays = models.BooleanField(
        _("not on public holidays"),
        default=True,
        help_text=_(
            "Only if it repeats. The public holidays of Saxony, with Reformationstag and Buß- und Bettag."
        ),
    )
    skips_school_holidays = models.BooleanField(
        _("not in the school holidays"),
        default=False,
        help_text=_("Only if it repeats. The city’s editors keep the school holidays."),
    )

    # Fields that a form could not read: what stands in them here is not what somebody typed.
    _unread: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_end_has_a_beginning",
                condition=models.Q(ends_at__isnull=True) | models.Q(starts_at__isnull=False),
                violation_error_message=_("Whoever gives an end has to give a beginning, too."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_starts",
                condition=models.Q(ends_at__isnull=True)
                | models.Q(last_day__isnull=False)
                | models.Q(ends_at__gt=models.F("starts_at")),
                violation_error_message=_("The end has to be after the beginning."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_several_days_once_only",
                condition=models.Q(last_day__isnull=True)
                | models.Q(repeats=Repeats.ONCE, last_day__gt=models.F("first_day")),
                violation_error_message=_("Only what takes place once can last several days."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_until_is_not_before_the_first_day",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("first_day")),
                violation_error_message=_("The rule would end before its first day."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_every_few_weeks",
                condition=models.Q(every__gte=1, every__lte=MOST_WEEKS),
                violation_error_message=_("Please give a number from 1 to 12."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_days_within_reach",
                condition=models.Q(first_day__range=(EARLIEST, LATEST))
                & (models.Q(last_day__isnull=True) | models.Q(last_day__lte=LATEST))
                & (models.Q(until__isnull=True) | models.Q(until__lte=LATEST)),
                violation_error_message=_("Please look at the years."),
            ),
        ]

    def full_clean(
        self,
        exclude: Iterable[str] | None = None,
        validate_unique: bool = True,
        validate_constraints: bool = True,
    ) -> None:
        """Compare no field with one that its form has refused already."""
        self.__dict__["_unread"] = frozenset(exclude or ())
        try:
            super().full_clean(exclude, validate_unique, validate_constraints)
        finally:
            self.__dict__.pop("_unread", None)

    def clean(self) -> None:
        """Refuse what says nothing or contradicts itself, at the field that can be mended.

        What does not belong to the kind of rule is emptied first: it is not seen in the form.

        Raises:
            ValidationError: with a sentence at each field.
        """
        super().clean()
        self._empty_what_does_not_belong()
        if problems := self.rule_problems():
            raise ValidationError(problems)

    def _empty_what_does_not_belong(self) -> None:
        if self.repeats != Repeats.ONCE:
            self.last_day = None
        if self.repeats != Repeats.WEEKLY or self.every is None:
            self.every = 1
        if self.repeats != Repeats.MONTHLY:
            self.nths = []
        if self.repeats != Repeats.LISTED:
            self.days = []
        if self.repeats not in {Repeats.WEEKLY, Repeats.MONTHLY}:
            self.weekdays, self.until = [], None

    def rule_problems(self) -> dict[str, Any]:
        """Return what is wrong with the rule, a sentence by field; empty if nothing is."""
        problems = self._problems_of_times()
        # Django has spoken of a field that is empty or no choice.
        if self.repeats not in Repeats or "repeats" in self._unread:
            return problems
        first_day, until = self._known("first_day"), self._known("until")
        if self.every is not None and not 1 <= self.every <= MOST_WEEKS:
            problems["every"] = _("Please give a number from 1 to 12.")
        if self.repeats in {Repeats.WEEKLY, Repeats.MONTHLY} and not self.weekdays:
            problems["weekdays"] = _("Please choose at least one weekday.")
        if self.repeats == Repeats.MONTHLY:
            if not self.nths:
                problems["nths"] = _("Please choose which ones in the month.")
            elif list(self.nths) == [5]:
                problems["nths"] = _(
                    "Most months have no 5th one. If you mean the last one, choose “last”."
                )
        if first_day and until:
            if until < first_day:
                problems["until"] = _("The rule would end before its first day.")
            elif not problems and not self._unread & _COUNTED and not self.has_any_day():
                problems["until"] = _(
                    "No single date follows from this rule. Please look at its days."
                )
        # What has an error has one that can be mended first.
        return {name: words for name, words in problems.items() if name not in self._unread}

    def _problems_of_times(self) -> dict[str, Any]:
        first_day, last_day = self._known("first_day"), self._known("last_day")
        starts_at, ends_at = self._known("starts_at"), self._known("ends_at")
        if first_day and last_day and last_day <= first_day:
            return {"last_day": _("The last day has to be after the first day.")}
        if "starts_at" in self._unread:
            return {}
        if ends_at and starts_at is None:
            return {"starts_at": _("Whoever gives an end has to give a beginning, too.")}
        if self.last_day or "last_day" in self._unread or ends_at is None or ends_at > starts_at:
            return {}
        if self.repeats != Repeats.ONCE:
            return {"ends_at": _("The end has to be after the beginning.")}
        return {
            "ends_at": _(
                "The end has to be after the beginning. Does it end the next day? Then give the last day."
            )
        }

    def _known(self, name: str) -> Any:
        """Return a day or a time, None if it is not given, or not what somebody typed."""
        value = getattr(self, name)
        is_given = isinstance(value, datetime.date | datetime.time)
        return value if is_given and name not in self._unread else None

    def has_any_day(self) -> bool:
        """Whether the rule plans a day at all, holidays aside."""
        return next(planned_days(self.rule, to=self.until or LATEST), None) is not None

    @property
    def rule(self) -> Rule:
        """The rule, as schedules are reckoned from it."""
        return Rule(
            repeats=Repeats(self.repeats),
            first_day=self.first_day,
            last_day=self.last_day,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            every=self.every,
            weekdays=tuple(sorted(self.weekdays or ())),
            nths=tuple(sorted(self.nths or (), key=lambda nth: (nth == LAST, nth))),
            days=tuple(datetime.date.fromisoformat(day) for day in self.days or ()),
            until=self.until,
            skips_public_holidays=self.skips_public_holidays,
            skips_school_holidays=self.skips_school_holidays,
        )


def free_days(rule: Rule, school_holidays: Iterable[tuple[datetime.date, datetime.date]]) -> IsFree:
    """Return which days a rule leaves out; what takes place once or is listed leaves out none.

    `school_holidays` are the first and the last day of each.
    """
    periods = list(school_holidays) if rule.skips_school_holidays else []

    def is_free(day: datetime.date) -> bool:
        if not rule.recurs:
            return False
        if rule.skips_public_holidays and public_holiday(day):
            return True
        return any(first <= day <= last for first, last in periods)

    return is_free
