"""What the form of an answer says beside its fields: where the answer is shown."""

from typing import Any

from wagtail.admin.panels import Panel

from managements.referrals.showing import pages_showing


class ShowingPagesPanel(Panel):
    """Names the public pages that show an answer, in its form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "referrals/showing_panel.html"

        def is_shown(self) -> bool:
            """Only for what is stored: an answer has to have an enquiry."""
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the pages."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            enquiry = self.instance.enquiry
            found = pages_showing(self.instance.management, [enquiry], request=self.request)
            # Nobody sees an answer to what nobody may ask for.
            return context | {"pages": found[enquiry.pk] if enquiry.is_offered else []}
