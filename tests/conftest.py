"""What many tests share: a city, managements on it, people, and requests to the city's host."""

import datetime
import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import caches
from django.template import Template
from django.test import Client
from django.utils import timezone
from modelsearch import signal_handlers
from modelsearch.backends import get_search_backends_with_name
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from home.models import HomePage
from home.provisioning import provision_city
from managements.accounts.models import User
from managements.models import Management
from managements.pages import hosts
from managements.tenancy.provisioning import activate_management, provision_management
from managements.websites.models import LegalPage
from tests.builders import CITY_HOST, finish_statement, funding_notice, logged_in, text
from tests.recordings import Difference, Observer, RecordedManagement, taken_back

# Each of these shares one demonstration.
TOGETHER = ("tests/browser/", "tests/managements/demo/test_seeding.py")


class DemonstrationsTogether(LoadScopeScheduling):
    """Sends all tests that share a demonstration to one worker.

    xdist's own groups do the same, but lose their marks with this pytest (9.2): every worker
    would make a demonstration of its own.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((scope for scope in TOGETHER if nodeid.startswith(scope)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> DemonstrationsTogether:
    """Let the workers share the tests."""
    return DemonstrationsTogether(config, log)


# What a test asks for, by itself or through what it asks for, if it needs a database.
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what asks no database, and begin with the walks, the longest tests.

    Else one worker ends alone with one of them. What shares a demonstration comes first without
    that: xdist begins with the largest groups.
    """
    for item in items:
        if not asks_the_database(item) and item.get_closest_marker("once") is None:
            item.add_marker(pytest.mark.no_database)
    yield
    items.sort(key=lambda item: not item.nodeid.startswith("tests/isolation/test_walker.py"))


def asks_the_database(item: pytest.Item) -> bool:
    """Whether a test may ask the tests' database: pytest-django keeps all others from it."""
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & DATABASE_FIXTURES)


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
    lines: list[str] = []
    # A walk is cut into several tests.
    walks: dict[str, Counter[str]] = defaultdict(Counter)
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "isolation":
                lines.append(value)
            elif name == "walk":
                role, figures = value
                walks[role].update(figures)
    for role, counted in walks.items():
        lines.append(f"{role}: {', '.join(f'{count} {what}' for what, count in counted.items())}")
    if lines:
        terminalreporter.section("walls between managements")
        for line in sorted(lines):
            terminalreporter.line(line)


@pytest.fixture(scope="session", autouse=True)
def _context_of_pages_alone(django_test_environment: None) -> None:
    """Keep what a page was given, and not what each of its hundred parts was.

    Django's tests copy the context of every template, included ones as well.
    """
    plain, watched = (lambda template, context: template.nodelist.render(context)), Template._render
    Template._render = lambda template, context: (
        watched if context.template is template else plain
    )(template, context)


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_read_for_no_search(django_test_environment: None) -> None:
    """Read again what was saved where a test has switched the search on, and nowhere else.

    It would be read for each save, and given to nobody.
    """
    task = signal_handlers.insert_or_update_object_task

    def enqueue(*facts: str) -> None:
        if any(get_search_backends_with_name(with_auto_update=True)):
            task.enqueue(*facts)

    signal_handlers.insert_or_update_object_task = SimpleNamespace(enqueue=enqueue)


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
        # Without it no page would say where to report a barrier.
        finish_statement(None)
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
    assess_anew(None, recorded_city.made_on)
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
            management = recorded.apply()
            if is_public:
                assess_anew(management, recorded.made_on)
            return management
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
    """Open a management to the public, and leave it without a notice: tests write their own."""
    finish_legal_pages(management)
    notice = funding_notice(management)
    activate_management(management)
    notice.delete()


def assess_anew(management: Management | None, assessed_on: datetime.date) -> None:
    """Date the recorded statement of a site today, where a test has set the clock.

    The day on which it was recorded may lie a year back then, or still be to come.
    """
    if timezone.localdate() != assessed_on:
        finish_statement(management)


def finish_legal_pages(management: Management) -> None:
    """Complete all that the law asks for on a management's site, without Wagtail's ceremony."""
    finish_statement(management)
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
