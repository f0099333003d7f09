"""What stands beside a date: towns, words of being online, words for events, rows of days and towns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.extract.figures.numerals import DASHES
from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.roles import Meaning
from pipeline.extract.times.dates import When

CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d$")
NEXT = 12  # what the start of a new sentence weighs
COMMA = 5  # what a clause boundary weighs
INSET = 5  # words in brackets beside the days
VENUE = 6  # words of the venue between a town and its days
CONTRACTED = 5  # letters of a preposition with its article
CELLS = 8  # of a table's row to either side of a date
HEAD = 6  # segments at the head of a text where its own date stands


@dataclass(slots=True)
class Dated:
    """A row of the dates table: kind, ISO date, tokens, rule."""

    kind: str
    date: str
    start: int
    end: int
    rule: str


@dataclass(slots=True)
class Event:
    """A row of the events table."""

    title: str | None
    place: str | None
    country: str | None
    first: str | None
    last: str | None
    online: bool
    start: int
    end: int
    rule: str


@dataclass(slots=True)
class Spot:
    """A settlement named in the text: nominative name, country where the text gives it, tokens."""

    name: str
    start: int
    end: int
    country: str | None = None
    case: str = ""
    """locative where the word's form says that something is there; nominative, genitive, or unknown."""


class Appointments:
    """Looks around the dates of one text."""

    def __init__(
        self, layout: Layout, finder: Finder, meaning: Meaning, dates: list[When], spots: list[Spot]
    ) -> None:
        self.layout = layout
        self.finder = finder
        self.meaning = meaning
        self.dates = dates
        self.spots = spots
        self.rows: list[Dated] = []
        self.events: list[Event] = []

    def segment(self, when: When) -> Segment:
        return self.layout.segments[self.layout.segment_of[when.start]]

    def dated(self, segment: Segment) -> bool:
        """A line with a day of its own, which is no heading of the next day's."""
        return any(
            segment.start <= other.start < segment.end and self.to_the_day(other.first)
            for other in self.dates
        )

    def spot_named(self, segment: Segment) -> bool:
        return any(segment.start <= spot.start < segment.end for spot in self.spots)

    def town_beside(self, when: When, segment: Segment) -> bool:
        """A town right before or behind a whole date inside a sentence: something happens there then."""
        inside = segment.end - segment.start > 8 and not when.closed and not when.opened
        return inside and any(
            0 <= when.start - spot.end <= 2 or 0 <= spot.start - when.end <= 3
            for spot in self.spots
            if segment.start <= spot.start < segment.end
        )

    def series(self, when: When) -> bool:
        """One of several days in a row, each with a town right beside it."""
        here = self.layout.segment_of[when.start]
        return self.paired_town(when) and any(
            other is not when
            and self.to_the_day(other.first)
            and abs(self.layout.segment_of[other.start] - here) <= 1
            and self.paired_town(other)
            for other in self.dates
        )

    def stops(self, when: When) -> bool:
        """`Cobh, 3 October – 26 November` and a line like it: the stops of a tour, however long."""
        here = self.segment(when)
        return self.stop_line(when) and any(
            other is not when and self.segment(other) is not here and self.stop_line(other)
            for other in self.dates
        )

    def stop_line(self, when: When) -> bool:
        """A line that opens with a town and tells its days behind a mark, or a town alone behind its days."""
        segment, words = self.segment(when), self.layout.words
        if len(when.first) < 7 or when.closed:
            return False
        if when.start == segment.start and when.last is not None:
            near = when.end + (words[when.end : when.end + 1] == ["."])
            near += words[near : near + 1] in ([","], [":"], ["|"], ["–"], ["—"], ["-"])
            return any(spot.start == near for spot in self.spots)
        town = next((spot for spot in self.spots if spot.start == segment.start), None)
        if town is None or town.end > when.start:
            return False
        between = [p for p in range(town.end, when.start) if self.layout.kinds[p] == "w"]
        end = when.end
        while end < segment.end and (words[end] == "." or self.finder.hit("filler", end)):
            end += 1
        closed = end >= segment.end or words[end] in ":;,(" or words[end] in DASHES
        if when.opened:  # `Hulm: from 14 February`, and no more
            return closed and self.layout.words[when.start - 2] in (":", ",", *DASHES)
        closed = closed or words[end - 1] == "." and self.layout.text[self.layout.starts[end]].isupper()
        venue = all(
            not self.finder.hit("preposition", p) or self.finder.hit("weekday", p) for p in between[:1]
        )
        return closed and venue and len(between) <= VENUE and words[town.end] in (*DASHES, ",", ":", "(", "|")

    def paired_town(self, when: When) -> bool:
        """Whether only a mark stands between the day and a town."""
        for spot in self.spots:
            low, high = (spot.end, when.start) if spot.end <= when.start else (when.end, spot.start)
            if self.one_mark(low, high):
                return True
        return False

    def one_mark(self, low: int, high: int) -> bool:
        """Whether one word or mark at most, and no figure, stands there; fillers do not count."""
        marks = 0
        for position in range(low, high):
            if self.layout.words[position] in ".(" or self.finder.hit("filler", position):
                continue
            marks += 1
            if marks > 1 or self.layout.kinds[position] == "n":
                return False
        return True

    def bracketed(self, when: When, segment: Segment) -> bool:
        """A day or month in brackets right behind a town, or behind `online` beside such towns."""
        words = self.layout.words
        opening = when.start - 1
        closing = when.end + (words[when.end : when.end + 1] == ["."])
        if opening < segment.start + 1 or words[opening] != "(" or words[closing : closing + 1] != [")"]:
            return False
        if len(when.first) < 7 or when.first[0] == "-" and len(when.first) < 7:
            return False
        here = any(spot.end == opening for spot in self.spots)
        remote = any(hit.end == opening for hit in self.meaning.within("cue", "online", *self.row(segment)))
        span = (segment.start, segment.end)
        told = self.meaning.within("when", "event", *span) or self.meaning.within("noun", "event", *span)
        rows = sum(
            any(spot.end == other.start - 1 for spot in self.spots)
            for other in self.dates
            if segment.start < other.start < segment.end and words[other.start - 1] == "("
        )
        return (here or remote) and rows > 0 and (bool(told) or rows > 1)

    def somewhere(self, when: When, segment: Segment) -> bool:
        """A sentence with one day and a town in which something is done: `on 8 June volunteers clean the
        banks in Jelgava`."""
        if segment.end - segment.start <= 8 or segment.heading:
            return False
        if any(other is not when and segment.start <= other.start < segment.end for other in self.dates):
            return False
        return any(
            spot.case == "locative" or self.inside(spot.start)
            for spot in self.spots
            if segment.start <= spot.start < segment.end
        )

    def inside(self, position: int) -> bool:
        """Whether a preposition of being somewhere stands right before: `in`, not `from` or `of`."""
        hit, lexicon = self.finder.hit_ending("in", position), self.finder.lexicon
        if hit is None or lexicon is None:
            return False
        first, *others = lexicon.language.places.prepositions  # the plainest comes first, `v` and `ve`
        word = self.layout.words[hit.start]
        joined = word in others[:1] or len(first) > 1 and len(word) <= CONTRACTED and word in others
        return word == first or joined and word[0] == first[0]  # `στο`, `στην`, `στα`

    def venue_label(self, when: When) -> bool:
        """A label for the place on the line of the day or on one beside it."""
        here = self.layout.segment_of[when.start]
        return any(
            near.colon is not None
            and any(
                hit.end - hit.start >= (near.colon - near.start) / 2
                for hit in self.meaning.within("venue", "venue", near.start, near.colon)
            )
            for near in self.layout.segments[max(0, here - 2) : here + 3]
        )

    def opens_event(self, when: When, segment: Segment) -> bool:
        """What starts on that day is a happening with a town or online, and no initiative is spoken of."""
        happenings = {
            hit.start for hit in self.meaning.within("noun", "event", segment.start, segment.end)
        }  # `the kick-off conference`
        if any(
            self.finder.hit("initiative", p) for p in range(segment.start, segment.end) if p not in happenings
        ):
            return False
        lead = segment.lead
        named = bool(self.meaning.within("noun", "event", segment.start, segment.end))
        if not named and lead is not None and lead is not self.layout.segments[0]:
            # below `Courses`: `The sixth begins in Hulm on 6 November`
            named = bool(self.meaning.within("noun", "event", lead.start, lead.end))
        return named and (self.spot(when, segment) is not None or self.online(segment, when) is not None)

    def below_meetings(self, when: When, segment: Segment) -> bool:
        """A day or a month with its year, and where one is in it, below a heading that names happenings."""
        lead = segment.lead
        if lead is None or lead is self.layout.segments[0] or segment.heading or self.bounds(when):
            return False
        if not self.meaning.within("noun", "event", lead.start, lead.end):
            return False
        if any(self.finder.hit("initiative", p) for p in range(segment.start, segment.end)):
            return False
        return self.placed(when, segment) or self.online(segment, when) is not None

    def placed(self, when: When, segment: Segment) -> bool:
        """A town that is told of as a place to be in, right beside the day."""
        return any(
            (spot.case == "locative" or self.inside(spot.start))
            and (0 <= when.start - spot.end <= 2 or 0 <= spot.start - when.end <= 3)
            for spot in self.spots
            if segment.start <= spot.start < segment.end
        )

    def takes_place(self, when: When, segment: Segment) -> bool:
        """A verb of happening stands nearer to the day than what is to be handed in, and a town with it."""
        span = (segment.start, segment.end)
        held = [self.gap(when, hit) for hit in self.meaning.within("when", "event", *span)]
        due = [self.gap(when, hit) for hit in self.meaning.within("when", "deadline", *span)]
        return bool(held and due) and min(held) < min(due) and self.placed(when, segment)

    def online_beside(self, when: When, segment: Segment) -> bool:
        """`online on 11 March`, where another day of the sentence has its town."""
        near = self.meaning.within("cue", "online", max(segment.start, when.start - 3), when.end + 2)
        return bool(near) and any(
            other is not when and segment.start <= other.start < segment.end and self.paired_town(other)
            for other in self.dates
        )

    def stay(self, when: When, segment: Segment) -> bool:
        """`In Hulm (9 May to 29 June) 3 000 came`: days in brackets behind where one is."""
        words = self.layout.words
        if when.start < 1 or words[when.start - 1] != "(":
            return False
        return any(
            spot.end == when.start - 1 and (spot.case == "locative" or self.inside(spot.start))
            for spot in self.spots
            if segment.start <= spot.start
        )

    def bounds(self, when: When) -> bool:
        """A month alone behind a word for from or until: `since March`, `by the end of May`."""
        if when.last is not None or len(when.first) != 7 or when.first[0] == "-":
            return False
        at = when.start
        for _ in range(2):
            season = self.finder.hit_ending("season", at)
            at = season.start if season is not None and season.start < at else at
        until = self.finder.hit_ending("until", at)
        plain = until is not None and len(self.layout.words[until.start]) > 1
        opener = self.finder.hit_ending("from", at)
        return plain or opener is not None and self.finder.hit_ending("inner", at) is None

    def clock_behind(self, when: When, segment: Segment) -> bool:
        """A time of day next to the date: it is an appointment."""
        for position in range(when.end, min(segment.end, when.end + 6)):
            if (
                any(hit.name == "hour" for hit in self.finder.at.get("noun", {}).get(position, []))
                or self.layout.words[position] == ":"
                or CLOCK.match(self.layout.words[position])
            ):
                return True
        return False

    def clock(self, position: int) -> bool:
        """Whether a figure is a time of day: `17.30`, `17:30`, `7 pm`."""
        words, glued = self.layout.words, self.layout.glued
        if CLOCK.match(words[position]):
            return True
        if position + 2 < len(words) and words[position + 1] in ":.h" and glued(position + 1):
            return words[position + 2].isdigit() and len(words[position + 2]) == 2
        hours = self.finder.at.get("noun", {}).get(position + 1, [])
        return words[position].isdigit() and any(hit.name == "hour" for hit in hours)

    def gap(self, when: When, hit: Hit) -> float:
        walls = self.meaning.walls
        if hit.end <= when.start:
            return when.start - hit.end + walls[when.start] - walls[max(0, hit.end - 1)]
        if hit.start >= when.end:
            return 1.5 + hit.start - when.end + walls[hit.start] - walls[when.end - 1]
        return 0

    def sentence_gap(self, when: When, hit: Hit | Spot) -> float:
        """What it costs to reach into the next sentence, where the dot of an abbreviation hid its end."""
        for position in range(when.end + 1, hit.start + 1):
            if (
                self.layout.words[position - 1] == "."
                and self.layout.kinds[position] == "w"
                and self.layout.text[self.layout.starts[position]].isupper()
                and not any(spot.start == position for spot in self.spots)
            ):
                return NEXT
        if isinstance(hit, Spot):
            return 0
        for position in range(hit.end + 1, when.start):
            if (
                self.layout.words[position - 1] == "."
                and self.layout.kinds[position] == "w"
                and self.layout.text[self.layout.starts[position]].isupper()
                and not any(spot.start <= position < spot.end for spot in self.spots)
                and not any(self.finder.hit(family, position) for family in ("month", "weekday", "body"))
                and self.layout.kinds[position - 2] != "n"
                and self.layout.kinds[position + 1] != "n"
                and not self.layout.quote(position, position + 1).isupper()
            ):
                return NEXT
        return 0

    def dates_between(self, hit: Hit | Spot, when: When) -> int:
        low, high = (hit.end, when.start) if hit.end <= when.start else (when.end, hit.start)
        return sum(low <= other.start < high and not self.inset(other) for other in self.dates)

    def inset(self, when: When) -> bool:
        """`(Hulm, 8-12 July)`: days in brackets, alone or behind a town, which part nothing outside them."""
        words, kinds = self.layout.words, self.layout.kinds
        low, high = when.start - 1, when.end
        while low > 0 and when.start - low <= INSET and (kinds[low] == "w" or words[low] in ",.;"):
            low -= 1
        while high < len(words) and high - when.end <= INSET and (kinds[high] == "w" or words[high] in ",."):
            high += 1
        return words[low] == "(" and words[high : high + 1] == [")"]

    def eventful(self, when: When, segment: Segment) -> bool:
        return any(
            hit.name == "event"
            for part in (self.row(segment), self.label_of(segment))
            for position in range(*part)
            for hit in self.finder.at.get("noun", {}).get(position, [])
        ) and (
            self.spot(when, segment) is not None
            or self.online(segment) is not None
            or self.beside_event(when, segment)
        )

    def label_of(self, segment: Segment) -> tuple[int, int]:
        """The label whose values semicolons part: `Meetings: Koper, 14 May; Tulle, 3 October`."""
        index = self.layout.segment_of[segment.start]
        while index and segment.colon is None:
            before = self.layout.segments[index - 1]
            if before.line != segment.line or self.layout.words[before.end - 1] != ";":
                break
            if before.colon is not None:
                return before.start, before.colon
            index -= 1
        return segment.start, segment.start

    def beside_event(self, when: When, segment: Segment) -> bool:
        """An event's name right behind a whole date: `on 13 May 2023 the courtyard picnic`."""
        return len(when.first) == 10 and any(
            hit.name == "event"
            for position in range(when.end, min(segment.end, when.end + 4))
            for hit in self.finder.at.get("noun", {}).get(position, [])
        )

    def days(self, when: When) -> int | None:
        if when.last is None or not self.to_the_day(when.first) or not self.to_the_day(when.last):
            return None
        first, last = (day.replace("--", "2000-") for day in (when.first, when.last))
        try:
            return (date.fromisoformat(last) - date.fromisoformat(first)).days
        except ValueError:
            return None

    @staticmethod
    def to_the_day(text: str) -> bool:
        """Whether a date names its day, be the year said or not."""
        return len(text) == 10 or text[:2] == "--" and len(text) == 7

    def scheduled(self, index: int, when: When, segment: Segment) -> bool:
        """A line of a programme: it opens with its day, a dash or colon behind it, and so does the line next
        to it: `Sat 8 June – choir day`."""
        if not self.opens_line(when, segment):
            return False
        here = self.layout.segment_of[when.start]
        return any(
            abs(self.layout.segment_of[other.start] - here) == 1
            and self.opens_line(other, self.layout.segments[self.layout.segment_of[other.start]])
            for other in self.dates[max(0, index - 1) : index + 2]
        )

    def named_by(self, when: When, segment: Segment) -> bool:
        """A whole day that an event's name right before it is told by, and a town with it."""
        at = range(max(segment.start, when.start - 4), when.start)
        named = any(hit.name == "event" for p in at for hit in self.finder.at.get("noun", {}).get(p, []))
        whole = len(when.first) in (7, 10) and when.first[0] != "-"
        return named and whole and self.spot(when, segment) is not None

    def opens_line(self, when: When, segment: Segment) -> bool:
        words = self.layout.words
        before = [p for p in range(segment.start, when.start) if self.layout.kinds[p] == "w"]
        behind = when.end
        while behind < segment.end and words[behind] in ").,":
            behind += 1
        return (
            self.to_the_day(when.first)
            and behind + 1 < segment.end
            and (words[behind] in DASHES or words[behind] in ":|")
            and all(self.finder.hit("weekday", p) or self.finder.hit("filler", p) for p in before)
        )

    def row(self, segment: Segment) -> tuple[int, int]:
        """Tokens of the table row whose cells, between bars, one line holds; else of the segment alone."""
        start, end = segment.start, segment.end
        words, segments = self.layout.words, self.layout.segments
        index = self.layout.segment_of[start]
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(segments) and segments[at].line == segment.line and abs(at - index) <= CELLS:
                edge = segments[at].end if step < 0 else segments[at - 1].end
                if "|" not in words[edge - 1 : edge + 1]:
                    break
                start, end = min(start, segments[at].start), max(end, segments[at].end)
                at += step
        return start, end

    def spot(self, when: When, segment: Segment) -> Spot | None:
        begin, close = self.row(segment)
        near = [
            spot for spot in self.spots if begin <= spot.start < close and not self.sentence_gap(when, spot)
        ]
        if not near and segment.lead is not None and segment.lead.heading and not self.dated(segment.lead):
            near = [spot for spot in self.spots if segment.lead.start <= spot.start < segment.lead.end]
            if near:
                return near[0]
        if not near:
            index = self.layout.segment_of[when.start]
            for other in range(max(0, index - 3), min(len(self.layout.segments), index + 4)):
                label = self.layout.segments[other]
                if label is not segment and self.dated(label):
                    continue
                if label.colon is not None and self.meaning.within(
                    "venue", "venue", label.start, label.colon
                ):
                    labelled = [spot for spot in self.spots if label.colon < spot.start < label.end]
                    if labelled:
                        return labelled[0]
        if not near:
            if self.meaning.type != "invitation" or self.layout.segment_of[when.start] >= HEAD:
                return None
            index = self.layout.segment_of[when.start]
            beside = [spot for spot in self.spots if abs(self.layout.segment_of[spot.start] - index) <= 2]
            return beside[0] if beside else None
        others = [
            other
            for other in self.dates
            if other is not when
            and segment.start <= other.start < segment.end
            and len(other.first) > 4
            and not other.closed  # nothing happens on the day until which something is open
        ]

        def score(spot: Spot) -> float:
            gap = when.start - spot.end if spot.end <= when.start else spot.start - when.end
            blocked = sum(
                min(spot.end, when.end) <= other.start < max(spot.start, when.start) for other in others
            )
            there = spot.case == "locative" or self.inside(spot.start)
            told = -8 if there else 4 if spot.case == "genitive" else 0
            return gap + 6 * blocked + (told if telling else 0)

        remotes = [Spot("", hit.start, hit.end) for hit in self.meaning.within("cue", "online", begin, close)]
        paired = self.paired(when, [*near, *remotes], others)
        if paired is not None:
            return paired if paired.name else None
        telling = len({spot.case == "locative" or self.inside(spot.start) for spot in near}) > 1
        best = min(near, key=score)
        remote = self.online(segment, when) if others else None
        if remote is not None and self.dates_between(remote, when) < self.dates_between(best, when):
            return None  # `the second in Graz on 10 October and the last online on 20 March`
        return best

    @staticmethod
    def paired(when: When, spots: list[Spot], others: list[When]) -> Spot | None:
        """`on 5 April in Sisak and on 12 April in Petrinja`: as many towns as days, by turns."""
        days = sorted([when, *others], key=lambda day: day.start)
        towns = sorted(spots, key=lambda spot: spot.start)
        if len(days) < 2 or len(towns) < len(days):
            return None
        starts = [day.start for day in days]
        if starts[0] < towns[0].start:  # each town behind its day
            bounds = list(zip(starts, [*starts[1:], towns[-1].end], strict=True))
            found = [next((t for t in towns if low < t.start < high), None) for low, high in bounds]
        else:
            bounds = list(zip([0, *starts[:-1]], starts, strict=True))
            found = [
                next((t for t in reversed(towns) if low <= t.start < high), None) for low, high in bounds
            ]
        return found[days.index(when)] if None not in found else None

    def online(self, segment: Segment, when: When | None = None) -> Hit | None:
        """The word that says so; of several dates, beside this one."""
        hits = self.meaning.within("cue", "online", *self.row(segment))
        if when is None or not hits:
            return hits[0] if hits else None
        if self.bracketed(when, segment):  # `in Zagreb (October) and online (March)`
            return next((hit for hit in hits if hit.end == when.start - 1), None)
        hit = min(hits, key=lambda hit: self.gap(when, hit) + 6 * self.dates_between(hit, when))
        rivals = (self.gap(other, hit) for other in self.dates if self.segment(other) is segment)
        own = self.gap(when, hit)  # a clause nearer to another day, it is that day's
        return hit if not self.dates_between(hit, when) and own - min(rivals, default=own) < COMMA else None
