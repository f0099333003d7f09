"""Sums and comparisons never say more than the words, and never less: proven on generated portfolios."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intervals import Interval, total, verdict

PORTFOLIOS = 10_000


def stated(draw: random.Random, truth: int) -> tuple[str, float | None, float | None]:
    """A true statement about a value: its qualifier and ends."""
    qualifier = draw.choice(("exact", "at_least", "more_than", "at_most", "less_than", "range"))
    below, above = draw.randint(0, truth), truth + draw.randint(0, 500)
    ends = {
        "exact": (truth, truth),
        "at_least": (below, None),
        "more_than": (below - 1, None),
        "at_most": (None, above),
        "less_than": (None, above + 1),
        "range": (below, above),
    }[qualifier]
    return qualifier, *ends


def portfolios(count: int):
    draw = random.Random(20200228)
    for _ in range(count):
        truths = [
            draw.choice((0, draw.randint(1, 30), draw.randint(1, 100_000))) for _ in range(draw.randint(1, 7))
        ]
        rows = [stated(draw, truth) for truth in truths]
        yield (
            truths,
            [(q, max(low, 0) if q == "more_than" and low < 0 else low, high) for q, low, high in rows],
        )


def possible(interval: Interval) -> tuple[int, int | None]:
    """The least and greatest whole number that a statement leaves possible, worked out apart from the
    arithmetic."""
    low = 0 if interval.low is None else int(interval.low) + (1 if interval.low_strict else 0)
    high = None if interval.high is None else int(interval.high) - (1 if interval.high_strict else 0)
    return low, high


def test_the_true_total_lies_inside_and_the_interval_is_the_tightest():
    checked = 0
    for truths, rows in portfolios(PORTFOLIOS):
        truths = [
            t + 1 if q == "more_than" and t <= low else t for t, (q, low, _) in zip(truths, rows, strict=True)
        ]
        parts = [Interval.of(*row) for row in rows]
        whole = total(parts)
        assert all(Decimal(t) in p for t, p in zip(truths, parts, strict=True))
        assert Decimal(sum(truths)) in whole
        least = sum(possible(part)[0] for part in parts)
        tops = [possible(part)[1] for part in parts]
        strict_low = sum(part.low_strict for part in parts)
        strict_high = sum(part.high_strict for part in parts)
        if whole.low is None:
            assert least == 0
        else:
            assert whole.low == least - strict_low
        if None in tops:
            assert whole.high is None
        else:
            assert whole.high == sum(tops) + strict_high
        checked += 1
    assert checked == PORTFOLIOS


amounts = st.decimals(min_value=0, max_value=10**9, places=2)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=20))
@settings(max_examples=200, deadline=None)
def test_money_is_added_to_the_cent(ends):
    parts = [Interval.of("range", float(min(pair)), float(max(pair))) for pair in ends]
    assert total(parts).low == sum(min(pair) for pair in ends)
    assert total(parts).high == sum(max(pair) for pair in ends)


@given(
    st.permutations(
        [Interval.of("exact", 0.1, 0.1), Interval.of("at_least", 0.2, None), Interval.of("about", 7, 7)]
    )
)
@settings(max_examples=10, deadline=None)
def test_order_does_not_change_a_sum_and_about_stays(parts):
    whole = total(parts)
    assert (whole.low, whole.high, whole.about) == (Decimal("7.3"), None, True)
    assert whole.qualifier == "at_least"


def test_a_sum_of_nothing_is_unknown_and_not_zero():
    assert total([]).qualifier == "unknown"
    assert total([]).low is None and total([]).high is None


def test_ceilings_alone_have_no_least_value_but_add_nothing_to_a_known_one():
    assert total([Interval.of("at_most", None, 40), Interval.of("less_than", None, 10)]).low is None
    mixed = total([Interval.of("at_most", None, 40), Interval.of("exact", 100, 100)])
    assert (mixed.low, mixed.high) == (100, 140)


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [("exact", None, 5), ("at_least", 5, 9), ("at_most", 5, None), ("range", 9, 5), ("roughly", 5, 5)],
)
def test_ends_that_do_not_fit_the_qualifier_are_refused(qualifier, low, high):
    with pytest.raises(ValueError):
        Interval.of(qualifier, low, high)


def test_cost_per_person_is_bounded_above_by_the_least_number_of_people():
    cost = Interval.of("exact", 148_680, 148_680)
    at_least = cost.per(Interval.of("at_least", 500, None))
    assert (at_least.low, float(at_least.high), at_least.qualifier) == (None, 297.36, "at_most")
    more_than = cost.per(Interval.of("more_than", 3000, None))
    assert (float(more_than.high), more_than.qualifier) == (49.56, "less_than")
    ranged = Interval.of("range", 900, 1200).per(Interval.of("range", 30, 40))
    assert (ranged.low, ranged.high) == (Decimal("22.5"), 40)
    assert Interval.of("at_most", None, 900).per(Interval.of("about", 30, 30)).about


@pytest.mark.parametrize(
    ("one", "two", "meet"),
    [
        (("at_least", 500, None), ("exact", 612, 612), True),
        (("more_than", 500_000, None), ("about", 610_000, 610_000), True),
        (("at_most", None, 30), ("exact", 16, 16), True),
        (("exact", 30, 30), ("exact", 16, 16), False),
        (("more_than", 500, None), ("exact", 500, 500), False),
        (("at_least", 500, None), ("less_than", None, 500), False),
        (("at_least", 500, None), ("at_most", None, 500), True),
        (("range", 30, 40), ("range", 40, 50), True),
    ],
)
def test_statements_contradict_only_where_no_value_satisfies_both(one, two, meet):
    assert Interval.of(*one).meets(Interval.of(*two)) is meet
    assert Interval.of(*two).meets(Interval.of(*one)) is meet


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        (("at_least", 500, None), ("about", 480, 480), "undecided"),
        (("at_least", 500, None), ("exact", 480, 480), "missed"),
        (("at_least", 500, None), ("exact", 500, 500), "reached"),
        (("more_than", 500, None), ("exact", 500, 500), "missed"),
        (("exact", 140, 140), ("exact", 172, 172), "reached"),
        (("range", 300, 350), ("exact", 410, 410), "reached"),
        (("range", 300, 350), ("exact", 299, 299), "missed"),
        (("about", 20_000, 20_000), ("exact", 19_500, 19_500), "undecided"),
        (("about", 20_000, 20_000), ("exact", 6_300, 6_300), "missed"),
        (("exact", 500, 500), ("at_least", 450, None), "undecided"),
        (("exact", 500, 500), ("more_than", 1000, None), "reached"),
        (("exact", 500, 500), ("less_than", None, 400), "missed"),
        (("at_most", None, 220), ("exact", 190, 190), "reached"),
        (("at_most", None, 220), ("exact", 230, 230), "missed"),
        (("less_than", None, 220), ("exact", 220, 220), "missed"),
    ],
)
def test_a_target_is_reached_or_missed_only_where_every_possible_value_says_so(target, actual, expected):
    assert verdict(target[0], Interval.of(*target), Interval.of(*actual)) == expected


def test_a_duration_is_kept_by_what_does_not_exceed_it():
    planned, took = Interval.of("exact", 36, 36), Interval.of("exact", 42, 42)
    assert verdict("exact", planned, took, ceiling=True) == "missed"
    assert verdict("exact", planned, planned, ceiling=True) == "reached"
