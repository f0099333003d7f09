"""What a figure counts: the noun behind it, its label, the noun before it, or the one it leaves out."""

from __future__ import annotations

from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit, Lexicon
from pipeline.extract.quantities import DASHES, Finder, Quantity, is_plain_year

REACH = 10  # tokens to the right within which the counted noun stands
LEFT_REACH = 9
LONG_DETERMINER = 8  # letters of one that stands for an adjective too
SHORTEST = 5  # letters of a word known for a person by its ending
UNKNOWN = 2  # tokens to the right within which an unknown word may be the counted person
PERIODS = frozenset({"year", "month", "week", "day"})
KNOWN = (
    "cue",
    "stop",
    "join",
    "basis",
    "bare",
    "when",
    "kind",
    "contrast",
    "after",
    "part",
    "until",
    "filler",
    "in",
    "between",
    "close",
    "determiner",
    "preposition",
    "again",
)
"""Families whose words are no counted nouns."""
MADE = {
    "making": "output",
    "holding": "event",
    "attending": "participant",
    "gathering": "participant",
    "following": "remote",
}
"""What an unknown word counts beside a verb of making, holding or attending."""
MEASURED = frozenset({"weight", "length", "area"})
"""Units that say how much of the next noun there is: `260 kilogramm ruha`."""
FOLK = frozenset({"participant", "inhabitant", "audience", "member", "household"})
PLAIN = frozenset({"participant", "organisation", "event", "place", "country", "project"})
QUOTES = frozenset("„“”\"«»'‘’")


def text_upper(layout: Layout, position: int) -> bool:
    return layout.text[layout.starts[position]].isupper()


class Nouns:
    """Finds the counted noun of a quantity in one laid-out text."""

    def __init__(self, layout: Layout, finder: Finder, lexicon: Lexicon) -> None:
        self.layout = layout
        self.finder = finder
        self.lexicon = lexicon
        self.head_first = lexicon.language.grammar.head == "first"
        self.persons = tuple(lexicon.language.grammar.persons)
        self.partitive = tuple(lexicon.language.grammar.partitive)
        self.oblique = tuple(lexicon.language.grammar.oblique)
        self.partitives = {
            pattern.split()[0] for pattern in lexicon.language.cues.of_them if " " in pattern
        }  # the prepositions of `of them`, `von ihnen`
        self.inside = tuple(lexicon.language.grammar.inside)
        self.pieces = frozenset(lexicon.language.grammar.pieces)
        self.things = frozenset(lexicon.language.grammar.things)

    def at(self, position: int) -> Hit | None:
        hits = self.finder.at.get("noun", {}).get(position)
        hit = max(hits, key=lambda hit: (hit.end, hit.weight)) if hits else None
        if hit is not None and self.lexicon.is_rate(self.layout.words[hit.end - 1], hit.pattern):
            return None  # `klubonként 12 fő`: it says per what, and is not counted
        return hit

    def person(self, position: int) -> Hit | None:
        """A word that no list knows and whose ending only persons have: `120 choristers`."""
        word = self.layout.words[position]
        if (
            not self.persons
            or self.layout.kinds[position] != "w"
            or not word.endswith(self.persons)
            or word in self.things
            or len(word) < SHORTEST
            or self.known(position)
        ):
            return None
        return Hit("noun", "participant", position, position + 1, 0, word)

    def known(self, position: int) -> bool:
        """Whether a list knows the word here as something that is no counted noun."""
        return any(
            hit.family != "cue" or hit.name not in MADE
            for family in KNOWN
            for hit in self.finder.at.get(family, {}).get(position, ())
        )

    def is_modifier(self, hit: Hit, value: float) -> bool:
        """A singular form behind a number above one only describes the counted noun."""
        if value == 1:
            return False
        ending = self.lexicon.ending(self.layout.words[hit.end - 1], hit.pattern)
        return ending is not None and ending in self.lexicon.singular

    def describes(self, quantity: Quantity, hit: Hit) -> bool:
        """A genitive plural before another noun, behind a number that does not govern it: `trys parapijų
        chorai`; behind digits only where both are of one kind."""
        genitive = tuple(self.lexicon.language.grammar.genitive)
        words = self.layout.words
        if not genitive or not words[hit.end - 1].endswith(genitive) or quantity.is_range:
            return False
        following = self.at(hit.end) if hit.end < len(words) else None
        if following is None or following.name in PERIODS:
            return False
        if words[following.end - 1].endswith(tuple(self.lexicon.language.grammar.apart)):
            return False  # `24 edukacijos moksleiviams`: for whom
        if not words[hit.end - 1].endswith(genitive[0]):
            # `trys savivaldybės atstovai`: beside a noun in another case it is a genitive too
            return not words[following.end - 1].endswith(words[hit.end - 1][-2:])
        if words[following.end - 1].endswith(genitive[0]):
            return False
        governed = quantity.high % 10 in (0, 1) or 10 < quantity.high % 100 < 20
        if quantity.spelt:
            return not governed and not words[quantity.end - 1].endswith(genitive[0])
        if words[following.end - 1].endswith(genitive):
            # `36 pasakojimų popietės`: a plural that may be a singular too (`24 vaikų grupės vadovė`)
            return not governed and (
                following.name == hit.name or following.name not in ("organisation", "team")
            )
        return not governed and following.name == hit.name

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

    def adjective(self, position: int, start: int) -> bool:
        """`412 verschillende bezoekers`: a long determiner between the figure and its noun describes it."""
        long = len(self.layout.words[position]) >= LONG_DETERMINER
        return long and position == start and self.at(position + 1) is not None

    def out_of(self, position: int) -> bool:
        """`47 z rodzin uchodźczych`: behind a preposition families are where people come from."""
        hit = self.at(position)
        return hit is not None and hit.name == "household"

    def past_time(self, stop: int, noun: int) -> bool:
        """`1.900 del año pasado`: the year only says when."""
        hit = self.at(noun)
        return (
            hit is not None
            and hit.name in PERIODS
            and any(
                cue.name in ("context", "current") and cue.end > hit.end
                for at in (stop, noun)
                for cue in self.finder.at.get("cue", {}).get(at, ())
            )
        )

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

    def modifies(self, position: int, hit: Hit) -> bool:
        return hit.end < len(self.layout.words) and self.at(hit.end) is not None

    def attributive(self, noun: Hit, position: int) -> bool:
        """Whether a noun in the singular only describes the unknown plural right behind it."""
        plural = tuple(self.lexicon.language.grammar.plural)
        word = self.layout.words[position]
        return (
            bool(plural)
            and noun.end == position
            and not self.layout.words[noun.end - 1].endswith(plural)
            and self.layout.kinds[position] == "w"
            and word.endswith(plural)
            and len(word) >= SHORTEST
            and not self.layout.capital[position]
            and not self.known(position)
        )

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

    def before_bracket(self, quantity: Quantity) -> Hit | None:
        """`vaikų (ne mažiau kaip 50)`."""
        left = quantity.begin
        segment = self.layout.segments[self.layout.segment_of[quantity.start]]
        if left - 1 <= segment.start or self.layout.words[left - 1] != "(":
            return None
        hits = [
            hit for position in range(max(segment.start, left - 5), left - 1) if (hit := self.at(position))
        ]
        hits = [hit for hit in hits if hit.end <= left - 1 and hit.name not in PERIODS]
        return hits[-1] if hits and left - 1 - hits[-1].end <= 2 else None

    def around_bracket(self, quantity: Quantity) -> Hit | None:
        """`dirbtuvėse (jų įvyko 22)`: the noun right before the bracket that holds the number."""
        segment = self.layout.segments[self.layout.segment_of[quantity.start]]
        for position in range(quantity.begin - 1, max(segment.start, quantity.begin - 6) - 1, -1):
            word = self.layout.words[position]
            if word == "(":
                hits = [
                    hit
                    for hit in self.finder.ending.get("noun", {}).get(position, [])
                    if hit.name not in PERIODS
                ]
                return hits[0] if hits else None
            if word in ";:.)" or self.layout.kinds[position] == "n":
                return None
        return None

    def in_label(self, start: int, end: int) -> Hit | None:
        """The counted noun of a label: the first or last noun, as the language builds its chains."""
        for position in range(start + 1, end):
            before = position - 1
            if before > start and self.finder.hit("link", before) is not None:
                before -= 1  # `268 de cetățeni`
            hit = self.at(position) if self.layout.kinds[before] == "n" else None
            if hit is not None and hit.end <= end and hit.name not in PERIODS:
                return hit  # `28 apprentices took part in the exchange: 12 from ...`
        hits: list[Hit] = []
        position = start
        while position < end:
            hit = self.at(position)
            if hit and hit.end <= end:
                hits.append(hit)
                position = hit.end
                continue
            if hits and self.finder.hit("stop", position) and not self.head_first:
                break
            if hits and self.layout.words[position] in "(":
                break
            position += 1
        if not hits:
            return None
        if (
            self.lexicon.language.grammar.compounds
            and self.lexicon.singular
            and len(hits) > 1
            and hits[-2].end == hits[-1].start
            and self.lexicon.ending(self.layout.words[hits[-2].end - 1], hits[-2].pattern) == ""
            and hits[-1].name not in PERIODS
        ):
            return hits[-1]  # `Résztvevő országok: 4`: a bare noun describes the plural behind it
        apart = tuple(self.lexicon.language.grammar.apart)
        hits = [hit for hit in hits if not self.layout.words[hit.end - 1].endswith(apart)] or hits
        kinds = [hit for hit in hits if not (self.lexicon.singular and self.is_modifier(hit, 2))] or hits
        return kinds[0] if self.head_first else kinds[-1]

    def label(self, quantity: Quantity, segment: Segment) -> Hit | None:
        if segment.colon is None or quantity.start <= segment.colon:
            return None
        return self.in_label(segment.start, segment.colon)

    def whole(self, quantity: Quantity) -> Hit | None:
        """The noun right before a figure that counts a part of it: `a 40 mentorból csak 33 állt munkába`."""
        position = quantity.begin
        while position > 0 and self.finder.hit_ending("bare", position):
            position -= 1
        if (
            not self.partitive
            or position == 0
            or not self.layout.words[position - 1].endswith(self.partitive)
        ):
            return None
        for at in (position, position - 1):
            for hit in self.finder.ending.get("noun", {}).get(at, ()):
                if hit.name not in PERIODS:
                    return hit
        return None

    def any_left(self, quantity: Quantity) -> Hit | None:
        """The nearest counted noun anywhere before the number in its segment."""
        segment = self.layout.segments[self.layout.segment_of[quantity.start]]
        for position in range(quantity.start, segment.start, -1):
            hits = [
                hit for hit in self.finder.ending.get("noun", {}).get(position, []) if hit.name not in PERIODS
            ]
            if hits:
                return hits[0]
        return None

    def left(self, quantity: Quantity) -> Hit | None:
        """The nearest noun before the number in its clause: `dalyvių turėtų būti ne mažiau kaip 500`."""
        segment = self.layout.segments[self.layout.segment_of[quantity.start]]
        left = quantity.begin
        position = left - 1
        passed = 0
        while position >= segment.start and left - position - passed <= LEFT_REACH:
            word, kind = self.layout.words[position], self.layout.kinds[position]
            if kind == "m" and word == ",":
                opening = self.parenthesis(position, segment.start)
                if opening is None:
                    return None
                passed += position - opening
                position = opening - 1
                continue
            if is_plain_year(word) and self.lexicon.language.grammar.number_of:
                position -= 1  # `a rendezvények száma 2022-ben 112 volt`
                continue
            period = self.at(position + 1) if kind == "n" or self.finder.hit("number", position) else None
            if period is not None and period.name in PERIODS and period.name != "year":
                position -= 1  # `svečių per tris dienas suskaičiuojama 20 tūkst.`
                continue
            if (
                kind in "nd"
                or (kind == "m" and word in ";.!?()" and not (word == "." and self.layout.glued(position)))
                or self.finder.hit("number", position)
            ):
                return None
            for hit in self.finder.ending.get("noun", {}).get(position + 1, []):
                if hit.name not in PERIODS and hit.start >= segment.start:
                    if self.in_time(hit) or self.in_cue(hit):
                        continue
                    if self.lexicon.is_rate(self.layout.words[hit.end - 1], hit.pattern):
                        continue
                    if self.one(hit) and quantity.high > 1:
                        continue  # `savivaldybė prideda po 4 000`: who, and not what
                    if self.says_where(hit):
                        continue  # `visame projekte jų numatytos 75`: where, not what
                    possessed = self.layout.words[hit.end] in self.lexicon.language.grammar.number_of
                    if (
                        self.oblique
                        and not possessed
                        and self.layout.words[hit.end - 1].endswith(self.oblique)
                    ):
                        continue  # `a táborban`: where, not what
                    article = self.finder.hit_ending("determiner", hit.start)
                    stop = self.finder.hit_ending("stop", hit.start)
                    if article is not None:
                        stop = stop or self.finder.hit_ending("in", article.start)  # `en el coro`
                    if stop and not (
                        self.finder.hit_ending("each", hit.start)
                        or self.finder.hit("join", stop.start)
                        or self.oblique
                        and self.finder.hit_ending("bare", hit.start)
                    ):
                        continue  # behind a preposition it is not what the sentence counts
                    if hit.end < left and not self.head_first and self.attributive(hit, hit.end):
                        continue
                    governing = self.governed(hit.start, segment.start)
                    if governing is not None:
                        passed += position - governing
                        position = governing
                        break
                    return self.chain_head(hit, segment.start)
            position -= 1
        return None

    def one(self, noun: Hit) -> bool:
        """Whether a word for a body or place stands in a form that only one of it has."""
        single = tuple(self.lexicon.language.grammar.one)
        return (
            bool(single)
            and noun.name in ("organisation", "place", "project")
            and self.layout.words[noun.end - 1].endswith(single)
        )

    def says_where(self, noun: Hit) -> bool:
        return bool(self.inside) and self.layout.words[noun.end - 1].endswith(self.inside)

    def chain_head(self, noun: Hit, low: int) -> Hit:
        """`de los diez talleres escolares`: where the first noun of a chain is its head, the noun right
        before one describes nothing, and the later one describes it."""
        if not self.head_first:
            return noun
        for hit in self.finder.ending.get("noun", {}).get(noun.start, []):
            if hit.name not in PERIODS and hit.name not in MEASURED and hit.start >= low:
                return hit
        return noun

    def in_time(self, noun: Hit) -> bool:
        """`este curso queremos llegar a 300`: a noun that names only the time counts nothing."""
        return any(
            hit.name in ("current", "context", "now", "target")
            and hit.end - hit.start > 1
            and noun.end <= hit.end
            for at in range(noun.start - 2, noun.start + 1)
            for hit in self.finder.at.get("cue", {}).get(at, ())
        )

    def in_cue(self, noun: Hit) -> bool:
        """`místo plánovaných 20`, `laut Antrag sollen es zehn werden`: a noun that only makes up a word for
        a plan counts nothing."""
        return any(
            hit.name in ("instead", "promised") and hit.start <= noun.start and noun.end <= hit.end
            for at in range(max(0, noun.start - 2), noun.start + 1)
            for hit in self.finder.at.get("cue", {}).get(at, ())
        )

    def governed(self, start: int, low: int) -> int | None:
        """The preposition that governs a noun phrase: `visitors to the three open-air shows`."""
        for position in range(start - 1, max(low, start - 8) - 1, -1):
            if self.finder.hit("preposition", position):
                return position
            if self.layout.kinds[position] == "m" and self.layout.words[position] not in DASHES:
                return None
            if self.finder.hit("stop", position) or self.finder.hit("cue", position):
                return None
        return None

    def parenthesis(self, comma: int, low: int) -> int | None:
        """The comma that opens what a comma closes, with no noun or figure between: `, it is hoped,`."""
        for position in range(comma - 1, max(low, comma - 6) - 1, -1):
            if self.layout.words[position] == ",":
                return position
            if self.layout.kinds[position] != "w" or self.at(position) or self.finder.hit("number", position):
                return None
        return None
