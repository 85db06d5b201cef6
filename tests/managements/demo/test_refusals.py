"""Where the demonstration is not made."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from managements.accounts.models import User
from managements.demo.accounts import refuse_demo_accounts
from managements.demo.seeding import NotADemonstrationError, seed_demo
from managements.models import Management


def test_other_content_is_never_mixed_with_the_demonstration(gruenau, settings) -> None:
    settings.DEMO = True
    before = (list(Management.objects.values()), list(Page.objects.values_list("path")))
    with pytest.raises(NotADemonstrationError):
        seed_demo()
    with pytest.raises(CommandError, match="already holds content"):
        call_command("seed_demo")
    assert (list(Management.objects.values()), list(Page.objects.values_list("path"))) == before


def test_outside_the_demonstration_nothing_is_seeded(db, settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_a_real_service_does_not_start_with_accounts_of_the_demonstration(db, settings) -> None:
    settings.DEMO = False
    refuse_demo_accounts()
    User.objects.create_user("stadt", "stadt@demo.invalid", "demo-leipzig")
    with pytest.raises(SystemExit, match="DATABASE_URL"):
        refuse_demo_accounts()
    settings.DEMO = True
    refuse_demo_accounts()
