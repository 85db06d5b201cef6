"""Whatever somebody types, the answer is a page."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from managements.search.models.finding import Search
from tests.builders import content_page
from tests.managements.search.seen import results_of

ODD = (
    '"', "'", '"Zucchini', "Zucchini AND", "NOT", "OR OR", "NEAR(a b)", "a* & b | !c", "(((", "^x",
    "Zucchini:*", "title:Zucchini", "-- ;drop table", "%", "_", "\\", "%_%", "\x00", "Zucch\x00ini",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"), "🌳", "🌳🌳 Zucchini 🌳",
    "٣ ² ½", "и ж", "مرحبا", "a" * 10_000, "ä" * 5_000, "x y z " * 2_000, "\u202e", "ﬁ", "İ", "ß",
    "Bewohner:", ":innen", "*innen", "/-innen", "(in)", "e-", "-", "--", "a-b-c-d-e-f-g-h-i-j-k",
    "und", "der die das", "1e5 0x1f 10.000,5 2026-11-26",
)  # fmt: skip


@pytest.fixture
def page(gruenau):
    return content_page(gruenau.page, "Zucchini", slug="z", introduction="Für Bewohner:innen.")


@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
def test_odd_words_are_answered(client, page, words: str) -> None:
    for address in ("/suche/", "/gruenau/suche/"):
        for values in ({}, {"art": words[:50]}, {"seite": words[:50]}):
            response = client.get(address, {"q": words} | values)
            # A NUL is refused before anybody looks for it.
            assert response.status_code == (400 if "\x00" in words else 200)
            assert b"<main" in response.content


def test_words_never_become_part_of_the_page(client, page) -> None:
    html = client.get("/suche/", {"q": "<script>alert(1)</script> Zucchini"}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_operators_are_words_like_others(client, page) -> None:
    for words in ('"Zucchini"', "Zucchini*", "+Zucchini", "(Zucchini)", "Zucchini!"):
        assert results_of(client.get("/suche/", {"q": words})).titles == ["Zucchini"], words


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(words=st.text(max_size=200) | st.text("zucHiIn:*_ -äß\"'%&|()", max_size=60))
def test_whatever_is_typed_is_answered(client, page, words: str) -> None:
    response = client.get(
        "/suche/", {"q": words.replace("\x00", "").encode(errors="replace").decode()}
    )
    assert response.status_code == 200
    search: Search = response.context_data["search"]
    assert search.total >= len(search.hits)
    for hit in search.hits:
        assert hit.url.startswith("/")
        assert "<" not in hit.title.replace("<mark>", "").replace("</mark>", "")
