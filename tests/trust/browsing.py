"""A real browser on hostile pages: under the policy of the site, and without any, nothing of theirs runs."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from playwright.sync_api import BrowserContext, Dialog, Error, Page, Route, sync_playwright

from trust.pages import ATTRIBUTES, ELEMENTS

HOST: Final = "localhost:1"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FLAGS: Final = (
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-sandbox",
)
_MOST_STEPS: Final = 5
"""Pages that one may lead on to."""
_LOOK: Final = """([elements, attributes]) => {
  const anywhere = /^(class|dir|hidden|id|lang|role|tabindex|style|aria-.*|data-.*)$/, faults = [];
  if (window.__pwned !== undefined) faults.push(`__pwned is ${window.__pwned}`);
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName.toLowerCase();
    if (!elements.includes(name)) faults.push(`<${name}>`);
    for (const attribute of element.attributes) {
      const allowed = (attributes[name] || "").split(" ");
      if (attribute.name.startsWith("on")) faults.push(`<${name} ${attribute.name}>`);
      else if (!anywhere.test(attribute.name) && !allowed.includes(attribute.name.toLowerCase()) && !element.closest("svg"))
        faults.push(`<${name} ${attribute.name}="${attribute.value.slice(0, 60)}">`);
    }
  }
  return faults;
}"""


class Listener:
    """What a page said, asked for or tried, while it was shown."""

    def __init__(self, site: Path, context: BrowserContext, policy: str, base: str) -> None:
        self.site = site
        self.base = f"{base.rstrip('/')}/"
        self.policy = policy
        self.faults: list[str] = []
        context.route("**/*", self._answer)
        context.on("page", self._opened)
        self.page: Page = context.new_page()
        self.page.on("console", lambda said: self.faults.append(f"console: {said.text[:200]}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"[:200]))
        self.page.on("dialog", self._asked)
        self.page.on("download", lambda file: self.faults.append(f"download {file.url[:80]}"))

    def _opened(self, page: Page) -> None:
        if page.opener():
            self.faults.append("a window was opened")

    def _asked(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog {dialog.message[:80]!r}")
        dialog.dismiss()

    def _answer(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        file = self.site / unquote(parts.path).removeprefix(self.base)
        if parts.netloc != HOST:
            self.faults.append(f"asked {route.request.url[:100]}")
            route.abort()
        elif parts.path == "/favicon.ico":
            route.fulfill(status=204)
        elif not file.is_file():
            self.faults.append(f"asked for {parts.path[:100]}, which is not there")
            route.fulfill(status=404, body="404")
        else:
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            headers = {
                "Content-Type": f"{kind}; charset=utf-8",
                "X-Content-Type-Options": "nosniff",
            }
            if self.policy:
                headers["Content-Security-Policy"] = self.policy
            route.fulfill(status=200, body=file.read_bytes(), headers=headers)


@contextmanager
def browser(program: Path, site: Path, policy: str, base: str) -> Iterator[Listener]:
    """Open a browser on a site, served below a path, with a policy or with none."""
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=str(program), args=[*_FLAGS])
        context = opened.new_context(service_workers="block")
        try:
            yield Listener(site, context, policy, base)
        finally:
            opened.close()


def browsed(listener: Listener, page: str) -> Iterator[str]:
    """Show a page, look at what came of it, move over it as a reader does; yields what is wrong."""
    listener.faults.clear()
    listener.page.goto(f"http://{HOST}{listener.base}{page}", wait_until="load")
    shown = listener.page
    found = _looked(shown)
    shown.mouse.move(200, 300)
    shown.keyboard.press("Tab")
    shown.keyboard.press("Tab")
    after: Sequence[str] = shown.evaluate("window.__pwned === undefined ? [] : ['pwned on use']")
    yield from (f"{page}: {fault}" for fault in (*found, *after, *listener.faults))


def _looked(shown: Page) -> Sequence[str]:
    """Look at a page; where it leads on by itself, as former addresses do, at the one it leads to."""
    for _ in range(_MOST_STEPS):
        try:
            found: Sequence[str] = shown.evaluate(_LOOK, [[*ELEMENTS, "base"], ATTRIBUTES])
        except Error:
            shown.wait_for_load_state("load")
        else:
            return found
    return [f"it leads on and on, to {shown.url[:100]}"]


def searched(listener: Listener, words: Sequence[str]) -> Iterator[str]:
    """Search for words in the catalogue; yields what is wrong."""
    listener.faults.clear()
    listener.page.goto(f"http://{HOST}{listener.base}index.html", wait_until="load")
    for each in words:
        listener.page.fill("#q", each)
        listener.page.wait_for_timeout(300)
        found = _looked(listener.page)
        yield from (f"search for {each!r}: {fault}" for fault in found)
    yield from (f"search: {fault}" for fault in listener.faults)
