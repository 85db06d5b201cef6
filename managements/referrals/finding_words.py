"""How the Stadtredaktion reads about findings."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from managements.referrals.findings import Kind


def counted(kind: Kind, number: int) -> str:
    """Return how many findings of a kind there are: "12 Lücken"."""
    words = {
        Kind.GAP: ngettext("%(number)d gap", "%(number)d gaps", number),
        Kind.EXPIRED: ngettext("%(number)d expired", "%(number)d expired", number),
        Kind.OVERDUE: ngettext("%(number)d to review", "%(number)d to review", number),
        Kind.DEAD_END: ngettext("%(number)d dead end", "%(number)d dead ends", number),
        Kind.CIRCLE: ngettext("%(number)d circle", "%(number)d circles", number),
        Kind.BLIND_LIST: ngettext(
            "%(number)d list without help", "%(number)d lists without help", number
        ),
    }
    return words[kind] % {"number": number}


def mark_of(kind: Kind) -> tuple[str, str]:
    """Return the icon and the word that mark a cell."""
    icon, words = _MARKS[kind]
    return icon, str(words)


def section_words(kind: Kind) -> tuple[str, str]:
    """Return the heading above the findings of a kind, and what to do about them."""
    title, advice = _SECTIONS[kind]
    return str(title), str(advice)


_MARKS = {
    Kind.GAP: ("help", pgettext_lazy("mark of an answer", "gap")),
    Kind.EXPIRED: ("time", pgettext_lazy("mark of an answer", "expired")),
    Kind.OVERDUE: ("calendar-alt", pgettext_lazy("mark of an answer", "review overdue")),
    Kind.DEAD_END: ("warning", pgettext_lazy("mark of an answer", "dead end")),
    Kind.CIRCLE: ("rotate", pgettext_lazy("mark of an answer", "circle")),
}

_SECTIONS = {
    Kind.GAP: (
        _("Gaps: nobody has answered"),
        _(
            "The public reads “Please ask”. Ask the management for its answer, or write it down "
            "for them."
        ),
    ),
    Kind.EXPIRED: (
        _("Expired: “Not at present” has ended"),
        _("The public reads “Please ask” again. Ask the management what holds now."),
    ),
    Kind.OVERDUE: (
        _("To review: the day has come"),
        _("Ask the management whether the answer still holds, and set a new day."),
    ),
    Kind.DEAD_END: (
        _("Dead ends: nobody helps"),
        _(
            "No management helps, and no contact is named: people are left with the telephone 115. "
            "Open the enquiry and add who really handles it."
        ),
    ),
    Kind.CIRCLE: (
        _("Circles: refusals that point at each other"),
        _(
            "Each of these managements says no, and shows a list that leads to the next. Take those "
            "who refuse off the list, or let the pages show the computed list of the enquiry."
        ),
    ),
    Kind.BLIND_LIST: (
        _("Lists without help: everybody on them refuses"),
        _(
            "Add somebody who helps or a contact outside, or let the pages show the computed list "
            "of the enquiry."
        ),
    ),
}
