"""The matrix and the referral lists, read in a number of queries that never grows."""

import datetime
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from wagtail.models import Page, ReferenceIndex

from managements.models import Management, ManagementQuerySet
from managements.pages.addresses import visible_pages
from managements.referrals.findings import PickedList
from managements.referrals.matrix import Cell, Column, Matrix, Row, cell_on
from managements.referrals.models.answers import Answer
from managements.referrals.models.enquiries import Enquiry, EnquiryQuerySet
from managements.referrals.models.lists import ReferralEntry, ReferralList
from managements.referrals.models.referring import FINDER_SLUG

PageAddress = Callable[[Page], str]


def public_matrix(*, on: datetime.date, address: PageAddress) -> Matrix:
    """Return what everybody may read: open managements, and enquiries that are offered."""
    return read_matrix(Management.objects.open(), Enquiry.objects.offered(), on=on, address=address)


def whole_matrix(*, on: datetime.date) -> Matrix:
    """Return what the Stadtredaktion looks after: every enquiry, and who has not closed."""
    managements = Management.objects.exclude(status=Management.Status.CLOSED)
    return read_matrix(managements, Enquiry.objects.all(), on=on, address=lambda _page: "")


def read_matrix(
    managements: ManagementQuerySet,
    enquiries: EnquiryQuerySet,
    *,
    on: datetime.date,
    address: PageAddress,
) -> Matrix:
    """Return the matrix of some managements and enquiries; three queries."""
    answers = Answer.objects.filter(management__in=managements, enquiry__in=enquiries).values(
        "pk", "enquiry_id", "management_id", "state", "until", "reason", "review_on", "updated_at"
    )
    cells: dict[tuple[int, int], Cell] = {}
    last_changed = None
    for answer in answers:
        cells[answer["enquiry_id"], answer["management_id"]] = cell_on(
            on,
            answer_id=answer["pk"],
            state=answer["state"],
            until=answer["until"],
            reason=answer["reason"],
            review_on=answer["review_on"],
        )
        last_changed = max(last_changed or answer["updated_at"], answer["updated_at"])
    return Matrix(
        on=on,
        rows=tuple(
            Row(
                enquiry_id=enquiry.pk,
                name=enquiry.name,
                slug=enquiry.slug,
                explanation=enquiry.explanation,
                is_offered=enquiry.is_offered,
                contacts=enquiry.contacts,
            )
            # A query that counts forgets the order of its model.
            for enquiry in enquiries.annotate(contacts=Count("enquiry_contacts")).order_by(
                "sort_order", "name"
            )
        ),
        columns=tuple(
            _column(management, address) for management in managements.select_related("page")
        ),
        cells=cells,
        last_changed=last_changed,
    )


def _column(management: Management, address: PageAddress) -> Column:
    page: Any = getattr(management, "page", None)
    url = address(page) if page else ""
    return Column(
        management_id=management.pk,
        name=management.name,
        short_name=management.short_name,
        slug=management.slug,
        is_open=management.is_open and page is not None and page.live,
        url=url,
        answers_url=f"{url}{FINDER_SLUG}/" if url else "",
    )


def picked_lists() -> list[PickedList]:
    """Return the lists that were picked by hand for an enquiry, and who shows them; six queries.

    What a page shows comes from Wagtail's index of references, which holds what is published of it.
    """
    lists = list(ReferralList.objects.filter(enquiry__isnull=False))
    managements: dict[int, set[int]] = defaultdict(set)
    contacts: dict[int, int] = defaultdict(int)
    for list_id, management_id in ReferralEntry.objects.filter(
        referral_list__enquiry__isnull=False
    ).values_list("referral_list_id", "management_id"):
        if management_id is None:
            contacts[list_id] += 1
        else:
            managements[list_id].add(management_id)
    showing = _showing([one.pk for one in lists])
    return [
        PickedList(
            list_id=one.pk,
            title=one.title,
            enquiry_id=enquiry_id,
            management_ids=frozenset(managements[one.pk]),
            contacts=contacts[one.pk],
            shown_by=frozenset(showing[one.pk]),
        )
        for one in lists
        if (enquiry_id := one.enquiry_id) is not None
    ]


def _showing(list_ids: list[int]) -> dict[int, set[int]]:
    """Return the ids of managements on whose public pages some lists stand, by list."""
    # Wagtail's index names targets by text.
    references = (
        ReferenceIndex.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Page),
            to_content_type=ContentType.objects.get_for_model(ReferralList),
            to_object_id__in=[str(pk) for pk in list_ids],
        )
        .values_list("object_id", "to_object_id")
        .distinct()
    )
    places = [(int(page_id), int(list_id)) for page_id, list_id in references]
    pages = Page.objects.filter(pk__in={page_id for page_id, _list_id in places})
    owners = visible_pages(pages)
    showing: dict[int, set[int]] = defaultdict(set)
    for page_id, list_id in places:
        owner = owners.get(page_id)
        if owner is not None:
            showing[list_id].add(owner.pk)
    return showing
