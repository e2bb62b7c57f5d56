"""Loads departments and guides of the demo city."""

import os
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand

from mingtang.kernel.identity import THE_PLATFORM
from mingtang.services.catalogue.commands import publish_guide, register_departments


class Command(BaseCommand):
    help = "Load the departments and guides of the demo city. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(os.environ["MINGTANG_DEMO"])
        register_departments(actor=THE_PLATFORM, departments=_read(folder / "departments.yaml"))
        halls = _read(folder / "halls.yaml")
        changed = sum(
            publish_guide(actor=THE_PLATFORM, guide=guide, halls=halls)
            for file in sorted((folder / "items").glob("*.yaml"))
            for guide in _read(file)
        )
        self.stdout.write(f"办事指南：{changed} 项有变化。")


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(), Loader=_LOADER)  # noqa: S506  a safe loader


#: The same safe loader, in C where the library has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
