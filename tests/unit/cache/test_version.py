"""The version that answers are kept by."""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cache import version as module
from bot.cache.version import READING, WORDS, files_of, version, version_of
from bot.names import templates_folder

BOT = Path(module.__file__).resolve().parents[1]
ENTRANCES = ("bot.readings",)
WITH_THEIR_VERSIONS = {"pydantic", "babel"}
"""Babel has the names of months and week days."""
CHECKS_SETTINGS = {"holidays"}
"""What says which settings there may be; what reading sees of the settings is in every key by itself."""


def imported(name: str, path: Path) -> Iterator[str]:
    """The modules that a module may import, and whatever stands there like one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{name} imports from nowhere"
            yield from (node.module, *(f"{node.module}.{one.name}" for one in node.names))


def file_of(name: str) -> Path | None:
    """The file of a module of ours, if it is one."""
    path = BOT.parent / name.replace(".", "/")
    return next((one for one in (path.with_suffix(".py"), path / "__init__.py") if one.is_file()), None)


def everything() -> tuple[set[Path], set[str]]:
    """The files that reading imports, directly or not, and the packages of others."""
    files, others, waiting = set[Path](), set[str](), list(ENTRANCES)
    while waiting:
        name = waiting.pop()
        path = file_of(name)
        if path and path not in files:
            files.add(path)
            waiting.extend(imported(name, path))
        elif not path and name.split(".")[0] not in {"bot", *sys.stdlib_module_names}:
            others.add(name.split(".")[0])
    return files, others


def test_all_that_reads_is_counted() -> None:
    """Every module that reading imports is a part of the version, and every package of others, by its own version."""
    files, others = everything()
    left = {path.relative_to(BOT).as_posix() for path in files}
    assert {one for one in left if not one.startswith(("parse/", "cache/"))} <= set(READING)
    assert {"parse", "cache"} <= set(READING)
    assert others == WITH_THEIR_VERSIONS | CHECKS_SETTINGS


@pytest.mark.parametrize("module", ["pydantic.VERSION", "babel.__version__"])
def test_another_version_of_a_package_is_another_reading(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    """What was read with other words for months, or written down by another Pydantic, does not count."""
    before = version_of(BOT, templates_folder())
    monkeypatch.setattr(module, "0")
    assert version_of(BOT, templates_folder()) != before


READ_THE_EXAMPLE = """
import json, sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from bot.parse.association import vocabulary_of
from bot.readings import Readings
from bot.settings import Settings
from bot.wiki.port import Page
from tests.support.kept import InMemory
texts = json.load(sys.stdin)
pages = {title: Page(title, text, revid=1) for title, text in texts.items()}
projects = [title for title in texts if "/" not in title]
for settings in (Settings(), Settings(language="en")):
    readings, words = Readings(InMemory()), vocabulary_of(settings)
    read = readings.read(readings.reader(settings, pages), projects, pages)
    readings.days(pages.values(), settings.templates, words)
    list(readings.unknown_calls(projects, pages, settings.templates, words))
    assert any(one.activities for one in read) or settings.language == "en"
loaded = [one.__file__ for name, one in sys.modules.items() if name.split(".")[0] == "bot"]
print(json.dumps([loaded, opened]))
"""


def test_all_that_is_loaded_and_opened_is_counted() -> None:
    """When the example is read, no module of ours and no file of words is used that is not a part of the version."""
    example = BOT.parent / "examples" / "wiki" / "Projekt"
    texts = {
        f"Projekt:{path.relative_to(example).with_suffix('').as_posix()}": path.read_text(encoding="utf-8")
        for path in example.rglob("*.wiki")
    }
    command = [sys.executable, "-c", READ_THE_EXAMPLE]
    environment = {**os.environ, "PYTHONPATH": str(BOT.parent)}
    done = subprocess.run(
        command, input=json.dumps(texts), env=environment, cwd=BOT.parent, capture_output=True, text=True, check=True
    )
    loaded, opened = (set(map(Path, some)) for some in json.loads(done.stdout))
    counted, templates = set(files_of(BOT, templates_folder())), templates_folder()
    assert BOT / "parse" / "timeplan.py" in loaded
    assert loaded <= counted
    words = {path for path in opened if path.is_relative_to(templates)}
    assert {path.name for path in words} == set(WORDS)
    assert words <= counted
    others = (path for path in opened - words if path.is_relative_to(BOT) and "__pycache__" not in path.parts)
    assert [path for path in others if path.suffix != ".py"] == []


def test_parts_are_there() -> None:
    """Each part that is named exists, so that none has been renamed unseen."""
    assert [part for part in READING if not (BOT / part).exists()] == []


def test_version_of_this_program() -> None:
    """It is the same each time, and that of the folders that the program lies in."""
    assert version() == version_of(BOT, templates_folder())


@pytest.mark.parametrize("part", ["parse/dates.py", "parse/languages/swedish.py", "model.py", "wiki/port.py"])
def test_another_program_has_another_version(tmp_path: Path, part: str) -> None:
    """A letter that is another anywhere in what reads changes the version."""
    shutil.copytree(BOT, tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    assert version_of(tmp_path / "bot", templates_folder()) == version()
    with (tmp_path / "bot" / part).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert version_of(tmp_path / "bot", templates_folder()) != version()


def test_words_that_are_read_change_the_version(tmp_path: Path) -> None:
    """The names of regions and the usual settings of a language are read, too."""
    shutil.copytree(templates_folder(), tmp_path / "templates")
    assert version_of(BOT, tmp_path / "templates") == version()
    (tmp_path / "templates" / "sv" / "names.json").write_text("{}", encoding="utf-8")
    assert version_of(BOT, tmp_path / "templates") != version()


def test_program_without_files_has_no_version(tmp_path: Path) -> None:
    """Where the program's own files cannot be read, nobody can tell which one it is."""
    assert version_of(tmp_path, templates_folder()) is None
