"""What a figure counts: the noun behind it, its label, the noun before it, or the one it leaves out."""

from __future__ import annotations

from pipeline.extract.counts.heads import MEASURED, PERIODS, Heads
from pipeline.extract.figures.numerals import DASHES, Quantity, is_plain_year
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit

REACH = 10  # tokens to the right within which the counted noun stands
LONG_DETERMINER = 8  # letters of one that stands for an adjective too
UNKNOWN = 2  # tokens to the right within which an unknown word may be the counted person
FOLK = frozenset({"participant", "inhabitant", "audience", "member", "household"})
PLAIN = frozenset({"participant", "organisation", "event", "place", "country", "project"})
QUOTES = frozenset("„“”\"«»'‘’")


def text_upper(layout: Layout, position: int) -> bool:
    return layout.text[layout.starts[position]].isupper()


class Nouns(Heads):
    """Finds the counted noun of a quantity in one laid-out text."""

    # -- behind the number ---

    def nominal(self, quantity: Quantity, segment: Segment) -> bool:
        """`Undici i concerti suonati`, `São hoje 90 as famílias`: a figure that opens its clause or stands
        behind its copula, and the thing with its article."""
        after = max(quantity.end, quantity.right)
        opens = quantity.begin == segment.start or self.layout.words[quantity.begin - 1] in ",;:("
        opens = opens or self.finder.hit_ending("copula", quantity.begin) is not None
        return (
            opens
            and quantity.high > 1
            and after + 1 < segment.end
            and self.finder.hit("determiner", after) is not None
            and len(self.layout.words[after]) <= 3
            and not is_plain_year(self.layout.words[quantity.start])
            and self.at(after + 1) is not None
        )

    def right(self, quantity: Quantity) -> Hit | None:
        layout, finder = self.layout, self.finder
        words, kinds = layout.words, layout.kinds
        segment = layout.segments[layout.segment_of[quantity.start]]
        start = max(quantity.end, quantity.right)
        length = self.glued_length(quantity)
        if length is not None:
            return length
        best: Hit | None = None
        spare: Hit | None = None
        position, limit = start, min(segment.end, start + REACH)
        depth = 0
        while position < limit:
            word, kind = words[position], kinds[position]
            hit = self.at(position)
            if position == start and finder.hit("basis", position) and hit is None:
                break
            if hit is None and best is None and position <= start + UNKNOWN:
                hit = self.person(position)
            if hit is not None and hit.name in FOLK and position == start + 1 and words[start] in self.pieces:
                hit = hit._replace(name="output")  # `3 db hulladékgyűjtő`
            if kind == "m":
                if best is not None and word in "'’" and position == best.end and self.owned(position, limit):
                    position += 1 + (words[position + 1] == "s")
                    best = None  # `four fishermen's cooperatives`: what belongs to them is counted
                    continue
                if (
                    word == "("
                    and best is None
                    and spare is None
                    and position == start
                    and self.repeats(position)
                ):
                    while position < limit and words[position] != ")":
                        position += 1
                    position += 1
                    limit = min(segment.end, position + REACH)
                    continue
                if word in QUOTES and words[position + 1 : position + 2] == [","]:
                    break  # `“we hoped for 40”, says the leader`
                if (
                    word in QUOTES
                    or (word in DASHES and (position == start or layout.glued(position)))
                    or (
                        word == "."
                        and layout.glued(position)
                        and position + 1 < segment.end
                        and kinds[position + 1] == "w"
                        and not best
                        and not text_upper(layout, position + 1)
                    )
                ):
                    position += 1
                    continue
                if (
                    word == ","
                    and best is None
                    and not spare
                    and position > start
                    and self.goes_on(position, limit)
                ):
                    position += 1
                    continue
                if word in "&/" and best is None:
                    position += 1
                    continue
                break
            if kind in "nd":
                beyond = self.attribute(position)
                if best is None and spare is None and beyond:
                    position = beyond
                    continue
                break
            if (
                hit is not None
                and hit.end > position + 1
                and position == start + 1
                and words[start] in DASHES
                and layout.glued(position)
            ):
                # `four-day camp`: the hyphen binds the figure to the day, not to a camp by day
                for phrase in self.lexicon.phrases(word):
                    if phrase.family == "noun" and len(phrase.atoms) == 1 and phrase.name in PERIODS:
                        return Hit("noun", phrase.name, position, position + 1, phrase.weight, phrase.pattern)
            if hit is not None:
                hyphen = hit.end + 1 < limit and words[hit.end] in "-‑" and layout.glued(hit.end)
                if (
                    hyphen
                    and not self.head_first
                    and layout.glued(hit.end + 1)
                    and (self.at(hit.end + 1) or self.person(hit.end + 1))
                ):
                    position = hit.end + 1  # `63 shelf-keepers`: the last part is the counted one
                    continue
                if (
                    best is None
                    and hit.end + 1 < limit
                    and words[hit.end] in "-‑"
                    and layout.glued(hit.end)
                    and layout.glued(hit.end + 1)
                ):
                    position = hit.end + 2  # `író-olvasó műhely`: the first part of a compound attribute
                    if self.at(hit.end + 1) is None and position <= limit and finder.hit("noun", position):
                        continue
                    position = hit.end
                if (
                    hit.name in PERIODS
                    and best is None
                    and position > start + (words[start] in DASHES)
                    and self.modifies(position, hit)
                ):
                    position = hit.end
                    continue
                if self.is_modifier(hit, quantity.high) or best is None and self.describes(quantity, hit):
                    spare = spare or hit
                    position = hit.end
                    continue
                if best is None or (
                    not self.head_first
                    and position - best.end <= (1 if layout.capital[position - 1] else 0)
                    and self.follows(best, hit)
                ):
                    best = hit
                    position = hit.end
                    if self.head_first:
                        break
                    continue
                break
            if best is not None:
                if not self.head_first and quantity.high > 1 and self.attributive(best, position):
                    return self.person(position)  # `five community fridges`: the head is the last word
                following = self.at(position + 1) if position + 1 < limit else None
                if (
                    layout.capital[position]
                    and following
                    and not self.head_first
                    and self.lexicon.singular
                    and self.follows(best, following)
                ):
                    position += 1  # `14 partnerių Europos šalių`
                    continue
                break
            if finder.hit("number", position) or finder.hit("scale", position):
                beyond = self.attribute(position)
                if not beyond:
                    break
                position = beyond
                continue
            if position > start + 1 and words[position - 1] in "-‑" and layout.glued(position):
                position += 1  # `four pop-up museums`: the later part of a word, whatever it is alone
                continue
            if finder.hit("stop", position):
                follows = finder.hit("stop", position).end  # type: ignore[union-attr]
                article = finder.hit("determiner", follows) if position == start else None
                if article is not None and word in self.partitives:
                    follows = article.end  # `96 of the evenings`
                near = (
                    position == start
                    and follows < limit
                    and (self.at(follows) or self.person(follows)) is not None
                    and len(word) <= 3
                    and not finder.hit("determiner", position)
                    and not self.past_time(position, follows)
                    and not self.distributed(quantity)
                    and not self.out_of(follows)
                )
                if not near:
                    break
                position = follows
                continue
            if position == start and self.nominal(quantity, segment):
                position += 1  # `Undici i concerti suonati`
                continue
            if (
                finder.hit("determiner", position)
                and not self.adjective(position, start)
                and (position > start or layout.kinds[position - 1] != "m" and best is None and spare is None)
            ):
                break  # `forty finished the course`, `rondden 81 de cursus af`
            behind = finder.hit("after", position)
            if position == start and behind is not None and self.at(behind.end) is not None:
                position = behind.end  # `84,000 or so inhabitants`
                continue
            describes = word.endswith(tuple(self.lexicon.language.grammar.participles))
            participle = self.oblique and describes and position + 1 < limit and self.at(position + 1)
            if position == start and not participle and self.verb(position):
                break  # `41 concluíram o curso`
            if (
                spare is not None
                and self.lexicon.language.grammar.attributes
                and any(
                    cue.name in ("target", "actual") for cue in finder.at.get("cue", {}).get(position, ())
                )
            ):
                break  # `15 vietējo piedalījās talkās`: an adjective alone stands for people
            if any(hit.name == "negation" for hit in finder.at.get("cue", {}).get(position, ())):
                break  # `61 had never seen a play`
            if finder.hit("contrast", position) or (position > start and finder.hit("basis", position)):
                break
            named = position + 1 < limit and layout.capital[position + 1] and not layout.capital[position]
            if best is None and position == start and named and finder.hit("part", position):
                break  # `of which 6 000 gave the City of Kaunas`
            if finder.hit("join", position) and (quantity.high == 1 or not self.goes_on(position, limit)):
                break  # `s jedním sadem a hrstkou nadšenců`
            position += 1
            depth += 1
        if best is not None and self.oblique and words[best.end - 1].endswith(self.oblique):
            if any(self.finder.hit("cue", p) and self.attends(p) for p in range(start, best.start)):
                return None  # `tizenöt ült géphez`: the figure is the verb's subject
        return best or spare

    def owned(self, apostrophe: int, limit: int) -> bool:
        """Whether a plural that a list knows stands right behind a possessive."""
        words, plural = self.layout.words, tuple(self.lexicon.language.grammar.plural)
        at = apostrophe + 1
        if at < limit and words[at] == "s" and self.layout.glued(at):
            at += 1
        noun = self.at(at) if at < limit else None
        return noun is not None and bool(plural) and words[noun.end - 1].endswith(plural)

    def distributed(self, quantity: Quantity) -> bool:
        """`po 54 per vakarą`: so many each time, and no evenings."""
        return any(hit.name == "each" for hit in self.finder.ending.get("cue", {}).get(quantity.begin, ()))

    def adjective(self, position: int, start: int) -> bool:
        """`412 verschillende bezoekers`: a long determiner between the figure and its noun describes it."""
        long = len(self.layout.words[position]) >= LONG_DETERMINER
        return long and position == start and self.at(position + 1) is not None

    def out_of(self, position: int) -> bool:
        """`47 z rodzin uchodźczych`: behind a preposition families are where people come from."""
        hit = self.at(position)
        return hit is not None and hit.name == "household"

    def attends(self, position: int) -> bool:
        return any(hit.name == "attending" for hit in self.finder.at.get("cue", {}).get(position, ()))

    def repeats(self, position: int) -> bool:
        """`50 000 (петдесет хиляди) лева`: the bracket only spells the figure out."""
        return (
            self.finder.hit("number", position + 1) is not None
            or self.finder.hit("scale", position + 1) is not None
            or (
                self.layout.kinds[position + 1 : position + 2] == "w"
                and self.lexicon.glued(self.layout.words[position + 1]) is not None
            )
        )

    def verb(self, position: int) -> bool:
        """A finite verb known by its ending: what stands behind it is no more counted than what is known
        as an event's time (`l'an dernier`)."""
        return any(
            hit.pattern.startswith("*") or hit.name == "context" and hit.end - hit.start > 1
            for hit in self.finder.at.get("cue", {}).get(position, ())
            if hit.name in ("past", "future", "context")
        )

    def goes_on(self, position: int, limit: int) -> bool:
        """Whether an enumeration of attributes goes on behind a comma or an and: `former, future and
        present capitals`."""
        following = self.layout.words[position + 1 : limit]
        for offset, _ in enumerate(following, position + 1):
            if self.layout.kinds[offset] in "ndm" and self.layout.words[offset] not in ",":
                return False
            if any(
                self.finder.hit(family, offset) for family in ("stop", "number", "contrast", "determiner")
            ):
                return False
            if any(hit.name in ("target", "actual") for hit in self.finder.at.get("cue", {}).get(offset, [])):
                return False
            if self.at(offset):
                return offset - position <= 6
        return False

    def attribute(self, position: int) -> int | None:
        """Behind an age or a length that stands between the number and its noun: `two five-day camps`."""
        at = position + 1
        if self.layout.kinds[position] == "n" and (length := self.length_word(at)) is not None:
            return length.end
        if at + 1 < len(self.layout.words) and self.layout.words[at] in DASHES and self.layout.glued(at):
            at += 2 if self.layout.kinds[at + 1] in "nd" else 1
        if at + 1 < len(self.layout.words) and self.layout.words[at] in DASHES and self.layout.glued(at):
            at += 1
        if at >= len(self.layout.words):
            return None
        for phrase in self.lexicon.phrases(self.layout.words[at]):
            if (
                phrase.family == "noun"
                and len(phrase.atoms) == 1
                and phrase.name in ("age", "day", "week", "hour")
            ):
                longer = self.at(at)  # `dienu nometnes` may stand in the lexicon as one phrase
                return at if longer is not None and longer.end > at + 1 else at + 1
        for hit in self.finder.at.get("noun", {}).get(at, []):
            if hit.name in ("age", "year", "day", "hour", "week", "month", "minute"):
                return hit.end
        return None

    def length_word(self, at: int) -> Hit | None:
        """The adjective of a length written together with its figure, from the token behind the digits."""
        words, glued = self.layout.words, self.layout.glued
        if at < len(words) and words[at] in DASHES and glued(at):
            at += 1
        if at >= len(words) or self.layout.kinds[at] != "w" or not glued(at):
            return None
        for name, stems in self.lexicon.language.grammar.lengths.items():
            if words[at].startswith(tuple(stems)):
                return Hit("noun", name, at, at + 1, 0)
        return None

    def glued_length(self, quantity: Quantity) -> Hit | None:
        """`24-miesięczny projekt`, `5denní tábor`: a length, and not so many projects or camps."""
        behind = max(quantity.end, quantity.right)
        places = (quantity.end - 2, quantity.end - 1) if quantity.suffix else (behind, behind)
        return next((hit for hit in map(self.length_word, places) if hit is not None), None)

    def modifies(self, position: int, hit: Hit) -> bool:
        return hit.end < len(self.layout.words) and self.at(hit.end) is not None

    def follows(self, first: Hit, second: Hit) -> bool:
        """Whether a second noun right behind the first is the head of the chain."""
        if (
            first.name in PERIODS
            or first.name in MEASURED
            or first.name in ("age", "percent")
            or second.name in PERIODS
            or second.name in ("page", "percent", "hour", "share")
        ):
            return False
        if self.lexicon.language.grammar.capital_nouns and text_upper(self.layout, first.start):
            return False  # where nouns are written together, one beside another is a thing of its own
        if self.oblique and first.name in FOLK and second.name in ("output", "place", "project", "country"):
            return False  # `8 család tűzifát kapott`
        if self.oblique and first.name == "output" and second.name in FOLK:
            return False  # `3 darab virágfelelős`: things are counted, whatever the agent's ending
        a, b = self.layout.words[first.end - 1], self.layout.words[second.end - 1]
        apart = tuple(self.lexicon.language.grammar.apart)
        if apart and b.endswith(apart) and not a.endswith(apart):
            # `24 edukacijos moksleiviams`: for whom, but `četriem dārza vakariem`
            return first.start > 0 and self.layout.words[first.start - 1].endswith(apart)
        if first.name in FOLK and b.endswith(tuple(self.lexicon.language.grammar.done_to)):
            return False  # `20 önkéntes képzése`: those trained are counted, not the trainings
        plural = tuple(self.lexicon.language.grammar.plural)
        if plural and a.endswith(plural) and first.name in PLAIN:
            return False  # `7 partners share ideas`: a plural describes no other noun
        if self.lexicon.language.grammar.compounds and self.lexicon.singular:
            return self.lexicon.ending(a, first.pattern) == ""  # only a bare noun describes the next one
        if any(a.endswith(one) and b.endswith(two) for one, two in self.lexicon.language.grammar.attributes):
            return True
        if a[-1:] == b[-1:] == "s" and self.lexicon.language.grammar.attributes:
            return a[-2:] == b[-2:]  # `koncertus pansionātos`: concerts in homes
        return a[-1:] == b[-1:] or not self.lexicon.singular

    # -- before the number ---
