"""One click on the start of the CMS: a closure ends."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from managements.offices.closing import end_closure
from managements.offices.models import Closure
from managements.tenancy.roles import managements_of

_SAID = {
    Closure.Phase.HOLDS: _("The closure has ended. The notice is gone from your website."),
    Closure.Phase.COMING: _("The closure is taken back. Nobody will read of it."),
    Closure.Phase.OVER: _("The closure was over already."),
}


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own closures, or take it back if it has not begun.

    Raises:
        Http404: if there is no such closure, or it is another management's.
    """
    user: Any = request.user
    with transaction.atomic():
        own = Closure.objects.filter(management__in=managements_of(user))
        closure = get_object_or_404(own.select_for_update(of=("self",)), pk=pk)
        phase = end_closure(closure=closure, by=user, now=timezone.now())
    messages.success(request, _SAID[phase])
    return redirect("wagtailadmin_home")
