"""A second opinion on role, kind of money and on being a measure at all: all cues around a figure together.

The rules decide by one word, the nearest that governs. Their answer is weighed with many weaker signs (what
the heading, the sentences around, the other figures and the whole page say); where these speak for another
answer, that one is taken, and the row says so. The weights are those of a logistic regression on labelled
documents (`rodiklis train`); short texts, in which there is nothing around a figure, and tables, whose heads
say what a column means, are left to the rules alone.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.extract.counts.reading import Measure
from pipeline.extract.figures.numerals import Quantity
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit

if TYPE_CHECKING:
    from pipeline.extract.counts.measures import Measures

FILE = Path(__file__).parents[2] / "weights.json"
LONG = 80  # tokens from which a text has something around its figures
BREATH = 6  # tokens that a cue beside a figure may stand away
FADING = 8  # tokens over which the weight of a cue falls to a third
TRUST = 0.3
"""How strongly the rules' own answer counts among the signs: on labelled documents, which the rules were
written on, it is right too often to be learnt from at its full weight."""
TASKS = {
    "measure": ("nothing", "measure"),
    "people": ("participants", "reach"),
    "role": ("target", "actual", "context"),
    "kind": ("total", "grant", "cofinancing", "allocation", "cap"),
}
ROLE_CUES = (
    *("target", "actual", "planned", "achieved", "finished", "context"),
    *("experience", "live", "age", "partner", "reach"),
)
PEOPLE_CUES = ("reach", "online", "live", "attending", "following", "gathering", "price")
OF_INDICATOR = ("indicator ", "size of ", "exact ", "nearest ", "no cue", "found ")
"""How signs begin that tell the rules' own indicator."""
FORMS = ("promised", "past", "future", "now", "cancelled", "instead", "negation")
"""Cues of the role that count for the sentence only."""
MONEY_CUES = ("total", "grant", "cofinancing", "allocation", "cap", "awarded", "spent")
BY_LAYOUT = ("of the table", "achieved pair", "planned in brackets")
SURE = 0.6
"""The least probability with which another answer replaces that of the rules."""
DOUBTED = 0.25
"""The probability of being a measure under which a figure is none."""
UNLIKELY = "unlikely"
"""Why such a figure stands among those that no measure claims."""
SIZES = (2, 3, 5, 10, 20, 50, 200, 1000, 10_000)
FOUND = re.compile(r"\((\w+)")
YEAR = re.compile(r"(19|20)\d\d")
SAID = 3  # signs that the row names
Features = dict[str, float]


class Weights(NamedTuple):
    """Of one task: what each feature adds to the score of each answer."""

    answers: tuple[str, ...]
    by_feature: dict[str, list[float]]

    def probable(self, features: Features) -> list[float]:
        """The probability of each answer."""
        scores = list(self.by_feature[""])
        for name, value in features.items():
            weights = self.by_feature.get(name)
            if weights is not None:
                for index, weight in enumerate(weights):
                    scores[index] += weight * value
        highest = max(scores)
        raised = [math.exp(score - highest) for score in scores]
        return [one / sum(raised) for one in raised]

    def signs(self, features: Features, answer: int, other: int) -> list[str]:
        """What speaks most for one answer and against the other."""
        for_it = [
            ((self.by_feature[name][answer] - self.by_feature[name][other]) * value, name)
            for name, value in features.items()
            if name in self.by_feature
        ]
        return [name for weight, name in sorted(for_it, key=lambda pair: (-pair[0], pair[1])) if weight > 0][
            :SAID
        ]


@cache
def weights() -> dict[str, Weights]:
    """The trained weights by task; none where nothing has been trained."""
    if not FILE.exists():
        return {}
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return {task: Weights(tuple(one["answers"]), one["weights"]) for task, one in read.items()}


def weigh(reader: Measures) -> None:
    """Give those measures of a text another role or kind for which everything around them speaks, and take
    out those that hardly are any."""
    known = weights()
    if not known or not reader.found or len(reader.layout.words) < LONG:
        return
    around = Signs(reader)
    decided = []
    for measure in reader.found:
        of_role = around.role(measure)
        of_measure = around.measure(measure, of_role)
        of_people = around.people(measure, of_measure) if measure.unit == "person" else {}
        decided.append((measure, of_role, around.kind(measure), of_measure, of_people))
    kept = []
    for measure, of_role, of_kind, of_measure, of_people in decided:
        if not any(said in measure.rule for said in BY_LAYOUT):
            if "measure" in known and known["measure"].probable(of_measure)[1] < DOUBTED:
                measure.quantity.claimed, measure.quantity.reason = False, UNLIKELY
                continue
            if of_people:
                measure.indicator = decide("people", measure, measure.indicator, of_people)
            measure.role = decide("role", measure, measure.role, of_role)
            if measure.kind is not None:
                measure.kind = decide("kind", measure, measure.kind, of_kind)
        kept.append(measure)
    reader.found = kept


def decide(task: str, measure: Measure, ruled: str, features: Features) -> str:
    """The rules' answer or a likelier one, which the rule of the row then tells with its signs."""
    known = weights().get(task)
    if known is None or ruled not in known.answers:
        return ruled
    probable = known.probable(features)
    was = known.answers.index(ruled)
    best = max(range(len(probable)), key=lambda index: probable[index])
    if best == was or probable[best] <= SURE:
        return ruled
    answer, signs = known.answers[best], known.signs(features, best, was)
    measure.rule += f"; weighed: {answer} rather than {ruled}, {probable[best]:.2f} ({', '.join(signs)})"
    return answer


def reason(rule: str) -> str:
    """What decided the role by the rules, without the words and years of the text."""
    said = rule.split("role: ")[-1].split("; qualifier")[0]
    return YEAR.sub("…", re.sub(r"“[^”]*”", "“…”", said))


def kind_reason(rule: str) -> str:
    """What decided the kind of money by the rules, likewise."""
    return reason(rule.split("kind: ")[-1].split("; role: ")[0])


class Signs:
    """What stands around the figures of one text, as numbers between 0 and about 1."""

    def __init__(self, reader: Measures) -> None:
        self.reader = reader
        self.layout, self.meaning, self.found = reader.layout, reader.meaning, list(reader.found)
        self.sections = reader.meaning.sections
        self.order = {id(measure): index for index, measure in enumerate(self.found)}
        self.by_segment: dict[int, list[Measure]] = defaultdict(list)
        self.bracketed: dict[int, tuple[int, int]] = {}
        """By a sentence's start: its first opening and its last closing bracket."""
        self.roles: Counter[str] = Counter(measure.role for measure in self.found)
        self.part_roles: dict[int, Counter[str]] = defaultdict(Counter)
        self.earliest: dict[tuple[str, str | None], dict[str, int]] = defaultdict(dict)
        """Where each kind of thing is first counted in each role: a text may hold thousands of figures."""
        for measure in self.found:
            first = self.earliest[measure.indicator, measure.kind]
            first[measure.role] = min(measure.quantity.start, first.get(measure.role, measure.quantity.start))
            index = self.layout.segment_of[measure.quantity.start]
            self.by_segment[index].append(measure)
            self.part_roles[id(self.sections.part_of[index])][measure.role] += 1
        self.of_page = {"cue": self.shares("cue", ROLE_CUES), "kind": self.shares("kind", MONEY_CUES)}

    def shares(self, family: str, names: tuple[str, ...]) -> Features:
        """How often the text uses each cue, of all it uses."""
        counts = {name: len(self.meaning.hits.get((family, name), ())) for name in names}
        total = sum(counts.values()) + 2
        return {f"{name} in the document": count / total for name, count in counts.items() if count}

    def role(self, measure: Measure) -> Features:
        """Signs of the role, what the rules say of this very figure among them."""
        segment = self.segment(measure)
        found = self.place(measure, segment) | self.cues(measure, segment, "cue", ROLE_CUES)
        found |= self.of_page["cue"] | self.neighbours(measure, segment) | self.forms(measure, segment)
        found[f"indicator {measure.indicator}"] = 1.0
        found |= {f"rules {measure.role}": TRUST, f"rules {measure.role}: {reason(measure.rule)}": TRUST}
        if measure.kind is not None:
            money = self.cues(measure, segment, "kind", ("awarded", "spent"))
            found |= {name: value for name, value in money.items() if name.split()[0] in ("awarded", "spent")}
            found[f"kind {measure.kind}"] = 1.0
        return found

    def measure(self, measure: Measure, of_role: Features) -> Features:
        """Signs that a figure which the rules take for a measure is one: those of its role and its looks."""
        value = measure.low if measure.low is not None else measure.high or 0.0
        size = next((f"under {bound}" for bound in SIZES if value < bound), "large")
        of_noun, _, why = measure.rule.partition("; role: ")
        source = FOUND.search(of_noun)
        where, noun = source[1] if source else "none", of_noun.split(":")[0]
        index = self.layout.segment_of[measure.quantity.start]
        found = {
            f"found {where}": 1.0,
            f"found {where}, {measure.indicator}": 1.0,
            f"size {size}": 1.0,
            f"size of {measure.indicator} {size}": 1.0,
            f"exact {measure.indicator} {size}": float(measure.qualifier == "exact"),
            f"noun {noun}": 1.0,
            f"noun {noun} {size}": 1.0,
            "spelt and small": float(measure.quantity.spelt and value < SIZES[3]),
            f"{measure.role} by {reason(why)}": 1.0,
            f"doubts {len(measure.doubts)}": 1.0,
            "figures in its sentence": min(1.0, len(self.reader.by_segment.get(index, ())) / 6),
            "figures in the text": min(1.0, len(self.found) / 40),
            "some of those before": float(self.reader.of_them(measure.quantity)),
        }
        return of_role | {name: value for name, value in found.items() if value}

    def people(self, measure: Measure, of_measure: Features) -> Features:
        """Signs that people came, or were reached from afar."""
        segment, noun = self.segment(measure), measure.quantity.noun
        word = noun.name if noun is not None else "none"
        found = {name: value for name, value in of_measure.items() if not name.startswith(OF_INDICATOR)}
        cues = self.cues(measure, segment, "cue", PEOPLE_CUES)
        found |= {name: value for name, value in cues.items() if not name.startswith(OF_INDICATOR)}
        return found | {
            f"people by {word}": 1.0,
            f"rules {measure.indicator}": TRUST,
            f"rules {measure.indicator} by {word}": TRUST,
        }

    def kind(self, measure: Measure) -> Features:
        """Signs of the kind of money, what the rules say among them."""
        if measure.kind is None:
            return {}
        segment = self.segment(measure)
        found = self.place(measure, segment) | self.cues(measure, segment, "kind", MONEY_CUES)
        found |= self.cues(measure, segment, "cue", ("target", "actual", "planned", "achieved"))
        found |= self.of_page["kind"]
        found |= {
            f"rules {measure.kind}": TRUST,
            f"rules {measure.kind}: {kind_reason(measure.rule)}": TRUST,
            f"role {measure.role}": 1.0,
        }
        sums = sorted({one.quantity.high for one in self.found if one.unit == measure.unit}, reverse=True)
        at = sums.index(measure.quantity.high)
        found |= {"largest sum": float(at == 0), "of the lesser sums": at / len(sums)}
        return found

    def segment(self, measure: Measure) -> Segment:
        return self.layout.segments[self.layout.segment_of[measure.quantity.start]]

    def brackets(self, segment: Segment) -> tuple[int, int]:
        """Looked up once for all figures of a sentence: some are as long as the text."""
        if segment.start not in self.bracketed:
            at = [p for p in range(segment.start, segment.end) if self.layout.words[p] in "()"]
            words = self.layout.words
            self.bracketed[segment.start] = (
                next((p for p in at if words[p] == "("), len(words)),
                next((p for p in reversed(at) if words[p] == ")"), -1),
            )
        return self.bracketed[segment.start]

    def place(self, measure: Measure, segment: Segment) -> Features:
        """Where the figure stands, and how it is written."""
        quantity, layout, meaning = measure.quantity, self.layout, self.meaning
        size = segment.end - segment.start
        opening, closing = self.brackets(segment)
        beside = self.by_segment[layout.segment_of[quantity.start]]
        found = {
            f"type {meaning.type or meaning.genre or 'none'}": 1.0,
            f"qualifier {measure.qualifier}": 1.0,
            f"basis {measure.basis}": 1.0,
            "told afterwards": float(meaning.told_afterwards),
            "list item": float(segment.bullet),
            "under a heading": float(segment.lead is not None),
            "behind a label": float(segment.colon is not None and segment.colon < quantity.start),
            f"cell {measure.role}": float(any(said in measure.rule for said in BY_LAYOUT[:2])),
            "in brackets": float(opening < quantity.start and closing >= quantity.end),
            "spelt": float(quantity.spelt),
            "long sentence": min(1.0, size / 40),
            "first in its sentence": float(beside[0] is measure),
            "figures beside it": min(1.0, len(beside) / 5),
            "late in the text": quantity.start / max(1, len(layout.words)),
            "sentence ends": float(layout.words[segment.end - 1] in ".!?"),
        }
        if meaning.year:
            clause = meaning.clause(quantity)
            for name, (start, end) in (("clause", clause), ("sentence", (segment.start, segment.end))):
                years = [
                    int(layout.words[position])
                    for position in range(start, end)
                    if layout.kinds[position] == "n"
                    and YEAR.fullmatch(layout.words[position])
                    and not quantity.start <= position < quantity.end
                ]
                if years:
                    found[f"earlier year in its {name}"] = float(min(years) < meaning.year)
                    found[f"later year in its {name}"] = float(max(years) > meaning.year)
        for role, start in self.earliest[measure.indicator, measure.kind].items():
            if start < quantity.start:
                found[f"the same counted before as {role}"] = 1.0
        return {name: value for name, value in found.items() if value}

    def cues(self, measure: Measure, segment: Segment, family: str, names: tuple[str, ...]) -> Features:
        """How near each cue stands: 1 beside the figure, less with tokens and walls between."""
        quantity, meaning = measure.quantity, self.meaning
        found: Features = {}
        nearest: list[tuple[float, str]] = []
        clause = meaning.clause(quantity)
        leads = meaning.lead_chain(segment)[:2]
        index = self.layout.segment_of[quantity.start]
        before = self.layout.segments[index - 1] if index and not segment.bullet else None
        for name in names:
            if (family, name) not in meaning.hits:
                continue
            for hit in meaning.within(family, name, segment.start, segment.end):
                distance = meaning.distance(quantity, hit)
                key = f"{name} {self.side(quantity, hit)}"
                found[key] = max(found.get(key, 0.0), math.exp(-distance / FADING))
                if clause[0] <= hit.start < clause[1]:
                    found[f"{name} in its clause"] = 1.0
                beyond = meaning.figure_between(hit.end, quantity.start) or meaning.figure_between(
                    quantity.end, hit.start
                )
                found[f"{name} beyond a figure" if beyond else f"{name} at hand"] = 1.0
                nearest.append((distance, name))
            for level, lead in enumerate(leads):
                if meaning.within(family, name, lead.start, lead.end):
                    key = f"{name} in the heading"
                    found[key] = max(found.get(key, 0.0), 1.0 - level / 2)
            if before is not None and meaning.within(family, name, before.start, before.end):
                found[f"{name} in the sentence before"] = 1.0
        if nearest:
            distance, name = min(nearest)
            found[f"nearest {family} {name}"] = 1.0
            found[f"nearest {family} {name} in {measure.indicator}"] = 1.0
            found[f"nearest {family} {name} within a breath"] = float(distance <= BREATH)
        else:
            found[f"no {family}"] = 1.0
            found[f"no {family} in {measure.indicator}"] = 1.0
            found[f"no {family}, type {meaning.type or 'none'}"] = 1.0
        return found

    def side(self, quantity: Quantity, hit: Hit) -> str:
        return "before" if hit.end <= quantity.start else "behind"

    def forms(self, measure: Measure, segment: Segment) -> Features:
        """Tenses, wishes and denials of its sentence, and what its part of the text tells."""
        quantity, found = measure.quantity, dict[str, float]()
        for name in FORMS:
            if ("cue", name) not in self.meaning.hits:
                continue
            for hit in self.meaning.within("cue", name, segment.start, segment.end):
                key = f"{name} {self.side(quantity, hit)}"
                near = math.exp(-self.meaning.distance(quantity, hit) / FADING)
                found[key] = max(found.get(key, 0.0), near)
        part = self.sections.part_of[self.layout.segment_of[quantity.start]]
        found |= {
            "part: ahead": float(part.ahead),
            "part: now": float(part.now),
            "part: finished": float(part.finished),
            "part: told": min(1.0, part.told / 5),
            "part: planned": min(1.0, part.planned / 5),
            "part: afterwards": float(self.sections.afterwards(segment)),
            "part: running": float(self.sections.running(segment)),
            "part: ongoing": float(self.sections.ongoing(segment)),
        }
        return {name: value for name, value in found.items() if value}

    def neighbours(self, measure: Measure, segment: Segment) -> Features:
        """The roles of the figures before and behind, and their shares in the part and in the text."""
        found: Features = {}
        at = self.order[id(measure)]
        for name, index in (
            ("last", at - 1),
            ("next", at + 1),
            ("last but one", at - 2),
            ("next but one", at + 2),
        ):
            if 0 <= index < len(self.found):
                other = self.found[index]
                found[f"{name} {other.role}"] = 1.0
                same = segment.start <= other.quantity.start < segment.end
                found[f"{name} {other.role}, {'same' if same else 'another'} sentence"] = 1.0
        part = self.part_roles[id(self.sections.part_of[self.layout.segment_of[measure.quantity.start]])]
        for name, roles in (("share", self.roles), ("share of the part", part)):
            others = sum(roles.values()) - 1
            for role, count in roles.items():
                count -= role == measure.role
                if count:
                    found[f"{name} {role}"] = count / others
        return found
