"""Everybody who is in a group of editors gets a membership."""

from django.db import migrations


def give_memberships(apps, _schema_editor):
    """Make a membership without end, since the account was made, for each person in such a group."""
    Management = apps.get_model("managements", "Management")
    Membership = apps.get_model("teams", "Membership")
    User = apps.get_model("accounts", "User")
    for management in Management.objects.all():
        people = User.objects.filter(groups=management.editors_id).exclude(
            memberships__management=management
        )
        Membership.objects.bulk_create(
            Membership(user=person, management=management, joined_at=person.date_joined)
            for person in people
        )


class Migration(migrations.Migration):
    dependencies = [
        ("teams", "0001_initial"),
        ("accounts", "0001_initial"),
        ("managements", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(give_memberships, migrations.RunPython.noop, elidable=True),
    ]
