"""Labels against rows: the counting itself on rows of our own, and the floors of the extraction."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT, rodiklis

from pipeline.evaluate import (
    BadFloors,
    NoLabels,
    alike,
    broken,
    collections,
    compare,
    evaluate,
    evaluate_collections,
    labels,
    metrics_of,
    paired,
    ratios,
    write_floors,
)

FLOORS = ROOT / "tests/floors.toml"
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
        "sentence quote quote_start quote_end",
        "dates": "document_id kind date",
        "unclaimed_numbers": "document_id reason",
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


def check(evaluation, name):
    row = evaluation.checks.set_index("check").loc[name]
    return int(row["right"]), int(row["all"])


def test_a_measure_with_another_role_is_missed_and_spurious_but_its_value_is_right():
    done = compare({"one": label(measures=[measure()])}, documents(), rows(measures=[found(role="target")]))
    assert line(done, "measures") == (0, 1, 1)
    assert line(done, "measures", "participants") == (0, 1, 1)
    assert line(done, "values") == (1, 0, 0)
    assert sorted(done.faults["what"]) == ["missed", "spurious"]


def test_an_open_end_is_not_a_closed_one():
    closed = rows(measures=[found(high=40.0, qualifier="exact")])
    assert line(compare({"one": label(measures=[measure()])}, documents(), closed), "measures") == (0, 1, 1)


def test_a_thing_found_twice_is_found_once_and_spurious_once():
    twice = rows(measures=[found(), found()])
    assert line(compare({"one": label(measures=[measure()])}, documents(), twice), "measures") == (1, 0, 1)


def test_optional_labels_count_neither_way():
    optional = label(measures=[measure(optional=True)])
    assert line(compare({"one": optional}, documents(), rows(measures=[found()])), "measures") == (0, 0, 0)
    assert line(compare({"one": optional}, documents(), rows()), "measures") == (0, 0, 0)


def test_of_several_rows_the_one_that_agrees_most_is_taken():
    both = rows(measures=[found(qualifier="about"), found()])
    done = compare({"one": label(measures=[measure()])}, documents(), both)
    assert check(done, "qualifier") == (1, 1)


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
    done = compare({"one": label(places=["Vilnius"], countries=["LT", "LV"])}, documents(), got)
    assert line(done, "places") == (1, 0, 0)
    assert line(done, "countries") == (1, 1, 0)


def test_a_document_that_was_not_read_is_all_missed_and_its_language_wrong():
    nothing = {name: frame.iloc[:0] for name, frame in rows().items()}
    done = compare({"one": label(measures=[measure()])}, documents().iloc[:0], nothing)
    assert line(done, "measures") == (0, 1, 0)
    assert done.checks.set_index("check").loc["language", "right"] == 0


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


def test_a_label_file_that_lacks_a_field_is_named(tmp_path):
    short = measure()
    del short["unit"]
    (tmp_path / "b.json").write_text(json.dumps(label(measures=[short])), encoding="utf-8")
    with pytest.raises(NoLabels, match=r"b\.json is no label file: it lacks 'unit'"):
        labels(tmp_path)


def test_names_separated_by_a_bar_are_equally_right_and_a_star_fits_any_role():
    wanted = label(
        organisations=[
            {"name": "Green Courtyards|Courtyards of Vilnius", "role": "*"},
            {"name": "Ministry of Song", "role": "funder"},
        ]
    )
    got = rows(
        organisations=[
            {"name": "Courtyards of Vilnius", "role": "host"},
            {"name": "Ministry of Song", "role": "partner"},
        ]
    )
    assert line(compare({"one": wanted}, documents(), got), "organisations") == (1, 1, 1)


def test_optional_places_and_countries_count_neither_way():
    got = rows(places=[{"name": "Kernavė", "kind": "settlement", "country": None}])
    wanted = label(places=[], places_optional=["Kernavė"], countries_optional=["LT"])
    done = compare({"one": wanted}, documents(), got)
    assert line(done, "places") == line(done, "countries") == (0, 0, 0)


@pytest.mark.parametrize(
    ("place", "country", "right"),
    [
        ("Kernavė", "LT", True),
        ("Kernavės", "LT", True),
        ("Nida", "LT", False),
        (None, "LT", False),
        ("Kernavė", None, False),
    ],
)
def test_an_event_is_right_where_day_place_and_country_are(place, country, right):
    wanted = label(events=[{"start": "2023-05-05", "place": "Kernavė", "country": "LT"}])
    row = {"start_date": "2023-05-05", "place": place, "country": country}
    done = compare({"one": wanted}, documents(), rows(events=[row]))
    assert line(done, "events") == ((1, 0, 0) if right else (0, 1, 1))


def test_what_the_label_of_an_event_leaves_open_may_be_anything():
    wanted = label(events=[{"start": None, "place": None, "country": None}])
    got = rows(events=[{"start_date": None, "place": "Nida", "country": "LT"}])
    assert line(compare({"one": wanted}, documents(), got), "events") == (1, 0, 0)


def test_a_partial_date_is_not_the_whole_one():
    wanted = label(dates=[{"kind": "start", "date": "2020-09"}])
    got = rows(dates=[{"kind": "start", "date": "2020-09-01"}])
    assert line(compare({"one": wanted}, documents(), got), "dates") == (0, 1, 1)


def test_two_open_ends_are_the_same_and_an_unlabelled_value_is_not_nought():
    nothing = measure(low=None, high=None)
    zero = rows(measures=[found(low=0.0, high=0.0)])
    unknown = rows(measures=[found(low=float("nan"))])
    assert line(compare({"one": label(measures=[nothing])}, documents(), zero), "measures") == (0, 1, 1)
    assert line(compare({"one": label(measures=[nothing])}, documents(), unknown), "measures") == (1, 0, 0)


def test_the_kind_is_compared_of_budgets_only():
    money = {"indicator": "budget", "unit": "EUR", "kind": "grant"}
    wanted = label(measures=[measure(), measure(**money)])
    got = rows(measures=[found(), found(indicator="budget") | {"unit": "EUR", "budget_kind": "cap"}])
    done = compare({"one": wanted}, documents(), got)
    assert line(done, "measures") == (2, 0, 0)
    assert (check(done, "kind"), check(done, "basis")) == ((0, 1), (2, 2))


def test_a_row_is_grounded_where_its_quote_stands_at_its_span():
    there = {"quote": "40 residents", "quote_start": 9, "quote_end": 21}
    beside = there | {"quote_start": 8, "quote_end": 20}
    done = compare({"one": label()}, documents(), rows(measures=[found() | there, found() | beside]))
    assert check(done, "rows grounded") == (1, 2)


def test_documents_without_measures_and_figures_without_reason_are_counted():
    figures = [{"reason": "phone"}, {"reason": "unknown"}, {"reason": "year"}]
    done = compare({"one": label()}, documents(), rows(unclaimed_numbers=figures))
    assert check(done, "negatives silent") == (1, 1)
    assert check(done, "unclaimed figures explained") == (2, 3)
    loud = compare({"one": label()}, documents(), rows(measures=[found()]))
    assert check(loud, "negatives silent") == (0, 1)
    assert check(compare({"one": label(measures=[measure()])}, documents(), rows()), "negatives silent") == (
        0,
        0,
    )


def test_every_fault_comes_with_the_words_around_it():
    wanted = label(measures=[measure()], places=["Vilnius|Wilno", "Kaunas"])
    text = f"A page of ours.\n{TEXT}Another line."
    done = compare({"one": wanted}, documents(text), rows())
    said = dict(zip(done.faults["said"], done.faults["sentence"], strict=True))
    assert said["name Vilnius|Wilno"] == TEXT.strip()
    assert said["name Kaunas"] == ""
    assert next(words for said, words in said.items() if "participants" in said) == TEXT.strip()


def test_languages_are_counted_apart():
    two = {"one": label(places=["Vilnius"]), "two": label(language="lt", places=["Nida"])}
    got = rows(places=[{"name": "Vilnius", "kind": "settlement", "country": "LT"}])
    done = compare(two, documents(), got)
    assert line(done, "places") == (1, 1, 0)
    assert (line(done, "places", "en"), line(done, "places", "lt")) == ((1, 0, 0), (0, 1, 0))


@pytest.fixture
def folder(tmp_path):
    """Four labelled documents, each naming one count of residents; the third's label is wrong."""
    for place in ("gold", "raw"):
        (tmp_path / place).mkdir()
    for number in range(1, 5):
        name, low = f"p{number}", 39.0 if number == 3 else 40.0
        one = label(measures=[measure(low=low)], document=name)
        (tmp_path / f"gold/{name}.json").write_text(json.dumps(one), encoding="utf-8")
        (tmp_path / f"raw/{name}.txt").write_text(f"{name}: " + TEXT, encoding="utf-8")
    described = """
[seen]
gold = "gold"
raw = "raw"
of_three = [1, 2]

[unseen]
gold = "gold"
raw = "raw"
of_three = [3]
hidden = true
"""
    (tmp_path / "floors.toml").write_text(described, encoding="utf-8")
    return tmp_path


def test_every_third_document_is_a_collection_of_its_own(folder):
    seen, unseen = collections(folder / "floors.toml")
    assert (list(seen.labels()), list(unseen.labels())) == (["p1", "p2", "p4"], ["p3"])
    measured = evaluate_collections([seen, unseen])
    assert line(measured["seen"], "measures", "participants") == (3, 0, 0)
    assert line(measured["unseen"], "measures", "participants") == (0, 1, 1)


def test_chosen_documents_alone_are_measured(folder):
    assert line(evaluate(folder / "gold", folder / "raw", ["p1"]), "measures", "participants") == (1, 0, 0)


def test_floors_hold_where_they_were_set_and_break_both_ways(folder):
    file = folder / "floors.toml"
    known = collections(file)
    measured = evaluate_collections(known)
    assert any("has no floor yet" in sentence for sentence in broken(known[0].floors, measured["seen"]))
    assert write_floors(file, known, measured) == []
    set_ = collections(file)
    assert [(one.of_three, one.hidden, one.weight) for one in set_] == [
        ((1, 2), False, 1.0),
        ((3,), True, 0.0),
    ]
    assert all(broken(one.floors, measured[one.name]) == [] for one in set_)

    floors = set_[0].floors
    reached = floors["recall"]["all"]["measures"] + 0.02
    floors["recall"]["all"]["measures"] = reached + 0.01
    (sentence,) = broken(floors, measured["seen"])
    assert sentence.startswith("recall of measures, all:") and "is below its floor" in sentence
    floors["recall"]["all"]["measures"] = reached - 0.06
    (sentence,) = broken(floors, measured["seen"])
    assert "lies far under" in sentence
    floors["recall"]["all"]["measures"] = reached - 0.04
    assert broken(floors, measured["seen"]) == []
    floors["recall"]["pl"] = {"measures": 0.5}
    (sentence,) = broken(floors, measured["seen"])
    assert "nothing to count any more" in sentence


def test_floors_that_go_down_are_told(folder):
    file = folder / "floors.toml"
    write_floors(file, collections(file), evaluate_collections(collections(file)))
    (folder / "raw/p1.txt").write_text(
        "Nobody has counted who came to the choir this spring.", encoding="utf-8"
    )
    known = collections(file)
    lowered = write_floors(file, known, evaluate_collections(known))
    assert "seen, recall of measures, all: 0.98, now 0.64." in lowered


@pytest.mark.parametrize(
    ("text", "says"),
    [("[own", "is no TOML"), ("[own]\ngold = 'g'", "own is not described well"), ("", "no collection")],
)
def test_a_file_of_floors_that_cannot_be_read_is_named(tmp_path, text, says):
    (tmp_path / "floors.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadFloors, match=says):
        collections(tmp_path / "floors.toml")


def test_the_command_prints_and_writes_what_the_function_gives(folder):
    done = rodiklis("evaluate", folder / "gold", folder / "raw", "--misses")
    assert done.returncode == 0, done.stderr
    assert "missed    p3, measures: indicator participants, role actual, min 39.0" in done.stdout
    assert "p3: At least 40 residents took part" in done.stdout
    assert rodiklis("evaluate", folder / "gold", folder / "raw", "--json", folder / "m.json").returncode == 0
    assert json.loads((folder / "m.json").read_text())["gold"]["indicator"]["participants"]["recall"] == 0.75
    assert rodiklis("evaluate", folder / "nowhere", folder / "raw").returncode == 1
    assert rodiklis("evaluate", folder / "gold").returncode == 2


def test_the_command_tells_figures_but_no_faults_of_hidden_documents(folder):
    floors = folder / "floors.toml"
    assert rodiklis("evaluate", "--floors", floors, "--write-floors").returncode == 0
    done = rodiklis("evaluate", "--floors", floors, "--misses")
    assert done.returncode == 0, done.stderr
    assert "unseen: 1 documents" in done.stdout and "p3" not in done.stdout
    floors.write_text(floors.read_text().replace("measures = 0.98", "measures = 1.01", 1), encoding="utf-8")
    done = rodiklis("evaluate", "--floors", floors, "--collection", "seen")
    assert done.returncode == 1
    assert "seen, recall of measures, all: 1.000 is below its floor of 1.01." in done.stderr


KNOWN = collections(FLOORS)


@pytest.fixture(scope="module")
def measured():
    return evaluate_collections(KNOWN)


@pytest.mark.parametrize("collection", KNOWN, ids=lambda one: one.name)
def test_the_extraction_keeps_to_its_floors(collection, measured):
    assert broken(collection.floors, measured[collection.name]) == []


@pytest.mark.parametrize("collection", KNOWN, ids=lambda one: one.name)
def test_every_row_of_a_labelled_document_stands_in_its_text(collection, measured):
    right, of = check(measured[collection.name], "rows grounded")
    assert right == of > 0


def test_development_and_kept_out_share_no_document():
    by_name = {one.name: set(one.labels()) for one in KNOWN}
    assert not by_name["development"] & by_name["kept_out"]
    assert len(by_name["kept_out"]) * 2 == len(by_name["development"])


def test_the_metrics_file_is_declared_and_holds_each_collection(measured):
    assert sorted(metrics_of(measured["founding"])) == ["all", "checks", "documents", "indicator", "language"]
    assert "metrics:\n      - data/processed/metrics.json:\n          cache: false" in Path(
        ROOT / "dvc.yaml"
    ).read_text(encoding="utf-8")
