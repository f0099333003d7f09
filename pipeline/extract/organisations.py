"""Organisations with a part in the initiative: the whole name, and the role that label or verb gives it.

A name is found around a word for a kind of body or a legal form, in the value of a role's label, or in
quotation marks beside a role's verb. Its role is that of the nearest label or verb; one that has none is
not kept.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.extract.awards import Awards
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.names import LONGEST, ROLES, Name
from pipeline.extract.quantities import DASHES
from pipeline.extract.titles import off_topic, title

NEAR = 9.5  # how far, clause boundaries weighed in, a verb or label reaches
OWN = ("report", "sheet", "consultation", "invitation")
"""Types of documents by or about the initiative itself, where applications are those of its participants."""
SUM = 9  # words of a sum with what joins it to the next name
TIE = 4  # letters of a small word that ties one part of a name to the next
AWARDED = "beside a sum in the news of awards"
HEAD = 8  # segments in which a body named first is the one that acts


@dataclass(slots=True)
class Organisation:
    name: str
    role: str
    start: int
    end: int
    rule: str


@dataclass(slots=True)
class Part:
    """The role of one mention; the lower the score, the surer."""

    role: str
    score: float
    rule: str
    labelled: bool = False


class Organisations(Awards):
    """Finds the organisations of one text."""

    def read(self) -> list[Organisation]:
        """The organisations that take part, each once, in the order of the text."""
        return [found for found in self.every() if found.role]

    def every(self) -> list[Organisation]:
        """Those that take part, and with an empty role all other mentions."""
        if off_topic(self.layout) or self.meaning.type == "other":
            return []
        names = self.names()
        parts = self.parts(names)
        return self.settle(names, parts)

    def parts(self, names: list[Name]) -> list[Part | None]:
        """The role of each mention; names in a row share the nearest label or verb."""
        found: list[Part | None] = []
        chain: list[Name] = []
        for number, name in enumerate(names):
            chain.append(name)
            if number + 1 < len(names) and self.in_row(name, names[number + 1]):
                continue
            shared = self.part(chain, names)
            for member in chain:
                own = self.part([member], names)
                best = min(
                    (part for part in (own, shared) if part is not None),
                    key=lambda part: part.score,
                    default=None,
                )
                found.append(best)
            chain = []
        return found

    def in_row(self, left: Name, right: Name) -> bool:
        if self.layout.segment_of[left.start] != self.layout.segment_of[right.start]:
            return False
        position, joined = left.end, False
        if self.funder(left) and self.funder(right) and self.sums_between(left.end, right.start):
            return True
        while position < right.start:
            join = self.finder.hit("join", position)
            word = self.layout.words[position]
            if self.finder.hit("part", position) or self.finder.hit("contrast", position):
                return False
            if join is not None or word in ",;":
                joined = True
                position = join.end if join is not None else position + 1
            elif word == "(":
                close = next(
                    (
                        p
                        for p in range(position, min(right.start, position + 8))
                        if self.layout.words[p] == ")"
                    ),
                    None,
                )
                if close is None:
                    return False
                position = close + 1
            elif word in DASHES and position + 1 < right.start and self.upper(position + 1):
                position += 2  # the town behind a name
            elif (
                self.layout.kinds[position] == "w"
                and len(word) <= 3
                and not self.upper(position)
                and not self.finder.hit("in", position)
            ):
                position += 1
            elif (place := self.finder.hit("in", position)) is not None and self.upper(place.end):
                position = place.end  # `X in Y`: the town behind a name
                while position < right.start and self.upper(position):
                    position += 1
            elif (
                joined
                and self.layout.kinds[position] == "w"
                and not self.barrier(position)
                and right.start - position == 1
            ):
                position += 1
            else:
                return False
        return joined

    def sums_between(self, start: int, end: int) -> bool:
        """`A with 130 000 euros and B with ...`: only a sum and a joining word stand between."""
        if end - start > SUM or not any(self.finder.currency_at(p)[0] for p in range(start, end)):
            return False
        joined = False
        for position in range(start, end):
            part = self.finder.hit("part", position)
            if part is not None and len(self.layout.words[position]) > 3:
                return False
            if self.upper(position) and not self.sum_word(position):
                return False
            joined = joined or self.layout.words[position] in ",;" or bool(self.finder.hit("join", position))
        return joined

    def sum_word(self, position: int) -> bool:
        return bool(self.finder.currency_at(position)[0] or self.finder.hit("scale", position))

    def part(self, chain: list[Name], names: list[Name]) -> Part | None:
        first, last = chain[0].start, chain[-1].end
        segment = self.layout.segments[self.layout.segment_of[first]]
        walls, best = self.meaning.walls, None
        funds = any(self.funder(name) for name in chain)
        place_word = self.preposition_before(first)
        for role in ROLES:
            for hit in self.meaning.within("part", role, segment.start, segment.end):
                if any(name.start < hit.end and hit.start < name.end for name in chain):
                    continue
                if self.layout.words[hit.start - 1] == "(" and self.layout.words[hit.end : hit.end + 1] == [
                    ")"
                ]:
                    if len(chain) > 1 or chain[0].end != hit.start - 1:
                        continue  # `the town of X (leader), Y, Z`: said of the one name before it
                if role == "partner" and self.begins_circumstance(hit, first, segment):
                    continue
                labelled = False
                if hit.end <= first:
                    score: float = first - hit.end + walls[first] - walls[hit.end - 1]
                    between = sum(hit.end <= name.start and name.end <= first for name in names)
                    if (
                        segment.colon is not None
                        and hit.end <= segment.colon < first
                        and not self.sentence_between(segment.colon + 1, first)
                    ):
                        # However long the list: its label speaks of all of it.
                        score, labelled, between = min(score * 0.3 - 8, 0), True, min(between, 1)
                    elif (
                        hit.end < first
                        and self.layout.words[hit.end] in DASHES
                        and not self.layout.glued(hit.end)
                    ):
                        score, labelled = score * 0.5 - 6, True
                    if self.forward(hit):
                        score -= 1
                else:
                    if (
                        self.forward(hit)
                        or role == "partner"
                        and self.with_others(last, hit)
                        or segment.colon is not None
                        and hit.end == segment.colon
                        or role == "funder"
                        and not funds
                        and hit.start == last
                        and self.genitive(last - 1)
                        and self.data.head == "last"
                    ):
                        continue  # `muziejaus rėmėjai`: those who support the museum
                    score = hit.start - last + 1 + walls[hit.start] - walls[last - 1]
                    if self.postpositions and hit.start == last:
                        score -= 1  # `a Klub segítségével`
                    between = sum(last <= name.start and name.end <= hit.start for name in names)
                score += 4 * between - 0.8 * (hit.end - hit.start - 1)
                if self.layout.words[hit.start - 1] == "(" and hit.start - 1 == last:
                    score, labelled = score - 20, True  # its own, before what is said of all
                if role == "funder" and funds and not labelled:
                    score -= 7
                again = (
                    place_word is not None
                    and role == "partner"
                    and self.forward(hit)
                    and self.finder.hit_ending("join", place_word) is not None
                )  # `insieme a sei biblioteche e alla cooperativa X`: the preposition of the phrase again
                agent = (
                    again or place_word is not None and hit.end == place_word and role != "partner"
                )  # done by, paid from
                if (
                    place_word is not None
                    and role != "host"
                    and not labelled
                    and not agent
                    and not hit.start <= place_word < hit.end
                ):
                    score += 12
                if (
                    role == "funder"
                    and not funds
                    and not labelled
                    and hit.end - hit.start == 1
                    and not self.money(segment)
                ):
                    score += 3
                if role == "host" and not labelled and self.locative(chain[-1]):
                    score -= 3
                if best is None or score < best.score:
                    best = Part(role, score, self.meaning.say(hit), labelled)
        if best is not None and best.role in ("partner", "coordinator") and not best.labelled:
            if len(chain) == 1 and self.locative(chain[0]) and self.data.head == "last":
                best = None  # `Keramikas darbnīcās piedalījās`: where it is, not who does it
        if best is not None and best.score < NEAR:
            return best
        before = self.label_before(segment)
        if before is not None:
            for role in ROLES:
                for hit in self.meaning.within("part", role, *before):
                    return Part(role, -3, self.meaning.say(hit), True)
        lead = self.role_heading(segment)
        if lead is not None and (any(name.source == "label" for name in chain) or self.value(segment)):
            for role in ROLES:
                for hit in self.meaning.within("part", role, lead.start, lead.end):
                    return Part(role, 4, "heading: " + self.meaning.say(hit), True)
        if len(chain) == 1:
            return self.by_place(chain[0], names)
        return None

    def by_place(self, name: Name, names: list[Name]) -> Part | None:
        """The part that a list of awards, the masthead or a sum beside the name gives it."""
        if any(won.start == name.start for _, won in self.winners):
            return Part("partner", 8, "opens a line of a list of awards")
        if name.source == "masthead" or self.byline(name):
            return Part("coordinator", 8, "signs the page")
        if not self.only_place(name):
            if self.listed_award(name):
                return Part("partner", 8, "in a line of a list of awards")
            beside = self.payer(name, names)
            if beside is not None:
                return Part("funder", 5 + beside / 4, "a fund or public body beside a sum")
            if self.winner(name):
                return Part("coordinator", 6, AWARDED)
        return None

    def begins_circumstance(self, hit: Hit, first: int, segment: Segment) -> bool:
        """`With this exchange of roles the X Centre has opened`: what opens a sentence is no company."""
        return (
            hit.start == segment.start
            and hit.end == hit.start + 1
            and hit.end + 1 < first
            and self.finder.hit("stop", hit.start) is not None
            and self.layout.words[hit.end] != ":"
        )

    def sentence_between(self, start: int, end: int) -> bool:
        """Whether a label's value is a sentence, in which the label no longer says who is who."""
        return any(self.layout.words[p] in ".;" for p in range(start, end)) or any(
            hit.name in ("target", "actual")
            for p in range(start, end)
            for hit in self.finder.at.get("cue", {}).get(p, [])
        )

    def with_others(self, end: int, hit: Hit) -> bool:
        """`X together with five partners`, `X and its partners`: the partners are others."""
        if self.finder.hit("join", hit.start) is not None:
            return True
        return any(
            self.finder.hit("join", p)
            or self.finder.hit("number", p)
            or self.layout.kinds[p] == "n"
            or self.finder.hit("stop", p)
            and not self.upper(p + 1)  # `X from Y joins`
            or self.finder.hit("part", p)
            for p in range(end, hit.start)
        )

    def money(self, segment: Segment) -> bool:
        return any(
            p in self.sums or self.finder.hit("currency", p) or self.layout.words[p] in "€£$"
            for p in range(segment.start, segment.end)
        )

    def forward(self, hit: Hit) -> bool:
        """A phrase that ends in a preposition speaks of the name behind it: `together with`, `funded by`."""
        last = hit.end
        if hit.end - hit.start < 2 or self.postpositions:
            return False
        ends = [self.finder.hit_ending(family, last) for family in ("stop", "in", "inner")]
        return any(
            found is not None and found.start > hit.start and found.end - found.start == 1 for found in ends
        )

    def preposition_before(self, position: int) -> int | None:
        """The token of a preposition of place before a name, articles passed over."""
        at = position
        while (
            at > 0
            and self.layout.segment_of[at - 1] == self.layout.segment_of[position]
            and position - at < 2
        ):
            hit = self.finder.hit_ending("in", at)
            if hit is not None:
                return hit.start
            if self.layout.kinds[at - 1] != "w" or len(self.layout.words[at - 1]) > 3:
                return None
            at -= 1
        return None

    def locative(self, name: Name) -> bool:
        head = name.head
        return (
            bool(self.locatives)
            and head is not None
            and self.layout.words[head.end - 1].endswith(self.locatives)
        )

    def settle(self, names: list[Name], parts: list[Part | None]) -> list[Organisation]:
        """Mentions of one body together: its fullest name and its surest role."""
        groups: list[list[int]] = []
        keys: list[str] = []
        for number, name in enumerate(names):
            key = fold(self.nominal(name))
            for place, known in enumerate(keys):
                if (
                    key == known
                    or len(key) > 8
                    and (f" {key} " in f" {known} " or f" {known} " in f" {key} ")
                ):
                    groups[place].append(number)
                    keys[place] = max(known, key, key=len)
                    break
            else:
                groups.append([number])
                keys.append(key)
        chosen: list[Part | None] = []
        for group in groups:
            own = [part for number in group if (part := parts[number]) is not None]
            best = min(own, key=lambda part: part.score, default=None)
            if (
                best is not None
                and not best.labelled
                and all(self.only_place(names[number]) for number in group)
            ):
                best = None
            chosen.append(best)
        self.one_coordinator(names, groups, chosen)
        self.publishers(names, groups, chosen)
        found = []
        for group, part in zip(groups, chosen, strict=True):
            longest = max(
                group, key=lambda number: (min(names[number].end - names[number].start, LONGEST), -number)
            )
            for number in group:
                name = names[number]
                if part is None and (self.only_place(name) or self.region(name)):
                    continue
                role = part.role if part is not None and number == longest else ""
                rule = f"organisation: {part.rule}" if part is not None else ""
                found.append(Organisation(self.nominal(name), role, name.start, name.end, rule))
                if part is not None and number != longest:
                    found[-1] = replace(found[-1], role="", rule="mention:" + part.role)
        found.sort(key=lambda organisation: organisation.start)
        return found

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
            if paid and not self.funder(name) and not (self.letterhead(name) and self.meaning.type != "call"):
                continue  # the winners of a call do not lead it
            if self.subject(name) or self.letterhead(name):
                chosen[place] = Part("coordinator", 9, "named first")
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
                if (
                    chosen[place] is not None
                    or self.layout.segment_of[name.start] >= HEAD
                    or self.only_place(name)
                    or self.shouted(name.start)
                    or paid
                ):
                    continue
                if test is None and len(group) > 1 or test is not None and test(name, chosen):
                    chosen[place] = Part("coordinator", 9, why)
                    return

    def joined_by_partners(self, name: Name) -> bool:
        """`X together with Y`: right behind the name a phrase that leads on to partners."""
        if self.preposition_before(name.start) is not None or self.locative(name):
            return False
        return any(
            hit.start == name.end and self.forward(hit)
            for hit in self.finder.at.get("part", {}).get(name.end, ())
            if hit.name == "partner"
        )

    @cached_property
    def gives(self) -> bool:
        """Whether the text is a call or tells of what became of applications: who acts in it pays."""
        asked = self.meaning.hits.get(("noun", "application"), ())
        if not asked and not any(
            self.meaning.hits.get(("kind", name)) for name in ("grant", "allocation", "cap", "awarded")
        ):
            return False  # a call for people to take part pays nothing
        return self.meaning.type == "call" or bool(asked) and self.meaning.type not in OWN

    def publishers(self, names: list[Name], groups: list[list[int]], chosen: list[Part | None]) -> None:
        """A fund or municipality that acts in a call, or in the news of its awards, is the one that pays."""
        if not self.gives:
            return
        paying = [part for part in chosen if part is not None and part.role == "funder"]
        for place, part in enumerate(chosen):
            if paying or part is None or part.role != "coordinator" or part.labelled:
                continue  # where another body pays, the one that acts leads
            first = names[groups[place][0]]
            if self.meaning.type == "call" and self.municipal(first) and not self.winners:
                continue  # a town's call for its own programme
            if any(self.funder(names[number]) for number in groups[place]):
                chosen[place] = Part("funder", part.score, f"{part.rule} in a call")
        if self.meaning.type == "call" or any("beside a sum" not in part.rule for part in paying):
            return
        for place, group in enumerate(groups):
            first = names[group[0]]
            opening = self.layout.segment_of[first.start] < 3
            if chosen[place] is None and opening and self.funder(first) and not self.only_place(first):
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
        if self.data.head != "first" or self.gives:
            return False
        small = self.finder.hit_ending("inner", name.start) or self.finder.hit_ending("article", name.start)
        before = small.start if small is not None else name.start
        if self.finder.hit("join", before) or self.finder.hit("part", before):
            return False
        return self.finder.hit_ending("initiative", before) is not None

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
        if head is None or not (
            self.finder.hit("settlement", head.start)
            or self.finder.hit("district", head.start)
            or self.finder.hit_ending("settlement", head.end)
        ):
            return False
        if self.locative(name):
            return True
        tie = len(self.layout.words[name.start - 1]) < TIE if name.start else False
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

    def nominal(self, name: Name) -> str:
        """The name with its kind word in the nominative."""
        written = self.layout.quote(name.start, name.end)
        text = " ".join(written.split())
        if not self.nominative or name.head is None:
            return text
        for position in self.heads(name):
            word = self.layout.quote(position, position + 1)
            lower = word.lower()
            for old, new in self.endings:
                if lower.endswith(old) and len(word) - len(old) >= 2:
                    changed = word[: len(word) - len(old)] + (
                        new.upper() if word.isupper() and len(word) > 1 else new
                    )
                    if self.whole_kind(lower) and not self.whole_kind(changed.lower()):
                        return text  # `Forsamlingshus`: the ending is the word's own
                    before = " ".join(
                        self.layout.text[
                            self.layout.starts[name.start] : self.layout.starts[position]
                        ].split()
                    )
                    glue = "" if self.layout.glued(position) or not before else " "
                    behind = self.layout.text[self.layout.ends[position] : self.layout.ends[name.end - 1]]
                    return (
                        before
                        + glue
                        + changed
                        + (" " if behind[:1].isspace() else "")
                        + " ".join(behind.split())
                    )
        return text

    def whole_kind(self, word: str) -> bool:
        """Whether a kind word ends this word as it stands, or is a stem of it."""
        return any(
            kind.strip("*!~") in word if kind.endswith("~") else word.endswith(kind.strip("*!"))
            for kind in self.data.kinds
        )

    def heads(self, name: Name) -> list[int]:
        """The kind word whose case is the name's: the last before a tie, or where it leads the first."""
        bodies = [
            p for p in range(name.start, name.end) if self.finder.hit("body", p) and p not in self.quoted
        ]
        if not bodies:
            return []
        if self.data.head == "first":
            return bodies[:1]
        tie = next(
            (
                p
                for p in range(name.start + 1, name.end)
                if self.finder.hit("inner", p)
                and not self.finder.hit("join", p)
                and p - 1 in bodies
                and len(self.layout.words[p]) <= TIE
            ),
            None,
        )
        return [tie - 1] if tie is not None else bodies[-1:]


def fold(text: str) -> str:
    """A key for comparing names: no case, accents or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub(r"\W+", " ", "".join(c for c in plain if not unicodedata.combining(c))).split())
