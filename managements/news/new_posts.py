"""Below which news somebody writes a new post."""

from django.utils.translation import gettext_lazy as _

from managements.models import Management
from managements.news.models import NewsIndexPage, NewsPage
from managements.news.models.newsrooms import NEWS_SLUG
from managements.pages.new_pages import NewPageView, new_page_address


def new_post_address(management: Management | None = None) -> str:
    """Return where a new post begins, on a management's site if one is given."""
    return new_page_address("news:new", management)


class NewPostView(NewPageView):
    """Leads to the form below one's own news; whoever has several chooses."""

    page_title = _("New post")
    header_icon = "doc-full"
    parent_type = NewsIndexPage
    parent_slug = NEWS_SLUG
    page_type = NewsPage
    index_name = "news:index"
    index_label = _("News")
    question = _("On whose pages shall it stand?")
    remark = _("It stands on the city's pages, too, if you leave that ticked.")
