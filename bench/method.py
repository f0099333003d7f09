"""Rules alone, or rules that propose and a trained model that decides? Run by `python bench/method.py`.

The rules find every figure, its value and what it counts. What they find is paired with the labels by
value, unit and place in the text, whatever role and kind either gives it. Then role (target, actual,
context) and, of money, kind are decided once more from the same cues by

    rules              what the extractor says
    regression         multinomial logistic regression on the cues and on what the rules say
    regression, cues   the same without what the rules say of this very decision
    trees              gradient-boosted trees on the same, where LightGBM is installed (no dependency of ours)
    overruled at P     the rules, unless the model above gives another answer at least the probability P

each time for documents that it was not fitted to: each group of documents about one initiative is left out
in turn (`out of document`), then all of them are used for every third document of the corpus (`kept out`),
of which only sums are shown. The rules were written with the rest of the corpus in view, so that only
`blind` and `kept out` tell what they are worth. Prints the shares right, the difference to the rules with
the interval that a bootstrap over documents gives, and with `--errors` the patterns in which the rules err.
Deterministic.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
TESTS = ROOT / "tests"
ROLES = ("target", "actual", "context")
KINDS = ("total", "grant", "cofinancing", "allocation", "cap")
ROLE_CUES = (
    "target",
    "actual",
    "planned",
    "achieved",
    "finished",
    "context",
    "experience",
    "live",
    "age",
    "partner",
    "reach",
)
MONEY_CUES = ("total", "grant", "cofinancing", "allocation", "cap", "awarded", "spent")
OVERRULE = (0.7, 0.8, 0.9)
PENALTY = 1.0
"""Of the squared weights: of 1, 3 and 10 the one that serves cues alone best out of document."""
FAMILIES = {"participants": "people", "reach": "people"}
STEPS = 300
Features = dict[str, float]


@dataclass(slots=True)
class Case:
    """One measure that the rules found and a label confirms in value and unit."""

    group: str
    document: str
    part: str
    task: str
    """role or kind."""
    right: str
    ruled: str
    source: str
    """What decided for the rules, without the words of the text."""
    indicator: str
    features: Features = field(default_factory=dict)


# -- documents -------------------------------------------------------------------------------------------


def documents() -> Iterator[tuple[str, str, dict[str, Any], str]]:
    """(part, name, labels, text); part is corpus, blind, seeds or kept out."""
    for index, file in enumerate(sorted((TESTS / "corpus" / "gold").glob("*.json"))):
        text = TESTS / "corpus" / "text" / f"{file.stem}.txt"
        yield (
            "kept out" if index % 3 == 2 else "corpus",
            file.stem,
            _labels(file),
            text.read_text(encoding="utf-8"),
        )
    blind = TESTS / "documents" / "blind"
    for file in sorted((blind / "gold").glob("*.json")):
        yield (
            "blind",
            file.stem,
            _labels(file),
            (blind / "text" / f"{file.stem}.txt").read_text(encoding="utf-8"),
        )
    for file in sorted((TESTS / "seeds").glob("*.json")):
        labels = _labels(file)
        text = ROOT / "data" / "raw" / "documents" / labels["file"]
        yield "seeds", file.stem, labels, text.read_text(encoding="utf-8")


def _labels(file: Path) -> dict[str, Any]:
    labels: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return labels


def groups() -> dict[str, str]:
    """Document -> group: documents about one initiative are left out together."""
    found: dict[str, str] = {}
    for pair in json.loads((TESTS / "corpus" / "pairs.json").read_text(encoding="utf-8")):
        first = min(found.get(name, name) for name in pair["documents"])
        for name in pair["documents"]:
            found[name] = first
    return found


def read(text: str, language: str) -> Any:
    """The `Measures` of one text after the extractor's own walk, with every cue it saw."""
    import pipeline.extract.statements  # noqa: F401 - the package's own `extract` hides the module
    from pipeline.extract.measures import Measures

    walk = sys.modules["pipeline.extract.statements"]
    kept: list[Measures] = []

    class Keeping(Measures):
        def read(self, quantities: Any) -> Any:
            kept.append(self)
            self.said = super().read(quantities)
            return self.said

    plain = walk.Measures
    walk.Measures = Keeping  # type: ignore[attr-defined]
    try:
        walk.statements("text", text, language)
    finally:
        walk.Measures = plain  # type: ignore[attr-defined]
    return kept[0] if kept else None


def cases() -> list[Case]:
    """Every decision that a label judges, in the order of the documents."""
    grouped, found = groups(), []
    for part, name, labels, text in documents():
        measures = read(text, labels["language"])
        if measures is None:
            continue
        context = Context(measures)
        for label, measure in pairs(labels["measures"], measures.said, text, measures.layout):
            of_role, of_kind = context.features(measure)
            group = grouped.get(name, name)
            if label["role"] in ROLES:
                why = pattern(measure.rule)
                found.append(
                    Case(
                        group,
                        name,
                        part,
                        "role",
                        label["role"],
                        measure.role,
                        why,
                        measure.indicator,
                        of_role,
                    )
                )
            if label["kind"] in KINDS and measure.kind in KINDS:
                why = pattern(of_kind_said(measure.rule))
                found.append(
                    Case(group, name, part, "kind", label["kind"], measure.kind, why, measure.unit, of_kind)
                )
    return found


def pattern(rule: str) -> str:
    """What decided, without the words and years of the text."""
    said = rule.split("role: ")[-1].split("; qualifier")[0]
    said = re.sub(r"“[^”]*”", "“…”", said)
    return re.sub(r"\b\d{4}\b", "…", said)


def of_kind_said(rule: str) -> str:
    return rule.split("kind: ")[-1].split("; role: ")[0]


def pairs(
    labels: Sequence[dict[str, Any]], found: Sequence[Any], text: str, layout: Any
) -> Iterator[tuple[dict[str, Any], Any]]:
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
    return FAMILIES.get(indicator, indicator)


# -- features --------------------------------------------------------------------------------------------


class Context:
    """What stands around the figures of one document, as numbers between 0 and about 1."""

    def __init__(self, measures: Any) -> None:
        self.layout, self.meaning, self.finder = measures.layout, measures.meaning, measures.finder
        self.measures = measures
        self.order = {id(measure): index for index, measure in enumerate(measures.said)}
        self.by_segment: dict[int, list[Any]] = defaultdict(list)
        for measure in measures.said:
            self.by_segment[self.layout.segment_of[measure.quantity.start]].append(measure)
        self.counts = {name: len(self.meaning.hits.get(("cue", name), ())) for name in ROLE_CUES}
        self.counts |= {name: len(self.meaning.hits.get(("kind", name), ())) for name in MONEY_CUES}

    def features(self, measure: Any) -> tuple[Features, Features]:
        """(of role, of kind)."""
        segment = self.layout.segments[self.layout.segment_of[measure.quantity.start]]
        shared = self.place(measure, segment)
        role = dict(shared)
        role |= {f"indicator {measure.indicator}": 1.0}
        role |= self.cues(measure, segment, "cue", ROLE_CUES)
        role |= self.document(ROLE_CUES)
        why = pattern(measure.rule)
        role |= {f"rules {measure.role}": 1.0, f"rules {measure.role}: {why}": 1.0}
        if measure.kind is None:
            return role, {}
        money = self.cues(measure, segment, "kind", MONEY_CUES)
        role |= {name: value for name, value in money.items() if name.split()[0] in ("awarded", "spent")}
        role |= {f"kind {measure.kind}": 1.0}
        kind = (
            shared
            | money
            | self.document(MONEY_CUES)
            | self.cues(measure, segment, "cue", ("target", "actual", "planned", "achieved"))
        )
        why = pattern(of_kind_said(measure.rule))
        kind |= {
            f"rules {measure.kind}": 1.0,
            f"rules {measure.kind}: {why}": 1.0,
            f"role {measure.role}": 1.0,
        }
        kind |= self.rank(measure)
        return role, kind

    def place(self, measure: Any, segment: Any) -> Features:
        """Where the figure stands, and how it is written."""
        quantity, layout, meaning = measure.quantity, self.layout, self.meaning
        words = layout.words[segment.start : segment.end]
        clause = meaning.clause(quantity)
        found = {
            f"type {meaning.type or 'none'}": 1.0,
            f"qualifier {measure.qualifier}": 1.0,
            f"basis {measure.basis}": 1.0,
            "told afterwards": float(meaning.told_afterwards),
            "list item": float(segment.bullet),
            "under a heading": float(segment.lead is not None),
            "behind a label": float(segment.colon is not None and segment.colon < quantity.start),
            f"cell {measure.role}": float(self.in_table(measure)),
            "in brackets": float(
                "(" in words[: quantity.start - segment.start]
                and ")" in words[quantity.end - segment.start :]
            ),
            "spelt": float(quantity.spelt),
            "long sentence": min(1.0, len(words) / 40),
            "first in its sentence": float(self.by_segment[layout.segment_of[quantity.start]][0] is measure),
            "figures beside it": min(1.0, len(self.by_segment[layout.segment_of[quantity.start]]) / 5),
            "late in the text": quantity.start / max(1, len(layout.words)),
            "sentence ends": float(words[-1] in ".!?"),
        }
        for name, span in (("clause", clause), ("sentence", (segment.start, segment.end))):
            years = [
                int(word)
                for position, word in enumerate(layout.words[span[0] : span[1]], span[0])
                if re.fullmatch(r"(19|20)\d\d", word) and not quantity.start <= position < quantity.end
            ]
            if meaning.year and years:
                found[f"earlier year in its {name}"] = float(min(years) < meaning.year)
                found[f"later year in its {name}"] = float(max(years) > meaning.year)
        near = [
            one for one in self.measures.said if one is not measure and one.indicator == measure.indicator
        ]
        for one in near:
            if one.quantity.start < quantity.start and one.kind == measure.kind:
                found[f"the same counted before as {one.role}"] = 1.0
        return {name: value for name, value in found.items() if value}

    def in_table(self, measure: Any) -> bool:
        """Whether a table's head or a pair of columns gives the role: a cue of the layout."""
        return any(said in measure.rule for said in ("of the table", "achieved pair", "planned in brackets"))

    def cues(self, measure: Any, segment: Any, kind: str, names: tuple[str, ...]) -> Features:
        """How near each cue stands: 1 beside the figure, less with tokens and walls between."""
        quantity, meaning = measure.quantity, self.meaning
        found: Features = {}
        nearest: list[tuple[float, str]] = []
        clause = meaning.clause(quantity)
        for name in names:
            for hit in meaning.within(kind, name, segment.start, segment.end):
                distance = meaning.distance(quantity, hit)
                side = "before" if hit.end <= quantity.start else "behind"
                key = f"{name} {side}"
                found[key] = max(found.get(key, 0.0), math.exp(-distance / 8))
                if clause[0] <= hit.start < clause[1]:
                    found[f"{name} in its clause"] = 1.0
                if self.between(quantity, hit):
                    found[f"{name} beyond a figure"] = 1.0
                else:
                    found[f"{name} at hand"] = 1.0
                nearest.append((distance, name))
            for level, lead in enumerate(meaning.lead_chain(segment)[:2]):
                if meaning.within(kind, name, lead.start, lead.end):
                    found[f"{name} in the heading"] = max(
                        found.get(f"{name} in the heading", 0.0), 1.0 - level / 2
                    )
            index = self.layout.segment_of[quantity.start]
            if index and not segment.bullet:
                before = self.layout.segments[index - 1]
                if meaning.within(kind, name, before.start, before.end):
                    found[f"{name} in the sentence before"] = 1.0
        if nearest:
            distance, name = min(nearest)
            found[f"nearest {kind} {name}"] = 1.0
            found[f"nearest {kind} {name} in {measure.indicator}"] = 1.0
            found[f"nearest {kind} {name} within a breath"] = float(distance <= 6)
        else:
            found[f"no {kind}"] = 1.0
            found[f"no {kind} in {measure.indicator}"] = 1.0
            found[f"no {kind}, type {meaning.type or 'none'}"] = 1.0
        return found

    def between(self, quantity: Any, hit: Any) -> bool:
        return self.meaning.figure_between(hit.end, quantity.start) or self.meaning.figure_between(
            quantity.end, hit.start
        )

    def document(self, names: tuple[str, ...]) -> Features:
        """How often the document uses each cue, of all it uses."""
        total = sum(self.counts[name] for name in names) + 2
        return {f"{name} in the document": self.counts[name] / total for name in names if self.counts[name]}

    def rank(self, measure: Any) -> Features:
        """The place of a sum among the sums of its document and currency."""
        sums = sorted(
            {one.quantity.high for one in self.measures.said if one.unit == measure.unit}, reverse=True
        )
        at = sums.index(measure.quantity.high) if measure.quantity.high in sums else 0
        return {"largest sum": float(at == 0), "of the lesser sums": at / max(1, len(sums))}


# -- models ----------------------------------------------------------------------------------------------


def matrix(rows: Sequence[Features], names: Sequence[str]) -> np.ndarray:
    place = {name: index for index, name in enumerate(names)}
    made = np.zeros((len(rows), len(names) + 1))
    made[:, -1] = 1.0
    for index, row in enumerate(rows):
        for name, value in row.items():
            if name in place:
                made[index, place[name]] = value
    return made


def regression(features: np.ndarray, right: np.ndarray, classes: int, penalty: float) -> np.ndarray:
    """Weights (features x classes) of a multinomial logistic regression; the intercept is almost free.

    Every step solves with a bound on the curvature (half the features' own products), which never overshoots;
    momentum, dropped whenever it points uphill, makes the steps few.
    """
    columns = features.shape[1]
    ridge = np.full(columns, penalty)
    ridge[-1] = 0.1
    bound = np.linalg.inv(0.5 * features.T @ features + np.diag(ridge))
    wanted = np.eye(classes)[right]
    weights = ahead = np.zeros((columns, classes))
    speed = 1.0
    for _ in range(STEPS):
        slope = features.T @ (softmax(features @ ahead) - wanted) + ridge[:, None] * ahead
        following = ahead - bound @ slope
        if float((slope * (following - weights)).sum()) > 0:
            speed, ahead = 1.0, weights
            continue
        faster = (1 + math.sqrt(1 + 4 * speed * speed)) / 2
        ahead = following + (speed - 1) / faster * (following - weights)
        if np.abs(following - weights).max() < 1e-4:
            return following
        weights, speed = following, faster
    return weights


def softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


Fit = Callable[[Sequence[Case], Sequence[Case]], np.ndarray]


def by_regression(with_rules: bool, classes: Sequence[str], penalty: float) -> Fit:
    def fit(known: Sequence[Case], asked: Sequence[Case]) -> np.ndarray:
        names = common(known, with_rules)
        weights = regression(
            matrix([case.features for case in known], names),
            np.array([classes.index(case.right) for case in known]),
            len(classes),
            penalty,
        )
        return softmax(matrix([case.features for case in asked], names) @ weights)

    return fit


def by_trees(classes: Sequence[str]) -> Fit | None:
    try:
        import lightgbm
    except ImportError:
        return None
    settings = {
        "objective": "multiclass", "num_class": len(classes), "num_leaves": 7, "learning_rate": 0.08,
        "min_data_in_leaf": 8, "lambda_l2": 3.0, "feature_fraction": 0.5, "verbose": -1, "seed": 7,
        "deterministic": True, "num_threads": 1, "force_col_wise": True,
    }  # fmt: skip

    def fit(known: Sequence[Case], asked: Sequence[Case]) -> np.ndarray:
        names = common(known, True)
        data = lightgbm.Dataset(
            matrix([case.features for case in known], names),
            np.array([classes.index(case.right) for case in known]),
        )
        trees = lightgbm.train(settings, data, num_boost_round=70)
        return np.asarray(trees.predict(matrix([case.features for case in asked], names)))

    return fit


def common(known: Sequence[Case], with_rules: bool) -> list[str]:
    """Features that at least two documents have."""
    seen: dict[str, set[str]] = defaultdict(set)
    for case in known:
        for name in case.features:
            seen[name].add(case.group)
    return sorted(
        name
        for name, where in seen.items()
        if len(where) >= 2 and (with_rules or not name.startswith("rules "))
    )


def out_of_document(fit: Fit, known: Sequence[Case], classes: int) -> np.ndarray:
    """Probabilities for every case from a model that has seen no document of its group."""
    found = np.zeros((len(known), classes))
    for group in sorted({case.group for case in known}):
        inner = [case for case in known if case.group != group]
        at = [index for index, case in enumerate(known) if case.group == group]
        found[at] = fit(inner, [known[index] for index in at])
    return found


# -- the comparison --------------------------------------------------------------------------------------


def answers(
    probable: np.ndarray, asked: Sequence[Case], classes: Sequence[str], sure: float | None = None
) -> list[str]:
    """The most probable class; with `sure` the rules' own unless another is at least so probable."""
    best = probable.argmax(axis=1)
    return [
        classes[top] if sure is None or row[top] >= sure else case.ruled
        for top, row, case in zip(best, probable, asked, strict=True)
    ]


def interval(gains: Sequence[int], asked: Sequence[Case], rounds: int = 2000) -> tuple[float, float]:
    """95 % of the mean gain when documents are drawn anew."""
    by: dict[str, list[int]] = defaultdict(list)
    for gain, case in zip(gains, asked, strict=True):
        by[case.group].append(gain)
    sums = np.array([[sum(one), len(one)] for one in by.values()], dtype=float)
    drawn = sums[np.random.default_rng(7).integers(0, len(sums), (rounds, len(sums)))].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])
    return float(low), float(high)


def line(method: str, said: Sequence[str], asked: Sequence[Case]) -> str:
    parts = {
        part: [one == case.right for one, case in zip(said, asked, strict=True) if case.part == part]
        for part in sorted({case.part for case in asked})
    }
    right = [one == case.right for one, case in zip(said, asked, strict=True)]
    gains = [int(one) - int(case.ruled == case.right) for one, case in zip(right, asked, strict=True)]
    low, high = interval(gains, asked)
    changed = sum(one != case.ruled for one, case in zip(said, asked, strict=True))
    shares = "  ".join(f"{part} {np.mean(found):.3f}" for part, found in parts.items())
    gain = f"{np.mean(gains):+.3f} [{low:+.3f} {high:+.3f}]" if changed else ""
    more = f"mended {gains.count(1)}, spoilt {gains.count(-1)}" if changed else ""
    return f"  {method:<20} {np.mean(right):.3f}  {gain:<24} {more:<24} {shares}"


def compare(task: str, everything: Sequence[Case], penalty: float, trees: bool, fit_to: str) -> str:
    classes = ROLES if task == "role" else KINDS
    known = [case for case in everything if case.task == task and case.part != "kept out"]
    if fit_to:
        known = [case for case in known if case.part == fit_to]
    kept = [case for case in everything if case.task == task and case.part == "kept out"]
    methods: dict[str, Fit] = {
        "regression": by_regression(True, classes, penalty),
        "regression, cues": by_regression(False, classes, penalty),
    }
    boosted = by_trees(classes) if trees else None
    if boosted:
        methods["trees"] = boosted
    sizes = [f"{len(some)} decisions in {documents_of(some)} documents" for some in (known, kept)]
    out = [f"{task}: {sizes[0]}; kept out: {sizes[1]}"]
    for title, asked in (("out of document", known), ("kept out", kept)):
        out.append(f" {title}")
        out.append(line("rules", [case.ruled for case in asked], asked))
        for name, fit in methods.items():
            probable = out_of_document(fit, known, len(classes)) if asked is known else fit(known, asked)
            out.append(line(name, answers(probable, asked, classes), asked))
            if name != "trees":
                for sure in OVERRULE:
                    out.append(line(f"  overruled at {sure}", answers(probable, asked, classes, sure), asked))
    return "\n".join(out)


def documents_of(some: Sequence[Case]) -> int:
    return len({case.document for case in some})


def errors(task: str, everything: Sequence[Case], least: int = 3) -> str:
    """Where the rules err: by indicator and by what decided, kept-out documents left aside."""
    known = [case for case in everything if case.task == task and case.part != "kept out"]
    out = [f"{task}: the rules' errors by what decided (wrong of all, documents)"]
    by: dict[tuple[str, str, str], list[Case]] = defaultdict(list)
    for case in known:
        if case.right != case.ruled:
            by[case.source, case.ruled, case.right].append(case)
    for (source, ruled, right), found in sorted(by.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(found) < least:
            continue
        of = sum(case.source == source and case.ruled == ruled for case in known)
        where = Counter(case.indicator for case in found)
        out.append(
            f"  {ruled + ' for ' + right:<22} {len(found):>3} of {of:<4} {documents_of(found):>2} docs  "
            f"{source[:60]:<60}  {', '.join(f'{name} {count}' for name, count in where.most_common(4))}"
        )
    out.append(
        f"{task}: cues that stand out where the rules err (times as often as elsewhere, errors, documents)"
    )
    wrong = [case for case in known if case.right != case.ruled]
    told = []
    for name in sorted({name for case in wrong for name in case.features if not name.startswith("rules ")}):
        for right in sorted({case.right for case in wrong}):
            astray = [case for case in wrong if case.right == right and case.features.get(name, 0) > 0.2]
            all_that = [case for case in known if case.features.get(name, 0) > 0.2]
            lift = (
                len(astray)
                / max(1, len(all_that))
                / (sum(case.right == right for case in wrong) / len(known))
            )
            if len(astray) > least and documents_of(astray) >= 3 and lift > 2.2:
                told.append((lift, len(astray), len(all_that), documents_of(astray), name, right))
    for lift, count, of_all, where_found, name, right in sorted(told, reverse=True)[:16]:
        out.append(
            f"  x{lift:.1f}  {count:>3} of {of_all:<4} {where_found:>2} docs  {name}  -> should be {right}"
        )
    return "\n".join(out)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--penalty", type=float, default=PENALTY, help="of the regression's squared weights")
    parser.add_argument(
        "--no-trees", action="store_true", help="leave gradient boosting out, though installed"
    )
    parser.add_argument(
        "--fit-to",
        choices=("corpus", "blind"),
        default="",
        help="these alone: the rules were written with the corpus in view and look too good there",
    )
    parser.add_argument("--errors", action="store_true", help="list the patterns in which the rules err")
    options = parser.parse_args(arguments)
    everything = cases()
    for task in ("role", "kind"):
        print(compare(task, everything, options.penalty, not options.no_trees, options.fit_to))
        if options.errors:
            print(errors(task, everything))
        print()


if __name__ == "__main__":
    main()
