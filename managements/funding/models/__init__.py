"""Programmes, logos, notices, and what was published under them."""

from managements.funding.models.damaged_pages import DamagedPage
from managements.funding.models.logos import Logo, LogoVersion
from managements.funding.models.notices import (
    CityNotice,
    FundingNotice,
    NoticeProgramme,
    Phase,
    WordedNotice,
)
from managements.funding.models.programmes import Programme, ProgrammeName
from managements.funding.models.publications import Publication
from managements.funding.models.reported_lights import ReportedLight
from managements.funding.models.waiting_pages import WaitingPage

__all__ = [
    "CityNotice",
    "DamagedPage",
    "FundingNotice",
    "Logo",
    "LogoVersion",
    "NoticeProgramme",
    "Phase",
    "Programme",
    "ProgrammeName",
    "Publication",
    "ReportedLight",
    "WaitingPage",
    "WordedNotice",
]
