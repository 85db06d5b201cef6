"""The groups in which the examples stand."""

from django.utils.translation import gettext_lazy as _

from managements.component_page.examples import Group
from managements.component_page.groups import answers, blocks, dates, frame, heads, texts, ways

GROUPS = (
    Group("rahmen", _("Around the page"), frame.examples),
    Group("koepfe", _("Heads, cards, lists"), heads.examples),
    Group("termine", _("Dates"), dates.examples),
    Group("auskuenfte", _("Answers and finder"), answers.examples),
    Group("wege", _("Search, forms, map"), ways.examples),
    Group("texte", _("News, contacts, icons"), texts.examples),
    Group("bloecke", _("Blocks of the page’s content"), blocks.examples),
)


def group_named(slug: str) -> Group | None:
    """Return a group by the name in its address, None if there is none."""
    return next((group for group in GROUPS if group.slug == slug), None)
