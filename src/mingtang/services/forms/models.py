"""A form being filled: what is typed, what is known, and what the person says is wrong."""

import json
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from mingtang.kernel.fields import EncryptedText
from mingtang.services.catalogue.models import Guide, Item

EMPTY = "{}"


class Draft(models.Model):
    """One for each applicant and item until it is submitted; its id becomes the dossier's."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    applicant_id = models.UUIDField("申请人")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    guide = models.ForeignKey(Guide, models.PROTECT, related_name="+")
    #: JSON of field name -> text as typed. Personal, therefore sealed; so is the next.
    typed_text = EncryptedText("已填", default=EMPTY)
    #: JSON of field name -> {value, source, fetched_at}.
    known_text = EncryptedText("已知", default=EMPTY)
    #: Names of the known fields the person says are wrong: they are typed instead.
    disputed = models.JSONField("报错", default=list)
    prefill_problem = models.CharField("没带出的原因", max_length=200, blank=True)
    prefilled_at = models.DateTimeField("带出时间", null=True)
    started_at = models.DateTimeField("开始时间")
    saved_at = models.DateTimeField("保存时间")
    submitted_at = models.DateTimeField("提交时间", null=True)

    class Meta:
        verbose_name = "草稿"
        constraints = [
            models.UniqueConstraint(
                fields=["applicant_id", "item"],
                condition=Q(submitted_at__isnull=True),
                name="one_open_draft_per_item",
            )
        ]
        indexes = [
            models.Index(
                fields=["saved_at"],
                condition=Q(submitted_at__isnull=True),
                name="services_open_drafts",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def typed(self) -> dict[str, str]:
        read: dict[str, str] = json.loads(self.typed_text)
        return read

    @typed.setter
    def typed(self, values: dict[str, str]) -> None:
        self.typed_text = json.dumps(values, ensure_ascii=False)

    @property
    def known(self) -> dict[str, dict[str, Any]]:
        read: dict[str, dict[str, Any]] = json.loads(self.known_text)
        return read

    @known.setter
    def known(self, values: dict[str, dict[str, Any]]) -> None:
        self.known_text = json.dumps(values, ensure_ascii=False)
