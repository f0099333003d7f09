"""The part of a body that no word gives a role: who is named for itself in a text about one initiative takes
part in it, but for venues, contacts, headings and bodies that only keep the rules."""

from __future__ import annotations

import re
from abc import abstractmethod
from functools import cached_property

from pipeline.extract.bodies.awards import FOOT
from pipeline.extract.bodies.leaders import DEEP, Leaders, Part
from pipeline.extract.bodies.names import Name
from pipeline.extract.layout import Segment
from pipeline.extract.titles import title

CONTACTS = "@☎✆"
ABSENT = 9  # words of a sentence that tells who sent apologies
APPOINTED = 16  # words of a line that says when and where
CLOCK = re.compile(r"(?<![\d.,])[012]?\d[:.][0-5]\d(?![\d.,]\d)")
INSTITUTE = re.compile(r"instit|inštit|istitut|ινστιτ|институт|intézet")
"""Bodies that may pay, but that come to meetings as those that take part."""
BUSINESS = re.compile(
    r"(?:UAB|AB|MB|SIA|AS|A/S|ApS|OÜ|Oy|Oyj|Ltd|Limited|LLC|LLP|PLC|plc|DAC|Inc|GmbH|AG|KG|OHG|Kft|Bt|Zrt|Nyrt"
    r"|d\.? ?o\.? ?o|d\.? ?d|j\.? ?d\.? ?o\.? ?o|s\.? ?r\.? ?o|a\.? ?s|Sp\.? ?z ?o\.? ?o|S\.? ?A"
    r"|S\.? ?L|S\.? ?L\.? ?U|S\.? ?r\.? ?l|S\.? ?R\.? ?L|S\.? ?p\.? ?A|S\.? ?n\.? ?c|SARL|SAS|Lda"
    r"|s\.? ?c|B\.? ?V|N\.? ?V|VOF|BVBA|SRL|ЕООД|ООД|АД|ΑΕ|ΕΠΕ|Α\.Ε|ΙΚΕ)\.?"
)
"""Legal forms of companies, whose part in such an initiative is work that was ordered from them."""


class Standing(Leaders):
    """Gives a part to bodies by how they stand in the text."""

    @abstractmethod
    def nominal(self, name: Name) -> str:
        """The name with its kind word in the nominative."""

    def bystanders(self, names: list[Name], groups: list[list[int]], chosen: list[Part | None]) -> None:
        """Bodies named for themselves that have no part yet: companies work for it, one leads where nobody
        else does, others are partners."""
        for place, part in enumerate(chosen):
            first = names[groups[place][0]]
            if first.head is None and first.source not in ("quote", "present") and self.attends(first):
                chosen[place] = None  # persons, in a list of those present
                continue
            if part is not None and part.role == "coordinator" and not part.labelled and len(groups) > 1:
                if any(self.business(names[number]) for number in groups[place]):
                    chosen[place] = Part("contractor", part.score, f"{part.rule}, a company")
        part_of, segment_of = self.meaning.sections.part_of, self.layout.segment_of
        leading = [
            names[group[0]].start
            for group, part in zip(groups, chosen, strict=True)
            if part is not None and part.role == "coordinator"
        ]
        led = {id(part_of[segment_of[position]]) for position in leading}
        several = len(led) > 1  # initiatives, each told below its own heading
        for place, group in enumerate(groups):
            if chosen[place] is not None:
                continue
            present = any(
                self.attends(names[n]) and (names[n].head is not None or names[n].source == "present")
                for n in group
            )
            named = [names[number] for number in group if present or self.named_for_itself(names[number])]
            if not named:
                continue
            school = present and any(
                INSTITUTE.match(self.layout.words[p]) for name in named for p in range(name.start, name.end)
            )
            if any(self.funder(name) for name in named) and not school:
                if present:
                    chosen[place] = Part("funder", 12, "a body that pays, present at a meeting")
                continue
            index = segment_of[named[0].start]
            if any(self.business(name) for name in named):
                chosen[place] = Part("contractor", 12, "a company that does something")
            elif present:
                leads = any(self.leads_row(names[number]) for number in group)
                chosen[place] = Part("coordinator" if leads else "partner", 12, "present at a meeting")
            elif (
                several
                and id(part_of[index]) not in led
                or not led
                and not self.awarding
                and (index < DEEP or index >= len(self.layout.segments) - FOOT)
            ):
                chosen[place] = Part("coordinator", 12, "named first where nobody leads")
                led.add(id(part_of[index]))
            else:
                chosen[place] = Part("partner", 12, "a body named in the text")

    @property
    def awarding(self) -> bool:
        """Whether the text is a call or a list of those who were given money."""
        return self.meaning.type == "call" or bool(self.winners) or bool(self.given)

    def business(self, name: Name) -> bool:
        """A company by its legal form or trade."""
        if name.head is not None and self.finder.hit("trade", name.head.start) is not None:
            return True
        return any(
            form.start >= name.start and BUSINESS.fullmatch(self.layout.quote(form.start, form.end))
            for p in range(name.start, name.end)
            if (form := self.legal_ending(p + 1)) is not None
        )

    def named_for_itself(self, name: Name) -> bool:
        """A mention in running text or in a list of bodies, with a name of its own."""
        segment = self.layout.segments[self.layout.segment_of[name.start]]
        return (
            name.head is not None
            and not segment.heading
            and not (segment.start == 0 and not self.meaning.sections.ends_sentence(segment))
            and not self.titled(name)
            and not self.only_place(name)
            and not self.shouted(name.start)
            and not self.appointment(segment)
            and not self.in_calendar(name)
            and not self.contact(segment)
            and (self.preposition_before(name.start) is None or self.formed(name) and self.business(name))
            and not self.locative(name)
            and self.own_name(name)
            and not self.weak(name)
        )

    def weak(self, name: Name) -> bool:
        """`of the Oakham community`, `three Narva schools`: a town and a kind of body, oblique or counted."""
        words = [p for p in range(name.start, name.end) if self.layout.kinds[p] == "w"]
        if name.head is None or any(p in self.quote_at for p in range(name.start, name.end)):
            return False
        lower = not self.upper(name.head.start)
        folk = self.finder.ending.get("noun", {}).get(name.head.start, ()) if lower else ()
        if any(hit.name == "inhabitant" for hit in folk):
            return True  # `groups of residents`
        if len(words) > 2:
            return False
        before = name.start - 1
        counted = before >= 0 and (
            self.layout.kinds[before] == "n" or self.finder.hit_ending("number", name.start) is not None
        )
        oblique = self.nominal(name) != " ".join(self.layout.quote(name.start, name.end).split())
        return counted or oblique and lower

    def attends(self, name: Name) -> bool:
        """`Present: A. Smith (Fishery Museum)`: in minutes, among those who came or sent apologies."""
        return any(start <= name.start < end for start, end in self.attendances)

    @cached_property
    def attendances(self) -> list[tuple[int, int]]:
        """From the label of those present to the end of its sentence, where the label opens one."""
        found = []
        for start, hits in self.finder.at.get("attendance", {}).items():
            segment = self.layout.segments[self.layout.segment_of[start]]
            label = max(hit.end for hit in hits)
            if start - segment.start <= 1 and label < segment.end:
                colon = self.layout.words[label] == ":" or segment.colon is not None
                people = any(self.layout.words[p] == "(" for p in range(label, segment.end))
                if colon or people or segment.end - label <= ABSENT:
                    found.append((label, segment.end))
        return found

    def own_name(self, name: Name) -> bool:
        """More than a kind word with a capital: a quotation, a legal form, or a capital that nothing else
        explains."""
        words = range(name.start, name.end)
        if any(p in self.quote_at for p in words) or any(self.legal_ending(p + 1) for p in words):
            return True
        if self.noun_capitals:
            behind = range(name.head.end, name.end) if name.head is not None else words
            return bool(behind) and all(self.upper(p) for p in behind) and not self.common(behind[-1])
        return any(
            self.upper(p)
            and not self.finder.hit("body", p)
            and not (
                self.opens(p)
                and (self.common(p) or p + 1 < name.end and not self.town(self.layout.quote(p, p + 1)))
            )
            and p not in self.countries
            for p in words
        )

    def titled(self, name: Name) -> bool:
        """In the title, or called as the initiative is."""
        made = title(self.layout, self.finder)
        if made is not None and made.start < name.end and name.start < made.end:
            return True
        opening = self.layout.segments[self.layout.segment_of[name.start]].start
        return name.start > opening and self.initiative_before(name.start)

    def appointment(self, segment: Segment) -> bool:
        """A line that says when and where: the body is only the venue."""
        start, end = segment.start, segment.end
        if segment.colon is not None and self.meaning.within("venue", "venue", start, segment.colon):
            return True
        if end - start > APPOINTED:
            return False
        behind = segment.colon + 1 if segment.colon is not None else end
        if behind + 1 < end and any(
            self.layout.kinds[p] == "d" or self.finder.hit("month", p) for p in (behind, behind + 1)
        ):
            return True  # `Date: 14 March 2023, Kirkwall Library`
        return any(
            hit.name == "hour" for p in range(start, end) for hit in self.finder.at.get("noun", {}).get(p, ())
        ) or bool(CLOCK.search(self.layout.quote(start, end)))

    def contact(self, segment: Segment) -> bool:
        """A line with a telephone number or an address of electronic mail."""
        return any(self.layout.words[p] in CONTACTS for p in range(segment.start, segment.end))
