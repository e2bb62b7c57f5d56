"""What is known about a citizen, and every time it was given to somebody."""

from uuid import uuid4

from django.db import models

from mingtang.accounts.people.models.accounts import Account
from mingtang.kernel.fields import EncryptedText

#: What the blind index of an identity number is for.
IDENTITY = "accounts.person.identity"


class Person(models.Model):
    """A citizen. The registers own most of it; phone, mail and address are the person's own."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True)
    identity_index = models.CharField(max_length=64, unique=True)
    identity_number = EncryptedText()
    gender = models.CharField(max_length=4, blank=True)
    nationality = models.CharField(max_length=20, blank=True)
    birth_date = EncryptedText(blank=True, default="")
    household_address = EncryptedText(blank=True, default="")
    bank_account = EncryptedText(blank=True, default="")
    #: What else the registers hold, as JSON: household, marriage, housing, licences.
    register_data = EncryptedText(default="{}")
    groups = models.JSONField(default=list)
    phone = EncryptedText(blank=True, default="")
    email = EncryptedText(blank=True, default="")
    address = EncryptedText(blank=True, default="")
    #: When the registers were read, and when the person last put their own data right.
    fetched_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)


class Disclosure(models.Model):
    """Somebody's data were given to a system: who asked, for what, on which basis, which fields.

    Kept at least three years (网络数据安全管理条例 第十二条).
    """

    person_id = models.UUIDField()
    asked_by = models.CharField(max_length=100)
    purpose = models.CharField(max_length=200)
    basis = models.CharField(max_length=200)
    keys = models.JSONField()
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["person_id", "-asked_at"], name="people_disclosed")]

    def __str__(self) -> str:
        return f"{self.asked_by} {self.purpose}"


class Dispute(models.Model):
    """A person says that a register is wrong about them (个人信息保护法 第四十六条)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person_id = models.UUIDField()
    #: The key of the profile's value, and who keeps it.
    key = models.CharField(max_length=60)
    source = models.CharField(max_length=100)
    #: What the person says is right, and how it can be seen.
    said = EncryptedText()
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "key"],
                condition=models.Q(settled_at=None),
                name="disputed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.key}"
