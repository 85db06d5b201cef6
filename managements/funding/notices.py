"""Which funding notice holds."""

import datetime

from managements.funding.models import FundingNotice
from managements.models import Management


def notice_for(management: Management | None, on: datetime.date) -> FundingNotice | None:
    """Return the notice of a management that is valid on a day; the city's own pages have none."""
    if management is None:
        return None
    return FundingNotice.objects.of(management).valid_on(on).first()
