"""The floors of the house, and who may do what on them.

A module imports lower floors, or rooms above it in the list of its own floor; a package is entered
by its `__init__` alone. Imports inside functions and under TYPE_CHECKING count like any other.
"""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "fichegen"

FLOORS = (
    # words: values and grammars. The package itself stands first, as it runs before any module.
    "fichegen expressions codes diagnostics coding zones text terms fillers identifiers places references colours dates prices model".split(),
    # reading: a file to a fiche
    "project images documents stamps sources reading settings".split(),
    # catalogue: the only place where fiches meet
    "catalogue states checks statement intake".split(),
    # publishing: a catalogue to artifacts
    "routes artifacts packing gaps hrefs blocks prose programme linking views theme presenting exporters audit pages listing".split(),
    # building: a site on disk
    "cache labour disk output desk mending baseline request account standing glance layout making verdicts pipeline workshop archive".split(),
    # faces
    "git changes history console explaining documentation template_guide drafting importing serve scaffold cli __main__".split(),
)
FACES = frozenset(FLOORS[-1])
LEVELS = {room: (i, j) for i, floor in enumerate(FLOORS) for j, room in enumerate(floor)}

THIRD_PARTIES = {
    "brotli": {"packing"},
    "click": {"cli", "console"},
    "distributed": {"labour"},
    "jinja2": {"theme"},
    "livereload": {"serve"},
    "markdown_it": {"prose"},
    "tornado": {"serve"},
    "yaml": {"reading.from_yaml"},
}

# What touches the world, by the names it is called by, and the rooms it may be called in.
EFFECTS = {
    "reads files": (
        {"open", "read_bytes", "read_text"},
        # cli opens the null device, for when the reader of its output has gone, and what is to be
        # imported, of which importing opens the parts of an archive in memory
        {
            "archive",
            "cache",
            "cli",
            "desk",
            "disk",
            "importing",
            "output",
            "sources",
            "stamps",
            "theme",
        },
    ),
    "writes files": (
        {"mkdir", "makedirs", "mkdtemp", "os.remove", "os.rename", "os.replace", "rmdir", "rmtree"}
        | {"symlink_to", "touch", "unlink", "write_bytes", "write_text"},
        {"archive", "cache", "desk", "disk", "output"},
    ),
    "asks the clock": (
        {"date.today", "datetime.now", "datetime.today", "time.localtime", "time.time"},
        FACES,
    ),
    "asks the environment": (
        {"getcwd", "getlocale", "getenv", "os.environ", "Path.cwd", "Path.home", "sys.argv"},
        FACES,
    ),
    "speaks": ({"input", "print", "sys.stderr", "sys.stdin", "sys.stdout"}, FACES),
}


def name_of(path: Path) -> str:
    """`fichegen/reading/draft.py` is `reading.draft`, a package's `__init__` the package."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "fichegen"


def room(name: str) -> str:
    """The top of a dotted name: a module's room, a third party's own name."""
    return name.partition(".")[0]


PATHS = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_bytes()) for name, path in PATHS.items()}


def imports(name: str) -> Iterator[str]:
    """Every module that a module imports, ours by their names here."""
    is_package = PATHS[name].name == "__init__.py"
    package = ["fichegen", *name.split(".")[: None if is_package else -1]]
    if name == "fichegen":
        package = ["fichegen"]
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            found = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        for dotted in found:
            yield ours(dotted) if room(dotted) == "fichegen" else room(dotted)


def ours(dotted: str) -> str:
    """`fichegen.text.fold` is a thing out of `text`, `fichegen.reading.draft` is a module."""
    name = dotted.removeprefix("fichegen.")
    while name not in PATHS and "." in name:
        name = name.rpartition(".")[0]
    return name if name in PATHS else "fichegen"


EDGES = [(name, target) for name in PATHS for target in imports(name)]
INNER = [(name, target) for name, target in EDGES if target in PATHS]


def test_every_module_has_its_room_and_every_room_is_lived_in() -> None:
    assert {room(name) for name in PATHS} == LEVELS.keys()


def test_imports_go_down_the_floors() -> None:
    assert not [
        f"{name} imports {target}"
        for name, target in INNER
        if room(name) != room(target) and LEVELS[room(target)] > LEVELS[room(name)]
    ]


def test_packages_are_entered_by_their_door() -> None:
    assert not [
        f"{name} reaches into {target}"
        for name, target in INNER
        if room(name) != room(target) and "." in target
    ]


def test_no_circles_inside_packages_either() -> None:
    graph: dict[str, set[str]] = {name: set() for name in PATHS}
    for name, target in INNER:
        graph[name].add(target)
    TopologicalSorter(graph).prepare()


def test_each_third_party_has_its_room() -> None:
    assert not [
        f"{name} imports {target}"
        for name, target in EDGES
        if target not in PATHS
        and target not in sys.stdlib_module_names
        and not {name, room(name)} & THIRD_PARTIES.get(target, set())
    ]


def test_effects_stay_in_their_rooms() -> None:
    assert not [
        f"{name}:{node.lineno} {effect}: {dotted}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
        for dotted in [ast.unparse(node)]
        for effect, (verbs, rooms) in EFFECTS.items()
        if room(name) not in rooms and any(f".{dotted}".endswith(f".{verb}") for verb in verbs)
    ]


def test_no_file_is_long() -> None:
    lengths = {name: len(path.read_bytes().splitlines()) for name, path in PATHS.items()}
    assert not {name: lines for name, lines in lengths.items() if lines > 450}
