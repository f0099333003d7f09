"""What one of a thing costs: one evening, one mural, one guest; and the plan beside such a cost."""

from __future__ import annotations

from pipeline.extract.counts.reading import Measure, Reading
from pipeline.extract.figures.numerals import Quantity, is_plain_year
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.cues import CROSSING, RATES
from pipeline.extract.money.currencies import COINS, SMALL

NEAR_VERB = 6  # words between a verb of costing and the sum
PHRASE = 3  # words of the thing behind its article
ALIKE = 3  # how many times as much a cost may be as the plan for it
COSTS = RATES | {"output": "per_project"}
DEAR = 40_000  # from which a sum is no price that visitors pay
ASKED_BEFORE = 12  # words between a verb of asking and its sum
ASKED_BEHIND = 4  # words between a sum and the verb of asking that closes its clause
RETURNED = 5  # words between a sum left over and the word for it
ITEM = 500  # from which a row below `Expenditure` is no price
LISTED = 500  # from which a bare figure in a list of sums is one
AVERAGE = 6  # words between a sum or count and the word that makes of it an average
ROWS = 5  # rows up and down in which the others of a list are looked for
UNKNOWN = 2  # words of a thing that no list knows, between its article and the verb
ASKED = "asked"  # the role, for as long as a text is read, of a sum that somebody asked for
BESIDE_KIND = 1  # words between what is asked for and that it was asked for
HEAD = 5  # words at the head of a sentence that may name the year of an earlier round
ASKED_FOR = 2  # words between a number of applications and what they asked for
REST = 5  # words behind a sum in which the rest is told of
RATED = ("per_event", "per_person", "per_project")


class Costs(Reading):
    """Reads the cost of one thing, and tells sums that are no money of the initiative."""

    def no_measure(self, quantity: Quantity, segment: Segment) -> str | None:
        """Why a sum is none of the initiative's: a price, money asked for, a limit on who may apply, the
        difference of two sums, what was left over."""
        meaning = self.meaning
        coin = COINS.get(quantity.currency or "", 1)
        if self.was_asked(quantity, segment):
            return "requested"
        if self.difference(quantity):
            return "difference"
        if self.returned(quantity, segment):
            return "returned"
        if self.hourly(quantity):
            return "price"
        for name in ("price", "requested", "eligibility"):
            if (
                name == "requested"
                and self.limits(quantity)
                and (meaning.type == "call" or self.rated(quantity))
            ):
                continue  # `between 500 and 6 000 can be requested`
            _, hit, distance = meaning.nearest(quantity, "cue", (name,), segment)
            if name == "price" and (
                quantity.high >= DEAR * coin
                or meaning.shared_out(quantity, segment)
                or self.income(quantity, segment)
                or self.fee_limit(quantity, segment)
                or self.averaged(quantity)
                and meaning.within("kind", "costing", segment.start, segment.end)
            ):
                continue  # `a year costs 48 000 euros`, `of which 2 000 from membership fees`: at no door
            if hit is not None and distance <= (14 if name == "price" else 9):
                kinds = ("total", "grant", "cofinancing", "allocation", "cap", "awarded", "spent")
                rival = meaning.nearest(quantity, "kind", kinds, segment)
                same = rival[1] is not None and (rival[1].start, rival[1].end) == (hit.start, hit.end)
                small = (
                    name == "price"
                    and quantity.high < SMALL * coin
                    and (rival[0] in ("", "total", "spent") or same)
                )  # `guests pay 30 at the door`, `180 000 was collected at the door`
                whole = rival[1] is not None and rival[1].start <= hit.start < hit.end <= rival[1].end
                whole = whole and not (same and small)
                if (
                    name == "requested"
                    and rival[1] is not None
                    and self.label_of_request(hit, rival, segment)
                ):
                    return name
                if not whole and (rival[1] is None or rival[2] >= distance or small):
                    return name
        others = self.by_segment.get(self.layout.segment_of[quantity.start], [])
        asked = [other for other in others if other.reason == "application" and other.end < quantity.start]
        others = asked[-1:] + [other for other in others if not asked or other.start > asked[-1].start]
        if others[0].reason == "application" and others[0].end < quantity.start:
            between = [other for other in others if others[0].end < other.start < quantity.start]
            after = max(others[0].end, others[0].right)
            linked = self.finder.hit_ending("stop", quantity.begin) is not None
            beside = quantity.begin - after <= ASKED_FOR + linked  # `97 applications for SEK 5.1 million`
            if not beside and meaning.has("awarded", quantity, family="kind"):
                return None
            if not between and (beside or meaning.within("kind", "total", others[0].end, quantity.start)):
                return "requested"  # `19 requests came in, worth £48,300`
        return None

    def label_of_request(self, hit: Hit, rival: tuple[str, Hit | None, float], segment: Segment) -> bool:
        """`Requested funding: 122 580`: in the label of a sum, what is asked for is no grant yet."""
        beside = rival[1] is not None and (
            rival[1].start - hit.end <= BESIDE_KIND and hit.start - rival[1].end <= BESIDE_KIND
        )
        labelled = segment.colon is not None and hit.end <= segment.colon
        return beside and labelled and rival[0] in ("grant", "total", "cofinancing", "allocation")

    def before_sum(self, quantity: Quantity) -> bool:
        """`The largest one €18,000`: between it and a figure stands only the sign of a currency."""
        coin, end = self.finder.currency_at(quantity.end)
        return coin is not None and self.layout.kinds[end : end + 1] == "n"

    def beside_rest(self, quantity: Quantity, segment: Segment) -> bool:
        """`The budget is 212 000 euros. The Union gives 127 200, the rest is shared by the towns`."""
        last = next((m for m in reversed(self.found[-2:]) if m.indicator == "budget"), None)
        after = max(quantity.end, quantity.right)
        return (
            last is not None
            and not quantity.is_range
            and not quantity.currency
            and LISTED <= quantity.high < (last.high or last.low or 0)
            and not is_plain_year(self.layout.words[quantity.start])
            and self.layout.segment_of[quantity.start] - self.layout.segment_of[last.start] <= 1
            and bool(self.meaning.within("rest", "rest", after, min(segment.end, after + REST)))
        )

    def rated(self, quantity: Quantity) -> bool:
        segment = self.layout.segments[self.layout.segment_of[quantity.start]]
        others = self.by_segment.get(self.layout.segment_of[quantity.start], [])
        return self.meaning.basis(quantity, segment, others)[0] != "total"

    def limits(self, quantity: Quantity) -> bool:
        return quantity.is_range or quantity.qualifier in ("at_most", "less_than")

    def hourly(self, quantity: Quantity) -> bool:
        """`Up to 60 euros an hour`: a rate of pay."""
        after = max(quantity.end, quantity.right)
        nouns = (self.finder.hit("noun", p) for p in range(after, after + 2))
        return any(noun is not None and noun.name == "hour" for noun in nouns)

    def asked_sum(self, quantity: Quantity, segment: Segment) -> Measure:
        """A sum asked for is no measure, but tells the currency of those given behind it."""
        start, end = quantity.begin, max(quantity.end, quantity.right)
        unit, high = quantity.currency or "", quantity.high
        measure = Measure(
            "budget",
            ASKED,
            "exact",
            high,
            high,
            unit,
            "total",
            None,
            None,
            start,
            end,
            quantity,
            "asked for",
            [],
            "",
        )
        return measure

    def paid_before(self, quantity: Quantity, segment: Segment, role: str) -> bool:
        """`In 2022 we gave away 52 300`, `39 870 was paid to 27 groups`: what is past in a call
        belongs to an earlier round."""
        if role == "actual":
            return self.meaning.has("now", quantity) is None
        if role != "target" or self.limits(quantity):
            return False
        head = self.layout.words[segment.start : segment.start + HEAD]
        within = self.meaning.within
        told = [
            hit
            for family, name in (("cue", "actual"), ("cue", "past"), ("kind", "awarded"))
            for hit in within(family, name, segment.start, segment.end)
        ]
        ahead = any(
            within("cue", name, segment.start, segment.end) for name in ("target", "future", "planned")
        )
        return self.meaning.first is None and any(map(is_plain_year, head)) and bool(told) and not ahead

    def was_asked(self, quantity: Quantity, segment: Segment) -> bool:
        """`We asked for 45 000 and got 38 000`: with no other figure and no giving between a verb of asking
        and its sum."""
        meaning, after = self.meaning, max(quantity.end, quantity.right)
        if meaning.type == "call":
            return False
        for hit in meaning.within("cue", "asked", segment.start, segment.end):
            if hit.end <= quantity.begin:
                gap, near = (hit.end, quantity.begin), quantity.begin - hit.end <= ASKED_BEFORE
            else:
                gap, near = (after, hit.start), 0 <= hit.start - after <= ASKED_BEHIND
            walls = meaning.walls[gap[1]] - meaning.walls[gap[0] - 1]
            if not near or gap[0] > gap[1] or walls >= CROSSING[","] or ":" in self.layout.words[slice(*gap)]:
                continue
            given = any(meaning.within("kind", name, *gap) for name in ("awarded", "spent", "cap"))
            if not given and not meaning.figure_between(*gap):
                return True
        return False

    def difference(self, quantity: Quantity) -> bool:
        """`745 zł less than planned`: right behind a sum, more than and less than make of it the difference
        of two others."""
        after = max(quantity.end, quantity.right)
        if quantity.is_range:
            return False
        for at in (after, after + 1):
            for hit in (
                *self.finder.at.get("qualifier", {}).get(at, ()),
                *self.finder.at.get("cue", {}).get(at, ()),
            ):
                compares = hit.name in ("more_than", "less_than") and hit.end - hit.start > 1
                if compares and not self.meaning.opens_figure(hit.end) or hit.name == "compared":
                    return at == after or self.layout.kinds[after] == "w"
        return False

    def returned(self, quantity: Quantity, segment: Segment) -> bool:
        """`The unspent 1 140 € go back to the fund`: what was left over is neither given nor spent anew."""
        return any(
            self.meaning.distance(quantity, hit) <= RETURNED and not self.meaning.beyond(quantity, hit, ";")
            for hit in self.meaning.within("cue", "returned", segment.start, segment.end)
        )

    def listed_sum(self, quantity: Quantity, segment: Segment) -> bool:
        """`Circle of Elders, Narva, 18 000` between lines that end in sums: a bare figure at the end of
        a line of one list."""
        layout = self.layout
        if (
            quantity.high < LISTED
            or quantity.spelt
            or quantity.is_range
            or is_plain_year(layout.words[quantity.start])
            or max(quantity.end, quantity.right) < segment.end - 1
            or not layout.text[layout.starts[segment.start]].isupper()
            or len(self.by_segment[layout.segment_of[quantity.start]]) > 1
        ):
            return False
        index = layout.segment_of[segment.start]
        sums = 0
        for step in (-1, 1):
            for near in range(index + step, index + step * (ROWS + 1), step):
                if not 0 <= near < len(layout.segments) or layout.segments[near].bullet != segment.bullet:
                    break
                others = self.by_segment.get(near, [])
                if len(others) != 1 or layout.segments[near].line == segment.line:
                    break
                sums += self.has_money(others[0])
        return sums >= 2

    def income(self, quantity: Quantity, segment: Segment) -> bool:
        """`Sources:` / `- tickets: 1 915`: in a list of where the money comes from, what visitors pay is the
        initiative's own income; below `Expenditure`, `Hire of hall 4 900` is what was spent."""
        coin = COINS.get(quantity.currency or "", 1)
        listed = segment.bullet or self.meaning.in_list(segment)
        if listed and quantity.high >= SMALL * coin:
            return self.headed(segment, "grant", "cofinancing", "total")
        row = not listed and self.layout.words[segment.end - 1] not in ".!?"
        return row and quantity.high >= ITEM * coin and self.headed(segment, "spent", "outlay")

    def own_income(self, quantity: Quantity, segment: Segment) -> bool:
        paid = self.meaning.within("cue", "price", segment.start, quantity.begin)
        return bool(paid) and self.income(quantity, segment) and not self.headed(segment, "spent", "outlay")

    def headed(self, segment: Segment, *names: str) -> bool:
        leads = self.meaning.lead_chain(segment)[:1]
        return any(
            self.meaning.within("kind", name, lead.start, lead.end) for lead in leads for name in names
        )

    def fee_limit(self, quantity: Quantity, segment: Segment) -> bool:
        """`At most 120 € in fees an afternoon`: a limit for each of one's own things is no price."""
        if quantity.qualifier not in ("at_most", "less_than"):
            return False
        others = self.by_segment.get(self.layout.segment_of[quantity.start], [])
        return self.meaning.basis(quantity, segment, others)[0] in ("per_event", "per_project", "per_partner")

    def unit_cost(self, quantity: Quantity, segment: Segment) -> str | None:
        """`One cross comes to 48 thousand`, `a supper costs us 190`: what one of several costs; in
        an announcement such a sum is a price."""
        small = SMALL * COINS.get(quantity.currency or "", 1)
        if self.meaning.type not in (None, "report") or quantity.high < small:
            return None
        verbs = [
            hit
            for hit in self.meaning.within("kind", "costing", segment.start, segment.end)
            if 0 <= quantity.begin - hit.end <= NEAR_VERB
            or 0 <= hit.start - max(quantity.end, quantity.right) <= 1
        ]
        verbs = [hit for hit in verbs if not self.meaning.beyond(quantity, hit, ",")]
        if not verbs:
            return None
        last = min(verbs[0].start, quantity.begin)
        for hit in (
            hit for name in ("any", "every") for hit in self.meaning.within("cue", name, segment.start, last)
        ):
            noun = self.thing_behind(hit, last)
            walls = self.meaning.walls
            bare = 1 <= last - hit.end <= UNKNOWN and not self.meaning.figure_between(hit.end, last)
            if noun is None and bare and last == verbs[0].start and self.layout.kinds[hit.end] == "w":
                return "per_event"  # `Een maaltijd kost 190`: no list knows the thing
            if (
                noun is not None
                and noun.name in COSTS
                and walls[last] - walls[noun.end - 1] < CROSSING[","]
                and not self.meaning.figure_between(noun.end, quantity.begin)
            ):
                return COSTS[noun.name]
        return None

    def thing_behind(self, hit: Hit, end: int) -> Hit | None:
        nouns = (self.finder.hit("noun", p) for p in range(hit.end, min(end, hit.end + PHRASE)))
        return next((noun for noun in nouns if noun is not None), None)

    def averaged(self, quantity: Quantity) -> bool:
        """`on average 25 guests`, `the mean was 590 euros`: a rate of something."""
        hit = self.meaning.has("average", quantity)
        return hit is not None and self.meaning.distance(quantity, hit) <= AVERAGE

    def average_sum(self, quantity: Quantity, segment: Segment) -> str | None:
        """What an average sum is one of: the thing named in its sentence; a project where it was given."""
        if not self.averaged(quantity):
            return None
        found = [
            RATES[noun.name]
            for position in range(segment.start, segment.end)
            if (noun := self.finder.hit("noun", position)) is not None and noun.name in RATES
        ]
        if "per_project" in found:
            return "per_project"
        given = any(
            self.meaning.within("kind", name, segment.start, segment.end) for name in ("awarded", "grant")
        )
        return found[-1] if found else "per_project" if given else "per_event"

    def beside_like(self, quantity: Quantity, segment: Segment) -> bool:
        """Whether a bare figure is a sum as the one before it is: in a list, a rate, or the plan for it."""
        if self.listed_sum(quantity, segment) or self.beside_rate(quantity, segment):
            return True
        if not self.beside_plan(quantity, segment):
            return False
        self.plans.add(quantity.start)
        return True

    def beside_plan(self, quantity: Quantity, segment: Segment) -> bool:
        """`It cost 228 915 euros, against a forecast of 240 000`: a bare figure of about the size of the sum
        before it, in a clause with a word for plans."""
        last = next((m for m in reversed(self.found[-2:]) if m.indicator == "budget"), None)
        if (
            last is None
            or quantity.currency
            or quantity.is_range
            or last.start < segment.start
            or quantity.high < LISTED
            or is_plain_year(self.layout.words[quantity.start])
        ):
            return False
        value, meaning = last.high or last.low or 0, self.meaning
        end = meaning.clause(quantity)[1]
        cues = ("planned", "promised", "target", "context")
        told = any(meaning.within("cue", name, last.end, end) for name in cues)
        return told and value / ALIKE <= quantity.high <= value * ALIKE

    def beside_rate(self, quantity: Quantity, segment: Segment) -> str | None:
        """`It cost 52 a guest; we had budgeted 60`: a plan or outcome right behind a rate, of about the same
        size, is a rate too."""
        last = next((m for m in reversed(self.found) if m.indicator == "budget"), None)
        if (
            last is None
            or last.basis not in RATED
            or last.kind == "cap"
            or quantity.currency not in (None, last.unit)
        ):
            return None
        here, before = self.layout.segment_of[quantity.start], self.layout.segment_of[last.start]
        if here - before > 1 or self.layout.segments[before].line != segment.line:
            return None
        value = last.high or last.low or 0
        if not value / ALIKE <= quantity.high <= value * ALIKE:
            return None
        meaning, (start, end) = self.meaning, self.meaning.clause(quantity)
        kinds = ("total", "grant", "cofinancing", "allocation", "awarded")
        if any(meaning.within("kind", name, start, end) for name in kinds):
            return None
        cues = ("target", "planned", "promised", "achieved")
        told = any(meaning.within("cue", name, start, end) for name in cues)
        return last.basis if told or meaning.within("kind", "spent", start, end) else None

    def promised(self, quantity: Quantity, segment: Segment) -> bool:
        """An item in a list of awards, with its sum, tells what the project promises to do; so does what
        stands behind a sum and a verb of giving: `are awarded 12 300 for ten hives`."""
        sums = [q for q in self.by_segment[self.layout.segment_of[segment.start]] if self.has_money(q)]
        if any(q.end <= quantity.begin for q in sums) and (
            self.meaning.within("kind", "awarded", segment.start, quantity.begin)
        ):
            return True
        awards = self.meaning.starts.get(("kind", "awarded"), ())
        if not (awards and awards[0] < segment.start and (segment.bullet or self.meaning.in_list(segment))):
            return False
        index = self.layout.segment_of[segment.start]
        around = range(max(0, index - 3), min(len(self.layout.segments), index + 4))
        return any(
            self.has_money(quantity)
            for near in around
            if self.layout.segments[near].line == segment.line
            for quantity in self.by_segment.get(near, ())
        )

    def paid_for(self, quantity: Quantity, segment: Segment) -> bool:
        """`5 000 € went to the club for a camp for 60 children`: the verb of giving says nothing of them."""
        hit = self.meaning.nearest(quantity, "cue", ("actual", "achieved", "past"), segment)[1]
        if hit is None or hit.end > quantity.begin or self.meaning.type == "report":
            return False
        given = self.meaning.within("kind", "awarded", hit.start, hit.end)
        money = [
            other
            for other in self.by_segment[self.layout.segment_of[quantity.start]]
            if other.end <= quantity.begin and self.has_money(other)
        ]
        return bool(given and money)
