"""Registration of the capability with Django."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who changed what."""

    name = "managements.audit"
    label = "audit"
    verbose_name = _("changes")

    def ready(self) -> None:
        """Listen to all of Wagtail's logs, and to what Wagtail stores without logging it."""
        from django.db.models.signals import post_save, pre_delete
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model
        from wagtail.models import BaseLogEntry, Collection

        from managements.audit import role_changes, sign_ins  # noqa: F401 - they listen
        from managements.audit.recording import record_deleted, record_line, record_saved

        for model in apps.get_models():
            if issubclass(model, BaseLogEntry):
                post_save.connect(record_line, sender=model, dispatch_uid="audit.record_line")
        for model in (get_image_model(), get_document_model()):
            post_save.connect(record_saved, sender=model, dispatch_uid="audit.record_saved")
        for model in (get_image_model(), get_document_model(), Collection):
            pre_delete.connect(record_deleted, sender=model, dispatch_uid="audit.record_deleted")
