"""Markup in everything that people can name in the demonstration.

What is planted is what forms take: every record is checked as its form would check it.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    Comment,
    CommentReply,
    GroupApprovalTask,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from managements.accounts.models import User
from managements.media_library.models import Document, Image
from managements.models import District, Management
from managements.pages.models import ContentPage
from managements.referrals.models import Contact, ReferralList
from managements.teams.invitations import invite
from managements.teams.memberships import join
from managements.teams.models import Invitation, Membership
from managements.tenancy.provisioning import repair_management
from managements.trash.models import TrashEntry
from managements.trash.trashing import move_to_trash
from managements.websites.models import LegalPage
from tests.browser.markup import markup, markup_in_email, markup_in_url
from tests.browser.planting_accessibility import PlantedAccessibility, plant_accessibility
from tests.browser.planting_answers import PlantedAnswers, plant_answers
from tests.browser.planting_blocks import body_with, rich
from tests.browser.planting_dates import PlantedDates, plant_dates
from tests.browser.planting_funding import PlantedFunding, plant_funding
from tests.browser.planting_news import PlantedNews, plant_news
from tests.builders import stored_document, stored_image

# Where the editor of the walk works: at home, and in a second management, so that lists offer both.
HOME, SECOND = "leipziger-osten", "gruenau"


@dataclass
class Planted:
    """What holds markup, by what addresses are made of."""

    management: Management
    live: ContentPage
    draft: ContentPage
    locked: ContentPage
    moderated: ContentPage
    scheduled: ContentPage
    alias: Page
    legal: Page
    image: Image
    document: Document
    contact: Contact
    referral_list: ReferralList
    district: District
    funding: PlantedFunding
    asked: PlantedAnswers
    dates: PlantedDates
    news: PlantedNews
    accessibility: PlantedAccessibility
    admin: User
    editor: User
    colleague: User
    membership: Membership
    token: str
    invitation: Invitation
    trash_entry: TrashEntry
    redirect: Redirect
    collection: Collection
    group: Group
    site: Site
    workflow: Workflow
    workflow_state: WorkflowState
    task: GroupApprovalTask
    revisions: list[Any] = field(default_factory=list)
    # A page for each walker to delete.
    superfluous: dict[str, Page] = field(default_factory=dict)


def _changed(record: Any, **facts: Any) -> Any:
    """Change a record, as far as its form would let somebody."""
    for name, value in facts.items():
        setattr(record, name, value)
    record.full_clean()
    record.save()
    return record


def _made(model: type[Model], **facts: Any) -> Any:
    return _changed(model(), **facts)


def plant(now: datetime.datetime) -> Planted:
    """Fill the demonstration with markup."""
    management = Management.objects.get(slug=HOME)
    second = Management.objects.get(slug=SECOND)
    admin = User.objects.get(username="admin")
    editor = User.objects.get(username=f"redaktion-{HOME}")
    join(user=editor, management=second, by=admin)
    _name_people(admin, editor)
    colleague = _colleague(management, admin)
    _name_managements(management, second)
    site = _changed(Site.objects.get(is_default_site=True), site_name=markup("sitename", 255))
    image, document = _media(management, editor)
    shared = _shared_records(management)
    referral_list = shared["referral_list"]
    shared["asked"] = plant_answers(management, timezone.localdate(now))
    shared["funding"] = plant_funding(management)
    shared["dates"] = plant_dates(management, second, editor, now)
    shared["news"] = plant_news(management, image, editor)
    shared["accessibility"] = plant_accessibility(management, editor)

    home = management.page
    home.seo_title, home.search_description = markup("hometitle", 255), markup("homesearch")
    home.introduction = markup("homeintroduction", 300)
    home.contact_address = markup("homeaddress", 300)
    home.contact_phone = markup("homephone", 40)
    home.contact_email = markup_in_email("homemail")
    home.full_clean()
    home.save_revision(user=editor, log_action=True).publish(user=editor)
    legal = LegalPage.objects.child_of(home).first()
    legal.title = markup("legal", 255)
    legal.save_revision(user=editor, log_action=True).publish(user=editor)

    live = _page(home, "live", editor)
    draft = _page(live, "draft", editor, is_live=False)
    live.body = [
        *body_with(image, document, referral_list, draft, second.page),
        *shared["asked"].blocks,
    ]
    live.body = live.body.stream_block.clean(live.body)
    live.save_revision(user=editor, log_action=True).publish(user=editor)
    live.title = markup("unpublished", 255)
    live.save_revision(user=editor, log_action=True)
    live = ContentPage.objects.get(pk=live.pk)
    locked = _page(home, "locked", editor)
    locked.locked, locked.locked_by, locked.locked_at = True, editor, now
    locked.save()
    scheduled = _page(home, "scheduled", editor, is_live=False)
    scheduled.go_live_at = now + datetime.timedelta(days=3)
    scheduled.save_revision(user=editor, log_action=True).publish(user=editor)
    alias = live.create_alias(parent=second.page, update_slug="alias", user=admin)
    deleted = _page(home, "deleted", editor, has_more=False)
    _page(deleted, "deletedbelow", editor, has_more=False)

    moderated = _page(home, "moderated", editor, is_live=False)
    group = _made(Group, name=markup("group", 150))
    workflow = _made(Workflow, name=markup("workflow", 255))
    task = _made(GroupApprovalTask, name=markup("task", 255))
    task.groups.add(group, management.editors)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=moderated)

    comment = Comment.objects.create(
        page=live, user=editor, text=markup("comment"), contentpath="title", position=""
    )
    CommentReply.objects.create(comment=comment, user=colleague, text=markup("reply"))
    for user in (editor, colleague):
        EditingSession.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(Page),
            object_id=live.pk,
            last_seen_at=now + datetime.timedelta(minutes=5),
            is_editing=True,
        )

    return Planted(
        management=management,
        live=live,
        draft=draft,
        locked=locked,
        moderated=moderated,
        scheduled=scheduled,
        alias=alias,
        legal=legal,
        image=image,
        document=document,
        **shared,
        admin=admin,
        editor=editor,
        colleague=colleague,
        membership=Membership.objects.get(user=colleague, management=management),
        token=_invite(management, editor, now),
        invitation=Invitation.objects.get(management=management),
        trash_entry=move_to_trash(page=deleted, by=editor, now=now),
        redirect=_made(
            Redirect,
            old_path=f"/{markup('redirect', 70)}",
            redirect_link=markup_in_url("redirectto"),
        ),
        collection=Collection.get_first_root_node().add_child(name=markup("collection", 255)),
        group=group,
        site=site,
        workflow=workflow,
        workflow_state=workflow.start(moderated, editor),
        task=task,
        revisions=list(live.revisions.order_by("pk")),
        superfluous={
            who: _page(home, f"superfluous{who}", editor, has_more=False)
            for who in ("superuser", "editor")
        },
    )


def _name_people(admin: User, editor: User) -> None:
    for user, kind in ((admin, "admin"), (editor, "editor")):
        _changed(
            user,
            first_name=markup(f"{kind}first", 150),
            last_name=markup(f"{kind}last", 150),
            email=markup_in_email(f"{kind}mail"),
        )


def _colleague(management: Management, admin: User) -> User:
    """Make somebody in the team without rights on anything else."""
    colleague = User.objects.create_user("kollegin")
    _changed(
        colleague,
        first_name=markup("colleaguefirst", 150),
        last_name=markup("colleaguelast", 150),
        email=markup_in_email("colleaguemail"),
    )
    last_day = timezone.localdate() + datetime.timedelta(days=30)
    join(user=colleague, management=management, last_day=last_day, by=admin)
    return colleague


def _invite(management: Management, editor: User, now: datetime.datetime) -> str:
    """Invite somebody, and return what the link in the mail holds."""
    tokens: list[str] = []

    def build_url(token: str) -> str:
        tokens.append(token)
        return f"https://example.org/{token}"

    invite(
        management=management,
        email=markup_in_email("invited"),
        last_day=None,
        by=editor,
        now=now,
        build_url=build_url,
    )
    return tokens[0]


def _name_managements(management: Management, second: Management) -> None:
    """Rename them; pages, collections and groups follow."""
    management.commissioner = markup("firstcommissioner", 200)
    for record, kind in ((management, "first"), (second, "second")):
        _changed(
            record,
            name=markup(f"{kind}name", 120),
            short_name=markup(f"{kind}short", 60),
        )
        repair_management(record)
        record.refresh_from_db()


def _media(management: Management, editor: User) -> tuple[Image, Document]:
    image = stored_image(
        title=markup("image", 255),
        description=markup("description", 255),
        credit=markup("credit", 160),
        licence=markup("licence", 80),
        collection=management.collection,
        uploaded_by_user=editor,
    )
    image.full_clean()
    document = stored_document(
        title=markup("document", 255),
        text_version=rich("documenttext"),
        collection=management.collection,
        uploaded_by_user=editor,
    )
    document.full_clean()
    return image, document


def _shared_records(management: Management) -> dict[str, Any]:
    contact = _changed(
        Contact.objects.first(),
        name=markup("contact", 160),
        responsible_for=markup("responsible", 240),
        address=markup("contactaddress", 300),
        phone=markup("contactphone", 40),
        email=markup_in_email("contactmail"),
        url=markup_in_url("contacturl"),
    )
    referral_list = ReferralList.objects.get(entries__contact=contact)
    _changed(referral_list, title=markup("referrals", 120), introduction=rich("referraltext"))
    _changed(
        referral_list.entries.get(contact=contact),
        note=markup("referralnote", 240),
    )
    return {
        "contact": contact,
        "referral_list": referral_list,
        "district": _changed(management.districts.first(), name=markup("district", 80)),
    }


def _page(
    parent: Page, kind: str, editor: User, *, is_live: bool = True, has_more: bool = True
) -> ContentPage:
    """Make a page that holds markup in its title, and where it has more in all of its fields."""
    more: dict[str, Any] = {}
    if has_more:
        more = {
            "seo_title": markup(f"{kind}seo", 255),
            "search_description": markup(f"{kind}search"),
            "introduction": markup(f"{kind}introduction"),
            "show_in_menus": True,
        }
    page = parent.add_child(
        instance=ContentPage(
            title=markup(kind, 255),
            slug=f"markup-{kind}",
            owner=editor,
            live=is_live,
            **more,
        )
    )
    page.full_clean()
    revision = page.save_revision(user=editor, log_action=True)
    if is_live:
        revision.publish(user=editor)
        page.refresh_from_db()
    return page
