"""Which kind a date is: the words for starting, ending, closing or signing that govern it."""

from __future__ import annotations

from pipeline.extract.figures.numerals import DASHES
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.times.appointments import Appointments
from pipeline.extract.times.dates import When
from pipeline.extract.titles import row_label

KINDS = ("period", "start", "end", "published", "updated", "deadline", "contract", "event", "ignore")
GOVERNING = ("period", "start", "end", "deadline", "event")
"""Kinds that a heading may give to the dates below it."""
ONE_DAY = frozenset({"published", "updated", "contract"})
"""Kinds that no range of days is of."""
PARTICLES = ("stop", "from", "in", "inner", "determiner", "article")
OPENING = 6  # words of a sentence in which the day that opens it stands
NEAR = 5  # words between a last day and the plan that it ends
OPENER = 4  # words by which a verb or noun may stand farther than a word for from
IGNORED = (
    6  # words from which on a word for something else does not silence a date that a word for from opens
)
PROSE = 12  # words of a line that is no cell or heading


def name_of_month(when: When) -> bool:
    return when.last is None and len(when.first) == 7


class DateCues(Appointments):
    """Weighs the cues around the dates of one text."""

    def as_it_stood(self, when: When, segment: Segment) -> bool:
        """`We had used 51 300 euros by the end of September`, `By 30 June 2024` at the head of a column: the
        day up to which something is told, not the end of the initiative."""
        cues = self.meaning.within("when", "end", segment.start, when.start)
        near = [hit for hit in cues if 0 <= when.start - hit.end <= 1]
        opens = when.start - segment.start <= OPENING and not when.opened
        if opens and (near or when.closed) and self.told_next(when, segment):
            return True
        if not near or any(not self.finder.hit("preposition", hit.start) for hit in near):
            return False
        if near[0].start <= segment.start and when.end >= segment.end and segment.colon is None:
            return row_label(self.layout, segment) is None
        span = (segment.start, segment.end)
        told = self.meaning.within("kind", "spent", *span) or self.meaning.within("cue", "actual", *span)
        done = [hit for hit in told if self.gap(when, hit) < 2 * NEAR and hit.end <= when.start]
        names = ("target", "planned", "finished", "promised")
        return bool(done) and not any(
            name != "target" or hit.end <= near[0].start or hit.start >= when.end
            for name in names
            for hit in self.meaning.within("cue", name, *span)
        )

    def told_next(self, when: When, segment: Segment) -> bool:
        """`By the end of October, 61 270 euros had been paid out`: behind the day that opens a sentence the
        first verb tells of what was done, and the initiative is not what it is told of."""
        span = (when.end, min(segment.end, when.end + 2 * NEAR))
        told = self.meaning.within("kind", "spent", *span) + self.meaning.within("cue", "actual", *span)
        if not told or self.meaning.within("cue", "finished", segment.start, when.end):
            return False
        first = min(hit.start for hit in told)
        return not any(
            hit.start <= first
            for family, name in (
                ("cue", "target"),
                ("cue", "planned"),
                ("cue", "finished"),
                ("cue", "promised"),
                ("noun", "project"),
                ("when", "end"),
                ("when", "deadline"),
            )
            for hit in self.meaning.within(family, name, when.end, segment.end)
        )

    def remote(self, when: When) -> bool:
        """A bare year long before or after the document's own dates is no start or end of the initiative."""
        own = self.meaning.year
        return own is not None and not own - 2 <= int(when.first[:4]) <= own + 8

    def ends_later(self, when: When) -> bool:
        """Whether another date follows in the sentence, which closes what this one opens."""
        segment = self.segment(when)
        return any(when.end <= other.start < segment.end for other in self.dates)

    def closes_project(self, when: When, segment: Segment) -> bool:
        """`The project, begun on 1 May 2022, will close on 31 May 2023`: no application is spoken of."""
        span = (segment.start, segment.end)
        if self.meaning.within("noun", "application", *span) or segment.colon is not None:
            return False
        said = self.meaning.within("when", "deadline", segment.start, when.start)
        projects = self.meaning.within("noun", "project", segment.start, when.start)
        if said and any(hit.end == said[-1].start for hit in projects) and not when.closed:
            return True  # `The project closes on 31 January`
        cues = self.meaning.within("when", "deadline", *span)
        began = any(row.kind == "start" and segment.start <= row.start < when.start for row in self.rows)
        return began and all(hit.start > segment.start for hit in cues)

    def applies(self, when: When, segment: Segment) -> bool:
        """Whether applications are asked for before the date: `proposals until 16 March`."""
        asked = [
            *self.meaning.within("noun", "application", segment.start, when.start),
            *self.meaning.within("when", "deadline", segment.start, when.start),
        ]
        return any(
            self.gap(when, hit) < 16
            and not self.dates_between(hit, when)
            and not self.meaning.within("noun", "project", hit.end, when.start)
            for hit in asked
            if hit.start not in self.meaning.in_the_past  # `the bid promised 300 by December`
        )

    def later_phase(self, when: When, cue: str) -> bool:
        """`From April the fund pays 9 000 a year`: with a start given already, a month or year behind no
        more than a word for from begins something else."""
        ends = [row.date for row in self.rows if row.kind == "end"]
        if ends and when.first[:7] >= max(ends)[:7] and any(row.kind == "start" for row in self.rows):
            return True  # `its sequel starts in September`: the initiative itself is over by then
        if not when.opened or len(when.first) == 10 or " " in cue.strip():
            return False
        return any(row.kind == "start" and row.date < when.first for row in self.rows)

    def past(self, when: When, segment: Segment) -> bool:
        """Dates of the previous edition or phase are no dates of this initiative."""
        return any(
            hit.start < when.start and self.gap(when, hit) < 8
            for hit in self.meaning.within("cue", "context", segment.start, segment.end)
        )

    def kind(self, when: When, segment: Segment) -> tuple[str, str, float]:
        """The cue that stands nearest to a date, before or behind it, or in the label or heading above."""
        best, best_hit, best_score = "", None, 1e9
        meaning = self.meaning
        lexicon = self.finder.lexicon
        postposed = lexicon is not None and not lexicon.language.places.prepositions
        for name in KINDS:
            for hit in meaning.within("when", name, segment.start, segment.end):
                score = self.gap(when, hit) + self.sentence_gap(when, hit)
                if when.last is not None and name in ONE_DAY and score > NEAR:
                    continue  # `by the contract it lasts for a year, from May 2021 to April 2022`
                if name == "contract" and any(
                    hit.start < other.end and other.start < hit.start
                    for other in meaning.within("when", "end", segment.start, segment.end)
                ):
                    continue  # `s-a încheiat la`: it came to its end, nothing was signed
                if self.season_of(hit, when, segment) or self.answered_later(name, hit, when, segment):
                    continue
                if name in ("start", "end") and self.of_the_hour(hit, segment):
                    continue
                if name in ("start", "end") and hit.end <= when.start and self.dates_between(hit, when):
                    continue  # only one day begins it
                if name == "deadline" and self.awaits_other(hit, when):
                    continue
                if name == "contract" and any(hit.end <= row.start < when.start for row in self.rows):
                    continue  # `signed on 14 December 2021, work began on 1 February`
                if self.opener(hit):
                    score += OPENER
                if (
                    (
                        hit.end - hit.start == 1
                        and len(self.layout.words[hit.start]) <= 5
                        and self.finder.hit("stop", hit.start)
                        or self.particle(hit)
                    )
                    and not 0 <= when.start - hit.end <= 1
                    and not (postposed and 0 <= hit.start - when.end <= 1)
                ):
                    continue  # `by`, `until`, `iki` speak only of what stands right behind them
                if name == "ignore" and any(
                    self.gap(other, hit) < score
                    for other in self.dates
                    if segment.start <= other.start < segment.end
                ):
                    continue  # `from May to October the bus, built in 1989, toured`
                if segment.colon is not None and hit.end <= segment.colon < when.start:
                    score -= 8
                if name == "ignore" and score > IGNORED and when.opened:
                    continue  # `since September it has brought people born elsewhere to the table`
                if name in ("event", "period"):
                    score += 4
                if name == "end" and when.opened or name == "start" and when.closed:
                    score += 6
                score += 7 * self.dates_between(hit, when)
                if score < best_score:
                    best, best_hit, best_score = name, hit, score
        signed = meaning.within("when", "contract", segment.start, when.start) if best == "end" else []
        if best_hit is not None and signed and best_hit.start > signed[0].start and self.opener(best_hit):
            best, best_hit = "contract", signed[-1]  # `contracts will be signed by 20 December`
        if best_hit is not None and best_score < 26:
            if best == "start" and when.closed and when.last is None:
                best = "end"
            return best, meaning.say(best_hit), best_score
        label = row_label(self.layout, segment)
        if label is not None and segment.colon is None:
            for name in KINDS:
                cells = meaning.within("when", name, label.start, label.end)
                if cells and name != "ignore":
                    return name, "cell before: " + meaning.say(cells[0]), 0
        lead = segment.lead
        for _ in range(2):
            if lead is None or self.dated(lead):
                break
            first = lead is self.layout.segments[0] and segment.end - segment.start > PROSE / 2
            for name in ("period", "event") if first else GOVERNING:  # a title speaks of no single day
                hits = [
                    hit
                    for hit in meaning.within("when", name, lead.start, lead.end)
                    if not self.opener(hit) or hit.end - hit.start == lead.end - lead.start
                ]
                if hits:
                    if name == "start" and when.closed and when.last is None:
                        name = "end"
                    return name, "heading: " + meaning.say(hits[0]), 20
            lead = lead.lead
        return "", "", 1e9

    def of_the_hour(self, hit: Hit, segment: Segment) -> bool:
        """`Sinj, 14 March 2023, start at 17.30`: a time of day follows, not a date."""
        for position in range(hit.end, min(segment.end, hit.end + 4)):
            if any(when.start <= position < when.end for when in self.dates):
                return False
            if self.layout.kinds[position] == "n":
                return self.clock(position)
        return False

    def answered_later(self, name: str, hit: Hit, when: When, segment: Segment) -> bool:
        """`Meeting on 16 May in Cork, register by 19 April`: what opens the next clause speaks of its own
        date."""
        if name not in ("deadline", "end", "start") or hit.start < when.end:
            return False
        words = self.layout.words
        if not any(words[p] in ",;–—)" for p in range(when.end, hit.start)):
            return False
        return any(
            hit.end <= other.start < segment.end
            and other.start - hit.end <= NEAR
            and (other.closed or name == "deadline" or self.clause_of(hit, other))
            for other in self.dates
        )

    def awaits_other(self, hit: Hit, when: When) -> bool:
        """`We expect up to sixty`: what ends in a word for until speaks only of what stands right behind."""
        if hit.end - hit.start < 2 or hit.end <= when.start:
            return False
        return self.finder.hit_ending("until", hit.end) is not None

    def clause_of(self, hit: Hit, when: When) -> bool:
        """`work began on 1 March, the end falls on 31 May`: no mark parts the word from its date."""
        words = self.layout.words
        return not any(words[p] in ",;" or words[p] in DASHES for p in range(hit.end, when.start))

    def particle(self, hit: Hit) -> bool:
        """`desde el`, `à partir du`: a preposition and an article, without a verb or noun."""
        return hit.end - hit.start > 1 and all(
            any(self.finder.hit(family, position) for family in PARTICLES)
            for position in range(hit.start, hit.end)
        )

    def opener(self, hit: Hit) -> bool:
        """A word for from or by alone, which says less than a verb or noun near it."""
        return hit.end - hit.start == 1 and any(
            self.finder.hit(family, hit.start) is not None for family in ("from", "stop", "in")
        )

    def season_of(self, hit: Hit, when: When, segment: Segment) -> bool:
        """`at the end of October`: a part of the month and not the end of anything else."""
        season = self.finder.hit("season", hit.start) or self.finder.hit("filler", hit.start)
        labelled = segment.colon is not None and hit.end <= segment.colon
        inner = self.finder.hit("inner", hit.end)
        if name_of_month(when) and not labelled and hit.end - hit.start == 1 and inner is not None:
            genitive = inner.end == when.start and self.finder.hit("in", hit.end) is None
            return genitive and hit.family == "when" and hit.name in ("start", "end")
        return (
            season is not None
            and season.end >= hit.end
            and not labelled
            and 0 <= when.start - hit.end <= 1
            and len(when.first) in (4, 7)
        )

    def only_of(self, when: When) -> bool:
        """`the year of 2023`, `el 15 de mayo`: where from is also of or the, it opens only what goes on."""
        at, words = when.start, self.layout.words
        opener = self.finder.hit_ending("from", at)
        if opener is None or opener.end - opener.start > 1 or when.last:
            return False
        double = any(self.finder.hit_ending(family, at) is not None for family in ("inner", "determiner"))
        goes_on = any(
            self.finder.hit("until", p) or words[p] in DASHES
            for p in range(when.end, min(len(words), when.end + 2))
        )
        return double and not goes_on
