"""Records that belong to all managements."""

from django.db import models


class SharedByAll(models.Model):
    """Mixin for a record that all managements read and the Stadtredaktion keeps."""

    class Meta:
        abstract = True
