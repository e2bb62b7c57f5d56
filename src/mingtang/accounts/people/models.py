"""People, organisations and staff. What identifies a person is sealed and found by blind index."""

from django.contrib.auth.hashers import check_password
from django.db import models

from mingtang.kernel.fields import EncryptedText


class Account(models.Model):
    """What logs in: a citizen or a member of staff."""

    id = models.UUIDField(primary_key=True)
    username = models.CharField(max_length=60, unique=True)
    phone_index = models.CharField(max_length=64, db_index=True)
    password = models.CharField(max_length=200)
    name = models.CharField(max_length=100)
    is_staff = models.BooleanField(default=False)
    #: Staff only: the department's code and the roles of kernel.identity.Role.
    department = models.CharField(max_length=40, blank=True)
    roles = models.JSONField(default=list)
    title = models.CharField(max_length=100, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.username

    def has_password(self, password: str) -> bool:
        return check_password(password, self.password)


class Person(models.Model):
    """What is known about a citizen, each value with where it comes from."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True)
    identity_index = models.CharField(max_length=64, unique=True)
    identity_number = EncryptedText()
    gender = models.CharField(max_length=2)
    birth_date = models.DateField()
    nationality = models.CharField(max_length=20)
    phone = EncryptedText()
    email = models.CharField(max_length=100, blank=True)
    address = EncryptedText()
    household_address = EncryptedText()
    groups = models.JSONField(default=list)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Organisation(models.Model):
    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=200)
    credit_code = models.CharField(max_length=18, unique=True)
    kind = models.CharField(max_length=40)
    address = models.CharField(max_length=200)
    legal_representative = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="organisations"
    )

    def __str__(self) -> str:
        return self.name
