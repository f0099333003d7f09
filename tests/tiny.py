"""Tiny tables for tests of SQL, written as TOML below tests/sql: only what matters, the rest is filled in."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.schemas import TABLES, conform, empty
from pipeline.vocabulary import UNITS

CASES = Path(__file__).parent / "sql"


def case(path: Path) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    """(the case as written, its tables in the contract's shape)."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    return written, tables(written)


def tables(written: dict[str, Any]) -> dict[str, pd.DataFrame]:
    rows: dict[str, list[dict]] = {name: [] for name in TABLES}
    step = 20 if written.get("near") else 1000
    for place, row in enumerate(written.get("measures", [])):
        value = _value(row["value"])
        indicator = row.get("indicator", "participants")
        unit = row.get("unit") or UNITS[indicator][0]
        filled = {
            "measure_id": row["id"],
            "indicator": indicator,
            "role": row["role"],
            "unit": unit,
            "basis": row.get("basis", "total"),
            "budget_kind": row.get("kind"),
            "audience": row.get("noun"),
            "sentence": row.get("sentence", row["id"]),
            **value,
        }
        rows["measures"].append(filled | _span(row, row["id"], step * (place + 1)))
    for place, row in enumerate(written.get("dates", [])):
        precision = {4: "year", 7: "month", 10: "day"}[len(row["date"])]
        filled = {"date_id": row["id"], "kind": row["kind"], "date": row["date"], "precision": precision}
        rows["dates"].append(filled | _span(row, row["id"], 10 + place))
    for row in written.get("organisations", []):
        filled = {"organisation_id": row["id"], "name": row["name"], "role": row["role"]}
        rows["organisations"].append(filled | _span(row, row["id"], 5))
    for place, row in enumerate(written.get("places", [])):
        filled = {"place_id": row["id"], "name": row["name"], "kind": row.get("kind", "settlement")}
        rows["places"].append(filled | {"country": row.get("country")} | _span(row, row["id"], 5 + place))
    for place, row in enumerate(written.get("unclaimed_numbers", [])):
        rows["unclaimed_numbers"].append({"sentence": "s", "reason": row["reason"]} | _span(row, "7", place))
    for place, row in enumerate(written.get("outcomes", [])):
        indicator = row.get("indicator", "partners")
        filled = {"outcome_id": row["id"], "project_id": row["project"], "indicator": indicator}
        filled |= {"unit": row.get("unit") or UNITS[indicator][0], "what": row.get("what")}
        filled |= {"period_start": row.get("period_start"), "period_end": row.get("period_end")}
        filled |= {"as_of": row.get("as_of"), "source": "report", "file": "o.csv", "line": place + 2}
        rows["outcomes"].append(filled | _value(row["value"]))
    for row in written["projects"]:
        documents = row.get("documents", ["a.txt"])
        filled = {"project_id": row["id"], "title": row.get("title", row["id"]), "documents": documents}
        filled |= {"kind": row.get("kind", "project"), "start_date": row.get("start")}
        rows["projects"].append(filled | {"end_date": row.get("end")})
        if "end" in row:
            end = {"date_id": f"end of {row['id']}", "kind": "end", "date": row["end"], "precision": "day"}
            rows["dates"].append(end | _span({"project": row["id"], "document": documents[0]}, row["end"], 9))
    languages, texts = written.get("languages", {}), written.get("texts", {})
    named = {row["document_id"] for name in rows for row in rows[name] if "document_id" in row}
    for name in sorted(named | set(languages)):
        text = texts.get(name, "")
        digest = hashlib.sha256(name.encode()).hexdigest()
        filled = {"document_id": name, "sha256": digest, "media_type": "text/plain"}
        filled |= {"language": languages.get(name, "en") or None, "text": text, "characters": len(text)}
        rows["documents"].append(filled)
    return {name: conform(name, pd.DataFrame(rows[name])) if rows[name] else empty(name) for name in TABLES}


def _value(text: str) -> dict[str, Any]:
    word, *ends = text.split()
    numbers = [float(end) for end in ends]
    low = None if word in ("at_most", "less_than") else numbers[0]
    high = None if word in ("at_least", "more_than") else numbers[-1]
    return {"qualifier": word, "value_min": low, "value_max": high}


def _span(row: dict, quote: str, start: int) -> dict[str, Any]:
    span = {"quote": quote, "quote_start": start, "quote_end": start + len(quote), "rule": "written"}
    return {"project_id": row["project"], "document_id": row.get("document", "a.txt"), **span}
