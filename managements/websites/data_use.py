"""What the application does with what visitors tell it: privacy notices say so by themselves.

Editors write who is responsible, and what happens outside of the application. What it does itself is
the same on every site, and changes with the program: see
docs/decisions/0043-privacy-notices-say-by-themselves-what-the-program-does.md.
"""

from dataclasses import dataclass
from typing import Any

from wagtail.admin.panels import Panel

from managements.accessibility.addresses import answering
from managements.accessibility.enforcement import MONTHS_AFTER_ANSWER, MONTHS_AFTER_RECEIPT
from managements.models import Management


@dataclass(frozen=True)
class DataUse:
    """What a notice says that differs from site to site, or follows from a setting."""

    is_city: bool
    # Who reads reported barriers beside the Stadtredaktion; empty where nobody else does.
    reader: str
    months_after_answer: int
    months_after_receipt: int


def data_use_of(management: Management | None) -> DataUse:
    """Return what the notice of a management says by itself, or that of the city."""
    reader = answering(management)
    return DataUse(
        is_city=management is None,
        reader=reader.name if reader else "",
        months_after_answer=MONTHS_AFTER_ANSWER,
        months_after_receipt=MONTHS_AFTER_RECEIPT,
    )


class DataUsePanel(Panel):
    """Shows editors of a privacy notice what stands below their text without them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "websites/data_use_panel.html"

        def is_shown(self) -> bool:
            """Leave it out on other pages that the law asks for."""
            return bool(super().is_shown() and self.instance.is_privacy_notice)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add what stands there."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"data_use": data_use_of(self.instance.management)}
