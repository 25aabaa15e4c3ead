"""YAML text to a located tree in which every scalar stays the text that was typed.

Built on PyYAML's events, not on its constructors: no octal phone numbers, no sexagesimal hours,
no `no` turned into False. What could hide or blow up what a fiche says is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression
from fichegen.reading.draft import Entry, Listing, Mapping, Mark, Value, Words
from fichegen.reading.yaml_mistakes import Trouble, mistake
from fichegen.reading.yaml_tree import Node, Stretch

MAX_DEPTH: Final = 12
_ESCAPED: Final = expression(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_CORE_TAG: Final = "tag:yaml.org,2002:"
_FAST: Final = getattr(yaml, "CLoader", yaml.Loader)
_NO_YAML: Final = (yaml.YAMLError, ValueError, OverflowError)
"""What parsers raise; the pure one does so of an escape beyond all characters (`\\Uffffffff`)."""
_BEYOND: Final = expression(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")


class _Refused(Exception):  # noqa: N818 - never leaves this room
    """Carries the finding that ends the reading of one YAML text."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.message)
        self.finding = found


def read_yaml(path: str, text: str, *, line: int = 1) -> tuple[Mapping | None, tuple[Finding, ...]]:
    """Read a YAML text whose first line is `line` of its file.

    Gives the top mapping, or None with the one finding that explains why not (FG103 to FG107,
    FG110 to FG112). An empty text gives an empty mapping.
    """
    try:
        return _Builder(path, text, line).document(), ()
    except _Refused as refused:
        return None, (refused.finding,)
    except _NO_YAML as error:
        return None, (_syntax_finding(path, text, line, error),)


class _Builder:
    """One pass over the events of one YAML text."""

    def __init__(self, path: str, text: str, line: int) -> None:
        self.path = path
        self.shift = line
        self.lines = text.split("\n")
        self.events: Iterator[Event] = yaml.parse(text, Loader=_FAST)

    def document(self) -> Mapping:
        """Read the stream, which must hold one mapping or nothing."""
        top: Value | None = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                if top is not None:
                    self.refuse("FG110", event)
                first = next(self.events)
                top = self.value(first, 1)
        if top is None or (isinstance(top, Words) and not top.text):
            return Mapping((), self.shift, 1)
        if not isinstance(top, Mapping):
            found = "une liste" if isinstance(top, Listing) else "un texte seul"
            line, col = (
                (top.marks[0].line, top.marks[0].col)
                if isinstance(top, Words)
                else (top.line, top.col)
            )
            raise _Refused(finding("FG112", Span(self.path, line, col), trouve=found))
        return top

    def value(self, event: Event, depth: int) -> Value:
        """Build the value that begins with `event`."""
        self.guard(event, depth)
        line, col = self.position(event)
        if isinstance(event, ScalarEvent):
            return self.scalar(event)
        if isinstance(event, SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self.events), CollectionEndEvent):
                items.append(self.value(inner, depth + 1))
            return Listing(tuple(items), line, col)
        entries: dict[str, Entry] = {}
        while not isinstance(inner := next(self.events), CollectionEndEvent):
            key = self.key(inner, depth)
            if (twin := entries.get(key.text)) is not None:
                self.refuse("FG104", inner, cle=key.text, ligne=twin.key.marks[0].line)
            entries[key.text] = Entry(key, self.value(next(self.events), depth + 1))
        return Mapping(tuple(entries.values()), line, col)

    def key(self, event: Event, depth: int) -> Words:
        """Build a key, which must be plain text."""
        self.guard(event, depth)
        if not isinstance(event, ScalarEvent):
            found = "une liste" if isinstance(event, SequenceStartEvent) else "des clés"
            self.refuse("FG112", event, trouve=f"{found} en guise de clé")
        if event.value == "<<" and not event.style:
            self.refuse("FG111", event)
        return self.scalar(event)

    def guard(self, event: Event, depth: int) -> None:
        """Refuse what could hide or blow up what the text says."""
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            self.refuse("FG105", event)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.refuse("FG106", event, etiquette=tag.replace(_CORE_TAG, "!!"))
        if depth > MAX_DEPTH and isinstance(event, SequenceStartEvent | MappingStartEvent):
            self.refuse("FG107", event, limite=MAX_DEPTH)

    def refuse(self, code: str, event: Event, **values: str | int) -> NoReturn:
        """Stop at an event with a finding."""
        line, col = self.position(event)
        raise _Refused(finding(code, Span(self.path, line, col), **values))

    def position(self, event: Event) -> tuple[int, int]:
        """Return file line and column of an event."""
        mark = event.start_mark
        return (mark.line + self.shift, mark.column + 1) if mark else (self.shift, 1)

    def scalar(self, event: ScalarEvent) -> Words:
        """Keep a scalar as typed; every source line it spans gets its mark."""
        value: str = event.value
        if bad := _ESCAPED.search(value):  # written as an escape: "\\e", "\\u202e"
            self.refuse("FG113", event, caractere=f"U+{ord(bad[0]):04X}", conseil="supprimez-le")
        line, col = self.position(event)
        first = line - self.shift
        last = event.end_mark.line if event.end_mark else first
        quoted = event.style in ("'", '"')
        marks = [Mark(0, line, col + quoted)]
        if event.style in ("|", ">"):
            first += 1
            marks = []
        elif first == last:
            return Words(value, tuple(marks))
        else:
            first += 1
        cursor = 0 if not marks else 1
        for index in range(first, min(last + 1, len(self.lines))):
            raw = self.lines[index]
            content = raw.strip()
            if not content:
                continue
            found = value.find(content[:24], cursor, cursor + 4 * len(raw) + 1000)
            if found < 0:
                continue
            marks.append(Mark(found, index + self.shift, raw.index(content) + 1))
            cursor = found + 1
        if not marks or marks[0].offset:
            marks.insert(0, Mark(0, line, col))
        return Words(value, tuple(marks))


def _syntax_finding(path: str, text: str, line: int, error: Exception) -> Finding:
    """Word a syntax error; its place comes from the pure parser, alike on every machine."""
    lines = text.split("\n")
    try:
        for _ in yaml.parse(text, Loader=yaml.Loader):
            pass
    except yaml.YAMLError as pure:
        error = pure
    except RecursionError:
        pass
    except (ValueError, OverflowError):
        return _beyond(path, lines, line)
    begun = _place(getattr(error, "context_mark", None), lines)
    at = _place(getattr(error, "problem_mark", None), lines) or begun or (0, 0)
    raw = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    told = mistake(lines, Trouble(words=raw, at=at, begun=begun))
    span = Span(path, told.row + line, told.col + 1)
    return finding("FG103", span, raison=told.reason, conseil=told.advice)


def _beyond(path: str, lines: Sequence[str], line: int) -> Finding:
    """Word an escape that stands for no character; the parser does not say where it is."""
    found = ((row, _BEYOND.search(words)) for row, words in enumerate(lines))
    row, col = next(((row, sign.start()) for row, sign in found if sign), (0, 0))
    told = mistake(lines, Trouble(words="escape", at=(row, col)))
    span = Span(path, told.row + line, told.col + 1)
    return finding("FG103", span, raison=told.reason, conseil=told.advice)


def _place(mark: yaml.Mark | None, lines: Sequence[str]) -> tuple[int, int] | None:
    """Return a place that the text has; that of its end may lie behind it."""
    if mark is None:
        return None
    row = min(mark.line, len(lines) - 1)
    return row, min(mark.column, len(lines[row]))


def yaml_nodes(text: str, *, line: int = 1) -> Node | None:
    """Return the nodes of a YAML text whose first line is `line` of its file; None for none.

    The text must be one that `read_yaml` reads: it is not judged again.
    """
    events = yaml.parse(text, Loader=yaml.Loader)  # the pure parser tells ends alike everywhere
    for event in events:
        if isinstance(event, NodeEvent):
            return _node(event, events, line)
    return None


def _node(event: Event, events: Iterator[Event], shift: int) -> Node:
    if isinstance(event, ScalarEvent):
        at = _stretch(event, event, shift)
        return Node(at=at, text=event.value, style=event.style or "")
    items: list[Node] = []
    pairs: list[tuple[Node, Node]] = []
    while not isinstance(inner := next(events), CollectionEndEvent):
        first = _node(inner, events, shift)
        if isinstance(event, MappingStartEvent):
            pairs.append((first, _node(next(events), events, shift)))
        else:
            items.append(first)
    at, sign = _stretch(event, inner, shift), ""
    if isinstance(event, CollectionStartEvent) and event.flow_style:
        sign = "{" if isinstance(event, MappingStartEvent) else "["
    else:
        at = Stretch(at.line, at.col, at.line, at.col)
    return Node(at=at, style=sign, items=tuple(items), pairs=tuple(pairs))


def _stretch(first: Event, last: Event, shift: int) -> Stretch:
    start, end = first.start_mark, last.end_mark
    if start is None or end is None:
        raise AssertionError("the parser marks every event")
    return Stretch(start.line + shift, start.column + 1, end.line + shift, end.column + 1)
