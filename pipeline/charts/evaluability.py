"""Can it be evaluated at all? Which elements of an evaluable design each project states."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from pipeline.charts.style import (
    ACTUAL,
    BODY,
    FAINT,
    MUTED,
    PAPER,
    RULE,
    SMALL,
    WIDTH,
    Sheet,
    left_undrawn,
    need,
    width_of,
    wrap,
)
from pipeline.report.reader import ELEMENTS, EXTENTS, Reader, missing

_CELL = 0.36


def evaluability_matrix(
    cells: pd.DataFrame, language: str = "en", *, most: int = 60, width: float = WIDTH
) -> Figure:
    """A matrix of projects and elements: a full square is stated, a half one partly, a ring absent.

    | column | meaning |
    |---|---|
    | project | title |
    | element | `objective`, `target_group`, `baseline`, ... |
    | extent | `stated`, `partly`, `absent`, or `unknown` where it could not be looked for |
    | link | optional: where a click on a stated cell leads |

    The last row says how many of the projects drawn state each element, as two numbers; beyond `most`
    projects the figure says how many it leaves out. Raises `ValueError` for
    missing columns.
    """
    need(cells, ("project", "element", "extent"), "evaluability_matrix")
    reader = Reader(language)
    projects = list(dict.fromkeys(cells["project"]))
    rest, projects = len(projects[most:]), projects[:most]
    cells = cells[cells["project"].isin(projects)]
    elements = [element for element in ELEMENTS if element in set(cells["element"])]
    elements += sorted(set(cells["element"]) - set(elements))
    if not projects:
        words = reader.text("No project was found.")
        sheet = Sheet(0.5, width)
        sheet.text(0, 0.22, words, color=MUTED)
        return sheet.finish(words, 0.4)
    names = [reader.name(ELEMENTS, element) for element in elements]
    # To the right there is room for the slanted names and for how many elements are stated.
    slants = [width_of(name, BODY) * 0.66 for name in names]
    step = min(_CELL, (width - 0.62) / len(elements))
    beyond = max(slant - step * (place + 0.5) for place, slant in enumerate(reversed(slants)))
    right = max(0.62, beyond)
    step = min(step, (width - right) / len(elements))
    left = width - step * len(elements) - right
    # On a narrow sheet a project's title stands above its row of cells.
    above = left < 1.4
    slanted = max(width_of(name, BODY) for name in names)
    head = slanted * 0.77 + 0.2
    labels = [wrap(str(project), width if above else left - 0.15, lines=2) for project in projects]
    sheet = Sheet(head + 0.4 * len(projects) + 1.2, width)
    y = head
    columns = [left + step * (number + 0.5) for number in range(len(elements))]
    for x, name in zip(columns, names, strict=True):
        sheet.text(x - 0.02, y - 0.08, name, rotation=50, ha="left", rotation_mode="anchor")
    last = width - 0.0
    sheet.line((0, last), (y, y), color=RULE, width=0.8)
    told = []
    for project, label in zip(projects, labels, strict=True):
        own = cells[cells["project"] == project].set_index("element")
        for number, words in enumerate(label):
            sheet.text(0, y + (0.24 if above or len(label) > 1 else 0.31) - 0.07 + number * 0.16, words)
        y += 0.16 * len(label) - 0.02 if above else 0.0
        parts = []
        for x, element in zip(columns, elements, strict=True):
            extent = own["extent"].get(element, "absent")
            extent = extent.iloc[0] if isinstance(extent, pd.Series) else extent
            _draw_cell(sheet, x, y + 0.2, extent)
            link = own["link"].get(element) if "link" in own.columns else None
            link = link.iloc[0] if isinstance(link, pd.Series) else link
            if extent in ("stated", "partly") and not missing(link):
                sheet.link(
                    x - 0.13,
                    y + 0.07,
                    0.26,
                    0.26,
                    link,
                    f"{project}: {reader.name(ELEMENTS, element)}, {reader.name(EXTENTS, extent)}",
                )
            parts.append(f"{reader.name(ELEMENTS, element)} {reader.name(EXTENTS, extent)}")
        stated = sum(own["extent"] == "stated")
        of = reader.text("{part} of {whole}", part=reader.number(stated), whole=reader.number(len(elements)))
        sheet.text(last, y + 0.24, of, size=SMALL, color=MUTED, ha="right")
        told.append(f"{project}: {', '.join(parts)}.")
        y += 0.4
        sheet.line((0, last), (y, y), color=FAINT, width=0.8)
    said = reader.text("Projects that state it, of {whole}", whole=reader.number(len(projects)))
    for number, words in enumerate(wrap(said, width if above else left - 0.15, lines=2)):
        sheet.text(0, y + (0.2 if above else 0.22) + number * 0.16, words, color=MUTED)
    y += 0.2 if above else 0.0
    for x, element in zip(columns, elements, strict=True):
        stated = cells[(cells["element"] == element) & (cells["extent"] == "stated")]["project"].nunique()
        sheet.text(x, y + 0.22, reader.number(stated), ha="center", weight="bold")
    y += 0.55
    x = 0.0
    shown = set(cells["extent"])
    for extent in EXTENTS:
        if extent == "unknown" and extent not in shown:
            continue
        words = reader.name(EXTENTS, extent)
        if x and x + 0.24 + width_of(words, SMALL) > width:
            x, y = 0.0, y + 0.22
        _draw_cell(sheet, x + 0.08, y - 0.04, extent)
        sheet.text(x + 0.24, y, words, size=SMALL, color=MUTED)
        x += 0.24 + width_of(words, SMALL) + 0.3
    y, more = left_undrawn(sheet, reader, y + 0.16, rest)
    return sheet.finish(" ".join([*told, more]).strip(), y - 0.04)


def _draw_cell(sheet: Sheet, x: float, y: float, extent: str) -> None:
    half = 0.085
    if extent == "stated":
        sheet.box(x - half, y - half, 2 * half, 2 * half, face=ACTUAL, edge=ACTUAL)
    elif extent == "partly":
        sheet.box(x - half, y - half, 2 * half, 2 * half, face=PAPER, edge=ACTUAL, line=1.2)
        sheet.box(x - half, y - half, half, 2 * half, face=ACTUAL, edge=ACTUAL, line=0.5)
    elif extent == "unknown":
        sheet.text(x, y + 0.045, "?", color=MUTED, ha="center", weight="bold")
    else:
        sheet.mark(x, y, "o", size=5.0, edge=MUTED, line=1.1)
