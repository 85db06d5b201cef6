"""Who pays in the demonstration, as far as the facts go, and logos that are none."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from managements.demo.facts import REDEVELOPMENT, SOCIAL_COHESION, Quarter
from managements.funding.models import (
    CityNotice,
    FundingNotice,
    Logo,
    NoticeProgramme,
    Programme,
    ProgrammeName,
)
from managements.models import Management

# A day before everything that is shown.
ALWAYS = datetime.date(2000, 1, 1)
# Three official wordings exist, and the funding decision says which one holds: this is none of them.
BUDGET_SENTENCE = (
    "[Platzhalter der Demonstration: Hier steht der Satz zum Haushalt des Sächsischen Landtags, im "
    "Wortlaut des Zuwendungsbescheids.]"
)
CITY_TEXT = "Die Managements der Leipziger Quartiere arbeiten im Auftrag: {Auftraggeber}."

SHORT_NAMES = {SOCIAL_COHESION: "Sozialer Zusammenhalt (SZP)", REDEVELOPMENT: "Stadtumbau"}


@dataclass(frozen=True)
class Placeholder:
    """A drawing of our own in the place of a logo."""

    name: str
    file: str
    # The programmes by whose notices it is shown; none: by all.
    programmes: tuple[str, ...] = ()
    on_city_pages: bool = False

    @property
    def alternative_text(self) -> str:
        """Say to those who cannot see it what the others see."""
        return f"Platzhalter für das Logo: {self.name} (Demonstration)"

    @property
    def path(self) -> Path:
        """Return where it is kept."""
        return Path(__file__).parent / "logos" / self.file


# In the order in which they have to stand.
PLACEHOLDERS = (
    Placeholder("Städtebauförderung", "staedtebaufoerderung.svg", (SOCIAL_COHESION, REDEVELOPMENT)),
    Placeholder("Freistaat Sachsen", "freistaat-sachsen.svg", (SOCIAL_COHESION, REDEVELOPMENT)),
    Placeholder("Stadt Leipzig", "stadt-leipzig.svg", on_city_pages=True),
)


def provide_programmes() -> dict[str, Programme]:
    """Make the programmes; returns them by their full names."""
    programmes = {}
    for position, (name, title) in enumerate(SHORT_NAMES.items()):
        programme = Programme(title=title, sort_order=position)
        programme.names.set([ProgrammeName(name=name, valid_from=ALWAYS)])
        programme.full_clean()
        programme.save()
        programmes[name] = programme
    return programmes


def provide_notice(
    management: Management, quarter: Quarter, programmes: dict[str, Programme]
) -> None:
    """Make the funding notice of a management."""
    notice = FundingNotice(
        management=management,
        carrier=quarter.carrier,
        text="\n".join(_lines(quarter)),
        budget_sentence=BUDGET_SENTENCE if quarter.programme else "",
    )
    if quarter.programme:
        notice.notice_programmes.set([NoticeProgramme(programme=programmes[quarter.programme])])
    notice.full_clean()
    notice.save()


def provide_logos_and_city_notice() -> None:
    """Make the logos, and the notice of the city's own pages, where there are none at all.

    A demonstration from before there were any gets them, too. Logos cannot be deleted, so what
    people tried out stays. They begin long ago: whoever tries to replace one adds a version of today.
    """
    if Logo.objects.exists():
        return
    for position, facts in enumerate(PLACEHOLDERS):
        logo = Logo(
            name=facts.name,
            with_every_notice=not facts.programmes,
            on_city_pages=facts.on_city_pages,
            sort_order=position,
        )
        logo.programmes.set(Programme.objects.filter(names__name__in=facts.programmes).distinct())
        logo.save()
        with facts.path.open("rb") as file:
            logo.add_version(file, alternative_text=facts.alternative_text, valid_from=ALWAYS)
    if not CityNotice.objects.exists():
        notice = CityNotice(text=CITY_TEXT)
        notice.full_clean()
        notice.save()


def _lines(quarter: Quarter) -> list[str]:
    article = "Die" if quarter.kind == Management.Kind.STUDY else "Das"
    lines = [f"{article} {{Management}} arbeitet im Auftrag: {{Auftraggeber}}."]
    if quarter.programme:
        lines.append("Gefördert aus dem {Programm}.")
    if quarter.carrier:
        lines.append("Träger: {Träger}")
    return lines
