"""A small processed folder of our own for the tests of what people see.

Three documents: a youth project with targets, outcomes and money that closes; a page whose text tries to run
code; a plain note that states nothing. Spans come from the texts themselves.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from pipeline import aggregate
from pipeline.schemas import TABLES, conform, empty, write_table
from pipeline.vocabulary import identifier

YOUTH = (
    "Garden of voices\n"
    "The project runs from 1 March 2021 to 30 November 2022 in Šiauliai, Lithuania.\n"
    "At least 120 young people will take part in 8 workshops.\n"
    "By the end 143 young people had taken part.\n"
    "About 5 000 readers are expected to follow the diary.\n"
    "The project costs EUR 40 000: a grant of EUR 30 000 and EUR 10 000 of the town's own money.\n"
    "The closing fair takes place on 5 February 2023.\n"
    "Write to garden@example.org or call +370 600 12345.\n"
)
HOSTILE = (
    '🎻🎻 <script>window.ran = 1</script> </script><img src=x onerror="window.ran=2">\n'
    '<b>Between 30 and 40</b> singers were promised & "quoted" <!-- a comment -->.\n'
)
SILENT = "A note about spring.\n"
TITLES = {
    "youth.txt": "Garden of voices",
    "hostile.html": "<script>alert('title')</script> & choir",
    "silent.txt": "A note about spring",
}
TEXTS = {"youth.txt": YOUTH, "hostile.html": HOSTILE, "silent.txt": SILENT}
PROJECTS = {name: identifier("projects", name) for name in TEXTS}


def _span(document: str, quote: str) -> dict[str, Any]:
    start = TEXTS[document].index(quote)
    return {
        "project_id": PROJECTS[document],
        "document_id": document,
        "quote": quote,
        "quote_start": start,
        "quote_end": start + len(quote),
        "rule": "by hand",
    }


def _measure(
    document: str,
    quote: str,
    indicator: str,
    role: str,
    qualifier: str,
    low: Any,
    high: Any,
    unit: str,
    **more: Any,
) -> dict[str, Any]:
    text = TEXTS[document]
    sentence = next(line for line in text.splitlines() if quote in line)
    return {
        **_span(document, quote),
        "measure_id": identifier("measures", document, quote),
        "indicator": indicator,
        "role": role,
        "qualifier": qualifier,
        "value_min": low,
        "value_max": high,
        "unit": unit,
        "basis": "total",
        "budget_kind": None,
        "audience": None,
        "sentence": sentence,
        "doubts": None,
        **more,
    }


MEASURES = [
    _measure(
        "youth.txt",
        "At least 120 young people",
        "participants",
        "target",
        "at_least",
        120,
        None,
        "person",
        audience="young people",
    ),
    _measure(
        "youth.txt",
        "8 workshops",
        "events",
        "target",
        "exact",
        8,
        8,
        "event",
        audience="workshops",
        doubts="role by default",
    ),
    _measure(
        "youth.txt",
        "143 young people",
        "participants",
        "actual",
        "exact",
        143,
        143,
        "person",
        audience="young people",
    ),
    _measure(
        "youth.txt",
        "About 5 000 readers",
        "reach",
        "target",
        "about",
        5000,
        5000,
        "person",
        audience="readers",
    ),
    _measure(
        "youth.txt", "EUR 40 000", "budget", "target", "exact", 40000, 40000, "EUR", budget_kind="total"
    ),
    _measure(
        "youth.txt", "EUR 30 000", "budget", "target", "exact", 30000, 30000, "EUR", budget_kind="grant"
    ),
    _measure(
        "youth.txt", "EUR 10 000", "budget", "target", "exact", 10000, 10000, "EUR", budget_kind="cofinancing"
    ),
    _measure(
        "hostile.html",
        "Between 30 and 40</b> singers",
        "participants",
        "target",
        "range",
        30,
        40,
        "person",
        audience="</b> singers",
    ),
]


def build(processed: Path) -> Path:
    """Write tables and aggregates into `processed`; gives the folder."""
    documents = [
        {
            "document_id": name,
            "sha256": identifier(name) * 4,
            "media_type": "text/plain",
            "language": "en",
            "title": TITLES[name],
            "published": None,
            "text": text,
            "characters": len(text),
            "source_url": "javascript:window.ran=3"
            if name == "hostile.html"
            else "https://example.org/garden",
            "publisher": None if name == "silent.txt" else "Example town",
            "read_on": "2024-05-02",
        }
        for name, text in TEXTS.items()
    ]
    youth = PROJECTS["youth.txt"]
    rows: dict[str, list[dict[str, Any]]] = {
        "documents": documents,
        "measures": MEASURES,
        "dates": [
            {
                **_span("youth.txt", "1 March 2021"),
                "date_id": identifier("start"),
                "kind": "start",
                "date": "2021-03-01",
                "precision": "day",
            },
            {
                **_span("youth.txt", "30 November 2022"),
                "date_id": identifier("end"),
                "kind": "end",
                "date": "2022-11-30",
                "precision": "day",
            },
        ],
        "events": [
            {
                **_span("youth.txt", "The closing fair"),
                "event_id": identifier("fair"),
                "title": "The closing fair",
                "place": None,
                "country": None,
                "start_date": "2023-02-05",
                "end_date": "2023-02-05",
                "online": False,
            },
        ],
        "organisations": [],
        "places": [
            {
                **_span("youth.txt", "Šiauliai"),
                "place_id": identifier("town"),
                "name": "Šiauliai",
                "kind": "settlement",
                "country": "LT",
            },
            {
                **_span("youth.txt", "Lithuania"),
                "place_id": identifier("land"),
                "name": "Lithuania",
                "kind": "country",
                "country": "LT",
            },
        ],
        "unclaimed_numbers": [
            {**_span("youth.txt", "+370 600 12345"), "sentence": "", "reason": "phone"},
        ],
        "projects": [
            {
                "project_id": PROJECTS[name],
                "title": TITLES[name],
                "kind": "project",
                "documents": [name],
                "start_date": "2021-03-01" if name == "youth.txt" else None,
                "end_date": "2022-11-30" if name == "youth.txt" else None,
            }
            for name in TEXTS
        ],
        "outcomes": [
            _outcome(
                youth, "at_least", 500, None, "visits to the fair (poster)", "https://example.org/poster", 2
            ),
        ],
        "findings": [
            {
                "finding_id": identifier("late"),
                "severity": "warning",
                "check": "event_after_project_ends",
                "project_id": youth,
                "document_id": "youth.txt",
                "message": "Dated after the project's end, “30 November 2022” (2022-11-30): "
                "“The closing fair” (2023-02-05).",
                "evidence": [identifier("fair"), identifier("end")],
                "parameters": '{"end": {"quote": "30 November 2022", "date": "2022-11-30"}, '
                '"events": ["“The closing fair” (2023-02-05)"]}',
            },
        ],
    }
    for name in TABLES:
        made = rows.get(name)
        frame = conform(name, pd.DataFrame(made)) if made else empty(name)
        write_table(name, frame, processed / "tables" / f"{name}.parquet")
    aggregate.run(processed)
    return processed


def _outcome(
    project: str, qualifier: str, low: Any, high: Any, what: str, source: str, line: int
) -> dict[str, Any]:
    return {
        "outcome_id": identifier("outcomes", what),
        "project_id": project,
        "indicator": "participants",
        "qualifier": qualifier,
        "value_min": low,
        "value_max": high,
        "unit": "person",
        "what": what,
        "period_start": None,
        "period_end": None,
        "as_of": "2023-02-06",
        "source": source,
        "source_language": "en",
        "file": "outcomes.csv",
        "line": line,
    }


def main(processed: Path) -> None:
    """The whole report of the small folder, and evidence of five hundred documents, for a browser."""
    from pipeline import report
    from pipeline.report.evidence import evidence_page
    from pipeline.report.portfolio import Portfolio

    build(processed)
    report.run(processed)
    many = Portfolio(processed)
    documents, measures = many.tables["documents"], many.tables["measures"]
    many.tables["documents"] = pd.concat(
        [documents.assign(document_id=f"{n:03d}/" + documents["document_id"]) for n in range(167)]
    ).head(500)
    kept = set(many.tables["documents"]["document_id"])
    copies = pd.concat(
        [
            measures.assign(
                document_id=f"{n:03d}/" + measures["document_id"],
                measure_id=f"{n:03d}" + measures["measure_id"],
            )
            for n in range(167)
        ]
    )
    many.tables["measures"] = copies[copies["document_id"].isin(kept)]
    for name in ("dates", "events", "organisations", "places", "unclaimed_numbers"):
        many.tables[name] = many.tables[name].head(0)
    target = processed / "report" / "many"
    target.mkdir()
    (target / "evidence.html").write_text(evidence_page(many), encoding="utf-8")


if __name__ == "__main__":
    import sys

    main(Path(sys.argv[1]))
