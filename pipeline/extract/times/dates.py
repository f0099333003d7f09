"""Dates in every form: found as a row of elements, read by one grammar for all languages.

Elements are days, months, years, whole numeric dates and joining words. What a language adds is its month
names, the words that may stand inside a date, and the cues that tell what happens on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.extract.figures.numerals import DASHES, is_plain_year
from pipeline.extract.lexicon import Hit
from pipeline.extract.times.years import RELATIVE, Years

ONE = "YMD|YDM|DMY|MDY|F|YM|MY|DM|MD|YD|M|Y|D|P"
OTHER = "YMD|YDM|DMY|MDY|F|YM|MY|DM|MD|DY|M|Y|D|P"
GRAMMAR = re.compile(f"(?P<a>{ONE})J(?P<b>{OTHER})|(?P<c>YMD|YDM|DMY|MDY|F|YM|MY|DM|MD|M|Y)")
SEVERAL = re.compile("D{2,}JDMY?|Y?MD{2,}JD(?!M)")
FULL = re.compile(
    r"^(?:(?P<y>\d{4})\D{1,2}(?P<m>\d{1,2})(?:\D{1,2}(?P<d>\d{1,2}))?|(?:(?P<D>\d{1,2})\D{1,2})?(?P<M>\d{1,2})\D{1,2}(?P<Y>\d{4}))$"
)
PARTIAL = re.compile(r"^(\d{1,2})\.(\d{1,2})$")
LONGEST_EVENT = 31  # days; a longer range is a period


@dataclass(slots=True)
class When:
    """A date or a range of dates as written: ISO texts, maybe partial, and the tokens that hold them."""

    start: int
    end: int
    first: str
    last: str | None = None
    split: int | None = None
    """First token of the second date, where it stands whole on its own."""
    kind: str = ""
    cue: str = ""
    opened: bool = False
    """A word for from stands before it."""
    closed: bool = False
    """A word for until stands before it (single dates), or an ending on it says until."""
    season: bool = False
    row: tuple[int, int] | None = None
    """Tokens of its line, where it opens one of a calendar."""


@dataclass(slots=True)
class Element:
    letter: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None


def iso(year: int | None, month: int | None, day: int | None) -> str:
    if year is None:
        return f"--{month:02d}" + (f"-{day:02d}" if day else "")
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day and month else "")


class Calendar(Years):
    """Finds the dates of one laid-out text."""

    def find(self) -> list[When]:
        found: list[When] = []
        for row in self.rows():
            found.extend(self.read(row))
        self.give_years(found)
        return found

    # -- elements ---

    def rows(self) -> list[list[Element]]:
        """Runs of elements with nothing but fillers between them."""
        layout, finder = self.layout, self.finder
        words, kinds = layout.words, layout.kinds
        rows: list[list[Element]] = []
        row: list[Element] = []
        months = finder.at.get("month", {})
        same = {at for family in RELATIVE for at in finder.at.get(family, {})}
        dated = {
            layout.segment_of[position]
            for position, kind in enumerate(kinds)
            if kind == "d"
            or (kind == "n" and is_plain_year(words[position]))
            or position in months
            or position in same
        }
        position, segment = 0, -2
        begun = {*months, *same, *finder.at.get("until", {})}  # words that may be part of a date
        fillers = {
            at: hits[0].end
            for family in ("season", "weekday", "filler")
            for at, hits in finder.at.get(family, {}).items()
        }
        while position < len(words):
            if layout.segment_of[position] != segment:
                rows.append(row)
                row, segment = [], layout.segment_of[position]
                if segment not in dated:
                    while position < len(words) and layout.segment_of[position] == segment:
                        position += 1
                    continue
            kind = kinds[position]
            if not row and kind == "w" and position not in begun:
                position += 1
                continue
            time = finder.hit("noun", position + 1) if row and kind == "n" else None
            if time is not None and time.name == "hour":
                position = time.end
                continue
            element = None if kind == "w" and position not in begun else self.element(position)
            if element:
                parted = position > 0 and words[position - 1] == ","
                if row and row[-1].letter == "D" and element.letter == "M" and parted:
                    rows.append(row[:-1])  # `no. 7, March 2024`
                    row = []
                row.append(element)
                position = element.end
                continue
            word = words[position]
            if word == "(" and len(row) == 1 and row[0].letter == "D":
                row = []  # `Phase 1 (January-June 2022)`
            filler = fillers.get(position)
            hyphen = word in DASHES and layout.glued(position) and position > 0 and kinds[position - 1] == "w"
            if row and (filler or hyphen or word in ",.()" or self.is_suffix(position)):
                # A full stop that ends the row, or an opening bracket, only joins where a date goes on.
                position = filler or position + 1
                continue
            if row:
                rows.append(row)
                row = []
            position += 1
        rows.append(row)
        return [row for row in rows if any(element.letter in "MFY" for element in row)]

    def is_suffix(self, position: int) -> bool:
        layout = self.layout
        if not layout.glued(position):
            return False
        if layout.words[position] in DASHES:
            return (
                position + 1 < len(layout.words)
                and layout.glued(position + 1)
                and layout.kinds[position + 1] == "w"
            )
        return layout.kinds[position] == "w" and len(layout.words[position]) <= 6

    def in_code(self, position: int) -> bool:
        """`KVR-2025-02`: letters and a dash are glued to the figures."""
        words, layout = self.layout.words, self.layout
        return (
            position > 1
            and words[position - 1] in "-‑/"
            and layout.glued(position)
            and layout.glued(position - 1)
            and layout.kinds[position - 2] == "w"
        )

    def of_a_square(self, position: int) -> bool:
        """`Piazza XX Settembre`: a day in Roman numerals before its month is a name of streets."""
        before = self.layout.quote(position - 1, position) if position else ""
        return len(before) > 1 and not set(before) - set("IVX") and not self.layout.glued(position)

    def element(self, position: int) -> Element | None:
        layout, finder = self.layout, self.finder
        word, kind = layout.words[position], layout.kinds[position]
        if kind == "d":
            match = FULL.match(word.strip())
            if match and not self.in_code(position):
                year, month, day = (
                    match["y"] or match["Y"],
                    match["m"] or match["M"],
                    match["d"] or match["D"],
                )
                return Element("F", position, position + 1, int(year), int(month), int(day) if day else None)
        if kind == "n":
            if is_plain_year(word):
                if self.counts(position) or self.season_year(position):
                    return None
                return Element("Y", position, self.behind(position), year=int(word))
            spaced = self.spaced_day(position)
            if spaced is not None:
                return spaced
            if word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31 and not self.persons(position):
                return Element("D", position, self.behind(position), day=int(word))
            partial = PARTIAL.match(word)
            if partial and 1 <= int(partial[1]) <= 31 and 1 <= int(partial[2]) <= 12:
                return Element("P", position, position + 1, day=int(partial[1]), month=int(partial[2]))
        told = self.told_year(position)
        if told is not None:
            return told
        month = finder.hit("month", position)
        if month and kind == "w" and not self.of_a_square(position):
            return Element("M", position, month.end, month=int(month.name))
        if word in DASHES and layout.glued(position) and position and layout.kinds[position - 1] == "w":
            return None  # `mill-5 sas-7`: the hyphen of a preposition
        join = finder.hit("until", position)
        if (word in DASHES and not self.is_suffix(position)) or join:
            return Element("J", position, join.end if join else position + 1)
        return None

    def told_year(self, position: int) -> Element | None:
        """`of the same year`, `last year`; `this October`, `octobre dernier`, where the month is beside."""
        finder = self.finder
        for family, year in RELATIVE.items():
            hit = finder.hit(family, position)
            if hit is None:
                continue
            if family == "past_behind" and finder.hit_ending("month", position) is None:
                continue
            if family in ("this_month", "past_month") and finder.hit("month", hit.end) is None:
                continue
            return Element("Y", position, hit.end, year=year)
        return None

    def spaced_day(self, position: int) -> Element | None:
        """`1. 3. – 30. 11. 2023`: a day and month in figures apart from one another, before an until."""
        words, kinds = self.layout.words, self.layout.kinds
        if position + 5 >= len(words) or words[position + 1] != "." or words[position + 3] != ".":
            return None
        day, month, behind = words[position], words[position + 2], position + 4
        until = words[behind] in DASHES or self.finder.hit("until", behind) is not None
        if not until or not day.isdigit() or not month.isdigit() or kinds[behind + 1] not in "nd":
            return None
        if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
            return None
        return Element("P", position, position + 3, day=int(day), month=int(month))

    def season_year(self, position: int) -> bool:
        """`2021/22`: a season or school year, no date."""
        words, glued = self.layout.words, self.layout.glued
        return (
            position + 2 < len(words)
            and words[position + 1] == "/"
            and glued(position + 1)
            and glued(position + 2)
            and words[position + 2] == f"{(int(words[position]) + 1) % 100:02d}"
        )

    def persons(self, position: int) -> bool:
        """Whether the ending of the digits says that they count people: `szeptemberben 14-en`."""
        words = self.layout.words
        dash = position + 1 < len(words) and words[position + 1] in DASHES and self.layout.glued(position + 1)
        ending = self.finder.hit("noun", position + 2) if dash and self.layout.glued(position + 2) else None
        return ending is not None and ending.name == "participant" and ending.end == position + 3

    def behind(self, position: int) -> int:
        """Behind a figure and its case ending: `16-án`, `2021-ben`, `1er`."""
        layout = self.layout
        at = position + 1
        if at + 1 < len(layout.words) and layout.words[at] == "." and layout.glued(at):
            if (
                layout.words[at + 1] in DASHES
                and layout.glued(at + 1)
                and at + 2 < len(layout.words)
                and layout.kinds[at + 2] == "w"
                and layout.glued(at + 2)
            ):
                at += 1
        if at < len(layout.words) and self.is_suffix(at):
            tail = at + (2 if layout.words[at] in DASHES else 1)
            if not self.finder.hit("month", tail - 1) and not self.finder.hit("noun", tail - 1):
                return tail
        return position + 1

    def counts(self, position: int) -> bool:
        """Whether four digits that could be a year count something: `2000 példányban`."""
        at = position + 1
        value = int(self.layout.words[position])
        if at >= len(self.layout.words):
            return False
        if self.finder.currency_at(at)[0] or self.finder.hit("scale", at):
            return True
        joined = self.finder.hit("between", at) or self.finder.hit("close", at)
        if joined and joined.end + 1 < len(self.layout.words) and self.layout.kinds[joined.end] == "n":
            if self.finder.currency_at(joined.end + 1)[0]:
                return True  # `from 2000 to 10 000 euros`
        noun = self.finder.hit("noun", at)
        if noun and noun.name in ("year", "month", "age") or self.finder.hit("filler", at):
            return False
        if self.finder.ending.get("qualifier", {}).get(position) and noun:
            return True
        return bool(noun) and (value % 50 == 0 or value < 1950) and not self.finder.hit("month", at)

    # -- reading ---

    def read(self, row: list[Element]) -> list[When]:
        found: list[When] = []
        letters = "".join(element.letter for element in row)
        at = 0
        while at < len(row):
            days = self.several(row, letters, at)
            if days:
                found.extend(days)
                at += len(SEVERAL.match(letters, at)[0])  # type: ignore[index]
                continue
            match = GRAMMAR.match(letters, at)
            when = self.make(row, match, at) if match else None
            if match and when is None and match["a"]:
                single = re.compile("YMD|YDM|DMY|MDY|F|YM|MY|DM|MD|M|Y").match(letters, at)
                if single:
                    when = self.single(row[at : single.end()])
                    match = single
            if match and when:
                found.extend(self.apart(when, row[at : match.end()]))
                at = match.end()
            else:
                at += 1
        return found

    def several(self, row: list[Element], letters: str, at: int) -> list[When]:
        """`7, 14 and 21 October`: days of one month that commas and an and part."""
        match = SEVERAL.match(letters, at)
        if match is None:
            return []
        elements = row[match.start() : match.end()]
        joint = next(element for element in elements if element.letter == "J")
        days = [element for element in elements if element.letter == "D"]
        if not self.finder.hit("join", joint.start) or self.blocked(elements):
            return []
        if any(self.layout.words[day.end : day.end + 1] not in ([","], ["."]) for day in days[:-2]):
            return []
        shared = [element for element in elements if element.letter in "MY"]
        months = [element.start for element in shared]
        found = []
        for day in days:
            fields = self.fields([*shared, day])
            if not self.valid(fields):
                return []
            found.append(When(day.start, day.end, iso(*fields)))
        if months[0] < days[0].start:
            found[0].start = months[0]
        else:
            found[-1].end = shared[-1].end
        return found

    def apart(self, when: When, elements: list[Element]) -> list[When]:
        """`on 5 May and 12 May`, `el 3 y el 10 de junio`: two days joined by an and, unless one follows the
        other."""
        join = next((element for element in elements if element.letter == "J"), None)
        if when.last is None or join is None or when.opened or not self.finder.hit("join", join.start):
            return [when]
        try:
            first, last = (date.fromisoformat(day.replace("--", "2000-")) for day in (when.first, when.last))
        except ValueError:
            return [when]
        after = when.end + (self.layout.words[when.end : when.end + 1] == ["."])
        told = self.finder.hit("when", after) or self.finder.hit("stop", after)
        if min(len(when.first), len(when.last)) < 7 or not 1 < (last - first).days < LONGEST_EVENT or told:
            return [when]  # a postposition may make a period of them
        behind = join.end
        return [When(when.start, join.start, when.first), When(behind, when.end, when.last)]

    def make(self, row: list[Element], match: re.Match[str], at: int) -> When | None:
        if match["c"] is not None:
            return self.single(row[match.start("c") : match.end("c")])
        first, second = row[match.start("a") : match.end("a")], row[match.start("b") : match.end("b")]
        letters = match["a"] + match["b"]
        if not set(letters) & {"M", "F"} and letters != "YY":
            return None
        a, b = self.fields(first), self.fields(second)
        join = row[match.end("a")]
        if letters == "YY" and (b[0] or 0) <= (a[0] or 0):
            return None
        if self.blocked(first) or self.blocked(second):
            return None
        last = b
        if b[1] is None and letters != "YY":
            last = (b[0], a[1], b[2])
        if a[1] is None and letters != "YY":
            a = (a[0], b[1], a[2])
        if a[0] is None:
            a = (last[0], a[1], a[2])
        elif last[0] is None:
            last = (a[0], last[1], last[2])
        if not self.valid(a) or not self.valid(last):
            return None
        begin, finish = iso(*a), iso(*last)
        if a[0] is not None and last[0] is not None and finish < begin:
            if match["a"] in ("M", "DM", "MD") and a[0] == last[0]:
                begin = iso(a[0] - 1, a[1], a[2])
            else:
                return None
        whole = match["b"] in ("YMD", "YDM", "DMY", "MDY", "F", "YM", "MY") and match["a"] in (
            "YMD",
            "YDM",
            "DMY",
            "MDY",
            "F",
            "YM",
            "MY",
            "DM",
            "MD",
            "M",
        )
        del join
        when = When(first[0].start, second[-1].end, begin, finish, second[0].start if whole else None)
        self.surround(when)
        return when

    def blocked(self, elements: list[Element]) -> bool:
        """A day that really counts something: `gegužę 30 dalyvių`."""
        last = elements[-1]
        if last.letter != "D" or len(elements) == 1:
            return False
        if self.layout.words[last.start - 1] == "(":
            return True  # `to October (18 months)`
        behind = self.layout.words[last.end : last.end + 1]
        if self.finder.lexicon and behind and behind[0] in self.finder.lexicon.language.grammar.pieces:
            return True  # `decemberben 3 db pad`
        if self.layout.words[last.start - 1] == "," and elements[-2].letter == "M":
            return True  # `since January, 28 meetings`
        bare = last.end == last.start + 1 and self.layout.words[last.end : last.end + 1] != ["."]
        lexicon = self.finder.lexicon
        if bare and lexicon and lexicon.language.numbers.alone and self.finder.hit("noun", last.end):
            return True  # `áprilisban 4 alkalommal`: a day would have its dot or its case
        if last.end > last.start + 1 and self.layout.words[last.start + 1] in DASHES:
            return False  # `1-jén induló`: its case ending says that it is a day
        at = last.end
        if at < len(self.layout.words) and not self.finder.hit("filler", at):
            noun = self.finder.hit("noun", at)
            if noun is not None and noun.name not in ("day", "month", "year", "event", "hour"):
                return True
            return bool(self.finder.currency_at(at)[0])
        return False

    def single(self, elements: list[Element]) -> When | None:
        fields = self.fields(elements)
        if self.blocked(elements):
            elements = elements[:-1]
            fields = self.fields(elements)
        if not self.valid(fields) or len(elements) == 1 and elements[0].year in RELATIVE.values():
            return None  # `that same year` alone is no date
        if [element.letter for element in elements] == ["M"]:
            return (
                When(elements[0].start, elements[-1].end, iso(*fields))
                if self.month_stands_alone(elements[0])
                else None
            )
        when = When(elements[0].start, elements[-1].end, iso(*fields))
        self.surround(when)
        return when

    def month_stands_alone(self, element: Element) -> bool:
        """A month without day and year is a date only where a year is known nearby; very short forms are
        words."""
        return len(self.layout.words[element.start]) > 3

    def surround(self, when: When) -> None:
        finder = self.finder
        at = when.start
        while at > 0 and (
            finder.hit_ending("weekday", at)
            or self.layout.words[at - 1] in ",("
            or at == when.start
            and len(when.first) == 7
            and finder.hit_ending("season", at)
            and finder.hit_ending("until", at - 1)
        ):
            at -= 1  # `do kraja listopada`
        when.opened = bool(finder.hit_ending("from", at))
        until = finder.hit_ending("until", at)
        when.closed = until is not None and (until.end - until.start > 1 or self.closes(until.start))
        begins = finder.hit_ending("when", until.start if until is not None else at)
        begins = begins or finder.hit_ending("when", at)
        if when.closed and begins is not None and begins.name == "start":
            when.closed = False  # `începe la 1 aprilie`: on that day, not until
        if finder.lexicon:
            behind = finder.hit("from", when.end)
            if behind is not None and not finder.lexicon.language.places.prepositions:
                when.opened = True  # `2022 októbere óta`
            tail = self.layout.text[self.layout.starts[when.start] : self.layout.ends[when.end - 1]].lower()
            suffixes = finder.lexicon.language.dates.suffixes
            if any(tail.endswith(ending) for ending in suffixes.get("end", [])):
                when.closed = True
            if when.last is None and any(tail.endswith(ending) for ending in suffixes.get("start", [])):
                when.opened = True
        end = when.end
        if (
            finder.hit("season", end)
            or any(finder.hit("season", p) for p in range(when.start, end))
            or finder.hit_ending("season", when.start)
        ):
            when.season = True

    def closes(self, position: int) -> bool:
        """Whether a word that joins two dates means until before a single one: `a 1 de abril` does not."""
        return len(self.layout.words[position]) > 1 or self.layout.words[position] in DASHES

    def fields(self, elements: list[Element]) -> tuple[int | None, int | None, int | None]:
        year = month = day = None
        for element in elements:
            year = element.year if element.year is not None else year
            month = element.month if element.month is not None else month
            day = element.day if element.day is not None else day
        return year, month, day

    def valid(self, fields: tuple[int | None, int | None, int | None]) -> bool:
        year, month, day = fields
        if month is not None and not 1 <= month <= 12:
            return False
        if day is not None:
            limit = 31 if month in (1, 3, 5, 7, 8, 10, 12, None) else 30 if month != 2 else 29
            return month is not None and 1 <= day <= limit
        return year is not None or month is not None


def taken(dates: list[When]) -> set[int]:
    return {position for when in dates for position in range(when.start, when.end)}


def nearest_cue(hits: list[Hit], start: int, end: int, limit: int = 40) -> Hit | None:
    """The cue closest to the tokens start..end; one before counts a little closer than one behind."""
    best, best_distance = None, limit + 1
    for hit in hits:
        distance = start - hit.end if hit.end <= start else (hit.start - end) + 2 if hit.start >= end else 0
        if distance < best_distance:
            best, best_distance = hit, distance
    return best
