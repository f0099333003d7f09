"""What one of a thing costs: one evening, one mural, one guest; and the plan beside such a cost."""

from __future__ import annotations

from pipeline.extract.cues import CROSSING, RATES
from pipeline.extract.currencies import COINS, SMALL
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.numerals import Quantity
from pipeline.extract.reading import Reading

NEAR_VERB = 6  # words between a verb of costing and the sum
PHRASE = 3  # words of the thing behind its article
ALIKE = 3  # how many times as much a cost may be as the plan for it
COSTS = RATES | {"output": "per_project"}
RATED = ("per_event", "per_person", "per_project")


class Costs(Reading):
    """Reads the cost of one thing."""

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
        for hit in self.meaning.within("cue", "any", segment.start, last):
            noun = self.thing_behind(hit, last)
            walls = self.meaning.walls
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

    def beside_rate(self, quantity: Quantity, segment: Segment) -> str | None:
        """`It cost 52 a guest; we had budgeted 60`: a plan or outcome right behind a rate, of about the same
        size, is a rate too."""
        last = next((m for m in reversed(self.found) if m.indicator == "budget"), None)
        if last is None or last.basis not in RATED or last.unit != quantity.currency or last.kind == "cap":
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
