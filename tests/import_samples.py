"""Make the documents of `cases/import` anew, with LibreOffice, from what stands beside them.

    python tests/import_samples.py

`origin.docx.html` gives `source.docx`; the suite reads what is committed and needs no LibreOffice.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

CASES: Final = Path(__file__).parent / "cases" / "import"
_FILTERS: Final = {"docx": "docx:MS Word 2007 XML", "odt": "odt:writer8"}


def make(origin: Path) -> None:
    """Convert one document."""
    ending = origin.suffixes[0].removeprefix(".")
    with tempfile.TemporaryDirectory() as folder:
        reader = ["--infilter=HTML (StarWriter)"] if origin.suffix == ".html" else []
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                *reader,
                "--convert-to",
                _FILTERS[ending],
                "--outdir",
                folder,
                str(origin),
            ],
            check=True,
            capture_output=True,
        )
        made = Path(folder) / f"{origin.stem}.{ending}"
        (origin.parent / f"source.{ending}").write_bytes(made.read_bytes())


if __name__ == "__main__":
    chosen = sys.argv[1:]
    for path in sorted(CASES.glob("*/origin.*")):
        if not chosen or path.parent.name in chosen:
            make(path)
