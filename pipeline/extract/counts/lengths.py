"""Lengths of the initiative and ages of its people: years that are the one, the other, or neither."""

from __future__ import annotations

import re

from pipeline.extract.counts.heads import PERIODS
from pipeline.extract.counts.reading import OLDEST, PERSONS, Measure, Reading
from pipeline.extract.figures.numerals import Quantity
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.cues import CROSSING

YOUNGEST = 5  # years from which one may be said to have come of an age
LIMITS = ("less_than", "more_than", "at_least", "at_most")
MANY_DAYS = 3  # days from which they may be events of a day each
FEW_COUNTS = 6  # counts before, among which the events are sought
NEAR = 3  # words between a pronoun for people and their age
FAR = 8  # the same where the age closes the clause
GROWN = 30  # years up to which any figure may limit an age; above it round ones do
ELDERS = 100
YOUNG = 5  # years under which a single figure is rather a length than an age
OLDEST_PROJECT = 12  # years
LONGEST = 240  # months; no initiative is planned for longer
MONTHS = {"year": 12.0, "month": 1.0}
LENGTH = re.compile(r"^(\d+(?:\.\d+)?)([md])$")
BESIDE = 5  # words between a count of people and their age
OFTEN = 10  # times a month that are counted so


class Lengths(Reading):
    """Reads durations and ages."""

    def so_often(self, quantity: Quantity, noun: Hit) -> bool:
        """`24 (two a month)`: how often, in brackets behind what is counted, and no length."""
        after = max(quantity.end, quantity.right)
        return (
            quantity.high < OFTEN
            and quantity.begin > 1
            and self.layout.words[quantity.begin - 1] == "("
            and self.layout.kinds[quantity.begin - 2] == "n"
            and (1 <= noun.start - after <= 2 or noun.start == after and self.nouns.says_where(noun))
            and self.layout.words[noun.end : noun.end + 1] == [")"]
            and self.layout.words[after] not in ("de", "di", ",", "-", "–")
        )

    def as_event(self, quantity: Quantity, noun: Hit, source: str) -> Hit:
        """`17 neighbours' days were held; the plan was for 20 days`: the day that the name of the events
        counted before ends with."""
        if noun.name not in ("day", "week") or source != "right":
            return noun
        if (
            quantity.high < MANY_DAYS
            or quantity.is_range
            or self.finder.hit("preposition", quantity.begin - 1)
        ):
            return noun
        stem, here = noun.pattern.strip("*~"), self.layout.segment_of[quantity.start]
        for measure in reversed(self.found[-FEW_COUNTS:]):
            event = measure.quantity.noun
            if event is None or event.name != "event" or here - self.layout.segment_of[measure.start] > 2:
                continue
            said = self.layout.words[event.end - 1]
            return noun._replace(name="event") if len(stem) > 2 and stem in said else noun
        return noun

    def period(self, quantity: Quantity, noun: Hit, segment: Segment, source: str) -> Measure | None:
        meaning = self.meaning
        if noun.name == "age" and self.of_thing(quantity, noun):
            noun = noun._replace(name="year")
        if noun.name == "age" or (noun.name == "year" and self.is_age(quantity, noun, segment)):
            return self.age(quantity, noun, segment)
        for name in ("retention", "eligibility", "law"):
            if meaning.has(name, quantity, whole=name == "retention") or (
                name == "retention"
                and segment.lead is not None
                and meaning.within("cue", name, segment.lead.start, segment.lead.end)
            ):
                quantity.reason = "term" if name == "retention" else name
                return None
        if source == "right" and self.so_often(quantity, noun):
            quantity.reason = "duration"
            return None
        if self.of_one(quantity):
            quantity.reason = "other"  # `the youngest is 5 years old`
            return None
        experience = meaning.has("experience", quantity)
        if noun.name == "week" or self.recurs(noun.end):
            quantity.reason = "duration"
            return None
        factor = MONTHS.get(noun.name)
        unit = "month" if factor else "day"
        low, high = quantity.low * (factor or 1), quantity.high * (factor or 1)
        half = self.finder.hit("half", noun.end)
        if half and factor and not quantity.is_range:
            low = high = low + factor / 2
        months = self.months_behind(quantity, noun, segment)
        if months is not None:
            other, half = months
            low, high = low + other.low, high + other.high
            other.reason = "duration"
        if noun.name == "day":
            event = self.event_follows(noun.end, segment)
            if meaning.type != "invitation" and (event or not self.titled(segment)):
                quantity.reason = "duration"  # the length of one event, or of something passing
                return None
        if experience is None and unit == "month" and high > LONGEST:
            quantity.reason = "duration"
            return None
        if experience is not None:
            role, because = "context", meaning.say(experience)
        else:
            if not self.about_initiative(quantity, segment, noun):
                quantity.reason = "duration"
                return None
            role, because = meaning.role(quantity, "duration", segment)
            if noun.name == "year" and quantity.low > OLDEST_PROJECT and not quantity.is_range:
                role, because = "context", "longer than any project"
        quantity.low, quantity.high = low, high
        basis = "total"
        if meaning.type == "call" and (quantity.qualifier != "exact" or quantity.is_range):
            basis = "per_project"  # a call limits how long one project may last
        return self.build(
            quantity,
            "duration",
            role,
            unit,
            basis,
            None,
            None,
            noun if source in ("right", "bracket") else None,
            None,
            segment,
            f"{noun.name} ({source}); role: {because}",
            half,
            label=segment if source == "label" else None,
        )

    def months_behind(self, quantity: Quantity, noun: Hit, segment: Segment) -> tuple[Quantity, Hit] | None:
        """`two years and three months`: the months that go with the years before them."""
        at = noun.end
        if noun.name != "year" or quantity.is_range:
            return None
        if self.layout.words[at : at + 1] == ["."]:
            at += 1  # `2 m. ir 3 mėn.`
        if join := self.finder.hit("join", at):
            at = join.end
        for other in self.by_segment[self.layout.segment_of[quantity.start]]:
            if other.start == at and not other.reason and not other.is_range and other.high < MONTHS["year"]:
                unit = self.nouns.right(other)
                if unit is not None and unit.name == "month" and unit.start - other.end <= 1:
                    return other, unit
        return None

    def event_follows(self, position: int, segment: Segment) -> bool:
        """Whether a length describes the event behind it: `a four-day camp`."""
        behind = self.layout.words[position : min(segment.end, position + 2)]
        return any(
            phrase.family == "noun" and phrase.name == "event"
            for word in behind
            for phrase in self.lexicon.phrases(word)
        )

    def about_initiative(self, quantity: Quantity, segment: Segment, noun: Hit) -> bool:
        """Elapsed and passing times (`in the first ten months`, `for two years now`) are no duration of
        the initiative."""
        before = self.finder.ending.get("cue", {}).get(quantity.begin, ())
        if any(hit.name == "elapsed" for hit in before):
            return False
        if any(
            hit.start <= quantity.start < noun.end <= hit.end
            for hit in self.meaning.within("cue", "context", segment.start, segment.end)
        ):
            return False  # `two years ago`
        if any(
            hit.start < noun.end < hit.end
            for hit in self.meaning.within("cue", "context", noun.start, noun.end + 2)
        ):
            return False  # `it is five years since`
        return not any(
            self.meaning.within("cue", name, segment.start, segment.end) for name in ("retention", "capacity")
        )

    def of_one(self, quantity: Quantity) -> bool:
        """Whether the years are those of the oldest or the youngest."""
        return (
            quantity.qualifier == "exact"
            and not quantity.is_range
            and self.meaning.has("eldest", quantity, family="eldest") is not None
        )

    def of_age(self, quantity: Quantity) -> bool:
        """`who have turned 65`, `ukończyli 70 lat`: right behind a verb for reaching an age."""
        start = quantity.begin
        return bool(self.meaning.within("come_of_age", "come_of_age", start - 3, start)) and (
            YOUNGEST <= quantity.low <= OLDEST
        )

    def of_people(self, segment: Segment, quantity: Quantity) -> bool:
        """Whether the sentence tells of people, or of a share of those before."""
        last = self.found[-1] if self.found else None
        here = self.layout.segment_of[quantity.start]
        near = last is not None and self.layout.segment_of[last.start] >= here - 1
        some = self.meaning.within("cue", "of_them", segment.start, segment.end) or self.meaning.within(
            "noun", "share", segment.start, quantity.begin
        )
        people = any(self.meaning.within("noun", name, segment.start, segment.end) for name in PERSONS)
        return (
            people or bool(some) or near and last is not None and last.indicator in ("participants", "reach")
        )

    def titled(self, segment: Segment) -> bool:
        return self.layout.segment_of[segment.start] < 2

    def of_standing(self, noun: Hit) -> bool:
        """`a zenekar 25 éves fennállása`: how long a body has existed, no age of people."""
        return any(
            hit.name == "experience" and hit.end > noun.end
            for p in range(noun.start, noun.end + 1)
            for hit in self.finder.at.get("cue", {}).get(p, ())
        )

    def of_thing(self, quantity: Quantity, noun: Hit) -> bool:
        """`das 3-jährige Projekt`, `a másfél éves program`: an adjective of age before a project."""
        thing = self.nouns.at(noun.end) if noun.end < len(self.layout.words) else None
        return (
            thing is not None
            and thing.name in ("project", "event")
            and not quantity.is_range
            and quantity.high <= OLDEST_PROJECT
        )

    def is_age(self, quantity: Quantity, noun: Hit, segment: Segment) -> bool:
        meaning = self.meaning
        if quantity.high > OLDEST or self.of_thing(quantity, noun):
            return False
        start, end = meaning.clause(quantity)
        if meaning.within("cue", "experience", start, end) or meaning.within("cue", "retention", start, end):
            return False
        age = meaning.nearest(quantity, "cue", ("age",), segment)
        few = quantity.high < YOUNG and not quantity.is_range and quantity.qualifier in ("exact", "more_than")
        if age[1] is not None and age[2] <= (2 if few else 8):
            return True
        if self.of_age(quantity):
            return True
        limited = quantity.qualifier in LIMITS or self.finder.hit_ending("from", quantity.begin) is not None
        if limited and quantity.low > OLDEST_PROJECT and self.of_people(segment, quantity):
            return True  # `238 of them had more than 65 years`, `visi iki 29 metų`
        if (limited or quantity.is_range) and self.of_anyone(quantity, NEAR):
            return True  # `ateiti gali visi nuo 7 metų`
        if quantity.is_range and quantity.high > OLDEST_PROJECT and quantity.high - quantity.low >= 3:
            return True  # `from 18 to 80 years` is no length of an initiative
        if (
            segment.colon is not None
            and segment.colon < quantity.start
            and meaning.within("cue", "age", segment.start, segment.colon)
        ):
            return True
        after = self.finder.at.get("after", {}).get(noun.end, []) or self.finder.at.get("after", {}).get(
            noun.start, []
        )
        position = noun.end
        reach = 8 if quantity.is_range else 5
        if self.layout.words[position : position + 1] == ["."] and len(self.layout.words[noun.start]) == 1:
            position += 1  # `16–24 m. jaunuoliai`
        while position < min(segment.end, noun.end + reach):
            word = self.layout.words[position]
            if word in ".,;:()" and not (word == "." and self.layout.glued(position)):
                break
            hit = self.nouns.at(position)
            if hit is not None and hit.name in ("place", "country") and position + 1 < segment.end:
                position = hit.end
                continue
            if hit is not None and hit.name in PERSONS:
                return quantity.is_range or quantity.high >= 5
            if hit is not None:
                break
            if any(self.finder.hit(family, position) for family in ("stop", "join", "number")):
                break
            if self.layout.kinds[position] in "nd":
                break
            position += 1
        for gap in range(3):
            for hit in self.finder.ending.get("noun", {}).get(quantity.begin - gap, []):
                if hit.name in PERSONS and (
                    quantity.is_range
                    or quantity.qualifier != "exact"
                    or self.finder.hit_ending("from", quantity.begin) is not None
                ):
                    return True  # `45 savanoriai nuo 14 metų`
        return bool(after) and quantity.low >= 10 or self.of_those(quantity)

    def of_those(self, quantity: Quantity) -> bool:
        """`34 came, nine of them under fifteen years`: a limit of years right behind a count of some."""
        if (
            quantity.qualifier not in LIMITS
            or not 10 <= quantity.low <= 90
            or quantity.begin == quantity.start
        ):
            return False
        them = any(hit.name == "of_them" for hit in self.finder.ending.get("cue", {}).get(quantity.begin, ()))
        stop = self.finder.hit_ending("stop", quantity.begin)
        at = stop.start if stop is not None and stop.end - stop.start == 1 else quantity.begin
        return them or any(
            other.end == at and other.currency is None and not other.reason and not other.is_range
            for other in self.by_segment[self.layout.segment_of[quantity.start]]
        )

    def over_so_many(self, quantity: Quantity, noun: Hit, source: str) -> bool:
        """`a 30 alatti pályakezdőknek`: people in a plural that no number takes are of an age."""
        return self.are_over(quantity, noun, source) or (
            source == "right"
            and noun.name in PERSONS
            and quantity.qualifier in ("less_than", "more_than")
            and quantity.end < quantity.right <= noun.start
            and 10 <= quantity.low <= 90
            and self.nouns.is_modifier(noun, quantity.high)
        )

    def are_over(self, quantity: Quantity, noun: Hit, source: str) -> bool:
        """`a third of them are over 60`: a verb that is no preposition, a round figure and no noun; any
        figure where the count stands right before the verb: `188 were under 18 and ...`."""
        after, words = max(quantity.end, quantity.right), self.layout.words
        between = range(self.found[-1].end if self.found else -2, quantity.begin)
        come = bool(self.found) and self.found[-1].indicator == "participants"
        right_before = (
            come
            and len(between) <= 1
            and not any(self.layout.kinds[at] != "w" or self.finder.hit("join", at) for at in between)
        )
        stop = self.finder.hit_ending("stop", quantity.begin)
        if any(hit.name == "of_them" for hit in self.finder.ending.get("cue", {}).get(quantity.begin, ())):
            stop = stop or Hit("stop", "", quantity.begin - 1, quantity.begin, 0)  # `52 of them under 25`
        return (
            source in ("elided", "sentence", "left")
            and noun.name in PERSONS
            and quantity.qualifier in ("less_than", "more_than")
            and 10 <= quantity.low <= 90
            and (quantity.low % 5 == 0 or right_before)
            and (
                after >= len(words)
                or self.layout.kinds[after] == "m"
                or right_before
                and self.finder.hit("join", after) is not None
            )
            and (stop is not None or right_before)
            and words[quantity.begin - 1] not in self.lexicon.language.grammar.prepositions
            and bool(self.lexicon.language.grammar.prepositions)
        )

    def age(self, quantity: Quantity, noun: Hit | None, segment: Segment) -> Measure | None:
        if quantity.high > OLDEST:
            quantity.reason = "unknown"
            return None
        if not quantity.is_range and quantity.qualifier != "exact" and self.meaning.has("price", quantity):
            quantity.reason = "price"  # `free for under twelves`: who pays, not who takes part
            return None
        if noun is not None:
            self.finder.qualify_after(quantity, noun.end)
        if self.of_one(quantity):
            quantity.reason = "other"
            return None
        if quantity.high < YOUNG and self.of_body(quantity, segment):
            quantity.reason = "eligibility"  # `associations must be older than two years`
            return None
        if self.of_age(quantity) and quantity.qualifier == "exact" and not quantity.is_range:
            quantity.qualifier = "at_least"
        since = self.finder.hit_ending("from", quantity.begin)
        if since is not None and quantity.qualifier == "exact" and not quantity.is_range:
            quantity.qualifier = "at_least"  # `nuo 18 m.`: from an age on
            quantity.qualifier_words = self.layout.quote(since.start, since.end)
            quantity.left = since.start
        role, because = self.meaning.role(quantity, "age", segment)
        people = next((m for m in reversed(self.found) if m.indicator == "participants"), None)
        here = self.layout.segment_of[quantity.start]
        them = self.meaning.within(
            "cue", "of_them", segment.start, segment.end
        )  # `most of them are 17 to 24`
        if (
            people is not None
            and people.role == "actual"
            and role == "target"
            and "default" not in people.rule
            and here - (2 if them else 0) <= self.layout.segment_of[people.start] <= here
            and not self.meaning.has("target", quantity)
        ):
            role, because = "actual", "the age of those who came"
        return self.build(
            quantity,
            "age",
            role,
            "year",
            "total",
            None,
            None,
            noun,
            None,
            segment,
            f"age; role: {because}",
            None,
        )

    def settle_ages(self) -> None:
        """`570 pupils from 6 to 10`, `88 of them are over 55`: the age of people whose count stands beside it
        is told as that count is."""
        people = [measure for measure in self.found if measure.indicator == "participants"]
        for age in (measure for measure in self.found if measure.indicator == "age"):
            told = next(
                (m.role for m in reversed(people) if self.beside(m.end, age.start, CROSSING[","])), ""
            )
            told = told or next((m.role for m in people if self.beside(age.end, m.start, 0)), "")
            if told in ("target", "actual") and told != age.role:
                age.role = told
                age.rule += "; as the count of these people"

    def beside(self, end: int, start: int, apart: int) -> bool:
        """Whether few words without a figure and no stronger boundary stand between two measures."""
        return (
            0 <= start - end <= BESIDE
            and self.layout.segment_of[start] == self.layout.segment_of[end - 1]
            and self.meaning.walls[start] - self.meaning.walls[end - 1] <= apart
            and not self.meaning.figure_between(end, start)
        )

    def of_anyone(self, quantity: Quantity, reach: int) -> bool:
        """`open to everyone from 7 years`: a pronoun for people before a figure, with no mark or figure
        between."""
        start = quantity.begin
        if any(hit.name == "each" for hit in self.finder.ending.get("cue", {}).get(start, ())):
            return False  # `į kiekvieną susirinkdavo po 8–10`
        for position in range(start, max(start - reach, 0), -1):
            word = self.finder.hit_ending("anyone", position)
            if word is not None:
                at = self.finder.at.get("cue", {}).get(word.start, ())
                governed = self.finder.hit_ending("stop", word.start) is not None
                return not (governed and any(hit.name == "every" for hit in at))  # `na każdym od 8 do 10`
            if self.layout.kinds[position - 1] != "w" or self.finder.hit("number", position - 1):
                return False
        return False

    def years_of_anyone(self, quantity: Quantity, segment: Segment) -> bool:
        """`for those between 12 and 17`, `almost everyone we recorded is over 75`: a limit or a range that
        could be of years, right behind the pronoun, or at the end of its clause."""
        after = max(quantity.end, quantity.right)
        limited = quantity.qualifier in LIMITS or self.finder.hit_ending("from", quantity.begin) is not None
        if not (limited or quantity.is_range) or not YOUNG <= quantity.low < quantity.high + 1 <= ELDERS:
            return False
        closed = after >= segment.end or self.layout.kinds[after] == "m" and self.layout.words[after] != "%"
        if limited and not quantity.is_range and quantity.low % 5 and quantity.low > GROWN:
            return False  # `over 65`, `under 16`, but hardly `more than 43`
        near = self.of_anyone(quantity, NEAR) and not self.names_next(quantity, segment)
        return near or self.of_anyone(quantity, 1) or closed and self.of_anyone(quantity, FAR)

    def names_next(self, quantity: Quantity, segment: Segment) -> bool:
        """Whether a word that may be its noun stands right behind a figure."""
        after = max(quantity.end, quantity.right)
        return after < segment.end and self.layout.kinds[after] == "w" and not self.nouns.known(after)

    def of_body(self, quantity: Quantity, segment: Segment) -> bool:
        """Whether a body is the nearest thing before, and not people."""
        for position in range(quantity.begin - 1, segment.start - 1, -1):
            noun = self.nouns.at(position)
            if noun is not None and noun.name in (*PERSONS, "organisation", "team"):
                return noun.name not in PERSONS
        return False

    def bare_age(self, quantity: Quantity, segment: Segment) -> Measure | None:
        """Ages without a word for years: `aged 16-35`, `children from 7 to 12`, `55+`."""
        if quantity.high > OLDEST or quantity.low != int(quantity.low):
            return None
        if quantity.spelt:  # `pupils aged nine to eleven`
            ages = self.finder.ending.get("cue", {}).get(quantity.start, ())
            aged = quantity.is_range and quantity.low >= YOUNG and any(hit.name == "age" for hit in ages)
            return self.age(quantity, None, segment) if aged else None
        told = self.finder.at.get("cue", {}).get(max(quantity.end, quantity.right), ())
        if self.finder.alone(quantity) and not quantity.is_range:
            return None  # `12 és 18 év közöttiek: 52-t tudtunk felvenni`
        if any(hit.name == "of_them" for hit in told):
            return None  # `52 readers, 31 of them over 60`
        self.finder.qualify_after(quantity, max(quantity.end, quantity.right))
        left = quantity.begin
        age = self.meaning.nearest(quantity, "cue", ("age",), segment)
        behind = left - 1 if quantity.is_range and self.layout.words[left - 1 : left] == ["("] else left
        person = next(
            (hit for hit in self.finder.ending.get("noun", {}).get(behind, []) if hit.name in PERSONS), None
        )
        if self.years_of_anyone(quantity, segment):
            return self.age(quantity, None, segment)
        if age[1] is not None and age[2] <= 8:
            return self.age(quantity, None, segment)
        if self.of_age(quantity) and quantity.low > OLDEST_PROJECT and not self.names_next(quantity, segment):
            return self.age(quantity, None, segment)  # `all who have turned 65`
        last = self.found[-1] if self.found else None
        if (
            last is not None
            and last.indicator == "participants"
            and last.start >= segment.start
            and last.quantity.noun is not None
            and self.are_over(quantity, last.quantity.noun, "elided")
        ):
            return self.age(quantity, None, segment)  # `88 of them are over 55`
        if (
            person is not None
            and quantity.qualifier in ("less_than", "more_than")
            and 3 <= (quantity.low or 0) <= 99
        ):
            return self.age(quantity, None, segment)
        if quantity.suffix == "s" and quantity.qualifier != "exact":
            return self.age(quantity, None, segment)
        if (
            person is not None
            and quantity.is_range
            and quantity.low < quantity.high <= OLDEST
            and self.layout.words[left - 1 : left] != [":"]
        ):
            return self.age(quantity, None, segment)
        return None

    def recurs(self, after: int) -> bool:
        """`five days a week`, `ten days per year`: how often, not how long."""
        rate = self.finder.hit("basis", after)
        if rate is not None and rate.name in ("per_year", "per_event"):
            return True
        articles = self.lexicon.language.numbers.articles
        if self.layout.words[after : after + 1] not in [[word] for word in articles]:
            return False
        return any(hit.name in PERIODS for hit in self.finder.at.get("noun", {}).get(after + 1, ()))

    def one_word_length(self, hit: Hit) -> Measure | None:
        match = LENGTH.match(hit.name)
        segment_index = self.layout.segment_of[hit.start]
        if not match or segment_index < 0:
            return None
        segment = self.layout.segments[segment_index]
        if any(
            past.start < hit.end and hit.start < past.end
            for past in self.meaning.within("cue", "context", segment.start, segment.end)
        ):
            return None  # `a year ago`
        if any(hit.name in ("each", "every") for hit in self.finder.ending.get("cue", {}).get(hit.start, ())):
            return None  # `every fortnight`
        if any(
            noun.name == "age" and noun.end > hit.end
            for p in range(hit.start, hit.end)
            for noun in self.finder.at.get("noun", {}).get(p, ())
        ):
            return None  # `at least one year old`
        value, unit = float(match[1]), "month" if match[2] == "m" else "day"
        quantity = Quantity(hit.start, hit.end, value, value, spelt=True)
        if any(
            measure.quantity.start < hit.end and hit.start < measure.quantity.end for measure in self.found
        ):
            return None
        if (
            unit == "day"
            and self.meaning.type != "invitation"
            and (segment_index >= 2 or self.event_follows(hit.end, segment))
        ):
            return None
        self.finder.qualify(quantity)
        if self.meaning.has("experience", quantity):
            role, because = "context", "experience"
        else:
            role, because = self.meaning.role(quantity, "duration", segment)
        return self.build(
            quantity,
            "duration",
            role,
            unit,
            "total",
            None,
            None,
            None,
            None,
            segment,
            f"length in one word; role: {because}",
            None,
        )
