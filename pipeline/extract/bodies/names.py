"""How far the name of an organisation reaches: from its kind word or legal form to both sides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.bodies.extents import LONGEST, MINISTRY, Extents
from pipeline.extract.figures.numerals import DASHES
from pipeline.extract.lexicon import Hit

ROLES = ("coordinator", "partner", "funder", "host", "contractor")
ADJECTIVE = (
    *"áýéí",
    *("ski", "ški", "čki", "ska", "ška", "čka", "sko", "ško", "čko", "eni", "ovi", "evi", "ki", "ni"),
    *("ски", "шки", "ска", "шка", "ско", "шко", "ени"),
)
"""Endings of adjectives in the languages whose names have a capital in their first word alone."""
SMALL = ("determiner", "inner", "article", "in", "join", "stop", "preposition", "part")
INDEFINITE = ("a", "an", "en", "ett", "et")
SHORT_ADJECTIVE = 5  # letters up to which such an ending may be a noun's
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


class Names(Extents):
    """The names around the kind words of one text."""

    def around(self, hit: Hit) -> Name | None:
        """The name that a kind word or legal form belongs to."""
        quote = self.quoted.get(hit.start)
        if quote is not None and not self.stands_for_body(quote):
            return None
        low, high = self.bounds(hit.start)
        start, end = hit.start, hit.end
        while (
            end < high
            and self.layout.words[end] == "."
            and self.layout.glued(end)
            and hit.family == "legal"
            and "." in hit.name
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
        end = self.fields(hit, self.tail(hit, start, end, high), high)
        end = self.closing(start, end, high)
        for p in range(hit.start, end - 2):
            if self.layout.words[p + 1] == "." and self.legal_ending(p + 1) and self.common(p + 2):
                end = p + 1  # `... De Spaan BV. Het slotfeest`: behind a legal form a sentence ends
                break
        while (
            end > hit.end
            and self.layout.kinds[end - 1] == "w"
            and self.finder.hit("inner", end - 1)
            and not self.upper(end - 1)
        ):
            end -= 1  # `la Région en a pris`: no small word closes a name
        if not self.proper(start, end, hit):
            return None
        return Name(self.explained(start, end, hit), end, hit, "kind")

    def explained(self, start: int, end: int, hit: Hit) -> int:
        """`with the German association Reparaturtreff Görlitz`: behind a nationality in lower case the kind
        word only tells a foreign name what it is."""
        nation = hit.start - 1
        behind = hit.end
        if start < nation or self.layout.words[max(0, nation - 1)] in DASHES:
            return start
        if nation < 0 or nation not in self.countries or self.upper(hit.start):
            return start
        if self.upper(nation) and (self.genitives or self.noun_capitals or start < nation):
            return start  # `Lietuvos asociacija „...“`
        if behind < end and (self.upper(behind) or self.quote_at.get(behind) == end - 1):
            return behind
        return start

    def tail(self, hit: Hit, start: int, end: int, high: int) -> int:
        """`spolek Jasná nota`: an adjective with a capital and its noun without one."""
        if (
            self.data.head != "first"
            or start != hit.start
            or self.upper(start)
            and not self.opens(start)
            and not self.words_end_adjective(end - 1)
            or end != hit.end + 1
            or end >= high
            or not self.upper(end - 1)
            or self.layout.kinds[end] != "w"
            or self.upper(end)
            or self.barrier(end)
            or self.finder.hit("inner", end)
            or self.finder.hit("join", end)
        ):
            return end
        behind = end + 1
        if behind < high and self.finder.hit("copula", behind):
            return end + 1  # `Sklad Otok besed je`: no verb stands before the verb
        if not self.layout.words[end - 1].endswith(ADJECTIVE) and not self.finder.hit("ours", end - 1):
            return end
        closed = (
            behind >= high
            or self.layout.kinds[behind] == "m"
            or any(self.finder.hit(family, behind) for family in ("in", "stop", "join", "part", "initiative"))
        )
        return end + 1 if closed else end

    def words_end_adjective(self, position: int) -> bool:
        """A long adjective by its ending: inside a sentence, too, its noun follows: `Nadace Kamenný most`."""
        word = self.layout.words[position]
        return len(word) > SHORT_ADJECTIVE and word.endswith(ADJECTIVE[:4])

    def fields(self, hit: Hit, end: int, high: int) -> int:
        """`Ministry of Culture, Youth and Sport`: the list of what a ministry is for belongs to its name."""
        words, at, last = self.layout.words, end, end
        if not MINISTRY.search(words[hit.start]) or end == hit.end or end >= high:
            return end
        style = self.upper(end - 1)
        while at < high and at - end < 3 * LONGEST:
            join = self.finder.hit("join", at)
            if words[at] != "," and join is None:
                break
            field = at + 1 if join is None else join.end
            if field < high and self.finder.hit("join", field) is not None:
                return end
            if (
                field >= high
                or self.layout.kinds[field] != "w"
                or self.upper(field) != style
                or self.finder.hit("body", field)
                or self.finder.hit("funder", field)
                or self.finder.hit("part", field)
                or self.begins(field, high)
            ):
                break
            at = field + 1
            while at < high and at - field < 3 and self.layout.kinds[at] == "w" and self.upper(at) and style:
                at += 1
            if join is not None:
                last = at
                break
        return last

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
        if self.initiative_before(start) or self.in_title(start, end):
            return False
        segment = self.layout.segments[self.layout.segment_of[start]]
        for role in ROLES:
            for hit in self.meaning.within("part", role, segment.start, segment.end):
                if 0 <= start - hit.end <= 1 or 0 <= hit.start - end - 1 <= 1:
                    return True
        return False

    def in_title(self, start: int, end: int) -> bool:
        """`An agreement on “Songs of the border”`, the page's title: what it quotes is the initiative."""
        title = self.layout.segments[0]
        said = self.layout.quote(start + 1, end).lower()
        quoted = self.layout.quote(title.start, title.end)
        at = quoted.lower().find(said)
        return start >= title.end and at > 0 and not quoted[at - 1].isalnum() and quoted[at - 1] != " "

    def initiative_before(self, position: int) -> bool:
        if self.finder.hit_ending("initiative", position) or self.finder.hit_ending("title", position):
            return True
        between = self.layout.words[position - 1] if position else ""
        return self.finder.hit_ending("initiative", position - 1) is not None and (
            len(between) <= 3 or self.layout.kinds[position - 1] == "m"
        )

    def trim(self, start: int, end: int, hit: Hit) -> int:
        """Without a leading article, conjunction or day."""
        layout = self.layout
        for p in range(start, hit.start):
            if self.finder.hit("ours", p) and p not in self.quoted and not self.upper(p):
                start = p + 1  # `This year our association „X“`
        while start < hit.start and layout.kinds[start] == "w":
            if start in self.countries and start + 1 == hit.start and hit.end in self.quote_at:
                start += 1  # `Latvijos biedrība „Jumts“`
                continue
            raw = layout.quote(start, start + 1)
            article = (
                len(raw) <= 3
                and (not raw.isupper() or len(raw) == 1)
                and (self.opens(start) or layout.words[start - 1] == ".")
                and not self.finder.hit("legal", start)
                and any(self.finder.hit(family, start) for family in SMALL)
            )
            if raw.lower() in ("l", "d") and layout.words[start + 1] in "'’" and start + 2 <= hit.start:
                start += 2  # `L'association prépare`
                continue
            if article and self.data.head == "last" and raw.lower() in INDEFINITE:
                start += 1  # `A lunch club feeds 45`
                continue
            if raw.lower() in ("the",) or article and self.upper(start + 1) and not layout.glued(start + 1):
                start += 1
                continue
            member = self.finder.hit("part", start)
            if (
                member is not None
                and self.data.head == "first"
                and member.end <= hit.start
                and self.opens(start)
            ):
                start = member.end  # `Partnerská Fundacja X`
                continue
            if self.apart and self.opens(start) and self.upper(start + 1):
                if raw.endswith(self.apart) and not layout.words[hit.end - 1].endswith(self.apart):
                    start += 1
                    continue
            if self.finder.hit("season", start) and self.opens(start) and not self.genitive(start):
                start += 1  # `Vasarą mokykla rengs`
                continue
            determined = self.finder.hit("determiner", start)
            if determined is not None and self.opens(start) and determined.end <= hit.start:
                start = determined.end  # `Our twin choir`
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
        if self.opens(start) and start != hit.start and self.lexicon.language.grammar.determiners:
            determiner = self.finder.hit("determiner", start)
            if len(capitals) == 1 and (determiner or not self.town(layout.quote(start, start + 1))):
                capitals = [p for p in capitals if p != start]  # `Our radio`, `Free school meals`
        if end - start == len(capitals) == 2 and not self.noun_capitals and self.data.head == "last":
            whole = start == hit.start and end == hit.end and not self.opens(start)
            if whole and self.finder.hit("funder", start) and not self.finder.hit("town", start):
                return True  # `the Arts Council`
        if start == hit.start and end == hit.end and capitals:
            # One compound, `Postkodstiftelsen`, where a capital tells a name from a noun.
            long = (
                hit.pattern.startswith("*") and len(layout.words[start]) >= len(hit.pattern.strip("*~")) + 3
            )
            if self.noun_capitals:
                # Where all nouns have one, a ministry or office of one field is still known for a body.
                return (
                    long
                    and end == start + 1
                    and self.finder.hit("funder", start) is not None
                    and not (self.opens(start))
                )
            return (
                long
                and end == start + 1
                and not self.capitals
                and (not self.opens(start) or self.layout.words[start - 1] == ":" or self.gives_sum(start))
            )
        if not capitals:
            return False
        if (
            end > hit.end
            and layout.words[hit.end] in DASHES
            and layout.glued(hit.end)
            and self.noun_alone(end - 1)
        ):
            return False  # `Holzhaus-Camp`: the last part of a compound says what it is
        if (
            self.data.head == "first"
            and start == hit.start
            and self.upper(start)
            and (
                not self.opens(start)
                or self.gives_sum(start)
                or end > hit.end
                and MINISTRY.search(layout.words[start])
            )
            and self.finder.hit("funder", start)
        ):
            return True
        if (
            self.data.head == "last"
            and start < hit.start
            and self.upper(start)
            and (self.genitive(start) or hit.start - start > 1 and self.common(start))
            and not any(self.finder.hit(family, start) for family in ("body", "settlement"))
            and (self.gives_sum(hit.start) or self.acting_fund(hit))
        ):
            return True  # `Kaimiņu fonds apstiprinājis 40 000 eiro`
        compound = hit.pattern.startswith("*") and not self.noun_capitals
        if (
            compound
            and self.finder.hit("funder", hit.start)
            and self.upper(start)
            and self.data.head == "last"
        ):
            return not self.plural(hit) and not self.shouted(start)  # `Allmänna arvsfonden`, `Nordea-fonden`
        if self.finder.hit("funder", hit.start) and start < hit.start and self.sum_alone_below(start, end):
            return True  # a line of a table of income
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

    def acting_fund(self, hit: Hit) -> bool:
        """`Pajūrio fondas paskelbė`: a body that pays, and right behind it a verb of a role."""
        return self.finder.hit("funder", hit.start) is not None and any(
            self.finder.hit(family, hit.end) is not None for family in ("part", "cue")
        )

    def sum_alone_below(self, start: int, end: int) -> bool:
        """Whether a run fills its line or cell, and the next holds nothing but a sum."""
        index = self.layout.segment_of[start]
        segment = self.layout.segments[index]
        if (segment.start, segment.end) != (start, end) or index + 1 >= len(self.layout.segments):
            return False
        below = self.layout.segments[index + 1]
        return (
            below.end - below.start <= 3
            and self.layout.kinds[below.start] == "n"
            and below.start in self.sums
        )

    def plural(self, hit: Hit) -> bool:
        """A kind word in lower case whose case no rule undoes: many bodies, the name of none."""
        word = self.layout.words[hit.end - 1]
        if (
            self.data.head == "first"
            or not self.nominative
            or not self.genitives
            or self.upper(hit.start)
            or hit.family == "legal"
        ):
            return False
        return word.endswith(self.genitives) and not any(word.endswith(old) for old, _ in self.nominative)
