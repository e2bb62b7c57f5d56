"""The case and the rules of one record, its timeline, and the one notice of what is missing."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import models
from django.db.models import Q

from mingtang.kernel.fields import EncryptedText
from mingtang.services.cases.errors import (
    CaseAlreadyClosed,
    CaseMovedOn,
    CorrectionAlreadyRequested,
)
from mingtang.services.catalogue.limits import Limit
from mingtang.services.catalogue.models import Department, Guide, Item
from mingtang.services.forms.answers import Answers


class CaseStatus(models.TextChoices):
    SUBMITTED = "submitted", "已提交"
    ACCEPTED = "accepted", "已受理"
    NEEDS_CORRECTION = "needs_correction", "等补正"
    CORRECTED = "corrected", "已补正"
    GRANTED = "granted", "办好了"
    REFUSED = "refused", "没有通过"
    WITHDRAWN = "withdrawn", "已撤回"


IN_HAND = (CaseStatus.SUBMITTED, CaseStatus.ACCEPTED, CaseStatus.CORRECTED)
OPEN = (*IN_HAND, CaseStatus.NEEDS_CORRECTION)
DECIDED = (CaseStatus.GRANTED, CaseStatus.REFUSED)


class Case(models.Model):
    reference = models.CharField("办件编号", max_length=30, unique=True)
    #: The id of the draft it was submitted from: one submission makes one case.
    dossier_id = models.UUIDField("卷宗", unique=True)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    guide = models.ForeignKey(Guide, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    applicant_id = models.UUIDField("申请人")
    applicant_name = EncryptedText("申请人姓名")
    #: Finds the cases of a name without opening any of them.
    applicant_index = models.CharField(max_length=64)
    answers_text = EncryptedText("填报内容")
    status = models.CharField(max_length=20, choices=CaseStatus.choices)
    #: Counts the changes; whoever acts says which one they saw.
    revision = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField("提交时间")
    due_on = models.DateField("承诺期限", null=True)
    #: Days left when the clock was stopped.
    days_left = models.SmallIntegerField("停表时剩余", null=True)
    handler_id = models.UUIDField("经办人", null=True)
    handler_name = models.CharField("经办人姓名", max_length=60, blank=True)
    reason = EncryptedText("决定理由", default="")
    closed_at = models.DateTimeField("办结时间", null=True)

    class Meta:
        verbose_name = "办件"
        indexes = [
            models.Index(
                fields=["department", "due_on", "id"],
                condition=Q(closed_at__isnull=True),
                name="services_cases_queue",
            ),
            models.Index(fields=["department", "-closed_at"], name="services_cases_closed"),
            models.Index(fields=["applicant_id", "-submitted_at"], name="services_cases_mine"),
            models.Index(fields=["applicant_index"], name="services_cases_names"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_in_hand(self) -> bool:
        """Whether the next step is the department's."""
        return self.status in IN_HAND

    @property
    def is_decided(self) -> bool:
        return self.status in DECIDED

    @property
    def needs_correction(self) -> bool:
        return self.status == CaseStatus.NEEDS_CORRECTION

    @property
    def answers(self) -> Answers:
        return Answers.from_text(self.answers_text)

    def require_revision(self, seen: int) -> None:
        """Refuse whoever acts on what they saw before somebody else changed it."""
        if seen != self.revision:
            raise CaseMovedOn

    def accept(self) -> None:
        self._move(CaseStatus.ACCEPTED, only_from=[CaseStatus.SUBMITTED])

    def stop_for_correction(self, *, limit: Limit | None, today: date, asked_before: bool) -> None:
        """Stop the clock while the applicant corrects (行政许可法 第三十二条)."""
        if asked_before:
            raise CorrectionAlreadyRequested
        self._move(
            CaseStatus.NEEDS_CORRECTION, only_from=[CaseStatus.SUBMITTED, CaseStatus.ACCEPTED]
        )
        if limit is not None and self.due_on is not None:
            self.days_left = limit.left_between(today, self.due_on)
            self.due_on = None

    def resume_after_correction(self, *, limit: Limit | None, today: date) -> None:
        """Let the clock run on with the days that were left."""
        self._move(CaseStatus.CORRECTED, only_from=[CaseStatus.NEEDS_CORRECTION])
        if limit is not None and self.days_left is not None:
            self.due_on = limit.resumed(today, self.days_left)
            self.days_left = None

    def close(self, outcome: CaseStatus, *, reason: str, at: datetime) -> None:
        """Record the decision. It is final: changing it takes an appeal, not an edit."""
        self._move(outcome, only_from=IN_HAND)
        self.reason, self.closed_at = reason, at

    def withdraw(self, *, at: datetime) -> None:
        self._move(CaseStatus.WITHDRAWN, only_from=OPEN)
        self.closed_at = at

    def _move(self, status: CaseStatus, *, only_from: Collection[CaseStatus]) -> None:
        if not self.is_open:
            raise CaseAlreadyClosed
        if self.status not in only_from:
            raise CaseMovedOn
        self.status = status
        self.revision += 1


class Part(models.TextChoices):
    """Whose deed a step was."""

    APPLICANT = "applicant", "申请人"
    OFFICER = "officer", "经办人"
    PLATFORM = "platform", "系统"


class CaseStep(models.Model):
    """One line of the timeline, in words for the applicant."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    title = models.CharField(max_length=60)
    text = EncryptedText(default="")
    part = models.CharField(max_length=10, choices=Part.choices)
    department = models.CharField(max_length=100, blank=True)
    person = models.CharField(max_length=60, blank=True)
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class Correction(models.Model):
    """What is missing, told once and whole, and until when it can be brought."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="correction")
    message = EncryptedText("要补正的内容")
    #: Names of the fields to be filled in anew.
    fields = models.JSONField(default=list)
    requested_at = models.DateTimeField()
    due_on = models.DateField()
    corrected_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.case_id} 补正"
