"""How long it takes from saving a fiche to its fresh page: times of edits, and what many of them leave.

    python benchmarks/serve.py                    300 invented fiches, 50 edits
    python benchmarks/serve.py --fiches 10000
    python benchmarks/serve.py --edits 1000       memory and open files too
    python benchmarks/serve.py --folder DOSSIER   a project of one's own, copied first

An edit replaces the file in one step, as editors do. Its time ends when the word to reload has come
over the web socket and the page that is fetched then shows the new words. In between, the edits wait
for one another and for a short while, as a person does.
"""

# ruff: noqa: INP001 - scripts, no package
from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from corpus import write_corpus  # noqa: E402 - beside the tests
from preview import Listener, Preview, preview, until  # noqa: E402

TODAY = "2021-09-01"
LONG = 900.0
"""Seconds that the first state may take."""


def main(arguments: Sequence[str]) -> int:
    """Measure, and print what was found as JSON and in words."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--fiches", type=int, default=300)
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--pause", type=float, default=0.3, help="seconds between two edits")
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "projet"
        if asked.folder:
            shutil.copytree(asked.folder, root)
        else:
            write_corpus(root, asked.fiches)
        began = time.monotonic()
        with preview(root, today=TODAY) as served:
            found = measure(served, root, asked.edits, asked.pause, began)
    sys.stdout.write(f"{json.dumps(found, ensure_ascii=False, indent=2)}\n{in_words(found)}\n")
    return 0


def measure(
    served: Preview, root: Path, edits: int, pause: float, began: float
) -> dict[str, object]:
    """Edit fiches in turn, and time each; then the first page, which shows all of them."""
    until(lambda: _port_of(served), LONG)
    until(lambda: served.state()["number"], LONG)
    first = time.monotonic() - began
    until(lambda: _is_quiet(served), LONG)
    folder = root / "content"
    fiches = [path for path in folder.rglob("*.*") if path.suffix in (".md", ".yml")]
    sources = sorted(path.relative_to(root).as_posix() for path in folder.rglob("*.md"))
    paths = {source: _page_of(served, source) for source in sources[:: len(sources) // 10 or 1]}
    chosen = [source for source, path in paths.items() if path]
    with Listener(served) as listener:
        listener.greet()
        used = [_used(served)]
        times = []
        for number in range(edits):
            source = chosen[number % len(chosen)]
            times.append(
                _edit(served, listener, root / source, paths[source], f"Essai {number} fini.")
            )
            time.sleep(pause)
            if number % max(1, edits // 10) == 0:
                used.append(_used(served))
        home = [_home(served, listener, root / chosen[0], number) for number in range(5)]
    used.append(_used(served))
    return {
        "fiches": len(fiches),
        "first_seconds": round(first, 2),
        "edits": edits,
        "milliseconds": _spread(times),
        "home_milliseconds": _spread(home),
        "resident_megabytes": [megabytes for megabytes, _ in used],
        "open_files": [files for _, files in used],
        "load": round(os.getloadavg()[0], 1),
    }


def _port_of(served: Preview) -> int:
    if served.process.poll() is not None:
        raise SystemExit("".join(served.lines))
    return served.port


def _page_of(served: Preview, source: str) -> str:
    """Return the page of a source, as a page that has gone would be told it; empty for no fiche."""
    address: str = served.state("fiches/-/", source)["page"]["address"]
    return address.removeprefix("/")


def _edit(served: Preview, listener: Listener, file: Path, page: str, words: str) -> float:
    text = file.read_text(encoding="utf-8")
    kept = re.sub(r"\n\nEssai \d+ fini\.\n\Z", "", text)
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(f"{kept}\n\n{words}\n", encoding="utf-8")
    began = time.monotonic()
    beside.replace(file)
    while True:
        listener.news()
        if words in served.page(page):
            return time.monotonic() - began


def _home(served: Preview, listener: Listener, file: Path, number: int) -> float:
    """Time the page with the search, for which the cards of all fiches are made."""
    words = f"Essai {900 + number} fini."
    before = served.state()["number"]
    beside = file.with_name(f".{file.name}.new")
    text = re.sub(r"\n\nEssai \d+ fini\.\n\Z", "", file.read_text(encoding="utf-8"))
    beside.write_text(f"{text}\n\n{words}\n", encoding="utf-8")
    began = time.monotonic()
    beside.replace(file)
    while listener.news() <= before:
        pass
    served.page("index.html")
    return time.monotonic() - began


def _is_quiet(served: Preview) -> bool:
    """Tell whether nothing is being judged any more: the processor rests."""
    before = _seconds(served)
    time.sleep(2)
    return _seconds(served) - before < 0.5


def _seconds(served: Preview) -> float:
    fields = Path(f"/proc/{served.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _used(served: Preview) -> tuple[int, int]:
    """Resident memory in megabytes, and open files."""
    proc = Path(f"/proc/{served.process.pid}")
    pages = int((proc / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // (1 << 20), len([*(proc / "fd").iterdir()])


def _spread(times: Sequence[float]) -> dict[str, int]:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    named = {"p50": statistics.median(ordered), "p95": p95, "max": ordered[-1]}
    return {name: round(1000 * seconds) for name, seconds in named.items()}


def in_words(found: dict[str, object]) -> str:
    """Say it in two lines."""
    return (
        f"{found['fiches']} fiches, {found['edits']} edits: {found['milliseconds']} ms from"
        f" saving to the fresh page, {found['home_milliseconds']} ms to the first page;"
        f" first state after {found['first_seconds']} s.\n"
        f"Memory along the way: {found['resident_megabytes']} MB;"
        f" open files: {found['open_files']}; load of the machine: {found['load']}."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
