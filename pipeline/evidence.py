"""From an id back to the words: the walk that `rodiklis explain` takes.

Ids are found in every table of a run, so a statement, a finding, an outcome, a project or a document can be
asked for, or a row of an aggregate: the number behind a mark in a chart. A finding leads on to the rows it is
about, an aggregate to the rows it is made of, a project to what is stated of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.vocabulary import ROLES

if TYPE_CHECKING:
    import pyarrow.compute as pc

# The column that names a row of each table and aggregate, in the order in which an id is looked for.
KEYS = {
    "measures": "measure_id",
    "dates": "date_id",
    "events": "event_id",
    "organisations": "organisation_id",
    "places": "place_id",
    "outcomes": "outcome_id",
    "links": "link_id",
    "findings": "finding_id",
    "progress": "progress_id",
    "budgets": "budget_id",
    "reach_and_participants": "people_id",
    "cost_per_participant": "cost_id",
    "projects": "project_id",
    "documents": "document_id",
}
QUALIFIERS = {
    "about": "about",
    "at_least": "at least",
    "more_than": "more than",
    "at_most": "at most",
    "less_than": "less than",
}
# What a reader sees already in the sentence, or cannot use.
UNSAID = {"quote", "quote_start", "quote_end", "sentence", "text", "sha256", "evidence", "parameters"}
# Names of checks and reasons, which are written as one word in the tables.
WORDS = re.compile("[a-z]+(?:_[a-z]+)+")
SHORTEST_PREFIX = 4
SHOWN_OF_ID = 8


class UnknownIdentifier(Exception):
    """No row, or more than one, has that id."""


@dataclass(frozen=True)
class Evidence:
    """One row and the words behind it.

    `before` + `quote` + `after` is the sentence as the document has it; all three are empty for rows that no
    text states (outcomes that an evaluator brought, findings). `facts` are labels with their values in words.
    """

    identifier: str
    table: str
    facts: dict[str, str]
    before: str = ""
    quote: str = ""
    after: str = ""
    behind: list[Evidence] = field(default_factory=list)
    """The rows that this row is about or made of, for a finding, an aggregate or a project."""


def explain(processed: Path, identifier: str) -> Evidence:
    """The row with that id (or its beginning, where that is unique) and the words that state it.

    Raises UnknownIdentifier where none or several begin so, FileNotFoundError where there are no tables.
    """
    found = _find(processed, identifier)
    if not found:
        raise UnknownIdentifier(
            f"No row in {processed / 'tables'} has the id {identifier!r}: ids are 16 hexadecimal digits, in "
            "the tables and in the report beside each number. `rodiklis run` ends with one to try."
        )
    if len({key for _, key, _ in found}) > 1:
        some = ", ".join(key for _, key, _ in found[:5])
        raise UnknownIdentifier(f"{identifier!r} begins {len(found)} ids ({some} ...): write more of it.")
    table, key, row = found[0]
    return _evidence(processed, table, key, row, deep=True)


def _evidence(processed: Path, table: str, key: str, row: dict[str, Any], deep: bool) -> Evidence:
    import pyarrow.compute as pc

    facts = _facts(table, row)
    behind: list[Evidence] = []
    if deep and "evidence" in row:
        behind = [
            _evidence(processed, *hit, deep=False)
            for other in row["evidence"] or []
            for hit in _find(processed, other)
        ]
    if deep and table == "projects":
        behind = [
            _evidence(processed, name, str(other[KEYS[name]]), other, deep=False)
            for name in ("measures", "outcomes")
            for other in _rows(processed, name, pc.field("project_id") == key)
        ]
    if "quote_start" not in row:
        return Evidence(key, table, facts, behind=behind)
    text = _rows(processed, "documents", pc.field("document_id") == row["document_id"])[0]["text"]
    start, end = int(row["quote_start"]), int(row["quote_end"])
    first, last = _sentence(text, start, end, row.get("sentence"))
    return Evidence(key, table, facts, text[first:start], text[start:end], text[end:last], behind)


def _sentence(text: str, start: int, end: int, sentence: object) -> tuple[int, int]:
    """Where the sentence around a span begins and ends: the stored one, else the line."""
    if isinstance(sentence, str) and sentence:
        # The same sentence may stand twice in a text: take the one around the span.
        first = text.find(sentence, max(0, end - len(sentence)), start + len(sentence))
        if first >= 0:
            return first, first + len(sentence)
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if last < 0 else last


def value_in_words(row: dict[str, Any], ends: str = "value", qualifier: str = "qualifier") -> str:
    """An interval as a person says it: `at least 500 person`, `30 to 40 person`, `148 680 EUR`.

    `ends` names the columns of the ends (`value_min`, `value_max`), so that the intervals of aggregates
    (`target_min`, `target_qualifier`) are said in the same way. Empty where nothing is stated.
    """
    said = [_number(row[end]) for end in (f"{ends}_min", f"{ends}_max") if not _missing(row.get(end))]
    if not said:
        return ""
    units = (row.get(column) for column in (f"{ends}_unit", "unit", "currency"))
    unit = next((str(unit) for unit in units if not _missing(unit)), "")
    word = str(row.get(qualifier))
    text = " to ".join(said) if word == "range" else f"{QUALIFIERS.get(word, '')} {said[0]}"
    return f"{text} {unit}".strip()


def condensed(row: dict[str, Any]) -> dict[str, Any]:
    """A row for a reader: intervals in words, without ids, spans and what the words hold already."""
    read: dict[str, Any] = {}
    held = {"unit", "currency"} if any(column.endswith("qualifier") for column in row) else set()
    for column in row:
        if column.endswith("qualifier"):
            ends = column.removesuffix("qualifier").rstrip("_") or "value"
            held |= {column, f"{ends}_min", f"{ends}_max", f"{ends}_unit"}
            read[ends] = value_in_words(row, ends, column)
        else:
            read[column] = row[column]
    return {
        column: value
        for column, value in read.items()
        if column not in held | UNSAID and not column.endswith(("_id", "_ids"))
    }


def _facts(table: str, row: dict[str, Any]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for column in ("document_id", "other_document_id"):
        if not _missing(row.get(column)):
            facts[column.removesuffix("_id").replace("_", " ")] = str(row[column])
    for column, value in condensed(row).items():
        if not in_cell(value):
            continue
        label = column.replace("_", " ")
        if column == "role" and value in ROLES:
            facts[label] = f"{value}: {ROLES[value]}"
        elif column == "doubts":
            facts[label] = ", ".join(part.strip() for part in str(value).split(";"))
        else:
            facts[label] = in_cell(value)
    return facts


def in_cell(value: Any) -> str:
    """Any value of a table as text: nothing for what is missing, lists with spaces, digits in groups."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, (list, tuple)):
        return " ".join(str(part) for part in value)
    if _missing(value):
        return ""
    if isinstance(value, (int, float)):
        return _number(value)
    return value.replace("_", " ") if WORDS.fullmatch(value) else str(value)


def _find(processed: Path, identifier: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Rows whose key is `identifier`, else rows whose key begins so: table, key, row."""
    import pyarrow.compute as pc

    begun = []
    for table, column in KEYS.items():
        whole = _rows(processed, table, pc.field(column) == identifier)
        if whole:
            return [(table, identifier, whole[0])]
        if len(identifier) >= SHORTEST_PREFIX:
            rows = _rows(processed, table, pc.starts_with(pc.field(column), identifier))
            begun += [(table, str(row[column]), row) for row in rows]
    return begun


def _rows(processed: Path, table: str, where: pc.Expression | None = None) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    name = f"{table}.parquet"
    if not (processed / "tables").is_dir():
        raise FileNotFoundError(f"{processed / 'tables'} is not there: run `rodiklis run` first.")
    path = next(
        (path for path in (processed / "tables" / name, processed / "aggregates" / name) if path.exists()),
        None,
    )
    if path is None:
        return []
    return pq.read_table(path, filters=where).to_pylist()


def _number(value: Any) -> str:
    """Digits in groups of three, held together; no decimals where there are none to show."""
    return f"{value:,.2f}".replace(",", "\N{NO-BREAK SPACE}").removesuffix(".00")


def _missing(value: object) -> bool:
    return value is None or value != value or value == ""
