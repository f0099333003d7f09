"""Figures that rose or fell: `membership grew from 40 to 70` tells two counts, no range."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.figures.numerals import Quantity
    from pipeline.extract.figures.quantities import Finder

REACH = 8  # how far before the first figure the verb stands


def rises(finder: Finder, first: Quantity, second: Quantity) -> bool:
    """Whether the two figures are the ends of a rise or fall; the first is then what it set out from."""
    layout = finder.layout
    opening = finder.hit_ending("from", first.start)
    if opening is None or not any(
        finder.hit("until", p) or any(hit.name == "rise_to" for hit in finder.at.get("cue", {}).get(p, ()))
        for p in range(first.end, second.start)
    ):
        return False
    start = max(layout.segments[layout.segment_of[first.start]].start, opening.start - REACH)
    if any(
        hit.name == "rising"
        for position in range(start, first.start)
        for hit in finder.at.get("cue", {}).get(position, ())
    ):
        first.rise, second.rise = "from", "to"  # `išaugo nuo 12 iki 29`: the second is no limit
    return bool(first.rise)
