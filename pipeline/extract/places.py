"""Countries and settlements that a text names, in the nominative."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.events import Spot
from pipeline.extract.gazetteer import Gazetteer, Town, gazetteer, undo
from pipeline.extract.layout import Layout
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.organisations import Organisation, Organisations
from pipeline.extract.quantities import DASHES, Finder
from pipeline.extract.roles import Meaning
from pipeline.extract.titles import document_type, off_topic, quoted

TOWN, CITY, GREAT = 2, 3, 4  # size classes of the gazetteer: 5 000, 20 000, 100 000 inhabitants
OTHERWISE = frozenset({"month", "weekday", "currency", "legal", "body", "season", "scale", "initiative", "title"})
"""Families of the lexicon whose words are no towns."""
COMMON = frozenset({"noun", "stop", "cue", "kind", "number", "part", "when", "document", "join", "contrast", "venue", "settlement", "district"})
"""Families whose words are towns only where something else says so."""
TAKING_PART = frozenset({"coordinator", "partner", "host"})
NO_TOWN = re.compile(
    r"(?:eur[oó]p|eirop|evrop|euroop|ewrop|eoraip|европ|ευρώπ|facebook|instagram|youtube|google|zoom|teams|microsoft|tiktok|twitter|linkedin"
    r"|whatsapp|discord|skype|webex|messenger|spotify|erasmus|interreg|internet)",
    re.IGNORECASE,
)
"""The continent, programmes and platforms, whose names are inflected like towns."""
LANGUAGE = re.compile(
    r"(?:kalb|valod|nyelv|język|jazyk|език|spra[ck]h|languag|langue|lengua|idioma|língua|lingua|limb[aăi]|taal|keel|kiel[ie]|jezik|teanga|lingwa|gaeilge)"
)
"""Words for language: the nationality beside them names no country that takes part."""
CAPITALISED_NOUNS = 0.6
"""Share of capitals among the known nouns inside sentences from which a text is taken to write every noun with a capital."""
LONG = 3  # letters of a locative ending that alone make a capitalised word a place


@dataclass(slots=True)
class Country:
    code: str
    start: int
    end: int


@dataclass(slots=True)
class Run:
    """A capitalised word, or several in a row, that may name a settlement."""

    start: int
    end: int
    town: Town | None = None
    sure: bool = False
    case: str = "nominative"
    listed: bool = False
    """One of the names behind a label or a colon."""


class Places:
    """Finds the countries and settlements of one text."""

    def __init__(
        self, layout: Layout, finder: Finder, lexicon: Lexicon, organisations: list[Organisation] | None = None
    ) -> None:
        self.layout = layout
        self.finder = finder
        self.lexicon = lexicon
        self.places = lexicon.language.places
        self.known: Gazetteer = gazetteer(lexicon.language.code)
        self.not_places = frozenset(self.places.not_places)
        if organisations is None:
            organisations = Organisations(layout, finder, lexicon, Meaning(layout, finder, document_type(layout), None)).every()
        self.organisations = organisations
        self.inside = {position: found for found in organisations for position in range(found.start, found.end)}
        self.quotes = quoted(layout)

    # -- countries --------------------------------------------------------------------------------------------------

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
            if body is not None and (body.end > hit.end or body.start < hit.start) or self.told_otherwise(hit.start, hit.end):
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
        if end < segment.end and (LANGUAGE.match(words[end]) or words[end] == "k" and end + 1 < segment.end and words[end + 1] == "."):
            return True
        if start > segment.start and LANGUAGE.match(words[start - 1]) and not self.upper(start):
            return True
        for family in ("currency", "ignore"):
            for position in range(max(segment.start, start - 2), end):
                hit = self.finder.hit(family, position)
                if hit is not None and hit.end >= end and hit.start <= start and hit.end - hit.start > end - start:
                    return True
        cues = [hit for position in range(segment.start, segment.end) for hit in self.finder.at.get("cue", {}).get(position, [])]
        if any(hit.name == "experience" for hit in cues):
            return True
        return any(hit.name == "law" and 0 <= hit.start - end <= 1 for hit in cues)

    # -- settlements --------------------------------------------------------------------------------------------------

    def settlements(self) -> list[Spot]:
        """Every mention of a settlement, in order."""
        if off_topic(self.layout):
            return []
        runs = list(self.runs())
        for run in runs:
            run.town = self.resolve(run)
            run.sure = self.certain(run)
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

    # -- candidates ---------------------------------------------------------------------------------------------------

    def upper(self, position: int) -> bool:
        return (
            0 <= position < len(self.layout.words)
            and self.layout.kinds[position] == "w"
            and self.layout.text[self.layout.starts[position]].isupper()
        )

    def plain(self, position: int) -> bool:
        """A capitalised word that may be a name."""
        if not self.upper(position) or len(self.layout.words[position]) < 2 or self.layout.segment_of[position] < 0:
            return False
        raw = self.layout.quote(position, position + 1)
        if raw in self.not_places or raw.capitalize() in self.not_places or NO_TOWN.match(raw):
            return False
        if position in self.quotes or any(position in self.taken_by(family) for family in ("country",)):
            return False
        return not any(self.finder.hit(family, position) for family in OTHERWISE)

    def taken_by(self, family: str) -> set[int]:
        return self._spans.setdefault(family, {p for hit in self.layout.hits if hit.family == family for p in range(hit.start, hit.end)})

    @cached_property
    def _spans(self) -> dict[str, set[int]]:
        return {}

    def common(self, position: int) -> bool:
        word = self.layout.words[position]
        for family in COMMON:
            for hit in self.finder.at.get(family, {}).get(position, ()):
                named = hit.pattern.startswith("*") and (hit.name == "place" or family in ("settlement", "district"))
                if not (named and len(word) > len(hit.pattern.strip("*~")) + 2):  # Kleinwaltersdorf ends in a word for village
                    return True
        return False

    def first(self, position: int) -> bool:
        """Where every word has a capital: at the head of a sentence, behind a colon, bullet or bracket."""
        segment = self.layout.segments[self.layout.segment_of[position]]
        return position == segment.start or not self.layout.capital[position] or self.layout.words[position - 1] in ":|–—·•"

    def runs(self) -> Iterator[Run]:
        layout = self.layout
        position, count = 0, len(layout.words)
        while position < count:
            if not self.plain(position):
                position += 1
                continue
            end, position = self.run_end(position)
            yield from self.split(*end)

    def run_end(self, position: int) -> tuple[tuple[int, int], int]:
        """((start, end) of a run, where to go on); a run that a hyphen joins to a word in lower case is none."""
        words, layout = self.layout.words, self.layout
        start, end, broken = position, position + 1, False
        while end < len(words) and layout.segment_of[end] == layout.segment_of[start]:
            dash = words[end] in DASHES and layout.glued(end) and end + 1 < len(words) and layout.glued(end + 1)
            if dash and layout.kinds[end + 1] == "w":
                tail = end + 1
                linked = self.finder.hit("stop", tail) or self.finder.hit("in", tail) or len(words[tail]) <= 3
                if not self.upper(tail) and not (linked and tail + 2 < len(words) and words[tail + 1] in DASHES and layout.glued(tail + 1)):
                    broken = True
                end += 2
                while not self.upper(tail) and end + 1 < len(words) and words[end] in DASHES and layout.glued(end) and layout.glued(end + 1):
                    end, tail, broken = end + 2, end + 1, not self.upper(end + 1)
            elif words[end] in "’'‘" and layout.glued(end) and end + 1 < len(words) and layout.glued(end + 1) and layout.kinds[end + 1] == "w":
                end += 2
            elif self.plain(end) and not layout.glued(end) and (self.inside.get(end) is self.inside.get(start)):
                end += 1
            else:
                break
        return ((start, start) if broken else (start, end)), end

    def split(self, start: int, end: int) -> Iterator[Run]:
        """A run as one name, or, where only a part of it is a known town, that part."""
        if start >= end:
            return
        whole = Run(start, end)
        if end - start == 1 or self.resolve(whole) or self.joined(start, end):
            yield whole
            return
        for stop in range(end - 1, start, -1):
            part = Run(start, stop)
            town = self.resolve(part)
            if town is not None:
                # A town before another name: `Kauno Žaliakalnis`; a first name or a title is none.
                if town.home and (town.case != "nominative" or town.main and town.size >= CITY) or self.cued(start) or (start - 1 >= 0 and self.finder.hit_ending("venue", start)):
                    yield part
                    yield from self.split(stop, end)
                    return
                break
        if self.common(start) or self.first(start):
            later = Run(start + 1, end)
            town = self.resolve(later)
            if self.common(start) and (town is not None or end - start == 2):
                yield later
                return
        yield whole

    def joined(self, start: int, end: int) -> bool:
        return any(self.layout.words[p] in DASHES or self.layout.words[p] in "’'‘" for p in range(start, end))

    def raw(self, start: int, end: int) -> str:
        text = " ".join(self.layout.quote(start, end).split())
        for mark in "’'‘":
            if any(self.layout.words[p] == mark and p > start for p in range(start, end)):
                text = text.replace(mark, "")  # an ending set off by an apostrophe: Carnikav‘oje
        if text.isupper() and len(text) > 1:
            text = text.title()
        return text

    def resolve(self, run: Run) -> Town | None:
        text = self.raw(run.start, run.end)
        if len(text) < 3 and run.end - run.start == 1 and not self.known.resolve(text):
            return None
        town = self.known.resolve(text, self.places.locative, self.places.genitive)
        if town is None and run.end - run.start == 2 and self.places.locative and not self.joined(run.start, run.end):
            return self.both(text)
        return town

    def both(self, text: str) -> Town | None:
        """A name of two words that are both inflected: `Novem Sadu`."""
        first, _, second = text.partition(" ")
        pairs = (*self.places.locative, *self.places.genitive)
        for head in (first, *undo(first, pairs)):
            for tail in (second, *undo(second, pairs)):
                found = self.known.towns.get(f"{head} {tail}".lower())
                if found is not None:
                    size, countries, main = found
                    return Town(f"{head} {tail}", size, bool(countries & self.known.home), bool(main), "locative")
        return None

    # -- evidence -----------------------------------------------------------------------------------------------------

    def certain(self, run: Run) -> bool:
        """Whether the words around a run, or its size and form, make it a place."""
        layout = self.layout
        start, end, town = run.start, run.end, run.town
        run.case = town.case if town else "nominative"
        body = self.inside.get(start)
        if body is not None:
            return self.in_name(run, body)
        shouted = all(layout.quote(p, p + 1).isupper() for p in range(start, end) if layout.kinds[p] == "w") and len(layout.words[start]) > 1
        if shouted:
            return town is not None and town.home and town.main and town.size >= (GREAT if self.first(start) else TOWN) and not self.common(start)
        if any(0 <= p < len(layout.words) and self.upper(p) and NO_TOWN.match(layout.words[p]) for p in (start - 1, end)):
            return False
        single = end - start == 1 or self.joined(start, end)
        first, common = self.first(start), any(self.common(p) for p in range(start, end))
        known = town is not None
        behind = self.kind_behind(end)
        before = self.kind_before(start)
        if self.country_after(end) and not common and (known or not first or end - start <= 2):
            if not known:
                run.case = "locative"
            return True
        if behind:
            if known and not (common and first) or not first and not common and single and not self.nouns_capital:
                if not known:
                    run.case = "genitive"
                return True
        if before and not common and (known or not first and single):
            return True
        if self.labelled(run) and not common:
            run.listed = True
            if known or self.alone(start, end) and self.after_label(start):
                return True
        if self.dateline(run) or self.appointment(run):
            return not common or known
        if known and town is not None:
            if common and not (town.home and town.main and town.size >= CITY and not first):
                return False
            if town.case == "locative" and self.places.locative and (town.home or town.size >= TOWN or not first):
                return town.home or town.size >= 1 or not first
            if self.cued(start) and not (self.nouns_capital and town.size < 1):
                return True
            if self.nouns_capital:
                return town.home and town.main and town.size >= CITY
            if town.home and town.size >= TOWN and (town.main or town.size >= CITY):
                return not self.beside_name(start, end)
            return town.size >= GREAT and not first and not self.beside_name(start, end)
        if common or first or self.nouns_capital or not single:
            return False
        if self.cued(start, strict=True) and not self.beside_name(start, end) and len(layout.words[start]) > 2:
            run.case = "locative"
            return True
        name = self.known.by_ending(self.raw(start, end), self.telling)
        if name and len(name) > 4 and not self.beside_name(start, end) and end - start == 1:
            run.case = "locative"
            return True
        return False

    def in_name(self, run: Run, body: Organisation) -> bool:
        """The town at the head (or, in `Municipality of`, the foot) of the name of an organisation that takes part."""
        town = run.town
        if body.role not in TAKING_PART or town is None:
            return False
        if self.kind_behind(run.end) is not None:
            return True
        if not town.home:
            least = 1 if any(self.finder.hit("settlement", p) for p in range(body.start, body.end)) else CITY
            outer = run.start == body.start or run.end == body.end and least == 1
            return outer and town.main and town.size >= least and not self.common(run.start)
        if town.case != "nominative":
            return run.start <= body.start + 1 and town.main and town.size >= 1
        outer = run.end == body.end or run.start == body.start
        return outer and town.main and town.size >= (TOWN if not self.places.genitive else 1) and not self.common(run.start)

    @cached_property
    def telling(self) -> list[tuple[str, str]]:
        """Locative endings that hardly any other form shares: long ones, and long vowels."""
        return [(old, new) for old, new in self.places.locative if len(old) >= LONG or old and not old[-1].isascii()]

    @cached_property
    def nouns_capital(self) -> bool:
        """Whether the text writes common nouns with a capital."""
        layout = self.layout
        nouns = [
            p for p, hits in self.finder.at.get("noun", {}).items()
            if layout.segment_of[p] >= 0 and not layout.segments[layout.segment_of[p]].heading and p > layout.segments[layout.segment_of[p]].start
            and p not in self.inside and any(hit.end == p + 1 for hit in hits)
        ]
        return len(nouns) >= 3 and sum(layout.capital[p] for p in nouns) > CAPITALISED_NOUNS * len(nouns)

    def kind_behind(self, end: int) -> int | None:
        """Behind the kind word that follows a name: `Kauno mieste`."""
        hit = self.finder.hit("district", end) or self.finder.hit("settlement", end)
        if hit is None or self.layout.segment_of[end] != self.layout.segment_of[end - 1] or self.upper(end) and not self.upper(end - 1):
            return None
        if len(self.layout.words[end]) == 1 and (hit.end >= len(self.layout.words) or self.layout.words[hit.end] != "."):
            return None
        if self.layout.glued(end) and self.layout.words[end - 1] not in ".":
            return None
        return hit.end

    def kind_before(self, start: int) -> bool:
        finder, words = self.finder, self.layout.words
        at = start - 1 if start and words[start - 1] == "." else start
        hit = finder.hit_ending("settlement", at) or finder.hit_ending("district", at)
        if hit is not None and len(words[hit.start]) == 1 and at == start:
            return False  # a preposition, not the abbreviation that is written with a dot
        return hit is not None and self.layout.segment_of[hit.start] == self.layout.segment_of[start]

    def cued(self, start: int, strict: bool = False) -> bool:
        """A preposition of place stands before; `strict` takes only those that the language file lists first."""
        hit = self.finder.hit_ending("in", start)
        if hit is None:
            return False
        if not strict:
            return True
        words = " ".join(self.layout.words[hit.start : hit.end])
        return words in self.places.prepositions[:3]

    def beside_name(self, start: int, end: int) -> bool:
        """Next to another capitalised word: part of a personal or other name."""
        layout = self.layout
        segment = layout.segment_of[start]
        after = end < len(layout.words) and layout.segment_of[end] == segment and self.upper(end) and not self.finder.hit("settlement", end)
        before = start > 0 and layout.segment_of[start - 1] == segment and self.upper(start - 1) and not self.kind_before(start)
        return after and not self.finder.hit("country", end) or before and not self.common(start - 1)

    def country_after(self, end: int) -> bool:
        words = self.layout.words
        if end + 1 >= len(words) or words[end] not in "(," or self.layout.segment_of[end + 1] != self.layout.segment_of[end - 1]:
            return False
        hit = self.finder.hit("country", end + 1)
        if hit is None or not self.upper(end + 1):
            return False
        if words[end] == "(":
            return hit.end < len(words) and words[hit.end] in "),"
        return hit.end >= len(words) or words[hit.end] in ".,;)" or self.layout.kinds[hit.end] != "w" or not self.upper(hit.end)

    def labelled(self, run: Run) -> bool:
        """In the value of a label for venues or towns."""
        segment = self.layout.segments[self.layout.segment_of[run.start]]
        if segment.colon is None or run.start < segment.colon:
            return False
        if run.start - segment.colon > 1 and any(self.layout.words[p] in ".:" for p in range(segment.colon + 1, run.start)):
            return False
        hits = [hit for p in range(segment.start, segment.colon) for hit in self.finder.at.get("venue", {}).get(p, [])]
        return any(hit.end - hit.start >= (segment.colon - segment.start) / 2 for hit in hits) and not any(
            self.finder.hit("title", p) for p in range(segment.start, segment.colon)
        )

    def after_label(self, start: int) -> bool:
        segment = self.layout.segments[self.layout.segment_of[start]]
        return segment.colon is not None and start == segment.colon + 1

    def alone(self, start: int, end: int) -> bool:
        """Whether a mark or the end follows at once."""
        segment = self.layout.segments[self.layout.segment_of[start]]
        return end >= segment.end or self.layout.words[end] in ",;.|(" or self.finder.hit("join", end) is not None

    def dateline(self, run: Run) -> bool:
        """`Town, 12 October 2020` on a line of its own, or behind a label of the date."""
        layout = self.layout
        segment = layout.segments[layout.segment_of[run.start]]
        opens = run.start == segment.start or segment.colon is not None and run.start == segment.colon + 1
        if not opens or run.end + 1 >= segment.end or layout.words[run.end] != "," or segment.end - run.end > 12 or run.end - run.start > 3:
            return False
        return self.date_within(run.end + 1, min(segment.end, run.end + 6))

    def appointment(self, run: Run) -> bool:
        """`9 November 2022, 17 h, Town, library`: what follows the date and the time of day is the town."""
        layout = self.layout
        start, end = run.start, run.end
        segment = layout.segments[layout.segment_of[start]]
        if start <= segment.start or layout.words[start - 1] not in ",–—" or end - start > 2:
            return False
        at = end
        while at < segment.end and at - end < 2 and layout.kinds[at] == "w" and not self.upper(at) and end - start == 1:
            at += 1  # names of two words whose second has no capital
        if at < segment.end and layout.words[at] not in ",;.()":
            return False
        low = start - 1
        while low > segment.start and start - low < 16 and layout.words[low - 1] not in ";":
            low -= 1
        if any(self.upper(p) and not self.dated(p) and p > segment.start for p in range(low + 1, start)):
            return False  # another name stands between
        if not self.date_within(low, start) or not any(layout.kinds[p] in "nd" for p in range(max(low, start - 4), start)):
            return False
        if at < segment.end and layout.words[at] in ",;.()" or at == segment.end:
            if at > end and not any(self.common(p) for p in range(end, at)):
                run.end = at
                run.town = self.resolve(run)
        return True

    def dated(self, position: int) -> bool:
        return any(self.finder.hit(family, position) for family in ("month", "weekday", "filler", "when", "noun"))

    def date_within(self, low: int, high: int) -> bool:
        if any(self.layout.kinds[p] == "d" for p in range(low, high)):
            return True
        months = [p for p in range(low, high) if self.finder.hit("month", p)]
        return any(self.layout.kinds[q] == "n" for p in months for q in range(max(low, p - 3), min(high, p + 3)))

    # -- runs that belong together --------------------------------------------------------------------------------------

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
                close = next((p for p in range(position, min(right.start, position + 8)) if words[p] == ")"), None)
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
            elif self.finder.hit("in", position) is not None and how is not None:
                position = self.finder.hit("in", position).end  # type: ignore[union-attr]
            else:
                return None
        return how

    def coordinate(self, runs: list[Run]) -> None:
        """Names in a row: once one is sure, those joined to it by `and` are too, and in a list those with commas."""
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
        if not sure:
            if len(known) == len(chain) and not any(self.common(run.start) or self.first(run.start) and run.start != chain[0].start for run in chain) and all(
                run.town.home and run.town.main and run.town.size >= 1 for run in chain if run.town  # type: ignore[union-attr]
            ):
                for run in chain:
                    run.sure = not self.nouns_capital
            return
        case = next((run.case for run in reversed(sure) if run.case != "nominative"), "nominative")
        listing = "and" in links and len(chain) >= 3
        for number, run in enumerate(chain):
            if run.sure or any(self.common(p) for p in range(run.start, run.end)):
                continue
            beside = (links[number - 1] if number else None, links[number] if number < len(links) else None)
            if run.town is not None and run.town.size >= 1 and ("and" in beside or listing or run.town.home):
                run.sure = not (self.nouns_capital and run.town.size < TOWN)
            elif run.town is None and not self.first(run.start) and case == "locative" and self.known.by_ending(self.raw(run.start, run.end), self.places.locative):
                run.sure, run.case = True, "row"
            elif ("and" in beside or listing) and not self.nouns_capital and run.end - run.start <= 2:
                if run.end - run.start == 2 and not self.joined(run.start, run.end) and "and" not in beside:
                    continue
                run.sure, run.case = True, run.case if run.town else "row" if case == "locative" else case

    def enumerations(self, runs: list[Run]) -> None:
        """`in four elderships: A, B and C`: behind a colon that follows a word for places stand their names."""
        words, layout = self.layout.words, self.layout
        for number, run in enumerate(runs):
            if run.start < 2 or words[run.start - 1] != ":" or layout.segment_of[run.start - 2] != layout.segment_of[run.start]:
                continue
            colon = run.start - 1
            low = max(layout.segments[layout.segment_of[run.start]].start, colon - 5)
            told = any(
                hit.name == "place" for p in range(low, colon) for hit in self.finder.at.get("noun", {}).get(p, [])
            ) or any(self.finder.hit("settlement", p) for p in range(low, colon))
            counted = any(layout.kinds[p] == "n" or self.finder.hit("number", p) for p in range(low, colon))
            if not told or not (counted or self.linked_next(runs, number)) or self.common(run.start):
                continue
            if run.town is not None or self.linked_next(runs, number):
                run.sure = True
                if run.town is None:
                    run.case = "genitive"

    def linked_next(self, runs: list[Run], number: int) -> bool:
        return number + 1 < len(runs) and self.linked(runs[number], runs[number + 1]) is not None

    def repeat(self, runs: list[Run]) -> None:
        """What is a place in one sentence is one where it stands alone in another."""
        names = {self.name(run).casefold() for run in runs if run.sure}
        counts: dict[str, int] = {}
        for run in runs:
            if run.town is not None and run.town.home and run.town.main and run.town.size >= 1 and not self.common(run.start) and not self.nouns_capital:
                counts[run.town.name.casefold()] = counts.get(run.town.name.casefold(), 0) + (1 if not self.first(run.start) or run.town.size >= TOWN else 0)
        names |= {name for name, count in counts.items() if count > 1}
        for run in runs:
            if not run.sure and run.town is not None and run.start not in self.inside and run.town.name.casefold() in names and not self.common(run.start):
                run.sure = True

    # -- names ----------------------------------------------------------------------------------------------------------

    def name(self, run: Run) -> str:
        """The nominative; a district keeps its kind word."""
        raw = self.raw(run.start, run.end)
        if run.town is not None:
            name = run.town.name
        elif run.case in ("locative", "row"):
            name = self.known.by_ending(raw, self.places.locative, 1 if run.case == "row" else 2) or raw
        elif run.case == "genitive":
            name = self.known.by_ending(raw, self.places.genitive) or raw
        else:
            name = raw
        return name

    def spot(self, run: Run) -> Spot:
        name, end = self.name(run), run.end
        district = self.finder.hit("district", end) if self.kind_behind(end) is not None else None
        if district is not None:
            raw = self.raw(run.start, run.end)
            kind = self.layout.quote(end, district.end)
            if len(kind) > 3:
                name, end = f"{raw} {self.kind_nominative(kind)}", district.end
        return Spot(name, run.start, end)

    def kind_nominative(self, kind: str) -> str:
        """`rajone`, `rajono` -> `rajonas`; a form that the rules undo into no word of the same list is one already."""
        lexicon = self.lexicon
        districts = [pattern.strip("*~") for pattern in self.places.district]
        for old, new in (*self.places.locative, *self.places.genitive, *lexicon.language.organisations.nominative):
            if old and kind.lower().endswith(old) and len(kind) - len(old) >= 2:
                undone = kind[: len(kind) - len(old)] + new
                if any(undone.lower().startswith(stem) for stem in districts) and undone.lower() != kind.lower():
                    return undone
        return kind

    def adjectives(self) -> Iterator[Spot]:
        """A town's adjective in lower case before the name of an organisation that takes part: `a pápai Kör`."""
        for body in self.organisations:
            at = body.start - 1
            if body.role not in TAKING_PART or at < 0 or self.layout.kinds[at] != "w" or self.upper(at) or self.common(at):
                continue
            raw = self.layout.quote(at, at + 1)
            town = self.known.resolve(raw.capitalize(), (), self.places.genitive) if len(raw) > 4 else None
            if town is not None and town.case == "genitive" and town.home and town.main and town.size >= 1:
                if town.name not in self.not_places:
                    yield Spot(town.name, at, at + 1)

    def country_behind(self, spot: Spot) -> str | None:
        words = self.layout.words
        position, segment = spot.end, self.layout.segment_of[spot.start]
        while position < min(len(words) - 1, spot.end + 4) and self.layout.segment_of[position] == segment:
            if words[position] in "(,":
                hit = self.finder.hit("country", position + 1)
                if hit is not None:
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
