"""Files that are not set again when somebody else asks for them."""

from collections.abc import Callable

from django.core.cache import caches

from managements.typesetting.press import at_the_press

_KEPT_FOR = 24 * 60 * 60  # seconds


def kept(cache_alias: str, key: str, make: Callable[[], bytes]) -> bytes:
    """Return a file that is kept for a day; make it at the press if it is not there.

    Args:
        cache_alias: a cache of its own (`settings.CACHES`): files would push all else out.
        key: changes whenever the file does; see `press.mark`.
        make: sets the file. Many who ask at once wait for one that sets it.

    Raises:
        PressBusyError: if others have to be set first, and that takes too long.
    """
    shelf = caches[cache_alias]
    file: bytes | None = shelf.get(key)
    if file is not None:
        return file
    with at_the_press():
        file = shelf.get(key)
        if file is None:
            file = make()
            shelf.set(key, file, _KEPT_FOR)
    return file
