"""The tables' contract: every table and column described once.

From these Pandera models come the checks (`pipeline.validate`), the column order and types (`conform`), the
types in Parquet (`write_table`) and the data dictionary (`dictionary`). A column is added here only.

Types are few on purpose: text (pandas `str`, missing = NaN), whole numbers (`int64`), values (`float64`,
NaN = open end), `bool`, and lists of text (`object`; in Parquet `list<string>`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from pipeline import vocabulary
from pipeline.vocabulary import (
    BASES,
    BUDGET_KINDS,
    COUNTRY,
    DATE_KINDS,
    FULL_DATE,
    IDENTIFIER,
    INDICATORS,
    LANGUAGE,
    ORGANISATION_ROLES,
    PLACE_KINDS,
    PRECISIONS,
    PROJECT_KINDS,
    QUALIFIERS,
    ROLES,
    SEVERITIES,
    UNITS,
    identifier,
)

__all__ = [
    "KEYS",
    "REFERENCES",
    "STATEMENTS",
    "TABLES",
    "columns",
    "conform",
    "dictionary",
    "empty",
    "identifier",
    "read_table",
    "write_table",
]

# ---------------------------------------------------------------------------------------------------------
# Columns


def _text(title: str, says: str, *, nullable: bool = False, pattern: str | None = None, **more: Any) -> Any:
    expected = {"str_matches": rf"(?:{pattern})\Z"} if pattern else {"str_length": {"min_value": 1}}
    return pa.Field(
        title=title, description=says, nullable=nullable, metadata={"type": "text"}, **expected, **more
    )


def _enum(title: str, says: str, words: dict[str, str], *, nullable: bool = False) -> Any:
    about = {"type": "text", "words": words}
    return pa.Field(title=title, description=says, nullable=nullable, isin=list(words), metadata=about)


def _partial_date(title: str, says: str, *, nullable: bool = True) -> Any:
    about = {"type": "text"}
    return pa.Field(title=title, description=says, nullable=nullable, partial_date=True, metadata=about)


def _id(title: str, says: str, *, unique: bool = False, nullable: bool = False) -> Any:
    return _text(title, says, nullable=nullable, pattern=IDENTIFIER, unique=unique)


def _value(title: str, says: str) -> Any:
    # inf is refused by the upper bound: an open end is a missing value.
    return pa.Field(
        title=title, description=says, nullable=True, ge=0, lt=float("inf"), metadata={"type": "value"}
    )


def _whole(title: str, says: str) -> Any:
    return pa.Field(title=title, description=says, ge=0, metadata={"type": "whole number"})


def _list(title: str, says: str) -> Any:
    return pa.Field(title=title, description=says, list_of_text=True, metadata={"type": "list of text"})


def _texts(column: pd.Series, holds: Any) -> pd.Series:
    """A check on each value of a text column, once for each different value."""
    known = {value: bool(holds(value)) for value in column.unique()}
    return column.map(known).astype(bool)


@pa.extensions.register_check_method(statistics=["expected"], supported_types=pd.Series)  # type: ignore[untyped-decorator]
def partial_date(column: pd.Series, *, expected: bool) -> pd.Series:
    """An ISO date, maybe partial, of a day that exists."""
    return _texts(column, lambda value: isinstance(value, str) and vocabulary.is_partial_date(value))


@pa.extensions.register_check_method(statistics=["expected"], supported_types=pd.Series)  # type: ignore[untyped-decorator]
def list_of_text(column: pd.Series, *, expected: bool) -> pd.Series:
    """A list, maybe empty, of texts."""
    return column.map(lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value))


class _Table(pa.DataFrameModel):
    # Rules go by their function's name: pandera forgets another one once a model's schema was built.

    class Config:
        strict = True


class _Row(_Table):
    """A row that points to the words which state it."""

    project_id: str = _id("Project", "the project that the statement belongs to; key of projects")
    document_id: str = _text("Document", "the document that states it; key of documents")
    quote: str = _text("Quote", "the exact characters of the text that state it: text[quote_start:quote_end]")
    quote_start: int = _whole("Quote start", "first code point of the quote in documents.text, from 0")
    quote_end: int = _whole("Quote end", "code point after the last one of the quote")
    rule: str = _text("Rule", "the rule that made the row")

    @pa.dataframe_check(description="quote_end is quote_start plus the quote's length")
    def quote_span(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["quote_end"] - frame["quote_start"] == frame["quote"].str.len()


class _Valued(_Table):
    """A row that holds a value as an interval."""

    indicator: str = _enum("Indicator", "what is counted", INDICATORS)
    qualifier: str = _enum("Qualifier", "how the words bound the value", QUALIFIERS)
    value_min: float = _value("Least value", "lower end in `unit`; missing = open")
    value_max: float = _value("Greatest value", "upper end in `unit`; missing = open")
    unit: str = _text("Unit", "what is counted in; ISO 4217 code for money", pattern=r"[A-Z]{3}|[a-z]+")

    @pa.dataframe_check(description="open and equal ends are those the qualifier asks for")
    def interval(cls, frame: pd.DataFrame) -> pd.Series:
        low, high, word = frame["value_min"], frame["value_max"], frame["qualifier"]
        return (
            (word.isin(["exact", "about"]) & (low == high))
            | (word.isin(["at_least", "more_than"]) & low.notna() & high.isna())
            | (word.isin(["at_most", "less_than"]) & low.isna() & high.notna())
            | ((word == "range") & (low < high))
        )

    @pa.dataframe_check(description="the unit is one that the indicator is counted in")
    def unit_of_indicator(cls, frame: pd.DataFrame) -> pd.Series:
        pairs = frame["indicator"].astype(object).str.cat(frame["unit"].astype(object), sep=" ")
        return _texts(pairs, lambda pair: isinstance(pair, str) and vocabulary.unit_fits(*pair.split(" ", 1)))


# ---------------------------------------------------------------------------------------------------------
# Tables


class Documents(_Table):
    """One row for each document that was read."""

    document_id: str = _text("Document", "path below the folder of documents, parted by /", unique=True)
    sha256: str = _text("Fingerprint", "SHA-256 of the file's bytes", pattern=r"[0-9a-f]{64}")
    media_type: str = _text("Media type", "what the file is, as `text/plain` or `text/html`")
    language: str = _text("Language", "ISO 639-1 code; missing = not known", nullable=True, pattern=LANGUAGE)
    title: str = _text("Title", "the page's title or first line as read", nullable=True)
    published: str = _partial_date("Published", "the document's own date, maybe partial")
    text: str = _text("Text", "the stored text that all spans refer to, never changed afterwards")
    characters: int = _whole("Characters", "length of the text in code points")
    source_url: str = _text("Address", "where the document was found; missing = not known", nullable=True)
    publisher: str = _text("Publisher", "who published it; missing = not known", nullable=True)
    read_on: str = _text("Read on", "day of fetching; missing = not known", nullable=True, pattern=FULL_DATE)

    @pa.dataframe_check(description="characters is the length of the text")
    def characters_of_text(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["text"].str.len() == frame["characters"]


class Measures(_Valued, _Row):
    """One row for each quantity that an evaluator would tabulate."""

    measure_id: str = _id("Measure", "id of the row, made from its place and value", unique=True)
    role: str = _enum("Role", "what the words say of the value's standing", ROLES)
    basis: str = _enum("Basis", "what the value is counted for", BASES)
    budget_kind: str = _enum("Kind of money", "budgets only; missing = not said", BUDGET_KINDS, nullable=True)
    audience: str = _text("Counted noun", "the counted noun as written; missing = none", nullable=True)
    sentence: str = _text("Sentence", "the sentence around the quote, as written")
    doubts: str = _text("Doubts", "codes of what may be wrong, joined by `;`; missing = none", nullable=True)

    @pa.dataframe_check(description="only a budget has a kind of money")
    def kind_of_budget(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["budget_kind"].isna() | (frame["indicator"] == "budget")


class Dates(_Row):
    """One row for each date of the initiative, its call or its page."""

    date_id: str = _id("Date row", "id of the row", unique=True)
    kind: str = _enum("Kind", "what happens on the date", DATE_KINDS)
    date: str = _partial_date(
        "Date", "ISO 8601, as far as stated: `2020-09`, `2018`, `--05-31`", nullable=False
    )
    precision: str = _enum("Precision", "how much of the date is stated", PRECISIONS)

    @pa.dataframe_check(description="the precision is that of the date as given")
    def precision_of_date(cls, frame: pd.DataFrame) -> pd.Series:
        parts = frame["date"].str.replace("--", "0000-").str.count("-")
        return parts.map({0: "year", 1: "month", 2: "day"}) == frame["precision"]


class Events(_Row):
    """One row for each named, numbered or dated happening."""

    event_id: str = _id("Event", "id of the row", unique=True)
    title: str = _text("Title", "the event's name as written; missing = none", nullable=True)
    place: str = _text("Place", "town or district, in the nominative; missing = not stated", nullable=True)
    country: str = _text("Country", "ISO 3166-1 code; missing = not stated", nullable=True, pattern=COUNTRY)
    start_date: str = _partial_date("First day", "ISO 8601, maybe partial; missing = not stated")
    end_date: str = _partial_date("Last day", "ISO 8601, maybe partial; missing = not stated")
    online: bool = pa.Field(
        title="Online", description="true only where the text says so", metadata={"type": "true or false"}
    )


class Organisations(_Row):
    """One row for each organisation with a part in the initiative."""

    organisation_id: str = _id("Organisation row", "id of the row", unique=True)
    name: str = _text("Name", "as written")
    role: str = _enum("Role", "the organisation's part in the initiative", ORGANISATION_ROLES)


class Places(_Row):
    """One row for each country or settlement that takes part, pays or is the place."""

    place_id: str = _id("Place row", "id of the row", unique=True)
    name: str = _text("Name", "in the nominative")
    kind: str = _enum("Kind", "what sort of place", PLACE_KINDS)
    country: str = _text("Country", "ISO 3166-1 code; missing = not stated", nullable=True, pattern=COUNTRY)

    @pa.dataframe_check(description="a country has its code")
    def code_of_country(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["kind"] != "country") | frame["country"].notna()


class UnclaimedNumbers(_Row):
    """One row for each figure that no measure, date or event claimed, with the reason."""

    sentence: str = _text("Sentence", "the sentence around the figure, as written")
    reason: str = _text("Reason", "why it is no measure: `phone`, `law`, ..., `unknown`")

    class Config:
        unique = ["document_id", "quote_start", "quote_end"]


class Projects(_Table):
    """One row for each initiative that the documents describe."""

    project_id: str = _id("Project", "id of the row, made from its documents", unique=True)
    title: str = _text("Title", "the initiative's name found in the text; missing = none", nullable=True)
    kind: str = _enum("Kind", "what sort of initiative", PROJECT_KINDS)
    documents: object = _list("Documents", "document_id of every document that describes it")
    start_date: str = _partial_date("First day", "ISO 8601, maybe partial; missing = not stated or disputed")
    end_date: str = _partial_date("Last day", "ISO 8601, maybe partial; missing = not stated or disputed")


class Links(_Table):
    """One row for each two documents that describe the same initiative, or that a person keeps apart."""

    link_id: str = _id("Link", "id of the row, made from the two documents", unique=True)
    document_id: str = _text("Document", "the first of the two; key of documents")
    other_document_id: str = _text("Other document", "the second of the two; key of documents")
    decision: str = _enum(
        "Decision", "what was decided", {"join": "one initiative", "part": "two initiatives"}
    )
    why: str = _text("Why", "what the two have in common, in words, or the person's reason")
    parameters: str = _text(
        "Parameters",
        "the reasons as JSON, a code and values each, for other languages; [] for a person's",
    )
    evidence: object = _list("Evidence", "ids of the rows that show it")


class Outcomes(_Valued):
    """One row for each result that an evaluator brings; the source takes the place of a quote."""

    outcome_id: str = _id("Outcome", "id of the row, made from its contents", unique=True)
    project_id: str = _id("Project", "the project whose title the file gives; key of projects")
    what: str = _text("What", "the result in the evaluator's words", nullable=True)
    period_start: str = _partial_date("From", "first day that the result covers; missing = not said")
    period_end: str = _partial_date("To", "last day that the result covers; missing = not said")
    as_of: str = _partial_date("As of", "day on which the result was known; missing = not said")
    source: str = _text("Source", "address or title of what reports the result")
    source_language: str = _text("Language", "ISO 639-1 code of the source", nullable=True, pattern=LANGUAGE)
    file: str = _text("File", "path of the evaluator's file below the folder of outcomes")
    line: int = _whole("Line", "line of the file that the row begins on; the header is line 1")


class Findings(_Table):
    """One row for each thing that an evaluator should know before using the figures."""

    finding_id: str = _id("Finding", "id of the row, made from the check and its evidence", unique=True)
    severity: str = _enum("Severity", "how much it matters", SEVERITIES)
    check: str = _text("Check", "the defect's name", pattern=r"[a-z_]+")
    project_id: str = _id("Project", "the project it is about; missing = a document or file", nullable=True)
    document_id: str = _text("Document", "the document it is about; missing = several, none", nullable=True)
    message: str = _text("Message", "one sentence in English with the quotes that show it")
    evidence: object = _list("Evidence", "ids of the rows or documents that show it; empty for an absence")
    parameters: str = _text(
        "Parameters", "JSON object of the message's values, to say it in another language"
    )


class Rejects(_Table):
    """One row for each file or row that was left out, and why."""

    path: str = _text("Path", "file or document it concerns")
    reason: str = _text("Reason", "one sentence: what is wrong and where")
    what_to_do: str = _text("What to do", "one sentence: the next step")


class Titles(_Table):
    """Names of initiatives as the documents give them; `link` makes projects.title of them."""

    document_id: str = _text("Document", "the document that states it; key of documents")
    title: str = _text("Title", "the name without its quotation marks")
    quote: str = _text("Quote", "the exact characters of the text: text[quote_start:quote_end]")
    quote_start: int = _whole("Quote start", "first code point of the quote in documents.text, from 0")
    quote_end: int = _whole("Quote end", "code point after the last one of the quote")
    rule: str = _text("Rule", "the rule that made the row")


TABLES: dict[str, type[pa.DataFrameModel]] = {
    "documents": Documents,
    "measures": Measures,
    "dates": Dates,
    "events": Events,
    "organisations": Organisations,
    "places": Places,
    "unclaimed_numbers": UnclaimedNumbers,
    "projects": Projects,
    "links": Links,
    "outcomes": Outcomes,
    "findings": Findings,
    "rejects": Rejects,
}
"""The contract: table -> its model."""

WORKING: dict[str, type[pa.DataFrameModel]] = {"titles": Titles}
"""Tables that stages hand to each other and that are no part of the contract."""

STATEMENTS = ("measures", "dates", "events", "organisations", "places", "unclaimed_numbers")
"""Tables whose rows point to a quote."""

KEYS: dict[str, tuple[str, ...]] = {
    "documents": ("document_id",),
    "measures": ("measure_id",),
    "dates": ("date_id",),
    "events": ("event_id",),
    "organisations": ("organisation_id",),
    "places": ("place_id",),
    "unclaimed_numbers": ("document_id", "quote_start", "quote_end"),
    "projects": ("project_id",),
    "links": ("link_id",),
    "outcomes": ("outcome_id",),
    "findings": ("finding_id",),
    "rejects": ("path", "reason"),
}
"""Table -> the columns that tell its rows apart."""

REFERENCES: dict[str, dict[str, str]] = {
    **{name: {"project_id": "projects", "document_id": "documents"} for name in STATEMENTS},
    "links": {"document_id": "documents", "other_document_id": "documents"},
    "outcomes": {"project_id": "projects"},
    "findings": {"project_id": "projects"},
}
"""Table -> column -> the table whose key it is."""

_ORDER: dict[str, tuple[str, ...]] = {
    "measures": (
        *(
            "measure_id",
            "project_id",
            "document_id",
            "indicator",
            "role",
            "qualifier",
            "value_min",
            "value_max",
        ),
        *("unit", "basis", "budget_kind", "audience", "sentence", "doubts"),
        *("quote", "quote_start", "quote_end", "rule"),
    ),
    "outcomes": (
        *("outcome_id", "project_id", "indicator", "qualifier", "value_min", "value_max", "unit", "what"),
        *("period_start", "period_end", "as_of", "source", "source_language", "file", "line"),
    ),
}
_SPAN = ("quote", "quote_start", "quote_end", "rule")


def _model(name: str) -> type[pa.DataFrameModel]:
    model = TABLES.get(name) or WORKING.get(name)
    if model is None:
        raise KeyError(f"There is no table called {name!r}; the tables are {', '.join(TABLES)}.")
    return model


def columns(name: str, *, linked: bool = True) -> list[str]:
    """The table's columns in order; with linked=False without project_id, as extraction makes them."""
    declared = list(_model(name).to_schema().columns)
    if name in _ORDER:
        declared = list(_ORDER[name])
    elif name in STATEMENTS:
        own = [column for column in declared if column not in (*_SPAN, "project_id", "document_id")]
        key = [own.pop(0)] if KEYS[name][0] == own[0] else []
        declared = [*key, "project_id", "document_id", *own, *_SPAN]
    return declared if linked else [column for column in declared if column != "project_id"]


# ---------------------------------------------------------------------------------------------------------
# Frames and files


def _types(name: str) -> dict[str, str]:
    described = _model(name).to_schema().columns
    return {column: (about.metadata or {}).get("type", "text") for column, about in described.items()}


_PANDAS = {
    "text": "str",
    "whole number": "int64",
    "value": "float64",
    "true or false": "bool",
    "list of text": "object",
}


def empty(name: str, *, linked: bool = True) -> pd.DataFrame:
    """The table without rows, its columns in order and typed."""
    types = _types(name)
    return pd.DataFrame(
        {column: pd.Series(dtype=_PANDAS[types[column]]) for column in columns(name, linked=linked)}
    )


def conform(name: str, frame: pd.DataFrame, *, linked: bool = True) -> pd.DataFrame:
    """The frame with the table's columns in order and its types, other columns dropped; the index restarts.

    A nullable column that is absent is added as missing. Raises ValueError, naming table and column, where
    another column is absent or holds what its type cannot hold.
    """
    types, described = _types(name), _model(name).to_schema().columns
    made: dict[str, pd.Series] = {}
    for column in columns(name, linked=linked):
        type_ = types[column]
        if column not in frame.columns:
            if len(frame) and not described[column].nullable:
                raise ValueError(f"Table {name} has no column {column}; {described[column].description}.")
            made[column] = pd.Series([None] * len(frame), dtype="object").astype(_PANDAS[type_])
            continue
        values = frame[column].reset_index(drop=True)
        try:
            if type_ == "list of text":
                values = pd.Series([list(value) for value in values], dtype="object")
            elif type_ == "text":
                values = values.astype("object").where(values.notna(), None).astype("str")
            else:
                values = values.astype(_PANDAS[type_])
        except (TypeError, ValueError) as failure:
            raise ValueError(
                f"Table {name}, column {column}: a value is no {type_} ({failure})."
            ) from failure
        made[column] = values
    return pd.DataFrame(made, columns=columns(name, linked=linked))


def write_table(name: str, frame: pd.DataFrame, path: Path, *, linked: bool = True) -> None:
    """Write the conformed table as Parquet with the same types whether or not it has rows, all or nothing."""
    import pyarrow
    import pyarrow.parquet

    arrow = {
        "text": pyarrow.string(),
        "whole number": pyarrow.int64(),
        "value": pyarrow.float64(),
        "true or false": pyarrow.bool_(),
        "list of text": pyarrow.list_(pyarrow.string()),
    }
    types = _types(name)
    schema = pyarrow.schema([(column, arrow[types[column]]) for column in columns(name, linked=linked)])
    table = pyarrow.Table.from_pandas(
        conform(name, frame, linked=linked), schema=schema, preserve_index=False
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    # No pandas metadata: it names the pandas version, and equal tables should be equal bytes.
    pyarrow.parquet.write_table(table.replace_schema_metadata(None), unfinished, compression="zstd")
    unfinished.replace(path)


def read_table(name: str, path: Path, *, linked: bool = True) -> pd.DataFrame:
    """The table as `conform` gives it. Raises FileNotFoundError, or ValueError if the file does not fit."""
    return conform(name, pd.read_parquet(path), linked=linked)


# ---------------------------------------------------------------------------------------------------------
# Data dictionary

_INTRODUCTION = """# Data dictionary

Written from `pipeline/schemas.py` by `python -m pipeline.schemas`; change it there.

Tables lie in `data/processed/tables/NAME.parquet`. A missing value means *not stated* or *not known*,
never 0. Values are intervals: `value_min` and `value_max`, a missing end is open. Every statement
carries its quote, `documents.text[quote_start:quote_end] == quote`, in code points.
"""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def dictionary() -> str:
    """The data dictionary as Markdown: every table, column, type, meaning, rule and word."""
    lines = [_INTRODUCTION]
    words: dict[str, dict[str, str]] = {}
    for name, model in TABLES.items():
        schema = model.to_schema()
        says = (model.__doc__ or "").strip()
        lines += [f"## {name}", "", says, "", "| column | type | missing | meaning |", "|---|---|---|---|"]
        for column in columns(name):
            about = schema.columns[column]
            metadata = about.metadata or {}
            meaning = about.description or ""
            if "words" in metadata:
                words[f"{name}.{column}"] = metadata["words"]
                meaning += ": " + " ".join(f"`{word}`" for word in metadata["words"])
            target = REFERENCES.get(name, {}).get(column)
            meaning += f" (row of {target})" if target and "key of" not in meaning else ""
            missing = "may be" if about.nullable else "never"
            lines.append(f"| {column} | {metadata.get('type', 'text')} | {missing} | {_cell(meaning)} |")
        rules = [check.description for check in schema.checks if check.description]
        rules.insert(0, f"rows are told apart by {', '.join(KEYS[name])}")
        lines += ["", "Rules: " + "; ".join(rules) + ".", ""]
    lines += ["# Words", ""]
    shown: dict[tuple[str, ...], list[str]] = {}
    for place, meanings in words.items():
        shown.setdefault(tuple(meanings), []).append(place)
    for places in shown.values():
        lines += [f"## {', '.join(places)}", "", "| word | meaning |", "|---|---|"]
        lines += [f"| {word} | {_cell(says)} |" for word, says in words[places[0]].items()]
        lines.append("")
    lines += ["## Units", "", "| indicator | counted in |", "|---|---|"]
    lines += [
        f"| {name} | {', '.join(units) or 'ISO 4217 code of the currency'} |" for name, units in UNITS.items()
    ]
    return "\n".join(lines) + "\n"


def write_dictionary(path: Path) -> None:
    """Write the data dictionary to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dictionary(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_dictionary(Path(__file__).parent.parent / "docs" / "data-dictionary.md")
