"""One line of the audit trail. The database refuses to change or remove it (see the migration)."""

import json
from datetime import UTC
from typing import Any

from django.db import models

from mingtang.kernel.crypto.sm3 import sm3

#: What the first entry names as its predecessor.
BEGINNING = "0" * 64


class AuditEntry(models.Model):
    sequence = models.BigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField()
    actor_id = models.UUIDField(db_index=True)
    actor_kind = models.CharField(max_length=20)
    actor_name = models.CharField(max_length=100)
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=200, db_index=True)
    details = models.JSONField()
    trace = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.subject}"

    def computed_fingerprint(self) -> str:
        """SM3 over the entry's canonical JSON, its predecessor's fingerprint included."""
        text = json.dumps(
            self._content(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return sm3(text.encode()).hex()

    def _content(self) -> dict[str, Any]:
        return {
            "sequence": self.sequence,
            "recorded_at": self.recorded_at.astimezone(UTC).isoformat(),
            "actor": [str(self.actor_id), self.actor_kind, self.actor_name],
            "action": self.action,
            "subject": self.subject,
            "details": self.details,
            "trace": self.trace,
            "previous": self.previous,
        }
