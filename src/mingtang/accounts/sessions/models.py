"""One login on one device, and the count of failed tries."""

from datetime import datetime, timedelta

from django.db import models

from mingtang.accounts.people.models import Account
from mingtang.kernel.fields import EncryptedText

#: 等保 8.1.4.1 b: an idle session ends; whoever holds more rights has less time.
IDLE_STAFF = timedelta(minutes=30)
IDLE_CITIZEN = timedelta(hours=2)
LONGEST = timedelta(hours=12)


class EndReason(models.TextChoices):
    LEFT = "left", "主动退出"
    REMOVED = "removed", "在“登录设备”里被结束"
    REPLACED = "replaced", "重新登录"
    PASSWORD = "password", "密码已修改"
    CLOSED = "closed", "账号已停用"


class Session(models.Model):
    id = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="sessions")
    #: The organisation this session acts for, if any.
    organisation_id = models.UUIDField(null=True)
    #: What the person has proven: "password" now; a second factor adds its own word.
    factors = models.JSONField(default=list)
    began_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True)
    device = models.CharField(max_length=100, blank=True)
    client_address = EncryptedText(blank=True, default="")

    class Meta:
        ordering = ["-last_seen_at"]

    def __str__(self) -> str:
        return f"{self.account_id} {self.began_at:%Y-%m-%d %H:%M}"

    @property
    def idle_time(self) -> timedelta:
        return IDLE_STAFF if self.account.is_staff else IDLE_CITIZEN

    def is_alive(self, now: datetime) -> bool:
        return (
            self.ended_at is None
            and self.account.is_active
            and now < self.last_seen_at + self.idle_time
            and now < self.began_at + LONGEST
        )


class FailedTries(models.Model):
    """Failures within one window, for an account, for a name that is none, or for a client."""

    #: A keyed fingerprint: the table names nobody.
    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"
