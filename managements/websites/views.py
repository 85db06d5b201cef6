"""Addresses without a page of their own: errors, robots, the accents' style sheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from managements.models import Management
from managements.pages.addresses import REDIRECT_CACHING, page_address, visible_pages
from managements.websites.accents import Accent, accent_styles, accents_version
from managements.websites.made_files import FOR_GOOD
from managements.websites.others import accents_of, public_managements
from managements.websites.search_box import words_of_address


@require_safe
def accents(request: HttpRequest) -> HttpResponse:
    """Return the style sheet with the managements' accents; its address changes with it.

    The accent of a site in preparation is added for those who know its colour already: the version
    in the address proves that they have seen one of its pages.
    """
    shown = accents_of(public_managements())
    version = request.GET.get("v")
    hidden = Management.objects.filter(slug=request.GET.get("mit", "")).first()
    if hidden:
        with_hidden = [*shown, Accent(hidden.slug, hidden.accent)]
        if version == accents_version(with_hidden):
            shown = with_hidden
    response = HttpResponse(accent_styles(shown), content_type="text/css")
    # Under the version of other colours nothing is kept: these may come back.
    is_this_one = version == accents_version(shown)
    response["Cache-Control"] = FOR_GOOD if is_this_one else REDIRECT_CACHING
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots where the site map is, and what is none of their business."""
    # The second is the picture by which looks at answers are counted (referrals.count_picture).
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /anliegen/gezaehlt/"]
    site = Site.find_for_request(request)
    if site is not None:
        lines.append(f"Sitemap: {site.root_url}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Help people on from an address where nothing is: visitors on the sites, others in the CMS."""
    if request.path.startswith("/admin/") and request.user.is_authenticated:
        return render(request, "wagtailadmin/not_found.html", status=404)
    nearest = _nearest_page(request)
    context = {
        "nearest": {"title": nearest.title, "url": page_address(nearest, request)}
        if nearest
        else None,
        "words": words_of_address(request.path),
    }
    return render(request, "404.html", context, status=404)


def bad_request(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request cannot be understood, without asking the database anything."""
    return HttpResponse(loader.get_template("400.html").render(), status=400)


def _nearest_page(request: HttpRequest) -> Page | None:
    """Return the public page that stands furthest down the wrong address, below the site's root."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    page, nearest = site.root_page, None
    for part in request.path.strip("/").split("/"):
        page = page.get_children().live().filter(slug=part).first()
        if page is None:
            break
        nearest = page
    return nearest if nearest and visible_pages([nearest]) else None
