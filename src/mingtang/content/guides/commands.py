"""Keep what the service engine tells about its guides. The newest word counts, whatever the order."""

from datetime import datetime
from typing import Any

from django.db import transaction

from mingtang.content.guides.models import Guide


@transaction.atomic
def keep_guide(*, code: str, content: dict[str, Any], published_at: datetime) -> bool:
    """Store a guide; an older one that arrives late changes nothing. Tell whether it was stored."""
    known = Guide.objects.select_for_update().filter(code=code).first()
    if known is not None and known.published_at > published_at:
        return False
    Guide.objects.update_or_create(
        code=code,
        defaults={
            "title": content.get("title", code),
            "department": _code_of(content.get("department")),
            "content": content,
            "published_at": published_at,
        },
    )
    return True


@transaction.atomic
def drop_guide(*, code: str, withdrawn_at: datetime) -> bool:
    """Forget a guide that is no longer offered, unless it was published again since."""
    return Guide.objects.filter(code=code, published_at__lte=withdrawn_at).delete()[0] > 0


def _code_of(department: Any) -> str:
    """Departments come as a code or as a small record with one."""
    return str(department.get("code", "") if isinstance(department, dict) else department or "")
