"""Whether what a figure is taken to count can be said of with its verb: people come, things are made."""

from __future__ import annotations

from math import log

from pipeline.extract.counts.antecedents import Antecedents
from pipeline.extract.counts.doing import OBJECTS, SUBJECTS, VERBS
from pipeline.extract.counts.heads import PERIODS
from pipeline.extract.counts.reading import PERSONS, Measure
from pipeline.extract.figures.numerals import Quantity
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit

RECORDED = 2  # how near a verb of recording stands to its talks
VERB = 4  # how near the verb of a clause stands to its figure
FOLK = PERSONS | {"household", "visit", "views"}
CHOSEN = frozenset({"project", "organisation", "country", "place"})
"""What is supported, trained or brought in, as people are."""
SAID_OF = {
    "audience": FOLK,
    "remote": FOLK,
    "event": frozenset({"event", "output", "project", "place", "organisation", "country"}),
    "output": frozenset({"output", "event", "project", "place", "organisation", "country"}),
}
"""What a verb can be said of: people come, things are made and held."""


class Fitting(Antecedents):
    """Tells people from things where only the verb does."""

    def verb_of(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """The verb right beside a figure in its clause, with no other figure and no `and` between."""
        start, end = self.meaning.clause(quantity)
        after, best = max(quantity.end, quantity.right), None
        for name in VERBS:
            for hit in self.meaning.within("cue", name, start, end):
                gap = range(hit.end, quantity.begin) if hit.end <= quantity.begin else range(after, hit.start)
                if len(gap) > VERB or hit.start < after and hit.end > quantity.begin:
                    continue
                if any(self.finder.hit("join", p) or self.meaning.opens_figure(p) for p in gap):
                    continue
                if self.finder.hit("noun", hit.start) or best is not None and best[0] <= len(gap):
                    continue  # a noun with a verb's stem: `participants`
                best = len(gap), hit
        return best[1] if best is not None else None

    def befits(self, noun: Hit | None, verb: Hit | None) -> bool:
        if noun is None or verb is None:
            return noun is not None
        said = SAID_OF[{**SUBJECTS, **OBJECTS}[verb.name]]
        return noun.name in (said | CHOSEN if verb.name == "gathering" else said)

    def meant(self, quantity: Quantity, segment: Segment, noun: Hit | None) -> Hit | None:
        """The noun, or where the verb of the clause cannot be said of it, the last one counted or told of
        that it can be said of; None for none."""
        verb = self.verb_of(quantity, segment)
        if noun is not None and self.goes_on(quantity):
            return noun  # `Eleven benches stand. Four more will come in May`
        if verb is None or self.befits(noun, verb) or self.finder.alone(quantity):
            return noun
        kind = {**SUBJECTS, **OBJECTS}[verb.name]
        fits = FOLK if kind in ("audience", "remote") else {kind}
        index = self.layout.segment_of[quantity.start]
        for measure in self.recent(index):
            other = measure.quantity.noun
            if other is not None and other.name in fits:
                return other
        topic = self.topic(quantity, index)
        if topic is not None and topic.name in fits:
            return topic
        low = self.layout.segments[max(0, index - 1)].start
        for position in range(quantity.begin - 1, low - 1, -1):
            other = self.nouns.at(position)
            if other is not None and other.name in fits and not self.nouns.in_any_cue(other):
                return other
        right_there = verb.end == quantity.begin or verb.start == max(quantity.end, quantity.right)
        if verb.name == "attending" and right_there and quantity.high > 1:
            return Hit("noun", "participant", quantity.start, quantity.start, 0, "participant")
        return None

    def watched(self, quantity: Quantity, segment: Segment, left: Hit | None) -> Hit | None:
        """`The newsletter goes out to 830`, `naujienlaiškį gauna 830`: whom a medium reaches."""
        if left is None or left.name != "output":
            return None
        start, end = self.meaning.clause(quantity)
        medium = self.meaning.within("medium", "medium", left.start, left.end)
        verb = self.meaning.within("viewing", "viewing", start, end)
        verb = verb or self.meaning.within("cue", "following", start, end)
        return left._replace(name="remote") if medium and verb else None

    def planned_aside(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`32 bands from 5 countries (planned: 25)`: of several counts before a bracket the plan is that of
        the one which is nearest to it in size."""
        opening = self.opening_bracket(quantity.begin, segment.start)
        if opening is None or not quantity.high or "n" in self.layout.kinds[opening : quantity.begin]:
            return None
        if not any(
            self.meaning.within("cue", name, opening, segment.end)
            for name in ("planned", "target", "promised")
        ):
            return None
        before = [
            (abs(log((m.high or m.low or 1) / quantity.high)), m.quantity.noun)
            for m in self.found
            if segment.start <= m.start < opening and m.quantity.noun is not None and (m.high or m.low)
        ]
        return min(before, key=lambda pair: pair[0])[1] if len(before) > 1 else None

    def recent(self, index: int) -> list[Measure]:
        """Counts of this sentence and the two before, the last first."""
        return [
            measure
            for measure in reversed(self.found)
            if index - 2 <= self.layout.segment_of[measure.start] <= index
        ]

    def set_against_next(self, quantity: Quantity) -> bool:
        """`instead of the expected 1,200 came 1,600 visitors`: a plan right before its figure."""
        near = range(max(0, quantity.begin - 2), quantity.begin)
        return any(
            hit.name in ("instead", "planned", "target", "promised")
            for p in near
            for hit in self.finder.at.get("cue", {}).get(p, ())
        )

    def names_year(self, quantity: Quantity, noun: Hit) -> bool:
        value = quantity.low
        if (
            quantity.start == self.layout.segments[self.layout.segment_of[quantity.start]].start
            and value > 1800
        ):
            return True
        if noun.name in PERIODS:
            return True
        return value % 10 != 0 and 1950 <= value <= 2040 and quantity.qualifier == "exact"

    def postal(self, quantity: Quantity) -> bool:
        """Four or five digits right before a name: a postal code."""
        word, after = self.layout.words[quantity.start], quantity.end
        return (
            word.isdigit()
            and 4 <= len(word) <= 5
            and after < len(self.layout.words)
            and self.layout.capital[after]
        )

    def noun_behind_bound(self, quantity: Quantity) -> bool:
        """`hatezernél is több diák`: the noun stands behind the words that make the figure a bound."""
        behind = self.finder.hit("after", max(quantity.end, quantity.right))
        return behind is not None and self.nouns.at(behind.end) is not None

    def worked_on(self, quantity: Quantity, noun: Hit, segment: Segment) -> bool:
        """`388 devices were repaired`: a thing that is mostly no output, right beside a verb of making."""
        if quantity.high < 2 or noun.end - noun.start > 1 or self.finder.hit_ending("stop", quantity.begin):
            return False
        verb = self.verb_of(quantity, segment)
        return verb is not None and verb.name == "making"

    def recorded(self, quantity: Quantity, noun: Hit, segment: Segment) -> bool:
        """`64 conversations were recorded`: a verb of recording beside talks makes things of them."""
        _, verb, near = self.meaning.nearest(quantity, "recording", ("recording",), segment)
        return verb is not None and near <= RECORDED and not quantity.end <= verb.start < noun.end
