"""The stage: documents of read/ to statements in extract/, a shard at a time.

A worker opens its shard (a row group of documents.parquet) itself, so that no text travels between processes,
and memory does not grow with the number of documents.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import shards

if TYPE_CHECKING:
    import pandas as pd

NEEDED = ["document_id", "text", "language"]


def statements_of(part: shards.RowGroup) -> dict[str, pd.DataFrame]:
    """The statements of one shard, before they are linked to projects, and `rejects`.

    A fault of the rules on one document costs that document, not the run: it becomes a row of rejects. A
    fault on every document is the program's, and is raised.
    """
    import pandas as pd

    from pipeline.extract import extract_documents
    from pipeline.schemas import conform, empty

    documents = part.frame(NEEDED)
    try:
        return {**extract_documents(documents), "rejects": empty("rejects")}
    except Exception:
        sound, failed = [extract_documents(documents.iloc[:0])], []
    for row in range(len(documents)):
        one = documents.iloc[[row]]
        try:
            sound.append(extract_documents(one))
        except Exception as error:
            failed.append(_reject(str(one["document_id"].iloc[0]), error))
            if len(failed) == len(documents):
                raise
    frames = {name: pd.concat([each[name] for each in sound], ignore_index=True) for name in sound[0]}
    return {**frames, "rejects": conform("rejects", pd.DataFrame(failed))}


def _reject(document_id: str, error: Exception) -> dict[str, str]:
    said = f"The rules failed on it ({type(error).__name__}: {error}), so nothing it states is in the tables."
    what_to_do = "Report it as a fault of the program, with the document."
    return {"path": document_id, "reason": said, "what_to_do": what_to_do}


def run(
    processed: Path, *, workers: int | None = None, progress: Callable[[int, int], None] | None = None
) -> dict[str, int]:
    """Read read/documents.parquet, write extract/TABLE.parquet; returns the rows of each table.

    `progress(done, of)` counts documents. Rows stand in the order of the documents and of their
    texts, whatever the number of workers.
    """
    from pipeline.extract.statements import TABLES
    from pipeline.schemas import empty

    parts = shards.row_groups(processed / "read" / "documents.parquet")
    total, done = sum(part.rows for part in parts), 0
    counts = dict.fromkeys((*TABLES, "rejects"), 0)
    with shards.Tables(processed / "extract") as tables:
        # A table that no document fills is still there, with its columns.
        tables.add({name: empty(name, linked=False) for name in counts})
        for part, frames in zip(parts, shards.run(statements_of, parts, workers=workers), strict=True):
            tables.add(frames)
            done += part.rows
            for name, frame in frames.items():
                counts[name] += len(frame)
            if progress:
                progress(done, total)
    return counts
