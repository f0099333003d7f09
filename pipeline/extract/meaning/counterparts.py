"""A plan and what came of it, what is and what will be, side by side: roles by the build of the clause."""

from __future__ import annotations

from functools import cached_property

from pipeline.extract.figures.numerals import Quantity, is_plain_year
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.around import Around
from pipeline.extract.meaning.cues import CROSSING

PLANNED = ("target", "planned", "promised")
AHEAD = ("target", "planned", "promised", "future", "ahead")
REPLACED = 3  # words between `instead of` and the figure that had been planned
NOUN_PHRASE = 4  # words of a counted thing and of the postposition behind it
BEHIND = 6  # tokens behind a figure that may hold its plan
PHRASE = 3  # words of a counted thing and of the participle behind it
AT_PLAN = 3  # tokens between a plan and the figure that it belongs to
OPENING = 3  # words of `from` before its time: `à partir de janvier`
TIMES = ("month", "season")
JOINING = ("organisation", "country", "place", "settlement")
"""Things that stand at present, unless their time begins later: `from September two schools join`."""
NUMBER = 4  # letters of an ISO year
BEHIND = 3  # words between a past copula and its sum
PART = 4  # words between a part and the plan that it is out of
THAN = 4  # words between `than` and the plan
EXCESS = 4  # words from a difference to the end of `more than`


class Counterparts(Around):
    """Roles of figures that stand beside another one for the same thing."""

    def out_of_plan(self, quantity: Quantity, segment: Segment) -> str | None:
        """`Of the fifteen wells promised, nine give water again`: what became of a plan is a fact, where no
        word behind the plan speaks of one again."""
        before = [
            other
            for other in self.figures.get(self.layout.segment_of[quantity.start], ())
            if other.end <= quantity.begin
        ]
        if not before or quantity.currency or before[-1].currency or before[-1].reason:
            return None
        whole = before[-1]
        of = self.finder.hit_ending("stop", self.opening(whole)) is not None or self.taken_from(whole)
        if self.within("cue", "each", max(segment.start, quantity.begin - 2), quantity.begin):
            return None  # `planned are 72 meetings, 18 at each partner`
        alike = (None, self.thing(whole), *["?"] * self.closes(quantity))
        if not of or self.thing(quantity) not in alike:
            return None
        low, high = max(segment.start, whole.begin - AT_PLAN), quantity.begin - 1
        plans = [
            hit
            for name in PLANNED
            for hit in self.within("cue", name, low, high)
            if self.walls[hit.start] - self.walls[whole.end - 1] < CROSSING[","]
        ]
        if not plans or self.within("cue", "instead", segment.start, quantity.begin):
            return None
        end = max(whole.end, max(hit.end for hit in plans))
        crossed = self.walls[quantity.begin] - self.walls[whole.end - 1]
        if crossed < CROSSING[","] and any(self.finder.hit("join", p) for p in range(end, quantity.begin)):
            return None  # `of two kilns planned and ten schools`
        clause = self.clause(quantity)[1]
        ahead = [hit for name in AHEAD for hit in self.within("cue", name, end, clause)]
        return None if ahead else "out of what was planned: " + self.say(plans[0])

    def opening(self, whole: Quantity) -> int:
        """Where a figure opens with its article and the participle of its plan: `the planned fifteen`."""
        at = whole.begin
        plan = self.finder.ending.get("cue", {}).get(at, ())
        at = next((hit.start for hit in plan if hit.name in PLANNED), at)
        article = self.finder.ending.get("determiner", {}).get(at, ())
        return next((hit.start for hit in article if hit.name == "determiner"), at)

    def before_its_plan(self, quantity: Quantity, segment: Segment) -> str | None:
        """`Eleven gardens of the fifteen planned are open`: the part told before the plan that it is out of,
        where no word before or behind speaks of one again."""
        after = max(quantity.end, quantity.right)
        figures = self.figures.get(self.layout.segment_of[quantity.start], ())
        whole = next((other for other in figures if other.start >= after), None)
        if whole is None or quantity.currency or whole.currency or whole.low <= quantity.high:
            return None
        at = self.opening(whole)
        noun = self.finder.hit_ending("noun", at - 1)
        apart = at - after > PART or self.walls[whole.begin] - self.walls[after - 1] >= CROSSING[","]
        of = self.finder.hit_ending("stop", at) is not None or self.layout.words[at - 1] in self.out_of
        if apart or not of or self.thing(whole) not in (None, self.thing(quantity), noun and noun.name):
            return None
        end = min(segment.end, whole.end + PART)
        plans = [
            hit
            for name in PLANNED
            for hit in self.within("cue", name, at, end)
            if self.walls[hit.start] == self.walls[whole.end - 1] and not self.opens_figure(hit.start)
        ]
        start, stop = self.clause(quantity)
        spans = ((start, quantity.begin), (max(hit.end for hit in plans), stop)) if plans else ()
        ahead = any(self.within("cue", name, *span) for name in AHEAD for span in spans)
        return "out of what was planned: " + self.say(plans[0]) if plans and not ahead else None

    @cached_property
    def out_of(self) -> frozenset[str]:
        return frozenset(self.finder.lexicon.language.grammar.out_of if self.finder.lexicon else ())

    def outdone(self, quantity: Quantity, segment: Segment) -> str | None:
        """`380 came, a hundred more than hoped`: what is compared with a plan is a fact, where nothing before
        it in its clause speaks of one."""
        after = max(quantity.end, quantity.right)
        for than, plan in self.comparisons:
            if not after <= than < segment.end or sum(map(self.opens_figure, range(after, than))) > 1:
                continue
            clause = self.clause(quantity)
            if not any(self.within("cue", name, clause[0], quantity.begin) for name in AHEAD):
                return "compared with a plan: " + self.say(plan)
        return None

    @cached_property
    def comparisons(self) -> list[tuple[int, Hit]]:
        """Where a comparison with a plan begins that has no figure of its own, and the plan: `than hoped`."""
        plans = sorted(hit for name in PLANNED for hit in self.hits.get(("cue", name), ()))
        found = []
        for than in self.hits.get(("cue", "than"), ()):
            plan = next((hit for hit in plans if than.start <= hit.start < than.end + THAN), None)
            if plan is not None and not self.figure_between(than.end, plan.end + 2):
                found.append((than.start, plan))
        return found

    def exceeds(self, quantity: Quantity) -> bool:
        """`a hundred more than hoped`: a figure right before such a comparison is only the difference."""
        after = max(quantity.end, quantity.right)
        return any(after <= than < after + EXCESS for than, _ in self.comparisons)

    def planned_behind(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`erano 80 quelli in calendario`: the copula only links the figure to the plan behind it."""
        after = max(quantity.end, quantity.right)
        for name in ("planned", "target"):
            for hit in self.within("cue", name, after, min(segment.end, after + BEHIND)):
                if self.opens_figure(hit.end):
                    continue  # `izvedenih 19 koncertov od načrtovanih 22`: it tells the figure behind it
                if hit.start < after + 3 and self.walls[hit.start] == self.walls[after]:
                    return hit
        return None

    def by_then(self, quantity: Quantity, hit: Hit) -> bool:
        """`By the end of August 61 had been shown`: a time by which something was done is no plan."""
        if quantity.currency or not any(self.finder.hit(f, hit.start) for f in ("until", "between")):
            return False
        start, end = self.clause(quantity)
        return any(self.within("cue", name, start, end) for name in ("actual", "past")) and not any(
            other.start != hit.start for name in PLANNED for other in self.within("cue", name, start, end)
        )

    def linked_plan(self, quantity: Quantity, verb: Hit) -> Hit | None:
        """`The expected number was 500`: a copula only links the figure to the plan that is its subject."""
        at = verb.start
        copula = any(hit.end == verb.end for hit in self.finder.at.get("was", {}).get(at, ()))
        if not copula or not 0 <= quantity.begin - verb.end <= PHRASE:
            return None
        for name in PLANNED:
            for plan in self.within("cue", name, max(0, at - PHRASE - 1), at):
                near = self.walls[plan.end - 1] == self.walls[at]
                if near and not self.figure_between(plan.start, at):
                    return plan
        return None

    def describes_made(self, quantity: Quantity, verb: Hit, segment: Segment) -> bool:
        """`Twelve benches for the path, built by pensioners`: a participle with its agent describes a thing
        that a line without a verb names."""
        if verb.end - verb.start > 1 or self.finder.hit("agent", verb.end) is None:
            return False
        words, at = self.layout.words, verb.start - 1
        if at < segment.start or words[at] != "," and self.finder.hit_ending("noun", verb.start) is None:
            return False
        others = (
            hit
            for name in ("actual", "achieved", "past", "now")
            for hit in self.within("cue", name, segment.start, segment.end)
        )
        return all(hit.start == verb.start for hit in others)

    def in_place(self, quantity: Quantity, segment: Segment) -> str | None:
        """`Instead of the 40 guests expected 62 came`: what took the place of a plan is a fact, where no word
        outside that plan speaks of one."""
        others = self.figures.get(self.layout.segment_of[quantity.start], ())
        ahead = self.replacing(quantity, segment)
        if ahead is not None:
            return ahead
        before = [other for other in others if other.end <= quantity.begin]
        if not before or quantity.currency != before[-1].currency:
            return None
        if self.thing(quantity) not in (None, self.thing(before[-1])):
            return None
        instead = self.replaced(before[-1], segment)
        if instead is None or instead.start >= quantity.begin:
            return None
        phrase = range(instead.start, before[-1].end + PHRASE)
        start, end = self.stretch(quantity, segment)
        plans = [hit for name in AHEAD for hit in self.within("cue", name, start, end)]
        if any(hit.start not in phrase for hit in plans):
            return None
        return "in the place of a plan: " + self.say(instead)

    def replacing(self, quantity: Quantity, segment: Segment) -> str | None:
        """`Fewer came than hoped: 22 rather than 35`: right before what had been planned."""
        right = max(quantity.end, quantity.right)
        low = segment.colon if segment.colon is not None and segment.colon < quantity.begin else segment.start
        for hit in self.within("cue", "instead", right, min(segment.end, right + NOUN_PHRASE)):
            replaced = any(self.opens_figure(p) for p in range(hit.end, min(segment.end, hit.end + REPLACED)))
            plans = any(self.within("cue", name, low, hit.start) for name in AHEAD)
            if replaced and not plans and not self.figure_between(right, hit.start):
                return "in the place of a plan: " + self.say(hit)
        return None

    def replaced(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`Instead of 40 guests, 62 came`: what another figure took the place of had been planned."""
        for hit in self.within("cue", "instead", segment.start, quantity.start):
            between = range(hit.end, quantity.begin)  # `vietoj iš pradžių lauktų 40`
            if len(between) <= REPLACED and all(
                self.layout.kinds[p] == "w" and not self.opens_figure(p) for p in between
            ):
                return hit
        right = max(quantity.end, quantity.right)
        for hit in self.within("cue", "instead_after", right, min(segment.end, right + NOUN_PHRASE)):
            if not any(self.layout.kinds[p] != "w" or self.opens_figure(p) for p in range(right, hit.start)):
                return hit
        return None

    def to_follow(self, quantity: Quantity, segment: Segment) -> str | None:
        """`Today eight. From January nine.`, `Four more in May`: behind a count that stands, another one with
        a time to come and no word of what has happened."""
        right = max(quantity.end, quantity.right)
        again = self.finder.hit_ending("again", quantity.begin) or self.finder.hit("again", right)
        thing = self.thing(quantity)
        if not again and thing is not None and thing not in JOINING:
            return None
        if self.finder.hit_ending("of_which", quantity.begin) is not None:
            return None  # `34 took place, seven of them in spring`: they share the tale of the whole
        start, end = self.stretch(quantity, segment)
        told = max(end, self.clause(quantity)[1])  # `since October 17 of the 24 sessions took place`
        if any(self.within("cue", name, start, told) for name in ("actual", "past", "now", "context")):
            return None
        now = self.after_now(quantity, segment)
        time = next((p for p in range(start, end) if any(self.finder.hit(f, p) for f in TIMES)), None)
        if time is None or self.finder.hit_ending("until", time) is not None and not now:
            return None
        endings = self.finder.lexicon.language.dates.suffixes if self.finder.lexicon else {}
        opened = any(
            self.finder.hit("from", position) is not None
            and self.opens(position, start)
            or self.layout.words[position].endswith(tuple(endings.get("start", ())))
            for position in range(max(start, time - OPENING), time + 1)
        )
        years = [int(word) for word in self.layout.words[start:end] if is_plain_year(word)]
        today = self.sections.today[:NUMBER]
        if years and not (today and min(years) >= int(today)):
            return None
        if not again and thing is not None and (years or time > quantity.begin):
            return None
        return f"a time to come: “{self.layout.words[time]}”" if opened or again or now else None

    def after_now(self, quantity: Quantity, segment: Segment) -> bool:
        """`Seven now, ten by summer`: behind a count that is said to stand at present."""
        others = self.figures.get(self.layout.segment_of[quantity.start], ())
        last = next((q for q in reversed(others) if q.end <= quantity.begin), None)
        return last is not None and bool(self.within("cue", "now", segment.start, quantity.begin))

    def opens(self, position: int, start: int) -> bool:
        """Whether a clause begins with this word, be it behind a joining one."""
        while position > start and any(self.finder.hit(f, position - 1) for f in ("join", "contrast")):
            position -= 1
        return position == start or self.layout.kinds[position - 1] == "m"

    def stretch(self, quantity: Quantity, segment: Segment) -> tuple[int, int]:
        """The tokens of a sentence that no other figure claims: `From January – nine.`"""
        others = self.figures.get(self.layout.segment_of[quantity.start], ())
        start = max((q.end for q in others if q.end <= quantity.begin), default=segment.start)
        end = min((q.begin for q in others if q.begin >= quantity.end), default=segment.end)
        marks = [p for p in range(start, end) if self.layout.words[p] == ";"]
        if start > segment.start:
            marks += [p for p in range(start, quantity.begin) if self.layout.words[p] == ","]
            marks.sort()
        before = max((p + 1 for p in marks if p < quantity.begin), default=start)
        return before, min((p for p in marks if p >= quantity.end), default=end)

    def about_to(self, verb: Hit) -> bool:
        """Whether a word for what is to come stands right before a verb of spending."""
        hits = self.finder.ending.get("cue", {}).get(verb.start, ())
        return self.finder.hit("month", verb.start - 1) is None and any(
            hit.name == "target" and hit.end - hit.start == 1 for hit in hits
        )

    def billed(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`The cost was 9 100`, `the cost a guest 3 150, against the 4 000 planned`: a cost in the past, or
        set against its plan."""
        start, end = self.clause(quantity)
        if self.type == "call" or any(self.within("cue", name, start, end) for name in PLANNED):
            return None
        after = max(quantity.end, quantity.right)
        for bill in reversed(self.within("bill", "bill", start, quantity.begin)):
            if self.figure_between(bill.end, quantity.begin):
                continue
            near = [
                was
                for was in self.within("was", "was", bill.end, min(end, after + BEHIND))
                if was.start <= after + 1 and (was.end > quantity.begin - BEHIND)
            ]
            if near:
                return near[-1]
            for name in PLANNED:
                for plan in self.within("cue", name, end, segment.end):
                    if any(self.opens_figure(p) for p in range(plan.end, plan.end + 2)):
                        return bill
        return None
