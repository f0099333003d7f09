"""One row of the measures table before ids, and what every part of the reader of measures works with."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.counts.nouns import Nouns
from pipeline.extract.figures.numerals import Quantity
from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit, Lexicon
from pipeline.extract.meaning.roles import Meaning
from pipeline.extract.tables.grids import Cell
from pipeline.extract.tables.tables import Tables

COUNTED = {
    "participant": ("participants", "person"),
    "inhabitant": ("participants", "person"),
    "audience": ("participants", "person"),
    "remote": ("reach", "person"),
    "listener": ("reach", "person"),
    "views": ("reach", "person"),
    "visit": ("participants", "person"),
    "member": ("participants", "person"),
    "household": ("participants", "household"),
    "event": ("events", "event"),
    "organisation": ("partners", "organisation"),
    "country": ("countries", "country"),
    "place": ("places", "place"),
    "output": ("outputs", "item"),
    "project": ("projects", "project"),
}
OLDEST = 110  # years of age
PERSONS = frozenset({"participant", "inhabitant", "audience", "member", "remote", "listener"})


@dataclass(slots=True)
class Measure:
    """One row of the measures table before ids: spans in tokens and in code points."""

    indicator: str
    role: str
    qualifier: str
    low: float | None
    high: float | None
    unit: str
    basis: str
    kind: str | None
    audience: str | None
    start: int
    end: int
    quantity: Quantity
    rule: str
    doubts: list[str]
    noun: str
    why: str = ""
    """Which word named the kind of money, where it is money."""


class Reading:
    """A laid-out text with its figures, cues and tables, and the rows found so far."""

    def __init__(
        self, layout: Layout, finder: Finder, lexicon: Lexicon, meaning: Meaning, tables: Tables
    ) -> None:
        self.layout = layout
        self.finder = finder
        self.lexicon = lexicon
        self.meaning = meaning
        self.nouns = Nouns(layout, finder, lexicon)
        self.tables = tables
        self.found: list[Measure] = []
        self.plans: set[int] = set()
        """Tokens of bare sums that are the plan for the sum before them."""
        self.by_segment: dict[int, list[Quantity]] = {}
        self.owned: set[int] = set()
        """Tokens of nouns that a figure counts already."""

    def build(
        self,
        quantity: Quantity,
        indicator: str,
        role: str,
        unit: str,
        basis: str,
        kind: str | None,
        audience: str | None,
        noun: Hit | None,
        cell: Cell | None,
        segment: Segment,
        rule: str,
        more: Hit | None,
        label: Segment | None = None,
    ) -> Measure:
        quantity.claimed = True
        qualifier = quantity.qualifier
        low: float | None = quantity.low
        high: float | None = quantity.high
        if quantity.is_range:
            qualifier = "range"
        elif qualifier in ("at_least", "more_than"):
            high = None
        elif qualifier in ("at_most", "less_than"):
            low = None
        start = quantity.begin
        end = max(quantity.end, quantity.right)
        if noun is not None:
            start, end = min(start, noun.start), max(end, noun.end)
        if label is not None:
            start = min(start, label.start)
        if cell is not None:
            start = min(start, cell.start)
        if (
            more is not None
            and more.start >= end
            and more.start - end <= 4
            and self.layout.segment_of[more.start] == self.layout.segment_of[quantity.start]
        ):
            end = more.end
        doubts = list(quantity.doubts)
        if "default" in rule.split("role: ")[-1]:
            doubts.append("role by default")
        words = quantity.qualifier_words
        rule += f"; qualifier: “{words}”" if words else ""
        stem = quantity.noun.pattern if quantity.noun is not None else (audience or "")
        return Measure(
            indicator,
            role,
            qualifier,
            low,
            high,
            unit,
            basis,
            kind,
            audience,
            start,
            end,
            quantity,
            rule,
            doubts,
            stem,
        )

    def has_money(self, quantity: Quantity) -> bool:
        if quantity.currency is None and quantity.reason is None:
            self.finder.money(quantity)
        return quantity.currency is not None
