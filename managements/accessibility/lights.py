"""How it stands with the statements of many sites, in a few queries."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models.functions import Length, Substr
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from managements.accessibility.facts import has_passed
from managements.accessibility.models import AccessibilityStatementPage
from managements.models import Management
from managements.schedules.sentences import day_in_words


class Light(models.TextChoices):
    """How it stands with a statement; the words are read beside the colour."""

    INCOMPLETE = "incomplete", pgettext_lazy("light of a statement", "incomplete")
    UNPUBLISHED = "unpublished", pgettext_lazy("light of a statement", "not published")
    OUTDATED = "outdated", pgettext_lazy("light of a statement", "to be looked at")
    COMPLETE = "complete", pgettext_lazy("light of a statement", "all right")
    ENDED = "ended", pgettext_lazy("light of a statement", "in the archive")

    @property
    def icon(self) -> str:
        """The name of Wagtail's icon: its shape says the same as the colour."""
        return {"complete": "success", "ended": "folder-inverse"}.get(self.value, "warning")

    @property
    def action(self) -> str:
        """What the link to the statement says."""
        words = {
            Light.INCOMPLETE: _("Complete the statement"),
            Light.UNPUBLISHED: _("Publish the statement"),
            Light.OUTDATED: _("Check the statement"),
        }
        return words.get(self, _("Open the statement"))


@dataclass(frozen=True)
class StatementLight:
    """How it stands today with the statement of a management, or of the city."""

    # None: the city's own pages.
    management: Management | None
    light: Light
    sentence: str
    # What is missing or has to be looked at, a sentence each.
    problems: tuple[str, ...] = ()
    status: str = ""
    reviewed_on: datetime.date | None = None
    edit_url: str = ""

    @property
    def name(self) -> str:
        """Whose statement it is."""
        return self.management.short_name if self.management else _("The city's own pages")

    @property
    def is_all_well(self) -> bool:
        """Whether there is nothing to do."""
        return self.light in {Light.COMPLETE, Light.ENDED}

    @property
    def urgency(self) -> tuple[int, str]:
        """For lists: the worst first."""
        return list(Light).index(self.light), self.name.casefold()


def lights_of(
    managements: Iterable[Management], today: datetime.date, *, with_city: bool = False
) -> list[StatementLight]:
    """Return how it stands with some statements, the worst first; four queries at most."""
    wanted = list(managements)
    found = Management.objects.filter(pk__in=[one.pk for one in wanted], page__isnull=False)
    starts: dict[int | None, str] = dict(found.values_list("pk", "page__path"))
    if with_city:
        city = Site.objects.filter(is_default_site=True).values_list("root_page__path", flat=True)
        starts[None] = city.first() or ""
    by_start = _statements_below(starts.values())
    lights = [_light(one, by_start.get(starts.get(one.pk, "")), today) for one in wanted]
    if with_city:
        lights.append(_light(None, by_start.get(starts[None]), today))
    return sorted(lights, key=lambda light: light.urgency)


def _statements_below(starts: Iterable[str]) -> dict[str, AccessibilityStatementPage]:
    """Return the statements directly below some start pages, by the start pages' paths."""
    step = AccessibilityStatementPage.steplen
    above = Substr("path", 1, Length("path") - step)
    pages = AccessibilityStatementPage.objects.annotate(start_path=above)
    found = pages.filter(start_path__in=list(starts)).prefetch_related("gaps")
    return {page.path[:-step]: page for page in found}


def _light(
    management: Management | None, page: AccessibilityStatementPage | None, today: datetime.date
) -> StatementLight:
    if page is None:
        return StatementLight(management, Light.INCOMPLETE, _("There is no statement."))
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if management is not None and management.has_ended:
        return StatementLight(
            management, Light.ENDED, _("The site is an archive."), edit_url=edit_url
        )
    found = page.problems(today) if page.live else page.obstacles(today)
    problems = tuple(words for field in found.values() for words in field)
    if problems:
        light = Light.INCOMPLETE
        sentence = (
            _("It is public, but incomplete.")
            if page.live
            else _("It is not public: something in it is missing, or not right.")
        )
    elif not page.live:
        light = Light.UNPUBLISHED
        sentence = _("Nothing is missing. You only have to publish it.")
    else:
        problems = tuple(_to_look_at(page, today))
        light = Light.OUTDATED if problems else Light.COMPLETE
        sentence = _("It was last looked at on %(day)s.") % {
            "day": day_in_words(page.reviewed_on or today)
        }
    return StatementLight(
        management,
        light,
        sentence,
        problems,
        status=str(page.get_status_display()),
        reviewed_on=page.reviewed_on,
        edit_url=edit_url,
    )


def _to_look_at(page: AccessibilityStatementPage, today: datetime.date) -> Iterable[str]:
    """Yield what has grown old on a page that is complete."""
    if page.next_review and page.next_review <= today:
        yield _("That was more than a year ago. Please look at it again.")
    for gap in page.gaps.all():
        if has_passed(gap.until, today):
            yield _("“%(gap)s” was to be done by %(day)s. Is it?") % {
                "gap": gap.what,
                "day": day_in_words(gap.until),
            }
