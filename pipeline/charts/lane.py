"""One lane: stated values of one quantity on a scale of their own, each drawn as it was qualified.

| said        | a target (ink)            | a reported value (blue)                         |
|-------------|---------------------------|-------------------------------------------------|
| exact       | upright tick              | bar from zero                                   |
| at least    | tick, open arrow right    | bar, open arrow right                           |
| more than   | as at least, hollow dot   | as at least, hollow dot                         |
| at most     | tick, open arrow left     | outlined bar, open arrow left                   |
| less than   | as at most, hollow dot    | as at most, hollow dot                          |
| range       | band from end to end      | bar to the low end, then an open band           |
| about       | dashed tick               | hatched bar                                     |
| nothing     |                           | hollow diamond and the words "not reported"     |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.charts.style import ACTUAL, FAINT, INK, MUTED, PAPER, RULE, SMALL, Sheet, width_of, wrap
from pipeline.report.reader import Reader, missing

BAR, TICK, STEP = 0.12, 0.27, 0.19  # heights of a bar, a target's tick, and from one bar to the next
ARROW = 0.26


@dataclass(frozen=True)
class Statement:
    """A value as stated: role `target` or `actual`, qualifier, ends (None is open), unit, and its link."""

    role: str
    qualifier: str
    low: float | None
    high: float | None
    unit: str | None = None
    basis: str | None = None
    link: str | None = None
    note: str = ""

    @classmethod
    def of(cls, row: Any) -> Statement:
        """From a row of a tidy frame with the tables' column names."""

        def cell(name: str) -> Any:
            value = row.get(name)
            return (
                None if missing(value) or (isinstance(value, float) and abs(value) == float("inf")) else value
            )

        return cls(
            role=cell("role") or "target",
            qualifier=cell("qualifier") or "exact",
            low=cell("value_min"),
            high=cell("value_max"),
            unit=cell("unit"),
            basis=cell("basis"),
            link=cell("link"),
            note=cell("note") or "",
        )

    @property
    def ends(self) -> list[float]:
        return [end for end in (self.low, self.high) if end is not None]

    def said(self, reader: Reader) -> str:
        words = reader.interval(self.qualifier, self.low, self.high, self.unit, self.basis)
        return f"{words} ({self.note})" if self.note else words


@dataclass
class Scale:
    """From zero to the largest end of a lane, in inches of the sheet."""

    x: float
    width: float
    top: float

    def __call__(self, value: float) -> float:
        return self.x + self.width * max(value, 0.0) / self.top


@dataclass
class Drawn:
    """What a lane used: its height, and the forms a legend must explain."""

    height: float
    forms: set[str] = field(default_factory=set)


def height_of(statements: list[Statement]) -> float:
    """Inches that `draw` will use, its scale's labels included."""
    actuals = sum(statement.role == "actual" for statement in statements)
    return max(1, actuals) * STEP + 0.12 + 0.17


def draw(
    sheet: Sheet,
    reader: Reader,
    x: float,
    y: float,
    width: float,
    statements: list[Statement],
    *,
    top: float | None = None,
    absent: str | None = "not reported",
    title: str = "",
) -> Drawn:
    """Draw the statements from the corner (x, y) on; `absent` is said where no actual is (None: nothing)."""
    targets = [statement for statement in statements if statement.role == "target"]
    actuals = [statement for statement in statements if statement.role != "target"]
    ends = [end for statement in statements for end in statement.ends] or [1.0]
    # Room to the right of the largest value, so that an open arrow has somewhere to point.
    scale = Scale(x, width, (top or max(ends) or 1.0) * 1.14)
    rows = max(1, len(actuals))
    bottom = y + rows * STEP + 0.06
    drawn = Drawn(rows * STEP + 0.12 + 0.17)
    sheet.line((x, x + width), (bottom, bottom), color=RULE, width=0.8)
    sheet.line((x, x), (y, bottom), color=RULE, width=0.8)
    labels = [(x, reader.number(0), MUTED)]
    for index, actual in enumerate(actuals):
        middle = y + 0.03 + STEP * index + STEP / 2
        _draw_actual(sheet, scale, middle, actual, drawn)
        labels += [(scale(end), reader.amount(end, actual.unit), ACTUAL) for end in actual.ends]
        near = scale(max(actual.ends)) if actual.ends else x
        sheet.link(
            x,
            middle - STEP / 2,
            near - x,
            STEP,
            actual.link,
            ". ".join(part for part in (title, f"{reader.text('reported')}: {actual.said(reader)}") if part),
        )
    if not actuals and absent:
        middle = y + 0.03 + STEP / 2
        sheet.mark(x + 0.11, middle, "D", size=5.5, edge=MUTED, line=1.2)
        drawn.forms.add("absent")
    for target in targets:
        _draw_target(sheet, scale, y - 0.02, bottom, target, drawn)
        labels += [(scale(end), reader.amount(end, target.unit), INK) for end in target.ends]
        centre = sum(scale(end) for end in target.ends) / len(target.ends) if target.ends else x
        sheet.link(
            centre - 0.14,
            y,
            0.28,
            bottom - y,
            target.link,
            ". ".join(part for part in (title, f"{reader.text('target')}: {target.said(reader)}") if part),
        )
    _write_labels(sheet, x, x + width, bottom + 0.135, labels)
    if not actuals and absent:
        words = reader.text(absent)
        room = sorted(scale(end) for target in targets for end in target.ends)
        wide = width_of(words, SMALL)
        left = x + 0.22
        if not any(left - 0.1 < place < left + wide + 0.1 for place in room):
            sheet.text(left, y + 0.03 + STEP / 2 + 0.04, words, size=SMALL, color=MUTED, style="italic")
    return drawn


def _draw_actual(sheet: Sheet, scale: Scale, middle: float, actual: Statement, drawn: Drawn) -> None:
    top, x = middle - BAR / 2, scale.x
    low, high = actual.low, actual.high
    if actual.qualifier == "about" and low is not None:
        sheet.box(x, top, scale(low) - x, BAR, face=PAPER, edge=ACTUAL, hatch="//////", line=1.1)
        drawn.forms.add("about")
    elif low is not None and high is not None and low != high:
        sheet.box(x, top, scale(low) - x, BAR, face=ACTUAL, edge=ACTUAL)
        sheet.box(scale(low), top, scale(high) - scale(low), BAR, face=PAPER, edge=ACTUAL, line=1.3)
        drawn.forms.add("range")
    elif low is not None:
        sheet.box(x, top, scale(low) - x, BAR, face=ACTUAL, edge=ACTUAL)
        if high is None:
            sheet.arrow(scale(low), middle, ARROW, color=ACTUAL)
            drawn.forms.add("open")
    elif high is not None:
        sheet.box(x, top, scale(high) - x, BAR, face=PAPER, edge=ACTUAL, line=1.1, style=(0, (3, 2)))
        sheet.arrow(scale(high), middle, -min(ARROW, scale(high) - x), color=ACTUAL)
        drawn.forms.add("open")
    if actual.qualifier in ("more_than", "less_than") and actual.ends:
        sheet.mark(scale(actual.ends[0]), middle, "o", size=4.2, edge=ACTUAL, line=1.2)
    drawn.forms.add("actual")


def _draw_target(
    sheet: Sheet, scale: Scale, top: float, bottom: float, target: Statement, drawn: Drawn
) -> None:
    low, high = target.low, target.high
    middle = (top + bottom) / 2
    if low is not None and high is not None and low != high:
        sheet.box(
            scale(low),
            top + 0.04,
            scale(high) - scale(low),
            bottom - top - 0.04,
            face=FAINT,
            edge=INK,
            line=1.2,
        )
        drawn.forms.add("range")
        return
    value = low if low is not None else high
    if value is None:
        return
    about = target.qualifier == "about"
    # A white edge keeps the tick apart from a bar that runs past it, in greyscale too.
    sheet.line((scale(value),) * 2, (top, bottom), color=PAPER, width=5.2)
    sheet.line(
        (scale(value),) * 2, (top, bottom), color=INK, width=2.6, style=(0, (1.1, 0.7)) if about else "-"
    )
    drawn.forms |= {"target"} | ({"about"} if about else set())
    if low is None or high is None:
        sheet.arrow(
            scale(value),
            top + 0.055,
            ARROW if high is None else -min(ARROW, scale(value) - scale.x),
            color=INK,
        )
        drawn.forms.add("open")
    if target.qualifier in ("more_than", "less_than"):
        sheet.mark(scale(value), middle, "o", size=4.6, edge=INK, line=1.3)


def _write_labels(
    sheet: Sheet, left: float, right: float, y: float, labels: list[tuple[float, str, str]]
) -> None:
    """Values under the scale, pushed apart where they would touch; equal labels are written once."""
    seen: dict[tuple[str, str], tuple[float, str, str]] = {}
    for place, words, color in labels:
        seen.setdefault((words, color), (place, words, color))
    kept = sorted(seen.values())
    same = {words for _, words, color in kept if color == ACTUAL}
    kept = [label for label in kept if not (label[2] == INK and label[1] in same)]
    spans: list[list[Any]] = []
    for place, words, color in kept:
        wide = width_of(words, SMALL, "bold" if color == ACTUAL else "normal")
        start = max(min(place - wide / 2, right - wide), left - 0.02)
        if spans:
            start = max(start, spans[-1][1] + 0.09)
        spans.append([start, start + wide, words, color])
    limit = right + 0.3
    for span in reversed(spans):
        if span[1] > limit:
            span[0], span[1] = limit - (span[1] - span[0]), limit
        limit = span[0] - 0.09
    for start, _, words, color in spans:
        if start >= left - 0.1:
            sheet.text(
                start, y, words, size=SMALL, color=color, weight="bold" if color == ACTUAL else "normal"
            )


def draw_legend(sheet: Sheet, reader: Reader, x: float, y: float, width: float, forms: set[str]) -> float:
    """Small examples of the forms that were used, with their words; gives the y after it."""
    place, below = x, 0.22

    def entry(words: str, wide: float) -> float:
        nonlocal place, y, below
        lines = wrap(words, width - wide - 0.07, SMALL)
        total = wide + 0.07 + max(width_of(line, SMALL) for line in lines) + 0.22
        if place + total - 0.22 > x + width and place > x:
            place, y = x, y + below
            below = 0.22
        start = place
        for number, line in enumerate(lines):
            sheet.text(start + wide + 0.07, y + 0.04 + 0.14 * number, line, size=SMALL, color=MUTED)
        below = max(below, 0.08 + 0.14 * len(lines))
        place += total
        return start

    if forms & {"target", "range"}:
        at = entry(reader.text("target"), 0.06)
        sheet.line((at + 0.03,) * 2, (y - 0.09, y + 0.09), width=2.6)
    if "actual" in forms:
        at = entry(reader.text("reported"), 0.3)
        sheet.box(at, y - BAR / 2, 0.3, BAR, face=ACTUAL, edge=ACTUAL)
    if "open" in forms:
        at = entry(
            reader.text("open arrow: or more, or less; hollow dot: the value itself not included"), 0.26
        )
        sheet.arrow(at, y, ARROW)
    if "range" in forms:
        at = entry(reader.text("band: from, to"), 0.3)
        sheet.box(at, y - 0.07, 0.3, 0.14, face=FAINT, edge=INK)
    if "about" in forms:
        at = entry(reader.text("hatched or dashed: about"), 0.4)
        sheet.box(at, y - BAR / 2, 0.28, BAR, face=PAPER, edge=ACTUAL, hatch="//////")
        sheet.line((at + 0.36,) * 2, (y - 0.09, y + 0.09), width=2.6, style=(0, (1.1, 0.7)))
    if "absent" in forms:
        at = entry(reader.text("not reported"), 0.12)
        sheet.mark(at + 0.06, y, "D", size=5.5, edge=MUTED, line=1.2)
    return y + below - 0.02
