"""The search on every site."""

from wagtail.models import Page

from managements.models import Management
from managements.pages.addresses import SEARCH_SLUG
from managements.pages.provisioning import provide_fixed_page
from managements.search.models import SearchPage
from managements.tenancy.provisioning import provisioning_step

TITLE = "Suche"


@provisioning_step(order=18)
def provide_search_page(management: Management) -> None:
    """Give a management's site its search."""
    provide_fixed_page(SearchPage, management.page, slug=SEARCH_SLUG, title=TITLE)


def provide_city_search(home: Page) -> None:
    """Give the city's site the search in all of them."""
    provide_fixed_page(SearchPage, home, slug=SEARCH_SLUG, title=TITLE)
