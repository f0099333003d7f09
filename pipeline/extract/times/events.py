"""What happens on each date: the initiative's own dates by kind, and events with their place, country and
days."""

from __future__ import annotations

from pipeline.extract.layout import Segment
from pipeline.extract.times.appointments import Dated, Event, Spot
from pipeline.extract.times.datecues import KINDS, NEAR, PROSE
from pipeline.extract.times.dates import When
from pipeline.extract.times.owndays import OwnDays
from pipeline.extract.titles import is_interim

LONG = 31  # days; a longer range is a period, not an event
WEEK = 7
NEWS = "opens the headline of a piece of news"
SPAN = 6  # years that a programme or strategy takes, and hardly an initiative
SOON = 6  # months within which a report may tell of what is to come
SLOT = 4  # words of a town's name in a calendar
SEASON = 92  # days; no event takes longer


class Timeline(OwnDays):
    """Sorts the dates of one text into dates of the initiative and dates of events."""

    def read(self) -> tuple[list[Dated], list[Event]]:
        self.today = next(
            (
                when.first
                for when in self.dates
                if self.own(when, self.segment(when))
                and not self.head_event(when, self.segment(when))
                and self.kind(when, self.segment(when))[0] not in ("start", "end", "deadline")
            ),
            None,
        )
        self.fill_slots()
        for index, when in enumerate(self.dates):
            self.sort(index, when)
        self.undated()
        if not any(row.kind == "published" for row in self.rows):
            self.title_day()
        return self.once(self.rows), self.events

    # -- one date ---

    def shift(self, when: When, kind: str, segment: Segment) -> None:
        """A date without a year takes that of the document's own day; a month that is told of as past and
        would come later is of the year before, a deadline that would be over is of the next."""
        own, date = self.today, when.first
        if own is None or when.last or self.year_said(when) or len(date) < 7 or date[0] == "-":
            return
        before = f"{int(date[:4]) - 1}{date[4:]}"
        if kind in ("event", "end", "") and before > own[: len(date)]:
            when.first = before  # no year is said of what comes within twelve months
            return
        told = self.meaning.within("cue", "actual", segment.start, segment.end)
        told += self.meaning.within("cue", "finished", segment.start, segment.end)
        named = {hit.start for hit in self.meaning.within("noun", "event", segment.start, segment.end)}
        told = [hit for hit in told if hit.start not in named]  # what names a feast tells of no past
        planned = self.meaning.within("cue", "target", segment.start, segment.end)
        year = int(date[:4])
        reported = kind == "event" and self.meaning.type == "report" and len(date) == 10
        if reported and not planned and not is_interim(self.layout) and date > own and not told:
            if int(date[5:7]) - int(own[5:7]) > SOON:
                when.first = f"{year - 1}{date[4:]}"  # a closing report of January tells of November
            return
        if self.applies(when, segment):
            told = []  # `Resolved: registration closes on 30 June`
        if kind in ("start", "end", "event") and date > own[: len(date)] and told and not planned:
            when.first = f"{year - 1}{date[4:]}"
        elif (
            kind in ("event", "")
            and not told
            and self.meaning.type in ("call", "invitation")
            and date < own[: len(date)]
            and year == int(own[:4])
        ):
            when.first = f"{year + 1}{date[4:]}"  # what a call of December announces for January
        elif kind == "deadline" and not told and date < own[: len(date)] and year == int(own[:4]):
            when.first = f"{year + 1}{date[4:]}"

    def sort(self, index: int, when: When) -> None:
        segment = self.segment(when)
        if when.row is not None:
            self.listed(when, segment, when.row)
            return
        kind, cue, distance = self.kind(when, segment)
        self.shift(when, kind, segment)
        short = self.days(when) is not None and self.days(when) < LONG  # type: ignore[operator]
        eventful = self.eventful(when, segment)
        span = (segment.start, segment.end)
        if self.meeting_day(index, when, segment, kind):
            self.event(when, segment, "the day of the meeting")
            if when.last is None:
                self.add("published", when.first, when, "the document's own date, with its hours")
            return
        if self.dateline(when, segment):
            self.add("published", when.first, when, "behind the town that opens the text")
            return
        if cue.startswith("heading") and self.titled(segment) and self.own(when, segment):
            if not self.head_event(when, segment):
                kind, cue, distance = "", "", 1e9  # the day below a title is the document's own
        if kind == "" and self.signed(when, segment):
            self.add("published", when.first, when, "the document's own date, behind its town")
            return
        if self.news(when):
            self.add("published", when.first, when, NEWS)
            return
        if self.handed_in(when, segment, kind):
            self.add("published", when.first, when, "the document's own date, at its foot")
            return
        if kind == "" and self.issue(when, segment):
            self.add("published", when.first, when, "the month alone below the title")
            return
        if kind == "" and self.filed(when, segment):
            self.add("published", when.first, when, "the document's own date, closing its line")
            return
        if self.meaning.type == "other" and kind not in ("published", "updated"):
            if kind == "" and not when.opened and self.own(when, segment):
                self.add("published", when.first, when, "the document's own date")
            return
        if kind == "ignore":
            planned = when.last is None and self.labelled_event(when, segment)
            resolved = segment.colon is not None and segment.colon < when.start and eventful
            planned = planned or resolved  # `It was agreed: the camp will be in Hulm on 3-7 July`
            if not planned or self.online(segment) is None and not self.spot_named(segment):
                return
            kind, cue = "event", "a label and a place"  # `Next session: 12 January, Vis`
        days = self.days(when)
        if kind in ("", "period", "start") and when.last is not None and self.behind_town(when, segment):
            kind = "event"  # `Limassol, 24 May – 28 June 2024`: a stop of a tour
        if kind == "event" and days is not None and days > SEASON:
            kind = "period"  # what takes place for half a year is the initiative
        if kind in ("end", "") and when.last is None and self.as_it_stood(when, segment):
            return
        if (
            kind == "end"
            and when.last is None
            and when.opened
            and not when.closed
            and not self.meaning.within("when", "end", segment.start, when.start)
            and not cue.startswith(("heading", "cell"))
        ):
            return  # `since January 31 have finished; by the end of next year it will be 60`
        tour = kind in ("", "period", "start") and self.stops(when)
        if tour and (days is not None or len(when.first) == 7 or when.opened):
            kind = "event"
        if kind in ("", "period") and days is not None and self.stay(when, segment):
            kind = "event"
        if kind == "period" and short and when.opened and self.few_days(when, segment):
            kind = "event"  # `From 9 to 11 September Hulm will host the forum`
        if len(when.first) == 4 and (kind in ("event", "deadline") or self.remote(when)):
            return
        if when.last is not None and kind in ("period", "start", "end", "") and self.applies(when, segment):
            kind = "deadline"  # `applications are taken from .. to ..`
        elif when.last is not None and kind == "deadline" and short and self.inset(when):
            kind = "event"  # `registration for the camp (Hulm, 8-12 July) ends on 15 June`
        elif when.last is not None and kind == "deadline" and cue.startswith("heading") and not short:
            kind = "period" if self.meaning.within("noun", "project", segment.start, segment.end) else kind
        if kind == "start" and len(when.first) == 4 and when.end - when.start > 1 and not when.opened:
            return  # `a 2023-as költségvetés`
        if (
            kind in ("end", "")
            and when.last is None
            and (kind or when.closed)
            and self.applies(when, segment)
        ):
            kind = "deadline"
        if kind == "event" and when.last is None and (when.closed or when.opened and len(when.first) == 7):
            return  # `by the end of October 16 walks were held`
        if kind in ("start", "end", "period", "") and self.past(when, segment):
            return
        whole = len(when.first) == 10 or when.first[0] == "-" and len(when.first) == 7
        opened = when.opened and not self.only_of(when)
        single = when.last is None and not opened and not when.closed
        if kind == "" and when.last is None and whole and self.town_beside(when, segment):
            kind = "event"
        if (
            kind in ("", "period")
            and single
            and (whole and self.series(when) or self.bracketed(when, segment))
        ):
            kind = "event"  # `next dates: 4 May, Galway; 11 May, Sligo`
        told = kind in ("start", "end") and cue.startswith("heading") and not when.closed
        if (kind == "" or told) and single and whole and self.somewhere(when, segment):
            kind = "event"
        if kind == "published" and segment.colon is not None and self.venue_label(when):
            kind = "event"  # `Date: 15 September`, and a line below `Venue: ...`
        if kind in ("start", "end") and single and whole and self.opens_event(when, segment):
            kind = "event"  # `the kick-off meeting on 2 February`
        if kind == "period" and single and whole and self.placed(when, segment):
            kind = "event"  # `the first training was under way in Hulm on 15 May`
        if kind == "" and single and len(when.first) >= 7 and self.below_meetings(when, segment):
            kind = "event"  # below `Next meetings`: `The last one follows in Hulm in November 2024`
        if kind == "deadline" and single and whole and self.takes_place(when, segment):
            kind = "event"  # `the awarding of the grants will be held on 4 March in Hulm`
        if kind == "" and single and whole and self.online_beside(when, segment):
            kind = "event"  # `in Hulm on 5 March, or online on 11 March`
        if kind in ("", "start") and when.opened and when.last is None and self.named_by(when, segment):
            kind = "event"  # `the supper of 5 October in Faget`
        if (
            cue.startswith("heading")
            and kind != "event"
            and whole
            and (self.series(when) or single and self.eventful(when, segment))
        ):
            kind = "event"  # below `Dates`: `advice evenings on 3 May in Telsen and on 5 May in Hulm`
        if kind == "" and single and whole and self.labelled_event(when, segment):
            kind = "event"  # `Next meeting: 8 February`
        brief = segment.end - segment.start <= PROSE and when.start - segment.start <= 2
        if kind == "" and single and whole and brief and self.online(segment):
            kind = "event"  # `27 April – online`
        if kind == "" and self.scheduled(index, when, segment):
            kind, cue, distance = "event", "a line of a programme", 0
        appointed = self.clock_behind(when, segment) and (self.spot(when, segment) or self.online(segment))
        if appointed and (kind == "" or kind in ("start", "end") and when.last is None and whole):
            kind = "event"  # `the first walk starts in Baja on 13 October at seven`
        if kind in ("start", "end") and short and self.spot_named(segment):
            kind = "event"  # `Kick-off: Linz, 4-5 October`
        if kind in ("published", "updated", "contract"):
            if when.last is None and len(when.first) >= 7:
                self.add(kind, when.first, when, cue)
            return
        if (
            self.own(when, segment)
            and kind in ("", "event")
            and not (kind == "event" and eventful and distance < 8)
            and not (
                kind == "event"
                and cue.startswith("heading")
                and self.spot_named(segment)
                and self.opens_line(when, segment)
            )
        ):
            if self.head_event(when, segment):
                self.event(when, segment, "date under the title of an invitation")
            else:
                hours = ", with its hours" if self.clock_behind(when, segment) else ""
                self.add("published", when.first, when, "the document's own date" + hours)
            return
        if when.last is not None and len(when.first) == 4 and len(when.last) == 4:
            if int(when.last) - int(when.first) >= SPAN and segment.colon is None:
                return  # `its programme for the years 2021-2027`
        if when.last is not None:
            if kind == "deadline":
                if len(when.last) >= 7 and not (short and self.until_follows(when, segment)):
                    self.add("deadline", when.last, when, cue)
            elif len(when.first) == 7 and when.first[0] != "-" and not self.year_said(when):
                return
            elif (kind == "event" and (tour or len(when.first) == 10 or when.first[0] == "-")) or (
                short
                and (
                    kind not in ("period", "start", "end")
                    or eventful
                    and (kind != "period" or self.spot(when, segment) is not None)
                )
            ):
                self.event(when, segment, cue or "a few days")
            elif kind in ("period", "start", "end") or self.main_period(when, segment):
                self.add("start", when.first, when, cue or "period", first=True)
                self.add("end", when.last, when, cue or "period", second=True)
            return
        if kind == "deadline" and when.last is None and self.closes_project(when, segment):
            kind = "end"
        if kind == "deadline" and when.opened and not when.closed and when.last is None:
            if self.ends_later(when) or not self.only_of(when) and self.opens_call(when, segment):
                return  # `from 16 January to midnight on 28 February`: bids open on the first
        if kind == "deadline" and when.last is None and self.opens_before(when, segment):
            return  # `applications open on 1 July and close on 30 August`
        if kind == "deadline" and not when.closed and self.until_follows(when, segment):
            return  # `entries for the October camp are taken until 20 August`
        if kind == "deadline":
            self.add("deadline", when.first, when, cue)
        elif kind == "event" or (eventful and kind == "" and len(when.first) >= 7):
            self.event(when, segment, cue or "an event with a date")
        elif kind in ("start", "end"):
            if kind == "start" and self.later_phase(when, cue):
                return
            if when.closed and any(
                self.finder.currency_at(p)[0] for p in range(max(segment.start, when.start - 5), when.start)
            ):
                return  # a price until a day
            self.add(kind, when.first, when, cue)
        elif kind == "period" and (when.opened or when.closed):
            self.add("start" if when.opened else "end", when.first, when, cue)
        elif when.opened and kind == "" and not self.only_of(when):
            if len(when.first) == 4 and self.meaning.within("funder", "funder", when.end, when.end + 4):
                return  # `since 2015 the fund has helped 310 ideas`
            started = any(row.kind == "start" for row in self.rows)
            if not started or self.standing(segment) and not self.later_phase(when, ""):
                self.add("start", when.first, when, "from")
        elif (
            when.closed
            and kind == ""
            and not any(self.finder.currency_at(p)[0] for p in range(segment.start, segment.end))
            and not any(
                0 <= hit.start - when.end <= 1 for hit in self.meaning.within("cue", "actual", *span)
            )  # `reached by 31 May`, where the verb stands behind
        ):
            if (
                self.meaning.within("noun", "project", segment.start, segment.end)
                or self.meaning.within("noun", "month", segment.start, segment.end)
                or any(row.kind == "start" and segment.start <= row.start < when.start for row in self.rows)
                or self.lasts(when, segment)
                or any(self.gap(when, hit) < NEAR for hit in self.meaning.within("cue", "target", *span))
            ):
                self.add("end", when.first, when, "until")

    def opens_call(self, when: When, segment: Segment) -> bool:
        """`Bids are taken from 3 February; the closing date is 31 March`: the last day follows close by."""
        here = self.layout.segment_of[when.start]
        return any(
            when.end <= other.start
            and self.layout.segment_of[other.start] - here < 2
            and (other.closed or self.kind(other, self.segment(other))[0] == "deadline")
            for other in self.dates
        )

    def opens_before(self, when: When, segment: Segment) -> bool:
        """No word for a last day stands right before it, and one right before the next day."""
        cues = self.meaning.within("when", "deadline", segment.start, segment.end)
        if when.closed or any(0 <= when.start - hit.end <= 1 for hit in cues):
            return False
        return any(
            when.end <= hit.start and 0 <= other.start - hit.end <= NEAR
            for hit in cues
            for other in self.dates
            if when.end <= other.start < segment.end
        )

    def listed(self, when: When, segment: Segment, row: tuple[int, int]) -> None:
        """A line of a calendar: its day is a deadline where it says so, else something happens on it."""
        if self.meaning.type == "other":
            return
        if self.meaning.within("when", "deadline", *row) and not self.meaning.within("noun", "event", *row):
            self.add("deadline", when.last or when.first, when, "a line of a calendar")
            return
        self.event(when, segment, "a line of a calendar")

    def slots(self, when: When) -> list[tuple[int, int]]:
        """Where a calendar's line may tell its town: right behind the day, and behind its last comma."""
        words, kinds = self.layout.words, self.layout.kinds
        low, high = when.end, when.row[1] if when.row else when.end
        while low < high and (kinds[low] == "m" or self.finder.hit("filler", low)):
            low += 1
        first = next((p for p in range(low, high) if kinds[p] != "w"), high)
        last = next((p + 1 for p in range(high - 1, low, -1) if words[p] == ","), high)
        close = next((p for p in range(last, high) if kinds[p] != "w"), high)
        return [(low, first), (last, close)]

    def fill_slots(self) -> None:
        """`5 May Hulm – walk`, and lines like it: where most lines tell a town, others tell one too."""
        listed = [when for when in self.dates if when.row is not None]
        for number in (0, 1):
            spans = [self.slots(when)[number] for when in listed]
            held = [any((spot.start, spot.end) == span for spot in self.spots) for span in spans]
            if sum(held) < 2 or sum(held) < len(spans) / 3:
                continue
            for (low, high), known in zip(spans, held, strict=True):
                named = 0 < high - low <= SLOT and all(
                    self.layout.text[self.layout.starts[p]].isupper() for p in (low, high - 1)
                )
                if named and not known and not any(low <= spot.start < high for spot in self.spots):
                    self.spots.append(Spot(self.layout.quote(low, high), low, high))

    def lasts(self, when: When, segment: Segment) -> bool:
        """`It will go on for two years, until 31 March 2021`: a length right before the last day."""
        years = self.meaning.within("noun", "year", segment.start, when.start)
        return any(self.gap(when, hit) < NEAR + 5 for hit in years)

    def until_follows(self, when: When, segment: Segment) -> bool:
        """A later date of the sentence stands behind a word for until, and this one does not."""
        return not when.opened and any(
            other.closed and other.last is None
            for other in self.dates
            if when.end <= other.start < segment.end
        )

    def behind_town(self, when: When, segment: Segment) -> bool:
        """A line that opens with a town, a comma and the days."""
        return self.layout.words[when.start - 1 : when.start] == [","] and any(
            spot.start == segment.start and spot.end == when.start - 1 for spot in self.spots
        )

    def labelled_event(self, when: When, segment: Segment) -> bool:
        """A label that is a happening's name, and its day right behind it."""
        if segment.colon is None or not segment.colon < when.start <= segment.colon + 3:
            return False
        if self.meaning.within("noun", "event", segment.start, segment.colon):
            return True
        # `Winter table: 14 December 2024, Hulm`: a name, a day and a town or the word online.
        told = any(self.meaning.within("when", name, segment.start, segment.colon) for name in KINDS)
        return not told and self.to_the_day(when.first) and self.placed_behind(when, segment)

    def few_days(self, when: When, segment: Segment) -> bool:
        """A week at most, with a town, and no word for the initiative."""
        days = self.days(when)
        if days is None or days > WEEK or self.meaning.within("noun", "project", segment.start, segment.end):
            return False
        return self.spot_named(segment) and not self.finder.hit("initiative", segment.start)

    def placed_behind(self, when: When, segment: Segment) -> bool:
        """A town or the word online close behind the day."""
        close = min(segment.end, when.end + NEAR)
        return bool(self.meaning.within("cue", "online", when.end, close)) or any(
            when.end <= spot.start < close for spot in self.spots
        )

    def standing(self, segment: Segment) -> bool:
        return bool(self.meaning.within("noun", "project", segment.start, segment.end)) or any(
            self.meaning.within("cue", name, segment.start, segment.end) for name in ("actual", "target")
        )

    def main_period(self, when: When, segment: Segment) -> bool:
        if len(when.first) == 4:
            return self.layout.segment_of[when.start] < 3 or bool(
                self.meaning.within("cue", "target", segment.start, segment.end)
            )
        return True

    # -- events ---

    def event(self, when: When, segment: Segment, why: str) -> None:
        if when.row is not None:
            spot = next((spot for spot in self.spots if when.row[0] <= spot.start < when.row[1]), None)
            online = next(iter(self.meaning.within("cue", "online", *when.row)), None)
        else:
            spot = self.spot(when, segment)
            online = self.online(segment, when)
        if spot is None and online is None and len(when.first) == 7 and not self.year_said(when):
            return  # `the film of the feast of June`
        if self.bounds(when):
            return  # `by November there must be 15 clean-ups`
        nouns = [
            hit
            for position in range(*(when.row or self.row(segment)))
            for hit in self.finder.at.get("noun", {}).get(position, [])
            if hit.name == "event"
        ]
        title = None
        if nouns:
            nearest = min(nouns, key=lambda hit: abs(hit.start - when.start))
            title = self.layout.quote(nearest.start, nearest.end)
        start, end = when.row[0] if when.row is not None else when.start, when.end
        if spot is not None:
            start, end = min(start, spot.start), max(end, spot.end)
        self.events.append(
            Event(
                title,
                spot.name if spot else None,
                spot.country if spot else None,
                when.first,
                when.last,
                online is not None,
                start,
                end,
                f"event: {why}",
            )
        )

    def undated(self) -> None:
        """List items that name a meeting and its town without a date: `Susitikimas Rijekoje (Kroatija)`."""
        dated = {self.layout.segment_of[when.start] for when in self.dates}
        for index, segment in enumerate(self.layout.segments):
            if not segment.bullet or index in dated or segment.lead is None:
                continue
            spots = [
                spot
                for spot in self.spots
                if segment.start <= spot.start < min(segment.end, segment.start + 4)
            ]
            if not spots:
                continue
            own = [
                hit for hit in self.finder.at.get("noun", {}).get(segment.start, []) if hit.name == "event"
            ]
            lead = self.meaning.within("noun", "event", segment.lead.start, segment.lead.end)
            if own or (lead and spots[0].start == segment.start and spots[0].country):
                spot = spots[0]
                last = spot.end
                self.events.append(
                    Event(
                        None,
                        spot.name,
                        spot.country,
                        None,
                        None,
                        False,
                        segment.start,
                        last,
                        "event: a list item with a town",
                    )
                )

    # -- rows ---

    def once(self, rows: list[Dated]) -> list[Dated]:
        seen: set[tuple[str, str]] = set()
        kept = []
        published = [row for row in rows if row.kind == "published"]
        # A document is published once: on its own date, else on the first whole date that says so.
        owned = [row for row in published if "own date" in row.rule]
        timed = [row for row in owned if row.rule.endswith("hours")]  # minutes, and the day of the meeting
        own = next((row for row in owned if row not in timed or len(published) == len(timed)), None)
        others = [row for row in published if row not in timed] or published
        first = own or next((row for row in others if len(row.date) == 10), others[0] if others else None)
        for row in rows:
            if row.kind == "published" and row is not first and not row.rule.endswith(NEWS):
                continue
            if (row.kind, row.date) not in seen:
                seen.add((row.kind, row.date))
                kept.append(row)
        return kept
