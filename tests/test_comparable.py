"""Targets stand beside their own outcomes: by label, sentence and noun, never because both are alone."""

from __future__ import annotations

import gold
import pandas as pd
import pytest
import tiny

from pipeline import schemas
from pipeline.comparable import MATCHES, kin, quantities
from pipeline.link import link
from pipeline.parts import parts
from pipeline.wording import belongs, named_elements, sentence


def beside(tables: dict[str, pd.DataFrame]) -> set[tuple[str, ...]]:
    """Statements by quantity, those alone left out."""
    found = quantities(tables["measures"], tables["outcomes"], tables["documents"], tables["dates"])
    groups = found.groupby("quantity_id")["statement_id"].agg(lambda ids: tuple(sorted(ids)))
    return {group for group in groups if len(group) > 1}


def of(*measures: dict, outcomes: list[dict] | None = None, **more) -> dict[str, pd.DataFrame]:
    rows = [{"project": "P1", **measure} for measure in measures]
    brought = [{"project": "P1", **outcome} for outcome in outcomes or []]
    return tiny.tables({"projects": [{"id": "P1"}], "measures": rows, "outcomes": brought, **more})


T, A = {"role": "target"}, {"role": "actual"}


def test_planned_and_achieved_in_one_sentence():
    tables = of(
        {"id": "t1", **T, "value": "exact 140", "noun": "pupils", "sentence": "s1"},
        {"id": "a1", **A, "value": "exact 172", "sentence": "s1"},
        {"id": "t2", **T, "value": "exact 30", "noun": "guests", "sentence": "s2"},
        {"id": "a2", **A, "value": "exact 12", "sentence": "s2"},
    )
    assert beside(tables) == {("a1", "t1"), ("a2", "t2")}


def test_forms_of_one_noun_in_two_places():
    tables = of(
        {"id": "t1", **T, "value": "exact 300", "noun": "dalyvių"},
        {"id": "t2", **T, "value": "exact 9", "noun": "savanorių"},
        {"id": "a2", **A, "value": "exact 11", "noun": "savanoriai"},
        {"id": "a1", **A, "value": "exact 410", "noun": "dalyviai"},
    )
    assert beside(tables) == {("a1", "t1"), ("a2", "t2")}


def test_two_nouns_of_one_language_are_two_things_though_both_are_alone():
    tables = of(
        {"id": "t1", **T, "value": "exact 5000", "noun": "visitors"},
        {"id": "a1", **A, "value": "exact 16", "noun": "mentors"},
    )
    assert beside(tables) == set()


@pytest.mark.parametrize(
    "other",
    [
        {"indicator": "reach"},
        {"basis": "per_event"},
        {"indicator": "budget", "unit": "EUR", "kind": "grant"},
        {"role": "context"},
    ],
)
def test_another_indicator_basis_or_background_is_never_compared(other):
    actual = {"id": "a1", **A, "value": "exact 140", "noun": "pupils", **other}
    assert beside(of({"id": "t1", **T, "value": "exact 140", "noun": "pupils"}, actual)) == set()


def test_one_outcome_is_not_used_for_two_targets():
    tables = of(
        {"id": "t1", **T, "value": "exact 5", "indicator": "events", "noun": "meetings"},
        {"id": "t2", **T, "value": "exact 5", "indicator": "events", "noun": "debates"},
        outcomes=[{"id": "o1", "indicator": "events", "value": "exact 1", "what": "pirmas renginys"}],
    )
    assert beside(tables) == {("o1", "t1")}


def test_an_outcome_in_the_targets_own_words_goes_to_that_target():
    tables = of(
        {"id": "t1", **T, "value": "exact 5", "indicator": "events", "noun": "meetings"},
        {"id": "t2", **T, "value": "exact 5", "indicator": "events", "noun": "debates"},
        outcomes=[{"id": "o1", "indicator": "events", "value": "exact 4", "what": "online debates held"}],
    )
    assert beside(tables) == {("o1", "t2")}


def test_kin_are_forms_of_a_word_and_not_words_with_one_beginning():
    assert kin("dalyviai", "dalyviu") and kin("savanoriu", "savanoriai") and kin("workshop", "workshops")
    assert not kin("internetines", "international") and not kin("partneriai", "parodos")


def test_language_versions_say_each_thing_once():
    documents, statements = gold.frames(["en-001", "lt-001"])
    tables = link(documents, statements) | {"documents": documents, "outcomes": schemas.empty("outcomes")}
    told = tables["measures"].set_index("measure_id")
    pairs = [ids for ids in beside(tables) if len({told.loc[id_, "document_id"] for id_ in ids}) == 2]
    values = {
        (told.loc[a, "indicator"], told.loc[a, "value_min"], told.loc[b, "value_min"])
        for a, b in pairs
        if not told.loc[[a, b], "value_min"].isna().any()
    }
    assert {("events", 18, 18), ("events", 12, 12), ("budget", 186_400, 186_400)} <= values
    people = next(value for value in values if value[0] == "participants")
    assert sorted(people[1:]) == [450, 540]


def test_every_way_of_matching_is_explained():
    documents, statements = gold.frames(gold.names())
    tables = link(documents, statements)
    found = quantities(tables["measures"], schemas.empty("outcomes"), documents, tables["dates"])
    used = set(found["matched_by"].dropna())
    assert {"label", "sentence", "noun"} <= used <= set(MATCHES)
    assert set(found["statement_id"]) == set(
        tables["measures"].loc[tables["measures"]["role"] != "context", "measure_id"]
    )


def test_parts_are_what_adds_up_to_a_whole_of_the_same_document():
    money = {**T, "indicator": "budget", "unit": "EUR"}
    tables = of(
        {"id": "w", **money, "value": "exact 186400", "kind": "total"},
        {"id": "g", **money, "value": "exact 149120", "kind": "grant"},
        {"id": "c", **money, "value": "exact 37280", "kind": "cofinancing"},
        {"id": "x", **money, "value": "exact 37280.5", "kind": "cofinancing"},
        {"id": "n14", **A, "indicator": "countries", "value": "exact 14", "noun": "countries"},
        {"id": "n11", **A, "indicator": "countries", "value": "exact 11", "noun": "members"},
        {"id": "n3", **A, "indicator": "countries", "value": "exact 3", "noun": "neighbours"},
    )
    # The counts stand far apart here, so that they add up by chance.
    assert parts(tables["measures"]).values.tolist() == [["c", "w"], ["g", "w"]]
    near = of(
        *[
            {"id": i, **A, "indicator": "countries", "value": f"exact {v}"}
            for i, v in (("w", 14), ("a", 11), ("b", 3))
        ],
        near=True,
    )
    assert parts(near["measures"]).values.tolist() == [["a", "w"], ["b", "w"]]


def test_a_sentence_is_not_cut_at_an_abbreviation_or_a_date():
    text = "Pradžia. A 2016. szeptember 16-án induló projekt célja a közösség. Vége."
    start = text.index("célja")
    first, last = sentence(text, start, start + 5)
    assert text[first:last] == "A 2016. szeptember 16-án induló projekt célja a közösség."


def test_elements_are_found_as_words_of_the_documents_language():
    documents = pd.DataFrame(
        {
            "document_id": ["lt", "en", "none"],
            "language": ["lt", "en", None],
            "text": [
                "Projekto tikslas – burti kaimynus.",
                "A targeted offer. Our target group: pupils.",
                "Aim: fun.",
            ],
        }
    )
    found = named_elements(documents)
    assert found[["document_id", "element", "quote"]].values.tolist() == [
        ["lt", "objective", "Projekto tikslas – burti kaimynus."],
        ["en", "target_group", "Our target group: pupils."],
    ]
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    for row in found.itertuples():
        assert texts[row.document_id][row.quote_start :].startswith(row.quote)


def test_a_project_belongs_to_the_programme_that_its_page_names():
    projects = pd.DataFrame(
        {
            "project_id": ["p", "q", "c"],
            "title": ["Kiemai", "Upės", "Maži darbai kaimams"],
            "kind": ["project", "project", "call"],
            "documents": [["p.txt"], ["q.txt"], ["c.txt"]],
        }
    )
    documents = pd.DataFrame(
        {
            "document_id": ["p.txt", "q.txt", "c.txt"],
            "text": ["Remia „MAŽI DARBAI KAIMAMS“.", "Maži darbai visiems.", "Maži darbai kaimams"],
        }
    )
    assert belongs(documents, projects).values.tolist() == [["p", "c"]]
