"""The currency of sums that do not name it: from the sum beside, the label above, the verb of giving."""

from __future__ import annotations

from pipeline.extract.counts.reading import Reading
from pipeline.extract.figures.numerals import Quantity, is_plain_year
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit

OF_LABEL = "currency of the label"
KINDS = ("total", "grant", "cofinancing", "allocation")
COINS = {
    "HUF": 350,
    "CZK": 25,
    "PLN": 4.5,
    "SEK": 10,
    "DKK": 7.5,
    "NOK": 10,
    "RON": 4.5,
    "BGN": 2,
    "LTL": 3.5,
    "EEK": 15,
    "HRK": 7.5,
    "SKK": 30,
    "SIT": 240,
    "ISK": 140,
    "RSD": 115,
    "UAH": 30,
    "MKD": 60,
    "ALL": 120,
}
"""About how many of a currency make one euro: only to tell a price from a budget."""
SISTERS = (
    {"CZK": "CZ", "SKK": "SK", "DKK": "DK", "SEK": "SE", "NOK": "NO", "ISK": "IS", "EEK": "EE"},
    {"RON": "RO", "MDL": "MD"},
    {"RSD": "RS", "MKD": "MK", "TND": "TN"},
    {"USD": "US", "CAD": "CA", "AUD": "AU"},
    {"BGN": "BG", "RON": "RO"},
)
"""Currencies whose names are alike, with the country of each: crowns, lei, dinars, dollars."""
SMALL = 100  # a sum below it that nothing names as the initiative's money is a price


class Currencies(Reading):
    """Finds the currency of a sum that does not name it."""

    def settle_crowns(self) -> None:
        """`kroner` beside sums in DKK, or in a text of Denmark, are Danish: a bare name that several
        currencies share is that of the one which a code, a longer name or the country tells."""
        hits = [hit for hit in self.layout.hits if hit.family == "currency"]
        told = {hit.name for hit in hits if not self.bare_name(hit)}
        lands = {hit.name for hit in self.layout.hits if hit.family == "country"}
        home = next(iter(self.lexicon.language.currencies), "EUR")
        for hit in hits:
            for sisters in SISTERS if self.bare_name(hit) and hit.name not in (home, *told) else ():
                others = [code for code in sisters if code in told]
                others = others or [code for code, land in sisters.items() if land in lands]
                if hit.name not in sisters or sisters[hit.name] in lands or len(others) != 1:
                    continue
                for measure in self.found:
                    if measure.unit == hit.name:
                        measure.unit = others[0]

    def bare_name(self, hit: Hit) -> bool:
        """Whether a currency is named by one word that is no code: `kroner`, not `Danish kroner`."""
        word = self.layout.words[hit.start]
        return hit.end - hit.start == 1 and word.upper() != hit.name

    def capitals(self, hit: Hit) -> bool:
        return self.layout.text[self.layout.starts[hit.start] : self.layout.ends[hit.end - 1]].isupper()

    def was_given(self, segment: Segment) -> bool:
        """Whether a sentence outside a call tells of money that was awarded."""
        given = self.meaning.within("kind", "awarded", segment.start, segment.end)
        return self.meaning.type != "call" and bool(given)

    def label_currency(self, quantity: Quantity, segment: Segment) -> None:
        """`Total costs, EUR: 851 016`, and the lines below it that name a kind of money: `ERDF – 723 364`."""
        at = self.layout.segment_of[quantity.start]
        if segment.colon is not None and segment.start < segment.colon < quantity.start:
            named = {
                hit.name
                for p in range(segment.start, segment.colon)
                for hit in self.finder.at.get("currency", {}).get(p, ())
            }
            if len(named) == 1:
                quantity.currency = named.pop()
                quantity.doubts.append(OF_LABEL)
                return
        last = self.found[-1] if self.found else None
        if (
            last is not None
            and OF_LABEL in last.doubts
            and 0 < at - self.layout.segment_of[last.start] <= 2
            and quantity.end >= segment.end - 1
            and quantity.high >= SMALL
            and any(self.meaning.within("kind", name, segment.start, quantity.start) for name in KINDS)
        ):
            quantity.currency = last.unit
            quantity.doubts.append(OF_LABEL)

    def given(self, quantity: Quantity, noun: Hit) -> bool:
        """`12 thousand were given by the town`: the body behind the verb gives, and is not counted."""
        return any(
            self.meaning.within("kind", name, quantity.end, noun.start) for name in (*KINDS, "awarded")
        )

    def share_currency(self, quantity: Quantity) -> None:
        """`20.000 and 35.000 EUR`, `2, 3 and 5 thousand EUR`: sums joined by a comma or an and."""
        at = quantity.end
        others = self.by_segment.get(self.layout.segment_of[quantity.start], [])
        index = next(k for k, other in enumerate(others) if other is quantity)
        following = others[index + 1] if index + 1 < len(others) else None
        if (
            following is not None
            and not quantity.scaled
            and quantity.high < 1000
            and following.reason is None
        ):
            gap = range(at, following.start)
            joined = 1 <= len(gap) <= 2 and all(
                self.layout.words[p] == "," or self.finder.hit("join", p) for p in gap
            )
            if joined and self.nouns.right(quantity) is None:
                self.finder.money(following)
                if following.currency is None:
                    self.share_currency(following)
                raw = self.finder.raw(following)
                if following.currency and following.scaled and raw and raw < 1000 and following.high > raw:
                    factor = following.high / raw
                    quantity.low, quantity.high = quantity.low * factor, quantity.high * factor
                    quantity.scaled, quantity.currency = True, following.currency
                    quantity.doubts.append("scale shared")
                    return
        if at < len(self.layout.words) and (self.finder.hit("join", at)):
            for other in self.by_segment.get(self.layout.segment_of[quantity.start], []):
                if other.start == self.finder.hit("join", at).end and other.reason is None:  # type: ignore[union-attr]
                    self.finder.money(other)
                    year = is_plain_year(self.layout.words[quantity.start])  # `45 000 € in 2023 and 40 000 €`
                    if other.currency and quantity.low >= 100 and not year:
                        quantity.currency = other.currency
                        quantity.doubts.append("currency inferred")

    def infer_currency(self, quantity: Quantity) -> None:
        """Millions of nothing, in a text whose sums are all in one currency: `9 milliót a város adott`."""
        codes = {measure.unit for measure in self.found if measure.indicator == "budget"}
        if not codes:  # a code counts in capitals only: `All photos` names no lek
            codes = {
                hit.name
                for hit in self.layout.hits
                if hit.family == "currency"
                and (self.layout.words[hit.start].upper() != hit.name or self.capitals(hit))
            }
        home = next(iter(self.lexicon.language.currencies), "EUR")
        if not codes and home != "EUR":
            codes = {home}  # who names no money at all means that of the country
        if len(codes) == 1:
            quantity.currency = codes.pop()
            quantity.doubts.append("currency inferred")
