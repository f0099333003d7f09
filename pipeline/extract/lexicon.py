"""A language file compiled for matching: every token is looked up once, whatever the number of patterns.

The patterns of all lists become *atoms* (one word of a pattern) in three dictionaries: exact words, stems
that
take one of the language's endings, and beginnings that take anything. What a token matches is worked out once
per distinct token and remembered, so that reading a text costs one dictionary look-up a token.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from pipeline.extract.language import Dates, Grammar, Language, Nouns, Numbers, load

SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "$": "USD",
    "R$": "BRL",
    "US$": "USD",
    "zł": "PLN",
    "kč": "CZK",
    "₣": "CHF",
    "лв": "BGN",
}
CODES = tuple(
    "eur huf pln czk bgn ron sek dkk hrk gbp usd chf nok isk rsd all mkd bam uah mdl try gel "
    "ltl lvl eek sit skk".split()
)
# `all`, `try` and `gel` are words too: they are money only in capitals.
SHY_CODES = {"all", "try", "gel", "sit"}
REFERENCES = frozenset({"code", "law"})
ELIDED = re.compile(r"(\w')(?=\w)")  # `jusqu'à` is two tokens, the apostrophe with the first
SPACED = re.compile(r"(\w) ' (?=[^\W\d_st]|[st]\w)")
ROLE_CUES = frozenset("target actual context planned achieved finished cancelled neither".split())
APART = frozenset(
    "medium viewing street enclosed recording come_of_age eldest bill was other_round former against "
    "anyone taking_part decided denial staff having building".split()
)
"""Cues that are families of their own: they hide no other cue and may be counted nouns too."""
TENSES = ROLE_CUES | {"past", "future"}
GENITIVE = re.compile(r"(\w)'s\b")  # an English genitive is three tokens
COUNTABLE = frozenset(
    "participant inhabitant audience listener member household event visit organisation country place "
    "output project".split()
)
LONGEST_WORD = 100  # letters; what is longer is no word
MIN_COMPOUND = 3  # letters that must stand before the last part of a compound
LOOSE = 40  # by how much the end of a word tells less than its beginning
MIN_HEAD = 5  # letters of a noun's stem that is looked for at the end of unknown compounds


class Hit(NamedTuple):
    """A pattern found: tokens `start` to `end` (excluded); `weight` tells how much of the text it spells
    out."""

    family: str
    name: str
    start: int
    end: int
    weight: int
    pattern: str = ""


class Phrase(NamedTuple):
    family: str
    name: str
    atoms: tuple[int, ...]
    weight: int
    pattern: str
    lower_only: bool


Begun = tuple[list[Phrase], dict[int, list[Phrase]]]


class Lexicon:
    """All patterns of one language; `scan` finds them in a list of tokens."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.endings = frozenset(language.grammar.endings) | {""}
        self.singular = frozenset(language.grammar.singular)
        self._rates = frozenset(language.grammar.distributive)
        self._ids: dict[tuple[str, str], int] = {}
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        self._final: dict[str, int] = {}
        self._final_stems: dict[str, int] = {}
        self._heads: dict[str, int] = {}
        """Stems of nouns that decide what an unknown compound is: `Quartierkonzert` is a concert."""
        self._by_first: dict[int, list[Phrase]] = defaultdict(list)
        for family, name, pattern in entries(language):
            self._add(family, name, pattern)
        self._longest = max(
            (len(stem) for table in (self._stems, self._beginnings) for stem in table), default=0
        )
        self._atoms_of: dict[str, frozenset[int]] = {}
        self._begun: dict[str, Begun] = {}
        self._numbers: dict[str, float | None] = {}
        self._pieces = self._number_pieces()

    # -- building ---

    def _add(self, family: str, name: str, pattern: str) -> None:
        lower_only = pattern.startswith("!")
        spelt = pattern.lstrip("!").replace("’", "'").replace("ş", "ș").replace("ţ", "ț")
        spelt = ELIDED.sub(r"\1 ", GENITIVE.sub(r"\1 ' s", spelt))
        spaced = SPACED.sub(r"\1' ", spelt)
        for written in dict.fromkeys((spelt, spaced)):
            self._add_words(family, name, written.split(), lower_only)

    def _add_words(self, family: str, name: str, words: list[str], lower_only: bool) -> None:
        if not words:
            return
        atoms = tuple(self._atom(word) for word in words)
        weight = 100 * len(words) + sum(len(word.strip("*~")) for word in words)
        weight += sum(word[-1] not in "~*" for word in words)
        weight -= sum(LOOSE for word in words if word.startswith("*"))
        self._by_first[atoms[0]].append(Phrase(family, name, atoms, weight, words[-1], lower_only))
        stem = words[0].strip("*~")
        if (
            family == "noun"
            and len(words) == 1
            and self.language.grammar.compounds
            and words[0] == stem + "~"
            and len(stem) >= MIN_HEAD
        ):
            atom = self._heads.setdefault(stem, len(self._ids))
            self._ids.setdefault(("head", stem), atom)
            self._by_first[atom].append(
                Phrase(family, name, (atom,), weight, words[0], not self.language.grammar.capital_nouns)
            )

    def _atom(self, word: str) -> int:
        bare = word.strip("*~")
        if word.startswith("*"):
            kind, table = ("final~", self._final_stems) if word.endswith("~") else ("final", self._final)
        elif word.endswith("~"):
            kind, table = "~", self._stems
        elif word.endswith("*"):
            kind, table = "*", self._beginnings
        else:
            kind, table = "", self._exact
        number = self._ids.setdefault((kind, bare), len(self._ids))
        table[bare] = number
        return number

    def _number_pieces(self) -> dict[str, tuple[str, float]]:
        """Pieces of glued number words, and what each does: add, multiply or link."""
        if not self.language.grammar.compounds:
            return {}
        numbers, pieces = self.language.numbers, {}
        for kind, table in (("add", numbers.words), ("multiply", numbers.scales)):
            for value, patterns in table.items():
                for pattern in patterns:
                    if " " not in pattern and "*" not in pattern:
                        pieces[pattern.strip("~!")] = (kind, float(value))
        for pattern in numbers.links:
            if " " not in pattern:
                pieces[pattern] = ("link", 0.0)
        return pieces

    # -- looking up ---

    def atoms(self, token: str) -> frozenset[int]:
        found = self._atoms_of.get(token)
        if found is None:
            found = frozenset(self._look_up(token))
            if not found and self._heads:
                found = frozenset(self._head(token))
            self._atoms_of[token] = found
        return found

    def _look_up(self, token: str) -> Iterator[int]:
        if token in self._exact:
            yield self._exact[token]
        if len(token) > LONGEST_WORD:
            return
        for cut in range(1, min(len(token), self._longest) + 1):
            head = token[:cut]
            if head in self._stems and token[cut:] in self.endings:
                yield self._stems[head]
            if head in self._beginnings:
                yield self._beginnings[head]
        if self._final or self._final_stems:
            for start in range(len(token) - 1):
                tail = token[start:]
                if 0 < start < MIN_COMPOUND:
                    continue
                if tail in self._final:
                    yield self._final[tail]
                for cut in range(len(tail), 2, -1):
                    if tail[:cut] in self._final_stems and tail[cut:] in self.endings:
                        yield self._final_stems[tail[:cut]]

    def _head(self, token: str) -> Iterator[int]:
        """The last part of a compound that no pattern knows."""
        if len(token) > LONGEST_WORD:
            return
        for start in range(MIN_COMPOUND, len(token) - MIN_HEAD + 1):
            tail = token[start:]
            for cut in range(len(tail), MIN_HEAD - 1, -1):
                if tail[:cut] in self._heads and tail[cut:] in self.endings:
                    yield self._heads[tail[:cut]]
                    return

    def phrases(self, token: str) -> Iterator[Phrase]:
        """The patterns that can begin with a token."""
        single, longer = self.begun(token)
        return chain(single, *longer.values())

    def begun(self, token: str) -> Begun:
        """What can begin with a token: patterns of one word, and longer ones by their second atom."""
        found = self._begun.get(token)
        if found is None:
            if len(self._begun) > 200_000:  # a bound on what very large collections may keep in memory
                self._begun.clear()
                self._atoms_of.clear()
            single: list[Phrase] = []
            longer: dict[int, list[Phrase]] = {}
            for atom in sorted(self.atoms(token)):
                for phrase in self._by_first.get(atom, ()):
                    if len(phrase.atoms) == 1:
                        single.append(phrase)
                    else:
                        longer.setdefault(phrase.atoms[1], []).append(phrase)
            found = self._begun[token] = (single, longer)
        return found

    def scan(
        self, words: list[str], capital: list[bool], hyphens: list[bool], upper: list[bool] | None = None
    ) -> list[Hit]:
        """Every pattern in a text's tokens, longest of each family first where they overlap; ordered by
        start."""
        hits: list[Hit] = []
        known, atoms, count = self._begun, self.atoms, len(words)
        for start, word in enumerate(words):
            single, longer = known.get(word) or self.begun(word)
            for phrase in single:
                if phrase.lower_only and capital[start]:
                    continue
                if (
                    upper is not None
                    and not upper[start]
                    and phrase.family == "noun"
                    and phrase.name in COUNTABLE
                ):
                    continue  # `treffen sich`: a verb where nouns are capitalised
                hits.append(Hit(phrase.family, phrase.name, start, start + 1, phrase.weight, phrase.pattern))
            if not longer:
                continue
            second = start + 1
            while second < count and hyphens[second]:
                second += 1
            if second == count:
                continue
            for atom in atoms(words[second]):
                for phrase in longer.get(atom, ()):
                    if phrase.lower_only and capital[start]:
                        continue
                    end = second + 1
                    for following in phrase.atoms[2:]:
                        while end < count and hyphens[end]:
                            end += 1
                        if end >= count or following not in atoms(words[end]):
                            break
                        end += 1
                    else:
                        hits.append(
                            Hit(phrase.family, phrase.name, start, end, phrase.weight, phrase.pattern)
                        )
        return longest(hits)

    def ending(self, word: str, pattern: str) -> str | None:
        """What stands behind the stem of a `stem~` pattern in a word; None for other patterns."""
        if not pattern.endswith("~"):
            return None
        stem = pattern.strip("*~")
        return word[word.rfind(stem) + len(stem) :]

    def is_rate(self, word: str, pattern: str) -> bool:
        """Whether a noun's ending makes it a rate: `klubonként`, per club."""
        return bool(self._rates) and self.ending(word, pattern) in self._rates

    # -- glued number words ---

    def glued(self, token: str) -> float | None:
        """The value of a number word written together (`negyvennyolcmillió`), or None."""
        if not self._pieces or not 5 <= len(token) <= LONGEST_WORD:
            return None
        if token not in self._numbers:
            self._numbers[token] = self._split(token)
        return self._numbers[token]

    def _split(self, token: str) -> float | None:
        best: list[list[tuple[str, float]] | None] = [None] * (len(token) + 1)
        best[0] = []
        for end in range(1, len(token) + 1):
            for start in range(end):
                piece, before = self._pieces.get(token[start:end]), best[start]
                if (
                    piece
                    and before is not None
                    and (best[end] is None or len(before) + 1 < len(best[end] or []))
                ):
                    best[end] = [*before, piece]
        for end in range(len(token), 3, -1):
            pieces = best[end]
            if pieces and len(pieces) > 1 and token[end:] in self.endings:
                return compose(pieces)
        return None


def compose(pieces: list[tuple[str, float]]) -> float | None:
    """The value of number pieces in a row: adds what is smaller, multiplies by hundreds and scales.

    >>> compose([("add", 48), ("multiply", 1e6)])
    48000000.0
    """
    total = current = 0.0
    link = False
    for kind, value in pieces:
        if kind == "link":
            link = True
            continue
        if kind == "multiply":
            current = (current or 1.0) * value
            total, current = total + current, 0.0
        elif value == 100 and 0 < current < 100:
            current *= 100
        elif current == 0:
            current = value
        elif value < lowest_place(current):
            current += value
        elif current % 100 < 10 and 10 < value < 100 and value % 10 == 0 and (link or current < 10):
            current += value  # fünf-und-zwanzig
        else:
            return None
        link = False
    return total + current


def lowest_place(value: float) -> float:
    """The lowest filled decimal place: 120 -> 10, 5 -> 1, 300 -> 100."""
    place = 1.0
    while value % (place * 10) == 0:
        place *= 10
    return place


def rival(hit: Hit) -> str:
    """The group in which hits compete: cues of a role with one another, others only with their own name."""
    if hit.family != "cue":
        return hit.family
    return "cue" if hit.name in ROLE_CUES else "cue " + hit.name


def longest(hits: list[Hit]) -> list[Hit]:
    """Without the hits that a longer one of the same family covers (`more than` inside `no more than`)."""
    hits.sort(key=lambda hit: (rival(hit), hit.start, -hit.end, -hit.weight, hit.name, hit.pattern))
    kept: list[Hit] = []
    family, reach = "", -1
    for hit in hits:
        group = rival(hit)
        if group != family:
            family, reach, top = group, -1, None
        if hit.end <= reach and top is not None and (hit.start, hit.end) != (top.start, top.end):
            continue
        kept.append(hit)
        if hit.end > reach:
            reach, top = hit.end, hit
    kept.sort(key=lambda hit: (hit.start, hit.end, hit.family, -hit.weight, hit.name, hit.pattern))
    wide = [hit for hit in kept if hit.family == "cue" and hit.end - hit.start > 1]
    inside = {
        position for hit in wide if hit.name not in REFERENCES for position in range(hit.start, hit.end)
    }
    mute = {(hit.start, hit.end) for hit in kept if hit.family == "cue" and hit.name == "neither"}
    return [
        hit
        for hit in kept
        if not (hit.family == "cue" and hit.name in REFERENCES and hit.start in inside)
        and not (hit.family == "cue" and hit.name in TENSES and (hit.start, hit.end) in mute)
        and hit.name != "exact"  # it has hidden the qualifier inside it, and says nothing itself
    ]  # `en línea` is no line of a bus


def entries(language: Language) -> Iterator[tuple[str, str, str]]:
    """(family, name, pattern) for every list of a language file."""
    sections = {
        "noun": language.nouns,
        "cue": language.cues,
        "kind": language.kinds,
        "basis": language.basis,
        "qualifier": language.qualifiers,
        "after": language.qualifiers_after,
        "when": language.dates.kinds,
        "part": language.organisations.roles,
        "document": language.documents,
    }
    for family, section in sections.items():
        for name in section.__struct_fields__:
            for pattern in getattr(section, name):
                yield name if name in APART else family, name, pattern
    tables = {
        "number": language.numbers.words,
        "approximate": language.numbers.approximate,
        "scale": language.numbers.scales,
        "currency": language.currencies,
        "country": language.countries,
        "length": language.durations,
        "month": {str(number): names for number, names in enumerate(language.dates.months, 1)},
        "rank": {str(number): names for number, names in enumerate(language.numbers.ranks, 1)},
    }
    for family, table in tables.items():
        for name, patterns in table.items():
            for pattern in patterns:
                yield family, name, pattern
    lists = {
        "article": language.numbers.articles,
        "half": language.numbers.halves,
        "link": language.numbers.links,
        "ignore": language.numbers.ignore,
        "alone": language.numbers.alone,
        "bare": language.bare,
        "between": language.ranges.joins,
        "stop": language.grammar.stops,
        "join": language.grammar.joins,
        "contrast": language.grammar.contrasts,
        "rest": language.grammar.rests,
        "relative": language.grammar.relatives,
        "one_of": language.grammar.one_of,
        "of_which": language.grammar.parts,
        "determiner": language.grammar.determiners,
        "ours": language.grammar.ours,
        "us": language.grammar.us,
        "agent": language.grammar.agents,
        "preposition": language.grammar.prepositions,
        "again": language.grammar.again,
        "copula": language.grammar.copulas,
        "wish": language.grammar.wishes,
        "season": language.dates.seasons,
        "weekday": language.dates.weekdays,
        "filler": language.dates.fillers,
        "until": language.dates.joins,
        "from": language.dates.openers,
        "same_year": language.dates.same_year,
        "this_year": language.dates.this_year,
        "past_year": language.dates.past_year,
        "next_year": language.dates.next_year,
        "this_month": language.dates.this_month,
        "past_month": language.dates.past_month,
        "past_behind": language.dates.past_behind,
        "body": [*language.organisations.kinds, *language.organisations.trades],
        "trade": language.organisations.trades,
        "receiving": language.organisations.receiving,
        "attendance": language.organisations.attendance,
        "funder": language.organisations.funders,
        "town": language.organisations.towns,
        "giver": language.organisations.givers,
        "inner": language.organisations.inner,
        "in": language.places.prepositions,
        "among": language.places.among,
        "settlement": language.places.kinds,
        "district": language.places.district,
        "venue": language.places.labels,
        "initiative": language.titles.initiative,
        "parent": language.titles.parents,
        "edition": language.titles.editions,
        "recurring": language.titles.recurring,
        "title": language.titles.fields,
    }
    for family, patterns in lists.items():
        for pattern in patterns:
            yield family, family, pattern
    for number, (first, second) in enumerate(language.ranges.pairs):
        yield "open", str(number), first
        yield "close", str(number), second
    for form in language.organisations.legal:
        yield "legal", form, " ".join(form.lower().replace(".", " ").split())
    for code in CODES:
        yield "currency", code.upper(), code


@cache
def neutral() -> Lexicon:
    """What needs no language: the ISO codes of currencies. For texts in a language without a file."""
    nothing: list[str] = []
    language = Language(
        code="und",
        name="Undetermined",
        native="",
        grammar=Grammar(endings=nothing, head="first"),
        numbers=Numbers(words={}, scales={}),
        nouns=Nouns(),
        dates=Dates(months=[nothing] * 12),
    )
    return Lexicon(language)


@cache
def lexicon(code: str) -> Lexicon:
    """The compiled language file of `code`."""
    return Lexicon(load(code))
