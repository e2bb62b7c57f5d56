"""What other systems may ask about a person, and what the person can see of it."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from mingtang.accounts.people.errors import OnlySystemsAsk
from mingtang.accounts.people.queries import find_person, profile_of
from mingtang.kernel.audit.commands import record


@require_GET
def profile(request: HttpRequest, person_id: UUID) -> JsonResponse:
    """Answer a system with a person's values. Who asked and why goes to the audit trail."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor is None or not actor.is_system:
        raise OnlySystemsAsk
    known = profile_of(find_person(person_id))
    record(
        actor,
        action="people.profile_read",
        subject=f"person {person_id}",
        details={
            "purpose": request.GET.get("purpose", ""),
            "basis": request.GET.get("basis", ""),
            "fields": sorted(known.values),
        },
    )
    return JsonResponse(
        {
            key: {"value": v.value, "source": v.source, "fetched_at": v.fetched_at.isoformat()}
            for key, v in known.values.items()
        }
    )
