"""What is shipped besides the code: the wheel, the sample configuration, the handbook's tables."""

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from bot.codes import CODES, PROBLEMS
from bot.phabricator.tracker import Why
from bot.render.words import Words
from bot.settings import FIELDS, Settings

ROOT = Path(__file__).resolve().parents[2]
DEMO_VERB = ("demo", "--to")
EXAMPLES = ("wiki", "wiki-en")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_what_the_checkout_holds(wheel: Path) -> None:
    """Every module, template and page of the examples is in the wheel, and no test."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern, inside in (("bot", "*.py", "bot"), ("templates", "*.*", "bot/templates")):
        for path in (ROOT / folder).rglob(pattern):
            assert f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" in names
    pages = [path for one in EXAMPLES for path in (ROOT / "examples" / one).rglob("*") if path.is_file()]
    assert {f"bot/examples/{path.relative_to(ROOT / 'examples').as_posix()}" for path in pages} <= names
    assert not [name for name in names if name.startswith("tests")]


def test_the_wheel_works_by_itself(wheel: Path, tmp_path: Path) -> None:
    """The demo runs from the unpacked wheel, away from the checkout."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-m", "bot", *DEMO_VERB, str(tmp_path / "wiki")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("Nothing to do.")


def test_the_sample_sets_what_pywikibot_knows() -> None:
    """Every name in user-config.py.sample, commented out or not, is one of Pywikibot's configuration."""
    package = importlib.util.find_spec("pywikibot")
    assert package
    assert package.origin
    known = _assigned((Path(package.origin).parent / "config.py").read_text(encoding="utf-8"))
    sample = (ROOT / "user-config.py.sample").read_text(encoding="utf-8")
    uncommented = re.sub(r"^# (?=\w+(\[.*\])? = )", "", sample, flags=re.MULTILINE)
    names = _assigned(uncommented)
    assert {"usernames", "password_file", "authenticate", "write_maxlag", "simulate"} <= names
    assert names <= known


def _assigned(source: str) -> set[str]:
    """The names that a module's top level assigns to, or to an item of."""
    names = set()
    for node in ast.parse(source).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            for inner in ast.walk(target) if target else ():
                if isinstance(inner, ast.Name):
                    names.add(inner.id)
    return names


def _setting_paths(model: type[BaseModel], before: str = "") -> list[str]:
    """The dotted paths of all settings with a value of their own."""
    paths = []
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            paths += _setting_paths(inner, f"{before}{name}.")
        else:
            paths.append(f"{before}{name}")
    return paths


def test_the_handbook_names_every_setting() -> None:
    """Every setting stands in the handbook's page about them, by its path or among its part's."""
    handbook = (ROOT / "docs" / "installningar.md").read_text(encoding="utf-8")
    for path in _setting_paths(Settings):
        part, _, name = path.rpartition(".")
        assert path in handbook or (part == "pages" and f"`{name}`" in handbook), path


def test_the_handbook_names_every_field_of_the_box() -> None:
    """Every field whose parameters can be set stands with the settings, with the parameters' names."""
    handbook = (ROOT / "docs" / "installningar.md").read_text(encoding="utf-8")
    for key, aliases in FIELDS.items():
        assert all(f"`{name}`" in handbook for name in (key, *aliases)), key


def test_every_code_has_its_words() -> None:
    """Every finding and every problem that can be told has a phrase in Swedish."""
    phrases = (ROOT / "templates" / "sv" / "messages.json").read_text(encoding="utf-8")
    for code in (*CODES, *PROBLEMS):
        assert f'"{code}":' in phrases


def test_every_reason_not_to_have_asked_has_its_words() -> None:
    """Each reason why Phabricator has said nothing is told in words of its own, and what follows from it in each."""
    told = {why: Words().phrase("tasks-unavailable", why=why) for why in get_args(Why)}
    consequence = "aktiviteter med uppgifter i Phabricator räknas inte som försenade."
    assert len(set(told.values())) == len(told)
    assert all(words.endswith(consequence) and ". Tills vidare" in words for words in told.values())
    assert "PHAB_API_TOKEN" in told["no-token"]
    assert "PHAB_API_URL" in told["bad-address"]


def test_the_version_is_that_of_the_project() -> None:
    """`lagesbot --version` and pyproject.toml say the same."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    done = subprocess.run([sys.executable, "-m", "bot", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == project["version"]


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_little_is_loaded_to_say_little(argument: str) -> None:
    """What needs no wiki loads neither Pywikibot nor anything else that takes long: a tenth of a second is enough."""
    slow = {"pywikibot", "requests", "mwparserfromhell", "jinja2", "pydantic", "holidays", "bot.run", "bot.plan"}
    code = (
        "import sys; from bot.cli import main\n"
        f"try: main([{argument!r}])\n"
        f"finally: print(sorted({slow!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_pywikibot_is_imported_in_one_place() -> None:
    """Only bot/wiki/framework.py names Pywikibot to an import, also where that import is made by a function."""
    naming = re.compile(r"^\s*(?:import|from) pywikibot\b|import_module\(\"pywikibot", re.MULTILINE)
    found = {path.name for path in (ROOT / "bot").rglob("*.py") if naming.search(path.read_text(encoding="utf-8"))}
    assert found == {"framework.py"}


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")], ids=lambda path: str(path.name))
def test_links_between_the_docs_lead_somewhere(page: Path) -> None:
    """Every link to a file in the repository names one that is there, and every link to a heading one of its own."""
    for target, heading in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text(encoding="utf-8")):
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), target
        headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE) if heading else []
        slugs = {re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-") for words in headings}
        assert not heading or heading in slugs, f"{target}#{heading}"
