"""The page on which colours and picture are tried out, and its picture for shared links."""

import datetime
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from managements.funding.notices import notice_for
from managements.models.painting import Surroundings
from managements.websites.drawings import Drawing
from managements.websites.faces.showing import Face, drawing_address
from managements.websites.frame import Frame, frame_for
from managements.websites.quarters import quarter_cards
from managements.websites.share_images import ShareImage, share_image_of


@dataclass(frozen=True)
class TriedDay:
    """A day for the date block."""

    day: datetime.date


@dataclass(frozen=True)
class Scene:
    """What is on the page."""

    frame: Frame
    kind: str
    title: str
    lead: str
    emblem_url: str
    card: dict[str, Any]
    date: TriedDay
    styles_url: str
    accent_url: str


def scene_of(face: Face, request: HttpRequest) -> Scene:
    """Return the page of a face in the light that the address asks for, by day if it asks for none."""
    is_dark = request.GET.get("licht") == Surroundings.DARK.value
    light = Surroundings.DARK if is_dark else Surroundings.LIGHT
    management = face.management
    emblem_url = drawing_address(Drawing.EMBLEM, light, face.emblem, face.accent)
    (card,) = quarter_cards([management], request)
    where = {"light": light.value}
    return Scene(
        frame=frame_for(request, management.page),
        kind=management.get_kind_display(),
        title=management.short_name,
        lead=management.page.introduction,
        emblem_url=emblem_url,
        card=card | {"emblem_url": emblem_url, "accent_class": ""},
        date=TriedDay(timezone.localdate() + datetime.timedelta(days=7)),
        styles_url=reverse("faces:styles", kwargs=where),
        accent_url=reverse("faces:accent", kwargs=where | {"colour": face.accent[1:]}),
    )


def face_share_image(face: Face) -> ShareImage:
    """Return what stands on the picture of the start page."""
    today = timezone.localdate()
    management = copy(face.management)
    management.accent, management.emblem = face.accent, face.emblem
    notice = notice_for(management, today, today=today)
    return share_image_of(management.page, management, notice, is_start=True)
