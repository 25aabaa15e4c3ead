"""The pages of one state of a project, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from threading import RLock

from fichegen import routes
from fichegen.artifacts import Artifact
from fichegen.audit import report
from fichegen.diagnostics import Finding
from fichegen.exporters import redirected, server_files
from fichegen.layout import Layout, files_of
from fichegen.linking import link_findings
from fichegen.pages import File
from fichegen.prose import Link
from fichegen.theme import ThemeError


class _Files:
    """Files by their paths, looked through only as far as needed."""

    def __init__(self, ahead: Iterator[File]) -> None:
        self._ahead = ahead
        self._seen: dict[str, File] = {}
        self._failed: BaseException | None = None

    def find(self, path: str) -> File | None:
        """Return the file of a path, if there is one."""
        while path not in self._seen and self.step():
            pass
        return self._seen.get(path)

    def step(self) -> bool:
        """Look at one more; False where there is none."""
        if self._failed:  # and there is nothing ahead any more
            raise self._failed.with_traceback(None)
        try:
            file = next(self._ahead, None)
        except BaseException as error:
            self._failed = error
            raise
        if file is not None:
            self._seen[file.path] = file
        return file is not None

    def paths(self) -> frozenset[str]:
        """Return the paths of all files."""
        while self.step():
            pass
        return frozenset(self._seen)


class Site:
    """The pages of one state of a project, each made when it is first asked for.

    What fiches lack takes a judgement of all of them, so it is made for its own pages alone.
    """

    def __init__(self, layout: Layout) -> None:
        self.stylesheet = layout.theme.stylesheet
        self._lock = RLock()
        self._made: dict[str, bytes] = {}
        self._fiches = {fiche.slug: fiche for fiche in layout.presenter.catalogue.fiches}
        self._site = files_of(layout, lambda: report(layout.presenter))
        self._pages = _Files(self._site.known())
        self._gaps = _Files(self._site.gaps())

    @cached_property
    def _moved(self) -> tuple[dict[str, Artifact], tuple[Finding, ...]]:
        presenter = self._site.presenter
        moved = redirected(presenter, self._pages.paths)
        files = (*moved.pages, *server_files(presenter.catalogue.settings, moved.moves))
        return {file.path: file for file in files}, moved.findings

    def body(self, path: str) -> bytes | None:
        """Return the bytes of a file of the site, None where it has none of that path.

        Raises ThemeError where its template is wrong.
        """
        with self._lock:
            if path not in self._made:
                file = self._find(path)
                if file is None:
                    return None
                self._made[path] = file.body
            return self._made[path]

    def has(self, path: str) -> bool:
        """Tell whether the site has a file of that path, which is not made for it."""
        with self._lock:
            return path in self._made or self._find(path) is not None

    def redirect_findings(self, *, stop: Callable[[], bool]) -> tuple[Finding, ...]:
        """Return what is wrong with former addresses; nothing where `stop` asked to leave it."""
        is_left = True
        while is_left and not stop():  # others may ask for pages in between
            with self._lock:
                is_left = self._pages.step()
        if is_left:
            return ()
        with self._lock:
            return self._moved[1]

    def _find(self, path: str) -> File | None:
        if path.startswith(routes.FOR_EDITORS):
            return self._gaps.find(path)
        if path.startswith(f"assets/{routes.SEARCH}/"):
            return {file.path: file for file in self._site.search()}.get(path)
        if fiche := self._fiches.get(path.partition("/")[2].partition("/")[0]):
            own = next((file for file in self._site.of_fiche(fiche) if file.path == path), None)
            if own:
                return own
        return self._pages.find(path) or self._moved[0].get(path)

    def link_findings(self, links: Iterable[Link]) -> Iterator[Finding]:
        """Yield what is wrong with links of prose; a page whose template is wrong has no parts."""

        def body(path: str) -> bytes | None:
            try:
                return self.body(path)
            except ThemeError:
                return None

        def paths() -> frozenset[str]:
            with self._lock:
                return self._pages.paths()

        return link_findings(self._site.presenter.atlas, links, paths=paths, body=body)
