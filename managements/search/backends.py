"""Wagtail's search backend for a database, with words that are stems already left as they are.

On PostgreSQL `SEARCH_CONFIG` is one for everything. German once more would drop stems that it takes
for words without a meaning: "weg", of "Wege". A model says with `search_config` what its own is.
"""

from typing import Any

from django.db import connection
from django.utils.module_loading import import_string

_FOR_POSTGRESQL = "managements.search.postgresql.Backend"
_FOR_OTHERS = "wagtail.search.backends.database.SearchBackend"


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail asks for this name
    """Return the backend for the database there is."""
    name = _FOR_POSTGRESQL if connection.vendor == "postgresql" else _FOR_OTHERS
    return import_string(name)(params)
