"""A management goes public with a funding notice, or not at all."""

import datetime

import pytest
from django.utils import timezone

from managements.tenancy.provisioning import activation_obstacles
from tests.builders import funding_notice
from tests.conftest import finish_legal_pages

DAY = datetime.timedelta(days=1)
SENTENCE = "Heute gilt kein Förderhinweis. Bitte tragen Sie zuerst unter „Förderung“ einen ein."


@pytest.mark.parametrize("start", [None, 1, -9])
def test_without_a_notice_that_is_valid_today_it_stays_hidden(make_management, start) -> None:
    management = make_management(is_public=False)
    finish_legal_pages(management)
    today = timezone.localdate()
    if start:
        funding_notice(
            management,
            valid_from=today + start * DAY,
            valid_until=None if start > 0 else today - DAY,
        )
    assert activation_obstacles(management) == [SENTENCE]


def test_with_one_for_today_alone_it_may_go_public(make_management, paunsdorf) -> None:
    management = make_management(is_public=False)
    finish_legal_pages(management)
    today = timezone.localdate()
    funding_notice(paunsdorf)
    assert activation_obstacles(management) == [SENTENCE]
    funding_notice(management, valid_from=today, valid_until=today)
    assert activation_obstacles(management) == []
