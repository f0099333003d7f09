"""What people see: charts, the page for funders, the evidence view and the notebooks.

Writes `report/` in the processed folder:

| file | for whom |
|---|---|
| summary.html, summary.pdf | those who fund: one page for the portfolio, one for each project |
| summary.CODE.html, .pdf | the same in the other languages |
| evidence.html | those who must show where a number comes from |
| charts/*.svg | those who write reports |
| notebooks/*.html | those who analyse |
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["run"]


def run(processed: Path, language: str = "en", *, notebooks: bool = True) -> list[Path]:
    """Write the whole report of a processed folder; gives the files written, in order.

    Raises `pipeline.report.portfolio.NothingToReport` where the tables or aggregates are not there, and
    `pipeline.report.reader.UnknownLanguage` for a language without translations.
    """
    from pipeline.report.write import write_report

    return write_report(Path(processed), language, notebooks=notebooks)
