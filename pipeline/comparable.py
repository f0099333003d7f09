"""Which statements speak of the same quantity, so that a target can stand beside its outcome.

Only statements of one project with one indicator, unit, basis and kind of money are ever compared. Within
them, the words decide: a planned and an achieved value under one label or in one sentence belong together,
so do two values of one noun. Where both nouns are known, in one language, and differ, they count different
things, however lonely both stand: 16 mentors are no outcome of 5 000 visitors planned.

Across documents the same value said twice is one statement from two sources; what remains alone on both
sides, and is not far off, is one quantity on which the documents differ.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import pandas as pd

from pipeline.intervals import Interval
from pipeline.likeness import fold
from pipeline.vocabulary import earliest, identifier, latest

COLUMNS = ["statement_id", "project_id", "quantity_id", "matched_by", "stated_order"]
MATCHES = {
    "label": "planned and achieved value under one label",
    "sentence": "in one sentence",
    "noun": "the same counted noun",
    "nearby": "next to it, with the noun left out",
    "first stated": "several targets fit; the first one stated was taken",
    "only pair": "the only target and the only outcome of this indicator",
}
"""How a target and an outcome were brought together -> in words."""

NEARBY = 160
"""Characters within which a number without a noun can still mean the noun of its neighbour."""

DRIFT = 1.5
"""Factor within which two lone values from two documents are taken for one quantity told differently."""


@dataclass(frozen=True)
class Statement:
    """One measure or outcome, as far as it matters here."""

    identifier: str
    project: str
    document: str | None
    language: str | None
    role: str
    subject: tuple[str, str, str, str]
    """Indicator, unit, basis, kind of money: statements that differ in one of them are never compared."""
    interval: Interval
    nouns: tuple[str, ...]
    sentence: str
    start: int
    order: int
    topic: str | None
    """An outcome's description without what stands in brackets."""
    elsewhen: bool = False
    """Whether an outcome covers a period that the project's does not touch."""


def kin(one: str, two: str) -> bool:
    """Whether two folded words are forms of one word: they share a beginning longer than endings leave."""
    shared = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= max(4, 0.6 * max(len(one), len(two))) or (one == two and len(one) >= 2)


def _nouns(text: object) -> tuple[str, ...]:
    if not isinstance(text, str):
        return ()
    return tuple(word for word in fold(text).split() if len(word) >= 3 and not word.isdigit())


def _share_noun(one: Iterable[str], two: Iterable[str]) -> bool:
    two = list(two)
    return any(kin(a, b) for a in one for b in two)


def _interval(row) -> Interval:  # type: ignore[no-untyped-def]
    return Interval.of(row.qualifier, row.value_min, row.value_max)


def _periods(dates: pd.DataFrame | None) -> dict[str, tuple[date | None, date | None]]:
    """project -> (first day of its earliest start, last day of its latest end)."""
    found: dict[str, tuple[date | None, date | None]] = {}
    if dates is None:
        return found
    for row in dates[dates["kind"].isin(["start", "end"])].itertuples():
        first, last = found.get(row.project_id, (None, None))
        if row.kind == "start" and (day := earliest(row.date)):
            first = min(first, day) if first else day
        if row.kind == "end" and (day := latest(row.date)):
            last = max(last, day) if last else day
        found[row.project_id] = first, last
    return found


def _elsewhen(row, period: tuple[date | None, date | None]) -> bool:  # type: ignore[no-untyped-def]
    first, last = period
    begins = earliest(row.period_start) if isinstance(row.period_start, str) else None
    ends = latest(row.period_end) if isinstance(row.period_end, str) else None
    return bool((begins and last and begins > last) or (ends and first and ends < first))


def statements(
    measures: pd.DataFrame, outcomes: pd.DataFrame, documents: pd.DataFrame, dates: pd.DataFrame | None = None
) -> list[Statement]:
    """All targets and outcomes of the tables, in the order in which they are stated."""
    periods = _periods(dates)
    languages = {
        row.document_id: row.language if isinstance(row.language, str) else None
        for row in documents.itertuples()
    }
    found: list[Statement] = []
    told = measures[measures["role"].isin(["target", "actual"])].sort_values(
        ["document_id", "quote_start", "quote_end", "measure_id"]
    )
    for row in told.itertuples():
        kind = row.budget_kind if isinstance(row.budget_kind, str) else ""
        found.append(
            Statement(
                row.measure_id,
                row.project_id,
                row.document_id,
                languages.get(row.document_id),
                row.role,
                (row.indicator, row.unit, row.basis, kind),
                _interval(row),
                () if row.indicator == "duration" else _nouns(row.audience),
                row.sentence,
                row.quote_start,
                len(found),
                None,
            )
        )
    for row in outcomes.sort_values("outcome_id").itertuples():
        what = row.what if isinstance(row.what, str) else ""
        plain = fold(re.sub(r"\([^)]*\)", " ", what))
        kind = "total" if row.indicator == "budget" else ""
        found.append(
            Statement(
                row.outcome_id,
                row.project_id,
                None,
                None,  # the language of the description is not known; the source's is another matter
                "actual",
                (row.indicator, row.unit, "total", kind),
                _interval(row),
                () if row.indicator == "duration" else _nouns(what),
                what,
                0,
                len(found),
                plain or None,
                _elsewhen(row, periods.get(row.project_id, (None, None))),
            )
        )
    return found


class Quantities:
    """Statements gathered into quantities; each is named after the first statement in it."""

    def __init__(self, told: list[Statement]) -> None:
        self.of = {one.identifier: [one] for one in told}
        self.matched: dict[str, str] = {}

    def gather(self, left: Statement, right: Statement) -> None:
        ours, theirs = self.of[left.identifier], self.of[right.identifier]
        if ours is theirs:
            return
        merged = sorted(ours + theirs, key=lambda one: one.order)
        for one in merged:
            self.of[one.identifier] = merged

    def groups(self, told: list[Statement]) -> list[list[Statement]]:
        seen: dict[int, list[Statement]] = {}
        for one in told:
            group = self.of[one.identifier]
            seen.setdefault(id(group), group)
        return list(seen.values())


def quantities(
    measures: pd.DataFrame, outcomes: pd.DataFrame, documents: pd.DataFrame, dates: pd.DataFrame | None = None
) -> pd.DataFrame:
    """One row for each target and outcome: the quantity it speaks of, and how it came to its partner.

    Takes tables of the contract; `dates` tell a project's period, so that an outcome of another one stays
    alone.

    Columns: statement_id (measure_id or outcome_id), project_id, quantity_id, matched_by (a word of
    `MATCHES`, missing where nothing stands beside the statement), stated_order (position among all
    statements, from 0).
    """
    told = statements(measures, outcomes, documents, dates)
    found = Quantities(told)
    by_subject: dict[tuple, list[Statement]] = defaultdict(list)
    for one in told:
        by_subject[one.project, one.subject].append(one)
    for subject in sorted(by_subject):
        here = by_subject[subject]
        for role in ("target", "actual"):
            _across_documents(found, [one for one in here if one.role == role and one.document])
        _same_topic(found, [one for one in here if not one.document])
        _pair(found, here)
        _repeated_outcomes(found, here)
    rows = []
    for one in told:
        group = found.of[one.identifier]
        rows.append(
            {
                "statement_id": one.identifier,
                "project_id": one.project,
                "quantity_id": identifier("quantity", group[0].identifier),
                "matched_by": found.matched.get(one.identifier),
                "stated_order": one.order,
            }
        )
    frame = pd.DataFrame(rows, columns=COLUMNS)
    text = [column for column in COLUMNS if column != "stated_order"]
    return frame.astype({**dict.fromkeys(text, "str"), "stated_order": "int64"})


def _same_topic(found: Quantities, outcomes: list[Statement]) -> None:
    """Outcomes described in the same words, brackets aside, are of one quantity."""
    for one, two in combinations(outcomes, 2):
        if one.topic and one.topic == two.topic and one.elsewhen == two.elsewhen:
            found.gather(one, two)


def _repeated_outcomes(found: Quantities, told: list[Statement]) -> None:
    """An outcome that nothing was planned for repeats what a document reports, where just one report says
    the same."""
    lone = [
        one
        for one in told
        if one.role == "actual" and one.identifier not in found.matched and not one.elsewhen
    ]
    for outcome in lone:
        if outcome.document is not None:
            continue
        same = [one for one in lone if one.document is not None and one.interval == outcome.interval]
        if len({id(found.of[one.identifier]) for one in same}) == 1:
            found.gather(same[0], outcome)


def _across_documents(found: Quantities, told: list[Statement]) -> None:
    by_document: dict[str | None, list[Statement]] = defaultdict(list)
    for one in told:
        by_document[one.document].append(one)
    for left, right in combinations(sorted(by_document, key=str), 2):
        ours, theirs = list(by_document[left]), list(by_document[right])
        for one in list(ours):
            same = [two for two in theirs if two.interval == one.interval]
            if same:
                best = max(same, key=lambda two: (_share_noun(one.nouns, two.nouns), -two.order))
                found.gather(one, best)
                ours.remove(one)
                theirs.remove(best)
        for one in list(ours):
            same = [two for two in theirs if _comparable(one, two) and _share_noun(one.nouns, two.nouns)]
            if len(same) == 1 and _near(one, same[0]):
                found.gather(one, same[0])
                ours.remove(one)
                theirs.remove(same[0])
        if len(ours) == len(theirs) == 1 and _near(ours[0], theirs[0]):
            one, two = ours[0], theirs[0]
            if not _comparable(one, two) or not one.nouns or not two.nouns:
                found.gather(one, two)


def _comparable(one: Statement, two: Statement) -> bool:
    """Whether the nouns of both are in one language."""
    return one.language is not None and one.language == two.language


def _near(one: Statement, two: Statement) -> bool:
    a = one.interval.low if one.interval.low is not None else one.interval.high
    b = two.interval.low if two.interval.low is not None else two.interval.high
    return bool(a and b) and max(a, b) <= min(a, b) * 3 / 2  # type: ignore[operator,type-var]


def _pair(found: Quantities, told: list[Statement]) -> None:
    targets = found.groups([one for one in told if one.role == "target"])
    actuals = found.groups([one for one in told if one.role == "actual"])
    scored = []
    for t, target in enumerate(targets):
        for a, actual in enumerate(actuals):
            score, distance, why = max(
                (_affinity(one, two, len(targets), len(actuals)) for one in target for two in actual),
                key=lambda best: (best[0], -best[1]),
            )
            if score > 0:
                scored.append((-score, distance, t, a, why))
    taken_targets: set[int] = set()
    taken_actuals: set[int] = set()
    for _, _, t, a, why in sorted(scored):
        if t in taken_targets or a in taken_actuals:
            continue
        taken_targets.add(t)
        taken_actuals.add(a)
        for one in targets[t] + actuals[a]:
            found.matched[one.identifier] = why
        found.gather(targets[t][0], actuals[a][0])


def _affinity(target: Statement, actual: Statement, targets: int, actuals: int) -> tuple[float, int, str]:
    """(points, distance, how) for a target and an outcome; 0 points where nothing brings them together."""
    shared = _share_noun(target.nouns, actual.nouns)
    differ = bool(target.nouns and actual.nouns and not shared and _comparable(target, actual))
    if actual.elsewhen:
        return 0, 0, ""
    if actual.document is None:
        if shared:
            return 3, target.order, "noun"
        if differ:
            return 0, 0, ""
        return 1, target.order, "only pair" if targets == actuals == 1 else "first stated"
    if target.document != actual.document:
        if shared and _comparable(target, actual):
            return 3, 0, "noun"
        lone = targets == actuals == 1 and not differ
        return (1, 0, "only pair") if lone else (0, 0, "")
    distance = abs(target.start - actual.start)
    if distance == 0:
        return 6, 0, "label"
    if target.sentence == actual.sentence:
        return (2 if differ else 5 if shared else 4), distance, "sentence"
    if shared:
        return 3, distance, "noun"
    if not differ and distance <= NEARBY:
        return 2, distance, "nearby"
    if not differ and targets == actuals == 1:
        return 1, distance, "only pair"
    return 0, 0, ""
