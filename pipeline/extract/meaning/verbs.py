"""Verbs in the past that no list knows, by their endings and their place in the sentence."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.counts.heads import MADE
from pipeline.extract.figures.numerals import Quantity
from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout
from pipeline.extract.lexicon import Hit

CLOSING = frozenset(".!?;:)")
PLANNED = ("target", "planned", "promised")
GOVERNED = 14  # tokens behind a decision in which its figure stands
LETTERS = 5  # from which an ending tells a verb


def past_verbs(layout: Layout, finder: Finder) -> Iterator[Hit]:
    """`340 Menschen stöberten`, `am Abend lauschten 60 Gäste`: right behind a counted noun, or before a
    figure where no article makes the word an adjective (`die bestellten 500 Hefte`)."""
    endings = tuple(finder.lexicon.language.grammar.past) if finder.lexicon else ()
    if not endings:
        return
    behind = {hit.end for hit in layout.hits if hit.family == "noun" and hit.end < len(layout.words)}
    before = {p - 1 for p, kind in enumerate(layout.kinds) if kind == "n" and p}
    before |= {hit.start - 1 for hit in layout.hits if hit.family in ("number", "qualifier") and hit.start}
    taken = {
        hit.start
        for hit in layout.hits
        if hit.family in ("stop", "noun", "in") or hit.family == "cue" and hit.name not in MADE
    }
    ahead: dict[int, int] = {}
    for hit in layout.hits:
        if hit.family == "cue" and hit.name == "target":
            ahead.setdefault(layout.segment_of[hit.start], hit.start)
    for position in sorted(behind | before):
        word, index = layout.words[position], layout.segment_of[position]
        if (
            layout.kinds[position] != "w"
            or len(word) < LETTERS
            or not word.endswith(endings)
            or position in taken
            or not layout.text[layout.starts[position]].islower()
            or index < 0
            or layout.segments[index].start == position
        ):
            continue
        closes = position + 1 == len(layout.words) or layout.words[position + 1] in CLOSING
        if closes and ahead.get(index, position) < position:
            continue  # `wollen dabei 40 Gäste bewirten`: an infinitive, not a past
        if position not in behind and (
            finder.hit_ending("stop", position)
            or finder.hit_ending("in", position)
            or layout.kinds[position - 1] == "w"
            and len(layout.words[position - 1]) <= 3
            or layout.words[position - 1] in ":("
        ):
            continue
        yield Hit("cue", "actual", position, position + 1, 0)


def denied(layout: Layout, finder: Finder, verb: Hit) -> bool:
    """`We have not reached the 500`, `noch nicht verbraucht`: what has not happened is still to come."""
    ends = (finder.hit_ending("denial", end) for end in range(verb.start, verb.end))
    ahead = next((hit for hit in ends if hit is not None and hit.start < verb.start), None)
    if ahead is None and verb.start and finder.hit("stop", verb.start - 1):
        ahead = finder.hit_ending("denial", verb.start - 1)  # `nu și-a consumat`
    behind = finder.hit("denial", verb.end)
    index = layout.segment_of[verb.start]
    if ahead is not None and finder.hit("qualifier", ahead.start) is not None:
        return False  # `no llegó a 2 000`
    cues = finder.at.get("cue", {})
    if any(hit.name in PLANNED for at in (verb.start, verb.end) for hit in cues.get(at, ())):
        return False  # `it was not foreseen`
    for hit in (ahead, behind):
        if hit is not None and layout.segment_of[hit.start] == index:
            after = max(hit.end, verb.end)
            only = finder.hit("relative", after) is not None and opens_number(layout, finder, after + 1)
            bound = finder.hit("qualifier", after) is not None  # `never drew more than six`
            if not only and not bound:  # `n'a touché que 40`
                return True
    return False


def opens_number(layout: Layout, finder: Finder, position: int) -> bool:
    return layout.kinds[position : position + 1] == "n" or finder.hit("number", position) is not None


def never_done(layout: Layout, finder: Finder) -> Iterator[Hit]:
    """`Trijų susitikimų nesurengėme`: a verb of the list behind a beginning that denies it."""
    lexicon = finder.lexicon
    for start in lexicon.language.grammar.denying if lexicon else ():
        for position, word in enumerate(layout.words):
            if lexicon is None or not word.startswith(start) or len(word) < len(start) + LETTERS:
                continue
            if any(p.family == "cue" and p.name == "actual" for p in lexicon.begun(word[len(start) :])[0]):
                yield Hit("cue", "target", position, position + 1, 0)


def decide(layout: Layout, finder: Finder, hits: dict[tuple[str, str], list[Hit]]) -> None:
    """`The board decided to plant 80 trees`: what is decided is still to be done, unless the decision is who
    gets something."""
    given = {hit.start for key in (("kind", "awarded"), ("cue", "chosen")) for hit in hits.get(key, ())}
    resolved = []
    for verb in layout.hits:
        if verb.family != "decided":
            continue
        end = layout.segments[layout.segment_of[verb.start]].end
        for position in range(verb.end, min(end, verb.end + GOVERNED)):
            if position in given or finder.hit("contrast", position):
                break
            if opens_number(layout, finder, position):
                resolved.append(verb._replace(family="cue", name="target"))
                break
    tokens = {position for verb in resolved for position in range(verb.start, verb.end)}
    for name in ("actual", "past") if resolved else ():
        hits["cue", name] = [hit for hit in hits.get(("cue", name), ()) if hit.start not in tokens]
    if resolved:
        known = hits.setdefault(("cue", "target"), [])
        known.extend(resolved)
        known.sort(key=lambda hit: hit.start)


def same_case(layout: Layout, first: Quantity, second: Quantity) -> bool:
    """`A tetőre 4,2 milliót, az ablakokra 1,9 milliót költöttünk`: two objects of one verb, in one case."""
    one, other = (layout.words[max(q.end, q.right) - 1] for q in (first, second))
    return layout.kinds[first.end - 1] == "w" and one[-2:] == other[-2:]
