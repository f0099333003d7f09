"""Totals of generated portfolios, whose truth is known: it always lies inside, and no narrower interval
would do."""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass, field

import pandas as pd
import pytest

from pipeline import aggregate
from pipeline.schemas import conform

PORTFOLIOS = 10_000


@dataclass
class Portfolio:
    """One funder's projects: what is said of them, what is true, and the least and most that could be
    true."""

    truth: int = 0
    least: int = 0
    most: float = 0
    said: bool = False
    rows: list[dict] = field(default_factory=list)


def say(draw: random.Random, truth: int) -> tuple[str, int | None, int | None]:
    word = draw.choice(("exact", "exact", "at_least", "at_most", "range"))
    below, above = draw.randint(0, truth), truth + draw.randint(0, 40)
    ends = {"exact": (truth, truth), "at_least": (below, None), "at_most": (None, above)}
    return (word, *ends.get(word, (below, above + 1)))


def portfolio(draw: random.Random, number: int) -> Portfolio:
    """One to four projects, each with one or two kinds of events that may overlap, told by one or two
    documents."""
    made = Portfolio()
    for place in range(draw.randint(1, 4)):
        project = f"{number}-{place}"
        kinds = [draw.randint(1, 300) for _ in range(draw.choice((1, 1, 2)))]
        lows, highs = [], []
        for kind, truth in enumerate(kinds):
            word, low, high = say(draw, truth)
            noun = ("workshops", "concerts")[kind]
            documents = ["a"] if draw.random() < 0.7 else ["a", "b"]
            for document in documents:
                made.rows.append(row(project, document, "events", word, low, high, noun, "total"))
            lows.append(low or 0)
            highs.append(float("inf") if high is None else high)
            made.said |= low is not None
        if draw.random() < 0.3:
            made.rows.append(row(project, "a", "events", "exact", 7, 7, "workshops", "per_year"))
        made.truth += draw.randint(max(kinds), sum(kinds))
        made.least += max(lows)
        made.most += sum(highs)
    return made


def row(project: str, document: str, indicator: str, word: str, low, high, noun: str, basis: str) -> dict:
    return {
        "project_id": project,
        "document_id": f"{project}{document}.txt",
        "indicator": indicator,
        "role": "actual",
        "qualifier": word,
        "value_min": low,
        "value_max": high,
        "unit": "event",
        "basis": basis,
        "audience": noun,
        "sentence": noun,
    }


@pytest.fixture(scope="module")
def generated() -> tuple[list[Portfolio], pd.DataFrame, pd.DataFrame]:
    """(portfolios, their totals by funder, the ledger)."""
    draw = random.Random(1989)
    made = [portfolio(draw, number) for number in range(PORTFOLIOS)]
    measures = pd.DataFrame([row for one in made for row in one.rows])
    measures["measure_id"] = [f"{place:016x}" for place in range(len(measures))]
    # Far apart: nothing here is a part of something else by its place in the text.
    measures["quote_start"] = range(0, 1000 * len(measures), 1000)
    measures = measures.assign(quote="7", quote_end=measures["quote_start"] + 1, rule="generated")
    documents = defaultdict(set)
    for one in measures.itertuples():
        documents[one.project_id].add(one.document_id)
    projects = pd.DataFrame(
        [
            {"project_id": p, "title": p, "kind": "project", "documents": sorted(d)}
            for p, d in documents.items()
        ]
    )
    texts = pd.DataFrame({"document_id": sorted(set(measures["document_id"]))})
    texts = texts.assign(sha256=hashlib.sha256(b"").hexdigest(), media_type="text/plain", language="en")
    texts = texts.assign(text="", characters=0)
    funders = pd.DataFrame(
        {"project_id": projects["project_id"], "document_id": [d[0] for d in projects["documents"]]}
    )
    funders = funders.assign(
        name="fund " + funders["project_id"].str.split("-").str[0], role="funder", rule="generated"
    )
    funders = funders.assign(quote="f", quote_start=0, quote_end=1, organisation_id=funders["project_id"])
    tables = {
        "measures": conform("measures", measures),
        "documents": conform("documents", texts),
        "projects": conform("projects", projects),
        "organisations": conform("organisations", funders),
        "dates": conform("dates", pd.DataFrame()),
    }
    with aggregate.connect() as con:
        aggregate.prepare(con, tables)
        aggregate.create(con, ("ledger", "totals"))
        totals = con.execute("SELECT * FROM totals WHERE scope_kind = 'funder'").df()
        ledger = con.execute("SELECT * FROM ledger WHERE scope_kind = 'funder'").df()
    return made, totals, ledger


def test_the_true_total_always_lies_inside_and_the_interval_is_the_tightest(generated):
    made, totals, _ = generated
    assert len(totals) == len(made) == PORTFOLIOS
    by_funder = totals.set_index("scope")
    for number, one in enumerate(made):
        total = by_funder.loc[f"fund {number}"]
        low, high = total["value_min"], total["value_max"]
        assert pd.isna(low) or low <= one.truth
        assert pd.isna(high) or one.truth <= high
        # Both ends are possible: every kind at its least and inside the greatest, or at its most and apart.
        assert (0 if pd.isna(low) else low) == one.least
        assert (float("inf") if pd.isna(high) else high) == one.most
        assert pd.isna(low) == (not one.said)


def test_every_statement_is_in_the_ledger_once_counted_or_left_out_with_its_reason(generated):
    made, totals, ledger = generated
    assert len(ledger) == sum(len(one.rows) for one in made)
    assert ledger["statement_id"].is_unique
    assert set(ledger.loc[~ledger["counted"], "left_out"]) == {"rate", "same statement in"}
    assert ledger.loc[ledger["counted"], "left_out"].isna().all()
    again = ledger[ledger["left_out"].eq("same statement in")]
    counted = set(ledger.loc[ledger["counted"], "statement_id"])
    assert len(again) > 1000 and set(again["because"]) <= counted
    assert int(totals["statements_counted"].sum()) == len(counted)
    assert int(totals["statements_left_out"].sum()) == len(ledger) - len(counted)
