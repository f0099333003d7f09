"""Every figure of a text as a quantity: digits and number words, scale words, ranges, currency and qualifier.

What a row may hold is said in the data dictionary; words come from the language file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.extract.layout import Layout
from pipeline.extract.lexicon import SHY_CODES, SIGNS, Hit, Lexicon, compose, lowest_place
from pipeline.extract.limits import negate
from pipeline.extract.rises import rises

GROUPED = re.compile(r"^\d{1,3}([ \u00a0\u2009\u202f.,'’])\d{3}(?:\1\d{3})*(?:[.,](\d{1,2}))?$")
DASHES = frozenset("-–—−‑")
ATTACHED_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9, "mio": 1e6, "mln": 1e6, "mrd": 1e9, "mn": 1e6}
MULTIPLIERS = ("scale",)
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


class Finder:
    """Finds the quantities of one laid-out text."""

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
        hits = self.at.get(family, {}).get(position)
        return hits[0] if hits else None

    def hit_ending(self, family: str, position: int) -> Hit | None:
        hits = self.ending.get(family, {}).get(position)
        return hits[0] if hits else None

    # -- numbers ---

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

    # -- ranges ---

    def ranges(self, numbers: list[Quantity]) -> list[Quantity]:
        """Join `30-40`, `from 3 to 24`, `600 ezer – 2 millió`, `5-30 million` into ranges."""
        joined: list[Quantity] = []
        index = 0
        while index < len(numbers):
            first = numbers[index]
            second = numbers[index + 1] if index + 1 < len(numbers) else None
            merged = self.join(first, second) if second else None
            if merged:
                joined.append(merged)
                index += 2
            else:
                joined.append(first)
                index += 1
        return joined

    def join(self, first: Quantity, second: Quantity) -> Quantity | None:
        layout = self.layout
        if layout.segment_of[first.start] != layout.segment_of[second.start] or second.start - first.end > 8:
            return None
        if first.reason or second.reason or second.start in self.apart or first.spelt and first.low < 1:
            return None  # `davė pusę – 32 tūkst.`
        between = list(range(first.end, second.start))
        if rises(self, first, second):
            return None
        if first.spelt != second.spelt and len(between) == 1 and not layout.glued(second.start):
            if layout.words[between[0]] in DASHES:
                return None  # `lessons – twenty-four – 9 600 views`

        # Currency words and signs may stand behind the first number or before the second.
        def is_money(position: int) -> bool:
            return layout.words[position] in SIGNS or any(
                h.start <= position < h.end for h in self.at.get("currency", {}).get(position, [])
            )

        kept = [p for p in between if not is_money(p) and not (layout.words[p] in ".,-–" and is_money(p - 1))]
        if len(kept) > 1 and layout.words[kept[0]] in DASHES and layout.glued(kept[0]):
            kept = kept[1:]  # `16- bis 21-Jährige`
        gap = [layout.words[p] for p in kept]
        dash = len(gap) == 1 and gap[0] in DASHES
        word_join = False
        if kept and not dash:
            hit = self.hit("between", kept[0])
            word_join = bool(hit) and hit.end - hit.start == len(kept)  # type: ignore[union-attr]
        pair = self.pair(first, second, between)
        if not (dash or word_join or pair):
            return None
        low, high = first.low, second.high
        scaled = False
        glued = dash and first.spelt and second.spelt and layout.glued(second.start) and second.high >= 200
        # `kilenc-tízezer`: one word holds the figure and the scale of both
        if (second.scaled or glued) and not first.scaled and low < 1000 and not (low > second.high):
            raw = self.raw(second)
            if raw and low < raw:
                low *= second.high / raw
                scaled = True
        if (
            low == high
            and dash
            and first.spelt == second.spelt
            and self.layout.glued(first.end)
            and self.layout.glued(second.start)
        ):
            # `20-20 fő`: twenty each
            return Quantity(
                first.start,
                second.end,
                low,
                high,
                suffix=second.suffix,
                scaled=second.scaled,
                distributive=True,
            )
        if low == self.raw(second) and second.scaled and dash and self.layout.glued(second.start):
            # `10-10 millió`: ten million each
            return Quantity(
                first.start, second.end, high, high, suffix=second.suffix, scaled=True, distributive=True
            )
        if not low < high:
            return None
        if word_join and not pair and not dash and high > low * 100:
            return None
        if dash and not pair and first.suffix and not second.suffix:
            return None
        result = Quantity(
            first.start, second.end, low, high, True, first.spelt and second.spelt, suffix=second.suffix
        )
        result.scaled = second.scaled
        result.about = first.about
        if pair:
            result.left = pair[0]
            result.right = pair[1]
        if scaled:
            result.doubts.append("scale shared")
        return result

    def raw(self, quantity: Quantity) -> float | None:
        token = self.layout.words[quantity.start]
        if quantity.spelt and (quantity.scaled or quantity.high >= 200):  # `four to five thousand`
            scale = next((each for each in (1e9, 1e6, 1e3, 1e2) if quantity.high >= each), 1)
            return quantity.high / scale
        return read_digits(token) if self.layout.kinds[quantity.start] == "n" else None

    def pair(self, first: Quantity, second: Quantity, between: list[int]) -> tuple[int, int] | None:
        """Whether an opening word stands before the first and its closing word before (or behind) the
        second."""
        opened: dict[str, Hit] = {}
        passed = False
        for back in range(3):
            for hit in self.ending.get("open", {}).get(first.start - back, []):
                if not passed or len(self.layout.words[hit.end - 1]) >= SHORTEST:
                    opened.setdefault(hit.name, hit)
            if not passed and back == 0 and self.hit_ending("noun", first.start):
                passed = True  # `a legfiatalabb pályázó 16, a legidősebb 25 éves`
                continue
            word = self.layout.words[first.start - back - 1] if first.start - back > 0 else ""
            if not (
                word in SIGNS
                or self.hit("currency", first.start - back - 1)
                or self.hit("bare", first.start - back - 1)
                or self.hit("qualifier", first.start - back - 1)
            ):
                break
        for position in [*between, *range(second.end, min(second.end + 4, len(self.layout.words)))]:
            for hit in self.at.get("close", {}).get(position, []):
                if hit.name in opened and (hit.end <= second.start or hit.start >= second.end):
                    if hit.start >= second.end:
                        return None
                    gap = [p for p in between if not hit.start <= p < hit.end]
                    words = [p for p in gap if self.layout.kinds[p] == "w"]
                    noise = [p for p in words if not self.hit("currency", p) and not self.hit("noun", p)]
                    # `of three years that will accompany to 1 100`, `of 48 pages, printed in 3 000`
                    clause = any(
                        (self.layout.words[p] == "," or p in noise and (self.hit("stop", p) or self.deed(p)))
                        and any(self.hit("noun", q) for q in gap if q < p)
                        for p in gap
                    )
                    stop = any(self.layout.words[p] in ";:." and not self.layout.glued(p) for p in gap)
                    if len(noise) <= 2 and not clause and not stop:
                        return opened[hit.name].start, second.end
        return None

    def deed(self, position: int) -> bool:
        """`of 160 pages printed in 800 copies`: a verb between two figures parts them."""
        return any(hit.name in ("making", "actual") for hit in self.at.get("cue", {}).get(position, ()))

    def alone(self, quantity: Quantity) -> bool:
        """Whether the number's own form says that its noun is left out: `hármat`, `21-ben`."""
        last = quantity.end - 1
        if self.hit("alone", last) is None:
            return False
        written = quantity.suffix.startswith("-") or quantity.spelt or quantity.scaled
        return written and (bool(quantity.suffix) or len(self.layout.words[last]) >= SHORTEST)

    # -- currency and qualifier ---

    def money(self, quantity: Quantity) -> None:
        layout = self.layout
        words = layout.words
        end = quantity.end
        limit = (
            layout.segments[layout.segment_of[quantity.start]].end
            if layout.segment_of[quantity.start] >= 0
            else len(words)
        )
        after = end
        if (
            after < limit
            and words[after] in ",."
            and layout.glued(after)
            and after + 1 < limit
            and words[after + 1] in DASHES
        ):
            after += 2  # 250 000,- Lt
        elif after < limit and words[after] in DASHES and layout.glued(after):
            after += 1
        for position in dict.fromkeys(
            (
                end - 1 if quantity.scaled and layout.kinds[end - 1] == "w" else end,
                end,
                after,
                end + 1 if end < limit and (self.hit("bare", end) or self.hit("filler", end)) else end,
            )
        ):
            if position < limit:
                code, stop = self.currency_at(position)
                if code:
                    quantity.currency, quantity.right = code, max(stop, quantity.right)
                    return
        if end + 2 < limit and words[end] == "(" and layout.kinds[end + 1] == "w":
            close = next((p for p in range(end + 1, min(limit, end + 7)) if words[p] == ")"), None)
            if (
                close
                and close + 1 < limit
                and (
                    self.hit("number", end + 1)
                    or self.hit("scale", end + 1)
                    or self.lexicon
                    and self.lexicon.glued(words[end + 1])
                )
            ):
                code, stop = self.currency_at(close + 1)
                if code:
                    quantity.currency, quantity.right = code, stop
                    return
        before = quantity.start - 1
        start = (
            layout.segments[layout.segment_of[quantity.start]].start
            if layout.segment_of[quantity.start] >= 0
            else 0
        )
        if before >= start:
            code, _ = self.currency_at(before)
            if (
                before > start
                and layout.kinds[before - 1] == "n"
                and self.owner(before)
                or quantity.spelt
                and words[before] not in SIGNS
            ):
                return
            if code and (
                words[before] in SIGNS
                or layout.text[layout.starts[before] : layout.ends[before]].isupper()
                or len(words[before]) <= 3
            ):
                quantity.currency = code
                quantity.left = min(quantity.begin, before)

    def owner(self, position: int) -> bool:
        """Whether a currency word belongs to the figure before it."""
        return not (
            self.layout.words[position] in SIGNS
            and self.layout.glued(position + 1)
            and not self.layout.glued(position)
        )

    def currency_at(self, position: int) -> tuple[str | None, int]:
        if not 0 <= position < len(self.layout.words):
            return None, position
        word = self.layout.words[position]
        hit = self.hit("currency", position)
        if hit:
            raw = self.layout.quote(position, position + 1)
            if hit.name.lower() in SHY_CODES and word == hit.name.lower() and not raw.isupper():
                return None, position
            end = hit.end
            if self.abbreviated(end, word):
                end += 1
            return hit.name, end
        if word in SIGNS:
            return SIGNS[word], position + 1
        return None, position

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

    def qualify(self, quantity: Quantity) -> None:
        """The qualifier that stands next to the number, before or behind it or its noun."""
        layout = self.layout
        start = quantity.begin
        segment = layout.segments[layout.segment_of[quantity.start]]
        at = start
        for _ in range(6):
            hits = self.ending.get("qualifier", {}).get(at)
            best = max(hits, key=lambda hit: (hit.end - hit.start, hit.weight)) if hits else None
            if best and best.start >= segment.start and not (quantity.rise and self.hit_ending("until", at)):
                self.take(quantity, best)
                break
            before = at - 1
            if before < segment.start:
                break
            hit = self.hit_ending("bare", at) or self.hit_ending("article", at)
            if hit and hit.start >= segment.start:
                at = hit.start
            elif (
                layout.words[before] in ".-"
                and layout.glued(before)
                and layout.glued(at) | (layout.words[before] == ".")
            ):
                at = before  # `max. 300`, `under-25s`
            elif layout.words[before] == "," and self.set_off(before, segment.start):
                at = before  # `there will be, at most, three`
            elif layout.words[before] in '(~≈><≥≤„"«':
                sign = {
                    "~": "about",
                    "≈": "about",
                    ">": "more_than",
                    "<": "less_than",
                    "≥": "at_least",
                    "≤": "at_most",
                }.get(layout.words[before])
                if sign:
                    quantity.qualifier, quantity.qualifier_words = sign, layout.words[before]
                    quantity.left = before
                    break
                if layout.words[before] == "(":
                    break
                at = before
            elif self.currency_at(before)[0] or self.hit_ending("currency", at):
                at = before
            elif quantity.is_range and self.hit_ending("open", at):
                at = self.hit_ending("open", at).start  # type: ignore[union-attr]
            else:
                break
        negate(self, quantity, segment.start)
        if quantity.about and quantity.qualifier == "exact":
            quantity.qualifier = "about"
        after = max(quantity.end, quantity.right)
        if after < segment.end and layout.words[after] == "+":
            quantity.qualifier, quantity.qualifier_words = "at_least", "+"
            quantity.right = after + 1

    def set_off(self, comma: int, start: int) -> bool:
        """Whether a qualifier between two commas ends at this one."""
        hit = self.hit_ending("qualifier", comma)
        return hit is not None and hit.start > start and self.layout.words[hit.start - 1] == ","

    def take(self, quantity: Quantity, hit: Hit) -> None:
        quantity.qualifier = hit.name
        quantity.qualifier_words = self.layout.quote(hit.start, hit.end)
        quantity.left = min(quantity.begin, hit.start)
        before = self.hit_ending("qualifier", hit.start)
        if before and hit.name == "about" and before.name != "about":
            quantity.qualifier = before.name
            quantity.left = before.start

    def opens_next(self, hit: Hit) -> bool:
        """`90 pupils and at least a dozen teachers`: the words belong to the figure that follows them."""
        longer = [
            other.end for p in range(hit.start, hit.end) for other in self.at.get("qualifier", {}).get(p, [])
        ]
        if not longer:
            return False
        behind = max(longer)
        for position in range(behind, min(behind + 2, len(self.layout.words))):
            if self.layout.segment_of[position] != self.layout.segment_of[hit.start]:
                break
            if (
                self.layout.kinds[position] == "n"
                or self.hit("number", position)
                or self.hit("scale", position)
                or self.lexicon
                and self.lexicon.glued(self.layout.words[position])
            ):
                return True
        return False

    def qualify_after(self, quantity: Quantity, position: int) -> None:
        """`30 habitants au moins`, `60 metų ir vyresni`, `50 főnél nagyobb`."""
        if quantity.qualifier not in ("exact", "about"):
            return
        places = (
            (quantity.end - 1, position, position + 1)
            if quantity.suffix.startswith("-")
            else (position, position + 1)
        )
        for at in places:
            hits = self.at.get("after", {}).get(at)
            if hits and self.layout.segment_of[at] == self.layout.segment_of[quantity.start]:
                if at == position + 1 and (
                    self.layout.kinds[position] != "w" or self.hit("number", position)
                ):
                    continue  # `egy tréningen húsznál több`: another figure's
                hit = max(hits, key=lambda found: found.end)
                if self.opens_next(hit):
                    return
                quantity.qualifier = hit.name
                quantity.qualifier_words = self.layout.quote(hit.start, hit.end)
                quantity.right = max(quantity.right, hit.end)
                negate(self, quantity, self.layout.segments[self.layout.segment_of[at]].start)
                return


def is_plain_year(word: str) -> bool:
    """Four digits that most likely name a year."""
    return len(word) == 4 and word.isdigit() and 1850 <= int(word) <= 2060
