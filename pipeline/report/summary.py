"""What the funder's page says, as plain values: the HTML page and the PDF are two ways to set the same words.

A cell is `{"text": ..., "link": ...}`; a table has a caption, headings and rows; a chart has a figure beside
its table. Long portfolios are cut where a page would stop being read; how much was left out is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from markupsafe import Markup

from pipeline import charts
from pipeline.charts.timeline import period
from pipeline.report.masking import mask
from pipeline.report.portfolio import Portfolio
from pipeline.report.reader import (
    BUDGET_KINDS,
    ELEMENTS,
    EXTENTS,
    INDICATORS,
    LEVELS,
    LEVELS_OF_TOTALS,
    N_,
    ORGANISATION_ROLES,
    PROJECT_KINDS,
    REASONS,
    REFUSALS,
    SEVERITIES,
    STATUSES,
    Reader,
    missing,
)
from pipeline.report.wording import finding_in_words, translated

Cell = dict[str, Any]
MOST_PAGES = 40  # projects with a page of their own: beyond, a reader needs the tables
MOST_LINES = {"project": 6, "portfolio": 10}
_WEIGHT = {
    name: place
    for place, name in enumerate(
        (
            "participants",
            "reach",
            "events",
            "outputs",
            "projects",
            "partners",
            "places",
            "countries",
            "duration",
        )
    )
}


def summary(portfolio: Portfolio, language: str = "en") -> dict[str, Any]:
    """The whole summary: `title`, `lead`, `sections` of the portfolio, `pages` of projects, `left_out`.

    Figures stand under the key `figure` of a chart; everything else is text, numbers and lists.
    """
    reader = Reader(language)
    shown = _with_pages(portfolio)
    left_out = len(portfolio.projects) - len(shown)
    return {
        "language": language,
        "title": reader.text("What was promised, and what is known"),
        "lead": _lead(portfolio, reader),
        "portfolio": _portfolio(portfolio, reader),
        "pages": [_page(portfolio, reader, project) for project in shown],
        "left_out": reader.count(
            "{number} more project has no page here; its rows are in the tables and the notebooks.",
            "{number} more projects have no page here; their rows are in the tables and the notebooks.",
            left_out,
        )
        if left_out
        else None,
    }


# -- small parts -----------------------------------------------------------------------------------


def cell(text: Any, link: Any = None) -> Cell:
    return {"text": mask(str(text)), "link": None if missing(link) else link}


def _table(caption: str, head: list[str], rows: list[list[Cell]]) -> dict[str, Any]:
    return {"caption": caption, "head": head, "rows": rows}


def _chart(name: str, heading: str, says: str, figure: Any, table: dict[str, Any] | None) -> dict[str, Any]:
    # Drawn once for the page and the PDF; texts of documents are escaped where the SVG is made.
    svg = Markup(charts.to_svg(figure, f"c-{name}"))
    return {"name": name, "heading": heading, "says": says, "figure": figure, "svg": svg, "table": table}


def _with_pages(portfolio: Portfolio) -> list[str]:
    """Projects that get a page: all, or those with the most stated targets and outcomes."""
    if len(portfolio.projects) <= MOST_PAGES:
        return portfolio.projects
    weight = portfolio.aggregates["progress"].groupby("project_id").size().to_dict()
    chosen = sorted(portfolio.projects, key=lambda key: (-weight.get(key, 0), portfolio.titles[key], key))
    return [key for key in portfolio.projects if key in set(chosen[:MOST_PAGES])]


def _lead(portfolio: Portfolio, reader: Reader) -> list[str]:
    documents, tables = portfolio.tables["documents"], portfolio.tables
    languages = sorted({reader.language_name(code) for code in documents["language"].dropna()})
    statements = sum(len(tables[name]) for name in ("measures", "dates", "events", "organisations", "places"))
    lines = [
        reader.text(
            "{documents} of {projects}, in these languages: {languages}.",
            documents=reader.count("{number} document", "{number} documents", len(documents)),
            projects=reader.count("{number} project", "{number} projects", len(tables["projects"])),
            languages=", ".join(languages) or reader.text("not known"),
        ),
        reader.text(
            "Found, each with the words that state it: {statements}. "
            "Left aside, each with its reason: {unclaimed}.",
            statements=reader.count("{number} statement", "{number} statements", statements),
            unclaimed=reader.count("{number} figure", "{number} figures", len(tables["unclaimed_numbers"])),
        ),
    ]
    if len(tables["rejects"]):
        lines.append(
            reader.count(
                "{number} file or row could not be used; the table of rejects says why.",
                "{number} files or rows could not be used; the table of rejects says why.",
                len(tables["rejects"]),
            )
        )
    return lines


def _statuses(portfolio: Portfolio, reader: Reader, projects: Iterable[str] | None = None) -> str:
    """`Of 12 stated targets: 3 reached, 9 not reported.` A target is a quantity, however often it is said."""
    marks = portfolio.outcomes_against_targets(projects)
    lines = marks[marks["role"] == "target"].drop_duplicates(["project_id", "line"])
    if lines.empty:
        return reader.text("No target is stated in numbers.")
    counts = lines["status"].value_counts()
    parts = [
        f"{reader.number(counts[key])} {reader.name(STATUSES, key)}" for key in STATUSES if key in counts
    ]
    return reader.text(
        "Of {targets}: {parts}.",
        parts=", ".join(parts),
        targets=reader.count("{number} stated target", "{number} stated targets", len(lines)),
    )


def pick_lines(marks: pd.DataFrame, most: int, *, targets_first: bool = True) -> tuple[pd.DataFrame, int]:
    """The lines that say most (target beside outcome, then targets, then outcomes), in their own order.

    Gives the marks of those lines and how many lines were left out.
    """
    keys: list[tuple[Any, ...]] = []
    for (project, line), rows in marks.groupby(["project_id", "line"], sort=False):
        roles = set(rows["role"])
        rank = 0 if roles == {"target", "actual"} else 1 if "target" in roles else 2
        keys.append(
            (
                rank if targets_first else 0,
                _WEIGHT.get(rows["indicator"].iloc[0], 99),
                rows.index[0],
                project,
                line,
            )
        )
    chosen = {(key[3], key[4]) for key in sorted(keys)[:most]}
    kept = [pair in chosen for pair in zip(marks["project_id"], marks["line"], strict=True)]
    shown = marks[pd.Series(kept, index=marks.index, dtype=bool)].reset_index(drop=True)
    return shown, max(len(keys) - most, 0)


def _rest(reader: Reader, left: int) -> str:
    return (
        ""
        if not left
        else " "
        + reader.count(
            "{number} more line is in the notebooks.", "{number} more lines are in the notebooks.", left
        )
    )


# -- tables beside the charts ----------------------------------------------------------------------


def _target_table(reader: Reader, marks: pd.DataFrame, *, with_project: bool) -> dict[str, Any]:
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
    return _table(
        reader.text("Targets and reported values"),
        ([reader.text("Project")] if with_project else []) + head,
        rows,
    )


def _budget_table(reader: Reader, budgets: pd.DataFrame, *, with_project: bool) -> dict[str, Any]:
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
    return _table(
        reader.text("Stated amounts"), ([reader.text("Project")] if with_project else []) + head, rows
    )


def _people_table(reader: Reader, people: pd.DataFrame, *, with_project: bool) -> dict[str, Any]:
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
    return _table(
        reader.text("Persons, attendances and reach, never added together"),
        ([reader.text("Project")] if with_project else []) + head,
        rows,
    )


def _totals_table(reader: Reader, totals: pd.DataFrame) -> dict[str, Any]:
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
    return _table(reader.text("Totals over all projects"), head, rows)


def _total_name(reader: Reader, what: str) -> str:
    if what.startswith("money: "):
        return reader.name(BUDGET_KINDS, what.removeprefix("money: "))
    return reader.name(LEVELS if what in LEVELS else INDICATORS, what)


def _cost_lines(reader: Reader, costs: pd.DataFrame) -> list[Cell]:
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
    if not unique:
        return [cell(reader.text("No cost of one participant: {why}.", why=reader.name(REFUSALS, "missing")))]
    return list(unique.values())


def _findings(reader: Reader, findings: pd.DataFrame, severities: tuple[str, ...]) -> list[Cell]:
    rows = []
    for row in findings[findings["severity"].isin(severities)].to_dict("records"):
        said = cell(finding_in_words(reader, row), row["link"])
        said["language"] = None if translated(reader, row["check"]) else "en"
        said["label"] = reader.name(SEVERITIES, row["severity"])
        rows.append(said)
    return rows


# -- the portfolio's page --------------------------------------------------------------------------


def _portfolio(portfolio: Portfolio, reader: Reader) -> dict[str, Any]:
    language = reader.language
    marks = portfolio.outcomes_against_targets()
    promised, left = pick_lines(_with_target(marks), MOST_LINES["portfolio"])
    budgets = portfolio.budgets()
    whole = budgets[budgets["basis"].fillna("total").eq("total")]
    people = portfolio.people()
    people_shown = people[people["basis"].eq("total")].head(12)
    periods, events = portfolio.periods(), portfolio.events()
    dated = periods[periods["start_date"].notna() | periods["end_date"].notna()].head(12)
    cells = portfolio.evaluability()
    matrix = cells[cells["project_id"].isin(list(dict.fromkeys(cells["project_id"]))[:25])]
    disagreements = portfolio.disagreements()
    disagreements["message"] = [finding_in_words(reader, row) for row in disagreements.to_dict("records")]
    few = disagreements[disagreements["finding"].isin(list(dict.fromkeys(disagreements["finding"]))[:4])]
    parts = [
        _chart(
            "targets",
            reader.text("Outcomes against targets"),
            _statuses(portfolio, reader) + _rest(reader, left),
            charts.outcomes_against_targets(promised, language),
            _target_table(reader, promised, with_project=True),
        ),
        _chart(
            "people",
            reader.text("People"),
            reader.text(
                "Persons taking part, attendances and people reached are three things; they are never added."
            ),
            charts.people_apart(people_shown, language),
            _people_table(reader, people_shown, with_project=True),
        ),
        _chart(
            "money",
            reader.text("Where the money goes"),
            reader.text(
                "Amounts as stated. Grants and co-financing are parts of a cost, an allocation belongs to a "
                "call or measure: nothing here is added up."
            ),
            charts.budgets_by_kind(whole.head(14), language),
            _budget_table(reader, whole.head(14), with_project=True),
        ),
        _chart(
            "evaluability",
            reader.text("What can be evaluated"),
            reader.text(
                "Which elements of an evaluable design each project states. Stated says that the text "
                "speaks of it, not that it is good."
            ),
            charts.evaluability_matrix(matrix, language),
            None,
        ),
        _chart(
            "timeline",
            reader.text("When"),
            reader.text("Periods of projects, and events with their days."),
            charts.projects_and_events(
                dated, events[events["project_id"].isin(dated["project_id"])], language
            ),
            _period_table(reader, dated),
        ),
        _chart(
            "places",
            reader.text("Where"),
            reader.text("How many projects name each country and each place."),
            charts.places_and_countries(portfolio.places(), language, most=12),
            None,
        ),
        _chart(
            "contradictions",
            reader.text("Stated values that disagree"),
            reader.text("Both values are shown; neither is called the right one."),
            charts.stated_values_that_disagree(few, language),
            None,
        ),
    ]
    for part in parts:
        if part["table"] is None and part["name"] == "evaluability":
            part["table"] = _evaluability_table(reader, matrix)
        if part["table"] is None and part["name"] == "places":
            part["table"] = _places_table(reader, portfolio.places())
    return {
        "heading": reader.text("The whole portfolio"),
        "statuses": _statuses(portfolio, reader),
        "overview": _overview(portfolio, reader),
        "charts": parts,
        # On paper the whole portfolio has one page.
        "brief": _chart(
            "targets-brief",
            reader.text("Outcomes against targets"),
            "",
            charts.outcomes_against_targets(pick_lines(promised, 6)[0], language),
            None,
        ),
        "totals": _totals_table(reader, portfolio.totals()) if len(portfolio.projects) > 1 else None,
        "findings": _findings(reader, portfolio.findings(), ("error", "warning")),
        "gaps": _gap_counts(portfolio, reader),
    }


def _with_target(marks: pd.DataFrame) -> pd.DataFrame:
    promised = set(marks[marks["role"] == "target"]["line"])
    disputed = set(marks[marks["status"] == "contradicted"]["line"])
    return marks[marks["line"].isin(promised | disputed)].reset_index(drop=True)


def _overview(portfolio: Portfolio, reader: Reader) -> dict[str, Any]:
    marks = portfolio.outcomes_against_targets()
    findings = portfolio.findings()
    rows = []
    for row in portfolio.periods().to_dict("records"):
        own = marks[marks["project_id"] == row["project_id"]]
        targets = own[own["role"] == "target"]["line"].nunique()
        told = own[own["role"] == "actual"]["line"].nunique()
        warned = len(
            findings[(findings["project_id"] == row["project_id"]) & (findings["severity"] != "note")]
        )
        rows.append(
            [
                cell(row["project"], f"#p-{row['project_id']}"),
                cell(reader.name(PROJECT_KINDS, row["kind"])),
                cell(_when(reader, row)),
                cell(reader.number(targets)),
                cell(reader.number(told)),
                cell(reader.number(warned)),
            ]
        )
    head = [
        reader.text("Project"),
        reader.text("Kind"),
        reader.text("Period"),
        reader.text("Quantities with a target"),
        reader.text("Quantities reported"),
        reader.text("To check"),
    ]
    return _table(reader.text("Projects"), head, rows)


def _when(reader: Reader, row: dict[str, Any]) -> str:
    start = None if missing(row["start_date"]) else row["start_date"]
    return period(reader, start, None if missing(row["end_date"]) else row["end_date"])


def _period_table(reader: Reader, periods: pd.DataFrame) -> dict[str, Any]:
    rows = [
        [cell(row["project"]), cell(_when(reader, row), row["link"])] for row in periods.to_dict("records")
    ]
    return _table(reader.text("Periods"), [reader.text("Project"), reader.text("Period")], rows)


def _evaluability_table(reader: Reader, cells: pd.DataFrame) -> dict[str, Any]:
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
    return _table(
        reader.text("Elements of an evaluable design"),
        [reader.text("Project"), *(reader.name(ELEMENTS, name) for name in elements)],
        rows,
    )


def _places_table(reader: Reader, places: pd.DataFrame) -> dict[str, Any]:
    rows = []
    for (kind, name), own in places.groupby(["kind", "name"], sort=True):
        country = own["country"].iloc[0]
        shown = reader.country(country) if kind == "country" and not missing(country) else name
        what = reader.text("country") if kind == "country" else reader.text("place")
        rows.append(
            [cell(shown, own["link"].iloc[0]), cell(what), cell(reader.number(own["project_id"].nunique()))]
        )
    return _table(
        reader.text("Countries and places"),
        [reader.text("Name"), reader.text("Kind"), reader.text("Projects that name it")],
        rows,
    )


def _gap_counts(portfolio: Portfolio, reader: Reader) -> list[Cell]:
    """How many projects miss what an evaluator would expect, by element."""
    cells = portfolio.evaluability()
    whole = cells["project_id"].nunique()
    absent = cells[cells["extent"] == "absent"].groupby("element")["project_id"].nunique()
    return [
        cell(
            reader.text(
                "{element}: absent in {part} of {whole} projects",
                element=reader.name(ELEMENTS, name),
                part=reader.number(absent[name]),
                whole=reader.number(whole),
            )
        )
        for name in ELEMENTS
        if name in absent.index
    ]


# -- a project's page ------------------------------------------------------------------------------


def _page(portfolio: Portfolio, reader: Reader, project: str) -> dict[str, Any]:
    one = [project]
    row = portfolio.periods(one).iloc[0].to_dict()
    marks, left = pick_lines(portfolio.outcomes_against_targets(one), MOST_LINES["project"])
    budgets, people, findings = portfolio.budgets(one), portfolio.people(one), portfolio.findings(one)
    chart = _chart(
        f"targets-{project}",
        reader.text("Outcomes against targets"),
        _statuses(portfolio, reader, one) + _rest(reader, left),
        charts.outcomes_against_targets(marks, reader.language, show_projects=False),
        _target_table(reader, marks, with_project=False),
    )
    return {
        "id": project,
        "title": mask(row["project"]),
        "kind": reader.name(PROJECT_KINDS, row["kind"]),
        "facts": _facts(portfolio, reader, project, row),
        "targets": chart,
        "money": _budget_table(reader, budgets, with_project=False) if len(budgets) else None,
        "no_money": reader.text("No budget is stated."),
        "costs": _cost_lines(reader, portfolio.costs(one)),
        "people": _people_table(reader, people, with_project=False) if len(people) else None,
        "no_people": reader.text("No number of people is stated."),
        "gaps": _gaps(portfolio, reader, project, findings),
        "findings": _findings(reader, findings, ("error", "warning")),
        "sources": _sources(portfolio, reader, one),
        "joined": [mask(reason) for reason in portfolio.joined(project)],
    }


def _facts(portfolio: Portfolio, reader: Reader, project: str, row: dict[str, Any]) -> list[dict[str, Any]]:
    organisations = portfolio.organisations([project])
    who = []
    for role in ORGANISATION_ROLES:
        names = organisations[organisations["role"] == role].to_dict("records")
        who += [
            cell(f"{each['name']} ({reader.name(ORGANISATION_ROLES, role)})", each["link"])
            for each in names[:6]
        ]
        if len(names) > 6:
            who.append(cell(f"+{len(names) - 6} {reader.name(ORGANISATION_ROLES, role)}"))
    places = portfolio.places([project])
    where = []
    for kind in ("country", "settlement"):
        own = places[places["kind"] == kind].drop_duplicates("name")
        for each in own.head(16).to_dict("records"):
            named = (
                reader.country(each["country"])
                if kind == "country" and not missing(each["country"])
                else each["name"]
            )
            where.append(cell(named, each["link"]))
    events = portfolio.events([project])
    when = [cell(_when(reader, row), row["link"])]
    if len(events):
        when.append(
            cell(
                reader.count("{number} event named", "{number} events named", len(events)),
                events["link"].iloc[0],
            )
        )
    absent = [cell(reader.text("not stated"))]
    return [
        {"name": reader.text("Who"), "cells": who or absent},
        {"name": reader.text("Where"), "cells": where or absent},
        {"name": reader.text("When"), "cells": when},
    ]


def _gaps(portfolio: Portfolio, reader: Reader, project: str, findings: pd.DataFrame) -> list[Cell]:
    cells = portfolio.evaluability([project])
    absent = cells[cells["extent"] == "absent"]["element"]
    lines = _findings(reader, findings, ("note",))
    if len(absent):
        names = ", ".join(reader.name(ELEMENTS, name) for name in absent)
        lines.append(cell(reader.text("Not stated anywhere: {names}.", names=names)))
    return lines


def _sources(portfolio: Portfolio, reader: Reader, projects: list[str]) -> list[dict[str, Any]]:
    rows = []
    for row in portfolio.sources(projects).to_dict("records"):
        name = row["document_id"] if missing(row["title"]) else f"{mask(row['title'])} ({row['document_id']})"
        parts = [
            reader.text("not known") if missing(row["publisher"]) else row["publisher"],
            reader.language_name(row["language"]),
            reader.text("read on {date}", date=reader.date(row["read_on"]))
            if not missing(row["read_on"])
            else reader.text("day of reading not known"),
        ]
        address = None if missing(row["source_url"]) else str(row["source_url"])
        safe = address if address and address.startswith(("https://", "http://")) else None
        rows.append({"text": name, "link": row["link"], "about": ", ".join(parts), "address": safe})
    outcomes = portfolio.tables["outcomes"]
    for source, own in outcomes[outcomes["project_id"].isin(projects)].groupby("source", sort=True):
        address = str(source) if str(source).startswith(("https://", "http://")) else None
        rows.append(
            {
                "text": reader.text("Brought by an evaluator")
                if address
                else reader.text("Brought by an evaluator: {source}", source=mask(str(source))),
                "link": portfolio.link(own["outcome_id"].iloc[0]),
                "about": ", ".join(sorted(set(own["file"]))),
                "address": address,
            }
        )
    return rows
