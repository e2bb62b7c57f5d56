"""One inspection of the own site: how far it is, and its report."""

from datetime import datetime, timedelta

from django.db import models

#: A run that has not been heard of for so long has died.
SILENT = timedelta(minutes=10)


class InspectionState(models.TextChoices):
    WAITING = "waiting", "排队"
    RUNNING = "running", "检查中"
    DONE = "done", "做完"
    STOPPED = "stopped", "停在半路"
    FAILED = "failed", "没有做成"


class Inspection(models.Model):
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=InspectionState.choices, default=InspectionState.WAITING
    )
    is_resumed = models.BooleanField(default=False)
    stop_is_asked = models.BooleanField(default=False)
    heard_of_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: What is being done, how much of it, of how much.
    doing = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=20, blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    findings = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    report = models.JSONField(null=True)
    workbook = models.BinaryField(null=True)
    printed = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "-asked_at"], name="inspection_newest")]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def has_report(self) -> bool:
        return self.report is not None

    def is_active(self, now: datetime) -> bool:
        is_under_way = self.state in {InspectionState.WAITING, InspectionState.RUNNING}
        return is_under_way and now - self.heard_of_at < SILENT
