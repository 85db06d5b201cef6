"""What the tests of the trash share."""

import pytest
from django.test import Client

from managements.accounts.models import User
from managements.models import Management
from managements.tenancy.roles import city_editors
from tests.builders import logged_in


@pytest.fixture
def editor(gruenau: Management, editor_of) -> User:
    """Somebody who belongs to the editors of Grünau."""
    return editor_of(gruenau)


@pytest.fixture
def city_editor(city) -> User:
    """Somebody of the Stadtredaktion."""
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    return user


@pytest.fixture
def browser(editor: User) -> Client:
    """The browser of Grünau's editor."""
    return logged_in(editor)


@pytest.fixture
def city_browser(city_editor: User) -> Client:
    """The browser of the Stadtredaktion."""
    return logged_in(city_editor)
