"""Figures that count nothing although a noun stands beside them, and nouns that a figure beside them does not
count: marks on a scale, the whole of which a part is told, what each one gets, who is on the payroll."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from pipeline.extract.counts.beside import Beside
from pipeline.extract.counts.ellipsis import Ellipsis
from pipeline.extract.counts.heads import PERIODS
from pipeline.extract.counts.reading import COUNTED, PERSONS
from pipeline.extract.figures.numerals import DASHES, Quantity
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit

SITES = frozenset({"place", "organisation", "country"})
SHORT = 4  # letters of a preposition between a part and its whole
WHOLE = 3  # words between a whole and its part
NEAR = 3  # words between a thing and the verb of making beside it
COUNTER = 3  # words of the label of a page's counter
HEAD = 4  # segments above the text where such a counter stands
FOOT = 6  # segments below it
STREET = 4  # words behind the word for a street, one of which is its name
WORKING = 4  # small words between a verb of having and those employed
RATES = 3  # phrases of a rate from which on the word they begin with means `per`


class Uncounted(Beside):
    """Refuses figures and nouns by what stands around them."""

    ellipsis: Ellipsis

    def counted_noun(self, quantity: Quantity, segment: Segment) -> tuple[Hit | None, str, Hit | None]:
        """The noun of a figure, or a reason why it counts nothing."""
        if self.whole_behind(quantity, segment) or self.whole_before(quantity, segment):
            quantity.reason = "whole"
            return None, "", None
        noun, source, label = self.noun(quantity, segment)
        if quantity.reason is None and (noun is None or source == "verb"):
            listed = self.itemised(quantity, segment)
            if listed is not None:
                return listed, "elided", label
        if noun is None or quantity.reason is not None:
            return noun, source, label
        if source == "right" and (told := self.led_by(quantity, noun, segment)) is not None:
            return told, "elided", label
        if source == "label" and self.goes_on(quantity) and self.found:
            last = self.found[-1]
            if last.start >= segment.start and last.quantity.noun is not None and last.indicator != "budget":
                return last.quantity.noun, "elided", label  # `six villages: A, B and four others`
        if source == "right" and self.given_to_each(quantity, noun):
            return None, "", label
        if self.refused(quantity, noun, source, segment):
            return None, "", label
        return noun, source, label

    def refused(self, quantity: Quantity, noun: Hit, source: str, segment: Segment) -> bool:
        """Sets the reason where the figure beside a noun counts nothing."""
        if noun.name in COUNTED and quantity.is_range and quantity.low == 0:
            quantity.reason = "point"  # `scored from 0 to 100 by three assessors`
        elif self.one_spot(quantity, noun, source):
            quantity.reason = "article"
        elif noun.name == "place" and source == "right" and self.house(quantity, noun, segment):
            quantity.reason = "code"
        elif noun.name in PERIODS and source == "right" and self.of_report(quantity, noun, segment):
            quantity.reason = "term"
        elif noun.name in PERSONS and self.on_payroll(quantity, noun, segment):
            quantity.reason = "job"
        return quantity.reason is not None

    def one_spot(self, quantity: Quantity, noun: Hit, source: str) -> bool:
        """`at one school`, `in one village`: the one where something was, no count of them."""
        if not quantity.spelt or quantity.is_range or quantity.high != 1 or source != "right":
            return False
        return noun.name in ("place", "organisation") and (
            self.finder.hit_ending("in", quantity.begin) is not None or self.nouns.says_where(noun)
        )

    def counter(self, quantity: Quantity, segment: Segment) -> bool:
        """`Views: 1742` on one of the last lines or above the text: how often this very page was opened."""
        segments = self.layout.segments
        index = self.layout.segment_of[quantity.start]
        colon = segment.colon
        if colon is None or colon > quantity.start or segment.end - quantity.end > 1 or segment.bullet:
            return False
        if colon - segment.start > COUNTER or HEAD < index < len(segments) - FOOT:
            return False
        rows = [segments[p] for p in (index - 1, index + 1) if 0 <= p < len(segments)]
        return not any(  # but not a row of a sheet of results
            row.colon is not None
            and abs(row.line - segment.line) == 1
            and "n" in self.layout.kinds[row.colon : row.end]
            and self.finder.hit("noun", row.start) is not None
            for row in rows
        )

    def house(self, quantity: Quantity, noun: Hit, segment: Segment) -> bool:
        """`Library, 14 rue des Tanneurs`: the number of a house before the word for a street."""
        at = quantity.begin
        opens = at == segment.start or self.layout.words[at - 1] in ",:;(–—|"
        street = any(hit.end == noun.end for hit in self.finder.at.get("street", {}).get(noun.start, ()))
        named = any(self.layout.capital[p] for p in range(noun.end, min(segment.end, noun.end + STREET)))
        return opens and street and named and not quantity.spelt and noun.start == quantity.end

    def of_report(self, quantity: Quantity, noun: Hit, segment: Segment) -> bool:
        """`the 12-month report`, `rapport à 12 mois`: the time that a report is on."""
        words, at = self.layout.words, noun.end
        if quantity.qualifier != "exact" or quantity.is_range:
            return False
        if at < segment.end and words[at] in DASHES and self.layout.glued(at):
            at += 1
        if at < segment.end and self.report(at):
            return True
        before = quantity.begin - 1
        if before > segment.start and len(words[before]) <= 3 and self.finder.hit("stop", before):
            before -= 1
        closed = noun.end >= segment.end or self.layout.kinds[noun.end] != "w" or not self.nouns.at(noun.end)
        return before >= segment.start and closed and self.report(before)

    def report(self, position: int) -> bool:
        return any(
            hit.name in ("report", "interim") and hit.end == position + 1
            for hit in self.finder.at.get("document", {}).get(position, ())
        )

    def on_payroll(self, quantity: Quantity, noun: Hit, segment: Segment) -> bool:
        """`has 22 years of experience and a staff of seven`: those who work for the applicant."""
        employed = any(
            hit.name == "staff" and hit.start < noun.end and noun.start < hit.end
            for p in range(max(0, noun.start - 2), noun.end)
            for hit in self.finder.at.get("staff", {}).get(p, ())
        )
        if not employed or self.meaning.within("cue", "gathering", segment.start, segment.end):
            return False
        if self.meaning.within("cue", "experience", segment.start, segment.end):
            return True
        at = quantity.begin
        while at > segment.start and quantity.begin - at < WORKING:
            if self.finder.ending.get("having", {}).get(at):
                return True  # `has seven employees`
            if not (self.finder.hit_ending("bare", at) or self.finder.hit_ending("determiner", at)):
                return False
            at -= 1
        return False

    def given_to_each(self, quantity: Quantity, noun: Hit) -> bool:
        """`ten to every partner`, `22 per afternoon`: the noun says per what, and is not what is counted."""
        after = max(quantity.end, quantity.right)
        if noun.start <= after:
            return False
        if any(hit.name == "every" for hit in self.finder.at.get("cue", {}).get(after, ())):
            return noun.name != "event" or not quantity.distributive
        return self.layout.words[after] in self.per

    @cached_property
    def per(self) -> frozenset[str]:
        """The prepositions with which rates begin: `per`, `pro`, `por`."""
        basis = self.lexicon.language.basis
        first = Counter(
            phrase.split(" ")[0] for phrase in (*basis.per_event, *basis.per_person) if phrase.count(" ") == 1
        )
        small = self.lexicon.language.grammar
        return frozenset(
            word
            for word, times in first.items()
            if times >= RATES and (word in small.stops or word in small.prepositions)
        )

    def whole_behind(self, quantity: Quantity, segment: Segment) -> bool:
        """`held in 12 villages out of 15`: the whole behind the part and its noun."""
        last = self.found[-1] if self.found else None
        noun = last.quantity.noun if last is not None else None
        if last is None or noun is None or last.start < segment.start or noun.end > quantity.begin:
            return False
        if quantity.is_range or quantity.currency or quantity.low < (last.quantity.high or 0):
            return False
        words, gap = self.layout.words, range(max(noun.end, last.end), quantity.begin)
        after = max(quantity.end, quantity.right)
        closed = after >= segment.end or words[after] in ".,;)"
        closed = closed or bool(self.meaning.within("cue", "chosen", after, after + 1))
        if not closed or not 1 <= len(gap) <= 2 or quantity.qualifier != "exact":
            return False
        out_of = self.finder.hit("one_of", gap[0])
        if out_of is not None and out_of.end == quantity.begin:
            return True
        return (
            (len(gap) == 1 or self.finder.hit("determiner", gap[1]) is not None)
            and words[gap[0]] in self.lexicon.language.grammar.out_of
            and self.finder.hit("until", gap[0]) is None
        )

    def whole_before(self, quantity: Quantity, segment: Segment) -> bool:
        """`out of 63 17 were chosen`: the whole before the part, where nothing says that it was planned."""
        words, after = self.layout.words, max(quantity.end, quantity.right)
        before = quantity.begin - 1
        if before < segment.start or words[before] not in self.lexicon.language.grammar.out_of:
            return False
        if quantity.qualifier != "exact" or quantity.is_range or quantity.currency is not None:
            return False
        part = next(
            (q for q in self.by_segment[self.layout.segment_of[quantity.start]] if q.start >= after), None
        )
        if part is None or part.begin - after > WHOLE or part.high >= quantity.low or part.currency:
            return False
        if self.nouns.at(after) is not None or any(words[p] in ",;:()" for p in range(after, part.begin)):
            return False
        around = (after - WHOLE, part.end + WHOLE)
        planned = any(self.meaning.within("cue", name, after, part.end) for name in ("target", "planned"))
        return not planned and bool(self.meaning.within("cue", "chosen", *around))

    def itemised(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`there are nine now: six schools, two clubs and a jail`: what the list behind the colon counts."""
        words, after = self.layout.words, max(quantity.end, quantity.right)
        colon = next((p for p in range(after, min(segment.end, after + NEAR)) if words[p] == ":"), None)
        if colon is None or quantity.currency or any(self.nouns.at(p) for p in range(after, colon)):
            return None
        items = [q for q in self.by_segment[self.layout.segment_of[quantity.start]] if q.start > colon]
        nouns = [self.nouns.right(item) for item in items]
        first = nouns[0] if nouns else None
        if len(items) < 2 or first is None or first.name not in COUNTED or items[0].start > colon + NEAR:
            return None
        alike = all(noun is None or noun.name == first.name for noun in nouns)
        return first if alike and sum(item.low for item in items) <= quantity.high else None

    def led_by(self, quantity: Quantity, noun: Hit, segment: Segment) -> Hit | None:
        """`23 groups, 12 of which are led by young people`: some of what was counted, and not those who lead
        it."""
        after = max(quantity.end, quantity.right)
        last = self.found[-1] if self.found else None
        if last is None or last.start < segment.start or noun.start <= after or noun.name not in PERSONS:
            return None
        told = last.quantity.noun
        if (
            last.indicator not in ("partners", "projects", "places")
            or told is None
            or told.name not in COUNTED
        ):
            return None
        before = quantity.begin - (
            self.layout.kinds[quantity.begin - 1] == "w" and not self.which(quantity.begin)
        )
        return told if self.which(quantity.begin) or self.which(before) else None

    def which(self, position: int) -> bool:
        """Whether words for `of which` end there."""
        cues = self.finder.ending.get("cue", {}).get(position, ())
        named = self.finder.hit_ending("of_which", position) is not None
        return named or any(hit.name == "of_them" for hit in cues)

    def settled(self, quantity: Quantity, segment: Segment) -> tuple[Hit | None, str]:
        """What a figure without a noun counts. `45 screenings in nine villages, five in each`: what each of
        the places has, and no places."""
        noun, source = self.ellipsis.settle(quantity, segment, *self.elided(quantity, segment))
        if source == "part" and noun is not None:
            self.drop_whole(noun)
        if noun is None or noun.name not in SITES or source not in ("elided", "left", "sentence"):
            return noun, source
        if not self.each(quantity) and not self.every_behind(quantity):
            return noun, source
        for measure in reversed(self.found):
            other = measure.quantity.noun
            if measure.start < segment.start:
                break
            if other is not None and other.name in COUNTED and other.name not in SITES:
                return other, "elided"
        return noun, source

    def drop_whole(self, noun: Hit) -> None:
        """`15 faluból 12-ben`: of the whole named before its part nothing counts but what was planned."""
        last = self.found[-1] if self.found else None
        if (
            last is None
            or last.quantity.noun != noun
            or last.indicator not in ("places", "partners", "countries")
        ):
            return
        if last.role == "actual":
            last.quantity.reason, last.quantity.claimed = "whole", False
            self.found.pop()

    def every_behind(self, quantity: Quantity) -> bool:
        """`five in each`, `mindegyikben öt`."""
        after = max(quantity.end, quantity.right)
        before = self.finder.ending.get("cue", {}).get(quantity.begin, ())
        return any(hit.name == "every" for hit in before) or any(
            hit.name in ("each", "every")
            for p in (after, after + 1)
            for hit in self.finder.at.get("cue", {}).get(p, ())
        )

    def thing_counted(self, quantity: Quantity, noun: Hit, source: str, segment: Segment) -> tuple[str, str]:
        """Indicator and unit. `laid out five gardens`: a site that is made is an output; `four ateliers
        partenaires`: what is said to be a partner is one."""
        where = self.finder.hit_ending("in", quantity.begin) or self.nouns.says_where(noun)
        if (
            noun.name == "place"
            and not where
            and source in ("right", "label")
            and self.laid_out(noun, segment)
        ):
            return COUNTED["output"]
        if noun.name == "event" and source == "right" and self.lexicon.language.grammar.head == "first":
            behind = self.finder.at.get("cue", {}).get(noun.end, ())
            if any(hit.name == "partner" and hit.end == noun.end + 1 for hit in behind):
                return COUNTED["organisation"]
        return COUNTED[noun.name]

    def laid_out(self, noun: Hit, segment: Segment) -> bool:
        """Whether a verb of making stands beside a site that is no settlement."""
        if any(self.finder.hit("settlement", p) for p in range(noun.start, noun.end)):
            return False
        for hit in self.meaning.within("building", "building", segment.start, segment.end):
            low, high = min(hit.end, noun.end), max(hit.start, noun.start)
            near = high - low <= NEAR + 1
            if near and not self.meaning.figure_between(noun.end, hit.start):
                return True
        return False
