"""To whom mails about a management go."""

import datetime

from managements.models import Management
from managements.teams.models import Membership
from managements.tenancy.roles import city_editors


def addresses_of_editors(management: Management, on: datetime.date) -> list[str]:
    """Return the addresses of those who belong to a management's editors on a day; two queries."""
    left = Membership.objects.of(management).passed(on).values("user")
    people = management.editors.user_set.filter(is_active=True).exclude(pk__in=left)
    return sorted(people.exclude(email="").values_list("email", flat=True))


def addresses_of_the_city() -> list[str]:
    """Return the addresses of the Stadtredaktion."""
    people = city_editors().user_set.filter(is_active=True)
    return sorted(people.exclude(email="").values_list("email", flat=True))
