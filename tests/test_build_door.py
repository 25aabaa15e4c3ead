"""The newcomer's door, run for real: real virtual environments and a real pip, in a checkout where
small stand-ins take the place of fichegen and of the developer's tools. Nothing needs the network.
"""

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

ROOT = Path(__file__).parent.parent
Result: TypeAlias = subprocess.CompletedProcess[str]
PREPARING = "Préparation de .venv"

# What a stand-in is told to do comes by the environment; what it was given goes to stdout.
STAND_IN = """
import json, os, sys, time
name = os.path.basename(sys.argv[0]).removesuffix(".py")
print(json.dumps([name, *sys.argv[1:]]), flush=True)
if name == "__main__":
    print(json.dumps({"cwd": os.getcwd(), "environ": dict(os.environ)}), flush=True)
if os.environ.get("STAND_IN") == "sleep":
    time.sleep(60)
sys.exit(int(os.environ.get("STATUS", 0)) if os.environ.get("STAND_IN", name) == name else 0)
"""

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "fichegen"
version = "0"
"""

BACKEND = """
import os, zipfile

INFO = "fichegen-0.dist-info/"
FILES = {
    "fichegen.pth": os.getcwd(),
    INFO + "METADATA": "Metadata-Version: 2.1\\nName: fichegen\\nVersion: 0\\n%sProvides-Extra: test",
    INFO + "WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    INFO + "entry_points.txt": "[console_scripts]\\nfichegen = fichegen.__main__:__name__.title",
}

def build_editable(folder, config_settings=None, metadata_directory=None):
    needs = "Requires-Dist: jinja2\\n" if os.path.exists("needs-jinja2") else ""
    name = "fichegen-0-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        for path, text in FILES.items():
            wheel.writestr(path, text.replace("%s", needs))
        wheel.writestr(INFO + "RECORD", "".join(f"{path},,\\n" for path in FILES))
    return name
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """A scratch checkout, and how its door is opened."""

    root: Path
    home: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def stamp(self) -> Path:
        return self.venv / "fichegen.stamp"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    def environment(self, **more: str) -> dict[str, str]:
        """Nearly nothing: no pip settings of this machine, no network, an empty home."""
        offline = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
        return {"PATH": os.environ["PATH"], "HOME": str(self.home), **offline, **more}

    def start(self, *args: str, cwd: Path | None = None, **environ: str) -> subprocess.Popen[str]:
        # A suite run in the background ignores Ctrl-C, and children inherit that.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return self._started(*args, cwd=cwd, **environ)
        finally:
            signal.signal(signal.SIGINT, before)

    def _started(
        self, *args: str, cwd: Path | None = None, **environ: str
    ) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, self.root / "build.py", *args],
            cwd=cwd,
            env=self.environment(**environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def open(self, *args: str, cwd: Path | None = None, **environ: str) -> Result:
        with self.start(*args, cwd=cwd, **environ) as door:
            said, told = door.communicate()
        return Result(door.args, door.returncode, said, told)


def make_checkout(folder: Path) -> Checkout:
    checkout = Checkout(root=folder / "Été à la mer" / "fichegen", home=folder / "home")
    files = {
        "pyproject.toml": PYPROJECT,
        "backend.py": BACKEND,
        "fichegen/__init__.py": "",
        "fichegen/__main__.py": STAND_IN,
        "tests/oracles.py": STAND_IN,
        "tests/captures.py": STAND_IN,
        "tests/trust.py": STAND_IN,
        "tests/supply.py": STAND_IN,
        **dict.fromkeys(("ruff.py", "mypy.py", "pytest.py"), STAND_IN),
    }
    for name, text in files.items():
        path = checkout.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in ("build.py", "constraints.txt"):
        shutil.copy(ROOT / name, checkout.root)
    checkout.home.mkdir()
    return checkout


def spoken(result: Result) -> list[list[str]]:
    """What the stand-ins were called with, in order."""
    return [call for line in result.stdout.splitlines() if type(call := json.loads(line)) is list]


def snapshot(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in folder.rglob("*")}


@pytest.fixture(scope="module")
def first(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Checkout, Result]:
    """A checkout just opened for the first time, in a hostile environment."""
    folder = tmp_path_factory.mktemp("door")
    checkout = make_checkout(folder)
    astray = str(folder / "astray")
    result = checkout.open(
        cwd=folder, PIP_TARGET=astray, PIP_PREFIX=astray, PIP_USER="1", PYTHONPATH=astray
    )
    assert not Path(astray).exists()
    return checkout, result


@pytest.fixture
def checkout(first: tuple[Checkout, object]) -> Checkout:
    """A checkout whose .venv is ready."""
    return first[0]


@pytest.fixture
def bare(tmp_path: Path) -> Checkout:
    """A checkout that was never opened."""
    return make_checkout(tmp_path)


def test_the_first_run_prepares_then_builds(
    first: tuple[Checkout, Result],
) -> None:
    checkout, result = first
    assert result.returncode == 0, result.stderr
    assert result.stderr.splitlines() == [
        "Préparation de .venv, une fois pour toutes (une minute environ)…",
        "Installation des bibliothèques : pip install .",
        "Toutes les commandes : .venv/bin/fichegen --help",
    ]
    call, context = map(json.loads, result.stdout.splitlines())
    assert call == ["__main__", "build"]
    assert context["cwd"] == str(checkout.root)
    assert not {"PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"} & context["environ"].keys()


def test_the_second_run_does_no_set_up(checkout: Checkout) -> None:
    before = snapshot(checkout.venv)
    assert checkout.open().stderr == "Toutes les commandes : .venv/bin/fichegen --help\n"
    assert snapshot(checkout.venv) == before


def test_words_arguments_and_status_pass_through(checkout: Checkout, tmp_path: Path) -> None:
    args = ["list", "--format", "json", "content/l'été.md", "--"]
    result = checkout.open(*args, cwd=tmp_path, STATUS="7")
    assert (result.returncode, result.stderr) == (7, "")
    assert spoken(result) == [["__main__", *args]]


def test_only_a_build_that_went_well_says_what_comes_next(checkout: Checkout) -> None:
    assert checkout.open(STATUS="1").stderr == ""
    assert checkout.open("build", "-q").stderr == ""


def test_check_runs_every_step_and_reports_all_failures(checkout: Checkout) -> None:
    result = checkout.open("check", STAND_IN="ruff", STATUS="1")
    assert result.returncode == 1
    assert spoken(result) == [
        ["ruff", "format", "--check", "--output-format=concise", "."],
        ["ruff", "check", "--output-format=concise", "."],
        ["mypy"],
        ["pytest", "tests/test_architecture.py", "tests/test_imports.py"],
    ]
    assert result.stderr.endswith("── architecture\nEn échec : format, style.\n")
    assert checkout.open("check").returncode == 0


def test_test_fetches_the_tools_then_closes_with_pytest(checkout: Checkout) -> None:
    result = checkout.open("test", "-k", "dates", "--maxfail=1")
    assert result.returncode == 0
    calls = spoken(result)
    assert [name for name, *_ in calls] == ["oracles", "ruff", "ruff", "mypy", "pytest"]
    assert calls[-1][-3:] == ["-k", "dates", "--maxfail=1"]
    before = snapshot(checkout.venv)
    again = checkout.open("test", STAND_IN="pytest", STATUS="1")
    assert again.returncode == 1
    assert "Installation" not in again.stderr
    assert snapshot(checkout.venv) == before


def test_captures_fetches_the_tools_then_takes_the_pictures(checkout: Checkout) -> None:
    result = checkout.open("captures", "ailleurs", STAND_IN="captures", STATUS="3")
    assert result.returncode == 3
    assert spoken(result) == [["oracles"], ["captures", "ailleurs"]]


def test_trust_fetches_the_tools_then_runs_the_trials(checkout: Checkout) -> None:
    result = checkout.open("trust", "faults", "--echelle", "2", STAND_IN="trust", STATUS="1")
    assert result.returncode == 1
    assert spoken(result) == [["oracles"], ["trust", "faults", "--echelle", "2"]]


def test_supply_installs_what_asks_about_vulnerabilities(checkout: Checkout) -> None:
    result = checkout.open("supply", "--sbom", STAND_IN="supply", STATUS="2")
    assert result.returncode == 2
    assert spoken(result) == [["supply", "--sbom"]]
    assert ".[supply]" in result.stderr


def test_check_sends_editors_to_the_other_check(checkout: Checkout) -> None:
    result = checkout.open("check", "content/fiche.md")
    assert (result.returncode, result.stdout) == (2, "")
    assert ".venv/bin/fichegen check" in result.stderr


def test_help_needs_no_set_up(bare: Checkout) -> None:
    result = bare.open("--help")
    assert result.returncode == 0
    assert "python3 build.py test" in result.stdout
    assert not bare.venv.exists()


# ------------------------------------------------------------------------------------- repairs


def damage_nothing_but_the_place(checkout: Checkout) -> None:
    """A moved checkout: the scripts of .venv name the Python of the old place."""


def damage_the_python(checkout: Checkout) -> None:
    """A removed Python leaves its links dangling."""
    checkout.python.unlink()
    checkout.python.symlink_to("/nowhere/python3")


def damage_the_constraints(checkout: Checkout) -> None:
    with (checkout.root / "constraints.txt").open("a") as constraints:
        constraints.write("# other versions\n")


@pytest.mark.parametrize(
    "damage", [damage_nothing_but_the_place, damage_the_python, damage_the_constraints]
)
def test_a_venv_that_does_not_fit_is_made_anew(
    checkout: Checkout, tmp_path: Path, damage: Callable[[Checkout], None]
) -> None:
    """Also by a run from another folder, given a home with nothing in it."""
    elsewhere = Checkout(root=tmp_path / "ailleurs", home=tmp_path)
    shutil.copytree(checkout.root, elsewhere.root, symlinks=True)
    damage(elsewhere)
    result = elsewhere.open("list")
    assert result.returncode == 0, result.stderr
    assert PREPARING in result.stderr
    script = subprocess.run([elsewhere.venv / "bin" / "fichegen"], check=False, capture_output=True)
    assert script.stdout.startswith(b'["fichegen"')
    assert elsewhere.open("list").stderr == ""


def test_a_first_run_killed_half_way_is_repaired(bare: Checkout) -> None:
    with bare.start() as door:
        while not bare.python.exists():
            assert door.poll() is None
            time.sleep(0.01)
        os.killpg(door.pid, signal.SIGKILL)
    assert not bare.stamp.exists()
    assert bare.open().returncode == 0
    assert bare.stamp.exists()


# ----------------------------------------------------------------------------- what can be wrong


def test_an_old_python_is_told_so() -> None:
    """Any Python since 3.6 can read the file, far enough to say what it needs."""
    source = (ROOT / "build.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    pretend = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path('build.py')"
    result = subprocess.run(
        [sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(
        "fichegen demande Python 3.11 ou plus récent ; celui-ci est le 3.9"
    )


def test_a_python_without_venv_is_told_what_to_install(bare: Checkout, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['ensurepip'] = None")
    result = bare.open(PYTHONPATH=str(tmp_path))
    assert (result.returncode, result.stdout) == (2, "")
    assert "sudo apt install python3-venv" in result.stderr
    assert not bare.venv.exists()


def test_a_venv_that_cannot_be_made_is_no_traceback(bare: Checkout) -> None:
    bare.venv.write_text("a file\n")
    result = bare.open()
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1].startswith(f"Impossible de créer {bare.venv} :")


def test_no_network_is_said_and_leaves_nothing_that_looks_finished(bare: Checkout) -> None:
    (bare.root / "needs-jinja2").touch()
    result = bare.open()
    assert (result.returncode, result.stdout) == (2, "")
    assert "ERROR" in result.stderr
    assert "réseau" in result.stderr
    assert "Traceback" not in result.stderr
    assert not bare.stamp.exists()


# ------------------------------------------------------------------------------------- endings


@pytest.fixture
def sleeping(checkout: Checkout) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A door behind which the command is at work, and what that command has said."""
    with checkout.start("list", STAND_IN="sleep") as door:
        assert door.stdout
        yield door, door.stdout.readline()
        if door.poll() is None:
            os.killpg(door.pid, signal.SIGKILL)


def test_ctrl_c_reaches_the_command_and_ends_with_130(
    sleeping: tuple[subprocess.Popen[str], str],
) -> None:
    door, said = sleeping
    assert json.loads(said) == ["__main__", "list"]
    os.killpg(door.pid, signal.SIGINT)
    assert door.wait(timeout=10) == 130


def test_a_stopped_door_stops_the_command(sleeping: tuple[subprocess.Popen[str], str]) -> None:
    door, _ = sleeping
    door.terminate()
    assert door.wait(timeout=10) == 143
    with pytest.raises(ProcessLookupError):
        os.killpg(door.pid, 0)
