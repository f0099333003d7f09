"""Whether a capitalised word names a settlement, by the gazetteer, its ending and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.bodies.bodies import nouns_capital
from pipeline.extract.bodies.organisations import Organisation, Organisations
from pipeline.extract.figures.numerals import DASHES
from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.meaning.roles import Meaning
from pipeline.extract.places.gazetteer import Gazetteer, Town, gazetteer, plain_apostrophe, territories, undo
from pipeline.extract.titles import document_type, quoted, row_label

TOWN, CITY, GREAT = 2, 3, 4  # size classes of the gazetteer: 5 000, 20 000, 100 000 inhabitants
OTHERWISE = frozenset(
    {"month", "weekday", "currency", "legal", "body", "season", "scale", "initiative", "title"}
)
"""Families of the lexicon whose words are no towns."""
COMMON = frozenset(
    {
        "noun",
        "stop",
        "cue",
        "kind",
        "number",
        "part",
        "when",
        "document",
        "join",
        "contrast",
        "venue",
        "settlement",
        "district",
    }
)
"""Families whose words are towns only where something else says so."""
TAKING_PART = frozenset({"coordinator", "partner", "host"})
NO_TOWN = re.compile(
    r"(?:eur[oó]p|eirop|evrop|euroop|ewrop|eoraip|европ|ευρώπ|facebook|instagram|youtube|google|zoom|teams|microsoft|tiktok|twitter|linkedin"
    r"|whatsapp|discord|skype|webex|messenger|spotify|erasmus|interreg|internet)",
    re.IGNORECASE,
)
"""The continent, programmes and platforms, whose names are inflected like towns."""
SAINT = re.compile(r"st|saint|sainte|sankt|san|santa|sant|são|sveti|sveta|svätý|svatý|szent")
"""The first of two words of a town's name."""
NEWER = re.compile(
    r"bad|oude?|nieuwe?|den"
    r"|(?:nov|now|star|velik|veľk|velk|wielk|mal|mał|gornj|donj|horn|doln|górn|нов|стар|горн|долн|голям|малк|велик)\w{1,3}"
)
"""new, old, big, upper: words that open a town's name of two words."""
LENGTHENED = frozenset("áé")
"""Vowels that only an ending makes long: `Szántón`, `Erdőbényén`."""
LONG = 3  # letters of a locative ending that alone make a capitalised word a place


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
    like: tuple[str, str] | None = None
    """[ending, ending of the nominative] of the known name beside it in its row."""


class Evidence:
    """What speaks for and against the capitalised words of one text."""

    def __init__(
        self,
        layout: Layout,
        finder: Finder,
        lexicon: Lexicon,
        organisations: list[Organisation] | None = None,
    ) -> None:
        self.layout = layout
        self.finder = finder
        self.lexicon = lexicon
        self.places = lexicon.language.places
        self.known: Gazetteer = gazetteer(lexicon.language.code)
        self.not_places = frozenset(self.places.not_places)
        self.territories = territories(lexicon.language.code)
        if organisations is None:
            organisations = Organisations(
                layout, finder, lexicon, Meaning(layout, finder, document_type(layout), None)
            ).every()
        self.organisations = organisations
        self.inside = {
            position: found for found in organisations for position in range(found.start, found.end)
        }
        self.quotes = quoted(layout)

    def upper(self, position: int) -> bool:
        return (
            0 <= position < len(self.layout.words)
            and self.layout.kinds[position] == "w"
            and self.layout.text[self.layout.starts[position]].isupper()
        )

    def plain(self, position: int) -> bool:
        """A capitalised word that may be a name."""
        if (
            not self.upper(position)
            or len(self.layout.words[position]) < 2
            or self.layout.segment_of[position] < 0
        ):
            return False
        raw = self.layout.quote(position, position + 1)
        if raw.casefold() in self.territories:
            return False
        compound = self.layout.words[position + 1 : position + 2] == ["-"] and self.layout.glued(position + 1)
        holy = SAINT.fullmatch(self.layout.words[position]) is not None and self.upper(position + 1)
        holy = holy or self.newer(position)
        if not compound and not holy and (raw in self.not_places or raw.capitalize() in self.not_places):
            return False
        if NO_TOWN.match(raw):
            return False
        if position in self.quotes or any(position in self.taken_by(family) for family in ("country",)):
            return False
        return not any(self.finder.hit(family, position) for family in OTHERWISE)

    def taken_by(self, family: str) -> set[int]:
        if family not in self._spans:
            self._spans[family] = {
                p for hit in self.layout.hits if hit.family == family for p in range(hit.start, hit.end)
            }
        return self._spans[family]

    @cached_property
    def _spans(self) -> dict[str, set[int]]:
        return {}

    def common(self, position: int) -> bool:
        word = self.layout.words[position]
        for family in COMMON:
            for hit in self.finder.at.get(family, {}).get(position, ()):
                named = hit.pattern.startswith("*") and (
                    hit.name == "place" or family in ("settlement", "district") or self.town_word(word)
                )
                if not (
                    named and len(word) > len(hit.pattern.strip("*~")) + 2
                ):  # Kleinwaltersdorf ends in a word for village
                    return True
        return False

    def town_word(self, word: str) -> bool:
        """Whether one word is the name of a town at home."""
        found = self.known.towns.get(word)
        return found is not None and bool(found[2] & self.known.home)

    def newer(self, position: int) -> bool:
        """`Bad`, `Novi`, `Stara` before another name: the first of two words of a town's name."""
        words = self.layout.words
        return (
            NEWER.fullmatch(words[position]) is not None
            and self.upper(position + 1)
            and not self.common(position + 1)
            and not self.finder.hit("body", position + 1)
            and self.layout.segment_of[position] == self.layout.segment_of[position + 1]
            and self.finder.hit_ending("in", position) is not None
        )

    def first(self, position: int) -> bool:
        """Where every word has a capital: at the head of a sentence, behind a colon, bullet or bracket."""
        segment = self.layout.segments[self.layout.segment_of[position]]
        return (
            position == segment.start
            or not self.layout.capital[position]
            or self.layout.words[position - 1] in ":|–—·•"
        )

    def after_dash(self, position: int) -> bool:
        """Behind a dash inside a sentence, which no capital follows by itself."""
        segment = self.layout.segments[self.layout.segment_of[position]]
        return position - 1 > segment.start and self.layout.words[position - 1] in "–—"

    def joined(self, start: int, end: int) -> bool:
        return any(self.layout.words[p] in DASHES or self.layout.words[p] in "’'‘" for p in range(start, end))

    def raw(self, start: int, end: int) -> str:
        text = " ".join(self.layout.quote(start, end).split())
        if end - start > 2 and plain_apostrophe(text).lower() in self.known.towns:
            return plain_apostrophe(text)
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
        if town is not None and town.case != "nominative" and run.end - run.start == 1:
            town = self.said_elsewhere(text, town)
        if (
            town is None
            and run.end - run.start == 2
            and self.places.locative
            and not self.joined(run.start, run.end)
        ):
            return self.both(text)
        return town

    def said_elsewhere(self, text: str, town: Town) -> Town:
        """Of the towns that one form may be of, the one that the text names in the nominative."""
        if town.name.lower() in self.names:
            return town
        for case, pairs in (("locative", self.places.locative), ("genitive", self.places.genitive)):
            for form in undo(text, pairs):
                found = self.known.towns.get(form.lower()) if form.lower() in self.names else None
                if found is not None:
                    return Town(form, found[0], bool(found[1] & self.known.home), bool(found[2]), case)
        return town

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that the text writes with a capital."""
        return frozenset(word for at, word in enumerate(self.layout.words) if self.upper(at))

    def both(self, text: str) -> Town | None:
        """A name of two words that are both inflected: `Novem Sadu`."""
        first, _, second = text.partition(" ")
        pairs = (*self.places.locative, *self.places.genitive)
        for head in (first, *undo(first, pairs)):
            for tail in (second, *undo(second, pairs)):
                found = self.known.towns.get(f"{head} {tail}".lower())
                if found is not None:
                    size, countries, main = found
                    return Town(
                        f"{head} {tail}", size, bool(countries & self.known.home), bool(main), "locative"
                    )
        return None

    def certain(self, run: Run) -> bool:
        """Whether the words around a run, or its size and form, make it a place."""
        layout = self.layout
        start, end, town = run.start, run.end, run.town
        run.case = town.case if town else "nominative"
        if town is not None and town.name.casefold() in self.territories:
            return False
        body = self.inside.get(start)
        if body is not None:
            return self.in_name(run, body)
        shouted = (
            all(layout.quote(p, p + 1).isupper() for p in range(start, end) if layout.kinds[p] == "w")
            and len(layout.words[start]) > 1
        )
        if shouted:
            return (
                town is not None
                and town.home
                and town.main
                and town.size >= (GREAT if self.first(start) else TOWN)
                and not self.common(start)
            )
        if town is not None and not (town.home and town.main) and self.finder.hit_ending("determiner", start):
            return False  # `in the Minster`
        if any(
            0 <= p < len(layout.words) and self.upper(p) and NO_TOWN.match(layout.words[p])
            for p in (start - 1, end)
        ):
            return False
        saint = SAINT.fullmatch(layout.words[start]) is not None
        if saint and town is None and (end - start != 2 or self.possessive(end)):
            return False  # `St Mary's`, `St John Ambulance`
        capitals = [p for p in range(start, end) if self.upper(p)]
        linked = end - start > len(capitals)  # `Molina de Aragón`, `Frankfurt-Ost`
        newer = town is None and end - start == 2 and self.newer(start)
        single = saint or newer or end - start == 1 or self.joined(start, end) or linked and town is not None
        first, common = self.first(start), any(self.common(p) for p in capitals[newer:])
        known = town is not None
        if town is not None and end - start > 1 and town.home and town.main:
            common = False  # `Novo mesto`: only its words are common
        behind = self.kind_behind(end)
        before = self.kind_before(start)
        if start > 1 and layout.words[start - 1] == "." and len(layout.words[start - 2]) == 1:
            if self.upper(start - 2):
                return False  # a surname behind an initial
        if known and town is not None and self.possessive(end) and town.main and town.size >= GREAT:
            return not common
        if self.country_after(end) and not common and (known or single or self.cued(start)):
            if not known:
                run.case = "row" if self.endings_only else "locative"  # `Punske (Lenkija)`
            return True
        if behind:
            if (
                known
                and not (common and first)
                or not first
                and not common
                and single
                and not self.nouns_capital
            ):
                if not known:
                    run.case = "genitive"
                return True
        if before and not common and (known or not first and single):
            return True
        if self.bracketed(run) and (known or single) or known and self.behind_body(run):
            return True
        if self.labelled(run) and not common:
            run.listed = True
            if known or self.alone(start, end) and self.after_label(start):
                return True
        if self.dateline(run) or self.appointment(run):
            return not common or known
        if self.peopled(run):
            return not common
        if self.named_elsewhere(run):
            return False
        if known and town is not None:
            if self.cell(run) and town.home and town.main:
                return True
            named = town.case == "locative" and bool(self.places.locative) and not self.nouns_capital
            if common and not (town.home and not first and (town.main and town.size >= CITY or named)):
                return False
            if (
                town.case == "locative"
                and self.places.locative
                and (town.home or town.size >= TOWN or not first)
            ):
                return town.home or town.size >= 1 or not first
            if self.cued(start) and not (self.nouns_capital and town.size < 1):
                return True
            if self.nouns_capital:
                return town.home and town.main and town.size >= (1 if end - start > 1 else CITY)
            if town.home and town.size >= TOWN and (town.main or town.size >= CITY):
                return not self.beside_name(start, end)
            return town.size >= GREAT and not first and not self.beside_name(start, end)
        if first and not self.after_dash(start) or common or self.nouns_capital or not single:
            return False
        if (
            self.cued(start, strict=True)
            and not self.beside_name(start, end)
            and len(self.raw(start, end)) > 2
        ):
            run.case = "locative"
            if not self.places.locative:
                return True
            raw = self.raw(start, end)
            nominatives = dict.fromkeys(new for _, new in (*self.places.locative, *self.places.genitive))
            run.town = self.known.by_stem(raw, nominatives)
            if run.town is None and self.known.by_ending(raw, self.places.locative) is None:
                run.case = "genitive"
                return self.known.by_ending(raw, self.places.genitive) is not None
            return True
        name = self.known.by_ending(self.raw(start, end), self.telling)
        twofold = end - start == 2 and self.endings_only and not self.joined(start, end)
        if name and len(name) > 4 and not self.beside_name(start, end) and (end - start == 1 or twofold):
            run.case = "locative"
            return True
        return False

    def possessive(self, end: int) -> bool:
        """`Brno's`."""
        words = self.layout.words
        marked = end + 1 < len(words) and words[end] in "’'‘" and words[end + 1] == "s"
        return marked and self.layout.glued(end)

    def bracketed(self, run: Run) -> bool:
        """`Guild „Oak“ (Town)`, `three halls (Town, Village)`: names alone in a bracket behind a body."""
        words, at = self.layout.words, run.start - 1
        while at > 0 and (words[at] == "," or self.plain(at)):
            at -= 1
        if at < 1 or words[at] != "(" or self.layout.segment_of[at] != self.layout.segment_of[run.start]:
            return False
        end = run.end
        while end < len(words) and (words[end] == "," or self.plain(end)):
            end += 1
        if end >= len(words) or words[end] != ")" or self.layout.quote(run.start, run.end).isupper():
            return False
        return at - 1 in self.inside or at - 1 in self.quotes or words[at - 1] in "“”\"»’'"

    def behind_body(self, run: Run) -> bool:
        """`Guild of Weavers, Town;`: the seat behind the name of a body that takes part."""
        body = self.inside.get(run.start - 2)
        return (
            body is not None
            and body.role in TAKING_PART
            and body.end == run.start - 1
            and self.layout.words[run.start - 1] == ","
            and run.town is not None
            and run.town.main
            and run.town.size >= 1
            and self.alone(run.start, run.end)
            and not self.linked_body(run.end)
        )

    def linked_body(self, end: int) -> bool:
        """Whether another body follows at once, so that a comma only lists names."""
        return self.inside.get(end + 1) is not None and self.layout.words[end] not in ";."

    def peopled(self, run: Run) -> bool:
        """`Luokės mezgėjos`: a town in the genitive before people, a household or a group."""
        if not self.places.genitive or run.end >= len(self.layout.words) or run.end - run.start > 1:
            return False
        if self.upper(run.end) or self.layout.glued(run.end) or self.beside_name(run.start, run.end):
            return False
        nouns = {hit.name for hit in self.finder.at.get("noun", {}).get(run.end, ())}
        if run.town is not None:
            return (
                run.town.case == "genitive"
                and run.town.home
                and run.town.main
                and bool(nouns & {"participant", "inhabitant", "household", "organisation"})
            )
        if "inhabitant" not in nouns or self.first(run.start):
            return False
        run.case = "genitive"
        return self.known.by_ending(self.raw(run.start, run.end), self.places.genitive) is not None

    def named_elsewhere(self, run: Run) -> bool:
        """A word of a body's own name, used without its kind word."""
        if run.town is not None and run.town.home and run.town.main:
            return False
        raw = self.raw(run.start, run.end).casefold()
        after = self.layout.words[run.end] if run.end < len(self.layout.words) and self.upper(run.end) else ""
        for body in self.organisations:
            words = self.layout.words[body.start : body.end]
            for before, first, second in zip(["", *words], words, [*words[1:], ""], strict=False):
                if after and raw == first and after == second:
                    return True
                if run.town is None and before in self.forms and len(first) > 4 and raw.startswith(first):
                    return True
        return False

    def cell(self, run: Run) -> bool:
        """Alone in the cell of a table."""
        words = self.layout.words
        segment = self.layout.segments[self.layout.segment_of[run.start]]
        low, high = segment.start, segment.end
        barred = words[high - 1] == "|" or words[low] == "|" or low > 0 and words[low - 1] == "|"
        low, high = low + (words[low] == "|"), high - (words[high - 1] == "|")
        return barred and (low, high) == (run.start, run.end)

    def in_name(self, run: Run, body: Organisation) -> bool:
        """The town at the head or foot of the name of an organisation that takes part."""
        town = run.town
        if (
            run.start == body.start
            and body.role in (*TAKING_PART, "")
            and self.kind_behind(run.end) is not None
            and (town is None or town.size < TOWN)
            and not any(self.finder.hit("funder", p) for p in range(body.start, body.end))
            and not self.common(run.start)
            and self.known.by_ending(self.raw(run.start, run.end), self.places.genitive) is not None
        ):
            run.case = "genitive"  # the community of a village, whoever it is
            return True
        if self.country_after(run.end) and body.role in TAKING_PART and run.end == body.end:
            return town is not None and town.main and run.start > body.start
        if body.role in TAKING_PART and town is None and run.end == body.end and run.start > body.start:
            # `Casa de Cultură din Săliște`: what stands behind a preposition of place
            lone = run.end - run.start == 1 and not any(self.common(p) for p in range(run.start, run.end))
            run.case = "locative"
            return (
                lone
                and self.cued(run.start, strict=True)
                and self.layout.words[run.start - 1] not in self.places.in_names
                and len(self.raw(run.start, run.end)) > LONG
            )
        if body.role not in TAKING_PART or town is None:
            return False
        if self.kind_behind(run.end) is not None:
            return True
        if not town.home:
            least = 1 if any(self.finder.hit("settlement", p) for p in range(body.start, body.end)) else CITY
            outer = run.start == body.start or run.end == body.end and least == 1
            return outer and town.main and town.size >= least and not self.common(run.start)
        said = self.cued(run.start)  # `Klub seniora w Besku`, `Friends of Dunkeld Park`
        if town.case != "nominative":
            foot = run.end == body.end and (said or self.finder.hit_ending("body", run.start) is not None)
            return (foot or run.start <= body.start + 1) and town.main and town.size >= 1
        headed = run.start == body.start and any(
            self.finder.hit("body", p) for p in range(run.end, body.end)
        )  # `Comrie Heritage Group`
        outer = run.end == body.end or run.start == body.start or said
        return (
            outer
            and town.main
            and town.size >= (TOWN if not (self.places.genitive or said or headed) else 1)
            and not self.common(run.start)
        )

    @cached_property
    def forms(self) -> frozenset[str]:
        """Legal forms and opening quotation marks, behind which a body's own name stands."""
        legal = self.lexicon.language.organisations.legal
        return frozenset({*(form.lower() for form in legal), *'„“”«»"'})

    @cached_property
    def telling(self) -> list[tuple[str, str]]:
        """Locative endings that hardly any other form shares: long ones, and long vowels."""
        return [
            (old, new)
            for old, new in self.places.locative
            if len(old) >= LONG or len(old) == 2 and old[0] in LENGTHENED or old and not old[-1].isascii()
        ]

    @cached_property
    def endings_only(self) -> bool:
        """Whether an ending alone, without a preposition, says where."""
        inside = self.lexicon.language.grammar.inside
        return bool(self.places.locative) and (bool(inside) or not self.places.prepositions)

    @cached_property
    def nouns_capital(self) -> bool:
        """Whether the text writes common nouns with a capital."""
        return nouns_capital(self.layout, self.finder)

    def kind_behind(self, end: int) -> int | None:
        """Behind the kind word that follows a name: `Kauno mieste`."""
        hit = self.finder.hit("district", end) or self.finder.hit("settlement", end)
        if (
            hit is None
            or self.layout.segment_of[end] != self.layout.segment_of[end - 1]
            or self.upper(end)
            and not self.upper(end - 1)
        ):
            return None
        if len(self.layout.words[end]) == 1 and (
            hit.end >= len(self.layout.words) or self.layout.words[hit.end] != "."
        ):
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
        """A preposition of place stands before; `strict` takes only those that the file lists first."""
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
        after = (
            end < len(layout.words)
            and layout.segment_of[end] == segment
            and self.upper(end)
            and not self.finder.hit("settlement", end)
        )
        before = (
            start > 0
            and layout.segment_of[start - 1] == segment
            and self.upper(start - 1)
            and not self.kind_before(start)
        )
        return after and not self.finder.hit("country", end) or before and not self.common(start - 1)

    def country_after(self, end: int) -> bool:
        words = self.layout.words
        if (
            end + 1 >= len(words)
            or words[end] not in "(,"
            or self.layout.segment_of[end + 1] != self.layout.segment_of[end - 1]
        ):
            return False
        hit = self.finder.hit("country", end + 1)
        if hit is None or not self.upper(end + 1):
            return False
        if words[end] == "(":
            return hit.end < len(words) and words[hit.end] in "),"
        return (
            hit.end >= len(words)
            or words[hit.end] in ".,;)"
            or self.layout.kinds[hit.end] != "w"
            or not self.upper(hit.end)
        )

    def labelled(self, run: Run) -> bool:
        """In the value of a label for venues or towns."""
        segment = self.layout.segments[self.layout.segment_of[run.start]]
        row = row_label(self.layout, segment) if segment.colon is None else None
        if row is not None:
            hits = [
                hit for p in range(row.start, row.end) for hit in self.finder.at.get("venue", {}).get(p, [])
            ]
            return any(hit.end - hit.start >= (row.end - row.start) / 2 for hit in hits)
        if segment.colon is None or run.start < segment.colon:
            return False
        if run.start - segment.colon > 1 and any(
            self.layout.words[p] in ".:" for p in range(segment.colon + 1, run.start)
        ):
            return False
        hits = [
            hit
            for p in range(segment.start, segment.colon)
            for hit in self.finder.at.get("venue", {}).get(p, [])
        ]
        return any(hit.end - hit.start >= (segment.colon - segment.start) / 2 for hit in hits) and not any(
            self.finder.hit("title", p) for p in range(segment.start, segment.colon)
        )

    def after_label(self, start: int) -> bool:
        segment = self.layout.segments[self.layout.segment_of[start]]
        if start == segment.start:
            return row_label(self.layout, segment) is not None
        return segment.colon is not None and start == segment.colon + 1

    def alone(self, start: int, end: int) -> bool:
        """Whether a mark or the end follows at once."""
        segment = self.layout.segments[self.layout.segment_of[start]]
        return (
            end >= segment.end
            or self.layout.words[end] in ",;.|("
            or self.finder.hit("join", end) is not None
        )

    def dateline(self, run: Run) -> bool:
        """`Town, 12 October 2020` on a line of its own, or behind a label of the date."""
        layout = self.layout
        segment = layout.segments[layout.segment_of[run.start]]
        opens = run.start == segment.start or segment.colon is not None and run.start == segment.colon + 1
        if (
            not opens
            or run.town is None
            and run.end - run.start > 1
            or run.end + 1 >= segment.end
            or layout.words[run.end] != ","
            or segment.end - run.end > 12
            or run.end - run.start > 3
        ):
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
        while (
            at < segment.end
            and at - end < 2
            and layout.kinds[at] == "w"
            and not self.upper(at)
            and end - start == 1
        ):
            at += 1  # names of two words whose second has no capital
        if at < segment.end and layout.words[at] not in ",;.()":
            return False
        low = start - 1
        while low > segment.start and start - low < 16 and layout.words[low - 1] not in ";":
            low -= 1
        if any(self.upper(p) and not self.dated(p) and p > segment.start for p in range(low + 1, start)):
            return False  # another name stands between
        if not self.date_within(low, start) or not any(
            layout.kinds[p] in "nd" for p in range(max(low, start - 4), start)
        ):
            return False
        if at < segment.end and layout.words[at] in ",;.()" or at == segment.end:
            if at > end and not any(self.common(p) for p in range(end, at)):
                run.end = at
                run.town = self.resolve(run)
        return True

    def dated(self, position: int) -> bool:
        return any(
            self.finder.hit(family, position) for family in ("month", "weekday", "filler", "when", "noun")
        )

    def date_within(self, low: int, high: int) -> bool:
        if any(self.layout.kinds[p] == "d" for p in range(low, high)):
            return True
        months = [p for p in range(low, high) if self.finder.hit("month", p)]
        return any(
            self.layout.kinds[q] == "n" for p in months for q in range(max(low, p - 3), min(high, p + 3))
        )
