"""What kinds of documents say by themselves of a role: of an application nothing has begun, a list of awards
tells what is to be made with the money."""

from __future__ import annotations

from itertools import pairwise

from pipeline.extract.figures.numerals import Quantity
from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.counterparts import Counterparts

HEAD = 8  # segments in which a page says that money was given
ENTRIES = 3  # lines with a sum that make a list of awards
LINE = 16  # words of such a line
NAME = 2  # words of a name, at least
BODIES = ("partners", "countries", "places")
DEEDS = ("actual", "past")
BEFORE = "what came before the application: "


class Genres(Counterparts):
    """Weighs what the words of a clause say against the kind of document they stand in."""

    def by_genre(
        self, quantity: Quantity, indicator: str, segment: Segment, role: str, why: str
    ) -> tuple[str, str]:
        """The role that a past form has in an application or a list of awards."""
        if role != "actual" or self.genre not in ("application", "awards") or indicator in BODIES:
            return role, why
        if indicator in ("age", "duration"):
            return "target", f"nothing has begun in an {self.genre} document"
        if self.genre == "awards":
            if indicator in ("projects", "budget") or not self.described(quantity, segment):
                return role, why
            return "target", "what is to be made with the award"
        told = not segment.bullet and self.sections.ends_sentence(segment) and self.deeds(segment)
        if not told:
            return "target", "an item of the application"
        return "context", BEFORE + why

    def deeds(self, segment: Segment) -> list[Hit]:
        """The words of a sentence that tell of a deed and are no nouns."""
        told = [hit for name in DEEDS for hit in self.within("cue", name, segment.start, segment.end)]
        return [hit for hit in told if hit.end - hit.start > 1 or not self.finder.hit("noun", hit.start)]

    def described(self, quantity: Quantity, segment: Segment) -> bool:
        """`Four murals, painted by thirty teenagers`: no clause, but a thing with a participle behind it, or
        no verb at all."""
        lexicon = self.finder.lexicon
        grammar = lexicon.language.grammar if lexicon else None
        for hit in self.deeds(segment):
            if grammar is None or hit.end - hit.start > 1 or hit.start == segment.start:
                return False
            noun = self.finder.hit_ending("noun", hit.start) or self.finder.hit_ending("noun", hit.start - 1)
            agent = self.layout.words[hit.end : hit.end + 1]
            behind = grammar.head == "first" and noun and not self.within("cue", "past", hit.start, hit.end)
            by = (
                (noun or self.layout.words[hit.start - 1] == ",")
                and agent
                and agent[0] in grammar.prepositions
            )
            if not (behind or by):
                return False
        return True


def lists_awards(layout: Layout, finder: Finder) -> bool:
    """`Sewing Circle, £4,900` above what it will do, then the next one: lines of a name with its sum, in a
    page whose head tells of money given."""
    given = any(
        hit.family == "kind" and hit.name == "awarded" and 0 <= layout.segment_of[hit.start] < HEAD
        for hit in layout.hits
    )
    if not given:
        return False
    entries = [index for index, segment in enumerate(layout.segments) if entry(layout, finder, segment)]
    apart = [after - before for before, after in pairwise(entries)]
    return len(entries) >= ENTRIES and sum(gap > 1 for gap in apart) >= len(apart) - 1


def entry(layout: Layout, finder: Finder, segment: Segment) -> bool:
    """Whether a line names somebody and one sum, and says nothing of what the sum is."""
    words = range(segment.start, segment.end)
    if len(words) > LINE or layout.words[segment.end - 1] in ".!?" or segment.start == 0:
        return False
    sums = [p for p in words if layout.kinds[p] == "n" and paid(finder, layout, p)]
    if len(sums) != 1 or not layout.text[layout.starts[segment.start]].isupper():
        return False
    named = sums[0] - segment.start >= NAME
    labels = ("total", "grant", "cofinancing", "spent", "outlay", "allocation", "cap")
    return (
        named
        and not any(finder.hit(family, p) for family in ("funder", "town") for p in words)
        and not any(hit.name in labels for p in words for hit in finder.at.get("kind", {}).get(p, ()))
    )


def paid(finder: Finder, layout: Layout, position: int) -> bool:
    """Whether a currency stands beside a figure."""
    beside = [p for p in range(position - 1, min(len(layout.words), position + 3)) if p >= 0]
    return any(finder.currency_at(p)[0] for p in beside)
