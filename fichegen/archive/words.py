"""The words of a published page, as a reader without scripts has them before his eyes."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements that nothing ends."""
_UNSEEN: Final = frozenset("head script style template svg noscript title".split())
_BLOCKS: Final = frozenset(
    "address article aside blockquote caption dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr legend li main nav ol p pre section summary table tr ul".split()
)
"""Elements that begin a line and end one."""
_APART: Final = frozenset("h1 h2 h3 h4 h5 h6 table dl section article".split())
"""Elements before which a line is left free."""
_CELLS: Final = frozenset(("td", "th"))


def words_of(page: bytes) -> str:
    """Return the words of the main part of a page, of all of it where it has no such part.

    What is hidden without scripts is left out; a heading keeps its rank as `#`, an entry of a list its
    sign, cells of a table stand apart by `|`.
    """
    html = page.decode("utf-8", "replace")
    reader = _Reader(within="main" if "<main" in html else "")
    reader.feed(html)
    reader.close()
    return reader.told()


class _Reader(HTMLParser):
    """Goes through a page once, and keeps what is seen."""

    def __init__(self, *, within: str) -> None:
        super().__init__(convert_charrefs=True)
        self._within = within
        self._depth = 0 if within else 1
        """How deep one is in the part that is told; 0 outside of it."""
        self._unseen: list[str] = []
        """The elements that are open below one that is not seen, it included."""
        self._lines: list[str] = [""]
        self._pre = 0
        self._is_in_row = False
        """True behind the first cell of a row."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen:
            self._unseen += [] if tag in _VOID else [tag]
            return
        if tag == self._within:
            self._depth += 1
        if not self._depth:
            return
        if tag in _UNSEEN or any(name == "hidden" for name, _ in attrs):
            self._unseen += [] if tag in _VOID else [tag]
            return
        self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag == "br":
            self._lines.append("")
        elif tag in _CELLS:
            self._lines[-1] += " | " if self._is_in_row else ""
            self._is_in_row = True
        if tag not in _BLOCKS:
            return
        self._break(apart=tag in _APART)
        self._is_in_row = False
        self._pre += tag == "pre"
        if tag[0] == "h" and tag[1:].isdigit():
            self._lines[-1] += f"{'#' * int(tag[1:])} "
        elif tag == "li":
            self._lines[-1] += "• "

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:  # what was left open in it ends with it
                at = len(self._unseen) - 1 - self._unseen[::-1].index(tag)
                del self._unseen[at:]
            return
        if tag == self._within:
            self._depth = max(0, self._depth - 1)
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)
        if tag in _BLOCKS:
            self._break(apart=False)

    def handle_data(self, data: str) -> None:
        if not self._depth or self._unseen:
            return
        if self._pre:
            first, *more = data.split("\n")
            self._lines[-1] += first
            self._lines += more
        else:
            self._lines[-1] += " ".join(f"_{data}_".split())[1:-1]

    def _break(self, *, apart: bool) -> None:
        if self._lines[-1].strip(" •"):
            self._lines.append("")
        if apart and self._lines[:-1] and self._lines[-2:] != ["", ""]:
            self._lines.append("")

    def told(self) -> str:
        """Return the lines, never two free ones together."""
        lines: list[str] = []
        for line in (" ".join(line.split()) for line in self._lines):
            if line or (lines and lines[-1]):
                lines.append(line)
        return "\n".join(lines).strip("\n") + "\n"
