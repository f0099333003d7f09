"""The six stages in their order, each under one word.

The word is the verb of the command line, the stage in `dvc.yaml`, the module and its test file. A stage
reads the folders that earlier stages made and writes its own, so any of them can be run alone; which
folders it needs is said here once, so that a stage started too early is told what to run first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Progress = Callable[[int, int], None]
"""Called with how many documents (or steps) are done, and of how many."""


@dataclass(frozen=True)
class Settings:
    """What a run is told: where to read, where to write, and the two choices that change a result.

    `as_of` is an ISO date, the day on which progress is judged; without it nothing counts as "not yet due".
    `language` is the language of the report, whatever the languages of the documents. Its notebooks take most
    of the time of a small run and can be left out.
    """

    raw: Path = Path("data/raw")
    processed: Path = Path("data/processed")
    as_of: str | None = None
    language: str = "en"
    notebooks: bool = True


@dataclass(frozen=True)
class Stage:
    name: str
    does: str
    """In a few words, for progress and help."""
    needs: tuple[str, ...]
    """Folders below `processed` that must be there."""
    call: Callable[[Settings, Progress], object]


class TooEarly(Exception):
    """A stage was started before the one that makes what it reads."""


def _read(settings: Settings, progress: Progress) -> object:
    from pipeline.read import run

    return run(settings.processed, settings.raw, progress=progress)


def _extract(settings: Settings, progress: Progress) -> object:
    from pipeline.extract.parts import run

    return run(settings.processed, progress=progress)


def _link(settings: Settings, progress: Progress) -> object:
    from pipeline.link import run

    return run(settings.processed, settings.raw)


def _validate(settings: Settings, progress: Progress) -> object:
    from pipeline.validate import run

    return run(settings.processed, settings.raw, as_of=settings.as_of)


def _aggregate(settings: Settings, progress: Progress) -> object:
    from pipeline.aggregate import run

    return run(settings.processed, as_of=settings.as_of)


def _report(settings: Settings, progress: Progress) -> object:
    from pipeline.report import run

    return run(settings.processed, language=settings.language, notebooks=settings.notebooks)


STAGES = (
    Stage("read", "raw files to one text each", (), _read),
    Stage("extract", "texts to statements with their spans", ("read",), _extract),
    Stage("link", "statements to the projects they belong to", ("read", "extract"), _link),
    Stage("validate", "tables checked; what is wrong said in words", ("read", "link"), _validate),
    Stage("aggregate", "targets beside outcomes, budgets, coverage", ("tables",), _aggregate),
    Stage("report", "charts, notebooks and the page for funders", ("tables", "aggregates"), _report),
)
MADE_BY = {
    "read": "read",
    "extract": "extract",
    "link": "link",
    "tables": "validate",
    "aggregates": "aggregate",
}


def named(name: str) -> Stage:
    """The stage of that name. Raises KeyError for a word that is none."""
    return {stage.name: stage for stage in STAGES}[name]


def run_stage(stage: Stage, settings: Settings, progress: Progress = lambda done, total: None) -> object:
    """Run one stage. Raises TooEarly where a folder it reads is not there yet."""
    for folder in stage.needs:
        if not (settings.processed / folder).is_dir():
            raise TooEarly(
                f"{settings.processed / folder} is not there yet: run `rodiklis {MADE_BY[folder]}` first, "
                "or `rodiklis run` for all stages in order."
            )
    return stage.call(settings, progress)
