"""Euro equivalents come from reference rates of the day, or fixed rates of currencies that are gone."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.currencies import COUNCIL, ECB, FIXED, to_euro


@pytest.mark.parametrize(
    ("currency", "units"),
    [
        ("LTL", 3.4528),
        ("LVL", 0.702804),
        ("EEK", 15.6466),
        ("HRK", 7.5345),
        ("BGN", 1.95583),
        ("SKK", 30.126),
    ],
)
def test_retired_currencies_have_their_fixed_rate_for_ever(currency, units):
    since = FIXED[currency][1]
    for day in (since, date(2026, 6, 1)):
        rate = to_euro(currency, day)
        assert (rate.rate, rate.day, rate.source) == (units, since.isoformat(), COUNCIL)


def test_before_its_end_a_currency_has_the_rate_of_the_day():
    rate = to_euro("HRK", date(2019, 9, 2))
    assert (rate.day, rate.source) == ("2019-09-02", ECB)
    assert rate.rate == pytest.approx(7.40, abs=0.05)


def test_a_sunday_takes_the_friday_before_and_says_so():
    rate = to_euro("HUF", date(2021, 6, 6))
    assert rate.day == "2021-06-04"
    assert rate.rate == pytest.approx(346, abs=3)


def test_euro_is_itself_and_what_is_not_known_is_not_guessed():
    assert to_euro("EUR", date(1990, 1, 1)).rate == 1
    assert to_euro("XTS", date(2020, 1, 2)) is None
    assert to_euro("HUF", date(1980, 1, 2)) is None
