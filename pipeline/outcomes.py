"""Results that an evaluator brings: CSV and XLSX files in the folder of outcomes, joined to projects.

People fill these files in by hand, so every wrong value is answered by one sentence that names file, line,
column and value and says what is allowed; the row is left out, the others go on. Nothing is guessed: a number
that can be read in two ways (`1,000`) is refused, and a project is found by its whole title or not at all.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd
from babel.numbers import is_currency

from pipeline.likeness import fold
from pipeline.read.document import Unreadable
from pipeline.read.encoding import decode
from pipeline.schemas import conform
from pipeline.vocabulary import (
    IDENTIFIER,
    INDICATORS,
    QUALIFIERS,
    UNITS,
    earliest,
    identifier,
    interval_fits,
    is_partial_date,
    latest,
    unit_fits,
)

NEEDED = ("project", "indicator", "qualifier", "value_min", "value_max", "unit", "source")
OPTIONAL = ("what", "period_start", "period_end", "as_of", "source_language")
COLUMNS = (*NEEDED[:6], "what", "period_start", "period_end", "as_of", "source", "source_language")
"""The columns of an outcomes file in the order the template gives them."""

FILLED_IN = ("qualifier", "value_min", "value_max", "source")
"""A line of the template in which none of these is filled in reports nothing, and is no error."""

LARGEST_FILE = 50_000_000
_NUMBER = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?|\d+\.\d{4,}"
)
_CURRENCY_MISTAKES = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "ZŁ": "PLN", "FT": "HUF", "KČ": "CZK"}


@dataclass(frozen=True)
class Row:
    """One line of a file: its cells by column, as text, without surrounding spaces."""

    file: str
    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Reject:
    path: str
    reason: str
    what_to_do: str


def outcomes(
    folder: Path, projects: pd.DataFrame, titles: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The outcomes of all files below the folder, and what was left out with the reason.

    `projects` needs project_id and title; `titles` (project_id, title) adds the names that other documents
    give to a project. Returns the tables `outcomes` and `rejects`; a folder that is not there gives no rows.
    """
    rows: list[dict[str, Any]] = []
    rejects: list[Reject] = []
    names = _Names(projects, titles)
    seen: dict[str, Row] = {}
    for found in read(folder):
        if isinstance(found, Reject):
            rejects.append(found)
            continue
        if not any(found.cells.get(column) for column in FILLED_IN):
            continue
        values, wrong = _check(found, names)
        if wrong:
            rejects.extend(wrong)
            continue
        key = str(values["outcome_id"])
        if key in seen:
            first = seen[key]
            rejects.append(
                Reject(
                    found.file,
                    f"{found.file}, line {found.line}: the same result stands in "
                    f"{first.file}, line {first.line}.",
                    "Delete one of the two lines, or say in `what` how they differ.",
                )
            )
            continue
        seen[key] = found
        rows.append(values)
    made = pd.DataFrame([vars(reject) for reject in rejects], columns=["path", "reason", "what_to_do"])
    return conform("outcomes", pd.DataFrame(rows)), conform("rejects", made)


# ---------------------------------------------------------------------------------------------------------
# Files to rows


def read(folder: Path) -> Iterator[Row | Reject]:
    """Every row of every file in the folder, by path and line, and a Reject for what has no rows."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        # A spreadsheet that is open elsewhere leaves a lock file `~$name`.
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if hidden or not path.is_file() or path.suffix.lower() == ".md":
            continue
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise Unreadable(
                    f"The file is larger than {LARGEST_FILE // 1_000_000} MB.", "Split it into several files."
                )
            if path.suffix.lower() == ".csv":
                lines = _csv_lines(name, path.read_bytes())
            elif path.suffix.lower() == ".xlsx":
                lines = _sheet_lines(path)
            else:
                raise Unreadable(
                    f"Outcomes are not read from {path.suffix or 'files without an ending'}.",
                    "Save it as CSV or XLSX with the columns " + ", ".join(COLUMNS) + ".",
                )
            yield from _rows(name, lines)
        except Unreadable as failure:
            yield Reject(name, f"{name}: {failure.reason}", failure.what_to_do)
        except OSError as failure:
            reason = f"{name}: the file cannot be read ({failure.strerror or failure})."
            yield Reject(name, reason, "Check that it exists and that you may open it.")


def _csv_lines(name: str, data: bytes) -> Iterator[tuple[int, list[str]] | Reject]:
    text = decode(data)
    head = text.lstrip("\r\n").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as failure:
            open_quote = "unexpected end" in str(failure)
            says = (
                "a quotation mark is opened and never closed"
                if open_quote
                else f"the line cannot be read: {failure}"
            )
            yield Reject(
                name,
                f"{name}, line {line}: {says}.",
                'Write a quotation mark inside a quoted cell twice (""), and close every quoted cell.',
            )
            continue
        yield line, cells


def _sheet_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows of the first sheet that has the header; of the first sheet where none has."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError, SyntaxError) as failure:
        raise Unreadable(
            "The file is no XLSX workbook, or it is damaged.",
            "Open it in a spreadsheet and save it again as XLSX.",
        ) from failure
    try:
        sheets = book.worksheets
        if not sheets:
            raise Unreadable("The workbook has no sheet.", "Put the outcomes on a sheet.")
        chosen = next((sheet for sheet in sheets if _has_header(sheet)), sheets[0])
        for line, cells in enumerate(chosen.iter_rows(values_only=True), start=1):
            yield line, [_cell(value) for value in cells]
    finally:
        book.close()


def _has_header(sheet: Any) -> bool:
    first = next(sheet.iter_rows(max_row=1, values_only=True), ())
    return {"project", "indicator"} <= {_column(_cell(value)) for value in first}


def _cell(value: object) -> str:
    """What a spreadsheet's cell would be in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _column(text: str) -> str:
    return re.sub(r"[\s-]+", "_", text.strip().casefold())


def _rows(name: str, lines: Iterable[tuple[int, list[str]] | Reject]) -> Iterator[Row | Reject]:
    header: list[str] | None = None
    for found in lines:
        if isinstance(found, Reject):
            yield found
            continue
        line, cells = found
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [_column(cell) for cell in cells]
            problems = list(_header_problems(name, line, header))
            yield from problems
            if any(column not in header for column in NEEDED):
                return
            continue
        beyond = [cell for cell in cells[len(header) :] if cell.strip()]
        if beyond:
            yield Reject(
                name,
                f"{name}, line {line}: more cells than columns; {beyond[0]!r} stands beyond the last one.",
                "Put a cell that holds a comma or semicolon in quotation marks.",
            )
            continue
        padded = cells + [""] * (len(header) - len(cells))
        given = {
            column: cell.strip() for column, cell in zip(header, padded, strict=False) if column in COLUMNS
        }
        yield Row(name, line, given)
    if header is None:
        yield Reject(name, f"{name}: the file is empty.", "Give it the columns " + ", ".join(COLUMNS) + ".")


def _header_problems(name: str, line: int, header: list[str]) -> Iterator[Reject]:
    missing = [column for column in NEEDED if column not in header]
    if missing:
        near = {column: get_close_matches(column, header, 1, 0.7) for column in missing}
        hints = [f"{found[0]!r} may be meant for {column!r}" for column, found in near.items() if found]
        yield Reject(
            name,
            f"{name}, line {line}: the column {_listed(missing)} is missing, so no row was read.",
            (f"{'; '.join(hints)}. " if hints else "") + "The columns are " + ", ".join(COLUMNS) + ".",
        )
        return
    for column in dict.fromkeys(header):
        if column in COLUMNS and header.count(column) > 1:
            yield Reject(
                name,
                f"{name}, line {line}: the column {column!r} stands there twice; the last one was read.",
                "Delete or rename one of them.",
            )
        elif column and column not in COLUMNS:
            yield Reject(
                name,
                f"{name}, line {line}: the column {column!r} is none of an outcomes file and was not read.",
                "Nothing, if that is meant; the columns are " + ", ".join(COLUMNS) + ".",
            )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(repr(word) for word in words)


# ---------------------------------------------------------------------------------------------------------
# Rows to outcomes


class _Names:
    """Projects by the names that documents give them."""

    def __init__(self, projects: pd.DataFrame, titles: pd.DataFrame | None) -> None:
        self.ids = set(projects["project_id"])
        self.by_name: dict[str, set[str]] = {}
        self.shown: dict[str, str] = {}
        for frame in (projects, titles):
            if frame is None or "project_id" not in frame.columns:
                continue
            for project, title in zip(frame["project_id"], frame["title"], strict=True):
                if isinstance(title, str) and project in self.ids and fold(title):
                    self.by_name.setdefault(fold(title), set()).add(project)
                    self.shown.setdefault(fold(title), title)

    def find(self, title: str) -> set[str]:
        if re.fullmatch(IDENTIFIER, title) and title in self.ids:
            return {title}
        return self.by_name.get(fold(title), set())

    def nearest(self, title: str) -> str | None:
        close = get_close_matches(fold(title), sorted(self.by_name), 1, 0.5)
        return self.shown[close[0]] if close else None


def _check(row: Row, names: _Names) -> tuple[dict[str, Any], list[Reject]]:
    """The row as an outcome, or one Reject for each thing that is wrong with it."""
    wrong: list[Reject] = []
    cells = {column: row.cells.get(column, "") for column in COLUMNS}
    at = f"{row.file}, line {row.line}"

    def refuse(column: str, says: str, what_to_do: str) -> None:
        shown = cells[column] if len(cells[column]) <= 80 else cells[column][:79] + "…"
        value = f"{shown!r} " if shown else "the empty cell "
        wrong.append(Reject(row.file, f"{at}, column {column}: {value}{says}.", what_to_do))

    for column, words in (("indicator", INDICATORS), ("qualifier", QUALIFIERS)):
        cells[column] = _column(cells[column])
        if cells[column] not in words:
            near = get_close_matches(cells[column], words, 1, 0.6)
            hint = f"Did you mean {near[0]}? " if near else ""
            refuse(column, f"is no {column}", f"{hint}Allowed are {', '.join(words)}.")
    if cells["indicator"] in INDICATORS:
        _check_unit(cells, refuse)
    low, high = (_number(cells, column, refuse) for column in ("value_min", "value_max"))
    readable = not any(f"column value_{end}" in reject.reason for reject in wrong for end in ("min", "max"))
    if readable and cells["qualifier"] in QUALIFIERS and not interval_fits(cells["qualifier"], low, high):
        given = f"value_min {cells['value_min'] or 'empty'} and value_max {cells['value_max'] or 'empty'}"
        refuse("qualifier", f"does not fit {given}", _ENDS[cells["qualifier"]])
    for column in ("period_start", "period_end", "as_of"):
        if cells[column] and not is_partial_date(cells[column]):
            refuse(column, "is no date", "Allowed are 2020-09-30, 2020-09 and 2020, or an empty cell.")
    _check_period(cells, refuse)
    cells["source_language"] = cells["source_language"].casefold()
    if cells["source_language"] and not re.fullmatch(r"[a-z]{2}", cells["source_language"]):
        refuse(
            "source_language",
            "is no language code",
            "Allowed are two letters, as lt or hu, or an empty cell.",
        )
    if not cells["source"]:
        refuse("source", "names no source", "Say where the result is reported: an address or a title.")
    project = _project(cells["project"], names, refuse)
    values = {
        "project_id": project,
        **{column: cells[column] or None for column in COLUMNS if column != "project"},
        "value_min": low,
        "value_max": high,
        "file": row.file,
        "line": row.line,
    }
    # File and line stay out of the id: sorting a file does not change which result is which.
    content = [values[column] for column in ("project_id", *COLUMNS[1:])]
    return {"outcome_id": identifier("outcomes", *content), **values}, wrong


def _check_unit(cells: dict[str, str], refuse: Any) -> None:
    indicator = cells["indicator"]
    cells["unit"] = cells["unit"].upper() if indicator == "budget" else cells["unit"].casefold()
    if unit_fits(indicator, cells["unit"]) and (indicator != "budget" or is_currency(cells["unit"])):
        return
    if indicator == "budget":
        code = _CURRENCY_MISTAKES.get(cells["unit"])
        hint = f"Did you mean {code}? " if code else ""
        refuse("unit", "is no currency code", f"{hint}Allowed are ISO 4217 codes, as EUR, HUF, PLN.")
    else:
        says = f"is no unit of {indicator}"
        refuse("unit", says, f"Allowed for {indicator}: {' or '.join(UNITS[indicator])}.")


_ENDS = {
    "exact": "`exact` needs the same number as value_min and value_max.",
    "about": "`about` needs the same number as value_min and value_max.",
    "at_least": "`at_least` needs value_min, and value_max empty.",
    "more_than": "`more_than` needs value_min, and value_max empty.",
    "at_most": "`at_most` needs value_max, and value_min empty.",
    "less_than": "`less_than` needs value_max, and value_min empty.",
    "range": "`range` needs a value_min that is smaller than value_max.",
}


def _number(cells: dict[str, str], column: str, refuse: Any) -> float | None:
    text = cells[column]
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        return float(re.sub(r"[ \u00a0\u202f\u2009]", "", text).replace(",", "."))
    if text.startswith(("-", "−")):
        refuse(column, "is negative", "Allowed are 0 and more; leave the cell empty where the end is open.")
    elif re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?", text):
        refuse(
            column, "can be read in two ways", "Write 1000 or 1 000 for a thousand, 1000.50 with a fraction."
        )
    else:
        refuse(column, "is no number", "Allowed are figures, as 500, 1 000 or 1000.50, or an empty cell.")
    return None


def _check_period(cells: dict[str, str], refuse: Any) -> None:
    start, end = cells["period_start"], cells["period_end"]
    if not (start and end and is_partial_date(start) and is_partial_date(end)):
        return
    first, last = earliest(start), latest(end)
    if first and last and last < first:
        refuse("period_end", f"lies before period_start {start!r}", "Allowed is the same day or a later one.")


def _project(title: str, names: _Names, refuse: Any) -> str | None:
    found = names.find(title)
    if len(found) == 1:
        return next(iter(found))
    if found:
        ids = ", ".join(sorted(found))
        refuse("project", f"is the name of {len(found)} projects", f"Write the project_id instead: {ids}.")
    elif not title:
        refuse("project", "names no project", "Write the title as the table of projects has it.")
    else:
        near = names.nearest(title)
        hint = f"The nearest title is {near!r}; write it so if it is meant. " if near else ""
        refuse("project", "is the title of no project", f"{hint}All titles stand in the table of projects.")
    return None
