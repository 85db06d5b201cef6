"""The pages about faces in the CMS."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from managements.models import Management
from managements.tenancy.roles import managements_of, works_for_the_city
from managements.websites.faces.forms import FaceForm
from managements.websites.faces.scenes import face_share_image, scene_of
from managements.websites.faces.showing import (
    Face,
    asked_for,
    emblem_choices,
    face_of,
    form_for,
    stored_face,
)
from managements.websites.share_image_views import share_image_response


class _FaceAdminView(WagtailAdminTemplateMixin, TemplateView):
    """What the pages have in common."""

    page_title = gettext_lazy("Colour and picture")
    header_icon = "desktop"
    request: HttpRequest

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Stand below the start of the CMS."""
        return [*self.breadcrumbs_items, *self.way()]

    def way(self) -> list[dict[str, Any]]:
        """Return the last steps of the way to here."""
        return [{"url": "", "label": self.page_title}]


class IndexView(_FaceAdminView):
    """All faces side by side, unless there is only one."""

    template_name = "websites/faces/index.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead straight to the only one."""
        if len(self.managements) == 1:
            return redirect("faces:face", self.managements[0].slug)
        return super().get(request, *args, **kwargs)

    @cached_property
    def managements(self) -> list[Management]:
        """Those that the person works for."""
        return list(managements_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show them with their colours."""
        return super().get_context_data(**kwargs) | {
            "faces": [face_of(one) for one in self.managements]
        }


class _OfOne:
    """Mixin for what is about one management of the person's own; its address part is in the address."""

    request: HttpRequest
    management: Management

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it.

        Raises:
            Http404: if it is somebody else's, or nobody's.
        """
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.management = get_object_or_404(managements_of(request.user), slug=kwargs["slug"])

    @property
    def may_change(self) -> bool:
        """Whether the person keeps the facts of managements."""
        return works_for_the_city(self.request.user)

    def asked(self) -> Face:
        """Return what the address asks for; those who change nothing see what is stored."""
        return (
            asked_for(self.request, self.management)
            if self.may_change
            else face_of(self.management)
        )


class FaceView(_OfOne, _FaceAdminView):
    """The face of one management: the Stadtredaktion changes it, its editors see it."""

    template_name = "websites/faces/face.html"

    def way(self) -> list[dict[str, Any]]:
        """Name whose it is."""
        return [
            {"url": reverse("faces:index"), "label": self.page_title},
            {"url": "", "label": self.management.short_name},
        ]

    def get_page_title(self) -> str:
        """Say whose it is."""
        return f"{self.page_title} · {self.management.short_name}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is stored."""
        face = stored_face if self.may_change else face_of
        return self._shown(form_for(self.management), face(self.management))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store what was chosen, or show it, where no script does.

        Raises:
            PermissionDenied: for those who only look at it.
        """
        if not self.may_change:
            raise PermissionDenied
        data = request.POST.copy()
        if suggestion := request.POST.get("suggestion"):
            data["accent"] = str(suggestion)
        form = form_for(self.management, data)
        if {"preview", "suggestion"} & data.keys():
            return self._shown(form, face_of(self.management, form))
        if not form.is_valid():
            messages.error(request, _("Nothing is stored yet. Please check what is marked below."))
            return self._shown(form, face_of(self.management, form))
        if self._store(data):
            messages.success(
                request,
                _("The colour and the picture of %(name)s are stored, and shown everywhere.")
                % {"name": self.management.short_name},
            )
        else:
            messages.info(request, _("Nothing was changed."))
        return redirect("faces:face", self.management.slug)

    @transaction.atomic
    def _store(self, data: Any) -> bool:
        """Store it, unless it is what is there; whoever saves at the same time waits."""
        stored = Management.objects.select_for_update().get(pk=self.management.pk)
        before = (stored.accent, stored.emblem)
        form = FaceForm(data, instance=stored)
        if not form.is_valid() or (stored.accent, stored.emblem) == before:
            return False
        stored.save(update_fields=["accent", "emblem"])
        log(stored, "wagtail.edit", user=self.request.user, content_changed=True)
        return True

    def _shown(self, form: FaceForm, face: Face) -> HttpResponse:
        context = self.get_context_data() | {
            "management": self.management,
            "may_change": self.may_change,
            "form": form,
            # What was sent is not stored, or it would not be shown by this form.
            "has_unsaved_changes": form.is_bound,
            "face": face,
            "emblem": self.management.drawing_label,
            "choices": emblem_choices(self.management, face.emblem, face.accent)
            if self.may_change
            else [],
        }
        return self.render_to_response(context)


class PreviewView(_OfOne, TemplateView):
    """What changes while somebody chooses; a script puts it into the page."""

    template_name = "websites/faces/preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the address asks for."""
        return super().get_context_data(**kwargs) | {"face": self.asked()}


@method_decorator(xframe_options_sameorigin, name="dispatch")
class SceneView(_OfOne, TemplateView):
    """A page in the colours that the address asks for, for a frame."""

    template_name = "websites/faces/scene.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is on it."""
        scene = scene_of(self.asked(), self.request)
        return super().get_context_data(**kwargs) | {"scene": scene}


class ShareImageView(_OfOne, View):
    """The picture for shared links of the start page in the colours that the address asks for."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Set it, unless too many others wait."""
        return share_image_response(face_share_image(self.asked()))
