"""Which public pages show a management's answers: what its editors are told before and after a change.

Two kinds of pages point to an enquiry, and Wagtail's index of references knows them: pages with a
computed list, and pages with a hand-picked list that stands under an enquiry. The two columns of all
answers point to nothing; they are looked for in the stored bodies of the management's own pages.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from managements.models import Management
from managements.pages.addresses import page_address, visible_pages
from managements.pages.fields import BodyField
from managements.pages.models import BasePage
from managements.referrals.models import AnswerIndexPage, Enquiry, ReferralList
from managements.referrals.models.referring import answer_address

# A block as it is stored, in JSON as both databases write it. Within texts the quotation marks are
# escaped, so that nobody can write it into one.
_ANSWERS_BLOCK = '"type": "answers"'


@dataclass(frozen=True)
class ShowingPage:
    """A public page that shows an answer, or would if it were a better one."""

    title: str
    url: str
    # The name of whose page it is; empty for the management's own.
    owner: str = ""

    @property
    def label(self) -> str:
        """Its title, with its owner where that is somebody else."""
        return f"{self.owner}: {self.title}" if self.owner else self.title


def pages_showing(
    management: Management, enquiries: Iterable[Enquiry], *, request: HttpRequest | None
) -> dict[int, list[ShowingPage]]:
    """Return the public pages that show a management's answers, by the enquiries' ids.

    First the answer's own page, then the management's others, then everybody else's. Drafts and
    hidden pages are not named, whosever they are. The number of queries depends neither on the
    number of enquiries nor on that of pages.
    """
    enquiries = list(enquiries)
    with_all = _pages_with_all_answers(management)
    computed, picked = _pages_with_lists(management, enquiries)
    wanted = with_all.union(*computed.values(), *picked.values())
    candidates = list(
        Page.objects.live().filter(
            Q(pk__in=wanted)
            | Q(
                path__startswith=management.page.path,
                content_type=ContentType.objects.get_for_model(AnswerIndexPage),
            )
        )
    )
    owners = visible_pages(candidates)
    pages = {page.pk: page for page in candidates if page.pk in owners}
    has_answer_pages = any(
        owners[pk] == management for pk, page in pages.items() if pk not in wanted
    )
    own = {pk for pk in pages if owners[pk] == management}

    def shown(pk: int) -> ShowingPage:
        owner = "" if pk in own else str(owners[pk] or _("Pages of the city"))
        return ShowingPage(pages[pk].title, page_address(pages[pk], request), owner)

    found: dict[int, list[ShowingPage]] = {}
    for enquiry in enquiries:
        # Where a list was picked by hand, the page's own management is left out of it.
        ids = with_all | computed[enquiry.pk] | (picked[enquiry.pk] - own)
        found[enquiry.pk] = sorted(
            (shown(pk) for pk in ids & pages.keys()),
            key=lambda page: (bool(page.owner), page.owner.casefold(), page.title.casefold()),
        )
        if has_answer_pages:
            own_page = ShowingPage(
                _("“%(enquiry)s” on your website") % {"enquiry": enquiry.name},
                answer_address(management, enquiry, request),
            )
            found[enquiry.pk].insert(0, own_page)
    return found


def _pages_with_all_answers(management: Management) -> set[int]:
    """Return the ids of a management's own pages with the two columns; a query for each page type."""
    found: set[int] = set()
    for model, field in _bodies():
        pages = model._default_manager.filter(  # noqa: SLF001 - Django's public API
            path__startswith=management.page.path, live=True
        )
        found.update(
            pages.annotate(stored=Cast(field, TextField()))
            .filter(stored__contains=_ANSWERS_BLOCK)
            .values_list("pk", flat=True)
        )
    return found


def _bodies() -> list[tuple[type[Model], str]]:
    """Return the page types that hold blocks, with the name of the field that does."""
    return [
        (model, field.name)
        for model in apps.get_models()
        if issubclass(model, BasePage)
        for field in model._meta.local_fields  # noqa: SLF001 - Django's public API
        if isinstance(field, BodyField)
    ]


def _pages_with_lists(
    management: Management, enquiries: list[Enquiry]
) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Return the ids of pages with lists, computed and picked by hand, by the enquiries' ids."""
    ids = [enquiry.pk for enquiry in enquiries]
    lists = dict(
        ReferralList.objects.filter(
            enquiry__in=ids, entries__management=management
        ).values_list("pk", "enquiry")
    )  # fmt: skip
    kinds = ContentType.objects.get_for_models(Page, Enquiry, ReferralList)
    references = (
        ReferenceIndex.objects.filter(base_content_type=kinds[Page])
        .filter(
            Q(to_content_type=kinds[Enquiry], to_object_id__in=[str(pk) for pk in ids])
            | Q(to_content_type=kinds[ReferralList], to_object_id__in=[str(pk) for pk in lists])
        )
        .values_list("to_content_type", "to_object_id", "object_id")
        .distinct()
    )
    computed: dict[int, set[int]] = defaultdict(set)
    picked: dict[int, set[int]] = defaultdict(set)
    for kind, target, page in references:
        if kind == kinds[Enquiry].pk:
            computed[int(target)].add(int(page))
        else:
            picked[lists[int(target)]].add(int(page))
    return computed, picked
