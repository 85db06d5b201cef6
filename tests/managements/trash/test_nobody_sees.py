"""What lies in the trash shows up nowhere else."""

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page
from wagtail.search import index

from managements.accounts.models import User
from managements.models import Management
from managements.tenancy.choosing import pages_to_choose
from managements.trash.trashing import move_to_trash, restore
from tests.builders import content_page
from tests.managements.trash.moments import NOW

WORD = "Kanarienvogel"


@pytest.fixture
def search_is_on(settings) -> None:
    """What is stored is found at once."""
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {**settings.WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": True}
    }


@pytest.fixture
def page_before(search_is_on: None, gruenau: Management, editor: User) -> Page:
    """A page that its editor worked on, with one below it."""
    page = content_page(gruenau.page, WORD)
    page.save_revision(user=editor, log_action=True).publish()
    child = content_page(page, f"{WORD}, Anfahrt")
    for one in (page, child):
        index.insert_or_update_object(one)
    return page


@pytest.fixture
def page(page_before: Page) -> Page:
    """The same page in the trash."""
    move_to_trash(page=page_before, by=None, now=NOW)
    return Page.objects.get(pk=page_before.pk)


@pytest.fixture(params=["browser", "city_browser"])
def somebody(request) -> Client:
    """Somebody who is no superuser."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/pages/{parent}/",
        "/admin/pages/search/?q=kanarien",
        "/admin/choose-page/",
        "/admin/choose-page/{parent}/",
        "/admin/choose-page/{container}/",
        "/admin/choose-page/search/?q=kanarien",
        "/admin/pages/{container}/",
        "/admin/reports/aging-pages/",
        "/admin/reports/site-history/",
        "/admin/api/main/pages/?child_of={container}",
    ],
)
def test_lists_of_the_cms_do_not_name_it(
    somebody: Client, gruenau: Management, page: Page, address: str
) -> None:
    response = somebody.get(address.format(parent=gruenau.page.pk, container=page.get_parent().pk))
    assert WORD not in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/pages/{parent}/",
        "/admin/pages/search/?q=kanarien",
        "/admin/choose-page/{parent}/",
        "/admin/choose-page/search/?q=kanarien",
    ],
)
def test_the_same_lists_name_it_as_long_as_it_is_there(
    browser: Client, gruenau: Management, page_before: Page, address: str
) -> None:
    response = browser.get(address.format(parent=gruenau.page.pk))
    assert WORD in response.content.decode()


@pytest.mark.parametrize(
    "address",
    ["edit", "delete", "unpublish", "move", "copy", "history", "usage", "view_draft", "privacy"],
)
def test_nobody_opens_it_by_its_address(somebody: Client, page: Page, address: str) -> None:
    for ask in (somebody.get, somebody.post):
        response = ask(f"/admin/pages/{page.pk}/{address}/")
        # Private pages are closed to everybody but superusers.
        assert response.status_code == (302 if address == "privacy" else 404)
        assert response.get("Location", "/admin/") == "/admin/"
        assert WORD not in response.content.decode()
    assert Page.objects.get(pk=page.pk).path == page.path


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_nobody_acts_on_it_together_with_others(somebody: Client, page: Page, action: str) -> None:
    somebody.post(
        f"/admin/bulk/wagtailcore/page/{action}/?next=/admin/&id={page.pk}",
        {"include_descendants": "on", "chooser": page.get_parent().pk},
    )
    stored = Page.objects.get(pk=page.pk)
    assert (stored.live, stored.path) == (False, page.path)


@pytest.mark.parametrize(
    "address",
    [
        "{page}/edit/",
        "{page}/copy/",
        "{page}/move/{home}/confirm/",
        "add/pages/contentpage/{page}/",
    ],
)
def test_a_superuser_brings_it_back_before_working_on_it(
    admin_client: Client, city, page: Page, address: str
) -> None:
    address = address.format(page=page.pk, home=city.pk)
    for ask in (admin_client.get, admin_client.post):
        assert ask(f"/admin/pages/{address}")["Location"] == "/admin/papierkorb/"


def test_a_superuser_publishes_nothing_in_the_trash(admin_client: Client, page: Page) -> None:
    response = admin_client.post(f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={page.pk}")
    assert response["Location"] == "/admin/papierkorb/"
    assert not Page.objects.get(pk=page.pk).live


def test_a_superuser_neither_explores_nor_chooses_it(admin_client: Client, page: Page) -> None:
    root = Page.get_first_root_node()
    for address in (f"/admin/pages/{root.pk}/", f"/admin/choose-page/search/?q={WORD}"):
        html = admin_client.get(address).content.decode()
        assert f"/{page.get_parent().pk}/" not in html
        assert f"/{page.pk}/" not in html


def test_nobody_may_point_to_it(page: Page, editor: User, city_editor: User) -> None:
    for user in (editor, city_editor):
        pages = pages_to_choose(Page.objects.all(), user)
        assert not pages.filter(path__startswith=page.get_parent().path).exists()


def test_visitors_do_not_find_it(client: Client, gruenau: Management, page: Page) -> None:
    for address in (
        f"/gruenau/{WORD.lower()}/",
        f"/{WORD.lower()}/",
        "/papierkorb/",
        f"/papierkorb/trash-{page.pk}/",
        f"/gruenau/trash-{page.pk}/",
    ):
        assert client.get(address).status_code == 404
    for address in ("/", "/gruenau/", "/sitemap.xml"):
        assert WORD.lower() not in client.get(address).content.decode().lower()
    assert page.url is None


def test_the_search_forgets_it_and_finds_it_again(page_before: Page) -> None:
    def found() -> set[str]:
        return {one.title for one in Page.objects.live().search(WORD)}

    both = {WORD, f"{WORD}, Anfahrt"}
    for rebuild in (False, True):
        assert found() == both
        entry = move_to_trash(page=page_before, by=None, now=NOW)
        if rebuild:
            call_command("update_index", verbosity=0)
        assert found() == set()
        restore(entry=entry, by=None, now=NOW)
        assert found() == both
