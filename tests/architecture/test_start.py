"""What a started process has, without any test's help."""

import importlib.metadata
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

# The processes that are started here have a database of their own, whatever the run's is.
pytestmark = pytest.mark.once

PROJECT = Path(__file__).parents[2]


def in_a_fresh_process(script: str) -> str:
    """Run a script in a process that has done nothing but django.setup()."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {script}"],
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "TEST_DATABASE_URL": "sqlite://:memory:",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_page_tree_joins_in_when_managements_are_provisioned() -> None:
    printed = in_a_fresh_process(
        "from managements.tenancy import provisioning as p;"
        "print([step.__name__ for _, step in p._steps], [f.__name__ for f in p._obstacle_finders],"
        "[f.__name__ for f in p._problem_finders])"
    )
    for name in (
        "provide_page_tree", "provide_page_rights", "provide_hostname", "provide_public_access",
        "unfinished_legal_pages", "address_is_taken", "group_name_is_taken",
    ):  # fmt: skip
        assert name in printed


def test_every_capability_has_registered_its_blocks() -> None:
    printed = in_a_fresh_process(
        "from managements.pages.models import ContentPage;"
        "print(list(ContentPage._meta.get_field('body').stream_block.child_blocks))"
    )
    for name in ("text", "heading", "image", "download", "referral_list"):
        assert f"'{name}'" in printed


def test_what_production_starts_with_is_in_its_own_list_of_packages() -> None:
    """A package of the development list alone would be missing in the image."""
    printed = in_a_fresh_process(
        "import cms.settings.base as b; print(' '.join([*b.INSTALLED_APPS, *b.MIDDLEWARE]))"
    )
    lock = (PROJECT / "requirements" / "production.txt").read_text(encoding="utf-8")
    locked = {
        re.sub(r"[-_.]+", "-", name).lower()
        for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)
    }
    owners = importlib.metadata.packages_distributions()
    for top in {name.split(".")[0] for name in printed.split()} - {"cms", "home", "managements"}:
        names = {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners[top]}
        assert names & locked, top
