"""rodiklis: from the pages of projects to traceable tables.

Every number points to the words that state it, and keeps the meaning those words gave it.

    import pipeline
    pipeline.run("pages", "results")                      # the same tables as the command line makes
    con = pipeline.connect("results")                     # DuckDB, read-only
    con.sql("select * from progress").df()

    pipeline.extract("The project has at least 500 participants.", "en")["measures"]
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

__version__ = "0.1.0"
__all__ = ["__version__", "connect", "run"]


def run(
    raw: str | Path = "data/raw",
    processed: str | Path = "data/processed",
    *,
    as_of: str | None = None,
    language: str = "en",
) -> Path:
    """Run all stages on a folder of documents and return the folder that holds the results.

    raw        a folder with `documents/` and perhaps `outcomes/`, or a plain folder of documents
    processed  where to write; made if need be. Afterwards it holds `tables/*.parquet` (the contract: see
               docs/data-dictionary.md), `aggregates/*.parquet`, `report/` and `rodiklis.duckdb`
    as_of      ISO date on which progress is judged; without it no target counts as "not yet due"
    language   of the report: `en`, `lt` or `hu`, whatever the languages of the documents

    Documents that cannot be read do not stop a run: they are rows of the table `rejects`, with the reason.
    Raises pipeline.read.NothingToRead where there is no document at all.
    """
    from pipeline.stages import STAGES, Settings, run_stage

    settings = Settings(Path(raw), Path(processed), as_of, language)
    for stage in STAGES:
        run_stage(stage, settings)
    return settings.processed


def connect(processed: str | Path = "data/processed") -> duckdb.DuckDBPyConnection:
    """Open the results of a run in DuckDB, read-only: every table and aggregate under its own name.

    Several may read at once. Amounts are in the currency of their row (`unit`), values are intervals
    (`value_min`, `value_max`; NULL is an open end), unknown is NULL. Use it in a `with` block or close it.

    Raises FileNotFoundError where no run has written a database yet.
    """
    import duckdb

    path = Path(processed) / "rodiklis.duckdb"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there: run `rodiklis run` (or pipeline.run) first.")
    # Extensions are never fetched by themselves: on a machine without network that hangs for minutes.
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    con = duckdb.connect(str(path), read_only=True, config=config)
    con.execute("SET TimeZone = 'UTC'").fetchall()
    return con
