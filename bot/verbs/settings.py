"""The verb about the settings: shows them, checks a file, prints their schema."""

import json
import sys
from pathlib import Path

import click
from rich.console import Console

from bot.errors import UsageError
from bot.gather import read_settings
from bot.options import Options
from bot.parse.settings import Layer, load_layers
from bot.render.words import Words
from bot.setting_files import SettingsFile
from bot.setting_schema import settings_schema
from bot.shelf import Shelf
from bot.tell.document import print_json
from bot.tell.settings import mistakes_document, settings_document, show_mistakes, show_settings
from bot.verbs.codes import DONE, WRONG
from bot.verbs.opening import base_layers, open_wiki, request, watch

STANDARD_INPUT = "standard input"


def show(options: Options) -> int:
    """Show each setting with its value and where that comes from, and every mistake."""
    asked = request(options, "")
    loaded = asked.settings
    if loaded is None:
        wiki = open_wiki(options, write=False)
        with watch(options) as watching:
            loaded = read_settings(Shelf(wiki, watching), asked)
    if options.as_json:
        print_json(settings_document(loaded, Words.of(loaded.settings)))
    else:
        show_settings(Console(), loaded, Words.of(loaded.settings))
    return DONE


def check(options: Options, path: Path) -> int:
    """Tell every mistake in a file; 2 where there is one."""
    read = Layer(_standard_input(), STANDARD_INPUT) if str(path) == "-" else SettingsFile(path).layer
    loaded = load_layers([*base_layers(options), read])
    if options.as_json:
        print_json(mistakes_document(loaded, Words.of(loaded.settings)))
    else:
        show_mistakes(Console(), read.source, loaded, Words.of(loaded.settings))
    return WRONG if loaded.flaws else DONE


def schema(options: Options) -> int:
    """Print the JSON Schema of the settings, in the language of those that lie below all others."""
    base = load_layers(base_layers(options)).settings
    made = settings_schema(base.language, page=base.pages.settings)
    click.echo(json.dumps(made, ensure_ascii=False, indent=1))
    return DONE


def _standard_input() -> str:
    if sys.stdin is None:
        raise UsageError("There is no standard input.")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("Standard input is not UTF-8 text.") from error
