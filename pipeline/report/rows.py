"""The tables beside the charts: rows of cells, each a text and, where a row states it, a link to it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.charts.timeline import period
from pipeline.report.masking import mask
from pipeline.report.reader import (
    BUDGET_KINDS,
    ELEMENTS,
    EXTENTS,
    INDICATORS,
    LEVELS,
    LEVELS_OF_TOTALS,
    N_,
    REASONS,
    REFUSALS,
    STATUSES,
    Reader,
    missing,
)

Cell = dict[str, Any]


def cell(text: Any, link: Any = None) -> Cell:
    return {"text": mask(str(text)), "link": None if missing(link) else link}


def table(caption: str, head: list[str], rows: list[list[Cell]]) -> dict[str, Any]:
    return {"caption": caption, "head": head, "rows": rows}


def target_table(reader: Reader, marks: pd.DataFrame, *, with_project: bool) -> dict[str, Any]:
    head = [reader.text("What"), reader.text("Target"), reader.text("Reported"), reader.text("Status")]
    rows = []
    for _, group in marks.groupby(["project_id", "line"], sort=False):
        first = group.iloc[0]
        whats = list(dict.fromkeys(str(what) for what in group["what"] if not missing(what)))
        label = reader.name(INDICATORS, first["indicator"]) + (f" ({' / '.join(whats)})" if whats else "")
        row = [cell(label)]
        for role, absent in (("target", N_("no target stated")), ("actual", N_("not reported"))):
            own = group[group["role"] == role]
            said = [
                cell(
                    reader.interval(r["qualifier"], r["value_min"], r["value_max"], r["unit"], r["basis"]),
                    r["link"],
                )
                for r in own.to_dict("records")
            ]
            row.append({"parts": said} if said else cell(reader.text(absent)))
        status = reader.name(STATUSES, first["status"])
        reason = first["reason"]
        more = f": {reader.name(REASONS, reason)}" if not missing(reason) and reason in REASONS else ""
        row.append(cell(status + more))
        rows.append(([cell(first["project"])] if with_project else []) + row)
    return table(
        reader.text("Targets and reported values"),
        ([reader.text("Project")] if with_project else []) + head,
        rows,
    )


def budget_table(reader: Reader, budgets: pd.DataFrame, *, with_project: bool) -> dict[str, Any]:
    rows = []
    for row in budgets.to_dict("records"):
        amount = reader.interval(
            row["qualifier"], row["value_min"], row["value_max"], row["unit"], row["basis"]
        )
        euro = ""
        if row["currency"] != "EUR":
            if missing(row["euro_rate"]):
                euro = reader.text("no rate: the day is not known")
            else:
                euro = reader.text(
                    "{amount}, rate {rate} of {day} ({source})",
                    amount=reader.interval(row["qualifier"], row["euro_min"], row["euro_max"], "EUR"),
                    rate=reader.number(row["euro_rate"]),
                    day=reader.date(row["euro_date"]),
                    source=row["euro_source"],
                )
        role = reader.text("spent") if row["role"] == "actual" else reader.text("planned or awarded")
        line = [
            cell(reader.name(BUDGET_KINDS, row["budget_kind"])),
            cell(role),
            cell(amount, row["link"]),
            cell(euro or "–"),
        ]
        rows.append(([cell(row["project"])] if with_project else []) + line)
    head = [
        reader.text("Kind of money"),
        reader.text("Standing"),
        reader.text("Amount"),
        reader.text("In euro"),
    ]
    return table(
        reader.text("Stated amounts"), ([reader.text("Project")] if with_project else []) + head, rows
    )


def people_table(reader: Reader, people: pd.DataFrame, *, with_project: bool) -> dict[str, Any]:
    rows = []
    for row in people.sort_values(
        "level", key=lambda c: c.map({k: i for i, k in enumerate(LEVELS)}), kind="stable"
    ).to_dict("records"):
        value = reader.interval(
            row["qualifier"], row["value_min"], row["value_max"], row["unit"], row["basis"]
        )
        role = reader.text("target") if row["role"] == "target" else reader.text("reported")
        line = [
            cell(reader.name(LEVELS, row["level"])),
            cell("–" if missing(row["what"]) else row["what"]),
            cell(role),
            cell(value, row["link"]),
        ]
        rows.append(([cell(row["project"])] if with_project else []) + line)
    head = [reader.text("Way of counting"), reader.text("Who"), reader.text("Standing"), reader.text("Value")]
    return table(
        reader.text("Persons, attendances and reach, never added together"),
        ([reader.text("Project")] if with_project else []) + head,
        rows,
    )


def totals_table(reader: Reader, totals: pd.DataFrame) -> dict[str, Any]:
    """Intervals that hold the true total; money in several currencies also in euro."""
    rows = []
    for row in totals.to_dict("records"):
        name = _total_name(reader, row["what"])
        if row["converted"]:
            name = reader.text("{name}, all currencies in euro", name=name)
        value = reader.interval(row["qualifier"], row["value_min"], row["value_max"], row["unit"])
        if row["about"] and row["qualifier"] != "about":
            value = reader.text("{value}, with an “about” among them", value=value)
        rows.append(
            [
                cell(name),
                cell(reader.name(LEVELS_OF_TOTALS, row["level"])),
                cell(reader.text("target") if row["role"] == "target" else reader.text("reported")),
                cell(value, row["link"]),
                cell(reader.number(row["projects"])),
                cell(reader.number(row["statements_counted"])),
                cell(reader.number(row["statements_left_out"])),
            ]
        )
    head = [
        reader.text("What"),
        reader.text("Level"),
        reader.text("Standing"),
        reader.text("Altogether"),
        reader.text("Projects"),
        reader.text("Statements counted"),
        reader.text("Left out"),
    ]
    return table(reader.text("Totals over all projects"), head, rows)


def _total_name(reader: Reader, what: str) -> str:
    if what.startswith("money: "):
        return reader.name(BUDGET_KINDS, what.removeprefix("money: "))
    return reader.name(LEVELS if what in LEVELS else INDICATORS, what)


def cost_lines(reader: Reader, costs: pd.DataFrame) -> list[Cell]:
    """Cost for one participant, or the one sentence why there is none."""
    lines = []
    for row in costs.to_dict("records"):
        who = "" if missing(row["audience"]) else f" ({row['audience']})"
        counted = reader.text("person reached") if row["indicator"] == "reach" else reader.text("participant")
        counted += who
        if missing(row["refused"]):
            value = reader.interval(row["qualifier"], row["value_min"], row["value_max"], row["currency"])
            lines.append(
                cell(reader.text("Cost of one {counted}: {value}", counted=counted, value=value), row["link"])
            )
        elif row["refused"] != "missing":
            why = reader.name(REFUSALS, row["refused"])
            lines.append(
                cell(reader.text("No cost of one {counted}: {why}.", counted=counted, why=why), row["link"])
            )
    unique = {line["text"]: line for line in lines}
    answered = costs[costs["refused"].isna()]
    if (answered["groups"] > 1).any():
        # Groups may overlap or be parts of one another, so none of these costs is known to be the project's.
        note = reader.text("Several counts of people are stated; none of them is known to be everyone.")
        unique[note] = cell(note)
    if not unique:
        return [cell(reader.text("No cost of one participant: {why}.", why=reader.name(REFUSALS, "missing")))]
    return list(unique.values())


def period_table(reader: Reader, periods: pd.DataFrame) -> dict[str, Any]:
    rows = [
        [cell(row["project"]), cell(period(reader, row), row["link"])] for row in periods.to_dict("records")
    ]
    return table(reader.text("Periods"), [reader.text("Project"), reader.text("Period")], rows)


def evaluability_table(reader: Reader, cells: pd.DataFrame) -> dict[str, Any]:
    elements = list(dict.fromkeys(cells["element"]))
    rows = []
    for project, own in cells.groupby("project", sort=False):
        by_element = {row["element"]: row for row in own.to_dict("records")}
        rows.append(
            [cell(project)]
            + [
                cell(reader.name(EXTENTS, by_element[name]["extent"]), by_element[name]["link"])
                if name in by_element
                else cell("–")
                for name in elements
            ]
        )
    return table(
        reader.text("Elements of an evaluable design"),
        [reader.text("Project"), *(reader.name(ELEMENTS, name) for name in elements)],
        rows,
    )


def places_table(reader: Reader, places: pd.DataFrame) -> dict[str, Any]:
    rows = []
    for (kind, name), own in places.groupby(["kind", "name"], sort=True):
        country = own["country"].iloc[0]
        shown = reader.country(country) if kind == "country" and not missing(country) else name
        what = reader.text("country") if kind == "country" else reader.text("place")
        rows.append(
            [cell(shown, own["link"].iloc[0]), cell(what), cell(reader.number(own["project_id"].nunique()))]
        )
    return table(
        reader.text("Countries and places"),
        [reader.text("Name"), reader.text("Kind"), reader.text("Projects that name it")],
        rows,
    )
