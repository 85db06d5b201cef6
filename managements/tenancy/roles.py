"""The roles, as groups with Wagtail's own permissions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from managements.models import Management, ManagementQuerySet

CITY_EDITORS = "Stadtredaktion"
SHARED_COLLECTION = "Gemeinsam"

# A page goes with all that is below it: it only goes to the trash.
PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "bulk_delete_page")
OWN_MEDIA_RIGHTS = (
    "add_image", "change_image", "choose_image",
    "add_document", "change_document", "choose_document",
)  # fmt: skip
SHARED_MEDIA_RIGHTS = ("choose_image", "choose_document")
# What the Stadtredaktion keeps for all, as (application, model).
SHARED_MODELS = (
    ("managements", "management"),
    ("managements", "district"),
    ("managements", "street"),
    ("managements", "schoolholiday"),
    ("managements", "fieldofaction"),
    ("referrals", "contact"),
    ("referrals", "enquiry"),
    ("referrals", "answer"),
    ("referrals", "referrallist"),
    ("funding", "programme"),
    ("funding", "logo"),
    ("funding", "citynotice"),
    ("funding", "fundingnotice"),
    ("offices", "place"),
    ("offices", "consultationhour"),
    ("offices", "closure"),
)


# What each management's editors keep themselves. They do not delete: a notice is evidence, an
# answer that no longer holds is changed, and an hour that is no longer held has a last day.
OWNED_MODELS = (
    ("funding", "fundingnotice"),
    ("referrals", "answer"),
    ("offices", "consultationhour"),
    ("offices", "closure"),
)
# What they may delete as well, where nothing points to it.
OWNED_AND_DELETED_MODELS = (("offices", "place"),)


def editors_group_name(short_name: str) -> str:
    """Return the name of a management's group of editors."""
    return f"Redaktion {short_name}"


def shared_collection() -> Collection:
    """Return the collection from which everybody may choose."""
    return child_collection(SHARED_COLLECTION)


def child_collection(name: str) -> Collection:
    """Return the collection of that name below the root, made where it is missing."""
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=name).first()
    return found or root.add_child(name=name)


def city_editors() -> Group:
    """Return the group of the Stadtredaktion, made where it is missing."""
    return Group.objects.get_or_create(name=CITY_EDITORS)[0]


def works_for_the_city(user: Any) -> bool:
    """Whether somebody belongs to the Stadtredaktion or is superuser, and so works for everybody."""
    return _scope_of(user).is_everywhere


def managements_of(user: Any) -> ManagementQuerySet:
    """Return the managements that somebody works for: the own ones, or all of them for the city."""
    scope = _scope_of(user)
    if scope.is_everywhere:
        return Management.objects.all()
    return Management.objects.filter(pk__in=scope.management_ids)


def works_for(user: Any, management: Management | int) -> bool:
    """Whether somebody belongs to a management's editors, to the Stadtredaktion, or is superuser.

    The management may be given by its id, where the record itself is not at hand.
    """
    scope = _scope_of(user)
    pk = management.pk if isinstance(management, Management) else management
    return scope.is_everywhere or pk in scope.management_ids


@dataclass(frozen=True)
class _Scope:
    """For whom somebody works."""

    is_everywhere: bool = False
    management_ids: frozenset[int] = frozenset()


def _scope_of(user: Any) -> _Scope:
    """Ask once per request: the answer stays with the request's own user object, as Wagtail's do."""
    if not user.is_authenticated or not user.is_active:
        return _Scope()
    if user.is_superuser:
        return _Scope(is_everywhere=True)
    scope: _Scope | None = getattr(user, "_tenancy_scope", None)
    if scope is None:
        groups = list(user.groups.values_list("name", "management"))
        scope = _Scope(
            is_everywhere=any(name == CITY_EDITORS for name, _management in groups),
            management_ids=frozenset(pk for _name, pk in groups if pk is not None),
        )
        user._tenancy_scope = scope  # noqa: SLF001 - kept on the user for this request
    return scope


def allow_admin(group: Group) -> None:
    """Let a group into the CMS."""
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )


def allow_pages(group: Group, root: Page, codenames: Iterable[str] = PAGE_RIGHTS) -> None:
    """Give a group rights on a page and on all below it."""
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=codenames
    )
    GroupPagePermission.objects.bulk_create(
        [GroupPagePermission(group=group, page=root, permission=one) for one in permissions],
        ignore_conflicts=True,
    )


def allow_media(group: Group, collection: Collection, codenames: Iterable[str]) -> None:
    """Give a group rights on the images and documents of a collection."""
    # Wagtail keeps these rights at its own models, whichever models are used in their place.
    permissions = Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=codenames
    )
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(group=group, collection=collection, permission=one)
            for one in permissions
        ],
        ignore_conflicts=True,
    )


def allow_models(
    group: Group,
    models: Iterable[tuple[str, str]],
    actions: Iterable[str] = ("add", "change", "delete", "view"),
) -> None:
    """Let a group act on the records of some models; on which of them is for their policies to say."""
    for app_label, model in models:
        group.permissions.add(
            *Permission.objects.filter(
                content_type__app_label=app_label,
                content_type__model=model,
                codename__in=[f"{action}_{model}" for action in actions],
            )
        )


def provision_city_editors(home: Page) -> Group:
    """Make or repair the Stadtredaktion: all pages, all media, the shared records."""
    # Wagtail's first migration makes groups with rights on every page: no role here is theirs.
    Group.objects.filter(name__in=["Editors", "Moderators"], user__isnull=True).delete()
    group = city_editors()
    allow_admin(group)
    allow_pages(group, home, (*PAGE_RIGHTS, "lock_page", "unlock_page"))
    allow_media(group, shared_collection(), OWN_MEDIA_RIGHTS)
    allow_models(group, SHARED_MODELS)
    # A management ends by being closed, and a logo by not being shown: what was stays provable.
    kept = ["delete_management", "delete_logo"]
    group.permissions.remove(*Permission.objects.filter(codename__in=kept))
    return group
