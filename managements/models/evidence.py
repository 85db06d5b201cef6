"""Records that have to stay provable."""

import datetime

from django.db import models


class Evidence(models.Model):
    """Mixin for a record that nobody deletes once it has counted, not even a superuser."""

    class Meta:
        abstract = True

    def is_evidence(self, on: datetime.date) -> bool:
        """Whether it has counted by a day."""
        raise NotImplementedError
