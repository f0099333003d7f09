"""Calendars: lines that open with a day, below a heading with its month or with the month in figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout
from pipeline.extract.times.dates import When

OPENING = r"[ \t\u00a0]*(?:[-–—•·▪●○*►✓→]\s+)?(?P<week>[^\W\d_]{1,14}\.?,?\s+)?"
SPAN = r"\s?[–—-]\s?"
# `17. 6. Hulm`, `26. – 30. 6. Hulm`, `30. 6. – 2. 7. Hulm`, `Sa, 14.9. reading`, `14/9 reading`
FIGURES = re.compile(
    OPENING
    + rf"(?:(?P<d>\d{{1,2}})\.\s?(?:(?P<m0>\d{{1,2}})\.)?{SPAN})?(?P<e>\d{{1,2}})\.\s?"
    + r"(?P<m>\d{1,2})\.(?=[\s,:(–—-])|"
    + OPENING.replace("week", "week2")
    + rf"(?:(?P<D>\d{{1,2}}){SPAN})?(?P<E>\d{{1,2}})/(?P<M>\d{{1,2}})(?=[\s,:(–—])(?!\s?\d)"
)
ENDING = r"(?:\.|\s?d\.|st|nd|rd|th|er|[ºª°]|[-–][^\W\d_]{1,4})?"
# `Sat 9 – repair café`, `9., szombat: ...`, `13–14 d. – camp`, `5 (piątek) – walk`
DAYS = re.compile(
    OPENING
    + rf"(?P<d>\d{{1,2}})\.?(?:{SPAN}(?P<e>\d{{1,2}}))?{ENDING}"
    + r"(?:,?\s\(?(?P<behind>[^\W\d_]{2,14}\.?)\)?)??\s?(?=[,:(–—-]\s|\)|[–—]\s)"
)
HEAD = 4  # segments at the head whose year is that of the calendar
LINES = 2  # lines that make a calendar


@dataclass(slots=True)
class Line:
    start: int  # code point
    end: int
    month: int
    days: tuple[int, int]
    first_month: int
    close: int  # code point behind the date
    year: str | None


class Listing:
    """Reads the calendars of one laid-out text."""

    def __init__(self, layout: Layout, finder: Finder, found: list[When]) -> None:
        self.layout = layout
        self.finder = finder
        months = [w for w in found if w.last is None and re.fullmatch(r"(?:\d{4}|-)-\d\d", w.first)]
        self.months = sorted(months, key=lambda when: when.start)
        self.month_starts = [layout.starts[when.start] for when in self.months]
        self.heads: list[When] = []

    def weekday(self, offset: int) -> bool:
        at = bisect_left(self.layout.starts, offset)
        return self.finder.hit("weekday", at) is not None

    def opened(self, match: re.Match[str], group: str) -> bool:
        """Nothing but a weekday stands before the day."""
        return match[group] is None or self.weekday(match.start(group))

    def month_alone(self, start: int, end: int) -> When | None:
        """The month that is all that a line holds, with its year or without."""
        at = bisect_left(self.month_starts, start)
        if at == len(self.months) or self.month_starts[at] >= end:
            return None
        low, high = self.month_starts[at], self.layout.ends[self.months[at].end - 1]
        rest = self.layout.text[start:low] + self.layout.text[high:end]
        return self.months[at] if not re.search(r"\w", rest) else None

    def lines(self) -> list[Line]:
        found, text = [], self.layout.text
        head: When | None = None
        offset = 0
        for line in text.splitlines(keepends=True):
            start, end = offset, offset + len(line.rstrip())
            offset += len(line)
            if start == end:
                continue
            month = self.month_alone(start, end)
            if month is not None:
                head = month
                continue
            read = self.figures(start, end)
            if read is None and head is not None:
                read = self.below(head, start, end)
                if read is None and end - start > 60:
                    head = None  # prose: the calendar is over
            if read is not None:
                found.append(read)
                if head is not None and int(head.first[-2:]) == read.first_month:
                    self.heads.append(head)
        return found

    def figures(self, start: int, end: int) -> Line | None:
        match = FIGURES.match(self.layout.text, start, end)
        if match is None or not self.opened(match, "week" if match["e"] else "week2"):
            return None
        day, month = match["e"] or match["E"], int(match["m"] or match["M"])
        first = match["d"] or match["D"] or day
        before = int(match["m0"] or month)
        if not (1 <= month <= 12 and 1 <= before <= 12 and 1 <= int(day) <= 31 and 1 <= int(first) <= 31):
            return None
        if re.match(r"\s?\d{4}", self.layout.text[match.end() : end]):
            return None  # a whole date, which is read as such
        return Line(start, end, month, (int(first), int(day)), before, match.end(), None)

    def below(self, head: When, start: int, end: int) -> Line | None:
        match = DAYS.match(self.layout.text, start, end)
        if match is None or not self.opened(match, "week"):
            return None
        if match["behind"] and not self.weekday(match.start("behind")):
            return None
        month = int(head.first[-2:])
        days = int(match["d"]), int(match["e"] or match["d"])
        if not 1 <= days[0] <= days[1] <= 31:
            return None
        year = head.first[:4] if head.first[0] != "-" else None
        return Line(start, end, month, days, month, match.end(), year)

    def numbered(self, lines: list[Line]) -> bool:
        """`1.1. Aims`, `1.2. Costs`: the headings of a paper and no days."""
        figures = [(line.days[1], line.month) for line in lines if line.days[0] == line.days[1]]
        steps = sum(a[0] == b[0] and b[1] == a[1] + 1 for a, b in pairwise(figures))
        return steps > len(figures) / 3

    def read(self, year: str | None) -> list[When]:
        """The days of all lines; `year` is that of the title or of the text's own day."""
        lines = self.lines()
        if len(lines) < LINES or self.numbered(lines):
            return []
        made = []
        for line in lines:
            tokens = range(
                bisect_left(self.layout.starts, line.start), bisect_left(self.layout.starts, line.end)
            )
            inside = [p for p in tokens if self.layout.segment_of[p] >= 0]
            if not inside:
                continue
            behind = [p for p in inside if self.layout.starts[p] >= line.close]
            told = (line.year or year or "-") + "-"
            first = f"{told}{line.first_month:02d}-{line.days[0]:02d}"
            last = f"{told}{line.month:02d}-{line.days[1]:02d}"
            close = behind[0] if behind and behind[0] > inside[0] else inside[0] + 1
            made.append(When(inside[0], close, first, last if last != first else None))
            made[-1].row = tokens.start, inside[-1] + 1
        return made


def with_listed(layout: Layout, finder: Finder, found: list[When], today: str | None) -> list[When]:
    """The dates of a text, and those of its calendars, whose year is that of the title or the text's own."""
    titled = (
        when.first[:4]
        for when in found
        if layout.segment_of[when.start] < HEAD and when.first[0] != "-" and when.last is None
    )
    listing = Listing(layout, finder, found)
    made = listing.read(next(titled, today[:4] if today else None))
    if not made:
        return found
    heads = {id(head) for head in listing.heads}
    inside = {position for when in made for position in range(when.start, when.end)}
    kept = [
        when for when in found if id(when) not in heads and inside.isdisjoint(range(when.start, when.end))
    ]
    return sorted([*kept, *made], key=lambda when: when.start)
