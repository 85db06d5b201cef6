"""The emblem moves from the start page to the management's record: it is no text of its editors'."""

from django.db import migrations


def carry_to_record(apps, schema_editor):
    Management = apps.get_model('managements', 'Management')
    ManagementPage = apps.get_model('websites', 'ManagementPage')
    for pk, emblem in ManagementPage.objects.exclude(emblem='').values_list('management_record', 'emblem'):
        Management.objects.filter(pk=pk, emblem='').update(emblem=emblem)


def carry_to_page(apps, schema_editor):
    Management = apps.get_model('managements', 'Management')
    ManagementPage = apps.get_model('websites', 'ManagementPage')
    for pk, emblem in Management.objects.exclude(emblem='').values_list('pk', 'emblem'):
        ManagementPage.objects.filter(management_record=pk).update(emblem=emblem)


class Migration(migrations.Migration):

    dependencies = [
        ('managements', '0005_emblem'),
        ('websites', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(carry_to_record, carry_to_page),
        migrations.RemoveField(
            model_name='managementpage',
            name='emblem',
        ),
    ]
