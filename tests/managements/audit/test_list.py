"""The list of changes shows the own ones, and not a word of anybody else's."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from managements.accounts.models import User
from managements.audit.models import AuditEntry
from managements.media_library.models import Image
from managements.models import District, Management
from managements.pages.models import ContentPage
from managements.tenancy.addresses import Audience, verdict_on
from managements.tenancy.roles import allow_admin
from tests.builders import content_page, logged_in, stored_image
from tests.managements.audit.conftest import Note, joined

pytestmark = pytest.mark.usefixtures("blank")

LIST = "/admin/verlauf/"
RESULTS = "/admin/verlauf/results/"
FORMS = ("", "?export=csv", "?export=xlsx")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def secrets(paunsdorf: Management, neighbour: User, note: Note) -> list[str]:
    """Put into the record what the editor of Grünau must not read, and return the words."""
    neighbour.last_name = "Kanarienvogel"
    neighbour.save()
    note(
        paunsdorf,
        "Kanarienseite",
        user=neighbour,
        action="wagtail.lock",
        content_type=ContentType.objects.get_for_model(District),
    )
    return ["Kanarienvogel", "Kanarienseite", "Paunsdorf", "paunsdorf", "Gesperrt", "Ortsteil"]


def html_of(client: Client, url: str = LIST) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def labels(client: Client, query: str = "") -> list[str]:
    """Return the titles in the list."""
    response = client.get(f"{LIST}{query}")
    return [entry.label for entry in response.context["object_list"]]


def test_an_editor_reads_who_did_what_when_and_to_which_page(
    at_gruenau: Client, editor: User, gruenau: Management, note: Note
) -> None:
    editor.first_name, editor.last_name = "Erika", "Muster"
    editor.save()
    page = content_page(gruenau.page, "Sommerfest")
    AuditEntry.objects.all().delete()
    note(
        gruenau,
        "Sommerfest",
        user=editor,
        object_id=str(page.pk),
        timestamp=datetime(2026, 7, 1, 22, 30, tzinfo=ZoneInfo("UTC")),
    )
    html = html_of(at_gruenau)
    assert "Erika Muster" in html
    assert "Veröffentlicht" in html
    assert "02.07.2026 00:30" in html, "the clock in Leipzig, two hours ahead of UTC in summer"
    assert f'href="/admin/pages/{page.pk}/edit/"' in html
    assert "<h1" in html
    assert "Verlauf" in html


@pytest.mark.parametrize("url", [LIST, RESULTS])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?p=1",
        "?p=2",
        "?q=Kanarien",
        "?ordering=management__name",
        "?ordering=-user__last_name",
        "?ordering=label",
        "?_w_filter_fragment=1",
        "?who={user}",
        "?who=deleted&who={user}",
        "?management={management}",
        "?kind={kind}",
        "?action=wagtail.lock",
        "?who={user}&export=pdf",
        "?timestamp_from=2020-01-01&timestamp_to=2099-12-31",
    ],
)
def test_an_editor_of_gruenau_reads_nothing_of_paunsdorf(
    at_gruenau: Client,
    gruenau: Management,
    paunsdorf: Management,
    neighbour: User,
    secrets: list[str],
    note: Note,
    url: str,
    query: str,
) -> None:
    note(gruenau, "Eigene Seite")
    foreign = {
        "user": neighbour.pk,
        "management": paunsdorf.pk,
        "kind": ContentType.objects.get_for_model(District).pk,
    }
    html = html_of(at_gruenau, url + query.format(**foreign))
    shown = html.replace("Kanarien&quot;", "").replace('value="Kanarien"', "")
    assert [word for word in secrets if word in shown] == []


def test_submitted_foreign_ids_are_refused_like_ids_that_do_not_exist(
    at_gruenau: Client,
    neighbour: User,
    paunsdorf: Management,
    secrets: list[str],
    note: Note,
    gruenau: Management,
) -> None:
    note(gruenau, "Eigene Seite")
    for name, foreign in (("who", neighbour.pk), ("kind", 1), ("management", paunsdorf.pk)):
        assert labels(at_gruenau, f"?{name}={foreign}") == ["Eigene Seite"]
        real = at_gruenau.get(f"{LIST}?{name}={foreign}").context["filters"].errors
        made_up = at_gruenau.get(f"{LIST}?{name}=999999").context["filters"].errors
        assert str(real).replace(str(foreign), "") == str(made_up).replace("999999", "")


def test_the_filters_offer_only_what_occurs_in_the_own_entries(
    at_gruenau: Client, editor: User, gruenau: Management, secrets: list[str], note: Note
) -> None:
    note(gruenau, "Seite", user=editor)
    note(gruenau, "Bild", content_type=ContentType.objects.get_for_model(Image))
    filters = at_gruenau.get(LIST).context["filters"].form.fields
    assert "management" not in filters, "who has one management need not choose"
    assert [label for _value, label in filters["who"].choices] == ["redaktion-gruenau", "System"]
    assert [label for _value, label in filters["action"].choices] == ["Veröffentlichen"]
    kinds = {str(label) for _value, label in filters["kind"].choices}
    assert kinds == {"Seite", "Bild"}


def test_somebody_with_two_managements_reads_both_and_chooses_between_them(
    editor: User, gruenau: Management, paunsdorf: Management, make_management, note: Note
) -> None:
    third = make_management("mockau")
    AuditEntry.objects.all().delete()
    joined(editor, paunsdorf)
    client = logged_in(editor)
    for management in (gruenau, paunsdorf, third, None):
        note(management, management.short_name if management else "Stadtseite")
    assert labels(client) == ["Paunsdorf", "Gruenau"]
    assert labels(client, f"?management={paunsdorf.pk}") == ["Paunsdorf"]
    html = html_of(client)
    assert "Management" in html
    assert "Mockau" not in html
    assert "Stadtseite" not in html
    offered = client.get(LIST).context["filters"].form.fields["management"].queryset
    assert set(offered) == {gruenau, paunsdorf}


@pytest.mark.parametrize("who", ["city_editor", "admin"])
def test_the_city_reads_everything(
    who: str, city_editor: User, gruenau: Management, paunsdorf: Management, note: Note
) -> None:
    user = city_editor if who == "city_editor" else User.objects.create_superuser("admin")
    AuditEntry.objects.all().delete()
    for management in (gruenau, paunsdorf, None):
        note(management, management.short_name if management else "Stadtseite")
    client = logged_in(user)
    assert labels(client) == ["Stadtseite", "Paunsdorf", "Gruenau"]
    assert "Stadt" in html_of(client)


def test_somebody_without_a_management_reads_nothing_and_has_no_menu_item(
    gruenau: Management, city, note: Note
) -> None:
    note(gruenau, "Sommerfest")
    group = Group.objects.create(name="Andere")
    allow_admin(group)
    user = User.objects.create_user("niemand", "niemand@example.org")
    user.groups.add(group)
    client = logged_in(user)
    assert labels(client) == []
    assert LIST not in html_of(client, "/admin/")


def test_the_list_stands_in_the_menu_and_its_address_is_open_to_editors(
    at_gruenau: Client, client: Client
) -> None:
    assert LIST in html_of(at_gruenau, "/admin/")
    assert verdict_on("audit:index") is verdict_on("audit:results") is Audience.EDITORS
    assert client.get(LIST).status_code == 302


def test_the_filters_narrow_the_list(
    at_gruenau: Client, editor: User, gruenau: Management, note: Note
) -> None:
    def at(day: int, hour: int) -> datetime:
        return datetime(2026, 11, day, hour, 30, tzinfo=BERLIN)

    image = ContentType.objects.get_for_model(Image)
    note(gruenau, "Vorabend", timestamp=at(1, 23), user=editor)
    note(gruenau, "Nacht", timestamp=at(2, 0), by_system=True, action="wagtail.delete")
    note(gruenau, "Abend", timestamp=at(2, 23), user=None, by_system=False, content_type=image)
    assert labels(at_gruenau) == ["Abend", "Nacht", "Vorabend"]
    assert labels(at_gruenau, "?timestamp_from=2026-11-02&timestamp_to=2026-11-02") == [
        "Abend",
        "Nacht",
    ]
    assert labels(at_gruenau, f"?who={editor.pk}") == ["Vorabend"]
    assert labels(at_gruenau, f"?who={editor.pk}&who=system") == ["Nacht", "Vorabend"]
    assert labels(at_gruenau, "?who=deleted") == ["Abend"]
    assert labels(at_gruenau, "?action=wagtail.delete") == ["Nacht"]
    assert labels(at_gruenau, f"?kind={image.pk}") == ["Abend"]
    assert labels(at_gruenau, "?q=abend") == ["Abend", "Vorabend"]
    assert "gelöschtes Konto" in html_of(at_gruenau)


def test_an_empty_list_says_so(at_gruenau: Client, gruenau: Management, note: Note) -> None:
    assert "Noch hat niemand etwas geändert." in html_of(at_gruenau)
    note(gruenau, "Sommerfest")
    assert "Keine Änderung passt zu Ihrer Auswahl." in html_of(at_gruenau, f"{LIST}?q=Winter")


def test_a_title_leads_to_its_record_only_where_the_person_may_edit_it(
    at_gruenau: Client, gruenau: Management, paunsdorf: Management, note: Note
) -> None:
    own = stored_image(title="Eigenes", collection=gruenau.collection)
    given_away = stored_image(title="Abgegebenes", collection=paunsdorf.collection)
    page = content_page(paunsdorf.page, "Abgegebene Seite")
    AuditEntry.objects.all().delete()
    kind = ContentType.objects.get_for_model(Image)
    note(gruenau, "Eigenes", content_type=kind, object_id=str(own.pk))
    note(gruenau, "Abgegebenes", content_type=kind, object_id=str(given_away.pk))
    note(gruenau, "Gelöschtes", content_type=kind, object_id="999999")
    note(gruenau, "Abgegebene Seite", object_id=str(page.pk))
    note(gruenau, "Von einer App, die es nicht mehr gibt", content_type=None, action="old.thing")
    html = html_of(at_gruenau)
    assert f'href="/admin/images/{own.pk}/"' in html
    assert f'href="/admin/images/{given_away.pk}/"' not in html
    assert 'href="/admin/images/999999/"' not in html
    assert f'href="/admin/pages/{page.pk}/edit/"' not in html
    assert "old.thing" in html


def test_a_title_is_shown_as_text(at_gruenau: Client, gruenau: Management, note: Note) -> None:
    note(gruenau, "<b onclick=x>Fett</b>")
    assert "<b onclick" not in html_of(at_gruenau)


def test_long_lists_have_pages(at_gruenau: Client, gruenau: Management, note: Note) -> None:
    for number in range(51):
        note(gruenau, f"Seite {number}")
    assert len(labels(at_gruenau)) == 50
    assert labels(at_gruenau, "?p=2") == ["Seite 0"]
    assert labels(at_gruenau, "?p=99") == ["Seite 0"]


def entries_about_everything(managements: list[Management], note: Note, number: int) -> None:
    """Put so many entries of each kind, by as many people, into the record of each management."""
    page, image, district = (
        ContentType.objects.get_for_model(model) for model in (ContentPage, Image, District)
    )
    for management in managements:
        for count in range(number):
            name = f"{management.slug} {count}"
            user = User.objects.create_user(name, f"{name}@example.org".replace(" ", "-"))
            about = {
                page: content_page(management.page, name),
                image: stored_image(title=name, collection=management.collection),
                district: District.objects.create(name=name, slug=name.replace(" ", "-")),
            }
            for kind, record in about.items():
                note(management, name, user=user, content_type=kind, object_id=str(record.pk))


@pytest.mark.once
@pytest.mark.parametrize("query", FORMS)
def test_the_list_costs_the_same_queries_whatever_it_holds(
    city_editor: User, gruenau: Management, make_management, note: Note, query: str
) -> None:
    client = logged_in(city_editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(f"{LIST}{query}")
            b"".join(response) if response.streaming else response.content
        return len(captured)

    entries_about_everything([gruenau], note, 2)
    client.get(LIST)  # fills the caches of sites and content types
    few = queries()
    entries_about_everything([make_management("mockau"), make_management("lindenau")], note, 5)
    assert queries() == few
    assert few <= 30
