"""A case, its steps and the rules of one record."""

from datetime import date, datetime

from django.db import models

from mingtang.kernel.calendar.days import add_working_days, working_days_between
from mingtang.kernel.fields import EncryptedText
from mingtang.services.cases.errors import CaseMovedOn, CorrectionAlreadyAsked
from mingtang.services.catalogue.models import Department, Item


class Status(models.TextChoices):
    SUBMITTED = "submitted", "已提交，等待受理"
    ACCEPTED = "accepted", "正在审核"
    NEEDS_CORRECTION = "needs_correction", "等您补正"
    GRANTED = "granted", "办好了"
    REFUSED = "refused", "没有通过"
    WITHDRAWN = "withdrawn", "已撤回"


OPEN = frozenset({Status.SUBMITTED, Status.ACCEPTED, Status.NEEDS_CORRECTION})
#: Working days the applicant has to bring what is missing.
CORRECTION_DAYS = 10


class Case(models.Model):
    reference = models.CharField(max_length=40, primary_key=True)
    item = models.ForeignKey(Item, on_delete=models.PROTECT)
    item_version = models.PositiveIntegerField()
    department = models.ForeignKey(Department, on_delete=models.PROTECT)
    applicant_id = models.UUIDField(db_index=True)
    applicant_name = models.CharField(max_length=100)
    #: The answers as JSON: field name to value. Personal data, therefore sealed.
    answers = EncryptedText()
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.SUBMITTED)
    #: Counts changes; who acts names the one they saw.
    revision = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField()
    due_on = models.DateField()
    correction = models.TextField(blank=True)
    correction_asked_on = models.DateField(null=True)
    correction_due_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    #: One submission of a form makes one case, however often the button is pressed.
    submission_key = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["department", "status", "due_on"])]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def accept(self) -> None:
        self._leave({Status.SUBMITTED}, Status.ACCEPTED)

    def ask_correction(self, message: str, *, today: date) -> None:
        """Stop the clock and say once what is missing (行政许可法 第三十二条、第四十五条)."""
        if self.correction_asked_on is not None:
            raise CorrectionAlreadyAsked
        self._leave({Status.SUBMITTED, Status.ACCEPTED}, Status.NEEDS_CORRECTION)
        self.correction, self.correction_asked_on = message, today
        self.correction_due_on = add_working_days(today, CORRECTION_DAYS)

    def take_correction(self, *, today: date) -> None:
        """Let the clock run on: the days the applicant took are added to the limit."""
        self._leave({Status.NEEDS_CORRECTION}, Status.ACCEPTED)
        if self.correction_asked_on is not None:
            paused = working_days_between(self.correction_asked_on, today)
            self.due_on = add_working_days(self.due_on, max(0, paused))

    def close(self, outcome: Status, *, reason: str, at: datetime) -> None:
        """Record the outcome. It is final: changing it takes an appeal, not an edit."""
        self._leave({Status.SUBMITTED, Status.ACCEPTED}, outcome)
        self.reason, self.closed_at = reason, at

    def withdraw(self, *, at: datetime) -> None:
        self._leave(set(OPEN), Status.WITHDRAWN)
        self.closed_at = at

    def _leave(self, allowed: set[Status], to: Status) -> None:
        if self.status not in allowed:
            raise CaseMovedOn
        self.status = to
        self.revision += 1


class Step(models.Model):
    """One line of the timeline, in plain words."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    who = models.CharField(max_length=100)
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["happened_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Rating(models.Model):
    """好差评: one for each case, five grades, none chosen beforehand (国办发〔2019〕51号)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="rating")
    grade = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    rated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(grade__range=(1, 5)), name="five_grades")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.grade}"
