"""What checks and publishes a project by itself: GitHub, GitLab, and before each commit.

A run started by the clock only publishes: a warning that time alone brings (a deadline gone by) must
not keep the site from saying so.
"""

from __future__ import annotations

from typing import Final

from fichegen import __version__

CACHE: Final = ".fichegen/cache*"
"""Where a build may keep what it need not make again, from the project's folder."""

GITHUB: Final = f"""\
# Vérifie les fiches à chaque envoi, et publie le site sur GitHub Pages.
# À faire une fois, dans le dépôt : Settings, puis Pages, puis Source : « GitHub Actions ».
name: Site

on:
  push:
  pull_request:
  workflow_dispatch:
  schedule:
    # chaque nuit : une date limite passée la veille change ce que le site annonce
    - cron: "17 2 * * *"

permissions:
  contents: read

jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-python@v6
        with:
          python-version: "3.13"
          cache: pip
          cache-dependency-path: .github/workflows/site.yml
      - run: pip install fichegen=={__version__}
      - uses: actions/cache@v4
        with:
          path: {CACHE}
          key: fichegen-${{{{ github.ref_name }}}}-${{{{ github.run_id }}}}
          restore-keys: |
            fichegen-${{{{ github.ref_name }}}}-
            fichegen-
      - run: fichegen check --strict
        if: github.event_name != 'schedule'
      - run: fichegen build --strict
        if: github.event_name != 'schedule'
      # à heure fixe, un avertissement dû au temps qui passe n'empêche pas de publier
      - run: fichegen build
        if: github.event_name == 'schedule'
      - uses: actions/upload-pages-artifact@v4
        if: github.event_name == 'schedule' || github.ref_name == github.event.repository.default_branch
        with:
          path: site

  publish:
    needs: build
    if: github.event_name == 'schedule' || github.ref_name == github.event.repository.default_branch
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

GITLAB: Final = f"""\
# Vérifie les fiches à chaque envoi, et publie le site sur GitLab Pages.
# Pour que le site reste à jour (dates limites passées), programmez un passage chaque nuit :
# Build, puis Pipeline schedules, puis New schedule.
image: python:3.13-slim

variables:
  PIP_CACHE_DIR: $CI_PROJECT_DIR/.cache/pip

cache:
  key: fichegen-$CI_COMMIT_REF_SLUG
  fallback_keys:
    - fichegen-$CI_DEFAULT_BRANCH
  paths:
    - .cache/pip
    - {CACHE}

workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS
      when: never
    - if: $CI_COMMIT_BRANCH

before_script:
  - pip install fichegen=={__version__}

verifier:
  stage: test
  script:
    - fichegen check --strict
  rules:
    # à heure fixe, un avertissement dû au temps qui passe n'empêche pas de publier
    - if: $CI_PIPELINE_SOURCE != "schedule"

pages:
  stage: deploy
  variables:
    STRICT: --strict
  script:
    - fichegen build $STRICT --output public
  artifacts:
    paths:
      - public
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
      variables:
        STRICT: ""
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
"""

PRE_COMMIT: Final = f"""\
# Vérifie les fiches changées avant chaque enregistrement dans Git.
# À faire une fois : pip install pre-commit, puis pre-commit install
repos:
  - repo: local
    hooks:
      - id: fichegen-check
        name: fichegen check
        entry: fichegen check
        language: python
        additional_dependencies: ["fichegen=={__version__}"]
        files: ^content/.*\\.(md|markdown|yml|yaml)$
"""

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
