"""The words that tell what a figure means, and how near each of them stands to it.

Each clause boundary between a figure and a cue makes the cue further away.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from pipeline.extract.figures.numerals import DASHES, Quantity, is_plain_year
from pipeline.extract.figures.quantities import Finder
from pipeline.extract.layout import Layout, Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.editions import earlier_editions, former_ones
from pipeline.extract.meaning.sections import Sections
from pipeline.extract.meaning.verbs import decide, denied, never_done, past_verbs, same_case
from pipeline.extract.times.dates import When
from pipeline.extract.titles import GENRES, is_minutes

LABEL = 7  # words of a label; what is longer before a colon is a clause
AUXILIARY = 14  # how far before a participle the auxiliary stands that it shares
CROSSING = {",": 5, ";": 9, ":": 2, "(": 6, ")": 6}
RATES = {
    "event": "per_event",
    "project": "per_project",
    "organisation": "per_partner",
    "country": "per_country",
    "participant": "per_person",
    "inhabitant": "per_person",
    "audience": "per_person",
    "household": "per_person",
    "year": "per_year",
}
OWED = ("spent", "awarded")
PLANS = ("target", "planned", "promised")
NEXT = 2  # tokens between a figure whose noun is left out and its verb
THOUSAND = 1e3  # from which a bare figure behind a verb of spending is a sum
MILLION = 1e6  # from which a scaled figure beside a sum is one too
OPPOSITE = {
    "actual": "target",
    "achieved": "target",
    "target": "actual",
    "planned": "actual",
    "promised": "actual",
}
OF_WHOLE = 3  # words from a sum to the noun whose case says that it is the whole
ASIDE_WORDS = 8  # words of a figure and its plan in brackets
ASIDE = 3  # clause boundaries behind which a cue right before a figure is that figure's
REFERRED = 20  # words back to the things that `each one` means
OF_THEM = 5  # tokens behind `each` that may hold its noun: `each of the four clubs`
NAMED_BY = 3  # words among them that are neither small nor figures
WISHED = 12  # words back to the conjunction that makes of a past a wish
PART = 8  # tokens between a sum spent and the whole that it is a part of
RUNS = 6  # years that an initiative lasts at most
CALLS = ("call", "invitation", "consultation")
DENIED = "denied"  # how a past is marked that did not come to be
WITH_PARTICIPLE = 3  # words of a future that holds its participle: `ще бъдат засадени`


class Cued:
    """The cues of one laid-out text, and which of them stands nearest to a figure."""

    def __init__(
        self,
        layout: Layout,
        finder: Finder,
        document_type: str | None,
        year: int | None,
        first: int | None = None,
        dates: Sequence[When] = (),
    ) -> None:
        dated = frozenset(p for when in dates if len(when.first) > 4 for p in range(when.start, when.end))
        """Tokens of whole dates: their years say nothing of the figures beside them."""
        self.layout = layout
        self.finder = finder
        self.genre = document_type if document_type in GENRES else None
        """A kind of document that tells by itself what is still to come."""
        self.type = None if self.genre else document_type
        self.year = year
        self.hits: dict[tuple[str, str], list[Hit]] = {}
        parted = {segment.start for segment in layout.segments}
        """Where a cell or a sentence begins: `Planned | Achieved` are two heads, no future."""
        future = {
            position
            for hit in layout.hits
            if hit.family == "cue" and hit.name == "target" and hit.end not in parted
            for position in range(hit.start + 1, hit.end + 1)
        }
        coming = {
            hit.start
            for hit in layout.hits
            if hit.family == "cue" and hit.name in ("target", "planned") and hit.start not in parted
        }
        auxiliary = {
            hit.end: hit.start
            for hit in layout.hits
            if hit.family == "cue" and hit.name == "actual" and hit.end in coming
        }

        passive = {
            layout.segment_of[hit.start]: hit.start
            for hit in reversed(layout.hits)
            if hit.family == "cue"
            and (
                hit.name == "actual"
                and hit.start in future
                or hit.name == "target"
                and (hit.end - hit.start >= WITH_PARTICIPLE or hit.start in auxiliary)
            )
        }
        """Where the first participle of a future stands in each sentence."""
        foretold = {
            position
            for hit in layout.hits
            if hit.family == "cue" and hit.name == "promised"
            for position in range(hit.start, hit.end)
        }
        self.in_the_past = foretold
        """Tokens that tell of a plan in the past."""
        joins = finder.ending.get("join", {})
        articles = finder.lexicon.language.numbers.articles if finder.lexicon else []
        for hit in layout.hits:
            if (
                hit.family == "cue"
                and hit.name == "actual"
                and hit.end - hit.start == 1
                and hit.start in joins
                and hit.start > passive.get(layout.segment_of[hit.start], hit.start)
            ):
                continue  # `500 trees will be planted and trained 40 volunteers`: the future goes on
            if hit.family == "cue" and hit.name in ("target", "planned") and hit.start in auxiliary:
                hit = hit._replace(start=auxiliary[hit.start])
            if hit.family == "cue" and hit.name in ("actual", "achieved") and hit.start in future:
                continue  # `will be held`: the auxiliary decides
            if hit.family == "cue" and hit.name == "actual" and hit.end in coming:
                continue  # `had been promised`: the participle decides
            if hit.start in dated and hit.family in ("cue", "kind", "basis"):
                continue  # `4 May 2021`
            if hit.family == "cue" and hit.name in ("actual", "past"):
                if self.wished(hit) or denied(layout, finder, hit):
                    hit = hit._replace(name="target", pattern=DENIED)
            if hit.name == "per_year" and hit.start > 1 and is_plain_year(layout.words[hit.start - 2]):
                if layout.words[hit.start - 1] in ".-":
                    continue  # `a 2022. évi kiadás`: of that year
            if (
                hit.family == "cue"
                and hit.name == "actual"
                and hit.end - hit.start == 1
                and hit.start > 0
                and layout.words[hit.start - 1] in articles
                and hit.end < len(layout.words)
                and layout.kinds[hit.end] == "w"
                and not finder.hit("stop", hit.end)
            ):
                continue  # `a printed map of the walks`: it describes the thing
            if (
                hit.family == "cue"
                and hit.name in ("actual", "achieved", "finished")
                and hit.start in foretold
            ):
                continue  # `we had wanted a dozen`, `buvo užsibrėžę`
            self.hits.setdefault((hit.family, hit.name), []).append(hit)
        self.hits.setdefault(("cue", "target"), []).extend(never_done(layout, finder))
        earlier, own = earlier_editions(layout, finder)
        told = [*self.hits.get(("cue", "context"), ()), *earlier, *former_ones(layout, finder)]
        self.hits["cue", "context"] = [
            hit for hit in told if not any(start <= hit.start < end for start, end in own)
        ]
        for found in self.hits.values():
            found.sort(key=lambda hit: hit.start)
        done = self.hits.setdefault(("cue", "actual"), [])
        done.extend(past_verbs(layout, finder))
        done.sort(key=lambda hit: hit.start)
        decide(layout, finder, self.hits)
        self.add_rates(finder)
        self.starts = {key: [hit.start for hit in hits] for key, hits in self.hits.items()}
        self.dated = dated
        labels = {
            position
            for segment in layout.segments
            if segment.colon
            for position in range(segment.start, segment.colon)
        }
        deeds = sum(
            hit.start not in labels
            for name in ("actual", "achieved", "finished")
            for hit in self.hits.get(("cue", name), ())
        )
        planned = sum(len(self.hits.get(("cue", name), ())) for name in ("target", "planned"))
        self.told_afterwards = document_type is None and deeds >= 4 and deeds > 1.6 * planned
        self.sections = Sections(layout, self.hits, document_type, self.told_afterwards, dates)
        self.told_afterwards = self.sections.told_afterwards
        """A page that tells what has happened, though its head does not call it a report."""
        self.walls = self.build_walls()
        self.figures: dict[int, list[Quantity]] = {}
        """The figures of each segment, once they are read."""
        # Reports and minutes speak of the year before their date; whatever is older is background too.
        back = document_type == "report" or self.told_afterwards or is_minutes(layout)
        self.first = first if first is None or not back else first - 1
        if self.first is None and self.genre == "awards":
            head = layout.segments[0] if layout.segments else None
            years = [w for w in layout.words[head.start : head.end] if is_plain_year(w)] if head else []
            self.first = max(map(int, years), default=None)  # `Small awards 2023`, on a page without a date
        begun = [int(when.first[:4]) for when in dates if self.sections.starts(when) and when.first[0] != "-"]
        if self.first is not None and document_type not in CALLS:
            self.first = min([self.first, *(year for year in begun if self.first - RUNS <= year)])
        """The first year that is the initiative's own."""
        self.verb_last = bool(finder.lexicon and finder.lexicon.language.grammar.oblique)
        self.auxiliaries: dict[str, tuple[str, ...]] = {}
        """What makes a participle of these endings a plan, from patterns like `bus *tas`."""
        for pattern in finder.lexicon.language.cues.target if finder.lexicon else ():
            verb, _, ending = pattern.partition(" *")
            if ending and ending.isalpha() and verb.isalpha():
                self.auxiliaries[verb] = (*self.auxiliaries.get(verb, ()), ending)
        self.thing: Callable[[Quantity], str | None] = lambda quantity: None
        """What a figure counts by the noun behind it."""
        self.is_money: Callable[[Quantity], bool] = lambda quantity: False
        self.rates: list[tuple[int, int, str]] = []
        """Spelt ones beside a sum that say per what it is: `a single show`, `vienai vakarienei`."""

    def wished(self, hit: Hit) -> bool:
        """`żeby przyszło 100 osób`: a past behind `so that` in its clause is a wish."""
        wishes = self.finder.at.get("wish", {})
        low = max(self.layout.segments[self.layout.segment_of[hit.start]].start, hit.start - WISHED)
        for position in range(hit.start - 1, low - 1, -1) if wishes else ():
            if self.layout.words[position] in CROSSING:
                return False
            if position in wishes:
                return True
        return False

    def add_rates(self, finder: Finder) -> None:
        """`each workshop`, `kiekvienas partneris`, `klubonként`: a rate by the noun behind each or every,
        or by the noun's own ending."""
        rates = [
            Hit("basis", RATES[hit.name], hit.start, hit.end, 0)
            for hit in self.layout.hits
            if hit.family == "noun"
            and hit.name in RATES
            and finder.lexicon is not None
            and finder.lexicon.is_rate(self.layout.words[hit.end - 1], hit.pattern)
        ]
        articles = set(finder.lexicon.language.grammar.determiners) if finder.lexicon else set()
        for hit in self.hits.get(("cue", "each"), ()):
            rate = self.referred(finder, hit)
            if rate is not None:
                rates.append(rate)
        for hit in self.hits.get(("cue", "every"), ()):
            passed = 0
            for position in range(hit.end, min(len(self.layout.words), hit.end + OF_THEM)):
                noun = finder.hit("noun", position)
                if noun is not None:
                    if noun.name in RATES:
                        rates.append(Hit("basis", RATES[noun.name], hit.start, noun.end, 0))
                    break
                small = finder.hit("stop", position) or finder.hit("number", position)
                passed += not small and self.layout.words[position] not in articles  # `of the four`
                if self.layout.kinds[position] != "w" and not small or passed >= NAMED_BY:
                    break
        for rate in rates:
            known = self.hits.setdefault(("basis", rate.name), [])
            if not any(other.start <= rate.start < other.end for other in known):
                known.append(rate)
                known.sort(key=lambda hit: hit.start)

    def referred(self, finder: Finder, hit: Hit) -> Hit | None:
        """`30 workshops, 15 people in each one`: each of the things counted last before it."""
        at, words = hit.end, self.layout.words
        if hit.end - hit.start == 1 and len(words[hit.start]) < len("each"):
            return None
        if at < len(words) and self.layout.kinds[at] in "wn" and not finder.hit("join", at):
            return None
        segment = self.layout.segments[self.layout.segment_of[hit.start]]
        if any(
            other.start < hit.end and hit.start < other.end
            for other in finder.at.get("basis", {}).get(hit.start, ())
        ):
            return None
        for position in range(hit.start - 1, max(segment.start, hit.start - REFERRED) - 1, -1):
            noun = finder.hit("noun", position)
            if noun is not None and noun.name in ("event", "project", "organisation"):
                return Hit("basis", RATES[noun.name], hit.start, hit.end, 0)
        return None

    def build_walls(self) -> list[int]:
        """Running sum of the clause boundaries before each token."""
        walls, total = [], 0
        contrast = self.finder.at.get("contrast", {})
        join = self.finder.at.get("join", {})
        words = self.layout.words
        for position, word in enumerate(words):
            walls.append(total)
            if word in CROSSING:
                total += CROSSING[word]
            elif word in DASHES and not self.layout.glued(position):
                total += 3
            elif word == "." and position + 1 < len(words) and not self.layout.glued(position + 1):
                if self.layout.text[self.layout.starts[position + 1]].isupper():
                    total += 5  # maybe the end of a sentence behind an abbreviation
            elif position in contrast:
                total += 6
            elif position in join:
                total += 2
        walls.append(total)
        return walls

    def within(self, family: str, name: str, start: int, end: int) -> list[Hit]:
        key = (family, name)
        hits = self.hits.get(key)
        if not hits:
            return []
        index = bisect_left(self.starts[key], start)
        found = []
        while index < len(hits) and hits[index].start < end:
            if hits[index].end <= end:
                found.append(hits[index])
            index += 1
        return found

    def distance(self, quantity: Quantity, hit: Hit) -> float:
        left = quantity.begin
        right = max(quantity.end, quantity.right)
        if hit.end <= left:
            return left - hit.end + self.walls[left] - self.walls[hit.end - 1]
        if hit.start >= right:
            return hit.start - right + 0.5 + self.walls[hit.start] - self.walls[right - 1]
        return 0

    def nearest(
        self, quantity: Quantity, family: str, names: tuple[str, ...], segment: Segment
    ) -> tuple[str, Hit | None, float]:
        best: tuple[str, Hit | None, float] = ("", None, 1e9)
        for name in names:
            for hit in self.within(family, name, segment.start, segment.end):
                if family == "cue" and (self.counted_word(quantity, hit) or self.bracketed(quantity, hit)):
                    continue
                distance = self.distance(quantity, hit)
                if hit.start in self.in_the_past and name in PLANS and self.has_own(quantity, hit, segment):
                    continue  # `Of the 18 (we had wanted a dozen) 14 stayed`
                if family == "cue" and hit.start >= quantity.end:
                    if self.next_figures(quantity, hit, segment):
                        continue
                    if self.opens_figure(hit.end):
                        distance += 4  # `7 412 were spent of a planned 8 000`
                elif family == "cue" and name in PLANS and self.overtaken(quantity, hit):
                    continue  # `of 30 planned benches 22 stand already`
                elif name in OWED and hit.start >= quantity.end and self.next_sum(quantity, hit):
                    continue  # `of 356 000 we have spent 341 200`, `spent 40 000 of the granted 96 000`
                elif name == "spent" and self.whole_sum(quantity, hit):
                    continue  # `we spent 18 740 of the 52 000`
                if distance < best[2]:
                    best = (name, hit, distance)
        return best

    def counted_word(self, quantity: Quantity, hit: Hit) -> bool:
        """`6 sessions, 15 inscrits au plus`: a participle that is itself the noun behind a figure tells
        nothing of another one, nor of a limit of its own."""
        at = hit.start
        if hit.end - at > 1 or not at or self.finder.hit("noun", at) is None:
            return False
        if at == max(quantity.end, quantity.right) or at == quantity.end:
            return quantity.qualifier in ("at_most", "at_least")
        return self.layout.kinds[at - 1] == "n" or self.finder.hit_ending("number", at) is not None

    def bracketed(self, quantity: Quantity, hit: Hit) -> bool:
        """`1 200 copies (pledged: 800) and six videos`: what stands in brackets with a figure of its own says
        nothing of the figures outside them."""
        words = self.layout.words
        low, high = max(0, hit.start - ASIDE_WORDS), min(len(words), hit.end + ASIDE_WORDS)
        left = next((p for p in range(hit.start - 1, low - 1, -1) if words[p] in "()"), None)
        right = next((p for p in range(hit.end, high) if words[p] in "()"), None)
        if left is None or right is None or words[left] != "(" or words[right] != ")":
            return False
        return not left < quantity.start < right and self.figure_between(left, right)

    def has_own(self, quantity: Quantity, hit: Hit, segment: Segment) -> bool:
        """Whether a plan told of in the past speaks of another figure: one between, or one behind it in a
        clause of its own."""
        if hit.end <= quantity.begin:
            return self.figure_between(hit.end, quantity.begin)
        if hit.start < quantity.end:
            return False
        apart = self.walls[hit.start] - self.walls[quantity.end - 1] >= CROSSING[","]
        return (
            self.figure_between(quantity.end, hit.start)
            or apart
            and self.figure_between(hit.end, segment.end)
        )

    def overtaken(self, quantity: Quantity, hit: Hit) -> bool:
        """Whether a plan before the figure has a figure of its own, behind which something else is told."""
        for other in self.figures.get(self.layout.segment_of[quantity.start], ()):
            if hit.start <= other.begin + 1 and hit.end <= quantity.begin and other.end <= quantity.begin:
                if other.begin - hit.end > NEXT or other is quantity:
                    continue
                behind = max(other.end, hit.end)
                if any(
                    self.within("cue", name, behind, quantity.begin)
                    for name in ("now", "actual", "achieved", "past")
                ):
                    return True
        return False

    def foretold(self, quantity: Quantity) -> Hit | None:
        """What tells of a plan in the past in the clause of the figure: `the bid had assumed 272`, `in the
        application stood eight partners`."""
        start, end = self.clause(quantity)
        contrasts = self.finder.at.get("contrast", {})
        for hit in self.within("cue", "promised", start, end):
            if hit.end <= quantity.begin:
                between, last = range(hit.end, quantity.begin), quantity.begin
            elif hit.start >= quantity.end:
                between, last = range(quantity.end, hit.start), hit.start
            else:
                return hit
            if any(p in contrasts for p in between):
                continue
            if any(self.opens_figure(p) for p in between) and not self.plan_goes_on(hit, quantity, between):
                continue
            if hit.start >= quantity.end and any(self.opens_figure(p) for p in range(hit.end, end)):
                continue  # `40 came and we had expected 30`
            colon = next((p for p in between if self.layout.words[p] == ":"), None)
            if colon is not None and self.within("cue", "actual", colon, end):
                continue  # `we had hoped for thirty: to the first evening forty-two came`
            joined = self.walls[last] > self.walls[between.start]
            if joined and self.within("cue", "actual", between.start, between.stop):
                continue  # `we wanted to help and trained 40 people`
            return hit
        return None

    def plan_goes_on(self, hit: Hit, quantity: Quantity, between: range) -> bool:
        """`we had foreseen 70 sessions and 50 volunteers`: one plan for both figures, with no verb between
        them."""
        if hit.end > quantity.begin or self.finder.hit_ending("join", quantity.begin) is None:
            return False
        return not any(
            self.within("cue", name, between.start, between.stop)
            for name in ("actual", "achieved", "now", "past", "finished")
        )

    def next_figures(self, quantity: Quantity, hit: Hit, segment: Segment) -> bool:
        """Whether a cue behind the number belongs to the figure behind it: `58 came, instead of the planned
        60`, `we reckoned with 300 guests, but more than 700 came`."""
        crossed = self.walls[hit.start] - self.walls[quantity.end - 1]
        colon = segment.colon is not None and quantity.end <= segment.colon < hit.start
        if colon and any(
            other.start > segment.colon and not other.reason  # type: ignore[operator]
            for other in self.figures.get(self.layout.segment_of[quantity.start], ())
        ):
            return True  # `we were to train 60 women: 73 were trained`
        if self.unforeseen(quantity, hit) or self.describes_next(quantity, hit):
            return True
        right = range(hit.end, min(segment.end, hit.end + 2))
        if crossed >= ASIDE and any(self.opens_figure(p) for p in right):
            return True
        return self.set_beside(quantity, hit)

    def describes_next(self, quantity: Quantity, hit: Hit) -> bool:
        """`16 kaláka a vállalt 15-ből`, `with 31 guests it stayed behind the hoped for 60`: a participle
        right before a figure for the same thing is that figure's, not that of the one before."""
        linked = any(self.finder.hit_ending("stop", p) for p in (hit.start, hit.start - 1))
        return hit.name in PLANS and any(
            other.start == hit.end
            and (
                self.finder.alone(other)
                or linked
                and not other.reason
                and other.currency == quantity.currency
                and self.thing(other) in (None, self.thing(quantity), *["?"] * self.closes(other))
            )
            for other in self.figures.get(self.layout.segment_of[hit.start], ())
        )

    def closes(self, quantity: Quantity) -> bool:
        """`behind the 60 hoped for`, `hinter den erhofften 60 zurück.`: one word at most ends the clause."""
        end = self.clause(quantity)[1]
        return end - max(quantity.end, quantity.right) <= 2

    def unforeseen(self, quantity: Quantity, hit: Hit) -> bool:
        """`we sewed 1 500 masks, which was not foreseen`: a plan denied behind the figure."""
        if hit.name not in PLANS or hit.start < quantity.end or hit.pattern == DENIED:
            return False
        ending = self.finder.ending.get("cue", {})
        before = (*ending.get(hit.start, ()), *ending.get(hit.start - 1, ()))  # `no estaba previsto`
        crossed = self.walls[hit.start] - self.walls[quantity.end - 1] >= CROSSING[","]
        return crossed and any(other.name == "negation" for other in before)

    def shared_out(self, quantity: Quantity, segment: Segment) -> bool:
        """Whether a sum is a part of the one before `of which` in its sentence."""
        return any(
            any(p in self.finder.at["of_which"] for p in range(other.end, quantity.begin))
            for other in self.figures.get(self.layout.segment_of[segment.start], ())
            if other.currency and other.end < quantity.begin and "of_which" in self.finder.at
        )

    def set_beside(self, quantity: Quantity, hit: Hit) -> bool:
        """Whether the clause of a cue has a figure of its own for the same thing, or for one left out."""
        contrasts = self.finder.at.get("contrast", {})
        for other in self.figures.get(self.layout.segment_of[quantity.start], ()):
            if other.start <= quantity.end or other.reason or other.currency != quantity.currency:
                continue
            thing = self.thing(other) or self.named_before(other, quantity.end)
            if other.end <= hit.start:
                goes_on = not any(p in contrasts for p in range(quantity.end, other.start))
                if self.verb_last and goes_on and not self.tells(quantity):
                    continue  # one verb at the end for all: `az egyikben 12 fő, a másikban 15 ült`
                at_verb = hit.start - max(other.end, other.right) <= NEXT
                listed = self.finder.hit_ending("join", other.begin) is not None
                crossed = self.walls[hit.start] - self.walls[other.end - 1] >= CROSSING[","]
                if thing is None and at_verb and not listed and not crossed:
                    return True  # `36 quilts where two dozen had been foreseen`
            elif other.start >= hit.end:
                return (
                    self.walls[hit.start] - self.walls[quantity.end - 1] >= CROSSING[","]
                    and self.walls[other.begin] - self.walls[hit.end - 1] < CROSSING[","]
                    and thing in (None, self.thing(quantity))
                )
            elif thing is not None:
                return False
        return False

    def tells(self, quantity: Quantity) -> bool:
        """`Jelenleg 21-en vannak, év végére harminc kellene`: whether a figure's clause has its own verb."""
        after = max(quantity.end, quantity.right)
        return any(self.within("cue", name, after, self.clause(quantity)[1]) for name in ("actual", "now"))

    def whole_sum(self, quantity: Quantity, hit: Hit) -> bool:
        """Whether a verb of spending speaks of a part of this sum: `we spent 18 740 of the 52 000`."""
        return quantity.currency is not None and any(
            hit.end <= other.begin
            and other.end <= quantity.begin
            and quantity.begin - other.end <= PART
            and other.high < quantity.low
            and other.currency is not None
            and self.finder.hit("stop", max(other.end, other.right)) is not None
            and self.walls[quantity.begin] == self.walls[other.end - 1]
            for other in self.figures.get(self.layout.segment_of[quantity.start], ())
        )

    def next_sum(self, quantity: Quantity, hit: Hit) -> bool:
        """Whether another sum stands right behind a verb of spending, or, where the verb closes its clause,
        in that clause before it."""
        return quantity.currency is not None and any(
            (
                hit.end <= other.begin <= hit.end + 2
                and "," not in self.layout.words[hit.end : other.begin]
                or hit.end <= other.begin <= hit.end + PART  # `we have spent by the end of May 341 200`
                and other.high < quantity.low
                and self.walls[other.begin] == self.walls[hit.end]
                or self.verb_last
                and quantity.end <= other.begin < hit.start
                and (
                    self.walls[other.begin] - self.walls[quantity.end - 1] >= CROSSING[","]
                    and not same_case(self.layout, quantity, other)
                    or self.taken_from(quantity)
                )
            )
            and (
                other.currency
                or self.is_money(other)
                or other.scaled
                and other.high >= MILLION
                or THOUSAND <= other.high < quantity.low
                and other.reason is None
                and self.thing(other) is None
            )
            for other in self.figures.get(self.layout.segment_of[quantity.start], ())
        )

    def taken_from(self, quantity: Quantity) -> bool:
        """`A 24 milliós keretből 18 milliót költöttünk el`: the whole that the next sum was taken from."""
        endings = tuple(self.finder.lexicon.language.grammar.partitive) if self.finder.lexicon else ()
        end = max(quantity.end, quantity.right)
        behind = self.layout.words[quantity.end - 1 : end + OF_WHOLE]
        return bool(endings) and any(word.endswith(endings) for word in behind)

    def named_before(self, quantity: Quantity, start: int) -> str | None:
        """What a figure counts by the noun right before it: `the number of books lent was 9 600`."""
        for position in range(quantity.begin - 1, max(start, quantity.begin - 3) - 1, -1):
            if self.layout.kinds[position] != "w":
                return None
            noun = self.finder.hit_ending("noun", position + 1)
            if noun is not None and noun.name not in ("year", "month", "week", "day"):
                return noun.name
        return None

    def figure_between(self, start: int, end: int) -> bool:
        return any(self.opens_figure(position) for position in range(start, end))

    def opens_figure(self, position: int) -> bool:
        return position < len(self.layout.words) and (
            self.layout.kinds[position] == "n" or self.finder.hit("number", position) is not None
        )

    def set_against(self, quantity: Quantity, segment: Segment) -> tuple[str, str] | None:
        """The first of two figures for one thing, where only the second says what it is, is the other one:
        `meant for 15 people, 31 came`."""
        for name, role in OPPOSITE.items():
            if role == "actual" and quantity.qualifier in ("at_most", "less_than"):
                continue  # `a group takes up to 12; we shall admit 36`: a limit tells of no past
            for hit in self.within("cue", name, quantity.end, segment.end):
                if self.set_beside(quantity, hit):
                    return role, "set against " + self.say(hit)
        return None

    def clause(self, quantity: Quantity) -> tuple[int, int]:
        """Tokens from the last to the next clause boundary around the number."""
        segment = self.layout.segments[self.layout.segment_of[quantity.start]]
        words = self.layout.words
        start = quantity.begin
        while start > segment.start and not (
            words[start - 1] in ",;()" or words[start - 1] in DASHES and not self.layout.glued(start - 1)
        ):
            start -= 1
        end = max(quantity.end, quantity.right)
        while end < segment.end and not (
            words[end] in ",;()" or words[end] in DASHES and not self.layout.glued(end)
        ):
            end += 1
        return start, end

    def has(self, name: str, quantity: Quantity, whole: bool = False, family: str = "cue") -> Hit | None:
        """The first cue of that name in the number's clause, or in its whole sentence."""
        if whole:
            segment = self.layout.segments[self.layout.segment_of[quantity.start]]
            span = (segment.start, segment.end)
        else:
            span = self.clause(quantity)
        hits = self.within(family, name, *span)
        return min(hits, key=lambda hit: self.distance(quantity, hit)) if hits else None

    def is_thing(self, hit: Hit) -> bool:
        """`Activities and products`: a participle that a heading joins to a noun is a noun itself."""
        return self.finder.hit("noun", hit.start) is not None or (
            hit.end - hit.start == 1 and hit.start in self.finder.ending.get("join", {})
        )

    def heading_role(self, segment: Segment) -> tuple[str, str] | None:
        """The role that the heading or lead-in above gives, where it names only one."""
        for lead in self.lead_chain(segment):
            planned, done = (
                [hit for name in names for hit in self.within("cue", name, lead.start, lead.end)]
                for names in (("target", "planned", "promised"), ("actual", "achieved"))
            )
            done = [hit for hit in done if hit.name == "achieved" or not self.is_thing(hit)]
            aims = segment.bullet and self.within("cue", "aims", lead.start, lead.end)
            if aims and not planned and not done and lead.end - lead.start <= LABEL:
                return "target", "heading: aims"  # `Objectives:` above a list
            if bool(planned) != bool(done):
                return "target" if planned else "actual", "heading: " + self.say((planned or done)[0])
        return None

    def lead_chain(self, segment: Segment) -> list[Segment]:
        chain, seen = [], 0
        lead = segment.lead
        while lead is not None and seen < 3:
            if lead is self.layout.segments[0]:
                break  # the document's title says nothing of each figure below it
            if segment.after_list and lead.heading:
                break  # the list below a heading is over
            chain.append(lead)
            above, index = lead.lead, self.layout.segment_of[lead.start]
            if above is not None and lead.heading and above.heading:
                if self.layout.segments[index - 1] is not above:
                    break  # `Finished`, its projects, then `Running`: headings of one rank
            lead = above
            seen += 1
        return chain

    def say(self, hit: Hit) -> str:
        return f"“{self.layout.quote(hit.start, hit.end)}”"

    def to_come(self, done: Hit, segment: Segment) -> Hit | None:
        """`Tiks ierakstīti 90 stāsti un izdota grāmata`: a participle shares the auxiliary before it."""
        words = self.layout.words
        if done.end - done.start > 1:
            return None
        for position in range(done.start - 1, max(segment.start, done.start - AUXILIARY) - 1, -1):
            endings = self.auxiliaries.get(words[position])
            if endings is not None and words[done.start].endswith(endings):
                return Hit("cue", "target", position, position + 1, 0)
            verbs = self.finder.at.get("cue", {}).get(position, ())
            if words[position] == ";" or self.finder.hit("contrast", position):
                return None
            if any(hit.name in ("actual", "past", "now") for hit in verbs):
                return None
        return self.attribute_of(done, segment)

    def attribute_of(self, done: Hit, segment: Segment) -> Hit | None:
        """`We shall open a trail with a leaflet printed in 2 500 copies`: right behind its noun a participle
        only describes what the plan before it promises."""
        behind = self.finder.hit_ending("noun", done.start)
        lexicon = self.finder.lexicon
        if lexicon is None or lexicon.language.grammar.head != "first" or behind is None:
            return None
        deeds = self.within("cue", "actual", segment.start, done.start)
        plans = self.within("cue", "target", segment.start, behind.start)
        plans = [hit for hit in plans if hit.end - hit.start == 1]
        return plans[-1] if plans and not deeds else None
