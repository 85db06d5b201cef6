"""Accessibility statements were legal pages with free text. They become pages with facts of their own.

Nobody knows the facts yet: what is public stays public with its text, and is complete once its editors
have filled in the rest.
"""

from django.db import migrations

KIND = "barrierefreiheit"
FACTS = {
    "responsible_body": "",
    "status": "",
    "assessment": "",
    "assessed_by": "",
    "assessed_on": None,
    "created_on": None,
    "reviewed_on": None,
    "feedback_email": "",
    "feedback_phone": "",
}
OLD, NEW = ("websites", "legalpage"), ("accessibility", "accessibilitystatementpage")


def _content_types(apps, using):
    types = apps.get_model("contenttypes", "ContentType").objects.using(using)
    return [types.get_or_create(app_label=label, model=model)[0] for label, model in (OLD, NEW)]


def _turn(apps, schema_editor, keys, before, after, rewrite):
    """Let all that knows the type of some pages know the new one; revisions hold the fields, too."""
    using = schema_editor.connection.alias
    names = [str(key) for key in keys]
    page = apps.get_model("wagtailcore", "Page")
    page.objects.using(using).filter(pk__in=keys).update(content_type_id=after.pk)
    revisions = apps.get_model("wagtailcore", "Revision").objects.using(using)
    for revision in revisions.filter(content_type_id=before.pk, object_id__in=names):
        revision.content_type_id = after.pk
        revision.content = rewrite(revision.content) | {"content_type": after.pk}
        revision.save(update_fields=["content_type", "content"])
    for model, pages in (
        ("ReferenceIndex", {"object_id__in": names}),
        ("PageLogEntry", {"page_id__in": keys}),
    ):
        rows = apps.get_model("wagtailcore", model).objects.using(using)
        rows.filter(content_type_id=before.pk, **pages).update(content_type_id=after.pk)
    _turn_search(schema_editor, names, before, after)


def _turn_search(schema_editor, names, before, after):
    """The index of the search is no model of a migration that this one could depend on."""
    table, connection = "wagtailsearch_indexentry", schema_editor.connection
    if not names or table not in connection.introspection.table_names():
        return
    places = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET content_type_id = %s "
            f"WHERE content_type_id = %s AND object_id IN ({places})",
            [after.pk, before.pk, *names],
        )


def make_statements(apps, schema_editor):
    using = schema_editor.connection.alias
    legal_pages = apps.get_model("websites", "LegalPage").objects.using(using).filter(kind=KIND)
    rows = list(legal_pages.values("page_ptr_id", "body"))
    if not rows:
        return
    old, new = _content_types(apps, using)
    statement = apps.get_model("accessibility", "AccessibilityStatementPage")
    for row in rows:
        # Without its parent: the page is there already.
        statement(page_ptr_id=row["page_ptr_id"], body=row["body"], **FACTS).save_base(
            raw=True, using=using, force_insert=True
        )
    keys = [row["page_ptr_id"] for row in rows]
    legal_pages._raw_delete(using)

    def rewrite(content):
        kept = {name: value for name, value in content.items() if name != "kind"}
        return kept | FACTS | {"gaps": []}

    _turn(apps, schema_editor, keys, old, new, rewrite)


def make_legal_pages(apps, schema_editor):
    """The way back keeps the texts, and loses the facts."""
    using = schema_editor.connection.alias
    model = apps.get_model("accessibility", "AccessibilityStatementPage")
    rows = list(model.objects.using(using).values("page_ptr_id", "body"))
    if not rows:
        return
    old, new = _content_types(apps, using)
    legal_page = apps.get_model("websites", "LegalPage")
    for row in rows:
        legal_page(page_ptr_id=row["page_ptr_id"], body=row["body"], kind=KIND).save_base(
            raw=True, using=using, force_insert=True
        )
    keys = [row["page_ptr_id"] for row in rows]
    apps.get_model("accessibility", "StatementGap").objects.using(using).all().delete()
    model.objects.using(using).filter(pk__in=keys)._raw_delete(using)

    def rewrite(content):
        kept = {name: value for name, value in content.items() if name not in {*FACTS, "gaps"}}
        return kept | {"kind": KIND}

    _turn(apps, schema_editor, keys, new, old, rewrite)


class Migration(migrations.Migration):
    dependencies = [
        ("accessibility", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("websites", "0001_initial"),
    ]

    operations = [migrations.RunPython(make_statements, make_legal_pages)]
