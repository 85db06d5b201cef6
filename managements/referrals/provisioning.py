"""The finder on every site."""

from wagtail.models import Page

from managements.models import Management
from managements.pages.provisioning import provide_fixed_page
from managements.referrals.models import AnswerIndexPage, EnquiryIndexPage
from managements.referrals.models.referring import FINDER_SLUG
from managements.tenancy.provisioning import provisioning_step

CITY_TITLE = "Wer hilft wobei?"
CITY_INTRODUCTION = "Sagen Sie uns, worum es geht und wo Sie wohnen. Wir zeigen Ihnen, wer hilft."
TITLE = "Anliegen"
INTRODUCTION = "Wobei wir helfen, wobei nicht, und wer Ihnen stattdessen hilft."


@provisioning_step(order=15)
def provide_answers_page(management: Management) -> None:
    """Give a management's site the page with its answers."""
    provide_fixed_page(
        AnswerIndexPage,
        management.page,
        slug=FINDER_SLUG,
        title=TITLE,
        introduction=INTRODUCTION,
        show_in_menus=True,
    )


def provide_city_finder(home: Page) -> None:
    """Give the city's site its finder."""
    provide_fixed_page(
        EnquiryIndexPage,
        home,
        slug=FINDER_SLUG,
        title=CITY_TITLE,
        introduction=CITY_INTRODUCTION,
        show_in_menus=True,
    )
