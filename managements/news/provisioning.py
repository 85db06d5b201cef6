"""The news on every site."""

from wagtail.models import Page

from managements.models import Management
from managements.news.models import NewsIndexPage
from managements.news.models.newsrooms import NEWS_SLUG
from managements.pages.provisioning import provide_fixed_page
from managements.tenancy.provisioning import provisioning_step

TITLE = "Aktuelles"
INTRODUCTION = "Was bei uns neu ist."
CITY_INTRODUCTION = "Was in den Leipziger Quartieren neu ist."


@provisioning_step(order=17)
def provide_news_page(management: Management) -> None:
    """Give a management's site its news."""
    provide_fixed_page(
        NewsIndexPage,
        management.page,
        slug=NEWS_SLUG,
        title=TITLE,
        introduction=INTRODUCTION,
        show_in_menus=True,
    )


def provide_city_news(home: Page) -> None:
    """Give the city's site its news."""
    provide_fixed_page(
        NewsIndexPage,
        home,
        slug=NEWS_SLUG,
        title=TITLE,
        introduction=CITY_INTRODUCTION,
        show_in_menus=True,
    )
