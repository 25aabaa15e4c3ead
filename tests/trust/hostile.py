"""Hostile content: each attack alone, then all that are published together, judged from outside."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from trust.attacks import SECONDS, Attack, attacks
from trust.browsing import POLICY, browsed, browser, searched
from trust.exchange import file_faults
from trust.figures import Figure
from trust.made import GOOD
from trust.pages import page_faults
from trust.speech import aside_faults, speech_faults
from trust.trials import CANARY, TODAY, Ground

FORMS: Final = ("text", "json", "github", "sarif")
_NAME: Final = re.compile(r"(?:[A-Za-z0-9_~][A-Za-z0-9._~-]*/)*[A-Za-z0-9_.][A-Za-z0-9._~-]*")
_MANIFEST: Final = ".fichegen-manifest.json"
_ENDINGS: Final = (0, 1, 2)
_URL: Final = "https://formations.example.fr/catalogue"
_USUAL: Final = ("--today", TODAY, "--no-cache", "--jobs", "1")
_REFUSED: Final = re.compile(r"^(content/[^:\n]+):\d+:\d+: erreur", re.MULTILINE)
_SOUGHT: Final = ("script", "<img src=x onerror=window.__pwned=1>", "attaque", "{{ 7*7 }}", "œuvre")


def alone(attack: Attack, ground: Ground, form: str) -> Iterator[str]:
    """Build a project that holds nothing but an attack; yields what is wrong with what came of it."""
    ground.clear()
    attack.lay(ground.root)
    before = ground.look()
    ran = ground.run("build", *_USUAL, "--format", form)
    if ran.status not in _ENDINGS:
        yield f"exit {ran.status}: {ran.err[-300:]}"
    if ran.seconds > attack.seconds:
        yield f"{ran.seconds:.1f} s of processor time, not {attack.seconds}"
    now = ground.look()
    if before != now:
        changed = {path for path in {*before, *now} if now.get(path) != before.get(path)}
        yield f"written or taken away: {sorted(changed)[:5]}"
    if CANARY in ran.out or CANARY in ran.err:
        yield "read from outside the project"
    yield from speech_faults(form, ran.out, ground.root)
    yield from aside_faults(ran.err)
    if ran.status == 0 and not ground.site.is_symlink():
        yield from site_faults(ground.site)


def told(ground: Ground, form: str) -> Iterator[str]:
    """Check once more what lies on the ground; yields what is wrong with what is said in a form."""
    ran = ground.run("check", *_USUAL, "--format", form)
    if ran.status not in _ENDINGS:
        yield f"exit {ran.status}: {ran.err[-300:]}"
    yield from speech_faults(form, ran.out, ground.root)
    yield from aside_faults(ran.err)


def site_faults(site: Path) -> Iterator[str]:
    """Yield what is wrong with the files of a site."""
    url = json.loads((site / "catalogue.json").read_bytes())["catalogue"]["url"] or ""
    files = {
        path.relative_to(site).as_posix(): path
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    for name, path in files.items():
        body = path.read_bytes()
        if CANARY.encode() in body:
            yield f"{name}: holds what lies outside the project"
        if str(site.parent).encode() in body:
            yield f"{name}: tells where it was made"
        if path.is_symlink() or not _NAME.fullmatch(name):
            yield f"{name!r}: no name for a file"
        judged = (
            page_faults(name, body, files, url)
            if name.endswith(".html")
            else file_faults(name, body)
        )
        if name != _MANIFEST:
            yield from (f"{name}: {fault}" for fault in judged)


def together(chosen: Sequence[Attack], ground: Ground) -> tuple[int, list[str]]:
    """Publish at once all attacks that a build admits; gives their number and what is wrong.

    Each is one file. The site that is judged stays on the ground.
    """
    ground.clear()
    settings = f"titre: Formations\nurl: {_URL}\n"
    (ground.root / "content" / "catalogue.yml").write_text(settings, encoding="utf-8")
    for attack in chosen:
        attack.lay(ground.root)
    ran = ground.run("build", *_USUAL)
    while refused := {*_REFUSED.findall(ran.out)}:  # fewer each time: it ends
        for path in refused:
            (ground.root / path).unlink()
        ran = ground.run("build", *_USUAL)
    count = len([*(ground.root / "content").iterdir()]) - 1
    if ran.status:
        return count, [f"exit {ran.status}: {ran.out[:300]}{ran.err[:300]}"]
    return count, [*site_faults(ground.site)]


def watched(site: Path, pages: Sequence[str], policy: str) -> Iterator[str]:
    """Show pages of a site to a browser, and search in it; yields what is wrong."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        yield "Chromium manque"
        return
    with browser(Path(program), site, policy, urlsplit(_URL).path) as listener:
        for page in pages:
            yield from browsed(listener, page)
        yield from searched(listener, _SOUGHT)


def run(scale: float, seed: int, scratch: Path, say: Callable[[str], None]) -> tuple[Figure, ...]:
    """Try the corpus, or a part of it; gives a figure for attacks alone and one for them together."""
    corpus = attacks()
    usual = [attack for attack in corpus if attack.seconds <= SECONDS]
    dice = random.Random(seed)
    count = max(1, round(len(usual) * min(1.0, scale)))
    chosen = corpus if scale >= 1 else tuple(dice.sample(usual, count))
    ground = Ground(scratch / "hostile")
    ground.clear()
    (ground.root / "content" / "bonne.md").write_text(GOOD, encoding="utf-8")
    ground.run("build", *_USUAL)  # what is loaded once is no attack's doing
    failed = []
    for number, attack in enumerate(chosen):
        form, *others = (*FORMS[number % 4 :], *FORMS[: number % 4])
        failed += [f"{attack.name} ({form}) : {fault}" for fault in alone(attack, ground, form)]
        for other in others if scale >= 1 and attack.seconds <= SECONDS else ():
            failed += [f"{attack.name} ({other}) : {fault}" for fault in told(ground, other)]
        if number % 50 == 49:
            say(f"{number + 1} attaques sur {len(chosen)}")
    single = [attack for attack in corpus if attack.name.startswith("fiches/")]
    if scale < 1:  # what is admitted for certain, in each notation
        single = [each for each in single if each.name.startswith(("fiches/every", "fiches/links"))]
        single = dice.sample(single, max(1, round(len(single) * scale)))
    count, faults = together(single, ground)
    pages = sorted(path.relative_to(ground.site).as_posix() for path in ground.site.rglob("*.html"))
    shown = pages if scale >= 1 else dice.sample(pages, min(len(pages), max(1, round(200 * scale))))
    seen = {policy: [*watched(ground.site, shown, policy)] for policy in (POLICY, "")}
    shutil.rmtree(ground.folder)
    return (
        Figure(
            what="attaques, chacune seule, jugées du dehors",
            tried=len(chosen),
            failed=tuple(failed),
            note=f"sur un corpus de {len(corpus)}",
        ),
        Figure(
            what="fiches hostiles publiées ensemble, le site jugé du dehors",
            tried=count,
            failed=tuple(faults),
        ),
        *(
            Figure(
                what=f"pages hostiles montrées à un vrai navigateur, {how} CSP",
                tried=len(shown),
                failed=tuple(seen[policy]),
            )
            for policy, how in ((POLICY, "sous"), ("", "sans"))
        ),
    )
