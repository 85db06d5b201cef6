"""The blocks of a page's body, as editors fill them in."""

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import Block

from managements.component_page.examples import Example
from managements.component_page.facts import LONG_WORD, management
from managements.component_page.groups.answers import contact, listed, referral
from managements.pages.blocks.registry import BodyStreamBlock, registered_blocks
from managements.pages.blocks.specimens import Drawing, Paper
from managements.referrals.standings import Standing

_TEXT = (
    "<p>Wir sind für Sie da. <strong>Kommen Sie vorbei</strong>, oder <a href='#'>schreiben Sie uns</a>."
    "</p><ol><li>Sie fragen.</li><li>Wir hören zu.</li></ol>"
)
# As in a body.
_FLOW = 'div class="flow"'
_ARABIC = (
    "<p>نحن هنا من أجلكم. تعالوا إلينا بأسئلتكم وأفكاركم. الهاتف: 0341 35137912</p>"
    "<ul><li>لا تحتاجون إلى موعد.</li><li>الاستشارة <strong>مجانية</strong>.</li></ul>"
)
# What is not German, in its own letters.
_GREETINGS = {
    "ar": _ARABIC,
    "uk": "<p>Ми тут для вас. Приходьте зі своїми запитаннями, їх вислухають.</p>",
    "vi": "<p>Chúng tôi luôn sẵn sàng giúp bạn. Hãy đến với những câu hỏi của bạn.</p>",
    "fa": "<p>ما برای شما اینجا هستیم. مشاوره رایگان است.</p>",
    "tr": "<p>Sizin için buradayız. Sorularınızla gelin, çekinmeyin.</p>",
    "pl": "<p>Jesteśmy tu dla Państwa. Proszę przyjść z pytaniami.</p>",
}


def written(*names: str) -> list[Any]:
    """Return some blocks with what their previews say, as a body holds them."""
    body = BodyStreamBlock()
    return [
        body.child_blocks[name].bind(body.child_blocks[name].get_preview_value()) for name in names
    ]


def _template(block: Block) -> str:
    return str(block.meta.template)


def _filled(name: str, state: str, /, **value: Any) -> Example:
    """Return a block that shows some values."""
    block = BodyStreamBlock().child_blocks[name]
    kept = {key: found for key, found in value.items() if isinstance(found, Drawing | Paper)}
    stored = block.normalize({key: found for key, found in value.items() if key not in kept})
    stored.update(kept)
    return Example(_template(block), state, block.get_context(stored, parent_context={}), _FLOW)


def _said(name: str, state: str, /, **context: Any) -> Example:
    """Return a block whose template is given what the block would read."""
    return Example(_template(BodyStreamBlock().child_blocks[name]), state, context, _FLOW)


def examples() -> Iterator[Example]:
    """Yield every registered block as its preview shows it, then its other states."""
    body = BodyStreamBlock()
    for registered in registered_blocks():
        block = body.child_blocks[registered.name]
        value = block.get_preview_value()
        context = (
            block.get_preview_context(value, {})
            if getattr(block.meta, "preview_template", None)
            else block.get_context(value, parent_context={})
        )
        yield Example(_template(block), f"{block.label}: wie in der Auswahl", context, _FLOW)
    yield from _other_states()


def _other_states() -> Iterator[Example]:
    text = BodyStreamBlock().child_blocks["text"]
    written_text = text.get_context(text.normalize(_TEXT))
    yield Example(_template(text), "Links und Liste", written_text, _FLOW)
    for code, greeting in _GREETINGS.items():
        yield _filled("foreign_text", f"Sprache: {code}", language=code, text=greeting)
    yield _filled("heading", "Zwischenüberschrift", text="Mit der Straßenbahn", level="3")
    yield _filled("heading", "langes Wort", text=LONG_WORD, level="2")
    for kind in ("important", "success"):
        yield _filled("call_out", kind, kind=kind, title="Die Sprechstunde fällt aus", text=_TEXT)
    yield _filled(
        "accordion", "ohne Überschrift", title="", entries=[{"title": "Wer?", "text": _TEXT}]
    )
    yield _filled(
        "quote", "ohne Namen, langes Wort", text=f"Was heißt {LONG_WORD}?", attribution=""
    )
    yield _filled("image", "ohne Unterschrift", image=Drawing(alt="Ein See"), caption="")
    yield _filled(
        "download", "ohne Textfassung, langes Wort",
        document=Paper(LONG_WORD, "liste.xlsx"), title="",
    )  # fmt: skip
    yield _filled(
        "contact", "alles",
        name="Bürgerbüro Otto-Schill-Straße", role="Personalausweis, Meldebescheinigung",
        address="Otto-Schill-Straße 2\n04109 Leipzig", phone="115", email="buero@example.org",
        url="https://example.org/", hours="Mo bis Fr, 9–18 Uhr",
    )  # fmt: skip
    yield _said(
        "links", "Seite eines anderen Quartiers, langes Wort",
        value={"title": "Lesen Sie weiter"},
        links=[
            {"text": "Der Marktplatz", "url": "#", "description": "", "management_name": "Paunsdorf"},
            {"text": LONG_WORD, "url": "#", "description": LONG_WORD, "management_name": ""},
        ],
    )  # fmt: skip
    nothing: dict[str, Any] = {"helping": [], "refusing": [], "unknown": []}
    yield _said(
        "answers", "manches weiß niemand",
        management=management(),
        **nothing | {"helping": [listed(Standing.YES)], "unknown": [listed(Standing.ASK)]},
    )  # fmt: skip
    yield _said("answers", "noch leer", management=management(), **nothing)
    yield _said("answers", "beendet", management=management(has_ended=True), **nothing)
    listing: dict[str, Any] = {
        "title": "Praktikum: Fragen Sie gerne bei …", "introduction": "", "further": 0, "all_url": "#",
        "own_answer_url": "", "is_silent": False,
    }  # fmt: skip
    yield _said(
        "referral_list", "mit Einleitung, und weitere",
        **listing | {"introduction": _TEXT, "entries": [referral(Standing.YES), contact()], "further": 2},
    )  # fmt: skip
    yield _said("referral_list", "niemand hilft", **listing, entries=[])
    yield _said(
        "referral_list",
        "das Quartier hilft selbst",
        **listing | {"own_answer_url": "#"},
        entries=[],
    )
