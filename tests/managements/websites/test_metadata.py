"""What every type of page says to search engines and networks about itself."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from managements.events.models import EventIndexPage
from managements.funding.models import CityNotice
from managements.models import Management
from managements.news.models import NewsIndexPage
from managements.referrals.models import AnswerIndexPage
from managements.tenancy.provisioning import repair_management
from tests.builders import CITY_HOST, funding_notice
from tests.managements.funding.test_every_page_type import cases, example_of

pytestmark = pytest.mark.once

OWN_HOST = "gruenau.example"
LISTS = [AnswerIndexPage, EventIndexPage, NewsIndexPage]
ALWAYS = {
    "og:title", "og:url", "og:type", "og:site_name", "og:locale", "og:image", "og:image:type",
    "og:image:width", "og:image:height", "og:image:alt", "twitter:card",
}  # fmt: skip


@pytest.mark.parametrize("hostname", [None, OWN_HOST])
@pytest.mark.parametrize(("owner", "model"), cases())
def test_every_type_of_page_says_all_about_itself(
    gruenau: Management, owner: str, model: type[Page], hostname: str | None
) -> None:
    funding_notice(gruenau, "Gefördert.")
    CityNotice.objects.create(text="Im Auftrag.")
    if hostname and owner == "management":
        gruenau.hostname = hostname
        gruenau.save()
        repair_management(gruenau)
    page = example_of(model, gruenau if owner == "management" else None)
    url = page.full_url
    host = OWN_HOST if hostname and owner == "management" else CITY_HOST
    assert url.startswith(f"http://{host}/")
    client = Client(SERVER_NAME=host)
    response = client.get(url.removeprefix(f"http://{host}"), {"utm_source": "x"})
    head = BeautifulSoup(response.content, "html.parser").head
    found = {
        tag.get("property") or tag["name"]: tag["content"]
        for tag in head.find_all("meta", content=True)
    }
    assert found.keys() >= ALWAYS
    assert all(found[name] for name in ALWAYS)
    # One address, whatever the query, for search engines and networks alike.
    (canonical,) = head.find_all("link", rel="canonical")
    assert canonical["href"] == found["og:url"]
    assert canonical["href"].startswith(url)
    assert "?" not in canonical["href"]
    assert found["og:image"].startswith(f"http://{host}/teilen/")
    assert page.title in found["og:image:alt"] or (
        page.specific.management and page.specific.management.short_name in found["og:image:alt"]
    )
    assert len(head.find_all("title")) == 1
    for relation in ("icon", "apple-touch-icon"):
        for link in head.find_all("link", rel=relation):
            assert client.get(link["href"], follow=True).status_code == 200 or link[
                "href"
            ].startswith("/static/")


@pytest.mark.parametrize("model", LISTS)
def test_a_list_without_an_introduction_says_what_it_is(
    client: Client, gruenau: Management, model: type[Page]
) -> None:
    page = model.objects.descendant_of(gruenau.page).get()
    for words, sentence in (
        ("Was es gibt.", f"{gruenau.name}: Was es gibt."),
        ("", f"{page.title}: {gruenau.name}"),
    ):
        model.objects.filter(pk=page.pk).update(introduction=words)
        head = BeautifulSoup(client.get(page.url).content, "html.parser").head
        assert head.find("meta", attrs={"name": "description"})["content"] == sentence
