"""Writes the timeline: what happened, in words the applicant understands."""

from django.utils import timezone

from mingtang.kernel.identity import Actor
from mingtang.services.cases.models import Case, CaseStep, Part


def note_step(case: Case, actor: Actor, *, title: str, text: str = "") -> CaseStep:
    part = Part.PLATFORM
    if actor.is_citizen:
        part = Part.APPLICANT
    elif actor.is_staff:
        part = Part.OFFICER
    return CaseStep.objects.create(
        case=case,
        title=title,
        text=text,
        part=part,
        department=case.department.name if part is Part.OFFICER else "",
        person=actor.name if part is Part.OFFICER else "",
        happened_at=timezone.now(),
    )
