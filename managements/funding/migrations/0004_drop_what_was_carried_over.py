from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funding", "0003_carry_over_programmes")]
    operations = [
        migrations.RemoveField(model_name="fundingnotice", name="programme"),
        migrations.RemoveField(model_name="programme", name="name"),
        migrations.RemoveField(model_name="programme", name="short_name"),
        migrations.AlterField(
            model_name="programme",
            name="title",
            field=models.CharField(
                help_text="How you call it among yourselves. Visitors see the full name.",
                max_length=80,
                unique=True,
                verbose_name="short name",
            ),
        ),
    ]
