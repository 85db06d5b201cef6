"""What a view read of a request: its answer cannot depend on anything else.

A walk asks for the same address in many ways. Most views do not look at what is different: they
refuse before they read a form, and know nothing of scripts. Where the database and the session are
the same, too, the answer is known without asking.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import HttpHeaders

HEADER = "HTTP_X_REQUESTED_WITH"
_HEADERS_NAME = "x-requested-with"
# Stands for all names: that a part was read as a whole.
WHOLE = None
# A part (query, form, header), and a name in it.
Part = tuple[str, str | None]
Read = set[Part]
# What was found there.
Seen = dict[Part, Any]


@dataclass
class Reading:
    """Which parts of a request were read: names in its query and form, and its only header."""

    read: Read = field(default_factory=set)
    is_paused: bool = False

    def note(self, part: str, name: str | None = WHOLE) -> None:
        """Keep in mind that something was read, or looked for in vain."""
        if not self.is_paused:
            self.read.add((part, name))

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Pass over what Django itself reads to take a form apart."""
        before, self.is_paused = self.is_paused, True
        yield
        self.is_paused = before


@dataclass(frozen=True)
class Sent:
    """What somebody sends to an address."""

    query: QueryDict
    form: dict[str, list[str]]
    header: str

    @classmethod
    def of(cls, query: str, data: dict[str, Any] | None, headers: dict[str, str]) -> "Sent":
        """Return what is sent.

        Raises:
            ValueError: if there is a header about which nobody would notice whether it is read.
        """
        if set(headers) - {HEADER}:
            raise ValueError(f"What reads {sorted(headers)}?")
        form = {
            name: [str(one) for one in (value if isinstance(value, list | tuple) else [value])]
            for name, value in (data or {}).items()
        }
        return cls(QueryDict(query), form, headers.get(HEADER, ""))

    def seen_by(self, read: Read) -> Seen:
        """Return what somebody finds who reads some parts of it."""
        return {(part, name): self._value(part, name) for part, name in read}

    def _value(self, part: str, name: str | None) -> Any:
        if part == "header":
            return self.header
        if part == "query":
            return self.query.urlencode() if name is WHOLE else self.query.getlist(name)
        return self.form if name is WHOLE else self.form.get(name, [])


class _WatchedData(QueryDict):
    """A query or a form that tells what is read of it."""

    reading: Reading
    part: str

    @classmethod
    def of(cls, data: QueryDict, part: str, reading: Reading) -> "_WatchedData":
        watched = cls("", mutable=True, encoding=data.encoding)
        for name, values in data.lists():
            watched.setlist(name, values)
        watched._mutable = data._mutable
        # From here on somebody may be noticed.
        watched.part, watched.reading = part, reading
        return watched

    def _note(self, name: str | None = WHOLE) -> None:
        if "reading" in self.__dict__:
            self.reading.note(self.part, name)

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def _getlist(self, name: str, *rest: Any, **more: Any) -> Any:
        self._note(name)
        return super()._getlist(name, *rest, **more)

    def __contains__(self, name: object) -> bool:
        self._note(str(name))
        return super().__contains__(name)


def _read_as_a_whole(name: str) -> Callable[..., Any]:
    def method(self: _WatchedData, *rest: Any, **more: Any) -> Any:
        self._note()
        return getattr(super(_WatchedData, self), name)(*rest, **more)

    return method


for _name in (
    "__iter__", "__reversed__", "__len__", "__eq__", "__ne__", "__or__", "__ror__", "__repr__",
    "__copy__", "__deepcopy__", "__getstate__", "keys", "values", "items", "lists", "dict", "copy",
    "urlencode",
):  # fmt: skip
    setattr(_WatchedData, _name, _read_as_a_whole(_name))


class _WatchedEnvironment(dict[str, Any]):
    """The server's variables; those that differ from request to request tell who reads them."""

    parts = {
        "QUERY_STRING": "query", HEADER: "header", "CONTENT_LENGTH": "form", "wsgi.input": "form",
    }  # fmt: skip

    def __init__(self, environment: dict[str, Any], reading: Reading) -> None:
        super().__init__(environment)
        self.reading = reading

    def _note(self, name: object) -> None:
        if part := self.parts.get(str(name)):
            self.reading.note(part)

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._note(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self._note(name)
        return super().__contains__(name)

    def _whole(self) -> dict[str, Any]:
        for name in self.parts:
            self._note(name)
        return dict(super().items())

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def keys(self) -> Any:
        return self._whole().keys()

    def values(self) -> Any:
        return self._whole().values()

    def items(self) -> Any:
        return self._whole().items()

    def copy(self) -> dict[str, Any]:
        return self._whole()


class _WatchedHeaders(HttpHeaders):
    """The headers, which are made from the server's variables."""

    def __init__(self, environment: dict[str, Any], reading: Reading) -> None:
        super().__init__(environment)
        self.reading = reading

    def __getitem__(self, name: str) -> str:
        if name.lower().replace("_", "-") == _HEADERS_NAME:
            self.reading.note("header")
        return super().__getitem__(name)

    def __iter__(self) -> Iterator[str]:
        self.reading.note("header")
        return super().__iter__()

    def __len__(self) -> int:
        self.reading.note("header")
        return super().__len__()


class _WatchedRequest(WSGIRequest):
    reading: Reading

    def _load_post_and_files(self) -> None:
        with self.reading.paused():
            super()._load_post_and_files()
            self._post = _WatchedData.of(self._post, "form", self.reading)

    @property
    def body(self) -> bytes:
        self.reading.note("form")
        return super().body

    def read(self, *rest: Any, **more: Any) -> bytes:
        self.reading.note("form")
        return super().read(*rest, **more)

    def readline(self, *rest: Any, **more: Any) -> bytes:
        self.reading.note("form")
        return super().readline(*rest, **more)


class ReadingMiddleware:
    """Watches what all that comes after it reads of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        reading, environment = Reading(), request.META
        request.GET = _WatchedData.of(request.GET, "query", reading)
        request.headers = _WatchedHeaders(environment, reading)
        request.META = request.environ = _WatchedEnvironment(environment, reading)
        request.__class__, request.reading = _WatchedRequest, reading
        return self.get_response(request)
