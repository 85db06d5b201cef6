"""The main job: an editor publishes, the public reads, links lead across the managements."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as PillowImage
from playwright.sync_api import Page, expect

from tests.builders import GPS_IFD, photograph

pytestmark = [pytest.mark.browser, pytest.mark.once]

OTHERS = "Fragen Sie gerne bei unseren anderen Managements"
NOTICES = {
    "leipziger-osten": "Träger: CivixX – Werkstatt für Zivilgesellschaft",
    "paunsdorf": "Das Quartiersmanagement Paunsdorf arbeitet im Auftrag: Stadt Leipzig",
}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photograph as a telephone takes it: turned, with the place where it was taken."""
    path = tmp_path / "IMG_4711.jpg"
    path.write_bytes(photograph(size=(1600, 1200), turned=True))
    with PillowImage.open(path) as picture:
        assert picture.getexif().get_ifd(GPS_IFD)
    return path


def add_block(editor: Page, name: str) -> None:
    """Choose a block from the menu at the end of the body."""
    editor.locator("[data-contentpath=body] button.c-sf-add-button").last.click()
    editor.get_by_role("option", name=name, exact=True).click()


def write_page(editor: Page, title: str, photo: Path) -> None:
    """Create a page below the own start page with all that the job needs."""
    editor.goto("/admin/pages/")
    editor.get_by_role("link", name="Unterseite hinzufügen").first.click()
    editor.get_by_role("textbox", name="Titel*").fill(title)

    add_block(editor, "Text")
    editor.locator("[data-contentpath=body] .public-DraftEditor-content").last.click()
    editor.keyboard.type("Kommen Sie am Samstag in den Hof.")

    add_block(editor, "Bild")
    editor.get_by_role("button", name="Bild auswählen").click()
    modal = editor.locator(".modal-content")
    modal.get_by_role("tab", name="Hochladen").click()
    modal.locator("input[type=file]").set_input_files(photo)
    modal.locator("[name$=title]").fill("Hof im Sommer")
    modal.locator("[name$=description]").fill("Menschen sitzen an Tischen im Hof")
    modal.get_by_role("button", name="Hochladen").click()
    expect(modal).to_have_count(0)

    add_block(editor, "Fragen Sie gerne bei …")
    editor.get_by_role("button", name="Verweisliste auswählen").click()
    editor.locator(".modal-content").get_by_role("link", name=OTHERS).click()
    expect(editor.locator(".modal-content")).to_have_count(0)

    add_block(editor, "Linkliste")
    editor.locator("[name^=body][name$=title]").last.fill("Auch schön")
    editor.get_by_role("button", name="Seite auswählen").click()
    modal = editor.locator(".modal-content")
    modal.get_by_role("textbox", name="Suchbegriff").fill("Quartiersmanagement Paunsdorf")
    modal.get_by_role("link", name="Quartiersmanagement Paunsdorf").click()
    expect(modal).to_have_count(0)


def preview(editor: Page) -> None:
    """Open the preview beside the form and see what was written."""
    editor.get_by_role("button", name="Vorschau umschalten").click()
    frame = editor.frame_locator("#w-preview-iframe")
    expect(frame.get_by_text("Kommen Sie am Samstag in den Hof.")).to_be_visible(timeout=15_000)
    expect(frame.get_by_role("heading", name=OTHERS)).to_be_visible()


def publish(editor: Page) -> str:
    """Publish and return the page's address."""
    editor.get_by_role("button", name="Mehr Aktionen").click()
    editor.get_by_role("button", name="Veröffentlichen").click()
    message = editor.locator(".messages .success")
    expect(message).to_contain_text("veröffentlicht")
    live = message.get_by_role("link", name=re.compile("anzeigen|Live", re.IGNORECASE)).first
    return str(live.get_attribute("href"))


def test_an_editor_publishes_and_a_visitor_reads_and_follows_links(
    editor: Page, visitor: Page, photo: Path
) -> None:
    write_page(editor, "Sommerfest im Hof", photo)
    preview(editor)
    url = publish(editor)

    visitor.goto(url)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Sommerfest im Hof")
    main = visitor.get_by_role("main")
    expect(main).to_contain_text("Kommen Sie am Samstag in den Hof.")
    for name in ("Quartiersmanagement Grünau", "Stadtumbaumanagement Schönefeld"):
        expect(main.get_by_role("link", name=name)).to_be_visible()
    expect(main.get_by_role("heading", name=OTHERS)).to_be_visible()
    expect(main.get_by_role("link", name="Quartiersmanagement Leipziger Osten")).to_have_count(0)
    expect(visitor.get_by_role("contentinfo")).to_contain_text(NOTICES["leipziger-osten"])

    links = main.get_by_role("heading", name="Auch schön").locator("xpath=following::ul[1]")
    links.get_by_role("link", name=re.compile("Paunsdorf")).click()
    visitor.wait_for_url("**/paunsdorf/")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Paunsdorf")
    footer = visitor.get_by_role("contentinfo")
    expect(footer).to_contain_text(NOTICES["paunsdorf"])
    expect(footer).not_to_contain_text(NOTICES["leipziger-osten"])

    visitor.get_by_role("contentinfo").get_by_role("link", name="Leipziger Osten").click()
    visitor.wait_for_url("**/leipziger-osten/")
    expect(visitor.get_by_role("contentinfo")).to_contain_text(NOTICES["leipziger-osten"])

    check_picture(visitor, url)
    assert visitor.context.cookies() == []


def check_picture(visitor: Page, url: str) -> None:
    """The served picture stands upright, tells its description, and tells no place."""
    visitor.goto(url)
    picture = visitor.get_by_role("img", name="Menschen sitzen an Tischen im Hof")
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    sources = picture.evaluate(
        "img => [img.src, ...Array.from(img.closest('picture').querySelectorAll('source'))"
        ".flatMap(s => s.srcset.split(',').map(part => part.trim().split(' ')[0]))]"
    )
    assert len(sources) > 3
    for source in sources:
        response = visitor.request.get(source)
        assert response.ok, source
        served = PillowImage.open(BytesIO(response.body()))
        assert not served.getexif(), source
        assert served.height > served.width, "the picture lies on its side"


def test_a_picture_without_description_is_not_taken(editor: Page, photo: Path) -> None:
    editor.goto("/admin/images/add/")
    editor.locator("[name=file]").set_input_files(photo)
    editor.get_by_role("button", name="Hochladen").click()
    expect(
        editor.locator("#id_description").locator("xpath=ancestor::*[@data-field][1]")
    ).to_contain_text("Bitte beschreiben Sie")


def test_what_is_no_picture_is_refused_in_german(editor: Page, tmp_path: Path) -> None:
    fake = tmp_path / "urlaub.jpg"
    fake.write_text("Das ist kein Bild.", encoding="utf-8")
    editor.goto("/admin/images/add/")
    editor.locator("[name=file]").set_input_files(fake)
    editor.locator("#id_description").fill("Ein Bild")
    editor.get_by_role("button", name="Hochladen").click()
    field = editor.locator("#id_file").locator("xpath=ancestor::*[@data-field][1]")
    expect(field).to_contain_text(re.compile("Bild", re.IGNORECASE))
    expect(editor).to_have_url(re.compile("/images/add/"))
