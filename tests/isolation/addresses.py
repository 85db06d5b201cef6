"""Every address there is, and with which ids somebody curious would try it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlencode, urlsafe_base64_encode
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Site

from managements.component_page.groups import GROUPS
from managements.component_page.rendering import rendered
from managements.events.models import DateChange, key_of
from tests.isolation.world import DAY, TODAY, Things, World, canary


@dataclass(frozen=True)
class Pattern:
    """A pattern of the resolver."""

    name: str
    parameters: tuple[str, ...]

    @property
    def namespace(self) -> str:
        """The namespaces, or an empty text."""
        return self.name.rpartition(":")[0]


@dataclass(frozen=True)
class Address:
    """An address with ids in it."""

    name: str
    url: str
    # Whether an id of a stranger stands in it.
    is_foreign: bool
    query: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def full(self) -> str:
        """Path and query."""
        return f"{self.url}?{urlencode(self.query, doseq=True)}" if self.query else self.url


def patterns(
    resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()
) -> Iterator[Pattern]:
    """Yield every pattern, with the view's full name as the resolver itself gives it."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from patterns(entry, inner)
            continue
        yield _pattern(entry, spaces)


def _pattern(entry: URLPattern, spaces: tuple[str, ...]) -> Pattern:
    name = ":".join([*spaces, entry.name or entry.lookup_str])
    parameters = tuple(entry.pattern.converters) or tuple(
        (getattr(entry.pattern, "regex", None) and entry.pattern.regex.groupindex) or ()
    )
    return Pattern(name, parameters)


# Addresses without a name, or whose parameters have none: as they are typed.
UNNAMED = {
    "wagtail.admin.views.home.default": ["/admin/gibt-es-nicht/"],
    "django.views.generic.base.TemplateView": ["/admin/test404/"],
    "wagtail.contrib.sitemaps.views.sitemap": ["/sitemap.xml"],
    "managements.media_library.views.serve_picture": ["/media/images/x.jpg"],
}


class UnknownParameterError(Exception):
    """Nobody has said which id an address takes: the walker has to learn it."""


def _pages(things: Things) -> list[Any]:
    pages = (
        things.draft, things.live, things.root, things.post, things.post_draft, things.statement,
    )  # fmt: skip
    return [page.pk for page in pages]


def ids_of(pattern: Pattern, parameter: str, things: Things, world: World) -> list[Any]:
    """Return what may stand for a parameter.

    Raises:
        UnknownParameterError: if nobody has said so yet.
    """
    space, management = pattern.namespace, things.management
    if parameter == "pk":
        for prefix in ("wagtailsnippets_", "wagtailsnippetchoosers_"):
            if space.startswith(prefix):
                return [_record(space.removeprefix(prefix), things, world)]
        by_space = {
            "wagtailadmin_api:pages": _pages(things),
            "wagtailadmin_api:images": [things.image.pk],
            "wagtailadmin_api:documents": [things.document.pk],
            "wagtailimages_chooser": [things.image.pk],
            "wagtaildocs_chooser": [things.document.pk],
            "wagtailadmin_pages": _pages(things),
            "wagtailadmin_collections": [management.collection_id],
            "wagtailadmin_workflows": [world.workflow.pk],
            "wagtailsites": [Site.objects.get(is_default_site=True).pk],
            "wagtailusers_users": [things.editor.pk],
            "wagtailusers_groups": [management.editors_id],
            "teams": [things.membership.pk],
            "teams:withdraw": [things.invitation.pk],
            "trash": [things.trash_entry.pk],
            "dates:accept": [things.participation.pk],
            "dates:decline": [things.participation.pk],
            "dates:withdraw": [things.participation.pk],
            "dates": [things.held.pk],
            "closures": [things.closure.pk],
            "barriers": [things.barrier.pk],
        }
        for key in (pattern.name, space):
            if key in by_space:
                return by_space[key]
    if space == "dates" and parameter == "page_id":
        return [things.event.pk, things.event_draft.pk]
    is_document = space.startswith("wagtaildocs")
    uploads = things.upload_document if is_document else things.upload_image
    revisions = things.specimen_revisions if "specimen" in space else things.revisions
    by_parameter: dict[str, list[Any]] = {
        **dict.fromkeys(
            ("page_id", "parent_page_id", "page_to_move_id", "page_pk"), _pages(things)
        ),
        "destination_id": [things.root.pk],
        "image_id": [things.image.pk],
        "document_id": [things.document.pk],
        "doc_id": [things.document.pk],
        "uploaded_file_id": [uploads.pk],
        "collection_id": [management.collection_id],
        "redirect_id": [things.redirect.pk],
        "session_id": [things.session.pk],
        "object_id": [things.draft.pk],
        "revision_id": [revision.pk for revision in revisions],
        "revision_id_a": [revisions[0].pk, "earliest"],
        "revision_id_b": [revisions[-1].pk, "latest"],
        "task_id": [world.task.pk],
        "workflow_pk": [world.workflow.pk],
        "task_state_id": [1],
        "workflow_state_id": [1],
        "action_name": ["delete", "approve"],
        "filter_spec": ["width-50", "scale-5000", "fill-20000x20000"],
        "content_type_app_name": ["pages"],
        "content_type_model_name": ["contentpage"],
        "app_name": ["taggit"],
        "app_label": ["pages"],
        "model_name": ["tag" if "tag" in pattern.name else "contentpage"],
        "restriction_id": [1],
        "page_view_restriction_id": [1],
        "uidb64": [urlsafe_base64_encode(force_bytes(things.editor.pk))],
        "token": ["set-password"],
        "slug": [management.slug],
        "management": [management.slug],
        "enquiry": [world.enquiry.slug],
        "path": ["images/x.jpg"],
        "statement": [f"{management.slug}/barrierefreiheit/"],
        "day": [DAY.isoformat()],
        "year": [TODAY.year],
        "publication_id": [things.publication.pk],
        "mark": ["0123456789abcdef"],
        # The made-up examples, which are nobody's.
        "group": [document_example()[0]]
        if pattern.name == "component_page:document"
        else [group.slug for group in GROUPS],
        "number": [document_example()[1]],
        # Drawings of quarters, in any colour.
        "kind": ["zeichen"],
        "light": ["dunkel"],
        "drawing": ["gruenau"],
        "colour": ["3C7A3A"],
        "size": [32],
        # Files beside calendars.
        "prefix": [management.slug],
        "name": [
            things.event.slug, things.event_draft.slug, f"sprechstunde-{things.held.pk}", "feed",
            f"feed-{world.topic.slug}",
        ],
        "change_id": [
            DateChange.objects.filter(
                **key_of(things.held if pattern.name.startswith("dates:hour_") else things.event),
                kind="extra" if pattern.name.endswith("_addition") else "cancelled",
            ).values_list("pk", flat=True).first()
        ],
    }  # fmt: skip
    if parameter not in by_parameter:
        raise UnknownParameterError(f"{pattern.name}: {parameter}")
    return by_parameter[parameter]


@cache
def document_example() -> tuple[str, int]:
    """Return group and number of a made-up example that has an address of its own."""
    return next(
        (group.slug, one.number) for group in GROUPS for one in rendered(group) if one.is_document
    )


def _record(label: str, things: Things, world: World) -> Any:
    records: dict[str, Any] = {
        "specimen_specimen": things.specimen,
        "specimen_commonspecimen": world.common,
        "funding_fundingnotice": things.notice,
        "funding_citynotice": world.city_notice,
        "funding_programme": world.programme,
        "funding_logo": world.logo,
        "referrals_answer": things.answer,
        "offices_place": things.place,
        "offices_consultationhour": things.hour,
        "offices_closure": things.closure,
        "referrals_contact": world.contact,
        "referrals_enquiry": world.enquiry,
        "referrals_referrallist": world.referral_list,
        "managements_management": things.management,
        "managements_district": world.district,
        "managements_street": world.street,
        "managements_fieldofaction": world.topic,
        "managements_schoolholiday": world.school_holiday,
    }
    if label not in records:
        raise UnknownParameterError(f"a record of {label}")
    return records[label].pk


def addresses_of(pattern: Pattern, world: World, me: Things, other: Things) -> Iterator[Address]:
    """Yield the addresses of a pattern with a stranger's ids, also mixed with one's own."""
    if pattern.name in UNNAMED:
        for url in UNNAMED[pattern.name]:
            yield Address(pattern.name, url, is_foreign=False)
        return
    if pattern.name == "wagtail_bulk_action":
        yield from _bulk_actions(me, other)
        return
    if pattern.name == "wagtail_serve":
        for page in (
            other.draft, other.live, other.root, other.post, other.post_draft, other.statement, me.live,
        ):  # fmt: skip
            yield Address(
                pattern.name, page.specific.relative_url(None) or "/", page.pk != me.live.pk
            )
        return
    if pattern.name == "wagtaildocs_serve":
        for name in ("x.pdf", f"{canary('dokumentdatei')}x.pdf"):
            yield Address(pattern.name, f"/documents/{other.document.pk}/{name}", is_foreign=True)
        return
    if not pattern.parameters:
        yield Address(pattern.name, reverse(pattern.name), is_foreign=False)
        return
    foreign = [ids_of(pattern, name, other, world) for name in pattern.parameters]
    own = [ids_of(pattern, name, me, world) for name in pattern.parameters]
    chosen = set(itertools.product(*foreign))
    # One id a stranger's, the others one's own.
    for place, values in enumerate(foreign):
        mixed = [[value[0]] for value in own]
        mixed[place] = values
        chosen |= set(itertools.product(*mixed))
    if me is not other:
        chosen -= set(itertools.product(*own))
    for values in sorted(chosen, key=str):
        kwargs = dict(zip(pattern.parameters, values, strict=True))
        try:
            yield Address(pattern.name, reverse(pattern.name, kwargs=kwargs), is_foreign=True)
        except NoReverseMatch as error:
            raise UnknownParameterError(f"{pattern.name}: {kwargs}") from error


def _bulk_actions(me: Things, other: Things) -> Iterator[Address]:
    bulk_action_registry.get_bulk_action_class("", "", "")  # reads the registry
    keys = {
        "page": _pages(other),
        "image": [other.image.pk],
        "document": [other.document.pk],
        "specimen": [other.specimen.pk],
        "fundingnotice": [other.notice.pk],
        "answer": [other.answer.pk],
        "place": [other.place.pk],
        "consultationhour": [other.hour.pk],
        "closure": [other.closure.pk],
        "management": [other.management.pk],
        "user": [other.editor.pk],
    }
    for app_label, models in bulk_action_registry.actions.items():
        for model_name, actions in models.items():
            for action in actions:
                for ids in ([*keys.get(model_name, [1])], ["all"]):
                    query: dict[str, Any] = {"id": ids, "next": "/admin/"}
                    url = f"/admin/bulk/{app_label}/{model_name}/{action}/"
                    yield Address("wagtail_bulk_action", url, ids != ["all"], query)
                if model_name == "page":
                    for parent in (other.root.pk, me.root.pk):
                        query = {"id": "all", "childOf": parent, "q": "Kanarie"}
                        yield Address("wagtail_bulk_action", url, parent != me.root.pk, query)


def queries(other: Things) -> list[dict[str, Any]]:
    """Return the queries that somebody curious would add to the address of a list."""
    user, collection = other.editor.pk, other.management.collection_id
    return [
        {"q": "Kanarie"},
        {"q": canary("entwurf"), "page_type": "pages.ContentPage"},
        {"id": _pages(other)},
        {"id": [other.image.pk]},
        {"id": [other.document.pk]},
        {"id": [other.specimen.pk, other.notice.pk]},
        {"export": "csv"},
        {"export": "xlsx", "_export": "xlsx"},
        {"owner": user, "edited_by": user, "user": user, "site": 1, "collection_id": collection},
        {"management": [other.management.pk], "tag": canary("schlagwort"), "term": "Kanarie"},
        {"management": other.management.slug, "locked_by": user, "created_by": user},
        {"management": other.management.pk, "who": user, "action": "wagtail.edit"},
        {"management": other.management.pk, "year": "2026", "export": "csv"},
        {"child_of": other.root.pk, "fields": "*", "for_explorer": "1"},
        {"descendant_of": other.root.pk, "fields": "*"},
        {"page_type": "websites.ManagementPage", "multiple": "1", "select_format": "true"},
        {"layout": "list", "ordering": "-title", "p": "1"},
        {"html_path": f"/{other.management.slug}/{other.draft.slug}/"},
    ]
