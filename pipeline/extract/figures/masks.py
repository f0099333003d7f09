"""Figures that count nothing an evaluator tabulates: phones, codes, laws, clock times, percentages, ordinals.

Each gets a reason, so that every figure of a text is either claimed or explained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.figures.numerals import DASHES, Quantity, is_plain_year
from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout

ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|\[email[^\]]*\]|\b[\w-]+\.(?:eu|com|org|net|lt|hu|lv|pl|de)\b\S*",
    re.IGNORECASE,
)
ADDRESS_SIGN = re.compile(r"@|://|www\.|\[email|\.(?:eu|com|org|net|lt|hu|lv|pl|de)\b", re.IGNORECASE)
LONGEST_ADDRESS = 200
PHONE = re.compile(r"\+\d[\d \u00a0()/.-]{6,}\d|\(\d[\d~ \u00a0]{1,6}\)[ \u00a0]?\d[\d \u00a0-]{3,}\d")
PHONE_GROUPS = re.compile(
    r"(?<![\w.,-])(?:0\d{1,3}(?:[ \u00a0]\d{1,4}){3,4}|8[ \u00a0]\d{3}[ \u00a0]\d\d[ \u00a0]\d{3})"
    r"(?![ \u00a0]?\d)"
)
"""`06 82 000 000`, `8 315 00 909`: no count begins with a zero, nor goes on in groups of two."""
PHONE_PAIRS = re.compile(
    r"[:,][ \u00a0]*((?:\d{3}|0\d[ \u00a0]\d\d)(?:[ \u00a0]\d\d){3}"
    r"|\d\d[ \u00a0]\d{3}(?:[ \u00a0]\d\d){2})[ \u00a0]*\.?[ \u00a0]*$",
    re.MULTILINE,
)
"""`Consultas: 978 00 00 00`: groups of two digits that close a line are no counts."""
ZEROES = re.compile(r"^0\d{2,}(?![.,])")
CLOCK = re.compile(r"(?<![\d.,])(?:[01]?\d|2[0-4]):[ \u00a0]?[0-5]\d(?!\d)")
DOT_CLOCK = re.compile(r"^(?:[01]?\d|2[0-4])\.[0-5]\d$")
CODE = re.compile(
    r"\b(?=[A-Z0-9/.-]*\d)(?=[A-Z0-9/.-]*[A-Z])[A-Z][A-Z0-9]*(?:[-/.][A-Z0-9]+)+\b"
    r"|\b(?!\d{1,3}(?:\.\d{3})+\b)\d{1,5}(?:\.\d{1,5}){3,}\b"
    r"|\b[A-Z]{1,3}\d{2,}\w*\b|\b\d+(?:[-/]\d+){2,}\b|\b\d{6,}\b|№ ?\d[\d/-]*|§+ ?\d+|#\d+"
)
FIGURES = re.compile(r"(?<!\S)[^\s\d]*\d\S*(?: ?\d\S*)?")
LONGEST_CODE = 80
LONGEST_FIGURE = 18  # characters; a longer run of digits is no quantity
LONGEST_NAME = 10  # tokens of a quoted name
NAMED = 4  # letters of a word that numbers the thing it names: floor, room
FLOORS = 20
STREET = 4  # tokens between the word for a street and its house number
LINKED = frozenset("()/-–+~.,")
REASONS = {
    "page": "page",
    "hour": "time",
    "minute": "time",
    "application": "application",
    "vote": "vote",
    "job": "job",
    "seat": "seat",
    "length": "length",
    "area": "area",
    "weight": "weight",
    "size": "size",
    "point": "point",
    "percent": "percentage",
    "share": "share",
    "team": "team",
    "word": "word",
    "other": "other",
}


def spans(layout: Layout) -> dict[int, str]:
    """Token -> reason, for what a fixed form gives away whatever the language."""
    reasons: dict[int, str] = {}
    text, starts, ends = layout.text, layout.starts, layout.ends
    if not starts:
        return reasons
    found = [("address", span) for span in addresses(text)]
    found += [("phone", match.span()) for match in PHONE.finditer(text)]
    found += [("phone", match.span()) for match in PHONE_GROUPS.finditer(text)]
    found += [("phone", match.span(1)) for match in PHONE_PAIRS.finditer(text)]
    found += [("time", match.span()) for match in CLOCK.finditer(text)]
    for chunk in FIGURES.finditer(text):  # only what holds a digit can be a code
        if chunk.end() - chunk.start() > LONGEST_CODE:
            continue
        for match in CODE.finditer(text, chunk.start(), chunk.end()):
            if not (match.group().isdigit() and len(match.group()) < 8 and not match.group().startswith("0")):
                found.append(("code", match.span()))  # 250000 may be an amount; the measure decides
    reasons_in_order = ("address", "phone", "time", "code")
    for reason in reasons_in_order:
        index = 0
        for first, last in (span for named, span in found if named == reason):
            while index < len(starts) and ends[index] <= first:
                index += 1
            at = index
            while at < len(starts) and starts[at] < last:
                reasons.setdefault(at, reason)
                at += 1
    return reasons


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Spans of web and mail addresses, looked for only around the signs that give them away."""
    done = 0
    for sign in ADDRESS_SIGN.finditer(text):
        if sign.start() < done:
            continue
        low = max(done, sign.start() - LONGEST_ADDRESS)
        high = min(len(text), sign.end() + LONGEST_ADDRESS)
        for match in ADDRESS.finditer(text, low, high):
            if match.start() <= sign.start() < match.end():
                yield match.span()
                done = match.end()
                break


YOUNGEST, OLDEST = 3, 110  # years of age


def mask(layout: Layout, finder: Finder, quantities: list[Quantity], fixed: dict[int, str]) -> None:
    """Set `reason` on every quantity that a form or a cue next to it rules out."""
    words, kinds = layout.words, layout.kinds
    ordinals = set(finder.lexicon.language.numbers.ordinals) if finder.lexicon else set()
    names = quoted(layout)
    previous: Quantity | None = None
    for quantity in quantities:
        start, end = quantity.start, quantity.end
        if end - start == 1 and kinds[start] == "n" and len(words[start]) > LONGEST_FIGURE:
            quantity.reason = "code"
        elif any(position in fixed for position in range(start, end)):
            quantity.reason = fixed[next(position for position in range(start, end) if position in fixed)]
        elif kinds[start] == "n" and ZEROES.match(words[start]):
            quantity.reason = "phone"  # `01373 000 000`: no count begins with a zero
        elif layout.segment_of[start] < 0:
            quantity.reason = "list"
        elif quantity.suffix and (
            quantity.suffix in ordinals or quantity.suffix.lstrip("-") in ordinals or quantity.suffix in "ºª°"
        ):
            quantity.reason = "ordinal"
        elif end < len(words) and words[end] == "%":
            quantity.reason = "percentage"
        elif end < len(words) and words[end] == "°":
            quantity.reason = "code"
        elif start > 1 and words[start - 1] == "/" and next_year(words[start - 2], words[start]):
            quantity.reason = "year"  # `the school year 2024/25`
        elif of_pages(layout, finder, quantity):
            quantity.reason = "page"
        elif referenced(layout, finder, quantity, previous):
            quantity.reason = referenced(layout, finder, quantity, previous)
        elif (
            kinds[start] == "n"
            and DOT_CLOCK.match(words[start])
            and clock(layout, finder, quantity)
            or opening_hours(layout, finder, quantity)
        ):
            quantity.reason = "time"
        elif house_number(layout, finder, quantity):
            quantity.reason = "code"
        elif name_number(layout, finder, quantity):
            quantity.reason = "name"
        elif previous is not None and minutes(layout, finder, previous, quantity):
            quantity.reason = previous.reason = "time"
        elif is_ordinal(layout, finder, quantity):
            quantity.reason = None if year_of_life(layout, finder, quantity, previous) else "ordinal"
        elif (
            (quantity.spelt and quantity.scaled or quantity.low == 1000)
            and quantity.end <= start + 2
            and is_unit(layout, finder, quantity)
        ):
            quantity.reason = "unit"  # `(ezer Ft)`: what a table is counted in
        elif (
            previous is not None
            and quantity.spelt
            and start == previous.end + 1
            and words[previous.end] == "("
            and quantity.low == previous.low
        ):
            quantity.reason = "repeat"  # `50 000 (fifty thousand)`
        elif start in names:
            quantity.reason = "name"
        elif start in finder.ignored:
            quantity.reason = "phrase"
        previous = quantity
    after: Quantity | None = None
    for quantity in reversed(quantities):
        # "10-20 %", "1 and 2 %": the first figure shares the sign.
        if (
            after is not None
            and quantity.reason is None
            and after.reason == "percentage"
            and after.start - quantity.end == 1
            and words[quantity.end] in "-–—,"
            and layout.segment_of[quantity.start] == layout.segment_of[after.start]
        ):
            quantity.reason = "percentage"
        after = quantity


def next_year(first: str, second: str) -> bool:
    """The two last digits of the year that follows: `2024` / `25`."""
    return (
        is_plain_year(first) and len(second) == 2 and second.isdigit() and int(first) % 100 + 1 == int(second)
    )


def of_pages(layout: Layout, finder: Finder, quantity: Quantity) -> bool:
    """`a 36-page booklet`: how long one thing is, not how many there are."""
    at = quantity.end
    return (
        at + 1 < len(layout.words)
        and layout.words[at] in "-‐‑"
        and layout.glued(at)
        and any(hit.name == "page" for hit in finder.at.get("noun", {}).get(at + 1, ()))
    )


def quoted(layout: Layout) -> set[int]:
    """Tokens inside short quotes that open with a capital: names, whose figures count nothing."""
    inside: set[int] = set()
    for start, word in enumerate(layout.words):
        if (
            word not in '„«“"'
            or start + 1 >= len(layout.words)
            or not layout.text[layout.starts[start + 1]].isupper()
        ):
            continue
        close = '“”"' if word == "„" else "»" if word == "«" else "”“" if word == "“" else '"'
        for end in range(start + 2, min(len(layout.words), start + LONGEST_NAME)):
            if layout.words[end] in close and layout.segment_of[end] == layout.segment_of[start]:
                if (
                    layout.words[end - 1] in ",.!?"
                    or layout.words[end + 1 : end + 2] == [","]
                    and ("," in layout.words[start:end])
                ):
                    break  # `“We have 16, and would need 30”, says the chair`: speech
                inside.update(range(start + 1, end))
                break
    return inside


def is_unit(layout: Layout, finder: Finder, quantity: Quantity) -> bool:
    """`(ezer Ft)`, `figures in thousand euros`: a lone scale word that only says what a table is counted
    in."""
    start = quantity.start
    if not quantity.spelt:  # `Budget (1.000 kr.)`
        closes = (
            quantity.end + 1 < len(layout.words) and ")" in layout.words[quantity.end + 1 : quantity.end + 4]
        )
        coin = finder.currency_at(quantity.end)[0]
        return bool(coin) and closes and quantity.low == 1000 and layout.words[start - 1] == "("
    coin = finder.currency_at(quantity.end)[0] or finder.currency_at(start)[0]  # `(eFt)`
    if not finder.hit("scale", start) or not coin:
        return False
    segment = layout.segments[layout.segment_of[start]]
    alone = "n" not in layout.kinds[segment.start : segment.end] and segment.end - segment.start <= 9
    return (start > 0 and layout.words[start - 1] == "(") or (
        alone and layout.words[segment.end - 1] not in ".!?"
    )


def clock(layout: Layout, finder: Finder, quantity: Quantity) -> bool:
    segment = layout.segments[layout.segment_of[quantity.start]]
    noun = finder.hit("noun", quantity.end)
    if noun and noun.name == "hour":
        return True
    at = quantity.start
    if at > segment.start and layout.words[at - 1] == "." and layout.glued(at - 1):
        at -= 1
    if any(hit.name == "hour" for hit in finder.ending.get("noun", {}).get(at, [])):
        return True  # `godz. 17.00`, `ore 20.30`
    if finder.currency_at(quantity.end)[0] if quantity.end < len(layout.words) else False:
        return False
    before = layout.words[quantity.start - 1] if quantity.start > segment.start else ""
    return (
        quantity.start == segment.start
        or before in "-–—,"
        or finder.hit_ending("join", quantity.start) is not None
    )


def opening_hours(layout: Layout, finder: Finder, quantity: Quantity) -> bool:
    """`Tuesday 15-18`, `Mondays and Fridays from 9 to 12`: hours right behind a day of the week."""
    if not quantity.is_range or quantity.spelt or quantity.high > 24:
        return False
    at = quantity.begin
    segment = layout.segments[layout.segment_of[quantity.start]]
    while at > segment.start and (layout.words[at - 1] in ":.(," or finder.hit_ending("open", at)):
        at -= 1
    return finder.hit_ending("weekday", at) is not None


def house_number(layout: Layout, finder: Finder, quantity: Quantity) -> bool:
    """`ul. Targowa 3`, `Via Feltre 18`, `Bergstraat 41`: a number behind the name of a street."""
    if quantity.spelt or quantity.is_range or layout.kinds[quantity.start] != "n":
        return False
    if (
        quantity.end < len(layout.words)
        and layout.kinds[quantity.end] == "w"
        and (layout.segment_of[quantity.end] == layout.segment_of[quantity.start])
    ):
        return False  # `on Mill Street 24 households joined`
    at = quantity.start
    segment = layout.segments[layout.segment_of[at]]
    for _ in range(STREET):
        for hit in finder.ending.get("street", {}).get(at, ()):
            if hit.start >= segment.start:
                named = at < quantity.start - 1 or layout.capital[hit.start]
                return named or hit.start > segment.start and layout.capital[hit.start - 1]
        dotted = layout.words[at - 1] == "." and layout.glued(at - 1)
        if at == segment.start or not dotted and not layout.capital[at - 1]:
            return False
        at -= 1
    return False


def name_number(layout: Layout, finder: Finder, quantity: Quantity) -> bool:
    """`Yarn Line Two`: a number word with a capital behind another word with one."""
    start = quantity.start
    return (
        quantity.spelt
        and layout.capital[start]
        and start > 0
        and layout.capital[start - 1]
        and "\n" not in layout.text[layout.ends[start - 1] : layout.starts[start]]
        and not (finder.lexicon and finder.lexicon.language.grammar.capital_nouns)
        and not layout.quote(start, start + 1).isupper()
    )


def minutes(layout: Layout, finder: Finder, hours: Quantity, quantity: Quantity) -> bool:
    """`9 h 30`: what stands behind the sign for hours."""
    at = hours.end
    if quantity.start != at + 1 or len(layout.words[at]) != 1 or len(layout.words[quantity.start]) != 2:
        return False
    noun = finder.hit("noun", at)
    return noun is not None and noun.name == "hour" and hours.high <= 24 and quantity.high < 60


def is_ordinal(layout: Layout, finder: Finder, quantity: Quantity) -> bool:
    """A figure with a dot before a word in lower case: `2. oldala`, `5. preis`."""
    words, kinds, end = layout.words, layout.kinds, quantity.end
    if (
        quantity.spelt
        or quantity.is_range
        or kinds[quantity.start] != "n"
        or not words[quantity.start].isdigit()
        or len(words[quantity.start]) > 3
    ):
        return False
    suffix = words[end + 1] if words[end : end + 1] == ["."] and end + 1 < len(words) else ""
    ordinals = (
        {mark.strip(".-") for mark in finder.lexicon.language.numbers.ordinals} if finder.lexicon else set()
    )
    if suffix and suffix in ordinals and layout.glued(end) and layout.glued(end + 1):
        return True  # `3.ª edição`
    if words[end : end + 1] == ["."] and words[end + 1 : end + 2] and words[end + 1] in DASHES:
        # `5.–8. klašu skolēni`: the first of two ranks
        return kinds[end + 2 : end + 5] == "nmw" and words[end + 3] == "."
    if (
        end + 1 < len(words)
        and words[end] == "."
        and layout.glued(end)
        and kinds[end + 1] == "w"
        and not layout.glued(end + 1)
        and layout.text[layout.starts[end + 1]].islower()
    ):
        segment = layout.segment_of[quantity.start]
        return layout.segment_of[end + 1] == segment and not finder.currency_at(end + 1)[0]
    return False


def year_of_life(layout: Layout, finder: Finder, quantity: Quantity, previous: Quantity | None) -> bool:
    """`med 14. in 18. letom`, `do 30. godine`: where years of life are counted by ordinals they are ages."""
    behind = quantity.end + 1
    noun = finder.hit("noun", behind)
    if noun is None or noun.name not in ("year", "age") or not YOUNGEST <= quantity.low <= OLDEST:
        return False
    segment = layout.segments[layout.segment_of[quantity.start]]
    told = finder.at.get("noun", {}), finder.at.get("cue", {})
    near = range(max(segment.start, quantity.start - 9), min(segment.end, behind + 4))
    if not any(
        hit.name in ("age", "participant")
        for hits in told
        for p in near
        for hit in hits.get(p, ())
        if p != behind
    ):
        return False
    if previous is not None and previous.reason == "ordinal" and previous.low < quantity.low:
        gap = layout.words[previous.end : quantity.start]
        if (
            len(gap) == 2
            and gap[0] == "."
            and (finder.hit("join", previous.end + 1) or finder.hit("until", previous.end + 1))
        ):
            quantity.low, quantity.is_range = previous.low, True
            quantity.left = previous.begin
            opening = finder.ending.get("open", {}).get(previous.start)
            if opening:
                quantity.left = opening[0].start
    quantity.right = max(quantity.right, behind)
    return True


def referenced(layout: Layout, finder: Finder, quantity: Quantity, previous: Quantity | None) -> str | None:
    """The reason of a code, phone or law cue that stands right before (or, for laws, behind) the figure."""
    words = layout.words
    if quantity.spelt:
        # `the flat on floor four`: behind a word that is long enough to be no particle
        return (
            "code"
            if any(
                hit.name == "code" and len(words[hit.start]) >= NAMED and quantity.high <= FLOORS
                for hit in finder.ending.get("cue", {}).get(quantity.begin, ())
            )
            and finder.hit("noun", quantity.end) is None
            else None
        )
    at = quantity.start
    segment = layout.segments[layout.segment_of[at]]
    counted = finder.hit("noun", quantity.end) if quantity.end < segment.end else None
    steps = 0
    while at > segment.start and steps < 4:
        for hit in finder.ending.get("cue", {}).get(at, []):
            if hit.name == "code" and finder.currency_at(max(quantity.end, quantity.right))[0]:
                break  # `for this line 75 000 euros`
            if hit.name in ("code", "law"):
                if any(cue.name == "target" for cue in finder.ending.get("cue", {}).get(hit.start, [])):
                    break  # `are to stage 28 concerts`: a verb
                return hit.name if hit.name == "law" else "code"
        before = words[at - 1]
        if before == ":" and counted is not None and counted.name not in REASONS:
            break  # `Objective: 12 meetings`
        if before in LINKED or before == ":" or before == "№":
            at -= 1
            steps += 1
            continue
        break
    if (
        previous is not None
        and previous.reason in ("phone", "code", "law")
        and previous.end <= quantity.start
    ):
        between = words[previous.end : quantity.start]
        joined = all(
            word in LINKED
            or any(
                finder.hit(family, previous.end + k) for family in ("join", "between")
            )  # `Klassen 5 bis 8`
            for k, word in enumerate(between)
        )
        if (
            joined
            and not is_plain_year(words[quantity.start])
            and not any(
                word == "." and k == len(between) - 1 and not layout.glued(quantity.start)
                for k, word in enumerate(between)
            )
        ):
            noun = finder.hit("noun", quantity.end)
            currency = quantity.end < len(words) and finder.currency_at(quantity.end)[0]
            if not noun and not currency:
                return previous.reason
    for hit in finder.at.get("cue", {}).get(quantity.end, []) + finder.at.get("cue", {}).get(
        quantity.end + 1, []
    ):
        if hit.start >= segment.end:
            continue  # `Parodos / 3 / 3`, and `Straipsniai` opens the next line
        if hit.name == "law" and (hit.start == quantity.end or words[quantity.end] == "."):
            return "law"
    return None
