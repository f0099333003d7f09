"""read: raw files to one stored text each, with its language and what is known of its source.

All later spans count code points of that stored text. For plain text it is the file's own decoded text,
unchanged; for pages, PDF and Word files it is made here, once, and never touched again.

A file that cannot be read never stops a run: it becomes a row of `rejects` that says why and what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .folder import NothingToRead

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NothingToRead", "read", "run"]


def read(raw: Path | str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read all documents of a folder into memory; `run` is for folders that are larger than that.

    raw  a folder with `documents/`, or a plain folder of documents: .txt, .md, .html, .pdf, .docx, each
         perhaps with a card NAME.source.toml beside it

    Returns two frames:
    documents  one row a document, ordered by document_id (its path below the folder). `text` is the stored
               text, `characters` its length in code points, `language` an ISO 639-1 code or missing where it
               cannot be told; `published` and `read_on` are ISO dates; missing is NaN
    rejects    path, reason, what_to_do: one row a file (or card) that could not be read, ordered by path

    Raises NothingToRead where there is no folder or no document in it.
    """
    from .frames import read_all

    return read_all(Path(raw))


def run(
    processed: Path | str,
    raw: Path | str,
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[int, int]:
    """Read all documents of `raw` into `processed/read/{documents,rejects}.parquet`.

    Works in shards, each a row group of documents.parquet, so that memory does not grow with the folder.
    `progress(done, of)` counts files. Returns how many documents and how many rejects there are.
    Raises NothingToRead as `read` does; results of an earlier run then stay.
    """
    from .frames import write_all

    return write_all(Path(processed), Path(raw), workers=workers, progress=progress)
