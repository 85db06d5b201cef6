"""Names that texts leave to the facts: “{Träger}” becomes the carrier's name."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

_BRACES = re.compile(r"\{([^{}]*)\}")


class Placeholder(TextChoices):
    """What a text may name. The value is what editors write between braces."""

    MANAGEMENT = "Management", _("the full name of the management")
    COMMISSIONER = "Auftraggeber", _("who commissioned it")
    CARRIER = "Träger", _("the carrier")
    PROGRAMME = "Programm", _("the full names of the programmes, with “and” between them")

    @property
    def written(self) -> str:
        """How it stands in a text."""
        return f"{{{self.value}}}"


# Why a placeholder cannot be filled.
_MISSING = {
    Placeholder.MANAGEMENT: _("{Management} has no name to stand for."),
    Placeholder.COMMISSIONER: _(
        "{Auftraggeber} stands here, but above nobody is named who commissioned it. Please name "
        "them, or write the sentence without it."
    ),
    Placeholder.CARRIER: _(
        "{Träger} stands here, but above no carrier is named. Please name it, or write the "
        "sentence without it."
    ),
    Placeholder.PROGRAMME: _(
        "{Programm} stands here, but above no programme is chosen. Please choose one, or write "
        "the sentence without it."
    ),
}


def _name(between: str) -> str:
    """Return a name as we know it: some keyboards write ä as an a with two dots over it."""
    return unicodedata.normalize("NFC", between)


def used_in(text: str) -> list[str]:
    """Return what stands between braces in a text, in order."""
    return [_name(between) for between in _BRACES.findall(text)]


def check_readable(text: str) -> None:
    """Refuse a text in which there is nothing to read: signs that nobody sees, or only strokes.

    Raises:
        ValidationError: if it has neither a letter nor a digit, and is not empty.
    """
    if text and not any(sign.isalnum() for sign in text):
        raise ValidationError(
            _("There is no letter and no digit here. Please write a text that people can read."),
            code="unreadable",
        )


def check_placeholders(
    text: str, known: Iterable[Placeholder], empty: Collection[Placeholder] = ()
) -> None:
    """Refuse braces that mean nothing, and placeholders for which there is no name.

    Raises:
        ValidationError: if a placeholder is unknown, a brace stands alone, or one is empty.
    """
    known = list(known)
    possible = ", ".join(one.written for one in known)
    for name in used_in(text):
        if name not in known:
            raise ValidationError(
                _("There is no placeholder {%(name)s}. These can be used: %(possible)s."),
                code="unknown_placeholder",
                params={"name": name[:60], "possible": possible},
            )
        if name in empty:
            raise ValidationError(_MISSING[Placeholder(name)], code="empty_placeholder")
    if re.search(r"[{}]", _BRACES.sub("", text)):
        raise ValidationError(
            _("A brace stands alone here. Placeholders are written like this: %(possible)s."),
            code="lone_brace",
            params={"possible": possible},
        )


def fill(text: str, names: Mapping[str, str]) -> str:
    """Return a text with names in the places of its placeholders; unknown ones stay as they are.

    What a name itself says is never read as a placeholder.
    """
    return _BRACES.sub(lambda found: names.get(_name(found[1]), found[0]), text)
