"""A page that comes back is as it was, or says what is not."""

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, Page

from managements.accounts.models import User
from managements.models import Management
from managements.pages.models import ContentPage
from managements.trash.models import TrashEntry
from managements.trash.trashing import TrashError, move_to_trash, restore
from tests.builders import content_page, text
from tests.managements.trash.moments import DAY, NOW


def trash(page: Page) -> TrashEntry:
    return move_to_trash(page=page, by=None, now=NOW)


def bring_back(entry: TrashEntry, **kwargs):
    return restore(entry=entry, by=None, now=NOW, **kwargs)


def titles_below(parent: Page) -> list[str]:
    return list(Page.objects.get(pk=parent.pk).get_children().values_list("title", flat=True))


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_public_reads_again_what_it_read_before(client: Client, gruenau: Management) -> None:
    page = content_page(gruenau.page, "Fest", body=[text("<p>Alter Stand</p>")])
    page.body = [text("<p>Neuer Stand</p>")]
    page.title = "Großes Fest"
    draft = page.save_revision()
    bring_back(trash(page))
    html = client.get("/gruenau/fest/").content.decode()
    assert "Alter Stand" in html
    assert "Neuer Stand" not in html
    page.refresh_from_db()
    assert page.has_unpublished_changes
    assert page.latest_revision == draft
    assert page.live_revision != draft
    assert page.get_latest_revision_as_object().title == "Großes Fest"


def test_drafts_stay_drafts_and_public_pages_below_them_public(gruenau: Management) -> None:
    page = content_page(gruenau.page, "Fest")
    child = content_page(page, "Anfahrt")
    Page.objects.get(pk=page.pk).specific.unpublish()
    bring_back(trash(page))
    assert not Page.objects.get(pk=page.pk).live
    assert Page.objects.get(pk=child.pk).live


def test_links_from_other_pages_work_again(
    client: Client, gruenau: Management, paunsdorf: Management
) -> None:
    page = content_page(gruenau.page, "Fest")
    link = f'<p><a linktype="page" id="{page.pk}">Zum Fest</a></p>'
    content_page(paunsdorf.page, "Nachbarn", body=[text(link)])
    entry = trash(page)
    assert "/gruenau/fest/" not in client.get("/paunsdorf/nachbarn/").content.decode()
    bring_back(entry)
    assert "/gruenau/fest/" in client.get("/paunsdorf/nachbarn/").content.decode()


class TestPlace:
    """Where it comes back."""

    def test_pages_come_back_between_their_neighbours_in_any_order(
        self, gruenau: Management
    ) -> None:
        parent = content_page(gruenau.page, "Feste")
        pages = [content_page(parent, title) for title in "ABCD"]
        for order in ([0, 1], [1, 0], [1, 2], [2, 1], [3, 2, 1, 0], [0, 1, 2, 3], [2, 0, 3]):
            for comes_back in (order, list(reversed(order))):
                entries = {number: trash(pages[number]) for number in order}
                for number in comes_back:
                    bring_back(entries[number])
                assert titles_below(parent) == list("ABCD"), (order, comes_back)

    def test_a_page_that_is_new_meanwhile_stays_last(self, gruenau: Management) -> None:
        parent = content_page(gruenau.page, "Feste")
        pages = [content_page(parent, title) for title in "AB"]
        entry = trash(pages[1])
        content_page(parent, "Neu")
        bring_back(entry)
        assert titles_below(parent) == ["A", "B", "Neu"]

    def test_without_its_parent_it_goes_below_the_start_page(self, gruenau: Management) -> None:
        parent = content_page(gruenau.page, "Feste")
        entry = trash(content_page(parent, "Fest"))
        parent.delete()
        entry.refresh_from_db()
        assert entry.former_parent is None
        restored = bring_back(entry)
        assert restored.parent.pk == gruenau.page.pk
        assert titles_below(gruenau.page)[-1] == "Fest"

    @pytest.mark.parametrize("parent_first", [True, False])
    def test_a_child_deleted_before_its_parent(
        self, gruenau: Management, parent_first: bool
    ) -> None:
        parent = content_page(gruenau.page, "Feste")
        sibling = content_page(parent, "Vorher")
        child = content_page(parent, "Fest")
        child_entry = trash(child)
        parent_entry = trash(parent)
        if parent_first:
            bring_back(parent_entry)
            bring_back(child_entry)
            assert titles_below(parent) == ["Vorher", "Fest"]
        else:
            assert bring_back(child_entry).parent.pk == gruenau.page.pk
            bring_back(parent_entry)
            assert titles_below(parent) == ["Vorher"]
        for page in (parent, child, sibling):
            assert Page.objects.get(pk=page.pk).live
        assert not TrashEntry.objects.exists()

    def test_it_may_be_put_elsewhere_and_the_old_address_leads_there(
        self, client: Client, gruenau: Management
    ) -> None:
        parent = content_page(gruenau.page, "Feste")
        page = content_page(parent, "Sommer")
        content_page(page, "Anfahrt")
        bring_back(trash(page), parent=gruenau.page)
        for old, new in (
            ("/gruenau/feste/sommer/", "/gruenau/sommer/"),
            ("/gruenau/feste/sommer/anfahrt/", "/gruenau/sommer/anfahrt/"),
        ):
            assert client.get(old)["Location"].endswith(new)
            assert client.get(new).status_code == 200

    def test_a_place_that_cannot_hold_the_page_is_refused(
        self, gruenau: Management, paunsdorf: Management
    ) -> None:
        entry = trash(content_page(gruenau.page, "Fest"))
        legal = gruenau.page.get_children().get(slug="impressum")
        for parent in (legal, Page.get_first_root_node(), Page.objects.get(slug="papierkorb")):
            with pytest.raises(TrashError):
                bring_back(entry, parent=parent)
        assert TrashEntry.objects.get() == entry

    def test_nobody_puts_a_page_where_they_have_no_rights(
        self, editor: User, gruenau: Management, paunsdorf: Management
    ) -> None:
        entry = trash(content_page(gruenau.page, "Fest"))
        with pytest.raises(TrashError):
            restore(entry=entry, by=editor, now=NOW, parent=paunsdorf.page)

    def test_nobody_publishes_by_bringing_back_who_may_not_publish(
        self, editor: User, gruenau: Management
    ) -> None:
        draft = content_page(gruenau.page, "Entwurf")
        draft.unpublish()
        entries = [trash(content_page(gruenau.page, "Fest")), trash(draft)]
        GroupPagePermission.objects.filter(
            group=gruenau.editors, permission__codename="publish_page"
        ).delete()
        editor = User.objects.get(pk=editor.pk)
        with pytest.raises(TrashError):
            restore(entry=entries[0], by=editor, now=NOW)
        restore(entry=entries[1], by=editor, now=NOW)


class TestSlug:
    """The address part is taken meanwhile."""

    def test_it_gets_a_number_and_the_edit_form_has_it_too(
        self, browser: Client, client: Client, gruenau: Management
    ) -> None:
        page = content_page(gruenau.page, "Fest")
        page.introduction = "Noch nicht fertig."
        page.save_revision()
        entry = trash(page)
        content_page(gruenau.page, "Neues Fest", slug="fest")
        response = browser.post(f"/admin/papierkorb/{entry.pk}/zurueckholen/")
        assert "fest-2" in said(response)
        page.refresh_from_db()
        assert page.slug == "fest-2"
        assert page.get_latest_revision_as_object().slug == "fest-2"
        assert page.get_latest_revision_as_object().introduction == "Noch nicht fertig."
        assert client.get("/gruenau/fest-2/").status_code == 200
        response = browser.get(f"/admin/pages/{page.pk}/edit/")
        form = response.context["form"].initial
        assert form["slug"] == "fest-2"

    def test_a_slug_that_only_the_draft_has_is_left_alone(self, gruenau: Management) -> None:
        page = content_page(gruenau.page, "Fest")
        page.slug = "sommerfest"
        page.save_revision()
        entry = trash(page)
        content_page(gruenau.page, "Neues Fest", slug="fest")
        bring_back(entry)
        page.refresh_from_db()
        assert page.slug == "fest-2"
        assert page.get_latest_revision_as_object().slug == "sommerfest"

    def test_what_is_planned_is_published_under_the_new_one(self, gruenau: Management) -> None:
        page = gruenau.page.add_child(instance=ContentPage(title="Fest", live=False))
        page.go_live_at = timezone.now() + DAY
        page.save_revision().publish()
        page.title = "Fest, noch ein Entwurf"
        page.save_revision()
        entry = move_to_trash(page=page, by=None, now=timezone.now())
        content_page(gruenau.page, "Neues Fest", slug="fest")
        restore(entry=entry, by=None, now=timezone.now())
        planned = page.revisions.get(approved_go_live_at__isnull=False)
        planned.content["go_live_at"] = None
        planned.save()
        planned.publish()
        page.refresh_from_db()
        assert (page.live, page.slug, page.title) == (True, "fest-2", "Fest")

    def test_two_pages_of_one_slug_may_lie_in_the_trash(self, gruenau: Management) -> None:
        entries = [trash(content_page(gruenau.page, "Fest", slug="fest")) for _round in range(2)]
        assert bring_back(entries[1]).new_slug == ""
        assert bring_back(entries[0]).new_slug == "fest-2"

    def test_the_longest_slug_finds_a_free_one_too(self, gruenau: Management) -> None:
        slug = "f" * 255
        entry = trash(content_page(gruenau.page, "Fest", slug=slug))
        content_page(gruenau.page, "Neues Fest", slug=slug)
        assert bring_back(entry).new_slug == "f" * 253 + "-2"
        # The old address is longer than a redirect can hold.
        assert not Redirect.objects.exists()


class TestDates:
    """Planned publications and expiry."""

    @pytest.fixture
    def planned(self, gruenau: Management) -> ContentPage:
        page = gruenau.page.add_child(instance=ContentPage(title="Fest", live=False))
        page.go_live_at = timezone.now() + DAY
        page.save_revision().publish()
        return page

    def test_nothing_is_published_out_of_the_trash(self, planned: ContentPage) -> None:
        move_to_trash(page=planned, by=None, now=timezone.now())
        revisions = planned.revisions.all()
        assert not revisions.filter(approved_go_live_at__isnull=False).exists()
        call_command("publish_scheduled")
        assert not Page.objects.get(pk=planned.pk).live

    def test_what_lies_ahead_comes_back(self, planned: ContentPage) -> None:
        before = planned.revisions.get().approved_go_live_at
        assert before is not None
        entry = move_to_trash(page=planned, by=None, now=timezone.now())
        restored = restore(entry=entry, by=None, now=timezone.now())
        assert restored.schedules_passed == 0
        assert planned.revisions.get().approved_go_live_at == before

    def test_what_has_passed_does_not_fire_and_is_told(
        self, planned: ContentPage, browser: Client
    ) -> None:
        entry = move_to_trash(page=planned, by=None, now=timezone.now())
        past = (timezone.now() - DAY).isoformat()
        entry.schedules = dict.fromkeys(entry.schedules, past)
        entry.save()
        response = browser.post(f"/admin/papierkorb/{entry.pk}/zurueckholen/")
        assert "verstrichen" in said(response)
        call_command("publish_scheduled")
        assert not Page.objects.get(pk=planned.pk).live

    def test_a_page_whose_time_is_over_stays_hidden_and_says_so(
        self, gruenau: Management, browser: Client
    ) -> None:
        page = content_page(gruenau.page, "Fest")
        child = content_page(page, "Anfahrt")
        entry = move_to_trash(page=page, by=None, now=timezone.now())
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - DAY)
        response = browser.post(f"/admin/papierkorb/{entry.pk}/zurueckholen/")
        assert "„Fest“ bleibt verborgen" in said(response)
        page.refresh_from_db()
        assert (page.live, page.expired) == (False, True)
        assert Page.objects.get(pk=child.pk).live

    def test_expiry_leaves_pages_in_the_trash_alone(self, gruenau: Management) -> None:
        page = content_page(gruenau.page, "Fest")
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + DAY)
        entry = move_to_trash(page=page, by=None, now=timezone.now())
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - DAY)
        call_command("publish_scheduled")
        assert not Page.objects.get(pk=page.pk).expired
        assert restore(entry=entry, by=None, now=timezone.now()).expired == ("Fest",)


class TestAliases:
    """Pages that show another one."""

    def test_an_alias_elsewhere_goes_offline_with_its_source_and_comes_back_with_it(
        self, gruenau: Management, city
    ) -> None:
        page = content_page(gruenau.page, "Fest")
        alias = page.create_alias(parent=city)
        entry = trash(page)
        alias.refresh_from_db()
        assert (alias.live, alias.alias_of_id) == (False, page.pk)
        bring_back(entry)
        alias.refresh_from_db()
        assert (alias.live, alias.alias_of_id) == (True, page.pk)

    def test_an_alias_in_the_trash_keeps_its_source(self, gruenau: Management, city) -> None:
        page = content_page(gruenau.page, "Fest")
        alias = page.create_alias(parent=city)
        entry = trash(alias)
        page.introduction = "Neu"
        page.save_revision().publish()
        assert bring_back(entry).page.introduction == "Neu"
        alias.refresh_from_db()
        assert (alias.live, alias.alias_of_id) == (True, page.pk)

    def test_an_alias_whose_source_went_offline_stays_offline(
        self, gruenau: Management, city
    ) -> None:
        page = content_page(gruenau.page, "Fest")
        alias = page.create_alias(parent=city)
        entry = trash(alias)
        page.unpublish()
        bring_back(entry)
        assert not Page.objects.get(pk=alias.pk).live

    @pytest.mark.parametrize("alias_goes_first", [True, False])
    @pytest.mark.parametrize("alias_comes_first", [True, False])
    def test_both_may_be_deleted_one_after_the_other(
        self, gruenau: Management, city, alias_goes_first: bool, alias_comes_first: bool
    ) -> None:
        page = content_page(gruenau.page, "Fest")
        alias = page.create_alias(parent=city)
        order = [alias, page] if alias_goes_first else [page, alias]
        entries = {one.pk: trash(one) for one in order}
        for one in [alias, page] if alias_comes_first else [page, alias]:
            bring_back(entries[one.pk])
        assert Page.objects.get(pk=page.pk).live
        assert Page.objects.get(pk=alias.pk).live

    def test_both_go_and_come_back_in_one_tree(self, gruenau: Management) -> None:
        parent = content_page(gruenau.page, "Feste")
        page = content_page(parent, "Fest")
        alias = page.create_alias(parent=parent, update_slug="fest-noch-einmal")
        bring_back(trash(parent))
        assert Page.objects.get(pk=page.pk).live
        assert Page.objects.get(pk=alias.pk).live

    def test_a_source_that_is_published_meanwhile_shows_nothing_of_the_trash(
        self, client: Client, gruenau: Management, city, editor: User
    ) -> None:
        page = content_page(gruenau.page, "Kanarienvogel")
        alias = page.create_alias(parent=city, update_slug="vogel")
        trash(alias)
        page.save_revision().publish()
        assert client.get("/vogel/").status_code == 404
        assert client.get("/papierkorb/").status_code == 404
        assert client.get(f"/papierkorb/trash-{alias.pk}/").status_code == 404
        assert "trash-" not in client.get("/sitemap.xml").content.decode()


def test_nothing_comes_back_twice(gruenau: Management, browser: Client) -> None:
    entry = trash(content_page(gruenau.page, "Fest"))
    bring_back(TrashEntry.objects.get())
    with pytest.raises(TrashError):
        bring_back(entry)
    assert browser.post(f"/admin/papierkorb/{entry.pk}/zurueckholen/").status_code == 404
    assert titles_below(gruenau.page).count("Fest") == 1
