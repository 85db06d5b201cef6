"""What waits in the trash waits 30 days, counted in Berlin, and then goes for good."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.signals import page_unpublished

from managements.models import Management
from managements.pages.models import ContentPage
from managements.trash.models import TrashEntry
from managements.trash.trashing import TrashError, empty_trash, move_to_trash, purge
from tests.builders import content_page
from tests.managements.trash.moments import NOW

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("deleted_at", "last_moment"),
    [
        # In winter, from the first to the last minute of a day.
        (berlin(2026, 1, 5, 0, 0), berlin(2026, 2, 4, 23, 59)),
        (berlin(2026, 1, 5, 23, 59), berlin(2026, 2, 4, 23, 59)),
        # Over the beginning of summer time, 29 March: an hour less.
        (berlin(2026, 3, 10, 0, 30), berlin(2026, 4, 9, 23, 59)),
        (berlin(2026, 3, 10, 23, 30), berlin(2026, 4, 9, 23, 59)),
        # Over its end, 25 October: an hour more.
        (berlin(2026, 10, 10, 0, 30), berlin(2026, 11, 9, 23, 59)),
        (berlin(2026, 10, 10, 23, 30), berlin(2026, 11, 9, 23, 59)),
        # Deleted in the night of the change itself.
        (berlin(2026, 3, 29, 0, 30), berlin(2026, 4, 28, 23, 59)),
        (berlin(2026, 10, 25, 23, 30), berlin(2026, 11, 24, 23, 59)),
    ],
)
def test_it_waits_through_its_last_day_in_berlin_and_no_longer(
    gruenau: Management, deleted_at: datetime, last_moment: datetime
) -> None:
    page = content_page(gruenau.page, "Fest")
    entry = move_to_trash(page=page, by=None, now=deleted_at)
    entry.refresh_from_db()
    assert entry.last_day == last_moment.date()
    assert entry.removal_day == last_moment.date() + timedelta(days=1)
    assert empty_trash(now=last_moment).removed == 0
    assert Page.objects.filter(pk=page.pk).exists()
    assert empty_trash(now=last_moment + timedelta(minutes=1)).removed == 1
    assert not Page.objects.filter(pk=page.pk).exists()
    assert not TrashEntry.objects.exists()


def test_the_day_is_that_of_berlin_not_of_utc(gruenau: Management) -> None:
    page = content_page(gruenau.page, "Fest")
    # Half past midnight in Berlin; in UTC it is the day before.
    entry = move_to_trash(page=page, by=None, now=berlin(2026, 7, 2, 0, 30))
    assert entry.last_day == date(2026, 8, 1)


def test_the_nightly_command_removes_what_is_due_and_says_so(gruenau: Management, capsys) -> None:
    now = timezone.now()
    old = content_page(gruenau.page, "Alt")
    new = content_page(gruenau.page, "Neu")
    move_to_trash(page=old, by=None, now=now - timedelta(days=31))
    move_to_trash(page=new, by=None, now=now - timedelta(days=30))
    call_command("empty_trash")
    assert "Removed for good: 1." in capsys.readouterr().out
    assert not Page.objects.filter(pk=old.pk).exists()
    assert Page.objects.filter(pk=new.pk).exists()


def test_removing_takes_all_that_would_dangle_and_sends_no_signal_again(
    gruenau: Management,
) -> None:
    page = content_page(gruenau.page, "Fest")
    child = content_page(page, "Anfahrt")
    sibling = content_page(gruenau.page, "Markt")
    site = Site.objects.get(is_default_site=True)
    Redirect.add_redirect("/altes-fest", redirect_to=page, site=site)
    entry = move_to_trash(page=page, by=None, now=NOW)
    again = []
    page_unpublished.connect(collect := lambda instance, **_: again.append(instance))
    purge(entry=entry)
    page_unpublished.disconnect(collect)
    assert again == []
    assert not Page.objects.filter(pk__in=[page.pk, child.pk]).exists()
    assert not Redirect.objects.exists()
    assert Page.objects.get(pk=sibling.pk).live
    assert not any(Page.find_problems())


def test_nothing_is_removed_twice(gruenau: Management) -> None:
    entry = move_to_trash(page=content_page(gruenau.page, "Fest"), by=None, now=NOW)
    purge(entry=TrashEntry.objects.get())
    with pytest.raises(TrashError):
        purge(entry=entry)


def test_what_somebody_took_out_by_another_way_is_not_removed(gruenau: Management) -> None:
    page = content_page(gruenau.page, "Fest")
    entry = move_to_trash(page=page, by=None, now=NOW)
    Page.objects.get(pk=page.pk).move(gruenau.page, "last-child")
    purge(entry=entry)
    assert Page.objects.filter(pk=page.pk).exists()
    assert not TrashEntry.objects.exists()


def test_a_page_that_others_need_stays_and_stops_no_other(
    gruenau: Management, capsys, city_browser: Client
) -> None:
    needed, page = (content_page(gruenau.page, title) for title in ("Gebraucht", "Fest"))
    for one in (needed, page):
        move_to_trash(page=one, by=None, now=timezone.now() - timedelta(days=40))

    # No model protects pages that editors delete yet.
    def protect(instance: Page, **_kwargs) -> None:
        if instance.pk == needed.pk:
            raise ProtectedError("needed", {instance})

    pre_delete.connect(protect, sender=ContentPage)
    call_command("empty_trash")
    entry = TrashEntry.objects.get()
    response = city_browser.post(f"/admin/papierkorb/{entry.pk}/entfernen/")
    city_browser.post("/admin/papierkorb/leeren/")
    pre_delete.disconnect(protect, sender=ContentPage)
    assert f"Page {needed.pk} stays" in capsys.readouterr().err
    assert "braucht die Seite noch" in " ".join(
        str(message) for message in get_messages(response.wsgi_request)
    )
    assert not Page.objects.filter(pk=page.pk).exists()
    assert TrashEntry.objects.get().page_id == needed.pk
