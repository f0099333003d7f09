"""The funder's page: the summary set as one HTML file that needs nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.report.reader import Reader, report_languages

TEMPLATES = Path(__file__).parent / "templates"


def file_for(language: str, chosen: str, ending: str = "html") -> str:
    """`summary.html` in the chosen language of the run, `summary.lt.html` beside it in another."""
    return f"summary.{ending}" if language == chosen else f"summary.{language}.{ending}"


def summary_page(model: dict[str, Any], chosen: str, *, pdf: bool = False) -> str:
    """The page of one summary (see `summary.summary`); `chosen` is the language of the whole run."""
    reader = Reader(model["language"])
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(reader.text, reader.text, newstyle=False)  # type: ignore[attr-defined]
    language = model["language"]
    languages = [
        {
            "code": code,
            "file": file_for(code, chosen),
            "name": Reader(code).own_name,
        }
        for code in report_languages()
    ]
    return (
        environment.get_template("summary.html")
        .render(
            model=model,
            reader=reader,
            languages=languages,
            evidence="evidence.html" if language == chosen else f"evidence.html?lang={language}",
            pdf=file_for(language, chosen, "pdf") if pdf else None,
            css=Markup((TEMPLATES / "summary.css").read_text(encoding="utf-8")),
        )
        .lstrip()
    )
