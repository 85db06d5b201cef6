"""What people read of a place before they set out."""

from django.template.loader import render_to_string

from managements.offices.models import Fact, Place


def shown(**facts) -> str:
    html = render_to_string("components/place.html", {"place": Place(**facts)})
    return " ".join(html.split())


def test_what_is_known_about_access_is_said_in_words() -> None:
    html = shown(step_free=Fact.YES, accessible_toilet=Fact.PARTLY, induction_loop=Fact.NO)
    assert "Ohne Stufen: ja" in html
    assert "Rollstuhlgerechte Toilette: teilweise" in html
    assert "Induktionsschleife für Hörgeräte: nein" in html
    assert "wissen wir noch nicht" not in html


def test_what_nobody_knows_is_not_a_no() -> None:
    html = shown(step_free=Fact.YES)
    assert "nein" not in html
    unknown = "Rollstuhlgerechte Toilette, Induktionsschleife für Hörgeräte"
    assert f"Dazu wissen wir noch nichts:</span> {unknown}" in html


def test_a_place_of_which_nothing_is_known_asks_people_to_ask() -> None:
    html = shown(name="Büro")
    assert "wissen wir noch nicht. Bitte fragen Sie nach" in html
    assert "Ohne Stufen" not in html


def test_address_directions_and_languages_stand_there_and_nothing_can_be_smuggled_in() -> None:
    html = shown(
        address="Platanenstraße 11\n04329 Leipzig",
        directions="Haltestelle <b>Platanenstraße</b>",
        languages=["de", "dgs"],
        accessibility_note="Der Seiteneingang hat eine Rampe.",
    )
    assert "Platanenstraße 11<br>04329 Leipzig" in html
    assert "&lt;b&gt;Platanenstraße&lt;/b&gt;" in html
    assert "Hier spricht man:</span> Deutsch, Deutsche Gebärdensprache" in html
    assert "Der Seiteneingang hat eine Rampe." in html
