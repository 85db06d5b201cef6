"""The blocks on any page: what a management does, and whom to ask instead."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StructBlockValidationError

from managements.models import Management
from managements.pages.blocks.registry import BodyStreamBlock
from managements.referrals.models import (
    Answer,
    Contact,
    EnquiryContact,
    ReferralEntry,
    ReferralList,
)
from managements.referrals.standings import State
from tests.builders import block, content_page, logged_in
from tests.managements.referrals.conftest import BERLIN_MIDNIGHT, TODAY

pytestmark = pytest.mark.once

NOBODY = "Zurzeit hat noch niemand zugesagt, dabei zu helfen."
ANSWERS = {"type": "answers", "value": None}


@pytest.fixture(autouse=True)
def _december(at) -> None:
    at(BERLIN_MIDNIGHT)


def main_of(response: Any) -> Tag:
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").select_one("main")
    assert main is not None
    return main


def words(part: Tag | None) -> str:
    return " ".join(part.get_text(" ").split()) if part else ""


def computed(enquiry) -> dict[str, Any]:
    return block("referral_list", enquiry=enquiry.pk, referral_list=None)


def shown_on(client, management: Management, *body: dict[str, Any]) -> Tag:
    page = content_page(management.page, "In eigener Sache", slug="sache", body=list(body))
    return main_of(client.get(page.url))


def helpers_in(main: Tag) -> list[str]:
    return [words(one) for one in main.select(".referral__name")]


# --- What we do, what we do not do -----------------------------------------------------------------


def test_answers_stand_in_two_honest_columns_and_what_is_open_below(
    client, gruenau, paunsdorf, ask, answer
) -> None:
    answer(gruenau, ask("Werben"), State.YES, reason="Im Kalender.")
    answer(gruenau, ask("Antrag"), State.ADVICE)
    answer(gruenau, ask("Praktikum"), State.NOT_NOW, until=TODAY, reason="Keine Zeit.")
    answer(gruenau, ask("Wohnung"), State.NOT_OUR_TASK)
    answer(gruenau, ask("Versteckt", is_offered=False), State.YES)
    abgelaufen = ask("Abgelaufen", sort_order=1)
    answer(
        gruenau, abgelaufen, State.NOT_NOW, until=TODAY.replace(year=2025), reason="Nicht mehr wahr"
    )
    answer(paunsdorf, ask("Raum", sort_order=2), State.YES, reason="Nur Paunsdorf.")
    main = shown_on(client, gruenau, ANSWERS)
    helping, refusing = main.select(".honest__column")
    assert words(helping.h2) == "Das machen wir"
    assert words(refusing.h2) == "Das machen wir nicht"
    assert [words(one.a) for one in helping.select("li")] == ["Antrag", "Werben"]
    assert [words(one.a) for one in refusing.select("li")] == ["Praktikum", "Wohnung"]
    assert "Nur Beratung" in words(helping)
    assert "Im Kalender." in words(helping)
    assert "Zurzeit nicht, bis 1. Dezember 2026" in words(refusing)
    assert "Keine Zeit." in words(refusing)
    assert "Bitte fragen Sie nach bei: Abgelaufen , Raum" in words(main)
    for hidden in ("Versteckt", "Nur Paunsdorf.", "Nicht mehr wahr"):
        assert hidden not in words(main)
    assert helping.select_one('a[href="/gruenau/anliegen/werben/"]')


def test_an_empty_column_says_so(client, gruenau, ask, answer) -> None:
    answer(gruenau, ask(), State.NOT_OUR_TASK)
    helping, _refusing = shown_on(client, gruenau, ANSWERS).select(".honest__column")
    assert "Hier steht noch nichts." in words(helping)


def test_without_any_enquiry_the_block_asks_people_to_ask(client, gruenau) -> None:
    main = shown_on(client, gruenau, ANSWERS)
    assert "Hier steht noch nichts. Bitte fragen Sie uns." in words(main)


def test_an_answer_that_changes_shows_on_the_page_at_once(client, gruenau, ask, answer) -> None:
    stored = answer(gruenau, ask(), State.YES)
    main = shown_on(client, gruenau, ANSWERS)
    assert "Praktikum" in words(main.select(".honest__column")[0])
    Answer.objects.filter(pk=stored.pk).update(state=State.NOT_OUR_TASK)
    main = main_of(client.get("/gruenau/sache/"))
    assert "Praktikum" not in words(main.select(".honest__column")[0])
    assert "Praktikum" in words(main.select(".honest__column")[1])


def test_on_the_citys_pages_the_columns_are_silent(client, city, gruenau, ask, answer) -> None:
    answer(gruenau, ask(), State.YES, reason="Gern.")
    page = content_page(city, "Stadt", slug="stadt", body=[ANSWERS])
    main = main_of(client.get(page.url))
    assert main.select(".honest, .empty") == []
    assert "Gern." not in words(main)


def test_editors_see_both_blocks_in_the_preview_of_a_draft(
    gruenau, paunsdorf, editor_of, ask, answer
) -> None:
    enquiry = ask()
    answer(gruenau, enquiry, State.NOT_OUR_TASK, reason="Kein Auftrag.")
    answer(paunsdorf, enquiry, State.YES)
    page = content_page(gruenau.page, "Entwurf", slug="entwurf")
    page.body = [ANSWERS, computed(enquiry)]
    page.save_revision()
    main = main_of(logged_in(editor_of(gruenau)).get(f"/admin/pages/{page.pk}/view_draft/"))
    assert "Kein Auftrag." in words(main.select(".honest__column")[1])
    assert helpers_in(main) == ["Quartiersmanagement Paunsdorf"]


# --- Whom to ask instead ---------------------------------------------------------------------------


def clean(**value: Any) -> Any:
    stream = BodyStreamBlock().child_blocks["referral_list"]
    return stream.clean(stream.to_python(value))


def test_editors_choose_either_an_enquiry_or_a_list(gruenau, ask) -> None:
    enquiry, made = ask(), ReferralList.objects.create(title="Weiter")
    assert clean(enquiry=enquiry.pk, referral_list=None)["enquiry"] == enquiry
    assert clean(enquiry=None, referral_list=made.pk)["referral_list"] == made
    for wrong in (
        {"enquiry": None, "referral_list": None},
        {"enquiry": enquiry.pk, "referral_list": made.pk},
    ):
        with pytest.raises(StructBlockValidationError) as caught:
            clean(**wrong)
        (problem,) = caught.value.block_errors["enquiry"].messages
        assert problem == "Bitte wählen Sie entweder ein Anliegen oder eine Verweisliste."


def test_the_computed_list_names_those_who_help_and_those_outside(
    client, gruenau, paunsdorf, make_management, ask, answer
) -> None:
    enquiry = ask()
    answer(gruenau, enquiry, State.NOT_NOW, until=TODAY)
    answer(paunsdorf, enquiry, State.ADVICE)
    answer(make_management("mockau"), enquiry, State.YES, reason="Ab drei Wochen.")
    contact = Contact.objects.create(name="Freiwilligenagentur")
    EnquiryContact.objects.create(enquiry=enquiry, contact=contact)
    main = shown_on(client, gruenau, computed(enquiry))
    assert "Praktikum: Fragen Sie gerne bei …" in [words(one) for one in main.select("h2")]
    assert helpers_in(main) == [
        "Quartiersmanagement Mockau",
        "Quartiersmanagement Paunsdorf",
        "Freiwilligenagentur",
    ]
    assert [words(one) for one in main.select(".standing")] == ["macht das", "berät dazu"]
    assert "Ab drei Wochen." in words(main)
    assert main.select_one('a[href="/mockau/anliegen/praktikum/"]')


def test_the_same_block_shows_on_every_site_those_who_help_more(
    client, gruenau, paunsdorf, city, ask, answer
) -> None:
    enquiry = ask()
    answer(gruenau, enquiry, State.YES)
    answer(paunsdorf, enquiry, State.ADVICE)
    own = shown_on(client, gruenau, computed(enquiry))
    assert helpers_in(own) == []
    assert words(own.select_one('a[href="/gruenau/anliegen/praktikum/"]')) == (
        "Dabei helfen wir selbst."
    )
    assert NOBODY not in words(own)
    assert helpers_in(shown_on(client, paunsdorf, computed(enquiry))) == [gruenau.name]
    page = content_page(city, "Stadt", slug="stadt", body=[computed(enquiry)])
    assert helpers_in(main_of(client.get(page.url))) == [gruenau.name, paunsdorf.name]


def test_where_nobody_helps_the_block_says_so_and_names_the_telephone(
    client, gruenau, paunsdorf, ask, answer
) -> None:
    enquiry = ask()
    answer(paunsdorf, enquiry, State.NOT_OUR_TASK)
    main = shown_on(client, gruenau, computed(enquiry))
    assert NOBODY in words(main)
    assert main.select_one('p.empty a[href="tel:115"]')


def test_changing_the_answer_of_one_changes_the_pages_of_the_others(
    client, gruenau, paunsdorf, ask, answer
) -> None:
    enquiry = ask()
    stored = answer(gruenau, enquiry, State.YES)
    assert helpers_in(shown_on(client, paunsdorf, computed(enquiry))) == [gruenau.name]
    Answer.objects.filter(pk=stored.pk).update(state=State.NOT_OUR_TASK)
    assert NOBODY in words(main_of(client.get("/paunsdorf/sache/")))


def test_what_is_not_offered_any_more_is_not_named(client, gruenau, paunsdorf, ask, answer) -> None:
    enquiry = ask(is_offered=False)
    answer(gruenau, enquiry, State.YES)
    answer(paunsdorf, enquiry, State.YES)
    main = shown_on(client, gruenau, computed(enquiry))
    assert "Praktikum" not in words(main)
    assert not main.select('a[href*="praktikum"]')
    assert NOBODY not in words(main)


def test_a_closed_management_refers_to_all_who_help(
    client, gruenau, paunsdorf, ask, answer
) -> None:
    enquiry = ask()
    answer(gruenau, enquiry, State.YES)
    answer(paunsdorf, enquiry, State.ADVICE)
    Management.objects.filter(pk=gruenau.pk).update(status="closed")
    main = shown_on(client, gruenau, computed(enquiry))
    assert helpers_in(main) == [paunsdorf.name]
    assert "Dabei helfen wir selbst." not in words(main)


def test_a_picked_list_shows_refusals_in_their_words(
    client, gruenau, paunsdorf, ask, answer
) -> None:
    enquiry = ask()
    answer(paunsdorf, enquiry, State.NOT_NOW, until=TODAY, reason="Keine Zeit.")
    made = ReferralList(title="Fragen Sie gerne", enquiry=enquiry)
    made.entries = [ReferralEntry(management=paunsdorf), ReferralEntry(management=gruenau)]
    made.save()
    main = shown_on(client, gruenau, block("referral_list", enquiry=None, referral_list=made.pk))
    assert helpers_in(main) == [paunsdorf.name]
    assert words(main.select_one(".standing--not_now")) == "zurzeit nicht (bis 1. Dezember 2026)"
    assert "Keine Zeit." in words(main)


def test_a_list_stored_before_there_were_enquiries_still_shows(client, gruenau, paunsdorf) -> None:
    made = ReferralList(title="Von früher")
    made.entries = [ReferralEntry(management=paunsdorf)]
    made.save()
    main = shown_on(client, gruenau, block("referral_list", referral_list=made.pk))
    assert helpers_in(main) == [paunsdorf.name]


def test_a_page_whose_list_or_enquiry_is_gone_is_shown_all_the_same(client, gruenau) -> None:
    gone = (
        block("referral_list", enquiry=4711, referral_list=None),
        block("referral_list", enquiry=None, referral_list=4711),
        block("referral_list", enquiry=None, referral_list=None),
    )
    assert words(shown_on(client, gruenau, *gone).select_one("h1")) == "In eigener Sache"


@pytest.mark.once
def test_two_lists_and_the_columns_cost_the_same_queries_with_two_and_with_six_managements(
    client, gruenau, paunsdorf, make_management, ask, answer
) -> None:
    enquiry = ask()
    made = ReferralList(title="Weiter", enquiry=enquiry)
    made.entries = [ReferralEntry(management=paunsdorf)]
    made.save()
    answer(paunsdorf, enquiry, State.YES)
    blocks = [ANSWERS, computed(enquiry), block("referral_list", referral_list=made.pk)]
    page = content_page(gruenau.page, "Sache", slug="sache", body=blocks)

    def cost() -> int:
        client.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(page.url)
        return len(captured)

    before = cost()
    for number in range(4):
        one = make_management(f"quartier-{number}")
        answer(one, enquiry, State.YES)
        made.entries.add(ReferralEntry(management=one, sort_order=number))
    made.save()
    assert cost() == before
    assert len(helpers_in(main_of(client.get(page.url)))) == 10
