"""The name of the initiative a text is about, and the type of document that tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.layout import Layout
from pipeline.extract.quantities import Finder

QUOTE_PAIRS = {"„": "“”\"„", "«": "»", "“": "”", "\"": "\"", "»": "«", "”": "”"}
TYPES = ("report", "call", "invitation", "consultation", "sheet", "other")
OPENING = 8  # words of the first line in which a page says what it is
HEAD = 4  # segments in which a type's words count


@dataclass(slots=True)
class Title:
    title: str
    start: int
    end: int
    rule: str


def is_short(layout: Layout, index: int) -> bool:
    """A line of a few words that is no sentence: `Annual report 2021 (extract)`."""
    segment = layout.segments[index]
    return segment.end - segment.start <= 9 and layout.words[segment.end - 1] not in ".!?;" and index <= 2


def document_type(layout: Layout) -> str | None:
    """report, call, invitation, consultation or sheet, by the words of the head; None where nothing tells."""
    scores: dict[str, float] = {}
    for hit in layout.hits:
        if hit.family != "document":
            continue
        segment = layout.segment_of[hit.start]
        if 0 <= segment < HEAD and (segment == 0 or layout.segments[segment].heading or is_short(layout, segment)):
            scores[hit.name] = scores.get(hit.name, 0) + 3 - segment * 0.5
    return max(TYPES, key=lambda name: scores.get(name, 0)) if scores else None


def off_topic(layout: Layout) -> bool:
    """Whether the head names a page that tells of no initiative: contacts, privacy notice, price list."""
    first = layout.segments[0] if layout.segments else None
    if first is None or document_type(layout) is not None and any(hit.family == "initiative" for hit in layout.hits if hit.start < first.end):
        return False
    return any(
        hit.family == "document" and hit.name == "other" and layout.segment_of[hit.start] == 0 and hit.start - first.start < OPENING
        for hit in layout.hits
        if hit.start < first.end
    )


def quotations(layout: Layout) -> list[tuple[int, int]]:
    """(opening mark, closing mark) of every quotation that is closed in its sentence."""
    found = []
    words, starts, ends = layout.words, layout.starts, layout.ends
    for segment in layout.segments:
        position = segment.start
        while position < segment.end:
            mark = words[position]
            opens = mark in QUOTE_PAIRS and (
                mark in "„«" or position + 1 < segment.end and starts[position + 1] == ends[position] and not layout.glued(position)
                or position == segment.start
            )
            if opens:
                close = next((p for p in range(position + 1, segment.end) if words[p] in QUOTE_PAIRS[mark]), None)
                if close is not None:
                    found.append((position, close))
                    position = close
            position += 1
    return found


def quoted(layout: Layout) -> set[int]:
    """Tokens inside quotation marks."""
    return {position for start, end in quotations(layout) for position in range(start + 1, end)}


def title(layout: Layout, finder: Finder) -> Title | None:
    """The initiative's name: behind a title label, in quotes next to a word for project, else the first heading."""
    for segment in layout.segments:
        if segment.colon is not None and any(segment.start <= hit.start and hit.end <= segment.colon for hit in layout.hits if hit.family == "title"):
            if segment.end > segment.colon + 1:
                return Title(strip(layout.quote(segment.colon + 1, segment.end)), segment.colon + 1, segment.end, "title: label")
    quoted: list[tuple[int, int, int]] = []
    for hit in layout.hits:
        if hit.family != "initiative" or layout.segment_of[hit.start] < 0:
            continue
        high = layout.segments[layout.segment_of[hit.start]].end
        for position in (hit.end, hit.end + 1):
            if position < high and layout.words[position] in QUOTE_PAIRS:
                close = QUOTE_PAIRS[layout.words[position]]
                end = next((p for p in range(position + 1, high) if layout.words[p] in close), high)
                quoted.append((position + 1, end, hit.start))
                break
    if quoted:
        start, end, _ = quoted[0]
        if end > start:
            return Title(strip(layout.quote(start, end)), start, end, "title: quoted beside a word for project")
    for segment in layout.segments[:3]:
        opening = next((p for p in range(segment.start, segment.end) if layout.words[p] in "„«\""), None)
        if opening is not None:
            close = QUOTE_PAIRS[layout.words[opening]]
            end = next((p for p in range(opening + 1, segment.end) if layout.words[p] in close), None)
            if end and end > opening + 1:
                return Title(strip(layout.quote(opening + 1, end)), opening + 1, end, "title: quoted in the head")
    if layout.segments:
        segment = layout.segments[0]
        return Title(strip(layout.quote(segment.start, segment.end)), segment.start, segment.end, "title: first line")
    return None


def strip(name: str) -> str:
    return " ".join(name.split()).strip("„“”\"«» .,;:–-")
