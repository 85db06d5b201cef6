"""Bringing back neither publishes, names, nor needs what belongs to somebody else."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from managements.accounts.models import User
from managements.models import Management
from managements.pages.models import ContentPage
from managements.trash.models import TrashEntry
from managements.trash.trashing import move_to_trash
from tests.builders import content_page, logged_in


@pytest.fixture
def mockau(make_management) -> Management:
    """A management that shares an editor with Paunsdorf."""
    return make_management("mockau")


@pytest.fixture
def both(paunsdorf: Management, mockau: Management) -> Client:
    """The browser of an editor of Paunsdorf and of Mockau."""
    user = User.objects.create_user("beide", "beide@example.org", "geheim")
    user.groups.add(paunsdorf.editors, mockau.editors)
    return logged_in(user)


@pytest.fixture
def paunsdorf_browser(paunsdorf: Management, editor_of) -> Client:
    """The browser of an editor of Paunsdorf alone."""
    return logged_in(editor_of(paunsdorf))


def trash(page: Page) -> TrashEntry:
    return move_to_trash(page=page, by=None, now=timezone.now())


def address(entry: TrashEntry) -> str:
    return f"/admin/papierkorb/{entry.pk}/zurueckholen/"


def move(browser: Client, page: Page, target: Page) -> None:
    browser.post(f"/admin/pages/{page.pk}/move/{target.pk}/confirm/")
    page.refresh_from_db()
    assert page.get_parent().pk == target.pk


class TestFormerAliases:
    """An alias in Mockau of a page in Paunsdorf's trash."""

    @pytest.fixture
    def source(self, paunsdorf: Management) -> ContentPage:
        return content_page(paunsdorf.page, "Fest")

    @pytest.fixture
    def alias(self, both: Client, source: ContentPage, mockau: Management) -> Page:
        both.post(
            f"/admin/pages/{source.pk}/copy/",
            {
                "new_title": "Fest",
                "new_slug": "fest",
                "new_parent_page": mockau.page.pk,
                "alias": "on",
            },
        )
        alias = Page.objects.child_of(mockau.page).get(alias_of=source)
        assert alias.live
        return alias

    def make_independent(self, both: Client, alias: Page) -> None:
        both.post(f"/admin/pages/{alias.pk}/convert_alias/")
        alias.refresh_from_db()
        assert (alias.alias_of_id, alias.live) == (None, False)

    def test_what_became_a_page_of_its_own_is_not_published(
        self, both: Client, paunsdorf_browser: Client, source: ContentPage, alias: Page
    ) -> None:
        follower = alias.create_alias(parent=alias, update_slug="noch-einmal")
        entry = trash(source)
        assert {alias.pk, follower.pk} < set(entry.live_pages)
        self.make_independent(both, alias)
        paunsdorf_browser.post(address(entry))
        assert Page.objects.get(pk=source.pk).live
        assert not Page.objects.filter(pk__in=[alias.pk, follower.pk], live=True).exists()

    def test_what_follows_an_alias_comes_back_with_it(
        self, paunsdorf_browser: Client, source: ContentPage, alias: Page
    ) -> None:
        follower = alias.create_alias(parent=alias, update_slug="noch-einmal")
        assert follower.alias_of_id == alias.pk
        paunsdorf_browser.post(address(trash(source)))
        assert Page.objects.filter(pk__in=[alias.pk, follower.pk], live=True).count() == 2

    def test_its_expiry_is_neither_told_nor_carried_out(
        self, both: Client, paunsdorf_browser: Client, source: ContentPage, alias: Page
    ) -> None:
        entry = trash(source)
        self.make_independent(both, alias)
        Page.objects.filter(pk=alias.pk).update(
            draft_title="Kanarienvogel", expire_at=timezone.now() - timedelta(days=1)
        )
        response = paunsdorf_browser.post(address(entry))
        assert "Kanarienvogel" not in " ".join(map(str, get_messages(response.wsgi_request)))
        assert not Page.objects.get(pk=alias.pk).expired

    def test_it_is_not_published_out_of_its_own_owners_trash(
        self, both: Client, paunsdorf_browser: Client, source: ContentPage, alias: Page
    ) -> None:
        entry = trash(source)
        self.make_independent(both, alias)
        own_entry = trash(alias)
        paunsdorf_browser.post(address(entry))
        both.post(address(own_entry))
        assert not Page.objects.get(pk=alias.pk).live

    def test_an_expired_page_is_told_once_without_its_aliases(
        self, paunsdorf_browser: Client, source: ContentPage, alias: Page
    ) -> None:
        entry = trash(source)
        Page.objects.filter(pk__in=[source.pk, alias.pk]).update(
            expire_at=timezone.now() - timedelta(days=1)
        )
        response = paunsdorf_browser.post(address(entry))
        (message,) = get_messages(response.wsgi_request)
        assert str(message).count("bleibt verborgen") == 1


class TestFormerParents:
    """The page below which the page stood belongs to somebody else now."""

    @pytest.fixture
    def parent(self, paunsdorf: Management) -> ContentPage:
        return content_page(paunsdorf.page, "Feste")

    @pytest.fixture
    def entry(self, parent: ContentPage) -> TrashEntry:
        return trash(content_page(parent, "Sommerfest"))

    def rename(self, page: Page) -> None:
        page = page.specific
        page.title = "Kanarienvogel"
        page.save_revision()

    def test_it_is_not_named_and_another_place_is_chosen(
        self,
        both: Client,
        paunsdorf_browser: Client,
        paunsdorf: Management,
        mockau: Management,
        parent: ContentPage,
        entry: TrashEntry,
    ) -> None:
        move(both, parent, mockau.page)
        self.rename(parent)
        response = paunsdorf_browser.get(address(entry))
        assert "Kanarienvogel" not in response.content.decode()
        offered = response.context["form"].fields["parent"].queryset
        assert paunsdorf.page.pk in offered.values_list("pk", flat=True)
        paunsdorf_browser.post(address(entry), {"parent": paunsdorf.page.pk})
        page = Page.objects.get(pk=entry.page_id)
        assert (page.get_parent().pk, page.live) == (paunsdorf.page.pk, True)

    def test_who_works_for_both_is_not_led_to_the_other_site_either(
        self, both: Client, mockau: Management, parent: ContentPage, entry: TrashEntry
    ) -> None:
        move(both, parent, mockau.page)
        response = both.post(address(entry), {"parent": parent.pk})
        assert response.context["form"].errors
        assert TrashEntry.objects.get() == entry

    def test_neither_the_city_nor_a_management_takes_a_page_from_the_other(
        self, city, city_browser: Client, paunsdorf: Management, parent: ContentPage, entry
    ) -> None:
        city_parent = content_page(city, "Stadtfeste")
        city_entry = trash(content_page(city_parent, "Stadtfest"))
        move(city_browser, parent, city)
        move(city_browser, city_parent, paunsdorf.page)
        for one in (entry, city_entry):
            assert city_browser.get(address(one)).context["place"] is None

    def test_it_takes_the_page_again_once_it_is_back(
        self,
        both: Client,
        paunsdorf_browser: Client,
        paunsdorf: Management,
        mockau: Management,
        parent: ContentPage,
        entry: TrashEntry,
    ) -> None:
        move(both, parent, mockau.page)
        move(both, parent, paunsdorf.page)
        paunsdorf_browser.post(address(entry))
        assert Page.objects.get(pk=entry.page_id).get_parent().pk == parent.pk
