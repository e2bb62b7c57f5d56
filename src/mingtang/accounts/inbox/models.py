"""A message to one person."""

from django.db import models
from django.utils import timezone


class Message(models.Model):
    recipient_id = models.UUIDField()
    #: The event it tells of: told again, it is still one message.
    cause = models.UUIDField()
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    #: Where to go on, inside this site, and what the button there says.
    address = models.CharField(max_length=200, blank=True)
    deed = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["recipient_id", "-received_at"], name="inbox_newest")]
        constraints = [
            models.UniqueConstraint(fields=["recipient_id", "cause"], name="told_once"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def received_on(self) -> str:
        return f"{timezone.localtime(self.received_at):%m-%d}"

    @property
    def own_address(self) -> str:
        return f"/my/messages/{self.pk}/"
