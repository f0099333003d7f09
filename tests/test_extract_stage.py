"""The stage extract over a folder: what the function gives, and a failing document costs only itself."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline import extract, schemas
from pipeline import read as read_stage
from pipeline.extract import parts
from pipeline.shards import row_groups
from pipeline.stages import STAGES, Settings, run_stage

TEXTS = {
    "a.txt": "Project “Open Yards”. At least 40 residents will take part in 6 workshops.\n",
    "b.txt": "The grant is EUR 12 000. The project runs from 1 March 2023 to 30 June 2024.\n",
    "c.txt": "Nothing is counted here, and nobody says when.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Settings:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, text in TEXTS.items():
        (raw / name).write_text(text, encoding="utf-8")
    settings = Settings(raw, tmp_path / "results")
    run_stage(STAGES[0], settings)
    return settings


def table(settings: Settings, name: str) -> pd.DataFrame:
    return schemas.read_table(
        name, settings.processed / "extract" / f"{name}.parquet", linked=name == "rejects"
    )


def test_the_stage_gives_what_the_function_gives(folder):
    parts.run(folder.processed)
    measures = table(folder, "measures")
    for name, text in TEXTS.items():
        own = measures[measures["document_id"] == name]
        alone = extract(text, "en")["measures"]
        assert own["quote"].tolist() == alone["quote"].tolist()
        assert all(
            text[start:end] == quote
            for start, end, quote in zip(own["quote_start"], own["quote_end"], own["quote"], strict=True)
        )
    assert measures["document_id"].is_monotonic_increasing
    assert len(table(folder, "rejects")) == 0


def test_documents_are_counted_as_they_are_done(folder):
    told: list[tuple[int, int]] = []
    counts = parts.run(folder.processed, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (3, 3)
    assert counts["measures"] == len(table(folder, "measures")) > 0


def test_a_document_on_which_the_rules_fail_costs_only_itself(folder, monkeypatch):
    from importlib import import_module

    package = import_module("pipeline.extract")
    sound = package.extract_documents

    def fails_on_b(documents: pd.DataFrame) -> dict[str, pd.DataFrame]:
        if (documents["document_id"] == "b.txt").any():
            raise KeyError("no such rule")
        return sound(documents)

    monkeypatch.setattr(package, "extract_documents", fails_on_b)
    frames = parts.statements_of(row_groups(folder.processed / "read" / "documents.parquet")[0])
    assert set(frames["measures"]["document_id"]) == {"a.txt"}
    assert frames["rejects"]["path"].tolist() == ["b.txt"]
    assert "no such rule" in frames["rejects"]["reason"].iloc[0]


def test_a_folder_whose_texts_state_nothing_still_gives_typed_tables(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "c.txt").write_text(TEXTS["c.txt"], encoding="utf-8")
    settings = Settings(raw, tmp_path / "results")
    run_stage(STAGES[0], settings)
    run_stage(STAGES[1], settings)
    for name in ("measures", "dates", "events", "organisations", "places"):
        frame = pd.read_parquet(settings.processed / "extract" / f"{name}.parquet")
        assert len(frame) == 0
        assert frame["quote_start"].dtype == "int64"


def test_read_is_the_function_and_the_package_is_still_there():
    documents, rejects = read_stage(Path(__file__).parent.parent / "data" / "raw")
    assert len(documents) == 5
    assert len(rejects) == 0
