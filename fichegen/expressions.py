"""Regular expressions that are compiled when they are first asked for something.

There are some five hundred in the house; to compile them all takes longer than a small catalogue, and
a run needs a third of them at the most. One that every fiche asks again and again is compiled where it
stands: what is asked of an expression goes a step further, once it is known too.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Expression:
    """Stands for a pattern until it is needed, and hands over what is asked of it."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Return what the pattern has of a name: asked once, it is this object's own."""
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found

    def __reduce__(self) -> tuple[object, ...]:
        """Be sent to another process as what it was made of."""
        return _Expression, (self._source, self._flags)


def expression(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what can be used like a compiled pattern; raises `re.error` at its first use if it is none."""
    return cast("re.Pattern[AnyStr]", _Expression(source, flags))
