"""The second opinion on roles, kinds of money and nouns left out: how it is learnt, when it is asked, what it
may change."""

from __future__ import annotations

import json

import numpy as np
import pytest

import pipeline
from pipeline.evaluate import Labelled
from pipeline.extract.counts.ellipsis import TASK
from pipeline.extract.meaning import weighing
from pipeline.extract.meaning.weighing import LONG, TASKS, Weights
from pipeline.train import cases, common, elected, regression, train

PAGE = """Reading nights in Telsiai

The library and its neighbours kept the doors open on winter evenings, and the town took to it at once. {said}
People brought cakes, chairs and their own favourite books, and those who could not come listened at home. The
evenings ended with songs in the yard, and the caretaker switched off the lamps long after midnight, when
the last of the guests had found their coats and gone home through the snow, talking of what they had heard.
Many asked for more, and the librarians wrote down their wishes in a thick green book that lies by the door.
"""
SAID = "There are 14 reading nights and 320 guests. The budget is 9 000 EUR."


def only(feature: str, task: str, answer: str, weight: float) -> dict[str, Weights]:
    """Weights in which one feature speaks for one answer."""
    return {
        name: Weights(
            answers,
            {
                "": [0.0] * len(answers),
                feature: [weight * (name == task and one == answer) for one in answers],
            },
        )
        for name, answers in TASKS.items()
    }


def rows(text: str):
    return pipeline.extract(text, language="en")["measures"]


@pytest.fixture
def weighed(monkeypatch):
    def use(known):
        monkeypatch.setattr(weighing, "weights", lambda: known)

    return use


def test_what_everything_around_speaks_for_replaces_the_role_and_the_row_says_so(weighed):
    weighed({})
    ruled = rows(PAGE.format(said=SAID))
    weighed(only("indicator events", "role", "context", 9.0))
    found = rows(PAGE.format(said=SAID))
    events = found[found.indicator == "events"].iloc[0]
    assert events.role == "context"
    was = ruled[ruled.indicator == "events"].iloc[0]
    assert f"weighed: context rather than {was.role}" in events.rule
    assert "indicator events" in events.rule
    assert events.quote == was.quote == "14 reading nights"
    others = found[found.indicator != "events"]
    assert list(others.role) == list(ruled[ruled.indicator != "events"].role)


def test_a_figure_that_hardly_is_a_measure_stands_among_the_unclaimed(weighed):
    weighed(only("indicator events", "measure", "nothing", 9.0))
    tables = pipeline.extract(PAGE.format(said=SAID), language="en")
    assert set(tables["measures"].indicator) == {"participants", "budget"}
    unclaimed = tables["unclaimed_numbers"]
    assert list(unclaimed[unclaimed.quote == "14"].reason) == ["unlikely"]


def test_people_who_came_and_people_reached_are_told_apart_by_all_that_stands_around(weighed):
    weighed(only("people by participant", "people", "reach", 9.0))
    found = rows(PAGE.format(said="There are 14 reading nights and 320 participants."))
    assert list(found[found.value_min == 320].indicator) == ["reach"]
    assert "weighed: reach rather than participants" in found[found.value_min == 320].rule.iloc[0]


def test_a_kind_of_money_is_weighed_likewise(weighed):
    weighed(only("largest sum", "kind", "allocation", 9.0))
    found = rows(PAGE.format(said=SAID))
    assert list(found[found.indicator == "budget"].budget_kind) == ["allocation"]


def test_the_rules_own_answer_is_weighed_with_the_rest(weighed):
    weighed({})
    ruled = rows(PAGE.format(said=SAID))
    was = ruled[ruled.indicator == "events"].role.iloc[0]
    known = only("indicator events", "role", "context", 1.0)
    rules = [9.0 * (answer == was) for answer in TASKS["role"]]
    known["role"].by_feature[f"rules {was}"] = rules
    weighed(known)
    found = rows(PAGE.format(said=SAID))
    assert list(found.role) == list(ruled.role)
    assert not found.rule.str.contains("weighed").any()


def test_a_short_text_is_left_to_the_rules(weighed):
    weighed(only("indicator events", "role", "context", 9.0))
    assert len(SAID.split()) < LONG
    assert "context" not in set(rows(SAID).role)


def test_a_column_says_what_it_means(weighed):
    table = "\n\nIndicator | Planned | Achieved\nConcerts | 12 | 15\nWorkshops | 8 | 9\n"
    weighed({})
    ruled = rows(PAGE.format(said="") + table)
    weighed(only("indicator events", "role", "context", 9.0))
    found = rows(PAGE.format(said="") + table)
    assert set(ruled.role) == {"target", "actual"}
    assert list(found.role) == list(ruled.role)


BARE = """Story evenings at the mill

Since spring the mill has been open to anyone who likes to hear or tell a story, and the neighbours have taken
to it with more patience than we ever hoped for. The story evenings were the heart of the plan for the year.
We held 24 story evenings, and 310 people came. After the flood in autumn the mill was wet and dark for weeks,
so that not all could be done as it had been written down in the spring, though nobody complained about it.
By the end of the year we {verb} {figure}, which is what the hall, the stove and the road allowed us to do.
"""


def counted(figure: str, verb: str = "were content with") -> dict[float, tuple[str, str]]:
    found = rows(BARE.format(figure=figure, verb=verb))
    return {row.value_min: (row.indicator, row.rule) for row in found.itertuples()}


def by_sign(sign: str, weight: float) -> dict[str, Weights]:
    return {TASK: Weights((TASK,), {sign: [weight]})}


def test_a_figure_without_a_noun_counts_what_most_speaks_for(weighed):
    weighed({})
    assert 19.0 not in counted("19")
    weighed(by_sign("counts events", 5.0))
    indicator, rule = counted("19")[19.0]
    assert indicator == "events"
    assert "weighed: events rather than nothing" in rule and "counts events" in rule
    weighed(by_sign("counts people", 5.0))
    assert counted("19")[19.0][0] == "participants"
    weighed(by_sign("nothing", 5.0))
    assert 19.0 not in counted("19")


def test_a_figure_alike_in_size_speaks_for_what_was_counted_before(weighed):
    weighed(by_sign("alike in size", 9.0) | {})
    assert counted("23")[23.0][0] == "events"
    assert counted("290")[290.0][0] == "participants"


def test_a_figure_with_a_noun_is_not_asked_about(weighed):
    weighed(by_sign("counts people", 50.0))
    assert counted("19 concerts", verb="held")[19.0][0] == "events"


@pytest.fixture
def labelled(tmp_path):
    for name, role, said in (
        ("a", "actual", "Twelve walks were held."),
        ("b", "target", "Twelve walks will be held."),
    ):
        (tmp_path / f"{name}.txt").write_text(PAGE.format(said=said), encoding="utf-8")
        measure = {
            "indicator": "events", "role": role, "qualifier": "exact", "min": 12, "max": 12, "unit": "event",
            "basis": "total", "kind": None, "quote": "Twelve walks",
        }  # fmt: skip
        label = {
            "document": name, "language": "en", "title": "Reading nights in Telsiai", "measures": [measure],
            "dates": [], "events": [], "organisations": [], "countries": [], "places": [],
        }  # fmt: skip
        (tmp_path / f"{name}.json").write_text(json.dumps(label), encoding="utf-8")
    return tmp_path


def test_the_same_documents_teach_the_same_weights(labelled, tmp_path):
    collection = Labelled("own", labelled, labelled)
    first, second = tmp_path / "first", tmp_path / "second"
    assert train([collection], first) == train([collection], second) == {"measure": 2, "role": 2}
    assert first.read_bytes() == second.read_bytes()
    learnt = json.loads(first.read_text(encoding="utf-8"))["role"]
    assert learnt["answers"] == ["target", "actual", "context"]


def test_documents_without_weight_teach_nothing(labelled, tmp_path):
    assert train([Labelled("kept_out", labelled, labelled, hidden=True, weight=0.0)], tmp_path / "none") == {}
    assert list(json.loads((tmp_path / "none").read_text())["role"]["weights"]) == [""]


def test_a_weight_of_three_is_as_good_as_three_copies():
    rows, answers = np.array([[1.0, 1.0], [0.0, 1.0], [0.5, 1.0]]), np.array([0, 1, 1])
    weighed = regression(rows, answers, 2, np.array([1.0, 1.0, 3.0]))
    copied = regression(rows[[0, 1, 2, 2, 2]], answers[[0, 1, 2, 2, 2]], 2, np.ones(5))
    assert np.allclose(weighed, copied, atol=1e-3)
    assert not np.allclose(weighed, regression(rows, answers, 2, np.ones(3)), atol=1e-2)


def test_a_feature_of_one_document_alone_is_not_learnt(labelled):
    texts = [
        (name, json.loads((labelled / f"{name}.json").read_text()), (labelled / f"{name}.txt").read_text())
        for name in ("a", "b")
    ]
    known = [case for case in cases(texts) if case.task == "role"]
    assert {case.right for case in known} == {"actual", "target"}
    apart = set(known[0].features) ^ set(known[1].features)
    assert apart
    assert not apart & set(common(known))


def test_what_a_label_says_of_a_figure_without_a_noun_is_learnt(tmp_path):
    text = BARE.format(figure="19", verb="were content with")
    measure = {
        "indicator": "events", "role": "actual", "qualifier": "exact", "min": 19, "max": 19, "unit": "event",
        "basis": "total", "kind": None, "quote": "content with 19",
    }  # fmt: skip
    label = {"language": "en", "measures": [measure]}
    asked = {one.right for one in elected([("a", label, text)])}
    assert asked == {"events"}
    assert {one.right for one in elected([("a", label | {"measures": []}, text)])} == {"nothing"}


def test_no_feature_names_a_word_of_a_text():
    learnt = json.loads(weighing.FILE.read_text(encoding="utf-8"))
    for task in learnt.values():
        for name in task["weights"]:
            assert "“" not in name or "“…”" in name
            assert name.isascii() or "…" in name
    assert weighing.FILE.stat().st_size < 5_000_000
