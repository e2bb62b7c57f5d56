"""Departments, halls, items, and the versions of each item's guide."""

from django.db import models
from django.db.models import Q

from mingtang.services.catalogue.errors import ItemNotOffered


class Department(models.Model):
    code = models.SlugField("代码", max_length=40, primary_key=True)
    name = models.CharField("名称", max_length=100)
    short = models.CharField("简称", max_length=40, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    complaint_phone = models.CharField("监督电话", max_length=40, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    hours = models.CharField("办公时间", max_length=100, blank=True)

    class Meta:
        verbose_name = "部门"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.short or self.name


class Hall(models.Model):
    """A service hall, kept whole: guides quote its address, hours and windows."""

    code = models.SlugField("代码", max_length=40, primary_key=True)
    name = models.CharField("名称", max_length=100)
    details = models.JSONField("详情", default=dict)

    class Meta:
        verbose_name = "大厅"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """Something people can apply for. It is offered while it has a guide in force."""

    code = models.SlugField("代码", max_length=60, primary_key=True)
    title = models.CharField("名称", max_length=120)
    department = models.ForeignKey(Department, models.PROTECT, related_name="items")
    guide = models.OneToOneField(
        "Guide", models.PROTECT, null=True, related_name="+", verbose_name="现行指南"
    )

    class Meta:
        verbose_name = "事项"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title

    @property
    def offered_guide_id(self) -> int:
        """Return the version people apply by; refuse when the item is off offer."""
        if self.guide_id is None:
            raise ItemNotOffered
        return self.guide_id


class Guide(models.Model):
    """One version of a guide, its form included. Versions never change: cases point at theirs."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="guides")
    version = models.PositiveIntegerField("版本")
    content = models.JSONField("内容")
    fingerprint = models.CharField("SM3", max_length=64)
    valid_from = models.DateField("生效日期")
    published_at = models.DateTimeField("发布时间")
    published_by = models.UUIDField("发布人")
    in_force_at = models.DateTimeField("开始执行", null=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True)

    class Meta:
        verbose_name = "办事指南"
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="one_guide_per_version")
        ]
        indexes = [
            models.Index(
                fields=["valid_from"],
                condition=Q(in_force_at__isnull=True, withdrawn_at__isnull=True),
                name="services_guides_to_come",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} 第 {self.version} 版"
