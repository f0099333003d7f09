"""What is known of a language: the shape of `pipeline/languages/<code>.toml`, and its loader.

A language file is data only. Everything the extractor knows of a language stands there, written as
*patterns*; no module names a language. A pattern is one or more words separated by spaces, in lower case:

    word     that word exactly
    word~    that stem and one of the language's `endings` (the empty ending included)
    word*    any word that begins so
    *word~   the stem also at the end of a longer word (compounds: `*fest~` finds Nachbarschaftsfesten)
    a b~ c   these words one after another
    !word    the word is found only where it is not capitalised in the middle of a sentence

Punctuation inside words (`tūkst.`, `e. v.`) is written without the dot: `tūkst`, `e v`. An apostrophe ends
a word and belongs to it (`d'`, `l'`, `dell'`); a hyphen separates words (`e-mail` is written `e mail`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

FOLDER = Path(__file__).parent.parent / "languages"
Patterns = list[str]


class Struct(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Unknown keys are errors: a misspelt key must not be silently ignored."""


class Grammar(Struct):
    endings: list[str]
    """Every ending that `~` may stand for: case, number, gender, possession. The empty one is implied."""
    head: Literal["first", "last"]
    """Which noun of a chain after a number is the one counted: `12 koncertów muzyki` first, `12 youth
    concerts` last."""
    singular: list[str] = []
    """Endings that a noun counted by more than one cannot have, so that it must be a modifier (`25 rajono
    gyventojai`)."""
    capital_nouns: bool = False
    """Whether every noun is capitalised, so that a word in lower case that looks like one is a verb
    (German)."""
    partitive: list[str] = []
    """Endings, or words behind it, of a noun of which the next figure counts a part: `mentorból 33`."""
    distributive: list[str] = []
    """Endings that make of a noun a rate: `klubonként`, per club."""
    compounds: bool = False
    """Whether number words and nouns are written together (German, Hungarian): number words are then
    split."""
    participles: list[str] = []
    """Endings of verb forms that may describe a noun behind them, where other forms of the past may not."""
    done_to: list[str] = []
    """Endings of a noun of action that belongs to the noun before it: `20 önkéntes képzése`."""
    oblique: list[str] = []
    """Endings of cases in which a word is no subject: `produkcióval érkezett`, came with a production."""
    apart: list[str] = []
    """Endings of the cases for whom and whom: such a noun ends no chain and opens no name in the nominative
    (`Vaikams Jaunimo centras rengia`)."""
    one: list[str] = []
    """Endings of a subject that is one: of several none is so counted (`biedrība bija solījusi 60`)."""
    inside: list[str] = []
    """Endings of the case that says where (`projekte jų numatytos 75`): no counted noun has one."""
    stops: Patterns = []
    """Prepositions, relative pronouns, auxiliary verbs: the search for the counted noun does not pass
    them."""
    joins: Patterns = []
    """and, or, as well as."""
    rests: Patterns = []
    """The rest, the remaining, the difference: of money cofinancing, unless a fund gives it."""
    parts: Patterns = []
    """Of which, including: what a sum's part begins with."""
    one_of: Patterns = []
    """One of, one out of: before a figure those counted are a larger whole (`one of the 63 projects`)."""
    out_of: list[str] = []
    """of, from, out of: between a part with its noun and the whole (`12 villages out of 15`)."""
    relatives: Patterns = []
    """which, whose, that: behind a comma they open a clause on the noun before it."""
    contrasts: Patterns = []
    """but, however, while, although, instead of: they divide a sentence into clauses."""
    persons: list[str] = []
    """Endings (with their case) that only words for persons have: makers, players, inhabitants. They
    tell what a figure counts where no list knows the word right behind it."""
    things: list[str] = []
    """Words with such an ending that are none: posters, dinners."""
    pieces: list[str] = []
    """Abbreviations between a figure and a thing (`3 db`): what follows is no person, whatever its ending."""
    number_of: list[str] = []
    """Words between a thing and its figure: `látogatók száma 96`."""
    agents: Patterns = []
    """by, przez, von: right behind a participle that describes a thing (`benches built by pensioners`)."""
    denying: list[str] = []
    """Beginnings that deny a verb: `nepasiekėme`, we did not reach."""
    ours: Patterns = []
    """our, my own: the body behind them is the one that writes."""
    us: Patterns = []
    """us, with short forms: between a preposition and a name it closes the phrase (`dołączy do nas X`)."""
    determiners: Patterns = []
    """the, a, their: a noun phrase begins there, so that a figure's noun stands before them."""
    prepositions: Patterns = []
    """of, at, with: the noun behind one is not what the sentence counts (`visitors to the fair numbered`)."""
    attributes: list[tuple[str, str]] = []
    """[genitive, ending of the noun behind it]: endings by which a genitive describes the plural behind it
    (`desmit rokdarbu vakari`: evenings)."""
    plural: list[str] = []
    """Endings of a plural: a noun with one closes its chain (`7 partners share ideas`), and a word that no
    list knows may be counted (`printed 400 zines`)."""
    wishes: Patterns = []
    """so that, if only, with a verb in the past (`żeby przyszło 100 osób`): what it tells is wished."""
    copulas: Patterns = []
    """is, are: between a thing and its figure at the end of a clause (`Partneři jsou čtyři`)."""
    again: Patterns = []
    """another, further, more: beside a figure that counts more of what the one before counts."""
    past: list[str] = []
    """Endings of verbs in the past. A word in lower case with one of them right behind a counted noun, or
    between the start of its clause and the figure, tells what has happened (`340 Menschen stöberten`)."""
    genitive: list[str] = []
    """The ending of a genitive plural that a small number word does not govern: it only describes the noun
    behind it (`trys parapijų chorai`). Then those of a genitive singular that a plural may have too."""
    lengths: dict[str, list[str]] = {}
    """day, week, month or year -> beginnings of the adjective of a length that is written together with its
    figure (`24-miesięczny projekt`, `5denní tábor`)."""
    blanks: list[str] = []
    """What stands for nothing in the cell of a table, beside a dash, without spaces: `n/a`, `nėra`."""
    abbreviations: list[str] = []
    """Words whose dot does not end a sentence, without the dot: `e.g` for `e.g.`."""


class Numbers(Struct):
    words: dict[str, Patterns]
    """Value -> its words in every case and gender: "2" = ["du", "dvi", "dvie*"]; also fixed compounds and
    one half."""
    scales: dict[str, Patterns]
    """Factor -> words: "1000" = ["tūkst", "tūkstan~"], "1000000" = ["mln", "milijon~"]."""
    articles: Patterns = []
    """Words for one that are (also) the indefinite article: counted only beside a qualifier or another
    number."""
    approximate: dict[str, Patterns] = {}
    """Words that mean *about* that many: "20" = ["ventin~"]. A dozen is exact and belongs to `words`."""
    decimal: str = ""
    """The mark before a fraction. Only before a scale word can three digits behind it be one: `1,118
    milliárd`."""
    halves: Patterns = []
    """Words after a number (or its unit) that add a half: "and a half", "y medio", "és fél"."""
    links: Patterns = []
    """Words inside a spelt number: "and", "és", "y", "und"."""
    alone: Patterns = []
    """Forms, or endings behind digits, that a number takes only where the counted noun is left out:
    `hármat`, `21-ben`."""
    ignore: Patterns = []
    """Phrases whose number word counts nothing: "one of", "the second one", "one another", "viena vertus"."""
    ranks: list[Patterns] = []
    """first, second, third ... as words, in that order."""
    ordinals: list[str] = []
    """What after the digits makes an ordinal, with its hyphen or dot: "-asis", "-oji", "th", "nd", "º"."""


class Qualifiers(Struct):
    """Phrases next to a number. `before` is the rule; `after` is found behind the number or its noun."""

    about: Patterns = []
    at_least: Patterns = []
    more_than: Patterns = []
    at_most: Patterns = []
    less_than: Patterns = []
    exact: Patterns = []
    """Verbs that govern a preposition which would otherwise qualify: `reached up to`, `trafiło do`."""


class Ranges(Struct):
    pairs: list[tuple[str, str]] = []
    """[["nuo", "iki"], ["tarp", "ir"], ["from", "to"], ["between", "and"]]"""
    joins: Patterns = []
    """Words between two numbers that make a range: "iki", "to", "or", "bis"."""


class Nouns(Struct):
    """What is counted. Person words of every common kind: children, pupils, seniors, volunteers, artists,
    guests."""

    participant: Patterns = []
    """Persons who take part, come, are trained or served, or volunteer."""
    inhabitant: Patterns = []
    """Residents, citizens, population: participants, or a population where a `live` cue says so."""
    audience: Patterns = []
    """Visitors, spectators, guests: present at the spot."""
    remote: Patterns = []
    """Viewers (online or on television), listeners of a broadcast, readers, followers, subscribers."""
    listener: Patterns = []
    """Listeners: of a broadcast, unless an event is told of in the same breath."""
    visit: Patterns = []
    """Visits: from a hundred up they count those who came, below that the visits themselves."""
    views: Patterns = []
    """Views, clicks, downloads, visits to a page, "times" (38 600 kartų peržiūrėta): reach too."""
    member: Patterns = []
    """Members: organisations in a consortium or network, otherwise persons."""
    household: Patterns = []
    event: Patterns = []
    """Meetings, workshops, debates, concerts, trainings, camps, festivals, exhibitions opened, rehearsals,
    editions."""
    organisation: Patterns = []
    """Partners, organisations, associations, schools, libraries, choirs, ensembles, groups, clubs,
    communities, companies."""
    country: Patterns = []
    place: Patterns = []
    """Towns, municipalities, districts, villages, streets, courtyards, squares, venues, sites, youth
    centres visited."""
    output: Patterns = []
    """Things made: books, guides, films, records, murals, benches, trees, copies, posters, videos,
    articles, portals."""
    project: Patterns = []
    """Projects, initiatives, ideas supported, micro-projects, actions funded."""
    year: Patterns = []
    month: Patterns = []
    week: Patterns = []
    day: Patterns = []
    age: Patterns = []
    """Words that alone make a number an age: "metų amžiaus", "year olds", "éves", "jährige", "aged"
    belongs to cues."""
    money: Patterns = []
    """Words for an amount without a currency name."""
    # What an evaluator does not tabulate: the reason why the figure stays unclaimed.
    page: Patterns = []
    hour: Patterns = []
    minute: Patterns = []
    application: Patterns = []
    """Applications, proposals, bids received."""
    vote: Patterns = []
    job: Patterns = []
    seat: Patterns = []
    length: Patterns = []
    """km, metres, steps."""
    area: Patterns = []
    weight: Patterns = []
    size: Patterns = []
    """MB, KB, GB."""
    point: Patterns = []
    """Points, scores, marks, degrees."""
    percent: Patterns = []
    """Per cent, percentage points, written-out sign."""
    share: Patterns = []
    """Thirds, quarters, halves of something: "two thirds of"."""
    team: Patterns = []
    """Teams or groups that people are split into."""
    word: Patterns = []
    """Words, characters, questions, articles and paragraphs of a document, items of a list."""
    other: Patterns = []
    """Other countable things that are no measure: cookies, buses, instruments bought, tables, rooms,
    lessons' parts."""


class Cues(Struct):
    """Words that tell what a number means. Verbs in the forms that such texts use."""

    target: Patterns = []
    """will, is expected, planned, foreseen, aims, intends, is to, should, must, hopes; future forms of
    common verbs."""
    actual: Patterns = []
    """Past forms: took part, was held, attended, reached, implemented, published, has been."""
    context: Patterns = []
    """Background: last year, previous edition, in the past, experience of, compared with, since 1990,
    other programmes."""
    other_round: Patterns = []
    """winter round, first round: where a text on another round tells of it, it is background."""
    former: Patterns = []
    """previous, former, preceding: beside an initiative, an edition or an event, what that had is background
    (`the previous scheme`, `muestra anterior`)."""
    against: Patterns = []
    """Those of `context` that compare: against, compared with. A plan beside the figure behind them makes it
    that plan's (`contro i 30 previsti`)."""
    denial: Patterns = []
    """not, did not, failed to: beside a verb in the past they tell that it has not happened (yet)."""
    decided: Patterns = []
    """decided to, resolved to: what they govern is still to be done."""
    last_year: Patterns = []
    """Those of `context` that name the year before the document's own: for an initiative that had begun by
    then they are no background."""
    about: Patterns = []
    """Headings above what an organisation or a place is: about us, who we are, the town in figures."""
    about_whom: Patterns = []
    """about, who is: what opens a heading on the body named behind it."""
    now: Patterns = []
    """What stands at present: now, today, currently, at the moment, so far, already."""
    ahead: Patterns = []
    """What a heading says above plans: what next, next steps, looking ahead, coming up, programme."""
    promised: Patterns = []
    """Plans told of in the past: we had wanted, had hoped for, reckoned with, in the application.
    In the clause of a figure they make it a target, whatever verb stands nearer."""
    rising: Patterns = []
    """rose, grew, fell, to increase: what stands behind it as `from A to B` are two counts, no range."""
    rise_to: Patterns = []
    """The `to` of such a rise where it is not that of a range: auf, naar."""
    current: Patterns = []
    """The initiative's own time beside what went before: this year, this time, this season, the new call."""
    past: Patterns = []
    """Endings of verbs that tell what happened, where no other form shares them: "*aron", "*ttiin". They
    only decide where no cue does."""
    future: Patterns = []
    """Endings of verbs that tell what will happen: "*arán", "*eranno"."""
    of_them: Patterns = []
    """of them, of whom, among them: right beside a figure, it counts some of those counted before."""
    making: Patterns = []
    """sewed, woven, built, carved, planted, printed, recorded: an unknown word counted beside them is an
    output."""
    holding: Patterns = []
    """was held, organised, put on, took place: an unknown word counted beside them is an event."""
    attending: Patterns = []
    """came, attended, took part, gathered, enrolled, were trained: an unknown word counted beside them is
    people."""
    gathering: Patterns = []
    """drew, trained, welcomed, was attended by: done to people, so that a figure without a noun behind them
    counts people (`the concert drew 1,150`)."""
    happening: Patterns = []
    """took place, were held: a bare figure before them counts events (`nine took place`)."""
    them: Patterns = []
    """Pronouns for what was counted before: `il en prévoyait 30`, `coinvolgerne 400`."""
    following: Patterns = []
    """tuned in, downloaded, subscribed: people do it from afar (`another 16,000 tuned in`)."""
    chosen: Patterns = []
    """approved, selected, funded, made it: of bids received, those are the projects."""
    instead: Patterns = []
    """instead of, rather than the: right before a figure, which is then what had been planned."""
    instead_after: Patterns = []
    """The same where it stands behind the counted thing: `helyett`, `asemel`, `sijaan`."""
    neither: Patterns = []
    """What only looks like a cue of a role: nouns and postpositions with the ending of a verb in the past
    (`refugees` in Hungarian), the word for `former` that also means `was`. It hides the cue."""
    difference: Patterns = []
    """by so many more or fewer, where the number's own ending says it: `*el több`."""
    planned: Patterns = []
    """Heads and labels of a planned column or value: planned, target, plan, soll, wartość docelowa."""
    achieved: Patterns = []
    """Heads and labels of an achieved column or value: achieved, actual, result, ist, wartość osiągnięta."""
    finished: Patterns = []
    """The initiative is over: lasted, ended, closed, completed, was run for."""
    cancelled: Patterns = []
    negation: Patterns = []
    """no, not, none, never: before `more than` they make it `at most`, before `less than` `at least`."""
    reach: Patterns = []
    """People are reached, informed, seen by: will reach, audience online, campaign, media, broadcast."""
    live: Patterns = []
    """lives, inhabitants of, population, counts residents: a town's size."""
    aims: Patterns = []
    """aims, objectives, goals, tasks: a short line of them above a list tells of what was meant to be."""
    elapsed: Patterns = []
    """first, past: right before a length they tell of time gone by (`in the first nine months`)."""
    experience: Patterns = []
    """years of experience, has existed for, has been active for: an organisation's age."""
    age: Patterns = []
    """aged, of age, between the ages of, years old."""
    partner: Patterns = []
    """consortium, partnership, together with, joined by: those counted are partners."""
    every: Patterns = []
    """each, every: with the noun behind it a rate (`each workshop`, `kiekvienas partneris`)."""
    any: Patterns = []
    """no, none, a single, any, one: the noun behind it is what a limit of money holds for each of (`no
    project may cost more than 5 000`)."""
    each: Patterns = []
    """Distributive words directly before a number: "po", "je", "a piece"."""
    average: Patterns = []
    """on average, mean: beside people it counts those of one event, beside a sum what one thing cost."""
    online: Patterns = []
    price: Patterns = []
    """fee, ticket, price, costs (of a thing sold), salary, prize, rent, fine."""
    requested: Patterns = []
    """applied for, requested, applications received."""
    asked: Patterns = []
    """asked for, requested, in the past: the sum beside is what somebody wanted, not what they got."""
    returned: Patterns = []
    """unspent, was left over, goes back, was handed back: money that was neither given nor used."""
    compared: Patterns = []
    """more than, less than in one word: right behind a sum, which is then a difference."""
    than: Patterns = []
    """what follows a comparison: more *than* we had hoped. With the plan behind it, it tells of a fact."""
    eligibility: Patterns = []
    """limits on who may apply: must have at least, founded at least ... years ago, applicant's turnover."""
    sample: Patterns = []
    """the evaluation's own sample: interviewed, respondents, questionnaires."""
    retention: Patterns = []
    """data kept for, valid for, reply within: terms that are no duration."""
    law: Patterns = []
    """law, article, regulation, decree, resolution, order No: words that make a following number a
    reference."""
    code: Patterns = []
    """No., code, registration, VAT, account, contract No, phone, fax, room, bus line: the following number
    counts nothing."""
    capacity: Patterns = []
    """seats, capacity, hall for."""
    come_of_age: Patterns = []
    """have turned, ukończyli, betöltött: the years behind are the least age."""
    anyone: Patterns = []
    """everyone, anyone, those, all: people told of by a pronoun, whose figure may be their age (`for those
    between 12 and 17`)."""
    eldest: Patterns = []
    """the oldest, the youngest: whose years are one person's and no age of a group."""
    medium: Patterns = []
    """film, video, broadcast, page, newsletter: what is watched, heard or read from afar."""
    taking_part: Patterns = []
    """participants, attendees: persons of whom the word itself says that they take part, so that a project
    that reaches them does not reach them from afar."""
    viewing: Patterns = []
    """watched, seen, heard, read, followed: beside a medium, people do it from afar."""
    street: Patterns = []
    """street, road, ul., via, *straat: the number behind it or its name is that of a house."""
    enclosed: Patterns = []
    """enclosed, annex, attached: what is counted behind it are papers that go with the document."""
    staff: Patterns = []
    """employees, staff: beside a word for having, those who work for an organisation."""
    having: Patterns = []
    """has, employs, counts: what an organisation has."""
    building: Patterns = []
    """built, laid out, created: a garden or playground beside them is a thing made."""
    recording: Patterns = []
    """recorded, filmed, taped, written down: talks counted beside it are recordings."""


class Kinds(Struct):
    """Budget kinds, by label or verb. `cap` is the most (or least to most) that one project, partner,
    person can get."""

    total: Patterns = []
    grant: Patterns = []
    """EU contribution, support, grant, funding awarded by a funder, state budget."""
    cofinancing: Patterns = []
    """Own contribution, municipality adds, donations, sponsors, the rest is paid by."""
    allocation: Patterns = []
    """Call budget, envelope, set aside for the call or measure or programme, prize fund."""
    cap: Patterns = []
    """Per project at most, can apply for, ceiling, maximum grant."""
    spent: Patterns = []
    """Spent, used, paid out, cost (past): the money is actual."""
    costing: Patterns = []
    """costs, comes to, sets us back: verbs between one thing and its cost (`one evening costs us 300`)."""
    costed: Patterns = []
    """cost, where the past looks like the noun: right before a sum it tells what something cost."""
    bill: Patterns = []
    """cost, costs, expenditure: what a past copula makes a report (`the cost was 9 100`)."""
    was: Patterns = []
    """was, came to, amounted to: the past copulas of a sum, a family of their own."""
    outlay: Patterns = []
    """Costs, expenditure: the label of a sum that is actual in a page that looks back."""
    awarded: Patterns = []
    """Awarded, approved, granted, allocated: the money is a target."""
    received: Patterns = []
    """got, received, won, raised: who does it is paid. Their words stand among those of `awarded` too."""


class Basis(Struct):
    """Rates: "per partner", "each school", "vienam partneriui", "partnerenként"."""

    per_partner: Patterns = []
    per_country: Patterns = []
    per_event: Patterns = []
    per_project: Patterns = []
    per_person: Patterns = []
    per_year: Patterns = []


class DateKinds(Struct):
    """Words near a date that tell what happens then."""

    period: Patterns = []
    """implementation period, duration: from .. to of the initiative."""
    start: Patterns = []
    end: Patterns = []
    published: Patterns = []
    updated: Patterns = []
    deadline: Patterns = []
    contract: Patterns = []
    """contract or grant agreement signed, dated."""
    event: Patterns = []
    """takes place, will be held, opens: the date belongs to an event."""
    ignore: Patterns = []
    """report adopted, rules approved, law of, born: no date of the initiative."""


class Dates(Struct):
    months: list[Patterns]
    """Twelve: every case, the abbreviations too."""
    seasons: Patterns = []
    """spring, summer, autumn, winter: "2021 m. pavasarį" is 2021."""
    weekdays: Patterns = []
    fillers: Patterns = []
    """Words that may stand inside a date: "m", "d", "mėn", "de", "of", "gada", "г", "r", "év", "hó"."""
    joins: Patterns = []
    """Between two dates or days: "iki", "to", "bis", "do", "és", "al", "līdz"."""
    openers: Patterns = []
    """Before the first of two dates: "nuo", "from", "vom", "od", "no", "între"."""
    suffixes: dict[Literal["start", "end"], list[str]] = {}
    """Endings on the day or year that say from and until: start = ["tól", "től"], end = ["ig"]."""
    same_year: Patterns = []
    """"of the same year", "tų pačių metų"."""
    this_year: Patterns = []
    """Of the document's own year, beside a month: "dieses Jahres"."""
    past_year: Patterns = []
    """Of the year before the document's own, beside a month: "last year", "praėjusių metų"."""
    next_year: Patterns = []
    """Of the year behind the document's own: "next year", "kitų metų"."""
    this_month: Patterns = []
    """Before a month, of the document's own year: "this"."""
    past_month: Patterns = []
    """Before a month, the last such month: "last", "letzten"."""
    past_behind: Patterns = []
    """The same behind a month: "dernier", "scorso"."""
    day_suffixes: list[str] = []
    """What may follow the day's digits: "st", "nd", "rd", "th", "º", "er", "-án", "-jén", "-ának", "."."""
    kinds: DateKinds = DateKinds()


class Roles(Struct):
    """Labels and verbs that say what an organisation does. Labels stand before the name; verbs on either
    side."""

    coordinator: Patterns = []
    partner: Patterns = []
    funder: Patterns = []
    host: Patterns = []
    contractor: Patterns = []
    none: Patterns = []
    """Longer phrases in which such a verb says no role: "to give attention to"."""


class Organisations(Struct):
    head: Literal["first", "last"]
    """Where the kind word stands: "Stowarzyszenie Brzeg" first, "Rokiškio jaunimo centras" last."""
    kinds: Patterns = []
    """Kind words: association, centre, club, foundation, municipality, ministry, museum, network, society,
    school, council."""
    trades: Patterns = []
    """Kind words of firms whose part is work that was ordered: printing house, joinery, "firma"."""
    receiving: Patterns = []
    """Verbs of getting money, behind or before the body that gets it: receives, was awarded, goes to."""
    attendance: Patterns = []
    """Labels of those present and absent in minutes: present, apologies, "dalyvavo"."""
    legal: list[str] = []
    """Legal forms as written, case kept: "VšĮ", "UAB", "e. V.", "Kft.", "gGmbH", "Ltd"."""
    funders: Patterns = []
    """Kind words of bodies that fund by nature: fund, foundation, ministry, council, municipality, agency."""
    towns: Patterns = []
    """Kind words of towns, municipalities, counties and the state's own purse: beside a fund's money theirs
    is cofinancing."""
    givers: Patterns = []
    """Who gives money without being an organisation: the European Union, its programmes."""
    of_the: list[str] = []
    """`of the` in one word: a town from which a body comes has no article (`Som do Vale`)."""
    inner: Patterns = []
    """Small words inside a name: "ir", "of", "the", "and", "de la", "prie", "für"."""
    nominative: list[tuple[str, str]] = []
    """[oblique ending of a kind word, nominative ending], longest first: [["ijos", "ija"], ["o", "as"],
    ["ės", "ė"]]."""
    roles: Roles = Roles()


class Places(Struct):
    in_names: list[str] = []
    """of, in, with their articles: a name takes them before any place or state, so that they alone make no
    town of what follows (`Femmes en mouvement`)."""
    prepositions: Patterns = []
    """Prepositions before a town: "in", "à", "w", "във"; empty where the ending says it."""
    locative: list[tuple[str, str]] = []
    """[ending of a town's name where something happens, nominative ending], longest first: [["iuose",
    "iai"], ["uose", "ai"]]."""
    genitive: list[tuple[str, str]] = []
    """[ending of a town's name as attribute, nominative ending], longest first: "Kauno miestas" [["o",
    "as"]]."""
    adjectives: list[tuple[str, str]] = []
    """[ending of a town's adjective in lower case, nominative ending]: `veszprémi` is of Veszprém."""
    among: Patterns = []
    """among them, including, namely: between a word for places and the names of some (`in nine villages,
    among them Hulm`)."""
    kinds: Patterns = []
    """Words beside a name that make it a place: miestas, rajonas, seniūnija, gmina, Bezirk, village,
    county."""
    labels: Patterns = []
    """Labels before a place or a list of places: venue, location, "vieta", "Helyszín"."""
    district: Patterns = []
    """Kind words that stay part of the name: "Šilutės rajonas", "Bauskas novads", "Kreis Borken"."""
    not_places: list[str] = []
    """Capitalised words of the language that look like towns in a gazetteer and are none, as written."""


class Documents(Struct):
    """Words of a title or head that tell the document's type; the type decides roles where the words do
    not."""

    report: Patterns = []
    interim: Patterns = []
    """Reports on the way: interim, midterm, progress report. The initiative is not over yet."""
    call: Patterns = []
    invitation: Patterns = []
    sheet: Patterns = []
    consultation: Patterns = []
    application: Patterns = []
    """What is asked for money: summary of the application, project proposal. Nothing of it has begun."""
    programme: Patterns = []
    """Calendars, season programmes and work plans: what they list is still to come."""
    awards: Patterns = []
    """Lists of what a funder has chosen: selected projects, grants awarded, winners."""
    closed: Patterns = []
    """What a sheet's line of status says of what is over: completed, ended; `closed project`."""
    minutes: Patterns = []
    """What calls a text the record of a meeting: its first day is that of the meeting."""
    other: Patterns = []
    """Heads of pages that tell of no initiative: privacy notice, contacts, opening hours, price list,
    house rules, terms of use."""


class Titles(Struct):
    editions: Patterns = []
    """What comes again by number: edition, round, call, season (`the third edition`, `round four`)."""
    recurring: Patterns = []
    """What is held or announced again and may be numbered: round, call, festival, week, fair. Only where
    the head numbers the same thing is another number another edition."""
    parents: Patterns = []
    """What projects are funded from: programme, fund, call, scheme, foundation."""
    initiative: Patterns = []
    """Words before (or after) an initiative's name: projektas, programa, project, bando, felhívás,
    festival."""
    fields: Patterns = []
    """Labels of a title: "Projekto pavadinimas", "Title", "A projekt címe", "Tytuł"."""


class Example(Struct):
    """A sentence of our own and the rows it must give. A table that is left out is not checked."""

    text: str
    measures: list[str] | None = None
    """"indicator role qualifier value unit [basis] [kind] : quote"; value `500`, `30..40`; basis and kind
    where not the default."""
    dates: list[str] | None = None
    """"kind date", date ISO, maybe partial: "end 2020-12", "deadline --05-31"."""
    events: list[str] | None = None
    """"start end place country online", `-` where not stated: "2021-04-13 2021-04-15 Kaunas LT online"."""
    organisations: list[str] | None = None
    """"role name"."""
    places: list[str] | None = None
    """Settlements, nominative."""
    countries: list[str] | None = None


class Language(Struct):
    code: str
    """ISO 639-1."""
    name: str
    native: str
    grammar: Grammar
    numbers: Numbers
    nouns: Nouns
    dates: Dates
    currencies: dict[str, Patterns] = {}
    """ISO 4217 -> words: EUR = ["eur", "eur~"]. Signs and ISO codes are known already."""
    qualifiers: Qualifiers = Qualifiers()
    qualifiers_after: Qualifiers = Qualifiers()
    """"or more", "au moins", "or so", "ir daugiau", "-nél több"."""
    bare: Patterns = []
    """Words between qualifier and number that change nothing: "net", "even", "total of", "a"."""
    ranges: Ranges = Ranges()
    durations: dict[str, Patterns] = {}
    """Length in one word, months or days: "24m" = ["dvimet~", "biennial", "zweijährig~"], "2d" =
    ["zweitägig~", "kétnapos"]."""
    cues: Cues = Cues()
    kinds: Kinds = Kinds()
    basis: Basis = Basis()
    organisations: Organisations = Organisations(head="first")
    places: Places = Places()
    documents: Documents = Documents()
    titles: Titles = Titles()
    countries: dict[str, Patterns] = {}
    """ISO 3166-1 alpha-2 -> names in every case and nationality words: LT = ["lietuv~", "lietuvi~",
    "lietuvišk~"]."""
    examples: list[Example] = []


@cache
def codes() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a file, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def load(code: str) -> Language:
    """The language file of `code`, checked against its schema; msgspec.ValidationError names the key that
    is wrong."""
    data = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return msgspec.convert(data, Language)
