"""Messages on their way out, one delivery per subscriber, and events already handled."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class OutgoingMessage(models.Model):
    """An announced event, kept as the CloudEvents JSON that leaves."""

    event_id = models.UUIDField(unique=True)
    topic = models.CharField(max_length=200)
    payload = models.JSONField()
    trace = models.CharField(max_length=64, blank=True)
    announced_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.topic} {self.event_id}"


class Delivery(models.Model):
    """One message to one subscriber: delivered, waiting for its next attempt, or dead."""

    message = models.ForeignKey(OutgoingMessage, models.CASCADE, related_name="deliveries")
    subscriber = models.CharField(max_length=100)
    #: Times the subscriber was there and did not take it. Being unreachable does not count.
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    last_error = models.TextField(blank=True)
    delivered_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "subscriber"], name="one_per_subscriber"),
        ]
        indexes = [
            models.Index(
                fields=["subscriber", "id"],
                condition=Q(delivered_at__isnull=True),
                name="kernel_outbox_waiting",
            ),
            models.Index(
                fields=["delivered_at"],
                condition=Q(delivered_at__isnull=False),
                name="kernel_outbox_delivered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.subscriber}"


class HandledEvent(models.Model):
    """A handler has done its work for an event, and will not do it again."""

    event_id = models.UUIDField()
    handler = models.CharField(max_length=200)
    handled_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event_id", "handler"], name="handled_once"),
        ]

    def __str__(self) -> str:
        return f"{self.handler} {self.event_id}"


class RefusedEvent(models.Model):
    """An event from the stream that a handler here could not take, kept for a person to decide.

    Over HTTP the announcer keeps it as a dead delivery; a stream has nobody to give it back to.
    """

    event_id = models.UUIDField(unique=True)
    topic = models.CharField(max_length=200)
    payload = models.JSONField()
    attempts = models.PositiveIntegerField()
    last_error = models.TextField()
    refused_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.topic} {self.event_id}"
