"""What visitors see of a page with results."""

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse


@dataclass(frozen=True)
class Result:
    """One result as it stands on the page."""

    title: str
    url: str
    facts: str
    fact: str
    teaser: str
    marked: list[str]


@dataclass(frozen=True)
class Results:
    """A page with results."""

    status: int
    html: BeautifulSoup
    found: list[Result]

    @property
    def titles(self) -> list[str]:
        return [one.title for one in self.found]

    @property
    def urls(self) -> list[str]:
        return [one.url for one in self.found]

    @property
    def text(self) -> str:
        return words_in(self.html.select_one("main"))

    @property
    def heading(self) -> str:
        return words_in(self.html.h1)

    def link(self, words: str) -> str:
        """The address of the first link with some words in the main part."""
        return next(a["href"] for a in self.html.select("main a") if words in words_in(a))


def results_of(response: HttpResponse) -> Results:
    html = BeautifulSoup(response.content, "html.parser")
    return Results(response.status_code, html, [_result(one) for one in html.select(".hit")])


def _result(one: Tag) -> Result:
    return Result(
        title=words_in(one.select_one(".hit__title")),
        url=one.select_one(".hit__title a")["href"],
        facts=words_in(one.select_one(".hit__facts")),
        fact=words_in(one.select_one(".hit__fact")),
        teaser=words_in(one.select_one(".hit__teaser")),
        marked=[words_in(mark) for mark in one.select(".hit__teaser mark")],
    )


def words_in(tag: Tag | None) -> str:
    return " ".join(tag.get_text().split()) if tag else ""
