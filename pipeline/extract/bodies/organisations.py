"""Organisations with a part in the initiative: the whole name, and the role that label or verb gives it.

A name is found around a word for a kind of body or a legal form, in the value of a role's label, or in
quotation marks beside a role's verb. Its role is that of the nearest label or verb; one that has none is
not kept.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from pipeline.extract.bodies.leaders import AWARDED, TIE, Part
from pipeline.extract.bodies.names import LONGEST, ROLES, Name
from pipeline.extract.bodies.standing import Standing
from pipeline.extract.figures.numerals import DASHES
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.titles import off_topic

NEAR = 9.5  # how far, clause boundaries weighed in, a verb or label reaches
GIVEN = 4  # words behind a verb of taking part in which the sum stands that makes it one of paying
PERSON = 6  # tokens of a person's name
RELATIVE = 6  # tokens from a name, its town between, to the clause on it
TOWN = 8  # tokens of a bracket behind a name
OWNED = ("ai", "ei", "jai", "jei", "at", "et")
"""Endings of what belongs to several, where small words stand behind (`tagjai`: its members)."""
RECEIVED = 3  # tokens between a body and the verb that says it gets money
SUM = 9  # words of a sum with what joins it to the next name


@dataclass(slots=True)
class Organisation:
    name: str
    role: str
    start: int
    end: int
    rule: str


class Organisations(Standing):
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
        given = self.given = self.recipients(names)
        chain: list[Name] = []
        for number, name in enumerate(names):
            chain.append(name)
            if number + 1 < len(names) and self.in_row(name, names[number + 1]):
                continue
            if any(member.start in given for member in chain):
                found.extend([Part("partner", -9, "is given money, as others are", True)] * len(chain))
                chain = []
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
            if len(chain) > 1 and all(self.funder(member) for member in chain):
                # `Acre Town Council and Bow Town Council put in 500 each`
                paid = next((part for part in found[-len(chain) :] if part and part.role == "funder"), None)
                found[-len(chain) :] = [part or paid for part in found[-len(chain) :]]
            chain = []
        self.consortium(names, found)
        return found

    def recipients(self, names: list[Name]) -> frozenset[int]:
        """`A Players get 6 500, 9 000 goes to B Project`: bodies that a text says are given money, where
        several are, by their first tokens."""
        found: dict[int, int] = {}
        for start, hits in self.finder.at.get("receiving", {}).items():
            index, end = self.layout.segment_of[start], max(hit.end for hit in hits)
            segment = self.layout.segments[index]
            if index < 0 or not self.money(segment):
                continue
            before = [name for name in names if segment.start <= name.start and name.end <= start]
            behind = [name for name in names if end <= name.start and name.end <= segment.end]
            if before and start - self.behind_town(self.behind_bracket(before[-1].end)) <= RECEIVED:
                found[before[-1].start] = index
            elif behind and behind[0].start - end <= RECEIVED and not before:
                found[behind[0].start] = index
        for name in names:
            index = self.layout.segment_of[name.start]
            low = min((start for start, at in found.items() if at == index), default=name.start)
            beside = range(name.end, min(name.end + RECEIVED, self.layout.segments[index].end))
            if low < name.start and not self.funder(name) and any(p in self.sums for p in beside):
                found[name.start] = index  # `A gets 6 000, B 3 000`
            above = self.layout.segments[index - 1] if index else None
            if above is None or self.layout.words[above.end - 1] != ";" or self.funder(name):
                continue
            first = name.start - self.layout.segments[index].start <= 2
            if first and index - 1 in found.values() and any(p in self.sums for p in beside):
                found[name.start] = index
        groups = {fold(self.nominal(name)) for name in names if name.start in found}
        return frozenset(found if len(groups) > 1 and self.meaning.type != "call" else ())

    def consortium(self, names: list[Name], found: list[Part | None]) -> None:
        """`A Circle, Hull (lead) · B College, Tartu · C Aprende, Braga`: beside the leader so marked in
        a list, the others are its partners."""
        lists: dict[int, list[int]] = {}
        for number, name in enumerate(names):
            lists.setdefault(self.layout.segment_of[name.start], []).append(number)
        for index, row in lists.items():
            segment = self.layout.segments[index]
            if len(row) < 3 or not any(
                self.layout.words[p] in "·•;|" for p in range(segment.start, segment.end)
            ):
                continue
            for hit in self.meaning.within("part", "coordinator", segment.start, segment.end):
                before = [n for n in row if names[n].end < hit.start]
                if (
                    not before
                    or self.layout.words[hit.start - 1] != "("
                    or hit.start - names[before[-1]].end > 5
                ):
                    continue
                for number in row:
                    if number == before[-1]:
                        found[number] = Part("coordinator", -20, self.meaning.say(hit), True)
                    elif found[number] is None:
                        found[number] = Part("partner", 4, "beside the leader in a list")

    def in_row(self, left: Name, right: Name) -> bool:
        if self.layout.segment_of[left.start] != self.layout.segment_of[right.start]:
            return False
        position, joined, goal = left.end, False, right.start
        if right.head is not None and left.end < right.head.start < goal:
            goal = right.head.start  # `and the Estonian society “Laululaev”`
            goal -= goal - 1 in self.countries and goal - 1 > left.end
        if self.funder(left) and self.funder(right) and self.sums_between(left.end, right.start):
            return True
        while position < goal:
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
                and (not self.finder.hit("in", position) or joined and self.finder.hit("inner", position))
            ):
                position += 1  # `del Ayuntamiento de Lorca y de la Fundación Marea`
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
                if hit.start in self.countries or self.inside_name(hit):
                    continue  # `United` Kingdom
                if self.layout.words[hit.start - 1] == "(" and self.layout.words[hit.end : hit.end + 1] == [
                    ")"
                ]:
                    if len(chain) > 1 or chain[0].end != hit.start - 1:
                        continue  # `the town of X (leader), Y, Z`: said of the one name before it
                if role == "partner" and self.begins_circumstance(hit, first, segment):
                    continue
                labelled = False
                if hit.end <= first and self.said_of_another(hit, names, first):
                    continue
                if self.members_of(hit, chain):
                    continue
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
                    behind = self.behind_bracket(last)
                    score = hit.start - last + 1 + walls[hit.start] - walls[last - 1]
                    if self.closes_item(chain[-1], hit):
                        score = hit.start - behind - 4
                    if self.clause_on(last, hit):
                        score = min(score, 1)  # `X in Hull, which leads`
                    if self.postpositions and hit.start == last:
                        score -= 1  # `a Klub segítségével`
                    between = sum(last <= name.start and name.end <= hit.start for name in names)
                score += 4 * between - 0.8 * (hit.end - hit.start - 1)
                if (
                    self.layout.words[hit.start - 1] == "("
                    and hit.start - 1 == last
                    or self.told_in_bracket(last, hit)
                ):
                    score, labelled = score - 20, True  # its own, before what is said of all
                if role == "coordinator" and hit.end <= first and self.person_between(hit.end, first):
                    score, labelled = score - 12, True
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
                    score += 6  # `the orchestra gives its first concert`
                    if all(self.business(name) for name in chain):
                        continue  # `the firm X takes on the rebuilding`
                if role == "host" and not labelled and self.locative(chain[-1]):
                    score -= 3
                gives = role == "partner" and funds and not labelled and self.with_sum(hit, segment)
                if best is None or score < best.score:
                    best = Part("funder" if gives else role, score, self.meaning.say(hit), labelled)
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
        if name.start in self.addressed and not self.signs(name):
            return Part("partner", 6, "among those a letter goes to")
        if name.source == "apposed" and self.finder.hit("ours", name.end + 1):
            return Part("coordinator", 5, "its own writing")
        if self.ours(name) and not self.only_place(name):
            role = "funder" if self.funder(name) and self.we_give else "coordinator"
            return Part(role, 5, "its own writing")
        if name.start in self.roster:
            role = "coordinator" if self.leads_row(name) else "partner"
            return Part(role, 4, "in a row with the one that leads", True)
        if any(start <= name.start < end for start, end in self.announced_lists):
            return Part("partner", 6, "in a list of bodies that a count announces")
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

    def inside_name(self, hit: Hit) -> bool:
        """`Miejsce Piastowe`: a word with a capital, and another behind it, within a line names something."""
        return (
            not self.noun_capitals
            and hit.end - hit.start == 1
            and self.upper(hit.start)
            and not self.opens(hit.start)
            and not self.layout.quote(hit.start, hit.end).isupper()
            and hit.end < len(self.layout.words)
            and (self.upper(hit.end) or self.finder.hit("legal", hit.end) is not None)
            and self.layout.words[hit.start - 1] not in ".(•;"
        )

    def clause_on(self, end: int, hit: Hit) -> bool:
        """Whether a verb opens the relative clause behind a comma and a name, its town between at most."""
        before = self.finder.hit_ending("relative", hit.start)
        return (
            before is not None
            and self.layout.words[before.start - 1] == ","
            and 0 < before.start - end <= RELATIVE
            and not any(self.finder.hit("part", p) for p in range(end, before.start))
        )

    def said_of_another(self, hit: Hit, names: list[Name], first: int) -> bool:
        """`the Museum of X in Valletta, which leads, the Archive of Y`: a clause on the name before; or
        `A (Pécs) as coordinator, B (Nitra)`: a role between the name before and a comma."""
        if self.forward(hit):
            return False
        return any(
            self.clause_on(name.end, hit) or self.closes_item(name, hit) for name in names if name.end < first
        )

    def told_in_bracket(self, end: int, hit: Hit) -> bool:
        """`J. Smith (House of Bees, lead partner)`: a role behind a comma that closes the name's bracket."""
        words = self.layout.words
        return (
            words[end : end + 1] == [","] and hit.start == end + 1 and words[hit.end : hit.end + 1] == [")"]
        )

    def closes_item(self, name: Name, hit: Hit) -> bool:
        """Whether a role stands between a name with its bracket and the comma behind the item of a list."""
        words, at = self.layout.words, self.behind_bracket(name.end)
        closed = hit.end < len(words) and words[hit.end] in ",;"
        as_such = at + 1 >= hit.start or at + 2 == hit.start and len(words[at]) <= TIE
        return (
            closed and at <= hit.start and as_such and not {",", ";", ":", "."} & set(words[at : hit.start])
        )

    def behind_bracket(self, position: int) -> int:
        """Behind a bracket with the town that follows a name."""
        words = self.layout.words
        if position < len(words) and words[position] == "(":
            close = range(position, min(len(words), position + TOWN))
            return next((p + 1 for p in close if words[p] == ")"), position)
        return position

    def members_of(self, hit: Hit, chain: list[Name]) -> bool:
        """`az X Egyesület tagjai`: right behind a name, in languages where that makes it its owner, its
        members or partners are others."""
        return (
            self.postpositions
            and hit.name == "partner"
            and hit.start == chain[-1].end
            and self.layout.words[hit.end - 1].endswith(OWNED)
        )

    def person_between(self, start: int, end: int) -> bool:
        """`project leader A. Smith (Open Door, ...`: between a function and a bracket only who fills it."""
        inside = range(start, end - 1)
        return (
            1 <= len(inside) <= PERSON
            and self.layout.words[end - 1] in "(,"
            and all(self.upper(p) or self.layout.words[p] in ".,-" for p in inside)
            and any(self.upper(p) for p in inside)
        )

    def with_sum(self, hit: Hit, segment: Segment) -> bool:
        """`the town took part with 8 000 euros`: a verb of taking part with a sum right behind it pays."""
        behind = range(hit.end, min(segment.end, hit.end + GIVEN))
        return any(p in self.sums for p in behind) and not any(self.upper(p) for p in behind)

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
        if last < len(self.layout.words) and (
            self.layout.kinds[last] == "n" or self.finder.currency_at(last)[0]
        ):
            return False  # `the town put in 2 500`
        ends = [self.finder.hit_ending(family, last) for family in ("stop", "in", "inner")]
        return any(
            found is not None and found.start > hit.start and found.end - found.start == 1 for found in ends
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
        self.minor_leaders(names, groups, chosen)
        self.one_coordinator(names, groups, chosen)
        self.publishers(names, groups, chosen)
        self.bystanders(names, groups, chosen)
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
