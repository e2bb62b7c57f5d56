"""Traces a published file back to the people who answer for it, and proves each link of the chain."""

from dataclasses import dataclass, field
from datetime import datetime

from mingtang.content.publishing.errors import FileNotPublished
from mingtang.content.publishing.models import Publication
from mingtang.content.rendering.files import file_of
from mingtang.content.reviewing.models import Decision, Outcome
from mingtang.content.site import manifest
from mingtang.content.site.models import SiteFile
from mingtang.content.site.queries import faults_in, find_file, problems_of_manifest
from mingtang.kernel.audit.models import AuditEntry


@dataclass(frozen=True)
class Answerable:
    """Who approved which level, when, and whether the audit trail says the same."""

    name: str
    level: int | None
    decided_at: datetime
    audit_sequence: int | None


@dataclass
class Trace:
    file: SiteFile
    publication: Publication | None
    people: list[Answerable] = field(default_factory=list)
    published_in_audit: int | None = None
    problems: list[str] = field(default_factory=list)


def trace_file(path: str) -> Trace:
    """Trace a path below the site's folder, or an address as readers type it."""
    file = find_file(file_of(path) if path.startswith("/") else path)
    if file is None:
        raise FileNotPublished
    name, _, key = file.source.partition(":")
    publication = Publication.objects.filter(pk=int(key)).first() if name == "page" else None
    trace = Trace(file, publication)
    trace.problems += _problems_on_disk(file)
    if publication is not None:
        _trace_people(trace, publication)
    elif name == "page":
        trace.problems.append("页面已经撤下，文件还没有清除")
    return trace


def _problems_on_disk(file: SiteFile) -> list[str]:
    problems = [
        *faults_in({file.path: manifest.Entry(file.sm3, file.size)}),
        *problems_of_manifest([file.segment]),
    ]
    if not problems and manifest.read_segment(file.segment).files.get(file.path) is None:
        return ["签名清单里没有这个文件"]
    return [problem.finding.value for problem in problems]


def _trace_people(trace: Trace, publication: Publication) -> None:
    published = _entry(publication, action="content.page-published")
    trace.published_in_audit = published
    if published is None:
        trace.problems.append("审计链里没有发布这一稿的记录")
    for decision in _decisions(publication):
        audited = _entry(
            publication, action=f"content.text-{decision.outcome}", actor_id=decision.reviewer_id
        )
        if audited is None:
            trace.problems.append(f"审计链里没有{decision.reviewer_name}的审核记录")
        trace.people.append(
            Answerable(decision.reviewer_name, decision.level, decision.decided_at, audited)
        )
    if not trace.people:
        trace.problems.append("没有找到审核记录")


def _decisions(publication: Publication) -> list[Decision]:
    """Return the approvals of exactly this text: of one review, or its entry as history."""
    valid = Decision.objects.filter(
        page_number=publication.pk,
        digest=publication.digest,
        is_void=False,
        outcome__in=[Outcome.APPROVED, Outcome.HISTORY],
    ).order_by("decided_at", "pk")
    reviews = [decision.review_number for decision in valid if decision.level == 3]
    if not reviews:
        return list(valid.filter(outcome=Outcome.HISTORY))
    return list(valid.filter(review_number=reviews[-1]))


def _entry(publication: Publication, *, action: str, **more: object) -> int | None:
    """Return the line of the audit trail that says this of exactly this text."""
    return (
        AuditEntry.objects.filter(
            action=action,
            subject=f"page:{publication.pk}",
            details__sm3=publication.digest,
            **more,
        )
        .order_by("-sequence")
        .values_list("sequence", flat=True)
        .first()
    )
