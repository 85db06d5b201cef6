"""Making and repairing managements."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageViewRestriction,
    Site,
)

from managements.models import Management
from managements.pages.models import ContentPage
from managements.tenancy.provisioning import (
    DistrictShare,
    NotReadyError,
    ProvisioningError,
    activate_management,
    activation_obstacles,
    provision_management,
    repair_management,
)
from managements.websites.models import LegalPage, ManagementPage
from tests.builders import content_page, funding_notice, text
from tests.conftest import MakeManagement, finish_legal_pages

FACTS = {
    "name": "Quartiersmanagement Grünau",
    "slug": "gruenau",
    "kind": "quartiersmanagement",
    "short_name": "Grünau",
}


def snapshot() -> dict[str, object]:
    """Return all that provisioning makes, to compare."""
    return {
        "managements": list(Management.objects.values()),
        "pages": list(Page.objects.order_by("path").values("path", "title", "slug", "live", "pk")),
        "revisions": list(Page.objects.order_by("path").values_list("latest_revision_id")),
        "groups": list(Group.objects.order_by("pk").values("pk", "name")),
        "page rights": GroupPagePermission.objects.count(),
        "media rights": GroupCollectionPermission.objects.count(),
        "collections": list(Collection.objects.order_by("path").values("path", "name")),
        "sites": list(Site.objects.values()),
        "restrictions": list(PageViewRestriction.objects.values()),
    }


def test_a_management_gets_everything_that_belongs_to_it(city) -> None:
    management = provision_management(
        **FACTS, districts=[DistrictShare("Grünau-Ost", "gruenau-ost")], accent="#3C7A3A"
    )
    root = management.page
    assert root.get_parent().specific == city
    assert {page.slug for page in root.get_children()} == {
        "aktuelles", "anliegen", "suche", "termine", "ueber-uns", "in-eigener-sache",
        "impressum", "datenschutz", "barrierefreiheit",
    }  # fmt: skip
    assert management.collection.name == "Grünau"
    assert management.editors.name == "Redaktion Grünau"
    assert management.district_names == ["Grünau-Ost"]
    assert management.status == Management.Status.PREPARATION


def test_provisioning_twice_changes_nothing(city) -> None:
    provision_management(**FACTS)
    before = snapshot()
    provision_management(**FACTS)
    assert snapshot() == before


def test_repairing_makes_what_is_missing_and_keeps_what_editors_wrote(gruenau: Management) -> None:
    about = ContentPage.objects.child_of(gruenau.page).get(slug="ueber-uns")
    about.body = [text("<p>Selbst geschrieben.</p>")]
    about.save_revision().publish()
    LegalPage.objects.child_of(gruenau.page).get(kind="impressum").delete()
    GroupPagePermission.objects.filter(group=gruenau.editors).delete()

    repair_management(Management.objects.get(pk=gruenau.pk))

    about.refresh_from_db()
    assert "Selbst geschrieben" in str(about.body)
    assert LegalPage.objects.child_of(gruenau.page).filter(kind="impressum").exists()
    assert GroupPagePermission.objects.filter(group=gruenau.editors).exists()


def test_editors_get_rights_on_their_own_tree_and_media_only(
    gruenau: Management, paunsdorf: Management
) -> None:
    pages = {permission.page_id for permission in gruenau.editors.page_permissions.all()}
    assert pages == {gruenau.page.pk}
    rights = {
        (permission.collection.name, permission.permission.codename)
        for permission in gruenau.editors.collection_permissions.all()
    }
    assert {name for name, _ in rights} == {"Gruenau", "Gemeinsam"}
    assert {code for name, code in rights if name == "Gemeinsam"} == {
        "choose_image",
        "choose_document",
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "rathaus"}, "rathaus"),
        ({"slug": "admin"}, "admin"),
        ({"slug": "Grün Au"}, "Adressteil"),
        ({"accent": "rot"}, "#B4432B"),
        ({"hostname": "https://gruenau.example"}, "gruenau"),
    ],
)
def test_a_wrong_fact_is_one_sentence_and_leaves_nothing(city, change, words) -> None:
    before = snapshot()
    with pytest.raises(ProvisioningError) as caught:
        provision_management(**FACTS | change)
    assert "\n" not in str(caught.value)
    assert snapshot() == before


def test_a_slug_of_another_management_is_refused(gruenau: Management) -> None:
    before = snapshot()
    with pytest.raises(ProvisioningError, match="gehört schon"):
        provision_management(
            slug="gruenau", name="Stadtumbaumanagement Grünau", kind=gruenau.kind, short_name="Neu"
        )
    assert snapshot() == before


def test_a_slug_of_a_page_of_the_city_is_refused(city) -> None:
    content_page(city, "Grünau", slug="gruenau")
    before = snapshot()
    with pytest.raises(ProvisioningError, match="gruenau"):
        provision_management(**FACTS)
    assert snapshot() == before


def test_a_group_of_that_name_is_not_taken_over(city) -> None:
    Group.objects.create(name="Redaktion Grünau")
    before = snapshot()
    with pytest.raises(ProvisioningError, match="Redaktion Grünau"):
        provision_management(**FACTS)
    assert snapshot() == before


def test_without_a_city_the_way_to_make_one_is_named(db) -> None:
    with pytest.raises(ProvisioningError, match="provision_city"):
        provision_management(**FACTS)


def test_a_failure_half_way_leaves_nothing(city, monkeypatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    before = snapshot()
    monkeypatch.setattr("managements.websites.models.LegalPage.save", fail)
    with pytest.raises(RuntimeError):
        provision_management(**FACTS)
    assert snapshot() == before


def test_the_command_makes_repairs_and_says_where(city) -> None:
    arguments = ("gruenau", "--name", FACTS["name"], "--kind", FACTS["kind"])
    first, second = StringIO(), StringIO()
    call_command("provision_management", *arguments, stdout=first)
    call_command("provision_management", *arguments, stdout=second)
    assert "http://quartiere.test/gruenau/" in first.getvalue()
    assert "repaired" in second.getvalue()


@pytest.mark.parametrize(
    "arguments",
    [
        ("gruenau", "--name", "Anderes", "--kind", "quartiersmanagement"),
        ("neu", "--name", "Neu", "--kind", "rathaus"),
    ],
)
def test_the_command_refuses_with_one_sentence(gruenau: Management, arguments) -> None:
    before = snapshot()
    with pytest.raises(CommandError) as caught:
        call_command("provision_management", *arguments)
    assert caught.value.returncode == 1
    assert len(str(caught.value).splitlines()) == 1
    assert snapshot() == before


def test_a_renamed_management_keeps_its_page_group_and_collection(gruenau: Management) -> None:
    gruenau.name, gruenau.short_name, gruenau.slug = "Stadtteilmanagement West", "West", "west"
    gruenau.save()
    repair_management(gruenau)
    page = ManagementPage.objects.get(management_record=gruenau)
    assert (page.title, page.slug, page.url_path) == (
        "Stadtteilmanagement West", "west", "/leipzig/west/",
    )  # fmt: skip
    gruenau.refresh_from_db()
    assert gruenau.editors.name == "Redaktion West"
    assert gruenau.collection.name == "West"


def test_managements_can_be_made_after_others_were_renamed(make_management: MakeManagement) -> None:
    managements = [make_management(slug, is_public=False) for slug in ("mockau", "gruenau")]
    # The tree of collections is sorted by name.
    for management, name in zip(managements, ("Anger", "Zschampert"), strict=True):
        management.short_name = name
        management.save()
        repair_management(management)

    make_management("paunsdorf", is_public=False)

    names = [
        name
        for name in Collection.get_first_root_node().get_children().values_list("name", flat=True)
        if name in {"Anger", "Paunsdorf", "Zschampert"}
    ]
    assert names == ["Anger", "Paunsdorf", "Zschampert"]
    assert Collection.find_problems() == ([], [], [], [], [])


def test_the_old_address_of_a_renamed_management_leads_to_the_new_one(
    gruenau: Management, client, django_capture_on_commit_callbacks
) -> None:
    content_page(gruenau.page, "Projekte", slug="projekte")
    gruenau.slug = "west"
    gruenau.save()
    with django_capture_on_commit_callbacks(execute=True):
        repair_management(gruenau)
    response = client.get("/gruenau/projekte/")
    assert (response.status_code, response["Location"]) == (301, "/west/projekte/")


def test_a_site_with_placeholders_cannot_go_public_and_says_which(
    make_management: MakeManagement,
) -> None:
    management = make_management(is_public=False)
    with pytest.raises(NotReadyError) as caught:
        activate_management(management)
    assert len(caught.value.obstacles) == 4
    assert any("Impressum" in sentence for sentence in caught.value.obstacles)
    assert any("Förderhinweis" in sentence for sentence in caught.value.obstacles)
    management.refresh_from_db()
    assert management.status == Management.Status.PREPARATION


def test_an_unpublished_legal_page_is_an_obstacle(make_management: MakeManagement) -> None:
    management = make_management(is_public=False)
    finish_legal_pages(management)
    funding_notice(management)
    assert activation_obstacles(management) == []
    LegalPage.objects.child_of(management.page).get(kind="datenschutz").unpublish()
    (obstacle,) = activation_obstacles(management)
    assert "Datenschutz" in obstacle


def test_a_draft_that_is_finished_does_not_count_before_it_is_published(
    make_management: MakeManagement,
) -> None:
    management = make_management(is_public=False)
    finish_legal_pages(management)
    funding_notice(management)
    page = LegalPage.objects.child_of(management.page).get(kind="impressum")
    page.body = [text("<p>[bitte eintragen: Telefon]</p>")]
    page.save_revision().publish()
    page.body = [text("<p>0341 1</p>")]
    page.save_revision()
    (obstacle,) = activation_obstacles(management)
    assert "Telefon" in obstacle


def test_repairing_a_public_site_publishes_no_placeholder(gruenau: Management, client) -> None:
    LegalPage.objects.child_of(gruenau.page).get(kind="impressum").delete()
    repair_management(Management.objects.get(pk=gruenau.pk))
    page = LegalPage.objects.child_of(gruenau.page).get(kind="impressum")
    assert not page.live
    assert client.get("/gruenau/impressum/").status_code == 404


def test_a_management_that_is_asked_for_in_public_begins_in_preparation(city, client) -> None:
    management = provision_management(**FACTS, status="active")
    assert management.status == Management.Status.PREPARATION
    assert client.get("/gruenau/").status_code == 404


def test_repairing_brings_no_page_back_that_editors_renamed(gruenau: Management) -> None:
    page = ContentPage.objects.child_of(gruenau.page).get(slug="ueber-uns")
    page.slug = "wir"
    page.save_revision().publish()
    repair_management(gruenau)
    assert not gruenau.page.get_children().filter(slug="ueber-uns").exists()


def test_renaming_keeps_the_editors_unpublished_draft(gruenau: Management) -> None:
    page = ManagementPage.objects.get(management_record=gruenau)
    page.introduction = "Noch nicht fertig."
    draft = page.save_revision()
    gruenau.name, gruenau.slug = "Stadtteilmanagement West", "west"
    gruenau.save()
    repair_management(gruenau)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().introduction == "Noch nicht fertig."
    draft.publish()
    page.refresh_from_db()
    assert (page.title, page.slug, page.introduction) == (
        "Stadtteilmanagement West", "west", "Noch nicht fertig.",
    )  # fmt: skip


@pytest.mark.parametrize("host", ["quartiere.test", "paunsdorf.example"])
def test_a_hostname_of_another_site_is_refused(gruenau, paunsdorf, host: str) -> None:
    paunsdorf.hostname = "paunsdorf.example"
    paunsdorf.save()
    repair_management(paunsdorf)
    with pytest.raises(ProvisioningError, match=f"{host}|Eigene Domain"):
        provision_management(
            **FACTS | {"slug": "neu", "name": "Neu", "short_name": "Neu"}, hostname=host
        )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ([], "leer"),
        ([text("<p> </p>")], "leer"),
        ([text("<p>[bitte <b>eintragen: Telefon</b>]</p>")], "Telefon"),
        ([text("<p>[ Bitte eintragen ]</p>")], "Impressum"),
    ],
)
def test_an_unfinished_imprint_is_found_however_it_is_written(make_management, body, words) -> None:
    management = make_management(is_public=False)
    finish_legal_pages(management)
    funding_notice(management)
    page = LegalPage.objects.child_of(management.page).get(kind="impressum")
    page.body = body
    page.save_revision().publish()
    (obstacle,) = activation_obstacles(management)
    assert words in obstacle
