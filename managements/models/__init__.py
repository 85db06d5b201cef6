"""Managements, their districts, and what it means to be owned by one of them."""

from managements.models.district import District, DistrictOutline
from managements.models.emblem import Emblem
from managements.models.evidence import Evidence
from managements.models.field_of_action import FieldOfAction, FormerTopicSlug
from managements.models.former_name import FormerName, name_on, remember_name, was_renamed
from managements.models.management import (
    FormerHostname,
    Management,
    ManagementDistrict,
    ManagementQuerySet,
)
from managements.models.ownership import ManagementOwned, ManagementOwnedQuerySet
from managements.models.school_holidays import SchoolHoliday
from managements.models.sharing import SharedByAll
from managements.models.street import Street

__all__ = [
    "District",
    "DistrictOutline",
    "Emblem",
    "Evidence",
    "FieldOfAction",
    "FormerHostname",
    "FormerName",
    "FormerTopicSlug",
    "Management",
    "ManagementDistrict",
    "ManagementOwned",
    "ManagementOwnedQuerySet",
    "ManagementQuerySet",
    "SchoolHoliday",
    "SharedByAll",
    "Street",
    "name_on",
    "remember_name",
    "was_renamed",
]
