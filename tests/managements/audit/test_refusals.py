"""Refusals are written down once, whichever way they are put, and hold no title and no path."""

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client, override_settings
from django.urls import include, path

from home.models import HomePage
from managements.accounts.models import User
from managements.models import Management
from managements.tenancy.events import record_refusal
from tests.builders import content_page, logged_in
from tests.managements.audit.conftest import Events

XHR = {"X-Requested-With": "XMLHttpRequest"}


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def guarded(request: HttpRequest) -> HttpResponse:
    """A guard as tenancy's: it writes its own line, and answers as if nothing were there."""
    record_refusal(request)
    raise Http404


def guarded_with_403(request: HttpRequest) -> HttpResponse:
    request.refusal_recorded = True
    raise PermissionDenied


def redirects_with_an_error(request: HttpRequest) -> HttpResponse:
    messages.error(request, "Das hat nicht geklappt.")
    return redirect("/")


urlpatterns = [
    path("forbidden/", forbidden, name="forbidden"),
    path("guarded/", guarded, name="guarded"),
    path("guarded403/", guarded_with_403, name="guarded403"),
    path("error/", redirects_with_an_error, name="error"),
    path("", include("cms.urls")),
]


@pytest.fixture
def browser(at_gruenau: Client, events: Events) -> Client:
    """Grünau's editor, after the line of the log-in."""
    events(forget=True)
    return at_gruenau


@pytest.fixture
def citys_page(city: HomePage) -> str:
    """The page above the own site: an editor knows of it, and Wagtail itself refuses."""
    return f"/admin/pages/{city.pk}/edit/"


@pytest.fixture
def foreign_page(paunsdorf: Management) -> str:
    page = content_page(paunsdorf.page, "Kanarienseite", slug="kanarienseite")
    return f"/admin/pages/{page.pk}/edit/"


def test_a_foreign_page_is_not_found_and_one_line(
    browser: Client, foreign_page: str, events: Events
) -> None:
    assert browser.get(foreign_page).status_code == 404
    (line,) = events()
    assert line["event"] == "permission_refused"


def test_a_page_of_the_city_is_a_redirect_with_a_message_and_one_line(
    browser: Client, editor: User, citys_page: str, events: Events
) -> None:
    response = browser.get(f"{citys_page}?next=/geheim/")
    assert response.status_code == 302
    assert events() == [
        {
            "event": "permission_refused",
            "user": editor.pk,
            "view": "wagtailadmin_pages:edit",
            "method": "GET",
        }
    ]


def test_a_message_that_was_not_read_yet_is_not_a_refusal_once_more(
    browser: Client, gruenau: Management, citys_page: str, events: Events
) -> None:
    browser.get(citys_page)
    events(forget=True)
    page = content_page(gruenau.page, "Sommerfest")
    assert browser.post(f"/admin/pages/{page.pk}/unpublish/").status_code == 302
    assert events() == []


def test_a_403_is_one_line(browser: Client, editor: User, citys_page: str, events: Events) -> None:
    response = browser.post(citys_page, {"title": "Kanarie"}, headers=XHR)
    assert response.status_code == 403
    (line,) = events()
    assert line["view"] == "wagtailadmin_pages:edit"
    assert line["method"] == "POST"
    assert "Kanarie" not in str(line)


def test_an_area_that_is_not_open_to_somebody_is_a_line(browser: Client, events: Events) -> None:
    assert browser.get("/admin/users/").status_code == 302
    (line,) = events()
    assert line["event"] == "permission_refused"


def test_somebody_who_may_not_use_the_cms_at_all_is_refused(city, events: Events) -> None:
    user = User.objects.create_user("niemand", "niemand@example.org")
    client = logged_in(user)
    events(forget=True)
    assert client.get("/admin/").status_code == 302
    assert [line["user"] for line in events()] == [user.pk]


def test_a_stranger_is_asked_to_log_in_which_is_no_refusal(
    client: Client, foreign_page: str, events: Events
) -> None:
    events(forget=True)
    assert client.get(foreign_page).status_code == 302
    assert client.get(foreign_page, headers=XHR).status_code == 403
    assert events() == []


def test_what_is_allowed_and_what_is_not_there_are_no_refusals(
    browser: Client, gruenau: Management, events: Events
) -> None:
    assert browser.get(f"/admin/pages/{gruenau.page.pk}/edit/").status_code == 200
    assert browser.get("/admin/gibt-es-nicht/").status_code == 404
    assert browser.get("/gibt-es-nicht/").status_code == 404
    assert events() == []


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("address", "status", "lines"),
    [("forbidden", 403, 1), ("guarded", 404, 1), ("guarded403", 403, 0), ("error", 302, 0)],
)
def test_no_refusal_is_written_down_twice(
    browser: Client, events: Events, address: str, status: int, lines: int
) -> None:
    assert browser.get(f"/{address}/").status_code == status
    assert [line["view"] for line in events()] == [address] * lines


def test_a_request_without_a_view_can_be_recorded_too(rf, events: Events) -> None:
    request = rf.get("/geheim/?q=geheim")
    request.user = AnonymousUser()
    request.resolver_match = None
    record_refusal(request)
    assert events() == [
        {"event": "permission_refused", "user": None, "view": None, "method": "GET"}
    ]
