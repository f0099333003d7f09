"""Rows to the frames and Parquet files of the stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import shards

from .folder import Found, Reject, documents_folder, find
from .reader import Row, read_files

if TYPE_CHECKING:
    import pandas as pd


def read_all(raw: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    folder = documents_folder(raw)
    found, rejects = find(folder)
    rows, more = _without_repeats(*read_files(folder, found), {})
    return documents_frame(rows), rejects_frame(rejects + more)


def write_all(
    processed: Path, raw: Path, workers: int | None, progress: Callable[[int, int], None] | None
) -> tuple[int, int]:
    folder = documents_folder(raw)
    found, rejects = find(folder, leave_out=processed)
    count = 0
    with shards.Tables(processed / "read") as tables:
        for rows, more in _shards(folder, found, workers, progress):
            tables.add({"documents": documents_frame(rows)})
            rejects += more
            count += len(rows)
        if not found:
            tables.add({"documents": documents_frame([])})
        tables.add({"rejects": rejects_frame(rejects)})
    return count, len(rejects)


def _shards(
    folder: Path, found: list[Found], workers: int | None, progress: Callable[[int, int], None] | None
) -> Iterator[tuple[list[Row], list[Reject]]]:
    seen: dict[str, str] = {}
    parts = shards.cut(found, size=lambda file: file.size)
    done = 0
    for part, (rows, rejects) in zip(
        parts, shards.run(partial(read_files, folder), parts, workers=workers), strict=True
    ):
        done += len(part)
        if progress:
            progress(done, len(found))
        yield _without_repeats(rows, rejects, seen)


def _without_repeats(
    rows: list[Row], rejects: list[Reject], seen: dict[str, str]
) -> tuple[list[Row], list[Reject]]:
    """Of files with the same bytes only the first: a statement counted twice would be two."""
    kept = []
    for row in rows:
        first = seen.setdefault(row["sha256"], row["document_id"])
        if first == row["document_id"]:
            kept.append(row)
        else:
            rejects.append(
                Reject(
                    row["document_id"],
                    f"The file is the same, byte for byte, as {first}, which was read.",
                    "Remove one of the two.",
                )
            )
    return kept, rejects


def documents_frame(rows: list[Row]) -> pd.DataFrame:
    return _frame("documents", rows)


def rejects_frame(rejects: list[Reject]) -> pd.DataFrame:
    return _frame("rejects", [reject._asdict() for reject in sorted(rejects)])


def _frame(table: str, rows: list[Row]) -> pd.DataFrame:
    import pandas as pd

    from pipeline import schemas

    return schemas.conform(table, pd.DataFrame(rows)) if rows else schemas.empty(table)
