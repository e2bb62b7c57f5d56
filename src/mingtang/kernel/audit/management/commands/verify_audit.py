"""Checks the whole audit trail of this system."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mingtang.kernel.audit.commands import breaks_in_the_trail
from mingtang.kernel.audit.models import AuditEntry


class Command(BaseCommand):
    help = "Check that no line of the audit trail was changed, removed or slipped in."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(breaks_in_the_trail())
        for place in broken:
            self.stderr.write(f"第 {place.sequence} 条：{place.reason}")
        if broken:
            raise CommandError(f"审计链不完整：{len(broken)} 处。")
        self.stdout.write(f"审计链完整，共 {AuditEntry.objects.count()} 条。")
