"""Contradictions beside each other: both values on one scale, both quotes beneath."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from pipeline.charts import lane
from pipeline.charts.style import ALERT, LINE, MUTED, SMALL, TITLE, WIDTH, Sheet, left_undrawn, need, optional
from pipeline.report.reader import INDICATORS, Reader


def stated_values_that_disagree(
    values: pd.DataFrame, language: str = "en", *, most: int = 30, width: float = WIDTH
) -> Figure:
    """Values that cannot all be true, one group for each finding.

    | column | meaning |
    |---|---|
    | finding | id of the finding; rows of one finding share a scale |
    | project | title |
    | message | the finding in a sentence |
    | indicator, role, qualifier, value_min, value_max, unit | the value as stated |
    | quote | the words that state it |
    | source | document or file they stand in |
    | link | optional: where a click leads |

    Neither value is called the right one. Beyond `most` findings the figure says how many it leaves out.
    Raises `ValueError` for missing columns.
    """
    columns = (
        "finding",
        "project",
        "message",
        "indicator",
        "role",
        "qualifier",
        "value_min",
        "value_max",
        "quote",
        "source",
    )
    need(values, columns, "stated_values_that_disagree")
    reader = Reader(language)
    if values.empty:
        words = reader.text("No two stated values were found to disagree.")
        sheet = Sheet(0.5, width)
        sheet.text(0, 0.22, words, color=MUTED)
        return sheet.finish(words, 0.4)
    findings = list(dict.fromkeys(values["finding"]))
    values = values[values["finding"].isin(findings[:most])]
    sheet = Sheet(0.75 * len(values) + 1.4 * values["finding"].nunique() + 0.6, width)
    y, told, forms = 0.18, [], set()
    for _, group in values.groupby("finding", sort=False):
        first = group.iloc[0]
        y = sheet.paragraph(0, y, str(first["project"]), width, lines=2, size=TITLE - 1, weight="bold") + 0.02
        sheet.text(0, y, "≠ " + reader.name(INDICATORS, first["indicator"]), weight="bold", color=ALERT)
        y = sheet.paragraph(0, y + LINE, str(first["message"]), width, lines=3)
        statements = [lane.Statement.of({**row, "role": "actual"}) for _, row in group.iterrows()]
        drawn = lane.draw(sheet, reader, 0.02, y - 0.08, width - 0.35, statements, absent=None)
        forms |= drawn.forms
        y += drawn.height + 0.06
        for (_, row), statement in zip(group.iterrows(), statements, strict=True):
            quoted = reader.quoted(str(optional(row, "quote", "")))
            said = f"{statement.said(reader)}: {quoted} ({row['source']})"
            y = sheet.paragraph(0.12, y, said, width - 0.12, lines=2, size=SMALL, color=MUTED)
        told.append(f"{first['project']}: {first['message']}")
        y += 0.16
    y, left = left_undrawn(sheet, reader, y - 0.08, len(findings) - most)
    return sheet.finish(" ".join([*told, left]).strip(), y - 0.04)
