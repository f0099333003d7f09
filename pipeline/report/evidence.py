"""The evidence view: every document's text with its statements marked, as one page that works from a file.

Text from documents is data. It travels as JSON in an element that no browser runs, and the page's own script
puts it in place as text nodes, never as markup; a content security policy forbids any script but that one.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.report.masking import mask
from pipeline.report.portfolio import Portfolio
from pipeline.report.reader import (
    BUDGET_KINDS,
    DATE_KINDS,
    DOUBTS,
    INDICATORS,
    N_,
    ORGANISATION_ROLES,
    ROLES,
    TABLES,
    UNCLAIMED,
    Reader,
    missing,
    report_languages,
)
from pipeline.report.wording import finding_in_words

TEMPLATES = Path(__file__).parent / "templates"
MARKED = {
    "measures": "measure_id",
    "dates": "date_id",
    "events": "event_id",
    "organisations": "organisation_id",
    "places": "place_id",
}
MOST_DOCUMENTS = 2000  # beyond, a browser would have to hold more than it should: the tables have them all
# Words of the page itself, said in the language that its address asks for.
WORDS = {
    "title": N_("Evidence: every number in its sentence"),
    "back": N_("Back to the summary"),
    "language": N_("Language"),
    "filters": N_("Choose what to see"),
    "statements": N_("Statements"),
    "document": N_("Document"),
    "all_documents": N_("All documents"),
    "table": N_("Kind of statement"),
    "indicator": N_("Indicator"),
    "role": N_("Role"),
    "finding": N_("Finding"),
    "search": N_("Words in the quote"),
    "any": N_("any"),
    "none": N_("Nothing fits this choice."),
    "showing": N_("{shown} of {all} statements"),
    "more": N_("Show more"),
    "reset": N_("Show everything"),
    "text": N_("Text of the document"),
    "rule": N_("Rule"),
    "doubts": N_("Doubts"),
    "project": N_("Project"),
    "source": N_("Source"),
    "read_on": N_("read on"),
    "published": N_("published"),
    "not_known": N_("not known"),
    "selected": N_("Selected statement"),
    "missing": N_("This page has nothing under the address that was followed."),
    "masked": N_(
        "E-mail addresses and telephone numbers are covered with dots; the stored text keeps its length."
    ),
    "unclaimed": N_("Figure that no rule claimed"),
    "legend": N_("Marks"),
    "outcome": N_("Result brought by an evaluator"),
    "outcome_note": N_("This result comes from an evaluator's file, not from a document"),
    "left_out": N_("{number} more documents are not on this page; their rows are in the tables."),
    "script": N_("This page needs its own script, which a browser setting has switched off."),
}


def evidence_page(portfolio: Portfolio, language: str = "en") -> str:
    """The whole page as HTML; `?lang=lt` in its address chooses another language of the report."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    script = (TEMPLATES / "evidence.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    from markupsafe import Markup

    return environment.get_template("evidence.html").render(
        reader=Reader(language),
        words={key: Reader(language).text(words) for key, words in WORDS.items()},
        script=Markup(script),
        digest=digest,
        data=Markup(embedded(evidence_data(portfolio, language))),
        css=Markup((TEMPLATES / "evidence.css").read_text(encoding="utf-8")),
    )


def embedded(data: Any) -> str:
    """JSON that is safe inside a script element: nothing in it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return (
        text.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def evidence_data(portfolio: Portfolio, language: str = "en") -> dict[str, Any]:
    """All that the page shows, in plain values.

    Statements hold `[start, end)` in UTF-16 units, as browsers count, of their document's text.
    """
    readers = {code: Reader(code) for code in report_languages()}
    documents, place_of, offsets = _documents(portfolio)
    statements = _statements(portfolio, readers, place_of, offsets)
    return {
        "language": language,
        "languages": {code: reader.own_name for code, reader in readers.items()},
        "words": {
            code: {key: reader.text(words) for key, words in WORDS.items()}
            for code, reader in readers.items()
        },
        "names": {
            code: {
                "table": {
                    key: reader.name(TABLES, key) for key in [*MARKED, "unclaimed_numbers", "outcomes"]
                },
                "indicator": {key: reader.name(INDICATORS, key) for key in INDICATORS},
                "role": {
                    **{key: reader.name(ORGANISATION_ROLES, key) for key in ORGANISATION_ROLES},
                    **{key: reader.name(DATE_KINDS, key) for key in DATE_KINDS},
                    **{key: reader.name(ROLES, key) for key in ROLES},
                },
            }
            for code, reader in readers.items()
        },
        "documents": documents,
        "left_out": max(len(portfolio.tables["documents"]) - MOST_DOCUMENTS, 0),
        "statements": statements,
        "findings": _findings(portfolio, readers),
        "projects": {
            row.project_id: [portfolio.titles[row.project_id], list(row.documents)]
            for row in portfolio.tables["projects"].itertuples()
        },
    }


def _documents(portfolio: Portfolio) -> tuple[list[dict[str, Any]], dict[str, int], list[list[int] | None]]:
    unclaimed = portfolio.tables["unclaimed_numbers"]
    phones: dict[str, list[tuple[int, int]]] = {}
    for row in unclaimed[unclaimed["reason"] == "phone"].itertuples():
        phones.setdefault(row.document_id, []).append((row.quote_start, row.quote_end))
    documents: list[dict[str, Any]] = []
    place_of: dict[str, int] = {}
    offsets: list[list[int] | None] = []
    for row in (
        portfolio.tables["documents"].sort_values("document_id").head(MOST_DOCUMENTS).to_dict("records")
    ):
        text = mask(row["text"], phones.get(row["document_id"], ()))
        place_of[row["document_id"]] = len(documents)
        offsets.append(_utf16(text))
        address = row["source_url"]
        documents.append(
            {
                "id": row["document_id"],
                "title": None if missing(row["title"]) else mask(row["title"]),
                "language": None if missing(row["language"]) else row["language"],
                "publisher": None if missing(row["publisher"]) else row["publisher"],
                # Only web addresses become links: people write the cards, and javascript: is an address.
                "url": address
                if not missing(address) and str(address).startswith(("https://", "http://"))
                else None,
                "read_on": None if missing(row["read_on"]) else row["read_on"],
                "published": None if missing(row["published"]) else row["published"],
                "text": text,
            }
        )
    return documents, place_of, offsets


def _utf16(text: str) -> list[int] | None:
    """Code point -> UTF-16 unit; None where they are the same throughout."""
    if text.isascii() or max(text) <= "\uffff":
        return None
    table, place = [], 0
    for letter in text:
        table.append(place)
        place += 2 if letter > "\uffff" else 1
    return [*table, place]


def _statements(
    portfolio: Portfolio,
    readers: dict[str, Reader],
    place_of: dict[str, int],
    offsets: list[list[int] | None],
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for table, key in [*MARKED.items(), ("unclaimed_numbers", "")]:
        for row in portfolio.tables[table].to_dict("records"):
            if row["document_id"] not in place_of:
                continue
            place = place_of[row["document_id"]]
            start, end = row["quote_start"], row["quote_end"]
            map_ = offsets[place]
            found.append(
                {
                    "id": row[key] if key else f"u-{place}-{start}",
                    "d": place,
                    "s": map_[start] if map_ else start,
                    "e": map_[end] if map_ else end,
                    "t": table,
                    "i": row.get("indicator"),
                    "r": row["role"]
                    if table in ("measures", "organisations")
                    else row.get("kind")
                    if table == "dates"
                    else None,
                    "q": mask(row["quote"], [(0, len(row["quote"]))] if row.get("reason") == "phone" else ()),
                    "p": None if missing(row.get("project_id")) else row["project_id"],
                    "rule": row.get("rule"),
                    "w": {code: _in_words(reader, table, row) for code, reader in readers.items()},
                    "x": {code: _doubts(reader, row.get("doubts")) for code, reader in readers.items()}
                    if not missing(row.get("doubts"))
                    else None,
                }
            )
    for row in portfolio.tables["outcomes"].to_dict("records"):
        source = str(row["source"])
        found.append(
            {
                "id": row["outcome_id"],
                "d": None,
                "t": "outcomes",
                "i": row["indicator"],
                "r": "actual",
                "q": mask("" if missing(row["what"]) else row["what"]),
                "p": row["project_id"],
                "rule": f"{row['file']}:{row['line']}",
                "url": source if source.startswith(("https://", "http://")) else None,
                "source": mask(source),
                "w": {code: _in_words(reader, "outcomes", row) for code, reader in readers.items()},
                "x": None,
            }
        )
    order = {name: place for place, name in enumerate([*MARKED, "outcomes", "unclaimed_numbers"])}
    found.sort(
        key=lambda row: (
            len(place_of) if row["d"] is None else row["d"],
            row.get("s", 0),
            order[row["t"]],
            row["id"],
        )
    )
    return [{key: value for key, value in row.items() if value is not None} for row in found]


def _in_words(reader: Reader, table: str, row: dict[str, Any]) -> str:
    """What a row says, in one line."""
    if table in ("measures", "outcomes"):
        value = reader.interval(
            row["qualifier"], row["value_min"], row["value_max"], row["unit"], row.get("basis")
        )
        kind = row.get("budget_kind")
        name = reader.name(BUDGET_KINDS, kind) if row["indicator"] == "budget" and not missing(kind) else None
        parts = [
            reader.name(INDICATORS, row["indicator"]),
            name,
            reader.name(ROLES, row.get("role", "actual")),
            value,
        ]
        return ", ".join(part for part in parts if part)
    if table == "dates":
        return f"{reader.name(DATE_KINDS, row['kind'])}: {reader.date(row['date'])}"
    if table == "events":
        when = [reader.date(row[name]) for name in ("start_date", "end_date") if not missing(row[name])]
        parts = [
            None if missing(row["title"]) else mask(row["title"]),
            row["place"],
            " – ".join(dict.fromkeys(when)) or None,
            reader.text("online") if row["online"] else None,
        ]
        return ", ".join(str(part) for part in parts if not missing(part))
    if table == "organisations":
        return f"{row['name']}, {reader.name(ORGANISATION_ROLES, row['role'])}"
    if table == "places":
        if row["kind"] == "country" and not missing(row["country"]):
            return reader.text("Country: {name}", name=reader.country(row["country"]))
        return reader.text("Place: {name}", name=row["name"])
    return f"{reader.text(WORDS['unclaimed'])}: {reader.name(UNCLAIMED, row['reason'])}"


def _doubts(reader: Reader, codes: Any) -> str | None:
    if missing(codes):
        return None
    return "; ".join(reader.name(DOUBTS, code) for code in str(codes).split(";") if code)


def _findings(portfolio: Portfolio, readers: dict[str, Reader]) -> list[dict[str, Any]]:
    return [
        {
            "id": row["finding_id"],
            "severity": row["severity"],
            "check": row["check"],
            "document": None if missing(row["document_id"]) else row["document_id"],
            "evidence": list(row["evidence"]),
            "w": {code: mask(finding_in_words(reader, row)) for code, reader in readers.items()},
        }
        for row in portfolio.findings().to_dict("records")
    ]
