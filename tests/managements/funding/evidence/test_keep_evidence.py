"""Every night: what the public sees and nobody has written down yet."""

import datetime
from io import BytesIO, StringIO
from random import Random

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from home.models import HomePage
from managements.events.models import EventPage
from managements.funding.evidence import checking, keeping
from managements.funding.evidence.keeping import keep_evidence
from managements.funding.evidence.patience import Patience
from managements.funding.evidence.turning_days import Notices
from managements.funding.models import CityNotice, FundingNotice, Publication
from managements.funding.notices import notice_for
from managements.models import FormerName, Management
from managements.pages.models import ContentPage
from managements.tenancy.provisioning import repair_management
from tests.builders import content_page, funding_notice
from tests.dates import at, calendar_of, make_event
from tests.logos import make_logo, svg
from tests.managements.funding.conftest import day, name_in, programme


def run_on(date: str) -> str:
    """Run the command shortly after midnight; returns what it says."""
    # What the tests begin with was published today.
    now = at(date, "00:10")
    Page.objects.filter(last_published_at__gt=now).update(last_published_at=at("2020-01-01"))
    said = StringIO()
    with time_machine.travel(now, tick=False):
        call_command("keep_evidence", stdout=said)
    return said.getvalue().strip()


def written(changed: int = 0, notice: int = 0, recorded: int = 0) -> str:
    pages = Page.objects.filter(live=True, depth__gt=1).count()
    return (
        f"Public pages: {pages}. "
        f"Written down: 0 published, {changed} changed, {notice} notice, {recorded} recorded."
    )


def of(page: Page) -> list[tuple[str, str]]:
    return list(Publication.objects.filter(page_key=page.pk).values_list("occasion", "wording"))


@pytest.fixture
def _all_written_down(gruenau: Management) -> None:
    funding_notice(gruenau, "Alt", valid_until=day("2025-12-31"))
    funding_notice(gruenau, "Neu", valid_from=day("2026-01-01"))
    CityNotice.objects.create(text="Stadt")
    run_on("2025-12-01")


def test_what_is_missing_is_made_up_for_and_the_second_time_nothing_is(gruenau) -> None:
    said = run_on("2026-03-01")
    live = Page.objects.filter(live=True, depth__gt=1)
    assert said == written(recorded=live.count())
    assert {one.page_key for one in Publication.objects.all()} == {one.pk for one in live}
    assert {one.published_at for one in Publication.objects.all()} == {at("2026-03-01", "00:10")}
    assert run_on("2026-03-02") == written()


@pytest.mark.usefixtures("_all_written_down")
def test_another_notice_is_written_down_for_the_pages_that_show_it(city, gruenau) -> None:
    pages = Page.objects.descendant_of(gruenau.page, inclusive=True).filter(live=True).count()
    assert run_on("2025-12-31") == written()
    assert run_on("2026-01-01") == written(notice=pages)
    assert run_on("2026-01-02") == written()
    assert of(gruenau.page) == [("recorded", "Alt"), ("notice", "Neu")]
    assert of(city) == [("recorded", "Stadt")]


@pytest.mark.usefixtures("_all_written_down")
def test_a_post_keeps_the_notice_of_its_day_and_is_not_written_down_again(on, gruenau) -> None:
    with on("2025-12-02"):
        event = make_event(gruenau, first_day=day("2025-12-03"))
    run_on("2026-01-01")
    assert of(event) == [("published", "Alt")]


@pytest.mark.usefixtures("_all_written_down")
def test_a_notice_that_is_corrected_is_written_down_for_posts_of_its_days_too(on, gruenau) -> None:
    with on("2025-12-02"):
        event = make_event(gruenau, first_day=day("2025-12-03"))
    run_on("2026-01-01")
    gruenau.fundingnotices.filter(text="Alt").update(text="Berichtigt")
    run_on("2026-01-02")
    assert of(event) == [("published", "Alt"), ("notice", "Berichtigt")]
    assert of(gruenau.page)[-1] == ("notice", "Neu")


@pytest.mark.usefixtures("_all_written_down")
def test_another_drawing_of_a_logo_is_written_down_for_every_page(on, city, gruenau) -> None:
    logo = make_logo()
    pages = Page.objects.filter(live=True, depth__gt=1).count()
    assert run_on("2025-12-02") == written(notice=pages)
    old = Publication.objects.filter(page_key=city.pk).last()
    new = logo.add_version(
        BytesIO(svg('<path d="M0 0h9v9z"/>')),
        alternative_text="Stadt",
        valid_from=day("2025-12-10"),
    )
    assert run_on("2025-12-09") == written()
    assert run_on("2025-12-10") == written(notice=pages)
    kept = Publication.objects.filter(page_key=city.pk).last()
    assert kept.logos[0]["digest"] == new.digest != old.logos[0]["digest"]


@pytest.mark.usefixtures("_all_written_down")
@pytest.mark.parametrize("damage", [None, b"<svg"])
def test_the_night_fails_while_a_file_of_a_logo_of_today_is_lost(damage, caplog) -> None:
    drawing = svg('<path d="M0 0h7v7z"/>')
    logo = make_logo(content=drawing, name="Stadt Leipzig")
    ended = make_logo(
        content=svg('<path d="M0 0h6v6z"/>'), name="Freistaat", shown_until=day("2025-12-01")
    )
    run_on("2025-12-02")
    for one in (logo, ended):
        name = one.versions.get().file.name
        default_storage.delete(name)
        if damage is not None:
            default_storage.save(name, ContentFile(damage))
    with pytest.raises(CommandError, match="lost or damaged: Stadt Leipzig; the log says which"):
        run_on("2025-12-03")
    assert logo.versions.get().digest in caplog.text
    with time_machine.travel(at("2025-12-03", "00:20"), tick=False):
        call_command("keep_evidence", "--waiting")
    logo.add_version(BytesIO(drawing), alternative_text="Stadt", valid_from=day("2025-12-03"))
    run_on("2025-12-04")


@pytest.mark.usefixtures("_all_written_down")
def test_another_address_is_written_down(gruenau) -> None:
    pages = Page.objects.descendant_of(gruenau.page, inclusive=True).filter(live=True)
    gruenau.hostname = "gruenau.test"
    gruenau.save()
    repair_management(gruenau)
    assert run_on("2025-12-02") == written(changed=pages.count())
    newest = Publication.objects.newest_of(pages.values_list("pk", flat=True))
    assert {one.address.split("/")[2] for one in newest} == {"gruenau.test"}
    assert run_on("2025-12-03") == written()


@pytest.mark.usefixtures("_all_written_down")
def test_another_title_is_written_down(gruenau) -> None:
    Page.objects.filter(pk=gruenau.page.pk).update(title="Quartier Grünau")
    assert run_on("2025-12-02") == written(changed=1)
    assert Publication.objects.last().title == "Quartier Grünau"


def test_what_nobody_sees_is_not_written_down(make_management, city) -> None:
    hidden: Management = make_management("verborgen", is_public=False)
    draft = city.add_child(instance=ContentPage(title="Entwurf", live=False))
    run_on("2026-03-01")
    assert of(hidden.page) == of(draft) == []
    assert of(city) != []


def test_one_page_that_cannot_be_rendered_stops_no_other(gruenau, monkeypatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ValueError

    page = content_page(gruenau.page)
    monkeypatch.setattr(ContentPage, "get_context", fail)
    with pytest.raises(CommandError, match=r"^1 pages could not be written down"):
        run_on("2026-03-01")
    assert of(page) == []
    assert Publication.objects.count() == Page.objects.filter(live=True, depth__gt=1).count() - 1
    monkeypatch.undo()
    assert run_on("2026-03-02") == written(recorded=1)


def test_a_page_that_shows_no_notice_is_written_down_once(gruenau, monkeypatch) -> None:
    funding_notice(gruenau, "Gefördert")
    monkeypatch.setattr("managements.websites.frame.notice_for", lambda *args, **kwargs: None)
    run_on("2026-03-01")
    assert of(gruenau.page) == [("recorded", "")]
    assert run_on("2026-03-02") == written()


def test_pages_are_read_some_at_a_time(gruenau, monkeypatch) -> None:
    monkeypatch.setattr(keeping, "_AT_A_TIME", 3)
    pages = Page.objects.filter(live=True, depth__gt=1).count()
    assert pages > 6
    assert run_on("2026-03-01") == written(recorded=pages)
    assert run_on("2026-03-02") == written()


def test_what_was_published_before_is_recorded_now_and_keeps_its_own_day(gruenau) -> None:
    page = content_page(gruenau.page)
    Page.objects.filter(pk=page.pk).update(first_published_at=at("2025-07-01", "10:00"))
    unknown = gruenau.page
    Page.objects.filter(pk=unknown.pk).update(first_published_at=None)
    run_on("2026-03-01")
    (late,) = Publication.objects.filter(page_key=page.pk)
    assert (late.occasion, late.published_at) == ("recorded", at("2026-03-01", "00:10"))
    assert late.first_published_at == at("2025-07-01", "10:00")
    (bare,) = Publication.objects.filter(page_key=unknown.pk)
    assert bare.first_published_at is None
    Page.objects.filter(pk=page.pk).update(title="Anders")
    assert run_on("2026-03-02") == written(changed=1)
    assert Publication.objects.last().first_published_at == late.first_published_at


def test_no_more_are_rendered_than_asked_for(gruenau) -> None:
    pages = Page.objects.descendant_of(gruenau.page, inclusive=True)
    first = keep_evidence(pages, today=day("2026-03-01"), patience=Patience(2, 60))
    assert (first.written.total(), len(first.left)) == (2, first.checked - 2)
    rest = keep_evidence(pages, today=day("2026-03-01"))
    assert rest.written.total() == len(first.left)


@pytest.mark.usefixtures("_all_written_down")
def test_it_asks_the_same_whatever_number_of_pages_there_is(
    city: HomePage, gruenau, monkeypatch
) -> None:
    # What is stored is looked at some at a time.
    monkeypatch.setattr(checking, "_AT_A_TIME", 1000)
    counted = []
    events = calendar_of(gruenau)
    for numbers in (range(2), range(2, 15)):
        for number in numbers:
            gruenau.page.add_child(instance=ContentPage(title=f"Seite {number}"))
            published = at("2025-11-01") + datetime.timedelta(days=number)
            events.add_child(
                instance=EventPage(
                    title=f"Fest {number}",
                    slug=f"fest-{number}",
                    first_day=published.date(),
                    first_published_at=published,
                )
            )
        run_on("2026-01-02")
        Site.clear_site_root_paths_cache()
        with CaptureQueriesContext(connection) as captured:
            assert run_on("2026-01-03") == written()
        counted.append(len(captured))
    assert counted[0] == counted[1]


# --- Reading notices for many days ------------------------------------------------------------------


@pytest.fixture
def turned(gruenau: Management, paunsdorf: Management) -> list[Management | None]:
    """Managements and a city about whom everything changes that can."""
    first = programme("SZP", ("2024-02-01", "Erster Name"), ("2024-08-01", "Zweiter Name"))
    second = programme("EFRE", ("2024-03-01", "EFRE"))
    funding_notice(gruenau, "{Management}: {Programm}", valid_until=day("2024-06-30"))
    funding_notice(
        gruenau, "{Management}!", valid_from=day("2024-07-10"), valid_until=day("2024-12-31")
    )
    funding_notice(paunsdorf, "{Management}: {Programm}", valid_until=day("2024-04-30"))
    for notice in FundingNotice.objects.filter(text="{Management}: {Programm}"):
        name_in(notice, first, second)
    Management.objects.filter(pk=paunsdorf.pk).update(status=Management.Status.CLOSED)
    for management, last_day in ((gruenau, "2024-05-05"), (paunsdorf, "2024-04-10")):
        FormerName.objects.create(
            management=management, name=f"Früher {management.slug}", last_day=day(last_day)
        )
    CityNotice.objects.create(
        text="Stadt", valid_from=day("2024-03-15"), valid_until=day("2024-09-15")
    )
    make_logo(shown_until=day("2024-05-20"))
    make_logo("EU", programmes=[second], shown_until=day("2024-04-20"))
    return [None, *Management.objects.filter(pk__in=[gruenau.pk, paunsdorf.pk])]


def test_a_notice_that_is_read_for_many_days_is_that_of_each_of_them(turned) -> None:
    random = Random(2024)
    today = day("2025-03-01")
    days = [day("2023-12-01") + datetime.timedelta(days=number) for number in range(450)]
    asked = [(management, one) for management in turned for one in days]
    random.shuffle(asked)
    notices = Notices(today)
    with CaptureQueriesContext(connection) as captured:
        read = [notices.of(management, one) for management, one in asked]
    assert len(captured) < 200
    for (management, one), found in zip(asked[::9], read[::9], strict=True):
        assert found == notice_for(management, one, today=today), (management, one)


def test_days_at_the_end_of_the_calendar_are_days_too(gruenau) -> None:
    notice = funding_notice(gruenau, "Immer")
    FundingNotice.objects.filter(pk=notice.pk).update(valid_until=datetime.date.max)
    assert Notices(day("2026-03-01")).of(gruenau, datetime.date.max).text == "Immer"


def test_what_is_published_while_the_version_before_is_rendered_is_written_down_next(
    gruenau, monkeypatch
) -> None:
    page = content_page(gruenau.page, "Erste Fassung", slug="fassung")
    see = keeping.seen

    def seen_slowly(shown: Page, address: str) -> Publication:
        publication = see(shown, address)
        if shown.pk == page.pk and page.title == "Erste Fassung":
            page.title = "Zweite Fassung"
            page.save_revision().publish()
        return publication

    monkeypatch.setattr(keeping, "seen", seen_slowly)
    pages = Page.objects.filter(pk=page.pk)
    for _turn in range(3):
        keep_evidence(pages, today=day("2026-11-26"))
    titles = Publication.objects.filter(page_key=page.pk).values_list("title", flat=True)
    assert list(titles) == ["Erste Fassung", "Zweite Fassung"]


def test_two_runs_at_once_write_a_page_down_once(gruenau, monkeypatch) -> None:
    page = content_page(gruenau.page, "Seite", slug="seite")
    pages = Page.objects.filter(pk=page.pk)
    see = keeping.seen

    def seen_by_two(shown: Page, address: str) -> Publication:
        monkeypatch.setattr(keeping, "seen", see)
        keep_evidence(pages, today=day("2026-11-26"))
        return see(shown, address)

    monkeypatch.setattr(keeping, "seen", seen_by_two)
    keep_evidence(pages, today=day("2026-11-26"))
    assert Publication.objects.filter(page_key=page.pk).count() == 1
