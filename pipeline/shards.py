"""Running a pure function over shards of documents, and streaming the results to Parquet.

The unit of work is a shard (some thousand documents), never one document: handing documents to workers one
by one costs more than reading them, and holding all of them costs more memory than there is. A run that fits
one shard starts no process at all. Results come back in the order of the shards, so that tables are the same
whatever the number of workers.

Workers are started by loky: unlike the standard library's pools they neither fork a process that may hold
threads nor import the caller's script, so that a notebook, and a script without a main guard, work alike.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

if TYPE_CHECKING:
    import pandas as pd

Item = TypeVar("Item")
Shard = TypeVar("Shard")
Result = TypeVar("Result")

DOCUMENTS = 1_000
BYTES = 32_000_000


class ShardLost(RuntimeError):
    """A worker process died twice on the same shard, most often because memory ran out."""


def cut(
    items: Iterable[Item],
    size: Callable[[Item], int] | None = None,
    *,
    count: int = DOCUMENTS,
    limit: int = BYTES,
) -> list[list[Item]]:
    """`items` in order, in shards of at most `count` items and about `limit` bytes.

    `size` gives the bytes of an item; an item larger than `limit` is a shard of its own.
    """
    shards: list[list[Item]] = []
    held = 0
    for item in items:
        weight = size(item) if size else 0
        if not shards or len(shards[-1]) >= count or (held and held + weight > limit):
            shards.append([])
            held = 0
        shards[-1].append(item)
        held += weight
    return shards


def workers_available() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    function: Callable[[Shard], Result],
    shards: Sequence[Shard],
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Result]:
    """Yield `function(shard)` for every shard, in order.

    `progress(done, of)` is called in this process after each shard. At most two shards a worker are under
    way, so that memory stays flat. An exception raised by `function` reaches the caller. A shard whose
    worker died is run once more, alone; if that worker dies too, ShardLost says which shard it was.
    """
    wanted = min(workers or workers_available(), len(shards))
    results = _here(function, shards) if wanted <= 1 else _in_pool(function, shards, wanted)
    for done, result in enumerate(results, start=1):
        if progress:
            progress(done, len(shards))
        yield result


def _here(function: Callable[[Shard], Result], shards: Sequence[Shard]) -> Iterator[Result]:
    for shard in shards:
        yield function(shard)


def _in_pool(function: Callable[[Shard], Result], shards: Sequence[Shard], workers: int) -> Iterator[Result]:
    from loky.process_executor import BrokenProcessPool, ProcessPoolExecutor

    done = 0
    pool = ProcessPoolExecutor(workers)
    try:
        waiting: deque[Any] = deque()
        while done < len(shards):
            try:
                # Submitting is inside: a pool that broke refuses new work with the same error.
                while len(waiting) < 2 * workers and done + len(waiting) < len(shards):
                    waiting.append(pool.submit(function, shards[done + len(waiting)]))
                result = waiting[0].result()
            except BrokenProcessPool:
                # All shards under way are lost, and which one killed its worker is unknown. The next in order
                # is run alone; the others get a new pool.
                waiting.clear()
                pool.shutdown(wait=True, kill_workers=True)
                result = _alone(function, shards[done], done)
                pool = ProcessPoolExecutor(workers)
            else:
                waiting.popleft()
            done += 1
            yield result
    finally:
        pool.shutdown(wait=True, kill_workers=True)


def _alone(function: Callable[[Shard], Result], shard: Shard, position: int) -> Result:
    from loky.process_executor import BrokenProcessPool, ProcessPoolExecutor

    pool = ProcessPoolExecutor(1)
    try:
        return pool.submit(function, shard).result()
    except BrokenProcessPool as error:
        raise ShardLost(
            f"A worker process died twice on shard {position + 1}, most likely because memory ran out; "
            "close other programs or run with fewer documents in the folder."
        ) from error
    finally:
        pool.shutdown(wait=True, kill_workers=True)


class RowGroup(NamedTuple):
    """One row group of a Parquet file: a shard that a worker opens itself, so that no text is sent to it."""

    path: Path
    number: int
    rows: int

    def frame(self, columns: list[str] | None = None) -> pd.DataFrame:
        """The rows as a pandas DataFrame, all columns or those named."""
        import pyarrow.parquet as pq

        with pq.ParquetFile(self.path) as file:
            return file.read_row_group(self.number, columns=columns).to_pandas()


def row_groups(path: Path) -> list[RowGroup]:
    """The row groups of `path`, in order; none for a table without rows."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        sizes = [file.metadata.row_group(index).num_rows for index in range(file.metadata.num_row_groups)]
    return [RowGroup(path, index, rows) for index, rows in enumerate(sizes) if rows]


class Tables:
    """Parquet files of one folder, written a row group at a time and put in place only when all are complete.

        with Tables(processed / "extract") as tables:
            for frames in run(function, shards):
                tables.add(frames)

    The first frame of a table decides its columns and types, so every frame has to come with its dtypes set.
    Until the block ends without an error, the files of an earlier run stay untouched.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._writers: dict[str, Any] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, frames: Mapping[str, pd.DataFrame]) -> None:
        """Append one frame a table, as one row group each."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        for name, frame in frames.items():
            writer = self._writers.get(name)
            if writer is None:
                # Without pandas' metadata, which names its version: equal tables should be equal bytes.
                schema = pa.Schema.from_pandas(frame, preserve_index=False).remove_metadata()
                schema = pa.schema(
                    [
                        field.with_type(pa.string()) if field.type == pa.large_string() else field
                        for field in schema
                    ]
                )
                writer = pq.ParquetWriter(self._temporary(name), schema, compression="zstd")
                self._writers[name] = writer
            if len(frame):
                table = pa.Table.from_pandas(frame, schema=writer.schema, preserve_index=False)
                writer.write_table(table.replace_schema_metadata(None), row_group_size=len(frame))

    def _temporary(self, name: str) -> Path:
        return self.folder / f".{name}.parquet.{os.getpid()}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers.values():
            writer.close()
        for name in self._writers:
            if kind is None:
                self._temporary(name).replace(self.folder / f"{name}.parquet")
            else:
                self._temporary(name).unlink(missing_ok=True)
