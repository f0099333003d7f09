"""When things happen: projects as bars, events as marks, and what lies outside a period shown as such."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from pipeline.charts.style import (
    ALERT,
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
    optional,
    width_of,
    wrap,
)
from pipeline.report.reader import Reader, missing
from pipeline.vocabulary import earliest, latest

_BAR, _SHAFT = 0.16, 0.34


def projects_and_events(
    projects: pd.DataFrame,
    events: pd.DataFrame,
    language: str = "en",
    *,
    most: int = 40,
    width: float = WIDTH,
) -> Figure:
    """Periods of projects and the dates of their events on one time axis.

    | frame | columns |
    |---|---|
    | projects | `project` (title), `start_date`, `end_date` (ISO, maybe partial, missing) |
    | | optional: `link`; `starts`, `ends`: lists of all dates stated, where they differ |
    | events | `project`, `title` (may be missing), `start_date`, `end_date`; optional `place`, `link` |

    A partial date is drawn over all days it can mean, hatched. An end that is not stated is an open arrow and
    said in words; an event after its project's end is an upright cross and said in words. Events without a
    date are only counted. Beyond `most` projects, and twelve events of one, the figure says how many it
    leaves out. Raises `ValueError` for missing columns.
    """
    need(projects, ("project", "start_date", "end_date"), "projects_and_events (projects)")
    need(events, ("project", "title", "start_date", "end_date"), "projects_and_events (events)")
    reader = Reader(language)
    every = len(projects) + len(events)
    projects = projects.head(most)
    events = events[events["project"].isin(projects["project"])].groupby("project", sort=False).head(12)
    rest = every - len(projects) - len(events)
    days = [
        day
        for frame in (projects, events)
        for column in ("start_date", "end_date")
        for cell in frame[column]
        if not missing(cell)
        for day in (earliest(str(cell)), latest(str(cell)))
        if day
    ]
    if not days:
        words = reader.text("No dates of projects or events are stated.")
        sheet = Sheet(0.5, width)
        sheet.text(0, 0.22, words, color=MUTED)
        return sheet.finish(words, 0.4)
    first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    sheet = Sheet(
        1.0
        + sum(1.0 + 0.2 * len(wrap(str(title), width)) for title in projects["project"])
        + 0.2 * len(events),
        width,
    )

    def at(day: date) -> float:
        return 0.02 + (width - 0.4) * (day - first).days / (last - first).days

    y, told = 0.18, []
    top = y
    rows: list[tuple[float, Any]] = []
    for _, project in projects.iterrows():
        own = events[events["project"] == project["project"]]
        y, words = _draw_project(sheet, reader, y, project, own, at)
        told.append(words)
        rows.append((y, project))
    _draw_years(sheet, at, first.year, last.year, top - 0.1, y)
    y, left = left_undrawn(sheet, reader, y + 0.3, rest)
    return sheet.finish(" ".join([*told, left]).strip(), y - 0.02)


def period(reader: Reader, project: Any) -> str:
    """A project's period in words; what is not stated, or stated in several ways, is said to be so."""
    start, end = (_stated(project, name) for name in ("start_date", "end_date"))
    starts, ends = (optional(project, name, ()) for name in ("starts", "ends"))
    if start and end:
        return reader.text("{start} to {end}", start=reader.date(start), end=reader.date(end))
    if not (start or end or len(starts) or len(ends)):
        return reader.text("period not stated")
    if start:
        first = reader.text("from {date}", date=reader.date(start))
    elif len(starts):
        first = reader.text("start stated differently: {dates}", dates=", ".join(map(reader.date, starts)))
    else:
        first = reader.text("start not stated")
    if end:
        last = reader.text("until {date}", date=reader.date(end))
    elif len(ends):
        last = reader.text("end stated differently: {dates}", dates=", ".join(map(reader.date, ends)))
    else:
        last = reader.text("end not stated")
    return f"{first}; {last}"


def _stated(project: Any, name: str) -> str | None:
    return None if missing(project[name]) else str(project[name])


def _draw_years(sheet: Sheet, at: Any, first: int, last: int, top: float, bottom: float) -> None:
    step = max(1, round((last - first) * 0.45 / (sheet.width - 0.4) + 0.49))
    for year in range(first, last + 1):
        x = at(date(year, 1, 1))
        sheet.axes.add_line(behind((x, x), (top, bottom), FAINT if year > first else RULE))
        if (year - first) % step == 0 and year < last:
            sheet.text(x + 0.04, bottom + 0.14, str(year), size=SMALL, color=MUTED)
    sheet.line((at(date(first, 1, 1)), at(date(last, 1, 1))), (bottom, bottom), color=RULE, width=0.8)


def _draw_project(
    sheet: Sheet, reader: Reader, y: float, project: Any, events: pd.DataFrame, at: Any
) -> tuple[float, str]:
    title = str(project["project"])
    for words in wrap(title, sheet.width, TITLE - 1, 2, "bold"):
        sheet.text(0.06, y, words, size=TITLE - 1, weight="bold", bbox=PLATE)
        y += 0.19
    start, end = _stated(project, "start_date"), _stated(project, "end_date")
    said = period(reader, project)
    sheet.text(0.06, y - 0.01, said, color=MUTED, bbox=PLATE)
    y += 0.06
    _draw_period(sheet, y, start, end, at)
    link = project.get("link")
    dated_start = earliest(start) if start else None
    dated_end = latest(end) if end else None
    if dated_start or dated_end:
        left = at(dated_start) if dated_start else at(dated_end) - _SHAFT
        right = at(dated_end) if dated_end else left + _SHAFT
        sheet.link(left, y, right - left, _BAR, link, f"{title}: {said}")
    y += _BAR + 0.05
    told = [f"{title}: {said}."]
    dated = [
        row
        for _, row in events.iterrows()
        if not missing(row["start_date"]) and earliest(str(row["start_date"]))
    ]
    dated.sort(key=lambda row: str(row["start_date"]))
    for row in dated:
        y, words = _draw_event(sheet, reader, y, row, dated_end, at)
        told.append(words)
    undated = len(events) - len(dated)
    if undated:
        words = reader.count("{number} event without a date", "{number} events without a date", undated)
        sheet.text(0.06, y + 0.1, words, size=SMALL, color=MUTED, bbox=PLATE)
        told.append(f"{words}.")
        y += LINE
    return y + 0.24, " ".join(told)


def _draw_period(sheet: Sheet, y: float, start: str | None, end: str | None, at: Any) -> None:
    begins = (earliest(start), latest(start)) if start else (None, None)
    ends = (earliest(end), latest(end)) if end else (None, None)
    sure_from, sure_to = begins[1], ends[0]
    for low, high in (begins, ends):
        if low and high and low != high:  # somewhere within: hatched
            sheet.box(at(low), y, at(high) - at(low), _BAR, face=PAPER, edge=INK, hatch="//////", line=0.8)
    if sure_from and sure_to and sure_from <= sure_to:
        sheet.box(at(sure_from), y, max(at(sure_to) - at(sure_from), 0.03), _BAR, face=INK, edge=INK)
    elif sure_from and not end:
        sheet.box(at(sure_from), y, 0.05, _BAR, face=INK, edge=INK)
        sheet.arrow(at(sure_from), y + _BAR / 2, _SHAFT)
    elif sure_to and not start:
        sheet.box(at(sure_to) - 0.05, y, 0.05, _BAR, face=INK, edge=INK)
        sheet.arrow(at(sure_to), y + _BAR / 2, -_SHAFT)


def _draw_event(
    sheet: Sheet, reader: Reader, y: float, event: Any, project_end: date | None, at: Any
) -> tuple[float, str]:
    begins = earliest(str(event["start_date"]))
    assert begins is not None
    late = project_end is not None and begins > project_end
    name = reader.text("Event without a title") if missing(event["title"]) else str(event["title"])
    when = reader.date(event["start_date"])
    if not missing(event["end_date"]) and event["end_date"] != event["start_date"]:
        when = reader.text("{start} to {end}", start=when, end=reader.date(event["end_date"]))
    place = event.get("place")
    words = f"{when}: {name}" + ("" if missing(place) else f", {place}")
    if late:
        words += " · " + reader.text("after the stated end of the project")
    middle = y + 0.07
    x = at(begins)
    sheet.mark(
        x, middle, "P" if late else "d", size=7.5 if late else 6.5, face=PAPER, edge=ALERT if late else INK
    )
    room_right, room_left = sheet.width - x - 0.12, x - 0.12
    right = room_right >= min(width_of(words, SMALL), room_left)
    shown = wrap(words, room_right if right else room_left, SMALL, 2)
    for number, line in enumerate(shown):
        sheet.text(
            x + 0.12 if right else x - 0.12,
            middle + 0.04 + number * 0.14,
            line,
            size=SMALL,
            color=ALERT if late else INK,
            ha="left" if right else "right",
            bbox=PLATE,
        )
    sheet.link(x - 0.13, middle - 0.13, 0.26, 0.26, event.get("link"), words)
    return y + max(0.2, 0.14 * len(shown) + 0.07), f"{words}."
