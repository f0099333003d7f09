"""The words of the stages are the same everywhere, and DVC knows all code that decides a stage's result."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

from pipeline.cli import cli
from pipeline.stages import MADE_BY, STAGES, Settings, TooEarly, named, run_stage

ROOT = Path(__file__).parent.parent
DVC = yaml.safe_load((ROOT / "dvc.yaml").read_text())["stages"]
# Read by every stage or by none: they carry words from the command line to the stage.
CARRIERS = {"pipeline/__init__.py", "pipeline/stages.py", "pipeline/cli.py"}


def files_of(module: str) -> list[Path]:
    """The files of a module or package below the root; a package is all that is in it."""
    path = ROOT / module.replace(".", "/")
    if path.is_dir():
        return sorted(path.rglob("*.py"))
    return [path.with_suffix(".py")] if path.with_suffix(".py").is_file() else []


def imported(file: Path) -> set[str]:
    """Modules of this package that a file imports, at its head or inside a function."""
    package = ".".join(file.relative_to(ROOT).parent.parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *filter(None, [node.module])])
            found |= {base} | {f"{base}.{name.name}" for name in node.names}
    return {name for name in found if name.startswith("pipeline.")}


def code_of(module: str) -> set[str]:
    """All files that a module's code reaches, as paths below the root."""
    reached: set[Path] = set()
    waiting = files_of(module)
    while waiting:
        file = waiting.pop()
        if file not in reached:
            reached.add(file)
            waiting += [other for name in imported(file) for other in files_of(name)]
    return {file.relative_to(ROOT).as_posix() for file in reached} - CARRIERS


def test_stages_are_the_same_words_in_dvc_and_on_the_command_line():
    names = [stage.name for stage in STAGES]
    assert [name for name in DVC if name in names] == names
    assert names == [name for name in cli.commands if name in names]
    for name in names:
        assert DVC[name]["cmd"].startswith(f"rodiklis {name} data/raw data/processed")


@pytest.mark.parametrize("stage", [stage.name for stage in STAGES])
def test_dvc_knows_all_code_that_a_stage_runs(stage):
    known = DVC[stage]["deps"]
    unknown = [
        file
        for file in code_of(f"pipeline.{stage}")
        if not any(file == dep or file.startswith(f"{dep}/") for dep in known)
    ]
    assert sorted(unknown) == []


def test_the_figures_of_the_extraction_are_made_anew_when_it_changes():
    code = code_of("pipeline.evaluate") | code_of("pipeline.read") | code_of("pipeline.extract")
    known = DVC["evaluate"]["deps"]
    unknown = [file for file in code if not any(file == dep or file.startswith(f"{dep}/") for dep in known)]
    assert sorted(unknown) == []
    assert "pipeline/languages" in known


@pytest.mark.parametrize("stage", [stage.name for stage in STAGES])
def test_dependencies_of_a_stage_exist(stage):
    own = [dep for dep in DVC[stage]["deps"] if not dep.startswith("data/processed/")]
    assert [dep for dep in own if not (ROOT / dep).exists()] == []


def test_a_stage_depends_on_the_folders_it_needs_and_nothing_it_writes_is_cached():
    for stage in STAGES:
        assert {f"data/processed/{folder}" for folder in stage.needs} <= set(DVC[stage.name]["deps"])
        for out in DVC[stage.name]["outs"]:
            assert all(settings == {"cache": False} for settings in out.values())


def test_a_stage_started_too_early_says_what_to_run_first(tmp_path):
    for stage in STAGES[1:]:
        with pytest.raises(TooEarly) as told:
            run_stage(stage, Settings(tmp_path, tmp_path / "results"))
        first = stage.needs[0]
        assert str(tmp_path / "results" / first) in str(told.value)
        assert f"rodiklis {MADE_BY[first]}" in str(told.value)


def test_a_word_that_is_no_stage_is_refused():
    with pytest.raises(KeyError):
        named("guess")
