"""Groups and memberships never disagree, however a group is changed."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from managements.accounts.models import User
from managements.models import Management
from managements.teams.models import Invitation, Membership


def pairs_of_groups() -> set[tuple[int, int]]:
    return set(
        User.groups.through.objects.filter(group__management__isnull=False).values_list(
            "user_id", "group__management"
        )
    )


def pairs_of_memberships() -> list[tuple[int, int]]:
    return list(Membership.objects.values_list("user_id", "management_id"))


def assert_in_step() -> None:
    pairs = pairs_of_memberships()
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == pairs_of_groups()


@pytest.fixture
def people(db) -> list[User]:
    return [User.objects.create_user(name, f"{name}@example.org", "x") for name in ("a", "b")]


@pytest.fixture
def groups(gruenau, paunsdorf) -> list[Group]:
    other = Group.objects.create(name="Etwas anderes")
    return [gruenau.editors, paunsdorf.editors, other]


CHANGES = {
    "user.add": lambda user, group, groups, people: user.groups.add(*groups),
    "user.add twice": lambda user, group, groups, people: (
        user.groups.add(group),
        user.groups.add(*groups),
    ),
    "user.remove": lambda user, group, groups, people: user.groups.remove(group),
    "user.set": lambda user, group, groups, people: user.groups.set([groups[1], groups[2]]),
    "user.set to nothing": lambda user, group, groups, people: user.groups.set([]),
    "user.set anew": lambda user, group, groups, people: user.groups.set(groups[1:], clear=True),
    "user.clear": lambda user, group, groups, people: user.groups.clear(),
    "group.add": lambda user, group, groups, people: group.user_set.add(*people),
    "group.remove": lambda user, group, groups, people: group.user_set.remove(user),
    "group.set": lambda user, group, groups, people: group.user_set.set([people[1]]),
    "group.set anew": lambda user, group, groups, people: group.user_set.set(people, clear=True),
    "group.clear": lambda user, group, groups, people: group.user_set.clear(),
    "group.create": lambda user, group, groups, people: group.user_set.create(username="neu"),
    "account deleted": lambda user, group, groups, people: user.delete(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_row_of_an_editors_group_has_one_membership(change, people, groups) -> None:
    for before in (0, 1, 2, 3):
        with transaction.atomic():
            # Somebody in none of the groups, in some, in all of them together with somebody else.
            for group in groups[:before]:
                group.user_set.add(*people[:before])
            assert_in_step()
            change(User.objects.get(pk=people[0].pk), groups[0], groups, people)
            assert_in_step()
            transaction.set_rollback(True)


def test_who_stays_in_a_group_keeps_the_end_of_the_membership(gruenau, paunsdorf, people) -> None:
    user = people[0]
    user.groups.add(gruenau.editors)
    Membership.objects.update(last_day="2099-12-31")
    user.groups.set([gruenau.editors, paunsdorf.editors])
    assert str(Membership.objects.of(gruenau).get().last_day) == "2099-12-31"
    assert Membership.objects.of(paunsdorf).get().last_day is None


def test_nobody_has_two_memberships_in_one_management(gruenau, people) -> None:
    people[0].groups.add(gruenau.editors)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=people[0], management=gruenau)


def test_a_superuser_who_changes_groups_in_the_form_changes_memberships(
    admin_client, gruenau, paunsdorf, member
) -> None:
    anna = member("Anna", gruenau)
    address = f"/admin/users/edit/{anna.pk}/"
    response = admin_client.post(
        address,
        {
            "username": "anna", "email": "anna@example.org", "first_name": "Anna",
            "last_name": "Muster", "is_active": "on", "groups": [paunsdorf.editors_id],
        },
    )  # fmt: skip
    assert response.status_code == 302
    assert [one.management for one in anna.memberships.all()] == [paunsdorf]


def test_who_leaves_by_way_of_a_group_takes_the_given_invitations_along(
    gruenau, member, invited
) -> None:
    anna = member("Anna", gruenau)
    invited(anna, gruenau)
    gruenau.editors.user_set.remove(anna)
    assert not Invitation.objects.exists()


def test_who_leaves_the_stadtredaktion_takes_the_given_invitations_along(
    gruenau, city_editor, invited
) -> None:
    invited(city_editor, gruenau)
    city_editor.groups.clear()
    assert not Invitation.objects.exists()


def test_existing_editors_get_their_membership_by_migration(gruenau, paunsdorf, people) -> None:
    migration = importlib.import_module(
        "managements.teams.migrations.0002_memberships_of_existing_editors"
    )
    for management in Management.objects.all():
        management.editors.user_set.add(*people)
    Membership.objects.of(gruenau).delete()
    Membership.objects.of(paunsdorf).filter(user=people[0]).delete()
    migration.give_memberships(apps, None)
    migration.give_memberships(apps, None)
    assert_in_step()
    oldest = Membership.objects.of(gruenau).get(user=people[0])
    assert oldest.joined_at == people[0].date_joined
