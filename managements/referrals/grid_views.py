"""The page "Auskünfte": all that a management says to enquiries, changed in one go."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.forms import Media
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from managements.models import Management
from managements.referrals.grid_forms import AnswerGrid, AnswerRowForm
from managements.referrals.models import Answer, Enquiry
from managements.referrals.showing import ShowingPage, pages_showing
from managements.referrals.standings import Standing
from managements.tenancy.roles import managements_of

MOST_PAGES_TOLD = 8
_EDIT_VIEW = "wagtailsnippets_referrals_answer:edit"


def grid_address(management: Management) -> str:
    """Return where a management's answers are changed."""
    return reverse("answers:grid", args=[management.slug])


@dataclass(frozen=True)
class ShownRow:
    """One enquiry, as the template shows it."""

    enquiry: Enquiry
    form: AnswerRowForm
    note: str
    edit_url: str
    pages: list[ShowingPage]


class _AnswersView(WagtailAdminTemplateMixin, TemplateView):
    """What both pages have in common."""

    page_title = _("Answers")
    header_icon = "circle-check"

    @property
    def media(self) -> Media:
        """The style sheet, which Wagtail's own templates link."""
        return Media(css={"all": ["referrals/answers_admin.css"]})

    @cached_property
    def managements(self) -> list[Management]:
        """Whose answers one may change."""
        return list(managements_of(self.request.user).select_related("page"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [
            *self.breadcrumbs_items,
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def tabs(self, current: Management | None) -> list[tuple[Management, str, bool]]:
        """Return the ways to all of them."""
        return [(one, grid_address(one), one == current) for one in self.managements]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the style sheet."""
        return super().get_context_data(**kwargs) | {"media": self.media}


class ManagementsView(_AnswersView):
    """Asks for which management, unless there is only one."""

    template_name = "referrals/grid_managements.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead straight to the only one."""
        if len(self.managements) == 1:
            return redirect(grid_address(self.managements[0]))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the managements."""
        return super().get_context_data(**kwargs) | {"tabs": self.tabs(None)}


class GridView(_AnswersView):
    """All answers of one management."""

    template_name = "referrals/grid.html"
    management: Management
    grid: AnswerGrid

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the management among the own ones."""
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()
        self.management = get_object_or_404(
            managements_of(request.user).select_related("page"), slug=kwargs["slug"]
        )

    def get_page_subtitle(self) -> str:
        """Say whose answers they are."""
        return self.management.name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is stored."""
        self.grid = self._read(Answer.objects.of(self.management))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store what was changed, all of it or nothing.

        Raises:
            BadRequest: if what was sent is not what this page sends.
        """
        if not any(name.startswith("enquiry-") for name in request.POST):
            raise BadRequest("There are no rows.")
        try:
            changed = self._store(request.POST)
        except IntegrityError:
            # Somebody stored a first answer to the same enquiry elsewhere: now it can be seen.
            changed = self._store(request.POST)
        if changed is None:
            messages.error(request, self._complaint())
            return self.render_to_response(self.get_context_data())
        self._tell(changed)
        return redirect(grid_address(self.management))

    def _store(self, data: QueryDict) -> list[Enquiry] | None:
        """Store all changed rows and return their enquiries; None if one is refused."""
        with transaction.atomic():
            # Whoever saves this page at the same time waits here, also for first answers.
            Management.objects.select_for_update().get(pk=self.management.pk)
            self.grid = self._read(
                Answer.objects.of(self.management).select_for_update().order_by("pk"), data
            )
            if not self.grid.is_valid():
                return None
            changed = self.grid.changed
            for row in changed:
                answer = row.save()
                log(
                    answer,
                    "wagtail.create" if row.is_new else "wagtail.edit",
                    user=self.request.user,
                    content_changed=True,
                )
        return [row.enquiry for row in changed]

    def _read(self, answers: Any, data: QueryDict | None = None) -> AnswerGrid:
        return AnswerGrid(
            self.management, Enquiry.objects.offered(), answers, on=self.today, data=data
        )

    def _complaint(self) -> str:
        if self.grid.has_unknown_rows:
            return gettext(
                "Nothing is stored yet: somebody changed the list of enquiries meanwhile. Please "
                "look at your answers and save once more."
            )
        return gettext("Nothing is stored yet. Please check what is marked below.")

    def _tell(self, changed: list[Enquiry]) -> None:
        """Say what was stored, and where it can be read."""
        if not changed:
            messages.info(self.request, gettext("Nothing was changed."))
            return
        told = ngettext(
            "%(count)d answer is stored.", "%(count)d answers are stored.", len(changed)
        ) % {"count": len(changed)}
        found = pages_showing(self.management, changed, request=self.request)
        messages.success(self.request, told_pages(told, found))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Prepare the rows."""
        enquiries = [row.enquiry for row in self.grid.rows]
        found = pages_showing(self.management, enquiries, request=self.request)
        return super().get_context_data(**kwargs) | {
            "management": self.management,
            "tabs": self.tabs(self.management),
            "rows": [
                ShownRow(
                    enquiry=row.enquiry,
                    form=row,
                    note=_note(row),
                    edit_url=_edit_url(row),
                    pages=found[row.enquiry.pk],
                )
                for row in self.grid.rows
            ],
            "problems": [problem for row in self.grid.faulty for problem in _problems(row)],
        }


def told_pages(told: str, found: dict[int, list[ShowingPage]]) -> SafeString:
    """Return a sentence followed by links to some pages, each once, and how many more there are."""
    pages = list({page.url: page for shown in found.values() for page in shown}.values())
    if not pages:
        return format_html("{} {}", told, gettext("No public page shows it yet."))
    links = format_html_join(
        ", ", '<a href="{}">{}</a>', ((page.url, page.label) for page in pages[:MOST_PAGES_TOLD])
    )
    further = len(pages) - MOST_PAGES_TOLD
    more = gettext(" and %(count)d more") % {"count": further} if further > 0 else ""
    return format_html("{} {} {}{}.", told, gettext("To be read on:"), links, more)


def _note(row: AnswerRowForm) -> str:
    """Return what has to be known of a row: that nothing is said yet, or that it no longer holds."""
    if row.is_new:
        return gettext("No answer yet: visitors read “Please ask”.")
    if row.stored_standing is Standing.ASK and row.stored_until:
        since = row.stored_until + datetime.timedelta(days=1)
        return gettext(
            "“Not at present” has not held since %(day)s: now we say “Please ask”."
        ) % {"day": date_format(since, "j. F Y")}  # fmt: skip
    return ""


def _edit_url(row: AnswerRowForm) -> str:
    return "" if row.is_new else reverse(_EDIT_VIEW, args=[row.instance.pk])


def _problems(row: AnswerRowForm) -> list[tuple[str, str, str]]:
    """Return a row's errors as enquiry, sentence, and the id of the field."""
    return [
        (row.enquiry.name, str(error), _place(row, name))
        for name, errors in row.errors.items()
        for error in errors
    ]


def _place(row: AnswerRowForm, name: str) -> str:
    """Return the id of the field where something is wrong; of the first choice for the row itself."""
    if name in row.fields and name != "state":
        return str(row[name].auto_id)
    return f"{row['state'].auto_id}_0"
