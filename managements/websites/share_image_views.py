"""Hand out the pictures of shared links."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from managements.pages.addresses import REDIRECT_CACHING
from managements.websites.frame import frame_for
from managements.websites.frame_parts import SharedPicture
from managements.websites.made_files import FOR_GOOD, made_file
from managements.websites.share_image_files import share_image_file
from managements.websites.share_images import ShareImage


@require_safe
def share_image(request: HttpRequest, page_id: str, mark: str) -> HttpResponse:
    """Return the picture of a page, under its one address; every other mark leads there.

    Whoever asks for many makes the server set each picture once: nothing but what is on the page
    changes its mark.

    Raises:
        Http404: if there is no such page, or not everybody may see it.
    """
    page = Page.objects.live().filter(pk=page_id).first()
    picture = frame_for(request, page.specific).shared_picture if page else None
    if picture is None:
        raise Http404
    if not _is_there(picture, request):
        moved = HttpResponseRedirect(picture.url)
        moved["Cache-Control"] = REDIRECT_CACHING
        return moved
    etag = f'"{picture.mark}"'
    response = get_conditional_response(request, etag)
    if response is None or response.status_code != HTTPStatus.NOT_MODIFIED:
        response = share_image_response(picture.image)
        if response.status_code != HTTPStatus.OK:
            return response
    response["ETag"] = etag
    response["Cache-Control"] = FOR_GOOD
    return response


def share_image_response(image: ShareImage) -> HttpResponse:
    """Return a picture, or ask for patience where too many wait for the press."""
    return made_file(lambda: share_image_file(image), "image/png", FOR_GOOD)


def _is_there(picture: SharedPicture, request: HttpRequest) -> bool:
    """Whether the picture has been asked for at its own address, whatever the query."""
    site = Site.find_for_request(request)
    return site is not None and site.pk == picture.site_pk and request.path == picture.path
