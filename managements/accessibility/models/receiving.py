"""The form below a statement: it asks, takes a report in, and says by when there is an answer."""

import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from managements.accessibility.addresses import (
    PAGE,
    REPORT_PATH,
    THANKS_PATH,
    NotOurAddressError,
    answering,
    own_address,
    owner_of_address,
)
from managements.accessibility.enforcement import (
    ENFORCEMENT_BODY,
    MONTHS_AFTER_ANSWER,
    MONTHS_AFTER_RECEIPT,
    due_day,
)
from managements.accessibility.models.reports import BarrierReport
from managements.accessibility.models.telling import tell_of_barriers
from managements.accessibility.report_forms import TRAP, BarrierForm
from managements.accessibility.stamps import (
    StampState,
    comes_from_elsewhere,
    digest_of,
    new_stamp,
    receipt_of,
    receipt_read,
    state_of,
)
from managements.models import Management
from managements.pages.addresses import page_address
from managements.pages.models import PagePart

STAMP = "marke"
# Of all sites together: people do not report that much, programs do.
MOST_IN_AN_HOUR = 60
_HOUR = datetime.timedelta(hours=1)


def report_barrier(page: Any, request: HttpRequest) -> HttpResponse:
    """Show the form, or take in what was sent with it."""
    if request.method != "POST":
        return _shown(page, request, BarrierForm(initial=_initial(request), request=request))
    form = BarrierForm(request.POST, request=request)
    refusal = _refusal(page, form, request) if form.is_valid() else ""
    if not form.is_valid() or refusal:
        return _shown(page, request, form, refusal=refusal)
    facts = form.cleaned_data
    report = receive_report(
        management=_owner(page, facts["seite"]),
        page_url=facts["seite"],
        barrier=facts["barriere"],
        aids=facts["hilfsmittel"],
        reply_to=facts["email"],
        stamp=request.POST.get(STAMP, ""),
        now=timezone.now(),
    )
    receipt = receipt_of(report.pk, report.due_on)
    return HttpResponseRedirect(f"{page_address(page, request)}{THANKS_PATH}{receipt}/")


def receive_report(
    *,
    management: Management | None,
    page_url: str,
    barrier: str,
    aids: str,
    reply_to: str,
    stamp: str,
    now: datetime.datetime,
) -> BarrierReport:
    """Store a report, and tell those who answer it once it is stored.

    The same form sent twice is one report, and so are the same words sent again within the hour: that
    is what comes of the browser's way back.
    """
    same = BarrierReport.objects.waiting().filter(
        management=management, page_url=page_url, barrier=barrier, aids=aids, reply_to=reply_to
    )
    if (sent := same.filter(received_at__gt=now - _HOUR).first()) is not None:
        return sent
    digest = digest_of(stamp, page_url, barrier, aids, reply_to)
    try:
        with transaction.atomic():
            report = BarrierReport.objects.create(
                management=management,
                page_url=page_url,
                barrier=barrier,
                aids=aids,
                reply_to=reply_to,
                received_at=now,
                due_on=due_day(timezone.localdate(now)),
                digest=digest,
            )
            today = timezone.localdate(now)
            transaction.on_commit(partial(tell_of_barriers, today, only=[report.pk]), robust=True)
    except IntegrityError:
        return BarrierReport.objects.get(digest=digest)
    return report


def thanks(page: Any, request: HttpRequest, receipt: str) -> HttpResponse:
    """Say by which day there is an answer, and what to do if there is none.

    Raises:
        Http404: if nobody was ever given this receipt.
    """
    read = receipt_read(receipt)
    if read is None:
        raise Http404
    page.shown_part = PagePart(title=_("Thank you"), path=f"{THANKS_PATH}{receipt}/")
    response: HttpResponse = page.render(
        request,
        template="accessibility/thanks.html",
        context_overrides={
            "receipt": read,
            "owner": Management.objects.filter(barrier_reports=read.number).first(),
            "enforcement_body": ENFORCEMENT_BODY,
        },
    )
    response["Cache-Control"] = "no-store"
    return response


def _initial(request: HttpRequest) -> dict[str, str]:
    """Begin with the page that somebody comes from; what is none of ours is left out."""
    try:
        return {"seite": own_address(request.GET.get(PAGE, ""), request)}
    except NotOurAddressError:
        return {}


def _owner(page: Any, address: str) -> Management | None:
    """Return who answers: those of the page that it is about, None for the city.

    If it is about no page in particular, those of the statement.
    """
    return answering(owner_of_address(address) if address else page.management)


def _refusal(page: Any, form: BarrierForm, request: HttpRequest) -> str:
    """Return why a form that is complete is not taken in, as a sentence; empty if it is."""
    again = _("Your words are still there. Please send the form once more.")
    if comes_from_elsewhere(request):
        return _("This form was sent from another website. %(again)s") % {"again": again}
    state = state_of(request.POST.get(STAMP, ""))
    if form.is_trapped or state is StampState.TOO_FAST:
        return _("That looked as if a program had filled in the form. %(again)s") % {"again": again}
    if state is StampState.STALE:
        return _("The form was open for a long time. %(again)s") % {"again": again}
    recent = BarrierReport.objects.filter(received_at__gt=timezone.now() - _HOUR)
    if recent.count() >= MOST_IN_AN_HOUR:
        return _too_many(page)
    return ""


def _too_many(page: Any) -> str:
    """Say whom to turn to when nothing more is taken in."""
    if email := page.contact["email"]:
        return _(
            "So many reports are coming in at the moment that we take no more for an hour. Your words "
            "are still there. Please send the form later, or write to %(email)s."
        ) % {"email": email}
    return _(
        "So many reports are coming in at the moment that we take no more for an hour. Your words are "
        "still there. Please send the form later, or call the citizens' hotline, telephone 115."
    )


def _shown(
    page: Any, request: HttpRequest, form: BarrierForm, *, refusal: str = ""
) -> HttpResponse:
    has_errors = bool(refusal or (form.is_bound and form.errors))
    title = _("Report a barrier")
    page.shown_part = PagePart(
        title=_("Error: %(title)s") % {"title": title} if has_errors else title,
        path=REPORT_PATH,
        summary=_("Tell us what hinders you on our pages. You get an answer."),
    )
    response: HttpResponse = page.render(
        request,
        template="accessibility/report_barrier.html",
        context_overrides={
            "form": form,
            "title": title,
            "about": _about(form),
            "refusal": refusal,
            "stamp": _stamp_for(request),
            "stamp_name": STAMP,
            "trap_name": TRAP,
            "action": page.report_url(request),
            "contact": page.contact,
            "due_on": due_day(timezone.localdate()),
            "months_after_answer": MONTHS_AFTER_ANSWER,
            "months_after_receipt": MONTHS_AFTER_RECEIPT,
        },
    )
    return _for_the_way_back(response)


def _stamp_for(request: HttpRequest) -> str:
    """Return the stamp of the form: whoever corrects it has had it for longer than a moment."""
    sent = request.POST.get(STAMP, "")
    return new_stamp() if state_of(sent) is StampState.STALE else sent


def _about(form: BarrierForm) -> str:
    """Return the page that the form is about, if it is one of ours."""
    if form.is_bound:
        return str(form.cleaned_data.get("seite", "")) if hasattr(form, "cleaned_data") else ""
    return str(form.initial.get("seite", ""))


def _for_the_way_back(response: HttpResponse) -> HttpResponse:
    """Keep a form with a stamp of its own, or with somebody's words, out of every cache of others.

    The browser may keep it for its way back alone: with `no-store` what was sent to it would be lost.
    """
    response["Cache-Control"] = "private, no-cache"
    return response
