"""Every table against its contract, and what an evaluator should know besides.

A row that breaks a rule is left out and named in `rejects` with document, quote and what is wrong; the others
go on. Rules that a row keeps by itself are in `pipeline.schemas`; those that need another table (the quote
stands in its text, the project exists) are here; doubts about what the documents say are in
`pipeline.findings`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.errors

import pipeline.contradictions  # noqa: F401 - registers its checks
from pipeline.findings import Check, Found, Tables, findings, row
from pipeline.outcomes import outcomes
from pipeline.schemas import KEYS, REFERENCES, STATEMENTS, TABLES, conform, empty, read_table, write_table
from pipeline.vocabulary import UNITS

Frames = dict[str, pd.DataFrame]
REPORT = "Please report it with the document: the row was made by the program, not by the document's author."

ROWS_LEFT_OUT = Check(
    "rows_left_out",
    "error",
    "{rows} rows of the table {table} broke a rule and were left out; the table rejects names each.",
    lambda tables: iter(()),
)


def run(processed: Path, raw: Path, as_of: str | None = None) -> dict[str, int]:
    """Read read/, link/, the rejects of extract/ and the outcomes below `raw`, write tables/.

    `as_of` is the day (ISO) on which outcomes are judged; without it none counts as not yet due. Returns the
    rows of each table. Raises FileNotFoundError, naming the stage to run first, where a folder is missing.
    """
    given = {"documents": _given(processed, "read", "documents")}
    given |= {name: _given(processed, "link", name) for name in (*STATEMENTS, "projects", "links")}
    for stage in ("read", "extract", "link"):
        path = processed / stage / "rejects.parquet"
        if path.exists():
            given["rejects"] = pd.concat(
                [given.get("rejects", empty("rejects")), read_table("rejects", path)], ignore_index=True
            )
    given["titles"] = _optional(processed / "link" / "titles.parquet")
    tables = validate(given, raw / "outcomes", date.fromisoformat(as_of) if as_of else None)
    for name in TABLES:
        write_table(name, tables[name], processed / "tables" / f"{name}.parquet")
    return {name: len(tables[name]) for name in TABLES}


def _given(processed: Path, stage: str, name: str) -> pd.DataFrame:
    path = processed / stage / f"{name}.parquet"
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: run `rodiklis {stage}` first.")
    return pd.read_parquet(path)


def _optional(path: Path) -> pd.DataFrame:
    return read_table("titles", path) if path.exists() else empty("titles")


def validate(given: Frames, outcomes_folder: Path, as_of: date | None = None) -> Frames:
    """All tables of the contract from those that earlier stages made; `given` is not changed.

    `given` holds documents, projects, links, the tables of statements, and perhaps rejects and titles.
    """
    rejects = [given.get("rejects", empty("rejects"))]
    broken: list[Found] = []
    tables: Frames = {}
    texts: dict[str, str] = {}
    for name in ("documents", "projects", "links", *STATEMENTS):
        good, wrong = check_table(name, given[name], texts, tables)
        tables[name] = _in_order(name, good)
        rejects.append(wrong)
        if len(wrong):
            left_out = len(given[name]) - len(good)
            broken.append(Found(None, None, (), {"rows": left_out, "table": name}))
        if name == "documents":
            texts = dict(zip(good["document_id"], good["text"], strict=True))
    names = _named_by_documents(given.get("titles", empty("titles")), tables["projects"])
    brought, refused = outcomes(outcomes_folder, tables["projects"], names)
    tables["outcomes"], wrong = check_table("outcomes", brought, texts, tables)
    rejects += [refused, wrong]
    read = {part.name: tables[part.name] for part in fields(Tables) if part.name in tables}
    found = findings(Tables(**read, as_of=as_of))
    errors = pd.DataFrame([row(ROWS_LEFT_OUT, one) for one in broken])
    tables["findings"] = (
        conform("findings", pd.concat([errors, found], ignore_index=True)) if broken else found
    )
    tables["rejects"] = pd.concat(rejects, ignore_index=True).drop_duplicates(ignore_index=True)
    for name in ("findings", "rejects"):
        TABLES[name].validate(tables[name], lazy=True)
    return tables


def _in_order(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows as a reader meets them: by document and place in it, else by key."""
    order = [column for column in ("document_id", "quote_start", "quote_end") if column in frame.columns]
    return frame.sort_values(list(dict.fromkeys([*order, *KEYS[name]])), ignore_index=True)


def _named_by_documents(titles: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """project_id and title for every name that a document gives to its project."""
    project = {document: p.project_id for p in projects.itertuples(index=False) for document in p.documents}
    named = titles.assign(project_id=titles["document_id"].map(project).astype("str"))
    return named.loc[named["project_id"].notna(), ["project_id", "title"]]


# ---------------------------------------------------------------------------------------------------------
# One table


def check_table(
    name: str, frame: pd.DataFrame, texts: dict[str, str], tables: Frames
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table's good rows, and one row of `rejects` for each rule that a bad row breaks.

    `texts` holds the text of each document, `tables` the tables checked before, whose keys rows refer to.
    A table whose columns do not fit at all is left out whole.
    """
    try:
        frame = conform(name, frame)
    except ValueError as failure:
        return empty(name), _rejects([(name, str(failure), REPORT)])
    wrong = _broken_rules(name, frame)
    for column, other in REFERENCES.get(name, {}).items():
        if other in tables:
            known = set(tables[other][KEYS[other][0]])
            for at in frame.index[frame[column].notna() & ~frame[column].isin(known)]:
                wrong[at].append(f"{column} {frame.at[at, column]!r} is not in the table {other}")
    if name in STATEMENTS:
        for at, says in _quotes_elsewhere(frame, texts):
            wrong[at].append(says)
    if not wrong:
        return frame, empty("rejects")
    lines = [_line(name, frame.loc[at], says) for at in sorted(wrong) for says in dict.fromkeys(wrong[at])]
    return frame.drop(index=list(wrong)).reset_index(drop=True), _rejects(lines)


def _broken_rules(name: str, frame: pd.DataFrame) -> defaultdict[Any, list[str]]:
    """Row -> what is wrong with it, by the table's own model."""
    wrong: defaultdict[Any, list[str]] = defaultdict(list)
    try:
        TABLES[name].validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as failure:
        schema = TABLES[name].to_schema()
        rules = {check.name: check.description for check in schema.checks}
        cases = failure.failure_cases
        if cases["index"].isna().any():
            raise ValueError(
                f"Table {name} does not fit its contract: {cases['check'].iloc[0]}."
            ) from failure
        for case in cases.itertuples(index=False):
            # A rule about the whole row is reported once for each column: only the rule counts.
            if case.schema_context == "DataFrameSchema":
                wrong[case.index].append(_rule_in_words(str(case.check), rules, frame.loc[case.index], name))
            else:
                wrong[case.index].append(_value_in_words(schema.columns[case.column], case, frame))
    return wrong


def _rule_in_words(check: str, rules: dict[str, Any], row: pd.Series, name: str) -> str:
    if check == "multiple_fields_uniqueness":
        return f"another row has the same {', '.join(KEYS[name])}"
    says = rules.get(check) or check
    if check == "interval":
        low, high = (_shown(row[end]) for end in ("value_min", "value_max"))
        return f"value_min {low} and value_max {high} do not fit the qualifier {row['qualifier']!r}: {says}"
    if check == "unit_of_indicator":
        units = " or ".join(UNITS.get(row["indicator"]) or ["a currency code of three capitals"])
        return f"the unit {row['unit']!r} does not fit {row['indicator']}, which is counted in {units}"
    if check == "kind_of_budget":
        return f"{row['indicator']} has the kind of money {row['budget_kind']!r}: {says}"
    if check == "precision_of_date":
        return f"the precision {row['precision']!r} is not that of the date {row['date']!r}"
    return f"the rule “{says}” is broken"


def _value_in_words(column: Any, case: Any, frame: pd.DataFrame) -> str:
    value = _shown(frame.at[case.index, case.column])
    if case.check == "not_nullable":
        return f"{case.column} is empty"
    if case.check == "field_uniqueness":
        return f"{case.column} {value} is also that of another row"
    words = (column.metadata or {}).get("words")
    allowed = f"allowed are {', '.join(words)}" if words else f"it should be: {column.description}"
    return f"{case.column} is {value}; {allowed}"


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return "empty" if pd.isna(value) else f"{value:.2f}".rstrip("0").rstrip(".")
    text = repr(value)
    return text if len(text) <= 80 else text[:79] + "…"


def _quotes_elsewhere(frame: pd.DataFrame, texts: dict[str, str]) -> Iterable[tuple[Any, str]]:
    columns = (frame["document_id"], frame["quote"], frame["quote_start"], frame["quote_end"])
    for at, document, quote, start, end in zip(frame.index, *columns, strict=True):
        text = texts.get(document)
        if text is not None and text[start:end] != quote:
            yield at, f"the text has {_shown(text[start:end])} from {start} to {end}, not the quote"


def _line(name: str, row: pd.Series, says: str) -> tuple[str, str, str]:
    document = row.get("document_id")
    path = document if isinstance(document, str) and document else name
    quote = row.get("quote")
    about = f", quote “{' '.join(quote.split())}”" if isinstance(quote, str) else ""
    if not about:
        about = f", row {_shown(row[KEYS[name][0]])}"
    return path, f"Table {name}, document {path}{about}: {says}.", REPORT


def _rejects(lines: list[tuple[str, str, str]]) -> pd.DataFrame:
    return conform("rejects", pd.DataFrame(lines, columns=["path", "reason", "what_to_do"]))
