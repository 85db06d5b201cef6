"""What is done to pages arrives in the record of their management."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Comment, Page, PageLogEntry, PageViewRestriction

from managements.accounts.models import User
from managements.audit.models import AuditEntry
from managements.models import Management
from managements.pages.models import ContentPage
from tests.builders import content_page, logged_in

pytestmark = pytest.mark.usefixtures("blank")


def form(**fields: object) -> dict[str, object]:
    """Return what the form of a page sends."""
    return {
        "title": "Sommerfest",
        "slug": "sommerfest",
        "introduction": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    } | fields


def add(client: Client, parent: Page, **fields: object) -> ContentPage:
    response = client.post(
        f"/admin/pages/add/pages/contentpage/{parent.pk}/", form(**fields), follow=True
    )
    assert response.status_code == 200
    return ContentPage.objects.get(slug=form(**fields)["slug"])


def test_a_page_that_is_made_is_told_to_its_management_and_to_nobody_else(
    at_gruenau: Client, editor: User, gruenau: Management, paunsdorf: Management, actions
) -> None:
    add(at_gruenau, gruenau.page)
    assert actions(gruenau) == ["wagtail.create", "wagtail.edit"]
    assert actions(paunsdorf) == actions(None) == []
    entry = AuditEntry.objects.first()
    assert entry.user == editor
    assert entry.label == "Sommerfest"
    assert entry.kind == "Seite"
    assert not entry.by_system


def test_publishing_renaming_unpublishing_and_deleting_arrive(
    at_gruenau: Client, gruenau: Management, actions
) -> None:
    page = add(at_gruenau, gruenau.page, **{"action-publish": "1"})
    at_gruenau.post(
        f"/admin/pages/{page.pk}/edit/", form(title="Herbstfest", **{"action-publish": "1"})
    )
    at_gruenau.post(f"/admin/pages/{page.pk}/unpublish/")
    at_gruenau.post(f"/admin/pages/{page.pk}/delete/")
    told = actions(gruenau)
    assert told[:3] == ["wagtail.create", "wagtail.edit", "wagtail.publish"]
    assert set(told[3:]) == {
        "wagtail.edit",
        "wagtail.rename",
        "wagtail.publish",
        "wagtail.unpublish",
        "trash.delete",
        "wagtail.move",
    }
    rename = AuditEntry.objects.get(action="wagtail.rename")
    assert rename.message == "Von ‚Sommerfest‘ nach ‚Herbstfest‘ umbenannt"


def test_copying_moving_and_ordering_arrive(
    at_gruenau: Client, gruenau: Management, actions
) -> None:
    parent = content_page(gruenau.page, "Projekte", slug="projekte")
    page = content_page(gruenau.page, "Sommerfest", slug="sommerfest")
    at_gruenau.post(
        f"/admin/pages/{page.pk}/copy/",
        {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": gruenau.page.pk},
    )
    at_gruenau.post(f"/admin/pages/{page.pk}/move/{parent.pk}/confirm/")
    at_gruenau.post(f"/admin/pages/{parent.pk}/set_position/?position=0")
    copy = AuditEntry.objects.get(action="wagtail.copy")
    assert copy.management == gruenau
    assert copy.object_id == str(Page.objects.get(slug="kopie").pk)
    assert copy.message == "Von Quartiersmanagement Gruenau kopiert"
    assert actions(gruenau, "Sommerfest")[-1] == "wagtail.move"
    assert actions(gruenau, "Projekte")[-1] == "wagtail.reorder"
    move = AuditEntry.objects.get(action="wagtail.move")
    assert move.message == "Von ‚Quartiersmanagement Gruenau‘ nach ‚Projekte‘ verschoben"


def test_scheduling_its_end_and_the_clock_arrive(
    at_gruenau: Client, gruenau: Management, actions
) -> None:
    now = timezone.now()
    page = content_page(gruenau.page, "Sommerfest", slug="sommerfest")
    page.go_live_at = now + timedelta(days=1)
    page.save_revision().publish()
    revision = page.scheduled_revision
    at_gruenau.post(f"/admin/pages/{page.pk}/revisions/{revision.pk}/unschedule/")
    assert actions(gruenau)[-2:] == ["wagtail.publish.schedule", "wagtail.schedule.cancel"]
    page.refresh_from_db()
    page.go_live_at, page.expire_at = None, now - timedelta(minutes=1)
    page.save()
    call_command("publish_scheduled")
    assert actions(gruenau)[-1] == "wagtail.unpublish.scheduled"
    entry = AuditEntry.objects.first()
    assert entry.by_system
    assert entry.who == "System"


def test_going_back_to_an_earlier_version_arrives(
    at_gruenau: Client, gruenau: Management, actions
) -> None:
    page = add(at_gruenau, gruenau.page)
    first = page.latest_revision
    at_gruenau.post(f"/admin/pages/{page.pk}/edit/", form(introduction="Neu"))
    at_gruenau.post(f"/admin/pages/{page.pk}/revisions/{first.pk}/revert/", form())
    assert actions(gruenau)[-1] == "wagtail.revert"


def test_a_tree_of_pages_that_is_deleted_still_belongs_to_its_management(
    gruenau: Management, actions
) -> None:
    parent = content_page(gruenau.page, "Projekte")
    content_page(parent, "Garten")
    AuditEntry.objects.all().delete()
    parent.delete()
    assert actions(gruenau, "Garten") == actions(gruenau, "Projekte") == ["wagtail.delete"]
    assert AuditEntry.objects.count() == 2


def test_even_a_start_page_that_a_command_deletes_is_recorded_with_all_below_it(
    gruenau: Management, actions
) -> None:
    titles = set(gruenau.page.get_descendants(inclusive=True).values_list("title", flat=True))
    gruenau.page.delete()
    deleted = AuditEntry.objects.filter(action="wagtail.delete")
    assert set(deleted.values_list("label", flat=True)) >= titles
    assert set(deleted.values_list("management", flat=True)) == {gruenau.pk}


def test_bulk_actions_on_pages_arrive(at_gruenau: Client, gruenau: Management, actions) -> None:
    pages = [content_page(gruenau.page, title) for title in ("Eins", "Zwei")]
    goal = content_page(gruenau.page, "Ziel")
    AuditEntry.objects.all().delete()
    ids = "&".join(f"id={page.pk}" for page in pages)
    bulk = "/admin/bulk/wagtailcore/page"
    at_gruenau.post(f"{bulk}/unpublish/?next=/admin/&{ids}")
    at_gruenau.post(f"{bulk}/publish/?next=/admin/&{ids}")
    at_gruenau.post(f"{bulk}/move/?next=/admin/&{ids}", {"chooser": goal.pk})
    told = ["wagtail.unpublish", "wagtail.publish", "wagtail.move"]
    assert actions(gruenau, "Eins") == actions(gruenau, "Zwei") == told


def test_a_page_that_goes_to_another_management_is_told_to_both_and_names_neither_to_the_other(
    admin_client: Client, gruenau: Management, paunsdorf: Management
) -> None:
    secret = content_page(gruenau.page, "Geheimer Ordner", slug="geheim")
    page = content_page(secret, "Sommerfest", slug="sommerfest")
    AuditEntry.objects.all().delete()
    admin_client.post(f"/admin/pages/{page.pk}/move/{paunsdorf.page.pk}/confirm/")
    left = AuditEntry.objects.get(management=gruenau)
    arrived = AuditEntry.objects.get(management=paunsdorf)
    assert left.action == arrived.action == "wagtail.move"
    assert left.message == "Auf eine andere Website verschoben"
    assert arrived.message == "Von einer anderen Website hierher verschoben"
    assert "Geheim" not in str(arrived.details)
    assert "Paunsdorf" not in str(left.details)
    page.refresh_from_db()
    page.save_revision(log_action=True)
    assert AuditEntry.objects.first().management == paunsdorf


def test_a_copy_of_another_managements_page_does_not_name_where_it_came_from(
    admin_client: Client, gruenau: Management, paunsdorf: Management
) -> None:
    secret = content_page(gruenau.page, "Geheimer Ordner", slug="geheim")
    page = content_page(secret, "Sommerfest", slug="sommerfest")
    admin_client.post(
        f"/admin/pages/{page.pk}/copy/",
        {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": paunsdorf.page.pk},
    )
    entry = AuditEntry.objects.get(action="wagtail.copy")
    assert entry.management == paunsdorf
    assert entry.message == "Kopiert"
    assert "Geheim" not in str(entry.details)


def test_the_words_of_a_comment_stay_out_of_the_record(
    at_gruenau: Client, editor: User, gruenau: Management
) -> None:
    page = add(at_gruenau, gruenau.page)
    comment = Comment(page=page, user=editor, text="Frau Muster ist krank", contentpath="title")
    comment.save()
    comment.log_create(user=editor)
    entry = AuditEntry.objects.get(action="wagtail.comments.create")
    assert entry.message == "Einen Kommentar hinzugefügt"
    assert "Muster" not in str(entry.details)


def test_automatic_saves_of_one_draft_are_one_entry(
    editor: User, gruenau: Management, actions
) -> None:
    page = content_page(gruenau.page, "Sommerfest")
    AuditEntry.objects.all().delete()
    client = logged_in(editor)
    revision = None
    for text in ("Ein", "Eine", "Einer"):
        fields = {"introduction": text, "slug": page.slug}
        if revision is not None:
            fields["overwrite_revision_id"] = str(revision)
        response = client.post(
            f"/admin/pages/{page.pk}/edit/",
            form(**fields),
            headers={"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"},
        )
        revision = response.json()["revision_id"]
    assert PageLogEntry.objects.filter(page=page, action="wagtail.edit", user=editor).count() == 3
    assert actions(gruenau) == ["wagtail.edit"]
    latest = PageLogEntry.objects.filter(page=page).latest("timestamp")
    assert AuditEntry.objects.get().timestamp == latest.timestamp


def test_the_citys_own_pages_and_view_restrictions_arrive(city, gruenau: Management) -> None:
    page = content_page(city, "Quartiere")
    assert set(AuditEntry.objects.values_list("management", flat=True)) == {None}
    PageViewRestriction(page=page, restriction_type="login").save()
    entry = AuditEntry.objects.first()
    assert entry.action == "wagtail.view_restriction.create"
    assert entry.management is None


def test_a_log_line_that_is_rolled_back_leaves_no_entry(gruenau: Management) -> None:
    def fail() -> None:
        with transaction.atomic():
            content_page(gruenau.page)
            assert AuditEntry.objects.exists()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not AuditEntry.objects.exists()
    assert not PageLogEntry.objects.filter(page__slug="ein-beitrag").exists()
