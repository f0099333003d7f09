"""What an evaluator should know before using the figures: one function for each defect, named after it.

A check reads the validated tables and yields what it found, as ids and values; the sentence is made from
those by the check's template, so that another language needs another template and no other check. A finding
that may be wrong costs trust: where the words leave room for both statements to be true, there is none.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

import pandas as pd

from pipeline.intervals import Interval
from pipeline.likeness import fold
from pipeline.schemas import conform, empty
from pipeline.vocabulary import earliest, identifier, latest

RESULTS = ("participants", "reach", "events", "outputs")
"""Indicators that report what came of the work; partners, countries and places say who and where."""

PERFORMANCE = (*RESULTS, "partners", "countries", "places", "projects")
"""Indicators that can be targets. Budget, duration and age describe the means, not the aim."""

ABOUT = 0.2
"""Share by which a value that is only "about" may be off before another value contradicts it."""


@dataclass(frozen=True)
class Tables:
    """The validated tables that checks read, and the day on which outcomes are judged (None: not judged)."""

    documents: pd.DataFrame
    measures: pd.DataFrame
    dates: pd.DataFrame
    events: pd.DataFrame
    projects: pd.DataFrame
    outcomes: pd.DataFrame
    unclaimed_numbers: pd.DataFrame = field(default_factory=lambda: empty("unclaimed_numbers"))
    as_of: date | None = None


@dataclass(frozen=True)
class Found:
    """One finding without its words: whom it concerns, the ids that show it, its sentence's values."""

    project: str | None
    document: str | None
    evidence: tuple[str, ...]
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Check:
    name: str
    severity: str
    says: str
    """Template of the sentence; each {name} is a parameter."""
    finds: Callable[[Tables], Iterator[Found]]


CHECKS: dict[str, Check] = {}


def check(severity: str, says: str) -> Callable[[Callable[[Tables], Iterator[Found]]], Any]:
    """Register a function as the check of its own name."""

    def register(finds: Callable[[Tables], Iterator[Found]]) -> Callable[[Tables], Iterator[Found]]:
        CHECKS[finds.__name__] = Check(finds.__name__, severity, says, finds)
        return finds

    return register


def findings(tables: Tables) -> pd.DataFrame:
    """The table `findings`: what every check found, errors first, in an order that does not change."""
    order = {severity: rank for rank, severity in enumerate(("error", "warning", "note"))}
    rows = [row(one, found) for one in CHECKS.values() for found in one.finds(tables)]
    if not rows:
        return empty("findings")
    rows.sort(key=lambda r: (order[r["severity"]], r["check"], r["project_id"] or "", r["finding_id"]))
    return conform("findings", pd.DataFrame(rows)).drop_duplicates("finding_id", ignore_index=True)


def row(one: Check, found: Found) -> dict[str, Any]:
    """A finding as a row of the table."""
    parameters = json.dumps(found.parameters, ensure_ascii=False, sort_keys=True)
    return {
        "finding_id": identifier(
            "findings", one.name, found.project, found.document, *found.evidence, parameters
        ),
        "severity": one.severity,
        "check": one.name,
        "project_id": found.project,
        "document_id": found.document,
        "message": sentence(one.says, found.parameters),
        "evidence": list(found.evidence),
        "parameters": parameters,
    }


# ---------------------------------------------------------------------------------------------------------
# Words


def sentence(says: str, parameters: dict[str, Any]) -> str:
    """The template with its parameters in words."""
    return says.format(**{name: _in_words(value) for name, value in parameters.items()})


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        stated = _quantity(value) if "qualifier" in value else value.get("date", "")
        where = f" in {value['document']}" if "document" in value else ""
        return f"“{' '.join(value['quote'].split())}”{where} ({stated})" if "quote" in value else stated
    if isinstance(value, list):
        shown = [_in_words(item) for item in value]
        return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]])) if shown else "none"
    return str(value)


_SIGNS = {"exact": "", "about": "about ", "at_least": "at least ", "more_than": "more than "}
_SIGNS |= {"at_most": "at most ", "less_than": "less than ", "range": ""}


def _quantity(value: dict[str, Any]) -> str:
    ends = [figure(end) for end in (value["min"], value["max"]) if end is not None]
    amount = "–".join(dict.fromkeys(ends))
    unit = value["unit"]
    one = ends[-1] == "1" and len(set(ends)) == 1
    plural = {"person": "people", "country": "countries"}.get(unit, unit + "s")
    return f"{_SIGNS[value['qualifier']]}{amount} {unit if one or unit.isupper() else plural}"


def figure(value: float) -> str:
    """A number as people write it: groups of three with no-break spaces, no needless decimals."""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
    return text.replace(",", "\u00a0")


def _value(row: Any) -> dict[str, Any]:
    ends = (None if pd.isna(end) else float(end) for end in (row.value_min, row.value_max))
    low, high = ends
    return {"qualifier": row.qualifier, "min": low, "max": high, "unit": row.unit}


def stated(row: Any, *, beside: Any = None) -> dict[str, Any]:
    """A measure as a parameter; its document is named only beside a row of another document."""
    other = {} if beside is None or beside.document_id == row.document_id else {"document": row.document_id}
    return {"quote": row.quote, **_value(row), **other}


def dated(row: Any, *, beside: Any = None) -> dict[str, Any]:
    """A date as a parameter; its document is named only beside a row of another document."""
    other = {} if beside is None or beside.document_id == row.document_id else {"document": row.document_id}
    return {"quote": row.quote, "date": row.date, **other}


# ---------------------------------------------------------------------------------------------------------
# Statements that disagree


def _spread(row: Any) -> Interval:
    """The interval of a row, an "about" widened by what people round."""
    one = Interval.of(
        row.qualifier, *(None if pd.isna(end) else float(end) for end in (row.value_min, row.value_max))
    )
    if row.qualifier != "about":
        return one
    return Interval.of("range", float(one.low or 0) * (1 - ABOUT), float(one.high or 0) * (1 + ABOUT))


def apart(one: Any, two: Any) -> bool:
    """Whether no single value fits both rows."""
    return not _spread(one).meets(_spread(two))


def numbers(row: Any) -> set[float]:
    return {float(end) for end in (row.value_min, row.value_max) if not pd.isna(end)}


@check("warning", "The length of the initiative is stated as {one} and as {other}.")
def stated_durations_disagree(tables: Tables) -> Iterator[Found]:
    """An initiative has one length; a bound of 30 months beside a plain 16 leaves open which one holds.

    A least and a greatest length are the two ends of one range, and a report's actual length may differ from
    the plan: neither is a disagreement.
    """
    measures = tables.measures
    lengths = measures[(measures["indicator"] == "duration") & (measures["basis"] == "total")]
    lengths = lengths[lengths["role"] != "context"]
    for (project, _, _), rows in grouped(lengths, "project_id", "role", "unit").items():
        for one, other in _first_disagreement(rows, lambda a, b: apart(a, b) or _bound_beside_value(a, b)):
            parameters = {"one": stated(one, beside=other), "other": stated(other, beside=one)}
            yield Found(project, _shared(one, other), (one.measure_id, other.measure_id), parameters)


def _bound_beside_value(one: Any, two: Any) -> bool:
    bounds = [row for row in (one, two) if row.qualifier in ("at_most", "less_than", "at_least", "more_than")]
    plain = [row for row in (one, two) if row.qualifier == "exact"]
    return len(bounds) == 1 and len(plain) == 1 and not numbers(one) & numbers(two)


@check("warning", "The whole budget is stated as {one} and as {other}.")
def stated_budgets_disagree(tables: Tables) -> Iterator[Found]:
    """A project has one whole cost. A document that states several is a list of projects and says nothing."""
    measures = tables.measures
    whole = measures[
        (measures["indicator"] == "budget")
        & (measures["budget_kind"] == "total")
        & (measures["basis"] == "total")
        & (measures["role"] == "target")
    ]
    for (project, _), rows in grouped(whole, "project_id", "unit").items():
        values: dict[str, set[frozenset[float]]] = defaultdict(set)
        for row in rows:
            values[row.document_id].add(frozenset(numbers(row)))
        single = [row for row in rows if len(values[row.document_id]) == 1]
        for one, other in _first_disagreement(single, apart):
            parameters = {"one": stated(one, beside=other), "other": stated(other, beside=one)}
            yield Found(project, _shared(one, other), (one.measure_id, other.measure_id), parameters)


@check("warning", "Two results of {indicator} disagree, {one} and {other}, both said of “{what}”.")
def outcomes_disagree(tables: Tables) -> Iterator[Found]:
    """Two rows of an evaluator's files about the same thing and period that cannot both be true."""
    outcomes = tables.outcomes.copy()
    # What stands in brackets says where a figure was found ("headline"), not what it counts.
    outcomes["said_of"] = outcomes["what"].fillna("").map(lambda what: fold(re.sub(r"\([^)]*\)", " ", what)))
    outcomes = outcomes[outcomes["said_of"] != ""]
    same = ("project_id", "indicator", "unit", "said_of", "period_start", "period_end")
    for key, rows in grouped(outcomes, *same).items():
        for one, other in combinations(rows, 2):
            if not apart(one, other):
                continue
            what = re.sub(r"\s*\([^)]*\)", "", one.what).strip()
            parameters = {"indicator": key[1], "one": _value(one), "other": _value(other), "what": what}
            yield Found(key[0], None, (one.outcome_id, other.outcome_id), parameters)


def _first_disagreement(rows: list[Any], differ: Callable[[Any, Any], bool]) -> Iterator[tuple[Any, Any]]:
    """Each two different values once, however often they are said."""
    told: set[frozenset[tuple[Any, ...]]] = set()
    for one, two in combinations(sorted(rows, key=lambda row: (row.document_id, row.quote_start)), 2):
        pair = frozenset((row.qualifier, *sorted(numbers(row))) for row in (one, two))
        if pair not in told and differ(one, two):
            told.add(pair)
            yield one, two


def grouped(rows: pd.DataFrame, *keys: str) -> dict[tuple[Any, ...], list[Any]]:
    """Rows by the values of some columns, in the order of the table; one pass, as most groups are tiny."""
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    values = zip(*(rows[key].astype("object").where(rows[key].notna(), None) for key in keys), strict=True)
    for key, row in zip(values, rows.itertuples(index=False), strict=True):
        groups[key].append(row)
    return groups


def _shared(one: Any, two: Any) -> str | None:
    return str(one.document_id) if one.document_id == two.document_id else None


# ---------------------------------------------------------------------------------------------------------
# Dates that disagree


@check("warning", "Dated after the project's end, {end}: {events}.")
def event_after_project_ends(tables: Tables) -> Iterator[Found]:
    """Events that begin after the last of all the ends that are stated for their project.

    Events before the start are no defect: calls, consultations and information evenings come first. A report
    that tells results looks beyond the end knowingly; a page that still promises them does not.
    """
    ends = _days(tables.dates, "end", latest)
    measures = tables.measures
    reports = set(measures.loc[_is_result(measures), "document_id"])
    late: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for event in tables.events.dropna(subset=["start_date"]).itertuples(index=False):
        if event.document_id in reports:
            continue
        begins, stated = earliest(event.start_date), ends.get(event.project_id)
        if begins is not None and stated and begins > max(day for day, _ in stated):
            late[event.project_id, event.document_id].append(event)
    for (project, document), events in late.items():
        _, last = max(ends[project], key=lambda one: one[0])
        events.sort(key=lambda event: (event.start_date, event.quote_start))
        shown = [{"quote": named(event), "date": event.start_date} for event in events]
        evidence = (*(event.event_id for event in events), last.date_id)
        yield Found(project, document, evidence, {"end": dated(last), "events": shown})


def named(event: Any) -> str:
    name = event.quote if pd.isna(event.title) else event.title
    return " ".join(str(name).split())


@check("error", "The event {event} ends on {end}, before it begins on {start}.")
def event_ends_before_it_starts(tables: Tables) -> Iterator[Found]:
    """The last day lies before the first, whatever day partial dates mean."""
    for event in tables.events.dropna(subset=["start_date", "end_date"]).itertuples(index=False):
        first, last = earliest(event.start_date), latest(event.end_date)
        if first and last and last < first:
            parameters = {"event": f"“{named(event)}”", "start": event.start_date, "end": event.end_date}
            yield Found(event.project_id, event.document_id, (event.event_id,), parameters)


@check("error", "The initiative is said to end on {end}, before it starts on {start}.")
def project_ends_before_it_starts(tables: Tables) -> Iterator[Found]:
    """Every end that a document states lies before every start it states."""
    for (project, document), rows in _by_document(tables.dates):
        starts, ends = _of_kind(rows, "start", earliest), _of_kind(rows, "end", latest)
        if not starts or not ends:
            continue
        (first, start), (last, end) = min(starts, key=lambda s: s[0]), max(ends, key=lambda e: e[0])
        if last < first:
            parameters = {"start": dated(start), "end": dated(end)}
            yield Found(project, document, (start.date_id, end.date_id), parameters)


@check("warning", "The deadline {deadline} lies before the day the document was published, {published}.")
def deadline_before_publication(tables: Tables) -> Iterator[Found]:
    """Every deadline that a document states was over when it was published."""
    for (project, document), rows in _by_document(tables.dates):
        deadlines, published = _of_kind(rows, "deadline", latest), _of_kind(rows, "published", earliest)
        if not deadlines or not published:
            continue
        (last, deadline), (first, page) = (
            max(deadlines, key=lambda one: one[0]),
            min(published, key=lambda one: one[0]),
        )
        if last < first:
            parameters = {"deadline": dated(deadline), "published": dated(page)}
            yield Found(project, document, (deadline.date_id, page.date_id), parameters)


@check("warning", "A length of {length} is stated, but {start} to {end} is {months} months.")
def duration_against_dates(tables: Tables) -> Iterator[Found]:
    """A length in months that does not fit the one start and the one end that the same document states.

    A project from March to February lasts 12 months, though the months differ by 11; people also count the
    first or the last month or not. So a month on either side fits, and only days and months are compared.
    """
    months = tables.measures[
        (tables.measures["indicator"] == "duration")
        & (tables.measures["unit"] == "month")
        & (tables.measures["basis"] == "total")
        & (tables.measures["role"] != "context")
    ]
    lengths = grouped(months, "document_id")
    for (project, document), rows in _by_document(tables.dates):
        starts = [one for one in _of_kind(rows, "start", earliest) if len(one[1].date) >= 7]
        ends = [one for one in _of_kind(rows, "end", latest) if len(one[1].date) >= 7]
        if len({day for day, _ in starts}) != 1 or len({day for day, _ in ends}) != 1:
            continue
        (first, start), (last, end) = starts[0], ends[0]
        span = (last - first).days / 30.4375
        lasting = lengths.get((document,), [])
        around = Interval.of("range", max(span - 1.5, 0), span + 1.5)
        if span < 0 or any(_spread(length).meets(around) for length in lasting):
            continue
        for length in lasting[:1]:
            evidence = (length.measure_id, start.date_id, end.date_id)
            parameters = {"length": stated(length), "start": dated(start), "end": dated(end)}
            yield Found(project, document, evidence, parameters | {"months": round(span)})


Days = list[tuple[date, Any]]


def _of_kind(rows: list[Any], kind: str, day_of: Callable[[str], date | None]) -> Days:
    days = [(day_of(row.date), row) for row in rows if row.kind == kind]
    return [(day, row) for day, row in days if day is not None]


def _days(dates: pd.DataFrame, kind: str, day_of: Callable[[str], date | None]) -> dict[str, Days]:
    """Project -> its dates of one kind, as days."""
    found: dict[str, Days] = defaultdict(list)
    for row in dates[dates["kind"] == kind].itertuples(index=False):
        day = day_of(row.date)
        if day is not None:
            found[row.project_id].append((day, row))
    return found


def _by_document(dates: pd.DataFrame) -> Iterator[tuple[tuple[Any, ...], list[Any]]]:
    yield from grouped(dates, "project_id", "document_id").items()


# ---------------------------------------------------------------------------------------------------------
# What is not stated


@check("note", "No quantified target is stated for {title}.")
def no_target_stated(tables: Tables) -> Iterator[Found]:
    """No number of people, events, partners, places or things that the project promises."""
    measures = tables.measures
    targets = measures[(measures["role"] == "target") & measures["indicator"].isin(PERFORMANCE)]
    yield from _lacking(tables, set(targets["project_id"]))


@check("note", "No budget is stated for {title}.")
def no_budget_stated(tables: Tables) -> Iterator[Found]:
    """No money of the project itself; sums of a wider programme or an earlier year are context."""
    measures = tables.measures
    budgets = measures[(measures["role"] != "context") & (measures["indicator"] == "budget")]
    yield from _lacking(tables, set(budgets["project_id"]))


@check("note", "No outcome is reported for {title}, neither in the documents nor in the files of outcomes.")
def no_outcome_reported(tables: Tables) -> Iterator[Found]:
    """No result: neither people, events or things that came about, nor any row of outcomes.

    A project that ends after the day of judgement has nothing to report yet.
    """
    measures = tables.measures
    reported = measures.loc[_is_result(measures), "project_id"]
    yield from _lacking(tables, {*reported, *tables.outcomes["project_id"], *_not_due(tables)})


@check("note", "Of {title}, targets are stated for {indicators}, but no outcome is reported.")
def targets_without_outcome(tables: Tables) -> Iterator[Found]:
    """Indicators with a target and no result, in projects that do report other results."""
    measures = tables.measures[tables.measures["indicator"].isin(RESULTS)]
    reported = {
        *zip(tables.outcomes["project_id"], tables.outcomes["indicator"], strict=True),
        *measures.loc[measures["role"] == "actual", ["project_id", "indicator"]].itertuples(
            index=False, name=None
        ),
    }
    reporting = {project for project, _ in reported} - _not_due(tables)
    titles = _titles(tables.projects)
    targets = measures[(measures["role"] == "target") & measures["project_id"].isin(reporting)]
    for (project,), rows in grouped(targets, "project_id").items():
        lacking = {row.indicator for row in rows if (project, row.indicator) not in reported}
        if lacking:
            evidence = tuple(sorted(row.measure_id for row in rows if row.indicator in lacking))
            named = [name for name in RESULTS if name in lacking]
            yield Found(project, None, evidence, {"title": titles.get(project, project), "indicators": named})


def _is_result(measures: pd.DataFrame) -> pd.Series:
    return (measures["role"] == "actual") & measures["indicator"].isin(RESULTS)


def _not_due(tables: Tables) -> set[str]:
    if tables.as_of is None:
        return set()
    ends = (
        (row.project_id, latest(row.end_date))
        for row in tables.projects.dropna(subset=["end_date"]).itertuples()
    )
    return {project for project, end in ends if end is not None and end >= tables.as_of}


def _titles(projects: pd.DataFrame) -> dict[str, str]:
    rows = zip(projects["project_id"], projects["title"], strict=True)
    return {
        project: f"“{title}”" if isinstance(title, str) else "a project without a name"
        for project, title in rows
    }


def _lacking(tables: Tables, having: set[str]) -> Iterator[Found]:
    for project, title in _titles(tables.projects).items():
        if project not in having:
            yield Found(project, None, (), {"title": title})


# ---------------------------------------------------------------------------------------------------------
# Documents


@check(
    "warning", "The language of {document} is not known, so only dates and currency codes were read in it."
)
def language_unknown(tables: Tables) -> Iterator[Found]:
    """Without its language a text is read only for what every language writes alike."""
    projects = _project_of(tables)
    for document in tables.documents.loc[tables.documents["language"].isna(), "document_id"]:
        yield Found(projects.get(document), document, (document,), {"document": document})


@check(
    "warning", "The documents {documents} hold the same text; what they state is one statement, not several."
)
def same_text_in_documents(tables: Tables) -> Iterator[Found]:
    """Files that differ in bytes or spaces but not in words."""
    projects = _project_of(tables)
    words = tables.documents["text"].map(lambda text: identifier("text", " ".join(text.split())))
    for _, documents in tables.documents.groupby(words)["document_id"]:
        if len(documents) > 1:
            names = sorted(documents)
            yield Found(projects.get(names[0]), None, tuple(names), {"documents": names})


@check("note", "No measure, date or event was found in {document}.")
def nothing_stated(tables: Tables) -> Iterator[Found]:
    """A document without measures, dates or events may be of no use, or was not understood."""
    telling = {*tables.measures["document_id"], *tables.dates["document_id"], *tables.events["document_id"]}
    projects = _project_of(tables)
    for document in tables.documents["document_id"]:
        if document not in telling:
            yield Found(projects.get(document), document, (document,), {"document": document})


def _project_of(tables: Tables) -> dict[str, str]:
    rows = tables.projects.itertuples(index=False)
    return {document: str(row.project_id) for row in rows for document in row.documents}
