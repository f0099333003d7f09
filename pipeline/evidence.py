"""From an id back to the words: the walk that `rodiklis explain` takes.

Ids are found in every table of a run, so a statement, a finding, an outcome, a project or a document can be
asked for. A finding leads on to the rows it is about, a project to what is stated of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.vocabulary import ROLES

if TYPE_CHECKING:
    import pyarrow.compute as pc

# The column that names a row of each table, in the order in which an id is looked for.
KEYS = {
    "measures": "measure_id",
    "dates": "date_id",
    "events": "event_id",
    "organisations": "organisation_id",
    "places": "place_id",
    "outcomes": "outcome_id",
    "links": "link_id",
    "findings": "finding_id",
    "projects": "project_id",
    "documents": "document_id",
}
QUALIFIERS = {
    "exact": "exactly",
    "about": "about",
    "at_least": "at least",
    "more_than": "more than",
    "at_most": "at most",
    "less_than": "less than",
    "range": "between",
}
# What a reader sees already in the sentence, or cannot use.
UNSAID = {
    "quote",
    "quote_start",
    "quote_end",
    "sentence",
    "text",
    "sha256",
    "document_id",
    "value_min",
    "value_max",
}
SHORTEST_PREFIX = 4


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
    """The rows that this row is about, for a finding or a project."""


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
    if deep and table == "findings":
        behind = [
            _evidence(processed, *hit, deep=False)
            for other in row["evidence"]
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


def value_in_words(row: dict[str, Any]) -> str:
    """An interval as a person says it: `at least 500 person`, `30 to 40 person`, `about 20 000 person`."""
    low, high, qualifier = row.get("value_min"), row.get("value_max"), str(row.get("qualifier"))
    ends = [_number(end) for end in (low, high) if not _missing(end)]
    if not ends:
        return "not stated"
    if qualifier == "range":
        said = " to ".join(ends)
    else:
        said = ends[0] if qualifier == "exact" else f"{QUALIFIERS.get(qualifier, qualifier)} {ends[0]}"
    return said if _missing(row.get("unit")) else f"{said} {row['unit']}"


def _facts(table: str, row: dict[str, Any]) -> dict[str, str]:
    facts: dict[str, str] = {}
    if "value_min" in row:
        facts["value"] = value_in_words(row)
    if not _missing(row.get("document_id")):
        facts["document"] = str(row["document_id"])
    for column, value in row.items():
        if column in UNSAID or column == KEYS[table] or _missing(value):
            continue
        if column == "qualifier" or (column == "unit" and "value" in facts):
            continue
        label = column.replace("_", " ")
        if column == "role" and table == "measures":
            facts[label] = f"{value}: {ROLES[value]}" if value in ROLES else str(value)
        elif column == "doubts":
            facts[label] = ", ".join(part.strip() for part in str(value).split(";"))
        elif column == "rule":
            facts[label] = str(value).replace("_", " ")
        elif not isinstance(value, str) and hasattr(value, "__iter__"):
            facts[label] = " ".join(str(part) for part in value)
        elif isinstance(value, float):
            facts[label] = _number(value)
        else:
            facts[label] = str(value)
    return facts


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

    path = processed / "tables" / f"{table}.parquet"
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there: run `rodiklis run` first.")
    return pq.read_table(path, filters=where).to_pylist()


def _number(value: Any) -> str:
    """Digits in groups of three, no decimals where there are none to show."""
    return f"{value:,.2f}".replace(",", " ").removesuffix(".00")


def _missing(value: object) -> bool:
    return value is None or value != value or value == ""
