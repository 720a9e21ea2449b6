"""What whole commands cost, beside a bare client and a plain script, on a real MediaWiki: `make bench`.

Everything is measured in one go and in turn, so what counts are counts and ratios, and any machine will do.
"""

import json
import sys
import tempfile
from pathlib import Path

import click

from tests.bench.population import Population
from tests.bench.whole_runs import measure
from tests.bench.whole_tables import document, put_in, told
from tests.bench.whole_targets import AT, targets
from tests.support.mediawiki import MediaWiki, available

SMALLER = 5
"""How many times fewer projects there are on the wiki that growth is seen from, unless it would be less than `AT`."""

_FILE = click.Path(path_type=Path)


@click.command()
@click.option("--projects", default=AT, show_default=True, help="How many projects.")
@click.option("--smaller", type=int, metavar="N", help="Projects to see growth from; 0: none.  [default: fewer]")
@click.option("--repeats", default=3, show_default=True, help="How many times reading is measured.")
@click.option("--writing", type=int, metavar="N", help="How many times runs are.  [default: as often, or once if many]")
@click.option("--json", "file", type=_FILE, metavar="FILE", help="Everything, as JSON, to a file.")
@click.option("--docs", type=_FILE, metavar="FILE", help="The tables into a page, between its marks for this size.")
def main(
    *, projects: int, smaller: int | None, repeats: int, writing: int | None, file: Path | None, docs: Path | None
) -> None:
    """Measure; prints tables in Markdown, and ends with 1 where a target is missed."""
    if missing := available():
        raise click.UsageError(missing)
    often = writing if writing is not None else repeats if projects <= AT else 1
    fewer = projects // SMALLER if projects < 2 * AT else max(AT, projects // SMALLER)
    few = fewer if smaller is None else smaller
    with tempfile.TemporaryDirectory() as name, MediaWiki.start(Path(name) / "mediawiki") as wiki:
        plans = [(one, times) for one, times in ((few, 1), (projects, often)) if one]
        sizes = [
            measure(wiki, Population(one), Path(name), repeats=repeats, writing=times, tell=_tell)
            for one, times in plans
        ]
    held = targets(sizes)
    click.echo(text := told(sizes, held))
    if file:
        file.write_text(json.dumps(document(sizes, held), indent=1, ensure_ascii=False), encoding="utf-8")
    if docs:
        put_in(docs, str(projects), text)
    sys.exit(0 if all(one.met for one in held) else 1)


def _tell(words: str) -> None:
    click.echo(words, err=True)


if __name__ == "__main__":
    main()
