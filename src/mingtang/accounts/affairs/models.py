"""What the user centre remembers of a case, so that 我的 needs nobody else."""

from django.db import models


class Stage(models.TextChoices):
    SUBMITTED = "submitted", "已提交，等待受理"
    ACCEPTED = "accepted", "正在审核"
    NEEDS_CORRECTION = "needs_correction", "等您补正"
    GRANTED = "granted", "办好了"
    REFUSED = "refused", "没有通过"


class Affair(models.Model):
    case_reference = models.CharField(max_length=40, primary_key=True)
    person_id = models.UUIDField(db_index=True)
    item_title = models.CharField(max_length=200)
    department = models.CharField(max_length=100)
    stage = models.CharField(max_length=20, choices=Stage.choices)
    due_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    submitted_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-submitted_at"]

    def __str__(self) -> str:
        return self.case_reference

    @property
    def waits_for_person(self) -> bool:
        return self.stage == Stage.NEEDS_CORRECTION

    @property
    def is_done(self) -> bool:
        return self.stage in {Stage.GRANTED, Stage.REFUSED}
