"""The preview of a notice that is only typed so far: as people will read it, and never an error."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.admin.models import FormState
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from managements.funding.models import FundingNotice, Logo, LogoVersion, NoticeProgramme, Programme
from managements.models import FormerName, Management
from managements.tenancy.roles import city_editors
from tests.builders import logged_in
from tests.dates import at
from tests.managements.funding.noticed import make_notice, make_programme

pytestmark = pytest.mark.once

NOTICES = "/admin/snippets/funding/fundingnotice/"
ADD = f"{NOTICES}preview/"
day = datetime.date.fromisoformat


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-30", "09:00"), tick=False):
        yield


@pytest.fixture
def browser(gruenau: Management, editor_of: Any) -> Client:
    return logged_in(editor_of(gruenau))


def typed(*programmes: Programme | None, **changes: Any) -> dict[str, Any]:
    facts = {
        "commissioner": "Stadt Leipzig", "carrier": "", "text": "Gefördert.",
        "budget_sentence": "", "extra_wording": "", "valid_from": "", "valid_until": "",
        "ends_previous": "on",
    } | changes  # fmt: skip
    rows = inline_formset([{"programme": one.pk if one else ""} for one in programmes])
    return facts | nested_form_data({"notice_programmes": rows})


def make_logo(name: str, **facts: Any) -> Logo:
    programmes = facts.pop("programmes", [])
    logo = Logo(name=name, **facts)
    logo.programmes = programmes
    logo.save()
    # No file stands behind it: nobody looks into it.
    version = LogoVersion(
        logo=logo, file=f"logos/{logo.pk}.png", alternative_text=f"Logo {name}",
        valid_from=day("2020-01-01"), digest="0" * 64, width=400, height=100,
    )  # fmt: skip
    LogoVersion.objects.bulk_create([version])
    return logo


def preview(browser: Client, sent: dict[str, Any], url: str = ADD, mode: str = "") -> BeautifulSoup:
    """Type something, and look at what the preview shows."""
    told = browser.post(url, sent)
    assert told.status_code == 200
    assert told.json() == {"is_valid": True, "is_available": True}
    response = browser.get(f"{url}?mode={mode}&in_preview_panel=true")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def notice_in(page: BeautifulSoup) -> str:
    return " ".join(page.select_one(".funding-notice__text").get_text(" ").split())


def problems_in(page: BeautifulSoup) -> list[str]:
    return [one.get_text(" ", strip=True) for one in page.select("[role=status] li")]


def test_a_new_notice_is_seen_as_it_will_stand_below_the_pages(
    browser: Client, gruenau: Management
) -> None:
    programme = make_programme("SZP", "Sozialer Zusammenhalt", from_2027_01_01="Neuer Name")
    make_logo("Freistaat", with_every_notice=True)
    make_logo("Bund", programmes=[programme])
    make_logo("Anderes", programmes=[make_programme("Anderes")])
    FormerName.objects.create(management=gruenau, name="QM früher", last_day=day("2026-06-30"))
    text = "{Management}, {Auftraggeber}.\n\nTräger {Träger}, aus {Programm}."
    page = preview(
        browser,
        typed(
            programme, text=text, carrier="Verein <b>", budget_sentence="Haushalt.",
            valid_from="01.01.2027",
        ),
    )  # fmt: skip
    assert notice_in(page) == (
        "Quartiersmanagement Gruenau, Stadt Leipzig. Träger Verein <b>, aus Neuer Name. Haushalt."
    )
    assert [one["alt"] for one in page.select(".funding-notice__logos img")] == [
        "Logo Bund", "Logo Freistaat",
    ]  # fmt: skip
    assert "So liest er sich am 1. Januar 2027." in page.get_text()
    assert problems_in(page) == []
    # Nothing was stored.
    assert not FundingNotice.objects.exists()
    assert not NoticeProgramme.objects.exists()


def test_the_plain_text_says_what_people_read_instead_of_logos(
    browser: Client, gruenau: Management
) -> None:
    make_logo("Freistaat", with_every_notice=True)
    page = preview(browser, typed(), mode="text")
    assert "Gefördert." in page.main.get_text()
    assert "Logo Freistaat" in page.main.get_text()
    assert page.find("img") is None
    # Any other mode is the usual one.
    assert notice_in(preview(browser, typed(), mode="gibtesnicht")) == "Gefördert."


def test_a_stored_notice_is_seen_with_what_is_typed_and_stays_as_it_is(
    browser: Client, gruenau: Management
) -> None:
    one, two = make_programme("Eins"), make_programme("Zwei")
    notice = make_notice(gruenau, "Aus {Programm}.", one)
    url = f"{NOTICES}preview/{notice.pk}/"
    rows = inline_formset(
        [
            {"programme": one.pk, "id": notice.notice_programmes.get().pk, "DELETE": "on"},
            {"programme": two.pk},
        ],
        initial=1,
    )
    sent = typed(text="Nun aus {Programm}.") | nested_form_data({"notice_programmes": rows})
    assert notice_in(preview(browser, sent, url)) == "Nun aus Zwei."
    stored = FundingNotice.objects.get()
    assert (stored.text, stored.programmes) == ("Aus {Programm}.", [one])


@pytest.mark.parametrize(
    ("changes", "shown", "problem"),
    [
        ({"text": "Von {Tr"}, "Von {Tr", "Hinweis: Hier steht eine Klammer allein."),
        ({"text": "Von {Träger}"}, "Von", "Hinweis: Hier steht {Träger}, aber oben"),
        ({"text": "{Stadt}"}, "{Stadt}", "Hinweis: Einen Platzhalter {Stadt} gibt es nicht."),
        ({"text": ""}, "", ""),
        (
            {"valid_from": "02.01.2027", "valid_until": "01.01.2027"}, "Gefördert.",
            "Gültig bis: Der letzte Tag",
        ),
        ({"valid_from": "01.06.2026"}, "Gefördert.", "Gültig ab: Ein anderer Hinweis gilt schon"),
    ],
)  # fmt: skip
def test_what_is_still_wrong_is_said_beside_the_preview(
    browser: Client, gruenau: Management, changes: dict[str, Any], shown: str, problem: str
) -> None:
    make_notice(gruenau, "alt", valid_from=day("2026-06-01"), valid_until=day("2026-12-31"))
    facts = {"valid_from": "01.01.2027"} | changes
    page = preview(browser, typed(None, **facts))
    assert notice_in(page) == shown
    said = problems_in(page)
    assert said[0].startswith(problem) if problem else said == []


def test_the_end_of_the_notice_before_is_no_problem(browser: Client, gruenau: Management) -> None:
    make_notice(gruenau, "alt")
    assert problems_in(preview(browser, typed(valid_from="01.01.2027"))) == []
    assert FundingNotice.objects.get().valid_until is None


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "commissioner", "carrier", "text", "budget_sentence", "extra_wording", "valid_from",
                "valid_until", "management", "notice_programmes-0-programme",
                "notice_programmes-0-ORDER", "notice_programmes-0-DELETE", "mode",
            ]
        ),
        st.sampled_from(["", "{", "{Programm}", "1.", "31.12.9999", "0", "-1", "x" * 3000, "on"])
        | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12),
    )
)  # fmt: skip
def test_nothing_that_is_half_typed_is_an_error(
    browser: Client, gruenau: Management, changes: dict[str, str]
) -> None:
    FormState.objects.all().delete()
    told = browser.post(ADD, typed(None) | changes)
    assert told.status_code == 200
    assert browser.get(f"{ADD}?mode={changes.get('mode', '')[:20]}").status_code == 200


def test_an_incomplete_or_empty_form_is_no_error(browser: Client, gruenau: Management) -> None:
    for sent in ({}, {"text": "x"}, {"notice_programmes-TOTAL_FORMS": "9" * 9}):
        assert browser.post(ADD, sent).status_code == 200
        assert browser.get(ADD).status_code == 200


# --- Walls ------------------------------------------------------------------------------------


def test_strangers_notices_have_no_preview(
    browser: Client, gruenau: Management, paunsdorf: Management
) -> None:
    theirs = make_notice(paunsdorf, "Kanarienvogel")
    url = f"{NOTICES}preview/{theirs.pk}/"
    assert browser.get(url).status_code == 404
    assert browser.post(url, typed()).status_code == 404
    assert browser.delete(url).status_code == 404


def test_nobody_previews_a_notice_of_another_management(
    gruenau: Management, paunsdorf: Management, make_management: Any, editor_of: Any
) -> None:
    user = editor_of(gruenau)
    user.groups.add(paunsdorf.editors)
    browser = logged_in(user)
    foreign = make_management("mockau")
    told = browser.post(ADD, typed(management=str(foreign.pk), text="{Management}"))
    assert told.json() == {"is_valid": False, "is_available": False}
    assert "Mockau" not in browser.get(ADD).content.decode()
    assert not FormState.objects.exists()
    # Before one is chosen, the name is missing; afterwards it is there.
    assert notice_in(preview(browser, typed(text="{Management}"))) == "{Management}"
    page = preview(browser, typed(management=str(paunsdorf.pk), text="{Management}"))
    assert notice_in(page) == "Quartiersmanagement Paunsdorf"


def test_what_somebody_types_is_nobody_elses_preview(
    browser: Client, gruenau: Management, django_user_model: Any
) -> None:
    preview(browser, typed(text="Kanarienvogel"))
    other = django_user_model.objects.create_user("andere", "andere@example.org", "geheim")
    other.groups.add(gruenau.editors)
    assert "Kanarienvogel" not in logged_in(other).get(ADD).content.decode()


def test_the_city_previews_its_own_notice_and_editors_do_not(
    browser: Client, gruenau: Management, django_user_model: Any
) -> None:
    url = "/admin/snippets/funding/citynotice/preview/"
    assert browser.post(url, typed()).status_code != 200
    user = django_user_model.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    make_logo("Stadt", on_city_pages=True)
    make_logo("Freistaat", with_every_notice=True)
    page = preview(logged_in(user), typed(text="Im Auftrag: {Auftraggeber}. {Träger}"), url)
    assert notice_in(page) == "Im Auftrag: Stadt Leipzig. {Träger}"
    assert "Möglich sind: {Auftraggeber}." in problems_in(page)[0]
    assert [one["alt"] for one in page.select("img")] == ["Logo Stadt"]


def test_the_forms_offer_the_preview(browser: Client, gruenau: Management) -> None:
    notice = make_notice(gruenau, "x", valid_until=day("2026-12-31"))
    for url in ("add/", f"copy/{notice.pk}/", f"edit/{notice.pk}/"):
        page = BeautifulSoup(browser.get(f"{NOTICES}{url}").content, "html.parser")
        expected = f"{ADD}{notice.pk}/" if url.startswith("edit") else ADD
        assert page.select_one("[data-w-preview-url-value]")["data-w-preview-url-value"] == expected
