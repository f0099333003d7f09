"""Weights for the second opinion on measures, roles, kinds of money and nouns left out, learnt from labels.

What the rules find is paired with the labels by value, unit and place in the text, whatever role and kind
either gives it. A multinomial logistic regression then learns from the signs around each figure whether it
is a measure, its role and its kind (`weighing.py`), and a conditional one which of all things
named nearby a figure without a noun counts (`ellipsis.py`). Documents kept out of sight teach
them nothing. The same documents and rules give the same weights: no chance is involved, and what is stored
is rounded to two decimals.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.evaluate import Labelled
from pipeline.extract.counts.ellipsis import NOTHING, PEOPLE, Asked
from pipeline.extract.counts.ellipsis import TASK as ANTECEDENT
from pipeline.extract.counts.reading import Measure
from pipeline.extract.layout import Layout, lay_out
from pipeline.extract.lexicon import lexicon
from pipeline.extract.meaning.weighing import FILE, TASKS, Features, Signs, kind_reason, reason

if TYPE_CHECKING:
    from pipeline.extract.counts.measures import Measures

PENALTY = 3.0
"""Of the squared weights: of 1, 2, 3 and 5 the one that serves unseen documents best."""
PENALTY_OF_SIGNS = 1.0
STEPS = 300
LEAST = 2  # documents that must have a feature


@dataclass(slots=True)
class Case:
    """One measure that the rules found and a label confirms in value and unit."""

    document: str
    task: str
    """role or kind."""
    right: str
    ruled: str
    reason: str
    """What decided for the rules, without the words of the text."""
    indicator: str
    features: Features = field(default_factory=dict)
    weight: float = 1.0


def train(collections: Iterable[Labelled], file: Path = FILE) -> dict[str, int]:
    """Write the weights learnt from all collections with a weight; returns the number of cases by task.

    Raises NoLabels where a folder has none.
    """
    known: list[Case] = []
    elections: list[Election] = []
    for one in collections:
        if one.weight:
            labelled = list(documents(one))
            known += [replace(case, weight=one.weight) for case in cases(labelled)]
            elections += [replace(election, weight=one.weight) for election in elected(labelled)]
    learnt: dict[str, Any] = {}
    for task, answers in TASKS.items():
        of_task = [case for case in known if case.task == task]
        names = common(of_task)
        weights = regression(
            matrix([case.features for case in of_task], names),
            np.array([answers.index(case.right) for case in of_task], dtype=int),
            len(answers),
            np.array([case.weight for case in of_task]),
        )
        rows = {
            name: [round(float(weight), 2) + 0.0 for weight in row]
            for name, row in zip([*names, ""], weights, strict=True)
        }
        kept = {name: row for name, row in rows.items() if any(row) or not name}
        learnt[task] = {"answers": answers, "weights": kept}
    by_sign = {name: [round(weight, 2) + 0.0] for name, weight in conditional(elections).items()}
    learnt[ANTECEDENT] = {"answers": [ANTECEDENT], "weights": {n: w for n, w in by_sign.items() if any(w)}}
    file.write_text(json.dumps(learnt, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    counts = Counter(case.task for case in known)
    counts[ANTECEDENT] = len(elections)
    return {task: count for task, count in counts.items() if count}


def documents(collection: Labelled) -> Iterator[tuple[str, dict[str, Any], str]]:
    """(name, labels, text) of a collection's plain texts."""
    for name, labels in collection.labels().items():
        file = next(iter(sorted(collection.raw.rglob(f"{name}.txt"))), None)
        if file is not None:
            yield name, labels, file.read_text(encoding="utf-8")


def cases(labelled: Iterable[tuple[str, dict[str, Any], str]]) -> Iterator[Case]:
    """Every decision that a label judges, in the order of the documents."""
    for name, labels, text in labelled:
        reader = read(text, labels["language"])
        if reader is None:
            continue
        around = Signs(reader)
        judged = list(pairs(labels["measures"], reader.found, text, reader.layout))
        optional = {id(measure) for label, measure in judged if label.get("optional")}
        right = {id(measure) for label, measure in judged if label["indicator"] == measure.indicator}
        for measure in reader.found:
            if id(measure) not in optional:
                answer = TASKS["measure"][id(measure) in right]
                of_measure = around.measure(measure, around.role(measure))
                yield Case(name, "measure", answer, "measure", "", measure.indicator, of_measure)
        for label, measure in judged:
            if {label["indicator"], measure.indicator} <= set(TASKS["people"]):
                of_people = around.people(measure, around.measure(measure, around.role(measure)))
                said = measure.indicator
                yield Case(name, "people", label["indicator"], said, "", said, of_people)
            if label["role"] in TASKS["role"]:
                yield Case(
                    name,
                    "role",
                    label["role"],
                    measure.role,
                    reason(measure.rule),
                    measure.indicator,
                    around.role(measure),
                )
            if label["kind"] in TASKS["kind"] and measure.kind in TASKS["kind"]:
                yield Case(
                    name,
                    "kind",
                    label["kind"],
                    measure.kind,
                    kind_reason(measure.rule),
                    measure.indicator,
                    around.kind(measure),
                )


@dataclass(slots=True)
class Election:
    """All that a figure without a noun may count, and what it does count."""

    document: str
    right: str
    signs: dict[str, Features]
    weight: float = 1.0


def elected(labelled: Iterable[tuple[str, dict[str, Any], str]]) -> Iterator[Election]:
    """Every figure without a noun whose answer stands for election; optional labels teach nothing."""
    for name, labels, text in labelled:
        reader = read(text, labels["language"])
        for asked in reader.ellipsis.asked if reader is not None else ():
            assert reader is not None
            label = label_of(asked, labels["measures"], text, reader.layout)
            right = NOTHING if label is None else family(label["indicator"])
            if right in asked.signs and not (label or {}).get("optional"):
                yield Election(name, right, asked.signs)


def label_of(
    asked: Asked, labels: Sequence[dict[str, Any]], text: str, layout: Layout
) -> dict[str, Any] | None:
    """The label whose quote holds the figure with one of its values."""
    figure = asked.quantity
    first, last = layout.starts[figure.start], layout.ends[figure.end - 1]
    for label in labels:
        if ends(label["min"], label["max"]) <= ends(figure.low, figure.high):
            at = text.find(label["quote"])
            while at >= 0 and not at <= first < last <= at + len(label["quote"]):
                at = text.find(label["quote"], at + 1)
            if at >= 0:
                return label
    return None


def read(text: str, language: str) -> Measures | None:
    """The reader of a text with what the rules alone say of its figures; None for an empty text."""
    from pipeline.extract.statements import figures

    words = lexicon(language)
    layout = lay_out(text, words)
    if not layout.starts:
        return None
    seen = figures(layout, words)
    seen.reader.read(seen.quantities, weighed=False)
    return seen.reader


def pairs(
    labels: Sequence[dict[str, Any]], found: Sequence[Measure], text: str, layout: Layout
) -> Iterator[tuple[dict[str, Any], Measure]]:
    """Labels with the measures of the same value and unit: nearest first, role and kind not asked."""
    seen: Counter[str] = Counter()
    options = []
    for index, label in enumerate(labels):
        at = -1
        for _ in range(seen[label["quote"]] + 1):
            following = text.find(label["quote"], at + 1)
            at = following if following >= 0 else at
        seen[label["quote"]] += 1
        for other, measure in enumerate(found):
            if ends(label["min"], label["max"]) != ends(measure.low, measure.high):
                continue
            if label["unit"] != measure.unit or family(label["indicator"]) != family(measure.indicator):
                continue
            first, last = layout.starts[measure.start], layout.ends[measure.end - 1]
            away = max(0, first - at - len(label["quote"]), at - last) if at >= 0 else 10_000
            options.append((away, label["indicator"] != measure.indicator, index, other))
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, index, other in sorted(options):
        if index not in taken[0] and other not in taken[1]:
            taken[0].add(index)
            taken[1].add(other)
            yield labels[index], found[other]


def ends(low: float | None, high: float | None) -> frozenset[float]:
    return frozenset(round(float(end), 6) for end in (low, high) if end is not None)


def family(indicator: str) -> str:
    """Participants and reach may be taken for each other without being different figures."""
    return PEOPLE.get(indicator, indicator)


# -- the regression ---


def common(known: Sequence[Case]) -> list[str]:
    """Features that at least two documents have."""
    seen: dict[str, set[str]] = defaultdict(set)
    for case in known:
        for name in case.features:
            seen[name].add(case.document)
    return sorted(name for name, where in seen.items() if len(where) >= LEAST)


def matrix(rows: Sequence[Features], names: Sequence[str]) -> np.ndarray:
    """Rows x features, the last one constant."""
    place = {name: index for index, name in enumerate(names)}
    made = np.zeros((len(rows), len(names) + 1))
    made[:, -1] = 1.0
    for index, row in enumerate(rows):
        for name, value in row.items():
            if name in place:
                made[index, place[name]] = value
    return made


def regression(
    features: np.ndarray, right: np.ndarray, classes: int, counting: np.ndarray, penalty: float = PENALTY
) -> np.ndarray:
    """Weights (features x classes) of a multinomial logistic regression in which each row counts as much as
    is said; the intercept is almost free.

    Every step solves with a bound on the curvature (half the features' own products), which never overshoots.
    """
    columns = features.shape[1]
    ridge = np.full(columns, penalty)
    ridge[-1] = 0.1
    counted = features * counting[:, None]
    bound = np.linalg.inv(0.5 * counted.T @ features + np.diag(ridge))
    wanted = np.eye(classes)[right]
    return descend(
        np.zeros((columns, classes)),
        lambda at: bound @ (counted.T @ (softmax(features @ at) - wanted) + ridge[:, None] * at),
    )


def descend(weights: np.ndarray, step: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Follow the bounded steps downhill with momentum, which is dropped whenever it points uphill."""
    ahead, speed = weights, 1.0
    for _ in range(STEPS):
        towards = step(ahead)
        following = ahead - towards
        if float((towards * (following - weights)).sum()) > 0:
            if ahead is weights:
                return weights
            speed, ahead = 1.0, weights
            continue
        faster = (1 + math.sqrt(1 + 4 * speed * speed)) / 2
        ahead = following + (speed - 1) / faster * (following - weights)
        if np.abs(following - weights).max() < 1e-4:
            return following
        weights, speed = following, faster
    return weights


def conditional(elections: Sequence[Election], penalty: float = PENALTY_OF_SIGNS) -> dict[str, float]:
    """Weights by sign of a conditional logistic regression: one weight serves all that may be chosen."""
    seen: dict[str, set[str]] = defaultdict(set)
    for one in elections:
        for signs in one.signs.values():
            for name in signs:
                seen[name].add(one.document)
    names = sorted(name for name, where in seen.items() if len(where) >= LEAST)
    standing = [(number, thing) for number, one in enumerate(elections) for thing in sorted(one.signs)]
    if not standing or not names:
        return {}
    features = matrix([elections[number].signs[thing] for number, thing in standing], names)[:, :-1]
    number = np.array([number for number, _ in standing])
    wanted = np.array([float(elections[number].right == thing) for number, thing in standing])
    counted = features * np.array([elections[number].weight for number, _ in standing])[:, None]

    def shares(scores: np.ndarray) -> np.ndarray:
        highest = np.full(len(elections), -np.inf)
        np.maximum.at(highest, number, scores)
        raised = np.exp(scores - highest[number])
        return raised / np.bincount(number, raised)[number]

    bound = np.linalg.inv(0.5 * counted.T @ features + penalty * np.eye(len(names)))
    weights = descend(
        np.zeros(len(names)),
        lambda at: bound @ (counted.T @ (shares(features @ at) - wanted) + penalty * at),
    )
    return dict(zip(names, map(float, weights), strict=True))


def softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
