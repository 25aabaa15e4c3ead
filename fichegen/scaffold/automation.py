"""What checks and publishes a project by itself: GitHub, GitLab, and before each commit.

A run started by the clock only publishes: a warning that time alone brings (a deadline gone by) must
not keep the site from saying so. `below` is the way from the folder of the git repository, where alone
these files are read, to the project: `formations`; empty where they are the same.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import Final

from fichegen import __version__
from fichegen.drafting import scalar

_BEGINNING: Final = """\
    steps:
      - uses: actions/checkout@v5
        with:
          persist-credentials: false
      - uses: actions/setup-python@v6
        with:
          python-version: "3.13"
          cache: pip
          cache-dependency-path: .github/workflows/site.yml
      - run: pip install fichegen==%(version)s
"""
"""How both jobs of GitHub that run fichegen begin."""

_GITHUB: Final = f"""\
# Vérifie les fiches de chaque demande de fusion ; à chaque envoi sur la branche principale, et chaque
# nuit, publie le site sur GitHub Pages.
# À faire une fois, dans le dépôt : Settings, puis Pages, puis Source : « GitHub Actions ».
name: Site

on:
  pull_request:
  push:
    branches: ["**"]
  schedule:
    # chaque nuit : une date limite passée la veille change ce que le site annonce
    - cron: "17 2 * * *"
  workflow_dispatch:

permissions: {{}}
%(defaults)s
jobs:
  check:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
    concurrency:
      group: check-${{{{ github.ref }}}}
      cancel-in-progress: true
{_BEGINNING}\
      - run: fichegen check --strict

  build:
    if: >-
      (github.event_name == 'schedule' || github.ref_name == github.event.repository.default_branch)
      && !github.event.repository.fork
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      pages: read
{_BEGINNING}\
      - uses: actions/configure-pages@v5
        id: pages
      - run: fichegen build $STRICT --base-url "$BASE_URL"
        env:
          BASE_URL: ${{{{ steps.pages.outputs.base_url }}}}
          # à heure fixe, un avertissement dû au temps qui passe n'empêche pas de publier
          STRICT: ${{{{ github.event_name != 'schedule' && '--strict' || '' }}}}
      - uses: actions/upload-pages-artifact@v4
        with:
          path: %(site)s

  publish:
    needs: build
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      pages: write
      id-token: write
    concurrency:
      group: pages
      cancel-in-progress: false
    environment:
      name: github-pages
      url: ${{{{ steps.publish.outputs.page_url }}}}
    steps:
      - uses: actions/deploy-pages@v4
        id: publish
"""

_GITLAB: Final = """\
# Vérifie les fiches à chaque envoi, et publie le site de la branche principale sur GitLab Pages.
# Pour que le site reste à jour (dates limites passées), programmez un passage chaque nuit :
# Build, puis Pipeline schedules, puis New schedule.
image: python:3.13-slim

variables:
  PIP_CACHE_DIR: $CI_PROJECT_DIR/.cache/pip

cache:
  key: pip
  paths:
    - .cache/pip

workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    # un envoi qui est aussi dans une demande de fusion n'est vérifié qu'une fois
    - if: $CI_OPEN_MERGE_REQUESTS && $CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH != $CI_DEFAULT_BRANCH
      when: never
    - if: $CI_COMMIT_BRANCH

before_script:
  - pip install fichegen==%(version)s
%(into)s
verifier:
  stage: test
  script:
    - fichegen check --strict
  rules:
    - if: $CI_PIPELINE_SOURCE != "schedule" && $CI_COMMIT_BRANCH != $CI_DEFAULT_BRANCH

pages:
  stage: deploy
  variables:
    STRICT: --strict
  script:
    - fichegen build $STRICT --output "$CI_PROJECT_DIR/public"
  artifacts:
    paths:
      - public
  rules:
    # à heure fixe, un avertissement dû au temps qui passe n'empêche pas de publier
    - if: $CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      variables:
        STRICT: ""
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
"""

_PRE_COMMIT: Final = """\
# Vérifie les fiches changées avant chaque enregistrement dans Git.
# À faire une fois : pip install pre-commit, puis pre-commit install
repos:
  - repo: local
    hooks:
      - id: fichegen-check
        name: fichegen check
        entry: %(command)s
        language: python
        additional_dependencies: ["fichegen==%(version)s"]
        # des fiches tiennent ensemble : une seule vérification, même si un fichier est retiré
        pass_filenames: false
        always_run: true
        require_serial: true
"""


def github(below: str) -> str:
    """Write the workflow of GitHub Actions."""
    folder = f"\ndefaults:\n  run:\n    working-directory: {scalar(below)}\n" if below else ""
    site = f"{below}/site" if below else "site"
    return _GITHUB % {"version": __version__, "defaults": folder, "site": scalar(site)}


def gitlab(below: str) -> str:
    """Write the pipeline of GitLab CI."""
    into = f"  - {scalar(f'cd {shlex.quote(below)}')}\n" if below else ""
    return _GITLAB % {"version": __version__, "into": into}


def pre_commit(below: str) -> str:
    """Write the settings of pre-commit, which runs in the folder of the repository."""
    command = ["fichegen", "check", "--since", "HEAD"]
    if below:
        command += ["--source", f"{below}/content", "--templates", f"{below}/templates"]
    return _PRE_COMMIT % {"version": __version__, "command": scalar(shlex.join(command))}


AUTOMATION: Final[dict[str, tuple[Callable[[str], str], str]]] = {
    ".github/workflows/site.yml": (github, "la publication sur GitHub"),
    ".gitlab-ci.yml": (gitlab, "la publication sur GitLab"),
    ".pre-commit-config.yaml": (pre_commit, "la vérification avant chaque commit"),
}
"""What is read in the folder of the repository alone: by path, what writes it, and what it is for."""


def is_for(below: str, path: str, words: str) -> bool:
    """Tell whether a file of the table speaks of the folder a project is in, as it must there."""
    write, _ = AUTOMATION[path]
    own = {*write(below).splitlines()} - {*write("").splitlines()}
    return not below or not own.isdisjoint(words.splitlines())


IGNORED: Final = """\
# ce que fichegen fait, et refait
/site/
/public/
/.fichegen/

# Python
.venv/
__pycache__/

# ce que les systèmes et les éditeurs laissent derrière eux
.DS_Store
Thumbs.db
~$*
.~lock.*#
*.swp
"""
