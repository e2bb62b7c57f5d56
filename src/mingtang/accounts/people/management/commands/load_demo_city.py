"""Loads the invented people of the demo city."""

import os
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand

from mingtang.accounts.people.commands import load_demo_people
from mingtang.kernel.identity import THE_PLATFORM


class Command(BaseCommand):
    help = "Load the people, companies and staff of the demo city. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(os.environ["MINGTANG_DEMO"])
        rows = {
            name: yaml.load((folder / f"{name}.yaml").read_text(), Loader=_LOADER)  # noqa: S506  a safe loader
            for name in ("people", "organisations", "staff")
        }
        count = load_demo_people(actor=THE_PLATFORM, **rows)
        self.stdout.write(f"已装入 {count} 个演示账号。")


#: The same safe loader, in C where the library has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
