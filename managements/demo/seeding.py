"""Fill an empty install with the demonstration. Running it again changes nothing."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from managements.accounts.models import User
from managements.demo import content
from managements.demo.calendars import fill_calendars
from managements.demo.enquiries import ENQUIRIES, answers_of, end_of_refusal
from managements.demo.facts import CONTACTS, DEMO_MAIL_DOMAIN, QUARTERS, Quarter
from managements.demo.funding import (
    provide_logos_and_city_notice,
    provide_notice,
    provide_programmes,
)
from managements.demo.news import fill_news
from managements.demo.statements import fill_statements
from managements.demo.streets import OTHER_NAMES, STREETS
from managements.funding.models import FundingNotice, Logo, Programme
from managements.media_library.models import Document, Image
from managements.models import District, Management
from managements.models.street_list import replace_streets
from managements.pages.models import ContentPage
from managements.referrals.models import (
    Answer,
    Contact,
    Enquiry,
    EnquiryContact,
    ReferralEntry,
    ReferralList,
)
from managements.teams.memberships import join
from managements.tenancy.provisioning import activate_management, provision_management
from managements.tenancy.roles import city_editors
from managements.websites.models import LegalPage

OTHER_MANAGEMENTS = "Fragen Sie gerne bei unseren anderen Managements"
IN_THE_CITY = "Wer in der Stadt weiterhilft"
# Whose version of the notice "In eigener Sache" the demonstration shows.
OWN_CAUSE_ADAPTED = ("gruenau", "paunsdorf")
# Who shows how a deputy works: at home in one management, for a time in another one.
DEPUTY = "vertretung"
DEPUTY_AT_HOME, DEPUTY_FOR_A_TIME = "leipziger-osten", "gruenau"
DEPUTY_DAYS = 30
REVIEW_DAYS = 180


class NotADemonstrationError(Exception):
    """The database holds other content; the demonstration would mix with it."""


def seed_demo() -> list[User]:
    """Make the seven managements, their pages, the shared records and the accounts.

    What is already there stays as it is, so that people may try things out. Returns the accounts.

    Raises:
        NotADemonstrationError: if the database holds content that is not the demonstration's.
    """
    is_first_time = not _is_demonstration()
    if is_first_time and _has_content():
        raise NotADemonstrationError(
            "The database already holds content. The demonstration needs an empty one: "
            "set DATABASE_URL or VAR_DIR to a new place."
        )
    with transaction.atomic():
        call_command("provision_city", verbosity=0)
        if is_first_time:
            _fill()
        provide_logos_and_city_notice()
        fill_calendars(today=timezone.localdate())
        fill_news(today=timezone.localdate())
        # Of demonstrations that are older than the facts.
        fill_statements(today=timezone.localdate())
        accounts = _accounts()
    # Answers are stored in bulk, of which nothing takes notice.
    call_command("rebuild_search", verbosity=0)
    return accounts


def _is_demonstration() -> bool:
    return User.objects.filter(
        username="stadt", email=f"stadt@{DEMO_MAIL_DOMAIN}", groups=city_editors()
    ).exists()


def _has_content() -> bool:
    models = (
        Contact, ContentPage, Document, Enquiry, FundingNotice, Image, Logo, Management, Programme,
        ReferralList, User,
    )  # fmt: skip
    return any(model.objects.exists() for model in models)


def _fill() -> None:
    contacts = _contacts()
    programmes = provide_programmes()
    managements = {quarter.slug: _management(quarter, programmes) for quarter in QUARTERS}
    enquiries = _enquiries({contact.name: contact for contact in contacts})
    _answers(managements, enquiries, today=timezone.localdate())
    internship = enquiries["praktikum"]
    _streets()
    others = _referral_list(
        OTHER_MANAGEMENTS,
        "<p>Sie suchen ein Praktikum? Die anderen Managements haben eigene Aufgaben. Vielleicht "
        "passt es dort besser.</p>",
        [{"management": management} for management in managements.values()],
        enquiry=internship,
    )
    in_the_city = _referral_list(
        IN_THE_CITY,
        "<p>Für vieles gibt es in Leipzig eine feste Stelle.</p>",
        [{"contact": contact} for contact in contacts],
    )
    shared = content.Shared(
        internship=internship.pk, other_managements=others.pk, in_the_city=in_the_city.pk
    )
    for quarter in QUARTERS:
        _pages(quarter, managements, shared)
    _city_pages(managements)
    fill_statements(today=timezone.localdate())
    for management in managements.values():
        activate_management(management)


def _contacts() -> list[Contact]:
    return [
        Contact.objects.create(
            name=contact.name,
            responsible_for=contact.responsible_for,
            phone=contact.phone,
            url=contact.url,
            address=contact.address,
        )
        for contact in CONTACTS
    ]


def _management(quarter: Quarter, programmes: dict[str, Programme]) -> Management:
    management = provision_management(
        name=quarter.name,
        slug=quarter.slug,
        kind=quarter.kind,
        short_name=quarter.short_name,
        districts=quarter.districts,
        accent=quarter.accent,
        emblem=quarter.slug,
        latitude=quarter.latitude,
        longitude=quarter.longitude,
    )
    page = management.page
    page.introduction = quarter.sentence
    page.contact_address = quarter.address
    page.contact_phone = quarter.phone
    page.contact_email = quarter.email
    page.save_revision().publish()
    provide_notice(management, quarter, programmes)
    return management


def _enquiries(contacts: dict[str, Contact]) -> dict[str, Enquiry]:
    """Make the enquiries, in their order; returns them by their slugs."""
    made: dict[str, Enquiry] = {}
    for position, facts in enumerate(ENQUIRIES):
        enquiry = Enquiry(
            name=facts.name,
            slug=facts.slug,
            explanation=facts.explanation,
            synonyms=facts.synonyms,
            sort_order=position,
        )
        enquiry.enquiry_contacts.set(
            EnquiryContact(sort_order=number, contact=contacts[name])
            for number, name in enumerate(facts.contacts)
        )
        enquiry.save()
        made[facts.slug] = enquiry
    return made


def _answers(
    managements: dict[str, Management], enquiries: dict[str, Enquiry], *, today: datetime.date
) -> None:
    """Store what was found of the managements' answers."""
    Answer.objects.bulk_create(
        Answer(
            management=management,
            enquiry=enquiries[slug],
            state=facts.state,
            reason=facts.reason,
            until=end_of_refusal(today) if facts.has_end else None,
            review_on=today + datetime.timedelta(days=REVIEW_DAYS),
        )
        for management in managements.values()
        for slug, facts in answers_of(management.slug).items()
    )


def _streets() -> None:
    """Make the sample of streets, once the managements have their districts."""
    for slug, names in OTHER_NAMES.items():
        District.objects.filter(slug=slug).update(other_names=names)
    replace_streets(STREETS)


def _referral_list(
    title: str,
    introduction: str,
    targets: list[dict[str, Any]],
    enquiry: Enquiry | None = None,
) -> ReferralList:
    made = ReferralList(title=title, introduction=introduction, enquiry=enquiry)
    made.entries.set(
        ReferralEntry(sort_order=position, **target) for position, target in enumerate(targets)
    )
    made.save()
    return made


def _pages(
    quarter: Quarter,
    managements: dict[str, Management],
    shared: content.Shared,
) -> None:
    root = managements[quarter.slug].page
    _fill_legal_pages(root, quarter.name)
    _fill_draft(
        root,
        "ueber-uns",
        content.about(quarter),
        f"Wer wir sind, was wir in {quarter.short_name} tun und wo Sie uns finden.",
    )
    if quarter.slug == "leipziger-osten":
        own_cause = content.own_cause_of_leipziger_osten(shared)
        _fill_draft(
            root,
            "in-eigener-sache",
            own_cause,
            "Was wir für Sie tun können, was nicht, und wer Ihnen stattdessen hilft.",
        )
        _page(
            root,
            "projekte",
            "Projekte",
            content.projects_of_leipziger_osten(),
            "Vorhaben im Leipziger Osten, die länger dauern.",
        )
        _page(
            root,
            "verfuegungsfonds",
            "Verfügungsfonds",
            content.fund_of_leipziger_osten(),
            "Geld für kleine Vorhaben im Stadtteil: Wir beraten, die Stadt entscheidet.",
        )
    elif quarter.slug in OWN_CAUSE_ADAPTED:
        own_cause = content.own_cause_adapted(quarter, shared)
        _fill_draft(
            root,
            "in-eigener-sache",
            own_cause,
            f"{quarter.short_name}: wobei wir helfen, und wer sonst weiterhilft.",
        )
    if quarter.slug == "gruenau":
        _page(
            root,
            "quartiersrat",
            "Quartiersrat",
            content.council_of_gruenau(),
            "Hier sprechen Menschen aus Grünau mit.",
        )
    if quarter.slug == "schoenefeld":
        _page(
            root,
            "projekte",
            "Projekte",
            content.projects_of_schoenefeld(),
            "Was sich in Schönefeld verändert hat.",
        )


def _city_pages(managements: dict[str, Management]) -> None:
    home = Site.objects.get(is_default_site=True).root_page
    _fill_legal_pages(home, "das Netzwerk der Leipziger Quartiersmanagements")
    links = [
        {"page": management.page.pk, "description": management.page.introduction}
        for management in managements.values()
    ]
    _page(
        home,
        "ueber-das-netzwerk",
        "Über das Netzwerk",
        content.about_the_network(links),
        "Sieben Büros, eine Aufgabe: Menschen im Quartier verbinden.",
    )


def _fill_legal_pages(root: Page, name: str) -> None:
    """Replace what provisioning prepared."""
    bodies = {
        LegalPage.Kind.IMPRINT.value: content.imprint(name),
        LegalPage.Kind.PRIVACY.value: content.privacy(),
    }
    for page in LegalPage.objects.child_of(root):
        page.body = bodies[page.kind]
        page.save_revision().publish()


def _fill_draft(root: Page, slug: str, body: content.Body, introduction: str) -> None:
    """Write and publish a page that provisioning prepared as a draft."""
    page = ContentPage.objects.child_of(root).get(slug=slug)
    page.body = body
    page.introduction = introduction
    page.save_revision().publish()


def _page(root: Page, slug: str, title: str, body: content.Body, introduction: str) -> None:
    page = root.add_child(
        instance=ContentPage(
            slug=slug, title=title, body=body, introduction=introduction, show_in_menus=True
        )
    )
    page.save_revision().publish()


def _accounts() -> list[User]:
    """Return the accounts with their password, made anew where somebody deleted them."""
    for management in Management.objects.filter(slug__in=[one.slug for one in QUARTERS]):
        _account(f"redaktion-{management.slug}", management.editors)
    _deputy(today=timezone.localdate())
    _account("stadt", city_editors())
    admin = _account("admin", None)
    accounts = User.objects.filter(email__endswith=f"@{DEMO_MAIL_DOMAIN}").order_by("pk")
    # All share one password; hashing is slow on purpose, so one of them is compared.
    has_new_ones = any(not account.password for account in accounts)
    if has_new_ones or not admin.check_password(settings.DEMO_PASSWORD):
        accounts.update(password=make_password(settings.DEMO_PASSWORD))
    return list(accounts)


def _account(username: str, group: Group | None) -> User:
    user, created = User.objects.get_or_create(
        username=username,
        defaults={
            "email": f"{username}@{DEMO_MAIL_DOMAIN}",
            "is_superuser": group is None,
            "is_staff": group is None,
        },
    )
    if created and group is not None:
        user.groups.add(group)
    return user


def _deputy(*, today: datetime.date) -> None:
    """Make somebody who belongs to one management, and for some weeks to another one."""
    user, created = User.objects.get_or_create(
        username=DEPUTY, defaults={"email": f"{DEPUTY}@{DEMO_MAIL_DOMAIN}"}
    )
    if not created:
        return
    last_days = {
        DEPUTY_AT_HOME: None,
        DEPUTY_FOR_A_TIME: today + datetime.timedelta(days=DEPUTY_DAYS),
    }
    for management in Management.objects.filter(slug__in=last_days):
        join(user=user, management=management, last_day=last_days[management.slug], by=None)
