"""What was done, in words: Wagtail's own where it has any."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.log_actions import registry
from wagtail.models import Page

# What `details` may say about a record that passed from one management to another. The other one
# is not named: it is none of the reader's business.
HANDED_OVER, TAKEN_OVER = "handed_over", "taken_over"


@dataclass(frozen=True)
class _LoggedAction:
    """What Wagtail's formatters read from a line of its logs."""

    action: str
    data: dict[str, Any]
    object_verbose_name: str
    # Formatters of comments look for the field that was commented on, then for the comment, which
    # is not kept; then they do without either.
    page: Any = field(default_factory=lambda: SimpleNamespace(specific_class=None))


def in_words(action: str, details: dict[str, Any], model: type[Model] | None) -> str:
    """Return what an action did to a record of some model, as a sentence without its subject."""
    if details.get(HANDED_OVER):
        return _("Moved to another website")
    if details.get(TAKEN_OVER):
        return _("Moved here from another website")
    if action == "wagtail.edit" and model is not None and issubclass(model, Page):
        # As in the history of a page: what the public sees is not changed yet.
        return _("Draft saved")
    name = str(model._meta.verbose_name) if model is not None else _("Record")  # noqa: SLF001 - Django's public API
    logged = _LoggedAction(action, details, name)
    formatter = registry.get_formatter(logged)
    # An action of an app that is gone has no words; its key is better than nothing.
    return str(capfirst(formatter.format_message(logged))) if formatter else action
