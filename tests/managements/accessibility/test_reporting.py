"""Somebody reports a barrier."""

import datetime
from io import BytesIO

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from managements.accessibility.enforcement import due_day
from managements.accessibility.models import BarrierReport
from managements.accessibility.models.receiving import MOST_IN_AN_HOUR
from managements.accessibility.report_forms import BarrierForm
from managements.accessibility.stamps import StampState, new_stamp, state_of
from managements.models import FormerHostname
from managements.tenancy.provisioning import repair_management
from managements.websites.models import LegalPage
from tests.builders import CITY_HOST, finish_statement
from tests.managements.accessibility.conftest import FORM, NOW, TODAY, filled, stamp_of_before

pytestmark = pytest.mark.usefixtures("_at_noon", "gruenau")


def words_of(response) -> str:
    html = BeautifulSoup(response.content, "html.parser")
    return " ".join(html.main.get_text(" ").split())


def test_a_report_is_stored_with_its_page_its_owner_and_its_day(client, gruenau) -> None:
    response = client.post(FORM, filled(hilfsmittel="Lupe", email="ich@example.org"), follow=True)
    report = BarrierReport.objects.get()
    assert report.management == gruenau
    assert report.page_url == "http://quartiere.test/gruenau/"
    assert (report.barrier, report.aids, report.reply_to) == (
        "Die Karte hat keinen Text.", "Lupe", "ich@example.org",
    )  # fmt: skip
    assert (report.received_at, report.due_on) == (NOW, datetime.date(2026, 12, 26))
    said = words_of(response)
    assert "spätestens am 26. Dezember 2026" in said
    assert "Landesbeauftragter für Inklusion" in said
    assert response.redirect_chain[0][1] == 302


def test_nobody_gets_a_cookie_and_nothing_is_cached(client) -> None:
    strict = Client(SERVER_NAME=CITY_HOST, enforce_csrf_checks=True)
    shown = strict.get(FORM)
    wrong = strict.post(FORM, filled(barriere=""))
    sent = strict.post(FORM, filled())
    thanks = strict.get(sent["Location"])
    for response in (shown, wrong, sent, thanks):
        assert not response.cookies
    assert (shown.status_code, wrong.status_code, sent.status_code) == (200, 200, 302)
    # The browser itself may keep the form for its way back; a cache of others keeps nothing.
    assert {shown["Cache-Control"], wrong["Cache-Control"]} == {"private, no-cache"}
    assert thanks["Cache-Control"] == "no-store"
    assert strict.cookies == {}


def test_other_addresses_keep_their_protection(gruenau) -> None:
    strict = Client(SERVER_NAME=CITY_HOST, enforce_csrf_checks=True)
    assert strict.post("/gruenau/barrierefreiheit/", filled()).status_code == 403
    assert strict.post("/admin/login/", {}).status_code == 403


def test_the_form_begins_with_the_page_that_somebody_comes_from(client) -> None:
    html = BeautifulSoup(client.get(f"{FORM}?seite=/gruenau/termine/").content, "html.parser")
    assert html.select_one("#melden-seite")["value"] == "http://quartiere.test/gruenau/termine/"
    assert html.select_one(".report__about")["href"] == "http://quartiere.test/gruenau/termine/"


@pytest.mark.parametrize(
    "address",
    [
        "https://boese.example/", "//boese.example/", "/\\boese.example", "javascript:alert(1)",
        "http://quartiere.test@boese.example/", "http://[", "http://quartiere.test:x/", "/a b", "x" * 600,
        "data:text/html,x", "ftp://quartiere.test/",
    ],
)  # fmt: skip
def test_addresses_of_others_are_neither_shown_nor_taken(client, address: str) -> None:
    shown = client.get(FORM, {"seite": address})
    assert shown.status_code == 200
    assert "report__about" not in shown.content.decode()
    response = client.post(FORM, filled(seite=address))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["seite"]
    assert "Das ist keine Seite von uns." in words_of(response)
    assert not BarrierReport.objects.exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("/paunsdorf/x/?a=b", "http://quartiere.test/paunsdorf/x/?a=b"),
        ("quartiere.test/gruenau/", "http://quartiere.test/gruenau/"),
        ("https://QUARTIERE.test/gruenau/", "http://quartiere.test/gruenau/"),
        (" http://quartiere.test ", "http://quartiere.test/"),
        ("", ""),
    ],
)
def test_own_addresses_are_taken_however_they_are_typed(client, typed: str, stored: str) -> None:
    client.post(FORM, filled(seite=typed))
    assert BarrierReport.objects.get().page_url == stored


def test_what_is_wrong_stands_above_the_form_with_ways_to_the_fields(client) -> None:
    response = client.post(FORM, filled(barriere=" ", email="keine", hilfsmittel="Lupe"))
    html = BeautifulSoup(response.content, "html.parser")
    summary = html.select_one(".error-summary")
    assert summary.has_attr("autofocus")
    assert summary["tabindex"] == "-1"
    links = {one["href"]: one.text for one in summary.select("a")}
    assert links == {
        "#melden-barriere": "Bitte schreiben Sie, was Sie hindert.",
        "#melden-email": (
            "Bitte schreiben Sie die E-Mail-Adresse so: name@example.org. Oder lassen Sie das Feld leer."
        ),
    }
    for anchor in links:
        field = html.select_one(anchor)
        assert field["aria-invalid"] == "true"
        described = field["aria-describedby"].split()
        assert all(html.find(id=one) for one in described)
    assert html.title.text.strip().startswith("Fehler: ")
    assert html.select_one("#melden-hilfsmittel")["value"] == "Lupe"
    assert html.select_one("#melden-email")["value"] == "keine"


@pytest.mark.parametrize(("name", "letters"), [("barriere", 4001), ("hilfsmittel", 301)])
def test_what_is_too_long_is_refused_with_a_sentence(client, name: str, letters: int) -> None:
    response = client.post(FORM, filled(**{name: "x" * letters}))
    assert f"höchstens {letters - 1} Zeichen" in words_of(response)
    assert client.post(FORM, filled(**{name: "x" * (letters - 1)})).status_code == 302


def test_a_line_break_is_one_character_as_in_browsers(client) -> None:
    response = client.post(FORM, filled(barriere="x\r\n" * 2000))
    assert response.status_code == 302
    assert "\r" not in BarrierReport.objects.get().barrier


def test_no_input_breaks_the_form(client) -> None:
    for value in ("\x00", "\ud800".encode("utf-8", "surrogatepass"), "𝕏" * 50, "<script>"):
        for name in ("seite", "barriere", "hilfsmittel", "email", "marke", "webseite"):
            assert client.post(FORM, filled(**{name: value})).status_code in {200, 302}
    assert client.post(FORM, {}).status_code == 200
    assert client.put(FORM).status_code == 405


STRANGE_ENCODINGS = [
    "unicode_escape", "raw_unicode_escape", "hex", "idna", "undefined", "utf-16", "utf-7", "latin-1", "x", "",
]  # fmt: skip


@pytest.mark.parametrize("charset", STRANGE_ENCODINGS)
def test_no_encoding_but_utf_8_is_read(client, charset: str) -> None:
    client.raise_request_exception = False
    for kind in ("multipart/form-data; boundary=XX", "application/x-www-form-urlencoded"):
        for address in (FORM, "/admin/login/"):
            content_type = f"{kind}; charset={charset}"
            assert client.generic("POST", address, BODY, content_type).status_code == 400
    assert not BarrierReport.objects.exists()


@pytest.mark.parametrize("charset", [*STRANGE_ENCODINGS, "utf-8"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_server_answers_whatever_encoding_a_request_names(rf, charset, method) -> None:
    # Django's test client makes requests itself.
    from cms.wsgi import application

    environ = rf.get(FORM, {"seite": "\\ud800"}, SERVER_NAME=CITY_HOST).environ
    for said in (f"charset={charset}", f"charset*={charset}''utf%2D8"):
        environ |= {"CONTENT_TYPE": f"multipart/form-data; boundary=XX; {said}"}
        environ |= {"REQUEST_METHOD": method, "wsgi.input": BytesIO(BODY)}
        environ |= {"CONTENT_LENGTH": str(len(BODY))}
        status = application.get_response(application.request_class(environ)).status_code
        if charset == "utf-8" or "*" not in said:
            assert status == (200 if charset == "utf-8" else 400)
        assert status in {200, 400}


BODY = b'--XX\r\nContent-Disposition: form-data; name="barriere"\r\n\r\na\\ud800b\r\n--XX--\r\n'


@pytest.mark.parametrize("charset", ["", "; charset=UTF-8", "; charset=utf8", '; charset="utf-8"'])
def test_utf_8_is_read_however_it_is_called(client, charset: str) -> None:
    content_type = f"multipart/form-data; boundary=XX{charset}"
    response = client.generic("POST", FORM, BODY, content_type)
    assert response.status_code == 200
    assert response.context["form"]["barriere"].value() == "a\\ud800b"


def test_half_characters_are_refused_with_a_sentence(rf) -> None:
    form = BarrierForm({"barriere": "a\ud800b"}, request=rf.get("/"))
    assert "lässt sich nicht lesen" in form.errors["barriere"][0]
    assert state_of("a\ud800:b:c") is StampState.STALE


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin", "origin": "http://quartiere.test"}, True),
        ({"origin": "http://quartiere.test"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "https://boese.example"}, False),
        ({"origin": "null"}, False),
    ],
)
def test_forms_on_other_sites_cannot_send_it(client, headers, is_taken: bool) -> None:
    response = client.post(FORM, filled(), headers=headers)
    assert BarrierReport.objects.exists() is is_taken
    if not is_taken:
        assert "von einer anderen Website" in words_of(response)
        assert "Die Karte hat keinen Text." in words_of(response)


def test_programs_are_kept_away_and_people_send_once_more(client) -> None:
    trapped = client.post(FORM, filled(webseite="https://spam.example"))
    assert "als hätte ein Programm" in words_of(trapped)
    html = BeautifulSoup(trapped.content, "html.parser")
    assert not html.select_one("#melden-webseite").get("value")
    too_fast = client.post(FORM, filled(marke=new_stamp()))
    assert "als hätte ein Programm" in words_of(too_fast)
    for stamp in ("", "x", f"{new_stamp()}x", stamp_of_before(25 * 60 * 60)):
        assert "war lange offen" in words_of(client.post(FORM, filled(marke=stamp)))
    assert not BarrierReport.objects.exists()
    # The form that is shown again carries a stamp that is good at once, or a moment later.
    stamp = html.select_one("[name=marke]")["value"]
    assert client.post(FORM, filled(marke=stamp, barriere="Noch eine.")).status_code == 302
    stamp = BeautifulSoup(too_fast.content, "html.parser").select_one("[name=marke]")["value"]
    with time_machine.travel(NOW + datetime.timedelta(seconds=5), tick=False):
        assert client.post(FORM, filled(marke=stamp)).status_code == 302


def test_so_many_in_an_hour_are_too_many_for_people(client, make_report, gruenau) -> None:
    for _ in range(MOST_IN_AN_HOUR):
        make_report(gruenau)
    assert "rufen Sie das Bürgertelefon an: 115" in words_of(client.post(FORM, filled()))
    finish_statement(gruenau, feedback_email="qm@example.org")
    assert "schreiben Sie an qm@example.org" in words_of(client.post(FORM, filled()))
    assert BarrierReport.objects.count() == MOST_IN_AN_HOUR
    with time_machine.travel(NOW + datetime.timedelta(hours=1, seconds=1), tick=False):
        assert client.post(FORM, filled()).status_code == 302


def test_the_same_form_sent_twice_is_one_report(client) -> None:
    form = filled()
    first, second = client.post(FORM, form), client.post(FORM, form)
    assert first["Location"] == second["Location"]
    client.post(FORM, form | {"barriere": "Etwas anderes."})
    assert BarrierReport.objects.count() == 2


@pytest.mark.parametrize(
    ("again", "number"),
    [
        ({}, 1),
        ({"email": "ich@example.org"}, 2),
        ({"barriere": "Die Karte hat noch immer keinen Text."}, 2),
        ({"seite": "/paunsdorf/"}, 2),
        ({"hilfsmittel": "Lupe"}, 2),
    ],
)
def test_the_same_words_from_another_form_are_one_report_within_the_hour(
    client, again: dict[str, str], number: int
) -> None:
    """Whoever goes back gets a form with a new stamp."""
    first = client.post(FORM, filled())
    with time_machine.travel(NOW + datetime.timedelta(minutes=59), tick=False):
        second = client.post(FORM, filled(**again))
    assert BarrierReport.objects.count() == number
    assert (first["Location"] == second["Location"]) is (number == 1)


def test_the_same_words_after_an_hour_or_an_answer_are_another_report(client) -> None:
    client.post(FORM, filled())
    with time_machine.travel(NOW + datetime.timedelta(minutes=61), tick=False):
        client.post(FORM, filled())
        BarrierReport.objects.update(state="answered", answered_on=TODAY)
        client.post(FORM, filled())
    assert BarrierReport.objects.count() == 3


def test_the_thanks_say_who_reads_it(client, gruenau, paunsdorf) -> None:
    own = words_of(client.post(FORM, filled(), follow=True))
    assert f"{gruenau.name} und die Stadtredaktion lesen sie." in own
    of_another = words_of(client.post(FORM, filled(seite="/paunsdorf/"), follow=True))
    assert f"{paunsdorf.name} und die Stadtredaktion lesen sie." in of_another
    city = "/barrierefreiheit/melden/"
    of_the_city = words_of(client.post(city, filled(seite="/termine/"), follow=True))
    assert "Die Stadtredaktion liest sie." in of_the_city
    gruenau.status = "closed"
    gruenau.save()
    of_closed = words_of(client.post(FORM, filled(barriere="Noch eine."), follow=True))
    assert "Die Stadtredaktion liest sie." in of_closed


def test_nobody_makes_up_a_receipt(client) -> None:
    location = client.post(FORM, filled())["Location"]
    receipt = location.rstrip("/").rpartition("/")[2]
    number, _day, signature = receipt.split("-", 2)
    for wrong in (f"{number}-20990101-{signature}", f"9{receipt}", "x", f"1-20261399-{'x' * 43}"):
        assert client.get(f"{FORM}danke/{wrong}/").status_code == 404
    assert client.get(location).status_code == 200


def test_it_goes_to_the_site_that_the_page_is_on(client, gruenau, paunsdorf) -> None:
    client.post(FORM, filled(seite="/paunsdorf/"))
    client.post(FORM, filled(seite=""))
    client.post("/barrierefreiheit/melden/", filled(seite="/termine/"))
    owners = list(BarrierReport.objects.order_by("pk").values_list("management", flat=True))
    assert owners == [paunsdorf.pk, gruenau.pk, None]


@pytest.mark.parametrize("address", ["/", "/suche/", "/gibt-es-nicht/", "quartiere.test"])
def test_the_citys_pages_go_to_the_city_whoevers_form_was_sent(client, address: str) -> None:
    client.post(FORM, filled(seite=address))
    assert BarrierReport.objects.get().management is None


def test_further_names_of_the_city_are_ours(client, gruenau, settings) -> None:
    settings.EXTRA_HOSTS = ["www.quartiere.test"]
    client.post(FORM, filled(seite="http://www.quartiere.test/gruenau/?a=b"))
    report = BarrierReport.objects.get()
    assert (report.page_url, report.management) == (
        "http://quartiere.test/gruenau/?a=b", gruenau,
    )  # fmt: skip
    other = client.post(FORM, filled(seite="http://www2.quartiere.test/", barriere="Noch eine."))
    assert list(other.context["form"].errors) == ["seite"]


@pytest.mark.parametrize(
    ("hostname", "stored"),
    [
        (None, "http://quartiere.test/gruenau/aktuelles/?a=b"),
        ("gruenau.test", "http://gruenau.test/aktuelles/?a=b"),
    ],
)
def test_a_former_hostname_leads_to_where_the_site_is_now(
    client, gruenau, paunsdorf, hostname, stored: str
) -> None:
    FormerHostname.objects.create(management=gruenau, hostname="qm-gruenau.test")
    gruenau.hostname = hostname
    gruenau.save()
    repair_management(gruenau)
    form = f"/{paunsdorf.slug}/barrierefreiheit/melden/"
    typed = "https://QM-Gruenau.test/aktuelles/?a=b"
    assert client.get(form, {"seite": typed}).context["form"].initial == {"seite": stored}
    assert client.post(form, filled(seite=typed)).status_code == 302
    report = BarrierReport.objects.get()
    assert (report.page_url, report.management) == (stored, gruenau)


@pytest.mark.parametrize(
    "host", ["alt.qm-gruenau.test", "qm-gruenau.test.boese.example", "xqm-gruenau.test", "test"]
)
def test_what_only_resembles_a_former_hostname_is_somebody_elses(
    client, gruenau, host: str
) -> None:
    FormerHostname.objects.create(management=gruenau, hostname="qm-gruenau.test")
    response = client.post(FORM, filled(seite=f"https://{host}/"))
    assert list(response.context["form"].errors) == ["seite"]


def test_a_hostname_that_is_forgotten_is_somebody_elses(client, gruenau) -> None:
    former = FormerHostname.objects.create(management=gruenau, hostname="qm-gruenau.test")
    client.get(FORM, {"seite": "https://qm-gruenau.test/"})
    former.delete()
    assert client.get(FORM, {"seite": "https://qm-gruenau.test/"}).context["form"].initial == {}


def test_below_the_form_stands_what_becomes_of_it(client, gruenau) -> None:
    html = BeautifulSoup(client.get(FORM).content, "html.parser")
    said = " ".join(html.main.form.get_text(" ").split())
    assert "6 Monate nach unserer Antwort, spätestens nach 24 Monaten" in said
    assert "Namen brauchen wir nicht." in said
    assert (
        html.main.form.find("a", string="Datenschutz")["href"]
        == "/gruenau/datenschutz/#barriere-melden"
    )
    # Else the city's, else none.
    LegalPage.objects.child_of(gruenau.page).filter(kind="datenschutz").update(live=False)
    html = BeautifulSoup(client.get(FORM).content, "html.parser")
    assert html.main.form.find("a", string="Datenschutz")["href"] == "/datenschutz/#barriere-melden"
    LegalPage.objects.update(live=False)
    html = BeautifulSoup(client.get(FORM).content, "html.parser")
    assert html.main.form.find("a") is None


def test_for_a_closed_management_the_next_one_answers_or_the_city(
    client, gruenau, paunsdorf
) -> None:
    gruenau.status = "closed"
    gruenau.save()
    client.post(FORM, filled())
    gruenau.successor = paunsdorf
    gruenau.save()
    client.post(FORM, filled())
    owners = list(BarrierReport.objects.order_by("pk").values_list("management", flat=True))
    assert owners == [None, paunsdorf.pk]


@pytest.mark.parametrize(
    ("received", "due"),
    [("2026-11-26", "2026-12-26"), ("2027-01-31", "2027-02-28"), ("2026-12-31", "2027-01-31")],
)
def test_an_answer_is_due_after_a_month(received: str, due: str) -> None:
    of = datetime.date.fromisoformat
    assert due_day(of(received)) == of(due)


def test_the_day_is_that_of_berlin(client) -> None:
    with time_machine.travel(
        datetime.datetime(2026, 11, 26, 23, 30, tzinfo=datetime.UTC), tick=False
    ):
        client.post(FORM, filled())
    assert BarrierReport.objects.get().due_on == datetime.date(2026, 12, 27)


def test_a_report_is_told_after_it_is_stored(
    client, gruenau, editor_of, stadt, caplog, django_capture_on_commit_callbacks
) -> None:
    editor_of(gruenau)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(FORM, filled(email="ich@example.org", hilfsmittel="Lupe"))
    assert {message.to[0] for message in mail.outbox} == {
        "gruenau@example.org",
        "stadt@example.org",
    }
    for message in mail.outbox:
        assert "Barriere gemeldet" in message.subject
        assert "http://quartiere.test/gruenau/" in message.body
        assert "26. Dezember 2026" in message.body
        assert "ich@example.org" not in message.body
        assert "Lupe" not in message.body
    report = BarrierReport.objects.get()
    assert (report.editors_told, report.city_told) == ("new", "new")
    assert "example.org" not in caplog.text


def test_a_mail_server_that_fails_loses_no_report(
    client, gruenau, editor_of, monkeypatch, caplog, django_capture_on_commit_callbacks
) -> None:
    editor_of(gruenau)

    def fail(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError("gruenau@example.org")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(FORM, filled(email="ich@example.org"))
    assert response.status_code == 302
    assert BarrierReport.objects.get().editors_told == ""
    assert "could not be sent: ConnectionRefusedError" in caplog.text
    assert "example.org" not in caplog.text


def test_today_is_known(client) -> None:
    assert f"bis zum {due_day(TODAY):%-d}. Dezember 2026" in words_of(client.get(FORM))
