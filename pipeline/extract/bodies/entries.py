"""Those who were given money, in a list of entries: a line or heading that names who, and its sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.bodies.awards import ROWS, RUN, Awards
from pipeline.extract.bodies.names import Name
from pipeline.extract.figures.numerals import DASHES
from pipeline.extract.layout import Segment

OPENING = 26  # words of a line up to its sum
HEADED = 14  # words of a heading above a sum
BELOW = 3  # lines below a heading in which its sum stands
APART = 4  # lines between two entries of one list
SHARE = 4  # one entry in so many tells its body by a kind word


@dataclass(slots=True)
class Entry:
    """An entry of such a list: the parts of its opening that marks divide."""

    segment: Segment
    line: int
    last: int
    parts: list[tuple[int, int]]


class Entries(Awards):
    """Finds who is named in each entry of a list of awards."""

    def entries(self) -> list[tuple[Segment, Name]]:
        """`Leeds. Sewing Circle – "Threads". 4 200 EUR. Ten evenings ...` and entries like it."""
        if not self.meaning.hits.get(("kind", "awarded")) and not self.awards:
            return []
        found: list[tuple[Segment, Name]] = []
        for group in self.lists():
            heads = [self.headed_part(entry) for entry in group]
            known = [index for index in heads if index is not None]
            if len(known) * SHARE < len(group) and not (self.groups_counted and not self.noun_capitals):
                continue
            column = Counter(known).most_common(1)[0][0] if known else None
            rows = []
            for entry, index in zip(group, heads, strict=True):
                part = entry.parts[index] if index is not None else self.plain_part(entry, column)
                if part is not None:
                    words = range(*part)
                    head = next((h for p in words for h in self.finder.at.get("body", {}).get(p, [])), None)
                    rows.append((entry.segment, Name(*part, head, "award")))
            paying = sum(self.funder(name) for _, name in rows)
            if len(rows) >= ROWS and paying * 2 <= len(rows):
                found.extend(rows)
        return found

    @property
    def groups_counted(self) -> bool:
        """`shared out between eleven groups`: those in the list are bodies, not projects."""
        return any(
            hit.name == "organisation"
            and (self.layout.kinds[hit.start - 1] == "n" or self.finder.hit_ending("number", hit.start))
            for hit in self.meaning.hits.get(("noun", "organisation"), ())
            if hit.start
        )

    def lists(self) -> Iterator[list[Entry]]:
        """Three or more entries one below the other."""
        group: list[Entry] = []
        for entry in self.every_entry():
            if group and entry.line - group[-1].last > APART:
                if len(group) >= ROWS:
                    yield group
                group = []
            group.append(entry)
        if len(group) >= ROWS:
            yield group

    def every_entry(self) -> Iterator[Entry]:
        rows: dict[int, list[Segment]] = {}
        for segment in self.layout.segments:
            rows.setdefault(segment.line, []).append(segment)
        lines = list(rows.values())
        at = 0
        while at < len(lines):
            first, last = lines[at][0], lines[at][-1]
            end, step = self.before_sum(first.start, last.end), 0
            if end is None and first is last and self.heads_entry(first):
                step = self.sum_below(lines, at)
                end = first.end if step else None
            parts = self.divided_parts(first.start, end) if end is not None else []
            if parts:
                yield Entry(first, first.line, lines[at + step][-1].line, parts)
            at += 1 + step

    def before_sum(self, start: int, end: int) -> int | None:
        """Where the opening of a line ends that leads to a sum behind a mark."""
        words = self.layout.words
        for p in range(start + 2, min(end, start + OPENING)):
            if self.layout.kinds[p] == "d" or self.finder.hit("month", p):
                return None
            if p in self.sums or self.finder.currency_at(p)[0]:
                mark = p - 1 if self.layout.kinds[p - 1] == "m" else p - 2
                if words[mark] in ",.:;(|" or words[mark] in DASHES and not self.layout.glued(mark):
                    return mark
                return None
        return None

    def heads_entry(self, segment: Segment) -> bool:
        """A short line of its own that is no sentence and no label."""
        last = self.layout.words[segment.end - 1]
        ended = last in ".!?:" and self.legal_ending(segment.end) is None
        numbered = segment.bullet or segment.heading and self.numbered(segment)
        plain = segment.colon is None or numbered  # `1. Drama Group: Lights Up`
        return segment.end - segment.start <= HEADED and plain and not ended

    def numbered(self, segment: Segment) -> bool:
        """Whether the figure or dash of a list stands before a heading."""
        at = segment.start - 1
        return at >= 0 and self.layout.segment_of[at] < 0

    def sum_below(self, lines: list[list[Segment]], at: int) -> int:
        """How many lines further down a heading's sum stands, alone or behind a label; 0 for nowhere."""
        words = self.layout.words
        bare = not self.holds_kind(lines[at][0].start, lines[at][0].end)
        for step in range(1, BELOW + 1):
            if at + step >= len(lines) or lines[at + step][0].heading:
                return 0
            first = lines[at + step][0]
            if first.end - first.start <= RUN and self.pays(first.start, first.end):
                labelled = first.colon is not None or bool(
                    self.meaning.within("kind", "grant", first.start, first.end)
                    or self.meaning.within("kind", "awarded", first.start, first.end)
                )
                figure = self.layout.kinds[first.start] == "n" or words[first.start] in "€£$"
                return step if labelled or figure or first.start in self.sums else 0
            if bare and self.heads_entry(first) and self.holds_kind(first.start, first.end):
                return 0  # a title above the list
        return 0

    def holds_kind(self, start: int, end: int) -> bool:
        return any(
            self.finder.hit("body", p) and p not in self.quoted or self.legal_ending(p + 1)
            for p in range(start, end)
        )

    def divided_parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts between marks, without articles, towns and mere quotations."""
        words, parts, begin, at = self.layout.words, [], start, start
        while at <= end:
            if at < end and at in self.quote_at and self.quote_at[at] < end:
                at = self.quote_at[at] + 1
                continue
            dot = at < end and words[at] == "." and not self.abbreviated(at, end)
            if at == end or words[at] in ",;:()|" or dot or words[at] in DASHES and not self.layout.glued(at):
                begin = self.bare(begin) if begin < at else begin
                close = self.without_company(begin, at)
                if begin < at and self.nameable(begin, close):
                    parts.append((begin, close))
                begin = at + 1
            at += 1
        return parts

    def without_company(self, start: int, end: int) -> int:
        """`Ramblers with the Primary School`: the one that got the money stands first."""
        for p in range(start + 1, end):
            if any(
                hit.name == "partner" and hit.end < end for hit in self.finder.at.get("part", {}).get(p, ())
            ):
                return p
        return end

    def abbreviated(self, dot: int, end: int) -> bool:
        """The dot of a legal form or an initial."""
        form = any(form.start <= dot < form.end for form in self.forms.values())
        return form or len(self.layout.words[dot - 1]) <= 2 and self.layout.glued(dot)

    def nameable(self, start: int, end: int) -> bool:
        if end - start > RUN or any(self.layout.kinds[p] in "nd" for p in range(start, end)):
            return False
        if self.quote_at.get(start) == end - 1 or self.town(self.layout.quote(start, end)):
            return False
        kind = self.finder.hit("body", start) is not None
        if (
            any(self.finder.hit(family, start) for family in ("kind", "part", "document", "when"))
            and not kind
        ):
            return False
        if any(self.tells(p) for p in range(start + 1, end) if not self.upper(p)):
            return False  # `The Local Fund gave grants to eight ideas`
        return self.upper(start) or start in self.quote_at or kind and start + 1 in self.quote_at

    def tells(self, position: int) -> bool:
        """A verb of giving or of a role."""
        return any(hit.name == "awarded" for hit in self.finder.at.get("kind", {}).get(position, ())) or any(
            hit.name in ("funder", "coordinator") for hit in self.finder.at.get("part", {}).get(position, ())
        )

    def headed_part(self, entry: Entry) -> int | None:
        """Which part holds a kind word or a legal form."""
        for index, (start, end) in enumerate(entry.parts):
            if self.holds_kind(start, end):
                return index
        return None

    def told_below(self, entry: Entry) -> bool:
        """Whether the text of the entry names a body, so that its heading is the title of what it does."""
        index = self.layout.segment_of[entry.segment.start] + 1
        below = [s for s in self.layout.segments[index : index + BELOW] if s.line - entry.line <= 1]
        return any(
            self.upper(p) and self.finder.hit("body", p) and not self.opens(p)
            for s in below
            if not s.heading
            for p in range(s.start, s.end)
        )

    def plain_part(self, entry: Entry, column: int | None) -> tuple[int, int] | None:
        """The part of an entry without a kind word that stands where the others have theirs."""
        if column is None:
            column = 0
        if column >= len(entry.parts) or self.told_below(entry):
            return None
        start, end = entry.parts[column]
        capitals = sum(self.upper(p) for p in range(start, end))
        return (start, end) if capitals > 1 else None
