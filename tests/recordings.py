"""What nearly every test begins with: made once per process, afterwards put back row by row.

Making a city or a management takes hundreds of queries. Tests about something else need only what
comes of it. It is made here by the very functions that the product uses, in a transaction that is
rolled back; whoever asks for it later gets the same rows by a dozen INSERTs.
"""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import F, Model
from django.utils import timezone
from wagtail.models import Collection, Page, Site

from managements.models import Management

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A table, read and written without the ORM: no signal, no default, no change of a value."""

    name: str
    columns: tuple[str, ...]
    key: int

    @classmethod
    def of(cls, model: type[Model]) -> "Table":
        """Return the table of a model."""
        columns = [one.column for one in model._meta.local_concrete_fields]
        key = columns.index(model._meta.pk.column)
        return cls(model._meta.db_table, tuple(columns), key)

    def rows(self) -> dict[Any, Row]:
        """Return all rows by their key."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {_quoted(self.columns)} FROM {_quoted([self.name])}")
            return {row[self.key]: tuple(map(_storable, row)) for row in cursor.fetchall()}

    def insert(self, rows: list[Row]) -> None:
        """Insert rows in one go."""
        one = f"({_marks(self.columns)})"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {_quoted([self.name])} ({_quoted(self.columns)})"
                f" VALUES {', '.join([one] * len(rows))}",
                [value for row in rows for value in row],
            )

    def delete(self, keys: list[Any]) -> None:
        """Delete rows, and leave those that point to them: constraints wait for the test's end."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {_quoted([self.name])}"
                f" WHERE {_quoted([self.columns[self.key]])} IN ({_marks(keys)})",
                keys,
            )


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, names))


def _marks(values: Iterable[Any]) -> str:
    return ", ".join("%s" for _value in values)


def _storable(value: Any) -> Any:
    """Return a value as Django writes it: SQLite takes texts for days and times."""
    if isinstance(value, datetime.date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, datetime.time):
        return connection.ops.adapt_timefield_value(value)
    return value


@dataclass
class Difference:
    """What was written: the rows that came, the keys of those that went. What changed did both."""

    came: dict[Table, list[Row]] = field(default_factory=dict)
    went: dict[Table, list[Any]] = field(default_factory=dict)
    made_on: datetime.date = field(default_factory=timezone.localdate)

    def apply(self) -> None:
        """Write it again."""
        for table, keys in self.went.items():
            table.delete(keys)
        for table, rows in self.came.items():
            table.insert(rows)


class Observer:
    """Sees what is written from now on."""

    def __init__(self) -> None:
        models = [
            model
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy
        ]
        self._before = {table: table.rows() for table in map(Table.of, models)}

    def difference(self) -> Difference:
        """Return what was written so far."""
        found = Difference()
        for table, before in self._before.items():
            after = table.rows()
            if came := [row for key, row in after.items() if before.get(key) != row]:
                found.came[table] = came
            if went := [key for key, row in before.items() if after.get(key) != row]:
                found.went[table] = went
        return found


class RecordedManagement:
    """A management that can be put below a city, whichever others are there."""

    def __init__(self, management: Management, written: Difference) -> None:
        collections, pages = Table.of(Collection), Table.of(Page)
        # The page above counts its children, and collections keep the order of their names.
        touched = written.went.keys() - {collections, pages}
        assert not touched, f"making a management changes what was there before: {touched}"
        new = management.page.path
        place = pages.columns.index("path")
        self._management = management
        self.made_on = written.made_on
        self._pages = [
            (row[:place], row[place].removeprefix(new), row[place + 1 :])
            for row in written.came[pages]
            if row[place].startswith(new)
        ]
        self._rest = Difference(
            {
                table: rows
                for table, rows in written.came.items()
                if table not in {collections, pages}
            }
        )

    def apply(self) -> Management:
        """Put it after those that are there, and return it as it is stored."""
        management = self._management
        Collection.get_first_root_node().add_child(
            pk=management.collection_id, name=management.short_name
        )
        home = Site.objects.select_related("root_page").get(is_default_site=True).root_page
        path = home.get_last_child()._inc_path()
        Page.objects.filter(pk=home.pk).update(numchild=F("numchild") + 1)
        Table.of(Page).insert(
            [(*before, path + below, *after) for before, below, after in self._pages]
        )
        self._rest.apply()
        return Management.objects.select_related("collection", "editors", "page").get(
            pk=management.pk
        )


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back all that is written, but never give out its numbers again.

    PostgreSQL's sequences do not go back, SQLite's do.
    """
    numbers: list[tuple[str, int]] = []
    with transaction.atomic(durable=True):
        yield
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                numbers = cursor.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        for name, number in numbers:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
            cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [name, number])
