"""How far the name of a body reaches to the left and to the right of the word for its kind."""

from __future__ import annotations

import re

from pipeline.extract.bodies.bodies import COMMON, Bodies
from pipeline.extract.figures.numerals import DASHES
from pipeline.extract.lexicon import Hit

SHORT = 3  # letters of a pronoun, which is no part of a name: `Ministrstvo za kulturo nam`
LONGEST = 11  # words of a name
NUMBERED = re.compile(r"nr|no|nº|n°|№|č|čís|br|št|núm|num|sz|ar|αρ|αριθ")
"""What stands before the number of a school or a kindergarten."""
MINISTRY = re.compile(r"minist|міністер|министер|υπουργε")


class Extents(Bodies):
    """The ends of the names of one text."""

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
                        and not self.sentence_end(at)
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
                inside = self.data.head == "last" and (
                    start > at + 1 or self.upper(hit.start) and hit.family == "body" and self.mere_noun(at)
                )  # `Harbour Lights Trust`
                if self.opens(at) and self.common(at) and not inside:
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
                    and (not self.upper(beyond) or self.opens(beyond) and not self.genitives)
                    and not self.finder.hit_ending("inner", inner.start)
                ):
                    break  # `Meet the Fire Brigade`, `the Trust kept the Tavistock ticket office open`
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
                beside = joins and not style and beyond > low and self.finder.hit("body", beyond) is not None
                if beside and not self.upper(beyond) and self.upper(beyond - 1):
                    break  # `Mazsalacas Kultūras centru un igauņu biedrību "Laululaev"`
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

    def sentence_end(self, dot: int) -> bool:
        """`... mark 48 AV. The society ...`: an abbreviation in capitals before a blank is no initial."""
        raw = self.layout.quote(dot - 1, dot)
        return len(raw) > 1 and raw.isupper() and not self.layout.glued(dot + 1)

    def mere_noun(self, position: int) -> bool:
        """A word known for a thing or place alone: no small word, verb, role or word for the initiative."""
        return not any(
            self.finder.hit(family, position) or self.covers(family, position)
            for family in COMMON
            if family not in ("noun", "venue", "settlement")
        ) and not self.finder.hit("determiner", position)

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
                elif (
                    self.layout.kinds[at] == "n"
                    and self.finder.hit_ending("body", position) is not None
                    and (
                        NUMBERED.fullmatch(words[at - 1])
                        or words[at - 1] == "."
                        and NUMBERED.fullmatch(words[at - 2])
                    )
                ):
                    at = end = at + 1  # `Szkoła Podstawowa nr 2`
                elif (
                    word == "."
                    and NUMBERED.fullmatch(words[at - 1])
                    and at + 1 < high
                    and kinds[at + 1] == "n"
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
                if at == position and self.postpositions and words[at].endswith(self.locatives):
                    if hit.family == "body" and self.town(layout.quote(at, at + 1)):
                        break  # `a Jókai Kör Komáromból`
                if self.finder.hit("month", at) or self.finder.hit("part", at) and self.data.head == "last":
                    break
                if words[at - 1] == "." and self.finder.hit("determiner", at) and self.legal_ending(at - 1):
                    break  # `by Meridian Ltd. The website`
                at += 1
                end, lowers = at, 0
                continue
            if NUMBERED.fullmatch(word) and at + 1 < high and (kinds[at + 1] == "n" or words[at + 1] == "."):
                at += 1
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
                whole = at == position and self.upper(hit.start) and not self.opens(hit.start)
                if self.data.head == "last" and whole and self.finder.hit("join", at) is not None:
                    break  # `Childrey Women's Institute and Letcombe Brook Rangers`
                if (
                    self.finder.hit("in", at) is not None
                    and not (words[at] in self.belonging and inner.end - at > 1 and end > position)
                    and words[at] not in self.data.of_the
                    and not (
                        self.data.head == "last"
                        and words[at] in self.belonging
                        and not self.upper(max(0, hit.start - 2))
                    )
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
            and self.finder.hit("join", position) is None
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

    def gives_sum(self, position: int) -> bool:
        """`Kulturrådet bidrar med 900 000 kronor`: a public body that opens a sentence about money."""
        segment = self.layout.segments[self.layout.segment_of[position]]
        return self.finder.hit("funder", position) is not None and any(
            self.finder.currency_at(p)[0] for p in range(position, segment.end)
        )
