"""Nouns before a figure and in its label, and which noun of a phrase is the one that is counted."""

from __future__ import annotations

from pipeline.extract.figures.numerals import DASHES, Quantity, is_plain_year
from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit, Lexicon

LEFT_REACH = 9
SHORTEST = 5  # letters of a word known for a person by its ending
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


class Heads:
    """Single nouns, and those in front of a figure."""

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
                inside = (self.at(p) for p in range(position + 1, hit.end))
                longer = [other for other in inside if other is not None and hit.end < other.end <= end]
                hits += longer[:1]  # `Livestream | viewers`, where a list knows both of two words
                position = hits[-1].end
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
        # `Atklātie pasākumi laukumā`: what stands in a case of place is where the counted thing happens
        apart = (*self.lexicon.language.grammar.apart, *self.inside, *self.oblique)
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
        a plan counts nothing, nor does the `place` of `took place`."""
        return any(
            (hit.name in ("instead", "promised") or noun.name == "place" and hit.end - hit.start > 1)
            and hit.start <= noun.start
            and noun.end <= hit.end
            for at in range(max(0, noun.start - 2), noun.start + 1)
            for hit in self.finder.at.get("cue", {}).get(at, ())
        )

    def in_any_cue(self, noun: Hit) -> bool:
        """`ne erano in calendario 34`: a noun that only makes up a phrase for a plan or a deed."""
        return any(
            hit.end - hit.start > 1 and hit.start <= noun.start and noun.end <= hit.end
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
