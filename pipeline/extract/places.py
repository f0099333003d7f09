"""Countries and settlements that a text names, in the nominative."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.extract.events import Spot
from pipeline.extract.layout import Layout
from pipeline.extract.lexicon import Hit, Lexicon
from pipeline.extract.quantities import DASHES, Finder

SMALLEST = 5000  # inhabitants from which a town counts on its name alone
FORBIDDEN = frozenset({"month", "weekday", "country", "currency", "legal", "noun", "body", "season", "stop", "number", "scale"})


@dataclass(slots=True)
class Country:
    code: str
    start: int
    end: int


class Places:
    """Finds the countries and settlements of one text."""

    def __init__(self, layout: Layout, finder: Finder, lexicon: Lexicon) -> None:
        self.layout = layout
        self.finder = finder
        self.lexicon = lexicon
        self.places = lexicon.language.places

    def countries(self) -> list[Country]:
        """Every country named, by name or nationality, in order; each once."""
        seen: set[str] = set()
        found = []
        for hit in self.layout.hits:
            if hit.family == "country" and hit.name not in seen:
                seen.add(hit.name)
                found.append(Country(hit.name, hit.start, hit.end))
        return found

    def settlements(self) -> list[Spot]:
        from pipeline.extract.gazetteer import gazetteer

        known = gazetteer(self.lexicon.language.code)
        found: dict[str, Spot] = {}
        spots: list[Spot] = []
        layout, finder = self.layout, self.finder
        position = 0
        while position < len(layout.words):
            spot = self.at(position, known)
            if spot is None:
                position += 1
                continue
            spot.country = self.country_behind(spot)
            spots.append(spot)
            found.setdefault(spot.name, spot)
            position = spot.end
        countries = {spot.name: spot.country for spot in reversed(spots) if spot.country}
        for spot in spots:
            spot.country = spot.country or countries.get(spot.name)
        return spots

    # -- one place ------------------------------------------------------------------------------------------------

    def upper(self, position: int) -> bool:
        return (
            0 <= position < len(self.layout.words)
            and self.layout.kinds[position] == "w"
            and self.layout.text[self.layout.starts[position]].isupper()
        )

    def plain(self, position: int) -> bool:
        """A capitalised word that the language knows as nothing else."""
        if not self.upper(position) or len(self.layout.words[position]) < 3:
            return False
        raw = self.layout.quote(position, position + 1)
        if raw in self.places.not_places or (raw.isupper() and len(raw) > 1):
            return False
        return not any(self.finder.hit(family, position) for family in FORBIDDEN)

    def name_end(self, position: int) -> int:
        """Behind a name of several capitalised words or hyphenated parts."""
        end = position + 1
        words = self.layout.words
        while end < len(words) and self.layout.segment_of[end] == self.layout.segment_of[position]:
            if self.upper(end) and not self.layout.glued(end) and self.plain(end):
                end += 1
            elif words[end] in DASHES and self.layout.glued(end) and end + 1 < len(words) and self.layout.glued(end + 1) and self.layout.kinds[end + 1] == "w":
                end += 2
            else:
                break
        return end

    def at(self, position: int, known: Gazetteer) -> Spot | None:
        layout, finder = self.layout, self.finder
        if not self.plain(position) or self.in_quotes(position) or layout.segment_of[position] < 0:
            return None
        end = self.name_end(position)
        preposition = finder.hit_ending("in", position) is not None
        kind_before = finder.hit_ending("settlement", position) is not None
        for stop in range(end, position, -1):
            raw = layout.quote(position, stop)
            beside = finder.hit("settlement", stop) or finder.hit("district", stop)
            found = known.resolve(raw, self.places.locative, self.places.genitive)
            if found is None:
                continue
            name, population, locative, home = found
            sure = preposition or kind_before or beside or (locative and self.places.locative)
            if sure or population >= SMALLEST * (1 if home else 20):
                if beside and finder.hit("district", stop) and not (preposition and False):
                    return Spot(self.with_district(name, stop), position, finder.hit("district", stop).end)  # type: ignore[union-attr]
                return Spot(name, position, stop)
        raw = layout.quote(position, end)
        if preposition or kind_before:
            return Spot(known.nominative(raw, self.places.locative if self.places.locative else ()), position, end)
        beside = finder.hit("settlement", end) or finder.hit("district", end)
        if beside:
            name = known.nominative(raw, self.places.genitive)
            if finder.hit("district", end):
                return Spot(self.with_district(name, end), position, finder.hit("district", end).end)  # type: ignore[union-attr]
            return Spot(name, position, end)
        if self.places.locative and layout.capital[position]:
            name = known.by_ending(raw, self.places.locative)
            if name and finder.hit("country", end + 1) and layout.words[end] == "(":
                return Spot(name, position, end)
            if name and len(raw) > 4 and not finder.hit_ending("body", position):
                return Spot(name, position, end)
        return None

    def with_district(self, name: str, position: int) -> str:
        return name

    def in_quotes(self, position: int) -> bool:
        segment = self.layout.segments[self.layout.segment_of[position]] if self.layout.segment_of[position] >= 0 else None
        if segment is None:
            return False
        depth = 0
        for word in self.layout.words[segment.start : position]:
            if word in "„«":
                depth += 1
            elif word in "“”»" and depth:
                depth -= 1
        return depth > 0

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
        if spot.name not in seen:
            seen.add(spot.name)
            kept.append(spot)
    return kept


from pipeline.extract.gazetteer import Gazetteer  # noqa: E402
