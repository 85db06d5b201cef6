from django.apps import AppConfig


class SpecimenConfig(AppConfig):
    """Has no migrations: tests make its tables from the models."""

    name = "tests.isolation.specimen"
    label = "specimen"
    default_auto_field = "django.db.models.BigAutoField"
