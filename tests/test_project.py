"""The set-up keeps its promises: what is imported is declared, locked with hashes, and said why."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def name_of(requirement: str) -> str:
    return re.match(r"[A-Za-z0-9_.-]+", requirement)[0].lower().replace("_", "-")


DECLARED = {name_of(requirement) for requirement in PROJECT["dependencies"]}
OPTIONAL = {
    extra: {name_of(requirement) for requirement in requirements}
    for extra, requirements in PROJECT["optional-dependencies"].items()
}
EXTRAS = OPTIONAL["test"] | OPTIONAL["lab"]


def imported_packages(folder: Path) -> set[str]:
    """Top-level names that the Python files of a folder import, less the standard library and ourselves."""
    found: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"pipeline"}


def test_every_library_that_the_package_imports_is_declared():
    sources = packages_distributions()
    declared = DECLARED.union(*OPTIONAL.values())
    undeclared = {
        name: sources.get(name, ["not installed"])
        for name in imported_packages(ROOT / "pipeline")
        # What is not installed (an optional package) can only be looked up by the name it is imported as.
        if not {name_of(one) for one in sources.get(name, [name])} & declared
    }
    assert undeclared == {}


@pytest.mark.parametrize("lock", ["requirements.lock", "bootstrap.lock"])
def test_locks_have_hashes_and_name_no_host_or_folder(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9-]+(?:\[[a-z,]+\])?==\S+)", text, re.M)
    assert pins
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    assert [
        block.splitlines()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block
    ] == []
    assert re.findall(r"https?://|file:|--index|--find-links|/home/|/root/|/tmp/", text) == []


def test_everything_declared_is_locked():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {name_of(line) for line in re.findall(r"^[a-z0-9].*==", text, re.M)}
    assert (DECLARED | EXTRAS) - locked == set()


def test_each_dependency_has_its_reason():
    decisions = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    table = decisions.split("## Dependencies")[1]
    assert sorted(name for name in DECLARED | EXTRAS if not re.search(rf"\b{re.escape(name)}\b", table)) == []


def test_dvc_works_without_git_and_calls_nobody():
    config = configparser.ConfigParser()
    config.read_string("\n".join(line.strip() for line in (ROOT / ".dvc/config").read_text().splitlines()))
    assert {key: config.getboolean("core", key) for key in ("no_scm", "analytics", "check_update")} == {
        "no_scm": True,
        "analytics": False,
        "check_update": False,
    }


def test_no_module_shadows_the_standard_library():
    top = {path.stem for path in (ROOT / "pipeline").iterdir()}
    assert sorted(top & set(sys.stdlib_module_names)) == []


def test_make_help_lists_every_word_and_continuous_integration_uses_one():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    words = set(re.findall(r"^\.PHONY: (.*)$", makefile, re.M)[0].split())
    assert set(re.findall(r"^make (\w+)", said, re.M)) == words
    ci = ROOT / ".ci/run"
    assert "make test" in ci.read_text()
    assert ci.stat().st_mode & 0o111


def test_evidence_is_kept_byte_for_byte_by_git():
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    for folder in ("data/raw/documents", "tests/documents", "tests/corpus/text"):
        assert re.search(rf"^{folder}/\*\* -text$", attributes, re.M)
