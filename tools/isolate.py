"""`make isolate SYSTEM=accounts`: proof that a system stands on its own.

Copies the libraries and the system to an empty folder, and of its neighbours nothing but what they say in public:
their manifests and contracts. Then runs the system's tests there.
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
        copy(system, into=Path(folder))
        used = ", ".join(sorted(contracts_used_by(system))) or "nobody"
        print(f"{system} with {', '.join(LIBRARIES)}; it uses the contracts of {used}", flush=True)
        return run_tests(system, Path(folder))


def copy(system: str, *, into: Path) -> None:
    """Copy what the system may know."""
    target = into / "src" / "mingtang"
    target.mkdir(parents=True)
    shutil.copy(SRC / "__init__.py", target)
    for name in (*LIBRARIES, system):
        shutil.copytree(SRC / name, target / name, ignore=LEFT_OUT)
    for manifest in SRC.glob("*/system.py"):
        name = manifest.parent.name
        if name != system and name not in LIBRARIES:
            copy_public(name, target / name)
    for name in ("pyproject.toml", "README.md", "demo"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, into / name, ignore=LEFT_OUT)
        elif source.exists():
            shutil.copy(source, into)


def copy_public(name: str, target: Path) -> None:
    """Copy what a system says of itself: its sentence, its manifest, its contract."""
    target.mkdir()
    for file in ("__init__.py", "system.py"):
        shutil.copy(SRC / name / file, target)
    if (SRC / name / "contract").exists():
        shutil.copytree(SRC / name / "contract", target / "contract", ignore=LEFT_OUT)


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
