"""Where the money goes: budgets by kind, never stacked unless the text's own parts close to its own total."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from pipeline.charts.lane import Statement
from pipeline.charts.style import (
    ACTUAL,
    FAINT,
    INK,
    LINE,
    MUTED,
    PAPER,
    PLATE,
    RULE,
    SMALL,
    TITLE,
    WIDTH,
    Sheet,
    behind,
    left_undrawn,
    need,
    width_of,
    wrap,
)
from pipeline.report.reader import BUDGET_KINDS, Reader, missing

COLUMNS = ("project", "budget_kind", "role", "qualifier", "value_min", "value_max", "unit")
_ORDER = list(BUDGET_KINDS)
_HATCHES = {"total": "", "grant": "////", "cofinancing": "....", "allocation": "xxxx", "cap": ""}
_LEFT, _BAR = 2.35, 0.17  # inches: where the bars begin, and how high they are


def budgets_by_kind(
    budgets: pd.DataFrame, language: str = "en", *, most: int = 60, width: float = WIDTH
) -> Figure:
    """Stated sums of each project, one bar a statement, one scale for each project and currency.

    | column | meaning |
    |---|---|
    | project | title; bars are grouped under it |
    | budget_kind | `total`, `grant`, `cofinancing`, `allocation`, `cap` |
    | role | `target` (awarded, planned) or `actual` (spent); `context` rows are not drawn |
    | qualifier, value_min, value_max | the sum as stated; NaN is an open end |
    | unit | ISO 4217 currency; two currencies never share a scale |
    | basis | optional: `per_partner`, ...; such sums stand apart from sums of the whole |
    | link | optional: where a click leads |

    Where one grant and one co-financing add up to the one stated total, they are drawn as steps that meet it;
    in every other case bars start at zero and nothing is added. Beyond `most` sums the figure says how many
    it leaves out. Raises `ValueError` for missing columns.
    """
    need(budgets, COLUMNS, "budgets_by_kind")
    reader = Reader(language)
    frame = budgets[budgets["role"] != "context"].reset_index(drop=True)
    rest, frame = len(frame) - most, frame.head(most)
    if frame.empty:
        words = reader.text("No budget is stated.")
        sheet = Sheet(0.5, width)
        sheet.text(0, 0.22, words, color=MUTED)
        return sheet.finish(words, 0.4)
    frame["_kind"] = frame["budget_kind"].map(
        lambda kind: _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
    )
    sheet = Sheet(0.6 * len(frame) + 1.0 * frame["project"].nunique() + 1.0, width)
    y, told = 0.18, []
    for project, own in frame.groupby("project", sort=False):
        for words in wrap(str(project), width, TITLE - 1, 2, "bold"):
            sheet.text(0, y, words, size=TITLE - 1, weight="bold")
            y += 0.19
        for _, group in own.groupby("unit", sort=True):
            for _, rows in sorted(
                group.groupby(_apart(group)), key=lambda pair: (pair[0] != "total", pair[0])
            ):
                ordered = rows.sort_values("_kind", kind="stable")
                y = _draw_group(sheet, reader, y - 0.08, ordered) + 0.1
                told.append(
                    f"{project}: " + "; ".join(_tell(reader, row) for _, row in ordered.iterrows()) + "."
                )
        y += 0.16
    y, left = left_undrawn(sheet, reader, y - 0.14, rest)
    return sheet.finish(" ".join([*told, left]).strip(), y - 0.06)


def closes(rows: pd.DataFrame) -> bool:
    """Whether exactly one exact total, and its exact grant and co-financing parts, add up to the cent."""
    exact = rows[(rows["qualifier"] == "exact") & (rows["role"] == "target")]
    total, parts = (
        exact[exact["budget_kind"] == "total"],
        exact[exact["budget_kind"].isin(["grant", "cofinancing"])],
    )
    if (
        len(total) != 1
        or len(parts) < 2
        or parts["budget_kind"].nunique() != 2
        or len(rows) != len(parts) + 1
    ):
        return False
    return abs(parts["value_min"].sum() - total["value_min"].iloc[0]) < 0.005


def _apart(rows: pd.DataFrame) -> pd.Series:
    """Sums for one partner, project or year never share a scale with sums of the whole."""
    basis = rows["basis"] if "basis" in rows.columns else pd.Series("total", index=rows.index)
    basis = basis.where(basis.notna(), "total")
    return basis.where(
        rows["budget_kind"] != "cap", basis.map(lambda each: "per_project" if each == "total" else each)
    )


def _said(reader: Reader, row: Any) -> str:
    return Statement.of(row).said(reader)


def _tell(reader: Reader, row: Any) -> str:
    return f"{reader.name(BUDGET_KINDS, row['budget_kind'])} ({_role(reader, row)}): {_said(reader, row)}"


def _role(reader: Reader, row: Any) -> str:
    return reader.text("spent") if row["role"] == "actual" else reader.text("planned or awarded")


def _draw_group(sheet: Sheet, reader: Reader, y: float, rows: pd.DataFrame) -> float:
    steps = closes(rows)
    ends = [end for column in ("value_min", "value_max") for end in rows[column] if not missing(end)]
    room = max(width_of(_said(reader, row), SMALL + 1, "bold") for _, row in rows.iterrows()) + 0.12
    left = min(_LEFT, 0.36 * sheet.width)
    span = max(sheet.width - left - min(room, 2.2) - 0.3, 0.8)
    top = max(ends) or 1.0
    base, first, meeting = 0.0, y, None
    for _, row in rows.iterrows():
        statement = Statement.of(row)
        name = wrap(reader.name(BUDGET_KINDS, row["budget_kind"]), left - 0.15, lines=2)
        for number, words in enumerate(name):
            sheet.text(0, y + 0.15 + number * LINE, words)
        sheet.text(0, y + 0.15 + len(name) * LINE, _role(reader, row), size=SMALL, color=MUTED)
        start = base if steps and row["budget_kind"] != "total" else 0.0
        end = max(statement.ends) if statement.ends else 0.0
        x, wide = left + span * start / top, span * end / top
        color = ACTUAL if row["role"] == "actual" else INK
        _draw_bar(sheet, x, y + 0.06, wide, span / top, statement, color, str(row["budget_kind"]))
        if steps and row["budget_kind"] != "total":
            base += end
            if abs(base - top) > 0.005:
                sheet.line(
                    (x + wide,) * 2, (y + 0.06 + _BAR, y + 0.5), color=MUTED, width=0.9, style=(0, (2, 2))
                )
        elif steps:
            meeting = (x + wide, y + 0.06 + _BAR)
        arrow = 0.28 if statement.high is None else 0.0
        words = _said(reader, row)
        at = x + wide + 0.09 + arrow
        sheet.text(at, y + 0.19, words, size=SMALL + 1, color=color, weight="bold", bbox=PLATE)
        sheet.link(
            x,
            y + 0.04,
            wide + 0.1,
            0.22,
            statement.link,
            f"{reader.name(BUDGET_KINDS, row['budget_kind'])}, {_role(reader, row)}: {words}",
        )
        bar_top = y + 0.06
        y += 0.17 + LINE * len(name) + 0.06
    if meeting:  # from the end of the total down to the end of its last part
        sheet.axes.add_line(behind((meeting[0],) * 2, (meeting[1], bar_top), MUTED, (0, (2, 2))))
    sheet.line((left, left), (first, y - 0.03), color=RULE, width=0.8)
    if steps:
        sheet.text(
            left,
            y + 0.09,
            reader.text("The parts add up to the stated whole cost."),
            size=SMALL,
            color=MUTED,
        )
        y += 0.17
    return y


def _draw_bar(
    sheet: Sheet,
    x: float,
    y: float,
    wide: float,
    unit_width: float,
    statement: Statement,
    color: str,
    kind: str,
) -> None:
    face = {"total": color, "cap": PAPER}.get(kind, FAINT if kind == "allocation" else PAPER)
    hatch = _HATCHES.get(kind, "++")
    middle = y + _BAR / 2
    low, high = statement.low, statement.high
    if low is not None and high is not None and low != high:
        solid = unit_width * low
        sheet.box(x, y, solid, _BAR, face=PAPER, edge=color, style=(0, (2, 2)))
        sheet.box(x + solid, y, wide - solid, _BAR, face=FAINT, edge=color, hatch=hatch or None, line=1.2)
        return
    dashed = (0, (3, 2)) if low is None or statement.qualifier == "about" else "-"
    sheet.box(
        x,
        y,
        wide,
        _BAR,
        face=PAPER if low is None else face,
        edge=color,
        hatch=hatch or None,
        line=1.2,
        style=dashed,
    )
    if high is None:
        sheet.arrow(x + wide, middle, 0.26, color=color)
    if low is None:
        sheet.arrow(x + wide - 0.02, middle, -min(0.26, wide), color=color)
