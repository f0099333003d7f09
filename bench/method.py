"""Rules alone, or rules that propose and a trained model that decides? Run by `python bench/method.py`.

Role (target, actual, context) and, of money, kind are decided, for every figure that the rules find and a
label confirms in value and unit, by

    rules              what the extractor says
    regression         multinomial logistic regression on the cues and on what the rules say, the latter at a
                       fraction of its weight (what `rodiklis train` learns)
    regression, cues   the same without what the rules say of this very decision
    trees              gradient-boosted trees on the same, where LightGBM is installed (no dependency of ours)
    overruled at P     the rules, unless the model above gives another answer at least the probability P

each time for documents that it was not fitted to: a sixth of all documents, those about one initiative
together, is left out in turn (`out of document`), then all of them are used for every third document of the
corpus (`kept out`), of which only sums are shown. The rules were written with the other collections in view,
so that only `unread` and `kept out` tell what they are worth. Prints the shares right, the difference to the
rules with the interval that a bootstrap over documents gives, and with `--errors` the patterns in which the
rules err. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pipeline import train  # noqa: E402 - found by the line above
from pipeline.evaluate import collections  # noqa: E402
from pipeline.extract.meaning.weighing import TASKS  # noqa: E402
from pipeline.train import PENALTY, Case  # noqa: E402

TESTS = ROOT / "tests"
ROLES, KINDS = TASKS["role"], TASKS["kind"]
OVERRULE = (0.6, 0.7, 0.8)
FOLDS = 6


@dataclass(slots=True)
class Asked(Case):
    """A case with where it belongs."""

    group: str = ""
    part: str = ""


# -- documents -------------------------------------------------------------------------------------------


def documents() -> Iterator[tuple[str, float, str, dict[str, Any], str]]:
    """(part, weight, name, labels, text); part is the collection's name."""
    for collection in collections(TESTS / "floors.toml"):
        part = collection.name if collection.weight else "kept out"
        for name, labels, text in train.documents(collection):
            yield part, collection.weight, name, labels, text


def groups() -> dict[str, str]:
    """Document -> group: documents about one initiative are left out together."""
    found: dict[str, str] = {}
    for pair in json.loads((TESTS / "corpus" / "pairs.json").read_text(encoding="utf-8")):
        first = min(found.get(name, name) for name in pair["documents"])
        for name in pair["documents"]:
            found[name] = first
    return found


def cases() -> list[Asked]:
    """Every decision that a label judges, in the order of the documents."""
    grouped, found = groups(), []
    for part, weight, name, labels, text in documents():
        for case in train.cases([(name, labels, text)]):
            values = {one.name: getattr(case, one.name) for one in fields(Case)} | {"weight": weight}
            found.append(Asked(**values, group=grouped.get(name, name), part=part))
    return found


# -- models ----------------------------------------------------------------------------------------------

Fit = Callable[[Sequence[Asked], Sequence[Asked]], np.ndarray]
"""From cases known and cases asked to the probability of each answer (asked x answers)."""


def by_regression(with_rules: bool, classes: Sequence[str], penalty: float) -> Fit:
    def fit(known: Sequence[Asked], asked: Sequence[Asked]) -> np.ndarray:
        names = common(known, with_rules)
        weights = train.regression(
            train.matrix([case.features for case in known], names),
            np.array([classes.index(case.right) for case in known]),
            len(classes),
            np.array([case.weight for case in known]),
            penalty,
        )
        return train.softmax(train.matrix([case.features for case in asked], names) @ weights)

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

    def fit(known: Sequence[Asked], asked: Sequence[Asked]) -> np.ndarray:
        names = common(known, True)
        data = lightgbm.Dataset(
            train.matrix([case.features for case in known], names),
            np.array([classes.index(case.right) for case in known]),
        )
        trees = lightgbm.train(settings, data, num_boost_round=70)
        return np.asarray(trees.predict(train.matrix([case.features for case in asked], names)))

    return fit


def common(known: Sequence[Asked], with_rules: bool) -> list[str]:
    """Features that at least two documents have."""
    return [name for name in train.common(known) if with_rules or not name.startswith("rules ")]


def out_of_document(fit: Fit, known: Sequence[Asked], classes: int) -> np.ndarray:
    """Probabilities for every case from a model that has seen no document of its group."""
    found = np.zeros((len(known), classes))
    fold = {group: index % FOLDS for index, group in enumerate(sorted({case.group for case in known}))}
    for left_out in range(FOLDS):
        inner = [case for case in known if fold[case.group] != left_out]
        at = [index for index, case in enumerate(known) if fold[case.group] == left_out]
        found[at] = fit(inner, [known[index] for index in at])
    return found


# -- the comparison --------------------------------------------------------------------------------------


def answers(
    probable: np.ndarray, asked: Sequence[Asked], classes: Sequence[str], sure: float | None = None
) -> list[str]:
    """The most probable class; with `sure` the rules' own unless another is at least so probable."""
    best = probable.argmax(axis=1)
    return [
        classes[top] if sure is None or row[top] >= sure else case.ruled
        for top, row, case in zip(best, probable, asked, strict=True)
    ]


def interval(gains: Sequence[int], asked: Sequence[Asked], rounds: int = 2000) -> tuple[float, float]:
    """95 % of the mean gain when documents are drawn anew."""
    by: dict[str, list[int]] = defaultdict(list)
    for gain, case in zip(gains, asked, strict=True):
        by[case.group].append(gain)
    sums = np.array([[sum(one), len(one)] for one in by.values()], dtype=float)
    drawn = sums[np.random.default_rng(7).integers(0, len(sums), (rounds, len(sums)))].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])
    return float(low), float(high)


def line(method: str, said: Sequence[str], asked: Sequence[Asked]) -> str:
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


def compare(task: str, everything: Sequence[Asked], penalty: float, trees: bool, fit_to: str) -> str:
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


def documents_of(some: Sequence[Asked]) -> int:
    return len({case.document for case in some})


def errors(task: str, everything: Sequence[Asked], least: int = 3) -> str:
    """Where the rules err: by indicator and by what decided, kept-out documents left aside."""
    known = [case for case in everything if case.task == task and case.part != "kept out"]
    out = [f"{task}: the rules' errors by what decided (wrong of all, documents)"]
    by: dict[tuple[str, str, str], list[Case]] = defaultdict(list)
    for case in known:
        if case.right != case.ruled:
            by[case.reason, case.ruled, case.right].append(case)
    for (source, ruled, right), found in sorted(by.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(found) < least:
            continue
        of = sum(case.reason == source and case.ruled == ruled for case in known)
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
        choices=("development", "own"),
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
