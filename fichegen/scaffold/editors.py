"""What editors of text need to know of a project."""

from __future__ import annotations

import json
from typing import Final

EDITORCONFIG: Final = """\
root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true
indent_style = space
indent_size = 2
trim_trailing_whitespace = true

[*.md]
# deux espaces en fin de ligne y sont un retour à la ligne
trim_trailing_whitespace = false
"""

SCHEMAS: Final = {
    name: f"schemas/{name}.schema.json" for name in ("fiche", "organisme", "catalogue")
}
"""Where the project keeps the schema of each thing that its editors write."""

_YAML: Final = {
    "fiche": ["content/*.yml", "content/*.yaml", "content/**/*.yml", "content/**/*.yaml",
              "!content/catalogue.yml", "!content/organismes/**"],
    "organisme": ["content/organismes/**/*.yml", "content/organismes/**/*.yaml"],
    "catalogue": ["content/catalogue.yml", "content/catalogue.yaml"],
}  # fmt: skip


def vscode_settings() -> str:
    """Bind the schemas to the files they describe."""
    bound = {f"./{SCHEMAS[name]}": globs for name, globs in _YAML.items()}
    return _json({"yaml.schemas": bound, "files.encoding": "utf8", "editor.wordWrap": "on"})


def vscode_extensions() -> str:
    """Name the extensions that know YAML and `.editorconfig`."""
    return _json({"recommendations": ["redhat.vscode-yaml", "editorconfig.editorconfig"]})


def _json(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
