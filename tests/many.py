"""Hundreds of managements at once, for tests and benchmarks about sizes.

Provisioning makes a management with all that it needs and asks the database many times. Here every
table is filled by a few statements, with just enough for public pages: start page, page of answers,
answers. Nobody can work for such a management.
"""

from collections.abc import Callable, Iterable
from itertools import product

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Collection, Page

from home.models import HomePage
from managements.models import District, Management, ManagementDistrict
from managements.models.spelling import spelling_key
from managements.pages.models import ContentPage
from managements.referrals.models import (
    Answer,
    AnswerIndexPage,
    Contact,
    Enquiry,
    EnquiryContact,
    ReferralEntry,
    ReferralList,
)
from managements.referrals.standings import State
from managements.websites.models import ManagementPage
from tests.builders import block, content_page

ENQUIRIES = (
    "Anwohnerparken", "Beratung", "Engagement", "Fördermittel", "Müll und Unordnung", "Praktikum",
    "Räume", "Schulden", "Spielplätze", "Sprachkurse", "Veranstaltungen", "Wohnungssuche",
)  # fmt: skip
ENQUIRY = "anwohnerparken"
# The first is what every third management says to the first enquiry, numbers 3, 6, 9 and so on.
STATES = (State.NOT_OUR_TASK, State.YES, State.ADVICE)
ACCENTS = ("#1F4E8C", "#3C7A3A", "#8C1F4E", "#7A3A3C")
DISTRICTS = 63  # as many as Leipzig has
PICKED = 10
ROWS_AT_ONCE = 500


def make_enquiries() -> None:
    """Offer as many enquiries as the city does; the first has somebody outside who handles it."""
    made = Enquiry.objects.bulk_create(
        Enquiry(name=name, slug=slugify(name), sort_order=order)
        for order, name in enumerate(ENQUIRIES)
    )
    office = Contact.objects.create(name="Bürgertelefon 115", phone="115")
    EnquiryContact.objects.create(enquiry=made[0], contact=office)


def page_with_two_referral_lists(own: Management) -> ContentPage:
    """Publish a page with a list that is computed, and one that was picked by hand."""
    enquiry = Enquiry.objects.get(slug=ENQUIRY)
    picked = ReferralList(title="Von Hand gewählt", enquiry=enquiry)
    picked.entries = [
        ReferralEntry(management=one) for one in Management.objects.exclude(pk=own.pk)[:PICKED]
    ]
    picked.save()
    return content_page(
        own.page,
        "Wer hilft?",
        slug="wer-hilft",
        body=[
            block("referral_list", enquiry=enquiry.pk, referral_list=None),
            block("referral_list", enquiry=None, referral_list=picked.pk),
        ],
    )


@transaction.atomic
def make_many_managements(
    numbers: range, short_name: Callable[[int], str] = "Nummer {}".format
) -> list[Management]:
    """Open managements to the public, spread over the city, each with an answer to every enquiry."""
    groups = Group.objects.bulk_create(Group(name=f"Redaktion {number}") for number in numbers)
    managements = [
        Management(
            name=f"Quartiersmanagement Nummer {number}",
            short_name=short_name(number),
            slug=slugify(spelling_key(short_name(number))),
            kind=Management.Kind.QUARTER,
            status=Management.Status.ACTIVE,
            accent=ACCENTS[number % len(ACCENTS)],
            # No two centres are the same, and the order of numbers is not that of distances.
            latitude=51.2 + number * 0.618034 % 0.3,
            longitude=12.2 + number * 0.414214 % 0.4,
            collection=collection,
            editors=group,
        )
        for number, group, collection in zip(numbers, groups, _collections(numbers), strict=True)
    ]
    Management.objects.bulk_create(managements)
    _give_pages(managements)
    _give_districts(managements)
    _give_answers(numbers, managements)
    return managements


def _collections(numbers: range) -> list[Collection]:
    root = Collection.get_first_root_node()
    made = [Collection(name=f"Sammlung {number}") for number in numbers]
    _hang_below(root, made)
    return Collection.objects.bulk_create(made)


def _hang_below(parent: Collection | Page, children: Iterable[Collection | Page]) -> None:
    """Give new nodes the next places below one that is stored already."""
    last = parent.get_last_child()
    step = type(parent)._str2int(last.path[-parent.steplen :]) if last else 0
    for child in children:
        step += 1
        child.path = type(parent)._get_path(parent.path, parent.depth + 1, step)
        child.depth = parent.depth + 1
        parent.numchild += 1
    type(parent).objects.filter(pk=parent.pk).update(numchild=parent.numchild)


def _give_pages(managements: list[Management]) -> None:
    home = HomePage.objects.get()
    starts = [
        ManagementPage(
            title=one.name,
            slug=one.slug,
            numchild=1,
            management_record=one,
            introduction=f"Wir sind für {one.short_name} da.",
            contact_address="Musterweg 1\n04109 Leipzig",
            contact_phone="0341 1",
            contact_email=f"{one.slug}@example.org",
        )
        for one in managements
    ]
    _hang_below(home, starts)
    answers = [
        AnswerIndexPage(
            title="Anliegen",
            slug="anliegen",
            show_in_menus=True,
            path=AnswerIndexPage._get_path(start.path, start.depth + 1, 1),
            depth=start.depth + 1,
        )
        for start in starts
    ]
    for start, answer in zip(starts, answers, strict=True):
        start.url_path = f"{home.url_path}{start.slug}/"
        answer.url_path = f"{start.url_path}{answer.slug}/"
    _store(ManagementPage, home, starts)
    _store(AnswerIndexPage, home, answers)


def _store(model: type[Page], home: HomePage, pages: list[Page]) -> None:
    """Insert pages of one type into the two tables that hold them; Django does that one by one."""
    shared = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    kind = ContentType.objects.get_for_model(model)
    for page in pages:
        page.content_type, page.locale_id, page.draft_title = kind, home.locale_id, page.title
        page.first_published_at = page.last_published_at = timezone.now()
    stored = Page.objects.bulk_create(
        Page(**{name: getattr(page, name) for name in shared}) for page in pages
    )
    for page, row in zip(pages, stored, strict=True):
        page.pk = page.page_ptr_id = row.pk
    for start in range(0, len(pages), ROWS_AT_ONCE // 10):
        model._base_manager._insert(
            pages[start : start + ROWS_AT_ONCE // 10],
            fields=model._meta.local_concrete_fields,
            using=Page.objects.db,
        )


def _give_districts(managements: list[Management]) -> None:
    District.objects.bulk_create(
        (District(name=f"Ortsteil {n}", slug=f"ortsteil-{n}") for n in range(DISTRICTS)),
        ignore_conflicts=True,
    )
    districts = list(District.objects.order_by("pk"))
    ManagementDistrict.objects.bulk_create(
        ManagementDistrict(management=one, district=districts[number % len(districts)])
        for number, one in enumerate(managements)
    )


def _give_answers(numbers: range, managements: list[Management]) -> None:
    enquiries = list(enumerate(Enquiry.objects.all()))
    Answer.objects.bulk_create(
        (
            Answer(
                management=management,
                enquiry=enquiry,
                # Every answer names a page that tells more, so that its owner is looked up.
                page_id=management.page.pk,
                state=STATES[(number + order) % len(STATES)],
                reason=f"Bitte kommen Sie zu {management.short_name}.",
            )
            for (number, management), (order, enquiry) in product(
                zip(numbers, managements, strict=True), enquiries
            )
        ),
        batch_size=ROWS_AT_ONCE,
    )
