"""The form of documents: their text version may hold links, and so may point to others' belongings."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from wagtail.documents.forms import BaseDocumentForm

from managements.tenancy.record_forms import ReferenceCheckMixin


class DocumentForm(ReferenceCheckMixin, BaseDocumentForm):
    """Checks what the text version points to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Wagtail's form takes the person out and does not keep it.
        self.for_user = kwargs.get("user") or AnonymousUser()
        super().__init__(*args, **kwargs)
