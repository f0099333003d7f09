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

# `read` and `extract` are packages too. Imported before the functions of those names are set, they are not
# put in their place afterwards; what is below them is imported as `from pipeline.extract import ...`.
from pipeline import extract as _extraction
from pipeline.read import read

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

__version__ = "0.1.0"
__all__ = ["__version__", "connect", "extract", "read", "run"]


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


def extract(text: str, language: str | None = None) -> dict[str, pd.DataFrame]:
    """What one text states: a pandas frame for each table, with the words behind every row.

    text       any length; spans count its code points, so pass the text that you keep
    language   ISO 639-1 code; without it the language is told from the text. In a language that `rodiklis
               languages` does not list, only what is free of language is read (ISO dates, currency codes)

    Returns frames named `measures`, `dates`, `events`, `organisations`, `places`, `titles` and
    `unclaimed_numbers` (every figure that no row claims, and why), in the order of the text. All have
    `quote`, `quote_start`, `quote_end` (end excluded; `text[quote_start:quote_end] == quote`) and `rule`.
    A measure has
        indicator, role              what it counts; target, actual or context
        qualifier                    exact, about, at_least, more_than, at_most, less_than, range
        value_min, value_max         float64; NaN is an open end (at least 500: 500, NaN), never 0
        unit                         ISO 4217 code for money, else person, event, month (3 years = 36), ...
        basis, budget_kind           of the whole or per partner, country, ...; which money (budget only)
        audience, sentence, doubts   the counted noun; the sentence around; codes joined by ";", NaN if none
    The other columns are in docs/data-dictionary.md; `project_id` is added when statements are linked.
    A text that states nothing gives frames without rows. Raises TypeError for what is no text.
    """
    if not isinstance(text, str):
        raise TypeError(
            f"text is {type(text).__name__}, but has to be str: decode the bytes, or use pipeline.read."
        )
    return _extraction.extract(text, language)


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
