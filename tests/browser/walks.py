"""Where what people named shows: every address of the CMS, and the public pages.

The addresses come from the resolver, so that none is forgotten: one whose ids nobody has named
fails the walk.
"""

import itertools
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from managements.accounts.models import User
from managements.component_page.groups import GROUPS
from managements.tenancy.addresses import is_open_to
from tests.browser.markup import kinds, word
from tests.browser.planting import Planted, plant

# No pages that somebody looks at: what only takes a POST, data for programs, ways out and in.
NOT_WALKED = {
    "closures:end",
    # Made-up examples alone; the pages around them are walked.
    "component_page:document",
    "component_page:style",
    "dates:accept",
    "dates:decline",
    "dates:event_ask",
    "dates:event_leave_out",
    "dates:event_remove",
    "dates:event_take_back",
    "dates:event_take_back_addition",
    "dates:hour_leave_out",
    "dates:hour_remove",
    "dates:hour_take_back",
    "dates:hour_take_back_addition",
    "dates:withdraw",
    "django.views.generic.base.TemplateView",
    # Files.
    "evidence:csv",
    "evidence:page",
    "evidence:pdf",
    "evidence:zip",
    # Files, and pieces of a page.
    "faces:accent",
    "faces:drawing",
    "faces:preview",
    "faces:share_image",
    "faces:styles",
    "schedule_preview",
    "wagtail.admin.views.home.default",
    "wagtailadmin_api",
    "wagtailadmin_block_preview",
    "wagtailadmin_dismissibles",
    "wagtailadmin_editing_sessions",
    "wagtailadmin_error_test",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_pages:collect_workflow_action_data",  # switched off, with the next one
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:lock",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:set_page_position",
    "wagtailadmin_pages:unlock",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_sprite",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_tag_model_autocomplete",
    "wagtailadmin_workflows:enable",
    "wagtailadmin_workflows:enable_task",
    "wagtailadmin_workflows:remove",
    "wagtaildocs:create_multiple_from_uploaded_document",
    "wagtaildocs:delete_multiple",
    "wagtaildocs:delete_upload_multiple",
    "wagtaildocs:edit_multiple",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:delete_multiple",
    "wagtailimages:delete_upload_multiple",
    "wagtailimages:edit_multiple",
    "wagtailimages:preview",
    "wagtailimages:url_generator",  # switched off
    "wagtailimages:url_generator_output",
    "wagtailredirects:process_import",
    # Read inside the form, with what somebody has just typed.
    "wagtailsnippets_funding_citynotice:preview_on_add",
    "wagtailsnippets_funding_citynotice:preview_on_edit",
    "wagtailsnippets_funding_fundingnotice:preview_on_add",
    "wagtailsnippets_funding_fundingnotice:preview_on_edit",
    "wagtailsnippets_funding_logo:reorder",
    "wagtailsnippets_funding_programme:reorder",
    "wagtailsnippets_referrals_enquiry:reorder",
}
# Answered with a dialog's HTML inside of JSON.
DIALOGS = (
    "wagtailadmin_choose_",
    "wagtailadmin_collections:set_privacy",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:set_privacy",
    "wagtailadmin_workflows:task_cho",
    "wagtaildocs_chooser:",
    "wagtailimages_chooser:",
    "wagtailsnippetchoosers_",
)
# Of the dialogs: no HTML, but the facts of what was chosen.
FACTS = ("chosen", "chosen_multiple")
# Parts of pages that are walked as a whole.
FRAGMENTS = ("results",)


class UnknownParameterError(Exception):
    """Nobody has said which ids an address takes."""


def prepare() -> dict[str, Any]:
    """Plant, and return who walks where: pages, dialogs, and forms to save, by person."""
    planted = plant(timezone.now())
    admin = User.objects.get(username="admin")
    return {
        "kinds": sorted(word(kind) for kind in kinds),
        "superuser": _walk(planted, admin),
        "editor": _walk(planted, planted.editor),
        "public": [
            "/",
            *(
                page.specific.relative_url(None)
                for page in (
                    planted.management.page, planted.live, planted.locked, planted.legal,
                    planted.alias,
                )
            ),
            "/ueber-das-netzwerk/",
            *planted.asked.public_addresses(planted.management.slug),
            *planted.dates.public_addresses(planted.management.slug),
            *planted.news.public_addresses(planted.management.slug),
            *planted.accessibility.public_addresses(planted.management.slug),
            *(
                f"{start}suche/?q={word(kind)}"
                for start in ("/", f"/{planted.management.slug}/")
                for kind in ("live", "event", "post")
            ),
            f"/{planted.management.slug}/gibt-es-nicht/",
            reverse("teams_invitation:accept", args=[planted.token]),
        ],
        "edited": reverse("wagtailadmin_pages:edit", args=[planted.live.pk]),
        "deleted": {
            who: reverse("wagtailadmin_pages:delete", args=[page.pk])
            for who, page in planted.superfluous.items()
        },
    }  # fmt: skip


def _walk(planted: Planted, user: User) -> dict[str, list[str]]:
    walk: dict[str, list[str]] = {"pages": [], "dialogs": [], "forms": []}
    # Nobody saves these.
    closed = {
        reverse("wagtailadmin_pages:edit", args=[page.pk])
        for page in (planted.locked, planted.moderated, planted.scheduled, planted.alias)
    }
    for name, url in _addresses(planted):
        if is_open_to(user, name):
            is_dialog = name.startswith(DIALOGS) and not name.endswith("_search")
            walk["dialogs" if is_dialog else "pages"].append(url)
            if name.endswith(":edit") and url not in closed:
                walk["forms"].append(url)
    return walk


def _patterns(
    resolver: URLResolver, route: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each address: the view's full name, the route, the names of its parameters."""
    for entry in resolver.url_patterns:
        whole = f"{route}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _patterns(entry, whole, inner)
            continue
        regex: Any = getattr(entry.pattern, "regex", None)
        parameters = tuple(entry.pattern.converters) or tuple(regex.groupindex if regex else ())
        yield ":".join([*spaces, entry.name or entry.lookup_str]), whole, parameters


def _addresses(planted: Planted) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the CMS with the ids of what was planted.

    Raises:
        UnknownParameterError: if somebody has to say first which ids an address takes.
    """
    ids_of = _ids(planted)
    for name, route, parameters in _patterns(get_resolver()):
        if not route.startswith("admin/"):
            continue
        if {name, name.partition(":")[0]} & NOT_WALKED or name.endswith((*FACTS, *FRAGMENTS)):
            continue
        if name == "wagtail_bulk_action":
            yield from _bulk_actions(planted)
            continue
        values = [_values(name, parameter, ids_of) for parameter in parameters]
        for ids in itertools.product(*values):
            yield name, reverse(name, kwargs=dict(zip(parameters, ids, strict=True)))
        if name.endswith((":index", ":list", ":search", "_search", "_reports:site_history")):
            yield name, f"{reverse(name)}?q={word('live')}"


def _values(name: str, parameter: str, ids_of: dict[tuple[str, str], list[Any]]) -> list[Any]:
    """Return the ids that stand for a parameter of an address.

    Raises:
        UnknownParameterError: if nobody has said so yet.
    """
    space = name.rpartition(":")[0]
    kind = space.partition("_")[2]
    for key in ((name, parameter), (space, parameter), (kind, parameter), ("", parameter)):
        if key in ids_of:
            return [getattr(one, "pk", one) for one in ids_of[key]]
    raise UnknownParameterError(f"{name}: {parameter}")


def _ids(planted: Planted) -> dict[tuple[str, str], list[Any]]:
    """Return what stands for which parameter: of one address, of a namespace, or anywhere."""
    home, live = planted.management.page, planted.live
    pages = [
        home, live, planted.draft, planted.locked, planted.moderated, planted.scheduled,
        planted.alias, planted.legal, planted.dates.calendar, planted.dates.event,
        planted.news.index, planted.news.post, planted.accessibility.statement,
    ]  # fmt: skip
    scheduled = planted.scheduled.latest_revision
    first, last = planted.revisions[0], planted.revisions[-1]
    return {
        ("", "page_id"): [live, planted.draft],
        ("", "page_pk"): [planted.moderated],
        ("", "page_to_move_id"): [live],
        ("", "destination_id"): [planted.alias.get_parent()],
        ("", "parent_page_id"): [home, live],
        ("wagtailadmin_explore", "parent_page_id"): [home.get_parent(), home, live],
        ("wagtailadmin_pages:edit", "page_id"): pages,
        ("wagtailadmin_pages:history", "page_id"): pages,
        ("wagtailadmin_pages:delete", "page_id"): pages[1:],
        ("wagtailadmin_pages:convert_alias", "page_id"): [planted.alias],
        ("wagtailadmin_pages:unpublish", "page_id"): [live, planted.locked],
        ("wagtailadmin_pages:revisions_view", "page_id"): [live],
        ("wagtailadmin_pages:revisions_revert", "page_id"): [live],
        ("wagtailadmin_pages:revisions_unschedule", "page_id"): [planted.scheduled],
        ("wagtailadmin_pages:revisions_unschedule", "revision_id"): [scheduled],
        ("wagtailadmin_pages:revisions_compare", "pk"): [live],
        ("", "revision_id"): [first, last],
        ("", "revision_id_a"): [first, "live"],
        ("", "revision_id_b"): [last, "latest"],
        **{
            (f"wagtailadmin_pages:{name}", "page_id"): [planted.moderated]
            for name in (
                "confirm_workflow_cancellation", "workflow_history", "workflow_history_detail",
                "workflow_preview",
            )
        },
        ("", "workflow_state_id"): [planted.workflow_state],
        ("", "task_id"): [planted.task],
        ("", "workflow_pk"): [planted.workflow],
        ("wagtailadmin_workflows", "pk"): [planted.workflow],
        ("wagtailadmin_workflows:edit_task", "pk"): [planted.task],
        ("wagtailadmin_workflows:disable_task", "pk"): [planted.task],
        ("", "app_label"): ["pages"],
        ("", "model_name"): ["contentpage"],
        ("wagtailadmin_workflows:add_task", "app_label"): ["wagtailcore"],
        ("wagtailadmin_workflows:add_task", "model_name"): ["groupapprovaltask"],
        ("", "content_type_app_name"): ["pages"],
        ("", "content_type_model_name"): ["contentpage"],
        ("wagtailadmin_collections", "pk"): [planted.collection, planted.management.collection],
        ("", "collection_id"): [planted.collection],
        ("", "image_id"): [planted.image],
        ("", "document_id"): [planted.document],
        ("", "redirect_id"): [planted.redirect],
        ("wagtailsites", "pk"): [planted.site],
        ("wagtailusers_users", "pk"): [planted.colleague, planted.editor, planted.admin],
        ("wagtailusers_groups", "pk"): [planted.group, planted.management.editors],
        ("referrals_referrallist", "pk"): [planted.referral_list],
        ("referrals_contact", "pk"): [planted.contact],
        ("referrals_enquiry", "pk"): [planted.asked.enquiry],
        ("referrals_answer", "pk"): [planted.asked.answer],
        ("managements_street", "pk"): [planted.asked.street],
        ("offices_place", "pk"): [planted.dates.place],
        ("offices_consultationhour", "pk"): [planted.dates.hour],
        ("offices_closure", "pk"): [planted.dates.closure],
        ("managements_fieldofaction", "pk"): [planted.dates.topic],
        ("managements_schoolholiday", "pk"): [planted.dates.school_holiday],
        ("dates", "page_id"): [planted.dates.event],
        ("dates", "pk"): [planted.dates.hour],
        **{
            (f"dates:{source}_{act}", "day"): [change.day]
            for source, change in (
                ("event", planted.dates.change), ("hour", planted.dates.hour_change),
            )
            for act in ("cancel", "move")
        },
        **{
            (f"dates:{source}_cancel_addition", "change_id"): [addition]
            for source, addition in planted.dates.additions.items()
        },
        ("component_page", "group"): [group.slug for group in GROUPS],
        ("answers", "slug"): [planted.management.slug],
        ("faces", "slug"): [planted.management.slug],
        ("evidence", "slug"): [planted.management.slug],
        ("evidence", "year"): [timezone.localdate(planted.funding.publication.published_at).year],
        ("funding_fundingnotice", "pk"): [planted.funding.notice],
        ("funding_citynotice", "pk"): [planted.funding.city_notice],
        ("funding_programme", "pk"): [planted.funding.programme],
        ("funding_logo", "pk"): [planted.funding.logo],
        ("managements_management", "pk"): [planted.management],
        ("managements_district", "pk"): [planted.district],
        ("trash", "pk"): [planted.trash_entry],
        ("barriers", "pk"): [planted.accessibility.barrier],
        ("teams", "pk"): [planted.membership],
        ("teams", "slug"): [planted.management.slug],
        ("teams:withdraw", "pk"): [planted.invitation],
        ("teams_invitation", "token"): [planted.token],
    }  # fmt: skip


def _bulk_actions(planted: Planted) -> Iterator[tuple[str, str]]:
    """Yield the confirmations of what is done to many records at once."""
    bulk_action_registry.get_bulk_action_class("", "", "")  # reads the registry
    records: dict[str, list[Any]] = {
        "page": [planted.live, planted.draft],
        "image": [planted.image],
        "document": [planted.document],
        "user": [planted.colleague, planted.editor],
        "contact": [planted.contact],
        "enquiry": [planted.asked.enquiry],
        "answer": [planted.asked.answer],
        "street": [planted.asked.street],
        "place": [planted.dates.place],
        "consultationhour": [planted.dates.hour],
        "closure": [planted.dates.closure],
        "fieldofaction": [planted.dates.topic],
        "schoolholiday": [planted.dates.school_holiday],
        "referrallist": [planted.referral_list],
        "fundingnotice": [planted.funding.notice],
        "citynotice": [planted.funding.city_notice],
        "programme": [planted.funding.programme],
        "logo": [planted.funding.logo],
        "management": [planted.management],
        "district": [planted.district],
    }
    for app_label, models in bulk_action_registry.actions.items():
        for model_name, actions in models.items():
            if model_name not in records:
                raise UnknownParameterError(f"bulk actions on {app_label}.{model_name}")
            query = urlencode(
                {"id": [one.pk for one in records[model_name]], "next": "/admin/"}, doseq=True
            )
            for action in actions:
                url = reverse("wagtail_bulk_action", args=[app_label, model_name, action])
                yield "wagtail_bulk_action", f"{url}?{query}"
