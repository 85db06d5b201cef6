"""That times of one owner do not overlap."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models


class NoOverlap(models.BaseConstraint):
    """Refuses a time that overlaps another one of the same owner; one may begin as the other ends.

    PostgreSQL watches over it itself, also over two that are stored at the same moment. SQLite
    cannot: there it is looked for when a record is checked. An owner's key is compared as a range
    of one, for which PostgreSQL needs no extension.
    """

    def __init__(
        self, *, owner: str, starts: str, ends: str, name: str, violation_error_message: Any = None
    ) -> None:
        super().__init__(name=name, violation_error_message=violation_error_message)
        self.owner, self.starts, self.ends = owner, starts, ends

    def deconstruct(self) -> Any:
        """Return how migrations write it."""
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | self._names

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def _names(self) -> dict[str, str]:
        return {"owner": self.owner, "starts": self.starts, "ends": self.ends}

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return the clause for PostgreSQL, None for others: Django leaves that out."""
        if schema_editor.connection.vendor != "postgresql":
            return None
        owner, starts, ends = (
            schema_editor.quote_name(model._meta.get_field(name).column)  # noqa: SLF001 - Django's public API
            for name in self._names.values()
        )
        return (
            f"CONSTRAINT {schema_editor.quote_name(self.name)} EXCLUDE USING gist "
            f"(int8range({owner}, {owner}, '[]') WITH &&, tstzrange({starts}, {ends}) WITH &&)"
        )

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return how it is added to a table."""
        clause = self.constraint_sql(model, schema_editor)
        return f"{_alter(model, schema_editor)} ADD {clause}" if clause else None

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return how it is taken from a table."""
        if schema_editor.connection.vendor != "postgresql":
            return None
        return (
            f"{_alter(model, schema_editor)} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"
        )

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Iterable[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Look whether a record's time is taken; not where something is wrong with it already.

        Raises:
            ValidationError: if it is.
        """
        if set(exclude or ()) & set(self._names.values()):
            return
        if self.overlapping(instance, using=using).exists():
            raise ValidationError(self.get_violation_error_message())

    def overlapping(self, instance: Any, using: str = DEFAULT_DB_ALIAS) -> models.QuerySet[Any]:
        """Return the other records of the same owner that overlap a record's time."""
        model = type(instance)
        owner = getattr(instance, model._meta.get_field(self.owner).attname)  # noqa: SLF001 - as above
        starts, ends = getattr(instance, self.starts), getattr(instance, self.ends)
        records: models.QuerySet[Any] = model._default_manager.using(using)  # noqa: SLF001 - as above
        if owner is None or not all(isinstance(one, datetime.datetime) for one in (starts, ends)):
            return records.none()
        return records.filter(
            **{self.owner: owner, f"{self.starts}__lt": ends, f"{self.ends}__gt": starts}
        ).exclude(pk=instance.pk)


def _alter(model: Any, schema_editor: Any) -> str:
    return f"ALTER TABLE {schema_editor.quote_name(model._meta.db_table)}"  # noqa: SLF001 - as above
