"""Which parts of a text tell what has happened, and which what is still to come.

A page of news holds one initiative that is over and others that are announced; a report ends with the plans
for next year. What no cue decides is therefore read by the part it stands in: a heading with what follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.figures.numerals import is_plain_year
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.times.dates import When

PARTS = 3  # parts with sentences of their own, from which a page holds several things
HEADING = 9  # tokens of a heading that says what comes
TITLED = 18  # of one that names an initiative and, in brackets, its time
NUMBERED = 5  # tokens of a heading with a number
OWN = 6  # segments of the head or the foot in which a document's own date stands
BESIDE = 8  # tokens that such a date has beside it
TOLD = 1.6  # times as many deeds as plans tell that a part looks back
FIGURE = 3  # tokens in which a compared figure follows
FEW = 2  # sentences of deeds that a page needs for that if it plans nothing
LEAST = 4  # deeds that a page without parts, or a part by itself, needs for that
LABEL = 6  # tokens before a period on a sheet
SEASON = 3  # months from which a period is an initiative's, no event's
OTHER_DAYS = ("period", "start", "end", "deadline", "contract")
STATED = 2  # segments of the head, whose date is the document's own


@dataclass(slots=True)
class Part:
    """A heading and what stands below it."""

    first: int
    """Index of its first segment."""
    last: int = 0
    told: int = 0
    planned: int = 0
    answered: int = 0
    """Plans that stand beside what came of them."""
    deeds: set[int] = field(default_factory=set)
    """Segments that tell of deeds."""
    sentences: int = 0
    finished: bool = False
    ahead: bool = False
    now: bool = False
    """Whether it says how things stand at present."""
    until: str = ""
    """The last day of the period that its sheet names."""
    whole: bool = False
    """Whether that period is long enough to be an initiative's own, no event's."""


class Sections:
    """The parts of one laid-out text."""

    def __init__(
        self,
        layout: Layout,
        hits: dict[tuple[str, str], list[Hit]],
        kind: str | None,
        told_afterwards: bool,
        dates: Sequence[When],
    ) -> None:
        self.layout = layout
        self.report = kind == "report"
        self.kind = kind
        self.told_afterwards = told_afterwards
        self.dates = dates
        self.today = self.own_date(dates)
        self.days: dict[int, list[When]] = {}
        """The dates of each segment."""
        for when in dates:
            self.days.setdefault(layout.segment_of[when.start], []).append(when)
        self.parts: list[Part] = []
        self.part_of: list[Part] = []
        self.divide()
        self.count(hits)
        self.periods(dates)
        self.stated: set[int] = set()
        """Segments whose figures stood so on a day gone by that the line above names."""
        self.states(dates)
        self.several = sum(part.sentences > 0 for part in self.parts) >= PARTS
        if kind in (None, "sheet") and not self.told_afterwards:
            self.told_afterwards = self.only_told()

    def divide(self) -> None:
        """A part begins with a heading that has a sentence or a label with its value below it."""
        segments = self.layout.segments
        for index, segment in enumerate(segments):
            follows = segments[index + 1] if index + 1 < len(segments) else None
            headed = segment.heading or self.numbered(segment, follows) or self.named(index)
            opens = headed and follows is not None and not follows.heading
            if not self.parts or opens and self.layout.words[segment.end - 1] != ":":
                self.parts.append(Part(index))
            part = self.parts[-1]
            part.last = index
            self.part_of.append(part)
            part.sentences += (
                not segment.heading and segment.end - segment.start > 3 and self.ends_sentence(segment)
            )

    def numbered(self, segment: Segment, follows: Segment | None) -> bool:
        """`3. Coming up`: a heading with its number, below which no item of the same list stands."""
        kinds = self.layout.kinds[segment.start : segment.end]
        return (
            segment.bullet
            and follows is not None
            and not follows.bullet
            and follows.line > segment.line
            and len(kinds) <= NUMBERED
            and set(kinds) == {"w"}
            and self.layout.text[self.layout.starts[segment.start]].isupper()
        )

    def named(self, index: int) -> bool:
        """`Hill radio: it is over`, `Coming up: “Radio” (from 2025)`: a short line with a colon and no figure
        but years above a sentence."""
        segments = self.layout.segments
        segment = segments[index]
        if segment.bullet or segment.colon is None or index + 1 >= len(segments):
            return False
        before, follows = segments[index - 1], segments[index + 1]
        kinds, words = (each[segment.start : segment.end] for each in (self.layout.kinds, self.layout.words))
        return (
            segment.end - segment.start <= (TITLED if "(" in words else HEADING)
            and all(kind in "wmd" or is_plain_year(word) for kind, word in zip(kinds, words, strict=True))
            and self.layout.words[segment.end - 1] not in ".!;,:"
            and (index == 0 or before.line != segment.line and self.ends_sentence(before))
            and follows.line != segment.line
            and follows.colon is None
            and self.ends_sentence(follows)
        )

    def headed(self, segment: Segment) -> bool:
        return (
            segment.heading
            or (segment.bullet or segment.colon is not None)
            and not self.ends_sentence(segment)
        )

    def ends_sentence(self, segment: Segment) -> bool:
        return self.layout.words[segment.end - 1] in ".!?"

    def count(self, hits: dict[tuple[str, str], list[Hit]]) -> None:
        """How often each part tells of deeds and of plans. What a funder decided is no deed of those it
        chose, nor is what an earlier year had."""
        of = self.layout.segment_of
        segments = self.layout.segments
        done = {
            of[hit.start]
            for name in ("actual", "achieved", "instead", "instead_after")
            for hit in hits.get(("cue", name), ())
        }
        before = {of[hit.start] for hit in hits.get(("cue", "context"), ())}
        chosen = {
            position
            for name in ("awarded", "received")
            for hit in hits.get(("kind", name), ())
            for position in range(hit.start, hit.end)
        }
        for name in ("actual", "achieved", "finished", "target", "planned", "promised", "ahead", "now"):
            for hit in hits.get(("cue", name), ()):
                index = of[hit.start]
                if index < 0:
                    continue
                part, segment = self.part_of[index], segments[index]
                if name == "ahead":
                    label = hit.start == segment.start and self.layout.words[hit.end : hit.end + 1] == [":"]
                    short = segment.end - segment.start <= HEADING or label  # `Coming up: “Radio”`
                    part.ahead = part.ahead or short and index == part.first and self.headed(segment)
                elif name == "now":
                    part.now = True
                elif name in ("target", "planned", "promised"):
                    part.planned += 1
                    part.answered += index in done or self.bracketed(hit)
                elif segment.colon is None or hit.start > segment.colon:
                    if index not in before and hit.start not in chosen:
                        part.told += 1
                        part.deeds.add(index)
                        part.finished = part.finished or name == "finished"

    def bracketed(self, hit: Hit) -> bool:
        """`Guests: 236 (planned 200)`."""
        behind = self.layout.kinds[hit.end : hit.end + FIGURE]
        return hit.start > 0 and self.layout.words[hit.start - 1] == "(" and "n" in behind

    def only_told(self) -> bool:
        """Whether the page tells of deeds, and of plans only to compare or under what comes next."""
        back = [part for part in self.parts if not part.ahead]
        return (
            len({index for part in back for index in part.deeds}) >= FEW
            and all(part.planned == part.answered for part in back)
            and not any(self.runs(part) for part in back)
        )

    def runs(self, part: Part) -> bool:
        """Whether the period that the part's sheet names is not over."""
        return bool(
            self.today and part.until and part.until[: len(self.today)] > self.today[: len(part.until)]
        )

    def own_date(self, dates: Sequence[When]) -> str:
        """The day the document speaks from: a whole date with few words beside it near its head or foot."""
        segments = self.layout.segments
        others = {
            self.layout.segment_of[hit.start]
            for hit in self.layout.hits
            if hit.family == "when" and hit.name in OTHER_DAYS
        }
        dated = {
            self.layout.segment_of[hit.start]
            for hit in self.layout.hits
            if hit.family == "when" and hit.name in ("published", "updated")
        }
        for when in dates:
            if when.last or len(when.first) != 10 or when.first[0] == "-":
                continue
            index = self.layout.segment_of[when.start]
            segment = segments[index]
            if segment.colon is not None and index in others:
                continue  # `Start: 1 February 2024`
            beside = segment.end - segment.start - (when.end - when.start)
            planned = self.kind == "programme" or index >= OWN and segment.colon is not None
            if planned and index not in dated:
                continue  # the last line of a programme: `Closing party: Linz, 16 December 2023`
            if beside <= BESIDE and (index < OWN or index >= len(segments) - OWN):
                return when.first
        return ""

    def labelled(self, segment: Segment) -> bool:
        """Whether a word says what happens on the date of a line: `Deadline`, `Period`."""
        return any(
            hit.family == "when" and hit.name in OTHER_DAYS and segment.start <= hit.start < segment.end
            for hit in self.layout.hits
        )

    def starts(self, when: When) -> bool:
        """Whether a date tells when the initiative starts: a word for that beside it, or a long period."""
        if when.last and months(when.first, when.last) >= SEASON and when.first[0] != "-":
            return True
        index = self.layout.segment_of[when.start]
        segment = self.layout.segments[index]
        return any(
            hit.family == "when"
            and hit.name in ("start", "period")
            and segment.start <= hit.start < segment.end
            and min(abs(hit.end - when.start), abs(hit.start - when.end)) <= LABEL
            for hit in self.layout.hits
        )

    def periods(self, dates: Sequence[When]) -> None:
        """`Period: April 2024 – March 2026` on a sheet."""
        for when in dates:
            index = self.layout.segment_of[when.start]
            segment = self.layout.segments[index]
            labelled = segment.colon is not None and when.start - segment.colon <= LABEL
            if when.last and (labelled or self.period_line(segment, when)):
                part = self.part_of[index]
                part.until = max(part.until, when.last)
                part.whole = part.whole or months(when.first, when.last) >= SEASON

    def period_line(self, segment: Segment, when: When) -> bool:
        """`Run from 1 October 2020 until 30 June 2023 (33 months)`: a line that is no sentence."""
        return (
            segment.colon is None
            and not self.ends_sentence(segment)
            and when.start - segment.start <= LABEL
            and any(
                hit.family == "when" and hit.name == "period" and segment.start <= hit.start < when.start
                for hit in self.layout.hits
            )
        )

    def states(self, dates: Sequence[When]) -> None:
        """`Monitoring data, 30 June 2025` above labels with their values: how things stood on that day."""
        segments = self.layout.segments
        for when in dates if self.today else ():
            index = self.layout.segment_of[when.start]
            segment = segments[index]
            if (
                index < STATED
                or segment.bullet
                or segment.colon not in (None, segment.end - 1)
                or self.ends_sentence(segment)
                or segment.end - segment.start > HEADING
                or "w" not in self.layout.kinds[segment.start : when.start]
                or when.last is not None
                or len(when.first) < 7
                or when.first[: len(self.today)] > self.today[: len(when.first)]
            ):
                continue
            for below in range(index + 1, len(segments)):
                if segments[below].colon is None or segments[below].line == segment.line:
                    break
                self.stated.add(below)

    def is_over(self, segment: Segment) -> bool:
        """Whether the sheet names a period that had ended before the document's own date."""
        part = self.part_of[self.layout.segment_of[segment.start]]
        named = [part] if self.several and part.until else self.parts
        until = max((each.until for each in named if each.whole), default="")
        return bool(self.today and until) and until < self.today[: len(until)]

    def ahead(self, segment: Segment) -> bool:
        """Whether the heading above says that what it tells is still to come: `What next?`"""
        return self.part_of[self.layout.segment_of[segment.start]].ahead

    def ongoing(self, segment: Segment) -> bool:
        """Whether the part, or a page that is no news of several things, says how things stand at present."""
        part = self.part_of[self.layout.segment_of[segment.start]]
        return part.now if self.several else any(each.now for each in self.parts)

    def running(self, segment: Segment) -> bool:
        """Whether the sheet that holds a label with its value names a period that is not over."""
        return self.runs(self.part_of[self.layout.segment_of[segment.start]])

    def afterwards(self, segment: Segment) -> bool:
        """Whether what no cue decides has happened already."""
        part = self.part_of[self.layout.segment_of[segment.start]]
        if part.ahead:
            return False
        if self.report:
            return True
        if self.kind not in (None, "sheet"):
            return False
        if self.layout.segment_of[segment.start] in self.stated or self.is_over(segment):
            return True
        if segment.colon is not None and self.running(segment):
            return False
        if self.several:
            looks_back = part.told > TOLD * (part.planned - (part.answered if self.told_afterwards else 0))
            if part.finished and part.told >= part.planned:
                return True
            if self.told_afterwards:
                return looks_back and part.told > 0
            return looks_back and part.told >= LEAST
        return self.told_afterwards


def months(first: str, last: str) -> int:
    """Months from the first to the last of two ISO dates; a year runs from its first to its last month."""
    if first[0] == "-" or last[0] == "-":
        return 0
    start = int(first[:4]) * 12 + int(first[5:7] or 1)
    return int(last[:4]) * 12 + int(last[5:7] or 12) - start
