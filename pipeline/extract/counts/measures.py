"""From the figures of a text to measures: indicator, value, unit, role, qualifier, basis, and their words."""

from __future__ import annotations

import re

from pipeline.extract.counts.beside import MANY
from pipeline.extract.counts.ellipsis import Ellipsis
from pipeline.extract.counts.heads import PERIODS
from pipeline.extract.counts.lengths import OLDEST, Lengths
from pipeline.extract.counts.reading import COUNTED, PERSONS, Measure
from pipeline.extract.counts.uncounted import Uncounted
from pipeline.extract.figures.masks import REASONS
from pipeline.extract.figures.numerals import DASHES, Quantity, is_plain_year
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.cues import RATES
from pipeline.extract.meaning.weighing import weigh
from pipeline.extract.money.costs import ASKED, RATED, Costs
from pipeline.extract.money.currencies import COINS, SMALL, Currencies
from pipeline.extract.money.sources import Sources
from pipeline.extract.tables.grids import Cell

CLOCK = re.compile(r"^(?:[01]?\d|2[0-4])[.:][0-5]\d$")
CEILING = 6  # how near a word for the most that one can get must stand
FAR = 5  # letters of a word that may qualify a figure from afar: `maximum`, not `up`
FEW = 100  # times or visits, under which "times" does not count views unless something is viewed
MILLION = 1_000_000
DEFAULTS = ("default", "default for a cost", "default for a share")
RATES_OF_THEMSELVES = {
    "participants": "per_person",
    "partners": "per_partner",
    "events": "per_event",
    "projects": "per_project",
    "countries": "per_country",
}
"""A count is no rate of the thing it counts."""


class Measures(Uncounted, Lengths, Sources, Currencies, Costs):
    """Reads the measures of one text."""

    def read(self, quantities: list[Quantity], weighed: bool = True) -> list[Measure]:
        self.ellipsis = Ellipsis(self, weighed)
        if self.meaning.type == "other":
            for quantity in quantities:
                quantity.reason = quantity.reason or "no initiative"
            return []
        for quantity in quantities:
            self.by_segment.setdefault(self.layout.segment_of[quantity.start], []).append(quantity)
        self.meaning.figures, self.meaning.thing = self.by_segment, self.thing
        self.meaning.is_money = self.has_money
        self.find_rates(quantities)
        for quantity in quantities:
            if quantity.reason is None and (measure := self.measure(quantity)):
                self.found.append(measure)
        self.found = [measure for measure in self.found if measure.role != ASKED]
        for hit in self.layout.hits:
            if hit.family == "length":
                measure = self.one_word_length(hit)
                if measure:
                    self.found.append(measure)
        self.settle_crowns()
        self.join_caps()
        self.settle_kinds(quantities)
        if weighed:
            weigh(self)
        self.settle_ages()
        self.settle_sources()
        self.found.sort(key=lambda measure: (measure.start, measure.end, measure.indicator, measure.role))
        return self.once(self.found)

    def thing(self, quantity: Quantity) -> str | None:
        """What the noun behind a figure counts, `?` where the noun is unknown, None where it is left out."""
        noun = self.nouns.right(quantity)
        if noun is not None:
            return COUNTED[noun.name][0] if noun.name in COUNTED else noun.name
        if self.person_form(quantity) is not None:
            return "participants"
        segment = self.layout.segments[self.layout.segment_of[quantity.start]]
        return "?" if self.unknown_noun_behind(quantity, segment) else None

    def find_rates(self, quantities: list[Quantity]) -> None:
        """A spelt one beside a sum counts nothing: it says per what the sum is."""
        in_basis = {
            position
            for hit in self.layout.hits
            if hit.family == "basis"
            for position in range(hit.start, hit.end)
        }
        for quantity in quantities:
            if quantity.reason or not quantity.spelt or quantity.low != 1 or quantity.is_range:
                continue
            if quantity.start in in_basis or self.before_sum(quantity):
                quantity.reason = "rate"
                continue
            if (
                self.finder.ending.get("qualifier", {}).get(quantity.start)
                or self.finder.currency_at(quantity.end)[0]
            ):
                continue
            # `750 ezer forintot kapott egy táborra`: the article of the one thing that the sum is for
            behind = not self.lexicon.language.grammar.oblique
            noun = self.nouns.right(quantity)
            basis = RATES.get(noun.name) if noun and noun.name != "year" else None
            others = self.by_segment[self.layout.segment_of[quantity.start]]
            near = (
                [
                    other
                    for other in others
                    if other is not quantity
                    and (other.start > noun.end or behind and 0 <= quantity.start - other.end <= 8)
                ]
                if noun
                else []
            )
            listed = (
                self.finder.hit_ending("join", quantity.begin) is not None
            )  # `for ten hives and a course`
            if basis and noun and not listed and any(self.has_money(other) for other in near):
                self.meaning.rates.append((quantity.start, noun.end, basis))
                quantity.reason = "rate"

    def measure(self, quantity: Quantity) -> Measure | None:
        finder = self.finder
        segment = self.layout.segments[self.layout.segment_of[quantity.start]]
        finder.money(quantity)
        if quantity.currency is None and quantity.is_range is False:
            self.share_currency(quantity)
        finder.qualify(quantity)
        self.compared(quantity, segment)
        noun, source, label = self.counted_noun(quantity, segment)
        if quantity.reason:
            return None
        round_sum = quantity.scaled or quantity.spelt and quantity.high % 1000 == 0
        if (
            quantity.currency is None
            and round_sum
            and (
                quantity.high >= MILLION
                and (
                    noun is None
                    or noun.name in ("money", "place", "organisation")
                    or source != "right"
                    and noun.name in ("project", "event")
                )
                or quantity.high >= 1000
                and (
                    noun is None
                    or noun.name == "money"
                    or noun.name in ("place", "organisation")
                    and self.given(quantity, noun)
                )
                and self.person_form(quantity) is None
                and self.among_sums(quantity, segment)
            )
        ):
            self.infer_currency(quantity)
        if quantity.currency is None and noun is None and quantity.high >= SMALL and not quantity.is_range:
            self.planned_sum(quantity, segment)
        if quantity.currency is None and noun is None:
            self.label_currency(quantity, segment)
        cell = self.tables.cell(quantity, segment)
        if cell is not None and cell.reason:
            quantity.reason = cell.reason
            return None
        if cell is not None and cell.ruled and not quantity.currency:
            noun, source = cell.noun, "table"
        if cell is None and (
            (noun is None or source == "left")
            and self.beside_like(quantity, segment)
            or (noun is None or source == "left" and self.paying(quantity, noun, segment))
            and (self.beside_money(quantity, segment) or self.also_given(quantity, segment))
            or self.part_of_sum(quantity, segment, noun)
            or noun is None
            and (self.beside_rest(quantity, segment) or self.beside_verb(quantity, segment))
            or self.of_that_sum(quantity, segment, noun, source)
        ):
            self.infer_currency(quantity)
        if (
            quantity.currency is None
            and cell
            and cell.currency
            and (noun is None or noun.name not in COUNTED)
        ):
            quantity.currency = cell.currency
            quantity.low, quantity.high = quantity.low * cell.factor, quantity.high * cell.factor
            quantity.doubts.append("currency from the head of the table")
        if quantity.currency:
            finder.qualify_after(quantity, max(quantity.end, quantity.right))
            self.label_qualifier(quantity, segment)
            return self.money(quantity, segment, cell)
        if (
            not quantity.is_range
            and quantity.spelt is False
            and is_plain_year(self.layout.words[quantity.start])
            and not (quantity.suffix.startswith("-") and self.person_form(quantity))
            and (
                noun is None
                or source != "right"
                or noun.start > quantity.end + 1
                or self.names_year(quantity, noun)
            )
            and not cell
        ):
            quantity.reason = "year"
            return None
        if source == "label" and self.postal(quantity):
            quantity.reason = "code"
            return None
        self.lead_qualifier(quantity, segment)
        self.label_qualifier(quantity, segment)
        if cell and noun is None:
            noun, source = cell.noun, "table"
        if noun is not None and noun.name == "money" and source == "right":
            given = self.meaning.within("kind", "awarded", quantity.end, noun.start)
            noun = None if given else noun  # `of 312 bids 87 received support`
        if noun is None:
            age = self.bare_age(quantity, segment)
            if age:
                return age
            noun, source = self.settled(quantity, segment)
        if noun is None:
            quantity.reason = quantity.reason or "unknown"
            return None
        if noun.name == "application" and source == "right" and self.granted(quantity, noun):
            noun = noun._replace(name="project")
        if noun.name == "event" and source == "right" and self.supported(noun):
            noun = noun._replace(name="project")
        if noun.name == "other" and self.worked_on(quantity, noun, segment):
            noun = noun._replace(name="output")
        if noun.name in REASONS:
            quantity.reason = REASONS[noun.name]
            if noun.name == "team" and source == "label" and quantity.is_range and quantity.high <= OLDEST:
                return self.age(quantity, None, segment)  # `Target group: 16-24`
            return None
        if noun.name == "money":
            quantity.reason = "unknown"
            return None
        if noun.name in ("place", "country") and quantity.begin < quantity.start and not quantity.is_range:
            stop = finder.hit("stop", quantity.begin)
            small = (
                all(self.finder.hit("bare", p) for p in range(stop.end, quantity.start)) if stop else False
            )
            if small and len(self.layout.words[quantity.begin]) <= 4:
                quantity.qualifier, quantity.qualifier_words, quantity.left = "exact", "", -1  # `do 5 obcí`
        aged = noun.name == "year" and self.is_age(quantity, noun, segment)  # `over 65 years`
        if (
            (noun.name in PERIODS or noun.name == "event" and self.opens(quantity, segment))
            and not aged
            and quantity.qualifier != "exact"
            and quantity.begin < quantity.start
        ):
            stop = finder.hit("stop", quantity.begin)
            if (
                stop and stop.end == quantity.start and stop.end - stop.start == 1
            ):  # `per 18 mėn.`: a preposition of time, not a qualifier
                if quantity.qualifier == "more_than" or self.meaning.has("experience", quantity):
                    quantity.qualifier, quantity.qualifier_words, quantity.left = "exact", "", -1
        finder.qualify_after(quantity, noun.end if source == "right" else max(quantity.end, quantity.right))
        if quantity.qualifier == "exact" or source != "right":
            finder.qualify_after(quantity, max(quantity.end, quantity.right))
        if quantity.qualifier == "exact" and source == "right":
            self.limited_afar(quantity, noun.end)
        if (
            self.governs(quantity, noun)
            and not self.enumerated(quantity, segment)
            and (source != "label" or self.unknown_noun_behind(quantity, segment))
        ):
            quantity.reason = "article"
            return None
        if self.over_so_many(quantity, noun, source):
            return self.age(quantity, None, segment)
        if (
            quantity.qualifier_words == "+"
            and (source != "right" or self.aged_behind(quantity))
            and 10 <= quantity.low <= 90
            and noun.name in (*PERSONS, "place", "organisation")
        ):
            return self.age(quantity, None, segment)  # `free for anyone 65+`
        if noun.name == "age" and self.of_standing(noun):
            noun = noun._replace(name="year")
        noun = self.as_event(quantity, noun, source)
        if noun.name in PERIODS or noun.name == "age":
            return self.period(quantity, noun, segment, source)
        return self.count(quantity, noun, source, segment, cell, label)

    def label_qualifier(self, quantity: Quantity, segment: Segment) -> None:
        """`Maximum grant: 4 500`, `the highest amount is 4 500`: a qualifier apart from its figure."""
        if quantity.qualifier != "exact" or quantity.is_range:
            return
        at = quantity.begin - 1
        if at < segment.start:
            return
        labelled = self.layout.words[at] == ":" or (
            self.layout.words[at] in DASHES and not self.layout.glued(at)
        )
        for position in range(at, max(segment.start, at - 10) - 1, -1):
            word = self.layout.words[position]
            if self.layout.kinds[position] == "n" or word in ".;" or word == "," and not labelled:
                return
            for hit in self.finder.at.get("qualifier", {}).get(position, []):
                apart = hit.name in ("at_most", "at_least") and hit.end <= at and len(word) >= FAR - labelled
                if quantity.currency and self.was_given(segment):
                    continue
                if apart and not self.finder.hit("stop", position):
                    quantity.qualifier = hit.name
                    quantity.qualifier_words = self.layout.quote(hit.start, hit.end)
                    if not labelled:
                        quantity.left = hit.start
                    return

    def money(self, quantity: Quantity, segment: Segment, cell: Cell | None) -> Measure | None:
        meaning = self.meaning
        reason = self.no_measure(quantity, segment)
        if reason == "price" and cell and cell.role:
            reason = None  # `Wages: 22 500 / 22 500`, under planned and spent
        if reason is not None:
            quantity.reason = reason
            return self.asked_sum(quantity, segment) if reason == "requested" else None
        others = self.by_segment.get(self.layout.segment_of[quantity.start], [])
        basis, basis_hit = meaning.basis(quantity, segment, others)
        if basis == "total" and self.each(quantity):
            left = self.nouns.any_left(quantity)
            basis = RATES.get(left.name, "per_partner") if left else "per_partner"
        if basis == "total" and meaning.within("cue", "each", segment.start, segment.start + 2):
            basis = self.each_of_them(quantity)
        one = self.unit_cost(quantity, segment) if basis in ("total", *RATED) else None
        if basis == "total":
            basis = one or self.beside_rate(quantity, segment) or self.average_sum(quantity, segment) or basis
        if cell and cell.basis and basis == "total":
            basis = cell.basis
        if cell and cell.limit and quantity.qualifier == "exact" and not quantity.is_range:
            quantity.qualifier = cell.limit
        if quantity.qualifier == "exact" and not quantity.is_range:
            ceiling, hit, distance = meaning.nearest(
                quantity, "kind", ("cap", "total", "grant", "allocation"), segment
            )
            if self.was_given(segment):
                ceiling = ""  # `the largest grant, 8 000, went to`
            if ceiling == "cap" and hit is not None and hit.end <= quantity.start and distance <= CEILING:
                quantity.qualifier, quantity.qualifier_words = (
                    "at_most",
                    self.layout.quote(hit.start, hit.end),
                )
        kind, why = ("total", "what one of them costs") if one else meaning.kind(quantity, basis, segment)
        least = SMALL * COINS.get(quantity.currency or "", 1)
        if (
            kind == "total"
            and why == "default"
            and basis == "total"
            and quantity.high < least
            and quantity.qualifier == "exact"
        ):
            quantity.reason = "price"
            return None
        role, because = meaning.role(quantity, "budget", segment, basis)
        if meaning.type == "call" and not cell and self.paid_before(quantity, segment, role):
            role, because = "context", "what an earlier round of a call paid"
        if kind != "cofinancing" and why.startswith("heading") and self.own_income(quantity, segment):
            kind, why = "cofinancing", "income among the sources"
        if one and role == "target" and because.startswith("money is planned"):
            role, because = "actual", "what one of them costs"
        if kind == "cap" and role == "context" and not meaning.earlier(segment, segment.end - segment.start):
            role, because = "target", "what the rules allow"
        if kind in ("total", "allocation") and basis == "total" and self.of_chosen(quantity, segment):
            kind, why = "grant", "what the projects chosen were given"
        if kind == "cap" and role == "actual":
            if why == "a limit":
                kind, why = "total", "spent, so no limit"
            else:
                role = "target"  # what one can get at most is no sum spent
        if cell and cell.role or quantity.start in self.plans:
            role, because = (cell.role, cell.why) if cell and cell.role else ("target", "a plan beside")
        if cell and cell.kind:
            kind = cell.kind
            basis = "per_project" if kind == "cap" and basis == "total" else basis
        elif role == "context" and (purse := meaning.larger_whole(quantity, "budget", segment)):
            kind, why = "allocation", purse
        elif why in DEFAULTS or why == "default in a call":
            last = next((m for m in reversed(self.found) if m.indicator == "budget"), None)
            same = (
                last is not None
                and self.layout.segment_of[last.start] == self.layout.segment_of[quantity.start]
            )
            before = [last] if same and last is not None else []
            if role == "context":
                kind, why = self.earlier_kind(quantity, segment, before), "what an earlier round gave"
            elif before and before[-1].role == ASKED and role == "target":
                kind, why = "grant", "given where more was asked for"
            elif role == "actual" and before and before[-1].kind:
                kind, why = before[-1].kind, "spent of the sum before"
            elif quantity.is_range and basis == "total":
                kind, why = "cap", "from least to most"
            elif kind == "total" and before and before[-1].kind == "grant" and "awarded" in before[-1].rule:
                kind, why = "grant", "awarded with the sum before"
            elif before and self.bracketed(quantity) and self.bracketed(before[-1].quantity):
                kind, role = before[-1].kind or kind, before[-1].role
                why = because = "as the sum before in the list"
        if kind == "allocation" and basis in ("per_project", "per_partner"):
            basis, basis_hit = "total", None  # what all projects share
        if (kind == "cap" or why.startswith("the least")) and basis == "total":
            basis = "per_project"  # a cap is what one project can get
        measure = self.build(
            quantity,
            "budget",
            role,
            quantity.currency or "",
            basis,
            kind,
            None,
            None,
            cell,
            segment,
            f"money; kind: {why}; role: {because}",
            basis_hit,
        )
        measure.why = (
            "" if cell and (cell.kind or cell.role) else why
        )  # a row of one sum says no more than prose
        return measure

    def at_hand(self, quantity: Quantity) -> bool:
        """`eleven concerts; listeners numbered 3,400`: the listeners of an event, where nothing says they
        were elsewhere."""
        index = self.layout.segment_of[quantity.start]
        for segment in self.layout.segments[max(0, index - 1) : index + 1]:
            if self.meaning.within("cue", "reach", segment.start, min(segment.end, quantity.end)):
                return False
            if self.meaning.within("cue", "online", segment.start, segment.end):
                return False
            if self.meaning.within("noun", "event", segment.start, segment.end):
                return True
        return False

    def count(
        self,
        quantity: Quantity,
        noun: Hit,
        source: str,
        segment: Segment,
        cell: Cell | None,
        label: Hit | None,
    ) -> Measure | None:
        meaning = self.meaning
        indicator, unit = self.thing_counted(quantity, noun, source, segment)
        if (
            noun.name == "views"
            and quantity.high < FEW
            and not (meaning.has("reach", quantity) or meaning.has("online", quantity))
        ):
            quantity.reason = "other"  # `they met sixteen times`
            return None
        if noun.name == "views" and self.counter(quantity, segment):
            quantity.reason = "other"
            return None
        forced = why = ""
        if CLOCK.match(self.layout.words[quantity.start]):
            quantity.reason = "time"  # `10.00 market`: nobody counts in hundredths
            return None
        if quantity.low != int(quantity.low) and quantity.low < 1000:
            quantity.reason = "share"
            return None
        if noun.name == "visit" and quantity.high < FEW:
            indicator, unit = COUNTED["event"]  # `twelve visits`, but `2,300 visits to the book fair`
        if noun.name == "output" and meaning.within("enclosed", "enclosed", segment.start, quantity.begin):
            quantity.reason = "other"  # `Enclosed: 6 photographs`
        if noun.name in PERSONS and source != "right" and self.of_one(quantity):
            quantity.reason = "other"  # `the oldest visitor: 96`
        elif noun.name == "output" and self.goes_with_pages(quantity):
            quantity.reason = "page"  # `up to 4 pages and 3 photographs`
        if quantity.reason:
            return None
        if noun.name == "event" and self.recorded(quantity, noun, segment):
            indicator, unit = COUNTED["output"]  # `64 talks were recorded`
        sentence = noun.name in ("inhabitant", "participant")
        if noun.name == "member" and meaning.nearest(quantity, "cue", ("partner",), segment)[2] <= 9:
            indicator, unit = "partners", "organisation"
        elif noun.name == "member" and meaning.nearest(quantity, "cue", ("target", "actual"), segment)[2] > 6:
            forced, why = "context", "members of an organisation"
        elif (
            noun.name == "place"
            and meaning.has("partner", quantity)
            and not self.finder.hit_ending("in", quantity.begin)
        ):
            indicator, unit = "partners", "organisation"
        elif noun.name in PERSONS:
            live = meaning.has("live", quantity) if sentence else None
            if live is not None and noun.name == "participant":
                taking = meaning.nearest(quantity, "cue", ("attending",), segment)
                if taking[2] < meaning.distance(quantity, live):
                    live = None  # `74 teenagers lived and learnt there`
                elif quantity.high < MANY and (
                    live.end <= quantity.begin - 2
                    or meaning.within("relative", "relative", noun.end, live.start)  # `45 who live alone`
                    or live.start >= noun.end
                    and meaning.nearest(quantity, "cue", ("gathering", "attending", "making"), segment)[2]
                    <= 3
                ):
                    live = (
                        None  # `150 dancers from the city of Viseu`, `the City of Turku invites 60 mothers`
                    )
            if (
                live is None
                and noun.name == "inhabitant"
                and segment.colon is not None
                and segment.colon < quantity.start
            ):
                hits = meaning.within("cue", "live", segment.start, segment.colon)
                live = hits[0] if hits else None
            if live is not None and meaning.has("target", quantity) is None:
                indicator, forced, why = "reach", "context", "population: " + meaning.say(live)
            elif noun.name == "inhabitant" and self.resident(quantity, source, segment):
                indicator, forced, why = "reach", "context", "inhabitants that nobody says came"
            elif meaning.type in ("report", None) and meaning.has("sample", quantity):
                quantity.reason = "sample"
                return None
            elif meaning.has("capacity", quantity):
                if not self.taken_in(noun, segment):
                    quantity.reason = "seat"
                    return None
                if meaning.type != "report":
                    forced, why = "target", "how many it has room for"
            else:
                reach = meaning.has("reach", quantity)
                if (
                    indicator == "reach"
                    and reach is None
                    and noun.name == "listener"
                    and self.at_hand(quantity)
                ):
                    indicator, why = "participants", "listeners at an event"
                if reach is not None and (
                    meaning.distance(quantity, reach) > 12
                    or reach.start > quantity.end
                    and any(
                        meaning.opens_figure(p) for p in range(reach.end, min(segment.end, reach.end + 5))
                    )
                ):
                    reach = None  # or, `five mentors reached 260 young carers`, the next figure's
                if reach is None and noun.name == "audience":
                    reach = meaning.has("online", quantity)
                holding = meaning.nearest(quantity, "cue", ("holding",), segment)[2] <= 1
                if reach and (holding or self.shown(reach, segment) or self.takes_part(noun, source)):
                    reach = None  # `it broadcasts daily and is run by 55 volunteers`; `the tour was seen by`
                reach = reach or self.seen_afar(quantity, noun, segment)
                if reach is not None and not meaning.counted_between(quantity, reach):
                    indicator, why = "reach", "reach: " + meaning.say(reach)
        elif (
            noun.name in ("project", "organisation")
            and source != "awarded"
            and (asked := meaning.has("requested", quantity))
            and (noun.name == "project" or asked.start == noun.end)  # `16 choirs submitted bids`
            and not meaning.has("awarded", quantity, family="kind")
            and not meaning.counted_between(quantity, asked)
        ):
            quantity.reason = "application"
            return None
        if source == "elided" and indicator == "participants":
            known = next((m for m in reversed(self.found) if m.quantity.noun is noun), None)
            if known is not None and known.role != "context":
                indicator = known.indicator  # reached, like those before
            elif known is not None and "population" in known.rule and self.at_dash(quantity, segment):
                indicator, forced, why = known.indicator, known.role, "population, like the one before"
        if noun.name in PERSONS and self.of_team(quantity):
            quantity.reason = "team"
            return None
        if noun.name in PERSONS and (meaning.has("eligibility", quantity) or self.asked_who(segment)):
            quantity.reason = "eligibility"
            return None
        role, because = meaning.role(quantity, indicator, segment)
        weak = "default" in because or because.startswith(("heading", "counts of"))
        weak = weak or segment.bullet and self.described(noun)
        if role == "actual" and weak and indicator != "projects" and self.promised(quantity, segment):
            role, because = "target", "what a grant was given for"
        if source == "elided" and because == "default" and self.found:
            last = self.found[-1]  # `95 came from Spain, 80 from Malta`
            near = last.quantity.noun is noun and (last.start >= segment.start or self.of_them(quantity))
            if near and last.role != "context":
                role, because = last.role, "as the figure before"
        if (
            role == "actual"
            and indicator in ("participants", "events", "outputs", "reach")
            and self.paid_for(quantity, segment)
        ):
            role, because = "target", "what a grant was given for"
        if (
            noun.name in ("views", "remote")
            and because == "default"
            and meaning.type != "call"
            and meaning.prose(segment)
        ):
            role, because = "actual", "views stand already"
        if forced:
            role, because = forced, why
        if source == "awarded" and because == "default":
            role, because = "actual", "projects awarded are a fact"
        if indicator == "projects" and role == "target" and self.out_of_applications(quantity):
            role, because = "actual", "chosen out of the applications told of"
        if source == "whole" and role == "target":
            cue = meaning.nearest(quantity, "cue", ("target", "planned"), segment)[1]
            if cue is not None and quantity.end <= cue.start < noun.start:
                role, because = "actual", "the part of a planned whole"
        if cell and cell.role:
            role, because = cell.role, cell.why
        others = self.by_segment.get(self.layout.segment_of[quantity.start], [])
        basis, basis_hit = meaning.basis(quantity, segment, others)
        if basis == "total" and (self.each(quantity) or source == "right" and self.closes_with_each(noun)):
            basis = {"participants": "per_event", "events": "per_partner"}.get(indicator, "per_partner")
        if basis == "total" and indicator == "participants" and self.averaged(quantity):
            basis = "per_event"
        if RATES_OF_THEMSELVES.get(indicator) == basis:
            basis, basis_hit = "total", None  # `Óvodánként két előadás, összesen 9 óvodában`
        if (
            basis == "total"
            and meaning.type == "call"
            and role == "target"
            and quantity.qualifier != "exact"
            and indicator in ("participants", "events", "partners", "outputs")
        ):
            basis = "per_project"
        audience = self.layout.quote(noun.start, noun.end) if noun.end > noun.start else noun.name
        quantity.noun = noun
        return self.build(
            quantity,
            indicator,
            role,
            unit,
            basis,
            None,
            audience,
            noun if source in ("right", "bracket", "verb", "shared") and noun.end > noun.start else None,
            cell,
            segment,
            f"{noun.name}: “{audience}” ({source}{quantity.weighed}); role: {because}"
            + (f"; {why}" if why and not forced else ""),
            basis_hit,
            label=segment if source == "label" else None,
        )

    def out_of_applications(self, quantity: Quantity) -> bool:
        """`Of 47 applications 19 projects will get money`: the choice is made, the money is still to come."""
        others = self.by_segment.get(self.layout.segment_of[quantity.start], [])
        return (
            any(
                other.reason == "application" and other.end <= quantity.start and other.low >= quantity.high
                for other in others
            )
            and self.meaning.has("awarded", quantity, family="kind") is not None
        )

    def once(self, measures: list[Measure]) -> list[Measure]:
        """The same quantity said twice is one row; its first place stays."""
        seen: dict[tuple[object, ...], Measure] = {}
        kept = []
        for measure in measures:
            segment = self.layout.segments[self.layout.segment_of[measure.start]]
            item = segment.start if segment.bullet else None  # two items of a list are two things
            cell = self.layout.segment_of[measure.quantity.start] in self.tables.grid
            if cell or "of the table" in measure.rule or "planned / achieved" in measure.rule:
                item = measure.end  # and so are two cells of a table
            thing = measure.noun if measure.indicator in ("events", "outputs", "partners", "places") else ""
            key = (
                measure.indicator,
                measure.role,
                measure.low,
                measure.high,
                measure.unit,
                measure.basis,
                thing,
                item,
            )
            first = seen.setdefault(key, measure)
            other = measure.indicator == "participants" and self.joined_to(first, measure)
            if first is not measure and not other:
                continue
            kept.append(measure)
        return kept
