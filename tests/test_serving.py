"""The site on real servers, under the configurations that are written with it."""

from __future__ import annotations

from pathlib import Path

import oracles
import pytest

from trust.serving import run


@pytest.mark.oracle
@pytest.mark.browser
@pytest.mark.slow
def test_real_servers_serve_the_site_as_it_is_configured(tmp_path: Path) -> None:
    oracles.servers()
    oracles.chromium()
    figures = run(0.02, 7, tmp_path, lambda _: None)
    assert {figure.what: figure.failed for figure in figures if figure.failed} == {}
    assert all(figure.tried for figure in figures)
    servers = {figure.what.partition(" ")[0].strip(",") for figure in figures}
    assert servers == {"nginx", "Apache", "Caddy"}
