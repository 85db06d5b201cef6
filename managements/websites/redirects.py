"""Redirects for pages that moved or were renamed, on every host where they had an address.

Wagtail's own ones ask a page for its address, and a page here has one address only: on a site with
a hostname of its own they would land on the wrong host.
"""

from typing import Any

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.signals import page_slug_changed, post_page_move

from managements.models import Management
from managements.trash.signals import page_restored

LONGEST_PATH = 255  # of Redirect.old_path


def record_redirects(page: Page, *, before: str, after: str) -> None:
    """Redirect the old addresses of a page and of all published pages below it.

    `before` and `after` are its places in the tree, as in `Page.url_path`.
    """
    if before == after:
        return
    wanted: dict[tuple[int, str], Page] = {}
    roots = [(root[0], root[1]) for root in Site.get_site_root_paths()]
    for moved in page.get_descendants(inclusive=True).live():
        old, new = before + moved.url_path[len(after) :], moved.url_path
        for site_id, root in roots:
            path = Redirect.normalise_path(f"/{old.removeprefix(root)}")
            is_unmoved = new.startswith(root) and new.removeprefix(root) == old.removeprefix(root)
            fits = 0 < len(path) <= LONGEST_PATH
            if old.startswith(root) and fits and not is_unmoved:
                wanted[site_id, path] = moved
    with transaction.atomic():
        for (site_id, path), target in wanted.items():
            Redirect.objects.update_or_create(
                site_id=site_id,
                old_path=path,
                defaults={
                    "redirect_page": target,
                    "is_permanent": True,
                    "automatically_created": True,
                },
            )


def carry_over_redirects(site: Site, management: Management) -> None:
    """Keep the redirects of a hostname that is given up: its addresses lead to the city's host."""
    city = Site.objects.get(is_default_site=True)
    for redirect in Redirect.objects.filter(site=site):
        path = Redirect.normalise_path(f"/{management.slug}{redirect.old_path}")
        if Redirect.objects.filter(site=city, old_path=path).exists():
            continue
        redirect.site, redirect.old_path = city, path
        redirect.save()


def _slug_changed(instance: Page, instance_before: Page, **_kwargs: Any) -> None:
    record_redirects(instance, before=instance_before.url_path, after=instance.url_path)


def _page_moved(instance: Page, url_path_before: str, url_path_after: str, **_kwargs: Any) -> None:
    record_redirects(instance, before=url_path_before, after=url_path_after)


def watch_addresses() -> None:
    """Notice when a page is renamed or moved, or comes back from the trash in another place."""
    page_slug_changed.connect(_slug_changed, dispatch_uid="websites.slug_changed")
    post_page_move.connect(_page_moved, dispatch_uid="websites.page_moved")
    page_restored.connect(_page_moved, dispatch_uid="websites.page_restored")
