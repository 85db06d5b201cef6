"""The trash in the CMS."""

from typing import Any, cast

from django.db.models import ProtectedError, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import ButtonsColumnMixin, Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import BaseButton, HeaderButton, ListingButton
from wagtail.models import Page

from managements.accounts.models import User
from managements.tenancy.roles import managements_of, works_for_the_city
from managements.trash.forms import PlaceForm
from managements.trash.links import links_to
from managements.trash.models import TrashEntry, TrashEntryQuerySet, last_day_of
from managements.trash.places import former_place
from managements.trash.trashing import (
    Emptied,
    Restored,
    TrashError,
    holds_fixed_page,
    move_to_trash,
    purge,
    purge_all,
    restore,
)

# Tells a deletion that was asked for before the page lay in the trash from one that removes it there.
TO_TRASH = "to_trash"


class TrashPageView(WagtailAdminTemplateMixin, TemplateView):
    """Asks, then moves one page to the trash. Stands in for Wagtail's own deletion."""

    template_name = "trash/confirm_trash.html"
    page_title = gettext_lazy("Move to the trash")
    header_icon = "bin"
    breadcrumbs_items: list[dict[str, Any]] = []
    page: Page

    @cached_property
    def parent_url(self) -> str:
        """Where the page stands in the explorer."""
        return reverse("wagtailadmin_explore", args=[self.page.get_parent().pk])

    def get_page_subtitle(self) -> str:
        """Return the page's title."""
        return str(self.page.get_admin_display_title())

    def dispatch(self, request: HttpRequest, *args: Any, page: Page, **kwargs: Any) -> Any:
        """Refuse pages that take a part of the site's skeleton with them."""
        self.page = page
        if holds_fixed_page(page):
            messages.error(
                request,
                _("“%(page)s” cannot be deleted: the site needs it, or a page below it.")
                % {"page": page.get_admin_display_title()},
            )
            return redirect(self.parent_url)
        return super().dispatch(request, *args, page=page, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what goes along, until when it can come back, and what links to it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        context |= {
            "subpages": self.page.get_descendant_count(),
            "last_day": last_day_of(timezone.now()),
            "links": links_to([self.page], user=user),
            "next": get_valid_next_url_from_request(self.request),
            "back_url": get_valid_next_url_from_request(self.request) or self.parent_url,
            "action_url": reverse("wagtailadmin_pages:delete", args=[self.page.pk]),
            "can_unpublish": self.page.permissions_for_user(user).can_unpublish(),
            "marker": TO_TRASH,
        }
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Move the page, say until when it can come back, and go to the list it was in."""
        where_to = get_valid_next_url_from_request(request) or self.parent_url
        try:
            entry = move_to_trash(page=self.page, by=_person(request), now=timezone.now())
        except TrashError as error:
            messages.warning(request, str(error))
            return redirect(where_to)
        messages.success(
            request,
            _("“%(page)s” lies in the trash now. You can bring it back until %(day)s.")
            % {"page": entry, "day": date_format(entry.last_day)},
            buttons=[messages.button(reverse("trash:index"), _("To the trash"))],
        )
        return redirect(where_to)


def trash_instead_of_deleting(request: HttpRequest, page: Page, *, lies_in_trash: bool) -> Any:
    """Answer Wagtail's deletion of a page; None leaves it to Wagtail, which removes it for good."""
    if not lies_in_trash:
        return TrashPageView.as_view()(request, page=page)
    if TO_TRASH in request.POST:
        # The second click on the same button must not do more than the first.
        messages.warning(request, _("“%(page)s” already lies in the trash.") % {"page": page})
        return redirect("trash:index")
    return None


class TitleWithButtons(ButtonsColumnMixin, TitleColumn):
    """The title, linked to nothing, with what can be done below it."""

    def get_buttons(self, instance: TrashEntry, parent_context: Any) -> list[BaseButton]:
        """Offer to bring the page back, and to those who may to remove it."""
        buttons: list[BaseButton] = [
            ListingButton(
                _("Bring back"),
                reverse("trash:restore", args=[instance.pk]),
                attrs={"aria-label": _("Bring back “%(page)s”") % {"page": instance}},
                priority=10,
            )
        ]
        if works_for_the_city(parent_context["request"].user):
            buttons.append(
                ListingButton(
                    _("Remove for good"),
                    reverse("trash:purge", args=[instance.pk]),
                    classname="no",
                    attrs={"aria-label": _("Remove “%(page)s” for good") % {"page": instance}},
                    priority=20,
                )
            )
        return buttons


class IndexView(BaseListingView):
    """What waits in the trash, as far as somebody may see it."""

    model = TrashEntry
    results_template_name = "trash/index_results.html"
    page_title = gettext_lazy("Trash")
    header_icon = "bin"
    index_url_name = "trash:index"
    paginate_by = 30

    def get_base_queryset(self) -> TrashEntryQuerySet:
        """Return the own entries."""
        entries: TrashEntryQuerySet = TrashEntry.objects.within_reach_of(self.request.user)
        return entries.with_list_facts()

    @cached_property
    def columns(self) -> list[Column]:
        """The columns; people with one management need not be told whose pages these are."""
        columns = [
            TitleWithButtons("title", label=_("Title"), accessor=str, width="34%"),
            Column("kind", label=_("Kind"), accessor="page.page_type_display_name"),
            Column("subpages", label=_("Subpages")),
            Column("deleted_by", label=_("Deleted by"), accessor="deleted_by_name"),
            DateColumn("deleted_at", label=_("Deleted on")),
            Column(
                "removal_day",
                label=_("Removed for good on"),
                accessor=lambda entry: date_format(entry.removal_day),
            ),
        ]
        user = self.request.user
        if works_for_the_city(user) or managements_of(user).count() > 1:
            columns.insert(
                1,
                Column(
                    "management",
                    label=_("Management"),
                    accessor=lambda entry: (
                        entry.management.short_name if entry.management else _("Pages of the city")
                    ),
                ),
            )
        return columns

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Let those who may empty the trash."""
        if not works_for_the_city(self.request.user) or not self.get_base_queryset().exists():
            return []
        return [HeaderButton(_("Empty the trash"), reverse("trash:empty"), icon_name="bin")]


class EntryView(WagtailAdminTemplateMixin, TemplateView):
    """Asks before something is done with an entry."""

    breadcrumbs_items: list[dict[str, Any]] = []
    header_icon = "bin"
    entry: TrashEntry

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the entry.

        Raises:
            Http404: if there is none, or it is not within the person's reach.
        """
        super().setup(request, *args, **kwargs)
        self.entry = get_object_or_404(
            TrashEntry.objects.within_reach_of(request.user).with_list_facts(), pk=kwargs["pk"]
        )

    def get_page_subtitle(self) -> str:
        """Return the page's title."""
        return str(self.entry)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the entry."""
        return {**super().get_context_data(**kwargs), "entry": self.entry}


class RestoreView(EntryView):
    """Brings a page back."""

    template_name = "trash/confirm_restore.html"
    page_title = gettext_lazy("Bring back")

    @cached_property
    def place(self) -> Page | None:
        """The former parent, if the page can go back there."""
        return former_place(self.entry)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where the page comes back, or a form that asks for it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["place"] = self.place
        context["live_count"] = len(self.entry.live_pages)
        if self.place is None:
            context.setdefault("form", PlaceForm(entry=self.entry))
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Bring the page back, say what is not as it was, and go to where it is."""
        form, parent = None, None
        if self.place is None:
            form = PlaceForm(request.POST, entry=self.entry)
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(form=form))
            parent = form.cleaned_data["parent"]
        try:
            restored = restore(
                entry=self.entry, by=_person(request), now=timezone.now(), parent=parent
            )
        except TrashError as error:
            if form is None:
                messages.error(request, str(error))
                return redirect("trash:index")
            form.add_error("parent", str(error))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(
            request,
            " ".join(sentences_about(restored)),
            buttons=[
                messages.button(
                    reverse("wagtailadmin_pages:edit", args=[restored.page.pk]), _("Edit")
                )
            ],
        )
        return redirect("wagtailadmin_explore", restored.parent.pk)


def sentences_about(restored: Restored) -> list[str]:
    """Say that a page came back, and what is not as it was."""
    sentences = [
        _("“%(page)s” is back, below “%(parent)s”.")
        % {
            "page": restored.page.draft_title,
            "parent": restored.parent.get_admin_display_title(),
        }
    ]
    if restored.new_slug:
        sentences.append(
            _("Its address part was taken meanwhile; it is “%(slug)s” now.")
            % {"slug": restored.new_slug}
        )
    sentences += [
        _("“%(page)s” stays hidden: the date until which it was to be seen has passed.")
        % {"page": title}
        for title in restored.expired
    ]
    if restored.schedules_passed:
        sentences.append(
            ngettext(
                "A planned publication has passed meanwhile. Please publish the page yourself.",
                "%(number)d planned publications have passed meanwhile. Please publish the pages "
                "yourself.",
                restored.schedules_passed,
            )
            % {"number": restored.schedules_passed}
        )
    return sentences


class PurgeView(EntryView):
    """Removes a page for good."""

    template_name = "trash/confirm_purge.html"
    page_title = gettext_lazy("Remove for good")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in those who may. Raises Http404 for all others."""
        if not works_for_the_city(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it."""
        title = str(self.entry)
        try:
            purge(entry=self.entry, by=_person(request))
        except ProtectedError:
            messages.error(request, _still_needed())
        except TrashError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("“%(page)s” was removed for good.") % {"page": title})
        return redirect("trash:index")


class EmptyView(WagtailAdminTemplateMixin, TemplateView):
    """Removes everything in the trash for good."""

    template_name = "trash/confirm_empty.html"
    page_title = gettext_lazy("Empty the trash")
    header_icon = "bin"
    breadcrumbs_items: list[dict[str, Any]] = []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in those who may. Raises Http404 for all others."""
        if not works_for_the_city(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def entries(self) -> QuerySet[TrashEntry]:
        """Return what would be removed."""
        entries: QuerySet[TrashEntry] = TrashEntry.objects.within_reach_of(self.request.user)
        return entries

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how much it is."""
        return {**super().get_context_data(**kwargs), "count": self.entries().count()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove everything."""
        emptied: Emptied = purge_all(entries=self.entries(), by=_person(request))
        if emptied.kept:
            messages.error(request, _still_needed())
        messages.success(request, _("The trash was emptied."))
        return redirect("trash:index")


def _person(request: HttpRequest) -> User:
    """Return who asks: nobody gets here without a log-in."""
    return cast(User, request.user)


def _still_needed() -> str:
    return _("Something cannot be removed: another record still needs the page.")
