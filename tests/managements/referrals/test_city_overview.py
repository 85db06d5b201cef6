"""The table of all answers in the CMS: for the Stadtredaktion alone."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from managements.accounts.models import User
from managements.models import Management
from managements.pages.models import ContentPage
from managements.referrals.models import (
    Answer,
    Contact,
    Enquiry,
    EnquiryContact,
    ReferralEntry,
    ReferralList,
)
from managements.referrals.standings import State
from managements.tenancy.roles import city_editors
from tests.builders import block, content_page, logged_in
from tests.managements.referrals.matrices import answer, enquiry, in_days

URL = "/admin/anliegen/uebersicht/"


@pytest.fixture
def stadt(city) -> Client:
    """Somebody of the Stadtredaktion in the CMS."""
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    return logged_in(user)


def overview(client: Client, **query: Any) -> BeautifulSoup:
    response = client.get(URL, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").find(class_="overview")


def cell(html: Tag, row: str, column: str) -> Tag:
    (line,) = (one for one in html.tbody.find_all("tr") if one.th.a.text == row)
    names = [one.text.split()[0] for one in html.thead.find_all("th")]
    return line.find_all("td")[names.index(column) - 1]


def marks(html: Tag, row: str, column: str) -> list[str]:
    return [one.text.strip() for one in cell(html, row, column).find_all("li")]


def counts(html: Tag) -> list[str]:
    return [one.text.strip() for one in html.find(class_="overview__counts").find_all("li")]


def chosen(html: str, name: str) -> str:
    select = BeautifulSoup(html, "html.parser").find("select", attrs={"name": name})
    option = select.find("option", selected=True)
    return option["value"] if option else ""


def section(html: Tag, kind: str) -> Tag:
    return html.find(id=f"befund-{kind}").find_parent("details")


def shared_list(about: Enquiry, *managements: Management, title: str = "Fragen Sie") -> Any:
    made = ReferralList(title=title, enquiry=about)
    made.entries = [ReferralEntry(management=one) for one in managements]
    made.save()
    return made


def page_with(made: ReferralList, management: Management) -> ContentPage:
    body = [block("referral_list", referral_list=made.pk)]
    return content_page(management.page, "Wen fragen", body=body)


# --- Who gets in -------------------------------------------------------------------------------


def test_only_the_stadtredaktion_gets_in(stadt, admin_client, editor_of, gruenau, client) -> None:
    editor = logged_in(editor_of(gruenau))
    assert stadt.get(URL).status_code == 200
    assert admin_client.get(URL).status_code == 200
    refused = editor.get(URL)
    assert (refused.status_code, refused.headers.get("Location", "/admin/")) in {
        (302, "/admin/"), (403, "/admin/"), (404, "/admin/"),
    }  # fmt: skip
    assert client.get(URL).status_code == 302


def test_only_the_stadtredaktion_has_it_in_the_menu(stadt, editor_of, gruenau) -> None:
    editor = logged_in(editor_of(gruenau))
    assert URL in stadt.get("/admin/").content.decode()
    assert URL not in editor.get("/admin/").content.decode()


def test_it_can_only_be_read(stadt) -> None:
    assert stadt.post(URL).status_code == 405


# --- The table ---------------------------------------------------------------------------------


def test_a_cell_says_the_answer_with_its_days_and_leads_to_its_form(stadt, gruenau) -> None:
    made = answer(gruenau, enquiry(), State.NOT_NOW, until="2031-03-31", review_on="2031-05-01")
    found = cell(overview(stadt), "Praktikum", "Gruenau")
    words = " ".join(found.text.split())
    assert str(State.NOT_NOW.label) in words
    assert "bis 31. März 2031" in words
    assert "zu prüfen am 1. Mai 2031" in words
    url = reverse("wagtailsnippets_referrals_answer:edit", args=[made.pk])
    assert found.a["href"] == url
    assert stadt.get(url).status_code == 200


def test_the_headers_of_the_table_have_a_scope(stadt, gruenau) -> None:
    enquiry()
    table = overview(stadt).table
    assert {one["scope"] for one in table.thead.find_all("th")} == {"col"}
    assert {one["scope"] for one in table.tbody.find_all("th")} == {"row"}


def test_a_gap_leads_to_a_form_that_knows_what_is_missing(stadt, gruenau, paunsdorf) -> None:
    internship = enquiry()
    url = cell(overview(stadt), "Praktikum", "Gruenau").a["href"]
    html = stadt.get(url).content.decode()
    assert chosen(html, "management") == str(gruenau.pk)
    assert chosen(html, "enquiry") == str(internship.pk)


@pytest.mark.parametrize("number", ["", "abc", "-1", "0", "9" * 30, "²", "1e3"])
def test_a_form_ignores_numbers_that_are_nobodys(stadt, gruenau, paunsdorf, number: str) -> None:
    url = reverse("wagtailsnippets_referrals_answer:add")
    response = stadt.get(url, {"management": number, "enquiry": number})
    assert response.status_code == 200
    html = response.content.decode()
    assert chosen(html, "management") == chosen(html, "enquiry") == ""


def test_an_editor_of_two_gets_no_third_management_into_the_form(
    editor_of, gruenau, paunsdorf, make_management
) -> None:
    person = editor_of(gruenau)
    person.groups.add(paunsdorf.editors)
    hidden = make_management("verborgen", is_public=False)
    url = reverse("wagtailsnippets_referrals_answer:add")
    html = logged_in(person).get(url, {"management": hidden.pk}).content.decode()
    assert "Verborgen" not in html
    assert chosen(html, "management") == ""


def test_managements_in_preparation_are_marked_and_closed_ones_left_out(
    stadt, gruenau, paunsdorf, make_management
) -> None:
    enquiry()
    make_management("mockau", is_public=False)
    Management.objects.filter(pk=paunsdorf.pk).update(status=Management.Status.CLOSED)
    columns = [" ".join(one.text.split()) for one in overview(stadt).thead.find_all("th")]
    assert columns == ["Anliegen", "Gruenau", "Mockau noch nicht öffentlich"]


def test_an_enquiry_that_is_not_offered_is_marked_and_asks_for_nothing(stadt, gruenau) -> None:
    enquiry("Früheres", is_offered=False)
    html = overview(stadt)
    assert "nicht angeboten" in html.tbody.th.text
    assert marks(html, "Früheres", "Gruenau") == []
    assert counts(html)[0] == "0 Lücken"


# --- Findings ----------------------------------------------------------------------------------


@pytest.fixture
def trouble(gruenau: Management, paunsdorf: Management) -> dict[str, Any]:
    """One of everything."""
    internship, litter, room = enquiry("Praktikum"), enquiry("Müll"), enquiry("Raum")
    contact = Contact.objects.create(name="Mängelmelder")
    EnquiryContact.objects.create(enquiry=litter, contact=contact)
    EnquiryContact.objects.create(enquiry=room, contact=contact)
    answer(gruenau, internship, State.NOT_NOW, until=in_days(-1))
    answer(gruenau, litter, State.NOT_OUR_TASK)
    answer(paunsdorf, litter, State.NOT_NOW)
    answer(gruenau, room, State.YES, review_on=in_days(0))
    answer(paunsdorf, room, State.ADVICE, review_on=in_days(1))
    made = shared_list(litter, gruenau, paunsdorf, title="Wohin mit dem Müll")
    return {"list": made, "pages": [page_with(made, one) for one in (gruenau, paunsdorf)]}


def test_everything_is_counted(stadt, trouble) -> None:
    assert counts(overview(stadt)) == [
        "1 Lücke", "1 abgelaufen", "1 zu prüfen", "1 Sackgasse", "1 Kreis", "1 Liste ohne Hilfe",
    ]  # fmt: skip


def test_everything_is_marked_in_words(stadt, trouble) -> None:
    html = overview(stadt)
    assert marks(html, "Praktikum", "Gruenau") == ["abgelaufen", "Sackgasse"]
    assert marks(html, "Praktikum", "Paunsdorf") == ["Lücke", "Sackgasse"]
    assert marks(html, "Raum", "Gruenau") == ["Prüfung fällig"]
    assert marks(html, "Raum", "Paunsdorf") == []
    assert marks(html, "Müll", "Gruenau") == marks(html, "Müll", "Paunsdorf") == ["Kreis"]


def test_findings_say_where_they_are_put_right(stadt, trouble) -> None:
    html = overview(stadt)
    assert "Gruenau → Paunsdorf → Gruenau" in section(html, "kreise").text
    edit_list = reverse("wagtailsnippets_referrals_referrallist:edit", args=[trouble["list"].pk])
    assert section(html, "kreise").find("a")["href"] == edit_list
    assert section(html, "listen").find("a")["href"] == edit_list
    internship = Enquiry.objects.get(name="Praktikum")
    assert section(html, "sackgassen").find("a")["href"] == reverse(
        "wagtailsnippets_referrals_enquiry:edit", args=[internship.pk]
    )
    expired = Answer.objects.get(enquiry=internship)
    assert section(html, "abgelaufen").find("a")["href"] == reverse(
        "wagtailsnippets_referrals_answer:edit", args=[expired.pk]
    )
    for link in html.find_all("a"):
        assert stadt.get(link["href"]).status_code == 200, link["href"]


@pytest.mark.parametrize(
    ("word", "row"),
    [
        ("luecken", "Praktikum"),
        ("abgelaufen", "Praktikum"),
        ("ueberfaellig", "Raum"),
        ("sackgassen", "Praktikum"),
        ("kreise", "Müll"),
        ("listen", "Müll"),
    ],
)
def test_a_count_narrows_the_table_and_the_findings(stadt, trouble, word: str, row: str) -> None:
    (link,) = (
        one for one in overview(stadt).nav.find_all("a") if one["href"] == f"{URL}?zeige={word}"
    )
    html = overview(stadt, zeige=word)
    assert [one.a.text for one in html.tbody.find_all("th")] == [row]
    assert [one.h3["id"] for one in html.find_all("details")] == [f"befund-{word}"]
    assert html.find("a", attrs={"aria-current": "page"})["href"] == link["href"]
    assert html.nav.find("a", string="Alles zeigen")["href"] == URL


@pytest.mark.parametrize("word", ["", "gibt-es-nicht", "<script>", "LUECKEN"])
def test_unknown_words_show_everything(stadt, trouble, word: str) -> None:
    html = overview(stadt, zeige=word)
    assert len(html.tbody.find_all("tr")) == 3
    assert html.find(attrs={"aria-current": True}) is None


@pytest.mark.parametrize("how", ["unpublished", "draft", "restricted", "moved to an open answer"])
def test_a_circle_needs_pages_that_visitors_see(stadt, trouble, paunsdorf, how: str) -> None:
    page = trouble["pages"][1]
    if how == "unpublished":
        page.unpublish()
    elif how == "draft":
        page.unpublish()
        page.save_revision()
    elif how == "restricted":
        page.view_restrictions.create(restriction_type="login")
    else:
        Answer.objects.of(paunsdorf).update(state=State.YES, until=None)
    assert "0 Kreise" in counts(overview(stadt))


def test_where_all_is_well_it_says_so(stadt, gruenau) -> None:
    answer(gruenau, enquiry())
    html = overview(stadt)
    assert "niemand geht leer aus" in html.text
    assert html.nav.find("a") is None
    assert html.table


def test_without_managements_or_enquiries_it_says_what_to_do_first(stadt, make_management) -> None:
    html = overview(stadt)
    assert html.table is None
    assert html.a["href"] == reverse("wagtailsnippets_managements_management:list")
    make_management("gruenau")
    assert overview(stadt).a["href"] == reverse("wagtailsnippets_referrals_enquiry:list")


@pytest.mark.once
def test_a_dozen_managements_cost_as_many_queries_as_three(stadt, trouble, make_management) -> None:
    def queries() -> int:
        stadt.get(URL)
        with CaptureQueriesContext(connection) as captured:
            assert stadt.get(URL).status_code == 200
        return len(captured)

    make_management("mockau")
    few = queries()
    for number in range(9):
        management = make_management(f"quartier-{number}")
        answer(management, Enquiry.objects.get(name="Müll"), State.NOT_OUR_TASK)
        page_with(trouble["list"], management)
    assert queries() == few
