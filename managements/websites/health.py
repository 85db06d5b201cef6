"""Is the process alive, and is it ready to serve?"""

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

logger = logging.getLogger(__name__)


def liveness() -> HttpResponse:
    """Say that the process answers."""
    return _uncached(HttpResponse("ok\n", content_type="text/plain"))


def readiness() -> HttpResponse:
    """Say whether the database answers and all migrations have run; 503 if not."""
    try:
        executor = MigrationExecutor(connection)
        pending = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        logger.exception("The database does not answer.")
        checks = {"database": False, "migrations": False}
    else:
        checks = {"database": True, "migrations": not pending}
    return _uncached(JsonResponse(checks, status=200 if all(checks.values()) else 503))


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
