"""Files that are kept."""

import pytest
from django.core.cache import caches

from managements.typesetting import press
from managements.typesetting.keeping import kept
from managements.typesetting.press import PressBusyError

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _empty():
    caches["notices"].clear()


def refuse() -> bytes:
    raise AssertionError("it is there already")


def test_a_file_is_made_once() -> None:
    assert kept("notices", "a", lambda: b"PDF") == b"PDF"
    assert kept("notices", "a", refuse) == b"PDF"
    assert kept("notices", "b", lambda: b"another") == b"another"


def test_it_is_made_at_the_press_and_handed_out_while_that_is_busy(monkeypatch) -> None:
    kept("notices", "a", lambda: b"PDF")
    monkeypatch.setattr(press, "_PATIENCE", 0.01)
    with press.at_the_press():
        assert kept("notices", "a", refuse) == b"PDF"
        with pytest.raises(PressBusyError):
            kept("notices", "b", lambda: b"another")


def test_whoever_waited_for_an_equal_one_gets_that(monkeypatch) -> None:
    shelf = caches["notices"]

    class Press:
        """Somebody else makes the file while one waits."""

        def __enter__(self) -> None:
            shelf.set("a", b"PDF")

        def __exit__(self, *_exception: object) -> None:
            pass

    monkeypatch.setattr("managements.typesetting.keeping.at_the_press", Press)
    assert kept("notices", "a", refuse) == b"PDF"
