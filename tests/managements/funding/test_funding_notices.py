"""Funding notices."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from managements.funding.models import CityNotice, FundingNotice
from managements.funding.notices import notice_for
from managements.models import Management
from tests.builders import content_page


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def words_on(management: Management, text: str) -> str | None:
    shown = notice_for(management, day(text), today=day("2026-06-01"))
    return shown and shown.text


def notice(management: Management, text: str, **facts: object) -> FundingNotice:
    made = FundingNotice(management=management, text=text, **facts)
    made.full_clean()
    made.save()
    return made


def test_every_page_of_a_management_carries_its_own_notice(client, gruenau, paunsdorf) -> None:
    notice(gruenau, "Gefördert in Grünau.")
    notice(paunsdorf, "Gefördert in Paunsdorf.")
    content_page(gruenau.page, "Projekte", slug="projekte")
    for url in ("/gruenau/", "/gruenau/projekte/", "/gruenau/impressum/"):
        html = client.get(url).content.decode()
        assert "Gefördert in Grünau." in html, url
        assert "Gefördert in Paunsdorf." not in html, url


def test_the_page_for_a_wrong_address_carries_the_notice_too(client, gruenau) -> None:
    notice(gruenau, "Gefördert in Grünau.")
    response = client.get("/gruenau/gibt-es-nicht/")
    assert response.status_code == 404
    assert "Gefördert in Grünau." in response.content.decode()


def test_the_notice_of_a_day_is_the_one_valid_on_it(gruenau) -> None:
    notice(gruenau, "alt", valid_until=day("2025-12-31"))
    notice(gruenau, "neu", valid_from=day("2026-01-01"))
    assert words_on(gruenau, "2025-12-31") == "alt"
    assert words_on(gruenau, "2026-01-01") == "neu"


def test_a_day_without_a_notice_has_none(gruenau) -> None:
    notice(gruenau, "alt", valid_until=day("2025-12-31"))
    assert words_on(gruenau, "2026-01-01") is None


def test_the_pages_of_the_city_carry_the_notice_of_the_city(client, gruenau) -> None:
    notice(gruenau, "Gefördert in Grünau.")
    CityNotice.objects.create(text="Im Auftrag: {Auftraggeber}.", commissioner="Stadt Leipzig")
    html = client.get("/").content.decode()
    assert "Im Auftrag: Stadt Leipzig." in html
    assert "Gefördert in Grünau." not in html


def test_a_management_that_has_ended_keeps_its_last_notice(gruenau) -> None:
    notice(gruenau, "zuerst", valid_until=day("2024-12-31"))
    notice(gruenau, "zuletzt", valid_from=day("2025-01-01"), valid_until=day("2025-12-31"))
    assert words_on(gruenau, "2026-05-01") is None
    gruenau.status = Management.Status.CLOSED
    assert words_on(gruenau, "2026-05-01") == "zuletzt"
    assert words_on(gruenau, "2024-05-01") == "zuerst"


def test_closing_a_management_fills_no_gap_of_before(gruenau) -> None:
    notice(gruenau, "zuerst", valid_until=day("2023-12-31"))
    notice(gruenau, "zuletzt", valid_from=day("2025-01-01"), valid_until=day("2025-12-31"))
    gruenau.status = Management.Status.CLOSED
    assert words_on(gruenau, "2024-05-01") is None
    assert words_on(gruenau, "2026-05-01") == "zuletzt"


def test_what_was_read_cannot_be_moved_into_the_future(gruenau) -> None:
    read = notice(gruenau, "gilt", valid_from=day("2024-01-01"))
    read.valid_from = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(ValidationError) as caught:
        read.full_clean()
    assert list(caught.value.message_dict) == ["valid_from"]
    read.valid_from = day("2024-02-01")
    read.full_clean()


def test_todays_notice_is_that_of_the_day_in_berlin(client, gruenau, monkeypatch) -> None:
    notice(gruenau, "Im alten Jahr", valid_until=day("2026-12-31"))
    notice(gruenau, "Im neuen Jahr", valid_from=day("2027-01-01"))
    # 23:30 in London is already the next day in Berlin.
    moment = datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert "Im neuen Jahr" in client.get("/gruenau/").content.decode()


@pytest.mark.parametrize(
    ("start", "end", "is_refused"),
    [
        (None, None, True),
        ("2026-06-01", "2026-06-01", True),
        ("2025-01-01", "2026-01-01", True),
        ("2026-12-31", None, True),
        (None, "2026-01-01", True),
        ("2027-01-01", None, False),
        (None, "2025-12-31", False),
    ],
)
def test_two_notices_never_hold_on_one_day(gruenau, start, end, is_refused: bool) -> None:
    notice(gruenau, "2026", valid_from=day("2026-01-01"), valid_until=day("2026-12-31"))
    other = FundingNotice(
        management=gruenau,
        text="anderer",
        valid_from=start and day(start),
        valid_until=end and day(end),
    )
    if is_refused:
        with pytest.raises(ValidationError) as caught:
            other.full_clean()
        assert list(caught.value.message_dict) == ["valid_from"]
    else:
        other.full_clean()


def test_notices_of_two_managements_do_not_collide(gruenau, paunsdorf) -> None:
    notice(gruenau, "eins")
    notice(paunsdorf, "zwei")


def test_the_database_refuses_a_notice_that_ends_before_it_begins(gruenau) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FundingNotice.objects.create(
            management=gruenau,
            text="x",
            valid_from=day("2026-02-01"),
            valid_until=day("2026-01-01"),
        )
