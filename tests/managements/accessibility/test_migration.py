"""Statements of before, which were legal pages, keep their texts, revisions and addresses."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Page, Revision

from managements.accessibility.models import AccessibilityStatementPage
from managements.websites.models import LegalPage
from tests.builders import finish_statement, statement_of, text

MIGRATION, PAGES = "0002_statements_from_legal_pages", "0098_apitoken"


@pytest.fixture
def old(gruenau) -> Page:
    """A statement as it was: a legal page with a public text and a draft of another one."""
    page = finish_statement(gruenau)
    page.body = [text("<p>Öffentlicher Text.</p>")]
    page.save_revision().publish()
    page = statement_of(gruenau)
    page.body = [text("<p>Entwurf.</p>")]
    page.save_revision()
    run("make_legal_pages")
    return Page.objects.get(pk=page.pk)


def run(name: str) -> None:
    """Run one half of the migration on the tables as they are: they differ in nothing that it reads."""
    migration = import_module(f"managements.accessibility.migrations.{MIGRATION}")
    loader = MigrationLoader(connection)
    state = loader.project_state([("accessibility", MIGRATION), ("wagtailcore", PAGES)])
    getattr(migration, name)(state.apps, SimpleNamespace(connection=connection))
    ContentType.objects.clear_cache()


def types_of(page: Page) -> set[str]:
    """Return the models that everything about a page names."""
    revisions = Revision.objects.filter(object_id=str(page.pk), base_content_type__model="page")
    found = {revision.content_type.model for revision in revisions}
    contents = {revision.content["content_type"] for revision in revisions}
    models = ContentType.objects.filter(pk__in=contents).values_list("model", flat=True)
    return found | set(models) | {Page.objects.get(pk=page.pk).content_type.model}


def test_there_and_back(old: Page) -> None:
    legal = old.specific
    assert isinstance(legal, LegalPage)
    assert (legal.kind, "Öffentlicher Text." in str(legal.body)) == ("barrierefreiheit", True)
    assert types_of(old) == {"legalpage"}
    assert "Entwurf." in str(legal.get_latest_revision_as_object().body)

    run("make_statements")

    page = Page.objects.get(pk=old.pk).specific
    assert isinstance(page, AccessibilityStatementPage)
    assert not LegalPage.objects.filter(pk=old.pk).exists()
    assert (page.live, page.url_path, page.status) == (True, old.url_path, "")
    assert "Öffentlicher Text." in str(page.body)
    assert types_of(old) == {"accessibilitystatementpage"}
    draft = page.get_latest_revision_as_object()
    assert "Entwurf." in str(draft.body)
    assert (draft.status, draft.reviewed_on, list(draft.gaps.all())) == ("", None, [])
    # Editors go on where they were.
    assert page.save_revision(clean=False).as_object().title == page.title


def test_legal_pages_of_other_kinds_stay_what_they_are(old: Page) -> None:
    others = LegalPage.objects.exclude(kind="barrierefreiheit")
    before = list(others.order_by("pk").values())
    run("make_statements")
    assert list(LegalPage.objects.order_by("pk").values()) == before
    run("make_statements")
    assert list(LegalPage.objects.order_by("pk").values()) == before
