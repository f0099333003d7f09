"""Tables flattened to lines or cells, and `label: 40 / 52` pairs under a planned / achieved heading.

A page's table reaches the text as one cell a line, or as cells between bars or tabs. A row is then a
segment with a
label and behind it one segment a value; the head is the run of short segments before the first row.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from pipeline.extract.counts.heads import PERIODS
from pipeline.extract.counts.nouns import Nouns
from pipeline.extract.figures.numerals import DASHES, Quantity, is_plain_year, read_digits
from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.roles import Meaning
from pipeline.extract.tables.columns import Columns
from pipeline.extract.tables.grids import Cell, Grids, is_blank

ARROWS = frozenset("→⇒➔►>")
PAIRING = DASHES | ARROWS | {"/", "|"}
HEAD = 8  # cells of a head at most
LONGEST_LABEL = 16  # tokens
SOURCES = 7  # lines on either side among which the other sources of money stand
MOST_VALUES = 6
ROWS = 14  # lines from a pair up to the head of its run
THOUSAND = 1000.0
ROUND = ("1900", "2000")  # years that are round figures too
HEADED = 5  # tokens of a head that says what was done or planned
PLANS = ("planned", "target", "promised")
COUNTED_ROWS = frozenset({"participant", "audience", "event", "remote", "views", "output"})
PEOPLE_ROWS = COUNTED_ROWS - {"output"}


class Tables:
    """Reads the tables of one laid-out text."""

    def __init__(self, layout: Layout, finder: Finder, meaning: Meaning) -> None:
        self.layout = layout
        self.finder = finder
        self.meaning = meaning
        self.nouns = Nouns(layout, finder, finder.lexicon) if finder.lexicon else None
        said = finder.lexicon.language.grammar.blanks if finder.lexicon else []
        self.blanks = frozenset(said)
        self.bare = [self.is_bare(segment) for segment in layout.segments]
        self.grid = Grids(layout, self.bare, self.blanks).places()
        self.heads: dict[int, tuple[list[str], str | None, float]] = {}
        self.tops: dict[int, int] = {}
        """For each row passed on the way up, where its table begins."""

    def is_bare(self, segment: Segment) -> bool:
        """A cell that holds one figure (or a dash for none), its qualifier and its unit, and nothing else."""
        words, kinds = self.layout.words, self.layout.kinds[segment.start : segment.end]
        numbered = segment.bullet and not self.behind_bar(segment)
        if len(kinds) > 7 or numbered or ":" in words[segment.start : segment.end]:
            return False
        count = kinds.count("n")
        if self.is_year(segment) or "\n" in self.layout.quote(segment.start, segment.end):
            return False  # a figure with its name in the line below it is no cell
        if not count and is_blank(self.layout, segment, self.blanks):
            return True
        if not count:
            return "w" not in kinds and words[segment.start] in DASHES and len(kinds) <= 2
        if count > 2:
            return False
        first = kinds.index("n")
        opening = self.finder.hit("qualifier", segment.start)
        said = opening is not None and "w" not in kinds[opening.end - segment.start : first]
        if first and not said and "w" in kinds[:first]:  # `Per pirmąją savaitę užsuko 640 lankytojų`: prose
            if first != 1 or self.finder.currency_at(segment.start)[0] is None:
                return False
        for position in range(segment.start + first, segment.end):
            if self.layout.kinds[position] == "w" and not (
                self.finder.currency_at(position)[0]
                or any(self.finder.hit(family, position) for family in ("scale", "noun", "qualifier"))
            ):
                return False
        return kinds[first:].count("w") <= 2

    def behind_bar(self, segment: Segment) -> bool:
        """A later cell of a row whose number looks like that of a list: `1. | Choir | 300`."""
        start = self.layout.starts[segment.start]
        before = self.layout.text[max(0, start - 3) : start].rstrip(" ")
        return before.endswith(("|", "\t"))

    # -- head ---

    def head_of(self, label: int) -> int:
        """The last segment of the head of the table that holds the row labelled by segment `label`."""
        at, passed = label, []
        while at >= 2 and self.bare[at - 1]:
            if at in self.tops:
                at = self.tops[at]
                break
            passed.append(at)
            at -= 1
            while at >= 1 and self.bare[at]:
                at -= 1
            if at >= 1 and self.is_unit(at) and not self.bare[at - 1]:
                at -= 1
        self.tops.update(dict.fromkeys(passed, at))
        return at - 1

    def is_unit(self, index: int) -> bool:
        """A cell that only names a unit (`fő`, `db`, `vnt.`): the label stands before it."""
        segment = self.layout.segments[index]
        return (
            segment.end - segment.start <= 2
            and all(len(word) <= 4 for word in self.layout.words[segment.start : segment.end])
            and not segment.heading
            and not self.role_of(segment)
        )

    def role_of(self, segment: Segment) -> str:
        """target, actual, both or nothing, as a head cell says."""
        planned = self.meaning.within("cue", "planned", segment.start, segment.end)
        achieved = self.meaning.within("cue", "achieved", segment.start, segment.end)
        spent = self.meaning.within("kind", "spent", segment.start, segment.end)
        if planned and (achieved or spent):
            done = achieved or spent
            if planned[-1].start < done[-1].start and self.in_one_bracket(planned[-1], done[-1]):
                return "both"  # `Results of the project (planned / achieved)`
            return "both" if planned[0].start < done[0].start else "both reversed"
        told = self.told_by_verbs(segment)
        if told:
            return told
        if planned:
            return "target"
        if achieved or spent:
            return "actual"
        if segment.end - segment.start <= 3 and (
            self.meaning.within("kind", "total", segment.start, segment.end)
            or self.meaning.within("kind", "awarded", segment.start, segment.end)
        ):
            return "budget"
        return ""

    def told_by_verbs(self, segment: Segment) -> str:
        """`What we had in mind / what we did`: a head in two halves, of a plan and of a deed."""
        halves = [
            p
            for p in range(segment.start + 1, segment.end - 1)
            if self.layout.words[p] in "/|" or self.layout.words[p] in DASHES and not self.layout.glued(p)
        ]
        if len(halves) != 1 or any(kind in "nd" for kind in self.layout.kinds[segment.start : segment.end]):
            return ""
        said = ""
        for start, end in ((segment.start, halves[0]), (halves[0] + 1, segment.end)):
            plan = any(self.meaning.within("cue", name, start, end) for name in PLANS)
            done = any(self.meaning.within("cue", name, start, end) for name in ("actual", "achieved"))
            done = done or bool(self.meaning.within("kind", "spent", start, end))
            plan = plan or not done and bool(self.meaning.within("kind", "awarded", start, end))
            said += "p" if plan else "d" if done else "-"
        return {"pd": "both", "dp": "both reversed"}.get(said, "")

    def in_one_bracket(self, first: Hit, second: Hit) -> bool:
        """Whether two words stand in one pair of brackets."""
        words = self.layout.words
        low, high = min(first.start, second.start), max(first.end, second.end)
        opened = any(word == "(" for word in words[max(0, low - HEADED) : low])
        return opened and ")" in words[high : high + HEADED] and not set("()") & set(words[low:high])

    def head(self, index: int, reach: int = HEAD) -> tuple[list[str], str | None, float]:
        """(roles of the head's cells in order, currency, factor) of the head that ends with segment
        `index`."""
        if (index, reach) in self.heads:
            return self.heads[index, reach]  # type: ignore[index]
        row: list[Segment] = []
        currency, factor = None, 1.0
        at = index
        while at >= 0 and index - at < reach and not self.bare[at]:
            segment = self.layout.segments[at]
            if segment.end - segment.start > 12:
                break
            row.insert(0, segment)
            if currency is None:
                currency, factor = self.money_head(segment)
            at -= 1
        found = (self.columns(row), currency, factor)
        self.heads[index, reach] = found  # type: ignore[index]
        return found

    def columns(self, row: list[Segment]) -> list[str]:
        """The roles of columns that these cells head."""
        cells = self.named_by_verbs([self.role_of(segment) for segment in row], row)
        dated = [self.layout.words[cell.start] if self.is_year(cell) else "" for cell in row]
        if "target" in cells and any(dated):
            # `2022 | Plan | 2023`: the last year is what was done, an earlier one is background.
            newest = max(year for year in dated if year)
            planned = cells.index("target")
            if "actual" not in cells and not any(dated[:planned]):
                # `Target | 2022 | 2023`: the years of the initiative itself
                cells = ["actual" if year else cell for cell, year in zip(cells, dated, strict=True)]
            cells = [
                ("actual" if year == newest and "actual" not in cells else "context")
                if year and not cell
                else cell
                for cell, year in zip(cells, dated, strict=True)
            ]
        cells = self.before_this_year(cells, row)
        if not any(cells):
            cells = self.by_day(cells, row)
        if "actual" in cells:
            cells = ["target" if cell == "budget" else cell for cell in cells]
        cells = ["" if cell == "budget" else cell for cell in cells]
        years = [year for year in dated if year]
        if len(years) >= 2 and not any(cells):
            # Columns of years: the last one is this report's, the earlier ones are background.
            cells = ["context" if year and year != max(years) else "" for year in dated]
        return cells

    def named_by_verbs(self, cells: list[str], row: list[Segment]) -> list[str]:
        """`What we promised | What we did`: heads that no list of heads knows, told by the words of a
        plan and of a deed beside one another."""
        said = list(cells)
        for number, (role, segment) in enumerate(zip(cells, row, strict=True)):
            if role or segment.end - segment.start > HEADED or self.row_of(segment):
                continue
            planned = [
                hit
                for name in ("target", "promised")
                for hit in self.meaning.within("cue", name, segment.start, segment.end)
            ]
            done = self.meaning.within("cue", "actual", segment.start, segment.end)
            if bool(planned) != bool(done):
                said[number] = "target" if planned else "actual"
        return said if {"target", "actual"} <= set(said[-MOST_VALUES:]) else cells

    def before_this_year(self, cells: list[str], row: list[Segment]) -> list[str]:
        """`Result 2022 | Plan 2023 | Result 2023`: what an earlier year achieved or planned is background."""
        years = [
            max(
                (
                    int(self.layout.words[p])
                    for p in range(segment.start, segment.end)
                    if is_plain_year(self.layout.words[p])
                ),
                default=0,
            )
            if cell in ("target", "actual") and segment.end - segment.start <= HEADED
            else 0
            for cell, segment in zip(cells, row, strict=True)
        ]
        newest = [year for year, cell in zip(years, cells, strict=True) if cell == "actual" and year]
        planned = [year for year, cell in zip(years, cells, strict=True) if cell == "target" and year]
        if len(newest) < 2 or not planned:
            return cells  # `Result 2022 | Result 2023` may be two years of one initiative
        return [
            "context" if 0 < year < max(newest) else cell for year, cell in zip(years, cells, strict=True)
        ]

    def by_day(self, cells: list[str], row: list[Segment]) -> list[str]:
        """`By September 2026 | By 30 June 2024`: of two columns that only name a day the later is the plan,
        where the document's own date lies between the two."""
        days = {}
        for number in range(max(0, len(cells) - 2), len(cells)):
            segment = row[number]
            found = [
                when
                for when in self.meaning.sections.dates
                if segment.start <= when.start < segment.end and when.last is None and len(when.first) >= 7
            ]
            if len(found) == 1 and segment.end - segment.start <= HEADED + 1:
                days[number] = found[0].first
        today = self.meaning.sections.today
        if not today or len(days) != 2:
            return cells
        past = {number: day[:7] <= today[:7] for number, day in days.items()}
        if sorted(past.values()) != [False, True]:
            return cells
        return [
            ("actual" if past[number] else "target") if number in past else cell
            for number, cell in enumerate(cells)
        ]

    def row_of(self, segment: Segment) -> bool:
        """Whether the values of a row stand right behind: a label, no head."""
        index = self.layout.segment_of[segment.start]
        return index + 1 < len(self.bare) and self.bare[index + 1]

    def is_year(self, segment: Segment) -> bool:
        return segment.end - segment.start == 1 and is_plain_year(self.layout.words[segment.start])

    def money_head(self, segment: Segment) -> tuple[str | None, float]:
        for position in range(segment.start, segment.end):
            code, end = self.finder.currency_at(position)
            if not code:
                continue
            figures = self.layout.figures(segment)
            if figures and all(read_digits(word) == THOUSAND for word in figures):
                return code, THOUSAND  # `(1.000 kr.)`
            if any(len(word) > 1 and word != "000" for word in figures):
                return None, 1.0
            scale = (
                self.finder.hit("scale", position)
                or self.finder.hit("scale", end)
                or self.finder.hit_ending("scale", position)
            )
            if scale is None and position > segment.start and self.layout.words[position - 1] == ".":
                scale = self.finder.hit_ending("scale", position - 1)
            thousands = "000" in (
                self.layout.words[position - 1] if position else "",
                self.layout.words[end] if end < segment.end else "",
            )
            return code, float(scale.name) if scale else 1000.0 if thousands else 1.0
        return None, 1.0

    def roles(self, index: int, values: int, reach: int = HEAD) -> list[str]:
        """The roles of a row's `values` columns; empty where the head names none."""
        cells = self.head(index, reach)[0]
        for cell in reversed(cells):
            if cell == "both":
                return ["target", "actual"]
            if cell == "both reversed":
                return ["actual", "target"]
        named = [cell for cell in cells if cell]
        if not named:
            return []
        last = cells[-values:] if len(cells) >= values else cells
        if last in (["target", ""], ["", "actual"]):
            return ["target", "actual"]  # two columns, of which the words of one are known
        if any(last) and len(last) == values:
            return last
        return named[-values:]

    # -- cells ---

    def cell(self, quantity: Quantity, segment: Segment) -> Cell | None:
        """What the table says of a figure that stands in one; None outside tables."""
        index = self.layout.segment_of[quantity.start]
        place = self.grid.get(index)
        if place is not None:
            return Columns(self, place).cell(quantity, segment)
        if not self.bare[index]:
            return self.pair(quantity, segment)
        label = index - 1
        while label >= 0 and self.bare[label] and index - label <= MOST_VALUES:
            label -= 1
        if label < 0 or index - label > MOST_VALUES:
            return None
        row = self.layout.segments[label]
        if row.end - row.start > LONGEST_LABEL or self.layout.kinds[row.start : row.end].count("w") == 0:
            return None
        values = 1
        while label + 1 + values < len(self.bare) and self.bare[label + 1 + values]:
            values += 1
        column = index - label - 1
        head = self.head_of(label)
        noun = self.nouns.in_label(row.start, row.end) if self.nouns else None
        start = row.start
        if self.is_unit(label) and label >= 1 and not self.bare[label - 1] and label - 1 > head:
            above = self.layout.segments[label - 1]
            named = self.nouns.in_label(above.start, above.end) if self.nouns else None
            noun, start, row = named or noun, above.start, above if named else row
        if noun is not None and noun.name in (*PERIODS, "age") or noun is None and self.nouns:
            # `of them over 60`: a part of what the row above counts
            upper = label - 1
            while upper > head and self.bare[upper]:
                upper -= 1
            whole = self.layout.segments[upper] if upper > head and upper != label - 1 else None
            part = self.layout.words[row.start : row.end]
            inherited = (
                self.nouns.in_label(whole.start, whole.end)
                if whole
                and self.nouns
                and len(part) >= 2
                and (
                    self.finder.hit("stop", row.start)
                    or self.layout.text[self.layout.starts[row.start]].islower()
                )
                else None
            )
            noun = inherited or (None if noun is not None else noun)
        _, currency, factor = self.head(head)
        if currency is None:
            currency, factor = self.money_head(row)  # `Expenses (€) | 18 000 | 17 350`
        currency = currency or self.unnamed(row)
        cell = Cell(start, noun, currency=currency, factor=factor)
        roles = self.roles(head, values)
        if len(roles) == values and roles[column]:
            cell.role, cell.why = roles[column], "column of the table"
        elif len(roles) == 1:
            cell.role, cell.why = roles[0], "column of the table"
        own = self.role_of(row)
        self.paired(cell, quantity, segment, own, self.roles(head, 2))
        if not cell.role and own in ("target", "actual") and (noun is None or row.end - row.start <= 2):
            # A table turned round: rows are planned and achieved, columns are what is counted.
            cell.role, cell.why = own, "row of the table"
            named_by = head - values + 1 + column
            if named_by >= 0 and self.nouns:
                top = self.layout.segments[named_by]
                cell.noun = self.nouns.in_label(top.start, top.end)
            else:
                cell.noun = None
        if cell.noun is not None and cell.noun.name in COUNTED_ROWS and not self.is_money(row):
            cell.currency = None
        if cell.currency or quantity.currency:
            cell.kind = self.meaning.nearest(quantity, "kind", ("total", "grant", "cofinancing"), row)[0]
            cell.kind = cell.kind or self.source(row)
        return cell

    def paired(self, cell: Cell, quantity: Quantity, segment: Segment, own: str, columns: list[str]) -> None:
        """`Workshops (planned / held)`, and in the next cell `30 / 28`."""
        figures = [p for p in range(segment.start, segment.end) if self.layout.kinds[p] == "n"]
        if len(figures) == 2 and any(word in PAIRING for word in self.layout.words[figures[0] : figures[1]]):
            pair = {"both": ["target", "actual"], "both reversed": ["actual", "target"]}.get(own) or columns
            if len(pair) == 2:
                cell.role, cell.why = pair[quantity.start >= figures[1]], "column of the table"

    def source(self, row: Segment) -> str:
        """The kind of money of a row of a table of sources: `In all`, or the body that gives it."""
        at = row.start
        while at < row.end and (hit := self.finder.hit("bare", at)):
            at = hit.end
        if at >= row.end:
            return "total"
        if self.meaning.within("town", "town", row.start, row.end):
            funds = ("funder", "giver")
            index = self.layout.segment_of[row.start]
            around = self.layout.segments[max(0, index - SOURCES) : index + SOURCES]
            for other in around:
                towns = self.meaning.within("town", "town", other.start, other.end)
                if not towns and any(self.meaning.within(f, f, other.start, other.end) for f in funds):
                    return "cofinancing"
            return "grant"
        return "grant" if self.meaning.within("funder", "funder", row.start, row.end) else ""

    def unnamed(self, row: Segment) -> str | None:
        """The currency of a row of money that names none, `Total cost | 24 600 | 23 871`: the only one of
        the text, or that of the country."""
        noun = self.nouns.in_label(row.start, row.end) if self.nouns else None
        if noun is not None and noun.name != "money" or not self.is_money(row) or self.finder.lexicon is None:
            return None
        codes = {hit.name for hit in self.layout.hits if hit.family == "currency"}
        home = next(iter(self.finder.lexicon.language.currencies), "EUR")
        codes = codes or {home}
        return codes.pop() if len(codes) == 1 else None

    def is_money(self, row: Segment) -> bool:
        return any(
            self.meaning.within("kind", name, row.start, row.end)
            for name in ("total", "grant", "cofinancing", "allocation")
        )

    # -- pairs ---

    def label_roles(self, segment: Segment) -> list[str]:
        """`Workshops (planned / held): 24 / 27`: the label names both roles."""
        end = segment.colon or segment.start
        planned = self.meaning.within("cue", "planned", segment.start, end) or self.meaning.within(
            "cue", "target", segment.start, end
        )
        achieved = self.meaning.within("cue", "achieved", segment.start, end) or self.meaning.within(
            "cue", "actual", segment.start, end
        )
        if not planned or not achieved:
            return []
        if self.in_one_bracket(planned[-1], achieved[-1]):
            planned, achieved = planned[-1:], achieved[-1:]
        return ["target", "actual"] if planned[0].start < achieved[0].start else ["actual", "target"]

    def pair_roles(self, segment: Segment) -> list[str]:
        """Roles of the two figures of a pair, from the label itself or from a head at most fourteen lines
        above."""
        own = self.label_roles(segment)
        if own:
            return own
        index = self.layout.segment_of[segment.start] - 1
        for above in range(index, max(-1, index - 14), -1):
            roles = self.roles(above, 2, 1)
            if len(roles) == 2 and all(roles):
                return roles
        cells = [
            role
            for above in range(max(0, index - 14), index + 1)
            if (role := self.role_of(self.layout.segments[above])) in ("target", "actual")
        ]
        return cells if len(cells) == 2 and len(set(cells)) == 2 else []

    def set_apart(self, numbers: list[Quantity]) -> None:
        """`Workshops – 120 – 134` under a head of two roles: columns, no range."""
        words = self.layout.words
        for first, second in pairwise(numbers):
            index = self.layout.segment_of[first.start]
            if index < 0 or index != self.layout.segment_of[second.start] or second.start != first.end + 1:
                continue
            segment = self.layout.segments[index]
            opened = first.start > segment.start and (
                words[first.start - 1] == ":" or words[first.start - 1] in DASHES
            )
            spaced = words[first.end] in DASHES and not self.layout.glued(first.end)
            if spaced and opened and second.end >= segment.end - 2 and len(self.pair_roles(segment)) == 2:
                self.finder.apart.add(second.start)

    def bracketed(self, quantity: Quantity, segment: Segment) -> Cell | None:
        """`Exhibitions: 6 (5)` under a head that says what stands in brackets: planned or done."""
        if segment.colon is None or quantity.start <= segment.colon:
            return None
        words, kinds = self.layout.words, self.layout.kinds
        behind = quantity.end
        while behind < segment.end and behind - quantity.end < 2 and kinds[behind] == "w":
            behind += 1  # the unit between the two: `40 alkalom (21)`
        first = (
            behind + 2 < segment.end
            and words[behind] == "("
            and kinds[behind + 1] == "n"
            and words[behind + 2] == ")"
        )
        second = (
            words[quantity.start - 1] == "("
            and "n" in kinds[segment.colon : quantity.start - 1]
            and quantity.end < segment.end
            and words[quantity.end] == ")"
        )
        if first == second:
            return None
        inside = self.in_brackets(segment)
        if not inside:
            return None
        outside = "actual" if inside == "target" else "target"
        noun = self.nouns.in_label(segment.start, segment.colon) if self.nouns else None
        role = outside if first else inside
        return Cell(segment.start, noun, role, why="one value in brackets behind the other")

    def in_brackets(self, segment: Segment) -> str:
        """The role of values in brackets, by the nearest head: `result (target)`, `in brackets: plan`."""
        index = self.layout.segment_of[segment.start]
        for above in range(index - 1, max(-1, index - 14), -1):
            head = self.layout.segments[above]
            if self.role_of(head) not in ("target", "both", "both reversed"):
                continue
            opening = next((p for p in range(head.start, head.end) if self.layout.words[p] == "("), None)
            planned = self.meaning.within("cue", "planned", head.start, head.end)
            if opening is not None and planned and planned[0].start < opening:
                return "actual"  # `planned (so far)`
            return "target"
        return ""

    def money_above(self, segment: Segment) -> tuple[str | None, float]:
        """The currency that the head of a run of pairs names: `Costs (EUR): approved / spent`."""
        at = self.layout.segment_of[segment.start] - 1
        while (
            at >= 0
            and self.layout.figures(self.layout.segments[at])
            and segment.line - self.layout.segments[at].line <= ROWS
        ):
            at -= 1
        for above in range(at, max(-1, at - 2), -1):
            if self.layout.figures(self.layout.segments[above]):
                break
            currency, factor = self.money_head(self.layout.segments[above])
            if currency:
                return currency, factor
        return None, 1.0

    def beyond_coin(self, position: int, step: int) -> int:
        """The next token in a direction that names no currency: `€41,000 / €39,870`."""
        position += step
        while 0 <= position < len(self.layout.words) and position in self.coins:
            position += step
        return position

    @cached_property
    def coins(self) -> set[int]:
        return {at for start, (_, end) in self.finder.currencies.items() for at in range(start, end)}

    def pair(self, quantity: Quantity, segment: Segment) -> Cell | None:
        """`Savanoriai: 40 / 52` below a heading that names planned and achieved."""
        words, kinds = self.layout.words, self.layout.kinds
        first, after = self.beyond_coin(quantity.start, -1), self.beyond_coin(quantity.end - 1, 1)
        last, following = self.beyond_coin(first, -1), self.beyond_coin(after, 1)
        before = last >= segment.start and words[first] in PAIRING and kinds[last] == "n"
        behind = following < segment.end and words[after] in PAIRING and kinds[following] == "n"
        side_by_side = False
        if not before and not behind:
            # `Total costs 41 500 40 118`: the cells of a row with nothing but spaces between them
            before = (
                quantity.end == segment.end
                and quantity.start > segment.start + 1
                and kinds[quantity.start - 1] == "n"
            )
            behind = (
                quantity.end + 1 == segment.end
                and kinds[quantity.end] == "n"
                and quantity.start > segment.start
            )
            side_by_side = before or behind
        if before == behind:
            return self.bracketed(quantity, segment)
        if side_by_side:
            other = quantity.start - 1 if before else quantity.end
        else:
            other = last if before else following
        years = is_plain_year(words[other]) + is_plain_year(words[quantity.start])
        rounded = any(words[at] in ROUND for at in (other, quantity.start))
        if years and not (years == 1 and (rounded or near_in_size(words[other], words[quantity.start]))):
            return None  # `members: 240 / 2023`, but `viewers: 1500 / 1874`
        mark = words[after if behind else first]
        if (
            not side_by_side
            and mark not in "/|"
            and mark not in ARROWS
            and (quantity.start if before else following) not in self.finder.apart
        ):
            return None
        roles = self.pair_roles(segment)
        if len(roles) != 2:
            return None
        noun = None
        if segment.colon is None and self.nouns:
            noun = self.nouns.in_label(segment.start, quantity.start)
        cell = Cell(segment.start, noun, roles[1 if before else 0], why="planned / achieved pair")
        top = self.money_above(segment)
        counted = self.nouns.in_label(segment.start, quantity.start) if self.nouns else None
        if top[0] and (counted is None or counted.name not in PEOPLE_ROWS):
            cell.currency, cell.factor, cell.ruled, cell.noun = *top, True, None
            return cell
        if noun is None or self.is_money(segment):
            named = [
                hit.name
                for p in range(segment.start, segment.end)
                for hit in self.finder.at.get("currency", {}).get(p, ())
            ]
            if named:
                cell.currency = named[0]  # `Total cost, EUR 41 500 / 40 118`
                return cell
            index = self.layout.segment_of[segment.start]
            for above in range(index - 1, max(-1, index - HEAD), -1):
                currency, factor = self.money_head(self.layout.segments[above])
                if currency:
                    cell.currency, cell.factor = currency, factor
                    break
        return cell


def near_in_size(first: str, second: str) -> bool:
    """Whether two figures are so alike that they may be a plan and what became of it."""
    if not (first.isdigit() and second.isdigit()):
        return False
    low, high = sorted((int(first), int(second)))
    return high <= 2 * low
