"""Programmes get names with days, and notices may name several: carry over what there is."""

import datetime

from django.db import migrations

# Before everything that was ever published here.
ALWAYS = datetime.date(2000, 1, 1)
LONGEST_TITLE = 80


def carry_over(apps, schema_editor):
    """Keep each programme's name as its first one, and its notices."""
    Programme = apps.get_model("funding", "Programme")
    ProgrammeName = apps.get_model("funding", "ProgrammeName")
    FundingNotice = apps.get_model("funding", "FundingNotice")
    NoticeProgramme = apps.get_model("funding", "NoticeProgramme")
    titles = set()
    for position, programme in enumerate(Programme.objects.order_by("name")):
        title = (programme.short_name or programme.name)[:LONGEST_TITLE]
        if title in titles:
            title = f"{title[: LONGEST_TITLE - 12]} {programme.pk}"
        titles.add(title)
        programme.title, programme.sort_order = title, position
        programme.save(update_fields=["title", "sort_order"])
        ProgrammeName.objects.create(
            programme=programme, name=programme.name, valid_from=ALWAYS
        )
    for notice in FundingNotice.objects.exclude(programme=None):
        NoticeProgramme.objects.create(
            notice=notice, programme_id=notice.programme_id, sort_order=0
        )


class Migration(migrations.Migration):
    dependencies = [("funding", "0002_payers_have_their_days")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
