"""The shape of a text: tokens, sentences, list items, labels, tables flattened to lines.

Offsets always count in the text as stored; nothing is normalised, so that a span found here is a span there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.extract.lexicon import Hit, Lexicon
from pipeline.extract.showcase import figures_above

SPACES = " \u00a0\u2009\u202f"
MONTH, DAY, YEAR = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])", r"(?:19|20)\d\d"
WHOLE_DATE = (
    rf"(?<![\d.,])(?:{YEAR}(?P<a>[-./]| (?=\d\d(?:\D|$))){MONTH}(?P=a){DAY}(?!\d)"
    rf"|{YEAR} (?:1[0-2]|0[1-9]) (?:3[01]|[12]\d|0[1-9])(?!\d)"
    rf"|{YEAR}\. ?{MONTH}\. ?{DAY}(?!\d)"
    rf"|(?<![-\d.,]){DAY}(?P<b>[-./]) ?{MONTH}(?P=b) ?{YEAR}(?!\d)"
    rf"|(?:1[0-2]|0[1-9])[./]{YEAR}(?![\d./])|{YEAR}[-/](?:1[0-2]|0[1-9])(?![\d./-]))"
)
FIGURE = (
    r"\d{1,3}(?P<c>[ \u00a0\u2009\u202f.,'’])\d{3}(?:(?P=c)\d{3})*(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d+(?:[.,]\d+)?"
)
# A word that the page broke with a soft hyphen, or a hyphen at the end of a line, stays one word.
LETTERS = (
    r"[^\W\d_]+(?:(?:\u00ad|-\n(?=[^\W\d_A-Z]))[^\W\d_]+)*(?:['’](?=[^\W\d_]{2}|[^\W\d_sSt](?![^\W\d_])))?"
)
# `R$` and `US$` are one sign each.
TOKEN = re.compile(
    rf"(?P<date>{WHOLE_DATE})|(?P<number>{FIGURE})|(?P<sign>\b(?:R|US)\$)|(?P<word>{LETTERS})|(?P<mark>\S)"
)
WORD = re.compile(LETTERS)
BULLET = re.compile(
    r"[ \t\u00a0]*(?:[-–—−•·▪◦*►●○→✓✔›»‣⁃∙❖➢■□]+(?=\s)|\(?(?:\d{1,2}|[a-zа-яα-ω])[.)](?=\s))\s*",
    re.IGNORECASE,
)
DAY_FIRST = re.compile(rf"{DAY}\. ?{MONTH}\. ?(?:{YEAR}|[–—-])")
END_OF_SENTENCE = frozenset(".!?…")
SEMICOLONS = frozenset(";·\u0387")  # the Greek one is a raised dot
QUESTION = 24  # tokens of a question in a talk, at most
TITLE = 12  # tokens of a heading with its number
NUMBER = 5  # characters before its first word
WRAP_AT = 60  # a line this long without an end mark goes on in the next
DASHED = re.compile(r"[^.,;:–—]{3,45} [–—] \S")  # a line that a label and a dash open
GAPS = re.compile(r"(?<=\S) {3,}(?=\S)")
FIGURES = re.compile(r"[\d \u00a0.,–—%-]{1,14}\D{0,5}")
UNIT = 14  # code points of a unit alone in its line
LABEL = 28  # code points of a label alone in its line
PAIRED = 16  # tokens of a line with a plan and what became of it
LABELLED = 60  # code points in which a label of a line of its own ends
LONGEST_SENTENCE = 250  # tokens; what is longer is no sentence and is cut up


@dataclass(slots=True)
class Segment:
    """A run of text read as one statement: a sentence, a list item, a table cell."""

    start: int  # first token
    end: int  # behind the last token
    line: int
    bullet: bool = False
    lead: Segment | None = field(default=None, repr=False)
    """The heading or lead-in (`We will:`) that governs this segment."""
    heading: bool = False
    after_list: bool = False
    """No list item itself, but behind the list that its heading opened."""
    colon: int | None = None
    """Token of the colon behind a short label that opens the segment."""


@dataclass(slots=True)
class Layout:
    """A tokenised text. `starts`, `ends`, `words` (lower case) and `kinds` (d n w p) run in parallel."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    kinds: str
    capital: list[bool]
    """Capitalised although no sentence begins there."""
    segments: list[Segment]
    segment_of: list[int]
    hits: list[Hit] = field(default_factory=list)

    def quote(self, start: int, end: int) -> str:
        return self.text[self.starts[start] : self.ends[end - 1]]

    def figures(self, segment: Segment) -> list[str]:
        """The numbers of a line as they are written."""
        return [self.words[at] for at in range(segment.start, segment.end) if self.kinds[at] == "n"]

    def glued(self, token: int) -> bool:
        """Whether nothing stands between this token and the one before."""
        return token > 0 and self.starts[token] == self.ends[token - 1]


def hyphens(layout: Layout) -> list[bool]:
    """Which tokens are hyphens inside a word or dots of an abbreviation: a pattern's words may be joined
    by them."""
    found = [False] * len(layout.words)
    for position in range(1, len(found) - 1):
        if layout.words[position] in "-‑" and layout.glued(position) and layout.glued(position + 1):
            found[position] = layout.kinds[position - 1] == "w" and layout.kinds[position + 1] == "w"
        elif layout.words[position] == "." and layout.glued(position) and layout.kinds[position - 1] == "w":
            # `pr. projekt`, `t.o.m.`: a dot before a word in lower case ends no sentence
            following = layout.text[layout.starts[position + 1]]
            found[position] = (
                layout.kinds[position + 1] == "w"
                and following.islower()
                and len(layout.words[position - 1]) <= 5
            )
    return found


FOLDED = str.maketrans({"’": "'", "ş": "ș", "ţ": "ț"})
"""Signs that texts write in two ways: the apostrophe, and Romanian letters with a cedilla for a comma."""


def tokenise(text: str) -> tuple[list[int], list[int], list[str], str]:
    starts, ends, words, kinds = [], [], [], []
    for match in TOKEN.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        kind = match.lastgroup or "mark"
        word = match.group()
        kinds.append(kind[0] if kind in ("date", "number", "word") else "m")
        if kinds[-1] == "w":
            word = word.lower().translate(FOLDED)
            if len(word) > 2 and ("\u00ad" in word or "\n" in word):
                word = word.replace("\u00ad", "").replace("-\n", "")  # a word that the page broke
        words.append(word)
    return starts, ends, words, "".join(kinds)


def lay_out(text: str, lexicon: Lexicon | None) -> Layout:
    """Tokens, segments and (with a lexicon) all pattern hits of a text."""
    starts, ends, words, kinds = tokenise(text)
    layout = Layout(text, starts, ends, words, kinds, [], [], [])
    abbreviations: frozenset[str] = frozenset()
    if lexicon:
        abbreviations = frozenset(lexicon.language.grammar.abbreviations)
    build_segments(layout, abbreviations, lexicon)
    first = {segment.start for segment in layout.segments}
    layout.capital = [
        kinds[i] == "w" and text[starts[i]].isupper() and i not in first and words[i - 1] not in '„“"«(:'
        for i in range(len(words))
    ]
    if lexicon:
        upper = (
            [kind == "w" and text[start].isupper() for kind, start in zip(kinds, starts, strict=True)]
            if lexicon.language.grammar.capital_nouns
            else None
        )
        layout.hits = lexicon.scan(words, layout.capital, hyphens(layout), upper)
    return layout


def lines_of(text: str) -> list[tuple[int, int]]:
    """(start, end) of every line that holds something, without its white space."""
    found = []
    position = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            start = position + line.index(body[0])
            found.append((start, start + len(body)))
        else:
            found.append((position, position))
        position += len(line)
    return found


def build_segments(layout: Layout, abbreviations: frozenset[str], lexicon: Lexicon | None) -> None:
    text, starts, count = layout.text, layout.starts, len(layout.starts)
    lines = lines_of(text)
    above = figures_above(layout, lines, lexicon)
    blocks: list[tuple[int, int, bool]] = []  # start, end, bullet
    blank = True
    barred, last_start = False, 0  # whether a bar stands in the last block, and where its last line begins
    for number, (start, end) in enumerate(lines):
        if start == end:
            blank = True
            continue
        bullet = numbering(text, start, end, lexicon)
        begins_low = text[start].islower()
        if number - 1 in above:
            blocks[-1] = (blocks[-1][0], end, blocks[-1][2])
            last_start = start
            continue
        if blocks and not blank and not (bullet and bullet.end() > start):
            finish = blocks[-1][1]
            last_line = text[last_start:finish].strip()
            closing = text[finish - 1]
            barred = barred or "|" in last_line
            open_end = closing not in ".!?…:;|"
            if (
                open_end
                and not barred
                and "\t" not in last_line
                and not in_columns(last_line, text[start:end])
                and not cell_before_figure(text, lines, number)
                and not label_inside(text, lines, number)
                and (
                    (
                        begins_low
                        and not (
                            opens_with_day(lexicon, text[start:end]) and opens_with_day(lexicon, last_line)
                        )
                        and closing not in "0123456789"
                        and (len(last_line) > 25 or closing in ",-–")
                        and not (": " in last_line and ": " in text[start : min(end, start + LABELLED)])
                    )
                    or (
                        len(last_line) >= WRAP_AT
                        and not text[start].isdigit()
                        and ":" not in text[start : min(end, start + 40)]
                        and not (DASHED.match(last_line) and DASHED.match(text[start:end]))
                    )
                )
            ):
                blocks[-1] = (blocks[-1][0], end, blocks[-1][2])
                last_start = start
                continue
        blocks.append((start, end, bool(bullet)))
        blank, barred, last_start = False, False, start
    token = 0
    segments: list[Segment] = []
    lead: Segment | None = None
    lead_of_list: Segment | None = None
    listed_since = asked = answered = False
    for number, (start, end, listed) in enumerate(blocks):
        while token < count and starts[token] < start:
            token += 1
        first = token
        if listed:
            opening = numbering(text, start, end, lexicon)
            stop = opening.end() if opening else start
            while first < count and starts[first] < stop and starts[first] < end:
                first += 1
        last = first
        while last < count and starts[last] < end:
            last += 1
        token = last
        if last == first:
            continue
        pieces = sentences(layout, first, last, abbreviations, lexicon)
        closing = text[end - 1]
        alone = len(pieces) == 1
        heading = (
            alone
            and not listed
            and last - first <= 12
            and closing not in ".!;,…|"
            and not (layout.kinds[first] == "n" and "\n" in text[start:end])
            and (
                closing in "?:"
                or not any(c == "n" for c in layout.kinds[first + (len(words_at(layout, first)) <= 2) : last])
            )
            and not (closing != ":" and ":" in layout.words[first:last])
        )
        if listed and answered:
            lead = lead_of_list = None  # the next turn of a talk speaks of something else
        answered = listed and lead is not None and lead.heading and asked
        asked = False
        follows = blocks[number + 1] if number + 1 < len(blocks) else None
        if listed and alone and follows is not None and titles_part(layout, start, end, last, follows):
            asked = closing == "?"
            listed, heading, answered = False, True, False
            lead_of_list = None if asked else lead_of_list
        governing = lead_of_list if listed and lead_of_list is not None else lead
        for begin, finish in shortened(pieces):
            segment = Segment(begin, finish, number, listed, governing, heading, listed_since and not listed)
            segment.colon = label_end(layout, begin, finish)
            segments.append(segment)
        listed_since = listed_since or listed
        if heading:
            lead, listed_since = segments[-1], False
            lead_of_list = None
        if closing == ":" and not heading:
            lead_of_list = segments[-1]
        elif not listed and not heading:
            # A list's own lead-in need not end in a colon; a paragraph only governs the bullets right
            # under it.
            lead_of_list = segments[-1] if closing not in ".!" else None
    layout.segments = segments
    owner = [-1] * count
    for index, segment in enumerate(segments):
        for position in range(segment.start, segment.end):
            owner[position] = index
    layout.segment_of = owner


def titles_part(layout: Layout, start: int, end: int, last: int, follows: tuple[int, int, bool]) -> bool:
    """`4. How it was last year` above running text, and the question of a talk, `– And before that?`, above
    its answer: they open a list no more than any heading does."""
    text = layout.text
    first = next((p for p in range(max(0, last - QUESTION), last) if layout.starts[p] >= start), last)
    if layout.starts[first] > start + NUMBER:
        return False  # too long
    if text[end - 1] == "?":
        return follows[2]
    return (
        text[start].isdigit()
        and last - first <= TITLE
        and (not text[follows[0]].isdigit() if follows[2] else text[follows[1] - 1] in ".!?")
        and text[end - 1] not in ".!;,:…|"
        and "n" not in layout.kinds[first + 1 : last]
    )


def in_columns(before: str, line: str) -> bool:
    """Whether two lines are rows of a table: columns set apart by wide gaps or semicolons."""
    if before.count(";") > 1 and abs(before.count(";") - line.count(";")) <= 1:
        return True
    return len(GAPS.findall(before)) > 1 or bool(GAPS.search(before) and GAPS.search(line))


def cell_before_figure(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """Whether a line is a short cell, as a unit in lower case is, between a label and a line of figures."""
    start, end = lines[number]
    if end - start > UNIT or number + 1 == len(lines):
        return False
    return FIGURES.fullmatch(text, *lines[number + 1]) is not None


def label_inside(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """Whether a short line with a capital has another right below it: no paragraph is broken so early, but
    a label of a sheet whose value above ran long is."""
    start, end = lines[number]
    if end - start > LABEL or not text[start].isupper() or number + 1 >= len(lines):
        return False
    below, finish = lines[number + 1]
    return finish > below and not text[below].islower()


def opens_with_day(lexicon: Lexicon | None, line: str) -> bool:
    """`balandžio 6 d. – Rietavas`: a line of a calendar, in lower case as months are."""
    opening = re.match(r"\s*([^\W\d_]+)\s+\d{1,2}\b", line)
    if opening is None or lexicon is None:
        return False
    return any(phrase.family == "month" for phrase in lexicon.phrases(opening[1].lower()))


def numbering(text: str, start: int, end: int, lexicon: Lexicon | None) -> re.Match[str] | None:
    """The dash or number that makes a line an item of a list; the day of a date (`16. května`) is none."""
    bullet = BULLET.match(text, start, end)
    if bullet and DAY_FIRST.match(text, start, end):
        return None  # `1. 3. 2021 – 28. 2. 2023`
    if bullet and lexicon and text[start].isdigit():
        word = WORD.match(text, bullet.end(), end)
        if word and any(phrase.family == "month" for phrase in lexicon.phrases(word.group().lower())):
            return None
    return bullet


def shortened(pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences with what is too long for one cut up: all rules look for cues through a whole sentence."""
    for begin, finish in pieces:
        for cut in range(begin, finish, LONGEST_SENTENCE):
            yield cut, min(cut + LONGEST_SENTENCE, finish)


def words_at(layout: Layout, position: int) -> str:
    """The first word of a line: `2-asis renginys Kaune` is a heading although a figure opens it."""
    return layout.words[position]


def label_end(layout: Layout, start: int, end: int) -> int | None:
    """The colon behind a label of at most ten words at the head of a segment."""
    bracket = False
    for position in range(start, min(end, start + 14)):
        word = layout.words[position]
        bracket = (bracket or word == "(") and word != ")"
        if bracket:
            continue  # `86 evenings (planned: 80)`: no label
        if word == ":":
            clock = (
                0 < position < end - 1
                and layout.kinds[position - 1] == "n"
                and layout.kinds[position + 1] == "n"
            )
            if not clock:
                return position
        if (
            word in "–—-"
            and not layout.glued(position)
            and position > start
            and position + 1 < end
            and (layout.kinds[position + 1] == "n" or opens_pair(layout, start, position, end))
        ):
            # `Dirbtuvės – 27`: a dash before a figure works as a colon where no figure stands before it
            if (
                position - start <= 8
                and "n" not in layout.kinds[start:position]
                and "," not in layout.words[start:position]
            ):
                return position
            return None
        if word == "." and position + 1 < end and layout.text[layout.starts[position + 1]].islower():
            continue  # `Partners incl. lead: 4`
        if word in ".;?!":
            return None
    return None


def paired_by_bar(layout: Layout, first: int, bar: int, last: int) -> bool:
    """`Workshops 36 | 33`: a label with two figures, and not two cells of which the first is a figure."""
    kinds, words = layout.kinds, layout.words
    return (
        kinds[bar - 1 : bar + 2] == "nmn"
        and kinds[first] == "w"
        and "n" not in kinds[first : bar - 1]
        and "n" not in kinds[bar + 2 : last]
        and "|" not in words[bar + 1 : last]
        and last - first <= PAIRED
    )


def opens_pair(layout: Layout, start: int, dash: int, end: int) -> bool:
    """`Workshops – planned 20, held 23`: what two figures of a short line count."""
    kinds = layout.kinds[start:end]
    return (
        len(kinds) <= PAIRED
        and kinds.count("n") == 2
        and layout.kinds[dash + 1] == "w"
        and "n" in layout.kinds[dash + 2 : dash + 4]
        and layout.words[end - 1] not in ".!?"
    )


def closes_with_scale(before: str, after: str, lexicon: Lexicon | None) -> bool:
    """`pridės 72,7 tūkst. Takas pailgės`: a sentence ends in a shortened scale, where a word of the
    language, and no currency or name, opens the next."""
    if lexicon is None or not any(
        phrase.family == "scale" and len(phrase.atoms) == 1 for phrase in lexicon.phrases(before)
    ):
        return False
    families = {phrase.family for phrase in lexicon.phrases(after) if len(phrase.atoms) == 1}
    return bool(families & {"noun", "cue", "stop", "kind", "contrast"}) and not families & {
        "currency",
        "country",
        "month",
    }


def is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()


SMALL = ("stop", "in", "contrast", "wish")


def opens_sentence(lexicon: Lexicon, word: str, small: tuple[str, ...] = SMALL) -> bool:
    """`w grudniu 2024 r. Za nami 22 spotkania`: a small word or a verb is capitalised only there."""
    return any(
        len(phrase.atoms) == 1
        and (
            phrase.family in small
            or phrase.family == "cue"
            and phrase.name in ("target", "actual", "now", "current")
        )
        for phrase in lexicon.phrases(word)
    )


def tells(lexicon: Lexicon, word: str) -> bool:
    """Whether a verb in the past may be told of the day before it: `2021 m. kovo 1 d. Pasirašyta`."""
    return any(phrase.name == "actual" for phrase in lexicon.phrases(word))


def small_word(lexicon: Lexicon, word: str) -> bool:
    """`vorgesehen sind 45. Zu jedem Abend`: no ordinal stands before a preposition."""
    return any(phrase.family in SMALL and len(phrase.atoms) == 1 for phrase in lexicon.phrases(word))


def common_word(lexicon: Lexicon, word: str) -> bool:
    """`potrwa do maja 2025 r. Wnioski przyjmujemy`: behind a verb and its day, a word that the language
    knows, and no town, opens a sentence of its own."""
    families = {phrase.family for phrase in lexicon.phrases(word) if len(phrase.atoms) == 1}
    known = families & {"noun", "kind", "when", "number", "body", "determiner"}
    return bool(known) and not families & {"settlement", "country", "month"}


def sentences(
    layout: Layout, first: int, last: int, abbreviations: frozenset[str], lexicon: Lexicon | None
) -> list[tuple[int, int]]:
    """(start, end) tokens of the sentences among the tokens of one block."""
    text, starts, ends, words, kinds = layout.text, layout.starts, layout.ends, layout.words, layout.kinds
    pieces, begin, depth = [], first, 0
    # Columns set apart by spaces: at least two wide gaps, or one before a figure.
    gaps = [
        p
        for p in range(first, last - 1)
        if starts[p + 1] - ends[p] >= 2 and not text[ends[p] : starts[p + 1]].strip(" \u00a0")
    ]
    figures_only = "w" not in kinds[first:last]
    wide = len(gaps) >= (1 if figures_only else 2) or (
        len(gaps) == 1 and starts[gaps[0] + 1] - ends[gaps[0]] >= 3
    )
    series = False  # of days, each with its town

    def is_month(at: int) -> bool:
        return (
            bool(lexicon)
            and first <= at < last
            and any(
                phrase.family == "month"
                for phrase in lexicon.phrases(words[at])  # type: ignore[union-attr]
            )
        )

    def of_a_date(at: int) -> bool:
        """Whether the dot at a place closes the short word behind a year, a day or a time of day."""
        if at < first + 2 or kinds[at - 2] != "n":
            return False
        if len(words[at - 1]) == 1 and (is_year(words[at - 2]) or is_month(at - 3)):
            # `2021 m. kovo 1 d. Pasirašyta sutartis`: a date alone is no sentence.
            return any(
                kinds[p] == "w" and len(words[p]) > 1 and not is_month(p) for p in range(begin, at - 2)
            )
        return bool(lexicon) and any(
            phrase.name == "hour" and len(phrase.atoms) == 1
            for phrase in lexicon.phrases(words[at - 1])  # type: ignore[union-attr]
        )

    for position in range(first, last - 1):
        word = words[position]
        if word == "(":
            depth += 1
        elif word == ")":
            depth = max(0, depth - 1)
        follows = position + 1
        if word == "|" and depth == 0:
            if begin == first and paired_by_bar(layout, first, position, last):
                continue
            if position > begin:
                pieces.append((begin, position))
            begin = follows
            continue
        if (
            wide
            and starts[follows] - ends[position] >= 2
            and not text[ends[position] : starts[follows]].strip(" \t\u00a0")
            or "\t" in text[ends[position] : starts[follows]]
        ):
            pieces.append((begin, follows))
            begin = follows
            continue
        if (
            word in SEMICOLONS
            and depth == 0
            and not (word != ";" and starts[follows - 1] > ends[position - 1])
        ):
            pieces.append((begin, follows))
            begin = follows
            continue
        if word not in END_OF_SENTENCE or starts[follows] == ends[position]:
            continue
        if depth and position - begin < 60:
            continue
        after = follows
        while after < last - 1 and words[after] in "„“”\"«»'(–-":
            after += 1
        character = text[starts[after]]
        if not (character.isupper() or character.isdigit() or kinds[after] == "m"):
            continue
        if word == ".":
            before = words[position - 1] if position > first else ""
            if (
                kinds[position - 1] == "w"
                and (before in abbreviations or len(before) == 1)
                and not (
                    character.isupper()
                    and lexicon
                    and (
                        any(
                            phrase.family == "currency"
                            or phrase.name == "output"  # `600 egz. Garso įrašų ..`
                            for phrase in lexicon.phrases(before)
                            if len(phrase.atoms) == 1
                        )
                        or of_a_date(position)
                        and (
                            opens_sentence(lexicon, words[after])
                            and (is_year(words[position - 2]) or not tells(lexicon, words[after]))
                            or is_month(after)
                            and is_month(position - 3)
                            and text[starts[position - 3]].islower()
                            or is_year(words[position - 2])
                            and common_word(lexicon, words[after])
                            and any(opens_sentence(lexicon, words[p], ()) for p in range(begin, position))
                        )
                    )
                )
                and not closes_with_scale(before, words[after], lexicon)
            ):
                continue
            if kinds[position - 1] in "nd" and position - 1 >= first:
                if position - 1 == first:
                    continue  # list number
                if is_month(position - 2) and words[follows] in "–—-":
                    continue  # `2024. április 3. – Filmest Baján`
                if is_month(position - 2) and (
                    series or "," in words[follows : follows + 4] and is_month(words.index(",", follows) + 1)
                ):
                    series = True
                    continue  # `május 4. Gyula, május 11. Orosháza`
                if character.isdigit() or not character.isupper():
                    continue
                if lexicon and any(phrase.family == "month" for phrase in lexicon.phrases(words[after])):
                    continue
                if (
                    kinds[position - 1] == "n"
                    and len(before) <= 2
                    and position - 2 >= begin
                    and lexicon
                    and any(
                        phrase.family in ("stop", "bare", "article")
                        for phrase in lexicon.phrases(words[position - 2])
                    )
                    and not any(  # `jų buvo 29. Surengėme ..`: a verb stands before no ordinal
                        phrase.name in ("actual", "target") and len(phrase.atoms) == 1
                        for phrase in lexicon.phrases(words[position - 2])
                    )
                    and not small_word(lexicon, words[after])
                    and not any(phrase.family == "copula" for phrase in lexicon.phrases(words[position - 2]))
                ):
                    continue  # "im 3. Quartal": an ordinal before a noun
        pieces.append((begin, follows))
        begin = follows
    pieces.append((begin, last))
    return [piece for piece in pieces if piece[1] > piece[0]]
