"""Every possible name of an organisation: around kind words, behind a role's label, in quotation marks."""

from __future__ import annotations

import re
from abc import abstractmethod
from functools import cached_property

from pipeline.extract.bodies.names import LONGEST, ROLES, UNION, Name, Names
from pipeline.extract.figures.numerals import DASHES
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.titles import row_label

LISTED = 40  # parts of a list between semicolons up to the label before it
PLAIN = 4  # words in lower case up to which a line with a full stop may be names
PERSON = re.compile(
    r"dr|prof|mr|mrs|ms|herr|frau|mme|mlle|sra?|dott|ing|mgr|pan[ií]?|p|г|г-н|г-жа|κ|dhr|mw|mevr"
)
"""Titles of persons, who are no bodies."""
LINES = 7  # names one below the other that a label governs


class Mentions(Names):
    """The possible names of one text."""

    def names(self) -> list[Name]:
        found = []
        for hit in (*self.layout.hits, *self.forms.values(), *self.foreign()):
            if hit.family in ("body", "legal") and self.layout.segment_of[hit.start] >= 0:
                if hit.family == "legal" and not self.legal(hit):
                    continue
                if self.noun_capitals and hit.family == "body" and not self.upper(hit.start):
                    continue  # `insgesamt` ends like a kind word, but no noun
                name = self.around(hit)
                if name and not self.counted(hit):
                    found.append(name)
        for segment in self.layout.segments:
            found.extend(self.labelled(segment))
        found.extend(self.quoted_names())
        found.extend(self.placed())
        found.extend(self.with_towns())
        found.extend(self.apposed())
        found.extend(self.called())
        found.extend(self.enumerated())
        return self.merge(found)

    def counted(self, hit: Hit) -> bool:
        """`in seven care homes of the Redon valley`: bodies that a figure counts are not named."""
        at = hit.start - 1
        raw = self.layout.quote(hit.start, hit.end)
        if hit.family != "body" or at < 0 or self.data.head != "first":
            return False
        if self.upper(hit.start) and not (raw.isupper() and hit.end - hit.start == 1):
            return False
        small = self.finder.hit_ending("number", hit.start)
        figure = self.layout.kinds[at] == "n" or small is not None and small.name not in ("1", "0")
        folk = self.finder.hit_ending("noun", at)  # `residents of the province of Rimini`
        return not self.upper(at) and (
            figure
            or folk is not None
            and folk.name == "inhabitant"
            and self.finder.hit_ending("stop", hit.start) is not None
        )

    @abstractmethod
    def forward(self, hit: Hit) -> bool:
        """Whether the names a phrase speaks of stand behind it."""

    def placed(self) -> list[Name]:
        """Names that only their place on the page tells."""
        return []

    def with_towns(self) -> list[Name]:
        """`joined by Teatr Latarnia (Gdańsk) and Nordlys Scenen from Esbjerg`: names without a kind word in a
        row behind a phrase for partners or leaders, told by the town behind them."""
        found: list[Name] = []
        for role in ("partner", "coordinator", "host"):
            for hit in self.meaning.hits.get(("part", role), ()):
                segment = self.layout.segments[self.layout.segment_of[hit.start]]
                forward = self.forward(hit) or self.finder.hit("stop", hit.end) is not None
                if role == "partner" and hit.end + 1 < segment.end:
                    small = len(self.layout.words[hit.end]) <= 3  # `brings together the ...`
                    forward = forward or self.upper(hit.end + small)
                if self.postpositions or self.noun_capitals or not forward:
                    continue
                colon = segment.colon
                begin = colon + 1 if colon is not None and hit.end <= colon else hit.end
                row = self.row_with_towns(begin, segment)
                end = self.capital_run(begin, segment.end)
                if role != "partner" and not row and end - begin > 2 and self.forward(hit):
                    if self.item(begin, end, True):
                        row = [Name(begin, end, None, "row")]  # `hosted by Huis aan de Dijle`
                found.extend(row)
        return found

    def apposed(self) -> list[Name]:
        """`Calder Menders, the charity that runs the bench`: a name that the kind word behind it explains."""
        words, found = self.layout.words, []
        for hit in self.layout.hits:
            at = hit.start
            if hit.family != "body" or self.data.head != "last" or self.noun_capitals or self.upper(at):
                continue
            while (
                at > 0 and self.layout.kinds[at - 1] == "w" and hit.start - at < 3 and not self.upper(at - 1)
            ):
                at -= 1  # `a small youth club`
                if self.finder.hit("determiner", at):
                    break
            stop = self.finder.hit("noun", hit.end) is None
            closed = hit.end >= len(words) or words[hit.end] in ",.;"
            if not (self.finder.hit("determiner", at) and at > 1 and words[at - 1] == ",") or not (
                stop or closed
            ):
                continue
            start = at - 1
            low = self.layout.segments[self.layout.segment_of[hit.start]].start
            while start > low and (self.upper(start - 1) or words[start - 1] in "&'’"):
                start -= 1
            own = any(self.finder.hit("ours", p) for p in range(at, hit.start))
            if at - 1 - start > (not own) and not self.town(self.layout.quote(start, at - 1)):
                found.append(Name(start, at - 1, None, "apposed"))
        return found

    def called(self) -> list[Name]:
        """`by the association Marnoto Vivo from Aveiro`: what a kind word in lower case stands before, where
        kind words else stand last."""
        found: list[Name] = []
        if self.data.head != "last" or self.noun_capitals:
            return found
        for hit in self.layout.hits:
            start = hit.end
            if hit.family != "body" or self.upper(hit.start) or start >= len(self.layout.words):
                continue
            if self.layout.segment_of[start] != self.layout.segment_of[hit.start] or not self.upper(start):
                continue
            if any(self.finder.hit(family, hit.start) for family in ("settlement", "district", "venue")):
                continue
            if self.upper(hit.start - 1) or self.genitives and not self.finder.hit("body", hit.start):
                continue
            end = self.capital_run(start, self.layout.segments[self.layout.segment_of[start]].end)
            written = self.layout.quote(start, end)
            known = self.town(written) or self.common(start) or start in self.countries
            if not known and len(written) > 3 and not (self.postpositions and end - start < 2):
                found.append(Name(start, end, hit, "called"))
        return found

    def enumerated(self) -> list[Name]:
        """Names without a kind word in such lists."""
        found: list[Name] = []
        for start, end in self.announced_lists:
            for item in self.items(start, end):
                begin, close = self.without_town(item)
                alone = self.layout.words[begin:close]
                if len(alone) < 2 or not self.upper(begin) or self.complete(begin, close):
                    continue
                if any(self.finder.hit("join", p) for p in range(begin, close)):
                    if self.town(self.layout.quote(begin, begin + 1)):
                        continue  # `three communities: Dusetos and Salakas`
                found.append(Name(begin, close, None, "listed"))
        return found

    def without_town(self, name: Name) -> tuple[int, int]:
        """`Harbour Stories in Cobh`: an item without where it comes from, and the words that lead to it."""
        start = name.start
        while start < name.end - 1 and not self.upper(start) and start not in self.quote_at:
            start += 1
        for p in range(start + 1, name.end - 1):
            place = self.finder.hit("in", p)
            if place is not None and place.end < name.end and self.upper(place.end):
                return start, p
        return start, name.end

    @cached_property
    def announced_lists(self) -> list[tuple[int, int]]:
        """`together with three fellow organisations: A (Hull, England), B (Brest) and C`, and the items of a
        list below such words: bodies that a count announces."""
        found = []
        for segment in self.layout.segments:
            for colon in range(segment.start + 1, segment.end - 1):
                if self.layout.words[colon] == ":" and self.announced(segment.start, colon):
                    found.append((colon + 1, segment.end))
            lead = segment.lead
            if segment.bullet and lead is not None and self.layout.words[lead.end - 1] == ":":
                if self.announced(lead.start, lead.end - 1):
                    words = range(segment.start, segment.end)
                    mark = next((p for p in words if self.layout.words[p] in ",;:("), segment.end)
                    found.append((segment.start, mark))
        return found

    def announced(self, start: int, colon: int) -> bool:
        """Whether a count of bodies stands before a colon."""
        for hit in self.meaning.within("noun", "organisation", start, colon):
            if not any(self.layout.words[p] in ".;" for p in range(hit.end, colon)):
                at = range(max(start, hit.start - 3), hit.start)
                if any(self.layout.kinds[p] == "n" or self.finder.hit("number", p) for p in at):
                    return True
        return False

    def row_with_towns(self, position: int, segment: Segment) -> list[Name]:
        """The names of one such row; none where no town stands behind any of them."""
        words, row, towned = self.layout.words, [], False
        stop = self.finder.hit("stop", position)
        position = stop.end if stop is not None else position
        while position < segment.end:
            if not self.upper(position) and len(words[position]) <= 3 and self.finder.hit("inner", position):
                position += 1  # an article
            end = self.capital_run(position, segment.end)
            if end == position:
                break
            behind = self.town_behind(end, segment.end)
            towned = towned or behind > end
            if end - position > 1 and not self.town(self.layout.quote(position, end)):
                row.append(Name(position, end, None, "row"))
            join = self.finder.hit("join", behind)
            if join is None and (behind >= segment.end or words[behind] != ","):
                break
            position = join.end if join is not None else behind + 1
            join = self.finder.hit("join", position)
            position = join.end if join is not None else position
        return row if towned else []

    def capital_run(self, start: int, limit: int) -> int:
        """Behind words with a capital, small words and signs inside a name included."""
        end = position = start
        while position < limit:
            if self.upper(position):
                end = position + 1
            elif position == start or not (
                self.layout.words[position] in "&'’"
                or self.finder.hit("inner", position)
                and not self.finder.hit("join", position)
                and not self.finder.hit("preposition", position)
            ):
                break
            position += 1
        return end

    def town_behind(self, position: int, limit: int) -> int:
        """Behind a town that follows a name: `(Hull)`, `from Esbjerg`, `in Zadar (Croatia)`."""
        place = self.finder.hit("in", position)
        if place is not None and place.end < limit and self.upper(place.end):
            position = self.capital_run(place.end, limit)
        if position < limit and self.layout.words[position] == "(" and self.upper(position + 1):
            close = range(position, min(limit, position + 8))
            position = next((p + 1 for p in close if self.layout.words[p] == ")"), position)
        return position

    def labelled(self, segment: Segment) -> list[Name]:
        """`Partneriai: A ir B`, `Vykdytojas – A, partneriai – B`: names stand behind a role's label."""
        words, layout, found = self.layout.words, self.layout, []
        openings: list[int] = []
        if segment.colon is not None:
            hits = [
                hit
                for role in ROLES
                for hit in self.meaning.within("part", role, segment.start, segment.colon)
            ]
            if any(
                hit.end - hit.start >= (segment.colon - segment.start) * 0.4 or hit.end == segment.colon
                for hit in hits
            ):
                openings.append(segment.colon + 1)
        for role in ROLES:
            for hit in self.meaning.within("part", role, segment.start, segment.end):
                if hit.end + 1 < segment.end and words[hit.end] in DASHES and not layout.glued(hit.end):
                    openings.append(hit.end + 1)
        lead = self.role_heading(segment)
        if (
            not openings
            and lead is not None
            and self.layout.words[segment.end - 1] != "?"
            and (segment.bullet or segment.end - segment.start <= 10 or self.value(segment))
            and segment.colon is None
        ):
            if not any(self.finder.hit("part", p) for p in range(segment.start, segment.end)):
                openings.append(segment.start)
        for opening in openings:
            found.extend(self.items(opening, segment.end))
        if (
            not openings
            and self.label_before(segment) is not None
            and segment.colon is None
            and not any(self.finder.hit("part", p) for p in range(segment.start, segment.end))
        ):
            found.extend(self.items(segment.start, segment.end))
        return found

    def label_before(self, segment: Segment) -> tuple[int, int] | None:
        """(start, end) of a role's label whose values stand here: in the next cell, or behind a semicolon."""
        row = row_label(self.layout, segment)
        if row is not None:
            hits = [hit for role in ROLES for hit in self.meaning.within("part", role, row.start, row.end)]
            size = row.end - row.start
            told = any(hit.end - hit.start >= size * 0.4 or hit.end >= row.end - 1 for hit in hits)
            return (row.start, row.end) if told else None
        index = self.layout.segment_of[segment.start]
        last = index - LISTED
        while index > max(0, last) and segment.colon is None:
            before = self.layout.segments[index - 1]
            if before.line != segment.line or self.layout.words[before.end - 1] != ";":
                return None
            if before.colon is not None:
                hits = [
                    hit
                    for role in ROLES
                    for hit in self.meaning.within("part", role, before.start, before.colon)
                ]
                return (before.start, before.colon) if hits else None
            index -= 1
        return None

    def role_heading(self, segment: Segment) -> Segment | None:
        """The role's label that stands above a value, or above a list of values one on a line."""
        lead, passed = segment.lead, 0
        index = self.layout.segment_of[segment.start]
        numbered = segment.bullet and self.meaning.sections.part_of[index].first == index
        if numbered or self.told(segment):
            return None
        while lead is not None and passed <= LINES:
            if self.is_label(lead):
                apart = passed or segment.heading and segment.line - lead.line > 1
                return lead if not apart or self.body_line(segment) else None
            if not lead.heading or not self.body_line(lead):
                return None
            lead, passed = lead.lead, passed + 1
        return None

    def told(self, segment: Segment) -> bool:
        """A sentence, not the names of a list: a full stop behind words that no name holds."""
        words = range(segment.start, segment.end)
        plain = [
            p
            for p in words
            if self.layout.kinds[p] == "w"
            and not self.upper(p)
            and not self.finder.hit("inner", p)
            and not self.finder.hit("join", p)
            and not self.finder.hit("body", p)
        ]
        ended = self.layout.words[segment.end - 1] == "." and self.legal_ending(segment.end) is None
        return ended and len(plain) > PLAIN

    def body_line(self, segment: Segment) -> bool:
        """A line that is a body's name, known by a kind word or by its town behind a comma or bracket."""
        if segment.colon is not None or not self.upper(segment.start) or not self.value(segment):
            return False
        words = range(segment.start + 1, segment.end - 1)
        towned = any(self.layout.words[p] in ",(" and self.upper(p + 1) for p in words)
        return towned or self.complete(segment.start, segment.end)

    def value(self, segment: Segment) -> bool:
        """A line without figures, roles or a sentence's end: names alone."""
        last = self.layout.words[segment.end - 1]
        return (
            segment.end - segment.start <= 3 * LONGEST
            and last not in "!?"
            and not any(
                self.layout.kinds[p] in "nd"
                or self.finder.hit("part", p)
                and not self.describes_kind(p)
                or self.finder.hit("when", p)
                for p in range(segment.start, segment.end)
            )
            and any(self.upper(p) or p in self.quote_at for p in range(segment.start, segment.end))
        )

    def describes_kind(self, position: int) -> bool:
        """`Rygos paramos centras`: a word for a role that stands between a capital and its kind word."""
        behind = range(position + 1, min(position + 3, len(self.layout.words)))
        return (
            self.data.head == "last"
            and not self.upper(position)
            and self.upper(position - 1)
            and any(self.finder.hit("body", p) for p in behind)
        )

    def is_label(self, segment: Segment) -> bool:
        """A heading or lead-in that is a role's label."""
        hits = [
            hit for role in ROLES for hit in self.meaning.within("part", role, segment.start, segment.end)
        ]
        size = segment.end - segment.start
        if segment.colon is not None and segment.colon == segment.end - 1:
            return any(hit.end - hit.start >= size - 3 for hit in hits) and size <= 8
        return segment.heading and any(
            hit.start == segment.start and hit.end >= segment.end - 1 for hit in hits
        )

    def items(self, start: int, end: int) -> list[Name]:
        """The names in a list that commas, semicolons and `and` divide."""
        words, found, begin, at = self.layout.words, [], start, start
        taken = 0
        while at <= end:
            closed = at == end
            if not closed and at in self.quote_at and self.quote_at[at] < end:
                at = self.quote_at[at] + 1
                continue
            fresh = not closed and begin < at and self.opens_line(at) and self.complete(begin, at)
            stop = (
                closed
                or words[at] in ",;()|"
                or words[at] in DASHES
                and not self.layout.glued(at)
                or fresh
                or (
                    words[at] == "."
                    and not (at + 1 < end and len(words[at - 1]) <= 3)
                    and not self.legal_ending(at)
                    and not any(form.start < at < form.end for form in self.forms.values())
                )
            )
            join = None if closed else self.finder.hit("join", at)
            if (
                not stop
                and join is not None
                and at > begin
                and join.end < end
                and (self.upper(join.end) or join.end in self.quote_at or self.begins(join.end, end))
            ):
                counted = self.layout.kinds[begin] == "n" or self.finder.hit("number", begin) is not None
                stop = self.complete(begin, at) or counted  # `three schools and the Lee Trust`
            if stop:
                close = self.before_figure(begin, at)
                if close > begin and self.item(begin, close, taken > 0):
                    found.append(
                        Name(
                            self.bare(self.behind_verb(begin, close)),
                            close,
                            next(
                                (
                                    h
                                    for p in self.headwise(begin, close)
                                    for h in self.finder.at.get("body", {}).get(p, [])
                                ),
                                None,
                            ),
                            "label",
                        )
                    )
                    taken += 1
                if not closed and (fresh or words[at] == "." or words[at] in DASHES):
                    break
                if not closed and words[at] == "," and self.finder.hit("contrast", at + 1):
                    break  # `host – guild A, while B lends its rooms`
                if not closed and words[at] == "(":
                    at = next((p for p in range(at, end) if words[p] == ")"), end - 1)
                begin = join.end if join is not None and not closed and words[at] not in ",;()|" else at + 1
                after = self.finder.hit("join", begin) if not closed and words[at] == ")" else None
                begin = after.end if after is not None else begin  # `B (Brest) and C`
            at += 1
        return found

    def opens_line(self, position: int) -> bool:
        """Whether a word for the initiative opens a line of its own there."""
        between = self.layout.text[self.layout.ends[position - 1] : self.layout.starts[position]]
        return (
            "\n" in between and self.upper(position) and self.finder.hit("initiative", position) is not None
        )

    def before_figure(self, start: int, end: int) -> int:
        """`North Sea Fund 240 000 EUR`: an item without its sum."""
        words = range(start + 1, end)
        return next((p for p in words if self.layout.kinds[p] == "n" and p in self.sums), end)

    def behind_verb(self, start: int, end: int) -> int:
        """`funder – A, to which B added its share`: the name begins behind a verb of its own."""
        for position in range(start, end):
            if self.upper(position) or position in self.quote_at:
                break
            hit = self.finder.hit("part", position)
            if hit is not None and hit.end < end and self.upper(hit.end):
                return hit.end
        return start

    def headwise(self, start: int, end: int) -> range:
        """Tokens in the order in which the head of a name is looked for: `X savivaldybės biblioteka`."""
        return range(start, end) if self.data.head == "first" else range(end - 1, start - 1, -1)

    def field_named(self, start: int, end: int) -> bool:
        """`Ministarstvo kulture i medija`: a body that pays, known by its field alone."""
        return (
            self.data.head == "first"
            and self.upper(start)
            and self.finder.hit("body", start) is not None
            and self.finder.hit("funder", start) is not None
            and 1 < end - start <= 7
            and all(self.layout.kinds[p] == "w" for p in range(start, end))
        )

    def named_by_kind(self, start: int, end: int) -> bool:
        """More than a quotation somewhere inside makes it a name: a kind word, or a quotation at its end."""
        return self.quote_end.get(end - 1) is not None or any(
            self.finder.hit("body", p) or self.legal_ending(p + 1) for p in range(start, end)
        )

    def complete(self, start: int, end: int) -> bool:
        return any(
            self.finder.hit("body", p) or self.legal_ending(p + 1) or p in self.forms or p in self.quote_at
            for p in range(start, end)
        )

    def bare(self, position: int) -> int:
        """Behind a leading article, and the joining word that a bracket left before it."""
        join = self.finder.hit("join", position)
        if join is not None and self.layout.words[position - 1] == ")" and not self.upper(position):
            position = join.end
        raw = self.layout.quote(position, position + 1)
        if (
            self.layout.kinds[position] == "w"
            and len(raw) <= 3
            and raw.lower() in ("the", "a", "az", "la", "le", "el", "il", "der", "die", "das", "de", "an")
        ):
            return position + 1
        return position

    def item(self, start: int, end: int, following: bool = False) -> bool:
        """Whether one value of a label is a name."""
        layout = self.layout
        if (
            not any(self.upper(p) for p in range(start, end))
            or end - start > LONGEST + 4
            or UNION.search(layout.quote(start, end))
        ):
            return False
        if (
            layout.kinds[start] in "nd"
            or self.finder.hit("number", start)
            or any(layout.kinds[p] == "n" for p in range(start, min(end, start + 2)))
        ):
            return False
        if PERSON.fullmatch(layout.words[start]) or self.finder.currency_at(start)[0]:
            return False
        body = self.complete(start, end)
        if (
            body
            and layout.kinds[start] == "w"
            and not self.upper(start)
            and not self.named_by_kind(start, end)
        ):
            return False
        capitals = [p for p in range(start, end) if self.upper(p)]
        if all(p in self.countries for p in capitals) and not body:
            return False
        if body:
            name = [p for p in capitals if not self.finder.hit("body", p)]
            if not name and self.field_named(start, end):
                return True
            return bool(name) or any(p in self.quote_at for p in range(start, end)) or len(capitals) > 1
        if any(layout.kinds[p] in "nd" for p in range(start, end)):
            return False
        if any(layout.words[p] in "@" for p in range(start, end)) or self.finder.hit("settlement", start):
            return False
        if (
            not self.upper(start)
            and start not in self.quote_at
            or layout.kinds[start] != "w"
            and start not in self.quote_at
        ):
            return False
        if end - start == 1:
            raw = layout.quote(start, end)
            return self.opening_value(start) and (
                raw.isupper()
                and len(raw) > 2
                or not self.town(raw)
                and not self.common(start)
                and len(raw) > 4
            )
        if any(
            self.barrier(p) and not self.finder.hit("inner", p) and not self.tied(p, end)
            for p in range(start, end)
        ):
            return False
        lows = [p for p in range(start, end) if layout.kinds[p] == "w" and not self.upper(p)]
        titled = (  # `Youth for Tomorrow`
            not self.noun_capitals
            and following
            and self.upper(end - 1)
            and all(self.finder.hit("inner", p) for p in lows)
        )
        if self.common(start) and lows and not titled or self.town(layout.quote(start, end)):
            return False
        return len(lows) <= 3 and not (
            end - start == 2 and len(capitals) == 2 and not self.opening_value(start) and not following
        )

    def tied(self, position: int, end: int) -> bool:
        """`Museu do Mar`: a small word of another language between two capitals."""
        small = len(self.layout.words[position]) <= 3 and not self.finder.hit("in", position)
        joined = self.finder.hit("join", position) is not None
        return small and not joined and position + 1 < end and self.upper(position + 1)

    def opening_value(self, position: int) -> bool:
        segment = self.layout.segments[self.layout.segment_of[position]]
        return position == segment.start or self.layout.words[position - 1] in ":–—-"

    def quoted_names(self) -> list[Name]:
        """Quotations right beside a role's verb: `projektą vykdo „...“`."""
        found = []
        for start, end in self.quotes:
            if not 2 <= end - start <= 8 or not self.upper(start + 1) or self.layout.segment_of[start] < 0:
                continue
            if not self.stands_for_body((start, end)) or self.finder.hit("initiative", end + 1):
                continue
            beside = [
                hit
                for role in ROLES
                for hit in self.meaning.within("part", role, max(0, start - 6), start)
                if hit.end == start
            ]
            if beside:
                found.append(Name(start, end + 1, None, "quote"))
        return found

    def merge(self, names: list[Name]) -> list[Name]:
        """In order; where two overlap the one around a kind word stays, else the longer."""
        kept: list[Name] = []
        side = -1 if self.data.head == "last" else 1

        def order(name: Name) -> tuple[bool, int, int, int]:
            head = side * name.head.start if name.head is not None else 0  # `X County Borough Council`
            return name.source == "quote", name.start - name.end, name.start, head

        for name in sorted(names, key=order):
            other = next(
                (
                    kept_name
                    for kept_name in kept
                    if name.start < kept_name.end and kept_name.start < name.end
                ),
                None,
            )
            if other is None:
                kept.append(name)
            elif (
                other.source == "label"
                and name.source == "kind"
                and sum(
                    third.source == "kind" and other.start <= third.start and third.end <= other.end
                    for third in names
                )
                > 1
                and any(self.finder.hit("join", p) for p in range(other.start, other.end))
            ):
                kept.remove(other)
                kept.append(name)
        return sorted(kept, key=lambda found: found.start)
