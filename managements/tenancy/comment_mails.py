"""Mails about comments on pages, for people who may edit the page and for nobody else.

Wagtail mails whoever subscribed to a page or wrote in a thread, whether or not they still work on
it: they may have left the management, or the page may have.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.mail import send_notification
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.models import Comment, CommentReply, Page, PageSubscription
from wagtail.permissions import page_permission_policy

from managements.accounts.models import User

# What there are mails about. Wagtail sends none about comments that were only reworded.
_TOLD = ("new_comments", "resolved_comments", "deleted_comments", "new_replies")


class CommentMailsToEditors:
    """Mixin for a view that stores comments."""

    page: Page
    request: HttpRequest

    def send_commenting_notifications(self, changes: dict[str, Any]) -> None:
        """Tell subscribers of all changes, and others of the threads that they wrote in.

        Takes the place of Wagtail's method, which collects the people and mails them in one.
        """
        if not any(changes[kind] for kind in _TOLD):
            return
        editors: QuerySet[User] = page_permission_policy.users_with_permission_for_instance(
            "change", self.page
        ).exclude(pk=self.request.user.pk)
        subscriptions = PageSubscription.objects.filter(page=self.page, comment_notifications=True)
        subscribers = editors.filter(pk__in=subscriptions.values("user"))
        self._mail(subscribers, changes)
        threads = _threads_by_person(
            [
                *changes["resolved_comments"],
                *(comment for comment, _replies in changes["new_replies"]),
            ]
        )
        for person in editors.filter(pk__in=threads).exclude(pk__in=subscribers):
            self._mail([person], _inside(threads[person.pk], changes))

    def _mail(self, people: Iterable[User], changes: dict[str, Any]) -> None:
        """Send Wagtail's mail about some changes."""
        facts = {kind: changes[kind] for kind in _TOLD if kind != "new_replies"}
        facts["replied_comments"] = [
            {"comment": comment, "replies": replies} for comment, replies in changes["new_replies"]
        ]
        send_notification(
            people, "updated_comments", {"page": self.page, "editor": self.request.user, **facts}
        )


def _threads_by_person(comments: list[Comment]) -> dict[int, set[int]]:
    """Return in which of some threads people wrote, by the people's ids; one query."""
    threads: dict[int, set[int]] = defaultdict(set)
    for comment in comments:
        threads[comment.user_id].add(comment.pk)
    replies = CommentReply.objects.filter(comment__in=comments)
    for user_id, comment_id in replies.values_list("user", "comment"):
        threads[user_id].add(comment_id)
    return dict(threads)


def _inside(threads: set[int], changes: dict[str, Any]) -> dict[str, Any]:
    """Return what changed in some threads; a new comment is in none yet, a deleted one no longer."""
    return {
        "new_comments": [],
        "deleted_comments": [],
        "resolved_comments": [
            comment for comment in changes["resolved_comments"] if comment.pk in threads
        ],
        "new_replies": [
            (comment, replies)
            for comment, replies in changes["new_replies"]
            if comment.pk in threads
        ],
    }


class WalledEditView(CommentMailsToEditors, EditView):
    """A page's form."""


class WalledRevertView(CommentMailsToEditors, RevisionsRevertView):
    """A page's form with an earlier version in it."""
