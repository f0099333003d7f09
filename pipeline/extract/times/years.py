"""The year of a date that names none: told by a word, a sentence, the text's own day, or dates around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.titles import is_minutes

if TYPE_CHECKING:
    from pipeline.extract.times.dates import When

TITLE = 3  # segments at the head, a title among them, that may hold the year of the whole
SHORT_TITLE = 10  # words of such a title
APART = 5  # words between two dates, from which on one does not give the other its year
FAR = 14  # words between a word for next year and the day it tells of
HEAD = 6  # segments at the head where a text's own day may close a line
SAID, OWN, PAST, NEXT, LATEST = range(5)
"""Years told by a word: the one said before, the document's own, the one before and behind it, and that of
the last such month before its own day."""
RELATIVE = {
    "same_year": SAID,
    "this_year": OWN,
    "past_year": PAST,
    "next_year": NEXT,
    "this_month": OWN,
    "past_month": LATEST,
    "past_behind": LATEST,
}


class Years:
    """Gives years to the dates of one laid-out text."""

    def __init__(self, layout: Layout, finder: Finder) -> None:
        self.layout = layout
        self.finder = finder

    def give_years(self, found: list[When]) -> None:
        """A date without a year takes it from its sentence, the document's own date, or dates around it."""
        today = self.own_day(found)
        own = today[:4] if today else None
        lead = next((when.first[:4] for when in found[:2] if self.full(when) and self.leads(when)), None)
        after: list[tuple[str, str] | None] = [None] * len(
            found
        )  # the next full date, and that of the sentence
        coming: tuple[str, str] | None = None
        for index in range(len(found) - 1, -1, -1):
            after[index] = coming
            if self.full(found[index]):
                coming = (found[index].first[:4], str(self.layout.segment_of[found[index].start]))
        before: tuple[str, str] | None = None
        said: str | None = None  # the last year, be it alone
        here = ""  # the sentence in which it stood
        for index, when in enumerate(found):
            segment = str(self.layout.segment_of[when.start])
            if when.first[:4] in ("0001", "0002", "0003", "0004"):
                when.first = self.told(when.first, today)
                if when.last is not None:
                    when.last = self.told(when.last, today)
            if when.first.startswith("0000"):  # `of the same year`
                meant = own or said if self.this_year(when) else said
                when.first = meant + when.first[4:] if meant else "-" + when.first[4:]
                if when.last and when.last.startswith("0000"):
                    when.last = meant + when.last[4:] if meant else "-" + when.last[4:]
            if when.first.startswith("--"):
                nexts = after[index]
                beyond = index + 1 < len(found) and found[index + 1].start - when.end > APART
                if beyond and own and not when.opened:
                    nexts = None  # `on 31 May it closed the project begun in 2022`
                elif nexts and own and today and found[index + 1].closed and not when.last:
                    coming_day = own + when.first[1:]
                    if own < nexts[0] and coming_day >= today[: len(coming_day)]:
                        nexts = None  # told in June 2024: `it starts in September and lasts until May 2026`
                year = (
                    self.year_by_word(when, today)
                    or (before[0] if before and before[1] == segment else None)
                    or (said if here == segment and self.alone(found[index - 1]) else None)
                    or (nexts[0] if nexts and nexts[1] == segment else None)
                    or own
                    or lead
                    or (before[0] if before else None)
                    or (nexts[0] if nexts else None)
                )
                if year:
                    if nexts and nexts[1] == segment and year == nexts[0] and not said and not own:
                        later = found[index + 1].first
                        if len(later) == 10 and year + when.first[1:] > later and not when.closed:
                            year = f"{int(year) - 1:04d}"  # `on 25 November, and on 18 October 2024`
                    when.first = year + when.first[1:]
                    if when.last and when.last.startswith("--"):
                        when.last = year + when.last[1:]
                        if when.last < when.first:  # `from 3 October to 31 May`
                            when.last = f"{int(year) + 1:04d}" + when.last[4:]
                    ahead = found[index - 1] if index else None
                    if (
                        when.closed
                        and ahead is not None
                        and not ahead.last
                        and self.full(ahead)
                        and segment == str(self.layout.segment_of[ahead.start])
                        and year == ahead.first[:4]
                        and when.first[: len(ahead.first)] < ahead.first
                        and not self.due(when)
                    ):
                        when.first = f"{int(year) + 1:04d}" + when.first[4:]  # no end before its start
            if when.first[0] not in "-0":
                said, here = (when.last or when.first)[:4], segment
            spans = bool(when.last) and when.last[:4] != when.first[:4]  # type: ignore[index]
            if self.full(when) and not (spans and before):  # two years leave it open which is meant
                before = ((when.last or when.first)[:4], segment)

    @staticmethod
    def told(text: str, today: str | None) -> str:
        """A date whose year a word tells, counted from the document's own day."""
        if not text.startswith("000"):
            return text
        kind, rest = int(text[:4]), text[4:]
        if today is None:
            return f"-{rest}"
        year = int(today[:4]) + {PAST: -1, NEXT: 1}.get(kind, 0)
        if kind == LATEST and rest >= today[4 : 4 + len(rest)]:
            year -= 1
        return f"{year:04d}{rest}"

    def told_of(self, segment: Segment) -> bool:
        """`Contract signed on 21 August 2023`: a day of the initiative, not the document's own."""
        cues = self.finder.at.get("when", {})
        return any(
            hit.name in ("contract", "deadline")
            or hit.name in ("start", "end")
            and hit.end - hit.start > 1 - (segment.colon is None)
            for position in range(segment.start, segment.end)
            for hit in cues.get(position, ())
        )

    def year_by_word(self, when: When, today: str | None) -> str | None:
        """`Next year we shall burn again: on 7 September`: a word for the year opens the sentence."""
        if today is None:
            return None
        segment = self.layout.segments[self.layout.segment_of[when.start]]
        low = max(segment.start, when.start - FAR)
        for family, step in (("next_year", 1), ("past_year", -1)):
            at = self.finder.at.get(family, {})
            for position in range(low, when.start):
                if position in at and not any(
                    self.layout.kinds[p] in "nd" for p in range(position, when.start)
                ):
                    return f"{int(today[:4]) + step:04d}"
        return None

    def heads(self, when: When) -> bool:
        """The first day of a text, in the head of minutes or closing a line of the head behind a comma."""
        segments, index = self.layout.segments, self.layout.segment_of[when.start]
        if len(when.first) != 10 or when.last or when.closed or index >= HEAD:
            return False
        segment = segments[index]
        closes = when.end >= segment.end - 1 and self.layout.words[when.start - 1] == ","
        return is_minutes(self.layout) or closes and segment.colon is None

    def leads(self, when: When) -> bool:
        """`2 April 2024 The guild of Hulm begins ...`: a whole day that opens a piece of news."""
        index = self.layout.segment_of[when.start]
        opens = self.layout.segments[index].start == when.start
        return opens and 0 < index < TITLE and len(when.first) == 10 and when.last is None

    def due(self, when: When) -> bool:
        """`The talk is on 21 June, register by the 18 June`: the day is a deadline and may come before."""
        cues = self.finder.at.get("when", {})
        low = max(self.layout.segments[self.layout.segment_of[when.start]].start, when.start - APART)
        return any(hit.name == "deadline" for p in range(low, when.start) for hit in cues.get(p, ()))

    @staticmethod
    def alone(when: When) -> bool:
        """Whether a date is a year and no more: `in 2023 there will be five, the first on 5 June`."""
        return when.last is None and len(when.first) == 4 and when.first[0] != "-"

    def this_year(self, when: When) -> bool:
        """`Idén május 16-án`: the year of the document itself, whatever year it spoke of last."""
        cues = self.finder.at.get("cue", {})
        return any(hit.name == "current" for p in range(when.start, when.end) for hit in cues.get(p, ()))

    @staticmethod
    def full(when: When) -> bool:
        """Whether a date says its year and more than the year."""
        return when.first[0] not in "-0" and len(when.first) > 4

    def own_day(self, found: list[When]) -> str | None:
        """A date that stands alone on its line near the head or the foot: the document's own."""
        segments = self.layout.segments
        for when in found:
            if when.last or len(when.first) != 10 or when.first[0] == "-":
                continue
            index = self.layout.segment_of[when.start]
            segment = segments[index]
            if self.told_of(segment):
                continue
            if segment.end - segment.start - (when.end - when.start) <= 4 and (
                index < 6 or index >= len(segments) - 4
            ):
                return when.first
        for when in found[:1]:
            if self.heads(when):
                return when.first
        for when in reversed(found):  # the last lines close with a day
            segment = segments[self.layout.segment_of[when.start]]
            if segments[-1].line - segment.line <= 1 and self.full(when) and segment.end - when.end <= 2:
                if len(when.first) == 10 and not when.last and segment.colon is None:
                    return when.first
        for when in found:
            published = self.finder.hit_ending(
                "when", when.start - (self.layout.words[when.start - 1] == ":")
            )
            if published is not None and published.name == "published" and self.full(when):
                return when.first
        for when in found[:1]:
            index = self.layout.segment_of[when.start]
            segment = segments[index]
            short = segment.end - segment.start <= SHORT_TITLE and when.end >= segment.end - 1
            if index < TITLE - 1 and short and self.full(when) and not when.last:
                return when.first  # `Newsletter no. 7, March 2024`
            if (
                index < TITLE
                and self.alone(when)
                and segments[index].end - segments[index].start <= SHORT_TITLE
            ):
                return when.first  # `Newsletter – spring 2023`
        return None
