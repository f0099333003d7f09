"""Every figure of a text: digits and number words with their scale words.

Words come from the language file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.extract.layout import Layout
from pipeline.extract.lexicon import SHY_CODES, SIGNS, Hit, Lexicon, compose, lowest_place

GROUPED = re.compile(r"^\d{1,3}([ \u00a0\u2009\u202f.,'’])\d{3}(?:\1\d{3})*(?:[.,](\d{1,2}))?$")
DASHES = frozenset("-–—−‑")
ATTACHED_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9, "mio": 1e6, "mln": 1e6, "mrd": 1e9, "mn": 1e6}
SHORTEST = 4  # letters of a number word that holds a case ending


@dataclass(slots=True)
class Quantity:
    """One figure or range of figures. Tokens `start`..`end` hold the number, `left`..`right` all that
    belongs to it."""

    start: int
    end: int
    low: float
    high: float
    is_range: bool = False
    spelt: bool = False
    """Written in words."""
    article: bool = False
    """A word for one that may be the indefinite article."""
    about: bool = False
    scaled: bool = False
    distributive: bool = False
    """Said twice (`20-20`): so many each."""
    suffix: str = ""
    currency: str | None = None
    qualifier: str = "exact"
    qualifier_words: str = ""
    left: int = -1
    right: int = 0
    reason: str | None = None
    """Why it is no measure, where a mask says so."""
    noun: Hit | None = None
    noun_from: str = ""
    weighed: str = ""
    """What spoke for its noun, where that is another one than the rules chose."""
    claimed: bool = False
    rise: str = ""
    """`from` for what a rise or fall set out from, `to` for what it came to."""
    doubts: list[str] = field(default_factory=list)

    @property
    def begin(self) -> int:
        """The first token of the number and what belongs to it on its left."""
        return self.left if 0 <= self.left < self.start else self.start


def read_digits(token: str) -> float:
    """The value of a figure as written: `148 680,00`, `8 500 000.00`, `62.500`, `1,5`.

    Groups of exactly three digits are thousands whatever the mark; anything else behind a mark is a fraction.
    """
    if len(token) > 40:
        return 0.0  # no quantity; it is masked as a code
    grouped = GROUPED.match(token)
    if grouped:
        mark, fraction = grouped.group(1), grouped.group(2)
        whole = token[: -len(fraction) - 1] if fraction else token
        digits = whole.replace(mark, "")
        if token.startswith("0") and len(token) == 5 and not fraction:  # 0,125 is a fraction
            return float(f"0.{digits[1:]}")
        return float(f"{digits}.{fraction or 0}")
    return float(token.replace(",", "."))


def is_plain_year(word: str) -> bool:
    """Four digits that most likely name a year."""
    return len(word) == 4 and word.isdigit() and 1850 <= int(word) <= 2060


class Numerals:
    """Finds the figures of one laid-out text."""

    def __init__(self, layout: Layout, lexicon: Lexicon | None) -> None:
        self.layout = layout
        self.lexicon = lexicon
        self.at: dict[str, dict[int, list[Hit]]] = {}
        self.ending: dict[str, dict[int, list[Hit]]] = {}
        for hit in layout.hits:
            self.at.setdefault(hit.family, {}).setdefault(hit.start, []).append(hit)
            self.ending.setdefault(hit.family, {}).setdefault(hit.end, []).append(hit)
        self.apart: set[int] = set()
        """Numbers that are columns of a table, so that a dash before them makes no range."""
        self.ignored = {
            position
            for hits in self.at.get("ignore", {}).values()
            for hit in hits
            for position in range(hit.start, hit.end)
        }

    def hit(self, family: str, position: int) -> Hit | None:
        places = self.at.get(family)
        if places is None or position not in places:
            return None
        return places[position][0]

    def hit_ending(self, family: str, position: int) -> Hit | None:
        places = self.ending.get(family)
        if places is None or position not in places:
            return None
        return places[position][0]

    def numbers(self, taken: set[int]) -> list[Quantity]:
        """Single numbers in order; tokens in `taken` (dates) are passed over."""
        words, kinds = self.layout.words, self.layout.kinds
        found: list[Quantity] = []
        spelt_at = set().union(*(self.at.get(family, {}) for family in ("number", "scale", "approximate")))
        if self.lexicon and self.lexicon.language.grammar.compounds:
            glued = self.lexicon.glued
            spelt_at.update(
                p
                for p, word in enumerate(words)
                if len(word) > 4 and kinds[p] == "w" and glued(word) is not None
            )
        wanted = sorted(spelt_at.union(p for p, kind in enumerate(kinds) if kind == "n"))
        behind = 0
        for position in wanted:
            if position < behind or position in taken or position in self.ignored and kinds[position] == "w":
                continue
            quantity = self.digits(position) if kinds[position] == "n" else self.spelt(position, taken)
            if quantity is not None:
                found.append(quantity)
                behind = quantity.end
        return found

    def digits(self, position: int) -> Quantity:
        layout = self.layout
        words, kinds = layout.words, layout.kinds
        value = read_digits(words[position])
        end = position + 1
        quantity = Quantity(position, end, value, value)
        if end < len(words) and layout.glued(end):
            word = words[end]
            if kinds[end] == "w":
                if word in ATTACHED_SCALES:
                    value *= ATTACHED_SCALES[word]
                    quantity.scaled = True
                elif not any(end in self.at.get(family, ()) for family in ("currency", "noun", "scale")):
                    quantity.suffix = word
                else:
                    end -= 1
                end += 1
            elif word in "ºª°":
                quantity.suffix = word
                end += 1
            elif word in DASHES and end + 1 < len(words) and layout.glued(end + 1) and kinds[end + 1] == "w":
                tail = words[end + 1]
                meant = (
                    self.at.get("noun", {}).get(end + 1)
                    or self.at.get("month", {}).get(end + 1)
                    or self.at.get("scale", {}).get(end + 1)
                )
                if len(tail) <= 6 and not meant:
                    quantity.suffix = "-" + tail
                    end += 2
        if end + 1 < len(words) and layout.quote(end, end + 1) == "M" and self.currency_at(end + 1)[0]:
            value *= 1e6  # 145,8 M Ft
            quantity.scaled, end = True, end + 1
        mark = self.lexicon.language.numbers.decimal if self.lexicon else ""
        if (
            mark
            and words[position].count(mark) == 1
            and GROUPED.match(words[position])
            and self.hit("scale", end)
        ):
            value = float(words[position].replace(mark, "."))  # `1,118 milliárd`
        half = self.hit("half", end)
        if half and value < 1000 and self.hit("scale", half.end):
            value, end = value + 0.5, half.end  # `12 és fél millió`
        quantity.low = quantity.high = value
        quantity.end = end
        return self.scale(quantity)

    def scale(self, quantity: Quantity) -> Quantity:
        """`1,5 tūkst.`, `1 mln. 250 tūkst.`, `1 tūkst. 120`: scale words and what they add."""
        words, kinds = self.layout.words, self.layout.kinds
        position, value, total, last = quantity.end, quantity.low, 0.0, None
        while True:
            at = (
                position + 1
                if position < len(words) and words[position] in DASHES and self.layout.glued(position)
                else position
            )
            hit = self.hit("scale", at)
            if hit is None or self.layout.segment_of[hit.start] != self.layout.segment_of[quantity.start]:
                break
            factor = float(hit.name)
            if last is not None and factor >= last:
                break
            total += value * factor
            quantity.scaled, last = True, factor
            position = hit.end
            while (
                position < len(words)
                and words[position] == "."
                and self.layout.glued(position)
                and (
                    position + 1 < len(words)
                    and self.layout.segment_of[position + 1] == self.layout.segment_of[position]
                )
            ):
                position += 1
            quantity.end, value = position, 0.0
            link = self.hit("link", position)
            following = link.end if link else position
            if following < len(words) and kinds[following] == "n":
                more = read_digits(words[following])
                beyond = self.hit("scale", following + 1)
                if beyond and float(beyond.name) < factor:
                    value, position = more, following + 1
                    continue
                if not link and factor == 1000 and more < 1000 and len(words[following]) == 3 and not beyond:
                    total += more
                    quantity.end = following + 1
            break
        if quantity.scaled and total:
            quantity.low = quantity.high = total
        return quantity

    def spelt(self, position: int, taken: set[int]) -> Quantity | None:
        words, kinds = self.layout.words, self.layout.kinds
        pieces: list[tuple[str, float]] = []
        end, at, article, about = position, position, False, False
        while at < len(words) and kinds[at] == "w" and at not in taken and (at not in self.ignored):
            if pieces and self.layout.segment_of[at] != self.layout.segment_of[position]:
                break
            number, link = self.hit("number", at), self.hit("link", at)
            scale = self.hit("scale", at) if pieces or not self.hit("stop", at) else None  # `εκ των οποίων`
            glued = self.lexicon.glued(words[at]) if self.lexicon and not number and not scale else None
            approximate = self.hit("approximate", at)
            if approximate and not pieces:
                return Quantity(
                    at,
                    approximate.end,
                    float(approximate.name),
                    float(approximate.name),
                    spelt=True,
                    about=True,
                )
            if scale and number and pieces and number.weight >= scale.weight and not pieces[-1][1]:
                scale = None
            if scale and not (number and not pieces):
                trial = [*pieces, ("multiply", float(scale.name))]
                beyond = scale.end
            elif number:
                value = float(number.name)
                if self.hit("noun", at) and not pieces and self.hit("noun", at).weight > number.weight:  # type: ignore[union-attr]
                    break
                trial, beyond = [*pieces, ("add", value)], number.end
            elif glued is not None:
                trial, beyond = [*pieces, ("add", glued)], at + 1
            elif link and pieces:
                follow = link.end
                if (
                    follow < len(words)
                    and kinds[follow] == "w"
                    and (self.hit("number", follow) or self.hit("scale", follow))
                ):
                    following = self.hit("number", follow)
                    trial = [*pieces, ("link", 0.0), ("add", float(following.name))] if following else pieces
                    if (
                        following
                        and compose(trial) is not None
                        and float(following.name) < lowest_place(compose(pieces) or 1)
                    ):
                        pieces, end, at = trial, following.end, following.end
                        continue
                break
            else:
                break
            if compose(trial) is None:
                break
            pieces, end, at = trial, beyond, beyond
            if at < len(words) and words[at] in DASHES and self.layout.glued(at) and at + 1 < len(words):
                if self.hit("number", at + 1) and self.layout.glued(at + 1):
                    at += 1  # twenty-five
                elif self.hit("link", at + 1) and self.hit("number", at + 3):
                    at += 1  # vingt-et-un
            elif at < len(words) and words[at] == "." and self.layout.glued(at) and scale:
                end = at = at + 1
        if all(kind == "multiply" for kind, _ in pieces) and end > position and len(words[end - 1]) == 1:
            return None  # `8 a.m.`: a letter alone is no million
        if not pieces or (all(kind == "multiply" for kind, _ in pieces) and self.layout.capital[position]):
            return None  # `Mill Lane`
        composed = compose(pieces)
        if composed is None:
            return None
        value = composed
        half_at = end + 1 if end < len(words) and words[end] in DASHES and self.layout.glued(end) else end
        half = self.hit("half", half_at)
        if half and value < 100:
            value, end = value + 0.5, half.end
            if end < len(words) and self.hit("scale", end):
                value, end = value * float(self.hit("scale", end).name), self.hit("scale", end).end  # type: ignore[union-attr]
        first = self.hit("article", position)
        article = bool(first) and first.end >= end and value == 1  # type: ignore[union-attr]
        return Quantity(
            position,
            end,
            value,
            value,
            spelt=True,
            article=article,
            about=about,
            scaled=any(kind == "multiply" for kind, _ in pieces),
        )

    def currency_at(self, position: int) -> tuple[str | None, int]:
        """The code of the currency that a token opens, and where it ends."""
        return self.currencies.get(position, (None, position))

    @cached_property
    def currencies(self) -> dict[int, tuple[str, int]]:
        """Every currency of the text by its first token: looked up ten times as often as there are tokens."""
        named = {position: self.currency(position) for position in self.at.get("currency", ())}
        signs = {p: (SIGNS[word], p + 1) for p, word in enumerate(self.layout.words) if word in SIGNS}
        return signs | {position: found for position, found in named.items() if found is not None}

    def currency(self, position: int) -> tuple[str, int] | None:
        word = self.layout.words[position]
        hit = self.at["currency"][position][0]
        raw = self.layout.quote(position, position + 1)
        if hit.name.lower() in SHY_CODES and word == hit.name.lower() and not raw.isupper():
            return None
        return hit.name, hit.end + self.abbreviated(hit.end, word)

    def abbreviated(self, position: int, word: str) -> bool:
        """Whether the dot at a position belongs to the abbreviation before it and does not end the
        sentence."""
        layout = self.layout
        if not (
            position < len(layout.words)
            and layout.words[position] == "."
            and layout.glued(position)
            and len(word) <= 3
        ):
            return False
        segment = layout.segment_of[position]
        return position + 1 < len(layout.words) and layout.segment_of[position + 1] == segment
