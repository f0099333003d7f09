"""Bodies in what is written in the first person: who writes, the hand that signs, those a letter goes to."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property

from pipeline.extract.bodies.awards import FOOT, ROWS, RUN
from pipeline.extract.bodies.bodies import kind_words
from pipeline.extract.bodies.entries import Entries
from pipeline.extract.bodies.names import Name
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit

ADDRESSED = 8  # segments at either end of a text in which those a letter goes to stand
HAND = 6  # tokens of the person before the body that signs


class Letters(Entries):
    """Finds who writes, and to whom."""

    def placed(self) -> list[Name]:
        return [*super().placed(), *self.addressed.values(), *self.present()]

    def ours(self, name: Name) -> bool:
        """`our association "X"`, `my own club X`: who writes speaks of itself."""
        at, low = name.start, self.layout.segments[self.layout.segment_of[name.start]].start
        first = name.head.start if name.head is not None and name.head.start > at else at
        for position in range(max(low, at - 2), first + 1):
            if self.finder.hit("ours", position) is None:
                continue
            between = range(position + 1, at)
            return not any(
                self.layout.kinds[p] != "w"
                or self.finder.hit("part", p)
                or self.finder.hit("join", p)
                or self.finder.hit("in", p)
                for p in between
            )
        return False

    @cached_property
    def we_give(self) -> bool:
        """`our grant`, `our contribution`: the text is written by the one that pays."""
        return any(
            self.finder.hit_ending("ours", hit.start) is not None
            for kind in ("grant", "awarded", "cofinancing")
            for hit in self.meaning.hits.get(("kind", kind), ())
        )

    def signs(self, name: Name) -> bool:
        """A line at the foot: the body, before it at most a person, behind it its town and its part."""
        index = self.layout.segment_of[name.start]
        segment = self.layout.segments[index]
        if index < len(self.layout.segments) - FOOT - len(self.addressed) or name.start in self.addressed:
            return False
        words, kinds = self.layout.words, self.layout.kinds
        end = self.before_contact(name.end, segment.end)
        if {"n", "d"} & set(kinds[segment.start : end]) or segment.colon is not None and segment.colon < end:
            return False
        before = range(segment.start, name.start)
        hand = not before or words[name.start - 1] == "," and len(before) <= HAND
        person = all(self.upper(p) or words[p] in ",.-" for p in before)
        rest = range(name.end, end)
        told = {
            p
            for p in rest
            for hit in self.finder.at.get("part", {}).get(p, ())
            for p in range(hit.start, hit.end)
        }
        behind = all(self.upper(p) or kinds[p] == "m" or p in told or self.covers("inner", p) for p in rest)
        closed = not rest or words[rest[0]] in ",(" and len(rest) <= RUN
        return hand and person and behind and closed

    def before_contact(self, start: int, end: int) -> int:
        """Where a telephone number or address begins behind the name that signs: `X Guild, tel. 0444 ...`."""
        words = self.layout.words
        for p in range(start, end):
            if (
                words[p] in ("@", "☎", "✆")
                or p > start
                and self.layout.kinds[p] == "n"
                and words[p - 1] in ".:+"
            ):
                comma = [q for q in range(start, p) if words[q] in ",;|"]
                return comma[0] if comma else start
        return end

    def hand_beside(self, name: Name) -> bool:
        """A person before the body, in its line or the one above: `A. Smith, Fishery Museum, Hull`."""
        segment = self.layout.segments[self.layout.segment_of[name.start]]
        before = range(segment.start, name.start)
        persons = [p for p in before if self.upper(p)]
        if len(persons) >= 2 and not any(self.common(p) for p in persons):
            return True
        return self.hand_above(name)

    def hand_above(self, name: Name) -> bool:
        """A person's name alone on the line above, or with what the person does behind a comma."""
        index = self.layout.segment_of[name.start]
        above = self.layout.segments[index - 1] if index else None
        if above is None or not 1 < above.end - above.start <= 2 * HAND:
            return False
        comma = next((p for p in range(above.start, above.end) if self.layout.words[p] == ","), above.end)
        if not 1 < comma - above.start <= HAND or self.layout.words[above.end - 1] in "!?:;":
            return False
        words = range(above.start, comma)
        return all(self.upper(p) or self.layout.words[p] in ".-" for p in words) and not any(
            self.common(p) for p in words
        )

    def present(self) -> list[Name]:
        """`Present: Ingrid Vik (Sunnfjord Spelemannslag, Førde)`: what stands in brackets behind a person."""
        words, found = self.layout.words, []
        for start, end in self.attendances:
            for at in range(start + 1, end - 2):
                if words[at] != "(" or not self.upper(at - 1) or not self.upper(at + 1):
                    continue
                close = next((p for p in range(at + 1, min(end, at + 2 * HAND)) if words[p] in ",;)"), at)
                figures = {"n", "d"} & set(self.layout.kinds[at:close])
                role = close < end and words[close] == "," and self.finder.hit("part", close + 1) is not None
                if close - at <= 2 and not role or figures:
                    continue
                if close - at == 2 and self.upper(at + 1):
                    found.append(Name(at + 1, close, None, "present"))  # `(Jamtli, project owner)`
                    continue
                if self.item(at + 1, close, True) or any(
                    hit.start > at and hit.end <= close for hit in self.foreign_within(at + 1, close)
                ):
                    found.append(Name(at + 1, close, None, "present"))
        return found

    def foreign_within(self, start: int, end: int) -> list[Hit]:
        """Kind words of other languages in a bracket, written small too: `Kulturni centar Osijek`."""
        exact, stems = kind_words()
        return [
            Hit("body", "foreign", p, p + 1, 0)
            for p in range(start, end)
            if self.layout.words[p] in exact or any(self.layout.words[p].startswith(stem) for stem in stems)
        ]

    @property
    @abstractmethod
    def attendances(self) -> list[tuple[int, int]]:
        """Those present at a meeting."""

    @cached_property
    def addressed(self) -> dict[int, Name]:
        """`To: Naapurit ry (Oulu, Finland), Lee Play Forum (Cork, Ireland), ...`: a line of three or
        more names at the head or foot, each with its town, where kind words tell that they are bodies."""
        last = len(self.layout.segments)
        lines: dict[int, list[Segment]] = {}
        for index, segment in enumerate(self.layout.segments):
            if index < ADDRESSED or index >= last - ADDRESSED:
                lines.setdefault(segment.line, []).append(segment)
        found: dict[int, Name] = {}
        for line in lines.values():
            row = self.towned(line)
            known = sum(name.head is not None or self.formed(name) for name in row)
            if len(row) >= ROWS and known * 2 >= len(row):
                found.update({name.start: name for name in row})
        return found

    def formed(self, name: Name) -> bool:
        return any(self.legal_ending(p + 1) for p in range(name.start, name.end))

    def towned(self, line: list[Segment]) -> list[Name]:
        """The items of a line, each a name and its town in brackets or behind a comma; none else."""
        start, end = line[0].start, line[-1].end
        colon = line[0].colon
        at = colon + 1 if colon is not None else start
        words, row = self.layout.words, []
        if {"n", "d"} & set(self.layout.kinds[at:end]):
            return []
        while at < end:
            close = self.capital_run(at, end)
            if close < end and self.finder.hit("legal", close) and self.legal_ending(close + 1):
                close += 1  # `Naapurit ry`
            if close == at:
                return []
            begin, town = at, close
            if town < end and words[town] == "," and self.upper(town + 1):
                town = self.capital_run(town + 1, end)
            if town < end and words[town] == "(":
                town = next((p + 1 for p in range(town, min(end, town + RUN)) if words[p] == ")"), end)
            if town == close:
                return []
            head = next(
                (h for p in range(begin, close) for h in self.finder.at.get("body", {}).get(p, [])), None
            )
            row.append(Name(begin, close, head, "addressed"))
            if town < end and words[town] == "." and town + 1 == end:
                break
            join = self.finder.hit("join", town) if town < end else None
            if town < end and words[town] not in ",;·•|" and join is None:
                return []
            at = join.end if join is not None else town + 1
        return row
