"""The name of the initiative a text is about, and the type of document that tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit

QUOTE_PAIRS = {"„": '“”"„', "«": "»", "“": "”", '"': '"', "»": "«", "”": "”"}
TYPES = (
    "application", "report", "awards", "call", "programme", "invitation", "consultation", "sheet", "other",
)  # fmt: skip
"""Kinds of documents; of two that the head names alike, the first."""
GENRES = ("application", "awards", "programme")
OPENING = 8  # words of the first line in which a page says what it is
LABEL = 8  # words of a label in a cell of its own
ROW = 40  # parts of a line on either side that are looked at for its cells
STATUS = 16  # segments among which a sheet says how things stand
PAGE = 9  # tokens of a head in which one word names the kind of page
HEAD = 4  # segments in which a type's words count


LONGEST_NAME = 4  # words of a quoted name of an organisation


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
    """One of TYPES, by the words of the head; None where nothing tells."""
    scores: dict[str, float] = {}
    for hit in layout.hits:
        if hit.family != "document":
            continue
        segment = layout.segment_of[hit.start]
        if 0 <= segment < HEAD and (
            segment == 0 or layout.segments[segment].heading or is_short(layout, segment)
        ):
            if hit.name == "other" and in_passing(layout, hit):
                continue
            name = "report" if hit.name == "interim" else hit.name
            scores[name] = scores.get(name, 0) + 3 - segment * 0.5
    scores.pop("closed", None)
    if scores.pop("minutes", None) and names_initiative(layout):
        scores.pop("other", None)
    told = max(TYPES, key=lambda name: scores.get(name, 0)) if scores else None
    return "report" if told in (None, "sheet") and is_closed(layout) else told


def is_minutes(layout: Layout) -> bool:
    """Whether the head calls the text the record of a meeting."""
    return any(
        hit.family == "document"
        and hit.name == "minutes"
        and 0 <= (index := layout.segment_of[hit.start]) < HEAD
        and (layout.segments[index].heading or is_short(layout, index) or not index)
        for hit in layout.hits
    )


def names_initiative(layout: Layout) -> bool:
    """Whether the head speaks of a project or programme."""
    close = layout.segments[min(HEAD, len(layout.segments)) - 1].end
    return any(hit.family == "initiative" for hit in layout.hits if hit.start < close)


def in_passing(layout: Layout, hit: Hit) -> bool:
    """`Access to culture for all, a project in its third year`: one word in a long head names no kind of
    page."""
    segment = layout.segments[layout.segment_of[hit.start]]
    return hit.end - hit.start == 1 and segment.end - segment.start > PAGE


def is_closed(layout: Layout) -> bool:
    """`Status: completed`, or a head that says so in two words: the figures of such a sheet were reached."""
    for hit in layout.hits:
        index = layout.segment_of[hit.start]
        if hit.family != "document" or hit.name != "closed" or not 0 <= index < STATUS:
            continue
        segment = layout.segments[index]
        label = segment.colon
        value = label is not None and hit.start == label + 1 and label - segment.start < HEAD
        alone = hit.start == segment.start and index > 0
        if hit.end == segment.end and (value or alone):
            return True
        if hit.end - hit.start > 1 and index < HEAD and (segment.heading or is_short(layout, index)):
            return True
    return False


def is_interim(layout: Layout) -> bool:
    """Whether the head calls itself a report on the way."""
    return any(
        hit.family == "document" and hit.name == "interim" and 0 <= layout.segment_of[hit.start] < HEAD
        for hit in layout.hits
    )


def off_topic(layout: Layout) -> bool:
    """Whether the head names a page that tells of no initiative: contacts, privacy notice, price list."""
    first = layout.segments[0] if layout.segments else None
    if (
        first is None
        or is_minutes(layout)
        and names_initiative(layout)
        or document_type(layout) is not None
        and any(hit.family == "initiative" for hit in layout.hits if hit.start < first.end)
    ):
        return False
    return any(
        hit.family == "document"
        and hit.name == "other"
        and layout.segment_of[hit.start] == 0
        and hit.start - first.start < OPENING
        and not in_passing(layout, hit)
        for hit in layout.hits
        if hit.start < first.end
    )


def row_label(layout: Layout, segment: Segment) -> Segment | None:
    """The first of two cells of a line, `Partneris | A; B`, seen from the second; None anywhere else."""
    index = layout.segment_of[segment.start]
    cells, head = 0, segment
    furthest = index - ROW
    while index > max(0, furthest) and cells < 2:
        before = layout.segments[index - 1]
        between = layout.text[layout.ends[before.end - 1] : layout.starts[head.start]]
        if "\n" in between:
            break
        if "\t" in between or "|" in between or between.isspace() and len(between) > 1:
            cells += 1
        elif layout.words[before.end - 1] != ";":
            return None
        head, index = before, index - 1
    if cells != 1 or head.end - head.start > LABEL or head.colon not in (None, head.end - 1):
        return None
    index = layout.segment_of[segment.start] + 1
    while index < min(len(layout.segments), furthest + 2 * ROW):
        after = layout.segments[index]
        between = layout.text[layout.ends[after.start - 1] : layout.starts[after.start]]
        if "\n" in between:
            break
        if "\t" in between or "|" in layout.text[layout.ends[segment.end - 1] : layout.starts[after.start]]:
            return None  # more columns: a table
        index += 1
    return head


def quotations(layout: Layout) -> list[tuple[int, int]]:
    """(opening mark, closing mark) of every quotation that is closed in its sentence."""
    found = []
    words, starts, ends = layout.words, layout.starts, layout.ends
    for segment in layout.segments:
        position = segment.start
        while position < segment.end:
            mark = words[position]
            opens = mark in QUOTE_PAIRS and (
                mark in "„«"
                or position + 1 < segment.end
                and starts[position + 1] == ends[position]
                and not layout.glued(position)
                or position == segment.start
            )
            if opens:
                close = next(
                    (p for p in range(position + 1, segment.end) if words[p] in QUOTE_PAIRS[mark]), None
                )
                if close is not None:
                    found.append((position, close))
                    position = close
            position += 1
    return found


def quoted(layout: Layout) -> set[int]:
    """Tokens inside quotation marks."""
    return {position for start, end in quotations(layout) for position in range(start + 1, end)}


def title(layout: Layout, finder: Finder) -> Title | None:
    """The initiative's name: behind a title label, in quotes by a word for project, else the first heading.

    None for a page that tells of no initiative.
    """
    if not layout.segments or off_topic(layout):
        return None
    labels = {hit.end for hit in layout.hits if hit.family == "title"}
    for segment in layout.segments:
        if (
            segment.colon is not None
            and segment.end > segment.colon + 1
            and any(p in labels for p in range(segment.start + 1, segment.colon + 1))
        ):
            return Title(
                strip(layout.quote(segment.colon + 1, segment.end)),
                segment.colon + 1,
                segment.end,
                "title: label",
            )
        label = row_label(layout, segment)
        if label is not None and any(p in labels for p in range(label.start + 1, label.end + 1)):
            return Title(
                strip(layout.quote(segment.start, segment.end)), segment.start, segment.end, "title: label"
            )
    named: list[tuple[int, int]] = []
    head: list[tuple[int, int]] = []
    for opening, close in quotations(layout):
        if close <= opening + 1:
            continue
        if any(finder.hit_ending("initiative", at) for at in (opening, opening - 1)) or finder.hit(
            "initiative", close + 1
        ):
            named.append((opening + 1, close))
        # A short quotation behind a word for a body is the body's own name, a long one what it does.
        name = finder.hit_ending("body", opening) and close - opening <= LONGEST_NAME
        if layout.segment_of[opening] < 3 and not name:
            head.append((opening + 1, close))
    closed = {opening for opening, _ in quotations(layout)}
    for opening, word in enumerate(layout.words):
        # A title whose closing mark is missing runs to the end of its line.
        if (
            word in "„«"
            and opening not in closed
            and finder.hit_ending("initiative", opening)
            and layout.segment_of[opening] >= 0
        ):
            end = layout.segments[layout.segment_of[opening]].end
            if opening + 1 < end:
                named.append((opening + 1, end))
    named.sort()
    early = [span for span in named if layout.segment_of[span[0]] < HEAD]
    for spans, why in (
        (early, "quoted beside a word for project"),
        (head, "quoted in the head"),
        (named, "quoted beside a word for project"),
    ):
        if spans:
            start, end = spans[0]
            return Title(strip(layout.quote(start, end)), start, end, f"title: {why}")
    for segment in layout.segments[:HEAD]:
        if not bare_type(layout, finder, segment):
            return Title(
                strip(layout.quote(segment.start, segment.end)),
                segment.start,
                segment.end,
                "title: first line",
            )
    segment = layout.segments[0]
    return Title(
        strip(layout.quote(segment.start, segment.end)), segment.start, segment.end, "title: first line"
    )


def bare_type(layout: Layout, finder: Finder, segment: Segment) -> bool:
    """A line that only says what kind of document it is (`Invitation`), or only holds a date."""
    words = [p for p in range(segment.start, segment.end) if layout.kinds[p] == "w"]
    typed = {
        p
        for start in words
        for hit in finder.at.get("document", {}).get(start, [])
        for p in range(hit.start, hit.end)
    }
    named = [
        p for p in words if p not in typed and not finder.hit("month", p) and not finder.hit("filler", p)
    ]
    return not named or bool(typed) and len(named) <= 1 and len(words) <= 3


def strip(name: str) -> str:
    return " ".join(name.split()).strip('„“”"«» .,;:–-')
