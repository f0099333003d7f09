"""What stands beside a figure and says what it counts: a town, a team, verbs of coming, money."""

from __future__ import annotations

from pipeline.extract.counts.counted import BESIDE, Counted
from pipeline.extract.counts.reading import Measure
from pipeline.extract.figures.numerals import Quantity, is_plain_year
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.cues import RATES

OPENING = 4  # words before the figure in a sentence that says how many live somewhere
FAR = 6  # words before its clause in which the thing that is watched may stand: `the film, watched by 900`
CLOSE = 4  # how near a word for money stands to a sum without a currency
AFAR = 8  # words behind a counted noun within which a limit may end its clause
SUMS = 4  # measures before a figure among which a sum is looked for
GIVER = 6  # words behind a sum in which its giver is named
PART = 14  # words between a sum and its part
COUNTABLE = frozenset({"participant", "inhabitant", "audience", "member", "household", "event", "output"})
SUM_FROM = 1000  # from which a bare figure may be a sum
NEXT_TO = 3  # words between such a figure and the verb of giving or the giver
MORE = 2  # how many times as much as the sum before it such a figure may be
NAME = 3  # words of a body's name before the noun in it
MANY = 1000  # inhabitants that are a population where nobody says that they come


class Beside(Counted):
    """Reads what a figure's neighbours say of it."""

    def limited_afar(self, quantity: Quantity, position: int) -> None:
        """`three groups of owners in town, at the very least`: words for a limit that end the clause."""
        words, kinds = self.layout.words, self.layout.kinds
        for at in range(position, min(position + AFAR, len(words))):
            if kinds[at] in "nd" or words[at] in ".;:!?()" or self.finder.hit("number", at):
                return
            for hit in self.finder.at.get("after", {}).get(at, ()):
                closes = hit.end == len(words) or kinds[hit.end] == "m"
                if hit.end - hit.start > 1 and closes and hit.name != "about":
                    quantity.qualifier, quantity.right = hit.name, max(quantity.right, hit.end)
                    quantity.qualifier_words = self.layout.quote(hit.start, hit.end)
                    return

    def part_of_sum(self, quantity: Quantity, segment: Segment, noun: Hit | None) -> bool:
        """`48 000 euros, of which 30 000 from the region`: a round figure behind a larger sum."""
        told = (m for m in reversed(self.found[-SUMS:]) if m.indicator not in ("duration", "age"))
        before = next(told, None)
        return (
            quantity.currency is None
            and not quantity.spelt
            and quantity.high >= MANY
            and quantity.high % 100 == 0
            and not self.finder.alone(quantity)
            and not self.people(quantity, noun)
            and (noun is None or noun.start > max(quantity.end, quantity.right) or noun.end <= quantity.begin)
            and before is not None
            and before.indicator == "budget"
            and self.layout.segment_of[before.start] == self.layout.segment_of[quantity.start]
            and quantity.high < (before.high or before.low or 0)
            and quantity.begin - before.end <= PART
            and not is_plain_year(self.layout.words[quantity.start])
        )

    def also_given(self, quantity: Quantity, segment: Segment) -> bool:
        """`the City gave 15 000 euros, the Arcades Foundation 22 000`: a bare sum right behind the name of
        another giver closes the clause; or that name follows: `on top of 22 000 from the Foundation`."""
        before, after = self.found[-1] if self.found else None, max(quantity.end, quantity.right)
        if (
            before is None
            or before.indicator != "budget"
            or before.start < segment.start
            or quantity.currency
            or quantity.spelt
            or quantity.is_range
            or quantity.high < MANY
            or not 1 < quantity.begin - before.end <= PART
            or is_plain_year(self.layout.words[quantity.start])
        ):
            return False
        if self.finder.hit("stop", after) and any(
            self.finder.hit(family, at)
            for family in ("body", "funder", "giver")
            for at in range(after + 1, min(after + GIVER, segment.end))
        ):
            return True
        if (
            after < segment.end
            and self.layout.words[after] not in ",;.)"
            and not self.finder.hit("join", after)
        ):
            return False
        at = quantity.begin - 1
        while at > before.end and (self.layout.words[at] == "," or self.small_word(at)):
            at -= 1
        return self.layout.capital[at] and self.layout.kinds[at] == "w"

    def of_that_sum(self, quantity: Quantity, segment: Segment, noun: Hit | None, source: str) -> bool:
        """`It costs 148 000 euros. The Foundation has put in 90 000`: soon behind a sum, a bare one of a
        body, beside a word for money given or spent or a pronoun for what was told of before."""
        here = self.layout.segment_of[quantity.start]
        before = self.latest_sum()
        if (
            before is None
            or quantity.currency
            or here - self.layout.segment_of[before.start] > 2
            or quantity.is_range
            or quantity.high < MANY
            or quantity.high > (before.high or before.low or 0)
            or quantity.spelt
            and not quantity.scaled
            or is_plain_year(self.layout.words[quantity.start])
            or noun is not None
            and (source == "right" or noun.name not in ("organisation", "place", "money", "project"))
            or self.unknown_noun_behind(quantity, segment)
        ):
            return False
        body = any(self.finder.hit("body", p) for p in range(segment.start, quantity.begin))
        names = ("awarded", "spent", "grant", "cofinancing")
        close = range(max(segment.start, quantity.begin - CLOSE), quantity.begin)
        word = any(self.meaning.within("kind", name, close.start, close.stop) for name in names)
        return body and (word or bool(self.meaning.within("cue", "them", close.start, close.stop)))

    def beside_verb(self, quantity: Quantity, segment: Segment) -> bool:
        """`It is worth 64 800 euros, of which 55 080 gives the Fund`, `40 000 were available`: a bare figure
        behind another sum, right beside a verb of giving or the body that gives."""
        before, after = self.latest_sum(), max(quantity.end, quantity.right)
        here = self.layout.segment_of[quantity.start]
        if (
            before is None
            or quantity.currency
            or quantity.is_range
            or quantity.high < SUM_FROM
            or quantity.spelt
            and not quantity.scaled
            or here - self.layout.segment_of[before.start] > 1
            or is_plain_year(self.layout.words[quantity.start])
            or self.person_form(quantity) is not None
        ):
            return False
        start, end = self.meaning.clause(quantity)
        closes = after >= segment.end or self.layout.kinds[after] == "m"
        if not closes and self.unknown_noun_behind(quantity, segment):
            return False
        names = ("awarded", "cofinancing", "grant", "allocation", "total")
        behind = [hit for name in names for hit in self.meaning.within("kind", name, after, after + NEXT_TO)]
        ahead = [
            hit
            for name in names
            for hit in self.meaning.within("kind", name, max(start, quantity.begin - NEXT_TO), quantity.begin)
        ]
        gives = any(
            self.meaning.within(name, name, after, min(end, after + NEXT_TO))
            for name in ("funder", "town", "giver")
        )
        return bool(behind or ahead or gives) and quantity.high <= (before.high or before.low or 0) * MORE

    def latest_sum(self) -> Measure | None:
        return next((m for m in reversed(self.found[-4:]) if m.indicator == "budget"), None)

    def asked_who(self, segment: Segment) -> bool:
        """`Who may apply? Groups of at least five neighbours`: the question before says who is admitted."""
        index = self.layout.segment_of[segment.start]
        before = self.layout.segments[index - 1] if index else None
        return (
            before is not None
            and before.line == segment.line
            and self.layout.words[before.end - 1] == "?"
            and bool(self.meaning.within("cue", "eligibility", before.start, before.end))
        )

    def each_of_them(self, quantity: Quantity) -> str:
        """`34 clubs benefit. Each will get 35 000 euros`: of those counted last."""
        index = self.layout.segment_of[quantity.start]
        for measure in self.latest(index):
            noun = measure.quantity.noun
            if noun is not None and self.layout.segment_of[measure.start] >= index - 2 and noun.name in RATES:
                return RATES[noun.name]
        return "total"

    def small_word(self, position: int) -> bool:
        """`the Town another 51 280`, `the Foundation put in 22 000`."""
        return any(
            self.finder.hit_ending(family, position + 1) for family in ("bare", "again", "stop")
        ) or any(
            hit.name in ("awarded", "cofinancing")
            for hit in self.finder.ending.get("kind", {}).get(position + 1, ())
        )

    def compared(self, quantity: Quantity, segment: Segment) -> None:
        """`87 450 euros, less than the 92 000 planned`: it compares two figures and limits neither."""
        after = max(quantity.end, quantity.right)
        if quantity.qualifier not in ("less_than", "more_than") or quantity.is_range:
            return
        if not any(
            other.end <= quantity.begin for other in self.by_segment[self.layout.segment_of[quantity.start]]
        ):
            return
        if any(self.meaning.within("cue", name, after, after + 2) for name in ("planned", "target")):
            quantity.qualifier, quantity.qualifier_words, quantity.left = "exact", "", -1

    def people(self, quantity: Quantity, noun: Hit | None) -> bool:
        """`2.4 million euros, 1,500 trained people`: a figure whose noun or form tells that it counts."""
        if noun is None or noun.name not in COUNTABLE or not 0 < noun.start - quantity.end <= 1:
            return self.person_form(quantity) is not None
        return not any(self.finder.hit(family, quantity.end) for family in ("stop", "kind", "join"))

    def of_team(self, quantity: Quantity) -> bool:
        """`csapatonként 6 fő`: the size of a team, named right before the figure and not counted itself."""
        each = self.meaning.within("cue", "each", quantity.begin - 1, quantity.begin)
        at = quantity.begin - 1 if each else quantity.begin
        for hit in self.finder.ending.get("noun", {}).get(at, []):
            if hit.name == "team" and each:
                return True  # `12 družstev po pěti hráčích`
            if hit.name == "team":
                return not any(
                    other.end == hit.start for other in self.by_segment[self.layout.segment_of[hit.start]]
                )
        return False

    def of_place(self, quantity: Quantity) -> bool:
        """`villages with fewer than 500 inhabitants`: the figure describes the place before it."""
        if self.finder.hit("join", quantity.begin - 1):
            return False
        return any(
            hit.name == "place"
            for at in range(quantity.begin - 1, quantity.begin + 1)
            for hit in self.finder.ending.get("noun", {}).get(at, ())
        )

    def resident(self, quantity: Quantity, source: str, segment: Segment) -> bool:
        """Whether inhabitants are told of for how many live somewhere."""
        if self.of_place(quantity) or self.populace(quantity, segment):
            return True
        return source == "right" and self.where_they_live(quantity, segment)

    def where_they_live(self, quantity: Quantity, segment: Segment) -> bool:
        """`the town, where only 900 inhabitants are left`: a relative clause in which nobody comes."""
        start, end = self.meaning.clause(quantity)
        opened = start > segment.start and any(self.finder.hit("relative", p) for p in (start, start + 1))
        names = ("attending", "gathering", "following", "target", "planned")
        return opened and not any(self.meaning.within("cue", name, start, end) for name in names)

    def populace(self, quantity: Quantity, segment: Segment) -> bool:
        """`the valley's 9,800 souls`: many inhabitants whom no verb of coming, planning or serving counts."""
        if quantity.low < MANY or segment.bullet:
            return False
        plans = ("target", "planned", "future", "attending")
        head = [
            hit
            for name in (*plans, "actual")
            for hit in self.meaning.within("cue", name, segment.start, quantity.begin)
        ]
        if 2 <= quantity.begin - segment.start <= OPENING and not head:
            return True  # `Ford has about 20 000 inhabitants, and you cannot reach them all`
        for name in plans:
            if self.meaning.within("cue", name, segment.start, segment.end):
                return False
        names: tuple[str, ...] = ("achieved", "reach", "gathering", "following")
        if not self.lexicon.language.cues.attending:
            names += ("actual",)  # no list of verbs of coming: any verb in the past may be one
        return self.meaning.nearest(quantity, "cue", names, segment)[2] > BESIDE

    def beside_money(self, quantity: Quantity, segment: Segment) -> bool:
        """`of it 386,500 was paid out`: a bare figure right beside a word for money given or spent."""
        if (
            quantity.currency
            or quantity.spelt
            or quantity.high < 1000
            or is_plain_year(self.layout.words[quantity.start])
            or self.layout.kinds[max(quantity.end, quantity.right) : segment.end][:1] == "w"
            and self.unknown_noun_behind(quantity, segment)
        ):
            return False
        names = ("awarded", "spent", "grant", "cofinancing", "total", "allocation")
        hit, distance = self.meaning.nearest(quantity, "kind", names, segment)[1:]
        left = self.nouns.left(quantity)
        bare = left is None or left.name == "money"
        # `the department gives 23 thousand`: not departments, where a sum was told of just before
        bare = (
            bare
            or quantity.scaled
            and left is not None
            and self.told_money(quantity)
            and not self.left_of(hit, left)
            or left is not None
            and hit is not None
            and hit.start >= left.end
            and self.paying(quantity, left, segment)
        )
        # `the total should not fall below 2,000`: of whatever was counted before, where no sum was told of
        plain = hit is not None and hit.name == "total" and self.finder.hit("bare", hit.start) is not None
        return hit is not None and distance <= CLOSE and bare and (not plain or self.told_money(quantity))

    def told_money(self, quantity: Quantity) -> bool:
        """Whether the sentence or one of the two before it tells of a greater sum."""
        here = self.layout.segment_of[quantity.start]
        return any(
            measure.indicator == "budget"
            and here - self.layout.segment_of[measure.start] <= 2
            and (measure.high or measure.low or 0) >= quantity.high
            for measure in self.found[-SUMS:]
        )

    def left_of(self, hit: Hit | None, noun: Hit) -> bool:
        """Whether a noun stands between a verb of giving and its sum."""
        return hit is None or hit.end <= noun.start

    def shown(self, reach: Hit, segment: Segment) -> bool:
        """Whether a verb of gathering that may also tell of a reach speaks of an event, of which nobody says
        that it was seen from afar."""
        gathering = any(
            hit.name == "gathering" for hit in self.finder.ending.get("cue", {}).get(reach.end, ())
        ) or bool(self.meaning.within("viewing", "viewing", reach.start, reach.end))
        far = bool(self.meaning.within("cue", "online", segment.start, segment.end)) or any(
            not self.in_event(medium)
            for medium in self.meaning.within("medium", "medium", segment.start, segment.end)
        )
        return (
            gathering and not far and bool(self.meaning.within("noun", "event", segment.start, reach.start))
        )

    def takes_part(self, noun: Hit, source: str) -> bool:
        """`to reach 500 participants`: the word itself says that they take part."""
        return source in ("right", "label") and self.finder.hit("taking_part", noun.start) is not None

    def in_event(self, medium: Hit) -> bool:
        """`film evening`: a medium that is part of the name of an event."""
        thing = self.nouns.at(medium.start) or self.nouns.at(max(medium.start - 1, 0))
        return thing is not None and thing.name == "event" and thing.end >= medium.end

    def seen_afar(self, quantity: Quantity, noun: Hit, segment: Segment) -> Hit | None:
        """`The film was seen by 2,400 people`: a verb of watching or hearing beside a film, a page or a
        broadcast, none of them part of the name of an event (`film evening`)."""
        start, end = self.meaning.clause(quantity)
        _, hit, near = self.meaning.nearest(quantity, "cue", ("following",), segment)
        shown = self.meaning.within("noun", "event", segment.start, quantity.begin)
        if hit is not None and near <= CLOSE - 1 and start <= hit.start < end and not shown:
            return hit  # `5,600 people have subscribed`
        start = max(segment.start, start - FAR) if start > segment.start else start
        verb = self.meaning.nearest(quantity, "viewing", ("viewing",), segment)
        if verb[1] is None or verb[2] > BESIDE or not start <= verb[1].start < end:
            return None
        for medium in self.meaning.within("medium", "medium", start, end):
            if self.in_event(medium):
                continue
            if not self.meaning.figure_between(
                min(medium.end, quantity.end), max(medium.start, quantity.begin)
            ):
                return medium
        return None

    def among_sums(self, quantity: Quantity, segment: Segment) -> bool:
        """Whether a round figure without a currency stands beside sums that have one."""
        index = self.layout.segment_of[quantity.start]
        last = next((m for m in reversed(self.found) if m.indicator == "budget"), None)
        apart = index - self.layout.segment_of[last.start] if last is not None else MANY
        if apart == 0 or any(  # `A 650 ezer, B 480 ezer, C 1,1 millió forintot kapott`
            (other.start > quantity.end or other.reason == "requested")
            and other.scaled
            and (other.currency or self.has_money(other))
            for other in self.by_segment[index]
        ):
            return True
        names = ("awarded", "grant", "cofinancing", "spent")
        return apart == 1 and self.meaning.nearest(quantity, "kind", names, segment)[2] <= CLOSE

    def paying(self, quantity: Quantity, body: Hit, segment: Segment) -> bool:
        """`The budget is 58 000 euros. The Foundation granted 35 000`: who gives a sum right behind another
        is not counted by it."""
        before = next((m for m in reversed(self.found) if m.indicator == "budget"), None)
        start = self.meaning.clause(quantity)[0]
        return (
            before is not None
            and body.end <= quantity.begin
            and self.layout.segment_of[segment.start] - self.layout.segment_of[before.start] <= 1
            and not self.meaning.figure_between(body.start, quantity.begin)
            and any(
                self.meaning.within(name, name, max(start, body.start - NAME), quantity.begin)
                for name in ("funder", "town", "giver")
            )
        )

    def taken_in(self, noun: Hit, segment: Segment) -> bool:
        """`the camp has room for 40 children`: those whom it takes, not how many a hall holds."""
        generic = ("inhabitant", "audience", "remote")
        venue = any(self.finder.hit("venue", p) for p in range(segment.start, segment.end))
        happening = any(
            hit.name in ("event", "project")
            for p in range(segment.start, noun.start)
            for hit in self.finder.at.get("noun", {}).get(p, ())
        )
        return noun.name not in generic and happening and not venue

    def lead_qualifier(self, quantity: Quantity, segment: Segment) -> None:
        """A qualifier at the end of a list's lead-in (`at least:`) belongs to each item's first number."""
        if (
            quantity.qualifier != "exact"
            or segment.lead is None
            or not segment.bullet
            or quantity.start - segment.start > 2
        ):
            return
        lead = segment.lead
        end = lead.end
        while end > lead.start and self.layout.words[end - 1] in ":–-":
            end -= 1
        hit = self.finder.hit_ending("qualifier", end)
        if hit and hit.start >= lead.start:
            quantity.qualifier, quantity.qualifier_words = hit.name, self.layout.quote(hit.start, hit.end)
