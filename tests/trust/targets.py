"""The doors through which words of others come in, each with what must hold of its answer."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from fichegen import routes
from fichegen.catalogue import assemble
from fichegen.checks import check_fiche, run_checks
from fichegen.dates import mentions_dates, read_deadline, read_duration, read_hours, read_schedule
from fichegen.diagnostics import FichegenError, Finding, Span
from fichegen.importing import checked, draft_of
from fichegen.presenting import Presenter, make_card, moments, sections, summary_facts
from fichegen.prices import read_price
from fichegen.reading import read_fiche, read_organisation, read_page, read_yaml
from fichegen.settings import Settings, read_settings
from fichegen.sources import decode

SECONDS: Final = 1.0
"""Processor time that an answer may take."""
_TODAY: Final = dt.date(2021, 9, 1)

Target = Callable[[bytes], tuple[Finding, ...]]
"""Takes the bytes of a source; gives what is found in it."""


def fiche(name: str) -> Target:
    """Read a fiche as a build does, down to the views of its page."""

    def read(data: bytes) -> tuple[Finding, ...]:
        text, problems = decode(name, data)
        if text is None:
            return problems
        made, findings = read_fiche(name, text)
        if made is None:
            return (*problems, *findings)
        catalogue, clashes = assemble([made], [], [], Settings())
        presenter = Presenter(catalogue, _TODAY)
        page = routes.fiche_path(made)
        make_card(presenter, made, page)
        summary_facts(presenter, made, page)
        moments(presenter, made, page)
        sections(presenter, made, page)
        judged = (*check_fiche(made, _TODAY), *run_checks(catalogue))
        return (*problems, *findings, *clashes, *presenter.findings, *judged)

    return read


def _text(read: Callable[[str], object]) -> Target:
    def answer(data: bytes) -> tuple[Finding, ...]:
        text, problems = decode("f.md", data)
        if text is not None:
            read(text)
        return problems

    return answer


def _source(read: Callable[[str, str], tuple[object, tuple[Finding, ...]]], name: str) -> Target:
    def answer(data: bytes) -> tuple[Finding, ...]:
        text, problems = decode(name, data)
        return problems if text is None else (*problems, *read(name, text)[1])

    return answer


def _facts(text: str) -> None:
    read_schedule(text)
    read_duration(text)
    read_hours(text)
    read_deadline(text)
    read_price(text)
    mentions_dates(text)


def imported(name: str) -> Target:
    """Make a draft of a document, and read it back as `import` does."""

    def answer(data: bytes) -> tuple[Finding, ...]:
        try:
            checked(draft_of(name, data), "content/f.md")
        except FichegenError as refused:
            return (replace(refused.finding, span=Span(name)),)
        return ()

    return answer


TARGETS: Final[dict[str, Target]] = {
    "titres": fiche("f.md"),
    "yaml": fiche("f.yml"),
    "arbre": _source(read_yaml, "f.yml"),
    "organisme": _source(read_organisation, "o.yml"),
    "page": _source(read_page, "p.md"),
    "reglages": _source(read_settings, "catalogue.yml"),
    "faits": _text(_facts),
    "import-texte": imported("f.txt"),
    "import-html": imported("f.html"),
    "import-docx": imported("f.docx"),
    "import-odt": imported("f.odt"),
}


def faults(name: str, data: bytes) -> Iterator[str]:
    """Yield what is wrong with the answer of a target: it raised, took long, or points outside the text."""
    started = time.process_time()
    try:
        found = TARGETS[name](data)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = (
            f"{place.tb_frame.f_code.co_filename.rpartition('/')[2]}:{place.tb_lineno}"
            if place
            else ""
        )
        yield f"{type(error).__name__}: {error} ({where})"
        return
    spent = time.process_time() - started
    if spent > SECONDS:
        yield f"{spent:.1f} s of processor time"
    for each in found:
        for span in (each.span, *each.others):
            if not inside(span, data):
                yield f"{each.code} at {span.line}:{span.col}, outside its file"
        if not (each.message and each.mend):
            yield f"{each.code} without words"


def inside(span: Span, data: bytes) -> bool:
    """Tell whether a place lies in a text, its end counted in."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return 1 <= span.line <= len(lines) and 1 <= span.col <= len(lines[span.line - 1]) + 1
