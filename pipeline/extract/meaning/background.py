"""What is background to an initiative: earlier years and rounds, other initiatives, larger purses."""

from __future__ import annotations

from functools import cached_property

from pipeline.extract.figures.numerals import DASHES, Quantity, is_plain_year
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.cues import CALLS, CROSSING, RUNS
from pipeline.extract.money.purses import Purses

HEADING = 16  # words of a heading or question that may set what stands below it into the past
TOPIC = 12  # words of a sentence without a figure that may do so
CARRIED = 3  # sentences that a time named at the head of a paragraph carries over
NUMBER = 3  # tokens of a heading beside what it says, such as its number
OPENING = 5  # words at the head of a sentence in which a time holds for what follows
DONE = ("actual", "achieved", "past")
OWN_DATES = ("start", "period", "end")
OWN_TIMES = ("target", "planned", "now", "current")
TITLE = 2  # segments of a call that name its year
ROUND = 6  # words at the head of a sentence that name its round or its first year
LONG = 3  # years before the initiative from which a giver's record is no part of it


class Background(Purses):
    """Whether a figure tells of another time or another initiative."""

    def context(self, quantity: Quantity, segment: Segment) -> str | None:
        if quantity.rise == "from":
            return "what it rose or fell from"
        past = self.past_year(quantity, segment) or self.other_round(segment) or self.done_since(segment)
        if past:
            return past
        hits = self.within("cue", "context", segment.start, segment.end)
        if not hits:
            return self.background(quantity)
        rivals = [
            self.distance(quantity, hit)
            for name in ("target", "planned", "current")
            for hit in self.within("cue", name, segment.start, segment.end)
        ]
        rivals += [
            distance  # `last year 410 came, this year it was 530`
            for hit in self.within("cue", "current", segment.start, segment.end)
            if not quantity.currency
            and hit.end <= quantity.begin
            and self.walls[hit.end] == self.walls[quantity.begin]
            and (distance := self.distance(quantity, hit)) <= 5
        ]
        for hit in hits:
            if self.since_month(hit) or self.own_last_year(hit) or self.against_other(quantity, hit):
                continue
            if hit.start > quantity.end and self.finder.hit_ending("qualifier", hit.start) is not None:
                continue  # `1 240 came, 300 more than last year`
            if hit.end <= quantity.begin and self.risen_to(quantity, hit):
                continue  # `the helpers, who before the project numbered 19, have risen to 34`
            if self.by_now(quantity, hit):
                continue
            distance = self.distance(quantity, hit)
            colon = segment.colon if segment.colon is not None and segment.colon < hit.start else None
            head = colon + 1 if colon is not None and colon - segment.start <= 3 else segment.start
            opening = hit.start - head <= 3  # `As a reminder: the earlier project (2017 to 2019) held 41`
            if hit.start >= quantity.end and any(
                self.layout.kinds[p] == "n" for p in range(hit.end, min(segment.end, hit.end + 7))
            ):
                continue  # it speaks of the figure behind it
            if (
                hit.start > quantity.end
                and self.walls[hit.start] - self.walls[quantity.end - 1] >= CROSSING[","]
            ):
                if any(self.opens_figure(p) for p in range(quantity.end, hit.start)):
                    continue  # `was 18, up from 11 in the pilot`
            if (
                quantity.currency
                and not opening
                and hit.end <= quantity.start
                and any(
                    self.within("kind", name, hit.end, quantity.start)
                    for name in ("total", "grant", "cofinancing", "allocation")
                )
                and self.walls[quantity.start] == self.walls[hit.end]
            ):
                continue  # `compared to a budget of 220 000`
            if distance <= 12 or (opening and distance < 60):
                heads = self.layout.words[hit.end : hit.end + 1] == [":"]  # `For comparison: this year ..`
                if rivals and min(rivals) + 2 < distance and not heads:
                    continue
                return self.say(hit)
        return self.told_of_body(quantity, segment)

    def risen_to(self, quantity: Quantity, hit: Hit) -> bool:
        """Whether a figure is what an earlier one, set in the past, rose or fell to."""
        near = max(hit.end, quantity.begin - OPENING)
        for name in ("rise_to", "rising"):
            for rise in self.within("cue", name, near, quantity.begin):
                if self.figure_between(hit.end, rise.start):
                    return True
        return False

    def against_other(self, quantity: Quantity, hit: Hit) -> bool:
        """`contro i 30 concerti previsti`, `compared with 30, 41 were held`: compared with a plan, not with
        what was before; or the figure that is compared with the one behind the preposition."""
        if hit.end > quantity.begin or self.finder.hit("against", hit.start) is None:
            return False
        if self.figure_between(hit.end, quantity.begin):
            return True
        right = max(quantity.end, quantity.right)
        return any(
            self.walls[plan.start] == self.walls[right - 1] or plan.end <= quantity.begin
            for name in ("target", "planned", "promised")
            for plan in self.within("cue", name, hit.end, right + NUMBER)
        )

    def by_now(self, quantity: Quantity, hit: Hit) -> bool:
        """`At the previous fair 90 came, now there were 240`: the clause has a time of its own."""
        start = self.clause(quantity)[0]
        apart = hit.end <= start and self.figure_between(hit.end, start)
        return apart and bool(self.within("cue", "now", start, quantity.begin))

    def since_month(self, hit: Hit) -> bool:
        """`seit Oktober vergangenen Jahres`: from a month of last year on, up to today."""
        month = hit.start - 1
        return month > 0 and bool(self.finder.hit("month", month) and self.finder.hit_ending("from", month))

    def background(self, quantity: Quantity) -> str | None:
        """What sets a sentence without a time of its own into the past: the heading above it (`How it went
        last year`) or the sentence before it (`Last year 18 were funded. 900 people took part`)."""
        steps, index = 0, self.layout.segment_of[quantity.start]
        segment = self.layout.segments[index]
        told = self.told_of_body(quantity, segment)
        if told:
            return told
        done = self.nearest(quantity, "cue", ("target", "actual"), segment)[0] == "actual"
        while not self.own_time(segment, OWN_TIMES[1:] if done and not steps else OWN_TIMES):
            lead = segment.lead
            if lead is not None and (lead.heading or segment.bullet) and lead is not self.layout.segments[0]:
                told = self.earlier(lead, lead.end - lead.start) if lead.end - lead.start <= HEADING else None
                if told:
                    return "heading: " + told
            before = self.layout.segments[index - 1] if index else None
            steps += 1
            if (
                before is None
                or before.line != segment.line
                or segment.bullet
                or before.heading
                or steps > CARRIED
            ):
                return None
            index, segment = index - 1, before
            told = self.earlier(segment, TOPIC if self.opens_topic(segment) else 4)
            if told:
                aside = index > 0 and self.layout.words[self.layout.segments[index - 1].end - 1] == ";"
                return None if aside or self.own_time(segment) else told
        return None

    def own_last_year(self, hit: Hit) -> bool:
        """`Last year 40 people trained`, in a page on what had begun before that: the initiative's own."""
        said = any(each.start == hit.start for each in self.within("cue", "last_year", hit.start, hit.end))
        return said and self.had_begun

    @cached_property
    def had_begun(self) -> bool:
        """Whether the text dates the initiative's start to a year before its own."""
        today = self.sections.today
        if not today or self.type in CALLS:
            return False
        return any(
            when.first[:4].isdigit() and int(today[:4]) - RUNS <= int(when.first[:4]) < int(today[:4])
            for when in self.sections.dates
            if self.sections.starts(when)
        )

    def told_of_body(self, quantity: Quantity, segment: Segment) -> str | None:
        """`About us`, `The town in figures`: what an organisation or a place is, no initiative."""
        lead = segment.lead
        if lead is None or not lead.heading or segment.after_list:
            return None
        if self.own_time(segment, ("target", "planned")):
            return None
        hits = self.within("cue", "about", lead.start, lead.end)
        if not hits or lead.end - lead.start > hits[0].end - hits[0].start + NUMBER:
            hits = self.about_body(lead)
        if not hits:
            return None
        for hit in self.within("noun", "project", segment.start, segment.end):
            if not any(self.opens_figure(p) for p in range(max(0, hit.start - NUMBER), hit.start)):
                return None  # it speaks of the project after all
        return "heading: " + self.say(hits[0])

    def about_body(self, lead: Segment) -> list[Hit]:
        """`About the Crosbie Trust`: a heading that opens with such a word and names a body."""
        hits = self.within("cue", "about_whom", lead.start, lead.start + NUMBER)
        known = ("body", "funder", "town", "settlement")
        named = hits and any(self.finder.hit(f, p) for f in known for p in range(hits[0].end, lead.end))
        asked = any(self.finder.hit("initiative", p) for p in range(lead.start, lead.end))
        return hits[:1] if named and not asked and hits[0].start == lead.start else []

    def opens_topic(self, segment: Segment) -> bool:
        """`Who still remembers the project before this one? It had 640 children.`"""
        words = segment.end - segment.start
        return words <= TOPIC and self.layout.words[segment.end - 1] == "?"

    def own_time(self, segment: Segment, times: tuple[str, ...] = OWN_TIMES) -> bool:
        """Whether a sentence says by itself that it speaks of a plan or of today."""
        for hit in (hit for name in times for hit in self.within("cue", name, segment.start, segment.end)):
            if any(
                kind.start <= hit.start < kind.end
                for kind in self.finder.at.get("kind", {}).get(hit.start, ())
            ) or (self.finder.hit_ending("kind", hit.end) is not None):
                continue  # `Amount granted: 141 800`, under a heading on the call before
            if hit.end - hit.start > 1 or self.finder.hit("noun", hit.start) is None:
                return True  # but not the noun in `117 proposals came in`
        return self.first is not None and any(
            is_plain_year(self.layout.words[p]) and int(self.layout.words[p]) >= self.first
            for p in range(segment.start, segment.end)
        )

    def earlier(self, segment: Segment, reach: int) -> str | None:
        """A time before the initiative that opens a sentence or makes a heading."""
        hits = self.within("cue", "context", segment.start, min(segment.end, segment.start + reach))
        hits = [hit for hit in hits if not self.own_last_year(hit)]
        if hits:
            return self.say(hits[0])
        if self.first is None or self.began_then(segment, self.first) or segment is self.award_told:
            return None
        if not segment.heading:
            reach = OPENING
        for position in range(segment.start, min(segment.end, segment.start + reach)):
            if self.gone_by(position, self.first):
                return f"the earlier year {self.layout.words[position]}"
        return None

    def past_year(self, quantity: Quantity, segment: Segment) -> str | None:
        """What a year before the document's own dates had is background."""
        at = quantity.begin
        words = self.layout.words
        for opening in range(at - 1, max(segment.start, at - 9) - 1, -1):
            if words[opening] == "(":
                if is_plain_year(words[opening + 1]) and ":" in words[opening + 2 : opening + 5]:
                    return f"the year {words[opening + 1]}"  # `38 people (2021: 9 evenings, 29 people)`
                break
        first = self.first
        if first is None:
            return None
        if self.began_then(segment, first):
            return None
        start, end = self.clause(quantity)
        if self.own_award(quantity, segment):
            return None
        head = range(segment.start, min(segment.end, segment.start + 3))
        for position in [*range(start, end), *head]:
            if self.gone_by(position, first) and not quantity.start <= position < quantity.end:
                return f"the earlier year {words[position]}"
        return self.year_before(start, segment, first)

    def own_award(self, quantity: Quantity, segment: Segment) -> bool:
        """Whether a sum is what the initiative itself was given, be it in an earlier year."""
        given = self.award_told
        return (
            given is segment
            and bool(quantity.currency)
            and not self.sum_between(segment.start, quantity.begin)
        )

    @cached_property
    def award_told(self) -> Segment | None:
        """`In 2020 we awarded the group 145 000`: the first sum of a page, given to one, began what it
        tells of, whatever the year; but not `in 2020 it gave nine halls 38 000`."""
        if self.type in CALLS or self.genre or self.first is None:
            return None
        for index, figures in sorted(self.figures.items()):
            for quantity in figures:
                if not self.is_money(quantity) or quantity.reason:
                    continue
                segment = self.layout.segments[index]
                years = [
                    p for p in range(segment.start, quantity.begin) if is_plain_year(self.layout.words[p])
                ]
                recent = years and self.first - RUNS <= int(self.layout.words[years[-1]])
                several = any(
                    self.thing(q) in ("projects", "partners") for q in figures if q.end <= quantity.begin
                )
                given = any(
                    self.within("kind", name, segment.start, segment.end) for name in ("awarded", "received")
                )
                return segment if recent and given and not several and not segment.heading else None
        return None

    def began_then(self, segment: Segment, first: int) -> bool:
        """`It began in autumn 2016 with three of us`, in a page that looks back on what closed in 2018."""
        begins = [
            hit for name in OWN_DATES[:2] for hit in self.within("when", name, segment.start, segment.end)
        ]
        return self.told_afterwards and any(
            is_plain_year(self.layout.words[p])
            and first - RUNS <= int(self.layout.words[p]) < first
            and any(min(abs(hit.end - p), abs(hit.start - p)) <= OPENING for hit in begins)
            for p in range(segment.start, segment.end)
        )

    def year_before(self, end: int, segment: Segment, first: int) -> str | None:
        """`It was tried out in 2021, when a van went to six villages and 230 children came`: the year holds
        for the clauses behind it, as long as the sentence stays in the past."""
        for position in range(end - 1, segment.start - 1, -1):
            if is_plain_year(self.layout.words[position]):
                if not self.gone_by(position, first) or self.own_time(segment):
                    return None
                if any(self.within("when", name, segment.start, end) for name in OWN_DATES):
                    return None  # `Begun in 2018, the project has trained 40`
                done = [hit for name in DONE for hit in self.within("cue", name, segment.start, segment.end)]
                return f"the earlier year {self.layout.words[position]}" if done else None
        return None

    def gone_by(self, position: int, first: int) -> bool:
        """Whether a year stands there that was over before the initiative's own first one."""
        word = self.layout.words[position]
        return (
            is_plain_year(word)
            and 1990 <= int(word) < first
            and position not in self.dated
            and not self.since(position)
            and not self.opens_years(position)
            and word not in self.headed
        )

    @cached_property
    def headed(self) -> frozenset[str]:
        """The years that the head of the page names, in whatever it calls itself: `Small grants 2024`."""
        words = self.layout.words
        head = self.layout.segments[: (TITLE if self.type in CALLS else 0)]
        places = [p for part in head for p in range(part.start, part.end) if p not in self.dated]
        return frozenset(words[p] for p in places if is_plain_year(words[p]))

    def since(self, position: int) -> bool:
        """`since 2018`, `from 2018 to 2020`, but not `the call of 2018` where one word means of and from."""
        if self.finder.hit("from", position + 1):
            return True
        hit = self.finder.hit_ending("from", position)
        if hit is None:
            return False
        of = self.finder.hit_ending("inner", position) is not None
        goes_on = any(
            self.finder.hit("until", p) or self.layout.words[p] in DASHES
            for p in range(position + 1, min(len(self.layout.words), position + 3))
        )
        return goes_on or not of

    def opens_years(self, position: int) -> bool:
        """`the 2021–2027 period`: the first of two years is no time gone by."""
        words = self.layout.words
        return (
            position + 2 < len(words)
            and words[position + 1] in DASHES
            and is_plain_year(words[position + 2])
            # `the EEA Grants 2014–2021`: nor is the second, where a name stands before the two
            or position > 2
            and words[position - 1] in DASHES
            and is_plain_year(words[position - 2])
            and self.layout.capital[position - 3]
        )

    def other_round(self, segment: Segment) -> str | None:
        """`In the winter round seven ideas shared 16 200`, behind what this round gave."""
        if segment.heading or self.own_time(segment, ("target", "planned", "now", "current")):
            return None
        index = self.layout.segment_of[segment.start]
        for hit in self.within(
            "other_round", "other_round", segment.start, min(segment.end, segment.start + ROUND)
        ):
            said = self.layout.words[hit.start : hit.end]
            own = any(
                self.layout.words[other.start : other.end] == said
                for other in self.hits.get(("other_round", "other_round"), ())
                if other.start < segment.start
            )
            given = any(map(self.is_money, (q for i in range(index) for q in self.figures.get(i, ()))))
            if given and not own:
                return self.say(hit)
        return None

    def done_since(self, segment: Segment) -> str | None:
        """`Since 2012 the fund has given 3.1 million`, `Since 2009 our club has held 400 concerts`: what a
        body did in all the years before."""
        if self.first is None:
            return None
        for position in range(segment.start, min(segment.end, segment.start + ROUND)):
            word = self.layout.words[position]
            if not is_plain_year(word) or int(word) > self.first - LONG or not self.since(position):
                continue
            if not self.own_time(segment, ("target", "planned")):
                return f"since {word}"
        return None
