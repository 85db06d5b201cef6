"""Make or repair the city-wide site."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from home.models import HomePage
from managements.accessibility.provisioning import provide_city_statement
from managements.events.provisioning import provide_city_calendar
from managements.news.provisioning import provide_city_news
from managements.referrals.provisioning import provide_city_finder
from managements.search.provisioning import provide_city_search
from managements.tenancy.roles import provision_city_editors
from managements.websites.provisioning import provide_legal_pages, site_port

TITLE = "Leipziger Quartiere"
INTRODUCTION = (
    "Hier finden Sie die Quartiersmanagements der Stadt Leipzig: wer in Ihrem Stadtteil für Sie da "
    "ist, wobei geholfen wird, und wer sonst weiterhilft."
)


@transaction.atomic
def provision_city() -> HomePage:
    """Make the city's start page, site, legal pages and editors, or repair what is missing.

    The site's host and port follow `BASE_URL`. What editors have written stays as it is.
    """
    home = HomePage.objects.first() or _make_home()
    parts = urlsplit(settings.BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = {
        "hostname": parts.hostname,
        "port": site_port(),
        "root_page_id": home.pk,
        "site_name": TITLE,
    }
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
    provide_legal_pages(home, None)
    provide_city_statement(home)
    provide_city_finder(home)
    provide_city_calendar(home)
    provide_city_news(home)
    provide_city_search(home)
    provision_city_editors(home)
    return home


def _make_home() -> HomePage:
    root = Page.get_first_root_node()
    # Wagtail's first migration makes a page that welcomes developers.
    welcome = (
        root.get_children().filter(slug="home").exclude(content_type__model="homepage").first()
    )
    if welcome is not None and welcome.specific_class is Page:
        Site.objects.filter(root_page=welcome).delete()
        welcome.delete()
        root = Page.get_first_root_node()
    home: HomePage = root.add_child(
        instance=HomePage(title=TITLE, slug="leipzig", introduction=INTRODUCTION)
    )
    home.save_revision().publish()
    return home
