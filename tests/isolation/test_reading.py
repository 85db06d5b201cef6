"""The walk leaves out requests whose answer cannot differ: nothing that is read may escape it."""

import copy
import json

import pytest
from django import forms
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.test import RequestFactory

from tests.isolation.reading import HEADER, ReadingMiddleware, Sent

pytestmark = pytest.mark.once


class Form(forms.Form):
    name = forms.CharField()


WHOLE_QUERY, WHOLE_FORM, WHOLE_HEADER = ("query", None), ("form", None), ("header", None)


def read_by(view, method: str = "post") -> set:
    ask = getattr(RequestFactory(), method)
    request = ask("/?name=1", {"name": "2"}, **{HEADER: "XMLHttpRequest"})

    def answer(request) -> HttpResponse:
        view(request)
        return HttpResponse()

    ReadingMiddleware(answer)(request)
    return request.reading.read


def rendered(template: str):
    return lambda request: Template(template).render(RequestContext(request, {"request": request}))


@pytest.mark.parametrize(
    "view",
    [
        lambda request: request.GET["name"],
        lambda request: request.GET.get("name"),
        lambda request: request.GET.getlist("name"),
        lambda request: "name" in request.GET,
        rendered("{{ request.GET.name }}"),
    ],
)
def test_a_name_in_the_query_is_noticed(view) -> None:
    assert read_by(view) == {("query", "name")}


@pytest.mark.parametrize(
    "view",
    [
        lambda request: request.GET.urlencode(),
        lambda request: request.GET.copy(),
        lambda request: copy.copy(request.GET),
        lambda request: copy.deepcopy(request.GET),
        lambda request: bool(request.GET),
        lambda request: len(request.GET),
        lambda request: list(request.GET),
        lambda request: sorted(request.GET),
        lambda request: dict(request.GET),
        lambda request: {**request.GET},
        lambda request: {} | request.GET,
        lambda request: {}.update(request.GET),
        lambda request: request.GET == {},
        lambda request: request.GET != {},
        lambda request: request.GET.dict(),
        lambda request: request.GET.items(),
        lambda request: request.GET.keys(),
        lambda request: request.GET.values(),
        lambda request: json.dumps(request.GET),
        lambda request: str(request.GET),
        lambda request: request.get_full_path(),
        lambda request: request.build_absolute_uri(),
        lambda request: request.META["QUERY_STRING"],
        lambda request: request.environ.get("QUERY_STRING"),
        rendered("{% if request.GET %}1{% endif %}"),
        rendered("{% querystring p=1 %}"),
        rendered("{{ request.GET.urlencode }}"),
        rendered("{{ request.get_full_path }}"),
    ],
)
def test_a_look_at_the_whole_query_is_noticed(view) -> None:
    assert WHOLE_QUERY in read_by(view)


@pytest.mark.parametrize(
    "view",
    [
        lambda request: request.POST["name"],
        lambda request: request.POST.getlist("name"),
        lambda request: "name" in request.POST,
        lambda request: Form(request.POST).is_valid(),
        lambda request: Form(request.POST, request.FILES).is_valid(),
    ],
)
def test_a_name_in_a_form_is_noticed(view) -> None:
    assert read_by(view) == {("form", "name")}


@pytest.mark.parametrize(
    "view",
    [
        lambda request: request.body,
        lambda request: request.read(),
        lambda request: request.readline(),
        lambda request: list(request),
        lambda request: bool(request.POST),
        lambda request: request.POST or None,
        lambda request: request.POST.copy(),
        lambda request: request.META["CONTENT_LENGTH"],
        lambda request: request.META["wsgi.input"].read(),
    ],
)
def test_a_look_at_the_whole_form_is_noticed(view) -> None:
    assert WHOLE_FORM in read_by(view)


@pytest.mark.parametrize(
    "view",
    [
        lambda request: request.headers.get("x-requested-with"),
        lambda request: request.headers["X-Requested-With"],
        lambda request: "X-REQUESTED-WITH" in request.headers,
        lambda request: dict(request.headers),
        lambda request: request.META.get(HEADER),
        lambda request: HEADER in request.META,
        lambda request: {**request.META},
        lambda request: request.META.copy(),
        rendered("{{ request.META.HTTP_X_REQUESTED_WITH }}"),
    ],
)
def test_a_look_at_the_header_is_noticed(view) -> None:
    assert WHOLE_HEADER in read_by(view)


def test_what_is_not_looked_at_is_not_noticed() -> None:
    assert read_by(lambda request: (request.path, request.method, request.get_host())) == set()
    assert read_by(lambda request: request.POST) == set()
    assert read_by(lambda request: (request.GET, request.META, request.headers)) == set()


def test_what_was_read_tells_requests_apart() -> None:
    plain, other = (
        Sent.of("", None, {}),
        Sent.of("q=1&p=2", {"name": 3}, {HEADER: "XMLHttpRequest"}),
    )
    for part in (("query", "q"), WHOLE_QUERY, ("form", "name"), WHOLE_FORM, WHOLE_HEADER):
        assert plain.seen_by({part}) != other.seen_by({part})
    for part in (("query", "id"), ("form", "id")):
        assert plain.seen_by({part}) == other.seen_by({part})


def test_nobody_sends_a_header_that_nobody_watches() -> None:
    with pytest.raises(ValueError, match="HTTP_ACCEPT"):
        Sent.of("", None, {"HTTP_ACCEPT": "text/html"})
