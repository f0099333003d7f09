"""One style for every chart: a sheet in inches, colours that never stand alone, SVG that never changes.

A chart here is drawn on a `Sheet`: one set of axes whose units are inches from the top left corner. Rows of
small charts, each with its own scale, then lie under one another exactly where their words lie, and no layout
engine moves them. A sheet is `WIDTH` wide unless told otherwise; `NARROW` suits a phone or a column.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import matplotlib
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Rectangle

WIDTH = 6.7  # inches: the text width of an A4 page with 2 cm margins
NARROW = 3.9  # inches: body text comes out near 12 CSS pixels on a phone of 390

INK = "#1a1a1a"  # text and targets
MUTED = "#595959"  # secondary text: 7.0:1 on white
RULE = "#8c8c8c"  # scale lines: 3.4:1 on white, enough for a graphic
FAINT = "#d9d9d9"
ACTUAL = "#0b5c8a"  # what was reported: 7.2:1 on white
ALERT = "#9a3412"  # contradictions and misses: 7.3:1 on white
PAPER = "#ffffff"
# The colours that carry text or marks; each also comes with a shape, a hatch or a word.
PALETTE = {"ink": INK, "muted": MUTED, "rule": RULE, "actual": ACTUAL, "alert": ALERT}

BODY, SMALL, TITLE = 9.0, 8.0, 11.0  # points
LINE = 0.165  # inches between two lines of body text

FONT = "DejaVu Sans"  # comes with matplotlib and has the letters of all official languages of the EU
# Verdana has the metrics of DejaVu Sans: pages whose text stays text keep their layout without the font.
_FALLBACKS = f"'{FONT}', Verdana, sans-serif"

_RC: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": [FONT],
    "svg.hashsalt": "rodiklis",
    "hatch.linewidth": 0.9,
    "axes.unicode_minus": True,
    "text.parse_math": False,
    "figure.dpi": 100,
}


PLATE = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0}  # behind text that a line may cross


def behind(xs: tuple[float, float], ys: tuple[float, float], color: str, style: Any = "-") -> Line2D:
    """A thin line that everything else covers."""
    return Line2D(xs, ys, color=color, linewidth=0.8, linestyle=style, zorder=0)


class Sheet:
    """A drawing surface in inches, y downwards, that collects the chart's alternative text and its links."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        with matplotlib.rc_context(_RC):
            self.figure = Figure(figsize=(width, max(height, 0.4)), facecolor=PAPER)
            FigureCanvasAgg(self.figure)
            self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.width, self.height = width, max(height, 0.4)
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(self.height, 0)
        self.axes.axis("off")
        self.links: dict[str, str] = {}

    def text(
        self, x: float, y: float, words: str, *, size: float = BODY, color: str = INK, **style: Any
    ) -> None:
        """Text whose baseline is at y. Baselines, because letters with marks above would sink otherwise."""
        style.setdefault("va", "baseline")
        self.axes.text(x, y, words, fontsize=size, color=color, fontfamily=FONT, parse_math=False, **style)

    def paragraph(
        self,
        x: float,
        y: float,
        words: str,
        width: float,
        *,
        lines: int = 3,
        size: float = BODY,
        color: str = INK,
        weight: str = "normal",
    ) -> float:
        """Wrapped text from the baseline y on; gives the baseline after the last line."""
        for line in wrap(words, width, size, lines, weight):
            self.text(x, y, line, size=size, color=color, weight=weight)
            y += LINE * size / BODY
        return y

    def line(
        self,
        xs: Iterable[float],
        ys: Iterable[float],
        *,
        color: str = INK,
        width: float = 1.0,
        style: Any = "-",
    ) -> None:
        """A line through the points."""
        self.axes.add_line(
            Line2D(list(xs), list(ys), color=color, linewidth=width, linestyle=style, solid_capstyle="butt")
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        face: str = "none",
        edge: str = "none",
        hatch: str | None = None,
        line: float = 1.0,
        style: Any = "-",
    ) -> None:
        """A rectangle with its top left corner at (x, y)."""
        with matplotlib.rc_context(_RC):
            self.axes.add_patch(
                Rectangle(
                    (x, y),
                    width,
                    height,
                    facecolor=face,
                    edgecolor=edge,
                    hatch=hatch,
                    linewidth=line,
                    linestyle=style,
                )
            )

    def mark(
        self,
        x: float,
        y: float,
        shape: str,
        *,
        size: float = 7.0,
        face: str = PAPER,
        edge: str = INK,
        line: float = 1.4,
        fill: str = "full",
    ) -> None:
        """One marker: a matplotlib marker shape centred at (x, y)."""
        self.axes.add_line(
            Line2D(
                [x],
                [y],
                marker=shape,
                markersize=size,
                markerfacecolor=face,
                markeredgecolor=edge,
                markeredgewidth=line,
                linestyle="none",
                fillstyle=fill,
                markerfacecoloralt=PAPER,
            )
        )

    def arrow(self, x: float, y: float, dx: float, *, color: str = INK) -> None:
        """An open arrow: the value may lie anywhere further that way."""
        self.axes.add_patch(
            FancyArrowPatch(
                (x, y),
                (x + dx, y),
                arrowstyle="->,head_length=3.2,head_width=2.4",
                shrinkA=0,
                shrinkB=0,
                mutation_scale=1,
                color=color,
                linewidth=1.4,
                clip_on=False,
            )
        )

    def link(self, x: float, y: float, width: float, height: float, target: Any, label: str) -> None:
        """Make a region lead to the evidence; it is at least 24 CSS pixels high so that fingers hit it."""
        if not isinstance(target, str) or not target:
            return
        room = max(height, 0.26)
        region = Rectangle(
            (x, y - (room - height) / 2),
            max(width, 0.26),
            room,
            facecolor=PAPER,
            alpha=0.0,
            edgecolor="none",
            zorder=20,
        )
        region.set_url(target)
        self.axes.add_patch(region)
        self.links.setdefault(target, label)

    def finish(self, alternative: str, height: float) -> Figure:
        """The figure cut below `height`, with its alternative text (its label) and its links' names.

        How high wrapped words get is known only after drawing, so a sheet starts with room to spare.
        """
        self.height = max(height, 0.3)
        self.figure.set_size_inches(self.width, self.height)
        self.axes.set_ylim(self.height, 0)
        self.figure.set_label(alternative)
        setattr(self.figure, "_links", dict(self.links))  # noqa: B010 (Figure has no such field of its own)
        return self.figure


@lru_cache(maxsize=8192)
def width_of(words: str, size: float, weight: str = "normal") -> float:
    """Width of a text in inches, in the font the charts are drawn with."""
    font = get_font(_font_file(weight))
    font.set_size(size, 72)
    font.set_text(words, 0.0, flags=LoadFlags.NO_HINTING)
    # Screens round letters to pixels, which makes lines a little longer than the font says.
    return float(font.get_width_height()[0]) / 64 / 72 * 1.02


@lru_cache(maxsize=4)
def _font_file(weight: str) -> str:
    return str(findfont(FontProperties(family=FONT, weight=weight)))


def wrap(words: str, width: float, size: float = BODY, lines: int = 3, weight: str = "normal") -> list[str]:
    """Break a text into at most `lines` lines of `width` inches; what does not fit ends in an ellipsis."""
    done: list[str] = []
    current = ""
    for word in " ".join(words.split()).split(" "):
        trial = f"{current} {word}".strip()
        if current and width_of(trial, size, weight) > width:
            done.append(current)
            current = word
        else:
            current = trial
        while width_of(current, size, weight) > width and len(current) > 4:
            cut = len(current) - 1
            while cut > 3 and width_of(current[:cut], size, weight) > width:
                cut -= 1
            done.append(current[:cut])
            current = current[cut:]
    done.append(current)
    if len(done) > lines:
        last = done[lines - 1]
        while last and width_of(last + "…", size, weight) > width:
            last = last[:-1].rstrip()
        done = [*done[: lines - 1], last + "…"]
    return done


def alternative(figure: Figure) -> str:
    """The chart in words: every value with its qualifier, target and what is not reported."""
    return str(figure.get_label())


def to_svg(figure: Figure, name: str, *, outlines: bool = False) -> str:
    """The chart as an SVG element for a page.

    `name` prefixes every id, so that several charts live in one page. Texts stay texts (searchable, small)
    unless `outlines` asks for shapes, which look the same wherever the picture goes. Equal charts give equal
    bytes.
    """
    buffer = io.StringIO()
    with matplotlib.rc_context({**_RC, "svg.fonttype": "path" if outlines else "none"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, facecolor=PAPER)
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    # Axes fill their sheet, so that clipping to them cuts nothing.
    svg = re.sub(r' clip-path="[^"]*"|<clipPath\b.*?</clipPath>', "", svg, flags=re.DOTALL)
    used = set(re.findall(r'(?:url\(|href=")#([^)"]+)', svg))
    svg = re.sub(r"<[^<>]+>", lambda tag: _lean(tag.group(), name, used), svg)
    svg = re.sub(r">\s+<", "><", svg)
    svg = re.sub(r"<g>(<use\b[^<>]*/>)</g>", r"\1", svg)
    svg = re.sub(r"<g>((?:<(?:path|use)\b[^<>]*/>|<text\b[^<>]*>[^<>]*</text>)+)</g>", r"\1", svg)
    for target, label in getattr(figure, "_links", {}).items():
        address = escape(target, {'"': "&quot;"})
        svg = svg.replace(
            f'<a xlink:href="{address}" target="_blank">',
            # The region itself is not painted, but it is what is clicked.
            f'<a href="{address}" xlink:href="{address}" pointer-events="all" aria-label={quoteattr(label)}>',
        )
    # A group, not an image: an image's children cannot be reached by a keyboard, and marks are links here.
    opening = f'<svg role="group" aria-labelledby="{name}-alt" font-family="{_FALLBACKS}" '
    title = f'<title id="{name}-alt">{escape(alternative(figure))}</title>'
    head, _, body = svg.partition(">")
    return opening + head[len("<svg ") :] + ">" + title + body


def _lean(tag: str, name: str, used: set[str]) -> str:
    """A tag without what no eye sees: ids nobody refers to, hundredths of a point, the font again."""
    tag = re.sub(r' id="([^"]*)"', lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", tag)
    tag = tag.replace("url(#", f"url(#{name}-").replace('xlink:href="#', f'xlink:href="#{name}-')
    tag = re.sub(r'style="[^"]*"', lambda found: found[0].replace(": ", ":").replace("; ", ";"), tag)
    tag = re.sub(r' transform="rotate\(-?0 [^"]*"', "", tag)
    tag = re.sub(r"font-family:[^;\"]*;|;stroke-linejoin:miter", "", tag)
    tag = re.sub(r' d="[^"]*"', lambda found: re.sub(r"\s*([MLQCZz])\s*", r"\1", found[0]), tag)
    return re.sub(
        r'(?<= )(?:d|x|y|transform|width|height)="[^"]*"',
        lambda found: re.sub(r"(\.\d)\d+", r"\1", found[0]),
        tag,
    )


def save_svg(figure: Figure, path: Path) -> None:
    """Write the chart as a stand-alone SVG file, whole or not at all."""
    content = '<?xml version="1.0" encoding="utf-8"?>\n' + to_svg(figure, path.stem, outlines=True)
    temporary = path.with_suffix(".svg.part")
    temporary.write_text(content, encoding="utf-8")
    temporary.replace(path)


def left_undrawn(sheet: Sheet, reader: Any, y: float, number: int) -> tuple[float, str]:
    """Say how many rows a figure does not draw; gives the y after it and the words."""
    if number <= 0:
        return y, ""
    words = reader.count("{number} more is not drawn here.", "{number} more are not drawn here.", number)
    return sheet.paragraph(0, y + 0.06, words, sheet.width, size=SMALL, color=MUTED) - 0.01, words


def need(frame: pd.DataFrame, columns: Iterable[str], chart: str) -> None:
    """Raise `ValueError` naming the columns a chart cannot do without."""
    absent = [column for column in columns if column not in frame.columns]
    if absent:
        raise ValueError(
            f"{chart} needs the column(s) {', '.join(absent)}; "
            f"the frame has {', '.join(map(str, frame.columns))}."
        )


def optional(row: Any, column: str, default: Any = None) -> Any:
    """A cell of a row that may lack the column or hold nothing."""
    value = row.get(column, default)
    if value is None or (
        not isinstance(value, (list, tuple)) and pd.api.types.is_scalar(value) and pd.isna(value)
    ):
        return default
    return value
