"""Loads departments, halls, guides and cases of the demo city."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mingtang.kernel.errors import Invalid, Refusal
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.services.demo.commands import load_demo_city
from mingtang.services.demo.reading import read_city


class Command(BaseCommand):
    help = "装入演示城市的部门、大厅、办事指南和办件；重复运行不会重复。"

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(os.environ.get("MINGTANG_DEMO", ""))
        if not (folder / "departments.yaml").exists():
            raise CommandError("请把 MINGTANG_DEMO 设为演示城市的文件夹。")
        try:
            loaded = load_demo_city(actor=THE_PLATFORM, city=read_city(folder))
        except Invalid as refusal:
            raise CommandError(f"{refusal} {'；'.join(refusal.fields.values())}") from refusal
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            self.style.SUCCESS(
                f"办事指南 {loaded.guides} 份（新版 {loaded.changed} 份），新办件 {loaded.cases} 件。"
            )
        )
