"""Outcomes against targets: bullet charts in small multiples, one line for each quantity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from pipeline.charts import lane
from pipeline.charts.style import (
    ALERT,
    BODY,
    INK,
    LINE,
    MUTED,
    SMALL,
    TITLE,
    WIDTH,
    Sheet,
    left_undrawn,
    need,
    optional,
    width_of,
    wrap,
)
from pipeline.report.reader import DOUBTS, INDICATORS, STATUSES, Reader, missing

COLUMNS = ("project", "indicator", "role", "qualifier", "value_min", "value_max")

# The shape before a status, so that no status is told by colour alone.
STATUS_MARKS = {"reached": "✓", "missed": "✗", "on the way": "→", "contradicted": "≠", "not yet due": "…"}

Row = dict[str, Any]  # one stated value, by column
_GAP = 0.13  # inches between two lines


def outcomes_against_targets(
    marks: pd.DataFrame,
    language: str = "en",
    heading: str | None = None,
    *,
    show_projects: bool = True,
    most: int = 60,
    width: float = WIDTH,
) -> Figure:
    """Bullet charts of what was promised and what was reported.

    `marks` has one row for each stated value:

    | column | meaning |
    |---|---|
    | project | title of the project; lines are grouped under it |
    | indicator | what is counted (`participants`, `events`, ...) |
    | role | `target` or `actual` |
    | qualifier, value_min, value_max | the value as stated; NaN is an open end |
    | unit, basis | optional: ISO currency or `person` ..., `per_country` ... |
    | line | optional: rows of one project that share it share a scale; else indicator, unit and basis |
    | what | optional: the words counted, shown after the indicator |
    | status | optional: `reached`, `missed`, ... of the line |
    | doubts | optional: footnotes, sentences or codes joined by `;` |
    | link | optional: where a click leads |

    A line without an actual says "not reported"; one without a target, "no target stated". Values above their
    target are drawn to scale. `show_projects=False` leaves out the projects' titles; beyond `most` lines the
    figure says how many it leaves out. An empty frame gives a sheet that says so. Raises `ValueError` for
    missing columns.
    """
    need(marks, COLUMNS, "outcomes_against_targets")
    reader = Reader(language)
    lines = _lines(marks)
    rest, lines = len(lines[most:]), lines[:most]
    notes: list[str] = []
    height = 0.1
    for position, (project, line) in enumerate(lines):
        height += _heading_height(project, width) if position == 0 or lines[position - 1][0] != project else 0
        height += _line_height(reader, line)
    sheet = Sheet(height + 1.1 + 0.3 * len(_doubts(marks.to_dict("records"))), width)
    y, told = 0.2, []
    forms: set[str] = set()
    if heading:
        sheet.text(0, y, heading, size=TITLE, weight="bold")
        y += 0.25
    if not lines:
        words = reader.text("Nothing was promised in numbers, and nothing was reported.")
        sheet.text(0, y, words, color=MUTED)
        return sheet.finish(words, y + 0.15)
    previous = None
    for project, line in lines:
        if project != previous and show_projects:
            for words in wrap(str(project), width, TITLE - 1, 2, "bold"):
                sheet.text(0, y, words, size=TITLE - 1, weight="bold")
                y += 0.19
            y += 0.03
            previous = project
        y = _draw_line(sheet, reader, y, line, forms, notes)
        told.append(f"{project}: {_tell(reader, line)}")
    y, left = left_undrawn(sheet, reader, y, rest)
    told += [left] if left else []
    y = lane.draw_legend(sheet, reader, 0, y + 0.02, width, forms)
    for number, note in enumerate(notes, 1):
        y = sheet.paragraph(0, y + 0.06, f"{number}) {note}", width, size=SMALL, color=MUTED)
    return sheet.finish(" ".join(told), y)


def _lines(marks: pd.DataFrame) -> list[tuple[Any, list[Row]]]:
    """Rows that share a scale, in order of first appearance, projects kept together."""
    if "line" in marks.columns:
        keys = ["project", "line"]
    else:
        keys = ["project", *(c for c in ("indicator", "unit", "basis") if c in marks.columns)]
    groups: dict[Any, dict[tuple[str, ...], list[Row]]] = {}
    for row in marks.to_dict("records"):
        key = tuple(str(row[name]) for name in keys)
        groups.setdefault(row["project"], {}).setdefault(key, []).append(row)
    return [(project, line) for project, lines in groups.items() for line in lines.values()]


def _doubts(rows: Iterable[Row]) -> list[str]:
    cells = (row.get("doubts") for row in rows)
    return sorted({doubt for cell in cells if not missing(cell) for doubt in str(cell).split(";") if doubt})


def _heading_height(project: Any, width: float) -> float:
    return 0.19 * len(wrap(str(project), width, TITLE - 1, 2, "bold")) + 0.03


def _label(reader: Reader, line: list[Row]) -> tuple[str, str]:
    """The indicator in bold, then the words that say what was counted."""
    whats = (row.get("what") for row in line)
    named = list(dict.fromkeys(str(what) for what in whats if not missing(what) and str(what)))
    return reader.name(INDICATORS, line[0]["indicator"]), " / ".join(named)


def _said(reader: Reader, line: list[Row], role: str) -> list[str]:
    return list(dict.fromkeys(lane.Statement.of(row).said(reader) for row in line if row["role"] == role))


def _words(reader: Reader, line: list[Row]) -> str:
    """`target at least 500 · not reported`."""
    targets, actuals = _said(reader, line, "target"), _said(reader, line, "actual")
    return " · ".join(
        (
            f"{reader.text('target')} {', '.join(targets)}" if targets else reader.text("no target stated"),
            f"{reader.text('reported')} {', '.join(actuals)}" if actuals else reader.text("not reported"),
        )
    )


def _status(reader: Reader, line: list[Row]) -> tuple[str, str]:
    """The status in words with its mark, and its colour; empty where the words of the line say it already."""
    status = optional(line[0], "status")
    if status is None or status in ("not reported", "no target"):
        return "", INK
    mark = STATUS_MARKS.get(status, "")
    color = ALERT if status in ("missed", "contradicted") else INK
    return f"{mark} {reader.name(STATUSES, status)}".strip(), color


def _line_height(reader: Reader, line: list[Row]) -> float:
    statements = [lane.Statement.of(row) for row in line]
    return LINE * 3 + 0.12 + lane.height_of(statements) + _GAP


def _draw_line(
    sheet: Sheet, reader: Reader, y: float, line: list[Row], forms: set[str], notes: list[str]
) -> float:
    label, what = _label(reader, line)
    status, color = _status(reader, line)
    numbers = []
    for doubt in _doubts(line):
        sentence = reader.name(DOUBTS, doubt)
        if sentence not in notes:
            notes.append(sentence)
        numbers.append(str(notes.index(sentence) + 1))
    mark = " " + ", ".join(f"{number})" for number in numbers) if numbers else ""
    room = sheet.width - (width_of(status, BODY, "bold") + 0.15 if status else 0)
    sheet.text(0, y, label, weight="bold")
    at = width_of(label, BODY, "bold") + 0.09
    if what or mark:
        said = wrap(what, max(room - at - width_of(mark, BODY), 0.5), BODY, 1)[0] + mark
        sheet.text(at, y, said, color=MUTED)
    if status:
        sheet.text(sheet.width, y, status, weight="bold", color=color, ha="right")
    y = sheet.paragraph(0, y + LINE, _words(reader, line), sheet.width, lines=2)
    statements = [lane.Statement.of(row) for row in line]
    due = optional(line[0], "status") == "not yet due"
    drawn = lane.draw(
        sheet,
        reader,
        0.02,
        y - 0.08,
        sheet.width - 0.35,
        statements,
        absent="not yet due" if due else "not reported",
        title=f"{label} {what}".strip(),
    )
    forms |= drawn.forms
    return y - 0.08 + drawn.height + _GAP


def _tell(reader: Reader, line: list[Row]) -> str:
    label, what = _label(reader, line)
    status, _ = _status(reader, line)
    said = f"{label}{' (' + what + ')' if what else ''}: {_words(reader, line)}"
    return f"{said}; {status.lstrip('✓✗→≠… ')}." if status else f"{said}."
