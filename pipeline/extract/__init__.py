"""What a text states, with the words that state it: pure functions from a stored text to rows.

A document walks in this order. `layout`: tokens, sentences, cells. `lexicon`: the words of its language
(`language`). `times`: dates, and the events on them. `figures`: numbers, ranges, bounds, and what counts
nothing. `tables`: what a figure's place in a table says. `counts`: what is counted, and the rows made of it.
`meaning`: planned, done or background; per what; the second opinion. `money`: currencies, and which money it
is. `bodies`: organisations and their part. `places`. `titles`. `statements` is the walk itself, `parts` the
stage that takes it over all documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Rows = dict[str, list[dict[str, Any]]]


def extract(text: str, language: str | None = None, document_id: str = "text") -> dict[str, pd.DataFrame]:
    """What one text states.

    text         the text as stored; every span counts in its code points
    language     ISO 639-1 code; identified from the text where it is not given
    document_id  goes into the rows and their ids

    Returns a frame for each of `measures`, `dates`, `events`, `organisations`, `places`,
    `unclaimed_numbers` and
    `titles`, with the columns of docs/data-dictionary.md less `project_id`; `quote` is always
    `text[quote_start:quote_end]`. Money is in the currency that `unit` names, durations in months or days.
    A text without statements gives empty frames; no text raises an error.
    """
    from pipeline.extract.statements import statements

    if language is None:
        from pipeline.read.identify import identify

        language = identify(text)
    return frames([statements(document_id, text, language)])


def extract_documents(documents: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The same for a frame of documents with the columns `document_id`, `text` and `language` (may be
    missing)."""
    from pipeline.extract.statements import statements

    columns = (documents["document_id"], documents["text"], documents["language"])
    return frames(
        [
            statements(document_id, text, language if isinstance(language, str) else None)
            for document_id, text, language in zip(*columns, strict=True)
        ]
    )


def frames(results: list[Rows]) -> dict[str, pd.DataFrame]:
    """Rows of several documents as one frame a table, in the order given."""
    import pandas as pd

    from pipeline.extract.statements import TABLES
    from pipeline.schemas import columns, conform

    made = {}
    for table in TABLES:
        rows = [row for result in results for row in result[table]]
        named = columns(table, linked=False)
        made[table] = conform(table, pd.DataFrame(rows, columns=named), linked=False)
    return made
