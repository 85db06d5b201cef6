"""Managements hold an event together: ask, answer, end it."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import PageLogEntry, PageViewRestriction

from managements.accounts.models import User
from managements.audit.models import AuditEntry
from managements.events import participating
from managements.events.models import Occurrence, Participation
from managements.events.participating import ParticipationError
from managements.models import Management
from managements.tenancy.roles import city_editors
from tests.builders import logged_in
from tests.dates import at, make_event

NOW = at("2026-12-01", "09:00")
State = Participation.State


@pytest.fixture(autouse=True)
def _first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event(gruenau):
    return make_event(gruenau, "Lichterfest")


@pytest.fixture
def asking(gruenau, editor_of):
    return logged_in(editor_of(gruenau))


@pytest.fixture
def asked(paunsdorf, editor_of):
    return logged_in(editor_of(paunsdorf))


def ask(event, management) -> Participation:
    return participating.ask(event=event, management=management, by=None)[0]


def accept(participation) -> bool:
    return participating.accept(participation=participation, by=None, now=NOW)


def decline(participation) -> bool:
    return participating.decline(participation=participation, by=None, now=NOW)


def calendar(management: Management) -> list[str]:
    return [row.title for row in Occurrence.objects.of(management)]


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def panel(browser):
    page = BeautifulSoup(browser.get("/admin/").content, "html.parser")
    heading = page.find(string=lambda text: text and "Machen Sie mit?" in text)
    return heading and heading.find_parent("section")


def press(browser, page, label: str, back: str):
    [form] = [form for form in page.select("form") if words(form.button or form).startswith(label)]
    fields = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
    response = browser.post(form["action"], fields)
    assert response["Location"] == back
    return response


def test_from_the_request_to_the_common_calendar_and_back(
    event, asking, asked, gruenau, paunsdorf
) -> None:
    address = reverse("dates:event", args=[event.pk])
    page = BeautifulSoup(asking.get(address).content, "html.parser")
    options = [one["value"] for one in page.select("#participant option")]
    assert options == ["", "paunsdorf"]
    asking.post(reverse("dates:event_ask", args=[event.pk]), {"participant": "paunsdorf"})
    assert "Quartiersmanagement Paunsdorf ist gefragt" in words(
        BeautifulSoup(asking.get(address).content, "html.parser").select_one(
            "[aria-labelledby=gemeinsam]"
        )
    )
    assert calendar(paunsdorf) == []
    shown = words(panel(asked))
    assert "Lichterfest Montag, 7. Dezember 2026, 18–20 Uhr von Gruenau" in shown
    assert panel(asked).find("a", href="/gruenau/termine/lichterfest/")
    press(asked, panel(asked), "Zusagen", "/admin/")
    assert panel(asked) is None
    assert calendar(paunsdorf) == calendar(gruenau) == ["Lichterfest"]
    page = BeautifulSoup(asking.get(address).content, "html.parser")
    assert "macht mit" in words(page.select_one("[aria-labelledby=gemeinsam]"))
    page = BeautifulSoup(asked.get("/admin/termine/").content, "html.parser")
    press(asked, page, "Nicht mehr mitmachen", "/admin/termine/")
    assert calendar(paunsdorf) == []
    page = BeautifulSoup(asking.get(address).content, "html.parser")
    assert "macht nicht mit" in words(page.select_one("[aria-labelledby=gemeinsam]"))


@pytest.mark.parametrize("nonsense", ["", "\0", "gibt-es-nicht", "paunsdorf\0", "%00", "🌻" * 9999])
def test_whom_nobody_knows_cannot_be_asked(event, asking, paunsdorf, nonsense: str) -> None:
    response = asking.post(
        reverse("dates:event_ask", args=[event.pk]), {"participant": nonsense}, follow=True
    )
    assert "Bitte wählen Sie, wen Sie fragen möchten" in response.content.decode()
    assert not Participation.objects.exists()


def test_nobody_leaves_what_is_over(event, asked, paunsdorf) -> None:
    accept(ask(event, paunsdorf))
    with time_machine.travel(at("2026-12-08"), tick=False):
        shown = asked.get("/admin/termine/").content.decode()
    assert "Lichterfest" in shown
    assert "Nicht mehr mitmachen" not in shown


def test_the_city_is_named_as_one_speaks(asked, paunsdorf) -> None:
    ask(make_event(None, "Stadtfest"), paunsdorf)
    assert "von der Stadt Leipzig" in words(panel(asked))


def test_either_side_may_end_it(event, asking, paunsdorf) -> None:
    participation = ask(event, paunsdorf)
    accept(participation)
    asking.post(reverse("dates:withdraw", args=[participation.pk]))
    assert not Participation.objects.exists()
    assert calendar(paunsdorf) == []


def test_whatever_is_done_twice_is_done_once(event, paunsdorf) -> None:
    first, again = ask(event, paunsdorf), ask(event, paunsdorf)
    assert first == again
    assert accept(first)
    assert not accept(first)
    assert decline(first)
    assert not decline(first)
    assert participating.withdraw(participation=first, by=None, now=NOW)
    assert not participating.withdraw(participation=first, by=None, now=NOW)


def test_the_database_keeps_one_request_per_management(event, paunsdorf) -> None:
    ask(event, paunsdorf)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(event=event, management=paunsdorf)


def test_what_was_turned_down_or_withdrawn_meanwhile_is_said(event, paunsdorf, asked) -> None:
    participation = ask(event, paunsdorf)
    decline(participation)
    with pytest.raises(ParticipationError, match="abgelehnt"):
        accept(participation)
    participating.withdraw(participation=participation, by=None, now=NOW)
    for act in (accept, decline):
        with pytest.raises(ParticipationError, match="zurückgenommen"):
            act(participation)
    assert asked.post(reverse("dates:accept", args=[participation.pk])).status_code == 404


def test_the_editors_of_the_other_management_get_one_mail(
    event, gruenau, paunsdorf, editor_of
) -> None:
    editor_of(paunsdorf)
    for _again in range(2):
        ask(event, paunsdorf)
    [sent] = mail.outbox
    assert sent.to == ["paunsdorf@example.org"]
    assert sent.subject == "„Lichterfest“: Machen Sie mit?"
    assert "Quartiersmanagement Gruenau fragt" in sent.body
    assert sent.body.count("/admin/\n") == 1
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_request_stands_even_if_its_mail_cannot_be_sent(
    event, asking, paunsdorf, editor_of, monkeypatch
) -> None:
    def fail(*_args, **_kwargs) -> None:
        raise OSError("paunsdorf@example.org is unknown")

    editor_of(paunsdorf)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    response = asking.post(
        reverse("dates:event_ask", args=[event.pk]), {"participant": "paunsdorf"}, follow=True
    )
    assert "Bitte sagen Sie dort Bescheid" in response.content.decode()
    assert Participation.objects.get().state == State.ASKED


def test_nobody_is_told_of_a_draft(gruenau, paunsdorf, asking, asked) -> None:
    draft = make_event(gruenau, "Geheimplan", is_live=False)
    response = asking.post(
        reverse("dates:event_ask", args=[draft.pk]), {"participant": "paunsdorf"}, follow=True
    )
    assert "noch nicht öffentlich" in response.content.decode()
    assert not Participation.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("hide", ["unpublish", "restrict", "prepare"])
def test_a_request_waits_while_its_event_is_hidden(event, gruenau, paunsdorf, asked, hide) -> None:
    ask(event, paunsdorf)
    assert panel(asked) is not None
    if hide == "unpublish":
        event.unpublish()
    elif hide == "restrict":
        PageViewRestriction.objects.create(page=event, restriction_type="login")
    else:
        Management.objects.filter(pk=gruenau.pk).update(status=Management.Status.PREPARATION)
    for address in ("/admin/", "/admin/termine/"):
        assert "Lichterfest" not in asked.get(address).content.decode()


def test_a_changed_title_is_told_once_it_is_published(event, paunsdorf, asked) -> None:
    ask(event, paunsdorf)
    event.title = "Geheimer neuer Titel"
    event.save_revision()
    assert "Geheimer" not in asked.get("/admin/").content.decode()


def test_only_open_managements_are_asked_and_never_the_own_one(
    event, gruenau, make_management, asking
) -> None:
    hidden = make_management("verborgen", is_public=False)
    closed = make_management("mockau")
    Management.objects.filter(pk=closed.pk).update(status=Management.Status.CLOSED)
    for management in (hidden, closed, gruenau):
        with pytest.raises(ParticipationError):
            ask(event, management)
    for slug in ("verborgen", "mockau", "gibt-es-nicht", ""):
        response = asking.post(
            reverse("dates:event_ask", args=[event.pk]), {"participant": slug}, follow=True
        )
        assert "Bitte wählen Sie, wen Sie fragen möchten." in response.content.decode()
        assert "Verborgen" not in response.content.decode()
    assert not Participation.objects.exists()


def test_the_city_asks_in_the_same_way(city, paunsdorf, editor_of) -> None:
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    editor_of(paunsdorf)
    event = make_event(None, "Stadtfest")
    browser = logged_in(user)
    browser.post(reverse("dates:event_ask", args=[event.pk]), {"participant": "paunsdorf"})
    assert "Die Stadtredaktion fragt" in mail.outbox[0].body
    accept(Participation.objects.get())
    assert calendar(paunsdorf) == ["Stadtfest"]
    assert panel(browser) is None


def test_nobody_answers_for_others(
    event, gruenau, paunsdorf, make_management, editor_of, asking
) -> None:
    participation = ask(event, paunsdorf)
    third = logged_in(editor_of(make_management("mockau")))
    for browser, acts in (
        (third, ("accept", "decline", "withdraw")),
        (asking, ("accept", "decline")),
        (logged_in(editor_of(paunsdorf)), ("withdraw",)),
    ):
        for act in acts:
            address = reverse(f"dates:{act}", args=[participation.pk])
            assert browser.get(address).status_code == 404, act
            assert browser.post(address).status_code == 404, act
    assert (
        third.post(
            reverse("dates:event_ask", args=[event.pk]), {"participant": "mockau"}
        ).status_code
        == 404
    )
    assert Participation.objects.get().state == State.ASKED


def test_both_sides_read_in_their_record_what_was_agreed(event, gruenau, paunsdorf, asked) -> None:
    participation = ask(event, paunsdorf)
    asked.post(reverse("dates:accept", args=[participation.pk]))
    for management in (gruenau, paunsdorf):
        entry = AuditEntry.objects.get(action="participations.accept", management=management)
        assert (entry.message, entry.label) == ("Hat für Paunsdorf zugesagt", "Lichterfest")
    assert PageLogEntry.objects.filter(action="participations.accept").count() == 1
    stored = Participation.objects.get()
    assert (stored.decided_by.username, stored.decided_at) == ("redaktion-paunsdorf", NOW)


def test_who_takes_part_in_what_becomes_its_own_event_is_no_guest_any_more(
    event, paunsdorf, make_management
) -> None:
    mockau = make_management("mockau")
    for management in (paunsdorf, mockau):
        accept(ask(event, management))
    event.move(paunsdorf.page.get_children().get(slug="termine"), "last-child")
    assert [one.management for one in Participation.objects.all()] == [mockau]
    assert calendar(paunsdorf) == ["Lichterfest"]


def test_the_days_of_a_shared_event_are_its_owners_to_change(event, paunsdorf, asked) -> None:
    accept(ask(event, paunsdorf))
    day = datetime.date(2026, 12, 7).isoformat()
    assert asked.post(reverse("dates:event_cancel", args=[event.pk, day])).status_code == 404
    page = BeautifulSoup(asked.get("/admin/termine/").content, "html.parser")
    assert page.select(f'form[action*="/{day}/"]') == []
