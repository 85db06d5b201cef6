"""Where records are edited and chosen in the CMS: those of one management, and those of all.

Wagtail's own views ask for permissions on the model alone, and hardly ever on the record
(wagtail issue 14272). Instead of replacing its twenty views one by one, every view that a viewset
constructs is walled, so that a view of a later release is too.
"""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.urls import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views.generic.base import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import BaseColumn
from wagtail.snippets.views.chooser import ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from managements.models import Management, ManagementOwned
from managements.tenancy.addresses import Audience, open_to
from managements.tenancy.choosing import choosable
from managements.tenancy.record_forms import OwnedRecordForm, RecordForm
from managements.tenancy.roles import managements_of

_LONGEST_KEY = 19


class Walled:
    """Mixin for a view that knows only some records: lists are narrowed, others' keys answer 404."""

    model: type[Model]
    request: HttpRequest

    def narrow(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """Return those of some records that the person may know of."""
        raise NotImplementedError

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Look at the key in the address before anything else does.

        Raises:
            Http404: if there is no such record, or it is none of the person's business.
        """
        self.request = request
        if "pk" in kwargs:
            records = self.narrow(self.model._default_manager.all())  # noqa: SLF001 - Django's API
            try:
                is_known = records.filter(pk=unquote(str(kwargs["pk"]))).exists()
            except (ValueError, ValidationError):  # no key of this kind of record
                is_known = False
            if not is_known:
                raise Http404
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return what lists show; the entries of one record's history are let in by its key."""
        records: QuerySet[Any] = super().get_base_queryset()  # type: ignore[misc]
        return self.narrow(records) if issubclass(records.model, self.model) else records

    def get_object_list(self) -> QuerySet[Any]:
        """Return what choosers show."""
        return self.narrow(super().get_object_list())  # type: ignore[misc]

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        """Return what a chooser hands over for several keys.

        Raises:
            Http404: if one is no key.
        """
        try:
            return self.narrow(super().get_objects(pks))  # type: ignore[misc]
        except ValueError as error:
            raise Http404 from error


class WalledToOwn(Walled):
    """Knows the records of the managements that somebody works for."""

    def narrow(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """Return the own ones."""
        return records.filter(management__in=managements_of(self.request.user))


class WalledToChoosable(Walled):
    """Knows what somebody may point to."""

    def narrow(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """Return the choosable ones."""
        return choosable(records, self.request.user)


def _behind(wall: type[Walled], view_class: type[View]) -> type[View]:
    return type(view_class.__name__, (wall, view_class), {})


class NamedChooseView(ChooseView):
    """Says in its heading what is chosen, in the order in which the language says it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put title and subtitle, which Wagtail sets side by side, into one sentence."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        name = self.model._meta.verbose_name  # noqa: SLF001 - Django's public name
        return context | {
            "page_title": gettext("Choose %(object)s") % {"object": name},
            "page_subtitle": "",
        }


class WalledChooserViewSet(SnippetChooserViewSet):
    """Offers what somebody may point to."""

    choose_view_class = NamedChooseView

    def construct_view(self, view_class: type[View], **kwargs: Any) -> Any:
        """Wall every view."""
        return super().construct_view(_behind(WalledToChoosable, view_class), **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Leave out the address for new records where there is no form for them."""
        patterns: list[URLPattern] = super().get_urlpatterns()
        has_form = self.creation_form_class or self.form_fields or self.exclude_form_fields
        return [pattern for pattern in patterns if has_form or pattern.name != "create"]

    def on_register(self) -> None:
        """Open its addresses."""
        super().on_register()
        open_to(Audience.EDITORS, f"{self.url_namespace}:*")


class OwnManagementsFilterSet(WagtailFilterSet):
    """Offers only the managements that somebody works for, and nothing where it is one alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "management" in self.filters:
            own = managements_of(self.request.user)
            if len(own) > 1:
                self.filters["management"].queryset = own
            else:
                del self.filters["management"]


class OwnedIndexView(IndexView):
    """The list of owned records."""

    base_filterset_class = OwnManagementsFilterSet

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Name the management only where it is not always the same."""
        columns: list[BaseColumn] = super().columns
        if len(managements_of(self.request.user)) > 1:
            return columns
        return [column for column in columns if column.name != "management"]


class ManagementFromAddress:
    """Mixin for the form of a new owned record: begins with the management that its address names."""

    request: HttpRequest

    @cached_property
    def given_management(self) -> Management | None:
        """The person's own management that the address names, or the only one that they have.

        Everything else in the address is ignored.
        """
        own = managements_of(self.request.user)
        number = self.request.GET.get("management", "")
        if number.isascii() and number.isdecimal() and len(number) < _LONGEST_KEY:
            return own.filter(pk=number).first()
        some = list(own[:2])
        return some[0] if len(some) == 1 else None

    def get_initial(self) -> dict[str, Any]:
        """Choose it in the form."""
        initial: dict[str, Any] = super().get_initial()  # type: ignore[misc]
        if self.given_management:
            initial["management"] = self.given_management.pk
        return initial


class WalledSnippetViewSet(SnippetViewSet):
    """What viewsets of owned and of shared records have in common."""

    chooser_viewset_class = WalledChooserViewSet
    # Checks what a record newly points to; a form of one's own has to build on it.
    record_form_class: type[RecordForm] = RecordForm
    audience = Audience.CITY_EDITORS

    def get_edit_handler(self) -> Panel:
        """Return the panels, bound to a form that knows the walls.

        Raises:
            ImproperlyConfigured: if the panels or the model bring a form that does not.
        """
        edit_handler = super().get_edit_handler()
        form_class = edit_handler.base_form_class or getattr(self.model, "base_form_class", None)
        if form_class is None:
            edit_handler.base_form_class = self.record_form_class
        elif not issubclass(form_class, self.record_form_class):
            raise ImproperlyConfigured(
                f"{form_class.__qualname__} has to be a {self.record_form_class.__qualname__}."
            )
        return edit_handler

    def on_register(self) -> None:
        """Open its addresses."""
        super().on_register()
        open_to(self.audience, f"{self.url_namespace}:*")


class ManagementSnippetViewSet(WalledSnippetViewSet):
    """Edits records of one management each: an editor meets only the own ones.

    How to use it: docs/how-to/add-a-snippet.md.
    """

    index_view_class = OwnedIndexView
    record_form_class = OwnedRecordForm
    audience = Audience.EDITORS
    model: type[ManagementOwned]

    def construct_view(self, view_class: type[View], **kwargs: Any) -> Any:
        """Wall every view."""
        return super().construct_view(_behind(WalledToOwn, view_class), **kwargs)


class SharedSnippetViewSet(WalledSnippetViewSet):
    """Edits records of all: the Stadtredaktion keeps them, everybody may choose them."""
