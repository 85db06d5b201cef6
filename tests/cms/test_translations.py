"""The German catalogue is complete and compiled, and knows every text of the sources."""

import ast
import gettext
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import wagtail
from django.utils.translation.template import templatize

# Files alone.
pytestmark = pytest.mark.once

PROJECT = Path(__file__).resolve().parents[2]
CATALOGUE = PROJECT / "locale/de/LC_MESSAGES/django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
PYTHON_FOLDERS = ("cms", "home", "managements")

# Where each function has its context and its message.
MARKS = {
    "_": (None, 0),
    "gettext": (None, 0),
    "gettext_noop": (None, 0),
    "ngettext": (None, 0),
    "pgettext": (0, 1),
    "npgettext": (0, 1),
}
MARKS |= {f"{name}_lazy": places for name, places in MARKS.items() if name != "_"}

_LITERAL = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_CALL = re.compile(rf"\b(_|\w*gettext)\(({_LITERAL}(?:,\s*{_LITERAL})*)")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@dataclass
class Message:
    """One entry of the catalogue; a plural has a German text per form."""

    msgctxt: str | None = None
    msgid: str = ""
    msgid_plural: str | None = None
    german: list[str] = field(default_factory=list)
    is_fuzzy: bool = False

    @property
    def key(self) -> str:
        """The message as compiled catalogues name it."""
        return key_of(self.msgctxt, self.msgid)


def key_of(context: str | None, msgid: str) -> str:
    return msgid if context is None else f"{context}\x04{msgid}"


def read_catalogue(text: str) -> list[Message]:
    """Return the entries of a .po file without its header and its obsolete entries."""
    messages = []
    for paragraph in re.split(r"\n\s*\n", text):
        message = Message()
        statements: list[list[str]] = []
        for line in paragraph.strip().splitlines():
            if line.startswith("#"):
                message.is_fuzzy |= line.startswith("#,") and "fuzzy" in line
                continue
            keyword, quoted = re.fullmatch(r'([a-z_]*(?:\[\d\])?)\s*(".*")', line).groups()
            if keyword:
                statements.append([keyword, ""])
            statements[-1][1] += ast.literal_eval(quoted)
        for keyword, value in statements:
            if keyword.startswith("msgstr"):
                message.german.append(value)
            else:
                setattr(message, keyword, value)
        if message.msgid:
            messages.append(message)
    return messages


def catalogue() -> list[Message]:
    return read_catalogue(CATALOGUE.read_text(encoding="utf-8"))


def marked_in_python(source: str) -> Iterator[str]:
    """Yield the key of every literal that Python marks for translation."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
        if name not in MARKS:
            continue
        texts = [part.value if isinstance(part, ast.Constant) else None for part in call.args]
        context_place, message_place = MARKS[name]
        if len(texts) > message_place and isinstance(texts[message_place], str):
            context = None if context_place is None else texts[context_place]
            yield key_of(context, texts[message_place])


def marked_in_template(source: str) -> Iterator[str]:
    """Yield the key of every text that a template marks, in tags, blocks and filters."""
    # Django itself turns the marks into calls, as it does for xgettext.
    for name, arguments in _CALL.findall(templatize(source)):
        yield from marked_in_python(f"{name}({arguments})")


def missing_from_catalogue(
    paths: Iterable[Path], marked_in: Callable[[str], Iterator[str]]
) -> dict[str, list[str]]:
    """Return the marked texts without an entry, by the file that marks them."""
    known = {message.key for message in catalogue()}
    found = {
        str(path.relative_to(PROJECT)): [
            key for key in marked_in(path.read_text(encoding="utf-8")) if key not in known
        ]
        for path in paths
    }
    return {path: keys for path, keys in found.items() if keys}


def test_every_message_has_a_german_text_and_none_is_fuzzy() -> None:
    messages = catalogue()
    assert len(messages) > 100
    assert [message.msgid for message in messages if message.is_fuzzy] == []
    assert [
        message.msgid
        for message in messages
        if not message.german or not all(text.strip() for text in message.german)
    ] == []


def test_every_plural_has_both_german_forms() -> None:
    assert [
        message.msgid
        for message in catalogue()
        if len(message.german) != (1 if message.msgid_plural is None else 2)
    ] == []


def test_german_texts_keep_the_placeholders() -> None:
    def placeholders(text: str) -> set[str]:
        return set(_PLACEHOLDER.findall(text))

    wrong = []
    for message in catalogue():
        english = placeholders(message.msgid_plural or message.msgid)
        # A singular may say "once" or "one answer" instead of the number.
        needed = {name for name in placeholders(message.msgid) & english if name[-1] != "d"}
        singular, *plural = map(placeholders, message.german)
        if not needed <= singular <= english or plural not in ([], [english]):
            wrong.append(message.msgid)
    assert wrong == []


def test_compiled_catalogue_says_the_same() -> None:
    with COMPILED.open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)
    compiled.pop("")  # the header with its dates
    written = {}
    for message in catalogue():
        if message.msgid_plural is None:
            written[message.key] = message.german[0]
        else:
            written |= {(message.key, form): text for form, text in enumerate(message.german)}
    assert compiled == written, "Run `make messages`."


def test_catalogue_knows_every_text_of_the_python_sources() -> None:
    paths = (path for folder in PYTHON_FOLDERS for path in (PROJECT / folder).rglob("*.py"))
    assert missing_from_catalogue(paths, marked_in_python) == {}, "Run `make messages`."


def test_catalogue_knows_every_text_of_the_templates() -> None:
    paths = (PROJECT / "templates").rglob("*.html")
    assert missing_from_catalogue(paths, marked_in_template) == {}, "Run `make messages`."


def test_what_our_catalogue_says_more_plainly_is_still_a_text_of_wagtail() -> None:
    [folder] = wagtail.__path__
    theirs = {
        message.key: message.german
        for path in Path(folder).rglob("locale/de/LC_MESSAGES/django.po")
        for message in read_catalogue(path.read_text(encoding="utf-8"))
    }
    ours = {message.key: message.german for message in catalogue()}
    source = (PROJECT / "cms/wording.py").read_text(encoding="utf-8")
    plainer = list(marked_in_python(source))
    assert len(plainer) > 10
    assert [key for key in plainer if key not in theirs] == []
    assert [key for key in plainer if theirs[key] == ours[key]] == []


def test_texts_of_python_are_found_in_every_form() -> None:
    source = """
_("one")
gettext_lazy("in " "two parts")
translation.gettext("by its module")
pgettext("calendar", "May")
ngettext("%(n)s date", "%(n)s dates", n) % {"n": n}
_(variable)
other("not marked")
"""
    assert sorted(marked_in_python(source)) == sorted(
        ["one", "in two parts", "by its module", "calendar\x04May", "%(n)s date"]
    )


def test_texts_of_templates_are_found_in_every_form() -> None:
    source = """
<p title='It"s not (marked)'>{% translate "one" %} {% trans "It's" context "greeting" %}</p>
{% include "x.html" with label=_("in a tag") only %} {{ name|default:_("in a filter") }}
{% blocktranslate trimmed with name=page.title %}
  Hello
  {{ name }}
{% endblocktranslate %}
{% blocktranslate count n=total %}one date{% plural %}{{ n }} dates{% endblocktranslate %}
{# translate "in a comment" #}
"""
    assert sorted(marked_in_template(source)) == sorted(
        ["one", "greeting\x04It's", "in a tag", "in a filter", "Hello %(name)s", "one date"]
    )


def test_catalogue_is_read_in_every_form() -> None:
    source = r"""
msgid ""
msgstr "Language: de\n"

#, fuzzy, python-format
msgctxt "calendar"
msgid ""
"%(n)s \"first\" "
"date"
msgid_plural "%(n)s dates"
msgstr[0] "%(n)s Termin"
msgstr[1] "%(n)s Termine"

#~ msgid "old"
#~ msgstr "alt"
"""
    assert read_catalogue(source) == [
        Message(
            msgctxt="calendar",
            msgid='%(n)s "first" date',
            msgid_plural="%(n)s dates",
            german=["%(n)s Termin", "%(n)s Termine"],
            is_fuzzy=True,
        )
    ]
