"""Strict mypy over the whole house in one run; every system's models are known to it."""

import os
import subprocess
import sys
from pathlib import Path

import mingtang.kernel.testing  # noqa: F401  gives the settings their keys and databases

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tools.typing_settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }
    mypy = Path(sys.executable).parent / "mypy"
    command = [str(mypy), "src/mingtang", "tools", *sys.argv[1:]]
    return subprocess.call(command, cwd=ROOT, env=environment)


if __name__ == "__main__":
    sys.exit(main())
