"""What the editors of a management can and cannot do with pages and media."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from managements.models import Management
from managements.websites.models import LegalPage
from tests.builders import content_page, logged_in


@pytest.fixture
def editor(gruenau: Management, editor_of) -> Client:
    return logged_in(editor_of(gruenau))


def test_an_editor_writes_below_the_own_start_page(editor: Client, gruenau: Management) -> None:
    url = f"/admin/pages/add/pages/contentpage/{gruenau.page.pk}/"
    assert editor.get(url).status_code == 200


def test_an_editor_of_gruenau_cannot_open_a_draft_of_paunsdorf(
    editor: Client, paunsdorf: Management
) -> None:
    draft = Page.objects.child_of(paunsdorf.page).get(slug="ueber-uns")
    assert not draft.live
    response = editor.get(f"/admin/pages/{draft.pk}/edit/")
    assert response.status_code == 404


def test_an_editor_of_gruenau_cannot_add_a_page_to_paunsdorf_or_the_city(
    editor: Client, city, paunsdorf: Management
) -> None:
    before = Page.objects.count()
    # Of the city's start page an editor knows, as the place above the own site.
    for parent, status in ((paunsdorf.page, 404), (city, 302)):
        response = editor.post(
            f"/admin/pages/add/pages/contentpage/{parent.pk}/",
            {"title": "Fremd", "slug": "fremd", "action-publish": "x"},
        )
        assert response.status_code == status
    assert Page.objects.count() == before


@pytest.mark.parametrize("action", ["delete", "unpublish", "move", "copy"])
def test_the_skeleton_of_a_site_stays_in_its_place(
    editor: Client, gruenau: Management, action: str
) -> None:
    for page in (gruenau.page, LegalPage.objects.child_of(gruenau.page).first()):
        response = editor.get(f"/admin/pages/{page.pk}/{action}/")
        assert response.status_code in {302, 403}, page
        editor.post(f"/admin/pages/{page.pk}/{action}/", {"new_title": "x", "new_slug": "x"})
        page.refresh_from_db()
        assert page.live


def test_an_editor_edits_the_own_start_page_and_legal_pages(
    editor: Client, gruenau: Management
) -> None:
    for page in (gruenau.page, *LegalPage.objects.child_of(gruenau.page)):
        assert editor.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_an_editor_can_unpublish_a_page_of_the_own_site(
    editor: Client, gruenau: Management
) -> None:
    page = content_page(gruenau.page)
    editor.post(f"/admin/pages/{page.pk}/unpublish/", {})
    page.refresh_from_db()
    assert not page.live


def test_no_e_mail_hash_leaves_for_a_picture_service(editor: Client) -> None:
    assert b"gravatar" not in editor.get("/admin/").content


def test_the_cms_speaks_german(editor: Client) -> None:
    content = editor.get("/admin/").content.decode()
    assert 'lang="de"' in content
    assert "Abmelden" in content


def test_the_log_in_speaks_german(client, city) -> None:
    html = client.get("/admin/login/").content.decode()
    assert "Passwort" in html
    assert "Password" not in html
    assert "Leipziger Quartieren" in html


@pytest.mark.parametrize("restriction", ["none", "login"])
def test_who_sees_a_site_is_not_for_its_editors_to_decide(
    make_management, editor_of, client, restriction: str
) -> None:
    hidden = make_management("verborgen", is_public=False)
    opened = make_management("offen")
    for management in (hidden, opened):
        editor = logged_in(editor_of(management))
        legal = LegalPage.objects.child_of(management.page).first()
        for page in (management.page, legal):
            editor.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": restriction})
    assert client.get("/verborgen/").status_code == 404
    assert client.get("/offen/impressum/").status_code == 200


def test_a_hidden_site_stays_hidden_even_without_its_restriction(make_management, client) -> None:
    hidden = make_management("verborgen", is_public=False)
    PageViewRestriction.objects.all().delete()
    assert client.get("/verborgen/").status_code == 404
    assert client.get(f"/verborgen/{LegalPage.Kind.IMPRINT}/").status_code == 404
    assert hidden.page.live


def test_not_even_a_superuser_deletes_a_start_page_or_a_management(
    admin_client, gruenau: Management
) -> None:
    admin_client.post(f"/admin/pages/{gruenau.page.pk}/delete/", {})
    admin_client.post(f"/admin/snippets/managements/management/delete/{gruenau.pk}/", {})
    admin_client.post(
        f"/admin/bulk/managements/management/delete/?next=/admin/&id={gruenau.pk}", {}
    )
    assert Management.objects.get().page.live
