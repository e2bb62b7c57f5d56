"""What the architecture tests look at: the source tree, the contracts and the manifests."""

import ast
import pkgutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mingtang
from mingtang.kernel.system import System, load_manifests

SRC = Path(mingtang.__file__).parent
ROOT = SRC.parent.parent
LIBRARIES = {"kernel", "designsystem", "documents", "supervisor"}
SYSTEMS = [
    m.name for m in pkgutil.iter_modules(mingtang.__path__) if m.ispkg and m.name not in LIBRARIES
]
MANIFESTS: dict[str, System] = {system.name: system for system in load_manifests()}
#: Folders whose files are not read as house code.
OUTSIDE = {"tests", "migrations", "node_modules", "__pycache__"}


def contract(contract_id: str) -> dict[str, Any]:
    """Read one import contract from pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(c for c in contracts if c["id"] == contract_id)


def modules() -> Iterator[Path]:
    """All house modules outside tests and migrations."""
    for path in sorted(SRC.rglob("*.py")):
        if not OUTSIDE & set(path.relative_to(SRC).parts):
            yield path


def features(system: str) -> list[str]:
    """The feature folders of a system: those that are Django apps."""
    return sorted(apps.parent.name for apps in (SRC / system).glob("*/apps.py"))


def defines(dotted: str) -> bool:
    """Whether the dotted path names a function that its module file defines."""
    module, _, name = dotted.rpartition(".")
    path = SRC.parent / Path(*module.split(".")).with_suffix(".py")
    if not path.exists():
        path = SRC.parent / Path(*module.split(".")) / "__init__.py"
    if not path.exists():
        return False
    tree = ast.parse(path.read_text())
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in tree.body)
