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
    """The statements of one shard, as the contract has them before they are linked to projects."""
    from pipeline.extract import extract_documents

    return extract_documents(part.frame(NEEDED))


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
    counts = dict.fromkeys(TABLES, 0)
    with shards.Tables(processed / "extract") as tables:
        # A table that no document fills is still there, with its columns.
        tables.add({name: empty(name, linked=False) for name in TABLES})
        for part, frames in zip(parts, shards.run(statements_of, parts, workers=workers), strict=True):
            tables.add(frames)
            done += part.rows
            for name, frame in frames.items():
                counts[name] += len(frame)
            if progress:
                progress(done, total)
    return counts
