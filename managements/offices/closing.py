"""End a closure before its time, or take it back before it begins."""

import datetime

from django.db import transaction
from wagtail.log_actions import log

from managements.accounts.models import User
from managements.offices.models import Closure

END, WITHDRAW = "offices.end_closure", "offices.withdraw_closure"


@transaction.atomic
def end_closure(*, closure: Closure, by: User, now: datetime.datetime) -> Closure.Phase:
    """End a closure that holds, or delete one that has not begun: nobody was ever turned away by it.

    Its consultation hours take place again: whoever keeps dates hears of it. Returns what it was;
    one that is over stays as it is. `closure` has to be locked, so that two clicks are one act.
    """
    phase = closure.phase(now)
    if phase is Closure.Phase.HOLDS:
        # An end has to be after the beginning, also for whoever changes their mind at once.
        closure.ends_at = max(now, closure.starts_at + datetime.timedelta.resolution)
        closure.save(update_fields=["ends_at"])
        log(instance=closure, action=END, user=by, content_changed=True)
    elif phase is Closure.Phase.COMING:
        log(instance=closure, action=WITHDRAW, user=by, deleted=True)
        closure.delete()
    return phase
