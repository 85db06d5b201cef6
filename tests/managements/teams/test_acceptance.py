"""Following the link of an invitation."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from managements.accounts.models import User
from managements.models import Management
from managements.teams.acceptance import (
    AccountChangedError,
    InvitationGoneError,
    NewAccount,
    NewPassword,
    accept,
)
from managements.teams.invitations import withdraw
from managements.teams.memberships import leave
from managements.teams.models import Invitation, Membership
from managements.tenancy.roles import works_for
from tests.builders import CITY_HOST, logged_in
from tests.managements.teams.conftest import token_in

PASSWORD = "Kastanienallee-7-blau"
ACCOUNT = {
    "first_name": "Neu",
    "last_name": "Ling",
    "new_password1": PASSWORD,
    "new_password2": PASSWORD,
}


@pytest.fixture
def browser() -> Client:
    return Client(SERVER_NAME=CITY_HOST)


@pytest.fixture
def anna(gruenau, member) -> User:
    return member("Anna", gruenau)


@pytest.fixture
def path(anna, gruenau, invited) -> str:
    """The address in the mail to neu@example.org."""
    return invited(anna, gruenau)


def belongs(user: User, management: Management) -> bool:
    return works_for(User.objects.get(pk=user.pk), management)


def assert_gone(response) -> None:
    assert response.status_code == 404
    assert "Diese Einladung gilt nicht" in response.content.decode()


def test_somebody_new_makes_an_account_and_is_in_the_cms(browser, path, gruenau) -> None:
    page = browser.get(path).content.decode()
    assert "Quartiersmanagement Gruenau lädt Sie ein" in page
    assert "<title>Sie sind eingeladen" in page
    response = browser.post(path, ACCOUNT, follow=True)
    assert response.redirect_chain == [("/admin/", 302)]
    assert "Willkommen!" in response.content.decode()
    user = User.objects.get(email="neu@example.org")
    assert (user.username, user.get_full_name()) == ("neu@example.org", "Neu Ling")
    assert belongs(user, gruenau)
    assert not user.is_superuser
    assert not user.is_staff
    assert Client().login(username="neu@example.org", password=PASSWORD)
    assert browser.session.get_expire_at_browser_close()


def test_the_last_day_of_the_invitation_is_that_of_the_membership(
    browser, anna, gruenau, invited
) -> None:
    last_day = timezone.localdate() + timedelta(days=5)
    browser.post(invited(anna, gruenau, last_day=last_day), ACCOUNT)
    assert Membership.objects.get(user__email="neu@example.org").last_day == last_day


def test_looking_changes_nothing(browser, path) -> None:
    browser.get(path)
    browser.head(path)
    assert Invitation.objects.count() == 1
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"last_name": " "}, "last_name"),
        ({"new_password1": "", "new_password2": ""}, "new_password1"),
        ({"new_password2": "anders-anders-anders"}, "new_password2"),
        ({"new_password1": "kurz", "new_password2": "kurz"}, "new_password2"),
        ({"new_password1": "neu@example.org", "new_password2": "neu@example.org"}, "new_password2"),
        (
            ACCOUNT
            | {"last_name": "Kastanienallee"}
            | dict.fromkeys(["new_password1", "new_password2"], "kastanienallee"),
            "new_password2",
        ),
    ],
)  # fmt: skip
def test_what_is_missing_or_weak_is_said_at_its_field(browser, path, changes, field) -> None:
    response = browser.post(path, ACCOUNT | changes)
    html = response.content.decode()
    assert next(iter(response.context["form"].errors)) == field
    assert 'role="alert"' in html
    assert "<title>Fehler: " in html
    assert PASSWORD not in html
    assert User.objects.count() == 1
    assert Invitation.objects.count() == 1


def test_a_form_without_its_csrf_token_is_refused(path) -> None:
    browser = Client(SERVER_NAME=CITY_HOST, enforce_csrf_checks=True)
    assert browser.post(path, ACCOUNT).status_code == 403
    assert User.objects.count() == 1


def test_nothing_of_it_is_kept_in_a_cache(browser, path) -> None:
    assert "no-store" in browser.get(path)["Cache-Control"]
    assert "no-store" in browser.get("/admin/einladung/falsch/")["Cache-Control"]


def test_a_wrong_token_leads_to_a_page_that_helps(browser, anna, path) -> None:
    for token in ("falsch", "x" * 5000, "ä%20ö", "%ff%fe", "<script>", "None", "0"):
        assert_gone(browser.get(f"/admin/einladung/{token}/"))
        assert_gone(browser.post(f"/admin/einladung/{token}/", ACCOUNT))
    # KnownHostMiddleware refuses what PostgreSQL could not look for.
    assert browser.get("/admin/einladung/x%00/").status_code == 400
    assert User.objects.count() == 1


def test_a_used_token_works_for_nobody_again(browser, path, gruenau) -> None:
    browser.post(path, ACCOUNT)
    second = Client(SERVER_NAME=CITY_HOST)
    for client in (browser, second):
        assert_gone(client.get(path))
        assert_gone(client.post(path, ACCOUNT | {"first_name": "Zweite"}))
    leave(user=User.objects.get(email="neu@example.org"), management=gruenau, by=None)
    assert_gone(second.post(path, ACCOUNT))
    assert User.objects.count() == 2
    assert Membership.objects.count() == 1


def test_the_token_of_a_withdrawn_invitation_works_for_nobody(browser, path, anna) -> None:
    withdraw(invitation=Invitation.objects.get(), by=anna)
    assert_gone(browser.get(path))
    assert_gone(browser.post(path, ACCOUNT))
    assert User.objects.count() == 1


def test_the_token_of_a_replaced_invitation_works_for_nobody(
    browser, path, anna, gruenau, invited
) -> None:
    newer = invited(anna, gruenau)
    assert_gone(browser.post(path, ACCOUNT))
    assert browser.post(newer, ACCOUNT).status_code == 302


def test_an_expired_token_works_for_nobody(browser, path, monkeypatch) -> None:
    later = timezone.now() + timedelta(days=15)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert_gone(browser.get(path))
    assert_gone(browser.post(path, ACCOUNT))
    assert User.objects.count() == 1


def test_the_hash_of_a_token_is_no_token(browser, path) -> None:
    assert_gone(browser.get(f"/admin/einladung/{Invitation.objects.get().token_hash}/"))


# --- Somebody who has an account already ---------------------------------------------------------


@pytest.fixture
def paula(paunsdorf, member) -> User:
    """Somebody of another management."""
    return member("Paula", paunsdorf)


@pytest.fixture
def path_of_paula(anna, paula, gruenau, invited) -> str:
    return invited(anna, gruenau, "PAULA@Example.org")


def test_who_has_an_account_logs_in_first_and_comes_back(
    browser, path_of_paula, paula, gruenau, paunsdorf
) -> None:
    html = browser.get(path_of_paula).content.decode()
    assert f'href="/admin/login/?next={path_of_paula}"' in html
    response = browser.post(
        "/admin/login/", {"username": "paula", "password": "geheim", "next": path_of_paula}
    )
    assert response["Location"] == path_of_paula
    assert "Einladung annehmen" in browser.get(path_of_paula).content.decode()
    assert not belongs(paula, gruenau)
    assert browser.post(path_of_paula)["Location"] == "/admin/"
    assert belongs(paula, gruenau)
    assert belongs(paula, paunsdorf)
    assert User.objects.filter(email__iexact="paula@example.org").count() == 1


def test_without_the_log_in_an_account_gains_and_changes_nothing(
    browser, path_of_paula, paula, gruenau
) -> None:
    browser.post(path_of_paula, ACCOUNT)
    assert not belongs(paula, gruenau)
    assert "_auth_user_id" not in browser.session
    assert User.objects.get(pk=paula.pk).check_password("geheim")


@pytest.mark.parametrize("address", ["path", "path_of_paula"])
def test_who_is_logged_in_as_somebody_else_is_told_so(
    request, gruenau, make_management, member, address: str
) -> None:
    path = request.getfixturevalue(address)
    stranger = member("Olga", make_management("mockau"))
    client = logged_in(stranger)
    before = User.objects.count()
    for response in (client.get(path), client.post(path, ACCOUNT)):
        assert "mit einem anderen Konto angemeldet" in response.content.decode()
    assert not belongs(stranger, gruenau)
    assert User.objects.count() == before
    assert Invitation.objects.count() == 1


def test_logging_out_leads_back_to_the_invitation(path, member, make_management) -> None:
    client = logged_in(member("Olga", make_management("mockau")))
    response = client.post("/admin/logout/", {"next": path})
    assert response["Location"] == path
    assert client.post(path, ACCOUNT)["Location"] == "/admin/"


def test_accepting_twice_with_one_account_keeps_the_first_end(
    path_of_paula, paula, gruenau, city_editor, invited
) -> None:
    client = logged_in(paula)
    client.post(path_of_paula)
    assert_gone(client.post(path_of_paula))
    assert Membership.objects.filter(user=paula, management=gruenau).count() == 1


def test_a_superuser_accepts_like_everybody(anna, gruenau, invited) -> None:
    chef = User.objects.create_superuser("chef", "chef@example.org", "geheim")
    path = invited(anna, gruenau, "chef@example.org")
    assert logged_in(chef).post(path)["Location"] == "/admin/"
    assert Membership.objects.filter(user=chef, management=gruenau).exists()


# --- Somebody who left and returns -----------------------------------------------------------------


@pytest.fixture
def path_of_returning(gruenau, paunsdorf, anna, paula, invited) -> str:
    leave(user=paula, management=paunsdorf, by=None)
    return invited(anna, gruenau, "paula@example.org")


def test_who_left_returns_with_a_new_password(browser, path_of_returning, paula, gruenau) -> None:
    html = browser.get(path_of_returning).content.decode()
    assert "schon einmal mitgearbeitet" in html
    assert 'name="first_name"' not in html
    response = browser.post(
        path_of_returning, {"new_password1": PASSWORD, "new_password2": PASSWORD}
    )
    assert response["Location"] == "/admin/"
    assert browser.get("/admin/").status_code == 200
    paula.refresh_from_db()
    assert paula.is_active
    assert paula.check_password(PASSWORD)
    assert paula.get_full_name() == "Paula Muster"
    assert belongs(paula, gruenau)


def test_who_returns_is_held_to_the_rules_for_passwords(browser, path_of_returning, paula) -> None:
    response = browser.post(
        path_of_returning,
        {"new_password1": "paula@example.org", "new_password2": "paula@example.org"},
    )
    assert response.status_code == 200
    paula.refresh_from_db()
    assert not paula.is_active
    assert paula.check_password("geheim")


@pytest.mark.parametrize("role", ["superuser", "stadtredaktion", "editor"])
def test_no_invitation_opens_an_account_that_was_blocked(
    browser, anna, gruenau, city, paunsdorf, invited, role: str
) -> None:
    """Else a Redaktion could bring back a superuser whom somebody had shut out."""
    blocked = User.objects.create_user("boese", "boese@example.org", "geheim")
    if role == "editor":
        blocked.groups.add(paunsdorf.editors)
    elif role == "stadtredaktion":
        blocked.groups.add(Group.objects.get(name="Stadtredaktion"))
    User.objects.filter(pk=blocked.pk).update(is_active=False, is_superuser=role == "superuser")
    path = invited(anna, gruenau, "boese@example.org")
    for response in (browser.get(path), browser.post(path, ACCOUNT)):
        assert "gesperrt" in response.content.decode()
    for account in (NewPassword(PASSWORD), NewAccount("B", "B", PASSWORD), blocked):
        with pytest.raises(AccountChangedError):
            accept(token=token_in(path), account=account, now=timezone.now())
    blocked.refresh_from_db()
    assert not blocked.is_active
    assert blocked.check_password("geheim")
    assert not Membership.objects.filter(user=blocked, management=gruenau).exists()


# --- Two at the same time --------------------------------------------------------------------------


def test_the_second_of_two_who_accept_finds_nothing(path, gruenau) -> None:
    """Both have seen the form: each acceptance looks for the invitation anew, and locks it."""
    account = NewAccount("Neu", "Ling", PASSWORD)
    with CaptureQueriesContext(connection) as captured:
        accept(token=token_in(path), account=account, now=timezone.now())
    if connection.features.has_select_for_update:
        locking = [q["sql"] for q in captured.captured_queries if "FOR UPDATE" in q["sql"]]
        assert 'FROM "teams_invitation"' in locking[0]
    with pytest.raises(InvitationGoneError):
        accept(token=token_in(path), account=account, now=timezone.now())
    assert User.objects.filter(email="neu@example.org").count() == 1


def test_an_account_that_was_made_after_the_form_was_shown_is_not_taken_over(
    browser, path, gruenau, monkeypatch
) -> None:
    """Two managements invite one person, who sends both forms at the same time."""
    made: list[User] = []

    def look_too_early(email: str) -> User | None:
        if not made:
            made.append(User.objects.create_user("schon-da", email, "geheim"))
            return None
        return User.objects.filter(email=email).first()

    monkeypatch.setattr("managements.teams.invitation_views.account_of", look_too_early)
    response = browser.post(path, ACCOUNT)
    assert (response.status_code, response["Location"]) == (302, path)
    assert "Melden Sie sich damit an" in browser.get(path).content.decode()
    assert made[0].check_password("geheim")
    assert not belongs(made[0], gruenau)


def test_a_clash_in_the_database_is_no_failure(browser, path, monkeypatch) -> None:
    User.objects.create_user("schon-da", "neu@example.org", "geheim")
    for module in ("acceptance", "invitation_views"):
        monkeypatch.setattr(f"managements.teams.{module}.account_of", lambda email: None)
    assert browser.post(path, ACCOUNT)["Location"] == path
    assert User.objects.filter(email="neu@example.org").count() == 1
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("taken", "email", "username"),
    [
        ("neu@example.org", "neu@example.org", "neu@example.org-2"),
        ("anders", "o'brien&co@example.org", "o-brien-co@example.org"),
        ("anders", "n" * 60 + "@" + "d" * 60 + ".example.org", None),
    ],
)
def test_every_address_finds_a_user_name(
    browser, anna, gruenau, invited, taken, email, username
) -> None:
    User.objects.create_user(taken, "", "geheim")
    assert browser.post(invited(anna, gruenau, email), ACCOUNT)["Location"] == "/admin/"
    user = User.objects.get(email=email)
    assert user.username == (username or email)
    user.full_clean()
    assert Client().login(username=email, password=PASSWORD)
