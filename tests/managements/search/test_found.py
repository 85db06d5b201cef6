"""What is found by which words, and in which order."""

import datetime

import pytest
from django.core.management import call_command
from wagtail.search.backends import get_search_backend

from managements.events.models import DateChange
from managements.events.refreshing import refresh_event
from managements.referrals.models import Answer, Enquiry
from managements.referrals.standings import State
from managements.schedules.dates import ChangeKind
from managements.search.indexing import index_everything
from managements.search.models import SearchEntry
from managements.search.words import is_stop_word, stem_of
from tests.builders import block, content_page, text
from tests.dates import at, make_event, make_hour, make_place
from tests.posts import make_post

# What PostgreSQL leaves out of German texts (german.stop): to us many of them are stems.
GERMAN_STOP = """
    aber alle allem allen aller alles als also am an ander andere anderem anderen anderer
    anderes anderm andern anderr anders auch auf aus bei bin bis bist da damit dann der den
    des dem die das daß derselbe derselben denselben desselben demselben dieselbe dieselben
    dasselbe dazu dein deine deinem deinen deiner deines denn derer dessen dich dir du dies
    diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines einig
    einige einigem einigen einiger einiges einmal er ihn ihm es etwas euer eure eurem euren
    eurer eures für gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich mich
    mir ihr ihre ihrem ihren ihrer ihres euch im in indem ins ist jede jedem jeden jeder
    jedes jene jenem jenen jener jenes jetzt kann kein keine keinem keinen keiner keines
    können könnte machen man manche manchem manchen mancher manches mein meine meinem meinen
    meiner meines mit muss musste nach nicht nichts noch nun nur ob oder ohne sehr sein
    seine seinem seinen seiner seines selbst sich sie ihnen sind so solche solchem solchen
    solcher solches soll sollte sondern sonst über um und uns unse unsem unsen unser unses
    unter viel vom von vor während war waren warst was weg weil weiter welche welchem
    welchen welcher welches wenn werde werden wie wieder will wir wird wirst wo wollen
    wollte würde würden zu zum zur zwar zwischen
"""


@pytest.fixture(autouse=True)
def _on_a_thursday(time_machine) -> None:
    time_machine.move_to(at("2026-11-26", "12:00"), tick=False)


def page_about(management, title: str, words: str = "", **fields):
    body = [text(f"<p>{words}</p>")] if words else []
    return content_page(management.page, title, body=body, **fields)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Häuser", "Haus"), ("Straße", "strasse"), ("Grünanlage", "gruenanlage"),
        ("Bewohner:innen", "Bewohnerinnen"), ("Bewohner*innen", "Bewohner"),
        ("BewohnerInnen", "Bewohner_innen"), ("Bewohnerinnen", "Bewohner:innen"),
        ("Stadtteilbibliothek", "Bibliothek"), ("Mieterberatung", "Beratung"),
        ("Sprachkurse", "Kurs"), ("Fußgängerüberweg", "fussgänger"),
        ("Quartiersmanagement", "Quatiersmanagement"), ("Fahrradwerkstatt", "farradwerkstatt"),
        ("Stadtteilbibliothek", "Bibliotek"), ("Sommerfest", "Somm"), ("Café", "cafe"),
        # Stems of compounds end elsewhere than those of their parts.
        ("Sommerfest", "Fest"), ("Straßenfeste", "Fest"), ("Deutschkurs", "Kurs"),
        ("Sprachcafé", "Café"), ("Kinderladen", "Laden"), ("Spieleabend", "Abend"),
        ("Autorenlesung", "Lesung"), ("Lastenrad", "Rad"), ("Jugendamt", "Amt"),
        # PostgreSQL's own list of words without a meaning has their stems.
        ("Wege", "Wege"), ("Wille", "Wille"), ("Ware", "Waren"), ("Muße", "Muße"),
        ("Einigkeit", "Einigkeit"), ("Soll", "Soll"), ("vieles", "vieles"),
        # Whoever is addressed within a compound.
        ("Mieter:innenberatung", "Mieterberatung"),
        ("Mieter*innenberatung", "Mieterinnenberatung"),
        ("Mieterberatung", "Mieter:innenberatung"), ("MieterInnenberatung", "Mieterberatung"),
        ("Mieter(innen)beratung", "Mieterberatung"), ("Mieter:innenberatung", "Mieter"),
        ("Mieterinnenberatung", "Mieterberatung"), ("Mieterberatung", "Mieterinnenberatung"),
        ("Patinnenprojekt", "Patenprojekt"), ("Mieterinnenberatung", "Mieter:innenberatung"),
        ("Senior:innentreff", "Seniorentreff"), ("Senior:innentreff", "Seniorinnentreff"),
        ("Mentor:innen", "Mentorin"), ("Freund*innen", "Freundin"), ("Pat:innen", "Patin"),
        # What nobody sees parts no word.
        ("Straßenfest", "Stra\u00adßen\u00adfest"), ("Straßenfest", "Straßen\u200bfest"),
    ],
)  # fmt: skip
def test_a_word_is_found_however_it_is_written_and_typed(search, gruenau, written, typed) -> None:
    page_about(gruenau, "Ein Haufen Neues", f"Hier steht das Wort {written}, sonst nichts.")
    for address in ("/suche/", "/gruenau/suche/"):
        results = search(typed, address)
        assert results.titles == ["Ein Haufen Neues"], address
        assert results.found[0].marked == [written]


@pytest.mark.parametrize("typed", ["Schülercafé", "Schülerinnencafé", "Schüler:innen-Café"])
def test_a_compound_with_a_hyphen_is_found_whoever_is_addressed(search, gruenau, typed) -> None:
    page_about(gruenau, "Ein Haufen Neues", "Das Schüler:innen-Café öffnet.")
    page_about(gruenau, "Noch mehr", "Das Schülerinnen-Café schließt.")
    assert set(search(typed).titles) == {"Ein Haufen Neues", "Noch mehr"}


@pytest.mark.parametrize(("written", "typed"), [("Start", "Art"), ("Radio", "Rad")])
def test_short_words_are_found_at_the_end_of_compounds_alone(
    search, gruenau, written, typed
) -> None:
    page_about(gruenau, "Ein Haufen Neues", f"Hier steht {written}.")
    assert not search(f"{typed} .").found


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("Tag", "Spieltag", "Donnerstag"), ("Tage", "Feiertage", "Sonntage"),
        ("Tür", "Haustür", "Soziokultur"), ("Eis", "Speiseeis", "Personalausweis"),
        ("Ort", "Wohnort", "Stichwort"), ("Rad", "Lastenrad", "Breitengrad"),
        ("Montag", "Rosenmontag", "Dienstag"), ("Kultur", "Soziokultur", "Haustür"),
        ("Turm", "Funkturm", "Dienstag"), ("Radweg", "Ringradweg", "Breitengrad"),
        ("Kundenzentrum", "Kundinnenzentrum", "Beginnende"),
    ],
)  # fmt: skip
def test_words_of_one_piece_are_no_compounds(search, gruenau, typed, meant, other) -> None:
    page_about(gruenau, "Gemeint", f"Hier steht {meant}.")
    page_about(gruenau, "Anderes", f"Hier steht {other}.")
    # What ends with a full stop is no beginning of another word.
    assert search(f"{typed}.").titles == ["Gemeint"]


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff"])
def test_signs_that_nobody_sees_part_no_word(search, gruenau, sign) -> None:
    word = f"Straßen{sign}fest"
    page_about(gruenau, f"Unser {word}", f"Das {word} beginnt.")
    [hit] = search("Straßenfest").found
    assert hit.title == "Unser Straßenfest"
    assert hit.marked == ["Straßenfest"]


def test_no_word_is_dropped_by_the_database(gruenau) -> None:
    page_about(gruenau, "Wörter", GERMAN_STOP)
    words = [word for word in GERMAN_STOP.split() if not is_stop_word(word)]
    assert len(words) > 90
    entries = SearchEntry.objects.all()
    missed = [
        word
        for word in words
        if not get_search_backend().search(stem_of(word), entries, order_by_relevance=False).count()
    ]
    assert missed == []


def test_the_index_of_the_cms_leaves_the_stems_as_they_are(search, gruenau) -> None:
    page_about(gruenau, "Wege")
    call_command("update_index", verbosity=0)
    assert search("Wege").titles == ["Wege"]


def test_a_text_is_shown_as_it_was_written(search, gruenau) -> None:
    page_about(gruenau, "Rat", "Alle Bewohner*innen dürfen wählen.")
    assert search("Bewohnerinnen").found[0].teaser == "Alle Bewohner*innen dürfen wählen."


def test_all_words_have_to_be_there_else_some(search, gruenau) -> None:
    page_about(gruenau, "Beides", "Zucchini und Ananas.")
    page_about(gruenau, "Eines", "Nur Zucchini.")
    assert search("Ananas Zucchini").titles == ["Beides"]
    some = search("Ananas Zucchini Papaya")
    assert some.titles == ["Beides", "Eines"]
    assert "Hier kommen einige davon vor" in some.text


def test_what_is_only_similar_says_so(search, gruenau) -> None:
    page_about(gruenau, "Rad", "Die Fahrradwerkstatt öffnet.")
    assert "ähnlich geschrieben" in search("Farradwerkstatt").text
    assert "ähnlich geschrieben" not in search("Fahrradwerkstatt").text


def test_hits_in_the_title_come_first_then_how_much_a_text_is_about_it(search, gruenau) -> None:
    page_about(gruenau, "Nebenbei", f"Zucchini. {'Und noch viel anderes. ' * 80}")
    page_about(gruenau, "Oft", "Zucchini, Zucchini und noch einmal Zucchini.")
    page_about(gruenau, "Die Zucchini", "Sie wächst.")
    page_about(gruenau, "Zucchinikuchen", "Er schmeckt.")
    assert search("Zucchini").titles == ["Die Zucchini", "Zucchinikuchen", "Oft", "Nebenbei"]


def test_every_part_of_a_page_is_found_and_no_name_of_a_choice(search, gruenau) -> None:
    content_page(
        gruenau.page,
        "Bausteine",
        introduction="Einleitungswort",
        body=[
            block("heading", text="Überschriftwort", level="2"),
            block("call_out", kind="info", title="Hinweiswort", text="<p>Kastenwort</p>"),
            block(
                "accordion",
                title="",
                entries=[{"title": "Fragewort", "text": "<p>Antwortwort</p>"}],
            ),
            block("quote", text="Zitatwort", attribution=""),
        ],
    )
    for word in ("Einleitungswort", "Überschriftwort", "Hinweiswort", "Kastenwort", "Fragewort",
                 "Antwortwort", "Zitatwort"):  # fmt: skip
        assert search(word).titles == ["Bausteine"], word
    teaser = search("Zitatwort").found[0].teaser
    assert "Unterüberschrift" not in teaser
    assert "Gut zu wissen" not in teaser


def test_an_event_is_found_with_its_next_date_and_its_place(search, gruenau) -> None:
    place = make_place(gruenau, "Kulturgut", address="Zeumerstraße 1")
    make_event(gruenau, "Stadtteilforum", place)
    for words in ("Stadtteilforum", "Kulturgut", "Zeumerstrasse"):
        [hit] = search(words, "/gruenau/suche/", art="termin").found
        assert hit.url == "/gruenau/termine/stadtteilforum/"
        assert hit.fact == "Montag, 7. Dezember 2026, 18–20 Uhr"
        assert hit.facts == "Termin"


def test_a_cancelled_date_says_so(search, gruenau) -> None:
    event = make_event(gruenau, "Stadtteilforum")
    DateChange.objects.create(event=event, kind=ChangeKind.CANCELLED, day=event.first_day)
    refresh_event(event)
    [hit] = search("Stadtteilforum").found
    assert hit.fact.endswith("– fällt aus")
    assert "Vergangen" not in hit.facts


def test_what_is_past_comes_last_and_says_so(search, gruenau) -> None:
    make_event(gruenau, "Zucchinifest", first_day=datetime.date(2026, 6, 7))
    make_post(gruenau, "Zucchini im Archiv", day="2024-05-05")
    make_post(gruenau, "Kurznachricht", day="2026-11-20", introduction="Zucchini sind reif.")
    results = search("Zucchini")
    assert results.titles[0] == "Kurznachricht"
    assert set(results.titles[1:]) == {"Zucchinifest", "Zucchini im Archiv"}
    notes = {one.title: one.facts for one in results.found}
    assert notes["Zucchinifest"] == "Termin · Gruenau · Vergangen"
    assert notes["Zucchini im Archiv"] == "Beitrag · Gruenau · Aus dem Archiv"
    assert notes["Kurznachricht"] == "Beitrag · Gruenau"
    facts = {one.title: one.fact for one in results.found}
    assert facts["Zucchinifest"] == "Sonntag, 7. Juni 2026"
    assert facts["Kurznachricht"] == "20. November 2026"


@pytest.fixture
def internship(gruenau, paunsdorf) -> Enquiry:
    enquiry = Enquiry.objects.create(
        name="Praktikum", slug="praktikum", synonyms="Schülerpraktikum, Hospitation",
        explanation="Sie suchen einen Platz.",
    )  # fmt: skip
    Answer.objects.create(
        management=gruenau, enquiry=enquiry, state=State.NOT_NOW,
        until=datetime.date(2027, 3, 31), reason="Uns fehlt gerade die Zucchinizeit.",
    )  # fmt: skip
    Answer.objects.create(management=paunsdorf, enquiry=enquiry, state=State.YES)
    return enquiry


@pytest.mark.parametrize("words", ["Praktikum", "Hospitation", "Schülerpraktika", "Zucchinizeit"])
def test_an_answer_is_found_by_title_synonyms_and_reason(search, internship, words) -> None:
    [hit] = search(words, "/gruenau/suche/").found
    assert (hit.title, hit.url) == ("Praktikum", "/gruenau/anliegen/praktikum/")
    assert hit.fact == "Zurzeit nicht, bis 31. März 2027"
    assert hit.teaser == "Uns fehlt gerade die Zucchinizeit."


def test_the_city_says_first_who_helps_in_all_of_leipzig(search, internship) -> None:
    results = search("Praktikum")
    assert results.urls[0] == "/anliegen/praktikum/"
    assert set(results.urls[1:]) == {
        "/gruenau/anliegen/praktikum/", "/paunsdorf/anliegen/praktikum/",
    }  # fmt: skip


def test_a_reason_that_has_expired_is_not_shown(search, internship, time_machine) -> None:
    time_machine.move_to(at("2027-04-01", "12:00"), tick=False)
    [hit] = search("Praktikum", "/gruenau/suche/").found
    assert hit.fact == "Bitte nachfragen"
    assert "Zucchinizeit" not in hit.teaser


def test_an_enquiry_that_is_renamed_or_withdrawn_is_followed(search, internship) -> None:
    internship.name = "Ausbildungsplatz"
    internship.save()
    assert "Ausbildungsplatz" in search("Ausbildungsplatz", "/gruenau/suche/").titles
    assert search("Praktikum", "/gruenau/suche/").titles == ["Ausbildungsplatz"], "its synonym"
    internship.is_offered = False
    internship.save()
    assert not search("Ausbildungsplatz").found


def test_a_quarter_is_found_by_what_people_know_of_it(
    search, gruenau, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        place = make_place(gruenau, "Komm-Haus", address="Selliner Straße 17")
        make_hour(gruenau, place, title="Bürgersprechstunde")
    for words in ("Gruenau", "Bürgersprechstunde", "Selliner Strasse", "Kommhaus"):
        assert search(words).urls[0] == "/gruenau/", words


def test_places_are_found_where_a_page_names_them_alone(
    search, gruenau, django_capture_on_commit_callbacks
) -> None:
    gruenau.page.contact_address = "Selliner Straße 17\n04207 Leipzig"
    with django_capture_on_commit_callbacks(execute=True):
        make_place(gruenau, "Schutzwohnung", address="Geheimgasse 7")
        make_place(gruenau, "Komm-Haus", address="Selliner Straße 17\n04207 Leipzig")
        make_hour(gruenau, make_place(gruenau, "Kulturgut", address="Zeumerstraße 1"))
        gruenau.page.save()
    for words in ("Schutzwohnung", "Geheimgasse"):
        assert not search(words).found, words
    for words in ("Kommhaus", "Kulturgut", "Zeumerstraße"):
        assert search(words).urls == ["/gruenau/"], words


def test_imprints_come_behind_what_somebody_wrote(search, gruenau) -> None:
    index_everything()
    page = page_about(gruenau, "Ein Projekt", f"{'Anderes. ' * 200} Vollständig.")
    assert search("vollständig", "/gruenau/suche/").titles[0] == page.title
    assert search("Impressum", "/gruenau/suche/").titles == ["Impressum"]


@pytest.mark.parametrize("words", ["Sprechstunde", "Sprechzeiten", "Öffnungszeit", "Bürozeiten"])
def test_a_quarter_is_found_by_every_word_for_its_hours(search, gruenau, words: str) -> None:
    index_everything()
    assert "/gruenau/" in search(words).urls


def test_a_heading_does_not_run_into_the_sentence_behind_it(search, gruenau) -> None:
    body = [block("heading", text="Wer entscheidet", level="2"), text("<p>Die Stadt tut es.</p>")]
    content_page(gruenau.page, "Zucchinifonds", body=body)
    (found,) = search("Zucchinifonds").found
    assert "Wer entscheidet · Die Stadt tut es." in found.teaser
