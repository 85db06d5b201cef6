"""The way from the facts of a management to its colour and picture, which have a page of their own."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class FacePanel(Panel):
    """Leads to the page on which colour and picture are chosen, once there is a management."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "tenancy/face_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the address."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            pk = self.instance.pk
            return context | {"url": reverse("faces:face", args=[self.instance.slug]) if pk else ""}
