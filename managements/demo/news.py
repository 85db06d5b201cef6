"""Make the posts of the demonstration."""

import datetime

from wagtail.models import Page, Site

from managements.demo.posts import REPORTS, PostFacts, current_posts
from managements.models import FieldOfAction, Management
from managements.news.models import NewsIndexPage, NewsPage
from managements.schedules.local_time import moment

PUBLISHED_AT = datetime.time(10)


def fill_news(*, today: datetime.date) -> None:
    """Make posts, unless there are any.

    Days are reckoned from `today` once and stay as they are from then on. What belongs to a
    management that was renamed meanwhile is left out.
    """
    if NewsPage.objects.exists():
        return
    managements = Management.objects.select_related("page").in_bulk(field_name="slug")
    topics = FieldOfAction.objects.in_bulk(field_name="slug")
    home = Site.objects.get(is_default_site=True).root_page
    posts = sorted((*REPORTS, *current_posts(today)), key=lambda facts: facts.published_on)
    for facts in posts:
        # A demonstration of an earlier day does not know yet what took place later.
        if facts.published_on > today:
            continue
        management = managements.get(facts.management)
        if not facts.management or management:
            _post(management.page if management else home, facts, topics)


def _post(root: Page, facts: PostFacts, topics: dict[str, FieldOfAction]) -> None:
    published_at = moment(facts.published_on, PUBLISHED_AT)
    paragraphs = "".join(f"<p>{words}</p>" for words in facts.paragraphs)
    post = NewsPage(
        title=facts.title,
        slug=facts.slug,
        introduction=facts.introduction,
        body=[{"type": "text", "value": paragraphs}] if paragraphs else [],
        shown_until=facts.shown_until,
        in_network=facts.in_network,
        live=False,
        # Wagtail puts the present moment where there is none.
        first_published_at=published_at,
    )
    # The Stadtredaktion may have renamed a topic or taken it away.
    post.topics = [topics[slug] for slug in facts.topics if slug in topics]
    post = NewsIndexPage.objects.child_of(root).get().add_child(instance=post)
    post.save_revision().publish()
    NewsPage.objects.filter(pk=post.pk).update(last_published_at=published_at)
