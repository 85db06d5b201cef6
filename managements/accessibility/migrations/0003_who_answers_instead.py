"""Reports know who answers them instead of those on whose pages they are.

Of sites that ended before this, nobody knows the day any more. Who answers there has had the reminders,
and gets no mail about it now.
"""

import django.db.models.deletion
from django.db import migrations, models


def note_who_answers_already(apps, schema_editor):
    using = schema_editor.connection.alias
    reports = apps.get_model("accessibility", "BarrierReport").objects.using(using)
    managements = apps.get_model("managements", "Management").objects.using(using)
    by_id = {one.pk: one for one in managements.all()}
    for one in by_id.values():
        if one.status == "closed":
            reports.filter(management=one.pk).update(
                was_handed_over=True, handed_over_to=_answering(one, by_id)
            )


def _answering(management, by_id):
    """Return the key of the next one that is open, None for the city; as `addresses.answering` does."""
    line = set()
    while management is not None and management.pk not in line:
        if management.status in {"active", "winding_down"}:
            return management.pk
        line.add(management.pk)
        management = by_id.get(management.successor_id)
    return None


class Migration(migrations.Migration):
    dependencies = [
        ("accessibility", "0002_statements_from_legal_pages"),
        ("managements", "0006_district_outlines"),
    ]

    operations = [
        migrations.AddField(
            model_name="barrierreport",
            name="handed_over_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="barrierreport",
            name="handed_over_to",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="barrier_reports_of_others",
                to="managements.management",
            ),
        ),
        migrations.AddField(
            model_name="barrierreport",
            name="was_handed_over",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddConstraint(
            model_name="barrierreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("was_handed_over", True),
                    models.Q(("handed_over_on__isnull", True), ("handed_over_to__isnull", True)),
                    _connector="OR",
                ),
                name="accessibility_handed_over_or_neither_whom_nor_when",
            ),
        ),
        migrations.RunPython(note_who_answers_already, migrations.RunPython.noop),
    ]
