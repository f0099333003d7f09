"""Each SQL file answers its question on tiny tables whose answer is known, and on the labelled documents."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path

import gold
import pandas as pd
import pytest
import tiny

from pipeline import aggregate, outcomes, schemas
from pipeline.intervals import Interval, verdict
from pipeline.link import link


def plain(value):
    """A cell as the cases write it: a missing value is an empty text."""
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        return list(value)
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    return value


def answer(written: dict, frame: pd.DataFrame) -> tuple[list[list], list[list]]:
    expected = written.get("expected", written)
    columns = expected["columns"]
    for column, value in expected.get("only", {}).items():
        frame = frame[frame[column] == value]
    return [[plain(v) for v in row] for row in frame[columns].astype(object).values.tolist()], expected[
        "rows"
    ]


@pytest.mark.parametrize("path", sorted(tiny.CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_question_on_tiny_tables(path: Path):
    written, tables = tiny.case(path)
    computed = aggregate.compute(tables, written.get("as_of"))[written["question"]]
    found, expected = answer(written, computed)
    order = (lambda row: [str(v) for v in row]) if written.get("any_order", True) else None
    assert sorted(found, key=order) == sorted(expected, key=order)


def test_every_question_has_a_case_and_a_head():
    asked = {tiny.case(path)[0]["question"] for path in tiny.CASES.glob("*.toml")}
    assert asked == set(aggregate.AGGREGATES)
    for name in aggregate.AGGREGATES:
        head = aggregate.statement(name)
        assert head.startswith("-- Question: ")
        assert "\n-- Grain: " in head and "\n-- " in head.partition("Caveats: ")[0]
        assert aggregate.question(name).endswith("?")


@pytest.fixture(scope="module")
def founding() -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """The labelled founding documents with the evaluator's file: (tables, aggregates)."""
    documents, statements = gold.frames([name for name in gold.names() if name.startswith("seed")])
    tables = link(documents, statements)
    tables["documents"] = schemas.conform("documents", documents)
    tables["outcomes"] = outcomes.outcomes(gold.RAW / "outcomes", tables["projects"])[0]
    return tables, aggregate.compute(tables)


def of(frame: pd.DataFrame, title: str) -> pd.DataFrame:
    return frame[frame["project"].str.casefold().str.contains(title)]


def test_an_allocation_of_a_measure_is_not_divided_by_one_projects_children(founding):
    costs = of(founding[1]["cost_per_participant"], "aleksot")
    assert costs["refused"].tolist() == ["level"]
    assert costs[["value_min", "value_max"]].isna().all().all()
    assert (costs["cost_min"].item(), costs["people_min"].item()) == (327_622.72, 50)


def test_at_least_and_more_than_participants_give_upper_bounds(founding):
    costs = of(founding[1]["cost_per_participant"], "europos miestai").set_index("people_min")
    assert (costs.loc[500, "value_max"], costs.loc[500, "qualifier"]) == (297.36, "at_most")
    assert (costs.loc[3000, "value_max"], costs.loc[3000, "qualifier"]) == (49.56, "less_than")
    assert costs.loc[[500, 3000], "value_min"].isna().all()


def test_promised_reach_without_an_outcome_is_not_reported(founding):
    progress = of(founding[1]["progress"], "europos miestai")
    reach = progress[progress["indicator"] == "reach"]
    assert reach["status"].tolist() == ["not reported"]
    assert reach[["actual_min", "actual_max"]].isna().all().all()


def test_first_event_of_five_before_the_end_is_on_the_way(founding):
    progress = of(founding[1]["progress"], "europos miestai")
    held = progress[progress["actual_origin"].eq("outcomes") & progress["indicator"].eq("events")]
    assert held[["target_min", "actual_min", "status"]].values.tolist() == [[5, 1, "on the way"]]


def test_outcomes_that_disagree_stay_two_and_contradicted(founding):
    progress = of(founding[1]["progress"], "cselekv")
    rows = progress[progress["actual_noun"].str.contains("revived", na=False)]
    assert sorted(rows["actual_min"]) == [500, 1000]
    assert set(rows["status"]) == {"contradicted"}
    others = progress[~progress.index.isin(rows.index)]
    assert "contradicted" not in set(others["status"])


def test_every_row_leads_back_to_rows_of_the_tables(founding):
    tables, aggregates = founding
    known = {str(v) for name in tables if name in schemas.KEYS for v in tables[name][schemas.KEYS[name][0]]}
    for name, frame in aggregates.items():
        assert len(frame), name
        for row in frame.itertuples():
            ids = list(row.evidence)
            assert set(ids) <= known, (name, row)
            assert ids or getattr(row, "extent", "") == "absent", (name, row)


def test_quotes_of_evaluability_stand_in_the_text(founding):
    tables, aggregates = founding
    texts = tables["documents"].set_index("document_id")["text"]
    cells = aggregates["evaluability"].dropna(subset=["quote_start"])
    assert len(cells) > 10
    for cell in cells.itertuples():
        assert texts[cell.document_id][int(cell.quote_start) : int(cell.quote_end)] == cell.quote


def test_sql_and_python_compare_intervals_alike():
    draw = random.Random(7)
    words = ("exact", "about", "at_least", "more_than", "at_most", "less_than", "range")

    def one():
        word, a, b = draw.choice(words), draw.randint(0, 12), draw.randint(0, 12)
        low = None if word in ("at_most", "less_than") else min(a, b) if word == "range" else a
        high = None if word in ("at_least", "more_than") else max(a, b) if word == "range" else a
        return word, low, high

    pairs = [(one(), one(), draw.random() < 0.3) for _ in range(2000)]
    rows = [(n, *t, *a, ceiling) for n, (t, a, ceiling) in enumerate(pairs)]
    columns = ["n", "tw", "tl", "th", "aw", "al", "ah", "ceiling"]
    frame = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(("tl", "th", "al", "ah"), "float64"))
    with aggregate.connect() as con:
        con.execute((aggregate.SQL / "shared" / "macros.sql").read_text(encoding="utf-8")).fetchall()
        con.register("pairs", frame)
        told = con.execute(
            "SELECT verdict(tw, tl, th, aw, al, ah, 0.1, ceiling), meets(tw, tl, th, aw, al, ah) "
            "FROM pairs ORDER BY n"
        ).fetchall()
    for (target, actual, ceiling), (judged, meets) in zip(pairs, told, strict=True):
        here, there = Interval.of(*target), Interval.of(*actual)
        assert judged == verdict(target[0], here, there, ceiling=ceiling), (target, actual, ceiling)
        assert meets == here.meets(there), (target, actual)


def test_asking_for_what_is_no_question_names_the_questions(tmp_path):
    with pytest.raises(aggregate.UnknownQuestion, match="progress, budgets"):
        aggregate.ask(tmp_path, "profits")
    with pytest.raises(FileNotFoundError, match="rodiklis run"):
        aggregate.ask(tmp_path, "progress")


def test_run_writes_equal_files_and_a_database_with_tables_and_aggregates(tmp_path, founding):
    tables = founding[0]
    for folder in ("one", "two"):
        for name in schemas.TABLES:
            frame = tables.get(name, schemas.empty(name))
            schemas.write_table(name, frame, tmp_path / folder / "tables" / f"{name}.parquet")
        counts = aggregate.run(tmp_path / folder)
        assert set(counts) == set(aggregate.AGGREGATES)
    for name in aggregate.AGGREGATES:
        first, second = (tmp_path / f / "aggregates" / f"{name}.parquet" for f in ("one", "two"))
        assert first.read_bytes() == second.read_bytes()
        asked = aggregate.ask(tmp_path / "one", name)
        assert len(asked) == counts[name]
    with aggregate.connect(tmp_path / "one" / "rodiklis.duckdb") as con:
        names = {row[0] for row in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        assert set(schemas.TABLES) | set(aggregate.AGGREGATES) <= names
        stored = con.execute("SELECT count(*) FROM progress").fetchall()[0][0]
    assert stored == counts["progress"]
    assert not list(tmp_path.rglob(".*.parquet"))


def test_checks_find_nothing_wrong_in_what_was_computed(founding):
    with aggregate.connect() as con:
        aggregate.prepare(con, founding[0])
        aggregate.create(con)
        found = aggregate.bad_rows(con)
    assert set(found) == {path.stem for path in (aggregate.SQL / "checks").glob("*.sql")}
    assert {name: rows.to_dict("records") for name, rows in found.items() if len(rows)} == {}


@pytest.mark.parametrize(
    ("check", "damage"),
    [
        ("evidence_missing", "UPDATE progress SET evidence = []"),
        ("evidence_unknown", "UPDATE budgets SET evidence = ['nowhere']"),
        ("progress_status", "UPDATE progress SET status = 'missed' WHERE status = 'not reported'"),
        ("cost_without_ground", "UPDATE cost_per_participant SET refused = NULL WHERE refused = 'level'"),
        ("statement_in_two_quantities", "INSERT INTO comparable FROM comparable"),
        ("counted_twice", "INSERT INTO ledger FROM ledger WHERE counted"),
        ("left_out_without_reason", "UPDATE ledger SET counted = FALSE"),
        ("totals_upside_down", "UPDATE totals SET value_max = value_min - 1 WHERE value_min IS NOT NULL"),
    ],
)
def test_each_check_finds_its_defect(founding, check, damage):
    with aggregate.connect() as con:
        aggregate.prepare(con, founding[0])
        aggregate.create(con)
        con.execute(damage).fetchall()
        assert len(aggregate.bad_rows(con)[check])


def test_every_column_is_described_once_and_the_document_is_in_step():
    written = aggregate.dictionary()
    document = Path(__file__).parent.parent / "docs" / "questions.md"
    assert document.read_text(encoding="utf-8") == written, "run python -m pipeline.aggregate"
    described = tomllib.loads((aggregate.SQL / "columns.toml").read_text(encoding="utf-8"))
    used = set(re.findall(r"^\| (\w+) \|", written, re.MULTILINE)) - {"column"}
    assert used == set(described)


def test_no_documents_give_empty_answers_of_the_same_columns():
    nothing = aggregate.compute({name: schemas.empty(name) for name in schemas.TABLES})
    assert {name: len(frame) for name, frame in nothing.items()} == dict.fromkeys(aggregate.AGGREGATES, 0)
    assert list(nothing["progress"].columns)[:3] == ["progress_id", "project_id", "project"]
