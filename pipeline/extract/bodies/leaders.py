"""Who leads: of the bodies without a label or verb for it, the one the text is about.

It is the one that is said to coordinate; else the one named first as who acts, on whose letter the text is
written, whose initiative it is, or that signs. In a call and in the news of awards who acts is who pays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.bodies.awards import FOOT, ROWS
from pipeline.extract.bodies.letters import Letters
from pipeline.extract.bodies.names import Name
from pipeline.extract.figures.numerals import DASHES, is_plain_year
from pipeline.extract.lexicon import Hit
from pipeline.extract.titles import title

OWN = ("report", "sheet", "consultation", "invitation")
"""Types of documents by or about the initiative itself, where applications are those of its participants."""
AWARDED = "beside a sum in the news of awards"
HEAD = 8  # segments in which a body named first is the one that acts
TIE = 4  # letters of a small word that ties one part of a name to the next
DEEP = 16  # segments in which a body that does something may stand


@dataclass(slots=True)
class Part:
    """The role of one mention; the lower the score, the surer."""

    role: str
    score: float
    rule: str
    labelled: bool = False


class Leaders(Letters):
    """Finds who leads, where no label says it."""

    given: frozenset[int] = frozenset()
    """First tokens of the bodies that the text says are given money, where several are."""

    def preposition_before(self, position: int) -> int | None:
        """The token of a preposition of place before a name, articles passed over."""
        at = position
        while (
            at > 0
            and self.layout.segment_of[at - 1] == self.layout.segment_of[position]
            and position - at < 2
        ):
            hit = self.finder.hit_ending("in", at)
            word = self.layout.words[hit.start] if hit is not None else ""
            article = bool(word) and self.finder.hit("determiner", at - 1) is not None
            article = article or word == "a" and "o" in self.lexicon.language.grammar.determiners
            if article and hit is not None and hit.end - hit.start == 1:
                return None  # `A Câmara`: an article that is a preposition elsewhere
            if hit is not None and self.finder.hit("join", hit.start) is None:
                return hit.start
            if self.layout.kinds[at - 1] != "w" or len(self.layout.words[at - 1]) > 3:
                return None
            if self.finder.hit("ours", at - 1) or self.finder.hit("us", at - 1):
                return None  # `joins us`
            at -= 1
        return None

    def locative(self, name: Name) -> bool:
        head = name.head
        return (
            bool(self.locatives)
            and head is not None
            and (self.data.head == "last" or self.preposition_before(name.start) is not None)
            and self.layout.words[head.end - 1].endswith(self.locatives)
            and not self.listed_form(head)
        )

    def listed_form(self, head: Hit) -> bool:
        """`Ühendus`, `selts`: a kind word listed as it stands, whose last letter is no ending of its own."""
        word = self.layout.words[head.end - 1]
        return word == head.pattern and not any(word.endswith(old) for old, _ in self.nominative)

    def minor_leaders(self, names: list[Name], groups: list[list[int]], chosen: list[Part | None]) -> None:
        """`The Ramblers lead the walks`: behind the one that leads the initiative, who leads something else
        in the same part of the text takes part."""
        part_of, segment_of = self.meaning.sections.part_of, self.layout.segment_of
        first: dict[int, int] = {}
        for place, part in enumerate(chosen):
            if part is None or part.role != "coordinator" or part.labelled or part.rule == AWARDED:
                continue
            name = names[groups[place][0]]
            key = id(part_of[segment_of[name.start]])
            if key not in first:
                first[key] = place
                continue
            segment = self.layout.segments[segment_of[name.start]]
            leads = chosen[first[key]]
            beside = segment_of[names[groups[first[key]][0]].start] == segment_of[name.start]
            own = any(self.finder.hit("initiative", p) for p in range(segment.start, segment.end))
            if leads is not None and not beside and not own:
                chosen[place] = Part("partner", part.score, f"{part.rule}, beside the one that leads")

    def one_coordinator(self, names: list[Name], groups: list[list[int]], chosen: list[Part | None]) -> None:
        """Those who are said to coordinate; where no one is, the body named first as the one that acts."""
        leading = [p for p in chosen if p is not None and p.role == "coordinator" and p.rule != AWARDED]
        if leading:
            surest = min(part.score for part in leading)
            labelled = any(part.labelled for part in leading)
            for place, part in enumerate(chosen):
                if (
                    part is not None
                    and part.role == "coordinator"
                    and part.rule != AWARDED
                    and part.score > surest + 6
                    and (labelled or part.score > 6)
                ):
                    chosen[place] = None
            return
        joint = [
            place
            for place, part in enumerate(chosen)
            if part is not None and part.role == "partner" and not part.labelled
        ]
        first = min(range(len(groups)), key=lambda place: names[groups[place][0]].start, default=None)
        for place, group in enumerate(groups):
            signed = [names[n] for n in group if chosen[place] is None and self.signs(names[n])]
            if any(self.addressed or self.in_own_hand(name) for name in signed):
                chosen[place] = Part("coordinator", 9, "signs a letter to the others")
                return
        if first is not None and first in joint and len(joint) > 1 and self.subject(names[groups[first][0]]):
            part = chosen[first]
            chosen[first] = Part(
                "coordinator", 5, f"named first before {part.rule}" if part else "named first"
            )
            return
        for place, group in enumerate(groups):
            name = names[group[0]]
            if chosen[place] is None and not self.only_place(name) and self.joined_by_partners(name):
                chosen[place] = Part("coordinator", 9, "named before its partners")
                return
        paid = self.gives and any(part is not None and part.role == "funder" for part in chosen)
        for place, group in enumerate(groups):
            name = names[group[0]]
            if chosen[place] is not None or self.layout.segment_of[name.start] >= HEAD:
                continue
            opening = place == first and self.meaning.type == "call" and not self.winners
            if (
                paid
                and not self.funder(name)
                and not (self.letterhead(name) and self.meaning.type != "call")
                and not opening
            ):
                continue  # the winners of a call do not lead it
            if self.winners and place != first and not self.letterhead(name):
                continue  # `Last year the Civic Circle got most`
            if self.subject(name) or self.letterhead(name):
                chosen[place] = Part("coordinator", 9, "named first")
                return
        if self.given:
            return
        for test, why in (
            (self.runs, "the initiative is its own"),
            (self.acts, "named first with a verb"),
            (None, "named most"),
            (self.only, "named alone"),
            (self.owns, "named first, with the initiative"),
        ):
            for place, group in enumerate(groups):
                name = names[group[0]]
                if self.in_calendar(name):
                    continue
                deep = self.layout.segment_of[name.start] >= HEAD and why != "the initiative is its own"
                if (
                    chosen[place] is not None
                    or deep
                    or self.only_place(name)
                    or self.shouted(name.start)
                    or paid
                ):
                    continue
                if test is None and len(group) > 1 or test is not None and test(name, chosen):
                    chosen[place] = Part("coordinator", 9, why)
                    return
        payer = any(part is not None and part.role == "funder" for part in chosen)
        if payer and (self.given or self.winners):
            return
        for told, why in (
            (lambda name: self.undersigned(name) or self.signs(name), "signs at the foot"),
            (self.doer, "the first that does something"),
        ):
            for place, group in enumerate(groups):
                name = names[group[0]]
                if chosen[place] is None and not self.gives and not self.only_place(name) and told(name):
                    if not self.funder(name) or payer and not self.municipal(name):
                        chosen[place] = Part("coordinator", 9, why)
                        return

    def in_own_hand(self, name: Name) -> bool:
        """Signed by a person for the body; in a letter of those who give money, that is who pays."""
        if self.gives and (self.funder(name) or self.winners or self.meaning.type == "call"):
            return False
        return self.hand_beside(name)

    def joined_by_partners(self, name: Name) -> bool:
        """`X together with Y`: right behind the name a phrase that leads on to partners."""
        if self.preposition_before(name.start) is not None or self.locative(name):
            return False
        return any(
            self.forward(hit)
            for at in {name.end, self.behind_town(name.end)}
            for hit in self.finder.at.get("part", {}).get(at, ())
            if hit.name == "partner"
        )

    def behind_town(self, position: int) -> int:
        """Behind `– Vidin,` or `(Vidin)`: a town that follows a name, and the comma behind it."""
        words, limit = self.layout.words, self.layout.segments[self.layout.segment_of[position - 1]].end
        at = position + 1 if position < limit and words[position] in (",", *DASHES) else position
        at = self.capital_run(at, limit) if at > position else self.town_behind(at, limit)
        return at + 1 if at < limit and words[at] == "," else at

    @cached_property
    def gives(self) -> bool:
        """Whether the text is a call or tells of what became of applications: who acts in it pays."""
        asked = self.meaning.hits.get(("noun", "application"), ())
        if not asked and not any(
            self.meaning.hits.get(("kind", name)) for name in ("grant", "allocation", "cap", "awarded")
        ):
            return False  # a call for people to take part pays nothing
        if self.meaning.type == "call":
            return True
        return bool(asked) and self.meaning.type not in OWN and (self.several or bool(self.winners))

    @cached_property
    def several(self) -> bool:
        """Whether applications or projects are counted: `in the application we promised` is one's own."""
        for noun in ("application", "project"):
            for hit in self.meaning.hits.get(("noun", noun), ()):
                after = 3 if self.layout.words[hit.end : hit.end + 1] in ([":"], ["|"]) else 1
                for p in range(max(0, hit.start - 3), min(hit.end + after, len(self.layout.words))):
                    if self.layout.segment_of[p] != self.layout.segment_of[hit.start]:
                        continue
                    number = self.layout.kinds[p] == "n" and not is_plain_year(self.layout.words[p])
                    if number or self.finder.hit("number", p) is not None:
                        return True
        return False

    def publishers(self, names: list[Name], groups: list[list[int]], chosen: list[Part | None]) -> None:
        """A fund or municipality that acts in a call, or in the news of its awards, is the one that pays."""
        if self.we_give:
            last = len(self.layout.segments) - FOOT
            for place, group in enumerate(groups):
                first = names[group[0]]
                edge = not 3 <= self.layout.segment_of[first.start] < last
                own = edge and self.funder(first) and not self.municipal(first)
                if chosen[place] is None and own and self.preposition_before(first.start) is None:
                    chosen[place] = Part("funder", 9, "speaks of its grant")
                    return
        others = any(part is not None and part.role == "funder" for part in chosen)
        listed = len(self.winners) >= ROWS or len(self.given) >= ROWS
        won = {won.start for _, won in self.winners}
        for place, part in enumerate(chosen):
            if others or not listed or part is None or part.role != "coordinator" or part.labelled:
                continue
            first = names[groups[place][0]]
            if first.start not in won and self.layout.segment_of[first.start] < HEAD:
                chosen[place] = Part("funder", part.score, f"{part.rule} before those who are given money")
                return
        if not self.gives:
            return
        paying = [part for part in chosen if part is not None and part.role == "funder"]
        leading = sum(part is not None and part.role == "coordinator" for part in chosen)
        for place, part in enumerate(chosen):
            if paying or leading >= ROWS or part is None or part.role != "coordinator" or part.labelled:
                continue  # where another body pays, or several lead, the one that acts leads
            first = names[groups[place][0]]
            if self.meaning.type == "call" and self.municipal(first) and not self.winners:
                continue  # a town's call for its own programme
            if any(self.funder(names[number]) for number in groups[place]):
                chosen[place] = Part("funder", part.score, f"{part.rule} in a call")
        call = self.meaning.type == "call"
        if call and paying or any("beside a sum" not in part.rule for part in paying):
            return
        for place, group in enumerate(groups):
            first = names[group[0]]
            opening = self.layout.segment_of[first.start] < (HEAD if call else 3)
            if call and self.municipal(first) or not self.funder(first):
                continue
            if chosen[place] is None and opening and not self.only_place(first):
                chosen[place] = Part("funder", 9, "named first in the news of its awards")
                return

    def municipal(self, name: Name) -> bool:
        return any(
            self.finder.hit(family, position) is not None
            for family in ("settlement", "district")
            for position in range(name.start, name.end)
        )

    def acts(self, name: Name, chosen: list[Part | None]) -> bool:
        """A coordinator's verb stands in the same sentence, however far."""
        segment = self.layout.segments[self.layout.segment_of[name.start]]
        hits = self.meaning.within("part", "coordinator", segment.start, segment.end)
        return (
            any(hit.start >= name.end or hit.end <= name.start for hit in hits)
            and self.preposition_before(name.start) is None
        )

    def runs(self, name: Name, chosen: list[Part | None]) -> bool:
        """`Projekt spolku X`, `das Projekt des Vereins Y`: the body behind a word for the initiative."""
        if self.gives:
            return False
        if self.data.head == "last":
            behind = name.end + (self.layout.words[name.end : name.end + 1] == ["’"])
            if (self.genitives or self.postpositions) and self.finder.hit("initiative", behind) is not None:
                return not self.finder.hit("body", behind)  # `Nidos choro projektas`
            of = name.start - 1
            if self.finder.hit("article", of) or self.finder.hit("determiner", of):
                of -= 1
            if of < 1 or self.genitives or self.layout.words[of] not in self.belonging:
                return False
            return self.finder.hit_ending("initiative", of) is not None  # `the choir project of X`
        small = self.finder.hit_ending("inner", name.start) or self.finder.hit_ending("article", name.start)
        before = small.start if small is not None else name.start
        if self.finder.hit("join", before) or self.finder.hit("part", before):
            return False
        return self.finder.hit_ending("initiative", before) is not None

    def in_calendar(self, name: Name) -> bool:
        """`Szolnok, Tisza-parti galéria, 12 April – 19 May`: a line opens with a town, and a date follows."""
        segment = self.layout.segments[self.layout.segment_of[name.start]]
        words, end = self.layout.words, segment.end
        dated = any(
            self.layout.kinds[p] == "d" or self.finder.hit("month", p)
            for p in range(name.end, min(end, name.end + 6))
        )
        place = range(segment.start, name.start - 1)
        behind = name.end < end and words[name.end] in ",(:"
        before = words[name.start - 1] == "," and 1 <= len(place) <= 3 and all(self.upper(p) for p in place)
        return dated and behind and (before or name.start == segment.start)

    def owns(self, name: Name, chosen: list[Part | None]) -> bool:
        """Its sentence names the initiative too, and nobody else is said to lead."""
        segment = self.layout.segments[self.layout.segment_of[name.start]]
        return (
            not self.funder(name)
            and self.preposition_before(name.start) is None
            and not self.locative(name)
            and not self.gives
            and not self.winners
            and any(self.finder.hit("initiative", p) for p in range(segment.start, segment.end))
        )

    def only(self, name: Name, chosen: list[Part | None]) -> bool:
        """Where no other body has a part, the first named is the one the text is about."""
        weak = (
            name.head is None
            or self.data.head == "last"
            and name.end > name.head.end
            and not self.finder.hit("inner", name.head.end)
        )
        return (
            not any(part is not None and part.role != "funder" and part.rule != AWARDED for part in chosen)
            and not (any(chosen) and self.funder(name))
            and not weak
            and self.preposition_before(name.start) is None
            and not self.locative(name)
        )

    def subject(self, name: Name) -> bool:
        """The name opens a sentence that goes on."""
        segment = self.layout.segments[self.layout.segment_of[name.start]]
        if self.shouted(name.start) or segment.heading:
            return False
        opening = name.start - segment.start <= 2 and not any(
            self.layout.words[p] in ":" for p in range(segment.start, name.start)
        )
        follows = [
            p for p in range(name.end, segment.end) if self.layout.kinds[p] == "w" and not self.upper(p)
        ]
        return (
            opening
            and len(follows) >= 3
            and self.preposition_before(name.start) is None
            and not self.locative(name)
        )

    def letterhead(self, name: Name) -> bool:
        """The name alone on the first lines."""
        index = self.layout.segment_of[name.start]
        segment = self.layout.segments[index]
        if index >= 2 or name.source != "kind" or name.start != segment.start:
            return False
        if segment.end > name.end and not (
            self.layout.words[name.end] in (*DASHES, ":", ",")
            and not self.layout.glued(name.end + 1)
            and any(
                hit.family == "document" and name.end < hit.start < segment.end for hit in self.layout.hits
            )
        ):
            return False
        made = title(self.layout, self.finder)
        return (
            made is None or "first line" in made.rule or not (made.start < name.end and name.start < made.end)
        )

    def doer(self, name: Name) -> bool:
        """A body that stands in a sentence neither where something is nor with whom it is done."""
        segment = self.layout.segments[self.layout.segment_of[name.start]]
        return (
            name.source == "kind"
            and not segment.heading
            and not (
                segment.colon is not None
                and self.meaning.within("venue", "venue", segment.start, segment.colon)
            )
            and self.layout.segment_of[name.start] < DEEP
            and not self.shouted(name.start)
            and self.preposition_before(name.start) is None
            and not self.locative(name)
            and not (self.data.head == "last" and self.genitive(name.end - 1))
        )

    def region(self, name: Name) -> bool:
        """`County Mayo`: a kind of place before its name, where bodies end in their kind word."""
        head = name.head
        return (
            self.data.head == "last"
            and head is not None
            and head.start == name.start
            and self.finder.hit("settlement", head.start) is not None
        )

    def only_place(self, name: Name) -> bool:
        """A municipality or eldership where something happens, not one that does something."""
        head = name.head
        if head is None:
            return False
        kind = head.end - 1 if self.data.head == "last" else head.start  # `Acre Borough Council`
        if not (
            self.finder.hit("settlement", kind)
            or self.finder.hit("district", kind)
            or (within := self.finder.hit_ending("settlement", head.end)) is not None
            and (self.data.head == "last" or within.start <= head.start)  # no `Junta de Freguesia`
        ):
            return False
        if self.locative(name):
            return True
        if self.data.head == "last" and any(
            self.finder.hit("body", p)
            and not (self.finder.hit("settlement", p) or self.finder.hit("district", p))
            for p in range(head.start + 1, name.end)
        ):
            return False  # `Acre City Government`
        tie = name.start > 0 and len(self.layout.words[name.start - 1]) < TIE
        tie = tie and self.finder.hit("join", name.start - 1) is None
        for end in (name.start, name.start - 1) if tie else (name.start,):
            noun = self.finder.hit_ending("noun", end)
            if noun is not None and noun.name == "place":
                return True  # `five communes of the county of X`
        preposition = self.preposition_before(name.start)
        return preposition is not None and not any(
            hit.start <= preposition < hit.end or hit.end == preposition
            for p in range(max(0, preposition - 6), preposition + 1)
            for hit in self.finder.at.get("part", {}).get(p, [])
        )
