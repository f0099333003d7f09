"""Which edition a text tells of: beside the fourth round, what the third one had is background."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout
from pipeline.extract.lexicon import Hit

HEAD = 3  # segments of the head, in which the document's own edition is named
BETWEEN = 2  # words between a number and its edition: `the third small grants round`
STEM = 4  # letters of a noun that all its cases share, at least
ENDING = 4  # letters that an ending changes, at most
FORMER = ("project", "event")
MOST = 60  # the last number that counts editions
ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
VALUE = {"i": 1, "v": 5, "x": 10}


class Edition:
    """A numbered edition, round or call that the text names."""

    def __init__(self, number: int, start: int, end: int) -> None:
        self.number, self.start, self.end = number, start, end


def editions(layout: Layout, finder: Finder) -> Iterator[Edition]:
    """`the third edition`, `5. ročník`; and what the head numbers: `round four`, `4. Lesewoche`."""
    headed: set[str] = set()
    for noun in layout.hits:
        if noun.family not in ("edition", "recurring"):
            continue
        number, start = before(layout, finder, noun.start)
        end = noun.end
        if not number and layout.segment_of[end - 1] == layout.segment_of[min(end, len(layout.words) - 1)]:
            number = rank(layout, finder, end) or counted(layout, finder, end)
            start, end = noun.start, end + 1
        if number and noun.family == "recurring":
            if layout.segment_of[noun.start] < HEAD:
                headed.add(stem(layout, noun))
            elif stem(layout, noun) not in headed:
                continue  # the second round of a contest is no edition of it
        if number:
            yield Edition(number, start, end)


def former_ones(layout: Layout, finder: Finder) -> Iterator[Hit]:
    """`the previous scheme`, `muestra anterior`: another initiative or edition that is over."""
    for former in layout.hits:
        if former.family != "former":
            continue
        behind = range(former.end, min(len(layout.words), former.end + BETWEEN + 1))
        name = [*takewhile(lambda p: layout.kinds[p] == "w", behind), former.start - 1]
        for position in name:
            if position < 0 or layout.segment_of[position] != layout.segment_of[former.start]:
                continue
            noun = finder.hit("noun", position) or finder.hit_ending("noun", position + 1)
            named = noun is not None and noun.name in FORMER
            if named or any(
                finder.hit(family, position) for family in ("edition", "recurring", "initiative")
            ):
                first, last = min(former.start, position), max(former.end, position + 1)
                yield Hit("cue", "context", first, last, 9)
                break


def before(layout: Layout, finder: Finder, end: int) -> tuple[int, int]:
    """The rank before a noun and where it stands: `the third small grants round`."""
    for start in range(end - 1, max(0, end - 3 - BETWEEN) - 1, -1):
        if layout.segment_of[start] != layout.segment_of[end]:
            break  # `2. The edition before`: the heading's own number
        number = rank(layout, finder, start)
        if number:
            return number, start
        if layout.kinds[start] != "w" and not marks_rank(layout, start):
            break
    return 0, end


def stem(layout: Layout, noun: Hit) -> str:
    """A noun without its ending: what its cases share."""
    word = layout.words[noun.end - 1]
    return word[: max(STEM, len(word) - ENDING)]


def rank(layout: Layout, finder: Finder, position: int) -> int:
    """The place in a row that a token tells: a word, a figure with its ending, a Roman figure."""
    if position >= len(layout.words):
        return 0
    word = layout.words[position]
    hit = finder.hit("rank", position)
    if hit is not None:
        return int(hit.name)
    if layout.kinds[position] == "n":
        return int(word) if word.isdigit() and int(word) <= MOST and marks_rank(layout, position + 1) else 0
    written = layout.text[layout.starts[position] : layout.ends[position]]
    return roman(word) if written.isupper() and ROMAN.fullmatch(word) else 0


def marks_rank(layout: Layout, position: int) -> bool:
    """The dot or ending glued to a figure: `5.`, `5th`, `5ª`, `5-oji`."""
    return (
        0 < position < len(layout.words)
        and layout.kinds[position - 1] == "n"
        and layout.glued(position)
        and layout.words[position] not in ",;:)/%"
    )


def counted(layout: Layout, finder: Finder, position: int) -> int:
    """`round four`, `call 3`: a cardinal right behind."""
    if position >= len(layout.words):
        return 0
    word = layout.words[position]
    if word.isdigit() and int(word) <= MOST:
        closes = position + 1 >= len(layout.words) or layout.kinds[position + 1] == "m"
        return int(word) if closes or finder.hit("noun", position + 1) is None else 0
    hit = finder.hit("number", position)
    if hit is None or not hit.name.isdigit() or int(hit.name) > MOST:
        return 0
    return int(hit.name) if finder.lexicon and finder.lexicon.language.grammar.head == "last" else 0


def roman(word: str) -> int:
    values = [VALUE[letter] for letter in word]
    return sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def earlier_editions(layout: Layout, finder: Finder) -> tuple[list[Hit], list[tuple[int, int]]]:
    """What names an edition before the document's own, and the spans that name its own or a later one."""
    found = list(editions(layout, finder))
    own = next((each.number for each in found if layout.segment_of[each.start] < HEAD), 0)
    if not own:
        return [], []
    earlier = [Hit("cue", "context", each.start, each.end, 9) for each in found if each.number < own]
    return earlier, [(each.start, each.end) for each in found if each.number >= own]
