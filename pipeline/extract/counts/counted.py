"""Which thing a figure counts, wherever its noun stands: behind, before, in a label or heading, or left
out."""

from __future__ import annotations

from pipeline.extract.counts.fitting import Fitting
from pipeline.extract.counts.heads import MADE, PERIODS
from pipeline.extract.counts.nouns import QUOTES
from pipeline.extract.counts.reading import COUNTED, OLDEST, PERSONS
from pipeline.extract.figures.masks import REASONS
from pipeline.extract.figures.numerals import DASHES, Quantity, is_plain_year
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit

LONG = 6  # letters of a word whose case its ending tells
CLAUSE = 4  # words before a colon from which they may be a clause
FEW_SEASONS = 6
GAP = 10  # how near figures stand that share a noun and a preposition
BESIDE = 7  # how near that verb must stand


class Counted(Fitting):
    """Finds the counted thing of each figure."""

    def noun(self, quantity: Quantity, segment: Segment) -> tuple[Hit | None, str, Hit | None]:
        """(noun, where it was found, noun of the label)."""
        label = self.nouns.label(quantity, segment)
        if label is not None and self.of_season(label, segment):
            label = None
        if label is not None and self.label_of_age(quantity, segment):
            return None, "", label  # `Age of the singers: 68 to 101`
        quantity.reason = quantity.reason or self.set_beside(quantity)
        elided = self.finder.alone(quantity) or self.themselves(quantity) or self.out_of_which(quantity)
        right = None if elided and not self.noun_behind_bound(quantity) else self.nouns.right(quantity)
        if right is not None and self.aged_before(quantity, right):
            return None, "", label
        whole = self.part_of(quantity) if right is None else None
        if quantity.reason:
            return None, "", label
        if whole is not None:
            return whole, "whole", label
        if right is not None and self.numbers_line(quantity, right, segment):
            quantity.reason = "list"
            return None, "", label
        if right is not None and right.start in self.owned and quantity.spelt | (quantity.high < 100):
            quantity.reason = "attribute"  # `divas piecu dienu nometnes`: the inner figure describes the noun
            return None, "", label
        if right is not None and right.end <= len(self.layout.words):
            self.owned.add(right.start)
        if right is not None and not (
            label is not None
            and right.start > quantity.end + 2
            and "," in self.layout.words[quantity.end : right.start]
        ):
            return right, "right", label
        if (
            right is None
            and quantity.spelt
            and quantity.high <= FEW_SEASONS
            and self.finder.hit("season", max(quantity.end, quantity.right))
        ):
            quantity.reason = "time"  # `in two summers`
            return None, "", label
        shared = self.shared(quantity) if right is None else None
        if shared is not None:
            return shared, "shared", label
        after = self.finder.hit("qualifier", max(quantity.end, quantity.right)) if right is None else None
        if after is not None and after.end - after.start > 1 and after.name in ("more_than", "less_than"):
            quantity.reason = "unknown"  # `60 more than last year`
            return None, "", label
        bracket = self.nouns.before_bracket(quantity)
        if (
            bracket is not None
            and quantity.high <= OLDEST
            and self.meaning.nearest(quantity, "cue", ("age",), segment)[2] <= 8
        ):
            return None, "", label
        if bracket is not None and bracket.name in PERSONS and self.bracketed_age(quantity):
            return None, "", label
        if bracket is not None:
            return bracket, "bracket", label
        if self.finder.hit("again", max(quantity.end, quantity.right)) and quantity.start > segment.start:
            label = None  # `16 dancers, twelve of them on wheels`: not what the label names
        if (
            label is not None
            and quantity.high <= OLDEST
            and self.meaning.nearest(quantity, "cue", ("age",), segment)[2] <= 3
        ):
            return None, "", label
        dashed = self.dashed(quantity, segment)
        if dashed is not None:
            return dashed, "left", label
        row = self.gapped(quantity, segment) if label is not None else None
        if row is not None:
            return row, "elided", label  # `Participants: it brought together 93 – 64 from A, 29 from B`
        label = label or self.label_made(quantity, segment)
        if label is not None and label.start in self.owned and label.name in PERIODS:
            return None, "", label  # `25 éve nem volt ennyi látogatónk: 3 412`
        person = self.person_form(quantity) if label is not None else None
        if person is not None:
            return person, "form", label  # `a bemutató: kétezren látták`
        if label is not None:
            named, how = self.by_verb(quantity, segment)
            if named is not None and named.name in ("audience", "remote"):
                return named, how, label  # `The hall was full: 320 came`
        first = segment.colon is None or not self.meaning.figure_between(segment.colon, quantity.start)
        if not first and self.unknown_noun_behind(quantity, segment):
            return None, "", label  # `At the camp: 32 children and one dog`
        if label is not None and not self.unrelated(segment, quantity):
            if self.stands_for(quantity, segment):
                return None, "", label
            own = self.nouns.left(quantity) if self.clausal(segment) else None
            if own is not None and segment.colon is not None and own.start > segment.colon:
                return own, "left", label  # `The club closed its project: of 26 walks 24 were held`
            return label, "label", label
        if segment.colon is not None and quantity.start == segment.colon + 1 and label is None:
            above = self.above(segment)
            if above is not None:
                return above, "heading", label
        return None, "", label

    def bracketed_age(self, quantity: Quantity) -> bool:
        """`teenagers (13–17)`: a range alone in brackets behind a word for people is their age."""
        end = max(quantity.end, quantity.right)
        closed = end < len(self.layout.words) and self.layout.words[end] == ")"
        return closed and quantity.is_range and not quantity.spelt and quantity.high <= OLDEST

    def clausal(self, segment: Segment) -> bool:
        """Whether what stands before the colon is a clause with a verb of its own, or leads into speech."""
        assert segment.colon is not None
        if self.layout.words[segment.colon + 1 : segment.colon + 2] and (
            self.layout.words[segment.colon + 1] in QUOTES
        ):
            return True
        return segment.colon - segment.start >= CLAUSE and any(
            self.meaning.within("cue", name, segment.start, segment.colon)
            for name in ("target", "actual", "past", "future", "finished")
        )

    def aged_before(self, quantity: Quantity, noun: Hit) -> bool:
        """`pupils aged 14–18 record stories`: a range right behind a word for age, where what follows is
        the rest of the sentence."""
        return (
            quantity.is_range
            and 0 < quantity.low < quantity.high <= OLDEST
            and noun.name not in ("age", *PERIODS, "country")
            and any(
                hit.name == "age" and hit.start < quantity.begin
                for hit in self.finder.ending.get("cue", {}).get(quantity.begin, ())
            )
        )

    def opens(self, quantity: Quantity, segment: Segment) -> bool:
        """Whether a figure with its preposition opens a clause: `Per penkias popietes vaikai ...`."""
        at = quantity.begin
        return at == segment.start or self.layout.words[at - 1] in ",;"

    def aged_behind(self, quantity: Quantity) -> bool:
        """`60+ amžiaus kaimynai`: a word for age right behind the sign."""
        at = max(quantity.end, quantity.right)
        return any(hit.name == "age" for hit in self.finder.at.get("cue", {}).get(at, ()))

    def of_season(self, label: Hit, segment: Segment) -> bool:
        """`Letnia szkoła: 45`, `2024 metams numatyta: ..`: a word that makes an age behind digits tells
        nothing of one in a label, nor does the word that goes with a year."""
        if label.name == "year" and label.start > segment.start:
            return is_plain_year(self.layout.words[label.start - 1])
        return label.name == "age" and not self.meaning.within("cue", "age", segment.start, label.end)

    def shared(self, quantity: Quantity) -> Hit | None:
        """`35 Danish and 32 Swedish choristers`: the second figure's noun is the first one's too."""
        others = self.by_segment[self.layout.segment_of[quantity.start]]
        index = next(k for k, other in enumerate(others) if other is quantity)
        following = others[index + 1] if index + 1 < len(others) else None
        after = max(quantity.end, quantity.right)
        if (
            following is None
            or following.reason
            or not 2 <= following.start - after <= 4
            or quantity.currency
        ):
            return None
        join = following.start - 1
        listed = self.namesakes(quantity, following)
        if listed is not None:
            return listed
        comma = self.layout.words[join] == ","
        if not self.finder.hit("join", join) and not comma or comma and join - after > 1:
            return None  # but not `two benches, 15 new guides`
        for position in range(after, join):
            small = any(
                self.finder.hit(family, position) for family in ("stop", "determiner", "bare", "join")
            )
            if small or self.layout.kinds[position] != "w" or self.nouns.known(position):
                return None
        noun = self.nouns.right(following)
        alike = noun is not None and noun.start > following.end and noun.name in COUNTED
        return noun if alike else None

    def part_of(self, quantity: Quantity) -> Hit | None:
        """`48 of 52 participants`, `21 of the planned 40`: the noun stands behind the whole, which only
        counts where it was planned."""
        others = self.by_segment[self.layout.segment_of[quantity.start]]
        index = next(k for k, other in enumerate(others) if other is quantity)
        if index + 1 >= len(others):
            return None
        whole = others[index + 1]
        gap = range(quantity.end, whole.start)
        if (
            not 1 <= len(gap) <= 5
            or self.lexicon.language.numbers.alone  # such a language names the whole first
            or whole.reason
            or whole.low < quantity.high
            or not self.finder.hit("stop", quantity.end)
            or len(self.layout.words[quantity.end]) > 4
        ):
            return None
        planned = False
        for position in gap:
            cues = {hit.name for hit in self.finder.at.get("cue", {}).get(position, [])}
            if "actual" in cues or self.finder.hit("qualifier", position):
                return None
            planned = planned or bool(cues & {"target", "planned"})
            small = any(
                self.finder.hit(family, position)
                for family in ("stop", "bare", "in", "filler", "inner", "article")
            )
            if not small and not cues & {"target", "planned"} and len(self.layout.words[position]) > 4:
                return None
        noun = self.nouns.right(whole)
        if noun is None and len(gap) == 1:
            noun = self.nouns.label(quantity, self.layout.segments[self.layout.segment_of[quantity.start]])
        if noun is not None and noun.name == "application" and self.chosen(quantity):
            return Hit("noun", "project", quantity.start, quantity.end, 0)  # `19 of 88 bids were approved`
        if noun is not None and noun.name in REASONS:
            quantity.reason = REASONS[noun.name]  # `58 of 61 votes`
        if noun is None or noun.name not in COUNTED:
            return None
        planned = planned or any(
            hit.name in ("target", "planned")
            for p in range(whole.end, noun.start)
            for hit in self.finder.at.get("cue", {}).get(p, [])
        )
        if not planned:
            whole.reason = "whole"
        return noun

    def chosen(self, quantity: Quantity) -> bool:
        """Whether the clause says that bids were approved, chosen or funded."""
        span = self.meaning.clause(quantity)
        return any(
            self.meaning.within(family, name, *span)
            for family, name in (("kind", "awarded"), ("kind", "grant"), ("cue", "chosen"))
        )

    def dashed(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`Results: workshops – 18 (planned 15); trainees – 214`: a dash in the place of a colon."""
        dash, after = quantity.begin - 1, max(quantity.end, quantity.right)
        if dash <= segment.start or self.layout.words[dash] not in DASHES or self.layout.glued(dash):
            return None
        if after < segment.end and self.layout.kinds[after] != "m" or self.has_money(quantity):
            return None
        nouns = self.finder.ending.get("noun", {}).get(dash, [])
        return next((hit for hit in nouns if hit.name in COUNTED and not self.nouns.says_where(hit)), None)

    def granted(self, quantity: Quantity, noun: Hit) -> bool:
        """`Four applications won support`: what was granted is a project."""
        won = self.meaning.has("awarded", quantity, family="kind")
        if won is None or self.meaning.has("requested", quantity):
            return False
        colon = self.layout.segments[self.layout.segment_of[quantity.start]].colon
        if won.start < noun.end:
            return colon is not None and won.end <= colon < quantity.start  # `Reserve list: 2 applications`
        return not any(
            noun.end <= other.start < won.end + 2  # `of 71 applications 19 won`, `fik 19 støtte`
            and not (other.start >= won.end and self.has_money(other))
            for other in self.by_segment[self.layout.segment_of[quantity.start]]
        )

    def supported(self, noun: Hit) -> bool:
        """`141 festivals received support`: what is funded counts as a project."""
        words = range(noun.end, min(noun.end + 2, len(self.layout.words)))
        won = [
            hit
            for p in words
            for hit in self.finder.at.get("kind", {}).get(p, ())
            if hit.name == "awarded" and hit.end - hit.start <= 2
        ]
        behind = range(won[0].end, min(won[0].end + 2, len(self.layout.words))) if won else ()
        return any(hit.name == "money" for p in behind for hit in self.finder.at.get("noun", {}).get(p, ()))

    def above(self, segment: Segment) -> Hit | None:
        """`Participants` / `Planned: 250` / `Achieved: 231`: the label names only the role, the line above
        the thing."""
        meaning = self.meaning
        roles = [
            hit
            for name in ("planned", "achieved", "target", "actual")
            for hit in meaning.within("cue", name, segment.start, segment.colon or segment.end)
        ]
        if not roles:
            return None
        index = self.layout.segment_of[segment.start]
        for before in reversed(self.layout.segments[max(0, index - 3) : index]):
            if before.end - before.start <= 8 and not any(
                kind == "n" for kind in self.layout.kinds[before.start : before.end]
            ):
                noun = self.nouns.in_label(before.start, before.end)
                return noun if noun is not None and noun.name in COUNTED else None
        return None

    def unrelated(self, segment: Segment, quantity: Quantity) -> bool:
        """A figure far behind a label, in another sentence part, is not the label's value."""
        assert segment.colon is not None
        if (
            self.of_them(quantity)
            or self.part_of_name(quantity, segment)
            or (
                self.lexicon.language.grammar.capital_nouns
                and quantity.start > segment.colon + 1
                and quantity.end < segment.end
                and self.finder.hit_ending("stop", quantity.begin)
                and self.layout.capital[quantity.end]
            )
        ):
            return True  # `Werkstatt: an 14 Samstagen kamen ...`
        if any(
            other.currency and segment.colon < other.start < quantity.start
            for other in self.by_segment.get(self.layout.segment_of[quantity.start], [])
        ):
            return True  # `Weavers' circle: 900 000 Ft for twelve looms`: the label's value is the sum
        gap = self.layout.words[segment.colon + 1 : quantity.start]
        national = self.finder.hit("country", max(quantity.end, quantity.right)) is not None
        if (len(gap) >= 3 or "," in gap) and not national and self.unknown_noun_behind(quantity, segment):
            return True  # `Lunch in the yard: we cooked for 240 hungry mouths`
        return len(gap) > 14

    def part_of_name(self, quantity: Quantity, segment: Segment) -> bool:
        """`Coordinator: University Rennes 2`: a figure that closes a name behind the label."""
        start, colon = quantity.begin, segment.colon
        return (
            colon is not None
            and start == quantity.start > colon + 2
            and quantity.low < 20
            and self.layout.kinds[start - 1] == "w"
            and self.layout.capital[start - 1]
            and self.layout.capital[colon + 1]
            and not self.nouns.known(start - 1)
            and self.nouns.at(start - 1) is None
        )

    def elided(self, quantity: Quantity, segment: Segment) -> tuple[Hit | None, str]:
        """The noun left out: from before in the clause, else from the last count of the sentence or the
        one before it."""
        left = self.nouns.left(quantity) or self.nouns.around_bracket(quantity)
        if left is not None and (
            left.name in ("money", "word") or self.some_people(quantity, left) or self.plan(left)
        ):
            left = None  # `46 clubs applied, but only 9 got the money`, `this year's aim is 3 500`
        them = self.stands_for(quantity, segment)
        left = None if them else left
        aside = self.planned_aside(quantity, segment) or self.attended(quantity, segment)
        aside = aside or self.watched(quantity, segment, left)
        if aside is not None and aside.name in COUNTED:
            return aside, "elided"
        shared = self.counted_again(quantity, segment) if left is None else None
        shared = shared or self.people_each(quantity, left, segment)
        if shared is not None:
            return shared, "elided"
        person = self.person_form(quantity)
        if person:
            return person, "form"
        whole = self.nouns.whole(quantity)
        if whole is not None and whole.name in COUNTED:
            return whole, "part"
        if whole is not None and whole.name == "application" and self.chosen(quantity):
            return Hit("noun", "project", quantity.start, quantity.end, 0), "awarded"
        priced = any(
            other.reason == "price" for other in self.by_segment[self.layout.segment_of[quantity.start]]
        )
        if priced and left is not None and left.name == "output":
            return None, ""  # `A napijegy 1500 Ft, a kürtőskalács 900`
        if quantity.article:
            return None, ""  # `és egy 300 példányos könyv`: it belongs to what follows
        start, after = quantity.begin, max(quantity.end, quantity.right)
        if (
            left is not None
            and left.name in PERSONS
            and start - left.end == 1
            and self.finder.hit("stop", left.end)
        ):
            if quantity.high <= OLDEST and any(
                hit.name == "age" for hit in self.finder.at.get("cue", {}).get(after, ())
            ):
                return None, ""  # `farmers of 70 and above`
            return left, "left"  # `a population of 18,300`
        remaining = self.finder.hit_ending("rest", start)
        if remaining is not None and quantity.currency is None:
            for measure in self.latest(self.layout.segment_of[quantity.start])[:1]:
                noun = measure.quantity.noun
                if (
                    noun is not None
                    and noun.name in COUNTED
                    and (self.layout.segments[self.layout.segment_of[measure.start]].line == segment.line)
                ):
                    return noun, "elided"  # `23 of the 40 benches stand; the remaining 17 come in June`
        rate = self.finder.hit("basis", after)
        if rate is not None and rate.name == "per_event" and (left is None or left.name == "event"):
            return Hit("noun", "participant", after, after, 0, "participant"), "rate"  # `thirty at a sitting`
        beside = self.apposed(quantity)
        if beside is not None:
            return beside, "apposition"
        last = next(iter(self.latest(self.layout.segment_of[quantity.start])), None)
        people = last is not None and last.indicator == "participants"
        if not people and self.meaning.nearest(quantity, "cue", ("requested",), segment)[2] <= 2:
            quantity.reason = "application"  # `last year 163 were handed in`
            return None, ""
        whole = self.whole_of_plan(quantity, segment)
        if whole is not None:
            return whole, "elided"
        named, how = (None, "") if self.some_behind(quantity) else self.by_verb(quantity, segment)
        if named is not None:
            return named, how
        alone = self.finder.alone(quantity)
        if not alone and self.unknown_noun_behind(quantity, segment) and not self.national(quantity):
            if not self.lexicon.language.grammar.plural:  # which shows what is counted by its ending
                made = self.made(quantity, segment)
                if made is not None:
                    return made, "verb"
            meant = self.antecedent(quantity, segment)
            return meant, "elided" if meant else ""
        last = self.found[-1] if self.found else None
        if last is not None and last.quantity.noun is not None and last.start >= segment.start:
            if (
                last.quantity.noun.name in COUNTED
                and self.of_them(quantity)
                and quantity.begin - last.end <= 4
            ):
                return last.quantity.noun, "elided"  # `for an audience of 9,300, of whom 3,100 were pupils`
        gapped = self.gapped(quantity, segment) or self.at_other_time(quantity, segment)
        if gapped is not None:
            return gapped, "elided"
        cue = self.meaning.nearest(
            quantity, "cue", ("target", "actual", "planned", "promised", "achieved", "context"), segment
        )
        near = cue[1] is not None and cue[2] <= 4
        near = near or them or self.joined(quantity) or self.adjacent(quantity, left)
        near = near or self.numbered(quantity, segment) or self.predicated(quantity, left)
        near = near or alone or rate is not None or self.each(quantity) or self.goes_on(quantity)
        standing = self.finder.ending.get("cue", {}).get(quantity.begin, ())
        near = (
            near or left is not None and any(hit.name == "now" for hit in standing)
        )  # `Savanorių turime 16`
        near = near or self.verbless(quantity, segment) or self.at_dash(quantity, segment)
        near = near or self.meaning.replaced(quantity, segment) is not None or self.aimed(quantity)
        near = near or self.of_them(quantity) or self.nouns.verb(max(quantity.end, quantity.right))
        near = near or self.national(quantity) or self.trailing(quantity, segment)
        here = self.layout.segment_of[quantity.start]
        bids = any(
            q.reason == "application" and q.end <= quantity.start
            for index in (here - 1, here)
            for q in self.by_segment.get(index, ())
        )
        if bids and self.meaning.nearest(quantity, "cue", ("chosen",), segment)[2] <= 3:
            return Hit("noun", "project", quantity.start, quantity.end, 0), "chosen"
        if left is not None and left.name == "money":
            left = None  # `money went to 49`
        if left is not None and left.name == "application" and left.start in self.meaning.in_the_past:
            left = None  # `the bid promised 300`
        if left is not None and left.name == "application" and near and self.of_applications(quantity):
            return Hit("noun", "project", quantity.start, quantity.end, 0), "awarded"
        awarded = self.meaning.nearest(quantity, "kind", ("awarded", "grant"), segment)
        if awarded[1] is not None and awarded[2] <= 3 or near:
            if bids and (left is None or left.name == "application"):
                return Hit("noun", "project", quantity.start, quantity.end, 0), "awarded"
        if left is not None and left.name == "organisation":
            if self.names_thing(after, segment):
                return None, ""  # `The foundation gave 32 bursaries`: no foundations
            if self.layout.capital[left.start] and not self.lexicon.language.grammar.capital_nouns:
                left = None  # `la Fundación concedió 35.000`: one body by its name
        if left is not None and (near or quantity.qualifier != "exact"):
            meant = left if self.of_them(quantity) else self.meant(quantity, segment, left)
            if meant is not None:
                return meant, "left" if meant is left else "elided"
        more = self.of_them(quantity) or self.goes_on(quantity)
        verb = None if more else self.verb_of(quantity, segment)
        if not near and not (quantity.qualifier != "exact" and cue[1] is not None and cue[2] <= 12):
            meant = self.antecedent(quantity, segment)
            return meant, "elided" if meant else ""
        if self.labelled_otherwise(quantity, segment):
            return None, ""
        topic = self.topic_again(quantity, segment)
        if topic is not None:
            return topic, "elided"
        index = self.layout.segment_of[quantity.start]
        if alone and not any(self.layout.segment_of[measure.start] == index for measure in self.found):
            noun = self.nouns.any_left(quantity)
            if noun is not None and noun.name in COUNTED:
                return noun, "elided"  # `kapott egy-egy magaságyást, összesen hetet`
        if not any(self.layout.segment_of[measure.start] == index for measure in self.found):
            behind = next(
                (
                    q
                    for q in self.by_segment[index]
                    if quantity.end < q.start <= quantity.end + 8 and q.reason is None
                ),
                None,
            )
            if self.finder.hit_ending("copula", quantity.begin) or self.of_them(quantity):
                behind = None  # `orchards are seven, and 140 people look after them`
            if behind is not None and not self.set_against_next(quantity):
                behind = None
            noun = self.nouns.right(behind) if behind is not None else None
            if noun is not None and noun.name in COUNTED:
                return noun, "next"  # `statt der erwarteten 1.200 kamen 1.600 Besucher`
        if them and (told := self.told_before(quantity)) is not None:
            return told, "elided"
        for measure in self.same_case(quantity, self.latest(index)):
            at = self.layout.segment_of[measure.start]
            if at < index - 1:
                break
            if at == index or (at == index - 1 and self.layout.segments[at].line == segment.line):
                noun = measure.quantity.noun
                if noun is not None and noun.name in COUNTED and self.befits(noun, verb):
                    return noun, "elided"
        if verb is not None and not self.names_thing(after, segment):
            meant = self.meant(quantity, segment, None)
            if meant is not None:
                return meant, "elided"
        for position in range(segment.start, quantity.start):
            noun = self.nouns.at(position)
            if noun is None or noun.name not in COUNTED or noun.name == "project":
                continue
            by_name = noun.name == "organisation" and self.layout.capital[noun.start]
            if not by_name and self.befits(noun, verb) and not self.nouns.says_where(noun):
                return noun, "sentence"
        if self.of_them(quantity):
            for position in range(segment.start - 1, self.layout.segments[max(0, index - 1)].start - 1, -1):
                noun = self.nouns.at(position)
                if noun is not None and noun.name in PERSONS:
                    return noun, "elided"  # `For young adults. We hope that 450 of them come`
        meant = self.antecedent(quantity, segment)
        return meant, "elided" if meant else ""

    def gapped(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`24 people from Varna and 22 from Ruse`, `Romania by 22, Hungary by 16`: the same preposition
        beside this figure and the one before it."""
        last = self.found[-1] if self.found else None
        noun = last.quantity.noun if last is not None else None
        if last is None or noun is None or noun.name not in COUNTED or last.start < segment.start:
            return None
        words, after = self.layout.words, max(quantity.end, quantity.right)
        if quantity.begin - last.end > GAP or after >= segment.end:
            return None
        behind = self.finder.hit("stop", after) is not None and words[after] in words[last.end : last.end + 3]
        before = (
            words[quantity.begin - 1] == words[last.start - 1]
            and self.finder.hit_ending("stop", quantity.begin) is not None
            and not self.unknown_noun_behind(quantity, segment)
        )
        return noun if behind or before else None

    def labelled_otherwise(self, quantity: Quantity, segment: Segment) -> bool:
        """`Trainees: 120; new alliances: 8`: a label of an unknown noun names what no other label does."""
        colon = segment.colon
        if colon is None or quantity.begin != colon + 1 or not self.lexicon.language.grammar.number_of:
            return False
        last = colon - 1
        telling = {hit.name for hit in self.finder.at.get("cue", {}).get(last, ())} - {"partner"}
        listed = any(self.finder.hit(family, last) for family in ("stop", "when", "kind", "after"))
        return self.layout.kinds[last] == "w" and not telling and not listed and not self.small(last)

    def numbered(self, quantity: Quantity, segment: Segment) -> bool:
        """`a rendezvények száma 2022-ben 112`: right behind the word for a number, or behind its year."""
        words, number_of = self.layout.words, self.lexicon.language.grammar.number_of
        at = quantity.begin - 1
        for back in range(at, max(segment.start, at - 4), -1) if number_of else ():
            if is_plain_year(words[back]):
                at = back - 1
                break
        return at >= segment.start and words[at] in number_of

    def of_them(self, quantity: Quantity) -> bool:
        """`four of them`, `of whom 12`: some of those counted before."""
        behind = self.finder.at.get("cue", {}).get(max(quantity.end, quantity.right), ())
        start = quantity.begin
        if start and self.layout.words[start - 1] in DASHES and not self.layout.glued(start - 1):
            start -= 1  # `jų – 118`
        elif start and self.layout.words[start - 1] == ",":
            start -= 1  # `De ellos, 18 tenían más de 60 años`
        before = self.finder.ending.get("cue", {}).get(start, ())
        return any(hit.name == "of_them" for hit in (*behind, *before))

    def some_people(self, quantity: Quantity, noun: Hit) -> bool:
        """`64 women came; a certificate went to 40 of them`: people, and not what they got."""
        last = next(iter(self.latest(self.layout.segment_of[quantity.start])), None)
        people = last is not None and last.indicator == "participants"
        return people and noun.name not in PERSONS and noun.name != "event" and self.of_them(quantity)

    def of_applications(self, quantity: Quantity) -> bool:
        """`of 63 applications 17 got a grant`: the part that got it, where none is said to be turned down."""
        whole = [
            q
            for q in self.by_segment[self.layout.segment_of[quantity.start]]
            if q.reason == "application" and q.end <= quantity.start
        ]
        return (
            bool(whole)
            and self.finder.hit_ending("stop", whole[-1].begin) is not None
            and not self.meaning.within("cue", "requested", quantity.start, self.meaning.clause(quantity)[1])
        )

    def made(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`thirty quilts were sewn`: a word that no list knows is an output beside a verb of making, an event
        beside one of holding, people beside one of attending."""
        at = self.behind(quantity)
        if len(self.layout.words[at]) < 3 or quantity.low != int(quantity.low) or quantity.high < 2:
            return None
        if any(hit.name == "output" for hit in self.finder.ending.get("noun", {}).get(quantity.begin, ())):
            return None  # `mapa 60 zapomenutých mlýnů`: one map
        row = self.in_row(quantity)
        if row:
            return Hit("noun", row, at, at + 1, 0, self.layout.words[at])
        name, hit, distance = self.meaning.nearest(quantity, "cue", tuple(MADE), segment)
        if hit is None or distance > BESIDE or self.meaning.counted_between(quantity, hit):
            return None
        oblique = tuple(self.lexicon.language.grammar.oblique)
        noun = range(at, min(hit.start, at + 3)) if hit.start > at else (at,)
        if oblique and any(
            self.layout.words[p].endswith(oblique) and len(self.layout.words[p]) >= LONG for p in noun
        ):
            return None  # `hat produkcióval érkezett`: what somebody came with
        if self.finder.hit_ending("in", quantity.begin):
            return None  # `sang in five homes`, `played on 18 stages`
        return Hit("noun", MADE[name], at, at + 1, 0, self.layout.words[at])

    def behind(self, quantity: Quantity) -> int:
        """The token behind the figure, or behind the link that joins the two (`60 de olari`)."""
        at = max(quantity.end, quantity.right)
        link = self.finder.hit("link", at)
        return link.end if link is not None and not self.finder.hit("join", at) else at

    def names_thing(self, position: int, segment: Segment) -> bool:
        """Whether a word in lower case stands right behind a figure, which then leaves no noun out."""
        families = ("stop", "join", "bare", "cue", "in", "again")
        return (
            position < segment.end
            and self.layout.kinds[position] == "w"
            and self.layout.text[self.layout.starts[position]].islower()
            and not any(self.finder.hit(family, position) for family in families)
        )

    def unknown_noun_behind(self, quantity: Quantity, segment: Segment) -> bool:
        """A word right behind the figure that the language file does not know is most likely what it
        counts."""
        at = self.behind(quantity)
        if at >= segment.end or self.layout.kinds[at] != "w":
            return False
        return not self.nouns.known(at) and not self.part_acts(quantity, at, segment)

    def person_form(self, quantity: Quantity) -> Hit | None:
        """A number word or ending that itself means persons, where the language has such forms."""
        behind = [
            hit.end - 1
            for at in (quantity.end - 1, quantity.end)
            for hit in self.finder.at.get("after", {}).get(at, [])
        ]  # `900-nál is többen`
        for position in (*range(quantity.start, quantity.end), *behind):
            for hit in self.finder.at.get("noun", {}).get(position, []):
                if hit.name in PERSONS:
                    return hit
        return None

    def themselves(self, quantity: Quantity) -> bool:
        """Whether the number's own form says that persons are counted: `ezren`, `kilencvenen`."""
        return quantity.spelt | quantity.scaled and any(
            hit.name in PERSONS and hit.end <= quantity.end
            for position in range(quantity.start, quantity.end)
            for hit in self.finder.at.get("noun", {}).get(position, ())
        )

    def bracketed(self, quantity: Quantity) -> bool:
        return quantity.begin > 0 and self.layout.words[quantity.begin - 1] == "("

    def taken_in(self, noun: Hit, segment: Segment) -> bool:
        """`the camp has room for 40 children`: those whom it takes, not how many a hall holds."""
        generic = ("inhabitant", "audience", "remote")
        room = {
            p
            for hit in self.meaning.within("cue", "capacity", segment.start, segment.end)
            for p in range(hit.start, hit.end)
        }  # `biedt plaats aan`: no venue
        venue = any(self.finder.hit("venue", p) and p not in room for p in range(segment.start, segment.end))
        happening = any(
            hit.name in ("event", "project")
            for p in range(segment.start, noun.start)
            for hit in self.finder.at.get("noun", {}).get(p, ())
        )
        return noun.name not in generic and happening and not venue
