"""Organisations: how far a name reaches, its nominative, and the part its bearer has."""

from __future__ import annotations

import pytest

from pipeline.extract.bodies.bodies import kind_words
from pipeline.extract.statements import statements


def organisations(text: str, language: str) -> list[tuple[str, str]]:
    return [(row["role"], row["name"]) for row in statements("text", text, language)["organisations"]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "lt",
            "Vykdytojas – Zarasų krašto muziejus, partneriai – jaunimo klubas „Rytas“ ir Ignalinos teatras.",
            [
                ("coordinator", "Zarasų krašto muziejus"),
                ("partner", "jaunimo klubas „Rytas“"),
                ("partner", "Ignalinos teatras"),
            ],
        ),
        (
            "lt",
            "Projektą vykdo VšĮ „Teatro namai“, pastogę įrengė UAB „Statyba“, "
            "3 000 Eur skyrė Molėtų rajono savivaldybė.",
            [
                ("coordinator", "VšĮ „Teatro namai“"),
                ("contractor", "UAB „Statyba“"),
                ("funder", "Molėtų rajono savivaldybė"),
            ],
        ),
        (
            "en",
            "The project is coordinated by the Lee Valley Trust and supported by the Arts Council of Ireland "
            "and Cork City Council.",
            [
                ("coordinator", "Lee Valley Trust"),
                ("funder", "Arts Council of Ireland"),
                ("funder", "Cork City Council"),
            ],
        ),
        (
            "en",
            "Lead partner: Weavers' Museum of Łódź (Poland)\n"
            "Partners: Stichting Korenhuis, Atelier Nord e.V.\n",
            [
                ("coordinator", "Weavers' Museum of Łódź"),
                ("partner", "Stichting Korenhuis"),
                ("partner", "Atelier Nord e.V."),
            ],
        ),
        (
            "hu",
            "A Noszvaji Olvasókör Egyesület a Nemzeti Kulturális Alap támogatásával "
            "indította el a programot.",
            [("coordinator", "Noszvaji Olvasókör Egyesület"), ("funder", "Nemzeti Kulturális Alap")],
        ),
        (
            "lv",
            "Partneri: Ludzas bibliotēka, biedrība „Ausma”",
            [("partner", "Ludzas bibliotēka"), ("partner", "biedrība „Ausma”")],
        ),
        (
            "pl",
            "Fundacja Karpackie Drogi realizuje projekt wspólnie z Muzeum Budownictwa w Sanoku.",
            [("coordinator", "Fundacja Karpackie Drogi"), ("partner", "Muzeum Budownictwa")],
        ),
    ],
)
def test_names_are_whole_and_have_their_role(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert organisations(text, language) == expected


def test_a_name_in_an_oblique_case_is_given_in_the_nominative() -> None:
    text = "Projektas vykdomas kartu su Utenos kraštotyros muziejumi."
    assert [name for _, name in organisations(text, "lt")] == ["Utenos kraštotyros muziejus"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("lt", "Dalį lėšų skyrė Europos Sąjunga."),
        ("en", "The rest is paid by the European Union and the state budget."),
        ("hu", "A programot az Európai Unió támogatja."),
        ("pl", "Projekt finansuje Unia Europejska."),
    ],
)
def test_the_european_union_is_no_organisation(language: str, text: str) -> None:
    assert organisations(text, language) == []


def test_a_body_that_is_only_mentioned_has_no_part() -> None:
    text = "The choir is led by the Moy Valley Youth Club.\nContact: Galway Heritage Office, 12 Quay Street."
    assert organisations(text, "en") == [("coordinator", "Moy Valley Youth Club")]


def test_x_with_its_partners_is_no_partner_itself() -> None:
    text = "Anykščių kultūros centras kartu su penkiais partneriais pradeda projektą „Senas tiltas“."
    assert organisations(text, "lt") == [("coordinator", "Anykščių kultūros centras")]


def test_a_platform_hosts_nothing() -> None:
    assert organisations("Seminaras vyks ZOOM platformoje 2024 m. gegužės 3 d.", "lt") == []


def test_mentions_of_one_body_give_one_row_with_its_fullest_name() -> None:
    text = "VšĮ Anykščių kultūros centras vykdo projektą. Anykščių kultūros centras kviečia visus."
    assert organisations(text, "lt") == [("coordinator", "VšĮ Anykščių kultūros centras")]


def test_a_list_goes_on_behind_a_semicolon() -> None:
    text = "Partneriai: Zarasų krašto muziejus; jaunimo erdvė „Rytas“; MB „Trys žuvys“"
    assert [role for role, _ in organisations(text, "lt")] == ["partner"] * 3


def test_kind_words_of_every_language_are_known_elsewhere() -> None:
    exact, stems = kind_words()
    assert "stichting" in exact | stems
    assert any("stowarzyszenie".startswith(stem) for stem in stems | exact)


def test_cells_behind_a_label_hold_names() -> None:
    text = "Vykdytojas\tKuršių kopos klubas\nPartneriai | Asociacija „Vilnis“; Neringos senjorų draugija"
    assert organisations(text, "lt") == [
        ("coordinator", "Kuršių kopos klubas"),
        ("partner", "Asociacija „Vilnis“"),
        ("partner", "Neringos senjorų draugija"),
    ]


def test_a_fund_that_calls_for_applications_pays() -> None:
    text = "Open call\nThe Amber Coast Fund invites youth groups to send their applications by 3 May 2024."
    assert organisations(text, "en") == [("funder", "Amber Coast Fund")]


def test_a_ministry_is_named_with_all_its_fields() -> None:
    text = "Financira: Ministarstvo kulture i medija"
    assert organisations(text, "hr") == [("funder", "Ministarstvo kulture i medija")]
    text = "The festival was funded by the Ministry of Culture, Youth and Sport."
    assert ("funder", "Ministry of Culture, Youth and Sport") in organisations(text, "en")


def test_two_payers_with_their_sums_share_a_verb() -> None:
    text = "Das Archiv, das der Kreis Au mit 130 Euro und die Bürgerstiftung Lohe mit 20 Euro unterstützen."
    assert organisations(text, "de") == [("funder", "Kreis Au"), ("funder", "Bürgerstiftung Lohe")]


def test_a_list_of_awards_names_its_winners() -> None:
    text = (
        "Which groups get support this year?\n"
        "- Harbour Choir (Sligo) - 3,400 euros for six open rehearsals;\n"
        "- Stitch & Story - 2,900 euros for a travelling quilt;\n"
        "- Ballina Boat Club - 1,850 euros for evening rows.\n"
    )
    found = {name for _, name in organisations(text, "en")}
    assert found == {"Harbour Choir", "Stitch & Story", "Ballina Boat Club"}


def test_lines_of_costs_name_no_body() -> None:
    text = "What it costs\n- Hall hire (Sligo) - 400 euros\n- Printed Posters - 90 euros\n- Tea - 60 euros\n"
    assert organisations(text, "en") == []


@pytest.mark.parametrize(
    ("language", "text", "funder"),
    [
        ("de", "Die Stadt Melk legt noch 4.500 Euro drauf, den Rest ersingt der Chor.", "Stadt Melk"),
        ("de", "Für die Reihe kommen vom Familienministerium 12.000 Euro.", "Familienministerium"),
        ("nl", "Met € 9.000 van de gemeente Hulst kan de werkplaats nog een jaar verder.", "gemeente Hulst"),
    ],
)
def test_a_public_body_beside_a_sum_pays_it(language: str, text: str, funder: str) -> None:
    assert ("funder", funder) in organisations(text, language)


def test_the_masthead_signs_the_page() -> None:
    text = "Quay Commons, Malmö – what we are up to\n\nEvery Friday 14 neighbours cook together.\n"
    assert organisations(text, "en") == [("coordinator", "Quay Commons")]


def test_winners_stand_in_a_sentence_too_each_with_its_sum() -> None:
    text = (
        "Støtte gik til Teatret Månen (60.000 kr.), Hals Forsamlingshus (40.000 kr.) og Ry Kor (25.000 kr.)."
    )
    assert [name for _, name in organisations(text, "da")] == [
        "Teatret Månen",
        "Hals Forsamlingshus",
        "Ry Kor",
    ]
    kinds = [row["budget_kind"] for row in statements("text", text, "da")["measures"]]
    assert kinds == ["grant", "grant", "grant"]


def test_a_verb_between_two_bodies_belongs_to_neither_name() -> None:
    text = "Met steun van de gemeente Zwolle zette Koor Klankrijk vijftien opera's op."
    assert organisations(text, "nl") == [
        ("funder", "gemeente Zwolle"),
        ("coordinator", "Koor Klankrijk"),
    ]


def test_a_ministry_that_gives_a_sum_may_open_the_sentence() -> None:
    text = "Ministerstvo kultury poskytlo projektu 640 tis. Kč."
    assert organisations(text, "cs") == [("funder", "Ministerstvo kultury")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("hr", "Klub umirovljenika „Val” iz Senja organizira radionice.", "Klub umirovljenika „Val”"),
        ("ro", "Proiectul este implementat de Asociația Culturală „Izvor”.", "Asociația Culturală „Izvor”"),
    ],
)
def test_the_quoted_part_behind_a_field_belongs_to_the_name(language, text, expected):
    assert organisations(text, language) == [("coordinator", expected)]


def test_a_county_that_says_where_the_communes_lie_acts_in_nothing():
    text = "Projekt se provodi u sedam općina Vukovarsko-srijemske županije."
    assert organisations(text, "hr") == []


def test_a_label_speaks_of_its_whole_list_and_a_possessive_stays_in_a_name() -> None:
    text = (
        "The consortium consists of: Rural Women's Network (Ireland), Voices for Change (Malta), "
        "Stichting Buurtkracht (Netherlands) and Split Town Library (Croatia)."
    )
    assert [name for _, name in organisations(text, "en")] == [
        "Rural Women's Network",
        "Voices for Change",
        "Stichting Buurtkracht",
        "Split Town Library",
    ]
    text = "The evaluation was carried out by Meridian Ltd. The website came later."
    assert organisations(text, "en") == [("contractor", "Meridian Ltd.")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Mill Lane Council and Ford Town Council put in £900 each towards the library workshops.",
            [("funder", "Mill Lane Council"), ("funder", "Ford Town Council")],
        ),
        (
            "es",
            "En mayo cerró «Hilos», la iniciativa con la que la Fundación Agua Clara reunió a los vecinos. "
            "El Ayuntamiento de Soria concedió 4.000 euros.",
            [("coordinator", "Fundación Agua Clara"), ("funder", "Ayuntamiento de Soria")],
        ),
    ],
)
def test_a_row_of_payers_shares_its_sum_and_who_acts_without_a_word_for_it_leads(language, text, expected):
    assert organisations(text, language) == expected


def test_the_column_and_the_blocks_of_bodies_in_news_of_awards_are_those_that_got_the_sums() -> None:
    head = "Twelve projects were awarded grants out of 40 applications.\n\n"
    table = (
        "Hull | Quay Players Society | Tides | £7,250\n"
        "York | Bright Young Carers | A Day Off | £4,900\n"
        "Leeds | Wool Guild | The Long Thread | £3,300\n"
    )
    names = ["Quay Players Society", "Bright Young Carers", "Wool Guild"]
    assert [name for role, name in organisations(head + table, "en") if role == "partner"] == names
    blocks = "".join(f"{name}, “A title”\nSum: £900\nA sentence about it.\n\n" for name in names[::2])
    blocks += "Hill Choir Society, “Songs”\nSum: £700\nOne more.\n"
    found = [name for role, name in organisations(head + blocks, "en") if role == "partner"]
    assert found == [*names[::2], "Hill Choir Society"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("hr", "Udruga Zeleni kat iz Siska traži 25 volontera.", "Udruga Zeleni kat"),
        ("hr", "Projekt vodi udruga Popravi.me uz potporu susjeda.", "udruga Popravi.me"),
        ("sl", "Društvo Otok besed je odprlo knjižnico.", "Društvo Otok besed"),
    ],
)
def test_a_name_reaches_over_its_noun_in_lower_case_and_over_the_dot_of_an_address(language, text, name):
    assert [found for _, found in organisations(text, language)] == [name]


def test_a_body_named_in_the_text_takes_part_and_a_company_does_ordered_work() -> None:
    text = (
        "The project Night Loaf is led by Ferry Lane Trust. Moor Youth Club bakes on Fridays, and "
        "the oven was repaired by hand. Clay & Co Ltd delivered the bricks."
    )
    assert organisations(text, "en") == [
        ("coordinator", "Ferry Lane Trust"),
        ("partner", "Moor Youth Club"),
        ("contractor", "Clay & Co Ltd"),
    ]


def test_minutes_name_who_was_present_and_who_sent_apologies() -> None:
    text = (
        "Minutes of the steering group\n\nPresent: A. Holm (Reed Lane Choir, project leader), "
        "B. Lund (Arts Circle Ribe). Apologies from the Dock Museum.\n\n1. Status\n12 rehearsals were held.\n"
    )
    found = organisations(text, "en")
    assert ("partner", "Dock Museum") in found and ("coordinator", "Reed Lane Choir") in found


def test_a_count_announces_bodies_without_a_kind_word() -> None:
    text = (
        "Paths of the coast\n\nSince May 2023 the association Onda Viva from Faro has walked the paths "
        "together with three fellow organisations: Amigos del Agua (Lepe, Spain), Voiles Libres (Brest) "
        "and Harbour Voices in Hull."
    )
    assert organisations(text, "en") == [
        ("coordinator", "Onda Viva"),
        ("partner", "Amigos del Agua"),
        ("partner", "Voiles Libres"),
        ("partner", "Harbour Voices"),
    ]


def test_a_list_of_awards_names_its_bodies_whatever_its_entries_look_like() -> None:
    text = (
        "Išrinkta 12 projektų, gauta 40 paraiškų, paskirta 90 000 Eur.\n\n"
        "Alytus. Šokių klubas „Žingsnis“ – „Ant tilto“. 4 800 Eur. Šeši vakarai.\n\n"
        "Utena. Jūrų skautai „Burė“ – „Plaukiam“. 3 200 Eur. Dešimt žygių.\n\n"
        "Telšiai. Muzikos mokyklos tėvų klubas – „Vasara“. 2 950 Eur. Stovykla vaikams.\n"
    )
    names = [name for _, name in organisations(text, "lt")]
    assert names == ["Šokių klubas „Žingsnis“", "Jūrų skautai „Burė“", "Muzikos mokyklos tėvų klubas"]


def test_behind_a_nationality_a_kind_word_only_explains_a_foreign_name() -> None:
    text = "Biržų jaunimo klubas projektą vykdo kartu su islandų organizacija „Ljós“."
    assert ("partner", "„Ljós“") in organisations(text, "lt")


def test_who_signs_a_letter_leads_and_those_it_goes_to_are_partners() -> None:
    text = (
        "Dear friends,\n\n"
        "we have held nine of the 20 reading evenings and spent 14 200 EUR. The next one follows in May.\n\n"
        "With best wishes\nMarta, MTÜ Lugemispesa, Tartu, Estonia\n\n"
        "To: Kirjakerho ry (Turku, Finland), Biedrība Draugi (Cēsis, Latvia), Page Club (Sligo, Ireland)\n"
    )
    assert organisations(text, "en") == [
        ("coordinator", "MTÜ Lugemispesa"),
        ("partner", "Kirjakerho ry"),
        ("partner", "Biedrība Draugi"),
        ("partner", "Page Club"),
    ]


def test_our_association_is_the_one_that_writes() -> None:
    text = "Šiemet mūsų viešoji įstaiga „Langas“ surengė 12 vakarų, juose dalyvavo 140 žmonių."
    assert organisations(text, "lt") == [("coordinator", "viešoji įstaiga „Langas“")]


def test_those_a_text_says_are_given_money_do_not_lead() -> None:
    text = (
        "Die Stiftung Nachbarschaft Emsland hat 21 000 Euro vergeben. Der Heimatverein Salzbergen erhält"
        " 7 500 Euro für eine Bank. An den Chor Vox Nova aus Lingen gehen 4 900 Euro.\n"
    )
    assert organisations(text, "de") == [
        ("funder", "Stiftung Nachbarschaft Emsland"),
        ("partner", "Heimatverein Salzbergen"),
        ("partner", "Chor Vox Nova"),
    ]


def test_a_role_behind_the_bracket_of_a_name_is_that_name_s() -> None:
    text = (
        "A projektben három szervezet dolgozik: a Dombóvári Olvasó Kör (Dombóvár, Magyarország) mint"
        " koordinátor, az Asociația Podul (Arad, Románia) és a Verein Brückenschlag (Graz, Ausztria).\n"
    )
    assert organisations(text, "hu") == [
        ("coordinator", "Dombóvári Olvasó Kör"),
        ("partner", "Asociația Podul"),
        ("partner", "Verein Brückenschlag"),
    ]


def test_a_person_s_function_and_telephone_do_not_hide_who_signs() -> None:
    text = (
        "Mieli partneriai,\n\n"
        "spalio 1 d. pradedame projektą. Per dvejus metus surengsime 12 dirbtuvių.\n\n"
        "Rasa Kalnė, projekto koordinatorė\nZarasų garso dirbtuvės, tel. +370 385 00 111\n"
    )
    assert organisations(text, "lt") == [("coordinator", "Zarasų garso dirbtuvės")]


def test_a_label_ends_the_long_value_above_it() -> None:
    text = (
        "Vykdytoja\nŠilutės jaunimo sąjunga\nPartnerės\n"
        "Liepājas paramos centras „Blakus“ (Latvija), fondas „Razem“ (Lenkija)\n"
        "Laikotarpis\n2020-09-01 – 2022-08-31\n"
    )
    assert organisations(text, "lt") == [
        ("coordinator", "Šilutės jaunimo sąjunga"),
        ("partner", "Liepājas paramos centras „Blakus“"),
        ("partner", "fondas „Razem“"),
    ]
