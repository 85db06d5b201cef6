"""The invisible picture on every answer: who loads it has seen the answer, also out of a cache."""

import logging

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from managements.models import Management
from managements.referrals.counting import count_shown
from managements.referrals.models import Enquiry

logger = logging.getLogger(__name__)

# One transparent pixel.
PICTURE = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00"
    b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


@require_safe
def count_picture(request: HttpRequest, management: str, enquiry: str) -> HttpResponse:
    """Count a look at an answer, and always return the picture.

    Nothing that goes wrong may show as a broken picture, and nothing about the visitor is written
    down, not even then.
    """
    try:
        if is_look(request):
            _count(management, enquiry)
    except Error as error:
        logger.error("A look at an answer was not counted: %s", type(error).__name__)
    response = HttpResponse(PICTURE, content_type="image/gif")
    # No cache, also not the browser's: every look asks anew.
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def is_look(request: HttpRequest) -> bool:
    """Whether somebody from the public looks at a page of ours, as far as the request says.

    Old browsers send none of these headers, and are believed.
    """
    headers = request.headers
    return (
        request.method == "GET"
        and "prefetch" not in headers.get("Sec-Purpose", "")
        and "prefetch" not in headers.get("Purpose", "")
        and headers.get("Sec-Fetch-Dest", "image") == "image"
        and headers.get("Sec-Fetch-Site") != "cross-site"
        # Visitors have no session, so that this asks the database nothing for them.
        and not request.user.is_authenticated
    )


def _count(management_slug: str, enquiry_slug: str) -> None:
    management = Management.objects.open().filter(slug=management_slug).first()
    enquiry = Enquiry.objects.offered().filter(slug=enquiry_slug).first()
    if management and enquiry:
        count_shown(management, enquiry, on=timezone.localdate())
