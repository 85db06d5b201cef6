"""The slim StreamField: block definitions stay out of migrations."""

from typing import Any, Self

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.fields import StreamField

from managements.pages.blocks.registry import BodyStreamBlock


class BodyField(StreamField):
    """The body of a page, made of the blocks that the capabilities have registered.

    To migrations it is a plain JSONField. So a changed block needs no migration, and a data
    migration reads and writes the stored list as it is: it cannot lose blocks that it does not
    know, as it does when a StreamField with no block definitions decodes them.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        self._own_kwargs = dict(kwargs)
        super().__init__(BodyStreamBlock, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field to migrations as the JSONField that it is in the database."""
        name, _path, _args, kwargs = super(StreamField, self).deconstruct()
        kwargs["encoder"] = DjangoJSONEncoder
        return name, "django.db.models.JSONField", [], kwargs

    def clone(self) -> Self:
        """Copy the field itself, not its description."""
        return type(self)(**self._own_kwargs)
