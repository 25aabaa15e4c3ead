"""Good sources made bad, in ways that can be made again: a character at a time, bytes at random."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from typing import Final

_BYTES: Final = b"\x00\x1b\xff\xc3\xed\xa0 \t\r\n#-*:[]{}&!|>'\"%@`\\/<(),;.=+?0123456789aeE\xe9"
_PIECES: Final = (
    b"\n\n", b"## ", b"---\n", b": ", b"- ", b"]]>", b"<script>", b"2021", b"31 juin", b"\xe2\x80\xae", b"\xf0\x9f\x8e\x93",
    b"\xcc\x81", b"{{ ", b"&#x0;", b"\xc2\xa0", b"|", b"[x](", b"\\U00110000", b"!!", b"&a ", b"*a", b"<<: ", b"? ",
)  # fmt: skip


def by_characters(source: str) -> Iterator[tuple[str, str]]:
    """Yield a source with each character deleted, then doubled, with how it was made."""
    for at in range(len(source)):
        yield f"without character {at}", source[:at] + source[at + 1 :]
        yield f"with character {at} twice", source[: at + 1] + source[at:]


def edited(source: bytes, dice: random.Random) -> bytes:
    """Return a source with one to four edits: bytes changed, put in, taken out, moved."""
    data = bytearray(source)
    for _ in range(dice.randrange(1, 5)):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(6):
            case 0:
                data[at : at + 1] = bytes([dice.choice(_BYTES)])
            case 1:
                data[at:at] = bytes([dice.choice(_BYTES)])
            case 2:
                data[at:at] = dice.choice(_PIECES) * dice.choice((1, 1, 1, 2, 50))
            case 3:
                del data[at : at + dice.choice((1, 2, 7, 80))]
            case 4:
                data[at : at + 1] = bytes([dice.randrange(256)])
            case _:
                other = dice.randrange(len(data) + 1)
                data[at:at] = data[other : other + dice.choice((3, 20, 200))]
    return bytes(data)


def repacked(document: bytes, dice: random.Random) -> bytes:
    """Return a document that is an archive with a part of it edited, and packed as it was."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as given, zipfile.ZipFile(packed, "w") as made:
        names = given.namelist()
        texts = [name for name in names if name.endswith((".xml", ".rels"))]
        chosen = dice.choice(texts)
        for name in names:
            body = given.read(name)
            made.writestr(name, edited(body, dice) if name == chosen else body)
    return packed.getvalue()
