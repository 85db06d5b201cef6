"""Every site has its news, and posts stand there alone."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from managements.news.models import NewsIndexPage, NewsPage
from managements.tenancy.provisioning import repair_management
from managements.trash.trashing import TrashError, move_to_trash, restore
from tests.builders import content_page, logged_in
from tests.dates import at
from tests.posts import make_post, news_of


def test_every_site_has_its_news_in_the_menu(city, gruenau) -> None:
    for root in (city, gruenau.page):
        page = NewsIndexPage.objects.child_of(root).live().get()
        assert (page.slug, page.title) == ("aktuelles", "Aktuelles")
        assert page.show_in_menus


def test_the_command_after_a_release_gives_every_site_its_news(city, gruenau, paunsdorf) -> None:
    for page in NewsIndexPage.objects.all():
        Page.objects.get(pk=page.pk).delete()
    for _again in range(2):
        call_command("provision_city", verbosity=0)
        assert NewsIndexPage.objects.live().count() == 3


def test_a_page_that_has_the_address_moves_aside(gruenau, client) -> None:
    NewsIndexPage.objects.child_of(gruenau.page).get().delete()
    gruenau.page.refresh_from_db()
    former = content_page(gruenau.page, "Neues", slug="aktuelles")
    repair_management(gruenau)
    former.refresh_from_db()
    assert former.slug == "aktuelles-2"
    assert news_of(gruenau).slug == "aktuelles"


def test_editors_write_posts_below_their_news_and_nowhere_else(
    gruenau, paunsdorf, city, editor_of
) -> None:
    browser = logged_in(editor_of(gruenau))

    def answer(parent: Page, page_type: str = "newspage") -> int:
        address = reverse("wagtailadmin_pages:add", args=["news", page_type, parent.pk])
        return browser.get(address).status_code

    assert answer(news_of(gruenau)) == 200
    assert answer(gruenau.page) in {302, 403}
    assert answer(gruenau.page, "newsindexpage") in {302, 403}
    assert answer(news_of(paunsdorf)) == 404
    assert answer(news_of(None)) == 404


@pytest.mark.parametrize("act", ["delete", "move", "copy", "unpublish"])
def test_the_news_are_not_taken_away(gruenau, editor_of, act) -> None:
    page = news_of(gruenau)
    browser = logged_in(editor_of(gruenau))
    address = reverse(f"wagtailadmin_pages:{act}", args=[page.pk])
    assert browser.get(address).status_code in {302, 403}
    browser.post(address)
    page.refresh_from_db()
    assert page.live


def test_a_post_goes_to_the_trash_and_back(client, gruenau, time_machine) -> None:
    time_machine.move_to(at("2026-12-01", "12:00"), tick=False)
    post = make_post(gruenau, day="2026-11-20")
    with pytest.raises(TrashError):
        move_to_trash(page=news_of(gruenau), by=None, now=at("2026-12-01"))
    entry = move_to_trash(page=post, by=None, now=at("2026-12-01"))
    for url in ("/aktuelles/", "/gruenau/aktuelles/", "/gruenau/aktuelles/feed.atom"):
        assert post.title not in client.get(url).content.decode()
    restore(entry=entry, by=None, now=at("2026-12-01", "13:00"))
    back = NewsPage.objects.child_of(news_of(gruenau)).get()
    assert back.first_public_day == post.first_public_day
    assert post.title in client.get("/gruenau/aktuelles/").content.decode()
