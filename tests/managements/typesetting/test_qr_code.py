"""The QR code as a drawing."""

import re

import pytest

from managements.typesetting.qr_code import qr_code

pytestmark = pytest.mark.once

URL = "https://quartiere.example/gruenau/termine/"


def test_it_is_a_drawing_in_two_colours() -> None:
    drawing = qr_code(URL, dark="#171A2B")
    assert drawing.startswith("<svg")
    # segno writes colours as short as it can.
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawing)) == {"#fff", "#171a2b"}


def test_another_address_is_another_drawing() -> None:
    assert qr_code(URL, dark="#000000") != qr_code(f"{URL}?ab=2026-12-07", dark="#000000")
