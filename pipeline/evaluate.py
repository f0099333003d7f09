"""How much of what a careful reader labels does the extraction find, and how much of what it finds is right?

Labels are one JSON file a document; `tests/corpus/gold` has some. A label marked optional counts neither
way, `|` separates names that are equally right, a role `*` fits any. Every label is paired with at most one
row and every row with at most one label, so that a thing found twice is found once and spurious once.

| table | a row is right where it agrees in |
|---|---|
| measures | indicator, role, both ends of the value, unit |
| values | indicator, both ends of the value |
| dates | kind, date |
| events | first day; place and country where labelled |
| organisations | name but for an ending, role |
| countries | code |
| places | name but for an ending |

Figures on documents that the rules were written beside flatter. So a file of collections and floors
(`tests/floors.toml`) says which documents are for development and which are kept out of sight, and what
precision and recall each must reach. A floor far under what is reached is as wrong as one not reached.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.likeness import fold

if TYPE_CHECKING:
    import pandas as pd

Item = dict[str, Any]
Match = Callable[[Item, Item], bool]
Floors = dict[str, dict[str, dict[str, float]]]
"""precision or recall -> `all` or a language -> table -> the least it must be."""

MEASURES, VALUES = "measures", "values"
TABLES = (MEASURES, VALUES, "dates", "events", "organisations", "countries", "places")
PINNED = tuple(table for table in TABLES if table != VALUES)
ALL = "all"
BY = (ALL, "language", "indicator")
PINNED_FIGURES = ("precision", "recall")
AGREEING = {"qualifier": "qualifier", "basis": "basis", "kind": "budget_kind"}
"""What is compared of measures that were found: key of the label, column of the row."""
NAME, PLACE = 0.8, 0.85
"""How alike two names must be that neither holds the other."""
SLACK, MARGIN = 0.05, 0.02
"""How far a floor may lie under what is reached, and how far a new one is put under it."""
AROUND = 160
"""Code points shown on each side of a quote."""
FIELDS = {
    "measures": "indicator role qualifier min max unit basis kind",
    "dates": "kind date",
    "events": "start place country",
    "organisations": "name role",
}
"""What every label of a table has to say."""


class NoLabels(Exception):
    """The folder of labels is empty, or a label file is not what it should be."""


class BadFloors(Exception):
    """The file of collections and floors is not what it should be."""


@dataclass(frozen=True)
class Evaluation:
    """Figures, and what they are made of.

    documents  how many labelled documents
    figures    one row for each table and part: table, by (`all`, `language`, or for measures `indicator`),
               part (`all`, a language code, an indicator), right, missed, spurious, precision, recall, f1
               (shares; missing where nothing is labelled or found)
    checks     one row for each of: qualifier, basis and kind of the measures that are right; language of the
               documents; rows whose quote stands in the text where they say; documents without any labelled
               measure that give none; figures that no statement claims and whose reason is known. Columns:
               check, right, all (counts)
    faults     one row for each label missed and each spurious row: what (`missed`, `spurious`), document,
               table, said, sentence (the words around it)
    """

    documents: int
    figures: pd.DataFrame
    checks: pd.DataFrame
    faults: pd.DataFrame


@dataclass(frozen=True)
class Labelled:
    """A collection of labelled documents: which of those in a folder, and what is known to be reached.

    of_three  of every three documents in the order of their label files, which ones belong to it: 1, 2, 3
    hidden    kept out of sight: its figures are told, its documents and their faults are not
    weight    how strongly it teaches the second opinion (`rodiklis train`); 0 for not at all
    margin    how far under what is reached its floors are put
    described what its file says of it, but for the floors
    """

    name: str
    gold: Path
    raw: Path
    of_three: tuple[int, ...] = (1, 2, 3)
    hidden: bool = False
    weight: float = 1.0
    margin: float = MARGIN
    floors: Floors = field(default_factory=dict)
    described: Item = field(default_factory=dict)

    def labels(self) -> dict[str, Item]:
        """Its documents' labels. Raises NoLabels."""
        return {
            document: label
            for position, (document, label) in enumerate(labels(self.gold).items())
            if position % 3 + 1 in self.of_three
        }


def labels(folder: Path) -> dict[str, Item]:
    """Document name (the stem of its file) -> labels, in the order of the label files. Raises NoLabels."""
    read: dict[str, Item] = {}
    for file in sorted(folder.glob("*.json")):
        try:
            label = json.loads(file.read_text(encoding="utf-8"))
            _require(label)
            read[_stem(label.get("file") or f"{label['document']}.txt")] = label
        except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
            lacks = f"it lacks {error}" if isinstance(error, KeyError) else error
            raise NoLabels(f"{file} is no label file: {lacks}. Mend it, or take it away.") from None
    if not read:
        raise NoLabels(f"{folder} holds no label files (*.json): name the folder that has them.")
    return read


def _require(label: Item) -> None:
    """Raise KeyError with what a label file lacks."""
    for key in ("document", "language", *FIELDS, "countries", "places"):
        label[key]
    for table, fields in FIELDS.items():
        for item in label[table]:
            for key in fields.split():
                item[key]


def evaluate(gold: Path, raw: Path, names: Collection[str] | None = None) -> Evaluation:
    """Read and extract the documents of `raw` that have labels in `gold`, and compare.

    names  take these documents alone (stems of file names)

    Raises NoLabels, and NothingToRead where `raw` holds no documents.
    """
    from pipeline.read import read

    wanted = {name: label for name, label in labels(gold).items() if names is None or name in names}
    return _measured(wanted, read(raw)[0])


def evaluate_collections(collections: Iterable[Labelled]) -> dict[str, Evaluation]:
    """Collection name -> its figures. Raises NoLabels and NothingToRead."""
    from pipeline.read import read

    documents: dict[Path, pd.DataFrame] = {}
    measured = {}
    for one in collections:
        if one.raw not in documents:
            documents[one.raw] = read(one.raw)[0]
        measured[one.name] = _measured(one.labels(), documents[one.raw])
    return measured


def _measured(gold: Mapping[str, Item], documents: pd.DataFrame) -> Evaluation:
    from pipeline.extract import extract_documents

    labelled = documents[documents["document_id"].map(lambda name: _stem(name) in gold)]
    return compare(gold, labelled, extract_documents(labelled))


def compare(
    gold: Mapping[str, Item], documents: pd.DataFrame, statements: Mapping[str, pd.DataFrame]
) -> Evaluation:
    """Compare labels with the tables that `extract_documents` gives for `documents`.

    A labelled document that is not among `documents` is all missed; one without labels is left out.
    """
    import pandas as pd

    found = {name: _by_document(frame) for name, frame in statements.items()}
    stored = {_stem(row["document_id"]): row for row in documents.to_dict("records")}
    counts: dict[tuple[str, str, str], list[int]] = {}
    checks = {
        check: [0, 0]
        for check in (
            *AGREEING,
            "language",
            "rows grounded",
            "negatives silent",
            "unclaimed figures explained",
        )
    }
    faults: list[dict[str, str]] = []
    for document, label in gold.items():
        own = {name: rows.get(document, []) for name, rows in found.items()}
        text = stored[document]["text"] if document in stored else ""
        _check(checks["language"], [document in stored and stored[document]["language"] == label["language"]])
        _check(checks["rows grounded"], (_grounded(row, text) for name in own for row in own[name]))
        if not label[MEASURES]:
            _check(checks["negatives silent"], [not own[MEASURES]])
        unclaimed = own.get("unclaimed_numbers", [])
        _check(checks["unclaimed figures explained"], (row["reason"] != "unknown" for row in unclaimed))
        for table in TABLES:
            pairs, missed, spurious = paired(
                _wanted(table, label), _got(table, own), MATCHES[table], _agreeing
            )
            for by, part in ((ALL, ALL), ("language", label["language"])):
                _count(counts, (table, by, part), len(pairs), len(missed), len(spurious))
            if table == MEASURES:
                for position, items in enumerate(([one for one, _ in pairs], missed, spurious)):
                    for one in items:
                        counts.setdefault((table, "indicator", one["indicator"]), [0, 0, 0])[position] += 1
                _compare_fields(checks, pairs)
            if table != VALUES:
                faults += [_fault("missed", document, table, one, text) for one in missed]
                faults += [_fault("spurious", document, table, one, text) for one in spurious]
    figures = [
        {"table": table, "by": by, "part": part, "right": right, "missed": missed, "spurious": spurious}
        | ratios(right, missed, spurious)
        for (table, by, part), (right, missed, spurious) in sorted(
            counts.items(), key=lambda item: (TABLES.index(item[0][0]), BY.index(item[0][1]), item[0][2])
        )
    ]
    return Evaluation(
        len(gold),
        pd.DataFrame(figures),
        pd.DataFrame([{"check": check, "right": right, "all": of} for check, (right, of) in checks.items()]),
        pd.DataFrame(faults, columns=["what", "document", "table", "said", "sentence"]),
    )


def metrics_of(evaluation: Evaluation) -> dict[str, Any]:
    """The figures as nested numbers for a metrics file: `all`, languages, indicators -> table -> shares."""
    metrics: dict[str, Any] = {"documents": evaluation.documents, ALL: {}, "language": {}, "indicator": {}}
    for row in evaluation.figures.to_dict("records"):
        shares = {key: round(row[key], 4) for key in ("precision", "recall", "f1") if row[key] == row[key]}
        if row["by"] == ALL:
            metrics[ALL][row["table"]] = shares
        elif row["by"] == "language":
            metrics["language"].setdefault(row["part"], {})[row["table"]] = shares
        else:
            metrics["indicator"][row["part"]] = shares
    metrics["checks"] = {
        row["check"]: round(row["right"] / row["all"], 4)
        for row in evaluation.checks.to_dict("records")
        if row["all"]
    }
    return metrics


def collections(file: Path) -> list[Labelled]:
    """The collections that a file of floors describes, their folders relative to it. Raises BadFloors."""
    try:
        described = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadFloors(f"{file} is not there: name the file of collections and floors.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFloors(f"{file} is no TOML: {error}. Mend that line.") from None
    known = []
    for name, one in described.items():
        try:
            known.append(
                Labelled(
                    name,
                    (file.parent / one["gold"]).resolve(),
                    (file.parent / one["raw"]).resolve(),
                    tuple(one.get("of_three", (1, 2, 3))),
                    bool(one.get("hidden", False)),
                    float(one.get("weight", 0.0 if one.get("hidden") else 1.0)),
                    float(one.get("margin", MARGIN)),
                    {figure: one.get(figure, {}) for figure in PINNED_FIGURES},
                    {key: value for key, value in one.items() if key not in PINNED_FIGURES},
                )
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadFloors(
                f"{file}: the collection {name} is not described well ({error}). It needs gold and raw, "
                "the folders of its labels and documents."
            ) from None
    if not known:
        raise BadFloors(f"{file} describes no collection: begin with one, like [own] with gold and raw.")
    return known


def chosen(
    known: Iterable[Labelled], names: Collection[str] = (), gold: Path | None = None, raw: Path | None = None
) -> list[Labelled]:
    """Those of these names and folders; without either, all. Raises BadFloors where none is left."""
    known = list(known)
    for name in names:
        if name not in {one.name for one in known}:
            raise BadFloors(f"No collection is named {name}: there are {', '.join(o.name for o in known)}.")
    left = [
        one
        for one in known
        if (not names or one.name in names)
        and (gold is None or one.gold == gold.resolve())
        and (raw is None or one.raw == raw.resolve())
    ]
    if not left:
        raise BadFloors(
            f"No collection has its labels in {gold} and its documents in {raw}: describe it first."
        )
    return left


def reached(evaluation: Evaluation) -> Floors:
    """Precision and recall by part (`all` or language) and table, where there is something to count."""
    found: Floors = {figure: {} for figure in PINNED_FIGURES}
    for row in evaluation.figures.to_dict("records"):
        if row["by"] != "indicator" and row["table"] in PINNED:
            for figure in PINNED_FIGURES:
                if row[figure] == row[figure]:
                    found[figure].setdefault(row["part"], {})[row["table"]] = row[figure]
    return found


def broken(floors: Floors, evaluation: Evaluation) -> list[str]:
    """One sentence for each floor that is not reached, lies too far under what is reached, or is wanting."""
    sentences = []
    now = reached(evaluation)
    for figure in PINNED_FIGURES:
        was = floors.get(figure, {})
        for part in sorted({*was, *now[figure]}):
            for table in PINNED:
                floor, is_now = was.get(part, {}).get(table), now[figure].get(part, {}).get(table)
                of = f"{figure} of {table}, {part}:"
                if floor is None and is_now is not None:
                    sentences.append(f"{of} {is_now:.3f} has no floor yet.")
                elif is_now is None and floor is not None:
                    sentences.append(f"{of} has a floor of {floor:.2f}, but nothing to count any more.")
                elif floor is not None and is_now is not None:
                    if is_now < floor:
                        sentences.append(f"{of} {is_now:.3f} is below its floor of {floor:.2f}.")
                    elif is_now - floor > SLACK:
                        sentences.append(
                            f"{of} the floor of {floor:.2f} lies far under {is_now:.3f}: raise it."
                        )
    return sentences


HEAD = """\
The least that the extraction must reach on labelled documents: precision and recall by collection, language
and table. A test fails where a figure falls below its floor, and where a floor lies more than 0.05 under
what is reached. `rodiklis evaluate --floors tests/floors.toml` shows the figures; with `--write-floors` it
sets the floors anew. A lowered floor needs its reason in review.

Each collection says where its labels (gold) and documents (raw) are; of every three documents, which belong
to it; whether it is hidden, kept out of sight while rules are written; with what weight it teaches the second
opinion; and by what margin floors are put under what is reached."""


def write_floors(file: Path, known: Iterable[Labelled], measured: Mapping[str, Evaluation]) -> list[str]:
    """Set the floors of the measured collections a little under what is reached, keep the others.

    Returns a sentence for each floor that went down.
    """
    lowered = []
    lines = [f"# {line}" if line else "" for line in HEAD.splitlines()]
    for one in known:
        floors = one.floors
        if one.name in measured:
            floors = _under(reached(measured[one.name]), one.margin)
            lowered += [
                f"{one.name}, {figure} of {table}, {part}: {was:.2f}, now {floors[figure][part][table]:.2f}."
                for figure, parts in one.floors.items()
                for part, tables in parts.items()
                for table, was in tables.items()
                if floors.get(figure, {}).get(part, {}).get(table, math.inf) < was
            ]
        lines += [
            "",
            f"[{one.name}]",
            *(f"{key} = {json.dumps(value)}" for key, value in one.described.items()),
        ]
        for figure in PINNED_FIGURES:
            lines += ["", f"[{one.name}.{figure}]"]
            for part in sorted(floors.get(figure, {}), key=lambda part: (part != ALL, part)):
                cells = ", ".join(f"{table} = {least:.2f}" for table, least in floors[figure][part].items())
                lines.append(f"{part} = {{ {cells} }}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lowered


def _under(figures: Floors, margin: float) -> Floors:
    """Each figure less the margin, cut to two places."""
    return {
        figure: {
            part: {
                table: max(0.0, math.floor(round((share - margin) * 100, 6)) / 100)
                for table, share in tables.items()
            }
            for part, tables in parts.items()
        }
        for figure, parts in figures.items()
    }


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
    VALUES: lambda label, row: label["indicator"] == row["indicator"] and _same_value(label, row),
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
    return label[MEASURES if table == VALUES else table]


def _got(table: str, found: Mapping[str, list[Item]]) -> list[Item]:
    if table in ("countries", "places"):
        kind = "country" if table == "countries" else "settlement"
        return [row for row in found["places"] if row["kind"] == kind]
    return found[MEASURES if table == VALUES else table]


def _compare_fields(checks: dict[str, list[int]], pairs: list[tuple[Item, Item]]) -> None:
    for label, row in pairs:
        for key, column in AGREEING.items():
            if key != "kind" or label["indicator"] == "budget":
                _check(checks[key], [label[key] == row[column]])


def _check(count: list[int], answers: Iterable[bool]) -> None:
    for answer in answers:
        count[0] += bool(answer)
        count[1] += 1


def _grounded(row: Item, text: str) -> bool:
    quote = row.get("quote")
    return bool(quote) and text[int(row["quote_start"]) : int(row["quote_end"])] == quote


def _fault(what: str, document: str, table: str, item: Item, text: str) -> dict[str, str]:
    unsaid = ("sentence", "document_id", "quote_start", "quote_end", "rule", "optional", "doubts")
    said = ", ".join(
        f"{key} {value}"
        for key, value in item.items()
        if value is not None and key not in unsaid and not key.endswith("_id")
    )
    sentence = item.get("sentence") or _around(item, text)
    return {"what": what, "document": document, "table": table, "said": said, "sentence": sentence}


def _around(item: Item, text: str) -> str:
    """The line with the quote (or the first of the names), as far as it is near; empty without one."""
    quote = item.get("quote") or str(item.get("name", "")).split("|")[0]
    start = int(item["quote_start"]) if "quote_start" in item else text.find(quote) if quote else -1
    if start < 0:
        return ""
    end = start + len(quote)
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    newline = text.find("\n", end)
    last = min(newline if newline >= 0 else len(text), end + AROUND)
    return text[first:last].strip()


def _count(counts: dict[tuple[str, str, str], list[int]], key: tuple[str, str, str], *more: int) -> None:
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
