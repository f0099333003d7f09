"""shards: in order, whole or not at all, and able to lose a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import shards


def double(shard: list[int]) -> list[int]:
    return [2 * number for number in shard]


def refuse_three(shard: list[int]) -> list[int]:
    if 3 in shard:
        raise ValueError("three is refused")
    return shard


def die_once(marker: Path, shard: list[int]) -> list[int]:
    if 3 in shard and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return shard


def die_always(shard: list[int]) -> list[int]:
    if 3 in shard:
        os.kill(os.getpid(), signal.SIGKILL)
    return shard


@given(st.lists(st.integers(0, 50)), st.integers(1, 5), st.integers(1, 60))
def test_cutting_keeps_all_in_order_and_within_limits(items: list[int], count: int, limit: int) -> None:
    parts = shards.cut(items, size=lambda item: item, count=count, limit=limit)
    assert [item for part in parts for item in part] == items
    for part in parts:
        assert 1 <= len(part) <= count
        # Only what weighs nothing may accompany an item that is too large by itself.
        assert sum(part) <= limit or sum(item > 0 for item in part) == 1


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_with_progress(workers: int) -> None:
    parts = [[number, number + 1] for number in range(9)]
    seen: list[tuple[int, int]] = []
    results = shards.run(double, parts, workers=workers, progress=lambda done, of: seen.append((done, of)))
    assert list(results) == [double(part) for part in parts]
    assert seen == [(done, 9) for done in range(1, 10)]


def test_one_shard_starts_no_process() -> None:
    assert list(shards.run(lambda shard: os.getpid(), [[1]], workers=8)) == [os.getpid()]
    assert list(shards.run(double, [])) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_the_function_reaches_the_caller(workers: int) -> None:
    with pytest.raises(ValueError, match="three is refused"):
        list(shards.run(refuse_three, [[1], [2], [3], [4]], workers=workers))


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    parts = [[number] for number in range(8)]
    assert list(shards.run(partial(die_once, tmp_path / "died"), parts, workers=2)) == parts
    assert (tmp_path / "died").exists()


def test_a_shard_that_kills_its_worker_is_named() -> None:
    with pytest.raises(shards.ShardLost, match="shard 4"):
        list(shards.run(die_always, [[number] for number in range(8)], workers=2))


def test_a_script_without_a_main_guard_works(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import math\nfrom pipeline import shards\nprint(list(shards.run(math.sqrt, [1, 4, 9], workers=2)))"
    )
    done = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        timeout=60,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("[1.0, 2.0, 3.0]", 0)


def frame(numbers: list[int], words: list[str | None]) -> pd.DataFrame:
    return pd.DataFrame({"number": numbers, "word": words}).astype({"number": "int64", "word": "str"})


def test_tables_are_row_groups_that_workers_open_themselves(tmp_path: Path) -> None:
    with shards.Tables(tmp_path) as tables:
        tables.add({"facts": frame([1, 2], [None, None]), "other": frame([], [])})
        tables.add({"facts": frame([], []), "other": frame([], [])})
        tables.add({"facts": frame([3], ["trys"])})
    groups = shards.row_groups(tmp_path / "facts.parquet")
    assert [(group.number, group.rows) for group in groups] == [(0, 2), (1, 1)]
    assert list(groups[1].frame()["word"]) == ["trys"]
    assert list(groups[0].frame(["number"])["number"]) == [1, 2]
    assert shards.row_groups(tmp_path / "other.parquet") == []
    assert list(pd.read_parquet(tmp_path / "other.parquet").columns) == ["number", "word"]


def test_a_run_that_fails_leaves_the_earlier_tables(tmp_path: Path) -> None:
    with shards.Tables(tmp_path) as tables:
        tables.add({"facts": frame([1], ["one"])})
    with pytest.raises(RuntimeError), shards.Tables(tmp_path) as tables:
        tables.add({"facts": frame([2], ["two"])})
        raise RuntimeError
    assert list(pd.read_parquet(tmp_path / "facts.parquet")["word"]) == ["one"]
    assert [path.name for path in tmp_path.iterdir()] == ["facts.parquet"]
