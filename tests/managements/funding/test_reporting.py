"""Mails about notices: once when a light turns."""

import datetime
from importlib import import_module
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from managements.accounts.models import User
from managements.funding.models import CityNotice, FundingNotice, ReportedLight
from managements.funding.reporting import report_notices
from managements.models import Management
from managements.teams.models import Membership
from managements.tenancy.roles import city_editors
from tests.builders import funding_notice
from tests.dates import at
from tests.managements.funding.conftest import day, logo
from tests.many import make_many_managements

DAY = datetime.timedelta(days=1)
TODAY = day("2026-06-01")
LAST = day("2026-12-31")
# The first day on which the end of LAST is near.
NEAR = LAST - 60 * DAY


@pytest.fixture(autouse=True)
def _the_citys_pages_are_covered(city) -> None:
    CityNotice.objects.create(text="Im Auftrag der Stadt.")


@pytest.fixture
def stadt(city) -> User:
    """Somebody of the Stadtredaktion."""
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    return user


def run() -> str:
    out = StringIO()
    call_command("report_notices", stdout=out)
    return out.getvalue()


def address(what: str, notice: FundingNotice) -> str:
    """Return the full address of a view of a notice."""
    name = f"wagtailsnippets_funding_fundingnotice:{what}"
    return f"{settings.BASE_URL}{reverse(name, args=[notice.pk])}"


def told(today: datetime.date) -> dict[str, Any]:
    """Run, and return the new mails by their first address."""
    mail.outbox.clear()
    report_notices(today)
    return {sent.to[0]: sent for sent in mail.outbox}


def test_a_light_that_turns_is_told_once_to_the_editors_and_to_the_stadtredaktion(
    gruenau, editor_of, stadt
) -> None:
    editor_of(gruenau)
    notice = funding_notice(gruenau, valid_until=LAST)
    assert told(TODAY) == told(NEAR - DAY) == {}
    near = told(NEAR)
    assert sorted(near) == ["gruenau@example.org", "stadt@example.org"]
    editors, city = near["gruenau@example.org"], near["stadt@example.org"]
    assert editors.subject == "Förderhinweis Gruenau endet am 31. Dezember 2026"
    assert "endet am 31. Dezember 2026, danach ist keiner eingetragen." in editors.body
    assert "Bitte tragen Sie rechtzeitig den nächsten ein." in editors.body
    assert "steht nach dem 31. Dezember 2026 unter Ihren Seiten und neuen Beiträgen" in editors.body
    assert f"Den nächsten eintragen:\n{address('copy', notice)}\n" in editors.body
    assert editors.extra_headers["Auto-Submitted"] == "auto-generated"
    assert city.subject == "Förderhinweise: einmal ist etwas zu tun"
    assert "- Gruenau: Der Förderhinweis endet am 31. Dezember 2026" in city.body
    assert "Hier ist wieder alles in Ordnung" not in city.body
    assert "/admin/foerderung/\n" in city.body
    assert told(NEAR) == told(NEAR + DAY) == told(LAST) == {}

    gone = told(LAST + DAY)
    assert gone["gruenau@example.org"].subject == "Förderhinweis Gruenau fehlt: bitte eintragen"
    assert "Bitte tragen Sie den Hinweis noch heute ein." in gone["gruenau@example.org"].body
    assert (
        f"Förderhinweis eintragen:\n{address('copy', notice)}\n" in gone["gruenau@example.org"].body
    )
    assert "- Gruenau: Heute gilt kein Förderhinweis." in gone["stadt@example.org"].body
    assert told(LAST + 2 * DAY) == {}

    FundingNotice.objects.filter(pk=notice.pk).update(valid_until=LAST + 9 * DAY)
    soon = told(LAST + 2 * DAY)["gruenau@example.org"]
    assert "Es gilt wieder ein Förderhinweis, aber nicht mehr lange." in soon.body

    FundingNotice.objects.filter(pk=notice.pk).update(valid_until=None)
    again = told(LAST + 2 * DAY)
    assert again["gruenau@example.org"].subject == "Förderhinweis Gruenau: wieder in Ordnung"
    assert "Sie müssen nichts mehr tun." in again["gruenau@example.org"].body
    assert "/admin/snippets/" not in again["gruenau@example.org"].body
    assert again["stadt@example.org"].subject == "Förderhinweise: wieder in Ordnung"
    assert "- Gruenau: Heute gilt ein Förderhinweis, ohne Ende." in again["stadt@example.org"].body
    assert "Hier ist etwas zu tun" not in again["stadt@example.org"].body
    assert told(LAST + 3 * DAY) == {}


def test_the_first_look_is_told_only_where_something_is_to_be_done(
    gruenau, paunsdorf, editor_of, stadt
) -> None:
    for management in (gruenau, paunsdorf):
        editor_of(management)
    funding_notice(gruenau)
    first = told(TODAY)
    assert sorted(first) == ["paunsdorf@example.org", "stadt@example.org"]
    assert "Gruenau" not in first["stadt@example.org"].body
    assert "Paunsdorf" in first["stadt@example.org"].body


def test_it_turns_at_midnight_in_berlin(gruenau, editor_of) -> None:
    editor_of(gruenau)
    funding_notice(gruenau, valid_until=LAST)
    report_notices(LAST)
    mail.outbox.clear()
    with time_machine.travel(at(LAST, "23:59"), tick=False):
        assert run() == "Mails about funding notices: 0.\n"
    with time_machine.travel(at(LAST + DAY), tick=False):
        assert run() == "Mails about funding notices: 1.\n"
    assert "fehlt" in mail.outbox[0].subject


def test_the_citys_own_pages_are_told_to_the_stadtredaktion(gruenau, editor_of, stadt) -> None:
    editor_of(gruenau)
    funding_notice(gruenau)
    assert told(TODAY) == {}
    CityNotice.objects.update(valid_until=TODAY)
    sent = told(TODAY + DAY)
    assert list(sent) == ["stadt@example.org"]
    assert (
        "- Die Seiten der Stadt: Heute gilt kein Förderhinweis." in sent["stadt@example.org"].body
    )
    assert told(TODAY + DAY) == {}


def test_the_stadtredaktion_gets_one_mail_about_all(make_management, stadt) -> None:
    for slug in ("gruenau", "paunsdorf", "mockau"):
        make_management(slug)
    sent = told(TODAY)
    assert list(sent) == ["stadt@example.org"]
    assert sent["stadt@example.org"].subject == "Förderhinweise: 3 Mal ist etwas zu tun"
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("status", ["preparation", "closed"])
def test_who_is_not_public_yet_or_has_ended_is_told_nothing(
    gruenau, editor_of, stadt, status: str
) -> None:
    editor_of(gruenau)
    Management.objects.filter(pk=gruenau.pk).update(status=status)
    assert told(TODAY) == {}
    Management.objects.filter(pk=gruenau.pk).update(status="winding_down")
    assert len(told(TODAY)) == 2


def test_only_active_people_with_an_address_are_told(gruenau, stadt) -> None:
    def person(name: str, email: str = "", **facts: Any) -> User:
        made = User.objects.create_user(name, email, "geheim", **facts)
        made.groups.add(gruenau.editors)
        return made

    person("anna", "anna@example.org")
    person("bert", "bert@example.org")
    person("gesperrt", "gesperrt@example.org", is_active=False)
    person("ohne")
    left = person("weg", "weg@example.org")
    Membership.objects.filter(user=left).update(last_day=TODAY - DAY)
    blocked = User.objects.create_user("s2", "s2@example.org", "geheim", is_active=False)
    blocked.groups.add(city_editors())
    report_notices(TODAY)
    assert [sent.to for sent in mail.outbox] == [
        ["anna@example.org", "bert@example.org"], ["stadt@example.org"],
    ]  # fmt: skip


def test_what_nobody_could_be_told_is_told_once_there_is_somebody(
    gruenau, editor_of, stadt
) -> None:
    stadt.groups.clear()
    assert told(TODAY) == {}
    editor_of(gruenau)
    assert list(told(TODAY + DAY)) == ["gruenau@example.org"]
    stadt.groups.add(city_editors())
    assert list(told(TODAY + 2 * DAY)) == ["stadt@example.org"]


def test_what_is_incomplete_is_said_in_the_mail(gruenau, editor_of, stadt) -> None:
    editor_of(gruenau)
    funding_notice(gruenau, "Von {Träger}.", valid_until=LAST)
    missing = "Im Förderhinweis steht {Träger}, aber es fehlt: der Träger."
    sent = told(NEAR)
    assert f"Der Hinweis ist nicht vollständig:\n- {missing}" in sent["gruenau@example.org"].body
    assert missing in sent["stadt@example.org"].body


def test_a_next_one_that_begins_too_late_is_mended_by_other_days(gruenau, editor_of) -> None:
    editor_of(gruenau)
    present = funding_notice(gruenau, valid_until=LAST)
    following = funding_notice(gruenau, valid_from=LAST + 5 * DAY)
    ways = (
        f"Den nächsten vorziehen:\n{address('edit', following)}\n\n"
        "Den %s verlängern:\n" + f"{address('edit', present)}\n"
    )
    soon = told(NEAR)["gruenau@example.org"].body
    assert "steht nach dem 31. Dezember 2026" in soon
    assert "kein Förderhinweis, bis wieder einer beginnt." in soon
    assert "Lassen Sie den nächsten früher beginnen oder den davor länger gelten." in soon
    assert ways % "von heute" in soon
    assert "/copy/" not in soon
    late = told(LAST + DAY)["gruenau@example.org"]
    assert late.subject == "Förderhinweis Gruenau fehlt: bitte die Lücke schließen"
    gone = late.body
    assert "Der nächste beginnt am 5. Januar 2027." in gone
    assert "Der nächste ist schon eingetragen, beginnt aber zu spät." in gone
    assert ways % "davor" in gone
    assert "tragen Sie den Hinweis" not in gone


def test_who_has_never_had_one_is_led_to_an_empty_form(gruenau, editor_of) -> None:
    editor_of(gruenau)
    body = told(TODAY)["gruenau@example.org"].body
    assert f"/admin/snippets/funding/fundingnotice/add/?management={gruenau.pk}\n" in body


def test_what_is_covered_again_but_incomplete_or_with_an_end_is_not_told_as_done(
    gruenau, paunsdorf, editor_of, stadt
) -> None:
    for management in (gruenau, paunsdorf):
        editor_of(management)
    report_notices(TODAY)
    funding_notice(gruenau, "Von {Träger}.")
    funding_notice(paunsdorf, valid_until=LAST)
    sent = told(TODAY + DAY)
    incomplete, ending = sent["gruenau@example.org"], sent["paunsdorf@example.org"]
    assert incomplete.subject == "Förderhinweis Gruenau gilt, ist aber unvollständig"
    assert "Den von heute ändern:\n" in incomplete.body
    assert "Sie müssen nichts mehr tun" not in incomplete.body + ending.body
    assert "60 Tage vor dem Ende bekommen Sie wieder eine Mail." in ending.body
    to_do, right_again = sent["stadt@example.org"].body.split("Hier ist wieder alles in Ordnung:")
    assert "- Gruenau" in to_do
    assert "- Gruenau" not in right_again
    assert "- Paunsdorf" in right_again


@pytest.mark.parametrize("broken", ["paunsdorf@example.org", "stadt@example.org"])
def test_one_mail_that_fails_stops_no_other_and_is_told_by_the_next_run(
    gruenau, paunsdorf, make_management, editor_of, stadt, monkeypatch, caplog, broken: str
) -> None:
    for management in (gruenau, paunsdorf, make_management("mockau")):
        editor_of(management)
    send = mail.EmailMessage.send

    def failing(message: Any, *args: Any, **kwargs: Any) -> Any:
        if broken in message.to:
            raise ConnectionRefusedError(broken)
        return send(message, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(mail.EmailMessage, "send", failing)
        with pytest.raises(CommandError, match="1 could not be sent"):
            run()
    everybody = {f"{name}@example.org" for name in ("gruenau", "paunsdorf", "mockau", "stadt")}
    assert {sent.to[0] for sent in mail.outbox} == everybody - {broken}
    assert "could not be sent: ConnectionRefusedError" in caplog.text
    assert "@" not in caplog.text
    mail.outbox.clear()
    assert run() == "Mails about funding notices: 1.\n"
    assert mail.outbox[0].to == [broken]
    assert run() == "Mails about funding notices: 0.\n"


def test_a_second_run_at_the_same_time_tells_nothing(
    gruenau, editor_of, stadt, monkeypatch
) -> None:
    editor_of(gruenau)
    send, inner = mail.EmailMessage.send, []

    def slow(message: Any, *args: Any, **kwargs: Any) -> Any:
        # Whoever comes now finds the light marked as told before the mail is gone.
        with monkeypatch.context() as patched:
            patched.setattr(mail.EmailMessage, "send", send)
            patched.setattr("managements.funding.reporting._tell_the_city", lambda _lights: False)
            inner.append(report_notices(TODAY).mails)
        return send(message, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMessage, "send", slow)
    report_notices(TODAY)
    assert inner == [0, 0]
    assert [sent.to[0] for sent in mail.outbox] == ["gruenau@example.org", "stadt@example.org"]


def test_what_was_told_is_read_again_under_lock(gruenau, editor_of, stadt) -> None:
    editor_of(gruenau)
    funding_notice(gruenau, valid_until=LAST)
    report_notices(TODAY)
    with CaptureQueriesContext(connection) as captured:
        report_notices(NEAR)
    locked = [one["sql"] for one in captured if "FOR UPDATE" in one["sql"]]
    assert len(locked) == (2 if connection.features.has_select_for_update else 0)


@pytest.mark.parametrize("management", [True, False])
def test_of_nobody_two_lights_are_remembered(gruenau, management: bool) -> None:
    facts = {"management": gruenau if management else None}
    ReportedLight.objects.create(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportedLight.objects.create(**facts)


def test_a_name_with_a_line_break_is_no_header(gruenau, editor_of) -> None:
    editor_of(gruenau)
    gruenau.short_name = "Grünau\nBcc: dieb@example.org"
    gruenau.save()
    assert report_notices(TODAY).mails == 1
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["gruenau@example.org"]


@pytest.mark.once
def test_a_night_in_which_nothing_turns_costs_the_same_with_2_and_with_200(city) -> None:
    def count(numbers: range) -> int:
        for one in make_many_managements(numbers):
            funding_notice(one)
        report_notices(TODAY)
        with CaptureQueriesContext(connection) as captured:
            report_notices(TODAY)
        return len(captured)

    # `city` has people of nobody, so what turned for the city is marked all the same.
    assert count(range(2)) == count(range(2, 200))


# --- A notice that is valid and lacks something -----------------------------------------------------


def words_of(notice: FundingNotice, text: str) -> None:
    """Change the words of a notice, or who carries it."""
    FundingNotice.objects.filter(pk=notice.pk).update(text=text)


def test_a_notice_that_becomes_incomplete_is_told_once_and_again_when_it_turns_again(
    gruenau, editor_of, stadt
) -> None:
    editor_of(gruenau)
    notice = funding_notice(gruenau, "Gefördert.")
    missing = "Im Förderhinweis steht {Träger}, aber es fehlt: der Träger."
    assert told(TODAY) == {}
    for number in range(2):
        now = TODAY + 10 * number * DAY
        words_of(notice, "Von {Träger}.")
        turned = told(now)
        assert sorted(turned) == ["gruenau@example.org", "stadt@example.org"]
        editors, city = turned["gruenau@example.org"], turned["stadt@example.org"]
        assert editors.subject == "Förderhinweis Gruenau gilt, ist aber unvollständig"
        assert "Bitte ergänzen Sie ihn noch heute." in editors.body
        assert f"Der Hinweis ist nicht vollständig:\n- {missing}" in editors.body
        assert f"Den von heute ändern:\n{address('edit', notice)}\n" in editors.body
        assert "Stadtredaktion" not in editors.body
        assert city.subject == "Förderhinweise: einmal ist etwas zu tun"
        assert missing in city.body.split("Hier ist etwas zu tun:")[1]
        for later in range(3):
            assert told(now + later * DAY) == {}
        words_of(notice, "Gefördert.")
        again = told(now + 4 * DAY)
        assert again["gruenau@example.org"].subject == "Förderhinweis Gruenau: wieder in Ordnung"
        assert again["stadt@example.org"].subject == "Förderhinweise: wieder in Ordnung"
        assert told(now + 5 * DAY) == {}


def test_the_citys_own_notice_is_told_when_it_becomes_incomplete(stadt) -> None:
    assert told(TODAY) == {}
    CityNotice.objects.update(text="Im Auftrag: {Auftraggeber}.", commissioner="")
    sent = told(TODAY)["stadt@example.org"]
    assert "- Die Seiten der Stadt: Heute gilt ein Förderhinweis" in sent.body
    assert "steht {Auftraggeber}, aber es fehlt:" in sent.body
    assert told(TODAY + DAY) == {}


def test_who_is_incomplete_at_the_first_look_is_told(gruenau, editor_of) -> None:
    editor_of(gruenau)
    funding_notice(gruenau, "Von {Träger}.")
    assert "unvollständig" in told(TODAY)["gruenau@example.org"].subject
    assert told(TODAY + DAY) == {}


def test_one_that_ends_soon_is_told_anew_if_it_lacks_something_but_not_if_that_is_mended(
    gruenau, editor_of
) -> None:
    editor_of(gruenau)
    notice = funding_notice(gruenau, valid_until=LAST)
    assert "endet am" in told(NEAR)["gruenau@example.org"].subject
    words_of(notice, "Von {Träger}.")
    worse = told(NEAR + DAY)["gruenau@example.org"]
    assert worse.subject == "Förderhinweis Gruenau gilt, ist aber unvollständig"
    assert "endet am 31. Dezember 2026" in worse.body
    assert "Bitte ergänzen Sie ihn noch heute." in worse.body
    assert told(NEAR + 2 * DAY) == {}
    words_of(notice, "Gefördert.")
    assert told(NEAR + 3 * DAY) == told(NEAR + 4 * DAY) == {}
    words_of(notice, "Von {Träger}.")
    assert list(told(NEAR + 5 * DAY)) == ["gruenau@example.org"]


def test_one_that_is_incomplete_is_told_when_it_ends_soon_too(gruenau, editor_of) -> None:
    editor_of(gruenau)
    notice = funding_notice(gruenau, "Von {Träger}.", valid_until=LAST)
    report_notices(TODAY)
    assert "endet am" in told(NEAR)["gruenau@example.org"].subject
    assert told(NEAR + DAY) == {}
    FundingNotice.objects.filter(pk=notice.pk).update(valid_until=None)
    longer = told(NEAR + 2 * DAY)["gruenau@example.org"]
    assert longer.subject == "Förderhinweis Gruenau gilt, ist aber unvollständig"
    assert told(NEAR + 3 * DAY) == {}


def test_a_logo_without_a_file_is_told_but_editors_are_not_sent_to_mend_it(
    gruenau, editor_of, stadt
) -> None:
    editor_of(gruenau)
    funding_notice(gruenau, "Gefördert.")
    CityNotice.objects.update(text="Im Auftrag der Stadt.")
    assert told(TODAY) == {}
    logo("Freistaat", with_every_notice=True)
    sent = told(TODAY)
    editors = sent["gruenau@example.org"]
    assert editors.subject == "Förderhinweis Gruenau gilt, ist aber unvollständig"
    assert "Freistaat" in editors.body
    assert "Um die Logos kümmert sich die Stadtredaktion." in editors.body
    assert "noch heute" not in editors.body
    assert "/admin/snippets/" not in editors.body
    assert "Freistaat" in sent["stadt@example.org"].body
    assert told(TODAY + DAY) == {}


def test_a_logo_that_loses_its_file_while_the_notice_ends_soon_asks_editors_for_nothing_else(
    gruenau, editor_of, stadt
) -> None:
    editor_of(gruenau)
    notice = funding_notice(gruenau, "Gefördert.", valid_until=LAST)
    CityNotice.objects.update(text="Im Auftrag der Stadt.")
    assert "endet am" in told(NEAR)["gruenau@example.org"].subject
    logo("Freistaat", with_every_notice=True)
    body = told(NEAR + DAY)["gruenau@example.org"].body
    assert "Freistaat" in body
    assert "Um die Logos kümmert sich die Stadtredaktion." in body
    assert "noch heute" not in body
    assert f"Den nächsten eintragen:\n{address('copy', notice)}\n" in body
    assert told(NEAR + 2 * DAY) == {}
    # What editors can give is asked for, whatever else is missing.
    FundingNotice.objects.filter(pk=notice.pk).update(valid_until=None)
    words_of(notice, "Von {Träger}.")
    both = told(NEAR + 3 * DAY)["gruenau@example.org"].body
    assert "Bitte ergänzen Sie ihn noch heute." in both
    assert "Um die Logos kümmert sich die Stadtredaktion." in both


def test_what_an_earlier_release_told_of_a_light_is_not_told_again(
    gruenau, editor_of, stadt
) -> None:
    editor_of(gruenau)
    funding_notice(gruenau, valid_until=LAST)
    report_notices(TODAY)
    for before, today in (("covered", TODAY), ("ends_soon", NEAR), ("gap", LAST + DAY)):
        ReportedLight.objects.filter(management=gruenau).update(to_editors=before, to_city=before)
        assert told(today) == {}


def test_on_the_way_back_an_earlier_release_finds_words_that_it_knows(city) -> None:
    known = {
        "covered": "covered", "incomplete": "covered", "ends_soon": "ends_soon",
        "ends_soon_incomplete": "ends_soon", "gap": "gap", "": "",
    }  # fmt: skip
    for management, now in zip(make_many_managements(range(len(known))), known, strict=True):
        ReportedLight.objects.create(management=management, to_editors=now, to_city=now)
    name = "0005_lights_are_told_incomplete"
    operations = import_module(f"managements.funding.migrations.{name}").Migration.operations
    apps = MigrationLoader(connection).project_state([("funding", name)]).apps
    # On the way back the last operation comes first.
    operations[-1].reverse_code(apps, SimpleNamespace(connection=connection))
    lights = ReportedLight.objects.order_by("management")
    found = list(lights.values_list("to_editors", "to_city"))
    assert found == [(before, before) for before in known.values()]
