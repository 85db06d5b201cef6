"""The house: layers, folders, names."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from wagtail.models import get_page_models

# Files and what Django knows of itself: no query.
pytestmark = pytest.mark.once

PROJECT = Path(__file__).parents[2]
PACKAGES = ("cms", "home", "managements")
SOURCES = sorted(
    path
    for package in PACKAGES
    for path in (PROJECT / package).rglob("*.py")
    if "migrations" not in path.parts
)
CAPABILITIES = sorted(
    path.name for path in (PROJECT / "managements").iterdir() if (path / "apps.py").is_file()
)
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
MAXIMUM_LINES = 450


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = (
        "import sys; from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"
    )
    return subprocess.run(
        [sys.executable, "-c", command],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the code that a test may spoil."""
    for package in PACKAGES:
        shutil.copytree(
            PROJECT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_point_down() -> None:
    done = lint_imports(PROJECT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_import_that_points_up_breaks_the_contract(copy: Path) -> None:
    (copy / "managements" / "pages" / "upwards.py").write_text(
        "from managements.websites import frame\n", encoding="utf-8"
    )
    done = lint_imports(copy)
    assert done.returncode == 1
    assert "managements.pages is not allowed to import managements.websites" in done.stdout


def test_a_folder_that_stands_in_no_layer_breaks_the_contract(copy: Path) -> None:
    (copy / "managements" / "newsletter").mkdir()
    (copy / "managements" / "newsletter" / "__init__.py").touch()
    done = lint_imports(copy)
    assert done.returncode == 1
    assert "newsletter" in done.stdout


def test_the_contracts_are_exhaustive() -> None:
    configuration = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {one["id"]: one for one in configuration["tool"]["importlinter"]["contracts"]}
    assert contracts["managements"]["exhaustive"] is True
    assert contracts["acyclic"]["type"] == "acyclic_siblings"


@pytest.mark.parametrize("name", CAPABILITIES)
def test_a_capability_has_one_name(name: str) -> None:
    """Folder, label, tests: an app that is not installed would give its models to its parent."""
    config = apps.get_app_config(name)
    assert config.name == f"managements.{name}"
    assert f"managements.{name}" in settings.INSTALLED_APPS
    assert (PROJECT / "tests" / "managements" / name).is_dir()


def test_every_folder_with_models_is_an_app() -> None:
    with_models = {
        path.parent.name
        for path in (PROJECT / "managements").glob("*/models.py")
        if path.parent.name != "models"
    }
    assert with_models <= set(CAPABILITIES)


def test_every_model_belongs_to_the_app_of_its_folder() -> None:
    for model in apps.get_models():
        parts = model.__module__.split(".")
        if parts[0] == "managements":
            expected = "managements" if parts[1] == "models" else parts[1]
            assert model._meta.app_label == expected, model


def test_template_folders_are_named_after_apps() -> None:
    allowed = {config.label for config in apps.get_app_configs()} | {"components"}
    folders = {path.name for path in (PROJECT / "templates").iterdir() if path.is_dir()}
    assert folders <= allowed | {"wagtailcore", "wagtailadmin"}


def test_page_types_are_named_for_what_they_are_and_have_their_template(db) -> None:
    for model in get_page_models():
        if model.__module__.split(".")[0] not in PACKAGES:
            continue
        assert model.__name__.endswith("Page")
        assert (PROJECT / "templates" / model.template).is_file(), model


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_module_is_named_for_its_job_and_is_of_a_readable_length(path: Path) -> None:
    assert path.stem not in {"core", "utils", "common", "helpers", "misc"}
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAXIMUM_LINES


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_import_hides_inside_a_function(path: Path) -> None:
    """An import inside a function dodges a cycle; only AppConfig.ready() imports late."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            late = [
                node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)
            ]
            assert not late or (path.name == "apps.py" and function.name == "ready")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_template_has_anything_inline(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|javascript:", html)
    assert not re.search(r"<script(?![^>]*\b(src|type=\"application/ld\+json\"))", html)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_template_names_a_kind_of_management(path: Path) -> None:
    html = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"))
    for kind in ("Quartiersmanagement", "Stadtumbaumanagement", "Stadtteilmanagement"):
        assert kind not in html.replace(f"{kind}s ", "").replace(f"{kind}s.", "")


def test_components_say_their_parameters_in_their_first_line() -> None:
    for path in (PROJECT / "templates" / "components").glob("*.html"):
        assert path.read_text(encoding="utf-8").startswith("{# "), path.name


def test_the_product_names_no_machine_and_no_registry() -> None:
    """Lock files hold hashes and no addresses; nothing refers to the folder it was built in."""
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=False
    ).stdout.split()
    if not tracked:
        pytest.skip("this is no git checkout, so the list of files is missing")
    registry = re.compile(r"pythonhosted|pypi\.org/simple|registry\.npmjs|debian\.org/debian")
    for name in tracked:
        path = PROJECT / name
        if name.startswith("tests/") or path.suffix in {".mo", ".woff2", ".ttf", ".png", ".ico"}:
            continue
        assert not registry.search(path.read_text(encoding="utf-8")), name
