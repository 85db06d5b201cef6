"""Writes down what becomes public, once it is.

Where somebody waits for an answer, some pages are written down at once; the others wait for
`keep_evidence --waiting`, or for the night.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, post_page_move

from managements.funding.evidence import patience
from managements.funding.evidence.keeping import keep_evidence
from managements.funding.models import WaitingPage


def _published(instance: Page, **_kwargs: Any) -> None:
    """Write a page down once everybody sees it; the second time in a transaction finds it there.

    It begins to wait together with its publication: nothing gets lost, whatever happens meanwhile.
    """
    key = instance.pk  # a page that is deleted meanwhile loses it
    WaitingPage.objects.add(key, now=timezone.now())
    # Wagtail sets both at once when a page is published for the first time.
    is_new = instance.first_published_at == instance.last_published_at
    transaction.on_commit(lambda: _keep_page(key, is_new=is_new), robust=True)


def _keep_page(key: int, *, is_new: bool) -> None:
    until = patience.of_the_request()
    if until is not None and until.is_over():
        return  # it waits already
    pages = Page.objects.filter(pk=key)
    keep_evidence(pages, today=timezone.localdate(), patience=until, are_new=is_new)


def _slug_changed(instance: Page, **_kwargs: Any) -> None:
    _keep_tree_after_commit(instance.pk)


def _moved(instance: Page, url_path_before: str, url_path_after: str, **_kwargs: Any) -> None:
    if url_path_before != url_path_after:
        _keep_tree_after_commit(instance.pk)


def _opened(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """Write down pages that everybody may see from now on: above all those of a site that opens."""
    _keep_tree_after_commit(instance.page_id, are_new=True)


def _keep_tree_after_commit(key: int, *, are_new: bool = False) -> None:
    """Write down what differs of a page and of the pages below it."""
    transaction.on_commit(lambda: _keep_tree(key, are_new=are_new), robust=True)


def _keep_tree(key: int, *, are_new: bool) -> None:
    # As it stands in the tree by then.
    path = Page.objects.filter(pk=key).values_list("path", flat=True).first()
    if path:
        pages = Page.objects.filter(path__startswith=path)
        until = patience.of_the_request()
        keep_evidence(pages, today=timezone.localdate(), patience=until, are_new=are_new)


def watch() -> None:
    """Notice what becomes public, and what gets another address."""
    patience.watch()
    page_published.connect(_published, dispatch_uid="funding.page_published")
    page_slug_changed.connect(_slug_changed, dispatch_uid="funding.slug_changed")
    post_page_move.connect(_moved, dispatch_uid="funding.page_moved")
    post_delete.connect(_opened, sender=PageViewRestriction, dispatch_uid="funding.opened")
