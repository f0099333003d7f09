"""Which day is the document's own: below its title, in its dateline, at its foot, over its pieces of news."""

from __future__ import annotations

from pipeline.extract.figures.numerals import DASHES, is_plain_year
from pipeline.extract.layout import Segment
from pipeline.extract.times.appointments import HEAD, Dated
from pipeline.extract.times.datecues import NEAR, PROSE, DateCues
from pipeline.extract.times.dates import When
from pipeline.extract.titles import is_minutes

MEETING = 8  # segments at the head of minutes where the day of the meeting stands
LENGTH = 4  # days that no meeting takes
PAPERS = frozenset({"report", "interim", "sheet", "application", "minutes"})
BARE = 3  # words that say no more than that a paper was handed in
DATELINE = 12  # words of a town and a day before a report's first sentence
TITLE = 5  # words of a title, from which on it is no label
CAPTION = 2  # segments from a title to the day below it, with the caption of a picture between
FOOT = 4  # segments at the end of a text where its own date stands


class OwnDays(DateCues):
    """Tells the day of the document from those of its initiative."""

    def meeting_day(self, index: int, when: When, segment: Segment, kind: str) -> bool:
        """The first day in the head of minutes: `Sligo, 12 March 2024, 6 pm`, `Date: 12 March 2024`."""
        if self.layout.segment_of[when.start] >= MEETING or not is_minutes(self.layout):
            return False
        if len(when.first) != 10 or when.first[0] == "-" or when.opened or when.closed:
            return False
        if when.last is not None and (self.days(when) or LENGTH) >= LENGTH:
            return False
        if any(self.to_the_day(other.first) for other in self.dates[:index]):
            return False
        rest = [
            p
            for p in range(segment.start, segment.end)
            if self.layout.kinds[p] == "w" and not when.start <= p < when.end
        ]
        titled = segment.heading or self.layout.segment_of[when.start] < 3
        return kind in ("", "published", "event", "start", "ignore") and (titled or len(rest) <= PROSE)

    def titled(self, segment: Segment) -> bool:
        """Whether what stands above is a title, whose words say nothing of the day below it."""
        lead = segment.lead
        if lead is None or lead.colon is not None:
            return False
        return lead.end - lead.start > (TITLE if lead is not self.layout.segments[0] else TITLE / 2)

    def issue(self, when: When, segment: Segment) -> bool:
        """`October 2024` alone on a line at the head: the issue of a bulletin."""
        alone = segment.end - (self.layout.words[segment.end - 1] == ".") <= when.end
        return (
            alone
            and when.start == segment.start
            and len(when.first) == 7
            and when.first[0] != "-"
            and when.last is None
            and self.layout.segment_of[when.start] < HEAD
            and segment.lead is not None
            and (segment.lead.end - segment.lead.start > 2)
        )

    def news(self, when: When) -> bool:
        """`2024-11-08 | The winners are known`: headlines of several pieces of news, each with its day."""
        return self.headline(when) and any(other is not when and self.headline(other) for other in self.dates)

    def signed(self, when: When, segment: Segment) -> bool:
        """`Hulm, a town of 9 000, 3 July 2023.`: the last lines open with a town and close with a day."""
        index = self.layout.segment_of[when.start]
        foot = index >= len(self.layout.segments) - FOOT and segment.colon is None
        if not foot or when.last or len(when.first) not in (7, 10) or segment.end - when.end > 2:
            return False
        if not self.year_said(when):
            return False  # `Courses: Hulm, 26 April; Telsen, 10 May`
        if len(when.first) == 7:  # `Hulm, in November 2023`
            near = when.start - segment.start <= DATELINE / 2 and segment is self.layout.segments[-1]
            if not near or not self.year_said(when):
                return False
        named = any(spot.start == segment.start for spot in self.spots)
        told = self.meaning.within("when", "event", segment.start, segment.end)
        return named and not told and not self.eventful_words(segment)

    def title_day(self) -> None:
        """`Minutes of the meeting of 11 March 2025`: the day in the title of a report is its own."""
        for when in self.dates:
            segment = self.segment(when)
            if self.layout.segment_of[when.start] > 1 or len(when.first) != 10 or when.last:
                continue
            typed = range(segment.start, when.start)
            if segment.end - when.end <= 3 and any(
                hit.name in ("report", "interim")
                for p in typed
                for hit in self.finder.at.get("document", {}).get(p, [])
            ):
                self.add("published", when.first, when, "the document's own date, in its title")
                return

    def filed(self, when: When, segment: Segment) -> bool:
        """`For the minutes: K. Edlinger, 22 January 2024`, `Report drawn up on 3 May 2022`, `Newsletter of
        the coast – October 2024`: a first or last line that closes with a day or month and is no sentence."""
        index = self.layout.segment_of[when.start]
        head, foot = index < 2, segment.line >= self.layout.segments[-1].line - 1
        whole = len(when.first) in (7, 10) and when.first[0] != "-" and self.year_said(when)
        if not (head or foot) or not whole or when.last or when.opened or when.closed or segment.bullet:
            return False
        rest = [p for p in range(segment.start, when.start) if self.layout.kinds[p] == "w"]
        if segment.end - when.end > 1 or len(rest) > PROSE or self.eventful_words(segment):
            return False
        typed = any(self.finder.at.get("document", {}).get(p) for p in rest)
        if foot and typed and len(when.first) == 10 and len(rest) <= PROSE / 2:
            return True
        opened = self.layout.words[when.start - 1]
        if opened not in (",", *DASHES) or any(
            self.meaning.within("cue", name, segment.start, when.start) for name in ("actual", "target")
        ):
            return False
        if foot:
            return len(when.first) == 10
        signed = any(self.finder.hit("body", p) for p in rest)  # `Guild Oak, Hulm, 22 January 2024`
        return typed or len(when.first) == 10 and (signed or not self.spot_named(segment))

    def handed_in(self, when: When, segment: Segment, kind: str) -> bool:
        """`Report handed in on 29 September 2023.`, `Form completed 3 March 2025`: the day at the foot on
        which a paper was finished or sent, and no deadline or end of what it tells of."""
        if kind not in ("deadline", "end") or self.meaning.type in ("call", "consultation", "invitation"):
            return False
        if segment.line < self.layout.segments[-1].line - 1 or segment.bullet or segment.colon is not None:
            return False
        if when.last or when.opened or when.closed or len(when.first) != 10 or not self.year_said(when):
            return False
        rest = [
            p
            for p in range(segment.start, segment.end)
            if self.layout.kinds[p] == "w" and not when.start <= p < when.end
        ]
        ahead = segment.end - segment.start - (when.end - when.start) > 2 * NEAR
        if ahead or len(rest) > NEAR or self.eventful_words(segment):
            return False
        typed = any(hit.name in PAPERS for p in rest for hit in self.finder.at.get("document", {}).get(p, []))
        project = any(self.finder.hit("initiative", p) for p in rest)
        planned = self.meaning.within("cue", "target", segment.start, segment.end)
        sent = kind == "deadline" and not project
        reports = sent and self.meaning.type == "report" and len(rest) <= BARE
        return not planned and (typed or reports)

    def headline(self, when: When) -> bool:
        """A day alone in the first cell of a line of two, which prose follows."""
        segments, index = self.layout.segments, self.layout.segment_of[when.start]
        segment = segments[index]
        if when.last or len(when.first) != 10 or index + 2 >= len(segments):
            return False
        if when.start != segment.start or when.end < segment.end - 2:
            return False
        cell, below = segments[index + 1], segments[index + 2]
        return (
            cell.line == segment.line
            and "|" in self.layout.words[segment.end - 1 : cell.start + 1]
            and below.line == segment.line + 1
            and below.end - below.start > PROSE
        )

    def own(self, when: When, segment: Segment) -> bool:
        """A whole date alone on its line, or with a town, near the head or the foot."""
        if when.last is not None and len(when.first) == 10 and self.meaning.type == "invitation":
            pass
        elif when.last is not None or len(when.first) != 10 or when.first[0] == "-" or when.closed:
            return False
        index = self.layout.segment_of[when.start]
        words = [
            p
            for p in range(segment.start, segment.end)
            if not when.start <= p < when.end
            and self.layout.kinds[p] == "w"
            and not self.finder.hit("filler", p)
        ]
        if words and not self.year_said(when):
            return False  # `20 April – online`: a document's own day says its year
        segments = self.layout.segments
        near = index < HEAD or index >= len(segments) - FOOT
        if not near and segment.line >= segments[-1].line - 1:
            # On the last lines too; an hour or a way to take part makes an appointment of it.
            rest = [p for p in range(segment.start, segment.end) if not when.start <= p < when.end]
            near = not any(self.layout.kinds[p] in "nd" for p in rest) and not self.online(segment)
        at_town = len(words) == 1 and any(spot.start == segment.start for spot in self.spots)
        near = near or (not words or at_town) and self.byline(when, segment)
        begun = self.layout.text[self.layout.starts[segment.start]]
        if begun.islower() and self.town_after(when):
            return False  # `the first on 12 February, in Hulm`
        span = self.row(segment)
        happening = self.meaning.within("when", "event", *span) or any(
            hit.name == "event" and not self.of_weekday(p)
            for p in range(*span)
            for hit in self.finder.at.get("noun", {}).get(p, [])
        )
        if self.series(when) or self.layout.words[segment.end - 1] == ";":
            return False
        if span[0] < segment.start and self.below_row(when, segment):
            return False  # `Closing | 15.11.2024 | Hulm`, the last row of a plan
        line = [other for other in segments[index + 1 : index + 2] if other.line == segment.line]
        told = index < HEAD and segment.colon is None and bool(line) and line[0].end - line[0].start > PROSE
        if told and "|" not in self.layout.words[segment.end - 1 : line[0].start + 1]:
            between = self.layout.text[self.layout.ends[segment.end - 1] : self.layout.starts[line[0].start]]
            if between == " " and not self.spot_named(segment) and words:
                return False  # `By contract of 11 July 2022. The fund gave ..`
        labelled = segment.colon is not None and segment.colon < when.start  # `Answers to all: 15 July 2025`
        if len(words) <= 3 and near and not segment.bullet and not happening and not labelled:
            return True
        # "News (2022-03-01):", but not "14 May 2022: open rehearsal, Debrecen"
        return (
            segment.colon is not None
            and not segment.bullet
            and not (happening and segment.end - segment.start <= 18)
            and not any(self.finder.currency_at(p)[0] for p in range(segment.colon, segment.end))
            and when.end <= segment.colon
            and len([p for p in words if p < segment.colon]) <= 2
        )

    def of_weekday(self, position: int) -> bool:
        """Whether a word is part of the name of a day: in `Terça-feira, 11 de março` it is no fair."""
        glued = self.layout.words[position - 1] in DASHES and self.layout.glued(position)
        if glued and self.finder.hit_ending("weekday", position - 1) is not None:
            return True
        return any(
            hit.start <= position < hit.end
            for p in range(max(0, position - 2), position + 1)
            for hit in self.finder.at.get("weekday", {}).get(p, ())
        )

    def byline(self, when: When, segment: Segment) -> bool:
        """The first whole date of a page alone on a line, or behind a town, between a title and a sentence,
        however long the menu that stands above them: the day of the news."""
        segments, index = self.layout.segments, self.layout.segment_of[when.start]
        lead = segment.lead
        if lead is None or index + 1 >= len(segments) or not self.year_said(when):
            return False
        if index - self.layout.segment_of[lead.start] > CAPTION:
            return False
        if when is not next((each for each in self.dates if len(each.first) == 10), None):
            return False
        below = segments[index + 1]
        ended = self.layout.words[below.end - 1] in ".!?"
        return ended and below.line > segment.line and below.end - below.start > TITLE and not below.bullet

    def below_row(self, when: When, segment: Segment) -> bool:
        """A cell of a table on whose line before another day stands, in a cell too."""
        return any(
            other is not when
            and segment.line - self.segment(other).line == 1
            and self.row(self.segment(other))[0] < self.segment(other).start
            for other in self.dates
        )

    def dateline(self, when: When, segment: Segment) -> bool:
        """`Zamora, 9 January 2023. – Next month ...`: the town and day before a report's first sentence."""
        index = self.layout.segment_of[when.start]
        if index >= HEAD or len(when.first) != 10 or when.last or when.end - segment.start > DATELINE:
            return False
        if ":" in self.layout.words[segment.start : when.start]:
            return False  # `Start: 1 April 2021 – end: 30 November 2022`
        head = [p for p in range(segment.start, when.start) if self.layout.kinds[p] == "w"]
        named = [p for p in head if self.layout.text[self.layout.starts[p]].isupper()]
        named = [p for p in named if not self.finder.hit("weekday", p)]
        if not head and when.start == segment.start and self.meaning.type != "invitation":
            # `24 November 2023 – The Trust has decided ...`: a day, a dash and a long sentence
            told = not self.eventful(when, segment) and not self.scheduled(
                self.dates.index(when), when, segment
            )
            dash = self.layout.words[when.end : when.end + 1]
            return told and bool(dash) and dash[0] in DASHES and segment.end - when.end > PROSE
        if not named or any(len(self.layout.words[p]) > 3 for p in head if p not in named):
            return False  # `Brest, le 6 mai 2024 –`
        marks = self.layout.words[when.end : min(when.end + 3, segment.end - 1)]
        marks = [mark for mark in marks if mark not in ".)"]
        return bool(marks) and marks[0] in DASHES

    def head_event(self, when: When, segment: Segment) -> bool:
        """The day of an invitation stands alone under its title, with an hour or a venue near it; a day
        that other days follow, and that has neither, is the invitation's own."""
        index = self.layout.segment_of[when.start]
        if self.meaning.type != "invitation" or index >= HEAD or len(when.first) != 10:
            return False
        if when.last is not None or not any(
            len(other.first) == 10 for other in self.dates if other is not when
        ):
            return True
        for near in self.layout.segments[max(0, index - 1) : index + 4]:
            if near.colon is not None and self.meaning.within("venue", "venue", near.start, near.colon):
                return True
        beyond = self.layout.segments[min(index + 1, len(self.layout.segments) - 1)].end
        return any(
            self.layout.words[p] == ":"
            and self.layout.kinds[p - 1 : p + 2] == "nmn"
            or any(hit.name == "hour" for hit in self.finder.at.get("noun", {}).get(p, []))
            for p in range(when.end, beyond)
        )

    def eventful_words(self, segment: Segment) -> bool:
        return bool(self.meaning.within("noun", "event", segment.start, segment.end))

    def year_said(self, when: When) -> bool:
        return any(
            is_plain_year(self.layout.words[p]) or self.layout.kinds[p] == "d"
            for p in range(when.start, when.end)
        )

    def town_after(self, when: When) -> bool:
        return any(0 <= spot.start - when.end <= 3 for spot in self.spots)

    def add(
        self, kind: str, iso: str, when: When, why: str, first: bool = False, second: bool = False
    ) -> None:
        start, end = when.start, when.end
        if when.split is not None and first:
            end = when.split
            while (
                end > start + 1 and self.layout.kinds[end - 1] == "m" or self.finder.hit_ending("until", end)
            ):
                end -= 1
        if when.split is not None and second:
            start = when.split
        self.rows.append(Dated(kind, iso, start, end, f"date: {why}"))
