"""Whatever is deleted and brought back, in whatever order: afterwards all is as before."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page, ReferenceIndex, Revision

from managements.models import Management
from managements.pages.models import ContentPage
from managements.trash.models import TrashEntry
from managements.trash.trashing import move_to_trash, restore
from tests.builders import text

STATES = ("live", "live with a draft", "draft", "planned", "live, change planned")


@dataclass(frozen=True)
class Plan:
    """Pages as (number of the page above, state), what is deleted in which order, what comes back."""

    pages: list[tuple[int, str]]
    deleted: list[int]
    restored: list[int]


@st.composite
def plans(draw: Any) -> Plan:
    count = draw(st.integers(2, 6))
    pages = [
        # Number 0 is the start page.
        (draw(st.integers(0, number)), draw(st.sampled_from(STATES)))
        for number in range(count)
    ]
    deleted = draw(st.lists(st.integers(0, count - 1), unique=True, min_size=1, max_size=count))
    return Plan(pages, deleted, draw(st.permutations(deleted)))


def build(root: Page, plan: Plan) -> list[ContentPage]:
    built: list[ContentPage] = []
    for number, (above, state) in enumerate(plan.pages):
        parent = Page.objects.get(pk=root.pk if above == 0 else built[above - 1].pk)
        target = (built[-1] if built else root).pk
        page = parent.add_child(
            instance=ContentPage(
                title=f"Seite {number}",
                body=[text(f'<p><a linktype="page" id="{target}">dorthin</a></p>')],
                live=False,
            )
        )
        if state.startswith("live"):
            page.save_revision().publish()
            page.refresh_from_db()
        if "draft" in state:
            page.title = f"Entwurf {number}"
            page.save_revision()
        if "planned" in state:
            page.go_live_at = timezone.now() + timedelta(days=number + 1)
            page.save_revision().publish()
        built.append(page)
    return built


def everything() -> dict[str, Any]:
    """Return what a visitor or an editor could notice, the places in the tree as an order."""
    return {
        "pages": list(
            Page.objects.exclude(slug="papierkorb")
            .exclude(depth=1)
            .order_by("path")
            .values(
                "pk", "depth", "numchild", "url_path", "slug", "title", "draft_title", "live",
                "has_unpublished_changes", "live_revision", "latest_revision", "expired",
                "go_live_at", "first_published_at", "last_published_at", "alias_of",
            )
        ),
        "contents": list(ContentPage.objects.order_by("pk").values_list("pk", "body")),
        "revisions": list(Revision.objects.order_by("pk").values()),
        "references": list(ReferenceIndex.objects.order_by("pk").values()),
    }  # fmt: skip


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plan=plans())
def test_deleting_and_bringing_back_changes_nothing(gruenau: Management, plan: Plan) -> None:
    with transaction.atomic():
        built = build(gruenau.page.get_base_page(), plan)
        before = everything()
        now = timezone.now()
        entries: dict[int, TrashEntry] = {}
        for number in plan.deleted:
            page = Page.objects.get(pk=built[number].pk)
            if page.is_descendant_of(gruenau.page):  # else it went along already
                entries[number] = move_to_trash(page=page, by=None, now=now)
                now += timedelta(seconds=1)
        gone = Page.objects.filter(pk__in=[page.pk for page in built], live=True)
        assert not gone.filter(url_path__startswith="/papierkorb/").exists()
        waiting = [number for number in plan.restored if number in entries]
        while waiting:
            for number in list(waiting):
                entry = TrashEntry.objects.get(pk=entries[number].pk)
                # What stood below a page that waits too comes after it.
                if not TrashEntry.objects.filter(page=topmost_of(entry.former_parent)).exists():
                    restore(entry=entry, by=None, now=now)
                    waiting.remove(number)
        assert everything() == before
        assert not TrashEntry.objects.exists()
        assert not any(Page.find_problems())
        transaction.set_rollback(True)


def topmost_of(page: Page) -> Page:
    """Return the page two levels below the root under which a page stands."""
    return page.get_ancestors(inclusive=True).filter(depth=min(page.depth, 3)).get()
