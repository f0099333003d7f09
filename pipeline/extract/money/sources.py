"""Where money comes from, told by its place: a table of sources, an addition, what was spent of what.

The words beside a sum often name no kind; the sums around it do. Several sums that add up are a whole and its
parts, the columns of a list of awards are headed, and a purse many times as large is another one's.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.extract.counts.reading import Measure
from pipeline.extract.figures.numerals import Quantity
from pipeline.extract.layout import Segment
from pipeline.extract.meaning.cues import CROSSING
from pipeline.extract.money.givers import PASSAGE, SPENT_FROM, Givers

BESIDE_SUM = 3  # tokens between a sum and the word that names it
ABOVE = 12  # cells above the first row of a table in which its columns are headed
HEADED = 4  # tokens of such a heading
KINDS = ("grant", "cofinancing", "total")
LARGER = 4
"""How many times as large as the document's own sums the purse of a programme is."""
PARTNERS = range(2, 31)  # among whom the last part of a cost may be shared out
ROW = 10  # segments between two rows of one table
SAME = 0.005  # what rounding may add to or take from a sum


class Sources(Givers):
    """Kinds that the sums owe to one another."""

    def settle_sources(self) -> None:
        sums = [m for m in self.found if m.indicator == "budget" and m.role != "context"]
        rows = [m for m in sums if self.tables.bare[self.at_figure(m)]]
        for table in self.grouped(rows):
            if any("column of the table" in m.rule or "row of the table" in m.rule for m in table):
                self.settle_table(table)
            else:
                self.settle_columns(table)
        prose = [m for m in sums if m not in rows]
        self.settle_use(prose)
        self.settle_parts(prose)
        self.settle_spent(prose)
        self.settle_addition(prose)
        self.settle_rest(prose)
        self.settle_purses(sums)

    def of_chosen(self, quantity: Quantity, segment: Segment) -> bool:
        """`In 2023 it supported 13 projects, 131 700 in all`: what they were given, no whole cost and no
        purse."""
        last = self.found[-1] if self.found else None
        return (
            last is not None
            and last.indicator == "projects"
            and last.role in ("actual", "context")
            and last.start >= segment.start
            and self.meaning.walls[quantity.begin] - self.meaning.walls[last.end - 1] <= CROSSING[","]
            and not self.meaning.figure_between(last.end, quantity.begin)
            and (
                self.meaning.type == "call"
                or any(
                    self.meaning.within("kind", name, segment.start, quantity.begin)
                    for name in ("awarded", "grant")
                )
            )
        )

    def at_figure(self, measure: Measure) -> int:
        return self.layout.segment_of[measure.quantity.start]

    def grouped(self, rows: list[Measure]) -> list[list[Measure]]:
        tables: list[list[Measure]] = []
        for row in rows:
            if tables and self.at_figure(row) - self.at_figure(tables[-1][-1]) <= ROW:
                tables[-1].append(row)
            else:
                tables.append([row])
        return tables

    def label(self, measure: Measure) -> Segment:
        """The cell that names a row of a table."""
        return self.layout.segments[self.at(measure)]

    def named(self, segment: Segment) -> str:
        """Who or what a row's label names: `grant`, `cofinancing`, `total`, `fund`, `town` or nothing."""
        within = self.meaning.within
        hits = [
            (hit.end - hit.start, hit.end, name)
            for name in KINDS
            for hit in within("kind", name, segment.start, segment.end)
        ]
        if hits:
            return max(hits)[2]
        if within("town", "town", segment.start, segment.end):
            town = within("town", "town", segment.start, segment.end)[0]
            larger = [
                hit
                for name in ("funder", "giver")
                for hit in within(name, name, segment.start, segment.end)
                if hit.start <= town.start < town.end <= hit.end
                and hit.end - hit.start > town.end - town.start
            ]
            return "fund" if larger else "town"
        for name in ("funder", "giver"):
            if within(name, name, segment.start, segment.end):
                return "fund"
        part = within("of_which", "of_which", segment.start, segment.start + HEADED)
        return "total" if within("kind", "spent", segment.start, segment.end) and not part else ""

    def settle_table(self, table: list[Measure]) -> None:
        """`Total 37 500 | Youth Agency 30 000 | Town 7 500`: its rows name the sources."""
        names = {m.start: self.named(self.label(m)) for m in table}
        for role in ("target", "actual"):
            column = [m for m in table if m.role == role]
            values = [m.high or m.low or 0 for m in column]
            for measure, value in zip(column, values, strict=True):
                others = sum(values) - value
                if len(column) >= 3 and abs(others - value) <= SAME * value:
                    names[measure.start] = "total"
        granted = any(name in ("fund", "grant") for name in names.values())
        towns = sorted(
            {m.start for m in table if names[m.start] in ("town", "cofinancing")},
            key=lambda start: -max(m.high or m.low or 0 for m in table if m.start == start),
        )
        before: Measure | None = None
        for measure in table:
            name = names[measure.start]
            label = self.label(measure)
            part = self.meaning.within("of_which", "of_which", label.start, label.start + HEADED)
            if part and not name and before is not None:
                name = before.kind or ""
            before = measure
            if name in KINDS:
                kind = name
            elif name == "fund":
                kind = "grant"
            elif name == "town":
                kind = "cofinancing" if granted or measure.start != towns[0] else "grant"
            else:
                continue
            if measure.kind != kind:
                measure.kind, measure.why = kind, "the row of its table"
        if not granted and len(towns) > 1:
            self.most_is_grant([m for m in table if m.start == towns[0]])

    def most_is_grant(self, row: list[Measure]) -> None:
        """`Contribution (River Fund) 41 840, contribution (Town) 10 460`: of those, the most is the grant."""
        label = self.label(row[0])
        within = self.meaning.within
        if any(within(name, name, label.start, label.end) for name in ("funder", "giver", "town")):
            for measure in row:
                measure.kind, measure.why = "grant", "the most of what others give"

    def settle_columns(self, table: list[Measure]) -> None:
        """`Applicant | Project | Grant | Match funding`, and rows of names with two sums each."""
        first = self.at(table[0])
        heads: list[str] = []
        for index in range(first - 1, max(-1, first - ABOVE - 1), -1):
            segment = self.layout.segments[index]
            if segment.end - segment.start > ABOVE or any(
                map(self.has_money, self.by_segment.get(index, ()))
            ):
                break
            if self.tables.bare[index] or segment.end - segment.start > HEADED or segment.colon is not None:
                continue  # `1`, the number of a row
            hits = [
                (hit.end - hit.start, name)
                for name in (*KINDS, "awarded")
                for hit in self.meaning.within("kind", name, segment.start, segment.end)
            ]
            if hits:
                heads.insert(0, max(hits)[1].replace("awarded", "grant"))
        rows: dict[int, list[Measure]] = {}
        for measure in table:
            rows.setdefault(measure.start, []).append(measure)
        if len(rows) < 2 or not heads:
            return
        for row in rows.values():
            for measure, head in zip(row, heads, strict=False):
                if len(row) == len(heads) and "default" in measure.rule.split("role: ")[0]:
                    measure.kind, measure.why = head, "the head of its column"

    def settle_use(self, sums: list[Measure]) -> None:
        """`Of the budget of 236 000 we have spent 71 480`: only the second has been spent."""
        for whole, used in pairwise(sums):
            if (
                self.at(whole) != self.at(used)
                or not whole.role == used.role == "actual"
                or whole.unit != used.unit
                or (whole.high or 0) <= (used.high or 0)
            ):
                continue
            within, start = self.meaning.within, self.label(whole).start
            if within("kind", "spent", start, whole.start):
                continue
            split = within("of_which", "of_which", whole.end, used.start)
            if split and within("kind", "spent", whole.end, split[0].start) or whole.basis != used.basis:
                continue
            beside = any(
                within("kind", name, max(start, whole.start - BESIDE_SUM), whole.end + BESIDE_SUM)
                for name in ("total", "allocation", "grant")
            )
            if beside or split:
                whole.role = "target"
                if whole.kind == "allocation" and self.meaning.type != "call":
                    whole.kind, whole.why = "total", "of which another sum was spent"
                whole.rule += "; of which another sum was spent"

    def settle_parts(self, sums: list[Measure]) -> None:
        """`240 000, of which 60 000 for the hills`: a part is of the same kind as what it is a part of."""
        for index, measure in enumerate(sums):
            whole = next((m for m in sums[max(0, index - PASSAGE) : index] if m.kind == "total"), None)
            if (
                measure.kind == "allocation"
                and measure.role == "target"
                and self.meaning.type != "call"
                and whole is not None
                and (whole.high or 0) > (measure.high or 0)
                and self.at(measure) - self.at(whole) <= 2
                and self.giver(measure) == "fund"
                and not self.awards()
            ):
                measure.kind, measure.why = "grant", "a fund sets it aside for the whole"
        for whole, part in pairwise(sums):
            if self.at(whole) != self.at(part) or whole.unit != part.unit:
                continue
            less = (part.high or part.low or 0) < (whole.high or whole.low or 0)
            between = self.layout.words[whole.end : part.start]
            split = self.meaning.within("of_which", "of_which", whole.end, part.start)
            if (
                less
                and (split or ":" in between)
                and whole.kind == "allocation"
                and self.meaning.type != "call"
                and self.giver(part)
            ):
                whole.kind, whole.why = "total", "what several givers pay"
            elif less and split and self.unsure(part) and part.basis == "total" and whole.role == part.role:
                if whole.kind in ("allocation", "cofinancing") or whole.role == "actual":
                    part.kind, part.why = whole.kind, "a part of the sum before"
            elif (
                less
                and not split
                and whole.kind == part.kind == "grant"
                and whole.role == part.role == "target"
                and (part.high or 0) >= SPENT_FROM * (whole.high or 0)
                and not self.giver(part)
                and self.awards()
                and self.meaning.within("kind", "awarded", whole.end, part.end + 3)
                and not self.meaning.within("kind", "awarded", self.label(whole).start, whole.start)
            ):
                whole.kind, whole.why = "allocation", "what there was to give"

    def settle_spent(self, sums: list[Measure]) -> None:
        """`The budget is 118 000, of it 94 400 a grant. 61 240 has been spent`: of the whole, unless it
        says of which."""
        for index, spent in enumerate(sums):
            before = sums[index - 1] if index and self.at(sums[index - 1]) == self.at(spent) else None
            own = before is not None and before.kind == "allocation"
            if spent.role == "actual" and spent.kind == "allocation" and not own:
                spent.kind, spent.why = "total", "spent, so set aside no longer"
            if spent.role != "actual" or spent.kind != "grant" or not index:
                continue
            if "spent of the sum before" not in (
                spent.why,
                spent.rule.split("; role")[0].split("kind: ")[-1],
            ):
                continue
            last = sums[index - 1]
            wholes = [
                m
                for m in sums[max(0, index - PASSAGE) : index]
                if m.kind == "total"
                and m.role == "target"
                and m.unit == spent.unit
                and m.basis == "total"
                and self.at(spent) - self.at(m) <= PASSAGE
                and (m.high or 0) >= (spent.high or 0)
            ]
            start = (
                self.layout.segments[self.at(spent)].start if self.at(last) != self.at(spent) else last.end
            )
            parts = self.meaning.within("of_which", "of_which", start, spent.start)
            if wholes and not parts:
                spent.kind, spent.why = "total", "spent of the whole"

    def settle_addition(self, sums: list[Measure]) -> None:
        """Sums of one passage that add up to one of them are the whole and its parts."""
        planned = [m for m in sums if m.role == "target" and m.low == m.high and m.low]
        call = self.meaning.type == "call"
        for whole in planned:
            if whole.kind == "cap" or whole.kind == "allocation" and call or whole.basis != "total":
                continue
            near = [
                m
                for m in planned
                if m is not whole
                and m.unit == whole.unit
                and m.kind != "cap"
                and (m.kind not in ("allocation", "total") or self.unsure(m))
                and abs(self.at(m) - self.at(whole)) <= PASSAGE
                and (m.low or 0) < (whole.low or 0)
            ]
            shares = [m for m in near if m.basis in ("per_partner", "per_project")]
            parts = [m for m in near if m.basis == "total"]
            given = sum(m.low or 0 for m in parts)
            rest = (whole.low or 0) - given
            tolerated = SAME * (whole.low or 0)
            shared = (
                len(shares) == 1
                and whole.kind == "total"
                and any(
                    abs(rest - number * (shares[0].low or 0)) <= max(0.5, SAME * rest) for number in PARTNERS
                )
            )
            if not parts or not (shared or len(parts) > 1 and abs(rest) <= tolerated):
                continue
            if whole.kind != "total":
                if not any(m.kind == "cofinancing" or self.giver(m) for m in parts) or self.awards():
                    continue
                whole.kind, whole.why = "total", "its parts add up to it"
            if shared:
                shares[0].kind, shares[0].why = "cofinancing", "what is left of the whole, shared out"
            most = max(parts, key=lambda m: m.low or 0)
            if self.unsure(most) or not any(m.kind == "grant" for m in parts):
                most.kind, most.why = "grant", "the most of what others give"
            for part in parts:
                if part.kind in ("total", "allocation") or (
                    part is not most and most.kind == part.kind == "grant" and self.giver(part) == "town"
                ):
                    part.kind, part.why = "cofinancing", "what is added to make up the whole"
            return

    def settle_rest(self, sums: list[Measure]) -> None:
        """`It cost 48 750. The Fund covered 39 000, the library paid 6 000, the rest came from us`: what is
        given in parts, whose rest others give, is no spending."""
        within = self.meaning.within
        for index, whole in enumerate(sums):
            parts = [m for m in sums[index + 1 :] if 0 <= self.at(m) - self.at(whole) <= 1]
            if not parts or whole.kind != "total" or whole.basis != "total":
                continue
            segment = self.layout.segments[self.at(parts[-1])]
            rests = within("rest", "rest", parts[-1].end, segment.end)
            given = rests and any(
                within(name, name, rests[0].start, segment.end) for name in ("town", "funder", "giver")
            )
            given = given or rests and within("kind", "cofinancing", rests[0].start - 1, segment.end)
            same = [m for m in parts if m.unit == whole.unit and m.basis == "total" and m.kind != "cap"]
            if not given or same != parts or sum(m.high or 0 for m in parts) >= (whole.high or 0):
                continue
            most = max(parts, key=lambda m: m.high or 0)
            for part in parts:
                part.role = "target"
                if part is most and self.giver(part) != "town" and (part.high or 0) * 2 > (whole.high or 0):
                    part.kind, part.why = "grant", "most of the whole, whose rest others give"
                elif part.kind == "total":
                    part.kind, part.why = "cofinancing", "a part of the whole, whose rest others give"

    def settle_purses(self, sums: list[Measure]) -> None:
        """`The programme, with its 26 billion, names inclusion`: a purse many times what the document itself
        gives or gets is background."""
        title = self.layout.segments[0]
        call = self.meaning.type == "call"
        given = ("total", "grant", "allocation") if call else ("total", "grant")
        chosen = {self.at(m) for m in self.found if m.indicator == "projects" and m.role != "context"}
        if not call and self.meaning.within("parent", "parent", title.start, title.end):
            return
        for measure in sums:
            own = [
                m.high or m.low or 0
                for m in sums
                if m is not measure
                and m.unit == measure.unit
                and m.start < measure.start
                and m.kind in given
                and m.basis == "total"
            ]
            value = measure.high or measure.low or 0
            if not own or measure.role != "target" or measure.basis not in ("total", "per_year"):
                continue
            segment = self.layout.segments[self.at(measure)]
            if value < LARGER * max(own) or segment is title or chosen - {self.at(measure)} and not call:
                continue
            clause = self.meaning.clause(measure.quantity)
            if self.meaning.within("kind", "received", *clause) or self.meaning.within("us", "us", *clause):
                continue  # `the European programme granted us 384 000`
            said = self.purse_named(measure, segment)
            if said:
                measure.role, measure.kind = "context", "allocation"
                measure.why = "a purse many times as large: " + said
                measure.rule += "; " + measure.why
                self.settle_chosen(segment)

    def purse_named(self, measure: Measure, segment: Segment) -> str:
        """The word for a programme or fund by a sum, or the name of one told of elsewhere."""
        for hit in self.meaning.within("parent", "parent", segment.start, segment.end):
            if not (
                self.finder.hit("funder", hit.start)
                and not self.counted_beside(segment)
                or self.meaning.figure_between(hit.end, measure.quantity.start)
                and not self.counted_beside(segment)
                or self.meaning.figure_between(measure.end, hit.start)
            ):
                return self.meaning.say(hit)
        words, capital = self.layout.words, self.layout.capital
        end = segment.start
        while end < measure.start and (capital[end] or end == segment.start):
            end += 1
        name = words[segment.start : end]
        fixed = self.finder.hit("determiner", segment.start) or self.finder.hit("stop", segment.start)
        for hit in self.meaning.hits.get(("parent", "parent"), ()) if len(name) > 1 and not fixed else ():
            if name in (words[hit.start - len(name) : hit.start], words[hit.end : hit.end + len(name)]):
                return f"“{self.layout.quote(segment.start, end)}”"
        return ""

    def counted_beside(self, segment: Segment) -> bool:
        """Whether the same sentence counts several projects: `It supports 63 projects with 11 million`."""
        return any(
            m.indicator == "projects" and segment.start <= m.start < segment.end and (m.high or 0) > 1
            for m in self.found
        )

    def settle_chosen(self, segment: Segment) -> None:
        """The projects that share a purse of that size are no more the document's own than it is."""
        for measure in self.found:
            if measure.indicator == "projects" and segment.start <= measure.start < segment.end:
                measure.role = "context"
                measure.rule += "; what a purse many times as large pays for"

    def join_caps(self) -> None:
        """`At least 2 000, at most 9 000 zł`: the least and the most that a project can get are one range."""
        joined: list[Measure] = []
        for measure in self.found:
            before = joined[-1] if joined else None
            if (
                before is not None
                and before.indicator == measure.indicator == "budget"
                and {before.qualifier, measure.qualifier} == {"at_least", "at_most"}
                and before.unit == measure.unit
                and measure.kind in ("cap", "grant")
                and before.kind in ("cap", "grant")
                and (before.low or measure.low or 0) < (before.high or measure.high or 0)
                and self.layout.segment_of[before.start] == self.layout.segment_of[measure.start]
            ):
                before.low, before.high = before.low or measure.low, before.high or measure.high
                before.basis = measure.basis if before.qualifier == "at_least" else before.basis
                before.qualifier, before.kind = "range", "cap"
                before.end = max(before.end, measure.end)
                continue
            joined.append(measure)
        self.found = joined
