"""One text to all its statements: the order in which the parts of the extractor work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.extract.bodies.organisations import Organisations
from pipeline.extract.counts.measures import Measure, Measures
from pipeline.extract.figures import masks
from pipeline.extract.figures.numerals import Quantity, is_plain_year
from pipeline.extract.figures.quantities import Finder
from pipeline.extract.language import codes
from pipeline.extract.layout import Layout, lay_out
from pipeline.extract.lexicon import Lexicon, neutral
from pipeline.extract.lexicon import lexicon as compiled
from pipeline.extract.meaning.genres import lists_awards
from pipeline.extract.meaning.roles import Meaning
from pipeline.extract.places.places import Places, unique
from pipeline.extract.tables.tables import Tables
from pipeline.extract.times.calendars import with_listed
from pipeline.extract.times.dates import Calendar, When, nearest_cue, taken
from pipeline.extract.times.events import Timeline
from pipeline.extract.titles import document_type, title
from pipeline.vocabulary import identifier

Row = dict[str, Any]
TABLES = ("measures", "dates", "events", "organisations", "places", "unclaimed_numbers", "titles")
KEYS = {
    "measures": "measure_id",
    "dates": "date_id",
    "events": "event_id",
    "organisations": "organisation_id",
    "places": "place_id",
}
SHORT = 80  # tokens under which a text is taken to tell of an initiative
SPARSE = 2  # words that speak of an initiative, in a hundred tokens, under which a text does not tell of one
COUNTED = (
    0.4  # measures to a figure, from which a text with few such words tells of an initiative all the same
)
CALLS = ("call", "invitation", "consultation")
TOLD = 6  # how near a date the word that says what happened on it must stand
LONGEST_SENTENCE = 600  # code points; a longer run is cut around the quote


class Figures(NamedTuple):
    """A laid-out text's cues, dates and figures, and the reader that makes measures of them."""

    finder: Finder
    meaning: Meaning
    dates: list[When]
    fixed: dict[int, str]
    """Tokens of addresses, phones and the like, and what they belong to."""
    quantities: list[Quantity]
    reader: Measures


def figures(layout: Layout, lexicon: Lexicon) -> Figures:
    """Everything that must be known of a text before its figures are read."""
    finder = Finder(layout, lexicon)
    fixed = masks.spans(layout)
    calendar = Calendar(layout, finder)
    found = calendar.find()
    dates = [
        when
        for when in with_listed(layout, finder, found, calendar.own_day(found))
        if not any(fixed.get(position) in ("address", "phone") for position in range(when.start, when.end))
    ]
    numbers = finder.numbers(taken(dates))
    masks.mask(layout, finder, numbers, fixed)
    kind = document_type(layout)
    if kind in (None, "invitation", "call") and lists_awards(layout, finder):
        kind = "awards"
    meaning = Meaning(layout, finder, kind, own_year(dates), first_year(dates, layout, kind), dates)
    tables = Tables(layout, finder, meaning)
    tables.set_apart(numbers)
    quantities = finder.ranges(numbers)
    reader = Measures(layout, finder, lexicon, meaning, tables)
    return Figures(finder, meaning, dates, fixed, quantities, reader)


def statements(document_id: str, text: str, language: str | None) -> dict[str, list[Row]]:
    """All rows that one text gives, by table, in the order of the text.

    A language without a file is read only for what is free of language: numeric dates and figures with a
    currency code or sign; every measure then carries the doubt `language unknown`.
    """
    known = language in codes()
    lexicon = compiled(language) if known and language else neutral()
    layout = lay_out(text, lexicon)
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    if not layout.starts:
        return rows
    finder, meaning, dates, fixed, quantities, reader = figures(layout, lexicon)
    measures = reader.read(quantities)
    if known and not tells_of_initiative(layout, measures):
        measures, meaning.type = [], "other"
        for quantity in quantities:
            quantity.claimed, quantity.reason = False, quantity.reason or "no initiative"
    sums = frozenset(m.quantity.start for m in measures if m.indicator == "budget")
    bodies = Organisations(layout, finder, lexicon, meaning, sums).every() if known else []
    days = [(when.start, when.end) for when in dates if Timeline.to_the_day(when.first)]
    places = Places(layout, finder, lexicon, bodies, days) if known else None
    spots = places.settlements() if places else []
    periods, events = Timeline(layout, finder, meaning, dates, spots).read()

    def add(table: str, start: int, end: int, rule: str, **fields: Any) -> None:
        rows[table].append(span(layout, document_id, start, end, rule, **fields))

    for measure in measures:
        doubts = measure.doubts if known else [*measure.doubts, "language unknown"]
        add(
            "measures",
            measure.start,
            measure.end,
            measure.rule,
            indicator=measure.indicator,
            role=measure.role,
            qualifier=measure.qualifier,
            value_min=measure.low,
            value_max=measure.high,
            unit=measure.unit,
            basis=measure.basis,
            budget_kind=measure.kind,
            audience=measure.audience,
            sentence=sentence(layout, measure.start, measure.end),
            doubts=";".join(doubts) or None,
        )
    for row in periods:
        add(
            "dates", row.start, row.end, row.rule, kind=row.kind, date=row.date, precision=precision(row.date)
        )
    for event in events:
        add(
            "events",
            event.start,
            event.end,
            event.rule,
            title=event.title,
            place=event.place,
            country=event.country,
            start_date=event.first,
            end_date=event.last,
            online=event.online,
        )
    for body in bodies:
        if body.role:
            add("organisations", body.start, body.end, body.rule, name=body.name, role=body.role)
    for country in places.countries() if places else []:
        add(
            "places",
            country.start,
            country.end,
            "country",
            name=country.code,
            kind="country",
            country=country.code,
        )
    for spot in unique(spots):
        add(
            "places",
            spot.start,
            spot.end,
            "settlement",
            name=spot.name,
            kind="settlement",
            country=spot.country,
        )
    name = title(layout, finder)
    if name:
        add("titles", name.start, name.end, name.rule, title=name.title)
    told = [(row.start, row.end) for row in periods] + [(event.start, event.end) for event in events]
    idle = taken(dates).difference(*(range(start, end) for start, end in told))
    used = (taken(dates) - idle).union(*(range(m.quantity.start, m.quantity.end) for m in measures))
    rows["unclaimed_numbers"] = list(unclaimed(layout, document_id, quantities, fixed, used, idle))
    for table, key in KEYS.items():
        for made in rows[table]:
            meant = [
                str(made[column])
                for column in sorted(made)
                if column not in ("sentence", "rule", "doubts", "quote")
            ]
            made[key] = identifier(table, *meant)
    return rows


def tells_of_initiative(layout: Layout, measures: list[Measure]) -> bool:
    """Whether a text speaks of an initiative at all: a privacy notice, a price list or a timetable does not.

    Words for projects, money granted or spent, planned and achieved values, doers and funders tell of one. A
    text that has few of them, a villager's account of a feast, say, tells of one where much of what it counts
    is people, events and things. Short texts are given the benefit of the doubt.
    """
    if len(layout.words) < SHORT:
        return True
    said = sum(
        hit.family in ("initiative", "title", "kind", "part")
        or hit.family == "cue"
        and hit.name in ("planned", "achieved")
        for hit in layout.hits
    )
    if said * 100 >= SPARSE * len(layout.words):
        return True
    figures = sum(kind in "nd" for kind in layout.kinds)
    return len(measures) >= COUNTED * max(figures, 1)


def own_year(dates: list[When]) -> int | None:
    """The year the document speaks from: the earliest of its whole dates with a year, days before months."""
    for length in (10, 7):
        years = [int(when.first[:4]) for when in dates if len(when.first) >= length and when.first[0] != "-"]
        if years:
            return min(years)
    return None


def first_year(dates: list[When], layout: Layout, kind: str | None) -> int | None:
    """The first year that is the initiative's own: in a call that of its deadline, for what was done before
    that went to an earlier call; else the earliest year of its dates but those of laws and approvals."""
    hits = [hit for hit in layout.hits if hit.family == "when"]
    told = []
    for when in dates:
        cue = nearest_cue(hits, when.start, when.end, TOLD)
        name = cue.name if cue is not None else ""
        label = layout.segments[layout.segment_of[when.start]].colon
        labelled = label is not None and any(
            hit.name == "deadline" and hit.end == label for hit in hits if hit.start < when.start
        )  # `Applications: until 17:00 on 1 March 2024`
        closes = name == "deadline" or labelled
        if kind in CALLS and closes and len(when.first) >= 7 and when.first[0] != "-":
            return int((when.last or when.first)[:4])
        if name != "ignore":
            told.append(when)
    return own_year(told)


def span(layout: Layout, document_id: str, start: int, end: int, rule: str, **fields: Any) -> Row:
    first, last = layout.starts[start], layout.ends[end - 1]
    return {
        "document_id": document_id,
        "quote": layout.text[first:last],
        "quote_start": first,
        "quote_end": last,
        "rule": rule,
        **fields,
    }


def sentence(layout: Layout, start: int, end: int) -> str:
    """The verbatim sentence around tokens start..end."""
    first = layout.segments[layout.segment_of[start]].start if layout.segment_of[start] >= 0 else start
    last = layout.segments[layout.segment_of[end - 1]].end if layout.segment_of[end - 1] >= 0 else end
    a, b = layout.starts[min(first, start)], layout.ends[max(last, end) - 1]
    if b - a > LONGEST_SENTENCE:
        a, b = (
            max(a, layout.starts[start] - LONGEST_SENTENCE // 2),
            min(b, layout.ends[end - 1] + LONGEST_SENTENCE // 2),
        )
    return layout.text[a:b]


def precision(iso: str) -> str:
    if iso.startswith("--"):
        return "day" if len(iso) > 4 else "month"
    return {4: "year", 7: "month"}.get(len(iso), "day")


def unclaimed(
    layout: Layout,
    document_id: str,
    quantities: list[Quantity],
    fixed: dict[int, str],
    used: set[int],
    idle: set[int],
) -> Iterator[Row]:
    """Every figure that no measure and no date holds, with the reason; number words too where one was
    weighed. `used` are the tokens of measures, dates and events, `idle` those of dates that say nothing of
    the initiative."""
    reasons = {}
    for quantity in quantities:
        if not quantity.claimed:
            for position in range(quantity.start, quantity.end):
                if quantity.spelt or layout.kinds[position] != "w":
                    reasons[position] = quantity.reason or "unknown"
    for position, kind in enumerate(layout.kinds):
        if position in used:
            continue
        if kind == "n" or kind == "d":
            reason = reasons.get(position) or fixed.get(position)
            if reason is None:
                reason = (
                    "list"
                    if layout.segment_of[position] < 0
                    else "year"
                    if is_plain_year(layout.words[position])
                    else "date"
                    if kind == "d" or position in idle
                    else "unknown"
                )
        elif kind == "w" and reasons.get(position) and reasons[position] not in ("article",):
            reason = reasons[position]
        else:
            continue
        first = position
        yield span(
            layout,
            document_id,
            first,
            position + 1,
            f"unclaimed: {reason}",
            sentence=sentence(layout, first, position + 1),
            reason=reason,
        )
