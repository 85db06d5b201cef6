"""The finder on every site."""

from itertools import count

from wagtail.models import Page

from managements.models import Management
from managements.referrals.models import AnswerIndexPage, EnquiryIndexPage
from managements.referrals.models.answer_pages import FinderPage
from managements.referrals.models.referring import FINDER_SLUG
from managements.tenancy.provisioning import provisioning_step

CITY_TITLE = "Wer hilft wobei?"
CITY_INTRODUCTION = "Sagen Sie uns, worum es geht und wo Sie wohnen. Wir zeigen Ihnen, wer hilft."
TITLE = "Anliegen"
INTRODUCTION = "Wobei wir helfen, wobei nicht, und wer Ihnen stattdessen hilft."


@provisioning_step(order=15)
def provide_answers_page(management: Management) -> None:
    """Give a management's site the page with its answers."""
    _provide(AnswerIndexPage, management.page, TITLE, INTRODUCTION)


def provide_city_finder(home: Page) -> None:
    """Give the city's site its finder."""
    _provide(EnquiryIndexPage, home, CITY_TITLE, CITY_INTRODUCTION)


def _provide(page_type: type[FinderPage], root: Page, title: str, introduction: str) -> None:
    if page_type.objects.child_of(root).exists():
        return
    _make_room(root)
    page = root.add_child(
        instance=page_type(
            title=title, slug=FINDER_SLUG, introduction=introduction, show_in_menus=True
        )
    )
    page.save_revision().publish()


def _make_room(root: Page) -> None:
    """Give another page that has the finder's address the next free one."""
    taken = root.get_children().filter(slug=FINDER_SLUG).first()
    if taken is None:
        return
    page = taken.specific
    slugs = set(root.get_children().values_list("slug", flat=True))
    page.slug = next(
        slug for number in count(2) if (slug := f"{FINDER_SLUG}-{number}") not in slugs
    )
    page.save()
