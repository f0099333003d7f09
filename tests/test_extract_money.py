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
