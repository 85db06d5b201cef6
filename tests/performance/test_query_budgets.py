"""Every page type costs the same number of queries with 2 and with 50 children."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, get_page_models

from home.models import HomePage
from managements.accessibility.models import AccessibilityStatementPage, StatementGap
from managements.events.models import (
    DateChange,
    EventIndexPage,
    EventPage,
    EventPlace,
    Participation,
)
from managements.events.refreshing import refresh_event
from managements.funding.models import CityNotice, Programme, ProgrammeName
from managements.models import District, FieldOfAction, Management, ManagementDistrict
from managements.news.models import NewsIndexPage, NewsPage
from managements.pages.models import ContentPage
from managements.referrals.models import (
    Answer,
    AnswerIndexPage,
    Contact,
    Enquiry,
    EnquiryIndexPage,
    ReferralEntry,
    ReferralList,
)
from managements.referrals.standings import State
from managements.schedules.dates import ChangeKind
from managements.schedules.rules import Repeats
from managements.search.indexing import index_everything
from managements.search.models import SearchPage
from managements.websites.models import LegalPage, ManagementPage
from tests.builders import (
    block,
    content_page,
    finish_statement,
    funding_notice,
    stored_image,
    text,
)
from tests.dates import at, calendar_of, make_event, make_hour, make_place
from tests.logos import EARLY, make_logo
from tests.posts import make_post, news_of

# How many queries there are does not depend on the database that answers them.
pytestmark = pytest.mark.once

# What one page with a list of links and a referral list may ask the database. A page without them
# asks about six queries less. Three to five of them ask who pays.
BUDGETS: dict[type[Page], int] = {
    HomePage: 25,
    ManagementPage: 38,
    ContentPage: 28,
    LegalPage: 25,
    AccessibilityStatementPage: 21,
    AnswerIndexPage: 22,
    EnquiryIndexPage: 16,
    EventIndexPage: 31,
    EventPage: 26,
    NewsIndexPage: 26,
    NewsPage: 24,
    SearchPage: 31,
}


def test_every_page_type_has_a_budget() -> None:
    ours = {
        model
        for model in get_page_models()
        if model.__module__.split(".")[0] in {"home", "managements"}
    }
    assert set(BUDGETS) == ours


@pytest.fixture
def queries_of(client, city) -> Callable[[str], int]:
    """Count the queries of a request; sites and hosts are in the cache, as in a running process.

    Below every page stands who pays, with a programme and a logo, as in real life.
    """
    programme = Programme.objects.create(title="SZP")
    ProgrammeName.objects.create(programme=programme, name="Zusammenhalt", valid_from=EARLY)
    make_logo()
    CityNotice.objects.create(text="Im Auftrag: {Auftraggeber}.")

    def count(url: str) -> int:
        for management in Management.objects.filter(fundingnotices=None):
            notice = funding_notice(management, "{Management}: {Programm}")
            notice.notice_programmes.create(programme=programme)
        assert client.get(url).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    return count


def shown_page(parent: Page, title: str, **fields: object) -> ContentPage:
    """Make a page that visitors see, without the history that they do not."""
    return parent.add_child(instance=ContentPage(title=title, **fields))


def shown_post(
    management: Management | None, title: str, *, day: str = "2026-11-01", topics: object = ()
) -> NewsPage:
    """Make a post that visitors see, without the history that they do not."""
    noon = at(day, "12:00")
    post = NewsPage(
        title=title, introduction=f"Kurz: {title}.", first_published_at=noon, last_published_at=noon
    )
    post.topics = topics
    return news_of(management).add_child(instance=post)


@pytest.mark.parametrize("page_type", [AnswerIndexPage, EnquiryIndexPage])
def test_a_finder_stays_in_its_budget_whatever_people_may_ask_for(
    page_type: type[Page], queries_of, city: HomePage, make_management
) -> None:
    managements: list[Management] = [make_management("gruenau"), make_management("paunsdorf")]
    page = page_type.objects.first()
    counted = []
    for numbers in (range(2), range(2, 50)):
        for number in numbers:
            enquiry = Enquiry.objects.create(name=f"Frage {number}", slug=f"frage-{number}")
            district = District.objects.create(name=f"Ort {number}", slug=f"ort-{number}")
            for management in managements:
                Answer.objects.create(management=management, enquiry=enquiry, state=State.YES)
                ManagementDistrict.objects.create(management=management, district=district)
        counted.append(queries_of(page.url))
    assert counted[0] == counted[1]
    assert counted[1] <= BUDGETS[page_type]


@pytest.mark.parametrize("page_type", [HomePage, ManagementPage, ContentPage, LegalPage])
def test_a_page_stays_in_its_budget_whatever_is_below_it(
    page_type: type[Page], queries_of, city: HomePage, make_management
) -> None:
    management: Management = make_management("gruenau")
    referral_list = ReferralList(title="Weiter")
    neighbour: Management = make_management("paunsdorf")
    referral_list.entries = [
        ReferralEntry(management=neighbour),
        ReferralEntry(contact=Contact.objects.create(name="115")),
    ]
    referral_list.save()

    targets = [shown_page(neighbour.page, f"Ziel {n}") for n in range(50)]

    def body(children: int) -> list[dict[str, object]]:
        links = [
            {"page": target.pk, "url": "", "text": "", "description": ""}
            for target in targets[:children]
        ]
        return [
            text("<p>Text</p>"),
            block("links", title="Weiter", links=links),
            block("referral_list", referral_list=referral_list.pk),
        ]

    page = {
        HomePage: lambda: city,
        ManagementPage: lambda: management.page,
        ContentPage: lambda: content_page(management.page, "Projekte", slug="projekte"),
        LegalPage: lambda: LegalPage.objects.child_of(management.page).get(kind="impressum"),
    }[page_type]()

    counted = []
    for children in (2, 50):
        page = page_type.objects.get(pk=page.pk)
        page.body = body(children)
        page.save_revision().publish()
        if page_type is not LegalPage:
            for number in range(children - page.get_children().type(ContentPage).live().count()):
                shown_page(page, f"Seite {children}-{number}", show_in_menus=True)
        counted.append(queries_of(page.url))
    assert counted[0] == counted[1]
    assert counted[1] <= BUDGETS[page_type]


def test_a_statement_stays_in_its_budget_whatever_is_not_accessible(
    queries_of, make_management
) -> None:
    page = finish_statement(make_management("gruenau"), status="partial")
    counted = []
    for count in (2, 50):
        page.gaps = [StatementGap(what=f"Lücke {n}", reason="burden") for n in range(count)]
        page.save_revision().publish()
        counted.append(queries_of(page.url))
    assert counted[0] == counted[1]
    assert counted[1] <= BUDGETS[AccessibilityStatementPage]


def test_the_start_page_costs_the_same_with_two_and_with_nine_managements(
    queries_of, make_management
) -> None:
    counted = []
    for numbers in (range(2), range(2, 9)):
        for number in numbers:
            make_management(f"quartier-{number}")
        counted.append(queries_of("/"))
    assert counted[0] == counted[1]


@pytest.fixture
def _on_a_thursday_at_noon():
    with time_machine.travel(at("2026-11-26", "12:00"), tick=False):
        yield


def make_dates(managements: list[Management], numbers: range) -> None:
    """Show events of each management that the others hold, too, each in a place of its own."""
    topics = list(FieldOfAction.objects.all())
    for number in numbers:
        own, other = managements[number % 2], managements[1 - number % 2]
        district = District.objects.create(name=f"Ort {number}", slug=f"ort-{number}")
        place = make_place(own, f"Ort {number}", district=district, step_free="yes")
        for month in (10, 12):
            # Without the history that visitors do not see.
            day = datetime.date(2026, month, 1 + number % 28)
            event = EventPage(title=f"Fest {month} {number}", first_day=day, topics=topics)
            event.event_places = [EventPlace(place=place)]
            calendar_of(own).add_child(instance=event)
            Participation.objects.create(event=event, management=other, state="accepted")
        DateChange.objects.create(event=event, kind=ChangeKind.CANCELLED, day=day)
        for event in EventPage.objects.filter(title__endswith=f" {number}"):
            refresh_event(event)


VIEWS_OF_A_CALENDAR = (
    "", "?seite=2", "?kostenlos=ja&wann=woche", "archiv/", "archiv/2026/", "monat/2026-12/",
    "tag/2026-12-01/",
)  # fmt: skip


@pytest.mark.usefixtures("_on_a_thursday_at_noon")
def test_calendars_and_start_pages_stay_in_their_budgets_whatever_takes_place(
    queries_of, make_management
) -> None:
    managements = [make_management("gruenau"), make_management("paunsdorf")]
    # So many that there is a second page, with consultation hours and events on each.
    place = make_place(managements[0])
    weekly = {"repeats": Repeats.WEEKLY, "weekdays": [0, 3], "first_day": datetime.date(2026, 9, 1)}
    make_hour(managements[0], place, nths=[], **weekly)
    make_event(managements[0], "Treff", place, **weekly)
    budgets = {"/": BUDGETS[HomePage], "/gruenau/": BUDGETS[ManagementPage]} | {
        f"{start}termine/{path}": BUDGETS[EventIndexPage]
        for start in ("/", "/gruenau/")
        for path in VIEWS_OF_A_CALENDAR
    }
    counted = []
    for numbers in (range(2), range(2, 50)):
        make_dates(managements, numbers)
        counted.append({url: queries_of(url) for url in budgets})
    assert counted[0] == counted[1]
    assert {url for url, count in counted[1].items() if count > budgets[url]} == set()


@pytest.mark.usefixtures("_on_a_thursday_at_noon")
def test_an_event_stays_in_its_budget_whoever_takes_part_and_however_often(
    queries_of, make_management
) -> None:
    management: Management = make_management("gruenau")
    places = [make_place(management, f"Ort {number}") for number in range(50)]
    counted = []
    for number in (2, 50):
        event = make_event(
            management,
            f"Fest {number}",
            *places[:number],
            repeats=Repeats.LISTED,
            days=[f"2027-01-{day:02}" for day in range(1, min(number, 31))],
            topics=list(FieldOfAction.objects.all())[: number // 2],
            body=[text("<p>Text</p>")],
        )
        for other in range(number // 10):
            partner = make_management(f"quartier-{number}-{other}")
            Participation.objects.create(event=event, management=partner, state="accepted")
        counted.append(queries_of(event.url))
    assert counted[0] == counted[1]
    assert counted[1] <= BUDGETS[EventPage]


@pytest.mark.usefixtures("_on_a_thursday_at_noon")
def test_news_and_start_pages_stay_in_their_budgets_however_much_is_told(
    queries_of, make_management
) -> None:
    managements = [make_management("gruenau"), make_management("paunsdorf"), None]
    topics = list(FieldOfAction.objects.all())
    budgets = {"/": BUDGETS[HomePage], "/gruenau/": BUDGETS[ManagementPage]} | {
        f"{start}aktuelles/{path}": BUDGETS[NewsIndexPage]
        for start in ("/", "/gruenau/")
        for path in ("", "archiv/", "archiv/2025/", "?thema=wohnen-wohnumfeld")
    }
    counted = []
    for numbers in (range(2), range(2, 50)):
        for number in numbers:
            for management in managements:
                for day in ("2026-11-01", "2025-11-01"):
                    shown_post(
                        management, f"Nummer {number} {day}", day=day, topics=topics[: number % 5]
                    )
        for management in managements:
            shown_post(management, f"Alle Themen {numbers}", day="2026-11-26", topics=topics)
        counted.append({url: queries_of(url) for url in budgets})
    assert counted[0] == counted[1]
    assert {url: count for url, count in counted[1].items() if count > budgets[url]} == {}


def test_a_post_stays_in_its_budget_however_much_stands_around_it(queries_of, gruenau) -> None:
    topics = list(FieldOfAction.objects.all())
    counted = []
    for number in (2, 50):
        body = [text(f"<p>Absatz {one}</p>") for one in range(number)]
        post = make_post(
            gruenau, f"Beitrag {number}", topics=topics[: number // 2], body=body,
            image=stored_image(),
        )  # fmt: skip
        for other in range(number):
            shown_post(gruenau, f"Neben {number} {other}")
        counted.append(queries_of(post.url))
    assert counted[0] == counted[1]
    assert counted[1] <= BUDGETS[NewsPage]


@pytest.mark.usefixtures("_on_a_thursday_at_noon")
@pytest.mark.parametrize("start", ["/", "/gruenau/"])
def test_the_search_stays_in_its_budget_however_much_is_found(
    queries_of, make_management, start: str
) -> None:
    managements = [make_management("gruenau"), make_management("paunsdorf")]
    urls = [
        f"{start}suche/?q={words}&art={kind}"
        for words in ("Fund", "Fund+Sache", "Fundd", "Fund+Xyzzy")
        for kind in ("auskunft", "termin", "beitrag", "seite")
    ]
    counted = []
    for numbers in (range(2), range(2, 50)):
        for number in numbers:
            enquiry = Enquiry.objects.create(name=f"Fund {number}", slug=f"fund-{number}")
            for management in managements:
                Answer.objects.create(management=management, enquiry=enquiry, state=State.YES)
                shown_page(management.page, f"Fund Sache {number}")
            if number % 10 == 0 or number == 1:
                make_event(managements[number % 2], f"Fund Sache Fest {number}")
                make_post(managements[number % 2], f"Fund Sache Post {number}")
        for management in managements:
            management.page.refresh_from_db()
        index_everything()
        counted.append({url: queries_of(url) for url in urls})
    assert counted[0] == counted[1]
    assert {url: count for url, count in counted[1].items() if count > BUDGETS[SearchPage]} == {}
