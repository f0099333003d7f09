"""Figures that a page shows in large type, each alone on its line above the words that say of what."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.layout import Layout
    from pipeline.extract.lexicon import Lexicon

BLOCK = 5  # lines of a figure with its words
LABEL = 70  # code points of a line that names a figure and opens with a capital
TOKENS = 8  # of a line that holds a figure and nothing else
CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d")
YEAR = re.compile(r"(?:19|20)\d\d")
SIGNS = frozenset("€£$+%~≈><≥≤.,-–")
BESIDE = ("qualifier", "bare", "scale", "currency", "article", "after")


def figures_above(layout: Layout, lines: list[tuple[int, int]], lexicon: Lexicon | None) -> set[int]:
    """The lines that hold nothing but the figure which the line below names: `112` / `guided tours`.

    A table has its labels first; here a figure opens each block between blank lines, or the lines of one
    block are figures and words by turns and end in words.
    """
    if lexicon is None:
        return set()
    runs: list[list[int]] = [[]]
    for number, (start, end) in enumerate(lines):
        if start == end:
            runs.append([])
        else:
            runs[-1].append(number)
    found: set[int] = set()
    lone: list[int] = []
    capital = False
    for run in runs:
        figures = [alone(layout, *lines[number], lexicon) for number in run]
        if len(run) < 2 or not any(figures):
            continue
        low = [layout.text[lines[number][0]].islower() for number in run]
        first = 0 if figures[0] else 1
        turns = figures[first:]
        by_turns = (
            sum(turns) > 1
            and len(turns) % 2 == 0
            and all(turns[0::2])
            and not any(turns[1::2])
            and not sequence(layout, [lines[number] for number in run[first::2]])
        )
        if by_turns and (first == 0 or all(low[first + 1 :: 2])):
            found.update(run[first::2])
        elif figures[0] and not any(figures[1:]) and len(run) <= BLOCK:
            start, end = lines[run[1]]
            if names(layout, start, lexicon) and (low[1] or end - start <= LABEL):
                lone.append(run[0])
                capital = capital or not low[1]
    if len(lone) > 1 and not sequence(layout, [lines[number] for number in lone]) or lone and not capital:
        found.update(lone)
    return found


def alone(layout: Layout, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a line holds one figure, its qualifier, scale and currency, and nothing else."""
    first = bisect_left(layout.starts, start)
    last = bisect_left(layout.starts, end, first, min(first + TOKENS + 1, len(layout.starts)))
    kinds, text = layout.kinds[first:last], layout.text[start:end]
    if kinds.count("n") not in (1, 2) or "d" in kinds or last - first > TOKENS:
        return False
    if CLOCK.fullmatch(text) or YEAR.fullmatch(text):
        return False
    for position in range(first, last):
        kind, word = layout.kinds[position], layout.words[position]
        if kind == "m" and word not in SIGNS:
            return False
        if kind == "w" and not any(phrase.family in BESIDE for phrase in lexicon.phrases(word)):
            return False
    return True


def names(layout: Layout, start: int, lexicon: Lexicon) -> bool:
    """Whether a line may say what the figure above it counts: it opens with a word, and with no month."""
    first = bisect_left(layout.starts, start)
    return layout.kinds[first] == "w" and not any(
        phrase.family == "month" for phrase in lexicon.phrases(layout.words[first])
    )


def sequence(layout: Layout, lines: list[tuple[int, int]]) -> bool:
    """Whether the figures number what stands below them: 1, 2, 3."""
    said = [layout.text[start:end] for start, end in lines]
    return said == [str(number) for number in range(1, len(said) + 1)]
