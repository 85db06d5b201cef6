"""What a management says to an enquiry on a certain day."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """What a management has said."""

    YES = "yes", _("We do this")
    ADVICE = "advice", _("Advice only")
    NOT_NOW = "not_now", _("Not at present")
    NOT_OUR_TASK = "not_our_task", _("Not our task")


class Standing(models.TextChoices):
    """What holds on a day: what was said, or that nobody can say."""

    YES = "yes", _("We do this")
    ADVICE = "advice", _("Advice only")
    ASK = "ask", _("Please ask")
    NOT_NOW = "not_now", _("Not at present")
    NOT_OUR_TASK = "not_our_task", _("Not our task")

    @property
    def helpfulness(self) -> int:
        """How much help there is: 2 for doing it, 1 for advice, 0 for none that is certain.

        A referral always leads to somebody more helpful, so that no chain of them can close.
        """
        return _HELPFULNESS.get(self, 0)

    @property
    def is_refusal(self) -> bool:
        """Whether somebody said no."""
        return self in {Standing.NOT_NOW, Standing.NOT_OUR_TASK}

    @property
    def sentence(self) -> str:
        """The answer as the management itself gives it."""
        return str(_SENTENCES[self])

    @property
    def of_others(self) -> str:
        """The answer as others tell it, in two or three words."""
        return str(_OF_OTHERS[self])


_HELPFULNESS = {Standing.YES: 2, Standing.ADVICE: 1}
_SENTENCES = {
    Standing.YES: _("Yes, we do this."),
    Standing.ADVICE: _("We advise you on this."),
    Standing.ASK: _("Please ask us."),
    Standing.NOT_NOW: _("Not at present."),
    Standing.NOT_OUR_TASK: _("This is not our task."),
}
_OF_OTHERS = {
    Standing.YES: pgettext_lazy("a management", "does this"),
    Standing.ADVICE: pgettext_lazy("a management", "advises on this"),
    Standing.ASK: pgettext_lazy("a management", "please ask"),
    Standing.NOT_NOW: pgettext_lazy("a management", "not at present"),
    Standing.NOT_OUR_TASK: pgettext_lazy("a management", "not their task"),
}


def standing_on(
    on: datetime.date, state: str | None, until: datetime.date | None = None
) -> Standing:
    """Return what holds on a day in Berlin.

    Without an answer, and from the day after "not at present" has ended, nobody can say: nothing is
    ever promised silently.
    """
    if state is None or (state == State.NOT_NOW and until is not None and until < on):
        return Standing.ASK
    return Standing(state)
