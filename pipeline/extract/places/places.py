"""Countries and settlements that a text names, in the nominative."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.extract.figures.numerals import DASHES
from pipeline.extract.layout import Segment
from pipeline.extract.places.evidence import CITY, GREAT, LONG, TAKING_PART, TOWN, Run
from pipeline.extract.places.gazetteer import undo
from pipeline.extract.places.whereabouts import APOSTROPHES, Whereabouts
from pipeline.extract.times.appointments import Spot
from pipeline.extract.titles import off_topic

LANGUAGE = re.compile(
    r"(?:kalb|valod|nyelv|język|jazyk|език|spra[ck]h|languag|langue|lengua|idioma|língua|lingua|limb[aăi]|taal|keel|kiel[ie]|jezik|teanga|lingwa|gaeilge)"
)
"""Words for language: the nationality beside them names no country that takes part."""

ADJECTIVE = 5  # letters of a town's adjective

INFLECTED = 8  # letters of an unknown name with an ending of place: no first name is as long

ROW = 3  # names from which a label's value is a list of them, not a town with its venue


@dataclass(slots=True)
class Country:
    code: str
    start: int
    end: int


class Places(Whereabouts):
    """Finds the countries and settlements of one text."""

    def countries(self) -> list[Country]:
        """Every country named, by name or nationality, in order; each once.

        A nationality inside the name of an organisation, currency or law tells nothing of taking part.
        """
        if off_topic(self.layout):
            return []
        seen: set[str] = set()
        found = []
        for hit in self.layout.hits:
            if hit.family != "country" or hit.name in seen:
                continue
            body = self.inside.get(hit.start)
            if (
                body is not None
                and (body.end > hit.end or body.start < hit.start)
                or self.told_otherwise(hit.start, hit.end)
            ):
                continue
            seen.add(hit.name)
            found.append(Country(hit.name, hit.start, hit.end))
        return found

    def told_otherwise(self, start: int, end: int) -> bool:
        """A currency, a law, a lead of experience: the country is no place of the initiative."""
        if self.layout.segment_of[start] < 0:
            return True
        segment = self.layout.segments[self.layout.segment_of[start]]
        words = self.layout.words
        if end < segment.end and (
            LANGUAGE.match(words[end])
            or words[end] == "k"
            and end + 1 < segment.end
            and words[end + 1] == "."
        ):
            return True
        if start > segment.start and LANGUAGE.match(words[start - 1]) and not self.upper(start):
            return True
        if end + 1 < segment.end and self.layout.kinds[end] == "w" and not self.upper(end):
            if LANGUAGE.match(words[end + 1]) and not self.finder.hit("noun", end):
                return True  # `lietuvių gestų kalba`
        if end == start + 1 and len(words[start]) <= 3 and self.reference(start, segment):
            return True
        for family in ("currency", "ignore"):
            for position in range(max(segment.start, start - 2), end):
                hit = self.finder.hit(family, position)
                if (
                    hit is not None
                    and hit.end >= end
                    and hit.start <= start
                    and (hit.end - hit.start > end - start or not self.upper(start))
                ):
                    return True
        cues = [
            hit
            for position in range(segment.start, segment.end)
            for hit in self.finder.at.get("cue", {}).get(position, [])
        ]
        if any(hit.name == "experience" for hit in cues):
            return True
        return any(hit.name == "law" and 0 <= hit.start - end <= 1 for hit in cues)

    def reference(self, start: int, segment: Segment) -> bool:
        """An abbreviation in a number or a gazette: `No JK-2024/3`, `Uradni list RS, št. 65`."""
        words, layout = self.layout.words, self.layout
        if start + 1 < segment.end and words[start + 1] in DASHES and layout.glued(start + 1):
            return True
        return any(
            hit.name in ("law", "code")
            for position in range(max(segment.start, start - 3), min(segment.end, start + 4))
            for hit in self.finder.at.get("cue", {}).get(position, [])
            if not hit.start <= start < hit.end
        )

    def settlements(self) -> list[Spot]:
        """Every mention of a settlement, in order."""
        if off_topic(self.layout):
            return []
        runs = list(self.runs())
        for run in runs:
            run.town = self.resolve(run)
            run.sure = self.certain(run) or self.beside_day(run) or self.seat(run)
        self.line_heads(runs)
        self.enumerations(runs)
        self.coordinate(runs)
        self.repeat(runs)
        self.coordinate(runs)
        spots = [self.spot(run) for run in runs if run.sure]
        spots.extend(self.adjectives())
        spots.sort(key=lambda spot: spot.start)
        for spot in spots:
            spot.country = self.country_behind(spot)
        countries = {spot.name: spot.country for spot in reversed(spots) if spot.country}
        for spot in spots:
            spot.country = spot.country or countries.get(spot.name)
        return spots

    def runs(self) -> Iterator[Run]:
        layout = self.layout
        position, count = 0, len(layout.words)
        while position < count:
            tail = position > 1 and layout.words[position - 1] in DASHES and layout.glued(position)
            whole = self.whole_name(position) if not tail else position
            if whole > position:
                yield Run(position, whole)
                position = whole
                continue
            if not self.plain(position) or tail and layout.glued(position - 1) and self.upper(position - 2):
                position += 1
                continue
            end, position = self.run_end(position)
            longer = self.linked_name(*end) if end[1] > end[0] else end[1]
            if longer > end[1]:
                yield Run(end[0], longer)
                position = longer
                continue
            yield from self.split(*end)

    def run_end(self, position: int) -> tuple[tuple[int, int], int]:
        """((start, end) of a run, where to go on); a run with a hyphen to a word in lower case is none."""
        words, layout = self.layout.words, self.layout
        start, end, broken = position, position + 1, False
        while end < len(words) and layout.segment_of[end] == layout.segment_of[start]:
            dash = (
                words[end] in DASHES and layout.glued(end) and end + 1 < len(words) and layout.glued(end + 1)
            )
            if dash and layout.kinds[end + 1] == "w":
                tail = end + 1
                if self.elided(tail):
                    end = tail + 2  # `Villeneuve-d'Ascq`
                    continue
                linked = self.finder.hit("stop", tail) or self.finder.hit("in", tail) or len(words[tail]) <= 3
                if not self.upper(tail) and not (
                    linked and tail + 2 < len(words) and words[tail + 1] in DASHES and layout.glued(tail + 1)
                ):
                    broken = True
                end += 2
                while (
                    not self.upper(tail)
                    and end + 1 < len(words)
                    and words[end] in DASHES
                    and layout.glued(end)
                    and layout.glued(end + 1)
                ):
                    end, tail, broken = end + 2, end + 1, not self.upper(end + 1)
            elif self.possessive(end):
                break
            elif (
                words[end] in "’'‘"
                and layout.glued(end)
                and end + 1 < len(words)
                and layout.glued(end + 1)
                and layout.kinds[end + 1] == "w"
            ):
                end += 2
            elif (
                self.plain(end) and not layout.glued(end) and (self.inside.get(end) is self.inside.get(start))
            ):
                end += 1
            else:
                break
        return ((start, start) if broken else (start, end)), end

    def elided(self, position: int) -> bool:
        """`d'Ascq`, `l'Hérault`: a short word with an apostrophe and a name, glued."""
        words, layout = self.layout.words, self.layout
        return (
            position + 1 < len(words)
            and len(words[position]) <= 3
            and words[position][-1] in APOSTROPHES
            and layout.glued(position + 1)
            and self.upper(position + 1)
        )

    def split(self, start: int, end: int) -> Iterator[Run]:
        """A run as one name, or, where only a part of it is a known town, that part."""
        if start >= end:
            return
        whole = Run(start, end)
        first = self.nouns_capital  # first names too are those of towns: `Heide Petersen`
        newer = end - start == 2 and self.newer(start)
        if end - start == 1 or self.resolve(whole) or self.joined(start, end) or newer:
            yield whole
            return
        for stop in range(end - 1, start, -1):
            part = Run(start, stop)
            town = self.resolve(part)
            if town is not None:
                # A town before another name: `Kauno Žaliakalnis`; a first name or a title is none.
                body = self.inside.get(start)
                if (
                    body is not None
                    and body.start == start
                    and body.role in TAKING_PART
                    and town.home
                    and town.main
                    and town.size >= 1
                    and not self.nouns_capital
                    or town.home
                    and (town.case != "nominative" or town.main and town.size >= (GREAT if first else CITY))
                    or self.kind_behind(stop) is not None
                    or self.cued(start)
                    or (start - 1 >= 0 and self.finder.hit_ending("venue", start))
                ):
                    yield part
                    yield from self.split(stop, end)
                    return
                break
        if self.common(start) or self.first(start):
            later = Run(start + 1, end)
            town = self.resolve(later)
            told = town is not None and town.case == "locative" and bool(self.places.locative)
            if (
                self.common(start)
                and (town is not None or end - start == 2)
                or told
                and not first
                and end - start == 2
            ):
                yield later  # `Vien Rietave susirinko`
                return
        yield whole

    def linked(self, left: Run, right: Run) -> str | None:
        """How two runs are joined: `,` or `and`; None where anything else stands between."""
        words, position, how = self.layout.words, left.end, None
        if self.layout.segment_of[left.start] != self.layout.segment_of[right.start]:
            return None
        if self.inside.get(left.start) is not None or self.inside.get(right.start) is not None:
            return None
        while position < right.start:
            word = words[position]
            join = self.finder.hit("join", position)
            if word == "(":
                close = next(
                    (p for p in range(position, min(right.start, position + 8)) if words[p] == ")"), None
                )
                if close is None:
                    return None
                position = close + 1
                continue
            if word in ",/" and word:
                how = how or ","
                position += 1
            elif join is not None:
                how = "and"
                position = join.end
            elif how and not self.upper(position) and (people := self.finder.hit("country", position)):
                position = people.end  # `Varėnos ir lenkų Seinų`
            elif self.finder.hit("in", position) is not None and how is not None:
                position = self.finder.hit("in", position).end  # type: ignore[union-attr]
            else:
                return None
        return how

    def coordinate(self, runs: list[Run]) -> None:
        """Names in a row: once one is sure, those joined to it by `and`, or in a list, are too."""
        chain: list[Run] = []
        links: list[str] = []
        for number, run in enumerate(runs):
            chain.append(run)
            how = self.linked(run, runs[number + 1]) if number + 1 < len(runs) else None
            if how is not None:
                links.append(how)
                continue
            if len(chain) > 1:
                self.settle(chain, links)
            chain, links = [], []

    def settle(self, chain: list[Run], links: list[str]) -> None:
        known = [run for run in chain if run.town is not None]
        if len(chain) >= 3 and len(known) * 2 > len(chain):
            for run in known:
                run.sure = run.sure or not self.common(run.start)
        sure = [run for run in chain if run.sure]
        if not sure and not known and self.inflected_row(chain, links):
            for run in chain:
                run.sure, run.case = True, "locative"
            return
        if not sure:
            if (
                len(known) == len(chain)
                and not any(
                    self.common(run.start) or self.first(run.start) and run.start != chain[0].start
                    for run in chain
                )
                and all(
                    run.town.home and run.town.main and run.town.size >= 1
                    for run in chain
                    if run.town  # type: ignore[union-attr]
                )
            ):
                for run in chain:
                    run.sure = not self.nouns_capital
            return
        case = next((run.case for run in reversed(sure) if run.case != "nominative"), "nominative")
        listing = "and" in links and len(chain) >= 3
        for number, run in enumerate(chain):
            if run.sure or any(self.common(p) for p in range(run.start, run.end)):
                continue
            if run.town is None and self.finder.hit("determiner", run.start):
                continue  # `The Kettle and Keys, Hulm`
            if len(chain) >= ROW and all(other.listed for other in chain):
                run.sure = self.alone(run.start, run.end)  # `Place: A, B, C`
                continue
            beside = (links[number - 1] if number else None, links[number] if number < len(links) else None)
            if run.town is not None and run.town.size >= 1 and ("and" in beside or listing or run.town.home):
                near = run.town.home and run.town.main and "and" in beside
                run.sure = not self.nouns_capital or run.town.size >= TOWN or near
            elif (
                run.town is None
                and not self.first(run.start)
                and case == "locative"
                and self.known.by_ending(self.raw(run.start, run.end), self.places.locative)
            ):
                run.sure, run.case, run.like = True, "row", self.ending_of(sure)
            elif ("and" in beside or listing) and not self.nouns_capital and run.end - run.start <= 2:
                if run.end - run.start == 2 and not self.joined(run.start, run.end) and "and" not in beside:
                    continue
                run.sure, run.case = True, run.case if run.town else "row" if case == "locative" else case
                run.like = self.ending_of(sure)

    def ending_of(self, sure: list[Run]) -> tuple[str, str] | None:
        """The ending that turned the known names of a row into nominatives: `į Rietavą ir Endriejavą`."""
        for run in sure:
            raw, name = self.raw(run.start, run.end), run.town.name if run.town is not None else ""
            same = next((k for k, (a, b) in enumerate(zip(raw, name, strict=False)) if a != b), len(name))
            if name and raw[same:] and 0 < len(raw) - same <= LONG and len(name) - same <= LONG:
                return raw[same:], name[same:]
        return None

    def inflected_row(self, chain: list[Run], links: list[str]) -> bool:
        """`Zemplénagárdon és Nagyrozvágyon`: unknown names joined by `and` that end alike in a case."""
        if not self.endings_only or "and" not in links or self.nouns_capital:
            return False
        endings = []
        for run in chain:
            raw = self.raw(run.start, run.end)
            fits = next((old for old, _ in self.places.locative if len(old) > 1 and raw.endswith(old)), "")
            if (
                not fits
                or len(raw) <= len(fits) + LONG
                or run.end - run.start > 1
                or run.start in self.inside
            ):
                return False
            if self.first(run.start) or self.common(run.start):
                return False
            endings.append(fits[-1])
        return len(set(endings)) == 1

    def enumerations(self, runs: list[Run]) -> None:
        """`in four elderships: A, B and C`, `nine villages, among them A and B`: behind a word for places and
        a colon, a bracket or a word for `among them` stand their names."""
        layout = self.layout
        for number, run in enumerate(runs):
            edge, among = self.lead_in(run.start)
            if edge is None or self.common(run.start) or run.start in self.inside:
                continue
            low = max(layout.segments[layout.segment_of[run.start]].start, edge - 5)
            told = [
                hit
                for p in range(low, edge)
                for hit in self.finder.at.get("noun", {}).get(p, [])
                if hit.name == "place"
            ] or [hit for p in range(low, edge) if (hit := self.finder.hit("settlement", p)) is not None]
            counted = any(layout.kinds[p] == "n" or self.finder.hit("number", p) for p in range(low, edge))
            listed = self.linked_next(runs, number)
            if not told or not (counted or listed):
                continue
            if layout.words[edge] != ":" and (not listed and run.town is None or self.nouns_capital):
                if run.town is None or not run.town.home:
                    continue
            if run.town is not None or listed:
                run.sure = True
                if run.town is None:
                    run.case = "genitive" if self.places.prepositions else "nominative"
                    run.case = "row" if among and self.endings_only else run.case

    def lead_in(self, start: int) -> tuple[int | None, bool]:
        """The mark before a list of names, with the words for `among them` and a preposition between; whether
        there are such words."""
        words, here, at = self.layout.words, self.layout.segment_of[start], start
        cue = self.finder.hit_ending("in", at)
        at = cue.start if cue is not None else at
        among = self.finder.hit_ending("among", at)
        at = among.start if among is not None else at
        mark = at - 1
        if among is None and cue is not None and words[mark] != ":":
            return None, False
        opens = mark > 0 and (words[mark] in ":(" or among is not None and words[mark] in ",–—")
        if not opens or self.layout.segment_of[mark - 1] != here:
            return None, False
        return mark, among is not None

    def linked_next(self, runs: list[Run], number: int) -> bool:
        return number + 1 < len(runs) and self.linked(runs[number], runs[number + 1]) is not None

    def repeat(self, runs: list[Run]) -> None:
        """What is a place in one sentence is one where it stands alone in another."""
        names = {self.name(run).casefold() for run in runs if run.sure}
        counts: dict[str, int] = {}
        for run in runs:
            if (
                run.town is not None
                and run.town.home
                and run.town.main
                and run.town.size >= 1
                and not self.common(run.start)
                and not self.nouns_capital
            ):
                plain = run.town.size >= TOWN and run.town.case == "nominative"
                counts[run.town.name.casefold()] = counts.get(run.town.name.casefold(), 0) + (
                    1 if not self.first(run.start) or plain else 0
                )
        names |= {name for name, count in counts.items() if count > 1}
        for run in runs:
            if (
                not run.sure
                and run.town is not None
                and run.start not in self.inside
                and run.town.name.casefold() in names
                and not self.common(run.start)
            ):
                run.sure = True

    def name(self, run: Run) -> str:
        """The nominative; a district keeps its kind word."""
        raw = self.raw(run.start, run.end)
        if run.town is not None:
            name = run.town.name
        elif run.like is not None and raw.endswith(run.like[0]) and self.like_fits(raw, run.like):
            name = raw[: len(raw) - len(run.like[0])] + run.like[1]
        elif run.case != "nominative" and raw.count(" ") == 1 and not self.joined(run.start, run.end):
            head, tail = raw.split(" ")
            pairs = [p for p in (*self.places.locative, *self.places.genitive) if len(p[0]) > 1]
            town = self.known.resolve(tail, self.places.locative, self.places.genitive)
            whole = town.name if town is not None else self.known.by_ending(tail, pairs) or tail
            name = f"{(self.known.by_ending(head, pairs) if whole != tail else None) or head} {whole}"
            if self.endings_only:
                name = f"{head} {whole}"
        elif run.case in ("locative", "row"):
            endings = [pair for pair in self.places.locative if len(pair[0]) > 1 or run.case == "row"]
            name = self.known.by_ending(raw, endings) or raw
            if name == raw and self.cued(run.start):
                name = self.known.by_ending(raw, self.places.genitive) or raw
        elif run.case == "genitive":
            name = self.known.by_ending(raw, self.places.genitive) or raw
        elif raw.endswith(tuple(old for old, _ in self.telling if len(old) > LONG)):
            name = self.known.by_ending(raw, self.telling) or raw
        else:
            name = raw
        return name

    def like_fits(self, raw: str, like: tuple[str, str]) -> bool:
        """Whether no longer ending of the file fits better."""
        listed = self.known.by_ending(raw, [p for p in self.places.locative if len(p[0]) > len(like[0])])
        return listed is None and len(raw) > len(like[0]) + LONG

    def spot(self, run: Run) -> Spot:
        name, end = self.name(run), run.end
        district = self.finder.hit("district", end) if self.kind_behind(end) is not None else None
        if district is not None and self.upper(end) and self.upper(district.end):
            district = None  # `Hulm County Borough Council`: a body
        if district is not None:
            raw = self.raw(run.start, run.end)
            kind = self.layout.quote(end, district.end)
            if len(kind) > 3:
                name, end = f"{raw} {self.kind_nominative(kind)}", district.end
        case = run.town.case if run.town is not None else run.case.replace("row", "locative")
        return Spot(name, run.start, end, case=case)

    def kind_nominative(self, kind: str) -> str:
        """`rajone`, `rajono` -> `rajonas`; what no rule turns into another district word is one already."""
        stems = tuple(pattern.strip("*~") for pattern in self.places.district)
        for _ in range(2):
            undone = (
                form
                for form in undo(kind, (*self.places.locative, *self.places.genitive))
                if form.lower().startswith(stems) and form != kind
            )
            kind = next(undone, kind)
        return kind

    def adjectives(self) -> Iterator[Spot]:
        """A town's adjective in lower case before an organisation that takes part: `a pápai Kör`."""
        for body in self.organisations:
            at = body.start - 1
            if (
                body.role not in TAKING_PART
                or at < 0
                or self.layout.kinds[at] != "w"
                or self.upper(at)
                or self.common(at)
            ):
                continue
            raw = self.layout.quote(at, at + 1)
            town = self.known.resolve(raw.capitalize(), (), self.places.genitive) if len(raw) > 4 else None
            if town is not None and town.case == "genitive" and town.home and town.main and town.size >= 1:
                if town.name not in self.not_places:
                    yield Spot(town.name, at, at + 1)
        endings = self.places.adjectives
        tails = tuple(old for old, _ in endings)
        for at, word in enumerate(self.layout.words):
            # `a veszprémi fesztivál`: what is of a town is there
            if not tails or not word.endswith(tails) or len(word) < ADJECTIVE or self.upper(at):
                continue
            if self.common(at) or self.layout.segment_of[at] < 0:
                continue
            town = self.known.resolve(word.capitalize(), (), endings)
            if town is None or town.case != "genitive" or town.name in self.not_places:
                continue
            if town.home and town.main and town.size >= 1 or town.size >= CITY:
                yield Spot(town.name, at, at + 1)

    def country_behind(self, spot: Spot) -> str | None:
        words = self.layout.words
        people = self.finder.hit_ending("country", spot.start)
        if people is not None and not self.upper(people.start):
            return people.name  # `a szlovákiai Losoncon`
        position, segment = spot.end, self.layout.segment_of[spot.start]
        while position < min(len(words) - 1, spot.end + 4) and self.layout.segment_of[position] == segment:
            if words[position] in "(,":
                cue = self.finder.hit("in", position + 1) if words[position] == "," else None
                hit = self.finder.hit("country", cue.end if cue is not None else position + 1)
                if hit is not None and self.upper(hit.start):
                    return hit.name
            elif not self.upper(position):
                break
            position += 1
        return None


def unique(spots: Iterable[Spot]) -> list[Spot]:
    """Each name once, where it stands first."""
    seen: set[str] = set()
    kept = []
    for spot in spots:
        key = spot.name.casefold()
        if key not in seen:
            seen.add(key)
            kept.append(spot)
    return kept
