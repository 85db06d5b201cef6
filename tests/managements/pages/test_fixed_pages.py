"""Pages of a site's skeleton: they make room for themselves, and stay online."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from managements.accessibility.models import AccessibilityStatementPage
from managements.accessibility.provisioning import provide_statement
from managements.models import Management
from managements.pages.models import BasePage, ContentPage, fixed_page_types
from tests.builders import content_page, logged_in, statement_of

DAY = timedelta(days=1)


def planned(page: Page, **facts: object) -> Revision:
    """Plan a draft of a page for yesterday, as if that had been tomorrow once."""
    for name, value in facts.items():
        setattr(page, name, value)
    page.go_live_at = timezone.now() + DAY
    page.save_revision().publish()
    revision = page.scheduled_revision
    assert revision is not None
    yesterday = timezone.now() - DAY
    revision.content["go_live_at"] = yesterday.isoformat()
    revision.approved_go_live_at = yesterday
    revision.save(update_fields=["content", "approved_go_live_at"])
    return revision


def live_pages(management: Management) -> dict[str, str]:
    """Return the titles of a site's live pages by their address parts."""
    children = ContentPage.objects.child_of(management.page).live()
    return dict(children.values_list("slug", "title"))


def test_the_planned_draft_of_a_page_makes_room_with_it(gruenau: Management) -> None:
    statement_of(gruenau).delete()
    taken = content_page(gruenau.page, "Alter Text", slug="barrierefreiheit")
    old = taken.latest_revision
    planned(taken, title="Neuer Text")
    other = content_page(gruenau.page, "Projekt", slug="projekt")
    planned(other, title="Neues Projekt")

    provide_statement(gruenau)
    call_command("publish_scheduled")

    assert live_pages(gruenau) == {"barrierefreiheit-2": "Neuer Text", "projekt": "Neues Projekt"}
    assert statement_of(gruenau).slug == "barrierefreiheit"
    # What was, stays as it was.
    old.refresh_from_db()
    assert old.content["slug"] == "barrierefreiheit"


def test_a_draft_that_will_have_the_address_keeps_that_of_its_page(gruenau: Management) -> None:
    statement_of(gruenau).delete()
    page = content_page(gruenau.page, "Etwas", slug="etwas")
    planned(page, title="Etwas Neues", slug="barrierefreiheit")
    # A later one, which is not planned.
    page.save_revision()

    provide_statement(gruenau)
    call_command("publish_scheduled")

    assert live_pages(gruenau) == {"etwas": "Etwas Neues"}
    assert ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object().slug == "etwas"


@pytest.mark.parametrize("page_type", fixed_page_types(), ids=lambda one: one.__name__)
def test_the_form_of_a_fixed_page_asks_for_no_expiry(page_type: type[BasePage]) -> None:
    fields = page_type.get_edit_handler().get_form_class().base_fields
    assert "go_live_at" in fields
    assert "expire_at" not in fields


def test_the_form_of_any_other_page_does() -> None:
    assert "expire_at" in ContentPage.get_edit_handler().get_form_class().base_fields


def test_an_expiry_that_is_sent_all_the_same_is_refused(gruenau: Management, editor_of) -> None:
    page = gruenau.page
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    facts = {
        "introduction": "Neu", "contact_address": "", "contact_phone": "", "contact_email": "",
        "seo_title": "", "search_description": "", "body-count": "0", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", "action-publish": "1",
    }  # fmt: skip
    client = logged_in(editor_of(gruenau))
    response = client.post(address, facts | {"expire_at": "01.01.2090 10:00"})
    assert response.status_code == 200
    assert "gehört fest zum Auftritt" in response.content.decode()
    assert client.post(address, facts | {"expire_at": ""}).status_code == 302
    assert Page.objects.get(pk=page.pk).expire_at is None


def test_the_clock_takes_no_fixed_page_offline(gruenau: Management) -> None:
    past = timezone.now() - DAY
    other = content_page(gruenau.page, "Projekt", slug="projekt")
    page = statement_of(gruenau)
    # As editors could do before, in what is public and in a draft.
    Page.objects.filter(pk__in=[page.pk, other.pk, gruenau.page.pk]).update(expire_at=past)
    page.expire_at = past
    page.save_revision()
    call_command("publish_scheduled")
    assert statement_of(gruenau).live
    assert Page.objects.get(pk=gruenau.page.pk).live
    assert not Page.objects.get(pk=other.pk).live
    AccessibilityStatementPage.objects.get(pk=page.pk).latest_revision.publish()
    call_command("publish_scheduled")
    assert (statement_of(gruenau).live, statement_of(gruenau).expire_at) == (True, None)
