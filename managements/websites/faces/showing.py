"""A face as it is chosen at the moment: stored or only typed, whole or still wrong."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from managements.models import Emblem, Management
from managements.models.painting import Surroundings
from managements.websites.drawings import Drawing
from managements.websites.faces.forms import EmblemChoice, FaceForm, drawing_name
from managements.websites.faces.looks import Figure, figures, resemblances

# An emblem with its ground, as a drawing.
CARD = "karte"


@dataclass(frozen=True)
class Tab:
    """A browser's tab."""

    words: str
    surroundings: str
    symbol_url: str


@dataclass(frozen=True)
class Scene:
    """A page in a frame, by day or in the evening."""

    words: str
    url: str


@dataclass(frozen=True)
class Card:
    """A picture to choose."""

    emblem: str
    url: str


@dataclass(frozen=True)
class Face:
    """What a preview shows."""

    management: Management
    accent: str
    emblem: str
    figures: list[Figure]
    resemblances: list[str]
    # What is wrong with the colour that was typed, and what works instead.
    problems: list[str]
    suggestion: str

    @property
    def _query(self) -> str:
        return urlencode({"accent": self.accent, "emblem": self.emblem})

    def _address(self, name: str) -> str:
        return f"{reverse(f'faces:{name}', args=[self.management.slug])}?{self._query}"

    @property
    def share_image_url(self) -> str:
        """Where the picture of the start page for shared links is."""
        return self._address("share_image")

    @property
    def scenes(self) -> list[Scene]:
        """The page by day and in the evening."""
        url = self._address("scene")
        return [
            Scene(_("By day"), f"{url}&licht={Surroundings.LIGHT.value}"),
            Scene(_("In the evening"), f"{url}&licht={Surroundings.DARK.value}"),
        ]

    @property
    def url(self) -> str:
        """Where it is looked at, and changed."""
        return reverse("faces:face", args=[self.management.slug])

    @property
    def card_url(self) -> str:
        """The emblem on its ground."""
        return drawing_address(CARD, Surroundings.LIGHT, self.emblem, self.accent)

    @property
    def cards(self) -> list[Card]:
        """The pictures to choose from, in its colour."""
        return [
            Card(value, drawing_address(CARD, Surroundings.LIGHT, value, self.accent))
            for value in (*Emblem.values, "")
        ]

    @property
    def symbol_url(self) -> str:
        """The symbol as on a telephone's first screen."""
        return self._symbol(Surroundings.LIGHT)

    @property
    def tabs(self) -> list[Tab]:
        """Browsers' tabs by day and in the evening."""
        return [
            Tab(words, where.value, self._symbol(where))
            for words, where in (
                (_("By day"), Surroundings.LIGHT),
                (_("In the evening"), Surroundings.DARK),
            )
        ]

    def _symbol(self, where: Surroundings) -> str:
        return drawing_address(Drawing.SYMBOL, where, self.emblem, self.accent)


def drawing_address(kind: Drawing | str, where: Surroundings, emblem: str, accent: str) -> str:
    """Return where the CMS has a drawing in any colour (#RRGGBB)."""
    facts = {"kind": kind.value if isinstance(kind, Drawing) else kind, "light": where.value}
    facts |= {"drawing": drawing_name(emblem), "colour": accent[1:]}
    return reverse("faces:drawing", kwargs=facts)


def stored_face(management: Management) -> Face:
    """Return the stored face of a management, with what it can be mixed up with; one query."""
    return replace(
        face_of(management),
        resemblances=resemblances(
            management, management.accent, management.emblem, Management.objects.working()
        ),
    )


def face_of(management: Management, form: FaceForm | None = None) -> Face:
    """Return the stored face of a management, or the one that a form asks for.

    A colour that is refused is shown as the suggestion in its place; what is no colour is not shown.
    """
    accent, emblem = management.accent, management.emblem
    problems: list[str] = []
    suggestion = ""
    similar: list[str] = []
    if form is not None:
        form.full_clean()
        problems = [str(words) for words in form.errors.get("accent", [])]
        suggestion = form.suggestion
        accent = form.cleaned_data.get("accent") or suggestion or accent
        emblem = form.cleaned_data.get("emblem", emblem)
        similar = resemblances(management, accent, emblem, Management.objects.working())
    return Face(management, accent, emblem, figures(accent), similar, problems, suggestion)


def emblem_choices(management: Management, chosen: str, accent: str) -> list[EmblemChoice]:
    """Return the pictures to choose from, each in the management's colour, with whoever has it."""
    taken: dict[str, list[str]] = {}
    for one in Management.objects.working().exclude(pk=management.pk).exclude(emblem=""):
        taken.setdefault(one.emblem, []).append(one.short_name)
    return [
        EmblemChoice(
            value=value,
            label=str(label),
            drawing=drawing_address(CARD, Surroundings.LIGHT, value, accent),
            is_chosen=value == chosen,
            taken=", ".join(taken.get(value, [])),
        )
        for value, label in FaceForm.base_fields["emblem"].choices  # type: ignore[attr-defined] # a choice field
    ]


def asked_for(request: HttpRequest, management: Management) -> Face:
    """Return the face that an address asks for, the stored one where it asks for nothing."""
    if "accent" not in request.GET:
        return face_of(management)
    return face_of(management, form_for(management, request.GET))


def form_for(management: Management, data: QueryDict | None = None) -> FaceForm:
    """Return the form of a management, filled in; the record itself is left alone."""
    return FaceForm(data, instance=Management.objects.get(pk=management.pk))
