"""Menus that show only what leads somewhere."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from wagtail.admin.menu import MenuItem, SubmenuMenuItem

from managements.tenancy.addresses import is_open_to


def usable(items: Iterable[MenuItem], request: HttpRequest) -> list[MenuItem]:
    """Return those of some menu items that lead to addresses of ours, open to the person."""
    return [item for item in items if _leads_somewhere(item, request.user)]


def _leads_somewhere(item: MenuItem, user: Any) -> bool:
    if isinstance(item, SubmenuMenuItem) or item.url.startswith("#"):
        return True  # an empty submenu hides itself; a button opens something on the page
    try:
        return is_open_to(user, resolve(item.url).view_name)
    except Resolver404:  # somebody else's website, in English
        return bool(user.is_superuser)
