"""The slim StreamField."""

import json

from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Revision

from managements.models import Management
from managements.pages.fields import BodyField
from managements.pages.models import ContentPage
from tests.builders import content_page, text


def test_migrations_know_nothing_of_blocks() -> None:
    _name, path, args, kwargs = ContentPage._meta.get_field("body").deconstruct()
    assert path == "django.db.models.JSONField"
    assert args == []
    assert set(kwargs) <= {"encoder", "blank", "verbose_name"}


def test_a_copy_of_the_field_is_a_body_again() -> None:
    clone = ContentPage._meta.get_field("body").clone()
    assert isinstance(clone, BodyField)
    assert clone.blank


def test_a_data_migration_that_saves_a_row_keeps_its_blocks(gruenau: Management) -> None:
    """With a StreamField without definitions, this save would empty the body."""
    page = content_page(gruenau.page, body=[text("<p>Bleibt stehen.</p>")])
    state = MigrationLoader(connection).project_state([("pages", "0001_initial")])
    historical = state.apps.get_model("pages", "ContentPage")
    assert type(historical._meta.get_field("body")) is models.JSONField
    row = historical.objects.get(pk=page.pk)
    assert row.body[0]["value"] == "<p>Bleibt stehen.</p>"
    row.introduction = "Neu"
    row.save()
    page = ContentPage.objects.get(pk=page.pk)
    assert page.introduction == "Neu"
    assert "Bleibt stehen." in str(page.body)


def test_a_revision_keeps_the_body_as_it_was_written(gruenau: Management) -> None:
    page = content_page(gruenau.page, body=[text("<p>Erste Fassung</p>")])
    page.body = [text("<p>Zweite Fassung</p>")]
    page.save_revision()
    newest = Revision.objects.for_instance(page).order_by("-pk").first()
    assert "Zweite Fassung" in json.dumps(newest.content)
    assert "Zweite Fassung" in str(newest.as_object().body)
    assert "Erste Fassung" in str(ContentPage.objects.get(pk=page.pk).body)
