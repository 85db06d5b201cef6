"""All pages are valid HTML, and the style sheet is valid CSS, as the Nu HTML checker reads them.

One run of Java reads them all. It comes with `npm ci`; neither Node nor Java is needed for anything
else, so where one is missing this is skipped.
"""

import json
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tests.browser.conftest import PreparedDemo
from tests.demo_server import fetched

pytestmark = [pytest.mark.browser, pytest.mark.once]

PROJECT = Path(__file__).parents[2]
CHECKER = PROJECT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

# What the checker would rather not see, and why it stays.
ACCEPTED = {
    # Safari's VoiceOver takes a list without bullets for none:
    # https://developer.mozilla.org/en-US/docs/Web/CSS/list-style#accessibility
    "The “list” role is unnecessary for element “ul”.",
    # The checker does not know them; browsers do: https://www.w3.org/TR/SVG2/painting.html
    "CSS: “paint-order”: Property “paint-order” doesn't exist.",
    "CSS: “vector-effect”: Property “vector-effect” doesn't exist.",
}
# They have to be found: what checks nothing finds nothing.
FAULTY = {
    "faulty.html": "<!doctype html><html lang=de><title>Fehler</title><p><div></p></html>",
    "faulty.css": "p { colour: rot }",
}
# Pages that do without a request and a database.
TEMPLATES = ("400.html", "500.html")

Faults = dict[str, list[str]]


@pytest.fixture(scope="module")
def java() -> str:
    """The checker's Java, skipping where there is none or no checker."""
    path = shutil.which("java")
    if path is None:
        pytest.skip("HTML is not checked: there is no Java here")
    if not CHECKER.is_file():
        pytest.skip("HTML is not checked: node_modules is missing (npm ci)")
    return path


@pytest.fixture(scope="module")
def faults(
    java: str,
    prepared_demo: PreparedDemo,
    sources: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> Faults:
    """What the checker says, by the name of the file or the address of the page."""
    folder = tmp_path_factory.mktemp("markup")
    names: dict[str, str] = {}

    def put(name: str, content: bytes, ending: str = "html") -> None:
        file = folder / f"{len(names)}.{ending}"
        file.write_bytes(content)
        names[file.name] = name

    for path, content in sources.items():
        put(path, content)
    for name in TEMPLATES:
        put(name, render_to_string(name).encode())
    for name, faulty in FAULTY.items():
        put(name, faulty.encode(), name.rpartition(".")[2])
    put("site.css", (PROJECT / "static" / "css" / "site.css").read_bytes(), "css")
    put("quartiere.css", fetched(f"{prepared_demo.base_url}/stil/quartiere.css"), "css")
    command = [
        java, "-Xss4m", "-jar", str(CHECKER), "--also-check-css", "--format", "json",
        *(str(folder / name) for name in names),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found: Faults = defaultdict(list)
    for message in json.loads(done.stderr)["messages"]:
        if message["message"] not in ACCEPTED:
            file = message["url"].rpartition("/")[2]
            extract = " ".join(message.get("extract", "").split())
            line = message.get("lastLine", "?")
            found[names[file]].append(f"line {line}: {message['message']} – {extract}")
    return found


def test_the_checker_finds_what_is_wrong(faults: Faults) -> None:
    assert set(FAULTY) <= set(faults)


def test_every_page_is_valid_and_so_is_the_style_sheet(faults: Faults) -> None:
    wrong = {name: found for name, found in faults.items() if name not in FAULTY}
    assert not wrong, json.dumps(wrong, indent=2, ensure_ascii=False)
