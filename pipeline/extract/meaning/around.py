"""What the lines around a figure say of its role: the heading, the sentence before, the day of a line."""

from __future__ import annotations

from functools import cached_property

from pipeline.extract.figures.numerals import Quantity, is_plain_year
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.background import Background
from pipeline.extract.meaning.cues import CALLS, LABEL, PLANS
from pipeline.extract.meaning.sections import SEASON, months
from pipeline.extract.times.dates import When

LEAST_DATE = 7  # letters of an ISO date with its month
LENGTHS = {"year": 12, "month": 1}
NEAR_END = 6  # tokens between a day and the word for an end


class Around(Background):
    """Decisions by what stands around a figure's own clause."""

    def describes_promised(self, quantity: Quantity, verb: Hit, segment: Segment) -> bool:
        """`What we promised` above `a record pressed in 800 copies`: a participle behind its noun tells only
        what sort of thing is to be."""
        lead, lexicon = segment.lead, self.finder.lexicon
        if lead is None or not lead.heading or lexicon is None or lexicon.language.grammar.head != "first":
            return False
        if lead is self.layout.segments[0] or verb.end - verb.start > 1 or verb.end > quantity.begin:
            return False
        promised = self.sections.ahead(segment) or any(
            self.within("cue", name, lead.start, lead.end) for name in PLANS
        )
        return promised and self.finder.hit_ending("noun", verb.start) is not None

    def closed_before(self, segment: Segment) -> Hit | None:
        """`It closed in May. In two years 46 evenings drew 880`: the sentence before says it is over."""
        index = self.layout.segment_of[segment.start]
        before = self.layout.segments[index - 1] if index else None
        if before is None or before.line != segment.line or self.later_year(segment):
            return None
        if any(self.within("cue", name, segment.start, segment.end) for name in ("target", "planned")):
            return None
        hits = self.within("cue", "finished", before.start, before.end)
        ends = self.within("when", "end", before.start, before.end)
        done = self.within("cue", "actual", segment.start, segment.end)
        told = any(self.within("cue", name, before.start, before.end) for name in ("target", "now"))
        return hits[0] if hits and not told else ends[0] if ends and done and not told else None

    def own_end(self, segment: Segment) -> str | None:
        """The last day of the initiative: named in the sentence of its length, else the only one in a text
        that does not tell of several things."""
        sections = self.sections
        index = self.layout.segment_of[segment.start]
        near = [last for when in sections.days.get(index, ()) if (last := self.last_day(when))]
        if near:
            return max(near)
        if sections.several and self.type != "report" and len(self.ends) > 1:
            return None
        return next(iter(self.ends)) if len(self.ends) == 1 else None

    @cached_property
    def ends(self) -> frozenset[str]:
        """The days on which something long is said to end."""
        return frozenset(last for when in self.sections.dates if (last := self.last_day(when)))

    def last_day(self, when: When) -> str | None:
        """The end of a long period, or a day by a word for an end."""
        if when.last:
            known = when.last[0] != "-" and when.first[0] != "-"
            return when.last if known and months(when.first, when.last) >= SEASON else None
        segment = self.layout.segments[self.layout.segment_of[when.start]]
        if len(when.first) < LEAST_DATE or when.first[0] == "-":
            return None
        for hit in self.within("when", "end", segment.start, segment.end):
            if min(abs(hit.end - when.start), abs(hit.start - when.end)) <= NEAR_END:
                return when.first
        return None

    def length_by_day(self, quantity: Quantity, segment: Segment) -> tuple[str, str] | None:
        """A length whose initiative ends before or after the day the document speaks from."""
        today, last = self.sections.today, self.own_end(segment)
        if not today or self.type in CALLS:
            return None
        if not last:
            running = self.runs_on(quantity, segment, today)
            return ("target", f"it began on {running} and still runs") if running else None
        size = min(len(today), len(last))
        if last[:size] > today[:size]:
            return "target", f"it runs until {last}"
        return ("actual", f"it was over on {last}") if last[:size] < today[:size] else None

    def runs_on(self, quantity: Quantity, segment: Segment, today: str) -> str | None:
        """`It began in September 2021 and runs for 24 months`, in a page of October 2022: the day on which it
        began, where its length is not over."""
        length = quantity.high * LENGTHS.get(self.thing(quantity) or "", 0)
        near = [
            d for d in self.begun if self.layout.segment_of[d.start] == self.layout.segment_of[segment.start]
        ]
        begun = {when.first for when in near or self.begun}
        if len(begun) != 1 or not near and self.sections.several and self.type != "report":
            return None
        (first,) = begun
        return first if 0 <= months(first, today) < length else None

    @cached_property
    def begun(self) -> list[When]:
        """The days beside a word for a start."""
        found = []
        for when in self.sections.dates:
            segment = self.layout.segments[self.layout.segment_of[when.start]]
            if not when.last and when.first[0] != "-" and len(when.first) >= LEAST_DATE:
                if any(
                    min(abs(hit.end - when.start), abs(hit.start - when.end)) <= NEAR_END
                    for hit in self.within("when", "start", segment.start, segment.end)
                ):
                    found.append(when)
        return found

    def by_day(self, quantity: Quantity, segment: Segment) -> tuple[str, str] | None:
        """`9 September 2023, Esbjerg: 120 guests`: what a line without a verb tells of a day has happened
        where that day was over before the document's own."""
        today = self.sections.today
        days = self.sections.days.get(self.layout.segment_of[segment.start], ())
        if not today or len(days) != 1 or self.prose(segment) or self.sections.labelled(segment):
            return None
        (when,) = days
        last = when.last or when.first
        if when.start > quantity.start or len(last) < 7 or when.first[0] == "-" or last[0] == "-":
            return None
        if last < today[: len(last)]:
            return "actual", "the day is over"
        return ("target", "the day is still to come") if when.first > today[: len(when.first)] else None

    def counted_in(self, segment: Segment) -> list[Quantity]:
        """The figures of a line that say something: `40 lessons, 6 gardens, 300 guests.` is a list."""
        return [q for q in self.figures.get(self.layout.segment_of[segment.start], ()) if not q.reason]

    def prose(self, segment: Segment) -> bool:
        """A full sentence, no item of a list and no label with its value."""
        return not segment.bullet and segment.colon is None and self.layout.words[segment.end - 1] in ".!?"

    def later_year(self, segment: Segment) -> str | None:
        """`Für 2025 stehen 45 Abende im Kalender`, in a report of 2024: what a later year will bring."""
        for position in range(segment.start, segment.end):
            word = self.layout.words[position]
            own = max(self.year or 0, int(self.sections.today[:4] or 0))
            if own and is_plain_year(word) and own < int(word) <= own + 10:
                return f"the later year {word}"
        return None

    def clause_before(self, segment: Segment) -> tuple[str, str] | None:
        """`Guests came from Malta; 54 students in all`: a clause without a verb goes on with the one
        before the semicolon."""
        index = self.layout.segment_of[segment.start]
        before = self.layout.segments[index - 1] if index else None
        if before is None or before.line != segment.line:
            return None
        short = segment.colon is not None and segment.end - segment.start <= LABEL
        if self.layout.words[before.end - 1] != ";" and not short:
            return None  # but `Five evenings were held. Spectators: 740.`
        planned, done = (
            [hit for name in names for hit in self.within("cue", name, before.start, before.end)]
            for names in (("target", "planned", "future"), ("actual", "achieved", "past"))
        )
        if not planned and not done:
            return None
        if planned and done and not short:
            planned = []  # `3 216 came, against the 2 500 promised; 700 of them children`
        return "target" if planned else "actual", "clause before: " + self.say((planned or done)[0])
