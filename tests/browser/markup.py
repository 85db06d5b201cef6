"""Texts that would come to life wherever a page forgot to escape them, and how to know them again.

Every text begins with a word that tells its kind, so that a walk can say which kinds it met.
"""

# Leaves whatever it stands in (an attribute, a title, a text area, a script, a comment), leaves its
# mark there, and brings three elements that run something: by an event, by loading, by being there.
_BREAKOUT = "\" data-pwned-mark '></title></textarea></template></script>-->"
_EVERYTHING = (
    f"{_BREAKOUT}<img class=pwned-mark src=/pwned.png onerror=window.pwned=1>"
    "<svg class=pwned-mark onload=window.pwned=1></svg>"
    "<script class=pwned-mark>window.pwned=1</script>"
)
# In the order in which one hopes for them; fields are as long as they are.
_VARIANTS = (
    _EVERYTHING,
    "\"'><img class=pwned-mark src=/pwned.png onerror=pwned=1>",
    "\"'><img class=pwned-mark src onerror=pwned=1>",
    "\"'><b class=pwned-mark>",
)
# Addresses may hold no spaces, and mail addresses no double quotes inside their own.
_IN_URL = "\"'><img/class='pwned-mark'src='/pwned.png'onerror='pwned=1'>"
_IN_EMAIL = "'><img/class='pwned-mark'src='/pwned.png'onerror='pwned=1'>"

# What a browser looks for: the mark as an element, or as an attribute of one.
SELECTOR = ".pwned-mark, [data-pwned-mark]"
PICTURE = "/pwned.png"
WORD = "xq([a-z]+)qx"


# The kinds of text that were made so far, so that a walk can say which of them it never met.
kinds: set[str] = set()


def word(kind: str) -> str:
    """Return the word by which a kind of text is known."""
    kinds.add(kind)
    return f"xq{kind}qx"


def markup(kind: str, longest: int = 400) -> str:
    """Return the worst that fits into a field.

    Raises:
        ValueError: if nothing does.
    """
    for variant in _VARIANTS:
        if len(text := f"{word(kind)} {variant}") <= longest:
            return text
    raise ValueError(f"No markup for {kind} in {longest} characters.")


def markup_in_url(kind: str) -> str:
    """Return an address outside that Django takes for one."""
    return f"https://example.org/{word(kind)}{_IN_URL}"


def markup_in_email(kind: str) -> str:
    """Return a mail address as RFC 5321 allows it: in quotation marks nearly everything goes."""
    return f'"{word(kind)}{_IN_EMAIL}"@example.org'
