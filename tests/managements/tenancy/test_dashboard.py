"""The start of the CMS shows of somebody's own work what they may still edit."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from managements.accounts.models import User
from managements.models import Management
from managements.tenancy.roles import city_editors
from tests.builders import content_page, logged_in


def edited_by(user: User, parent: Page, title: str) -> Page:
    """Return a draft that somebody worked on."""
    page = content_page(parent, title)
    page.unpublish()
    page.save_revision(user=user, log_action=True)
    return page


def locked_by(user: User, parent: Page, title: str) -> Page:
    """Return a page that somebody locked."""
    page = content_page(parent, title)
    page.locked, page.locked_by, page.locked_at = True, user, timezone.now()
    page.save()
    return page


@pytest.fixture
def both(gruenau: Management, paunsdorf: Management, editor_of) -> User:
    """Somebody who belongs to two managements."""
    user = editor_of(gruenau)
    user.groups.add(paunsdorf.editors)
    return user


def start_page(user: User) -> str:
    return logged_in(user).get("/admin/").content.decode()


def test_recent_edits_of_a_management_that_was_left_are_not_shown(
    both: User, gruenau: Management, paunsdorf: Management
) -> None:
    edited_by(both, gruenau.page, "Geheimes Fest")
    edited_by(both, paunsdorf.page, "Sommerfest")
    assert "Geheimes Fest" in start_page(both)
    both.groups.remove(gruenau.editors)
    html = start_page(both)
    assert "Geheimes Fest" not in html
    assert "Sommerfest" in html


def test_locked_pages_of_a_management_that_was_left_are_not_shown(
    both: User, gruenau: Management, paunsdorf: Management
) -> None:
    locked_by(both, gruenau.page, "Geheimes Fest")
    locked_by(both, paunsdorf.page, "Sommerfest")
    assert "Geheimes Fest" in start_page(both)
    both.groups.remove(gruenau.editors)
    html = start_page(both)
    assert "Geheimes Fest" not in html
    assert "Sommerfest" in html


def test_who_works_for_the_city_finds_work_in_every_management(
    gruenau: Management, admin_client: Client
) -> None:
    in_city = city_editors().user_set.create(username="stadt", email="stadt@example.org")
    for user in (in_city, User.objects.get(username="admin")):
        edited_by(user, gruenau.page, f"Fest von {user.username}")
        locked_by(user, gruenau.page, f"Sperre von {user.username}")
        html = start_page(user)
        assert f"Fest von {user.username}" in html
        assert f"Sperre von {user.username}" in html


def test_what_was_left_costs_no_query(
    both: User, gruenau: Management, paunsdorf: Management
) -> None:
    def cost(browser: Client) -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get("/admin/")
        return len(captured)

    for number in range(2):
        edited_by(both, paunsdorf.page, f"Sommerfest {number}")
    both.groups.remove(gruenau.editors)
    browser = logged_in(both)
    browser.get("/admin/")
    before = cost(browser)
    for number in range(2):
        edited_by(both, gruenau.page, f"Geheimes Fest {number}")
        locked_by(both, gruenau.page, f"Geheime Sperre {number}")
    assert cost(browser) == before
