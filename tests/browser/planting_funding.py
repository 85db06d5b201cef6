"""Markup in what names who pays: programmes, logos, notices."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone

from managements.funding.models import (
    CityNotice,
    FundingNotice,
    Logo,
    LogoVersion,
    NoticeProgramme,
    Programme,
    ProgrammeName,
    Publication,
)
from managements.models import FormerName, Management
from tests.browser.markup import markup

_ALWAYS = datetime.date(2000, 1, 1)


@dataclass
class PlantedFunding:
    """A notice of a management, one of the city, and what both name, all of them with markup."""

    notice: FundingNotice
    city_notice: CityNotice
    programme: Programme
    logo: Logo
    # Of this year.
    publication: Publication


def plant_funding(management: Management) -> PlantedFunding:
    """Change what the demonstration has, and add what it lacks."""
    programme = _checked(Programme(), title=markup("programme", 80))
    _checked(
        ProgrammeName(programme=programme), name=markup("programmename", 200), valid_from=_ALWAYS
    )
    logo = _logo(programme)
    notice = FundingNotice.objects.get(management=management)
    notice.notice_programmes.set([NoticeProgramme(programme=programme)])
    names = "{Management} {Auftraggeber} {Träger} {Programm}"
    _checked(
        notice,
        text=f"{markup('notice')} {names}",
        budget_sentence=markup("budget", 600),
        extra_wording=markup("extra"),
        carrier=markup("carrier", 200),
        commissioner=markup("commissioner", 200),
    )
    _checked(FormerName(management=management), name=markup("formername", 120), last_day=_ALWAYS)
    city_notice = _checked(
        CityNotice.objects.first() or CityNotice(),
        text=f"{markup('citynotice')} {{Auftraggeber}}",
        commissioner=markup("citycommissioner", 200),
        budget_sentence=markup("citybudget", 600),
        extra_wording=markup("cityextra"),
    )
    return PlantedFunding(notice, city_notice, programme, logo, _publication(management))


def _publication(management: Management) -> Publication:
    made = Publication(
        management=management,
        page_key=1,
        occasion="published",
        published_at=timezone.now(),
        title=markup("publication", 255),
        address=f"https://quartiere.example/{markup('publishedat')}",
        digest="0" * 64,
    )
    made.html = b"<!doctype html>"
    made.save()
    return made


def _logo(programme: Programme) -> Logo:
    logo = Logo(name=markup("logo", 80), with_every_notice=True, on_city_pages=True)
    logo.programmes = [programme]
    _checked(logo)
    version = LogoVersion(
        logo=logo,
        alternative_text=markup("logotext", 200),
        valid_from=_ALWAYS,
        digest="0" * 64,
        width=200,
        height=100,
    )
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"/>'
    version.file.save("logo.svg", ContentFile(svg))
    return logo


def _checked(record: Model, **facts: Any) -> Any:
    """Change a record as far as its form would let somebody."""
    for name, value in facts.items():
        setattr(record, name, value)
    record.full_clean()
    record.save()
    return record
