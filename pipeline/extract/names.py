"""How far the name of an organisation reaches: from its kind word or legal form to both sides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.bodies import Bodies
from pipeline.extract.lexicon import Hit
from pipeline.extract.quantities import DASHES

ROLES = ("coordinator", "partner", "funder", "host", "contractor")
SHORT = 3  # letters of a pronoun, which is no part of a name: `Ministrstvo za kulturo nam`
LONGEST = 11  # words of a name
ADJECTIVE = (
    *"áýéí",
    *("ski", "ški", "čki", "ska", "ška", "čka", "sko", "ško", "čko", "eni", "ovi", "evi", "ki", "ni"),
    *("ски", "шки", "ска", "шка", "ско", "шко", "ени"),
)
"""Endings of adjectives in the languages whose names have a capital in their first word alone."""
MINISTRY = re.compile(r"minist|міністер|министер|υπουργε")
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


class Names(Bodies):
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
        while (
            end > hit.end
            and self.layout.kinds[end - 1] == "w"
            and self.finder.hit("inner", end - 1)
            and not self.upper(end - 1)
        ):
            end -= 1  # `la Région en a pris`: no small word closes a name
        if not self.proper(start, end, hit):
            return None
        return Name(start, end, hit, "kind")

    def tail(self, hit: Hit, start: int, end: int, high: int) -> int:
        """`spolek Jasná nota`: an adjective with a capital and its noun without one."""
        if (
            self.data.head != "first"
            or start != hit.start
            or self.upper(start)
            and not self.opens(start)
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
        if not self.layout.words[end - 1].endswith(ADJECTIVE):
            return end
        closed = (
            behind >= high
            or self.layout.kinds[behind] == "m"
            or any(self.finder.hit(family, behind) for family in ("in", "stop", "join", "part", "initiative"))
        )
        return end + 1 if closed else end

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
            if (
                len(word) == 1
                and at - 2 >= low
                and words[at - 1] in "’'‘"
                and layout.glued(at)
                and self.upper(at - 2)
            ):
                at -= 2  # `Rural Women's Network`
                continue
            if self.compound(at, low):
                start, at, lowers = at - 2, at - 3, 0
                continue  # `Körös-völgyi Ifjúsági Ház`
            if self.upper(at):
                if self.finder.currency_at(at)[0] and (
                    layout.kinds[at - 1] == "n" or at - 1 in self.sums or self.finder.hit_ending("scale", at)
                ):
                    break  # `22.000 Euro von der Stadt`
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
                if (
                    self.data.head == "last"
                    and self.finder.hit("determiner", inner.start)
                    and beyond >= low
                    and not self.upper(beyond)
                    and not self.finder.hit_ending("inner", inner.start)
                ):
                    break  # `the Trust kept the Tavistock ticket office open`
                if self.data.head == "last" and any(
                    part.end == at + 1 and self.opens(part.start)
                    for back in range(max(low, at - 3), at + 1)
                    for part in self.finder.at.get("part", {}).get(back, ())
                ):
                    break  # `Contribution of the Foundation`
                joins = self.finder.hit("join", inner.start) is not None
                if (
                    self.layout.words[at + 1]
                    and self.upper(at + 1)
                    and (joins and not style or self.data.head == "first" and not style)
                    or joins
                    and not style
                    and not self.genitives
                ):
                    break
                if joins and style and (beyond < low or not self.upper(beyond) or self.whole(beyond, low)):
                    break
                if self.noun_capitals and beyond >= low and self.noun_alone(beyond):
                    break  # `Zuschuss des Ministeriums`
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
            if self.finder.hit("article", at) and not self.genitives and self.data.head == "last":
                break  # `a grant from the Arts Council to run a choir`
            if self.data.head == "first" and lowers >= 1:
                break
            if self.genitives and not self.genitive(at) and self.data.head == "last":
                break
            lowers += 1
            at -= 1
        return start

    def compound(self, at: int, low: int) -> bool:
        """The second part, in lower case, of a word with a capital and a hyphen."""
        return (
            at - 2 >= low
            and not self.upper(at)
            and self.layout.words[at - 1] in DASHES
            and self.layout.glued(at - 1)
            and self.layout.glued(at)
            and self.upper(at - 2)
            and not self.barrier(at)
        )

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
                named = at in self.quote_at and self.data.head == "first" and not layout.glued(at)
                if named and (lowers == 0 or at - position == lowers <= 2):
                    return self.quote_at[at] + 1  # `Klub umirovljenika „Risnjak”`
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
                elif word == "." and at > position and self.domain(at, high):
                    at = end = at + 2
                else:
                    break
                continue
            if self.upper(at):
                if self.finder.currency_at(at)[0] and at > position:
                    break
                if self.finder.hit("month", at) or self.finder.hit("part", at) and self.data.head == "last":
                    break
                if words[at - 1] == "." and self.finder.hit("determiner", at) and self.legal_ending(at - 1):
                    break  # `by Meridian Ltd. The website`
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
                if self.finder.hit("join", at) is not None and self.last_of_list(at, inner.end, high):
                    break
                if (
                    self.finder.hit("in", at) is not None
                    and self.upper(inner.end)
                    and (
                        not style
                        and end == position
                        and self.finder.hit("funder", hit.start) is None
                        or (end > position or hit.start and self.upper(hit.start - 1))
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
            if at + 1 < high and self.upper(at + 1) and self.finder.hit("body", at + 1) is not None:
                break  # `gemeente Zwolle zette Stichting Klankrijk`: a verb, and another body
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
            and (style or hit.start > 0 and self.upper(hit.start - 1) and self.finder.hit("inner", end))
            and self.data.head == "first"
            and self.finder.hit("funder", hit.start)
            and (not self.opens(hit.start) or MINISTRY.search(words[hit.start]) or self.gives_sum(hit.start))
            and not self.noun_capitals
        ):
            # `Ministerstvo kultury`: a body known by its field alone
            tied = self.finder.hit("inner", end) is not None
            longest = 3 if not self.opens(hit.start) else (2 if len(words[end]) > 1 else 0) if tied else 1
            beyond = end + 3
            if tied and longest == 2 and beyond < high and (kinds[beyond] != "w" or self.barrier(beyond)):
                longest = 3  # `Zaklada za živo susjedstvo dodijelila`: an adjective and its noun
            while (
                end < high
                and end - position < longest
                and kinds[end] == "w"
                and (
                    end == position
                    and self.finder.hit("inner", end)
                    or not self.barrier(end)
                    and not any(self.finder.hit(family, end) for family in ("join", "kind", "cue"))
                    and len(words[end]) > SHORT
                )
            ):
                end += 1
            while end > position and len(words[end - 1]) <= 4 and self.finder.hit_ending("inner", end):
                end -= 1  # `Oranje Fonds | voor de uitbreiding`
        return end

    def domain(self, dot: int, high: int) -> bool:
        """`Repair.it`: a dot inside a name that is written like an address."""
        return (
            dot + 1 < high
            and self.layout.glued(dot)
            and self.layout.glued(dot + 1)
            and self.layout.kinds[dot + 1] == "w"
            and not self.upper(dot + 1)
            and self.upper(dot - 1)
        )

    def last_of_list(self, join: int, behind: int, high: int) -> bool:
        """`Partners: A Town, B Brook and C Field`: behind a label and commas a joining word divides names."""
        segment = self.layout.segments[self.layout.segment_of[join]]
        return (
            segment.colon is not None
            and "," in self.layout.words[segment.colon : join]
            and behind + 1 < high
            and (self.upper(behind) or self.finder.hit("body", behind) is not None)
            and self.upper(behind + 1)
        )

    def inner_behind(self, hit: Hit, position: int, high: int) -> int:
        """`departamentas prie Kultūros ministerijos`: what a small word ties on behind the kind word."""
        inner = self.finder.hit("inner", position)
        if (
            inner is not None
            and inner.end < high
            and self.upper(inner.end)
            and (self.finder.hit("settlement", hit.start) or self.finder.hit("town", hit.start))
            and self.finder.hit("funder", hit.start)
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
            last = position + 2
            while last - 2 < high and last < position + 4 and self.finder.hit("inner", last - 2):
                last += 1  # `el Ayuntamiento de Lorca y de la Fundación Marea`
            return any(
                self.finder.hit(family, p)
                for family in ("body", "legal")
                for p in range(position, min(high, last))
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

    def gives_sum(self, position: int) -> bool:
        """`Kulturrådet bidrar med 900 000 kronor`: a public body that opens a sentence about money."""
        segment = self.layout.segments[self.layout.segment_of[position]]
        return self.finder.hit("funder", position) is not None and any(
            self.finder.currency_at(p)[0] for p in range(position, segment.end)
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
