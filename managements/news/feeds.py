"""The newest posts as files that programs subscribe to: of the city, of a management, on a topic."""

import datetime
import re
import uuid
from collections.abc import Sequence
from urllib.parse import urljoin

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from managements.funding.notice_texts import NoticeTexts
from managements.media_library.models import Image
from managements.media_library.pictures import rendition_or_none
from managements.models import FieldOfAction, Management
from managements.news.atom import NewsAtomFeed, xml_text
from managements.news.models import NewsIndexPage, NewsPage
from managements.news.models.newsrooms import NEWS_SLUG, Newsroom
from managements.news.models.post_data import CITY
from managements.pages.addresses import REDIRECT_CACHING, page_address
from managements.pages.body_html import BodyHtml, bodies_as_html
from managements.pages.files import (
    at_the_one_address,
    file_answer,
    full_addresses,
    page_formerly_at,
    page_of_site,
)
from managements.schedules.local_time import moment
from managements.schedules.reach import EARLIEST

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
MOST = 30
# What feed readers show of a picture: https://www.rfc-editor.org/rfc/rfc4287 knows no sizes.
IMAGE = "width-800|format-jpeg"
_NAME = re.compile(r"feed(?:-([-a-zA-Z0-9_]+))?")


def _news_at(request: HttpRequest, prefix: str) -> NewsIndexPage:
    return page_of_site(NewsIndexPage, request, prefix, NEWS_SLUG)


def _elsewhere(news_url: str, name: str) -> str:
    return f"{news_url}{name}.atom"


def _formerly(request: HttpRequest, prefix: str, name: str) -> str:
    """Return where a feed is now whose page had another address before, else an empty text."""
    former = f"/{prefix}/{NEWS_SLUG}" if prefix else f"/{NEWS_SLUG}"
    page = page_formerly_at(request, former, (NewsIndexPage,))
    return _elsewhere(page_address(page, request), name) if page else ""


@at_the_one_address(find=_news_at, elsewhere=_elsewhere, formerly=_formerly)
def feed(request: HttpRequest, page: NewsIndexPage, name: str) -> HttpResponse:
    """Return the newest posts of a site, those on a topic where the name says one.

    A topic that had another slug before has the same feed: whoever subscribed to it is led on.

    Raises:
        Http404: if there is no such topic.
    """
    topic = _topic_named(name)
    if topic and name != (present := f"feed-{topic.slug}"):
        moved = HttpResponsePermanentRedirect(_elsewhere(page_address(page, request), present))
        moved["Cache-Control"] = REDIRECT_CACHING
        return moved
    newsroom = page.newsroom(request)
    posts = newsroom.current.newest_first()
    if topic:
        posts = posts.filter(topics=topic)
    images = Image.objects.prefetch_renditions(IMAGE)
    found = list(posts.prefetch_related("topics", Prefetch("image", images))[:MOST])
    owner = newsroom.management
    ending = f"-{topic.slug}" if topic else ""
    return file_answer(
        request,
        _written(page, topic, newsroom, found).encode(),
        content_type=CONTENT_TYPE,
        filename=f"aktuelles-{owner.slug if owner else 'leipzig'}{ending}.atom",
    )


def _topic_named(name: str) -> FieldOfAction | None:
    named = _NAME.fullmatch(name)
    topic = FieldOfAction.objects.named(named[1]) if named else None
    if named is None or (named[1] and topic is None):
        raise Http404
    return topic


def _written(
    page: NewsIndexPage,
    topic: FieldOfAction | None,
    newsroom: Newsroom,
    posts: Sequence[NewsPage],
) -> str:
    owners = (
        dict.fromkeys((post.pk for post in posts), newsroom.management)
        if newsroom.management
        else Management.objects.of_pages(posts)
    )
    notices = NoticeTexts({newsroom.management, *owners.values()}, today=newsroom.today)
    about = page.feed(topic)
    starts = {owner.page.url_path for owner in owners.values() if owner}
    addresses = full_addresses(
        {page.url_path, newsroom.root.url_path, *starts, *(post.url_path for post in posts)},
        newsroom.request,
    )
    changes = [one.last_published_at for one in (page, *posts) if one.last_published_at]
    # Stays the same wherever the pages move, https://www.rfc-editor.org/rfc/rfc4287#section-4.2.6
    own_id = (
        uuid.uuid5(page.translation_key, f"topic/{topic.pk}") if topic else page.translation_key
    )
    news_url = addresses[page.url_path]
    written = NewsAtomFeed(
        title=xml_text(about.name),
        link=f"{news_url}?thema={topic.slug}" if topic else news_url,
        description="",
        subtitle=xml_text(page.introduction) or None,
        language="de",
        author_name=xml_text(_name(newsroom.management)),
        author_link=addresses[newsroom.root.url_path],
        feed_url=about.url,
        feed_guid=own_id.urn,
        feed_copyright=xml_text(notices.on(newsroom.management, newsroom.today)) or None,
        changed_at=max(changes, default=moment(EARLIEST, datetime.time())),
    )
    bodies = bodies_as_html((post.body, addresses[post.url_path]) for post in posts)
    for post, body in zip(posts, bodies, strict=True):
        owner = owners[post.pk]
        url = addresses[post.url_path]
        # Who paid when it was published, in the words of that day.
        notice = notices.on(owner, post.as_of(newsroom.today))
        written.add_item(
            title=xml_text(post.title),
            link=url,
            unique_id=post.translation_key.urn,
            pubdate=post.first_published_at,
            updateddate=post.last_published_at or post.first_published_at,
            author_name=xml_text(_name(owner)),
            author_link=addresses[owner.page.url_path] if owner else addresses[page.url_path],
            categories=[xml_text(one.name) for one in post.topics_in_order],
            # The summary is HTML, too.
            description=escape(xml_text(post.introduction)),
            content=xml_text(_content(post, body, url, notice)),
            item_copyright=xml_text(notice) or None,
        )
    return written.writeString("utf-8")


def _content(post: NewsPage, body: BodyHtml, url: str, notice: str) -> str:
    parts: list[SafeString] = []
    picture = rendition_or_none(post.image, IMAGE)
    if post.image and picture:
        parts.append(
            format_html(
                '<p><img src="{}" alt="{}" width="{}" height="{}"></p>',
                urljoin(url, picture.url), post.image.default_alt_text,
                picture.width, picture.height,
            )
        )  # fmt: skip
    parts.append(format_html("<p>{}</p>", post.introduction))
    parts.append(body.html)
    if not body.is_whole:
        parts.append(
            format_html('<p><a href="{}">{}</a></p>', url, _("There is more on the page itself."))
        )
    if notice:
        parts.append(mark_safe(f"<hr>{linebreaks(notice, autoescape=True)}"))
    return "".join(parts)


def _name(owner: Management | None) -> str:
    return owner.name if owner else CITY
