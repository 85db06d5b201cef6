"""The page tree, the rights on it, the hostname and the public's access, as provisioning steps."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction, Site

from managements.models import FormerHostname, Management
from managements.pages.hosts import city_hostname
from managements.pages.models import ContentPage
from managements.pages.placeholders import placeholders_in, text_of
from managements.tenancy import roles
from managements.tenancy.provisioning import (
    activation_check,
    naming_check,
    provisioning_step,
)
from managements.websites.models import LegalPage, ManagementPage
from managements.websites.redirects import carry_over_redirects
from managements.websites.standard_pages import FIRST_PAGES, LEGAL_PAGES


def site_port() -> int:
    """Return the port of all sites' addresses: the one of the city's own address."""
    parts = urlsplit(settings.BASE_URL)
    return parts.port or (443 if parts.scheme == "https" else 80)


def city_home() -> Page | None:
    """Return the city's start page, None where the city's site was not provisioned yet."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if (
        site is None
        or site.root_page.specific_class not in ManagementPage.allowed_parent_page_models()
    ):
        return None
    return site.root_page


@naming_check
def address_is_taken(management: Management) -> dict[str, str]:
    """Refuse a slug that another page has, and any management before there is a city."""
    home = city_home()
    if home is None:
        return {
            NON_FIELD_ERRORS: _(
                "The city's site is missing. Please run “manage.py provision_city” first."
            )
        }
    others = home.get_children()
    if management.pk:
        others = others.exclude(managementpage__management_record=management.pk)
    if others.filter(slug=management.slug).exists():
        return {
            "slug": _("The address part “%(slug)s” already belongs to another page.")
            % {"slug": management.slug}
        }
    return {}


@naming_check
def hostname_is_taken(management: Management) -> dict[str, str]:
    """Refuse the hostname of the city, and those of other sites."""
    host = management.hostname
    others = Site.objects.filter(hostname=host).exclude(
        root_page__managementpage__management_record=management.pk or 0
    )
    if host and (host in {city_hostname(), *settings.EXTRA_HOSTS} or others.exists()):
        return {"hostname": _("“%(host)s” already belongs to another site.") % {"host": host}}
    return {}


@provisioning_step(order=10)
def provide_page_tree(management: Management) -> None:
    """Make the start page and the pages every site has; keep its title and address true."""
    page = ManagementPage.objects.filter(management_record=management).first()
    if page is None:
        page = Site.objects.get(is_default_site=True).root_page.add_child(
            instance=ManagementPage(
                management_record=management,
                title=management.name,
                slug=management.slug,
                show_in_menus=True,
            )
        )
        page.save_revision().publish()
        provide_first_pages(page, management)
        if management.is_public:
            # A site that had to be made anew is not finished.
            management.status = Management.Status.PREPARATION
            management.save(update_fields=["status"])
    elif (page.title, page.slug) != (management.name, management.slug):
        # On the page alone: a revision would publish what editors have not finished.
        page.title = page.draft_title = management.name
        page.slug = management.slug
        page.save()
    management.page = page
    provide_legal_pages(page, management)


def provide_first_pages(root: Page, management: Management) -> None:
    """Make the pages that editors write first, as drafts. They may be renamed or deleted later."""
    for slug, title, body in FIRST_PAGES:
        page = root.add_child(
            instance=ContentPage(
                title=title, slug=slug, body=body(management), live=False, show_in_menus=True
            )
        )
        page.save_revision()


def provide_legal_pages(root: Page, management: Management | None) -> None:
    """Make the pages that the law asks for, with placeholders for what is not known.

    On a site that is public already they begin as drafts: no placeholder reaches the public.
    """
    present = set(LegalPage.objects.child_of(root).values_list("kind", flat=True))
    for kind, title, body in LEGAL_PAGES:
        if kind not in present:
            page = root.add_child(
                instance=LegalPage(
                    title=title, slug=kind, kind=kind, body=body(management), live=False
                )
            )
            revision = page.save_revision()
            if management is None or not management.is_public:
                revision.publish()


@provisioning_step(order=20)
def provide_page_rights(management: Management) -> None:
    """Let the editors work on their own tree, and on no other."""
    roles.allow_pages(management.editors, management.page)


@provisioning_step(order=30)
def provide_hostname(management: Management) -> None:
    """Give the site its own hostname, or take it back to the city's address.

    A hostname that is given up is remembered, so that its addresses lead on.
    """
    page = management.page
    for site in Site.objects.filter(root_page=page).exclude(hostname=management.hostname or ""):
        FormerHostname.objects.get_or_create(
            hostname=site.hostname, defaults={"management": management}
        )
        carry_over_redirects(site, management)
        site.delete()
    if management.hostname:
        FormerHostname.objects.filter(management=management, hostname=management.hostname).delete()
        Site.objects.update_or_create(
            hostname=management.hostname,
            defaults={"port": site_port(), "root_page": page, "site_name": management.name},
        )


@provisioning_step(order=40)
def provide_public_access(management: Management) -> None:
    """Hide a site in preparation from everybody but its editors and the Stadtredaktion."""
    page = management.page
    if management.is_public:
        PageViewRestriction.objects.filter(page=page).delete()
        return
    restriction, _created = PageViewRestriction.objects.get_or_create(
        page=page, defaults={"restriction_type": PageViewRestriction.GROUPS}
    )
    restriction.groups.set([management.editors, roles.city_editors()])


@activation_check
def unfinished_legal_pages(management: Management) -> list[str]:
    """Say which legal pages are missing, hidden, or hold placeholders."""
    root = ManagementPage.objects.filter(management_record=management).first()
    if root is None:
        return [_("The page tree is missing.")]
    pages = {page.kind: page for page in LegalPage.objects.child_of(root).live()}
    obstacles = []
    for kind, title, _body in LEGAL_PAGES:
        page = pages.get(kind)
        if page is None:
            obstacles.append(_("“%(page)s” is not published.") % {"page": title})
        elif not text_of(page).strip():
            obstacles.append(_("“%(page)s” is empty.") % {"page": page.title})
        elif missing := placeholders_in(page):
            obstacles.append(
                _("“%(page)s” still lacks: %(missing)s.")
                % {"page": page.title, "missing": "; ".join(missing)}
            )
    return obstacles
