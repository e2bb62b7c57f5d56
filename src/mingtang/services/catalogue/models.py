"""An item people can apply for; its guide stands as the document that staff wrote."""

from typing import Any

from django.db import models


class Department(models.Model):
    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=100)
    short = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.short


class Item(models.Model):
    code = models.CharField(max_length=60, primary_key=True)
    title = models.CharField(max_length=200)
    department = models.ForeignKey(Department, on_delete=models.PROTECT)
    version = models.PositiveIntegerField(default=1)
    guide = models.JSONField()
    is_published = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.title

    @property
    def form_groups(self) -> list[dict[str, Any]]:
        groups: list[dict[str, Any]] = self.guide["form"]["groups"]
        return groups

    @property
    def promised_working_days(self) -> int:
        """Working days the department promises; what is done at once counts as none."""
        limit = self.guide["promised_limit"]
        return int(limit["days"]) if limit["unit"] in {"working", "calendar"} else 0
