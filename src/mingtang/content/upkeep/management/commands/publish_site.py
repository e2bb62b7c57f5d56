"""Render the whole site to disk."""

import os
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand

from mingtang.content.upkeep.rebuilding import rebuild_site
from mingtang.content.upkeep.refreshing import Progress


class Command(BaseCommand):
    help = "把全部已发布的内容重新写成网页；中断后再运行会接着做。"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="用几个进程写，默认每个核一个",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = monotonic()
        done = rebuild_site(tell=self._tell, processes=options["processes"])
        self.stdout.write(
            self.style.SUCCESS(f"写好 {done} 项，用时 {monotonic() - started:.1f} 秒。")
        )

    def _tell(self, progress: Progress) -> None:
        self.stdout.write(f"已写 {progress.done} 项，还有 {progress.left} 项")
