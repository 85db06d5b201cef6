"""Giving invitations, and the mail that brings them."""

import hashlib
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from managements.accounts.models import User
from managements.teams.acceptance import InvitationGoneError, find_invitation
from managements.teams.invitations import withdraw
from managements.teams.models import Invitation
from tests.builders import logged_in
from tests.managements.teams.conftest import token_in


class BrokenMailServer(BaseEmailBackend):
    """A mail server that nobody reaches."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("neu@example.org")


@pytest.fixture
def anna(gruenau, member) -> User:
    return member("Anna", gruenau)


@pytest.fixture
def send(anna, gruenau):
    """Send the form of the page as Anna."""
    client = logged_in(anna)

    def post(email: str, last_day: str = ""):
        return client.post(
            "/admin/team/gruenau/einladen/", {"email": email, "last_day": last_day}, follow=True
        )

    return post


def test_the_mail_says_who_invites_where_to_and_until_when(gruenau, anna, invited) -> None:
    now = datetime(2026, 10, 20, 12, 30, tzinfo=UTC)
    path = invited(anna, gruenau, now=now)
    (message,) = mail.outbox
    assert message.to == ["neu@example.org"]
    assert message.subject == "Einladung ins Team: Quartiersmanagement Gruenau"
    assert message.content_subtype == "plain"
    assert "Quartiersmanagement Gruenau lädt Sie ein" in message.body
    assert path in message.body
    # Clocks change in between: 14 days later it is 13:30 in Berlin.
    assert "Dienstag, 3. November 2026, 13:30 Uhr" in message.body
    assert "löschen" in message.body
    assert "Anna" not in message.body
    assert "<" not in message.body


def test_the_mail_names_the_last_day(gruenau, anna, invited) -> None:
    now = datetime(2026, 10, 20, 12, 30, tzinfo=UTC)
    invited(anna, gruenau, last_day=datetime(2027, 1, 31, tzinfo=UTC).date(), now=now)
    assert "Sonntag, 31. Januar 2027" in mail.outbox[0].body


def test_names_stand_in_the_mail_as_they_are_written(gruenau, anna, invited) -> None:
    gruenau.name = "Quartier <Süd> & „West“"
    gruenau.save()
    invited(anna, gruenau)
    assert "Quartier <Süd> & „West“ lädt" in mail.outbox[0].body
    assert mail.outbox[0].subject.endswith("Quartier <Süd> & „West“")


def test_a_name_with_a_line_break_makes_no_header(gruenau, anna, invited) -> None:
    gruenau.name = "Quartier\nBcc: opfer@example.org"
    gruenau.save()
    invited(anna, gruenau)
    (message,) = mail.outbox
    assert message.recipients() == ["neu@example.org"]
    assert "\n" not in message.subject
    assert message.message()["Bcc"] is None


def test_what_is_no_single_address_is_refused_at_its_field(gruenau, anna, invited, send) -> None:
    for email in (
        "neu@example.org\nBcc: opfer@example.org",
        "neu@example.org\r\nSubject: Gewonnen",
        "neu@example.org, opfer@example.org",
        "neu@example.org%0ABcc:opfer@example.org",
        '"x\r\nBcc: opfer@example.org"@example.org',
        "keine adresse",
        "",
        "a" * 150 + "@example.org",
    ):
        response = send(email)
        assert response.status_code == 200, email
        assert list(response.context["form"].errors) == ["email"], email
        with pytest.raises(ValidationError):
            invited(anna, gruenau, email)
    assert not mail.outbox
    assert not Invitation.objects.exists()


def test_only_a_hash_of_the_token_is_stored(gruenau, anna, invited) -> None:
    token = token_in(invited(anna, gruenau))
    assert len(token) >= 43  # 256 bits
    stored = Invitation.objects.get()
    assert stored.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(Invitation.objects.values().get())


def test_the_link_leads_to_the_city_whatever_host_was_asked(send) -> None:
    send("neu@example.org")
    assert "\nhttp://quartiere.test/admin/einladung/" in mail.outbox[0].body


def test_the_same_address_in_another_case_is_the_same_invitation(gruenau, anna, invited) -> None:
    invited(anna, gruenau, "neu@example.org")
    invited(anna, gruenau, " Neu@Example.ORG ")
    assert Invitation.objects.get().email == "neu@example.org"


def test_inviting_again_sends_a_new_link_and_the_old_one_leads_nowhere(
    gruenau, anna, invited
) -> None:
    first, second = invited(anna, gruenau), invited(anna, gruenau)
    assert len(mail.outbox) == 2
    with pytest.raises(InvitationGoneError):
        find_invitation(token=token_in(first), now=timezone.now())
    assert find_invitation(token=token_in(second), now=timezone.now()).management == gruenau


def test_the_database_keeps_one_invitation_per_address_and_management(
    gruenau, anna, invited
) -> None:
    invited(anna, gruenau)
    copy = Invitation.objects.get()
    copy.pk, copy.token_hash = None, "x"
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_the_database_keeps_addresses_in_small_letters(gruenau, anna, invited) -> None:
    invited(anna, gruenau)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(email="Neu@example.org")


def test_two_managements_invite_the_same_person(gruenau, paunsdorf, anna, member, invited) -> None:
    first = invited(anna, gruenau)
    second = invited(member("Paula", paunsdorf), paunsdorf)
    for path, management in ((first, gruenau), (second, paunsdorf)):
        found = find_invitation(token=token_in(path), now=timezone.now())
        assert found.management == management


@pytest.mark.parametrize("email", ["berta@example.org", "BERTA@Example.Org"])
def test_who_already_belongs_is_said_so_at_the_field(gruenau, member, send, email: str) -> None:
    member("Berta", gruenau)
    response = send(email)
    assert response.context["form"].errors == {
        "email": ["Diese Person gehört schon zu diesem Team."]
    }
    assert not mail.outbox


def test_an_account_elsewhere_cannot_be_told_from_an_unknown_address(
    gruenau, paunsdorf, member, send
) -> None:
    """Not by the answer, nor by how much work it was."""
    member("Paula", paunsdorf)
    User.objects.create_superuser("chef", "chef1@example.org", "geheim")
    send("warm@example.org")
    Invitation.objects.all().delete()
    answers = []
    for email in (
        "neuer@example.org",
        "paula@example.org",
        "PAULA@example.org",
        "chef1@example.org",
    ):
        with CaptureQueriesContext(connection) as captured:
            response = send(email)
        html = response.content.decode().replace(email.lower(), "ADRESSE")
        html = re.sub(r'(csrfmiddlewaretoken" value=|"CSRF_TOKEN": )"[^"]*"|\d+', "", html)
        messages = [str(one) for one in response.context["messages"]]
        answers.append(
            (
                response.status_code,
                response.redirect_chain,
                [message.replace(email.lower(), "ADRESSE") for message in messages],
                html,
                len(captured),
            )
        )
        Invitation.objects.all().delete()
    assert len(set(map(str, answers))) == 1
    bodies = {message.body.split("http")[0] for message in mail.outbox}
    assert len(bodies) == 1


def test_a_withdrawn_invitation_leads_nowhere(gruenau, anna, invited) -> None:
    path = invited(anna, gruenau)
    withdraw(invitation=Invitation.objects.get(), by=anna)
    with pytest.raises(InvitationGoneError):
        find_invitation(token=token_in(path), now=timezone.now())


def test_an_invitation_holds_for_fourteen_days(gruenau, anna, invited) -> None:
    now = timezone.now()
    path = invited(anna, gruenau, now=now)
    almost = now + timedelta(days=14) - timedelta(seconds=1)
    assert find_invitation(token=token_in(path), now=almost)
    with pytest.raises(InvitationGoneError):
        find_invitation(token=token_in(path), now=now + timedelta(days=14))


def test_an_invitation_holds_no_longer_than_what_it_leads_to(gruenau, anna, invited) -> None:
    """The day in Berlin: on 24 October 2026 it ends at 22:00 in UTC, a day later at 23:00."""
    now = datetime(2026, 10, 20, 12, 0, tzinfo=UTC)
    for day, end in ((24, 22), (25, 23)):
        path = invited(anna, gruenau, last_day=datetime(2026, 10, day, tzinfo=UTC).date(), now=now)
        midnight = datetime(2026, 10, day, end, tzinfo=UTC)
        assert find_invitation(token=token_in(path), now=midnight - timedelta(seconds=1))
        with pytest.raises(InvitationGoneError):
            find_invitation(token=token_in(path), now=midnight)


def test_a_mail_that_cannot_be_sent_is_told_and_names_nobody_in_the_log(
    send, settings, caplog
) -> None:
    settings.EMAIL_BACKEND = "tests.managements.teams.test_invitations.BrokenMailServer"
    response = send("neu@example.org")
    assert response.status_code == 200
    (message,) = response.context["messages"]
    assert "noch einmal" in str(message)
    assert message.level_tag == "error"
    assert "neu@example.org" not in caplog.text
