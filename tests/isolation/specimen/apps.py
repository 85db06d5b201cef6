from django.apps import AppConfig


class SpecimenConfig(AppConfig):
    """A record for trying the walls on."""

    name = "tests.isolation.specimen"
    label = "specimen"
    default_auto_field = "django.db.models.BigAutoField"
