"""Arithmetic on stated values, which cannot say more than the words did.

A statement is an interval: "at least 500" is [500, inf), "30-40" is [30, 40], "fewer than 9 000" ends below
9 000. An open end is None, as it is null in the tables. "About 480" keeps its number and stays "about": no
width is invented for it, and whatever is computed from it is "about" too.

The same arithmetic stands in `sql/macros.sql` for tables; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import isnan

ABOUT_TOLERANCE = 0.1
"""How near to a target an "about" must lie, as a share of the target, for the comparison to stay
undecided."""

FLOOR_QUALIFIERS = ("exact", "about", "at_least", "more_than", "range")
CEILING_QUALIFIERS = ("at_most", "less_than")


def _decimal(value: float | None) -> Decimal | None:
    if value is None or (isinstance(value, float) and isnan(value)):
        return None
    return Decimal(repr(float(value)))


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a statement leaves possible; ends are None where open, `*_strict` where not reached."""

    low: Decimal | None
    high: Decimal | None
    low_strict: bool = False
    high_strict: bool = False
    about: bool = False

    @classmethod
    def of(cls, qualifier: str, value_min: float | None, value_max: float | None) -> Interval:
        """The interval of one row of the tables; ValueError where qualifier and ends do not fit."""
        low, high = _decimal(value_min), _decimal(value_max)
        open_low, open_high = qualifier in CEILING_QUALIFIERS, qualifier in ("at_least", "more_than")
        if qualifier not in FLOOR_QUALIFIERS + CEILING_QUALIFIERS:
            raise ValueError(f"{qualifier!r} is no qualifier")
        if (low is None) != open_low or (high is None) != open_high:
            raise ValueError(f"{qualifier} does not fit the ends {value_min} and {value_max}")
        if low is not None and high is not None and low > high:
            raise ValueError(f"the least value {value_min} is above the greatest {value_max}")
        return cls(low, high, qualifier == "more_than", qualifier == "less_than", qualifier == "about")

    @property
    def qualifier(self) -> str:
        """The word for this interval; a range of abouts is a range, its `about` says the rest."""
        if self.low is None and self.high is None:
            return "unknown"
        if self.low is None:
            return "less_than" if self.high_strict else "at_most"
        if self.high is None:
            return "more_than" if self.low_strict else "at_least"
        if self.low == self.high:
            return "about" if self.about else "exact"
        return "range"

    def __add__(self, other: Interval) -> Interval:
        return total((self, other))

    def __contains__(self, value: float | Decimal) -> bool:
        value = value if isinstance(value, Decimal) else Decimal(repr(value))
        above = self.low is None or value > self.low or (value == self.low and not self.low_strict)
        below = self.high is None or value < self.high or (value == self.high and not self.high_strict)
        return above and below

    def meets(self, other: Interval) -> bool:
        """Whether one value can satisfy both: if not, the two statements contradict each other."""
        for one, two in ((self, other), (other, self)):
            if one.low is None or two.high is None:
                continue
            if one.low > two.high or (one.low == two.high and (one.low_strict or two.high_strict)):
                return False
        return True

    def per(self, people: Interval) -> Interval:
        """This amount for each of so many: the least is paid where most came, the most where fewest came."""
        low = high = None
        if self.low is not None and people.high:
            low = self.low / people.high
        if self.high is not None and people.low:
            high = self.high / people.low
        return Interval(
            low,
            high,
            low is not None and (self.low_strict or people.high_strict),
            high is not None and (self.high_strict or people.low_strict),
            self.about or people.about,
        )


def total(parts: Iterable[Interval]) -> Interval:
    """The sum of intervals of counts or money: the tightest interval that holds every possible sum.

    What is counted or paid is never negative, so a part with an open lower end adds nothing to the least
    sum. A sum of such parts alone has an open lower end itself. The sum of no parts is unknown, not 0.
    """
    parts = list(parts)
    lows = [part.low for part in parts if part.low is not None]
    low = sum(lows, Decimal(0)) if lows else None
    high = None
    if parts and all(part.high is not None for part in parts):
        high = sum((part.high for part in parts if part.high is not None), Decimal(0))
    return Interval(
        low,
        high,
        low is not None and any(part.low_strict for part in parts),
        high is not None and any(part.high_strict for part in parts),
        any(part.about for part in parts),
    )


def verdict(
    target_qualifier: str,
    target: Interval,
    actual: Interval,
    tolerance: float = ABOUT_TOLERANCE,
    ceiling: bool = False,
) -> str:
    """`reached`, `missed` or `undecided`: whether the actual value satisfies the target whatever it truly is.

    A floor ("500", "at least 500", "300-350") is reached from its least value on; more than planned is
    reached too. A ceiling ("up to 220", or any target with `ceiling`) is reached by what does not exceed
    it. Where an "about" lies within `tolerance` of the bound, or the actual's interval lies on both sides
    of it, nothing is decided.
    """
    under = ceiling or target_qualifier in CEILING_QUALIFIERS
    bound = target.high if under else target.low
    if bound is None:
        return "undecided"
    near = (target.about or actual.about) and any(
        end is not None and abs(end - bound) <= Decimal(repr(tolerance)) * bound
        for end in (actual.low, actual.high)
    )
    if near:
        return "undecided"
    if under:
        wanted = Interval(None, bound, False, target.high_strict)
        other = Interval(bound, None, not target.high_strict, False)
    else:
        wanted = Interval(bound, None, target.low_strict, False)
        other = Interval(None, bound, False, not target.low_strict)
    if not actual.meets(other):
        return "reached"
    return "undecided" if actual.meets(wanted) else "missed"
