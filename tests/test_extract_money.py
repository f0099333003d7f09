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
