"""The demonstration."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, ReferenceIndex, Revision

from managements.accounts.models import User
from managements.demo.facts import QUARTERS
from managements.demo.seeding import seed_demo
from managements.events.models import (
    CalendarEntry,
    DateChange,
    EventPage,
    Occurrence,
    Participation,
)
from managements.funding.models import (
    CityNotice,
    FundingNotice,
    Logo,
    LogoVersion,
    Programme,
    ProgrammeName,
)
from managements.funding.notices import notice_for
from managements.models import District, FieldOfAction, Management, SchoolHoliday, Street
from managements.models.places import find_places, responsible_for
from managements.news.models import NewsPage
from managements.offices.models import Closure, ConsultationHour, HourPlace, Place
from managements.referrals.models import Contact, ReferralList
from managements.schedules.dates import State
from managements.schedules.local_time import local
from managements.teams.memberships import end_memberships
from managements.tenancy.provisioning import repair_management
from tests.logos import svg

SLUGS = [quarter.slug for quarter in QUARTERS]


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[User]]:
    """The demonstration, made once for this module; each test's changes are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield seed_demo()
        transaction.set_rollback(True)


@pytest.fixture
def demo(seeded: list[User], db: None, settings: LazySettings) -> list[User]:
    settings.DEMO = True
    return seeded


def counts() -> dict[str, Any]:
    return {
        "revisions": Revision.objects.count(),
        "pages": list(Page.objects.order_by("path").values_list("pk", "path", "url_path")),
        **{
            model.__name__: list(model.objects.order_by("pk").values())
            for model in (
                User, Management, FundingNotice, CityNotice, Programme, ProgrammeName, Logo,
                LogoVersion, Contact, ReferralList, District, Street, Place,
                ConsultationHour, HourPlace, Closure, EventPage, DateChange, Participation,
                CalendarEntry, Occurrence, SchoolHoliday, FieldOfAction, NewsPage,
            )
        },
    }  # fmt: skip


def test_the_seven_managements_stand_in_public(demo, client) -> None:
    assert len(SLUGS) == 7
    html = client.get("/").content.decode()
    for slug in SLUGS:
        assert f'href="/{slug}/"' in html
        assert client.get(f"/{slug}/").status_code == 200
        assert client.get(f"/{slug}/impressum/").status_code == 200


def test_seeding_twice_changes_nothing(demo) -> None:
    before = counts()
    seed_demo()
    assert counts() == before


def test_seeding_again_months_later_moves_no_date_that_stands(demo) -> None:
    before = counts()
    with time_machine.travel(timezone.now() + timedelta(days=100), tick=False):
        seed_demo()
    after = counts()
    # New dates at the far end are added, and said in calendars.
    kept = {row["id"]: row for row in after.pop("Occurrence")}
    for row in before.pop("Occurrence"):
        assert kept.get(row["id"]) == row
    assert {row["uid"] for row in before.pop("CalendarEntry")} == {
        row["uid"] for row in after.pop("CalendarEntry")
    }
    assert after == before


def test_a_demonstration_of_last_year_still_has_dates_to_come(demo) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=500), tick=False):
        call_command("refresh_occurrences", verbosity=0)
        coming = Occurrence.objects.public().coming(timezone.now())
        ahead = timezone.now() + timedelta(days=365)
        owners = set(coming.filter(starts_at__gt=ahead).values_list("management__slug", flat=True))
    assert owners >= set(SLUGS) - {"loessnig"}


def test_what_visitors_of_the_demonstration_try_out_does_not_come_back(demo) -> None:
    EventPage.objects.get(slug="linie-ost").delete()
    Place.objects.get(name="Marktplatz Paunsdorf").event_places.all().delete()
    seed_demo()
    assert not EventPage.objects.filter(slug="linie-ost").exists()


def test_a_demonstration_from_before_there_were_dates_gets_them(demo) -> None:
    titles = set(EventPage.objects.values_list("title", flat=True))
    for page in EventPage.objects.all():
        page.delete()
    ConsultationHour.objects.all().delete()
    Place.objects.all().delete()
    gruenau = Management.objects.get(slug="gruenau")
    gruenau.slug = "neu"
    gruenau.save()
    seed_demo()
    found = set(EventPage.objects.values_list("title", flat=True))
    assert titles - found == {"Sitzung des Quartiersrats"}, "nobody knows who was renamed"


def test_every_management_tells_something_as_an_example_and_in_its_archive(demo, client) -> None:
    today = timezone.localdate()
    for slug in SLUGS:
        assert "Beispielbeitrag der Demonstration" in client.get(f"/{slug}/").content.decode()
    current = NewsPage.objects.live().current(today)
    assert all(post.first_public_day <= today for post in current)
    assert NewsPage.objects.live().archived(today).filter(shown_until__isnull=False).exists()
    for post in NewsPage.objects.all():
        post.full_clean()
        assert post.changed_at is None


def test_a_demonstration_from_before_there_were_news_gets_them(demo) -> None:
    titles = set(NewsPage.objects.values_list("title", flat=True))
    for page in Page.objects.filter(content_type__app_label="news").order_by("-depth"):
        Page.objects.get(pk=page.pk).delete()
    Management.objects.filter(slug="gruenau").update(slug="neu")
    seed_demo()
    found = set(NewsPage.objects.values_list("title", flat=True))
    assert titles - found == {"Bis zu zwanzig Sitze im Quartiersrat"}
    NewsPage.objects.get(slug="der-parkbogen-ost").delete()
    seed_demo()
    assert not NewsPage.objects.filter(slug="der-parkbogen-ost").exists()


def test_all_that_was_made_of_dates_is_what_forms_would_take(demo) -> None:
    for model in (Place, ConsultationHour, EventPage, DateChange, SchoolHoliday):
        for record in model.objects.all():
            record.full_clean()


def test_every_management_has_dates_to_come_and_the_city_has_its_own(demo) -> None:
    coming = Occurrence.objects.public().coming(timezone.now())
    assert set(coming.values_list("management__slug", flat=True)) == {*SLUGS, None}


def test_of_what_is_past_nothing_is_said_that_nobody_found(demo, client) -> None:
    html = client.get("/paunsdorf/termine/paunsdorf-blueht-auf-2025/").content.decode()
    assert "Diese Veranstaltung ist vorbei." in html
    for words in ("Kosten", "kostet", "Anmeldung"):
        assert words not in html.split("<main")[1].split("</main")[0]


def test_the_consultation_hour_of_leipziger_osten_takes_place_in_two_places_in_turn(demo) -> None:
    hour = ConsultationHour.objects.get()
    dates = list(Occurrence.objects.filter(hour=hour).select_related("place")[:6])
    assert all(local(date.starts_at).weekday() == 0 for date in dates)
    assert {local(date.starts_at).hour for date in dates} == {14}
    names = [date.place.name for date in dates]
    assert names[0] != names[1]
    assert set(names) == {"Seniorenbüro „Inge & Walter“", "Stadtteilbibliothek Volkmarsdorf"}
    assert [date.state for date in dates].count(State.CANCELLED) == 1
    assert dates[0].takes_place, "the next one is to be seen"


def test_one_date_was_moved_and_stands_at_both_days(demo) -> None:
    old, new = Occurrence.objects.filter(event__slug="linie-ost").exclude(state=State.PLANNED)
    assert (old.state, new.state) == (State.MOVED_AWAY, State.MOVED)
    assert (old.other_day, new.other_day) == (
        local(new.starts_at).date(),
        local(old.starts_at).date(),
    )


def test_one_event_is_held_together_and_another_one_waits_for_an_answer(demo) -> None:
    coming = Occurrence.objects.public().coming(timezone.now())
    schoenefeld = Management.objects.get(slug="schoenefeld")
    paunsdorf = Management.objects.get(slug="paunsdorf")
    assert coming.of(paunsdorf).filter(event__slug="linie-ost").exists()
    asked = Participation.objects.get(state=Participation.State.ASKED)
    assert (asked.management, asked.event.slug) == (schoenefeld, "neues-in-mockau")
    assert not coming.of(schoenefeld).filter(event__slug="neues-in-mockau").exists()
    past = Occurrence.objects.public().past(timezone.now())
    for management in Management.objects.all():
        assert past.of(management).filter(event__slug="tag-der-staedtebaufoerderung-2026").exists()


def test_the_notice_of_leipziger_osten_sends_people_to_the_six_others(demo, client) -> None:
    html = client.get("/leipziger-osten/in-eigener-sache/").content.decode().split("<footer")[0]
    main = html.split("<main")[1]
    for quarter in QUARTERS:
        if quarter.slug != "leipziger-osten":
            assert quarter.name in main
            assert f'href="/{quarter.slug}/anliegen/praktikum/"' in main


def test_two_other_managements_use_the_same_list_without_themselves(demo, client) -> None:
    for slug in ("gruenau", "paunsdorf"):
        own = next(quarter.name for quarter in QUARTERS if quarter.slug == slug)
        page = Page.objects.get(url_path=f"/leipzig/{slug}/in-eigener-sache/")
        html = client.get(page.url).content.decode()
        section = html.split("Fragen Sie gerne bei unseren anderen Managements")[1]
        section = section.split("Wer in der Stadt weiterhilft")[0]
        assert "Quartiersmanagement Leipziger Osten" in section
        assert own not in section
    shared = ReferralList.objects.get(title__startswith="Fragen Sie gerne")
    users = {page.pk for page, _ in ReferenceIndex.get_grouped_references_to(shared)}
    assert len(users) == 3


def test_every_page_of_the_demonstration_says_that_it_is_one(demo, client) -> None:
    pages = Page.objects.live().filter(depth__gt=1)
    assert pages.count() > 40
    for page in pages:
        response = client.get(page.url)
        assert response.status_code == 200, page.url
        html = response.content.decode()
        assert "Dies ist eine Demonstration." in html, page.url
        assert "[bitte eintragen" not in html, page.url


def test_every_page_of_a_management_shows_its_notice(demo, client) -> None:
    today = timezone.localdate()
    for management in Management.objects.select_related("page"):
        notice = notice_for(management, today, today=today)
        assert notice is not None
        assert management.name in notice.text
        lines = [line for line in notice.text.splitlines() if line]
        for page in management.page.get_descendants(inclusive=True).live():
            footer = html_of_the_footer(client, page.url)
            # Elements hold words together; the words are the prescribed ones.
            words = re.sub(r"<[^>]+>", "", footer)
            assert all(line in words for line in lines), page.url
            assert all(logo.alternative_text in footer for logo in notice.logos), page.url


def test_the_city_s_own_pages_show_who_commissioned_them(demo, client) -> None:
    for url in ("/", "/ueber-das-netzwerk/", "/impressum/", "/aktuelles/", "/termine/"):
        footer = html_of_the_footer(client, url)
        assert "Auftrag: Stadt Leipzig, Amt für Wohnungsbau und Stadterneuerung." in footer
        assert footer.count("/media/logos/") == 1


def test_the_logos_stand_in_their_order_and_say_that_they_are_none(demo, client) -> None:
    assert [logo.name for logo in Logo.objects.all()] == [
        "Städtebauförderung", "Freistaat Sachsen", "Stadt Leipzig",
    ]  # fmt: skip
    footer = html_of_the_footer(client, "/gruenau/")
    pictures = re.findall(r'<img src="/media/logos/[^>]* alt="([^"]*)"', footer)
    assert pictures == [
        f"Platzhalter für das Logo: {name} (Demonstration)"
        for name in ("Städtebauförderung", "Freistaat Sachsen", "Stadt Leipzig")
    ]
    for version in LogoVersion.objects.all():
        drawing = version.file.read().decode()
        for word in ("Platzhalter", version.logo.name, "Demonstration"):
            assert word in drawing


def test_a_logo_is_replaced_by_one_upload_on_the_first_day(demo) -> None:
    logo = Logo.objects.get(name="Stadt Leipzig")
    sent = svg('<path d="M0 0h200v100z" fill="blue"/>')
    logo.add_version(
        BytesIO(sent), alternative_text="Logo der Stadt Leipzig", valid_from=timezone.localdate()
    )
    assert b"blue" in logo.version_on(timezone.localdate()).file.read()


def test_no_logo_is_shown_for_money_that_nobody_found(demo, client) -> None:
    assert html_of_the_footer(client, "/loessnig/").count("/media/logos/") == 1


def test_no_official_sentence_on_the_budget_is_made_up(demo) -> None:
    sentences = set(FundingNotice.objects.values_list("budget_sentence", flat=True))
    assert all("Platzhalter der Demonstration" in one for one in sentences - {""})


def test_a_demonstration_from_before_there_were_logos_gets_them(demo) -> None:
    LogoVersion.objects.all().delete()
    Logo.objects.all().delete()
    seed_demo()
    assert Logo.objects.count() == 3
    assert Logo.objects.get(name="Freistaat Sachsen").programmes.count() == 2


def html_of_the_footer(client, url: str) -> str:
    html = client.get(url).content.decode()
    return unescape(html.split("<footer")[1].split("</footer")[0])


def test_the_accounts_belong_where_their_names_say(demo) -> None:
    assert {user.username for user in demo} == {f"redaktion-{slug}" for slug in SLUGS} | {
        "stadt",
        "vertretung",
        "admin",
    }
    for slug in SLUGS:
        user = User.objects.get(username=f"redaktion-{slug}")
        assert user.check_password("demo-leipzig")
        assert [group.management.slug for group in user.groups.all()] == [slug]
        assert not user.is_superuser
    assert User.objects.get(username="admin").is_superuser


def test_a_deputy_belongs_to_one_management_and_for_thirty_days_to_another(demo) -> None:
    deputy = User.objects.get(username="vertretung")
    assert deputy.check_password("demo-leipzig")
    assert not deputy.is_superuser
    last_days = dict(deputy.memberships.values_list("management__slug", "last_day"))
    assert last_days == {
        "leipziger-osten": None,
        "gruenau": timezone.localdate() + timedelta(days=30),
    }
    assert {group.management.slug for group in deputy.groups.all()} == set(last_days)


def test_an_account_that_is_made_anew_has_the_password_of_the_others(demo) -> None:
    User.objects.get(username="vertretung").delete()
    seed_demo()
    assert User.objects.get(username="vertretung").check_password("demo-leipzig")


def test_what_has_ended_does_not_come_back(demo) -> None:
    end_memberships(today=timezone.localdate() + timedelta(days=31))
    seed_demo()
    deputy = User.objects.get(username="vertretung")
    assert [one.management.slug for one in deputy.memberships.all()] == ["leipziger-osten"]


def test_a_changed_password_is_taken_over(demo, settings) -> None:
    settings.DEMO_PASSWORD = "ganz-anders"
    seed_demo()
    assert User.objects.get(username="redaktion-gruenau").check_password("ganz-anders")


def test_what_people_tried_out_stays(demo) -> None:
    page = Management.objects.get(slug="gruenau").page
    page.introduction = "Selbst geschrieben."
    page.save_revision().publish()
    seed_demo()
    page.refresh_from_db()
    assert page.introduction == "Selbst geschrieben."


def test_a_management_that_was_renamed_or_taken_offline_stays_so(demo) -> None:
    gruenau = Management.objects.get(slug="gruenau")
    gruenau.name, gruenau.slug = "Stadtteilmanagement Grünau", "neu"
    gruenau.status = Management.Status.PREPARATION
    gruenau.save()
    repair_management(gruenau)
    seed_demo()
    gruenau.refresh_from_db()
    assert (gruenau.slug, gruenau.status) == ("neu", "preparation")
    assert Management.objects.count() == 7


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("Platanenstr. 11", {"paunsdorf"}),
        ("Gorkistraße", {"schoenefeld"}),
        ("Grünau", {"gruenau"}),
        ("Prager Straße 118", {"leipziger-osten"}),
        ("Dorotheenplatz 2", set()),
    ],
)
def test_a_street_of_the_demonstration_leads_to_who_looks_after_it(demo, words, slugs) -> None:
    (place,) = find_places(words)
    found = responsible_for(place.districts)
    assert {share.management.slug for one in found for share in one.shares} == slugs
