"""Load the demo city and publish it."""

import os
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingtang.content.demo.commands import first_day_of, load_city
from mingtang.content.demo.desk import load_desk
from mingtang.content.demo.faults import leave_strays
from mingtang.content.demo.traffic import load_traffic
from mingtang.content.evaluating.commands.proposals import find_proposals
from mingtang.content.evaluating.redirecting import write_moved_addresses
from mingtang.content.pages.models import HomePage
from mingtang.content.upkeep.rebuilding import rebuild_site
from mingtang.kernel.settings import is_demo


class Command(BaseCommand):
    help = "把演示城市的部门、栏目和页面装进来并发布；重复运行不会重复。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", default=os.environ.get("MINGTANG_DEMO"))

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_demo():
            raise CommandError("演示城市只在演示环境里装载。")
        folder = options["folder"]
        if not folder or not Path(folder).is_dir():
            raise CommandError("请给出演示城市的文件夹，或设好 MINGTANG_DEMO。")
        started = monotonic()
        published = load_city(Path(folder), tell=self.stdout.write)
        rendered = rebuild_site()
        leave_strays(Path(folder))
        sittings = load_traffic(Path(folder), first_day=first_day_of(HomePage.objects.get()))
        if sittings:
            self.stdout.write(f"访问 {sittings} 次，栏目提议 {len(find_proposals())} 份")
        write_moved_addresses()
        on_the_desk = load_desk(Path(folder))
        if on_the_desk:
            self.stdout.write(f"来文和待审稿 {on_the_desk} 份")
        self.stdout.write(
            self.style.SUCCESS(
                f"新发布 {published} 页，写好 {rendered} 项，用时 {monotonic() - started:.1f} 秒。"
            )
        )
