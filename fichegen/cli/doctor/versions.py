"""What a package asks for, and whether a version is what is asked."""

from __future__ import annotations

import operator
import re
import sys
from dataclasses import dataclass
from typing import Final

from fichegen.expressions import expression

_NAME: Final = expression(r"\s*([\w.-]+)\s*(?:\[[^\]]*\])?")
_BOUND: Final = expression(r"(>=|<=|==|!=|<|>)\s*([\w.]+)")
_EXTRA: Final = expression(r"extra\s*==\s*['\"]([\w-]+)['\"]")
_PLATFORM: Final = expression(r"sys_platform\s*==\s*['\"](\w+)['\"]")
_COMPARISONS: Final = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A package that another needs."""

    name: str
    bounds: str
    """The versions that do: `<9,>=8.4`."""
    extra: str = ""
    """What it is needed for, where not everybody needs it."""
    platform: str = ""
    """What it is needed on, as `sys.platform` names it; empty for anything."""

    @property
    def is_for_here(self) -> bool:
        """Tell whether it is needed on this machine."""
        return self.platform in ("", sys.platform)

    def takes(self, version: str) -> bool:
        """Tell whether a version does; none is there where it is empty."""
        return bool(version) and all(
            _COMPARISONS[sign](numbers(version), numbers(bound))
            for sign, bound in _BOUND.findall(self.bounds)
        )


def requirement(words: str) -> Requirement:
    """Read what the metadata of a package asks for: `click<9,>=8.4; extra == 'import'`."""
    asked, _, marker = words.partition(";")
    named = _NAME.match(asked)
    extra, platform = _EXTRA.search(marker), _PLATFORM.search(marker)
    return Requirement(
        name=named[1] if named else asked.strip(),
        bounds=asked[named.end() :].strip() if named else "",
        extra=extra[1] if extra else "",
        platform=platform[1] if platform else "",
    )


def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a release, its last zeros left out: 8.4.0 is 8.4."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    told = [int(number) for number in found[0].split(".")] if found else []
    while told and told[-1] == 0:
        told.pop()
    return tuple(told)
