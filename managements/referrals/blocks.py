"""Answers and referrals on any page."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from managements.models import Management
from managements.pages.blocks.registry import body_block
from managements.pages.blocks.texts import POINTING
from managements.referrals.models import Answer, Enquiry, ReferralList
from managements.referrals.models.referring import Referral, answer_address, referrals_to
from managements.referrals.models.shown import ListedAnswer, listed_answers
from managements.referrals.standings import Standing


def _own_management(parent_context: Any) -> Management | None:
    """Return the management on whose page a block stands; None on the city's, and in the menu."""
    return getattr((parent_context or {}).get("page"), "management", None)


@body_block("answers", order=84)
class AnswersBlock(blocks.StaticBlock):
    """What the page's own management does, and what it does not: two honest columns."""

    def heading_level(self, _value: Any) -> int:
        """Return the level of its headings."""
        return 2

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the answers as they hold today, in three groups; two queries."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        own = _own_management(parent_context)
        request = (parent_context or {}).get("request")
        answers = (
            listed_answers(own, Enquiry.objects.offered(), on=timezone.localdate(), request=request)
            if own
            else []
        )
        context["management"] = own
        context["helping"] = [one for one in answers if one.standing.helpfulness]
        context["refusing"] = [one for one in answers if one.standing.is_refusal]
        context["unknown"] = [one for one in answers if one.standing is Standing.ASK]
        return context

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Show the columns as they look with a few answers; nobody need have written one."""
        context: dict[str, Any] = super().get_preview_context(value, parent_context=parent_context)
        return context | {
            "helping": [
                _example(
                    "Veranstaltung bekannt machen",
                    Standing.YES,
                    "Wir nehmen Ihren Termin in unseren Kalender auf.",
                ),
                _example("Hilfe bei Anträgen", Standing.ADVICE, ""),
            ],
            "refusing": [
                _example(
                    "Praktikum",
                    Standing.NOT_NOW,
                    "Zurzeit fehlt uns die Zeit, Sie gut zu begleiten.",
                ),
                _example("Müll melden", Standing.NOT_OUR_TASK, ""),
            ],
            "unknown": [],
        }

    class Meta:
        icon = "circle-check"
        label = _("What we do – what we do not do")
        group = POINTING
        description = _(
            "Your answers to all enquiries in two columns. They are kept in one place: change an "
            "answer there, and this page changes with it."
        )
        admin_text = _("Shows your answers. You change them in the menu under “Answers”.")
        template = "referrals/blocks/answers_block.html"
        preview_template = "referrals/blocks/previews/answers_block.html"


@body_block("referral_list", order=85)
class ReferralListBlock(blocks.StructBlock):
    """Whom to ask instead: computed from the answers to an enquiry, or picked by hand."""

    enquiry = SnippetChooserBlock(
        "referrals.Enquiry",
        label=_("Enquiry"),
        required=False,
        help_text=_(
            "Shows who helps with it today, the nearest first. It is always right by itself."
        ),
    )
    referral_list = SnippetChooserBlock(
        "referrals.ReferralList",
        label=_("Or a referral list"),
        required=False,
        help_text=_("A list that the Stadtredaktion has picked by hand for all."),
    )

    def heading_level(self, _value: blocks.StructValue) -> int:
        """Return the level of its heading."""
        return 2

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Ask for one of the two.

        Raises:
            StructBlockValidationError: if none or both are given.
        """
        cleaned = super().clean(value)
        if bool(cleaned.get("enquiry")) == bool(cleaned.get("referral_list")):
            problem = ValidationError(_("Please choose either an enquiry or a referral list."))
            raise StructBlockValidationError(block_errors={"enquiry": problem})
        return cleaned

    def get_context(self, value: blocks.StructValue, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the list as the page's own management shows it."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        own = _own_management(parent_context)
        request = (parent_context or {}).get("request")
        today = timezone.localdate()
        if enquiry := value.get("enquiry"):
            return context | _computed(enquiry, own, today, request)
        return context | _picked(value.get("referral_list"), own, today, request)

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Show a list of two; no list need exist yet."""
        context: dict[str, Any] = super().get_preview_context(value, parent_context=parent_context)
        return context | {
            "title": "Hilfe bei Anträgen: Fragen Sie gerne bei …",
            "introduction": "",
            "entries": [
                Referral(
                    "management",
                    "Quartiersmanagement Grünau",
                    note="Kommen Sie mit dem Formular in die Sprechstunde.",
                    url="#",
                    standing=Standing.ADVICE,
                    standing_words=Standing.ADVICE.of_others,
                    emblem_url=static("emblems/gruenau.svg"),
                ),
                Referral(
                    "contact",
                    "Bürgertelefon der Stadt Leipzig",
                    note="Weiß, wer zuständig ist.",
                    phone="115",
                    phone_url="tel:115",
                ),
            ],
        }

    class Meta:
        icon = "group"
        label = _("Do ask …")
        group = POINTING
        description = _(
            "Who may help instead: from the answers of all managements, or from a list picked by "
            "hand. Your own management is left out by itself."
        )
        template = "referrals/blocks/referral_list_block.html"
        preview_template = "referrals/blocks/previews/referral_list_block.html"


def _example(name: str, standing: Standing, reason: str) -> ListedAnswer:
    return ListedAnswer(name, "", "#", standing, str(standing.label), reason, "")


def _computed(
    enquiry: Enquiry, own: Management | None, on: datetime.date, request: HttpRequest | None
) -> dict[str, Any]:
    """Return what the template shows of an enquiry; nothing of one that is not offered any more."""
    if not enquiry.is_offered:
        return {"is_silent": True}
    answer = Answer.objects.of(own).to(enquiry).first() if own else None
    standing = None
    if own and not own.has_ended:
        standing = answer.standing(on) if answer else Standing.ASK
    referrals = referrals_to(enquiry, own=own, own_standing=standing, on=on, request=request)
    return {
        "title": gettext("%(enquiry)s: do ask …") % {"enquiry": enquiry.name},
        "introduction": "",
        "entries": [*referrals.helpers, *referrals.contacts],
        "further": referrals.further,
        "all_url": referrals.all_url,
        "own_answer_url": answer_address(own, enquiry, request)
        if own and standing is Standing.YES
        else "",
    }


def _picked(
    referral_list: ReferralList | None,
    own: Management | None,
    on: datetime.date,
    request: HttpRequest | None,
) -> dict[str, Any]:
    """Return what the template shows of a list that was picked by hand."""
    if referral_list is None:
        return {"title": "", "introduction": "", "entries": []}
    return {
        "title": referral_list.title,
        "introduction": referral_list.introduction,
        "entries": referral_list.entries_for(own, on=on, request=request),
    }
