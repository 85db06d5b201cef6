"""A page that is deleted goes to the trash, and nothing is lost or shown."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, ReferenceIndex
from wagtail.signals import page_published, page_unpublished

from managements.accounts.models import User
from managements.models import Management
from managements.pages.models import ContentPage
from managements.trash.models import TrashEntry
from managements.trash.trashing import TrashError, move_to_trash, restore
from managements.websites.models import LegalPage
from tests.builders import content_page, logged_in, text
from tests.managements.trash.moments import NOW


def delete_url(page: Page) -> str:
    return f"/admin/pages/{page.pk}/delete/"


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.mark.parametrize("who", ["browser", "city_browser", "admin_client"])
def test_a_deleted_page_goes_to_the_trash_with_its_subpages(
    who: str, request, gruenau: Management
) -> None:
    page = content_page(gruenau.page, "Fest")
    child = content_page(page, "Anfahrt")
    client: Client = request.getfixturevalue(who)
    response = client.post(delete_url(page), {"to_trash": "1"})
    assert response.status_code == 302
    assert response["Location"] == f"/admin/pages/{gruenau.page.pk}/"
    assert "/admin/papierkorb/" in said(response)
    entry = TrashEntry.objects.get()
    assert (entry.page_id, entry.management, entry.former_slug) == (page.pk, gruenau, "fest")
    child.refresh_from_db()
    assert not child.live
    assert child.get_parent().pk == page.pk
    assert not Page.objects.descendant_of(gruenau.page).filter(pk=child.pk).exists()


def test_asking_says_what_goes_along_and_until_when_it_can_come_back(
    browser: Client, gruenau: Management
) -> None:
    page = content_page(gruenau.page, "Fest")
    for title in ("Anfahrt", "Programm"):
        content_page(page, title)
    html = browser.get(delete_url(page)).content.decode()
    assert "In den Papierkorb legen" in html
    assert "zusammen mit 2 Unterseiten" in html
    last_day = timezone.localdate() + timezone.timedelta(days=30)
    assert f"{last_day.day}. " in html
    assert str(last_day.year) in html
    assert Page.objects.filter(pk=page.pk, live=True).exists()
    assert not TrashEntry.objects.exists()


def test_a_page_of_the_city_belongs_to_no_management(city, city_browser: Client) -> None:
    page = content_page(city, "Über die Quartiere")
    city_browser.post(delete_url(page))
    assert TrashEntry.objects.get().management is None


def test_the_next_address_is_kept(browser: Client, gruenau: Management) -> None:
    page = content_page(gruenau.page, "Fest")
    response = browser.post(delete_url(page), {"next": "/admin/pages/search/?q=Fest"})
    assert response["Location"] == "/admin/pages/search/?q=Fest"


def test_an_editor_cannot_delete_a_page_of_another_management(
    browser: Client, paunsdorf: Management
) -> None:
    page = content_page(paunsdorf.page)
    browser.post(delete_url(page), {"to_trash": "1"})
    assert Page.objects.get(pk=page.pk).live
    assert not TrashEntry.objects.exists()


def test_the_skeleton_of_a_site_is_not_deleted(gruenau: Management, city) -> None:
    legal = LegalPage.objects.child_of(gruenau.page).first()
    for page in (legal, gruenau.page, city, Page.get_first_root_node()):
        with pytest.raises(TrashError):
            move_to_trash(page=page, by=None, now=NOW)


def test_a_page_above_a_fixed_one_is_not_deleted(browser: Client, gruenau: Management) -> None:
    page = content_page(gruenau.page, "Rechtliches")
    page.add_child(instance=LegalPage(title="Lizenz", slug="lizenz", kind="impressum"))
    for response in (browser.get(delete_url(page)), browser.post(delete_url(page))):
        assert response.status_code == 302
    assert "lässt sich nicht löschen" in said(response)
    with pytest.raises(TrashError):
        move_to_trash(page=page, by=None, now=NOW)
    assert Page.objects.get(pk=page.pk).live


def test_a_second_click_does_no_more_than_the_first(
    admin_client: Client, gruenau: Management
) -> None:
    page = content_page(gruenau.page, "Fest")
    for _click in range(2):
        admin_client.post(delete_url(page), {"to_trash": "1"})
    assert TrashEntry.objects.get().page_id == page.pk


def test_two_deletions_at_once_leave_one_entry(gruenau: Management, editor: User) -> None:
    first = content_page(gruenau.page, "Fest")
    second = ContentPage.objects.get(pk=first.pk)
    move_to_trash(page=first, by=editor, now=NOW)
    with pytest.raises(TrashError, match="Papierkorb"):
        move_to_trash(page=second, by=editor, now=NOW)
    assert TrashEntry.objects.count() == 1


def test_a_superuser_deletes_what_lies_in_the_trash_for_good(
    admin_client: Client, gruenau: Management
) -> None:
    page = content_page(gruenau.page, "Fest")
    move_to_trash(page=page, by=None, now=NOW)
    assert "In den Papierkorb legen" not in admin_client.get(delete_url(page)).content.decode()
    admin_client.post(delete_url(page))
    assert not Page.objects.filter(pk=page.pk).exists()
    assert not TrashEntry.objects.exists()


def test_deleting_by_code_is_deleting(gruenau: Management) -> None:
    page = content_page(gruenau.page, "Fest")
    page.delete()
    assert not Page.objects.filter(pk=page.pk).exists()
    assert not TrashEntry.objects.exists()


def test_every_page_that_was_live_is_unpublished_once(gruenau: Management) -> None:
    page = content_page(gruenau.page, "Fest")
    content_page(page, "Anfahrt")
    content_page(page, "Entwurf").unpublish()
    unpublished, published = [], []
    page_unpublished.connect(
        collect_unpublished := lambda instance, **_: unpublished.append(instance)
    )
    page_published.connect(collect_published := lambda instance, **_: published.append(instance))
    entry = move_to_trash(page=page, by=None, now=NOW)
    assert [one.title for one in unpublished] == ["Fest", "Anfahrt"]
    assert all(isinstance(one, ContentPage) and not one.live for one in unpublished)
    restore(entry=entry, by=None, now=NOW)
    assert [one.title for one in published] == ["Fest", "Anfahrt"]
    assert all(one.live for one in published)
    page_unpublished.disconnect(collect_unpublished)
    page_published.disconnect(collect_published)


def test_no_redirect_leads_into_the_trash_and_old_ones_survive(
    client: Client, gruenau: Management, django_capture_on_commit_callbacks
) -> None:
    page = content_page(gruenau.page, "Fest", slug="altes-fest")
    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "fest"
        page.save()
    assert client.get("/gruenau/altes-fest/")["Location"].endswith("/gruenau/fest/")
    before = list(Redirect.objects.values_list("pk", "old_path", "redirect_page"))
    with django_capture_on_commit_callbacks(execute=True):
        entry = move_to_trash(page=page, by=None, now=NOW)
    assert list(Redirect.objects.values_list("pk", "old_path", "redirect_page")) == before
    assert client.get("/gruenau/altes-fest/").status_code == 404
    assert client.get("/gruenau/fest/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        restore(entry=entry, by=None, now=NOW)
    assert client.get("/gruenau/altes-fest/")["Location"].endswith("/gruenau/fest/")
    assert client.get("/gruenau/fest/").status_code == 200
    assert list(Redirect.objects.values_list("pk", "old_path", "redirect_page")) == before


def test_references_stay_in_the_index(gruenau: Management) -> None:
    target = content_page(gruenau.page, "Ziel")
    link = [text(f'<p><a linktype="page" id="{target.pk}">Ziel</a></p>')]
    page = content_page(gruenau.page, "Fest", body=link)
    rows = list(ReferenceIndex.objects.order_by("pk").values())
    for one in (page, target):
        entry = move_to_trash(page=one, by=None, now=NOW)
        assert list(ReferenceIndex.objects.order_by("pk").values()) == rows
        restore(entry=entry, by=None, now=NOW)
        assert list(ReferenceIndex.objects.order_by("pk").values()) == rows


def test_the_history_tells_what_happened_and_where_the_page_was(
    gruenau: Management, editor: User, browser: Client
) -> None:
    page = content_page(gruenau.page, "Fest")
    entry = move_to_trash(page=page, by=editor, now=NOW)
    restore(entry=entry, by=editor, now=NOW)
    actions = [
        (one.action, one.user)
        for one in PageLogEntry.objects.filter(page=page, action__startswith="trash").order_by("pk")
    ]
    assert actions == [("trash.delete", editor), ("trash.restore", editor)]
    html = browser.get(f"/admin/pages/{page.pk}/history/").content.decode()
    assert "In den Papierkorb gelegt" in html
    assert "Aus dem Papierkorb zurückgeholt" in html


class TestSeveralAtOnce:
    """The action for several pages."""

    def url(self, *pages: Page) -> str:
        ids = "&".join(f"id={page.pk}" for page in pages)
        return f"/admin/bulk/wagtailcore/page/delete/?next=/admin/&{ids}"

    def test_they_go_to_the_trash(self, browser: Client, gruenau: Management) -> None:
        pages = [content_page(gruenau.page, title) for title in ("Fest", "Markt")]
        content_page(pages[0], "Anfahrt")
        html = browser.get(self.url(*pages)).content.decode()
        assert "In den Papierkorb legen" in html
        assert "(1 Unterseite kommt mit)" in html
        response = browser.post(self.url(*pages))
        assert "3 Seiten liegen jetzt im Papierkorb" in said(response)
        assert {entry.page_id for entry in TrashEntry.objects.all()} == {one.pk for one in pages}

    def test_a_page_chosen_with_one_above_it_goes_along_with_that(
        self, admin_client: Client, gruenau: Management
    ) -> None:
        page = content_page(gruenau.page, "Fest")
        child = content_page(page, "Anfahrt")
        admin_client.post(self.url(child, page))
        assert TrashEntry.objects.get().page_id == page.pk
        assert Page.objects.get(pk=child.pk).get_parent().pk == page.pk

    def test_what_lies_in_the_trash_is_never_removed_that_way(
        self, admin_client: Client, gruenau: Management
    ) -> None:
        page = content_page(gruenau.page, "Fest")
        for _click in range(2):
            admin_client.post(self.url(page))
        assert TrashEntry.objects.get().page_id == page.pk

    def test_neither_fixed_pages_nor_those_of_others_go(
        self, browser: Client, gruenau: Management, paunsdorf: Management
    ) -> None:
        legal = LegalPage.objects.child_of(gruenau.page).first()
        browser.post(self.url(legal, gruenau.page, content_page(paunsdorf.page)))
        assert not TrashEntry.objects.exists()


def test_an_editor_with_two_managements_keeps_them_apart(
    editor: User, gruenau: Management, paunsdorf: Management
) -> None:
    editor.groups.add(paunsdorf.editors)
    client = logged_in(editor)
    for management in (gruenau, paunsdorf):
        client.post(delete_url(content_page(management.page, "Fest")))
    assert set(TrashEntry.objects.values_list("management", flat=True)) == {
        gruenau.pk,
        paunsdorf.pk,
    }
