"""The command line of the benchmarks: one table at the end."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bench import report
from bench.rows import Row
from bench.running import NAMES, apart
from bench.search_data import KEPT


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(NAMES), metavar="[NAME]...")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write rows.")
@click.option("--quick", is_flag=True, help="Few rounds, small tables: to try the benchmarks.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the databases of search here, and take those that are here.",
)
def main(names: tuple[str, ...], file: Path | None, quick: bool, data: Path | None) -> None:
    """Measure, and print ratios. Without a name all of: scanning picture upload feed lag weight
    wire live suggest memory looks search video explore."""
    if data:
        os.environ[KEPT] = str(data.resolve())
    found: dict[str, Sequence[Row]] = {}
    problems: list[str] = []
    for name in names or NAMES:
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            found[name] = apart(name, quick)
        except Exception as error:  # the others can still be measured
            problems.append(f"{name} could not run: {error}")
    load = " ".join(f"{number:.2f}" for number in os.getloadavg())
    print(report.table(found))
    print(f"Load averages at the end: {load} on {os.cpu_count()} cores.")
    if file:
        content = {"load": os.getloadavg(), "rows": report.as_json(found), "problems": problems}
        file.write_text(json.dumps(content, indent=2) + "\n")
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
