"""How a notice will look, while somebody is still writing it. Nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.snippets.views.snippets import PreviewOnCreateView, PreviewOnEditView

from managements.funding.models import FundingNotice, WordedNotice
from managements.funding.notices import ShownNotice, shown
from managements.schedules.previewing import Problem


@dataclass(frozen=True)
class NoticePreview:
    """What a preview shows."""

    notice: ShownNotice
    # For which it is told how it reads.
    day: str
    # What has to be put right before it can be stored.
    problems: Sequence[Problem]


def preview_of(notice: WordedNotice, problems: Sequence[Problem] = ()) -> NoticePreview:
    """Return how a notice reads today, or on its first day if that is still to come."""
    today = timezone.localdate()
    management = None
    if isinstance(notice, FundingNotice) and notice.management_id:
        management = notice.management
    day = notice.day_to_read(today)
    return NoticePreview(
        notice=shown(notice, management, day, today=today),
        day=date_format(day, "j. F Y"),
        problems=problems,
    )


class _PreviewsNotice:
    """Mixin for Wagtail's views that show a form as it is filled in at the moment."""

    object: WordedNotice

    def get_form(self, query_dict: QueryDict) -> Any:
        """Remember the form: it knows what is wrong."""
        self.form = super().get_form(query_dict)  # type: ignore[misc]
        return self.form

    def get_extra_request_attrs(self) -> dict[str, Any]:
        """Hand over what the template shows."""
        attributes: dict[str, Any] = super().get_extra_request_attrs()  # type: ignore[misc]
        preview = preview_of(self.object, self.form.problems)
        return attributes | {"notice_preview": preview}


class NoticePreviewOnCreateView(_PreviewsNotice, PreviewOnCreateView):
    """Shows a notice that is not stored yet."""


class NoticePreviewOnEditView(_PreviewsNotice, PreviewOnEditView):
    """Shows a stored notice with changes that are not stored yet."""
