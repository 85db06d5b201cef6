"""Logging in by name or address, and what the account page tells."""

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from managements.accounts.models import User
from tests.builders import CITY_HOST, logged_in


@pytest.fixture
def anna(gruenau, member) -> User:
    return member("Anna", gruenau)


def log_in(name: str, password: str = "geheim"):
    client = Client(SERVER_NAME=CITY_HOST)
    return client.post("/admin/login/", {"username": name, "password": password})


def test_people_log_in_with_name_or_address(anna) -> None:
    for name in ("anna", "anna@example.org", "ANNA@Example.org"):
        assert log_in(name)["Location"] == "/admin/"


def test_nobody_else_logs_in(anna) -> None:
    for name, password in (
        ("anna", "falsch"), ("anna@example.org", "falsch"), ("anna@example.org", ""),
        ("ANNA", "geheim"), ("niemand@example.org", "geheim"), ("@", "geheim"),
    ):  # fmt: skip
        assert log_in(name, password).status_code == 200, name


def test_an_account_without_an_address_is_not_found_by_an_empty_name(db) -> None:
    User.objects.create_user("ohne", "", "geheim")
    assert authenticate(username="", password="geheim") is None


def test_a_user_name_that_is_anothers_address_takes_nothing_away(anna, gruenau, member) -> None:
    thief = User.objects.create_user("anna@example.org", "anders@example.org", "anderes-wort")
    assert authenticate(username="anna@example.org", password="geheim") == anna
    assert authenticate(username="anna@example.org", password="anderes-wort") == thief


def test_a_blocked_account_logs_in_by_neither(anna) -> None:
    User.objects.update(is_active=False)
    for name in ("anna", "anna@example.org"):
        assert log_in(name).status_code == 200


def test_the_form_says_that_the_address_is_good_too(client, city) -> None:
    html = client.get("/admin/login/").content.decode()
    assert "Benutzername" in html
    assert "Oder Ihre E-Mail-Adresse." in html


def test_the_account_page_works_and_names_nobody_else(anna, gruenau, paunsdorf, member) -> None:
    member("Kanaria", paunsdorf)
    client = logged_in(anna)
    html = client.get("/admin/account/").content.decode()
    assert 'name="name_email-first_name"' in html
    assert 'name="name_email-email"' not in html
    assert "anaria" not in html
    response = client.post(
        "/admin/account/",
        {
            "name_email-first_name": "Anne", "name_email-last_name": "Muster",
            "name_email-email": "kanaria@example.org", "theme-theme": "system",
            "theme-contrast": "system", "theme-density": "default",
        },
        follow=True,
    )  # fmt: skip
    assert "anaria" not in response.content.decode()
    anna.refresh_from_db()
    assert (anna.first_name, anna.email) == ("Anne", "anna@example.org")
