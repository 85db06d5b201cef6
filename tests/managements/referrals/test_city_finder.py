"""The city's finder: from an enquiry and a place to an answer."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from managements.models import District, Management, ManagementDistrict, Street
from managements.referrals.models import Answer, Contact, Enquiry, EnquiryContact
from managements.tenancy.provisioning import repair_management

Get = Callable[..., Any]


@pytest.fixture
def internship(city) -> Enquiry:
    return Enquiry.objects.create(
        name="Praktikum", slug="praktikum", synonyms="Praktikant, Schülerpraktikum",
        explanation="Ein paar Wochen mitarbeiten",
    )  # fmt: skip


@pytest.fixture
def litter(city) -> Enquiry:
    return Enquiry.objects.create(
        name="Müll und Unordnung", slug="muell", synonyms="Schrottfahrrad"
    )


@pytest.fixture
def room(city) -> Enquiry:
    return Enquiry.objects.create(name="Raum für eine Gruppe", slug="raum", synonyms="Gruppe")


@pytest.fixture
def group(city) -> Enquiry:
    return Enquiry.objects.create(name="Gruppe finden", slug="gruppe-finden")


def district(
    name: str, *managements: Management, only_in_part: bool = False, others: str = ""
) -> District:
    slug = name.lower().replace("ö", "oe").replace(" ", "-")
    made = District.objects.create(name=name, slug=slug, other_names=others)
    for management in managements:
        ManagementDistrict.objects.create(
            management=management, district=made, only_in_part=only_in_part
        )
    return made


def street(name: str, *districts: District) -> None:
    Street.objects.create(name=name).districts.set(districts)


def answer(management: Management, enquiry: Enquiry, state: str = "yes", **facts: Any) -> None:
    Answer.objects.create(management=management, enquiry=enquiry, state=state, **facts)


@pytest.fixture
def ask(client: Client) -> Get:
    """Ask the finder; returns the response."""
    return lambda **given: client.get("/anliegen/", given)


def main_of(response: Any) -> str:
    assert response.status_code == 200
    return response.content.decode().split("<main")[1].split("</main>")[0]


def links_in(html: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(r'<a [^>]*href="([^"]+)"', html)]


# --- Nothing given ------------------------------------------------------------------------------


def test_at_the_start_everything_can_be_chosen_without_typing(
    ask, internship, litter, gruenau
) -> None:
    district("Lausen", gruenau)
    html = main_of(ask())
    assert 'id="anliegen" name="anliegen"' in html
    assert 'id="ort" name="ort"' in html
    assert '<option value="Praktikum">' in html
    assert '<option value="Lausen">' in html
    assert {"/anliegen/praktikum/", "/anliegen/muell/", "/gruenau/"} <= set(links_in(html))
    assert 'data-words="praktikum praktikant schuelerpraktikum | ein paar' in html
    assert "aria-invalid" not in html
    assert html.count("<h1") == 1


def test_an_empty_database_is_a_helpful_page(ask, city) -> None:
    for query in ({}, {"anliegen": "Praktikum"}, {"ort": "Lausen"}, {"anliegen": "x", "ort": "y"}):
        html = main_of(ask(**query))
        assert 'href="tel:115"' in html
        assert "Noch sind keine Anliegen eingetragen" in html
        assert "Zurzeit ist kein Quartier eingetragen" in html


def test_enquiries_that_are_not_offered_are_nowhere(ask, client, internship) -> None:
    Enquiry.objects.update(is_offered=False)
    assert "Praktikum" not in main_of(ask())
    assert "aria-invalid" in main_of(ask(anliegen="praktikum"))
    assert client.get("/anliegen/praktikum/").status_code == 404


# --- One enquiry --------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["praktikum", "Praktikum", "PRAKTIKANT", "Praktikumsplatz"])
def test_an_enquiry_alone_leads_to_its_page(ask, internship, litter, words: str) -> None:
    response = ask(anliegen=words)
    assert (response.status_code, response["Location"]) == (302, "/anliegen/praktikum/")


@pytest.mark.parametrize("place", ["lausen", "Lausen", "Am See", "am see 5 b", "LAUSEN "])
def test_an_enquiry_and_a_place_lead_straight_to_the_answer(
    ask, internship, litter, gruenau, paunsdorf, place: str
) -> None:
    street("Am See", district("Lausen", gruenau))
    district("Anderswo", paunsdorf)
    response = ask(anliegen="Praktikum", ort=place)
    assert (response.status_code, response["Location"]) == (302, "/gruenau/anliegen/praktikum/")


def test_two_districts_of_one_management_are_no_reason_to_ask(ask, internship, gruenau) -> None:
    street(
        "Am See",
        district("Nord", gruenau, others="Grünau"),
        district("Süd", gruenau, others="Grünau"),
    )
    for place in ("Am See", "grünau"):
        assert ask(anliegen="praktikum", ort=place)["Location"] == "/gruenau/anliegen/praktikum/"


def test_a_management_on_its_own_host_is_led_to_there(ask, internship, gruenau) -> None:
    gruenau.hostname = "gruenau.example"
    gruenau.save()
    repair_management(gruenau)
    district("Lausen", gruenau)
    location = ask(anliegen="praktikum", ort="lausen")["Location"]
    assert location.endswith("gruenau.example/anliegen/praktikum/")


# --- A place ------------------------------------------------------------------------------------


def test_a_place_alone_shows_who_looks_after_it(ask, internship, gruenau) -> None:
    street("Am See", district("Lausen", gruenau))
    html = main_of(ask(ort="Am See 3"))
    assert "„Am See“ liegt im Ortsteil Lausen." in html
    assert {"/gruenau/", "/gruenau/anliegen/"} <= set(links_in(html))
    assert "kein Management" not in html


def test_a_street_in_two_districts_lets_people_choose(ask, internship, gruenau, paunsdorf) -> None:
    street("Lange Straße", district("Hier", gruenau), district("Dort", paunsdorf))
    answer(paunsdorf, internship)
    html = main_of(ask(anliegen="praktikum", ort="Lange Str. 7"))
    assert "liegt in mehreren Ortsteilen: Dort und Hier" in html
    assert html.index(">Dort<") < html.index("/paunsdorf/anliegen/praktikum/")
    assert "/gruenau/anliegen/praktikum/" in html
    # The answers stand there in words: one is yes, the other unknown.
    assert html.count("standing--yes") == html.count("standing--ask") == 1
    alone = main_of(ask(ort="Lange Str. 7"))
    assert {"/gruenau/", "/paunsdorf/", "/gruenau/anliegen/"} <= set(links_in(alone))


def test_only_parts_of_a_district_are_said_to_be_only_parts(ask, internship, gruenau) -> None:
    district("Reudnitz", gruenau, only_in_part=True)
    for query in ({}, {"anliegen": "praktikum"}):
        html = main_of(ask(ort="Reudnitz", **query))
        assert "nur in Teilen" in html
        assert 'href="tel:115"' in html
        assert "/gruenau/" in html
    assert "/gruenau/anliegen/praktikum/" in html


def test_two_managements_that_claim_a_district_are_both_shown(
    ask, internship, gruenau, paunsdorf
) -> None:
    district("Mitte", gruenau, paunsdorf)
    html = main_of(ask(anliegen="praktikum", ort="mitte"))
    assert "Um Mitte kümmern sich mehrere." in html
    assert {"/gruenau/anliegen/praktikum/", "/paunsdorf/anliegen/praktikum/"} <= set(links_in(html))


def test_a_district_without_a_management_gets_an_honest_answer_and_help(
    ask, internship, gruenau
) -> None:
    district("Nirgends")
    answer(gruenau, internship)
    contact = Contact.objects.create(name="Freiwilligen-Agentur", phone="0341 1")
    internship.enquiry_contacts = [EnquiryContact(contact=contact)]
    internship.save()
    html = main_of(ask(anliegen="praktikum", ort="Nirgends"))
    assert "Um Nirgends kümmert sich zurzeit kein Management." in html
    assert 'href="tel:115"' in html
    assert "/gruenau/anliegen/praktikum/" in links_in(html)
    assert "Freiwilligen-Agentur" in html
    alone = main_of(ask(ort="Nirgends"))
    assert "kein Management" in alone
    assert "Freiwilligen-Agentur" not in alone


def test_a_street_half_of_which_nobody_looks_after(ask, internship, gruenau) -> None:
    street("Lange Straße", district("Hier", gruenau), district("Dort"), district("Fern"))
    html = main_of(ask(anliegen="praktikum", ort="Lange Straße"))
    assert "Um Dort und Fern kümmert sich zurzeit kein Management." in html
    assert "/gruenau/anliegen/praktikum/" in links_in(html)


@pytest.mark.parametrize("status", ["preparation", "closed"])
def test_a_management_that_is_not_open_is_not_named(ask, internship, gruenau, status: str) -> None:
    district("Lausen", gruenau)
    Management.objects.update(status=status)
    for query in ({"anliegen": "praktikum"}, {}):
        html = main_of(ask(ort="Lausen", **query))
        assert "kein Management" in html
        assert "/gruenau/" not in html
    assert "/gruenau/" not in main_of(ask())


# --- To choose ----------------------------------------------------------------------------------


def test_several_enquiries_that_fit_are_to_choose_from_and_the_place_is_kept(
    ask, internship, room, group, gruenau
) -> None:
    district("Lausen", gruenau)
    Enquiry.objects.update(synonyms="Verein")
    html = main_of(ask(anliegen="Verein", ort="Lausen"))
    links = links_in(html)
    assert "/anliegen/?anliegen=raum&ort=lausen" in links
    assert "/anliegen/?anliegen=gruppe-finden&ort=lausen" in links
    assert ask(anliegen="raum", ort="lausen")["Location"] == "/gruenau/anliegen/raum/"
    assert "/anliegen/raum/" in links_in(main_of(ask(anliegen="Verein")))


def test_a_name_goes_before_a_synonym(ask, room, group) -> None:
    assert ask(anliegen="Gruppe finden")["Location"] == "/anliegen/gruppe-finden/"
    assert ask(anliegen="Gruppe")["Location"] == "/anliegen/raum/"


def test_several_places_that_fit_are_to_choose_from_and_the_enquiry_is_kept(
    ask, internship, gruenau
) -> None:
    lausen = district("Lausen", gruenau)
    for name in ("Robert-Schumann-Straße", "Clara-Schumann-Weg"):
        street(name, lausen)
    html = main_of(ask(anliegen="Praktikant", ort="Schumann"))
    links = links_in(html)
    assert "/anliegen/?anliegen=praktikum&ort=Clara-Schumann-Weg" in links
    assert len([link for link in links if "ort=" in link]) == 2
    assert "Es gibt noch mehr." not in html


def test_one_place_that_only_begins_so_is_asked_back(ask, internship, gruenau) -> None:
    district("Lausen", gruenau)
    assert "/anliegen/?anliegen=praktikum&ort=lausen" in links_in(
        main_of(ask(anliegen="praktikum", ort="Lau"))
    )


def test_no_more_than_twenty_places_are_shown(ask, gruenau) -> None:
    lausen = district("Lausen", gruenau)
    for number in range(25):
        street(f"Seeweg {number}", lausen)
    html = main_of(ask(ort="Seeweg"))
    assert len([link for link in links_in(html) if "ort=" in link]) == 20
    assert "Es gibt noch mehr." in html


def test_where_both_have_to_be_chosen_one_step_does_it(ask, room, group, gruenau) -> None:
    district("Lausen-Nord", gruenau)
    district("Lausen-Süd", gruenau)
    Enquiry.objects.update(synonyms="Verein")
    html = main_of(ask(anliegen="Verein", ort="Lausen"))
    for name, value in (("anliegen", "raum"), ("ort", "lausen-nord")):
        assert f'<input type="radio" name="{name}" value="{value}" required>' in html
    assert html.count("<fieldset") == html.count("<legend") == 2
    assert ask(anliegen="raum", ort="lausen-nord").status_code == 302


# --- Not understood -----------------------------------------------------------------------------


def described_field(html: str, name: str) -> str:
    """Return the sentence that a field refers to."""
    assert re.search(rf'<input[^>]*id="{name}"[^>]*aria-invalid="true"[^>]*"{name}-fehler"', html)
    return re.search(rf'id="{name}-fehler" role="alert">([^<]+)<', html)[1]


def test_an_enquiry_that_nobody_knows_is_said_at_the_field_and_all_are_shown(
    ask, internship, litter, gruenau
) -> None:
    district("Lausen", gruenau)
    html = main_of(ask(anliegen="Quantenphysik", ort="Lausen"))
    assert "Quantenphysik" in described_field(html, "anliegen")
    assert 'id="ort-fehler"' not in html
    assert {
        "/anliegen/?anliegen=praktikum&ort=lausen",
        "/anliegen/?anliegen=muell&ort=lausen",
    } <= set(links_in(html))


def test_a_place_that_nobody_knows_is_said_at_the_field_and_the_enquiry_is_kept(
    ask, internship, litter, gruenau
) -> None:
    district("Lausen", gruenau)
    html = main_of(ask(anliegen="Praktikum", ort="Entenhausen"))
    assert "Entenhausen" in described_field(html, "ort")
    assert 'id="anliegen-fehler"' not in html
    assert 'value="Praktikum" maxlength' in html
    assert {"/anliegen/praktikum/", "/gruenau/anliegen/praktikum/"} <= set(links_in(html))


def test_where_nothing_is_known_both_fields_say_so(ask, internship) -> None:
    html = main_of(ask(anliegen="???", ort="Entenhausen"))
    assert described_field(html, "anliegen")
    assert described_field(html, "ort")
    assert "/anliegen/praktikum/" in links_in(html)


def test_what_people_type_is_shown_as_text(ask, internship) -> None:
    html = main_of(ask(anliegen="<script>alert(1)</script>", ort="\"'><b>"))
    assert "<script>alert" not in html
    assert "<b>" not in html


def test_a_guess_from_a_whole_sentence_is_asked_back(ask, internship, litter, gruenau) -> None:
    district("Lausen", gruenau)
    response = ask(anliegen="Ich suche ein Praktikum", ort="Lausen")
    assert response.status_code == 200, "nobody is led on by a guess"
    assert "/gruenau/anliegen/praktikum/" in links_in(main_of(response)) or (
        "/anliegen/?anliegen=praktikum&amp;ort=lausen" in main_of(response)
    )
    assert "muell" not in main_of(response).split("<form")[0]


@given(
    st.dictionaries(
        st.sampled_from(["anliegen", "ort", "q", "seite"]),
        st.text(st.characters(exclude_characters="\0"), max_size=150)
        | st.sampled_from(["praktikum", "Lausen", "lau", "²", "%", "Am See 3"]),
    )
)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_query_that_anybody_writes_is_an_error(ask, internship, gruenau, given) -> None:
    if not District.objects.exists():
        street("Am See", district("Lausen", gruenau))
    assert ask(**given).status_code in {200, 302}


def test_a_query_of_odd_shape_is_no_error(client, internship) -> None:
    for query in (
        "anliegen[]=x",
        "anliegen=a&anliegen=praktikum",
        "ort=%FF%FE",
        "=&&;",
        "ort=" + "x" * 5000,
    ):
        assert client.get(f"/anliegen/?{query}").status_code in {200, 302}, query


# --- The page of an enquiry ---------------------------------------------------------------------


def test_the_page_of_an_enquiry_says_who_does_it_who_advises_and_who_does_not(
    client, internship, make_management
) -> None:
    until = timezone.localdate() + datetime.timedelta(days=40)
    yes, advice, _ask, not_now, no, expired = (
        make_management(slug) for slug in ("ja", "rat", "frag", "spaeter", "nein", "vorbei")
    )
    answer(yes, internship, reason="Immer zwei Plätze.")
    answer(advice, internship, "advice")
    answer(not_now, internship, "not_now", until=until, reason="Zu zweit geht es nicht.")
    answer(no, internship, "not_our_task")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    answer(expired, internship, "not_now", until=yesterday, reason="Gilt nicht mehr.")
    html = main_of(client.get("/anliegen/praktikum/"))
    sections = {
        name: html.split(f'id="titel-{name}"')[1].split("</section>")[0]
        for name in ("machen", "beraten", "fragen", "nein")
    }
    assert links_in(sections["machen"]) == ["/ja/anliegen/praktikum/"]
    assert links_in(sections["beraten"]) == ["/rat/anliegen/praktikum/"]
    assert links_in(sections["fragen"]) == [
        "/frag/anliegen/praktikum/", "/vorbei/anliegen/praktikum/",
    ]  # fmt: skip
    assert links_in(sections["nein"]) == [
        "/nein/anliegen/praktikum/", "/spaeter/anliegen/praktikum/",
    ]  # fmt: skip
    assert str(until.year) in sections["nein"]
    assert "Zu zweit geht es nicht." in sections["nein"]
    assert "Gilt nicht mehr." not in html
    assert "Immer zwei Plätze." in html
    assert 'href="tel:115"' not in html
    assert '<input type="hidden" name="anliegen" value="praktikum">' in html
    assert 'id="ort" name="ort"' in html


def test_the_page_of_an_enquiry_that_nobody_helps_with_names_the_telephone(
    client, internship, gruenau
) -> None:
    answer(gruenau, internship, "not_our_task")
    assert 'href="tel:115"' in main_of(client.get("/anliegen/praktikum/"))
    contact = Contact.objects.create(name="Freiwilligen-Agentur")
    internship.enquiry_contacts = [EnquiryContact(contact=contact, note="Ein Ehrenamt finden")]
    internship.save()
    html = main_of(client.get("/anliegen/praktikum/"))
    assert 'href="tel:115"' not in html
    assert "Ein Ehrenamt finden" in html


def test_an_enquiry_that_does_not_exist_is_not_found(client, city) -> None:
    assert client.get("/anliegen/gibt-es-nicht/").status_code == 404


# --- Suggestions --------------------------------------------------------------------------------


def test_places_are_suggested_while_somebody_types(client, gruenau) -> None:
    lausen = district("Lausen", gruenau)
    for number in range(12):
        street(f"Lauweg {number}", lausen)
    response = client.get("/anliegen/orte.json", {"q": "lau"})
    assert response["Content-Type"] == "application/json"
    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=3600"}
    assert "Cookie" not in response.get("Vary", "")
    suggested = response.json()
    assert suggested[0] == {"name": "Lausen"}
    assert len(suggested) == 10


@pytest.mark.parametrize("query", ["", "q=", "q=l", "q=l.", "q=%FF", "x=lau", "q=Entenhausen"])
def test_too_few_letters_suggest_nothing(client, gruenau, query: str) -> None:
    district("Lausen", gruenau)
    assert client.get(f"/anliegen/orte.json?{query}").json() == []


# --- Queries ------------------------------------------------------------------------------------

ADDRESSES = (
    "/anliegen/",
    "/anliegen/praktikum/",
    "/anliegen/?ort=mitte",
    "/anliegen/?anliegen=praktikum&ort=mitte",
    "/anliegen/?anliegen=praktikum&ort=Lange+Stra%C3%9Fe",
    "/anliegen/?anliegen=praktikum&ort=rand",
    "/anliegen/?anliegen=praktikum&ort=Entenhausen",
)


@pytest.mark.once
def test_the_number_of_queries_does_not_grow_with_the_managements(
    client, internship, litter, make_management
) -> None:
    middle, edge = district("Mitte"), district("Rand")
    street("Lange Straße", middle, edge)

    def grow(numbers: range) -> None:
        for number in numbers:
            management = make_management(f"quartier-{number}")
            for one, only_in_part in ((middle, False), (edge, True)):
                ManagementDistrict.objects.create(
                    management=management, district=one, only_in_part=only_in_part
                )
            ManagementDistrict.objects.create(
                management=management, district=district(f"Ort {number}")
            )
            answer(management, internship, ("yes", "advice", "not_our_task")[number % 3])

    def counted() -> dict[str, int]:
        found = {}
        cache.clear()
        for address in ADDRESSES:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found[address] = len(captured)
        return found

    grow(range(2))
    with_two = counted()
    grow(range(2, 12))
    assert counted() == with_two
