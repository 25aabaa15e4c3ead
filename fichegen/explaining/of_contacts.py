"""Examples of what reading contacts and links finds (FG4)."""

from __future__ import annotations

from typing import Final

from .kinds import DATES, Example, framed


def _contact(bad: str, good: str) -> Example:
    return framed(f"## Interlocuteur\n\n{bad}\n", f"## Interlocuteur\n\n{good}\n", rest=DATES)


OF_CONTACTS: Final[dict[str, Example]] = {
    "FG401": _contact("Ana LE ROUX\n\nana.leroux@exemple", "Ana LE ROUX\n\nana.leroux@exemple.fr"),
    "FG402": framed(
        "## Documents\n\n[Le programme](file:///C:/programme.pdf)\n",
        "## Documents\n\n[Le programme](https://exemple.fr/programme.pdf)\n",
    ),
    "FG403": _contact(
        "[ana.leroux@exemple.fr](mailto:marc.payet@exemple.fr)",
        "[ana.leroux@exemple.fr](mailto:ana.leroux@exemple.fr)",
    ),
    "FG404": _contact("Ana LE ROUX", "Ana LE ROUX, 02 98 00 00 00"),
}
