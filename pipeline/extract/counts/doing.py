"""What a figure counts when its noun is left out or in no list: told by the verb that goes with it."""

from __future__ import annotations

from abc import abstractmethod

from pipeline.extract.counts.heads import MADE, PERIODS
from pipeline.extract.counts.reading import COUNTED, OLDEST, PERSONS, Measure, Reading
from pipeline.extract.figures.numerals import DASHES, Quantity
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit

SUBJECTS = {"attending": "audience", "following": "remote", "happening": "event"}
OBJECTS = {"gathering": "audience", "making": "output", "holding": "event"}
VERBS = (*SUBJECTS, *OBJECTS)
PLANS = ("target", "planned", "promised")
TIME = 6  # words of a clause that says a time and a figure
PHRASE = 3  # words of an unknown noun with what describes it
VERB_REACH = 6  # tokens behind the figure within which its verb stands
UNNUMBERED = 100  # from which a figure right behind a noun counts it and does not number it
WHOLE = 3  # words between a part and its whole
CLAUSE_WORDS = 5  # words of a last clause without a verb
CLOSE = 3  # words between the pages of a paper and what goes with them
SHORTEST = 4  # letters of an unknown noun


class Doing(Reading):
    """Names the counted thing by its verb."""

    def by_verb(self, quantity: Quantity, segment: Segment) -> tuple[Hit | None, str]:
        """`Sixty signed up`, `planted 400 alders`, `310 were repaired`: the kind of thing, as if a noun."""
        start = max(quantity.end, quantity.right)
        if self.out_of_bids(quantity):
            return Hit("noun", "project", quantity.start, quantity.end, 0), "chosen"
        behind = self.finder.hit("after", start)
        if behind is not None and behind.end < segment.end:
            start = behind.end  # `16,000 or so tuned in`
        end = self.unknown_phrase(start, segment)
        known = self.known_behind(start, segment) and end == start
        again = self.finder.hit("again", start) or self.finder.hit_ending("again", quantity.begin)
        if again and self.found:
            return None, ""  # `1,140 of them came`, `още 15`: told by what they are
        if end == start and not known and (opened := self.opened_by(quantity, segment)):
            return Hit("noun", opened, start, start, 0, opened), "verb"
        name, told = self.object_of(quantity, segment)
        if name in ("output", "event") and end == start and not told:
            name = ""  # `made 20`: of what?
        inflected = bool(self.lexicon.language.grammar.oblique)  # its unknown nouns stand in the singular
        governed = (
            start < segment.end
            and not self.verbs(start)
            and self.finder.hit_ending("stop", quantity.begin) is not None
            and len(self.layout.words[quantity.begin - 1]) <= 2
        )  # `seriál o dvanácti dílech poslouchalo`: behind a preposition it is no subject
        if (
            not name
            and not known
            and not governed
            and not (inflected and self.finder.alone(quantity) and not self.themselves(quantity))
            and not (inflected and self.unknown_noun_behind(quantity, segment))
        ):
            name = self.subject_of(end, segment, alone=end == start)
        if end > start:
            name = self.in_row(quantity) or name
        if not name or not told and self.finder.hit_ending("in", quantity.begin):
            return None, ""  # `sang in five homes`: where, not who or what; but `siamo in dodici`
        return Hit("noun", name, start, max(end, start), 0, name), "verb"

    def label_of_age(self, quantity: Quantity, segment: Segment) -> bool:
        """Whether a label begins with a word for age, and the figure is its value."""
        assert segment.colon is not None
        return (
            quantity.high <= OLDEST
            and quantity.begin <= segment.colon + 2
            and bool(self.meaning.within("cue", "age", segment.start, segment.start + 2))
            and "n" not in self.layout.kinds[segment.start : segment.colon]
            and self.nouns.right(quantity) is None
        )

    def label_made(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`Woven rugs: 117`, `Trained weavers: 54`: a label of an unknown noun, by its verb or ending."""
        colon = segment.colon
        if colon is None or not colon < quantity.begin <= colon + 2 or colon - segment.start > 6:
            return None
        behind = segment.start and self.layout.words[segment.start - 1] == ";"
        if behind and self.found and self.found[-1].indicator in ("participants", "events", "outputs"):
            return None  # `Walks – planned: 24; held by April: 19`
        for position in range(segment.start, colon):
            person = self.nouns.person(position)
            if person is not None and person.start > segment.start:
                return person
        for position in range(segment.start, colon):
            for hit in self.finder.at.get("cue", {}).get(position, []):
                if hit.name in MADE and hit.end < colon:
                    return Hit("noun", MADE[hit.name], segment.start, colon, 0, self.layout.words[colon - 1])
        return None

    def told_before(self, quantity: Quantity) -> Hit | None:
        """`They record stories: there are 37 of them`: the thing right before the colon."""
        told = self.nouns.any_left(quantity)
        before_colon = told is not None and self.layout.words[told.end] == ":"
        return told if told is not None and before_colon and told.name in COUNTED else None

    def stands_for(self, quantity: Quantity, segment: Segment) -> bool:
        """`il progetto contava di coinvolgerne 400`: a pronoun for what was counted before."""
        them = self.meaning.within("cue", "them", segment.start, quantity.begin)
        return bool(them) and quantity.begin - them[-1].end <= 2

    def unknown_phrase(self, start: int, segment: Segment) -> int:
        """The end of a run of words that no list knows and that closes with a plural; `start` for none."""
        plural = tuple(self.lexicon.language.grammar.plural)
        words, layout = self.layout.words, self.layout
        position, end = start, start
        while position < segment.end and position - start <= 2 * PHRASE:
            word = words[position]
            if word in DASHES and layout.glued(position) and position > start:
                position += 1
                continue
            noun = self.nouns.at(position)
            if noun is not None and plural and not words[noun.end - 1].endswith(plural):
                position = noun.end  # `nine village fêtes`: it only describes what comes
                continue
            if layout.kinds[position] != "w" or self.nouns.known(position) or self.small(position):
                break
            if layout.capital[position] and not self.lexicon.language.grammar.capital_nouns:
                break
            position += 1
            if plural and word.endswith(plural) and len(word) >= SHORTEST and position - start <= PHRASE:
                end = position
                break
        return end

    @abstractmethod
    def themselves(self, quantity: Quantity) -> bool:
        """Whether the number's own form says that persons are counted."""

    @abstractmethod
    def unknown_noun_behind(self, quantity: Quantity, segment: Segment) -> bool:
        """Whether a noun that no list knows stands behind the figure."""

    def small(self, position: int) -> bool:
        """A determiner, preposition, verb or number, or a noun that a list knows."""
        return any(
            self.finder.hit(family, position) or self.finder.hit_ending(family, position + 1)
            for family in ("noun", "number", "determiner", "preposition", "again", "month", "currency")
        ) or bool(self.verbs(position))

    def of_cue(self, name: str, quantity: Quantity) -> bool:
        """Whether the number's own form makes it part of a cue."""
        return any(
            hit.name == name
            for position in range(quantity.start, max(quantity.end, quantity.right))
            for hit in self.finder.at.get("cue", {}).get(position, ())
        )

    def verbs(self, position: int) -> list[Hit]:
        hits = self.finder.at.get("cue", {}).get(position, [])
        wide = max((hit.end for hit in hits if hit.name in PLANS), default=0)
        return [hit for hit in hits if hit.name in VERBS and hit.end >= wide]  # `standen im Plan`

    def described(self, noun: Hit) -> bool:
        """`thirty programmes made by 45 pupils`: a participle right behind the thing describes it."""
        behind = self.finder.at.get("cue", {}).get(noun.end, ())
        return any(hit.name == "actual" and hit.end - hit.start == 1 for hit in behind)

    def known_behind(self, start: int, segment: Segment) -> bool:
        """A word of some list that is neither a verb nor a small word: it is no elided subject."""
        return start < segment.end and self.finder.hit("noun", start) is not None

    def object_of(self, quantity: Quantity, segment: Segment) -> tuple[str, bool]:
        """By a verb right before the figure (`we trained 22`, `was attended by 300`), and whether the words
        say it without a noun (`in a run of 1,200`)."""
        for position in range(quantity.begin, max(segment.start, quantity.begin - 3), -1):
            for hit in self.finder.ending.get("cue", {}).get(position, []):
                if hit.name == "happening":
                    return "event", True  # `se impartieron nueve`: only events are held so
                if hit.name in OBJECTS or hit.name == "following":
                    told = hit.end - hit.start > 1 and self.finder.hit_ending("stop", hit.end) is not None
                    return {**OBJECTS, **SUBJECTS}[hit.name], told
            before = position - 1
            if self.layout.kinds[before] != "w" or not (
                self.finder.hit_ending("bare", position)
                or self.finder.hit_ending("qualifier", position)
                or self.finder.hit_ending("determiner", position)
            ):
                return "", False
        return "", False

    def aimed(self, quantity: Quantity) -> bool:
        """`214 have come; the aim for the whole period is 300`: a figure that closes the clause of an aim."""
        start, end = self.meaning.clause(quantity)
        after = max(quantity.end, quantity.right)
        closed = after >= end or self.layout.words[after] in ".,;)"
        aim = self.meaning.within("cue", "planned", start, quantity.begin)
        return closed and bool(aim) and not self.meaning.figure_between(aim[0].end, quantity.begin)

    def out_of_which(self, quantity: Quantity) -> bool:
        """`45 children, of which 15 from foster homes`: some of them, and not the homes."""
        after = max(quantity.end, quantity.right)
        which = self.finder.hit_ending("of_which", quantity.begin)
        if which is None or self.finder.hit("stop", after) is None or not self.found:
            return False
        noun = self.nouns.right(quantity)
        return noun is not None and noun.name not in PERSONS

    def set_beside(self, quantity: Quantity) -> str | None:
        """Why a figure only compares: `negyvennel többen jöttek`, forty more than the year before; `nine
        villages out of twelve`, `11 képviselő a 13-ból`, the larger whole behind its part."""
        if self.of_cue("difference", quantity) or not quantity.currency and self.meaning.exceeds(quantity):
            return "difference"
        last, words = self.found[-1] if self.found else None, self.layout.words
        if (
            last is None
            or last.quantity.noun is None
            or last.indicator in ("budget", "age", "duration")
            or not 0 <= quantity.start - last.end <= WHOLE
            or quantity.low <= (last.high or last.low or 0)
            or quantity.is_range
            or quantity.qualifier != "exact"
            or self.layout.segment_of[last.start] != self.layout.segment_of[quantity.start]
        ):
            return None
        after = max(quantity.end, quantity.right)
        free = after >= len(words) or self.layout.kinds[after] != "w" or self.verb_at(after)
        behind = range(after, min(after + 2, len(words)))
        plans = any(hit.name in PLANS for p in behind for hit in self.finder.at.get("cue", {}).get(p, ()))
        if plans or not free:
            return None  # `14 workshops out of the 36 planned`
        gap, grammar = range(last.end, quantity.start), self.lexicon.language.grammar
        said = [words[p] for p in gap if not self.finder.hit("determiner", p)]
        if " ".join(said) in grammar.out_of:
            return "whole" if self.nouns.right(quantity) is None else None
        formed = bool(grammar.partitive) and quantity.suffix.endswith(tuple(grammar.partitive))
        return "whole" if formed and quantity.suffix and len(gap) <= 1 else None

    def verb_at(self, position: int) -> bool:
        return (
            any(
                hit.name in ("actual", "target", "past", "future", *VERBS)
                for hit in self.finder.at.get("cue", {}).get(position, ())
            )
            or self.finder.hit("copula", position) is not None
        )

    def part_acts(self, quantity: Quantity, at: int, segment: Segment) -> bool:
        """`38 songs, of which eleven survive`: the one word behind a part is no plural, so it is a verb."""
        plural = tuple(self.lexicon.language.grammar.plural)
        if not plural or not self.found or self.layout.words[at].endswith(plural):
            return False
        closed = at + 1 >= segment.end or self.layout.kinds[at + 1] == "m"
        return closed and self.finder.hit_ending("of_which", quantity.begin) is not None

    def out_of_bids(self, quantity: Quantity) -> bool:
        """`we had 71 applications and supported 44`: fewer than those asked for, right beside a verb of
        choosing or giving."""
        here = self.by_segment[self.layout.segment_of[quantity.start]]
        asked = any(
            q.reason == "application" and q.end <= quantity.begin and q.low > quantity.high for q in here
        )
        after, found = max(quantity.end, quantity.right), self.finder
        beside = [
            *found.ending.get("cue", {}).get(quantity.begin, ()),
            *found.at.get("cue", {}).get(after, ()),
        ]
        beside += found.ending.get("kind", {}).get(quantity.begin, ())
        beside += found.at.get("kind", {}).get(after, ())
        return asked and any(hit.name in ("chosen", "awarded", "grant") for hit in beside)

    def some_behind(self, quantity: Quantity) -> bool:
        """`twelve bands were formed, seven of them still play`: bands, whatever the verb."""
        behind = self.finder.at.get("cue", {}).get(max(quantity.end, quantity.right), ())
        return bool(self.found) and any(hit.name == "of_them" and hit.end - hit.start > 1 for hit in behind)

    def opened_by(self, quantity: Quantity, segment: Segment) -> str:
        """`Stattgefunden haben bisher 26, vorgesehen sind 45`: a figure that closes a clause whose first word
        is the verb, with small words between."""
        after, words = max(quantity.end, quantity.right), self.layout.words
        if after < segment.end and words[after] not in ".,;:":
            return ""
        start = quantity.begin
        while start > segment.start and words[start - 1] not in ",;:" and quantity.begin - start < VERB_REACH:
            start -= 1
            families = ("stop", "bare", "cue", "qualifier", "in", "determiner")
            if self.layout.kinds[start] != "w" or not any(self.finder.hit(f, start) for f in families):
                return ""
        if start < quantity.begin and (start == segment.start or words[start - 1] in ",;"):
            for hit in self.verbs(start):
                if {**SUBJECTS, **OBJECTS}[hit.name] in ("event", "audience"):
                    return {**SUBJECTS, **OBJECTS}[hit.name]
        return ""

    def subject_of(self, start: int, segment: Segment, alone: bool) -> str:
        """By the verb behind the figure: people came, things were made."""
        for position in range(start, min(segment.end, start + VERB_REACH)):
            if self.layout.kinds[position] != "w":
                return ""
            for hit in self.verbs(position):
                if hit.name in SUBJECTS:
                    return SUBJECTS[hit.name]
                if hit.name not in OBJECTS:
                    continue
                passive = position > start and self.finder.hit_ending("stop", position) is not None
                if passive and (hit.name == "gathering" or not alone):
                    return OBJECTS[hit.name]
            if any(
                self.finder.hit(family, position)
                for family in ("number", "join", "contrast", "determiner", "noun")
            ):
                return ""
        return ""

    def in_row(self, quantity: Quantity) -> str:
        """`planted 400 alders, 250 willows`, `2 700 photographs and 140 etchings`: the row goes on."""
        last = self.found[-1] if self.found else None
        if last is None or quantity.begin < last.end:
            return ""
        if "(verb)" not in last.rule and last.indicator != "outputs":
            return ""
        gap = range(last.end, quantity.begin)
        joined = 1 <= len(gap) <= 2 and all(
            self.layout.words[p] == "," or self.finder.hit("join", p) for p in gap
        )
        noun = last.quantity.noun
        return noun.name if joined and noun is not None else ""

    def goes_on(self, quantity: Quantity) -> bool:
        """`another 400`, `4 more in Punsk`: more of what was counted before."""
        at = max(quantity.end, quantity.right)
        if self.finder.hit("again", at):
            return self.finder.hit("qualifier", at) is None  # but `two more than foreseen`
        position = quantity.begin
        return any(
            self.finder.hit_ending("again", p) for p in range(position, min(quantity.start, position + 3) + 1)
        )

    def at_other_time(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`Last year there were 3 900, this year already 5 240`: of the clause behind the comma only the time
        is said."""
        last, words = self.found[-1] if self.found else None, self.layout.words
        after = max(quantity.end, quantity.right)
        if last is None or last.start < segment.start or last.indicator in ("budget", "age", "duration"):
            return None
        closed = after >= segment.end or self.layout.kinds[after] == "m"
        if not closed or not 2 <= quantity.begin - last.end <= TIME or words[last.end] != ",":
            return None
        times = ("current", "context", "now")
        told = any(self.meaning.within("cue", name, last.end, quantity.begin) for name in times)
        return last.quantity.noun if told else None

    def joined(self, quantity: Quantity) -> bool:
        """`150 at the opening and 2,000 over the summer`: in a row with the count before, each with its time
        or place."""
        after = max(quantity.end, quantity.right)
        last = self.found[-1] if self.found else None
        return (
            last is not None
            and last.quantity.noun is not None
            and self.layout.segment_of[last.start] == self.layout.segment_of[quantity.start]
            and self.finder.hit_ending("join", quantity.begin) is not None
            and self.finder.hit("preposition", after) is not None
            and self.finder.hit("part", after) is None
        )

    def predicated(self, quantity: Quantity, left: Hit | None) -> bool:
        """`Partneři jsou čtyři`, `ensembles were twenty`: a copula between the thing and its figure, which
        closes the clause."""
        after = max(quantity.end, quantity.right)
        limit = self.finder.hit("after", after)
        after = limit.end if limit is not None else after  # `I coristi sono 180 circa`
        copula = self.finder.hit_ending("copula", quantity.begin)
        return (
            left is not None
            and copula is not None
            and (
                after >= len(self.layout.words)
                or self.layout.words[after] in ".,;:)"
                or self.finder.hit("join", after) is not None
            )
        )

    def adjacent(self, quantity: Quantity, left: Hit | None) -> bool:
        """`print run 1,000`, `attendance 240`: too great a figure to number the thing before it."""
        return left is not None and left.end == quantity.begin and quantity.low >= UNNUMBERED

    def enumerated(self, quantity: Quantity, segment: Segment) -> bool:
        """A word for one beside another counted number in the same enumeration counts too."""
        others = self.by_segment.get(self.layout.segment_of[quantity.start], [])
        index = next((k for k, other in enumerate(others) if other is quantity), 0)
        for other in others[max(0, index - 1) : index + 2]:
            if other is quantity or other.reason or other.currency or other.low > 30 or other.article:
                continue
            between = range(min(other.end, quantity.end), max(other.start, quantity.start))
            last = max(other.begin, quantity.begin)  # `recording 48 talks and preparing an exhibition`
            if len(between) <= 6 and (
                self.layout.words[last - 1] == "," or self.finder.hit_ending("join", last)
            ):
                noun = self.nouns.right(other)
                if noun is not None and noun.name in COUNTED:
                    return True
        return False

    def closes_with_each(self, noun: Hit) -> bool:
        """`with up to 15 children each`: a distributive word behind the noun closes the clause."""
        words = self.layout.words
        return any(
            hit.name == "each" and (hit.end >= len(words) or words[hit.end] in ".,;)")
            for hit in self.finder.at.get("cue", {}).get(noun.end, [])
        )

    def joined_to(self, first: Measure, second: Measure) -> bool:
        """`80 seniors and 80 students`: two counts of people, though the figures are alike."""
        if second.low is None or second.low < 20:
            return True  # small figures are often alike
        same = self.layout.segment_of[first.start] == self.layout.segment_of[second.start]
        return (
            same
            and first.noun != second.noun
            and self.finder.hit_ending("join", second.quantity.begin) is not None
        )

    def planned_sum(self, quantity: Quantity, segment: Segment) -> None:
        """`we spent 7 400 euros of a planned 8 000`: beside a sum of its size a bare figure is one too."""
        last = self.found[-1] if self.found else None
        if last is None or last.indicator != "budget" or not last.high or not last.low:
            return
        same = self.layout.segment_of[last.start] == self.layout.segment_of[quantity.start]
        cue = self.meaning.nearest(quantity, "cue", ("planned", "target", "actual", "achieved"), segment)
        if same and cue[1] is not None and cue[2] <= 3 and last.low / 5 <= quantity.high <= last.high * 5:
            quantity.currency = last.unit
            quantity.doubts.append("currency inferred")

    def people_each(self, quantity: Quantity, left: Hit | None, segment: Segment) -> Hit | None:
        """`24 dalyviai, iš kiekvienos organizacijos – po du`: people counted before, so many from each."""
        if left is not None and left.name not in ("organisation", "country", "place"):
            return None
        before = [m for m in self.found if m.start >= segment.start and m.indicator == "participants"]
        return before[-1].quantity.noun if before and self.each(quantity) else None

    def each(self, quantity: Quantity) -> bool:
        """A distributive word right before the number: `po 80`, `à 5`."""
        if quantity.distributive:
            return True
        at, after = quantity.begin, max(quantity.end, quantity.right)
        if any(hit.name == "each" for hit in self.finder.ending.get("cue", {}).get(at, [])):
            return True
        return any(  # `28 singalongs, seven apiece`: distributive where no noun follows it
            hit.name == "each" and (hit.end >= len(self.layout.words) or self.layout.kinds[hit.end] == "m")
            for hit in self.finder.at.get("cue", {}).get(after, [])
        )

    def governs(self, quantity: Quantity, noun: Hit) -> bool:
        """`Bericht über eine Reise`: an article, before which a preposition is no qualifier."""
        if not quantity.article or quantity.qualifier == "exact":
            return quantity.article
        stop = self.finder.hit_ending("stop", quantity.start) if noun.name not in PERIODS else None
        return quantity.high == 1 and stop is not None and stop.end - stop.start == 1

    def numbers_line(self, quantity: Quantity, noun: Hit, segment: Segment) -> bool:
        """`2 event` on a line of its own, where another line reads `1 event` or `3 event`: a heading."""
        if (
            not segment.start == quantity.start < noun.end == segment.end
            or quantity.spelt
            or quantity.high > 20
        ):
            return False
        said = self.layout.words[quantity.end : segment.end]
        return any(
            other.end - other.start == segment.end - segment.start
            and self.layout.words[other.start + quantity.end - quantity.start : other.end] == said
            and self.layout.words[other.start] in (f"{quantity.low - 1:g}", f"{quantity.low + 1:g}")
            for other in self.layout.segments
        )

    def same_case(self, quantity: Quantity, latest: list[Measure]) -> list[Measure]:
        """`Tizenhét estet tartottak 940 vendéggel, idén húszat szeretnének`: where the figure bears the case
        of the noun left out, a count in that case comes before one in another."""
        if not self.finder.alone(quantity):
            return latest
        ending = self.layout.words[quantity.end - 1][-1]

        def other(measure: Measure) -> bool:
            noun = measure.quantity.noun
            return noun is None or not self.layout.words[noun.end - 1].endswith(ending)

        near = [
            m for m in latest if self.layout.segment_of[m.start] >= self.layout.segment_of[quantity.start] - 1
        ]
        return [*sorted(near, key=other), *latest[len(near) :]]

    def plan(self, noun: Hit) -> bool:
        """`38 came; the plan was 40`: a word for a plan, alone, tells the role of a figure, not its noun."""
        alone = noun.name == "project" and noun.end - noun.start == 1
        return alone and bool(self.meaning.within("cue", "planned", noun.start, noun.end))

    def national(self, quantity: Quantity) -> bool:
        """`12 choirs, among them three Slovene and one Austrian`: a nationality whose noun is left out."""
        after = max(quantity.end, quantity.right)
        country = self.finder.hit("country", after)
        if country is None or not self.meaning.verb_last:
            return False
        end = country.end
        return (
            end >= len(self.layout.words)
            or self.layout.words[end] in ".,;)"
            or self.finder.hit("join", end) is not None
        )

    def namesakes(self, quantity: Quantity, following: Quantity) -> Hit | None:
        """`Somogyvámos 120, Buzsák 85, Karád 60 fát ültet`: the noun stands once, behind the last
        of a list of names with their figures."""
        gap = range(max(quantity.end, quantity.right), following.start)
        words, before = self.layout.words, quantity.begin - 1
        names = gap[1:] if len(gap) > 1 and words[gap[0]] == "," else ()
        if not names or before < 0 or not all(self.layout.capital[p] for p in (before, *names)):
            return None
        noun = self.nouns.right(following)
        if noun is None:
            return self.shared(following)
        return noun if noun.start == following.end and noun.name in COUNTED else None

    @abstractmethod
    def shared(self, quantity: Quantity) -> Hit | None: ...

    def trailing(self, quantity: Quantity, segment: Segment) -> bool:
        """`Egy estre 45 néző jött, a legnépszerűbbre 130.`: a last clause without a verb goes on with the
        count before its comma."""
        words, at = self.layout.words, quantity.begin
        last = self.found[-1] if self.found else None
        if (
            last is None
            or last.start < segment.start
            or last.indicator not in ("participants", "outputs", "reach")
        ):
            return False
        if max(quantity.end, quantity.right) < segment.end - 1 or words[segment.end - 1] not in ".!":
            return False
        comma = next(
            (p for p in range(at - 1, max(last.end, at - CLAUSE_WORDS) - 1, -1) if words[p] == ","), None
        )
        return (
            comma is not None
            and at - comma > 1
            and not self.meaning.figure_between(last.end, at)
            and not any(self.meaning.within("cue", name, comma, at) for name in ("target", "actual", "past"))
        )

    def verbless(self, quantity: Quantity, segment: Segment) -> bool:
        """`180 people came to the opening; to the closing, 310`: noun and verb are those of the clause
        before."""
        index = self.layout.segment_of[segment.start]
        before = self.layout.segments[index - 1] if index else None
        return (
            before is not None
            and before.line == segment.line
            and self.layout.words[before.end - 1] == ";"
            and self.layout.words[quantity.begin - 1] in (",", *DASHES)
            and max(quantity.end, quantity.right) >= segment.end - 1
            and not self.meaning.figure_between(segment.start, quantity.begin)
        )

    def at_dash(self, quantity: Quantity, segment: Segment) -> bool:
        """`140 people came in Juodupė, in Obeliai – 95, in Pandėlys – only 30`: a name and a dash stand for
        the rest of the clause."""
        dash, after = quantity.begin - 1, max(quantity.end, quantity.right)
        while dash > segment.start and self.finder.hit_ending("bare", dash + 1):
            dash -= 1
        return (
            dash > segment.start
            and self.layout.words[dash] in DASHES
            and not self.layout.glued(dash)
            and self.layout.capital[dash - 1]
            and (
                after >= segment.end
                or self.layout.kinds[after] == "m"
                or bool(self.finder.hit("join", after))
            )
        )

    def apposed(self, quantity: Quantity) -> Hit | None:
        """`the lacemakers, 18 in all, made ...`: the noun right before the comma."""
        after, at = max(quantity.end, quantity.right), quantity.begin
        if self.layout.words[at - 1 : at] != [","] or not (
            self.layout.words[after : after + 1] == [","] or self.finder.hit("bare", after)
        ):
            return None
        hits = self.finder.ending.get("noun", {}).get(at - 1, ())
        return next((hit for hit in hits if hit.name in COUNTED), None)

    def goes_with_pages(self, quantity: Quantity) -> bool:
        """Whether a figure goes on with the pages right before it."""
        others = self.by_segment[self.layout.segment_of[quantity.start]]
        joined = self.finder.hit_ending("join", quantity.begin) is not None
        return joined and any(q.reason == "page" and 0 < quantity.begin - q.end <= CLOSE for q in others)
