"""The CMS's own API for images and documents, narrowed to what somebody may choose.

Wagtail's lists all of them to everybody who can log in.
"""

from typing import Any

from django.db.models import QuerySet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from managements.tenancy.choosing import choosable


class ChoosableImagesAPIViewSet(ImagesAdminAPIViewSet):
    """The images that somebody may choose."""

    def get_queryset(self) -> QuerySet[Any]:
        """Leave out the others."""
        return choosable(super().get_queryset(), self.request.user)


class ChoosableDocumentsAPIViewSet(DocumentsAdminAPIViewSet):
    """The documents that somebody may choose."""

    def get_queryset(self) -> QuerySet[Any]:
        """Leave out the others."""
        return choosable(super().get_queryset(), self.request.user)
