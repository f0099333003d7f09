"""Organisations with a part in the initiative: the whole name, and the role that label or verb gives it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit, Lexicon
from pipeline.extract.quantities import DASHES, Finder
from pipeline.extract.roles import Meaning

ROLES = ("coordinator", "partner", "funder", "host", "contractor")
OPENING = frozenset("„“\"«»”'‘’")
CLOSING = {"„": "“”\"", "«": "»", "“": "”", "\"": "\"", "»": "«", "”": "”", "‘": "’"}
LONGEST = 9  # words of a name


@dataclass(slots=True)
class Organisation:
    name: str
    role: str
    start: int
    end: int
    rule: str


class Organisations:
    """Finds the organisations of one text."""

    def __init__(self, layout: Layout, finder: Finder, lexicon: Lexicon, meaning: Meaning) -> None:
        self.layout = layout
        self.finder = finder
        self.lexicon = lexicon
        self.meaning = meaning
        self.data = lexicon.language.organisations
        self.nominative = self.data.nominative

    def read(self) -> list[Organisation]:
        spans: list[tuple[int, int]] = []
        for hit in self.layout.hits:
            if hit.family in ("body", "legal"):
                span = self.name(hit)
                if span:
                    spans.append(span)
        for segment in self.layout.segments:
            spans.extend(self.labelled(segment))
        found = []
        for start, end in self.merge(spans):
            role, why = self.role(start, end)
            if role:
                found.append(Organisation(self.nominal(start, end), role, start, end, f"organisation: {why}"))
        return self.once(found)

    # -- extent of a name -------------------------------------------------------------------------------------------

    def upper(self, position: int) -> bool:
        return self.layout.kinds[position] == "w" and self.layout.text[self.layout.starts[position]].isupper()

    def bounds(self, position: int) -> tuple[int, int]:
        segment = self.layout.segment_of[position]
        if segment < 0:
            return position, position
        return self.layout.segments[segment].start, self.layout.segments[segment].end

    def name(self, hit: Hit) -> tuple[int, int] | None:
        low, high = self.bounds(hit.start)
        start, end = hit.start, hit.end
        while end < high and self.layout.words[end] == "." and self.layout.glued(end) and hit.family == "legal":
            end += 1
        quoted = self.quoted_behind(end, high)
        if quoted:
            end = quoted
        else:
            end = self.extend_right(end, high, hit)
        before = self.quoted_before(start, low)
        if before is not None and not quoted:
            start = before
        else:
            start = self.extend_left(start, low, hit)
        if not any(self.upper(position) for position in range(start, end)):
            return None
        only_kind = start == hit.start and end == hit.end
        if only_kind and not (self.upper(hit.start) and len(self.layout.words[hit.start]) > 8 and start > low):
            return None
        return start, end

    def quoted_behind(self, position: int, high: int) -> int | None:
        if position < high and self.layout.words[position] in "„«\"“”" and not (self.layout.glued(position)):
            close = CLOSING.get(self.layout.words[position], "”")
            for end in range(position + 1, min(high, position + 9)):
                if self.layout.words[end] in close:
                    return end + 1
        return None

    def quoted_before(self, position: int, low: int) -> int | None:
        if position > low and self.layout.words[position - 1] in "“”»\"":
            for start in range(position - 2, max(low - 1, position - 9), -1):
                if self.layout.words[start] in "„«\"“":
                    return start
        return None

    def extend_right(self, position: int, high: int, hit: Hit) -> int:
        end = position
        if self.data.head == "last" and hit.family != "legal" and not self.upper(hit.start):
            return end
        at = position
        while at < high and at - position < LONGEST:
            word = self.layout.words[at]
            if self.upper(at) or (word in DASHES and self.layout.glued(at)):
                at += 1
                end = at
                continue
            inner = self.finder.hit("inner", at)
            if inner and inner.end < high and (self.upper(inner.end) or self.finder.hit("inner", inner.end)):
                at = inner.end
                continue
            quoted = self.quoted_behind(at, high)
            if quoted and self.data.head == "first":
                return quoted
            if self.data.head == "first" and self.layout.kinds[at] == "w" and self.finder.hit("noun", at) is None and at + 1 < high and at == position and self.upper(at + 1) and not self.finder.hit("stop", at):
                at += 1
                continue
            break
        return end

    def extend_left(self, position: int, low: int, hit: Hit) -> int:
        start, at, steps = position, position - 1, 0
        while at >= low and steps < LONGEST:
            word = self.layout.words[at]
            if self.layout.kinds[at] != "w":
                if word in DASHES and self.layout.glued(at) and self.layout.glued(at + 1):
                    at -= 1
                    continue
                break
            if self.upper(at):
                start = at
                at, steps = at - 1, steps + 1
                continue
            if self.data.head == "first":
                break
            if self.finder.hit_ending("stop", at + 1) and not self.finder.hit_ending("inner", at + 1):
                break
            if any(found.name in ("target", "actual") for found in self.finder.ending.get("cue", {}).get(at + 1, [])):
                break
            if self.finder.ending.get("part", {}).get(at + 1):
                break
            at, steps = at - 1, steps + 1
        if start < position and start == low and self.layout.words[start] in self.layout.words[:0]:
            return position
        return start

    def labelled(self, segment: Segment) -> list[tuple[int, int]]:
        """`Partneriai: A ir B`: what stands behind a label of a role are names."""
        if segment.colon is None:
            return []
        labels = [hit for role in ROLES for hit in self.meaning.within("part", role, segment.start, segment.colon)]
        if not labels:
            return []
        spans, start = [], segment.colon + 1
        for position in range(segment.colon + 1, segment.end + 1):
            closing = position == segment.end or self.layout.words[position] in ",;()." and not (
                self.layout.words[position] == "." and position + 1 < segment.end and (self.layout.kinds[position - 1] == "w" and len(self.layout.words[position - 1]) <= 2)
            )
            if closing:
                if position > start and any(self.upper(p) for p in range(start, position)) and position - start <= LONGEST + 3:
                    first = start
                    if not any(self.layout.kinds[p] == "n" for p in range(first, position)):
                        spans.append((first, position))
                start = position + 1
                if position < segment.end and self.layout.words[position] in "(.":
                    break
        return spans

    def merge(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Spans in order; where two overlap the longer stays."""
        kept: list[tuple[int, int]] = []
        for span in sorted(set(spans), key=lambda found: (found[0] - found[1], found[0])):
            if not any(span[0] < other[1] and other[0] < span[1] for other in kept):
                kept.append(span)
        return sorted(kept)

    # -- role ---------------------------------------------------------------------------------------------------------

    def role(self, start: int, end: int) -> tuple[str, str]:
        segment = self.layout.segments[self.layout.segment_of[start]]
        best, best_hit, best_score = "", None, 1e9
        for role in ROLES:
            for hit in self.meaning.within("part", role, segment.start, segment.end):
                if start <= hit.start and hit.end <= end:
                    continue
                walls = self.meaning.walls
                score = start - hit.end + walls[start] - walls[hit.end - 1] if hit.end <= start else hit.start - end + 1 + walls[hit.start] - walls[end - 1]
                if segment.colon is not None and hit.end <= segment.colon < start:
                    score -= 10
                if score < best_score:
                    best, best_hit, best_score = role, hit, score
        if best_hit is not None and best_score < 14:
            return best, self.meaning.say(best_hit)
        if self.layout.segment_of[start] < 3:
            return "coordinator", "named first"
        return "", ""

    def nominal(self, start: int, end: int) -> str:
        """The name with its kind word in the nominative."""
        name = " ".join(self.layout.quote(start, end).split())
        for position in range(start, end):
            hit = self.finder.hit("body", position)
            if hit is None or not self.nominative:
                continue
            word = self.layout.quote(position, position + 1)
            for old, new in self.nominative:
                if word.lower().endswith(old) and len(word) - len(old) >= 3:
                    name = name.replace(word, word[: len(word) - len(old)] + new)
                    break
        return name

    def once(self, found: list[Organisation]) -> list[Organisation]:
        seen: set[str] = set()
        kept = []
        for organisation in found:
            key = organisation.name.lower()
            if key in seen:
                continue
            seen.add(key)
            kept.append(organisation)
        return kept
