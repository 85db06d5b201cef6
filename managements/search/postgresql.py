"""Wagtail's search on PostgreSQL, where a model says with `search_config` how its words are read.

Its parts can be read where there is PostgreSQL alone.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from modelsearch.backends.database.postgres import postgres


class Index(postgres.PostgresIndex):
    """Stores words as their model wants them."""

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        """Store records of one model."""
        own = getattr(model, "search_config", self.backend.config)
        given, self.backend.config = self.backend.config, own
        try:
            super().add_items(model, objs)
        finally:
            self.backend.config = given


class Compiler(postgres.PostgresSearchQueryCompiler):
    """Looks for words as they are stored."""

    def get_config(self, backend: Any) -> Any:
        """Return the model's own configuration, else that of the settings."""
        return getattr(self.queryset.model, "search_config", backend.config)


class Backend(postgres.PostgresSearchBackend):
    """The backend that knows both."""

    index_class = Index
    query_compiler_class = Compiler
