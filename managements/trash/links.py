"""Who links to pages that are about to go, as far as somebody may know.

The answer comes from Wagtail's index of references, which holds what is stored in the pages
themselves: for a page that is live that is what the public reads, not its unpublished changes.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from managements.models import Management
from managements.tenancy.choosing import pages_to_choose
from managements.tenancy.roles import managements_of, works_for_the_city
from managements.trash.container import without_trash


@dataclass(frozen=True)
class LinkingPage:
    """A page that links to one that goes."""

    title: str
    edit_url: str  # empty where the person has no rights
    is_live: bool
    to_subpages: tuple[str, ...]  # the titles of the pages it links to, below those that go


@dataclass(frozen=True)
class LinkingRecord:
    """A shared record, or an own one, that links to a page that goes."""

    kind: str
    name: str


@dataclass(frozen=True)
class Links:
    """What links to pages that are about to go; false if nothing does."""

    own: list[LinkingPage] = field(default_factory=list)
    # By the name of the management, or of the city.
    others: dict[str, list[LinkingPage]] = field(default_factory=dict)
    records: list[LinkingRecord] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.own or self.others or self.records)


def links_to(pages: Iterable[Page], *, user: Any) -> Links:
    """Return what links to some pages, or to pages below them, as far as somebody may know it.

    *Own* are the pages of the managements that the pages belong to. Of others only what everybody
    reads is named, with its public title; their drafts and hidden pages are not even counted. The
    number of queries does not depend on the number of pages.
    """
    pages = list(pages)
    going = _with_subpages(pages)
    targets, records = _references_to(going)
    sources = list(pages_to_choose(without_trash(Page.objects.filter(pk__in=targets.keys())), user))
    if not sources and not records:
        return Links()
    theirs = set(managements_of(user).values_list("pk", flat=True))
    is_for_the_city = works_for_the_city(user)
    owners = Management.objects.of_pages([*sources, *pages])
    home = {owners[page.pk] for page in pages}
    subpages = going.keys() - {page.pk for page in pages}
    own: list[LinkingPage] = []
    others: dict[str, list[LinkingPage]] = defaultdict(list)
    for page in sources:
        owner = owners[page.pk]
        is_theirs = is_for_the_city or (owner is not None and owner.pk in theirs)
        linking = LinkingPage(
            title=page.draft_title if is_theirs else page.title,
            edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]) if is_theirs else "",
            is_live=page.live,
            to_subpages=tuple(sorted(going[pk] for pk in targets[page.pk] & subpages)),
        )
        if owner in home:
            own.append(linking)
        else:
            others[owner.name if owner else _("Pages of the city")].append(linking)
    return Links(own, dict(sorted(others.items())), _records(records, theirs))


def _with_subpages(pages: Iterable[Page]) -> dict[int, str]:
    """Return the titles of some pages and of all below them, by their ids."""
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(path__startswith=page.path)
    return dict(Page.objects.filter(below).values_list("pk", "draft_title"))


def _references_to(going: dict[int, str]) -> tuple[dict[int, set[int]], dict[int, set[str]]]:
    """Return the ids of pages that point to some, each with what it points to; and other records.

    The records are ids by content type.
    """
    page_type = ContentType.objects.get_for_model(Page).pk
    targets: dict[int, set[int]] = defaultdict(set)
    records: dict[int, set[str]] = defaultdict(set)
    for kind, source, target in (
        ReferenceIndex.objects.filter(
            to_content_type=page_type, to_object_id__in=[str(pk) for pk in going]
        )
        .values_list("base_content_type", "object_id", "to_object_id")
        .distinct()
    ):
        if kind == page_type:
            targets[int(source)].add(int(target))
        else:
            records[kind].add(source)
    # An alias shows its source and goes offline with it.
    for alias, source in Page.objects.filter(alias_of__in=going.keys()).values_list(
        "pk", "alias_of"
    ):
        targets[alias].add(source)
    return {pk: found for pk, found in targets.items() if pk not in going}, records


def _records(ids_by_kind: dict[int, set[str]], theirs: set[int]) -> list[LinkingRecord]:
    """Return the records that editors know: shared ones, and those of their own managements."""
    found = []
    for kind, ids in ids_by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None or model not in get_snippet_models():
            continue
        for record in model._default_manager.filter(pk__in=ids):  # noqa: SLF001 - Django's public API
            owner = getattr(record, "management_id", None)
            if owner is None or owner in theirs:
                kind_name = capfirst(str(model._meta.verbose_name))  # noqa: SLF001 - as above
                found.append(LinkingRecord(kind_name, str(record)))
    return sorted(found, key=lambda record: (record.kind, record.name))
