"""A page's history tells nothing of the management from which the page came."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from managements.accounts.models import User
from managements.models import Management
from managements.tenancy.roles import city_editors
from tests.builders import content_page, logged_in

STRANGER = "jemand aus einem anderen Management"


@pytest.fixture
def both(gruenau: Management, paunsdorf: Management) -> User:
    """Somebody who belongs to two managements."""
    user = User.objects.create_user("beide", "beide@example.org", "geheim")
    user.groups.add(gruenau.editors, paunsdorf.editors)
    return user


@pytest.fixture
def stranger(gruenau: Management, editor_of) -> User:
    """Somebody of the management from which the page comes."""
    return editor_of(gruenau)


@pytest.fixture
def reader(paunsdorf: Management, editor_of) -> User:
    """Somebody of the management to which the page goes."""
    return editor_of(paunsdorf)


@pytest.fixture
def page(gruenau: Management, paunsdorf: Management, both: User, stranger: User) -> Page:
    """A page that was worked on below a draft of one management, and moved to another."""
    draft = content_page(gruenau.page, "Geheimer Ordner", slug="ordner")
    draft.unpublish()
    page = content_page(draft, "Sommerfest", slug="sommerfest")
    page.save_revision(user=stranger, log_action=True)
    answer = logged_in(both).post(f"/admin/pages/{page.pk}/move/{paunsdorf.page.pk}/confirm/")
    assert answer.status_code == 302
    return page


def history(user: User, page: Page, query: str = "") -> str:
    response = logged_in(user).get(f"/admin/pages/{page.pk}/history/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_page_that_came_from_elsewhere_does_not_say_from_where_or_by_whom(
    reader: User, stranger: User, both: User, page: Page
) -> None:
    html = history(reader, page)
    results = logged_in(reader).get(f"/admin/pages/{page.pk}/history/results/").content.decode()
    for text in (html, results):
        assert "Geheimer Ordner" not in text
        assert stranger.username not in text
        assert STRANGER in text
        assert "Verschoben" in text
        assert both.username in text  # a colleague, who also works there


def test_who_works_for_both_sides_or_for_the_city_reads_everything(
    stranger: User, both: User, page: Page
) -> None:
    in_city = city_editors().user_set.create(username="stadt", email="stadt@example.org")
    admin = User.objects.create_superuser("admin", "admin@example.org", "geheim")
    for user in (both, in_city, admin):
        html = history(user, page)
        assert "Von ‚Geheimer Ordner‘ nach" in html
        assert stranger.username in html
        assert STRANGER not in html


def test_the_filter_by_people_offers_and_finds_no_stranger(
    reader: User, stranger: User, both: User, page: Page
) -> None:
    filters = history(reader, page)
    assert f'name="user" value="{both.pk}"' in filters
    assert f'name="user" value="{stranger.pk}"' not in filters
    assert stranger.username not in history(reader, page, f"?user={stranger.pk}")


def test_work_of_the_city_is_shown_by_name(reader: User, page: Page) -> None:
    in_city = city_editors().user_set.create(username="stadt", email="stadt@example.org")
    admin = User.objects.create_superuser("admin", "admin@example.org", "geheim")
    for user in (in_city, admin):
        page.save_revision(user=user, log_action=True)
        assert user.username in history(reader, page)


def test_whose_account_is_closed_is_not_said_to_work_elsewhere(
    reader: User, stranger: User, page: Page
) -> None:
    stranger.groups.clear()
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    html = history(reader, page)
    assert stranger.username not in html
    assert "jemand, der nicht mehr dabei ist" in html


def test_a_copy_does_not_say_below_which_page_the_other_one_stands(
    reader: User, both: User, page: Page, gruenau: Management, paunsdorf: Management
) -> None:
    source = content_page(Page.objects.get(slug="ordner"), "Herbstfest", slug="herbstfest")
    logged_in(both).post(
        f"/admin/pages/{source.pk}/copy/",
        {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": paunsdorf.page.pk},
    )
    copy = Page.objects.get(slug="kopie")
    html = history(reader, copy)
    assert "Geheimer Ordner" not in html
    assert "Kopiert" in html
    assert "Von Geheimer Ordner kopiert" in history(both, copy)


def test_a_move_inside_of_the_management_names_both_places(
    reader: User, paunsdorf: Management
) -> None:
    goal = content_page(paunsdorf.page, "Projekte", slug="projekte")
    page = content_page(paunsdorf.page, "Garten", slug="garten")
    logged_in(reader).post(f"/admin/pages/{page.pk}/move/{goal.pk}/confirm/")
    html = history(reader, page)
    assert "nach ‚Projekte‘ verschoben" in html
    assert reader.username in html


def test_the_history_costs_the_same_however_often_a_page_was_moved(
    reader: User, both: User, page: Page, gruenau: Management, paunsdorf: Management
) -> None:
    browser: Client = logged_in(reader)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(f"/admin/pages/{page.pk}/history/")
        return len(captured)

    cost()
    before = cost()
    for goal in (gruenau.page, paunsdorf.page) * 2:
        logged_in(both).post(f"/admin/pages/{page.pk}/move/{goal.pk}/confirm/")
    assert cost() == before
