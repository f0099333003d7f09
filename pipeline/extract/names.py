"""How far the name of an organisation reaches: from its kind word or legal form to both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.extract.gazetteer import gazetteer
from pipeline.extract.language import FOLDER
from pipeline.extract.layout import Layout
from pipeline.extract.lexicon import Hit, Lexicon
from pipeline.extract.quantities import DASHES, Finder
from pipeline.extract.roles import Meaning
from pipeline.extract.titles import quotations

ROLES = ("coordinator", "partner", "funder", "host", "contractor")
LONGEST = 11  # words of a name
CAPITALISED_NOUNS = 0.6
"""Share of capitals among the known nouns inside sentences that makes a text one of capitalised nouns."""
FOREIGN = 6  # letters from which a kind word of another language is known for one
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
UNION = re.compile(
    r"\b(?:eu|eur[oó]p\w*|eirop\w*|evrop\w*|euroop\w*|ewrop\w*|e?oraip\w*|eorpa\w*|европ\w*|ευρωπ\w*)\b.*"
    r"\b(?:u[nñ]i\w*|savien\w*|s[aą]jung\w*|liit\w*|liid\w*|съюз\w*|ενωσ\w*|ένωσ\w*|aontas|aontais)\b"
    r"|\b(?:aontas|aontais|uni\w*)\b.*\b(?:eorp\w*|europ\w*|ewrop\w*)\b",
    re.IGNORECASE,
)
"""The European Union pays but is no organisation here (annotation rule)."""
PLATFORM = re.compile(
    r"\b(?:facebook|instagram|youtube|google|zoom|teams|microsoft|tiktok|twitter|linkedin|whatsapp|discord|skype|webex|messenger|spotify)",
    re.IGNORECASE,
)
"""Services on which events are held or shown: they take no part."""


@dataclass(slots=True)
class Name:
    """A possible name: tokens, and whether a kind word, a label or quotation marks gave it."""

    start: int
    end: int
    head: Hit | None
    source: str


class Names:
    """The names around the kind words of one text."""

    def __init__(self, layout: Layout, finder: Finder, lexicon: Lexicon, meaning: Meaning) -> None:
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

    def around(self, hit: Hit) -> Name | None:
        """The name that a kind word or legal form belongs to."""
        quote = self.quoted.get(hit.start)
        if quote is not None and not self.stands_for_body(quote):
            return None
        low, high = self.bounds(hit.start)
        start, end = hit.start, hit.end
        while (
            end < high and self.layout.words[end] == "." and self.layout.glued(end) and hit.family == "legal"
        ):
            end += 1
        before = self.quote_end.get(start - 1) if start - 1 >= low else None
        behind = self.quote_at.get(end) if end < high else None
        own = (
            self.left(start, low, hit)
            if behind is not None and self.upper(start) and self.data.head == "last"
            else start
        )
        if behind is not None and not self.layout.glued(end) and own == start:
            end = behind + 1
            start = self.modifiers(self.left(start, low, hit), low)
        elif before is not None and before >= low and not self.initiative_before(before):
            start = before
        else:
            start = self.left(start, low, hit)
            if hit.family != "legal" or start == hit.start:
                end = self.right(end, high, hit)
        start = self.trim(start, end, hit)
        end = self.closing(start, end, high)
        if not self.proper(start, end, hit):
            return None
        return Name(start, end, hit, "kind")

    def closing(self, start: int, end: int, high: int) -> int:
        """With the dot of a legal form at the end: `Kft.`, `e. V.`"""
        form = self.forms.get(end)
        if form is not None and form.end <= high:
            return form.end
        legal = self.finder.hit_ending("legal", end)
        if (
            legal is not None
            and end < high
            and self.layout.words[end] == "."
            and self.layout.glued(end)
            and "." in legal.name
        ):
            return end + 1
        return end

    def stands_for_body(self, quote: tuple[int, int]) -> bool:
        """A quotation that is itself a name: next to a role's verb, and not an initiative's title."""
        start, end = quote
        if self.initiative_before(start):
            return False
        segment = self.layout.segments[self.layout.segment_of[start]]
        for role in ROLES:
            for hit in self.meaning.within("part", role, segment.start, segment.end):
                if 0 <= start - hit.end <= 1 or 0 <= hit.start - end - 1 <= 1:
                    return True
        return False

    def initiative_before(self, position: int) -> bool:
        if self.finder.hit_ending("initiative", position) or self.finder.hit_ending("title", position):
            return True
        between = self.layout.words[position - 1] if position else ""
        return self.finder.hit_ending("initiative", position - 1) is not None and (
            len(between) <= 3 or self.layout.kinds[position - 1] == "m"
        )

    def left(self, position: int, low: int, hit: Hit) -> int:
        """Where the name begins: capitals, and in names written like a sentence genitives too."""
        words, kinds, layout = self.layout.words, self.layout.kinds, self.layout
        style = self.upper(hit.start)  # Every Word With A Capital, or only the first
        start, at, steps, lowers = position, position - 1, 0, 0
        while at >= low and steps < LONGEST:
            word = words[at]
            steps += 1
            if kinds[at] != "w":
                if (
                    word == ")"
                    and at - 2 >= low
                    and words[at - 2] == "("
                    and layout.quote(at - 1, at).isupper()
                ):
                    at -= 3
                elif (
                    word in DASHES
                    and layout.glued(at)
                    and layout.glued(at + 1)
                    or word == "&"
                    or (
                        word in "’'‘"
                        and layout.glued(at)
                        and (layout.glued(at + 1) or self.upper(at - 1) and self.upper(at + 1))
                    )
                    or (
                        word == "."
                        and layout.glued(at)
                        and at - 1 >= low
                        and self.upper(at - 1)
                        and len(words[at - 1]) <= 3
                    )
                ):
                    at -= 1
                else:
                    break
                continue
            legal = self.legal_ending(at + 1)
            if legal is not None and legal.start >= low:
                start, at = legal.start, legal.start - 1
                continue
            if words[at + 1] in DASHES and layout.glued(at + 1) and layout.glued(at + 2):
                if not self.upper(at):
                    at -= 1
                    continue
            if self.upper(at):
                if self.opens(at) and self.common(at) and not (self.data.head == "last" and start > at + 1):
                    if (
                        not self.genitive(at)
                        or self.finder.hit("part", at)
                        or self.finder.hit("initiative", at)
                    ):
                        break
                if (
                    self.finder.hit_ending("part", at + 1)
                    or self.finder.hit("month", at)
                    or self.finder.hit("weekday", at)
                ):
                    break
                start, at, lowers = at, at - 1, 0
                continue
            inner = self.finder.hit_ending("inner", at + 1)
            if inner is not None and self.data.head == "first" and (not style or self.finder.hit("join", at)):
                break
            if inner is not None and inner.start >= low:
                beyond = inner.start - 1
                joins = self.finder.hit("join", inner.start) is not None
                if (
                    self.layout.words[at + 1]
                    and self.upper(at + 1)
                    and (joins and not style or self.data.head == "first" and not style)
                ):
                    break
                if joins and style and (beyond < low or not self.upper(beyond) or self.whole(beyond, low)):
                    break
                if (
                    style
                    and (beyond < low or not self.upper(beyond))
                    and not self.finder.hit_ending("inner", beyond + 1)
                ):
                    break
                at = inner.start - 1
                continue
            if style or lowers >= 4 or self.barrier(at):
                break
            if self.data.head == "first" and lowers >= 1:
                break
            if self.genitives and not self.genitive(at) and self.data.head == "last":
                break
            lowers += 1
            at -= 1
        return start

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

    def modifiers(self, start: int, low: int) -> int:
        """`gyvūnų globos draugija „...“`: genitives in lower case before the kind word of a quoted name."""
        at = start - 1
        if self.data.head != "last" or not self.genitives or self.upper(start):
            return start
        while at >= low and start - at <= 3 and self.layout.kinds[at] == "w" and not self.upper(at):
            if (
                self.barrier(at)
                or not self.genitive(at)
                or self.finder.hit("join", at)
                or self.finder.hit("inner", at)
            ):
                break
            start, at = at, at - 1
        return start

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
        return any(
            hit.name in ("target", "actual")
            for hit in self.finder.ending.get("cue", {}).get(position + 1, [])
        )

    def right(self, position: int, high: int, hit: Hit) -> int:
        """Where the name ends."""
        words, kinds, layout = self.layout.words, self.layout.kinds, self.layout
        style = self.upper(hit.start) or hit.family == "legal"
        foreign = hit.name == "foreign"
        end = at = position
        lowers = 0
        if not style and self.data.head == "last":
            return self.inner_behind(hit, position, high)
        while at < high and at - position < LONGEST:
            word = words[at]
            if kinds[at] != "w":
                if word in self.quote_at and self.data.head == "first" and not layout.glued(at):
                    return self.quote_at[at] + 1
                if (
                    (
                        word in DASHES
                        and layout.glued(at)
                        and at + 1 < high
                        and layout.glued(at + 1)
                        or word == "&"
                    )
                    or word == "."
                    and layout.glued(at)
                    and self.finder.hit_ending("legal", at)
                    or (
                        word == "."
                        and layout.glued(at)
                        and at - 1 >= position
                        and self.upper(at - 1)
                        and len(words[at - 1]) <= 3
                        and at + 1 < high
                        and self.upper(at + 1)
                    )
                    or word in "’'‘"
                    and layout.glued(at)
                    and at + 1 < high
                    and layout.glued(at + 1)
                ):
                    at += 1
                else:
                    break
                continue
            if self.upper(at):
                if self.finder.currency_at(at)[0] and at > position:
                    break
                if self.finder.hit("month", at) or self.finder.hit("part", at) and self.data.head == "last":
                    break
                at += 1
                end, lowers = at, 0
                continue
            if self.finder.hit("part", at) is not None:
                break
            inner = self.finder.hit("inner", at)
            if inner is not None and inner.end < high:
                if self.finder.hit("join", at) is not None and (
                    self.begins(inner.end, high) or not self.upper(inner.end) and self.data.head == "last"
                ):
                    break
                if (
                    self.finder.hit("in", at) is not None
                    and self.upper(inner.end)
                    and (
                        not style
                        and end == position
                        and self.finder.hit("funder", hit.start) is None
                        or end > position
                        and self.town(layout.quote(inner.end, inner.end + 1))
                    )
                ):
                    break  # where it comes from, not what it is called
                if (
                    self.upper(inner.end)
                    or self.finder.hit("inner", inner.end)
                    or self.data.head == "first"
                    and lowers < 3
                ):
                    at = inner.end
                    lowers += 1
                    continue
                break
            if (
                foreign
                or self.data.head == "last"
                or lowers >= 3
                or self.barrier(at)
                or self.finder.hit("join", at)
            ):
                break
            lowers += 1
            at += 1
        if (
            end == position
            and style
            and self.data.head == "first"
            and self.finder.hit("funder", hit.start)
            and not self.opens(hit.start)
        ):
            # `Ministerstvo kultury`: a body known by its field alone
            while (
                end < high
                and end - position < 3
                and kinds[end] == "w"
                and (
                    end == position
                    and self.finder.hit("inner", end)
                    or not self.barrier(end)
                    and not self.finder.hit("join", end)
                )
            ):
                end += 1
        return end

    def inner_behind(self, hit: Hit, position: int, high: int) -> int:
        """`departamentas prie Kultūros ministerijos`: what a small word ties on behind the kind word."""
        inner = self.finder.hit("inner", position)
        if (
            inner is not None
            and inner.end < high
            and self.upper(inner.end)
            and (self.finder.hit("settlement", hit.start) and self.finder.hit("funder", hit.start))
        ):
            at = inner.end  # `city of X`
            while at < high and self.layout.kinds[at] == "w" and self.upper(at):
                at += 1
            return at
        if (
            inner is None
            or self.finder.hit("join", position) is not None
            or inner.end >= high
            or not self.upper(inner.end)
        ):
            return position
        at = inner.end
        while at < high and at - position < LONGEST and (self.layout.kinds[at] == "w"):
            if self.finder.hit("body", at):
                return at + 1
            if self.barrier(at):
                break
            at += 1
        return position

    def begins(self, position: int, high: int) -> bool:
        """Whether a name of its own begins here: a kind word or legal form within its first words."""
        if position in self.quote_at:
            return True
        if self.data.head == "first":
            return any(
                self.finder.hit(family, p)
                for family in ("body", "legal")
                for p in range(position, min(high, position + 2))
            )
        at = position
        while (
            at < high
            and at - position < 6
            and (self.upper(at) or self.finder.hit("inner", at) or self.layout.words[at] in DASHES)
        ):
            if self.finder.hit("body", at) and at > position:
                return True
            at += 1
        return False

    def trim(self, start: int, end: int, hit: Hit) -> int:
        """Without a leading article, conjunction or day."""
        layout = self.layout
        while start < hit.start and layout.kinds[start] == "w":
            raw = layout.quote(start, start + 1)
            article = (
                len(raw) <= 3
                and (not raw.isupper() or len(raw) == 1)
                and self.opens(start)
                and not self.finder.hit("legal", start)
            )
            if raw.lower() in ("the",) or article and self.upper(start + 1) and not layout.glued(start + 1):
                start += 1
                continue
            if (
                self.finder.hit("join", start)
                or self.finder.hit("stop", start)
                and self.opens(start)
                and not self.genitive(start)
            ):
                start += 1
                continue
            break
        return start

    def proper(self, start: int, end: int, hit: Hit) -> bool:
        """Whether a run is a name: it holds a capital that the head of a sentence does not explain."""
        layout = self.layout
        if end - start > LONGEST + 6 or UNION.search(" ".join(layout.quote(start, end).split())):
            return False
        if (
            PLATFORM.search(layout.quote(start, end))
            or layout.segment_of[start] != layout.segment_of[end - 1]
        ):
            return False
        inside_quote = any(start <= opening and closing < end for opening, closing in self.quotes)
        if inside_quote and (self.upper(start) or hit.family == "legal" or end - start > 3 or self.quote_at):
            return True
        capitals = [p for p in range(start, end) if self.upper(p)]
        if start == hit.start and end == hit.end and capitals:
            # One compound, `Postkodstiftelsen`, where a capital tells a name from a noun.
            long = (
                hit.pattern.startswith("*") and len(layout.words[start]) >= len(hit.pattern.strip("*~")) + 3
            )
            return (
                long
                and end == start + 1
                and not self.capitals
                and not (self.opens(start) and self.layout.words[start - 1] != ":")
            )
        if not capitals:
            return False
        if (
            self.data.head == "first"
            and start == hit.start
            and self.upper(start)
            and not self.opens(start)
            and self.finder.hit("funder", start)
        ):
            return True
        if self.plural(hit):
            return False
        if self.shouted(start):
            return False
        if (
            self.data.head == "last"
            and self.upper(end - 1)
            and end > hit.end
            and self.finder.hit_ending("initiative", end)
            and not self.finder.hit_ending("body", end)
        ):
            return False
        others = [p for p in capitals if not hit.start <= p < hit.end]
        if hit.family == "legal":
            return bool(others)
        named = [p for p in others if not (self.opens(p) and self.common(p)) and p not in self.countries]
        if named:
            return True
        if self.upper(hit.start) and others:
            return True
        if any(p in self.countries for p in others):
            # `Lietuvos kultūros taryba` is one body, `commune de Suisse` any of them.
            around = [p for p in range(start, end) if layout.kinds[p] == "w" and not hit.start <= p < hit.end]
            field = [p for p in around if not self.upper(p) and not self.finder.hit("inner", p)]
            return bool(field) or self.upper(hit.start)
        return bool(others) and not self.opens(others[0])

    def plural(self, hit: Hit) -> bool:
        """A kind word in lower case whose case no rule undoes: many bodies, the name of none."""
        word = self.layout.words[hit.end - 1]
        if not self.nominative or not self.genitives or self.upper(hit.start) or hit.family == "legal":
            return False
        return word.endswith(self.genitives) and not any(word.endswith(old) for old, _ in self.nominative)

    def shouted(self, position: int) -> bool:
        """In a headline in capitals."""
        segment = self.layout.segments[self.layout.segment_of[position]]
        low = segment.start if segment.colon is None or segment.colon > position else segment.colon + 1
        words = [self.layout.quote(p, p + 1) for p in range(low, segment.end) if self.layout.kinds[p] == "w"]
        return (
            len(words) > 2
            and sum(word.isupper() for word in words) > 0.7 * len(words)
            and not (segment.colon is not None and segment.colon < position)
        )

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
