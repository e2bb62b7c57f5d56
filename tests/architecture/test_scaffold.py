"""`make feature` writes what the house rules accept as it stands, or nothing."""

import shutil
import subprocess
import sys

import pytest
from tools.feature import CannotScaffold, scaffold

from tests.architecture.house import ROOT, SRC


@pytest.fixture
def copy(tmp_path):
    """As much of the tree as the scaffold looks at."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for system in ("services", "operations"):
        home = tmp_path / "src" / "mingtang" / system
        home.mkdir(parents=True)
        for name in ("settings.py", "system.py"):
            shutil.copy(SRC / system / name, home)
    return tmp_path


@pytest.mark.parametrize("system", ["services", "operations"])
def test_what_it_writes_passes_lint(copy, system):
    written = scaffold(copy, system, "payments", "缴费")

    ruff = shutil.which("ruff", path=f"{sys.prefix}/bin")
    python = [str(path) for path in written if path.suffix == ".py"]
    for command in (("format", "--check"), ("check", "--no-cache")):
        done = subprocess.run([ruff, *command, *python], cwd=copy, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def test_it_is_wired_into_the_contract_and_the_settings(copy):
    scaffold(copy, "operations", "meetings", "联席会议")

    assert '"mingtang.operations.meetings",\n    "mingtang.operations.tasks' in (
        (copy / "pyproject.toml").read_text()
    )
    settings = (copy / "src/mingtang/operations/settings.py").read_text()
    assert settings.count('"mingtang.operations.meetings"') == 1
    assert "联席会议" in (copy / "tests/journeys/operations_meetings.feature").read_text()


@pytest.mark.parametrize(
    ("system", "name"), [("nowhere", "payments"), ("services", "Payments"), ("services", "x y")]
)
def test_what_it_cannot_write_is_said_and_nothing_is_written(copy, system, name):
    before = sorted(copy.rglob("*"))

    with pytest.raises(CannotScaffold):
        scaffold(copy, system, name, "")

    assert sorted(copy.rglob("*")) == before


def test_it_never_writes_over_a_feature(copy):
    scaffold(copy, "services", "payments", "缴费")

    with pytest.raises(CannotScaffold, match="already"):
        scaffold(copy, "services", "payments", "缴费")
