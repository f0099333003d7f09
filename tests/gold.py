"""The labelled documents as tables of the contract's shape, so that stages after extraction can be tested
alone.

Nothing is extracted here: every row comes from a label, its span from where the label's quote stands in the
text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd

TESTS = Path(__file__).parent
CORPUS = TESTS / "corpus"
SEEDS = TESTS / "seeds"
RAW = TESTS.parent / "data" / "raw"
HELD_OUT = frozenset(
    [
        "de-001",
        "en-002",
        "en-007",
        "en-011",
        "fr-001",
        "hr-002",
        "hu-005",
        "hu-008",
        "hu-012",
        "lt-002",
        "lt-006",
        "lt-011",
        "lt-015",
        "lv-003",
        "pl-003",
        "ro-003",
    ]
)
"""Kept out of sight while the rules are written; only the last test of a stage may read them."""

Frames = dict[str, pd.DataFrame]
MEASURES = [
    "measure_id",
    "document_id",
    "indicator",
    "role",
    "qualifier",
    "value_min",
    "value_max",
    "unit",
    "basis",
    "budget_kind",
    "audience",
    "sentence",
    "doubts",
    "quote",
    "quote_start",
    "quote_end",
    "rule",
]
DATES = ["date_id", "document_id", "kind", "date", "precision", "quote", "quote_start", "quote_end", "rule"]
EVENTS = [
    "event_id",
    "document_id",
    "title",
    "place",
    "country",
    "start_date",
    "end_date",
    "online",
    "quote",
    "quote_start",
    "quote_end",
    "rule",
]
ORGANISATIONS = [
    "organisation_id",
    "document_id",
    "name",
    "role",
    "quote",
    "quote_start",
    "quote_end",
    "rule",
]
PLACES = ["place_id", "document_id", "name", "kind", "country", "quote", "quote_start", "quote_end", "rule"]
TITLES = ["document_id", "title", "quote", "quote_start", "quote_end", "rule"]
UNCLAIMED = ["document_id", "sentence", "reason", "quote", "quote_start", "quote_end", "rule"]


def identifier(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


@cache
def labels(name: str) -> tuple[dict, str, str]:
    """The labels of one document, its identifier (file name) and its text."""
    if name.startswith("seed"):
        gold = json.loads((SEEDS / f"{name}.json").read_text(encoding="utf-8"))
        path = RAW / "documents" / gold["file"]
    else:
        gold = json.loads((CORPUS / "gold" / f"{name}.json").read_text(encoding="utf-8"))
        path = CORPUS / "text" / f"{name}.txt"
    return gold, path.name, path.read_bytes().decode("utf-8")


def names(held_out: bool = False, seeds: bool = True) -> list[str]:
    found = sorted(path.stem for path in (CORPUS / "gold").glob("*.json"))
    found = [name for name in found if held_out or name not in HELD_OUT]
    return found + (sorted(path.stem for path in SEEDS.glob("*.json")) if seeds else [])


class Spans:
    """Where quotes stand in a text; a quote labelled twice is looked for a second time."""

    def __init__(self, text: str):
        self.text, self.seen = text, Counter()

    def of(self, quote: str) -> dict:
        start = self.text.find(quote, self.seen[quote])
        if start < 0:
            start = self.text.find(quote)
        if start < 0:
            stem = quote
            while len(stem) > 3 and self.text.casefold().find(stem.casefold()) < 0:
                stem = stem[:-1]
            start = max(self.text.casefold().find(stem.casefold()), 0)
            end = re.compile(r"\w+").match(self.text, start)
            quote = self.text[start : end.end() if end else start + 1]
        else:
            self.seen[quote] = start + 1
        end = start + len(quote)
        return {"quote": self.text[start:end], "quote_start": start, "quote_end": end, "rule": "label"}

    def sentence(self, span: dict) -> str:
        start = self.text.rfind("\n", 0, span["quote_start"]) + 1
        end = self.text.find("\n", span["quote_end"])
        line = self.text[start : end if end >= 0 else None]
        offset = span["quote_start"] - start
        for part in re.finditer(r".*?(?:[.!?](?=\s+\w)(?<!\d\.)|$)", line):
            if part.start() <= offset < part.end():
                return part.group().strip()
        return line.strip()


def audience(quote: str) -> str | None:
    """The counted noun, roughly: the words behind the last digit, or behind the first word."""
    behind = re.split(r"\d", quote)[-1] if re.search(r"\d", quote) else " ".join(quote.split()[1:])
    words = re.findall(r"[^\W\d_]{3,}", behind)
    return " ".join(words) or None


def frames(chosen: list[str]) -> tuple[pd.DataFrame, Frames]:
    """(documents, statements by table) of the chosen documents, in the shape of the stages read and
    extract."""
    documents, rows = (
        [],
        {name: [] for name in ("measures", "dates", "events", "organisations", "places", "titles")},
    )
    for name in chosen:
        gold, document, text = labels(name)
        spans = Spans(text)
        first = next((line.strip() for line in text.splitlines() if line.strip()), None)
        published = next((d["date"] for d in gold["dates"] if d["kind"] in ("published", "updated")), None)
        documents.append(
            {
                "document_id": document,
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
                "media_type": "text/plain",
                "language": gold["language"],
                "title": first,
                "published": published if published and len(published) == 10 else None,
                "text": text,
                "characters": len(text),
                "source_url": None,
                "publisher": None,
                "read_on": None,
            }
        )
        if gold["title"]:
            rows["titles"].append(
                {"document_id": document, "title": gold["title"], **spans.of(gold["title"])}
            )
        for m in gold["measures"]:
            span = spans.of(m["quote"])
            key = [document, "measures", span["quote_start"], m["indicator"], m["role"], m["min"], m["max"]]
            rows["measures"].append(
                {
                    "measure_id": identifier(*key),
                    "document_id": document,
                    **{column: m[column] for column in ("indicator", "role", "qualifier", "unit", "basis")},
                    "value_min": m["min"],
                    "value_max": m["max"],
                    "budget_kind": m["kind"],
                    "audience": None if m["indicator"] == "budget" else audience(m["quote"]),
                    "sentence": spans.sentence(span),
                    "doubts": None,
                    **span,
                }
            )
        for d in gold["dates"]:
            span = spans.of(d["quote"])
            precision = {4: "year", 7: "month", 10: "day"}.get(len(d["date"]), "day")
            key = [document, "dates", span["quote_start"], d["kind"], d["date"]]
            row = {"date_id": identifier(*key), "document_id": document, "kind": d["kind"], "date": d["date"]}
            rows["dates"].append({**row, "precision": precision, **span})
        for e in gold["events"]:
            span = spans.of(e["quote"])
            row = {
                "event_id": identifier(document, "events", span["quote_start"], e["title"]),
                "document_id": document,
            }
            row |= {column: e[column] for column in ("title", "place", "country", "online")}
            rows["events"].append({**row, "start_date": e["start"], "end_date": e["end"], **span})
        for o in gold["organisations"]:
            written, span = o["name"].split("|")[0], spans.of(o["name"].split("|")[0])
            role = "partner" if o["role"] == "*" else o["role"].split("|")[0]
            row = {
                "organisation_id": identifier(document, "organisations", written, role),
                "document_id": document,
            }
            rows["organisations"].append({**row, "name": written, "role": role, **span})
        for code in gold["countries"]:
            row = {
                "place_id": identifier(document, "places", "country", code),
                "document_id": document,
                "name": code,
            }
            rows["places"].append({**row, "kind": "country", "country": code, **spans.of(code)})
        for place in gold["places"]:
            written = place.split("|")[0]
            row = {
                "place_id": identifier(document, "places", written),
                "document_id": document,
                "name": written,
            }
            rows["places"].append({**row, "kind": "settlement", "country": None, **spans.of(written)})
    columns = {
        "measures": MEASURES,
        "dates": DATES,
        "events": EVENTS,
        "organisations": ORGANISATIONS,
        "places": PLACES,
        "titles": TITLES,
    }
    statements = {name: frame(rows[name], columns[name]) for name in rows}
    statements["unclaimed_numbers"] = frame([], UNCLAIMED)
    return frame(documents, list(documents[0])), statements


def frame(rows: list[dict], columns: list[str]) -> pd.DataFrame:
    """Rows in the contract's types: text is `str`, open ends are NaN, spans are integers."""
    built = pd.DataFrame(rows, columns=columns)
    for column in columns:
        if column in ("value_min", "value_max"):
            built[column] = built[column].astype("float64")
        elif column in ("quote_start", "quote_end", "characters"):
            built[column] = built[column].astype("int64")
        elif column == "online":
            built[column] = built[column].astype(bool)
        else:
            built[column] = built[column].astype("str")
    return built
