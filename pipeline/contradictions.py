"""Statements of one project that cannot all be true: between its documents, and between amounts and shares.

Documents in two languages name the same thing with other words, so values are paired by what they count, and
only where nothing is left to choose: after everything that agrees is put aside, each document must hold
exactly one value of that kind that could be it. What may be two different things is no contradiction here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pandas as pd

from pipeline.findings import Found, Tables, apart, check, dated, figure, grouped, named, numbers, stated
from pipeline.likeness import fold
from pipeline.vocabulary import earliest, latest

ALIKE = 1.5
"""Two figures of one thing drift by a typing error or a revision; a greater ratio is another thing."""

NEAR = 20
"""Percentage points between a stated share and its amounts beyond which it is a share of something else."""

DAYS = 45
"""Days by which two dates of one event may differ; later is another event in the same town."""

SET_UP = ("partners", "countries", "places")
"""Who and where is settled at the outset: "will take part" and "take part" state the same figure."""


@check("warning", "Two documents give different figures for {indicator}: {one} and {other}.")
def documents_disagree(tables: Tables) -> Iterator[Found]:
    """The one figure that a document gives of a kind, and the one that another gives, after equal ones."""
    measures = tables.measures[tables.measures["role"] != "context"]
    several = _of_several_documents(measures)
    languages = dict(zip(tables.documents["document_id"], tables.documents["language"], strict=True))
    kinds = ("project_id", "indicator", "unit")
    for (project, indicator, _), rows in grouped(several, *kinds).items():
        by_document: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            by_document[row.document_id].append(row)
        for here, there in combinations(sorted(by_document), 2):
            for one, other in _left_over(by_document[here], by_document[there]):
                same_language = languages.get(here) == languages.get(there)
                if _is_whole_budget(one) or (same_language and not _same_noun(one, other)):
                    continue
                parameters = {"indicator": indicator, "one": stated(one, beside=other)}
                parameters["other"] = stated(other, beside=one)
                yield Found(project, None, (one.measure_id, other.measure_id), parameters)


def _left_over(here: list[Any], there: list[Any]) -> Iterator[tuple[Any, Any]]:
    """The pair of one role, basis and kind that remains once every figure both documents hold is out.

    One of them has nothing else left; in the other only one figure is near enough to be the same thing.
    """
    said = [{frozenset(numbers(row)) for row in rows} for rows in (here, there)]
    rest: dict[tuple[Any, ...], tuple[dict, dict]] = defaultdict(lambda: ({}, {}))
    for side, rows in enumerate((here, there)):
        for row in rows:
            if frozenset(numbers(row)) not in said[1 - side]:
                kind = None if pd.isna(row.budget_kind) else row.budget_kind
                role = None if row.indicator in SET_UP else row.role
                rest[role, row.basis, kind][side].setdefault(frozenset(numbers(row)), row)
    for sides in rest.values():
        left, right = (list(_without_parts(side).values()) for side in sides)
        close = [(one, other) for one in left for other in right if _close(one, other)]
        if len(close) == 1 and min(len(left), len(right)) == 1:
            one, other = close[0]
            if one.qualifier == other.qualifier != "about" or apart(one, other):
                yield one, other


def _without_parts(figures: dict[frozenset[float], Any]) -> dict[frozenset[float], Any]:
    """The figures but for those that add up to another of them: 7 and 5 beside 12 are its parts."""
    exact = {next(iter(ends)): ends for ends, row in figures.items() if row.qualifier == "exact"}
    if not 3 <= len(exact) <= 8:
        return figures
    for whole in sorted(exact, reverse=True):
        smaller = [value for value in exact if value < whole]
        for size in range(2, len(smaller) + 1):
            for parts in combinations(smaller, size):
                if sum(parts) == whole:
                    return {ends: row for ends, row in figures.items() if ends not in map(exact.get, parts)}
    return figures


def _close(one: Any, other: Any) -> bool:
    ends = sorted(max(numbers(row)) for row in (one, other))
    return ends[0] > 0 and ends[1] / ends[0] <= ALIKE


def _is_whole_budget(row: Any) -> bool:
    return row.budget_kind == "total" and row.basis == "total" and row.role == "target"


def _same_noun(one: Any, other: Any) -> bool:
    """Whether two counted nouns of one language share a stem; a noun that is not given fits any."""
    if pd.isna(one.audience) or pd.isna(other.audience):
        return True
    stems = [{word[:4] for word in fold(row.audience).split()} for row in (one, other)]
    return bool(stems[0] & stems[1])


@check("warning", "Two documents give different days for the {kind}: {one} and {other}.")
def document_dates_disagree(tables: Tables) -> Iterator[Found]:
    """Each of two documents of a project states one start, or one end, and they differ."""
    dates = tables.dates[
        tables.dates["kind"].isin(["start", "end"]) & ~tables.dates["date"].str.startswith("--")
    ]
    for (project, kind), rows in grouped(_of_several_documents(dates), "project_id", "kind").items():
        by_document: dict[str, dict[str, Any]] = defaultdict(dict)
        for row in rows:
            by_document[row.document_id].setdefault(row.date, row)
        single = [next(iter(days.values())) for _, days in sorted(by_document.items()) if len(days) == 1]
        for one, other in combinations(single, 2):
            if one.date.startswith(other.date) or other.date.startswith(one.date):
                continue
            parameters = {"kind": kind, "one": dated(one, beside=other), "other": dated(other, beside=one)}
            yield Found(project, None, (one.date_id, other.date_id), parameters)


@check("warning", "Two documents date the event in {place} differently: {one} and {other}.")
def document_events_disagree(tables: Tables) -> Iterator[Found]:
    """Each of two documents of a project dates one event in a place, and the days differ by some weeks."""
    events = tables.events[tables.events["place"].notna() & (tables.events["start_date"].str.len() == 10)]
    events = events.assign(town=events["place"].map(fold))
    for (project, _), rows in grouped(_of_several_documents(events), "project_id", "town").items():
        by_document: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            by_document[row.document_id].append(row)
        single = [only[0] for _, only in sorted(by_document.items()) if len(only) == 1]
        for one, other in combinations(single, 2):
            if _some_weeks_apart(one, other):
                parameters = {"place": one.place, "one": _happening(one), "other": _happening(other)}
                yield Found(project, None, (one.event_id, other.event_id), parameters)


def _some_weeks_apart(one: Any, other: Any) -> bool:
    firsts = [earliest(row.start_date) for row in (one, other)]
    lasts = [latest(row.start_date if pd.isna(row.end_date) else row.end_date) for row in (one, other)]
    begin, end = max(filter(None, firsts)), min(filter(None, lasts))
    return begin > end and (begin - min(filter(None, firsts))).days <= DAYS


def _happening(event: Any) -> dict[str, Any]:
    return {"quote": named(event), "date": event.start_date, "document": event.document_id}


def _of_several_documents(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of projects that more than one document describes: few, so the rest is left out at once."""
    documents = rows.groupby("project_id")["document_id"].nunique()
    return rows[rows["project_id"].isin(documents.index[documents > 1])]


# ---------------------------------------------------------------------------------------------------------
# Amounts and shares


def _money(tables: Tables) -> dict[tuple[str, str, str], dict[str, dict[float, Any]]]:
    """(project, document, currency) -> kind -> amount -> row, of exact sums for the whole initiative."""
    measures = tables.measures
    whole = measures[
        (measures["indicator"] == "budget")
        & (measures["basis"] == "total")
        & (measures["role"] == "target")
        & (measures["qualifier"] == "exact")
        & measures["budget_kind"].notna()
    ]
    found: dict[tuple[str, str, str], dict[str, dict[float, Any]]] = {}
    for (project, document, unit), rows in grouped(whole, "project_id", "document_id", "unit").items():
        kinds: dict[str, dict[float, Any]] = defaultdict(dict)
        for row in rows:
            kinds[row.budget_kind].setdefault(float(row.value_min), row)
        found[project, document, unit] = kinds
    return found


@check(
    "warning",
    "The grant {grant} and the co-financing {cofinancing} make {sum}, more than the whole, {total}.",
)
def parts_exceed_total(tables: Tables) -> Iterator[Found]:
    """One whole, one grant and one co-financing in a document, and the two are together more than the whole.

    Less than the whole is no contradiction: another source may pay the rest.
    """
    for (project, document, unit), kinds in _money(tables).items():
        if any(len(kinds.get(kind, {})) != 1 for kind in ("total", "grant", "cofinancing")):
            continue
        (whole, total), (paid, grant), (added, own) = (
            next(iter(kinds[kind].items())) for kind in ("total", "grant", "cofinancing")
        )
        if paid + added > whole * 1.005:
            parameters: dict[str, Any] = {
                "grant": stated(grant),
                "cofinancing": stated(own),
                "total": stated(total),
            }
            parameters["sum"] = f"{figure(paid + added)} {unit}"
            evidence = (grant.measure_id, own.measure_id, total.measure_id)
            yield Found(project, document, evidence, parameters)


@check("warning", "{part} is {share} % of {total}, not {said} % as stated beside it.")
def share_against_amounts(tables: Tables) -> Iterator[Found]:
    """A sentence with one sum and one percentage, where the sum is another share of the one whole budget."""
    percentages: dict[tuple[str, str], list[float]] = defaultdict(list)
    figures = tables.unclaimed_numbers
    for row in figures[figures["reason"] == "percentage"].itertuples(index=False):
        value = _plain(row.quote)
        if value is not None:
            percentages[row.document_id, row.sentence].append(value)
    for (project, document, _), kinds in _money(tables).items():
        if len(kinds.get("total", {})) != 1:
            continue
        whole, total = next(iter(kinds["total"].items()))
        parts = [row for kind in ("grant", "cofinancing") for row in kinds.get(kind, {}).values()]
        for part in parts:
            said = percentages.get((document, part.sentence), [])
            beside = sum(other.sentence == part.sentence for other in parts)
            if len(said) != 1 or beside != 1 or whole <= 0:
                continue
            share = 100 * float(part.value_min) / whole
            # A share is often given rounded, and a co-financing beside the share of the grant.
            off = min(abs(share - said[0]), abs(100 - share - said[0]))
            if 1 < off <= NEAR:
                parameters: dict[str, Any] = {"part": stated(part), "total": stated(total)}
                parameters |= {"share": f"{share:.1f}", "said": f"{said[0]:g}"}
                yield Found(project, document, (part.measure_id, total.measure_id), parameters)


def _plain(quote: str) -> float | None:
    text = quote.strip().rstrip("%").strip().replace(",", ".")
    try:
        return float(text)
    except ValueError:
        return None
