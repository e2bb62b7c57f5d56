"""Run the worker of this system: relay, jobs and the stream's reader."""

import asyncio
from typing import Any

from django.core.management.base import BaseCommand

from mingtang.kernel.jobs.worker import WorkerProcess


class Command(BaseCommand):
    help = "Run the worker of this system until it is told to stop."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        asyncio.run(_run())


async def _run() -> None:
    await WorkerProcess().run()
