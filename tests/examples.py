"""One example of everything that the public may see: all of them have to pass every proof of pages.

The first of each kind is weighed as well.

A new type of page, or a new part of one, needs a line here; a new block needs one in `every_block`
of `tests/prepared_demo.py`. tests/browser/test_examples.py fails without it.
"""

import datetime
from zoneinfo import ZoneInfo

_SOON = datetime.datetime.now(ZoneInfo("Europe/Berlin")).date() + datetime.timedelta(days=10)

# What no page answers.
NOWHERE = "nowhere"

# By the type of the page, and its part where it has some: what it is, and where. Of each kind the
# first is an ordinary one, which is weighed. What the demonstration lacks is made by `prepare`.
EXAMPLES: dict[str, dict[str, str]] = {
    "home.HomePage": {"city": "/"},
    "websites.ManagementPage": {
        "management": "/leipziger-osten/",
        "management without a consultation hour": "/loessnig/",
        "management, just closed": "/paunsdorf/",
        "management, ended": "/moeckern-gohlis-nord/",
    },
    "websites.LegalPage": {
        "privacy": "/leipziger-osten/datenschutz/",
        "city, legal": "/impressum/",
        "imprint, long name": "/schoenefeld/impressum/",
    },
    "accessibility.AccessibilityStatementPage": {
        "accessibility": "/leipziger-osten/barrierefreiheit/",
        "accessibility of the city": "/barrierefreiheit/",
        "accessibility, ended": "/moeckern-gohlis-nord/barrierefreiheit/",
    },
    "accessibility.AccessibilityStatementPage.report_barrier": {
        "report": "/leipziger-osten/barrierefreiheit/melden/?seite=/leipziger-osten/termine/",
    },
    "search.SearchPage": {
        "search in a management": "/leipziger-osten/suche/?q=Veranstaltungen",
        "search": "/suche/?q=Praktikum",
        "search, nothing found": "/suche/?q=Quastenflosser",
        "search, nothing asked": "/leipziger-osten/suche/",
    },
    "pages.ContentPage": {
        "page": "/leipziger-osten/in-eigener-sache/",
        "page with all blocks": "/leipziger-osten/alle-bausteine/",
        "page with pages below": "/leipziger-osten/projekte/",
        "page of the city": "/ueber-das-netzwerk/",
    },
    "referrals.AnswerIndexPage": {"answers": "/leipziger-osten/anliegen/"},
    "referrals.AnswerIndexPage.answer": {
        "answer with a no": "/leipziger-osten/anliegen/praktikum/",
        "answer with contacts": "/gruenau/anliegen/muell/",
        "answer with a yes": "/gruenau/anliegen/veranstaltung/",
        "answer while closed": "/paunsdorf/anliegen/veranstaltung/",
    },
    "referrals.EnquiryIndexPage": {
        "finder": "/anliegen/",
        "finder, place alone": "/anliegen/?ort=Volkmarsdorf",
        "finder, only parts": "/anliegen/?ort=Reudnitz&anliegen=praktikum",
        "finder, nothing understood": "/anliegen/?ort=Atlantis&anliegen=Quastenflosser",
    },
    "referrals.EnquiryIndexPage.overview": {"overview of answers": "/anliegen/uebersicht/"},
    "referrals.EnquiryIndexPage.enquiry": {"enquiry": "/anliegen/praktikum/"},
    "events.EventIndexPage": {
        "dates": "/leipziger-osten/termine/",
        "dates of the city, filtered": "/termine/?kostenlos=ja&thema=wohnen-wohnumfeld",
        "dates, nothing fits": "/leipziger-osten/termine/?barrierefrei=ja&seite=9",
    },
    "events.EventIndexPage.present_month": {
        "month": "/termine/monat/",
        "month, empty": "/loessnig/termine/monat/",
    },
    "events.EventIndexPage.month": {
        "month of a management": f"/leipziger-osten/termine/monat/{_SOON:%Y-%m}/",
        "month, unknown": "/leipziger-osten/termine/monat/2026-13/",
    },
    "events.EventIndexPage.day": {"day": f"/leipziger-osten/termine/tag/{_SOON:%Y-%m-%d}/"},
    "events.EventIndexPage.archive": {"archive of dates": "/leipziger-osten/termine/archiv/"},
    "events.EventIndexPage.archive_of_year": {
        "archive of dates, year": "/termine/archiv/2024/",
    },
    "events.EventIndexPage.subscribe": {"subscribe": "/leipziger-osten/termine/abonnieren/"},
    "events.EventPage": {
        "event, single": "/gruenau/termine/quartiersrat/",
        "event, series": "/leipziger-osten/termine/linie-ost/",
        "event, cancelled": "/leipziger-osten/termine/ein-abgesagtes-fest/",
        "event, several days": "/mockau/termine/bunter-mockauer-sommer-2020/",
        "event of the city": "/termine/tag-der-staedtebaufoerderung/",
    },
    "news.NewsIndexPage": {
        "news": "/leipziger-osten/aktuelles/",
        "news of the city, filtered": "/aktuelles/?quartier=leipziger-osten&thema=wohnen-wohnumfeld",
        "news, nothing fits": "/aktuelles/?quartier=loessnig&thema=wohnen-wohnumfeld&seite=x",
    },
    "news.NewsIndexPage.archive": {"archive of news": "/leipziger-osten/aktuelles/archiv/"},
    "news.NewsIndexPage.archive_of_year": {"archive of news, year": "/aktuelles/archiv/2025/"},
    "news.NewsPage": {
        "post": "/leipziger-osten/aktuelles/zwei-halbe-stellen/",
        "post with a long lead": "/leipziger-osten/aktuelles/der-parkbogen-ost/",
        "post that is over": "/leipziger-osten/aktuelles/mit-der-linie-ost-durch-den-stadtteil/",
    },
    NOWHERE: {
        "not found": "/leipziger-osten/gibt-es-nicht/",
        "not found, city": "/gibt-es-nicht/",
    },
}
# The parts of pages that have no address of their own to list, with the reason.
UNLISTED: dict[str, str] = {
    "accessibility.AccessibilityStatementPage.thanks": (
        "Needs a receipt: test_barrier_report looks at it."
    ),
}

# All of them by their names, and one of each kind by its kind.
SHOWN: dict[str, str] = {name: path for some in EXAMPLES.values() for name, path in some.items()}
ONE_OF_EACH: dict[str, str] = {kind: next(iter(some.values())) for kind, some in EXAMPLES.items()}
