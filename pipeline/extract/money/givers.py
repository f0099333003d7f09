"""Who gives which sum: what the kind of money owes to its giver and to the sums that stand beside it.

A label or verb names the kind of most sums. The rest is settled when all are read: a body that funds gives a
grant, a town beside it adds cofinancing, the parts that add up to a sum make it the whole, and sums of which
there are several cannot each be the whole cost.
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.extract.counts.reading import Measure, Reading
from pipeline.extract.figures.numerals import Quantity
from pipeline.extract.layout import Segment
from pipeline.extract.meaning.cues import CROSSING
from pipeline.extract.meaning.roles import SHARED

PASSAGE = 12
"""Sums after which a long list is read on as a new passage."""
BEFORE = 5
"""How much farther the subject of a sentence may stand from its first sum."""
NEAR = 9  # how near its sum a giver must stand
SEVERAL = 3
"""Sums without a label, from which on they are awards and not what one thing costs."""
SPENT_FROM = 0.6
"""The share of a sum at least spent where a sentence behind says what became of it."""
GIVERS = ("town", "funder", "giver")
UNSURE = ("default", "spent of the sum before")


class Givers(Reading):
    """Settles the kinds that no word of their own names."""

    def settle_kinds(self, quantities: list[Quantity]) -> None:
        sums = [
            measure
            for measure in self.found
            if measure.indicator == "budget" and measure.why and measure.role != "context"
        ]
        passages: list[list[Measure]] = []
        for measure in sums:
            last = passages[-1] if passages else []
            if last and len(last) < PASSAGE and self.at(measure) - self.at(last[-1]) <= 1:
                last.append(measure)
            else:
                passages.append([measure])
        granted = any(measure.kind == "grant" for measure in sums)
        for index, whole in enumerate(sums):
            if whole.kind == "allocation" and (parts := self.adds_up(whole, sums[index + 1 :])):
                divided = sums[index + 1 : index + 1 + parts]
                for part in (
                    divided if all(map(self.unsure, divided)) and not any(map(self.giver, divided)) else ()
                ):
                    part.kind, part.why = "allocation", "a part of what is set aside"
        for passage in passages:
            self.settle_passage([m for m in passage if m.basis in ("total", "per_year")], granted)
        self.settle_towns(sums, any(quantity.reason == "requested" for quantity in quantities))
        self.settle_awards(sums, any(quantity.reason == "application" for quantity in quantities))
        self.settle_shares(sums)
        for given, used in pairwise(sums):
            beside = self.at(given) == self.at(used) and (used.high or 0) <= (given.high or 0)
            if used.why == "spent of the sum before" and beside:
                used.kind = given.kind  # which the passage has settled

    def settle_towns(self, sums: list[Measure], asked: bool) -> None:
        """`The Foundation awarded 42 000 .. The county has promised 5 000`: a town adds to the greater grant
        that another part of the text tells of, or that the applicant asks for."""
        if self.meaning.type == "call" or self.awards():
            return
        given = [(m, self.giver(m)) for m in sums if m.kind == "grant" and m.basis == "total"]
        grants = [m for m, giver in given if giver != "town"]
        for measure, giver in given:
            if giver != "town" or measure.role != "target":
                continue
            greater = [m for m in grants if m.unit == measure.unit and (m.high or 0) > (measure.high or 0)]
            if greater or asked:
                measure.kind, measure.why = "cofinancing", "a town adds to the grant"

    def earlier_kind(self, quantity: Quantity, segment: Segment, before: list[Measure]) -> str:
        """What an earlier call had; but `in 2024 we funded 31 projects with 90 000` tells what was given."""
        if before and before[-1].kind and before[-1].role != "context":
            return before[-1].kind  # `95 000 is available, after 80 000 in 2024`
        cues = (("kind", "awarded"), ("kind", "spent"), ("cue", "actual"))
        told = any(self.meaning.within(*cue, segment.start, quantity.start) for cue in cues)
        index = self.layout.segment_of[quantity.start]
        chosen = any(m.indicator == "projects" and self.at(m) == index for m in self.found)
        given = self.meaning.within("kind", "awarded", segment.start, segment.end)
        spent = [
            hit
            for hit in self.meaning.within("kind", "spent", segment.start, segment.end)
            if abs(hit.end - quantity.begin) <= NEAR
        ]
        several = self.meaning.within("noun", "project", segment.start, segment.end)
        if spent and not (chosen or several or given or self.awards() or self.meaning.type == "call"):
            return "total"  # `the pilot made do with 4 200`
        told = told or chosen
        return "allocation" if self.meaning.type == "call" and not told else "grant"

    def at(self, measure: Measure) -> int:
        return self.layout.segment_of[measure.start]

    def unsure(self, measure: Measure) -> bool:
        return measure.why in UNSURE or measure.why.startswith(SHARED) or self.item_of_whole(measure)

    def item_of_whole(self, measure: Measure) -> bool:
        """`Budget: 143 700` / `- River Fund: 115 000`: the heading names the whole, its items who gives."""
        lead = self.layout.segments[self.at(measure)].lead
        return (
            measure.kind == "total"
            and measure.why.startswith("heading")
            and lead is not None
            and any(map(self.has_money, self.by_segment.get(self.layout.segment_of[lead.start], ())))
        )

    def settle_passage(self, sums: list[Measure], granted: bool) -> None:
        """The sums of one passage: the whole, what funders give, what a town adds."""
        givers = [self.giver(measure) for measure in sums]
        for index, whole in enumerate(sums):
            parts = sums[index + 1 :]
            composed = whole.kind in ("grant", "cofinancing") or (
                whole.kind == "allocation"
                and self.meaning.type != "call"
                and len(parts) > 1
                and all(givers[index + 1 : index + 3])
            )
            if composed and self.adds_up(whole, parts):
                if any(givers[index + 1 :]) or any(part.kind == "cofinancing" for part in parts):
                    whole.kind, whole.why = "total", "its parts add up to it"
                    givers[index] = ""
        funded = "fund" in givers or any(
            measure.kind == "grant"
            and giver != "town"
            and (not self.unsure(measure) or self.meaning.has("awarded", measure.quantity, family="kind"))
            for measure, giver in zip(sums, givers, strict=True)
        )
        for index, (measure, giver) in enumerate(zip(sums, givers, strict=True)):
            if self.spent_of(measure, sums[:index]):
                continue
            if giver and self.unsure(measure):
                measure.kind = "cofinancing" if giver == "town" and funded else "grant"
                measure.why = f"a {giver} gives it"
            elif giver == "fund" and measure.kind == "cofinancing" and self.rest(measure):
                measure.kind, measure.why = "grant", "the rest, which a fund gives"
            elif giver == "fund" and measure.kind == "cofinancing" and self.most(measure, sums):
                measure.kind, measure.why = "grant", "the most, which a fund gives"
            elif giver and measure.kind == "total" and self.purse(measure, sums[:index]):
                measure.kind = "cofinancing" if giver == "town" and funded else "grant"
                measure.why = f"out of the budget of a {giver}"
            elif (
                giver == "town"
                and measure.kind == "grant"
                and "fund" in givers
                and not (self.most(measure, sums) and not any(m.kind == "total" for m in sums))
            ):
                measure.kind, measure.why = "cofinancing", "a town adds to what others give"
            elif not giver and self.unsure(measure):
                self.without_giver(measure, sums, index)
        added = [measure for measure in sums if measure.kind == "cofinancing"]
        if len(added) >= 2 and not granted and not any(m.kind == "grant" for m in sums):
            most = max(added, key=lambda measure: measure.high or 0)
            if self.giver(most):
                most.kind, most.why = "grant", "the most of what others give"

    def awards(self) -> bool:
        """Whether the document tells what several projects were given."""
        return any(
            m.indicator == "projects" and m.role != "context" and (m.high or 2) > 1 for m in self.found
        )

    @staticmethod
    def most(measure: Measure, sums: list[Measure]) -> bool:
        """Whether a sum is the greatest of those beside the whole cost."""
        given = [m for m in sums if m.kind != "total" and m.role != "actual" and m.unit == measure.unit]
        return measure.role != "actual" and all((m.high or 0) <= (measure.high or 0) for m in given)

    def spent_of(self, measure: Measure, before: list[Measure]) -> bool:
        """`It got 9 800, of which 9 412 were spent`: what is spent is of the kind that was given."""
        if measure.role != "actual" or not self.unsure(measure) or not before:
            return False
        if measure.why != "default" and self.giver(measure):
            return False
        last, high = before[-1], measure.high or 0
        if (
            last.unit != measure.unit
            or not SPENT_FROM * (last.high or 0) <= high <= (last.high or 0)
            or not (self.at(last) == self.at(measure) or last.kind == "grant")
        ):
            return False
        measure.kind, measure.why = last.kind, "spent of the sum before"
        return True

    def without_giver(self, measure: Measure, sums: list[Measure], index: int) -> None:
        """A sum whose kind was said of another one, or not at all."""
        beside = [m for m in sums if m is not measure and self.at(m) == self.at(measure)]
        high = measure.high or 0
        if measure.kind == "cofinancing" and measure.why.startswith(SHARED):
            behind = [m.high or 0 for m in sums[index + 1 :] if m in beside]
            if measure.role == "actual" or (behind and high >= sum(behind)):
                part = measure.role != "actual" and (
                    self.awards() or any(m.kind == "total" for m in sums[:index])
                )
                measure.kind, measure.why = "grant" if part else "total", "what others add to"
        elif measure.kind == "grant" and measure.why.startswith(SHARED):
            behind = [m.high or 0 for m in sums[index + 1 :] if m in beside]
            part = any(m.kind == "total" and (m.high or 0) > high for m in sums[:index])
            if len(behind) >= 2 and high >= sum(behind) and len(behind) == len(beside) and not part:
                measure.kind, measure.why = "total", "what its parts are named of"
            elif behind and self.divided(measure, sums[index + 1]):
                measure.kind, measure.why = "total", "what a grant is a part of"
        elif measure.why == "default" and index and self.rest(measure):
            measure.kind, measure.why = "cofinancing", "the rest"
        elif measure.why == "default":
            given = [m for m in beside if m in sums[:index] and m.kind in ("grant", "cofinancing")]
            if any((m.high or 0) > high and self.giver(m) for m in given):
                measure.kind, measure.why = "cofinancing", "beside what others give"

    def divided(self, whole: Measure, part: Measure) -> bool:
        """`It spent 19 300, of which 15 000 from the grant`: only the part was called a grant."""
        segment, within = self.layout.segments[self.at(whole)], self.meaning.within
        return (
            (whole.high or 0) > (part.high or 0)
            and bool(within("of_which", "of_which", whole.end, part.start))
            and not within("kind", "grant", segment.start, whole.start)
        )

    def rest(self, measure: Measure) -> bool:
        """`the remaining 45 000 is paid by the Social Fund`: the rest is the giver's own kind of money."""
        segment = self.layout.segments[self.at(measure)]
        hits = self.meaning.within("rest", "rest", segment.start, segment.end)
        return any(
            self.meaning.distance(measure.quantity, hit) <= NEAR
            and not self.meaning.figure_between(hit.end, measure.start)
            and not self.meaning.figure_between(measure.end, hit.start)
            for hit in hits
        )

    def purse(self, measure: Measure, before: list[Measure]) -> bool:
        """`8 000, of which 3 000 from the county's budget`: the budget is the giver's, not the project's."""
        if not any(self.at(m) == self.at(measure) and (m.high or 0) > (measure.high or 0) for m in before):
            return False
        segment, within = self.layout.segments[self.at(measure)], self.meaning.within
        bodies = [hit for name in GIVERS for hit in within(name, name, measure.start, segment.end)]
        return any(
            0 <= hit.start - body.end <= 1 or 0 <= body.start - hit.end <= 2
            for hit in within("kind", "total", measure.start, segment.end)
            for body in bodies
            if hit.end - hit.start == 1
        )

    def settle_awards(self, sums: list[Measure], applied: bool) -> None:
        """Several sums that nothing names cannot each be the whole cost; and where applications were
        received, those that nothing names are what was awarded."""
        for whole, part in pairwise(sums):
            if whole.kind == "total" and whole.why == "default" and self.left_to_others(whole, part):
                whole.why = "what is given in part, and the rest by others"
        bare = [m for m in sums if m.kind == "total" and m.why == "default" and m.role == "target"]
        labelled = any(m.kind == "total" and m.why != "default" for m in sums)
        chosen = any(m.indicator == "projects" and m.role == "actual" for m in self.found)
        listed = [
            m
            for m in sums
            if m.why == "default in a call" and self.layout.segments[self.at(m)].bullet and m.role == "target"
        ]
        if chosen and len(listed) >= SEVERAL:
            for measure in listed:
                measure.kind, measure.why = "grant", "one of several awards"
        items = [m for m in bare if self.row_of_list(m)]
        listed_too = any("list of awards" in m.rule for m in sums)
        several = len(bare) >= SEVERAL or (chosen or listed_too) and len(items) > 1
        if len({m.unit for m in bare}) == 1 and (several or (applied and not labelled)):
            for measure in bare:
                measure.kind, measure.why = "grant", "one of several awards"

    def row_of_list(self, measure: Measure) -> bool:
        """`Puppet Guild: 25 000 euros for a stage`: a row that names who gets the sum."""
        segment = self.layout.segments[self.at(measure)]
        return segment.bullet or segment.colon is not None or self.layout.words[segment.end - 1] not in ".!?"

    def left_to_others(self, whole: Measure, part: Measure) -> bool:
        """`It is about 6.4 million. The Foundation gives five, the rest comes from the villages.`"""
        start, end = self.layout.segments[self.at(whole)].start, self.layout.segments[self.at(part)].end
        return (
            self.at(part) - self.at(whole) <= 1
            and whole.unit == part.unit
            and (part.high or 0) < (whole.high or 0)
            and bool(self.giver(part))
            and bool(self.meaning.within("rest", "rest", start, end))
        )

    def settle_shares(self, sums: list[Measure]) -> None:
        """`612 000 will be divided among the fifteen projects chosen`: no longer what is set aside."""
        chosen: dict[int, list[Measure]] = {}
        for measure in self.found:
            if measure.indicator == "projects" and measure.role == "actual":
                chosen.setdefault(self.at(measure), []).append(measure)
        walls, call = self.meaning.walls, self.meaning.type == "call"
        for measure in sums:
            if call and measure.why != "default in a call":
                continue
            told = measure.kind == "total" and measure.why == "default"
            if (told or measure.kind in ("allocation", "cofinancing")) and any(
                abs(walls[projects.start] - walls[measure.start]) <= CROSSING[","]
                for projects in chosen.get(self.at(measure), ())
            ):
                if not self.giver(measure):
                    measure.kind, measure.why = "grant", "shared among the projects awarded"

    def adds_up(self, whole: Measure, parts: list[Measure]) -> int:
        """How many sums right behind a sum, two at least, add up to it; none for 0."""
        total = 0.0
        for count, part in enumerate(parts, 1):
            if part.unit != whole.unit or part.low != part.high or part.low is None:
                return 0
            total += part.low
            if count >= 2 and whole.low and abs(total - whole.low) < 0.005 * whole.low:
                return count
        return 0

    def giver(self, measure: Measure) -> str:
        """`fund`, `town` or nothing: the nearest body that funds, in the sum's own clause."""
        segment = self.layout.segments[self.at(measure)]
        quantity, meaning = measure.quantity, self.meaning
        towns = meaning.within("town", "town", segment.start, segment.end)
        funds = [
            *meaning.within("funder", "funder", segment.start, segment.end),
            *meaning.within("giver", "giver", segment.start, segment.end),
        ]
        # `Arts Council` is more than the council in it.
        towns = [
            town
            for town in towns
            if not any(
                fund.start <= town.start < town.end <= fund.end
                and fund.end - fund.start > town.end - town.start
                for fund in funds
            )
        ]
        alone = not meaning.figure_between(segment.start, quantity.start)
        best, nearest = "", float(NEAR)
        for hit in (*towns, *funds):
            name = hit.family
            if name != "town" and any(town.start < hit.end and hit.start < town.end for town in towns):
                continue
            # The subject of a sentence may stand clauses before its first sum, the giver of a later one not.
            mark = ";" if alone and hit.end <= measure.start else ","
            after = max(quantity.end, quantity.right)
            if hit.start > after and self.finder.hit("join", after):
                continue  # `600 000 € from the fund and from the town 300 000 €`: it gives the next sum
            bracketed = self.layout.words[hit.end : quantity.begin] == ["("]
            if not bracketed and meaning.beyond(quantity, hit, mark):
                continue
            distance = meaning.distance(quantity, hit)
            if alone and hit.end <= measure.start:
                distance -= BEFORE  # `the town gave us, namely 95 000`
            if distance < nearest:
                best, nearest = "town" if name == "town" else "fund", distance
        return best
