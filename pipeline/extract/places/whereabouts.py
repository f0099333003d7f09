"""Settlements told by where they stand: beside a day, at the head of lines alike, behind a body's name."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from pipeline.extract.bodies.organisations import Organisation
from pipeline.extract.figures.numerals import DASHES
from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.places.evidence import NO_TOWN, TAKING_PART, Evidence, Run
from pipeline.extract.places.gazetteer import plain_apostrophe

REACH = 7  # tokens between a day and its town
DAY = 7  # tokens of a line that its day opens
ALIKE = 3  # lines that open alike, from which on they are a list of towns
LINKS = 2  # words in lower case inside a name: `Margherita di Savoia`
WHOLE = 6  # tokens of a name of several words
APOSTROPHES = frozenset("’'‘")


class Whereabouts(Evidence):
    """Reads the places of names in lines, lists and appointments."""

    def __init__(
        self,
        layout: Layout,
        finder: Finder,
        lexicon: Lexicon,
        organisations: list[Organisation] | None = None,
        days: list[tuple[int, int]] | None = None,
    ) -> None:
        super().__init__(layout, finder, lexicon, organisations)
        self.days = days or []
        """First token and token behind the last of every date that names its day."""

    def linked_name(self, start: int, end: int) -> int:
        """Behind the rest of a known name that goes on in lower case: `San Pietro in Cariano`."""
        words, stop = self.layout.words, end
        for links in range(1, LINKS + 1):
            tail = end + links
            if tail >= len(words) or self.layout.segment_of[tail] != self.layout.segment_of[start]:
                break
            inner = range(end, tail)
            if any(self.upper(p) or self.layout.kinds[p] != "w" or len(words[p]) > 4 for p in inner):
                break
            while tail < len(words) and self.upper(tail) and tail - end < LINKS + 2:
                tail += 1
                if self.raw(start, tail).lower() in self.known.towns and self.upper(tail - 1):
                    stop = tail
        return stop

    def whole_name(self, start: int) -> int:
        """Behind a name of several words that the gazetteer knows, whatever its words mean alone:
        `Nova Gorica`, `Novo mesto`, `Quartu Sant'Elena`, inflected in both words too; `start` for none."""
        layout, here = self.layout, self.layout.segment_of[start]
        if not self.upper(start) or here < 0 or start in self.quotes or NO_TOWN.match(layout.words[start]):
            return start
        last = start + 1
        while last < len(layout.words) and last - start < WHOLE and layout.segment_of[last] == here:
            if layout.kinds[last] != "w" and layout.words[last] not in APOSTROPHES | DASHES:
                break
            last += 1
        for end in range(last, start + 1, -1):
            if (
                layout.kinds[end - 1] != "w"
                or end < len(layout.words)
                and layout.glued(end)
                and layout.words[end] in DASHES
            ):
                continue
            if any(self.inside.get(p) is not self.inside.get(start) for p in range(start, end)):
                continue
            raw = plain_apostrophe(" ".join(layout.quote(start, end).split()))
            found = self.known.towns.get(raw.lower())
            if found is not None and (found[2] & self.known.home or self.upper(end - 1) and found[0]):
                return end
            if end - start == 2 and self.places.locative and len(layout.words[start + 1]) > 2:
                town = self.both(raw)
                if town is not None and town.home and town.main and town.size:
                    return end
        return start

    # -- beside a day ---

    def beside_day(self, run: Run) -> bool:
        """`18 September, Hulm, 4 pm`, `Evening, Hulm: 23 January`, `on 11 March in Hulm`: the name beside a
        day is that of a town where its form, a preposition or the marks around it say so."""
        if run.start in self.inside or any(self.common(p) for p in range(run.start, run.end)):
            return False
        dated = any(start <= run.start - 1 < end for start, end in self.days)
        if self.beside_name(run.start, run.end) and not (dated and not self.upper(run.end)):
            return False  # a name beside it, but for the month of the day
        if run.town is None and self.places.locative and run.end - run.start == 1:
            run.town = self.known.by_stem(self.raw(run.start, run.end), self.nominatives)
            if run.town is not None and not run.town.home:
                run.town = None
        here = self.layout.segment_of[run.start]
        for start, end in self.days:
            if self.layout.segment_of[start] != here:
                continue
            if end <= run.start <= end + REACH and self.passes(end, run.start):
                return self.told(run, end, behind=True)
            if run.end <= start <= run.end + REACH and self.passes(run.end, start):
                return self.told(run, start, behind=False)
        return False

    @cached_property
    def nominatives(self) -> list[str]:
        """Endings of nominatives."""
        pairs = (*self.places.locative, *self.places.genitive)
        return list(dict.fromkeys(new for _, new in pairs if len(new) < 3))

    def passes(self, low: int, high: int) -> bool:
        """Whether nothing but marks, times of day, weekdays and prepositions stands there."""
        words, kinds = self.layout.words, self.layout.kinds
        position = low
        while position < high:
            word = words[position]
            if kinds[position] == "n" or word in ",.:–—-(|":
                position += 1
                continue
            hits = [
                hit
                for family in (
                    "weekday",
                    "filler",
                    "in",
                    "inner",
                    "determiner",
                    "from",
                    "until",
                    "preposition",
                )
                if (hit := self.finder.hit(family, position)) is not None
            ]
            hits += [h for h in self.finder.at.get("when", {}).get(position, ()) if h.name == "event"]
            hits += [hit for hit in self.finder.at.get("noun", {}).get(position, ()) if hit.name == "hour"]
            if not hits:
                return False
            position = max(hit.end for hit in hits)
        return True

    def told(self, run: Run, edge: int, behind: bool) -> bool:
        """Whether form or marks make the name beside a day a town."""
        words, town = self.layout.words, run.town
        segment = self.layout.segments[self.layout.segment_of[run.start]]
        known = town is not None and (town.home or town.size >= 1)
        raw = self.raw(run.start, run.end)
        placed = self.cued(run.start, strict=True) or bool(
            self.places.locative and self.known.by_ending(raw, self.places.locative)
        )
        marks = ",;.:()|–—"
        closed = run.end >= segment.end or words[run.end] in marks
        if behind:
            opened = words[run.start - 1] in ",(|–—" or edge == run.start
            if self.cued(run.start, strict=True):
                return (known or not self.nouns_capital) and self.name_alone(run)
            if known and town is not None:
                venue = town.case == "genitive" and town.home and town.main and not self.upper(run.end)
                if venue and self.layout.kinds[run.end] == "w":
                    return True  # `birželio 14 d. Platelių dvare`
                return closed and opened or placed and bool(self.places.locative)
            listed = words[run.start - 1] in "–—" and edge - segment.start <= DAY
            if opened and run.start > edge and (words[run.start - 1] == "," or listed):
                return closed and not self.nouns_capital and run.end - run.start == 1 and len(raw) > 3
            if placed and self.places.locative and not self.nouns_capital:
                run.case = "row"
                return len(raw) > 4 and run.end - run.start <= (2 if self.endings_only else 1)
            return False
        if self.cued(run.start, strict=True) and not self.nouns_capital and self.near(run.end, edge):
            return self.name_alone(run)  # `will be held in Hulm on 5 October`
        if placed and self.places.locative and not self.nouns_capital and town is None:
            if run.end - run.start == 1 and len(raw) > 4 and run.start > segment.start:
                run.case = "row"
                return self.near(run.end, edge)
        opened = run.start == segment.start or words[run.start - 1] in ",;:(–—"
        marked = words[run.end] in ",:(–—|"
        if known and town is not None:
            return opened and (marked or edge == run.end) and (town.main or town.case != "nominative")
        return (
            opened
            and marked
            and words[run.start - 1] in ",:"
            and run.start > segment.start
            and not self.nouns_capital
            and run.end - run.start == 1
            and len(raw) > 3
        )

    def near(self, low: int, high: int) -> bool:
        """Whether no mark parts the two."""
        return not any(self.layout.words[p] in ",;:(|–—" for p in range(low, high))

    def name_alone(self, run: Run) -> bool:
        """Whether a name of a place may be as long: two words at most that no body's name goes on from."""
        return run.end - run.start <= 2 or run.town is not None

    # -- lines alike ---

    def line_heads(self, runs: list[Run]) -> None:
        """Names that alone open lines of one make, `Hulm – Guild`, `Hulm. Guild`, `Hulm | Guild`: where most
        are known towns, all are."""
        groups: dict[str, list[Run]] = defaultdict(list)
        for run in runs:
            shape = self.shape(run)
            if shape:
                groups[shape].append(run)
        for shape, alike in groups.items():
            known = [run for run in alike if self.head_town(run)]
            if shape == "day–" and len(alike) >= ALIKE and not self.nouns_capital:
                plain = [run for run in alike if run.start not in self.inside]
                for run in plain if len(plain) == len(self.opened) else ():
                    run.sure = True  # `12. 7. Hulm – music`, line after line
                continue
            if len(alike) < ALIKE or len(known) * 2 < len(alike) or len(known) < 2:
                continue
            for run in alike:
                if run in known or shape != "." and run.town is None and run.end - run.start == 1:
                    run.sure = run.sure or run.start not in self.inside

    @cached_property
    def opened(self) -> list[tuple[int, int]]:
        """Days that open their lines and stand before a word with a capital."""
        starts = {segment.start for segment in self.layout.segments}
        return [day for day in self.days if day[0] in starts and self.upper(day[1])]

    def head_town(self, run: Run) -> bool:
        town = run.town
        return town is not None and town.home and town.main and town.case == "nominative"

    def shape(self, run: Run) -> str:
        """What stands behind a name that opens its line."""
        layout = self.layout
        segment = layout.segments[layout.segment_of[run.start]]
        first = run.start == 0 or "\n" in layout.text[layout.ends[run.start - 1] : layout.starts[run.start]]
        if segment.bullet and run.start == segment.start:
            first = True
        opened = next((b for a, b in self.days if a <= segment.start and b == run.start), None)
        if opened is not None and not any(self.common(p) for p in range(run.start, run.end)):
            return "day–" if run.end < segment.end and self.layout.words[run.end] in "–—:" else ""
        if not first or any(self.common(p) for p in range(run.start, run.end)):
            return ""
        if (
            run.end >= len(layout.words)
            or "\n" in layout.text[layout.ends[run.end - 1] : layout.starts[run.end]]
        ):
            return "line"
        word = layout.words[run.end]
        if word == "," and any(run.end < start < segment.end for start, _ in self.days):
            return ",day"  # `Hulm, 7 October – 13 November`
        return word if word in DASHES or word in ".|:" else ""

    # -- behind bodies ---

    def seat(self, run: Run) -> bool:
        """`Guild „Oak“, Hulm – 48 500`, `Club „Oak“ (Hulm)`: a known town behind the name of a body, where
        the line or the item ends with it."""
        words, town = self.layout.words, run.town
        if town is None or not town.main or not town.home or run.start in self.inside:
            return False
        mark = words[run.start - 1] if run.start else ""
        body = self.inside.get(run.start - 2)
        named = body is not None and body.end == run.start - 1 and body.role in (*TAKING_PART, "")
        segment = self.layout.segments[self.layout.segment_of[run.start]]
        ends = run.end >= segment.end or words[run.end] in ";–—)-" or run.end + 1 >= segment.end
        return named and mark in ",(" and ends and not self.common(run.start)
