"""Labels against rows: the counting itself on rows of our own, and the floors of the extraction."""

from __future__ import annotations

import json
import math
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT, rodiklis

from pipeline import read
from pipeline.evaluate import NoLabels, alike, evaluate, labels, metrics_of, paired, ratios
from pipeline.extract import extract_documents

FLOORS = tomllib.loads((ROOT / "tests/floors.toml").read_text(encoding="utf-8"))
TEXT = "At least 40 residents took part in 6 workshops in Vilnius on 5 May 2023.\n"


def measure(
    indicator="participants", role="actual", low=40.0, high=None, unit="person", qualifier="at_least", **more
):
    return {
        "indicator": indicator,
        "role": role,
        "min": low,
        "max": high,
        "unit": unit,
        "qualifier": qualifier,
        "basis": "total",
        "kind": None,
        "quote": "At least 40 residents",
        **more,
    }


def label(**more):
    empty = {name: [] for name in ("measures", "dates", "events", "organisations", "countries", "places")}
    return {"document": "one", "language": "en", "title": None, **empty, **more}


def documents(text=TEXT, language="en"):
    return pd.DataFrame({"document_id": ["one.txt"], "text": [text], "language": [language]})


def rows(**tables):
    """Tables of one document, empty but for those given, with the columns that `evaluate` compares."""
    columns = {
        "measures": "document_id indicator role value_min value_max unit qualifier basis budget_kind "
        "sentence",
        "dates": "document_id kind date",
        "events": "document_id start_date place country",
        "organisations": "document_id name role",
        "places": "document_id name kind country",
    }
    return {
        name: pd.DataFrame(
            [{"document_id": "one.txt", **row} for row in tables.get(name, [])], columns=columns[name].split()
        )
        for name in columns
    }


def found(role="actual", low=40.0, high=float("nan"), qualifier="at_least", indicator="participants"):
    return {
        "indicator": indicator,
        "role": role,
        "value_min": low,
        "value_max": high,
        "unit": "person",
        "qualifier": qualifier,
        "basis": "total",
        "sentence": TEXT,
    }


def line(evaluation, table, part="all"):
    figures = evaluation.figures
    row = figures[(figures["table"] == table) & (figures["part"] == part)].iloc[0]
    return int(row["right"]), int(row["missed"]), int(row["spurious"])


def test_a_measure_with_another_role_is_missed_and_spurious_but_its_value_is_right():
    done = evaluate({"one": label(measures=[measure()])}, documents(), rows(measures=[found(role="target")]))
    assert line(done, "measures") == (0, 1, 1)
    assert line(done, "measures", "participants") == (0, 1, 1)
    assert line(done, "measures, value and indicator") == (1, 0, 0)
    assert sorted(done.faults["what"]) == ["missed", "spurious"]


def test_an_open_end_is_not_a_closed_one():
    closed = rows(measures=[found(high=40.0, qualifier="exact")])
    assert line(evaluate({"one": label(measures=[measure()])}, documents(), closed), "measures") == (0, 1, 1)


def test_a_thing_found_twice_is_found_once_and_spurious_once():
    twice = rows(measures=[found(), found()])
    assert line(evaluate({"one": label(measures=[measure()])}, documents(), twice), "measures") == (1, 0, 1)


def test_optional_labels_count_neither_way():
    optional = label(measures=[measure(optional=True)])
    assert line(evaluate({"one": optional}, documents(), rows(measures=[found()])), "measures") == (0, 0, 0)
    assert line(evaluate({"one": optional}, documents(), rows()), "measures") == (0, 0, 0)


def test_of_several_rows_the_one_that_agrees_most_is_taken():
    both = rows(measures=[found(qualifier="about"), found()])
    done = evaluate({"one": label(measures=[measure()])}, documents(), both)
    agreement = done.agreement.set_index("of")
    assert (agreement.loc["qualifier", "right"], agreement.loc["qualifier", "all"]) == (1, 1)


def test_required_labels_choose_before_optional_ones():
    pairs, missed, free = paired(
        [{"n": 1, "optional": True}, {"n": 1}], [{"n": 1}], lambda a, b: a["n"] == b["n"], lambda a, b: 0
    )
    assert (len(pairs), missed, free) == (1, [], [])


def test_places_and_countries_are_told_apart():
    got = rows(
        places=[
            {"name": "Vilnius", "kind": "settlement", "country": "LT"},
            {"name": "Lithuania", "kind": "country", "country": "LT"},
        ]
    )
    done = evaluate({"one": label(places=["Vilnius"], countries=["LT", "LV"])}, documents(), got)
    assert line(done, "places") == (1, 0, 0)
    assert line(done, "countries") == (1, 1, 0)


def test_a_document_that_was_not_read_is_all_missed_and_its_language_wrong():
    nothing = {name: frame.iloc[:0] for name, frame in rows().items()}
    done = evaluate({"one": label(measures=[measure()])}, documents().iloc[:0], nothing)
    assert line(done, "measures") == (0, 1, 0)
    assert done.agreement.set_index("of").loc["language of the document", "right"] == 0


def test_ratios_are_missing_where_there_is_nothing_to_count():
    assert all(math.isnan(value) for value in ratios(0, 0, 0).values())
    assert ratios(3, 1, 0) == {"precision": 1.0, "recall": 0.75, "f1": pytest.approx(6 / 7)}


@pytest.mark.parametrize(
    ("names", "name", "same"),
    [
        ("Žalioji draugija", "Žaliosios draugijos", True),
        ("Nida|Neringa", "Neringa", True),
        ("Bergen", "Narvik", False),
        ("Bergen", None, False),
    ],
)
def test_names_are_alike_but_for_an_ending(names, name, same):
    assert alike(names, name, 0.8) is same


def test_labels_that_cannot_be_read_are_named(tmp_path):
    with pytest.raises(NoLabels, match="holds no label files"):
        labels(tmp_path)
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(NoLabels, match=r"a\.json is no label file"):
        labels(tmp_path)


def test_the_command_prints_and_writes_what_the_function_gives(tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "raw").mkdir()
    (tmp_path / "gold/one.json").write_text(json.dumps(label(measures=[measure(low=39.0)])), encoding="utf-8")
    (tmp_path / "raw/one.txt").write_text(TEXT, encoding="utf-8")
    done = rodiklis(
        "evaluate", tmp_path / "gold", tmp_path / "raw", "--faults", "--metrics", tmp_path / "m.json"
    )
    assert done.returncode == 0, done.stderr
    assert "missed    one, measures: indicator participants, role actual, min 39.0" in done.stdout
    assert json.loads((tmp_path / "m.json").read_text())["measures"]["participants"]["recall"] == 0.0
    assert rodiklis("evaluate", tmp_path / "nowhere", tmp_path / "raw").returncode == 1


@pytest.fixture(scope="module", params=["founding", "corpus"])
def measured(request):
    """The figures on a folder of labelled documents, and its floors."""
    gold, raw = {
        "founding": (ROOT / "tests/seeds", ROOT / "data/raw"),
        "corpus": (ROOT / "tests/corpus/gold", ROOT / "tests/corpus/text"),
    }[request.param]
    wanted = labels(Path(gold))
    read_documents, _ = read(raw)
    done = evaluate(wanted, read_documents, extract_documents(read_documents))
    return metrics_of(done), FLOORS[request.param]


def test_the_extraction_stays_above_its_floors(measured):
    metrics, floors = measured
    below = [
        f"{table} {part}: {figure} {metrics[table].get(part, {}).get(figure)} is below {least}"
        for figure, tables in floors.items()
        for table, parts in tables.items()
        for part, least in (parts if isinstance(parts, dict) else {"all": parts}).items()
        if not metrics[table].get(part, {}).get(figure, 0.0) >= least
    ]
    assert below == []
