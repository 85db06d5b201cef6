"""The form in which the Stadtredaktion makes and changes managements."""

import datetime

import pytest
from django.test import Client

from managements.accounts.models import User
from managements.models import FormerName, Management
from managements.tenancy.roles import city_editors
from managements.websites.models import ManagementPage
from tests.builders import content_page, funding_notice, logged_in
from tests.conftest import MakeManagement, finish_legal_pages

ADD = "/admin/snippets/managements/management/add/"


@pytest.fixture
def city_editor(city) -> Client:
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    return logged_in(user)


def posted(**changes: object) -> dict[str, object]:
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return {
        "name": "Quartiersmanagement Grünau",
        "short_name": "Grünau",
        "kind": "quartiersmanagement",
        "status": "preparation",
        "successor": "",
        "commissioner": "Stadt Leipzig",
        "slug": "gruenau",
        "hostname": "",
        "latitude": "",
        "longitude": "",
        **{f"management_districts-{name}": value for name, value in empty.items()},
        **{f"former_names-{name}": value for name, value in empty.items()},
    } | changes


def errors_of(response) -> dict[str, list[str]]:
    assert response.status_code == 200, "the form was accepted"
    return dict(response.context["form"].errors)


def test_the_stadtredaktion_makes_a_management_with_all_that_belongs_to_it(city_editor) -> None:
    response = city_editor.post(ADD, posted())
    assert response.status_code == 302
    management = Management.objects.get()
    assert management.page.slug == "gruenau"
    assert management.editors.page_permissions.exists()


def test_a_new_management_cannot_begin_in_public(city_editor) -> None:
    assert list(errors_of(city_editor.post(ADD, posted(status="active")))) == ["status"]
    assert not Management.objects.exists()


def test_a_taken_address_is_said_at_its_field(city_editor, city) -> None:
    content_page(city, "Grünau", slug="gruenau")
    assert "slug" in errors_of(city_editor.post(ADD, posted()))
    assert not Management.objects.exists()


def edit_url(management: Management) -> str:
    return f"/admin/snippets/managements/management/edit/{management.pk}/"


def test_the_form_says_which_legal_pages_hold_placeholders(
    city_editor, make_management: MakeManagement
) -> None:
    management = make_management(is_public=False)
    response = city_editor.post(edit_url(management), posted(status="active"))
    sentences = " ".join(errors_of(response)["status"])
    for title in ("Impressum", "Datenschutz", "Erklärung zur Barrierefreiheit"):
        assert title in sentences
    assert "Name, Rechtsform und Anschrift des Anbieters" in sentences
    management.refresh_from_db()
    assert management.status == Management.Status.PREPARATION


def test_a_finished_site_goes_public_through_the_form(
    city_editor, client, make_management: MakeManagement
) -> None:
    management = make_management(is_public=False)
    finish_legal_pages(management)
    funding_notice(management)
    assert client.get("/gruenau/").status_code == 404
    response = city_editor.post(edit_url(management), posted(status="active"))
    assert response.status_code == 302
    assert client.get("/gruenau/").status_code == 200


def test_a_site_that_goes_back_into_preparation_disappears(city_editor, gruenau, client) -> None:
    assert client.get("/gruenau/").status_code == 200
    city_editor.post(edit_url(gruenau), posted(status="preparation"))
    assert client.get("/gruenau/").status_code == 404


def test_the_form_leads_to_colour_and_picture_and_leaves_them_alone(city_editor, gruenau) -> None:
    before = (gruenau.accent, gruenau.emblem)
    html = city_editor.get(edit_url(gruenau)).content.decode()
    assert 'href="/admin/gesicht/gruenau/"' in html
    city_editor.post(edit_url(gruenau), posted(status="active", accent="#7A4BA3", emblem="mockau"))
    gruenau.refresh_from_db()
    assert (gruenau.accent, gruenau.emblem) == before


def test_an_editor_of_a_management_cannot_open_the_form(gruenau, editor_of) -> None:
    client = logged_in(editor_of(gruenau))
    for url in (ADD, edit_url(gruenau)):
        assert client.get(url).status_code == 302
    assert ManagementPage.objects.count() == 1


def test_a_renamed_management_cannot_take_the_names_of_another(
    city_editor, gruenau: Management, paunsdorf: Management
) -> None:
    names = {"name": gruenau.name, "status": "active"}
    taken = posted(**names, short_name=paunsdorf.short_name)
    assert list(errors_of(city_editor.post(edit_url(gruenau), taken))) == ["short_name"]


def test_a_renamed_management_cannot_take_the_address_of_a_page_of_the_city(
    city_editor, city, gruenau: Management
) -> None:
    content_page(city, "Über uns", slug="ueber-uns")
    taken = posted(name=gruenau.name, short_name="Gruenau", status="active", slug="ueber-uns")
    assert list(errors_of(city_editor.post(edit_url(gruenau), taken))) == ["slug"]


def test_a_management_is_not_its_own_successor_not_even_by_way_of_others(
    city_editor, gruenau: Management, paunsdorf: Management
) -> None:
    paunsdorf.successor = gruenau
    paunsdorf.save()
    names = {"name": gruenau.name, "short_name": "Gruenau", "status": "closed"}
    for successor in (gruenau, paunsdorf):
        response = city_editor.post(edit_url(gruenau), posted(**names, successor=successor.pk))
        assert list(errors_of(response)) == ["successor"]


def renamed(
    management: Management, *rows: dict[str, object], **changes: object
) -> dict[str, object]:
    """Return what a browser sends of a management that is there, with rows of former names."""
    facts = {name: getattr(management, name) for name in ("name", "short_name", "slug", "kind")}
    names = {
        f"former_names-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in row.items()
    }
    count = {"former_names-TOTAL_FORMS": len(rows), "former_names-INITIAL_FORMS": len(rows)}
    return posted(**facts, **names | count, status="active") | changes


def address_of(management: Management) -> str:
    return f"/admin/snippets/managements/management/edit/{management.pk}/"


def test_a_name_that_nobody_read_on_an_earlier_day_is_no_former_name(city_editor, gruenau) -> None:
    address, first = address_of(gruenau), gruenau.name
    assert city_editor.post(address, renamed(gruenau, name="Versehen")).status_code == 302
    [kept] = FormerName.objects.all()
    assert kept.name == first
    gruenau.refresh_from_db()
    row = {"id": kept.pk, "name": first, "last_day": f"{kept.last_day:%d.%m.%Y}", "DELETE": "on"}
    assert city_editor.post(address, renamed(gruenau, row, name="Richtig")).status_code == 302
    assert not FormerName.objects.exists()


def test_former_names_that_change_their_days_are_refused_in_a_sentence(
    city_editor, gruenau
) -> None:
    days = [datetime.date(2020, 1, 1), datetime.date(2021, 1, 1)]
    names = [
        FormerName.objects.create(management=gruenau, name=f"Name {day.year}", last_day=day)
        for day in days
    ]
    rows = [
        {"id": one.pk, "name": one.name, "last_day": f"{day:%d.%m.%Y}"}
        for one, day in zip(names, reversed(days), strict=True)
    ]
    response = city_editor.post(address_of(gruenau), renamed(gruenau, *rows))
    assert any("nichts gespeichert" in text for text in errors_of(response)["__all__"])
    assert list(FormerName.objects.values_list("last_day", flat=True)) == days
