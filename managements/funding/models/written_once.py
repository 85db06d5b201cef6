"""That rows of a table are written once, and stay."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.ddl_references import Statement, Table

_MESSAGE = "What is written here is evidence: it is neither changed nor deleted."
# Whoever keeps the database can still empty the table: TRUNCATE asks no trigger of rows.
_ON_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION %(name)s() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$BEGIN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'restrict_violation'; END$$; "
    "CREATE TRIGGER %(name)s BEFORE UPDATE OR DELETE ON %(table)s "
    "FOR EACH ROW EXECUTE FUNCTION %(name)s()"
)
_ON_SQLITE = (
    "CREATE TRIGGER %(name)s BEFORE UPDATE ON %(table)s "
    f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
)
_BY_VENDOR = {"postgresql": _ON_POSTGRESQL, "sqlite": _ON_SQLITE}


class WrittenOnce(models.BaseConstraint):
    """Refuses to change or to delete a row, whoever asks: the CMS, the shell or another program.

    PostgreSQL watches over both. SQLite watches over changes alone: there Django empties a table
    (`manage.py flush`) by deleting its rows.
    """

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return no clause: it is added once the table is made."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return how it is added to a table."""
        return Statement(
            _BY_VENDOR[schema_editor.connection.vendor],
            name=schema_editor.quote_name(self.name),
            # By reference: SQLite makes tables under another name and then renames them.
            table=Table(model._meta.db_table, schema_editor.quote_name),  # noqa: SLF001 - Django's public API
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return how it is taken from a table; SQLite makes the table anew without it."""
        if schema_editor.connection.vendor != "postgresql":
            return None
        return f"DROP FUNCTION {schema_editor.quote_name(self.name)}() CASCADE"

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Iterable[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Refuse a row that is stored already.

        Raises:
            ValidationError: if it is.
        """
        if not instance._state.adding:  # noqa: SLF001 - Django's public API
            raise ValidationError(self.get_violation_error_message())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WrittenOnce) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)
