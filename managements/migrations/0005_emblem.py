from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('managements', '0004_former_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='management',
            name='emblem',
            field=models.CharField(blank=True, choices=[('leipziger-osten', 'Gabled houses and a tram'), ('gruenau', 'Slab blocks and trees'), ('paunsdorf', 'Tower blocks and a market place'), ('mockau', 'Garden town and a wide sky'), ('schoenefeld', 'Manor and shops'), ('loessnig', 'Round estate and a lake'), ('moeckern-gohlis-nord', 'Barracks and allotments')], default='', max_length=40, verbose_name='emblem'),
            preserve_default=False,
        ),
    ]
