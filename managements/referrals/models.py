"""Contacts outside, and lists of those who may help instead."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from managements.models import Management, SharedByAll
from managements.pages.addresses import page_address
from managements.pages.blocks.texts import INLINE_FEATURES, phone_link


class Contact(index.Indexed, SharedByAll):
    """An outside body that really handles something. Shared by all managements."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    responsible_for = models.CharField(_("what for"), max_length=240, blank=True)
    address = models.TextField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    url = models.URLField(_("website"), blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("responsible_for"),
        FieldPanel("phone"),
        FieldPanel("email"),
        FieldPanel("url"),
        FieldPanel("address"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("responsible_for"),
    ]

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ReferralList(SharedByAll, index.Indexed, ClusterableModel):
    """A list of those who may help instead, kept once and shown on pages of every management."""

    title = models.CharField(
        _("title"), max_length=120, unique=True, help_text=_("Shown as a heading.")
    )
    introduction = RichTextField(_("introduction"), blank=True, features=INLINE_FEATURES)

    panels = [
        FieldPanel("title"),
        FieldPanel("introduction"),
        InlinePanel("entries", label=_("Entry"), heading=_("Entries"), min_num=1),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("referral list")
        verbose_name_plural = _("referral lists")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def entries_for(
        self, own: Management | None, request: HttpRequest | None
    ) -> list[dict[str, Any]]:
        """Return the entries as the page of a management shows them.

        The page's own management is left out (nobody is sent in a circle), and so are managements
        that are not open to the public.
        """
        entries = self.entries.select_related("contact", "management__page")
        return [
            entry.as_shown(request)
            for entry in entries
            if entry.management is None or (entry.management != own and entry.management.is_open)
        ]


class ReferralEntry(Orderable):
    """One of those who may help instead: a management or a contact outside."""

    referral_list = ParentalKey(
        ReferralList,
        on_delete=models.CASCADE,
        related_name="entries",
        verbose_name=_("referral list"),
    )
    management = models.ForeignKey(
        Management,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referral_entries",
        verbose_name=_("management"),
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referral_entries",
        verbose_name=_("or contact outside"),
    )
    note = models.CharField(_("what they help with"), max_length=240, blank=True)

    panels = [FieldPanel("management"), FieldPanel("contact"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("entry of a referral list")
        verbose_name_plural = _("entries of referral lists")
        constraints = [
            models.CheckConstraint(
                name="referrals_entry_is_management_or_contact",
                condition=models.Q(management__isnull=False, contact__isnull=True)
                | models.Q(management__isnull=True, contact__isnull=False),
                violation_error_message=_("Please choose either a management or a contact."),
            ),
            models.UniqueConstraint(
                fields=["referral_list", "management"],
                name="referrals_management_once_per_list",
                violation_error_message=_("This management already stands in the list."),
            ),
            models.UniqueConstraint(
                fields=["referral_list", "contact"],
                name="referrals_contact_once_per_list",
                violation_error_message=_("This contact already stands in the list."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.management or self.contact)

    def clean(self) -> None:
        """Ask for one target; the form shows this before the database refuses it."""
        super().clean()
        if bool(self.management_id) == bool(self.contact_id):
            raise ValidationError(
                {"management": _("Please choose either a management or a contact.")}
            )

    def as_shown(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return what a visitor sees: name, note, ways to get in touch."""
        if self.management is not None:
            page = self.management.page
            return {
                "kind": "management",
                "name": self.management.name,
                "note": self.note,
                "url": page_address(page, request),
                "phone": page.contact_phone,
                "phone_url": phone_link(page.contact_phone),
                "email": page.contact_email,
                "address": page.contact_address,
                "emblem_url": page.emblem_url,
                "accent_class": self.management.accent_class,
            }
        return self._contact_as_shown(self.contact) if self.contact else {}

    def _contact_as_shown(self, contact: Contact) -> dict[str, Any]:
        return {
            "kind": "contact",
            "name": contact.name,
            "note": self.note or contact.responsible_for,
            "url": contact.url,
            "phone": contact.phone,
            "phone_url": phone_link(contact.phone),
            "email": contact.email,
            "address": contact.address,
            "emblem_url": "",
            "accent_class": "",
        }
