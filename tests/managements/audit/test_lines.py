"""The lines themselves: valid JSON on standard output, and no other log is touched."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from managements.accounts.models import User
from managements.models import Management
from managements.tenancy.provisioning import (
    activate_management,
    provision_management,
    repair_management,
)
from tests.builders import funding_notice, logged_in
from tests.conftest import finish_legal_pages
from tests.managements.audit.conftest import Events

pytestmark = pytest.mark.once

PROJECT = Path(__file__).parents[3]
SCRIPT = """
import logging, django
django.setup()
from managements.tenancy.events import record
record("log_in", user=12)
record("permission_refused", user=None, view='x"\\n{"event": "forged"}', method="GET")
logging.getLogger("managements").warning("readable")
"""


@pytest.mark.once
@pytest.mark.parametrize("level", ["INFO", "ERROR"])
def test_each_event_is_one_line_of_json_on_standard_output(tmp_path: Path, level: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=PROJECT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.base",
            "SECRET_KEY": "only-for-tests-" + "x" * 40,
            "VAR_DIR": str(tmp_path),
            "LOG_LEVEL": level,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    for line in (first, second):
        assert datetime.fromisoformat(line.pop("time")).utcoffset() is not None
    assert first == {"event": "log_in", "user": 12}
    assert second.pop("view") == 'x"\n{"event": "forged"}'
    assert second == {"event": "permission_refused", "user": None, "method": "GET"}
    assert ("WARNING managements readable" in done.stderr) == (level == "INFO")


def test_a_command_makes_repairs_and_activates_in_the_name_of_the_system(
    city, events: Events, committed
) -> None:
    facts = {
        "name": "Quartiersmanagement Mockau",
        "slug": "mockau",
        "kind": Management.Kind.QUARTER,
    }
    with committed():
        management = provision_management(**facts)
        finish_legal_pages(management)
        funding_notice(management)
        provision_management(**facts)
        activate_management(management)
        repair_management(management)
    assert events() == [
        {"event": name, "management": "mockau", "by": "system"}
        for name in ("provisioned", "repaired", "activated")
    ]


def test_what_is_not_provisioned_in_the_end_is_not_written_down(
    city, events: Events, committed
) -> None:
    def provision_and_fail() -> None:
        with transaction.atomic():
            provision_management(
                name="Quartiersmanagement Mockau", slug="mockau", kind=Management.Kind.QUARTER
            )
            raise RuntimeError

    with committed(), pytest.raises(RuntimeError):
        provision_and_fail()
    assert events() == []


def test_the_form_writes_down_who_made_and_opened_a_management(
    city_editor: User, events: Events, committed
) -> None:
    client: Client = logged_in(city_editor)
    events(forget=True)
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    form = {
        "name": "Quartiersmanagement Mockau",
        "short_name": "Mockau",
        "kind": "quartiersmanagement",
        "status": "preparation",
        "successor": "",
        "commissioner": "Stadt Leipzig",
        "slug": "mockau",
        "hostname": "",
        "accent": "#3C7A3A",
        "latitude": "",
        "longitude": "",
        **{f"management_districts-{name}": value for name, value in empty.items()},
        **{f"former_names-{name}": value for name, value in empty.items()},
    }
    url = "/admin/snippets/managements/management"
    with committed():
        client.post(f"{url}/add/", form)
        management = Management.objects.get()
        finish_legal_pages(management)
        funding_notice(management)
        client.post(f"{url}/edit/{management.pk}/", form | {"status": "active"})
        client.post(f"{url}/edit/{management.pk}/", form | {"status": "winding_down"})
    assert events() == [
        {"event": name, "management": "mockau", "by": city_editor.pk}
        for name in ("provisioned", "repaired", "activated", "repaired")
    ]
