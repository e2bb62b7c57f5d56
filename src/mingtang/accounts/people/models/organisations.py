"""Companies and other bodies, and who may act for them."""

from django.db import models

from mingtang.accounts.people.models.persons import Person


class Organisation(models.Model):
    """A company or another body. All of this is public in the company register."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=200)
    credit_code = models.CharField(max_length=18, unique=True)
    kind = models.CharField(max_length=40, blank=True)
    legal_representative = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    industry = models.CharField(max_length=80, blank=True)
    scope = models.TextField(blank=True)
    established_on = models.DateField(null=True)
    status = models.CharField(max_length=20, blank=True)
    fetched_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Representation(models.Model):
    """A person may act for an organisation, in this capacity."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="representations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="representations")
    capacity = models.CharField(max_length=40)
    since = models.DateTimeField()

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation"], name="represents_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.organisation_id}"
