"""Tables known by their shape, whatever their words: k heads and behind them rows of k cells.

A table reaches the text as one cell a line, or as cells between tabs, bars, semicolons or wide gaps. A
grid has its heads first; in every row the first cell names the row, and each of the other columns holds
figures all the way down or words all the way down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from pipeline.extract.figures.numerals import DASHES, is_plain_year
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit

COLUMNS = 9  # at most
BLANK = 4  # tokens of a cell that says that it is empty
HEAD_CELL = 9  # tokens of a head
SHORTENED = 2  # parts of a cell that a dot behind an abbreviation cuts
ABBREVIATED = 6  # letters of a shortened word
REMARKED = 9  # tokens of a figure with a remark in brackets
LABEL_CELL = 18  # tokens of the cell that names a row
DAMP = 0.5  # what a row costs that is only a title between rows


@dataclass(slots=True)
class Grid:
    """Heads by column (segment index or None), the segment above it, and its rows of segment indices."""

    heads: list[int | None]
    caption: int | None
    rows: list[list[int | None]] = field(default_factory=list)
    """Of each row the segment of every column, None where it is empty."""
    numeric: list[int] = field(default_factory=list)
    """The columns of figures."""
    named: int = 0
    """The column that names the rows: the second, where the first counts them."""


@dataclass(slots=True)
class Cell:
    """What the place of a figure in a table says of it. `start` is the first token of its row."""

    start: int
    noun: Hit | None = None
    role: str = ""
    kind: str = ""
    currency: str | None = None
    factor: float = 1.0
    """Of the head: 1 000 under `(thousand EUR)`."""
    why: str = ""
    basis: str = ""
    limit: str = ""
    """at_most under `Maximum grant`."""
    reason: str = ""
    """Why the figure is no measure: `requested` under the sums that were asked for."""
    ruled: bool = False
    """Whether the noun is that of the figure's column or unit, whatever stands beside it."""


@dataclass(slots=True)
class Place:
    """Where a cell stands."""

    grid: Grid
    row: int
    column: int

    @property
    def label(self) -> int:
        found = self.grid.rows[self.row][self.grid.named]
        assert found is not None
        return found


Block = list[int]  # the segments of one line


def is_blank(layout: Layout, segment: Segment, blanks: frozenset[str]) -> bool:
    """A cell with a dash, or with a word for none."""
    words = layout.words[segment.start : segment.end]
    return words[0] in DASHES and len(words) == 1 or len(words) <= BLANK and "".join(words) in blanks


class Grids:
    """Finds the grids of one laid-out text. `bare[i]` says that segment i holds a figure and nothing else."""

    def __init__(self, layout: Layout, bare: list[bool], blanks: frozenset[str] = frozenset()) -> None:
        self.layout = layout
        self.bare = bare
        self.blanks = blanks

    def places(self) -> dict[int, Place]:
        """The place of every figure that stands in a grid, by segment."""
        found: dict[int, Place] = {}
        segments = self.layout.segments
        blocks = [
            list(group) for _, group in groupby(range(len(segments)), key=lambda index: segments[index].line)
        ]
        for run in self.runs(blocks):
            for grid in [*self.in_lines(run), *self.flattened(run)]:
                for number, row in enumerate(grid.rows):
                    for column in (*range(grid.named), *grid.numeric):
                        index = row[column]
                        if index is not None and index not in found:
                            found[index] = Place(grid, number, column)
        return found

    def runs(self, blocks: list[Block]) -> list[list[Block]]:
        """Lines that no blank line parts; where every cell stands between blank lines, all of these."""
        runs: list[list[Block]] = []
        for block in blocks:
            # A figure alone is the cell behind an empty one.
            if runs and (self.holds_figure(block) or not self.parted(runs[-1][-1][-1], block[0])):
                runs[-1].append(block)
            else:
                runs.append([block])
        merged: list[list[Block]] = []
        single = False
        for run in runs:
            lone = len(run) == 1 and self.short(run[0])
            if lone and single:
                merged[-1].extend(run)
            else:
                merged.append(run)
            single = lone
        return merged

    def parted(self, before: int, after: int) -> bool:
        layout = self.layout
        gap = layout.text[
            layout.ends[layout.segments[before].end - 1] : layout.starts[layout.segments[after].start]
        ]
        return gap.count("\n") > 1

    # -- one cell a line ---

    def short(self, block: Block) -> bool:
        first, last = self.layout.segments[block[0]], self.layout.segments[block[-1]]
        return last.end - first.start <= LABEL_CELL

    def main(self, block: Block) -> int:
        """The longest part of a cell that holds an abbreviation: `Eil. Nr.`"""
        segments = self.layout.segments
        return max(block, key=lambda index: segments[index].end - segments[index].start)

    def is_head(self, block: Block) -> bool:
        """A short cell without a figure of its own; a year may head a column."""
        if len(block) > SHORTENED or not self.short(block) or self.bare[block[0]]:
            return False
        segment = self.layout.segments[self.main(block)]
        words = self.layout.words[segment.start : segment.end]
        return (
            len(words) <= HEAD_CELL
            and not (segment.bullet and len(words) > 3)
            and (segment.colon is None or segment.colon == segment.end - 1)
            and not (words[-1] in "!?" or words[-1] == "." and max(map(len, words)) > ABBREVIATED)
        )

    def is_label(self, block: Block) -> bool:
        if len(block) > SHORTENED or not self.short(block) or self.bare[block[0]]:
            return False
        segment = self.layout.segments[self.main(block)]
        kinds, words = (
            self.layout.kinds[segment.start : segment.end],
            self.layout.words[segment.start : segment.end],
        )
        return (
            len(kinds) <= LABEL_CELL
            and ("w" in kinds or is_plain_year(words[0]))
            and (segment.colon is None or segment.colon == segment.end - 1)
            and not (words[-1] in ".!?" and len(words) > 8)
        )

    def holds_figure(self, block: Block) -> bool:
        """A figure alone, or one with a short remark: `14 (two online)`."""
        if len(block) != 1:
            return False
        segment = self.layout.segments[block[0]]
        remarked = (
            self.layout.kinds[segment.start] == "n"
            and segment.end - segment.start <= REMARKED
            and self.layout.words[segment.start + 1 : segment.start + 2] == ["("]
        )
        return self.bare[block[0]] or remarked

    def is_year(self, block: Block) -> bool:
        """`2000` among figures may be a count."""
        segment = self.layout.segments[block[0]]
        return segment.end - segment.start == 1 and is_plain_year(self.layout.words[segment.start])

    def is_empty(self, block: Block) -> bool:
        """A dash for none: it fits figures and words."""
        return is_blank(self.layout, self.layout.segments[block[0]], self.blanks)

    def flattened(self, run: list[Block]) -> list[Grid]:
        grids: list[Grid] = []
        start = 0
        while start + 3 < len(run):
            best: tuple[float, int, Grid] | None = None
            if self.is_head(run[start]):
                for first in range(start, min(start + 3, len(run))):
                    if not self.is_head(run[first]):
                        break
                    for columns in range(2, COLUMNS + 1):
                        tiled = self.tile(run, first, columns)
                        if tiled and (best is None or tiled[0] > best[0]):
                            best = tiled
            if best is None:
                start += 1
                continue
            grids.append(best[2])
            start = best[1]
        return grids

    def tile(self, run: list[Block], first: int, columns: int) -> tuple[float, int, Grid] | None:
        """(cells that fit, the line behind the last of them, the grid) with `columns` heads from line
        `first` on."""
        body = first + columns
        if body + columns > len(run) or not all(self.is_head(block) for block in run[first:body]):
            return None
        row = run[body : body + columns]
        named = 0
        if self.holds_figure(row[0]) and columns > 2 and self.counts(row[0], 1):
            named = 1
        if not self.is_label(row[named]):
            return None
        kinds: list[str] = [""] * columns
        rows: list[list[int | None]] = []
        at, score = body, 0.0
        while at < len(run):
            row = run[at : at + columns]
            fitting = self.fits(row, kinds, columns, named, len(rows) + 1)
            if fitting:
                kinds = fitting
                rows.append([self.main(block) for block in row])
                at += columns
                score += columns
                continue
            numeric = [column for column in range(columns) if kinds[column] == "n" and column > named]
            width = 1 + len(numeric)
            row = run[at : at + width]
            if (  # a row of sums leaves the columns of words out
                rows
                and width < columns
                and len(row) == width
                and self.is_label(row[0])
                and all(map(self.holds_figure, row[1:]))
                and not (at + width < len(run) and self.holds_figure(run[at + width]))
            ):
                cells: list[int | None] = [None] * columns
                cells[named] = self.main(row[0])
                for column, block in zip(numeric, row[1:], strict=True):
                    cells[column] = block[0]
                rows.append(cells)
                at += width
                score += width
                continue
            if (  # a title between two rows
                rows
                and self.is_label(run[at])
                and self.fits(run[at + 1 : at + 1 + columns], kinds, columns, named, len(rows) + 1)
            ):
                at += 1
                score -= DAMP
                continue
            break
        numeric = [column for column in range(columns) if kinds[column] == "n" and column > named]
        if not rows or not numeric or len(rows) == 1 and (columns < 3 or len(numeric) < 2):
            return None
        if at < len(run) and self.holds_figure(run[at]) and len(rows) < 3:
            return None  # the rows are longer than that
        caption = run[first - 1][0] if first and len(run[first - 1]) == 1 else run[first][0] - 1
        heads: list[int | None] = [self.main(block) for block in run[first:body]]
        return score, at, Grid(heads, caption if caption >= 0 else None, rows, numeric, named)

    def counts(self, block: Block, number: int) -> bool:
        return self.layout.words[self.layout.segments[block[0]].start] == str(number)

    def fits(
        self, row: list[Block], kinds: list[str], columns: int, named: int, number: int
    ) -> list[str] | None:
        """The kinds of the columns (`n` figures, `w` words) with this row, where it fits those above."""
        if len(row) < columns or not self.is_label(row[named]):
            return None
        if named and not (self.holds_figure(row[0]) and self.counts(row[0], number)):
            return None
        found = list(kinds)
        for column in range(named + 1, columns):
            block = row[column]
            if self.is_empty(block):
                continue
            kind = "n" if self.holds_figure(block) else "y" if self.is_year(block) else "w"
            if kind == "w" and column + 1 < columns and not self.short(block):
                return None
            if kinds[column] == "n" and kind == "y" or kinds[column] == "y" and kind == "n":
                found[column] = "n"
                continue
            if kinds[column] not in ("", kind):
                return None
            found[column] = kind
        return found if "n" in found else None

    # -- a row a line ---

    def cells(self, block: Block) -> list[int | None]:
        """The segments of a line by column, counted by its bars or tabs; an empty column is None."""
        layout, segments = self.layout, self.layout.segments
        first = layout.starts[segments[block[0]].start]
        begin = layout.text.rfind("\n", 0, first) + 1
        end = layout.text.find("\n", begin)
        line = layout.text[begin : end if end >= 0 else len(layout.text)].rstrip(" ")
        mark = next((mark for mark in "|\t" if mark in line), "")
        if not mark or layout.ends[segments[block[-1]].end - 1] > begin + len(line):
            return list(block)
        if mark == "|":
            begin += len(line) - len(line.lstrip(" |"))
            line = line.strip(" |")
        found: list[int | None] = [None] * (line.count(mark) + 1)
        for index in block:
            at = layout.starts[segments[index].start]
            column = layout.text.count(mark, begin, at)
            if column < len(found) and found[column] is None:
                found[column] = index
        return found

    def in_lines(self, run: list[Block]) -> list[Grid]:
        """Neighbouring lines of as many cells; the first holds no figure."""
        grids: list[Grid] = []
        at = 0
        while at + 1 < len(run):
            heads = self.cells(run[at])
            columns = len(heads)
            if (
                not 2 <= columns <= COLUMNS + 3
                or sum(index is not None for index in heads) < 2
                or any(index is not None and not self.is_head([index]) for index in heads)
            ):
                at += 1
                continue
            rows: list[list[int | None]] = []
            below = at + 1
            following = self.cells(run[below])
            if len(following) == columns + 1 and self.words(following[0]) and self.figure(following[-1]):
                heads, columns = [None, *heads], columns + 1  # nothing heads the labels
            while below < len(run):
                cells = self.cells(run[below])
                if len(cells) > columns or len(cells) < 2:
                    break
                if not all(index is None or self.rule(index) for index in cells):  # `|---|---|`
                    rows.append(cells + [None] * (columns - len(cells)))
                below += 1
            counted = all(row[0] is None or self.figure(row[0]) for row in rows[:-1] or rows)
            named = int(columns > 2 and bool(rows) and counted and self.words(rows[0][1]))
            for row in rows:
                if named and self.words(row[0]):  # the row of sums has no number
                    row[1], row[0] = row[0], None
            rows = [row for row in rows if self.words(row[named])]
            behind = range(named + 1, columns)
            numeric = [column for column in behind if any(self.figure(row[column]) for row in rows)]
            if numeric:
                above = run[at][0] - 1
                grids.append(Grid(heads, above if above >= 0 else None, rows, numeric, named))
            at = max(below, at + 1)
        return grids

    def figure(self, index: int | None) -> bool:
        return index is not None and self.bare[index]

    def words(self, index: int | None) -> bool:
        return index is not None and not self.bare[index]

    def rule(self, index: int) -> bool:
        segment = self.layout.segments[index]
        return set(self.layout.kinds[segment.start : segment.end]) == {"m"} and all(
            word in "-–—=+:|" for word in self.layout.words[segment.start : segment.end]
        )
