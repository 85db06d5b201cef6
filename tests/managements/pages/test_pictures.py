"""Pictures in texts."""

import re

import pytest
from django.core.files.base import ContentFile

from managements.pages.templatetags.pages_tags import picture_in_text
from tests.builders import photograph, stored_image


@pytest.mark.parametrize(
    ("wide", "offered"),
    [(300, []), (400, []), (500, ["400w", "500w"]), (1300, ["400w", "800w", "1200w"])],
)
def test_a_picture_is_offered_in_each_width_once(db, wide: int, offered: list[str]) -> None:
    image = stored_image(file=ContentFile(photograph(size=(wide, 200)), "bild.jpg"))
    html = picture_in_text(image).__html__()
    sets = re.findall(r'srcset="([^"]*)"', html)
    assert len(sets) >= 2
    assert all(re.findall(r"\d+w", one) == offered for one in sets)


def test_a_picture_in_a_text_may_wait_until_it_is_near(db) -> None:
    assert 'loading="lazy"' in picture_in_text(stored_image(), loading="lazy").__html__()
