"""What the tests of timeliness share."""

from datetime import UTC, date, datetime, time
from typing import Any

from mingtang.content.tests import factories as make
from mingtang.content.timeliness.commands import start_clock
from mingtang.content.timeliness.models import Clock
from mingtang.kernel.outbox.models import OutgoingMessage

#: A Monday; four working days follow.
ISSUED = date(2026, 11, 16)


def noon(day: date) -> datetime:
    """Noon in Shanghai."""
    return datetime.combine(day, time(4), tzinfo=UTC)


def clock(reference: str = "laigao-1", **facts: Any) -> Clock:
    given = {"title": "关于住房补贴的通知", "department": "明州市住房和城乡建设局"}
    start_clock(reference=reference, **{**given, "issued_on": ISSUED, **facts})
    return Clock.objects.get(reference=reference)


def policy(**fields: Any) -> Any:
    """A draft of a policy, begun in the CMS."""
    facts = {"kind": "policy", "issuer": "明州市公安局", "issued_on": ISSUED, "validity": "有效"}
    return make.draft(**{**facts, **fields})


def told(topic: str) -> list[dict[str, Any]]:
    messages = OutgoingMessage.objects.filter(topic=f"content.{topic}.v1").order_by("pk")
    return [message.payload["data"] for message in messages]


def stages_told() -> list[str]:
    return [one["stage"] for one in told("policy-deadline-noticed")]
