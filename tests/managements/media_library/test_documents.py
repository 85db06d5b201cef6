"""Documents and the text beside them."""

import json

import pytest
from django.test import Client

from managements.media_library.models import Document
from managements.models import Management
from tests.builders import logged_in, upload

ADD = "/admin/documents/add/"


@pytest.fixture
def editor(gruenau: Management, editor_of) -> Client:
    return logged_in(editor_of(gruenau))


def test_an_editor_uploads_a_document_with_its_text(editor: Client, gruenau: Management) -> None:
    paragraph = {"key": "a", "text": "Beschluss", "type": "unstyled", "depth": 0}
    empty = {"inlineStyleRanges": [], "entityRanges": []}
    text = json.dumps({"blocks": [paragraph | empty], "entityMap": {}})
    response = editor.post(
        ADD, {"title": "Protokoll", "file": upload("p.pdf", b"%PDF-1.7"), "text_version": text}
    )
    assert response.status_code == 302
    document = Document.objects.get()
    assert "Beschluss" in document.text_version
    assert document.collection == gruenau.collection


def test_a_program_is_no_document(editor: Client) -> None:
    response = editor.post(
        ADD, {"title": "Spiel", "file": upload("a.exe", b"MZ"), "text_version": "null"}
    )
    assert list(response.context["form"].errors) == ["file"]
    assert not Document.objects.exists()


def test_a_document_that_is_too_big_is_refused_in_german(editor: Client, settings) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10
    response = editor.post(
        ADD, {"title": "Plan", "file": upload("a.pdf", b"%PDF" * 10), "text_version": "null"}
    )
    assert "zu groß" in response.context["form"].errors["file"][0]
    assert not Document.objects.exists()
