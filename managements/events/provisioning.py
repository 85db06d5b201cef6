"""The calendar on every site."""

from wagtail.models import Page

from managements.events.models import EventIndexPage
from managements.events.models.event_index_pages import CALENDAR_SLUG
from managements.models import FieldOfAction, Management
from managements.pages.provisioning import provide_fixed_page
from managements.tenancy.provisioning import provisioning_step

TITLE = "Termine"
INTRODUCTION = "Was bei uns stattfindet, und wann wir für Sie da sind."
CITY_INTRODUCTION = "Was in den Leipziger Quartieren stattfindet, und wann wer für Sie da ist."
# On what the managements work (Handlungsfelder); the Stadtredaktion may change them.
FIELDS_OF_ACTION = (
    ("Bildung und Gesundheit", "bildung-gesundheit"),
    ("Nachbarschaft und Stadtteilkultur", "nachbarschaft-stadtteilkultur"),
    ("Wohnen und Wohnumfeld", "wohnen-wohnumfeld"),
    ("Ordnung und Sauberkeit", "ordnung-sauberkeit"),
)


@provisioning_step(order=16)
def provide_calendar_page(management: Management) -> None:
    """Give a management's site its calendar."""
    provide_fixed_page(
        EventIndexPage,
        management.page,
        slug=CALENDAR_SLUG,
        title=TITLE,
        introduction=INTRODUCTION,
        show_in_menus=True,
    )


def provide_city_calendar(home: Page) -> None:
    """Give the city's site its calendar, and the topics by which dates are found."""
    provide_fixed_page(
        EventIndexPage,
        home,
        slug=CALENDAR_SLUG,
        title=TITLE,
        introduction=CITY_INTRODUCTION,
        show_in_menus=True,
    )
    if not FieldOfAction.objects.exists():
        FieldOfAction.objects.bulk_create(
            FieldOfAction(name=name, slug=slug, position=position)
            for position, (name, slug) in enumerate(FIELDS_OF_ACTION)
        )
