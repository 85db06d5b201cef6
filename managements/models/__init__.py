"""Managements, their districts, and what it means to be owned by one of them."""

from managements.models.district import District
from managements.models.field_of_action import FieldOfAction
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
    "FieldOfAction",
    "FormerHostname",
    "Management",
    "ManagementDistrict",
    "ManagementOwned",
    "ManagementOwnedQuerySet",
    "ManagementQuerySet",
    "SchoolHoliday",
    "SharedByAll",
    "Street",
]
