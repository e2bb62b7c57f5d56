"""成稿: one press turns what was checked into the draft of a page; and 不发布, which ends it otherwise."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from mingtang.content.identity.models import StaffMember
from mingtang.content.identity.roles import EDITOR
from mingtang.content.intake.commands import begin_clock
from mingtang.content.intake.errors import (
    AlreadyDrafted,
    ColumnMissing,
    EssentialsMissing,
    OnlyEditorsTakeIn,
    ReasonMissing,
    SetAside,
    StillDoubtful,
    SubmissionNotFound,
)
from mingtang.content.intake.models import KeptFile, State, Submission
from mingtang.content.intake.queries import department_record, doubtful_of, values_of
from mingtang.content.pages.choices import ArticleKind, Validity
from mingtang.content.pages.models import ArticlePage, Attachment, ColumnPage
from mingtang.content.reading import disk
from mingtang.content.reading.body import body_of, keywords_of, summary_of
from mingtang.content.reading.dates import effective_day, last_day
from mingtang.content.reading.fields import ESSENTIAL, Field
from mingtang.content.timeliness.commands import link_page, stop_clock
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor

#: What the site offers as a file. An HTML attachment would be a page of somebody else's making.
OFFERED = frozenset({".pdf", ".docx", ".txt"})


@transaction.atomic
def make_draft(*, actor: Actor, reference: str, column_number: int | None) -> int:
    """Return the number of the draft page; a second press returns the same one.

    Refused while a doubtful value has not been looked at, or what a policy page must say is missing.
    """
    submission = _locked(actor, reference)
    if submission.page_number and Page.objects.filter(pk=submission.page_number).exists():
        return submission.page_number
    if submission.state == State.SET_ASIDE:
        raise SetAside
    _check_is_complete(submission)
    column = ColumnPage.objects.filter(pk=column_number, live=True).first()
    if column is None:
        raise ColumnMissing
    page = ArticlePage(live=False, has_unpublished_changes=True, **_facts(submission, actor))
    column.add_child(instance=page)
    page.attachments = [
        Attachment(document=_document(file, actor), title=Path(file.name).stem[:200], sort_order=n)
        for n, file in enumerate(submission.files.filter(is_original=False))
        if disk.suffix_of(file.name).lower() in OFFERED
    ]
    # What a page must have to be public is checked then: a department may still be missing here.
    page.save_revision(user=_user(actor), clean=False)
    submission.state, submission.page_number = State.DRAFTED, page.pk
    submission.version += 1
    submission.save(update_fields=["state", "page_number", "version"])
    record(
        actor,
        action="content.draft-made",
        subject=f"submission:{reference}",
        details={"page": page.pk, "sm3": submission.digest},
    )
    link_page(reference=reference, page_number=page.pk)
    return int(page.pk)


@transaction.atomic
def set_aside(*, actor: Actor, reference: str, reason: str) -> None:
    """Say that a policy need not be published, and why; its clocks stop."""
    submission = _locked(actor, reference)
    if not reason.strip():
        raise ReasonMissing
    if submission.state == State.DRAFTED:
        raise AlreadyDrafted
    submission.state, submission.reason = State.SET_ASIDE, reason.strip()[:500]
    submission.version += 1
    submission.save(update_fields=["state", "reason", "version"])
    record(
        actor,
        action="content.submission-set-aside",
        subject=f"submission:{reference}",
        details={"reason": submission.reason},
    )
    stop_clock(reference=reference, reason=submission.reason)


@transaction.atomic
def bring_back(*, actor: Actor, reference: str) -> None:
    """Take 不发布 back; the clocks go on from the day they counted from."""
    submission = _locked(actor, reference)
    if submission.state != State.SET_ASIDE:
        return
    submission.state, submission.reason = State.TO_CHECK, ""
    submission.version += 1
    submission.save(update_fields=["state", "reason", "version"])
    record(actor, action="content.submission-brought-back", subject=f"submission:{reference}")
    begin_clock(submission, actor)


def _locked(actor: Actor, reference: str) -> Submission:
    if not actor.has_role(EDITOR):
        raise OnlyEditorsTakeIn
    submission = Submission.objects.select_for_update().filter(reference=reference).first()
    if submission is None:
        raise SubmissionNotFound
    return submission


def _check_is_complete(submission: Submission) -> None:
    unseen = [value.get_field_display() for value in doubtful_of(submission)]
    if unseen:
        raise StillDoubtful(unseen)
    missing = [field.label for field in ESSENTIAL if not values_of(submission, field)]
    if not missing and submission.issued_on is None:
        missing = ["能认出的成文日期"]
    if missing:
        raise EssentialsMissing(missing)


def _facts(submission: Submission, actor: Actor) -> dict[str, Any]:
    """Return what the page says above its body."""
    issuers = " ".join(value.text for value in values_of(submission, Field.ISSUER))
    department = department_record(submission, fallback=actor.department)
    effective = effective_day(_text(submission, Field.EFFECTIVE), issued=submission.issued_on)
    head = [*values_of(submission, Field.TITLE), *values_of(submission, Field.NUMBER)]
    end = _end(_text(submission, Field.VALIDITY), effective or submission.issued_on)
    return {
        "title": submission.title[:255],
        "kind": ArticleKind.POLICY,
        "summary": summary_of([v.text for v in values_of(submission, Field.KEY_POINTS)]),
        "department": department,
        "source": (issuers or submission.origin)[:100],
        "keywords": keywords_of(submission.title),
        "issuer": issuers[:100],
        "doc_number": submission.doc_number,
        "addressee": _text(submission, Field.ADDRESSEE)[:300],
        "issued_on": submission.issued_on,
        "effective_on": effective,
        "expires_on": end,
        "validity": Validity.EXPIRED if end and end < timezone.localdate() else Validity.VALID,
        "body": body_of(
            submission.text, reading=submission.reading, head=[(v.start, v.end) for v in head]
        ),
    }


def _end(words: str, begins: date | None) -> date | None:
    end = last_day(words, begins=begins)
    return end if end and (begins is None or end >= begins) else None


def _text(submission: Submission, field: str) -> str:
    return next((value.text for value in values_of(submission, field)), "")


def _document(file: KeptFile, actor: Actor) -> Any:
    """Give an attachment to Wagtail, which publishes it with the page."""
    model = get_document_model()
    document = model(title=Path(file.name).stem[:255], uploaded_by_user=_user(actor))
    with disk.path_of(file.place).open("rb") as opened:
        document.file.save(file.name, File(opened), save=False)
    document.file_size = file.size
    document.save()
    return document


def _user(actor: Actor) -> StaffMember | None:
    return StaffMember.objects.filter(pk=actor.id).first()
