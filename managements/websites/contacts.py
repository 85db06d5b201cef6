"""Whom the foot of every page names."""

from django.utils.translation import gettext as _

from managements.accessibility.addresses import answering
from managements.models import Management
from managements.pages.blocks.texts import phone_link
from managements.websites.frame_parts import ContactDetails

_HOTLINE = "115"


def contact_for(management: Management | None) -> ContactDetails | None:
    """Return how to reach a management, None where nothing is known.

    Nobody answers any more at one that has ended: then how to reach the next one that is open, else the
    citizens' hotline. Two queries at most for each that came after it.
    """
    if management is None:
        return None
    if not management.has_ended:
        return _contact_of(management)
    others = answering(management)
    found = _contact_of(others) if others else None
    return found or ContactDetails(
        name=_("Citizens' hotline of the City of Leipzig"),
        address="",
        phone=_HOTLINE,
        phone_url=phone_link(_HOTLINE),
        email="",
    )


def _contact_of(management: Management) -> ContactDetails | None:
    page = management.page
    if not (page.contact_address or page.contact_phone or page.contact_email):
        return None
    return ContactDetails(
        name=management.name,
        address=page.contact_address,
        phone=page.contact_phone,
        phone_url=phone_link(page.contact_phone),
        email=page.contact_email,
    )
