"""What can be found: a page, a management's answer, or an enquiry, with its words.

The rows follow from what they point to; `indexing` alone writes them. Whether a visitor may see
what a row points to is never stored here: it is asked whenever somebody searches.
"""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Exists, Q, Value
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page
from wagtail.search import index

from managements.models import Management
from managements.referrals.models import Answer, AnswerIndexPage, Enquiry, EnquiryIndexPage
from managements.search.words import LONGEST_WORD


class Kind(models.TextChoices):
    """What a result is, in the order in which visitors may choose among them."""

    # The value stands in addresses.
    QUARTER = "quartier", pgettext_lazy("search result", "Quarter")
    ENQUIRY = "anliegen", pgettext_lazy("search result", "Enquiry")
    ANSWER = "auskunft", pgettext_lazy("search result", "Answer")
    EVENT = "termin", pgettext_lazy("search result", "Date")
    POST = "beitrag", pgettext_lazy("search result", "Post")
    PAGE = "seite", pgettext_lazy("search result", "Page")

    @property
    def of_several(self) -> str:
        """What several results of the kind are called."""
        return str(_SEVERAL[self])


_SEVERAL = {
    Kind.QUARTER: pgettext_lazy("search results", "Quarters"),
    Kind.ENQUIRY: pgettext_lazy("search results", "Enquiries"),
    Kind.ANSWER: pgettext_lazy("search results", "Answers"),
    Kind.EVENT: pgettext_lazy("search results", "Dates"),
    Kind.POST: pgettext_lazy("search results", "Posts"),
    Kind.PAGE: pgettext_lazy("search results", "Pages"),
}


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Reading what can be found."""

    def of_city(self, home: Page, hidden: Iterable[str]) -> Self:
        """Return what everybody may see of all managements and of the city.

        `hidden` are the tree paths of what is not for everybody. A management that has ended
        answers nothing any more: its pages are an archive.
        """
        hidden = list(hidden)
        pages = Q(page__live=True, page__path__startswith=home.path)
        answers = Q(
            answer__enquiry__is_offered=True,
            answer__management__page__live=True,
            answer__management__page__path__in=_below_which(AnswerIndexPage, hidden),
            answer__management__status__in=[
                Management.Status.ACTIVE,
                Management.Status.WINDING_DOWN,
            ],
        )
        for path in hidden:
            pages &= ~Q(page__path__startswith=path)
            answers &= ~Q(answer__management__page__path__startswith=path)
        enquiries = Q(
            Exists(
                Page.objects.filter(path=home.path, path__in=_below_which(EnquiryIndexPage, hidden))
            ),
            enquiry__is_offered=True,
        )
        return self.filter(pages | answers | enquiries)

    def of_management(self, management: Management, hidden: Iterable[str]) -> Self:
        """Return what the readers of a management's site may see of it.

        A site that is hidden as a whole is whole for those who may read it.
        """
        root = management.page.path
        pages = Q(page__live=True, page__path__startswith=root)
        hidden = [path for path in hidden if not root.startswith(path)]
        for path in hidden:
            pages &= ~Q(page__path__startswith=path)
        if management.has_ended:
            return self.filter(pages)
        answers = Q(
            answer__enquiry__is_offered=True,
            answer__management=management,
            answer__management__page__path__in=_below_which(AnswerIndexPage, hidden),
        )
        return self.filter(pages | answers)


def _below_which(page_type: type[Page], hidden: Iterable[str]) -> Any:
    """Return the tree paths of the pages right below which a page shows answers to visitors."""
    shown = page_type.objects.live()
    for path in hidden:
        shown = shown.exclude(path__startswith=path)
    length = Length("path") - Value(Page.steplen)
    return shown.order_by().annotate(above=Substr("path", 1, length)).values("above")


class SearchEntry(index.Indexed, models.Model):
    """One thing that can be found. It points to exactly one page, answer or enquiry."""

    page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="search_entry",
        verbose_name=_("page"),
    )
    answer = models.OneToOneField(
        Answer,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="search_entry",
        verbose_name=_("answer"),
    )
    enquiry = models.OneToOneField(
        Enquiry,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="search_entry",
        verbose_name=_("enquiry"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    # It belongs to the skeleton of a site, as its imprint does: nobody looks for it by what it says.
    is_frame = models.BooleanField(_("page that every site has"), default=False)
    # As people wrote it, for the lines below a result.
    text = models.TextField(_("text"), blank=True)
    # Stems with a blank around each, so that whole ones can be looked for.
    title_words = models.TextField(_("words of the title"), blank=True)
    words = models.TextField(_("words"), blank=True)

    objects = SearchEntryQuerySet.as_manager()

    search_fields = [index.SearchField("words")]
    # They are stems: no database has to know German (managements.search.backends).
    search_config = "simple"
    # Wagtail would do it once more, and before the row has its words.
    search_auto_update = False

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.CheckConstraint(
                name="search_entry_points_to_one",
                condition=(
                    Q(page__isnull=False, answer__isnull=True, enquiry__isnull=True)
                    | Q(page__isnull=True, answer__isnull=False, enquiry__isnull=True)
                    | Q(page__isnull=True, answer__isnull=True, enquiry__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.page or self.answer or self.enquiry)


class SearchWord(models.Model):
    """A word that some entry has or had: compounds and slips of the pen are found by it.

    It is never shown: what hidden pages say is not told.
    """

    # Its stem, by which entries are found.
    word = models.CharField(_("word"), max_length=LONGEST_WORD)
    # As it is written, in the spelling of stems: of "Sommerfest" the stem has lost the "Fest".
    spelt = models.CharField(_("spelling"), max_length=LONGEST_WORD, blank=True)

    class Meta:
        verbose_name = _("word of the search")
        verbose_name_plural = _("words of the search")
        constraints = [
            models.UniqueConstraint(fields=["word", "spelt"], name="search_word_spelt_once"),
        ]

    def __str__(self) -> str:
        return self.word


class SearchBuild(models.Model):
    """That the index was made as a whole, and in which form: one row, once it was.

    Single entries say nothing about it: whatever is published adds one.
    """

    # Counted up in `indexing` whenever entries made before would not be found any more.
    form = models.PositiveSmallIntegerField(_("form of the index"))

    class Meta:
        verbose_name = _("making of the search")
        verbose_name_plural = _("makings of the search")

    def __str__(self) -> str:
        return str(self.form)
