"""The contract: what fits passes, every rule notices what breaks it, and the dictionary says the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pandera.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import vocabulary
from pipeline.schemas import (
    KEYS,
    REFERENCES,
    STATEMENTS,
    TABLES,
    columns,
    conform,
    dictionary,
    empty,
    identifier,
    read_table,
    write_table,
)

ID, OTHER = "0123456789abcdef", "fedcba9876543210"
SPAN = {"quote": "about 40 people", "quote_start": 3, "quote_end": 18, "rule": "count"}
FACT = {"project_id": ID, "document_id": "a/b.txt", **SPAN}
VALUE = {
    "indicator": "participants",
    "qualifier": "about",
    "value_min": 40,
    "value_max": 40,
    "unit": "person",
}
GOOD = {
    "documents": {
        "document_id": "a/b.txt",
        "sha256": "0" * 64,
        "media_type": "text/plain",
        "text": "Of about 40 people.",
        "characters": 19,
    },
    "measures": {
        "measure_id": ID,
        **FACT,
        **VALUE,
        "role": "target",
        "basis": "total",
        "sentence": "Of about 40 people.",
    },
    "dates": {"date_id": ID, **FACT, "kind": "start", "date": "2020-09", "precision": "month"},
    "events": {"event_id": ID, **FACT, "title": "Fair", "start_date": "2020-09-01", "online": False},
    "organisations": {"organisation_id": ID, **FACT, "name": "Choir", "role": "partner"},
    "places": {"place_id": ID, **FACT, "name": "Latvia", "kind": "country", "country": "LV"},
    "unclaimed_numbers": {**FACT, "sentence": "Call 40.", "reason": "phone"},
    "projects": {"project_id": ID, "title": "Bridges", "kind": "project", "documents": ["a/b.txt"]},
    "links": {
        "link_id": ID,
        "document_id": "a/b.txt",
        "other_document_id": "c.txt",
        "decision": "join",
        "why": "same budget to the cent",
        "parameters": "[]",
        "evidence": [OTHER],
    },
    "outcomes": {
        "outcome_id": ID,
        "project_id": ID,
        **VALUE,
        "source": "final report",
        "file": "o.csv",
        "line": 2,
    },
    "findings": {
        "finding_id": ID,
        "severity": "note",
        "check": "no_budget_stated",
        "message": "No budget is stated.",
        "evidence": [],
        "parameters": "{}",
    },
    "rejects": {"path": "x.bin", "reason": "The file is binary.", "what_to_do": "Save it as text."},
}


def table(name: str, /, **changes: object) -> pd.DataFrame:
    return conform(name, pd.DataFrame([GOOD[name] | changes]))


def test_every_table_of_the_contract_is_described_and_has_a_key() -> None:
    assert set(GOOD) == set(TABLES) == set(KEYS)
    for name in TABLES:
        assert set(KEYS[name]) <= set(columns(name))
    for name, references in REFERENCES.items():
        assert set(references) <= set(columns(name))
        assert set(references.values()) <= set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_good_row_and_no_row_pass(name: str) -> None:
    TABLES[name].validate(table(name), lazy=True)
    TABLES[name].validate(empty(name), lazy=True)


BROKEN = [
    ("documents", {"document_id": ""}),
    ("documents", {"sha256": "abc"}),
    ("documents", {"language": "lithuanian"}),
    ("documents", {"language": "LT"}),
    ("documents", {"published": "1 May 2020"}),
    ("documents", {"read_on": "2020-05"}),
    ("documents", {"characters": 18}),
    ("documents", {"text": ""}),
    ("measures", {"measure_id": "12345"}),
    ("measures", {"measure_id": ID + "\n"}),
    ("measures", {"project_id": None}),
    ("measures", {"indicator": "visitors"}),
    ("measures", {"role": "planned"}),
    ("measures", {"qualifier": "minimum"}),
    ("measures", {"basis": "each"}),
    ("measures", {"unit": "euro", "indicator": "budget"}),
    ("measures", {"unit": "event"}),
    ("measures", {"unit": "year", "indicator": "duration"}),
    ("measures", {"budget_kind": "total"}),
    ("measures", {"indicator": "budget", "unit": "EUR", "budget_kind": "subsidy"}),
    ("measures", {"value_max": 41}),
    ("measures", {"value_max": None}),
    ("measures", {"value_min": None}),
    ("measures", {"value_min": None, "value_max": None}),
    ("measures", {"value_min": -40, "value_max": -40}),
    ("measures", {"value_min": np.inf, "value_max": np.inf}),
    ("measures", {"qualifier": "at_least"}),
    ("measures", {"qualifier": "at_least", "value_max": np.inf}),
    ("measures", {"qualifier": "more_than", "value_min": None}),
    ("measures", {"qualifier": "at_most"}),
    ("measures", {"qualifier": "less_than", "value_max": None}),
    ("measures", {"qualifier": "range"}),
    ("measures", {"qualifier": "range", "value_min": 50}),
    ("measures", {"audience": ""}),
    ("measures", {"sentence": None}),
    ("measures", {"rule": ""}),
    ("measures", {"quote": "about 4 people"}),
    ("measures", {"quote_start": -1}),
    ("dates", {"kind": "born"}),
    ("dates", {"date": "2021-02-29", "precision": "day"}),
    ("dates", {"date": "2021-13"}),
    ("dates", {"date": "05-31", "precision": "day"}),
    ("dates", {"date": None}),
    ("dates", {"precision": "day"}),
    ("dates", {"date": "--05-31", "precision": "month"}),
    ("events", {"country": "Latvia"}),
    ("events", {"start_date": "soon"}),
    ("organisations", {"role": "sponsor"}),
    ("organisations", {"name": None}),
    ("places", {"kind": "village"}),
    ("places", {"country": None}),
    ("unclaimed_numbers", {"reason": None}),
    ("projects", {"kind": "grant"}),
    ("projects", {"documents": ["a", 1]}),
    ("links", {"decision": "maybe"}),
    ("outcomes", {"qualifier": "at_least"}),
    ("outcomes", {"unit": "item"}),
    ("outcomes", {"source": None}),
    ("outcomes", {"as_of": "2020-9"}),
    ("findings", {"severity": "fatal"}),
    ("findings", {"check": "No budget"}),
    ("rejects", {"what_to_do": ""}),
]


@pytest.mark.parametrize(("name", "changes"), BROKEN, ids=lambda value: str(value)[:50])
def test_every_rule_notices_what_breaks_it(name: str, changes: dict[str, object]) -> None:
    with pytest.raises(pandera.errors.SchemaErrors):
        TABLES[name].validate(table(name, **changes), lazy=True)


@pytest.mark.parametrize("name", [name for name in TABLES if name != "rejects"])
def test_a_key_stands_once(name: str) -> None:
    twice = pd.concat([table(name), table(name)], ignore_index=True)
    with pytest.raises(pandera.errors.SchemaErrors):
        TABLES[name].validate(twice, lazy=True)


def test_a_column_beyond_the_contract_is_refused() -> None:
    with pytest.raises(pandera.errors.SchemaErrors):
        TABLES["rejects"].validate(table("rejects").assign(extra="1"), lazy=True)


def test_a_date_without_a_year_and_a_budget_of_unsaid_kind_are_no_errors() -> None:
    TABLES["dates"].validate(table("dates", date="--05-31", precision="day"))
    TABLES["measures"].validate(table("measures", indicator="budget", unit="HUF", budget_kind=None))


def test_conform_orders_types_and_fills_only_what_may_be_missing() -> None:
    shuffled = pd.DataFrame([dict(reversed(GOOD["measures"].items())) | {"scratch": 1}], index=[7])
    made = conform("measures", shuffled)
    assert list(made.columns) == columns("measures")
    assert list(made.index) == [0]
    assert made.dtypes.astype(str).to_dict() == empty("measures").dtypes.astype(str).to_dict()
    assert made["doubts"].isna().all()
    with pytest.raises(ValueError, match="measures has no column rule"):
        conform("measures", shuffled.drop(columns="rule"))
    with pytest.raises(ValueError, match="column value_min"):
        conform("measures", shuffled.assign(value_min="many"))


@pytest.mark.parametrize("name", STATEMENTS)
def test_extraction_knows_no_projects_yet(name: str) -> None:
    assert "project_id" in columns(name)
    assert columns(name, linked=False) == [column for column in columns(name) if column != "project_id"]


@pytest.mark.parametrize("name", TABLES)
def test_files_give_back_the_table_and_have_one_schema_with_and_without_rows(
    name: str, tmp_path: Path
) -> None:
    import pyarrow.parquet

    write_table(name, table(name), tmp_path / "full.parquet")
    write_table(name, empty(name), tmp_path / "deep" / "none.parquet")
    pd.testing.assert_frame_equal(read_table(name, tmp_path / "full.parquet"), table(name))
    pd.testing.assert_frame_equal(read_table(name, tmp_path / "deep" / "none.parquet"), empty(name))
    one, none = (
        pyarrow.parquet.read_schema(tmp_path / path) for path in ("full.parquet", "deep/none.parquet")
    )
    assert one.equals(none)
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_ids_are_the_same_everywhere_and_differ_with_any_part() -> None:
    assert identifier("a.txt", "measures", 3, 18) == "0327a73546220f0b"
    parts = [("a", "b"), ("ab", ""), ("ab",), ("", "ab"), ("b", "a"), ("a", "b", ""), ("a", 1), ("a", 1.0)]
    assert len({identifier(*part) for part in parts}) == len(parts)
    assert identifier("a", None) == identifier("a", "")


def test_the_data_dictionary_is_up_to_date() -> None:
    written = Path(__file__).parent.parent / "docs" / "data-dictionary.md"
    assert written.read_text(encoding="utf-8") == dictionary(), "Run `python -m pipeline.schemas`."


def test_the_data_dictionary_names_every_table_column_and_word() -> None:
    text = dictionary()
    for name in TABLES:
        assert f"\n## {name}\n" in text
        assert all(f"| {column} |" in text for column in columns(name))
    for words in (vocabulary.INDICATORS, vocabulary.BASES, vocabulary.BUDGET_KINDS, vocabulary.SEVERITIES):
        assert all(f"| {word} | {says}" in text for word, says in words.items())


ENDS = st.none() | st.integers(0, 5).map(float)


@given(st.sampled_from(list(vocabulary.QUALIFIERS)), ENDS, ENDS)
def test_the_table_and_the_vocabulary_agree_on_which_ends_fit(
    word: str, low: float | None, high: float | None
) -> None:
    row = table("measures", qualifier=word, value_min=low, value_max=high)
    try:
        TABLES["measures"].validate(row, lazy=True)
        fits = True
    except pandera.errors.SchemaErrors:
        fits = False
    assert fits == vocabulary.interval_fits(word, low, high)


@given(st.dates())
def test_a_partial_date_holds_its_days(day) -> None:
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert vocabulary.is_partial_date(text)
        assert vocabulary.earliest(text) <= day <= vocabulary.latest(text)
    assert vocabulary.earliest(day.isoformat()) == vocabulary.latest(day.isoformat()) == day
    assert vocabulary.is_partial_date("-" + day.isoformat()[4:])
    assert vocabulary.earliest("-" + day.isoformat()[4:]) is None


@pytest.mark.parametrize(
    "text",
    ["", "20", "2020-1", "2020-00", "2020-02-30", "20200101", "2020-01-01T10", "--13", "--02-30", "٢٠٢٠"],
)
def test_what_is_no_partial_date(text: str) -> None:
    assert not vocabulary.is_partial_date(text)
    assert vocabulary.earliest(text) is None
