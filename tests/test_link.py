"""Documents are joined by what only one initiative's pages share, with reasons, and a person has the last
word."""

from __future__ import annotations

import json
from itertools import combinations

import gold
import pandas as pd
import pytest

from pipeline import schemas
from pipeline.likeness import ENOUGH, candidates, compare, profiles
from pipeline.link import Decisions, link, run

PAIRS = [
    tuple(sorted(f"{name}.txt" for name in pair["documents"]))
    for pair in json.loads((gold.CORPUS / "pairs.json").read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def labelled() -> tuple[pd.DataFrame, gold.Frames]:
    return gold.frames(gold.names(held_out=True))


@pytest.fixture(scope="module")
def linked(labelled) -> gold.Frames:
    return link(*labelled)


def joined(tables: gold.Frames) -> set[tuple[str, str]]:
    return {pair for group in tables["projects"]["documents"] for pair in combinations(sorted(group), 2)}


def chosen(labelled, *names: str) -> tuple[pd.DataFrame, gold.Frames]:
    documents, statements = labelled
    mine = {name: frame[frame["document_id"].isin(names)] for name, frame in statements.items()}
    return documents[documents["document_id"].isin(names)], mine


def test_the_pairs_and_only_they_are_joined(linked):
    assert joined(linked) == set(PAIRS)


def test_pairs_stand_clear_of_all_others(labelled):
    found = profiles(*labelled)
    scores = {
        (left, right): compare(found[left], found[right]).score
        for left, right in combinations(sorted(found), 2)
    }
    assert min(scores[pair] for pair in PAIRS) > 1.5 * ENOUGH
    assert max(score for pair, score in scores.items() if pair not in PAIRS) < ENOUGH / 2
    assert set(PAIRS) <= set(candidates(found))


def test_every_join_says_why_and_shows_rows_of_both_documents(labelled, linked):
    _documents, statements = labelled
    of_row = {
        row: document
        for name, frame in statements.items()
        if name not in ("titles", "unclaimed_numbers")
        for row, document in zip(frame.iloc[:, 0], frame["document_id"], strict=True)
    }
    assert len(linked["links"]) == len(PAIRS)
    for row in linked["links"].itertuples():
        assert row.decision == "join"
        assert "same" in row.why
        assert {of_row[id_] for id_ in row.evidence} == {row.document_id, row.other_document_id}


def test_every_statement_has_its_documents_project(linked, labelled):
    of_document = {
        document: row.project_id for row in linked["projects"].itertuples() for document in row.documents
    }
    assert set(of_document) == set(labelled[0]["document_id"])
    for name in schemas.STATEMENTS:
        frame = linked[name]
        assert len(frame) == len(labelled[1][name])
        assert frame["project_id"].tolist() == [of_document[document] for document in frame["document_id"]]
        assert list(schemas.conform(name, frame).columns) == schemas.columns(name)


def test_order_of_documents_changes_nothing(labelled, linked):
    documents, statements = labelled
    turned = link(documents[::-1], {name: frame[::-1] for name, frame in statements.items()})
    pd.testing.assert_frame_equal(turned["projects"], linked["projects"])
    pd.testing.assert_frame_equal(turned["links"], linked["links"])


def test_dates_that_pages_state_differently_are_not_chosen_between(linked):
    both = linked["projects"].set_index("title").loc["Courtyard Theatre Without Walls"]
    assert both["start_date"] == "2022-03-01"
    assert pd.isna(both["end_date"])


def test_levels_are_told_from_what_is_counted(linked):
    kinds = linked["projects"].set_index("title")["kind"]
    assert kinds["Kauno miesto Aleksoto vietos veiklos grupės strategija"] == "measure"
    assert kinds["MANO IDĖJA MIESTELIUI"] == "call"
    assert kinds["YOUTH SPACES 2024"] == "event"
    assert kinds["Courtyard Theatre Without Walls"] == "project"


def test_a_person_parts_what_the_rules_join(labelled):
    pair = ("en-001.txt", "lt-001.txt")
    tables = link(*chosen(labelled, *pair), Decisions(part={pair: "Two phases."}))
    assert joined(tables) == set()
    assert tables["links"][["decision", "why"]].values.tolist() == [["part", "Two phases."]]


def test_a_person_joins_what_the_rules_keep_apart(labelled):
    pair = ("lt-003.txt", "lt-004.txt")
    tables = link(*chosen(labelled, *pair), Decisions(join={pair: "The promoter says so."}))
    assert joined(tables) == {pair}
    assert tables["links"]["why"].tolist() == ["The promoter says so."]


def test_parting_two_is_not_undone_through_a_third(labelled):
    names = ("en-001.txt", "lt-001.txt", "lt-003.txt")
    decisions = Decisions(
        join={("lt-001.txt", "lt-003.txt"): "One project."},
        part={("en-001.txt", "lt-003.txt"): "Not that one."},
    )
    assert joined(link(*chosen(labelled, *names), decisions)) == {("lt-001.txt", "lt-003.txt")}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[join]]\ndocuments = ['a.txt']\nreason = 'x'", "does not name two documents"),
        ("[[join]]\ndocuments = ['lt-003.txt', 'lt-004.txt']", "gives no reason"),
        ("[[join]]\ndocuments = ['lt-003.txt', 'gone.txt']\nreason = 'x'", "gone.txt, which is not among"),
        ("[[merge]]\ndocuments = ['lt-003.txt', 'lt-004.txt']\nreason = 'x'", "entry “merge”"),
        ("[[join", "not valid TOML"),
    ],
)
def test_a_decision_that_cannot_be_followed_is_said_and_left_out(labelled, tmp_path, text, says):
    path = tmp_path / "links.toml"
    path.write_text(text, encoding="utf-8")
    tables = link(*chosen(labelled, "lt-003.txt", "lt-004.txt"), path)
    assert joined(tables) == set()
    (reject,) = tables["rejects"].itertuples()
    assert says in reject.reason
    assert reject.what_to_do


def edition(labelled, name: str, years: int) -> tuple[pd.DataFrame, gold.Frames]:
    """The same page, its dates moved by years: next year's edition."""
    documents, statements = chosen(labelled, name)
    other = name.replace(".", "-later.")

    def later(day):
        return f"{int(day[:4]) + years}{day[4:]}" if isinstance(day, str) and day[:4].isdigit() else day

    moved = {key: frame.assign(document_id=other) for key, frame in statements.items()}
    moved["dates"] = moved["dates"].assign(date=moved["dates"]["date"].map(later))
    days = {column: moved["events"][column].map(later).astype("str") for column in ("start_date", "end_date")}
    moved["events"] = moved["events"].assign(**days)
    for key in moved:
        ids = [column for column in moved[key].columns if column.endswith("_id") and column != "document_id"]
        moved[key] = moved[key].assign(**{column: "f" + moved[key][column].str[1:] for column in ids})
    both = {key: pd.concat([statements[key], moved[key]], ignore_index=True) for key in statements}
    return pd.concat([documents, documents.assign(document_id=other)], ignore_index=True), both


def test_two_editions_with_one_name_and_organiser_stay_apart(labelled):
    documents, statements = edition(labelled, "lt-003.txt", 2)
    budgets = statements["measures"]["indicator"] == "budget"
    statements["measures"] = statements["measures"][~budgets]
    assert joined(link(documents, statements)) == set()


def test_the_same_page_twice_is_one_initiative(labelled):
    assert joined(link(*edition(labelled, "lt-003.txt", 0))) == {("lt-003-later.txt", "lt-003.txt")}


def test_run_reads_and_writes_the_stages_own_folders(labelled, tmp_path):
    documents, statements = chosen(labelled, "en-001.txt", "lt-001.txt")
    processed, raw = tmp_path / "processed", tmp_path / "raw"
    raw.mkdir()
    schemas.write_table("documents", documents, processed / "read" / "documents.parquet")
    for name, frame in statements.items():
        schemas.write_table(name, frame, processed / "extract" / f"{name}.parquet", linked=False)
    counts = run(processed, raw)
    assert counts["projects"] == 1
    assert counts["measures"] == len(statements["measures"])
    stored = schemas.read_table("measures", processed / "link" / "measures.parquet")
    projects = schemas.read_table("projects", processed / "link" / "projects.parquet")
    assert set(stored["project_id"]) == set(projects["project_id"])


def sheet(document: str, title: str, leader: str, cost: float, **more) -> dict[str, list[dict]]:
    """One project of a municipality's yearly call, all of which share period, town, funder, length and
    age."""
    span = {"document_id": document, "quote": "7", "quote_start": 0, "quote_end": 1, "rule": "written"}

    def row(key: str, number: int, **values) -> dict:
        return {key: gold.identifier(document, key, number), **values, **span}

    value = {"role": "target", "qualifier": "exact", "basis": "total", "sentence": "7"}
    money = {"indicator": "budget", "unit": "EUR", "budget_kind": "total", **value}
    return {
        "titles": [{"title": title, **span}],
        "measures": [
            row("measure_id", 1, **money, value_min=cost, value_max=cost),
            row("measure_id", 2, **value, indicator="duration", unit="month", value_min=12, value_max=12),
            row("measure_id", 3, **value, indicator="age", unit="year", value_min=14, value_max=14),
            row("measure_id", 4, **value, indicator="events", unit="event", value_min=24, value_max=24),
        ],
        "dates": [
            row("date_id", 1, kind="start", date="2021-01-01", precision="day"),
            row("date_id", 2, kind="end", date="2021-12-31", precision="day"),
        ],
        "places": [row("place_id", 1, name="Alytus", kind="settlement")],
        "organisations": [
            row("organisation_id", 1, name="Alytaus miesto savivaldybė", role="funder"),
            row("organisation_id", 2, name=leader, role="coordinator"),
        ],
        **more,
    }


def together(*sheets: dict[str, list[dict]]) -> tuple[pd.DataFrame, gold.Frames]:
    names = (*schemas.STATEMENTS, "titles")
    statements = {
        name: schemas.conform(
            name, pd.DataFrame([row for one in sheets for row in one.get(name, [])]), linked=False
        )
        for name in names
    }
    ids = [one["titles"][0]["document_id"] for one in sheets]
    filled = {"sha256": "0" * 64, "media_type": "text/plain", "language": "lt", "text": "7", "characters": 1}
    return schemas.conform(
        "documents", pd.DataFrame([{"document_id": name, **filled} for name in ids])
    ), statements


def test_two_projects_of_one_yearly_call_stay_apart():
    one = sheet("a.txt", "Gatvės šokis", "Šokio klubas", 9000)
    two = sheet("b.txt", "Kiemo sodas", "Sodininkų draugija", 9000)
    assert joined(link(*together(one, two))) == set()


def test_one_name_one_coordinator_and_one_town_make_one_initiative():
    one = sheet("a.txt", "Gatvės šokis visiems kaimynams", "Šokio klubas", 9000, measures=[], dates=[])
    two = sheet("b.txt", "Gatvės šokis visiems kaimynams", "Šokio klubas", 9000)
    assert joined(link(*together(one, two))) == {("a.txt", "b.txt")}


def test_a_budget_to_the_cent_and_the_same_five_towns_make_one_initiative():
    towns = ("Rokiškis", "Biržai", "Kupiškis", "Zarasai", "Utena")
    sheets = []
    for document, leader in (("a.txt", "Šokio klubas"), ("b.txt", "Šokio klubas")):
        one = sheet(document, "Šokis" if document == "a.txt" else "Gatvė šoka", leader, 148_680.5, dates=[])
        place = one["places"][0]
        one["places"] = [
            {**place, "place_id": gold.identifier(document, town), "name": town} for town in towns
        ]
        one["titles"] = (
            one["titles"] if document == "a.txt" else [{**one["titles"][0], "title": "Šokis gatvėje"}]
        )
        sheets.append(one)
    (reason,) = link(*together(*sheets))["links"]["why"]
    assert "same budget, 148 680.50 EUR" in reason
    assert "same places (Birzai" not in reason and "Rokiškis" in reason
