"""Evaluators' files: good rows are read, each wrong value is answered by a sentence, the others go on."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outcomes import COLUMNS, outcomes
from pipeline.schemas import TABLES

BRIDGE, MILL = "00000000000000aa", "00000000000000bb"
PROJECTS = pd.DataFrame({"project_id": [BRIDGE, MILL], "title": ["Tiltai – „Mūsų upė“", "The Old Mill"]})
ROW = {
    "project": "The Old Mill",
    "indicator": "participants",
    "qualifier": "exact",
    "value_min": "120",
    "value_max": "120",
    "unit": "person",
    "what": "people who came",
    "period_start": "2020-03-01",
    "period_end": "2021-02",
    "as_of": "2021",
    "source": "https://example.org/report",
    "source_language": "en",
}


def line(**changes: str) -> str:
    cells = ROW | changes
    return ",".join('"' + cells[column].replace('"', '""') + '"' for column in COLUMNS)


def write(folder: Path, *lines: str, name: str = "o.csv", encoding: str = "utf-8") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes("\n".join([",".join(COLUMNS), *lines, ""]).encode(encoding))
    return folder


def read(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    found, rejects = outcomes(folder, PROJECTS)
    TABLES["outcomes"].validate(found, lazy=True)
    TABLES["rejects"].validate(rejects, lazy=True)
    return found, rejects


def test_a_row_becomes_an_outcome_of_its_project(tmp_path: Path) -> None:
    found, rejects = read(write(tmp_path, line(), line(qualifier="at_least", value_max="", what="signed up")))
    assert rejects.empty
    assert list(found["project_id"]) == [MILL, MILL]
    assert list(found["line"]) == [2, 3]
    first = found.iloc[0]
    assert (first["value_min"], first["value_max"], first["as_of"]) == (120.0, 120.0, "2021")
    assert pd.isna(found.iloc[1]["value_max"])


WRONG = [
    (
        {"indicator": "participant"},
        "column indicator: 'participant' is no indicator",
        "Did you mean participants?",
    ),
    (
        {"indicator": ""},
        "column indicator: the empty cell is no indicator",
        "Allowed are budget, participants",
    ),
    ({"qualifier": "minimum"}, "column qualifier: 'minimum' is no qualifier", "at_least"),
    ({"unit": "event"}, "column unit: 'event' is no unit of participants", "person or household"),
    ({"indicator": "budget", "unit": "€"}, "column unit: '€' is no currency code", "Did you mean EUR?"),
    ({"indicator": "budget", "unit": "EUX"}, "column unit: 'EUX' is no currency code", "ISO 4217"),
    (
        {"value_min": "many", "value_max": "many"},
        "column value_min: 'many' is no number",
        "Allowed are figures",
    ),
    (
        {"value_min": "1,000", "value_max": "1,000"},
        "value_min: '1,000' can be read in two ways",
        "Write 1000",
    ),
    (
        {"value_min": "1.000", "value_max": "1.000"},
        "value_min: '1.000' can be read in two ways",
        "Write 1000",
    ),
    ({"value_min": "-5", "value_max": "-5"}, "value_min: '-5' is negative", "Allowed are 0 and more"),
    ({"value_min": "1e3", "value_max": "1e3"}, "value_min: '1e3' is no number", "Allowed are figures"),
    ({"value_min": "nan", "value_max": "inf"}, "column value_max: 'inf' is no number", "Allowed are figures"),
    (
        {"value_max": ""},
        "column qualifier: 'exact' does not fit value_min 120 and value_max empty",
        "same number",
    ),
    ({"qualifier": "at_least"}, "does not fit value_min 120 and value_max 120", "value_max empty"),
    ({"qualifier": "at_most"}, "does not fit value_min 120 and value_max 120", "value_min empty"),
    ({"qualifier": "range"}, "does not fit value_min 120 and value_max 120", "smaller than value_max"),
    ({"period_start": "1 March 2020"}, "column period_start: '1 March 2020' is no date", "2020-09-30"),
    ({"as_of": "2021-02-30"}, "column as_of: '2021-02-30' is no date", "2020-09-30"),
    (
        {"period_end": "2020-02"},
        "column period_end: '2020-02' lies before period_start '2020-03-01'",
        "later",
    ),
    ({"source": ""}, "column source: the empty cell names no source", "an address or a title"),
    ({"source_language": "English"}, "column source_language: 'english' is no language code", "two letters"),
    (
        {"project": "The Old Mil"},
        "'The Old Mil' is the title of no project",
        "nearest title is 'The Old Mill'",
    ),
    ({"project": ""}, "column project: the empty cell names no project", "Write the title"),
]


@pytest.mark.parametrize(("changes", "reason", "next_step"), WRONG, ids=[str(case[0])[:40] for case in WRONG])
def test_a_wrong_value_is_named_and_the_other_rows_go_on(
    tmp_path: Path, changes: dict[str, str], reason: str, next_step: str
) -> None:
    found, rejects = read(write(tmp_path, line(**changes), line(what="another result")))
    assert list(found["what"]) == ["another result"]
    said = rejects[rejects["reason"].str.contains(reason, regex=False)]
    assert len(said) == 1
    assert said.iloc[0]["reason"].startswith("o.csv, line 2")
    assert next_step in said.iloc[0]["what_to_do"]


def test_each_wrong_value_of_a_row_gets_its_own_sentence(tmp_path: Path) -> None:
    found, rejects = read(write(tmp_path, line(indicator="x", period_start="y", source="")))
    assert found.empty
    assert len(rejects) == 3


@pytest.mark.parametrize(
    "title",
    ['TILTAI - "MŪSŲ UPĖ"', "Tiltai — Musu upe", "tiltai:  mūsų  upė", BRIDGE],
    ids=["quotes", "accents", "spaces", "id"],
)
def test_titles_meet_however_they_are_typed(tmp_path: Path, title: str) -> None:
    found, rejects = read(write(tmp_path, line(project=title)))
    assert rejects.empty
    assert list(found["project_id"]) == [BRIDGE]


def test_a_part_of_a_title_is_not_enough(tmp_path: Path) -> None:
    found, rejects = read(write(tmp_path, line(project="Mill")))
    assert found.empty
    assert len(rejects) == 1


def test_a_title_of_two_projects_asks_for_the_id(tmp_path: Path) -> None:
    twins = pd.DataFrame({"project_id": [BRIDGE, MILL], "title": ["The old mill", "THE OLD MILL"]})
    found, rejects = outcomes(write(tmp_path, line()), twins)
    assert found.empty
    assert rejects.iloc[0]["what_to_do"] == f"Write the project_id instead: {BRIDGE}, {MILL}."


def test_names_that_other_documents_give_are_known_too(tmp_path: Path) -> None:
    names = pd.DataFrame({"project_id": [MILL], "title": ["Senasis malūnas"]})
    found, _ = outcomes(write(tmp_path, line(project="Senasis malūnas")), PROJECTS, names)
    assert list(found["project_id"]) == [MILL]


def test_the_same_result_twice_is_one_and_results_that_disagree_stay_two(tmp_path: Path) -> None:
    other = line(value_min="300", value_max="300")
    found, rejects = read(write(tmp_path, line(), other, line()))
    assert list(found["value_min"]) == [120.0, 300.0]
    assert rejects["reason"].to_list() == ["o.csv, line 4: the same result stands in o.csv, line 2."]


def test_ids_do_not_depend_on_where_a_row_stands(tmp_path: Path) -> None:
    one, _ = read(write(tmp_path / "one", line(), line(what="b")))
    two, _ = read(write(tmp_path / "two", line(what="b"), line(), name="renamed.csv"))
    assert set(one["outcome_id"]) == set(two["outcome_id"])


@pytest.mark.parametrize("text", ["1200", "1 200", "1\u00a0200", "1\u202f200", "1200.00", "1200,0"])
def test_figures_as_people_write_them(tmp_path: Path, text: str) -> None:
    found, rejects = read(write(tmp_path, line(value_min=text, value_max=text)))
    assert rejects.empty
    assert list(found["value_min"]) == [1200.0]


@given(st.decimals(0, 10**12, places=2))
def test_no_figure_loses_its_value(number) -> None:
    from pipeline.outcomes import _number

    refused: list[str] = []
    text = f"{number:.2f}"
    assert _number({"value_min": text}, "value_min", lambda *says: refused.append(says)) == float(text)
    assert refused == []


def test_a_spreadsheet_of_another_country(tmp_path: Path) -> None:
    lines = [",".join(COLUMNS), line(project="Tiltai – „Mūsų upė“", what="žmonės, kurie atėjo")]
    text = "\r\n".join(lines).replace('","', '";"').replace(",".join(COLUMNS), ";".join(COLUMNS))
    (tmp_path / "o.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    found, rejects = read(tmp_path)
    assert rejects.empty
    assert list(found["what"]) == ["žmonės, kurie atėjo"]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    found, rejects = read(write(tmp_path, line(what="two\nlines"), "", line(indicator="x")))
    assert list(found["line"]) == [2]
    assert rejects.iloc[0]["reason"].startswith("o.csv, line 5,")


def test_columns_beyond_are_left_out_and_said(tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text(",".join([*COLUMNS, "comment"]) + "\n" + line() + ',"fine"\n')
    found, rejects = read(tmp_path)
    assert len(found) == 1
    assert "the column 'comment' is none of an outcomes file" in rejects.iloc[0]["reason"]


def test_a_missing_column_is_named_with_what_may_be_meant(tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text(",".join(COLUMNS).replace("indicator", "indikator") + "\n" + line())
    found, rejects = read(tmp_path)
    assert found.empty
    assert "the column 'indicator' is missing" in rejects.iloc[0]["reason"]
    assert "'indikator' may be meant for 'indicator'" in rejects.iloc[0]["what_to_do"]


def test_broken_files_are_said_and_stop_no_other(tmp_path: Path) -> None:
    write(tmp_path, line(), name="good.csv")
    write(tmp_path, line() + ",x", line(what="kept"), name="long.csv")
    write(tmp_path, line(what="before"), '"never closed', name="open.csv")
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "noise.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "README.md").write_text("read me")
    (tmp_path / "~$good.xlsx").write_bytes(b"lock")
    found, rejects = read(tmp_path)
    assert sorted(found["what"]) == ["before", "kept", "people who came"]
    assert list(rejects["path"]) == [
        "empty.csv",
        "long.csv",
        "noise.csv",
        "noise.xlsx",
        "old.xls",
        "open.csv",
    ]
    said = dict(zip(rejects["path"], rejects["reason"], strict=True))
    assert said["empty.csv"] == "empty.csv: the file is empty."
    assert "'x' stands beyond the last one" in said["long.csv"]
    assert "a quotation mark is opened and never closed" in said["open.csv"]
    assert "damaged" in said["noise.xlsx"]
    assert ".xls" in said["old.xls"]


def test_no_folder_and_an_empty_folder_are_no_outcomes(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        found, rejects = read(folder)
        assert found.empty
        assert rejects.empty


def test_a_workbook_is_read_from_the_sheet_with_the_header(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["notes"])
    sheet = book.create_sheet("results")
    sheet.append([column.replace("_", " ").title() for column in COLUMNS])
    cells = ROW | {
        "value_min": 120,
        "value_max": 120.0,
        "period_start": datetime.date(2020, 3, 1),
        "as_of": 2021,
    }
    sheet.append([cells[column] for column in COLUMNS])
    sheet.append([None] * len(COLUMNS))
    sheet.append([(cells | {"unit": "people", "what": ""})[column] for column in COLUMNS])
    book.save(tmp_path / "o.xlsx")
    found, rejects = read(tmp_path)
    assert found[["value_min", "value_max", "period_start", "as_of", "line"]].values.tolist() == [
        [120.0, 120.0, "2020-03-01", "2021", 2]
    ]
    assert rejects["reason"].to_list() == [
        "o.xlsx, line 4, column unit: 'people' is no unit of participants."
    ]


def test_a_line_of_the_template_that_nobody_filled_in_reports_nothing(tmp_path: Path) -> None:
    blank = line(qualifier="", value_min="", value_max="", source="")
    begun = line(qualifier="", value_min="50", value_max="", source="")
    found, rejects = read(write(tmp_path, blank, line(), begun))
    assert list(found["line"]) == [3]
    assert {reason.split(",")[1] for reason in rejects["reason"]} == {" line 4"}
