"""One login on one device."""

from datetime import datetime, timedelta

from django.db import models

from mingtang.accounts.people.models import Account

#: 等保 8.1.4.1 b: an idle session ends; whoever holds more rights has less time.
IDLE_STAFF = timedelta(minutes=30)
IDLE_CITIZEN = timedelta(hours=2)
LONGEST = timedelta(hours=12)


class Session(models.Model):
    id = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    began_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.began_at:%Y-%m-%d %H:%M}"

    def is_alive(self, now: datetime) -> bool:
        idle = IDLE_STAFF if self.account.is_staff else IDLE_CITIZEN
        return (
            self.ended_at is None
            and now < self.last_seen_at + idle
            and now < self.began_at + LONGEST
        )
