"""A statement becomes public complete, or not at all; a draft may lack anything."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from managements.accessibility.models import (
    AccessibilityStatementPage,
    IncompleteStatementError,
    StatementGap,
)
from managements.models import Management
from managements.tenancy.provisioning import activation_obstacles, repair_management
from tests.builders import finish_statement, funding_notice, logged_in, statement_of, text
from tests.conftest import finish_legal_pages

DAY = datetime.timedelta(days=1)


@pytest.fixture
def hidden(make_management) -> Management:
    """A management in preparation, with the statement that provisioning made."""
    return make_management(is_public=False)


@pytest.fixture
def client_of(editor_of):
    return lambda management: logged_in(editor_of(management))


def sent(**fields: Any) -> dict[str, Any]:
    """Return what the form of a complete statement sends."""
    today = f"{timezone.localdate():%d.%m.%Y}"
    gaps = fields.pop("gaps", [])
    facts = {
        "title": "Erklärung zur Barrierefreiheit", "status": "full", "responsible_body": "",
        "assessment": "self", "assessed_by": "", "assessed_on": today, "created_on": today,
        "reviewed_on": today, "feedback_email": "", "feedback_phone": "", "body-count": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "gaps-TOTAL_FORMS": str(len(gaps)),
        "gaps-INITIAL_FORMS": "0", "action-publish": "1",
    }  # fmt: skip
    for number, gap in enumerate(gaps):
        complete = {
            "what": "PDF",
            "reason": "in_progress",
            "instead": "",
            "until": "",
            "ORDER": "1",
        }
        facts |= {f"gaps-{number}-{name}": value for name, value in (complete | gap).items()}
    return facts | fields


def save(client, page: AccessibilityStatementPage, **fields: Any) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, sent(**fields))


def errors_of(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    return {name: list(words) for name, words in response.context["form"].errors.items()}


def test_provisioning_makes_a_draft_that_says_nothing(hidden) -> None:
    page = statement_of(hidden)
    assert (page.live, page.slug, page.status) == (False, "barrierefreiheit", "")
    repair_management(hidden)
    assert AccessibilityStatementPage.objects.child_of(hidden.page).count() == 1


def test_an_editor_publishes_a_complete_statement(hidden, client_of) -> None:
    response = save(client_of(hidden), statement_of(hidden), gaps=[{}], status="partial")
    assert response.status_code == 302
    page = statement_of(hidden)
    assert (page.live, page.status, page.gaps.count()) == (True, "partial", 1)


def test_an_empty_one_is_refused_with_a_sentence_at_each_field(hidden, client_of) -> None:
    empty = dict.fromkeys(("status", "assessment", "assessed_on", "created_on", "reviewed_on"), "")
    response = save(client_of(hidden), statement_of(hidden), **empty)
    assert errors_of(response) == {
        "status": ["Bitte wählen Sie, wie weit der Auftritt den Maßstab erfüllt."],
        "assessment": ["Bitte wählen Sie, wie geprüft wurde."],
        "assessed_on": ["Bitte geben Sie an, wann geprüft wurde."],
        "created_on": ["Bitte geben Sie den Tag dieser Erklärung an."],
        "reviewed_on": [
            "Bitte geben Sie den Tag an, an dem Sie diese Erklärung zuletzt geprüft haben."
        ],
    }
    assert not statement_of(hidden).live


def test_an_empty_one_may_be_saved_as_a_draft(hidden, client_of) -> None:
    empty = dict.fromkeys(("status", "assessment", "assessed_on", "created_on", "reviewed_on"), "")
    fields = empty | {"responsible_body": "Büro Grünau", "action-publish": ""}
    gap = {"what": "", "reason": ""}
    assert save(client_of(hidden), statement_of(hidden), gaps=[gap], **fields).status_code == 302
    draft = statement_of(hidden).get_latest_revision_as_object()
    assert (draft.responsible_body, draft.live) == ("Büro Grünau", False)


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [
        ({"status": "partial"}, "status", "mindestens eine Lücke"),
        ({"status": "none"}, "status", "mindestens eine Lücke"),
        ({"status": "full", "gaps": [{}]}, "status", "entfernen Sie die Lücken"),
        ({"assessment": "external"}, "assessed_by", "wer geprüft hat"),
        ({"assessed_on": "01.01.2090"}, "assessed_on", "liegt in der Zukunft"),
        ({"created_on": "01.01.2090"}, "created_on", "liegt in der Zukunft"),
        ({"reviewed_on": "01.01.2020"}, "reviewed_on", "gab es die Erklärung noch nicht"),
        ({"reviewed_on": "31.02.2020"}, "reviewed_on", "Diesen Tag gibt es nicht"),
        ({"feedback_email": "x"}, "feedback_email", "Bitte schreiben Sie die Adresse so"),
        ({"feedback_phone": "keine Nummer"}, "feedback_phone", "eine Telefonnummer in Ziffern"),
        ({"feedback_phone": "0341 1234/0341 5678"}, "feedback_phone", "eine Telefonnummer"),
    ],
)
def test_what_does_not_fit_together_is_refused(hidden, client_of, fields, name, words) -> None:
    errors = errors_of(save(client_of(hidden), statement_of(hidden), **fields))
    assert list(errors) == [name]
    assert words in errors[name][0]


def test_a_gap_that_says_nothing_is_refused_at_its_field(hidden, client_of) -> None:
    response = save(
        client_of(hidden), statement_of(hidden), status="partial", gaps=[{"what": "", "reason": ""}]
    )
    html = BeautifulSoup(response.content, "html.parser")
    said = " ".join(one.get_text(" ", strip=True) for one in html.select(".w-field__errors"))
    assert "Bitte schreiben Sie, was nicht barrierefrei ist." in said
    assert "Bitte wählen Sie, warum es nicht barrierefrei ist." in said


@pytest.mark.parametrize("number", ["115", "0341 123-4567", "+49 (0)341 1234567"])
def test_numbers_that_a_telephone_can_dial_are_taken(hidden, client_of, number: str) -> None:
    assert save(client_of(hidden), statement_of(hidden), feedback_phone=number).status_code == 302


def gap_until(day: datetime.date) -> dict[str, str]:
    return {"until": f"{day:%d.%m.%Y}"}


def test_a_day_that_has_passed_is_no_promise(hidden, client_of) -> None:
    client, page, today = client_of(hidden), statement_of(hidden), timezone.localdate()
    passed = [gap_until(today - DAY)]
    response = save(client, page, status="partial", gaps=passed)
    assert response.status_code == 200
    html = BeautifulSoup(response.content, "html.parser")
    said = " ".join(one.get_text(" ", strip=True) for one in html.select(".w-field__errors"))
    assert "Dieser Tag ist vorbei. Bitte geben Sie einen künftigen an" in said
    assert not statement_of(hidden).live
    assert save(client, page, status="partial", gaps=[gap_until(today)]).status_code == 302
    assert statement_of(hidden).live


def test_a_day_that_has_passed_may_stand_in_a_draft(hidden, client_of) -> None:
    passed = [gap_until(timezone.localdate() - DAY)]
    fields = {"status": "partial", "gaps": passed, "action-publish": ""}
    assert save(client_of(hidden), statement_of(hidden), **fields).status_code == 302
    page = statement_of(hidden)
    with pytest.raises(IncompleteStatementError, match="Dieser Tag ist vorbei"):
        page.get_latest_revision().publish()
    assert not statement_of(hidden).live


def test_placeholders_in_the_further_text_are_refused(hidden, client_of) -> None:
    page = statement_of(hidden)
    body = {
        "body-count": "1", "body-0-type": "text", "body-0-order": "0", "body-0-deleted": "",
        "body-0-id": "x", "body-0-value": '{"blocks": [{"key": "a", "text": "[bitte eintragen: Stand]", '
        '"type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": [], "data": {}}], '
        '"entityMap": {}}',
    }  # fmt: skip
    errors = errors_of(save(client_of(hidden), page, **body))
    assert "Stand" in str(errors["body"])


def incomplete_revision(management: Management, **facts: Any) -> Revision:
    page = statement_of(management)
    for name, value in facts.items():
        setattr(page, name, value)
    return page.save_revision(clean=False)


def test_no_revision_is_published_incomplete_from_anywhere(hidden) -> None:
    with pytest.raises(IncompleteStatementError) as caught:
        incomplete_revision(hidden, status="partial").publish()
    assert {"status", "created_on", "reviewed_on"} <= set(caught.value.message_dict)
    assert not statement_of(hidden).live


def test_a_public_one_keeps_its_facts_when_an_incomplete_revision_is_refused(gruenau) -> None:
    with pytest.raises(IncompleteStatementError):
        incomplete_revision(gruenau, status="").publish()
    assert statement_of(gruenau).status == "full"


def test_the_clock_leaves_an_incomplete_one_a_draft_and_publishes_the_others(
    hidden, caplog
) -> None:
    past = timezone.now() - DAY
    revision = incomplete_revision(hidden)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past)
    about = hidden.page.get_children().get(slug="ueber-uns").specific
    Revision.objects.filter(pk=about.latest_revision_id).update(
        approved_go_live_at=past + datetime.timedelta(hours=1)
    )
    call_command("publish_scheduled")
    about.refresh_from_db()
    assert about.live
    assert not statement_of(hidden).live
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    assert "incomplete: not published" in caplog.text


@pytest.mark.parametrize("below", [False, True])
def test_bulk_publishing_says_why_it_publishes_nothing(hidden, client_of, below: bool) -> None:
    root = hidden.page
    chosen = root if below else statement_of(hidden)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client_of(hidden).post(
        f"{address}?id={chosen.pk}&next=/admin/",
        {"include_descendants": "on"} if below else {},
        follow=True,
    )
    assert "Es wurde nichts veröffentlicht" in response.content.decode()
    assert not statement_of(hidden).live
    assert not root.get_children().get(slug="ueber-uns").live


@pytest.mark.parametrize("is_start_page", [False, True])
def test_without_a_way_back_the_list_says_so(hidden, client_of, is_start_page: bool) -> None:
    chosen = hidden.page if is_start_page else statement_of(hidden)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client_of(hidden).post(
        f"{address}?id={chosen.pk}", {"include_descendants": "on"}, follow=True
    )
    assert response.status_code == 200
    assert response.redirect_chain == [
        (reverse("wagtailadmin_explore", args=[hidden.page.pk]), 302)
    ]
    assert "Es wurde nichts veröffentlicht" in response.content.decode()


def test_bulk_publishing_takes_a_complete_one(hidden, client_of) -> None:
    page = finish_statement(hidden, live=False)
    page.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client_of(hidden).post(f"{address}?id={page.pk}&next=/admin/", {})
    assert statement_of(hidden).live


def test_a_management_goes_public_with_a_complete_public_statement_alone(hidden) -> None:
    finish_legal_pages(hidden)
    funding_notice(hidden)
    assert activation_obstacles(hidden) == []
    finish_statement(hidden, status="partial")
    assert "nicht vollständig" in activation_obstacles(hidden)[0]
    finish_statement(hidden, live=False)
    assert activation_obstacles(hidden) == [
        "„Erklärung zur Barrierefreiheit“ ist nicht veröffentlicht."
    ]


def test_one_of_before_that_has_only_text_stays_public_and_as_it_was(client, gruenau) -> None:
    body = AccessibilityStatementPage._meta.get_field("body").to_python(
        [text("<p>Der alte Text.</p>")]
    )
    finish_statement(
        gruenau, status="", assessment="", assessed_on=None, created_on=None, reviewed_on=None,
        body=body,
    )  # fmt: skip
    html = client.get("/gruenau/barrierefreiheit/").content.decode()
    assert "Der alte Text." in html
    assert "Maßstab" not in html
    # Whoever locks it or moves something else saves it, too.
    statement_of(gruenau).save()


def test_gaps_of_a_revision_count_not_those_of_the_page(gruenau) -> None:
    page = statement_of(gruenau)
    page.status = "partial"
    page.gaps = [StatementGap(what="PDF", reason="burden")]
    page.save_revision().publish()
    page = statement_of(gruenau)
    page.gaps = []
    with pytest.raises(IncompleteStatementError):
        page.save_revision().publish()
