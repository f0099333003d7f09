"""What a figure counts whose noun is left out: the thing of the sentence before, of the topic that opens its
line, of the question that it answers or of the heading above."""

from __future__ import annotations

from pipeline.extract.counts.doing import Doing
from pipeline.extract.counts.heads import PERIODS
from pipeline.extract.counts.reading import COUNTED, OLDEST, Measure
from pipeline.extract.figures.numerals import DASHES, Quantity
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.roles import STANDING

BESIDE = ("bare", "filler", "join", "contrast", "cue", "stop", "preposition", "month", "kind", "copula")
"""What may stand right beside a figure that leaves its noun out."""
TOPIC = 5  # words of a topic that opens a line: `Partners. Today eight.`
BACK = 2  # sentences of one line within which a thing is still meant
HOURS = 24  # up to which a figure behind a preposition may be a time of day
VERB = 4  # tokens between such a figure and a verb whose object it is
DESCRIBED = 4  # words of a noun with what describes it
ADJUNCT = 9  # tokens from a count to the one that goes on with it
SMALL = 3  # letters of a pronoun or particle before a figure in words: `we hebben er zeven gemaakt`
AGAIN = 60  # counts before among which a figure said again is sought
PARTICULAR = 20  # from which the same figure hardly counts two things
OF_WHOLE = 9  # tokens from a whole told again to its part
CROWD = 10  # from which a bare figure at an event may be those who were there
WAS = 5  # letters of a word for was or were
CELL = 3  # tokens of a line that is a cell and no sentence
LABEL = 4  # words of a verb and its time before a colon: `held by the end of April: 19`
TIMES = ("year", "date")
"""Why a figure counts nothing that may stand between a count and what goes on with it."""


class Antecedents(Doing):
    """Finds the thing that a bare figure refers back to."""

    def of_same_size(self, quantity: Quantity) -> list[Hit]:
        """The nouns of the counts before, the last first, that gave this very figure."""
        if quantity.is_range or quantity.spelt or quantity.low < PARTICULAR:
            return []
        nouns = (
            measure.quantity.noun
            for measure in reversed(self.found[-AGAIN:])
            if measure.low == quantity.low == measure.high
        )
        return [noun for noun in nouns if noun is not None and noun.name in COUNTED]

    def counted_again(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`497 people took part. ... Of the 497, 188 were new`: a figure told before, behind a small word."""
        small = (
            quantity.begin > segment.start
            and (self.small_before(quantity.begin) or self.finder.hit_ending("determiner", quantity.begin))
            and not self.unknown_noun_behind(quantity, segment)
        )
        same = self.of_same_size(quantity) if small else []
        if len({noun.name for noun in same}) == 1:
            return same[0]
        first = self.by_segment[self.layout.segment_of[quantity.start]][0]
        if first.start < quantity.start <= first.end + OF_WHOLE:
            return self.counted_again(first, segment)  # `Of the 497, 188 were new`
        return None

    def bare(self, quantity: Quantity, segment: Segment) -> bool:
        """Whether no noun stands on either side of a figure: `Today eight.`, `at the end 347`."""
        if (
            quantity.is_range
            and not self.answers(segment)
            or quantity.high < 2
            or quantity.high != int(quantity.high)
            or quantity.article
        ):
            return False
        before, after, words = quantity.begin - 1, max(quantity.end, quantity.right), self.layout.words
        if quantity.spelt and self.layout.capital[quantity.start] and quantity.start > segment.start:
            return False  # `Casa Nove`: a name
        capitals = self.lexicon.language.grammar.capital_nouns
        if before >= segment.start:
            mark = self.layout.kinds[before] == "m"
            if mark and not (words[before] in ",;:(" or words[before] in DASHES and not self.glued(before)):
                return False
            small = self.small_before(quantity.begin) or capitals and not self.layout.capital[before]
            small = small or quantity.spelt and len(words[before]) <= SMALL
            if not mark and not small and not self.in_turn(quantity, segment):
                return False
        if after >= segment.end:
            return True
        if self.layout.kinds[after] == "m":
            return words[after] in ".,;:)!?" or words[after] in DASHES and not self.glued(after)
        if self.layout.kinds[after] != "w" or not any(self.finder.hit(family, after) for family in BESIDE):
            return self.acts(after, segment) or capitals and not self.noun_ahead(after, segment)
        return self.unknown_phrase(after + 1, segment) == after + 1  # but `six shared meals`

    def noun_ahead(self, position: int, segment: Segment) -> bool:
        """Whether the words behind a figure lead to a noun, where all nouns are capitalised: `sieben neue
        Bänke`, but `sieben gemacht`."""
        for at in range(position, min(segment.end, position + DESCRIBED)):
            if self.layout.kinds[at] != "w":
                return False
            if self.layout.capital[at]:
                return True
        return False

    def acts(self, position: int, segment: Segment) -> bool:
        """`Instead of 9 schools, 13 signed the charter`, `Fifteen hang in Sligo`: an unknown word before an
        article, or one that is no plural before a preposition, is a verb."""
        plural = tuple(self.lexicon.language.grammar.plural)
        word, behind = self.layout.words[position], position + 1
        if behind >= segment.end or self.layout.kinds[position] != "w" or self.nouns_at(position):
            return False
        if self.layout.capital[position] or plural and word.endswith(plural):
            return False
        if self.finder.hit("determiner", behind):
            return True
        return bool(plural) and any(self.finder.hit(family, behind) for family in ("stop", "preposition"))

    def in_turn(self, quantity: Quantity, segment: Segment) -> bool:
        """`By Christmas there were 212 and at the end 347.`: joined to the count before, with only its time
        between, a figure that closes the clause."""
        last = next(
            (
                q
                for q in reversed(self.by_segment.get(self.layout.segment_of[quantity.start], ()))
                if q.end <= quantity.begin
            ),
            None,
        )
        after = max(quantity.end, quantity.right)
        if last is None or last.reason or quantity.begin - last.end > ADJUNCT:
            return False
        if after < segment.end and self.layout.kinds[after] != "m":
            return False
        between = range(last.end, quantity.begin)
        joined = any(
            self.layout.words[p] in ",;" or any(self.finder.hit(f, p) for f in ("join", "contrast"))
            for p in between
        )
        noun = last.noun
        start = noun.end if noun is not None and last.end <= noun.start < quantity.begin else last.end
        return joined and not any(
            hit.name in COUNTED for p in range(start, quantity.begin) for hit in self.nouns_at(p)
        )

    def glued(self, position: int) -> bool:
        return self.layout.glued(position)

    def small_before(self, position: int) -> bool:
        return self.layout.kinds[position - 1] == "w" and any(
            self.finder.hit_ending(family, position) for family in BESIDE
        )

    def no_count(self, quantity: Quantity, segment: Segment) -> bool:
        """A time of day, somebody's age behind a name, the whole of a part, a vote, the value of a label
        that no list knows: bare too, but counting nothing that was said before."""
        at, words = quantity.begin, self.layout.words
        after = max(quantity.end, quantity.right)
        closed = after >= segment.end or self.layout.kinds[after] == "m"
        named = at - 2 >= segment.start and words[at - 1] == "," and self.layout.capital[at - 2]
        if named and closed and quantity.high <= OLDEST and not quantity.spelt:
            return True  # `says Mrs Dodd, 76.`
        alone = closed and not quantity.spelt and not self.answers(segment)
        if alone and (at == segment.start or segment.end - segment.start <= CELL):
            return True  # behind an abbreviation, in a cell of its own
        opening = self.opening_bracket(at, segment.start)
        if opening is not None and not self.told_within(opening, after):
            return True  # `Comments (12)`, but `(planned: 30)`
        colon = segment.colon
        if colon is not None and colon < at and not self.told_within(segment.start, at):
            return True  # `Page views: 12`
        if at > segment.start and words[at - 1] == ":" and not self.told_within(at - 1 - LABEL, at):
            return True  # `they glaze the windows of empty shops: twelve in Veurne`
        if any(hit.name == "vote" for p in range(segment.start, segment.end) for hit in self.nouns_at(p)):
            return True
        if self.finder.hit_ending("stop", at) is None:
            return False
        verbs = ("actual", "target", "planned", "promised", "past")
        told = self.meaning.nearest(quantity, "cue", verbs, segment)
        near = told[1] is not None and told[2] <= VERB
        others = self.by_segment.get(self.layout.segment_of[quantity.start], ())
        if not near and any(other.end <= at and other.high < quantity.high for other in others):
            return True  # `nineteen out of a field of 61`
        return quantity.high <= HOURS and not near

    def nouns_at(self, position: int) -> list[Hit]:
        return self.finder.at.get("noun", {}).get(position, [])

    def told_within(self, start: int, end: int) -> bool:
        """Whether a word tells what was planned or has become."""
        names = ("actual", "target", "planned", "promised", "achieved", "past", "future", "now", "context")
        return any(self.meaning.within("cue", name, start, end) for name in names)

    def opening_bracket(self, position: int, low: int) -> int | None:
        for at in range(position - 1, low - 1, -1):
            if self.layout.words[at] in "()":
                return at if self.layout.words[at] == "(" else None
        return None

    def antecedent(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """What a bare figure counts, by what was said last."""
        if not self.bare(quantity, segment) or self.no_count(quantity, segment):
            return None
        index = self.layout.segment_of[quantity.start]
        asked = self.thing_of(self.layout.segments[index - 1]) if self.answers(segment) else None
        topic = asked or self.topic(quantity, index)
        if topic is not None:
            return topic
        figures = (
            q for k in range(index, max(-1, index - BACK) - 1, -1) for q in reversed(self.line(k, index))
        )
        last = next((q for q in figures if q.end <= quantity.begin and q.reason not in TIMES), None)
        if last is not None and (last.reason or last.currency):
            return None  # what it goes on with is no count: `3.5 km were cut to 2`
        if last is not None and (noun := self.nouns.right(last)) is not None and noun.name in PERIODS:
            return None  # `of 36 months 18 are behind us`
        for measure in self.latest(index):
            noun, at = measure.quantity.noun, self.layout.segment_of[measure.start]
            if at < index - BACK or self.layout.segments[at].line != segment.line:
                break
            if noun is None or noun.name not in COUNTED or measure.role == "context":
                continue
            where = self.finder.hit_ending("in", measure.quantity.begin) or self.nouns.says_where(noun)
            if noun.name != "place" or not where:
                return noun
        return self.asked(index)

    def latest(self, index: int) -> list[Measure]:
        """The counts before, the last first; those of the same sentence that stand behind a preposition last
        of all: of `30 benches by pupils from three schools, 40 were promised` the benches."""
        own = [m for m in reversed(self.found) if self.layout.segment_of[m.start] == index]
        apart = [m for m in own if m.quantity.begin and self.finder.hit_ending("stop", m.quantity.begin)]
        free = [m for m in own if m not in apart]
        before = [m for m in reversed(self.found) if self.layout.segment_of[m.start] < index]
        close = [m for m in before if self.layout.segment_of[m.start] == index - 1]
        rates = [m for m in close if m.basis != "total" and m.indicator != "budget"]
        if rates and len(rates) < len(close):
            # `Eleven nights were held, with 15 people at each. The plan is thirty`: nights
            before = [*(m for m in close if m not in rates), *rates, *before[len(close) :]]
        return [*free, *apart, *before]

    def whole_of_plan(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`Of the 90 suppers pledged, 38 were eaten`: suppers, whatever the verb."""
        last = self.found[-1] if self.found else None
        if last is None or last.start < segment.start or not self.bare(quantity, segment):
            return None
        noun = last.quantity.noun
        counts = noun is not None and noun.name in COUNTED and noun.end <= quantity.begin
        return noun if counts and self.meaning.out_of_plan(quantity, segment) else None

    def line(self, index: int, of: int) -> list[Quantity]:
        """The figures of a sentence that stands in the same line as another one."""
        segments = self.layout.segments
        same = index >= 0 and segments[index].line == segments[of].line
        return self.by_segment.get(index, []) if same else []

    def topic_again(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`Courses. We promised five per partner. Tartu has run four.`: courses, and not partners."""
        index = self.layout.segment_of[quantity.start]
        last = next(iter(self.latest(index)), None)
        here = (
            last is not None and self.layout.segments[self.layout.segment_of[last.start]].line == segment.line
        )
        if here and last is not None and last.indicator not in STANDING or not self.bare(quantity, segment):
            return None
        return self.topic(quantity, index)

    def topic(self, quantity: Quantity, index: int) -> Hit | None:
        """`Partners. Today eight.`: the words without a verb that open the line, or its heading, where no
        figure stands between."""
        segments = self.layout.segments
        opening = index
        while opening and segments[opening - 1].line == segments[index].line:
            opening -= 1
        first = segments[opening]
        if opening < index and first.end - first.start <= TOPIC:
            return self.thing_of(first)
        above = segments[opening - 1] if opening else first
        alone = opening > 1 and segments[opening - 2].line != above.line
        if not alone or above.end - above.start > TOPIC or self.layout.words[above.end - 1] in ".!;,|":
            return None
        if "n" in self.layout.kinds[above.start : above.end]:
            return None
        noun = self.thing_of(above) if index - opening <= BACK else None
        before = [
            q for k in range(opening, index + 1) for q in self.by_segment.get(k, ()) if q is not quantity
        ]
        others = (q for q in before if q.end <= quantity.begin and q.reason not in TIMES)
        return noun if all(q.noun is not None and q.noun == noun for q in others) else None

    def answers(self, segment: Segment) -> bool:
        """Whether a sentence stands right behind a question: `How many will be funded? Twelve to fifteen.`"""
        index = self.layout.segment_of[segment.start]
        before = self.layout.segments[index - 1] if index else None
        return before is not None and self.layout.words[before.end - 1] == "?"

    def attended(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`At the first concert there were about ninety.`: at an event, with only a verb between, a figure
        that closes its clause counts those who were there."""
        start, words = self.meaning.clause(quantity)[0], self.layout.words
        after = max(quantity.end, quantity.right)
        if after < segment.end and words[after] not in ".,;" or quantity.is_range or quantity.high < CROWD:
            return None
        for position in range(quantity.begin - 1, max(start, quantity.begin - VERB) - 1, -1):
            ended = self.finder.ending.get("noun", {}).get(position + 1, ())
            event = next((hit for hit in ended if hit.name == "event"), None)
            if event is not None:
                opening = range(start, event.start)
                where = self.nouns.says_where(event) or any(
                    self.finder.hit(family, start) for family in ("in", "preposition", "stop")
                )
                verb = range(event.end, quantity.begin)
                was = any(self.finder.hit("copula", p) or self.there_were(p) for p in verb)
                free = event.start - start <= DESCRIBED
                if where and was and free and not any(self.finder.hit("number", p) for p in opening):
                    return Hit("noun", "participant", quantity.start, quantity.start, 0, "participant")
                return None
            if self.layout.kinds[position] != "w" or self.nouns_at(position):
                return None
        return None

    def there_were(self, position: int) -> bool:
        """A short word for being there, or a verb of coming: `were`, `buvo`, `kamen`, but not `sold`."""
        return any(
            hit.name in ("attending", "gathering")
            or hit.name == "actual"
            and not hit.pattern.startswith("*")
            and len(self.layout.words[hit.start]) <= WAS
            for hit in self.finder.at.get("cue", {}).get(position, ())
        )

    def asked(self, index: int) -> Hit | None:
        """`How many plays were shown? – Twenty-three.`: the question's thing, or the one counted last in
        what was said before it."""
        segments = self.layout.segments
        opening = index
        while opening and segments[opening - 1].line == segments[index].line:
            opening -= 1
        if not opening or index - opening > BACK or self.layout.words[segments[opening - 1].end - 1] != "?":
            return None
        asked = self.thing_of(segments[opening - 1])
        if asked is not None:
            return asked
        line = segments[opening - 1].line
        for measure in self.latest(opening - 1):
            noun = measure.quantity.noun
            if segments[self.layout.segment_of[measure.start]].line != line:
                return None
            if noun is not None and noun.name in COUNTED:
                return noun
        return None

    def thing_of(self, segment: Segment) -> Hit | None:
        noun = self.nouns.in_label(segment.start, segment.end)
        counts = noun is not None and noun.name in COUNTED and not self.nouns.one(noun)
        return noun if counts else None
