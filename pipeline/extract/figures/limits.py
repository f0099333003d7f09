"""More than and less than under a negation are limits: `no artwork was allowed to cost more than 40k`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.figures.numerals import Quantity
    from pipeline.extract.figures.quantities import Finder

TURNED = {"more_than": "at_most", "less_than": "at_least"}
BEFORE = 10  # words before the figure that may hold the negation
BEHIND = 5  # words behind it that may


def negate(finder: Finder, quantity: Quantity, start: int) -> None:
    """Turn the qualifier round where the clause denies it: `nobody got more than 40k`, or, where the verb
    closes the clause, `húsznál több gyerek nem lehet`: twenty children at most."""
    turned = TURNED.get(quantity.qualifier)
    if not turned:
        return
    layout, cues = finder.layout, finder.at.get("cue", {})
    for position in range(quantity.begin - 1, max(start, quantity.begin - BEFORE) - 1, -1):
        if (
            layout.words[position] in ",;:"
            or layout.kinds[position] == "n"
            or finder.hit_ending("qualifier", position + 1)
        ):
            break
        if any(hit.name == "negation" for hit in cues.get(position, [])):
            quantity.qualifier = turned
            quantity.left = min(quantity.left, position)
            return
    end = layout.segments[layout.segment_of[quantity.start]].end
    after = max(quantity.end, quantity.right)
    for position in range(after, min(end, after + BEHIND)):
        if layout.kinds[position] != "w" or finder.hit("number", position):
            return
        names = {hit.name for hit in cues.get(position, [])}
        # A bare `not` behind a figure may deny anything; with its verb it says what may not be, and `no
        # project` behind a sum that none gets more than that.
        if (
            quantity.currency
            and {"negation", "any"} <= names
            or any(hit.name == "negation" and hit.end - hit.start > 1 for hit in cues.get(position, []))
        ):
            quantity.qualifier = turned
            return
