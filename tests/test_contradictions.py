"""Contradictions between documents of a project, and between amounts and shares, and what is none."""

from __future__ import annotations

import json

import gold
import pandas as pd
import pytest
from test_validate import NOWHERE, Given

from pipeline.link import link
from pipeline.schemas import conform, empty
from pipeline.validate import validate


def pair(indicator: str, one: dict, other: dict, **both: object) -> list[str]:
    """What is said of two documents of a project that state one figure each."""
    said = Given()
    for document, values in (("a.txt", one), ("b.txt", other)):
        values = both | values
        said.measure(
            indicator, values.pop("low", None), values.pop("high", None), document=document, **values
        )
    return said.messages("documents_disagree")


def test_two_documents_that_give_another_figure_for_the_same() -> None:
    one, other = (
        {"low": 450.0, "quote": "bent 450 gyventojų"},
        {"low": 540.0, "quote": "At least 540 residents"},
    )
    assert pair("participants", one, other) == [
        "Two documents give different figures for participants: "
        "“bent 450 gyventojų” in a.txt (at least 450 people) "
        "and “At least 540 residents” in b.txt (at least 540 people)."
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"low": 500.0}, {"low": 612.0, "high": 612.0}),
        ({"low": 500.0}, {"low": 612.0, "high": 612.0, "role": "actual"}),
        (
            {"low": 500_000.0, "qualifier": "more_than"},
            {"low": 610_000.0, "high": 610_000.0, "qualifier": "about"},
        ),
        ({"low": 30.0, "high": 40.0}, {"low": 35.0, "high": 35.0}),
        ({"low": 480.0, "high": 480.0, "qualifier": "about"}, {"low": 500.0, "high": 500.0}),
        (
            {"low": 480.0, "high": 480.0, "qualifier": "about"},
            {"low": 500.0, "high": 500.0, "qualifier": "about"},
        ),
        ({"low": 20.0, "high": 20.0}, {"low": 600.0, "high": 600.0}),
        ({"low": 20.0, "high": 20.0}, {"low": 24.0, "high": 24.0, "basis": "per_event"}),
        ({"low": 20.0, "high": 20.0}, {"low": 24.0, "high": 24.0, "role": "context"}),
        (
            {"low": 20.0, "high": 20.0, "audience": "teachers"},
            {"low": 24.0, "high": 24.0, "audience": "volunteers"},
        ),
    ],
)
def test_figures_that_can_both_be_true_are_no_contradiction(one: dict, other: dict) -> None:
    assert pair("participants", one, other) == []


def test_who_takes_part_is_one_figure_whether_planned_or_standing() -> None:
    planned, standing = (
        {"low": 8.0, "high": 8.0, "role": "target"},
        {"low": 9.0, "high": 9.0, "role": "actual"},
    )
    assert len(pair("partners", planned, standing)) == 1
    assert pair("participants", planned, standing) == []


def test_what_both_documents_hold_is_put_aside_and_what_is_left_to_choose_is_not_judged() -> None:
    said = Given()
    for document, figures in (("a.txt", (18.0, 12.0)), ("b.txt", (18.0, 14.0))):
        for figure in figures:
            said.measure("events", figure, figure, document=document)
    assert len(said.messages("documents_disagree")) == 1
    said.measure("events", 13.0, 13.0, document="b.txt")
    assert said.messages("documents_disagree") == []


def test_parts_of_a_total_are_no_rivals_of_another_total() -> None:
    said = Given().measure("partners", 11.0, 11.0, document="a.txt")
    for figure in (7.0, 12.0, 5.0):
        said.measure("partners", figure, figure, document="b.txt")
    assert len(said.messages("documents_disagree")) == 1


def test_a_figure_far_from_the_other_documents_one_is_no_rival_of_the_near_one() -> None:
    said = Given().measure("partners", 11.0, 11.0, document="a.txt")
    for figure in (12.0, 2.0):
        said.measure("partners", figure, figure, document="b.txt")
    (message,) = said.messages("documents_disagree")
    assert "(12 organisations)" in message


def test_one_document_does_not_contradict_itself_by_counting_two_things() -> None:
    said = Given().measure("events", 18.0, 18.0).measure("events", 20.0, 20.0)
    assert said.messages("documents_disagree") == []


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("2024-02-29", "2024-03-31", 1),
        ("2024-02-29", "2024-02", 0),
        ("2024-02-29", "2024", 0),
        ("2024-02", "2024-03", 1),
        ("2024-02-29", "2024-02-29", 0),
    ],
)
def test_ends_that_two_documents_give(one: str, other: str, number: int) -> None:
    said = Given().date("end", one, document="a.txt").date("end", other, document="b.txt")
    assert len(said.messages("document_dates_disagree")) == number


def test_a_document_with_two_starts_is_not_compared() -> None:
    said = Given().date("start", "2020-01-01", document="a.txt").date("start", "2020-03-01", document="a.txt")
    assert said.date("start", "2021-01-01", document="b.txt").messages("document_dates_disagree") == []


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        (("2022-10-15", None), ("2022-10-22", None), 1),
        (("2022-10-15", None), ("2022-10-15", None), 0),
        (("2022-10-14", "2022-10-16"), ("2022-10-15", None), 0),
        (("2022-10-15", None), ("2023-10-22", None), 0),
    ],
)
def test_days_that_two_documents_give_for_the_event_in_a_town(one: tuple, other: tuple, number: int) -> None:
    said = Given().event(*one, document="a.txt").event(*other, document="b.txt")
    for row in said.rows["events"]:
        row["place"] = "Zgorzelec"
    assert len(said.messages("document_events_disagree")) == number


def budget(total: float, grant: float, own: float) -> Given:
    said = Given().measure("budget", total, total, budget_kind="total", quote="whole")
    said.measure("budget", grant, grant, budget_kind="grant", quote="granted")
    return said.measure("budget", own, own, budget_kind="cofinancing", quote="own")


def test_parts_beyond_the_whole() -> None:
    assert budget(1000.0, 800.0, 300.0).messages("parts_exceed_total") == [
        "The grant “granted” (800 EUR) and the co-financing “own” (300 EUR) make 1\u00a0100 EUR, "
        "more than the whole, “whole” (1\u00a0000 EUR)."
    ]
    assert budget(1000.0, 800.0, 200.0).messages("parts_exceed_total") == []
    assert budget(1000.0, 800.0, 100.0).messages("parts_exceed_total") == []
    assert (
        budget(1000.0, 800.0, 300.0)
        .measure("budget", 90.0, 90.0, budget_kind="grant")
        .messages("parts_exceed_total")
        == []
    )


@pytest.mark.parametrize(
    ("said", "number"), [("70", 1), ("80", 0), ("80,4", 0), ("20", 0), ("15", 1), ("50", 0)]
)
def test_a_share_beside_its_amount(said: str, number: int) -> None:
    given = Given().measure("budget", 1000.0, 1000.0, budget_kind="total")
    quote = f"a grant of 800 EUR ({said} %)"
    tables = given.measure("budget", 800.0, 800.0, budget_kind="grant", quote=quote).tables()
    part = tables["measures"].iloc[1]
    at = part["quote_start"] + quote.index(f"{said} %")
    share = {"quote": said, "quote_start": at, "quote_end": at + len(said), "rule": "percentage"}
    share |= {"project_id": part["project_id"], "document_id": "a.txt", "sentence": part["sentence"]}
    tables["unclaimed_numbers"] = conform(
        "unclaimed_numbers", pd.DataFrame([share | {"reason": "percentage"}])
    )
    checked = validate(tables, NOWHERE)
    assert checked["rejects"].empty
    found = checked["findings"].query("check == 'share_against_amounts'")
    assert len(found) == number
    if number:
        assert (
            f"is 80.0 % of “1000.0 to 1000.0 budget” (1\u00a0000 EUR), not {said} %"
            in found.iloc[0]["message"]
        )


def test_pairs_of_labelled_documents_have_their_listed_disagreements_and_no_other() -> None:
    documents, statements = gold.frames(gold.names(held_out=True))
    statements |= {
        name: empty(name, linked=False) for name in ("unclaimed_numbers", "titles") if name not in statements
    }
    checked = validate({"documents": documents, **link(documents, statements)}, NOWHERE)
    found = checked["findings"]
    between = found[found["project_id"].notna() & found["document_id"].isna() & (found["severity"] != "note")]
    shown = {row.finding_id: json.loads(row.parameters) for row in between.itertuples(index=False)}
    pairs = json.loads((gold.CORPUS / "pairs.json").read_text(encoding="utf-8"))
    listed = [
        {str(float(value)) if isinstance(value, int | float) else value for value in fact["values"].values()}
        for pair in pairs
        for fact in pair["disagree"]
    ]
    told = [
        {
            str(next(end for end in (one.get("date"), one.get("min"), one.get("max")) if end is not None))
            for one in (p["one"], p["other"])
        }
        for p in shown.values()
    ]
    assert sorted(map(sorted, told)) == sorted(map(sorted, listed))
