"""Somebody walks through all addresses, and everything that comes back is looked at."""

import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup, SoupStrainer
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.test import Client, override_settings

from managements.accounts.models import User
from managements.tenancy.addresses import Audience, verdict_on
from tests.builders import CITY_HOST
from tests.isolation.addresses import Address
from tests.isolation.reading import Read, Seen, Sent
from tests.isolation.world import canaries_in

SCRIPT = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
# What a request may write about the person who makes it.
_ABOUT_ONESELF = {"django_session", "wagtailusers_userprofile", "wagtailadmin_editingsession"}
# What a visitor's look at a public answer writes: one more.
_ABOUT_VISITORS = {"referrals_answercount"}
# Made for whoever looks at a picture first, and kept in the cache when the rest is taken back.
_MADE_ONCE = {"media_library_rendition"}
# The rest of a page takes as long to take apart as to make.
_FORMS = SoupStrainer("form")
# Of the answers that are known already, one in so many is asked for all the same.
COMPARE_EACH = 50


@dataclass(frozen=True)
class Answer:
    """What came back, and what was written before that was taken back."""

    status_code: int
    headers: dict[str, str]
    content: bytes
    canaries: frozenset[str]
    tables: frozenset[str]
    # Whether what is watched was changed.
    is_touched: bool
    error: str

    def __getitem__(self, header: str) -> str:
        return self.headers.get(header, "")


# By what was read, whatever else was sent: the same answer would come again.
Memory = dict[tuple[str, str], list[tuple[Seen, Answer]]]


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
    # Those of them whose answer was known, and how many of these were asked for all the same.
    known: int = 0
    compared: int = 0
    patterns: set[str] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    memory: Memory = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.untouched = self.watch()
        self.client = Client(SERVER_NAME=CITY_HOST, raise_request_exception=False)
        with override_settings(MIDDLEWARE=_watched(settings.MIDDLEWARE)):
            self.client.handler.load_middleware()
        if self.person is not None:
            self.client.force_login(self.person)
        self.cookies = dict(self.client.cookies)

    def ask(self, address: Address, data: dict[str, Any] | None = None, **headers: str) -> Answer:
        """Make one request, look at all that comes back, and take back what it changed."""
        method = "GET" if data is None else "POST"
        self.requests += 1
        self.patterns.add(address.name)
        answer = self._answer(method, address, data, headers)
        what = f"{method}{' by script' if headers else ''} {address.name} {address.full}"
        # What somebody sent may come back.
        found = answer.canaries - canaries_in(address.full) - canaries_in(str(data))
        if found and self.is_stranger:
            self.leaks.append(f"{what} ({answer.status_code}): {sorted(found)}")
        if answer.tables:
            self.written.add(address.name)
        is_touched = answer.is_touched and address.name not in self.may_change
        if is_touched or (answer.tables and address.is_foreign and self.is_stranger):
            self.changes.append(f"{what} ({answer.status_code}): {sorted(answer.tables)}")
        if answer.status_code >= 500:
            self.failures.append(f"{what}: {answer.error}")
        return answer

    def _answer(
        self, method: str, address: Address, data: dict[str, Any] | None, headers: dict[str, str]
    ) -> Answer:
        """Return an answer that is known already, or ask for it; look now and then whether it is so."""
        path, _, query = address.full.partition("?")
        sent = Sent.of(query, data, headers)
        known = next(
            (
                answer
                for seen, answer in self.memory[method, path]
                if sent.seen_by(set(seen)) == seen
            ),
            None,
        )
        if known is None:
            read, answer = self._request(address, data, headers)
            # Without a reading nobody knows what the answer depends on.
            if read is not None:
                self.memory[method, path].append((sent.seen_by(read), answer))
            return answer
        self.known += 1
        if self.known % COMPARE_EACH == 0:
            self.compared += 1
            answer = self._request(address, data, headers)[1]
            if _outline(answer) != _outline(known):
                self.failures.append(
                    f"{method} {address.name} {address.full} {headers}: another answer than the one"
                    f" that was known: {_outline(answer)}, not {_outline(known)}"
                )
            return answer
        return known

    def _request(
        self, address: Address, data: dict[str, Any] | None, headers: dict[str, str]
    ) -> tuple[Read | None, Answer]:
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
            body = _body_of(response)
            words = " ".join([*_words_of(response, body), *_mails()])
            tables = written - _ABOUT_ONESELF
            if self.person is None:
                tables -= _ABOUT_VISITORS
            is_touched = bool(tables) and self.watch() != self.untouched
            transaction.set_rollback(True)
        # A log-out is taken back like everything else: the rest of the walk would be a visitor's.
        self.client.cookies.clear()
        self.client.cookies.update(self.cookies)
        answer = Answer(
            response.status_code, dict(response.headers), body, frozenset(canaries_in(words)),
            frozenset(tables), is_touched, str(getattr(response, "exc_info", None)),
        )  # fmt: skip
        reading = getattr(response.wsgi_request, "reading", None)
        return (reading.read if reading else None), answer

    @property
    def is_clean(self) -> bool:
        """Whether nothing came out, nothing was changed, and nothing broke."""
        return not (self.leaks or self.changes or self.failures)

    @property
    def figures(self) -> dict[str, int]:
        """How much was tried, and what came of it."""
        return {
            "requests": self.requests,
            "answers known from what was read": self.known,
            "of these asked again": self.compared,
            "patterns": len(self.patterns),
            "leaks": len(self.leaks),
            "changes": len(self.changes),
            "failures": len(self.failures),
        }

    def report(self) -> str:
        """Return what went wrong, a line each."""
        return "\n".join(
            f"{kind}: {line}"
            for kind, lines in (
                ("LEAK", self.leaks), ("CHANGE", self.changes), ("FAILURE", self.failures),
            )
            for line in lines
        )  # fmt: skip


def _watched(middleware: list[str]) -> list[str]:
    """Return the middleware with one that sees what the rest of them, and the views, read."""
    # This one and those before it look at the host, and for a NUL, of which nobody sends one.
    place = middleware.index("managements.websites.middleware.KnownHostMiddleware") + 1
    return [*middleware[:place], "tests.isolation.reading.ReadingMiddleware", *middleware[place:]]


def _outline(answer: Answer) -> tuple[Any, ...]:
    """Return of an answer what is the same each time.

    Its body holds a token against forgery, and PostgreSQL gives no number out twice.
    """
    return (
        answer.status_code, re.sub(r"\d+", "#", answer["Location"]), answer["Content-Type"],
        answer.canaries, answer.tables - _MADE_ONCE, answer.is_touched,
    )  # fmt: skip


def _body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def _words_of(response: Any, body: bytes) -> list[str]:
    """Return everything readable in an answer: headers, cookies, body, and what is packed in it."""
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


def was_refused(response: Answer) -> bool:
    """Whether an answer keeps somebody out: no such page, no right, or back to the start."""
    if response.status_code in {403, 404}:
        return True
    return response.status_code == 302 and (
        response["Location"] == "/admin/" or response["Location"].startswith("/admin/login/")
    )


def forms_in(response: Answer) -> list[dict[str, Any]]:
    """Return what a browser would send back from each form that posts, without any button."""
    kind = response["Content-Type"]
    if response.status_code != 200 or not ("html" in kind or "json" in kind):  # a file has none
        return []
    html = response.content.decode(errors="replace")
    if "json" in kind:
        html = str(json.loads(html).get("html", "") or "") if html.startswith("{") else ""
    return [
        _fields_of(form)
        for form in BeautifulSoup(html, "html.parser", parse_only=_FORMS).find_all("form")
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
