"""The `rodiklis` command: the only place that prints.

Everything heavy is imported where it is used, so that help appears at once. Whatever goes wrong is told in
one sentence that says what, where and what to do next; RODIKLIS_TRACEBACK=1 shows the stack as well.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.stages import STAGES, Progress, Settings, Stage, run_stage

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from pipeline.evaluate import Evaluation
    from pipeline.evidence import Evidence

FAILED, MISUSED, INTERRUPTED = 1, 2, 130
PROJECTS_SHOWN = 15
REJECTS_SHOWN = 20
DOUBTS_SHOWN = 8
CELL = 36


class Refused(click.ClickException):
    """A sentence for the user; the command ends with status 1."""

    exit_code = FAILED


def console(stderr: bool = False) -> Console:
    """A terminal with colours, or plain text where the output is a file, a pipe, or NO_COLOR is set."""
    from rich.console import Console

    terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return Console(stderr=stderr, highlight=False, soft_wrap=not terminal, width=None if terminal else 140)


class InOrder(click.Group):
    """Commands in the order of a run, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="rodiklis", prog_name="rodiklis", message="%(prog)s %(version)s")
def cli() -> None:
    """From the pages of projects to traceable tables: every number points to the words that state it."""


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from datetime import date

    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day: write it like 2026-11-01.") from None


RAW = click.argument("raw", default="data/raw", type=click.Path(path_type=Path))
PROCESSED = click.argument("processed", default="data/processed", type=click.Path(path_type=Path))
FOLDER = click.option(
    "--processed",
    default="data/processed",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder that a run wrote.",
)
AS_OF = click.option(
    "--as-of", metavar="DATE", callback=_date, help="Day on which progress is judged, e.g. 2026-11-01."
)
LANGUAGE = click.option(
    "--language", default="en", show_default=True, help="Language of the report, whatever the documents' are."
)
NOTEBOOKS = click.option(
    "--notebooks/--no-notebooks", default=True, help="Whether to execute the notebooks (the slowest part)."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs instead of tables.")


@cli.command()
@RAW
@PROCESSED
@AS_OF
@LANGUAGE
@NOTEBOOKS
@JSON
def run(raw: Path, processed: Path, as_of: str | None, language: str, notebooks: bool, as_json: bool) -> None:
    """Run all stages on RAW and write PROCESSED.

    RAW is a folder with documents/ and perhaps outcomes/, or a plain folder of documents.
    """
    settings = Settings(raw, processed, as_of, language, notebooks)
    with _bars() as begin:
        for stage in STAGES:
            run_stage(stage, settings, begin(stage))
    _print_summary(processed, as_json)


def _verb(stage: Stage) -> None:
    """Give a stage its command: the same word, the same arguments as `run`."""

    def command(
        raw: Path,
        processed: Path,
        as_of: str | None = None,
        language: str = "en",
        notebooks: bool = True,
    ) -> None:
        with _bars() as begin:
            run_stage(stage, Settings(raw, processed, as_of, language, notebooks), begin(stage))

    for option in {"validate": [AS_OF], "aggregate": [AS_OF], "report": [LANGUAGE, NOTEBOOKS]}.get(
        stage.name, []
    ):
        command = option(command)
    help_text = f"Stage {STAGES.index(stage) + 1} of {len(STAGES)}: {stage.does}."
    cli.command(stage.name, help=help_text)(RAW(PROCESSED(command)))


for _stage in STAGES:
    _verb(_stage)


@contextmanager
def _bars() -> Iterator[Callable[[Stage], Progress]]:
    """One bar a stage on a terminal, with rate and time left; one plain line a stage elsewhere."""
    if not sys.stderr.isatty():
        yield _begin_plainly
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:>6,.0f}/s" if speed else " " * 8, style="dim")

    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("[dim]{task.fields[does]}"),
    )
    with Bars(*columns, console=console(stderr=True)) as bars:
        current: list[Any] = []

        def finish() -> None:
            for task in current:
                bars.update(task, total=bars.tasks[task].total or 1, completed=bars.tasks[task].total or 1)
            current.clear()

        def begin(stage: Stage) -> Progress:
            finish()
            task = bars.add_task(stage.name, total=None, does=stage.does)
            current.append(task)
            return lambda done, total: bars.update(task, completed=done, total=total)

        yield begin
        finish()


def _begin_plainly(stage: Stage) -> Progress:
    click.echo(f"{stage.name:<10} {stage.does}", err=True)
    return lambda done, total: None


def _print_summary(processed: Path, as_json: bool) -> None:
    from rich.markup import escape

    from pipeline.summary import summarise

    found = summarise(processed)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    out = console()
    documents = found["documents"]
    languages = ", ".join(f"{code} {n}" for code, n in documents["languages"].items())
    out.print(f"\n[bold]{documents['read']} documents read[/bold]" + (f" ({languages})" if languages else ""))
    _print_rejects(out, documents["rejected"])
    _print_rows(
        out,
        "Measures by indicator",
        found["measures"],
        {"indicator": "indicator", "target": "targets", "actual": "actuals", "context": "context"},
    )
    _print_rows(
        out,
        "Projects, those with most doubts first",
        found["projects"][:PROJECTS_SHOWN],
        {
            "title": "project",
            "target": "targets",
            "actual": "actuals",
            "outcomes": "outcomes",
            "error": "errors",
            "warning": "warnings",
        },
    )
    if len(found["projects"]) > PROJECTS_SHOWN:
        out.print(f"... and {len(found['projects']) - PROJECTS_SHOWN} more: tables/projects.parquet")
    _print_rows(
        out, "Findings", found["findings"], {"severity": "severity", "check": "check", "rows": "how often"}
    )
    for sentence in found["doubts"][:DOUBTS_SHOWN]:
        out.print(f"  - {escape(sentence)}")
    if len(found["doubts"]) > DOUBTS_SHOWN:
        out.print(f"  ... and {len(found['doubts']) - DOUBTS_SHOWN} more: tables/findings.parquet")
    out.print("\n[bold]Where to look next[/bold]")
    for path, says in (
        ("report/summary.html", "one page for those who fund"),
        ("report/evidence.html", "every number in its sentence"),
        ("rodiklis.duckdb", "all tables and aggregates, for SQL"),
    ):
        if (processed / path).exists():
            out.print(f"  {processed / path}  [dim]{says}[/dim]", soft_wrap=True)
    if found["example"]:
        at = "" if processed == Path("data/processed") else f" --processed {processed}"
        command = f"rodiklis explain {found['example']}{at}"
        out.print(f"  {command}  [dim]where a number comes from[/dim]", soft_wrap=True)


def _print_rejects(out: Console, rejected: list[dict[str, str]]) -> None:
    from rich.markup import escape

    if not rejected:
        return
    out.print(f"[bold red]{len(rejected)} rejected[/bold red] (table rejects)")
    for row in rejected[:REJECTS_SHOWN]:
        sentence = " ".join(filter(None, (row["reason"], row["what_to_do"])))
        named = sentence if sentence.startswith(row["path"]) else f"{row['path']}: {sentence}"
        out.print(f"  {escape(named)}", soft_wrap=True)
    if len(rejected) > REJECTS_SHOWN:
        out.print(f"  ... and {len(rejected) - REJECTS_SHOWN} more: tables/rejects.parquet")


def _print_rows(out: Console, title: str, rows: list[dict[str, Any]], columns: dict[str, str]) -> None:
    """A table of those columns; numbers to the right, 0 as a dot so that the eye finds the others."""
    from rich.markup import escape
    from rich.table import Table

    if not rows:
        return
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for key, heading in columns.items():
        numeric = isinstance(rows[0][key], int)
        words = [word for row in rows for word in str(row[key]).split()]
        table.add_column(
            heading,
            justify="right" if numeric else "left",
            header_style="dim",
            overflow="fold",
            min_width=min(14, max(map(len, [*words, *heading.split()]))),
        )
    for row in rows:
        table.add_row(*("·" if row[key] == 0 else escape(str(row[key])) for key in columns))
    out.print()
    out.print(table)


@cli.command()
@PROCESSED
@JSON
def summary(processed: Path, as_json: bool) -> None:
    """Print the closing table of a run again, for the folder it wrote."""
    _print_summary(processed, as_json)


@cli.command()
@click.argument("identifier", metavar="ID")
@FOLDER
@JSON
def explain(identifier: str, processed: Path, as_json: bool) -> None:
    """Show where a row comes from: its sentence with the number marked, document, role, rule, doubts.

    ID is the id of a measure, date, event, organisation, place, outcome, finding, project or document, or
    the beginning of one.
    """
    from pipeline.evidence import explain as find

    found = find(processed, identifier)
    if as_json:
        from dataclasses import asdict

        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str))
        return
    _print_evidence(console(), found, indent=0)


def _print_evidence(out: Console, found: Evidence, indent: int) -> None:
    from rich.padding import Padding
    from rich.text import Text

    def put(line: Text) -> None:
        if out.is_terminal:
            out.print(Padding(line, (0, 0, 0, indent)))
        else:
            out.print(Text(" " * indent) + line, soft_wrap=True)

    mark = ("[", "]") if out.no_color or not out.is_terminal else ("", "")
    if found.quote:
        marked = Text(f"{mark[0]}{found.quote}{mark[1]}", style="bold reverse")
        put(Text(found.before) + marked + Text(found.after))
        out.print()
    width = max((len(label) for label in (*found.facts, found.table)), default=0)
    for label, value in (("id", f"{found.identifier} ({found.table})"), *found.facts.items()):
        put(Text(f"{label:<{width}}  ", style="dim") + Text(value))
    for behind in found.behind:
        out.print()
        _print_evidence(out, behind, indent + 4)


@cli.command()
@JSON
def languages(as_json: bool) -> None:
    """List the languages that are read, each with how many examples its file checks itself by."""
    from pipeline.extract import language

    known = [language.load(path.stem) for path in sorted(language.FOLDER.glob("*.toml"))]
    rows = [
        {"code": one.code, "name": one.name, "native": one.native, "examples": len(one.examples)}
        for one in known
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    columns = {"code": "code", "name": "name", "native": "own name", "examples": "examples"}
    _print_rows(console(), f"{len(rows)} languages", rows, columns)


@cli.command()
@click.argument("name", required=False)
@FOLDER
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--parquet", type=click.Path(path_type=Path), metavar="FILE", help="Write a Parquet file.")
def ask(name: str | None, processed: Path, form: str | None, parquet: Path | None) -> None:
    """Print an aggregate by its NAME; without a name, list the names."""
    from pipeline import aggregate

    if name is None:
        for path in sorted((processed / "aggregates").glob("*.parquet")):
            click.echo(path.stem)
        return
    frame = aggregate.ask(processed, name)
    if parquet:
        frame.to_parquet(parquet)
        click.echo(f"{len(frame)} rows written to {parquet}", err=True)
    elif form == "csv":
        click.echo(frame.to_csv(index=False), nl=False)
    elif form == "json":
        click.echo(frame.to_json(orient="records", force_ascii=False, indent=1, date_format="iso"))
    else:
        _print_frame(name, aggregate.question(name), frame)


@cli.group()
def outcomes() -> None:
    """Results that an evaluator brings: `template` writes a file to fill in."""


@outcomes.command()
@click.argument("file", default="outcomes-template.xlsx", type=click.Path(path_type=Path))
@FOLDER
def template(file: Path, processed: Path) -> None:
    """Write FILE (.xlsx or .csv) with one line for each target that no outcome answers yet.

    Fill in what is known, leave the rest empty, and put the file into the folder outcomes/ beside documents/.
    """
    from pipeline.template import write_template

    lines = write_template(processed, file)
    click.echo(
        f"{lines} targets wait for an outcome in {file}. Fill it in and put it into data/raw/outcomes/."
    )


@cli.command()
@click.argument("gold", required=False, type=click.Path(path_type=Path))
@click.argument("raw", required=False, type=click.Path(path_type=Path))
@click.option("--only", multiple=True, metavar="NAME", help="Take this document alone; may be repeated.")
@click.option("--without", multiple=True, metavar="NAME", help="Leave this document out; may be repeated.")
@click.option(
    "--floors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Measure the collections that this file describes, and hold them against its floors.",
)
@click.option("--collection", multiple=True, metavar="NAME", help="Of those, this one; may be repeated.")
@click.option("--write-floors", is_flag=True, help="Set the floors a little under what is reached.")
@click.option("--misses", is_flag=True, help="List every label missed and every spurious row.")
@click.option(
    "--json",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the figures there instead of printing them.",
)
def evaluate(
    gold: Path | None,
    raw: Path | None,
    only: tuple[str, ...],
    without: tuple[str, ...],
    floors: Path | None,
    collection: tuple[str, ...],
    write_floors: bool,
    misses: bool,
    file: Path | None,
) -> None:
    """Measure the extraction: labels in GOLD against what is found in the documents of RAW.

    Prints precision, recall and F1 by table, language and indicator. With --floors, GOLD and RAW may be left
    out; the command then fails where a floor is not reached or lies far under what is.
    """
    from pipeline import evaluate as measuring

    if floors is None:
        if gold is None or raw is None:
            raise click.UsageError("Name the folders GOLD and RAW, or a file of collections with --floors.")
        if collection or write_floors:
            raise click.UsageError("--collection and --write-floors need --floors FILE.")
        names = set(only or measuring.labels(gold)) - set(without)
        known = [measuring.Labelled(gold.name, gold, raw)]
        measured = {gold.name: measuring.evaluate(gold, raw, names)}
    else:
        if only or without:
            raise click.UsageError("--only and --without go with GOLD and RAW, not with --floors.")
        every = measuring.collections(floors)
        known = measuring.chosen(every, collection, gold, raw)
        measured = measuring.evaluate_collections(known)
        if write_floors:
            for lowered in measuring.write_floors(floors, every, measured):
                click.echo(f"lowered: {lowered}", err=True)
            click.echo(f"Floors of {', '.join(measured)} written to {floors}.", err=True)
            return
    if file:
        figures = {name: measuring.metrics_of(found) for name, found in measured.items()}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        click.echo(f"Figures of {', '.join(figures)} written to {file}.", err=True)
        return
    below = 0
    for one in known:
        _print_evaluation(one.name, measured[one.name])
        if misses and one.hidden:
            click.echo(f"\nWhat is missed in {one.name} is not listed: it is kept out of sight.")
        elif misses:
            _print_faults(measured[one.name])
        sentences = measuring.broken(one.floors, measured[one.name]) if floors else []
        for sentence in sentences:
            click.echo(f"{one.name}, {sentence}", err=True)
        below += len(sentences)
    if below:
        raise Refused(f"{below} floors do not fit: mend what fell, or set them anew with --write-floors.")


@cli.command()
@click.argument("floors", type=click.Path(path_type=Path))
def train(floors: Path) -> None:
    """Learn the weights of the second opinion on measures, roles, kinds of money and nouns left out.

    FLOORS is the file that describes the collections of labelled documents; each teaches
    as much as its weight says there, hidden ones nothing unless one is given.
    """
    from pipeline import evaluate as measuring
    from pipeline.extract.meaning.weighing import FILE
    from pipeline.train import train as learn

    counts = learn(measuring.collections(floors))
    told = ", ".join(f"{count} of {task}" for task, count in sorted(counts.items()))
    click.echo(f"Weights learnt from {told} written to {FILE.name}.", err=True)


def _print_evaluation(name: str, found: Evaluation) -> None:
    out = console()
    figures = [
        {key: _ratio(value) if isinstance(value, float) else value for key, value in row.items()}
        for row in found.figures.to_dict("records")
    ]
    numbers = {key: key for key in ("precision", "recall", "f1", "right", "missed", "spurious")}
    whole = [row for row in figures if row["by"] == "all"]
    _print_rows(out, f"{name}: {found.documents} documents", whole, {"table": "table"} | numbers)
    for by in ("language", "indicator"):
        rows = [row for row in figures if row["by"] == by and row["table"] == "measures"]
        _print_rows(out, f"{name}: measures by {by}", rows, {"part": by} | numbers)
    by_language: dict[str, dict[str, str]] = {}
    for row in figures:
        if row["by"] == "language":
            by_language.setdefault(row["part"], {"language": row["part"]})[row["table"]] = row["f1"]
    tables = {"language": "language"} | {row["table"]: row["table"] for row in whole}
    _print_rows(out, f"{name}: F1 of each table", list(by_language.values()), tables)
    _print_rows(
        out,
        f"{name}: of what was found",
        found.checks.to_dict("records"),
        {"check": "", "right": "right", "all": "of"},
    )


def _print_faults(found: Evaluation) -> None:
    click.echo()
    for fault in found.faults.to_dict("records"):
        click.echo(f"{fault['what']:<9} {fault['document']}, {fault['table']}: {fault['said']}")
        if fault["sentence"]:
            click.echo(f"          {' '.join(fault['sentence'].split())}")


def _ratio(value: float) -> str:
    return f"{value:.3f}" if value == value else ""


def _print_frame(name: str, says: str, frame: pd.DataFrame) -> None:
    """For reading: intervals in words, the beginning of each id, and no column that is empty throughout."""
    from rich.markup import escape

    from pipeline.evidence import KEYS, SHOWN_OF_ID, condensed, in_cell

    rows = []
    for row in frame.to_dict("records"):
        key = {"id": str(row[KEYS[name]])[:SHOWN_OF_ID]} if name in KEYS else {}
        rows.append(key | {str(column): in_cell(value) for column, value in condensed(row).items()})
    columns = dict.fromkeys(column for row in rows for column in row)
    held = {column: {row.get(column, "") for row in rows} for column in columns}
    same = {column: cells.pop() for column, cells in held.items() if len(rows) > 1 and len(cells) == 1}
    shown = {column: column.replace("_", " ") for column in columns if column not in same}
    out = console()
    _print_rows(out, f"{name}: {len(rows)} rows. {says}", [_shortened(row) for row in rows], shown)
    if constant := ", ".join(f"{column.replace('_', ' ')} {cell}" for column, cell in same.items() if cell):
        out.print(f"In all rows: {escape(constant)}.")


def _shortened(row: dict[str, str]) -> dict[str, str]:
    return {key: cell if len(cell) <= CELL else cell[: CELL - 1].rstrip() + "…" for key, cell in row.items()}


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its status: 0 done, 1 refused or failed, 2 misused, 130 interrupted."""
    try:
        status = cli.main(args=arguments, prog_name="rodiklis", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Finished stages are kept: the same command goes on from there.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe (`| head`) has seen enough: no complaint, and none at interpreter exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("RODIKLIS_TRACEBACK"):
            raise
        click.echo(f"Error: {_sentence(error)}", err=True)
        return FAILED


def _sentence(error: Exception) -> str:
    """What to tell a user of an error: our own are sentences already, the machine's get a next step."""
    said = " ".join(str(error).split())
    ours = type(error).__module__.startswith("pipeline")
    if ours or (isinstance(error, FileNotFoundError) and error.errno is None):
        return said
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return (
            f"{where}{error.strerror or said}. Check the path, its permissions and the space left; run again."
        )
    return (
        f"{type(error).__name__}: {said or 'no message'}. This is a fault of the program, not of your "
        "documents: please report it with what RODIKLIS_TRACEBACK=1 shows."
    )


if __name__ == "__main__":
    sys.exit(main())
