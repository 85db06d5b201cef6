"""Refuses what editors could reach without anybody having said whose it is."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model
from wagtail.admin.viewsets import viewsets
from wagtail.coreutils import resolve_model_string
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_base_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_base_form
from wagtail.models import CollectionMember, Page, get_page_models

from managements.accounts.models import User
from managements.models import Management, ManagementOwned, SharedByAll
from managements.tenancy.record_forms import ReferenceCheckMixin
from managements.tenancy.viewsets import (
    ManagementSnippetViewSet,
    WalledChooserViewSet,
    WalledSnippetViewSet,
)

# Wagtail walls them itself, or their addresses are for superusers alone (`wagtail_addresses`).
_WALLED_BY_WAGTAIL: tuple[type[Model], ...] = (Page, CollectionMember, User)


def records_in_the_cms() -> Iterator[tuple[type[Model], Any]]:
    """Yield the models of records that have views in the CMS, each with a viewset that has them."""
    for viewset in viewsets.viewsets:
        if not getattr(viewset, "model", None):
            continue
        model = resolve_model_string(viewset.model)
        if not model.__module__.startswith(("wagtail.", "django.")) and not issubclass(
            model, _WALLED_BY_WAGTAIL
        ):
            yield model, viewset


def problems_of(model: type[Model], viewset: Any) -> list[CheckMessage]:
    """Return what is wrong with a record's views in the CMS."""
    if not issubclass(model, ManagementOwned | SharedByAll | Management):
        return [
            Error(
                "It has views in the CMS, but nobody has said whose it is.",
                hint="Derive it from ManagementOwned or from SharedByAll (managements.models).",
                obj=model,
                id="tenancy.E001",
            )
        ]
    needed = (
        ManagementSnippetViewSet if issubclass(model, ManagementOwned) else WalledSnippetViewSet
    )
    if not isinstance(viewset, needed | WalledChooserViewSet):
        return [
            Error(
                f"Its views know no walls: {type(viewset).__name__} is no {needed.__name__}.",
                hint="See docs/how-to/add-a-snippet.md.",
                obj=model,
                id="tenancy.E002",
            )
        ]
    return []


@register
def every_record_says_whose_it_is(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Refuse records in the CMS that are neither owned nor shared, or whose views know no walls."""
    return [
        problem
        for model, viewset in records_in_the_cms()
        for problem in problems_of(model, viewset)
    ]


@register
def every_page_checks_what_it_points_to(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Refuse page types whose form would let others' drafts, images and documents in."""
    return [
        Error(
            "Its form does not check what a page newly points to.",
            hint="Derive the page type from managements.pages.models.BasePage.",
            obj=model,
            id="tenancy.E003",
        )
        for model in get_page_models()
        if model is not Page
        and not issubclass(getattr(model, "base_form_class", None) or Model, ReferenceCheckMixin)
    ]


@register
def media_forms_check_what_they_point_to(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Refuse images and documents whose texts may hold links that their form does not check."""
    return [
        Error(
            "Its form does not check what its texts point to.",
            hint="See managements.tenancy.media_forms.",
            obj=model,
            id="tenancy.E004",
        )
        for model, form_class in (
            (get_image_model(), get_image_base_form()),
            (get_document_model(), get_document_base_form()),
        )
        if any(hasattr(field, "extract_references") for field in model._meta.get_fields())  # noqa: SLF001
        and not issubclass(form_class, ReferenceCheckMixin)
    ]
