"""Writing the report: all of it is made in a folder beside, then moved, so no half report is ever seen."""

from __future__ import annotations

import importlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline.charts import save_svg
from pipeline.report.evidence import evidence_page
from pipeline.report.page import file_for, summary_page
from pipeline.report.pdf import summary_pdf
from pipeline.report.portfolio import Portfolio
from pipeline.report.reader import Reader, report_languages
from pipeline.report.summary import summary


def write_report(processed: Path, language: str, *, notebooks: bool = True) -> list[Path]:
    """See `pipeline.report.run`."""
    Reader(language)  # an unknown language is refused before any work
    portfolio = Portfolio(processed)
    target, making = processed / "report", processed / ".report.part"
    shutil.rmtree(making, ignore_errors=True)
    (making / "charts").mkdir(parents=True)
    if notebooks:
        # Drawing asks whether IPython is loaded: loaded by half, in the thread beside, it would fail.
        importlib.import_module("IPython")
    with ThreadPoolExecutor(1) as beside:
        executed = beside.submit(_notebooks, processed, making / "notebooks") if notebooks else None
        _pages(portfolio, language, making)
        if executed:
            executed.result()
    shutil.rmtree(target, ignore_errors=True)
    making.rename(target)
    return sorted(path for path in target.rglob("*") if path.is_file())


def _notebooks(processed: Path, target: Path) -> None:
    from pipeline.report.notebooks import execute_all

    execute_all(processed, target)


def _pages(portfolio: Portfolio, language: str, making: Path) -> None:
    for code in report_languages():
        own = portfolio if code == language else Portfolio(portfolio.processed, f"evidence.html?lang={code}")
        model = summary(own, code)
        if code == language:
            for part in [*model["portfolio"]["charts"], *(page["targets"] for page in model["pages"])]:
                save_svg(part["figure"], making / "charts" / f"{part['name']}.svg")
        (making / file_for(code, language, "pdf")).write_bytes(summary_pdf(model))
        _write(making / file_for(code, language), summary_page(model, language, pdf=True))
    _write(making / "evidence.html", evidence_page(portfolio, language))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
