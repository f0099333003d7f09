"""What a figure means: planned, done or background; which money; per what; where it stands in a table."""

from __future__ import annotations

import pytest
from reader import measures, told

from pipeline.extract.statements import statements

PLANNED_AND_DONE = [
    ("participants", "target", 40),
    ("participants", "actual", 52),
    ("events", "target", 12),
    ("events", "actual", 11),
]
HEAD = ("Indicator", "Planned", "Achieved")
ROWS = (("Volunteers", "40", "52"), ("Workshops", "12", "11"))


@pytest.mark.parametrize("between", ["\n", " | ", "\t", "   "])
def test_a_table_flattened_in_any_way_gives_a_target_and_an_actual_a_row(between):
    text = "\n".join(between.join(row) for row in (HEAD, *ROWS))
    assert told(text) == PLANNED_AND_DONE


@pytest.mark.parametrize("between", ["\n", " | ", "\t"])
def test_a_table_whose_head_names_the_done_first(between):
    head = ("Indicator", "Achieved", "Planned")
    rows = [(label, done, planned) for label, planned, done in ROWS]
    text = "\n".join(between.join(row) for row in (head, *rows))
    assert sorted(told(text)) == sorted(PLANNED_AND_DONE)


@pytest.mark.parametrize("between", ["\n", " | ", "\t"])
def test_a_table_turned_round(between):
    turned = (("Indicator", "Volunteers", "Workshops"), ("Planned", "40", "12"), ("Achieved", "52", "11"))
    text = "\n".join(between.join(row) for row in turned)
    assert sorted(told(text)) == sorted(PLANNED_AND_DONE)


def test_a_clause_behind_a_semicolon_goes_on_with_the_one_before():
    text = "All'inaugurazione erano presenti 180 persone; alla chiusura, 310."
    rows = statements("one", text, "it")["measures"]
    assert [(row["role"], row["value_min"]) for row in rows] == [("actual", 180), ("actual", 310)]


def test_free_entry_by_age_is_no_target_group():
    assert statements("one", "Entrada gratuita para menores de 12 años.", "es")["measures"] == []


def test_a_giver_behind_an_and_gives_the_next_sum():
    text = "Il progetto è cofinanziato dal FESR con 650.000 euro e dal Comune con 320.000 euro."
    rows = statements("one", text, "it")["measures"]
    assert [row["budget_kind"] for row in rows] == ["grant", "cofinancing"]


@pytest.mark.parametrize(
    "text",
    [
        "Planned / achieved\nVolunteers: 40 / 52\nWorkshops: 12 / 11",
        "Volunteers (planned / achieved): 40 / 52\nWorkshops (planned / achieved): 12 / 11",
    ],
)
def test_pairs_under_a_head_or_in_a_label(text):
    assert told(text) == PLANNED_AND_DONE


def test_a_pair_without_a_head_is_no_target_and_actual():
    assert {role for _, role, _ in told("Volunteers: 40 / 52")} != {"target", "actual"}


def test_the_quote_of_a_cell_runs_from_its_label():
    text = "Indicator | Planned | Achieved\nVolunteers | 40 | 52"
    assert [m["quote"] for m in measures(text)] == ["Volunteers | 40", "Volunteers | 40 | 52"]


def test_a_head_in_thousands_multiplies_the_sums_below_it():
    text = "Costs (thousand EUR)\nPlanned\nSpent\nTotal costs\n120\n118"
    assert told(text) == [("budget", "target", 120_000), ("budget", "actual", 118_000)]
    assert {m["unit"] for m in measures(text)} == {"EUR"}
    assert all("head of the table" in m["doubts"] for m in measures(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We planned 40 volunteers, but 52 took part.",
            [("participants", "target", 40), ("participants", "actual", 52)],
        ),
        (
            "52 volunteers took part instead of the planned 40.",
            [("participants", "actual", 52), ("participants", "target", 40)],
        ),
        (
            "So far 52 volunteers took part, and 40 more volunteers will join next year.",
            [("participants", "actual", 52), ("participants", "target", 40)],
        ),
        (
            "Last year 300 people took part; this year 400 people will take part.",
            [("participants", "context", 300), ("participants", "target", 400)],
        ),
        ("Last year the festival drew 300 visitors.", [("participants", "context", 300)]),
        ("The town has 12 000 inhabitants.", [("reach", "context", 12_000)]),
        ("The project has 15 partners.", [("partners", "actual", 15)]),
        ("The grant of EUR 45 000 was awarded.", [("budget", "target", 45_000)]),
        ("EUR 38 500 was spent on the project.", [("budget", "actual", 38_500)]),
        ("The project lasts 3 years.", [("duration", "target", 36)]),
        ("The project is for young people aged 16 or over.", [("age", "target", 16)]),
    ],
)
def test_the_role_is_that_of_the_clause(text, expected):
    assert told(text) == expected


def test_those_who_come_and_those_who_read_are_counted_apart():
    text = "The project reached 20 000 readers and 1 500 people came to the concerts."
    assert told(text) == [("reach", "actual", 20_000), ("participants", "actual", 1_500)]


def test_a_whole_its_grant_and_its_cofinancing_are_three_kinds_of_money():
    text = (
        "The total cost is EUR 60 000, of which the EU grant is EUR 45 000 and own contribution EUR 15 000."
    )
    assert [(m["budget_kind"], m["value_min"]) for m in measures(text)] == [
        ("total", 60_000),
        ("grant", 45_000),
        ("cofinancing", 15_000),
    ]


def test_a_call_sets_an_allocation_aside_and_caps_each_project():
    text = (
        "Call for proposals\n"
        "The budget of the call is EUR 500 000. One project can receive at most EUR 20 000."
    )
    whole, cap = measures(text)
    assert (whole["budget_kind"], whole["basis"], whole["value_min"]) == ("allocation", "total", 500_000)
    assert (cap["budget_kind"], cap["basis"], cap["qualifier"]) == ("cap", "per_project", "at_most")
    assert cap["value_max"] == 20_000


def test_the_least_and_the_most_of_a_project_are_one_cap():
    text = "Call for proposals\nA project can receive at least EUR 2 000 and at most EUR 9 000."
    (cap,) = measures(text)
    assert (cap["budget_kind"], cap["qualifier"]) == ("cap", "range")
    assert (cap["value_min"], cap["value_max"]) == (2_000, 9_000)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Each partner receives EUR 5 000.", "per_partner"),
        ("The fund pays EUR 5 000 to every partner.", "per_partner"),
        ("Each workshop will have 15 participants.", "per_event"),
        ("The project pays EUR 500 per workshop.", "per_event"),
        ("The project pays EUR 200 per participant.", "per_person"),
        ("The grant is EUR 5 000 per year.", "per_year"),
        ("The grant is EUR 5 000.", "total"),
    ],
)
def test_a_rate_needs_words_that_say_so(text, basis):
    assert [m["basis"] for m in measures(text)] == [basis]


def test_a_hungarian_suffix_says_per_what():
    (measure,) = measures("Csoportonként 20-20 fő vesz részt.", "hu")
    assert (measure["value_min"], measure["qualifier"]) == (20, "exact")
    assert measure["basis"] != "total"


def test_equal_sums_of_two_items_of_a_list_are_both_kept():
    text = "The project supports:\n- a choir: EUR 5 000\n- a theatre: EUR 5 000"
    assert [m["value_min"] for m in measures(text)] == [5_000, 5_000]
    assert len({m["measure_id"] for m in measures(text)}) == 2


def test_the_same_quantity_said_twice_is_one_measure():
    text = "The project grant is EUR 45 000.\n\nWith the grant of EUR 45 000 the choir will tour."
    assert [m["value_min"] for m in measures(text)] == [45_000]


def test_the_same_sum_in_two_currencies_is_two_measures():
    text = "The grant is EUR 45 000 (PLN 200 000)."
    assert [(m["value_min"], m["unit"]) for m in measures(text)] == [(45_000, "EUR"), (200_000, "PLN")]


def test_the_audience_is_the_noun_as_written():
    assert [m["audience"] for m in measures("At least 40 volunteers will take part.")] == ["volunteers"]


def test_a_sum_quotes_no_other_sum():
    quotes = [m["quote"] for m in measures("The project cost EUR 40 000; EUR 38 500 was spent.")]
    assert quotes == ["EUR 40 000", "EUR 38 500"]


def test_a_time_before_the_initiative_holds_for_the_sentences_below_it():
    once = "Last year the fund backed 18 projects. They drew 900 people. "
    assert told(once)[-1] == ("participants", "context", 900)
    assert told(once + "This year 40 projects will be backed.")[-1] == ("projects", "target", 40)
    below = (
        "The call opens in May.\n\nHow it went last year\nNineteen projects were funded and 800 people came."
    )
    assert {role for _, role, _ in told(below)} == {"context"}


@pytest.mark.parametrize(
    ("text", "language", "thing"),
    [
        ("Klub je sašio 30 popluna za bolnicu.", "hr", ("outputs", "actual", 30)),
        ("Organizirano je 14 klackanja na snijegu.", "hr", ("events", "actual", 14)),
        ("Na večer je došlo 35 prelja.", "hr", ("participants", "actual", 35)),
        ("Tražimo 120 zboraša za novu sezonu.", "hr", ("participants", "target", 120)),
    ],
)
def test_a_word_that_no_list_knows_counts_what_its_verb_or_its_ending_says(text, language, thing):
    assert told(text, language) == [thing]


def happenings(text: str, language: str = "en") -> list[tuple]:
    return [(e["start_date"], e["end_date"], e["place"]) for e in statements("one", text, language)["events"]]


def test_each_day_of_a_sentence_and_each_line_of_a_programme_is_an_event_with_its_own_town():
    days = "Concerts were held in Leeds on 5 May 2024 and 12 May 2024."
    assert happenings(days) == [("2024-05-05", None, "Leeds"), ("2024-05-12", None, "Leeds")]
    turns = "Concerts follow on 5 April 2025 in Sisak, then on 12 April 2025 in Petrinja."
    assert happenings(turns) == [("2025-04-05", None, "Sisak"), ("2025-04-12", None, "Petrinja")]
    remote = "We met in Graz from 10 to 12 October 2022 and for a closing meeting online on 20 March 2023."
    assert happenings(remote) == [("2022-10-10", "2022-10-12", "Graz"), ("2023-03-20", None, None)]
    lines = "Programme\nFri 7 June 2024 – stilts and drums in Cork\nSat 8 June 2024 – singing in Cobh"
    assert happenings(lines) == [("2024-06-07", None, "Cork"), ("2024-06-08", None, "Cobh")]
    table = "Date | Place | What\n5 May 2023 | Limerick | Seminar\n9 June 2023 | Ennis | Exchange"
    assert happenings(table) == [("2023-05-05", None, "Limerick"), ("2023-06-09", None, "Ennis")]
    assert happenings("The camp will be held from 1 to 10 August in Wexford.") == [
        ("--08-01", "--08-10", "Wexford")
    ]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("We sewed 36 quilts where two dozen had been foreseen.", {36: "actual", 24: "target"}),
        ("In the hall, with chairs for 60 guests, 75 came.", {60: "target", 75: "actual"}),
        ("We have 16 helpers, and we want to have 30.", {16: "actual", 30: "target"}),
    ],
)
def test_a_cue_behind_another_figure_for_the_same_thing_is_that_figures(text, roles):
    assert {value: role for _, role, value in told(text)} == roles


def test_an_item_of_an_award_list_tells_what_was_promised():
    text = (
        "Report of the jury\n\nGrants were awarded to:\n- Choir Alba, EUR 900: six concerts in four villages;"
    )
    assert [role for _, role, _ in told(text)] == ["target"] * 3


def test_the_age_is_actual_where_it_is_of_those_who_came():
    assert told("On Sunday 418 children aged 5 to 13 came.")[-1] == ("age", "actual", 5)


def test_the_form_of_a_verb_decides_where_no_cue_does():
    assert told("Once pueblos prestarán sus plazas.", "es") == [("places", "target", 11)]
    assert told("Trzystu uczniów spróbowało gry.", "pl") == [("participants", "actual", 300)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("There will be, at most, three walks.", "en", [("events", "at_most", 3, "total")]),
        (
            "We held 14 workshops, with 9 people at each.",
            "en",
            [("events", "exact", 14, "total"), ("participants", "exact", 9, "per_event")],
        ),
        ("Quatro a cinco mil pessoas vieram.", "pt", [("participants", "range", 4000, "total")]),
        ("El pueblo de Ardales, con sus 2.400 habitantes.", "es", [("reach", "exact", 2400, "total")]),
        ("As bordadeiras, 18 ao todo, fizeram a manta.", "pt", [("participants", "exact", 18, "total")]),
    ],
)
def test_a_figure_with_what_is_set_around_it(text, language, expected):
    rows = [
        (
            m["indicator"],
            m["qualifier"],
            m["value_max"] if m["value_min"] is None else m["value_min"],
            m["basis"],
        )
        for m in measures(text, language)
    ]
    assert rows == expected


@pytest.mark.parametrize(
    ("text", "language", "rows"),
    [
        ("Tabor je namenjen mladim med 14. in 18. letom.", "sl", [("age", "target", 14)]),
        ("Изтъкани черги: 117", "bg", [("outputs", "target", 117)]),
        ("Επιλέχθηκαν 19 από τις 88 προτάσεις.", "el", [("projects", "actual", 19)]),
        (
            "Ήρθαν 40 παιδιά· περιμέναμε 70.",
            "el",
            [("participants", "actual", 40), ("participants", "target", 70)],
        ),
    ],
)
def test_years_of_life_by_ordinals_labels_of_unknown_things_and_the_chosen_of_bids(text, language, rows):
    assert told(text, language) == rows


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Indicador | Previsto | Realizado\nGasto (€) | 31.000 | 29.480\n", "es", [31000, 29480]),
        ("Le projet coûte 74 000 euros, dont 50 000 de la Fondation des Marais.", "fr", [74000, 50000]),
    ],
)
def test_a_sum_whose_currency_stands_elsewhere(text, language, expected):
    assert [m["value_max"] for m in measures(text, language) if m["unit"] == "EUR"] == expected


def test_the_label_of_a_row_names_the_currency_of_its_figures():
    text = "Indicator | Planned | Achieved\nWorkshops | 24 | 26\nCosts (EUR) | 32 000 | 31 450"
    assert told(text)[2:] == [("budget", "target", 32000), ("budget", "actual", 31450)]
    text = "Pokazatelj | Plan | Ostvareno\nBroj radionica | 24 | 26\nBroj učenika | 180 | 203"
    assert told(text, "hr")[2:] == [("participants", "target", 180), ("participants", "actual", 203)]


def test_figures_that_share_a_preposition_share_their_noun_and_role():
    text = "Bosnia was represented by 28 citizens, Romania by 22 and Hungary by 16."
    assert told(text) == [("participants", "actual", count) for count in (28, 22, 16)]


def test_a_town_that_acts_is_no_population():
    text = "The City of Tampere trained 60 mothers; home to 340 people, the island joined in."
    assert told(text) == [("participants", "actual", 60), ("reach", "context", 340)]


def test_an_interim_report_leaves_the_length_planned():
    body = "\nThe project lasts 24 months. So far 38 mentors have been trained."
    assert ("duration", "target", 24) in told("Interim report" + body)


def test_the_age_of_most_of_those_who_came_is_theirs():
    text = "Mentorov sme zohnali 22. Väčšina z nich má 17 až 24 rokov."
    assert told(text, "sk") == [("participants", "actual", 22), ("age", "actual", 17)]


def test_what_a_grant_pays_for_is_still_to_come():
    text = "Nejvyšší částku, 150 tisíc korun, obdržel Sokol Příbram na letní tábor pro 60 dětí."
    assert told(text, "cs") == [("budget", "target", 150000), ("participants", "target", 60)]


def test_a_noun_that_only_names_the_time_counts_nothing():
    text = "Praeguseks on koolitatud 38 mentorit, projekti lõpuks peab neid olema 60."
    assert told(text, "et") == [("participants", "actual", 38), ("participants", "target", 60)]


def test_a_participle_joined_to_a_future_is_planned_too():
    text = "Vor fi plantați 400 de copaci și instruiți 40 de voluntari."
    assert told(text, "ro") == [("outputs", "target", 400), ("participants", "target", 40)]
    text = "Izvedenih bo 10 delavnic in usposobljenih 40 prostovoljcev."
    assert told(text, "sl") == [("events", "target", 10), ("participants", "target", 40)]


def test_a_giver_is_not_what_its_gifts_are_counted_as():
    assert told("Sklad je razdelil 32 štipendij in podprl 14 društev.", "sl") == [("partners", "actual", 14)]


def test_a_clause_without_a_verb_goes_on_with_the_one_before_the_semicolon():
    text = "Letní školy se zúčastnili studenti z Česka a Maďarska; celkem 54 studentů a 12 lektorů."
    assert told(text, "cs") == [("participants", "actual", 54), ("participants", "actual", 12)]


def test_the_size_of_each_team_is_no_count_of_people():
    assert told("Soutěžilo 12 družstev po pěti hráčích.", "cs") == []


def test_heads_of_columns_are_read_each_by_itself():
    head = ("Rodiklis", "Siekiama", "Pasiekta")
    rows = (("Užrašytos dainos", "500", "417"), ("Parengti vedėjai", "15", "12"))
    text = "Tarpinė ataskaita\n\n" + "\n".join("\n".join(row) for row in (head, *rows))
    assert [role for _, role, _ in told(text, "lt")] == ["target", "actual"] * 2


def test_columns_headed_by_what_was_promised_and_done():
    head = ("Indicator", "What we promised", "What we did")
    text = "Final report\n\n" + "\n".join(" | ".join(row) for row in (head, *ROWS))
    assert told(text) == PLANNED_AND_DONE


def test_an_earlier_year_in_a_table_of_results_is_background():
    text = "Report\n\nIndicator | Result 2022 | Plan 2023 | Result 2023\nWorkshops | 118 | 130 | 142"
    assert [role for _, role, _ in told(text)] == ["context", "target", "actual"]


def test_what_was_done_behind_a_colon_is_another_figures():
    text = "Devíamos formar 60 mulheres: formámos 73."
    assert sorted(told(text, "pt")) == [("participants", "actual", 73), ("participants", "target", 60)]


def test_what_was_not_foreseen_was_done():
    text = "Cosimos 1.500 mascarillas, algo que no estaba previsto."
    assert told(text, "es") == [("outputs", "actual", 1500)]


def test_each_of_those_counted_last_is_the_rate():
    text = "34 centros juveniles se beneficiarán. Cada uno recibirá 35.000 euros."
    assert [row["basis"] for row in measures(text, "es")] == ["total", "per_partner"]


def test_a_copula_between_a_figure_and_its_plan_does_not_report_it():
    assert told("I laboratori erano 80 quelli in calendario.", "it") == [("events", "target", 80)]


def test_a_pronoun_stands_for_what_was_counted_before():
    text = "Sono venuti 268 ragazzi: il progetto contava di coinvolgerne 400."
    assert told(text, "it") == [("participants", "actual", 268), ("participants", "target", 400)]


def test_less_than_the_sum_planned_is_no_limit():
    (spent, planned) = measures("Il costo finale è di 87.450 euro, meno dei 92.000 preventivati.", "it")
    assert (planned["value_min"], planned["qualifier"]) == (92000, "exact")
    assert spent["value_min"] == 87450


def test_a_second_giver_leaves_the_currency_out():
    text = "La mairie a accordé 15 000 euros, la Fondation des Portiques 22 000."
    assert told(text, "fr") == [("budget", "target", 15000), ("budget", "target", 22000)]


def test_what_took_place_without_a_noun_is_an_event():
    assert told("Neuf ont eu lieu, avec 14 personnes.", "fr")[0] == ("events", "actual", 9)


def test_a_counted_participle_tells_nothing_of_the_figure_before_it():
    text = "Le stage (6 séances, 15 inscrits au plus) débute en octobre."
    assert told(text, "fr") == [("events", "target", 6), ("participants", "target", 15)]


def test_groups_of_two_digits_that_close_a_line_are_a_phone():
    assert told("Talleres: 978 00 00 00", "es") == []


CALL = "Open call 2026\nPublished on 3 December 2025.\nApply by 30 January 2026.\n\n{0}"


def test_what_was_done_before_the_year_of_a_deadline_went_to_an_earlier_call():
    text = CALL.format("In 2025 we supported 27 projects. 611 teenagers took part.\n\nWe expect 30 projects.")
    assert told(text) == [
        ("projects", "context", 27),
        ("participants", "context", 611),
        ("projects", "target", 30),
    ]


def test_an_earlier_year_holds_for_the_clauses_behind_it():
    text = "Press release, 6 October 2022\n\nThe idea was tried out in 2020, when 230 children took part."
    assert told(text) == [("participants", "context", 230)]


def test_what_the_programme_has_and_funds_is_not_the_projects_own():
    text = "It is one of 63 projects approved under the programme, which has 258 million euros in all."
    assert told(text) == [("projects", "context", 63), ("budget", "context", 258_000_000)]
    assert measures(text)[1]["budget_kind"] == "allocation"
    assert told("The project got 9,000 euros from the fund, which has awarded it a grant.")[0][1] == "target"


def test_what_another_figure_took_the_place_of_had_been_planned():
    assert told("Instead of 40 guests, 62 came.") == [
        ("participants", "target", 40),
        ("participants", "actual", 62),
    ]
    assert told("Negyven vendég helyett hatvanketten jöttek.", "hu") == [
        ("participants", "target", 40),
        ("participants", "actual", 62),
    ]


def test_parts_behind_a_colon_are_planned_like_their_whole():
    text = "The bus will visit 14 villages: nine villages in Vas and five villages in Zala."
    assert [role for _, role, _ in told(text)] == ["target"] * 3


def test_a_participle_shares_the_auxiliary_before_it():
    text = "Tiks sarīkotas trīs darbnīcas un izdota grāmata 700 eksemplāros."
    assert told(text, "lv") == [("events", "target", 3), ("outputs", "target", 700)]
    assert told("Buvo surengta talka ir pasodinta 40 liepų.", "lt") == [("outputs", "actual", 40)]


def test_more_than_last_year_does_not_set_the_count_before_it_into_the_past():
    assert told("Atėjo 410 kaimynų – 60 daugiau nei pernai.", "lt") == [("participants", "actual", 410)]


def test_a_figure_behind_a_verb_closes_its_sentence():
    text = "Vienijame 34 klubus, o pernai jų buvo 29. Surengėme 112 renginių."
    assert told(text, "lt")[1:] == [("partners", "context", 29), ("events", "actual", 112)]


def test_a_word_that_goes_with_a_year_makes_no_age_of_what_follows():
    text = "2024 metams numatyta: paremti ne mažiau kaip 22 projektus."
    assert told(text, "lt") == [("projects", "target", 22)]


def test_the_kind_of_money_by_who_holds_gives_and_spends_it():
    kinds = [
        m["budget_kind"] for m in measures(CALL.format("In 2025 we supported 31 projects with €90,000."))
    ]
    assert kinds[1] == "grant"
    assert measures("The foundation will put in £9,000 a year.")[0]["budget_kind"] == "grant"
    kinds = [m["budget_kind"] for m in measures("The club was granted €9,800, of which €9,412 was spent.")]
    assert kinds == ["grant", "grant"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Of 30 kites 18 are sewn; the remaining 12 will follow in spring.",
            [("outputs", "actual", 18), ("outputs", "target", 12)],
        ),
        (
            "By the end we intend to have held 90 story evenings.",
            [("events", "target", 90)],
        ),
        (
            "The scheme now links 40 pensioners with 25 pupils from the town.",
            [("participants", "actual", 40), ("participants", "actual", 25)],
        ),
        (
            "The walks brought together 60 seniors and 60 students.",
            [("participants", "actual", 60), ("participants", "actual", 60)],
        ),
        ("In Cork alone there were 31 of the suppers.", [("events", "actual", 31)]),
    ],
)
def test_what_remains_what_stands_now_and_what_will_have_been_done(text, expected):
    assert [row for row in told(text) if row in expected] == expected


def test_an_infinitive_behind_a_modal_tells_no_past():
    assert told("Ab Mai wollen wir an jedem Abend 35 Gäste bewirten.", "de") == [
        ("participants", "target", 35)
    ]


def test_one_plan_for_joined_figures_and_the_whole_of_a_sum_spent():
    assert told("We had planned 70 sessions and 50 volunteers.") == [
        ("events", "target", 70),
        ("participants", "target", 50),
    ]
    assert told("Foram gastos 18.740 € de um total de 52.000 €.", "pt") == [
        ("budget", "actual", 18740),
        ("budget", "target", 52000),
    ]


def test_an_ordinal_with_a_dot_before_its_letter_counts_nothing():
    assert told("A 3.ª edição reuniu 240 pessoas.", "pt") == [("participants", "actual", 240)]


def test_a_participle_behind_its_noun_shares_the_plan_before_it():
    rows = statements(
        "one", "Au printemps, nous ouvrirons un sentier, avec un livret tiré à 2 500 exemplaires.", "fr"
    )
    assert [m["role"] for m in rows["measures"]] == ["target"]
    rows = statements("one", "Nous avons ouvert un sentier, avec un livret tiré à 2 500 exemplaires.", "fr")
    assert [m["role"] for m in rows["measures"]] == ["actual"]


def test_a_plan_in_a_relative_clause_leaves_the_deed_and_one_told_before_holds_for_the_next_figure() -> None:
    text = "Η Στέγη επέλεξε έντεκα έργα, τα οποία θα στηρίξει φέτος με 84.000 ευρώ."
    rows = {row["value_min"]: row["role"] for row in statements("text", text, "el")["measures"]}
    assert rows[11] == "actual"
    text = "Planirali smo 40 susreta i 800 popravaka."
    rows = {row["value_min"]: row["role"] for row in statements("text", text, "hr")["measures"]}
    assert rows == {40: "target", 800: "target"}


def test_lines_of_towns_and_days_are_stops_of_a_tour_however_long_they_last() -> None:
    text = "The show\n\nNext stops\nLeeds, 2 March – 12 May 2024\nCork, 24 May – 28 July 2024\n"
    found = statements("text", text, "en")
    assert [(row["place"], row["start_date"]) for row in found["events"]] == [
        ("Leeds", "2024-03-02"),
        ("Cork", "2024-05-24"),
    ]
    assert found["dates"] == []


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Of the fifteen gardens promised, nine are open again.", [("target", 15), ("actual", 9)]),
        ("Six choirs sing with us today. From January eight.", [("actual", 6), ("target", 8)]),
        ("Twenty murals were painted. Four more in May.", [("actual", 20), ("target", 4)]),
    ],
)
def test_what_became_of_a_plan_is_a_fact_and_what_comes_later_a_plan(text, rows):
    assert [(role, value) for _, role, value in told(text)] == rows


@pytest.mark.parametrize(("day", "role"), [("4 September 2023", "target"), ("4 September 2025", "actual")])
def test_a_length_is_done_once_the_day_of_the_page_lies_behind_the_last_day(day, role):
    text = (
        f"Letter to the partners\n\n{day}\n\nThe project lasts twenty months, from 1 November 2022 to "
        "30 June 2024. In four towns 310 people learnt to graft trees. We held 14 courses and opened two "
        "gardens. The neighbours came in numbers and planted 90 trees.\n"
    )
    assert ("duration", role, 20) in told(text)


@pytest.mark.parametrize(
    ("language", "text", "rows"),
    [
        (
            "de",
            "Der Erzählabend blieb mit 31 Gästen hinter den erhofften 60 zurück.",
            [("participants", "actual", 31), ("participants", "target", 60)],
        ),
        (
            "nl",
            "Het project loopt. Van de 72 geplande buurtmaaltijden zijn er 41 gehouden.",
            [("events", "target", 72), ("events", "actual", 41)],
        ),
        (
            "en",
            "The volunteers, who before the project numbered 19, have risen to 34.",
            [("participants", "context", 19), ("participants", "actual", 34)],
        ),
    ],
)
def test_a_plan_and_what_came_of_it_part_in_one_clause(language, text, rows):
    found = [row for row in told(text, language) if row in rows or row[1] != rows[0][1]]
    assert [row for row in rows[1:] if row not in found] == []
    assert ("events", "target", 41) not in found


@pytest.mark.parametrize(
    ("language", "text", "rows"),
    [
        ("en", "The expected number of visitors was 500.", [("participants", "target", 500)]),
        ("en", "The parish council decided to plant 80 trees.", [("outputs", "target", 80)]),
        ("it", "Contro i 30 concerti previsti se ne sono tenuti 41.", [("events", "target", 30)]),
        ("es", "La exposición anterior reunió a 4.200 visitantes.", [("participants", "context", 4200)]),
        ("el", "Δεν φτάσαμε τους 5.000 επισκέπτες.", [("participants", "target", 5000)]),
        ("lt", "Nepasiekėme 5 000 lankytojų.", [("participants", "target", 5000)]),
        ("fr", "Le projet n'a touché que 78 familles.", [("participants", "actual", 78)]),
    ],
)
def test_the_build_of_a_clause_tells_a_plan_from_a_deed(language, text, rows):
    found = told("Report on the year\n\n" + text, language)
    assert [row for row in rows if row not in found] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Final report\n\nObjectives:\n- 30 new volunteers\n- help in 40 households\n\nThe work is over.",
        ),
        (
            "de",
            "Abschlussbericht\n\nZiele:\n- 30 neue Freiwillige\n- Hilfe in 40 Haushalten\n\nAlles gelang.",
        ),
        ("lt", "Baigiamoji ataskaita\n\nUždaviniai:\n- 30 naujų savanorių\n- pagalba 40 šeimų\n\nPavyko."),
    ],
)
def test_aims_above_a_list_make_targets_of_it_in_a_report_too(language, text):
    assert {(role, value) for _, role, value in told(text, language)} == {("target", 30), ("target", 40)}


def test_the_counter_of_a_page_counts_no_readers_of_the_initiative():
    text = "The choir meets\n\nTwelve concerts drew 300 guests.\n\nPage views: 1742\nPrint"
    assert told(text) == [("events", "actual", 12), ("participants", "actual", 300)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Since 2009 our club has held 400 concerts. Project start: May 2026. 12 walks are planned."),
        ("lt", "Nuo 2009 m. klubas surengė 400 koncertų. Projekto pradžia: 2026-05-04. Planuojama 12 žygių."),
        ("hu", "2009 óta 400 koncertet rendeztünk. A projekt 2026 májusában indul, 12 túrát tervezünk."),
        ("de", "Seit 2009 gab es 400 Konzerte. Das Projekt beginnt im Mai 2026, geplant sind 12 Touren."),
        (
            "fr",
            "Depuis 2009 le club a organisé 400 concerts. Début du projet : mai 2026 ; 12 visites prévues.",
        ),
    ],
)
def test_what_a_body_did_in_all_the_years_before_is_background(language, text):
    found = told(text, language)
    assert ("events", "context", 400) in found
    assert ("events", "target", 12) in found
