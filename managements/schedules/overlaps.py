"""That times of one owner do not overlap."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q


class NoOverlap(models.BaseConstraint):
    """Refuses a time that overlaps another one of the same owner, or of all where nobody owns them.

    Of moments, the last one is no part of the time: one may begin as the other ends. Of days, both
    are part of it, and an empty one means that it has no beginning or no end.

    PostgreSQL watches over it itself, also over two that are stored at the same moment. SQLite
    cannot: there it is looked for when a record is checked. An owner's key is compared as a range
    of one, for which PostgreSQL needs no extension.
    """

    def __init__(
        self,
        *,
        starts: str,
        ends: str,
        name: str,
        owner: str = "",
        violation_error_message: Any = None,
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
        names = {"starts": self.starts, "ends": self.ends}
        return names | {"owner": self.owner} if self.owner else names

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Return the clause for PostgreSQL, None for others: Django leaves that out."""
        if schema_editor.connection.vendor != "postgresql":
            return None
        columns = {
            part: schema_editor.quote_name(_field(model, name).column)
            for part, name in self._names.items()
        }
        time = "tstzrange({starts}, {ends})"
        if _are_days(model, self.starts):
            time = "daterange({starts}, {ends}, '[]')"
        parts = ["int8range({owner}, {owner}, '[]')", time] if self.owner else [time]
        clause = ", ".join(f"{part.format(**columns)} WITH &&" for part in parts)
        return f"CONSTRAINT {schema_editor.quote_name(self.name)} EXCLUDE USING gist ({clause})"

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
        records: models.QuerySet[Any] = model._default_manager.using(using)  # noqa: SLF001 - as above
        if self.owner:
            owner = getattr(instance, _field(model, self.owner).attname)
            if owner is None:
                return records.none()
            records = records.filter(**{self.owner: owner})
        starts, ends = getattr(instance, self.starts), getattr(instance, self.ends)
        if _are_days(model, self.starts):
            found = self._of_days(records, starts, ends)
        elif all(isinstance(one, datetime.datetime) for one in (starts, ends)):
            found = records.filter(**{f"{self.starts}__lt": ends, f"{self.ends}__gt": starts})
        else:
            return records.none()
        return found.exclude(pk=instance.pk)

    def _of_days(
        self,
        records: models.QuerySet[Any],
        first: datetime.date | None,
        last: datetime.date | None,
    ) -> models.QuerySet[Any]:
        if first is not None:
            ends_later = {f"{self.ends}__gte": first}
            records = records.filter(Q(**{f"{self.ends}__isnull": True}) | Q(**ends_later))
        if last is not None:
            begins_before = {f"{self.starts}__lte": last}
            records = records.filter(Q(**{f"{self.starts}__isnull": True}) | Q(**begins_before))
        return records


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)  # noqa: SLF001 - Django's public API


def _are_days(model: type[models.Model], name: str) -> bool:
    return _field(model, name).get_internal_type() == "DateField"


def _alter(model: Any, schema_editor: Any) -> str:
    return f"ALTER TABLE {schema_editor.quote_name(model._meta.db_table)}"  # noqa: SLF001 - as above
