"""No kind of public page without a funding notice: a new one fails here until it carries one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.views.defaults import permission_denied
from wagtail.models import Page, get_page_models

from home.models import HomePage
from managements.events.models import EventPage
from managements.funding.models import CityNotice
from managements.models import Management
from managements.news.models import NewsPage
from managements.pages.models import ContentPage
from managements.websites.models import ManagementPage
from tests.builders import CITY_HOST, content_page, funding_notice
from tests.dates import make_event
from tests.posts import make_post

pytestmark = pytest.mark.once

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"

OF_GRUENAU, OF_THE_CITY = "Gefördert: nur in Grünau.", "Im Auftrag: nur die Seiten der Stadt."

# Types of which no page has an address, with the reason.
WITHOUT_ADDRESS: dict[type[Page], str] = {
    Page: "Wagtail's own type: the root of the tree and the container of the trash",
}

# How a page of a type is made on the site of a management, or on the city's own for None. What
# provisioning makes needs no line here.
EXAMPLES: dict[type[Page], Callable[[Management | None], Page]] = {
    ContentPage: lambda management: content_page(root_of(management)),
    EventPage: lambda management: make_event(management),
    NewsPage: lambda management: make_post(management),
}

# Whole pages without a notice, with the reason.
LISTED = {
    "403_csrf.html": "answers forms that may come from anywhere",
    "400.html": "answers requests of which nobody knows the site",
    "500.html": "has to do without the database",
    "components/failure.html": "the pages for failures",
    "base.html": "has the footer itself",
    "funding/notice_preview.html": "shows one notice alone, to whoever is writing it",
    "wagtailcore/shared/block_preview.html": "shows editors one block",
    "websites/faces/scene.html": "shows the Stadtredaktion what a colour would do",
    "component_page/group.html": "shows editors made-up components",
}
# What pages of the CMS build on.
OF_THE_CMS = re.compile(r"(wagtailadmin|wagtailsnippets|wagtailcore)/|teams/invitation_frame\.html")


def root_of(management: Management | None) -> Page:
    return management.page if management else HomePage.objects.get()


def types_below(root: type[Page]) -> set[type[Page]]:
    """Return the types of pages that may stand on a site, from the type of its start page on."""
    found: set[type[Page]] = set()
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [below for below in one.allowed_subpage_models() if below != ManagementPage]
    return found


def cases() -> list[tuple[str, type[Page]]]:
    sites = {"management": ManagementPage, "city": HomePage}
    return [
        (owner, model)
        for owner, root in sites.items()
        for model in sorted(types_below(root), key=lambda one: one.__qualname__)
    ]


def example_of(model: type[Page], management: Management | None) -> Page:
    """Return a public page of a type: one that is there, or one that is made.

    Fails with a sentence where nobody has said how.
    """
    there = model.objects.descendant_of(root_of(management), inclusive=True).live()
    found = there.exact_type(model).filter(view_restrictions=None).order_by("depth").first()
    if management is None and found is not None:
        assert found.management is None
    if found is None:
        if model not in EXAMPLES:
            pytest.fail(
                f"There is no public page of the type {model.__name__} to look at. Add to EXAMPLES "
                f"in {Path(__file__).name} how one is made, so that its funding notice is tested."
            )
        found = EXAMPLES[model](management)
    return found


def notices_in(response: HttpResponse) -> list[str]:
    """Return the notices that a page carries in its footer."""
    html = BeautifulSoup(response.content, "html.parser")
    return [" ".join(one.get_text(" ").split()) for one in html.select("footer .funding-notice")]


@pytest.fixture
def site_of(gruenau: Management) -> Callable[[str], Management | None]:
    """Write both notices, and return whose site is meant."""
    funding_notice(gruenau, OF_GRUENAU)
    CityNotice.objects.create(text=OF_THE_CITY)
    return lambda owner: gruenau if owner == "management" else None


def test_every_type_of_page_may_stand_on_some_site_or_has_no_address() -> None:
    on_sites = {model for _owner, model in cases()}
    nowhere = set(get_page_models()) - on_sites - WITHOUT_ADDRESS.keys()
    assert not nowhere, (
        "These types of pages may stand neither below the city's start page nor below a "
        "management's. Let them, or write down in WITHOUT_ADDRESS why they have no address."
    )


@pytest.mark.parametrize(("owner", "model"), cases(), ids=lambda one: getattr(one, "__name__", one))
def test_a_page_of_every_type_carries_its_notice_once(
    client: Client, site_of, owner: str, model: type[Page]
) -> None:
    management = site_of(owner)
    page = example_of(model, management)
    response = client.get(page.get_url())
    assert response.status_code == 200
    assert notices_in(response) == [OF_GRUENAU if management else OF_THE_CITY], (
        f"Pages of the type {model.__name__} lack the funding notice. Let their template extend "
        "base.html."
    )


def test_a_type_without_an_example_is_told_what_to_do(site_of, monkeypatch) -> None:
    monkeypatch.delitem(EXAMPLES, EventPage)
    with pytest.raises(pytest.fail.Exception, match=r"EventPage .* Add to EXAMPLES"):
        example_of(EventPage, site_of("management"))


@pytest.mark.parametrize(
    ("path", "words"), [("/gruenau/gibt-es-nicht/", OF_GRUENAU), ("/gibt-es-nicht/", OF_THE_CITY)]
)
def test_the_pages_for_errors_carry_it_too(client, site_of, path: str, words: str) -> None:
    missing = client.get(path)
    assert (missing.status_code, notices_in(missing)) == (404, [words])
    request = RequestFactory(SERVER_NAME=CITY_HOST).get(path)
    refused = permission_denied(request, PermissionDenied())
    assert (refused.status_code, notices_in(refused)) == (403, [words])
    title = BeautifulSoup(refused.content, "html.parser").title.text.strip()
    assert title == "Diese Seite ist nicht für alle da – Leipziger Quartiere"


@pytest.mark.parametrize(
    "path",
    sorted(TEMPLATES.rglob("*.html")),
    ids=lambda path: path.relative_to(TEMPLATES).as_posix(),
)
def test_a_template_of_a_whole_page_extends_the_one_with_the_footer(path: Path) -> None:
    name = path.relative_to(TEMPLATES).as_posix()
    source = path.read_text(encoding="utf-8")
    parent = re.search(r"{%\s*extends\s+[\"']?([^\s\"'%]+)", source)
    if parent:
        is_right = parent[1] == "base.html" or OF_THE_CMS.match(parent[1])
    else:
        # A fragment: another template puts it into its page.
        is_right = not re.search(r"<html|<!doctype|components/failure\.html", source, re.IGNORECASE)
    assert is_right or name in LISTED, (
        f"{name} is a whole page without the footer and its funding notice. Let it extend "
        "base.html, or write down in LISTED why it cannot."
    )


def test_what_is_listed_is_there() -> None:
    assert [name for name in LISTED if not (TEMPLATES / name).exists()] == []


def test_the_footer_with_the_notice_is_in_every_page_and_no_page_leaves_it_out() -> None:
    base = (TEMPLATES / "base.html").read_text(encoding="utf-8")
    outside_blocks = re.sub(
        r"{% block (\w+) %}.*?{% endblock(?: \1)? %}", "", base, flags=re.DOTALL
    )
    assert '{% include "components/site_footer.html"' in outside_blocks
