"""Log-ins, and who is given a role, as lines of the security log."""

import logging

import pytest
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.test import Client

from managements.accounts.models import User
from managements.audit.models import AuditEntry
from managements.models import Management
from managements.tenancy.roles import city_editors
from tests.builders import CITY_HOST, logged_in
from tests.managements.audit.conftest import Events

LOG_IN = "/admin/login/"


@pytest.fixture
def person(city) -> User:
    return User.objects.create_user("erika.muster", "erika@example.org", "geheim-und-lang")


def test_a_log_in_and_a_log_out_name_the_account_by_its_id(
    client: Client, person: User, events: Events
) -> None:
    person.groups.add(city_editors())
    client.post(LOG_IN, {"username": "erika.muster", "password": "geheim-und-lang"})
    client.post("/admin/logout/")
    assert events() == [
        {"event": "log_in", "user": person.pk},
        {"event": "log_out", "user": person.pk},
    ]


def test_a_wrong_password_names_the_account_it_was_for(
    client: Client, person: User, events: Events
) -> None:
    client.post(LOG_IN, {"username": "erika.muster", "password": "falsch-geraten"})
    assert events() == [{"event": "log_in_failed", "user": person.pk}]


def test_an_e_mail_address_in_place_of_a_name_is_recognised(person: User, events: Events) -> None:
    user_login_failed.send(sender=None, credentials={"email": "ERIKA@example.org"}, request=None)
    assert events() == [{"event": "log_in_failed", "user": person.pk}]


@pytest.mark.parametrize("typed", ["mein-geheimes-passwort", "", "niemand@example.org", "a\0b"])
def test_a_failed_log_in_holds_nothing_of_what_was_typed(
    person: User, events: Events, caplog: pytest.LogCaptureFixture, typed: str
) -> None:
    credentials = {"username": typed}
    user_login_failed.send(sender=None, credentials=credentials, request=None)
    assert events() == [{"event": "log_in_failed", "user": None}]
    assert not typed or typed not in "".join(str(vars(one)) for one in caplog.records)


def test_no_line_holds_a_name_an_address_or_a_session(
    person: User, caplog: pytest.LogCaptureFixture
) -> None:
    person.groups.add(city_editors())
    client = Client(SERVER_NAME=CITY_HOST, REMOTE_ADDR="203.0.113.7")
    client.post(LOG_IN, {"username": "erika.muster", "password": "falsch-geraten"})
    client.post(LOG_IN, {"username": "erika.muster", "password": "geheim-und-lang"})
    session = client.session.session_key
    client.post("/admin/logout/")
    lines = [record for record in caplog.records if record.name == "audit"]
    assert [line.getMessage() for line in lines] == ["log_in_failed", "log_in", "log_out"]
    everything = "".join(str(record.__dict__) for record in lines)
    for word in ("erika", "muster", "203.0.113", session, "geheim", "falsch"):
        assert word not in everything.lower()


def test_roles_that_are_given_and_taken_are_written_down_with_who_did_it(
    admin_client: Client, person: User, gruenau: Management, events: Events, committed
) -> None:
    admin = User.objects.get(username="admin")
    form = {"username": "erika.muster", "email": "erika@example.org", "is_active": "on"}
    form |= {"first_name": "Erika", "last_name": "Muster"}
    with committed():
        admin_client.post(
            f"/admin/users/edit/{person.pk}/", form | {"groups": [gruenau.editors.pk]}
        )
        admin_client.post(f"/admin/users/edit/{person.pk}/", form)
    role = {"user": person.pk, "by": admin.pk, "role": "editors", "management": "gruenau"}
    assert events() == [{"event": "role_given"} | role, {"event": "role_taken"} | role]


def test_roles_are_written_down_from_whichever_side_they_change(
    person: User, gruenau: Management, events: Events, committed
) -> None:
    group = city_editors()
    with committed():
        group.user_set.add(person)
        group.user_set.clear()
        person.groups.add(gruenau.editors)
        person.groups.clear()
        person.groups.set([group])
    assert [(line["event"], line["role"], line["by"]) for line in events()] == [
        ("role_given", "city_editors", "system"),
        ("role_taken", "city_editors", "system"),
        ("role_given", "editors", "system"),
        ("role_taken", "editors", "system"),
        ("role_given", "city_editors", "system"),
    ]


def test_superusers_and_closed_accounts_are_written_down(
    person: User, events: Events, committed
) -> None:
    with committed():
        person.is_superuser = True
        person.save()
        person.is_superuser = False
        person.is_active = False
        person.save(update_fields=["is_superuser", "is_active"])
        person.is_active = True
        person.save()
        person.first_name = "Erika"
        person.save()
        User.objects.create_superuser("zweite")
    assert [line["event"] for line in events()] == [
        "superuser_given",
        "superuser_taken",
        "account_closed",
        "account_opened",
        "superuser_given",
    ]


def test_accounts_that_are_closed_in_bulk_are_written_down(
    admin_client: Client, person: User, events: Events, committed
) -> None:
    events(forget=True)
    bulk = "/admin/bulk/accounts/user"
    with committed():
        admin_client.post(
            f"{bulk}/set_active_state/?next=/admin/&id={person.pk}", {"mark_as_active": "False"}
        )
        admin_client.post(
            f"{bulk}/assign_role/?next=/admin/&id={person.pk}", {"role": city_editors().pk}
        )
    person.refresh_from_db()
    assert not person.is_active
    admin = User.objects.get(username="admin")
    facts = {"user": person.pk, "by": admin.pk}
    assert events() == [
        {"event": "account_closed"} | facts,
        {"event": "role_given", "role": "city_editors"} | facts,
    ]
    assert AuditEntry.objects.filter(label=f"Nr. {person.pk}").count() == 2


def test_a_log_in_asks_the_database_nothing_more_for_the_record(
    person: User, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        person.save(update_fields=["last_login"])


def test_a_role_that_is_rolled_back_was_not_given(
    person: User, gruenau: Management, events: Events, committed
) -> None:
    def give_and_fail() -> None:
        with transaction.atomic():
            person.groups.add(gruenau.editors)
            raise RuntimeError

    with committed(), pytest.raises(RuntimeError):
        give_and_fail()
    assert events() == []


def test_force_login_of_the_tests_is_a_log_in_too(person: User, events: Events) -> None:
    logged_in(person)
    assert events() == [{"event": "log_in", "user": person.pk}]
    assert logging.getLogger("audit").level == logging.INFO
