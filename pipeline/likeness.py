"""What two documents have in common, and whether that is enough to say that they describe the same
initiative.

Weights follow how rarely unrelated pages share a thing: an amount of 148 680 euro, a period to the day, a
meeting of one day in one town are all but signatures; a town, a count of 12 concerts or a year are not. The
topic of a text plays no part, and no wording is compared across languages except names. At least two kinds
of evidence have to agree, one of them a signature, and what speaks against counts too: two editions of one
festival share their name and organiser, and are kept apart by their years.

Candidates come from an index of signatures, so the work grows with what is shared and not with all pairs.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

import pandas as pd

ENOUGH = 6.5
"""Points from which two documents describe the same initiative. Pages of one initiative share 15 and more,
others under 2."""

COMMON = 25
"""A signature that more documents share is boilerplate (a programme's envelope, its period), and proposes
no pair."""

INDICATOR_WORDS = {
    "participants": "participants",
    "reach": "people reached",
    "events": "events",
    "partners": "partners",
    "countries": "countries",
    "places": "places",
    "outputs": "outputs",
    "projects": "projects",
    "duration": "duration",
    "age": "age",
}


def fold(text: str) -> str:
    """Lower case without accents or punctuation, to compare names."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(str.maketrans("łđøıß", "ldois")))
    letters = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(letters).split())


def alike(one: str, two: str, least: float) -> bool:
    """Whether two folded names are one name but for an ending or a letter."""
    if one == two:
        return bool(one)
    if min(len(one), len(two)) < 4 or abs(len(one) - len(two)) > max(len(one), len(two)) * (1 - least) * 2:
        return False
    return SequenceMatcher(None, one, two).ratio() >= least


def digits(amount: float) -> int:
    """Significant digits: 186 400 has four, 62 500 000 three. Every digit makes a shared number rarer."""
    return len(f"{amount:.2f}".rstrip("0").rstrip(".").replace(".", "").strip("0"))


@dataclass
class Profile:
    """What one document states that another page on the same initiative would repeat."""

    document: str
    language: str | None = None
    title: str = ""
    named: bool = False
    """Whether the text itself names the initiative; else the title is the page's."""
    money: dict[tuple[str, float], list[tuple[str, str]]] = field(default_factory=dict)
    """(currency, amount) -> [(row, budget kind)]."""
    starts: dict[str, str] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    deadlines: dict[str, str] = field(default_factory=dict)
    """ISO date -> row."""
    events: dict[tuple[str, str], str] = field(default_factory=dict)
    """(first day, folded place) -> row."""
    counts: dict[tuple, str] = field(default_factory=dict)
    towns: dict[str, tuple[str, str]] = field(default_factory=dict)
    """folded name -> (name, row)."""
    countries: set[str] = field(default_factory=set)
    organisations: dict[str, tuple[str, str]] = field(default_factory=dict)
    funders: set[str] = field(default_factory=set)
    """Folded names of organisations that fund: many initiatives share one."""
    leaders: set[str] = field(default_factory=set)
    """Folded names of coordinators."""


REASONS = {
    "grant": "same grant, {amount}",
    "cofinancing": "same co-financing, {amount}",
    "total": "same budget, {amount}",
    "amount": "same amount, {amount}",
    "start": "same start, {day}",
    "end": "same end, {day}",
    "event": "same event on {day}",
    "title": "same name, “{title}”",
    "figures": "equal figures: {indicators}",
    "towns": "same places: {names}",
    "organisations": "same organisations: {names}",
    "starts apart": "but {months} months between the starts",
    "ends apart": "but {months} months between the ends",
    "deadlines apart": "but {months} months between the deadlines",
    "no country": "but no country in common",
    "no place": "but no place in common",
}
"""What two documents have in common or apart, as templates: the report translates them."""


@dataclass(frozen=True)
class Reason:
    """A template of `REASONS` and its values."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        said = dict(self.values)
        if "amount" in said:
            written = f"{said['amount']:,.2f}".removesuffix(".00").replace(",", " ")
            said["amount"] = f"{written} {said['unit']}"
        if "indicators" in said:
            said["indicators"] = ", ".join(INDICATOR_WORDS[key] for key in said["indicators"])
        return REASONS[self.code].format(**said)


@dataclass
class Likeness:
    """The outcome of comparing two documents: points, reasons, and the rows that they rest on."""

    left: str
    right: str
    score: float
    reasons: list[Reason]
    against: list[Reason]
    evidence: list[str]
    signatures: int
    kinds: int

    @property
    def same(self) -> bool:
        return self.score >= ENOUGH and self.signatures >= 1 and self.kinds >= 2


def profiles(documents: pd.DataFrame, statements: dict[str, pd.DataFrame]) -> dict[str, Profile]:
    """One profile a document, in the order of their ids."""
    languages = dict(zip(documents["document_id"], documents["language"], strict=True))
    found = {
        document: Profile(document, language if isinstance(language, str) else None)
        for document, language in sorted(languages.items())
    }
    for row in statements["titles"].itertuples():
        profile = found.get(row.document_id)
        if profile is not None and not profile.title:
            profile.title, profile.named = fold(row.title), True
    for row in statements["measures"].itertuples():
        profile = found.get(row.document_id)
        if profile is None or row.role == "context":
            continue
        low, high = (None if pd.isna(v) else float(v) for v in (row.value_min, row.value_max))
        if row.indicator == "budget":
            if row.qualifier == "exact" and low:
                kind = "" if pd.isna(row.budget_kind) else row.budget_kind
                profile.money.setdefault((row.unit, low), []).append((row.measure_id, kind))
        else:
            floor = "at_least" if row.qualifier == "more_than" else row.qualifier
            key = (row.indicator, row.unit, row.basis, floor, low, high)
            profile.counts.setdefault(key, row.measure_id)
    for row in statements["dates"].itertuples():
        profile = found.get(row.document_id)
        if profile is not None and row.kind in ("start", "end", "deadline") and not row.date.startswith("--"):
            days = {"start": profile.starts, "end": profile.ends, "deadline": profile.deadlines}[row.kind]
            days.setdefault(row.date, row.date_id)
    for row in statements["events"].itertuples():
        profile = found.get(row.document_id)
        if profile is not None and isinstance(row.start_date, str) and len(row.start_date) == 10:
            place = fold(row.place) if isinstance(row.place, str) else ""
            profile.events.setdefault((row.start_date, place), row.event_id)
    for row in statements["places"].itertuples():
        profile = found.get(row.document_id)
        if profile is None:
            continue
        if row.kind == "country":
            profile.countries.add(row.country)
        else:
            profile.towns.setdefault(fold(row.name), (row.name, row.place_id))
    for row in statements["organisations"].itertuples():
        profile = found.get(row.document_id)
        if profile is not None:
            name = fold(row.name)
            profile.organisations.setdefault(name, (row.name, row.organisation_id))
            if row.role == "funder":
                profile.funders.add(name)
            elif row.role == "coordinator":
                profile.leaders.add(name)
    return found


def candidates(found: dict[str, Profile]) -> list[tuple[str, str]]:
    """Pairs that share a signature, in order."""
    index: dict[tuple, set[str]] = defaultdict(set)
    for profile in found.values():
        for unit, amount in profile.money:
            if digits(amount) >= 3:
                index["money", unit, amount].add(profile.document)
        for start in profile.starts:
            for end in profile.ends:
                if len(start) >= 7 and len(end) >= 7:
                    index["period", start, end].add(profile.document)
        for start, _ in profile.events:
            index["event", start].add(profile.document)
        if len(profile.title) >= 8:
            index["title", profile.title].add(profile.document)
        for name in profile.organisations:
            index["organisation", name].add(profile.document)
    pairs = {
        pair
        for shared in index.values()
        if 2 <= len(shared) <= COMMON
        for pair in combinations(sorted(shared), 2)
    }
    return sorted(pairs)


def _same_money(left: Profile, right: Profile) -> Iterator[tuple[float, Reason, list[str]]]:
    for unit, amount in sorted(left.money.keys() & right.money.keys()):
        points = min(max(digits(amount) - 1, 0), 4) * 1.0
        one, two = left.money[unit, amount][0], right.money[unit, amount][0]
        kind = one[1] if one[1] in REASONS else "amount"
        yield points, Reason(kind, {"amount": amount, "unit": unit}), [one[0], two[0]]


def _rarity(day: str) -> float:
    """A period starts on the first of January or of a month more often than on another day."""
    if len(day) < 10:
        return 0.5
    if day[5:] in ("01-01", "12-31"):
        return 1.0
    return 1.5 if day.endswith("-01") or day[8:] in ("28", "29", "30", "31") else 2.5


def _months(one: str, two: str) -> int:
    a, b = (int(day[:4]) * 12 + int(day[5:7] or 1) for day in (one, two))
    return abs(a - b)


def _edition(profile: Profile) -> list[str]:
    """The numbers in a name: the 11th and the 12th festival of one name are two events."""
    return [word for word in profile.title.split() if any(c.isdigit() for c in word)]


def _name_holds(one: str, two: str) -> bool:
    """Whether one name is the other, or stands in it (a headline holds a project's name)."""
    return alike(one, two, 0.8) or f" {one} " in f" {two} " or f" {two} " in f" {one} "


def _whole_costs_far_apart(left: Profile, right: Profile) -> bool:
    costs = [
        {
            (unit, amount)
            for (unit, amount), rows in one.money.items()
            if any(kind == "total" for _, kind in rows)
        }
        for one in (left, right)
    ]
    pairs = [(a, b) for unit, a in costs[0] for other, b in costs[1] if unit == other]
    return bool(pairs) and all(max(a, b) > 1.5 * min(a, b) for a, b in pairs)


def compare(left: Profile, right: Profile) -> Likeness:
    """Points for and against two documents being about the same initiative."""
    score, reasons, against, evidence = 0.0, [], [], []
    signatures, kinds = 0, set()

    def add(kind: str, points: float, reason: Reason, rows: list[str], signature: bool = False) -> None:
        nonlocal score, signatures
        score += points
        reasons.append(reason)
        evidence.extend(rows)
        kinds.add(kind)
        signatures += signature

    money = 0.0
    for points, reason, rows in _same_money(left, right):
        if points and money < 6:
            money += points
            add("money", points, reason, rows, signature=points >= 2)

    starts, ends = (
        sorted(left.starts.keys() & right.starts.keys()),
        sorted(left.ends.keys() & right.ends.keys()),
    )
    if starts:
        day = starts[-1]
        add("start", _rarity(day), Reason("start", {"day": day}), [left.starts[day], right.starts[day]])
    if ends:
        day = ends[-1]
        add("end", _rarity(day), Reason("end", {"day": day}), [left.ends[day], right.ends[day]])
    # Two projects of one year's call share its first and last day: only an odd period is a signature.
    if starts and ends and _rarity(starts[-1]) + _rarity(ends[-1]) >= 3:
        signatures += 1

    for start, place in sorted(left.events):
        for other, town in sorted(right.events):
            if start == other and place and town and alike(place, town, 0.6):
                rows = [left.events[start, place], right.events[other, town]]
                add("event", 3.5, Reason("event", {"day": start}), rows, signature=True)

    if (
        left.title
        and right.title
        and alike(left.title, right.title, 0.85)
        and _edition(left) == _edition(right)
    ):
        points = 5.0 if len(left.title) >= 16 or left.title.count(" ") >= 2 else 2.0
        add("title", points, Reason("title", {"title": left.title}), [], signature=points > 2)

    shared = sorted(left.counts.keys() & right.counts.keys(), key=str)
    weight = 0.0
    for key in shared:
        value = key[4] if key[4] is not None else key[5]
        weight += min(0.4 + 0.4 * digits(value), 1.2) if value is not None else 0.0
        evidence += [left.counts[key], right.counts[key]]
    if shared:
        counted = Reason("figures", {"indicators": sorted({key[0] for key in shared})})
        add("figures", min(weight, 4.0), counted, [])

    towns = [(one, two) for one in sorted(left.towns) for two in sorted(right.towns) if alike(one, two, 0.75)]
    if towns:
        once = list(dict(towns).items())
        rows = [row for one, two in once for row in (left.towns[one][1], right.towns[two][1])]
        names = ", ".join(left.towns[one][0] for one, _ in once)
        add("towns", min(0.7 * len(once), 3.5), Reason("towns", {"names": names}), rows)

    organisations = [
        (one, two)
        for one in sorted(left.organisations)
        for two in sorted(right.organisations)
        if alike(one, two, 0.8)
    ]
    if organisations:
        once = list(dict(organisations).items())
        rows = [row for one, two in once for row in (left.organisations[one][1], right.organisations[two][1])]
        names = ", ".join(left.organisations[one][0] for one, _ in once)
        points = sum(0.3 if one in left.funders or two in right.funders else 1.0 for one, two in once)
        add("organisations", min(points, 2.0), Reason("organisations", {"names": names}), rows)

    for ours, theirs, what in (
        (left.starts, right.starts, "starts apart"),
        (left.ends, right.ends, "ends apart"),
        (left.deadlines, right.deadlines, "deadlines apart"),
    ):
        if ours and theirs and not ours.keys() & theirs.keys():
            gap = min(_months(a, b) for a in ours for b in theirs)
            if gap > 6:
                score -= 4.0
                against.append(Reason(what, {"months": gap}))
    if (
        left.countries
        and right.countries
        and len(left.countries) > 1
        and not left.countries & right.countries
    ):
        score -= 2.0
        against.append(Reason("no country"))
    if left.towns and right.towns and not towns:
        score -= 2.0
        against.append(Reason("no place"))
    return Likeness(
        left.document, right.document, round(score, 2), reasons, against, evidence, signatures, len(kinds)
    )
