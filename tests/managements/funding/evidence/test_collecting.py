"""The evidence of a year: that all of it is there, in the words of its time."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from managements.funding.coverage import Gap
from managements.funding.evidence.collecting import evidence_of, years_of
from managements.funding.models import (
    CityNotice,
    FundingNotice,
    NoticeProgramme,
    Programme,
    ProgrammeName,
)
from managements.models import FormerName, Management
from tests.builders import content_page
from tests.dates import at
from tests.managements.funding.evidence.building import publication

DAY = datetime.date.fromisoformat
SZP = "Sozialer Zusammenhalt – Zusammenleben im Quartier gemeinsam gestalten (SZP)"


def programme(*names: tuple[str, str]) -> Programme:
    made = Programme.objects.create(title=names[0][1])
    for first, name in names:
        ProgrammeName.objects.create(programme=made, name=name, valid_from=DAY(first))
    return made


def notice(management: Management, text: str, *programmes: Programme, **facts) -> FundingNotice:
    made = FundingNotice.objects.create(management=management, text=text, **facts)
    for number, one in enumerate(programmes):
        NoticeProgramme.objects.create(notice=made, programme=one, sort_order=number)
    return made


def days(evidence) -> list[tuple[str, str, str]]:
    return [
        (
            one.first.isoformat(),
            one.last.isoformat(),
            evidence.wordings[one.wording - 1].text,
        )
        for one in evidence.notices
    ]


def test_every_publication_of_the_year_is_there_in_its_order(gruenau, paunsdorf) -> None:
    publication(gruenau, "2026-05-02 10:00", "zweite")
    publication(gruenau, "2026-01-02 10:00", "erste", occasion="changed")
    publication(gruenau, "2025-05-02 10:00", "voriges Jahr")
    publication(gruenau, "2027-05-02 10:00", "nächstes Jahr")
    publication(paunsdorf, "2026-05-02 10:00", "nebenan")
    publication(None, "2026-05-02 10:00", "Stadt")
    assert [(one.number, one.title) for one in evidence_of(gruenau, 2026).publications] == [
        (1, "erste"),
        (2, "zweite"),
    ]
    assert [one.title for one in evidence_of(None, 2026).publications] == ["Stadt"]


def test_the_year_begins_and_ends_at_midnight_in_berlin(gruenau) -> None:
    before = datetime.timedelta(microseconds=1)
    publication(gruenau, at("2026-01-01") - before, "noch 2025")
    publication(gruenau, at("2026-01-01"), "schon 2026")
    publication(gruenau, at("2027-01-01") - before, "noch 2026")
    publication(gruenau, at("2027-01-01"), "schon 2027")
    # 23:30 in London is already the new year in Berlin.
    publication(gruenau, datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC), "London")
    titles = {
        year: [one.title for one in evidence_of(gruenau, year).publications]
        for year in (2025, 2026, 2027)
    }
    assert titles == {
        2025: ["noch 2025"],
        2026: ["schon 2026", "noch 2026"],
        2027: ["schon 2027", "London"],
    }
    assert f"{evidence_of(gruenau, 2026).publications[-1].at:%d.%m.%Y %H:%M}" == "31.12.2026 23:59"
    with time_machine.travel(at("2027-02-01"), tick=False):
        years = [(one.year, one.total) for one in years_of(gruenau, today=DAY("2027-02-01"))]
    assert years == [(2027, 2), (2026, 2), (2025, 1)]


def test_each_wording_stands_once_and_publications_name_its_number(gruenau) -> None:
    for day, words in ((1, "A"), (2, "B"), (3, "A"), (4, "")):
        publication(gruenau, f"2026-01-0{day} 10:00", wording=words)
    evidence = evidence_of(gruenau, 2026)
    assert [(one.number, one.text, one.total) for one in evidence.wordings] == [
        (1, "A", 2),
        (2, "B", 1),
    ]
    assert [one.wording for one in evidence.publications] == [1, 2, 1, None]
    assert [evidence.text_of(one) for one in evidence.publications] == ["A", "B", "A", ""]
    assert [one.number for one in evidence.without_wording] == [4]


def test_words_are_those_that_were_recorded_to_the_last_space(gruenau) -> None:
    words = "  Gefördert aus {Programm}.\r\n\r\nZweiter\tAbsatz \u202e "
    publication(gruenau, wording=words)
    evidence = evidence_of(gruenau, 2026)
    assert evidence.text_of(evidence.publications[0]) == words


def test_a_logo_that_was_drawn_anew_is_another_logo(gruenau) -> None:
    old = {"name": "Stadt", "alternative_text": "Logo der Stadt", "digest": "a" * 64}
    new = old | {"digest": "b" * 64}
    eu = {"name": "EU", "alternative_text": "Logo der EU", "digest": "c" * 64}
    publication(gruenau, "2026-01-01 10:00", logos=[old, eu])
    publication(gruenau, "2026-01-02 10:00", logos=[eu, new])
    evidence = evidence_of(gruenau, 2026)
    assert [(one.name, one.digest[0], one.total) for one in evidence.logos] == [
        ("Stadt", "a", 1),
        ("EU", "c", 2),
        ("Stadt", "b", 1),
    ]
    assert [one.logos for one in evidence.publications] == [(1, 2), (2, 3)]


def test_a_notice_is_told_with_its_days_within_the_year(gruenau) -> None:
    notice(gruenau, "alt", valid_until=DAY("2026-03-31"), carrier="CivixX")
    notice(gruenau, "neu", valid_from=DAY("2026-05-01"), valid_until=DAY("2027-06-30"))
    notice(gruenau, "später", valid_from=DAY("2027-07-01"))
    evidence = evidence_of(gruenau, 2026)
    assert days(evidence) == [
        ("2026-01-01", "2026-03-31", "alt"),
        ("2026-05-01", "2026-12-31", "neu"),
    ]
    assert evidence.notices[0].carrier == "CivixX"
    assert evidence.gaps == (Gap(DAY("2026-04-01"), DAY("2026-04-30")),)
    assert days(evidence_of(gruenau, 2025)) == [("2025-01-01", "2025-12-31", "alt")]
    assert evidence_of(gruenau, 2025).gaps == ()


def test_the_notice_of_a_programme_that_is_renamed_has_two_wordings(gruenau) -> None:
    renamed = programme(
        ("2020-01-01", "Soziale Stadt"), ("2026-02-01", "Soziale Stadt"), ("2026-07-01", SZP)
    )
    notice(gruenau, "Aus {Programm}.", renamed)
    evidence = evidence_of(gruenau, 2026)
    assert days(evidence) == [
        ("2026-01-01", "2026-06-30", "Aus Soziale Stadt."),
        ("2026-07-01", "2026-12-31", f"Aus {SZP}."),
    ]
    assert [one.programmes for one in evidence.notices] == [("Soziale Stadt",), (SZP,)]


def test_a_management_that_is_renamed_is_called_as_at_the_end_of_the_year(gruenau) -> None:
    former = gruenau.name
    notice(gruenau, "{Management}")
    FormerName.objects.create(management=gruenau, name=former, last_day=DAY("2026-06-30"))
    gruenau.name = "Quartier Grünau"
    gruenau.save()
    gruenau = Management.objects.get(pk=gruenau.pk)
    assert evidence_of(gruenau, 2025).name == former
    evidence = evidence_of(gruenau, 2026)
    assert evidence.name == "Quartier Grünau"
    assert evidence.former_names == ((former, DAY("2026-06-30")),)
    assert days(evidence) == [
        ("2026-01-01", "2026-06-30", former),
        ("2026-07-01", "2026-12-31", "Quartier Grünau"),
    ]


def test_what_is_renamed_later_changes_nothing_in_the_evidence(gruenau) -> None:
    szp = programme(("2020-01-01", SZP))
    notice(gruenau, "{Management}: {Programm}", szp)
    publication(gruenau, wording=f"{gruenau.name}: {SZP}")
    before = evidence_of(gruenau, 2026)
    ProgrammeName.objects.create(programme=szp, name="Neu", valid_from=DAY("2027-01-01"))
    FormerName.objects.create(management=gruenau, name=gruenau.name, last_day=DAY("2026-12-31"))
    gruenau.name = "Anders"
    gruenau.status = Management.Status.CLOSED
    gruenau.save()
    gruenau = Management.objects.get(pk=gruenau.pk)
    assert evidence_of(gruenau, 2026) == before
    assert evidence_of(gruenau, 2027).name == "Anders"


def test_days_without_a_notice_are_gaps_whatever_day_it_is(gruenau) -> None:
    whole = Gap(DAY("2026-01-01"), DAY("2026-12-31"))
    assert evidence_of(gruenau, 2026).gaps == (whole,)
    notice(gruenau, "x", valid_from=DAY("2026-03-01"), valid_until=DAY("2026-10-31"))
    for today in ("2026-01-01", "2026-06-01", "2030-01-01"):
        with time_machine.travel(at(today), tick=False):
            assert evidence_of(gruenau, 2026).gaps == (
                Gap(DAY("2026-01-01"), DAY("2026-02-28")),
                Gap(DAY("2026-11-01"), DAY("2026-12-31")),
            )
            assert evidence_of(gruenau, 2025).gaps == (Gap(DAY("2025-01-01"), DAY("2025-12-31")),)


def test_the_citys_own_pages_have_their_own_notices(city) -> None:
    CityNotice.objects.create(text="Von: {Auftraggeber}", commissioner="Stadt Leipzig")
    evidence = evidence_of(None, 2026)
    assert (evidence.slug, evidence.name) == ("stadt", "Die Seiten der Stadt")
    assert days(evidence) == [("2026-01-01", "2026-12-31", "Von: Stadt Leipzig")]
    assert evidence.gaps == ()


def test_the_files_of_pages_are_named_after_their_addresses(gruenau) -> None:
    for address, title in (
        ("https://quartiere.test/gruenau/ein-fest/", "x"),
        ("https://quartiere.test/gruenau/../../etc/passwd%00/", "x"),
        ("https://quartiere.test/" + "a" * 1900, "x"),
        ("", "Straße & Platz"),
        ("", "…"),
    ):
        publication(gruenau, title=title, address=address)
    assert [one.file_name for one in evidence_of(gruenau, 2026).publications] == [
        "0001-ein-fest.html",
        "0002-passwd00.html",
        f"0003-{'a' * 60}.html",
        "0004-strae-platz.html",
        "0005-seite.html",
    ]


def test_years_go_from_the_first_publication_or_notice_to_today(gruenau) -> None:
    today = DAY("2026-11-26")
    assert [one.year for one in years_of(gruenau, today=today)] == [2026]
    notice(gruenau, "x", valid_until=DAY("2023-12-31"))
    notice(gruenau, "y", valid_from=DAY("2024-05-01"), valid_until=DAY("2026-12-31"))
    notice(gruenau, "z", valid_from=DAY("2028-05-01"))
    assert [one.year for one in years_of(gruenau, today=today)] == [2026, 2025, 2024]
    publication(gruenau, "2022-05-01 10:00", wording="")
    publication(gruenau, "2022-05-02 10:00")
    assert [(one.year, one.total, one.without_wording) for one in years_of(gruenau, today=today)] == [
        (2026, 0, 0),
        (2025, 0, 0),
        (2024, 0, 0),
        (2023, 0, 0),
        (2022, 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["de", "en"])
def test_evidence_is_german_whoever_asks(gruenau, language: str) -> None:
    publication(None)
    with override(language):
        assert evidence_of(None, 2026).name == "Die Seiten der Stadt"


def test_the_number_of_queries_does_not_depend_on_what_is_in_it(gruenau) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            evidence_of(gruenau, 2026)
        assert "packed_html" not in " ".join(one["sql"] for one in captured)
        return len(captured)

    notice(gruenau, "x", programme(("2020-01-01", "A")), valid_until=DAY("2026-06-30"))
    for number in range(2):
        publication(gruenau, title=str(number))
    few = queries()
    for number in range(50):
        publication(gruenau, title=str(number), wording=str(number))
    assert queries() == few


def test_what_the_website_records_by_itself_is_in_the_evidence(
    gruenau, django_capture_on_commit_callbacks
) -> None:
    notice(gruenau, "Gefördert in {Management}.")
    with (
        time_machine.travel(at("2026-03-02", "10:15"), tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        page = content_page(gruenau.page, "Projekte", slug="projekte")
    (record,) = evidence_of(gruenau, 2026).publications
    assert (record.title, record.address) == ("Projekte", page.full_url)
    assert evidence_of(gruenau, 2026).text_of(record) == f"Gefördert in {gruenau.name}."
    # The words that were recorded are those that are entered: they have the same number.
    assert record.wording == evidence_of(gruenau, 2026).notices[0].wording
    assert record.file_name == "0001-projekte.html"
