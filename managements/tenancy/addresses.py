"""Which addresses of the CMS are open to whom.

What is not named is for superusers alone: an address that a new release of Wagtail brings is closed
until somebody has looked at it and written down a verdict. `tests/isolation` fails on every address
without one.
"""

from enum import IntEnum
from typing import Any

from managements.tenancy.roles import works_for_the_city


class Audience(IntEnum):
    """Who may ask for an address at all; the view itself may ask for more."""

    EVERYBODY = 0
    EDITORS = 1
    CITY_EDITORS = 2
    SUPERUSERS = 3


_verdicts: dict[str, Audience] = {}


def open_to(audience: Audience, *names: str) -> None:
    """Write down who may use some addresses.

    A name is a view's full name (`wagtailimages:edit`), or a namespace with all that is in it
    (`teams:*`). The full name counts more.
    """
    _verdicts.update(dict.fromkeys(names, audience))


def verdict_on(name: str) -> Audience | None:
    """Return who may use the address with a view's full name; None if nobody has decided."""
    if name in _verdicts:
        return _verdicts[name]
    namespace = name.rpartition(":")[0]
    return _verdicts.get(f"{namespace}:*") if namespace else None


def audience_of(user: Any) -> Audience:
    """Return the widest circle that somebody who is logged in belongs to."""
    if user.is_superuser:
        return Audience.SUPERUSERS
    return Audience.CITY_EDITORS if works_for_the_city(user) else Audience.EDITORS


def is_open_to(user: Any, name: str) -> bool:
    """Whether somebody who is logged in may use the address with a view's full name at all."""
    audience = verdict_on(name)
    # Superusers may use what nobody has looked at yet.
    return audience_of(user) >= (Audience.SUPERUSERS if audience is None else audience)
