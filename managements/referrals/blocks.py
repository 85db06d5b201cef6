"""Referral lists on any page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from managements.pages.blocks.registry import body_block
from managements.pages.blocks.texts import POINTING


@body_block("referral_list", order=85)
class ReferralListBlock(blocks.StructBlock):
    """A shared list of those who may help instead, without the page's own management."""

    referral_list = SnippetChooserBlock("referrals.ReferralList", label=_("Referral list"))

    def heading_level(self, _value: blocks.StructValue) -> int:
        """Return the level of its heading."""
        return 2

    def get_context(self, value: blocks.StructValue, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the list as the page's own management shows it."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        parent = parent_context or {}
        own = getattr(parent.get("page"), "management", None)
        referral_list = value.get("referral_list")
        context["title"] = referral_list.title if referral_list else ""
        context["introduction"] = referral_list.introduction if referral_list else ""
        context["entries"] = (
            referral_list.entries_for(own, parent.get("request")) if referral_list else []
        )
        return context

    class Meta:
        icon = "group"
        label = _("Referral list")
        group = POINTING
        description = _(
            "Who may help instead. The list is kept once for all managements; your own management "
            "is left out by itself."
        )
        template = "referrals/blocks/referral_list_block.html"
        preview_template = "referrals/blocks/previews/referral_list_block.html"
