"""Markup in news."""

from dataclasses import dataclass

from managements.accounts.models import User
from managements.media_library.models import Image
from managements.models import FieldOfAction, Management
from managements.news.models import NewsIndexPage, NewsPage
from tests.browser.markup import markup


@dataclass
class PlantedNews:
    """The news of a management and a post of it, both with markup."""

    index: NewsIndexPage
    post: NewsPage

    def public_addresses(self, slug: str) -> list[str]:
        """Return where the public reads them."""
        topic = self.post.topics.first()
        return [
            "/aktuelles/",
            f"/{slug}/aktuelles/",
            f"/{slug}/aktuelles/?thema={topic.slug}",
            f"/{slug}/aktuelles/archiv/",
            f"/{slug}/aktuelles/{self.post.slug}/",
        ]


def plant_news(management: Management, image: Image, editor: User) -> PlantedNews:
    """Change the page with the news, and publish a post, as far as their forms would let somebody."""
    index = NewsIndexPage.objects.child_of(management.page).get()
    index.introduction = markup("newsintroduction", 400)
    index.full_clean()
    index.save_revision(user=editor, log_action=True).publish(user=editor)
    post = NewsPage(
        title=markup("post", 255),
        slug="markup-post",
        owner=editor,
        live=False,
        introduction=markup("postintroduction", 300),
        seo_title=markup("postseo", 255),
        search_description=markup("postsearch"),
        image=image,
    )
    post.topics = [FieldOfAction.objects.get(slug="wohnen-wohnumfeld")]
    post = index.add_child(instance=post)
    post.full_clean()
    post.save_revision(user=editor, log_action=True).publish(user=editor)
    return PlantedNews(index, NewsPage.objects.get(pk=post.pk))
