"""The figures of a text as quantities: joined to ranges, with their currency and qualifier.

What a row may hold is said in the data dictionary; words come from the language file.
"""

from __future__ import annotations

from pipeline.extract.figures.limits import negate
from pipeline.extract.figures.numerals import (
    DASHES,
    SHORTEST,
    Numerals,
    Quantity,
    read_digits,
)
from pipeline.extract.figures.rises import rises
from pipeline.extract.lexicon import SIGNS, Hit


class Finder(Numerals):
    """Finds the quantities of one laid-out text."""

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
        apart = layout.words[first.end] == "," and any(self.hit("join", p) for p in between)
        pair = None if apart else self.pair(first, second, between)  # `for an aim of 50, and 1,240 came`
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
