"""Figures and dates: what the characters mean, in every way of writing them. One trap a text."""

from __future__ import annotations

import pytest

from pipeline.extract.statements import statements


def measures(text: str, language: str = "en") -> list[dict]:
    return statements("one", text, language)["measures"]


def values(text: str, language: str = "en") -> list[tuple]:
    return [(m["qualifier"], m["value_min"], m["value_max"], m["unit"]) for m in measures(text, language)]


def dates(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(row["kind"], row["date"]) for row in statements("one", text, language)["dates"]]


def reasons(text: str, language: str = "en") -> dict[str, str]:
    return {row["quote"]: row["reason"] for row in statements("one", text, language)["unclaimed_numbers"]}


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("EUR 148 680,00", 148_680, "EUR"),
        ("EUR 148\u00a0680", 148_680, "EUR"),
        ("EUR 148\u202f680,50", 148_680.5, "EUR"),
        ("EUR 8,500,000.00", 8_500_000, "EUR"),
        ("EUR 8.500.000,00", 8_500_000, "EUR"),
        ("62.500 EUR", 62_500, "EUR"),
        ("62,500 EUR", 62_500, "EUR"),
        ("CHF 1'250'000", 1_250_000, "CHF"),
        ("CHF 1’250’000", 1_250_000, "CHF"),
        ("1 234 567 PLN", 1_234_567, "PLN"),
        ("£12,500.50", 12_500.5, "GBP"),
        ("€1.5 million", 1_500_000, "EUR"),
        ("€1,5 million", 1_500_000, "EUR"),
        ("40k euros", 40_000, "EUR"),
        ("EUR 1 million 250 thousand", 1_250_000, "EUR"),
    ],
)
def test_separators_and_scales_give_one_sum(written, value, unit):
    assert values(f"The total budget of the project is {written}.") == [("exact", value, value, unit)]


@pytest.mark.parametrize(
    ("text", "language", "value", "unit"),
    [
        ("Projekto biudžetas – 1,1 mln. Eur.", "lt", 1_100_000, "EUR"),
        ("Projekto biudžetas – 250 tūkst. eurų.", "lt", 250_000, "EUR"),
        ("A projekt teljes költségvetése 145,8 M Ft.", "hu", 145_800_000, "HUF"),
        ("A projekt teljes költségvetése 1 millió 250 ezer forint.", "hu", 1_250_000, "HUF"),
        ("A programra ötszázmillió forint jut.", "hu", 500_000_000, "HUF"),
        ("A projektben negyvenkét önkéntes vesz részt.", "hu", 42, "person"),
        ("An dem Projekt werden fünfundzwanzig Jugendliche teilnehmen.", "de", 25, "person"),
        ("Twenty-five volunteers will take part.", "en", 25, "person"),
        ("Two hundred and forty volunteers will take part.", "en", 240, "person"),
    ],
)
def test_scale_and_number_words(text, language, value, unit):
    assert values(text, language) == [("exact", value, value, unit)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30-40 volunteers will take part.", 30, 40),
        ("30 – 40 volunteers will take part.", 30, 40),
        ("Between 30 and 40 volunteers will take part.", 30, 40),
        ("From 30 to 40 volunteers will take part.", 30, 40),
        ("The measure has a budget of EUR 5-30 million.", 5e6, 30e6),
        ("Each project can receive from 5 to 30 thousand euros.", 5e3, 30e3),
        ("Each project can receive between 900 thousand and 2 million euros.", 900e3, 2e6),
        ("About 20-25 families will take part.", 20, 25),
    ],
)
def test_a_range_is_one_measure_and_shares_its_scale(text, low, high):
    assert [value[:3] for value in values(text)] == [("range", low, high)]


def test_the_minutes_behind_a_sign_for_hours_count_nothing():
    assert measures("Programme : 9 h 30 accueil, 12 h 30 repas.", "fr") == []


def test_visits_are_people_from_a_hundred_up():
    rows = measures("La biblioteca registró 2.300 visitas y organizó 14 visitas.", "es")
    assert [(row["indicator"], row["value_min"]) for row in rows] == [("participants", 2300), ("events", 14)]


def test_a_comma_parts_a_month_from_a_count():
    rows = measures("Depuis janvier, 28 rencontres ont eu lieu.", "fr")
    assert [(row["indicator"], row["value_min"]) for row in rows] == [("events", 28)]


def test_words_of_another_clause_make_no_range():
    text = "Un programa de tres años que acompañará a 1.100 jóvenes."
    assert values(text, "es") == [("exact", 36, 36, "month"), ("exact", 1100, 1100, "person")]


def test_a_sum_is_no_code():
    assert values("Se destinan a esta línea 75.000 euros.", "es") == [("exact", 75000, 75000, "EUR")]


@pytest.mark.parametrize(
    ("words", "qualifier", "low", "high"),
    [
        ("40 volunteers", "exact", 40, 40),
        ("At least 40 volunteers", "at_least", 40, None),
        ("40 or more volunteers", "at_least", 40, None),
        ("40+ volunteers", "at_least", 40, None),
        ("Not fewer than 40 volunteers", "at_least", 40, None),
        ("Up to 40 volunteers", "at_most", None, 40),
        ("Not more than 40 volunteers", "at_most", None, 40),
        ("More than 40 volunteers", "more_than", 40, None),
        ("Fewer than 40 volunteers", "less_than", None, 40),
        ("Just under 40 volunteers", "less_than", None, 40),
        ("Nearly 40 volunteers", "about", 40, 40),
        ("Some 40 volunteers", "about", 40, 40),
        ("~40 volunteers", "about", 40, 40),
        ("Even 40 volunteers", "exact", 40, 40),
        ("Altogether 40 volunteers", "exact", 40, 40),
    ],
)
def test_qualifiers_open_the_end_they_name(words, qualifier, low, high):
    assert values(f"{words} will take part.") == [(qualifier, low, high, "person")]


@pytest.mark.parametrize(
    ("text", "language", "qualifier"),
    [
        ("Projekte dalyvaus ne mažiau kaip 30 savanorių.", "lt", "at_least"),
        ("A programban legalább 30 önkéntes vesz részt.", "hu", "at_least"),
        ("Le projet réunira 30 habitants au moins.", "fr", "at_least"),
    ],
)
def test_qualifiers_stand_before_or_behind(text, language, qualifier):
    assert values(text, language) == [(qualifier, 30, None, "person")]


def test_a_negation_turns_more_than_into_at_most_and_belongs_to_the_quote():
    (measure,) = measures("No project may receive more than EUR 40 000.")
    assert (measure["qualifier"], measure["value_min"], measure["value_max"]) == ("at_most", None, 40_000)
    assert measure["quote"].startswith("No ")


def test_open_ends_are_null_and_never_nought():
    (measure,) = measures("At least 40 volunteers will take part.")
    assert measure["value_max"] is None
    assert measures("Volunteers will take part.") == []


def test_a_figure_repeated_in_words_counts_once():
    text = "The project grant is EUR 50 000 (fifty thousand euros)."
    assert values(text) == [("exact", 50_000, 50_000, "EUR")]
    assert set(reasons(text).values()) == {"repeat"}


def test_of_a_part_and_its_whole_only_the_part_counts():
    text = "12 of 15 volunteers took part."
    assert values(text) == [("exact", 12, 12, "person")]
    assert reasons(text) == {"15": "whole"}


@pytest.mark.parametrize(
    ("text", "figure", "reason"),
    [
        ("Call us on +370 612 34567.", "370 612", "phone"),
        ("The rules are those of Law No. 1215.", "1215", "code"),
        ("The workshop begins at 10:30.", "10", "time"),
        ("The fund pays 80 % of the costs.", "80", "percentage"),
        ("Tickets cost EUR 5.", "5", "price"),
        ("The organisation received 56 applications.", "56", "application"),
        ("The jury counted 300 votes.", "300", "vote"),
        ("The project number is 2021-1-XX02-KA220.", "220", "code"),
        ("Write to team5@river.example.", "5", "address"),
    ],
)
def test_what_counts_nothing_is_no_measure_and_says_why(text, figure, reason):
    assert measures(text) == []
    assert reasons(text)[figure] == reason


NOTICE = """Privacy notice
We keep the data of visitors for 5 years. Cookies are stored for 30 days on the device of the visitor.
You may object within 14 days. Visitors under 16 need the consent of a parent. We share data with 3 companies.
The controller answers within 1 month. Up to 20 000 visitors a day read these pages, and 12 people look after
them. The rules are those of Article 6 of the regulation. You may write to us, and you may complain
to the authority of the country in which you live. The notice was changed because of the new law on cookies.
"""


def test_a_privacy_notice_states_nothing():
    assert measures(NOTICE) == []
    assert {"30", "14", "20 000"} <= set(reasons(NOTICE))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The project runs from 1 March 2021 to 28 February 2022.", "en"),
        ("The project runs from March 1, 2021 to February 28, 2022.", "en"),
        ("Project dates: 01.03.2021 – 28.02.2022", "en"),
        ("Project dates: 2021-03-01 – 2022-02-28", "en"),
        ("Projektas vykdomas nuo 2021 m. kovo 1 d. iki 2022 m. vasario 28 d.", "lt"),
        ("A projekt 2021. március 1-jétől 2022. február 28-ig tart.", "hu"),
        ("Das Projekt läuft vom 1.3.2021 bis 28.2.2022.", "de"),
        ("Das Projekt läuft vom 1. März 2021 bis zum 28. Februar 2022.", "de"),
        ("Projekt trwa od 1 marca 2021 r. do 28 lutego 2022 r.", "pl"),
        ("Le projet se déroule du 1er mars 2021 au 28 février 2022.", "fr"),
    ],
)
def test_a_period_in_every_form(text, language):
    assert dates(text, language) == [("start", "2021-03-01"), ("end", "2022-02-28")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The project runs from March to June 2024.", [("start", "2024-03"), ("end", "2024-06")]),
        ("The project runs from 3 to 14 May 2024.", [("start", "2024-05-03"), ("end", "2024-05-14")]),
        ("Project period: 2021–2023", [("start", "2021"), ("end", "2023")]),
        (
            "The project started on 04/09/2022 and will end in December 2023.",
            [("start", "2022-09-04"), ("end", "2023-12")],
        ),
        ("Applications are accepted until 15 October 2021.", [("deadline", "2021-10-15")]),
        ("Applications are accepted until 31 May.", [("deadline", "--05-31")]),
        ("Published: 2021-03-04", [("published", "2021-03-04")]),
        ("Contract signed on 5 May 2021.", [("contract", "2021-05-05")]),
    ],
)
def test_dates_share_what_they_say_once_and_keep_what_is_unsaid_open(text, expected):
    assert dates(text) == expected


def test_a_day_without_a_year_behind_a_start_never_ends_before_it():
    assert dates("The project runs from September 2021 until 31 May.") == [
        ("start", "2021-09"),
        ("end", "2022-05-31"),
    ]


def test_a_date_that_says_nothing_of_the_initiative_is_still_accounted_for():
    text = "The river froze on 5 January 1987 and 40 volunteers will take part."
    assert dates(text) == []
    assert {"5", "1987"} <= set(reasons(text))


def test_a_calendar_knows_no_thirtieth_of_february():
    assert dates("Applications are accepted until 30.02.2021.") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The project lasts 24 months. The exhibition stays open for another 3 months."),
        ("de", "Das Projekt dauert 24 Monate. Die Ausstellung ist danach noch 3 Monate zu sehen."),
        ("fr", "Le projet dure 24 mois. L'exposition reste ouverte encore pendant 3 mois."),
        ("it", "Il progetto dura 24 mesi. La mostra resta aperta per altri 3 mesi."),
        ("pl", "Projekt trwa 24 miesiące. Wystawa będzie czynna jeszcze przez 3 miesiące."),
        ("hu", "A projekt 24 hónapig tart. A kiállítás utána még 3 hónapig látogatható."),
        ("lt", "Projekto trukmė – 24 mėnesiai. Paroda po to dar 3 mėnesius veiks bibliotekoje."),
    ],
)
def test_what_goes_on_afterwards_is_no_length_of_the_initiative(language, text):
    assert [m["value_max"] for m in measures(text, language)] == [24.0]


def test_letters_glued_to_a_figure_are_no_figure():
    told = reasons(
        "The film is at https://example.org/watch?v=xYZ77abQ3 since spring. The project lasts 24 months."
    )
    assert not [quote for quote in told if quote.isalpha()]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("Kilenc kiállítást terveztünk, hármat nyitottunk meg.", "event", 3),
        ("Tizenöt falut ígértünk, 21-ben jártunk.", "place", 21),
        ("Varróestenként tizenketten jöttek el.", "person", 12),
        ("A koncertre közel 4 ezren jöttek el.", "person", 4000),
        ("Hat kertbarátdélelőttöt tartottunk.", "event", 6),
        ("A program költségvetése 1,118 milliárd forint.", "HUF", 1_118_000_000),
    ],
)
def test_the_form_of_a_number_and_the_end_of_a_compound_tell_what_is_counted(text, unit, value):
    assert (unit, value) in [(m["unit"], m["value_min"]) for m in measures(text, "hu")]


def test_an_ending_makes_a_noun_a_rate():
    (row,) = measures("Klubonként 12 fiatal vett részt.", "hu")
    assert (row["unit"], row["basis"]) == ("person", "per_partner")


def test_the_value_of_a_bodys_name_is_its_sum_alone():
    units = [m["unit"] for m in measures("Takácsok Köre: 900 000 Ft tizenkét szövőszék javítására", "hu")]
    assert "organisation" not in units


def test_a_genitive_plural_describes_the_noun_that_a_small_number_counts():
    (choirs,) = measures("Šventėje giedojo trys parapijų chorai.", "lt")
    assert choirs["quote"] == "trys parapijų chorai"
    (schools,) = measures("Piešė aštuonių mokyklų vaikai.", "lt")
    assert (schools["indicator"], schools["value_min"]) == ("partners", 8)


def test_an_age_reaches_over_what_describes_its_people():
    text = "Projektas skirtas 16–24 m. niekur nesimokantiems ir nedirbantiems jaunuoliams."
    assert [row["indicator"] for row in measures(text, "lt")] == ["age"]


def test_a_clause_before_a_colon_is_no_label_of_what_its_value_counts():
    text = "Klubas baigė pusmečio projektą: iš 26 suplanuotų pasivaikščiojimų įvyko 24."
    found = {(row["indicator"], row["role"]): row["value_min"] for row in measures(text, "lt")}
    assert found[("events", "actual")] == 24 and ("projects", "actual") not in found


def test_a_word_for_age_behind_a_plus_makes_it_an_age():
    (age,) = measures("Pakvieskite ir 60+ amžiaus kaimynus.", "lt")
    assert (age["indicator"], age["qualifier"], age["value_min"]) == ("age", "at_least", 60)


def test_per_before_events_that_open_a_clause_is_a_preposition_of_time():
    found = {
        row["indicator"]: row for row in measures("Per penkias popietes vaikai perskaitė 37 knygas.", "lt")
    }
    assert found["events"]["qualifier"] == "exact"
    (held,) = measures("Iki rudens surengta per 30 koncertų.", "lt")
    assert held["qualifier"] == "more_than"


def test_a_difference_from_last_year_is_no_measure():
    found = measures("Stovyklą baigė 214 vaikų, 60 daugiau negu pernai.", "lt")
    assert [row["value_min"] for row in found] == [214]


def test_an_age_from_which_one_may_come_is_a_least_one():
    (age,) = measures("Dalyvių amžius: nuo 18 m.", "lt")
    assert (age["qualifier"], age["value_min"], age["value_max"]) == ("at_least", 18, None)


def test_a_genitive_beside_another_case_describes():
    (people,) = measures("Atvyko trys savivaldybės atstovai.", "lt")
    assert (people["indicator"], people["value_min"]) == ("participants", 3)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Áprilisban 4 alkalommal nyitunk ki.", ("event", 4)),
        ("Tartaléklistán: 2 pályázat", ("project", 2)),
        ("Egyik csoportban 12 nyugdíjas, a másikban 15 ült géphez.", ("person", 15)),
        ("A 40 tervezett mentorból 33 állt munkába.", ("person", 33)),
    ],
)
def test_a_figure_without_a_noun_counts_what_its_verb_its_whole_or_its_label_says(text, row):
    assert row in [(m["unit"], m["value_min"]) for m in measures(text, "hu")]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("A felhívásra 312 pályázat érkezett, ebből 87 részesült támogatásban.", ("project", 87)),
        ("Résztvevő országok: 4", ("country", 4)),
        ("Kihelyeztünk 3 db hulladékgyűjtőt.", ("item", 3)),
        ("Számokban: 2,4 millió euró, 1 500 bevont fiatal.", ("person", 1500)),
    ],
)
def test_a_figure_counts_the_head_of_its_phrase_not_what_describes_it(text, row):
    assert row in [(m["unit"], m["value_min"]) for m in measures(text, "hu")]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("A könyvtár látogatóinak száma 2022-ben 18 400 volt.", [("person", 18400)]),
        ("Képzett személyek: 120 fő; létrejött együttműködések: 8", [("person", 120)]),
        ("Az első kilenc hónapban 14 kiállítást rendeztünk.", [("event", 14)]),
        ("A zenekar 25 éves fennállása alatt sokat utazott.", [("month", 300)]),
    ],
)
def test_a_figure_behind_the_word_for_a_number_or_a_label_is_that_things(text, rows):
    assert [(m["unit"], m["value_min"]) for m in measures(text, "hu")] == rows


def test_the_sign_of_the_real_is_no_dollar():
    (cap,) = statements("one", "Cada projeto poderá receber de R$ 15 mil a R$ 30 mil.", "pt")["measures"]
    assert (cap["unit"], cap["value_min"], cap["value_max"]) == ("BRL", 15000, 30000)
