"""Write the corrections that stand, one JSON object a line: what a parser can be trained with."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from mingtang.content.intake.queries import corrected_pairs


class Command(BaseCommand):
    help = "Write every correction that still stands as JSON lines."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for change in corrected_pairs():
            line = {
                "reference": change.submission.reference,
                "source_sm3": change.submission.digest,
                "field": change.value.field,
                "act": change.act,
                "read": change.value.read_text,
                "before": _words(change.before),
                "after": _words(change.after),
                "confidence": change.value.confidence,
                "text": change.submission.text,
                "at": change.made_at.isoformat(),
            }
            self.stdout.write(json.dumps(line, ensure_ascii=False))
            count += 1
        self.stderr.write(self.style.SUCCESS(f"Wrote {count} corrections."))


def _words(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Leave out who it was: training needs words, not people."""
    return {name: snapshot[name] for name in ("text", "start", "end", "status") if name in snapshot}
