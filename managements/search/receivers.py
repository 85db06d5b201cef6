"""Notices what is published, taken offline or said anew.

What is moved, hidden, or belongs to a management whose phase changes needs nothing here: whether
somebody may see it is asked when they search. Publishing never fails because of the search: the log
names what it did not follow, and the night tries it again.
"""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, get_page_models

from managements.events.models import EventPage
from managements.models import Management
from managements.offices.models import ConsultationHour, Place
from managements.pages.models import BasePage
from managements.referrals.models import Answer, Enquiry
from managements.search.indexing import index_answer, index_enquiry, index_page, is_kept_up
from managements.trash.signals import page_restored

logger = logging.getLogger(__name__)

Record = TypeVar("Record", bound=Model)


def _follow(index: Callable[[Record], None], record: Record) -> None:
    try:
        index(record)
    except Exception:
        logger.exception("The search could not follow %s %s.", record._meta.label, record.pk)  # noqa: SLF001


def _page_saved(
    instance: Page, *, raw: bool = False, update_fields: Any = None, **_kwargs: Any
) -> None:
    """Follow a page that was stored as a whole: so it is whenever it is published or taken offline.

    A draft stores single fields, and they are none of those that are found.
    """
    if raw or update_fields is not None or not is_kept_up():
        return
    page = instance if isinstance(instance, BasePage) else instance.specific
    if isinstance(page, BasePage):
        _follow(index_page, page)


def _page_restored(instance: Page, **_kwargs: Any) -> None:
    """Follow a page that came back from the trash, with all below it."""
    if is_kept_up():
        path = Page.objects.values_list("path", flat=True).get(pk=instance.pk)
        _index(Page.objects.filter(path__startswith=path))


def _answer_saved(instance: Answer, *, raw: bool = False, **_kwargs: Any) -> None:
    if not raw and is_kept_up():
        _follow(index_answer, instance)


def _enquiry_saved(instance: Enquiry, *, raw: bool = False, **_kwargs: Any) -> None:
    if not raw and is_kept_up():
        _follow(index_enquiry, instance)


def _management_saved(instance: Management, *, raw: bool = False, **_kwargs: Any) -> None:
    if not raw and is_kept_up():
        _start_page_later(instance.pk)


def _visited_changed(
    instance: ConsultationHour | Place, *, raw: bool = False, **_kwargs: Any
) -> None:
    """Follow when and where people meet a management: its start page is found by it."""
    if raw or not is_kept_up():
        return
    _start_page_later(instance.management_id)
    if isinstance(instance, Place):
        key = instance.pk
        transaction.on_commit(lambda: _index(_events_at(key)))


def _start_page_later(key: int) -> None:
    # Once its districts and hours are stored, too.
    transaction.on_commit(
        lambda: _index(Page.objects.filter(managementpage__management_record=key))
    )


def _events_at(place: int | None) -> Any:
    events = EventPage.objects.live().filter(event_places__place=place)
    return Page.objects.filter(pk__in=events.values("pk"))


def _index(pages: Any) -> None:
    for page in pages.specific():
        _follow(index_page, page)


def watch() -> None:
    """Notice what changes."""
    for model in get_page_models():
        post_save.connect(_page_saved, sender=model, dispatch_uid=f"search.{model._meta.label}")  # noqa: SLF001
    page_restored.connect(_page_restored, dispatch_uid="search.restored")
    post_save.connect(_answer_saved, sender=Answer, dispatch_uid="search.answer")
    post_save.connect(_enquiry_saved, sender=Enquiry, dispatch_uid="search.enquiry")
    post_save.connect(_management_saved, sender=Management, dispatch_uid="search.management")
    for sender in (ConsultationHour, Place):
        for signal in (post_save, post_delete):
            signal.connect(
                _visited_changed, sender=sender, dispatch_uid=f"search.{sender.__name__}"
            )
