"""`make isolate SYSTEM=accounts`: proof that a system stands on its own.

Copies the libraries, the system and the contracts it uses to an empty folder and runs its tests there.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "mingtang"
LIBRARIES = ("kernel", "designsystem", "documents")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")


def main(system: str) -> int:
    if not (SRC / system / "system.py").exists():
        names = " ".join(sorted(path.parent.name for path in SRC.glob("*/system.py")))
        print(f"There is no system {system!r}. Systems: {names}")
        return 2
    with tempfile.TemporaryDirectory(prefix="mingtang-isolate-") as folder:
        neighbours = copy(system, into=Path(folder))
        print(f"{system}: the libraries {', '.join(LIBRARIES)}", end="")
        print(
            f" and the contracts of {', '.join(neighbours)}" if neighbours else " and nobody else"
        )
        return run_tests(system, Path(folder))


def copy(system: str, *, into: Path) -> list[str]:
    """Copy what the system may know; return the neighbours whose contracts it uses."""
    target = into / "src" / "mingtang"
    target.mkdir(parents=True)
    shutil.copy(SRC / "__init__.py", target)
    for name in (*LIBRARIES, system):
        shutil.copytree(SRC / name, target / name, ignore=LEFT_OUT)
    neighbours = sorted(contracts_used_by(system))
    for name in neighbours:
        (target / name).mkdir()
        shutil.copy(SRC / name / "__init__.py", target / name)
        shutil.copytree(SRC / name / "contract", target / name / "contract", ignore=LEFT_OUT)
    for name in ("pyproject.toml", "README.md", "demo"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, into / name, ignore=LEFT_OUT)
        elif source.exists():
            shutil.copy(source, into)
    return neighbours


def contracts_used_by(system: str) -> set[str]:
    """Follow imports of contracts, and of the contracts those stand on."""
    found: set[str] = set()
    waiting = [SRC / system]
    while waiting:
        for name in imported_contracts(waiting.pop()):
            if name not in {system, *found}:
                found.add(name)
                waiting.append(SRC / name / "contract")
    return found


def imported_contracts(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                parts = node.module.split(".")
                if len(parts) > 2 and parts[0] == "mingtang" and parts[2] == "contract":
                    yield parts[1]


def run_tests(system: str, folder: Path) -> int:
    settings = f"mingtang.{system}.settings"
    command = [
        *(sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider"),
        *(f"--ds={settings}", f"src/mingtang/{system}"),
    ]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    return subprocess.call(command, cwd=folder, env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
