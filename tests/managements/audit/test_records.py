"""What is done to pictures, documents and records arrives, also where Wagtail logs nothing."""

import datetime

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_save
from django.test import Client
from wagtail.log_actions import log
from wagtail.models import BaseLogEntry, Collection, ModelLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from managements.accounts.models import User
from managements.audit.models import AuditEntry
from managements.funding.models import FundingNotice
from managements.media_library.models import Document, Image
from managements.models import District, Management
from managements.tenancy.roles import shared_collection
from tests.builders import stored_document, stored_image, upload

pytestmark = pytest.mark.usefixtures("blank")

XHR = {"X-Requested-With": "XMLHttpRequest"}


def image_form(collection: Collection, **fields: object) -> dict[str, object]:
    return {
        "title": "Apfelbaum",
        "description": "Zwei Frauen pflanzen einen Apfelbaum",
        "collection": collection.pk,
        "tags": "",
    } | fields


def pdf(name: str = "protokoll.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4 Protokoll")


def test_a_picture_is_recorded_once_each_time_it_is_added_changed_and_deleted(
    at_gruenau: Client, editor: User, gruenau: Management, paunsdorf: Management, actions
) -> None:
    at_gruenau.post("/admin/images/add/", image_form(gruenau.collection, file=upload()))
    image = Image.objects.get()
    at_gruenau.post(f"/admin/images/{image.pk}/", image_form(gruenau.collection, title="Baum"))
    at_gruenau.post(f"/admin/images/{image.pk}/delete/")
    assert not Image.objects.exists()
    assert actions(gruenau) == ["wagtail.create", "wagtail.edit", "wagtail.delete"]
    assert actions(paunsdorf) == actions(None) == []
    assert {entry.user for entry in AuditEntry.objects.all()} == {editor}
    assert AuditEntry.objects.first().label == "Baum"


def test_pictures_uploaded_several_at_once_are_recorded_though_wagtail_logs_nothing(
    at_gruenau: Client, gruenau: Management, actions
) -> None:
    answer = at_gruenau.post(
        "/admin/images/multiple/add/",
        {"title": "IMG_1", "collection": gruenau.collection.pk, "files[]": upload("IMG_1.jpg")},
        headers=XHR,
    ).json()
    # A picture needs its description first: only then does the upload become one.
    number = answer["uploaded_file_id"]
    fields = image_form(gruenau.collection)
    answer = at_gruenau.post(
        f"/admin/images/multiple/create_from_uploaded_image/{number}/",
        {f"uploaded-image-{number}-{name}": value for name, value in fields.items()},
        headers=XHR,
    ).json()
    assert answer["success"], answer
    image = Image.objects.get()
    at_gruenau.post(f"/admin/images/multiple/{image.pk}/delete/", headers=XHR)
    assert not Image.objects.exists()
    assert not ModelLogEntry.objects.filter(label="Apfelbaum").exists()
    assert actions(gruenau) == ["wagtail.create", "wagtail.delete"]


def test_documents_arrive_by_form_and_several_at_once(
    at_gruenau: Client, gruenau: Management, actions
) -> None:
    at_gruenau.post(
        "/admin/documents/add/",
        {"title": "Protokoll", "file": pdf(), "collection": gruenau.collection.pk},
    )
    document = Document.objects.get()
    at_gruenau.post(
        f"/admin/documents/edit/{document.pk}/",
        {"title": "Protokoll 2", "collection": gruenau.collection.pk},
    )
    at_gruenau.post(f"/admin/documents/delete/{document.pk}/")
    assert actions(gruenau) == ["wagtail.create", "wagtail.edit", "wagtail.delete"]
    at_gruenau.post(
        "/admin/documents/multiple/add/",
        {"title": "Liste", "collection": gruenau.collection.pk, "files[]": pdf("liste.pdf")},
        headers=XHR,
    )
    document = Document.objects.get()
    at_gruenau.post(f"/admin/documents/multiple/{document.pk}/delete/", headers=XHR)
    assert actions(gruenau, "Liste") == ["wagtail.create", "wagtail.delete"]


def test_a_picture_uploaded_from_within_a_page_is_recorded(
    at_gruenau: Client, gruenau: Management, actions
) -> None:
    fields = image_form(gruenau.collection, file=upload())
    at_gruenau.post(
        "/admin/images/chooser/create/",
        {f"image-chooser-upload-{name}": value for name, value in fields.items()},
    )
    assert Image.objects.exists()
    assert actions(gruenau) == ["wagtail.create"]


@pytest.mark.parametrize("kind", ["image", "document"])
def test_bulk_actions_on_media_are_recorded_though_wagtail_logs_nothing(
    at_gruenau: Client, gruenau: Management, kind: str, actions
) -> None:
    make = stored_image if kind == "image" else stored_document
    media = [make(title=title, collection=gruenau.collection) for title in ("Eins", "Zwei")]
    ids = "&".join(f"id={one.pk}" for one in media)
    bulk = f"/admin/bulk/media_library/{kind}"
    at_gruenau.post(f"{bulk}/add_tags/?next=/admin/&{ids}", {"tags": "Garten"})
    assert media[0].tags.count() == 1
    at_gruenau.post(f"{bulk}/delete/?next=/admin/&{ids}")
    assert not type(media[0]).objects.exists()
    told = ["wagtail.edit", "wagtail.delete"]
    assert actions(gruenau, "Eins") == actions(gruenau, "Zwei") == told


def test_a_picture_that_goes_to_another_collection_is_told_to_both(
    admin_client: Client, gruenau: Management, paunsdorf: Management
) -> None:
    admin_client.post("/admin/images/add/", image_form(gruenau.collection, file=upload()))
    image = Image.objects.get()
    admin_client.post(
        f"/admin/images/{image.pk}/", image_form(paunsdorf.collection, title="Neuer Name")
    )
    left = AuditEntry.objects.get(management=gruenau, action="wagtail.edit")
    arrived = AuditEntry.objects.get(management=paunsdorf)
    assert left.message == "Auf eine andere Website verschoben"
    assert arrived.message == "Von einer anderen Website hierher verschoben"
    assert left.label == "Apfelbaum", "the new name is the new management's business"
    assert arrived.label == "Neuer Name"
    admin_client.post(f"/admin/images/{image.pk}/", image_form(paunsdorf.collection, title="X"))
    assert AuditEntry.objects.filter(management=gruenau).count() == 2
    assert AuditEntry.objects.first().message == "Bearbeitet"


def test_a_bulk_move_to_another_collection_is_told_to_both(
    admin_client: Client, gruenau: Management, paunsdorf: Management, actions
) -> None:
    admin_client.post("/admin/images/add/", image_form(gruenau.collection, file=upload()))
    image = Image.objects.get()
    admin_client.post(
        f"/admin/bulk/media_library/image/add_to_collection/?next=/admin/&id={image.pk}",
        {"collection": paunsdorf.collection.pk},
    )
    assert actions(gruenau) == ["wagtail.create", "wagtail.edit"]
    assert actions(paunsdorf) == ["wagtail.edit"]


def test_a_picture_belongs_to_the_management_above_its_collection(
    admin_client: Client, gruenau: Management, actions
) -> None:
    below = gruenau.collection.add_child(name="Sommer")
    admin_client.post("/admin/images/add/", image_form(below, file=upload()))
    assert actions(gruenau) == ["wagtail.create"]
    admin_client.post(f"/admin/images/{Image.objects.get().pk}/delete/")
    admin_client.post(f"/admin/collections/{below.pk}/delete/")
    assert actions(gruenau, "Sommer") == ["wagtail.delete"]


def test_a_shared_picture_is_the_citys(admin_client: Client, actions) -> None:
    admin_client.post("/admin/images/add/", image_form(shared_collection(), file=upload()))
    assert actions(None) == ["wagtail.create"]
    assert AuditEntry.objects.count() == 1


def test_shared_records_arrive_at_the_city(admin_client: Client, actions) -> None:
    districts = "/admin/snippets/managements/district"
    admin_client.post(f"{districts}/add/", {"name": "Mitte", "slug": "mitte"})
    district = District.objects.get()
    admin_client.post(f"{districts}/edit/{district.pk}/", {"name": "Zentrum", "slug": "mitte"})
    admin_client.post(f"{districts}/delete/{district.pk}/")
    assert not District.objects.exists()
    assert actions(None) == ["wagtail.create", "wagtail.edit", "wagtail.delete"]


def test_owned_records_arrive_at_their_management_and_at_both_when_they_change_hands(
    admin_client: Client, gruenau: Management, paunsdorf: Management, actions
) -> None:
    notices = "/admin/snippets/funding/fundingnotice"
    # One that is still to come: what has been valid is not deleted.
    fields = {
        "management": gruenau.pk, "text": "Gefördert.", "commissioner": "Stadt",
        "valid_from": "01.01.2099",
        **nested_form_data({"notice_programmes": inline_formset([])}),
    }  # fmt: skip
    admin_client.post(f"{notices}/add/", fields)
    notice = FundingNotice.objects.get()
    # No form hands a record over; a command may.
    notice.management, notice.valid_from = paunsdorf, datetime.date(2099, 2, 1)
    notice.save()
    log(notice, "wagtail.edit")
    admin_client.post(f"{notices}/delete/{notice.pk}/")
    assert not FundingNotice.objects.exists()
    assert actions(gruenau) == ["wagtail.create", "wagtail.edit"]
    assert actions(paunsdorf) == ["wagtail.edit", "wagtail.delete"]
    labels = AuditEntry.objects.filter(management=gruenau).values_list("label", flat=True)
    assert set(labels) == {"Förderhinweis Gruenau ab 1. Januar 2099"}


def test_snippets_that_are_deleted_in_bulk_are_recorded_though_wagtail_logs_nothing(
    admin_client: Client, actions
) -> None:
    districts = [District.objects.create(name=name, slug=name.lower()) for name in ("Eins", "Zwei")]
    ids = "&".join(f"id={one.pk}" for one in districts)
    admin_client.post(f"/admin/bulk/managements/district/delete/?next=/admin/&{ids}")
    assert not District.objects.exists()
    assert actions(None, "Eins") == actions(None, "Zwei") == ["wagtail.delete"]


def test_a_management_itself_is_its_own(gruenau: Management, actions) -> None:
    log(gruenau, "wagtail.edit")
    assert actions(gruenau) == ["wagtail.edit"]


def test_a_record_that_is_gone_when_its_deletion_is_logged_is_still_its_managements(
    gruenau: Management, actions
) -> None:
    image = stored_image(collection=gruenau.collection)
    log(image, "wagtail.create")
    Image.objects.all().delete()
    log(image, "wagtail.delete", deleted=True)
    assert actions(gruenau) == ["wagtail.create", "wagtail.delete"]


def test_the_name_of_an_account_stays_out_of_the_record(
    admin_client: Client, gruenau: Management
) -> None:
    admin_client.post(
        "/admin/users/new/",
        {
            "username": "erika.muster",
            "email": "erika@example.org",
            "first_name": "Erika",
            "last_name": "Muster",
            "password1": "lang-genug-und-geheim",
            "password2": "lang-genug-und-geheim",
        },
    )
    user = User.objects.get(username="erika.muster")
    entry = AuditEntry.objects.get(content_type=ContentType.objects.get_for_model(User))
    assert entry.label == f"Nr. {user.pk}"
    assert entry.management is None
    assert "muster" not in f"{entry.label}{entry.details}".lower()


def test_what_a_command_stores_is_no_editors_work(gruenau: Management) -> None:
    stored_image(collection=gruenau.collection)
    assert not AuditEntry.objects.exists()


def test_every_log_of_wagtail_is_listened_to(gruenau: Management) -> None:
    logs = [model for model in apps.get_models() if issubclass(model, BaseLogEntry)]
    assert len(logs) >= 2
    for model in logs:
        assert "record_line" in [one.__name__ for one in post_save._live_receivers(model)[0]]
