"""What visitors see of calendars, read from pages."""

import re

from bs4 import BeautifulSoup, Tag
from django.test import Client


def page(client: Client, url: str, *, status: int = 200) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == status, url
    return BeautifulSoup(response.content, "html.parser")


def words(tag: Tag | None) -> str:
    """Return what a tag says, with single spaces."""
    assert tag is not None
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


def main(html: BeautifulSoup) -> str:
    return words(html.main)


def days(html: BeautifulSoup) -> dict[str, list[str]]:
    """Return the titles of the dates by the headings of their days."""
    return {
        words(day.h2).replace(" ,", ","): [words(title) for title in day.find_all("h3")]
        for day in html.find_all("section", class_="day")
    }


def titles(html: BeautifulSoup) -> list[str]:
    return [words(title) for title in html.find_all("h3", class_="date-entry__title")]


def entry(html: BeautifulSoup, title: str) -> Tag:
    (found,) = (one for one in html.find_all("li", class_="date-entry") if words(one.h3) == title)
    return found


def choices(html: BeautifulSoup) -> dict[str, str]:
    """Return the links by which a calendar may be narrowed, or a choice taken back."""
    return {
        words(link): link["href"]
        for link in html.find_all("a", class_=["filters__choice", "filters__all"])
    }
