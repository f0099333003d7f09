"""Bodies known by their place on the page: in a list of awards, on the masthead, beside the sum they pay."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property

from pipeline.extract.bodies.mentions import Mentions
from pipeline.extract.bodies.names import Name
from pipeline.extract.figures.numerals import DASHES
from pipeline.extract.layout import Segment

ROWS = 3  # lines of one shape that make a list of awards
RUN = 9  # words of a name in such a line
BESIDE = 14  # how far, clause boundaries weighed in, a sum stands from who pays it
RECEIVING = 5  # words behind a name in which a verb says that it got money
FOOT = 5  # segments at the end of a text in which a body alone on its line signs it
BYLINE = 4  # segments in which a body with a date behind it signs the page


class Awards(Mentions):
    """Names and roles that the layout gives, without a word for them."""

    def placed(self) -> list[Name]:
        return [*self.masthead(), *self.roster.values(), *(name for _, name in self.winners)]

    # -- the partners in a row ---

    @cached_property
    def roster(self) -> dict[int, Name]:
        """`Kerry Circle, Listowel (coordinator) · Minho Aprende, Braga · De Brug, Ghent`: the parts of a line
        without figures, each a name and its town, one of which is said to lead."""
        found: dict[int, Name] = {}
        words, kinds = self.layout.words, self.layout.kinds
        for hit in self.meaning.hits.get(("part", "coordinator"), ()):
            segment = self.layout.segments[self.layout.segment_of[hit.start]]
            if words[hit.start - 1] != "(" or {"n", "d"} & set(kinds[segment.start : segment.end]):
                continue
            marks = [p for p in range(segment.start, segment.end) if words[p] in "·•|;"]
            openings = [segment.start, *(p + 1 for p in marks)]
            if len(openings) < ROWS or len({words[p] for p in marks}) > 1:
                continue
            for start in openings:
                end = self.capital_run(start, segment.end)
                if end - start > 1 and words[end : end + 1] in ([","], ["("]):
                    found[start] = Name(start, end, None, "roster")
        return found

    def leads_row(self, name: Name) -> bool:
        """Whether the bracket behind a name in such a row says that it leads."""
        words = self.layout.words
        close = next((p for p in range(name.end, min(len(words), name.end + RUN)) if words[p] in ")·•|;"), 0)
        return bool(close) and bool(self.meaning.within("part", "coordinator", name.end, close))

    # -- lists of awards ---

    @cached_property
    def winners(self) -> list[tuple[Segment, Name]]:
        """`– Sewing Circle (Leeds) – 4 200 EUR ...`: the bodies that open the lines of a list with sums."""
        groups: list[list[tuple[Segment, Name]]] = [[]]
        line = -9
        for segment in self.layout.segments:
            if segment.line == line or self.layout.segments[self.line_start(segment)] is not segment:
                continue
            name = self.row(segment)
            if name is None or groups[-1] and segment.bullet != groups[-1][-1][0].bullet:
                groups.append([])
            if name is not None:
                groups[-1].append((segment, name))
            line = segment.line
        found = [row for group in groups if self.awarded(group) for row in group]
        for segment in self.layout.segments:
            chain = self.chain(segment)
            if len(chain) >= ROWS and self.awarded(chain):
                found.extend(chain)
        for rows in (self.column(), self.blocks(), self.entries()):
            taken = {segment.start for segment, _ in found}
            found.extend(row for row in rows if row[0].start not in taken)
        return found

    @abstractmethod
    def entries(self) -> list[tuple[Segment, Name]]:
        """Those named in a list whose entries run over sentences or lines."""

    def column(self) -> list[tuple[Segment, Name]]:
        """`Ullapool | Loft Trust | Knots | 7 250` and lines like it: the cells of that column which holds the
        most kind words of bodies, where every line tells a sum."""
        lines: dict[int, list[Segment]] = {}
        for segment in self.layout.segments:
            lines.setdefault(segment.line, []).append(segment)
        rows = [
            cells
            for cells in lines.values()
            if len(cells) > 2
            and all("|" in self.layout.words[cell.start - 1 : cell.start + 1] for cell in cells[1:])
            and any(self.pays(cell.start, cell.end) for cell in cells)
        ]
        best: list[tuple[Segment, Name]] = []
        if len(rows) >= ROWS and len({len(cells) for cells in rows}) == 1:
            for cells in zip(*rows, strict=True):
                named = [(cell, self.cell(cell)) for cell in cells]
                bodies = [(cell, name) for cell, name in named if name is not None]
                kinds = [name.head is not None for _, name in bodies].count(True)
                if len(bodies) == len(rows) and kinds * 2 >= len(rows) and self.awarded(bodies):
                    best = best or bodies
        return best

    def cell(self, segment: Segment) -> Name | None:
        """A cell or short line as the name of a body."""
        start, end = segment.start, segment.end
        while start < end and self.layout.words[start] == "|":
            start += 1
        while end > start and self.layout.words[end - 1] in "|.,":
            end -= 1
        words = range(start, end)
        if not 1 < end - start <= RUN or not (self.upper(start) or self.finder.hit("body", start)):
            return None
        if any(self.layout.kinds[p] in "nd" for p in words) or self.pays(start, end):
            return None
        head = next((hit for p in words for hit in self.finder.at.get("body", {}).get(p, [])), None)
        return Name(start, end, head, "award")

    def blocks(self) -> list[tuple[Segment, Name]]:
        """Bodies that open or fill a short line, each with its sum alone on a line or cell close below it."""
        segments, found = self.layout.segments, []
        for index, segment in enumerate(segments):
            start, end = segment.start, segment.end
            if end - start > 2 * RUN or segment.colon is not None or self.pays(start, end):
                continue
            head = next(
                (hit for p in range(start, end) for hit in self.finder.at.get("body", {}).get(p, [])), None
            )
            below = segments[index + 1 : index + 3]
            if (
                head is None
                or self.finder.hit("funder", head.start)
                or not self.upper(start)
                and head.start > start
            ):
                continue
            sums = [row for row in below if row.end - row.start <= RUN and self.pays(row.start, row.end)]
            name = self.around(head) if sums and sums[0].line > segment.line else None
            if name is not None and name.start == start:
                found.append((segment, name))
        return found if self.awarded(found) else []

    def chain(self, segment: Segment) -> list[tuple[Segment, Name]]:
        """`Support went to Moon Theatre (60 000), Hals Hall (40 000) and Quay Choir (25 000)`."""
        words, found, begin = self.layout.words, [], segment.start
        for at in range(segment.start, segment.end - 2):
            if self.finder.hit_ending("part", at) or self.finder.hit_ending("cue", at):
                begin = at if not self.upper(at - 1) else begin
            if words[at] in ",:;" or self.finder.hit("join", at) and not self.upper(at):
                begin = at + 1
            elif words[at] == "(" and self.layout.kinds[at + 1] == "n" and self.pays(at + 2, at + 4):
                start = self.bare(begin)
                while start < at and not (self.upper(start) or start in self.quote_at):
                    start += 1
                if 0 < at - start <= RUN:
                    head = next(
                        (hit for p in range(start, at) for hit in self.finder.at.get("body", {}).get(p, [])),
                        None,
                    )
                    found.append((segment, Name(start, at, head, "award")))
        return found

    def line_start(self, segment: Segment) -> int:
        index = self.layout.segment_of[segment.start]
        while index and self.layout.segments[index - 1].line == segment.line:
            index -= 1
        return index

    def row(self, segment: Segment) -> Name | None:
        """The words before the first mark of a line that tells a sum."""
        start = self.behind_title(segment)
        end = min(segment.end, start + RUN + 4)
        at = self.bare(start)
        if at >= end or not (self.upper(at) or at in self.quote_at or segment.bullet):
            return None
        if not self.pays(segment.start, segment.end):
            return None
        begin = at
        while at < end:
            if at in self.quote_at:
                at = self.quote_at[at] + 1
                continue
            mark = self.layout.words[at]
            if mark in "(,:|;" or mark in DASHES and not self.layout.glued(at):
                break
            if self.layout.kinds[at] in "nd" and self.finder.currency_at(at + 1)[0]:
                break
            at += 1
        if (
            at >= end
            or not 1 < at - begin <= RUN
            or at in (segment.end, segment.end - 1)
            or any(self.finder.hit(family, begin) for family in ("kind", "part", "document", "when"))
            or not any(self.upper(p) for p in range(begin, at))
            or any(self.layout.kinds[p] == "d" for p in range(begin, at))
        ):
            return None
        head = next(
            (hit for p in range(begin, at) for hit in self.finder.at.get("body", {}).get(p, [])), None
        )
        return Name(begin, at, head, "award")

    def behind_title(self, segment: Segment) -> int:
        """`"Bench of Stories", Old Town Society – 11 800`: where the name begins behind a project's title."""
        close = self.quote_at.get(segment.start)
        if close is None or close + 2 >= segment.end:
            return segment.start
        mark = self.layout.words[close + 1]
        follows = mark in (",", *DASHES) and (self.upper(close + 2) or close + 2 in self.quote_at)
        return close + 2 if follows else segment.start

    def pays(self, start: int, end: int) -> bool:
        return any(p in self.sums or p in self.finder.currencies for p in range(start, end))

    @cached_property
    def award_lines(self) -> dict[int, int]:
        """Segments of a list whose lines each hold a body and a sum, by the body's first token."""
        found: dict[int, int] = {}
        rows: list[tuple[Segment, int]] = []
        bodies = {self.layout.segment_of[p]: p for p in sorted(self.finder.at.get("body", {}), reverse=True)}
        for segment in [*self.layout.segments, None]:
            index = -1 if segment is None else self.layout.segment_of[segment.start]
            if segment is not None and segment.bullet and index in bodies:
                if self.pays(segment.start, segment.end):
                    rows.append((segment, bodies[index]))
                    continue
            if segment is not None and rows and segment.line == rows[-1][0].line:
                continue  # the sentences behind it
            if len(rows) >= ROWS and not self.paying_list(rows[0][0]):
                found.update({self.layout.segment_of[row.start]: head for row, head in rows})
            rows = []
        return found

    def paying_list(self, segment: Segment) -> bool:
        lead = segment.lead
        if lead is None:
            return False
        return bool(self.meaning.within("part", "funder", lead.start, lead.end)) or any(
            hit.name != "awarded"
            for p in range(lead.start, lead.end)
            for hit in self.finder.at.get("kind", {}).get(p, [])
        )

    def listed_award(self, name: Name) -> bool:
        """The first body of such a line, where the text tells of awards."""
        head = self.award_lines.get(self.layout.segment_of[name.start])
        return self.awards and head is not None and name.start <= head < name.end

    def winner(self, name: Name) -> bool:
        """A body beside a sum in the news of awards, which is none of those that pay."""
        segment = self.layout.segments[self.layout.segment_of[name.start]]
        return (
            self.awards
            and self.meaning.type != "call"
            and not self.funder(name)
            and not self.meaning.within("part", "funder", segment.start, segment.end)
            and self.pays(segment.start, segment.end)
        )

    @cached_property
    def awards(self) -> bool:
        """Whether the text tells of applications, and of what became of them."""
        return bool(self.meaning.hits.get(("noun", "application"))) and bool(
            self.meaning.hits.get(("kind", "awarded")) or self.meaning.hits.get(("kind", "grant"))
        )

    def awarded(self, group: list[tuple[Segment, Name]]) -> bool:
        """Whether lines of one shape list bodies that get money, not those that pay or what is paid for."""
        if len(group) < ROWS:
            return False
        lead = group[0][0].lead
        if lead is not None and self.meaning.within("part", "funder", lead.start, lead.end):
            return False
        paying = sum(self.funder(name) for _, name in group)
        bodies = sum(
            name.head is not None or any(self.legal_ending(p + 1) for p in range(name.start, name.end))
            for _, name in group
        )
        close = sum(self.sum_behind(name) for _, name in group)
        return bodies * (4 if close == len(group) else 2) >= len(group) and paying * 2 <= len(group)

    def sum_behind(self, name: Name) -> bool:
        """`Wool & Words (2 400 EUR)`: between name and sum stand at most marks and a town in brackets."""
        end = self.layout.segments[self.layout.segment_of[name.start]].end
        at = name.end
        if at + 2 < end and self.layout.words[at] == "(" and self.upper(at + 1):
            at = next((p + 1 for p in range(at, min(end, at + 6)) if self.layout.words[p] == ")"), at)
        return any(
            self.layout.kinds[p] == "n" and (self.pays(p + 1, min(end, p + 4)) or self.pays(p - 1, p))
            for p in range(at, min(end, at + 3))
        )

    # -- who signs the page ---

    def masthead(self) -> list[Name]:
        """`Möllan Commons, Malmö – what we do`: a name without a kind word, its town and a dash."""
        if not self.layout.segments:
            return []
        first = self.layout.segments[0]
        words, start = self.layout.words, self.layout.segments[0].start
        comma = next((p for p in range(start, min(first.end, start + RUN)) if words[p] == ","), None)
        if comma is None or comma - start < 2 or not self.upper(start):
            return []
        dash = next(
            (p for p in range(comma + 2, min(first.end, comma + 5)) if words[p] in DASHES or words[p] == "|"),
            None,
        )
        if dash is None or not self.town(self.layout.quote(comma + 1, dash)):
            return []
        if any(
            self.covers(family, p)
            for family in ("initiative", "document", "month", "number")
            for p in range(start, comma)
        ):
            return []
        head = next(
            (hit for p in range(start, comma) for hit in self.finder.at.get("body", {}).get(p, [])), None
        )
        return [Name(start, comma, head, "masthead")]

    def byline(self, name: Name) -> bool:
        """`Town Council, 21 November 2023`: nothing but the name and a date on one of the first lines.

        Or the first line of all opens with the body and a dash: `Weavers' Guild – news`.
        """
        index = self.layout.segment_of[name.start]
        segment = self.layout.segments[index]
        rest = range(name.end, segment.end)
        if not index and name.start == segment.start and name.source == "kind" and len(rest) > 1:
            mark = name.end
            if self.layout.words[mark] == "," and self.upper(mark + 1):
                mark += 2  # its town
            if mark + 1 < segment.end and self.layout.words[mark] in DASHES and not self.layout.glued(mark):
                return not any(
                    self.covers("initiative", p) for p in range(name.start, name.end)
                ) and not self.layout.glued(mark + 1)
        return (
            index < BYLINE
            and name.start == segment.start
            and len(rest) > 1
            and self.layout.words[name.end] in (",", *DASHES, "|")
            and any(self.layout.kinds[p] in "nd" for p in rest)
            and all(
                self.layout.kinds[p] != "w" or self.finder.hit("month", p) or len(self.layout.words[p]) <= 3
                for p in rest
            )
        )

    def undersigned(self, name: Name) -> bool:
        """The name alone on one of the last lines: who signs a letter."""
        index = self.layout.segment_of[name.start]
        segment = self.layout.segments[index]
        return (
            index >= len(self.layout.segments) - FOOT
            and name.source == "kind"
            and name.start == segment.start
            and segment.end - name.end <= 2
        )

    # -- who pays ---

    def funder(self, name: Name) -> bool:
        """A body that pays by nature: by its kind word, where that stands first (`Associazione Lucania
        Comune` is no municipality)."""
        head, end = name.head, name.end
        if self.data.head == "first" and head is not None and head.start == name.start:
            end = min(end, head.end)
        return any(self.finder.hit("funder", p) for p in range(name.start, end))

    def payer(self, name: Name, names: list[Name]) -> float | None:
        """How far the sum stands that a fund or public body is named beside: who else but the payer?

        A word for a grant right before the name says it too: `bijdrage gemeente Terneuzen`.
        """
        if self.grant_from(name):
            return 2
        if not self.funder(name) or self.meaning.within("cue", "price", name.start - 6, name.end + 6):
            return None
        for kind in ("grant", "cofinancing"):
            for hit in self.meaning.within("kind", kind, max(0, name.start - 4), name.start):
                same = self.layout.segment_of[hit.start] == self.layout.segment_of[name.start]
                if same and not self.upper_between(hit.end, name.start) and name.start - hit.end <= 2:
                    return 2
        segment = self.layout.segments[self.layout.segment_of[name.start]]
        if self.row_of_sums(name, segment):
            return 2
        walls, best = self.meaning.walls, None
        behind = self.meaning.within("kind", "received", name.end, min(segment.end, name.end + RECEIVING))
        if behind and not self.upper_between(max(name.end, behind[0].start), behind[0].end):
            return None  # `The X Foundation got 64 000`
        for position in range(segment.start, segment.end):
            if position not in self.sums and not self.finder.currency_at(position)[0]:
                continue
            low, high = (name.end, position) if position >= name.end else (position, name.start)
            distance = high - low + walls[high] - walls[low]
            crossed = any(low <= other.start and other.end <= high for other in names if other is not name)
            if distance <= BESIDE and not crossed and (best is None or distance < best):
                best = distance
        return best

    def grant_from(self, name: Name) -> bool:
        """`a grant of 42 000 from the Development Company`, `the gift of X Ltd`: whatever body it is."""
        low = max(self.layout.segments[self.layout.segment_of[name.start]].start, name.start - BESIDE)
        source = next(
            (hit for p in (name.start, name.start - 1) if (hit := self.finder.hit_ending("open", p))), None
        )
        if (
            source is None
            or source.start - 2 < low
            or any(self.upper(p) for p in range(source.start, name.start))
        ):
            return False
        paid = any(
            p in self.sums or self.finder.currency_at(p)[0] for p in range(source.start - 2, source.start)
        )
        kinds = ("grant", "cofinancing", "awarded")
        return paid and any(self.meaning.within("kind", kind, low, source.start) for kind in kinds)

    def row_of_sums(self, name: Name, segment: Segment) -> bool:
        """A line of a table of income: little more than the name, and a sum in the next cell."""
        index = self.layout.segment_of[segment.start] + 1
        if index >= len(self.layout.segments) or segment.end - name.end > 2:
            return False
        below = self.layout.segments[index]
        brief = name.start - segment.start <= 3 and below.end - below.start <= 4
        return brief and below.start in self.sums and not self.awards

    def upper_between(self, start: int, end: int) -> bool:
        return any(self.upper(p) for p in range(start, end))
