"""`make openapi`: write what each system answers its neighbours as a snapshot beside its contract.

A changed snapshot in a commit is a changed promise: fields are only added, anything else needs an ADR.
"""

import importlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import mingtang.kernel.testing  # noqa: F401  gives the settings their keys and databases
from mingtang.kernel.system import load_manifests

SRC = Path(__file__).resolve().parent.parent / "src" / "mingtang"


def main(arguments: list[str]) -> int:
    if arguments:
        return write(arguments[0])
    for system in load_manifests():
        if importlib.util.find_spec(f"mingtang.{system.name}.api") is not None:
            subprocess.run([sys.executable, "-m", "tools.snapshot_api", system.name], check=True)
    return 0


def write(system: str) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = f"mingtang.{system}.settings"
    import django  # noqa: PLC0415  one process for each system's settings

    django.setup()
    api = importlib.import_module(f"mingtang.{system}.api").api
    place = SRC / system / "contract" / "openapi.json"
    text = json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False, default=str)
    place.write_text(f"{text}\n", encoding="utf-8")
    print(f"{system}: {place.relative_to(SRC.parent.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
