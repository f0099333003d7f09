"""The purse that money comes from: what a programme or fund has is not what one of its projects has."""

from __future__ import annotations

from pipeline.extract.figures.numerals import Quantity, is_plain_year
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.cues import Cued

ARTICLES = 2  # words between `one of` and the figure: `one of the first 63`
NAMED = 8  # words of a programme's name and of what opens the clause on it
ITEMS = 12  # items of a row that semicolons part, at most: longer ones are no row
GREATER = 4  # times as much as any sum of its own, from which a purse is the programme's
PER = 4  # words between a sum and the year that it is for
PURSE = "the purse that it comes from: "


class Purses(Cued):
    """Tells a parent programme's figures from those of the document's own initiative."""

    def row_head(self, segment: Segment) -> Segment | None:
        """`Spent: travel 1 044 200 Ft; hire 2 310 000 Ft; printing 198 000 Ft`: the head with the label of a
        row whose items semicolons part."""
        index = self.layout.segment_of[segment.start]
        low = max(0, index - ITEMS)
        while segment.colon is None and index > low:
            before = self.layout.segments[index - 1]
            if before.line != segment.line or self.layout.words[before.end - 1] != ";":
                return None
            index, segment = index - 1, before
        return segment if segment.colon is not None else None

    def larger_whole(self, quantity: Quantity, indicator: str, segment: Segment) -> str | None:
        """`One of 63 projects approved under the programme, which has 258 million`: what the programme has
        and funds is not the project's own."""
        hits = self.within("one_of", "one_of", segment.start, quantity.start)
        if indicator == "projects":
            near = [hit for hit in hits if 0 <= quantity.begin - hit.end <= ARTICLES]
            return self.say(near[0]) if near else None
        if indicator == "duration":
            purse = self.purse_before(quantity, segment)
            return PURSE + self.say(purse) if purse else None
        if indicator != "budget" or quantity.qualifier in ("at_most", "less_than"):
            return None
        title = self.layout.segments[0]
        opening = segment.start + (3 if self.type == "call" else 0)
        for parent in self.within("parent", "parent", segment.start, quantity.start):
            clauses = [
                hit
                for hit in self.within("relative", "relative", parent.end, quantity.start)
                if hit.start == parent.end
                or hit.start - parent.end <= NAMED
                and (comma := self.opens_clause(hit))
                and self.only_name(parent.end, comma)
            ]
            said = self.layout.words[parent.start : parent.end]
            own = segment is not title and any(
                self.layout.words[hit.start : hit.end] == said
                for hit in self.within("parent", "parent", title.start, title.end)
            )
            if parent.start < opening and not (clauses and not own and self.dwarfs(quantity)):
                continue  # `the fund has 240 000`: the call's own, unless `from which it comes`
            if not clauses and not own and self.apposed_sum(parent, quantity):
                return PURSE + self.say(parent)
            if not clauses or own or self.sum_between(clauses[0].end, quantity.start):
                continue
            told = range(clauses[0].end, min(segment.end, quantity.end + 3))
            yearly = self.within("basis", "per_year", quantity.start - PER, quantity.end + PER)
            if yearly and self.dwarfs(quantity):
                return PURSE + self.say(parent)  # `the programme, from which it comes, has 12 million a year`
            given = ("awarded", "grant", "cofinancing")
            if not (
                any(self.within("kind", name, told.start, told.stop) for name in given)
                or self.within("cue", "target", told.start, told.stop)
                and not self.dwarfs(quantity)
            ):
                return PURSE + self.say(parent)
        return None

    def apposed_sum(self, parent: Hit, quantity: Quantity) -> bool:
        """`The call is part of the programme Live Squares, endowed with 12 million`."""
        comma = next(
            (
                p
                for p in range(parent.end, min(quantity.begin, parent.end + NAMED))
                if self.layout.words[p] == ","
            ),
            None,
        )
        return (
            comma is not None
            and quantity.begin - comma <= NAMED
            and self.only_name(parent.end, comma)
            and not self.sum_between(comma, quantity.begin)
            and self.dwarfs(quantity)
        )

    def opens_clause(self, relative: Hit) -> int:
        """The comma before a relative pronoun, or before its preposition: `, na který`; 0 without one."""
        words, at = self.layout.words, relative.start - 1
        for _ in range(2):  # `, out of which`
            if at > 0 and words[at] != "," and self.finder.hit("stop", at):
                at -= 1
        return at if words[at] == "," else 0

    def dwarfs(self, quantity: Quantity) -> bool:
        """Whether a sum is many times as great as every other of the text: no project of a programme has
        as much as that."""
        sums = [
            other.high
            for others in self.figures.values()
            for other in others
            if other.currency and not other.reason and other is not quantity and other.high
        ]
        return bool(sums) and quantity.low is not None and quantity.low >= GREATER * max(sums)

    def purse_before(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`The programme, which has 6 million for three years`: the years too are the programme's."""
        for other in self.figures.get(self.layout.segment_of[quantity.start], ()):
            if other.currency and 0 < quantity.begin - other.end <= NAMED:
                told = self.larger_whole(other, "budget", segment)
                hits = self.within("parent", "parent", segment.start, other.start)
                return hits[-1] if told and hits else None
        return None

    def only_name(self, start: int, end: int) -> bool:
        """Whether no verb and no figure stands there: `the state programme Squares in Bloom`."""
        marks = [p for p in range(start, end) if self.layout.words[p] in '„“”«»"»']
        bare = [p for p in range(start, end) if not marks or not marks[0] < p < marks[-1]]
        return not self.sum_between(start, end) and not any(
            self.finder.hit(family, position) for family in ("cue", "kind") for position in bare
        )

    def own_purse(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`This call has 640 000`, where the document itself is that call or fund."""
        head = self.layout.segments[0]
        start = self.clause(quantity)[0]
        if self.within("cue", "actual", segment.start, quantity.begin):
            return None  # `the fund supported nine clubs with 480 000`
        for hit in self.within("parent", "parent", start, quantity.begin):
            named = self.layout.words[hit.start : hit.end]
            if hit.start - segment.start <= 3 and any(
                self.layout.words[other.start : other.end] == named
                for other in self.within("parent", "parent", head.start, head.end)
            ):
                return hit
        return None

    def approved_whole(self, hit: Hit) -> bool:
        """`Approved budget: 58 600`: the verb of granting says nothing of who gives the whole."""
        return bool(self.within("kind", "awarded", hit.start, hit.end)) and any(
            other.name == "total" and other.start in (hit.end, hit.start - 1)
            for p in (hit.start - 1, hit.end)
            for other in (*self.finder.at.get("kind", {}).get(p, ()),)
        )

    def sum_between(self, start: int, end: int) -> bool:
        """Whether a figure other than a year stands between: `the budget of 2023 was 112 000`."""
        kinds, words = self.layout.kinds, self.layout.words
        return any(kinds[p] == "n" and not is_plain_year(words[p]) for p in range(start, end))
