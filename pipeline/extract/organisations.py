"""Organisations with a part in the initiative: the whole name, and the role that label or verb gives it.

A name is found around a word for a kind of body or a legal form, in the value of a role's label, or in quotation
marks beside a role's verb. Its role is that of the nearest label or verb; one that has none is not kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline.extract.language import FOLDER
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit, Lexicon
from pipeline.extract.quantities import DASHES, Finder
from pipeline.extract.roles import Meaning
from pipeline.extract.titles import off_topic, quotations, title

ROLES = ("coordinator", "partner", "funder", "host", "contractor")
LONGEST = 11  # words of a name
NEAR = 9.5  # how far, clause boundaries weighed in, a verb or label reaches
FOREIGN = 6  # letters from which a kind word of another language is known for one
HEAD = 8  # segments in which a body named first is the one that acts
COMMON = ("noun", "stop", "cue", "part", "kind", "when", "initiative", "body", "number", "document", "venue", "title", "month", "join", "in", "inner", "settlement")
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
class Organisation:
    name: str
    role: str
    start: int
    end: int
    rule: str


@dataclass(slots=True)
class Name:
    """A possible name: tokens, and whether a kind word, a label or quotation marks gave it."""

    start: int
    end: int
    head: Hit | None
    source: str


@dataclass(slots=True)
class Part:
    """The role of one mention; the lower the score, the surer."""

    role: str
    score: float
    rule: str
    labelled: bool = False


class Organisations:
    """Finds the organisations of one text."""

    def __init__(self, layout: Layout, finder: Finder, lexicon: Lexicon, meaning: Meaning) -> None:
        self.layout = layout
        self.finder = finder
        self.lexicon = lexicon
        self.meaning = meaning
        self.data = lexicon.language.organisations
        self.nominative = self.data.nominative
        places = lexicon.language.places
        self.genitives = tuple(dict.fromkeys(old for old, _ in places.genitive if old)) if places.genitive else ()
        self.locatives = tuple(dict.fromkeys(old for old, _ in places.locative if len(old) > 1))
        self.endings = sorted(self.nominative, key=lambda pair: -len(pair[0]))
        if self.nominative and places.genitive:
            self.endings = sorted([*self.nominative, *(pair for pair in places.locative if len(pair[0]) > 2)], key=lambda pair: -len(pair[0]))
        self.postpositions = bool(places.locative) and not places.prepositions
        """Whether small words stand behind what they belong to."""
        self.countries = {p for hit in layout.hits if hit.family == "country" for p in range(hit.start, hit.end)}
        self.forms = self.written_forms()
        self.quotes = quotations(layout)
        self.quote_at = dict(self.quotes)
        self.quote_end = {end: start for start, end in self.quotes}
        self.quoted = {p: quote for quote in self.quotes for p in range(quote[0] + 1, quote[1])}

    def read(self) -> list[Organisation]:
        """The organisations that take part, each once, in the order of the text."""
        return [found for found in self.every() if found.role]

    def every(self) -> list[Organisation]:
        """Those that take part, and with an empty role all other mentions."""
        if off_topic(self.layout):
            return []
        names = self.names()
        parts = self.parts(names)
        return self.settle(names, parts)

    # -- candidates -------------------------------------------------------------------------------------------------

    def names(self) -> list[Name]:
        found = []
        for hit in (*self.layout.hits, *self.forms.values(), *self.foreign()):
            if hit.family in ("body", "legal") and self.layout.segment_of[hit.start] >= 0:
                if hit.family == "legal" and not self.legal(hit):
                    continue
                name = self.around(hit)
                if name:
                    found.append(name)
        for segment in self.layout.segments:
            found.extend(self.labelled(segment))
        found.extend(self.quoted_names())
        return self.merge(found)

    def foreign(self) -> Iterator[Hit]:
        """Kind words of other languages, with a capital inside a sentence: `Stichting`, `Stowarzyszenie`, `Fundació`."""
        exact, stems = kind_words()
        known = {hit.start for hit in self.layout.hits if hit.family in ("body", "noun", "country", "month")}
        for position, word in enumerate(self.layout.words):
            if not self.layout.capital[position] and not (position and self.upper(position) and self.layout.words[position - 1] in ":("):
                continue
            if len(word) < FOREIGN or position in known or self.layout.segment_of[position] < 0:
                continue
            if word in exact or any(word[:cut] in stems for cut in range(max(FOREIGN, len(word) - 3), len(word) + 1)):
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
        return position == segment.start or self.layout.words[position - 1] in ":|–—•" and not self.layout.glued(position)

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
        while end < high and self.layout.words[end] == "." and self.layout.glued(end) and hit.family == "legal":
            end += 1
        before = self.quote_end.get(start - 1) if start - 1 >= low else None
        behind = self.quote_at.get(end) if end < high else None
        own = self.left(start, low, hit) if behind is not None and self.upper(start) and self.data.head == "last" else start
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
        if legal is not None and end < high and self.layout.words[end] == "." and self.layout.glued(end) and "." in legal.name:
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
        return self.finder.hit_ending("initiative", position - 1) is not None and (len(between) <= 3 or self.layout.kinds[position - 1] == "m")

    def left(self, position: int, low: int, hit: Hit) -> int:
        """Where the name begins: capitals, and in names written like a sentence the genitives between them."""
        words, kinds, layout = self.layout.words, self.layout.kinds, self.layout
        style = self.upper(hit.start)  # Every Word With A Capital, or only the first
        start, at, steps, lowers = position, position - 1, 0, 0
        while at >= low and steps < LONGEST:
            word = words[at]
            steps += 1
            if kinds[at] != "w":
                if word == ")" and at - 2 >= low and words[at - 2] == "(" and layout.quote(at - 1, at).isupper():
                    at -= 3
                elif word in DASHES and layout.glued(at) and layout.glued(at + 1) or word == "&":
                    at -= 1
                elif word in "’'‘" and layout.glued(at) and (layout.glued(at + 1) or self.upper(at - 1) and self.upper(at + 1)):
                    at -= 1
                elif word == "." and layout.glued(at) and at - 1 >= low and self.upper(at - 1) and len(words[at - 1]) <= 3:
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
                    if not self.genitive(at) or self.finder.hit("part", at) or self.finder.hit("initiative", at):
                        break
                if self.finder.hit_ending("part", at + 1) or self.finder.hit("month", at) or self.finder.hit("weekday", at):
                    break
                start, at, lowers = at, at - 1, 0
                continue
            inner = self.finder.hit_ending("inner", at + 1)
            if inner is not None and self.data.head == "first" and (not style or self.finder.hit("join", at)):
                break
            if inner is not None and inner.start >= low:
                beyond = inner.start - 1
                joins = self.finder.hit("join", inner.start) is not None
                if self.layout.words[at + 1] and self.upper(at + 1) and (joins and not style or self.data.head == "first" and not style):
                    break
                if joins and style and (beyond < low or not self.upper(beyond) or self.whole(beyond, low)):
                    break
                if style and (beyond < low or not self.upper(beyond)) and not self.finder.hit_ending("inner", beyond + 1):
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
            if self.barrier(at) or not self.genitive(at) or self.finder.hit("join", at) or self.finder.hit("inner", at):
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
        return any(hit.name in ("target", "actual") for hit in self.finder.ending.get("cue", {}).get(position + 1, []))

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
                if word in DASHES and layout.glued(at) and at + 1 < high and layout.glued(at + 1) or word == "&":
                    at += 1
                elif word == "." and layout.glued(at) and self.finder.hit_ending("legal", at):
                    at += 1
                elif word == "." and layout.glued(at) and at - 1 >= position and self.upper(at - 1) and len(words[at - 1]) <= 3 and at + 1 < high and self.upper(at + 1):
                    at += 1
                elif word in "’'‘" and layout.glued(at) and at + 1 < high and layout.glued(at + 1):
                    at += 1
                else:
                    break
                continue
            if self.upper(at):
                if self.finder.hit("month", at) or self.finder.hit("part", at) and self.data.head == "last":
                    break
                at += 1
                end, lowers = at, 0
                continue
            if self.finder.hit("part", at) is not None:
                break
            inner = self.finder.hit("inner", at)
            if inner is not None and inner.end < high:
                if self.finder.hit("join", at) is not None and (self.begins(inner.end, high) or not self.upper(inner.end) and self.data.head == "last"):
                    break
                if self.finder.hit("in", at) is not None and self.upper(inner.end) and (
                    not style and end == position and self.finder.hit("funder", hit.start) is None or end > position and self.town(layout.quote(inner.end, inner.end + 1))
                ):
                    break  # where it comes from, not what it is called
                if self.upper(inner.end) or self.finder.hit("inner", inner.end) or self.data.head == "first" and lowers < 3:
                    at = inner.end
                    lowers += 1
                    continue
                break
            if foreign or self.data.head == "last" or lowers >= 3 or self.barrier(at) or self.finder.hit("join", at):
                break
            lowers += 1
            at += 1
        if end == position and style and self.data.head == "first" and self.finder.hit("funder", hit.start) and not self.opens(hit.start):
            # `Ministerstvo kultury`: a body known by its field alone
            while end < high and end - position < 3 and kinds[end] == "w" and (
                end == position and self.finder.hit("inner", end) or not self.barrier(end) and not self.finder.hit("join", end)
            ):
                end += 1
        return end

    def inner_behind(self, hit: Hit, position: int, high: int) -> int:
        """`departamentas prie Socialinės apsaugos ministerijos`: what a small word ties on behind the kind word."""
        inner = self.finder.hit("inner", position)
        if inner is not None and inner.end < high and self.upper(inner.end) and (
            self.finder.hit("settlement", hit.start) and self.finder.hit("funder", hit.start)
        ):
            at = inner.end  # `city of X`
            while at < high and self.layout.kinds[at] == "w" and self.upper(at):
                at += 1
            return at
        if inner is None or self.finder.hit("join", position) is not None or inner.end >= high or not self.upper(inner.end):
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
            return any(self.finder.hit(family, p) for family in ("body", "legal") for p in range(position, min(high, position + 2)))
        at = position
        while at < high and at - position < 6 and (self.upper(at) or self.finder.hit("inner", at) or self.layout.words[at] in DASHES):
            if self.finder.hit("body", at) and at > position:
                return True
            at += 1
        return False

    def trim(self, start: int, end: int, hit: Hit) -> int:
        """Without a leading article, conjunction or day."""
        layout = self.layout
        while start < hit.start and layout.kinds[start] == "w":
            raw = layout.quote(start, start + 1)
            article = len(raw) <= 3 and (not raw.isupper() or len(raw) == 1) and self.opens(start) and not self.finder.hit("legal", start)
            if raw.lower() in ("the",) or article and self.upper(start + 1) and not layout.glued(start + 1):
                start += 1
                continue
            if self.finder.hit("join", start) or self.finder.hit("stop", start) and self.opens(start) and not self.genitive(start):
                start += 1
                continue
            break
        return start

    def proper(self, start: int, end: int, hit: Hit) -> bool:
        """Whether a run is a name: it holds a capital that the head of a sentence does not explain."""
        layout = self.layout
        if end - start > LONGEST + 6 or UNION.search(" ".join(layout.quote(start, end).split())):
            return False
        if PLATFORM.search(layout.quote(start, end)) or layout.segment_of[start] != layout.segment_of[end - 1]:
            return False
        inside_quote = any(start <= opening and closing < end for opening, closing in self.quotes)
        if inside_quote and (self.upper(start) or hit.family == "legal" or end - start > 3 or self.quote_at):
            return True
        capitals = [p for p in range(start, end) if self.upper(p)]
        if not capitals or start == hit.start and end == hit.end:
            return False
        if self.data.head == "first" and start == hit.start and self.upper(start) and not self.opens(start) and self.finder.hit("funder", start):
            return True
        if self.plural(hit):
            return False
        if self.shouted(start):
            return False
        if self.data.head == "last" and self.upper(end - 1) and end > hit.end and self.finder.hit_ending("initiative", end) and not self.finder.hit_ending("body", end):
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
            return end - start > 2 or self.upper(hit.start)
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
        return len(words) > 2 and sum(word.isupper() for word in words) > 0.7 * len(words) and not (segment.colon is not None and segment.colon < position)

    def labelled(self, segment: Segment) -> list[Name]:
        """`Partneriai: A ir B`, `Vykdytojas – A, partneriai – B`: what stands behind a label of a role are names."""
        words, layout, found = self.layout.words, self.layout, []
        openings: list[int] = []
        if segment.colon is not None:
            hits = [hit for role in ROLES for hit in self.meaning.within("part", role, segment.start, segment.colon)]
            if any(hit.end - hit.start >= (segment.colon - segment.start) * 0.4 or hit.end == segment.colon for hit in hits):
                openings.append(segment.colon + 1)
        for role in ROLES:
            for hit in self.meaning.within("part", role, segment.start, segment.end):
                if hit.end + 1 < segment.end and words[hit.end] in DASHES and not layout.glued(hit.end):
                    openings.append(hit.end + 1)
        lead = segment.lead
        if not openings and lead is not None and self.is_label(lead) and (segment.bullet or segment.end - segment.start <= 10) and segment.colon is None:
            if not any(self.finder.hit("part", p) for p in range(segment.start, segment.end)):
                openings.append(segment.start)
        for opening in openings:
            found.extend(self.items(opening, segment.end))
        if not openings and self.label_before(segment) is not None and not any(self.finder.hit("part", p) for p in range(segment.start, segment.end)):
            found.extend(self.items(segment.start, segment.end))
        return found

    def label_before(self, segment: Segment) -> Segment | None:
        """The segment with a role's label whose list goes on here behind a semicolon."""
        index = self.layout.segment_of[segment.start]
        while index > 0 and segment.colon is None:
            before = self.layout.segments[index - 1]
            if before.line != segment.line or self.layout.words[before.end - 1] != ";":
                return None
            if before.colon is not None:
                told = any(self.meaning.within("part", role, before.start, before.colon) for role in ROLES)
                return before if told else None
            index -= 1
        return None

    def is_label(self, segment: Segment) -> bool:
        """A heading or lead-in that is a role's label."""
        hits = [hit for role in ROLES for hit in self.meaning.within("part", role, segment.start, segment.end)]
        size = segment.end - segment.start
        if segment.colon is not None and segment.colon == segment.end - 1:
            return any(hit.end - hit.start >= size - 3 for hit in hits) and size <= 8
        return segment.heading and any(hit.start == segment.start and hit.end >= segment.end - 1 for hit in hits)

    def items(self, start: int, end: int) -> list[Name]:
        """The names in a list that commas, semicolons and `and` divide."""
        words, found, begin, at = self.layout.words, [], start, start
        taken = 0
        while at <= end:
            closed = at == end
            if not closed and at in self.quote_at and self.quote_at[at] < end:
                at = self.quote_at[at] + 1
                continue
            stop = closed or words[at] in ",;()|" or words[at] in DASHES and not self.layout.glued(at) or (
                words[at] == "." and not (at + 1 < end and len(words[at - 1]) <= 3) and not self.legal_ending(at)
                and not any(form.start < at < form.end for form in self.forms.values())
            )
            join = None if closed else self.finder.hit("join", at)
            if not stop and join is not None and at > begin and join.end < end and (self.upper(join.end) or join.end in self.quote_at or self.begins(join.end, end)):
                complete = self.complete(begin, at) or self.begins(join.end, end) and self.complete(begin, at)
                stop = complete
            if stop:
                if at > begin and self.item(begin, at, taken > 0):
                    found.append(Name(self.bare(begin), at, next((h for p in range(begin, at) for h in self.finder.at.get("body", {}).get(p, [])), None), "label"))
                    taken += 1
                if not closed and (words[at] == "." or words[at] in DASHES):
                    break
                if not closed and words[at] == "(":
                    at = next((p for p in range(at, end) if words[p] == ")"), end - 1)
                begin = (join.end if join is not None and not closed and words[at] not in ",;()|" else at + 1)
            at += 1
        return found

    def complete(self, start: int, end: int) -> bool:
        return any(
            self.finder.hit("body", p) or self.legal_ending(p + 1) or p in self.forms or p in self.quote_at for p in range(start, end)
        )

    def bare(self, position: int) -> int:
        """Behind a leading article."""
        raw = self.layout.quote(position, position + 1)
        if self.layout.kinds[position] == "w" and len(raw) <= 3 and raw.lower() in ("the", "a", "az", "la", "le", "el", "il", "der", "die", "das", "de", "an"):
            return position + 1
        return position

    def item(self, start: int, end: int, following: bool = False) -> bool:
        """Whether one value of a label is a name."""
        layout = self.layout
        if not any(self.upper(p) for p in range(start, end)) or end - start > LONGEST + 4 or UNION.search(layout.quote(start, end)):
            return False
        if layout.kinds[start] in "nd" or self.finder.hit("number", start) or any(layout.kinds[p] == "n" for p in range(start, min(end, start + 2))):
            return False
        body = self.complete(start, end)
        capitals = [p for p in range(start, end) if self.upper(p)]
        if all(p in self.countries for p in capitals) and not body:
            return False
        if body:
            name = [p for p in capitals if not self.finder.hit("body", p)]
            return bool(name) or any(p in self.quote_at for p in range(start, end)) or len(capitals) > 1
        if any(layout.kinds[p] in "nd" for p in range(start, end)):
            return False
        if any(layout.words[p] in "@" for p in range(start, end)) or self.finder.hit("settlement", start):
            return False
        if not self.upper(start) and start not in self.quote_at or layout.kinds[start] != "w" and start not in self.quote_at:
            return False
        if end - start == 1:
            raw = layout.quote(start, end)
            return self.opening_value(start) and (raw.isupper() and len(raw) > 2 or not self.town(raw) and not self.common(start) and len(raw) > 4)
        if any(self.barrier(p) and not self.finder.hit("inner", p) for p in range(start, end)):
            return False
        lows = [p for p in range(start, end) if layout.kinds[p] == "w" and not self.upper(p)]
        if self.common(start) and lows or self.town(layout.quote(start, end)):
            return False
        return len(lows) <= 3 and not (end - start == 2 and len(capitals) == 2 and not self.opening_value(start) and not following)

    def opening_value(self, position: int) -> bool:
        segment = self.layout.segments[self.layout.segment_of[position]]
        return position == segment.start or self.layout.words[position - 1] in ":–—-"

    def town(self, raw: str) -> bool:
        from pipeline.extract.gazetteer import gazetteer

        places = self.lexicon.language.places
        return gazetteer(self.lexicon.language.code).resolve(" ".join(raw.split()), places.locative, places.genitive) is not None

    def quoted_names(self) -> list[Name]:
        """Quotations right beside a role's verb: `projektą vykdo „...“`."""
        found = []
        for start, end in self.quotes:
            if not 2 <= end - start <= 8 or not self.upper(start + 1) or self.layout.segment_of[start] < 0:
                continue
            if not self.stands_for_body((start, end)) or self.finder.hit("initiative", end + 1):
                continue
            beside = [
                hit for role in ROLES for hit in self.meaning.within("part", role, max(0, start - 6), start) if hit.end == start
            ]
            if beside:
                found.append(Name(start, end + 1, None, "quote"))
        return found

    def merge(self, names: list[Name]) -> list[Name]:
        """In order; where two overlap the one around a kind word stays, else the longer."""
        kept: list[Name] = []
        for name in sorted(names, key=lambda found: (found.source == "quote", found.start - found.end, found.start)):
            other = next((kept_name for kept_name in kept if name.start < kept_name.end and kept_name.start < name.end), None)
            if other is None:
                kept.append(name)
            elif other.source == "label" and name.source == "kind" and sum(
                third.source == "kind" and other.start <= third.start and third.end <= other.end for third in names
            ) > 1 and any(self.finder.hit("join", p) for p in range(other.start, other.end)):
                kept.remove(other)
                kept.append(name)
        return sorted(kept, key=lambda found: found.start)

    # -- role ---------------------------------------------------------------------------------------------------------

    def parts(self, names: list[Name]) -> list[Part | None]:
        """The role of each mention; names in a row share the nearest label or verb."""
        found: list[Part | None] = []
        chain: list[Name] = []
        for number, name in enumerate(names):
            chain.append(name)
            if number + 1 < len(names) and self.in_row(name, names[number + 1]):
                continue
            shared = self.part(chain, names)
            for member in chain:
                own = self.part([member], names)
                best = min((part for part in (own, shared) if part is not None), key=lambda part: part.score, default=None)
                found.append(best)
            chain = []
        return found

    def in_row(self, left: Name, right: Name) -> bool:
        if self.layout.segment_of[left.start] != self.layout.segment_of[right.start]:
            return False
        position, joined = left.end, False
        while position < right.start:
            join = self.finder.hit("join", position)
            word = self.layout.words[position]
            if self.finder.hit("part", position) is not None:
                return False
            if join is not None or word in ",;":
                joined = True
                position = join.end if join is not None else position + 1
            elif word == "(":
                close = next((p for p in range(position, min(right.start, position + 8)) if self.layout.words[p] == ")"), None)
                if close is None:
                    return False
                position = close + 1
            elif word in DASHES and position + 1 < right.start and self.upper(position + 1):
                position += 2  # the town behind a name
            elif self.layout.kinds[position] == "w" and len(word) <= 3 and not self.upper(position) and not self.finder.hit("in", position):
                position += 1
            elif self.finder.hit("in", position) is not None and position > 0 and self.upper(self.finder.hit("in", position).end):  # type: ignore[union-attr]
                position = self.finder.hit("in", position).end  # type: ignore[union-attr]
                while position < right.start and self.upper(position):
                    position += 1
            elif joined and self.layout.kinds[position] == "w" and not self.barrier(position) and right.start - position == 1:
                position += 1
            else:
                return False
        return joined

    def part(self, chain: list[Name], names: list[Name]) -> Part | None:
        first, last = chain[0].start, chain[-1].end
        segment = self.layout.segments[self.layout.segment_of[first]]
        walls, best = self.meaning.walls, None
        funds = any(self.funder(name) for name in chain)
        place_word = self.preposition_before(first)
        for role in ROLES:
            for hit in self.meaning.within("part", role, segment.start, segment.end):
                if any(name.start < hit.end and hit.start < name.end for name in chain):
                    continue
                labelled = False
                if hit.end <= first:
                    score: float = first - hit.end + walls[first] - walls[hit.end - 1]
                    between = sum(hit.end <= name.start and name.end <= first for name in names)
                    if segment.colon is not None and hit.end <= segment.colon < first and not self.sentence_between(segment.colon + 1, first):
                        score, labelled = score * 0.3 - 8, True
                    elif hit.end < first and self.layout.words[hit.end] in DASHES and not self.layout.glued(hit.end):
                        score, labelled = score * 0.5 - 6, True
                    if self.forward(hit):
                        score -= 1
                else:
                    if self.forward(hit) or role == "partner" and self.with_others(last, hit) or segment.colon is not None and hit.end == segment.colon:
                        continue
                    score = hit.start - last + 1 + walls[hit.start] - walls[last - 1]
                    between = sum(last <= name.start and name.end <= hit.start for name in names)
                score += 4 * between - 0.8 * (hit.end - hit.start - 1)
                if role == "funder" and funds and not labelled:
                    score -= 7
                agent = place_word is not None and hit.end == place_word and role != "partner"  # done by, paid from
                if place_word is not None and role != "host" and not labelled and not agent and not hit.start <= place_word < hit.end:
                    score += 12
                if role == "funder" and not funds and not labelled and hit.end - hit.start == 1 and not self.money(segment):
                    score += 3
                if role == "host" and not labelled and self.locative(chain[-1]):
                    score -= 3
                if best is None or score < best.score:
                    best = Part(role, score, self.meaning.say(hit), labelled)
        if best is not None and best.score < NEAR:
            return best
        before = self.label_before(segment)
        if before is not None and before.colon is not None:
            for role in ROLES:
                for hit in self.meaning.within("part", role, before.start, before.colon):
                    return Part(role, -3, self.meaning.say(hit), True)
        for lead in self.leads(segment):
            for role in ROLES:
                for hit in self.meaning.within("part", role, lead.start, lead.end):
                    if self.is_label(lead) and any(name.source == "label" for name in chain):
                        return Part(role, 4, "heading: " + self.meaning.say(hit), True)
        return None

    def leads(self, segment: Segment) -> list[Segment]:
        return [segment.lead] if segment.lead is not None else []

    def sentence_between(self, start: int, end: int) -> bool:
        """Whether a label's value is a sentence, in which the label no longer says who is who."""
        return any(self.layout.words[p] in ".;" for p in range(start, end)) or any(
            hit.name in ("target", "actual") for p in range(start, end) for hit in self.finder.at.get("cue", {}).get(p, [])
        )

    def with_others(self, end: int, hit: Hit) -> bool:
        """`X together with five partners`, `X and its partners`: the partners are others."""
        if self.finder.hit("join", hit.start) is not None:
            return True
        return any(
            self.finder.hit("join", p) or self.finder.hit("number", p) or self.layout.kinds[p] == "n" or self.finder.hit("stop", p) or self.finder.hit("part", p)
            for p in range(end, hit.start)
        )

    def money(self, segment: Segment) -> bool:
        return any(self.finder.hit("currency", p) or self.layout.words[p] in "€£$" for p in range(segment.start, segment.end))

    def forward(self, hit: Hit) -> bool:
        """A phrase that ends in a preposition speaks of the name behind it: `together with`, `funded by`."""
        last = hit.end
        if hit.end - hit.start < 2 or self.postpositions:
            return False
        ends = [self.finder.hit_ending(family, last) for family in ("stop", "in", "inner")]
        return any(found is not None and found.start > hit.start and found.end - found.start == 1 for found in ends)

    def preposition_before(self, position: int) -> int | None:
        """The token of a preposition of place before a name, articles passed over."""
        at = position
        while at > 0 and self.layout.segment_of[at - 1] == self.layout.segment_of[position] and position - at < 2:
            hit = self.finder.hit_ending("in", at)
            if hit is not None:
                return hit.start
            if self.layout.kinds[at - 1] != "w" or len(self.layout.words[at - 1]) > 3:
                return None
            at -= 1
        return None

    def funder(self, name: Name) -> bool:
        return any(self.finder.hit("funder", p) for p in range(name.start, name.end))

    def locative(self, name: Name) -> bool:
        head = name.head
        return bool(self.locatives) and head is not None and self.layout.words[head.end - 1].endswith(self.locatives)

    # -- one row for each ------------------------------------------------------------------------------------------------

    def settle(self, names: list[Name], parts: list[Part | None]) -> list[Organisation]:
        """Mentions of one body together: its fullest name, its surest role; the first named acts where nothing says who."""
        groups: list[list[int]] = []
        keys: list[str] = []
        for number, name in enumerate(names):
            key = fold(self.nominal(name))
            for place, known in enumerate(keys):
                if key == known or len(key) > 8 and (f" {key} " in f" {known} " or f" {known} " in f" {key} "):
                    groups[place].append(number)
                    keys[place] = max(known, key, key=len)
                    break
            else:
                groups.append([number])
                keys.append(key)
        chosen: list[Part | None] = []
        for group in groups:
            best = min((parts[number] for number in group if parts[number] is not None), key=lambda part: part.score, default=None)  # type: ignore[union-attr]
            if best is not None and not best.labelled and all(self.only_place(names[number]) for number in group):
                best = None
            chosen.append(best)
        self.one_coordinator(names, groups, chosen)
        found = []
        for group, part in zip(groups, chosen, strict=True):
            longest = max(group, key=lambda number: (min(names[number].end - names[number].start, LONGEST), -number))
            for number in group:
                name = names[number]
                if part is None and (self.only_place(name) or self.region(name)):
                    continue
                role = part.role if part is not None and number == longest else ""
                rule = f"organisation: {part.rule}" if part is not None else ""
                found.append(Organisation(self.nominal(name), role, name.start, name.end, rule))
                if part is not None and number != longest:
                    found[-1] = replace(found[-1], role="", rule="mention:" + part.role)
        found.sort(key=lambda organisation: organisation.start)
        return found

    def one_coordinator(self, names: list[Name], groups: list[list[int]], chosen: list[Part | None]) -> None:
        """At most those who are said to coordinate; where no one is, the body named first as the one that acts."""
        leading = [part for part in chosen if part is not None and part.role == "coordinator"]
        if leading:
            surest = min(part.score for part in leading)
            labelled = any(part.labelled for part in leading)
            for place, part in enumerate(chosen):
                if part is not None and part.role == "coordinator" and part.score > surest + 6 and (labelled or part.score > 6):
                    chosen[place] = None
            return
        joint = [place for place, part in enumerate(chosen) if part is not None and part.role == "partner" and not part.labelled]
        first = min(range(len(groups)), key=lambda place: names[groups[place][0]].start, default=None)
        if first is not None and first in joint and len(joint) > 1 and self.subject(names[groups[first][0]]):
            part = chosen[first]
            chosen[first] = Part("coordinator", 5, f"named first before {part.rule}" if part else "named first")
            return
        for place, group in enumerate(groups):
            name = names[group[0]]
            if chosen[place] is not None or self.layout.segment_of[name.start] >= HEAD:
                continue
            if self.subject(name) or self.letterhead(name):
                chosen[place] = Part("coordinator", 9, "named first")
                return
        for test, why in ((self.acts, "named first with a verb"), (None, "named most"), (self.only, "named alone")):
            for place, group in enumerate(groups):
                name = names[group[0]]
                if chosen[place] is not None or self.layout.segment_of[name.start] >= HEAD or self.only_place(name) or self.shouted(name.start):
                    continue
                if test is None and len(group) > 1 or test is not None and test(name, chosen):
                    chosen[place] = Part("coordinator", 9, why)
                    return

    def acts(self, name: Name, chosen: list[Part | None]) -> bool:
        """A coordinator's verb stands in the same sentence, however far."""
        segment = self.layout.segments[self.layout.segment_of[name.start]]
        hits = self.meaning.within("part", "coordinator", segment.start, segment.end)
        return any(hit.start >= name.end or hit.end <= name.start for hit in hits) and self.preposition_before(name.start) is None

    def only(self, name: Name, chosen: list[Part | None]) -> bool:
        """Where no other body has a part, the first named is the one the text is about."""
        weak = name.head is None or self.data.head == "last" and name.end > name.head.end and not self.finder.hit("inner", name.head.end)
        return not any(chosen) and not weak and self.preposition_before(name.start) is None and not self.locative(name)

    def subject(self, name: Name) -> bool:
        """The name opens a sentence that goes on."""
        segment = self.layout.segments[self.layout.segment_of[name.start]]
        if self.shouted(name.start) or segment.heading:
            return False
        opening = name.start - segment.start <= 2 and not any(self.layout.words[p] in ":" for p in range(segment.start, name.start))
        follows = [p for p in range(name.end, segment.end) if self.layout.kinds[p] == "w" and not self.upper(p)]
        return opening and len(follows) >= 3 and self.preposition_before(name.start) is None and not self.locative(name)

    def letterhead(self, name: Name) -> bool:
        """The name alone on the first lines."""
        index = self.layout.segment_of[name.start]
        segment = self.layout.segments[index]
        if index >= 2 or name.source != "kind" or name.start != segment.start or segment.end - name.end > 0:
            return False
        made = title(self.layout, self.finder)
        return made is None or "first line" in made.rule or not (made.start < name.end and name.start < made.end)

    def region(self, name: Name) -> bool:
        """`County Mayo`: a kind of place before its name, in a language whose bodies end in their kind word."""
        head = name.head
        return self.data.head == "last" and head is not None and head.start == name.start and self.finder.hit("settlement", head.start) is not None

    def only_place(self, name: Name) -> bool:
        """A municipality or eldership where something happens, not one that does something."""
        head = name.head
        if head is None or not (self.finder.hit("settlement", head.start) or self.finder.hit("district", head.start) or self.finder.hit_ending("settlement", head.end)):
            return False
        if self.locative(name):
            return True
        preposition = self.preposition_before(name.start)
        return preposition is not None and not any(
            hit.start <= preposition < hit.end or hit.end == preposition for p in range(max(0, preposition - 6), preposition + 1) for hit in self.finder.at.get("part", {}).get(p, [])
        )

    def nominal(self, name: Name) -> str:
        """The name with its kind word in the nominative."""
        written = self.layout.quote(name.start, name.end)
        text = " ".join(written.split())
        if not self.nominative or name.head is None:
            return text
        for position in self.heads(name):
            word = self.layout.quote(position, position + 1)
            lower = word.lower()
            for old, new in self.endings:
                if lower.endswith(old) and len(word) - len(old) >= 2:
                    changed = word[: len(word) - len(old)] + (new.upper() if word.isupper() and len(word) > 1 else new)
                    before = " ".join(self.layout.text[self.layout.starts[name.start] : self.layout.starts[position]].split())
                    glue = "" if self.layout.glued(position) or not before else " "
                    behind = self.layout.text[self.layout.ends[position] : self.layout.ends[name.end - 1]]
                    return before + glue + changed + (" " if behind[:1].isspace() else "") + " ".join(behind.split())
        return text

    def heads(self, name: Name) -> list[int]:
        """The kind word whose case is the name's: in names that end in it the last before a tie, else the first."""
        bodies = [p for p in range(name.start, name.end) if self.finder.hit("body", p) and p not in self.quoted]
        if not bodies:
            return []
        if self.data.head == "first":
            return bodies[:1]
        tie = next((p for p in range(name.start + 1, name.end) if self.finder.hit("inner", p) and not self.finder.hit("join", p) and p - 1 in bodies), None)
        return [tie - 1] if tie is not None else bodies[-1:]


@cache
def kind_words() -> tuple[frozenset[str], frozenset[str]]:
    """Kind words of bodies in all languages: whole words, and stems that take endings."""
    exact, stems = set(), set()
    for path in sorted(FOLDER.glob("*.toml")):
        # Only this list is read: parsing every language file whole would take longer than reading a text.
        section = path.read_text(encoding="utf-8").partition("\n[organisations]\n")[2]
        for pattern in re.findall(r'"([^"]+)"', section.partition("\nkinds = [")[2].partition("]")[0]):
            word = pattern.strip("!*~")
            if " " not in pattern and len(word) >= FOREIGN:
                (stems if pattern.endswith("~") else exact).add(word)
    return frozenset(exact), frozenset(stems)


def fold(text: str) -> str:
    """A key for comparing names: no case, accents or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub(r"\W+", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())
