"""Makes what the demonstration lacks, so that it has an example of everything (tests/examples.py)."""

import datetime
from dataclasses import replace
from typing import Any

from django.core.files.base import ContentFile
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site, get_page_models

from managements.events.models import DateChange
from managements.events.refreshing import refresh_event
from managements.models import District, DistrictOutline, Management
from managements.models.district_outlines import draw_outlines, replace_outlines
from managements.models.outline_files import read_outlines
from managements.pages.blocks.registry import BodyStreamBlock
from managements.referrals.models import AnswerCount, Enquiry, ReferralList
from managements.schedules.dates import ChangeKind
from managements.tenancy.provisioning import repair_management
from tests.builders import block, content_page, photograph, stored_document, stored_image, text
from tests.dates import make_closure, make_event
from tests.examples import EXAMPLES, NOWHERE
from tests.outlines import whole_city

# The part that stands at a page's own address.
_WHOLE = "index_route"

LONG_WORD = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"


def prepare() -> dict[str, Any]:
    """Make what the demonstration lacks; return what its examples are, and which blocks have none."""
    osten = Management.objects.get(slug="leipziger-osten")
    body = every_block(osten)
    page = content_page(
        osten.page, "Alle Bausteine", slug="alle-bausteine", introduction="Was Seiten enthalten."
    )
    page.body = page.body.stream_block.clean(page.body.stream_block.to_python(body))
    page.save_revision().publish()

    ended = Management.objects.get(slug="moeckern-gohlis-nord")
    ended.status, ended.successor = Management.Status.CLOSED, Management.objects.get(slug="mockau")
    ended.save()
    repair_management(ended)

    now = timezone.now()
    make_closure(
        Management.objects.get(slug="paunsdorf"),
        now - datetime.timedelta(hours=1),
        now + datetime.timedelta(days=5),
        reason="Wir ziehen um.",
    )
    day = timezone.localdate() + datetime.timedelta(days=20)
    event = make_event(osten, "Ein abgesagtes Fest", first_day=day)
    DateChange.objects.create(
        event=event, kind=ChangeKind.CANCELLED, day=day, note="Der Saal ist gesperrt."
    )
    refresh_event(event)
    return {
        "kinds": {name: kind_at(path) for some in EXAMPLES.values() for name, path in some.items()},
        "blocks": sorted(BodyStreamBlock().child_blocks.keys() - {one["type"] for one in body}),
    }


def draw_outlines_of_all() -> None:
    """Give all districts outlines, for the map that shows them; `forget_outlines` takes them back."""
    drawn = draw_outlines(read_outlines(whole_city()))
    names = District.objects.values_list("name", flat=True)
    replace_outlines([replace(one, name=name) for one, name in zip(drawn, names, strict=False)])


def forget_outlines() -> None:
    """Let the map be our own drawing again."""
    DistrictOutline.objects.all().delete()


def forget_counts() -> None:
    """Let nobody have looked at any answer: what is asked most comes first on many pages."""
    AnswerCount.objects.all().delete()


def kinds() -> set[str]:
    """Return every type of page of ours, and every part of those that have parts."""
    found = set()
    for model in get_page_models():
        if model.__module__.split(".")[0] not in {"home", "managements"}:
            continue
        found.add(_kind(model))
        if issubclass(model, RoutablePageMixin):
            found |= {
                _kind(model, pattern.callback.__name__) for pattern in model.get_subpage_urls()
            }
    return found


def kind_at(path: str) -> str:
    """Return the kind of what stands at an address."""
    path = path.split("?")[0]
    # The form for barriers has an address of its own, before Wagtail's.
    if resolve(path).url_name not in {"wagtail_serve", "report"}:
        return NOWHERE
    root = Site.objects.get(is_default_site=True).root_page.specific
    try:
        page, args, _kwargs = root.route(
            RequestFactory().get(path), [one for one in path.split("/") if one]
        )
    except Http404:
        return NOWHERE
    return _kind(type(page.specific), args[0].__name__ if args else _WHOLE)


def _kind(model: type[Page], part: str = _WHOLE) -> str:
    label: str = model._meta.label
    return label if part == _WHOLE else f"{label}.{part}"


def every_block(management: Management) -> list[dict[str, Any]]:
    """Return one block of every kind, some with more than is good for them."""
    image = stored_image(
        collection=management.collection,
        credit="Demonstration",
        file=ContentFile(photograph(size=(1600, 1000)), "bild.jpg"),
    )
    document = stored_document(
        collection=management.collection, text_version="<p>Dasselbe als Text.</p>"
    )
    no_link = {"page": None, "url": "", "text": "", "description": ""}
    heads = ["Was", "Wer", "Wann", "Wo", LONG_WORD]
    return [
        text(
            "<p>Ein Absatz mit <b>Wichtigem</b> und einem "
            '<a href="https://www.leipzig.de/">Verweis</a>.</p>'
            f"<ul><li>Erstens</li><li>Zweitens: {LONG_WORD}</li></ul><ol><li>Eins</li></ol>"
        ),
        block("heading", text=f"Eine Überschrift mit {LONG_WORD}", level="2"),
        block("heading", text="Eine kleinere", level="3"),
        block("foreign_text", language="ar", text="<p>أهلاً وسهلاً – 0341 35137912</p>"),
        block("foreign_text", language="uk", text="<p>Ласкаво просимо</p>"),
        *(
            block("call_out", kind=kind, title="Bitte beachten", text="<p>Heute offen.</p>")
            for kind in ("info", "important", "success")
        ),
        block(
            "accordion",
            title="Häufige Fragen",
            entries=[
                {"title": f"Frage {number}?", "text": f'<p>Antwort <a href="/">{number}</a>.</p>'}
                for number in range(2)
            ],
        ),
        block("quote", text="Hier wohne ich gern.", attribution="Eine Nachbarin"),
        block(
            "table",
            caption="Wer wann wo ist",
            header_column=True,
            table={
                "columns": [{"type": "text", "heading": head} for head in heads],
                "rows": [{"values": ["Beratung zu Anträgen"] * len(heads)}] * 3,
                "caption": "",
            },
        ),
        block(
            "image",
            image={"image": image.pk, "decorative": False, "alt_text": "Zwei Farbflächen"},
            caption="Rot und blau.",
        ),
        block("download", document=document.pk, title="Das Protokoll"),
        block(
            "contact",
            name="Stadtteilhaus",
            role="Räume",
            address="Wurzner Straße 70\n04315 Leipzig",
            phone="0341 1",
            email="eine-sehr-lange-adresse-ohne-trennung@stadtteilhaus-leipziger-osten.example",
            url="https://example.org/",
            hours="Montag, 14–16 Uhr",
        ),
        {"type": "answers", "value": None},
        block("referral_list", enquiry=Enquiry.objects.get(slug="ehrenamt").pk),
        block("referral_list", referral_list=ReferralList.objects.first().pk),
        block(
            "links",
            title="Weiter",
            links=[
                no_link | {"page": management.page.pk, "description": "Die Startseite."},
                no_link | {"url": "https://example.org/lang", "text": f"Zur {LONG_WORD}"},
            ],
        ),
    ]
