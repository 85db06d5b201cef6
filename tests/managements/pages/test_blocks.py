"""Every block: German label and help, a preview, and what it shows."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import strip_tags
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks import (
    Block,
    StreamBlock,
    StreamBlockValidationError,
    StructBlockValidationError,
)
from wagtail.fields import StreamField

from managements.models import Management
from managements.pages.blocks.languages import LANGUAGES, with_numbers_in_order
from managements.pages.blocks.registry import BodyStreamBlock, body_block, registered_blocks
from managements.pages.blocks.texts import TEXT_FEATURES, phone_link
from managements.pages.body_html import bodies_as_html
from managements.pages.models import ContentPage
from tests.builders import CITY_HOST, block, content_page, stored_document, stored_image, text

BLOCKS = [registered.name for registered in registered_blocks()]


def rendered(page: ContentPage, *stored: dict[str, Any]) -> str:
    """Return the body of a page as visitors get it."""
    page.body = list(stored)
    request = RequestFactory(SERVER_NAME=CITY_HOST).get("/")
    return page.body.stream_block.render(page.body, context={"page": page, "request": request})


def cleaned(*stored: dict[str, Any]) -> Any:
    stream = BodyStreamBlock()
    return stream.clean(stream.to_python([{"id": str(n), **one} for n, one in enumerate(stored)]))


@pytest.fixture
def page(gruenau: Management) -> ContentPage:
    return content_page(gruenau.page)


def test_the_blocks_that_a_management_needs_are_there() -> None:
    assert set(BLOCKS) >= {
        "text", "heading", "image", "call_out", "links", "contact", "download", "accordion",
        "quote", "table", "referral_list",
    }  # fmt: skip


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_a_label_a_help_and_a_group_for_editors(name: str) -> None:
    block_ = BodyStreamBlock().child_blocks[name]
    assert block_.label
    assert len(str(block_.get_description())) > 20
    assert block_.meta.group


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_a_preview(name: str, admin_client, city) -> None:
    block_ = BodyStreamBlock().child_blocks[name]
    assert block_.is_previewable
    definition = (
        ContentPage._meta.get_field("body").stream_block.child_blocks[name].definition_prefix
    )
    response = admin_client.get(f"/admin/block-preview/?id={definition}")
    assert response.status_code == 200
    html = response.content.decode()
    assert "css/site" in html, "the preview lacks the public style sheet"
    assert len(" ".join(strip_tags(html.split("<body")[1]).split())) > 15, "the preview is empty"
    value = block_.get_preview_value()
    context = block_.get_context(value, {}) | block_.get_preview_context(value, {})
    itself = render_to_string(block_.meta.template, context)
    assert "".join(itself.split()) in "".join(html.split()), (
        "the preview is a picture of the block, not the block itself"
    )


def test_every_block_that_can_be_chosen_anywhere_has_a_preview() -> None:
    def chosen_in(block_: Block) -> Iterator[Block]:
        children = [*getattr(block_, "child_blocks", {}).values()]
        children += filter(None, [getattr(block_, "child_block", None)])
        if isinstance(block_, StreamBlock):
            yield from block_.child_blocks.values()
        for child in children:
            yield from chosen_in(child)

    found = {
        block_.name: block_.is_previewable
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
        for block_ in chosen_in(field.stream_block)
    }
    assert set(found) >= set(BLOCKS)
    assert all(found.values()), found


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="taken"):
        body_block("text", order=1)(BodyStreamBlock)


def test_text_keeps_its_lists(page: ContentPage) -> None:
    assert "<li>eins</li>" in rendered(page, text("<ul><li>eins</li></ul>"))


def test_an_english_word_stays_english_when_the_text_is_edited() -> None:
    html = '<p>Kommen Sie ins <span lang="en">Repair Café</span>.</p>'
    converter = ContentstateConverter(TEXT_FEATURES)
    stored = converter.to_database_format(converter.from_database_format(html))
    assert '<span lang="en">Repair Café</span>' in stored


def test_other_marks_of_languages_do_not_get_into_a_text() -> None:
    converter = ContentstateConverter(TEXT_FEATURES)
    html = '<p><span lang="en" onclick="x()" style="color: red">Hi</span> <span lang="xx">Da</span></p>'
    stored = converter.to_database_format(converter.from_database_format(html))
    assert "onclick" not in stored
    assert "style" not in stored
    assert "xx" not in stored


def test_a_text_in_arabic_says_its_language_and_runs_from_right_to_left(page: ContentPage) -> None:
    html = rendered(page, block("foreign_text", language="ar", text="<p>نحن هنا من أجلكم.</p>"))
    assert 'lang="ar" dir="rtl"' in html
    assert "العربية" in html
    assert "نحن هنا" in html


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>الهاتف: 0341 35137912.</p>", '<p>الهاتف: <bdi dir="ltr">0341 35137912</bdi>.</p>'),
        ("<p>+49 (0)341 35137912</p>", '<p><bdi dir="ltr">+49 (0)341 35137912</bdi></p>'),
        ("<p>14-16 و 2026</p>", "<p>14-16 و 2026</p>"),
        ("<p>حساب: DE89 3704 0044 0532 0130 00</p>", "<p>حساب: DE89 3704 0044 0532 0130 00</p>"),
        ("<p>&#1234567;</p>", "<p>&#1234567;</p>"),
        ('<a href="tel:0341 35137912">اتصل</a>', '<a href="tel:0341 35137912">اتصل</a>'),
    ],
)
def test_telephone_numbers_keep_their_order_in_arabic(written: str, shown: str) -> None:
    assert with_numbers_in_order(written) == shown


def test_a_link_in_a_text_in_another_language_leads_to_its_page(page: ContentPage) -> None:
    target = content_page(page.management.page, "Projekte", slug="projekte")
    html = rendered(
        page,
        block("foreign_text", language="ar", text=f'<a linktype="page" id="{target.pk}">هنا</a>'),
    )
    assert f'href="/{page.management.slug}/projekte/"' in html


def test_a_text_in_a_language_of_latin_letters_runs_from_left_to_right(page: ContentPage) -> None:
    html = rendered(page, block("foreign_text", language="vi", text="<p>Chào bạn.</p>"))
    assert 'lang="vi" dir="ltr"' in html
    assert "Tiếng Việt" in html


def test_a_text_in_another_language_says_what_it_lacks() -> None:
    with pytest.raises(StreamBlockValidationError) as caught:
        cleaned(block("foreign_text", language="", text=""))
    said = caught.value.block_errors[0].block_errors
    assert said["language"].messages == ["Bitte wählen Sie die Sprache des Textes."]
    assert said["text"].messages == [
        "Bitte schreiben Sie den Text, oder entfernen Sie den ganzen Baustein."
    ]


def test_a_text_whose_language_is_not_known_claims_none(page: ContentPage) -> None:
    html = rendered(page, block("foreign_text", language="", text="<p>Salut.</p>"))
    assert "Salut." in html
    assert "lang=" not in html


def test_a_text_in_another_language_needs_to_say_which() -> None:
    with pytest.raises(StreamBlockValidationError):
        cleaned(block("foreign_text", language="", text="<p>Salut.</p>"))
    with pytest.raises(StreamBlockValidationError):
        cleaned(block("foreign_text", language="tlh", text="<p>nuqneH</p>"))


def test_no_language_is_called_easy_language() -> None:
    """Texts in Leichte Sprache follow rules of their own, which nobody has checked here."""
    assert not {one.code for one in LANGUAGES} & {"de", "de-x-leicht", "de-simple"}


def test_programs_that_read_feeds_are_told_the_language_too() -> None:
    body = BodyStreamBlock().to_python(
        [block("foreign_text", language="ar", text="<p>مرحبا</p>") | {"id": "1"}]
    )
    [html] = bodies_as_html([(body, "https://quartiere.test/")])
    assert html.is_whole
    assert '<div lang="ar" dir="rtl"><p>مرحبا</p></div>' in html.html


def test_a_heading_has_its_level_and_an_anchor(page: ContentPage) -> None:
    html = rendered(page, block("heading", text="So geht es", level="2"))
    assert "<h2" in html
    assert 'id="abschnitt-so-geht-es"' in html


def test_a_sub_heading_without_a_heading_is_refused() -> None:
    with pytest.raises(StreamBlockValidationError) as caught:
        cleaned(block("heading", text="Zu tief", level="3"))
    assert list(caught.value.block_errors) == [0]


def test_a_sub_heading_below_a_heading_is_fine() -> None:
    cleaned(block("heading", text="Oben", level="2"), block("heading", text="Darunter", level="3"))


def test_a_picture_shows_its_text_its_caption_and_its_credit(page: ContentPage) -> None:
    image = stored_image(credit="Foto: Quartiersmanagement")
    html = rendered(
        page,
        block(
            "image",
            image={"image": image.pk, "alt_text": "Eine Wiese", "decorative": False},
            caption="Im Sommer",
        ),
    )
    assert 'alt="Eine Wiese"' in html
    assert "Im Sommer" in html
    assert "Foto: Quartiersmanagement" in html
    assert "<picture" in html


def test_a_picture_without_text_is_refused_unless_it_is_decoration(db) -> None:
    image = stored_image()
    with pytest.raises(StreamBlockValidationError):
        cleaned(block("image", image={"image": image.pk, "alt_text": "", "decorative": False}))
    cleaned(block("image", image={"image": image.pk, "alt_text": "", "decorative": True}))


def test_a_download_says_its_kind_and_size_and_shows_its_text(page: ContentPage) -> None:
    document = stored_document(text_version="<p>Der Beschluss im Wortlaut</p>")
    html = rendered(page, block("download", document=document.pk, title=""))
    assert "Protokoll" in html
    assert "PDF" in html
    assert "2,0" in html
    assert "Der Beschluss im Wortlaut" in html


def test_a_download_without_a_text_shows_no_empty_box(page: ContentPage) -> None:
    html = rendered(page, block("download", document=stored_document().pk, title="Zum Lesen"))
    assert "Zum Lesen" in html
    assert "<details" not in html


def test_a_call_out_says_its_kind_in_words(page: ContentPage) -> None:
    html = rendered(
        page,
        {
            "type": "call_out",
            "value": {"kind": "important", "title": "Achtung", "text": "<p>Bald.</p>"},
        },
    )
    assert "Wichtig" in html
    assert "Achtung" in html


def test_an_accordion_opens_without_a_program(page: ContentPage) -> None:
    html = rendered(
        page, block("accordion", title="Fragen", entries=[{"title": "Wer?", "text": "<p>Wir</p>"}])
    )
    assert "<details" in html
    assert "<summary" in html
    assert "<script" not in html


def test_a_quote_names_who_said_it(page: ContentPage) -> None:
    html = rendered(page, block("quote", text="Schön hier.", attribution="Eine Nachbarin"))
    assert "<blockquote" in html
    assert "Eine Nachbarin" in html


def table(columns: list[str], rows: list[list[str]], caption: str = "Wer hilft?") -> dict[str, Any]:
    return block(
        "table",
        caption=caption,
        header_column=True,
        table={
            "columns": [{"type": "text", "heading": heading} for heading in columns],
            "rows": [{"values": row} for row in rows],
            "caption": "",
        },
    )


def test_a_table_has_headers_and_a_caption(page: ContentPage) -> None:
    html = rendered(page, table(["Was", "Wer"], [["Müll", "Mängelmelder"]]))
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 1
    assert "Wer hilft?" in html
    assert "Mängelmelder" in html


def test_a_table_column_without_a_header_is_refused() -> None:
    with pytest.raises(StreamBlockValidationError):
        cleaned(table(["Was", ""], [["Müll", "Mängelmelder"]]))


def test_a_contact_dials_and_writes(page: ContentPage) -> None:
    html = rendered(
        page,
        block("contact", name="Büro", phone="0341 123-8888", email="post@example.org"),
    )
    assert 'href="tel:+493411238888"' in html
    assert 'href="mailto:post@example.org"' in html


def test_a_contact_that_cannot_be_reached_is_refused() -> None:
    with pytest.raises(StreamBlockValidationError):
        cleaned(block("contact", name="Niemand"))


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("0341 35137912", "tel:+4934135137912"),
        ("0341 / 123-8888", "tel:+493411238888"),
        ("+49 (0) 341 1", "tel:+493411"),
        ("0049 341 1", "tel:+493411"),
        ("115", "tel:115"),
        ("110", "tel:110"),
        ("", ""),
        ("auf Anfrage", ""),
        ("+49 (0341) 123", "tel:+49341123"),
        ("0341 123 / 0171 456", ""),
        ("Tel. 115 (Mo-Fr 8-18 Uhr)", ""),
        ("+", ""),
    ],
)
def test_telephone_numbers_become_links_that_dial(written: str, link: str) -> None:
    assert phone_link(written) == link


def links(*entries: dict[str, Any]) -> dict[str, Any]:
    empty = {"page": None, "url": "", "text": "", "description": ""}
    return block("links", title="Weiter", links=[empty | entry for entry in entries])


def test_a_link_to_another_management_says_whose_page_it_is(
    page: ContentPage, paunsdorf: Management
) -> None:
    target = content_page(paunsdorf.page, "Der Marktplatz", slug="markt")
    html = rendered(page, links({"page": target.pk}))
    assert 'href="/paunsdorf/markt/"' in html
    assert "Der Marktplatz" in html
    assert "Paunsdorf" in html


def test_a_link_to_a_page_of_the_own_site_names_no_management(page: ContentPage) -> None:
    target = content_page(page.management.page, "Projekte", slug="projekte")
    html = rendered(page, links({"page": target.pk}))
    assert "Projekte" in html
    assert "Gruenau" not in html


def test_links_to_what_visitors_cannot_see_are_left_out(page: ContentPage, make_management) -> None:
    draft = content_page(page.management.page, "Geheimer Entwurf")
    draft.unpublish()
    hidden = make_management("verborgen", is_public=False)
    html = rendered(page, links({"page": draft.pk}, {"page": hidden.page.pk}))
    assert "Geheimer Entwurf" not in html
    assert "Verborgen" not in html


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({}, "page"),
        ({"url": "https://example.org/"}, "text"),
    ],
)
def test_a_link_without_target_or_text_is_refused_at_its_field(entry: dict, field: str) -> None:
    link = BodyStreamBlock().child_blocks["links"].child_blocks["links"].child_block
    empty = {"page": None, "url": "", "text": "", "description": ""}
    with pytest.raises(StructBlockValidationError) as caught:
        link.clean(link.to_python(empty | entry))
    assert list(caught.value.block_errors) == [field]


def test_a_link_has_one_target(page: ContentPage) -> None:
    link = BodyStreamBlock().child_blocks["links"].child_blocks["links"].child_block
    with pytest.raises(ValidationError):
        link.clean(link.to_python({"page": page.pk, "url": "https://example.org/", "text": "x"}))


def test_a_link_in_a_text_to_a_hidden_page_is_only_words(page: ContentPage, paunsdorf) -> None:
    public = content_page(paunsdorf.page, "Der Marktplatz", slug="markt")
    draft = content_page(paunsdorf.page, "Geheim", slug="geheim")
    draft.unpublish()
    html = rendered(
        page,
        text(
            f'<p><a linktype="page" id="{public.pk}">zum Markt</a> '
            f'<a linktype="page" id="{draft.pk}">noch nicht</a></p>'
        ),
    )
    assert 'href="/paunsdorf/markt/"' in html
    assert "/geheim/" not in html
    assert "noch nicht" in html


def test_a_draft_may_be_unfinished() -> None:
    """Wagtail validates drafts and autosaves leniently; our own rules wait for publishing."""
    stream = BodyStreamBlock()
    stream.defer_required_validation()
    try:
        stream.clean(stream.to_python([{**block("heading", text="", level="3"), "id": "1"}]))
    finally:
        stream.restore_deferred_validation()  # all streams share the blocks inside
