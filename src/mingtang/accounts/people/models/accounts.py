"""What logs in: a citizen or a member of staff."""

from django.db import models

#: What the blind index of a phone number is for.
PHONE = "accounts.account.phone"


class Department(models.Model):
    """A department as far as staff belong to it: its code and what it is called."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=100)
    short = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.short


class Account(models.Model):
    """A login. Nobody shares one (等保 8.1.4.1 a), and one that is closed stays on record."""

    id = models.UUIDField(primary_key=True)
    username = models.CharField(max_length=60, unique=True)
    #: A family may share a number: it opens an account only when it leads to just one.
    phone_index = models.CharField(max_length=64, db_index=True, blank=True)
    password = models.CharField(max_length=200)
    password_set_at = models.DateTimeField()
    name = models.CharField(max_length=100)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    #: Staff only: the department's code and the roles of kernel.identity.Role.
    department = models.CharField(max_length=40, blank=True)
    roles = models.JSONField(default=list)
    title = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.username
