"""Logos in the CMS: replacing one is one upload, and what has been shown stays."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from managements.accounts.models import User
from managements.funding.models import Logo, LogoVersion, Programme, ProgrammeName
from managements.tenancy.roles import city_editors
from tests.builders import logged_in, upload
from tests.dates import at
from tests.logos import EARLY, bitmap, make_logo, svg

pytestmark = pytest.mark.once

LOGOS = "/admin/snippets/funding/logo/"
ADD = f"{LOGOS}add/"
TODAY = datetime.date(2026, 11, 26)
BLUE = svg('<path d="M0 0h200v100z" fill="blue"/>')


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(at(TODAY, "12:00"), tick=False):
        yield


@pytest.fixture
def city_editor(city) -> Client:
    user = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    user.groups.add(city_editors())
    return logged_in(user)


def row(version: LogoVersion | None = None, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends of a version; a file that stays is not sent."""
    sent = {
        "id": version.pk if version else "",
        "alternative_text": version.alternative_text if version else "Logo: Stadt Leipzig",
        "valid_from": f"{version.valid_from if version else TODAY:%d.%m.%Y}",
    }
    if version is None:
        sent["file"] = upload("logo.svg", BLUE)
    return {name: value for name, value in (sent | changes).items() if value is not None}


def posted(*rows: dict[str, Any], initial: int = 0, **changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "name": "Stadt Leipzig",
        "on_city_pages": "on",
        "versions-TOTAL_FORMS": len(rows),
        "versions-INITIAL_FORMS": initial,
        "versions-MIN_NUM_FORMS": 1,
        "versions-MAX_NUM_FORMS": 1000,
    }
    for number, sent in enumerate(rows):
        data |= {f"versions-{number}-{name}": value for name, value in sent.items()}
    return data | changes


def edit(logo: Logo) -> str:
    return f"{LOGOS}edit/{logo.pk}/"


def errors_of(response: Any) -> dict[str, list[str]]:
    """Return what is said at the fields of the versions, and above them as `above`."""
    assert response.status_code == 200, "the form was accepted"
    formset = response.context["form"].formsets["versions"]
    found = {"above": list(formset.non_form_errors())}
    for form in formset.forms:
        for name, sentences in form.errors.items():
            found.setdefault(name, []).extend(sentences)
    return {name: sentences for name, sentences in found.items() if sentences}


def test_a_logo_is_made_by_one_upload(city_editor) -> None:
    response = city_editor.post(ADD, posted(row()))
    assert response.status_code == 302
    version = LogoVersion.objects.get()
    assert version.file.name == f"logos/{version.digest}.svg"
    assert (version.width, version.height, version.valid_from) == (1000, 500, TODAY)
    assert b'fill="blue"' in version.file.read()


def test_replacing_a_logo_is_one_upload(city_editor) -> None:
    logo = make_logo()
    old = logo.versions.get()
    response = city_editor.post(edit(logo), posted(row(old), row(), initial=1))
    assert response.status_code == 302
    logo = Logo.objects.get()
    assert logo.version_on(TODAY - datetime.timedelta(days=1)) == old
    assert b"blue" in logo.version_on(TODAY).file.read()
    assert default_storage.exists(old.file.name), "what was shown stays"


def test_a_row_for_a_new_version_begins_with_today_and_the_words_of_the_last_one(
    city_editor,
) -> None:
    html = city_editor.get(edit(make_logo())).content.decode()
    new_row = html.split("EMPTY_FORM_TEMPLATE")[1].split("</template>")[0]
    assert 'value="26.11.2026"' in new_row
    assert 'value="Logo: Stadt Leipzig"' in new_row
    assert 'type="file"' in new_row


def test_the_form_shows_the_picture_and_offers_no_file_for_one_that_has_been_shown(
    city_editor,
) -> None:
    logo = make_logo()
    html = city_editor.get(edit(logo)).content.decode()
    rows = html.split('id="id_versions-FORMS"')[1].split("EMPTY_FORM_TEMPLATE")[0]
    assert f'src="/media/logos/{logo.versions.get().digest}.svg"' in rows
    assert 'type="file"' not in rows
    assert "wurde schon gezeigt und bleibt" in rows
    assert "funding/logos_admin.css" in html


@pytest.mark.parametrize("filler", ["", "   "])
@pytest.mark.parametrize("is_new", [True, False])
def test_a_logo_without_alternative_text_is_refused_at_its_field(
    city_editor, filler: str, is_new: bool
) -> None:
    if is_new:
        response = city_editor.post(ADD, posted(row(alternative_text=filler)))
        assert not Logo.objects.exists()
    else:
        logo = make_logo()
        sent = row(logo.versions.get(), alternative_text=filler)
        response = city_editor.post(edit(logo), posted(sent, initial=1))
        assert logo.versions.get().alternative_text
    (sentence,) = errors_of(response)["alternative_text"]
    assert sentence.startswith("Bitte beschreiben Sie das Logo")


def test_the_database_refuses_a_version_without_alternative_text_or_that_was_never_read(
    city,
) -> None:
    logo = make_logo()
    facts = {"file": "logos/x.svg", "digest": "x", "width": 1, "height": 1, "alternative_text": "x"}
    for wrong in ({"alternative_text": ""}, {"digest": ""}, {"width": 0}, {"height": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LogoVersion.objects.create(logo=logo, valid_from=TODAY, **(facts | wrong))
    LogoVersion.objects.create(logo=logo, valid_from=TODAY, **facts)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (svg("<script>alert(1)</script>"), "ausgeführt wird (<script>)"),
        (svg('<image href="https://example.org/x.png"/>'), "von woanders"),
        (b"<!DOCTYPE svg>" + svg(), "DOCTYPE"),
        (bitmap((300, 100)), "300 Pixel breit"),
        (bitmap()[:100], "beschädigt"),
        (b"Logo", "weder PNG noch WebP noch SVG"),
        (b"", "leer"),
    ],
)
def test_a_bad_file_is_a_sentence_at_its_field_and_nothing_is_stored(
    city_editor, content: bytes, words: str
) -> None:
    response = city_editor.post(ADD, posted(row(file=upload("logo.svg", content))))
    (sentence,) = errors_of(response)["file"]
    assert words in sentence
    assert not Logo.objects.exists()
    logo = make_logo()
    old = logo.versions.get()
    sent = posted(row(old), row(file=upload("x.png", content)), initial=1)
    assert list(errors_of(city_editor.post(edit(logo), sent))) == ["file"]
    assert logo.versions.get() == old


def test_a_row_in_which_the_file_was_forgotten_is_not_passed_over(city_editor) -> None:
    logo = make_logo()
    sent = posted(row(logo.versions.get()), row(alternative_text="", file=None), initial=1)
    assert set(errors_of(city_editor.post(edit(logo), sent))) == {"file", "alternative_text"}


def test_a_logo_without_any_picture_is_refused(city_editor) -> None:
    (sentence,) = errors_of(city_editor.post(ADD, posted()))["above"]
    assert sentence == "Bitte laden Sie ein Bild des Logos hoch."


def test_two_versions_of_one_day_are_refused_at_the_field(city_editor) -> None:
    logo = make_logo(valid_from=TODAY)
    sent = posted(row(logo.versions.get()), row(), initial=1)
    (sentence,) = errors_of(city_editor.post(edit(logo), sent))["valid_from"]
    assert "Wählen Sie das neue Bild bei der Version von heute" in sentence
    tomorrow = {"valid_from": "27.11.2026"}
    sent = posted(row(logo.versions.get()), row(**tomorrow), row(**tomorrow), initial=1)
    (sentence,) = errors_of(city_editor.post(edit(logo), sent))["valid_from"]
    assert sentence.startswith("Von diesem Tag an gibt es schon eine andere Version")
    assert logo.versions.count() == 1


def test_a_wrong_picture_of_today_is_still_exchanged(city_editor) -> None:
    logo = make_logo(valid_from=TODAY)
    old = logo.versions.get()
    response = city_editor.post(
        edit(logo), posted(row(old, file=upload("logo.svg", BLUE)), initial=1)
    )
    assert response.status_code == 302
    kept = logo.versions.get()
    assert kept.digest != old.digest
    # What was shown meanwhile stays provable.
    assert default_storage.exists(old.file.name)


@pytest.mark.parametrize("day", [EARLY, TODAY - datetime.timedelta(days=1)])
def test_what_has_been_shown_keeps_its_picture_and_its_day(city_editor, day) -> None:
    logo = make_logo(valid_from=day)
    old = logo.versions.get()
    for changes, field in (
        ({"file": upload("logo.svg", BLUE)}, "file"),
        ({"valid_from": "01.01.2027"}, "valid_from"),
    ):
        sent = posted(row(old, **changes), initial=1)
        (sentence,) = errors_of(city_editor.post(edit(logo), sent))[field]
        assert "fügen Sie" in sentence
        assert "eine Version hinzu" in sentence
        kept = logo.versions.get()
        assert (kept.digest, kept.file.name, kept.valid_from) == (old.digest, old.file.name, day)


def test_what_has_been_shown_is_not_deleted_and_stands_in_the_form_again(city_editor) -> None:
    logo = make_logo()
    sent = posted(row(logo.versions.get(), DELETE="1"), row(), initial=1)
    response = city_editor.post(edit(logo), sent)
    (sentence,) = errors_of(response)["above"]
    assert "1. Januar 2020" in sentence
    assert 'name="versions-0-DELETE" value="1"' not in response.content.decode()
    assert logo.versions.count() == 1


def test_the_alternative_text_of_what_has_been_shown_can_be_corrected(city_editor) -> None:
    logo = make_logo()
    sent = posted(row(logo.versions.get(), alternative_text="Logo der Stadt Leipzig"), initial=1)
    assert city_editor.post(edit(logo), sent).status_code == 302
    assert logo.versions.get().alternative_text == "Logo der Stadt Leipzig"


def test_a_version_that_is_still_to_come_can_be_changed_and_deleted(city_editor) -> None:
    logo = make_logo()
    logo.add_version(
        upload("x.png", bitmap()), alternative_text="x", valid_from=TODAY.replace(day=27)
    )
    old, coming = logo.versions.all()
    changed = row(coming, file=upload("logo.svg", BLUE), valid_from="28.11.2026")
    assert city_editor.post(edit(logo), posted(row(old), changed, initial=2)).status_code == 302
    coming.refresh_from_db()
    assert (coming.file.name[-4:], coming.valid_from.day) == (".svg", 28)
    sent = posted(row(old), row(coming, DELETE="1"), initial=2)
    assert city_editor.post(edit(logo), sent).status_code == 302
    assert logo.versions.get() == old


def test_the_same_picture_twice_lies_in_the_storage_once(city_editor) -> None:
    # Other tests leave logos in the storage, too.
    first, stored = make_logo("Eins"), default_storage.listdir("logos")
    second = make_logo("Zwei")
    assert first.versions.get().file.name == second.versions.get().file.name
    assert default_storage.listdir("logos") == stored


@pytest.mark.parametrize("damage", [b"", b"<svg", None])
def test_a_stored_file_that_is_damaged_or_lost_is_put_right_by_uploading_it_again(
    city_editor, damage
) -> None:
    drawing = svg('<path d="M0 0h200v100z" fill="teal"/>')
    logo = make_logo(content=drawing)
    old = logo.versions.get()
    with default_storage.open(old.file.name) as file:
        intact = file.read()
    default_storage.delete(old.file.name)
    if damage is not None:
        default_storage.save(old.file.name, ContentFile(damage))
    sent = posted(row(old), row(file=upload("logo.svg", drawing)), initial=1)
    assert city_editor.post(edit(logo), sent).status_code == 302
    new = logo.versions.last()
    assert (new.valid_from, new.file.name) == (TODAY, old.file.name)
    with default_storage.open(old.file.name) as file:
        assert file.read() == intact


def test_two_who_add_a_version_at_the_same_moment_get_a_sentence(city_editor, monkeypatch) -> None:
    logo = make_logo(valid_from=TODAY)
    monkeypatch.setattr(
        "managements.funding.dated_rows.DatedRowFormSet.validate_unique", lambda self: None
    )
    response = city_editor.post(edit(logo), posted(row(logo.versions.get()), row(), initial=1))
    assert response.status_code == 200
    assert "Es wurde nichts gespeichert" in response.content.decode()
    assert logo.versions.count() == 1


def test_nobody_deletes_a_logo_not_even_a_superuser(city_editor, admin_client) -> None:
    logo = make_logo()
    at_once = f"/admin/bulk/funding/logo/delete/?id={logo.pk}"
    for client in (city_editor, admin_client):
        for response in (
            client.get(f"{LOGOS}delete/{logo.pk}/"),
            client.post(f"{LOGOS}delete/{logo.pk}/"),
        ):
            assert (response.status_code, response.url) == (302, "/admin/")
        client.post(at_once)
        html = client.get(LOGOS).content.decode() + client.get(edit(logo)).content.decode()
        assert f"{LOGOS}delete/" not in html
    assert Logo.objects.exists()


def test_editors_of_a_management_do_not_reach_logos_and_programmes(gruenau, editor_of) -> None:
    logo = make_logo()
    programme = Programme.objects.create(title="SZP")
    client = logged_in(editor_of(gruenau))
    for kind, key in (("logo", logo.pk), ("programme", programme.pk)):
        for path in ("", "add/", f"edit/{key}/", f"reorder/{key}/", f"history/{key}/"):
            url = f"/admin/snippets/funding/{kind}/{path}"
            for response in (client.get(url), client.post(url, {})):
                assert response.status_code in {302, 403, 404, 405}, url
                assert response.headers.get("Location", "/admin/") == "/admin/"


def test_the_list_shows_pictures_with_as_many_queries_for_three_as_for_one(
    city_editor, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    make_logo()
    city_editor.get(LOGOS)
    with django_assert_max_num_queries(40) as counted:
        html = city_editor.get(LOGOS).content.decode()
    assert "/media/logos/" in html
    assert "alle Förderhinweise, die Seiten der Stadt" in html
    szp = Programme.objects.create(title="SZP")
    for name in ("Städtebauförderung", "Freistaat Sachsen"):
        logo = make_logo(name, programmes=[szp])
        logo.add_version(upload("x.svg", BLUE), alternative_text="x", valid_from=TODAY)
    with django_assert_num_queries(len(counted)):
        city_editor.get(LOGOS)


def test_logos_are_put_in_order_by_dragging(city_editor) -> None:
    names = ["A", "B", "C", "D"]
    logos = {name: make_logo(name) for name in names}
    for name, position, expected in (
        ("D", 0, "DABC"),
        ("D", 3, "ABCD"),
        ("B", 2, "ACBD"),
        ("A", 99, "CBDA"),
        ("C", "x", "BDAC"),
    ):
        url = f"{LOGOS}reorder/{logos[name].pk}/?position={position}"
        assert city_editor.post(url).status_code == 200
        assert "".join(logo.name for logo in Logo.objects.all()) == expected
    assert city_editor.get(f"{LOGOS}reorder/{logos['A'].pk}/").status_code == 405
    assert city_editor.post(f"{LOGOS}reorder/999999/?position=0").status_code == 404


def test_a_new_logo_comes_last(city_editor) -> None:
    make_logo("Z", sort_order=7)
    city_editor.post(ADD, posted(row(), name="A"))
    assert [logo.name for logo in Logo.objects.all()] == ["Z", "A"]


# Programmes

PROGRAMMES = "/admin/snippets/funding/programme/"


def programme_with(*names: tuple[str, str]) -> Programme:
    programme = Programme(title="SZP")
    programme.names.set(
        [
            ProgrammeName(name=name, valid_from=datetime.date.fromisoformat(day))
            for name, day in names
        ]
    )
    programme.save()
    return programme


def programme_sent(programme: Programme, *changes: dict[str, Any]) -> dict[str, Any]:
    names = list(programme.names.all())
    rows = [
        {"id": one.pk, "name": one.name, "valid_from": f"{one.valid_from:%d.%m.%Y}"}
        for one in names
    ] + [{"id": ""}] * (len(changes) - len(names))
    data: dict[str, Any] = {
        "title": programme.title,
        "names-TOTAL_FORMS": len(rows),
        "names-INITIAL_FORMS": len(names),
        "names-MIN_NUM_FORMS": 1,
        "names-MAX_NUM_FORMS": 1000,
    }
    for number, (sent, change) in enumerate(zip(rows, changes, strict=True)):
        data |= {f"names-{number}-{name}": value for name, value in (sent | change).items()}
    return data


def said_of_names(response: Any) -> list[str]:
    assert response.status_code == 200, "the form was accepted"
    formset = response.context["form"].formsets["names"]
    at_fields = [one for form in formset.forms for errors in form.errors.values() for one in errors]
    return [*formset.non_form_errors(), *at_fields]


def test_a_programme_is_renamed_from_a_day_on(city_editor) -> None:
    programme = programme_with(("Alt", "2020-01-01"))
    new = {"name": "Neu", "valid_from": "1.12.2026"}
    url = f"{PROGRAMMES}edit/{programme.pk}/"
    assert city_editor.post(url, programme_sent(programme, {}, new)).status_code == 302
    programme = Programme.objects.get()
    assert programme.name_on(datetime.date(2026, 11, 30)) == "Alt"
    assert programme.name_on(datetime.date(2026, 12, 1)) == "Neu"


def test_a_name_whose_day_has_come_can_be_corrected(city_editor) -> None:
    programme = programme_with(("Sozialer Zusamenhalt", "2020-01-01"))
    url = f"{PROGRAMMES}edit/{programme.pk}/"
    sent = programme_sent(programme, {"name": "Sozialer Zusammenhalt"})
    assert city_editor.post(url, sent).status_code == 302
    assert programme.names.get().name == "Sozialer Zusammenhalt"


def test_two_names_of_one_day_are_refused_at_the_field(city_editor) -> None:
    programme = programme_with(("Alt", "2020-01-01"))
    sent = programme_sent(programme, {}, {"name": "Neu", "valid_from": "01.01.2020"})
    (sentence,) = said_of_names(city_editor.post(f"{PROGRAMMES}edit/{programme.pk}/", sent))
    assert sentence == "Von diesem Tag an hat es schon einen anderen Namen."
    assert programme.names.count() == 1


def test_the_only_name_of_a_programme_stays(city_editor) -> None:
    programme = programme_with(("Alt", "2020-01-01"))
    response = city_editor.post(
        f"{PROGRAMMES}edit/{programme.pk}/", programme_sent(programme, {"DELETE": "1"})
    )
    (sentence,) = said_of_names(response)
    assert "vollen Namen" in sentence
    assert 'name="names-0-DELETE" value="1"' not in response.content.decode()
    assert programme.names.exists()


def test_names_that_change_their_days_with_each_other_are_no_failure(city_editor) -> None:
    programme = programme_with(("Alt", "2020-01-01"), ("Neu", "2025-01-01"))
    sent = programme_sent(programme, {"valid_from": "01.01.2025"}, {"valid_from": "01.01.2020"})
    response = city_editor.post(f"{PROGRAMMES}edit/{programme.pk}/", sent)
    assert response.status_code in {200, 302}
    days = {one.name: one.valid_from.year for one in programme.names.all()}
    assert days in ({"Alt": 2020, "Neu": 2025}, {"Alt": 2025, "Neu": 2020})


@pytest.mark.parametrize("day", ["31.2.2026", "morgen", "01.01.0001", ""])
def test_a_day_that_nobody_can_mean_is_a_sentence_at_the_field(city_editor, day: str) -> None:
    programme = programme_with(("Alt", "2020-01-01"))
    sent = programme_sent(programme, {}, {"name": "Neu", "valid_from": day})
    response = city_editor.post(f"{PROGRAMMES}edit/{programme.pk}/", sent)
    assert len(said_of_names(response)) == 1
    response = city_editor.post(ADD, posted(row(valid_from=day)))
    assert list(errors_of(response)) == ["valid_from"]
    assert timezone.localdate() == TODAY
