"""Why an SVG is refused as a logo, in sentences that say what to do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def damaged() -> ValidationError:
    """Return that the file cannot be read."""
    return ValidationError(
        _("This SVG is damaged and cannot be read. Please export it once more and try again."),
        code="damaged",
    )


def too_much() -> ValidationError:
    """Return that the drawing would weigh too much on every page."""
    return ValidationError(
        _("This SVG is too complicated to be shown on every page. Please simplify the drawing."),
        code="too_complicated",
    )


def runs(what: str) -> ValidationError:
    """Return that the file holds something that runs."""
    return ValidationError(
        _(
            "This SVG holds something that runs (%(what)s). A logo may only draw. Please export it "
            "as plain SVG, without scripts."
        ),
        code="runs",
        params={"what": what[:60]},
    )


def fetches(what: str) -> ValidationError:
    """Return that the file fetches something from elsewhere."""
    return ValidationError(
        _(
            "This SVG fetches something from elsewhere (%(what)s). Please put pictures into the file "
            "itself, and turn texts into paths."
        ),
        code="fetches",
        params={"what": what},
    )


def doubled(name: str) -> ValidationError:
    """Return that two parts have one name, so that browsers and paper may show different ones."""
    return ValidationError(
        _(
            "Two parts of this SVG have the same name (%(what)s), and another part points to it. "
            "Please give each a name of its own, or export it once more as plain SVG."
        ),
        code="doubled",
        params={"what": name[:60]},
    )


def lost(what: str) -> ValidationError:
    """Return that something would get lost in cleaning."""
    return ValidationError(
        _(
            "From this SVG something would get lost (%(what)s), and the logo would look different. "
            "Please turn texts into paths, and export it as plain SVG."
        ),
        code="lost",
        params={"what": what[:60]},
    )
