"""Somebody walks through all addresses, and everything that comes back is looked at."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection, transaction
from django.test import Client

from managements.accounts.models import User
from managements.tenancy.addresses import Audience, verdict_on
from tests.builders import CITY_HOST
from tests.isolation.addresses import Address
from tests.isolation.world import canaries_in

SCRIPT = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
# What a request may write about the person who makes it.
_ABOUT_ONESELF = {"django_session", "wagtailusers_userprofile", "wagtailadmin_editingsession"}
# What a visitor's look at a public answer writes: one more.
_ABOUT_VISITORS = {"referrals_answercount"}


@dataclass
class Walk:
    """One person's walk: what was asked, what came back, what went wrong."""

    person: User | None
    # What must stay as it is, whatever the person does on their own behalf.
    watch: Callable[[], Any] = list
    # The Stadtredaktion reads and changes what is everybody's.
    is_stranger: bool = True
    # Views with which the person may change what is watched.
    may_change: frozenset[str] = frozenset()
    requests: int = 0
    patterns: set[str] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.untouched = self.watch()
        self.client = Client(SERVER_NAME=CITY_HOST, raise_request_exception=False)
        if self.person is not None:
            self.client.force_login(self.person)
        self.cookies = dict(self.client.cookies)

    def ask(self, address: Address, data: dict[str, Any] | None = None, **headers: str) -> Any:
        """Make one request, look at all that comes back, and take back what it changed."""
        method = "GET" if data is None else "POST"
        self.requests += 1
        self.patterns.add(address.name)
        mail.outbox.clear()
        written: set[str] = set()

        # Django's own log of queries would fill in every value: that takes as long as the query.
        def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            written.update(_tables_written(sql))
            return execute(sql, *rest)

        taken_back = transaction.atomic()
        # Views that insist on a transaction of their own are content with a test's.
        taken_back._from_testcase = True
        with taken_back, connection.execute_wrapper(note):
            if data is None:
                response = self.client.get(address.full, **headers)
            else:
                response = self.client.post(address.full, data, **headers)
            words = " ".join([*_words_of(response), *_mails()])
            tables = written - _ABOUT_ONESELF
            if self.person is None:
                tables -= _ABOUT_VISITORS
            is_touched = (
                bool(tables)
                and address.name not in self.may_change
                and self.watch() != self.untouched
            )
            transaction.set_rollback(True)
        # A log-out is taken back like everything else: the rest of the walk would be a visitor's.
        self.client.cookies.clear()
        self.client.cookies.update(self.cookies)
        what = f"{method}{' by script' if headers else ''} {address.name} {address.full}"
        # What somebody sent may come back.
        found = canaries_in(words) - canaries_in(address.full) - canaries_in(str(data))
        if found and self.is_stranger:
            self.leaks.append(f"{what} ({response.status_code}): {sorted(found)}")
        if tables:
            self.written.add(address.name)
        if is_touched or (tables and address.is_foreign and self.is_stranger):
            self.changes.append(f"{what} ({response.status_code}): {sorted(tables)}")
        if response.status_code >= 500:
            self.failures.append(f"{what}: {getattr(response, 'exc_info', None)}")
        return response

    @property
    def is_clean(self) -> bool:
        """Whether nothing came out, nothing was changed, and nothing broke."""
        return not (self.leaks or self.changes or self.failures)

    def report(self) -> str:
        """Return what went wrong, a line each."""
        return "\n".join(
            f"{kind}: {line}"
            for kind, lines in (
                ("LEAK", self.leaks), ("CHANGE", self.changes), ("FAILURE", self.failures),
            )
            for line in lines
        )  # fmt: skip


def _words_of(response: Any) -> list[str]:
    """Return everything readable in an answer: headers, cookies, body, and what is packed in it."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    words = [str(dict(response.headers)), response.cookies.output()]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(body)) as packed:
            words += [packed.read(name).decode(errors="replace") for name in packed.namelist()]
    else:
        words.append(body.decode(errors="replace"))
    return words


def _mails() -> list[str]:
    return [f"{one.subject} {one.body} {one.recipients()}" for one in mail.outbox]


def _tables_written(sql: str) -> Iterator[str]:
    words = sql.replace('"', "").split(maxsplit=4)
    match words[:3]:
        case ["INSERT" | "DELETE", "INTO" | "FROM", table] | ["UPDATE", table, _]:
            yield table
        case ["INSERT", "OR", "IGNORE"]:
            yield words[4].split()[0]


def was_refused(response: Any) -> bool:
    """Whether an answer keeps somebody out: no such page, no right, or back to the start."""
    if response.status_code in {403, 404}:
        return True
    return response.status_code == 302 and (
        response["Location"] == "/admin/" or response["Location"].startswith("/admin/login/")
    )


def forms_in(response: Any) -> list[dict[str, Any]]:
    """Return what a browser would send back from each form that posts, without any button."""
    if response.status_code != 200:
        return []
    html = response.content.decode(errors="replace")
    if "json" in response["Content-Type"]:
        html = str(response.json().get("html", "") or "") if html.startswith("{") else ""
    return [
        _fields_of(form)
        for form in BeautifulSoup(html, "html.parser").find_all("form")
        if (form.get("method") or "get").lower() == "post"
    ]


def _fields_of(form: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for one in form.find_all(["input", "textarea", "select"]):
        name = one.get("name")
        kind = one.get("type", "text")
        if not name or kind in {"submit", "button", "file"} or name == "csrfmiddlewaretoken":
            continue
        if kind in {"checkbox", "radio"} and not one.has_attr("checked"):
            continue
        if one.name == "select":
            options = one.find_all("option", selected=True) or one.find_all("option")[:1]
            fields[name] = [option.get("value", "") for option in options]
        elif one.name == "textarea":
            fields[name] = one.text
        else:
            fields[name] = one.get("value", "on" if kind == "checkbox" else "")
    return fields


def is_open_to_editors(name: str) -> bool:
    """Whether an editor may use an address at all."""
    verdict = verdict_on(name)
    return verdict is not None and verdict <= Audience.EDITORS
