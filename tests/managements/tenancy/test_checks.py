"""The system check refuses what editors could reach without anybody having said whose it is."""

from django.contrib.auth.models import Group
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page
from wagtail.snippets.views.snippets import SnippetViewSet

from managements.funding.models import FundingNotice
from managements.media_library.models import Image
from managements.referrals.models import Contact, ReferralEntry
from managements.tenancy import checks
from managements.tenancy.viewsets import ManagementSnippetViewSet, SharedSnippetViewSet


def ids(problems) -> list[str]:
    return [problem.id for problem in problems]


def test_a_record_that_nobody_declared_is_refused() -> None:
    viewset = SharedSnippetViewSet(model=ReferralEntry)
    assert ids(checks.problems_of(ReferralEntry, viewset)) == ["tenancy.E001"]


def test_an_owned_record_needs_walled_views() -> None:
    for viewset in (SnippetViewSet, SharedSnippetViewSet):
        problems = checks.problems_of(FundingNotice, viewset(model=FundingNotice))
        assert ids(problems) == ["tenancy.E002"]
    assert checks.problems_of(FundingNotice, ManagementSnippetViewSet(model=FundingNotice)) == []


def test_a_shared_record_needs_walled_views() -> None:
    plain = SnippetViewSet(model=Contact)
    assert ids(checks.problems_of(Contact, plain)) == ["tenancy.E002"]
    assert checks.problems_of(Contact, SharedSnippetViewSet(model=Contact)) == []


def test_views_that_are_no_snippets_are_looked_at_too(monkeypatch) -> None:
    class Careless(ModelViewSet):
        model = ReferralEntry
        form_fields = ["note"]

    monkeypatch.setattr(checks.viewsets, "viewsets", [Careless("careless")])
    assert ids(checks.every_record_says_whose_it_is(None)) == ["tenancy.E001"]


def test_what_wagtail_walls_itself_is_left_to_it(monkeypatch) -> None:
    class Any(ModelViewSet):
        form_fields = ["id"]

    found = [Any(model.__name__, model=model) for model in (Page, Image, Group)]
    monkeypatch.setattr(checks.viewsets, "viewsets", found)
    assert checks.every_record_says_whose_it_is(None) == []


def test_a_page_type_whose_form_checks_nothing_is_refused(monkeypatch) -> None:
    class Careless:
        base_form_class = None

    monkeypatch.setattr(checks, "get_page_models", lambda: [Page, Careless])
    assert ids(checks.every_page_checks_what_it_points_to(None)) == ["tenancy.E003"]


def test_everything_that_is_there_has_said_whose_it_is() -> None:
    assert checks.every_record_says_whose_it_is(None) == []
    assert checks.every_page_checks_what_it_points_to(None) == []
