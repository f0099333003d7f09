"""Persons, attendances and reach: three things that are never added, under three headings."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from pipeline.charts import lane
from pipeline.charts.style import (
    BODY,
    MUTED,
    TITLE,
    WIDTH,
    Sheet,
    left_undrawn,
    need,
    optional,
    width_of,
    wrap,
)
from pipeline.report.reader import LEVELS, Reader


def people_apart(
    values: pd.DataFrame, language: str = "en", *, most: int = 60, width: float = WIDTH
) -> Figure:
    """Targets and reported values of people, one heading for each way of counting them.

    | column | meaning |
    |---|---|
    | level | `persons`, `attendances`, `households` or `reach` |
    | project | title |
    | role | `target` or `actual` |
    | qualifier, value_min, value_max, unit, basis | the value as stated |
    | quantity_id | optional: rows that share it share a scale; else rows of one basis do |
    | what | optional: the words counted |
    | link | optional: where a click leads |

    Beyond `most` rows of a level the figure says how many it leaves out. Raises `ValueError` for missing
    columns.
    """
    need(values, ("level", "project", "role", "qualifier", "value_min", "value_max"), "people_apart")
    reader = Reader(language)
    rest = int((values.groupby("level").size() - most).clip(lower=0).sum())
    values = values.groupby("level", sort=False).head(most)
    sheet = Sheet(1.5 + 1.0 * len(values) + 0.6 * len(LEVELS), width)
    y, told, forms = 0.18, [], set()
    for level in LEVELS:
        own = values[values["level"] == level]
        if own.empty and level == "households":
            continue
        heading = reader.name(LEVELS, level)
        y = sheet.paragraph(0, y, heading, width, size=TITLE - 1, weight="bold") + 0.02
        if own.empty:
            sheet.mark(0.08, y - 0.035, "D", size=5.5, edge=MUTED, line=1.2)
            sheet.text(0.22, y, reader.text("no figure stated"), color=MUTED, style="italic")
            told.append(f"{heading}: {reader.text('no figure stated')}.")
            y += 0.3
            continue
        for project, rows in own.groupby("project", sort=False):
            for _, line in rows.groupby(_quantity(rows), sort=False, dropna=False):
                statements = [lane.Statement.of(row) for _, row in line.iterrows()]
                what = optional(line.iloc[0], "what", "")
                label = wrap(str(project), width * (0.6 if what else 1), lines=1)[0]
                sheet.text(0, y, label)
                if what:
                    at = width_of(label, BODY) + 0.1
                    sheet.text(at, y, wrap(str(what), width - at, lines=1)[0], color=MUTED)
                words = ", ".join(
                    f"{reader.text('target' if s.role == 'target' else 'reported')} {s.said(reader)}"
                    for s in statements
                )
                if all(s.role == "target" for s in statements):
                    words += f" · {reader.text('not reported')}"
                y = sheet.paragraph(0, y + 0.165, words, width, lines=2, color=MUTED)
                drawn = lane.draw(
                    sheet, reader, 0.02, y - 0.09, width - 0.35, statements, title=f"{project} {what}".strip()
                )
                forms |= drawn.forms
                told.append(f"{heading}: {project}: {words}.")
                y += drawn.height + 0.08
        y += 0.06
    y, left = left_undrawn(sheet, reader, y, rest)
    told += [left] if left else []
    y = lane.draw_legend(sheet, reader, 0, y, width, forms) if forms else y
    return sheet.finish(" ".join(told), y)


def _quantity(rows: pd.DataFrame) -> pd.Series:
    for column in ("quantity_id", "basis"):
        if column in rows.columns:
            return rows[column]
    return pd.Series("", index=rows.index)
