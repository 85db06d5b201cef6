"""All addresses."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from managements.media_library.views import serve_picture

urlpatterns: list[URLPattern | URLResolver] = [
    # Whoever is invited has no account yet: before the CMS, which asks for a log-in.
    path("admin/einladung/", include("managements.teams.invitation_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap),
    path(f"{settings.MEDIA_URL.lstrip('/')}<path:path>", serve_picture),
    path("", include("managements.websites.urls")),
    path("anliegen/", include("managements.referrals.urls")),
    path("", include("managements.events.notice_urls")),
    path("", include("managements.events.urls")),
    path("", include("managements.news.urls")),
    path("", include("managements.accessibility.urls")),
    path("", include(wagtail_urls)),
]

handler400 = "managements.websites.views.bad_request"
handler404 = "managements.websites.views.page_not_found"
