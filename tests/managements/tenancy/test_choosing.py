"""What the page chooser offers."""

import pytest
from django.test import Client
from wagtail.models import Page

from managements.models import Management
from managements.tenancy.choosing import pages_to_choose
from tests.builders import content_page, logged_in

CHOOSER = "/admin/choose-page/"


@pytest.fixture
def user(gruenau: Management, editor_of):
    return editor_of(gruenau)


@pytest.fixture
def editor(user) -> Client:
    return logged_in(user)


def test_an_editor_chooses_own_drafts_and_what_everybody_reads(
    user, gruenau: Management, paunsdorf: Management, make_management
) -> None:
    own_draft = Page.objects.child_of(gruenau.page).get(slug="ueber-uns")
    public = content_page(paunsdorf.page, "Der Marktplatz")
    foreign_draft = Page.objects.child_of(paunsdorf.page).get(slug="ueber-uns")
    hidden = make_management("verborgen", is_public=False)
    offered = set(pages_to_choose(Page.objects.all(), user).values_list("pk", flat=True))
    assert {own_draft.pk, public.pk, gruenau.page.pk, paunsdorf.page.pk} <= offered
    assert foreign_draft.pk not in offered
    assert not offered & set(
        hidden.page.get_descendants(inclusive=True).values_list("pk", flat=True)
    )


def test_browsing_shows_no_draft_of_others(editor: Client, paunsdorf: Management) -> None:
    content_page(paunsdorf.page, "Der Marktplatz")
    content_page(paunsdorf.page, "Kanarienvogel").unpublish()
    html = editor.get(f"{CHOOSER}{paunsdorf.page.pk}/").content.decode()
    assert "Der Marktplatz" in html
    assert "Kanarienvogel" not in html


def test_searching_finds_no_draft_of_others(
    editor: Client, gruenau: Management, paunsdorf: Management
) -> None:
    for management in (gruenau, paunsdorf):
        content_page(management.page, f"Kanarienvogel {management.short_name}").unpublish()
    response = editor.get(f"{CHOOSER}search/?q=Kanarienvogel")
    assert response.status_code == 200
    assert "Kanarienvogel Paunsdorf" not in response.content.decode()


def test_a_superuser_chooses_from_all(admin_client, paunsdorf: Management) -> None:
    content_page(paunsdorf.page, "Kanarienvogel").unpublish()
    html = admin_client.get(f"{CHOOSER}{paunsdorf.page.pk}/").content.decode()
    assert "Kanarienvogel" in html
