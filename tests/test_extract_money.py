"""Which kind of money a sum is, and in which currency, where no word beside it says so."""

from __future__ import annotations

from pipeline.extract.statements import statements


def kinds(text: str, language: str = "en") -> list[tuple]:
    return [
        (m["value_max"], m["budget_kind"])
        for m in statements("one", text, language)["measures"]
        if m["indicator"] == "budget"
    ]


def test_who_gives_a_sum_tells_its_kind_where_no_verb_does():
    text = "The budget is €90,000: €60,000 comes via the Lakeland Foundation, €20,000 via the city council."
    assert kinds(text) == [(90_000, "total"), (60_000, "grant"), (20_000, "cofinancing")]
    alone = "This summer's workshops run on €8,000 from the city council."
    assert kinds(alone) == [(8_000, "grant")]


def test_the_parts_that_add_up_to_a_sum_make_it_the_whole():
    text = (
        "In all 30 000 Eur will be needed: 20 000 Eur is granted by the Arts Fund, the town adds 10 000 Eur."
    )
    assert kinds(text) == [(30_000, "total"), (20_000, "grant"), (10_000, "cofinancing")]


def test_several_sums_that_nothing_names_are_awards():
    text = (
        "Who gets what\n\nBell Ringers, £4,200: new bells\nLunch Club, £3,900: meals\nWalkers, £700: a map\n"
    )
    assert {kind for _, kind in kinds(text)} == {"grant"}


def test_the_currency_of_a_label_holds_for_the_lines_below_it():
    text = (
        "The project\n\nTotal costs, EUR: 851 016.93\nof which\n"
        "ERDF grant (85%) – 723 364.38\nOwn contribution – 127 652.55\n"
    )
    assert kinds(text) == [(851_016.93, "total"), (723_364.38, "grant"), (127_652.55, "cofinancing")]


def test_a_verb_that_governs_its_preposition_qualifies_nothing():
    rows = statements("one", "Pomoc trafiła do 44 rodzin, a w warsztatach wzięło udział do 20 osób.", "pl")
    assert [(m["qualifier"], m["value_max"]) for m in rows["measures"]] == [("exact", 44), ("at_most", 20)]


def test_a_genitive_describes_the_plural_behind_it():
    rows = statements("one", "Notika desmit rokdarbu vakari.", "lv")["measures"]
    assert [(m["indicator"], m["value_max"]) for m in rows] == [("events", 10)]


def test_the_union_and_its_programmes_give_grants_without_being_organisations():
    assert kinds("The two-year exchange is run on 60,000 euros out of Erasmus+.") == [(60_000, "grant")]
    text = "A projektet az Európai Unió 900 000 euróval, a megye 100 000 euróval segíti."
    assert kinds(text, "hu") == [(900_000, "grant"), (100_000, "cofinancing")]


def test_the_rest_is_cofinancing_unless_a_fund_gives_it():
    text = "The town will give 15,000 euros, the remaining 45,000 euros comes from the Social Fund."
    assert kinds(text) == [(15_000, "cofinancing"), (45_000, "grant")]


def test_what_a_grant_is_a_part_of_is_the_whole():
    text = "The club spent 19,300 euros, of which 15,000 euros was the ministry's grant."
    assert kinds(text) == [(19_300, "total"), (15_000, "grant")]


def test_a_giver_s_budget_is_no_whole_cost():
    text = (
        "Skirta 84 000 eurų: 71 000 eurų iš Europos Sąjungos fondų ir 13 000 eurų iš savivaldybės biudžeto."
    )
    assert kinds(text, "lt") == [(84_000, "total"), (71_000, "grant"), (13_000, "cofinancing")]


def test_a_grant_from_least_to_most_is_what_one_project_can_get():
    assert kinds("Grants will range from 3,000 to 12,000 euros.") == [(12_000, "cap")]
    text = "Support covers at most 80% of the eligible costs, up to EUR 15,000."
    assert kinds(text) == [(15_000, "cap")]


def test_a_bare_sum_that_a_body_gives_of_the_one_before_is_money():
    text = "Il progetto costa 80.000 euro. La Fondazione Alfa ne ha stanziati 45.000."
    assert kinds(text, "it")[0] == (80_000, "total")
    assert [value for value, _ in kinds(text, "it")] == [80_000, 45_000]
    people = "Il progetto costa 80.000 euro. La Fondazione Alfa ha accolto 4.500 visitatori."
    assert kinds(people, "it") == [(80_000, "total")]


def test_the_rows_of_a_table_name_the_sources_and_its_columns_do_not():
    text = (
        "Final report\n\nMoney (EUR)\nSource\nAwarded\nUsed\nAltogether\n37,500\n36,900\n"
        "Youth Affairs Agency\n30,000\n29,600\nTown of Arden\n7,500\n7,300\n"
    )
    assert [kind for _, kind in kinds(text)] == ["total"] * 2 + ["grant"] * 2 + ["cofinancing"] * 2


def test_a_label_right_before_the_next_sum_is_that_sum_s():
    text = "The Heather Foundation pays €95,000 of a total of €131,000; the museums find €12,000 each."
    assert kinds(text) == [(95_000, "grant"), (131_000, "total"), (12_000, "cofinancing")]


def test_what_is_spent_is_spent_of_the_whole_unless_the_words_say_of_what():
    text = "The budget is €118,000 and the Adria Foundation grants €94,400. By March €61,240 had been spent."
    assert kinds(text)[-1] == (61_240, "total")


def test_what_chosen_projects_got_is_no_purse():
    text = (
        "Call for ideas\n\nThe call has €180,000. Apply by 3 May 2024.\n\n"
        "In 2023 the fund supported 13 projects, €131,700 in total."
    )
    assert kinds(text)[-1] == (131_700, "grant")


def test_a_purse_many_times_as_large_is_background():
    text = (
        "The project runs on a budget of €84,000. Its parent programme, with €26.2 billion, "
        "names inclusion as a priority."
    )
    rows = statements("one", text, "en")["measures"]
    assert [(m["role"], m["budget_kind"]) for m in rows] == [("target", "total"), ("context", "allocation")]


def test_a_bare_sum_behind_the_name_of_who_gives_it_is_money():
    text = "Presupuesto: 58.600 euros. La Fundación Roble concedió 35.000; el Ayuntamiento pone otros 15.600."
    assert kinds(text, "es") == [(58_600, "total"), (35_000, "grant"), (15_600, "cofinancing")]


def roles(text: str, language: str = "en") -> list[str]:
    return [m["role"] for m in statements("one", text, language)["measures"] if m["indicator"] == "budget"]


def test_of_a_budget_and_what_was_spent_of_it_only_the_second_is_spent():
    assert roles("Din bugetul de 236.000 de euro am cheltuit 71.480 euro.", "ro") == ["target", "actual"]
    assert roles("Ausgegeben waren bis Ende Juli 61.418 Euro.", "de") == ["actual"]


def test_what_the_rules_allow_is_no_past():
    text = "Who gets what\n\nLast year six ideas got 14 500 euros. One idea could ask for 800 to 3 000 euros."
    assert roles(text) == ["context", "target"]


def test_a_limit_under_a_negation_holds_for_each_of_what_it_denies():
    rows = [
        statements("one", text, code)["measures"]
        for text, code in (
            ("No group will be paid more than £1,500 for materials.", "en"),
            ("Mehr als 7.500 € konnte kein Vorhaben erhalten.", "de"),
            ("Výdaje na jednu dílnu neměly překročit 25 tis. Kč.", "cs"),
        )
    ]
    found = [(m["qualifier"], m["budget_kind"], m["basis"]) for row in rows for m in row]
    assert found == [
        ("at_most", "cap", "per_partner"),
        ("at_most", "cap", "per_project"),
        ("at_most", "cap", "per_event"),
    ]


def test_what_one_of_a_thing_costs_is_a_rate_and_so_is_the_plan_for_it():
    text = "Une fête nous revient à 250 €, nous avions prévu 230 €."
    rows = statements("one", text, "fr")["measures"]
    assert [(m["value_max"], m["basis"], m["budget_kind"]) for m in rows] == [
        (250, "per_event", "total"),
        (230, "per_event", "total"),
    ]
    assert not kinds("One evening costs 12 euros at the door.")


def test_what_was_asked_for_is_not_what_was_given():
    assert kinds("We asked the Lottery for £30,000 and were given £22,500.") == [(22_500, "grant")]
    assert kinds("Prašėme 45 tūkst. eurų, gavome 38 tūkst.", "lt") == [(38_000, "grant")]


def test_differences_and_money_sent_back_are_no_sums_of_their_own():
    assert kinds("Wydaliśmy 30 915 zł, o 745 zł mniej, niż zakładał kosztorys.", "pl") == [(30_915, "total")]
    assert [value for value, _ in kinds("We spent £9,100; the unspent £400 went back to the fund.")] == [
        9_100
    ]


def test_a_bare_figure_in_a_list_of_awards_is_a_sum():
    text = (
        "Winners\n\nThe jury has chosen four projects.\nPuppet Guild: 25 000 euros for a stage\n"
        "Circle of Elders, Narva, 18 000\nRadio Mast, 21 500\nLibrary of Things 8 000 euros\n"
    )
    assert kinds(text) == [(25_000, "grant"), (18_000, "grant"), (21_500, "grant"), (8_000, "grant")]


def test_a_currency_whose_name_several_countries_share_is_that_of_the_codes():
    rows = statements("one", "The Fund gave DKK 40,000 and the town 9,000 kroner.", "en")["measures"]
    assert [m["unit"] for m in rows] == ["DKK", "DKK"]


def told(text: str, language: str = "en") -> list[tuple[float, str, str]]:
    rows = statements("one", text, language)["measures"]
    return [(m["value_max"], m["role"], m["budget_kind"]) for m in rows if m["indicator"] == "budget"]


def test_a_cost_in_the_past_is_no_plan():
    assert told("Report\n\nThe cost of the tour was €9,100.") == [(9_100, "actual", "total")]
    assert told("Report\n\nThe cost of the tour is €9,100.") == [(9_100, "target", "total")]
    assert told("Доклад\n\nПътуването ще излезе 52 000 лева.", "bg") == [(52_000, "target", "total")]


def test_another_round_is_background():
    text = "The board gives 15,000 euros to five clubs. In the winter round seven ideas shared 16,200 euros."
    assert [role for _, role, _ in told(text)] == ["target", "context"]


def test_the_sum_before_the_rest_needs_no_currency():
    text = "The budget is 212,000 euros. The European Union gives 127,200, the rest comes from the towns."
    assert [value for value, _, _ in told(text)] == [212_000, 127_200]
    assert [value for value, _, _ in told("The smallest award is €1,200, the largest one €18,000.")] == [
        1_200,
        18_000,
    ]


def test_what_is_given_beside_a_rest_is_not_spent():
    text = (
        "Schlussbericht\n\nDas Projekt kostete 48.750 Euro. 39.000 Euro davon übernahm die "
        "Nordische Kulturstiftung, 6.000 Euro zahlte die Bibliothek, den Rest brachten wir selbst auf."
    )
    assert told(text, "de") == [
        (48_750, "actual", "total"),
        (39_000, "target", "grant"),
        (6_000, "target", "cofinancing"),
    ]


def test_what_a_programme_has_a_year_is_not_the_projects():
    text = (
        "Das Projekt kostete 48.750 Euro. Das Leseprogramm des Ministeriums, aus dem der Zuschuss stammt, "
        "ist mit 12 Millionen Euro im Jahr ausgestattet."
    )
    assert told(text, "de")[1] == (12_000_000, "context", "allocation")


def test_one_thing_named_in_a_clause_of_its_own_is_no_rate_of_the_sums_before_it():
    text = "The county adds 15,000 euros, and the rest, 14,500 euros, comes from a concert."
    assert [m["basis"] for m in statements("one", text, "en")["measures"]] == ["total", "total"]
    text = "On average 25 people came. One supper cost 190 euros."
    assert [m["basis"] for m in statements("one", text, "en")["measures"]] == ["per_event", "per_event"]


def test_a_plan_beside_a_cost_is_a_sum_too():
    text = "The project cost 228 915 euros, against a planned 240 000."
    rows = [(m["role"], m["value_min"]) for m in statements("one", text, "en")["measures"]]
    assert rows == [("actual", 228915), ("target", 240000)]
