"""What a figure without a noun counts: its antecedent, weighed among all things told of nearby.

`Planned were 24 and we made do with 19`: the rules (`counted.py`) take the one thing that their patterns
show. Here every kind of thing named in the sentence, the sentence before, the heading and the counts so far
may be chosen, or none at all: signs of place, size, verb and the rules' own choice speak for each, with
weights learnt from labelled documents (`rodiklis train`). What is found keeps its own words; short texts are
left to the rules.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pipeline.extract.counts.reading import COUNTED, Measure
from pipeline.extract.figures.numerals import DASHES, Quantity
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning import weighing
from pipeline.extract.meaning.weighing import FADING, LONG, SAID, TRUST, Features

if TYPE_CHECKING:
    from pipeline.extract.counts.measures import Measures

TASK = "antecedent"
NOTHING = "nothing"
"""The answer of a figure that is no measure."""
PEOPLE = {"participants": "people", "reach": "people"}
"""Indicators told apart only once the thing is known."""
CUES = (
    *("target", "actual", "planned", "promised", "achieved", "finished", "context", "chosen"),
    *("attending", "making", "holding", "gathering", "happening", "past", "future", "instead", "them"),
    *("partner", "reach", "age"),
)
MONEY = ("awarded", "grant", "total", "spent")
SIZES = (2, 5, 10, 30, 100, 300, 1000, 10_000)
SCANNED = 60  # tokens of a sentence that are looked through for nouns
AHEAD = 14  # and behind the figure
COUNTS = 4  # counts before, the last first, that are looked at
OLDER = 12  # and those in which the last of each kind is sought
AWAY = 4  # sentences to a count before
WHERE = {0: "in its sentence", 1: "one sentence before"}
MARKS = {mark: mark for mark in ",.;:()/?!"} | dict.fromkeys(DASHES, "a dash")


class Asked(NamedTuple):
    """A figure without a noun, and what speaks for each thing that it may count."""

    quantity: Quantity
    ruled: str
    """The kind of thing that the rules chose, or nothing."""
    signs: dict[str, Features]
    nouns: dict[str, Hit]
    """The likeliest noun of each kind of thing."""


def kind(noun: Hit | None) -> str | None:
    """The kind of thing that a noun counts: its indicator, people taken as one."""
    if noun is None or noun.name not in COUNTED:
        return None
    indicator = COUNTED[noun.name][0]
    return PEOPLE.get(indicator, indicator)


def size(value: float) -> str:
    return next((f"under {bound}" for bound in SIZES if value < bound), "large")


def alike(value: float, other: float | None) -> float:
    """1 for the same size, 0.5 for half or double."""
    return math.exp(-abs(math.log(value / other))) if other and value > 0 and other > 0 else 0.0


class Ellipsis:
    """Settles what the figures of one text count whose noun is left out."""

    def __init__(self, reader: Measures, weighed: bool) -> None:
        self.reader = reader
        known = weighing.weights().get(TASK) if weighed and len(reader.layout.words) >= LONG else None
        self.known = known
        self.asked: list[Asked] = []
        self.record = not weighed
        """Whether to keep what was asked, to learn from it."""

    def settle(
        self, quantity: Quantity, segment: Segment, ruled: Hit | None, source: str
    ) -> tuple[Hit | None, str]:
        """The noun and where it was found: the rules' own, another one, or none."""
        if ruled is not None and kind(ruled) is None or not (self.record or self.known):
            return ruled, source
        asked = Ballot(self.reader, quantity, segment).asked(ruled, source)
        if self.record:
            self.asked.append(asked)
        if self.known is None:
            return ruled, source
        scores = {
            thing: sum(
                self.known.by_feature[name][0] * value
                for name, value in signs.items()
                if name in self.known.by_feature
            )
            for thing, signs in sorted(asked.signs.items())
        }
        best = max(scores, key=lambda thing: (scores[thing], thing == asked.ruled))
        if best == asked.ruled:
            return ruled, source
        if best == NOTHING:
            return None, ""
        share = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
        signs = asked.signs[best]
        speaking = sorted(
            (-self.known.by_feature[name][0] * value, name)
            for name, value in signs.items()
            if name in self.known.by_feature
        )
        told = ", ".join(name for weight, name in speaking[:SAID] if weight < 0)
        quantity.weighed = f", weighed: {best} rather than {asked.ruled}, {share:.2f} ({told})"
        quantity.reason = None
        return asked.nouns[best], "elided"


class Ballot:
    """Gathers the signs for everything that one figure may count."""

    def __init__(self, reader: Measures, quantity: Quantity, segment: Segment) -> None:
        self.reader, self.quantity, self.segment = reader, quantity, segment
        self.layout, self.meaning = reader.layout, reader.meaning
        self.index = self.layout.segment_of[quantity.start]
        self.after = max(quantity.end, quantity.right)
        self.signs: dict[str, Features] = defaultdict(dict)
        self.nouns: dict[str, tuple[float, Hit]] = {}

    def asked(self, ruled: Hit | None, source: str) -> Asked:
        if ruled is not None:
            self.speak(ruled, "rules", TRUST, 9)
            self.speak(ruled, f"rules: {source}", TRUST, 9)
        self.in_sentence()
        self.in_counts()
        self.around()
        near = self.verbs()
        self.other_side(near)
        self.of_kinds(near)
        self.signs[NOTHING] = self.nothing(ruled, near)
        nouns = {thing: noun for thing, (_, noun) in self.nouns.items()}
        return Asked(self.quantity, kind(ruled) or NOTHING, dict(self.signs), nouns)

    def speak(self, noun: Hit, name: str, value: float, rank: float) -> None:
        """A sign for the kind of thing that a noun counts; the noun of the highest rank stands for it."""
        thing = kind(noun)
        if thing is None:
            return
        self.signs[thing][name] = max(value, self.signs[thing].get(name, 0.0))
        if thing not in self.nouns or rank > self.nouns[thing][0]:
            self.nouns[thing] = (rank, noun)

    def in_sentence(self) -> None:
        reader, quantity, segment = self.reader, self.quantity, self.segment
        counted = {m.quantity.noun.start for m in reader.found[-OLDER:] if m.quantity.noun is not None}
        clause = self.meaning.clause(quantity)
        first = True
        nearest = None
        for position in range(segment.start, min(quantity.begin, segment.start + SCANNED)):
            noun = reader.nouns.at(position)
            if noun is None or kind(noun) is None:
                continue
            away = quantity.begin - noun.end
            how = "where" if reader.nouns.says_where(noun) else "counted" if noun.start in counted else "free"
            self.speak(noun, f"before, {how}", math.exp(-away / FADING), 5 - away / 100)
            nearest = (noun, how)
            if self.layout.capital[noun.start] and noun.start > segment.start:
                self.speak(noun, "in a name", 1.0, 0)
            if clause[0] <= position < clause[1]:
                self.speak(noun, f"in its clause, {how}", 1.0, 5 - away / 100)
            if first:
                self.speak(noun, f"first in its sentence, {how}", 1.0, 4)
                first = False
        if nearest is not None:
            self.speak(nearest[0], f"nearest before, {nearest[1]}", 1.0, 0)
        left = reader.nouns.left(quantity)
        if left is not None:
            self.speak(left, "right before", 1.0, 6)
        seen = 0
        for position in range(self.after, min(segment.end, self.after + AHEAD)):
            noun = reader.nouns.at(position)
            if noun is None or kind(noun) is None:
                continue
            away = position - self.after
            how = "where" if reader.nouns.says_where(noun) else "free"
            self.speak(noun, f"behind, {how}", math.exp(-away / FADING), 3 - away / 100)
            seen += 1
            if seen == 2:
                break

    def in_counts(self) -> None:
        """What was counted before, and how large it was."""
        layout, quantity = self.layout, self.quantity
        for order, measure in enumerate(self.reader.latest(self.index)[:COUNTS]):
            noun = measure.quantity.noun
            at = layout.segment_of[measure.start]
            if noun is None or self.index - at > AWAY:
                continue
            said = WHERE.get(self.index - at, "further up")
            if layout.segments[at].line != self.segment.line:
                said += ", another line"
            rank = 4.5 - order / 10
            self.speak(noun, f"counted {said}", 1.0, rank)
            if order == 0:
                self.speak(noun, f"counted last, {said}", 1.0, rank)
            near = alike(quantity.low, value(measure))
            self.speak(noun, "alike in size", near, rank)
            self.speak(noun, f"alike in size, {said}", near, rank)
            self.speak(noun, f"counted as {measure.role}", 1.0, rank)
        for noun in self.reader.of_same_size(quantity):
            self.speak(noun, "this very figure counted", 1.0, 4.6)
        known: set[str] = set()
        for measure in self.reader.found[: -OLDER - 1 : -1]:
            thing = kind(measure.quantity.noun)
            if thing is not None and thing not in known:
                known.add(thing)
                if thing in self.signs:
                    self.signs[thing]["alike in size to the last of its kind"] = alike(
                        quantity.low, value(measure)
                    )

    def around(self) -> None:
        """Nouns of the sentence before and of the headings."""
        layout, nouns = self.layout, self.reader.nouns
        before = layout.segments[self.index - 1] if self.index else None
        if before is not None and before.line == self.segment.line:
            first = True
            for position in range(before.start, min(before.end, before.start + SCANNED)):
                noun = nouns.at(position)
                if noun is None or kind(noun) is None:
                    continue
                where = ", where" if nouns.says_where(noun) else ""
                self.speak(noun, f"one sentence before{where}", 1.0, 1)
                if first:
                    self.speak(noun, "first of the sentence before", 1.0, 1.5)
                    first = False
        for level, lead in enumerate(self.meaning.lead_chain(self.segment)[:2]):
            for position in range(lead.start, min(lead.end, lead.start + SCANNED // 2)):
                noun = nouns.at(position)
                if noun is not None:
                    self.speak(noun, f"heading {level}", 1.0, 2)
                    if self.layout.words[lead.end - 1] == "?":
                        self.speak(noun, f"asked above {level}", 1.0, 2)

    def verbs(self) -> Features:
        """How near each cue of its clause stands."""
        near: Features = {}
        clause = self.meaning.clause(self.quantity)
        for family, names in (("cue", CUES), ("kind", MONEY)):
            for name in names:
                if (family, name) not in self.meaning.hits:
                    continue
                for hit in self.meaning.within(family, name, *clause):
                    distance = self.meaning.distance(self.quantity, hit)
                    near[name] = max(near.get(name, 0.0), math.exp(-distance / FADING))
        return near

    def other_side(self, near: Features) -> None:
        """`140 were planned, 172 came`: what was counted as planned is now told as done, or the other way."""
        sides = {
            "target": max(near.get(n, 0.0) for n in ("actual", "achieved", "finished", "attending", "past")),
            "actual": max(near.get(n, 0.0) for n in ("target", "planned", "promised", "future")),
        }
        known: set[str] = set()
        for measure in self.reader.found[: -OLDER - 1 : -1]:
            thing = kind(measure.quantity.noun)
            if thing is None or thing in known or thing not in self.signs:
                continue
            known.add(thing)
            side = sides.get(measure.role, 0.0)
            if side:
                self.signs[thing]["its other side"] = side
                self.signs[thing]["its other side, alike in size"] = side * alike(
                    self.quantity.low, value(measure)
                )

    def of_kinds(self, near: Features) -> None:
        """What kind of thing it is, and how well the verbs and the size go with it."""
        counts = Counter(kind(measure.quantity.noun) for measure in self.reader.found)
        total = sum(counts.values())
        for thing, signs in self.signs.items():
            signs["places named in"] = min(1.0, len(signs) / 10)
            signs["a thing"] = 1.0
            signs[f"counts {thing}"] = 1.0
            signs[f"counts {thing}, {size(self.quantity.low)}"] = 1.0
            if total:
                signs["share of the counts"] = counts[thing] / total
            if self.quantity.qualifier != "exact":
                signs[f"qualified, counts {thing}"] = 1.0
            for name, nearness in near.items():
                signs[f"{name}, counts {thing}"] = nearness

    def nothing(self, ruled: Hit | None, near: Features) -> Features:
        """Signs that the figure is no measure: how it stands among words and marks."""
        reader, layout, quantity, segment = self.reader, self.layout, self.quantity, self.segment
        after, start, words = self.after, quantity.begin, layout.words
        behind = after < segment.end
        before = start > segment.start
        figures = reader.by_segment[self.index]
        found = {
            "nothing": 1.0,
            f"nothing, {size(quantity.low)}": 1.0,
            "unknown noun behind": float(reader.unknown_noun_behind(quantity, segment)),
            "names a thing behind": float(reader.names_thing(after, segment)),
            "ends its sentence": float(not behind or words[after] in ".!?;"),
            "before a preposition": float(behind and reader.finder.hit("stop", after) is not None),
            "behind a preposition": float(before and reader.finder.hit_ending("stop", start) is not None),
            "before a capital": float(behind and layout.capital[after]),
            "behind a capital": float(before and layout.capital[start - 1]),
            "opens its sentence": float(not before),
            "spelt": float(quantity.spelt),
            "range": float(quantity.is_range),
            "qualified": float(quantity.qualifier != "exact"),
            "with an article": float(bool(quantity.article)),
            "alone": float(bool(reader.finder.alone(quantity))),
            "beside money": float(any(other.currency for other in figures)),
            "figures beside it": min(1.0, (len(figures) - 1) / 4),
            "long sentence": min(1.0, (segment.end - segment.start) / 40),
            "short line": float(segment.end - segment.start < 6),
            f"type {self.meaning.type or 'none'}": 1.0,
        }
        if behind and words[after] in MARKS:
            found[f"before {MARKS[words[after]]}"] = 1.0
        if before and words[start - 1] in MARKS:
            found[f"behind {MARKS[words[start - 1]]}"] = 1.0
        if ruled is None:
            found |= {"rules: nothing": TRUST, f"rules: {quantity.reason or 'unknown'}": TRUST}
        found |= {f"{name}, nothing": nearness for name, nearness in near.items()}
        return {name: value for name, value in found.items() if value}


def value(measure: Measure) -> float | None:
    return measure.low if measure.low is not None else measure.high
