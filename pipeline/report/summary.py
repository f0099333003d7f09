"""What the funder's page says, as plain values: the HTML page and the PDF are two ways to set the same words.

A cell is `{"text": ..., "link": ...}`; a table has a caption, headings and rows; a chart has a figure beside
its table. Long portfolios are cut where a page would stop being read; how much was left out is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from pipeline import charts
from pipeline.charts.timeline import period
from pipeline.report.masking import mask
from pipeline.report.portfolio import Portfolio
from pipeline.report.reader import (
    ELEMENTS,
    ORGANISATION_ROLES,
    PROJECT_KINDS,
    SEVERITIES,
    STATUSES,
    Reader,
    missing,
)
from pipeline.report.rows import (
    Cell,
    budget_table,
    cell,
    cost_lines,
    evaluability_table,
    people_table,
    period_table,
    places_table,
    table,
    target_table,
    totals_table,
)
from pipeline.report.wording import finding_in_words, link_in_words, translated

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


def _chart(
    name: str, heading: str, says: str, draw: Callable[..., Figure], table: dict[str, Any] | None
) -> dict[str, Any]:
    """A chart twice: for a wide screen and the PDF (`figure`, `svg`), and with legible words for a phone."""
    figure = draw()
    return {
        "name": name,
        "heading": heading,
        "says": says,
        "figure": figure,
        # Texts of documents are escaped where the SVG is made.
        "svg": Markup(charts.to_svg(figure, f"c-{name}")),
        "narrow": Markup(charts.to_svg(draw(width=charts.NARROW), f"n-{name}")),
        "table": table,
    }


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
    promised, left = pick_lines(_with_target(portfolio.outcomes_against_targets()), MOST_LINES["portfolio"])
    parts = [
        _chart(
            "targets",
            reader.text("Outcomes against targets"),
            _statuses(portfolio, reader) + _rest(reader, left),
            partial(charts.outcomes_against_targets, promised, language),
            target_table(reader, promised, with_project=True),
        ),
        _people_chart(portfolio, reader),
        _money_chart(portfolio, reader),
        _evaluability_chart(portfolio, reader),
        _time_chart(portfolio, reader),
        _chart(
            "places",
            reader.text("Where"),
            reader.text("How many projects name each country and each place."),
            partial(charts.places_and_countries, portfolio.places(), language, most=12),
            places_table(reader, portfolio.places()),
        ),
        _disagreement_chart(portfolio, reader),
    ]
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
            partial(charts.outcomes_against_targets, pick_lines(promised, 6)[0], language),
            None,
        ),
        "totals": totals_table(reader, portfolio.totals()) if len(portfolio.projects) > 1 else None,
        "findings": _findings(reader, portfolio.findings(), ("error", "warning")),
        "gaps": _gap_counts(portfolio, reader),
    }


def _people_chart(portfolio: Portfolio, reader: Reader) -> dict[str, Any]:
    people = portfolio.people()
    whole = people[people["basis"].eq("total")]
    # Some of each way of counting: one that is cut away would look as if nobody had stated it.
    shown = whole.groupby("level", sort=False).head(5)
    says = reader.text(
        "Persons taking part, attendances and people reached are three things; they are never added."
    )
    return _chart(
        "people",
        reader.text("People"),
        says + _rest(reader, len(people) - len(shown)),
        partial(charts.people_apart, shown, reader.language),
        people_table(reader, shown, with_project=True),
    )


def _money_chart(portfolio: Portfolio, reader: Reader) -> dict[str, Any]:
    budgets = portfolio.budgets()
    shown = budgets[budgets["basis"].fillna("total").eq("total")].head(14)
    says = reader.text(
        "Amounts as stated. Grants and co-financing are parts of a cost, an allocation belongs to a "
        "call or measure: nothing here is added up."
    )
    return _chart(
        "money",
        reader.text("Where the money goes"),
        says + _rest(reader, len(budgets) - len(shown)),
        partial(charts.budgets_by_kind, shown, reader.language),
        budget_table(reader, shown, with_project=True),
    )


def _evaluability_chart(portfolio: Portfolio, reader: Reader) -> dict[str, Any]:
    cells = portfolio.evaluability()
    projects = list(dict.fromkeys(cells["project_id"]))
    shown = cells[cells["project_id"].isin(projects[:25])]
    says = reader.text(
        "Which elements of an evaluable design each project states. Stated says that the text "
        "speaks of it, not that it is good."
    )
    return _chart(
        "evaluability",
        reader.text("What can be evaluated"),
        says + _rest(reader, max(len(projects) - 25, 0)),
        partial(charts.evaluability_matrix, shown, reader.language),
        evaluability_table(reader, shown),
    )


def _time_chart(portfolio: Portfolio, reader: Reader) -> dict[str, Any]:
    periods, events = portfolio.periods(), portfolio.events()
    dated = periods[periods["start_date"].notna() | periods["end_date"].notna()]
    shown = dated.head(12)
    own = events[events["project_id"].isin(shown["project_id"])].groupby("project_id", sort=False).head(6)
    return _chart(
        "timeline",
        reader.text("When"),
        reader.text("Periods of projects, and events with their days.")
        + _rest(reader, len(dated) - len(shown)),
        partial(charts.projects_and_events, shown, own, reader.language),
        period_table(reader, shown),
    )


def _disagreement_chart(portfolio: Portfolio, reader: Reader) -> dict[str, Any]:
    values = portfolio.disagreements()
    values["message"] = [finding_in_words(reader, row) for row in values.to_dict("records")]
    findings = list(dict.fromkeys(values["finding"]))
    shown = values[values["finding"].isin(findings[:4])]
    return _chart(
        "contradictions",
        reader.text("Stated values that disagree"),
        reader.text("Both values are shown; neither is called the right one.")
        + _rest(reader, max(len(findings) - 4, 0)),
        partial(charts.stated_values_that_disagree, shown, reader.language),
        None,
    )


def _with_target(marks: pd.DataFrame) -> pd.DataFrame:
    promised = set(marks[marks["role"] == "target"]["line"])
    disputed = set(marks[marks["status"] == "contradicted"]["line"])
    return marks[marks["line"].isin(promised | disputed)].reset_index(drop=True)


def _overview(portfolio: Portfolio, reader: Reader) -> dict[str, Any]:
    marks = portfolio.outcomes_against_targets()
    findings = portfolio.findings()
    shown = set(_with_pages(portfolio))
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
                cell(row["project"], f"#p-{row['project_id']}" if row["project_id"] in shown else None),
                cell(reader.name(PROJECT_KINDS, row["kind"])),
                cell(period(reader, row)),
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
    return table(reader.text("Projects"), head, rows)


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
        partial(charts.outcomes_against_targets, marks, reader.language, show_projects=False),
        target_table(reader, marks, with_project=False),
    )
    return {
        "id": project,
        "title": mask(row["project"]),
        "kind": reader.name(PROJECT_KINDS, row["kind"]),
        "facts": _facts(portfolio, reader, project, row),
        "targets": chart,
        "money": budget_table(reader, budgets, with_project=False) if len(budgets) else None,
        "no_money": reader.text("No budget is stated."),
        "costs": cost_lines(reader, portfolio.costs(one)),
        "people": people_table(reader, people, with_project=False) if len(people) else None,
        "no_people": reader.text("No number of people is stated."),
        "gaps": _gaps(portfolio, reader, project, findings),
        "findings": _findings(reader, findings, ("error", "warning")),
        "sources": _sources(portfolio, reader, one),
        "joined": [
            mask(f"{row['document_id']} + {row['other_document_id']}: {link_in_words(reader, row)}")
            for row in portfolio.joined(project).to_dict("records")
        ],
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
    days = [cell(period(reader, row), row["link"])]
    if len(events):
        days.append(
            cell(
                reader.count("{number} event named", "{number} events named", len(events)),
                events["link"].iloc[0],
            )
        )
    absent = [cell(reader.text("not stated"))]
    return [
        {"name": reader.text("Who"), "cells": who or absent},
        {"name": reader.text("Where"), "cells": where or absent},
        {"name": reader.text("When"), "cells": days},
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
