"""A message to one person."""

from django.db import models


class Message(models.Model):
    recipient_id = models.UUIDField(db_index=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    #: Where to go on, inside this site.
    address = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return self.subject
