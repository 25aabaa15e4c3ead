"""One target under a fuzzer that keeps what reaches new code: `python -m trust.guided TARGET SECONDS SEED FOLDER`.

It ends with 0 where nothing was found; else the input stands in a file `crash-…` of the folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["fichegen"]):
    from trust.fuzzing import DOCUMENTS, GOOD
    from trust.targets import TARGETS, faults

MOST = 4000
"""Bytes of an input at the most: what is long is tried elsewhere."""


def main(target: str, seconds: str, seed: str, folder: str) -> None:
    """Fuzz a target for some seconds, beginning from good sources."""
    begin = Path(folder) / f"guided-{target}"
    begin.mkdir(parents=True, exist_ok=True)
    kind = target.removeprefix("import-").replace("texte", "txt")
    for path in (*GOOD, *(path for path in DOCUMENTS if path.suffix == f".{kind}")):
        (begin / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes()[:50_000])

    def once(data: bytes) -> None:
        if found := [*faults(target, data)]:
            raise AssertionError(found[0])

    length = 50_000 if kind in ("docx", "odt") else MOST
    options = (
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-max_len={length}",
        "-timeout=20",
        "-rss_limit_mb=3000",
        f"-artifact_prefix={folder}/",
        "-verbosity=0",
        "-print_final_stats=1",
    )
    atheris.Setup([sys.argv[0], *options, str(begin)], once)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1] not in TARGETS:
        sys.exit(2)
    main(*sys.argv[1:5])
