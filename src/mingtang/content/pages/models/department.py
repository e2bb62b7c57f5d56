"""The register of departments, which every page refers to."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet


class DepartmentKind(models.TextChoices):
    DEPARTMENT = "department", "市级部门"
    DISTRICT = "district", "区县"
    OTHER = "other", "其他单位"


@register_snippet
class Department(models.Model):
    code = models.SlugField("代码", max_length=50, unique=True)
    name = models.CharField("名称", max_length=100)
    short = models.CharField("简称", max_length=50, blank=True)
    kind = models.CharField(
        "类别", max_length=20, choices=DepartmentKind, default=DepartmentKind.DEPARTMENT
    )
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("电话", max_length=50, blank=True)
    hours = models.CharField("办公时间", max_length=100, blank=True)
    complaint_phone = models.CharField("监督电话", max_length=50, blank=True)
    functions = models.TextField("职能", blank=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)

    panels = [
        *map(FieldPanel, ("name", "short", "code", "kind", "credit_code")),
        *map(FieldPanel, ("address", "phone", "hours", "complaint_phone", "functions")),
    ]

    class Meta:
        verbose_name = "部门"
        verbose_name_plural = "部门"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name
