"""Which public pages show an answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from managements.referrals.models import AnswerIndexPage, Contact, ReferralEntry, ReferralList
from managements.referrals.showing import pages_showing
from tests.builders import block, content_page, logged_in, text

pytestmark = pytest.mark.once

OWN = "/gruenau/anliegen/praktikum/"


def urls(management, enquiry) -> list[str]:
    return [page.url for page in pages_showing(management, [enquiry], request=None)[enquiry.pk]]


def path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def paths(management, enquiry) -> list[str]:
    return [path(url) for url in urls(management, enquiry)]


def picked(title: str, *entries: ReferralEntry, **facts) -> ReferralList:
    made = ReferralList(title=title, **facts)
    made.entries = list(entries)
    made.save()
    return made


def test_the_answers_own_page_always_shows_it(gruenau, ask) -> None:
    assert paths(gruenau, ask()) == [OWN]


def test_own_pages_with_the_two_columns_show_every_answer(gruenau, paunsdorf, ask) -> None:
    internship, room = ask(), ask("Raum")
    body = [text("<p>Hallo</p>"), block("answers", title="")]
    content_page(gruenau.page, "In eigener Sache", slug="sache", body=body)
    content_page(paunsdorf.page, "Woanders", slug="woanders", body=body)
    assert paths(gruenau, internship) == [OWN, "/gruenau/sache/"]
    assert paths(gruenau, room) == ["/gruenau/anliegen/raum/", "/gruenau/sache/"]


def test_the_start_page_may_show_them_too(gruenau, ask) -> None:
    gruenau.page.body = [block("answers", title="")]
    gruenau.page.save_revision().publish()
    assert paths(gruenau, ask()) == [OWN, "/gruenau/"]


def test_a_text_that_speaks_of_the_block_is_none(gruenau, ask) -> None:
    content_page(
        gruenau.page, "Technik", body=[text('<p>{"type": "answers"} "type": "answers"</p>')]
    )
    assert paths(gruenau, ask()) == [OWN]


def test_everybodys_computed_lists_show_the_answer(gruenau, paunsdorf, city, ask) -> None:
    internship = ask()
    body = [block("referral_list", enquiry=internship.pk, referral_list=None)]
    content_page(paunsdorf.page, "In eigener Sache", slug="sache", body=body)
    content_page(city, "Rat", slug="rat", body=body)
    found = pages_showing(gruenau, [internship], request=None)[internship.pk]
    assert [(path(page.url), page.label) for page in found] == [
        (OWN, "„Praktikum“ auf Ihrer Website"),
        ("/paunsdorf/sache/", "Quartiersmanagement Paunsdorf: In eigener Sache"),
        ("/rat/", "Seiten der Stadt: Rat"),
    ]
    assert paths(gruenau, ask("Raum")) == ["/gruenau/anliegen/raum/"]


def test_hand_picked_lists_show_it_where_they_name_the_management_and_stand_under_the_enquiry(
    gruenau, paunsdorf, make_management, ask
) -> None:
    internship = ask()
    mockau = make_management("mockau")
    with_it = picked("Mit", ReferralEntry(management=gruenau), enquiry=internship)
    without = picked("Ohne", ReferralEntry(management=mockau), enquiry=internship)
    without_enquiry = picked("Ohne Anliegen", ReferralEntry(management=gruenau))
    for number, one in enumerate((with_it, without, without_enquiry)):
        body = [block("referral_list", enquiry=None, referral_list=one.pk)]
        content_page(paunsdorf.page, f"Seite {number}", slug=f"seite-{number}", body=body)
    assert paths(gruenau, internship) == [OWN, "/paunsdorf/seite-0/"]


def test_a_hand_picked_list_on_an_own_page_leaves_oneself_out(gruenau, ask) -> None:
    internship = ask()
    made = picked("Mit", ReferralEntry(management=gruenau), enquiry=internship)
    body = [block("referral_list", enquiry=None, referral_list=made.pk)]
    content_page(gruenau.page, "Wen fragen", body=body)
    assert paths(gruenau, internship) == [OWN]


def test_drafts_and_hidden_pages_are_not_named(
    gruenau, paunsdorf, make_management, ask
) -> None:  # fmt: skip
    internship = ask()
    body = [
        block("answers", title=""),
        block("referral_list", enquiry=internship.pk, referral_list=None),
    ]
    hidden = make_management("mockau", is_public=False)
    for parent in (gruenau.page, paunsdorf.page, hidden.page):
        draft = content_page(parent, "Entwurf", slug="entwurf", body=body)
        draft.unpublish()
        secret = content_page(parent, "Geheim", slug="geheim", body=body)
        PageViewRestriction.objects.create(page=secret, restriction_type="login")
    content_page(hidden.page, "Offen", slug="offen", body=body)
    # A block that stands in a draft only.
    public = content_page(gruenau.page, "Noch ohne", slug="noch-ohne")
    public.body = body
    public.save_revision()
    assert paths(gruenau, internship) == [OWN]
    assert paths(hidden, internship) == []


def test_without_its_page_there_is_no_answer_page(gruenau, ask) -> None:
    AnswerIndexPage.objects.child_of(gruenau.page).update(live=False)
    assert paths(gruenau, ask()) == []


def test_a_page_with_both_blocks_is_named_once(gruenau, ask) -> None:
    internship = ask()
    body = [
        block("answers", title=""),
        block("referral_list", enquiry=internship.pk, referral_list=None),
    ]
    content_page(gruenau.page, "Beides", slug="beides", body=body)
    assert paths(gruenau, internship) == [OWN, "/gruenau/beides/"]


@pytest.mark.once
def test_it_needs_the_same_queries_with_3_and_with_40_enquiries(gruenau, paunsdorf, ask) -> None:
    contact = Contact.objects.create(name="115")

    def fill(numbers: range):
        for number in numbers:
            one = ask(f"Anliegen {number}")
            entries = ReferralEntry(management=gruenau), ReferralEntry(contact=contact)
            made = picked(f"Liste {number}", *entries, enquiry=one)
            body = [
                block("referral_list", enquiry=one.pk, referral_list=None),
                block("referral_list", enquiry=None, referral_list=made.pk),
                block("answers", title=""),
            ]
            content_page(paunsdorf.page, f"Dort {number}", body=body)
            content_page(gruenau.page, f"Hier {number}", body=body)
            yield one

    def count(enquiries) -> int:
        pages_showing(gruenau, enquiries, request=None)
        with CaptureQueriesContext(connection) as captured:
            found = pages_showing(gruenau, enquiries, request=None)
        assert all(len(pages) == len(enquiries) + 2 for pages in found.values())
        return len(captured)

    few = list(fill(range(3)))
    assert count(few) == count([*few, *fill(range(3, 40))])


def test_the_page_with_all_answers_and_the_form_of_one_name_the_pages(
    gruenau, paunsdorf, editor_of, ask, answer
) -> None:
    internship = ask()
    stored = answer(gruenau, internship)
    body = [block("referral_list", enquiry=internship.pk, referral_list=None)]
    content_page(paunsdorf.page, "In eigener Sache", slug="sache", body=body)
    browser = logged_in(editor_of(gruenau))
    for url in (
        "/admin/auskuenfte/gruenau/",
        f"/admin/snippets/referrals/answer/edit/{stored.pk}/",
    ):
        html = browser.get(url).content.decode()
        assert "Quartiersmanagement Paunsdorf: In eigener Sache" in html
        assert 'href="/paunsdorf/sache/"' in html
