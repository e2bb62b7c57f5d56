"""Watch the published site until told to stop. Runs as a process of its own."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from mingtang.content.upkeep.watching import SWEEP_SECONDS, SiteWatcher, note_problem
from mingtang.kernel.logs import log


class Command(BaseCommand):
    help = "巡查已发布的网页：谁改了就几秒内恢复并告警。一直运行到被停止。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="只全面核对一次")

    def handle(self, *args: Any, **options: Any) -> None:
        watcher = SiteWatcher()
        if options["once"]:
            self.stdout.write(f"发现并处理了 {watcher.look()} 个问题。")
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        log.info("site_watch_started")
        while not stop.wait(SWEEP_SECONDS):
            try:
                close_old_connections()
                watcher.look()
            except Exception as error:
                # Whatever it is, the watch goes on: the database is away, a page cannot be rendered.
                log.exception("site_watch_failed")
                note_problem(error)
        log.info("site_watch_stopped")
