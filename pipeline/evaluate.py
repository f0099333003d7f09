"""How much of what a careful reader labels does the extraction find, and how much of what it finds is right?

Labels are one JSON file a document; `tests/corpus/gold` has some. A label marked optional counts neither way.
Every label is paired with at most one row and every row with at most one label, so that a thing found twice
is found once and spurious once.

| table | a row is right where it agrees in |
|---|---|
| measures | indicator, role, both ends of the value, unit |
| measures, value and indicator | indicator, both ends of the value |
| dates | kind, date |
| events | first day; place and country where labelled |
| organisations | name but for an ending, role |
| countries | code |
| places | name but for an ending |
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.likeness import fold

if TYPE_CHECKING:
    import pandas as pd

Item = dict[str, Any]
Match = Callable[[Item, Item], bool]
MEASURES = "measures"
LOOSELY = "measures, value and indicator"
TABLES = (MEASURES, LOOSELY, "dates", "events", "organisations", "countries", "places")
AGREEING = {"qualifier": "qualifier", "basis": "basis", "kind": "budget_kind"}
"""What is compared of measures that were found: key of the label, column of the row."""
NAME, PLACE = 0.8, 0.85


class NoLabels(Exception):
    """The folder of labels is empty, or a label file is not what it should be."""


@dataclass(frozen=True)
class Evaluation:
    """Figures, and what they are made of.

    figures    one row for each table and part (`all`, a language, for measures an indicator): right, missed,
               spurious, precision, recall, f1 (missing where nothing is labelled or found)
    agreement  one row for each of qualifier, basis and kind of the measures found, and for the language of
               the documents: of (what), right, all
    faults     one row for each label missed and each spurious row: what, document, table, said, sentence
    """

    figures: pd.DataFrame
    agreement: pd.DataFrame
    faults: pd.DataFrame


def labels(folder: Path) -> dict[str, Item]:
    """Document name (the stem of its file) -> labels. Raises NoLabels."""
    read: dict[str, Item] = {}
    for file in sorted(folder.glob("*.json")):
        try:
            label = json.loads(file.read_text(encoding="utf-8"))
            read[_stem(label.get("file") or f"{label['document']}.txt")] = label
        except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
            raise NoLabels(f"{file} is no label file: {error}. Mend it, or take it away.") from None
    if not read:
        raise NoLabels(f"{folder} holds no label files (*.json): name the folder that has them.")
    return read


def evaluate(
    gold: Mapping[str, Item], documents: pd.DataFrame, statements: Mapping[str, pd.DataFrame]
) -> Evaluation:
    """Compare labels with the tables that `extract_documents` gives for `documents`.

    A labelled document that is not among `documents` is all missed; one without labels is left out.
    """
    import pandas as pd

    found = {name: _by_document(frame) for name, frame in statements.items()}
    language = dict(zip(map(_stem, documents["document_id"]), documents["language"], strict=True))
    counts: dict[tuple[str, str], list[int]] = {}
    agreement = {field: [0, 0] for field in (*AGREEING, "language of the document")}
    faults: list[dict[str, str]] = []
    for document, label in gold.items():
        own = {name: rows.get(document, []) for name, rows in found.items()}
        agreement["language of the document"][0] += language.get(document) == label["language"]
        agreement["language of the document"][1] += 1
        for table in TABLES:
            wanted, got = _wanted(table, label), _got(table, own)
            pairs, missed, spurious = paired(wanted, got, MATCHES[table], _agreeing)
            for part in ("all", label["language"]):
                _count(counts, (table, part), len(pairs), len(missed), len(spurious))
            if table == MEASURES:
                for one, _ in pairs:
                    _count(counts, (table, one["indicator"]), 1, 0, 0)
                for one in missed:
                    _count(counts, (table, one["indicator"]), 0, 1, 0)
                for one in spurious:
                    _count(counts, (table, one["indicator"]), 0, 0, 1)
                _compare(agreement, pairs)
            if table != LOOSELY:
                faults += [_fault("missed", document, table, one) for one in missed]
                faults += [_fault("spurious", document, table, one) for one in spurious]
    figures = [
        {"table": table, "part": part, "right": right, "missed": missed, "spurious": spurious}
        | ratios(right, missed, spurious)
        for (table, part), (right, missed, spurious) in sorted(
            counts.items(), key=lambda item: (TABLES.index(item[0][0]), item[0][1] != "all", item[0][1])
        )
    ]
    agreed = [{"of": field, "right": right, "all": of} for field, (right, of) in agreement.items()]
    columns = ["what", "document", "table", "said", "sentence"]
    return Evaluation(pd.DataFrame(figures), pd.DataFrame(agreed), pd.DataFrame(faults, columns=columns))


def metrics_of(evaluation: Evaluation) -> dict[str, Any]:
    """The figures as nested numbers for a metrics file: table -> part -> precision, recall, f1."""
    metrics: dict[str, Any] = {}
    for row in evaluation.figures.to_dict("records"):
        kept = {key: round(row[key], 4) for key in ("precision", "recall", "f1") if row[key] == row[key]}
        metrics.setdefault(row["table"], {})[row["part"]] = kept
    metrics["of what was found"] = {
        row["of"]: round(row["right"] / row["all"], 4)
        for row in evaluation.agreement.to_dict("records")
        if row["all"]
    }
    return metrics


def ratios(right: int, missed: int, spurious: int) -> dict[str, float]:
    """Precision, recall and F1; NaN where nothing was found, labelled, or either."""
    return {
        "precision": right / (right + spurious) if right + spurious else math.nan,
        "recall": right / (right + missed) if right + missed else math.nan,
        "f1": 2 * right / (2 * right + missed + spurious) if right + missed + spurious else math.nan,
    }


def paired(
    wanted: Iterable[Item], found: Iterable[Item], match: Match, likeness: Callable[[Item, Item], int]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pairs, labels missed, rows that no label wants.

    Required labels choose before optional ones; of several rows that match, the one most alike is taken.
    """
    free, pairs, missed = list(found), [], []
    for label in sorted(wanted, key=lambda one: bool(one.get("optional"))):
        hits = [row for row in free if match(label, row)]
        if hits:
            best = max(hits, key=lambda row: likeness(label, row))
            free = [row for row in free if row is not best]
            if not label.get("optional"):
                pairs.append((label, best))
        elif not label.get("optional"):
            missed.append(label)
    return pairs, missed, free


def alike(names: str, name: object, least: float) -> bool:
    """Whether the name is one of `names` (separated by `|`) but for an ending, an article or a letter."""
    folded = fold(name) if isinstance(name, str) else ""
    for one in map(fold, names.split("|")):
        if one and folded and (one in folded or folded in one):
            return True
        if one and folded and SequenceMatcher(None, one, folded).ratio() >= least:
            return True
    return False


def _same_value(label: Item, row: Item) -> bool:
    for end in ("min", "max"):
        wanted, got = label[end], row[f"value_{end}"]
        if (wanted is None) != (got is None):
            return False
        if wanted is not None and not math.isclose(wanted, got, rel_tol=1e-6, abs_tol=1e-9):
            return False
    return True


def _same_measure(label: Item, row: Item) -> bool:
    fields = ("indicator", "role", "unit")
    return all(label[field] == row[field] for field in fields) and _same_value(label, row)


def _same_event(label: Item, row: Item) -> bool:
    return (
        label["start"] == row["start_date"]
        and (label["place"] is None or alike(label["place"], row["place"], NAME))
        and (label["country"] is None or label["country"] == row["country"])
    )


MATCHES: dict[str, Match] = {
    MEASURES: _same_measure,
    LOOSELY: lambda label, row: label["indicator"] == row["indicator"] and _same_value(label, row),
    "dates": lambda label, row: (label["kind"], label["date"]) == (row["kind"], row["date"]),
    "events": _same_event,
    "organisations": lambda label, row: (
        label["role"] in ("*", row["role"]) and alike(label["name"], row["name"], NAME)
    ),
    "countries": lambda label, row: label["name"] == row["country"],
    "places": lambda label, row: alike(label["name"], row["name"], PLACE),
}


def _agreeing(label: Item, row: Item) -> int:
    return sum(label.get(key) == row.get(column) for key, column in AGREEING.items())


def _wanted(table: str, label: Item) -> list[Item]:
    if table in ("countries", "places"):
        optional = label.get(f"{table}_optional", [])
        return [{"name": name} for name in label[table]] + [
            {"name": name, "optional": True} for name in optional
        ]
    return label[MEASURES if table == LOOSELY else table]


def _got(table: str, found: Mapping[str, list[Item]]) -> list[Item]:
    if table in ("countries", "places"):
        kind = "country" if table == "countries" else "settlement"
        return [row for row in found["places"] if row["kind"] == kind]
    return found[MEASURES if table == LOOSELY else table]


def _compare(agreement: dict[str, list[int]], pairs: list[tuple[Item, Item]]) -> None:
    for label, row in pairs:
        for key, column in AGREEING.items():
            if key != "kind" or label["indicator"] == "budget":
                agreement[key][0] += label[key] == row[column]
                agreement[key][1] += 1


def _fault(what: str, document: str, table: str, item: Item) -> dict[str, str]:
    unsaid = ("sentence", "document_id", "quote_start", "quote_end", "rule", "optional", "doubts")
    said = ", ".join(
        f"{key} {value}"
        for key, value in item.items()
        if value is not None and key not in unsaid and not key.endswith("_id")
    )
    return {
        "what": what,
        "document": document,
        "table": table,
        "said": said,
        "sentence": item.get("sentence") or "",
    }


def _count(counts: dict[tuple[str, str], list[int]], key: tuple[str, str], *more: int) -> None:
    counts[key] = [had + one for had, one in zip(counts.get(key, [0, 0, 0]), more, strict=True)]


def _by_document(frame: pd.DataFrame) -> dict[str, list[Item]]:
    """Rows by the stem of their document's file name, missing values as None."""
    by: dict[str, list[Item]] = {}
    cells = frame.astype("object").where(frame.notna(), None)
    for row in cells.to_dict("records"):
        by.setdefault(_stem(row["document_id"]), []).append({str(key): value for key, value in row.items()})
    return by


def _stem(document_id: str) -> str:
    return Path(document_id).stem
