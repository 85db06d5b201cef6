"""What many tests share: a city, managements on it, people, and requests to the city's host."""

import gc
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from home.models import HomePage
from home.provisioning import provision_city
from managements.accounts.models import User
from managements.models import Management
from managements.tenancy.provisioning import activate_management, provision_management
from managements.websites import hosts
from managements.websites.models import LegalPage
from tests.builders import CITY_HOST, logged_in, text
from tests.recordings import Difference, Observer, RecordedManagement, taken_back


class BrowserTestsTogether(LoadScopeScheduling):
    """Sends all browser tests to one worker, where they share one demonstration.

    xdist's own groups do the same, but lose their marks with this pytest (9.2): every worker
    would make a demonstration of its own.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> BrowserTestsTogether:
    """Let the workers share the tests."""
    return BrowserTestsTogether(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the walks, the longest tests: else one worker ends alone with one of them.

    The browser tests come first without that: xdist begins with the largest group.
    """
    items.sort(key=lambda item: not item.nodeid.startswith("tests/isolation/test_walker.py"))


@pytest.hookimpl
def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays until the end: Django, Wagtail, the tests.

    It would go through all of that again and again, which took a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.hookimpl
def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what the walk through all addresses came to."""
    figures = [
        value
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "isolation"
    ]
    if figures:
        terminalreporter.section("walls between managements")
        for figure in sorted(figures):
            terminalreporter.line(figure)


MakeManagement = Callable[..., Management]
RecordedManagements = dict[tuple[str, bool], RecordedManagement]


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rolled-back sites must not live on in the cache of hosts and root paths.

    Nor may the cache run out while a slow machine is counting queries.
    """
    monkeypatch.setattr(hosts, "_SECONDS", None)
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def client() -> Client:
    """A visitor on the city's host."""
    return Client(SERVER_NAME=CITY_HOST)


@pytest.fixture(scope="session")
def recorded_city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Difference:
    """What making the city writes."""
    with django_db_blocker.unblock(), taken_back():
        observer = Observer()
        provision_city()
        return observer.difference()


@pytest.fixture(scope="session")
def recorded_managements(
    recorded_city: Difference, django_db_blocker: DjangoDbBlocker
) -> RecordedManagements:
    """The managements that tests ask for most, by slug and by whether they are public."""
    recorded: RecordedManagements = {}
    with django_db_blocker.unblock(), taken_back():
        recorded_city.apply()
        for slug in ("gruenau", "paunsdorf", "mockau", "verborgen"):
            observer = Observer()
            management = provision(slug)
            recorded[slug, False] = RecordedManagement(management, observer.difference())
            make_public(management)
            recorded[slug, True] = RecordedManagement(management, observer.difference())
    return recorded


@pytest.fixture
def city(recorded_city: Difference, db: None) -> HomePage:
    """The city-wide site."""
    recorded_city.apply()
    return HomePage.objects.get()


@pytest.fixture
def make_management(recorded_managements: RecordedManagements, city: HomePage) -> MakeManagement:
    """Make a management that is open to the public, unless asked otherwise."""
    return maker_of_managements(recorded_managements)


def maker_of_managements(recorded_managements: RecordedManagements) -> MakeManagement:
    """Return a function that makes managements; it puts those back that were made before."""

    def make(slug: str = "gruenau", *, is_public: bool = True, **facts: object) -> Management:
        recorded = recorded_managements.get((slug, is_public))
        if recorded and not facts and not Management.objects.filter(slug=slug).exists():
            return recorded.apply()
        management = provision(slug, **facts)
        if is_public:
            make_public(management)
        return management

    return make


def provision(slug: str, **facts: object) -> Management:
    """Make a management whose names follow from its slug, unless they are given."""
    short_name = slug.replace("-", " ").title()
    facts = {
        "name": f"Quartiersmanagement {short_name}",
        "kind": Management.Kind.QUARTER,
        "short_name": short_name,
    } | facts
    return provision_management(slug=slug, **facts)


def make_public(management: Management) -> None:
    """Open a management to the public."""
    finish_legal_pages(management)
    activate_management(management)


def finish_legal_pages(management: Management) -> None:
    """Replace all placeholders on the legal pages of a management, without Wagtail's ceremony."""
    field = LegalPage._meta.get_field("body")
    body = field.to_python([text("<p>Vollständig.</p>")])
    LegalPage.objects.child_of(management.page).update(body=body)


@pytest.fixture
def gruenau(make_management: MakeManagement) -> Management:
    """A management that is open to the public."""
    return make_management("gruenau")


@pytest.fixture
def paunsdorf(make_management: MakeManagement) -> Management:
    """Another management that is open to the public."""
    return make_management("paunsdorf")


@pytest.fixture
def editor_of(db: None) -> Callable[[Management], User]:
    """Make somebody who belongs to a management's editors."""

    def make(management: Management) -> User:
        user = User.objects.create_user(
            f"redaktion-{management.slug}", f"{management.slug}@example.org", "geheim"
        )
        user.groups.add(management.editors)
        return user

    return make


@pytest.fixture
def admin_client(db: None) -> Client:
    """A superuser in the CMS."""
    user = User.objects.create_superuser("admin", "admin@example.org", "geheim")
    return logged_in(user)
