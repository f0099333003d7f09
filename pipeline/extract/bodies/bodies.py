"""What may belong to the name of a body: kind words, legal forms, capitals, and what ends a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.figures.quantities import Finder
from pipeline.extract.language import FOLDER
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit, Lexicon
from pipeline.extract.meaning.roles import Meaning
from pipeline.extract.places.gazetteer import gazetteer
from pipeline.extract.titles import quotations

CAPITALISED_NOUNS = 0.6
"""Share of capitals among the known nouns inside sentences that makes a text one of capitalised nouns."""
FOREIGN = 6  # letters from which a kind word of another language is known for one
LETTERHEAD = 7  # words of a first line in capitals that names who writes
COMMON = (
    "noun",
    "stop",
    "cue",
    "part",
    "kind",
    "when",
    "initiative",
    "body",
    "number",
    "document",
    "venue",
    "title",
    "month",
    "join",
    "in",
    "inner",
    "settlement",
)
"""Families whose words, opening a sentence, are no names."""


class Bodies:
    """Kind words, legal forms and capitals of one text."""

    def __init__(
        self,
        layout: Layout,
        finder: Finder,
        lexicon: Lexicon,
        meaning: Meaning,
        sums: frozenset[int] = frozenset(),
    ) -> None:
        self.sums = sums
        """First tokens of the sums of money read, be their currency written or said elsewhere."""
        self.layout = layout
        self.finder = finder
        self.lexicon = lexicon
        self.meaning = meaning
        self.data = lexicon.language.organisations
        self.nominative = self.data.nominative
        places = lexicon.language.places
        self.genitives = (
            tuple(dict.fromkeys(old for old, _ in places.genitive if old)) if places.genitive else ()
        )
        self.belonging = tuple(lexicon.language.grammar.prepositions[:1])
        """The plainest preposition, that of belonging: `Salt Guild of Piran`."""
        self.apart = tuple(lexicon.language.grammar.apart)
        self.locatives = tuple(dict.fromkeys(old for old, _ in places.locative if len(old) > 1))
        self.endings = sorted(self.nominative, key=lambda pair: -len(pair[0]))
        if self.nominative and places.genitive:
            self.endings = sorted(
                [*self.nominative, *(pair for pair in places.locative if len(pair[0]) > 2)],
                key=lambda pair: -len(pair[0]),
            )
        self.postpositions = bool(places.locative) and not places.prepositions
        """Whether small words stand behind what they belong to."""
        self.capitals = nouns_capital(layout, finder)
        self.noun_capitals = lexicon.language.grammar.capital_nouns
        self.countries = {
            p for hit in layout.hits if hit.family == "country" for p in range(hit.start, hit.end)
        }
        self.forms = self.written_forms()
        self.quotes = quotations(layout)
        self.quote_at = dict(self.quotes)
        self.quote_end = {end: start for start, end in self.quotes}
        self.quoted = {p: quote for quote in self.quotes for p in range(quote[0] + 1, quote[1])}

    def foreign(self) -> Iterator[Hit]:
        """Kind words of other languages, with a capital inside a sentence: `Stichting`, `Fundació`."""
        exact, stems = kind_words()
        known = {hit.start for hit in self.layout.hits if hit.family in ("body", "noun", "country", "month")}
        for position, word in enumerate(self.layout.words):
            if not self.layout.capital[position] and not (
                position and self.upper(position) and self.layout.words[position - 1] in ":("
            ):
                continue
            if len(word) < FOREIGN or position in known or self.layout.segment_of[position] < 0:
                continue
            if word in exact or any(
                word[:cut] in stems for cut in range(max(FOREIGN, len(word) - 3), len(word) + 1)
            ):
                yield Hit("body", "foreign", position, position + 1, 0)

    def written_forms(self) -> dict[int, Hit]:
        """Legal forms of several abbreviated words by their first token: `e. V.`, `d.o.o.`, `Sp. z o.o.`"""
        forms: dict[str, list[tuple[list[str], str]]] = {}
        for form in self.data.legal:
            words = form.lower().replace(".", " ").split()
            if len(words) > 1:
                forms.setdefault(words[0], []).append((words, form))
        found: dict[int, Hit] = {}
        words = self.layout.words
        for start, word in enumerate(words):
            for parts, form in forms.get(word, ()):
                at, matched = start, 0
                while at < len(words) and matched < len(parts):
                    if words[at] == parts[matched]:
                        matched += 1
                    elif words[at] != "." or at == start:
                        break
                    at += 1
                if matched == len(parts) and (start not in found or at > found[start].end):
                    if at < len(words) and words[at] == "." and form.endswith("."):
                        at += 1
                    found[start] = Hit("legal", form, start, at, 0)
        return found

    def legal_ending(self, position: int) -> Hit | None:
        hit = self.finder.hit_ending("legal", position)
        if hit is not None and self.legal(hit):
            return hit
        return next((form for form in self.forms.values() if form.end == position), None)

    def legal(self, hit: Hit) -> bool:
        """Legal forms keep their capitals: AS is one, `as` is none."""
        written = " ".join(self.layout.quote(hit.start, hit.end).replace(".", " ").split())
        if written == written.lower() and hit.name != hit.name.lower():
            return False
        form = " ".join(hit.name.replace(".", " ").split())
        return written == form or written.isupper() and len(written) > 3 and form.isupper()

    def upper(self, position: int) -> bool:
        return self.layout.kinds[position] == "w" and self.layout.text[self.layout.starts[position]].isupper()

    def opens(self, position: int) -> bool:
        """At the head of a sentence or value, where a capital says nothing."""
        segment = self.layout.segments[self.layout.segment_of[position]]
        return (
            position == segment.start
            or self.layout.words[position - 1] in ":|–—•"
            and not self.layout.glued(position)
        )

    def common(self, position: int) -> bool:
        return any(self.finder.hit(family, position) or self.covers(family, position) for family in COMMON)

    def covers(self, family: str, position: int) -> bool:
        return self.finder.hit_ending(family, position + 1) is not None

    def bounds(self, position: int) -> tuple[int, int]:
        segment = self.layout.segments[self.layout.segment_of[position]]
        low, high = segment.start, segment.end
        if segment.colon is not None and segment.colon < position:
            low = segment.colon + 1
        elif segment.colon is not None and segment.colon > position:
            high = segment.colon
        quote = self.quoted.get(position)
        if quote is not None:
            low, high = max(low, quote[0] + 1), min(high, quote[1])
        return low, high

    def noun_alone(self, position: int) -> bool:
        """A common noun for money, work or people, and no kind of body."""
        known = any(
            self.finder.hit_ending(family, position + 1) for family in ("noun", "kind", "part", "initiative")
        )
        return known and not self.finder.hit_ending("body", position + 1)

    def whole(self, position: int, low: int) -> bool:
        """Whether what ends at a join is a name of its own: it holds a kind word."""
        at = position
        while at >= low and self.layout.kinds[at] == "w":
            if self.finder.hit("body", at) or self.legal_ending(at + 1):
                return True
            if not self.upper(at) and (self.finder.hit("join", at) or not self.finder.hit("inner", at)):
                break
            at -= 1
        return False

    def genitive(self, position: int) -> bool:
        word = self.layout.words[position]
        return bool(self.genitives) and len(word) > 3 and word.endswith(self.genitives)

    def barrier(self, position: int) -> bool:
        """A word that no name goes past: a preposition, a verb, a role's label, a word for the initiative."""
        if self.finder.hit_ending("part", position + 1) or self.finder.hit_ending("initiative", position + 1):
            return True
        if self.finder.hit("join", position) and not self.finder.hit("inner", position):
            return True
        if self.finder.hit_ending("number", position + 1) or self.finder.hit("when", position):
            return True
        if self.finder.hit_ending("stop", position + 1) or self.finder.hit_ending("in", position + 1):
            return True
        return self.finder.hit("settlement", position) is None and any(
            hit.name in ("target", "actual")
            for hit in self.finder.ending.get("cue", {}).get(position + 1, [])
        )

    def shouted(self, position: int) -> bool:
        """In a headline in capitals."""
        segment = self.layout.segments[self.layout.segment_of[position]]
        if segment.start == 0 and self.letterhead_line(segment):
            return False
        low = segment.start if segment.colon is None or segment.colon > position else segment.colon + 1
        words = [self.layout.quote(p, p + 1) for p in range(low, segment.end) if self.layout.kinds[p] == "w"]
        return (
            len(words) > 2
            and sum(word.isupper() for word in words) > 0.7 * len(words)
            and not (segment.colon is not None and segment.colon < position)
        )

    def letterhead_line(self, segment: Segment) -> bool:
        """`FUNDACIÓN CAUCE ABIERTO`: a first line that opens or ends, as names do, with a kind word."""
        words = [p for p in range(segment.start, segment.end) if self.layout.kinds[p] == "w"]
        if not 1 < len(words) <= LETTERHEAD or segment.colon is not None:
            return False
        edge = words[0] if self.data.head == "first" else words[-1]
        named = self.finder.hit("body", edge) or self.finder.hit_ending("body", edge + 1)
        rest = [p for p in words if p != edge and not self.finder.hit("inner", p)]
        return bool(named) and not any(
            self.covers(family, p) and not (family == "noun" and self.spot(p))
            for family in ("noun", "initiative", "document", "kind", "month", "number", "cue")
            for p in rest
        )

    def spot(self, position: int) -> bool:
        """`Valley`, `Neighbourhood`: a word for a place."""
        hits = self.finder.ending.get("noun", {}).get(position + 1, ())
        return bool(hits) and all(hit.name == "place" for hit in hits)

    def town(self, raw: str) -> bool:
        places = self.lexicon.language.places
        return (
            gazetteer(self.lexicon.language.code).resolve(
                " ".join(raw.split()), places.locative, places.genitive
            )
            is not None
        )


def nouns_capital(layout: Layout, finder: Finder) -> bool:
    """Whether a text writes common nouns with a capital."""
    nouns = []
    for position, hits in finder.at.get("noun", {}).items():
        index = layout.segment_of[position]
        if index < 0 or layout.segments[index].heading or position == layout.segments[index].start:
            continue
        if any(hit.end == position + 1 for hit in hits):
            nouns.append(position)
    return len(nouns) >= 3 and sum(layout.capital[p] for p in nouns) > CAPITALISED_NOUNS * len(nouns)


@cache
def kind_words() -> tuple[frozenset[str], frozenset[str]]:
    """Kind words of bodies in all languages: whole words, and stems that take endings."""
    exact: set[str] = set()
    stems: set[str] = set()
    for path in sorted(FOLDER.glob("*.toml")):
        # Only this list is read: parsing every language file whole would take longer than reading a text.
        section = path.read_text(encoding="utf-8").partition("\n[organisations]\n")[2]
        for pattern in re.findall(r'"([^"]+)"', section.partition("\nkinds = [")[2].partition("]")[0]):
            word = pattern.strip("!*~")
            if " " not in pattern and len(word) >= FOREIGN:
                (stems if pattern.endswith("~") else exact).add(word)
    return frozenset(exact), frozenset(stems)
