"""The city's list of streets, and how it comes in."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from managements.models import District, Street
from managements.models.street_list import StreetListError, read_street_list, replace_streets

WHOLE_CITY = Path(__file__).parents[4] / "shared" / "data" / "leipzig-streets.tsv"
HEADER = "street\tdistricts\n"


@pytest.fixture
def run(tmp_path: Path, db: None):
    """Import a file with some content; returns what the command prints."""

    def imported(content: str | bytes, *options: str) -> str:
        path = tmp_path / "strassen.tsv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        output = StringIO()
        call_command("import_streets", str(path), *options, stdout=output)
        return output.getvalue()

    return imported


def everything() -> list[object]:
    return [
        list(Street.objects.order_by("pk").values()),
        list(Street.districts.through.objects.order_by("pk").values()),
        list(District.objects.order_by("pk").values()),
    ]


def districts_of(name: str) -> set[str]:
    return set(Street.objects.get(name=name).districts.values_list("name", flat=True))


def test_a_street_is_found_by_a_key_that_follows_its_name(db) -> None:
    street = Street.objects.create(name="Georg-Schumann-Straße")
    assert street.search_key == "georgschumannstrasse"
    street.name = "Eisenbahnstr."
    street.save(update_fields=["name"])
    street.refresh_from_db()
    assert street.search_key == "eisenbahnstrasse"


def test_a_name_whose_letters_grow_when_spelt_out_still_fits(db) -> None:
    Street.objects.create(name="\ufdfa" * 120)
    assert len(Street.objects.get().search_key) == 240


def test_streets_come_in_with_their_districts(run) -> None:
    District.objects.create(name="Volkmarsdorf", slug="volkmarsdorf")
    printed = run(f"{HEADER}Eisenbahnstraße\tVolkmarsdorf, Sellerhausen-Stünz\n")
    assert districts_of("Eisenbahnstraße") == {"Volkmarsdorf", "Sellerhausen-Stünz"}
    assert Street.objects.get().search_key == "eisenbahnstrasse"
    assert "1 Straßen: 1 neu" in printed
    assert District.objects.get(name="Sellerhausen-Stünz").slug == "sellerhausen-stuenz"
    unknown = printed.split("noch kein Management")[1]
    assert "Sellerhausen-Stünz" in unknown
    assert "Volkmarsdorf" not in unknown


def test_one_name_may_stand_for_several_districts(run) -> None:
    for name in ("Alt-Paunsdorf", "Neu-Paunsdorf"):
        District.objects.create(name=name, slug=name.lower(), other_names="Paunsdorf, Der Osten")
    run(f"{HEADER}Platanenstraße\tPaunsdorf\n")
    assert districts_of("Platanenstraße") == {"Alt-Paunsdorf", "Neu-Paunsdorf"}
    assert District.objects.count() == 2


def test_the_spelling_of_a_district_does_not_matter(run) -> None:
    District.objects.create(name="Lößnig", slug="loessnig")
    run(f"{HEADER}Am Anger\tLoessnig\nAm Bach\tLÖSSNIG\n")
    assert District.objects.count() == 1


def test_a_slug_that_is_taken_gets_a_number(run) -> None:
    District.objects.create(name="Ganz anders", slug="thekla")
    run(f"{HEADER}Am Anger\tThekla\nAm Bach\tЛейпциг\n")
    assert District.objects.get(name="Thekla").slug == "thekla-2"
    assert District.objects.get(name="Лейпциг").slug == "ortsteil"


def test_importing_twice_changes_nothing(run) -> None:
    content = f"{HEADER}Eisenbahnstraße\tA, B\nAm Bach\tB\n"
    run(content)
    before = everything()
    assert "2 Straßen: 0 neu, 0 in anderen Ortsteilen als vorher, 0 nicht mehr" in run(content)
    assert everything() == before


def test_a_new_list_takes_the_place_of_the_old_one(run) -> None:
    run(f"{HEADER}Bleibt\tA\nWandert\tA\nGeht\tA\n")
    kept = Street.objects.get(name="Bleibt").pk
    printed = run(f"{HEADER}Bleibt\tA\nWandert\tB\nKommt\tA\n")
    assert "3 Straßen: 1 neu, 1 in anderen Ortsteilen als vorher, 1 nicht mehr" in printed
    assert set(Street.objects.values_list("name", flat=True)) == {"Bleibt", "Wandert", "Kommt"}
    assert districts_of("Wandert") == {"B"}
    assert Street.objects.get(name="Bleibt").pk == kept


def test_a_key_of_an_earlier_release_is_brought_up_to_date(run) -> None:
    run(f"{HEADER}Am Bach\tA\n")
    Street.objects.update(search_key="anders")
    run(f"{HEADER}Am Bach\tA\n")
    assert Street.objects.get().search_key == "ambach"


def test_a_name_that_stands_there_twice_has_the_districts_of_both_lines(run) -> None:
    run(f"{HEADER}Am Bach\tA\nAm  Bach\tB, A\n")
    assert districts_of("Am Bach") == {"A", "B"}


def test_a_trial_says_what_would_change_and_changes_nothing(run) -> None:
    printed = run(f"{HEADER}Am Bach\tNeuland\n", "--dry-run")
    assert "1 neu" in printed
    assert "Neuland" in printed
    assert "Es wurde nichts geändert." in printed
    assert not Street.objects.exists()
    assert not District.objects.exists()


def test_a_file_of_another_system_is_understood(run) -> None:
    run("\ufeffstreet\tdistricts\r\nAm Bach\tA\r\n\r\n".encode())
    assert districts_of("Am Bach") == {"A"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("strasse;ortsteil\n", "Zeile 1"),
        ("", "Zeile 1"),
        (HEADER, "keine Straßen"),
        (f"{HEADER}Gut\tA\nSchlecht A\n", "Zeile 3: Zwischen der Straße"),
        (f"{HEADER}Gut\tA\tB\n", "Zeile 2: Zwischen der Straße"),
        (f"{HEADER}\tA\n", "Zeile 2: Die Straße hat keinen Namen"),
        (f"{HEADER}…\tA\n", "Zeile 2: Die Straße hat keinen Namen"),
        (f"{HEADER}Gut\t\n", "Zeile 2: Ein Ortsteil hat keinen Namen"),
        (f"{HEADER}Gut\tA,,B\n", "Zeile 2: Ein Ortsteil hat keinen Namen"),
        (f"{HEADER}{'x' * 121}\tA\n", "Zeile 2: Ein Name ist zu lang"),
        (f"{HEADER}Gut\t{'x' * 81}\n", "Zeile 2: Ein Name ist zu lang"),
        (f"{HEADER}Gu\0t\tA\n", "Zeile 2: Sie enthält ein Zeichen"),
        (f"{HEADER}Gut\tA\n".encode() + b"M\xfcller\tA\n", "Zeile 3: Das ist kein UTF-8"),
    ],
)
def test_a_bad_file_is_refused_with_its_line_and_changes_nothing(run, content, words) -> None:
    run(f"{HEADER}Am Bach\tA\n")
    before = everything()
    with pytest.raises(CommandError, match=words):
        run(content)
    assert everything() == before


def test_every_bad_line_is_named_up_to_twenty(run) -> None:
    with pytest.raises(CommandError) as caught:
        run(HEADER + "schlecht\n" * 30)
    message = str(caught.value)
    assert "Zeile 2:" in message
    assert "Zeile 21:" in message
    assert "Zeile 22:" not in message
    assert "Und noch 10 Zeilen." in message


def test_a_file_that_is_not_there_is_a_sentence(db, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="lässt sich nicht lesen"):
        call_command("import_streets", str(tmp_path / "fehlt.tsv"))


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEADER + text).encode()))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_file_is_a_list_or_refused(content: bytes) -> None:
    try:
        streets = read_street_list(content)
    except StreetListError:
        return
    assert all(name and all(districts) for name, districts in streets.items())


def test_the_whole_city_comes_in_with_few_queries(run) -> None:
    if not WHOLE_CITY.is_file():
        pytest.skip("shared/data/leipzig-streets.tsv, beside the project's folder, is missing")
    streets = read_street_list(WHOLE_CITY.read_bytes())
    replace_streets(streets)
    assert Street.objects.count() == len(streets) > 3000
    before = everything()
    with CaptureQueriesContext(connection) as captured:
        outcome = replace_streets(streets)
    assert (outcome.added, outcome.changed, outcome.deleted) == (0, 0, 0)
    assert everything() == before
    assert len(captured) < 20
