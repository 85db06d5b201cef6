"""Mails about comments reach those who may edit the page, and nobody who may no longer."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import Comment, CommentReply, Page, PageSubscription

from managements.accounts.models import User
from managements.models import Management
from managements.tenancy.roles import city_editors
from tests.builders import content_page, logged_in

FORM = {
    "title": "Geheimer Entwurf",
    "slug": "entwurf",
    "introduction": "",
    "body-count": "0",
    "comments-TOTAL_FORMS": "1",
    "comments-INITIAL_FORMS": "0",
    "comments-0-id": "",
    "comments-0-contentpath": "title",
    "comments-0-text": "Geht das so?",
    "comments-0-position": "",
    "comments-0-replies-TOTAL_FORMS": "0",
    "comments-0-replies-INITIAL_FORMS": "0",
}
People = Callable[[str, Management | None], User]


@pytest.fixture
def person(db: None) -> People:
    """Make somebody who belongs to a management, or to the Stadtredaktion."""

    def make(name: str, management: Management | None) -> User:
        user = User.objects.create_user(name, f"{name}@example.org", "geheim")
        user.groups.add(management.editors if management else city_editors())
        return user

    return make


@pytest.fixture
def page(gruenau: Management) -> Page:
    """A draft."""
    page = content_page(gruenau.page, "Geheimer Entwurf", slug="entwurf")
    page.unpublish()
    return page


@pytest.fixture
def writer(gruenau: Management, editor_of) -> Client:
    """The browser of the editor who comments."""
    return logged_in(editor_of(gruenau))


def subscribe(user: User, page: Page) -> None:
    PageSubscription.objects.create(user=user, page=page, comment_notifications=True)


def mailed() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def comment_on(page: Page, author: User) -> Comment:
    return Comment.objects.create(page=page, user=author, text="Wann?", contentpath="title")


def thread_form(comment: Comment, **fields: str) -> dict[str, str]:
    """Return what the form sends about a comment that is there already."""
    return (
        FORM
        | {
            "comments-INITIAL_FORMS": "1",
            "comments-0-id": str(comment.pk),
            "comments-0-text": comment.text,
        }
        | fields
    )


def reply_form(comment: Comment) -> dict[str, str]:
    return thread_form(
        comment,
        **{
            "comments-0-replies-TOTAL_FORMS": "1",
            "comments-0-replies-0-id": "",
            "comments-0-replies-0-text": "Am Montag",
        },
    )


def test_subscribers_who_may_edit_the_page_are_told_and_others_are_not(
    writer: Client, gruenau: Management, paunsdorf: Management, page: Page, person: People
) -> None:
    for name, management in (("anna", gruenau), ("stadt", None), ("fremd", paunsdorf)):
        subscribe(person(name, management), page)
    assert writer.post(f"/admin/pages/{page.pk}/edit/", FORM).status_code == 302
    assert mailed() == ["anna@example.org", "stadt@example.org"]
    assert "Geheimer Entwurf" in mail.outbox[0].subject
    assert "Geht das so?" in mail.outbox[0].body


def test_the_form_with_an_earlier_version_mails_nobody_else_either(
    writer: Client, gruenau: Management, paunsdorf: Management, page: Page, person: People
) -> None:
    subscribe(person("anna", gruenau), page)
    subscribe(person("fremd", paunsdorf), page)
    revision = page.get_latest_revision()
    writer.post(f"/admin/pages/{page.pk}/revisions/{revision.pk}/revert/", FORM)
    assert mailed() == ["anna@example.org"]


def test_who_wrote_in_a_thread_is_told_of_replies_only_while_they_may_edit_the_page(
    writer: Client, gruenau: Management, paunsdorf: Management, page: Page, person: People
) -> None:
    anna, berta = person("anna", gruenau), person("berta", gruenau)
    left = person("fremd", paunsdorf)
    comment, other = comment_on(page, left), comment_on(page, person("carla", gruenau))
    for user in (anna, left):
        CommentReply.objects.create(comment=comment, user=user, text="Bald")
    CommentReply.objects.create(comment=other, user=berta, text="Nie")
    assert writer.post(f"/admin/pages/{page.pk}/edit/", reply_form(comment)).status_code == 302
    assert mailed() == ["anna@example.org"]
    assert "Am Montag" in mail.outbox[0].body


def test_whose_comment_is_resolved_is_told_and_a_subscriber_is_told_once(
    writer: Client, gruenau: Management, page: Page, person: People
) -> None:
    anna, berta = person("anna", gruenau), person("berta", gruenau)
    comment = comment_on(page, anna)
    CommentReply.objects.create(comment=comment, user=berta, text="Bald")
    subscribe(berta, page)
    form = thread_form(comment, **{"comments-0-resolved": "1"})
    assert writer.post(f"/admin/pages/{page.pk}/edit/", form).status_code == 302
    assert mailed() == ["anna@example.org", "berta@example.org"]


def test_a_thread_of_others_is_not_told_of_a_new_comment(
    writer: Client, gruenau: Management, page: Page, person: People
) -> None:
    comment_on(page, person("anna", gruenau))
    writer.post(f"/admin/pages/{page.pk}/edit/", FORM)
    assert mailed() == []
