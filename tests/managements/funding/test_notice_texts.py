"""The words of many notices at once are those that each of them has alone."""

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from managements.funding.models import (
    CityNotice,
    NoticeProgramme,
    Programme,
    ProgrammeName,
)
from managements.funding.notice_texts import NoticeTexts
from managements.funding.notices import notice_for
from managements.models import FormerName, Management
from tests.builders import funding_notice

DAY = datetime.date
FIRST, LAST = DAY(2024, 12, 29), DAY(2026, 1, 3)


def test_on_every_day_they_say_what_a_single_notice_says(gruenau, paunsdorf, city) -> None:
    programme = Programme.objects.create(title="SZP")
    ProgrammeName.objects.create(programme=programme, name="Alt", valid_from=DAY(2020, 1, 1))
    ProgrammeName.objects.create(programme=programme, name="Neu", valid_from=DAY(2025, 6, 1))
    words = "{Management}, {Auftraggeber}, {Programm}"
    first = funding_notice(gruenau, words, valid_from=DAY(2025, 1, 1), valid_until=DAY(2025, 7, 1))
    funding_notice(gruenau, "Danach: {Management}", valid_from=DAY(2025, 8, 1))
    NoticeProgramme.objects.create(notice=first, programme=programme)
    FormerName.objects.create(management=gruenau, name="Früher", last_day=DAY(2025, 3, 1))
    FormerName.objects.create(management=gruenau, name="Ganz früher", last_day=DAY(2025, 2, 1))
    funding_notice(paunsdorf, "Zuerst: {Management}", valid_until=DAY(2025, 2, 1))
    funding_notice(paunsdorf, "Zuletzt.", valid_from=DAY(2025, 3, 1), valid_until=DAY(2025, 9, 30))
    paunsdorf.status = Management.Status.CLOSED
    CityNotice.objects.create(text="Die Stadt: {Auftraggeber}", valid_from=DAY(2025, 5, 1))
    owners = (gruenau, paunsdorf, None)
    texts = NoticeTexts(owners, today=LAST)
    day = FIRST
    while day <= LAST:
        for owner in owners:
            alone = notice_for(owner, day, today=LAST)
            assert texts.on(owner, day) == (alone.text if alone else ""), (owner, day)
        day += datetime.timedelta(days=1)


def test_they_are_read_once_however_many_managements_and_days(make_management, city) -> None:
    programme = Programme.objects.create(title="SZP")
    ProgrammeName.objects.create(programme=programme, name="Voll", valid_from=DAY(2020, 1, 1))
    managements = [make_management(slug) for slug in ("gruenau", "paunsdorf", "mockau")]
    for one in managements:
        notice = funding_notice(one, "{Management}: {Programm}")
        NoticeProgramme.objects.create(notice=notice, programme=programme)
    CityNotice.objects.create(text="Stadt")
    for owners in ([managements[0], None], [*managements, None]):
        with CaptureQueriesContext(connection) as captured:
            texts = NoticeTexts(owners, today=LAST)
            for number in range(50):
                for owner in owners:
                    assert texts.on(owner, FIRST + datetime.timedelta(days=number))
        assert len(captured) == 5
