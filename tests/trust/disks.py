"""Disks that are full, small, read-only or mounted at a place, and processes that may have but little."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from trust.figures import Figure
from trust.stage import Ran, Site, litter, loud, run, site_of, write_project, write_state

_FICHES = 8
Trial = Callable[[Path, float], Figure]


def may_mount() -> bool:
    """Tell whether this process may mount a disk: root may, on Linux, unless it is kept from it."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount") is not None


@contextmanager
def mounted(place: Path, *options: str) -> Iterator[bool]:
    """Mount something at a place, as `mount` is told by the options; False where it is not allowed."""
    place.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", *options, str(place)], check=False, capture_output=True)
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", str(place)], check=True)


def _sites(root: Path) -> tuple[Site, Site]:
    """Return the sites of the two states of a new project, as clean builds make them."""
    found = []
    write_project(root, _FICHES)
    for title in (1, 0):
        write_state(root, (title, 0))
        run(root, "--no-cache")
        found.append(site_of(root / "site") or {})
    shutil.rmtree(root / "site")
    return found[1], found[0]


def _size(site: Path) -> int:
    """Return how many bytes the files of a folder take on a disk, in blocks of 4096."""
    return sum(-(-path.stat().st_size // 4096) * 4096 for path in site.rglob("*"))


def _after(ran: Ran, root: Path, site: Path, old: Site | None, new: Site) -> Iterator[str]:
    """Tell what is wrong once a build has gone well or not: the site is the new one, or the old."""
    if wrong := loud(ran):
        yield wrong
    if site_of(site) != (old if ran.status else new):
        yield f"finit par {ran.status}, et le site n'est pas le bon"
    for folder in {root, site.parent}:
        if left := litter(folder):
            yield f"il reste {left}"


def full_disks(scratch: Path, scale: float) -> Figure:
    """Publish on disks of several sizes: too small for one site, for two, for the cache too."""
    failed: list[str] = []
    tried = refused = 0
    with ExitStack() as held:
        root = scratch / "full"
        first, second = _sites(root)
        run(root)
        needed = _size(root / "site") // 1024
        count = max(2, round(24 * scale))
        for number in range(count):
            size = needed // 3 + number * (needed * 5 // 2) // count
            place = root / "disque"
            for has_cache in (False, True):
                with mounted(place, "-t", "tmpfs", "-o", f"size={size}k", "tmpfs") as is_there:
                    if not is_there:
                        return Figure(what="Disques pleins", tried=0, note="mount n'est pas permis")
                    tried += 1
                    at = place / "projet" if has_cache else root
                    if has_cache:
                        for folder in ("content", "templates"):
                            shutil.copytree(root / folder, at / folder)
                    site = place / "site"
                    given = ("--output", str(site))
                    what = f"disque de {size} Ko, {'tout y est' if has_cache else 'le site seul'}"
                    old = None
                    for title, new in ((0, first), (1, second)):
                        write_state(at, (title, 0))
                        ran = run(at, *given)
                        refused += ran.status == 1
                        if ran.status and "le disque est plein" not in ran.said:
                            failed.append(
                                f"{what} : ne dit pas qu'il est plein {ran.said[-300:]!r}"
                            )
                        failed += [f"{what} : {w}" for w in _after(ran, at, site, old, new)]
                        old = old if ran.status else new
                    subprocess.run(
                        ["mount", "-o", f"remount,size={size * 8}k", str(place)], check=True
                    )
                    ran = run(at, *given)
                    if ran.status or site_of(site) != second:
                        failed.append(
                            f"{what}, agrandi : finit par {ran.status} {ran.said[-200:]!r}"
                        )
        held.close()
    return Figure(
        what="Disques trop petits (tmpfs)", tried=tried, failed=(*failed,),
        note=f"{refused} constructions refusées, l'ancien site intact",
    )  # fmt: skip


def small_files(scratch: Path, scale: float) -> Figure:
    """Bound the size of any file that a build writes, that of the cache too."""
    import resource

    root, failed = scratch / "small", list[str]()
    old, new = _sites(root)
    run(root)
    sizes = [1 << step for step in range(9, 22)]
    sizes = sizes[:: max(1, round(1 / max(scale, 1 / 7)))]
    for size in sizes:
        write_state(root, (1, 0))
        ran = run(root, limits={resource.RLIMIT_FSIZE: size})
        what = f"fichiers d'au plus {size} octets"
        failed += [f"{what} : {w}" for w in _after(ran, root, root / "site", old, new)]
        ran = run(root)
        failed += [f"{what}, ensuite : {w}" for w in _after(ran, root, root / "site", None, new)]
        write_state(root, (0, 0))
        failed += [
            f"{what}, retour : {w}" for w in _after(run(root), root, root / "site", None, old)
        ]
    return Figure(
        what="Taille des fichiers bornée (RLIMIT_FSIZE)", tried=len(sizes), failed=(*failed,)
    )


def limits(scratch: Path, scale: float) -> Figure:
    """Let builds have few descriptors, little memory: they end, and say why."""
    import resource

    root, failed, tried = scratch / "limits", list[str](), 0
    write_project(root, 45)  # so many that two processes make them
    expected = []
    for title in (1, 0):
        write_state(root, (title, 0))
        run(root, "--no-cache")
        expected.append(site_of(root / "site"))
    new, old = expected
    bounds = [(resource.RLIMIT_NOFILE, most) for most in range(8, 41)]
    bounds += [(resource.RLIMIT_AS, most << 20) for most in range(40, 150, 5)]
    bounds = bounds[8 :: max(1, round(1 / scale))] if scale < 1 else bounds
    for which, most in bounds:
        write_state(root, (1, 0))
        shutil.rmtree(root / ".fichegen", ignore_errors=True)
        ran = run(root, "--jobs", "2", limits={which: most})
        words = "descripteurs" if which == resource.RLIMIT_NOFILE else "octets de mémoire"
        what, tried = f"{most} {words}", tried + 1
        if "Traceback" in ran.said or ran.status not in (0, 1, 3):
            failed.append(f"{what} : finit par {ran.status} {ran.said[-300:]!r}")
        if site_of(root / "site") != (old if ran.status else new):
            failed.append(f"{what} : finit par {ran.status}, et le site n'est pas le bon")
        write_state(root, (0, 0))
        if (ran := run(root)).status or site_of(root / "site") != old or litter(root):
            failed.append(f"{what} : la suivante finit par {ran.status} {ran.said[-200:]!r}")
    return Figure(
        what="Peu de descripteurs, peu de mémoire, --jobs 2", tried=tried, failed=(*failed,)
    )


def places(scratch: Path, _scale: float) -> Figure:
    """Publish where something is mounted, beside it, through links, where nothing may be written."""
    root, failed, tried = scratch / "places", list[str](), 0
    _, new = _sites(root)
    write_state(root, (1, 0))

    def expect(what: str, status: int, words: str, output: str) -> None:
        nonlocal tried
        tried += 1
        before = sorted(path.name for path in (root / output).rglob("*")) if status else []
        ran = run(root, "--output", output)
        if ran.status != status or words not in ran.said or loud(ran):
            failed.append(f"{what} : finit par {ran.status} {ran.said[-300:]!r}")
        if status and before != sorted(path.name for path in (root / output).rglob("*")):
            failed.append(f"{what} : quelque chose y est changé")
        if not status and site_of(root / output) != new:
            failed.append(f"{what} : le site n'y est pas entier")
        if (root / output).parent.is_dir() and (left := litter((root / output).parent)):
            failed.append(f"{what} : il reste {left}")

    (root / "vrai").mkdir()
    (root / "lien").symlink_to(root / "vrai")
    expect("à travers un dossier qui est un lien", 0, "", "lien/site")
    expect("à travers un dossier qui est un lien, encore", 0, "", "lien/site")
    expect("à travers un détour", 0, "", "vrai/../vrai/site")
    (root / "lien-site").symlink_to(root / "vrai" / "site")
    expect("un lien", 2, "FG801", "lien-site")
    if may_mount():
        for title, options in (
            ("un disque", ("-t", "tmpfs", "tmpfs")),
            ("une part du même disque", ("--bind", str(root / "vrai"))),
        ):
            with mounted(root / "volume", *options) as is_there:
                if is_there:
                    if title == "un disque":
                        expect(f"{title} monté là", 2, "point de montage", "volume")
                        expect(f"{title} monté au-dessus", 0, "", "volume/public")
                        expect(f"{title} monté au-dessus, encore", 0, "", "volume/public")
                    else:
                        expect(f"{title} montée là", 2, "point de montage", "volume")
                        expect(f"{title} montée au-dessus", 0, "", "volume/site")
        with mounted(root / "figé", "-t", "tmpfs", "-o", "ro", "tmpfs") as is_there:
            if is_there:
                expect("un disque en lecture seule", 1, "lecture seule", "figé/site")
    return Figure(
        what="Lieux du site : liens, montages, lecture seule", tried=tried, failed=(*failed,)
    )


def disks(scale: float, scratch: Path, say: Callable[[str], None]) -> Iterator[Figure]:
    """Try all of these."""
    trials: list[Trial] = [places, small_files, limits]
    if may_mount():
        trials.append(full_disks)
    for trial in trials:
        figure = trial(scratch, scale)
        say(f"{figure.what} : {figure.tried}")
        yield figure
