"""What several test files share: where the repository is, and one finished run of the founding documents."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
# How long an example takes depends on the machine, not on whether the property holds.
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")


def rodiklis(*words: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a shell runs it, output caught, so not on a terminal."""
    inherited = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, words)],
        cwd=cwd,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def founding_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The five founding documents through all stages: the folder of results, and what the command printed."""
    results = tmp_path_factory.mktemp("founding")
    done = rodiklis("run", ROOT / "data/raw", results, "--as-of", "2026-11-01")
    assert done.returncode == 0, done.stderr
    return results, done.stdout
