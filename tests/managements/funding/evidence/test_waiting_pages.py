"""Many pages published at once: some are written down within the request, the others wait visibly."""

import datetime
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from managements.accounts.models import User
from managements.funding.evidence import keeping, patience, receivers
from managements.funding.evidence.concerns import concerns_of
from managements.funding.evidence.patience import Patience
from managements.funding.models import Publication, WaitingPage
from managements.models import Management
from managements.pages.models import ContentPage
from managements.tenancy.roles import city_editors
from tests.builders import content_page, funding_notice, logged_in
from tests.dates import at
from tests.managements.funding.evidence.building import publication

WAITING = "%d Seiten sind veröffentlicht, aber noch nicht festgehalten."
PAGES = (
    "/admin/",
    "/admin/foerderung/nachweis/gruenau/",
    "/admin/foerderung/nachweis/gruenau/2026/",
)


@pytest.fixture(autouse=True)
def _nothing_waits(gruenau, paunsdorf) -> Iterator[None]:
    # Both are published in a transaction that no test commits.
    run()
    yield
    patience.end()


@pytest.fixture
def within_the_request(monkeypatch) -> None:
    """Do what follows a commit at once: Django's tests would do it after the request."""
    monkeypatch.setattr(
        transaction, "on_commit", lambda function, using=None, robust=False: function()
    )


def drafts(owner: Management, number: int) -> list[ContentPage]:
    """Make some pages that nobody sees yet."""
    return [
        owner.page.add_child(instance=ContentPage(title=f"Nr. {one}", live=False))
        for one in range(number)
    ]


def publish_in_bulk(client: Client, pages: list[ContentPage]) -> int:
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"/admin/bulk/wagtailcore/page/publish/?{query}", {}).status_code


def recorded(pages: list[ContentPage]) -> int:
    return Publication.objects.filter(page_key__in=[page.pk for page in pages]).count()


def run(*options: str) -> str:
    out = StringIO()
    call_command("keep_evidence", *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def five_of_which_two(
    on, gruenau, admin_client, monkeypatch, within_the_request
) -> list[ContentPage]:
    """Publish five pages at once, with time for two."""
    monkeypatch.setattr(patience, "MOST_AT_ONCE", 2)
    pages = drafts(gruenau, 5)
    with on("2026-03-01"):
        admin_client.force_login(admin_client.get("/admin/").wsgi_request.user)
        assert publish_in_bulk(admin_client, pages) == 302
    return pages


def test_a_request_renders_some_pages_and_the_others_wait(five_of_which_two) -> None:
    pages = five_of_which_two
    assert Page.objects.filter(pk__in=[page.pk for page in pages], live=True).count() == 5
    assert recorded(pages) == 2
    assert WaitingPage.objects.count() == 3
    assert not WaitingPage.objects.filter(has_failed=True).exists()


def test_a_short_run_writes_down_what_waits_and_nothing_else(
    on, gruenau, five_of_which_two
) -> None:
    Page.objects.filter(pk=gruenau.page.pk).update(title="Anders")
    with on("2026-03-01", "12:05") as now:
        said = run("--waiting")
    assert said == (
        "Public pages: 3. Written down: 0 published, 0 changed, 0 notice, 3 recorded.\n"
    )
    assert recorded(five_of_which_two) == 5
    late = Publication.objects.filter(published_at=now)
    # Seen now, public since then: evidence claims neither more nor less.
    assert {(one.occasion, one.first_published_at) for one in late} == {
        ("recorded", at("2026-03-01", "12:00"))
    }
    assert not WaitingPage.objects.exists()
    assert run("--waiting") == ""


def test_the_night_writes_down_what_waits_where_nobody_calls_the_short_run(
    on, five_of_which_two
) -> None:
    with on("2026-03-02", "00:10"):
        run()
    assert recorded(five_of_which_two) == 5
    assert not WaitingPage.objects.exists()


def test_what_a_request_renders_does_not_grow_with_what_it_publishes(
    on, gruenau, admin_client, monkeypatch, within_the_request
) -> None:
    monkeypatch.setattr(patience, "MOST_AT_ONCE", 2)
    rendered: list[int] = []
    see = keeping.seen

    def counted(page: Page, address: str) -> Publication:
        rendered.append(page.pk)
        return see(page, address)

    monkeypatch.setattr(keeping, "seen", counted)
    for number in (3, 9):
        rendered.clear()
        pages = drafts(gruenau, number)
        with on("2026-03-01"):
            admin_client.force_login(admin_client.get("/admin/").wsgi_request.user)
            publish_in_bulk(admin_client, pages)
        assert len(rendered) == 2
        WaitingPage.objects.all().delete()


def test_patience_ends_after_some_pages_or_some_seconds(monkeypatch) -> None:
    now = 100.0
    monkeypatch.setattr(patience.time, "monotonic", lambda: now)
    some = Patience(2, 5)
    assert not some.is_over()
    some.spend()
    assert not some.is_over()
    some.spend()
    assert some.is_over()
    long = Patience(99, 5)
    assert not long.is_over()  # from now on, not from when the request began
    now = 104.9
    assert not long.is_over()
    now = 105.1
    assert long.is_over()


def test_each_request_has_its_own_patience_and_a_command_needs_none(client, monkeypatch) -> None:
    begun: list[Patience | None] = []

    def noted(*args: Any) -> Patience:
        begun.append(Patience(*args))
        return begun[-1]

    monkeypatch.setattr(patience, "Patience", noted)
    assert patience.of_the_request() is None
    for number in (1, 2):
        client.get("/gruenau/")
        assert len(begun) == number
        assert patience.of_the_request() is None
    patience.begin()
    assert patience.of_the_request() is begun[-1]


def test_a_command_that_publishes_writes_down_everything(on, gruenau, monkeypatch) -> None:
    monkeypatch.setattr(patience, "MOST_AT_ONCE", 1)
    pages = drafts(gruenau, 3)
    with on("2026-03-01"):
        for page in pages:
            page.go_live_at = at("2026-03-05")
            page.save_revision().publish()
    assert not WaitingPage.objects.exists()
    with on("2026-03-05", "00:05"):
        call_command("publish_scheduled", verbosity=0)
    assert recorded(pages) == 3
    assert not WaitingPage.objects.exists()


# --- nothing is lost


def test_a_page_waits_from_the_moment_at_which_it_is_published(gruenau, monkeypatch) -> None:
    # The process ends before anything is rendered: what follows the commit never happens.
    monkeypatch.setattr(transaction, "on_commit", lambda *args, **kwargs: None)
    page = content_page(gruenau.page)
    assert list(WaitingPage.objects.values_list("page_key", flat=True)) == [page.pk]
    monkeypatch.undo()
    run("--waiting")
    assert recorded([page]) == 1
    assert not WaitingPage.objects.exists()


def test_what_is_rolled_back_does_not_wait(gruenau) -> None:
    with transaction.atomic():
        content_page(gruenau.page)
        transaction.set_rollback(True)
    assert not WaitingPage.objects.exists()


def test_what_is_published_while_it_is_rendered_goes_on_waiting(on, gruenau, monkeypatch) -> None:
    with on("2026-03-01"):
        page = content_page(gruenau.page, "Erste Fassung")
    see = keeping.seen

    def seen_slowly(shown: Page, address: str) -> Publication:
        publication = see(shown, address)
        WaitingPage.objects.add(shown.pk, now=at("2026-03-02", "12:00"))
        return publication

    with on("2026-03-02", "11:00"):
        monkeypatch.setattr(receivers, "keep_evidence", lambda *args, **kwargs: None)
        page.save_revision().publish()
    with on("2026-03-02", "11:59"):
        monkeypatch.setattr(keeping, "seen", seen_slowly)
        run("--waiting")
    assert WaitingPage.objects.get().since == at("2026-03-02", "12:00")


def test_a_version_goes_on_waiting_if_somebody_slow_stores_the_one_before_it_first(
    on, gruenau, monkeypatch
) -> None:
    # Nobody renders within the requests that publish.
    monkeypatch.setattr(receivers, "keep_evidence", lambda *args, **kwargs: None)
    with on("2026-03-01"):
        page = content_page(gruenau.page, "Eins")
    before = Page.objects.get(pk=page.pk).last_published_at
    with on("2026-03-02"):
        page.title = "Zwei"
        page.save_revision().publish()
    see = keeping.seen

    def seen_while_another_stores(shown: Page, address: str) -> Publication:
        publication(gruenau, timezone.now(), "Eins", page_key=page.pk, version_of=before)
        return see(shown, address)

    with monkeypatch.context() as patched, on("2026-03-02", "12:01"):
        patched.setattr(keeping, "seen", seen_while_another_stores)
        run("--waiting")
    assert WaitingPage.objects.get().page_key == page.pk
    with on("2026-03-02", "12:05"):
        run("--waiting")
    titles = Publication.objects.filter(page_key=page.pk).order_by("published_at")
    assert list(titles.values_list("title", flat=True)) == ["Eins", "Zwei"]
    assert not WaitingPage.objects.exists()


def test_what_begins_to_wait_is_locked_one_by_one(gruenau) -> None:
    pages = Page.objects.descendant_of(gruenau.page, inclusive=True)
    for title in ("Eins", "Zwei", "Drei"):
        content_page(gruenau.page, title)
    WaitingPage.objects.all().delete()
    with CaptureQueriesContext(connection) as captured:
        keeping.keep_evidence(pages, today=datetime.date(2026, 3, 1), patience=Patience(0, 60))
    table = WaitingPage._meta.db_table
    stored = [one["sql"] for one in captured if one["sql"].startswith(f'INSERT INTO "{table}"')]
    assert len(stored) == WaitingPage.objects.count() == 3


def test_a_page_that_fails_is_tried_by_night_and_not_every_few_minutes(
    on, gruenau, monkeypatch, caplog
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr(ContentPage, "get_context", fail)
        with on("2026-03-01"):
            page = content_page(gruenau.page)
        assert WaitingPage.objects.get().has_failed
        caplog.clear()
        assert run("--waiting") == ""
        assert "could not be written down" not in caplog.text
        with pytest.raises(CommandError, match="1 pages could not be written down"):
            run()
    (concern,) = concerns_of([gruenau], now=at("2026-03-01", "13:00"))
    assert concern.is_serious
    assert concern.sentences[0].startswith("Eine Seite ließ sich nicht festhalten.")
    # Published again, it is tried at once.
    with on("2026-03-01", "14:00"):
        page.save_revision().publish()
    assert recorded([page]) == 1
    assert not WaitingPage.objects.exists()


def test_what_nobody_sees_any_more_waits_no_longer(gruenau) -> None:
    hidden, gone = content_page(gruenau.page, "Eins"), content_page(gruenau.page, "Zwei")
    assert WaitingPage.objects.count() == 2
    Page.objects.get(pk=hidden.pk).unpublish()
    Page.objects.get(pk=gone.pk).delete()
    assert concerns_of([None, gruenau], now=timezone.now()) == []
    run()
    assert not WaitingPage.objects.exists()
    assert recorded([hidden, gone]) == 0


def test_what_a_site_that_opens_leaves_over_waits(on, gruenau, monkeypatch) -> None:
    content_page(gruenau.page)
    WaitingPage.objects.all().delete()
    pages = Page.objects.descendant_of(gruenau.page, inclusive=True)
    left = keeping.keep_evidence(
        pages, today=datetime.date(2026, 3, 1), patience=Patience(2, 60)
    ).left
    assert set(WaitingPage.objects.values_list("page_key", flat=True)) == set(left)


# --- people see it


def words_on(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def test_editors_and_the_stadtredaktion_see_what_waits_until_it_is_done(
    on, gruenau, paunsdorf, editor_of, five_of_which_two
) -> None:
    funding_notice(gruenau)
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    with on("2026-03-01", "12:01"):
        editor, stranger, stadt = (
            logged_in(one) for one in (editor_of(gruenau), editor_of(paunsdorf), user)
        )
        for url in PAGES:
            assert WAITING % 3 in words_on(editor, url), url
        for url in ("/admin/", "/admin/foerderung/"):
            assert WAITING % 3 in words_on(stadt, url), url
        assert "noch nicht festgehalten" not in words_on(stranger, "/admin/")
        run("--waiting")
        for url in PAGES:
            assert "noch nicht festgehalten" not in words_on(editor, url), url
        for url in ("/admin/", "/admin/foerderung/"):
            assert "noch nicht festgehalten" not in words_on(stadt, url), url


def test_what_waits_longer_than_a_night_is_serious(gruenau) -> None:
    content_page(gruenau.page)
    WaitingPage.objects.update(since=at("2026-03-01", "12:00"))
    (soon,) = concerns_of([gruenau], now=at("2026-03-02", "08:00"))
    assert not soon.is_serious
    (late,) = concerns_of([gruenau], now=at("2026-03-03", "08:00"))
    assert late.is_serious
    assert late.sentences[-1] == (
        "Das dauert ungewöhnlich lange. Bitte sagen Sie der Stadtredaktion Bescheid."
    )


def test_looking_costs_two_queries_where_nothing_waits_and_no_more_for_more_owners(
    gruenau, paunsdorf
) -> None:
    def count(owners: list[Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            concerns_of(owners, now=timezone.now())
        return len(captured)

    assert count([None, gruenau, paunsdorf]) == 2
    content_page(gruenau.page)
    few = count([gruenau])
    content_page(paunsdorf.page)
    content_page(gruenau.page, "Zwei")
    assert count([None, gruenau, paunsdorf]) == few
