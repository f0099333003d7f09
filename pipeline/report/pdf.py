"""The summary as a PDF for printing and filing: one A4 page for the portfolio, one for each project.

Typst sets it offline, from data as JSON, with the font that comes with matplotlib; equal data give equal
bytes.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import matplotlib

from pipeline.charts import alternative
from pipeline.report.reader import Reader

TEMPLATE = Path(__file__).parent / "templates" / "summary.typ"
_WORDS = {
    "projects": "Projects",
    "check": "To check before using the figures",
    "gaps": "What is not stated",
    "money": "Money",
    "people": "People",
    "sources": "Sources",
}


def summary_pdf(model: dict[str, Any]) -> bytes:
    """The PDF of a summary (see `summary.summary`), tagged for screen readers (PDF/UA-1)."""
    import typst

    reader = Reader(model["language"])
    with tempfile.TemporaryDirectory(prefix="rodiklis-") as name:
        folder = Path(name)
        data = {
            "language": model["language"],
            "title": model["title"],
            "lead": model["lead"],
            "footer": reader.text("Unknown is said to be unknown and never counted as zero."),
            "words": {key: reader.text(words) for key, words in _WORDS.items()},
            "portfolio": {
                "statuses": model["portfolio"]["statuses"],
                "overview": model["portfolio"]["overview"],
                "chart": _picture(model["portfolio"]["brief"], folder),
                "findings": model["portfolio"]["findings"],
                "gaps": model["portfolio"]["gaps"],
            },
            "pages": [{**page, "targets": _picture(page["targets"], folder)} for page in model["pages"]],
        }
        (folder / "summary.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        source = folder / "summary.typ"
        source.write_bytes(TEMPLATE.read_bytes())
        fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
        return bytes(
            typst.compile(
                source,
                root=folder,
                font_paths=[fonts],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards="ua-1",
            )
        )


def _picture(chart: dict[str, Any], folder: Path) -> dict[str, Any]:
    file = f"{chart['name']}.svg"
    (folder / file).write_text(chart["svg"], encoding="utf-8")
    return {
        "file": file,
        "heading": chart["heading"],
        "says": chart["says"],
        "alt": alternative(chart["figure"]) or chart["heading"],
    }
