"""What stands on the picture of a shared page, and that the prescribed words are legible on it."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import RequestFactory
from PIL import Image
from wagtail.models import Page

from managements.events import date_changes
from managements.events.models import EventPage
from managements.funding.models import CityNotice, FundingNotice, Logo, LogoVersion
from managements.funding.notices import ShownLogo, ShownNotice
from managements.models import Management
from managements.models.colour import CITY_ACCENT, Palette, contrast
from managements.pages.models import Announcement
from managements.schedules.rules import Repeats
from managements.typesetting import press
from managements.websites.frame import frame_for
from managements.websites.frame_parts import SharedPicture
from managements.websites.share_image_files import share_image_content, share_image_file
from managements.websites.share_images import PROGRAM, ShareImage
from tests.builders import CITY_HOST, content_page
from tests.dates import at, make_event, make_place
from tests.pdfs import read, times_in

pytestmark = pytest.mark.once

MONDAY = datetime.date(2026, 12, 7)
NOW = at("2026-12-01", "09:00")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="80"><path d="M0 0h240v80z"/></svg>'
)
MOST_BYTES = 120_000
LEAST_LETTERS = 15  # pixels
# As a funding decision may prescribe it.
WORDS = (
    "Das Quartiersmanagement Grünau arbeitet im Auftrag der Stadt Leipzig, Amt für Wohnungsbau und "
    "Stadterneuerung.\nGefördert aus dem Bund-Länder-Programm „Sozialer Zusammenhalt“.\n\nDiese "
    "Maßnahme wird mitfinanziert mit Steuermitteln auf Grundlage des vom Sächsischen Landtag "
    "beschlossenen Haushalts."
)


@pytest.fixture(autouse=True)
def _first_of_december() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def picture_of(page: Page) -> SharedPicture:
    """Return the picture of a page as the database has it."""
    page = Page.objects.get(pk=page.pk).specific
    request = RequestFactory().get("/", SERVER_NAME=CITY_HOST)
    picture = frame_for(request, page).shared_picture
    assert picture is not None
    return picture


def shown_on(page: Page) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(share_image_content(picture_of(page).image))
    return shown


def make_logo(name: str, order: int = 0, *, svg: str = SVG, **facts: Any) -> LogoVersion:
    logo = Logo.objects.create(name=name, sort_order=order, **{"with_every_notice": True} | facts)
    version = LogoVersion(
        logo=logo,
        alternative_text=f"Logo: {name}",
        valid_from=datetime.date(2020, 1, 1),
        digest=f"{name}{len(svg)}",
        width=240,
        height=80,
    )
    version.file.save("logo.svg", ContentFile(svg.encode()), save=False)
    version.save()
    return version


def make_image(**facts: Any) -> ShareImage:
    """Return a picture without a page."""
    usual = {
        "title": "Stadtteilforum",
        "sender": "Quartiersmanagement Grünau",
        "lead": "",
        "announcement": Announcement("Montag, 7. Dezember 2026, 18–20 Uhr", "Stadtteilhaus"),
        "emblem": "gruenau",
        "ribbon": "",
        "accent": "#3C7A3A",
        "notice": ShownNotice(WORDS),
    }
    return ShareImage(**usual | facts)


def as_pdf(image: ShareImage) -> bytes:
    """Set a picture as a file whose words can be read."""
    files = press._typeset(PROGRAM, share_image_content(image))
    return files[0]


def smallest_letters(pdf: bytes) -> float:
    sizes: list[float] = []

    def visit(text: str, _cm: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            sizes.append(abs(size * matrix[3]))

    (page,) = read(pdf).pages
    page.extract_text(visitor_text=visit)
    return min(sizes)


def test_the_picture_has_its_size_and_is_small(gruenau) -> None:
    make_logo("Stadt Leipzig")
    FundingNotice.objects.create(management=gruenau, text=WORDS)
    png = share_image_file(picture_of(make_event(gruenau)).image)
    with Image.open(BytesIO(png)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(png) < MOST_BYTES


@pytest.mark.parametrize("accent", ["#B4432B", "#FFD400", "#1F6FA8", "#171A2B", CITY_ACCENT])
def test_its_grounds_are_those_on_which_the_words_can_be_read(accent: str) -> None:
    palette = Palette(accent)
    with Image.open(BytesIO(share_image_file(make_image(accent=accent)))) as picture:
        colours = {colour for _n, colour in picture.convert("RGB").getcolors(1 << 20)}
    flat = [palette.tint, palette.accent, "#FFFFFF"]
    assert {tuple(bytes.fromhex(colour[1:])) for colour in flat} <= colours
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert contrast(palette.ink, palette.tint) >= 4.5


def test_equal_pictures_are_equal_files(gruenau) -> None:
    image = make_image()
    content = share_image_content(image)
    assert press.png(PROGRAM, content, pixels_per_inch=72) == press.png(
        PROGRAM, content, pixels_per_inch=72
    )
    assert share_image_file(image) == share_image_file(replace(image))


def test_it_names_the_page_and_whose_it_is(gruenau) -> None:
    shown = shown_on(content_page(gruenau.page, "Projekte im Quartier"))
    assert shown["title"] == "Projekte im Quartier"
    assert shown["sender"] == "Quartiersmanagement Gruenau"
    assert (shown["when"], shown["where"], shown["lead"]) == ("", "", "")
    assert shown["colours"]["accent"] == gruenau.accent
    assert shown["ribbon"] == ""


def test_a_start_page_shows_the_name_with_its_sentence_and_the_emblem(gruenau) -> None:
    page = gruenau.page
    page.introduction = "Wir sind für Sie da."
    page.save_revision().publish()
    shown = shown_on(page)
    assert (shown["sender"], shown["title"]) == ("Quartiersmanagement", "Gruenau")
    assert shown["lead"] == "Wir sind für Sie da."
    assert shown["emblem"].startswith("<svg")


def test_pages_of_the_city_show_its_emblem_and_its_own_notice(gruenau, city) -> None:
    make_logo("Stadt Leipzig", on_city_pages=True)
    make_logo("Freistaat Sachsen")
    CityNotice.objects.create(text="Im Auftrag: {Auftraggeber}")
    FundingNotice.objects.create(management=gruenau, text="Gefördert in Grünau.")
    page = content_page(city, "Über uns")
    for one, title, sender in [
        (city, "Leipziger Quartiere", ""),
        (page, "Über uns", "Leipziger Quartiere"),
    ]:
        shown = shown_on(one)
        assert (shown["title"], shown["sender"]) == (title, sender)
        assert shown["colours"]["accent"] == CITY_ACCENT
        assert shown["notice"] == [
            ["Im Auftrag: Stadt Leipzig, Amt für Wohnungsbau und Stadterneuerung"]
        ]
        assert [logo["name"] for logo in shown["logos"]] == ["Logo: Stadt Leipzig"]
        assert shown["emblem"].startswith("<svg")
        assert shown["ribbon"].startswith("<svg")
    assert shown_on(city)["lead"] == city.introduction


def test_the_notice_stands_on_it_word_for_word_with_the_logos_in_their_order(gruenau) -> None:
    FundingNotice.objects.create(
        management=gruenau, text=WORDS, budget_sentence="Ein Satz zum Haushalt."
    )
    make_logo("Zweites", 2)
    make_logo("Erstes", 1)
    shown = shown_on(content_page(gruenau.page, "Projekte"))
    paragraphs = [*WORDS.split("\n\n"), "Ein Satz zum Haushalt."]
    assert shown["notice"] == [paragraph.split("\n") for paragraph in paragraphs]
    assert [logo["name"] for logo in shown["logos"]] == ["Logo: Erstes", "Logo: Zweites"]
    assert [logo["drawing"] for logo in shown["logos"]] == [SVG, SVG]


def test_a_post_keeps_the_words_of_the_day_on_which_it_was_published(gruenau) -> None:
    event = make_event(gruenau)
    last = NOW.date()
    FundingNotice.objects.create(management=gruenau, text="Bisher.", valid_until=last)
    FundingNotice.objects.create(
        management=gruenau, text="Künftig.", valid_from=last + datetime.timedelta(days=1)
    )
    with time_machine.travel(at("2027-03-01"), tick=False):
        assert shown_on(event)["notice"] == [["Bisher."]]
        assert shown_on(gruenau.page)["notice"] == [["Künftig."]]


def test_an_event_says_when_and_where(gruenau) -> None:
    place = make_place(gruenau, "Stadtteilhaus", address="Wurzner Straße 70\n04315 Leipzig")
    shown = shown_on(make_event(gruenau, "Forum", place))
    assert shown["when"] == "Montag, 7. Dezember 2026, 18–20 Uhr"
    assert shown["where"] == "Stadtteilhaus, Wurzner Straße 70, 04315 Leipzig"
    assert shown["state"] == ""


def test_a_meeting_point_is_named_as_such(gruenau) -> None:
    shown = shown_on(make_event(gruenau, "Rundgang", meeting_point="Brunnen"))
    assert shown["where"] == "Treffpunkt: Brunnen"


def test_a_date_that_was_moved_stands_where_it_is_now(gruenau) -> None:
    event = make_event(gruenau, "Forum", make_place(gruenau, "Stadtteilhaus"))
    date_changes.move(
        source=event,
        day=MONDAY,
        by=None,
        now=NOW,
        new_day=datetime.date(2027, 1, 14),
        new_starts_at=datetime.time(17),
        new_ends_at=datetime.time(19),
        place=make_place(gruenau, "Bibliothek"),
    )
    shown = shown_on(event)
    assert shown["when"] == "Donnerstag, 14. Januar 2027, 17–19 Uhr"
    assert (shown["where"], shown["state"]) == ("Bibliothek", "")


def test_what_is_cancelled_says_so(gruenau) -> None:
    event = make_event(gruenau, "Forum")
    date_changes.cancel(source=event, day=MONDAY, by=None, now=NOW)
    assert shown_on(event)["state"] == "fällt aus"
    image = picture_of(event).image
    assert "fällt aus: Montag, 7. Dezember 2026" in image.description
    assert times_in("fällt aus", as_pdf(image)) == 1


def test_a_series_shows_its_rule_and_its_places(gruenau) -> None:
    places = [make_place(gruenau, "Bibliothek"), make_place(gruenau, "Stadtteilhaus")]
    event = make_event(
        gruenau, "Café", *places, repeats=Repeats.WEEKLY, weekdays=[1], starts_at=datetime.time(15)
    )
    shown = shown_on(event)
    assert shown["when"] == "Jeden Dienstag, 15–20 Uhr, nicht an Feiertagen"
    assert shown["where"] == "Bibliothek · Stadtteilhaus"


def test_the_date_on_the_page_costs_the_picture_no_query(
    client, gruenau, django_assert_num_queries
) -> None:
    event = make_event(gruenau, "Forum", make_place(gruenau))
    page = EventPage.objects.get(pk=event.pk)
    page.get_context(RequestFactory().get("/", SERVER_NAME=CITY_HOST))
    with django_assert_num_queries(0):
        assert page.announcement == Announcement(
            "Montag, 7. Dezember 2026, 18–20 Uhr", "Stadtteilhaus"
        )


@pytest.mark.parametrize("kind", ["title", "introduction", "notice", "logo", "emblem", "accent"])
def test_its_mark_changes_with_all_that_stands_on_it(gruenau: Management, kind: str) -> None:
    notice = FundingNotice.objects.create(management=gruenau, text="Gefördert.")
    version = make_logo("Stadt Leipzig")
    page = gruenau.page if kind == "introduction" else content_page(gruenau.page, "Projekte")
    before = picture_of(page).mark
    assert picture_of(page).mark == before
    if kind == "title":
        page.title = "Vorhaben"
        page.save_revision().publish()
    elif kind == "introduction":
        page.introduction = "Neu hier."
        page.save_revision().publish()
    elif kind == "notice":
        FundingNotice.objects.filter(pk=notice.pk).update(text="Anders gefördert.")
    elif kind == "logo":
        LogoVersion.objects.filter(pk=version.pk).update(digest="neu")
    elif kind == "emblem":
        Management.objects.filter(pk=gruenau.pk).update(emblem="mockau")
    else:
        Management.objects.filter(pk=gruenau.pk).update(accent="#7A4BA3")
    assert picture_of(page).mark != before


def test_its_mark_changes_with_the_drawing_of_an_emblem(monkeypatch) -> None:
    before = make_image().mark
    monkeypatch.setattr("managements.websites.share_images._digest", lambda _name: "redrawn")
    assert make_image().mark != before


@pytest.mark.parametrize(
    "title",
    [
        "",
        "x" * 255,
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenverkaufsstellenleitung " * 3,
        "Auftaktveranstaltung mit Bürgerinnen, Vereinen und allen anderen aus dem Stadtteil " * 3,
        '#import "x": * $ a^2 $ `raw` <b>fett</b> @label \\u{0} // nein /* nie */',
        "مقهى اللغة في الحي: نلتقي ونتحدث (Café) كل أسبوع",
        "🎉🎪👩🏽‍🚒 Straßenfest 漢字 \u202e umgedreht \ud800 \x00 \u2028 Ende",
        "é" * 120 + "\u0301" * 60,
    ],
)
def test_any_title_makes_one_picture(title: str) -> None:
    image = make_image(title=title, announcement=Announcement(title, title, "fällt aus"))
    content = share_image_content(image)
    assert len(press._typeset(PROGRAM, content, format="png", ppi=72)) == 1
    assert len(share_image_file(image)) < MOST_BYTES


def test_a_title_that_fits_stands_there_whole_and_another_one_is_cut_behind_a_word() -> None:
    short = "Auftaktveranstaltung zum integrierten Entwicklungskonzept für den Stadtteil"
    assert times_in(short, as_pdf(make_image(title=short))) == 1
    long = " ".join(f"Wort{number}" for number in range(60))
    pdf = as_pdf(make_image(title=long))
    assert times_in("Wort10", pdf) == 1
    assert times_in("Wort59", pdf) == 0
    assert times_in("…", pdf) == 1


@pytest.mark.parametrize("times", range(1, 9))
def test_neither_a_lead_nor_a_notice_pushes_the_title_off(times: int) -> None:
    lead = "Wir hören zu und kennen die Wege in die Stadtverwaltung. " * times
    notice = ShownNotice("\n\n".join([WORDS] * times))
    for announcement in (Announcement(""), Announcement("Montag, 7. Dezember 2026", "Hier")):
        image = make_image(title="Sommerfest", lead=lead, notice=notice, announcement=announcement)
        assert times_in("Sommerfest", as_pdf(image)) == 1


def test_a_name_with_a_hyphen_stays_on_its_line_if_a_line_has_room_for_it() -> None:
    for number in range(12):
        # Wherever the line ends.
        sender = f"Konzeptionelle {'n' * number} Möckern und Gohlis-Nord"
        pdf = read(as_pdf(make_image(sender=sender)))
        assert "Gohlis-Nord" in pdf.pages[0].extract_text(), number
    endless = "-".join(["Gohlis"] * 30)
    assert times_in(endless, as_pdf(make_image(sender=endless))) == 1


def test_words_from_right_to_left_begin_on_the_right() -> None:
    for title, is_rtl in [("مقهى Café", True), ("Café مقهى", False), ("2026 🎉", False)]:
        assert json.loads(share_image_content(make_image(title=title)))["is_rtl"] is is_rtl


@pytest.mark.parametrize("times", [1, 3, 6])
@pytest.mark.parametrize("logos", [0, 3, 9])
def test_a_notice_stands_there_in_full_however_long_it_is(times: int, logos: int) -> None:
    words = "\n\n".join([WORDS] * times)
    logo = ShownLogo("Logo", "Logo", "", "fehlt.svg", "", 240, 80)
    image = make_image(notice=ShownNotice(words, (logo,) * logos))
    pdf = as_pdf(image)
    assert times_in(WORDS, pdf) == times
    assert smallest_letters(pdf) >= LEAST_LETTERS
    assert times_in("DerganzeHinweisstehtaufderSeite", pdf) == 0
    assert times_in("Stadtteilforum", pdf) == 1


def test_no_length_of_a_notice_makes_its_letters_illegible() -> None:
    for number in range(20, 400, 20):
        image = make_image(notice=ShownNotice("Steuermittel " * number))
        assert smallest_letters(as_pdf(image)) >= LEAST_LETTERS, number


def test_what_no_picture_can_hold_says_where_the_rest_is() -> None:
    pdf = as_pdf(make_image(notice=ShownNotice("\n\n".join([WORDS] * 12))))
    assert times_in("Der ganze Hinweis steht auf der Seite.", pdf) == 1
    assert smallest_letters(pdf) >= LEAST_LETTERS
    assert times_in("Stadtteilforum", pdf) == 1


def test_without_notice_emblem_and_date_it_is_a_picture_still() -> None:
    image = make_image(notice=None, emblem="", announcement=Announcement(""))
    assert times_in("Stadtteilforum", as_pdf(image)) == 1


def test_a_logo_whose_file_is_lost_is_named(gruenau) -> None:
    version = make_logo("Stadt Leipzig")
    FundingNotice.objects.create(management=gruenau, text="Gefördert.")
    default_storage.delete(version.file.name)
    image = picture_of(gruenau.page).image
    assert times_in("Logo: Stadt Leipzig", as_pdf(image)) == 1


def test_a_logo_that_cannot_be_drawn_is_named_and_the_log_says_so(gruenau, caplog) -> None:
    make_logo("Stadt Leipzig", svg="<svg>kein Bild")
    FundingNotice.objects.create(management=gruenau, text="Gefördert.")
    image = picture_of(gruenau.page).image
    assert share_image_file(image).startswith(b"\x89PNG")
    assert "A logo cannot be drawn" in caplog.text


@pytest.mark.parametrize("media_type", ["PNG", "WEBP"])
def test_bitmaps_are_drawn(media_type: str) -> None:
    file = BytesIO()
    Image.new("RGB", (240, 80), "#12EF34").save(file, media_type, lossless=True)
    name = default_storage.save(f"logos/x.{media_type.lower()}", ContentFile(file.getvalue()))
    logo = ShownLogo("Logo", "Logo", "", name, "", 240, 80)
    image = make_image(notice=ShownNotice("Gefördert.", (logo,)))
    with Image.open(BytesIO(share_image_file(image))) as picture:
        colours = {colour: n for n, colour in picture.convert("RGB").getcolors(1 << 20)}
    assert colours[0x12, 0xEF, 0x34] > 5000
