"""The guard in front of the CMS: who may use an address, and whether the ids in it are theirs."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import BadRequest, ValidationError
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.chooser import page_models_from_string
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry

from managements.tenancy.addresses import Audience, is_open_to, verdict_on
from managements.tenancy.choosing import choosable
from managements.tenancy.events import record_refusal

# How Wagtail's addresses name the ids of pages.
_PAGE_IDS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
# How Wagtail's forms for copying, moving and making pages name the page above: refused, they would be
# shown again with the title of whatever page that is.
_PLACE_FIELDS = ("new_parent_page", "parent_page", "chooser")
_MEDIA_CHOOSERS = {
    "wagtailimages_chooser": get_image_model,
    "wagtaildocs_chooser": get_document_model,
}


# Missing fields, ids that are no numbers or too large ones, JSON that is none.
_NONSENSE = (MultiValueDictKeyError, OverflowError, ValidationError, ValueError)
logger = logging.getLogger("django.request")


class GuardMiddleware:
    """Closes what nobody has opened, and answers 404 where an id is none of the person's business.

    It knows only the addresses whose views do not ask themselves. Superusers pass.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the work is done once the view is known."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponse],
        _args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Let a request to the CMS pass, refuse it, or narrow its query to what is the person's.

        Raises:
            Http404: if it names something that is not theirs.
            PermissionDenied: if the address is closed to them, and a script asked for it.
        """
        match = request.resolver_match
        if match is None or not request.path.startswith("/admin/"):
            return None
        if verdict_on(match.view_name) is Audience.EVERYBODY:
            return None
        if not request.user.is_authenticated or request.user.is_superuser:
            return None  # Wagtail itself sends strangers to the log-in
        if not is_open_to(request.user, match.view_name):
            record_refusal(request)
            return permission_denied(request)
        try:
            _check_ids(request, match, kwargs)
        except Http404:
            record_refusal(request)
            raise
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Call nonsense what it is: Wagtail's views fail on missing fields and on ids that are none.

        It is written down all the same, because a real fault may look like it.
        """
        if request.path.startswith("/admin/") and isinstance(exception, _NONSENSE):
            logger.error("A request to the CMS cannot be understood.", exc_info=exception)
            return response_for_exception(request, BadRequest("This cannot be understood."))
        return None


def _check_ids(request: HttpRequest, match: ResolverMatch, kwargs: dict[str, Any]) -> None:
    """Look at the ids in an address and its query.

    Raises:
        Http404: if one is not the person's.
    """
    namespace = match.namespaces[0] if match.namespaces else ""
    name = match.url_name or ""
    if namespace in _MEDIA_CHOOSERS:
        ids = [str(value) for value in kwargs.values()] + request.GET.getlist("id")
        media = _MEDIA_CHOOSERS[namespace]()
        _require(ids, choosable(media.objects.all(), request.user))
    elif name.startswith("wagtailadmin_choose_page"):
        _check_page_chooser(request, name, kwargs)
    elif name == "wagtail_bulk_action":
        _check_bulk_action(request, kwargs)
    elif namespace == "wagtailadmin_pages" or name.startswith("wagtailadmin_explore"):
        ids = [str(kwargs[key]) for key in _PAGE_IDS if key in kwargs]
        if name == "revisions_compare":
            ids.append(str(kwargs["pk"]))
        ids += _places_in(request)
        _require(ids, page_permission_policy.explorable_instances(request.user))


def _check_page_chooser(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> None:
    if name == "wagtailadmin_choose_page_external_link" and request.method == "POST":
        if "external-link-chooser-url" not in request.POST:
            raise BadRequest  # Wagtail's view would fail on it
        return
    pages = choosable(Page.objects.all(), request.user)
    if "parent_page_id" in kwargs:
        _require([str(kwargs["parent_page_id"])], pages)
    elif page_type := request.GET.get("page_type"):
        # Wagtail would begin above all pages of that type, be they whose they may.
        try:
            models = page_models_from_string(page_type)
        except (LookupError, ValueError) as error:
            raise Http404 from error
        if models != (Page,) and name == "wagtailadmin_choose_page":
            kwargs["parent_page_id"] = pages.type(*models).first_common_ancestor().pk
            return
    # The root of the tree is no page to point to, and Wagtail's view would fail on it.
    _require(request.GET.getlist("id"), pages.filter(depth__gt=1))


def _check_bulk_action(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Let a bulk action see what the person may change; `id=all` becomes the ids of just that."""
    action = bulk_action_registry.get_bulk_action_class(
        kwargs["app_label"], kwargs["model_name"], kwargs["action"]
    )
    if action is None:
        raise Http404
    model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    if issubclass(model, Page):
        theirs = page_permission_policy.explorable_instances(request.user)
    else:
        theirs = policy_registry.get_by_type(model).instances_user_has_any_permission_for(
            request.user, {"change", "delete"}
        )
    parent = request.GET.get("childOf")
    ids = request.GET.getlist("id")
    if issubclass(model, Page):
        _require(_places_in(request), theirs)
    if "all" in ids:
        if parent is not None and issubclass(model, Page):
            _require([parent], theirs)
        listed = action(request, model).get_all_objects_in_listing_query(parent)
        known = set(theirs.values_list("pk", flat=True))
        ids = [
            str(pk)
            for found in listed
            if (pk := getattr(found, "pk", found)) in known
        ]  # fmt: skip
        query = request.GET.copy()
        query.setlist("id", ids)
        request.GET = query  # type: ignore[assignment]
    _require(ids, theirs)


def _places_in(request: HttpRequest) -> list[str]:
    return [pk for field in _PLACE_FIELDS if (pk := request.POST.get(field))]


def _require(ids: Iterable[str], records: Any) -> None:
    """Ask for all of some ids among some records.

    Raises:
        Http404: if one is missing, or is no id at all.
    """
    wanted = set(ids)
    if not wanted:
        return
    try:
        found = {str(pk) for pk in records.filter(pk__in=wanted).values_list("pk", flat=True)}
    except (OverflowError, TypeError, ValueError) as error:
        raise Http404 from error
    if wanted - found:
        raise Http404
