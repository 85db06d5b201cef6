"""Pictures that wait for their description after an upload of many."""

import datetime
from typing import Any

from django.db.models.signals import pre_save
from django.utils import timezone
from wagtail.models import UploadedFile

from managements.media_library.metadata import without_metadata
from managements.media_library.models import Image

# Whoever has not described a picture by then has closed the window.
WAITING_TIME = datetime.timedelta(days=1)


def clean_waiting_picture(instance: UploadedFile, **_kwargs: Any) -> None:
    """Take the metadata out before the picture is stored, and drop what nobody described."""
    file: Any = instance.file
    if instance.for_content_type.model_class() is not Image or not file or file._committed:  # noqa: SLF001
        return
    instance.file = without_metadata(file.file, file.name)
    for upload in UploadedFile.objects.filter(for_content_type=instance.for_content_type):
        if _is_abandoned(upload):
            upload.file.delete(save=False)
            upload.delete()


def _is_abandoned(upload: UploadedFile) -> bool:
    try:
        stored: datetime.datetime = upload.file.storage.get_modified_time(upload.file.name)
    except OSError:
        return True
    return stored < timezone.now() - WAITING_TIME


def watch_uploads() -> None:
    """Look at every upload before it is stored."""
    pre_save.connect(
        clean_waiting_picture, sender=UploadedFile, dispatch_uid="media_library.waiting_picture"
    )
