"""Under which terms everybody may use the answers of all managements."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence for open data."""

    name: str
    url: str


# No condition at all, not even naming the source.
OPEN_DATA_LICENCE = Licence(
    "Datenlizenz Deutschland – Zero – Version 2.0", "https://www.govdata.de/dl-de/zero-2-0"
)
