"""Small SVG files that draw the same again and again, so that nobody gets to the end."""

import tracemalloc
from contextlib import suppress
from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError

from managements.funding.logo_files import LARGEST_SVG, read_logo
from managements.funding.svg_heaps import refuse_heaps
from tests.logos import svg


def refusal(content: bytes) -> str | None:
    with pytest.raises(ValidationError) as caught:
        read_logo(BytesIO(content))
    (sentence,) = caught.value.messages
    assert len(sentence) < 300
    return caught.value.code


def chain(style: str, filled: str, *, before: str = "", kind: str = "pattern") -> bytes:
    """Return eight of a kind, each of them filled with the next; `%s` stands for the next one's name."""
    parts = [
        f'<{kind} id="a{one}">{filled.replace("%s", f"a{one + 1}")}</{kind}>' for one in range(8)
    ]
    rules = "".join(style.replace("%s", f"a{one}") for one in range(9))
    rest = f'<{kind} id="a8"><rect width="9" height="9"/></{kind}>'
    last = filled.replace("%s", "a0")
    return svg(f"{before}<style>{rules}</style>{''.join(parts)}{rest}{last}")


RECT = '<rect width="9" height="9"/>'
RECTS, FILLED = RECT * 10, '<rect width="9" height="9" fill="url(#%s)"/>' * 10
CHAINS = {
    "hidden in a :not()": chain(
        '[class="%s"]:not(.zz){fill:url(#%s)}', '<rect class="%s" width="9" height="9"/>' * 10
    ),
    "for each child of a class": chain(".%s>rect{fill:url(#%s)}", f'<g class="%s">{RECTS}</g>'),
    "inherited from a group": chain("", f'<g fill="url(#%s)">{RECTS}</g>'),
    "inherited from the style of a group": chain("", f'<g style="fill:url(#%s)">{RECTS}</g>'),
    "inherited from the class of a group": chain(
        ".%s{fill:url(#%s)}", f'<g class="%s">{RECTS}</g>'
    ),
    "inherited by what is used": chain(
        "", '<use href="#b" fill="url(#%s)"/>', before=f'<g id="b">{RECTS}</g>'
    ),
    "a mask taken over": chain(
        "", f'<g mask="url(#%s)">{RECTS.replace("/>", """ mask="inherit"/>""")}</g>', kind="mask"
    ),
    "variables": chain(
        "", f'<g style="--p:url(#%s)">{RECTS}</g>', before="<style>rect{fill:var(--p)}</style>"
    ),
    "a comment over the end of a rule": chain(
        ".%s{/*}.b{*/fill:url(#%s)}", '<rect class="%s" width="9" height="9"/>' * 10
    ),
    "a text over the end of a rule": chain(
        '.%s{x:"}.b{";fill:url(#%s)}', '<rect class="%s" width="9" height="9"/>' * 10
    ),
    "a rule in a rule": chain(
        ".%s{fill:url(#%s);.b{x:y}}", '<rect class="%s" width="9" height="9"/>' * 10
    ),
    "letters as numbers": chain("", FILLED.replace("#%s", "#%25%s")).replace(b"#%25a", b"#%61"),
    "white space before a name": chain("", '<use href=" #%s"/>' * 10, kind="g"),
    "markers at each vertex": chain(
        "", f'<path d="M0 0{"h1" * 9}" marker-mid="url(#%s)"/>', kind="marker"
    ),
}
DOUBLED = {
    "used": svg('<g id="a"><rect/></g><g id="a"/><use href="#a"/>'),
    "filled with it": svg('<g id="a"/><pattern id="a"/><rect fill="url(#a)"/>'),
    "named in a style": svg('<style>.b{fill:url("#a")}</style><g id="a"/><linearGradient id="a"/>'),
    # Browsers take the first, others the last.
    "heaps behind empty ones": chain("", FILLED).replace(
        b"</svg>", b"".join(b'<pattern id="a%d"/>' % one for one in range(9)) + b"</svg>"
    ),
}


@pytest.mark.parametrize("content", CHAINS.values(), ids=CHAINS.keys())
def test_what_draws_the_same_again_and_again_is_refused(content: bytes) -> None:
    assert len(content) < 10_000
    assert refusal(content) == "too_complicated"


@pytest.mark.parametrize("content", DOUBLED.values(), ids=DOUBLED.keys())
def test_what_is_pointed_to_may_be_there_only_once(content: bytes) -> None:
    assert refusal(content) == "doubled"


def test_pointing_at_much_takes_no_memory() -> None:
    parts = "".join(f'<pattern id="p{one}"/>' for one in range(1500))
    urls = "".join(f"fill:url(#p{one});" for one in range(1500))
    many = '<g class="a"/>'
    for inner in (
        # Once for each time that a class is written, it would be millions.
        f'<style>.a{{{"fill:url(#p1);" * 5000}}}</style><rect class="{"a " * 50_000}"/><pattern id="p1"/>',
        f"<style>{'.a,' * 30_000}.a{{{urls}}}</style><rect class='a'/>{parts}",
        f"<style>*{{{urls}}}</style>{'<rect/>' * 10_000}{parts}",
        f"<style>{''.join(f'.c{one},' for one in range(9000))}.a{{{urls}}}</style>{parts}",
        f"<style>.a{{{urls}}}</style>{many * 4000}{parts}",
        # What is pointed to is not there.
        f"<style>.a{{{urls}}}</style>{many * 8000}",
    ):
        content = svg(inner)
        assert len(content) < LARGEST_SVG
        root = fromstring(content)
        tracemalloc.start()
        try:
            with suppress(ValidationError):
                refuse_heaps(root)
            _now, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert most < 20_000_000, inner[:60]
