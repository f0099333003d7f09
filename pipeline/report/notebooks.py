"""The notebooks, executed headless into pages that need nothing else and never change without a reason."""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
SECONDS = 120  # for one cell
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{css}</style>
</head>
<body>
<nav><a href="../summary.html">Summary</a> · <a href="../evidence.html">Evidence</a></nav>
<main>
{body}
</main>
</body>
</html>
"""


TRIES = 3


class NotebookFailed(RuntimeError):
    """A cell of a notebook raised an error; the message says which, and what it said."""


class KernelLost(NotebookFailed):
    """The process that executes a notebook went away or fell silent, which says nothing of the notebook."""


def execute_all(processed: Path, target: Path, folder: Path = FOLDER) -> list[Path]:
    """Execute every notebook of `folder` on a processed folder; gives the pages written into `target`.

    Raises `NotebookFailed` for the first cell that fails.
    """
    target.mkdir(parents=True, exist_ok=True)
    sources = sorted(folder.glob("*.ipynb"))
    return asyncio.run(_all(sources, processed.resolve(), target))


async def _all(sources: list[Path], processed: Path, target: Path) -> list[Path]:
    two_at_once = asyncio.Semaphore(2)

    async def one(source: Path) -> Path:
        async with two_at_once:
            notebook = await _executed(source, processed)
        path = target / f"{source.stem}.html"
        path.write_text(as_page(notebook, source.stem), encoding="utf-8")
        return path

    return list(await asyncio.gather(*(one(source) for source in sources)))


async def _executed(source: Path, processed: Path) -> Any:
    """The executed notebook; on a crowded machine a kernel may die while it starts: another one is tried."""
    for _ in range(TRIES - 1):
        try:
            return await _execute(source, processed)
        except KernelLost:
            continue
    return await _execute(source, processed)


async def _execute(source: Path, processed: Path) -> Any:
    import nbformat
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook = nbformat.read(source, as_version=4)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:03d}"
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
    # Sockets in a folder of their own: by default they lie in the current folder, which is not the kernel's.
    sockets = tempfile.mkdtemp(prefix="rodiklis-")
    manager = AsyncKernelManager(
        kernel_name="python3", transport="ipc", ip=f"{sockets}/k", connection_file=f"{sockets}/kernel.json"
    )
    # The kernel must run in this environment, whatever kernels the machine knows by that name.
    spec = manager.kernel_spec
    assert spec is not None
    spec.argv[0] = sys.executable
    # No history: kernels of one machine share its database, and nobody reads it.
    spec.argv.append("--HistoryManager.enabled=False")
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=SECONDS,
        record_timing=False,
        resources={"metadata": {"path": str(source.parent)}},
    )
    environment = {
        **os.environ,
        "RODIKLIS_PROCESSED": str(processed),
        "RODIKLIS_HEADLESS": "1",
        "PYTHONPATH": os.pathsep.join([str(FOLDER.parent), *_module_folders()]),
        "PYTHONWARNINGS": "ignore",
    }
    try:
        # Errors of cells come through the protocol; a kernel's own stderr only chatters.
        await client.async_execute(env=environment, stderr=subprocess.DEVNULL)
    except CellExecutionError as error:
        said = re.sub(r"\x1b\[[0-9;]*m", "", f"{error.ename}: {error.evalue}")
        raise NotebookFailed(
            f"{source.name} failed on these tables: {said}. Open it with `make notebooks`."
        ) from None
    except (CellTimeoutError, DeadKernelError, RuntimeError) as error:
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise KernelLost(
            f"{source.name} could not be executed: {first} Try `rodiklis report` again."
        ) from None
    finally:
        shutil.rmtree(sockets, ignore_errors=True)
    return notebook


def _module_folders() -> list[str]:
    """PYTHONPATH as this process means it: a kernel starts in another folder."""
    return [str(Path(one).resolve()) for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one]


def as_page(notebook: Any, name: str) -> str:
    """An executed notebook as one page: prose, code folded away, results; no script, nothing from a host."""
    parts, title = [], name
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            shown = _markdown(cell.source)
            found = re.search(r"<h1[^>]*>(.*?)</h1>", shown)
            title = re.sub("<[^>]+>", "", found.group(1)) if found else title
            parts.append(shown)
        elif cell.cell_type == "code":
            parts.append(
                "<details><summary>Code</summary>"
                f'<pre tabindex="0">{html.escape(cell.source)}</pre></details>'
            )
            parts += [_output(output) for output in cell.outputs]
    css = (Path(__file__).parent / "templates" / "notebook.css").read_text(encoding="utf-8")
    return _PAGE.format(title=html.unescape(title), css=css, body="\n".join(parts))


def _markdown(text: str) -> str:
    import mistune

    return str(mistune.create_markdown(escape=True, plugins=["table"])(text))


def _output(output: Any) -> str:
    if output.output_type == "stream":
        return f'<p class="said">{html.escape(output.text.strip())}</p>'
    data = output.get("data", {})
    if "text/html" in data:
        # Made by our own formatters, which escape what documents say.
        return f'<div class="result" role="group" tabindex="0" aria-label="Result">{data["text/html"]}</div>'
    return f"<pre>{html.escape(str(data.get('text/plain', '')))}</pre>"
