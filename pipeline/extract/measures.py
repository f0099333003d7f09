"""From the figures of a text to measures: indicator, value, unit, role, qualifier, basis, and the words that state them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit, Lexicon
from pipeline.extract.masks import REASONS
from pipeline.extract.nouns import PERIODS, Nouns
from pipeline.extract.quantities import DASHES, Finder, Quantity, is_plain_year
from pipeline.extract.roles import RATES, Meaning
from pipeline.extract.tables import Cell, Tables

COUNTED = {
    "participant": ("participants", "person"),
    "inhabitant": ("participants", "person"),
    "audience": ("participants", "person"),
    "remote": ("reach", "person"),
    "views": ("reach", "person"),
    "member": ("participants", "person"),
    "household": ("participants", "household"),
    "event": ("events", "event"),
    "organisation": ("partners", "organisation"),
    "country": ("countries", "country"),
    "place": ("places", "place"),
    "output": ("outputs", "item"),
    "project": ("projects", "project"),
}
KNOWN = ("cue", "stop", "join", "basis", "bare", "when", "kind", "contrast", "after", "part", "until", "filler", "in", "between", "close")
PERSONS = frozenset({"participant", "inhabitant", "audience", "member", "remote"})
MONTHS = {"year": 12.0, "month": 1.0}
MILLION = 1_000_000
DEFAULTS = ("default", "default for a cost", "default for a share")
COINS = {
    "HUF": 350, "CZK": 25, "PLN": 4.5, "SEK": 10, "DKK": 7.5, "NOK": 10, "RON": 4.5, "BGN": 2, "LTL": 3.5, "EEK": 15, "HRK": 7.5, "SKK": 30,
    "SIT": 240, "ISK": 140, "RSD": 115, "UAH": 30, "MKD": 60, "ALL": 120,
}
"""About how many of a currency make one euro: only to tell a price from a budget."""
SMALL = 100  # a sum below it that nothing names as the initiative's money is a price
OLDEST = 110  # years of age
LENGTH = re.compile(r"^(\d+(?:\.\d+)?)([md])$")


@dataclass(slots=True)
class Measure:
    """One row of the measures table before ids: spans in tokens and in code points."""

    indicator: str
    role: str
    qualifier: str
    low: float | None
    high: float | None
    unit: str
    basis: str
    kind: str | None
    audience: str | None
    start: int
    end: int
    quantity: Quantity
    rule: str
    doubts: list[str]
    noun: str


class Measures:
    """Reads the measures of one text."""

    def __init__(self, layout: Layout, finder: Finder, lexicon: Lexicon, meaning: Meaning, tables: Tables) -> None:
        self.layout = layout
        self.finder = finder
        self.lexicon = lexicon
        self.meaning = meaning
        self.nouns = Nouns(layout, finder, lexicon)
        self.tables = tables
        self.found: list[Measure] = []
        self.by_segment: dict[int, list[Quantity]] = {}
        self.owned: set[int] = set()
        """Tokens of nouns that a figure counts already."""

    def read(self, quantities: list[Quantity]) -> list[Measure]:
        if self.meaning.type == "other":
            for quantity in quantities:
                quantity.reason = quantity.reason or "no initiative"
            return []
        for quantity in quantities:
            self.by_segment.setdefault(self.layout.segment_of[quantity.start], []).append(quantity)
        self.find_rates(quantities)
        for quantity in quantities:
            if quantity.reason is None:
                measure = self.measure(quantity)
                if measure:
                    self.found.append(measure)
        for hit in self.layout.hits:
            if hit.family == "length":
                measure = self.one_word_length(hit)
                if measure:
                    self.found.append(measure)
        self.found.sort(key=lambda measure: (measure.start, measure.end, measure.indicator, measure.role))
        return self.once(self.found)

    def find_rates(self, quantities: list[Quantity]) -> None:
        """A spelt one beside a sum counts nothing: it says per what the sum is."""
        in_basis = {
            position for hit in self.layout.hits if hit.family == "basis" for position in range(hit.start, hit.end)
        }
        for quantity in quantities:
            if quantity.reason or not quantity.spelt or quantity.low != 1 or quantity.is_range:
                continue
            if quantity.start in in_basis:
                quantity.reason = "rate"
                continue
            if self.finder.ending.get("qualifier", {}).get(quantity.start) or self.finder.currency_at(quantity.end)[0]:
                continue
            noun = self.nouns.right(quantity)
            basis = RATES.get(noun.name) if noun and noun.name != "year" else None
            others = self.by_segment[self.layout.segment_of[quantity.start]]
            near = [other for other in others if other is not quantity and (other.start > noun.end or 0 <= quantity.start - other.end <= 8)] if noun else []
            if basis and noun and any(self.has_money(other) for other in near):
                self.meaning.rates.append((quantity.start, noun.end, basis))
                quantity.reason = "rate"

    def has_money(self, quantity: Quantity) -> bool:
        if quantity.currency is None and quantity.reason is None:
            self.finder.money(quantity)
        return quantity.currency is not None

    # -- one quantity -------------------------------------------------------------------------------------------

    def measure(self, quantity: Quantity) -> Measure | None:
        finder = self.finder
        segment = self.layout.segments[self.layout.segment_of[quantity.start]]
        finder.money(quantity)
        if quantity.currency is None and quantity.is_range is False:
            self.share_currency(quantity)
        finder.qualify(quantity)
        noun, source, label = self.noun(quantity, segment)
        if quantity.reason:
            return None
        if quantity.currency is None and quantity.scaled and quantity.high >= MILLION and (noun is None or noun.name in ("money", "place", "organisation")):
            self.infer_currency(quantity)
        elif quantity.currency is None and quantity.scaled and noun is None and quantity.high >= 1000 and any(
            measure.indicator == "budget" and self.layout.segment_of[measure.start] == self.layout.segment_of[quantity.start] for measure in self.found
        ):
            self.infer_currency(quantity)
        cell = self.tables.cell(quantity, segment)
        if quantity.currency is None and cell and cell.currency and (noun is None or noun.name not in COUNTED):
            quantity.currency = cell.currency
            quantity.low, quantity.high = quantity.low * cell.factor, quantity.high * cell.factor
            quantity.doubts.append("currency from the head of the table")
        if quantity.currency:
            finder.qualify_after(quantity, max(quantity.end, quantity.right))
            self.label_qualifier(quantity, segment)
            return self.money(quantity, segment, cell)
        if not quantity.is_range and quantity.spelt is False and is_plain_year(self.layout.words[quantity.start]) and (
            noun is None or source != "right" or noun.start > quantity.end + 1 or self.names_year(quantity, noun)
        ) and not cell:
            quantity.reason = "year"
            return None
        if source == "label" and self.postal(quantity):
            quantity.reason = "code"
            return None
        self.lead_qualifier(quantity, segment)
        self.label_qualifier(quantity, segment)
        if cell and noun is None:
            noun, source = cell.noun, "table"
        if noun is None:
            aged = self.bare_age(quantity, segment)
            if aged:
                return aged
            noun, source = self.elided(quantity, segment)
        if noun is None:
            quantity.reason = quantity.reason or "unknown"
            return None
        if noun.name in REASONS:
            quantity.reason = REASONS[noun.name]
            return None
        if noun.name == "money":
            quantity.reason = "unknown"
            return None
        if noun.name in PERIODS and quantity.qualifier != "exact" and quantity.begin < quantity.start:
            stop = finder.hit("stop", quantity.begin)
            if stop and stop.end == quantity.start:  # `per 18 mėn.`: a preposition of time, not a qualifier
                if quantity.qualifier == "more_than":
                    quantity.qualifier, quantity.qualifier_words, quantity.left = "exact", "", -1
        finder.qualify_after(quantity, noun.end if source == "right" else max(quantity.end, quantity.right))
        if quantity.qualifier == "exact" or source != "right":
            finder.qualify_after(quantity, max(quantity.end, quantity.right))
        if quantity.article and quantity.qualifier == "exact" and not self.enumerated(quantity, segment) and source != "label":
            quantity.reason = "article"
            return None
        if quantity.qualifier_words == "+" and source != "right" and 10 <= quantity.low <= 90 and noun.name in (*PERSONS, "place", "organisation"):
            return self.age(quantity, None, segment)  # `free for anyone 65+`
        if noun.name in PERIODS or noun.name == "age":
            return self.period(quantity, noun, segment, source)
        return self.count(quantity, noun, source, segment, cell, label)

    def noun(self, quantity: Quantity, segment: Segment) -> tuple[Hit | None, str, Hit | None]:
        """(noun, where it was found, noun of the label)."""
        label = self.nouns.label(quantity, segment)
        right = self.nouns.right(quantity)
        whole = self.part_of(quantity) if right is None else None
        if whole is not None:
            return whole, "whole", label
        if right is not None and right.start in self.owned and quantity.spelt | (quantity.high < 100):
            quantity.reason = "attribute"  # `divas piecu dienu nometnes`: the inner figure describes the noun
            return None, "", label
        if right is not None and right.end <= len(self.layout.words):
            self.owned.add(right.start)
        if right is not None and not (label is not None and right.start > quantity.end + 2 and "," in self.layout.words[quantity.end : right.start]):
            return right, "right", label
        bracket = self.nouns.before_bracket(quantity)
        if bracket is not None and quantity.high <= OLDEST and self.meaning.nearest(quantity, "cue", ("age",), segment)[2] <= 8:
            return None, "", label
        if bracket is not None:
            return bracket, "bracket", label
        if label is not None and quantity.high <= OLDEST and self.meaning.nearest(quantity, "cue", ("age",), segment)[2] <= 3:
            return None, "", label
        if label is not None and not self.unrelated(segment, quantity):
            return label, "label", label
        if segment.colon is not None and quantity.start == segment.colon + 1 and label is None:
            above = self.above(segment)
            if above is not None:
                return above, "heading", label
        return None, "", label

    def part_of(self, quantity: Quantity) -> Hit | None:
        """`48 of 52 participants`, `21 of the planned 40`: the noun stands behind the whole, which only counts where it was planned."""
        others = self.by_segment[self.layout.segment_of[quantity.start]]
        index = next(k for k, other in enumerate(others) if other is quantity)
        if index + 1 >= len(others):
            return None
        whole = others[index + 1]
        gap = range(quantity.end, whole.start)
        if not 1 <= len(gap) <= 5 or whole.reason or whole.low < quantity.high or not self.finder.hit("stop", quantity.end) or len(self.layout.words[quantity.end]) > 4:
            return None
        planned = False
        for position in gap:
            cues = {hit.name for hit in self.finder.at.get("cue", {}).get(position, [])}
            if "actual" in cues or self.finder.hit("qualifier", position):
                return None
            planned = planned or bool(cues & {"target", "planned"})
            small = any(self.finder.hit(family, position) for family in ("stop", "bare", "in", "filler", "inner", "article"))
            if not small and not cues & {"target", "planned"} and len(self.layout.words[position]) > 4:
                return None
        noun = self.nouns.right(whole)
        if noun is None or noun.name not in COUNTED:
            return None
        planned = planned or any(hit.name in ("target", "planned") for p in range(whole.end, noun.start) for hit in self.finder.at.get("cue", {}).get(p, []))
        if not planned:
            whole.reason = "whole"
        return noun

    def above(self, segment: Segment) -> Hit | None:
        """`Participants` / `Planned: 250` / `Achieved: 231`: the label names only the role, the line above the thing."""
        meaning = self.meaning
        roles = [hit for name in ("planned", "achieved", "target", "actual") for hit in meaning.within("cue", name, segment.start, segment.colon or segment.end)]
        if not roles:
            return None
        index = self.layout.segments.index(segment)
        for before in reversed(self.layout.segments[max(0, index - 3) : index]):
            if before.end - before.start <= 8 and not any(kind == "n" for kind in self.layout.kinds[before.start : before.end]):
                noun = self.nouns.in_label(before.start, before.end)
                return noun if noun is not None and noun.name in COUNTED else None
        return None

    def unrelated(self, segment: Segment, quantity: Quantity) -> bool:
        """A figure far behind a label, in another sentence part, is not the label's value."""
        assert segment.colon is not None
        gap = self.layout.words[segment.colon + 1 : quantity.start]
        return len(gap) > 14 or self.finder.hit_ending("until", quantity.start) is not None and False

    def postal(self, quantity: Quantity) -> bool:
        """Four or five digits right before a name: a postal code."""
        word, after = self.layout.words[quantity.start], quantity.end
        return word.isdigit() and 4 <= len(word) <= 5 and after < len(self.layout.words) and self.layout.capital[after]

    def names_year(self, quantity: Quantity, noun: Hit) -> bool:
        value = quantity.low
        if quantity.start == self.layout.segments[self.layout.segment_of[quantity.start]].start and value > 1800:
            return True
        if noun.name in PERIODS:
            return True
        return value % 10 != 0 and 1950 <= value <= 2040 and quantity.qualifier == "exact"

    def share_currency(self, quantity: Quantity) -> None:
        """`20.000 and 35.000 EUR`: the first of two sums joined by and."""
        at = quantity.end
        if at < len(self.layout.words) and (self.finder.hit("join", at)):
            for other in self.by_segment.get(self.layout.segment_of[quantity.start], []):
                if other.start == self.finder.hit("join", at).end and other.reason is None:  # type: ignore[union-attr]
                    self.finder.money(other)
                    if other.currency and quantity.low >= 100:
                        quantity.currency = other.currency
                        quantity.doubts.append("currency inferred")

    def infer_currency(self, quantity: Quantity) -> None:
        """Millions of nothing, in a text whose sums are all in one currency: `9 milliót a város adott`."""
        codes = {measure.unit for measure in self.found if measure.indicator == "budget"}
        codes |= {hit.name for hit in self.layout.hits if hit.family == "currency"} if not codes else set()
        if len(codes) == 1:
            quantity.currency = codes.pop()
            quantity.doubts.append("currency inferred")

    def lead_qualifier(self, quantity: Quantity, segment: Segment) -> None:
        """A qualifier at the end of a list's lead-in (`at least:`) belongs to each item's first number."""
        if quantity.qualifier != "exact" or segment.lead is None or not segment.bullet or quantity.start - segment.start > 2:
            return
        lead = segment.lead
        end = lead.end
        while end > lead.start and self.layout.words[end - 1] in ":–-":
            end -= 1
        hit = self.finder.hit_ending("qualifier", end)
        if hit and hit.start >= lead.start:
            quantity.qualifier, quantity.qualifier_words = hit.name, self.layout.quote(hit.start, hit.end)

    def label_qualifier(self, quantity: Quantity, segment: Segment) -> None:
        """`Maximum grant: 4 500`: the qualifier stands in the label."""
        if quantity.qualifier != "exact" or quantity.is_range:
            return
        left = quantity.begin
        at = left - 1
        if at < segment.start or not (self.layout.words[at] == ":" or self.layout.words[at] in DASHES and not self.layout.glued(at)):
            return
        for position in range(at, max(segment.start, at - 10) - 1, -1):
            if self.layout.kinds[position] == "n" or self.layout.words[position] in ".;":
                return
            for hit in self.finder.at.get("qualifier", {}).get(position, []):
                if hit.name in ("at_most", "at_least") and hit.end <= at and not self.finder.hit("stop", position):
                    quantity.qualifier, quantity.qualifier_words = hit.name, self.layout.quote(hit.start, hit.end)
                    return

    # -- money ---------------------------------------------------------------------------------------------------

    def money(self, quantity: Quantity, segment: Segment, cell: Cell | None) -> Measure | None:
        meaning = self.meaning
        for name in ("price", "requested", "eligibility"):
            _, hit, distance = meaning.nearest(quantity, "cue", (name,), segment)
            if hit is not None and distance <= (14 if name == "price" else 9):
                rival = meaning.nearest(quantity, "kind", ("total", "grant", "cofinancing", "allocation", "cap", "awarded", "spent"), segment)
                small = name == "price" and quantity.high < SMALL * COINS.get(quantity.currency or "", 1) and rival[0] in ("", "total", "spent")
                if rival[1] is None or rival[2] >= distance or small:
                    quantity.reason = name
                    return None
        others = self.by_segment.get(self.layout.segment_of[quantity.start], [])
        basis, basis_hit = meaning.basis(quantity, segment, others)
        if basis == "total" and self.each(quantity):
            left = self.nouns.any_left(quantity)
            basis = RATES.get(left.name, "per_partner") if left else "per_partner"
        kind, why = meaning.kind(quantity, basis, segment)
        small = SMALL * COINS.get(quantity.currency or "", 1)
        if kind == "total" and why == "default" and basis == "total" and quantity.high < small and quantity.qualifier == "exact":
            quantity.reason = "price"
            return None
        role, because = meaning.role(quantity, "budget", segment, basis)
        if cell and cell.role:
            role, because = cell.role, cell.why
        if cell and cell.kind:
            kind = cell.kind
        elif why in DEFAULTS or why == "default in a call":
            before = [measure for measure in self.found if measure.indicator == "budget" and self.layout.segment_of[measure.start] == self.layout.segment_of[quantity.start]]
            if role == "context":
                kind, why = "grant", "what an earlier round gave"
            elif role == "actual" and before and before[-1].kind:
                kind, why = before[-1].kind, "spent of the sum before"
            elif quantity.is_range and basis == "total":
                kind, why = "cap", "from least to most"
        if kind in ("grant", "total") and not (cell and cell.kind) and role != "actual" and self.from_town(quantity, segment):
            kind, why = "cofinancing", "a town adds to what others give"
        if kind == "cap" and basis == "total":
            basis = "per_project"  # a cap is what one project can get
        return self.build(quantity, "budget", role, quantity.currency or "", basis, kind, None, None, cell, segment,
                          f"money; kind: {why}; role: {because}", basis_hit)

    def from_town(self, quantity: Quantity, segment: Segment) -> bool:
        """Whether a municipality gives the sum, beside money from elsewhere."""
        if not any(measure.indicator == "budget" for measure in self.found):
            return False
        start, end = self.meaning.clause(quantity)
        named = self.meaning.within("kind", "total", start, end) or self.meaning.within("kind", "grant", start, end)
        town = self.meaning.within("noun", "place", start, end) or self.meaning.within("settlement", "settlement", start, end)
        gives = self.meaning.within("kind", "awarded", start, end) or self.meaning.within("kind", "cofinancing", start, end) or self.meaning.within("part", "funder", start, end)
        return bool(town and gives and not named)

    # -- counts --------------------------------------------------------------------------------------------------

    def count(self, quantity: Quantity, noun: Hit, source: str, segment: Segment, cell: Cell | None, label: Hit | None) -> Measure | None:
        meaning = self.meaning
        indicator, unit = COUNTED[noun.name]
        forced = ""
        why = ""
        if quantity.low != int(quantity.low) and quantity.low < 1000:
            quantity.reason = "share"
            return None
        sentence = noun.name in ("inhabitant", "participant")
        if noun.name == "member" and meaning.nearest(quantity, "cue", ("partner",), segment)[2] <= 9:
            indicator, unit = "partners", "organisation"
        elif noun.name == "member" and meaning.nearest(quantity, "cue", ("target", "actual"), segment)[2] > 6:
            forced, why = "context", "members of an organisation"
        elif noun.name == "place" and meaning.has("partner", quantity):
            indicator, unit = "partners", "organisation"
        elif noun.name in PERSONS:
            live = meaning.has("live", quantity) if sentence else None
            if live is None and noun.name == "inhabitant" and segment.colon is not None and segment.colon < quantity.start:
                hits = meaning.within("cue", "live", segment.start, segment.colon)
                live = hits[0] if hits else None
            if live is not None and meaning.has("target", quantity) is None:
                indicator, forced, why = "reach", "context", "population: " + meaning.say(live)
            elif meaning.type in ("report", None) and meaning.has("sample", quantity):
                quantity.reason = "sample"
                return None
            elif meaning.has("capacity", quantity):
                quantity.reason = "seat"
                return None
            else:
                reach = meaning.has("reach", quantity)
                online = meaning.has("online", quantity) if noun.name == "audience" else None
                if reach is not None and meaning.distance(quantity, reach) <= 12 or online is not None:
                    indicator = "reach"
                    why = "reach: " + meaning.say(reach or online)  # type: ignore[arg-type]
        elif noun.name == "project" and meaning.has("requested", quantity) and not meaning.has("awarded", quantity, family="kind"):
            quantity.reason = "application"
            return None
        if noun.name in PERSONS and meaning.within("noun", "team", *meaning.clause(quantity)):
            quantity.reason = "team"
            return None
        if noun.name in PERSONS and meaning.has("eligibility", quantity):
            quantity.reason = "eligibility"
            return None
        role, because = meaning.role(quantity, indicator, segment)
        if forced:
            role, because = forced, why
        if source == "whole" and role == "target":
            cue = meaning.nearest(quantity, "cue", ("target", "planned"), segment)[1]
            if cue is not None and quantity.end <= cue.start < noun.start:
                role, because = "actual", "the part of a planned whole"
        if cell and cell.role:
            role, because = cell.role, cell.why
        others = self.by_segment.get(self.layout.segment_of[quantity.start], [])
        basis, basis_hit = meaning.basis(quantity, segment, others)
        if basis == "total" and self.each(quantity):
            basis = {"participants": "per_event", "events": "per_partner"}.get(indicator, "per_partner")
        if basis == "per_person" and indicator == "participants":
            basis, basis_hit = "total", None
        if basis == "total" and meaning.type == "call" and role == "target" and quantity.qualifier != "exact" and indicator in ("participants", "events", "partners", "outputs"):
            basis = "per_project"
        audience = self.layout.quote(noun.start, noun.end)
        quantity.noun = noun
        return self.build(quantity, indicator, role, unit, basis, None, audience, noun if source in ("right", "bracket") else None, cell, segment,
                          f"{noun.name}: “{audience}” ({source}); role: {because}" + (f"; {why}" if why and not forced else ""), basis_hit,
                          label=segment if source == "label" else None)

    def each(self, quantity: Quantity) -> bool:
        """A distributive word right before the number: `po 80`, `à 5`."""
        if quantity.distributive:
            return True
        at = quantity.begin
        return any(hit.name == "each" for hit in self.finder.ending.get("cue", {}).get(at, []))

    def enumerated(self, quantity: Quantity, segment: Segment) -> bool:
        """A word for one beside another counted number in the same enumeration counts too."""
        others = self.by_segment.get(self.layout.segment_of[quantity.start], [])
        index = next((k for k, other in enumerate(others) if other is quantity), 0)
        for other in others[max(0, index - 1) : index + 2]:
            if other is quantity or other.reason or other.currency or other.low > 30 or other.article:
                continue
            between = range(min(other.end, quantity.end), max(other.start, quantity.start))
            if len(between) <= 6 and any(self.finder.hit("join", p) or self.layout.words[p] == "," for p in between):
                noun = self.nouns.right(other)
                if noun is not None and noun.name in COUNTED:
                    return True
        return False

    def elided(self, quantity: Quantity, segment: Segment) -> tuple[Hit | None, str]:
        """The noun left out: from before in the clause, else from the last count of the sentence or the one before it."""
        left = self.nouns.left(quantity) or self.nouns.around_bracket(quantity)
        person = self.person_form(quantity)
        if person:
            return person, "form"
        start = quantity.begin
        if left is not None and left.name in PERSONS and start - left.end == 1 and self.finder.hit("stop", left.end):
            return left, "left"  # `a population of 18,300`
        if self.unknown_noun_behind(quantity, segment):
            return None, ""
        cue = self.meaning.nearest(quantity, "cue", ("target", "actual", "planned", "achieved", "context"), segment)
        near = cue[1] is not None and cue[2] <= 4
        near = near or bool(self.finder.hit("basis", max(quantity.end, quantity.right)))
        if left is not None and (near or quantity.qualifier != "exact"):
            return left, "left"
        awarded = self.meaning.nearest(quantity, "kind", ("awarded", "grant"), segment)
        if awarded[1] is not None and awarded[2] <= 3 or near:
            before = [q for q in self.by_segment[self.layout.segment_of[quantity.start]] if q.reason == "application" and q.end <= quantity.start]
            if before:
                return Hit("noun", "project", quantity.start, quantity.end, 0), "awarded"
        if not near and not (quantity.qualifier != "exact" and cue[1] is not None and cue[2] <= 12):
            return None, ""
        index = self.layout.segment_of[quantity.start]
        if not any(self.layout.segment_of[measure.start] == index for measure in self.found):
            behind = next((q for q in self.by_segment[index] if quantity.end < q.start <= quantity.end + 8 and q.reason is None), None)
            noun = self.nouns.right(behind) if behind is not None else None
            if noun is not None and noun.name in COUNTED:
                return noun, "next"  # `statt der erwarteten 1.200 kamen 1.600 Besucher`
        for measure in reversed(self.found):
            at = self.layout.segment_of[measure.start]
            if at == index or (at == index - 1 and self.layout.segments[at].line == segment.line):
                noun = measure.quantity.noun
                if noun is not None and noun.name in COUNTED:
                    return noun, "elided"
        for position in range(segment.start, quantity.start):
            noun = self.nouns.at(position)
            if noun is not None and noun.name in COUNTED and noun.name != "project":
                return noun, "sentence"
        return None, ""

    def unknown_noun_behind(self, quantity: Quantity, segment: Segment) -> bool:
        """A word right behind the figure that the language file does not know is most likely what it counts."""
        at = max(quantity.end, quantity.right)
        if at >= segment.end or self.layout.kinds[at] != "w":
            return False
        return not any(at in self.finder.at.get(family, ()) for family in KNOWN)

    def person_form(self, quantity: Quantity) -> Hit | None:
        """A number word or ending that itself means persons, where the language has such forms."""
        for position in range(quantity.start, quantity.end):
            for hit in self.finder.at.get("noun", {}).get(position, []):
                if hit.name in PERSONS:
                    return hit
        return None

    # -- periods and ages -----------------------------------------------------------------------------------------

    def period(self, quantity: Quantity, noun: Hit, segment: Segment, source: str) -> Measure | None:
        meaning = self.meaning
        if noun.name == "age" or (noun.name == "year" and self.is_age(quantity, noun, segment)):
            return self.age(quantity, noun, segment)
        for name in ("retention", "eligibility", "law"):
            if meaning.has(name, quantity, whole=name == "retention") or (
                name == "retention" and segment.lead is not None and meaning.within("cue", name, segment.lead.start, segment.lead.end)
            ):
                quantity.reason = "term" if name == "retention" else name
                return None
        experience = meaning.has("experience", quantity)
        if noun.name == "week":
            quantity.reason = "duration"
            return None
        factor = MONTHS.get(noun.name)
        unit = "month" if factor else "day"
        low, high = quantity.low * (factor or 1), quantity.high * (factor or 1)
        half = self.finder.hit("half", noun.end)
        if half and factor and not quantity.is_range:
            low = high = low + factor / 2
        if noun.name == "day":
            event = self.nouns.at(noun.end) or self.nouns.at(noun.end + 1)
            itself = meaning.type in ("invitation",) or self.titled(segment)
            if not itself or (event is not None and not itself):
                quantity.reason = "duration"
                return None
        if experience is not None:
            role, because = "context", meaning.say(experience)
        else:
            if not self.about_initiative(quantity, segment, noun):
                quantity.reason = "duration"
                return None
            role, because = meaning.role(quantity, "duration", segment)
        quantity.low, quantity.high = low, high
        basis = "total"
        if meaning.type == "call" and (quantity.qualifier != "exact" or quantity.is_range):
            basis = "per_project"  # a call limits how long one project may last
        return self.build(quantity, "duration", role, unit, basis, None, None, noun if source in ("right", "bracket") else None, None, segment,
                          f"{noun.name} ({source}); role: {because}", half, label=segment if source == "label" else None)

    def about_initiative(self, quantity: Quantity, segment: Segment, noun: Hit) -> bool:
        """Elapsed and passing times (`in the first ten months`, `for two years now`) are no duration of the initiative."""
        return not any(hit.name in ("retention", "capacity") for hit in self.layout.hits if hit.family == "cue" and segment.start <= hit.start < segment.end)

    def titled(self, segment: Segment) -> bool:
        return self.layout.segments.index(segment) < 2

    def is_age(self, quantity: Quantity, noun: Hit, segment: Segment) -> bool:
        meaning = self.meaning
        if quantity.high > OLDEST:
            return False
        start, end = meaning.clause(quantity)
        if meaning.within("cue", "experience", start, end) or meaning.within("cue", "retention", start, end):
            return False
        age = meaning.nearest(quantity, "cue", ("age",), segment)
        if age[1] is not None and age[2] <= 8:
            return True
        if segment.colon is not None and segment.colon < quantity.start and meaning.within("cue", "age", segment.start, segment.colon):
            return True
        after = self.finder.at.get("after", {}).get(noun.end, []) or self.finder.at.get("after", {}).get(noun.start, [])
        position = noun.end
        while position < min(segment.end, noun.end + 5):
            word = self.layout.words[position]
            if word in ".,;:()" and not (word == "." and self.layout.glued(position)):
                break
            hit = self.nouns.at(position)
            if hit is not None and hit.name in ("place", "country") and position + 1 < segment.end:
                position = hit.end
                continue
            if hit is not None:
                return hit.name in PERSONS and (quantity.is_range or quantity.high >= 5)
            if self.finder.hit("stop", position):
                break
            position += 1
        before = self.nouns.left(quantity)
        left = quantity.begin
        if before is not None and before.name in PERSONS and left - before.end <= 2 and (quantity.is_range or quantity.qualifier != "exact"):
            return True
        return bool(after) and quantity.low >= 10

    def age(self, quantity: Quantity, noun: Hit | None, segment: Segment) -> Measure | None:
        if quantity.high > OLDEST:
            quantity.reason = "unknown"
            return None
        if noun is not None:
            self.finder.qualify_after(quantity, noun.end)
        role, because = self.meaning.role(quantity, "age", segment)
        return self.build(quantity, "age", role, "year", "total", None, None, noun, None, segment, f"age; role: {because}", None)

    def bare_age(self, quantity: Quantity, segment: Segment) -> Measure | None:
        """Ages without a word for years: `aged 16-35`, `children from 7 to 12`, `55+`."""
        if quantity.high > OLDEST or quantity.low != int(quantity.low) or quantity.spelt:
            return None
        self.finder.qualify_after(quantity, max(quantity.end, quantity.right))
        left = quantity.begin
        age = self.meaning.nearest(quantity, "cue", ("age",), segment)
        person = next((hit for hit in self.finder.ending.get("noun", {}).get(left, []) if hit.name in PERSONS), None)
        if age[1] is not None and age[2] <= 8:
            return self.age(quantity, None, segment)
        if person is not None and quantity.qualifier in ("less_than", "more_than") and 3 <= (quantity.low or 0) <= 99:
            return self.age(quantity, None, segment)
        if quantity.suffix == "s" and quantity.qualifier != "exact":
            return self.age(quantity, None, segment)
        if person is not None and quantity.is_range and quantity.low < quantity.high <= OLDEST and self.layout.words[left - 1 : left] != [":"]:
            return self.age(quantity, None, segment)
        return None

    def one_word_length(self, hit: Hit) -> Measure | None:
        match = LENGTH.match(hit.name)
        segment_index = self.layout.segment_of[hit.start]
        if not match or segment_index < 0:
            return None
        segment = self.layout.segments[segment_index]
        value, unit = float(match[1]), "month" if match[2] == "m" else "day"
        quantity = Quantity(hit.start, hit.end, value, value, spelt=True)
        if any(measure.quantity.start < hit.end and hit.start < measure.quantity.end for measure in self.found):
            return None
        if unit == "day" and not (self.meaning.type == "invitation" or segment_index < 2):
            return None
        self.finder.qualify(quantity)
        if self.meaning.has("experience", quantity):
            role, because = "context", "experience"
        else:
            role, because = self.meaning.role(quantity, "duration", segment)
        return self.build(quantity, "duration", role, unit, "total", None, None, None, None, segment, f"length in one word; role: {because}", None)

    # -- rows ------------------------------------------------------------------------------------------------------

    def build(self, quantity: Quantity, indicator: str, role: str, unit: str, basis: str, kind: str | None, audience: str | None,
              noun: Hit | None, cell: Cell | None, segment: Segment, rule: str, more: Hit | None, label: Segment | None = None) -> Measure:
        quantity.claimed = True
        qualifier = quantity.qualifier
        low: float | None = quantity.low
        high: float | None = quantity.high
        if quantity.is_range:
            qualifier = "range"
        elif qualifier in ("at_least", "more_than"):
            high = None
        elif qualifier in ("at_most", "less_than"):
            low = None
        start = quantity.begin
        end = max(quantity.end, quantity.right)
        if noun is not None:
            start, end = min(start, noun.start), max(end, noun.end)
        if label is not None:
            start = min(start, label.start)
        if cell is not None:
            start = min(start, cell.start)
        if more is not None and more.start >= end and more.start - end <= 4 and self.layout.segment_of[more.start] == self.layout.segment_of[quantity.start]:
            end = more.end
        doubts = list(quantity.doubts)
        if "default" in rule.split("role: ")[-1]:
            doubts.append("role by default")
        words = quantity.qualifier_words
        rule += f"; qualifier: “{words}”" if words else ""
        stem = quantity.noun.pattern if quantity.noun is not None else (audience or "")
        return Measure(indicator, role, qualifier, low, high, unit, basis, kind, audience, start, end, quantity, rule, doubts, stem)

    def once(self, measures: list[Measure]) -> list[Measure]:
        """The same quantity said twice is one row; its first place stays."""
        seen: set[tuple[object, ...]] = set()
        kept = []
        for measure in measures:
            segment = self.layout.segments[self.layout.segment_of[measure.start]]
            item = segment.start if segment.bullet else None  # two items of a list are two things
            thing = measure.noun if measure.indicator in ("events", "outputs", "partners", "places") else ""
            key = (measure.indicator, measure.role, measure.low, measure.high, measure.unit, measure.basis, thing, item)
            if key in seen and measure.indicator != "participants" or (key in seen and measure.low is not None and measure.low >= 20):
                continue
            seen.add(key)
            kept.append(measure)
        return kept
