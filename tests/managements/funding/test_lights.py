"""How it stands with the notices of many managements."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from managements.funding.coverage import Light
from managements.funding.lights import NoticeLight, light_of_the_city, lights_of
from managements.funding.models import CityNotice
from managements.funding.notices import notice_for
from managements.models import FormerName, Management
from tests.builders import funding_notice
from tests.managements.funding.conftest import ALWAYS, day, logo, name_in, programme
from tests.many import make_many_managements

TODAY = day("2026-06-01")
DAY = datetime.timedelta(days=1)


def light(management: Management, today: datetime.date = TODAY) -> NoticeLight:
    (found,) = lights_of([management], today)
    return found


@pytest.mark.parametrize(
    ("periods", "sentence"),
    [
        ([], "Heute gilt kein Förderhinweis. Es ist noch keiner eingetragen."),
        (
            [(None, "2026-05-31")],
            "Heute gilt kein Förderhinweis. Der letzte endete am 31. Mai 2026.",
        ),
        (
            [(None, "2026-03-01"), ("2026-06-03", None)],
            "Heute gilt kein Förderhinweis. Der nächste beginnt am 3. Juni 2026.",
        ),
        ([(None, None)], "Heute gilt ein Förderhinweis, ohne Ende."),
        (
            [("2026-01-01", "2026-06-30"), ("2026-07-01", None)],
            "Heute gilt ein Förderhinweis. Ab 1. Juli 2026 gilt der nächste.",
        ),
        (
            [(None, "2026-06-30"), ("2026-07-01", "2026-07-31")],
            "Heute gilt ein Förderhinweis. Ab 1. Juli 2026 gilt der nächste. Nach dem 31. Juli 2026 "
            "gilt keiner mehr.",
        ),
        (
            [(None, "2026-06-30"), ("2026-07-01", "2026-07-31"), ("2026-08-03", None)],
            "Heute gilt ein Förderhinweis. Ab 1. Juli 2026 gilt der nächste. Nach dem 31. Juli 2026 "
            "gilt keiner, bis am 3. August 2026 wieder einer beginnt.",
        ),
        (
            [(None, "2026-03-01"), ("2026-03-05", "2026-06-30"), ("2026-07-01", None)],
            "Heute gilt ein Förderhinweis. Ab 1. Juli 2026 gilt der nächste.",
        ),
        (
            [(None, "2026-06-30")],
            "Der Förderhinweis endet am 30. Juni 2026, danach ist keiner eingetragen.",
        ),
        (
            [(None, "2026-06-30"), ("2026-07-02", None)],
            "Der Förderhinweis endet am 30. Juni 2026, der nächste beginnt erst am 2. Juli 2026.",
        ),
    ],
)
def test_a_sentence_says_how_it_stands(gruenau, periods, sentence: str) -> None:
    for first, last in periods:
        funding_notice(gruenau, valid_from=first and day(first), valid_until=last and day(last))
    assert light(gruenau).sentence == sentence


def test_the_wording_is_what_visitors_read(gruenau) -> None:
    notice = funding_notice(
        gruenau, "{Management}, {Auftraggeber}, {Träger}: {Programm}.", carrier="CivixX",
        budget_sentence="Haushalt.", extra_wording="EU.",
    )  # fmt: skip
    name_in(notice, programme("B"), programme("A"))
    logo("Stadt", "2000-01-01", with_every_notice=True)
    found = light(gruenau)
    shown = notice_for(gruenau, TODAY, today=TODAY)
    assert found.wording == shown.text
    assert "Programm B und Programm A" in found.wording
    assert found.programmes == ("B", "A")
    assert (found.notice_id, found.problems, found.is_all_well) == (notice.pk, (), True)


def test_the_wording_names_a_management_as_it_is_called_on_the_day(gruenau) -> None:
    funding_notice(gruenau, "{Management}")
    FormerName.objects.create(management=gruenau, name="Ganz alt", last_day=TODAY - 9 * DAY)
    FormerName.objects.create(management=gruenau, name="Alt", last_day=TODAY)
    for today in (TODAY - 9 * DAY, TODAY, TODAY + DAY):
        assert light(gruenau, today).wording == notice_for(gruenau, today, today=today).text
    assert light(gruenau).wording == "Alt"


@pytest.mark.parametrize("field", ["text", "budget_sentence", "extra_wording"])
def test_a_placeholder_without_a_fact_is_a_problem(gruenau, field: str) -> None:
    words = {"text": "Gefördert."} | {field: "Von {Träger} aus {Programm} für {Auftraggeber}."}
    funding_notice(gruenau, **words)
    found = light(gruenau)
    assert found.light is Light.COVERED
    assert not found.is_all_well
    assert found.problems == (
        "Im Förderhinweis steht {Träger}, aber es fehlt: der Träger.",
        "Im Förderhinweis steht {Programm}, aber es fehlt: das Förderprogramm.",
    )


def test_a_logo_that_belongs_to_the_notice_and_has_no_file_is_a_problem(gruenau, paunsdorf) -> None:
    named, other = programme("SZP"), programme("EFRE")
    name_in(funding_notice(gruenau), named)
    funding_notice(paunsdorf)
    logo("Freistaat", with_every_notice=True)
    logo("Städtebau", "2026-06-02", programmes=(named,))
    logo("EU", programmes=(other,))
    logo("Früher", with_every_notice=True, shown_until=TODAY - DAY)
    logo("Stadt", "2026-06-01", with_every_notice=True)
    words = "Das Logo „%s“ gehört dazu, hat aber keine Datei, die heute gilt."
    assert light(gruenau).problems == (words % "Freistaat", words % "Städtebau")
    assert light(paunsdorf).problems == (words % "Freistaat",)
    assert light(gruenau, TODAY + DAY).problems == (words % "Freistaat",)


def test_a_logo_of_two_programmes_is_missed_once(gruenau) -> None:
    both = programme("SZP"), programme("EFRE")
    name_in(funding_notice(gruenau), *both)
    logo("EU", programmes=both)
    assert len(light(gruenau).problems) == 1


def test_what_is_only_missing_tomorrow_or_was_yesterday_is_no_problem_of_today(gruenau) -> None:
    funding_notice(gruenau, "{Träger}", valid_until=TODAY - DAY)
    funding_notice(gruenau, "Gefördert.", valid_from=TODAY, valid_until=TODAY)
    funding_notice(gruenau, "{Träger}", valid_from=TODAY + DAY)
    assert light(gruenau).problems == ()


def test_a_management_that_has_ended_has_no_light_and_keeps_its_last_notice(gruenau) -> None:
    named = programme("SZP", ("2000-01-01", "Alter Name"), ("2026-01-01", "Neuer Name"))
    funding_notice(gruenau, "davor", valid_until=day("2024-12-31"))
    name_in(
        funding_notice(
            gruenau, "{Programm}", valid_from=day("2025-01-01"), valid_until=day("2025-12-31")
        ),
        named,
    )
    logo("Freistaat", with_every_notice=True)
    gruenau.status = Management.Status.CLOSED
    gruenau.save()
    found = light(gruenau)
    assert (found.light, found.coverage, found.problems) == (None, None, ())
    assert found.wording == "Alter Name" == notice_for(gruenau, TODAY, today=TODAY).text
    assert found.is_all_well
    assert "bleibt" in found.sentence


def test_an_ended_management_without_any_notice_says_so(gruenau) -> None:
    gruenau.status = Management.Status.CLOSED
    assert "kein Förderhinweis" in light(gruenau).sentence


def test_a_management_in_preparation_is_marked(make_management) -> None:
    assert light(make_management(is_public=False)).is_in_preparation
    assert not light(make_management("paunsdorf")).is_in_preparation


def test_the_citys_own_pages_have_a_light(city) -> None:
    assert light_of_the_city(TODAY).light is Light.GAP
    CityNotice.objects.create(text="Im Auftrag: {Auftraggeber}", commissioner="Stadt Leipzig")
    logo("Stadt", on_city_pages=True)
    logo("Freistaat", with_every_notice=True)
    found = light_of_the_city(TODAY)
    assert found.light is Light.COVERED
    assert found.wording == "Im Auftrag: Stadt Leipzig" == notice_for(None, TODAY, today=TODAY).text
    assert len(found.problems) == 1
    assert found.name == "Die Seiten der Stadt"


def test_lights_are_sorted_from_bad_to_good(make_management) -> None:
    made = {slug: make_management(slug) for slug in ("gruenau", "paunsdorf", "mockau", "a", "b")}
    funding_notice(made["gruenau"])
    funding_notice(made["paunsdorf"], valid_until=TODAY + 9 * DAY)
    funding_notice(made["mockau"], "{Träger}")
    funding_notice(made["a"], valid_until=TODAY + 5 * DAY)
    ended = made["b"]
    ended.status = Management.Status.CLOSED
    lights = [*lights_of([ended, *made.values()][:5], TODAY), light_of_the_city(TODAY)]
    names = [one.name for one in sorted(lights, key=lambda one: one.urgency)]
    assert names == ["Die Seiten der Stadt", "A", "Paunsdorf", "Mockau", "Gruenau", "B"]


@pytest.mark.once
def test_700_lights_need_as_many_queries_as_two(city) -> None:
    named = programme()
    logo("Stadt", "2000-01-01", with_every_notice=True)
    logo("Bund", "2000-01-01", programmes=(named,))

    def count(managements: list[Management]) -> int:
        for one in managements:
            name_in(funding_notice(one, "{Programm} {Management}", valid_from=ALWAYS), named)
            FormerName.objects.create(management=one, name="Alt", last_day=ALWAYS)
        with CaptureQueriesContext(connection) as captured:
            assert len(lights_of(managements, TODAY)) == len(managements)
        return len(captured)

    assert count(make_many_managements(range(2))) == 8
    assert count(make_many_managements(range(2, 702))) == 8
