"""What the column, the row and the unit of a figure in a grid say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.counts.heads import PERIODS
from pipeline.extract.figures.masks import REASONS
from pipeline.extract.figures.numerals import Quantity, is_plain_year, read_digits
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.tables.grids import Cell, Place

if TYPE_CHECKING:
    from pipeline.extract.tables.tables import Tables

UNIT_CELL = 4  # tokens of a cell that names a unit
COUNTED_BY_HAND = 20  # from which a plan is a round figure
SEVERAL = 3
NUMBERED = 3  # tokens before the colon of a title that begins with the table's number
CAPTION = 14  # tokens of a table's title
ROUNDED = 0.01  # what rounding may do to a difference
PLAIN_HEAD = 3  # tokens of a head that says nothing but what its column counts
BODIES = frozenset({"team", "organisation", "place", "country", "project", "application"})
PEOPLE = frozenset(
    {"participant", "inhabitant", "audience", "member", "household", "remote", "listener", "views", "visit"}
)
COUNTABLE = PEOPLE | {"event", "organisation", "country", "place", "output", "project"}
CALLS = ("call", "consultation")
SOURCES = ("total", "grant", "cofinancing")
KINDS = (*SOURCES, "awarded", "cap")


class Columns:
    """Reads one figure of a grid."""

    def __init__(self, tables: Tables, place: Place) -> None:
        self.tables = tables
        self.layout = tables.layout
        self.meaning = tables.meaning
        self.place = place
        self.grid = place.grid
        self.row = self.segment(place.label)
        self.head = self.head_of(place.column)

    def segment(self, index: int) -> Segment:
        return self.layout.segments[index]

    def head_of(self, column: int) -> Segment | None:
        index = self.grid.heads[column]
        return None if index is None else self.segment(index)

    def noun(self, segment: Segment | None) -> Hit | None:
        if segment is None or self.tables.nouns is None:
            return None
        return self.tables.nouns.in_label(segment.start, segment.end)

    def cell(self, quantity: Quantity, segment: Segment) -> Cell | None:
        if quantity.start > segment.start and self.layout.words[segment.start + 1] == "(":
            return None  # the remark behind the figure
        tables, row = self.tables, self.row
        cell = Cell(row.start)
        if self.place.column < self.grid.named:
            cell.reason = "code"  # the number of the row
            return cell
        cell.reason = self.reason()
        currency, factor = self.currency()
        if currency:
            cell.currency, cell.factor = currency, factor
        elif not quantity.currency:
            cell.noun, cell.ruled = self.counted()
        cell.role = self.role()
        cell.why = "column of the table" if cell.role else ""
        own = tables.role_of(row)
        tables.paired(cell, quantity, segment, own, self.pair())
        if not cell.role and own in ("target", "actual"):
            cell.role, cell.why = own, "row of the table"
            cell.noun = self.noun(self.head) or cell.noun  # rows are planned and achieved
        if not cell.role and not cell.reason and self.computed():
            cell.reason = "percentage"
        if not cell.role:
            cell.role = self.by_year()
            cell.why = "an earlier year of the table" if cell.role else ""
        if cell.currency or quantity.currency:
            cell.kind = self.kind(quantity)
            cell.limit = self.limit()
            cell.basis = self.basis()
        if not cell.role and self.over():
            cell.role, cell.why = "actual", "what is over, in a row of the table"
        return cell

    def over(self) -> bool:
        """Whether the text says that the initiative is finished, or plans nothing and counts what no plan
        would: figures that are not round."""
        parts = self.meaning.sections.parts
        if self.meaning.type in CALLS or not parts:
            return False
        if any(part.finished for part in parts):
            return True
        if any(part.planned for part in parts):
            return False
        values = [
            value
            for row in range(len(self.grid.rows))
            for column in self.grid.numeric
            if (value := self.value(row, column)) is not None and value >= COUNTED_BY_HAND
        ]
        return len(values) >= SEVERAL and sum(value % 5 > 0 for value in values) * 2 > len(values)

    def reason(self) -> str:
        head = self.head
        if head is None:
            return ""
        words = self.layout.words[head.start : head.end]
        if "%" in words or "%" in self.unit_words():
            return "percentage"
        if self.meaning.within("cue", "requested", head.start, head.end):
            return "requested"
        noun = self.noun(head)
        corner = self.head_of(self.grid.named)
        priced = [part for part in (head, corner, self.caption()) if part is not None]
        if not self.currency()[0] and any(
            self.meaning.within("cue", "price", part.start, part.end) for part in priced
        ):
            return "price"
        if noun is not None and noun.name in REASONS and not tables_role(self.tables, head):
            return REASONS[noun.name]
        return ""

    # -- units and money ---

    def units(self) -> list[Segment]:
        """Short cells of words behind the row's label."""
        found = []
        for column, index in enumerate(self.grid.rows[self.place.row]):
            if index is None or column <= self.grid.named or column in self.grid.numeric:
                continue
            segment = self.segment(index)
            if segment.end - segment.start <= UNIT_CELL and column < max(self.grid.numeric):
                found.append(segment)
        return found

    def unit_words(self) -> list[str]:
        return [word for unit in self.units() for word in self.layout.words[unit.start : unit.end]]

    def currency(self) -> tuple[str | None, float]:
        """Of the figure's column, its row, its unit, or the whole table."""
        beside = [self.head, self.row, *self.units()]
        for segment in beside:
            if segment is not None:
                code, factor = self.tables.money_head(segment)
                if code:
                    return code, factor
        columns = [self.head_of(column) for column in self.grid.numeric]
        if any(segment is not None and self.tables.money_head(segment)[0] for segment in columns):
            return None, 1.0  # money stands in other columns
        whole = [self.head_of(self.grid.named)]
        whole.append(self.caption())
        plain = self.noun(self.head)
        if plain is not None and plain.name in COUNTABLE and not tables_role(self.tables, self.head):
            return None, 1.0
        for segment in whole:
            if segment is not None:
                code, factor = self.tables.money_head(segment)
                if code:
                    return code, factor
        return self.tables.unnamed(self.row) if self.row is not None else None, 1.0

    def kind(self, quantity: Quantity) -> str:
        row, head = self.row, self.head
        within = self.meaning.within
        named = self.meaning.nearest(quantity, "kind", SOURCES, row)[0]
        paired = False
        if head is not None:
            paired = tables_role(self.tables, head) or {"target", "actual"} <= set(self.roles())
            names: tuple[str, ...] = ("grant", "cofinancing") if paired else KINDS  # `Approved | Spent`
            hits = [
                (hit.end - hit.start, name)
                for name in names
                for hit in within("kind", name, head.start, head.end)
            ]
            kinds = {name for _, name in hits}
            if hits and (not named or self.bodies()):
                return "grant" if "awarded" in kinds and "cofinancing" not in kinds else max(hits)[1]
        return named or ("" if self.bodies() else self.tables.source(row) or ("total" if paired else ""))

    def limit(self) -> str:
        """`Maximum grant` over a column of sums."""
        head = self.head
        if head is None:
            return ""
        hits = self.tables.finder.at.get("qualifier", {})
        found = [hit.name for at in range(head.start, head.end) for hit in hits.get(at, ())]
        return next((name for name in found if name in ("at_most", "at_least")), "")

    def basis(self) -> str:
        """A sum in a row that names one of several partners is that partner's share."""
        corner = self.head_of(self.grid.named)
        if corner is None or self.is_total(self.row):
            return ""
        return "per_partner" if self.meaning.within("part", "partner", corner.start, corner.end) else ""

    # -- what is counted ---

    def bodies(self) -> bool:
        """Whether the rows name towns, partners or projects, no things that are counted."""
        corner = self.head_of(self.grid.named)
        if corner is None:
            return False
        noun = self.noun(corner)
        return (
            noun is not None
            and noun.name in BODIES
            or bool(self.meaning.within("part", "partner", corner.start, corner.end))
        )

    def counted(self) -> tuple[Hit | None, bool]:
        """The noun, and whether it holds whatever the words of the label say."""
        named = None if self.bodies() else self.label_noun(self.place.row)
        if named is not None and named.name == "other":
            named = self.made() or named
        for unit in self.units():
            noun = self.noun(unit)
            if noun is None:
                continue
            if noun.name in REASONS or named is None:
                return noun, True
            if noun.name in PEOPLE and named.name not in PEOPLE:
                return noun, True
        top = self.noun(self.head)
        if top is not None and top.name in COUNTABLE and self.head is not None:
            plain = self.head.end - self.head.start <= PLAIN_HEAD or len(self.column_nouns()) > 1
            if named is None or top.name != "project" and plain and not tables_role(self.tables, self.head):
                return top, True
        if named is not None:
            return named, False
        if not any(self.label_noun(row) for row in range(len(self.grid.rows)) if not self.bodies()):
            caption = self.noun(self.caption())
            if caption is not None and caption.name in (*PEOPLE, "event", "output"):
                return caption, True
        return (None if self.bodies() else self.made()), True

    def caption(self) -> Segment | None:
        """The title above the table."""
        if self.grid.caption is None:
            return None
        segment = self.segment(self.grid.caption)
        words = self.layout.words[segment.start : segment.end]
        titled = (
            len(words) <= CAPTION
            and words[-1] not in ".;"
            and (
                segment.colon in (None, segment.end - 1)
                or segment.colon - segment.start <= NUMBERED  # `Table 2: money (EUR)`
            )
        )
        return segment if titled and "w" in self.layout.kinds[segment.start : segment.end] else None

    def column_nouns(self) -> set[str]:
        nouns = [self.noun(self.head_of(column)) for column in self.grid.numeric]
        return {noun.name for noun in nouns if noun is not None}

    def label_noun(self, number: int) -> Hit | None:
        """What the row counts; `of them over 60` is a part of what the row above counts."""
        index = self.grid.rows[number][self.grid.named]
        row = self.segment(index) if index is not None else None
        noun = self.noun(row)
        if row is None or noun is not None and noun.name not in (*PERIODS, "age"):
            return noun
        part = number > 0 and (
            self.tables.finder.hit("stop", row.start)
            or self.tables.finder.hit("part", row.start)
            or self.layout.text[self.layout.starts[row.start]].islower()
        )
        return self.label_noun(number - 1) if part else None

    def made(self) -> Hit | None:
        """Under planned and achieved, beside rows that are counted, a thing that no list knows was made."""
        row = self.row
        if {"target", "actual"} - set(self.roles()) or self.is_total(row):
            return None
        if not any(self.label_noun(number) for number in range(len(self.grid.rows))):
            return None
        known = any(
            self.meaning.within("kind", name, row.start, row.end)
            for name in (*SOURCES, "allocation", "spent", "awarded")
        )
        return None if known else Hit("noun", "output", row.start, row.end, 0, self.layout.words[row.start])

    # -- roles ---

    def roles(self) -> list[str]:
        """The role of every column of figures, in order."""
        heads = {column: head for column in self.grid.numeric if (head := self.head_of(column))}
        said = dict(zip(heads, self.tables.columns(list(heads.values())), strict=True))
        roles = [said.get(column, "") for column in self.grid.numeric]
        if len(roles) == 2 and roles in (["target", ""], ["", "actual"]):
            if len(self.column_nouns()) < 2 and not self.other_heads(roles.index("")):
                return ["target", "actual"]  # of two columns the words of one are known
        if roles and self.of_one_span():
            roles = [
                "" if role == "context" and self.is_year_head(c) else role
                for c, role in zip(self.grid.numeric, roles, strict=True)
            ]
        return [role if role in ("target", "actual", "context") else "" for role in roles]

    def pair(self) -> list[str]:
        """`Planned / achieved` over one column of pairs."""
        head = self.tables.role_of(self.head) if self.head is not None else ""
        return {"both": ["target", "actual"], "both reversed": ["actual", "target"]}.get(head, [])

    def other_heads(self, number: int) -> bool:
        """Whether the head without a role says something else: a share, a currency, a sum."""
        head = self.head_of(self.grid.numeric[number])
        noun = self.noun(head)
        return head is not None and (
            noun is not None
            and noun.name != "project"
            or "%" in self.layout.words[head.start : head.end]
            or self.is_total(head)
            or self.is_year_head(self.grid.numeric[number])
        )

    def value(self, row: int, column: int) -> float | None:
        index = self.grid.rows[row][column]
        if index is None:
            return None
        segment = self.segment(index)
        figures = self.layout.figures(segment)
        return read_digits(figures[0]) if len(figures) == 1 else None

    def computed(self) -> bool:
        """`Plan 38 | Result 41 | Index 108`: a column that says only how the two others compare."""
        roles = dict(zip(self.grid.numeric, self.roles(), strict=True))
        planned = [column for column, role in roles.items() if role == "target"]
        done = [column for column, role in roles.items() if role == "actual"]
        if len(planned) != 1 or len(done) != 1:
            return False
        compared = 0
        for row in range(len(self.grid.rows)):
            first, second, third = (
                self.value(row, column) for column in (planned[0], done[0], self.place.column)
            )
            if first is None or second is None or third is None:
                continue
            share = 100 * second / first if first else third
            if abs(share - third) > 1 and abs(abs(second - first) - third) > ROUNDED * third:
                return False
            compared += 1
        return compared > 0

    def is_year_head(self, column: int) -> bool:
        head = self.head_of(column)
        return head is not None and self.tables.is_year(head)

    def role(self) -> str:
        return self.roles()[self.grid.numeric.index(self.place.column)]

    def is_total(self, segment: Segment) -> bool:
        """`Total`, `Iš viso`: a cell with nothing but words for a sum."""
        at = segment.start
        while at < segment.end:
            hits = [
                hit
                for hit in [
                    self.tables.finder.hit("bare", at),
                    *self.meaning.within("kind", "total", at, segment.end)[:1],
                ]
                if hit is not None and hit.start == at
            ]
            if not hits:
                return self.layout.kinds[at] == "m" and at + 1 == segment.end
            at = max(hit.end for hit in hits)
        return True

    def years(self) -> dict[int, int]:
        """Row -> year, where the rows are years."""
        found = {}
        for number, row in enumerate(self.grid.rows):
            index = row[self.grid.named]
            if index is not None and is_plain_year(word := self.layout.words[self.segment(index).start]):
                found[number] = int(word)
        return found

    def of_one_span(self) -> bool:
        """Whether years of the table are added up, or all within the initiative's own time."""
        heads = [self.head_of(column) for column in self.grid.numeric]
        rows = [self.segment(index) for row in self.grid.rows if (index := row[self.grid.named]) is not None]  # type: ignore[arg-type]
        if any(head is not None and self.is_total(head) for head in heads):
            return True
        years = list(self.years().values())
        if years and any(self.is_total(row) for row in rows):
            return True
        years = years or [
            int(self.layout.words[head.start])
            for column, head in zip(self.grid.numeric, heads, strict=True)
            if head is not None and self.is_year_head(column)
        ]
        return bool(years) and self.meaning.first is not None and min(years) >= self.meaning.first

    def by_year(self) -> str:
        """In rows of years those before the last are background, unless they are added up."""
        years = self.years()
        if len(years) < 2 or self.place.row not in years or self.of_one_span():
            return ""
        return "context" if years[self.place.row] < max(years.values()) else ""


def tables_role(tables: Tables, segment: Segment | None) -> bool:
    return segment is not None and tables.role_of(segment) not in ("", "budget")
