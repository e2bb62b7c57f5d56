"""Compares every signed act with the audit trail, and the trail with itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mingtang.content.reviewing.evidence import faults_in_the_record
from mingtang.content.reviewing.models import Decision
from mingtang.kernel.audit.commands import breaks_in_the_trail


class Command(BaseCommand):
    help = (
        "Check that every act of a review is what the audit trail says, and that the trail holds."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        faults = [
            f"审计链第 {place.sequence} 条：{place.reason}" for place in breaks_in_the_trail()
        ]
        faults += faults_in_the_record()
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"审核记录不完整：{len(faults)} 处。")
        self.stdout.write(f"审核记录和审计链相符，共 {Decision.objects.count()} 条。")
