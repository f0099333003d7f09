"""The words the tables use: every enum, the units that fit each indicator, and how ids are made.

Standard library only, so that the extraction engine can import it for nothing. What the words mean is said
in `docs/data-dictionary.md`, which `pipeline.schemas` writes from the same constants.
"""

from __future__ import annotations

import re
from datetime import date as calendar_date
from hashlib import sha256

INDICATORS = {
    "budget": "money; `budget_kind` says which",
    "participants": "people who take part, attend, are trained or served, volunteer",
    "reach": "people reached indirectly: readers, viewers, followers, inhabitants who benefit",
    "events": "meetings, workshops, debates, concerts, trainings, camps",
    "partners": "organisations, groups, schools, communities that take part",
    "countries": "countries that take part",
    "places": "towns, municipalities, districts, villages, sites covered",
    "outputs": "things made: publications, films, murals, benches, trees",
    "projects": "projects or initiatives funded or run under it",
    "duration": "length of the initiative; years are given in months",
    "age": "age of the target group",
}
"""Indicator -> what it counts."""

UNITS = {
    "budget": (),
    "participants": ("person", "household"),
    "reach": ("person",),
    "events": ("event",),
    "partners": ("organisation",),
    "countries": ("country",),
    "places": ("place",),
    "outputs": ("item",),
    "projects": ("project",),
    "duration": ("month", "day"),
    "age": ("year",),
}
"""Indicator -> the units it is counted in. Money is counted in currencies: see `unit_fits`."""

ROLES = {
    "target": "planned, expected, promised, budgeted or awarded",
    "actual": "reported as having happened, or standing now",
    "context": "background that is not this initiative's own performance",
}
QUALIFIERS = {
    "exact": "the value itself: value_min = value_max",
    "about": "near the value, no width invented: value_min = value_max",
    "at_least": "the value or more: value_max is open",
    "more_than": "more than the value: value_max is open",
    "at_most": "the value or less: value_min is open",
    "less_than": "less than the value: value_min is open",
    "range": "from value_min to value_max",
}
BASES = {
    "total": "of the whole initiative",
    "per_partner": "for each partner, or the share of one named partner",
    "per_country": "for each country",
    "per_event": "for each event",
    "per_project": "for each project funded",
    "per_person": "for each person",
    "per_year": "for each year",
}
BUDGET_KINDS = {
    "total": "the whole cost",
    "grant": "what a funder pays, the EU part",
    "cofinancing": "what the promoter, state, town or donors add beside another source",
    "allocation": "money set aside for a call, measure or programme",
    "cap": "the most (or the least and the most) that one project, partner or person can get",
}
DATE_KINDS = {
    "start": "the initiative begins",
    "end": "the initiative ends",
    "published": "the document's own date",
    "updated": "the page was changed",
    "deadline": "the last day of a call, consultation or registration",
    "contract": "a contract was signed",
}
PRECISIONS = {
    "day": "month and day are stated (`--05-31`: without a year)",
    "month": "no day is stated",
    "year": "only the year is stated",
}
ORGANISATION_ROLES = {
    "coordinator": "leads or carries out the initiative",
    "partner": "takes part in it",
    "funder": "pays for it",
    "host": "gives it room",
    "contractor": "works for it under a contract",
}
PLACE_KINDS = {"country": "a country", "settlement": "a town, district or village"}
PROJECT_KINDS = {
    "project": "one initiative with an end",
    "programme": "holds several projects",
    "measure": "one line of a programme or strategy",
    "call": "an invitation to apply or take part",
    "event": "the initiative is itself an event",
}
SEVERITIES = {
    "error": "the statements cannot all be true, or a rule of the tables is broken",
    "warning": "an evaluator should look before using the figures",
    "note": "something an evaluator would expect is not stated",
}

IDENTIFIER = r"[0-9a-f]{16}"
PARTIAL_DATE = r"(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|--[0-9]{2}(?:-[0-9]{2})?)"
FULL_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
CURRENCY = r"[A-Z]{3}"
COUNTRY = r"[A-Z]{2}"
LANGUAGE = r"[a-z]{2}"


def identifier(*parts: object) -> str:
    """The id of a row: the first 16 hex digits of the SHA-256 of its parts; None counts as empty.

    Parts are compared as text (5 and 5.0 differ), in order. Equal parts give the equal id on every machine.
    """
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def unit_fits(indicator: str, unit: str) -> bool:
    """Whether an indicator can be counted in this unit: three capitals for money, else one of `UNITS`."""
    if indicator == "budget":
        return re.fullmatch(CURRENCY, unit) is not None
    return unit in UNITS.get(indicator, ())


def is_partial_date(text: str) -> bool:
    """Whether the text is an ISO date, maybe partial (`2020-09`, `2018`, `--05-31`), of a day that exists."""
    if re.fullmatch(PARTIAL_DATE, text) is None:
        return False
    # 2000 had a 29 February, so a date without a year is given the benefit of it.
    whole = "2000" + text[1:] if text.startswith("--") else text
    try:
        calendar_date.fromisoformat(whole + "-01-01"[(len(whole) - 4) :])
    except ValueError:
        return False
    return True


def earliest(text: str) -> calendar_date | None:
    """First day that a partial date can mean; None without a year."""
    if text.startswith("--") or not is_partial_date(text):
        return None
    return calendar_date.fromisoformat(text + "-01-01"[(len(text) - 4) :])


def latest(text: str) -> calendar_date | None:
    """Last day that a partial date can mean (`2018` -> 2018-12-31); None without a year."""
    first = earliest(text)
    if first is None or len(text) == 10:
        return first
    if len(text) == 4:
        return first.replace(month=12, day=31)
    for day in (31, 30, 29, 28):
        try:
            return first.replace(day=day)
        except ValueError:
            continue
    return None  # pragma: no cover - every month has 28 days


def interval_fits(qualifier: str, value_min: float | None, value_max: float | None) -> bool:
    """Whether the ends that are given are those the qualifier asks for (None is an open end)."""
    if qualifier in ("exact", "about"):
        return value_min is not None and value_min == value_max
    if qualifier in ("at_least", "more_than"):
        return value_min is not None and value_max is None
    if qualifier in ("at_most", "less_than"):
        return value_min is None and value_max is not None
    return qualifier == "range" and value_min is not None and value_max is not None and value_min < value_max
