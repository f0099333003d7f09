"""The notebooks: thin, stripped in git, working headless on any processed folder."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import report_folder

from pipeline.report.notebook import open_folder, table_as_html
from pipeline.report.notebooks import FOLDER, NotebookFailed, execute_all
from pipeline.report.portfolio import NothingToReport

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def test_there_are_five_numbered_notebooks():
    assert [path.name[:2] for path in NOTEBOOKS] == ["1_", "2_", "3_", "4_", "5_"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stripped_explained_and_thin(path):
    code = [cell for cell in cells(path) if cell["cell_type"] == "code"]
    prose = "".join("".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "markdown")
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert "RODIKLIS_PROCESSED" in "".join(code[0]["source"])
    assert len(prose) > 400 and prose.startswith("# ")
    assert max(len("".join(cell["source"]).splitlines()) for cell in code) <= 25


@pytest.fixture(scope="module")
def processed(tmp_path_factory) -> Path:
    return report_folder.build(tmp_path_factory.mktemp("processed"))


@pytest.fixture(scope="module")
def pages(processed, tmp_path_factory) -> dict[str, str]:
    target = tmp_path_factory.mktemp("pages")
    return {path.stem: path.read_text(encoding="utf-8") for path in execute_all(processed, target)}


def test_every_notebook_runs_on_a_folder_it_has_never_seen(pages):
    assert sorted(pages) == [path.stem for path in NOTEBOOKS]
    assert "target at least 120" in pages["1_outcomes_against_targets"]
    assert "EUR" in pages["2_where_the_money_goes"]
    assert "▸" in pages["3_how_we_know"]
    assert "after the project" in pages["4_gaps_and_doubts"]
    assert "SELECT" in pages["5_when_where_and_your_own_question"]


def test_pages_load_nothing_and_run_nothing(pages):
    for name, text in pages.items():
        assert "<script" not in text.lower(), name
        assert not re.search(r"<(img|iframe|link|object)\b", text), name
        assert "default-src 'none'" in text


def test_pages_do_not_tell_where_they_were_made(pages, processed):
    for text in pages.values():
        assert str(processed) not in text and " at 0x" not in text


def test_what_documents_say_is_escaped_and_contacts_are_masked():
    frame = pd.DataFrame(
        {"measure_id": ["0" * 16], "quote": ["<b>30</b> & ana@example.org"], "value_min": [30.0]}
    )
    shown = table_as_html(frame)
    assert "<b>" not in shown and "&lt;b&gt;30" in shown and "@" not in shown
    assert 'href="evidence.html#0000000000000000"' in shown


def test_a_long_table_says_how_much_it_left_out():
    shown = table_as_html(pd.DataFrame({"value": range(100)}))
    assert "60 more rows." in shown


def test_a_failing_cell_is_one_sentence_with_the_notebooks_name(processed, tmp_path):
    broken = {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": "a",
                "metadata": {},
                "outputs": [],
                "source": ["raise ValueError('no such column')"],
            }
        ],
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (tmp_path / "broken.ipynb").write_text(json.dumps(broken), encoding="utf-8")
    with pytest.raises(
        NotebookFailed, match=r"broken\.ipynb failed on these tables: ValueError: no such column"
    ):
        execute_all(processed, tmp_path / "out", folder=tmp_path)


def test_a_kernel_that_dies_is_replaced_and_one_that_always_dies_is_told(processed, tmp_path):
    once = 'import os, pathlib\nseen = pathlib.Path("seen")\nfirst = not seen.exists()\nseen.touch()\n'
    for name, code in (
        ("once", once + "if first:\n    os._exit(1)\nprint(40 + 2)"),
        ("ever", "import os\nos._exit(1)"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        cell = {
            "id": "a",
            "cell_type": "code",
            "source": code,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (folder / "1_kernel.ipynb").write_text(json.dumps(notebook))
    (page,) = execute_all(processed, tmp_path / "pages", tmp_path / "once")
    assert "42" in page.read_text(encoding="utf-8")
    with pytest.raises(NotebookFailed, match=r"1_kernel\.ipynb could not be executed"):
        execute_all(processed, tmp_path / "pages", tmp_path / "ever")


def test_a_relative_module_folder_is_not_taken_from_the_notebooks_folder(processed, tmp_path, monkeypatch):
    folder = tmp_path / "one" / "notebooks"
    folder.mkdir(parents=True)
    (tmp_path / "one" / "json.py").write_text("raise SystemExit('not this one')")
    cell = {"id": "a", "cell_type": "code", "source": "import json\nprint(json.dumps(42))", "metadata": {}}
    notebook = {"cells": [{**cell, "outputs": [], "execution_count": None}], "metadata": {}}
    (folder / "1_path.ipynb").write_text(json.dumps({**notebook, "nbformat": 4, "nbformat_minor": 5}))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("PYTHONPATH", "..")
    (page,) = execute_all(processed, tmp_path / "pages", folder)
    assert "42" in page.read_text(encoding="utf-8")


def test_a_folder_without_tables_is_told_what_to_run(tmp_path):
    with pytest.raises(NothingToReport, match="rodiklis run"):
        open_folder(tmp_path)


def test_every_notebook_runs_where_nothing_was_found(tmp_path):
    from pipeline import aggregate
    from pipeline.schemas import TABLES, empty, write_table

    for name in TABLES:
        write_table(name, empty(name), tmp_path / "tables" / f"{name}.parquet")
    aggregate.run(tmp_path)
    assert len(execute_all(tmp_path, tmp_path / "pages")) == 5


def test_a_choice_is_a_menu_in_the_lab_and_the_first_option_in_a_page(monkeypatch):
    from pipeline.report.notebook import HEADLESS, choose

    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    monkeypatch.setenv(HEADLESS, "1")
    choose("Project", {"Garden": 1, "Choir": 2}, lambda value: f"chosen {value}")
    assert "Garden" in shown[0].data and shown[1:] == ["chosen 1"]
    monkeypatch.delenv(HEADLESS)
    choose("Project", {"Garden": 1, "Choir": 2}, lambda value: f"chosen {value}")
    menu = shown[-1].children[0]
    assert [label for label, _ in menu.options] == ["Garden", "Choir"]


def test_ipython_is_wholly_loaded_before_notebooks_run_beside_the_drawing(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from pipeline.report import write
write.Portfolio = write._pages = lambda *anything: None
write._notebooks = lambda *anything: print(hasattr(sys.modules.get("IPython"), "version_info"))
write.write_report(Path(sys.argv[1]), "en")
"""
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "True"
