"""A city with a management whose every secret is a canary, and the people who try to catch one.

Canaries are words that stand in texts of *Grünau* which only its editors, the Stadtredaktion and
superusers may read: drafts, file names, tags, names of people, entries of logs. *Verborgen* is in
preparation, so that its very name is one. *Paunsdorf* is where the curious work; somebody with two
managements works for *Mockau* as well.
"""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    Comment,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageLogEntry,
    PageViewRestriction,
    Revision,
    Site,
    Task,
    UploadedFile,
    Workflow,
    WorkflowTask,
)

from managements.accessibility.models import (
    AccessibilityStatementPage,
    BarrierReport,
    StatementGap,
)
from managements.accounts.models import User
from managements.audit.models import AuditEntry
from managements.events.models import (
    CalendarEntry,
    DateChange,
    EventIndexPage,
    EventPage,
    Occurrence,
    Participation,
    key_of,
)
from managements.events.refreshing import refresh
from managements.funding.models import (
    CityNotice,
    FundingNotice,
    Logo,
    LogoVersion,
    NoticeProgramme,
    Programme,
    ProgrammeName,
    Publication,
    ReportedLight,
    WaitingPage,
)
from managements.media_library.models import Document, Image
from managements.models import (
    District,
    FieldOfAction,
    FormerName,
    Management,
    SchoolHoliday,
    Street,
)
from managements.news.models import NewsIndexPage, NewsPage
from managements.offices.models import Closure, ConsultationHour, Place
from managements.pages.models import ContentPage
from managements.referrals.models import (
    Answer,
    AnswerCount,
    Contact,
    Enquiry,
    ReferralEntry,
    ReferralList,
)
from managements.schedules.rules import Repeats
from managements.teams.models import Invitation, Membership
from managements.tenancy.roles import allow_models, city_editors
from managements.trash.models import TrashEntry
from managements.trash.trashing import move_to_trash
from tests.builders import content_page, photograph, statement_of, text
from tests.dates import at, make_closure, make_hour, make_place
from tests.isolation.specimen.models import CommonSpecimen, Specimen

_WORD = re.compile(r"kanarie[a-z]+xq", re.IGNORECASE)
SPECIMENS = (("specimen", "specimen"),)


def canary(kind: str) -> str:
    """Return the word that gives away a kind of text."""
    return f"Kanarie{kind}xq"


def canaries_in(words: str) -> set[str]:
    """Return the canaries that stand in some words."""
    return {found.lower() for found in _WORD.findall(words)}


@dataclass
class Things:
    """What one management has, by the names that addresses use for their ids."""

    management: Management
    draft: Page
    live: Page
    image: Image
    document: Document
    specimen: Specimen
    notice: FundingNotice
    publication: Publication
    answer: Answer
    place: Place
    hour: ConsultationHour
    closure: Closure
    editor: User
    redirect: Redirect
    upload_image: UploadedFile
    upload_document: UploadedFile
    session: EditingSession
    membership: Membership
    invitation: Invitation
    trash_entry: TrashEntry
    event: EventPage
    event_draft: EventPage
    # Published, with unfinished work; and one that nobody has published.
    post: NewsPage
    post_draft: NewsPage
    # A consultation hour with dates to come.
    held: ConsultationHour
    # That the city asked the management to take part in its own event.
    participation: Participation
    # That somebody reported a barrier; the statement is being written anew.
    barrier: BarrierReport
    statement: AccessibilityStatementPage
    revisions: list[Any] = field(default_factory=list)
    specimen_revisions: list[Any] = field(default_factory=list)

    @property
    def root(self) -> Page:
        """The management's start page."""
        return self.management.page


@dataclass
class World:
    """Everything there is."""

    gruenau: Things
    hidden: Things
    paunsdorf: Things
    mockau: Things
    both: User
    city_editor: User
    admin: User
    home: Page
    contact: Contact
    referral_list: ReferralList
    enquiry: Enquiry
    programme: Programme
    logo: Logo
    city_notice: CityNotice
    district: District
    street: Street
    topic: FieldOfAction
    school_holiday: SchoolHoliday
    common: CommonSpecimen
    workflow: Workflow
    task: GroupApprovalTask

    @property
    def strangers(self) -> tuple[Things, Things]:
        """The managements that the curious do not work for."""
        return self.gruenau, self.hidden


# A Monday that is to come for as long as tests are run.
TODAY = timezone.localdate()
DAY = TODAY + datetime.timedelta(days=14 - TODAY.weekday())


def _event_of(management: Management, words: Any, editor: User) -> EventPage:
    """Publish an event of a management, with unfinished work and a change that says nothing any more."""
    calendar = EventIndexPage.objects.child_of(management.page).get()
    event = calendar.add_child(
        instance=EventPage(
            title=f"Treffen {management.slug[:2]}", slug="treffen", owner=editor, first_day=DAY,
            starts_at=datetime.time(18),
        )
    )  # fmt: skip
    event.save_revision(user=editor).publish()
    event = EventPage.objects.get(pk=event.pk)
    event.title = words("veranstaltungsentwurf")
    event.introduction = words("veranstaltungseinleitung")
    event.save_revision(user=editor)
    event = EventPage.objects.get(pk=event.pk)
    _changes_of(event, words)
    return event


def _event_draft_of(event: EventPage, words: Any) -> EventPage:
    """Write an event beside another one that nobody has published."""
    draft = event.get_parent().add_child(
        instance=EventPage(
            title=words("geplantefeier"), slug=words("feierslug").lower(), live=False,
            first_day=DAY, organisers=words("mitveranstalter"),
        )
    )  # fmt: skip
    draft.save_revision()
    refresh(draft)
    return draft


def _posts_of(management: Management, words: Any, editor: User) -> tuple[NewsPage, NewsPage]:
    """Publish a post that is being written anew, and write one that nobody has published."""
    news = NewsIndexPage.objects.child_of(management.page).get()
    post = news.add_child(
        instance=NewsPage(
            title=f"Neues {management.slug[:2]}", slug="neues", introduction="Neu.", owner=editor
        )
    )
    post.save_revision(user=editor).publish()
    post = NewsPage.objects.get(pk=post.pk)
    post.title, post.introduction = words("beitragsentwurf"), words("beitragseinleitung")
    post.save_revision(user=editor)
    draft = news.add_child(
        instance=NewsPage(
            title=words("geplanterbeitrag"), slug=words("beitragslug").lower(), live=False,
            introduction=words("beitragsteaser"), body=[text(f"<p>{words('beitragstext')}</p>")],
        )
    )  # fmt: skip
    draft.save_revision()
    return NewsPage.objects.get(pk=post.pk), draft


def _statement_of(management: Management, words: Any, editor: User) -> AccessibilityStatementPage:
    """Begin the statement of a management anew, without publishing it."""
    page = statement_of(management)
    page.title, page.responsible_body = words("erklaerung"), words("verantwortlich")
    page.assessed_by, page.feedback_phone = words("pruefstelle"), words("telefon")
    page.feedback_email = f"{words('rueckmeldung')}@example.org"
    page.gaps = [StatementGap(what=words("luecke"), instead=words("stattdessen"))]
    page.body = [text(f"<p>{words('erklaerungstext')}</p>")]
    page.save_revision(user=editor, clean=False)
    return statement_of(management)


def _barrier_of(management: Management, words: Any) -> BarrierReport:
    """Store a report of long ago, so that it is overdue."""
    return BarrierReport.objects.create(
        management=management, page_url=f"http://quartiere.test/{words('barriereseite')}/",
        barrier=words("barriere"), aids=words("hilfsmittel"), note=words("barrierenotiz"),
        reply_to=f"{words('melder')}@example.org", received_at=at("2001-01-01"),
        due_on=datetime.date(2001, 2, 1), digest=f"{management.pk:064}",
    )  # fmt: skip


def _changes_of(source: Any, words: Any) -> None:
    """Leave out the day on which it takes place, and keep a reason that nobody is told any more."""
    DateChange.objects.create(
        **key_of(source), kind="left_out", day=DAY, note=words("ausgelassen")
    )  # fmt: skip
    DateChange.objects.create(
        **key_of(source), kind="cancelled", day=DAY + datetime.timedelta(days=1),
        note=words("verwaist"),
    )  # fmt: skip
    # Everybody reads of it, so it says nothing of its own.
    DateChange.objects.create(**key_of(source), kind="extra", day=DAY + datetime.timedelta(days=2))
    refresh(source)


def _publication_of(management: Management, words: Any) -> Publication:
    publication = Publication(
        management=management, page_key=1, occasion="published",
        published_at=at(TODAY), title=words("veroeffentlichung"),
        address=f"https://quartiere.test/{words('adresse')}/", wording=words("wortlaut"),
        logos=[{"name": words("logo"), "alternative_text": words("logotext"), "digest": "0" * 64}],
        digest="0" * 64,
    )  # fmt: skip
    publication.html = words("seite").encode()
    publication.save()
    return publication


def _held_by(management: Management, words: Any) -> ConsultationHour:
    hour = ConsultationHour.objects.create(
        management=management, repeats=Repeats.WEEKLY, weekdays=[0], first_day=DAY,
        starts_at=datetime.time(14), ends_at=datetime.time(16),
    )  # fmt: skip
    _changes_of(hour, words)
    return hour


def things_of(
    management: Management,
    words: Any,
    enquiry: Enquiry,
    city_event: EventPage,
    programme: Programme,
) -> Things:
    """Fill a management; `words` turns a kind of text into what stands there."""
    editor = User.objects.create_user(
        words("benutzer"), f"{words('mail')}@example.org", "geheim",
        first_name=words("vorname"), last_name=words("nachname"),
    )  # fmt: skip
    editor.groups.add(management.editors)
    allow_models(management.editors, SPECIMENS)
    _allow_publishing(management.editors)
    root = management.page

    draft = root.add_child(
        instance=ContentPage(
            title=words("entwurf"), slug=words("entwurfslug").lower(), live=False, owner=editor,
            introduction=words("entwurfeinleitung"), body=[text(f"<p>{words('entwurftext')}</p>")],
        )
    )  # fmt: skip
    draft.save_revision(user=editor, log_action=True)
    live = content_page(root, f"Offen {management.short_name}", slug="offen", owner=editor)
    public_revision = live.get_latest_revision()
    live.title = words("neuertitel")
    live.introduction = words("neueeinleitung")
    unpublished = live.save_revision(user=editor, log_action=True)
    live = Page.objects.get(pk=live.pk).specific
    Comment.objects.create(
        page=live, user=editor, text=words("kommentar"), contentpath="title", position=""
    )

    image = Image(
        title=words("bild"), description=words("beschreibung"), credit=words("urheber"),
        collection=management.collection, uploaded_by_user=editor,
        file=ContentFile(photograph(), f"{words('bilddatei')}.jpg"),
    )  # fmt: skip
    image.save()
    image.tags.add(words("schlagwort"))
    document = Document(
        title=words("dokument"), collection=management.collection, uploaded_by_user=editor,
        text_version=f"<p>{words('textfassung')}</p>",
        file=ContentFile(b"x" * 64, f"{words('dokumentdatei')}.pdf"),
    )  # fmt: skip
    document.file_size = 64
    document.save()
    document.tags.add(words("dokumentschlagwort"))

    specimen = Specimen.objects.create(
        management=management, title=words("datensatz"), text=f"<p>{words('datensatztext')}</p>",
        image=image, document=document, page=draft, live=False,
    )  # fmt: skip
    first = specimen.save_revision(user=editor, log_action=True)
    specimen.title = words("datensatzentwurf")
    second = specimen.save_revision(user=editor, log_action=True)
    notice = FundingNotice.objects.create(
        management=management, text=words("hinweis"), carrier=words("traeger"),
        commissioner=words("auftraggeber"), budget_sentence=words("haushalt"),
        extra_wording=words("zusatz"), valid_until=datetime.date(2001, 1, 1),
    )  # fmt: skip
    NoticeProgramme.objects.create(notice=notice, programme=programme)
    # Older than all posts: nobody but the Stadtredaktion reads it.
    FormerName.objects.create(
        management=management, name=words("fruehername"), last_day=datetime.date(2001, 1, 1)
    )
    # A page of the past, which nobody can read on the web any more.
    publication = _publication_of(management, words)
    # What an answer says is for everybody, until it has expired.
    answer = Answer.objects.create(
        management=management, enquiry=enquiry, state="not_now", until=datetime.date(2001, 1, 1),
        reason=words("begruendung"),
    )  # fmt: skip
    AnswerCount.objects.create(
        management=management, enquiry=enquiry, month=datetime.date(2026, 11, 1),
        standing="advice", shown=4711,
    )  # fmt: skip
    # What takes place is for everybody: this place is in no use, the hour falls on Easter Monday
    # alone, and the closure is over.
    place = make_place(
        management, words("ort"), address=words("anschrift"), directions=words("weg"),
        accessibility_note=words("zugang"),
    )  # fmt: skip
    easter_monday = datetime.date(2001, 4, 16)
    hour = make_hour(
        management, make_place(management, words("sprechort")), title=words("sprechstunde"),
        purpose=words("wofuer"), appointment_contact=words("anmeldung"), repeats="weekly",
        nths=[], first_day=easter_monday, until=easter_monday,
    )  # fmt: skip
    closure = make_closure(
        management, at("2001-01-01"), at("2001-01-02"), reason=words("grund"),
        deputy=words("vertretung"),
    )  # fmt: skip
    redirect = Redirect.objects.create(
        site=Site.objects.get(is_default_site=True),
        old_path=Redirect.normalise_path(f"/{words('weiterleitung')}/"), redirect_page=draft,
    )  # fmt: skip
    log(notice, "wagtail.edit", user=editor)

    invitation = Invitation.objects.create(
        management=management, email=f"{words('einladung')}@example.org".lower(), invited_by=editor,
        created_at=timezone.now(), expires_at=timezone.now() + datetime.timedelta(days=14),
        token_hash=words("marke"),
    )  # fmt: skip
    deleted = content_page(root, words("geloescht"), owner=editor)
    content_page(deleted, words("unterseite"))
    trash_entry = move_to_trash(page=deleted, by=editor, now=timezone.now())

    event = _event_of(management, words, editor)
    post, post_draft = _posts_of(management, words, editor)

    def upload(model: type[Any], name: str) -> UploadedFile:
        return UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(photograph(), name), uploaded_by_user=editor,
        )  # fmt: skip

    return Things(
        management=management, draft=draft, live=live, image=image, document=document,
        specimen=Specimen.objects.get(pk=specimen.pk), notice=notice,
        publication=publication, answer=answer, place=place, hour=hour, closure=closure, editor=editor,
        redirect=redirect,
        upload_image=upload(Image, f"{words('hochladen')}.jpg"),
        upload_document=upload(Document, f"{words('hochladendokument')}.jpg"),
        session=EditingSession.objects.create(
            user=editor, content_type=ContentType.objects.get_for_model(ContentPage),
            object_id=draft.pk, last_seen_at=timezone.now(),
        ),
        membership=Membership.objects.get(user=editor, management=management),
        invitation=invitation,
        trash_entry=trash_entry,
        event=event,
        event_draft=_event_draft_of(event, words),
        post=post,
        post_draft=post_draft,
        held=_held_by(management, words),
        participation=Participation.objects.create(event=city_event, management=management),
        barrier=_barrier_of(management, words),
        statement=_statement_of(management, words, editor),
        revisions=[public_revision, unpublished, draft.get_latest_revision()],
        specimen_revisions=[first, second],
    )  # fmt: skip


def _allow_publishing(group: Group) -> None:
    group.permissions.add(
        *Permission.objects.filter(
            content_type__app_label="specimen",
            content_type__model="specimen",
            codename__regex="^(publish|lock|unlock)_",
        )
    )


def plain(name: str) -> Any:
    """Return words that give nothing away, for the managements of the curious."""
    return lambda kind: f"{name}{kind}"


def _programme() -> Programme:
    programme = Programme.objects.create(title="Programm")
    ProgrammeName.objects.create(
        programme=programme, name="Volles Programm", valid_from=datetime.date(2000, 1, 1)
    )
    return programme


def _logo_of(programme: Programme) -> Logo:
    logo = Logo.objects.create(name="Freistaat", with_every_notice=True, on_city_pages=True)
    logo.programmes.add(programme)
    logo.save()
    # No file stands behind it: nobody looks into it.
    LogoVersion.objects.bulk_create(
        [
            LogoVersion(
                logo=logo, file="logos/x.png", alternative_text="Logo Freistaat",
                valid_from=datetime.date(2000, 1, 1), digest="0" * 64, width=400, height=100,
            )
        ]
    )  # fmt: skip
    return logo


def build_world(city: Page, make_management: Any) -> World:
    """Make the city with its four managements, its people, and what they share."""
    enquiry = Enquiry.objects.create(name="Praktikum", slug="praktikum")
    programme = _programme()
    city_event = EventIndexPage.objects.child_of(city).get().add_child(
        instance=EventPage(title="Stadtfest", slug="stadtfest", first_day=DAY)
    )  # fmt: skip
    city_event.save_revision().publish()
    gruenau = things_of(make_management("gruenau"), canary, enquiry, city_event, programme)
    hidden = things_of(
        make_management(
            "kanariesteigxq", is_public=False, name=canary("hofname"), short_name=canary("hof")
        ),
        lambda kind: canary(f"{kind}versteckt"),
        enquiry,
        city_event,
        programme,
    )
    paunsdorf = things_of(
        make_management("paunsdorf"), plain("Paunsdorf"), enquiry, city_event, programme
    )
    mockau = things_of(make_management("mockau"), plain("Mockau"), enquiry, city_event, programme)

    both = User.objects.create_user("beide", "beide@example.org", "geheim")
    both.groups.add(paunsdorf.management.editors, mockau.management.editors)
    city_editor = User.objects.create_user("stadt", "stadt@example.org", "geheim")
    city_editor.groups.add(city_editors())
    allow_models(city_editors(), (*SPECIMENS, ("specimen", "commonspecimen")))
    admin = User.objects.create_superuser(canary("admin"), f"{canary('adminmail')}@example.org")

    contact = Contact.objects.create(name="Bürgertelefon 115")
    referral_list = ReferralList(title="Weiter")
    referral_list.entries.set(
        [
            ReferralEntry(management=gruenau.management),
            ReferralEntry(management=hidden.management),
            ReferralEntry(contact=contact),
        ]
    )
    referral_list.save()
    workflow = Workflow.objects.create(name=canary("ablauf"))
    task = GroupApprovalTask.objects.create(name=canary("aufgabe"))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    common = CommonSpecimen.objects.create(title="Allen gemeinsam")
    common.save_revision()
    return World(
        gruenau=gruenau, hidden=hidden, paunsdorf=paunsdorf, mockau=mockau, both=both,
        city_editor=city_editor, admin=admin, home=city, contact=contact,
        referral_list=referral_list, enquiry=enquiry, programme=programme, logo=_logo_of(programme),
        city_notice=CityNotice.objects.create(text="Im Auftrag: {Auftraggeber}."),
        district=District.objects.create(name="Grünau-Ost", slug="gruenau-ost"),
        street=Street.objects.create(name="Stuttgarter Allee"),
        topic=FieldOfAction.objects.create(name="Lesen", slug="lesen"),
        school_holiday=SchoolHoliday.objects.create(
            name="Winterferien 2001", first_day=datetime.date(2001, 2, 12),
            last_day=datetime.date(2001, 2, 24),
        ),
        common=common, workflow=workflow, task=task,
    )  # fmt: skip


def strangers_rows(world: World) -> list[Any]:
    """Return what is in the database of the strangers' belongings, and all rights of everybody."""
    rows = rights()
    for things in world.strangers:
        management, path = things.management, Page.objects.get(pk=things.root.pk).path
        pages = Page.objects.filter(path__startswith=path)
        ids = [str(pk) for pk in pages.values_list("pk", flat=True)]
        rows += [
            *pages.values_list(),
            *ContentPage.objects.filter(path__startswith=path).values_list(),
            *Revision.objects.filter(
                base_content_type__model="page", object_id__in=ids
            ).values_list(),
            *PageLogEntry.objects.filter(page__in=ids).values_list(),
            *Comment.objects.filter(page__in=ids).values_list(),
            *Redirect.objects.filter(redirect_page__in=ids).values_list(),
            *Image.objects.filter(collection=management.collection).values_list(),
            *Document.objects.filter(collection=management.collection).values_list(),
            *Specimen.objects.filter(management=management).values_list(),
            *FundingNotice.objects.filter(management=management).values_list(),
            *NoticeProgramme.objects.filter(notice__management=management).values_list(),
            *FormerName.objects.filter(management=management).values_list(),
            *ReportedLight.objects.filter(management=management).values_list(),
            *Publication.objects.filter(management=management).values_list(),
            *WaitingPage.objects.filter(page_key__in=ids).values_list(),
            *Answer.objects.filter(management=management).values_list(),
            *AnswerCount.objects.filter(management=management).values_list(),
            *Place.objects.filter(management=management).values_list(),
            *ConsultationHour.objects.filter(management=management).values_list(
                *(field.attname for field in ConsultationHour._meta.concrete_fields),
                "hour_places__place",
            ),
            *Closure.objects.filter(management=management).values_list(),
            *UploadedFile.objects.filter(uploaded_by_user=things.editor).values_list(),
            *EditingSession.objects.filter(user=things.editor).values_list(),
            *Membership.objects.filter(management=management).values_list(),
            *Invitation.objects.filter(management=management).values_list(),
            *TrashEntry.objects.filter(management=management).values_list(),
            *EventPage.objects.filter(path__startswith=path).values_list(),
            *NewsPage.objects.filter(path__startswith=path).values_list(),
            *NewsPage.topics.through.objects.filter(newspage__in=ids).values_list(),
            *DateChange.objects.filter(event__in=ids).values_list(),
            *DateChange.objects.filter(hour__management=management).values_list(),
            *BarrierReport.objects.filter(management=management).values_list(),
            *AccessibilityStatementPage.objects.filter(path__startswith=path).values_list(),
            *StatementGap.objects.filter(page__in=ids).values_list(),
            *Participation.objects.filter(management=management).values_list(),
            *Participation.objects.filter(event__in=ids).values_list(),
            *Occurrence.objects.filter(management=management).values_list(),
            *CalendarEntry.objects.filter(management=management).values_list(),
            *AuditEntry.objects.filter(management=management).values_list(),
            *Management.objects.filter(pk=management.pk).values_list(),
            *Collection.objects.filter(pk=management.collection_id).values_list(),
        ]
    # PostgreSQL gives them in one order, and in another when it has gathered statistics meanwhile.
    return sorted(rows, key=repr)


def rights() -> list[Any]:
    """Return who may do what, and on which hosts: nobody changes that by way of the CMS."""
    rows: list[Any] = []
    for model in (
        Site, Group, Group.permissions.through, User.groups.through,
        User.user_permissions.through, GroupPagePermission, GroupCollectionPermission,
        PageViewRestriction, Workflow, Task,
    ):  # fmt: skip
        rows += model.objects.order_by("pk").values_list()
    rows += User.objects.order_by("pk").values_list("pk", "is_superuser", "is_active", "username")
    return rows
