"""`content/catalogue.yml` of a new project: every setting with its help, those one needs first in use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fichegen.drafting import scalar
from fichegen.settings import SETTINGS, Setting

_IN_USE: Final = {
    "titre": "Nos formations",
    "sous_titre": "Le catalogue de l'année",
    "fuseau": "Europe/Paris",
    "editeur": "Atelier des Passerelles",
    "contact": "contact@passerelles.example",
}
"""What a newcomer changes first, in that order."""
_NEXT: Final = ("url", "couleurs", "logo")
_HEAD: Final = """\
# yaml-language-server: $schema=../schemas/catalogue.schema.json
#
# Les réglages du catalogue. Une ligne qui commence par # n'est pas lue.
# Pour employer un réglage, retirez le # devant lui ; « fichegen check » dit ce qui ne va pas.
"""
_MAPPINGS: Final = ("couleurs", "severites")
"""Settings whose example is a key with its value."""


def settings_file() -> str:
    """Write the settings, drawn from their table."""
    return _HEAD + "\n" + "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    known = {setting.key: setting for setting in SETTINGS}
    for key, words in _IN_USE.items():
        yield from (f"# {known[key].help}", f"{key}: {scalar(words)}", "")
    yield from ("# ---- Facultatif", "")
    order = [key for key in (*_NEXT, *known) if key not in _IN_USE]
    for key in dict.fromkeys(key.partition(".")[0] for key in order):
        inner = [s for s in SETTINGS if s.key.startswith(f"{key}.")]
        if not inner:
            yield from _optional(known[key])
            continue
        yield f"#{key}:"
        for setting in inner:
            name = setting.key.partition(".")[2]
            yield from (f"#  # {setting.help}", f"#  {name}: {scalar(setting.example)}")
        yield ""


def _optional(setting: Setting) -> Iterator[str]:
    yield f"# {setting.help}"
    if setting.key in _MAPPINGS:
        yield from (f"#{setting.key}:", f"#  {setting.example}", "")
    else:
        yield from (f"#{setting.key}: {scalar(setting.example)}", "")
