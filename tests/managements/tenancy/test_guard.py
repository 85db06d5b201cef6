"""The guard in front of the CMS: closed by default, and 404 for what is none of one's business."""

import pytest
from django.test import Client

from managements.models import Management
from managements.referrals.models import Contact
from managements.tenancy import addresses
from managements.tenancy.addresses import Audience, open_to, verdict_on
from tests.builders import content_page, logged_in, stored_document, stored_image


@pytest.fixture
def editor(gruenau: Management, editor_of) -> Client:
    return logged_in(editor_of(gruenau))


@pytest.fixture
def _verdicts(monkeypatch) -> None:
    """Verdicts of one test only."""
    monkeypatch.setattr(addresses, "_verdicts", dict(addresses._verdicts))


def test_an_address_without_a_verdict_is_closed_to_all_but_superusers(
    editor: Client, admin_client: Client, monkeypatch
) -> None:
    verdicts = dict(addresses._verdicts)
    del verdicts["wagtailimages:index"]
    monkeypatch.setattr(addresses, "_verdicts", verdicts)
    assert editor.get("/admin/images/").status_code == 302
    assert admin_client.get("/admin/images/").status_code == 200


@pytest.mark.usefixtures("_verdicts")
def test_a_name_counts_more_than_its_namespace() -> None:
    open_to(Audience.EDITORS, "things:*")
    open_to(Audience.SUPERUSERS, "things:delete")
    assert verdict_on("things:edit") is Audience.EDITORS
    assert verdict_on("things:delete") is Audience.SUPERUSERS
    assert verdict_on("others:edit") is None
    assert verdict_on("things") is None


@pytest.mark.parametrize(
    "address",
    [
        "/admin/redirects/", "/admin/users/", "/admin/groups/", "/admin/sites/",
        "/admin/collections/", "/admin/workflows/list/", "/admin/reports/site-history/",
        "/admin/reports/workflow/", "/admin/reports/locked/", "/admin/tag-autocomplete/?term=x",
        "/admin/pages/usage/pages/contentpage/",
    ],
)  # fmt: skip
def test_what_knows_no_managements_is_closed_to_editors(
    editor: Client, admin_client: Client, address: str
) -> None:
    response = editor.get(address)
    assert response.status_code == 302
    assert response["Location"] == "/admin/"
    assert "keinen Zugang" in editor.get("/admin/").content.decode()
    assert admin_client.get(address).status_code == 200


def test_the_id_of_somebody_elses_page_answers_like_an_id_that_does_not_exist(
    editor: Client, paunsdorf: Management
) -> None:
    page = content_page(paunsdorf.page, "Anderswo")
    theirs = editor.get(f"/admin/pages/{page.pk}/edit/")
    nobodys = editor.get("/admin/pages/999999/edit/")
    assert theirs.status_code == nobodys.status_code == 404
    assert "anderen Management" in theirs.content.decode()


def test_all_in_a_bulk_action_is_all_that_is_ones_own(
    editor: Client, gruenau: Management, paunsdorf: Management
) -> None:
    mine = stored_image(title="Meins", collection=gruenau.collection)
    theirs = stored_image(title="Ihres", collection=paunsdorf.collection)
    html = editor.get("/admin/bulk/media_library/image/delete/?id=all").content.decode()
    assert mine.title in html
    assert theirs.title not in html
    both = editor.get(f"/admin/bulk/media_library/image/delete/?id={mine.pk}&id={theirs.pk}")
    assert both.status_code == 404


@pytest.mark.parametrize("ids", ["x", "1.5", "", "99999999999999999999999", "-1"])
def test_ids_that_are_none_are_answered_with_404(editor: Client, ids: str) -> None:
    for address in ("bulk/wagtailcore/page/delete/", "choose-page/chosen-multiple/"):
        assert editor.get(f"/admin/{address}?id={ids}&next=/admin/").status_code in {200, 404}
    assert (
        editor.get(f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={ids}").status_code == 404
    )


def test_the_choosers_hand_over_what_may_be_chosen_and_nothing_else(
    editor: Client, gruenau: Management, paunsdorf: Management
) -> None:
    for kind, make in (("images", stored_image), ("documents", stored_document)):
        mine = make(title="Meins", collection=gruenau.collection)
        theirs = make(title="Ihres", collection=paunsdorf.collection)
        chosen = f"/admin/{kind}/chooser/chosen"
        assert editor.get(f"{chosen}/{mine.pk}/").status_code == 200
        assert editor.get(f"{chosen}/{theirs.pk}/").status_code == 404
        assert editor.get(f"{chosen}-multiple/?id={mine.pk}&id={theirs.pk}").status_code == 404


def test_the_page_chooser_begins_where_one_may_look(
    editor: Client, gruenau: Management, make_management
) -> None:
    """Wagtail begins above all pages of the wanted type: that page may be a stranger's."""
    hidden = make_management("verborgen", is_public=False)
    html = editor.get("/admin/choose-page/?page_type=websites.ManagementPage").json()["html"]
    assert gruenau.name in html
    assert hidden.name not in html
    assert editor.get("/admin/choose-page/?page_type=nonsense").status_code == 404


def test_an_address_outside_that_is_a_hidden_page_stays_an_address_outside(
    editor: Client, paunsdorf: Management, make_management
) -> None:
    make_management("verborgen", is_public=False)
    for slug, is_known in (("paunsdorf", True), ("verborgen", False)):
        url = f"http://quartiere.test/{slug}/"
        answer = editor.post(
            "/admin/choose-external-link/",
            {"external-link-chooser-url": url, "external-link-chooser-link_text": ""},
        )
        assert ("id" in answer.json()["result"]) is is_known


def test_an_incomplete_form_is_a_bad_request_and_no_failure(
    editor: Client, gruenau: Management
) -> None:
    for address in (f"pages/{gruenau.page.pk}/edit/", "choose-external-link/"):
        assert editor.post(f"/admin/{address}", {"title": "x"}).status_code == 400


def test_the_api_of_the_cms_lists_what_may_be_chosen(
    editor: Client, admin_client: Client, gruenau: Management, paunsdorf: Management
) -> None:
    for kind, make in (("images", stored_image), ("documents", stored_document)):
        mine = make(title="Meins", collection=gruenau.collection)
        theirs = make(title="Ihres", collection=paunsdorf.collection)
        listed = editor.get(f"/admin/api/main/{kind}/").json()["items"]
        assert [item["id"] for item in listed] == [mine.pk]
        assert editor.get(f"/admin/api/main/{kind}/{theirs.pk}/").status_code == 404
        assert len(admin_client.get(f"/admin/api/main/{kind}/").json()["items"]) == 2


def test_shared_records_are_chosen_by_everybody_and_edited_by_the_city(
    editor: Client, admin_client: Client
) -> None:
    contact = Contact.objects.create(name="Bürgertelefon")
    chooser = editor.get("/admin/snippets/choose/referrals/contact/").json()["html"]
    assert "Bürgertelefon" in chooser
    address = f"/admin/snippets/referrals/contact/edit/{contact.pk}/"
    assert editor.get(address).status_code == 302
    assert admin_client.get(address).status_code == 200


def test_no_document_of_a_site_in_preparation_is_handed_out(
    client: Client, make_management, editor_of, settings
) -> None:
    # The tests' files are in memory; this way Wagtail hands out their address.
    settings.WAGTAILDOCS_SERVE_METHOD = "redirect"
    hidden = make_management("verborgen", is_public=False)
    document = stored_document(collection=hidden.collection)
    assert client.get(document.url).status_code == 404
    assert logged_in(editor_of(hidden)).get(document.url).status_code == 302
    public = stored_document(collection=make_management("offen").collection)
    assert client.get(public.url).status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "snippets/choose/referrals/contact/chosen-multiple/?id=abc",
        "choose-page/chosen-multiple/?id=999999999999999999999999999999",
        "api/main/documents/find/?id=x",
        "choose-page/?target_pages[]=x&user_perms=move_to",
    ],
)
def test_nonsense_is_answered_and_is_no_failure(editor: Client, address: str) -> None:
    assert editor.get(f"/admin/{address}").status_code in {200, 400, 404}
