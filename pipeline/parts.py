"""Which stated amounts are parts of another one, so that a total is never added to its parts.

A part is recognised where the arithmetic says it, never by the topic: amounts whose sum is another amount
that the same document states of the same thing. Money closes to the cent and may stand anywhere in the
document; small counts add up by chance, so their whole has to stand within a few words of its parts ("14
countries: 11 members, 3 neighbours").
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import pandas as pd

COLUMNS = ["statement_id", "whole_id"]
NEARBY = 400
"""Characters from the whole to its furthest part, for counts."""

MOST = 12
"""Statements of one subject in one document up to which all sums are tried."""


def parts(measures: pd.DataFrame) -> pd.DataFrame:
    """statement_id (a part) and whole_id (the statement it is a part of), for exact values of one document.

    `measures` as of the contract. Compared are values of one project, document, indicator, role, unit and
    basis; a grant and a co-financing are compared with a total, other kinds of money only with their own
    kind.
    """
    exact = measures[(measures["qualifier"] == "exact") & measures["role"].isin(["target", "actual"])]
    groups: dict[tuple, list] = defaultdict(list)
    for row in exact.sort_values(["document_id", "quote_start", "measure_id"]).itertuples():
        groups[row.document_id, row.indicator, row.role, row.unit, row.basis].append(row)
    rows = []
    for key in sorted(groups):
        group = groups[key]
        if 3 <= len(group) <= MOST:
            rows += _sums(group, money=key[1] == "budget")
    return pd.DataFrame(sorted(set(rows)), columns=COLUMNS).astype("str")


def _cents(value: float) -> int:
    return round(value * 100)


def _sums(group: list, money: bool) -> list[tuple[str, str]]:
    found = []
    for whole in group:
        others = [
            row
            for row in group
            if row is not whole and row.value_min < whole.value_min and _may_hold(whole, row, money)
        ]
        wanted = _cents(whole.value_min)
        for size in range(min(len(others), 6), 1, -1):
            hit = next(
                (
                    some
                    for some in combinations(others, size)
                    if sum(_cents(r.value_min) for r in some) == wanted
                ),
                None,
            )
            if hit:
                found += [(row.measure_id, whole.measure_id) for row in hit]
                break
    return found


def _may_hold(whole, part, money: bool) -> bool:  # type: ignore[no-untyped-def]
    if not money:
        return abs(whole.quote_start - part.quote_start) <= NEARBY
    if whole.budget_kind == "total":
        return part.budget_kind in ("grant", "cofinancing", "total")
    return whole.budget_kind == part.budget_kind
