"""What funding has to do with the making of managements."""

from django.utils import timezone
from django.utils.translation import gettext as _

from managements.funding.models import FundingNotice
from managements.models import Management
from managements.tenancy.provisioning import activation_check


@activation_check
def missing_notice(management: Management) -> list[str]:
    """Say that nothing would name who pays: every page has to, from the first day on."""
    if FundingNotice.objects.of(management).valid_on(timezone.localdate()).exists():
        return []
    return [_("No funding notice is valid today. Please write one first, under “Funding”.")]
