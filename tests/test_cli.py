"""The command as people and programs use it: words, exit codes, sentences, and never a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from conftest import ROOT, rodiklis

import pipeline
from pipeline import cli as command
from pipeline.evidence import UnknownIdentifier, explain, value_in_words
from pipeline.stages import STAGES

VERBS = list(command.cli.commands)


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    """Exit status and all that was printed, for a command run in this process."""
    status = command.main([str(word) for word in words])
    printed = capsys.readouterr()
    return status, printed.out + printed.err


# words


def test_help_lists_every_verb_in_the_order_of_a_run(capsys):
    status, printed = told(capsys, "--help")
    assert status == 0
    listed = re.findall(r"^  (\w+)  ", printed.split("Commands:")[1], re.M)
    assert listed == VERBS
    assert listed[: len(STAGES) + 1] == ["run", *(stage.name for stage in STAGES)]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb, capsys):
    status, printed = told(capsys, verb, "--help")
    assert status == 0
    assert printed.startswith(f"Usage: rodiklis {verb}")
    assert len(printed.split("Options:")[0].split("\n\n", 1)[1].strip()) > 20


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_pages_name_only_commands_that_exist(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    words = re.findall(
        r"rodiklis ([a-z]+)", " ".join(re.findall(r"`[^`]+`|^    .*$|```.*?```", text, re.M | re.S))
    )
    assert words
    assert set(words) <= set(VERBS)
    targets = set(re.findall(r"`make ([a-z]+)", text)) | set(re.findall(r"^make ([a-z]+)", text, re.M))
    assert targets
    assert targets <= set(re.findall(r"^([a-z]+):", makefile, re.M))


def test_readme_names_every_verb_but_single_stages_need_no_mention():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    single = {stage.name for stage in STAGES}
    assert [verb for verb in VERBS if verb not in single and f"rodiklis {verb}" not in text] == []


def test_the_five_lines_of_the_readme_end_in_a_chart(founding_run, monkeypatch):
    results, _ = founding_run
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"```python\n(.*?)```", text, re.S)[0].replace('"RESULTS"', repr(str(results)))
    monkeypatch.setattr(pipeline, "run", lambda raw, processed: results)
    seen = {}
    *before, last = lines.strip().splitlines()
    exec("\n".join([*before, f"figure = {last}"]), seen)
    assert len(lines.strip().splitlines()) == 5
    assert len(seen["figure"].axes) > 0


def test_version_is_the_package_s(capsys):
    assert told(capsys, "--version") == (0, f"rodiklis {pipeline.__version__}\n")


def test_help_starts_without_the_heavy_libraries():
    heavy = ("pandas", "duckdb", "pyarrow", "matplotlib", "rich")
    code = f"import sys, pipeline.cli; print([name for name in {heavy} if name in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True).stdout
        == "[]\n"
    )


# misuse and failure


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["guess"], "No such command"),
        (["run", "--as-of", "soon"], "'soon' is no day: write it like 2026-11-01"),
        (["run", "--as-of", "2026-13-01"], "is no day"),
        (["explain"], "Missing argument 'ID'"),
        (["run", "a", "b", "c"], "unexpected extra argument"),
    ],
)
def test_misuse_is_status_2_and_says_what_was_meant(words, says, capsys):
    status, printed = told(capsys, *words)
    assert status == 2
    assert says in printed


@pytest.mark.parametrize("verb", ["run", "read"])
def test_a_folder_that_is_not_there_is_one_sentence(verb, tmp_path, capsys):
    status, printed = told(capsys, verb, tmp_path / "nowhere", tmp_path / "results")
    assert status == 1
    assert "nowhere" in printed
    assert printed.count("Error:") == 1
    assert "Traceback" not in printed


def test_an_empty_folder_is_one_sentence(tmp_path, capsys):
    (tmp_path / "pages").mkdir()
    status, printed = told(capsys, "run", tmp_path / "pages", tmp_path / "results")
    assert status == 1
    assert "pages" in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize("verb", [stage.name for stage in STAGES[1:]])
def test_a_stage_alone_says_which_comes_first(verb, tmp_path, capsys):
    status, printed = told(capsys, verb, tmp_path, tmp_path / "results")
    assert status == 1
    assert "is not there yet: run `rodiklis" in printed


@pytest.mark.parametrize("words", [["explain", "0123456789abcdef"], ["ask", "progress"]])
def test_asking_before_a_run_says_so(words, tmp_path, capsys):
    status, printed = told(capsys, *words, "--processed", tmp_path)
    assert status == 1
    assert "rodiklis run" in printed or "rodiklis aggregate" in printed
    assert "Traceback" not in printed


def test_a_fault_of_the_program_is_a_sentence_too(monkeypatch, capsys, tmp_path):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(command, "run_stage", broken)
    status, printed = told(capsys, "read", tmp_path, tmp_path)
    assert status == 1
    assert "ZeroDivisionError: division by zero" in printed
    assert "RODIKLIS_TRACEBACK=1" in printed
    assert "Traceback (most" not in printed


def test_the_stack_is_shown_to_those_who_ask(monkeypatch, tmp_path):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(command, "run_stage", broken)
    monkeypatch.setenv("RODIKLIS_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        command.main(["read", str(tmp_path), str(tmp_path)])


def test_a_full_disk_names_the_file_and_the_next_step(monkeypatch, capsys, tmp_path):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "tables/documents.parquet")

    monkeypatch.setattr(command, "run_stage", full)
    status, printed = told(capsys, "read", tmp_path, tmp_path)
    assert status == 1
    assert "tables/documents.parquet: No space left on device." in printed
    assert "run again" in printed


def test_an_interrupted_run_is_status_130(monkeypatch, capsys, tmp_path):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "run_stage", interrupted)
    status, printed = told(capsys, "run", tmp_path, tmp_path)
    assert status == 130
    assert "Stopped." in printed


# languages


def test_languages_are_those_with_a_file(capsys):
    status, printed = told(capsys, "languages", "--json")
    assert status == 0
    files = sorted(path.stem for path in (ROOT / "pipeline/languages").glob("*.toml"))
    assert [row["code"] for row in json.loads(printed)] == files
    assert all(row["examples"] > 0 and row["name"] and row["native"] for row in json.loads(printed))


# a finished run


def test_a_run_ends_with_what_was_found_and_where_to_look(founding_run):
    results, printed = founding_run
    measures = pd.read_parquet(results / "tables/measures.parquet")
    assert "5 documents read (lt 4, hu 1)" in printed
    for indicator in measures["indicator"].unique():
        assert re.search(rf"^{indicator} +[\d·]+ +[\d·]+ +[\d·]+", printed, re.M), indicator
    for title in pd.read_parquet(results / "tables/projects.parquet")["title"]:
        assert title[:20] in printed
    assert str(results / "report/summary.html") in printed
    assert re.search(r"rodiklis explain [0-9a-f]{16} --processed", printed)


def test_output_that_is_no_terminal_has_no_colours(founding_run):
    assert "\x1b" not in founding_run[1]


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_has_colours_unless_no_color_is_set(founding_run, environment, coloured):
    results, _ = founding_run
    row = pd.read_parquet(results / "tables/measures.parquet").iloc[0]
    inner, outer = os.openpty()
    command_line = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "explain",
        row["measure_id"],
        "--processed",
        results,
    ]
    inherited = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {
        "TERM": "xterm-256color"
    }
    with subprocess.Popen(
        command_line, cwd=ROOT, env=inherited | environment, stdout=outer, stderr=outer
    ) as process:
        process.wait()
    os.close(outer)
    printed = b""
    try:
        while more := os.read(inner, 65536):
            printed += more
    except OSError:  # the end of a terminal whose other side is closed
        pass
    os.close(inner)
    # Bold and reverse are no colours; with NO_COLOR the number is in brackets as well.
    assert (b"[" + row["quote"].split()[0].encode() in printed.replace(b"\x1b[", b"")) == (not coloured)
    assert row["document_id"].encode() in printed


def test_summary_is_json_for_programs(founding_run):
    results, _ = founding_run
    from pipeline.summary import summarise

    found = json.loads(json.dumps(summarise(results)))
    measures = pd.read_parquet(results / "tables/measures.parquet")
    rows = found["measures"]
    assert sum(row["target"] + row["actual"] + row["context"] for row in rows) == len(measures)
    assert found["documents"]["read"] == 5
    assert found["statements"]["measures"] == len(measures)
    assert sum(row["rows"] for row in found["findings"]) == len(
        pd.read_parquet(results / "tables/findings.parquet")
    )


def test_explain_marks_the_number_in_its_sentence(founding_run, capsys):
    results, _ = founding_run
    for row in pd.read_parquet(results / "tables/measures.parquet").to_dict("records"):
        status, printed = told(capsys, "explain", row["measure_id"], "--processed", results)
        assert status == 0
        assert f"[{' '.join(row['quote'].split())}]" in " ".join(printed.split())
        assert row["document_id"] in printed
        assert f"{row['role']}:" in printed
        assert "\x1b" not in printed


def test_explain_takes_the_beginning_of_an_id_and_every_kind_of_row(founding_run):
    results, _ = founding_run
    tables = {
        "measures": "measure_id",
        "dates": "date_id",
        "findings": "finding_id",
        "projects": "project_id",
    }
    for table, key in tables.items():
        identifier = str(pd.read_parquet(results / f"tables/{table}.parquet")[key].iloc[0])
        found = explain(results, identifier[:10])
        assert (found.table, found.identifier) == (table, identifier)


def test_explaining_a_project_shows_what_is_stated_of_it(founding_run):
    results, _ = founding_run
    measures = pd.read_parquet(results / "tables/measures.parquet")
    project = measures["project_id"].iloc[0]
    behind = explain(results, project).behind
    stated = set(measures.loc[measures["project_id"] == project, "measure_id"])
    assert stated <= {one.identifier for one in behind}


def test_explain_refuses_what_it_does_not_know(founding_run, capsys):
    results, _ = founding_run
    status, printed = told(capsys, "explain", "ffffffffffffffff", "--processed", results)
    assert status == 1
    assert "No row in" in printed
    with pytest.raises(UnknownIdentifier):
        explain(results, "0")


def test_explain_is_json_for_programs(founding_run, capsys):
    results, _ = founding_run
    row = pd.read_parquet(results / "tables/measures.parquet").iloc[0]
    _, printed = told(capsys, "explain", row["measure_id"], "--processed", results, "--json")
    found = json.loads(printed)
    assert found["quote"] == row["quote"]
    assert row["quote"] in found["before"] + found["quote"] + found["after"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"qualifier": "exact", "value_min": 148680.0, "value_max": 148680.0, "unit": "EUR"},
            "148\u00a0680 EUR",
        ),
        (
            {"qualifier": "at_least", "value_min": 500.0, "value_max": None, "unit": "person"},
            "at least 500 person",
        ),
        ({"qualifier": "at_most", "value_min": None, "value_max": 30.0, "unit": "month"}, "at most 30 month"),
        ({"qualifier": "range", "value_min": 30.0, "value_max": 40.0, "unit": "person"}, "30 to 40 person"),
        ({"qualifier": "about", "value_min": 0.5, "value_max": 0.5, "unit": "EUR"}, "about 0.50 EUR"),
        ({"qualifier": "exact", "value_min": float("nan"), "value_max": None, "unit": None}, ""),
    ],
)
def test_values_are_said_as_they_were_meant(row, said):
    assert value_in_words(row) == said


def test_aggregates_are_printed_as_tables_and_for_programs(founding_run, capsys, tmp_path):
    results, _ = founding_run
    _, names = told(capsys, "ask", "--processed", results)
    assert "progress" in names.split()
    rows = pd.read_parquet(results / "aggregates/progress.parquet")
    status, printed = told(capsys, "ask", "progress", "--processed", results)
    assert status == 0
    assert f"progress: {len(rows)} rows" in printed
    assert len(json.loads(told(capsys, "ask", "progress", "--json", "--processed", results)[1])) == len(rows)
    assert told(capsys, "ask", "progress", "--csv", "--processed", results)[1].startswith(rows.columns[0])
    told(capsys, "ask", "progress", "--parquet", tmp_path / "p.parquet", "--processed", results)
    assert len(pd.read_parquet(tmp_path / "p.parquet")) == len(rows)


def test_an_aggregate_that_does_not_exist_is_answered_with_those_that_do(founding_run, capsys):
    status, printed = told(capsys, "ask", "profit", "--processed", founding_run[0])
    assert status == 1
    assert "progress" in printed
    assert "Traceback" not in printed


def test_the_database_opens_read_only_with_tables_and_aggregates(founding_run):
    results, _ = founding_run
    with pipeline.connect(results) as con:
        names = {row[0] for row in con.sql("show tables").fetchall()}
        assert {"documents", "measures", "findings", "progress", "budgets"} <= names
        with pytest.raises(duckdb.InvalidInputException):
            con.execute("create table mine (a int)")


def test_connecting_before_a_run_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="rodiklis run"):
        pipeline.connect(tmp_path)


def test_a_text_that_is_no_text_is_refused():
    with pytest.raises(TypeError, match="has to be str"):
        pipeline.extract(b"500 participants")  # type: ignore[arg-type]


# bad input, end to end


@pytest.fixture(scope="module")
def bad_run(tmp_path_factory):
    """A folder in which much is wrong, beside two good pages."""
    raw = tmp_path_factory.mktemp("bad")
    documents, outcomes = raw / "documents", raw / "outcomes"
    documents.mkdir()
    outcomes.mkdir()
    good = "Project “Open Yards”. The project budget is EUR 12 000. At least 40 residents will take part.\n"
    (documents / "good.txt").write_text(good, encoding="utf-8")
    (documents / "twin.txt").write_text(good, encoding="utf-8")
    (documents / "empty.txt").write_bytes(b"")
    (documents / "blank.txt").write_bytes(b" \n\t\n")
    (documents / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (documents / "table.xyz").write_bytes(b"PK\x03\x04" + bytes(200))
    old = (
        "Projekto „Žalias kiemas“ biudžetas – 5 000 eurų. Dalyvaus ne mažiau kaip 30 vaikų iš šešių klubų.\n"
    )
    (documents / "windows.txt").write_bytes(old.encode("cp1257"))
    (documents / "turkish.txt").write_text(
        "Bu proje ile mahallede yaşayan gençler için atölyeler düzenlenecek ve 250 kişi katılacak.\n",
        encoding="utf-8",
    )
    (documents / "good.txt.source.toml").write_text("publisher = \n", encoding="utf-8")
    (outcomes / "results.csv").write_text(
        "project,indicator,qualifier,value_min,value_max,unit,what,period_start,period_end,as_of,source,source_language\n"
        "Open Yards,participants,exact,many,38,person,residents who came,,,2024-05-31,https://example.org/a,en\n"
        "Open Yards,participants,exact,38,38,person,residents who came,,,2024-05-31,https://example.org/a,en\n",
        encoding="utf-8",
    )
    results = tmp_path_factory.mktemp("results")
    return results, rodiklis("run", raw, results, "--no-notebooks")


def test_bad_input_does_not_stop_a_run(bad_run):
    _, done = bad_run
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "name",
    ["empty.txt", "blank.txt", "picture.txt", "table.xyz", "twin.txt", "good.txt.source.toml", "results.csv"],
)
def test_each_bad_file_is_named_in_the_summary_and_in_rejects(bad_run, name):
    results, done = bad_run
    rejects = pd.read_parquet(results / "tables/rejects.parquet")
    own = rejects[rejects["path"].str.contains(name, regex=False)]
    assert len(own) == 1
    assert own["reason"].str.len().gt(10).all()
    assert own["what_to_do"].str.len().gt(10).all()
    assert name in done.stdout


def test_good_documents_and_rows_beside_bad_ones_are_kept(bad_run):
    results, _ = bad_run
    documents = pd.read_parquet(results / "tables/documents.parquet").set_index("document_id")
    assert set(documents.index) == {"good.txt", "windows.txt", "turkish.txt"}
    assert documents.loc["windows.txt", "text"].startswith("Projekto „Žalias kiemas“")
    outcomes = pd.read_parquet(results / "tables/outcomes.parquet")
    assert outcomes["value_min"].tolist() == [38.0]


def test_a_document_in_a_language_that_is_not_read_is_said_to_be(bad_run):
    results, _ = bad_run
    documents = pd.read_parquet(results / "tables/documents.parquet").set_index("document_id")
    assert pd.isna(documents.loc["turkish.txt", "language"])
    findings = pd.read_parquet(results / "tables/findings.parquet")
    assert findings.loc[findings["document_id"] == "turkish.txt", "check"].str.contains("language").any()


def test_a_wrong_outcome_names_file_line_column_and_what_is_allowed(bad_run):
    rejects = pd.read_parquet(bad_run[0] / "tables/rejects.parquet")
    row = rejects[rejects["path"].str.contains("results.csv")].iloc[0]
    said = f"{row['path']} {row['reason']} {row['what_to_do']}"
    for part in ("results.csv", "line 2", "value_min", "many"):
        assert part in said


# a file to fill in


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_lists_targets_that_nothing_answers(founding_run, tmp_path, capsys, ending):
    results, _ = founding_run
    file = tmp_path / f"fill.{ending}"
    status, printed = told(capsys, "outcomes", "template", file, "--processed", results)
    assert status == 0
    frame = pd.read_csv(file) if ending == "csv" else pd.read_excel(file)
    assert f"{len(frame)} targets" in printed
    progress = pd.read_parquet(results / "aggregates/progress.parquet")
    waiting = progress[
        progress["status"].isin(["not reported", "not yet due"]) & progress["target_qualifier"].notna()
    ]
    assert set(zip(frame["project"], frame["indicator"], strict=True)) == set(
        zip(waiting["project"], waiting["indicator"], strict=True)
    )
    assert frame[["qualifier", "value_min", "value_max", "source"]].isna().all(axis=None)


def test_a_template_that_was_filled_in_is_read_and_its_empty_lines_are_no_outcomes(founding_run, tmp_path):
    from pipeline.outcomes import outcomes
    from pipeline.template import write_template

    results, _ = founding_run
    folder = tmp_path / "outcomes"
    write_template(results, folder / "fill.csv")
    frame = pd.read_csv(folder / "fill.csv", dtype="object")
    row = frame.index[frame["indicator"] == "reach"][0]
    frame.loc[row, ["qualifier", "value_min", "value_max", "source"]] = [
        "about",
        "9000",
        "9000",
        "final report",
    ]
    frame.to_csv(folder / "fill.csv", index=False)
    found, _ = outcomes(folder, pd.read_parquet(results / "tables/projects.parquet"))
    assert found[["indicator", "qualifier", "value_min"]].values.tolist() == [["reach", "about", 9000.0]]


def test_a_template_does_not_write_over_what_somebody_filled_in(founding_run, tmp_path, capsys):
    (tmp_path / "mine.csv").write_text("filled in\n", encoding="utf-8")
    status, printed = told(
        capsys, "outcomes", "template", tmp_path / "mine.csv", "--processed", founding_run[0]
    )
    assert status == 1
    assert "is there already" in printed
    assert (tmp_path / "mine.csv").read_text(encoding="utf-8") == "filled in\n"
    status, printed = told(
        capsys, "outcomes", "template", tmp_path / "mine.doc", "--processed", founding_run[0]
    )
    assert status == 1
    assert "neither .csv nor .xlsx" in printed
