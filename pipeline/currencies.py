"""What an amount is in euro, beside the original and never instead of it.

Rates are the European Central Bank's reference rates, which the package CurrencyConverter ships; nothing is
fetched. A currency that gave way to the euro has its fixed conversion rate from that day on. Where there is
no rate for a day there is no equivalent.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

FIXED: dict[str, tuple[float, date]] = {
    "BGN": (1.95583, date(2026, 1, 1)),
    "CYP": (0.585274, date(2008, 1, 1)),
    "EEK": (15.6466, date(2011, 1, 1)),
    "HRK": (7.53450, date(2023, 1, 1)),
    "LTL": (3.45280, date(2015, 1, 1)),
    "LVL": (0.702804, date(2014, 1, 1)),
    "MTL": (0.429300, date(2008, 1, 1)),
    "SIT": (239.640, date(2007, 1, 1)),
    "SKK": (30.1260, date(2009, 1, 1)),
}
"""Retired currency -> (units for one euro, the day the euro took its place)."""

ECB = "European Central Bank reference rate"
COUNCIL = "fixed conversion rate set by the Council"
LONGEST_GAP = 10
"""Days before a day without a rate (weekends, holidays) within which the last rate still stands."""


class Rate(NamedTuple):
    """How many units one euro was, on which day, and who says so."""

    rate: float
    day: str
    source: str


@cache
def _table():  # type: ignore[no-untyped-def]
    from currency_converter import CurrencyConverter

    return CurrencyConverter()


def to_euro(currency: str, day: date) -> Rate | None:
    """Units of the currency for one euro on that day; None where no rate is known for it.

    `currency` is an ISO 4217 code. For a day without a rate the last one before it is taken, with its own
    day, at most ten days back.
    """
    if currency == "EUR":
        return Rate(1.0, day.isoformat(), "the amount is in euro")
    if currency in FIXED and day >= FIXED[currency][1]:
        return Rate(FIXED[currency][0], FIXED[currency][1].isoformat(), COUNCIL)
    from currency_converter import RateNotFoundError

    if currency not in _table().currencies:
        return None
    for back in range(LONGEST_GAP + 1):
        earlier = day - timedelta(days=back)
        try:
            units = _table().convert(1, "EUR", currency, date=earlier)
        except (RateNotFoundError, ValueError):  # no rate on that day, or none yet, or none any more
            continue
        return Rate(round(float(units), 6), earlier.isoformat(), ECB)
    return None
