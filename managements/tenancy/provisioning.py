"""Make or repair everything that belongs to a management.

The command, the form in the CMS, the demonstration and the tests all call `provision_management`.
What stands above this layer (the page tree, later calendars and answers) joins in by registering
a step, so that nothing here knows a feature.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection

from managements.models import District, Management, ManagementDistrict
from managements.tenancy import roles
from managements.tenancy.events import record_management

Step = Callable[[Management], None]
StepFunction = TypeVar("StepFunction", bound=Step)
Obstacles = Callable[[Management], list[str]]
Problems = Callable[[Management], dict[str, str]]


class ProvisioningError(Exception):
    """A management cannot be made as asked; the message is one sentence for people."""


@dataclass(frozen=True)
class DistrictShare:
    """A district that a management looks after, or a part of it."""

    name: str
    slug: str
    only_in_part: bool = False


_steps: list[tuple[int, Step]] = []
_obstacle_finders: list[Obstacles] = []
_problem_finders: list[Problems] = []


def provisioning_step(*, order: int) -> Callable[[StepFunction], StepFunction]:
    """Register a function that makes or repairs one part of a management; lower orders run first.

    It runs inside the transaction, may be run any number of times, and never overwrites what
    editors have written.
    """

    def register(step: StepFunction) -> StepFunction:
        _steps.append((order, step))
        _steps.sort(key=lambda registered: registered[0])
        return step

    return register


def activation_check(find_obstacles: Obstacles) -> Obstacles:
    """Register a function that says, a sentence each, why a management cannot go public yet."""
    _obstacle_finders.append(find_obstacles)
    return find_obstacles


def naming_check(find_problems: Problems) -> Problems:
    """Register a function that says why a management cannot have its names, a sentence by field."""
    _problem_finders.append(find_problems)
    return find_problems


def naming_problems(management: Management) -> dict[str, str]:
    """Return why a management, new or renamed, cannot have its names, a sentence by field."""
    problems: dict[str, str] = {}
    for find in _problem_finders:
        problems |= find(management)
    return problems


@naming_check
def group_name_is_taken(management: Management) -> dict[str, str]:
    """Refuse a short name whose group of editors belongs to somebody else."""
    group_name = roles.editors_group_name(management.short_name)
    if Group.objects.filter(name=group_name).exclude(pk=management.editors_id).exists():
        return {"short_name": _("There already is a group “%(name)s”.") % {"name": group_name}}
    return {}


def activation_obstacles(management: Management) -> list[str]:
    """Return why a management cannot go public yet, a sentence each; empty if it can."""
    return [sentence for find in _obstacle_finders for sentence in find(management)]


class NotReadyError(ProvisioningError):
    """A site cannot go public yet; `obstacles` says why, a sentence each."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = obstacles


@transaction.atomic
def activate_management(management: Management) -> None:
    """Open a management's site to the public.

    Raises:
        NotReadyError: if something is missing.
    """
    if obstacles := activation_obstacles(management):
        raise NotReadyError(obstacles)
    management.status = Management.Status.ACTIVE
    management.save(update_fields=["status"])
    repair_management(management)
    record_management("activated", management)


def provision_management(
    *,
    name: str,
    slug: str,
    kind: str,
    short_name: str = "",
    districts: Iterable[DistrictShare] = (),
    **facts: Any,
) -> Management:
    """Make a management with everything that belongs to it, or repair one that is there.

    Facts of a management that is already there are left as they are: only what is missing is
    made. `facts` are further fields of `Management` (accent, latitude, hostname …).

    Raises:
        ProvisioningError: if a fact is wrong, or the slug belongs to another management.
    """
    with transaction.atomic():
        management = Management.objects.filter(slug=slug).first()
        event = "provisioned" if management is None else "repaired"
        if management is None:
            management = _create(
                name=name, slug=slug, kind=kind, short_name=short_name or name, **facts
            )
            _set_districts(management, districts)
        elif (management.name, management.kind) != (name, kind):
            raise ProvisioningError(
                _("The address part “%(slug)s” already belongs to “%(name)s”.")
                % {"slug": slug, "name": management.name}
            )
        repair_management(management)
        record_management(event, management)
    return management


@transaction.atomic
def repair_management(management: Management) -> None:
    """Make what a management lacks, and bring what follows from its facts up to date."""
    _keep_names(management)
    roles.allow_admin(management.editors)
    roles.allow_models(management.editors, roles.OWNED_MODELS, ("add", "change", "view"))
    roles.allow_models(management.editors, roles.OWNED_AND_DELETED_MODELS)
    roles.allow_media(management.editors, management.collection, roles.OWN_MEDIA_RIGHTS)
    roles.allow_media(management.editors, roles.shared_collection(), roles.SHARED_MEDIA_RIGHTS)
    roles.allow_media(roles.city_editors(), management.collection, roles.OWN_MEDIA_RIGHTS)
    for _order, step in _steps:
        step(management)


def give_belongings(management: Management) -> None:
    """Make the collection and the editors' group of a management that is not stored yet."""
    management.collection = Collection.get_first_root_node().add_child(name=management.short_name)
    management.editors = Group.objects.create(name=roles.editors_group_name(management.short_name))


def _keep_names(management: Management) -> None:
    """Let the collection and the group follow a management that was renamed."""
    collection, editors = management.collection, management.editors
    if collection.name != management.short_name:
        collection.name = management.short_name
        collection.save(update_fields=["name"])
        # The tree is sorted by name; once it is not, treebeard fails to add to it.
        Collection.fix_tree(fix_paths=True)
        collection.refresh_from_db()
    group_name = roles.editors_group_name(management.short_name)
    if editors.name != group_name:
        editors.name = group_name
        editors.save(update_fields=["name"])


def _create(**facts: Any) -> Management:
    management = Management(**facts)
    try:
        management.full_clean(exclude=["collection", "editors"])
    except ValidationError as error:
        raise ProvisioningError(_in_one_sentence(management, error)) from error
    if problems := naming_problems(management):
        raise ProvisioningError(next(iter(problems.values())))
    give_belongings(management)
    management.save()
    return management


def _set_districts(management: Management, districts: Iterable[DistrictShare]) -> None:
    for position, share in enumerate(districts):
        district, _created = District.objects.get_or_create(
            slug=share.slug, defaults={"name": share.name}
        )
        ManagementDistrict.objects.create(
            management=management,
            district=district,
            only_in_part=share.only_in_part,
            sort_order=position,
        )


def _in_one_sentence(management: Management, error: ValidationError) -> str:
    """Return the first thing that is wrong, with the name of its field."""
    field_name, messages = next(iter(error.message_dict.items()))
    if field_name == "__all__":
        return messages[0]
    label = management._meta.get_field(field_name).verbose_name  # noqa: SLF001 - Django's public API
    return f"{label}: {messages[0]}"
