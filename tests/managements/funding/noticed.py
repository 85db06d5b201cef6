"""Makes programmes and notices for tests, and reads what their forms say."""

import datetime
from typing import Any

from bs4 import BeautifulSoup
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from managements.funding.models import (
    FundingNotice,
    NoticeProgramme,
    Programme,
    ProgrammeName,
)
from managements.models import Management
from tests.isolation.walking import forms_in


def make_programme(title: str, name: str = "", **names: str) -> Programme:
    """Make a programme; `names` are further ones by their first days, like `from_2027_01_01`."""
    programme = Programme.objects.create(title=title)
    days = {"from_2000_01_01": name or title} | names
    for first, called in days.items():
        ProgrammeName.objects.create(
            programme=programme,
            name=called,
            valid_from=datetime.date(*map(int, first.removeprefix("from_").split("_"))),
        )
    return programme


def make_notice(
    management: Management, text: str, *programmes: Programme, **facts: Any
) -> FundingNotice:
    """Make a notice, by default one that is always valid."""
    notice = FundingNotice(management=management, text=text, **facts)
    notice.notice_programmes = [
        NoticeProgramme(programme=programme, sort_order=number)
        for number, programme in enumerate(programmes)
    ]
    notice.full_clean()
    notice.save()
    return FundingNotice.objects.get(pk=notice.pk)


NOTICES = "/admin/snippets/funding/fundingnotice/"
CITY_NOTICES = "/admin/snippets/funding/citynotice/"


def form(*programmes: Programme, **changes: Any) -> dict[str, Any]:
    """Return what somebody sends who fills in a form for a new notice."""
    facts = {
        "commissioner": "Stadt Leipzig", "carrier": "", "text": "Gefördert.",
        "budget_sentence": "", "extra_wording": "", "valid_from": "", "valid_until": "",
        "ends_previous": "on",
    } | changes  # fmt: skip
    facts = {name: value for name, value in facts.items() if value is not None}
    rows = inline_formset([{"programme": one.pk} for one in programmes])
    return facts | nested_form_data({"notice_programmes": rows})


def editor_form(response: Any) -> dict[str, Any]:
    """Return what the form holds as it is shown."""
    return next(one for one in forms_in(response) if "text" in one)


def errors_by_field(response: Any) -> dict[str, str]:
    """Return what a form says at its fields, by their names; nothing if it was stored."""
    if response.status_code == 302 or getattr(response, "redirect_chain", []):
        return {}
    page = BeautifulSoup(response.content, "html.parser")
    found = {}
    for one in page.select(".error-message"):
        field = one.find_parent(class_="w-field__wrapper")
        control = field and field.select_one("[name]")
        name = control["name"] if control else ""
        found[name] = " ".join(one.get_text(" ").split())
    assert found, "Neither stored nor refused."
    return found
