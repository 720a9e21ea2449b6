"""The command about the settings: what counts and from where, whether a file is right, and the schema of such files."""

from pathlib import Path

import click
from click.core import ParameterSource

from bot.commands.shared import PATH, on_settings, verbs
from bot.errors import UsageError
from bot.options import Options


@click.command()
@click.option("--show", is_flag=True, help="Show each setting with its value, and where that comes from.")
@click.option(
    "--check",
    "checked",
    type=PATH,
    metavar="FILE",
    help='Tell every mistake in a JSON file, "-" for standard input; exit with 2 where there is one. Needs no wiki.',
)
@click.option(
    "--schema",
    is_flag=True,
    help="Print the JSON Schema of settings, for an editor, in the language of --base-settings. Needs no wiki.",
)
@on_settings
def settings(options: Options, /, *, show: bool, checked: Path | None, schema: bool) -> int:
    """Show the settings, check a file with settings, or print their JSON Schema. Writes nothing.

    Exactly one of --show, --check and --schema says which.
    """
    if [show, checked is not None, schema].count(True) != 1:
        raise UsageError("Give exactly one of --show, --check FILE and --schema. See lagesbot settings --help.")
    if not show:
        _for_show_alone("wiki", "settings")
    if schema:
        _for_show_alone("form")
        code: int = verbs("settings").schema(options)
    elif checked is not None:
        code = verbs("settings").check(options, checked)
    else:
        code = verbs("settings").show(options)
    return code


def _for_show_alone(*names: str) -> None:
    """Refuse options that would do nothing.

    Raises:
        UsageError: One of them was typed.
    """
    context = click.get_current_context()
    for name in names:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            option = {"form": "--format"}.get(name, f"--{name.replace('_', '-')}")
            raise UsageError(f"{option} says nothing here. See lagesbot settings --help.")
