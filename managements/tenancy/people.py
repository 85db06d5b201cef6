"""Whose names somebody meets in the CMS."""

from typing import Any

from django.db.models import Q, QuerySet

from managements.accounts.models import User
from managements.tenancy.roles import CITY_EDITORS, managements_of, works_for_the_city


def colleagues_of(user: Any) -> QuerySet[User]:
    """Return the people who work for the same managements as somebody, and that person."""
    if works_for_the_city(user):
        return User.objects.all()
    return User.objects.filter(
        Q(pk=user.pk) | Q(groups__management__in=managements_of(user))
    ).distinct()


def known_to(user: Any) -> QuerySet[User]:
    """Return the people whose work somebody sees by name: colleagues, and who works for the city."""
    return User.objects.filter(
        Q(pk__in=colleagues_of(user).values("pk"))
        | Q(groups__name=CITY_EDITORS)
        | Q(is_superuser=True)
    ).distinct()
