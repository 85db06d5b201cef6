"""Things that show like records and like what reads them, without reading anything."""

from typing import Any


class IncompleteExampleError(Exception):
    """An example lacks what its template shows, or has what the real thing does not."""


class StandIn:
    """In the place of an instance of a class.

    It has only what the class has, so that an example cannot outlive a change of it; and it refuses
    what the class has and the example lacks, where templates would show nothing without a word.
    """

    def __init__(self, real: type, **values: Any) -> None:
        for name in values:
            if not _has(real, name):
                raise IncompleteExampleError(f"{real.__name__} has no {name!r} (any more)")
        self.__dict__.update(values, _real=real)

    def __getattr__(self, name: str) -> Any:
        real = self.__dict__.get("_real")
        if real is not None and not name.startswith("_") and _has(real, name):
            raise IncompleteExampleError(f"the example of {real.__name__} lacks {name!r}")
        raise AttributeError(name)

    def __str__(self) -> str:
        for name in ("name", "title"):
            if name in self.__dict__:
                return str(self.__dict__[name])
        return ""


def _has(real: type, name: str) -> bool:
    """Whether instances of a class have something: by the class, or since they were made."""
    if hasattr(real, name) or name in getattr(real, "__dataclass_fields__", {}):
        return True
    return any(name in _made_by(one) for one in real.__mro__)


def _made_by(real: type) -> tuple[str, ...]:
    """Return the names that a class's own code for new instances uses."""
    code = getattr(real.__dict__.get("__init__"), "__code__", None)
    return code.co_names if code else ()
