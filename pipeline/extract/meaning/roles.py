"""What a number means: planned, done or background; which money it is; per what.

Every decision is made by the cue that stands nearest. What decided is kept, so that `rodiklis explain` can
say it.
"""

from __future__ import annotations

from pipeline.extract.figures.numerals import DASHES, Quantity, is_plain_year
from pipeline.extract.layout import Segment
from pipeline.extract.lexicon import Hit
from pipeline.extract.meaning.background import OPENING
from pipeline.extract.meaning.counterparts import NOUN_PHRASE
from pipeline.extract.meaning.cues import CALLS, CROSSING, LABEL, PLANS, RATES, THOUSAND
from pipeline.extract.meaning.genres import Genres
from pipeline.extract.money.purses import ARTICLES
from pipeline.extract.titles import is_interim

OFF = 5  # how near a word for calling off must stand
AGED = 10  # how near a report of who came must stand to their age
RELATED = 3  # words between a verb and the figure that a relative clause describes
OLD = 65  # years that no target group ends with
ANYBODY = 99  # years that mean everybody
COPULA = 6  # letters of a verb that only says that somebody was so old

VERB = 12  # how near a verb that no list names must stand
SHORTEST = 5  # letters of such a verb
QUOTES = '„“”«»"'
LEAST = "the least that one project can get"
SHARED = "another figure's: "
"""How the reason begins where the word that named the kind belongs to another sum."""
FOR_ONE = 8  # words between a sum and the one thing that it is for
LISTED = 3  # figures from which a sentence without a verb is a list
STANDING = frozenset({"partners", "countries", "places"})
"""Counts that are a fact already while the initiative runs."""


class Meaning(Genres):
    """The decisions that the cues of one text give."""

    # -- role ---

    def role(
        self, quantity: Quantity, indicator: str, segment: Segment, basis: str = "total"
    ) -> tuple[str, str]:
        """(role, what decided it)."""
        decided = self.by_words(quantity, indicator, segment, basis)
        return self.by_genre(quantity, indicator, segment, *decided)

    def by_words(self, quantity: Quantity, indicator: str, segment: Segment, basis: str) -> tuple[str, str]:
        """The role by the words of the sentence, of its part and of what stands beside it."""
        context = self.context(quantity, segment) or self.larger_whole(quantity, indicator, segment)
        if context:
            return "context", context
        replaced = self.replaced(quantity, segment)
        if replaced:
            return "target", "in its place: " + self.say(replaced)
        if indicator not in ("age", "budget", "duration"):
            became = (
                self.out_of_plan(quantity, segment)
                or self.before_its_plan(quantity, segment)
                or self.in_place(quantity, segment)
                or self.outdone(quantity, segment)
            )
            if became:
                return "actual", became
            follows = self.to_follow(quantity, segment)
            if follows:
                return "target", follows
        names = ("target", "actual", "planned", "achieved", "finished", "promised")
        name, hit, distance = self.nearest(quantity, "cue", names, segment)
        off = self.nearest(quantity, "cue", ("cancelled",), segment)
        if off[1] is not None and indicator == "events" and self.called_off(quantity, off[1], distance):
            return "target", "called off: " + self.say(off[1])
        chosen = self.behind_relative(quantity, hit, segment) if hit is not None else None
        if chosen is not None and indicator not in ("age", "budget", "duration"):
            return "actual", self.say(chosen)
        if hit is not None and name == "target" and self.by_then(quantity, hit):
            return "actual", "by then: " + self.say(hit)
        foretold = self.foretold(quantity)
        if foretold is not None:
            return "target", self.say(foretold)
        if indicator == "budget":
            return self.money_role(quantity, segment, basis)
        near = 14 if indicator not in STANDING else 9
        if indicator == "age":
            afterwards = self.sections.afterwards(segment)
            close = self.nearest(quantity, "cue", ("actual",), segment)
            weak = (
                close[1] is not None
                and close[1].end - close[1].start == 1
                and (len(self.layout.words[close[1].start]) <= 5)
            )  # `the camp has room for 40 aged 12 to 15`
            near = close[2] <= (5 if weak else AGED) and self.type in (None, "report")
            done = close[1] if afterwards or near else None
            came = self.nearest(quantity, "cue", ("attending", "gathering"), segment)[2] <= VERB
            there = self.within("noun", "audience", segment.start, segment.end)
            copula = self.copula(quantity, close[1])
            if self.verb_last and not came and not there and not copula:
                done = None  # many endings tell its past: only a verb of coming tells who came
            ahead = self.nearest(quantity, "cue", ("target",), segment)
            if ahead[1] is not None and (ahead[2] <= close[2] or not near or weak):
                done = None
            if done is not None and self.within("cue", "come_of_age", done.start, done.end):
                done = None  # `for all who have turned 65`
            if done is not None and self.to_come(done, segment):
                done = None  # `will be made, and 30 reporters from 14 to 19 trained`
            if done is None and self.as_met(quantity, segment):
                return "actual", "nobody plans with such ages"
            return (
                ("actual", self.say(done))
                if done
                else ("target", "ages are targets unless it is reported who came")
            )
        if indicator == "duration":
            finished = self.nearest(quantity, "cue", ("finished",), segment)
            if finished[1] is not None and finished[2] < 16:
                planned = self.nearest(quantity, "cue", ("target",), segment)
                if planned[2] > finished[2]:
                    return "actual", self.say(finished[1])
            closed = self.closed_before(segment)
            if closed is not None:
                return "actual", self.say(closed)
            by_day = self.length_by_day(quantity, segment)
            if by_day is not None:
                return by_day
            running = self.sections.ongoing(segment) and self.type is None or is_interim(self.layout)
            told = self.sections.afterwards(segment) and not running
            if told and self.nearest(quantity, "cue", ("target", "planned"), segment)[1] is None:
                return "actual", "default in a report"
            return ("target", "a length is planned until the initiative is reported as finished")
        if (
            hit is not None
            and name == "actual"
            and segment.colon is not None
            and hit.end <= segment.colon < quantity.start
            and "n" not in self.layout.kinds[segment.start : segment.colon]
            and segment.colon - segment.start <= LABEL
        ):
            governing = self.heading_role(segment)
            if governing and governing[0] == "target":
                return governing  # `Committed:` above `Involved residents: 2 000`
            told = self.sections.afterwards(segment)
            if (
                not told
                and not governing
                and not self.within("cue", "achieved", segment.start, segment.colon)
            ):
                hit = None  # `Involved residents: 2 000` on a running project's sheet is still planned
        if (
            hit is not None
            and name == "actual"
            and segment.bullet
            and not self.later_sentence(segment)
            and (
                hit.start <= segment.start + 1 or "n" not in self.layout.kinds[segment.start : quantity.start]
            )
        ):  # `Planned results:` / `- 400 seniors trained`
            governing = self.heading_role(segment)
            if governing and governing[0] == "target":
                return governing  # `Your project should` / `- put on four meals`: no past
        if hit is not None and name == "actual" and self.describes_promised(quantity, hit, segment):
            return "target", "heading: what was promised"
        if hit is not None and name == "actual" and self.describes_made(quantity, hit, segment):
            hit = None
        if hit is not None and name == "actual":
            plan = self.linked_plan(quantity, hit)
            if plan is None and hit.end == quantity.begin:
                plan = self.planned_behind(quantity, segment)
            if plan is not None:
                return "target", self.say(plan)
        to_come = self.to_come(hit, segment) if hit is not None and name == "actual" else None
        if to_come is not None:
            return "target", self.say(to_come)
        if hit is not None and distance < 40:
            role = "actual" if name in ("actual", "achieved", "finished") else "target"
            if role == "target" and indicator in ("partners", "projects") and self.given(quantity, segment):
                return "actual", "a sum is given to them"
            if indicator == "projects" and self.type not in ("call", "consultation"):
                if role == "actual" and quantity.qualifier == "at_most" and self.type != "report":
                    return "target", "a most is a limit"
                if hit.end - hit.start == 1 and self.within("kind", "awarded", hit.start, hit.end):
                    return "actual", "projects awarded are a fact"
            whole = self.broken_down(quantity, indicator, segment) if indicator in STANDING else None
            if whole is not None and distance > near:
                return self.role(whole, indicator, segment, basis)
            # `Next year we promise two days but 25 groups`
            opening = bool(self.within("cue", "target", segment.start, segment.start + 2))
            if indicator in STANDING and role == "target" and distance > near and not opening:
                return "actual", "counts of partners, countries and places stand now"
            return role, self.say(hit)
        whole = self.broken_down(quantity, indicator, segment)
        if whole is not None:
            return self.role(whole, indicator, segment, basis)  # `It drew 268: 131 from here, 46 from there`
        denied = self.within("cue", "target", quantity.end, segment.end) if hit is None else []
        if any(self.unforeseen(quantity, plan) for plan in denied):
            return "actual", "not foreseen"
        coming = self.sections.ahead(segment)
        heading = ("target", "heading: what is to come") if coming else self.heading_role(segment)
        tense = self.tense(quantity, segment)
        if tense and not (heading and segment.bullet):
            return tense
        first = self.joined_to(quantity) if hit is None and not tense else None
        thing = self.thing(first) or indicator if first is not None else indicator
        if first is not None and (indicator in STANDING or thing not in STANDING):
            return self.role(first, thing, segment)
        beside = self.set_against(quantity, segment) if hit is None else None
        if beside:
            return beside
        beside = self.by_day(quantity, segment) if hit is None else None
        if beside:
            return beside
        stands = indicator in STANDING and not segment.bullet and not coming
        lead = segment.lead
        if (
            stands
            and lead is not None
            and lead.heading
            and any(self.within("cue", name, lead.start, lead.end) for name in PLANS)
        ):
            stands = self.prose(segment) and len(self.counted_in(segment)) < LISTED
        if heading and not (stands and heading[0] == "target"):
            return heading
        clause = self.clause_before(segment)
        if clause:
            return clause
        given = self.nearest(quantity, "kind", ("awarded",), segment)[2] < 12
        if indicator == "projects" and given and self.type not in ("call", "consultation"):
            return "actual", "projects awarded are a fact"
        if indicator in STANDING:
            if self.type in ("call", "invitation", "consultation"):
                return "target", f"default in a {self.type}"
            if quantity.qualifier == "at_least" and self.type != "report":
                return "target", "a least number is asked for"
            return "actual", "counts of partners, countries and places stand now"
        if self.type != "report" and quantity.qualifier == "at_most":
            return "target", "a most is a limit"
        if self.sections.afterwards(segment):
            later = self.later_year(segment)
            return ("target", later) if later else ("actual", "default in a report")
        stated = [self.within("cue", name, segment.start, segment.end) for name in ("actual", "now")]
        if self.prose(segment) and any(stated):
            leading = ("target", "planned", "future", "negation")
            if not any(self.within("cue", lead, segment.start, segment.end) for lead in leading):
                return "actual", "the sentence tells only of past or present"
        return "target", "default"

    def called_off(self, quantity: Quantity, off: Hit, rival: float) -> bool:
        """`Three courses had to be cancelled`, with nothing nearer or no clause and figure between."""
        near = self.distance(quantity, off)
        return near <= OFF and near <= rival or not self.beyond(quantity, off, ",")

    def behind_relative(self, quantity: Quantity, hit: Hit, segment: Segment) -> Hit | None:
        """`The fund chose eleven projects, which it will support`: a plan told in a relative clause behind
        the thing leaves what was done to it; the verb before it, for such a plan."""
        if hit.name not in ("target", "planned") or hit.start < quantity.end:
            return None
        if not self.within("relative", "relative", quantity.end, hit.start):
            return None
        for name in ("actual", "chosen", "past"):
            for done in reversed(self.within("cue", name, segment.start, quantity.begin)):
                if quantity.begin - done.end <= RELATED and not self.figure_between(done.end, quantity.begin):
                    return done
        return None

    def joined_to(self, quantity: Quantity) -> Quantity | None:
        """`We planned 40 meetings and 800 repairs`: the figure before a joining word, in the same clause."""
        join = self.finder.hit_ending("join", quantity.begin)
        before = [
            other
            for other in self.figures.get(self.layout.segment_of[quantity.start], ())
            if other.end < quantity.begin and not other.reason
        ]
        if join is None or not before:
            return None
        last = before[-1]
        apart = self.walls[quantity.begin] - self.walls[last.end - 1] >= CROSSING[","]
        near = 0 < join.start - last.end <= NOUN_PHRASE and last.currency == quantity.currency
        return last if near and not apart else None

    def as_met(self, quantity: Quantity, segment: Segment) -> bool:
        """`They are 58 to 97`: an age range that ends so high was read off those who came; a target group
        would be `over 58`."""
        return (
            quantity.is_range
            and OLD < quantity.high < ANYBODY
            and self.type not in CALLS
            and not self.sections.ahead(segment)
            and not any(self.within("cue", name, *self.clause(quantity)) for name in PLANS)
        )

    def copula(self, quantity: Quantity, verb: Hit | None) -> bool:
        """`A résztvevők fele 20 év alatti volt`: right behind an age, a short verb only says that they were
        so old."""
        if verb is None or verb.end - verb.start > 1:
            return False
        gap = verb.start - max(quantity.end, quantity.right)
        noun = self.finder.hit_ending("noun", verb.start) if gap == 2 else None
        near = 0 <= gap <= 1 or noun is not None and noun.name in ("participant", "audience")
        return near and len(self.layout.words[verb.start]) <= COPULA

    def broken_down(self, quantity: Quantity, indicator: str, segment: Segment) -> Quantity | None:
        """`It will visit 19 villages: 11 in Hungary, 5 in Romania`: the figure of the same thing before the
        colon that this one is a part of."""
        if segment.colon is None or quantity.start < segment.colon:
            return None
        for other in self.figures.get(self.layout.segment_of[quantity.start], ()):
            if other.end <= segment.colon and self.thing(other) == indicator:
                return other if quantity.high < other.low else None
        return None

    def given(self, quantity: Quantity, segment: Segment) -> bool:
        """`Seven groups will share £19,650`: the award is made, though the money is still to come."""
        if self.type in ("call", "consultation"):
            return False
        end = self.clause(quantity)[1]
        paid = any(self.finder.currency_at(p)[0] for p in range(quantity.end, end))
        return paid and bool(self.within("kind", "awarded", quantity.end, end))

    def tense(self, quantity: Quantity, segment: Segment) -> tuple[str, str] | None:
        """The role by the form of a verb that no list names, or by a word for the present: `vystúpili`,
        `prestarán`, `at present`."""
        name, hit, distance = self.nearest(quantity, "cue", ("past", "future", "now"), segment)
        if hit is None or distance > VERB:
            return None
        known = ("noun", "contrast", "join", "stop", "body", "settlement")
        if (
            name != "now"
            and hit.end - hit.start == 1
            and (
                len(self.layout.words[hit.start]) < SHORTEST
                or any(hit.start in self.finder.at.get(family, ()) for family in known)
            )
        ):
            return None
        if name == "past":
            plans = self.within("cue", "target", segment.start, min(segment.end, hit.end + 1))
            if any(plan.start <= hit.start < plan.end for plan in plans):
                return "target", "form: " + self.say(hit)  # `planirali smo 40 susreta i 800 popravaka`
            told = self.within("cue", "actual", segment.start, hit.start)
            joined = self.finder.hit_ending("join", hit.start) is not None
            if joined and plans and plans[-1].end > max((cue.end for cue in told), default=0):
                return "target", "form: " + self.say(plans[-1])  # `bomo posadili 140 dreves in postavili 10`
        return ("target" if name == "future" else "actual"), "form: " + self.say(hit)

    def money_role(self, quantity: Quantity, segment: Segment, basis: str) -> tuple[str, str]:
        spent = self.nearest(quantity, "kind", ("spent",), segment)
        awarded = self.nearest(quantity, "kind", ("awarded",), segment)
        planned = self.nearest(quantity, "cue", ("target", "planned", "promised"), segment)
        if spent[1] is not None and self.about_to(spent[1]):
            spent = ("", None, 1e9)  # `the trip will come to 52 000`
        cost = self.cost_verb(quantity, segment) or self.billed(quantity, segment)
        if spent[1] is None and cost is not None:
            spent = ("spent", cost, 0)
        achieved = self.nearest(quantity, "cue", ("achieved",), segment)
        if achieved[2] > 3:
            achieved = ("", None, 1e9)
        if spent[1] is not None and planned[1] is not None and self.until(spent[1], planned[1]):
            planned = ("", None, 1e9)
        rival = min(awarded[2], planned[2])
        if (
            basis in ("per_event", "per_person", "per_project")
            and quantity.qualifier not in ("at_most", "less_than")
            and not quantity.is_range
        ):
            name, hit, distance = self.nearest(quantity, "cue", ("target", "actual", "planned"), segment)
            if name == "actual" and distance <= 3 and distance < rival:
                return "actual", self.say(hit) if hit else ""
        done = min((spent, achieved), key=lambda found: found[2])
        if done[1] is not None and done[2] < 16 and done[2] <= rival:
            return "actual", self.say(done[1])
        if awarded[1] is None and planned[1] is None and done[1] is None:
            head = self.row_head(segment)
            if head is not None and self.type == "report":
                hits = self.within("kind", "spent", head.start, head.colon or head.end)
                if hits:
                    return "actual", "label: " + self.say(hits[0])
            for lead in self.lead_chain(segment)[:1] if not self.prose(segment) else ():
                hits = self.within("kind", "spent", lead.start, lead.end)
                if hits:
                    return "actual", "heading: " + self.say(hits[0])
        label = segment.colon is not None and segment.colon < quantity.start and rival > VERB
        label = label and not self.figure_between(segment.colon, quantity.start)  # type: ignore[arg-type]
        if label and self.within("kind", "outlay", segment.start, segment.colon):  # type: ignore[arg-type]
            if self.sections.afterwards(segment) and not is_interim(self.layout):
                return "actual", "what something cost, in a page that looks back"
        if (
            self.type == "report"
            and basis in ("per_event", "per_person")
            and rival > 6
            and quantity.qualifier not in ("at_most", "less_than")
        ):
            return "actual", "what something cost, in a report"
        return "target", self.say(awarded[1]) if awarded[
            1
        ] is not None else "money is planned unless reported as spent"

    def cost_verb(self, quantity: Quantity, segment: Segment) -> Hit | None:
        """`The whole thing cost £27,915`: a verb right before its sum, where the noun has `of` or `was`."""
        hits = self.within("kind", "costed", segment.start, quantity.begin)
        last = hits[-1] if hits and hits[-1].end == quantity.begin else None
        plans = ("target", "planned", "promised")
        if last is None or last.start <= segment.start + 1 or self.type == "call":
            return None
        return None if any(self.within("cue", name, *self.clause(quantity)) for name in plans) else last

    def until(self, verb: Hit, plan: Hit) -> bool:
        """`Spent by the end of July: 61 400`: a time by which something was done is no plan."""
        return verb.end <= plan.start <= verb.end + OPENING and (
            self.finder.hit("month", plan.end) is not None
            or self.layout.kinds[plan.end : plan.end + 1] == "d"
        )

    # -- money ---

    def kind(self, quantity: Quantity, basis: str, segment: Segment) -> tuple[str, str]:
        limits = quantity.qualifier in ("at_most", "less_than")
        names = ("total", "grant", "cofinancing", "allocation", "cap")
        best, best_hit, best_score = "", None, 1e9
        for name in names:
            for hit in self.within("kind", name, segment.start, segment.end):
                score = self.distance(quantity, hit) - (hit.end - hit.start)
                if (
                    segment.colon is not None
                    and hit.end <= segment.colon < quantity.start
                    and not self.figure_between(segment.colon, quantity.start)
                ):
                    score -= 6
                if hit.start == max(quantity.end, quantity.right):
                    score -= 2  # `a 13 milliós összköltséghez`
                if name == "cap" and not (limits or quantity.is_range or basis != "total"):
                    score += 4
                if self.sum_between(hit.end, quantity.start) or self.sum_between(quantity.end, hit.start):
                    score += 7
                elif (
                    name == "total"
                    and hit.start >= quantity.end
                    and self.labels_next(hit, quantity)
                    or name == "grant"
                    and self.approved_whole(hit)
                ):
                    continue
                if score < best_score:
                    best, best_hit, best_score = name, hit, score
        limited = basis != "total" and (limits or quantity.is_range)
        if limited and (
            best != "total"
            or best_hit
            and self.beyond(quantity, best_hit, ",")
            or quantity.qualifier == "at_most"
            and basis in ("per_event", "per_person")
        ):
            return "cap", "a limit for each"  # `at most 70 % of the costs, up to 60 000 per project`
        if best_hit is not None and best_score < 30:
            if (
                best == "cap"
                and not limits
                and not quantity.is_range
                and (basis != "total" or self.type != "call")
            ):
                best = "grant"
            if best == "allocation" and self.type != "call":
                given = self.nearest(quantity, "kind", ("awarded",), segment)
                if (
                    given[1] is not None
                    and given[2] <= 6
                    and best_hit is not None
                    and not (self.beyond(quantity, given[1], ",") and best_score < 2)
                    and given[1].start != best_hit.start
                    and best_hit.start != max(quantity.end, quantity.right)
                ):
                    best = "grant"
            if best == "total" and self.type in ("call",) and basis == "total" and not limits:
                best = "allocation"
            if best == "allocation" and quantity.is_range and self.beyond(quantity, best_hit, ","):
                return "cap", "from least to most"  # `the pot was 90 000; an idea could get 3 000 to 12 000`
            if best == "grant" and quantity.is_range and basis not in ("per_event", "per_person"):
                best = "cap"
            if best == "total" and limits and self.beyond(quantity, best_hit, ","):
                return "cap", "a limit"  # `at most 80 % of the costs, up to 15 000`
            if best in ("grant", "allocation") and limits and self.type == "call":
                best = "cap"
            if best == "grant" and limits and self.within("kind", "cap", *self.clause(quantity)):
                best = "cap"  # `they can get up to 400 thousand in micro-grants`
            shared = self.beyond(quantity, best_hit, ",")
            return best, SHARED * shared + self.say(best_hit)
        row = self.row_head(segment)
        if row is not None and self.within("kind", "spent", row.start, row.colon or row.end):
            return "total", "an item of what was spent"
        for lead in self.lead_chain(segment):
            for name in names:
                hits = self.within("kind", name, lead.start, lead.end)
                if hits:
                    if name == "total" and self.type == "call":
                        name = "allocation"
                    if name == "grant" and self.type == "call" and (quantity.is_range or limits):
                        name = "cap"
                    return name, "heading: " + self.say(hits[0])
        if limits or (quantity.is_range and self.type == "call"):
            return "cap", "a limit"
        if basis in ("per_event", "per_person"):
            return "total", "default for a cost"
        if basis in ("per_partner", "per_project"):
            return "grant", "default for a share"
        if self.type == "call" and not self.winner(segment):
            if quantity.qualifier == "at_least" and quantity.currency:
                return "grant", LEAST
            return "allocation", "default in a call"
        awarded = self.nearest(quantity, "kind", ("awarded",), segment)
        purse = self.own_purse(quantity, segment)
        if purse is not None and not self.within("kind", "received", segment.start, segment.end):
            return "allocation", "what the call has: " + self.say(purse)
        if awarded[1] is not None and awarded[2] < 45:
            return "grant", self.say(awarded[1])
        listed = (
            segment.bullet
            or (segment.start > 0 and self.layout.words[segment.start - 1] == "|")
            or self.in_list(segment)
        ) and not self.later_sentence(segment)
        awards = self.starts.get(("kind", "awarded"), ())
        if listed and awards and awards[0] < segment.start:
            return "grant", "an item in a list of awards"
        return "total", "default"

    def labels_next(self, hit: Hit, quantity: Quantity) -> bool:
        """`95 000 of a total of 131 000`: a label right before the next figure belongs to that one."""
        at = hit.end
        while (
            at < hit.end + ARTICLES + 1
            and self.layout.kinds[at : at + 1] == "w"
            and not self.opens_figure(at)
        ):
            if not (self.finder.hit("stop", at) or self.finder.currency_at(at)[0]):
                return False
            at += 1
        if at + 1 < len(self.layout.words) and self.layout.kinds[at] == "m" and self.opens_figure(at + 1):
            at += 1  # `a total of € 131 000`
        apart = self.walls[hit.start] > self.walls[max(quantity.end, quantity.right) - 1]
        linked = any(self.finder.hit("stop", p) for p in range(max(quantity.end, quantity.right), hit.start))
        return (apart or linked) and self.opens_figure(at) and not is_plain_year(self.layout.words[at])

    def later_sentence(self, segment: Segment) -> bool:
        """`– It began small. Now 58 000 is enough.`: an answer in a talk is no item of a list."""
        index = self.layout.segment_of[segment.start]
        before = self.layout.segments[index - 1] if index else None
        return (
            before is not None
            and before.line == segment.line
            and self.layout.words[before.end - 1] in ".!?"
            and segment.colon is None
            and self.layout.words[segment.end - 1] in ".!?"
        )

    def winner(self, segment: Segment) -> bool:
        """`- Choir of the valley: 5 000 €`: an item of a list whose label names a body tells what it won."""
        return segment.bullet and any(
            self.finder.hit("body", p) for p in range(segment.start, segment.colon or segment.start)
        )

    def in_list(self, segment: Segment) -> bool:
        """A line of its own with a dash or bar before the sum, no sentence: `Guild of makers – oven – 3
        650 000`."""
        words = self.layout.words[segment.start : segment.end]
        index = self.layout.segment_of[segment.start]
        before = self.layout.segments[index - 1] if index else None
        closes = (
            before is not None and before.line == segment.line and self.layout.words[before.end - 1] == ";"
        )
        return (words[-1] not in ".!?" or closes) and any(
            word == "|" or word in DASHES and not self.layout.glued(segment.start + place)
            for place, word in enumerate(words)
        )

    def counted_between(self, quantity: Quantity, hit: Hit) -> bool:
        """Whether the cue is another figure's: `it reached 20 000 readers, and 1 500 people came`."""
        if hit.start > quantity.end:
            return self.figure_between(quantity.end, hit.start)
        own = self.nearest(
            quantity,
            "cue",
            ("actual", "target"),
            self.layout.segments[self.layout.segment_of[quantity.start]],
        )
        if own[1] is not None and hit.end <= own[1].start < quantity.begin:
            return self.figure_between(hit.end, own[1].start)  # `reaches four towns and trains 200`
        follows = own[1] is not None and quantity.end <= own[1].start <= quantity.end + 2
        return follows and self.figure_between(hit.end, quantity.start)

    def figure_between(self, start: int, end: int) -> bool:
        return any(
            self.opens_figure(position) and not is_plain_year(self.layout.words[position])
            for position in range(start, end)
        )

    def beyond(self, quantity: Quantity, hit: Hit, mark: str) -> bool:
        """Whether a figure or a clause boundary at least as strong as the mark stands between."""
        right = max(quantity.end, quantity.right)
        first, second = (hit.end, quantity.start) if hit.end <= quantity.start else (right, hit.start)
        if second <= first:
            return False
        crossed = self.walls[second] - self.walls[first - 1]
        return self.figure_between(first, second) or crossed >= CROSSING[mark]

    # -- rate ---

    def basis(self, quantity: Quantity, segment: Segment, others: list[Quantity]) -> tuple[str, Hit | None]:
        best, best_hit, best_score = "total", None, 1e9
        for name in ("per_partner", "per_country", "per_event", "per_project", "per_person", "per_year"):
            for hit in self.within("basis", name, segment.start, segment.end):
                if hit.start <= quantity.start < hit.end or self.subject_of_next(quantity, hit, others):
                    continue  # `each of the seven clubs`
                distance = self.distance(quantity, hit)
                rival = min(
                    (
                        self.distance(other, hit)
                        for other in others
                        if other is not quantity and not self.subject_of_next(other, hit, others)
                    ),
                    default=1e9,
                )
                opening = (
                    hit.end <= quantity.start
                    and hit.start - segment.start <= 6
                    and not any(other.end <= hit.start for other in others)
                )
                crossed = (
                    self.walls[max(hit.start, quantity.start)] - self.walls[min(hit.end, quantity.end) - 1]
                )
                between = [other.end for other in others if hit.end <= other.end <= quantity.begin]
                taken = bool(between) and (
                    crossed >= 9
                    or bool(self.within("kind", "total", max(between), quantity.begin))
                    or bool(quantity.currency)
                    and any(
                        self.within(name, name, max(between), quantity.begin) for name in ("town", "funder")
                    )
                )
                # `each group adds 900, the town 4 000`; `the cost per guest was 340, the whole cost 27 200`
                if (
                    (distance <= 9 and crossed < 9 and distance <= rival)
                    or (
                        opening
                        and distance < 22
                        and not taken
                        and crossed <= 2 * CROSSING[","]  # `each village, where we work, adds 600`
                        and "(" not in self.layout.words[hit.end : quantity.start]
                    )
                ):
                    if distance < best_score:
                        best, best_hit, best_score = name, hit, distance
        if best_hit is None and quantity.currency and quantity.qualifier in ("at_most", "less_than"):
            best, best_hit = self.limited(quantity, segment)
        if best_hit is None and quantity.currency:
            for start, end, name in self.rates:
                if segment.start <= start and end <= segment.end and self.rate_of(quantity, start, end):
                    return name, Hit("basis", name, start, end, 0)
        return best, best_hit

    def rate_of(self, quantity: Quantity, start: int, end: int) -> bool:
        """Whether the one thing named at these tokens is what a sum is for: `a supper costs 190`, but not
        `the town adds 15 000, the rest comes from a raffle`."""
        after = max(quantity.end, quantity.right)
        if end <= quantity.begin:
            return not self.sum_between(end, quantity.start)
        return 0 <= start - after <= FOR_ONE and self.walls[start] - self.walls[after - 1] < CROSSING[","]

    def subject_of_next(self, quantity: Quantity, hit: Hit, others: list[Quantity]) -> bool:
        """`The fund gives 150 000 and each town 3 500`: behind a joining word the rate is the next sum's."""
        after = max(quantity.end, quantity.right)
        if not quantity.currency or hit.start - after != 1 or self.walls[hit.start] == self.walls[after]:
            return False
        return any(
            other.start >= hit.end and (other.currency or other.high >= THOUSAND) and other.reason is None
            for other in others
        )

    def limited(self, quantity: Quantity, segment: Segment) -> tuple[str, Hit | None]:
        """`No partner may spend more than 9 500`, `a single screening shall not cost over 700`: what a limit
        of money holds for each of."""
        for hit in self.within("cue", "any", segment.start, segment.end):
            noun = next(
                (
                    n
                    for p in range(hit.end, min(segment.end, hit.end + ARTICLES + 1))
                    if (n := self.finder.hit("noun", p))
                ),
                None,
            )
            near = min(abs(quantity.begin - hit.end), abs(hit.start - quantity.end)) <= VERB
            if noun is not None and noun.name in RATES and near and not self.beyond(quantity, hit, ","):
                return RATES[noun.name], None
        return "total", None
