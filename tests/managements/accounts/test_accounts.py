"""The user model."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from managements.accounts.models import User


def test_an_email_address_belongs_to_one_account_whatever_its_case(db) -> None:
    User.objects.create_user("a", "Post@example.org", "geheim")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("b", "post@example.org", "geheim")


def test_accounts_without_an_address_do_not_clash(db) -> None:
    User.objects.create_user("a", "", "geheim")
    User.objects.create_user("b", "", "geheim")
    assert User.objects.count() == 2


def test_a_taken_address_is_said_in_german(db) -> None:
    User.objects.create_user("a", "post@example.org", "geheim")
    with pytest.raises(ValidationError, match="Konto"):
        User(username="b", email="POST@example.org", password="x").full_clean()
