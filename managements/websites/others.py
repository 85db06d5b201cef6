"""All public managements, as far as the frame of every page needs them.

There may be hundreds, and every page reads them: so no records are made of the rows.
"""

from collections.abc import Iterable
from typing import NamedTuple

from managements.models import Management
from managements.models.distance import kilometres
from managements.websites.accents import Accent

# Nobody reads further down in a footer; the city's start page has them all.
MOST_NAMED = 12


class PublicManagement(NamedTuple):
    """A management whose site the public may see."""

    pk: int
    slug: str
    short_name: str
    name: str
    status: str
    accent: str
    latitude: float | None
    longitude: float | None
    # Of its start page, as Wagtail keeps it: not the public address.
    url_path: str

    @property
    def is_open(self) -> bool:
        """Whether people can turn to it."""
        return self.status != Management.Status.CLOSED


def public_managements() -> list[PublicManagement]:
    """Return the public managements in the order of their names; one query."""
    return [
        PublicManagement(*row)
        for row in Management.objects.public().values_list(
            "pk", "slug", "short_name", "name", "status", "accent", "latitude", "longitude",
            "page__url_path",
        )
    ]  # fmt: skip


def accents_of(managements: Iterable[PublicManagement]) -> list[Accent]:
    """Return the managements' colours."""
    return [Accent(one.slug, one.accent) for one in managements]


def nearest_of(
    managements: list[PublicManagement], own: Management | None
) -> list[PublicManagement]:
    """Return as many managements as a footer may name, the nearest ones, in the given order.

    Where there is no centre to measure from, the first ones are taken.
    """
    if len(managements) <= MOST_NAMED:
        return managements
    here = (own.latitude, own.longitude) if own else (None, None)
    nearest = sorted(
        range(len(managements)),
        key=lambda place: kilometres(
            here, (managements[place].latitude, managements[place].longitude)
        ),
    )
    return [managements[place] for place in sorted(nearest[:MOST_NAMED])]
