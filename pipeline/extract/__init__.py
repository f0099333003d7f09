"""What a text states, with the words that state it: pure functions from a stored text to rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "measures": "measure_id document_id indicator role qualifier value_min value_max unit basis budget_kind audience sentence doubts".split(),
    "dates": "date_id document_id kind date precision".split(),
    "events": "event_id document_id title place country start_date end_date online".split(),
    "organisations": "organisation_id document_id name role".split(),
    "places": "place_id document_id name kind country".split(),
    "unclaimed_numbers": "document_id sentence reason".split(),
    "titles": "document_id title".split(),
}
SPAN = "quote quote_start quote_end rule".split()


def extract(text: str, language: str | None = None, document_id: str = "text") -> dict[str, pd.DataFrame]:
    """What one text states: a frame a table (`measures`, `dates`, `events`, `organisations`, `places`, ...)."""
    from pipeline.extract.statements import statements

    if language is None:
        from pipeline.read.identify import identify

        language = identify(text)
    return frames([statements(document_id, text, language)])


def frames(results: list[dict[str, list[dict[str, object]]]]) -> dict[str, pd.DataFrame]:
    import pandas as pd

    made = {}
    for table, columns in COLUMNS.items():
        rows = [row for result in results for row in result[table]]
        frame = pd.DataFrame(rows, columns=[*columns, *SPAN])
        made[table] = frame
    return made


def extract_documents(documents: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The same for a frame of documents (document_id, text, language)."""
    from pipeline.extract.statements import statements

    return frames([
        statements(document_id, text, language if isinstance(language, str) else None)
        for document_id, text, language in zip(documents.document_id, documents.text, documents.language, strict=True)
    ])
