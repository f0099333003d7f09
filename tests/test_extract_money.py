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
