"""How fast is extraction, does it stay linear, and how does it compare? Run by `make bench`.

Prints three tables: documents per second on one core and peak memory as the number of documents doubles (a
process of its own for each size, so that memory is not inherited); where the time goes; and the same
documents through what a person would otherwise reach for (`bench/requirements.in`, which `make bench`
installs; they are no dependency of the project).
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import importlib
import pstats
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "tests" / "corpus" / "text"
LARGEST = 10_000
SLOW_PEERS_READ = 60


def documents(count: int) -> Iterator[tuple[str, str, str]]:
    """(id, text, language) of so many documents: the corpus, repeated; its names begin with the language."""
    texts = [(path.stem[:2], path.read_text(encoding="utf-8")) for path in sorted(SOURCES.glob("*.txt"))]
    for number, (language, text) in enumerate(islice(cycle(texts), count)):
        yield f"{number}", text, language


def measure(count: int) -> None:
    """Extract `count` documents in this process and print figures for the parent."""
    from pipeline.extract.statements import statements

    for _, text, language in documents(60):
        statements("warm", text, language)
    began, characters, rows = time.process_time(), 0, 0
    for identifier, text, language in documents(count):
        rows += len(statements(identifier, text, language)["measures"])
        characters += len(text)
    seconds = time.process_time() - began
    # Kilobytes on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )
    print(seconds, characters, rows, peak)


def growth(largest: int) -> None:
    print(
        f"{'documents':>10} {'seconds':>8} {'docs/s':>8} {'2 kB docs/s':>12} {'measures':>9} {'peak MB':>8}"
    )
    for count in (largest // 8, largest // 4, largest // 2, largest):
        command = [sys.executable, __file__, "--measure", str(count)]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        seconds, characters, rows, peak = map(float, out)
        print(
            f"{count:>10} {seconds:>8.1f} {count / seconds:>8.0f} {characters / 2000 / seconds:>12.0f} "
            f"{rows:>9.0f} {peak:>8.0f}"
        )


def profile(count: int) -> None:
    from pipeline.extract.statements import statements

    taken = list(documents(count))
    with cProfile.Profile() as profiler:
        for identifier, text, language in taken:
            statements(identifier, text, language)
    stats = pstats.Stats(profiler)
    total = sum(row[2] for row in stats.stats.values())  # type: ignore[attr-defined]
    modules: dict[str, float] = {}
    for (file, _, _), row in stats.stats.items():  # type: ignore[attr-defined]
        name = Path(file).stem if "pipeline" in file else "the standard library and built-ins"
        modules[name] = modules.get(name, 0.0) + row[2]
    for name, seconds in sorted(modules.items(), key=lambda pair: -pair[1])[:12]:
        print(f"{seconds / total:>6.0%}  {name}")


def peers() -> dict[str, Callable[[str, str], object]]:
    """Tools that find part of what a measure holds: none gives indicator, role and qualifier."""
    found: dict[str, Callable[[str, str], object]] = {}

    def module(name: str) -> object | None:
        try:
            with warnings.catch_warnings(action="ignore"):  # of parts that are not needed here
                return importlib.import_module(name)
        except ImportError:
            print(f"(not installed, left out: {name})")
            return None

    if dates := module("dateparser.search"):
        found["dateparser search_dates (dates)"] = lambda text, code: dates.search_dates(
            text, languages=[code]
        )  # type: ignore[attr-defined]
    if prices := module("price_parser"):
        found["price-parser, line by line (money)"] = lambda text, code: [
            prices.Price.fromstring(line)  # type: ignore[attr-defined]
            for line in text.splitlines()
        ]
    if quantities := module("quantulum3.parser"):
        found["quantulum3 (quantities, English)"] = lambda text, code: quantities.parse(text)  # type: ignore[attr-defined]
    return found


def comparison() -> None:
    from pipeline.extract.statements import statements

    tools = {"rodiklis (everything)": lambda text, code: statements("one", text, code), **peers()}
    taken = list(documents(SLOW_PEERS_READ))
    for name, read in tools.items():
        failed = 0
        for text, code in {code: (text, code) for _, text, code in taken}.values():
            with contextlib.suppress(Exception):  # counted below
                read(text, code)  # every language's words are loaded before the clock starts
        began = time.process_time()
        for _, text, code in taken:
            try:
                read(text, code)
            except Exception:
                failed += 1
        each = (time.process_time() - began) / len(taken)
        print(f"{each * 1000:>9.2f} ms a document  {name}" + (f"; failed on {failed}" if failed else ""))


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--documents", type=int, default=LARGEST, help="size of the largest run")
    words.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    told = words.parse_args()
    if told.measure:
        measure(told.measure)
        return
    print("One core, extraction alone, as the number of documents doubles:")
    growth(told.documents)
    print("\nWhere the time goes:")
    profile(200)
    print("\nThe same documents, one core:")
    comparison()


if __name__ == "__main__":
    main()
