"""What the queue itself does not remember: why a job failed, and which workers live."""

from django.db import models
from django.utils import timezone

#: A worker that has been silent this long is dead, and its jobs are given to others.
SILENT_SECONDS = 20


class JobFailure(models.Model):
    """One failed attempt of a job, in words without personal data."""

    job_id = models.BigIntegerField(db_index=True)
    attempt = models.PositiveIntegerField()
    error = models.TextField()
    failed_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.job_id}: {self.error}"


class WorkerHeartbeat(models.Model):
    """A worker process that has said it lives."""

    process_id = models.UUIDField(primary_key=True)
    host = models.CharField(max_length=200)
    pid = models.PositiveIntegerField()
    #: The number the queue knows this worker by; empty while it connects.
    queue_worker_id = models.BigIntegerField(null=True)
    started_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}"
