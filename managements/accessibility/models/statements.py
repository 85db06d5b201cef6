"""The accessibility statement of a site, with its facts as fields."""

import datetime
import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, Page, Revision, Site
from wagtail.search import index

from managements.accessibility.addresses import REPORT_PATH, THANKS_PATH, answering
from managements.accessibility.enforcement import ENFORCEMENT_BODY
from managements.accessibility.facts import (
    Assessment,
    Compliance,
    GapReason,
    incomplete_gaps,
    missing_facts,
    next_review,
    passed_gaps,
    wrong_days,
    wrong_gaps,
)
from managements.accessibility.models import receiving
from managements.accessibility.statement_forms import StatementForm
from managements.models import Management
from managements.pages.addresses import page_address
from managements.pages.blocks.texts import phone_link
from managements.pages.fields import BodyField
from managements.pages.models import BasePage
from managements.pages.placeholders import placeholders_in
from managements.schedules.form_fields import DayField
from managements.schedules.panels import TypedPanel
from managements.schedules.reach import validate_day

logger = logging.getLogger(__name__)

# How Wagtail calls what its clock publishes.
_BY_THE_CLOCK = "wagtail.publish.scheduled"
_MOST_LETTERS = 600


class IncompleteStatementError(ValidationError):
    """A statement that lacks something cannot be published; says what, a sentence by field."""


class AccessibilityStatementPage(RoutablePageMixin, BasePage):
    """How accessible a site is, what is not, and where to report it."""

    responsible_body = models.CharField(
        _("responsible body"),
        max_length=300,
        blank=True,
        help_text=_("Empty: the management's name, and who commissioned it."),
    )
    status = models.CharField(
        _("how far the site meets the standard"),
        max_length=10,
        choices=Compliance.choices,
        blank=True,
        help_text=_("The standard is EN 301 549 with WCAG 2.1 AA, as BITV 2.0 asks for."),
    )
    assessment = models.CharField(
        _("how it was checked"), max_length=10, choices=Assessment.choices, blank=True
    )
    assessed_by = models.CharField(
        _("who has checked it"),
        max_length=200,
        blank=True,
        help_text=_("If it was not you. A body, no person's name."),
    )
    assessed_on = models.DateField(
        _("checked on"), null=True, blank=True, validators=[validate_day]
    )
    created_on = models.DateField(
        _("day of this statement"), null=True, blank=True, validators=[validate_day]
    )
    reviewed_on = models.DateField(
        _("last looked at on"),
        null=True,
        blank=True,
        validators=[validate_day],
        help_text=_("Please look at it once a year. We remind you."),
    )
    feedback_email = models.EmailField(
        _("e-mail for feedback"),
        blank=True,
        help_text=_("Empty: the one at the foot of your pages, if there is one."),
    )
    feedback_phone = models.CharField(
        _("telephone for feedback"),
        max_length=40,
        blank=True,
        help_text=_("Empty: the one at the foot of your pages, if there is one."),
    )
    body = BodyField(verbose_name=_("further text"))

    content_panels = [
        FieldPanel("title"),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("responsible_body")], _("In short")),
        InlinePanel(
            "gaps",
            heading=_("What is not accessible yet"),
            label=_("gap"),
            help_text=_("Visitors read this as a list. Short sentences help everybody."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("assessment"), TypedPanel("assessed_on", form_field=DayField)]
                ),
                FieldPanel("assessed_by"),
                FieldRowPanel(
                    [
                        TypedPanel("created_on", form_field=DayField),
                        TypedPanel("reviewed_on", form_field=DayField),
                    ]
                ),
            ],
            _("Checked how and when"),
        ),
        MultiFieldPanel(
            [FieldPanel("feedback_email"), FieldPanel("feedback_phone")],
            _("How people reach you about barriers"),
            help_text=_("The form “Report a barrier” is there in any case."),
        ),
        FieldPanel("body"),
    ]
    promote_panels = []
    search_fields = [*Page.search_fields, index.SearchField("body")]
    base_form_class = StatementForm

    is_fixed = True
    # Wagtail does not take this from above: provisioning alone makes these pages.
    is_creatable = False
    parent_page_types = ["home.HomePage", "websites.ManagementPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    @property
    def summary(self) -> str:
        """A sentence for search engines: whose statement it is."""
        owner = self.management.name if self.management else gettext("Leipziger Quartiere")
        return f"{self.title}: {owner}"

    def problems(self, today: datetime.date) -> dict[str, list[str]]:
        """Return why it cannot be published, sentences by field; empty if it is complete."""
        gaps = list(self.gaps.all())
        found: dict[str, list[str]] = {}
        for problems in (missing_facts(self), wrong_days(self, today)):
            for name, words in problems.items():
                found.setdefault(name, []).append(words)
        if words := wrong_gaps(self.status, len(gaps)):
            found.setdefault("status", []).append(words)
        if of_gaps := incomplete_gaps(gaps):
            found["gaps"] = of_gaps
        if missing := placeholders_in(self):
            found["body"] = [gettext("This is still to be filled in: %s.") % "; ".join(missing)]
        return found

    def obstacles(self, today: datetime.date) -> dict[str, list[str]]:
        """Return why it cannot be published on a day, sentences by field.

        Beside what it lacks these are days of gaps that have passed. Once it is public they make it no
        less complete: then somebody has to look at it.
        """
        found = self.problems(today)
        if passed := passed_gaps(self.gaps.all(), today):
            found["gaps"] = [*found.get("gaps", []), *passed]
        return found

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision, unless it lacks something. All ways to the public lead through here.

        What the clock would publish stays a draft: an error would keep it from publishing others.

        Raises:
            IncompleteStatementError: with what is missing.
        """
        problems = revision.as_object().obstacles(timezone.localdate())
        if not problems:
            return super().publish(revision, *args, **kwargs)
        if kwargs.get("log_action") == _BY_THE_CLOCK:
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            logger.error("Accessibility statement %s is incomplete: not published.", self.pk)
            return None
        raise IncompleteStatementError(problems)

    @property
    def has_facts(self) -> bool:
        """Whether it says how accessible the site is. Those of before are free text alone."""
        return bool(self.status)

    @property
    def next_review(self) -> datetime.date | None:
        """The day from which on it is too old."""
        return next_review(self.reviewed_on) if self.reviewed_on else None

    @property
    def responsible(self) -> str:
        """Who is responsible for the site, in words."""
        if self.responsible_body:
            return self.responsible_body
        if self.management is None:
            return str(Management._meta.get_field("commissioner").default)  # noqa: SLF001 - Django's public API
        return gettext("%(management)s, commissioned by: %(commissioner)s") % {
            "management": self.management.name,
            "commissioner": self.management.commissioner,
        }

    @property
    def status_words(self) -> str:
        """How accessible the site is, in a plain sentence."""
        words = {
            Compliance.FULL: gettext("This site is accessible. It meets the standard in full."),
            Compliance.PARTIAL: gettext(
                "Most of this site is accessible, but not all of it. It meets the standard in part."
            ),
            Compliance.NONE: gettext(
                "This site is not accessible yet. It does not meet the standard."
            ),
        }
        return words.get(Compliance(self.status), "") if self.status else ""

    @property
    def is_checked_by_others(self) -> bool:
        """Whether it was not a self-assessment."""
        return self.assessment == Assessment.EXTERNAL

    @property
    def contact(self) -> dict[str, str]:
        """E-mail and telephone for feedback: those given here, else those of the management.

        Nobody reads the mails of a management that has ended: then those of who answers instead, which
        `instead` names.
        """
        if self.management is None or not self.management.has_ended:
            return _contact(self, self.management)
        others = answering(self.management)
        start = others.page if others else _start_of_the_city()
        statements = AccessibilityStatementPage.objects.child_of(start).live() if start else None
        return _contact(statements.first() if statements else None, others) | {
            "instead": others.name if others else gettext("City of Leipzig")
        }

    @cached_property
    def listed_gaps(self) -> list["StatementGap"]:
        """What is not accessible, in the editors' order; one query."""
        return list(self.gaps.all())

    def report_url(self, request: HttpRequest | None) -> str:
        """Return where barriers of this site are reported."""
        return f"{page_address(self, request)}{REPORT_PATH}"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the bodies that help, and the way to the form."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {
            "report_url": self.report_url(request),
            "enforcement_body": ENFORCEMENT_BODY,
            "contact": self.contact,
        }

    @path(REPORT_PATH)
    def report_barrier(self, request: HttpRequest) -> HttpResponse:
        """Ask what hinders somebody, and take it in."""
        return receiving.report_barrier(self, request)

    @path(f"{THANKS_PATH}<str:receipt>/")
    def thanks(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Say by when there will be an answer."""
        return receiving.thanks(self, request, receipt)


def _start_of_the_city() -> Page | None:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return site.root_page if site else None


def _contact(
    statement: AccessibilityStatementPage | None, management: Management | None
) -> dict[str, str]:
    """Return how to reach a management, or the city: as the statement says, else the start page."""
    page: Any = management.page if management else None
    phone: str = getattr(statement, "feedback_phone", "") or getattr(page, "contact_phone", "")
    email: str = getattr(statement, "feedback_email", "") or getattr(page, "contact_email", "")
    return {"email": email, "phone": phone, "phone_url": phone_link(phone), "instead": ""}


class StatementGap(Orderable):
    """Something that is not accessible, why, and what to do instead."""

    page = ParentalKey(AccessibilityStatementPage, on_delete=models.CASCADE, related_name="gaps")
    what = models.TextField(
        _("what is not accessible"),
        max_length=_MOST_LETTERS,
        validators=[MaxLengthValidator(_MOST_LETTERS)],
    )
    reason = models.CharField(_("why"), max_length=20, choices=GapReason.choices)
    instead = models.TextField(
        _("what people can do instead"),
        max_length=_MOST_LETTERS,
        validators=[MaxLengthValidator(_MOST_LETTERS)],
        blank=True,
    )
    until = models.DateField(
        _("done by"),
        null=True,
        blank=True,
        validators=[validate_day],
        help_text=_("If you know it: the last day on which it will be like this."),
    )

    panels = [
        FieldPanel("what"),
        FieldPanel("reason"),
        FieldPanel("instead"),
        TypedPanel("until", form_field=DayField),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")

    def __str__(self) -> str:
        return self.what

    @property
    def is_for_a_while(self) -> bool:
        """Whether it will not stay like this."""
        return self.reason == GapReason.IN_PROGRESS

    @property
    def reason_words(self) -> str:
        """Why it is so, as a sentence for visitors."""
        words = {
            GapReason.IN_PROGRESS: gettext("We are working on it."),
            GapReason.BURDEN: gettext("To change it would be a disproportionate burden for us."),
            GapReason.OUT_OF_SCOPE: gettext("The law does not ask for it here."),
        }
        return words[GapReason(self.reason)] if self.reason in words else ""
