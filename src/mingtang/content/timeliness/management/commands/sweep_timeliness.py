"""Does now what the jobs do every quarter of an hour."""

from typing import Any

from django.core.management.base import BaseCommand

from mingtang.content.timeliness.sweeping import sweep_clocks, sweep_expiries


class Command(BaseCommand):
    help = "Look at the clocks of all policies and at the expiry of all public pages, now."

    def handle(self, *args: Any, **options: Any) -> None:
        clocks, pages = sweep_clocks(), sweep_expiries()
        self.stdout.write(f"时效有变化的政策 {clocks} 份，新的失效提醒 {pages} 条。")
