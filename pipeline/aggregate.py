"""Runs the SQL of `sql/` over the tables: one file, one question, one table of answers.

What SQL is clumsy at is prepared here as small relations: `comparable` (which statements speak of one
quantity), `parts` (which amounts are parts of another), `counted` (persons or attendances), `euro_rates`
(one rate for each project and currency) and `cues` (words that show an element of evaluability). The rest
is in the SQL files, whose heads say question, grain and caveats.

Every row of every aggregate carries in `evidence` the ids of the rows it comes from.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from pipeline import comparable, currencies, wording
from pipeline.intervals import ABOUT_TOLERANCE
from pipeline.parts import parts
from pipeline.schemas import TABLES, empty, read_table

SQL = Path(__file__).parent / "sql"
SHARED = ("macros", "stated")
AGGREGATES = (
    "progress",
    "budgets",
    "reach_and_participants",
    "cost_per_participant",
    "evaluability",
    "evaluability_shares",
    "coverage",
    "ledger",
    "totals",
)
"""In the order of running; a later one may read an earlier one."""


class UnknownQuestion(KeyError):
    """Asked for an aggregate that is none; says which there are."""

    def __str__(self) -> str:
        return str(self.args[0])


class BadAggregates(Exception):
    """A check found what should not be there: a fault of the program, not of the documents."""


@contextmanager
def connect(path: Path | str = ":memory:") -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection that gives equal results everywhere: no extension is fetched, the time zone is
    UTC."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": "2GB",
    }
    with duckdb.connect(str(path), config=config) as con:
        con.execute("SET TimeZone = 'UTC'").fetchall()
        con.execute("SET enable_progress_bar = false").fetchall()
        yield con


def statement(name: str) -> str:
    """The SQL of one aggregate, without a last semicolon. Raises UnknownQuestion."""
    path = SQL / f"{name}.sql"
    if name not in AGGREGATES:
        raise UnknownQuestion(f"There is no question called {name!r}; ask one of {', '.join(AGGREGATES)}.")
    return path.read_text(encoding="utf-8").strip().removesuffix(";")


def question(name: str) -> str:
    """What the aggregate answers, in one sentence: the first line of its head."""
    head = re.match(r"-- Question: (.*(?:\n--   .*)*)", statement(name))
    asked = " ".join(head.group(1).replace("\n--", " ").split()) if head else name
    return asked[:1].upper() + asked[1:]


def prepare(
    con: duckdb.DuckDBPyConnection, tables: dict[str, pd.DataFrame], as_of: str | None = None
) -> None:
    """Put tables and prepared relations into the connection, and define the macros and shared views.

    `tables` as of the contract; a table that is left out is empty. `as_of` is an ISO date on which progress
    is judged.
    """
    for name in TABLES:
        _create(con, name, tables.get(name, empty(name)))
    documents, measures = tables["documents"], tables["measures"]
    outcomes = tables.get("outcomes", empty("outcomes"))
    _create(con, "comparable", comparable.quantities(measures, outcomes, documents, tables["dates"]))
    _create(con, "parts", parts(measures))
    _create(con, "counted", counted(measures, documents))
    _create(con, "euro_rates", euro_rates(measures, outcomes, tables["dates"], documents))
    _create(con, "named_elements", wording.named_elements(documents))
    _create(con, "belongs", wording.belongs(documents, tables["projects"]))
    _create(con, "readable", pd.DataFrame({"language": wording.languages()}).astype("str"))
    con.execute("SET VARIABLE as_of = $1::DATE", [as_of]).fetchall()
    con.execute("SET VARIABLE about_tolerance = $1::DOUBLE", [ABOUT_TOLERANCE]).fetchall()
    for name in SHARED:
        con.execute((SQL / "shared" / f"{name}.sql").read_text(encoding="utf-8")).fetchall()


def _create(con: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    typed = con.from_df(frame) if len(frame) else None
    if typed is None:
        columns = ", ".join(f'"{column}" {_type(name, column, frame)}' for column in frame.columns)
        con.execute(f'CREATE OR REPLACE TABLE "{name}" ({columns})').fetchall()
        return
    con.register("incoming", frame)
    chosen = ", ".join(f'"{column}"::{_type(name, column, frame)} AS "{column}"' for column in frame.columns)
    con.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT {chosen} FROM incoming').fetchall()
    con.unregister("incoming")


def _type(name: str, column: str, frame: pd.DataFrame) -> str:
    dtype = str(frame[column].dtype)
    if dtype.startswith("int"):
        return "BIGINT"
    if dtype.startswith("float"):
        return "DOUBLE"
    if dtype == "bool":
        return "BOOLEAN"
    return "VARCHAR[]" if dtype == "object" else "VARCHAR"


def counted(measures: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """statement_id and `attendances` for each count of people whose noun names an audience, by language file.

    Visitors and spectators are counted at the door and may come twice; members, pupils or residents are
    persons.
    """
    from pipeline.extract.language import codes
    from pipeline.extract.layout import lay_out
    from pipeline.extract.lexicon import lexicon

    known = set(codes())
    languages = dict(zip(documents["document_id"], documents["language"], strict=True))
    people = measures[(measures["indicator"] == "participants") & measures["audience"].notna()]
    found = []
    for row in people.itertuples():
        code = languages.get(row.document_id)
        if code in known:
            nouns = {hit.name for hit in lay_out(row.audience, lexicon(code)).hits if hit.family == "noun"}
            if nouns & {"audience"} and not nouns & {"participant", "member"}:
                found.append([row.measure_id, "attendances"])
    return pd.DataFrame(found, columns=["statement_id", "counts"]).astype("str")


def euro_rates(
    measures: pd.DataFrame, outcomes: pd.DataFrame, dates: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """One euro in units of each currency of each project, on the day that the project's money was agreed.

    Columns: project_id, currency, rate, rate_date, source, reason (why there is no rate). The day is the
    contract's, else the start, else the page's own date, else the end: the first that is known to the day.
    """
    money = pd.concat(
        [frame.loc[frame["indicator"] == "budget", ["project_id", "unit"]] for frame in (measures, outcomes)]
    )
    days: dict[str, dict[str, str]] = {}
    order = ("contract", "start", "published", "end")
    for row in dates.sort_values(["date", "date_id"]).itertuples():
        if row.kind in order and len(row.date) == 10 and not row.date.startswith("--"):
            days.setdefault(row.project_id, {}).setdefault(row.kind, row.date)
    published = dict(zip(documents["document_id"], documents["published"], strict=True))
    for row in measures[["project_id", "document_id"]].drop_duplicates().itertuples():
        day = published.get(row.document_id)
        if isinstance(day, str) and len(day) == 10:
            days.setdefault(row.project_id, {}).setdefault("published", day)
    rows = []
    for project, currency in sorted(set(zip(money["project_id"], money["unit"], strict=True))):
        known = days.get(project, {})
        day = next((known[kind] for kind in order if kind in known), None)
        rate = currencies.to_euro(currency, date.fromisoformat(day)) if day else None
        if currency == "EUR" and rate is None:
            rate = currencies.Rate(1.0, None, "the amount is in euro")  # type: ignore[arg-type]
        reason = None if rate else ("no_rate" if day else "no_date")
        rows.append([project, currency, *(rate or (None, None, None)), reason])
    columns = ["project_id", "currency", "rate", "rate_date", "source", "reason"]
    text = [column for column in columns if column != "rate"]
    return pd.DataFrame(rows, columns=columns).astype({**dict.fromkeys(text, "str"), "rate": "float64"})


def compute(tables: dict[str, pd.DataFrame], as_of: str | None = None) -> dict[str, pd.DataFrame]:
    """All aggregates of tables of the contract's shape, as frames."""
    with connect() as con:
        prepare(con, tables, as_of)
        create(con)
        return {name: con.execute(f'SELECT * FROM "{name}"').df() for name in AGGREGATES}


def create(con: duckdb.DuckDBPyConnection, names: tuple[str, ...] = AGGREGATES) -> None:
    """Make the aggregates, in their order, as tables of a prepared connection."""
    for name in names:
        con.execute(f'CREATE OR REPLACE TABLE "{name}" AS\n{statement(name)}').fetchall()


def bad_rows(con: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """What the queries of sql/checks find, by check: rows that should not be there."""
    checks = sorted((SQL / "checks").glob("*.sql"))
    return {path.stem: con.execute(path.read_text(encoding="utf-8")).df() for path in checks}


def run(processed: Path, as_of: str | None = None) -> dict[str, int]:
    """Read tables/, write aggregates/NAME.parquet and rodiklis.duckdb; returns the number of rows by
    aggregate."""
    tables = {}
    for name in TABLES:
        path = processed / "tables" / f"{name}.parquet"
        tables[name] = read_table(name, path) if path.exists() else empty(name)
    folder = processed / "aggregates"
    folder.mkdir(parents=True, exist_ok=True)
    database = processed / "rodiklis.duckdb"
    unfinished = processed / f".rodiklis.{os.getpid()}.duckdb"
    unfinished.unlink(missing_ok=True)
    counts = {}
    with connect(unfinished) as con:
        prepare(con, tables, as_of)
        create(con)
        for name in AGGREGATES:
            part = folder / f".{name}.{os.getpid()}.parquet"
            con.execute(f"COPY \"{name}\" TO '{_quoted(part)}' (FORMAT parquet, COMPRESSION zstd)").fetchall()
            part.replace(folder / f"{name}.parquet")
            counts[name] = con.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
        wrong = {name: len(rows) for name, rows in bad_rows(con).items() if len(rows)}
    unfinished.replace(database)
    if wrong:
        found = ", ".join(f"{name} ({count})" for name, count in wrong.items())
        raise BadAggregates(
            f"Checks found rows that should not be in the aggregates: {found}. To see them, run "
            f"the queries of pipeline/sql/checks on {database}."
        )
    return counts


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def ask(processed: Path, name: str) -> pd.DataFrame:
    """One aggregate as a frame. Raises UnknownQuestion, or FileNotFoundError where no run has made it yet."""
    statement(name)
    path = processed / "aggregates" / f"{name}.parquet"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there: run `rodiklis run` (or `rodiklis aggregate`) first.")
    return pd.read_parquet(path)


_INTRODUCTION = """# Questions

Written by `python -m pipeline.aggregate` from the heads of `pipeline/sql/*.sql` and from
`sql/columns.toml`; change it there. `rodiklis ask NAME` prints one; the tables lie in
`data/processed/aggregates/NAME.parquet` and, with everything else, in `data/processed/rodiklis.duckdb`. A
missing value is unknown or open, never 0.
"""


def dictionary() -> str:
    """All questions with grain, caveats and columns, as Markdown."""
    says = tomllib.loads((SQL / "columns.toml").read_text(encoding="utf-8"))
    types = {"VARCHAR": "text", "DOUBLE": "value", "BIGINT": "whole number", "BOOLEAN": "true or false"}
    lines = [_INTRODUCTION]
    with connect() as con:
        prepare(con, {name: empty(name) for name in TABLES})
        create(con)
        for name in AGGREGATES:
            head = re.match(r"(?:--.*\n)+", statement(name))
            text = " ".join(line[2:].strip() for line in head.group().splitlines()) if head else ""
            # Each part of the head becomes a paragraph.
            text = re.sub(r" (?=(?:Grain|Caveats|Status|Elements|Arithmetic): )", "\n\n", text)
            lines += [
                f"## {name}",
                "",
                text.removeprefix("Question: "),
                "",
                "| column | type | meaning |",
                "|---|---|---|",
            ]
            for column, kind, *_ in con.execute(f'DESCRIBE "{name}"').fetchall():
                lines.append(f"| {column} | {types.get(kind, 'list of text')} | {says[column]} |")
            lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    target = Path(__file__).parent.parent / "docs" / "questions.md"
    target.write_text(dictionary(), encoding="utf-8", newline="\n")
